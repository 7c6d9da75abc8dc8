/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static bool name_first(void *context, const struct event *event) {
  *(char **)context = mem_printf("%s%s%s", event->subject, *event->key ? " " : "", event->key);
  return false;
}

/* expected: subject and key that the group began with. */
static void undo_expecting(struct bench *bench, struct store *store, const char *expected) {
  char *group = NULL, *first = NULL;
  expect_ok(bench, store_undo(store, "Ann", &group, &bench->error));
  expect_ok(bench, store_log_group(store, group, name_first, &first, &bench->error));
  assert_string_equal(first, expected);
  free(group);
  free(first);
}

static void undo(struct bench *bench, struct store *store) {
  expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
}

static void redo(struct bench *bench, struct store *store) {
  expect_ok(bench, store_redo(store, "Ann", NULL, &bench->error));
}

static void undo_and_redo_walk_like_in_an_editor(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  set(bench, store, "p", "k", text("2"));
  set(bench, store, "p", "k", text("3"));
  undo_expecting(bench, store, "p k");
  expect_answer(bench, store, "p", "k", "2");
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  redo(bench, store);
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "2");
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  redo(bench, store);
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "3");
  assert_int_equal(store_redo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  for (int i = 0; i < 4; i++)
    undo(bench, store);
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  expect_clean(bench, store);
  store_free(store);
}

static void own_change_after_undo_ends_redo(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  undo(bench, store);
  set(bench, store, "p", "k", text("2"));
  assert_int_equal(store_redo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "2");
  store_free(store);
}

static void record_is_no_undo_step_and_leaves_redo(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  expect_ok(bench, store_record(store, "Ann", "rendered", "{}", &bench->error));
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  expect_ok(bench, store_record(store, "Ann", "rendered", "{}", &bench->error));
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  store_free(store);
}

static void undo_takes_a_whole_group_back(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("old"));
  add(bench, store, "p", "s", "a");
  CLEANUP(mem_freep) char *before = answer(bench, store, "p", "s");
  struct change group[] = {subject_change("q", "product", NULL),
                           value_change(CHANGE_SET, "q", "k", text("new")),
                           value_change(CHANGE_SET, "p", "k", text("new")),
                           value_change(CHANGE_REMOVE, "p", "s", choice("a")),
                           value_change(CHANGE_ADD, "p", "s", choice("b")),
                           value_change(CHANGE_ARCHIVE, "p", NULL, value_bool(true))};
  append_as(bench, store, "Ann", group, ARRAY_LEN(group));
  for (int round = 0; round < 2; round++) {
    undo_expecting(bench, store, "q");
    expect_answer(bench, store, "p", "k", "old");
    expect_answer(bench, store, "p", "s", before);
    expect_answer(bench, store, "q", "k", "-");
    struct snapshot *undone = look(bench, store);
    assert_true(snapshot_subject(undone, "q")->archived);
    assert_false(snapshot_subject(undone, "p")->archived);
    snapshot_free(undone);
    redo(bench, store);
    expect_answer(bench, store, "p", "k", "new");
    expect_answer(bench, store, "p", "s", "|b");
    expect_answer(bench, store, "q", "k", "new");
    struct snapshot *redone = look(bench, store);
    assert_false(snapshot_subject(redone, "q")->archived);
    assert_true(snapshot_subject(redone, "p")->archived);
    snapshot_free(redone);
  }
  expect_clean(bench, store);
  store_free(store);
}

static void undo_brings_back_what_an_element_or_none_displaced(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "s", value_of(VALUE_UNKNOWN, NULL));
  add(bench, store, "p", "s", "a");
  add(bench, store, "p", "s", "b");
  set(bench, store, "p", "s", value_of(VALUE_NONE, NULL));
  undo(bench, store);
  expect_answer(bench, store, "p", "s", "|a,b");
  undo(bench, store);
  expect_answer(bench, store, "p", "s", "|a");
  undo(bench, store);
  expect_answer(bench, store, "p", "s", "unknown");
  redo(bench, store);
  redo(bench, store);
  redo(bench, store);
  expect_answer(bench, store, "p", "s", "none");
  store_free(store);
}

static void undo_keeps_note_and_proposed_of_the_former_answer(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change first = value_change(CHANGE_SET, "p", "k", text("1"));
  first.note = "read from a list";
  first.proposed = true;
  append(bench, store, first);
  set(bench, store, "p", "k", text("1"));
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "1?#read from a list");
  store_free(store);
}

static void group_that_cancelled_itself_out_is_one_step(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  struct change nothing[] = {value_change(CHANGE_ADD, "p", "s", choice("a")), value_change(CHANGE_REMOVE, "p", "s", choice("a"))};
  append_as(bench, store, "Ann", nothing, 2);
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  redo(bench, store);
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  store_free(store);
}

static void undo_is_refused_when_somebody_built_on_it(void **state) {
  struct bench *bench = *state;
  struct store *a = bench_create(bench);
  make(bench, a, "p");
  set(bench, a, "p", "k", text("1"));
  add(bench, a, "p", "s", "x");
  struct store *b = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(b, a, NULL, &bench->error));
  add(bench, b, "p", "s", "y");
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  undo(bench, a); /* another element does not stand on this one */
  expect_answer(bench, a, "p", "s", "|y");
  set(bench, b, "p", "k", text("2"));
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  size_t before = count_events(bench, a);
  assert_int_equal(store_undo(a, "Ann", NULL, &bench->error), STATUS_REFUSED);
  expect_answer(bench, a, "p", "k", "2");
  assert_int_equal(count_events(bench, a), before);
  store_free(a);
  store_free(b);
}

static void set_as(struct bench *bench, struct store *store, const char *author, const char *key, const char *content) {
  struct change change = value_change(CHANGE_SET, "p", key, text(content));
  append_as(bench, store, author, &change, 1);
}

static void undo_leaves_what_another_person_answered_at_the_same_place(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ann", "k", "1");
  set_as(bench, store, "Ben", "k", "2");
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  assert_non_null(strstr(bench->error.what, "Ben"));
  expect_answer(bench, store, "p", "k", "2");
  expect_ok(bench, store_undo(store, "Ben", NULL, &bench->error));
  expect_answer(bench, store, "p", "k", "1");
  store_free(store);
}

static void undo_is_possible_again_once_the_other_took_his_step_back(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ann", "k", "1");
  set_as(bench, store, "Ben", "k", "2");
  expect_ok(bench, store_undo(store, "Ben", NULL, &bench->error));
  expect_ok(bench, store_redo(store, "Ben", NULL, &bench->error));
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  expect_ok(bench, store_undo(store, "Ben", NULL, &bench->error));
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  undo(bench, store); /* the subject itself */
  struct snapshot *snapshot = look(bench, store);
  assert_true(snapshot_subject(snapshot, "p")->archived);
  snapshot_free(snapshot);
  expect_clean(bench, store);
  store_free(store);
}

static void undo_leaves_what_another_person_said_again(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ann", "k", "1");
  set_as(bench, store, "Ben", "k", "2");
  set_as(bench, store, "Ben", "k", "1");
  set_as(bench, store, "Ben", "k", "3");
  expect_ok(bench, store_undo(store, "Ben", NULL, &bench->error));
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  expect_answer(bench, store, "p", "k", "1");
  store_free(store);
}

static void undo_and_redo_pass_over_steps_of_others(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ann", "k", "1");
  set_as(bench, store, "Ben", "l", "2");
  undo(bench, store);
  expect_answer(bench, store, "p", "k", "-");
  expect_answer(bench, store, "p", "l", "2");
  set_as(bench, store, "Ben", "l", "3"); /* ends only Ben's redo */
  assert_int_equal(store_redo(store, "Ben", NULL, &bench->error), STATUS_REFUSED);
  redo(bench, store);
  expect_answer(bench, store, "p", "k", "1");
  expect_answer(bench, store, "p", "l", "3");
  store_free(store);
}

static void undo_without_a_step_of_ones_own_names_whose_stands_on_top(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ben", "k", "1");
  assert_int_equal(store_undo(store, "Eve", NULL, &bench->error), STATUS_REFUSED);
  assert_non_null(strstr(bench->error.what, "Eve"));
  assert_non_null(strstr(bench->error.next, "Ben"));
  store_free(store);
}

static void undo_of_a_subject_is_refused_once_another_person_works_on_it(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set_as(bench, store, "Ben", "k", "1");
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  assert_non_null(strstr(bench->error.what, "Ben"));
  store_free(store);
}

static void undo_of_a_subject_is_refused_once_another_person_answers_for_a_record_of_it(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change change = {.kind = CHANGE_SET, .subject = "p/record", .key = "k", .value = text("1")};
  expect_ok(bench, store_append(store, "Ben", &change, 1, NULL, &bench->error));
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_REFUSED);
  assert_non_null(strstr(bench->error.what, "Ben"));
  store_free(store);
}

static void undo_of_a_settled_conflict_shows_the_conflict_again(void **state) {
  struct bench *bench = *state;
  struct store *a = bench_create(bench);
  make(bench, a, "p");
  struct store *b = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(b, a, NULL, &bench->error));
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("2"));
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  set(bench, a, "p", "k", text("3"));
  expect_answer(bench, a, "p", "k", "3");
  undo(bench, a);
  struct snapshot *snapshot = look(bench, a);
  assert_int_equal(fact_state(snapshot_fact(snapshot, "p", "k")), ANSWER_CONFLICT);
  snapshot_free(snapshot);
  redo(bench, a);
  expect_answer(bench, a, "p", "k", "3");
  store_free(a);
  store_free(b);
}

/* Undo everything, redo everything: each state on the way back and forth has to be the one that was there before. */
static void random_walk_is_retraced_exactly(void **state) {
  struct bench *bench = *state;
  enum { STEPS = 30 };
  unsigned seed = 7;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  char *answers[STEPS + 1][2];
  for (int i = 0; i <= STEPS; i++) {
    answers[i][0] = answer(bench, store, "p", "k");
    answers[i][1] = answer(bench, store, "p", "s");
    for (char *group = NULL; i < STEPS && !group;) { /* until something changes */
      char value[2] = {(char)('a' + rand_r(&seed) % 3), '\0'};
      struct change changes[] = {value_change(CHANGE_SET, "p", "k", text(value)), value_change(CHANGE_ADD, "p", "s", choice(value)),
                                 value_change(CHANGE_REMOVE, "p", "s", choice(value)),
                                 value_change(CHANGE_SET, "p", "s", value_of(VALUE_NONE, NULL)),
                                 value_change(CHANGE_SET, "p", "k", value_of(VALUE_CLEARED, NULL))};
      size_t at = (size_t)rand_r(&seed) % ARRAY_LEN(changes);
      expect_ok(bench, store_append(store, "Ann", changes + at, at + 1 < ARRAY_LEN(changes) ? 2 : 1, &group, &bench->error));
      free(group);
    }
  }
  for (int round = 0; round < 2; round++) {
    for (int i = STEPS - 1; i >= 0; i--) {
      undo(bench, store);
      expect_answer(bench, store, "p", "k", answers[i][0]);
      expect_answer(bench, store, "p", "s", answers[i][1]);
    }
    for (int i = 1; i <= STEPS; i++) {
      redo(bench, store);
      expect_answer(bench, store, "p", "k", answers[i][0]);
      expect_answer(bench, store, "p", "s", answers[i][1]);
    }
  }
  for (int i = 0; i <= STEPS; i++)
    free(answers[i][0]), free(answers[i][1]);
  expect_clean(bench, store);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(undo_and_redo_walk_like_in_an_editor),
      bench_test(own_change_after_undo_ends_redo),
      bench_test(record_is_no_undo_step_and_leaves_redo),
      bench_test(undo_takes_a_whole_group_back),
      bench_test(undo_brings_back_what_an_element_or_none_displaced),
      bench_test(undo_keeps_note_and_proposed_of_the_former_answer),
      bench_test(group_that_cancelled_itself_out_is_one_step),
      bench_test(undo_is_refused_when_somebody_built_on_it),
      bench_test(undo_leaves_what_another_person_answered_at_the_same_place),
      bench_test(undo_is_possible_again_once_the_other_took_his_step_back),
      bench_test(undo_leaves_what_another_person_said_again),
      bench_test(undo_and_redo_pass_over_steps_of_others),
      bench_test(undo_without_a_step_of_ones_own_names_whose_stands_on_top),
      bench_test(undo_of_a_subject_is_refused_once_another_person_works_on_it),
      bench_test(undo_of_a_subject_is_refused_once_another_person_answers_for_a_record_of_it),
      bench_test(undo_of_a_settled_conflict_shows_the_conflict_again),
      bench_test(random_walk_is_retraced_exactly),
  };
  return cmocka_run_group_tests_name("undo and redo", tests, NULL, NULL);
}
