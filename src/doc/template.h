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
  PART_IF,
  PART_REASONS,
  PART_GAPS,
};

/* Content of a block or cell: the XML below node, translated as one message. */
struct content {
  const struct xml_node *node;
  const char *context; /* msgctxt: the nearest id */
  cite_vec_t cites;
  bool cites_requirement; /* <cites/> */
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
  struct content content;       /* PART_TEXT */
  const struct condition *when; /* PART_IF */
  struct range range;           /* PART_EACH */
  const struct conclusion *of;  /* PART_REASONS */
  bool own;                     /* PART_GAPS */
  const char *source;           /* PART_LIST */
  VEC(struct column) columns;   /* PART_TABLE, PART_LIST */
  VEC(struct content) cells;    /* PART_ROW */
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

/* Is everything inside node known to the pack where it stands on a subject of type `on`? */
enum status inline_check(const struct pack *pack, const struct xml_node *node, const struct subject_type *on, struct error *error);

#endif
