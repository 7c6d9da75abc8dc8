/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of store/ share: a temporary folder, short ways to write and read answers, a raw hand on the file. */
#ifndef STORE_TEST_SUPPORT_H
#define STORE_TEST_SUPPORT_H

#include "store/store.h"

#include <ftw.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const int64_t START_MS = 1800000000000;

struct bench {
  char *folder, *state, *path;
  struct host *host;
  struct error error;
};

static inline int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static inline int bench_setup(void **state) {
  struct bench *bench = mem_alloc(sizeof *bench);
  const char *base = getenv("TMPDIR");
  bench->folder = mem_printf("%s/cradle-store-XXXXXX", base ? base : "/tmp");
  assert_non_null(mkdtemp(bench->folder));
  bench->state = path_join(bench->folder, "state");
  bench->path = path_join(bench->folder, "a.cradle");
  bench->host = host_fixed_new(START_MS, 1);
  *state = bench;
  return 0;
}

static inline int bench_teardown(void **state) {
  struct bench *bench = *state;
  nftw(bench->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  host_free(bench->host);
  error_clear(&bench->error);
  free(bench->folder);
  free(bench->state);
  free(bench->path);
  free(bench);
  return 0;
}

#define bench_test(f) cmocka_unit_test_setup_teardown(f, bench_setup, bench_teardown)

/* ---- stores ---- */

static inline void expect_ok(struct bench *bench, enum status status) {
  if (status != STATUS_OK) {
    CLEANUP(mem_freep) char *text = error_text(&bench->error);
    fail_msg("status %d: %s", status, text);
  }
}

static inline struct store *bench_create(struct bench *bench) {
  struct store *store = NULL;
  expect_ok(bench, store_create(bench->path, bench->host, bench->state, &store, &bench->error));
  return store;
}

static inline struct store *bench_open(struct bench *bench, const char *path) {
  struct store *store = NULL;
  expect_ok(bench, store_open(path, bench->host, bench->state, &store, &bench->error));
  return store;
}

/* A second file beside the first, with a replica of its own. */
static inline struct store *bench_create_other(struct bench *bench, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(bench->folder, name);
  struct store *store = NULL;
  expect_ok(bench, store_create(path, bench->host, bench->state, &store, &bench->error));
  return store;
}

static inline void copy_file(const char *from, const char *to) {
  struct buf content = {0};
  assert_int_equal(file_read(from, (size_t)1 << 30, &content, NULL), STATUS_OK);
  assert_int_equal(file_write(to, content.data, content.len, 0600, NULL), STATUS_OK);
  buf_free(&content);
}

static inline char *file_hash(const char *path) {
  struct buf content = {0};
  assert_int_equal(file_read(path, (size_t)1 << 30, &content, NULL), STATUS_OK);
  struct hash hash;
  char *text = mem_alloc(HASH_TEXT_SIZE);
  hash_of(content.data, content.len, &hash);
  hash_format(&hash, text);
  buf_free(&content);
  return text;
}

/* As another program would, with none of our protections. */
static inline int raw(const char *path, const char *sql) {
  sqlite3 *handle = NULL;
  assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
  int code = sqlite3_exec(handle, sql, NULL, NULL, NULL);
  sqlite3_close(handle);
  return code;
}

static inline void raw_ok(const char *path, const char *sql) {
  assert_int_equal(raw(path, sql), SQLITE_OK);
}

/* ---- changes ---- */

static inline struct change subject_change(const char *id, const char *type, const char *parent) {
  return (struct change){.kind = CHANGE_SUBJECT, .subject = id, .type = type, .parent = parent};
}

static inline struct change value_change(enum change_kind kind, const char *subject, const char *key, struct value value) {
  return (struct change){.kind = kind, .subject = subject, .key = key, .value = value};
}

static inline struct value text(const char *content) {
  return value_of(VALUE_TEXT, content);
}

static inline struct value choice(const char *id) {
  return value_of(VALUE_CHOICE, id);
}

static inline void append_as(struct bench *bench, struct store *store, const char *author, const struct change *changes, size_t len) {
  expect_ok(bench, store_append(store, author, changes, len, NULL, &bench->error));
}

static inline void append(struct bench *bench, struct store *store, struct change change) {
  append_as(bench, store, "Ann", &change, 1);
}

static inline void make(struct bench *bench, struct store *store, const char *id) {
  append(bench, store, subject_change(id, "product", NULL));
}

static inline void set(struct bench *bench, struct store *store, const char *subject, const char *key, struct value value) {
  append(bench, store, value_change(CHANGE_SET, subject, key, value));
}

static inline void add(struct bench *bench, struct store *store, const char *subject, const char *key, const char *element) {
  append(bench, store, value_change(CHANGE_ADD, subject, key, choice(element)));
}

static inline void drop(struct bench *bench, struct store *store, const char *subject, const char *key, const char *element) {
  append(bench, store, value_change(CHANGE_REMOVE, subject, key, choice(element)));
}

static inline void archive(struct bench *bench, struct store *store, const char *subject, bool yes) {
  append(bench, store, value_change(CHANGE_ARCHIVE, subject, NULL, value_bool(yes)));
}

/* ---- reading ---- */

static inline struct snapshot *look(struct bench *bench, struct store *store) {
  struct snapshot *snapshot = NULL;
  expect_ok(bench, store_snapshot(store, &snapshot, &bench->error));
  return snapshot;
}

static inline void show_heads(struct buf *buf, const struct head *heads, size_t len) {
  for (size_t i = 0; i < len; i++) {
    CLEANUP(mem_freep) char *value = value_text(&heads[i].value);
    buf_printf(buf, "%s%s%s%s%s", i ? "," : "", value, heads[i].proposed ? "?" : "", heads[i].note ? "#" : "",
               heads[i].note ? heads[i].note : "");
  }
}

/* "a,b" or "a|x,y": the heads, and after a bar the elements; "-" if open. Compare with a literal. */
static inline char *answer(struct bench *bench, struct store *store, const char *subject, const char *key) {
  struct snapshot *snapshot = look(bench, store);
  const struct fact *fact = snapshot_fact(snapshot, subject, key);
  struct buf buf = {0};
  if (fact) show_heads(&buf, fact->heads, fact->heads_len);
  if (fact && fact->elements_len > 0) buf_putc(&buf, '|');
  if (fact) show_heads(&buf, fact->elements, fact->elements_len);
  if (buf.len == 0) buf_puts(&buf, "-");
  snapshot_free(snapshot);
  return buf_take(&buf);
}

static inline void expect_answer(struct bench *bench, struct store *store, const char *subject, const char *key, const char *expected) {
  CLEANUP(mem_freep) char *found = answer(bench, store, subject, key);
  assert_string_equal(found, expected);
}

/* Everything in a snapshot, as text. */
static inline char *dump(struct bench *bench, struct store *store) {
  struct snapshot *snapshot = look(bench, store);
  struct buf buf = {0};
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(snapshot, i);
    buf_printf(&buf, "%s %s %s %lld %d %d\n", subject->id, subject->type, subject->parent ? subject->parent : "-",
               (long long)subject->created, subject->archived, subject->archive_conflict);
  }
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    buf_printf(&buf, "%s %s: ", fact->subject, fact->key);
    show_heads(&buf, fact->heads, fact->heads_len);
    buf_putc(&buf, '|');
    show_heads(&buf, fact->elements, fact->elements_len);
    for (size_t j = 0; j < fact->heads_len; j++)
      buf_printf(&buf, " %s %s %lld", fact->heads[j].event, fact->heads[j].author, (long long)fact->heads[j].time);
    for (size_t j = 0; j < fact->elements_len; j++)
      buf_printf(&buf, " %s %s %lld", fact->elements[j].event, fact->elements[j].author, (long long)fact->elements[j].time);
    buf_putc(&buf, '\n');
  }
  snapshot_free(snapshot);
  buf_puts(&buf, "");
  return buf_take(&buf);
}

static inline bool count_event(void *context, const struct event *event) {
  (void)event;
  ++*(size_t *)context;
  return true;
}

static inline size_t count_events(struct bench *bench, struct store *store) {
  size_t count = 0;
  expect_ok(bench, store_log(store, NULL, NULL, false, 0, count_event, &count, &bench->error));
  return count;
}

static inline void expect_clean(struct bench *bench, struct store *store) {
  struct check_report report = {0};
  enum status status = store_check(store, NULL, &report, &bench->error);
  if (status == STATUS_NO) fail_msg("%s: %s", report.findings.items[0].where, report.findings.items[0].what);
  expect_ok(bench, status);
  check_report_clear(&report);
}

#endif
