/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/attestations.h"
#include "xml/xml.h"
#include "json/json.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "interop/schemas.h"

static const char *const evidence_refs[] = {"evidence-1"};

static struct attestation_document sample(const char *spec_version) {
  struct attestation_document document = {
      .spec_version = spec_version,
      .serial_number = "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
      .timestamp = "2027-03-01T08:00:00Z",
      .tool = "cradle",
      .tool_version = "1.0",
      .product = {"release-1", "device", "NetGuard", "2.0 <beta> & \"more\""},
      .manufacturer = {"Example GmbH", "https://example.com/?a=1&b=2"},
      .standard = {.ref = "cra", .name = "CRA", .version = "2024/2847", .description = "Essential requirements", .owner = "European Union"},
      .summary = "It is not the EU declaration of conformity.",
      .assessor = "Example GmbH",
      .statement = "We affirm.",
  };
  const struct attestation_requirement requirements[] = {{"part-1", "Annex I Part I", NULL, NULL, NULL},
                                                         {"point-a", "Annex I Part I point (2)(a)", "Title", "Text", "part-1"},
                                                         {"point-b", "Annex I Part I point (2)(b)", "Title", "Text", "part-1"}};
  const struct attestation_claim claims[] = {
      {"claim-a", "point-a", "It is met.", "By design.\nTested.", evidence_refs, 1, true, 1, "Shown by evidence."},
      {"claim-b", "point-b", "Not applicable.", NULL, NULL, 0, false, 0, NULL}};
  struct attestation_evidence evidence = {"evidence-1",           "Report, SHA-256 aa",   "report.pdf", "ni:///sha-256;qqo",
                                          "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", "Laboratory"};
  for (size_t i = 0; i < ARRAY_LEN(requirements); i++)
    vec_push(&document.standard.requirements, requirements[i]);
  for (size_t i = 0; i < ARRAY_LEN(claims); i++)
    vec_push(&document.claims, claims[i]);
  vec_push(&document.evidence, evidence);
  return document;
}

typedef void write_fn(const struct attestation_document *document, struct buf *buf);

static char *temporary(const struct attestation_document *document, write_fn *write) {
  CLEANUP(buf_free) struct buf text = {0};
  const char *tmp = getenv("TMPDIR");
  char *path = mem_printf("%s/cradle-attestation-XXXXXX", tmp ? tmp : "/tmp");
  int file = mkstemp(path);
  assert_true(file >= 0);
  close(file);
  write(document, &text);
  assert_int_equal(file_write(path, text.data, text.len, 0600, NULL), STATUS_OK);
  return path;
}

static void check_with(write_fn *write, void (*check)(const char *schema, const char *path), const char *form) {
  static const char *const versions[] = {"1.6", "1.7"};
  for (size_t i = 0; i < ARRAY_LEN(versions); i++)
    for (int signs = 0; signs < 2; signs++) {
      struct attestation_document document = sample(versions[i]);
      if (signs) document.signatory = "Erika Mustermann", document.signatory_role = "Managing director";
      CLEANUP(mem_freep) char *path = temporary(&document, write);
      CLEANUP(mem_freep) char *schema = mem_printf(form, versions[i]);
      attestations_clear(&document);
      check(schema, path);
      unlink(path);
    }
}

static void json_is_valid_by_the_schema_of_each_version(void **state) {
  (void)state;
  schemas_or_skip();
  check_with(attestations_write_json, assert_valid_json, "cyclonedx/bom-%s.schema.json");
}

static void xml_is_valid_by_the_schema_of_each_version(void **state) {
  (void)state;
  schemas_or_skip();
  check_with(attestations_write_xml, assert_valid_xml, "cyclonedx/bom-%s.xsd");
}

static void json_links_requirement_claim_and_evidence(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf text = {0};
  struct attestation_document document = sample("1.6");
  struct json *root = NULL;
  attestations_write_json(&document, &text);
  attestations_clear(&document);
  assert_int_equal(json_parse(text.data, text.len, "out", &json_usual_limits, &root, NULL), STATUS_OK);
  const struct json *declarations = json_get(root, "declarations");
  const struct json *attestation = json_at(json_get(declarations, "attestations"), 0), *map = json_get(attestation, "map");
  assert_int_equal(json_len(map), 2);
  assert_string_equal(json_text(json_get(json_at(map, 0), "requirement")), "point-a");
  assert_string_equal(json_text(json_at(json_get(json_at(map, 0), "claims"), 0)), "claim-a");
  assert_string_equal(json_text(json_get(json_get(json_at(map, 0), "conformance"), "score")), "1");
  assert_null(json_get(json_at(map, 1), "conformance"));
  const struct json *claim = json_at(json_get(declarations, "claims"), 0);
  assert_string_equal(json_text(json_get(claim, "target")), "release-1");
  assert_string_equal(json_text(json_at(json_get(claim, "evidence"), 0)), "evidence-1");
  assert_null(json_get(declarations, "affirmation"));
  json_free(root);
}

static void xml_escapes_what_it_has_to(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf text = {0};
  struct attestation_document document = sample("1.7");
  struct xml_document *xml = NULL;
  attestations_write_xml(&document, &text);
  assert_int_equal(xml_parse(text.data, text.len, "out", &xml, NULL), STATUS_OK);
  const struct xml_node *metadata = xml_child(xml_root(xml), "metadata");
  assert_string_equal(xml_content(xml_child(xml_child(metadata, "component"), "version")), document.product.version);
  assert_string_equal(xml_content(xml_child(xml_child(metadata, "manufacturer"), "url")), document.manufacturer.url);
  attestations_clear(&document);
  xml_free(xml);
}

static void signatory_needs_a_place_outside(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf with = {0}, without = {0};
  struct attestation_document document = sample("1.6");
  document.signatory = "Erika Mustermann";
  attestations_write_json(&document, &with);
  document.manufacturer.url = NULL;
  attestations_write_json(&document, &without);
  attestations_clear(&document);
  assert_non_null(strstr(with.data, "Erika Mustermann"));
  assert_null(strstr(without.data, "Erika Mustermann"));
}

static void hash_becomes_a_name_of_its_content(void **state) {
  (void)state;
  struct hash hash;
  hash_of("Hello World!", 12, &hash);
  CLEANUP(mem_freep) char *uri = attestation_uri_of_hash(&hash);
  assert_string_equal(uri, "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"); /* the example of RFC 6920 */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_is_valid_by_the_schema_of_each_version),
      cmocka_unit_test(xml_is_valid_by_the_schema_of_each_version),
      cmocka_unit_test(json_links_requirement_claim_and_evidence),
      cmocka_unit_test(xml_escapes_what_it_has_to),
      cmocka_unit_test(signatory_needs_a_place_outside),
      cmocka_unit_test(hash_becomes_a_name_of_its_content),
  };
  return cmocka_run_group_tests_name("attestations", tests, NULL, NULL);
}
