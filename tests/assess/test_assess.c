/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an assessment holds, and which single answer would change a conclusion. */
#include "../engine/small_pack.h"
#include "assess/assess.h"

#define VALUES                                                                                                                             \
  "<value id='in'><title>In</title></value><value id='out'><title>Out</title></value><value id='late'><title>Late</title></value>"

static const char body[] = "<section id='p' stage='one' subject='product'><title>P</title>" BOOL_QUESTION("q.excluded", "")
    BOOL_QUESTION("q.other", "") "<question id='q.kind' type='choice'>" CITE
                                 "<title>Kind</title><text>Which?</text><help>Why.</help><choice id='x'><title>X</title></choice>"
                                 "<choice id='y'><title>Y</title></choice></question></section>"
                                 "<section id='r' stage='two' subject='release'><title>R</title>" BOOL_QUESTION(
                                     "q.late", "") "</section>"
                                                   "<conclusion id='scope' subject='product' type='choice'><title>Scope</title>" VALUES
                                                   "<case id='ex' value='out'>" CITE WHEN("<is q='q.excluded' value='yes'/>") BECAUSE
    "</case>"
    "<case id='y' value='out'>" CITE WHEN("<is q='q.kind' value='y'/>") BECAUSE
    "</case><otherwise value='in'>" CITE BECAUSE "</otherwise></conclusion>"
    "<conclusion id='scope' subject='release' type='choice'><title>Scope</title>" VALUES
    "<case id='late' value='late'>" CITE WHEN("<is q='q.late' value='yes'/>") BECAUSE
    "</case><otherwise value='in'>" CITE BECAUSE "</otherwise></conclusion>"
    "<conclusion id='only' subject='product' type='choice'><title>Only</title>" VALUES "<applies><is q='q.excluded' value='no'/></applies>"
    "<otherwise value='in'>" CITE BECAUSE "</otherwise></conclusion>";

struct world {
  struct pack *pack;
  struct snapshot *snapshot;
  struct engine *engine;
};

static struct world world_new(bool excluded) {
  struct world world = {.pack = small_pack(body), .snapshot = small_snapshot()};
  snapshot_add_subject(world.snapshot, "r", "release", "p");
  say(world.snapshot, "p", "q.excluded", value_bool(excluded));
  say(world.snapshot, "p", "q.kind", value_of(VALUE_CHOICE, "x"));
  say(world.snapshot, "r", "q.late", value_bool(true));
  snapshot_finish(world.snapshot);
  world.engine = engine_new(world.pack, world.snapshot, 20000);
  return world;
}

static void world_free(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  pack_free(world->pack);
}

static void assessment_of_a_release_holds_its_own_scope_and_not_that_of_the_product(void **unused) {
  (void)unused;
  struct world world = world_new(false);
  struct assessment *assessment = assess(world.engine, "r");
  assert_int_equal(assessment->conclusions.len, 2);
  assert_string_equal(assessment->conclusions.items[0]->conclusion->id, "scope");
  assert_string_equal(assessment->conclusions.items[0]->values.items[0], "late");
  assert_string_equal(assessment->conclusions.items[1]->conclusion->id, "only");
  assessment_free(assessment);
  world_free(&world);
}

static void conclusion_that_does_not_apply_is_left_out(void **unused) {
  (void)unused;
  struct world world = world_new(true);
  struct assessment *assessment = assess(world.engine, "p");
  assert_int_equal(assessment->conclusions.len, 1);
  assert_string_equal(assessment->conclusions.items[0]->values.items[0], "out");
  assessment_free(assessment);
  world_free(&world);
}

static const struct what_if *find(const what_if_vec_t *changes, const char *question) {
  for (size_t i = 0; i < changes->len; i++)
    if (str_eq(changes->items[i].ref.question->id, question)) return &changes->items[i];
  return NULL;
}

static void what_if_names_every_single_answer_that_would_change_it_and_no_other(void **unused) {
  (void)unused;
  struct world world = world_new(false);
  struct arena *arena = arena_new();
  what_if_vec_t changes = {0};
  assess_what_if(world.engine, "p", "scope", arena, &changes);
  assert_int_equal(changes.len, 2);
  assert_non_null(find(&changes, "q.excluded"));
  assert_true(find(&changes, "q.excluded")->value.boolean);
  assert_string_equal(find(&changes, "q.excluded")->values.items[0], "out");
  assert_string_equal(find(&changes, "q.kind")->value.text, "y");
  assert_null(find(&changes, "q.other"));
  vec_free(&changes);
  arena_free(arena);
  world_free(&world);
}

static void what_if_takes_back_the_one_answer_that_decided(void **unused) {
  (void)unused;
  struct world world = world_new(true);
  struct arena *arena = arena_new();
  what_if_vec_t changes = {0};
  assess_what_if(world.engine, "p", "scope", arena, &changes);
  assert_int_equal(changes.len, 1); /* taking the exclusion back is enough, since kind is x */
  assert_string_equal(changes.items[0].ref.question->id, "q.excluded");
  vec_free(&changes);
  arena_free(arena);
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(assessment_of_a_release_holds_its_own_scope_and_not_that_of_the_product),
      cmocka_unit_test(conclusion_that_does_not_apply_is_left_out),
      cmocka_unit_test(what_if_names_every_single_answer_that_would_change_it_and_no_other),
      cmocka_unit_test(what_if_takes_back_the_one_answer_that_decided),
  };
  return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
