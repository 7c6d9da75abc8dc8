/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(text) text, sizeof(text) - 1

/* The copy has no NUL behind it, so that a memory checker sees a read beyond the end. */
static enum status parse_bytes(const char *bytes, size_t len, const struct json_limits *limits, struct json **ret_root,
                               struct error *error) {
  char *exact = malloc(len ? len : 1);
  memcpy(exact, bytes, len);
  enum status status = json_parse(exact, len, "list.json", limits, ret_root, error);
  free(exact);
  return status;
}

static struct json *parse(const char *text) {
  struct json *root = NULL;
  struct error error = {0};
  assert_int_equal(parse_bytes(text, strlen(text), &json_usual_limits, &root, &error), STATUS_OK);
  error_clear(&error);
  return root;
}

static void assert_refused_bytes(const char *bytes, size_t len, const char *where) {
  struct json *root = NULL;
  struct error error = {0};
  assert_int_equal(parse_bytes(bytes, len, &json_usual_limits, &root, &error), STATUS_INPUT);
  assert_null(root);
  assert_string_equal(error.where, where);
  assert_true(strlen(error.what) > 0);
  error_clear(&error);
}

static void assert_refused(const char *text, const char *where) {
  assert_refused_bytes(text, strlen(text), where);
}

static void assert_text(const char *json, const char *expected) {
  struct json *root = parse(json);
  assert_string_equal(json_text(root), expected);
  json_free(root);
}

static void json_reads_a_nested_tree(void **state) {
  (void)state;
  struct json *root = parse("{\n  \"a\": [1, -2.50e+3, \"x\", true, false, null, {}, []],\n  \"ß\": {\"c\": \"d\"}\n}\n");
  assert_int_equal(json_type(root), JSON_OBJECT);
  assert_int_equal(json_len(root), 2);
  const struct json *a = json_get(root, "a");
  assert_int_equal(json_type(a), JSON_ARRAY);
  assert_int_equal(json_len(a), 8);
  assert_string_equal(json_text(json_at(a, 0)), "1");
  assert_string_equal(json_text(json_at(a, 1)), "-2.50e+3");
  assert_int_equal(json_type(json_at(a, 1)), JSON_NUMBER);
  assert_string_equal(json_text(json_at(a, 2)), "x");
  assert_int_equal(json_type(json_at(a, 3)), JSON_TRUE);
  assert_int_equal(json_type(json_at(a, 4)), JSON_FALSE);
  assert_int_equal(json_type(json_at(a, 5)), JSON_NULL);
  assert_int_equal(json_type(json_at(a, 6)), JSON_OBJECT);
  assert_int_equal(json_type(json_at(a, 7)), JSON_ARRAY);
  assert_null(json_at(a, 8));
  assert_string_equal(json_key_at(root, 1), "ß");
  assert_string_equal(json_text(json_get(json_get(root, "ß"), "c")), "d");
  json_free(root);
}

static void json_readers_accept_what_is_not_there(void **state) {
  (void)state;
  struct json *root = parse("[\"text\"]");
  assert_null(json_get(root, "a"));
  assert_null(json_get(json_get(NULL, "a"), "b"));
  assert_null(json_text(root));
  assert_null(json_key_at(root, 0));
  assert_int_equal(json_len(json_at(root, 0)), 0);
  assert_int_equal(json_type(NULL), JSON_NULL);
  json_free(root);
  json_free(NULL);
}

static void json_knows_line_and_column_in_characters(void **state) {
  (void)state;
  struct json *root = parse("{\"é\": 1,\n\t\"b\":  [\n2, {\"c\": 3}]}");
  assert_int_equal(json_line(root), 1);
  assert_int_equal(json_column(root), 1);
  assert_int_equal(json_column(json_get(root, "é")), 7);
  const struct json *b = json_get(root, "b");
  assert_int_equal(json_line(b), 2);
  assert_int_equal(json_column(b), 8);
  const struct json *c = json_get(json_at(b, 1), "c");
  assert_int_equal(json_line(c), 3);
  assert_int_equal(json_column(c), 10);
  json_free(root);
}

static void json_decodes_every_escape(void **state) {
  (void)state;
  assert_text("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  assert_text("\"\\u0041\\u00e9\\u20AC\\uD834\\udd1e\"", "Aé€𝄞");
  assert_text("\"zażółć 𝄞\x7f\"", "zażółć 𝄞\x7f");
  assert_text("\xEF\xBB\xBF \"after a byte order mark\"", "after a byte order mark");
}

static void json_takes_any_value_as_root_and_every_form_of_number(void **state) {
  (void)state;
  static const char *const numbers[] = {"0", "-0", "10", "0.5", "1e5", "1E-05", "-1.25e+300", "123456789012345678901234567890"};
  for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
    assert_text(numbers[i], numbers[i]);
  assert_text(" \r\n\t\"\" ", "");
}

static void json_refuses_malformed_text_where_it_stands(void **state) {
  (void)state;
  assert_refused("", "list.json:1:1");
  assert_int_equal(json_parse(NULL, 0, "list.json", &json_usual_limits, NULL, NULL), STATUS_INPUT);
  assert_refused("  ", "list.json:1:3");
  assert_refused("{\n \"a\" 1}", "list.json:2:6");
  assert_refused("[1,]", "list.json:1:4");
  assert_refused("[1 2]", "list.json:1:4");
  assert_refused("[,1]", "list.json:1:2");
  assert_refused("{\"a\":1,}", "list.json:1:8");
  assert_refused("{a:1}", "list.json:1:2");
  assert_refused("{'a':1}", "list.json:1:2");
  assert_refused("[1}", "list.json:1:3");
  assert_refused("{\"a\":1]", "list.json:1:7");
  assert_refused("[", "list.json:1:2");
  assert_refused("[1", "list.json:1:3");
  assert_refused("{\"a\"", "list.json:1:5");
  assert_refused("1 2", "list.json:1:3");
  assert_refused("{} {}", "list.json:1:4");
  assert_refused("]", "list.json:1:1");
  assert_refused("nul", "list.json:1:1");
  assert_refused("True", "list.json:1:1");
  assert_refused("NaN", "list.json:1:1");
  assert_refused("// comment\n1", "list.json:1:1");
  assert_refused("[\"é\", nope]", "list.json:1:7");
  assert_refused("nullx", "list.json:1:5");
}

static void json_refuses_sloppy_numbers(void **state) {
  (void)state;
  static const char *const bad[] = {"01", "-", "1.", ".5", "+1", "1e", "1e+", "0x1", "-01", "1.5.2"};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
    struct json *root = NULL;
    assert_int_equal(parse_bytes(bad[i], strlen(bad[i]), &json_usual_limits, &root, NULL), STATUS_INPUT);
    assert_null(root);
  }
}

static void json_refuses_bad_texts(void **state) {
  (void)state;
  assert_refused("\"abc", "list.json:1:5");
  assert_refused("\"a\nb\"", "list.json:1:3");
  assert_refused("\"a\tb\"", "list.json:1:3");
  assert_refused("\"\\x41\"", "list.json:1:3");
  assert_refused("\"\\u12g4\"", "list.json:1:4");
  assert_refused("\"\\u12", "list.json:1:4");
  assert_refused("\"\\u0000\"", "list.json:1:8");
  assert_refused("\"\\ud834\"", "list.json:1:8");
  assert_refused("\"\\udd1e\"", "list.json:1:8");
  assert_refused("\"\\ud834\\u0041\"", "list.json:1:14");
  assert_refused_bytes(BYTES("\"a\0b\""), "list.json:1:3");
  assert_refused_bytes(BYTES("\"a\xFF\""), "list.json:1:3");
  assert_refused_bytes(BYTES("\"\xC0\xAF\""), "list.json:1:2");
  assert_refused_bytes(BYTES("\"\xED\xA0\x80\""), "list.json:1:2");
  assert_refused_bytes(BYTES("\"\xE2\x82"), "list.json:1:2");
  assert_refused_bytes(BYTES("\"a\\"), "list.json:1:4");
  assert_refused_bytes(BYTES("\xFE\xFF\0[\0]"), "list.json:1:1");
}

static void json_refuses_duplicate_keys_and_names_them(void **state) {
  (void)state;
  struct json *root = NULL;
  struct error error = {0};
  const char *text = "{\"a\": 1, \"b\": {\"a\": 2},\n \"\\u0061\": 3}";
  assert_int_equal(parse_bytes(text, strlen(text), &json_usual_limits, &root, &error), STATUS_INPUT);
  assert_string_equal(error.where, "list.json:2:2");
  assert_non_null(strstr(error.what, "\"a\""));
  error_clear(&error);
}

static void json_refuses_too_deep_and_too_large(void **state) {
  (void)state;
  const struct json_limits limits = {.bytes = 12, .depth = 3, .values = 4};
  struct json *root = NULL;
  assert_int_equal(parse_bytes(BYTES("[[{\"a\":1}]]"), &limits, &root, NULL), STATUS_OK);
  json_free(root);
  root = NULL;
  struct error error = {0};
  assert_int_equal(parse_bytes(BYTES("[[[[]]]]"), &limits, &root, &error), STATUS_INPUT);
  assert_string_equal(error.where, "list.json:1:4");
  assert_int_equal(parse_bytes(BYTES("[1234567890 ]"), &limits, &root, &error), STATUS_INPUT);
  assert_string_equal(error.where, "list.json");
  assert_int_equal(parse_bytes(BYTES("[0,0,0,0]"), &limits, &root, &error), STATUS_INPUT);
  assert_string_equal(error.where, "list.json:1:8");
  assert_null(root);
  error_clear(&error);
}

static void json_of_hostile_depth_and_width_ends_quickly(void **state) {
  (void)state;
  enum { MANY = 200000 };
  struct buf deep = {0}, wide = {0};
  struct json *root = NULL;
  for (int i = 0; i < MANY; i++)
    buf_putc(&deep, '[');
  assert_int_equal(parse_bytes(deep.data, deep.len, &json_usual_limits, &root, NULL), STATUS_INPUT);
  buf_putc(&wide, '{');
  for (int i = 0; i < MANY; i++)
    buf_printf(&wide, "%s\"key-%d\":%d", i ? "," : "", i, i);
  buf_putc(&wide, '}');
  assert_int_equal(parse_bytes(wide.data, wide.len, &json_usual_limits, &root, NULL), STATUS_OK);
  assert_int_equal(json_len(root), MANY);
  json_free(root);
  buf_free(&deep);
  buf_free(&wide);
}

/* A short text cut anywhere is never read as something else and never read beyond. */
static void json_cut_anywhere_is_refused(void **state) {
  (void)state;
  const char *text = "{\"a\":[1,\"x\\u00e9é\\ud834\\udd1e\",true,{\"b\":null}],\"c\":-1.5e3}";
  for (size_t len = 0; len < strlen(text); len++) {
    struct json *root = NULL;
    assert_int_equal(parse_bytes(text, len, &json_usual_limits, &root, NULL), STATUS_INPUT);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_reads_a_nested_tree),
      cmocka_unit_test(json_readers_accept_what_is_not_there),
      cmocka_unit_test(json_knows_line_and_column_in_characters),
      cmocka_unit_test(json_decodes_every_escape),
      cmocka_unit_test(json_takes_any_value_as_root_and_every_form_of_number),
      cmocka_unit_test(json_refuses_malformed_text_where_it_stands),
      cmocka_unit_test(json_refuses_sloppy_numbers),
      cmocka_unit_test(json_refuses_bad_texts),
      cmocka_unit_test(json_refuses_duplicate_keys_and_names_them),
      cmocka_unit_test(json_refuses_too_deep_and_too_large),
      cmocka_unit_test(json_of_hostile_depth_and_width_ends_quickly),
      cmocka_unit_test(json_cut_anywhere_is_refused),
  };
  return cmocka_run_group_tests_name("reading JSON", tests, NULL, NULL);
}
