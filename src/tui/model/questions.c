/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of a stage or of one subject, with their state and answer. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { TITLE_COLS = 44 };

struct questions {
  struct list list; /* first: it is a list screen */
  struct scope scope;
  open_vec_t refs; /* of the items; borrowed from the engine until the next load */
  bool with_hidden;
};

static void add_heading(struct view *view, struct questions *questions, const struct open_ref *ref, const struct open_ref *before) {
  const struct section *section = ref->question->section;
  if (before && before->question->section == section && str_eq(before->subject, ref->subject)) return;
  CLEANUP(mem_freep) char *path = ui_path(view, ref->subject);
  CLEANUP(mem_freep) char *text = mem_printf("%s (%s)", ui_text(&section->title), path);
  if (before) list_blank(&questions->list);
  list_text(&questions->list, NO_ITEM, ROLE_HEADING, 0, text);
}

static void add_question(struct view *view, struct questions *questions, const struct open_ref *ref) {
  const struct question_state *state = engine_question(view_engine(view), ref->subject, ref->question);
  CLEANUP(mem_freep) char *title = mem_printf("%s %s", question_mark(state), ui_text(&ref->question->title));
  CLEANUP(mem_freep)
  char *answer = state->answer == ANSWER_OPEN ? mem_strdup(ref->question->required ? "" : _("optional"))
                                              : value_sentence(view_engine(view), ref->question, state->fact, lang_ui());
  list_cells(&questions->list, list_item(&questions->list), question_role(state), 0, 2, (const char *const[]){title, answer});
}

static void load(struct view *view, void *state) {
  struct questions *questions = state;
  struct list *list = &questions->list;
  if (!engine_type(view_engine(view), questions->scope.subject)) {
    view_pop(view);
    return;
  }
  questions->refs.len = 0;
  scope_walk(view, &questions->scope, questions->with_hidden, &questions->refs);
  list_clear(list);
  list_columns(list, 2, (const int[]){TITLE_COLS, 0});
  for (size_t i = 0; i < questions->refs.len; i++) {
    add_heading(view, questions, &questions->refs.items[i], i ? &questions->refs.items[i - 1] : NULL);
    add_question(view, questions, &questions->refs.items[i]);
  }
  if (questions->refs.len == 0) list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("Nothing is asked here now. v shows what is not asked."));
  size_t last = refs_find(&questions->refs, view->last_subject, view->last_question);
  if (last < questions->refs.len) list->selected = (int)last;
}

static const struct open_ref *selected(const struct questions *questions) {
  size_t at = (size_t)questions->list.selected;
  return at < questions->refs.len ? &questions->refs.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static void run_open(struct view *view, void *state) {
  struct questions *questions = state;
  const struct open_ref *ref = selected(questions);
  open_question(view, &questions->scope, ref->subject, ref->question);
}

static void run_why(struct view *view, void *state) {
  const struct open_ref *ref = selected(state);
  open_why_question(view, ref->subject, ref->question);
}

static void run_hidden(struct view *view, void *state) {
  struct questions *questions = state;
  questions->with_hidden = !questions->with_hidden;
  view_changed(view);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Answer"), N_("Opens the question"), run_open, has_selected},
    {'w', K_F2, 0, N_("Why"), N_("Why this is asked"), run_why, has_selected},
    {'v', K_NONE, 0, N_("Not asked"), N_("Shows or hides questions that are not asked now"), run_hidden, NULL},
    {0},
};

static char *title(struct view *view, void *state) {
  struct questions *questions = state;
  CLEANUP(mem_freep) char *path = ui_path(view, questions->scope.subject);
  if (!questions->scope.stage) return mem_strdup(path);
  return mem_printf("%s | %s", ui_text(&questions->scope.stage->title), path);
}

static void free_questions(void *state) {
  struct questions *questions = state;
  list_free(&questions->list);
  vec_free(&questions->refs);
  free(questions->scope.subject);
}

const struct screen questions_screen = {
    .name = N_("Questions"),
    .state_size = sizeof(struct questions),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_questions,
};

void open_questions(struct view *view, const struct scope *scope) {
  struct questions *questions = view_push(view, &questions_screen);
  scope_set(&questions->scope, scope->subject, scope->stage, scope->alone);
}
