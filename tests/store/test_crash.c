/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { KILLS = 20 };

/* Writes answers and reports each one that was confirmed, until it is killed. */
static void write_until_killed(struct bench *bench, int report, int first) {
  struct store *store = NULL;
  if (store_open(bench->path, bench->host, bench->state, &store, NULL) != STATUS_OK) _exit(1);
  for (int number = first;; number++) {
    CLEANUP(mem_freep) char *value = mem_printf("%d", number);
    CLEANUP(mem_freep) char *key = mem_printf("k%d", number % 10);
    struct change change = value_change(CHANGE_SET, "p", key, text(value));
    if (store_append(store, "Ann", &change, 1, NULL, NULL) != STATUS_OK) _exit(1);
    if (write(report, &number, sizeof number) != sizeof number) _exit(1);
  }
}

/* Returns the last number that was confirmed. */
static int kill_after(struct bench *bench, int first, useconds_t wait_us) {
  int ends[2], number, last, status;
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) write_until_killed(bench, ends[1], first);
  close(ends[1]);
  assert_int_equal(read(ends[0], &last, sizeof last), sizeof last);
  usleep(wait_us);
  kill(child, SIGKILL);
  while (read(ends[0], &number, sizeof number) == sizeof number)
    last = number;
  close(ends[0]);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status));
  return last;
}

static void killed_at_any_moment_every_confirmed_answer_is_there(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  store_free(store);
  unsigned seed = 3;
  int next = 0;
  for (int run = 0; run < KILLS; run++) {
    host_free(bench->host); /* each run is another process: other random numbers */
    bench->host = host_fixed_new(START_MS, (uint64_t)run + 100);
    int last = kill_after(bench, next, (useconds_t)rand_r(&seed) % 20000);
    store = bench_open(bench, bench->path);
    expect_clean(bench, store);
    for (int number = last - 9 > next ? last - 9 : next; number <= last; number++) {
      CLEANUP(mem_freep) char *key = mem_printf("k%d", number % 10);
      CLEANUP(mem_freep) char *found = answer(bench, store, "p", key);
      int there = atoi(found);
      assert_true(there == number || there == last + 1); /* one more may be stored and not yet reported */
    }
    next = last + 2;
    store_free(store);
  }
}

static void file_that_cannot_grow_keeps_what_it_had(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  set(bench, store, "p", "k", text("before"));
  struct stat info;
  assert_int_equal(stat(bench->path, &info), 0);
  struct rlimit old, small;
  getrlimit(RLIMIT_FSIZE, &old);
  small = (struct rlimit){(rlim_t)info.st_size + 4096, old.rlim_max};
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  CLEANUP(mem_freep) char *large = mem_alloc(STORE_TEXT_MAX);
  memset(large, 'x', STORE_TEXT_MAX - 1);
  struct change changes[] = {value_change(CHANGE_SET, "p", "k", text("after")), value_change(CHANGE_SET, "p", "large", text(large))};
  enum status status = store_append(store, "Ann", changes, 2, NULL, &bench->error);
  struct hash hash;
  enum status blob_status = store_blob_put(store, large, STORE_TEXT_MAX, &hash, NULL);
  setrlimit(RLIMIT_FSIZE, &old);
  signal(SIGXFSZ, handler);
  assert_int_equal(status, STATUS_WORKSPACE);
  assert_int_equal(blob_status, STATUS_WORKSPACE);
  assert_non_null(strstr(bench->error.what, "no room left"));
  expect_answer(bench, store, "p", "k", "before");
  expect_answer(bench, store, "p", "large", "-");
  set(bench, store, "p", "k", text("again")); /* and work goes on when there is room */
  expect_clean(bench, store);
  store_free(store);
  store = bench_open(bench, bench->path);
  expect_answer(bench, store, "p", "k", "again");
  store_free(store);
}

/* ---- lists: file, rows and fact are one step ---- */

enum { LIST_ROWS = 3000, LIST_KILLS = 10 };

/* Larger than the cache, so that half of it stands in the file before the commit. */
static enum status write_list(struct store *store, int number, struct error *error) {
  CLEANUP(mem_freep) char *padding = mem_alloc(4 << 20);
  char name[HASH_TEXT_SIZE];
  struct hash hash;
  struct store_batch *batch = NULL;
  enum status status = store_batch_begin(store, &batch, error);
  if (status == STATUS_OK) status = store_batch_file_inside(batch, STORE_BLOB_MAX, "f", error);
  if (status == STATUS_OK) status = store_batch_file_put(batch, &number, sizeof number, error);
  if (status == STATUS_OK) status = store_batch_file_put(batch, padding, 4 << 20, error);
  if (status == STATUS_OK) status = store_batch_file_end(batch, &hash, NULL, error);
  if (status == STATUS_OK) status = store_list_begin(batch, error);
  for (uint32_t i = 0; i < LIST_ROWS && status == STATUS_OK; i++) {
    struct store_component one = component(i, "ref", "a name that takes some room in the file", "1");
    status = store_list_component(batch, &one, error);
  }
  hash_format(&hash, name);
  struct store_list list = {.hash = name, .reader = 1};
  if (status == STATUS_OK) status = store_list_end(batch, &list, error);
  struct change change = value_change(CHANGE_SET, "p", "list", value_of(VALUE_BLOB, name));
  if (status == STATUS_OK) status = store_batch_commit(batch, "Ann", &change, 1, NULL, error);
  store_batch_free(batch);
  return status;
}

static void write_lists_until_killed(struct bench *bench, int first) {
  struct store *store = NULL;
  if (store_open(bench->path, bench->host, bench->state, &store, NULL) != STATUS_OK) _exit(1);
  for (int number = first;; number++)
    if (write_list(store, number, NULL) != STATUS_OK) _exit(1);
}

/* As many files and lists as facts ever named: each step is there whole or not at all. */
static size_t count_lists(struct bench *bench, struct store *store) {
  struct check_report report = {0};
  expect_ok(bench, store_check(store, NULL, &report, &bench->error));
  size_t lists = report.lists;
  assert_int_equal(report.blobs, lists);
  assert_int_equal(report.events, lists + 1);
  check_report_clear(&report);
  return lists;
}

static void killed_while_a_list_is_stored_nothing_of_it_is_there(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  store_free(store);
  unsigned seed = 5;
  for (int run = 0; run < LIST_KILLS; run++) {
    host_free(bench->host);
    bench->host = host_fixed_new(START_MS, (uint64_t)run + 500);
    int status;
    pid_t child = fork();
    if (child == 0) write_lists_until_killed(bench, run * 1000);
    usleep((useconds_t)rand_r(&seed) % 150000);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    store = bench_open(bench, bench->path);
    count_lists(bench, store);
    store_free(store);
  }
  store = bench_open(bench, bench->path);
  size_t before = count_lists(bench, store);
  expect_ok(bench, write_list(store, -1, &bench->error));
  assert_int_equal(count_lists(bench, store), before + 1);
  store_free(store);
}

static void disk_full_while_a_list_is_stored_nothing_of_it_is_there(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  make(bench, store, "p");
  struct stat info;
  struct rlimit old;
  getrlimit(RLIMIT_FSIZE, &old);
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  static const rlim_t rooms[] = {4096, 1 << 20, (4 << 20) + (128 << 10)}; /* at the beginning, in the file, in the rows */
  for (size_t i = 0; i < ARRAY_LEN(rooms); i++) {
    assert_int_equal(stat(bench->path, &info), 0);
    struct rlimit small = {(rlim_t)info.st_size + rooms[i], old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = write_list(store, 1, &bench->error);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(status, STATUS_WORKSPACE);
    assert_non_null(strstr(bench->error.what, "no room left"));
    assert_int_equal(count_lists(bench, store), 0);
  }
  signal(SIGXFSZ, handler);
  expect_ok(bench, write_list(store, 1, &bench->error)); /* and work goes on when there is room */
  assert_int_equal(count_lists(bench, store), 1);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(killed_at_any_moment_every_confirmed_answer_is_there),
      bench_test(file_that_cannot_grow_keeps_what_it_had),
      bench_test(killed_while_a_list_is_stored_nothing_of_it_is_there),
      bench_test(disk_full_while_a_list_is_stored_nothing_of_it_is_there),
  };
  return cmocka_run_group_tests_name("crashes and full disks", tests, NULL, NULL);
}
