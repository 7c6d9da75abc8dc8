/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conditions and terms of a pack, and a walk through one of them that knows on which subject type each test stands. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

static void add_condition(rule_vec_t *rules, struct rule rule, const struct condition *condition) {
  if (!condition) return;
  rule.condition = condition;
  vec_push(rules, rule);
}

static void add_term(rule_vec_t *rules, struct rule rule, const struct term *term) {
  if (!term) return;
  rule.term = term;
  vec_push(rules, rule);
}

static void add_conclusion(rule_vec_t *rules, const struct conclusion *conclusion) {
  struct rule rule = {.kind = "conclusion", .owner = conclusion, .id = conclusion->id, .on = conclusion->subject};
  add_condition(rules, rule, conclusion->applies);
  for (size_t i = 0; i < conclusion->cases_len; i++) {
    const struct conclusion_case *result = &conclusion->cases[i];
    add_condition(rules, rule, result->when);
    add_term(rules, rule, result->term);
    for (size_t k = 0; k < result->readings_len; k++)
      add_term(rules, rule, result->readings[k].term);
  }
}

static void add_duty(rule_vec_t *rules, const struct duty *duty) {
  struct rule rule = {.kind = "duty", .owner = duty, .id = duty->id, .on = duty->subject};
  add_condition(rules, rule, duty->when);
  add_term(rules, rule, duty->from);
  add_term(rules, rule, duty->until);
  add_condition(rules, rule, duty->done);
}

static void add_requirement(rule_vec_t *rules, const struct requirement *requirement, const struct subject_type *on) {
  add_condition(rules, (struct rule){"requirement", requirement, requirement->id, on, NULL, NULL}, requirement->when);
  for (size_t i = 0; i < requirement->measures_len; i++) {
    const struct measure *measure = &requirement->measures[i];
    add_condition(rules, (struct rule){"measure", measure, measure->id, on, NULL, NULL}, measure->when);
  }
}

void pack_rules(const struct pack *pack, rule_vec_t *ret_rules) {
  const struct subject_type *requirement_type = pack_requirement_type(pack);
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    add_condition(ret_rules, (struct rule){"question", question, question->id, question->subject, NULL, NULL}, question->when);
  }
  for (size_t i = 0; requirement_type && i < pack_requirement_count(pack); i++)
    add_requirement(ret_rules, pack_requirement_at(pack, i), requirement_type->parent);
  for (size_t i = 0; i < pack_conclusion_count(pack); i++)
    add_conclusion(ret_rules, pack_conclusion_at(pack, i));
  for (size_t i = 0; i < pack_gap_count(pack); i++) {
    const struct gap *gap = pack_gap_at(pack, i);
    add_condition(ret_rules, (struct rule){"gap", gap, gap->id, gap->subject, NULL, NULL}, gap->when);
  }
  for (size_t i = 0; i < pack_duty_count(pack); i++)
    add_duty(ret_rules, pack_duty_at(pack, i));
}

/* ---- the walk ---- */

struct stand stand_of(const struct rule *rule) {
  return (struct stand){.on = rule->on, .in_requirement = rule->on->implicit};
}

struct stand stand_inside(struct stand stand, const struct range *range) {
  const struct subject_type *type = range->link ? range->link->of : range->of;
  return (struct stand){.on = type, .in_requirement = stand.in_requirement || (type && type->implicit)};
}

static void visit_condition(const struct condition *condition, struct stand stand, const struct visitor *visitor);

static void visit_term(const struct term *term, struct stand stand, const struct visitor *visitor) {
  visitor->term(visitor->context, term, stand);
  bool over_range = term->kind == TERM_COUNT || term->kind == TERM_LATEST || term->kind == TERM_EARLIEST;
  struct stand inside = over_range ? stand_inside(stand, &term->range) : stand;
  if (!inside.on) return;
  if (term->condition) visit_condition(term->condition, inside, visitor);
  for (size_t i = 0; i < term->children_len; i++)
    visit_term(term->children[i], inside, visitor);
}

static void visit_condition(const struct condition *condition, struct stand stand, const struct visitor *visitor) {
  visitor->condition(visitor->context, condition, stand);
  bool over_range = condition->kind == COND_SOME || condition->kind == COND_EVERY;
  struct stand inside = over_range ? stand_inside(stand, &condition->range) : stand;
  if (!inside.on) return; /* a link that is no reference: found when the range itself was visited */
  for (size_t i = 0; i < condition->children_len; i++)
    visit_condition(condition->children[i], inside, visitor);
  for (size_t i = 0; i < ARRAY_LEN(condition->terms); i++)
    if (condition->terms[i]) visit_term(condition->terms[i], stand, visitor);
}

void visit_rule(const struct rule *rule, const struct visitor *visitor) {
  if (rule->condition) visit_condition(rule->condition, stand_of(rule), visitor);
  if (rule->term) visit_term(rule->term, stand_of(rule), visitor);
}

/* ---- equality ---- */

static bool ranges_equal(const struct range *a, const struct range *b) {
  return a->of == b->of && a->from == b->from && a->link == b->link && a->related == b->related && str_eq(a->group, b->group);
}

static bool values_equal(const id_vec_t *a, const id_vec_t *b) {
  bool equal = a->len == b->len;
  for (size_t i = 0; equal && i < a->len; i++)
    equal = strcmp(a->items[i], b->items[i]) == 0;
  return equal;
}

static bool terms_equal(const struct term *a, const struct term *b) {
  if (!a || !b) return a == b;
  bool equal = a->kind == b->kind && a->question == b->question && str_eq(a->conclusion, b->conclusion) && a->date == b->date &&
               a->number == b->number && a->row == b->row && str_eq(a->column, b->column) && a->unit == b->unit &&
               ranges_equal(&a->range, &b->range) && a->children_len == b->children_len;
  if (equal && (a->condition || b->condition)) equal = a->condition && b->condition && conditions_equal(a->condition, b->condition);
  for (size_t i = 0; equal && i < a->children_len; i++)
    equal = terms_equal(a->children[i], b->children[i]);
  return equal;
}

bool conditions_equal(const struct condition *a, const struct condition *b) {
  bool equal = a->kind == b->kind && a->question == b->question && a->of_requirement == b->of_requirement &&
               str_eq(a->conclusion, b->conclusion) && values_equal(&a->values, &b->values) && ranges_equal(&a->range, &b->range) &&
               a->op == b->op && a->table == b->table && str_eq(a->row_id, b->row_id) && str_eq(a->column, b->column) &&
               str_eq(a->group, b->group) && a->children_len == b->children_len;
  for (size_t i = 0; equal && i < ARRAY_LEN(a->terms); i++)
    equal = terms_equal(a->terms[i], b->terms[i]);
  for (size_t i = 0; equal && i < a->children_len; i++)
    equal = conditions_equal(a->children[i], b->children[i]);
  return equal;
}
