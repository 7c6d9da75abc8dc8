/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects and questions as they are: list, ask. */
#include "cli/internal.h"

#include <stdlib.h>

const char *subject_name(struct call *call, const char *subject) {
  return engine_name(session_engine(call->session), subject, lang_ui());
}

char *subject_title(struct call *call, const char *subject) {
  const struct subject_type *type = engine_type(session_engine(call->session), subject);
  const char *title = type ? pack_text(&type->title, lang_ui()) : "";
  return mem_printf("%s: %s (%s)", title, subject_name(call, subject), subject);
}

char *gap_id(const struct gap_state *gap) {
  static const char *const kinds[] = {
      [GAP_OPEN_QUESTION] = "open", [GAP_PROPOSED] = "proposed", [GAP_CONFLICT] = "conflict", [GAP_ARCHIVED_REFERENCE] = "archived"};
  if (gap->kind == GAP_RULE) return mem_strdup(gap->gap->id);
  return mem_printf("%s:%s", kinds[gap->kind], gap->question->id);
}

/* ---- list ---- */

struct listed {
  const struct subject *subject;
  size_t depth;
};
typedef VEC(struct listed) listed_vec_t;

static void collect(struct call *call, const char *parent, const struct subject_type *type, size_t depth, listed_vec_t *list) {
  subject_vec_t children = {0};
  snapshot_children(session_snapshot(call->session), parent, NULL, &children);
  for (size_t i = 0; i < children.len; i++) {
    struct listed listed = {.subject = children.items[i], .depth = type ? 0 : depth};
    const struct subject_type *is = pack_subject_type(app_pack(call->app), children.items[i]->type);
    if (!is || is->implicit) continue;
    if (!type || is == type) vec_push(list, listed);
    collect(call, children.items[i]->id, type, depth + 1, list);
  }
  vec_free(&children);
}

static enum status listed_type(struct call *call, const struct subject_type **ret_type) {
  const char *id = call_argument(call, 1);
  *ret_type = id ? pack_subject_type(app_pack(call->app), id) : NULL;
  if (!id || *ret_type) return STATUS_OK;
  struct buf types = {0};
  for (size_t i = 0; i < pack_subject_type_count(app_pack(call->app)); i++)
    buf_printf(&types, "%s%s", i ? ", " : "", pack_subject_type_at(app_pack(call->app), i)->id);
  CLEANUP(mem_freep) char *all = buf_take(&types);
  CLEANUP(mem_freep) char *next = mem_printf(_("The types are: %s."), all);
  return error_set(&call->error, STATUS_USAGE, NULL, next, _("There is no type of subject “%s”."), id);
}

static void list_json(struct call *call, const listed_vec_t *list) {
  struct json_out out = json_start(call);
  json_out_array(&out);
  for (size_t i = 0; i < list->len; i++) {
    const struct subject *subject = list->items[i].subject;
    json_out_object(&out);
    json_member(&out, "id", subject->id);
    json_member(&out, "type", subject->type);
    json_member(&out, "name", subject_name(call, subject->id));
    json_member(&out, "parent", subject->parent);
    json_out_end(&out);
  }
  json_finish(&out);
}

static void list_text(struct call *call, const listed_vec_t *list) {
  size_t ids = 0, types = 0;
  for (size_t i = 0; i < list->len; i++) {
    size_t id = width_of(list->items[i].subject->id) + 2 * list->items[i].depth, type = width_of(list->items[i].subject->type);
    if (id > ids) ids = id;
    if (type > types) types = type;
  }
  for (size_t i = 0; i < list->len; i++) {
    const struct subject *subject = list->items[i].subject;
    CLEANUP(mem_freep) char *id = mem_printf("%*s%s", (int)(2 * list->items[i].depth), "", subject->id);
    put_padded(call->out, id, ids + 2);
    put_padded(call->out, subject->type, types + 2);
    buf_printf(call->out, "%s\n", subject_name(call, subject->id));
  }
  if (!list->len) buf_printf(call->out, "%s\n", _("There is nothing yet."));
}

enum status do_list(struct call *call) {
  const struct subject_type *type = NULL;
  enum status status = listed_type(call, &type);
  if (status) return status;
  listed_vec_t list = {0};
  if (type && type->implicit)
    status = call_refuse(call, _("“cradle assess” shows them."), _("Subjects of this type exist by themselves."));
  else
    collect(call, NULL, type, 0, &list);
  if (status == STATUS_OK) (call->json ? list_json : list_text)(call, &list);
  vec_free(&list);
  return status;
}

/* ---- ask ---- */

static const char *const truth_ids[] = {[TRUTH_FALSE] = "no", [TRUTH_TRUE] = "yes", [TRUTH_UNKNOWN] = "unknown"};
static const char *const state_ids[] = {
    [ANSWER_OPEN] = "open", [ANSWER_UNKNOWN] = "unknown", [ANSWER_CONFLICT] = "conflict", [ANSWER_GIVEN] = "given"};

static const char *state_word(const struct question_state *state) {
  if (state->asked == TRUTH_FALSE) return _("not asked");
  if (state->asked == TRUTH_UNKNOWN) return _("perhaps asked later");
  if (state->proposed) return _("proposed");
  switch (state->answer) {
  case ANSWER_OPEN:
    return state->question->required ? _("open, needed") : _("open");
  case ANSWER_UNKNOWN:
    return _("unknown");
  case ANSWER_CONFLICT:
    return _("two answers");
  case ANSWER_GIVEN:
    break;
  }
  return _("answered");
}

static void ask_json_one(struct json_out *out, const struct question_state *state) {
  const struct question *question = state->question;
  json_out_object(out);
  json_member(out, "id", question->id);
  json_member(out, "type", question_type_name(question->type));
  json_member(out, "title", pack_text(&question->title, lang_ui()));
  json_member(out, "text", pack_text(&question->text, lang_ui()));
  json_out_key(out, "required");
  json_out_bool(out, question->required);
  json_member(out, "asked", truth_ids[state->asked]);
  json_member(out, "state", state_ids[state->answer]);
  json_out_key(out, "proposed");
  json_out_bool(out, state->proposed);
  json_answer(out, question, state->fact);
  if (question->choices_len) {
    json_out_key(out, "choices");
    json_out_array(out);
    for (size_t i = 0; i < question->choices_len; i++) {
      json_out_object(out);
      json_member(out, "id", question->choices[i].id);
      json_member(out, "title", pack_text(&question->choices[i].title, lang_ui()));
      json_out_end(out);
    }
    json_out_end(out);
  }
  json_out_end(out);
}

static void ask_text_one(struct call *call, const struct question_state *state) {
  const struct question *question = state->question;
  CLEANUP(mem_freep)
  char *head = mem_printf("%s [%s, %s] %s", question->id, question_type_name(question->type), state_word(state),
                          pack_text(&question->title, lang_ui()));
  put_wrapped(call->out, 2, 4, head);
  if (question->choices_len) {
    CLEANUP(buf_free) struct buf choices = {0};
    for (size_t i = 0; i < question->choices_len; i++)
      buf_printf(&choices, "%s%s", i ? ", " : "", question->choices[i].id);
    put_wrapped_format(call->out, 6, 8, _("Choices: %s"), buf_str(&choices));
  }
  if (state->answer == ANSWER_OPEN) return;
  CLEANUP(mem_freep) char *answer = value_sentence(session_engine(call->session), question, state->fact, lang_ui());
  put_wrapped_format(call->out, 6, 8, _("Answer: %s"), answer);
}

typedef VEC(const struct question_state *) state_vec_t;

static void ask_text(struct call *call, const state_vec_t *states) {
  const struct section *section = NULL;
  CLEANUP(mem_freep) char *title = subject_title(call, call->subject);
  put_wrapped(call->out, 0, 2, title);
  for (size_t i = 0; i < states->len; i++) {
    const struct question_state *state = states->items[i];
    if (state->question->section != section) {
      section = state->question->section;
      put_heading(call->out, pack_text(&section->title, lang_ui()));
    }
    ask_text_one(call, state);
  }
}

static void ask_json(struct call *call, const state_vec_t *states) {
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "subject", call->subject);
  json_out_key(&out, "questions");
  json_out_array(&out);
  for (size_t i = 0; i < states->len; i++)
    ask_json_one(&out, states->items[i]);
  json_out_end(&out);
  json_finish(&out);
}

enum status do_ask(struct call *call) {
  struct engine *engine = session_engine(call->session);
  const struct subject_type *type = engine_type(engine, call->subject);
  bool all = call_option(call, "all") != NULL;
  state_vec_t states = {0};
  for (size_t i = 0; i < pack_question_count(app_pack(call->app)); i++) {
    const struct question *question = pack_question_at(app_pack(call->app), i);
    if (question->subject != type) continue;
    const struct question_state *state = engine_question(engine, call->subject, question);
    if (all || state->asked == TRUTH_TRUE) vec_push(&states, state);
  }
  (call->json ? ask_json : ask_text)(call, &states);
  vec_free(&states);
  return STATUS_OK;
}
