/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CRADLE_KB_INTERNAL_H
#define CRADLE_KB_INTERNAL_H

#include "kb/kb.h"

/* ---- the pack ---- */

/* The maps hold the elements by id, in pack order. */
struct pack {
  struct arena *arena;
  const char *where; /* folder, or name of the content */
  const char *id, *version;
  day_t law_as_of;
  struct buf content; /* of all files, in order */
  char hash[HASH_TEXT_SIZE];
  struct map *acts, *tables, *subject_types, *stages, *sections, *questions, *requirements, *gaps, *duties, *topics, *relations;
  struct map *conclusions;    /* by "id type" */
  struct map *conclusion_ids; /* id to struct namesake: its conclusions, on several types */
  struct map *renamed;        /* former id to struct renaming */
  struct map *retired;        /* id to itself */
  struct map *files;          /* path to itself, of those read from a folder */
  struct map *places;         /* "kind id" to struct place: where each id was given */
};
struct namesake {
  const struct conclusion *conclusion;
  const struct namesake *next;
};
struct renaming {
  const char *from, *to, *since;
};
/* What the id was renamed to in the end; the id itself if it was not. */
const char *pack_current_id(const struct pack *pack, const char *id);
struct pack *pack_new(void);
/* Where the element of that kind ("question", "section", ...) stands. */
struct place pack_place(const struct pack *pack, const char *kind, const char *id);
bool pack_has_group(const struct pack *pack, const char *group);
/* The requirements are implicit subjects of this type; NULL if the pack has no such type. */
const struct subject_type *pack_requirement_type(const struct pack *pack);

/* Of versions like "2026.11.20": less than, equal to or greater than 0. */
int version_compare(const char *a, const char *b);

/* ---- reading elements ---- */

/*
 * The first error is kept and what follows is ignored, so that functions that read an element need not be interrupted after each attribute.
 * Callers stop between elements and throw the result away.
 */
struct loader {
  const struct pack *pack; /* to look ids up */
  struct arena *arena;     /* for what is read */
  struct error *error;
  enum status status;
};

void refuse(struct loader *loader, const struct xml_node *at, const char *format, ...) PRINTF_LIKE(3, 4);
/* What an id names does not exist; known holds what does. The format takes the id. */
void refuse_id(struct loader *loader, const struct xml_node *at, const struct map *known, const char *format, const char *id);
void refuse_unknown(struct loader *loader, const struct xml_node *at);
const char *read_attr(struct loader *loader, const struct xml_node *node, const char *name); /* NULL if absent */
const char *need_attr(struct loader *loader, const struct xml_node *node, const char *name); /* "" after refusing */
bool read_yes(const struct xml_node *node, const char *name);
day_t need_day(struct loader *loader, const struct xml_node *at, const char *text);
int64_t need_number(struct loader *loader, const struct xml_node *at, const char *text);
char *fold_key(const char *text); /* case folded and without blanks; caller frees */
struct place read_place(struct loader *loader, const struct xml_node *node);
id_vec_t read_ids(struct loader *loader, const char *list);
/* Bits 1u << enum relation_kind of the names in the list. */
unsigned read_relation_kinds(struct loader *loader, const struct xml_node *node, const char *list);
/* The text in the child element of that name; context: id of the nearest element with an id. */
struct text read_text(struct loader *loader, const struct xml_node *node, const char *name, const char *context);
void read_cite(struct loader *loader, const struct xml_node *node, struct cite *ret_cite);
cite_vec_t read_cites(struct loader *loader, const struct xml_node *node);
size_t count_children(const struct xml_node *node, const char *name);
size_t count_nodes(const struct xml_node *node); /* children of any name, text too */

/* Look-ups that refuse what does not exist; NULL then. */
const struct question *need_question(struct loader *loader, const struct xml_node *node, const char *attribute);
const struct subject_type *need_type(struct loader *loader, const struct xml_node *node, const char *attribute);
const struct table *need_table(struct loader *loader, const struct xml_node *node);

const struct condition *read_condition(struct loader *loader, const struct xml_node *element);
/* The one condition inside <when> or <applies>; NULL if there is no such child. */
const struct condition *read_condition_in(struct loader *loader, const struct xml_node *node, const char *name);
const struct term *read_term(struct loader *loader, const struct xml_node *element);
struct range read_range(struct loader *loader, const struct xml_node *element);

/* Whether a term is a day or a number; neither if it reads something that is not one. */
enum term_type { TERM_IS_NEITHER, TERM_IS_DATE, TERM_IS_NUMBER };
enum term_type term_type(const struct term *term);

/* The ids that were renamed to this one, newest first. */
id_vec_t read_former_ids(struct loader *loader, const char *id);

/* Fill what load.c has collected; ids of other elements are known by then. */
void load_table(struct loader *loader, const struct xml_node *node, struct table *table);
void load_question(struct loader *loader, const struct xml_node *node, const struct condition *section_when, struct question *question);
void load_requirement(struct loader *loader, const struct xml_node *node, struct requirement *requirement);
void load_duty(struct loader *loader, const struct xml_node *node, struct duty *duty);
void load_topic(struct loader *loader, const struct xml_node *node, struct topic *topic);
void load_relation(struct loader *loader, const struct xml_node *node, struct relation *relation);
void load_conclusion(struct loader *loader, const struct xml_node *node, struct conclusion *conclusion);

/* ---- files ---- */

typedef VEC(struct xml_document *) documents_t;
/* A folder, or what pack_content gave: then folder is a name for messages. */
struct pack_source {
  const char *folder;
  const char *content; /* NULL: files */
  size_t len;
};
/* pack.xml first, then the parts it names, each checked against the schema; all are added to ret_content. The caller frees the documents,
 * also after a failure. */
enum status read_documents(struct loader *loader, const struct pack_source *source, const char *schema_folder, struct buf *ret_content,
                           documents_t *ret_documents);
/* Where the file that begins at start ends in the content of a pack. */
size_t file_end(const char *content, size_t len, size_t start);

/* ---- lint ---- */

struct lint {
  const struct pack *pack;
  struct arena *arena;
  struct map *provisions; /* "ACT PATH" of all that the listed acts have, and "ACT" of each; empty: there is no list */
  lint_vec_t findings;
};
void lint_add(struct lint *lint, struct place place, const char *id, const char *format, ...) PRINTF_LIKE(4, 5);

/* A condition or term at the top of an element, and the type of the subject it stands on. */
struct rule {
  const char *kind; /* "question", "requirement", "measure", "conclusion", "gap", "duty" */
  const void *owner;
  const char *id;
  const struct subject_type *on;
  const struct condition *condition; /* or */
  const struct term *term;
};
typedef VEC(struct rule) rule_vec_t;
void pack_rules(const struct pack *pack, rule_vec_t *ret_rules);

/* What a test inside a rule stands on. */
struct stand {
  const struct subject_type *on;
  bool in_requirement; /* here or further out a requirement is stood on */
};
struct stand stand_of(const struct rule *rule);
struct stand stand_inside(struct stand stand, const struct range *range);

/* Calls back for every condition and every term of the rule, outer before inner. */
struct visitor {
  void (*condition)(void *context, const struct condition *condition, struct stand stand);
  void (*term)(void *context, const struct term *term, struct stand stand);
  void *context;
};
void visit_rule(const struct rule *rule, const struct visitor *visitor);

/* Do they say the same, word for word? */
bool conditions_equal(const struct condition *a, const struct condition *b);

/* Whether an answer or a conclusion can have the value at all. */
bool question_can_be(const struct question *question, const char *value);
bool conclusion_can_be(const struct conclusion *conclusion, const char *value);

/* What lies beside the files of the pack: the list of provisions, and files that nobody reads. */
enum status lint_folder(struct lint *lint, struct error *error);
/* Citations of what the act does not have; id: of the element that cites. */
void lint_provisions(struct lint *lint, const char *id, const cite_vec_t *cites);
void lint_elements(struct lint *lint);                        /* citations, texts, titles, values */
void lint_rule(struct lint *lint, const struct rule *rule);   /* what a rule reads, and whether it can */
void lint_guards(struct lint *lint, const struct rule *rule); /* `not` over what may be hidden */
void lint_constants(struct lint *lint);                       /* never asked, never true, never given */
void lint_cycles(struct lint *lint, const rule_vec_t *rules);

#endif
