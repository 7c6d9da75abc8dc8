/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conclusions beside a question: what they say now, and what the last answer changed. */
#include "tui/model/internal.h"

#include <stdlib.h>

/* Other: border, mark, blanks between them, arrow. */
enum { STRIP_TITLE_COLS = 34, STRIP_OTHER_COLS = 6 };

void panel_forget(struct view *view) {
  for (size_t i = 0; i < view->remembered.len; i++) {
    free(view->remembered.items[i].id);
    free(view->remembered.items[i].sentence);
  }
  view->remembered.len = 0;
}

void panel_remember(struct view *view, const char *subject) {
  panel_forget(view);
  const struct assessment *assessment = view_assessment(view, subject);
  for (size_t i = 0; i < assessment->conclusions.len; i++) {
    const struct conclusion_state *state = assessment->conclusions.items[i];
    struct remembered one = {.id = mem_strdup(state->conclusion->id), .sentence = conclusion_sentence(view_engine(view), state, lang_ui())};
    vec_push(&view->remembered, one);
  }
}

bool panel_changed(struct view *view, const struct conclusion_state *state) {
  if (view->remembered.len == 0) return false;
  CLEANUP(mem_freep) char *now = conclusion_sentence(view_engine(view), state, lang_ui());
  for (size_t i = 0; i < view->remembered.len; i++)
    if (str_eq(view->remembered.items[i].id, state->conclusion->id)) return !str_eq(view->remembered.items[i].sentence, now);
  return true; /* it did not exist before */
}

typedef void add_conclusion(struct view *view, struct list *list, const struct conclusion_state *state, bool changed);

static char *mark_of(const struct conclusion_state *state, bool changed) {
  return mem_printf("%s%s", changed ? "*" : " ", conclusion_mark(state));
}

static void add_whole(struct view *view, struct list *list, const struct conclusion_state *state, bool changed) {
  CLEANUP(mem_freep) char *sentence = conclusion_sentence(view_engine(view), state, lang_ui());
  CLEANUP(mem_freep) char *text = mem_printf("%s: %s", ui_text(&state->conclusion->title), sentence);
  CLEANUP(mem_freep) char *mark = mark_of(state, changed);
  list_marked(list, NO_ITEM, changed ? ROLE_CHANGED : conclusion_role(state), 0, mark, text);
}

/* Better than the beginning of a list of values that is cut: how many there are. */
static char *short_sentence(struct view *view, const struct conclusion_state *state, int cols) {
  char *sentence = conclusion_sentence(view_engine(view), state, lang_ui());
  size_t possible = state->possible.len;
  if (utf8_width(sentence) <= cols || state->status != CONCLUSION_OPEN || possible == 0) return sentence;
  free(sentence);
  if (state->values.len) return mem_printf(_("%1$zu concluded, %2$zu open"), state->values.len, possible);
  return mem_printf(trn_ui("open (%zu possible)", "open (%zu possible)", possible), possible);
}

static void add_line(struct view *view, struct list *list, const struct conclusion_state *state, bool changed) {
  int cols = view->grid->cols - STRIP_OTHER_COLS - STRIP_TITLE_COLS;
  CLEANUP(mem_freep) char *sentence = short_sentence(view, state, cols);
  CLEANUP(mem_freep) char *mark = mark_of(state, changed);
  list_cells(list, NO_ITEM, changed ? ROLE_CHANGED : conclusion_role(state), 0, 3,
             (const char *const[]){mark, ui_text(&state->conclusion->title), sentence});
}

enum rank { CHANGED, WAITING, OWN, OTHER, RANKS };

static enum rank rank_of(struct view *view, const struct conclusion_state *state, const struct open_ref *question) {
  if (panel_changed(view, state)) return CHANGED;
  if (conclusion_waits_for(state, question)) return WAITING;
  return str_eq(state->subject, question->subject) ? OWN : OTHER;
}

static void fill(struct view *view, struct list *list, const char *subject, const struct open_ref *question, add_conclusion *add) {
  const struct assessment *assessment = view_assessment(view, subject);
  for (enum rank rank = 0; rank < RANKS; rank++)
    for (size_t i = 0; i < assessment->conclusions.len; i++) {
      const struct conclusion_state *state = assessment->conclusions.items[i];
      if (rank_of(view, state, question) == rank) add(view, list, state, rank == CHANGED);
    }
  if (list->rows.len == 0) list_text(list, NO_ITEM, ROLE_QUIET, 0, _("Nothing is concluded about this subject."));
}

void panel_load(struct view *view, struct list *list, const char *subject, const struct open_ref *question) {
  list_clear(list);
  fill(view, list, subject, question, add_whole);
}

void strip_load(struct view *view, struct list *list, const char *subject, const struct open_ref *question) {
  list_clear(list);
  list_columns(list, 3, (const int[]){2, STRIP_TITLE_COLS, 0});
  fill(view, list, subject, question, add_line);
}
