/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs every scenario of this folder under the real law pack; README.md says what a scenario is. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"
#include "json/json.h"

#include "form.h"

#define FOLDER TOP_SRCDIR "/tests/scenarios"
#define CLOCK_MS 1795168800000 /* 2026-11-20T10:00:00Z */

enum { FILE_MAX = 1 << 20, SHUFFLES = 3, REASON_DEPTH = 3, REASON_LINES = 12, WALK_DEPTH = 40 };

struct scenario {
  char *path, *title;
  struct json *root;
};

static struct app *app;
static char workspace_folder[64];
static struct reach *reach; /* what the scenarios show to be possible */

/* ---- a host that starts again, so that every run of a scenario makes the same ids --------------------------------------------- */

static uint64_t random_state;
static int64_t clock_ms;

static uint64_t next_random(void) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return random_state >> 33;
}

static int64_t host_now(void *context) {
  (void)context;
  return clock_ms += 1000;
}

static int host_zone(void *context, int64_t seconds) {
  (void)context, (void)seconds;
  return 0;
}

static void host_random(void *context, void *bytes, size_t len) {
  (void)context;
  for (size_t i = 0; i < len; i++)
    ((unsigned char *)bytes)[i] = (unsigned char)next_random();
}

static const char *host_env(void *context, const char *name) {
  (void)context, (void)name;
  return NULL;
}

static struct host host = {.now = host_now, .zone = host_zone, .random = host_random, .env = host_env};

/* ---- JSON in, JSON out: the answers of a scenario, whole or one by one ---------------------------------------------------------- */

static void put_node(struct json_out *out, const struct json *node, const struct map *refs);

static void put_string(struct json_out *out, const char *text, const struct map *refs) {
  size_t len = strcspn(text, "/");
  char *ref = mem_strndup(text, len);
  const char *id = refs && text[0] == '@' ? map_get(refs, ref) : NULL;
  char *whole = id ? mem_printf("%s%s", id, text + len) : mem_strdup(text);
  json_out_string(out, whole);
  free(whole);
  free(ref);
}

static void put_members(struct json_out *out, const struct json *node, const struct map *refs) {
  bool object = json_type(node) == JSON_OBJECT;
  if (object)
    json_out_object(out);
  else
    json_out_array(out);
  for (size_t i = 0; i < json_len(node); i++) {
    if (object) json_out_key(out, json_key_at(node, i));
    put_node(out, json_at(node, i), refs);
  }
  json_out_end(out);
}

static void put_node(struct json_out *out, const struct json *node, const struct map *refs) {
  int64_t number = 0;
  switch (json_type(node)) {
  case JSON_NULL:
    json_out_null(out);
    return;
  case JSON_FALSE:
  case JSON_TRUE:
    json_out_bool(out, json_type(node) == JSON_TRUE);
    return;
  case JSON_NUMBER:
    assert_true(number_parse(json_text(node), &number));
    json_out_decimal(out, number);
    return;
  case JSON_STRING:
    put_string(out, json_text(node), refs);
    return;
  default:
    put_members(out, node, refs);
  }
}

static void put_list(struct json_out *out, const char *key, const struct json *list, const struct map *refs) {
  json_out_key(out, key);
  if (list)
    put_node(out, list, refs);
  else {
    json_out_array(out);
    json_out_end(out);
  }
}

/* ---- one run ----------------------------------------------------------------------------------------------------------------------- */

struct trial {
  struct session *session;
  struct arena *arena;
  struct map *refs;
  const char *subject;
  day_t as_of;
  struct engine *supposing; /* the scenario supposes acts that do not exist yet */
};

static void report(const struct scenario *scenario, const struct error *error) {
  char *text = error_text(error);
  print_error("%s\n%s\n", scenario->path, text);
  free(text);
}

static void apply_text(const struct scenario *scenario, struct trial *trial, const struct buf *text, struct map **ret_refs) {
  struct error error = {0};
  enum status status = app_apply(trial->session, buf_str(text), text->len, "apply", FOLDER, trial->arena, ret_refs, &error);
  if (status) report(scenario, &error);
  error_clear(&error);
  assert_int_equal(status, STATUS_OK);
}

static void apply_subjects(const struct scenario *scenario, struct trial *trial, bool with_answers) {
  const struct json *apply = json_get(scenario->root, "apply");
  struct buf text = {0};
  struct json_out out = {.buf = &text, .indented = true};
  json_out_object(&out);
  put_list(&out, "subjects", json_get(apply, "subjects"), NULL);
  if (with_answers) put_list(&out, "answers", json_get(apply, "answers"), NULL);
  json_out_end(&out);
  apply_text(scenario, trial, &text, &trial->refs);
  buf_free(&text);
}

static void apply_one(const struct scenario *scenario, struct trial *trial, const struct json *answer) {
  struct buf text = {0};
  struct json_out out = {.buf = &text};
  json_out_object(&out);
  json_out_key(&out, "answers");
  json_out_array(&out);
  put_node(&out, answer, trial->refs);
  json_out_end(&out);
  json_out_end(&out);
  apply_text(scenario, trial, &text, NULL);
  buf_free(&text);
}

static void trial_begin(const struct scenario *scenario, struct trial *trial) {
  struct error error = {0};
  const char *as_of = json_text(json_get(scenario->root, "as-of"));
  day_t day = 0;
  if (as_of) assert_true(day_parse(as_of, &day));
  random_state = 1;
  clock_ms = as_of ? (int64_t)day * 86400000 : CLOCK_MS;
  *trial = (struct trial){.arena = arena_new(), .as_of = day};
  char *path = path_join(workspace_folder, "scenario.cradle");
  unlink(path);
  enum status status = session_create(app, path, NULL, "Scenario", &trial->session, &error);
  if (status) report(scenario, &error);
  error_clear(&error);
  free(path);
  assert_int_equal(status, STATUS_OK);
}

/* The engine over all answers given so far. */
static struct engine *look(const struct scenario *scenario, struct trial *trial) {
  if (json_type(json_get(scenario->root, "supposes-acts")) != JSON_TRUE) return session_engine(trial->session);
  engine_free(trial->supposing);
  trial->supposing = engine_new_supposing(app_pack(app), session_snapshot(trial->session), trial->as_of);
  return trial->supposing;
}

static void trial_end(struct trial *trial) {
  engine_free(trial->supposing);
  session_free(trial->session);
  map_free(trial->refs);
  arena_free(trial->arena);
}

static void find_subject(const struct scenario *scenario, struct trial *trial) {
  const char *ref = json_text(json_get(scenario->root, "assess"));
  assert_non_null(ref);
  size_t len = strcspn(ref, "/");
  const char *id = map_get(trial->refs, arena_strndup(trial->arena, ref, len));
  if (!id) print_error("%s: “assess” names no subject of the scenario\n", scenario->path);
  assert_non_null(id);
  trial->subject = arena_printf(trial->arena, "%s%s", id, ref + len);
}

/* ---- everything that is concluded, as lines ---------------------------------------------------------------------------------------- */

static void put_ids(struct buf *out, const id_vec_t *ids) {
  for (size_t i = 0; i < ids->len; i++)
    buf_printf(out, "%s%s", i ? ", " : "", ids->items[i]);
}

static void put_state(struct buf *out, const struct conclusion_state *state) {
  if (!state || state->status == CONCLUSION_NOT_APPLICABLE) {
    buf_puts(out, "not-applicable");
    return;
  }
  buf_printf(out, "%s: ", conclusion_status_name(state->status));
  put_ids(out, &state->values);
  if (state->status == CONCLUDED) return;
  buf_puts(out, " | possible: ");
  put_ids(out, &state->possible);
  buf_puts(out, " | open: ");
  for (size_t i = 0; i < state->open.len; i++)
    buf_printf(out, "%s%s", i ? ", " : "", state->open.items[i].question->id);
}

static void put_conclusions_of(struct engine *engine, const char *subject, struct buf *out) {
  const struct pack *pack = engine_pack(engine);
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject != engine_type(engine, subject)) continue;
    buf_printf(out, "%s %s: ", subject, conclusion->id);
    put_state(out, engine_conclusion(engine, subject, conclusion->id));
    buf_putc(out, '\n');
  }
}

static char *all_conclusions(const struct scenario *scenario, struct trial *trial) {
  struct engine *engine = look(scenario, trial);
  const struct snapshot *snapshot = session_snapshot(trial->session);
  struct buf out = {0};
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const char *subject = snapshot_subject_at(snapshot, i)->id;
    put_conclusions_of(engine, subject, &out);
    id_vec_t children = {0};
    engine_children(engine, subject, NULL, &children);
    for (size_t k = 0; k < children.len; k++)
      if (engine_requirement(engine, children.items[k])) put_conclusions_of(engine, children.items[k], &out);
    vec_free(&children);
  }
  return buf_take(&out);
}

/* The first lines that differ. */
static bool same_conclusions(const struct scenario *scenario, const char *what, const char *expected, const char *found) {
  if (str_eq(expected, found)) return true;
  print_error("%s: %s\n", scenario->path, what);
  for (int shown = 0; shown < 5 && (*expected || *found);) {
    size_t a = strcspn(expected, "\n"), b = strcspn(found, "\n");
    if (a != b || strncmp(expected, found, a) != 0) {
      print_error("  before: %.*s\n  now:    %.*s\n", (int)a, expected, (int)b, found);
      shown++;
    }
    expected += a + (expected[a] == '\n');
    found += b + (found[b] == '\n');
  }
  return false;
}

/* ---- what is expected --------------------------------------------------------------------------------------------------------------- */

struct checking {
  const struct scenario *scenario;
  struct trial *trial;
  struct engine *engine;
  size_t failures;
  size_t reasons_shown;
};

static void show_reason(struct checking *checking, const struct reason *reason, int depth) {
  if (!reason || depth > REASON_DEPTH || checking->reasons_shown++ > REASON_LINES) return;
  char *sentence = reason_sentence(checking->engine, reason, "en");
  print_error("%*s- %s\n", 4 + 2 * depth, "", sentence);
  free(sentence);
  for (size_t i = 0; i < reason->children_len; i++)
    show_reason(checking, reason->children[i], depth + 1);
}

static void differs(struct checking *checking, const char *id, const char *expected, const struct conclusion_state *state) {
  struct buf found = {0};
  put_state(&found, state);
  print_error("%s: %s\n  expected: %s\n  found:    %s\n", checking->scenario->path, id, expected, buf_str(&found));
  if (state && state->cases.len)
    for (size_t i = 0; i < state->cases.len; i++)
      print_error("  case:     %s\n", state->cases.items[i]->id ? state->cases.items[i]->id : "otherwise");
  checking->reasons_shown = 0;
  if (state) show_reason(checking, state->reason, 0);
  buf_free(&found);
  checking->failures++;
}

static bool has_id(const id_vec_t *ids, const char *id) {
  for (size_t i = 0; i < ids->len; i++)
    if (str_eq(ids->items[i], id)) return true;
  return false;
}

static bool lists_exactly(const struct json *list, const id_vec_t *ids) {
  if (json_len(list) != ids->len) return false;
  for (size_t i = 0; i < json_len(list); i++)
    if (!has_id(ids, json_text(json_at(list, i)))) return false;
  return true;
}

static bool is_open_question(const struct conclusion_state *state, const char *question) {
  for (size_t i = 0; i < state->open.len; i++)
    if (str_eq(state->open.items[i].question->id, question)) return true;
  return false;
}

static bool all_are_open(const struct json *list, const struct conclusion_state *state) {
  for (size_t i = 0; i < json_len(list); i++)
    if (!is_open_question(state, json_text(json_at(list, i)))) return false;
  return true;
}

static bool is_value(const char *expected, const struct conclusion_state *state) {
  if (!state || state->status == CONCLUSION_NOT_APPLICABLE) return str_eq(expected, "not-applicable");
  if (state->status != CONCLUDED) return false;
  if (state->values.len == 0) return str_eq(expected, "none");
  return state->values.len == 1 && str_eq(state->values.items[0], expected);
}

static bool is_described(const struct json *object, const struct conclusion_state *state) {
  const char *expected = json_text(json_get(object, "state"));
  if (!state) return str_eq(expected, "not-applicable");
  if (expected && !str_eq(conclusion_status_name(state->status), expected)) return false;
  const struct json *possible = json_get(object, "possible"), *open = json_get(object, "open"), *values = json_get(object, "values");
  return (!possible || lists_exactly(possible, &state->possible)) && (!open || all_are_open(open, state)) &&
         (!values || lists_exactly(values, &state->values));
}

static bool is_as_expected(const struct json *expected, const struct conclusion_state *state) {
  if (json_type(expected) == JSON_STRING) return is_value(json_text(expected), state);
  if (json_type(expected) == JSON_ARRAY) return state && state->status == CONCLUDED && lists_exactly(expected, &state->values);
  return is_described(expected, state);
}

static void check_conclusions(struct checking *checking) {
  const struct json *expect = json_get(checking->scenario->root, "expect");
  for (size_t i = 0; i < json_len(expect); i++) {
    const char *id = json_key_at(expect, i);
    const struct conclusion_state *state = engine_conclusion(checking->engine, checking->trial->subject, id);
    struct buf text = {0};
    struct json_out out = {.buf = &text};
    put_node(&out, json_at(expect, i), NULL);
    if (!pack_has_conclusion(engine_pack(checking->engine), id)) {
      print_error("%s: the law pack has no conclusion %s\n", checking->scenario->path, id);
      checking->failures++;
    } else if (!is_as_expected(json_at(expect, i), state)) {
      differs(checking, id, buf_str(&text), state);
    }
    buf_free(&text);
  }
}

/* A value among others, or exactly a set. */
static bool is_forbidden(const struct json *forbidden, const struct conclusion_state *state) {
  if (!state || state->status == CONCLUSION_NOT_APPLICABLE) return false;
  if (json_type(forbidden) == JSON_ARRAY) return is_as_expected(forbidden, state);
  return has_id(&state->values, json_text(forbidden));
}

static void check_forbidden(struct checking *checking) {
  const struct json *forbidden = json_get(checking->scenario->root, "forbidden");
  for (size_t i = 0; i < json_len(forbidden); i++) {
    const char *id = json_key_at(forbidden, i);
    const struct conclusion_state *state = engine_conclusion(checking->engine, checking->trial->subject, id);
    if (is_forbidden(json_at(forbidden, i), state)) differs(checking, id, "anything but what is forbidden", state);
  }
}

static bool rests_on(const struct reason *reason, const char *question, int depth) {
  if (!reason || depth > WALK_DEPTH) return false;
  if (reason->question && str_eq(reason->question->id, question)) return true;
  const struct conclusion_state *state = reason->kind == REASON_CONCLUSION ? reason->conclusion : NULL;
  if (state) return rests_on(state->reason, question, depth + 1) || rests_on(state->refuted, question, depth + 1);
  for (size_t i = 0; i < reason->children_len; i++)
    if (rests_on(reason->children[i], question, depth + 1)) return true;
  return false;
}

static void check_reasons(struct checking *checking) {
  const struct json *because = json_get(checking->scenario->root, "because");
  for (size_t i = 0; i < json_len(because); i++) {
    const char *id = json_key_at(because, i);
    const struct conclusion_state *state = engine_conclusion(checking->engine, checking->trial->subject, id);
    const struct json *questions = json_at(because, i);
    for (size_t k = 0; k < json_len(questions); k++) {
      const char *question = json_text(json_at(questions, k));
      if (state && (rests_on(state->reason, question, 0) || rests_on(state->refuted, question, 0))) continue;
      char *expected = mem_printf("a result that rests on %s", question);
      differs(checking, id, expected, state);
      free(expected);
    }
  }
}

/* ---- requirements and gaps ---- */

static const struct requirement_state *find_record(const struct assessment *assessment, const char *id) {
  for (size_t i = 0; i < assessment->requirements.len; i++)
    if (str_eq(assessment->requirements.items[i].requirement->id, id)) return &assessment->requirements.items[i];
  return NULL;
}

static bool has_gap(const gap_vec_t *gaps, const char *id) {
  static const char *const kinds[] = {
      [GAP_OPEN_QUESTION] = "open", [GAP_PROPOSED] = "proposed", [GAP_CONFLICT] = "conflict", [GAP_ARCHIVED_REFERENCE] = "archived"};
  for (size_t i = 0; i < gaps->len; i++) {
    const struct gap_state *gap = &gaps->items[i];
    char *name = gap->kind == GAP_RULE ? mem_strdup(gap->gap->id) : mem_printf("%s:%s", kinds[gap->kind], gap->question->id);
    bool same = str_eq(name, id);
    free(name);
    if (same) return true;
  }
  return false;
}

static void check_gaps(struct checking *checking, const char *where, const gap_vec_t *gaps, const struct json *list, bool wanted) {
  for (size_t i = 0; i < json_len(list); i++) {
    const char *id = json_text(json_at(list, i));
    if (has_gap(gaps, id) == wanted) continue;
    print_error("%s: %s: the gap %s %s\n", checking->scenario->path, where, id, wanted ? "is missing" : "should not be there");
    checking->failures++;
  }
}

static void check_record(struct checking *checking, const struct assessment *assessment, const char *id, const struct json *expected) {
  const struct requirement_state *record = find_record(assessment, id);
  if (!record) {
    print_error("%s: there is no requirement %s\n", checking->scenario->path, id);
    checking->failures++;
    return;
  }
  char *where = mem_printf("%s routes", id);
  const struct json *routes = json_get(expected, "routes"), *applicable = json_get(expected, "applicable");
  if (routes && !is_as_expected(routes, record->routes)) differs(checking, where, "the routes of the scenario", record->routes);
  if (applicable && !is_as_expected(applicable, record->applicable)) differs(checking, id, json_text(applicable), record->applicable);
  const char *status = json_text(json_get(expected, "status"));
  if (status && !str_eq(status, record->status)) {
    print_error("%s: %s\n  expected: %s\n  found:    %s\n", checking->scenario->path, id, status, record->status);
    checking->failures++;
  }
  check_gaps(checking, id, &record->gaps, json_get(expected, "gaps"), true);
  check_gaps(checking, id, &record->gaps, json_get(expected, "no-gaps"), false);
  free(where);
}

/* ---- duties ---- */

static void check_duty(struct checking *checking, const char *id, const struct json *expected) {
  const struct pack *pack = engine_pack(checking->engine);
  const struct duty *duty = pack_duty(pack, id);
  struct duty_state state;
  if (!duty || !engine_duty(checking->engine, checking->trial->subject, duty, &state)) {
    print_error("%s: there is no duty %s here\n", checking->scenario->path, id);
    checking->failures++;
    return;
  }
  const char *status = json_text(json_get(expected, "status")), *from = json_text(json_get(expected, "from"));
  if (status && !str_eq(status, duty_status_name(state.status))) {
    print_error("%s: %s\n  expected: %s\n  found:    %s\n", checking->scenario->path, id, status, duty_status_name(state.status));
    checking->failures++;
  }
  char *found = value_text(&state.from);
  if (from && !str_eq(from, found)) {
    print_error("%s: %s from\n  expected: %s\n  found:    %s\n", checking->scenario->path, id, from, found);
    checking->failures++;
  }
  free(found);
}

static void check_assessment(struct checking *checking) {
  const struct json *root = checking->scenario->root, *requirements = json_get(root, "requirements");
  struct assessment *assessment = assess(checking->engine, checking->trial->subject);
  for (size_t i = 0; i < json_len(requirements); i++)
    check_record(checking, assessment, json_key_at(requirements, i), json_at(requirements, i));
  const struct json *duties = json_get(root, "duties");
  for (size_t i = 0; i < json_len(duties); i++)
    check_duty(checking, json_key_at(duties, i), json_at(duties, i));
  check_gaps(checking, "gaps", &assessment->gaps, json_get(root, "gaps"), true);
  check_gaps(checking, "no-gaps", &assessment->gaps, json_get(root, "no-gaps"), false);
  assessment_free(assessment);
}

/* ---- a scenario -----------------------------------------------------------------------------------------------------------------------
 */

static void shuffle(const struct json **answers, size_t len, uint64_t seed) {
  random_state = seed;
  for (size_t i = len; i > 1; i--) {
    size_t other = next_random() % i;
    const struct json *held = answers[i - 1];
    answers[i - 1] = answers[other];
    answers[other] = held;
  }
}

static bool check_order(const struct scenario *scenario, uint64_t seed, const char *expected) {
  const struct json *list = json_get(json_get(scenario->root, "apply"), "answers");
  size_t len = json_len(list);
  const struct json **answers = mem_alloc((len + 1) * sizeof *answers);
  for (size_t i = 0; i < len; i++)
    answers[i] = json_at(list, i);
  shuffle(answers, len, seed);
  struct trial trial;
  trial_begin(scenario, &trial);
  apply_subjects(scenario, &trial, false);
  for (size_t i = 0; i < len; i++)
    apply_one(scenario, &trial, answers[i]);
  char *found = all_conclusions(scenario, &trial);
  char *what = mem_printf("the answers one by one in another order (%zu) conclude something else", (size_t)seed);
  bool same = same_conclusions(scenario, what, expected, found);
  free(what);
  free(found);
  trial_end(&trial);
  free(answers);
  return same;
}

/* What somebody notes down about the scope decides nothing. */
static bool check_unrelated(const struct scenario *scenario, struct trial *trial, const char *expected) {
  const struct question *question = pack_question(app_pack(app), "scope.reasons");
  assert_non_null(question);
  const char *product = engine_ancestor(session_engine(trial->session), trial->subject, question->subject);
  if (!product) return true;
  struct value value = value_of(VALUE_TEXT, "Talked over with everybody concerned.");
  struct answer answer = {.subject = product, .question = question->id, .values = &value, .values_len = 1};
  assert_int_equal(app_answer(trial->session, &answer, 1, NULL), STATUS_OK);
  char *found = all_conclusions(scenario, trial);
  bool same = same_conclusions(scenario, "an answer that has nothing to do with it changes something", expected, found);
  free(found);
  return same;
}

static void run_scenario(void **state) {
  const struct scenario *scenario = *state;
  struct trial trial;
  assert_non_null(scenario->root);
  assert_int_equal(scenario_faults(scenario->path, scenario->root, app_pack(app)), 0);
  trial_begin(scenario, &trial);
  apply_subjects(scenario, &trial, true);
  find_subject(scenario, &trial);
  struct checking checking = {.scenario = scenario, .trial = &trial, .engine = look(scenario, &trial)};
  check_conclusions(&checking);
  check_forbidden(&checking);
  check_reasons(&checking);
  check_assessment(&checking);
  reach_see(reach, checking.engine);
  char *conclusions = all_conclusions(scenario, &trial);
  bool same = check_unrelated(scenario, &trial, conclusions);
  trial_end(&trial);
  for (uint64_t seed = 1; seed <= SHUFFLES && same; seed++)
    same = check_order(scenario, seed, conclusions);
  free(conclusions);
  assert_int_equal(checking.failures, 0);
  assert_true(same);
}

/* ---- rules that never hold ------------------------------------------------------------------------------------------------------------
 */

static void see_sample(void) {
  CLEANUP(mem_freep) char *folder = path_join(workspace_folder, "sample");
  struct arena *arena = arena_new();
  id_vec_t paths = {0};
  struct session *session = NULL;
  clock_ms = CLOCK_MS; /* the sample is of the day of the pack */
  assert_int_equal(app_demo(app, folder, arena, &paths, NULL), STATUS_OK);
  assert_int_equal(session_open_readonly(app, paths.items[0], NULL, &session, NULL), STATUS_OK);
  reach_see(reach, session_engine(session));
  session_free(session);
  for (size_t i = 0; i < paths.len; i++)
    unlink(paths.items[i]);
  rmdir(folder);
  vec_free(&paths);
  arena_free(arena);
}

/* Facts under which a rule holds are those of the scenarios and of the sample, or are made up. */
static void every_question_can_be_asked_and_every_rule_can_hold(void **state) {
  (void)state;
  static const size_t trials[] = {4, 12, 60, 200};
  lint_vec_t left = {0};
  see_sample();
  for (size_t i = 0; i < ARRAY_LEN(trials); i++)
    reach_search(reach, trials[i]);
  reach_left(reach, &left);
  for (size_t i = 0; i < left.len; i++)
    print_error("%s:%d: %s: %s\n", left.items[i].place.file, left.items[i].place.line, left.items[i].id, left.items[i].what);
  assert_int_equal(left.len, 0);
  assert_true(reach_count(reach) > 1000);
  vec_free(&left);
}

/* ---- finding them ---------------------------------------------------------------------------------------------------------------------
 */

typedef VEC(struct scenario *) scenario_vec_t;

static bool load(const char *name, scenario_vec_t *scenarios) {
  struct scenario *scenario = mem_alloc(sizeof *scenario);
  struct buf text = {0};
  struct error error = {0};
  scenario->path = path_join(FOLDER, name);
  bool good = file_read(scenario->path, FILE_MAX, &text, &error) == STATUS_OK &&
              json_parse(buf_str(&text), text.len, scenario->path, &json_usual_limits, &scenario->root, &error) == STATUS_OK;
  if (!good) report(scenario, &error);
  const char *title = json_text(json_get(scenario->root, "title"));
  scenario->title = mem_printf("%s (%s)", title ? title : "", name);
  vec_push(scenarios, scenario);
  error_clear(&error);
  buf_free(&text);
  return good;
}

static int by_path(const void *a, const void *b) {
  return strcmp((*(struct scenario *const *)a)->path, (*(struct scenario *const *)b)->path);
}

/* A file name, with or without its folder, or a part of one. */
static bool is_named(const char *file, const char *wanted) {
  const char *slash = strrchr(wanted, '/'), *name = slash ? slash + 1 : wanted;
  bool whole = str_eq(strrchr(name, '.'), ".json");
  return whole ? str_eq(file, name) : strstr(file, name) != NULL;
}

/* No names: every file. */
static bool is_wanted(const char *file, char *const *names, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (is_named(file, names[i])) return true;
  return len == 0;
}

static bool name_was_found(const char *name, const scenario_vec_t *scenarios) {
  for (size_t i = 0; i < scenarios->len; i++)
    if (is_named(strrchr(scenarios->items[i]->path, '/') + 1, name)) return true;
  print_error("No file of " FOLDER " is called “%s”, or has that in its name.\n", name);
  return false;
}

static bool load_all(char *const *names, size_t len, scenario_vec_t *scenarios) {
  DIR *folder = opendir(FOLDER);
  bool good = folder != NULL;
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    const char *end = strrchr(entry->d_name, '.');
    if (!str_eq(end, ".json") || !is_wanted(entry->d_name, names, len)) continue;
    good = load(entry->d_name, scenarios) && good;
  }
  if (folder) closedir(folder);
  for (size_t i = 0; i < len; i++)
    good = name_was_found(names[i], scenarios) && good;
  if (scenarios->len > 1) qsort(scenarios->items, scenarios->len, sizeof *scenarios->items, by_path);
  return good && scenarios->len > 0;
}

static int set_up(void **state) {
  (void)state;
  /* Every answer is made durable one by one; in memory that costs nothing. */
  const char *tmp = getenv("TMPDIR"), *usual = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  snprintf(workspace_folder, sizeof workspace_folder, "%s/cradle-scenario-XXXXXX", tmp && strlen(tmp) < 30 ? tmp : usual);
  struct error error = {0};
  if (!mkdtemp(workspace_folder)) return 1;
  enum status status = app_new(&host, TOP_SRCDIR "/src", &app, &error);
  if (status) {
    char *text = error_text(&error);
    print_error("%s\n", text);
    free(text);
  } else {
    reach = reach_new(app_pack(app));
  }
  error_clear(&error);
  return status != STATUS_OK;
}

static int tear_down(void **state) {
  (void)state;
  char *path = path_join(workspace_folder, "scenario.cradle");
  unlink(path);
  free(path);
  reach_free(reach);
  app_free(app);
  return rmdir(workspace_folder);
}

static int run_all(const scenario_vec_t *scenarios, bool with_reach) {
  struct CMUnitTest *tests = mem_alloc((scenarios->len + 1) * sizeof *tests);
  for (size_t i = 0; i < scenarios->len; i++)
    tests[i] = (struct CMUnitTest){.name = scenarios->items[i]->title, .test_func = run_scenario, .initial_state = scenarios->items[i]};
  tests[scenarios->len] = (struct CMUnitTest)cmocka_unit_test(every_question_can_be_asked_and_every_rule_can_hold);
  int failed = _cmocka_run_group_tests("scenarios", tests, scenarios->len + with_reach, set_up, tear_down);
  free(tests);
  return failed;
}

/* Arguments pick files: the names of some, or what the names of several hold. */
int main(int argc, char **argv) {
  lang_init(NULL);
  scenario_vec_t scenarios = {0};
  bool good = load_all(argv + 1, (size_t)argc - 1, &scenarios);
  int failed = scenarios.len ? run_all(&scenarios, argc == 1) : 1;
  for (size_t i = 0; i < scenarios.len; i++) {
    json_free(scenarios.items[i]->root);
    free(scenarios.items[i]->path);
    free(scenarios.items[i]->title);
    free(scenarios.items[i]);
  }
  vec_free(&scenarios);
  return good ? failed : 1;
}
