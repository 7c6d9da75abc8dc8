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

static void sample_needs_nothing_but_an_approval(void **state) {
  struct fixture *fixture = *state;
  id_vec_t paths = make_sample(fixture, "sample");
  open_sample(fixture, paths.items[0]);
  const char *release = release_of_sample(fixture, "2.0");
  struct assessment *assessment = assess(session_engine(fixture->session), release);
  for (size_t i = 0; i < assessment->gaps.len; i++) {
    char *text = gap_sentence(session_engine(fixture->session), &assessment->gaps.items[i], "en");
    if (assessment->gaps.items[i].blocks_final) print_error("%s: %s\n", assessment->gaps.items[i].subject, text);
    free(text);
  }
  assert_false(assessment_has_gaps(assessment));
  assert_int_equal(assessment->requirements.len, 22);
  assessment_free(assessment);
  struct render final = {.subject = release, .template = "eu-declaration", .path = in_folder(fixture, "final.pdf")};
  char *path = NULL;
  fails(fixture, app_render(fixture->session, &final, &path, &fixture->error), STATUS_REFUSED, "second person has not approved");
  vec_free(&paths);
}

/* The case for which the sample was chosen: README.md of data/demo. */
static void sample_is_sent_to_a_third_party_although_the_ai_act_asks_for_none(void **state) {
  struct fixture *fixture = *state;
  id_vec_t paths = make_sample(fixture, "sample");
  open_sample(fixture, paths.items[0]);
  static const char *const expected[][2] = {{"cra.class", "important-i"},   {"aia.risk", "high"},     {"aia.route", "annex-vi"},
                                            {"aia.art12.procedure", "cra"}, {"cra.procedure", "b-c"}, {"cra.documents-ready", "yes"}};
  const char *release = release_of_sample(fixture, "2.0");
  for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
    const struct conclusion_state *conclusion = engine_conclusion(session_engine(fixture->session), release, expected[i][0]);
    assert_int_equal(conclusion->status, CONCLUDED);
    assert_string_equal(conclusion->values.items[0], expected[i][1]);
  }
  const struct conclusion_state *first =
      engine_conclusion(session_engine(fixture->session), release_of_sample(fixture, "1.0"), "cra.scope");
  assert_string_equal(first->values.items[0], "transitional");
  vec_free(&paths);
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

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(sample_needs_nothing_but_an_approval),
      workspace_test(sample_is_sent_to_a_third_party_although_the_ai_act_asks_for_none),
      workspace_test(sample_is_the_same_for_everybody),
      workspace_test(sample_stands_every_check_and_can_be_worked_on),
      workspace_test(sample_replaces_no_file),
  };
  return cmocka_run_group_tests_name("app demo", tests, NULL, NULL);
}
