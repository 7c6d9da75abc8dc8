/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <errno.h>
#include <sys/wait.h>

static void expect_refusal(struct bench *bench, const char *path, const char *why) {
  CLEANUP(mem_freep) char *before = file_hash(path);
  struct store *store = NULL;
  assert_int_equal(store_open(path, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_null(store);
  assert_non_null(strstr(bench->error.what, why));
  assert_string_equal(bench->error.where, path);
  assert_non_null(bench->error.next);
  CLEANUP(mem_freep) char *after = file_hash(path);
  assert_string_equal(before, after);
  CLEANUP(mem_freep) char *journal = mem_printf("%s-journal", path);
  assert_false(file_exists(journal));
}

static void put(const char *path, const void *bytes, size_t len) {
  assert_int_equal(file_write(path, bytes, len, 0600, NULL), STATUS_OK);
}

static void filled(struct bench *bench) {
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  for (int i = 0; i < 100; i++) {
    CLEANUP(mem_freep) char *key = mem_printf("question.number-%d", i);
    set(bench, store, "p", key, text("some answer that takes room in the file"));
  }
  store_free(store);
}

static void create_makes_a_private_file_and_keeps_what_is_there(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct stat info;
  assert_int_equal(stat(bench->path, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0600);
  make(bench, store, "p");
  store_free(store);
  CLEANUP(mem_freep) char *journal = mem_printf("%s-journal", bench->path);
  assert_false(file_exists(journal));
  CLEANUP(mem_freep) char *before = file_hash(bench->path);
  assert_int_equal(store_create(bench->path, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  CLEANUP(mem_freep) char *after = file_hash(bench->path);
  assert_string_equal(before, after);
}

static void create_in_a_missing_folder_says_so(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = path_join(bench->folder, "no/such/folder.cradle");
  struct store *store;
  assert_int_equal(store_create(path, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_non_null(strstr(bench->error.what, strerror(ENOENT)));
}

static void open_refuses_what_is_no_workspace(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = path_join(bench->folder, "foreign");
  put(path, "", 0);
  expect_refusal(bench, path, "not a workspace");
  put(path, "{\"answers\": []}\n", 16);
  expect_refusal(bench, path, "not a workspace");
  unlink(path);
  raw_ok(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA user_version = 1;");
  expect_refusal(bench, path, "not a workspace");
  struct store *store;
  assert_int_equal(store_open(bench->folder, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(store_open("/dev/null", bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(store_open(":memory:", bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  CLEANUP(mem_freep) char *missing = path_join(bench->folder, "missing");
  assert_int_equal(store_open(missing, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_false(file_exists(missing));
}

static void open_refuses_a_newer_format(void **state) {
  struct bench *bench = *state;
  filled(bench);
  raw_ok(bench->path, "PRAGMA user_version = 3");
  expect_refusal(bench, bench->path, "newer version");
}

static void open_refuses_damaged_files(void **state) {
  struct bench *bench = *state;
  filled(bench);
  struct buf content = {0};
  assert_int_equal(file_read(bench->path, 1 << 24, &content, NULL), STATUS_OK);
  assert_true(content.len > 10 * 4096);
  static const size_t lengths[] = {1, 50, 99, 100, 512, 4096, 5 * 4096, 5 * 4096 + 17};
  for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
    put(bench->path, content.data, lengths[i]);
    expect_refusal(bench, bench->path, lengths[i] < 100 ? "not a workspace" : "damaged");
  }
  for (size_t page = 1; page < 4; page++) {
    CLEANUP(mem_freep) char *broken = mem_alloc(content.len);
    memcpy(broken, content.data, content.len);
    memset(broken + page * 4096, 0x5a, 4096);
    put(bench->path, broken, content.len);
    expect_refusal(bench, bench->path, "damaged");
  }
  buf_free(&content);
}

static void open_refuses_read_only_files_but_reading_works(void **state) {
  struct bench *bench = *state;
  filled(bench);
  chmod(bench->path, 0444);
  expect_refusal(bench, bench->path, "read-only");
  struct store *store;
  expect_ok(bench, store_open_readonly(bench->path, bench->host, &store, &bench->error));
  assert_true(store_is_readonly(store));
  expect_answer(bench, store, "p", "question.number-7", "some answer that takes room in the file");
  expect_clean(bench, store);
  struct change change = value_change(CHANGE_SET, "p", "k", text("v"));
  struct hash hash;
  assert_int_equal(store_append(store, "Ann", &change, 1, NULL, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(store_blob_put(store, "x", 1, &hash, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(store_undo(store, "Ann", NULL, &bench->error), STATUS_WORKSPACE);
  store_free(store);
}

static void locked_file_is_said_to_be_locked(void **state) {
  struct bench *bench = *state;
  filled(bench);
  sqlite3 *other;
  assert_int_equal(sqlite3_open(bench->path, &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
  struct store *store = NULL;
  assert_int_equal(store_open(bench->path, bench->host, bench->state, &store, &bench->error), STATUS_WORKSPACE);
  assert_non_null(strstr(bench->error.what, "locked by another program"));
  sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(other);
  store = bench_open(bench, bench->path);
  store_free(store);
}

static void two_openings_of_one_file_share_it(void **state) {
  struct bench *bench = *state;
  filled(bench);
  struct store *a = bench_open(bench, bench->path), *b = bench_open(bench, bench->path);
  uint64_t version = store_version(a);
  set(bench, b, "p", "k", text("1"));
  assert_true(store_version(a) != version);
  set(bench, a, "p", "k", text("2"));
  set(bench, b, "p", "k", text("3"));
  expect_answer(bench, a, "p", "k", "3");
  assert_string_equal(store_replica(a), store_replica(b));
  expect_clean(bench, a);
  store_free(a);
  store_free(b);
}

/* ---- whose chain? ----------------------------------------------------------------------------------------------------------------- */

static char *replica_after_write(struct bench *bench, const char *path) {
  static int number;
  struct store *store = bench_open(bench, path);
  CLEANUP(mem_freep) char *value = mem_printf("%d", number++);
  set(bench, store, "p", "k", text(value));
  char *replica = mem_strdup(store_replica(store));
  expect_clean(bench, store);
  store_free(store);
  return replica;
}

static void same_machine_continues_its_chain(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *first = replica_after_write(bench, bench->path);
  CLEANUP(mem_freep) char *second = replica_after_write(bench, bench->path);
  assert_string_equal(first, second);
}

static void copied_file_gets_a_new_replica(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *copy = path_join(bench->folder, "copy.cradle");
  copy_file(bench->path, copy);
  CLEANUP(mem_freep) char *original = replica_after_write(bench, bench->path);
  CLEANUP(mem_freep) char *copied = replica_after_write(bench, copy);
  assert_string_not_equal(original, copied);
  /* and both keep theirs */
  CLEANUP(mem_freep) char *original_again = replica_after_write(bench, bench->path);
  CLEANUP(mem_freep) char *copied_again = replica_after_write(bench, copy);
  assert_string_equal(original, original_again);
  assert_string_equal(copied, copied_again);
  struct store *a = bench_open(bench, bench->path), *b = bench_open(bench, copy);
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  expect_clean(bench, a);
  store_free(a);
  store_free(b);
}

static void copies_open_at_the_same_time_do_not_share_a_chain(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *copy = path_join(bench->folder, "copy.cradle");
  copy_file(bench->path, copy);
  struct store *a = bench_open(bench, bench->path), *b = bench_open(bench, copy);
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("2"));
  set(bench, a, "p", "k", text("3"));
  set(bench, b, "p", "k", text("4"));
  assert_string_not_equal(store_replica(a), store_replica(b));
  expect_ok(bench, store_merge(a, b, NULL, &bench->error));
  expect_clean(bench, a);
  store_free(a);
  store_free(b);
}

static void restored_file_gets_a_new_replica(void **state) {
  struct bench *bench = *state;
  filled(bench);
  CLEANUP(mem_freep) char *backup = path_join(bench->folder, "backup");
  copy_file(bench->path, backup);
  CLEANUP(mem_freep) char *before = replica_after_write(bench, bench->path);
  copy_file(backup, bench->path);
  CLEANUP(mem_freep) char *after = replica_after_write(bench, bench->path);
  assert_string_not_equal(before, after);
}

static void without_a_state_folder_each_opening_is_a_new_replica(void **state) {
  struct bench *bench = *state;
  filled(bench);
  free(bench->state);
  bench->state = NULL; /* and the fixed host has no HOME */
  CLEANUP(mem_freep) char *first = replica_after_write(bench, bench->path);
  CLEANUP(mem_freep) char *second = replica_after_write(bench, bench->path);
  assert_string_not_equal(first, second);
}

static void unusable_state_folder_does_not_keep_anybody_from_working(void **state) {
  struct bench *bench = *state;
  filled(bench);
  free(bench->state);
  bench->state = mem_strdup("/dev/null/state");
  CLEANUP(mem_freep) char *first = replica_after_write(bench, bench->path);
  CLEANUP(mem_freep) char *second = replica_after_write(bench, bench->path);
  assert_string_not_equal(first, second);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(create_makes_a_private_file_and_keeps_what_is_there),
      bench_test(create_in_a_missing_folder_says_so),
      bench_test(open_refuses_what_is_no_workspace),
      bench_test(open_refuses_a_newer_format),
      bench_test(open_refuses_damaged_files),
      bench_test(open_refuses_read_only_files_but_reading_works),
      bench_test(locked_file_is_said_to_be_locked),
      bench_test(two_openings_of_one_file_share_it),
      bench_test(same_machine_continues_its_chain),
      bench_test(copied_file_gets_a_new_replica),
      bench_test(copies_open_at_the_same_time_do_not_share_a_chain),
      bench_test(restored_file_gets_a_new_replica),
      bench_test(without_a_state_folder_each_opening_is_a_new_replica),
      bench_test(unusable_state_folder_does_not_keep_anybody_from_working),
  };
  return cmocka_run_group_tests_name("opening a workspace", tests, NULL, NULL);
}
