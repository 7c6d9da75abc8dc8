/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several screens say about the workspace: names, marks, the walk, and where new subjects go. */
#include "tui/model/internal.h"

#include <stdlib.h>

const char *ui_text(const struct text *text) {
  return pack_text(text, lang_ui());
}

void set_string(char **place, const char *text) {
  char *copy = mem_strdup(text);
  free(*place);
  *place = copy;
}

const char *ui_name(struct view *view, const char *subject) {
  return engine_name(view_engine(view), subject, lang_ui());
}

char *ui_path(struct view *view, const char *subject) {
  struct engine *engine = view_engine(view);
  const char *parent = engine_parent(engine, subject), *name = ui_name(view, subject);
  if (!parent || !engine_parent(engine, parent)) return mem_strdup(name);
  CLEANUP(mem_freep) char *above = ui_path(view, parent);
  return mem_printf("%s / %s", above, name);
}

const char *question_mark(const struct question_state *state) {
  if (state->asked == TRUTH_FALSE) return "[-]";
  if (state->answer == ANSWER_CONFLICT) return "[!]";
  if (state->proposed) return "[~]";
  if (state->answer == ANSWER_GIVEN) return "[x]";
  if (state->answer == ANSWER_UNKNOWN) return "[?]";
  return state->asked == TRUTH_UNKNOWN ? "[.]" : "[ ]";
}

enum role question_role(const struct question_state *state) {
  if (state->asked != TRUTH_TRUE) return ROLE_QUIET;
  if (state->answer == ANSWER_CONFLICT) return ROLE_BAD;
  return state->answer == ANSWER_GIVEN && !state->proposed ? ROLE_PLAIN : ROLE_OPEN;
}

const char *conclusion_mark(const struct conclusion_state *state) {
  switch (state->status) {
  case CONCLUDED:
    return "=";
  case CONCLUSION_DISPUTED:
    return "!";
  case CONCLUSION_NOT_APPLICABLE:
    return "-";
  default:
    return "?";
  }
}

enum role conclusion_role(const struct conclusion_state *state) {
  if (state->status == CONCLUSION_DISPUTED) return ROLE_BAD;
  return state->status == CONCLUDED ? ROLE_PLAIN : ROLE_OPEN;
}

char *time_text(const struct view *view, int64_t milliseconds) {
  const struct host *host = app_host(view->app);
  int64_t seconds = milliseconds / 1000;
  struct instant instant = {.seconds = seconds, .offset_minutes = (int16_t)host->zone(host->context, seconds)};
  char text[INSTANT_TEXT_SIZE];
  instant_format(instant, text);
  return mem_printf("%.10s %.5s", text, text + 11);
}

const struct assessment *view_assessment(struct view *view, const char *subject) {
  if (view->assessment && str_eq(view->assessed, subject)) return view->assessment;
  assessment_free(view->assessment);
  set_string(&view->assessed, subject);
  view->assessment = assess(view_engine(view), view->assessed);
  return view->assessment;
}

void view_remember_last(struct view *view, const char *subject, const struct question *question) {
  set_string(&view->last_subject, subject);
  view->last_question = question;
}

/* ---- types ---- */

bool type_is_branch(const struct pack *pack, const struct subject_type *type) {
  if (type->implicit) return false;
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (pack_subject_type_at(pack, i)->parent == type) return true;
  return false;
}

bool type_is_register(const struct pack *pack, const struct subject_type *type) {
  return !type->implicit && !type_is_branch(pack, type);
}

const char *parent_for(struct view *view, const char *subject, const struct subject_type *type) {
  return type->parent ? engine_ancestor(view_engine(view), subject, type->parent) : NULL;
}

/* ---- scopes ---- */

void scope_set(struct scope *scope, const char *subject, const struct stage *stage, bool alone) {
  set_string(&scope->subject, subject);
  scope->stage = stage;
  scope->alone = alone;
}

void scope_walk(struct view *view, const struct scope *scope, bool with_hidden, open_vec_t *ret_refs) {
  open_vec_t all = {0};
  engine_walk(view_engine(view), scope->subject, scope->stage, with_hidden, &all);
  for (size_t i = 0; i < all.len; i++)
    if (!scope->alone || str_eq(all.items[i].subject, scope->subject)) vec_push(ret_refs, all.items[i]);
  vec_free(&all);
}

size_t refs_find(const open_vec_t *refs, const char *subject, const struct question *question) {
  size_t at = 0;
  while (at < refs->len && !(refs->items[at].question == question && str_eq(refs->items[at].subject, subject)))
    at++;
  return at;
}
