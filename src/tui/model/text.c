/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text to read: help, preview of a document, a text of the law pack. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct text_state {
  struct list list;
  char *title;
};

static char *title_of_text(struct view *view, void *state) {
  (void)view;
  return mem_strdup(((struct text_state *)state)->title);
}

static void free_text(void *state) {
  struct text_state *text = state;
  list_free(&text->list);
  free(text->title);
}

struct list *open_page(struct view *view, const char *title) {
  struct text_state *state = view_push(view, &text_screen);
  state->title = mem_strdup(title);
  list_clear(&state->list);
  return &state->list;
}

void open_text(struct view *view, const char *title, const char *text) {
  list_text(open_page(view, title), NO_ITEM, ROLE_PLAIN, 1, text);
}

const struct screen text_screen = {
    .name = N_("Text"),
    .state_size = sizeof(struct text_state),
    .title = title_of_text,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .free = free_text,
};
