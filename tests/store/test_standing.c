/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are in force for what is written after them: which law pack an answer was given under. */
#include "support.h"

static char *version_of(const char *text) {
  return str_starts(text, "law ") ? mem_strdup(text + 4) : NULL;
}

static void stand_under(struct store *store, const char *text) {
  struct standing standing = {.kind = "law", .author = "program", .text = text, .version = version_of};
  store_set_standing(store, &standing);
}

/* "value@version" of each head and element. */
static void expect_packs(struct bench *bench, struct store *store, const char *key, const char *expected) {
  struct snapshot *snapshot = look(bench, store);
  const struct fact *fact = snapshot_fact(snapshot, "pump", key);
  struct buf found = {0};
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    CLEANUP(mem_freep) char *value = value_text(&head->value);
    buf_printf(&found, "%s%s@%s", i ? " " : "", value, head->pack ? head->pack : "-");
  }
  assert_string_equal(buf_str(&found), expected);
  buf_free(&found);
  snapshot_free(snapshot);
}

static bool show_record(void *context, const struct event *event) {
  if (str_eq(event->kind, "meta")) buf_printf(context, "%s %s %s;", event->author, event->key, event->value.text);
  return true;
}

static void expect_records(struct bench *bench, struct store *store, const char *expected) {
  struct buf all = {0};
  expect_ok(bench, store_log(store, NULL, NULL, false, 0, show_record, &all, &bench->error));
  assert_string_equal(buf_str(&all), expected);
  buf_free(&all);
}

static void answers_name_the_record_in_force_when_they_were_written(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  set(bench, store, "pump", "early", text("a"));
  stand_under(store, "law 1");
  set(bench, store, "pump", "first", text("b"));
  add(bench, store, "pump", "many", "x");
  stand_under(store, "law 2");
  set(bench, store, "pump", "second", text("c"));
  add(bench, store, "pump", "many", "y");
  expect_packs(bench, store, "early", "a@-");
  expect_packs(bench, store, "first", "b@1");
  expect_packs(bench, store, "second", "c@2");
  expect_packs(bench, store, "many", "x@1 y@2");
  expect_records(bench, store, "program law law 1;program law law 2;");
  expect_clean(bench, store);
  store_free(store);
}

static void record_is_written_with_the_first_answer_and_once(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  stand_under(store, "law 1");
  expect_records(bench, store, "");
  make(bench, store, "pump");
  set(bench, store, "pump", "k", text("a"));
  set(bench, store, "pump", "k", text("b"));
  expect_records(bench, store, "program law law 1;");
  stand_under(store, "law 2");
  set(bench, store, "pump", "k", text("b"));
  expect_records(bench, store, "program law law 1;");
  store_free(store);
  store = bench_open(bench, bench->path);
  stand_under(store, "law 1");
  set(bench, store, "pump", "k", text("c"));
  expect_records(bench, store, "program law law 1;");
  store_free(store);
}

static void refused_step_leaves_no_record(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  stand_under(store, "law 1");
  struct change changes[] = {value_change(CHANGE_SET, "pump", "k", text("a")), value_change(CHANGE_SET, "nobody", "k", text("a"))};
  assert_int_equal(store_append(store, "Ann", changes, 2, NULL, &bench->error), STATUS_USAGE);
  expect_records(bench, store, "");
  store_free(store);
}

static void every_replica_says_it_for_itself(void **state) {
  struct bench *bench = *state;
  struct store *a = bench_create(bench);
  stand_under(a, "law 2");
  make(bench, a, "pump");
  CLEANUP(mem_freep) char *path = path_join(bench->folder, "copy.cradle");
  CLEANUP(mem_freep) char *state_copy = path_join(bench->folder, "state-copy");
  copy_file(bench->path, path);
  struct store *b = NULL;
  expect_ok(bench, store_open(path, bench->host, state_copy, &b, &bench->error));
  stand_under(b, "law 1");
  set(bench, b, "pump", "k", text("old"));
  set(bench, a, "pump", "k", text("new"));
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  struct snapshot *snapshot = look(bench, a);
  const struct fact *fact = snapshot_fact(snapshot, "pump", "k");
  assert_int_equal(fact->heads_len, 2);
  for (size_t i = 0; i < 2; i++)
    assert_string_equal(fact->heads[i].pack, str_eq(fact->heads[i].value.text, "old") ? "1" : "2");
  snapshot_free(snapshot);
  expect_clean(bench, a);
  store_free(a);
  store_free(b);
}

static void undo_brings_back_what_was_said_under_the_former_record(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  stand_under(store, "law 1");
  make(bench, store, "pump");
  set(bench, store, "pump", "k", text("a"));
  add(bench, store, "pump", "many", "x");
  stand_under(store, "law 2");
  struct change again[] = {value_change(CHANGE_SET, "pump", "k", text("a")), value_change(CHANGE_ADD, "pump", "many", choice("x"))};
  again[0].again = again[1].again = true;
  append_as(bench, store, "Ann", again, 2);
  expect_packs(bench, store, "k", "a@2");
  expect_packs(bench, store, "many", "x@2");
  for (int round = 0; round < 3; round++) {
    expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
    expect_packs(bench, store, "k", "a@1");
    expect_packs(bench, store, "many", "x@1");
    expect_ok(bench, store_redo(store, "Ann", NULL, &bench->error));
    expect_packs(bench, store, "k", "a@2");
    expect_packs(bench, store, "many", "x@2");
  }
  store_free(store);
}

static void undo_passes_over_the_record(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  stand_under(store, "law 1");
  set(bench, store, "pump", "k", text("a"));
  expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
  expect_answer(bench, store, "pump", "k", "-");
  expect_records(bench, store, "program law law 1;");
  store_free(store);
}

static void same_answer_is_written_again_only_if_that_is_asked_for(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  set(bench, store, "pump", "k", text("a"));
  size_t before = count_events(bench, store);
  struct change same = value_change(CHANGE_SET, "pump", "k", text("a"));
  append(bench, store, same);
  assert_int_equal(count_events(bench, store), before);
  same.again = true;
  append(bench, store, same);
  assert_int_equal(count_events(bench, store), before + 1);
  expect_answer(bench, store, "pump", "k", "a");
  store_free(store);
}

static bool count_remark(void *context, const struct event *event) {
  *(size_t *)context += event->remark;
  return true;
}

static void answer_given_again_beside_its_note_is_no_remark(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  struct change noted = value_change(CHANGE_SET, "pump", "k", text("a"));
  noted.note = "why";
  append(bench, store, noted);
  noted.again = true;
  append(bench, store, noted);
  size_t remarks = 0;
  expect_ok(bench, store_log(store, NULL, NULL, false, 0, count_remark, &remarks, &bench->error));
  assert_int_equal(remarks, 0);
  store_free(store);
}

static void erased_record_leaves_the_version_unknown(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "pump");
  stand_under(store, "law 1");
  set(bench, store, "pump", "k", text("a"));
  CLEANUP(mem_freep) char *record = mem_printf("%s.2", store_replica(store));
  expect_ok(bench, store_redact(store, "Ann", record, "test", &bench->error));
  expect_packs(bench, store, "k", "a@-");
  expect_clean(bench, store);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(answers_name_the_record_in_force_when_they_were_written),
      bench_test(record_is_written_with_the_first_answer_and_once),
      bench_test(refused_step_leaves_no_record),
      bench_test(every_replica_says_it_for_itself),
      bench_test(undo_brings_back_what_was_said_under_the_former_record),
      bench_test(undo_passes_over_the_record),
      bench_test(same_answer_is_written_again_only_if_that_is_asked_for),
      bench_test(answer_given_again_beside_its_note_is_no_remark),
      bench_test(erased_record_leaves_the_version_unknown),
  };
  return cmocka_run_group_tests_name("records in force", tests, NULL, NULL);
}
