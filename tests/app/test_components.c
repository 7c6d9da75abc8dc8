/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What component lists say, how two of them differ, and what rule sets ask of them. */
#include "support.h"

#include "app/components.h"

#define HEAD "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, "

static const char *list_with(struct fixture *fixture, const char *name, const char *text) {
  struct import_report report;
  succeeds(fixture, app_import(fixture->session, fixture->release, file_with(fixture, name, text), NULL, &report, &fixture->error));
  return arena_strdup(fixture->arena, report.subject);
}

/* Made to be read by hand: the product itself is a component, too. */
static const char mixed[] =
    HEAD "\"metadata\": {\"timestamp\": \"2026-05-04T10:00:00Z\","
         " \"component\": {\"type\": \"application\", \"bom-ref\": \"root\", \"name\": \"NetGuard\", \"version\": \"2.0\"}},"
         "\"components\": ["
         " {\"type\": \"library\", \"bom-ref\": \"a\", \"group\": \"org.example\", \"name\": \"alpha\", \"version\": \"1.2\","
         "  \"supplier\": {\"name\": \"Example\"}, \"purl\": \"pkg:generic/alpha@1.2\", \"licenses\": [{\"license\": {\"id\": \"MIT\"}}]},"
         " {\"type\": \"library\", \"bom-ref\": \"b\", \"name\": \"beta\"},"
         " {\"type\": \"machine-learning-model\", \"bom-ref\": \"m\", \"name\": \"moving\", \"version\": \"main\","
         "  \"externalReferences\": [{\"type\": \"vcs\", \"url\": \"https://example.com/moving\"}]},"
         " {\"type\": \"machine-learning-model\", \"bom-ref\": \"n\", \"name\": \"pinned\", \"version\": \"4f1c2d3e5a6b\","
         "  \"licenses\": [{\"license\": {\"name\": \"Example licence\"}}]}],"
         "\"dependencies\": [{\"ref\": \"root\", \"dependsOn\": [\"a\", \"b\"]}, {\"ref\": \"a\"}]}";

/* ---- listing ---- */

static store_component_vec_t query(struct fixture *fixture, const char *list, struct component_query query, uint64_t *ret_total) {
  store_component_vec_t components = {0};
  succeeds(fixture, app_components(fixture->session, list, &query, fixture->arena, &components, ret_total, &fixture->error));
  return components;
}

static void components_are_shown_in_order_and_filtered(void **state) {
  struct fixture *fixture = *state;
  const char *list = list_with(fixture, "bom.json", mixed);
  uint64_t total = 0;
  store_component_vec_t all = query(fixture, list, (struct component_query){.limit = 2}, &total);
  assert_int_equal(total, 4);
  assert_int_equal(all.len, 2);
  assert_string_equal(app_component_name(&all.items[0], fixture->arena), "org.example/alpha");
  vec_free(&all);
  store_component_vec_t found = query(fixture, list, (struct component_query){.text = "BETA", .limit = 9}, &total);
  assert_int_equal(total, 1);
  assert_string_equal(found.items[0].name, "beta");
  vec_free(&found);
}

static void models_are_shown_with_whether_their_version_is_exact(void **state) {
  struct fixture *fixture = *state;
  uint64_t total = 0;
  store_component_vec_t found =
      query(fixture, list_with(fixture, "bom.json", mixed), (struct component_query){.ai = true, .limit = 9}, &total);
  assert_int_equal(total, 2);
  assert_string_equal(app_component_kind(&found.items[0]), "model");
  assert_false(app_component_is_exact(&found.items[0]));
  assert_true(app_component_is_exact(&found.items[1]));
  assert_string_equal(found.items[0].source, "https://example.com/moving");
  vec_free(&found);
}

static void model_that_the_list_is_about_is_shown(void **state) {
  struct fixture *fixture = *state;
  uint64_t total = 0;
  const char *list = list_with(fixture, "bom.json",
                               HEAD "\"components\": [{\"type\": \"data\", \"name\": \"texts\"}],\n"
                                    "\"metadata\": {\"component\": {\"type\": \"machine-learning-model\", \"name\": \"whole\", "
                                    "\"components\": [{\"type\": \"machine-learning-model\", \"name\": \"part\"}]}}}");
  store_component_vec_t found = query(fixture, list, (struct component_query){.ai = true, .limit = 9}, &total);
  assert_int_equal(total, 3);
  assert_string_equal(found.items[0].name, "whole");
  assert_string_equal(found.items[1].name, "part");
  assert_string_equal(found.items[2].name, "texts");
  vec_free(&found);
}

/* ---- difference ---- */

static void difference_tells_added_removed_and_changed(void **state) {
  struct fixture *fixture = *state;
  const char *before = list_with(fixture, "before.json",
                                 HEAD "\"components\": ["
                                      "{\"type\": \"library\", \"name\": \"same\", \"version\": \"1\", \"purl\": \"pkg:generic/same@1\"},"
                                      "{\"type\": \"library\", \"name\": \"newer\", \"version\": \"1\", \"purl\": \"pkg:generic/newer@1\"},"
                                      "{\"type\": \"library\", \"group\": \"g\", \"name\": \"gone\", \"version\": \"1\"},"
                                      "{\"type\": \"library\", \"name\": \"old\", \"version\": \"3\"}]}");
  const char *after = list_with(fixture, "after.json",
                                HEAD "\"components\": ["
                                     "{\"type\": \"library\", \"name\": \"newer\", \"version\": \"2\", \"purl\": \"pkg:generic/newer@2\"},"
                                     "{\"type\": \"library\", \"name\": \"same\", \"version\": \"1\", \"purl\": \"pkg:generic/same@1\"},"
                                     "{\"type\": \"library\", \"group\": \"h\", \"name\": \"gone\", \"version\": \"1\"},"
                                     "{\"type\": \"library\", \"name\": \"added\", \"version\": \"1\"}]}");
  struct component_difference difference;
  succeeds(fixture, app_component_difference(fixture->session, before, after, 9, fixture->arena, &difference, &fixture->error));
  assert_int_equal(difference.counts.same, 1);
  assert_int_equal(difference.counts.changed, 1);
  assert_string_equal(difference.changed.items[0].before->version, "1");
  assert_string_equal(difference.changed.items[0].after->version, "2");
  assert_int_equal(difference.counts.added, 2);
  assert_string_equal(difference.added.items[0].after->name, "added");
  assert_string_equal(difference.added.items[1].after->group, "h");
  assert_int_equal(difference.counts.removed, 2);
  assert_string_equal(difference.removed.items[0].before->name, "old");
  assert_string_equal(difference.removed.items[1].before->group, "g");
  component_difference_clear(&difference);
}

/* ---- rules ---- */

struct expected {
  const char *id;
  enum rule_state state;
  uint64_t asked, lacking;
  const char *first;
};

static const struct rule_result *find_result(const rule_report_vec_t *reports, const char *id) {
  for (size_t i = 0; i < reports->len; i++)
    for (size_t k = 0; k < reports->items[i].results.len; k++)
      if (str_eq(reports->items[i].results.items[k].rule->id, id)) return &reports->items[i].results.items[k];
  fail_msg("there is no rule %s", id);
  return NULL;
}

static void rule_sets_report_what_a_reader_finds_by_hand(void **state) {
  struct fixture *fixture = *state;
  static const struct expected expected[] = {
      {"cra.format-version", RULE_MET, 0, 0, NULL},
      {"cra.product", RULE_MET, 0, 0, NULL},
      {"cra.top-level", RULE_MET, 0, 0, NULL},
      {"cra.name", RULE_MET, 5, 0, NULL},
      {"bsi-2.1.format-version", RULE_MET, 0, 0, NULL},
      {"bsi-2.1.author-contact", RULE_NOT_MET, 0, 0, NULL},
      {"bsi-2.1.version", RULE_NOT_MET, 5, 1, "beta"},
      {"bsi-2.1.in-dependencies", RULE_NOT_MET, 4, 3, "beta"},
      {"bsi-2.1.licence-declared", RULE_NOT_GIVEN, 5, 5, "NetGuard 2.0"},
      {"bsi-2.1.identifier", RULE_NOT_GIVEN, 5, 4, "NetGuard 2.0"},
      {"bsi-2.1.no-vulnerabilities", RULE_MET, 0, 0, NULL},
      {"bsi-2.1.lifecycle", RULE_NOT_GIVEN, 0, 0, NULL},
      {"cisa-2025.lifecycle", RULE_NOT_MET, 0, 0, NULL},
      {"ntia.author", RULE_NOT_MET, 0, 0, NULL},
      {"ntia.timestamp", RULE_MET, 0, 0, NULL},
      {"ntia.supplier", RULE_NOT_MET, 5, 4, "NetGuard 2.0"},
      {"ntia.version", RULE_NOT_MET, 5, 1, "beta"},
      {"cisa-2025.licence-any", RULE_NOT_MET, 5, 3, "NetGuard 2.0"},
      {"cisa-2025.hash-any", RULE_NOT_MET, 5, 5, "NetGuard 2.0"},
      {"g7-ai.model-version-exact", RULE_NOT_MET, 2, 1, "moving main"},
      {"g7-ai.model-source", RULE_NOT_MET, 2, 1, "pinned 4f1c2d3e5a6b"},
      {"g7-ai.model-licence", RULE_NOT_MET, 2, 1, "moving main"},
      {"g7-ai.model-card", RULE_NOT_GIVEN, 2, 2, "moving main"},
      {"g7-ai.data-set-source", RULE_NOTHING, 0, 0, NULL},
  };
  rule_report_vec_t reports = {0};
  const char *list = list_with(fixture, "bom.json", mixed);
  succeeds(fixture, app_component_rules(fixture->session, list, NULL, 2, fixture->arena, &reports, &fixture->error));
  for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
    const struct rule_result *result = find_result(&reports, expected[i].id);
    if (result->state != expected[i].state || result->asked != expected[i].asked || result->lacking != expected[i].lacking)
      fail_msg("%s: %s, %d of %d", expected[i].id, rule_state_name(result->state), (int)result->lacking, (int)result->asked);
    assert_int_equal(result->names_len, expected[i].lacking < 2 ? expected[i].lacking : 2);
    if (expected[i].first) assert_string_equal(result->names[0], expected[i].first);
  }
  rule_reports_clear(&reports);
}

static void older_format_fails_only_the_set_that_wants_a_newer_one(void **state) {
  struct fixture *fixture = *state;
  rule_report_vec_t reports = {0};
  const char *list = list_with(fixture, "old.json",
                               "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.4\", \"version\": 1, \"components\": [{\"type\": "
                               "\"library\", \"name\": \"x\"}]}");
  succeeds(fixture, app_component_rules(fixture->session, list, NULL, 2, fixture->arena, &reports, &fixture->error));
  assert_int_equal(find_result(&reports, "cra.format-version")->state, RULE_MET);
  assert_int_equal(find_result(&reports, "ntia.format-version")->state, RULE_MET);
  assert_int_equal(find_result(&reports, "bsi-2.1.format-version")->state, RULE_NOT_MET);
  assert_int_equal(find_result(&reports, "cra.top-level")->state, RULE_NOT_GIVEN); /* it cannot be judged */
  rule_reports_clear(&reports);
}

static void one_rule_set_can_be_asked_for(void **state) {
  struct fixture *fixture = *state;
  rule_report_vec_t reports = {0};
  const char *list = list_with(fixture, "bom.json", mixed);
  succeeds(fixture, app_component_rules(fixture->session, list, "ntia", 2, fixture->arena, &reports, &fixture->error));
  assert_int_equal(reports.len, 1);
  assert_int_equal(reports.items[0].label, LABEL_GOOD_PRACTICE);
  rule_reports_clear(&reports);
  fails(fixture, app_component_rules(fixture->session, list, "bsi", 2, fixture->arena, &reports, &fixture->error), STATUS_USAGE,
        "cra, bsi-2.1, ntia");
}

/* A word that the program does not know is never judged. */
static void every_word_of_the_rule_sets_is_known(void **state) {
  struct fixture *fixture = *state;
  rule_report_vec_t reports = {0};
  const char *list =
      list_with(fixture, "bom.json",
                HEAD "\"components\": [{\"type\": \"machine-learning-model\", \"name\": \"m\"}, {\"type\": \"data\", \"name\": \"d\"}]}");
  succeeds(fixture, app_component_rules(fixture->session, list, NULL, 2, fixture->arena, &reports, &fixture->error));
  for (size_t i = 0; i < reports.len; i++)
    for (size_t k = 0; k < reports.items[i].results.len; k++) {
      const struct rule_result *result = &reports.items[i].results.items[k];
      bool about_list = str_eq(result->scope, "list"), open = str_eq(table_cell(result->rule, "element"), "top-level");
      bool must = str_eq(result->level, "must") && !open;
      if (result->state == RULE_NOTHING || (about_list && must && result->state == RULE_NOT_GIVEN)) fail_msg("%s", result->rule->id);
    }
  rule_reports_clear(&reports);
}

/* ---- documents ---- */

static void document_shows_components_of_a_list_outside(void **state) {
  struct fixture *fixture = *state;
  CLEANUP(mem_freep) char *text = NULL;
  struct buf list = {0};
  buf_puts(&list, HEAD "\"components\": [{\"type\": \"library\", \"name\": \"faraway-lib\", \"version\": \"7\"}]}");
  char *path = file_with(fixture, "bom.json", buf_str(&list));
  CLEANUP(mem_freep) char *blanks = mem_alloc(STORE_BLOB_MAX);
  memset(blanks, ' ', STORE_BLOB_MAX - 1);
  FILE *file = fopen(path, "a");
  fwrite(blanks, 1, STORE_BLOB_MAX - 1, file);
  fclose(file);
  struct import_report report;
  succeeds(fixture, app_import(fixture->session, fixture->release, path, NULL, &report, &fixture->error));
  assert_string_equal(report.place, "bom.json");
  succeeds(fixture, app_preview(fixture->session, fixture->release, "technical-file", NULL, &text, &fixture->error));
  assert_non_null(strstr(text, "faraway-lib"));
  buf_free(&list);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(components_are_shown_in_order_and_filtered),
      workspace_test(models_are_shown_with_whether_their_version_is_exact),
      workspace_test(model_that_the_list_is_about_is_shown),
      workspace_test(difference_tells_added_removed_and_changed),
      workspace_test(rule_sets_report_what_a_reader_finds_by_hand),
      workspace_test(older_format_fails_only_the_set_that_wants_a_newer_one),
      workspace_test(one_rule_set_can_be_asked_for),
      workspace_test(every_word_of_the_rule_sets_is_known),
      workspace_test(document_shows_components_of_a_list_outside),
  };
  return cmocka_run_group_tests_name("component lists", tests, NULL, NULL);
}
