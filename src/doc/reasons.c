/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains of reasons and lists of open points as items with citations. */
#include <stdlib.h>

#include "doc/build.h"

enum { DEEPEST_ITEM = 3 };

/* Conclusions whose own reasons already stand in this chain. */
typedef VEC(const struct conclusion_state *) told_vec_t;

static void push_item(struct builder *builder, int level, const char *subject_name, const char *sentence, const char *cite) {
  run_vec_t runs = {0};
  if (subject_name) {
    run_add(builder, &runs, RUN_STRONG, subject_name);
    run_add(builder, &runs, RUN_PLAIN, ": ");
  }
  run_add(builder, &runs, RUN_PLAIN, sentence);
  struct block *block = block_push(builder, BLOCK_ITEM, NULL);
  block->level = level < DEEPEST_ITEM ? level : DEEPEST_ITEM;
  block->label = "•";
  block->cite = cite;
  runs_finish(builder, &runs, &block->runs, &block->runs_len);
}

static const char *cases_cite(struct builder *builder, const struct conclusion_state *state) {
  struct buf text = {0};
  for (size_t i = 0; i < state->cases.len; i++) {
    const char *cite = cites_emit(builder, &state->cases.items[i]->cites);
    if (cite && text.len) buf_puts(&text, "; ");
    if (cite) buf_puts(&text, cite);
  }
  const char *cites = text.len ? arena_strdup(builder->arena, buf_str(&text)) : NULL;
  buf_free(&text);
  return cites;
}

static const char *reason_cite(struct builder *builder, const struct reason *reason) {
  const struct table_row *row = reason->table && reason->row ? table_row(reason->table, reason->row) : NULL;
  switch (reason->kind) {
  case REASON_ANSWER:
  case REASON_NOT_ASKED:
    return cites_emit(builder, &reason->question->cites);
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

/* True the first time. */
static bool tell(told_vec_t *told, const struct conclusion_state *state) {
  for (size_t i = 0; i < told->len; i++)
    if (told->items[i] == state) return false;
  vec_push(told, state);
  return true;
}

static void tree_emit(struct builder *builder, const struct reason *reason, int level, told_vec_t *told) {
  if (!reason) return;
  if (reason->kind != REASON_ALL) {
    CLEANUP(mem_freep) char *sentence = reason_sentence(builder->engine, reason, builder->lang);
    hash_reason(builder, reason);
    push_item(builder, level++, NULL, sentence, reason_cite(builder, reason));
  }
  if (reason->kind == REASON_CONCLUSION && !tell(told, reason->conclusion)) return;
  for (size_t i = 0; i < reason->children_len; i++)
    tree_emit(builder, reason->children[i], level, told);
}

void reasons_emit(struct builder *builder, const struct part *part, const char *subject) {
  const struct conclusion_state *state = engine_conclusion(builder->engine, subject, part->of->id);
  if (!state) return;
  told_vec_t told = {0};
  struct reason whole = {.kind = REASON_CONCLUSION, .truth = TRUTH_TRUE, .subject = state->subject, .conclusion = state};
  const struct reason *children[] = {state->reason};
  whole.children = children;
  whole.children_len = state->reason ? 1 : 0;
  tree_emit(builder, &whole, 1, &told);
  vec_free(&told);
}

static void gap_emit(struct builder *builder, const struct gap_state *gap, bool with_name) {
  CLEANUP(mem_freep) char *sentence = gap_sentence(builder->engine, gap, builder->lang);
  const cite_vec_t *cites = gap->gap ? &gap->gap->cites : &gap->question->cites;
  hash_gap(builder, gap);
  push_item(builder, 1, with_name ? engine_name(builder->engine, gap->subject, builder->lang) : NULL, sentence, cites_emit(builder, cites));
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
