/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#define SOME_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct value with_lang(struct value value, const char *lang) {
  value.lang = lang;
  return value;
}

/* One of each, in the order of value_compare. */
static size_t samples(struct value values[20]) {
  const struct value list[] = {
      value_of(VALUE_CLEARED, NULL),
      value_of(VALUE_UNKNOWN, NULL),
      value_of(VALUE_NONE, NULL),
      value_bool(false),
      value_bool(true),
      value_of(VALUE_CHOICE, "direct"),
      value_of(VALUE_CHOICE, "indirect"),
      value_of(VALUE_TEXT, ""),
      value_of(VALUE_TEXT, "Kraków"),
      with_lang(value_of(VALUE_TEXT, "Kraków"), "pl"),
      value_number(-1500000),
      value_number(60000000),
      value_date(-10),
      value_date(21163),
      value_instant((struct instant){100, 0}),
      value_instant((struct instant){100, 120}),
      value_of(VALUE_REF, "person-1"),
      with_lang(value_of(VALUE_BLOB, SOME_HASH), "report.pdf"),
      value_of(VALUE_REDACTED, NULL),
  };
  memcpy(values, list, sizeof list);
  return ARRAY_LEN(list);
}

static void assert_text(struct value value, const char *expected) {
  CLEANUP(mem_freep) char *text = value_text(&value);
  assert_string_equal(text, expected);
}

static int sign(int number) {
  return (number > 0) - (number < 0);
}

static void value_compare_is_a_total_order(void **state) {
  (void)state;
  struct value values[20];
  int count = (int)samples(values);
  for (int i = 0; i < count; i++)
    for (int j = 0; j < count; j++) {
      assert_int_equal(sign(value_compare(&values[i], &values[j])), sign(i - j));
      assert_int_equal(value_equal(&values[i], &values[j]), i == j);
    }
}

static void value_text_is_the_same_in_every_language(void **state) {
  (void)state;
  assert_text(value_of(VALUE_CLEARED, NULL), "");
  assert_text(value_of(VALUE_UNKNOWN, NULL), "unknown");
  assert_text(value_of(VALUE_NONE, NULL), "none");
  assert_text(value_bool(true), "yes");
  assert_text(value_bool(false), "no");
  assert_text(value_of(VALUE_CHOICE, "direct"), "direct");
  assert_text(value_number(-1500000), "-1.5");
  assert_text(value_date(day_make(2027, 12, 11)), "2027-12-11");
  assert_text(value_instant((struct instant){0, 60}), "1970-01-01T01:00:00+01:00");
  assert_text(value_of(VALUE_REDACTED, NULL), "redacted");
}

static void value_copy_outlives_the_original(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  char text[] = "Kraków", lang[] = "pl";
  struct value original = with_lang(value_of(VALUE_TEXT, text), lang);
  struct value copy = value_copy(arena, &original);
  memset(text, 'x', 3);
  memset(lang, 'x', 2);
  assert_string_equal(copy.text, "Kraków");
  assert_string_equal(copy.lang, "pl");
  arena_free(arena);
}

static void value_decode_gives_back_what_was_encoded(void **state) {
  (void)state;
  struct value values[20];
  size_t count = samples(values);
  struct arena *arena = arena_new();
  for (size_t i = 0; i < count; i++) {
    struct buf buf = {0};
    value_encode(&values[i], &buf);
    struct value decoded;
    assert_true(value_decode(buf.data, buf.len, arena, &decoded));
    assert_true(value_equal(&decoded, &values[i]));
    buf_free(&buf);
  }
  arena_free(arena);
}

static void value_decode_refuses_every_cut_and_addition(void **state) {
  (void)state;
  struct value values[20], untouched = value_number(4711);
  size_t count = samples(values);
  struct arena *arena = arena_new();
  for (size_t i = 0; i < count; i++) {
    struct buf buf = {0};
    value_encode(&values[i], &buf);
    size_t whole = buf.len;
    /* A text with a language, cut behind the text, is a text without one. */
    size_t also_whole = values[i].lang ? whole - 4 - strlen(values[i].lang) : whole;
    for (size_t len = 0; len < whole; len++)
      if (len != also_whole) assert_false(value_decode(buf.data, len, arena, &untouched));
    buf_putc(&buf, '\0');
    assert_false(value_decode(buf.data, buf.len, arena, &untouched));
    buf_free(&buf);
  }
  assert_int_equal(untouched.number, 4711);
  arena_free(arena);
}

static void value_decode_refuses_what_no_writer_writes(void **state) {
  (void)state;
#define BYTES(text)                                                                                                                        \
  { text, sizeof(text) - 1 }
  static const struct {
    const char *bytes;
    size_t len;
  } bad[] = {
      BYTES("\0\0\0\5maybe"),
      BYTES("\0\0\0\4bool\0\0\0\4true"),
      BYTES("\0\0\0\6number\0\0\0\2"
            "07"),
      BYTES("\0\0\0\6number\0\0\0\3"
            "1.0"),
      BYTES("\0\0\0\4date\0\0\0\12"
            "2027-02-30"),
      BYTES("\0\0\0\7instant\0\0\0\21"
            "2027-02-03T10:00Z"),
      BYTES("\0\0\0\4text\0\0\0\2\xC0\xAF"),
      BYTES("\0\0\0\4text\0\0\0\3"
            "a\0b"),
      BYTES("\0\0\0\6choice\0\0\0\1x\0\0\0\2pl"),
      BYTES("\0\0\0\4blob\0\0\0\4abcd"),
      BYTES("\0\0\0\7unknown\0\0\0\0"),
      BYTES("\377\377\377\377text"),
  };
  struct arena *arena = arena_new();
  struct value value;
  for (size_t i = 0; i < ARRAY_LEN(bad); i++)
    assert_false(value_decode(bad[i].bytes, bad[i].len, arena, &value));
  assert_true(value_decode("\0\0\0\6number\0\0\0\1"
                           "7",
                           15, arena, &value)); /* the form itself is right */
  arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(value_compare_is_a_total_order),
      cmocka_unit_test(value_text_is_the_same_in_every_language),
      cmocka_unit_test(value_copy_outlives_the_original),
      cmocka_unit_test(value_decode_gives_back_what_was_encoded),
      cmocka_unit_test(value_decode_refuses_every_cut_and_addition),
      cmocka_unit_test(value_decode_refuses_what_no_writer_writes),
  };
  return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
