/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what people type to types, questions and subjects. */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>

enum { SLASHES_MAX = 8 }; /* names may have slashes, too: each further one doubles what has to be tried */

/* ---- types and questions ---- */

const struct subject_type *root_type(const struct pack *pack) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (!pack_subject_type_at(pack, i)->parent) return pack_subject_type_at(pack, i);
  return NULL;
}

const struct subject_type *implicit_below(const struct pack *pack, const struct subject_type *parent) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++) {
    const struct subject_type *type = pack_subject_type_at(pack, i);
    if (type->implicit && type->parent == parent) return type;
  }
  return NULL;
}

enum status find_type(const struct pack *pack, const char *where, const char *id, const struct subject_type **ret_type,
                      struct error *error) {
  const struct subject_type *type = pack_subject_type(pack, id);
  if (type) {
    *ret_type = type;
    return STATUS_OK;
  }
  id_vec_t ids = {0};
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    vec_push(&ids, pack_subject_type_at(pack, i)->id);
  CLEANUP(mem_freep) char *all = join_ids(&ids);
  CLEANUP(mem_freep) char *next = mem_printf(_("The types are: %s."), all);
  vec_free(&ids);
  return error_set(error, STATUS_USAGE, where, next, _("There is no type of subject “%s”."), id);
}

static enum status unknown_question(const struct pack *pack, const char *where, const struct subject_type *type, const char *id,
                                    struct error *error) {
  id_vec_t ids = {0};
  for (size_t i = 0; i < pack_question_count(pack); i++)
    if (pack_question_at(pack, i)->subject == type) vec_push(&ids, pack_question_at(pack, i)->id);
  CLEANUP(mem_freep) char *next = suggest_sentence(&ids, id, _("“cradle ask” lists the questions of a subject."));
  vec_free(&ids);
  return error_set(error, STATUS_USAGE, where, next, _("There is no question “%s” about subjects of type “%s”."), id, type->id);
}

enum status find_question(const struct pack *pack, const char *where, const struct subject_type *type, const char *id,
                          const struct question **ret_question, struct error *error) {
  const struct question *question = pack_question(pack, id);
  if (!question) return unknown_question(pack, where, type, id, error);
  if (question->subject != type)
    return error_set(error, STATUS_USAGE, where, _("Answer it there."), _("“%s” is a question about subjects of type “%s”, not “%s”."), id,
                     question->subject->id, type->id);
  *ret_question = question;
  return STATUS_OK;
}

const struct fact *session_fact(const struct session *session, const char *subject, const struct question *question) {
  const struct question_state *state = engine_question(session->engine, subject, question);
  return state ? state->fact : NULL;
}

/* ---- subjects ---- */

static void live_subjects(struct session *session, const struct subject_type *type, id_vec_t *ret_ids) {
  const struct pack *pack = session->app->pack;
  for (size_t i = 0; i < snapshot_subject_count(session->snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(session->snapshot, i);
    const struct subject_type *of = pack_subject_type(pack, subject->type);
    if (snapshot_archived(session->snapshot, subject) || !of || of->implicit || (type && of != type)) continue;
    vec_push(ret_ids, subject->id);
  }
}

static const char *name_of(struct session *session, const char *id) {
  return engine_name(session->engine, id, lang_ui());
}

static bool folds_to(const char *name, const char *folded) {
  CLEANUP(mem_freep) char *other = text_fold(name);
  return str_eq(other, folded);
}

/* Exact names first; only if there is none, those that differ in case or accents. */
static void keep_named(struct session *session, const char *text, id_vec_t *ids) {
  CLEANUP(mem_freep) char *folded = text_fold(text);
  id_vec_t exact = {0}, alike = {0};
  for (size_t i = 0; i < ids->len; i++) {
    const char *name = name_of(session, ids->items[i]);
    if (str_eq(name, text))
      vec_push(&exact, ids->items[i]);
    else if (folds_to(name, folded))
      vec_push(&alike, ids->items[i]);
  }
  vec_free(ids);
  *ids = exact.len ? exact : alike;
  if (exact.len)
    vec_free(&alike);
  else
    vec_free(&exact);
}

static enum status refuse_ambiguous(struct session *session, const char *text, const id_vec_t *ids, struct error *error) {
  struct buf list = {0};
  for (size_t i = 0; i < ids->len; i++)
    buf_printf(&list, "%s%s (%s)", i ? ", " : "", ids->items[i], name_of(session, ids->items[i]));
  CLEANUP(mem_freep) char *all = buf_take(&list);
  CLEANUP(mem_freep) char *next = mem_printf(_("Give the id of one of these: %s."), all);
  return error_set(error, STATUS_USAGE, NULL, next, _("“%s” can mean more than one subject."), text);
}

static enum status refuse_missing(struct session *session, const char *text, const struct subject_type *type, struct error *error) {
  id_vec_t ids = {0}, candidates = {0};
  live_subjects(session, type, &ids);
  for (size_t i = 0; i < ids.len; i++) {
    vec_push(&candidates, ids.items[i]);
    vec_push(&candidates, name_of(session, ids.items[i]));
  }
  CLEANUP(mem_freep) char *next = suggest_sentence(&candidates, text, _("“cradle list” shows the subjects, “cradle add” makes a new one."));
  vec_free(&candidates);
  vec_free(&ids);
  if (type) return error_set(error, STATUS_USAGE, NULL, next, _("There is no subject “%s” of type “%s”."), text, type->id);
  return error_set(error, STATUS_USAGE, NULL, next, _("There is no subject “%s”."), text);
}

static enum status refuse_type(const char *text, const struct subject_type *is, const struct subject_type *wanted, struct error *error) {
  return error_set(error, STATUS_USAGE, NULL, _("“cradle list” shows the subjects with their types."),
                   _("“%s” is of type “%s”; “%s” is needed."), text, is->id, wanted->id);
}

enum status find_only(struct session *session, const struct subject_type *type, const char **ret_id, struct error *error) {
  id_vec_t ids = {0};
  live_subjects(session, type, &ids);
  enum status status = STATUS_OK;
  if (ids.len == 1)
    *ret_id = arena_strdup(session->arena, ids.items[0]);
  else if (ids.len == 0)
    status = error_set(error, STATUS_USAGE, NULL, _("Make one with “cradle add”."), _("There is no subject of type “%s” yet."), type->id);
  else
    status = refuse_ambiguous(session, type->id, &ids, error);
  vec_free(&ids);
  return status;
}

static size_t count_slashes(const char *text) {
  size_t count = 0;
  for (; *text; text++)
    count += *text == '/';
  return count;
}

/* "PARENT/CHILD": what stands before a slash is a subject, what follows names a requirement or a child of it. */
static const char *find_below(struct session *session, const char *text, const struct subject_type *type) {
  if (count_slashes(text) > SLASHES_MAX) return NULL;
  for (const char *slash = strchr(text, '/'); slash; slash = strchr(slash + 1, '/')) {
    CLEANUP(mem_freep) char *before = mem_strndup(text, (size_t)(slash - text));
    const char *parent;
    if (!slash[1] || app_find(session, before, NULL, &parent, NULL)) continue;
    CLEANUP(mem_freep) char *implicit = mem_printf("%s/%s", parent, slash + 1);
    if (engine_type(session->engine, implicit)) return arena_strdup(session->arena, implicit);
    id_vec_t children = {0};
    engine_children(session->engine, parent, NULL, &children);
    keep_named(session, slash + 1, &children);
    const char *only = children.len == 1 ? children.items[0] : NULL;
    vec_free(&children);
    if (only && (!type || engine_type(session->engine, only) == type)) return arena_strdup(session->arena, only);
  }
  return NULL;
}

enum status app_find(struct session *session, const char *text, const struct subject_type *type, const char **ret_id, struct error *error) {
  const struct subject_type *is = engine_type(session->engine, text);
  if (is && type && is != type) return refuse_type(text, is, type, error);
  if (is) {
    *ret_id = arena_strdup(session->arena, text);
    return STATUS_OK;
  }
  id_vec_t ids = {0};
  live_subjects(session, type, &ids);
  keep_named(session, text, &ids);
  enum status status = ids.len > 1 ? refuse_ambiguous(session, text, &ids, error) : STATUS_OK;
  const char *found = ids.len == 1 ? arena_strdup(session->arena, ids.items[0]) : NULL;
  vec_free(&ids);
  if (status) return status;
  if (!found) found = find_below(session, text, type);
  const struct subject_type *named = found ? NULL : pack_subject_type(session->app->pack, text);
  if (named && !named->implicit && (!type || type == named)) return find_only(session, named, ret_id, error);
  if (!found) return refuse_missing(session, text, type, error);
  *ret_id = found;
  return STATUS_OK;
}
