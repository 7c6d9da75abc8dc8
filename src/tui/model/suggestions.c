/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions of the law pack beside the question how a requirement is met. */
#include "tui/model/question.h"

#include <stdlib.h>

/* What surely does not fit the product is left out. */
void suggestions_load(struct view *view, struct asking *asking) {
  struct engine *engine = view_engine(view);
  const struct requirement *requirement = engine_requirement(engine, asking->subject);
  const char *parent = engine_parent(engine, asking->subject);
  asking->suggestions.len = 0;
  for (size_t i = 0; requirement && question_asks_for_measure(asking->question) && i < requirement->measures_len; i++) {
    const struct measure *measure = &requirement->measures[i];
    bool fits = !measure->when || engine_test(engine, measure->when, parent, NULL) != TRUTH_FALSE;
    if (fits) vec_push(&asking->suggestions, measure);
  }
}

static char *label_of(const struct measure *measure) {
  CLEANUP(mem_freep) char *cites = cites_text(&measure->cites, lang_ui());
  return measure->cites.len ? mem_printf("%s: %s", label_name(measure->cites.items[0].act->kind, lang_ui()), cites) : mem_strdup("");
}

void suggestions_show(struct asking *asking) {
  struct list *list = &asking->help;
  if (asking->suggestions.len) list_heading(list, _("Suggestions, never a demand; Ctrl-T takes the next one over"));
  for (size_t i = 0; i < asking->suggestions.len; i++) {
    const struct measure *measure = asking->suggestions.items[i];
    CLEANUP(mem_freep) char *label = label_of(measure);
    CLEANUP(mem_freep) char *number = mem_printf("%zu.", i + 1);
    list_marked(list, NO_ITEM, ROLE_PLAIN, 0, number, ui_text(&measure->text));
    list_text(list, NO_ITEM, ROLE_QUIET, 3, label);
  }
}

bool suggestions_left(struct view *view, void *state) {
  (void)view;
  const struct asking *asking = state;
  return asking->taken < asking->suggestions.len;
}

void suggestions_take_next(struct view *view, void *state) {
  struct asking *asking = state;
  const char *words = ui_text(&asking->suggestions.items[asking->taken++]->text), *before = editor_text(&asking->editor);
  CLEANUP(mem_freep) char *text = mem_printf("%s%s%s", before, *before ? "\n" : "", words);
  CLEANUP(mem_freep)
  char *message =
      mem_printf(_("Taken over: %1$zu of %2$zu. Say what is done, and delete what is not."), asking->taken, asking->suggestions.len);
  editor_set(&asking->editor, text, true);
  asking->dirty = true;
  asking->warned = false;
  view_say(view, ROLE_PLAIN, message);
}
