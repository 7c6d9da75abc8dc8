/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules over several subjects, dates, tables, gaps and the walk. */
#include "small_pack.h"

#define YES_NO(id, subject, condition)                                                                                                     \
  "<conclusion id='" id "' subject='" subject "' type='choice'><title>" id "</title><value id='yes'><title>Yes</title></value>"            \
  "<value id='no'><title>No</title></value><case id='a' value='yes'>" CITE                                                                 \
  WHEN(condition) BECAUSE "</case>"                                                                                                        \
                          "<otherwise value='no'>" CITE BECAUSE "</otherwise></conclusion>"
#define DATE_CONCLUSION(id, term)                                                                                                          \
  "<conclusion id='" id "' subject='product' type='date'><title>" id "</title><otherwise>" CITE "<term>" term "</term>" BECAUSE            \
  "</otherwise></conclusion>"
#define QUESTION(id, type, extra)                                                                                                          \
  "<question id='" id "' type='" type "'" extra ">" CITE "<title>" id "</title><text>Which?</text><help>Why.</help></question>"
#define REQUIREMENT(id, extra)                                                                                                             \
  "<requirement id='" id "' group='c'>" CITE "<title>" id "</title><text>Do it.</text><help>How.</help>" extra "</requirement>"

static const char body[] =
    "<table id='dates'><row id='start'>" CITE "<cell column='from'>2027-12-11</cell><title>Start</title></row></table>"
    "<section id='p' stage='one' subject='product'><title>P</title>" BOOL_QUESTION("p.gate", "") QUESTION("p.months", "number", "")
        QUESTION("p.day", "date", " none='yes'") BOOL_QUESTION(
            "p.inner",
            WHEN(
                "<is q='p.gate' value='yes'/>")) "</section>"
                                                 "<section id='r' stage='two' subject='release'><title>R</title>" BOOL_QUESTION(
                                                     "r.ok",
                                                     "") "<question id='r.must' type='bool' required='yes'>" CITE
                                                         "<title>Must</title><text>So?</text><help>Why.</help></question></section>"
                                                         "<section id='q' stage='two' subject='requirement'><title>Q</title>" BOOL_QUESTION(
                                                             "req.done",
                                                             "") "</section>"
                                                                 "<section id='st' stage='one' "
                                                                 "subject='standard'><title>S</title>" BOOL_QUESTION(
                                                                     "std.full",
                                                                     "") "<question id='std.covers' type='set'>" CITE
                                                                         "<title>Covers</title><text>Which?</text><help>Why.</"
                                                                         "help><choices "
                                                                         "requirements='c'/></question></section>" REQUIREMENT(
                                                                             "c.1", "") REQUIREMENT("c.2",
                                                                                                    "") REQUIREMENT("c.10",
                                                                                                                    WHEN("<is q='p.gate' "
                                                                                                                         "value='yes'/>"))
                                                                             YES_NO("some", "product",
                                                                                    "<some of='release'><is q='r.ok' value='yes'/></some>")
                                                                                 YES_NO(
                                                                                     "every", "product",
                                                                                     "<every of='release'><is q='r.ok' "
                                                                                     "value='yes'/></every>") YES_NO("covered",
                                                                                                                     "requirement",
                                                                                                                     "<some of='standard' "
                                                                                                                     "from='organisation'><"
                                                                                                                     "all><is q='std.full' "
                                                                                                                     "value='yes'/><is "
                                                                                                                     "q='std.covers' "
                                                                                                                     "value-of='"
                                                                                                                     "requirement'/></"
                                                                                                                     "all></some>")
                                                                                     YES_NO(
                                                                                         "member", "requirement",
                                                                                         "<member group='c.1'/>") YES_NO("long", "product",
                                                                                                                         "<compare "
                                                                                                                         "op='ge'><answer "
                                                                                                                         "q='p.months'/"
                                                                                                                         "><number>60</"
                                                                                                                         "number></"
                                                                                                                         "compare>")
                                                                                         YES_NO("before", "product",
                                                                                                "<compare op='lt'><answer q='p.day'/><cell "
                                                                                                "table='dates' row='start' "
                                                                                                "column='from'/></compare>")
                                                                                             YES_NO("begun", "product",
                                                                                                    "<in-force table='dates' row='start'/>")
                                                                                                 DATE_CONCLUSION(
                                                                                                     "end",
                                                                                                     "<later-of><add "
                                                                                                     "unit='months'><answer "
                                                                                                     "q='p.day'/><answer "
                                                                                                     "q='p.months'/></"
                                                                                                     "add><date>2030-01-01</date></"
                                                                                                     "later-of>") "<gap "
                                                                                                                  "id='gap.gate' "
                                                                                                                  "subject='product'"
                                                                                                                  " blocks='final'"
                                                                                                                  ">" CITE "<title>Gate</"
                                                                                                                  "title>" WHEN(
                                                                                                                      "<is "
                                                                                                                      "q='p.gate' "
                                                                                                                      "value='yes'/"
                                                                                                                      ">") "<text>"
                                                                                                                           "Close "
                                                                                                                           "it.</"
                                                                                                                           "text></"
                                                                                                                           "gap"
                                                                                                                           ">" YES_NO(
                                                                                                                               "free",
                                                                                                                               "release",
                                                                                                                               "<gap-free/"
                                                                                                                               ">");

struct world {
  struct pack *pack;
  struct snapshot *snapshot;
  struct engine *engine;
};

static struct world world_new(void) {
  struct world world = {.pack = small_pack(body), .snapshot = small_snapshot()};
  snapshot_add_subject(world.snapshot, "r1", "release", "p");
  snapshot_add_subject(world.snapshot, "r2", "release", "p");
  return world;
}

static struct engine *engine_of(struct world *world, const char *today) {
  snapshot_finish(world->snapshot);
  day_t day = 0;
  assert_true(day_parse(today, &day));
  world->engine = engine_new(world->pack, world->snapshot, day);
  return world->engine;
}

static void world_free(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  pack_free(world->pack);
}

static struct value number(const char *text) {
  int64_t millionths = 0;
  assert_true(number_parse(text, &millionths));
  return value_number(millionths);
}

static struct value date(const char *text) {
  day_t day = 0;
  assert_true(day_parse(text, &day));
  return value_date(day);
}

/* "yes", "no", an ISO date, or the status where it is not concluded. */
static void some_needs_one_child_and_every_needs_all(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "r1", "r.ok", value_bool(true));
  say(world.snapshot, "r2", "r.ok", value_bool(false));
  struct engine *engine = engine_of(&world, "2026-11-20");
  assert_string_equal(result(engine, "p", "some"), "yes");
  assert_string_equal(result(engine, "p", "every"), "no");
  world_free(&world);
}

static void every_stays_open_on_the_child_that_is_open(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "r1", "r.ok", value_bool(true));
  const struct conclusion_state *state = engine_conclusion(engine_of(&world, "2026-11-20"), "p", "every");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_int_equal(state->open.len, 1);
  assert_string_equal(state->open.items[0].subject, "r2");
  world_free(&world);
}

static void requirement_is_covered_only_by_a_standard_that_names_it(void **unused) {
  (void)unused;
  struct world world = world_new();
  snapshot_add_subject(world.snapshot, "s", "standard", "o");
  say(world.snapshot, "s", "std.full", value_bool(true));
  say_element(world.snapshot, "s", "std.covers", "c.2");
  struct engine *engine = engine_of(&world, "2026-11-20");
  assert_string_equal(result(engine, "r1/c.2", "covered"), "yes");
  assert_string_equal(result(engine, "r1/c.1", "covered"), "no");
  world_free(&world);
}

static void group_ends_at_the_dot(void **unused) {
  (void)unused;
  struct world world = world_new();
  struct engine *engine = engine_of(&world, "2026-11-20");
  assert_string_equal(result(engine, "r1/c.1", "member"), "yes");
  assert_string_equal(result(engine, "r1/c.10", "member"), "no");
  world_free(&world);
}

static size_t requirements_of(struct engine *engine, const char *release) {
  id_vec_t ids = {0};
  engine_children(engine, release, pack_subject_type(engine_pack(engine), "requirement"), &ids);
  size_t count = ids.len;
  vec_free(&ids);
  return count;
}

static void requirement_exists_unless_its_condition_is_false(void **unused) {
  (void)unused;
  struct world world = world_new();
  assert_int_equal(requirements_of(engine_of(&world, "2026-11-20"), "r1"), 3);
  world_free(&world);
  world = world_new();
  say(world.snapshot, "p", "p.gate", value_bool(false));
  assert_int_equal(requirements_of(engine_of(&world, "2026-11-20"), "r1"), 2);
  world_free(&world);
}

static void comparison_is_open_while_a_side_is_open_and_false_where_it_does_not_exist(void **unused) {
  (void)unused;
  struct world world = world_new();
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "long"), "open");
  world_free(&world);
  world = world_new();
  say(world.snapshot, "p", "p.months", number("60"));
  say(world.snapshot, "p", "p.day", value_of(VALUE_NONE, NULL));
  struct engine *engine = engine_of(&world, "2026-11-20");
  assert_string_equal(result(engine, "p", "long"), "yes");
  assert_string_equal(result(engine, "p", "before"), "no");
  world_free(&world);
}

static void day_before_a_date_of_the_pack_is_before_and_the_day_itself_is_not(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.day", date("2027-12-10"));
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "before"), "yes");
  world_free(&world);
  world = world_new();
  say(world.snapshot, "p", "p.day", date("2027-12-11"));
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "before"), "no");
  world_free(&world);
}

static void in_force_follows_the_as_of_date(void **unused) {
  (void)unused;
  struct world world = world_new();
  assert_string_equal(result(engine_of(&world, "2027-12-10"), "p", "begun"), "no");
  world_free(&world);
  world = world_new();
  assert_string_equal(result(engine_of(&world, "2027-12-11"), "p", "begun"), "yes");
  world_free(&world);
}

static void later_date_wins_and_months_are_calendar_months(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.day", date("2028-01-31"));
  say(world.snapshot, "p", "p.months", number("61"));
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "end"), "2033-02-28");
  world_free(&world);
  world = world_new();
  say(world.snapshot, "p", "p.day", date("2028-01-31"));
  say(world.snapshot, "p", "p.months", number("1"));
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "end"), "2030-01-01");
  world_free(&world);
}

static void begun_month_counts_as_a_whole_one(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.day", date("2028-01-31"));
  say(world.snapshot, "p", "p.months", number("60.5"));
  assert_string_equal(result(engine_of(&world, "2026-11-20"), "p", "end"), "2033-02-28");
  world_free(&world);
}

static void sum_beyond_the_calendar_is_open_and_not_a_wrong_day(void **unused) {
  (void)unused;
  static const char *const months[] = {"96000", "120000", "99999999999", "-99999999999"};
  for (size_t i = 0; i < ARRAY_LEN(months); i++) {
    struct world world = world_new();
    say(world.snapshot, "p", "p.day", date("2028-01-15"));
    say(world.snapshot, "p", "p.months", number(months[i]));
    const struct conclusion_state *state = engine_conclusion(engine_of(&world, "2026-11-20"), "p", "end");
    assert_string_equal(conclusion_status_name(state->status), "open");
    assert_int_equal(state->open.len, 1);
    assert_string_equal(state->open.items[0].question->id, "p.months");
    world_free(&world);
  }
}

static void date_stays_open_while_a_term_is_open(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.day", date("2028-01-31"));
  const struct conclusion_state *state = engine_conclusion(engine_of(&world, "2026-11-20"), "p", "end");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_int_equal(state->open.len, 1);
  assert_string_equal(state->open.items[0].question->id, "p.months");
  world_free(&world);
}

static void gap_beside_and_below_counts_but_not_that_of_another_release(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.gate", value_bool(false));
  say(world.snapshot, "r1", "r.must", value_bool(true));
  struct engine *engine = engine_of(&world, "2026-11-20");
  assert_string_equal(result(engine, "r1", "free"), "yes");
  assert_string_equal(result(engine, "r2", "free"), "no");
  world_free(&world);
}

static void gap_whose_condition_is_open_blocks_but_is_not_asserted(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "r1", "r.must", value_bool(true));
  const struct conclusion_state *state = engine_conclusion(engine_of(&world, "2026-11-20"), "r1", "free");
  assert_string_equal(conclusion_status_name(state->status), "open");
  assert_string_equal(state->open.items[0].question->id, "p.gate");
  world_free(&world);
}

static void next_open_question_skips_answered_and_hidden_ones_and_wraps(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "o", "org.name", value_of(VALUE_TEXT, "Example"));
  say(world.snapshot, "p", "product.name", value_of(VALUE_TEXT, "Example"));
  say(world.snapshot, "r1", "release.version", value_of(VALUE_TEXT, "1"));
  say(world.snapshot, "p", "p.gate", value_bool(false));
  say(world.snapshot, "p", "p.months", value_of(VALUE_UNKNOWN, NULL));
  struct engine *engine = engine_of(&world, "2026-11-20");
  struct open_ref next = {0};
  assert_true(engine_next(engine, "r1", NULL, &next));
  assert_string_equal(next.question->id, "p.day");
  struct open_ref after = {.subject = "r1/c.2", .question = pack_question(world.pack, "req.done")};
  assert_true(engine_next(engine, "r1", &after, &next));
  assert_string_equal(next.question->id, "p.day");
  world_free(&world);
}

static void progress_counts_asked_answered_unknown_and_later(void **unused) {
  (void)unused;
  struct world world = world_new();
  say(world.snapshot, "p", "p.months", value_of(VALUE_UNKNOWN, NULL));
  struct engine *engine = engine_of(&world, "2026-11-20");
  struct progress progress = engine_progress(engine, "r1", pack_stage(world.pack, "one"));
  assert_int_equal(progress.asked, 6); /* three names, gate, months, day */
  assert_int_equal(progress.answered, 1);
  assert_int_equal(progress.unknown, 1);
  assert_int_equal(progress.later, 1); /* p.inner waits for the gate */
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(some_needs_one_child_and_every_needs_all),
      cmocka_unit_test(every_stays_open_on_the_child_that_is_open),
      cmocka_unit_test(requirement_is_covered_only_by_a_standard_that_names_it),
      cmocka_unit_test(group_ends_at_the_dot),
      cmocka_unit_test(requirement_exists_unless_its_condition_is_false),
      cmocka_unit_test(comparison_is_open_while_a_side_is_open_and_false_where_it_does_not_exist),
      cmocka_unit_test(day_before_a_date_of_the_pack_is_before_and_the_day_itself_is_not),
      cmocka_unit_test(in_force_follows_the_as_of_date),
      cmocka_unit_test(later_date_wins_and_months_are_calendar_months),
      cmocka_unit_test(begun_month_counts_as_a_whole_one),
      cmocka_unit_test(sum_beyond_the_calendar_is_open_and_not_a_wrong_day),
      cmocka_unit_test(date_stays_open_while_a_term_is_open),
      cmocka_unit_test(gap_beside_and_below_counts_but_not_that_of_another_release),
      cmocka_unit_test(gap_whose_condition_is_open_blocks_but_is_not_asserted),
      cmocka_unit_test(next_open_question_skips_answered_and_hidden_ones_and_wraps),
      cmocka_unit_test(progress_counts_asked_answered_unknown_and_later),
  };
  return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
