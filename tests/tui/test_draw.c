/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/model/draw.h"

static void screen_is(const struct grid *grid, const char *expected) {
  char *text = grid_to_text(grid);
  assert_string_equal(text, expected);
  free(text);
}

/* ---- boxes ---- */

static void pane_put_cuts_with_ellipsis(void **state) {
  (void)state;
  struct grid *grid = grid_new(2, 8);
  assert_int_equal(pane_put(pane_of(grid), 0, 0, -1, ROLE_PLAIN, "exactly8"), 8);
  assert_int_equal(pane_put(pane_of(grid), 1, 0, -1, ROLE_PLAIN, "too long text"), 8);
  screen_is(grid, "exactly8\ntoo lon…\n");
  grid_free(grid);
}

static void pane_put_counts_columns_not_bytes(void **state) {
  (void)state;
  struct grid *grid = grid_new(3, 6);
  pane_put(pane_of(grid), 0, 0, -1, ROLE_PLAIN, "Ελλάδα");
  pane_put(pane_of(grid), 1, 0, -1, ROLE_PLAIN, "日本語日本語");
  pane_put(pane_of(grid), 2, 0, -1, ROLE_PLAIN, "e\xcc\x81t\xc3\xa9");
  screen_is(grid, "Ελλάδα\n日本…\ne\xcc\x81t\xc3\xa9\n");
  assert_int_equal(grid_at(grid, 2, 0)->width, 1);
  assert_string_equal(grid_at(grid, 2, 0)->text, "e\xcc\x81");
  grid_free(grid);
}

static void pane_put_neutralises_control_characters(void **state) {
  (void)state;
  struct grid *grid = grid_new(1, 12);
  pane_put(pane_of(grid), 0, 0, -1, ROLE_PLAIN, "a\033[31m\nb");
  screen_is(grid, "a [31m b\n");
  grid_free(grid);
}

static void pane_put_keeps_a_letter_with_more_marks_than_a_cell_holds(void **state) {
  (void)state;
  struct grid *grid = grid_new(1, 4);
  pane_put(pane_of(grid), 0, 0, -1, ROLE_PLAIN, "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301x");
  screen_is(grid, "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301x\n");
  grid_free(grid);
}

static void pane_put_stays_in_its_box(void **state) {
  (void)state;
  struct grid *grid = grid_new(3, 10);
  struct pane box = pane_part(pane_of(grid), 1, 2, 1, 4);
  pane_put(box, 0, 0, -1, ROLE_PLAIN, "abcdefgh");
  assert_int_equal(grid->outside, 0);
  pane_put(box, 1, 0, -1, ROLE_PLAIN, "x");
  pane_put(box, 0, 4, -1, ROLE_PLAIN, "x");
  assert_int_equal(grid->outside, 2);
  screen_is(grid, "\n  abc…\n\n");
  grid_free(grid);
}

static void grid_counts_cells_written_twice(void **state) {
  (void)state;
  struct grid *grid = grid_new(1, 10);
  pane_put(pane_of(grid), 0, 0, -1, ROLE_PLAIN, "abc");
  pane_put(pane_of(grid), 0, 2, -1, ROLE_PLAIN, "cd");
  assert_int_equal(grid->overlaps, 1);
  grid_free(grid);
}

/* ---- wrapping ---- */

static void wraps_to(const char *text, int cols, const char *expected) {
  span_vec_t spans = {0};
  struct buf lines = {0};
  text_wrap(text, cols, &spans);
  for (size_t i = 0; i < spans.len; i++) {
    buf_add(&lines, text + spans.items[i].start, spans.items[i].len);
    buf_putc(&lines, '|');
  }
  assert_string_equal(buf_str(&lines), expected);
  buf_free(&lines);
  vec_free(&spans);
}

static void text_wrap_breaks_at_blanks(void **state) {
  (void)state;
  wraps_to("the quick brown fox", 10, "the quick|brown fox|");
  wraps_to("the quick brown fox", 9, "the quick|brown fox|");
}

static void text_wrap_breaks_words_wider_than_the_line(void **state) {
  (void)state;
  wraps_to("abcdefghij", 4, "abcd|efgh|ij|");
  wraps_to("日本語", 1, "日|本|語|");
}

static void text_wrap_keeps_line_breaks(void **state) {
  (void)state;
  wraps_to("one\n\ntwo\n", 10, "one||two||");
  wraps_to("", 10, "|");
}

static void text_wrap_loses_no_letter(void **state) {
  (void)state;
  const char *text = "A sentence of several words, some of them extraordinarily long, with e\xcc\x81 and 日本語 in it.";
  for (int cols = 1; cols < 60; cols++) {
    span_vec_t spans = {0};
    text_wrap(text, cols, &spans);
    size_t letters = 0;
    for (size_t i = 0; i < spans.len; i++) {
      char *line = mem_strndup(text + spans.items[i].start, spans.items[i].len);
      assert_true(cols < 2 || utf8_width(line) <= cols);
      for (const char *c = line; *c; c++)
        letters += *c != ' ';
      free(line);
    }
    size_t expected = 0;
    for (const char *c = text; *c; c++)
      expected += *c != ' ';
    assert_int_equal(letters, expected);
    vec_free(&spans);
  }
}

/* ---- lists ---- */

static struct list list_of(int items) {
  struct list list = {0};
  list_clear(&list);
  for (int i = 0; i < items; i++) {
    char *text = mem_printf("item %d", i);
    list_text(&list, list_item(&list), ROLE_PLAIN, 0, text);
    free(text);
  }
  return list;
}

static void press(struct list *list, enum key_code code) {
  assert_true(list_key(list, (struct key){.code = code}));
}

static void list_marks_the_selected_item_without_colour(void **state) {
  (void)state;
  struct grid *grid = grid_new(3, 12);
  struct list list = list_of(3);
  list_draw(&list, pane_of(grid), true);
  press(&list, K_DOWN);
  grid_clear(grid);
  list_draw(&list, pane_of(grid), true);
  screen_is(grid, "  item 0\n> item 1\n  item 2\n");
  assert_int_equal(grid_at(grid, 1, 4)->role, ROLE_SELECTED);
  assert_int_equal(grid->overlaps, 0);
  list_free(&list);
  grid_free(grid);
}

static void list_scrolls_with_the_selection_and_says_there_is_more(void **state) {
  (void)state;
  struct grid *grid = grid_new(3, 12);
  struct list list = list_of(5);
  list_draw(&list, pane_of(grid), true);
  screen_is(grid, "> item 0\n  item 1\n  item 2   ↓\n");
  press(&list, K_END);
  grid_clear(grid);
  list_draw(&list, pane_of(grid), true);
  screen_is(grid, "  item 2   ↑\n  item 3\n> item 4\n");
  press(&list, K_DOWN); /* stays at the end */
  assert_int_equal(list.selected, 4);
  list_free(&list);
  grid_free(grid);
}

static void list_pages_reach_both_ends(void **state) {
  (void)state;
  struct grid *grid = grid_new(4, 12);
  struct list list = list_of(10);
  list_draw(&list, pane_of(grid), true);
  for (int i = 0; i < 10; i++)
    press(&list, K_PAGE_DOWN);
  assert_int_equal(list.selected, 9);
  for (int i = 0; i < 10; i++)
    press(&list, K_PAGE_UP);
  assert_int_equal(list.selected, 0);
  list_free(&list);
  grid_free(grid);
}

static void list_without_items_scrolls_its_lines(void **state) {
  (void)state;
  struct grid *grid = grid_new(2, 10);
  struct list list = {0};
  list_clear(&list);
  list_text(&list, NO_ITEM, ROLE_PLAIN, 0, "one\ntwo\nthree");
  list_draw(&list, pane_of(grid), true);
  press(&list, K_DOWN);
  press(&list, K_DOWN);
  grid_clear(grid);
  list_draw(&list, pane_of(grid), true);
  screen_is(grid, "two      ↑\nthree\n");
  list_free(&list);
  grid_free(grid);
}

static void list_cells_stand_in_columns(void **state) {
  (void)state;
  struct grid *grid = grid_new(2, 20);
  struct list list = {0};
  list_clear(&list);
  list_columns(&list, 3, (const int[]){0, 4, 3});
  list_cells(&list, NO_ITEM, ROLE_PLAIN, 0, 3, (const char *const[]){"a very long title", "1/22", "x"});
  list_cells(&list, NO_ITEM, ROLE_PLAIN, 2, 3, (const char *const[]){"short", "too wide", ""});
  list_draw(&list, pane_of(grid), true);
  screen_is(grid, "a very lo… 1/22 x\n  short    too…\n");
  assert_int_equal(grid->overlaps + grid->outside, 0);
  list_free(&list);
  grid_free(grid);
}

/* ---- the editor ---- */

static void type(struct editor *editor, const char *script) {
  struct key key;
  bool changed;
  while ((script = key_parse(script, &key)))
    editor_key(editor, key, &changed);
}

static void edited_is(bool multi, const char *initial, const char *script, const char *expected) {
  struct editor editor = {0};
  editor_set(&editor, initial, multi);
  editor.cols = 20;
  type(&editor, script);
  assert_string_equal(editor_text(&editor), expected);
  editor_free(&editor);
}

static void editor_inserts_and_deletes_whole_letters(void **state) {
  (void)state;
  edited_is(false, "", "Žába<Left><Backspace>", "Žáa");
  edited_is(false, "e\xcc\x81x", "<Home><Del>", "x");
  edited_is(false, "日本", "<Backspace>", "日");
  edited_is(false, "ab", "<Home><Backspace>", "ab");
}

static void editor_of_one_line_stays_on_one_line(void **state) {
  (void)state;
  struct editor editor = {0};
  bool changed;
  editor_set(&editor, "a", false);
  assert_false(editor_key(&editor, (struct key){.code = K_ENTER}, &changed));
  editor_key(&editor, (struct key){.code = K_PASTED, .ch = '\n'}, &changed);
  editor_key(&editor, (struct key){.code = K_PASTED, .ch = 'b'}, &changed);
  assert_string_equal(editor_text(&editor), "a b");
  editor_free(&editor);
}

static void editor_moves_by_shown_lines(void **state) {
  (void)state;
  edited_is(true, "", "one<Enter>two<Up>X", "oneX\ntwo");
  edited_is(true, "first line and second line", "<Home>X", "first line and Xsecond line");
  edited_is(true, "first line and second line", "<Up>X", "first line Xand second line");
}

static void editor_deletes_words_and_all(void **state) {
  (void)state;
  edited_is(false, "one two", "<C-w>", "one ");
  edited_is(false, "one two", "<C-u>", "");
}

static void editor_refuses_control_characters(void **state) {
  (void)state;
  struct editor editor = {0};
  bool changed;
  editor_set(&editor, "", true);
  assert_true(editor_key(&editor, (struct key){.code = K_PASTED, .ch = 27}, &changed));
  assert_false(changed);
  assert_string_equal(editor_text(&editor), "");
  editor_free(&editor);
}

static void editor_shows_the_part_around_the_cursor(void **state) {
  (void)state;
  struct grid *grid = grid_new(1, 8);
  struct editor editor = {0};
  editor_set(&editor, "abcdefghijkl", false);
  editor_draw(&editor, pane_of(grid));
  screen_is(grid, "fghijkl\n");
  assert_int_equal(grid->cursor_col, 7);
  editor_free(&editor);
  grid_free(grid);
}

static void editor_of_several_lines_scrolls_to_the_cursor(void **state) {
  (void)state;
  struct grid *grid = grid_new(2, 10);
  struct editor editor = {0};
  editor_set(&editor, "one\ntwo\nthree", true);
  editor_draw(&editor, pane_of(grid));
  screen_is(grid, "two\nthree\n");
  assert_int_equal(grid->cursor_row, 1);
  assert_int_equal(grid->cursor_col, 5);
  editor_free(&editor);
  grid_free(grid);
}

/* ---- scripts of keys ---- */

static void key_parse_reads_names_and_letters(void **state) {
  (void)state;
  struct key key;
  const char *rest = key_parse("é<F10>\n<lt><C-s>", &key);
  assert_int_equal(key.code, K_CHAR);
  assert_int_equal(key.ch, 0xe9);
  rest = key_parse(rest, &key);
  assert_int_equal(key.code, K_F10);
  rest = key_parse(rest, &key);
  assert_int_equal(key.ch, '<');
  rest = key_parse(rest, &key);
  assert_int_equal(key.code, K_CTRL);
  assert_int_equal(key.ch, 's');
  assert_null(key_parse(rest, &key));
  assert_null(key_parse("<Nonsense>", &key));
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pane_put_cuts_with_ellipsis),
      cmocka_unit_test(pane_put_counts_columns_not_bytes),
      cmocka_unit_test(pane_put_neutralises_control_characters),
      cmocka_unit_test(pane_put_keeps_a_letter_with_more_marks_than_a_cell_holds),
      cmocka_unit_test(pane_put_stays_in_its_box),
      cmocka_unit_test(grid_counts_cells_written_twice),
      cmocka_unit_test(text_wrap_breaks_at_blanks),
      cmocka_unit_test(text_wrap_breaks_words_wider_than_the_line),
      cmocka_unit_test(text_wrap_keeps_line_breaks),
      cmocka_unit_test(text_wrap_loses_no_letter),
      cmocka_unit_test(list_marks_the_selected_item_without_colour),
      cmocka_unit_test(list_scrolls_with_the_selection_and_says_there_is_more),
      cmocka_unit_test(list_pages_reach_both_ends),
      cmocka_unit_test(list_without_items_scrolls_its_lines),
      cmocka_unit_test(list_cells_stand_in_columns),
      cmocka_unit_test(editor_inserts_and_deletes_whole_letters),
      cmocka_unit_test(editor_of_one_line_stays_on_one_line),
      cmocka_unit_test(editor_moves_by_shown_lines),
      cmocka_unit_test(editor_deletes_words_and_all),
      cmocka_unit_test(editor_refuses_control_characters),
      cmocka_unit_test(editor_shows_the_part_around_the_cursor),
      cmocka_unit_test(editor_of_several_lines_scrolls_to_the_cursor),
      cmocka_unit_test(key_parse_reads_names_and_letters),
  };
  return cmocka_run_group_tests_name("what screens are made of", tests, NULL, NULL);
}
