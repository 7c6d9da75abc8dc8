/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties in their order, relations between two acts, and how records stand whose status nobody is asked for. */
#include "../engine/small_pack.h"
#include "assess/assess.h"

#define IS(question) "<is q='" question "' value='yes'/>"
#define DUTY(id, subject, inner)                                                                                                           \
  "<duty id='" id "' subject='" subject "' kind='duty'>" CITE "<title>" id "</title><text>Do it.</text>" inner "</duty>"
#define REQUIREMENT(id, group, where, extra)                                                                                               \
  "<requirement id='" id "' group='" group "'><cite act='law' " where "/><title>" id "</title><text>Do it.</text><help>How.</help>" extra  \
  "</requirement>"
#define RELATION(id, ends, kind) "<relation id='" id "' topic='t' " ends " kind='" kind "'>" CITE BECAUSE "</relation>"
#define PROOF(id, group)                                                                                                                   \
  "<section id='s." id "' stage='one' subject='requirement'><title>S</title><when><member group='" group "'/></when><question id='" id     \
  "' type='references' of='standard'>" CITE "<title>Proof</title><text>Which?</text><help>Why.</help></question></section>"

static const char body[] = "<section id='p' stage='one' subject='product'><title>P</title>" BOOL_QUESTION("p.maker", "")
    BOOL_QUESTION("p.ai", "") BOOL_QUESTION("p.done", "") "</section>" PROOF("proof", "a")
        PROOF("ai-proof",
              "b") "<section id='work' stage='one' subject='requirement'><title>W</title><when><member group='a.i'/></when>"
                   "<question id='req.status' type='choice'>" CITE "<title>Status</title><text>How far?</text><help>Why.</help>"
                   "<choice id='started'><title>Started</title></choice></question></section>"
                   "<conclusion id='b.requirement-met' subject='requirement' type='choice'><title>Met</title><value "
                   "id='yes'><title>Met</title></value>"
                   "<value id='no'><title>Not met</title></value><applies><member group='b'/></applies><case id='c' value='yes'>" CITE WHEN(
                       "<some link='ai-proof'/>") BECAUSE
    "</case><otherwise value='no'>" CITE BECAUSE "</otherwise></conclusion>"
    "<conclusion id='doc.point' subject='requirement' type='choice'><title>Point</title><value id='full'><title>Full</title></value>"
    "<applies><member group='a.ii'/></applies><otherwise value='full'>" CITE BECAUSE
    "</otherwise></conclusion>" REQUIREMENT("a.i.1", "a.i", "annex='I' point='1'", "")
        REQUIREMENT("a.i.2", "a.i", "annex='I' point='2'", "") REQUIREMENT("a.ii.1", "a.ii", "annex='II' point='1'", "")
            REQUIREMENT("b.1", "b", "article='9(1)'", WHEN(IS("p.ai"))) REQUIREMENT("b.2", "b", "article='9(2)'", WHEN(IS("p.ai")))
                DUTY("done", "product", WHEN(IS("p.maker")) "<done>" IS("p.done") "</done>")
                    DUTY("later", "product", WHEN(IS("p.maker")) "<from><date>2030-01-01</date></from>")
                        DUTY("over", "product", WHEN(IS("p.maker")) "<until><date>2020-01-01</date></until>")
                            DUTY("open", "product", WHEN(IS("p.ai"))) DUTY("not-yours", "product", WHEN("<not>" IS("p.maker") "</not>"))
                                DUTY("running", "release",
                                     WHEN(IS("p.maker"))) "<topic id='t'>" CITE
                                                          "<title>T</title><text>T</text><action>A</action></topic><topic id='u'>" CITE
                                                          "<title>U</title><text>U</text><action>A</action></topic>" RELATION(
                                                              "shared", "from='a.i.1' to='b.1'", "shared")
                                                              RELATION("parallel", "from='a.i.1' to='b.2'", "parallel")
                                                                  RELATION("duty", "from='a.i.2' to='running'", "shared")
                                                                      RELATION("alone", "to='b.2'", "distinct");

struct world {
  struct pack *pack;
  struct snapshot *snapshot;
  struct engine *engine;
};

static struct world world_new(bool ai_known, bool ai) {
  struct world world = {.pack = small_pack(body), .snapshot = small_snapshot()};
  day_t day = 0;
  assert_true(day_parse("2028-01-01", &day));
  snapshot_add_subject(world.snapshot, "r", "release", "p");
  snapshot_add_subject(world.snapshot, "report", "standard", "o");
  snapshot_add_subject(world.snapshot, "ai-report", "standard", "o");
  say(world.snapshot, "p", "p.maker", value_bool(true));
  say(world.snapshot, "p", "p.done", value_bool(true));
  if (ai_known) say(world.snapshot, "p", "p.ai", value_bool(ai));
  struct head report = {.event = "r.1", .value = value_of(VALUE_REF, "report"), .author = "Test Person"};
  struct head ai_report = {.event = "r.2", .value = value_of(VALUE_REF, "ai-report"), .author = "Test Person"};
  snapshot_add_element(world.snapshot, "r/a.i.1", "proof", &report);
  snapshot_add_element(world.snapshot, "r/b.1", "ai-proof", &ai_report);
  say(world.snapshot, "r/a.i.1", "req.status", value_of(VALUE_CHOICE, "started"));
  snapshot_finish(world.snapshot);
  world.engine = engine_new(world.pack, world.snapshot, day);
  return world;
}

static void world_free(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  pack_free(world->pack);
}

static void assess_duties_puts_first_what_has_to_be_done_now(void **unused) {
  (void)unused;
  struct world world = world_new(false, false);
  static const char *const wanted[] = {"running", "later", "open", "done", "over", "not-yours"};
  duty_vec_t duties = {0};
  assess_duties(world.engine, "r", &duties);
  assert_int_equal(duties.len, ARRAY_LEN(wanted));
  for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
    assert_string_equal(duties.items[i].duty->id, wanted[i]);
  vec_free(&duties);
  world_free(&world);
}

static const struct served *find_served(const struct relation_state *state, const char *subject) {
  for (size_t i = 0; i < state->evidence.len; i++)
    if (str_eq(state->evidence.items[i].subject, subject)) return &state->evidence.items[i];
  return NULL;
}

static void evidence_of_a_shared_relation_counts_for_both_acts_and_of_a_parallel_one_does_not(void **unused) {
  (void)unused;
  struct world world = world_new(true, true);
  relation_vec_t relations = {0};
  assess_relations(world.engine, "r", NULL, &relations);
  assert_int_equal(relations.len, 4);
  const struct relation_state *shared = &relations.items[0], *parallel = &relations.items[1];
  assert_string_equal(shared->from.subject, "r/a.i.1");
  assert_string_equal(shared->to.subject, "r/b.1");
  assert_string_equal(shared->to.met->values.items[0], "yes");
  assert_int_equal(shared->evidence.len, 2);
  assert_true(find_served(shared, "report")->both);
  assert_false(find_served(shared, "ai-report")->both); /* entered for the second act only */
  assert_true(find_served(shared, "ai-report")->linked_to);
  assert_int_equal(parallel->evidence.len, 1);
  assert_false(find_served(parallel, "report")->both);
  relations_free(&relations);
  world_free(&world);
}

static void evidence_does_not_count_for_a_requirement_that_the_release_does_not_have(void **unused) {
  (void)unused;
  struct world world = world_new(true, false);
  relation_vec_t relations = {0};
  assess_relations(world.engine, "r", NULL, &relations);
  assert_null(relations.items[0].to.subject);
  assert_int_equal(relations.items[0].evidence.len, 1);
  assert_false(relations.items[0].evidence.items[0].both);
  relations_free(&relations);
  world_free(&world);
}

static void relation_to_a_duty_shows_its_state_and_one_without_first_end_shows_none(void **unused) {
  (void)unused;
  struct world world = world_new(true, true);
  relation_vec_t relations = {0};
  assess_relations(world.engine, "r", pack_topic(world.pack, "t"), &relations);
  assert_int_equal(relations.items[2].to.duty_state.status, DUTY_RUNNING);
  assert_string_equal(relations.items[2].to.subject, "r");
  assert_null(relations.items[3].from.requirement);
  assert_null(relations.items[3].from.subject);
  relations_free(&relations);
  assess_relations(world.engine, "r", pack_topic(world.pack, "u"), &relations);
  assert_int_equal(relations.len, 0);
  world_free(&world);
}

static const struct requirement_state *record_at(const struct assessment *assessment, const char *id) {
  for (size_t i = 0; i < assessment->requirements.len; i++)
    if (str_eq(assessment->requirements.items[i].requirement->id, id)) return &assessment->requirements.items[i];
  return NULL;
}

static void record_whose_status_is_not_asked_stands_as_is_concluded(void **unused) {
  (void)unused;
  struct world world = world_new(true, true);
  struct assessment *assessment = assess(world.engine, "r");
  assert_string_equal(record_at(assessment, "a.i.1")->status, "started");
  assert_non_null(record_at(assessment, "a.i.1")->asked);
  assert_string_equal(record_at(assessment, "a.i.2")->status, "open");
  assert_string_equal(record_at(assessment, "a.ii.1")->status, "full");
  assert_string_equal(record_at(assessment, "b.1")->status, "yes");
  assert_string_equal(record_at(assessment, "b.2")->status, "open"); /* its evidence is an open question */
  assert_null(record_at(assessment, "b.2")->asked);
  assessment_free(assessment);
  world_free(&world);
}

static void catalogue_begins_with_each_annex_and_with_the_articles(void **unused) {
  (void)unused;
  struct world world = world_new(true, true);
  const struct requirement *before = NULL;
  static const bool wanted[] = {true, false, true, true, false};
  for (size_t i = 0; i < pack_requirement_count(world.pack); i++) {
    const struct requirement *requirement = pack_requirement_at(world.pack, i);
    assert_int_equal(catalogue_begins(requirement, before), wanted[i]);
    before = requirement;
  }
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(assess_duties_puts_first_what_has_to_be_done_now),
      cmocka_unit_test(evidence_of_a_shared_relation_counts_for_both_acts_and_of_a_parallel_one_does_not),
      cmocka_unit_test(evidence_does_not_count_for_a_requirement_that_the_release_does_not_have),
      cmocka_unit_test(relation_to_a_duty_shows_its_state_and_one_without_first_end_shows_none),
      cmocka_unit_test(record_whose_status_is_not_asked_stands_as_is_concluded),
      cmocka_unit_test(catalogue_begins_with_each_annex_and_with_the_articles),
  };
  return cmocka_run_group_tests_name("both acts", tests, NULL, NULL);
}
