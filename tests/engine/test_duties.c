/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties, related requirements, and answers given under an older law pack. */
#include "small_pack.h"

#define QUESTION(id, extra)                                                                                                                \
  "<question id='" id "' type='bool'" extra ">" CITE "<title>" id "</title><text>So?</text><help>Why.</help></question>"
#define SECTION(id, subject, questions) "<section id='" id "' stage='one' subject='" subject "'><title>S</title>" questions "</section>"
#define REQUIREMENT(id, extra)                                                                                                             \
  "<requirement id='" id "' group='c'>" CITE "<title>" id "</title><text>Do it.</text><help>How.</help>" extra "</requirement>"
#define DUTY(id, subject, inner)                                                                                                           \
  "<duty id='" id "' subject='" subject "' kind='duty'>" CITE "<title>" id "</title><text>Do it.</text>" inner "</duty>"
#define RELATION(id, from, to, kind)                                                                                                       \
  "<relation id='" id "' topic='t' from='" from "' to='" to "' kind='" kind "'>" CITE BECAUSE "</relation>"
#define IS(question) "<is q='" question "' value='yes'/>"
#define GAP(id, subject, when)                                                                                                             \
  "<gap id='" id "' subject='" subject "' blocks='final'>" CITE "<title>" id "</title>" WHEN(when) "<text>Do it.</text></gap>"

static day_t day(const char *iso) {
  day_t parsed = 0;
  assert_true(day_parse(iso, &parsed));
  return parsed;
}

/* ---- duties ---- */

static const char duties[] =
    SECTION("p", "product",
            QUESTION("p.maker", "") QUESTION("p.done", "") "<question id='p.start' type='date' none='yes'>" CITE
                                                           "<title>Start</title><text>When?</text><help>Why.</help></question>")
        DUTY("always", "product", "") DUTY("maker", "product",
                                           WHEN(IS("p.maker")) "<from><date>2027-12-11</date></from><until><date>2030-12-31</date></until>"
                                                               "<done>" IS("p.done") "</done>")
            DUTY("answered", "product", "<from><answer q='p.start'/></from>") DUTY("office", "organisation", "")
                DUTY("shipping", "release", WHEN(IS("p.maker")));

struct world {
  struct pack *pack;
  struct snapshot *snapshot;
  struct engine *engine;
};

static struct world world_on(struct pack *pack, struct snapshot *snapshot, const char *as_of) {
  snapshot_finish(snapshot);
  return (struct world){.pack = pack, .snapshot = snapshot, .engine = engine_new(pack, snapshot, day(as_of))};
}

static void world_free(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  pack_free(world->pack);
}

static struct duty_state duty_at(const struct world *world, const char *subject, const char *id) {
  struct duty_state state = {0};
  assert_non_null(pack_duty(world->pack, id));
  assert_true(engine_duty(world->engine, subject, pack_duty(world->pack, id), &state));
  return state;
}

/* maker, done: "yes", "no" or NULL for open. */
static void assert_status(const char *maker, const char *done, const char *as_of, const char *wanted) {
  struct snapshot *snapshot = small_snapshot();
  if (maker) say(snapshot, "p", "p.maker", value_bool(str_eq(maker, "yes")));
  if (done) say(snapshot, "p", "p.done", value_bool(str_eq(done, "yes")));
  struct world world = world_on(small_pack(duties), snapshot, as_of);
  struct duty_state state = duty_at(&world, "p", "maker");
  assert_string_equal(duty_status_name(state.status), wanted);
  world_free(&world);
}

static void engine_duty_status_follows_who_when_and_done(void **state) {
  (void)state;
  assert_status("no", "yes", "2028-01-01", "not-yours");
  assert_status(NULL, "yes", "2028-01-01", "open");
  assert_status("yes", NULL, "2027-12-10", "later");
  assert_status("yes", NULL, "2027-12-11", "running");
  assert_status("yes", "no", "2030-12-31", "running");
  assert_status("yes", "yes", "2028-01-01", "done");
  assert_status("yes", "yes", "2027-01-01", "done");
  assert_status("yes", "no", "2031-01-01", "over");
  assert_status("yes", "yes", "2031-01-01", "over");
}

static void engine_duty_is_not_done_by_an_answer_nobody_stated(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  struct head proposed = {.event = "r.1", .value = value_bool(true), .author = "Test Person", .proposed = true};
  say(snapshot, "p", "p.maker", value_bool(true));
  snapshot_add_head(snapshot, "p", "p.done", &proposed);
  struct world world = world_on(small_pack(duties), snapshot, "2028-01-01");
  struct duty_state maker = duty_at(&world, "p", "maker");
  assert_int_equal(maker.done, TRUTH_UNKNOWN);
  assert_string_equal(duty_status_name(maker.status), "running");
  world_free(&world);
}

static void engine_duty_says_days_and_reasons(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  say(snapshot, "p", "p.maker", value_bool(true));
  struct world world = world_on(small_pack(duties), snapshot, "2028-01-01");
  struct duty_state maker = duty_at(&world, "p", "maker");
  assert_int_equal(maker.from.type, VALUE_DATE);
  assert_int_equal(maker.from.date, day("2027-12-11"));
  assert_int_equal(maker.until.date, day("2030-12-31"));
  assert_string_equal(maker.reason->question->id, "p.maker");
  assert_true(maker.followed);
  assert_int_equal(maker.done, TRUTH_UNKNOWN);
  open_vec_t open = {0};
  reason_open(maker.done_reason, &open);
  assert_int_equal(open.len, 1);
  assert_string_equal(open.items[0].question->id, "p.done");
  vec_free(&open);
  struct duty_state always = duty_at(&world, "p", "always");
  assert_int_equal(always.status, DUTY_RUNNING);
  assert_int_equal(always.from.type, VALUE_NONE);
  assert_null(always.reason);
  assert_false(always.followed);
  world_free(&world);
}

static void assert_start(struct value start, enum value_type from, enum duty_status status) {
  struct snapshot *snapshot = small_snapshot();
  if (start.type != VALUE_CLEARED) say(snapshot, "p", "p.start", start);
  struct world world = world_on(small_pack(duties), snapshot, "2028-01-01");
  struct duty_state state = duty_at(&world, "p", "answered");
  assert_int_equal(state.from.type, from);
  assert_int_equal(state.status, status);
  world_free(&world);
}

static void engine_duty_from_an_answer_is_open_until_it_is_given(void **state) {
  (void)state;
  assert_start(value_of(VALUE_CLEARED, NULL), VALUE_UNKNOWN, DUTY_OPEN);
  assert_start(value_of(VALUE_NONE, NULL), VALUE_NONE, DUTY_RUNNING);
  assert_start(value_date(day("2028-01-02")), VALUE_DATE, DUTY_LATER);
  assert_start(value_date(day("2028-01-01")), VALUE_DATE, DUTY_RUNNING);
}

static void engine_duties_are_those_of_the_subject_and_around_it_those_above(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "r", "release", "p");
  say(snapshot, "p", "p.maker", value_bool(false));
  struct world world = world_on(small_pack(duties), snapshot, "2028-01-01");
  duty_vec_t own = {0}, around = {0};
  engine_duties(world.engine, "r", &own);
  assert_int_equal(own.len, 1);
  assert_string_equal(own.items[0].duty->id, "shipping");
  assert_int_equal(own.items[0].status, DUTY_NOT_YOURS);
  engine_duties_around(world.engine, "r", &around);
  static const char *const wanted[] = {"office", "always", "maker", "answered", "shipping"};
  assert_int_equal(around.len, ARRAY_LEN(wanted));
  for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
    assert_string_equal(around.items[i].duty->id, wanted[i]);
  assert_string_equal(around.items[0].subject, "o");
  vec_free(&own);
  vec_free(&around);
  struct duty_state found = duty_at(&world, "r", "always");
  assert_string_equal(found.subject, "p");
  assert_false(engine_duty(world.engine, "p", pack_duty(world.pack, "shipping"), &found));
  assert_false(engine_duty(world.engine, "nobody", pack_duty(world.pack, "always"), &found));
  world_free(&world);
}

static void engine_duties_are_no_gaps(void **state) {
  (void)state;
  struct world world = world_on(small_pack(DUTY("always", "product", "")), small_snapshot(), "2028-01-01");
  gap_vec_t gaps = {0};
  engine_gaps_around(world.engine, "p", &gaps);
  assert_int_equal(gaps.len, 0);
  vec_free(&gaps);
  world_free(&world);
}

/* ---- related requirements ---- */

static const char related[] = SECTION("q", "requirement", QUESTION("req.met", "")) SECTION("r", "release", QUESTION("r.ai", ""))
    REQUIREMENT("c.1", "") REQUIREMENT("c.2", "") REQUIREMENT("c.3", WHEN(IS("r.ai"))) REQUIREMENT("c.4", "")
        DUTY("d", "product", "") "<topic id='t'>" CITE
                                 "<title>T</title><text>T</text><action>A</action></topic>" RELATION("x1", "c.1", "c.2", "presumed")
                                     RELATION("x2", "c.1", "c.3", "shared") RELATION("x3", "c.4", "d", "shared")
                                         RELATION("x4", "c.2", "c.4", "parallel")
                                             GAP("both", "requirement", "<some related='presumed shared'>" IS("req.met") "</some>")
                                                 GAP("any", "requirement", "<some related='presumed shared'/>");

static bool has_gap(const struct world *world, const char *subject, const char *id) {
  gap_vec_t gaps = {0};
  bool found = false;
  engine_gaps(world->engine, subject, &gaps);
  for (size_t i = 0; i < gaps.len; i++)
    found = found || (gaps.items[i].gap && str_eq(gaps.items[i].gap->id, id) && gaps.items[i].truth == TRUTH_TRUE);
  vec_free(&gaps);
  return found;
}

static void some_related_follows_relations_from_either_end_within_the_release(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "r", "release", "p");
  snapshot_add_subject(snapshot, "other", "release", "p");
  say(snapshot, "r", "r.ai", value_bool(false));
  say(snapshot, "r/c.2", "req.met", value_bool(true));
  say(snapshot, "r/c.1", "req.met", value_bool(false));
  say(snapshot, "r/c.4", "req.met", value_bool(true));
  struct world world = world_on(small_pack(related), snapshot, "2028-01-01");
  assert_true(has_gap(&world, "r/c.1", "both"));
  assert_false(has_gap(&world, "r/c.2", "both")); /* c.1 is not met; that c.4 is stands in parallel */
  assert_true(has_gap(&world, "r/c.2", "any"));
  assert_false(has_gap(&world, "other/c.1", "both"));
  assert_false(has_gap(&world, "r/c.4", "any")); /* the other end is a duty */
  world_free(&world);
}

static void some_related_leads_only_to_requirements_that_exist(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "with", "release", "p");
  snapshot_add_subject(snapshot, "without", "release", "p");
  say(snapshot, "with", "r.ai", value_bool(true));
  say(snapshot, "without", "r.ai", value_bool(false));
  say(snapshot, "with/c.3", "req.met", value_bool(true));
  say(snapshot, "without/c.3", "req.met", value_bool(true));
  struct world world = world_on(small_pack(related), snapshot, "2028-01-01");
  assert_true(has_gap(&world, "with/c.1", "both"));
  assert_false(has_gap(&world, "without/c.1", "both"));
  world_free(&world);
}

/* ---- former ids ---- */

static const char renamed[] = SECTION("p", "product", QUESTION("p.new", "") BOOL_QUESTION("p.reader", WHEN(IS("p.new")))) SECTION(
    "q", "requirement",
    QUESTION("req.met",
             "")) REQUIREMENT("c.new",
                              "") SECTION("s", "standard",
                                          "<question id='std.covers' type='set'>" CITE
                                          "<title>Covers</title><text>Which?</text><help>Why.</help><choices requirements='c'/></question>")
    GAP("covered", "requirement",
        "<some of='standard' from='organisation'><is q='std.covers' value-of='requirement'/></some>") "<renamed from='p.oldest' to='p.old' "
                                                                                                      "since='2'/><renamed from='p.old' "
                                                                                                      "to='p.new' since='3'/><renamed "
                                                                                                      "from='c.old' to='c.new' since='3'/>"
                                                                                                      "<renamed from='req.done' "
                                                                                                      "to='req.met' since='3'/><renamed "
                                                                                                      "from='org.title' to='org.name' "
                                                                                                      "since='3'/>";

static enum answer_state answer_to(const struct world *world, const char *subject, const char *id) {
  return engine_question(world->engine, subject, pack_question(world->pack, id))->answer;
}

static bool says_yes(const struct world *world, const char *subject, const char *id) {
  const struct question_state *state = engine_question(world->engine, subject, pack_question(world->pack, id));
  const struct value *value = fact_value(state->fact);
  return value && value->boolean;
}

static void engine_question_reads_what_was_answered_under_former_ids(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  say(snapshot, "p", "p.oldest", value_bool(true));
  say(snapshot, "o", "org.title", value_of(VALUE_TEXT, "Example Ltd"));
  struct world world = world_on(small_pack(renamed), snapshot, "2028-01-01");
  assert_true(says_yes(&world, "p", "p.new"));
  assert_int_equal(engine_question(world.engine, "p", pack_question(world.pack, "p.reader"))->asked, TRUTH_TRUE);
  assert_string_equal(engine_name(world.engine, "o", "en"), "Example Ltd");
  world_free(&world);
}

static void engine_question_newer_answers_go_before_older_ones(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "p2", "product", "o");
  say(snapshot, "p", "p.oldest", value_bool(false));
  say(snapshot, "p", "p.old", value_bool(true));
  say(snapshot, "p2", "p.old", value_bool(true));
  say(snapshot, "p2", "p.new", value_bool(false));
  struct world world = world_on(small_pack(renamed), snapshot, "2028-01-01");
  assert_true(says_yes(&world, "p", "p.new"));
  assert_false(says_yes(&world, "p2", "p.new"));
  world_free(&world);
}

static void engine_requirement_reads_answers_given_under_its_former_id(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "r", "release", "p");
  snapshot_add_subject(snapshot, "r2", "release", "p");
  say(snapshot, "r/c.old", "req.done", value_bool(true));
  struct world world = world_on(small_pack(renamed), snapshot, "2028-01-01");
  assert_true(says_yes(&world, "r/c.new", "req.met"));
  assert_int_equal(answer_to(&world, "r2/c.new", "req.met"), ANSWER_OPEN);
  assert_ptr_equal(engine_requirement(world.engine, "r/c.old"), pack_requirement(world.pack, "c.new"));
  world_free(&world);
}

static void value_of_requirement_finds_its_former_id_in_sets(void **state) {
  (void)state;
  struct snapshot *snapshot = small_snapshot();
  snapshot_add_subject(snapshot, "r", "release", "p");
  snapshot_add_subject(snapshot, "s", "standard", "o");
  say_element(snapshot, "s", "std.covers", "c.old");
  struct world world = world_on(small_pack(renamed), snapshot, "2028-01-01");
  assert_true(has_gap(&world, "r/c.new", "covered"));
  world_free(&world);
}

/* ---- revised questions ---- */

static const char revised[] = SECTION(
    "p", "product",
    QUESTION("p.revised", " revised='2026.10'") QUESTION(
        "p.same", "")) "<conclusion id='k' subject='product' type='choice'><title>K</title><value id='yes'><title>Yes</title></value>"
                       "<value id='no'><title>No</title></value><case id='a' value='yes'>" CITE WHEN(IS("p.revised")) BECAUSE
    "</case>"
    "<otherwise value='no'>" CITE BECAUSE "</otherwise></conclusion>";

static void assert_revised(const char *question, const char *version, bool wanted) {
  struct snapshot *snapshot = small_snapshot();
  struct head head = {.event = "r.1", .value = value_bool(true), .author = "Test Person", .pack = version};
  snapshot_add_head(snapshot, "p", question, &head);
  struct world world = world_on(small_pack(revised), snapshot, "2028-01-01");
  assert_int_equal(engine_question(world.engine, "p", pack_question(world.pack, question))->proposed, wanted);
  assert_int_equal(answer_to(&world, "p", question), ANSWER_GIVEN);
  if (str_eq(question, "p.revised")) {
    const struct conclusion_state *conclusion = engine_conclusion(world.engine, "p", "k");
    assert_string_equal(conclusion->values.items[0], "yes");
    assert_int_equal(conclusion->rests_on_proposed, wanted);
  }
  gap_vec_t gaps = {0};
  engine_gaps(world.engine, "p", &gaps);
  assert_int_equal(gaps.len, wanted);
  if (wanted) assert_int_equal(gaps.items[0].kind, GAP_PROPOSED);
  vec_free(&gaps);
  world_free(&world);
}

static void engine_question_answered_before_it_was_revised_counts_as_proposed(void **state) {
  (void)state;
  assert_revised("p.revised", "2026.9", true);
  assert_revised("p.revised", "2026.10", false);
  assert_revised("p.revised", "2027", false);
  assert_revised("p.revised", NULL, false);
  assert_revised("p.same", "2026.9", false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(engine_duty_status_follows_who_when_and_done),
      cmocka_unit_test(engine_duty_is_not_done_by_an_answer_nobody_stated),
      cmocka_unit_test(engine_duty_says_days_and_reasons),
      cmocka_unit_test(engine_duty_from_an_answer_is_open_until_it_is_given),
      cmocka_unit_test(engine_duties_are_those_of_the_subject_and_around_it_those_above),
      cmocka_unit_test(engine_duties_are_no_gaps),
      cmocka_unit_test(some_related_follows_relations_from_either_end_within_the_release),
      cmocka_unit_test(some_related_leads_only_to_requirements_that_exist),
      cmocka_unit_test(engine_question_reads_what_was_answered_under_former_ids),
      cmocka_unit_test(engine_question_newer_answers_go_before_older_ones),
      cmocka_unit_test(engine_requirement_reads_answers_given_under_its_former_id),
      cmocka_unit_test(value_of_requirement_finds_its_former_id_in_sets),
      cmocka_unit_test(engine_question_answered_before_it_was_revised_counts_as_proposed),
  };
  return cmocka_run_group_tests_name("duties, relations and older answers", tests, NULL, NULL);
}
