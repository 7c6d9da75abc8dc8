/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who writes. The journal bears ids of persons, so that it names nobody for ever: a name is an answer and can be erased. Somebody who
 * writes for the first time is added as a person in the same step. A law pack that knows no persons leaves the name as it was given.
 */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>

static bool same_name(const char *a, const char *b) {
  CLEANUP(mem_freep) char *x = text_fold(a);
  CLEANUP(mem_freep) char *y = text_fold(b);
  return str_eq(x, y);
}

static const struct subject_type *person_type(const struct session *session) {
  const struct subject_type *type = pack_subject_type(session->app->pack, TYPE_PERSON);
  return type && type->name ? type : NULL;
}

/* An archived person is still who wrote. */
static const char *find_stored(const struct session *session, const struct subject_type *type, const char *author) {
  const struct snapshot *snapshot = session->snapshot;
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(snapshot, i);
    if (!str_eq(subject->type, type->id)) continue;
    const struct value *name = fact_value(session_fact(session, subject->id, type->name));
    if (str_eq(subject->id, author) || (name && name->type == VALUE_TEXT && same_name(name->text, author))) return subject->id;
  }
  return NULL;
}

static const char *find_planned(const struct plan *plan, const struct subject_type *type, const char *author) {
  for (size_t i = 0; i < plan->changes.len; i++) {
    const struct change *change = &plan->changes.items[i];
    bool names = change->kind == CHANGE_SET && str_eq(change->key, type->name->id) && change->value.type == VALUE_TEXT;
    if (names && map_get(plan->created, change->subject) && same_name(change->value.text, author)) return change->subject;
  }
  return NULL;
}

/* The root that persons belong to; NULL if there is none yet. */
static const char *organisation_of(const struct session *session, const struct subject_type *type) {
  subject_vec_t roots = {0};
  snapshot_children(session->snapshot, NULL, type->parent ? type->parent->id : "", &roots);
  const char *found = roots.len > 0 ? roots.items[0]->id : NULL;
  vec_free(&roots);
  return found;
}

static const char *planned_organisation(const struct plan *plan, const struct subject_type *type) {
  for (size_t i = 0; i < map_len(plan->created); i++) {
    const struct planned *planned = map_value_at(plan->created, i);
    if (planned->type == type->parent) return planned->id;
  }
  return NULL;
}

static const char *plan_person(struct plan *plan, const struct subject_type *type, const char *organisation, const char *name) {
  size_t number = map_len(plan->created) + 1;
  const char *id = plan_id(plan, type, number, number);
  plan_subject(plan, id, type, organisation);
  plan_change(plan, CHANGE_SET, id, type->name->id, value_of(VALUE_TEXT, arena_strdup(plan->arena, name)), NULL);
  return id;
}

/* A step of the program, not of the person: undo must not take its author away. */
static enum status add_person(struct session *session, struct store_batch *batch, const struct subject_type *type, const char *organisation,
                              const char *name, char **ret_id, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  const char *id = plan_person(&plan, type, organisation, name);
  enum status status = batch ? store_batch_append(batch, AUTHOR_PROGRAM, plan.changes.items, plan.changes.len, error)
                             : store_append(session->store, AUTHOR_PROGRAM, plan.changes.items, plan.changes.len, NULL, error);
  if (status == STATUS_OK) *ret_id = mem_strdup(id);
  return status;
}

/* It is shown on every screen that tells who wrote something. */
static enum status check_author(struct plan *plan, const struct subject_type *type, const char *author, struct error *error) {
  if (!type) return check_characters(NULL, author, strlen(author), error);
  struct parsing parsing = parsing_of_session(plan->session, type->name, plan->arena);
  struct value *name;
  size_t len;
  return parse_answer(&parsing, author, &name, &len, error);
}

enum status plan_author(struct plan *plan, const char *author, const char **ret_id, struct error *error) {
  struct session *session = plan->session;
  const struct subject_type *type = person_type(session);
  const char *id = type ? find_stored(session, type, author) : author;
  if (!id) id = find_planned(plan, type, author);
  enum status status = id && type ? STATUS_OK : check_author(plan, type, author, error);
  if (status) return status;
  const char *organisation = id ? NULL : organisation_of(session, type);
  if (!id && !organisation) id = plan_person(plan, type, planned_organisation(plan, type), author);
  CLEANUP(mem_freep) char *added = NULL;
  status = id ? STATUS_OK : add_person(session, plan->batch, type, organisation, author, &added, error);
  if (status == STATUS_OK) *ret_id = id ? id : arena_strdup(plan->arena, added);
  return status;
}

const char *author_id(const struct session *session) {
  const struct subject_type *type = person_type(session);
  const char *id = type ? find_stored(session, type, session->author) : NULL;
  return id ? id : session->author;
}

enum status author_ensure(struct session *session, const char **ret_id, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  const char *id;
  enum status status = adopt_pack(session, error);
  if (status == STATUS_OK) status = plan_author(&plan, session->author, &id, error);
  if (status == STATUS_OK && plan.changes.len > 0)
    status = store_append(session->store, id, plan.changes.items, plan.changes.len, NULL, error);
  if (status == STATUS_OK) status = session_reload(session, error);
  if (status == STATUS_OK) *ret_id = author_id(session);
  return status;
}

/* The store knows only ids of persons; what it says to people names them. */
static void put_names(const struct session *session, const struct subject_type *type, char **text) {
  for (size_t i = 0; *text && i < snapshot_subject_count(session->snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(session->snapshot, i);
    const char *found = str_eq(subject->type, type->id) ? strstr(*text, subject->id) : NULL;
    if (!found) continue;
    char *named = mem_printf("%.*s%s%s", (int)(found - *text), *text, app_author_name(session, subject->id), found + strlen(subject->id));
    free(*text);
    *text = named;
  }
}

void author_name_in_error(const struct session *session, struct error *error) {
  const struct subject_type *type = person_type(session);
  if (!error || !type) return;
  put_names(session, type, &error->what);
  put_names(session, type, &error->next);
}

const char *app_author_name(const struct session *session, const char *author) {
  const struct subject_type *type = person_type(session);
  const struct value *name = type && author ? fact_value(session_fact(session, author, type->name)) : NULL;
  return name && name->type == VALUE_TEXT ? name->text : author;
}
