/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static int setup(void **state) {
  static struct world world;
  world = world_new();
  begin_facts(&world);
  *state = &world;
  return 0;
}

static int teardown(void **state) {
  world_free(*state);
  return 0;
}

static void says(char *sentence, const char *expected) {
  assert_string_equal(sentence, expected);
  free(sentence);
}

static char *answer(struct world *world, const char *subject, const char *id) {
  return value_sentence(world->engine, pack_question(world->pack, id), snapshot_fact(world->snapshot, subject, id), "en");
}

static void value_is_said_in_words(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "e1", "evidence", "p");
  snapshot_add_subject(world->snapshot, "e2", "evidence", "p");
  say_text(world, "e1", "evidence.title", "Test report");
  struct value file = value_of(VALUE_BLOB, "00");
  file.lang = "report.pdf";
  say_value(world, "e1", "evidence.file", file);
  say_value(world, "p", "product.connected", value_bool(false));
  say_value(world, "r", "release.kind", value_of(VALUE_CHOICE, "hardware"));
  say_value(world, "r", "release.months", value_number(60000000));
  say_element(world, "r/r.1", "req.evidence", "e1");
  say_element(world, "r/r.1", "req.evidence", "e2");
  say_value(world, "r/r.2", "req.evidence", value_of(VALUE_NONE, NULL));
  say_value(world, "r", "release.website", value_of(VALUE_UNKNOWN, NULL));
  end_facts(world);
  says(answer(world, "p", "product.connected"), "No");
  says(answer(world, "r", "release.kind"), "Hardware");
  says(answer(world, "r", "release.months"), "60 months");
  says(answer(world, "e1", "evidence.file"), "report.pdf");
  says(answer(world, "r/r.1", "req.evidence"), "Test report, e2");
  says(answer(world, "r/r.2", "req.evidence"), "none");
  says(answer(world, "r", "release.website"), "unknown");
  says(answer(world, "r", "release.about"), "not answered");
}

static void value_in_conflict_shows_both_answers(void **state) {
  struct world *world = *state;
  struct head ann = {.event = "a.1", .value = value_of(VALUE_CHOICE, "software"), .author = "ann"};
  struct head ben = {.event = "b.1", .value = value_of(VALUE_CHOICE, "hardware"), .author = "ben"};
  snapshot_add_head(world->snapshot, "r", "release.kind", &ann);
  snapshot_add_head(world->snapshot, "r", "release.kind", &ben);
  end_facts(world);
  says(answer(world, "r", "release.kind"), "two answers: Software / Hardware");
}

static const struct conclusion_state *scope_of(struct world *world) {
  return engine_conclusion(world->engine, "p", "scope");
}

static void conclusion_open_names_what_is_possible(void **state) {
  struct world *world = *state;
  end_facts(world);
  says(conclusion_sentence(world->engine, scope_of(world), "en"), "open: In scope / Out of scope");
}

static void conclusion_and_its_reasons_are_said_in_words(void **state) {
  struct world *world = *state;
  say_value(world, "p", "product.connected", value_bool(true));
  end_facts(world);
  const struct conclusion_state *scope = scope_of(world);
  says(conclusion_sentence(world->engine, scope, "en"), "In scope");
  says(reason_sentence(world->engine, scope->reason, "en"), "Connection: Yes");
  struct reason whole = {.kind = REASON_CONCLUSION, .truth = TRUTH_TRUE, .subject = "p", .conclusion = scope};
  says(reason_sentence(world->engine, &whole, "en"), "Scope: In scope. The product is connected.");
}

static void reason_names_the_subject_where_there_are_several(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "p2", "product", "o");
  say_value(world, "p", "product.connected", value_bool(true));
  end_facts(world);
  says(reason_sentence(world->engine, scope_of(world)->reason, "en"), "Connection (Thermo): Yes");
}

static void reason_of_a_comparison_says_what_holds(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct condition before = {.kind = COND_COMPARE, .op = OP_LT};
  struct reason reason = {.kind = REASON_COMPARE, .truth = TRUTH_TRUE, .condition = &before, .left = "2027-01-01", .right = "2027-12-11"};
  says(reason_sentence(world->engine, &reason, "en"), "2027-01-01 is before 2027-12-11.");
  reason.truth = TRUTH_FALSE;
  says(reason_sentence(world->engine, &reason, "en"), "2027-01-01 is not before 2027-12-11.");
  reason.truth = TRUTH_UNKNOWN;
  says(reason_sentence(world->engine, &reason, "en"), "Two values cannot be compared yet, because an answer is open.");
}

static void reason_of_a_comparison_of_numbers_speaks_of_size(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct condition above = {.kind = COND_COMPARE, .op = OP_GT};
  struct reason reason = {.kind = REASON_COMPARE, .truth = TRUTH_TRUE, .condition = &above, .left = "84", .right = "60"};
  says(reason_sentence(world->engine, &reason, "en"), "84 is greater than 60.");
  reason.truth = TRUTH_FALSE;
  says(reason_sentence(world->engine, &reason, "en"), "84 is at most 60.");
}

static void reason_of_a_look_up_says_where_something_is_listed(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct table_row row = {.id = "router", .title = {.text = "Routers"}};
  struct table table = {.id = "categories", .rows = &row, .rows_len = 1};
  struct condition listed = {.kind = COND_LISTED, .table = &table};
  struct reason reason = {.kind = REASON_TABLE, .truth = TRUTH_TRUE, .condition = &listed, .table = &table, .row = "router"};
  says(reason_sentence(world->engine, &reason, "en"), "“Routers” is listed in the law pack under “categories”.");
  listed.column = "class";
  id_vec_t values = {0};
  vec_push(&values, "important-i");
  listed.values = values;
  says(reason_sentence(world->engine, &reason, "en"), "“Routers” is listed in the law pack under “important-i”.");
  reason.truth = TRUTH_FALSE;
  says(reason_sentence(world->engine, &reason, "en"), "“Routers” is not listed in the law pack under “important-i”.");
  vec_free(&values);
}

static void reason_over_a_range_names_the_list(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct condition every = {.kind = COND_EVERY, .range = {.of = pack_subject_type(world->pack, "risk")}};
  struct reason reason = {.kind = REASON_RANGE, .truth = TRUTH_FALSE, .condition = &every};
  says(reason_sentence(world->engine, &reason, "en"), "Not each of “Risks” meets the condition.");
  struct condition some = {.kind = COND_SOME, .range = {.link = pack_question(world->pack, "req.evidence")}};
  reason.condition = &some;
  says(reason_sentence(world->engine, &reason, "en"), "None of “Evidence” meets the condition.");
}

static void gap_is_said_in_words(void **state) {
  struct world *world = *state;
  end_facts(world);
  gap_vec_t gaps = {0};
  engine_gaps(world->engine, "r", &gaps);
  assert_int_equal(gaps.len, 2);
  says(gap_sentence(world->engine, &gaps.items[0], "en"), "No risk. Record a risk.");
  says(gap_sentence(world->engine, &gaps.items[1], "en"), "“Description” has to be answered.");
  gaps.items[1].kind = GAP_PROPOSED;
  says(gap_sentence(world->engine, &gaps.items[1], "en"), "The answer to “Description” is only proposed: somebody has to state it.");
  gaps.items[1].kind = GAP_CONFLICT;
  says(gap_sentence(world->engine, &gaps.items[1], "en"), "“Description” was answered in two ways: one has to be chosen.");
  vec_free(&gaps);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(value_is_said_in_words),
      TEST(value_in_conflict_shows_both_answers),
      TEST(conclusion_open_names_what_is_possible),
      TEST(conclusion_and_its_reasons_are_said_in_words),
      TEST(reason_names_the_subject_where_there_are_several),
      TEST(reason_of_a_comparison_says_what_holds),
      TEST(reason_of_a_comparison_of_numbers_speaks_of_size),
      TEST(reason_of_a_look_up_says_where_something_is_listed),
      TEST(reason_over_a_range_names_the_list),
      TEST(gap_is_said_in_words),
  };
  return cmocka_run_group_tests_name("facts, conclusions and gaps are said in words", tests, NULL, NULL);
}
