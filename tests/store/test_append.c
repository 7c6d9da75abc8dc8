/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static void append_value_of_every_type_reads_back(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(store, "evidence", 8, &hash, &bench->error));
  hash_format(&hash, name);
  struct value text_in_german = value_of(VALUE_TEXT, "Für Rechenzentren\nund andere");
  text_in_german.lang = "de";
  struct value file = value_of(VALUE_BLOB, name);
  file.lang = "report.pdf";
  struct value values[] = {value_of(VALUE_UNKNOWN, NULL),
                           value_of(VALUE_NONE, NULL),
                           value_bool(true),
                           value_bool(false),
                           choice("hardware"),
                           text(""),
                           text_in_german,
                           value_number(-12500000),
                           value_date(day_make(2027, 12, 11)),
                           value_instant((struct instant){1789200000, 120}),
                           value_of(VALUE_REF, "p"),
                           file};
  for (size_t i = 0; i < ARRAY_LEN(values); i++) {
    CLEANUP(mem_freep) char *key = mem_printf("key.%zu", i);
    set(bench, store, "p", key, values[i]);
  }
  store_free(store);
  store = bench_open(bench, bench->path);
  struct snapshot *snapshot = look(bench, store);
  for (size_t i = 0; i < ARRAY_LEN(values); i++) {
    CLEANUP(mem_freep) char *key = mem_printf("key.%zu", i);
    const struct fact *fact = snapshot_fact(snapshot, "p", key);
    assert_non_null(fact);
    assert_int_equal(fact->heads_len, 1);
    assert_true(value_equal(&fact->heads[0].value, &values[i]));
    assert_string_equal(fact->heads[0].author, "Ann");
  }
  snapshot_free(snapshot);
  store_free(store);
}

static void append_note_and_proposed_are_kept(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change change = value_change(CHANGE_SET, "p", "k", text("v"));
  change.note = "from the data sheet";
  change.proposed = true;
  append(bench, store, change);
  expect_answer(bench, store, "p", "k", "v?#from the data sheet");
  change.proposed = false;
  append(bench, store, change);
  expect_answer(bench, store, "p", "k", "v#from the data sheet");
  store_free(store);
}

static void append_implicit_subject_exists_with_the_subject_before_the_slash(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct change answer = value_change(CHANGE_SET, "r/annex.1", "k", text("v"));
  assert_int_equal(store_append(store, "Ann", &answer, 1, NULL, &bench->error), STATUS_USAGE);
  make(bench, store, "r");
  append(bench, store, answer);
  expect_answer(bench, store, "r/annex.1", "k", "v");
  struct change made = subject_change("r/annex.2", "requirement", "r");
  assert_int_equal(store_append(store, "Ann", &made, 1, NULL, &bench->error), STATUS_USAGE);
  store_free(store);
}

static void append_same_answer_again_writes_nothing(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("v"));
  add(bench, store, "p", "s", "x");
  size_t before = count_events(bench, store);
  uint64_t version = store_version(store);
  struct change same[] = {subject_change("p", "product", NULL),
                          value_change(CHANGE_SET, "p", "k", text("v")),
                          value_change(CHANGE_ADD, "p", "s", choice("x")),
                          value_change(CHANGE_REMOVE, "p", "s", choice("y")),
                          value_change(CHANGE_SET, "p", "open", value_of(VALUE_CLEARED, NULL)),
                          value_change(CHANGE_ARCHIVE, "p", NULL, value_bool(false))};
  char *group = (char *)"untouched";
  expect_ok(bench, store_append(store, "Ann", same, ARRAY_LEN(same), &group, &bench->error));
  assert_null(group);
  assert_int_equal(count_events(bench, store), before);
  assert_true(store_version(store) == version);
  struct change noted = same[1];
  noted.note = "checked";
  append(bench, store, noted);
  assert_int_equal(count_events(bench, store), before + 1);
  assert_true(store_version(store) != version);
  store_free(store);
}

static void append_group_is_all_or_nothing(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change changes[] = {value_change(CHANGE_SET, "p", "k", text("v")), value_change(CHANGE_SET, "nobody", "k", text("v"))};
  assert_int_equal(store_append(store, "Ann", changes, 2, NULL, &bench->error), STATUS_USAGE);
  assert_non_null(strstr(bench->error.what, "nobody"));
  expect_answer(bench, store, "p", "k", "-");
  assert_int_equal(count_events(bench, store), 1);
  store_free(store);
}

static void append_refuses_what_makes_no_sense(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  CLEANUP(mem_freep) char *huge = mem_alloc(STORE_TEXT_MAX + 2);
  memset(huge, 'x', STORE_TEXT_MAX + 1);
  struct change noted = value_change(CHANGE_SET, "p", "k", value_bool(true));
  noted.note = huge;
  struct change bad[] = {value_change(CHANGE_SET, "nobody", "k", text("v")),
                         value_change(CHANGE_SET, "p", NULL, text("v")),
                         value_change(CHANGE_SET, NULL, "k", text("v")),
                         value_change(CHANGE_SET, "p", "k", text("\xff")),
                         value_change(CHANGE_SET, "p", "k", text(NULL)),
                         value_change(CHANGE_SET, "p", "k", text(huge)),
                         noted,
                         value_change(CHANGE_SET, "p", "k", value_of(VALUE_REF, "nobody")),
                         value_change(CHANGE_SET, "p", "k", value_of(VALUE_BLOB, "00")),
                         value_change(CHANGE_SET, "p", "k", value_of(VALUE_REDACTED, NULL)),
                         value_change(CHANGE_ADD, "p", "k", value_of(VALUE_UNKNOWN, NULL)),
                         value_change(CHANGE_ARCHIVE, "p", NULL, text("yes")),
                         subject_change("p", "release", NULL),
                         subject_change("p", "product", "p"),
                         subject_change("q", "product", "nobody"),
                         subject_change("q", NULL, NULL)};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
    assert_int_equal(store_append(store, "Ann", &bad[i], 1, NULL, &bench->error), STATUS_USAGE);
    assert_non_null(bench->error.what);
  }
  assert_int_equal(store_append(store, "", bad, 1, NULL, &bench->error), STATUS_USAGE);
  assert_int_equal(count_events(bench, store), 1);
  store_free(store);
}

static void set_elements_come_and_go(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "s", value_of(VALUE_UNKNOWN, NULL));
  add(bench, store, "p", "s", "b");
  expect_answer(bench, store, "p", "s", "|b");
  add(bench, store, "p", "s", "a");
  expect_answer(bench, store, "p", "s", "|a,b");
  drop(bench, store, "p", "s", "b");
  expect_answer(bench, store, "p", "s", "|a");
  set(bench, store, "p", "s", value_of(VALUE_NONE, NULL));
  expect_answer(bench, store, "p", "s", "none");
  add(bench, store, "p", "s", "c");
  expect_answer(bench, store, "p", "s", "|c");
  set(bench, store, "p", "s", value_of(VALUE_CLEARED, NULL));
  expect_answer(bench, store, "p", "s", "-");
  add(bench, store, "p", "s", "d");
  expect_answer(bench, store, "p", "s", "|d");
  expect_clean(bench, store);
  store_free(store);
}

static void element_said_again_with_a_note_stays_one(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change proposed = value_change(CHANGE_ADD, "p", "s", choice("a"));
  proposed.proposed = true;
  append(bench, store, proposed);
  expect_answer(bench, store, "p", "s", "|a?");
  add(bench, store, "p", "s", "a");
  expect_answer(bench, store, "p", "s", "|a");
  drop(bench, store, "p", "s", "a");
  expect_answer(bench, store, "p", "s", "-");
  store_free(store);
}

static enum status set_seen(struct bench *bench, struct store *store, const char *value, const char *const *seen, size_t len) {
  struct change change = value_change(CHANGE_SET, "p", "k", text(value));
  change.check_seen = true;
  change.seen = seen;
  change.seen_len = len;
  return store_append(store, "Bob", &change, 1, NULL, &bench->error);
}

static char *only_head(struct bench *bench, struct store *store) {
  struct snapshot *snapshot = look(bench, store);
  char *id = mem_strdup(snapshot_fact(snapshot, "p", "k")->heads[0].event);
  snapshot_free(snapshot);
  return id;
}

static void answer_changed_since_it_was_seen_is_stale(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  assert_int_equal(set_seen(bench, store, "1", NULL, 0), STATUS_OK);
  assert_int_equal(set_seen(bench, store, "2", NULL, 0), STATUS_STALE);
  CLEANUP(mem_freep) char *first = only_head(bench, store);
  const char *seen[] = {first};
  assert_int_equal(set_seen(bench, store, "2", seen, 1), STATUS_OK);
  assert_int_equal(set_seen(bench, store, "3", seen, 1), STATUS_STALE);
  expect_answer(bench, store, "p", "k", "2");
  CLEANUP(mem_freep) char *second = only_head(bench, store);
  seen[0] = second;
  set(bench, store, "p", "k", value_of(VALUE_CLEARED, NULL));
  assert_int_equal(set_seen(bench, store, "3", seen, 1), STATUS_STALE);
  assert_int_equal(set_seen(bench, store, "3", NULL, 0), STATUS_OK); /* a cleared answer shows as open */
  store_free(store);
}

static void elements_are_not_stale_but_the_whole_set_is(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  add(bench, store, "p", "s", "a");
  struct change blind = value_change(CHANGE_ADD, "p", "s", choice("b"));
  blind.check_seen = true;
  append(bench, store, blind);
  struct change none = value_change(CHANGE_SET, "p", "s", value_of(VALUE_NONE, NULL));
  none.check_seen = true;
  assert_int_equal(store_append(store, "Bob", &none, 1, NULL, &bench->error), STATUS_STALE);
  none.check_seen = false;
  append(bench, store, none);
  assert_int_equal(store_append(store, "Bob", &blind, 1, NULL, &bench->error), STATUS_STALE);
  expect_answer(bench, store, "p", "s", "none");
  store_free(store);
}

static void archive_and_children(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  append(bench, store, subject_change("r", "release", "p"));
  archive(bench, store, "r", true);
  struct snapshot *snapshot = look(bench, store);
  assert_true(snapshot_subject(snapshot, "r")->archived);
  assert_false(snapshot_subject(snapshot, "r")->archive_conflict);
  assert_string_equal(snapshot_subject(snapshot, "r")->parent, "p");
  assert_false(snapshot_subject(snapshot, "p")->archived);
  snapshot_free(snapshot);
  archive(bench, store, "r", false);
  snapshot = look(bench, store);
  assert_false(snapshot_subject(snapshot, "r")->archived);
  snapshot_free(snapshot);
  store_free(store);
}

static bool remember_event(void *context, const struct event *event) {
  struct buf *buf = context;
  CLEANUP(mem_freep) char *value = value_text(&event->value);
  buf_printf(buf, "%s %s %s %s %zu;", event->kind, event->subject, event->key, value, event->replaces_len);
  return true;
}

static void log_tells_what_happened(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  set(bench, store, "p", "k", text("2"));
  expect_ok(bench, store_record(store, "Ann", "pack-adopted", "2027-01", &bench->error));
  CLEANUP(buf_free) struct buf all = {0};
  expect_ok(bench, store_log(store, NULL, NULL, false, 0, remember_event, &all, &bench->error));
  assert_string_equal(buf_str(&all), "subject p   0;set p k 1 0;set p k 2 1;meta  pack-adopted 2027-01 0;");
  CLEANUP(buf_free) struct buf latest = {0};
  expect_ok(bench, store_log(store, "p", "k", true, 1, remember_event, &latest, &bench->error));
  assert_string_equal(buf_str(&latest), "set p k 2 1;");
  store_free(store);
}

static void redacted_answer_reads_as_redacted_and_checks(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("private-detail-of-a-person"));
  CLEANUP(mem_freep) char *event = only_head(bench, store);
  expect_ok(bench, store_redact(store, "Ann", event, "personal data", &bench->error));
  struct snapshot *snapshot = look(bench, store);
  assert_int_equal(snapshot_fact(snapshot, "p", "k")->heads[0].value.type, VALUE_REDACTED);
  snapshot_free(snapshot);
  expect_clean(bench, store);
  assert_int_equal(store_redact(store, "Ann", event, "again", &bench->error), STATUS_USAGE);
  store_free(store);
  struct buf content = {0};
  assert_int_equal(file_read(bench->path, 1 << 24, &content, NULL), STATUS_OK);
  assert_null(memmem(content.data, content.len, "private-detail", 14));
  buf_free(&content);
}

struct remarks {
  char seen[16];
  size_t len;
};

static bool note_remark(void *context, const struct event *event) {
  struct remarks *remarks = context;
  remarks->seen[remarks->len++] = event->remark ? 'r' : '-';
  return true;
}

static void log_tells_remarks_from_answers(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change open = value_change(CHANGE_SET, "p", "k", value_of(VALUE_CLEARED, NULL));
  const char *const notes[] = {"ask Ben", "ask Ben again"};
  for (size_t i = 0; i < ARRAY_LEN(notes); i++) {
    open.note = notes[i];
    append(bench, store, open);
  }
  struct change answered = value_change(CHANGE_SET, "p", "k", text("1"));
  answered.note = "Ben said so";
  append(bench, store, answered);
  answered.note = "and Ann";
  append(bench, store, answered);
  open.note = "both were wrong";
  append(bench, store, open);
  struct remarks remarks = {0};
  expect_ok(bench, store_log(store, "p", "k", false, 0, note_remark, &remarks, &bench->error));
  assert_string_equal(remarks.seen, "rr-r-");
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(append_value_of_every_type_reads_back),
      bench_test(append_note_and_proposed_are_kept),
      bench_test(append_implicit_subject_exists_with_the_subject_before_the_slash),
      bench_test(append_same_answer_again_writes_nothing),
      bench_test(append_group_is_all_or_nothing),
      bench_test(append_refuses_what_makes_no_sense),
      bench_test(set_elements_come_and_go),
      bench_test(element_said_again_with_a_note_stays_one),
      bench_test(answer_changed_since_it_was_seen_is_stale),
      bench_test(elements_are_not_stale_but_the_whole_set_is),
      bench_test(archive_and_children),
      bench_test(log_tells_what_happened),
      bench_test(redacted_answer_reads_as_redacted_and_checks),
      bench_test(log_tells_remarks_from_answers),
  };
  return cmocka_run_group_tests_name("writing answers", tests, NULL, NULL);
}
