/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static int setup(void **state) {
  static struct world world;
  world = world_new();
  *state = &world;
  return 0;
}

static int teardown(void **state) {
  world_free(*state);
  return 0;
}

/* The template is refused, at that line, with words that name the cause. */
static void refused(struct world *world, const char *xml, const char *line, const char *words) {
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(world_template(world, xml, &error), STATUS_INPUT);
  CLEANUP(mem_freep) char *text = error_text(&error);
  assert_null(world->templates);
  if (!strstr(text, line) || !strstr(text, words)) fail_msg("expected %s and “%s” in: %s", line, words, text);
}

static void template_with_an_unknown_question_is_refused_with_its_line(void **state) {
  refused(*state, "<template id='t' subject='release'>\n<title>T</title>\n<p>A <answer q='release.nothing'/></p>\n</template>",
          "test.xml:3", "release.nothing");
}

static void template_with_an_unknown_element_is_refused_with_its_line(void **state) {
  refused(*state, "<template id='t' subject='release'>\n<title>T</title>\n<p>A</p>\n<picture/>\n</template>", "test.xml:4", "picture");
}

static void template_with_an_unknown_conclusion_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><conclusion id='cra.nothing'/></p></template>", "test.xml:2",
          "cra.nothing");
  refused(*state, "<template id='t' subject='release'><title>T</title>\n\n<reasons of='cra.nothing'/></template>", "test.xml:3",
          "cra.nothing");
}

static void template_with_an_unknown_subject_type_is_refused(void **state) {
  refused(*state, "<template id='t' subject='ship'><title>T</title><p>A</p></template>", "test.xml:1", "ship");
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<for-each of='ship'><p>A</p></for-each></template>", "test.xml:2",
          "ship");
}

static void template_with_a_question_out_of_reach_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><answer q='risk.title'/></p></template>", "test.xml:2",
          "risk.title");
}

static void template_that_uses_what_it_does_not_define_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title><define id='a'><p>A</p></define>\n<use of='b'/></template>",
          "test.xml:2", "“b”");
  refused(*state, "<template id='t' subject='release'><title>T</title><define id='a'>\n<use of='a'/></define><use of='a'/></template>",
          "test.xml:2", "“a”");
}

static void template_that_looks_for_names_of_requirements_elsewhere_is_refused(void **state) {
  refused(*state,
          "<template id='t' subject='release'><title>T</title>\n<for-each of='risk' naming='risk.calls'><p>A</p></for-each></template>",
          "test.xml:2", "requirement");
  refused(*state,
          "<template id='t' subject='release'><title>T</title><for-each of='requirement'>\n<for-each of='risk' from='release' "
          "naming='risk.title'><p>A</p></for-each></for-each></template>",
          "test.xml:2", "risk.title");
}

static void template_with_a_condition_on_an_unknown_question_is_refused(void **state) {
  refused(*state,
          "<template id='t' subject='release'><title>T</title>\n<if><when>\n<is q='no.such' value='yes'/></when><p>A</p></if></template>",
          "test.xml:3", "no.such");
}

static void template_with_an_unknown_act_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><cite act='xyz' article='1'/>A</p></template>", "test.xml:2",
          "xyz");
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><act id='xyz'/></p></template>", "test.xml:2", "xyz");
}

static void template_with_a_row_of_wrong_length_is_refused(void **state) {
  refused(*state,
          "<template id='t' subject='release'><title>T</title><table><column width='1'><title>A</title></column>"
          "<column width='1'><title>B</title></column>\n<for-each of='risk'>\n<row><cell>1</cell></row></for-each></table></template>",
          "test.xml:3", "1");
}

static void template_with_one_id_twice_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title><p id='a'>A</p>\n<p id='a'>B</p></template>", "test.xml:2", "“a”");
}

static void template_with_a_requirement_element_elsewhere_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><requirement-title/></p></template>", "test.xml:2",
          "requirement-title");
}

static void template_with_a_range_that_is_no_child_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<for-each of='evidence'><p>A</p></for-each></template>",
          "test.xml:2", "evidence");
}

static void template_hash_of_no_file_is_refused(void **state) {
  refused(*state, "<template id='t' subject='release'><title>T</title>\n<p><hash-of q='release.version'/></p></template>", "test.xml:2",
          "release.version");
}

static void templates_with_one_id_in_two_files_are_refused(void **state) {
  struct world *world = *state;
  write_text(world->templates_folder, "other.xml", "<template id='t' subject='release'><title>T</title><p>A</p></template>");
  refused(world, "<template id='t' subject='release'><title>T</title><p>A</p></template>", "test.xml:1", "other.xml");
}

static void templates_are_found_by_id(void **state) {
  struct world *world = *state;
  must_load(world, "<template id='t' subject='release'><title> The  title </title><p>A</p></template>");
  const struct template *template = templates_find(world->templates, "t");
  assert_int_equal(templates_count(world->templates), 1);
  assert_ptr_equal(template, templates_at(world->templates, 0));
  assert_null(templates_find(world->templates, "u"));
  assert_string_equal(template_id(template), "t");
  assert_string_equal(template_title(template, "en"), "The title");
  assert_string_equal(template_subject(template)->id, "release");
  assert_int_equal(strlen(template_hash(template)), 64);
}

/* ---- the real ones ---- */

static void shipped_templates_fit_the_law_pack(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *data = source_path("data");
  CLEANUP(mem_freep) char *folder = source_path("templates");
  struct pack *pack = NULL;
  struct templates *templates = NULL;
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(data, NULL, &pack, &error) || templates_load(folder, pack, &templates, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
  static const char *const ids[] = {"technical-file", "eu-declaration", "gap-report"};
  for (size_t i = 0; i < ARRAY_LEN(ids); i++)
    assert_non_null(templates_find(templates, ids[i]));
  templates_free(templates);
  pack_free(pack);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(template_with_an_unknown_question_is_refused_with_its_line),
      TEST(template_with_an_unknown_element_is_refused_with_its_line),
      TEST(template_with_an_unknown_conclusion_is_refused),
      TEST(template_with_an_unknown_subject_type_is_refused),
      TEST(template_with_a_question_out_of_reach_is_refused),
      TEST(template_that_uses_what_it_does_not_define_is_refused),
      TEST(template_that_looks_for_names_of_requirements_elsewhere_is_refused),
      TEST(template_with_a_condition_on_an_unknown_question_is_refused),
      TEST(template_with_an_unknown_act_is_refused),
      TEST(template_with_a_row_of_wrong_length_is_refused),
      TEST(template_with_one_id_twice_is_refused),
      TEST(template_with_a_requirement_element_elsewhere_is_refused),
      TEST(template_with_a_range_that_is_no_child_is_refused),
      TEST(template_hash_of_no_file_is_refused),
      TEST(templates_with_one_id_in_two_files_are_refused),
      TEST(templates_are_found_by_id),
      cmocka_unit_test(shipped_templates_fit_the_law_pack),
  };
  return cmocka_run_group_tests_name("templates say what is wrong and where", tests, NULL, NULL);
}
