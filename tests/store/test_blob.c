/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <fcntl.h>
#include <sys/resource.h>

static void blob_put_and_get_back(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  static const size_t sizes[] = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20};
  CLEANUP(mem_freep) char *bytes = mem_alloc(3 << 20);
  for (size_t i = 0; i < 3 << 20; i++)
    bytes[i] = (char)(i * 7 + i / 1000);
  for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
    struct hash hash, expected;
    char name[HASH_TEXT_SIZE];
    expect_ok(bench, store_blob_put(store, bytes, sizes[i], &hash, &bench->error));
    hash_of(bytes, sizes[i], &expected);
    assert_memory_equal(hash.bytes, expected.bytes, HASH_SIZE);
    hash_format(&hash, name);
    uint64_t size = 99;
    expect_ok(bench, store_blob_size(store, name, &size, &bench->error));
    assert_int_equal(size, sizes[i]);
    struct buf content = {0};
    expect_ok(bench, store_blob_get(store, name, &content, &bench->error));
    assert_int_equal(content.len, sizes[i]);
    assert_memory_equal(buf_str(&content), bytes, sizes[i]);
    buf_free(&content);
  }
  expect_clean(bench, store);
  store_free(store);
}

static void same_content_is_stored_once(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct hash hash;
  CLEANUP(mem_freep) char *bytes = mem_alloc(1 << 20);
  expect_ok(bench, store_blob_put(store, bytes, 1 << 20, &hash, &bench->error));
  struct stat before, after;
  stat(bench->path, &before);
  CLEANUP(mem_freep) char *path = path_join(bench->folder, "same");
  assert_int_equal(file_write(path, bytes, 1 << 20, 0600, NULL), STATUS_OK);
  struct hash again;
  uint64_t size;
  expect_ok(bench, store_blob_put(store, bytes, 1 << 20, &hash, &bench->error));
  expect_ok(bench, store_blob_put_file(store, path, &again, &size, &bench->error));
  assert_memory_equal(hash.bytes, again.bytes, HASH_SIZE);
  assert_int_equal(size, 1 << 20);
  stat(bench->path, &after);
  assert_int_equal(before.st_size, after.st_size);
  store_free(store);
}

static void unknown_blob_is_an_error(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct buf content = {0};
  uint64_t size;
  assert_int_equal(store_blob_get(store, "abc", &content, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(store_blob_size(store, "abc", &size, &bench->error), STATUS_WORKSPACE);
  store_free(store);
}

static void altered_blob_is_not_handed_out(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(store, "evidence", 8, &hash, &bench->error));
  hash_format(&hash, name);
  store_free(store);
  raw_ok(bench->path, "DROP TRIGGER blob_chunk_is_never_changed; UPDATE blob_chunk SET content = CAST('Evidence' AS BLOB)");
  store = bench_open(bench, bench->path);
  struct buf content = {0};
  assert_int_equal(store_blob_get(store, name, &content, &bench->error), STATUS_WORKSPACE);
  assert_string_equal(bench->error.where, name);
  assert_int_equal(content.len, 0);
  store_free(store);
}

static void sources_that_cannot_be_stored_are_refused(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct hash hash;
  CLEANUP(mem_freep) char *missing = path_join(bench->folder, "missing");
  CLEANUP(mem_freep) char *pipe_path = path_join(bench->folder, "pipe");
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  const char *bad[] = {missing, pipe_path, bench->folder, bench->path};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++)
    assert_int_equal(store_blob_put_file(store, bad[i], &hash, NULL, &bench->error), STATUS_INPUT);
  expect_clean(bench, store);
  store_free(store);
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif

/* A sanitizer holds back what was freed: there, only what SQLite takes can be told. */
static long peak_kib(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return SANITIZED ? (long)(sqlite3_memory_highwater(0) / 1024) : usage.ru_maxrss;
}

static void largest_file_needs_little_memory_and_one_byte_more_is_refused(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  CLEANUP(mem_freep) char *path = path_join(bench->folder, "large");
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  assert_int_equal(ftruncate(fd, STORE_BLOB_MAX), 0);
  struct hash hash;
  uint64_t size;
  sqlite3_memory_highwater(1);
  long before = peak_kib();
  expect_ok(bench, store_blob_put_file(store, path, &hash, &size, &bench->error));
  assert_int_equal(size, STORE_BLOB_MAX);
  assert_true(peak_kib() - before < 16 * 1024); /* the file has 64 MiB */
  assert_int_equal(pwrite(fd, "x", 1, STORE_BLOB_MAX), 1);
  close(fd);
  assert_int_equal(store_blob_put_file(store, path, &hash, &size, &bench->error), STATUS_USAGE);
  assert_int_equal(store_blob_put(store, "", (size_t)STORE_BLOB_MAX + 1, &hash, &bench->error), STATUS_USAGE);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(blob_put_and_get_back),
      bench_test(same_content_is_stored_once),
      bench_test(unknown_blob_is_an_error),
      bench_test(altered_blob_is_not_handed_out),
      bench_test(sources_that_cannot_be_stored_are_refused),
      bench_test(largest_file_needs_little_memory_and_one_byte_more_is_refused),
  };
  return cmocka_run_group_tests_name("stored files", tests, NULL, NULL);
}
