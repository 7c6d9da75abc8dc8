/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tui/model: the workbench without a terminal. A view is a stack of screens; keys go in, a grid of cells comes out. tui/term shows the
 * grid.
 *
 * May include: base, fact, kb, engine, assess, store, doc, app. Never curses: so every screen is tested as text.
 *
 * Order: view_new; view_open if a file is given; then view_key / view_resize and view_draw in any order until view_done; view_free.
 */
#ifndef CRADLE_TUI_MODEL_H
#define CRADLE_TUI_MODEL_H

#include "base/base.h"

/* ---- the grid ---------------------------------------------------------------------------------------------------------- */

/* What a cell means; the terminal decides how it looks, also without colours. */
enum role {
  ROLE_PLAIN,
  ROLE_BAR, /* title bar */
  ROLE_HEADING,
  ROLE_SELECTED,
  ROLE_QUIET, /* help, citations */
  ROLE_GOOD,
  ROLE_OPEN,    /* still to be done */
  ROLE_BAD,     /* stands in the way */
  ROLE_CHANGED, /* by the last answer */
  ROLE_INPUT,
  ROLE_KEY,
  ROLE_ERROR,
  ROLE_COUNT
};

enum { CELL_BYTES = 20 };
struct grid_cell {
  char text[CELL_BYTES]; /* one letter with its marks, UTF-8; "" in the second half of a wide one */
  unsigned char width;   /* 1 or 2; 0 in the second half of a wide one */
  unsigned char role;
  bool written; /* since grid_clear */
};
struct grid {
  int rows, cols;
  struct grid_cell *cells;
  int cursor_row, cursor_col; /* -1: no cursor */
  size_t outside, overlaps;   /* faults of drawing since grid_clear: beyond the box, or twice into one cell */
};
struct grid *grid_new(int rows, int cols);
void grid_free(struct grid *grid);
void grid_resize(struct grid *grid, int rows, int cols);
void grid_clear(struct grid *grid);
const struct grid_cell *grid_at(const struct grid *grid, int row, int col);
/* Rows without the blanks at their ends, each with a newline. Caller frees. */
char *grid_to_text(const struct grid *grid);

/* ---- keys -------------------------------------------------------------------------------------------------------------- */

enum key_code {
  K_NONE,
  K_CHAR,   /* ch */
  K_PASTED, /* ch, from the clipboard: never a command */
  K_CTRL,   /* with the letter ch */
  K_UP,
  K_DOWN,
  K_LEFT,
  K_RIGHT,
  K_HOME,
  K_END,
  K_PAGE_UP,
  K_PAGE_DOWN,
  K_ENTER,
  K_ESC,
  K_TAB,
  K_BACKTAB,
  K_BACKSPACE,
  K_DELETE,
  K_F1,
  K_F2,
  K_F3,
  K_F4,
  K_F5,
  K_F6,
  K_F7,
  K_F8,
  K_F9,
  K_F10,
  K_F11,
  K_F12,
};
struct key {
  enum key_code code;
  uint32_t ch;
};
/* Reads the next key of a script: letters as they are, others by name: "<Enter>", "<F4>", "<Down>", "<C-s>", "<lt>" for "<". Line breaks
 * are passed over. Returns the rest, NULL at the end or at a name that does not exist. */
const char *key_parse(const char *script, struct key *ret_key);

/* ---- the view ---------------------------------------------------------------------------------------------------------- */

enum { VIEW_MIN_ROWS = 24, VIEW_MIN_COLS = 80 };

struct app;
struct view;
struct view *view_new(struct app *app); /* shows the start screen */
void view_free(struct view *view);
enum status view_open(struct view *view, const char *file, struct error *error);
void view_resize(struct view *view, int rows, int cols);
void view_key(struct view *view, struct key key);
void view_play(struct view *view, const char *script); /* keys as in key_parse */
const struct grid *view_draw(struct view *view);       /* borrowed, until the next call */
/* Called while something takes long: how the screen looks meanwhile. */
typedef void view_show(void *context, const struct grid *grid);
void view_watch(struct view *view, view_show *show, void *context);
bool view_done(const struct view *view);
bool view_wants_colour(const struct view *view); /* $NO_COLOR is not set */

#endif
