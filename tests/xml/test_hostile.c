/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that want to harm: each must be refused within a moment, with the place, and without reading anything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "xml/xml.h"

enum { QUICK_MS = 1500 };

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void assert_refused_bytes(const char *bytes, size_t len, const char *where, const char *what) {
  struct xml_document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  int64_t start = now_ms();
  assert_int_equal(xml_parse(bytes, len, "bad.xml", &document, &error), STATUS_INPUT);
  assert_true(now_ms() - start < QUICK_MS);
  assert_null(document);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, what)) fail_msg("\"%s\" does not say \"%s\"", error.what, what);
}

static void assert_refused(const char *text, const char *where, const char *what) {
  assert_refused_bytes(text, strlen(text), where, what);
}

static void xml_parse_doctype_is_refused(void **state) {
  (void)state;
  assert_refused("<?xml version=\"1.0\"?>\n<!DOCTYPE a>\n<a/>", "bad.xml:2", "DOCTYPE");
  assert_refused("<!-- <a> -->\n\n<!DOCTYPE a SYSTEM \"http://example.com/a.dtd\"><a/>", "bad.xml:3", "DOCTYPE");
}

static void xml_parse_external_entity_is_refused(void **state) {
  (void)state;
  assert_refused("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<a>&x;</a>", "bad.xml:1", "DOCTYPE");
}

static void xml_parse_billion_laughs_are_refused(void **state) {
  (void)state;
  assert_refused(
      "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><l>&c;</l>",
      "bad.xml:1", "DOCTYPE");
}

static void xml_parse_undeclared_entity_is_refused(void **state) {
  (void)state;
  assert_refused("<a>\n&x;</a>", "bad.xml:2", "Entity 'x'");
}

static char *repeat(const char *start, const char *piece, size_t count, const char *end, size_t *ret_len) {
  struct buf text = {0};
  buf_puts(&text, start);
  for (size_t i = 0; i < count; i++)
    buf_puts(&text, piece);
  buf_puts(&text, end);
  *ret_len = text.len;
  return buf_take(&text);
}

static void assert_refused_repeat(const char *start, const char *piece, size_t count, const char *end, const char *where,
                                  const char *what) {
  size_t len;
  CLEANUP(mem_freep) char *text = repeat(start, piece, count, end, &len);
  assert_refused_bytes(text, len, where, what);
}

static void xml_parse_deep_nesting_is_refused(void **state) {
  (void)state;
  assert_refused_repeat("", "<a>\n", 257, "", "bad.xml:257", "256 levels");
  assert_refused_repeat("", "<a>", 1000000, "", "bad.xml:1", "256 levels");
}

static void xml_parse_nesting_at_the_limit_is_accepted(void **state) {
  (void)state;
  struct buf text = {0};
  for (int i = 0; i < 256; i++)
    buf_puts(&text, "<a>");
  for (int i = 0; i < 256; i++)
    buf_puts(&text, "</a>");
  struct xml_document *document = NULL;
  assert_int_equal(xml_parse(text.data, text.len, "deep.xml", &document, NULL), STATUS_OK);
  xml_free(document);
  buf_free(&text);
}

static void xml_parse_giant_attribute_is_refused(void **state) {
  (void)state;
  assert_refused_repeat("<a>\n<b c=\"", "x", 300000, "\"/></a>", "bad.xml:2", "256 KiB");
}

static void xml_parse_giant_name_is_refused(void **state) {
  (void)state;
  assert_refused_repeat("<", "x", 300000, "/>", "bad.xml:1", "256 KiB");
}

static void xml_parse_200000_attributes_are_refused(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "<a>\n\n<b");
  for (int i = 0; i < 200000; i++)
    buf_printf(&text, " a%d=\"\"", i);
  buf_puts(&text, "/></a>");
  assert_refused_bytes(text.data, text.len, "bad.xml:3", "256 KiB");
  buf_free(&text);
}

static void xml_parse_1001_attributes_are_refused(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "<b");
  for (int i = 0; i < 1001; i++)
    buf_printf(&text, " a%d=''", i);
  buf_puts(&text, "/>");
  assert_refused_bytes(text.data, text.len, "bad.xml:1", "1000 attributes");
  buf_free(&text);
}

static void xml_parse_oversized_file_is_refused(void **state) {
  (void)state;
  size_t len = ((size_t)64 << 20) + 1;
  char *bytes = malloc(len);
  memset(bytes, ' ', len);
  assert_refused_bytes(bytes, len, "bad.xml", "64 MiB");
  free(bytes);
}

static void xml_parse_truncated_file_is_refused(void **state) {
  (void)state;
  assert_refused("", "bad.xml", "empty");
  assert_refused("<a>\n<b>\n", "bad.xml:3", "not well-formed");
  assert_refused("<a>\n<b x=\"1", "bad.xml:2", "no end");
  assert_refused("<a>\n</a", "bad.xml:2", "no end");
  assert_refused("<a>\n<!-- ", "bad.xml:2", "no end");
  assert_refused("<a>\n<![CDATA[ ]]", "bad.xml:2", "no end");
}

static void xml_parse_wrong_nesting_names_the_tags(void **state) {
  (void)state;
  assert_refused("<a>\n<b>\n</a>\n</b>", "bad.xml:3", "mismatch: b line 2 and a");
}

static void xml_parse_other_encoding_is_refused(void **state) {
  (void)state;
  assert_refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a/>", "bad.xml:1", "not UTF-8");
  assert_refused("<?xml version='1.0' encoding='UTF-7'?>\n<a/>", "bad.xml:1", "not UTF-8");
  assert_refused("<a>\nok\n\xe9\n</a>", "bad.xml:3", "not UTF-8");
  assert_refused_bytes("\xff\xfe<\0a\0/\0>\0", 10, "bad.xml:1", "not UTF-8");
  assert_refused_bytes("<a>\n\0</a>", 9, "bad.xml:2", "not UTF-8");
}

static void xml_parse_control_character_is_refused(void **state) {
  (void)state;
  assert_refused("<a>\n\x01</a>", "bad.xml:2", "not well-formed");
}

static void xml_parse_second_root_is_refused(void **state) {
  (void)state;
  assert_refused("<a/>\n<b/>", "bad.xml:2", "not well-formed");
}

static void xml_load_missing_file_is_refused(void **state) {
  (void)state;
  struct xml_document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(xml_load("/nonexistent/a.xml", &document, &error), STATUS_INPUT);
  assert_string_equal(error.where, "/nonexistent/a.xml");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_parse_doctype_is_refused),
      cmocka_unit_test(xml_parse_external_entity_is_refused),
      cmocka_unit_test(xml_parse_billion_laughs_are_refused),
      cmocka_unit_test(xml_parse_undeclared_entity_is_refused),
      cmocka_unit_test(xml_parse_deep_nesting_is_refused),
      cmocka_unit_test(xml_parse_nesting_at_the_limit_is_accepted),
      cmocka_unit_test(xml_parse_giant_attribute_is_refused),
      cmocka_unit_test(xml_parse_giant_name_is_refused),
      cmocka_unit_test(xml_parse_200000_attributes_are_refused),
      cmocka_unit_test(xml_parse_1001_attributes_are_refused),
      cmocka_unit_test(xml_parse_oversized_file_is_refused),
      cmocka_unit_test(xml_parse_truncated_file_is_refused),
      cmocka_unit_test(xml_parse_wrong_nesting_names_the_tags),
      cmocka_unit_test(xml_parse_other_encoding_is_refused),
      cmocka_unit_test(xml_parse_control_character_is_refused),
      cmocka_unit_test(xml_parse_second_root_is_refused),
      cmocka_unit_test(xml_load_missing_file_is_refused),
  };
  return cmocka_run_group_tests_name("hostile XML", tests, NULL, NULL);
}
