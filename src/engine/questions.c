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

struct question_state *node_question(struct engine *engine, struct node *node, const struct question *question) {
  struct question_state *state = node->questions[question->slot];
  if (state) return state;
  state = arena_alloc(engine->arena, sizeof *state);
  node->questions[question->slot] = state;
  state->question = question;
  state->subject = node->id;
  state->fact = node_fact(engine, node, question);
  state->answer = fact_state(state->fact);
  state->proposed = answer_proposed(question, state->fact);
  state->asked = TRUTH_UNKNOWN; /* what a circle would read; the linter forbids circles */
  struct scope scope = {.node = node};
  state->asked = question->when ? test(engine, question->when, &scope, &state->asked_reason) : TRUTH_TRUE;
  return state;
}

const struct question_state *scope_question(struct engine *engine, const struct scope *scope, const struct question *question) {
  struct node *node = scope_find(scope, question->subject);
  return node ? node_question(engine, node, question) : NULL;
}

const struct question_state *engine_question(struct engine *engine, const char *subject, const struct question *question) {
  struct node *node = node_find(engine, subject);
  return node && node->type == question->subject ? node_question(engine, node, question) : NULL;
}
