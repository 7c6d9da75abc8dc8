/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-valued truth: an open answer is never guessed, and what is not asked is false. */
#include "small_pack.h"

#define CONCLUSION(id, cases)                                                                                                              \
  "<conclusion id='" id "' subject='product' type='choice'><title>" id "</title><value id='yes'><title>Yes</title></value>"                \
  "<value id='no'><title>No</title></value><value id='maybe'><title>Maybe</title></value>" cases "</conclusion>"
#define CASE(id, value, condition) "<case id='" id "' value='" value "'>" CITE WHEN(condition) BECAUSE "</case>"
#define OTHERWISE(value) "<otherwise value='" value "'>" CITE BECAUSE "</otherwise>"
#define DATE_QUESTION(id, extra)                                                                                                           \
  "<question id='" id "' type='date'>" CITE "<title>" id "</title><text>When?</text><help>Why.</help>" extra "</question>"
#define SECTION(questions) "<section id='s' stage='one' subject='product'><title>S</title>" questions "</section>"

struct world {
  struct pack *pack;
  struct snapshot *snapshot;
  struct engine *engine;
};

static struct world open_world(const char *body) {
  struct world world = {.pack = small_pack(body), .snapshot = small_snapshot()};
  return world;
}

static const struct conclusion_state *conclude(struct world *world, const char *id) {
  if (!world->engine) {
    snapshot_finish(world->snapshot);
    day_t today = 0;
    assert_true(day_parse("2026-11-20", &today));
    world->engine = engine_new(world->pack, world->snapshot, today);
  }
  const struct conclusion_state *state = engine_conclusion(world->engine, "p", id);
  assert_non_null(state);
  return state;
}

static void close_world(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  pack_free(world->pack);
}

static void assert_concluded(const struct conclusion_state *state, const char *value) {
  assert_string_equal(conclusion_status_name(state->status), "concluded");
  assert_int_equal(state->values.len, 1);
  assert_string_equal(state->values.items[0], value);
}

static bool possible(const struct conclusion_state *state, const char *value) {
  for (size_t i = 0; i < state->possible.len; i++)
    if (str_eq(state->possible.items[i], value)) return true;
  return false;
}

static const char two_cases[] = SECTION(BOOL_QUESTION("q.a", "") BOOL_QUESTION("q.b", ""))
    CONCLUSION("c", CASE("a", "yes", "<is q='q.a' value='yes'/>") CASE("b", "no", "<is q='q.b' value='yes'/>") OTHERWISE("maybe"));

static void conclusion_stays_open_while_an_answer_that_decides_is_open(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  const struct conclusion_state *state = conclude(&world, "c");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_int_equal(state->open.len, 2);
  assert_string_equal(state->open.items[0].question->id, "q.a");
  assert_true(possible(state, "yes") && possible(state, "no") && possible(state, "maybe"));
  close_world(&world);
}

static void first_true_case_wins_and_later_answers_do_not_matter(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  say(world.snapshot, "p", "q.a", value_bool(true));
  assert_concluded(conclude(&world, "c"), "yes");
  close_world(&world);
}

static void answer_unknown_keeps_the_conclusion_open_and_names_the_question(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  say(world.snapshot, "p", "q.a", value_of(VALUE_UNKNOWN, NULL));
  say(world.snapshot, "p", "q.b", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "c");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_int_equal(state->open.len, 1);
  assert_string_equal(state->open.items[0].question->id, "q.a");
  assert_true(possible(state, "yes") && possible(state, "no"));
  assert_false(possible(state, "maybe"));
  close_world(&world);
}

static void two_people_who_disagree_leave_it_open(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  say(world.snapshot, "p", "q.a", value_bool(true));
  struct head other = {.event = "s.1", .value = value_bool(false), .author = "Other Person"};
  snapshot_add_head(world.snapshot, "p", "q.a", &other);
  assert_string_equal(conclusion_status_name(conclude(&world, "c")->status), "open");
  close_world(&world);
}

static void same_value_on_every_open_way_is_concluded(void **unused) {
  (void)unused;
  struct world world = open_world(SECTION(BOOL_QUESTION("q.a", "") BOOL_QUESTION("q.b", "")) CONCLUSION(
      "c", CASE("a", "no", "<is q='q.a' value='yes'/>") CASE("b", "no", "<is q='q.b' value='yes'/>") OTHERWISE("yes")));
  say(world.snapshot, "p", "q.b", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "c");
  assert_concluded(state, "no");
  assert_string_equal(state->cases.items[0]->id, "b");
  close_world(&world);
}

static const char hidden_question[] = SECTION(BOOL_QUESTION("q.gate", "") BOOL_QUESTION("q.inner", WHEN("<is q='q.gate' value='yes'/>")))
    CONCLUSION("is", CASE("a", "yes", "<is q='q.inner' value='yes'/>")
                         OTHERWISE("no")) CONCLUSION("answered", CASE("a", "yes", "<answered q='q.inner'/>") OTHERWISE("no"))
        CONCLUSION("guarded", CASE("a", "yes", "<all><asked q='q.inner'/><not><is q='q.inner' value='yes'/></not></all>") OTHERWISE("no"));

static void hidden_question_is_false_though_it_keeps_its_answer(void **unused) {
  (void)unused;
  struct world world = open_world(hidden_question);
  say(world.snapshot, "p", "q.gate", value_bool(false));
  say(world.snapshot, "p", "q.inner", value_bool(true));
  assert_concluded(conclude(&world, "is"), "no");
  assert_concluded(conclude(&world, "answered"), "no");
  assert_concluded(conclude(&world, "guarded"), "no");
  close_world(&world);
}

static void question_whose_asking_is_unknown_leaves_it_open_on_the_gate(void **unused) {
  (void)unused;
  struct world world = open_world(hidden_question);
  say(world.snapshot, "p", "q.inner", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "is");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_int_equal(state->open.len, 1);
  assert_string_equal(state->open.items[0].question->id, "q.gate");
  close_world(&world);
}

static const char disputed[] = SECTION(BOOL_QUESTION("q.a", ""))
    CONCLUSION("c", "<disputed id='d'>" CITE WHEN("<is q='q.a' value='yes'/>") "<reading id='r1' value='yes'>" BECAUSE
                                                                               "</reading><reading id='r2' value='no'>" BECAUSE
                                                                               "</reading></disputed>" OTHERWISE("maybe"))
        CONCLUSION("agree", CASE("a", "yes", "<concluded id='c' value='yes'/>") CASE("b", "yes", "<concluded id='c' value='no'/>")
                                OTHERWISE("no")) CONCLUSION("differ", CASE("a", "yes", "<concluded id='c' value='yes'/>") OTHERWISE("no"));

static void unsettled_law_is_shown_as_disputed_with_both_readings(void **unused) {
  (void)unused;
  struct world world = open_world(disputed);
  say(world.snapshot, "p", "q.a", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "c");
  assert_string_equal(conclusion_status_name(state->status), "disputed");
  assert_true(possible(state, "yes") && possible(state, "no"));
  assert_int_equal(state->possible.len, 2);
  close_world(&world);
}

static void what_rests_on_a_dispute_is_settled_only_if_all_readings_agree(void **unused) {
  (void)unused;
  struct world world = open_world(disputed);
  say(world.snapshot, "p", "q.a", value_bool(true));
  assert_concluded(conclude(&world, "agree"), "yes");
  assert_string_equal(conclusion_status_name(conclude(&world, "differ")->status), "disputed");
  close_world(&world);
}

static void conclusion_that_does_not_apply_is_false_for_what_rests_on_it(void **unused) {
  (void)unused;
  struct world world =
      open_world(SECTION(BOOL_QUESTION("q.a", "")) CONCLUSION("c", "<applies><is q='q.a' value='yes'/></applies>" OTHERWISE("yes"))
                     CONCLUSION("d", CASE("a", "yes", "<concluded id='c' value='yes'/>") OTHERWISE("no")));
  say(world.snapshot, "p", "q.a", value_bool(false));
  assert_string_equal(conclusion_status_name(conclude(&world, "c")->status), "not-applicable");
  assert_concluded(conclude(&world, "d"), "no");
  close_world(&world);
}

static void unknown_applicability_is_not_taken_for_granted(void **unused) {
  (void)unused;
  struct world world =
      open_world(SECTION(BOOL_QUESTION("q.a", "")) CONCLUSION("c", "<applies><is q='q.a' value='yes'/></applies>" OTHERWISE("yes"))
                     CONCLUSION("d", CASE("a", "yes", "<concluded id='c' value='yes'/>") OTHERWISE("no")));
  assert_string_equal(conclusion_status_name(conclude(&world, "c")->status), "open");
  assert_string_equal(conclusion_status_name(conclude(&world, "d")->status), "open");
  close_world(&world);
}

static void reason_leads_from_the_conclusion_to_the_answer(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  say(world.snapshot, "p", "q.a", value_bool(true));
  const struct reason *reason = conclude(&world, "c")->reason;
  assert_int_equal(reason->kind, REASON_ANSWER);
  assert_string_equal(reason->question->id, "q.a");
  assert_true(fact_value(reason->fact)->boolean);
  close_world(&world);
}

static void proposed_answer_marks_what_rests_on_it_and_is_a_gap(void **unused) {
  (void)unused;
  struct world world = open_world(two_cases);
  struct head head = {.event = "r.1", .value = value_bool(true), .author = "Test Person", .proposed = true};
  snapshot_add_head(world.snapshot, "p", "q.a", &head);
  assert_true(conclude(&world, "c")->rests_on_proposed);
  gap_vec_t gaps = {0};
  engine_gaps(world.engine, "p", &gaps);
  assert_int_equal(gaps.len, 1);
  assert_int_equal(gaps.items[0].kind, GAP_PROPOSED);
  assert_true(gaps.items[0].blocks_final);
  vec_free(&gaps);
  close_world(&world);
}

static void refuted_case_that_is_only_proposed_marks_the_result(void **unused) {
  (void)unused;
  struct world world = open_world(SECTION(BOOL_QUESTION("q.a", "") BOOL_QUESTION("q.b", "")) CONCLUSION(
      "c", CASE("a", "yes", "<is q='q.a' value='yes'/>") CASE("b", "no", "<is q='q.b' value='yes'/>") OTHERWISE("maybe")));
  struct head head = {.event = "r.1", .value = value_bool(false), .author = "Test Person", .proposed = true};
  snapshot_add_head(world.snapshot, "p", "q.a", &head);
  say(world.snapshot, "p", "q.b", value_bool(true));
  assert_concluded(conclude(&world, "c"), "no");
  assert_true(conclude(&world, "c")->rests_on_proposed);
  close_world(&world);
}

/* Each reading asks for another date, and neither has been given. */
static void date_that_is_open_under_every_reading_stays_disputed(void **unused) {
  (void)unused;
  struct world world = open_world(
      SECTION(BOOL_QUESTION("q.a", "") DATE_QUESTION("q.yes", WHEN("<concluded id='c' value='yes'/>"))
                  DATE_QUESTION("q.no", WHEN("<concluded id='c' value='no'/>")))
          CONCLUSION("c",
                     "<disputed id='d'>" CITE WHEN("<is q='q.a' value='yes'/>") "<reading id='r1' value='yes'>" BECAUSE
                                                                                "</reading><reading id='r2' value='no'>" BECAUSE
                                                                                "</reading></disputed>" OTHERWISE(
                                                                                    "maybe")) "<conclusion id='end' subject='product' "
                                                                                              "type='date'><title>C</title><otherwise>" CITE
                                                                                              "<term><later-of><answer q='q.yes'/><answer "
                                                                                              "q='q.no'/></later-of></term>" BECAUSE
                                                                                              "</otherwise></conclusion>");
  say(world.snapshot, "p", "q.a", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "end");
  assert_string_equal(conclusion_status_name(state->status), "disputed");
  assert_int_equal(state->values.len, 0);
  close_world(&world);
}

static void what_applies_under_no_reading_does_not_apply(void **unused) {
  (void)unused;
  struct world world = open_world(
      SECTION(BOOL_QUESTION("q.a", ""))
          CONCLUSION("c", "<disputed id='d'>" CITE WHEN("<is q='q.a' value='yes'/>") "<reading id='r1' value='yes'>" BECAUSE
                                                                                     "</reading><reading id='r2' value='no'>" BECAUSE
                                                                                     "</reading></disputed>" OTHERWISE("maybe"))
              CONCLUSION("both",
                         "<applies><all><concluded id='c' value='yes'/><concluded id='c' value='no'/></all></applies>" OTHERWISE("yes")));
  say(world.snapshot, "p", "q.a", value_bool(true));
  assert_string_equal(conclusion_status_name(conclude(&world, "both")->status), "not-applicable");
  close_world(&world);
}

static void disputed_date_shows_both_dates(void **unused) {
  (void)unused;
  struct world world = open_world(
      SECTION(BOOL_QUESTION("q.a", "")) "<conclusion id='c' subject='product' type='date'><title>C</title><disputed id='d'>" CITE WHEN(
          "<is q='q.a' value='yes'/>") "<reading id='r1'><term><date>2030-01-01</date></term>" BECAUSE
                                       "</reading><reading id='r2'><term><date>2031-01-01</date></term>" BECAUSE
                                       "</reading></disputed><otherwise>" CITE "<term><date>2029-01-01</date></term>" BECAUSE
                                       "</otherwise></conclusion>");
  say(world.snapshot, "p", "q.a", value_bool(true));
  const struct conclusion_state *state = conclude(&world, "c");
  assert_string_equal(conclusion_status_name(state->status), "disputed");
  assert_true(possible(state, "2030-01-01") && possible(state, "2031-01-01"));
  assert_int_equal(state->possible.len, 2);
  close_world(&world);
}

static void not_answered_is_certain_before_it_is_known_whether_it_is_asked(void **unused) {
  (void)unused;
  struct world world = open_world(hidden_question);
  assert_concluded(conclude(&world, "answered"), "no");
  close_world(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(conclusion_stays_open_while_an_answer_that_decides_is_open),
      cmocka_unit_test(first_true_case_wins_and_later_answers_do_not_matter),
      cmocka_unit_test(answer_unknown_keeps_the_conclusion_open_and_names_the_question),
      cmocka_unit_test(two_people_who_disagree_leave_it_open),
      cmocka_unit_test(same_value_on_every_open_way_is_concluded),
      cmocka_unit_test(hidden_question_is_false_though_it_keeps_its_answer),
      cmocka_unit_test(question_whose_asking_is_unknown_leaves_it_open_on_the_gate),
      cmocka_unit_test(unsettled_law_is_shown_as_disputed_with_both_readings),
      cmocka_unit_test(what_rests_on_a_dispute_is_settled_only_if_all_readings_agree),
      cmocka_unit_test(refuted_case_that_is_only_proposed_marks_the_result),
      cmocka_unit_test(date_that_is_open_under_every_reading_stays_disputed),
      cmocka_unit_test(what_applies_under_no_reading_does_not_apply),
      cmocka_unit_test(disputed_date_shows_both_dates),
      cmocka_unit_test(not_answered_is_certain_before_it_is_known_whether_it_is_asked),
      cmocka_unit_test(conclusion_that_does_not_apply_is_false_for_what_rests_on_it),
      cmocka_unit_test(unknown_applicability_is_not_taken_for_granted),
      cmocka_unit_test(reason_leads_from_the_conclusion_to_the_answer),
      cmocka_unit_test(proposed_answer_marks_what_rests_on_it_and_is_a_gap),
  };
  return cmocka_run_group_tests_name("truth", tests, NULL, NULL);
}
