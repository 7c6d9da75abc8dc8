/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void write_sample(struct json_out *out) {
  json_out_object(out);
  json_out_key(out, "gaps");
  json_out_number(out, 3);
  json_out_key(out, "list");
  json_out_array(out);
  json_out_string(out, "a");
  json_out_bool(out, true);
  json_out_object(out);
  json_out_end(out);
  json_out_object(out);
  json_out_key(out, "half");
  json_out_decimal(out, -500000);
  json_out_end(out);
  json_out_end(out);
  json_out_key(out, "nothing");
  json_out_string(out, NULL);
  json_out_key(out, "empty");
  json_out_array(out);
  json_out_end(out);
  json_out_end(out);
}

static void assert_written(const char *text, const char *expected) {
  struct buf buf = {0};
  struct json_out out = {.buf = &buf};
  json_out_string(&out, text);
  assert_string_equal(buf_str(&buf), expected);
  buf_free(&buf);
}

static void json_out_writes_on_one_line(void **state) {
  (void)state;
  struct buf buf = {0};
  struct json_out out = {.buf = &buf};
  write_sample(&out);
  assert_string_equal(buf_str(&buf), "{\"gaps\":3,\"list\":[\"a\",true,{},{\"half\":-0.5}],\"nothing\":null,\"empty\":[]}");
  buf_free(&buf);
}

static void json_out_indents_two_blanks_a_level(void **state) {
  (void)state;
  struct buf buf = {0};
  struct json_out out = {.buf = &buf, .indented = true};
  write_sample(&out);
  assert_string_equal(buf_str(&buf), "{\n"
                                     "  \"gaps\": 3,\n"
                                     "  \"list\": [\n"
                                     "    \"a\",\n"
                                     "    true,\n"
                                     "    {},\n"
                                     "    {\n"
                                     "      \"half\": -0.5\n"
                                     "    }\n"
                                     "  ],\n"
                                     "  \"nothing\": null,\n"
                                     "  \"empty\": []\n"
                                     "}");
  buf_free(&buf);
}

static void json_out_escapes_what_must_be(void **state) {
  (void)state;
  assert_written("plain é€𝄞", "\"plain é€𝄞\"");
  assert_written("\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
  assert_written("\x01\x1b[31m\x7f\xC2\x9B", "\"\\u0001\\u001b[31m\\u007f\\u009b\"");
  assert_written("a\xFF"
                 "b",
                 "\"a\xEF\xBF\xBD"
                 "b\"");
}

static void json_out_is_read_back_the_same(void **state) {
  (void)state;
  char text[300];
  size_t len = 0;
  for (int c = 1; c < 0x80; c++)
    text[len++] = (char)c;
  text[len] = '\0';
  struct buf buf = {0};
  struct json_out out = {.buf = &buf, .indented = true};
  json_out_array(&out);
  json_out_string(&out, text);
  json_out_number(&out, INT64_MIN);
  json_out_end(&out);
  struct json *root = NULL;
  assert_int_equal(json_parse(buf.data, buf.len, "written", &json_usual_limits, &root, NULL), STATUS_OK);
  assert_string_equal(json_text(json_at(root, 0)), text);
  assert_string_equal(json_text(json_at(root, 1)), "-9223372036854775808");
  json_free(root);
  buf_free(&buf);
}

static void json_out_nests_64_levels(void **state) {
  (void)state;
  struct buf buf = {0};
  struct json_out out = {.buf = &buf};
  for (int i = 0; i < 32; i++) {
    json_out_array(&out);
    json_out_object(&out);
    json_out_key(&out, "k");
  }
  json_out_bool(&out, false);
  for (int i = 0; i < 64; i++)
    json_out_end(&out);
  struct json *root = NULL;
  assert_int_equal(json_parse(buf.data, buf.len, "written", &json_usual_limits, &root, NULL), STATUS_OK);
  json_free(root);
  buf_free(&buf);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_out_writes_on_one_line),   cmocka_unit_test(json_out_indents_two_blanks_a_level),
      cmocka_unit_test(json_out_escapes_what_must_be), cmocka_unit_test(json_out_is_read_back_the_same),
      cmocka_unit_test(json_out_nests_64_levels),
  };
  return cmocka_run_group_tests_name("writing JSON", tests, NULL, NULL);
}
