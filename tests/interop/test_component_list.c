/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list read whole into memory: what each field becomes, what is warned about, what is refused. */
#include "interop/interop.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\""
#define COMPONENTS(text) HEAD ",\"components\":[\n" text "]}"
#define XML_HEAD "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">"

static struct component_list *read_list(const char *text) {
  struct component_list *list = NULL;
  struct error error = {0};
  enum status status = component_list_read(text, strlen(text), "list.json", &list, &error);
  if (status != STATUS_OK) {
    CLEANUP(mem_freep) char *shown = error_text(&error);
    print_error("%s\n", shown);
  }
  error_clear(&error);
  assert_int_equal(status, STATUS_OK);
  return list;
}

static void assert_refused(const char *text, const char *where, const char *mentions) {
  struct component_list *list = NULL;
  struct error error = {0};
  assert_int_equal(component_list_read(text, strlen(text), "list.json", &list, &error), STATUS_INPUT);
  assert_null(list);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, mentions)) fail_msg("%s does not mention %s", error.what, mentions);
  assert_non_null(error.next);
  error_clear(&error);
}

/* One warning, and the list is read all the same. */
static void assert_warned(const char *text, unsigned line, const char *component, const char *mentions) {
  struct component_list *list = read_list(text);
  if (list->warnings_len != 1) fail_msg("%zu warnings, not one: %s", list->warnings_len, text);
  assert_int_equal(list->warnings_total, 1);
  const struct list_warning *warning = &list->warnings[0];
  if (!strstr(warning->text, mentions)) fail_msg("%s does not mention %s", warning->text, mentions);
  assert_int_equal(warning->line, line);
  if (component)
    assert_string_equal(warning->component, component);
  else
    assert_null(warning->component);
  component_list_free(list);
}

static struct component_list *read_sample(const char *name) {
  CLEANUP(mem_freep) char *path = mem_printf("%s/tests/interop/data/%s", TOP_SRCDIR, name);
  CLEANUP(buf_free) struct buf content = {0};
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  struct component_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  enum status status = component_list_read(content.data, content.len, name, &list, &error);
  if (status) fail_msg("%s: %s", error.where, error.what);
  return list;
}

static void list_of_nested_components_is_read_whole(void **state) {
  (void)state;
  struct component_list *list = read_sample("nested.cdx-1.6.json");
  assert_int_equal(list->kind, INTEROP_CYCLONEDX_JSON);
  assert_string_equal(list->spec_version, "1.6");
  assert_string_equal(list->serial_number, "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79");
  assert_string_equal(list->version, "2");
  assert_string_equal(list->timestamp, "2026-05-04T10:00:00Z");
  assert_string_equal(list->author, "Anna Nowak");
  assert_string_equal(list->product, "gateway");
  assert_string_equal(list->root->name, "Gateway");
  assert_int_equal(list->root->depth, 0);
  assert_int_equal(list->counts.in_root, 1);
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
  assert_string_equal(zlib->hash, "SHA-256:00");
  assert_int_equal(zlib->parent, COMPONENT_NONE);
  assert_int_equal(zlib->line, 16);
  assert_int_equal(zlib->column, 5);
  assert_int_equal(file->parent, zlib->index);
  assert_string_equal(file->originator, "Mark");
  assert_null(file->supplier);
  assert_null(file->version);
  assert_string_equal(table->name, "Tabelle für Prüfsummen");
  assert_int_equal(table->parent, file->index);
  assert_int_equal(table->depth, 3);
  assert_int_equal(table->kind, COMPONENT_DATA_SET);
  assert_int_equal(model->kind, COMPONENT_MODEL);
  assert_true(model->given & COMPONENT_MODEL_CARD);
  assert_string_equal(model->group, "org");
  assert_string_equal(model->originator, "Jan");
  component_list_free(list);
}

static void list_licences_are_ids_names_or_expressions(void **state) {
  (void)state;
  struct component_list *list = read_sample("nested.cdx-1.6.json");
  const struct component *zlib = list->components[0], *file = list->components[1], *model = list->components[3];
  assert_string_equal(zlib->licence, "Zlib, House licence"); /* an address alone is no licence */
  assert_true(zlib->given & COMPONENT_LICENCE_DECLARED);
  assert_false(zlib->given & COMPONENT_LICENCE_CONCLUDED);
  assert_null(file->licence);
  assert_false(file->given & COMPONENT_LICENCE);
  assert_string_equal(model->licence, "Apache-2.0 OR MIT");
  assert_true(model->given & COMPONENT_LICENCE_CONCLUDED);
  component_list_free(list);
}

static void list_counts_what_is_missing(void **state) {
  (void)state;
  struct component_list *list = read_sample("nested.cdx-1.6.json");
  const struct component_counts *counts = &list->counts;
  assert_int_equal(counts->components, 4);
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
  assert_int_equal(list->given, LIST_NO_VULNERABILITIES | LIST_RECENT_FORMAT);
  component_list_free(list);
  list = read_list(XML_HEAD "</bom>");
  assert_int_equal(list->components_len, 0);
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

static void list_says_what_the_product_depends_on_wherever_that_stands(void **state) {
  (void)state;
  static const char root[] = "\"metadata\":{\"component\":{\"type\":\"device\",\"name\":\"d\",\"bom-ref\":\"d\"}}";
  static const char other[] = "\"dependencies\":[{\"ref\":\"d\"}]", none[] = "\"dependencies\":[{\"ref\":\"e\",\"dependsOn\":[\"d\"]}]";
  const struct {
    const char *first, *second;
    bool is_top_level;
  } cases[] = {{root, other, true}, {other, root, true}, {root, none, false}, {none, root, false}};
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    CLEANUP(mem_freep) char *text = mem_printf("%s,%s,%s}", HEAD, cases[i].first, cases[i].second);
    struct component_list *list = read_list(text);
    assert_int_equal((list->given & LIST_TOP_LEVEL) != 0, cases[i].is_top_level);
    assert_true(list->given & LIST_PRODUCT);
    component_list_free(list);
  }
}

static void list_elements_of_rule_sets_are_seen(void **state) {
  (void)state;
  struct component_list *list = read_list(COMPONENTS(
      "{\"type\":\"library\",\"name\":\"a\",\"manufacturer\":{\"contact\":[{\"email\":\"a@example.com\"}]},\"swhid\":[\"swh:1:rel:00\"],"
      "\"externalReferences\":[{\"hashes\":[{\"alg\":\"SHA-512\",\"content\":\"ab\"}],\"type\":\"distribution\",\"url\":\"https://a\"},"
      "{\"type\":\"source-distribution\",\"url\":\"https://s\"},{\"url\":\"https://m\",\"type\":\"model-card\"}],"
      "\"properties\":[{\"name\":\"bsi:component:filename\",\"value\":\"a.so\"},{\"name\":\"bsi:component:executable\",\"value\":\"x\"},"
      "{\"name\":\"bsi:component:archive\",\"value\":\"\"},{\"value\":\"s\",\"name\":\"bsi:component:structured\"}]},"
      "{\"type\":\"library\",\"name\":\"b\",\"supplier\":{\"url\":[\"https://b\"]},\"licenses\":[{\"license\":{\"name\":\"unknown\"}}],"
      "\"externalReferences\":[{\"type\":\"vcs\",\"url\":\"https://v\"}]}"));
  const struct component *a = list->components[0], *b = list->components[1];
  assert_int_equal(a->given, COMPONENT_NAME | COMPONENT_CREATOR_CONTACT | COMPONENT_ANY_CONTACT | COMPONENT_IDENTIFIER |
                                 COMPONENT_HASH_FILE | COMPONENT_DOWNLOAD | COMPONENT_SOURCE_URI | COMPONENT_FILE_NAME |
                                 COMPONENT_EXECUTABLE | COMPONENT_STRUCTURED | COMPONENT_MODEL_CARD);
  assert_string_equal(a->source, "https://a");
  assert_string_equal(a->model_card, "https://m");
  assert_null(a->hash);
  assert_int_equal(b->given, COMPONENT_NAME | COMPONENT_ANY_CONTACT);
  assert_string_equal(b->source, "https://v");
  component_list_free(list);
  assert_int_equal(component_given_bit("hash-sha512-of-the-file"), COMPONENT_HASH_FILE);
  assert_int_equal(list_given_bit("top-level"), LIST_TOP_LEVEL);
  assert_int_equal(component_given_bit("colour"), 0);
}

static void list_versions_are_exact_or_not(void **state) {
  (void)state;
  static const struct {
    const char *version, *purl;
    bool is_exact;
  } versions[] = {
      {"1.0", "", true},
      {"b1946ac92492", "", true},
      {"main", "", false},
      {"HEAD", "", false},
      {"latest", "", false},
      {"dev-master", "", false},
      {"^1.2", "", false},
      {"", "", false},
      {"main", "pkg:huggingface/org/name@b1946ac92492?x=@", true},
      {"", "pkg:huggingface/org/name@main", false},
      {"", "pkg:npm/%40scope/name", false},
  };
  for (size_t i = 0; i < ARRAY_LEN(versions); i++) {
    CLEANUP(mem_freep)
    char *text = mem_printf(COMPONENTS("{\"type\":\"machine-learning-model\",\"name\":\"m\",\"version\":\"%s\",\"purl\":\"%s\"}"),
                            versions[i].version, versions[i].purl);
    struct component_list *list = read_list(text);
    if (versions[i].is_exact != ((list->components[0]->given & COMPONENT_EXACT_VERSION) != 0)) fail_msg("%s", text);
    component_list_free(list);
  }
}

static void list_that_only_breaks_rules_is_read_with_warnings(void **state) {
  (void)state;
  assert_warned(COMPONENTS("{\"type\":\"library\"}"), 2, NULL, "no name");
  assert_warned(COMPONENTS("{\"type\":\"library\",\"name\":\" \",\"bom-ref\":\"ref-7\"}"), 2, "ref-7", "no name");
  assert_warned(COMPONENTS("{\"name\":\"zlib\"}"), 2, "zlib", "no type");
  assert_warned(COMPONENTS("{\"type\":\"gadget\",\"name\":\"zlib\"}"), 2, "zlib", "“gadget”");
  assert_warned(COMPONENTS("{\"type\":\"library\",\"name\":\"zlib\",\n\"version\":1.3}"), 3, "zlib", "“version”");
  assert_warned(COMPONENTS("{\"type\":\"library\",\"name\":\"zlib\",\"licenses\":{}}"), 2, "zlib", "“licenses”");
  assert_warned(COMPONENTS("{\"type\":\"library\",\"name\":\"z\\u001b[31m\"}"), 2, NULL, "control characters");
  assert_warned(COMPONENTS("{\"type\":\"library\",\"name\":\"z\",\"hashes\":[{\"alg\":\"ROT13\",\"content\":\"00\"}]}"), 2, "z", "hash");
  assert_warned(
      COMPONENTS("{\"type\":\"library\",\"name\":\"z\",\"bom-ref\":\"a\"},\n{\"type\":\"library\",\"name\":\"y\",\"bom-ref\":\"a\"}"), 3,
      "y", "same reference");
  assert_warned(HEAD ",\n\"serialNumber\":\"urn:uuid:1\"}", 2, NULL, "UUID");
  assert_warned(HEAD ",\n\"metadata\":{\"timestamp\":\"yesterday\"}}", 2, NULL, "time");
  assert_warned(HEAD ",\n\"metadata\":{\"authors\":[\"Anna\"]}}", 2, NULL, "“authors”");
  assert_warned(HEAD ",\n\"dependencies\":[{\"ref\":\"nobody\"}]}", 2, NULL, "does not hold");
  assert_warned(HEAD ",\n\"dependencies\":[{\"dependsOn\":[\"a\"]}]}", 2, NULL, "which component depends");
}

static void list_with_many_faults_keeps_the_first_and_counts_all(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, HEAD ",\"components\":[{\"type\":\"library\",\"name\":\"a\"}");
  for (int i = 0; i < 200; i++)
    buf_printf(&text, ",\n{\"type\":\"gadget\",\"name\":\"n%d\"}", i);
  buf_puts(&text, "]}");
  struct component_list *list = read_list(text.data);
  assert_int_equal(list->warnings_total, 200);
  assert_int_equal(list->warnings_len, LIST_WARNINGS_KEPT);
  assert_string_equal(list->warnings[49].component, "n49");
  assert_int_equal(list->warnings[49].line, 51);
  component_list_free(list);
  buf_free(&text);
}

static void list_texts_are_fit_to_be_shown(void **state) {
  (void)state;
  struct component_list *list =
      read_list(COMPONENTS("{\"type\":\"library\",\"name\":\" a\\u001b[1m\\u009bb\\nc ü \",\"version\":\"\\u0007\"}"));
  assert_string_equal(list->components[0]->name, "a?[1m??b c ü");
  assert_string_equal(list->components[0]->version, "?");
  component_list_free(list);
  struct buf text = {0};
  buf_puts(&text, HEAD ",\"components\":[{\"type\":\"library\",\"name\":\"");
  for (int i = 0; i < 50000; i++)
    buf_puts(&text, "ü");
  buf_puts(&text, "\"}]}");
  list = read_list(text.data);
  assert_int_equal(strlen(list->components[0]->name), 64 << 10);
  assert_true(utf8_valid(list->components[0]->name, 64 << 10));
  assert_int_equal(list->warnings_total, 1);
  component_list_free(list);
  buf_free(&text);
}

static void list_of_other_versions_is_refused_with_the_reason(void **state) {
  (void)state;
  assert_refused("{\"bomFormat\":\"CycloneDX\",\n\"specVersion\":\"1.3\"}", "list.json:2:15", "version 1.3 of CycloneDX");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"2.0\"}", "list.json:1:40", "2.0");
  assert_refused("{\"bomFormat\":\"CycloneDX\"}", "list.json:1:25", "version");
  assert_refused("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.2\"/>", "list.json:1:49", "version 1.2 of CycloneDX");
  assert_refused("{\"spdxVersion\":\"SPDX-2.1\"}", "list.json:1:16", "version 2.1 of SPDX");
  assert_refused("SPDXVersion: SPDX-1.2\n", "list.json:1", "version 1.2 of SPDX");
  assert_refused("{\"@context\":\"https://spdx.org/rdf/3.0.0/"
                 "spdx-context.jsonld\",\"@graph\":[\n{\"type\":\"CreationInfo\",\"specVersion\":\"3.0.0\"}]}",
                 "list.json:2:38", "version 3.0.0 of SPDX");
}

static void list_of_another_format_is_refused(void **state) {
  (void)state;
  assert_refused("[]", "list.json", "known format");
  assert_refused("", "list.json", "known format");
  assert_refused("<bom xmlns=\"https://example.com\"/>", "list.json", "known format");
  assert_refused("{\"components\":[],\"bomFormat\":\"CycloneDX\",\"x\":", "list.json:1:46", "ends");
}

static void list_with_a_bad_structure_is_refused_and_names_the_component(void **state) {
  (void)state;
  assert_refused(COMPONENTS("{\"type\":\"library\",\"name\":\"zlib\",\"components\":[{},3]}"), "list.json:2:50", "“zlib”");
  assert_refused(COMPONENTS("3"), "list.json:2:1", "“components”");
  assert_refused(HEAD ",\"components\":{}}", "list.json:1:59", "“components”");
  assert_refused(HEAD ",\"dependencies\":[\"a\"]}", "list.json:1:62", "“dependencies”");
  assert_refused(COMPONENTS("{\"type\":\"library\",\"name\":\"zlib\",\"name\":\"x\"}"), "list.json:2:33", "\"name\" stands twice");
  assert_refused(XML_HEAD "\n<components><component></components></bom>", "list.json:2:37", "well-formed");
  assert_refused("SPDXVersion: SPDX-2.3\nno tag\n", "list.json:2", "Tag: value");
  assert_refused("SPDXVersion: SPDX-2.3\nPackageName: <text>a\nb\n", "list.json:2", "no end");
  assert_refused("SPDXVersion: SPDX-2.3\nPackageName: \xFF\n", "list.json:2", "UTF-8");
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
      {"{\"a\":{\"bomFormat\":\"CycloneDX\"}}", INTEROP_UNKNOWN},
      {"{\"components\":[]}", INTEROP_UNKNOWN},
      {"[\"bomFormat\",\"CycloneDX\"]", INTEROP_UNKNOWN},
      {"{\"spdxVersion\":\"SPDX-2.3\"}", INTEROP_SPDX2_JSON},
      {"{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}", INTEROP_SPDX3_JSON},
      {"{\"@context\":\"https://openvex.dev/ns/v0.2.0\"}", INTEROP_UNKNOWN},
      {"<?xml version=\"1.0\"?>\n<!-- <bom> --><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", INTEROP_CYCLONEDX_XML},
      {"<b:bom a=\"1\" xmlns:b=\"http://cyclonedx.org/schema/bom/1.6\"/>", INTEROP_CYCLONEDX_XML},
      {"<bomb xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", INTEROP_UNKNOWN},
      {"<a><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/></a>", INTEROP_UNKNOWN},
      {"# a comment\nSPDXVersion: SPDX-2.3\n", INTEROP_SPDX2_TAGS},
      {"about SPDXVersion: SPDX-2.3", INTEROP_UNKNOWN},
      {"", INTEROP_UNKNOWN},
  };
  for (size_t i = 0; i < ARRAY_LEN(samples); i++)
    if (interop_recognise(samples[i].bytes, strlen(samples[i].bytes)) != samples[i].kind) fail_msg("%s", samples[i].bytes);
  assert_int_equal(interop_recognise(NULL, 0), INTEROP_UNKNOWN);
  assert_int_equal(interop_recognise("\0\0{", 3), INTEROP_UNKNOWN);
  assert_int_equal(interop_recognise("\0<\0?\0x", 6), INTEROP_UNKNOWN);
}

/* What names the format may stand behind a million components. */
static void recognise_guesses_when_the_mark_is_far(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "{\"components\":[");
  while (text.len < INTEROP_PREFIX)
    buf_puts(&text, "{},");
  assert_int_equal(interop_recognise(text.data, text.len), INTEROP_CYCLONEDX_JSON);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(list_of_nested_components_is_read_whole),
      cmocka_unit_test(list_licences_are_ids_names_or_expressions),
      cmocka_unit_test(list_counts_what_is_missing),
      cmocka_unit_test(list_without_anything_is_empty),
      cmocka_unit_test(list_author_of_older_versions_is_found),
      cmocka_unit_test(list_says_what_the_product_depends_on_wherever_that_stands),
      cmocka_unit_test(list_elements_of_rule_sets_are_seen),
      cmocka_unit_test(list_versions_are_exact_or_not),
      cmocka_unit_test(list_that_only_breaks_rules_is_read_with_warnings),
      cmocka_unit_test(list_with_many_faults_keeps_the_first_and_counts_all),
      cmocka_unit_test(list_texts_are_fit_to_be_shown),
      cmocka_unit_test(list_of_other_versions_is_refused_with_the_reason),
      cmocka_unit_test(list_of_another_format_is_refused),
      cmocka_unit_test(list_with_a_bad_structure_is_refused_and_names_the_component),
      cmocka_unit_test(recognise_looks_at_the_content),
      cmocka_unit_test(recognise_guesses_when_the_mark_is_far),
  };
  return cmocka_run_group_tests_name("component lists", tests, NULL, NULL);
}
