/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attestations of a release, as the workspace knows it. */
#include "app/support.h"

#include "app/exchange.h"
#include "interop/schemas.h"
#include "json/json.h"

/* The release of the sample workspace, complete with requirements and evidence. */
static void open_sample(struct fixture *fixture) {
  id_vec_t paths = {0};
  const day_t day = day_make(2026, 11, 20);
  const char *id = NULL;
  succeeds(fixture, app_demo(fixture->app, in_folder(fixture, "demo"), fixture->arena, &paths, &fixture->error));
  session_free(fixture->session);
  fixture->session = NULL;
  succeeds(fixture, session_open(fixture->app, paths.items[0], "Somebody", &day, &fixture->session, &fixture->error));
  vec_free(&paths);
  const struct subject_type *type = pack_subject_type(app_pack(fixture->app), "release");
  succeeds(fixture, app_find(fixture->session, "2.0", type, &id, &fixture->error));
  fixture->release = arena_strdup(fixture->arena, id);
}

static char *attested(struct fixture *fixture, const char *spec, bool as_xml) {
  CLEANUP(buf_free) struct buf text = {0};
  succeeds(fixture, app_attestations(fixture->session, fixture->release, spec, as_xml, &text, &fixture->error));
  return arena_strdup(fixture->arena, buf_str(&text));
}

static void attestations_of_the_sample_are_valid(void **state) {
  struct fixture *fixture = *state;
  schemas_or_skip();
  open_sample(fixture);
  static const char *const specs[] = {"1.6", "1.7"};
  for (size_t i = 0; i < ARRAY_LEN(specs); i++) {
    char *json_schema = arena_printf(fixture->arena, "cyclonedx/bom-%s.schema.json", specs[i]);
    char *xml_schema = arena_printf(fixture->arena, "cyclonedx/bom-%s.xsd", specs[i]);
    assert_valid_json(json_schema, file_with(fixture, "attestations.json", attested(fixture, specs[i], false)));
    assert_valid_xml(xml_schema, file_with(fixture, "attestations.xml", attested(fixture, specs[i], true)));
  }
}

static const struct json *by_ref(const struct json *list, const char *key, const char *ref) {
  for (size_t i = 0; i < json_len(list); i++)
    if (str_eq(json_text(json_get(json_at(list, i), key)), ref)) return json_at(list, i);
  fail_msg("nothing with the reference %s", ref);
  return NULL;
}

static void every_point_of_annex_i_is_claimed(void **state) {
  struct fixture *fixture = *state;
  open_sample(fixture);
  char *text = attested(fixture, "1.6", false);
  struct json *root = NULL;
  assert_int_equal(json_parse(text, strlen(text), "out", &json_usual_limits, &root, NULL), STATUS_OK);
  const struct json *declarations = json_get(root, "declarations"), *claims = json_get(declarations, "claims");
  const struct json *attestation = json_at(json_get(declarations, "attestations"), 0);
  assert_int_equal(json_len(claims), 22);
  assert_non_null(strstr(json_text(json_get(attestation, "summary")), "not the EU declaration of conformity"));
  const struct json *standard = json_at(json_get(json_get(root, "definitions"), "standards"), 0);
  const struct json *point = by_ref(json_get(standard, "requirements"), "bom-ref", "cra.annex-i.1.2.a");
  assert_string_equal(json_text(json_get(point, "identifier")), "CRA Annex I Part I point (2)(a)");
  by_ref(json_get(standard, "requirements"), "bom-ref", json_text(json_get(point, "parent")));
  for (size_t i = 0; i < json_len(claims); i++) {
    const struct json *evidence = json_get(json_at(claims, i), "evidence");
    for (size_t k = 0; k < json_len(evidence); k++)
      by_ref(json_get(declarations, "evidence"), "bom-ref", json_text(json_at(evidence, k)));
  }
  assert_true(json_len(json_get(declarations, "evidence")) > 0);
  json_free(root);
}

static const struct json *mapping_of(const struct json *root, const char *requirement) {
  const struct json *attestation = json_at(json_get(json_get(root, "declarations"), "attestations"), 0);
  return by_ref(json_get(attestation, "map"), "requirement", requirement);
}

static void what_is_not_applicable_has_no_score_and_says_why(void **state) {
  struct fixture *fixture = *state;
  open_sample(fixture);
  const char *record = arena_printf(fixture->arena, "%s/cra.annex-i.1.2.m", fixture->release);
  succeeds(fixture, say(fixture, record, "req.applicable", "no"));
  succeeds(fixture, say(fixture, record, "req.justification", "Nothing is stored."));
  char *text = attested(fixture, "1.7", false);
  struct json *root = NULL;
  assert_int_equal(json_parse(text, strlen(text), "out", &json_usual_limits, &root, NULL), STATUS_OK);
  assert_null(json_get(mapping_of(root, "cra.annex-i.1.2.m"), "conformance"));
  assert_non_null(json_get(mapping_of(root, "cra.annex-i.1.1"), "conformance"));
  const struct json *claim = by_ref(json_get(json_get(root, "declarations"), "claims"), "bom-ref", "claim:cra.annex-i.1.2.m");
  assert_non_null(strstr(json_text(json_get(claim, "predicate")), "not applicable"));
  assert_string_equal(json_text(json_get(claim, "reasoning")), "Nothing is stored.");
  json_free(root);
}

static void what_nobody_has_shown_is_claimed_by_nobody(void **state) {
  struct fixture *fixture = *state;
  char *text = attested(fixture, "1.7", false);
  assert_null(strstr(text, "\"score\": 1"));
  assert_null(strstr(text, "The product meets this requirement."));
  assert_null(strstr(text, "affirmation"));
}

static void only_releases_and_known_versions_are_attested(void **state) {
  struct fixture *fixture = *state;
  CLEANUP(buf_free) struct buf text = {0};
  fails(fixture, app_attestations(fixture->session, fixture->release, "1.5", false, &text, &fixture->error), STATUS_USAGE, "1.6");
  fails(fixture, app_attestations(fixture->session, fixture->product, "1.6", false, &text, &fixture->error), STATUS_USAGE, "release");
  assert_int_equal(text.len, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      workspace_test(attestations_of_the_sample_are_valid),
      workspace_test(every_point_of_annex_i_is_claimed),
      workspace_test(what_is_not_applicable_has_no_score_and_says_why),
      workspace_test(what_nobody_has_shown_is_claimed_by_nobody),
      workspace_test(only_releases_and_known_versions_are_attested),
  };
  return cmocka_run_group_tests_name("attestations of a release", tests, NULL, NULL);
}
