/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several screens say about the workspace: names, marks, the walk, and where new subjects go. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

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

char *stored_file_text(struct view *view, const char *name, const char *hash) {
  uint64_t size = 0;
  struct error error = {0};
  if (store_blob_size(session_store(view->session), hash, &size, &error)) error_clear(&error);
  return mem_printf(trn_ui("%1$s, %2$llu byte, SHA-256 %3$.12s…", "%1$s, %2$llu bytes, SHA-256 %3$.12s…", (unsigned long)size),
                    name ? name : "", (unsigned long long)size, hash);
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

/* ---- what has to be answered ---- */

static bool names_question(const struct reason *reason, const struct open_ref *ref) {
  if (!reason) return false;
  if (reason->question == ref->question && str_eq(reason->subject, ref->subject)) return true;
  for (size_t i = 0; i < reason->children_len; i++)
    if (names_question(reason->children[i], ref)) return true;
  return false;
}

static bool gap_waits_for(struct view *view, const struct open_ref *ref) {
  gap_vec_t gaps = {0};
  engine_gaps(view_engine(view), ref->subject, &gaps);
  bool waits = false;
  for (size_t i = 0; i < gaps.len && !waits; i++)
    waits = gaps.items[i].question == ref->question || names_question(gaps.items[i].reason, ref);
  vec_free(&gaps);
  return waits;
}

bool conclusion_waits_for(const struct conclusion_state *state, const struct open_ref *ref) {
  for (size_t i = 0; i < state->open.len; i++)
    if (state->open.items[i].question == ref->question && str_eq(state->open.items[i].subject, ref->subject)) return true;
  return false;
}

bool question_is_needed(struct view *view, const struct open_ref *ref) {
  if (ref->question->required || gap_waits_for(view, ref)) return true;
  const struct assessment *assessment = view_assessment(view, view->subject ? view->subject : ref->subject);
  for (size_t i = 0; i < assessment->conclusions.len; i++)
    if (conclusion_waits_for(assessment->conclusions.items[i], ref)) return true;
  return false;
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

bool question_asks_for_measure(const struct question *question) {
  const char *dot = strrchr(question->id, '.');
  return question->type == Q_LONG_TEXT && str_eq(dot, ".measure");
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

bool question_is_open(struct view *view, const struct open_ref *ref) {
  const struct question_state *state = engine_question(view_engine(view), ref->subject, ref->question);
  return state && state->asked == TRUTH_TRUE && state->answer == ANSWER_OPEN;
}

size_t refs_find(const open_vec_t *refs, const char *subject, const struct question *question) {
  size_t at = 0;
  while (at < refs->len && !(refs->items[at].question == question && str_eq(refs->items[at].subject, subject)))
    at++;
  return at;
}

/* ---- kinds of a stage ---- */

static bool belongs_to(const struct pack *pack, const struct subject_type *type, const struct stage *stage) {
  for (size_t i = 0; i < pack_section_count(pack); i++)
    if (pack_section_at(pack, i)->stage == stage && pack_section_at(pack, i)->subject == type) return true;
  return false;
}

void stage_types(struct view *view, const struct scope *scope, type_vec_t *ret_types) {
  const struct pack *pack = app_pack(view->app);
  for (size_t i = 0; scope->stage && !scope->alone && i < pack_subject_type_count(pack); i++) {
    const struct subject_type *type = pack_subject_type_at(pack, i);
    bool fits = type_is_register(pack, type) && belongs_to(pack, type, scope->stage) && parent_for(view, scope->subject, type);
    if (fits) vec_push(ret_types, type);
  }
}
