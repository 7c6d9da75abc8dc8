/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conclusions about the chosen subject. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct conclusions {
  struct list list; /* first: it is a list screen */
};

static const struct conclusion_state *state_at(struct view *view, int item) {
  const struct assessment *assessment = view_assessment(view, view->subject);
  return (size_t)item < assessment->conclusions.len ? assessment->conclusions.items[item] : NULL;
}

static void load(struct view *view, void *state) {
  struct list *list = state;
  list_clear(list);
  if (!view->subject) return;
  for (int i = 0; state_at(view, i); i++) {
    const struct conclusion_state *one = state_at(view, i);
    bool changed = panel_changed(view, one);
    CLEANUP(mem_freep) char *sentence = conclusion_sentence(view_engine(view), one, lang_ui());
    CLEANUP(mem_freep) char *text = mem_printf("%s: %s", ui_text(&one->conclusion->title), sentence);
    CLEANUP(mem_freep) char *mark = mem_printf("%s%s", changed ? "*" : " ", conclusion_mark(one));
    int item = list_item(list);
    list_marked(list, item, changed ? ROLE_CHANGED : conclusion_role(one), 0, mark, text);
    if (one->rests_on_proposed) list_text(list, item, ROLE_OPEN, 5, _("It rests on an answer that is only proposed."));
  }
}

static bool has_selected(struct view *view, void *state) {
  return view->subject && state_at(view, ((struct list *)state)->selected);
}

static void run_why(struct view *view, void *state) {
  const struct conclusion_state *one = state_at(view, ((struct list *)state)->selected);
  open_why_conclusion(view, one->subject, one->conclusion->id);
}

static bool has_law(struct view *view, void *state) {
  return has_selected(view, state) && conclusion_cites_law(state_at(view, ((struct list *)state)->selected));
}

static void run_law(struct view *view, void *state) {
  open_law_of_conclusion(view, state_at(view, ((struct list *)state)->selected));
}

static const struct binding bindings[] = {
    {'w', K_ENTER, 0, N_("Why"), N_("The chain of answers that led there, and what would change it"), run_why, has_selected},
    {0, K_F2, 0, NULL, N_("The same"), run_why, has_selected},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)state;
  return view->subject ? ui_path(view, view->subject) : NULL;
}

static void free_conclusions(void *state) {
  list_free(state);
}

const struct screen conclusions_screen = {
    .name = N_("Conclusions"),
    .state_size = sizeof(struct conclusions),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_conclusions,
};
