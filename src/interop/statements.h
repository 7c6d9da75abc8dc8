/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/statements.h: what the readers of statements about vulnerabilities share. */
#ifndef CRADLE_INTEROP_STATEMENTS_H
#define CRADLE_INTEROP_STATEMENTS_H

#include "interop/vulnerabilities.h"
#include "xml/xml.h"
#include "json/json.h"

/* ---- views: one way to read both JSON and XML ---- */

/* A node of either tree; {0}: there is none. */
struct view {
  const struct json *json;
  const struct xml_node *xml;
};
bool view_is_there(struct view view);
bool view_is_object(struct view view);
/* Member, or child element. JSON null counts as absent. */
struct view view_get(struct view object, const char *key);
unsigned view_line(struct view view);
unsigned view_column(struct view view); /* 0: unknown */

typedef VEC(struct vulnerability) vulnerability_vec_t;
typedef VEC(struct vulnerability_statement) statement_vec_t;
typedef VEC(struct vulnerability_rating) rating_vec_t;
typedef VEC(struct vulnerability_warning) warning_vec_t;
typedef VEC(const char *) text_vec_t;

/* ---- reading ---- */

/* After a refusal every function below gives nothing, so that callers look at `status` only in loops and at the end. */
struct statements {
  const char *file_name;
  struct arena *arena; /* of the list */
  struct error *error;
  enum status status;
  struct vulnerability_list *list;
  const char *current; /* id of the vulnerability that is read, for warnings */
  size_t work;         /* references followed; limited */
  vulnerability_vec_t items;
  warning_vec_t warnings;
  struct map *states, *justifications; /* word to struct vulnerability_count */
  struct map *ids;
  /* The vulnerability that is read. */
  struct vulnerability now;
  statement_vec_t statements;
  rating_vec_t ratings;
  text_vec_t other_ids;
};
void statements_refuse(struct statements *reading, struct view at, const char *format, ...) PRINTF_LIKE(3, 4);
void statements_warn(struct statements *reading, struct view at, const char *format, ...) PRINTF_LIKE(3, 4);
/* Refuses what refers to itself again and again. */
void statements_count_work(struct statements *reading, struct view at);

/* Blank texts and those of the wrong type (a warning) give NULL. On one line; with its lines. */
const char *take_line(struct statements *reading, struct view object, const char *key);
const char *take_text(struct statements *reading, struct view object, const char *key);
/* The text of the node itself, on one line. */
const char *take_line_of(struct statements *reading, struct view view);
/* "source": {"name": ...} */
const char *take_line_in(struct statements *reading, struct view object, const char *outer, const char *key);

/* Items of an array; of the elements `item` in the element `key`. Refused if it is no list. */
struct items {
  struct statements *reading;
  struct view list;
  const char *item;
  size_t index;
  const struct xml_node *next;
  size_t len; /* JSON */
};
struct items items_of(struct statements *reading, struct view object, const char *key, const char *item);
bool items_next(struct items *items, struct view *ret_item);
/* The same, each an object; others are refused. */
bool items_next_object(struct items *items, struct view *ret_item);

/* ---- building ---- */

void vulnerability_begin(struct statements *reading, struct view at, const char *id);
void vulnerability_end(struct statements *reading);
void count_word(struct statements *reading, struct map *counts, const char *word);
/* By tables of the words of all formats; an unknown word is a warning. */
enum vulnerability_status status_of_word(struct statements *reading, struct view at, const char *word);
const char *justification_of_word(struct statements *reading, struct view at, const char *word);
const char *severity_of_word(struct statements *reading, struct view at, const char *word); /* capital letters or not */
/* A score from 0 to 10; else a warning. */
void take_score(struct statements *reading, struct view object, const char *key, struct vulnerability_rating *rating);
void add_other_id(struct statements *reading, const char *id);

/* Name with what stands before it, and version; they stay as they are if the package URL does not have them. */
void names_of_purl(struct arena *arena, const char *purl, const char **name, const char **version);
bool is_purl(const char *text);
char *percent_decoded(struct arena *arena, const char *text, size_t len);

/* ---- the formats ---- */

void read_cyclonedx_vulnerabilities(struct statements *reading, struct view bom, const char *spec_version);
void read_openvex(struct statements *reading, struct view document);
void read_csaf(struct statements *reading, struct view document);

/* ---- CSAF: the product tree ---- */

struct csaf_product {
  const char *id, *name, *version, *purl, *cpe;
  const char *reference, *relates_to; /* of a relationship: ids; else NULL */
};
struct csaf_group {
  const char *const *ids;
  size_t len;
};
struct csaf_products {
  struct map *products; /* id to struct csaf_product */
  struct map *groups;   /* id to struct csaf_group */
};
void csaf_products_read(struct statements *reading, struct view tree, struct csaf_products *products);
void csaf_products_free(struct csaf_products *products);
/* Fills name, version, purl, cpe, product from what the tree says about the id. */
void csaf_products_name(struct statements *reading, const struct csaf_products *products, struct view at, const char *id,
                        struct vulnerability_statement *statement);

#endif
