/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question screen: what its files share. */
#ifndef CRADLE_TUI_QUESTION_H
#define CRADLE_TUI_QUESTION_H

#include "tui/model/internal.h"

enum option_kind { OPTION_VALUE, OPTION_NONE, OPTION_UNKNOWN };
struct option {
  enum option_kind kind;
  struct value value;
  const char *title, *help;
  bool on;
};

struct asking {
  struct scope scope;
  char *subject;
  const struct question *question;
  const struct question_state *state; /* of the engine; set by load */
  struct fact *seen;                  /* what the screen shows as answered: a copy, since the answer is checked against it */
  struct arena *arena;                /* of seen and options */
  struct list head, about, help, choices, panel, strip;
  VEC(struct option) options;
  VEC(const struct measure *) suggestions; /* what can be done for the requirement, while it is asked how it is met */
  size_t taken;                            /* of them into the text: how many */
  struct editor editor;
  char *made;      /* id of an entry just added: the cursor goes there with the next load; NULL: none */
  bool fresh;      /* not loaded since the question was set, or its answer changed: the cursor goes to the answer */
  bool dirty;      /* the editor or the checks differ from what is stored */
  bool warned;     /* that text would be lost */
  bool needed;     /* else optional */
  char *find;      /* what was looked for last; NULL: nothing yet */
  bool panel_only; /* narrow screens: conclusions instead of the question */
  size_t position, total;
};

bool question_is_typed(const struct question *question);

bool question_can_type(const struct question *question, const struct value *value); /* the value as text in the editor */

/* answering.c */
const char *question_note(const struct fact *fact); /* "" if there is none */

/* options.c */
void options_load(struct view *view, struct asking *asking);
void options_toggle(struct asking *asking);
bool options_have_none(const struct asking *asking);
bool options_find(struct asking *asking, const char *text);         /* selects the next one with the text in its title */
const struct option *options_selected(const struct asking *asking); /* NULL: there is none */

/* question.c */
bool question_may_leave(struct view *view, void *state); /* warns once of what is not saved */

/* question_draw.c */
void question_load_help(struct asking *asking);

/* suggestions.c */
void suggestions_load(struct view *view, struct asking *asking);
void suggestions_show(struct asking *asking);               /* below the explanation */
bool suggestions_left(struct view *view, void *state);      /* any not yet taken over? */
void suggestions_take_next(struct view *view, void *state); /* into the text */
void question_draw(struct view *view, void *state, struct pane pane);

/* answering.c */
void answer_run(struct view *view, void *state); /* what is chosen or typed; then on to the next */
void answer_say_unknown(struct view *view, void *state);
void answer_say_none(struct view *view, void *state);
void answer_ask_find(struct view *view, void *state); /* in a long list of answers */
void answer_clear(struct view *view, void *state);
void answer_ask_note(struct view *view, void *state);
void answer_ask_new_subject(struct view *view, void *state);
void question_go_on(struct view *view, struct asking *asking); /* to the next open question, or back */
void question_set(struct asking *asking, const char *subject, const struct question *question);
/* For whom the panel shows conclusions: the chosen subject if the question is about it or something above it. */
const char *question_panel_subject(struct view *view, const struct asking *asking);

#endif
