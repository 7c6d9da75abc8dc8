/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can never happen: questions never asked, cases never true or never reached, values never given. The analysis is simple and sound: it
 * only says "never" or "always" where that holds for every set of answers.
 */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

enum constant { VARIES, NEVER, ALWAYS };

/* In progress counts as "varies", so circles do no harm here; lint_cycles reports them. */
struct known {
  bool started;
  enum constant asked;
};

struct analysis {
  struct lint *lint;
  struct known *questions; /* by index */
  bool **given;            /* by index of the conclusion: for each of its values, whether some case can give it. NULL: not yet looked at */
};

static enum constant constant_of(struct analysis *analysis, const struct condition *condition, const struct subject_type *on);

static enum constant constant_or_always(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  return condition ? constant_of(analysis, condition, on) : ALWAYS;
}

static enum constant asked_constant(struct analysis *analysis, const struct question *question) {
  struct known *known = &analysis->questions[question->index];
  if (!known->started) {
    known->started = true;
    known->asked = VARIES;
    known->asked = constant_or_always(analysis, question->when, question->subject);
  }
  return known->asked;
}

/* ---- values of conclusions ---- */

static void note_given(const struct conclusion *conclusion, bool *given, const struct conclusion_case *result) {
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (str_eq(conclusion->values[i].id, result->value)) given[i] = true;
  for (size_t i = 0; i < result->readings_len; i++)
    note_given(conclusion, given, &result->readings[i]);
}

static const bool *given_values(struct analysis *analysis, const struct conclusion *conclusion) {
  bool **slot = &analysis->given[conclusion->index];
  if (*slot) return *slot;
  *slot = arena_alloc(analysis->lint->arena, (conclusion->values_len + 1) * sizeof(bool));
  memset(*slot, true, conclusion->values_len);
  bool *given = arena_alloc(analysis->lint->arena, (conclusion->values_len + 1) * sizeof(bool));
  for (size_t i = 0; i < conclusion->cases_len; i++) {
    enum constant constant = constant_or_always(analysis, conclusion->cases[i].when, conclusion->subject);
    if (constant != NEVER) note_given(conclusion, given, &conclusion->cases[i]);
    if (constant == ALWAYS && conclusion->type != C_SET) break;
  }
  *slot = given;
  return given;
}

static bool conclusion_gives(struct analysis *analysis, const struct conclusion *conclusion, const char *value) {
  const bool *given = given_values(analysis, conclusion);
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (strcmp(conclusion->values[i].id, value) == 0) return given[i];
  return false;
}

/* ---- tests ---- */

static enum constant is_constant(struct analysis *analysis, const struct condition *condition) {
  if (asked_constant(analysis, condition->question) == NEVER) return NEVER;
  if (condition->of_requirement) return VARIES;
  for (size_t i = 0; i < condition->values.len; i++)
    if (question_can_be(condition->question, condition->values.items[i])) return VARIES;
  return NEVER;
}

static enum constant concluded_constant(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  const struct conclusion *conclusion = pack_conclusion_near(analysis->lint->pack, condition->conclusion, on);
  if (!conclusion) return VARIES;
  for (size_t i = 0; i < condition->values.len; i++)
    if (conclusion_gives(analysis, conclusion, condition->values.items[i])) return VARIES;
  return NEVER;
}

/* ---- contradictions: tests of one thing that has one value ---- */

typedef VEC(const struct condition *) conjunct_vec_t;

static void add_conjuncts(conjunct_vec_t *conjuncts, const struct condition *all) {
  for (size_t i = 0; i < all->children_len; i++)
    if (all->children[i]->kind == COND_ALL)
      add_conjuncts(conjuncts, all->children[i]);
    else
      vec_push(conjuncts, all->children[i]);
}

static bool holds(const id_vec_t *values, const char *value) {
  for (size_t i = 0; i < values->len; i++)
    if (strcmp(values->items[i], value) == 0) return true;
  return false;
}

static bool is_single(struct analysis *analysis, const struct condition *test, const struct subject_type *on) {
  if (test->kind == COND_IS) return test->question->type == Q_BOOL || test->question->type == Q_CHOICE;
  if (test->kind != COND_CONCLUDED) return false;
  const struct conclusion *conclusion = pack_conclusion_near(analysis->lint->pack, test->conclusion, on);
  return conclusion && conclusion->type == C_CHOICE;
}

static bool same_thing(const struct condition *a, const struct condition *b) {
  return a->kind == b->kind && a->question == b->question && str_eq(a->conclusion, b->conclusion);
}

/* Does the conjunct let the thing that `test` tests have the value? */
static bool allows(const struct condition *conjunct, const struct condition *test, const char *value) {
  bool negated = conjunct->kind == COND_NOT;
  const struct condition *other = negated ? conjunct->children[0] : conjunct;
  if (!same_thing(other, test)) return true;
  return holds(&other->values, value) != negated;
}

static bool all_allow(const conjunct_vec_t *conjuncts, const struct condition *test, const char *value) {
  for (size_t i = 0; i < conjuncts->len; i++)
    if (!allows(conjuncts->items[i], test, value)) return false;
  return true;
}

static bool contradicts(const conjunct_vec_t *conjuncts, const struct condition *test) {
  for (size_t i = 0; i < test->values.len; i++)
    if (all_allow(conjuncts, test, test->values.items[i])) return false;
  return true;
}

static bool has_contradiction(struct analysis *analysis, const struct condition *all, const struct subject_type *on) {
  conjunct_vec_t conjuncts = {0};
  add_conjuncts(&conjuncts, all);
  bool found = false;
  for (size_t i = 0; !found && i < conjuncts.len; i++)
    found = is_single(analysis, conjuncts.items[i], on) && contradicts(&conjuncts, conjuncts.items[i]);
  vec_free(&conjuncts);
  return found;
}

/* ---- conditions ---- */

static enum constant all_constant(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  enum constant result = ALWAYS;
  for (size_t i = 0; i < condition->children_len; i++) {
    enum constant child = constant_of(analysis, condition->children[i], on);
    if (child == NEVER) return NEVER;
    if (child == VARIES) result = VARIES;
  }
  return has_contradiction(analysis, condition, on) ? NEVER : result;
}

static enum constant any_constant(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  enum constant result = NEVER;
  for (size_t i = 0; i < condition->children_len; i++) {
    enum constant child = constant_of(analysis, condition->children[i], on);
    if (child == ALWAYS) return ALWAYS;
    if (child == VARIES) result = VARIES;
  }
  return result;
}

static enum constant opposite(enum constant constant) {
  return constant == VARIES ? VARIES : constant == ALWAYS ? NEVER : ALWAYS;
}

/* There may be no subject at all: some is then false, every true. */
static enum constant range_constant(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  struct stand inside = stand_inside((struct stand){.on = on}, &condition->range);
  if (!inside.on) return VARIES;
  enum constant decisive = condition->kind == COND_SOME ? NEVER : ALWAYS;
  return constant_of(analysis, condition->children[0], inside.on) == decisive ? decisive : VARIES;
}

/* Of two numbers or two dates that are written down. */
static enum constant compare_constant(const struct condition *condition) {
  const struct term *a = condition->terms[0], *b = condition->terms[1];
  bool written = a->kind == b->kind && (a->kind == TERM_NUMBER || a->kind == TERM_DATE);
  if (!written) return VARIES;
  int64_t left = a->kind == TERM_DATE ? a->date : a->number, right = b->kind == TERM_DATE ? b->date : b->number;
  switch (condition->op) {
  case OP_LT:
    return left < right ? ALWAYS : NEVER;
  case OP_LE:
    return left <= right ? ALWAYS : NEVER;
  case OP_EQ:
    return left == right ? ALWAYS : NEVER;
  case OP_NE:
    return left != right ? ALWAYS : NEVER;
  case OP_GE:
    return left >= right ? ALWAYS : NEVER;
  case OP_GT:
    return left > right ? ALWAYS : NEVER;
  }
  return VARIES;
}

static enum constant constant_of(struct analysis *analysis, const struct condition *condition, const struct subject_type *on) {
  switch (condition->kind) {
  case COND_ALL:
    return all_constant(analysis, condition, on);
  case COND_ANY:
    return any_constant(analysis, condition, on);
  case COND_NOT:
    return opposite(constant_of(analysis, condition->children[0], on));
  case COND_IS:
    return is_constant(analysis, condition);
  case COND_ASKED:
    return asked_constant(analysis, condition->question);
  case COND_ANSWERED:
    return asked_constant(analysis, condition->question) == NEVER ? NEVER : VARIES;
  case COND_CONCLUDED:
    return concluded_constant(analysis, condition, on);
  case COND_COMPARE:
    return compare_constant(condition);
  case COND_SOME:
  case COND_EVERY:
    return range_constant(analysis, condition, on);
  default:
    return VARIES;
  }
}

/* ---- findings ---- */

/* The condition of a case holds nowhere where its conclusion applies. */
static bool lies_outside(struct analysis *analysis, const struct conclusion *conclusion, const struct conclusion_case *result) {
  if (!conclusion->applies || !result->when || constant_of(analysis, conclusion->applies, conclusion->subject) == NEVER) return false;
  const struct condition *both[] = {conclusion->applies, result->when};
  struct condition all = {.kind = COND_ALL, .children = both, .children_len = ARRAY_LEN(both)};
  return constant_of(analysis, &all, conclusion->subject) == NEVER;
}

static const struct conclusion_case *same_before(const struct conclusion *conclusion, size_t index) {
  const struct conclusion_case *cases = conclusion->cases;
  for (size_t i = 0; i < index; i++)
    if (cases[index].when && cases[i].when && conditions_equal(cases[i].when, cases[index].when)) return &cases[i];
  return NULL;
}

static void report_cases(struct analysis *analysis, const struct conclusion *conclusion) {
  const struct conclusion_case *always = NULL;
  for (size_t i = 0; i < conclusion->cases_len; i++) {
    const struct conclusion_case *result = &conclusion->cases[i];
    enum constant constant = constant_or_always(analysis, result->when, conclusion->subject);
    const struct conclusion_case *same = conclusion->type != C_SET ? same_before(conclusion, i) : NULL;
    if (constant == NEVER)
      lint_add(analysis->lint, result->place, conclusion->id, _("The case \"%s\" can never be true."), result->id);
    else if (lies_outside(analysis, conclusion, result))
      lint_add(analysis->lint, result->place, conclusion->id, _("The case \"%s\" can never be true where the conclusion applies."),
               result->id);
    if (same)
      lint_add(analysis->lint, result->place, conclusion->id,
               _("The case \"%s\" is never reached: \"%s\" before it has the same condition."), result->id, same->id);
    if (always)
      lint_add(analysis->lint, result->place, conclusion->id, _("The case \"%s\" is never reached: \"%s\" before it is always true."),
               result->id, always->id);
    if (constant == ALWAYS && conclusion->type != C_SET && !always) always = result;
  }
}

static void report_values(struct analysis *analysis, const struct conclusion *conclusion) {
  const bool *given = given_values(analysis, conclusion);
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (!given[i])
      lint_add(analysis->lint, conclusion->place, conclusion->id, _("No case can give the value \"%s\"."), conclusion->values[i].id);
}

static void report_conclusion(struct analysis *analysis, const struct conclusion *conclusion) {
  if (constant_or_always(analysis, conclusion->applies, conclusion->subject) == NEVER)
    lint_add(analysis->lint, conclusion->place, conclusion->id, _("The conclusion never applies."));
  report_cases(analysis, conclusion);
  report_values(analysis, conclusion);
}

static void report_duty(struct analysis *analysis, const struct duty *duty) {
  if (constant_or_always(analysis, duty->when, duty->subject) == NEVER)
    lint_add(analysis->lint, duty->place, duty->id, _("The duty is nobody's: its condition can never be true."));
  if (duty->done && constant_of(analysis, duty->done, duty->subject) == NEVER)
    lint_add(analysis->lint, duty->place, duty->id, _("The duty can never be fulfilled: its condition \"done\" can never be true."));
}

static void report_requirement(struct analysis *analysis, const struct requirement *requirement, const struct subject_type *on) {
  if (constant_or_always(analysis, requirement->when, on) == NEVER)
    lint_add(analysis->lint, requirement->place, requirement->id, _("The requirement can never exist: its condition can never be true."));
  for (size_t i = 0; i < requirement->measures_len; i++) {
    const struct measure *measure = &requirement->measures[i];
    if (constant_or_always(analysis, measure->when, on) == NEVER)
      lint_add(analysis->lint, measure->place, measure->id, _("The measure is never suggested: its condition can never be true."));
  }
}

static void report_all(struct analysis *analysis) {
  const struct pack *pack = analysis->lint->pack;
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    if (asked_constant(analysis, question) == NEVER)
      lint_add(analysis->lint, question->place, question->id, _("The question can never be asked: its condition can never be true."));
  }
  for (size_t i = 0; i < pack_conclusion_count(pack); i++)
    report_conclusion(analysis, pack_conclusion_at(pack, i));
  for (size_t i = 0; i < pack_gap_count(pack); i++) {
    const struct gap *gap = pack_gap_at(pack, i);
    if (constant_of(analysis, gap->when, gap->subject) == NEVER)
      lint_add(analysis->lint, gap->place, gap->id, _("The gap can never appear: its condition can never be true."));
  }
  const struct subject_type *requirement_type = pack_requirement_type(pack);
  for (size_t i = 0; requirement_type && i < pack_requirement_count(pack); i++)
    report_requirement(analysis, pack_requirement_at(pack, i), requirement_type->parent);
  for (size_t i = 0; i < pack_duty_count(pack); i++)
    report_duty(analysis, pack_duty_at(pack, i));
}

void lint_constants(struct lint *lint) {
  struct analysis analysis = {
      .lint = lint,
      .questions = arena_alloc(lint->arena, (pack_question_count(lint->pack) + 1) * sizeof(struct known)),
      .given = arena_alloc(lint->arena, (pack_conclusion_count(lint->pack) + 1) * sizeof(bool *)),
  };
  report_all(&analysis);
}
