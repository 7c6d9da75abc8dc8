/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a question looks: what is asked, what was answered, the answers, the explanation, and the conclusions beside it. */
#include "tui/model/question.h"

#include <stdlib.h>

enum { WIDE_COLS = 100, STRIP_ROWS = 5, STRIP_ROWS_LEAST = 3, LABEL_ROWS = 1, HINT_ROWS = 1, RULE_ROWS = 1, HELP_ROWS_LEAST = 4 };
enum { ANSWER_ROWS_LEAST = 3, HEAD_ROWS_MOST = 8, ABOUT_ROWS_MOST = 4 };

/* ---- texts ---- */

void question_load_help(struct asking *asking) {
  struct list *list = &asking->help;
  const struct question *question = asking->question;
  const struct option *option = question_is_typed(question) ? NULL : options_selected(asking);
  list_clear(list);
  list->top = 0;
  if (option && *option->help) {
    list_text(list, NO_ITEM, ROLE_HEADING, 0, option->title);
    list_text(list, NO_ITEM, ROLE_PLAIN, 0, option->help);
    list_blank(list);
  }
  if (*question->help.text) list_text(list, NO_ITEM, ROLE_PLAIN, 0, ui_text(&question->help));
  for (size_t i = 0; i < question->examples_len; i++) {
    CLEANUP(mem_freep) char *text = mem_printf(_("Example: %s"), ui_text(&question->examples[i]));
    list_text(list, NO_ITEM, ROLE_QUIET, 0, text);
  }
  suggestions_show(asking);
}

static char *answer_hint(const struct question *question) {
  CLEANUP(mem_freep) char *unit = question->unit ? mem_printf(_("A number (%s)"), question->unit) : mem_strdup(_("A number"));
  switch (question->type) {
  case Q_TEXT:
    return mem_strdup(_("Enter saves."));
  case Q_LONG_TEXT:
    return mem_strdup(_("Enter starts a new line; F10 or Ctrl-S saves."));
  case Q_NUMBER:
    return mem_strdup(unit);
  case Q_DATE:
    return mem_strdup(question->none ? _("Year, month and day like 2027-12-11, or: none") : _("Year, month and day like 2027-12-11"));
  case Q_INSTANT:
    return mem_strdup(_("Day, time and zone like 2026-09-12T08:00+02:00, or Z for UTC"));
  case Q_BLOB:
    return mem_strdup(_("Path of the file, for example /media/stick/report.pdf"));
  case Q_SET:
  case Q_REFERENCES:
    return mem_strdup(_("Several are possible: the space bar marks, Enter saves."));
  default:
    return mem_strdup(_("Choose with the arrow keys; Enter answers."));
  }
}

/* ---- the answer ---- */

static int answer_height(struct asking *asking, int cols) {
  const struct question *question = asking->question;
  if (!question_is_typed(question)) return list_height(&asking->choices, cols);
  int lines = editor_height(&asking->editor, cols - 3);
  return LABEL_ROWS + (question->type == Q_LONG_TEXT && lines < ANSWER_ROWS_LEAST ? ANSWER_ROWS_LEAST : lines);
}

static void draw_answer(struct asking *asking, struct pane pane) {
  CLEANUP(mem_freep) char *hint = answer_hint(asking->question);
  pane_put(pane_take_bottom(&pane, 1), 0, 2, -1, ROLE_QUIET, hint);
  if (!question_is_typed(asking->question)) {
    list_draw(&asking->choices, pane, true);
    return;
  }
  pane_put(pane_take_top(&pane, LABEL_ROWS), 0, 0, -1, ROLE_HEADING, _("Type your answer:"));
  pane_put(pane, 0, 0, 1, ROLE_KEY, ">");
  editor_draw(&asking->editor, pane_part(pane, 0, 2, pane.rows, pane.cols - 3));
}

static int at_most(int value, int limit) {
  return value < limit ? value : limit;
}

static int head_rows(struct asking *asking, int cols) {
  return at_most(list_height(&asking->head, cols), HEAD_ROWS_MOST);
}

static int about_rows(struct asking *asking, int cols) {
  return at_most(list_height(&asking->about, cols), ABOUT_ROWS_MOST);
}

/* With every answer in sight, and the least of the explanation. */
static int wanted_rows(struct asking *asking, int cols) {
  return head_rows(asking, cols) + about_rows(asking, cols) + 1 + answer_height(asking, cols) + HINT_ROWS + RULE_ROWS + HELP_ROWS_LEAST;
}

static void draw_question(struct asking *asking, struct pane pane, int half) {
  struct pane inner = pane_part(pane, 0, 1, pane.rows, pane.cols - 1);
  list_draw(&asking->head, pane_take_top(&inner, head_rows(asking, inner.cols)), false);
  list_draw(&asking->about, pane_take_top(&inner, about_rows(asking, inner.cols)), false);
  pane_take_top(&inner, 1);
  int room = at_most(inner.rows - HELP_ROWS_LEAST - RULE_ROWS - HINT_ROWS, half);
  if (room < ANSWER_ROWS_LEAST) room = ANSWER_ROWS_LEAST;
  draw_answer(asking, pane_take_top(&inner, HINT_ROWS + at_most(answer_height(asking, inner.cols), room)));
  if (inner.rows < 2) return;
  pane_rule(pane_take_top(&inner, RULE_ROWS), 0, _("Explanation"));
  list_draw(&asking->help, inner, false);
}

/* ---- the conclusions ---- */

static void draw_panel(struct view *view, struct asking *asking, struct list *list, struct pane pane) {
  if (pane.rows < 2) return;
  CLEANUP(mem_freep) char *path = ui_path(view, question_panel_subject(view, asking));
  CLEANUP(mem_freep) char *title = mem_printf(_("What follows for %s"), path);
  pane_rule(pane_take_top(&pane, 1), 0, title);
  list_draw(list, pane, false);
}

void question_draw(struct view *view, void *state, struct pane pane) {
  struct asking *asking = state;
  int half = view->grid->rows / 2;
  if (asking->panel_only && pane.cols < WIDE_COLS) {
    draw_panel(view, asking, &asking->panel, pane_part(pane, 0, 1, pane.rows, pane.cols));
    return;
  }
  if (pane.cols >= WIDE_COLS) {
    struct pane right = pane_take_right(&pane, pane.cols / 3);
    pane_wall(right, 0);
    draw_panel(view, asking, &asking->panel, pane_part(right, 0, 2, right.rows, right.cols));
  } else {
    bool tight = wanted_rows(asking, pane.cols - 1) > pane.rows - STRIP_ROWS;
    struct pane strip = pane_take_bottom(&pane, tight ? STRIP_ROWS_LEAST : STRIP_ROWS);
    draw_panel(view, asking, &asking->strip, pane_part(strip, 0, 1, strip.rows, strip.cols));
  }
  draw_question(asking, pane, half);
}
