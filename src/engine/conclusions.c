/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conclusions: the first case that holds, or every value whose collects hold; open and disputed ones keep all that is still possible. */
#include "engine/internal.h"

const char *conclusion_status_name(enum conclusion_status status) {
  switch (status) {
  case CONCLUDED:
    return "concluded";
  case CONCLUSION_OPEN:
    return "open";
  case CONCLUSION_DISPUTED:
    return "disputed";
  case CONCLUSION_NOT_APPLICABLE:
    return "not-applicable";
  }
  return "";
}

/* What one case gives: its value, or the date of its term in ISO form, "none" if there is no such date; NULL if the term is open. */
static const char *case_value(struct engine *engine, const struct conclusion_case *one, const struct scope *scope,
                              const struct reason **ret_reason) {
  if (!one->term) return one->value;
  struct term_value value = term_value(engine, one->term, scope);
  *ret_reason = value.reason;
  return value.state == TERM_OPEN ? NULL : term_text(engine, &value);
}

static void possible_case(struct conclusion_state *state, const struct conclusion_case *one, const char *value) {
  if (value) id_list_add(&state->possible, value);
  vec_push(&state->cases, one);
}

static void possible_readings(struct engine *engine, struct conclusion_state *state, const struct conclusion_case *disputed,
                              const struct scope *scope, reason_vec_t *unknown) {
  for (size_t i = 0; i < disputed->readings_len; i++) {
    const struct conclusion_case *reading = &disputed->readings[i];
    const struct reason *reason = NULL;
    const char *value = case_value(engine, reading, scope, &reason);
    possible_case(state, reading, value);
    if (!value && reason) vec_push(unknown, reason);
  }
}

/* The reasons of a case that holds: its condition, and for dates what the term rests on. */
static const struct reason *join_two(struct engine *engine, enum truth truth, const struct reason *a, const struct reason *b) {
  reason_vec_t both = {0};
  if (a) vec_push(&both, a);
  if (b) vec_push(&both, b);
  return reason_join(engine, truth, &both);
}

/* What is gathered while the cases are tried: reasons of what is unknown, and of what does not hold. */
struct trial {
  reason_vec_t unknown, refuted;
};

/* Tries the cases in order. If one surely holds and nothing before it leads elsewhere, that case alone is the result. */
static void run_cases(struct engine *engine, struct conclusion_state *state, const struct scope *scope, struct trial *trial) {
  const struct conclusion *conclusion = state->conclusion;
  for (size_t i = 0; i < conclusion->cases_len; i++) {
    const struct conclusion_case *one = &conclusion->cases[i];
    const struct reason *reason = NULL, *term_reason = NULL;
    enum truth truth = one->when ? test(engine, one->when, scope, &reason) : TRUTH_TRUE;
    if (truth == TRUTH_FALSE && reason) vec_push(&trial->refuted, reason);
    if (truth == TRUTH_FALSE) continue;
    const char *value = one->disputed ? NULL : case_value(engine, one, scope, &term_reason);
    bool open_date = !one->disputed && !value;
    if (truth == TRUTH_UNKNOWN && reason) vec_push(&trial->unknown, reason);
    if (open_date && term_reason) vec_push(&trial->unknown, term_reason);
    if (one->disputed)
      possible_readings(engine, state, one, scope, &trial->unknown);
    else
      possible_case(state, one, value);
    if (truth == TRUTH_UNKNOWN) continue;
    if (state->possible.len == 1 && !open_date) {
      state->cases.len = 0;
      vec_push(&state->cases, one->disputed ? &one->readings[0] : one);
      state->reason = join_two(engine, TRUTH_TRUE, reason, term_reason);
    }
    return;
  }
}

static void settle_choice(struct engine *engine, struct conclusion_state *state, const struct scope *scope, struct trial *trial) {
  run_cases(engine, state, scope, trial);
  bool dated = state->conclusion->type == C_DATE;
  state->refuted = reason_join(engine, TRUTH_FALSE, &trial->refuted);
  state->status = CONCLUSION_OPEN;
  if (state->possible.len != 1 || (dated && trial->unknown.len > 0)) return;
  state->status = CONCLUDED;
  id_list_add(&state->values, state->possible.items[0]);
  if (!state->reason) state->reason = trial->unknown.len > 0 ? reason_join(engine, TRUTH_TRUE, &trial->unknown) : state->refuted;
}

/* Is the value in the set? The first collect that surely holds decides. */
static enum truth settle_member(struct engine *engine, struct conclusion_state *state, const char *value, const struct scope *scope,
                                reason_vec_t *sure, struct trial *trial) {
  const struct conclusion *conclusion = state->conclusion;
  reason_vec_t open = {0};
  enum truth member = TRUTH_FALSE;
  for (size_t i = 0; i < conclusion->cases_len && member != TRUTH_TRUE; i++) {
    const struct conclusion_case *one = &conclusion->cases[i];
    if (!str_eq(one->value, value)) continue;
    const struct reason *reason = NULL;
    enum truth truth = one->when ? test(engine, one->when, scope, &reason) : TRUTH_TRUE;
    if (truth != TRUTH_FALSE) {
      member = truth;
      vec_push(&state->cases, one);
    }
    if (reason) vec_push(truth == TRUTH_TRUE ? sure : truth == TRUTH_FALSE ? &trial->refuted : &open, reason);
  }
  for (size_t i = 0; member == TRUTH_UNKNOWN && i < open.len; i++)
    vec_push(&trial->unknown, open.items[i]);
  vec_free(&open);
  return member;
}

static void settle_set(struct engine *engine, struct conclusion_state *state, const struct scope *scope, struct trial *trial) {
  reason_vec_t sure = {0};
  for (size_t v = 0; v < state->conclusion->values_len; v++) {
    const char *value = state->conclusion->values[v].id;
    enum truth member = settle_member(engine, state, value, scope, &sure, trial);
    if (member != TRUTH_FALSE) id_list_add(member == TRUTH_TRUE ? &state->values : &state->possible, value);
  }
  state->status = state->possible.len > 0 ? CONCLUSION_OPEN : CONCLUDED;
  state->refuted = reason_join(engine, TRUTH_FALSE, &trial->refuted);
  if (sure.len == 0 && state->refuted) vec_push(&sure, state->refuted);
  state->reason = reason_join(engine, TRUTH_TRUE, &sure);
}

/* ---- disputes downstream: every reading is followed to its end ---- */

/* The first conclusion in the tree that is itself disputed by law, not only by what it rests on. */
static const struct conclusion_state *find_dispute(const struct reason *reason) {
  if (!reason) return NULL;
  if (reason->kind == REASON_CONCLUSION && reason->conclusion->status == CONCLUSION_DISPUTED) {
    const struct conclusion_state *deeper = find_dispute(reason->conclusion->reason);
    return deeper ? deeper : reason->conclusion;
  }
  for (size_t i = 0; i < reason->children_len; i++) {
    const struct conclusion_state *found = find_dispute(reason->children[i]);
    if (found) return found;
  }
  return NULL;
}

static struct engine *engine_assuming(const struct engine *engine, const struct conclusion_state *dispute, const char *value) {
  struct engine *copy = engine_new(engine->pack, engine->snapshot, engine->as_of);
  for (size_t i = 0; i < engine->assumptions.len; i++)
    vec_push(&copy->assumptions, engine->assumptions.items[i]);
  struct assumption assumption = {.subject = dispute->subject, .conclusion = dispute->conclusion, .value = value};
  vec_push(&copy->assumptions, assumption);
  return copy;
}

/* The ids that one reading leads to, sure ones and possible ones apart. */
struct outcome {
  enum conclusion_status status;
  id_vec_t sure, all;
};

static struct outcome outcome_under(const struct engine *engine, const struct conclusion_state *state,
                                    const struct conclusion_state *dispute, const char *value) {
  struct engine *other = engine_assuming(engine, dispute, value);
  const struct conclusion_state *then = node_conclusion(other, node_find(other, state->subject), state->conclusion);
  struct outcome outcome = {.status = then->status};
  for (size_t i = 0; i < then->values.len; i++) {
    const char *id = arena_strdup(engine->arena, then->values.items[i]);
    id_list_add(&outcome.sure, id);
    id_list_add(&outcome.all, id);
  }
  for (size_t i = 0; i < then->possible.len; i++)
    id_list_add(&outcome.all, arena_strdup(engine->arena, then->possible.items[i]));
  engine_free(other);
  return outcome;
}

static void keep_common(id_vec_t *common, const id_vec_t *other) {
  size_t kept = 0;
  for (size_t i = 0; i < common->len; i++)
    if (id_list_has(other, common->items[i])) common->items[kept++] = common->items[i];
  common->len = kept;
}

/* Replaces values and possible by what the readings lead to; concluded, or not applicable, if they agree. */
static void follow_dispute(struct engine *engine, struct conclusion_state *state, const struct conclusion_state *dispute) {
  struct outcome together = {0};
  size_t readings = dispute->possible.len, concluded = 0, not_applicable = 0;
  for (size_t i = 0; i < readings; i++) {
    struct outcome outcome = outcome_under(engine, state, dispute, dispute->possible.items[i]);
    concluded += outcome.status == CONCLUDED;
    not_applicable += outcome.status == CONCLUSION_NOT_APPLICABLE;
    for (size_t k = 0; k < outcome.all.len; k++)
      id_list_add(&together.all, outcome.all.items[k]);
    for (size_t k = 0; i == 0 && k < outcome.sure.len; k++)
      id_list_add(&together.sure, outcome.sure.items[k]);
    keep_common(&together.sure, &outcome.sure);
    vec_free(&outcome.sure);
    vec_free(&outcome.all);
  }
  bool agreed = concluded == readings && together.sure.len == together.all.len;
  bool sure_counts = agreed || state->conclusion->type == C_SET;
  state->status = agreed ? CONCLUDED : not_applicable == readings ? CONCLUSION_NOT_APPLICABLE : CONCLUSION_DISPUTED;
  if (agreed || not_applicable == readings) state->applies = truth_of(agreed);
  state->values.len = state->possible.len = 0;
  for (size_t i = 0; i < together.all.len; i++) {
    bool sure = sure_counts && id_list_has(&together.sure, together.all.items[i]);
    id_list_add(sure ? &state->values : &state->possible, together.all.items[i]);
  }
  vec_free(&together.sure);
  vec_free(&together.all);
}

/* ---- one conclusion on one subject ---- */

static bool take_assumption(struct engine *engine, struct conclusion_state *state) {
  for (size_t i = 0; i < engine->assumptions.len; i++) {
    const struct assumption *assumption = &engine->assumptions.items[i];
    if (assumption->conclusion != state->conclusion || !str_eq(assumption->subject, state->subject)) continue;
    state->status = CONCLUDED;
    state->applies = TRUTH_TRUE;
    id_list_add(&state->values, arena_strdup(engine->arena, assumption->value));
    return true;
  }
  return false;
}

static void open_from(struct conclusion_state *state, const struct reason *reason) {
  open_vec_t open = {0};
  reason_open(reason, &open);
  for (size_t i = 0; i < open.len; i++)
    vec_push(&state->open, open.items[i]);
  vec_free(&open);
}

static void conclude(struct engine *engine, struct node *node, struct conclusion_state *state) {
  const struct conclusion *conclusion = state->conclusion;
  struct scope scope = {.node = node};
  const struct reason *applies_reason = NULL;
  if (take_assumption(engine, state)) return;
  state->applies = conclusion->applies ? test(engine, conclusion->applies, &scope, &applies_reason) : TRUTH_TRUE;
  if (state->applies == TRUTH_FALSE) {
    state->status = CONCLUSION_NOT_APPLICABLE;
    state->reason = applies_reason;
    return;
  }
  struct trial trial = {0};
  if (conclusion->type == C_SET)
    settle_set(engine, state, &scope, &trial);
  else
    settle_choice(engine, state, &scope, &trial);
  if (state->applies == TRUTH_UNKNOWN) {
    state->status = CONCLUSION_OPEN;
    for (size_t i = 0; i < state->values.len; i++)
      id_list_add(&state->possible, state->values.items[i]);
    state->values.len = 0;
    if (applies_reason) vec_push(&trial.unknown, applies_reason);
  }
  if (state->status == CONCLUDED) {
    vec_free(&trial.unknown);
    if (conclusion->type != C_SET) state->possible.len = 0;
    return;
  }
  state->reason = reason_join(engine, TRUTH_UNKNOWN, &trial.unknown);
  open_from(state, state->reason);
  if (state->open.len > 0) return;
  state->status = CONCLUSION_DISPUTED;
  const struct conclusion_state *dispute = find_dispute(state->reason);
  if (dispute) follow_dispute(engine, state, dispute);
}

/* Dates are gathered as text, like all values; "none" is no date. */
static struct value date_of(const char *text) {
  day_t day = 0;
  return day_parse(text, &day) ? value_date(day) : value_of(VALUE_NONE, NULL);
}

struct conclusion_state *node_conclusion(struct engine *engine, struct node *node, const struct conclusion *conclusion) {
  struct conclusion_state *state = node->conclusions[conclusion->slot];
  if (state) return state;
  state = arena_alloc(engine->arena, sizeof *state);
  state->conclusion = conclusion;
  state->subject = node->id;
  state->status = CONCLUSION_OPEN; /* what a circle would read; the linter forbids circles */
  node->conclusions[conclusion->slot] = state;
  conclude(engine, node, state);
  if (conclusion->type == C_DATE && state->status == CONCLUDED) state->date = date_of(state->values.items[0]);
  state->rests_on_proposed = reason_proposed(state->reason) || reason_proposed(state->refuted);
  return state;
}

struct conclusion_state *scope_conclusion(struct engine *engine, const struct scope *scope, const struct namesake *namesakes) {
  for (; scope; scope = scope->outer) {
    const struct conclusion *conclusion = conclusion_near(namesakes, scope->node->type);
    struct node *node = conclusion ? scope_find(scope, conclusion->subject) : NULL;
    if (node) return node_conclusion(engine, node, conclusion);
  }
  return NULL;
}

const struct conclusion_state *engine_conclusion(struct engine *engine, const char *subject, const char *id) {
  struct node *node = node_find(engine, subject);
  struct scope scope = {.node = node};
  return node ? scope_conclusion(engine, &scope, pack_namesakes(engine->pack, id)) : NULL;
}
