/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"

static const char CONTENT[] = "a very large file";

static char *write_beside(struct bench *bench, const char *file, const char *content) {
  char *path = path_join(bench->folder, file);
  assert_int_equal(file_write(path, content, strlen(content), 0600, NULL), STATUS_OK);
  return path;
}

/* As the importer does: what is read goes by, only its hash is kept. */
static void refer(struct bench *bench, struct store *store, const char *path, char name[HASH_TEXT_SIZE]) {
  struct hash hash;
  uint64_t size;
  struct store_batch *batch = batch_begin(bench, store);
  expect_ok(bench, store_batch_file_outside(batch, path, "large.bin", &bench->error));
  expect_ok(bench, store_batch_file_put(batch, CONTENT, 6, &bench->error));
  expect_ok(bench, store_batch_file_put(batch, CONTENT + 6, strlen(CONTENT) - 6, &bench->error));
  expect_ok(bench, store_batch_file_end(batch, &hash, &size, &bench->error));
  assert_int_equal(size, strlen(CONTENT));
  hash_format(&hash, name);
  struct change change = value_change(CHANGE_SET, "p", "file", value_of(VALUE_BLOB, name));
  expect_ok(bench, store_batch_commit(batch, "Ann", &change, 1, NULL, &bench->error));
  store_batch_free(batch);
}

static struct store *filled(struct bench *bench, const char *path, char name[HASH_TEXT_SIZE]) {
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  refer(bench, store, path, name);
  return store;
}

static enum status read_through(struct bench *bench, struct store *store, const char *name, struct buf *content) {
  struct source source = {0};
  char piece[5];
  size_t len = 0;
  enum status status = store_blob_open(store, name, &source, &bench->error);
  while (status == STATUS_OK && (status = source_read(&source, piece, sizeof piece, &len, &bench->error)) == STATUS_OK && len > 0)
    buf_add(content, piece, len);
  store_blob_close(&source);
  return status;
}

static void expect_finding(struct bench *bench, struct store *store, const char *what, const char *where) {
  struct check_report report = {0};
  assert_int_equal(store_check(store, NULL, &report, &bench->error), STATUS_NO);
  assert_int_equal(report.findings.len, 1);
  assert_non_null(strstr(report.findings.items[0].what, what));
  assert_string_equal(report.findings.items[0].where, where);
  check_report_clear(&report);
}

static void file_outside_can_be_named_and_read(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, path, name);
  expect_answer(bench, store, "p", "file", name);
  CLEANUP(buf_free) struct buf content = {0};
  expect_ok(bench, read_through(bench, store, name, &content));
  assert_string_equal(buf_str(&content), CONTENT);
  struct arena *arena = arena_new();
  struct blob_place place;
  expect_ok(bench, store_blob_place(store, name, arena, &place, &bench->error));
  assert_false(place.inside);
  assert_string_equal(place.path, path);
  assert_string_equal(place.name, "large.bin");
  assert_int_equal(place.size, strlen(CONTENT));
  arena_free(arena);
  struct check_report report = {0};
  expect_ok(bench, store_check(store, NULL, &report, &bench->error));
  assert_int_equal(report.outside, 1);
  assert_int_equal(report.blobs, 0);
  check_report_clear(&report);
  store_free(store);
}

static void getting_a_file_outside_says_where_it_is(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, path, name);
  struct buf content = {0};
  assert_int_equal(store_blob_get(store, name, &content, &bench->error), STATUS_WORKSPACE);
  assert_non_null(strstr(bench->error.what, path));
  uint64_t size;
  expect_ok(bench, store_blob_size(store, name, &size, &bench->error));
  assert_int_equal(size, strlen(CONTENT));
  store_free(store);
}

static void missing_file_outside_is_found(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, path, name);
  unlink(path);
  expect_finding(bench, store, "not there", path);
  struct buf content = {0};
  assert_int_equal(read_through(bench, store, name, &content), STATUS_INPUT);
  assert_string_equal(bench->error.where, path);
  store_free(store);
}

static void altered_file_outside_is_found(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, path, name);
  CLEANUP(mem_freep) char *same_size = mem_strdup(CONTENT);
  same_size[3] = 'X';
  free(write_beside(bench, "large.bin", same_size));
  expect_finding(bench, store, "altered", path);
  CLEANUP(buf_free) struct buf content = {0};
  assert_int_equal(read_through(bench, store, name, &content), STATUS_WORKSPACE);
  free(write_beside(bench, "large.bin", "shorter"));
  expect_finding(bench, store, "altered", path);
  store_free(store);
}

static void path_beside_the_workspace_moves_with_it(void **state) {
  struct bench *bench = *state;
  free(write_beside(bench, "large.bin", CONTENT));
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, "large.bin", name);
  expect_clean(bench, store);
  store_free(store);
  CLEANUP(mem_freep) char *folder = path_join(bench->folder, "moved");
  CLEANUP(mem_freep) char *path = path_join(folder, "a.cradle");
  assert_int_equal(mkdir(folder, 0700), 0);
  assert_int_equal(rename(bench->path, path), 0);
  store = bench_open(bench, path);
  expect_finding(bench, store, "not there", "large.bin");
  free(write_beside(bench, "moved/large.bin", CONTENT));
  expect_clean(bench, store);
  store_free(store);
}

static void second_place_helps_where_the_first_is_gone(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *first = write_beside(bench, "large.bin", CONTENT);
  CLEANUP(mem_freep) char *second = write_beside(bench, "copy.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, first, name);
  refer(bench, store, second, name);
  refer(bench, store, second, name); /* the same place again is nothing new */
  unlink(second);
  expect_clean(bench, store);
  unlink(first);
  expect_finding(bench, store, "not there", second);
  store_free(store);
}

static void workspace_itself_is_never_opened_as_a_file_outside(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, bench->path, name);
  struct stat info;
  assert_int_equal(stat(bench->path, &info), 0);
  store_free(store);
  CLEANUP(mem_freep)
  char *sql = mem_printf("DROP TRIGGER blob_reference_is_never_changed; UPDATE blob_reference SET size = %lld;"
                         "CREATE TRIGGER blob_reference_is_never_changed BEFORE UPDATE ON blob_reference\n"
                         "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;",
                         (long long)info.st_size);
  raw_ok(bench->path, sql);
  store = bench_open(bench, bench->path);
  struct buf content = {0};
  assert_int_equal(read_through(bench, store, name, &content), STATUS_INPUT);
  expect_finding(bench, store, "altered", bench->path);
  store_free(store);
}

static void recorded_places_cannot_be_changed(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  store_free(filled(bench, path, name));
  assert_int_not_equal(raw(bench->path, "UPDATE blob_reference SET path = '/x'"), SQLITE_OK);
  assert_int_not_equal(raw(bench->path, "DELETE FROM blob_reference"), SQLITE_OK);
  assert_int_not_equal(raw(bench->path, "INSERT OR REPLACE INTO blob_reference SELECT hash, path, 1, name, time FROM blob_reference"),
                       SQLITE_OK);
}

static void merging_takes_over_places_once(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *path = write_beside(bench, "large.bin", CONTENT);
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, path, name), *other = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(other, store, NULL, &bench->error));
  expect_ok(bench, store_merge(other, store, NULL, &bench->error));
  expect_ok(bench, store_merge(store, other, NULL, &bench->error));
  expect_answer(bench, other, "p", "file", name);
  CLEANUP(buf_free) struct buf content = {0};
  expect_ok(bench, read_through(bench, other, name, &content));
  expect_clean(bench, other);
  store_free(other);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(file_outside_can_be_named_and_read),
      bench_test(getting_a_file_outside_says_where_it_is),
      bench_test(missing_file_outside_is_found),
      bench_test(altered_file_outside_is_found),
      bench_test(path_beside_the_workspace_moves_with_it),
      bench_test(second_place_helps_where_the_first_is_gone),
      bench_test(workspace_itself_is_never_opened_as_a_file_outside),
      bench_test(recorded_places_cannot_be_changed),
      bench_test(merging_takes_over_places_once),
  };
  return cmocka_run_group_tests_name("files outside the workspace", tests, NULL, NULL);
}
