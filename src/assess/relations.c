/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How two acts stand to each other on one subject: both ends of each relation, their state, and the evidence that serves them. */
#include <stdlib.h>

#include "assess/internal.h"

/* ---- the ends ---- */

static const struct subject_type *record_type(const struct pack *pack) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (pack_subject_type_at(pack, i)->implicit) return pack_subject_type_at(pack, i);
  return NULL;
}

/* Records of the nearest subject that has them. Caller frees the vector. */
static void find_records(struct engine *engine, const char *subject, id_vec_t *ret_records) {
  const struct subject_type *type = record_type(engine_pack(engine));
  const char *parent = type && type->parent ? engine_ancestor(engine, subject, type->parent) : NULL;
  if (parent) engine_children(engine, parent, type, ret_records);
}

static const char *record_of(struct engine *engine, const id_vec_t *records, const struct requirement *requirement) {
  for (size_t i = 0; i < records->len; i++)
    if (engine_requirement(engine, records->items[i]) == requirement) return records->items[i];
  return NULL;
}

static struct end_state read_end(struct engine *engine, const char *subject, const id_vec_t *records, const struct relation_end *end) {
  struct end_state state = {.requirement = end->requirement, .duty = end->duty};
  if (end->requirement) {
    state.subject = record_of(engine, records, end->requirement);
    if (state.subject) state.met = record_met(engine, state.subject);
  } else if (end->duty && engine_duty(engine, subject, end->duty, &state.duty_state)) {
    state.subject = state.duty_state.subject;
  }
  return state;
}

/* ---- what serves them ---- */

static struct served *served_by(struct relation_state *state, const char *subject) {
  for (size_t i = 0; i < state->evidence.len; i++)
    if (str_eq(state->evidence.items[i].subject, subject)) return &state->evidence.items[i];
  struct served served = {.subject = subject};
  vec_push(&state->evidence, served);
  return &state->evidence.items[state->evidence.len - 1];
}

static void note_linked(struct relation_state *state, const struct question_state *answer, bool at_from) {
  if (answer->asked == TRUTH_FALSE || answer->answer != ANSWER_GIVEN) return;
  for (size_t i = 0; i < answer->fact->elements_len; i++) {
    struct served *served = served_by(state, answer->fact->elements[i].value.text);
    *(at_from ? &served->linked_from : &served->linked_to) = true;
  }
}

static void add_linked(struct engine *engine, struct relation_state *state, const struct end_state *end) {
  const struct pack *pack = engine_pack(engine);
  for (size_t i = 0; end->requirement && end->subject && i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    if (question->type != Q_REFERENCES || !question->subject->implicit) continue;
    note_linked(state, engine_question(engine, end->subject, question), end == &state->from);
  }
}

/* Evidence for the first act counts for the second where that is presumed or shared; the other way round it has to be linked. */
static void mark_both(struct relation_state *state) {
  bool carries = state->relation->kind == RELATION_PRESUMED || state->relation->kind == RELATION_SHARED;
  for (size_t i = 0; i < state->evidence.len; i++) {
    struct served *served = &state->evidence.items[i];
    served->both = served->linked_from && (served->linked_to || (carries && state->to.subject));
  }
}

void assess_relations(struct engine *engine, const char *subject, const struct topic *topic, relation_vec_t *ret_relations) {
  const struct pack *pack = engine_pack(engine);
  id_vec_t records = {0};
  find_records(engine, subject, &records);
  for (size_t i = 0; i < pack_relation_count(pack); i++) {
    const struct relation *relation = pack_relation_at(pack, i);
    if (topic && relation->topic != topic) continue;
    struct relation_state state = {.relation = relation};
    state.from = read_end(engine, subject, &records, &relation->from);
    state.to = read_end(engine, subject, &records, &relation->to);
    add_linked(engine, &state, &state.from);
    add_linked(engine, &state, &state.to);
    mark_both(&state);
    vec_push(ret_relations, state);
  }
  vec_free(&records);
}

void relations_free(relation_vec_t *relations) {
  for (size_t i = 0; i < relations->len; i++)
    vec_free(&relations->items[i].evidence);
  vec_free(relations);
}
