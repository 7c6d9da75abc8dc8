/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaking text into lines. With trace metrics a letter of 10 pt is 5 pt wide: a line of the full width holds 94 letters. */
#include <stdarg.h>
#include <stddef.h>

#include "sample.h"

#define LINE_LETTERS 94

/* The lines that text becomes, apart by "|". */
static char *lines_of(const char *text) {
  struct sample sample;
  sample_open(&sample);
  sample_add(&sample, BLOCK_PARAGRAPH, 0, text);
  char *lines = page_lines(&sample_lay(&sample)->pages.items[0]);
  sample_close(&sample);
  return lines;
}

static void assert_lines(const char *text, const char *expected) {
  CLEANUP(mem_freep) char *lines = lines_of(text);
  assert_string_equal(lines, expected);
}

/* `count` letters x before text. */
static void assert_lines_after(size_t count, const char *text, const char *expected) {
  CLEANUP(mem_freep) char *filler = repeat("x", count);
  CLEANUP(mem_freep) char *all = mem_printf("%s%s", filler, text);
  CLEANUP(mem_freep) char *wanted = mem_printf("%s%s", filler, expected);
  assert_lines(all, wanted);
}

static void line_breaks_at_blank_and_drops_it(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 4, " two three", " two|three");
  assert_lines_after(LINE_LETTERS, " next", "|next");
  assert_lines_after(LINE_LETTERS, "     next", "|next");
}

static void line_keeps_blanks_inside(void **state) {
  (void)state;
  assert_lines("one  two   three", "one  two   three");
}

static void line_ends_without_trailing_blanks(void **state) {
  (void)state;
  assert_lines("end   ", "end");
}

static void line_breaks_after_hyphen_and_slash_between_words(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 10, " self-evident", " self-|evident");
  assert_lines_after(LINE_LETTERS - 10, " hard/software", " hard/|software");
}

static void line_does_not_break_dates_and_act_numbers(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 8, " 2027-12-11", "|2027-12-11");
  assert_lines_after(LINE_LETTERS - 7, " 2024/2847", "|2024/2847");
}

static void line_does_not_break_before_option_or_minus(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 3, " --help", "|--help");
}

static void line_shows_soft_hyphen_only_at_a_break(void **state) {
  (void)state;
  assert_lines("soft\u00ADware", "software");
  assert_lines_after(LINE_LETTERS - 6, " soft\u00ADware", " soft-|ware");
  /* no room for the hyphen itself */
  assert_lines_after(LINE_LETTERS - 5, " soft\u00ADware", "|software");
}

static void line_never_breaks_at_no_break_hyphen_and_blank(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 4, " e\u2011mail", "|e-mail");
  assert_lines_after(LINE_LETTERS - 8, " Article\u00A031", "|Article\u00A031");
  assert_lines_after(LINE_LETTERS - 8, " 10\u202F000\u202F000", "|10\u202F000\u202F000");
}

static void line_breaks_hash_at_letters(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *hash = repeat("0123456789", 10);
  CLEANUP(mem_freep) char *expected = mem_printf("%.94s|%s", hash, hash + 94);
  assert_lines(hash, expected);
}

static void line_starts_word_too_wide_on_its_own_line(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *hash = repeat("0123456789", 10);
  CLEANUP(mem_freep) char *text = mem_printf("sha256 %s", hash);
  CLEANUP(mem_freep) char *expected = mem_printf("sha256|%.94s|%s", hash, hash + 94);
  assert_lines(text, expected);
}

static void line_breaks_package_url_at_signs(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 6, "@1.2.3?arch=amd64", "@1.2.|3?arch=amd64");
}

static void line_keeps_combining_mark_with_its_letter(void **state) {
  (void)state;
  assert_lines_after(LINE_LETTERS - 1, "e\u0301e\u0301", "e\u0301|e\u0301");
}

static void line_breaks_at_newline(void **state) {
  (void)state;
  assert_lines("one\ntwo", "one|two");
  assert_lines_after(LINE_LETTERS, "\ntwo", "|two");
}

static void line_hides_zero_width_blank_and_word_joiner(void **state) {
  (void)state;
  assert_lines("a\u200Bb\u2060c", "abc");
  assert_lines_after(LINE_LETTERS - 2, " ab\u200Bcd", "|abcd");
  assert_lines_after(LINE_LETTERS - 3, " ab\u200Bcd", " ab|cd");
}

static void line_sets_runs_side_by_side(void **state) {
  (void)state;
  struct sample sample;
  sample_open(&sample);
  struct run runs[] = {{RUN_PLAIN, "plain ", NULL}, {RUN_STRONG, "strong", NULL}, {RUN_CODE, "code", NULL}, {RUN_PLACEHOLDER, "?", NULL}};
  struct block *block = sample_add(&sample, BLOCK_PARAGRAPH, 0, NULL);
  block->runs = runs, block->runs_len = ARRAY_LEN(runs);
  const struct page *page = &sample_lay(&sample)->pages.items[0];
  const struct op *plain = find_op(page, OP_TEXT, "plain "), *strong = find_op(page, OP_TEXT, "strong");
  const struct op *code = find_op(page, OP_TEXT, "code"), *placeholder = find_op(page, OP_TEXT, "?");
  assert_true(plain && strong && code && placeholder);
  assert_float_equal(strong->x, plain->x + op_width(plain), 0.001);
  assert_float_equal(code->x, strong->x + op_width(strong), 0.001);
  assert_float_equal(strong->y, plain->y, 0.001);
  assert_int_equal(strong->font, FONT_BOLD);
  assert_int_equal(code->font, FONT_MONO);
  assert_int_equal(placeholder->color, COLOR_WARN);
  sample_close(&sample);
}

static void line_breaks_word_across_runs_as_one_word(void **state) {
  (void)state;
  struct sample sample;
  sample_open(&sample);
  CLEANUP(mem_freep) char *filler = repeat("x", LINE_LETTERS - 4);
  struct run runs[] = {{RUN_PLAIN, filler, NULL}, {RUN_PLAIN, " wo", NULL}, {RUN_STRONG, "rd", NULL}, {RUN_PLAIN, "s", NULL}};
  struct block *block = sample_add(&sample, BLOCK_PARAGRAPH, 0, NULL);
  block->runs = runs, block->runs_len = ARRAY_LEN(runs);
  CLEANUP(mem_freep) char *lines = page_lines(&sample_lay(&sample)->pages.items[0]);
  assert_string_equal(lines + strlen(filler), "|words");
  sample_close(&sample);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(line_breaks_at_blank_and_drops_it),
      cmocka_unit_test(line_keeps_blanks_inside),
      cmocka_unit_test(line_ends_without_trailing_blanks),
      cmocka_unit_test(line_breaks_after_hyphen_and_slash_between_words),
      cmocka_unit_test(line_does_not_break_dates_and_act_numbers),
      cmocka_unit_test(line_does_not_break_before_option_or_minus),
      cmocka_unit_test(line_shows_soft_hyphen_only_at_a_break),
      cmocka_unit_test(line_never_breaks_at_no_break_hyphen_and_blank),
      cmocka_unit_test(line_breaks_hash_at_letters),
      cmocka_unit_test(line_starts_word_too_wide_on_its_own_line),
      cmocka_unit_test(line_breaks_package_url_at_signs),
      cmocka_unit_test(line_keeps_combining_mark_with_its_letter),
      cmocka_unit_test(line_breaks_at_newline),
      cmocka_unit_test(line_hides_zero_width_blank_and_word_joiner),
      cmocka_unit_test(line_sets_runs_side_by_side),
      cmocka_unit_test(line_breaks_word_across_runs_as_one_word),
  };
  return cmocka_run_group_tests_name("text is broken into lines where a reader expects it", tests, NULL, NULL);
}
