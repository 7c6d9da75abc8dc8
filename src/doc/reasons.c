/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains of reasons and lists of open points as items with citations. */
#include <stdlib.h>

#include "doc/build.h"

enum { DEEPEST_ITEM = 3 };

/* Reasons that already stand in this chain: the same answer often decides in several places. */
struct chain {
  struct builder *builder;
  struct map *said;
  const char *subject; /* on which the chain starts */
};

/* Deeper levels than items have share the last indent; their label tells them from the level above. */
static const char *label_at(int depth) {
  static const char *const labels[] = {"•", "–", "·", "–"};
  return labels[depth <= DEEPEST_ITEM ? depth - 1 : DEEPEST_ITEM];
}

static void push_item(struct builder *builder, int depth, run_vec_t *runs, const char *cite) {
  struct block *block = block_push(builder, BLOCK_ITEM, NULL);
  block->level = depth < DEEPEST_ITEM ? depth : DEEPEST_ITEM;
  block->label = label_at(depth);
  block->cite = cite;
  runs_finish(builder, runs, &block->runs, &block->runs_len);
}

static bool has_cite(const cite_vec_t *cites, const struct cite *cite) {
  CLEANUP(mem_freep) char *text = cite_text(cite, NULL);
  for (size_t i = 0; i < cites->len; i++) {
    CLEANUP(mem_freep) char *other = cite_text(&cites->items[i], NULL);
    if (str_eq(text, other)) return true;
  }
  return false;
}

static const char *cases_cite(struct builder *builder, const struct conclusion_state *state) {
  cite_vec_t all = {0};
  for (size_t i = 0; i < state->cases.len; i++) {
    const cite_vec_t *cites = &state->cases.items[i]->cites;
    for (size_t k = 0; k < cites->len; k++)
      if (!has_cite(&all, &cites->items[k])) vec_push(&all, cites->items[k]);
  }
  const char *text = cites_emit(builder, &all);
  vec_free(&all);
  return text;
}

static const char *reason_cite(struct builder *builder, const struct reason *reason) {
  const struct table_row *row = reason->table && reason->row ? table_row(reason->table, reason->row) : NULL;
  switch (reason->kind) {
  case REASON_ANSWER:
  case REASON_NOT_ASKED:
    return answer_cite(builder, &reason->question->cites);
  case REASON_CONCLUSION:
    return cases_cite(builder, reason->conclusion);
  case REASON_TABLE:
    return row ? cites_emit(builder, &row->cites) : NULL;
  case REASON_GAP:
    return reason->gap ? cites_emit(builder, &reason->gap->cites) : NULL;
  default:
    return NULL;
  }
}

/* True the first time. Language-neutral, for what is left out must not depend on the language. */
static bool first_time(struct map *said, const struct reason *reason) {
  const struct conclusion_state *state = reason->conclusion;
  const struct place *place = reason->kind == REASON_RANGE && reason->condition ? &reason->condition->place : NULL;
  CLEANUP(mem_freep)
  char *key = mem_printf("%d|%d|%s|%s|%s|%s|%s|%s|%s|%d", reason->kind, reason->truth, reason->subject ? reason->subject : "",
                         reason->question ? reason->question->id : "", state ? state->conclusion->id : "",
                         reason->gap ? reason->gap->id : "", reason->row ? reason->row : "", reason->left ? reason->left : "",
                         reason->right ? reason->right : "", place ? place->line : 0);
  if (map_get(said, key)) return false;
  map_put(said, key, said);
  return true;
}

/* A conclusion inside a chain is explained once in the document. */
static bool explains(struct builder *builder, const struct conclusion_state *state) {
  CLEANUP(mem_freep) char *key = mem_printf("%s|%s", state->subject, state->conclusion->id);
  if (map_get(builder->told, key)) return false;
  map_put(builder->told, key, builder);
  return true;
}

static void sentence_emit(struct builder *builder, const struct reason *reason, int depth) {
  CLEANUP(mem_freep) char *sentence = reason_sentence(builder->engine, reason, builder->lang);
  run_vec_t runs = {0};
  run_add(builder, &runs, RUN_PLAIN, sentence);
  hash_reason(builder, reason);
  push_item(builder, depth, &runs, reason_cite(builder, reason));
}

/* The reasons of a requirement record stand where the document shows the record. */
static bool stands_elsewhere(struct chain *chain, const struct reason *reason) {
  const char *subject = reason->conclusion->subject;
  return engine_requirement(chain->builder->engine, subject) && !str_eq(subject, chain->subject);
}

/* That a question was not asked explains nothing to a reader; a date of the law stands in the comparison that reads it. */
static bool explains_nothing(const struct reason *reason) {
  bool cell = reason->kind == REASON_TABLE && !reason->condition;
  return cell || (reason->kind == REASON_NOT_ASKED && reason->truth == TRUTH_FALSE);
}

/* Where each requirement does what it should, the sentence about all of them is enough. */
static bool speaks_for_all(const struct reason *reason) {
  if (reason->kind != REASON_RANGE || reason->truth != TRUTH_TRUE || !reason->condition) return false;
  const struct range *range = &reason->condition->range;
  return reason->condition->kind == COND_EVERY && range->of && range->of->implicit;
}

static void tree_emit(struct chain *chain, const struct reason *reason, int depth) {
  if (explains_nothing(reason)) return;
  bool speaks = reason->kind != REASON_ALL;
  if (speaks && !first_time(chain->said, reason)) return;
  if (speaks) sentence_emit(chain->builder, reason, depth);
  if (reason->kind == REASON_CONCLUSION && (stands_elsewhere(chain, reason) || !explains(chain->builder, reason->conclusion))) return;
  if (speaks_for_all(reason)) return;
  for (size_t i = 0; i < reason->children_len; i++)
    tree_emit(chain, reason->children[i], depth + speaks);
}

/* An open conclusion is explained by what decides it, each question once. */
static void deciding_emit(struct builder *builder, const struct conclusion_state *state) {
  run_vec_t runs = {0};
  run_add(builder, &runs, RUN_PLAIN, tr(builder->lang, NULL, N_("These questions decide:")));
  for (size_t i = 0; i < state->open.len; i++) {
    const struct open_ref *ref = &state->open.items[i];
    bool again = i > 0 && state->open.items[i - 1].question == ref->question;
    if (again) continue;
    run_add(builder, &runs, RUN_PLAIN, i > 0 ? ", " : " ");
    run_add(builder, &runs, RUN_PLAIN, pack_text(&ref->question->title, builder->lang));
  }
  run_add(builder, &runs, RUN_PLAIN, ".");
  push_item(builder, 2, &runs, NULL);
}

static bool holds_value(const struct conclusion_state *state, const char *value) {
  for (size_t i = 0; i < state->values.len; i++)
    if (str_eq(state->values.items[i], value)) return true;
  return false;
}

/* Each element of a set has a reason of its own; that of a single one stands in the sentence already. */
static void elements_emit(struct builder *builder, const struct conclusion_state *state) {
  if (state->conclusion->type != C_SET || (state->status == CONCLUDED && state->cases.len == 1)) return;
  for (size_t i = 0; i < state->cases.len; i++) {
    const struct conclusion_case *one = state->cases.items[i];
    if (!*one->because.text || !holds_value(state, one->value)) continue;
    run_vec_t runs = {0};
    run_add(builder, &runs, RUN_STRONG, conclusion_value_title(state->conclusion, one->value, builder->lang));
    run_add(builder, &runs, RUN_PLAIN, ": ");
    run_add(builder, &runs, RUN_PLAIN, pack_text(&one->because, builder->lang));
    push_item(builder, 2, &runs, cites_emit(builder, &one->cites));
  }
}

void reasons_emit(struct builder *builder, const struct part *part, const char *subject) {
  const struct conclusion_state *state = engine_conclusion(builder->engine, subject, part->of->id);
  if (!state) return;
  struct chain chain = {.builder = builder, .said = map_new(), .subject = state->subject};
  struct reason whole = {.kind = REASON_CONCLUSION, .truth = TRUTH_TRUE, .subject = state->subject, .conclusion = state};
  first_time(chain.said, &whole);
  explains(builder, state);
  sentence_emit(builder, &whole, 1);
  elements_emit(builder, state);
  if (state->status == CONCLUSION_OPEN && state->open.len > 0)
    deciding_emit(builder, state);
  else if (state->reason)
    tree_emit(&chain, state->reason, 2);
  map_free(chain.said);
}

static void gap_emit(struct builder *builder, const struct gap_state *gap, bool with_name) {
  CLEANUP(mem_freep) char *sentence = gap_sentence(builder->engine, gap, builder->lang);
  const cite_vec_t *cites = gap->gap ? &gap->gap->cites : &gap->question->cites;
  run_vec_t runs = {0};
  if (with_name) {
    run_add(builder, &runs, RUN_STRONG, engine_name(builder->engine, gap->subject, builder->lang));
    run_add(builder, &runs, RUN_PLAIN, ": ");
  }
  run_add(builder, &runs, RUN_PLAIN, sentence);
  hash_gap(builder, gap);
  push_item(builder, 1, &runs, cites_emit(builder, cites));
}

void gaps_emit(struct builder *builder, const struct part *part, const char *subject) {
  gap_vec_t gaps = {0};
  if (part->own)
    engine_gaps(builder->engine, subject, &gaps);
  else
    engine_gaps_around(builder->engine, subject, &gaps);
  for (size_t i = 0; i < gaps.len; i++)
    gap_emit(builder, &gaps.items[i], !part->own);
  if (gaps.len == 0) parts_emit(builder, &part->otherwise, subject);
  vec_free(&gaps);
}
