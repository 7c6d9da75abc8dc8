/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "xml/xml.h"

static struct xml_document *parse(const char *text) {
  struct xml_document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  if (xml_parse(text, strlen(text), "a.xml", &document, &error)) fail_msg("%s: %s", error.where, error.what);
  return document;
}

static void xml_tree_walk_skips_blanks_and_comments(void **state) {
  (void)state;
  struct xml_document *document = parse("<a>\n  <!-- c -->\n  <b x=\"1\" y=\"&amp;&#228;\"/>\n  <c/><?pi?>\n  <b/>\n</a>");
  const struct xml_node *root = xml_root(document);
  const struct xml_node *b = xml_first(root);
  assert_true(xml_is(b, "b"));
  assert_string_equal(xml_attr(b, "x"), "1");
  assert_string_equal(xml_attr(b, "y"), "&ä");
  assert_null(xml_attr(b, "z"));
  assert_true(xml_is(xml_next(b), "c"));
  assert_ptr_equal(xml_child(root, "c"), xml_next(b));
  assert_null(xml_child(root, "d"));
  assert_ptr_equal(xml_next_named(b, "b"), xml_next(xml_next(b)));
  assert_null(xml_next(xml_next(xml_next(b))));
  xml_free(document);
}

static void xml_tree_mixed_content_keeps_blanks_between_inline_elements(void **state) {
  (void)state;
  struct xml_document *document = parse("<p>see <em>this</em> <v/></p>");
  const struct xml_node *text = xml_first(xml_root(document));
  assert_null(xml_name(text));
  assert_string_equal(xml_text_of(text), "see ");
  const struct xml_node *blank = xml_next(xml_next(text));
  assert_string_equal(xml_text_of(blank), " ");
  assert_true(xml_is(xml_next(blank), "v"));
  xml_free(document);
}

static void xml_parse_whole_keeps_blanks_and_instructions(void **state) {
  (void)state;
  const char *text = "<p><b>x</b> <!-- c --><i>y</i>\n<?step one two?><?end?></p>";
  struct xml_document *document = NULL;
  assert_int_equal(xml_parse_whole(text, strlen(text), "a.xml", &document, NULL), STATUS_OK);
  const struct xml_node *blank = xml_next(xml_first(xml_root(document)));
  assert_string_equal(xml_text_of(blank), " ");
  assert_null(xml_instruction(blank));
  assert_null(xml_instruction_data(blank));
  const struct xml_node *step = xml_next(xml_next(xml_next(blank)));
  assert_string_equal(xml_instruction(step), "step");
  assert_string_equal(xml_instruction_data(step), "one two");
  assert_null(xml_name(step));
  assert_null(xml_text_of(step));
  assert_string_equal(xml_instruction_data(xml_next(step)), "");
  assert_string_equal(xml_content(xml_root(document)), "x y");
  xml_free(document);
}

static void xml_content_is_collapsed_text_of_all_below(void **state) {
  (void)state;
  struct xml_document *document = parse("<a>\n <b> one\n\ttwo </b><![CDATA[ <3 ]]><c/></a>");
  assert_string_equal(xml_content(xml_root(document)), "one two <3");
  assert_string_equal(xml_content(xml_child(xml_root(document), "c")), "");
  xml_free(document);
}

static void xml_names_are_local_whatever_the_prefix(void **state) {
  (void)state;
  struct xml_document *document = parse("<x:bom xmlns:x=\"http://example.com/ns\" xml:lang=\"en\"><x:b/></x:bom>");
  assert_true(xml_is(xml_root(document), "bom"));
  assert_string_equal(xml_attr(xml_root(document), "lang"), "en");
  assert_non_null(xml_child(xml_root(document), "b"));
  xml_free(document);
}

static void xml_line_is_where_the_tag_begins(void **state) {
  (void)state;
  struct xml_document *document = parse("<a>\n<b\n  x='>'\n  y='2'/>\n<!-- <z> -->\n<c/></a>");
  const struct xml_node *b = xml_child(xml_root(document), "b");
  assert_int_equal(xml_line(b), 2);
  assert_int_equal(xml_line(xml_next(b)), 6);
  CLEANUP(mem_freep) char *where = xml_where(b);
  assert_string_equal(where, "a.xml:2");
  xml_free(document);
}

static void xml_line_is_right_beyond_65535(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "<a>");
  for (int i = 0; i < 70000; i++)
    buf_puts(&text, "<b/>\n");
  buf_puts(&text, "<last/></a>");
  struct xml_document *document = parse(buf_str(&text));
  assert_int_equal(xml_line(xml_child(xml_root(document), "last")), 70001);
  xml_free(document);
  buf_free(&text);
}

static void xml_parse_byte_order_mark_is_ignored(void **state) {
  (void)state;
  struct xml_document *document = parse("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>");
  assert_true(xml_is(xml_root(document), "a"));
  xml_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_tree_walk_skips_blanks_and_comments),
      cmocka_unit_test(xml_tree_mixed_content_keeps_blanks_between_inline_elements),
      cmocka_unit_test(xml_parse_whole_keeps_blanks_and_instructions),
      cmocka_unit_test(xml_content_is_collapsed_text_of_all_below),
      cmocka_unit_test(xml_names_are_local_whatever_the_prefix),
      cmocka_unit_test(xml_line_is_where_the_tag_begins),
      cmocka_unit_test(xml_line_is_right_beyond_65535),
      cmocka_unit_test(xml_parse_byte_order_mark_is_ignored),
  };
  return cmocka_run_group_tests_name("XML tree", tests, NULL, NULL);
}
