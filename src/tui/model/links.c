/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry refers to and what refers to it: references, and sets whose choices are requirements. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- kinds of link ---- */

static bool names_requirements(const struct pack *pack, const struct question *question) {
  for (size_t i = 0; question->type == Q_SET && i < question->choices_len; i++)
    if (pack_requirement(pack, question->choices[i].id)) return true;
  return false;
}

static const struct subject_type *requirement_type(const struct pack *pack) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (pack_subject_type_at(pack, i)->implicit) return pack_subject_type_at(pack, i);
  return NULL;
}

/* What the answers to the question name; NULL: no subjects. */
static const struct subject_type *named_type(const struct pack *pack, const struct question *question) {
  if (question->of) return question->of;
  return names_requirements(pack, question) ? requirement_type(pack) : NULL;
}

/* ---- what is named ---- */

/* The record of the requirement nearest to the subject: of its own release, or else of the chosen one. NULL: there is none. */
static const char *record_of(struct view *view, struct arena *arena, const char *subject, const char *requirement) {
  struct engine *engine = view_engine(view);
  const struct subject_type *type = requirement_type(app_pack(view->app));
  const char *above = engine_ancestor(engine, subject, type->parent);
  if (!above && view->subject) above = engine_ancestor(engine, view->subject, type->parent);
  const char *record = above ? arena_printf(arena, "%s/%s", above, requirement) : NULL;
  return record && engine_requirement(engine, record) ? record : NULL;
}

static bool is_there(struct view *view, const char *id) {
  const struct snapshot *snapshot = session_snapshot(view->session);
  const struct subject *subject = snapshot_subject(snapshot, id);
  return subject ? !snapshot_archived(snapshot, subject) : engine_requirement(view_engine(view), id) != NULL;
}

static bool counts(struct view *view, const char *subject, const struct question *question) {
  return is_there(view, subject) && engine_question(view_engine(view), subject, question)->asked != TRUTH_FALSE;
}

static const struct head *head_at(const struct fact *fact, size_t index) {
  return index < fact->heads_len ? &fact->heads[index] : &fact->elements[index - fact->heads_len];
}

/* Of one answer; NULL if it names nobody. */
static const char *named_by(struct view *view, struct arena *arena, const char *subject, const struct value *value) {
  if (value->type == VALUE_REF) return value->text;
  return value->type == VALUE_CHOICE ? record_of(view, arena, subject, value->text) : NULL;
}

static void add_link(link_vec_t *links, const char *subject, const struct question *question) {
  for (size_t i = 0; i < links->len; i++)
    if (str_eq(links->items[i].subject, subject)) return;
  struct link link = {.subject = subject, .question = question};
  vec_push(links, link);
}

void links_from(struct view *view, struct arena *arena, const char *subject, link_vec_t *ret_links) {
  const struct pack *pack = app_pack(view->app);
  const struct subject_type *type = engine_type(view_engine(view), subject);
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    if (question->subject != type || !named_type(pack, question) || !counts(view, subject, question)) continue;
    const struct fact *fact = engine_question(view_engine(view), subject, question)->fact;
    for (size_t k = 0; fact && k < fact->heads_len + fact->elements_len; k++) {
      const char *named = named_by(view, arena, subject, &head_at(fact, k)->value);
      if (named && is_there(view, named)) add_link(ret_links, named, question);
    }
  }
}

/* requirement: of the subject, if it is a record of one. */
static bool names(struct view *view, struct arena *arena, const struct fact *fact, const char *subject,
                  const struct requirement *requirement) {
  for (size_t i = 0; i < fact->heads_len + fact->elements_len; i++) {
    const struct value *value = &head_at(fact, i)->value;
    if (value->type == VALUE_REF && str_eq(value->text, subject)) return true;
    bool may = requirement && value->type == VALUE_CHOICE && str_eq(value->text, requirement->id);
    if (may && str_eq(record_of(view, arena, fact->subject, value->text), subject)) return true;
  }
  return false;
}

static int by_question(const void *a, const void *b) {
  const struct link *one = a, *other = b;
  if (one->question != other->question) return one->question->index < other->question->index ? -1 : 1;
  return strcmp(one->subject, other->subject);
}

void links_to(struct view *view, struct arena *arena, const char *subject, link_vec_t *ret_links) {
  const struct pack *pack = app_pack(view->app);
  const struct snapshot *snapshot = session_snapshot(view->session);
  const struct requirement *requirement = engine_requirement(view_engine(view), subject);
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    if (!names(view, arena, fact, subject, requirement)) continue;
    const struct question *question = pack_question(pack, fact->key);
    if (question && named_type(pack, question) && counts(view, fact->subject, question)) add_link(ret_links, fact->subject, question);
  }
  if (ret_links->len) qsort(ret_links->items, ret_links->len, sizeof *ret_links->items, by_question);
}

bool type_has_links(const struct pack *pack, const struct subject_type *type) {
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    const struct subject_type *named = named_type(pack, question);
    if (named && (named == type || question->subject == type)) return true;
  }
  return false;
}
