/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers, links, new and archived subjects, undo and redo: each is one group in the journal. */
#include "app/internal.h"

#include <stdlib.h>

static char *place_of(const char *subject, const char *question) {
  return mem_printf("%s %s", subject, question);
}

static enum status find_place(struct session *session, const char *subject, const char *id, const struct question **ret_question,
                              struct error *error) {
  const struct subject_type *type = engine_type(session->engine, subject);
  if (!type) return error_set(error, STATUS_USAGE, NULL, _("“cradle list” shows the subjects."), _("There is no subject “%s”."), subject);
  CLEANUP(mem_freep) char *where = place_of(subject, id);
  return find_question(session->app->pack, where, type, id, ret_question, error);
}

static enum status check_answer(const struct question *question, const struct answer *answer, const char *where, struct error *error) {
  if (answer->mode == ANSWER_SAY_NONE && !question_takes_none(question))
    return error_set(error, STATUS_USAGE, where, _("Give an answer, or say that it is unknown."),
                     _("“There is none” is no answer to this question."));
  if (answer->mode != ANSWER_VALUE) return STATUS_OK;
  bool multi = question_is_multi(question);
  if (!multi && answer->values_len != 1)
    return error_set(error, STATUS_USAGE, where, _("Give exactly one answer."), _("The question takes one answer, not %zu."),
                     answer->values_len);
  enum status status = STATUS_OK;
  for (size_t i = 0; i < answer->values_len && status == STATUS_OK; i++)
    status = check_value(question, where, &answer->values[i], error);
  return status;
}

static enum status add_answer(struct plan *plan, const struct answer *answer, struct error *error) {
  const struct question *question = NULL;
  enum status status = find_place(plan->session, answer->subject, answer->question, &question, error);
  if (status) return status;
  CLEANUP(mem_freep) char *where = place_of(answer->subject, question->id);
  status = check_answer(question, answer, where, error);
  if (status == STATUS_OK) status = plan_check_note(plan, question, answer, where, error);
  if (status == STATUS_OK) status = plan_rename(plan, question, answer, where, error);
  if (status == STATUS_OK) plan_answer(plan, question, answer);
  return status;
}

enum status app_answer(struct session *session, const struct answer *answers, size_t len, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  enum status status = STATUS_OK;
  for (size_t i = 0; i < len && status == STATUS_OK; i++)
    status = add_answer(&plan, &answers[i], error);
  return status ? status : plan_write(&plan, NULL, error);
}

/* ---- links ---- */

static enum status find_element(struct session *session, const char *subject, const char *id, const char *text, struct arena *arena,
                                const struct question **ret_question, struct value *ret_value, struct error *error) {
  enum status status = find_place(session, subject, id, ret_question, error);
  if (status) return status;
  CLEANUP(mem_freep) char *where = place_of(subject, id);
  if (!question_is_multi(*ret_question))
    return error_set(error, STATUS_USAGE, where, _("Use “cradle set”."), _("The question takes one answer, not a set."));
  struct parsing parsing = parsing_of_session(session, *ret_question, arena);
  parsing.where = where;
  return parse_one(&parsing, text, ret_value, error);
}

static bool has_element(const struct fact *fact, const struct value *value) {
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    if (value_equal(&fact->elements[i].value, value)) return true;
  return false;
}

enum status app_link(struct session *session, const char *subject, const char *id, const char *element, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  const struct question *question;
  struct value value;
  enum status status = find_element(session, subject, id, element, plan.arena, &question, &value, error);
  if (status) return status;
  /* The answer is what was there and the new element. */
  const struct fact *fact = session_fact(session, subject, question);
  VEC(struct value) values = {0};
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    vec_push(&values, fact->elements[i].value);
  vec_push(&values, value);
  struct answer answer = {.subject = subject, .values = values.items, .values_len = values.len};
  plan_answer(&plan, question, &answer);
  vec_free(&values);
  return plan_write(&plan, NULL, error);
}

enum status app_unlink(struct session *session, const char *subject, const char *id, const char *element, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  const struct question *question;
  struct value value;
  enum status status = find_element(session, subject, id, element, plan.arena, &question, &value, error);
  if (status) return status;
  const struct fact *fact = session_fact(session, subject, question);
  if (!has_element(fact, &value)) {
    CLEANUP(mem_freep) char *where = place_of(subject, question->id);
    return error_set(error, STATUS_USAGE, where, _("“cradle ask” shows what is linked."), _("“%s” is not linked here."), element);
  }
  plan_change(&plan, CHANGE_REMOVE, arena_strdup(plan.arena, fact->subject), arena_strdup(plan.arena, fact->key), value, NULL);
  return plan_write(&plan, NULL, error);
}

/* ---- subjects ---- */

static enum status find_parent(struct session *session, const struct subject_type *type, const char *parent, const char **ret_parent,
                               struct error *error) {
  if (type->parent)
    return parent ? app_find(session, parent, type->parent, ret_parent, error) : find_only(session, type->parent, ret_parent, error);
  if (parent) return error_set(error, STATUS_USAGE, NULL, _("Leave the parent out."), _("Subjects of type “%s” have no parent."), type->id);
  *ret_parent = NULL;
  return STATUS_OK;
}

enum status app_add(struct session *session, const char *type_id, const char *name, const char *parent, const char **ret_id,
                    struct error *error) {
  const struct subject_type *type = NULL;
  const char *above = NULL;
  enum status status = find_type(session->app->pack, NULL, type_id, &type, error);
  if (status) return status;
  if (type->implicit)
    return error_set(error, STATUS_USAGE, NULL, _("Answer its questions; “cradle list” shows the ids."),
                     _("Subjects of type “%s” exist by themselves."), type->id);
  status = find_parent(session, type, parent, &above, error);
  if (status) return status;
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  const char *id = plan_id(&plan, type, 0, 1);
  plan_subject(&plan, id, type, above);
  status = plan_name(&plan, id, type, name, type->name->id, error);
  if (status == STATUS_OK) status = plan_write(&plan, NULL, error);
  if (status == STATUS_OK) *ret_id = arena_strdup(session->arena, id);
  return status;
}

enum status app_archive(struct session *session, const char *subject, struct error *error) {
  const struct subject_type *type = engine_type(session->engine, subject);
  if (!type || type->implicit)
    return error_set(error, STATUS_USAGE, subject, _("“cradle list” shows the subjects."),
                     _("There is no such subject that can be archived."));
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  plan_change(&plan, CHANGE_ARCHIVE, subject, NULL, value_bool(true), NULL);
  return plan_write(&plan, NULL, error);
}

/* ---- undo ---- */

static enum status take_back(struct session *session,
                             enum status (*how)(struct store *store, const char *author, char **ret_group, struct error *error),
                             char **ret_what, struct error *error) {
  CLEANUP(mem_freep) char *group = NULL;
  enum status status = adopt_pack(session, error);
  if (status == STATUS_OK) status = how(session->store, author_id(session), &group, error);
  if (status == STATUS_OK) status = session_reload(session, error);
  if (status == STATUS_OK && ret_what) *ret_what = step_words(session, group, lang_ui());
  if (status) author_name_in_error(session, error);
  return status;
}

enum status app_undo(struct session *session, char **ret_what, struct error *error) {
  return take_back(session, store_undo, ret_what, error);
}

enum status app_redo(struct session *session, char **ret_what, struct error *error) {
  return take_back(session, store_redo, ret_what, error);
}
