/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curses on a null device: the terminal gets what the grid holds, and its keys reach the model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term/internal.h"

struct screen {
  FILE *null;
  SCREEN *curses;
};

static int setup(void **state) {
  struct screen *screen = mem_alloc(sizeof *screen);
  screen->null = fopen("/dev/null", "r+");
  screen->curses = newterm("xterm-256color", screen->null, screen->null);
  if (!screen->curses) return -1;
  show_begin(true);
  cbreak();
  keypad(stdscr, TRUE);
  resizeterm(4, 20);
  flushinp(); /* the resizing itself */
  *state = screen;
  return 0;
}

static int teardown(void **state) {
  struct screen *screen = *state;
  endwin();
  delscreen(screen->curses);
  fclose(screen->null);
  free(screen);
  return 0;
}

/* As show_begin leaves room for: a grid with every kind of letter. */
static struct grid *sample_grid(void) {
  struct grid *grid = grid_new(4, 20);
  static const char *const rows[] = {"Größe Ελλάδα", "e\xcc\x81 日本語", "── │ ↓ …", "> [x] plain"};
  for (int row = 0; row < 4; row++) {
    int col = 0;
    const char *text = rows[row];
    uint32_t code_point;
    for (size_t len; (len = utf8_next(text, &code_point)) > 0; text += len) {
      struct grid_cell *cell = &grid->cells[row * grid->cols + col];
      if (utf8_width_of(code_point) == 0) {
        strncat(grid->cells[row * grid->cols + col - 1].text, text, len);
        continue;
      }
      *cell = (struct grid_cell){.width = (unsigned char)utf8_width_of(code_point),
                                 .role = (unsigned char)(row == 3 ? ROLE_SELECTED : ROLE_PLAIN)};
      memcpy(cell->text, text, len);
      col += cell->width;
      if (cell->width == 2) grid->cells[row * grid->cols + col - 1] = (struct grid_cell){0};
    }
  }
  return grid;
}

static char *shown_row(int row) {
  wchar_t wide[128] = {0};
  mvwinnwstr(newscr, row, 0, wide, 127);
  struct buf text = {0};
  for (const wchar_t *letter = wide; *letter; letter++) {
    char utf8[5];
    utf8_encode((uint32_t)*letter, utf8);
    buf_puts(&text, utf8);
  }
  return buf_take(&text);
}

static void grid_appears_as_it_is(void **state) {
  (void)state;
  struct grid *grid = sample_grid();
  show_grid(grid);
  char *expected = grid_to_text(grid), *rest = expected;
  for (int row = 0; row < grid->rows; row++) {
    char *shown = shown_row(row), *line = strsep(&rest, "\n");
    shown[strlen(line)] = '\0';
    assert_string_equal(shown, line);
    free(shown);
  }
  free(expected);
  grid_free(grid);
}

static void selection_is_seen_without_colours(void **state) {
  (void)state;
  struct grid *grid = sample_grid();
  show_begin(false);
  show_grid(grid);
  assert_true(mvwinch(newscr, 3, 2) & A_REVERSE);
  assert_false(mvwinch(newscr, 0, 0) & A_REVERSE);
  grid_free(grid);
}

static void gets(enum key_code code, uint32_t ch) {
  struct key key = {0};
  assert_int_equal(input_read(&key), INPUT_KEY);
  assert_int_equal(key.code, code);
  assert_int_equal(key.ch, ch);
}

static void keys_reach_the_model_by_their_meaning(void **state) {
  (void)state;
  static const struct {
    int curses;
    enum key_code code;
  } special[] = {{KEY_UP, K_UP}, {KEY_NPAGE, K_PAGE_DOWN}, {KEY_F(1), K_F1}, {KEY_F(12), K_F12}, {KEY_BTAB, K_BACKTAB}, {KEY_DC, K_DELETE}};
  for (size_t i = 0; i < ARRAY_LEN(special); i++) {
    ungetch(special[i].curses);
    gets(special[i].code, 0);
  }
  static const struct {
    wchar_t letter;
    enum key_code code;
    uint32_t ch;
  } typed[] = {{L'ž', K_CHAR, 0x17e}, {L'日', K_CHAR, 0x65e5}, {L'\r', K_ENTER, 0}, {127, K_BACKSPACE, 0},
               {27, K_ESC, 0},        {L'\t', K_TAB, 0},       {19, K_CTRL, 's'}};
  for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
    unget_wch(typed[i].letter);
    gets(typed[i].code, typed[i].ch);
  }
}

/* As the terminal sends it; what is given back is read in reverse. */
static void send(const wchar_t *letters) {
  for (size_t i = wcslen(letters); i > 0; i--)
    unget_wch(letters[i - 1]);
}

static enum input next_input(void) {
  struct key key;
  return input_read(&key);
}

static void paste_runs_no_command_whatever_it_holds(void **state) {
  (void)state;
  ungetch(PASTE_ENDS);
  send(L"a\r\x1b");
  ungetch(KEY_F(10));
  ungetch(KEY_BACKSPACE);
  ungetch(PASTE_BEGINS);
  assert_int_equal(next_input(), INPUT_NOTHING);
  assert_int_equal(next_input(), INPUT_NOTHING); /* a key, or what a hostile text holds of it */
  assert_int_equal(next_input(), INPUT_NOTHING);
  gets(K_PASTED, 'a');
  gets(K_PASTED, '\n');
  gets(K_PASTED, 27);
  assert_int_equal(next_input(), INPUT_NOTHING);
  ungetch(KEY_F(10));
  gets(K_F10, 0);
}

static void paste_is_drawn_when_all_of_it_is_there(void **state) {
  (void)state;
  send(L"ab");
  assert_false(input_paste_goes_on());
  ungetch(PASTE_BEGINS);
  assert_int_equal(next_input(), INPUT_NOTHING);
  assert_true(input_paste_goes_on());
  gets(K_PASTED, 'a');
  gets(K_PASTED, 'b');
  ungetch(PASTE_ENDS);
  assert_int_equal(next_input(), INPUT_NOTHING);
  assert_false(input_paste_goes_on());
}

static void resizing_is_no_key(void **state) {
  (void)state;
  struct key key;
  resizeterm(40, 100);
  assert_int_equal(input_read(&key), INPUT_RESIZED);
  assert_int_equal(LINES, 40);
}

static void closed_terminal_ends_the_input(void **state) {
  (void)state;
  struct key key;
  assert_int_equal(input_read(&key), INPUT_ENDED);
}

int main(void) {
  lang_init(NULL);
  unsetenv("LINES");
  unsetenv("COLUMNS");
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(grid_appears_as_it_is, setup, teardown),
      cmocka_unit_test_setup_teardown(selection_is_seen_without_colours, setup, teardown),
      cmocka_unit_test_setup_teardown(keys_reach_the_model_by_their_meaning, setup, teardown),
      cmocka_unit_test_setup_teardown(paste_runs_no_command_whatever_it_holds, setup, teardown),
      cmocka_unit_test_setup_teardown(paste_is_drawn_when_all_of_it_is_there, setup, teardown),
      cmocka_unit_test_setup_teardown(resizing_is_no_key, setup, teardown),
      cmocka_unit_test_setup_teardown(closed_terminal_ends_the_input, setup, teardown),
  };
  return cmocka_run_group_tests_name("curses shows the grid and reads keys", tests, NULL, NULL);
}
