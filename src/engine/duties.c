/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties: who has them, from when until when, and whether they are fulfilled. Nothing else is read from them. */
#include "engine/internal.h"

const char *duty_status_name(enum duty_status status) {
  switch (status) {
  case DUTY_NOT_YOURS:
    return "not-yours";
  case DUTY_OPEN:
    return "open";
  case DUTY_LATER:
    return "later";
  case DUTY_RUNNING:
    return "running";
  case DUTY_DONE:
    return "done";
  case DUTY_OVER:
    return "over";
  }
  return "";
}

static struct value day_of(struct engine *engine, const struct term *term, const struct scope *scope) {
  if (!term) return value_of(VALUE_NONE, NULL);
  struct term_value value = term_value(engine, term, scope);
  if (value.state == TERM_OPEN) return value_of(VALUE_UNKNOWN, NULL);
  return value.state == TERM_HERE ? value_date((day_t)value.number) : value_of(VALUE_NONE, NULL);
}

static bool is_before(const struct value *value, day_t day) {
  return value->type == VALUE_DATE && value->date < day;
}

static bool is_after(const struct value *value, day_t day) {
  return value->type == VALUE_DATE && value->date > day;
}

static enum duty_status status_of(const struct duty_state *state, day_t as_of) {
  if (state->applies == TRUTH_FALSE) return DUTY_NOT_YOURS;
  if (state->applies == TRUTH_UNKNOWN) return DUTY_OPEN;
  if (is_before(&state->until, as_of)) return DUTY_OVER;
  if (state->followed && state->done == TRUTH_TRUE) return DUTY_DONE;
  if (state->from.type == VALUE_UNKNOWN) return DUTY_OPEN;
  return is_after(&state->from, as_of) ? DUTY_LATER : DUTY_RUNNING;
}

static struct duty_state evaluate(struct engine *engine, struct node *node, const struct duty *duty) {
  struct scope scope = {.node = node};
  struct duty_state state = {.duty = duty, .subject = node->id, .applies = TRUTH_TRUE, .followed = duty->done != NULL};
  if (duty->when) state.applies = test(engine, duty->when, &scope, &state.reason);
  state.from = day_of(engine, duty->from, &scope);
  state.until = day_of(engine, duty->until, &scope);
  if (duty->done) state.done = test(engine, duty->done, &scope, &state.done_reason);
  /* What was only read from a file or carried over has yet to be stated by a person. */
  if (state.done == TRUTH_TRUE && reason_proposed(state.done_reason)) state.done = TRUTH_UNKNOWN;
  state.status = status_of(&state, engine->as_of);
  return state;
}

static const duty_vec_t *node_duties(struct engine *engine, struct node *node) {
  if (node->duties_known) return &node->duties;
  node->duties_known = true;
  for (size_t i = 0; i < pack_duty_count(engine->pack); i++) {
    const struct duty *duty = pack_duty_at(engine->pack, i);
    if (duty->subject == node->type) vec_push(&node->duties, evaluate(engine, node, duty));
  }
  return &node->duties;
}

static void add_duties(struct engine *engine, struct node *node, duty_vec_t *duties) {
  const duty_vec_t *own = node_duties(engine, node);
  for (size_t i = 0; i < own->len; i++)
    vec_push(duties, own->items[i]);
}

static void add_with_ancestors(struct engine *engine, struct node *node, duty_vec_t *duties) {
  if (node->parent) add_with_ancestors(engine, node->parent, duties);
  add_duties(engine, node, duties);
}

void engine_duties(struct engine *engine, const char *subject, duty_vec_t *ret_duties) {
  struct node *node = node_find(engine, subject);
  if (node) add_duties(engine, node, ret_duties);
}

void engine_duties_around(struct engine *engine, const char *subject, duty_vec_t *ret_duties) {
  struct node *node = node_find(engine, subject);
  if (node) add_with_ancestors(engine, node, ret_duties);
}

bool engine_duty(struct engine *engine, const char *subject, const struct duty *duty, struct duty_state *ret_state) {
  struct scope scope = {.node = node_find(engine, subject)};
  struct node *node = scope.node ? scope_find(&scope, duty->subject) : NULL;
  const duty_vec_t *duties = node ? node_duties(engine, node) : &(duty_vec_t){0};
  for (size_t i = 0; i < duties->len; i++)
    if (duties->items[i].duty == duty) *ret_state = duties->items[i];
  return node != NULL;
}
