/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A translation is found only if our message equals xgettext's byte for byte, so xgettext itself is the judge here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "xgettext.h"
#include "xml/xml.h"

#include "skip.h"

static const char rules[] = "<its:rules xmlns:its='http://www.w3.org/2005/11/its' version='2.0'>"
                            "<its:translateRule selector='/*' translate='no'/>"
                            "<its:translateRule selector='//p' translate='yes'/>"
                            "<its:withinTextRule selector='//em | //v' withinText='yes'/>"
                            "</its:rules>";

static char *folder, *rules_path, *file_path;

static int make_folder(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  folder = mem_printf("%s/cradle-message-XXXXXX", parent ? parent : "/tmp");
  if (!mkdtemp(folder)) return -1;
  rules_path = path_join(folder, "rules.its");
  file_path = path_join(folder, "template.xml");
  return file_write(rules_path, rules, strlen(rules), 0600, NULL);
}

static int remove_folder(void **state) {
  (void)state;
  unlink(rules_path);
  unlink(file_path);
  int failed = rmdir(folder);
  free(folder);
  free(rules_path);
  free(file_path);
  return failed;
}

/* Every <p> of the body must give the message that xgettext extracts, in the same order; blank ones give none. */
static void assert_same_as_xgettext(const char *body) {
  if (!xgettext_exists()) skip_because("xgettext is not installed");
  CLEANUP(mem_freep) char *text = mem_printf("<t>%s</t>", body);
  assert_int_equal(file_write(file_path, text, strlen(text), 0600, NULL), STATUS_OK);
  CLEANUP(mem_freep) char *arguments = mem_printf("--its='%s' '%s'", rules_path, file_path);
  CLEANUP(extracted_free) extracted_vec_t extracted = {0};
  assert_true(xgettext_run("", arguments, &extracted));
  struct xml_document *document = NULL;
  assert_int_equal(xml_load(file_path, &document, NULL), STATUS_OK);
  size_t count = 0;
  for (const struct xml_node *p = xml_child(xml_root(document), "p"); p; p = xml_next_named(p, "p")) {
    if (!*xml_message(p)) continue;
    assert_true(count < extracted.len);
    assert_string_equal(xml_message(p), extracted.items[count].message);
    count++;
  }
  assert_int_equal(count, extracted.len);
  xml_free(document);
}

static void xml_message_plain_text_is_collapsed(void **state) {
  (void)state;
  assert_same_as_xgettext("<p>  One\n   thought,\tplain words. </p>\n<p>x</p><p> </p><p/>");
}

static void xml_message_special_characters_stay_escaped(void **state) {
  (void)state;
  assert_same_as_xgettext("<p>a &amp; b &lt;c&gt; \"d\" 'e' &#8222;f&#8220; &#228;\xc2\xa0z</p><p>a&#10;b&#9;c</p>");
}

static void xml_message_keeps_inline_elements_and_attribute_order(void **state) {
  (void)state;
  assert_same_as_xgettext("<p>The product <v q=\"product.name\" b='2' a='1'/> of <em>the\n maker</em>.</p><p><v q='only'/></p>");
}

static void xml_message_escapes_attributes_as_xgettext_does(void **state) {
  (void)state;
  assert_same_as_xgettext("<p>x <v q='a \"b\" &amp; &lt; &gt; &#10;\n c ' xml:lang='de'/></p>");
}

static void xml_message_blanks_at_inline_borders_follow_xgettext(void **state) {
  (void)state;
  assert_same_as_xgettext("<p> Hello <em>  big <v q=\"x\"/> </em>\n world <v q=\"z\"/> <em> <v q=\"1\"/> <v q=\"2\"/>   </em> end  </p>"
                          "<p><em>Note</em> <v q='1'/> text</p><p> <em>a</em> b <em>c</em> </p><p>a <em> </em> <em>b</em></p>");
}

static void xml_message_comments_and_cdata_follow_xgettext(void **state) {
  (void)state;
  assert_same_as_xgettext("<p>one <!-- c --> two</p><p><!-- c --> three</p><p>four <![CDATA[ <5> & ]]> six</p>");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_message_plain_text_is_collapsed),
      cmocka_unit_test(xml_message_special_characters_stay_escaped),
      cmocka_unit_test(xml_message_keeps_inline_elements_and_attribute_order),
      cmocka_unit_test(xml_message_escapes_attributes_as_xgettext_does),
      cmocka_unit_test(xml_message_blanks_at_inline_borders_follow_xgettext),
      cmocka_unit_test(xml_message_comments_and_cdata_follow_xgettext),
  };
  return cmocka_run_group_tests_name("messages", tests, make_folder, remove_folder);
}
