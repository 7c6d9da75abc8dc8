/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "assess/internal.h"

static void add_conclusions(struct engine *engine, struct assessment *assessment, const char *subject) {
  const struct pack *pack = engine_pack(engine);
  const struct subject_type *type = engine_type(engine, subject);
  size_t before = assessment->conclusions.len;
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject != type) continue;
    const struct conclusion_state *state = engine_conclusion(engine, subject, conclusion->id);
    if (state->status == CONCLUSION_NOT_APPLICABLE) continue;
    bool hidden = false;
    for (size_t k = 0; k < before && !hidden; k++)
      hidden = str_eq(assessment->conclusions.items[k]->conclusion->id, conclusion->id);
    if (!hidden) vec_push(&assessment->conclusions, state);
  }
}

static bool ends_with(const char *text, const char *end) {
  size_t len = strlen(text), tail = strlen(end);
  return len >= tail && str_eq(text + len - tail, end);
}

static bool says_if_met(const struct conclusion *conclusion) {
  return ends_with(conclusion->id, ".requirement-met") || ends_with(conclusion->id, ".point");
}

const struct conclusion_state *record_met(struct engine *engine, const char *record) {
  const struct pack *pack = engine_pack(engine);
  const struct subject_type *type = engine_type(engine, record);
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject != type || !says_if_met(conclusion)) continue;
    const struct conclusion_state *state = engine_conclusion(engine, record, conclusion->id);
    if (state->status != CONCLUSION_NOT_APPLICABLE) return state;
  }
  return NULL;
}

static void read_status(struct engine *engine, struct requirement_state *record) {
  const struct question *status = pack_question(engine_pack(engine), "req.status");
  const struct question_state *answer = status ? engine_question(engine, record->subject, status) : NULL;
  const struct value *value = answer ? fact_value(answer->fact) : NULL;
  record->status = value && value->type == VALUE_CHOICE ? value->text : "open";
  /* A record with an own *.applicable is worked on, even if nothing is asked now. */
  bool own = record->applicable && record->applicable->status != CONCLUSION_NOT_APPLICABLE;
  if (!record->met || own || (answer && answer->asked != TRUTH_FALSE)) record->asked = answer;
  if (record->asked || !record->met) return;
  bool concluded = record->met->status == CONCLUDED && record->met->values.len > 0;
  record->status = concluded ? record->met->values.items[0] : conclusion_status_name(record->met->status);
}

/* The record's own conclusions: the one named *.applicable, the first set (its procedures), and whether it is met. */
static void read_record(struct engine *engine, struct requirement_state *record) {
  const struct pack *pack = engine_pack(engine);
  const struct subject_type *type = engine_type(engine, record->subject);
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject != type) continue;
    if (!record->applicable && ends_with(conclusion->id, ".applicable"))
      record->applicable = engine_conclusion(engine, record->subject, conclusion->id);
    if (!record->routes && conclusion->type == C_SET) record->routes = engine_conclusion(engine, record->subject, conclusion->id);
  }
  record->met = record_met(engine, record->subject);
  read_status(engine, record);
  engine_gaps(engine, record->subject, &record->gaps);
}

/* Where the requirement stands in its act. */
static const struct cite *place_of(const struct requirement *requirement) {
  return requirement->cites.len ? &requirement->cites.items[0] : NULL;
}

bool catalogue_begins(const struct requirement *requirement, const struct requirement *before) {
  const struct cite *here = place_of(requirement), *there = before ? place_of(before) : NULL;
  if (!here || !there) return before == NULL || here != there;
  return here->act != there->act || !str_eq(here->annex, there->annex) || !str_eq(here->part, there->part);
}

static void add_requirements(struct engine *engine, struct assessment *assessment, const char *parent) {
  id_vec_t children = {0};
  engine_children(engine, parent, NULL, &children);
  for (size_t i = 0; i < children.len; i++) {
    struct requirement_state record = {.subject = children.items[i], .requirement = engine_requirement(engine, children.items[i])};
    if (!record.requirement) continue;
    read_record(engine, &record);
    vec_push(&assessment->requirements, record);
  }
  vec_free(&children);
}

static int by_pack_order(const void *a, const void *b) {
  const struct conclusion_state *const *x = a, *const *y = b;
  size_t i = (*x)->conclusion->index, k = (*y)->conclusion->index;
  return (i > k) - (i < k);
}

struct assessment *assess(struct engine *engine, const char *subject) {
  struct assessment *assessment = mem_alloc(sizeof *assessment);
  assessment->subject = subject;
  for (const char *id = subject; id; id = engine_parent(engine, id)) {
    add_conclusions(engine, assessment, id);
    if (assessment->requirements.len == 0) add_requirements(engine, assessment, id);
  }
  if (assessment->conclusions.len > 1)
    qsort(assessment->conclusions.items, assessment->conclusions.len, sizeof *assessment->conclusions.items, by_pack_order);
  engine_gaps_around(engine, subject, &assessment->gaps);
  return assessment;
}

void assessment_free(struct assessment *assessment) {
  if (!assessment) return;
  for (size_t i = 0; i < assessment->requirements.len; i++)
    vec_free(&assessment->requirements.items[i].gaps);
  vec_free(&assessment->requirements);
  vec_free(&assessment->conclusions);
  vec_free(&assessment->gaps);
  free(assessment);
}

bool assessment_has_gaps(const struct assessment *assessment) {
  for (size_t i = 0; i < assessment->gaps.len; i++)
    if (assessment->gaps.items[i].blocks_final) return true;
  return false;
}
