/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static void filled(struct bench *bench) {
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct change noted = value_change(CHANGE_SET, "p", "k", text("1"));
  noted.note = "why";
  append(bench, store, noted);
  set(bench, store, "p", "k", text("2"));
  add(bench, store, "p", "s", "a");
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(store, "evidence", 8, &hash, &bench->error));
  hash_format(&hash, name);
  set(bench, store, "p", "file", value_of(VALUE_BLOB, name));
  expect_clean(bench, store);
  store_free(store);
}

/* The check has to name what was done. */
static void expect_finding(struct bench *bench, const char *against, const char *what, const char *where) {
  struct store *store = NULL;
  expect_ok(bench, store_open_readonly(bench->path, bench->host, &store, &bench->error));
  struct check_report report = {0};
  assert_int_equal(store_check(store, against, &report, &bench->error), STATUS_NO);
  bool found = false;
  for (size_t i = 0; i < report.findings.len; i++)
    found |= strstr(report.findings.items[i].what, what) && strstr(report.findings.items[i].where, where);
  if (!found) fail_msg("first finding: %s: %s", report.findings.items[0].where, report.findings.items[0].what);
  check_report_clear(&report);
  store_free(store);
}

static void raw_handle_cannot_change_the_journal(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *before = file_hash(bench->path);
  static const char *const attempts[] = {
      "UPDATE event SET author = 'Eve'",
      "UPDATE event SET arrival = arrival + 100",
      "UPDATE event SET value = x'00'",
      "UPDATE event SET value = NULL, note = 'other', salt = NULL",
      "DELETE FROM event WHERE arrival = (SELECT max(arrival) FROM event)",
      "INSERT OR REPLACE INTO event SELECT * FROM event",
      "UPDATE replaces SET replaced = 1",
      "DELETE FROM replaces",
      "DELETE FROM blob_chunk",
      "UPDATE blob_chunk SET content = x'00'",
      "INSERT OR REPLACE INTO blob_chunk SELECT blob, number, x'00' FROM blob_chunk",
      "DELETE FROM blob",
      "UPDATE blob SET size = 0",
      "UPDATE workspace SET id = '0000000000000000'",
      "DELETE FROM workspace",
  };
  for (size_t i = 0; i < ARRAY_LEN(attempts); i++)
    if (raw(bench->path, attempts[i]) == SQLITE_OK) fail_msg("not refused: %s", attempts[i]);
  CLEANUP(mem_freep) char *after = file_hash(bench->path);
  assert_string_equal(before, after);
}

static void raw_handle_cannot_change_what_was_seen(void **state) {
  struct bench *bench = *state;
  filled(bench);
  struct store *a = bench_open(bench, bench->path), *b = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(b, a, NULL, &bench->error));
  set(bench, b, "p", "k", text("3"));
  CLEANUP(mem_freep) char *path = mem_strdup(store_path(b));
  store_free(a);
  store_free(b);
  assert_int_not_equal(raw(path, "UPDATE seen SET head_sequence = 1"), SQLITE_OK);
  assert_int_not_equal(raw(path, "DELETE FROM seen"), SQLITE_OK);
  assert_int_not_equal(raw(path, "INSERT OR REPLACE INTO seen SELECT replica, sequence, head_replica, 1 FROM seen"), SQLITE_OK);
}

static void check_finds_an_altered_value(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER event_is_only_erased;"
                      "UPDATE event SET value = (SELECT value FROM event WHERE sequence = 2) WHERE sequence = 3");
  expect_finding(bench, NULL, "value or the note", ".3");
}

static void check_finds_an_altered_note(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER event_is_only_erased; UPDATE event SET note = 'because' WHERE note = 'why'");
  expect_finding(bench, NULL, "value or the note", ".2");
}

static void check_finds_an_altered_event(void **state) {
  struct bench *bench = *state;
  static const char *const columns[] = {"author = 'Eve'", "time = time + 1", "proposed = 1",
                                        "key = 'other'",  "undoes = 'x'",    "author = author || char(0) || 'x'"};
  filled(bench);
  CLEANUP(mem_freep) char *good = path_join(bench->folder, "good");
  copy_file(bench->path, good);
  for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
    copy_file(good, bench->path);
    CLEANUP(mem_freep) char *sql = mem_printf("DROP TRIGGER event_is_never_changed; UPDATE event SET %s WHERE sequence = 3", columns[i]);
    raw_ok(bench->path, sql);
    expect_finding(bench, NULL, "was altered", ".3");
  }
}

static void check_finds_an_event_in_the_group_of_another(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER event_is_never_changed; UPDATE event SET group_id = '0123456789abcdef.g.1' WHERE sequence = 3");
  expect_finding(bench, NULL, "group of another replica", ".3");
}

static void check_finds_an_altered_replacement(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER replaces_is_never_deleted; DELETE FROM replaces");
  expect_finding(bench, NULL, "was altered", ".3");
}

static void check_finds_a_hidden_erasure(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "UPDATE event SET value = NULL, salt = NULL, note = NULL WHERE sequence = 2");
  expect_finding(bench, NULL, "nothing says who erased it", ".2");
}

static void check_finds_a_missing_event(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE sequence = 4");
  expect_finding(bench, NULL, "is missing", ".5");
}

static void check_finds_an_older_file_against_a_printed_head(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *older = path_join(bench->folder, "older");
  copy_file(bench->path, older);
  char head[HASH_TEXT_SIZE], newer_head[HASH_TEXT_SIZE];
  struct store *store = bench_open(bench, bench->path);
  expect_ok(bench, store_head(store, head, &bench->error));
  set(bench, store, "p", "k", text("3"));
  expect_ok(bench, store_head(store, newer_head, &bench->error));
  struct check_report report = {0};
  expect_ok(bench, store_check(store, head, &report, &bench->error)); /* an older head is part of the journal */
  assert_string_equal(report.head, newer_head);
  assert_int_equal(report.events, 6);
  assert_int_equal(report.replicas, 1);
  assert_int_equal(report.blobs, 1);
  check_report_clear(&report);
  store_free(store);
  copy_file(older, bench->path);
  store = bench_open(bench, bench->path);
  expect_clean(bench, store); /* by itself it looks sound */
  store_free(store);
  expect_finding(bench, newer_head, "never stood at the given head", newer_head);
}

static void check_finds_a_deleted_tail_against_a_printed_head(void **state) {
  struct bench *bench = *state;
  filled(bench);
  char head[HASH_TEXT_SIZE];
  struct store *store = bench_open(bench, bench->path);
  expect_ok(bench, store_head(store, head, &bench->error));
  store_free(store);
  raw_ok(bench->path, "DROP TRIGGER event_is_never_deleted; DELETE FROM live WHERE event = 5; DELETE FROM event WHERE arrival = 5");
  expect_finding(bench, head, "never stood at the given head", head);
}

static void head_printed_by_another_replica_is_found_after_merging(void **state) {
  struct bench *bench = *state;
  struct store *a = bench_create(bench), *b = bench_create_other(bench, "b.cradle"), *c = bench_create_other(bench, "c.cradle");
  make(bench, a, "p");
  expect_ok(bench, store_merge(b, a, NULL, &bench->error));
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("2"));
  char of_b[HASH_TEXT_SIZE], after_merge[HASH_TEXT_SIZE];
  expect_ok(bench, store_head(b, of_b, &bench->error));
  expect_ok(bench, store_merge(b, a, NULL, &bench->error));
  expect_ok(bench, store_head(b, after_merge, &bench->error));
  expect_ok(bench, store_record(b, "Bob", "rendered", "{}", &bench->error));
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  expect_ok(bench, store_merge(c, a, NULL, &bench->error)); /* got them in another order */
  struct check_report report = {0};
  expect_ok(bench, store_check(c, of_b, &report, &bench->error));
  check_report_clear(&report);
  expect_ok(bench, store_check(c, after_merge, &report, &bench->error));
  check_report_clear(&report);
  of_b[0] = of_b[0] == '0' ? '1' : '0';
  assert_int_equal(store_check(c, of_b, &report, &bench->error), STATUS_NO);
  check_report_clear(&report);
  assert_int_equal(store_check(c, "no head", &report, &bench->error), STATUS_USAGE);
  store_free(a);
  store_free(b);
  store_free(c);
}

static void check_finds_an_altered_blob(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER blob_chunk_is_never_changed; UPDATE blob_chunk SET content = CAST('Evidence' AS BLOB)");
  expect_finding(bench, NULL, "stored file was altered", "");
}

static void check_finds_a_missing_blob(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER blob_chunk_is_never_deleted; DROP TRIGGER blob_is_never_deleted;"
                      "DELETE FROM blob_chunk; DELETE FROM blob");
  expect_finding(bench, NULL, "that the event names is missing", ".5");
}

static void check_finds_a_dropped_or_added_trigger(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TRIGGER seen_is_never_deleted");
  expect_finding(bench, NULL, "missing or was altered", "trigger seen_is_never_deleted");
  raw_ok(bench->path, "CREATE TRIGGER spy AFTER INSERT ON event BEGIN DELETE FROM live; END");
  expect_finding(bench, NULL, "was added", "trigger spy");
}

static void check_finds_tampered_projections_and_rebuild_mends_them(void **state) {
  struct bench *bench = *state;
  filled(bench);
  struct store *store = bench_open(bench, bench->path);
  CLEANUP(mem_freep) char *before = dump(bench, store);
  store_free(store);
  raw_ok(bench->path, "DELETE FROM live WHERE key = 's'; UPDATE live SET event = 2 WHERE key = 'k'");
  expect_finding(bench, NULL, "table of answers", "p k");
  expect_finding(bench, NULL, "table of answers", "p s");
  raw_ok(bench->path, "UPDATE subject SET type = 'person'");
  expect_finding(bench, NULL, "table of subjects", "p");
  store = bench_open(bench, bench->path);
  expect_ok(bench, store_rebuild(store, &bench->error));
  expect_clean(bench, store);
  CLEANUP(mem_freep) char *after = dump(bench, store);
  assert_string_equal(before, after);
  store_free(store);
}

static void check_reports_a_missing_table_as_damage(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "DROP TABLE live");
  expect_finding(bench, NULL, "missing or was altered", "table live");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(raw_handle_cannot_change_the_journal),
      bench_test(raw_handle_cannot_change_what_was_seen),
      bench_test(check_finds_an_altered_value),
      bench_test(check_finds_an_altered_note),
      bench_test(check_finds_an_altered_event),
      bench_test(check_finds_an_event_in_the_group_of_another),
      bench_test(check_finds_an_altered_replacement),
      bench_test(check_finds_a_hidden_erasure),
      bench_test(check_finds_a_missing_event),
      bench_test(check_finds_an_older_file_against_a_printed_head),
      bench_test(check_finds_a_deleted_tail_against_a_printed_head),
      bench_test(head_printed_by_another_replica_is_found_after_merging),
      bench_test(check_finds_an_altered_blob),
      bench_test(check_finds_a_missing_blob),
      bench_test(check_finds_a_dropped_or_added_trigger),
      bench_test(check_finds_tampered_projections_and_rebuild_mends_them),
      bench_test(check_reports_a_missing_table_as_damage),
  };
  return cmocka_run_group_tests_name("integrity", tests, NULL, NULL);
}
