/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"

static void file_in_pieces_is_the_same_as_at_once(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  enum { SIZE = (2 << 20) + 12345 };
  CLEANUP(mem_freep) char *bytes = mem_alloc(SIZE);
  for (size_t i = 0; i < SIZE; i++)
    bytes[i] = (char)(i * 13 + i / 777);
  struct hash hash, expected;
  uint64_t size;
  hash_of(bytes, SIZE, &expected);
  static const size_t pieces[] = {1000, 65536, 1 << 20, SIZE};
  for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
    struct store_batch *batch = batch_begin(bench, store);
    expect_ok(bench, store_batch_file_inside(batch, SIZE, "f", &bench->error));
    for (size_t at = 0; at < SIZE; at += pieces[i])
      expect_ok(bench, store_batch_file_put(batch, bytes + at, SIZE - at < pieces[i] ? SIZE - at : pieces[i], &bench->error));
    expect_ok(bench, store_batch_file_end(batch, &hash, &size, &bench->error));
    assert_memory_equal(hash.bytes, expected.bytes, HASH_SIZE);
    assert_int_equal(size, SIZE);
    batch_commit(bench, batch);
  }
  char name[HASH_TEXT_SIZE];
  hash_format(&hash, name);
  struct buf content = {0};
  expect_ok(bench, store_blob_get(store, name, &content, &bench->error));
  assert_memory_equal(content.data, bytes, SIZE);
  buf_free(&content);
  expect_clean(bench, store);
  store_free(store);
}

static void stored_file_is_read_in_pieces(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  enum { SIZE = (1 << 20) + 77 };
  CLEANUP(mem_freep) char *bytes = mem_alloc(SIZE), *found = mem_alloc(SIZE + 1000);
  memset(bytes + 500, 'x', 1000);
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(store, bytes, SIZE, &hash, &bench->error));
  hash_format(&hash, name);
  struct source source = {0};
  expect_ok(bench, store_blob_open(store, name, &source, &bench->error));
  size_t len, total = 0;
  do {
    expect_ok(bench, source_read(&source, found + total, 1000, &len, &bench->error));
    total += len;
  } while (len > 0);
  store_blob_close(&source);
  assert_int_equal(total, SIZE);
  assert_memory_equal(found, bytes, SIZE);
  store_free(store);
  raw_ok(bench->path, "DROP TRIGGER blob_chunk_is_never_changed; UPDATE blob_chunk SET content = CAST('x' AS BLOB) WHERE number = 1");
  store = bench_open(bench, bench->path);
  expect_ok(bench, store_blob_open(store, name, &source, &bench->error));
  enum status status;
  while ((status = source_read(&source, found, SIZE, &len, &bench->error)) == STATUS_OK && len > 0)
    ;
  assert_int_equal(status, STATUS_WORKSPACE);
  store_blob_close(&source);
  store_free(store);
}

static void longer_than_asked_is_refused_and_leaves_nothing(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  CLEANUP(mem_freep) char *bytes = mem_alloc(3 << 20);
  struct store_batch *batch = batch_begin(bench, store);
  expect_ok(bench, store_batch_file_inside(batch, 2 << 20, "large.json", &bench->error));
  expect_ok(bench, store_batch_file_put(batch, bytes, 2 << 20, &bench->error));
  assert_int_equal(store_batch_file_put(batch, bytes, 1, &bench->error), STATUS_USAGE);
  assert_string_equal(bench->error.where, "large.json");
  assert_int_not_equal(store_batch_commit(batch, NULL, NULL, 0, NULL, &bench->error), STATUS_OK);
  store_batch_free(batch);
  struct check_report report = {0};
  expect_ok(bench, store_check(store, NULL, &report, &bench->error));
  assert_int_equal(report.blobs, 0);
  check_report_clear(&report);
  store_free(store);
}

static void asked_for_larger_files_are_kept_inside_and_not_read_into_memory(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  CLEANUP(mem_freep) char *bytes = mem_alloc(1 << 20);
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  struct store_batch *batch = batch_begin(bench, store);
  expect_ok(bench, store_batch_file_inside(batch, STORE_BLOB_ASKED_MAX, "f", &bench->error));
  for (int i = 0; i < 65; i++)
    expect_ok(bench, store_batch_file_put(batch, bytes, 1 << 20, &bench->error));
  expect_ok(bench, store_batch_file_end(batch, &hash, NULL, &bench->error));
  batch_commit(bench, batch);
  hash_format(&hash, name);
  struct buf content = {0};
  assert_int_not_equal(store_blob_get(store, name, &content, &bench->error), STATUS_OK);
  uint64_t size;
  expect_ok(bench, store_blob_size(store, name, &size, &bench->error));
  assert_int_equal(size, 65 << 20);
  struct store *other = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(other, store, NULL, &bench->error));
  expect_clean(bench, other);
  store_free(other);
  store_free(store);
}

static void file_and_facts_are_stored_together_or_not_at_all(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("1"));
  for (int stale = 0; stale < 2; stale++) {
    char name[HASH_TEXT_SIZE], *group = NULL;
    struct store_batch *batch = batch_begin(bench, store);
    put_text(bench, batch, stale ? "second" : "first", name);
    struct change changes[] = {value_change(CHANGE_SET, "p", "file", value_of(VALUE_BLOB, name)),
                               value_change(CHANGE_SET, "p", "k", text("2"))};
    changes[1].check_seen = stale; /* nothing was seen, but there is something */
    enum status status = store_batch_commit(batch, "Ann", changes, 2, &group, &bench->error);
    assert_int_equal(status, stale ? STATUS_STALE : STATUS_OK);
    assert_true((group != NULL) == !stale);
    store_batch_free(batch);
    uint64_t size;
    assert_int_equal(store_blob_size(store, name, &size, NULL), stale ? STATUS_WORKSPACE : STATUS_OK);
    free(group);
  }
  expect_answer(bench, store, "p", "k", "2");
  expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
  expect_answer(bench, store, "p", "k", "1");
  expect_clean(bench, store);
  store_free(store);
}

static void several_groups_are_several_steps_of_one_transaction(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  for (int refused = 1; refused >= 0; refused--) {
    struct change first = value_change(CHANGE_SET, "p", "first", text("1"));
    struct change second = value_change(CHANGE_SET, refused ? "nobody" : "p", "second", text("2"));
    struct store_batch *batch = batch_begin(bench, store);
    expect_ok(bench, store_batch_append(batch, "Ann", &first, 1, &bench->error));
    enum status status = store_batch_commit(batch, "Ann", &second, 1, NULL, &bench->error);
    assert_int_equal(status, refused ? STATUS_USAGE : STATUS_OK);
    store_batch_free(batch);
    expect_answer(bench, store, "p", "first", refused ? "-" : "1");
    expect_clean(bench, store);
  }
  expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
  expect_answer(bench, store, "p", "second", "-");
  expect_answer(bench, store, "p", "first", "1");
  expect_clean(bench, store);
  store_free(store);
}

static void batch_without_commit_leaves_nothing(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  char name[HASH_TEXT_SIZE];
  struct store_batch *batch = batch_begin(bench, store);
  put_text(bench, batch, "content", name);
  store_batch_free(batch);
  uint64_t size;
  assert_int_equal(store_blob_size(store, name, &size, &bench->error), STATUS_WORKSPACE);
  make(bench, store, "p"); /* and work goes on */
  expect_clean(bench, store);
  store_free(store);
}

static void nothing_else_is_written_during_a_batch(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  char name[HASH_TEXT_SIZE];
  struct store_batch *batch = batch_begin(bench, store), *second = NULL;
  struct change change = subject_change("p", "product", NULL);
  struct snapshot *snapshot = NULL;
  put_text(bench, batch, "content", name);
  assert_int_equal(store_append(store, "Ann", &change, 1, NULL, &bench->error), STATUS_USAGE);
  assert_int_equal(store_batch_begin(store, &second, &bench->error), STATUS_USAGE);
  assert_int_equal(store_snapshot(store, &snapshot, &bench->error), STATUS_USAGE);
  batch_commit(bench, batch); /* which is none the worse */
  uint64_t size;
  expect_ok(bench, store_blob_size(store, name, &size, &bench->error));
  expect_clean(bench, store);
  store_free(store);
}

static void calls_out_of_order_are_refused(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  struct store_batch *batch = batch_begin(bench, store);
  assert_int_equal(store_batch_file_put(batch, "x", 1, &bench->error), STATUS_USAGE);
  store_batch_free(batch);
  batch = batch_begin(bench, store);
  expect_ok(bench, store_batch_file_inside(batch, 10, "f", &bench->error));
  assert_int_equal(store_batch_commit(batch, NULL, NULL, 0, NULL, &bench->error), STATUS_USAGE);
  store_batch_free(batch);
  batch = batch_begin(bench, store);
  struct store_component one = component(0, "a", "a", "1");
  assert_int_equal(store_list_component(batch, &one, &bench->error), STATUS_USAGE);
  store_batch_free(batch);
  batch = batch_begin(bench, store);
  expect_ok(bench, store_list_begin(batch, &bench->error));
  struct store_list list = {.hash = "0000000000000000000000000000000000000000000000000000000000000000", .reader = 1};
  assert_int_equal(store_list_end(batch, &list, &bench->error), STATUS_USAGE);
  store_batch_free(batch);
  expect_clean(bench, store);
  store_free(store);
}

static void note_bytes(void *context, uint64_t bytes) {
  *(uint64_t *)context = bytes;
}

static void progress_tells_the_bytes(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  uint64_t seen = 0;
  char name[HASH_TEXT_SIZE];
  store_set_progress(store, (struct store_progress){note_bytes, &seen});
  struct store_batch *batch = batch_begin(bench, store);
  put_text(bench, batch, "content", name);
  assert_int_equal(seen, 7);
  put_text(bench, batch, "more", name);
  assert_int_equal(seen, 11);
  batch_commit(bench, batch);
  seen = 0;
  expect_clean(bench, store);
  assert_int_equal(seen, 11);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(file_in_pieces_is_the_same_as_at_once),
      bench_test(stored_file_is_read_in_pieces),
      bench_test(longer_than_asked_is_refused_and_leaves_nothing),
      bench_test(asked_for_larger_files_are_kept_inside_and_not_read_into_memory),
      bench_test(file_and_facts_are_stored_together_or_not_at_all),
      bench_test(several_groups_are_several_steps_of_one_transaction),
      bench_test(batch_without_commit_leaves_nothing),
      bench_test(nothing_else_is_written_during_a_batch),
      bench_test(calls_out_of_order_are_refused),
      bench_test(progress_tells_the_bytes),
  };
  return cmocka_run_group_tests_name("several things in one step", tests, NULL, NULL);
}
