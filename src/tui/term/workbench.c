/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one loop: draw, wait for a key, give it to the model. */
#include "tui/term/workbench.h"

#include "tui/term/internal.h"

#include <stdlib.h>
#include <unistd.h>

enum { LOOK_AGAIN_MS = 2000 };

static void show_meanwhile(void *context, const struct grid *grid) {
  (void)context;
  show_grid(grid);
}

static void loop(struct view *view) {
  view_watch(view, show_meanwhile, NULL);
  view_resize(view, LINES, COLS);
  while (!view_done(view) && !restore_asked_to_end()) {
    if (!input_paste_goes_on()) show_grid(view_draw(view));
    if (!input_comes(LOOK_AGAIN_MS)) continue; /* others may have written */
    struct key key;
    switch (input_read(&key)) {
    case INPUT_KEY:
      view_key(view, key);
      break;
    case INPUT_RESIZED:
      view_resize(view, LINES, COLS);
      break;
    case INPUT_NOTHING:
      break;
    case INPUT_ENDED:
      return;
    }
  }
}

static enum status run_on_terminal(struct view *view, struct error *error) {
  const char *next = _("Check the variable TERM, or use the commands that “cradle --help” lists.");
  restore_begin();
  unsetenv("LINES"); /* curses would believe them and not follow the window */
  unsetenv("COLUMNS");
  SCREEN *screen = newterm(NULL, stdout, stdin);
  if (!screen) return error_set(error, STATUS_USAGE, NULL, next, _("This kind of terminal is not known."));
  show_begin(view_wants_colour(view));
  input_begin();
  restore_ready();
  loop(view);
  input_end();
  endwin();
  delscreen(screen);
  restore_end();
  return STATUS_OK;
}

int workbench_run(struct app *app, const char *file, struct error *error) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
    return (int)error_set(error, STATUS_USAGE, NULL, _("Start it in a terminal, or use the commands that “cradle --help” lists."),
                          _("The workbench needs a terminal."));
  struct view *view = view_new(app);
  enum status status = file ? view_open(view, file, error) : STATUS_OK;
  if (status == STATUS_OK) status = run_on_terminal(view, error);
  view_free(view);
  return (int)status;
}
