/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>

#include "../layout/sample.h"

static int open_sample(void **state) {
  struct sample *sample = mem_alloc(sizeof *sample);
  sample_open(sample);
  *state = sample;
  return 0;
}

static int close_sample(void **state) {
  sample_close(*state);
  free(*state);
  return 0;
}

static void assert_text(struct sample *sample, const char *expected) {
  CLEANUP(buf_free) struct buf text = {0};
  text_write(sample_lay(sample), &text);
  assert_string_equal(buf_str(&text), expected);
}

static void headings_are_underlined_by_level(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 1, "Größe")->label = "1";
  sample_add(sample, BLOCK_HEADING, 2, "Two");
  sample_add(sample, BLOCK_HEADING, 3, "Three");
  assert_text(sample, "1 Größe\n=======\n\nTwo\n---\n\nThree\n\n");
}

static void paragraphs_wrap_at_78_columns_with_their_citation(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *text = repeat("abcdefg ", 10);
  sample_add(sample, BLOCK_PARAGRAPH, 0, text)->cite = "CRA Art. 13";
  assert_text(sample, "abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg abcdefg\nabcdefg  [CRA Art. 13]\n\n");
}

static void word_wider_than_the_line_is_cut_not_lost(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *word = repeat("ж", 80);
  CLEANUP(mem_freep) char *line = repeat("ж", 78);
  CLEANUP(mem_freep) char *expected = mem_printf("%s\nжж\n\n", line);
  sample_add(sample, BLOCK_PARAGRAPH, 0, word);
  assert_text(sample, expected);
}

static void soft_hyphens_vanish(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "soft\u00ADware\u200B!");
  assert_text(sample, "software!\n\n");
}

static void items_hang_behind_their_labels_and_stay_together(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *text = repeat("word ", 16);
  sample_add(sample, BLOCK_ITEM, 1, text)->label = "(a)";
  sample_add(sample, BLOCK_ITEM, 2, "inner")->label = "•";
  sample_add(sample, BLOCK_PARAGRAPH, 0, "after");
  assert_text(sample,
              "  (a) word word word word word word word word word word word word word word\n      word word\n    • inner\n\nafter\n\n");
}

static void tables_have_aligned_columns(void **state) {
  struct sample *sample = *state;
  static const double widths[] = {0.2, 0.3, 0.5};
  struct block *block = sample_table(sample, 3, 3, 1);
  block->widths = widths;
  sample_cell(sample, block, 0, 0, "Ключ"), sample_cell(sample, block, 0, 1, "Value"), sample_cell(sample, block, 0, 2, "Note");
  sample_cell(sample, block, 1, 0, "one"), sample_cell(sample, block, 1, 1, "a value that is long enough to wrap"),
      sample_cell(sample, block, 1, 2, "x");
  sample_cell(sample, block, 2, 0, "two"), sample_cell(sample, block, 2, 2, "y");
  assert_text(sample, "Ключ            Value                   Note\n"
                      "------------------------------------------------------------------------------\n"
                      "one             a value that is long    x\n"
                      "                enough to wrap\n"
                      "\n"
                      "two                                     y\n\n");
}

static void contents_list_the_headings_that_follow(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 3, "Before");
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "One")->label = "1";
  sample_add(sample, BLOCK_HEADING, 3, "Deep");
  sample_add(sample, BLOCK_HEADING, 4, "Deeper");
  assert_text(sample, "Before\n\n1 One\n    Deep\n\n1 One\n=====\n\nDeep\n\nDeeper\n\n");
}

static void page_breaks_are_form_feeds(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "one");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "two");
  assert_text(sample, "one\n\n\ftwo\n\n");
}

static void notes_rules_and_signatures_are_drawn_with_letters(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_NOTE, 0, "note\nmore");
  sample_add(sample, BLOCK_RULE, 0, NULL);
  sample_add(sample, BLOCK_SIGNATURE, 0, "Name");
  assert_text(sample, "| note\n| more\n\n"
                      "------------------------------------------------------------------------------\n\n"
                      "________________________________________\nName\n\n");
}

static void draft_says_so_and_the_footer_closes_the_text(void **state) {
  struct sample *sample = *state;
  sample->document.watermark = "DRAFT", sample->document.footer = "Document 1";
  sample_add(sample, BLOCK_PARAGRAPH, 0, "text");
  assert_text(sample, "*** DRAFT ***\n\ntext\n\nDocument 1\n");
}

static void trace_metrics_count_half_an_em_for_each_column(void **state) {
  (void)state;
  struct metrics metrics = trace_metrics();
  assert_float_equal(metrics.width(NULL, FONT_REGULAR, 10, "ab", 2), 10, 0.001);
  assert_float_equal(metrics.width(NULL, FONT_REGULAR, 10, "e\u0301", 3), 5, 0.001);
  assert_float_equal(metrics.width(NULL, FONT_REGULAR, 10, "中", 3), 10, 0.001);
  assert_float_equal(metrics.width(NULL, FONT_REGULAR, 10, "abc", 1), 5, 0.001);
}

#define TEXT_TEST(name) cmocka_unit_test_setup_teardown(name, open_sample, close_sample)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEXT_TEST(headings_are_underlined_by_level),
      TEXT_TEST(paragraphs_wrap_at_78_columns_with_their_citation),
      TEXT_TEST(word_wider_than_the_line_is_cut_not_lost),
      TEXT_TEST(soft_hyphens_vanish),
      TEXT_TEST(items_hang_behind_their_labels_and_stay_together),
      TEXT_TEST(tables_have_aligned_columns),
      TEXT_TEST(contents_list_the_headings_that_follow),
      TEXT_TEST(page_breaks_are_form_feeds),
      TEXT_TEST(notes_rules_and_signatures_are_drawn_with_letters),
      TEXT_TEST(draft_says_so_and_the_footer_closes_the_text),
      TEXT_TEST(trace_metrics_count_half_an_em_for_each_column),
  };
  return cmocka_run_group_tests_name("the plain text reads like the document", tests, NULL, NULL);
}
