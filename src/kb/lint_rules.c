/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a rule reads: can it be reached from where the rule stands, and can it have the values that are tested? */
#include "kb/internal.h"

#include <string.h>

struct check {
  struct lint *lint;
  const struct rule *rule;
};

static void reach_question(const struct check *check, struct place place, const struct question *question, struct stand stand) {
  if (type_is_or_below(stand.on, question->subject)) return;
  lint_add(check->lint, place, check->rule->id, _("The question \"%s\" belongs to \"%s\", which is not \"%s\" nor above it."), question->id,
           question->subject->id, stand.on->id);
}

static const struct conclusion *reach_conclusion(const struct check *check, struct place place, const char *id, struct stand stand) {
  const struct conclusion *conclusion = pack_conclusion_near(check->lint->pack, id, stand.on);
  if (!conclusion)
    lint_add(check->lint, place, check->rule->id, _("The conclusion \"%s\" does not exist on \"%s\" nor above it."), id, stand.on->id);
  return conclusion;
}

static void need_requirement(const struct check *check, struct place place, struct stand stand) {
  if (!stand.in_requirement) lint_add(check->lint, place, check->rule->id, _("The rule does not stand on a requirement."));
}

static void reach_range(const struct check *check, struct place place, const struct range *range, struct stand stand) {
  if (range->link) {
    reach_question(check, place, range->link, stand);
    if (!range->link->of)
      lint_add(check->lint, place, check->rule->id, _("The question \"%s\" does not refer to subjects."), range->link->id);
    return;
  }
  if (range->related) {
    need_requirement(check, place, stand);
    if (range->related & 1u << RELATION_DISTINCT)
      lint_add(check->lint, place, check->rule->id, _("A relation of the kind \"distinct\" leads nowhere."));
    return;
  }
  const struct subject_type *above = range->from ? range->from : stand.on;
  if (!type_is_or_below(stand.on, above))
    lint_add(check->lint, place, check->rule->id, _("\"%s\" is not above \"%s\"."), above->id, stand.on->id);
  if (range->of->parent != above)
    lint_add(check->lint, place, check->rule->id, _("Subjects of the type \"%s\" are not children of \"%s\"."), range->of->id, above->id);
  if (range->group && !range->of->implicit) lint_add(check->lint, place, check->rule->id, _("Only requirements have groups."));
}

/* ---- values ---- */

bool question_can_be(const struct question *question, const char *value) {
  switch (question->type) {
  case Q_BOOL:
    return str_in_list("yes no", value);
  case Q_CHOICE:
    return question_choice(question, value) != NULL;
  case Q_SET:
    return strcmp(value, "none") == 0 || question_choice(question, value);
  case Q_REFERENCES:
    return strcmp(value, "none") == 0;
  case Q_TEXT:
  case Q_LONG_TEXT:
  case Q_DATE:
    return question->none && strcmp(value, "none") == 0;
  default:
    return false;
  }
}

static void check_is(const struct check *check, const struct condition *condition, struct stand stand) {
  const struct question *question = condition->question;
  reach_question(check, condition->place, question, stand);
  if (condition->of_requirement) {
    need_requirement(check, condition->place, stand);
    if (question->type != Q_SET)
      lint_add(check->lint, condition->place, check->rule->id, _("The question \"%s\" is not of the type \"set\"."), question->id);
  }
  for (size_t i = 0; i < condition->values.len; i++)
    if (!question_can_be(question, condition->values.items[i]))
      lint_add(check->lint, condition->place, check->rule->id, _("The answer to \"%s\" can never be \"%s\"."), question->id,
               condition->values.items[i]);
}

bool conclusion_can_be(const struct conclusion *conclusion, const char *value) {
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (strcmp(conclusion->values[i].id, value) == 0) return true;
  return false;
}

static void check_concluded(const struct check *check, const struct condition *condition, struct stand stand) {
  const struct conclusion *conclusion = reach_conclusion(check, condition->place, condition->conclusion, stand);
  for (size_t i = 0; conclusion && i < condition->values.len; i++)
    if (!conclusion_can_be(conclusion, condition->values.items[i]))
      lint_add(check->lint, condition->place, check->rule->id, _("The conclusion \"%s\" on \"%s\" can never be \"%s\"."), conclusion->id,
               conclusion->subject->id, condition->values.items[i]);
}

static bool table_has_column(const struct table *table, const char *column) {
  for (size_t i = 0; i < table->rows_len; i++)
    if (table_cell(&table->rows[i], column)) return true;
  return false;
}

static void need_column(const struct check *check, struct place place, const struct table *table, const char *column) {
  if (table->rows_len > 0 && !table_has_column(table, column))
    lint_add(check->lint, place, check->rule->id, _("No row of the table \"%s\" has a column \"%s\"."), table->id, column);
}

static void check_listed(const struct check *check, const struct condition *condition, struct stand stand) {
  if (condition->question) reach_question(check, condition->place, condition->question, stand);
  if (condition->column) need_column(check, condition->place, condition->table, condition->column);
}

/* ---- terms ---- */

static void need_type_of(const struct check *check, const struct term *term, enum term_type wanted) {
  if (term_type(term) == wanted) return;
  if (wanted == TERM_IS_DATE)
    lint_add(check->lint, term->place, check->rule->id, _("This term is not a date."));
  else
    lint_add(check->lint, term->place, check->rule->id, _("This term is not a number."));
}

/* Terms that are compared, or of which one is chosen, are of one type. */
static void need_same_type(const struct check *check, const struct term *const *terms, size_t len) {
  for (size_t i = 1; i < len; i++)
    if (term_type(terms[i]) != term_type(terms[0]))
      lint_add(check->lint, terms[i]->place, check->rule->id, _("A date and a number cannot be compared."));
}

static void check_term(void *context, const struct term *term, struct stand stand) {
  const struct check *check = context;
  const struct conclusion *conclusion;
  switch (term->kind) {
  case TERM_ANSWER:
    reach_question(check, term->place, term->question, stand);
    if (term_type(term) == TERM_IS_NEITHER)
      lint_add(check->lint, term->place, check->rule->id, _("The answer to \"%s\" is neither a date nor a number."), term->question->id);
    break;
  case TERM_CONCLUDED:
    conclusion = reach_conclusion(check, term->place, term->conclusion, stand);
    if (conclusion && conclusion->type != C_DATE)
      lint_add(check->lint, term->place, check->rule->id, _("The conclusion \"%s\" is not a date."), term->conclusion);
    break;
  case TERM_CELL:
    if (term_type(term) == TERM_IS_NEITHER)
      lint_add(check->lint, term->place, check->rule->id, _("The cell is neither a date nor a number."));
    break;
  case TERM_ADD:
    need_type_of(check, term->children[0], TERM_IS_DATE);
    need_type_of(check, term->children[1], TERM_IS_NUMBER);
    break;
  case TERM_TIMES:
    need_type_of(check, term->children[0], TERM_IS_NUMBER);
    need_type_of(check, term->children[1], TERM_IS_NUMBER);
    break;
  case TERM_COUNT:
  case TERM_LATEST:
  case TERM_EARLIEST:
    reach_range(check, term->place, &term->range, stand);
    break;
  case TERM_LATER_OF:
  case TERM_EARLIER_OF:
    need_same_type(check, term->children, term->children_len);
    break;
  case TERM_DATE:
  case TERM_NUMBER:
  case TERM_AS_OF:
    break;
  }
}

static void check_condition(void *context, const struct condition *condition, struct stand stand) {
  const struct check *check = context;
  switch (condition->kind) {
  case COND_IS:
    check_is(check, condition, stand);
    break;
  case COND_ASKED:
  case COND_ANSWERED:
    reach_question(check, condition->place, condition->question, stand);
    break;
  case COND_CONCLUDED:
    check_concluded(check, condition, stand);
    break;
  case COND_SOME:
  case COND_EVERY:
    reach_range(check, condition->place, &condition->range, stand);
    break;
  case COND_COMPARE:
    need_same_type(check, condition->terms, ARRAY_LEN(condition->terms));
    break;
  case COND_LISTED:
    check_listed(check, condition, stand);
    break;
  case COND_IN_FORCE:
    need_column(check, condition->place, condition->table, "from");
    break;
  case COND_MEMBER:
    need_requirement(check, condition->place, stand);
    break;
  case COND_ALL:
  case COND_ANY:
  case COND_NOT:
  case COND_GAP_FREE:
    break;
  }
}

void lint_rule(struct lint *lint, const struct rule *rule) {
  struct check check = {.lint = lint, .rule = rule};
  struct visitor visitor = {.condition = check_condition, .term = check_term, .context = &check};
  visit_rule(rule, &visitor);
  bool is_result = rule->term != NULL; /* only duties and conclusions of the type date have terms at the top */
  if (is_result) need_type_of(&check, rule->term, TERM_IS_DATE);
}
