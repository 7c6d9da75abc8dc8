/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void assert_fold(const char *text, const char *expected) {
  CLEANUP(mem_freep) char *folded = text_fold(text);
  assert_string_equal(folded, expected);
}

static void assert_collapse(const char *text, const char *expected) {
  CLEANUP(mem_freep) char *collapsed = text_collapse(text);
  assert_string_equal(collapsed, expected);
}

static void utf8_refuses_what_is_not_strict(void **state) {
  (void)state;
  assert_true(utf8_valid("", 0));
  assert_true(utf8_valid("zażółć €𝄞", strlen("zażółć €𝄞")));
  assert_false(utf8_valid("a\0b", 3));
  assert_false(utf8_valid("\xC0\xAF", 2));         /* overlong */
  assert_false(utf8_valid("\xED\xA0\x80", 3));     /* surrogate */
  assert_false(utf8_valid("\xF4\x90\x80\x80", 4)); /* above U+10FFFF */
  assert_false(utf8_valid("\xE2\x82", 2));         /* cut */
}

static void utf8_decodes_and_encodes_the_same(void **state) {
  (void)state;
  static const uint32_t code_points[] = {'A', 0xE9, 0x20AC, 0x1D11E};
  for (size_t i = 0; i < ARRAY_LEN(code_points); i++) {
    char text[5];
    size_t len = utf8_encode(code_points[i], text);
    uint32_t decoded = 0;
    assert_int_equal(len, i + 1);
    assert_int_equal(utf8_next(text, &decoded), len);
    assert_int_equal(decoded, code_points[i]);
  }
  uint32_t untouched = 7;
  assert_int_equal(utf8_next("", &untouched), 0);
  assert_int_equal(untouched, 7);
  assert_int_equal(utf8_count("aé€𝄞"), 4);
}

static void utf8_width_counts_terminal_columns(void **state) {
  (void)state;
  assert_int_equal(utf8_width("Grüße"), 5);
  assert_int_equal(utf8_width("e\u0301"), 1);
  assert_int_equal(utf8_width("日本"), 4);
  assert_int_equal(utf8_width("Ωμέγα Ж"), 7);
  assert_int_equal(utf8_width("a\tb"), 2);
  assert_int_equal(utf8_width_of('\n'), 0);
}

static void utf8_fit_never_splits_a_letter(void **state) {
  (void)state;
  assert_int_equal(utf8_fit("abc", 2), 2);
  assert_int_equal(utf8_fit("abc", 9), 3);
  assert_int_equal(utf8_fit("e\u0301x", 1), 3);
  assert_int_equal(utf8_fit("日本", 3), 3);
  assert_int_equal(utf8_fit("日本", 1), 0);
  assert_int_equal(utf8_fit("abc", 0), 0);
}

static void text_fold_finds_without_case_and_accents(void **state) {
  (void)state;
  assert_fold("Żółć", "zolc");
  assert_fold("STRASSE", "strasse");
  assert_fold("Straße", "strasse");
  assert_fold("Ωμέγα ΟΔΟΣ", "ωμεγα οδοσ");
  assert_fold("Ærø", "aero");
  assert_fold("Đorđe Ħal", "dorde hal");
  assert_fold("e\u0301", "e");
  assert_fold("", "");
}

static void text_collapse_folds_white_space_like_the_extractor(void **state) {
  (void)state;
  assert_collapse("  one\n\t two  \r\n", "one two");
  assert_collapse(" \n ", "");
  assert_collapse("a\u00A0 b", "a\u00A0 b");
}

static void text_first_bad_finds_control_characters_and_broken_bytes(void **state) {
  (void)state;
  assert_int_equal(text_first_bad("two\nlines\tand €", strlen("two\nlines\tand €")), -1);
  assert_int_equal(text_first_bad("", 0), -1);
  assert_int_equal(text_first_bad("ab\x1b[31m", 7), 2);
  assert_int_equal(text_first_bad("é\x7f", 3), 2);
  assert_int_equal(text_first_bad("a\xC2\x85", 3), 1);
  assert_int_equal(text_first_bad("a\0b", 3), 1);
  assert_int_equal(text_first_bad("ab\xFF", 3), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utf8_refuses_what_is_not_strict),
      cmocka_unit_test(utf8_decodes_and_encodes_the_same),
      cmocka_unit_test(utf8_width_counts_terminal_columns),
      cmocka_unit_test(utf8_fit_never_splits_a_letter),
      cmocka_unit_test(text_fold_finds_without_case_and_accents),
      cmocka_unit_test(text_collapse_folds_white_space_like_the_extractor),
      cmocka_unit_test(text_first_bad_finds_control_characters_and_broken_bytes),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
