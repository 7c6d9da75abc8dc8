/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template as read and checked against the pack. Inside doc/ only. */
#ifndef CRADLE_DOC_TEMPLATE_H
#define CRADLE_DOC_TEMPLATE_H

#include "doc/doc.h"

enum part_kind {
  PART_TEXT,  /* a block with content of its own: heading, p, item, note, signature */
  PART_PLAIN, /* contents, page-break, rule */
  PART_SECTION,
  PART_TABLE,
  PART_LIST,
  PART_ROW,
  PART_EACH,
  PART_THINGS,
  PART_MATRIX,
  PART_IF,
  PART_REASONS,
  PART_GAPS,
};

/* What of the law pack a for-each can run over beside subjects. */
enum thing_kind { THING_NONE, THING_DUTY, THING_TOPIC, THING_RELATION, THING_ROW };

/* Where in a template something stands: what can be read there. */
struct stand {
  const struct pack *pack;
  const struct subject_type *on;
  enum thing_kind thing;
  const struct table *table; /* THING_ROW */
};

/* Content of a block or cell: the XML below node, translated as one message. */
struct content {
  const struct xml_node *node;
  const char *context; /* msgctxt: the nearest id */
  cite_vec_t cites;
  bool cites_current; /* <cites/>: those of the current thing or requirement */
};

struct column {
  double share;
  struct content title;
};

struct part;
typedef VEC(struct part *) part_vec_t;
struct part {
  enum part_kind kind;
  enum block_kind block;
  const struct subject_type *on;
  const char *id, *label;
  int level;
  bool mandatory, prescribed, unapproved;
  struct content content;        /* PART_TEXT */
  const struct condition *when;  /* PART_IF */
  struct range range;            /* PART_EACH */
  const struct question *naming; /* PART_EACH: only those whose answer to this set names the requirement around, or NULL */
  enum thing_kind thing;         /* PART_THINGS */
  unsigned kinds, states;        /* bits of the kinds and states wanted; 0: all */
  const char *group;             /* prefix of ids, or NULL; PART_MATRIX: of its rows */
  bool of_topic;                 /* relations of the current topic only */
  const struct table *table;     /* THING_ROW */
  const struct conclusion *of;   /* PART_REASONS */
  bool own;                      /* PART_GAPS, duties: of the subject alone */
  const char *source;            /* PART_LIST */
  VEC(struct column) columns;    /* PART_TABLE, PART_LIST */
  VEC(struct content) cells;     /* PART_ROW */
  part_vec_t body, otherwise;
};

struct template {
  char *id, *file;
  const struct pack *pack;
  const struct subject_type *subject;
  const char *title; /* collapsed English */
  char hash[HASH_TEXT_SIZE];
  struct xml_document *xml;
  struct part *root; /* a PART_SECTION without id */
  VEC(const char *) mandatory;
  VEC(struct part *) parts; /* all, to free their vectors */
  struct arena *arena;
};

/* Reads the parts below the root element, whose document template->xml is; errors with file:line. */
enum status template_read_parts(struct template *template, struct error *error);

/* Is everything inside node known to the pack where it stands? */
enum status inline_check(const struct stand *stand, const struct xml_node *node, struct error *error);

/* things.c: what a for-each over things wants, from its attributes. */
enum thing_kind things_kind(const struct xml_node *node); /* THING_NONE: it runs over subjects */
enum status things_read(const struct stand *stand, const struct xml_node *node, struct part *part, struct error *error);
enum status its_check(const struct stand *stand, const struct xml_node *node, struct error *error); /* <its part="…"/> */

#endif
