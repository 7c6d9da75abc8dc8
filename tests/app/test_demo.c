/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/support.h"

static id_vec_t make_sample(struct fixture *fixture, const char *name) {
  id_vec_t paths = {0};
  succeeds(fixture, app_demo(fixture->app, in_folder(fixture, name), fixture->arena, &paths, &fixture->error));
  return paths;
}

static void open_sample(struct fixture *fixture, const char *path) {
  session_free(fixture->session);
  fixture->session = NULL;
  day_t day = day_make(2026, 11, 20);
  succeeds(fixture, session_open(fixture->app, path, "Test Person", &day, &fixture->session, &fixture->error));
}

static const char *release_of_sample(struct fixture *fixture, const char *version) {
  const char *id = NULL;
  succeeds(fixture, app_find(fixture->session, version, NULL, &id, &fixture->error));
  return id;
}

/* ---- what the law asks of release 2.0, written down from the acts ------------------------------------------------------------------ */

/* CRA, Annex I */
static const char *const annex_i[] = {"1.1",   "1.2.a", "1.2.b", "1.2.c", "1.2.d", "1.2.e", "1.2.f", "1.2.g", "1.2.h", "1.2.i", "1.2.j",
                                      "1.2.k", "1.2.l", "1.2.m", "2.1",   "2.2",   "2.3",   "2.4",   "2.5",   "2.6",   "2.7",   "2.8"};

/* AI Act, Articles 8 to 15. Not asked: 8(2) and 11(2), no act of Annex I Section A; 10(6), a model is trained; 12(3) and 14(5), no
 * identification of persons. */
static const char *const articles_8_to_15[] = {"8",         "9",    "9.2",  "9.5",  "9.6", "9.9",  "10",   "10.2",
                                               "10.2.bias", "10.3", "10.4", "11",   "12",  "12.2", "13",   "13.2",
                                               "13.3",      "14",   "14.3", "14.4", "15",  "15.3", "15.4", "15.5"};

/* Before placing on the market: the registration, and the copy of a declaration that is not signed yet (AI Act, Article 49(5), Annex IV
 * point 8). */
static const char *const remarks[] = {"gap.aia.techdoc-points", "gap.aia.registration"};

/* CRA, Articles 2, 7, 12, 13(8), 32(2); AI Act, Articles 6(2), 16, 43(2), 49(5), 113 */
static const char *const conclusions[][2] = {{"cra.role", "manufacturer"},
                                             {"cra.scope", "in"},
                                             {"cra.class", "important-i"},
                                             {"cra.class-snapshot", "same"},
                                             {"cra.standards-cover", "no"},
                                             {"aia.risk", "high"},
                                             {"aia.role", "provider"},
                                             {"aia.route", "annex-vi"},
                                             {"aia.transition", "full"},
                                             {"aia.registration", "national"},
                                             {"aia.art12.presumption", "yes"},
                                             {"aia.art12.procedure", "cra"},
                                             {"cra.procedure", "b-c"},
                                             {"cra.known-vulnerabilities", "handled"},
                                             {"cra.annex-i-part-1", "yes"},
                                             {"cra.annex-i-part-2", "yes"},
                                             {"cra.support-period", "2035-04-03"},
                                             {"aia.applies-from", "2027-12-02"},
                                             {"cra.documents-ready", "yes"}};

/* Entered once, at the requirement of the CRA, and counted for the AI Act: what both ask with one proof. */
static const char *const shared[][3] = {
    {"1.1", "9", "Workshop on risks, minutes"},         {"2.3", "9.6", "Adversarial tests of the shutdown model"},
    {"1.2.f", "10.2", "Data sheet of the recordings"},  {"1.2.l", "12", "Test of the record"},
    {"1.2.h", "15.4", "Robustness and overload tests"}, {"2.3", "15.5", "Penetration test report"}};

static const char *const threats_to_the_model[] = {
    "threat.ai.data-poisoning", "threat.ai.model-poisoning", "threat.ai.sensor-spoofing", "threat.ai.evasion",
    "threat.ai.extraction",     "threat.ai.supply-chain",    "threat.ai.overreliance",    "threat.ai.drift"};

/* ---- reading the sample ------------------------------------------------------------------------------------------------------------ */

static struct engine *engine_of(struct fixture *fixture) {
  return session_engine(fixture->session);
}

static const char *record(struct fixture *fixture, const char *act, const char *point) {
  return arena_printf(fixture->arena, "%s/%s%s", release_of_sample(fixture, "2.0"), act, point);
}

static bool has(struct fixture *fixture, const char *subject, const char *question, const char *element) {
  const struct fact *fact = fact_of(fixture, subject, question);
  return fact && fact_has(fact, element);
}

static bool says(struct fixture *fixture, const char *subject, const char *question, const char *answer) {
  return strcmp(said(fixture, subject, question), answer) == 0;
}

static int64_t number_of(struct fixture *fixture, const char *subject, const char *question) {
  const struct fact *fact = fact_of(fixture, subject, question);
  assert_non_null(fact);
  assert_non_null(fact_value(fact));
  return fact_value(fact)->number;
}

static bool answered(struct fixture *fixture, const char *subject, const char *question) {
  return fact_state(fact_of(fixture, subject, question)) == ANSWER_GIVEN;
}

static void concludes(struct fixture *fixture, const char *subject, const char *id, const char *expected) {
  const struct conclusion_state *conclusion = engine_conclusion(engine_of(fixture), subject, id);
  assert_non_null(conclusion);
  if (conclusion->status != CONCLUDED || strcmp(conclusion->values.items[0], expected) != 0) print_error("%s of %s\n", id, subject);
  assert_int_equal(conclusion->status, CONCLUDED);
  assert_int_equal(conclusion->values.len, 1);
  assert_string_equal(conclusion->values.items[0], expected);
}

static void subjects_free(subject_vec_t *subjects) {
  vec_free(subjects);
}
static void duties_free(duty_vec_t *duties) {
  vec_free(duties);
}

static subject_vec_t below(struct fixture *fixture, const char *version, const char *type) {
  subject_vec_t children = {0};
  snapshot_children(engine_snapshot(engine_of(fixture)), release_of_sample(fixture, version), type, &children);
  return children;
}

/* At least one item, and each holds a file that is current. */
static void is_proven(struct fixture *fixture, const char *subject, const char *question) {
  const struct fact *fact = fact_of(fixture, subject, question);
  assert_non_null(fact);
  if (fact->elements_len == 0) print_error("%s of %s\n", question, subject);
  assert_true(fact->elements_len > 0);
  for (size_t i = 0; i < fact->elements_len; i++)
    concludes(fixture, fact->elements[i].value.text, "evidence.state", "current");
}

/* A test that was passed, with its report, names the point. */
static bool is_tested(struct fixture *fixture, const char *question, const char *requirement) {
  CLEANUP(subjects_free) subject_vec_t tests = below(fixture, "2.0", "test");
  for (size_t i = 0; i < tests.len; i++) {
    const char *test = tests.items[i]->id;
    if (!has(fixture, test, question, requirement) || !says(fixture, test, "test.result", "passed")) continue;
    is_proven(fixture, test, "test.evidence");
    return true;
  }
  return false;
}

static bool is_called_for(struct fixture *fixture, const char *requirement) {
  CLEANUP(subjects_free) subject_vec_t risks = below(fixture, "2.0", "risk");
  for (size_t i = 0; i < risks.len; i++)
    if (has(fixture, risks.items[i]->id, "risk.requirements", requirement)) return true;
  return false;
}

static size_t risks_with(struct fixture *fixture, const char *question, const char *answer) {
  CLEANUP(subjects_free) subject_vec_t risks = below(fixture, "2.0", "risk");
  size_t count = 0;
  for (size_t i = 0; i < risks.len; i++)
    count += says(fixture, risks.items[i]->id, question, answer) || has(fixture, risks.items[i]->id, question, answer);
  return count;
}

static void begin_with_sample(struct fixture *fixture) {
  id_vec_t paths = make_sample(fixture, "sample");
  open_sample(fixture, paths.items[0]);
  vec_free(&paths);
}

/* ---- the tests --------------------------------------------------------------------------------------------------------------------- */

static bool is_expected(const struct gap_state *gap) {
  for (size_t i = 0; i < ARRAY_LEN(remarks); i++)
    if (gap->kind == GAP_RULE && strcmp(gap->gap->id, remarks[i]) == 0) return true;
  return false;
}

/* No hole in the chain, nothing that blocks, and of what only points something out just the two that have to wait. */
static void sample_has_no_gaps_but_what_can_only_come_later(void **state) {
  struct fixture *fixture = *state;
  struct assessment *assessment = assess(engine_of(fixture), release_of_sample(fixture, "2.0"));
  assert_false(assessment_has_gaps(assessment));
  for (size_t i = 0; i < assessment->gaps.len; i++) {
    const struct gap_state *gap = &assessment->gaps.items[i];
    CLEANUP(mem_freep) char *text = gap_sentence(engine_of(fixture), gap, "en");
    if (!is_expected(gap)) print_error("%s: %s\n", gap->subject, text);
    assert_int_equal(gap->truth, TRUTH_TRUE);
    assert_true(is_expected(gap));
  }
  assert_int_equal(assessment->gaps.len, ARRAY_LEN(remarks));
  assessment_free(assessment);
}

static void sample_needs_nothing_but_an_approval(void **state) {
  struct fixture *fixture = *state;
  begin_with_sample(fixture);
  struct render final = {
      .subject = release_of_sample(fixture, "2.0"), .template = "eu-declaration", .path = in_folder(fixture, "final.pdf")};
  char *path = NULL;
  fails(fixture, app_render(fixture->session, &final, &path, &fixture->error), STATUS_REFUSED, "second person has not approved");
}

/* The case for which the sample was chosen: README.md of data/demo. */
static void sample_is_sent_to_a_third_party_although_the_ai_act_asks_for_none(void **state) {
  struct fixture *fixture = *state;
  for (size_t i = 0; i < ARRAY_LEN(conclusions); i++)
    concludes(fixture, release_of_sample(fixture, "2.0"), conclusions[i][0], conclusions[i][1]);
  for (size_t i = 0; i < ARRAY_LEN(annex_i); i++) {
    const struct conclusion_state *routes =
        engine_conclusion(engine_of(fixture), record(fixture, "cra.annex-i.", annex_i[i]), "cra.req-routes");
    assert_int_equal(routes->status, CONCLUDED);
    assert_int_equal(routes->values.len, 2); /* CRA, Article 32(2): no standard covers it */
    assert_string_equal(routes->values.items[0], "b-c");
    assert_string_equal(routes->values.items[1], "h");
  }
}

static void every_requirement_of_the_sample_leads_from_risk_to_evidence(void **state) {
  struct fixture *fixture = *state;
  for (size_t i = 0; i < ARRAY_LEN(annex_i); i++) {
    const char *subject = record(fixture, "cra.annex-i.", annex_i[i]), *id = strchr(subject, '/') + 1;
    if (!is_called_for(fixture, id) || !is_tested(fixture, "test.requirements", id)) print_error("%s\n", id);
    assert_true(is_called_for(fixture, id));
    assert_true(answered(fixture, subject, "req.measure"));
    assert_true(answered(fixture, subject, "req.verification"));
    assert_true(says(fixture, subject, "req.status", "verified"));
    assert_true(is_tested(fixture, "test.requirements", id));
    is_proven(fixture, subject, "req.evidence");
  }
}

static void every_risk_of_the_sample_is_treated(void **state) {
  struct fixture *fixture = *state;
  static const char *const sets[] = {"risk.assets", "risk.harms", "risk.requirements", "risk.tests", "risk.evidence"};
  CLEANUP(subjects_free) subject_vec_t risks = below(fixture, "2.0", "risk");
  CLEANUP(subjects_free) subject_vec_t assets = below(fixture, "2.0", "asset");
  assert_int_equal(risks.len, 15);
  assert_int_equal(assets.len, 8);
  for (size_t i = 0; i < risks.len; i++) {
    const char *risk = risks.items[i]->id;
    for (size_t j = 0; j < ARRAY_LEN(sets); j++)
      assert_true(fact_of(fixture, risk, sets[j]) && fact_of(fixture, risk, sets[j])->elements_len > 0);
    assert_true(number_of(fixture, risk, "risk.residual-likelihood") < number_of(fixture, risk, "risk.likelihood"));
    assert_false(says(fixture, risk, "risk.residual", "high"));
    is_proven(fixture, risk, "risk.evidence");
  }
  for (size_t i = 0; i < ARRAY_LEN(threats_to_the_model); i++)
    assert_int_equal(risks_with(fixture, "risk.threat", threats_to_the_model[i]), 1);
  assert_int_equal(risks_with(fixture, "risk.harms", "safety"), 9); /* AI Act, Article 9(2)(a) */
  assert_int_equal(risks_with(fixture, "risk.misuse", "yes"), 1);   /* 9(2)(b) */
  assert_true(says(fixture, release_of_sample(fixture, "2.0"), "release.risk-overall", "acceptable"));
}

static void sample_meets_the_requirements_of_the_ai_act(void **state) {
  struct fixture *fixture = *state;
  struct assessment *assessment = assess(engine_of(fixture), release_of_sample(fixture, "2.0"));
  size_t count = 0;
  for (size_t i = 0; i < assessment->requirements.len; i++)
    count += strncmp(assessment->requirements.items[i].requirement->id, "aia.", 4) == 0;
  assert_int_equal(count, ARRAY_LEN(articles_8_to_15));
  assessment_free(assessment);
  for (size_t i = 0; i < ARRAY_LEN(articles_8_to_15); i++) {
    const char *subject = record(fixture, "aia.art-", articles_8_to_15[i]);
    concludes(fixture, subject, "aia.requirement-met", strcmp(articles_8_to_15[i], "15.5") == 0 ? "deemed" : "yes");
    assert_true(answered(fixture, subject, "aireq.measure"));
    assert_true(answered(fixture, subject, "aireq.verification"));
  }
}

static void evidence_of_the_sample_serves_both_acts(void **state) {
  struct fixture *fixture = *state;
  const struct subject_type *evidence = pack_subject_type(engine_pack(engine_of(fixture)), "evidence");
  for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
    const char *cra = record(fixture, "cra.annex-i.", shared[i][0]), *aia = record(fixture, "aia.art-", shared[i][1]), *item = NULL;
    succeeds(fixture, app_find(fixture->session, shared[i][2], evidence, &item, &fixture->error));
    assert_true(has(fixture, cra, "req.evidence", item));
    assert_false(answered(fixture, aia, "aireq.evidence"));
    concludes(fixture, aia, "aia.evidence", "shared");
  }
}

/* CRA, Articles 14, 69(2) and (3): placed before the CRA applies, yet reported. AI Act, Article 111(2). */
static void first_release_of_the_sample_is_an_older_one(void **state) {
  struct fixture *fixture = *state;
  const char *release = release_of_sample(fixture, "1.0");
  concludes(fixture, release, "cra.scope", "transitional");
  concludes(fixture, release, "cra.class-snapshot", "same");
  concludes(fixture, release, "aia.transition", "earlier");
  concludes(fixture, release, "aia.provider-duties", "no");
  gap_vec_t gaps = {0};
  engine_gaps_around(engine_of(fixture), release, &gaps);
  assert_int_equal(gaps.len, 0); /* nothing is missing for rules that do not reach it */
  vec_free(&gaps);
  CLEANUP(subjects_free) subject_vec_t found = below(fixture, "1.0", "vulnerability");
  assert_int_equal(found.len, 1);
  assert_true(says(fixture, found.items[0]->id, "vuln.exploited", "yes"));
  assert_true(answered(fixture, found.items[0]->id, "vuln.case"));
  concludes(fixture, found.items[0]->id, "vuln.state", "fixed");
}

static void vulnerabilities_of_the_sample_are_fixed_or_justified(void **state) {
  struct fixture *fixture = *state;
  static const char *const expected[] = {"justified", "justified", "justified", "fixed"};
  CLEANUP(subjects_free) subject_vec_t found = below(fixture, "2.0", "vulnerability");
  assert_int_equal(found.len, ARRAY_LEN(expected));
  for (size_t i = 0; i < found.len; i++)
    concludes(fixture, found.items[i]->id, "vuln.state", expected[i]);
}

/* No duty is open for want of an answer, and what runs today is done but for what nobody can be done with. */
static void duties_of_the_sample_are_done_or_come_later(void **state) {
  struct fixture *fixture = *state;
  static const char *const not_done[] = {"duty.cra.14.3", "duty.cra.14.4.c", "duty.module-c.3.1", "duty.aia.49.5"};
  CLEANUP(duties_free) duty_vec_t duties = {0};
  assess_duties(engine_of(fixture), release_of_sample(fixture, "2.0"), &duties);
  size_t left = 0;
  for (size_t i = 0; i < duties.len; i++) {
    const struct duty_state *duty = &duties.items[i];
    assert_int_not_equal(duty->status, DUTY_OPEN);
    if ((duty->status != DUTY_RUNNING && duty->status != DUTY_LATER) || !duty->followed || duty->duty->kind != DUTY_DUTY) continue;
    if (left >= ARRAY_LEN(not_done) || strcmp(duty->duty->id, not_done[left]) != 0) print_error("%s\n", duty->duty->id);
    assert_true(left < ARRAY_LEN(not_done));
    assert_string_equal(duty->duty->id, not_done[left++]);
  }
  assert_int_equal(left, ARRAY_LEN(not_done));
}

static uint64_t components_of(struct fixture *fixture, const char *version) {
  CLEANUP(subjects_free) subject_vec_t lists = below(fixture, version, "component-list");
  assert_int_equal(lists.len, 1);
  uint64_t count = 0;
  succeeds(fixture,
           store_component_count(session_store(fixture->session), fact_value(fact_of(fixture, lists.items[0]->id, "bom.file"))->text, NULL,
                                 &count, &fixture->error));
  return count;
}

static void component_lists_of_the_sample_differ(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(components_of(fixture, "1.0"), 5);
  assert_int_equal(components_of(fixture, "2.0"), 18); /* a model and its data among them */
}

static void sample_is_the_same_for_everybody(void **state) {
  struct fixture *fixture = *state;
  id_vec_t one = make_sample(fixture, "one"), two = make_sample(fixture, "two");
  assert_int_equal(one.len, two.len);
  assert_true(one.len > 1);
  for (size_t i = 0; i < one.len; i++) {
    struct buf a = {0}, b = {0};
    succeeds(fixture, file_read(one.items[i], 1 << 26, &a, &fixture->error));
    succeeds(fixture, file_read(two.items[i], 1 << 26, &b, &fixture->error));
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    buf_free(&a);
    buf_free(&b);
  }
  vec_free(&one);
  vec_free(&two);
}

static void sample_stands_every_check_and_can_be_worked_on(void **state) {
  struct fixture *fixture = *state;
  id_vec_t paths = make_sample(fixture, "sample");
  open_sample(fixture, paths.items[0]);
  succeeds(fixture, say(fixture, release_of_sample(fixture, "2.0"), "declaration.place", "Neustadt"));
  struct check_report report = {0};
  succeeds(fixture, store_check(session_store(fixture->session), NULL, &report, &fixture->error));
  assert_int_equal(report.replicas, 2); /* the sample's chain is not continued */
  check_report_clear(&report);
  vec_free(&paths);
}

static void sample_replaces_no_file(void **state) {
  struct fixture *fixture = *state;
  id_vec_t paths = make_sample(fixture, "sample"), again = {0};
  fails(fixture, app_demo(fixture->app, in_folder(fixture, "sample"), fixture->arena, &again, &fixture->error), STATUS_USAGE,
        "exists already");
  unlink(paths.items[0]);
  fails(fixture, app_demo(fixture->app, in_folder(fixture, "sample"), fixture->arena, &again, &fixture->error), STATUS_USAGE, ".pdf");
  assert_false(file_exists(paths.items[0]));
  vec_free(&paths);
}

/* The sample is made once for all tests that only read it. */
static int sample_up(void **state) {
  int status = workspace_up(state);
  begin_with_sample(*state);
  return status;
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest reading[] = {
      cmocka_unit_test(sample_has_no_gaps_but_what_can_only_come_later),
      cmocka_unit_test(sample_is_sent_to_a_third_party_although_the_ai_act_asks_for_none),
      cmocka_unit_test(every_requirement_of_the_sample_leads_from_risk_to_evidence),
      cmocka_unit_test(every_risk_of_the_sample_is_treated),
      cmocka_unit_test(sample_meets_the_requirements_of_the_ai_act),
      cmocka_unit_test(evidence_of_the_sample_serves_both_acts),
      cmocka_unit_test(first_release_of_the_sample_is_an_older_one),
      cmocka_unit_test(vulnerabilities_of_the_sample_are_fixed_or_justified),
      cmocka_unit_test(duties_of_the_sample_are_done_or_come_later),
      cmocka_unit_test(component_lists_of_the_sample_differ),
  };
  const struct CMUnitTest using[] = {
      workspace_test(sample_needs_nothing_but_an_approval),
      workspace_test(sample_is_the_same_for_everybody),
      workspace_test(sample_stands_every_check_and_can_be_worked_on),
      workspace_test(sample_replaces_no_file),
  };
  int failed = cmocka_run_group_tests_name("app demo, read", reading, sample_up, workspace_down);
  return failed + cmocka_run_group_tests_name("app demo", using, NULL, NULL);
}
