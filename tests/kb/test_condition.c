/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions and citations that come from templates: the same vocabulary, checked at once, since nobody lints them later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "packs.h"

static struct pack *pack;
static struct arena *arena;

static int setup(void **state) {
  if (packs_setup(state)) return -1;
  pack = packs_load_good("");
  arena = arena_new();
  return 0;
}

static int teardown(void **state) {
  pack_free(pack);
  arena_free(arena);
  return packs_teardown(state);
}

static enum status parse(const char *text, const char *on, const struct condition **ret_condition, struct error *error) {
  struct xml_document *document = NULL;
  assert_int_equal(xml_parse(text, strlen(text), "template.xml", &document, NULL), STATUS_OK);
  enum status status = pack_condition(pack, arena, xml_root(document), pack_subject_type(pack, on), ret_condition, error);
  xml_free(document);
  return status;
}

static void pack_condition_outlives_the_template(void **state) {
  (void)state;
  const struct condition *condition = NULL;
  assert_int_equal(parse("<all>\n<is q='p.kind' value='a  b'/>\n<some of='release'/></all>", "product", &condition, NULL), STATUS_OK);
  assert_int_equal(condition->kind, COND_ALL);
  assert_int_equal(condition->children_len, 2);
  const struct condition *is = condition->children[0];
  assert_ptr_equal(is->question, pack_question(pack, "p.kind"));
  assert_int_equal(is->values.len, 2);
  assert_string_equal(is->values.items[1], "b");
  assert_int_equal(is->place.line, 2);
  assert_string_equal(is->place.file, "template.xml");
  const struct condition *some = condition->children[1];
  assert_ptr_equal(some->range.of, pack_subject_type(pack, "release"));
  assert_int_equal(some->children[0]->kind, COND_ALL);
}

static void assert_refused(const char *text, const char *on, const char *where, const char *what) {
  const struct condition *condition = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(parse(text, on, &condition, &error), STATUS_INPUT);
  assert_null(condition);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, what)) fail_msg("\"%s\" does not say \"%s\"", error.what, what);
}

static void pack_condition_with_faults_is_refused(void **state) {
  (void)state;
  assert_refused("<all>\n<is q='p.none' value='a'/></all>", "product", "template.xml:2", "no question \"p.none\"");
  assert_refused("<is q='p.kind' value='a'/>", "org", "template.xml:1", "\"p.kind\" belongs to");
  assert_refused("<is q='p.kind' value='c'/>", "product", "template.xml:1", "can never be \"c\"");
  assert_refused("<not>\n<is q='p.hidden' value='yes'/></not>", "product", "template.xml:2", "stands inside \"not\"");
  assert_refused("<if/>", "product", "template.xml:1", "\"if\" is not known");
}

static enum status parse_cite(const char *text, struct cite *ret_cite, struct error *error) {
  struct xml_document *document = NULL;
  assert_int_equal(xml_parse(text, strlen(text), "template.xml", &document, NULL), STATUS_OK);
  enum status status = pack_cite(pack, xml_root(document), ret_cite, error);
  xml_free(document);
  return status;
}

static void pack_cite_names_an_act_of_the_pack(void **state) {
  (void)state;
  struct cite cite = {0};
  assert_int_equal(parse_cite("<cite act='law' annex='V' point='3'/>", &cite, NULL), STATUS_OK);
  CLEANUP(mem_freep) char *text = cite_text(&cite, "en");
  assert_string_equal(text, "LAW Annex V point 3");
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(parse_cite("<cite act='lex' article='1'/>", &cite, &error), STATUS_INPUT);
  assert_string_equal(error.where, "template.xml:1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(pack_condition_outlives_the_template, setup, teardown),
      cmocka_unit_test_setup_teardown(pack_condition_with_faults_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(pack_cite_names_an_act_of_the_pack, setup, teardown),
  };
  return cmocka_run_group_tests_name("conditions of templates", tests, NULL, NULL);
}
