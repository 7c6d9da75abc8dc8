/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

static void merge(struct bench *bench, struct store *to, struct store *from) {
  expect_ok(bench, store_merge(to, from, NULL, &bench->error));
}

/* Two files that both know product p. */
static void pair(struct bench *bench, struct store **ret_a, struct store **ret_b) {
  *ret_a = bench_create(bench);
  *ret_b = bench_create_other(bench, "b.cradle");
  make(bench, *ret_a, "p");
  merge(bench, *ret_b, *ret_a);
}

static enum answer_state state_of(struct bench *bench, struct store *store, const char *key) {
  struct snapshot *snapshot = look(bench, store);
  enum answer_state state = fact_state(snapshot_fact(snapshot, "p", key));
  snapshot_free(snapshot);
  return state;
}

static void expect_same(struct bench *bench, struct store *a, struct store *b) {
  CLEANUP(mem_freep) char *of_a = dump(bench, a);
  CLEANUP(mem_freep) char *of_b = dump(bench, b);
  assert_string_equal(of_a, of_b);
  char head_a[HASH_TEXT_SIZE], head_b[HASH_TEXT_SIZE];
  expect_ok(bench, store_head(a, head_a, &bench->error));
  expect_ok(bench, store_head(b, head_b, &bench->error));
  assert_string_equal(head_a, head_b);
}

static void two_first_answers_are_a_conflict_until_settled(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("2"));
  merge(bench, a, b);
  assert_int_equal(state_of(bench, a, "k"), ANSWER_CONFLICT);
  set(bench, a, "p", "k", text("2"));
  assert_int_equal(state_of(bench, a, "k"), ANSWER_GIVEN);
  merge(bench, b, a);
  expect_answer(bench, b, "p", "k", "2");
  expect_same(bench, a, b);
  expect_clean(bench, b);
  store_free(a);
  store_free(b);
}

static void equal_answers_are_no_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("1"));
  merge(bench, a, b);
  assert_int_equal(state_of(bench, a, "k"), ANSWER_GIVEN);
  store_free(a);
  store_free(b);
}

static void answer_that_knew_the_other_is_no_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, a, "p", "k", text("1"));
  merge(bench, b, a);
  set(bench, b, "p", "k", text("2"));
  merge(bench, a, b);
  expect_answer(bench, a, "p", "k", "2");
  store_free(a);
  store_free(b);
}

static void elements_of_two_people_do_not_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  add(bench, a, "p", "s", "x");
  add(bench, b, "p", "s", "y");
  add(bench, b, "p", "s", "x");
  merge(bench, a, b);
  expect_answer(bench, a, "p", "s", "|x,y");
  assert_int_equal(state_of(bench, a, "s"), ANSWER_GIVEN);
  drop(bench, a, "p", "s", "x");
  expect_answer(bench, a, "p", "s", "|y");
  merge(bench, b, a);
  expect_answer(bench, b, "p", "s", "|y");
  store_free(a);
  store_free(b);
}

static void implicit_record_answered_by_two_is_one_record(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, a, "p/req-1", "measure", text("signed updates"));
  set(bench, b, "p/req-1", "status", text("open"));
  merge(bench, a, b);
  merge(bench, b, a);
  expect_same(bench, a, b);
  expect_clean(bench, a);
  expect_answer(bench, a, "p/req-1", "measure", "signed updates");
  expect_answer(bench, a, "p/req-1", "status", "open");
  store_free(a);
  store_free(b);
}

static void files_that_disagree_about_a_parent_are_not_merged(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  append(bench, a, subject_change("r", "release", "p"));
  append(bench, b, subject_change("r", "release", NULL));
  CLEANUP(mem_freep) char *before = dump(bench, a);
  assert_int_equal(store_merge(a, b, NULL, &bench->error), STATUS_WORKSPACE);
  CLEANUP(mem_freep) char *after = dump(bench, a);
  assert_string_equal(before, after);
  expect_clean(bench, a);
  store_free(a);
  store_free(b);
}

static bool conflict_about_archiving(struct bench *bench, struct store *store) {
  struct snapshot *snapshot = look(bench, store);
  bool conflict = snapshot_subject(snapshot, "p")->archive_conflict;
  snapshot_free(snapshot);
  return conflict;
}

static void archiving_against_an_unknown_edit_is_a_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  archive(bench, a, "p", true);
  set(bench, b, "p", "k", text("1"));
  merge(bench, a, b);
  merge(bench, b, a);
  assert_true(conflict_about_archiving(bench, a));
  expect_same(bench, a, b);
  archive(bench, b, "p", true); /* knows the edit, and still archives */
  assert_false(conflict_about_archiving(bench, b));
  merge(bench, a, b);
  assert_false(conflict_about_archiving(bench, a));
  expect_same(bench, a, b);
  store_free(a);
  store_free(b);
}

static void archiving_against_an_unknown_answer_for_a_record_is_a_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  append(bench, b, subject_change("p-2", "product", NULL));
  archive(bench, a, "p", true);
  set(bench, b, "p-2", "k", text("1")); /* another subject, whose id begins alike */
  merge(bench, a, b);
  assert_false(conflict_about_archiving(bench, a));
  set(bench, b, "p/req-1", "k", text("1"));
  merge(bench, a, b);
  assert_true(conflict_about_archiving(bench, a));
  store_free(a);
  store_free(b);
}

static void archiving_that_knew_the_edit_is_none(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, b, "p", "k", text("1"));
  merge(bench, a, b);
  archive(bench, a, "p", true);
  assert_false(conflict_about_archiving(bench, a));
  merge(bench, b, a);
  set(bench, b, "p", "k", text("2")); /* knows that it is archived */
  merge(bench, a, b);
  assert_false(conflict_about_archiving(bench, a));
  store_free(a);
  store_free(b);
}

static void archived_by_one_and_revived_by_another_is_a_conflict(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  archive(bench, a, "p", true);
  merge(bench, b, a);
  archive(bench, b, "p", false);
  struct change noted = value_change(CHANGE_ARCHIVE, "p", NULL, value_bool(true));
  noted.note = "discontinued";
  append(bench, a, noted);
  merge(bench, a, b);
  assert_true(conflict_about_archiving(bench, a));
  store_free(a);
  store_free(b);
}

static void blobs_travel_and_are_checked(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(a, "test report", 11, &hash, &bench->error));
  hash_format(&hash, name);
  set(bench, a, "p", "file", value_of(VALUE_BLOB, name));
  merge(bench, b, a);
  struct buf content = {0};
  expect_ok(bench, store_blob_get(b, name, &content, &bench->error));
  assert_int_equal(content.len, 11);
  assert_memory_equal(content.data, "test report", 11);
  buf_free(&content);
  expect_clean(bench, b);
  store_free(a);
  raw_ok(bench->path, "DROP TRIGGER blob_chunk_is_never_changed; UPDATE blob_chunk SET content = CAST('Test report' AS BLOB)");
  a = bench_open(bench, bench->path);
  struct store *c = bench_create_other(bench, "c.cradle");
  assert_int_equal(store_merge(c, a, NULL, &bench->error), STATUS_WORKSPACE);
  assert_int_equal(count_events(bench, c), 0);
  store_free(a);
  store_free(b);
  store_free(c);
}

static void tampered_file_gives_nothing(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, b, "p", "k", text("1"));
  CLEANUP(mem_freep) char *path = mem_strdup(store_path(b));
  store_free(b);
  raw_ok(path, "DROP TRIGGER event_is_never_changed; UPDATE event SET author = 'Eve' WHERE key = 'k'");
  expect_ok(bench, store_open_readonly(path, bench->host, &b, &bench->error));
  assert_int_equal(store_merge(a, b, NULL, &bench->error), STATUS_WORKSPACE);
  assert_non_null(strstr(bench->error.where, "b.cradle"));
  assert_int_equal(count_events(bench, a), 1);
  store_free(a);
  store_free(b);
}

static void forked_chain_is_refused(void **state) {
  struct bench *bench = *state;
  struct store *a = bench_create(bench);
  make(bench, a, "p");
  store_free(a);
  CLEANUP(mem_freep) char *copy = path_join(bench->folder, "copy.cradle");
  CLEANUP(mem_freep) char *state_copy = path_join(bench->folder, "state-copy");
  copy_file(bench->path, copy);
  CLEANUP(mem_freep) char *command = mem_printf("cp -r '%s' '%s'", bench->state, state_copy);
  assert_int_equal(system(command), 0); /* a home folder restored together with the workspace */
  struct store *b = NULL;
  a = bench_open(bench, bench->path);
  expect_ok(bench, store_open(copy, bench->host, state_copy, &b, &bench->error));
  set(bench, a, "p", "k", text("1"));
  set(bench, b, "p", "k", text("2"));
  assert_string_equal(store_replica(a), store_replica(b));
  assert_int_equal(store_merge(a, b, NULL, &bench->error), STATUS_WORKSPACE);
  expect_answer(bench, a, "p", "k", "1");
  store_free(a);
  store_free(b);
}

static void erasure_reaches_other_copies(void **state) {
  struct bench *bench = *state;
  struct store *a, *b;
  pair(bench, &a, &b);
  set(bench, a, "p", "k", text("private"));
  merge(bench, b, a);
  struct snapshot *snapshot = look(bench, a);
  CLEANUP(mem_freep) char *event = mem_strdup(snapshot_fact(snapshot, "p", "k")->heads[0].event);
  snapshot_free(snapshot);
  expect_ok(bench, store_redact(a, "Ann", event, "personal data", &bench->error));
  merge(bench, b, a);
  expect_same(bench, a, b);
  assert_int_equal(state_of(bench, b, "k"), ANSWER_UNKNOWN);
  expect_clean(bench, b);
  store_free(a);
  store_free(b);
}

/* ---- properties over random histories --------------------------------------------------------------------------------------------- */

enum { REPLICAS = 3, CASES = 40, STEPS = 12 };

static void random_step(struct bench *bench, struct store *store, unsigned *seed) {
  static const char *const subjects[] = {"p", "q"};
  const char *subject = subjects[rand_r(seed) % 2];
  char value[2] = {(char)('a' + rand_r(seed) % 3), '\0'};
  struct change changes[] = {
      subject_change("q", "product", NULL),
      value_change(CHANGE_SET, subject, "k", text(value)),
      value_change(CHANGE_SET, subject, "k", value_of(VALUE_CLEARED, NULL)),
      value_change(CHANGE_SET, subject, "s", value_of(VALUE_NONE, NULL)),
      value_change(CHANGE_ADD, subject, "s", choice(value)),
      value_change(CHANGE_REMOVE, subject, "s", choice(value)),
      value_change(CHANGE_ARCHIVE, subject, NULL, value_bool(rand_r(seed) % 2)),
  };
  size_t what = (size_t)rand_r(seed) % (ARRAY_LEN(changes) + 1);
  if (what == ARRAY_LEN(changes)) {
    enum status status = store_undo(store, "Ann", NULL, &bench->error);
    assert_true(status == STATUS_OK || status == STATUS_REFUSED);
    return;
  }
  enum status status = store_append(store, "Ann", &changes[what], 1, NULL, &bench->error);
  assert_true(status == STATUS_OK || status == STATUS_USAGE); /* q is not known everywhere */
}

static struct store *copy_of(struct bench *bench, struct store *store, const char *name) {
  struct store *copy = bench_create_other(bench, name);
  merge(bench, copy, store);
  expect_same(bench, copy, store);
  return copy;
}

static void close_and_remove(struct store *store) {
  CLEANUP(mem_freep) char *path = mem_strdup(store_path(store));
  store_free(store);
  unlink(path);
}

static void expect_laws(struct bench *bench, struct store *const stores[REPLICAS]) {
  struct store *ab = copy_of(bench, stores[0], "ab"), *ba = copy_of(bench, stores[1], "ba");
  merge(bench, ab, stores[1]);
  merge(bench, ba, stores[0]);
  expect_same(bench, ab, ba); /* commutes */
  size_t news = 99;
  expect_ok(bench, store_merge(ab, stores[1], &news, &bench->error));
  assert_int_equal(news, 0); /* idempotent */
  expect_same(bench, ab, ba);
  struct store *bc = copy_of(bench, stores[1], "bc"), *a_bc = copy_of(bench, stores[0], "a_bc");
  merge(bench, bc, stores[2]);
  merge(bench, a_bc, bc);
  merge(bench, ab, stores[2]);
  expect_same(bench, ab, a_bc); /* associates */
  expect_clean(bench, ab);
  expect_clean(bench, a_bc);
  CLEANUP(mem_freep) char *before = dump(bench, ab);
  expect_ok(bench, store_rebuild(ab, &bench->error));
  CLEANUP(mem_freep) char *after = dump(bench, ab);
  assert_string_equal(before, after);
  struct store *all[] = {ab, ba, bc, a_bc};
  for (size_t i = 0; i < ARRAY_LEN(all); i++)
    close_and_remove(all[i]);
}

static void merging_commutes_associates_and_is_idempotent(void **state) {
  struct bench *bench = *state;
  for (unsigned number = 0; number < CASES; number++) {
    unsigned seed = number;
    struct store *stores[REPLICAS];
    static const char *const names[REPLICAS] = {"1", "2", "3"};
    for (size_t i = 0; i < REPLICAS; i++)
      stores[i] = bench_create_other(bench, names[i]);
    make(bench, stores[0], "p");
    for (size_t i = 1; i < REPLICAS; i++)
      merge(bench, stores[i], stores[0]);
    for (int step = 0; step < STEPS; step++) {
      size_t at = (size_t)rand_r(&seed) % REPLICAS, other = (size_t)rand_r(&seed) % REPLICAS;
      if (rand_r(&seed) % 6 == 0)
        merge(bench, stores[at], stores[other]);
      else
        random_step(bench, stores[at], &seed);
    }
    expect_laws(bench, stores);
    for (size_t i = 0; i < REPLICAS; i++)
      close_and_remove(stores[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(two_first_answers_are_a_conflict_until_settled),
      bench_test(equal_answers_are_no_conflict),
      bench_test(answer_that_knew_the_other_is_no_conflict),
      bench_test(elements_of_two_people_do_not_conflict),
      bench_test(implicit_record_answered_by_two_is_one_record),
      bench_test(files_that_disagree_about_a_parent_are_not_merged),
      bench_test(archiving_against_an_unknown_edit_is_a_conflict),
      bench_test(archiving_against_an_unknown_answer_for_a_record_is_a_conflict),
      bench_test(archiving_that_knew_the_edit_is_none),
      bench_test(archived_by_one_and_revived_by_another_is_a_conflict),
      bench_test(blobs_travel_and_are_checked),
      bench_test(tampered_file_gives_nothing),
      bench_test(forked_chain_is_refused),
      bench_test(erasure_reaches_other_copies),
      bench_test(merging_commutes_associates_and_is_idempotent),
  };
  return cmocka_run_group_tests_name("merging offline work", tests, NULL, NULL);
}
