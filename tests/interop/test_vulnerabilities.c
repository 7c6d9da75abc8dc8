/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/vulnerabilities.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DATA TOP_SRCDIR "/tests/interop/data/"

static struct vulnerability_list *read_file(const char *name) {
  CLEANUP(mem_freep) char *path = mem_printf(DATA "%s", name);
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct vulnerability_list *list = NULL;
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  if (vulnerability_list_read(content.data, content.len, name, &list, &error)) fail_msg("%s: %s", error.where, error.what);
  return list;
}

static struct vulnerability_list *read_bytes(const char *text) {
  CLEANUP(error_clear) struct error error = {0};
  struct vulnerability_list *list = NULL;
  if (vulnerability_list_read(text, strlen(text), "sample", &list, &error)) fail_msg("%s: %s", error.where, error.what);
  return list;
}

static void assert_refused(const char *text, const char *where, const char *what) {
  CLEANUP(error_clear) struct error error = {0};
  struct vulnerability_list *list = NULL;
  assert_int_equal(vulnerability_list_read(text, strlen(text), "sample", &list, &error), STATUS_INPUT);
  assert_null(list);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, what)) fail_msg("expected “%s” in: %s", what, error.what);
}

static void assert_words(const struct vulnerability_count *counts, size_t len, const char *expected) {
  CLEANUP(buf_free) struct buf text = {0};
  for (size_t i = 0; i < len; i++)
    buf_printf(&text, "%s%s=%zu", i ? " " : "", counts[i].word, counts[i].count);
  assert_string_equal(buf_str(&text), expected);
}

static void assert_warning(const struct vulnerability_list *list, const char *vulnerability, const char *text) {
  for (size_t i = 0; i < list->warnings_len; i++)
    if (str_eq(list->warnings[i].vulnerability, vulnerability) && strstr(list->warnings[i].text, text)) return;
  fail_msg("no warning “%s” on %s", text, vulnerability ? vulnerability : "the file");
}

/* ---- CycloneDX ---- */

static void assert_parser_statement(const struct vulnerability *vulnerability) {
  assert_string_equal(vulnerability->id, "CVE-2027-0001");
  assert_int_equal(vulnerability->other_ids_len, 1);
  assert_string_equal(vulnerability->other_ids[0], "GHSA-aaaa-bbbb-cccc");
  assert_string_equal(vulnerability->source, "GitHub");
  assert_string_equal(vulnerability->description, "The parser reads too far.");
  const struct vulnerability_rating *rating = vulnerability_rating(vulnerability);
  assert_string_equal(rating->severity, "high");
  assert_int_equal(rating->score, 7500000);
  assert_int_equal(vulnerability->statements_len, 2);
  const struct vulnerability_statement *statement = &vulnerability->statements[0];
  assert_string_equal(statement->name, "org.example/parser");
  assert_string_equal(statement->version, "1.2");
  assert_string_equal(statement->purl, "pkg:maven/org.example/parser@1.2");
  assert_string_equal(statement->product, "NetGuard 2.0");
  assert_int_equal(statement->status, VULNERABILITY_NOT_AFFECTED);
  assert_string_equal(statement->word, "not_affected");
  assert_string_equal(statement->justification, "vulnerable-code-not-in-execute-path");
  assert_string_equal(statement->response, "will_not_fix");
  assert_string_equal(statement->action, "Update to 1.3.");
  assert_string_equal(vulnerability->statements[1].name, "inner");
}

static void cyclonedx_json_is_read_with_the_components_it_refers_to(void **state) {
  (void)state;
  struct vulnerability_list *list = read_file("statements.cdx-1.6.json");
  assert_int_equal(list->format, VULNERABILITY_CYCLONEDX_JSON);
  assert_string_equal(list->spec_version, "1.6");
  assert_int_equal(list->len, 4);
  assert_int_equal(list->counts.components, 2);
  assert_int_equal(list->warnings_total, 0);
  assert_words(list->states, list->states_len, "not_affected=1 exploitable=1 in_triage=1 (none)=1");
  assert_parser_statement(&list->items[0]);
  assert_string_equal(list->items[0].statements[0].impact, "Nothing calls it.\nExamined on build 17.");
  const struct vulnerability_statement *linked = &list->items[1].statements[0];
  assert_string_equal(linked->purl, "pkg:npm/@scope/thing@3.1.0");
  assert_string_equal(linked->name, "@scope/thing");
  assert_string_equal(linked->version, "3.1.0");
  assert_int_equal(linked->status, VULNERABILITY_AFFECTED);
  assert_string_equal(list->items[2].statements[0].name, "NetGuard");
  assert_int_equal(list->items[3].statements_len, 1);
  assert_int_equal(list->items[3].statements[0].status, VULNERABILITY_NO_STATUS);
  vulnerability_list_free(list);
}

static void cyclonedx_xml_says_the_same_as_json(void **state) {
  (void)state;
  struct vulnerability_list *list = read_file("statements.cdx-1.5.xml");
  assert_int_equal(list->format, VULNERABILITY_CYCLONEDX_XML);
  assert_string_equal(list->spec_version, "1.5");
  assert_int_equal(list->len, 2);
  assert_int_equal(list->warnings_total, 0);
  assert_parser_statement(&list->items[0]);
  vulnerability_list_free(list);
}

static void cyclonedx_older_than_statements_is_refused_by_its_version(void **state) {
  (void)state;
  assert_refused("{\"bomFormat\":\"CycloneDX\",\n \"specVersion\":\"1.3\",\"vulnerabilities\":[]}", "sample:1:1", "version 1.3");
  assert_refused("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.2\"><vulnerabilities/></bom>", "sample:1", "version 1.2");
}

static void unusual_words_are_warnings_with_their_vulnerability(void **state) {
  (void)state;
  struct vulnerability_list *list = read_bytes(
      "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"serialNumber\":\"urn:uuid:xxxx\",\"vulnerabilities\":[{\"id\":\"V-1\","
      "\"analysis\":{\"state\":\"perhaps\",\"justification\":\"because\"},\"ratings\":[{\"score\":11,\"severity\":\"huge\"}],"
      "\"affects\":[{\"ref\":\"nowhere\"}],\"published\":17,\"description\":[]},{}]}");
  assert_warning(list, NULL, "UUID");
  assert_warning(list, "V-1", "“perhaps”");
  assert_warning(list, "V-1", "“because”");
  assert_warning(list, "V-1", "“huge”");
  assert_warning(list, "V-1", "0 to 10");
  assert_warning(list, "V-1", "“nowhere”");
  assert_warning(list, "V-1", "A text is expected");
  assert_warning(list, "#2", "no id");
  assert_int_equal(list->items[0].statements[0].status, VULNERABILITY_NO_STATUS);
  assert_null(list->items[0].statements[0].justification);
  vulnerability_list_free(list);
}

static void warnings_are_counted_beyond_those_kept(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf text = {0};
  buf_puts(&text, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"vulnerabilities\":[{\"id\":\"V\"}");
  for (int i = 0; i < 200; i++)
    buf_puts(&text, ",{}");
  buf_puts(&text, "]}");
  struct vulnerability_list *list = read_bytes(text.data);
  assert_int_equal(list->warnings_total, 200);
  assert_int_equal(list->warnings_len, VULNERABILITY_WARNINGS_KEPT);
  vulnerability_list_free(list);
}

/* ---- OpenVEX ---- */

static void openvex_names_parts_of_products(void **state) {
  (void)state;
  struct vulnerability_list *list = read_file("statements.openvex.json");
  assert_int_equal(list->format, VULNERABILITY_OPENVEX);
  assert_int_equal(list->len, 3);
  assert_int_equal(list->warnings_total, 0);
  assert_string_equal(list->author, "Example GmbH");
  assert_words(list->states, list->states_len, "not_affected=1 affected=1 under_investigation=1");
  const struct vulnerability *first = &list->items[0];
  assert_string_equal(first->id, "CVE-2027-0001");
  assert_int_equal(first->statements_len, 2);
  assert_string_equal(first->statements[0].name, "org.example/parser");
  assert_string_equal(first->statements[0].version, "1.2");
  assert_string_equal(first->statements[0].product, "pkg:generic/netguard@2.0");
  assert_string_equal(first->statements[0].justification, "vulnerable-code-not-in-execute-path");
  assert_string_equal(first->statements[0].impact, "Nothing calls it.");
  assert_string_equal(first->published, "2027-03-01T08:00:00Z");
  const struct vulnerability *second = &list->items[1];
  assert_string_equal(second->statements[0].name, "netguard");
  assert_string_equal(second->statements[0].action, "Update to 2.1.");
  assert_string_equal(second->published, "2027-02-15T00:00:00Z");
  assert_int_equal(list->counts.products, 2);
  vulnerability_list_free(list);
}

static void openvex_of_another_version_is_refused_by_name(void **state) {
  (void)state;
  assert_refused("{\"@context\":\"https://openvex.dev/ns\",\"statements\":[]}", "sample:1:1", "https://openvex.dev/ns");
  assert_refused("{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\n\"statements\":[\n{\"vulnerability\":\"CVE-1\"}]}", "sample:3:18",
                 "“vulnerability”");
  assert_refused("{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":{}}", "sample:1:58", "must be a list");
}

static void openvex_that_says_too_little_is_read_with_warnings(void **state) {
  (void)state;
  struct vulnerability_list *list = read_bytes(
      "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":[{\"vulnerability\":{\"name\":\"V\"},\"status\":\"not_affected\","
      "\"products\":[{}],\"extra\":1},{\"vulnerability\":{\"name\":\"W\"},\"status\":\"affected\"}]}");
  assert_warning(list, NULL, "author");
  assert_warning(list, "V", "justification or an impact");
  assert_warning(list, "V", "“extra”");
  assert_warning(list, "V", "which component");
  assert_warning(list, "W", "action statement");
  assert_warning(list, "W", "no product");
  vulnerability_list_free(list);
}

/* ---- CSAF ---- */

static const struct vulnerability_statement *statement_on(const struct vulnerability *vulnerability, const char *ref) {
  for (size_t i = 0; i < vulnerability->statements_len; i++)
    if (str_eq(vulnerability->statements[i].ref, ref)) return &vulnerability->statements[i];
  fail_msg("nothing is said about %s", ref);
  return NULL;
}

static void csaf_resolves_branches_relationships_and_groups(void **state) {
  (void)state;
  struct vulnerability_list *list = read_file("advisory.csaf.json");
  assert_int_equal(list->format, VULNERABILITY_CSAF);
  assert_int_equal(list->len, 2);
  assert_int_equal(list->warnings_total, 0);
  assert_string_equal(list->state, "final");
  assert_words(list->states, list->states_len, "known_affected=1 known_not_affected=2 under_investigation=1");
  const struct vulnerability *first = &list->items[0];
  assert_string_equal(first->title, "Parser reads too far");
  assert_string_equal(first->description, "The parser reads\ntoo far.");
  assert_string_equal(first->other_ids[0], "EX-17");
  const struct vulnerability_statement *affected = statement_on(first, "P-2.0");
  assert_int_equal(affected->status, VULNERABILITY_AFFECTED);
  assert_string_equal(affected->name, "NetGuard 2.0");
  assert_string_equal(affected->version, "2.0");
  assert_string_equal(affected->action, "Update to 2.1.");
  assert_string_equal(affected->response, "vendor_fix");
  assert_null(affected->justification);
  const struct vulnerability_statement *newer = statement_on(first, "P-2.1");
  assert_string_equal(newer->justification, "vulnerable-code-not-present");
  assert_string_equal(newer->impact, "The code was removed.");
  const struct vulnerability_statement *part = statement_on(first, "P-2.0:C-1.2");
  assert_string_equal(part->name, "parser 1.2");
  assert_string_equal(part->product, "NetGuard 2.0");
  assert_string_equal(part->purl, "pkg:maven/org.example/parser@1.2");
  assert_string_equal(part->justification, "vulnerable-code-not-present");
  assert_int_equal(vulnerability_rating(first)->score, 9800000);
  assert_string_equal(vulnerability_rating(first)->severity, "critical");
  assert_string_equal(list->items[1].id, "EX-18");
  vulnerability_list_free(list);
}

static void csaf_of_another_version_is_refused_by_name(void **state) {
  (void)state;
  assert_refused("{\"document\":{\n\"csaf_version\":\"2.1\"}}", "sample:2:16", "version 2.1");
}

static void csaf_contradictions_and_dangling_references_are_warnings(void **state) {
  (void)state;
  struct vulnerability_list *list = read_bytes(
      "{\"document\":{\"csaf_version\":\"2.0\"},\"product_tree\":{\"full_product_names\":[{\"name\":\"A\",\"product_id\":\"a\"},{\"name\":"
      "\"B\","
      "\"product_id\":\"a\"}],\"relationships\":[{\"product_reference\":\"r\",\"relates_to_product_reference\":\"r\",\"full_product_name\":"
      "{\"name\":\"R\",\"product_id\":\"r\"}}]},\"vulnerabilities\":[{\"cve\":\"CVE-1\",\"product_status\":{\"fixed\":[\"a\",\"gone\","
      "\"r\"],"
      "\"known_affected\":[\"a\"]},\"flags\":[{\"label\":\"component_not_present\",\"group_ids\":[\"none\"]}]}]}");
  assert_warning(list, NULL, "used twice");
  assert_warning(list, NULL, "no id");
  assert_warning(list, "CVE-1", "contradict");
  assert_warning(list, "CVE-1", "“gone”");
  assert_warning(list, "CVE-1", "group with the id “none”");
  assert_string_equal(statement_on(&list->items[0], "r")->name, "R");
  vulnerability_list_free(list);
}

/* ---- hostile files ---- */

static void files_of_no_known_format_are_refused(void **state) {
  (void)state;
  assert_refused("", "sample", "known format");
  assert_refused("{\"a\": 1}", "sample", "known format");
  assert_refused(
      "<!DOCTYPE x [<!ENTITY e \"e\">]><bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\"><vulnerabilities>&e;</vulnerabilities></bom>",
      "sample:1", "");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"vulnerabilities\":[{\"id\":\"a\",\"id\":\"b\"}]}", "sample:1:75",
                 "");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\n\"vulnerabilities\":[7]}", "sample:2:20", "must be an object");
  assert_refused("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"vulnerabilities\":[{\"id\":\"", "sample:1:72", "");
}

/* A few kilobytes must not ask for millions of steps times millions. */
static void groups_that_multiply_are_refused(void **state) {
  (void)state;
  enum { MANY = 6000 };
  CLEANUP(buf_free) struct buf text = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct vulnerability_list *list = NULL;
  buf_puts(&text,
           "{\"document\":{\"csaf_version\":\"2.0\",\"tracking\":{\"id\":\"x\"}},\"product_tree\":{\"product_groups\":[{\"group_id\":\"g\","
           "\"product_ids\":[\"p\"");
  for (int i = 0; i < MANY; i++)
    buf_puts(&text, ",\"p\"");
  buf_puts(&text, "]}]},\"vulnerabilities\":[{\"flags\":[{\"label\":\"component_not_present\",\"group_ids\":[\"g\"");
  for (int i = 0; i < MANY; i++)
    buf_puts(&text, ",\"g\"");
  buf_puts(&text, "]}]}]}");
  assert_int_equal(vulnerability_list_read(text.data, text.len, "sample", &list, &error), STATUS_INPUT);
  assert_non_null(strstr(error.what, "more often than can be read"));
}

static void deep_nesting_is_refused(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf text = {0};
  struct vulnerability_list *list = NULL;
  buf_puts(&text, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"vulnerabilities\":");
  for (int i = 0; i < 100000; i++)
    buf_putc(&text, '[');
  assert_int_equal(vulnerability_list_read(text.data, text.len, "sample", &list, NULL), STATUS_INPUT);
}

static uint64_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state >> 33;
}

/* Bytes changed, taken out, doubled, moved; the end cut off; words of the file put elsewhere. */
static void mutate(struct buf *bytes, uint64_t *random) {
  static const char *const pieces[] = {"null",    "[]",         "{}",   "\"\"", "-1e999", "\xff",
                                       "\\u0000", "\"cve\":1,", "[[[[", "&#0;", "<a>",    "\"@id\":"};
  for (uint64_t changes = 1 + next_random(random) % 4; changes > 0 && bytes->len > 1; changes--) {
    size_t at = next_random(random) % bytes->len, len = 1 + next_random(random) % 40;
    if (len > bytes->len - at) len = bytes->len - at;
    struct buf copy = {0};
    buf_add(&copy, bytes->data, at);
    switch (next_random(random) % 6) {
    case 0: /* another byte */
      buf_putc(&copy, (char)next_random(random));
      buf_add(&copy, bytes->data + at + 1, bytes->len - at - 1);
      break;
    case 1: /* a part less */
      buf_add(&copy, bytes->data + at + len, bytes->len - at - len);
      break;
    case 2: /* a part twice */
      buf_add(&copy, bytes->data + at, len);
      buf_add(&copy, bytes->data + at, bytes->len - at);
      break;
    case 3: /* cut off */
      break;
    default: /* something put in */
      buf_puts(&copy, pieces[next_random(random) % ARRAY_LEN(pieces)]);
      buf_add(&copy, bytes->data + at, bytes->len - at);
    }
    buf_free(bytes);
    *bytes = copy;
  }
}

static void fuzz(const char *name, enum status (*read)(const char *bytes, size_t len)) {
  CLEANUP(mem_freep) char *path = mem_printf(DATA "%s", name);
  CLEANUP(buf_free) struct buf content = {0};
  uint64_t random = 20270301;
  size_t readable = 0;
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  for (int i = 0; i < 2000; i++) {
    struct buf changed = {0};
    buf_add(&changed, content.data, content.len);
    mutate(&changed, &random);
    enum status status = read(changed.len ? changed.data : "", changed.len);
    assert_true(status == STATUS_OK || status == STATUS_INPUT);
    readable += status == STATUS_OK;
    buf_free(&changed);
  }
  assert_true(readable > 20 && readable < 1900); /* both ways were taken */
}

static enum status read_statements(const char *bytes, size_t len) {
  struct vulnerability_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  enum status status = vulnerability_list_read(bytes, len, "fuzz", &list, &error);
  assert_true(status == STATUS_OK || (error.where && str_starts(error.where, "fuzz")));
  for (size_t i = 0; list && i < list->len; i++)
    assert_true(list->items[i].id && list->items[i].statements_len > 0);
  vulnerability_list_free(list);
  return status;
}

static enum status read_exploited(const char *bytes, size_t len) {
  struct exploited_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  enum status status = exploited_list_read(bytes, len, "fuzz", &list, &error);
  assert_true(status == STATUS_OK || (error.where && str_starts(error.where, "fuzz")));
  exploited_list_free(list);
  return status;
}

static void every_reader_survives_damaged_files(void **state) {
  (void)state;
  fuzz("statements.cdx-1.6.json", read_statements);
  fuzz("statements.cdx-1.5.xml", read_statements);
  fuzz("statements.openvex.json", read_statements);
  fuzz("advisory.csaf.json", read_statements);
  fuzz("kev.json", read_exploited);
  fuzz("euvd-search.json", read_exploited);
}

/* ---- exploited vulnerabilities ---- */

static struct exploited_list *read_list(const char *name) {
  CLEANUP(mem_freep) char *path = mem_printf(DATA "%s", name);
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct exploited_list *list = NULL;
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  assert_true(exploited_recognise(content.data, content.len));
  if (exploited_list_read(content.data, content.len, name, &list, &error)) fail_msg("%s: %s", error.where, error.what);
  return list;
}

static void assert_exploited(const struct exploited_list *list, const char *id, const char *since, const char *source) {
  const struct exploited *found = exploited_find(list, id);
  if (!found) fail_msg("%s is not on the list", id);
  assert_string_equal(found->since, since);
  assert_string_equal(found->source, source);
}

static void kev_is_found_by_cve(void **state) {
  (void)state;
  struct exploited_list *list = read_list("kev.json");
  assert_string_equal(list->source, "CISA KEV");
  assert_string_equal(list->version, "2027.03.01");
  assert_int_equal(list->len, 2);
  assert_exploited(list, "CVE-2027-0001", "2027-02-20", "CISA KEV");
  assert_exploited(list, "cve-2027-0001", "2027-02-20", "CISA KEV");
  assert_true(exploited_find(list, "CVE-2027-0001")->ransomware);
  assert_false(exploited_find(list, "CVE-2026-1111")->ransomware);
  assert_null(exploited_find(list, "CVE-2027-000"));
  exploited_list_free(list);
}

static void euvd_is_found_by_every_id(void **state) {
  (void)state;
  struct exploited_list *dump = read_list("euvd-dump.json");
  assert_exploited(dump, "EUVD-2027-9696", "2027-02-21", "CISA KEV, EU KEV");
  assert_exploited(dump, "CVE-2027-0001", "2027-02-21", "CISA KEV, EU KEV");
  assert_string_equal(exploited_find(dump, "EUVD-2027-9696")->id, "CVE-2027-0001");
  assert_exploited(dump, "EUVD-2027-0007", "2027-01-01", "EU KEV");
  exploited_list_free(dump);
  struct exploited_list *search = read_list("euvd-search.json");
  assert_exploited(search, "GHSA-AAAA-BBBB-CCCC", "2027-02-09", "EUVD");
  assert_null(exploited_find(search, "CVE-2027-0008")); /* listed, but not said to be exploited */
  assert_int_equal(search->passed_over, 1);
  exploited_list_free(search);
  struct exploited_list *eukev = read_list("eukev.json");
  assert_exploited(eukev, "CVE-2027-0001", "2027-02-21", "EU KEV");
  assert_true(exploited_find(eukev, "CVE-2027-0001")->ransomware);
  exploited_list_free(eukev);
}

static void other_files_are_no_list_of_exploited(void **state) {
  (void)state;
  struct exploited_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(exploited_list_read("{\"a\":1}", 7, "sample", &list, &error), STATUS_INPUT);
  assert_int_equal(exploited_list_read("{\"vulnerabilities\":[{}]}", 24, "sample", &list, &error), STATUS_INPUT);
  assert_int_equal(exploited_list_read("[7]", 3, "sample", &list, &error), STATUS_INPUT);
  assert_string_equal(error.where, "sample:1:2");
  assert_false(exploited_recognise("{}", 2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cyclonedx_json_is_read_with_the_components_it_refers_to),
      cmocka_unit_test(cyclonedx_xml_says_the_same_as_json),
      cmocka_unit_test(cyclonedx_older_than_statements_is_refused_by_its_version),
      cmocka_unit_test(unusual_words_are_warnings_with_their_vulnerability),
      cmocka_unit_test(warnings_are_counted_beyond_those_kept),
      cmocka_unit_test(openvex_names_parts_of_products),
      cmocka_unit_test(openvex_of_another_version_is_refused_by_name),
      cmocka_unit_test(openvex_that_says_too_little_is_read_with_warnings),
      cmocka_unit_test(csaf_resolves_branches_relationships_and_groups),
      cmocka_unit_test(csaf_of_another_version_is_refused_by_name),
      cmocka_unit_test(csaf_contradictions_and_dangling_references_are_warnings),
      cmocka_unit_test(files_of_no_known_format_are_refused),
      cmocka_unit_test(groups_that_multiply_are_refused),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(every_reader_survives_damaged_files),
      cmocka_unit_test(kev_is_found_by_cve),
      cmocka_unit_test(euvd_is_found_by_every_id),
      cmocka_unit_test(other_files_are_no_list_of_exploited),
  };
  return cmocka_run_group_tests_name("statements about vulnerabilities", tests, NULL, NULL);
}
