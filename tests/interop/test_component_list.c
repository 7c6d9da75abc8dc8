/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/interop.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\""

static struct component_list *read_list(const char *json) {
  struct component_list *list = NULL;
  struct error error = {0};
  enum status status = component_list_read(json, strlen(json), "list.json", &list, &error);
  if (status != STATUS_OK) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    print_error("%s\n", text);
  }
  error_clear(&error);
  assert_int_equal(status, STATUS_OK);
  return list;
}

static void assert_refused(const char *json, const char *where, const char *mentions) {
  struct component_list *list = NULL;
  struct error error = {0};
  assert_int_equal(component_list_read(json, strlen(json), "list.json", &list, &error), STATUS_INPUT);
  assert_null(list);
  assert_string_equal(error.where, where);
  assert_non_null(strstr(error.what, mentions));
  assert_non_null(error.next);
  error_clear(&error);
}

static char *sample(void) {
  CLEANUP(mem_freep) char *path = path_join(TOP_SRCDIR, "tests/interop/data/nested.cdx-1.6.json");
  struct buf content = {0};
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  return buf_take(&content);
}

static void list_of_nested_components_is_read_whole(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *json = sample();
  struct component_list *list = read_list(json);
  assert_string_equal(list->spec_version, "1.6");
  assert_string_equal(list->serial_number, "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79");
  assert_string_equal(list->version, "2");
  assert_string_equal(list->timestamp, "2026-05-04T10:00:00Z");
  assert_string_equal(list->author, "Anna Nowak");
  assert_string_equal(list->root->name, "Gateway");
  assert_int_equal(list->root->depth, 0);
  assert_true(list->root_has_dependencies);
  assert_int_equal(list->in_root_len, 1);
  assert_string_equal(list->in_root[0]->name, "Anomaly");
  assert_ptr_equal(list->in_root[0]->parent, list->root);
  assert_int_equal(list->components_len, 4);
  const struct component *zlib = list->components[0], *file = list->components[1], *table = list->components[2],
                         *model = list->components[3];
  assert_string_equal(zlib->type, "library");
  assert_null(zlib->group);
  assert_string_equal(zlib->version, "1.3.1");
  assert_string_equal(zlib->purl, "pkg:generic/zlib@1.3.1");
  assert_string_equal(zlib->cpe, "cpe:2.3:a:zlib:zlib:1.3.1:*:*:*:*:*:*:*");
  assert_string_equal(zlib->supplier, "Zlib Authors");
  assert_string_equal(zlib->originator, "Zlib Authors");
  assert_true(zlib->has_hash);
  assert_null(zlib->parent);
  assert_int_equal(zlib->line, 16);
  assert_int_equal(zlib->column, 5);
  assert_ptr_equal(file->parent, zlib);
  assert_string_equal(file->originator, "Mark");
  assert_null(file->supplier);
  assert_null(file->version);
  assert_string_equal(table->name, "Tabelle für Prüfsummen");
  assert_int_equal(table->depth, 3);
  assert_true(table->is_data_set);
  assert_true(model->is_model);
  assert_true(model->has_model_card);
  assert_string_equal(model->group, "org");
  assert_string_equal(model->originator, "Jan");
  component_list_free(list);
}

static void list_licences_are_ids_names_or_expressions(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *json = sample();
  struct component_list *list = read_list(json);
  const struct component *zlib = list->components[0], *model = list->components[3];
  assert_int_equal(zlib->licences_len, 2); /* an address alone is no licence */
  assert_string_equal(zlib->licences[0].id, "Zlib");
  assert_string_equal(zlib->licences[0].acknowledgement, "declared");
  assert_string_equal(zlib->licences[1].name, "House licence");
  assert_null(zlib->licences[1].acknowledgement);
  assert_string_equal(model->licences[0].expression, "Apache-2.0 OR MIT");
  assert_string_equal(model->licences[0].acknowledgement, "concluded");
  component_list_free(list);
}

static void list_counts_what_is_missing(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *json = sample();
  struct component_list *list = read_list(json);
  const struct component_counts *counts = &list->counts;
  assert_int_equal(counts->top_level, 2);
  assert_int_equal(counts->max_depth, 3);
  assert_int_equal(counts->no_version, 2);
  assert_int_equal(counts->no_licence, 2);
  assert_int_equal(counts->no_supplier, 3);
  assert_int_equal(counts->no_originator, 1);
  assert_int_equal(counts->no_purl, 3);
  assert_int_equal(counts->no_hash, 3);
  assert_int_equal(counts->models, 1);
  assert_int_equal(counts->models_all, 2);
  assert_int_equal(counts->model_cards, 1);
  assert_int_equal(counts->model_cards_all, 2);
  assert_int_equal(counts->data_sets, 1);
  assert_int_equal(counts->repeated_refs, 1);
  assert_int_equal(counts->vulnerabilities, 1);
  assert_int_equal(counts->services, 1);
  assert_int_equal(counts->dependency_nodes, 2);
  assert_int_equal(counts->dependency_edges, 2);
  component_list_free(list);
}

static void list_without_anything_is_empty(void **state) {
  (void)state;
  struct component_list *list = read_list(HEAD "}");
  assert_null(list->root);
  assert_null(list->author);
  assert_null(list->version);
  assert_int_equal(list->components_len, 0);
  assert_false(list->root_has_dependencies);
  component_list_free(list);
  component_list_free(NULL);
}

static void list_author_of_older_versions_is_found(void **state) {
  (void)state;
  struct component_list *list =
      read_list("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\",\"metadata\":{\"manufacture\":{\"name\":\"Maker\"}}}");
  assert_string_equal(list->author, "Maker");
  component_list_free(list);
}

static void list_of_other_versions_is_refused_with_the_reason(void **state) {
  (void)state;
  assert_refused("{\"bomFormat\":\"CycloneDX\",\n\"specVersion\":\"1.3\"}", "list.json:2:15", "1.3");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.8\"}", "list.json:1:40", "1.8");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":1.6}", "list.json:1:40", "specVersion");
  assert_refused("{\"bomFormat\":\"CycloneDX\"}", "list.json:1:1", "version");
}

static void list_of_another_format_is_refused(void **state) {
  (void)state;
  assert_refused("{\"spdxVersion\":\"SPDX-2.3\"}", "list.json:1:1", "CycloneDX");
  assert_refused("[]", "list.json:1:1", "CycloneDX");
  assert_refused("{\"bomFormat\":", "list.json:1:14", "ends");
}

static void list_with_a_bad_component_is_refused_and_names_it(void **state) {
  (void)state;
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"library\"}]}", "list.json:2:1", "#1");
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"library\",\"name\":\" \",\"bom-ref\":\"ref-7\"}]}", "list.json:2:1", "name");
  assert_refused(HEAD ",\"components\":[\n{\"bom-ref\":\"ref-7\"}]}", "list.json:2:1", "ref-7");
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"gadget\",\"name\":\"zlib\"}]}", "list.json:2:9", "\"zlib\"");
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"library\",\"name\":\"zlib\",\"version\":1.3}]}", "list.json:2:43", "\"zlib\"");
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"library\",\"name\":\"z\\u001b[31m\"}]}", "list.json:2:26", "#1");
  assert_refused(HEAD ",\"components\":[\n{\"type\":\"library\",\"name\":\"zlib\",\"components\":[{},3]}]}", "list.json:2:47", "type");
  assert_refused(HEAD ",\"components\":[3]}", "list.json:1:60", "#1");
  assert_refused(HEAD ",\"components\":{}}", "list.json:1:59", "components");
  assert_refused(HEAD ",\"metadata\":{\"component\":{\"type\":\"device\",\"name\":\"a\",\"licenses\":{}}}}", "list.json:1:109", "\"a\"");
  assert_refused(HEAD ",\"metadata\":{\"authors\":[\"Anna\"]}}", "list.json:1:69", "authors");
  assert_refused(HEAD ",\"dependencies\":[{\"dependsOn\":[]}]}", "list.json:1:62", "depends");
}

static void recognise_looks_at_the_content(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    enum interop_kind kind;
  } samples[] = {
      {HEAD "}", INTEROP_CYCLONEDX_JSON},
      {"\xEF\xBB\xBF \n{ \"components\": [{}], \"bomFormat\" : \"CycloneDX\" }", INTEROP_CYCLONEDX_JSON},
      {"{\"note\":\"bomFormat\",\"bomFormat\":\"CycloneDX\"}", INTEROP_CYCLONEDX_JSON},
      {"{\"bomFormat\":\"Other\"}", INTEROP_UNKNOWN},
      {"{\"bomFormat\"", INTEROP_UNKNOWN},
      {"[\"bomFormat\",\"CycloneDX\"]", INTEROP_UNKNOWN},
      {"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", INTEROP_UNKNOWN},
      {"", INTEROP_UNKNOWN},
  };
  for (size_t i = 0; i < ARRAY_LEN(samples); i++)
    assert_int_equal(interop_recognise(samples[i].bytes, strlen(samples[i].bytes)), samples[i].kind);
  assert_int_equal(interop_recognise(NULL, 0), INTEROP_UNKNOWN);
  assert_int_equal(interop_recognise("\0\0{", 3), INTEROP_UNKNOWN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(list_of_nested_components_is_read_whole),
      cmocka_unit_test(list_licences_are_ids_names_or_expressions),
      cmocka_unit_test(list_counts_what_is_missing),
      cmocka_unit_test(list_without_anything_is_empty),
      cmocka_unit_test(list_author_of_older_versions_is_found),
      cmocka_unit_test(list_of_other_versions_is_refused_with_the_reason),
      cmocka_unit_test(list_of_another_format_is_refused),
      cmocka_unit_test(list_with_a_bad_component_is_refused_and_names_it),
      cmocka_unit_test(recognise_looks_at_the_content),
  };
  return cmocka_run_group_tests_name("component lists", tests, NULL, NULL);
}
