/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "xml/xml.h"

#define RNG "<element name='list' xmlns='http://relaxng.org/ns/structure/1.0'>"
static const char list_schema[] = RNG "<zeroOrMore><element name='item'><attribute name='id'/></element></zeroOrMore></element>";

static char *folder;

static int make_folder(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  folder = mem_printf("%s/cradle-xml-XXXXXX", parent ? parent : "/tmp");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  int failed = rmdir(folder);
  free(folder);
  return failed;
}

static enum status load_schema(const char *text, struct xml_schema **ret_schema, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(folder, "list.rng");
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
  enum status status = xml_schema_load(path, ret_schema, error);
  unlink(path);
  return status;
}

static enum status validate(const char *text, struct error *error) {
  struct xml_schema *schema = NULL;
  struct xml_document *document = NULL;
  assert_int_equal(load_schema(list_schema, &schema, NULL), STATUS_OK);
  assert_int_equal(xml_parse(text, strlen(text), "list.xml", &document, NULL), STATUS_OK);
  enum status status = xml_validate(document, schema, error);
  /* A second time: checking must leave the document as it was. */
  assert_int_equal(xml_validate(document, schema, NULL), status);
  xml_free(document);
  xml_schema_free(schema);
  return status;
}

static void xml_validate_good_file_is_accepted(void **state) {
  (void)state;
  assert_int_equal(validate("<list>\n<item id='a'/>\n<!-- c -->\n<item id='b'/></list>", NULL), STATUS_OK);
}

static void assert_invalid(const char *text, const char *where, const char *what) {
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(validate(text, &error), STATUS_INPUT);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, what)) fail_msg("\"%s\" does not say \"%s\"", error.what, what);
}

static void xml_validate_error_names_line_and_element(void **state) {
  (void)state;
  assert_invalid("<list>\n<item id='a'/>\n<itm id='b'/></list>", "list.xml:3", "itm");
  assert_invalid("<list>\n<item\n id='a'\n colour='red'/></list>", "list.xml:2", "colour");
  assert_invalid("<other/>", "list.xml:1", "other");
}

static void xml_validate_error_names_what_surrounds_the_element(void **state) {
  (void)state;
  static const char nested[] = "<list><item id='a'><itm/></item></list>";
  assert_invalid(nested, "list.xml:1", "<itm> in <item id=\"a\">");
}

/* What a validator calls invalid only at the element behind it. */
static void xml_validate_error_names_the_mistake_itself(void **state) {
  (void)state;
  assert_invalid("<list>\n<item/>\n<item id='b'/></list>", "list.xml:2", "<item> needs the attribute \"id\".");
  assert_invalid("<list>\n<item name='a'/>\n<item id='b'/></list>", "list.xml:2", "<item> has no attribute \"name\". It may have: id.");
  assert_invalid("<list>\n<item id='a'/>and\n</list>", "list.xml:1", "There is text between the elements of <list>.");
}

static void assert_bad_schema(const char *text, const char *what) {
  struct xml_schema *schema = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(load_schema(text, &schema, &error), STATUS_INPUT);
  assert_null(schema);
  assert_non_null(strstr(error.where, "list.rng:"));
  if (!strstr(error.what, what)) fail_msg("\"%s\" does not say \"%s\"", error.what, what);
}

static void xml_schema_load_other_xml_is_refused(void **state) {
  (void)state;
  assert_bad_schema("<list/>", "not a RELAX NG schema");
  assert_bad_schema(RNG "<ref name='nowhere'/></element>", "not a RELAX NG schema");
}

static void xml_schema_load_reference_to_other_file_is_refused(void **state) {
  (void)state;
  assert_bad_schema(RNG "<externalRef href='/etc/passwd'/></element>", "must not refer to other files");
  assert_bad_schema("<grammar xmlns='http://relaxng.org/ns/structure/1.0'><include href='http://example.com/x.rng'/></grammar>",
                    "must not refer to other files");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xml_validate_good_file_is_accepted),
      cmocka_unit_test(xml_validate_error_names_line_and_element),
      cmocka_unit_test(xml_validate_error_names_what_surrounds_the_element),
      cmocka_unit_test(xml_validate_error_names_the_mistake_itself),
      cmocka_unit_test(xml_schema_load_other_xml_is_refused),
      cmocka_unit_test(xml_schema_load_reference_to_other_file_is_refused),
  };
  return cmocka_run_group_tests_name("RELAX NG", tests, make_folder, remove_folder);
}
