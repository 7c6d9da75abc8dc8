/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of reasons, and what can be read off them. */
#include "engine/internal.h"

struct reason *reason_new(struct engine *engine, enum reason_kind kind, enum truth truth, const char *subject) {
  struct reason *reason = arena_alloc(engine->arena, sizeof *reason);
  reason->kind = kind;
  reason->truth = truth;
  reason->subject = subject;
  return reason;
}

void reason_adopt(struct engine *engine, struct reason *reason, reason_vec_t *children) {
  reason->children_len = children->len;
  reason->children = arena_alloc(engine->arena, children->len * sizeof *reason->children + 1);
  for (size_t i = 0; i < children->len; i++)
    reason->children[i] = children->items[i];
  vec_free(children);
}

const struct reason *reason_join(struct engine *engine, enum truth truth, reason_vec_t *reasons) {
  if (reasons->len == 1) {
    const struct reason *only = reasons->items[0];
    vec_free(reasons);
    return only;
  }
  if (reasons->len == 0) return NULL;
  struct reason *joined = reason_new(engine, REASON_ALL, truth, NULL);
  reason_adopt(engine, joined, reasons);
  return joined;
}

const struct reason *reason_of_question(struct engine *engine, enum truth truth, struct question_state *state) {
  bool hidden = state->asked != TRUTH_TRUE;
  struct reason *reason = reason_new(engine, hidden ? REASON_NOT_ASKED : REASON_ANSWER, truth, state->subject);
  reason->question = state->question;
  reason->fact = state->fact;
  const struct reason *why = hidden ? question_reason(engine, state) : NULL;
  if (why) {
    reason_vec_t children = {0};
    vec_push(&children, why);
    reason_adopt(engine, reason, &children);
  }
  return reason;
}

bool reason_proposed(const struct reason *reason) {
  if (!reason) return false;
  if (reason->kind == REASON_ANSWER) return answer_proposed(reason->question, reason->fact);
  if (reason->kind == REASON_CONCLUSION) return reason->conclusion->rests_on_proposed;
  for (size_t i = 0; i < reason->children_len; i++)
    if (reason_proposed(reason->children[i])) return true;
  return false;
}

void open_add(open_vec_t *open, const char *subject, const struct question *question) {
  for (size_t i = 0; i < open->len; i++)
    if (open->items[i].question == question && str_eq(open->items[i].subject, subject)) return;
  struct open_ref ref = {.subject = subject, .question = question};
  vec_push(open, ref);
}

static void collect_open(const struct reason *reason, open_vec_t *open) {
  if (!reason || reason->truth != TRUTH_UNKNOWN) return;
  if (reason->kind == REASON_ANSWER) open_add(open, reason->subject, reason->question);
  if (reason->kind == REASON_CONCLUSION)
    for (size_t i = 0; i < reason->conclusion->open.len; i++)
      open_add(open, reason->conclusion->open.items[i].subject, reason->conclusion->open.items[i].question);
  else
    for (size_t i = 0; i < reason->children_len; i++)
      collect_open(reason->children[i], open);
}

static int by_pack_order(const void *a, const void *b) {
  const struct open_ref *x = a, *y = b;
  if (x->question->index != y->question->index) return x->question->index < y->question->index ? -1 : 1;
  return strcmp(x->subject, y->subject);
}

void reason_open(const struct reason *reason, open_vec_t *ret_open) {
  collect_open(reason, ret_open);
  if (ret_open->len > 1) qsort(ret_open->items, ret_open->len, sizeof *ret_open->items, by_pack_order);
}

bool id_list_has(const id_vec_t *ids, const char *id) {
  for (size_t i = 0; i < ids->len; i++)
    if (str_eq(ids->items[i], id)) return true;
  return false;
}

void id_list_add(id_vec_t *ids, const char *id) {
  if (!id_list_has(ids, id)) vec_push(ids, id);
}
