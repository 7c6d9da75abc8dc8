/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Can every rule hold? For each, facts are made up backwards from its condition, chance choosing the way; what then is still open is
 * guessed; and the engine says whether it holds. Found facts are a proof. After many trials without any, the rule is named.
 */
#include <stdlib.h>
#include <string.h>

#include "assess/reach.h"

enum { GUESSES_MAX = 60 };

struct goal {
  const struct subject_type *on;
  const struct question *question; /* one of these */
  const struct conclusion *conclusion;
  const char *value;                 /* of the conclusion; NULL: any day */
  const struct condition *condition; /* with `conclusion` NULL */
};

struct goal_at {
  struct goal goal;
  struct place place;
  const char *id, *what;
};

struct reach {
  const struct pack *pack;
  struct arena *arena;
  struct lemmas *lemmas;
  size_t count;
  VEC(struct goal_at) goals; /* not shown yet */
};

/* ---- one trial ---- */

static void wish_goal(struct world *world, const struct goal *goal, const char *subject) {
  struct wish_at at = {.subject = subject};
  if (goal->question)
    wish_asked(world, subject, goal->question);
  else if (goal->conclusion)
    wish_value(world, goal->conclusion, goal->value, &at);
  else
    wish(world, goal->condition, &at, true);
}

/* A reading of what is disputed is a value that can come out, too. */
static bool has_value(const struct conclusion_state *state, const char *value) {
  const id_vec_t *values = state->status == CONCLUSION_DISPUTED ? &state->possible : &state->values;
  if (state->status != CONCLUDED && state->status != CONCLUSION_DISPUTED) return false;
  if (!value) return state->date.type == VALUE_DATE;
  for (size_t i = 0; i < values->len; i++)
    if (str_eq(values->items[i], value)) return true;
  return false;
}

struct verdict {
  enum truth truth;
  open_vec_t open;
};

static void judge(struct engine *engine, const struct goal *goal, const char *subject, struct verdict *verdict) {
  verdict->open.len = 0;
  const struct reason *reason = NULL;
  if (goal->conclusion) {
    const struct conclusion_state *state = engine_conclusion(engine, subject, goal->conclusion->id);
    bool open = state && (state->status == CONCLUSION_OPEN || state->applies == TRUTH_UNKNOWN);
    verdict->truth = !state ? TRUTH_FALSE : open ? TRUTH_UNKNOWN : has_value(state, goal->value) ? TRUTH_TRUE : TRUTH_FALSE;
    for (size_t i = 0; open && i < state->open.len; i++)
      vec_push(&verdict->open, state->open.items[i]);
  } else if (goal->question) {
    const struct question_state *state = engine_question(engine, subject, goal->question);
    verdict->truth = state->asked;
    if (state->asked == TRUTH_UNKNOWN) reason_open(state->asked_reason, &verdict->open);
  } else {
    verdict->truth = engine_test(engine, goal->condition, subject, &reason);
    if (verdict->truth == TRUTH_UNKNOWN) reason_open(reason, &verdict->open);
  }
}

/* What is open is guessed, one answer after the other, until the rule holds or cannot any more. */
static void remember(struct world *world, struct engine *engine) {
  for (size_t i = 0; i < world->subjects.len; i++) {
    const struct made_subject *subject = &world->subjects.items[i];
    for (size_t k = 0; k < pack_conclusion_count(world->pack); k++) {
      const struct conclusion *conclusion = pack_conclusion_at(world->pack, k);
      const struct conclusion_state *state =
          conclusion->subject == subject->type ? engine_conclusion(engine, subject->id, conclusion->id) : NULL;
      if (!state || state->status != CONCLUDED || conclusion->type == C_DATE) continue;
      for (size_t v = 0; v < state->values.len; v++)
        lemma_keep(world->lemmas, world, subject->id, conclusion->id, state->values.items[v]);
    }
  }
}

static bool settle(struct world *world, const struct goal *goal, const char *subject) {
  struct verdict verdict = {.truth = TRUTH_UNKNOWN};
  for (int guesses = 0; guesses < GUESSES_MAX && verdict.truth == TRUTH_UNKNOWN; guesses++) {
    struct snapshot *snapshot = world_snapshot(world);
    struct engine *engine =
        world->supposes ? engine_new_supposing(world->pack, snapshot, world->as_of) : engine_new(world->pack, snapshot, world->as_of);
    judge(engine, goal, subject, &verdict);
    if (verdict.truth == TRUTH_UNKNOWN && verdict.open.len > 0) {
      struct open_ref ref = verdict.open.items[world_random(world, verdict.open.len)];
      world_guess(world, arena_strdup(world->arena, ref.subject), ref.question);
    }
    if (verdict.truth == TRUTH_TRUE) remember(world, engine);
    bool stuck = verdict.truth == TRUTH_UNKNOWN && verdict.open.len == 0;
    engine_free(engine);
    snapshot_free(snapshot);
    if (stuck) break;
  }
  vec_free(&verdict.open);
  return verdict.truth == TRUTH_TRUE;
}

static bool reached(struct reach *reach, const struct goal *goal, size_t trials) {
  static const char *const days[] = {"2026-11-20", "2028-09-01", "2031-01-01"};
  for (uint64_t trial = 0; trial < trials; trial++) {
    struct world world;
    world_begin(&world, reach->pack, trial + trials);
    world.lemmas = reach->lemmas;
    world.supposes = trial % 3 == 2;
    day_parse(days[world_random(&world, ARRAY_LEN(days))], &world.as_of);
    const char *subject = world_subject(&world, goal->on);
    bool found = false;
    if (subject) {
      wish_goal(&world, goal, subject);
      found = !world.failed && settle(&world, goal, subject);
    }
    world_end(&world);
    if (found) return true;
  }
  return false;
}

/* ---- all goals ---- */

static bool needs_freedom_from_gaps(const struct condition *condition) {
  if (!condition) return false;
  if (condition->kind == COND_GAP_FREE) return true;
  for (size_t i = 0; i < condition->children_len; i++)
    if (needs_freedom_from_gaps(condition->children[i])) return true;
  return false;
}

static void look_for(struct reach *reach, const struct goal *goal, struct place place, const char *id, const char *what) {
  if (needs_freedom_from_gaps(goal->condition)) return;
  if (!goal->question && !goal->conclusion && !goal->condition) return;
  struct goal_at at = {.goal = *goal, .place = place, .id = id, .what = what};
  vec_push(&reach->goals, at);
}

static bool is_only_free_of_gaps(const struct conclusion *conclusion, const char *value) {
  for (size_t i = 0; i < conclusion->cases_len; i++)
    if (str_eq(conclusion->cases[i].value, value) && needs_freedom_from_gaps(conclusion->cases[i].when)) return true;
  return false;
}

static void look_for_conclusions(struct reach *reach) {
  for (size_t i = 0; i < pack_conclusion_count(reach->pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(reach->pack, i);
    struct goal goal = {.on = conclusion->subject, .conclusion = conclusion};
    if (conclusion->type == C_DATE)
      look_for(reach, &goal, conclusion->place, conclusion->id, _("No answers were found with which this conclusion is a day."));
    for (size_t k = 0; k < conclusion->values_len; k++) {
      goal.value = conclusion->values[k].id;
      if (is_only_free_of_gaps(conclusion, goal.value)) continue;
      CLEANUP(mem_freep) char *what = mem_printf(_("No answers were found with which the value “%s” is concluded."), goal.value);
      look_for(reach, &goal, conclusion->place, conclusion->id, arena_strdup(reach->arena, what));
    }
  }
}

static void look_for_questions(struct reach *reach) {
  for (size_t i = 0; i < pack_question_count(reach->pack); i++) {
    const struct question *question = pack_question_at(reach->pack, i);
    struct goal goal = {.on = question->subject, .question = question};
    if (question->when)
      look_for(reach, &goal, question->place, question->id, _("No answers were found with which this question is asked."));
  }
}

static void look_for_condition(struct reach *reach, const struct subject_type *on, const struct condition *condition, struct place place,
                               const char *id) {
  struct goal goal = {.on = on, .condition = condition};
  look_for(reach, &goal, place, id, _("No answers were found with which this holds."));
}

static void look_for_the_rest(struct reach *reach) {
  for (size_t i = 0; i < pack_gap_count(reach->pack); i++) {
    const struct gap *gap = pack_gap_at(reach->pack, i);
    look_for_condition(reach, gap->subject, gap->when, gap->place, gap->id);
  }
  for (size_t i = 0; i < pack_duty_count(reach->pack); i++) {
    const struct duty *duty = pack_duty_at(reach->pack, i);
    look_for_condition(reach, duty->subject, duty->when, duty->place, duty->id);
    look_for_condition(reach, duty->subject, duty->done, duty->place, duty->id);
  }
  for (size_t i = 0; i < pack_requirement_count(reach->pack); i++) {
    const struct requirement *requirement = pack_requirement_at(reach->pack, i);
    const struct subject_type *parent = NULL;
    for (size_t t = 0; t < pack_subject_type_count(reach->pack); t++)
      if (pack_subject_type_at(reach->pack, t)->implicit) parent = pack_subject_type_at(reach->pack, t)->parent;
    look_for_condition(reach, parent, requirement->when, requirement->place, requirement->id);
    for (size_t k = 0; k < requirement->measures_len; k++)
      look_for_condition(reach, parent, requirement->measures[k].when, requirement->measures[k].place, requirement->measures[k].id);
  }
}

struct reach *reach_new(const struct pack *pack) {
  struct reach *reach = mem_alloc(sizeof *reach);
  *reach = (struct reach){.pack = pack, .arena = arena_new(), .lemmas = lemmas_new()};
  look_for_conclusions(reach);
  look_for_questions(reach);
  look_for_the_rest(reach);
  reach->count = reach->goals.len;
  return reach;
}

void reach_free(struct reach *reach) {
  if (!reach) return;
  vec_free(&reach->goals);
  lemmas_free(reach->lemmas);
  arena_free(reach->arena);
  free(reach);
}

size_t reach_count(const struct reach *reach) {
  return reach->count;
}

void reach_search(struct reach *reach, size_t trials) {
  size_t left = 0;
  for (size_t i = 0; i < reach->goals.len; i++)
    if (!reached(reach, &reach->goals.items[i].goal, trials)) reach->goals.items[left++] = reach->goals.items[i];
  reach->goals.len = left;
}

/* ---- examples ---- */

static void gather(struct engine *engine, const char *subject, id_vec_t *subjects) {
  vec_push(subjects, subject);
  for (size_t i = 0; i < pack_subject_type_count(engine_pack(engine)); i++) {
    const struct subject_type *type = pack_subject_type_at(engine_pack(engine), i);
    if (type->parent != engine_type(engine, subject)) continue;
    id_vec_t children = {0};
    engine_children(engine, subject, type, &children);
    for (size_t k = 0; k < children.len; k++)
      gather(engine, children.items[k], subjects);
    vec_free(&children);
  }
}

static bool is_shown(struct engine *engine, const struct goal *goal, const id_vec_t *subjects) {
  struct verdict verdict = {.truth = TRUTH_FALSE};
  for (size_t i = 0; i < subjects->len && verdict.truth != TRUTH_TRUE; i++)
    if (engine_type(engine, subjects->items[i]) == goal->on) judge(engine, goal, subjects->items[i], &verdict);
  vec_free(&verdict.open);
  return verdict.truth == TRUTH_TRUE;
}

/* The facts of the example as a world, to build on. */
static void world_of(struct world *world, struct engine *engine, const id_vec_t *subjects) {
  const struct snapshot *snapshot = engine_snapshot(engine);
  for (size_t i = 0; i < subjects->len; i++)
    world_add(world, arena_strdup(world->arena, subjects->items[i]), engine_type(engine, subjects->items[i]),
              arena_strdup(world->arena, engine_parent(engine, subjects->items[i])));
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    const struct question *question = pack_question(world->pack, fact->key);
    const char *subject = arena_strdup(world->arena, fact->subject);
    if (!question || !world_type(world, subject)) continue;
    const struct value *single = fact_value(fact);
    if (single && fact->heads_len > 0) world_give(world, subject, question, value_copy(world->arena, single));
    for (size_t k = 0; k < fact->elements_len; k++)
      world_give(world, subject, question, value_copy(world->arena, &fact->elements[k].value));
  }
}

static void remember_example(struct reach *reach, struct engine *engine, const id_vec_t *subjects) {
  struct world world;
  world_begin(&world, reach->pack, 1);
  world.lemmas = reach->lemmas;
  world_of(&world, engine, subjects);
  remember(&world, engine);
  world_end(&world);
}

void reach_see(struct reach *reach, struct engine *engine) {
  id_vec_t subjects = {0};
  subject_vec_t roots = {0};
  snapshot_children(engine_snapshot(engine), NULL, NULL, &roots);
  for (size_t i = 0; i < roots.len; i++)
    gather(engine, roots.items[i]->id, &subjects);
  remember_example(reach, engine, &subjects);
  size_t left = 0;
  for (size_t i = 0; i < reach->goals.len; i++)
    if (!is_shown(engine, &reach->goals.items[i].goal, &subjects)) reach->goals.items[left++] = reach->goals.items[i];
  reach->goals.len = left;
  vec_free(&roots);
  vec_free(&subjects);
}

void reach_left(const struct reach *reach, lint_vec_t *ret_findings) {
  for (size_t i = 0; i < reach->goals.len; i++) {
    const struct goal_at *at = &reach->goals.items[i];
    struct lint_finding finding = {.place = at->place, .id = at->id, .what = at->what};
    vec_push(ret_findings, finding);
  }
}
