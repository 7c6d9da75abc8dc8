/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of terms: numbers and days. data/README.md, "Terms". */
#include "engine/internal.h"

enum { DAYS_MAX = 200000 };

static struct term_value here(bool is_date, int64_t number) {
  return (struct term_value){.state = TERM_HERE, .is_date = is_date, .number = number};
}

static struct term_value of_value(const struct value *value) {
  if (value && value->type == VALUE_DATE) return here(true, value->date);
  if (value && value->type == VALUE_NUMBER) return here(false, value->number);
  return (struct term_value){.state = TERM_ABSENT};
}

static struct term_value of_answer(struct engine *engine, const struct term *term, const struct scope *scope) {
  struct node *node = scope_find(scope, term->question->subject);
  if (!node) return (struct term_value){.state = TERM_ABSENT};
  struct question_state *state = node_question(engine, node, term->question);
  struct term_value result = {.state = TERM_ABSENT};
  enum truth truth = state->asked;
  if (state->asked == TRUTH_TRUE && state->answer != ANSWER_GIVEN) truth = TRUTH_UNKNOWN;
  if (truth == TRUTH_UNKNOWN) result.state = TERM_OPEN;
  if (truth == TRUTH_TRUE) result = of_value(fact_value(state->fact));
  result.reason = reason_of_question(engine, truth, state);
  return result;
}

static struct term_value of_conclusion(struct engine *engine, const struct term *term, const struct scope *scope) {
  const struct conclusion_state *state = scope_conclusion(engine, scope, term->namesakes);
  struct term_value result = {.state = TERM_ABSENT};
  if (!state) return result;
  if (state->status == CONCLUDED) result = of_value(&state->date);
  if (state->status == CONCLUSION_OPEN || state->status == CONCLUSION_DISPUTED) result.state = TERM_OPEN;
  struct reason *reason = reason_new(engine, REASON_CONCLUSION, result.state == TERM_OPEN ? TRUTH_UNKNOWN : TRUTH_TRUE, state->subject);
  reason->conclusion = state;
  result.reason = reason;
  return result;
}

static struct term_value of_cell(struct engine *engine, const struct term *term, const struct scope *scope) {
  const char *text = table_cell(term->row, term->column);
  day_t day = 0;
  int64_t number = 0;
  struct term_value result = {.state = TERM_ABSENT};
  if (text && day_parse(text, &day))
    result = here(true, day);
  else if (text && number_parse(text, &number))
    result = here(false, number);
  struct reason *reason = reason_new(engine, REASON_TABLE, TRUTH_TRUE, scope->node->id);
  reason->table = term->table;
  reason->row = term->row->id;
  result.reason = reason;
  return result;
}

/* Of several values the greatest or least; what does not exist is passed over; one that is open leaves the whole open. */
struct extreme {
  bool greatest;
  struct term_value best;
  reason_vec_t settled, open;
};

static void extreme_add(struct extreme *extreme, const struct term_value *value) {
  if (value->state == TERM_OPEN) {
    extreme->best.state = TERM_OPEN;
    if (value->reason) vec_push(&extreme->open, value->reason);
    return;
  }
  if (value->reason) vec_push(&extreme->settled, value->reason);
  if (value->state == TERM_ABSENT || extreme->best.state == TERM_OPEN) return;
  bool better = extreme->best.state == TERM_ABSENT ||
                (extreme->greatest ? value->number > extreme->best.number : value->number < extreme->best.number);
  if (better) extreme->best = *value;
}

static struct term_value extreme_take(struct engine *engine, struct extreme *extreme) {
  bool open = extreme->best.state == TERM_OPEN;
  extreme->best.reason = reason_join(engine, open ? TRUTH_UNKNOWN : TRUTH_TRUE, open ? &extreme->open : &extreme->settled);
  vec_free(&extreme->settled);
  vec_free(&extreme->open);
  return extreme->best;
}

static struct term_value of_several(struct engine *engine, const struct term *term, const struct scope *scope) {
  struct extreme extreme = {.greatest = term->kind == TERM_LATER_OF, .best = {.state = TERM_ABSENT}};
  for (size_t i = 0; i < term->children_len; i++) {
    struct term_value value = term_value(engine, term->children[i], scope);
    extreme_add(&extreme, &value);
  }
  return extreme_take(engine, &extreme);
}

static struct term_value of_range(struct engine *engine, const struct term *term, const struct scope *scope) {
  node_vec_t nodes = {0};
  const struct reason *why = NULL;
  struct extreme extreme = {.greatest = term->kind == TERM_LATEST, .best = {.state = TERM_ABSENT}};
  if (range_nodes(engine, &term->range, scope, &nodes, &why) == TRUTH_UNKNOWN) {
    struct term_value open = {.state = TERM_OPEN, .reason = why};
    extreme_add(&extreme, &open);
  }
  for (size_t i = 0; i < nodes.len; i++) {
    struct scope inner = {.node = nodes.items[i], .outer = scope};
    struct term_value value = term_value(engine, term->children[0], &inner);
    extreme_add(&extreme, &value);
  }
  vec_free(&nodes);
  return extreme_take(engine, &extreme);
}

static struct term_value of_count(struct engine *engine, const struct term *term, const struct scope *scope) {
  node_vec_t nodes = {0};
  reason_vec_t open = {0};
  const struct reason *why = NULL;
  int64_t count = 0;
  if (range_nodes(engine, &term->range, scope, &nodes, &why) == TRUTH_UNKNOWN && why) vec_push(&open, why);
  for (size_t i = 0; i < nodes.len; i++) {
    struct scope inner = {.node = nodes.items[i], .outer = scope};
    const struct reason *reason = NULL;
    enum truth truth = test(engine, term->condition, &inner, &reason);
    count += truth == TRUTH_TRUE;
    if (truth == TRUTH_UNKNOWN && reason) vec_push(&open, reason);
  }
  vec_free(&nodes);
  struct term_value result = here(false, count * 1000000);
  if (open.len > 0) result.state = TERM_OPEN;
  result.reason = reason_join(engine, TRUTH_UNKNOWN, &open);
  return result;
}

/* False if the sum lies outside the years that a day can have (base.h). */
static bool add_units(day_t day, int64_t millionths, enum unit unit, int64_t *ret_day) {
  int64_t count = millionths / 1000000 + (millionths % 1000000 > 0); /* what has begun counts whole: no period is cut short */
  if (count > DAYS_MAX || count < -DAYS_MAX) return false;
  int64_t sum = unit == UNIT_DAYS ? day + count : day_add_months(day, (int)count * (unit == UNIT_YEARS ? 12 : 1));
  *ret_day = sum;
  return sum >= day_make(1900, 1, 1) && sum <= day_make(2200, 12, 31);
}

/* The reason of an answer that is given, but makes the result impossible: it counts as open. */
static const struct reason *as_open(struct engine *engine, const struct reason *reason) {
  if (!reason) return NULL;
  struct reason *open = reason_new(engine, reason->kind, TRUTH_UNKNOWN, reason->subject);
  *open = *reason;
  open->truth = TRUTH_UNKNOWN;
  return open;
}

/* False if the product is no number that an answer can be. */
static bool multiply(int64_t a, int64_t b, int64_t *ret_product) {
  __int128 product = (__int128)a * b / 1000000;
  *ret_product = (int64_t)product;
  return product <= INT64_MAX && product >= INT64_MIN;
}

static bool combine(const struct term *term, int64_t a, int64_t b, int64_t *ret_number) {
  return term->kind == TERM_ADD ? add_units((day_t)a, b, term->unit, ret_number) : multiply(a, b, ret_number);
}

static struct term_value of_two(struct engine *engine, const struct term *term, const struct scope *scope) {
  struct term_value first = term_value(engine, term->children[0], scope);
  struct term_value second = term_value(engine, term->children[1], scope);
  struct term_value result = {.state = TERM_OPEN, .is_date = term->kind == TERM_ADD};
  if (first.state == TERM_ABSENT || second.state == TERM_ABSENT) {
    result.state = TERM_ABSENT;
  } else if (first.state == TERM_HERE && second.state == TERM_HERE) {
    if (combine(term, first.number, second.number, &result.number))
      result.state = TERM_HERE;
    else
      second = (struct term_value){.state = TERM_OPEN, .reason = as_open(engine, second.reason)};
  }
  reason_vec_t reasons = {0};
  bool open = result.state == TERM_OPEN;
  if (first.reason && (!open || first.state == TERM_OPEN)) vec_push(&reasons, first.reason);
  if (second.reason && (!open || second.state == TERM_OPEN)) vec_push(&reasons, second.reason);
  result.reason = reason_join(engine, open ? TRUTH_UNKNOWN : TRUTH_TRUE, &reasons);
  return result;
}

struct term_value term_value(struct engine *engine, const struct term *term, const struct scope *scope) {
  switch (term->kind) {
  case TERM_ANSWER:
    return of_answer(engine, term, scope);
  case TERM_CONCLUDED:
    return of_conclusion(engine, term, scope);
  case TERM_DATE:
    return here(true, term->date);
  case TERM_NUMBER:
    return here(false, term->number);
  case TERM_AS_OF:
    return here(true, engine->as_of);
  case TERM_CELL:
    return of_cell(engine, term, scope);
  case TERM_COUNT:
    return of_count(engine, term, scope);
  case TERM_LATER_OF:
  case TERM_EARLIER_OF:
    return of_several(engine, term, scope);
  case TERM_ADD:
  case TERM_TIMES:
    return of_two(engine, term, scope);
  case TERM_LATEST:
  case TERM_EARLIEST:
    return of_range(engine, term, scope);
  }
  return (struct term_value){.state = TERM_ABSENT};
}

const char *term_text(struct engine *engine, const struct term_value *value) {
  if (value->state == TERM_OPEN) return "unknown";
  if (value->state == TERM_ABSENT) return "none";
  if (value->is_date) {
    char text[DATE_TEXT_SIZE];
    day_format((day_t)value->number, text);
    return arena_strdup(engine->arena, text);
  }
  char *text = number_format(value->number);
  const char *copy = arena_strdup(engine->arena, text);
  free(text);
  return copy;
}
