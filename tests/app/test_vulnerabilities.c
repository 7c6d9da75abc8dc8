/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements about vulnerabilities, lists of exploited ones, and stating what was proposed. */
#include "app/support.h"

#include "app/exchange.h"

#define DATA TOP_SRCDIR "/tests/interop/data/"

static struct vulnerability_report imported(struct fixture *fixture, const char *path) {
  struct vulnerability_report report = {0};
  succeeds(fixture, app_import_vulnerabilities(fixture->session, fixture->release, path, &report, &fixture->error));
  return report;
}

static struct vulnerability_report marked(struct fixture *fixture, const char *subject) {
  struct vulnerability_report report = {0};
  succeeds(fixture, app_import_exploited(fixture->session, subject, DATA "kev.json", &report, &fixture->error));
  return report;
}

static size_t count_of(struct fixture *fixture, const char *parent, const char *type) {
  subject_vec_t children = {0};
  snapshot_children(session_snapshot(fixture->session), parent, type, &children);
  size_t len = children.len;
  vec_free(&children);
  return len;
}

static const char *vulnerability(struct fixture *fixture, const char *name) {
  const char *id = NULL;
  const struct subject_type *type = pack_subject_type(app_pack(fixture->app), "vulnerability");
  succeeds(fixture, app_find(fixture->session, name, type, &id, &fixture->error));
  return arena_strdup(fixture->arena, id);
}

static bool is_proposed(struct fixture *fixture, const char *subject, const char *question) {
  return fact_proposed(fact_of(fixture, subject, question));
}

static size_t accepted_below(struct fixture *fixture, const char *subject) {
  size_t accepted = 0, left = 0;
  succeeds(fixture, app_accept(fixture->session, subject, &accepted, &left, &fixture->error));
  assert_int_equal(left, 0);
  return accepted;
}

/* ---- import ---- */

static void import_proposes_one_subject_for_each_component(void **state) {
  struct fixture *fixture = *state;
  struct vulnerability_report report = imported(fixture, DATA "statements.openvex.json");
  assert_string_equal(report.format, "OpenVEX");
  assert_int_equal(report.read, 4);
  assert_int_equal(report.added, 4);
  assert_int_equal(count_of(fixture, fixture->release, "vulnerability"), 4);
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  assert_string_equal(said(fixture, parser, "vuln.component"), "org.example/parser 1.2");
  assert_string_equal(said(fixture, parser, "vuln.component-purl"), "pkg:maven/org.example/parser@1.2");
  assert_string_equal(said(fixture, parser, "vuln.status"), "not-affected");
  assert_string_equal(said(fixture, parser, "vuln.justification"), "vulnerable-code-not-in-execute-path");
  assert_string_equal(said(fixture, parser, "vuln.reasoning"), "Nothing calls it.");
  assert_string_equal(said(fixture, parser, "vuln.list"), report.hash);
  assert_string_equal(said(fixture, vulnerability(fixture, "CVE-2027-0002"), "vuln.status"), "affected");
  assert_string_equal(said(fixture, vulnerability(fixture, "CVE-2027-0001 (inner 0.9)"), "vuln.component"), "inner 0.9");
  assert_true(is_proposed(fixture, parser, "vuln.id"));
  assert_true(is_proposed(fixture, parser, "vuln.status"));
}

static void import_keeps_the_file_as_evidence_once(void **state) {
  struct fixture *fixture = *state;
  struct vulnerability_report first = imported(fixture, DATA "statements.openvex.json");
  assert_false(first.evidence_was_there);
  assert_string_equal(said(fixture, first.evidence, "evidence.title"), "statements.openvex.json");
  struct vulnerability_report second = imported(fixture, DATA "statements.openvex.json");
  assert_true(second.evidence_was_there);
  assert_string_equal(second.evidence, first.evidence);
  assert_int_equal(count_of(fixture, fixture->product, "evidence"), 1);
}

static void importing_again_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  size_t events = count_events(fixture);
  struct vulnerability_report report = imported(fixture, DATA "statements.openvex.json");
  assert_int_equal(report.unchanged, 4);
  assert_int_equal(report.added + report.updated, 0);
  assert_int_equal(count_events(fixture), events);
}

static void newer_statement_updates_the_subject_that_is_there(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *newer =
      file_with(fixture, "newer.json",
                "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"author\":\"A\",\"statements\":[{\"vulnerability\":{\"name\":"
                "\"CVE-2027-0001\"},\"products\":[{\"@id\":\"pkg:maven/org.example/parser@1.2\"}],\"status\":\"fixed\"}]}");
  struct vulnerability_report report = imported(fixture, newer);
  assert_int_equal(report.updated, 1);
  assert_int_equal(report.added, 0);
  assert_string_equal(said(fixture, vulnerability(fixture, "CVE-2027-0001"), "vuln.status"), "fixed");
}

static void what_a_person_stated_stays(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  succeeds(fixture, say(fixture, parser, "vuln.status", "affected"));
  struct vulnerability_report report = imported(fixture, DATA "statements.openvex.json");
  assert_int_equal(report.kept, 1);
  assert_string_equal(said(fixture, parser, "vuln.status"), "affected");
  assert_false(is_proposed(fixture, parser, "vuln.status"));
}

static void every_format_comes_in(void **state) {
  struct fixture *fixture = *state;
  static const char *const files[] = {DATA "statements.cdx-1.6.json", DATA "statements.cdx-1.5.xml", DATA "advisory.csaf.json"};
  for (size_t i = 0; i < ARRAY_LEN(files); i++)
    assert_true(imported(fixture, files[i]).read > 0);
  const char *own = vulnerability(fixture, "CVE-2027-0001 (NetGuard 2.0)");
  assert_string_equal(said(fixture, own, "vuln.severity"), "critical");
  assert_string_equal(said(fixture, own, "vuln.score"), "9.8");
  assert_string_equal(said(fixture, own, "vuln.decision"), "fix");
  assert_string_equal(said(fixture, own, "vuln.title"), "Parser reads too far");
}

static void refused_file_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  size_t events = count_events(fixture);
  struct vulnerability_report report;
  const char *broken = file_with(fixture, "broken.json", "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"statements\":[{]}");
  fails(fixture, app_import_vulnerabilities(fixture->session, fixture->release, broken, &report, &fixture->error), STATUS_INPUT,
        "broken.json:1:");
  const char *empty =
      file_with(fixture, "empty.json", "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"author\":\"A\",\"statements\":[]}");
  fails(fixture, app_import_vulnerabilities(fixture->session, fixture->release, empty, &report, &fixture->error), STATUS_INPUT,
        "nothing about vulnerabilities");
  fails(fixture, app_import_vulnerabilities(fixture->session, fixture->product, DATA "statements.openvex.json", &report, &fixture->error),
        STATUS_USAGE, "release");
  assert_int_equal(count_events(fixture), events);
}

static void kinds_are_recognised_by_content(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "statements.openvex.json", NULL), EXCHANGE_VULNERABILITIES);
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "advisory.csaf.json", NULL), EXCHANGE_VULNERABILITIES);
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "kev.json", NULL), EXCHANGE_EXPLOITED);
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "euvd-dump.json", NULL), EXCHANGE_EXPLOITED);
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "statements.cdx-1.6.json", NULL), EXCHANGE_NONE); /* a component list */
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "statements.cdx-1.6.json", "vulnerabilities"), EXCHANGE_VULNERABILITIES);
  assert_int_equal(app_recognise_exchange(fixture->session, DATA "kev.json", "evidence"), EXCHANGE_NONE);
}

/* ---- exploited ---- */

static void list_marks_what_is_exploited(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  struct vulnerability_report report = marked(fixture, fixture->product);
  assert_int_equal(report.exploited, 2); /* in two components */
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  assert_string_equal(said(fixture, parser, "vuln.exploited"), "yes");
  assert_true(is_proposed(fixture, parser, "vuln.exploited"));
  assert_string_equal(said(fixture, parser, "vuln.exploited-source"), "CISA KEV 2027.03.01, 2027-02-20, ransomware");
  assert_string_equal(said(fixture, vulnerability(fixture, "CVE-2027-0002"), "vuln.exploited"), "");
}

static void list_is_asked_when_vulnerabilities_come_later(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(marked(fixture, fixture->release).exploited, 0);
  assert_int_equal(imported(fixture, DATA "statements.openvex.json").exploited, 2);
  assert_string_equal(said(fixture, vulnerability(fixture, "CVE-2027-0001"), "vuln.exploited"), "yes");
}

static void what_was_denied_is_asked_again(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  succeeds(fixture, say(fixture, parser, "vuln.exploited", "no"));
  marked(fixture, fixture->product);
  assert_string_equal(said(fixture, parser, "vuln.exploited"), "yes");
  assert_true(is_proposed(fixture, parser, "vuln.exploited"));
}

static void what_was_stated_is_not_asked_again(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  succeeds(fixture, say(fixture, parser, "vuln.exploited", "yes"));
  assert_int_equal(marked(fixture, fixture->product).exploited, 1); /* the other component */
  assert_false(is_proposed(fixture, parser, "vuln.exploited"));
}

/* ---- accept ---- */

static void accept_states_what_lies_below(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *parser = vulnerability(fixture, "CVE-2027-0001"), *other = vulnerability(fixture, "CVE-2027-0002");
  assert_true(accepted_below(fixture, parser) > 5);
  assert_false(is_proposed(fixture, parser, "vuln.status"));
  assert_string_equal(said(fixture, parser, "vuln.status"), "not-affected");
  assert_true(is_proposed(fixture, other, "vuln.status"));
  assert_true(accepted_below(fixture, fixture->product) > 10);
  assert_false(is_proposed(fixture, other, "vuln.status"));
  assert_int_equal(accepted_below(fixture, fixture->product), 0);
}

static void accept_is_one_step(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, DATA "statements.openvex.json");
  const char *parser = vulnerability(fixture, "CVE-2027-0001");
  accepted_below(fixture, fixture->release);
  succeeds(fixture, app_undo(fixture->session, NULL, &fixture->error));
  assert_true(is_proposed(fixture, parser, "vuln.status"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      workspace_test(import_proposes_one_subject_for_each_component),
      workspace_test(import_keeps_the_file_as_evidence_once),
      workspace_test(importing_again_changes_nothing),
      workspace_test(newer_statement_updates_the_subject_that_is_there),
      workspace_test(what_a_person_stated_stays),
      workspace_test(every_format_comes_in),
      workspace_test(refused_file_changes_nothing),
      workspace_test(kinds_are_recognised_by_content),
      workspace_test(list_marks_what_is_exploited),
      workspace_test(list_is_asked_when_vulnerabilities_come_later),
      workspace_test(what_was_denied_is_asked_again),
      workspace_test(what_was_stated_is_not_asked_again),
      workspace_test(accept_states_what_lies_below),
      workspace_test(accept_is_one_step),
  };
  return cmocka_run_group_tests_name("vulnerabilities", tests, NULL, NULL);
}
