/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that build a document share. Inside doc/ only. */
#ifndef CRADLE_DOC_BUILD_H
#define CRADLE_DOC_BUILD_H

#include "doc/template.h"

typedef VEC(struct run) run_vec_t;
typedef VEC(struct row) row_vec_t;

/* The duty, topic, relation or row a for-each stands at. */
struct thing {
  enum thing_kind kind;
  const char *id;
  size_t number; /* from 1 */
  const cite_vec_t *cites;
  const struct duty_state *duty;
  const struct topic *topic;
  const struct relation_state *relation;
  const struct table_row *row;
};

struct builder {
  const struct doc_request *request;
  struct engine *engine;
  const char *lang;
  struct document *document;
  struct arena *arena; /* the document's */
  VEC(struct block) blocks;
  row_vec_t *rows;           /* of the table being built, or NULL */
  const char *section_id;    /* waits for the first block of its section */
  int repeated;              /* depth of for-each: anchors then name the subject or thing */
  const struct thing *thing; /* innermost, or NULL */
  size_t pushed;             /* blocks and rows so far */
  size_t substance;          /* of these: other than headings, rules and page breaks */
  struct map *present;       /* ids of parts that show something */
  char *missing;             /* the first placeholder, in words of the screen's language */
  char *missing_on;          /* subject of it */
  struct hasher *hasher;     /* over the language-neutral model */
  int unhashed;
  bool *cited;              /* by position of the act in the pack */
  struct map *translations; /* context and message -> parsed document */
  struct map *told;         /* conclusions whose reasons already stand in the document, by id and subject */
  char *document_id;        /* filled in at the end */
};

/* ---- hash: what is stated, without language ---- */
void hash_item(struct builder *builder, const char *text); /* NULL is an item too */
void hash_fact(struct builder *builder, const struct fact *fact);
void hash_conclusion(struct builder *builder, const struct conclusion_state *state);
void hash_reason(struct builder *builder, const struct reason *reason);
void hash_gap(struct builder *builder, const struct gap_state *gap);
void hash_duty(struct builder *builder, const struct duty_state *state); /* whatever the day */

/* ---- inside blocks ---- */
void run_add(struct builder *builder, run_vec_t *runs, enum run_style style,
             const char *text);                                 /* copies; control characters but line ends become blanks */
void runs_trim(const struct builder *builder, run_vec_t *runs); /* no blanks at both ends */
void run_placeholder(struct builder *builder, run_vec_t *runs, const char *text, const char *subject, const char *what);
/* The content in the document's language. Untranslated prescribed wording becomes a placeholder. */
void content_emit(struct builder *builder, const struct content *content, bool prescribed, const char *subject, run_vec_t *runs);
void words_emit(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs);
const char *content_cite(struct builder *builder, const struct content *content, const char *subject); /* NULL if there is none */
const char *cites_emit(struct builder *builder, const cite_vec_t *cites);                              /* notes the acts; NULL if none */
const char *answer_cite(struct builder *builder, const cite_vec_t *cites);                             /* of a question inside reasons */
const char *anchor_of(struct builder *builder, const char *id, const char *subject);

/* ---- blocks ---- */
struct block *block_push(struct builder *builder, enum block_kind kind, const char *id); /* valid until the next push */
/* Moves the runs into the arena, neighbours of one style joined, line ends as blanks. Frees the vector. */
void runs_finish(struct builder *builder, run_vec_t *runs, struct run **ret_runs, size_t *ret_len);
void parts_emit(struct builder *builder, const part_vec_t *parts, const char *subject);
void table_emit(struct builder *builder, const struct part *part, const char *subject);
void list_emit(struct builder *builder, const struct part *part, const char *subject);
void row_emit(struct builder *builder, const struct part *part, const char *subject);
void reasons_emit(struct builder *builder, const struct part *part, const char *subject);
void gaps_emit(struct builder *builder, const struct part *part, const char *subject);
void things_emit(struct builder *builder, const struct part *part, const char *subject);
void matrix_emit(struct builder *builder, const struct part *part, const char *subject);
void its_emit(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs);

#endif
