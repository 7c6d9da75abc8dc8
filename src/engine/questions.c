/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions on a subject: are they asked, and what is known. */
#include "engine/internal.h"

/* What was said on a subject under the question's own id, or under one it had earlier, newest first. */
static const struct fact *fact_on(const struct engine *engine, const char *subject, const struct question *question) {
  const struct fact *fact = snapshot_fact(engine->snapshot, subject, question->id);
  for (size_t i = 0; !fact && i < question->former.len; i++)
    fact = snapshot_fact(engine->snapshot, subject, question->former.items[i]);
  return fact;
}

/* A requirement had other ids earlier, too, and they are part of the ids of its subjects. */
const struct fact *node_fact(struct engine *engine, const struct node *node, const struct question *question) {
  const struct fact *fact = fact_on(engine, node->id, question);
  const id_vec_t *former = node->requirement ? &node->requirement->former : &(id_vec_t){0};
  for (size_t i = 0; !fact && i < former->len; i++) {
    CLEANUP(mem_freep) char *subject = mem_printf("%s/%s", node->parent->id, former->items[i]);
    fact = fact_on(engine, subject, question);
  }
  return fact;
}

static bool any_revised(const struct question *question, const struct head *heads, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (heads[i].value.type != VALUE_CLEARED && question_revised_since(question, heads[i].pack)) return true;
  return false;
}

bool answer_proposed(const struct question *question, const struct fact *fact) {
  if (fact_proposed(fact)) return true;
  if (!fact || !question->revised) return false;
  return any_revised(question, fact->heads, fact->heads_len) || any_revised(question, fact->elements, fact->elements_len);
}

/* A section that is not asked hides its questions, whatever their own conditions say. */
static enum truth section_asked(struct engine *engine, struct node *node, const struct section *section) {
  struct section_state *state = &node->sections[section->slot];
  if (state->known) return state->asked;
  struct scope scope = {.node = node};
  *state = (struct section_state){.known = true, .asked = TRUTH_UNKNOWN};
  state->asked = section->when ? test(engine, section->when, &scope, NULL) : TRUTH_TRUE;
  return state->asked;
}

static enum truth is_asked(struct engine *engine, struct node *node, const struct question *question) {
  struct scope scope = {.node = node};
  if (!question->when) return TRUTH_TRUE;
  enum truth asked = section_asked(engine, node, question->section);
  bool own = question->when != question->section->when;
  return asked != TRUTH_FALSE && own ? test(engine, question->when, &scope, NULL) : asked;
}

const struct reason *question_reason(struct engine *engine, struct question_state *state) {
  if (state->explained || !state->question->when) return state->asked_reason;
  struct node *node = node_find(engine, state->subject);
  struct scope scope = {.node = node};
  bool hidden = section_asked(engine, node, state->question->section) == TRUTH_FALSE;
  state->explained = true;
  test(engine, hidden ? state->question->section->when : state->question->when, &scope, &state->asked_reason);
  return state->asked_reason;
}

/* Requirements were chosen under the ids they had then. */
static bool is_choice(const struct engine *engine, const struct question *question, const char *id) {
  if (question_choice(question, id)) return true;
  const struct requirement *requirement = pack_requirement(engine->pack, id);
  return requirement && question_choice(question, requirement->id);
}

static bool all_choices(const struct engine *engine, const struct question *question, const struct head *heads, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (heads[i].value.type == VALUE_CHOICE && !is_choice(engine, question, heads[i].value.text)) return false;
  return true;
}

/* A choice that the pack does not have, or not any more, says nothing: it is asked again and never counts as "something else". */
static enum answer_state answer_state_of(const struct engine *engine, const struct question *question, const struct fact *fact) {
  enum answer_state state = fact_state(fact);
  if (state != ANSWER_GIVEN || (question->type != Q_CHOICE && question->type != Q_SET)) return state;
  bool known =
      all_choices(engine, question, fact->heads, fact->heads_len) && all_choices(engine, question, fact->elements, fact->elements_len);
  return known ? state : ANSWER_UNKNOWN;
}

struct question_state *node_question(struct engine *engine, struct node *node, const struct question *question) {
  struct question_state *state = node->questions[question->slot];
  if (state) return state;
  state = arena_alloc(engine->arena, sizeof *state);
  node->questions[question->slot] = state;
  state->question = question;
  state->subject = node->id;
  state->fact = node_fact(engine, node, question);
  state->answer = answer_state_of(engine, question, state->fact);
  state->proposed = answer_proposed(question, state->fact);
  state->asked = TRUTH_UNKNOWN; /* what a circle would read; the linter forbids circles */
  state->asked = is_asked(engine, node, question);
  return state;
}

struct question_state *scope_question(struct engine *engine, const struct scope *scope, const struct question *question) {
  struct node *node = scope_find(scope, question->subject);
  return node ? node_question(engine, node, question) : NULL;
}

const struct question_state *engine_question(struct engine *engine, const char *subject, const struct question *question) {
  struct node *node = node_find(engine, subject);
  if (!node || node->type != question->subject) return NULL;
  struct question_state *state = node_question(engine, node, question);
  question_reason(engine, state);
  return state;
}
