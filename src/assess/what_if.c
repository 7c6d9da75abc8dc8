/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-step what-if: the conclusion is computed again with one answer changed, for every answer it rests on. */
#include <stdlib.h>
#include <string.h>

#include "assess/assess.h"

#define TRIALS_MAX 400

static void add_ref(open_vec_t *refs, const char *subject, const struct question *question) {
  for (size_t i = 0; i < refs->len; i++)
    if (refs->items[i].question == question && str_eq(refs->items[i].subject, subject)) return;
  struct open_ref ref = {.subject = subject, .question = question};
  vec_push(refs, ref);
}

static void collect(const struct reason *reason, open_vec_t *refs, int depth);

static void collect_conclusion(const struct conclusion_state *state, open_vec_t *refs, int depth) {
  collect(state->reason, refs, depth);
  collect(state->refuted, refs, depth);
  for (size_t i = 0; i < state->open.len; i++)
    add_ref(refs, state->open.items[i].subject, state->open.items[i].question);
}

static void collect(const struct reason *reason, open_vec_t *refs, int depth) {
  if (!reason || depth > 40) return;
  if (reason->question) add_ref(refs, reason->subject, reason->question);
  if (reason->kind == REASON_CONCLUSION) collect_conclusion(reason->conclusion, refs, depth + 1);
  for (size_t i = 0; reason->kind != REASON_CONCLUSION && i < reason->children_len; i++)
    collect(reason->children[i], refs, depth + 1);
}

struct trial {
  struct engine *engine;
  const char *subject, *conclusion;
  const struct conclusion_state *now;
  struct arena *arena;
  what_if_vec_t *changes;
  size_t count;
};

static bool same_ids(const id_vec_t *a, const id_vec_t *b) {
  if (a->len != b->len) return false;
  for (size_t i = 0; i < a->len; i++) {
    bool found = false;
    for (size_t k = 0; k < b->len && !found; k++)
      found = str_eq(a->items[i], b->items[k]);
    if (!found) return false;
  }
  return true;
}

static const id_vec_t *shown(const struct conclusion_state *state) {
  return state->status == CONCLUDED ? &state->values : &state->possible;
}

static void try_value(struct trial *trial, const struct open_ref *ref, const struct value *value) {
  if (trial->count++ >= TRIALS_MAX) return;
  struct snapshot *snapshot = snapshot_with(engine_snapshot(trial->engine), ref->subject, ref->question->id, value, 1);
  struct engine *other = engine_new(engine_pack(trial->engine), snapshot, engine_as_of(trial->engine));
  const struct conclusion_state *then = engine_conclusion(other, trial->subject, trial->conclusion);
  if (then->status != trial->now->status || !same_ids(shown(then), shown(trial->now))) {
    struct what_if change = {.ref = *ref, .value = value_copy(trial->arena, value), .status = then->status};
    for (size_t i = 0; i < shown(then)->len; i++)
      vec_push(&change.values, (const char *)arena_strdup(trial->arena, shown(then)->items[i]));
    const char **kept = arena_alloc(trial->arena, change.values.len * sizeof *kept + 1);
    for (size_t i = 0; i < change.values.len; i++)
      kept[i] = change.values.items[i];
    free(change.values.items);
    change.values.items = kept;
    vec_push(trial->changes, change);
  }
  engine_free(other);
  snapshot_free(snapshot);
}

static bool is_now(const struct trial *trial, const struct open_ref *ref, const struct value *value) {
  const struct fact *fact = snapshot_fact(engine_snapshot(trial->engine), ref->subject, ref->question->id);
  const struct value *now = fact_value(fact);
  if (now) return value_equal(now, value);
  return fact && fact->elements_len == 1 && value_equal(&fact->elements[0].value, value);
}

static void try_unless_now(struct trial *trial, const struct open_ref *ref, struct value value) {
  if (!is_now(trial, ref, &value)) try_value(trial, ref, &value);
}

static void try_question(struct trial *trial, const struct open_ref *ref) {
  const struct question *question = ref->question;
  if (question->type == Q_BOOL) {
    try_unless_now(trial, ref, value_bool(true));
    try_unless_now(trial, ref, value_bool(false));
  }
  bool choices = question->type == Q_CHOICE || question->type == Q_SET;
  for (size_t i = 0; choices && i < question->choices_len; i++)
    try_unless_now(trial, ref, value_of(VALUE_CHOICE, question->choices[i].id));
  if (question->type == Q_SET) try_unless_now(trial, ref, value_of(VALUE_NONE, NULL));
}

void assess_what_if(struct engine *engine, const char *subject, const char *conclusion, struct arena *arena, what_if_vec_t *ret_changes) {
  const struct conclusion_state *now = engine_conclusion(engine, subject, conclusion);
  if (!now) return;
  struct trial trial = {.engine = engine, .subject = subject, .conclusion = conclusion, .now = now, .arena = arena, .changes = ret_changes};
  open_vec_t refs = {0};
  collect_conclusion(now, &refs, 0);
  for (size_t i = 0; i < refs.len; i++)
    try_question(&trial, &refs.items[i]);
  vec_free(&refs);
}
