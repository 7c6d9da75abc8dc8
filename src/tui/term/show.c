/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid on the terminal. Roles become colours where there are some, and stay apart without them. */
#include "tui/term/internal.h"

static const struct {
  attr_t mono, colour;
  short ink; /* -1: the terminal's own */
} looks[ROLE_COUNT] = {
    [ROLE_PLAIN] = {A_NORMAL, A_NORMAL, -1},
    [ROLE_BAR] = {A_REVERSE, A_REVERSE, -1},
    [ROLE_HEADING] = {A_BOLD, A_BOLD, -1},
    [ROLE_SELECTED] = {A_REVERSE, A_REVERSE, -1},
    [ROLE_QUIET] = {A_NORMAL, A_NORMAL, COLOR_CYAN},
    [ROLE_GOOD] = {A_NORMAL, A_NORMAL, COLOR_GREEN},
    [ROLE_OPEN] = {A_NORMAL, A_NORMAL, -1}, /* yellow cannot be read on white */
    [ROLE_BAD] = {A_BOLD, A_NORMAL, COLOR_RED},
    [ROLE_CHANGED] = {A_BOLD, A_BOLD, COLOR_MAGENTA},
    [ROLE_INPUT] = {A_UNDERLINE, A_UNDERLINE, -1},
    [ROLE_KEY] = {A_BOLD, A_BOLD, -1},
    [ROLE_ERROR] = {A_BOLD | A_REVERSE, A_BOLD, COLOR_RED},
};

static bool with_colour;

void show_begin(bool colour) {
  with_colour = colour && has_colors() && start_color() == OK && use_default_colors() == OK;
  for (short role = 0; with_colour && role < ROLE_COUNT; role++)
    init_pair((short)(role + 1), looks[role].ink, -1);
}

static void put_cell(int row, int col, const struct grid_cell *cell) {
  wchar_t letters[CCHARW_MAX + 1] = {0};
  uint32_t code_point;
  const char *text = cell->text;
  for (size_t i = 0, len; i < CCHARW_MAX && (len = utf8_next(text, &code_point)) > 0; i++, text += len)
    letters[i] = (wchar_t)code_point;
  cchar_t shown;
  attr_t attributes = with_colour ? looks[cell->role].colour : looks[cell->role].mono;
  if (setcchar(&shown, letters, attributes, (short)(with_colour ? cell->role + 1 : 0), NULL) == OK) mvadd_wch(row, col, &shown);
}

void show_grid(const struct grid *grid) {
  erase();
  for (int row = 0; row < grid->rows; row++)
    for (int col = 0; col < grid->cols; col++)
      if (grid_at(grid, row, col)->width > 0) put_cell(row, col, grid_at(grid, row, col));
  bool cursor = grid->cursor_row >= 0;
  curs_set(cursor);
  if (cursor) move(grid->cursor_row, grid->cursor_col);
  refresh();
}
