/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A test over a question that is not asked is false, so a `not` over it is true: right only if the author meant "not asked" too. The guard
 * says that he thought of it: <asked> or <answered> beside the <not> in an <all>, or inside the <not>.
 */
#include "kb/internal.h"

#include <stdlib.h>

struct walk {
  struct lint *lint;
  const struct rule *rule;
  VEC(const struct condition *) guards; /* all that must hold besides the condition looked at */
  size_t outside;                       /* so many of them stand outside the outermost <not>; only meant inside one */
  const struct condition *range;        /* the innermost <some> or <every>, if the <not> stands outside of it */
};

static bool is_about(const struct condition *guard, const struct question *question) {
  return guard->question == question && (guard->kind == COND_ASKED || guard->kind == COND_ANSWERED);
}

/* Beside the <not> more will do: another test of the question, or its own condition. */
static bool implies_asked(const struct condition *guard, const struct question *question) {
  return guard == question->when || (guard->kind == COND_IS && guard->question == question);
}

static bool is_guarded(const struct walk *walk, const struct question *question) {
  for (size_t i = 0; i < walk->guards.len; i++) {
    const struct condition *guard = walk->guards.items[i];
    if (is_about(guard, question) || (i < walk->outside && implies_asked(guard, question))) return true;
  }
  return false;
}

static void check_guard(struct walk *walk, const struct condition *condition) {
  const struct question *question = condition->question;
  if (!question || !question->when || is_guarded(walk, question)) return;
  if (walk->range) {
    lint_add(walk->lint, condition->place, walk->rule->id,
             _("\"%s\" stands inside \"not\" and may be not asked. Put <asked q=\"%s\"/> beside it in an \"all\", both inside the \"%s\"."),
             question->id, question->id, walk->range->kind == COND_SOME ? "some" : "every");
    return;
  }
  lint_add(walk->lint, condition->place, walk->rule->id,
           _("\"%s\" stands inside \"not\" and may be not asked: then the \"not\" is true. Put <asked q=\"%s\"/> beside the \"not\" in an "
             "\"all\"."),
           question->id, question->id);
}

static void walk_condition(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not);

static void walk_children(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not) {
  for (size_t i = 0; i < condition->children_len; i++)
    walk_condition(walk, condition->children[i], stand, in_not);
}

static void walk_all(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not) {
  size_t before = walk->guards.len;
  for (size_t i = 0; i < condition->children_len; i++)
    vec_push(&walk->guards, condition->children[i]);
  walk_children(walk, condition, stand, in_not);
  walk->guards.len = before;
}

static void walk_not(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not) {
  struct walk before = *walk;
  if (!in_not) walk->outside = walk->guards.len;
  walk->range = NULL;
  walk_children(walk, condition, stand, true);
  walk->outside = before.outside;
  walk->range = before.range;
}

/* Inside a range other subjects are stood on: guards hold there only for questions at or above the subject whose children they are. */
static bool holds_inside(const struct condition *guard, const struct range *range, struct stand stand) {
  if (range->link || !guard->question) return false;
  const struct subject_type *shared = range->related ? range->of->parent : range->from ? range->from : stand.on;
  return type_is_or_below(shared, guard->question->subject);
}

static void walk_range(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not) {
  struct stand inside = stand_inside(stand, &condition->range);
  if (!inside.on) return;
  struct walk inner = {.lint = walk->lint, .rule = walk->rule, .range = in_not ? condition : NULL};
  for (size_t i = 0; i < walk->guards.len; i++) {
    if (!holds_inside(walk->guards.items[i], &condition->range, stand)) continue;
    vec_push(&inner.guards, walk->guards.items[i]);
    if (i < walk->outside) inner.outside++;
  }
  walk_children(&inner, condition, inside, in_not);
  vec_free(&inner.guards);
}

static void walk_condition(struct walk *walk, const struct condition *condition, struct stand stand, bool in_not) {
  switch (condition->kind) {
  case COND_ALL:
    walk_all(walk, condition, stand, in_not);
    break;
  case COND_NOT:
    walk_not(walk, condition, stand, in_not);
    break;
  case COND_SOME:
  case COND_EVERY:
    walk_range(walk, condition, stand, in_not);
    break;
  case COND_IS:
  case COND_LISTED:
    if (in_not) check_guard(walk, condition);
    break;
  default:
    walk_children(walk, condition, stand, in_not);
  }
}

/* What is counted in terms is a condition of its own. */
static void walk_count(void *context, const struct term *term, struct stand stand) {
  const struct walk *outer = context;
  if (!term->condition) return;
  struct walk walk = {.lint = outer->lint, .rule = outer->rule};
  walk_condition(&walk, term->condition, stand_inside(stand, &term->range), false);
  vec_free(&walk.guards);
}

static void ignore_condition(void *context, const struct condition *condition, struct stand stand) {
  (void)context, (void)condition, (void)stand;
}

void lint_guards(struct lint *lint, const struct rule *rule) {
  struct walk walk = {.lint = lint, .rule = rule};
  if (rule->condition) walk_condition(&walk, rule->condition, stand_of(rule), false);
  struct visitor visitor = {.condition = ignore_condition, .term = walk_count, .context = &walk};
  visit_rule(rule, &visitor);
  vec_free(&walk.guards);
}
