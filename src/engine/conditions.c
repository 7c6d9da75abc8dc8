/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-valued tests. data/README.md, "Conditions", says what each element means. */
#include "engine/internal.h"

typedef const struct reason **reason_out;

static void give(reason_out ret_reason, const struct reason *reason) {
  if (ret_reason) *ret_reason = reason;
}

struct outcome {
  enum truth truth;
  const struct reason *reason;
};

/* The reasons of those outcomes that have the truth, as one. */
static const struct reason *join_outcomes(struct engine *engine, enum truth truth, const struct outcome *outcomes, size_t len) {
  const struct reason *only = NULL;
  reason_vec_t several = {0};
  for (size_t i = 0; i < len; i++) {
    if (outcomes[i].truth != truth || !outcomes[i].reason) continue;
    if (only && several.len == 0) vec_push(&several, only);
    if (only) vec_push(&several, outcomes[i].reason);
    only = outcomes[i].reason;
  }
  return several.len > 0 ? reason_join(engine, truth, &several) : only;
}

static bool is_member(const struct condition *condition, const struct scope *scope) {
  const struct requirement *requirement = scope_requirement(scope);
  return requirement && id_in_group(requirement->id, condition->group);
}

/* A rule for other requirements: nothing else about it explains anything here. */
static bool is_for_others(const struct condition *condition, const struct scope *scope) {
  for (size_t i = 0; i < condition->children_len; i++)
    if (condition->children[i]->kind == COND_MEMBER && !is_member(condition->children[i], scope)) return true;
  return false;
}

/* Where nobody asks why, the first child that decides is enough. */
static enum truth fold_quietly(struct engine *engine, const struct condition *condition, const struct scope *scope, enum truth deciding) {
  enum truth result = truth_of(deciding == TRUTH_FALSE);
  for (size_t i = 0; i < condition->children_len && result != deciding; i++) {
    enum truth truth = test(engine, condition->children[i], scope, NULL);
    if (truth == deciding || truth == TRUTH_UNKNOWN) result = truth;
  }
  return result;
}

/* all: a false child decides; any: a true one; `deciding` is that value. Every child that decides is a reason, so that people see all that
 * stands against a result and not only the first. Otherwise the unknown children explain, or else all of them. */
static enum truth fold(struct engine *engine, const struct condition *condition, const struct scope *scope, enum truth deciding,
                       reason_out ret_reason) {
  if (deciding == TRUTH_FALSE && is_for_others(condition, scope)) return TRUTH_FALSE;
  if (!ret_reason) return fold_quietly(engine, condition, scope, deciding);
  enum { FEW = 16 }; /* for almost all conditions no memory is asked for */
  struct outcome few[FEW];
  size_t len = condition->children_len, count[3] = {0};
  struct outcome *outcomes = len <= FEW ? few : mem_alloc(len * sizeof *outcomes);
  for (size_t i = 0; i < len; i++) {
    outcomes[i].truth = test(engine, condition->children[i], scope, &outcomes[i].reason);
    count[outcomes[i].truth]++;
  }
  enum truth result = count[deciding] > 0 ? deciding : count[TRUTH_UNKNOWN] > 0 ? TRUTH_UNKNOWN : truth_of(deciding == TRUTH_FALSE);
  give(ret_reason, join_outcomes(engine, result, outcomes, len));
  if (outcomes != few) free(outcomes);
  return result;
}

static enum truth test_not(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  enum truth truth = test(engine, condition->children[0], scope, ret_reason);
  return truth == TRUTH_UNKNOWN ? truth : truth_of(truth == TRUTH_FALSE);
}

static bool fact_is(const struct fact *fact, const char *wanted) {
  if (fact_has(fact, wanted)) return true;
  const struct value *value = fact_value(fact);
  if (!value) return false;
  switch (value->type) {
  case VALUE_BOOL:
    return str_eq(wanted, value->boolean ? "yes" : "no");
  case VALUE_CHOICE:
  case VALUE_REF:
    return str_eq(wanted, value->text);
  case VALUE_NONE:
    return str_eq(wanted, "none");
  default:
    return false;
  }
}

/* Has the set the id of the requirement, or one that it had earlier? */
static bool fact_names(const struct fact *fact, const struct requirement *requirement) {
  if (!requirement) return false;
  bool found = fact_has(fact, requirement->id);
  for (size_t i = 0; !found && i < requirement->former.len; i++)
    found = fact_has(fact, requirement->former.items[i]);
  return found;
}

static enum truth test_is(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  struct question_state *state = scope_question(engine, scope, condition->question);
  if (!state) return TRUTH_FALSE;
  enum truth truth = TRUTH_FALSE;
  if (state->asked == TRUTH_UNKNOWN)
    truth = TRUTH_UNKNOWN;
  else if (state->asked == TRUTH_TRUE && state->answer != ANSWER_GIVEN)
    truth = TRUTH_UNKNOWN;
  else if (state->asked == TRUTH_TRUE && condition->of_requirement) {
    truth = truth_of(fact_names(state->fact, scope_requirement(scope)));
  } else if (state->asked == TRUTH_TRUE) {
    for (size_t i = 0; i < condition->values.len && truth == TRUTH_FALSE; i++)
      truth = truth_of(fact_is(state->fact, condition->values.items[i]));
  }
  if (ret_reason) *ret_reason = reason_of_question(engine, truth, state);
  return truth;
}

static enum truth test_asked(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  struct question_state *state = scope_question(engine, scope, condition->question);
  if (!state) return TRUTH_FALSE;
  if (ret_reason) *ret_reason = question_reason(engine, state);
  return state->asked;
}

static enum truth test_answered(struct engine *engine, const struct condition *condition, const struct scope *scope,
                                reason_out ret_reason) {
  struct question_state *state = scope_question(engine, scope, condition->question);
  if (!state) return TRUTH_FALSE;
  /* Nothing answered is "not answered", whether or not it will be asked. */
  enum truth truth = state->asked;
  if (truth != TRUTH_FALSE && state->answer == ANSWER_CONFLICT) truth = TRUTH_UNKNOWN;
  if (state->answer == ANSWER_OPEN || state->answer == ANSWER_UNKNOWN) truth = TRUTH_FALSE;
  if (ret_reason) *ret_reason = reason_of_question(engine, truth, state);
  return truth;
}

/* How many of ids are wanted. */
static size_t count_wanted(const id_vec_t *ids, const id_vec_t *wanted) {
  size_t count = 0;
  for (size_t i = 0; i < ids->len; i++)
    count += id_list_has(wanted, ids->items[i]);
  return count;
}

static enum truth concluded_truth(const struct conclusion_state *state, const id_vec_t *wanted) {
  if (state->status == CONCLUSION_NOT_APPLICABLE) return TRUTH_FALSE;
  if (count_wanted(&state->values, wanted) > 0) return TRUTH_TRUE;
  if (state->status == CONCLUDED) return TRUTH_FALSE;
  size_t hits = count_wanted(&state->possible, wanted);
  if (hits == 0) return TRUTH_FALSE;
  bool certain = hits == state->possible.len && state->conclusion->type == C_CHOICE;
  return certain && state->applies == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

static enum truth test_concluded(struct engine *engine, const struct condition *condition, const struct scope *scope,
                                 reason_out ret_reason) {
  const struct conclusion_state *state = scope_conclusion(engine, scope, condition->namesakes);
  if (!state) return TRUTH_FALSE;
  enum truth truth = concluded_truth(state, &condition->values);
  if (!ret_reason) return truth;
  struct reason *reason = reason_new(engine, REASON_CONCLUSION, truth, state->subject);
  reason->conclusion = state;
  reason->condition = condition;
  if (state->reason) {
    reason_vec_t children = {0};
    vec_push(&children, state->reason);
    reason_adopt(engine, reason, &children);
  }
  *ret_reason = reason;
  return truth;
}

/* some: the first true member decides; every: the first false one. */
static enum truth test_range(struct engine *engine, const struct condition *condition, const struct scope *scope, enum truth deciding,
                             reason_out ret_reason) {
  node_vec_t nodes = {0};
  reason_vec_t unknown = {0}, settled = {0};
  const struct reason *why = NULL;
  enum truth result = truth_of(deciding == TRUTH_FALSE);
  if (range_nodes(engine, &condition->range, scope, &nodes, &why) == TRUTH_UNKNOWN) result = TRUTH_UNKNOWN;
  if (why) vec_push(result == TRUTH_UNKNOWN ? &unknown : &settled, why);
  for (size_t i = 0; i < nodes.len && result != deciding; i++) {
    struct scope inner = {.node = nodes.items[i], .outer = scope};
    const struct reason *reason = NULL;
    enum truth truth = test(engine, condition->children[0], &inner, ret_reason ? &reason : NULL);
    if (truth == deciding || truth == TRUTH_UNKNOWN) result = truth;
    if (truth == deciding) settled.len = 0;
    if (reason) vec_push(truth == TRUTH_UNKNOWN ? &unknown : &settled, reason);
  }
  if (ret_reason) {
    struct reason *reason = reason_new(engine, REASON_RANGE, result, scope->node->id);
    reason->condition = condition;
    reason_adopt(engine, reason, result == TRUTH_UNKNOWN ? &unknown : &settled);
    *ret_reason = reason;
  }
  vec_free(&unknown);
  vec_free(&settled);
  vec_free(&nodes);
  return result;
}

static enum truth test_compare(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  struct term_value left = term_value(engine, condition->terms[0], scope);
  struct term_value right = term_value(engine, condition->terms[1], scope);
  enum truth truth = TRUTH_FALSE;
  if (left.state == TERM_HERE && right.state == TERM_HERE) {
    int sign = left.number < right.number ? -1 : left.number > right.number;
    switch (condition->op) {
    case OP_LT:
      truth = truth_of(sign < 0);
      break;
    case OP_LE:
      truth = truth_of(sign <= 0);
      break;
    case OP_EQ:
      truth = truth_of(sign == 0);
      break;
    case OP_NE:
      truth = truth_of(sign != 0);
      break;
    case OP_GE:
      truth = truth_of(sign >= 0);
      break;
    case OP_GT:
      truth = truth_of(sign > 0);
      break;
    }
  } else if (left.state != TERM_ABSENT && right.state != TERM_ABSENT) {
    truth = TRUTH_UNKNOWN;
  }
  if (!ret_reason) return truth;
  struct reason *reason = reason_new(engine, REASON_COMPARE, truth, scope->node->id);
  reason->condition = condition;
  reason->left = term_text(engine, &left);
  reason->right = term_text(engine, &right);
  reason_vec_t children = {0};
  if (left.reason) vec_push(&children, left.reason);
  if (right.reason) vec_push(&children, right.reason);
  reason_adopt(engine, reason, &children);
  *ret_reason = reason;
  return truth;
}

static enum truth row_holds(const struct condition *condition, const struct table_row *row) {
  if (!row || !condition->column) return truth_of(row != NULL);
  const char *cell = table_cell(row, condition->column);
  return truth_of(cell && id_list_has(&condition->values, cell));
}

static enum truth test_listed(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  struct reason *reason = reason_new(engine, REASON_TABLE, TRUTH_FALSE, scope->node->id);
  reason->condition = condition;
  reason->table = condition->table;
  reason->row = condition->row_id;
  if (condition->row_id) {
    reason->truth = row_holds(condition, table_row(condition->table, condition->row_id));
    give(ret_reason, reason);
    return reason->truth;
  }
  struct question_state *state = scope_question(engine, scope, condition->question);
  if (!state) return TRUTH_FALSE;
  reason->truth = state->asked;
  if (state->asked == TRUTH_TRUE && state->answer != ANSWER_GIVEN) {
    reason->truth = TRUTH_UNKNOWN;
  } else if (state->asked == TRUTH_TRUE) {
    const struct value *value = fact_value(state->fact);
    reason->row = value ? value->text : NULL;
    reason->truth = reason->row ? row_holds(condition, table_row_like(condition->table, reason->row)) : TRUTH_FALSE;
    if (engine->supposing && condition->table->rows_len == 0) reason->truth = truth_of(str_eq(reason->row, SUPPOSED_ROW));
  }
  reason_vec_t children = {0};
  vec_push(&children, reason_of_question(engine, reason->truth, state));
  reason_adopt(engine, reason, &children);
  give(ret_reason, reason);
  return reason->truth;
}

static enum truth test_in_force(struct engine *engine, const struct condition *condition, const struct scope *scope,
                                reason_out ret_reason) {
  const struct table_row *row = table_row(condition->table, condition->row_id);
  const char *from = row ? table_cell(row, "from") : NULL;
  day_t day = 0;
  struct reason *reason =
      reason_new(engine, REASON_TABLE, truth_of(row && (!from || (day_parse(from, &day) && day <= engine->as_of))), scope->node->id);
  if (engine->supposing && !row) reason->truth = TRUTH_TRUE;
  reason->condition = condition;
  reason->table = condition->table;
  reason->row = condition->row_id;
  give(ret_reason, reason);
  return reason->truth;
}

static enum truth test_gap_free(struct engine *engine, const struct condition *condition, const struct scope *scope,
                                reason_out ret_reason) {
  gap_vec_t gaps = {0};
  gaps_around(engine, scope->node, &gaps);
  reason_vec_t sure = {0}, unknown = {0};
  for (size_t i = 0; i < gaps.len; i++) {
    const struct gap_state *gap = &gaps.items[i];
    if (!gap->blocks_final) continue;
    struct reason *reason = reason_new(engine, REASON_GAP, truth_of(gap->truth != TRUTH_TRUE), gap->subject);
    if (gap->truth == TRUTH_UNKNOWN) reason->truth = TRUTH_UNKNOWN;
    reason->condition = condition;
    reason->gap = gap->gap;
    reason->question = gap->question;
    if (gap->reason) {
      reason_vec_t children = {0};
      vec_push(&children, gap->reason);
      reason_adopt(engine, reason, &children);
    }
    if (gap->truth == TRUTH_TRUE)
      vec_push(&sure, (const struct reason *)reason);
    else
      vec_push(&unknown, (const struct reason *)reason);
  }
  enum truth truth = sure.len > 0 ? TRUTH_FALSE : unknown.len > 0 ? TRUTH_UNKNOWN : TRUTH_TRUE;
  give(ret_reason, reason_join(engine, truth, sure.len > 0 ? &sure : &unknown));
  vec_free(&sure);
  vec_free(&unknown);
  vec_free(&gaps);
  return truth;
}

enum truth test(struct engine *engine, const struct condition *condition, const struct scope *scope, reason_out ret_reason) {
  give(ret_reason, NULL);
  switch (condition->kind) {
  case COND_ALL:
    return fold(engine, condition, scope, TRUTH_FALSE, ret_reason);
  case COND_ANY:
    return fold(engine, condition, scope, TRUTH_TRUE, ret_reason);
  case COND_NOT:
    return test_not(engine, condition, scope, ret_reason);
  case COND_IS:
    return test_is(engine, condition, scope, ret_reason);
  case COND_ASKED:
    return test_asked(engine, condition, scope, ret_reason);
  case COND_ANSWERED:
    return test_answered(engine, condition, scope, ret_reason);
  case COND_CONCLUDED:
    return test_concluded(engine, condition, scope, ret_reason);
  case COND_SOME:
    return test_range(engine, condition, scope, TRUTH_TRUE, ret_reason);
  case COND_EVERY:
    return test_range(engine, condition, scope, TRUTH_FALSE, ret_reason);
  case COND_COMPARE:
    return test_compare(engine, condition, scope, ret_reason);
  case COND_LISTED:
    return test_listed(engine, condition, scope, ret_reason);
  case COND_IN_FORCE:
    return test_in_force(engine, condition, scope, ret_reason);
  case COND_MEMBER:
    return truth_of(is_member(condition, scope));
  case COND_GAP_FREE:
    return test_gap_free(engine, condition, scope, ret_reason);
  }
  return TRUTH_FALSE;
}

enum truth engine_test(struct engine *engine, const struct condition *condition, const char *subject, const struct reason **ret_reason) {
  struct node *node = node_find(engine, subject);
  give(ret_reason, NULL);
  if (!node) return TRUTH_FALSE;
  struct scope scope = {.node = node};
  return test(engine, condition, &scope, ret_reason);
}
