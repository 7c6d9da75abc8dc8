/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workspaces live longer than programs. Each workspace-vN.cradle was written by the first program of that format and is never written
 * again; with CRADLE_MAKE_WORKSPACE=PATH in the environment the same content is written anew, to start the file of a later format.
 */
#include "lists.h"

static void fill(struct bench *bench, struct store *store) {
  struct change group[] = {
      subject_change("acme", "organisation", NULL),
      subject_change("pump", "product", "acme"),
      value_change(CHANGE_SET, "acme", "org.name", text("Acme Pumpen GmbH")),
      value_change(CHANGE_SET, "pump", "scope.connection", choice("direct")),
      value_change(CHANGE_SET, "pump", "scope.mdr", value_bool(false)),
      value_change(CHANGE_SET, "pump", "release.first-placed", value_date(day_make(2027, 12, 11))),
      value_change(CHANGE_SET, "pump", "support.expected-use", value_number(120000000)),
      value_change(CHANGE_SET, "pump", "case.aware-at", value_instant((struct instant){1789192800, 120})),
      value_change(CHANGE_SET, "pump", "maker", value_of(VALUE_REF, "acme")),
      value_change(CHANGE_SET, "pump", "foss.licence", value_of(VALUE_UNKNOWN, NULL)),
      value_change(CHANGE_ADD, "pump", "aia.annex-iii", choice("2")),
      value_change(CHANGE_ADD, "pump", "aia.annex-iii", choice("8.b")),
  };
  group[4].note = "checked with counsel";
  group[5].proposed = true;
  append_as(bench, store, "Ann", group, ARRAY_LEN(group));
  drop(bench, store, "pump", "aia.annex-iii", "8.b");
  set(bench, store, "pump", "scope.connection", choice("indirect"));
  set(bench, store, "pump", "scope.connection", choice("none"));
  expect_ok(bench, store_undo(store, "Ann", NULL, &bench->error));
  expect_ok(bench, store_record(store, "Ann", "pack-adopted", "2027-01", &bench->error));
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  expect_ok(bench, store_blob_put(store, "test report", 11, &hash, &bench->error));
  hash_format(&hash, name);
  set(bench, store, "pump", "report", value_of(VALUE_BLOB, name));
}

/* What came with format 2. */
static void fill_lists(struct bench *bench, struct store *store) {
  char name[HASH_TEXT_SIZE];
  struct store_component components[] = {component(0, "pump-lib", "libpump", "1.0"), component(1, "seal", "libseal", "2.0")};
  static const struct store_dependency dependency = {"pump-lib", "seal", 1, NULL};
  components[1].parent = 0;
  add_list(bench, store, "component list", 1, components, ARRAY_LEN(components), &dependency, 1, name);
  struct hash hash;
  struct store_batch *batch = batch_begin(bench, store);
  expect_ok(bench, store_batch_file_outside(batch, "/nowhere/scan.bin", "scan.bin", &bench->error));
  expect_ok(bench, store_batch_file_put(batch, "scan", 4, &bench->error));
  expect_ok(bench, store_batch_file_end(batch, &hash, NULL, &bench->error));
  batch_commit(bench, batch);
}

static void expect_lists(struct bench *bench, struct store *store) {
  struct arena *arena = arena_new();
  const struct store_component *found = NULL;
  dependency_end_vec_t ends = {0};
  struct blob_place place;
  struct hash hash;
  char list[HASH_TEXT_SIZE], scan[HASH_TEXT_SIZE];
  hash_of("component list", 14, &hash);
  hash_format(&hash, list);
  hash_of("scan", 4, &hash);
  hash_format(&hash, scan);
  expect_ok(bench, store_component_by_ref(store, list, "seal", arena, &found, &bench->error));
  assert_string_equal(found->name, "libseal");
  assert_int_equal(found->parent, 0);
  expect_ok(bench, store_dependents(store, list, "seal", 0, 10, arena, &ends, &bench->error));
  assert_int_equal(ends.len, 1);
  assert_string_equal(ends.items[0].component->name, "libpump");
  expect_ok(bench, store_blob_place(store, scan, arena, &place, &bench->error));
  assert_string_equal(place.path, "/nowhere/scan.bin");
  vec_free(&ends);
  arena_free(arena);
}

static void expect_content(struct bench *bench, struct store *store) {
  expect_answer(bench, store, "acme", "org.name", "Acme Pumpen GmbH");
  expect_answer(bench, store, "pump", "scope.connection", "indirect");
  expect_answer(bench, store, "pump", "scope.mdr", "no#checked with counsel");
  expect_answer(bench, store, "pump", "release.first-placed", "2027-12-11?");
  expect_answer(bench, store, "pump", "support.expected-use", "120");
  expect_answer(bench, store, "pump", "case.aware-at", "2026-09-12T08:00:00+02:00");
  expect_answer(bench, store, "pump", "maker", "acme");
  expect_answer(bench, store, "pump", "foss.licence", "unknown");
  expect_answer(bench, store, "pump", "aia.annex-iii", "|2");
  CLEANUP(mem_freep) char *hash = answer(bench, store, "pump", "report");
  struct buf content = {0};
  expect_ok(bench, store_blob_get(store, hash, &content, &bench->error));
  assert_string_equal(buf_str(&content), "test report");
  buf_free(&content);
  assert_int_equal(count_events(bench, store), 18);
}

static const char HEAD[] = "1f01a0bddc4f203a9f40de44ec040bf6cdf6b4157dcc9732a16f2584e48c1f44";

static void expect_head(struct bench *bench, struct store *store) {
  char head[HASH_TEXT_SIZE];
  expect_ok(bench, store_head(store, head, &bench->error));
  assert_string_equal(head, HEAD);
}

static struct store *open_kept(struct bench *bench, const char *name) {
  CLEANUP(mem_freep) char *kept = path_join(TOP_SRCDIR "/tests/store", name);
  copy_file(kept, bench->path);
  return bench_open(bench, bench->path);
}

static void new_workspace_holds_the_same_content(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  fill(bench, store);
  expect_content(bench, store);
  expect_clean(bench, store);
  fill_lists(bench, store);
  expect_lists(bench, store);
  store_free(store);
  const char *wanted = getenv("CRADLE_MAKE_WORKSPACE");
  if (wanted) copy_file(bench->path, wanted);
}

static void workspace_of_version_1_opens_and_can_be_continued(void **state) {
  struct bench *bench = *state;
  struct store *store = open_kept(bench, "workspace-v1.cradle");
  expect_content(bench, store);
  expect_head(bench, store);
  expect_clean(bench, store); /* which compares the tables with those of a new workspace */
  set(bench, store, "pump", "scope.connection", choice("direct"));
  fill_lists(bench, store);
  expect_lists(bench, store);
  store_free(store);
}

static void workspace_of_version_1_is_not_read_before_it_is_migrated(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *kept = path_join(TOP_SRCDIR, "tests/store/workspace-v1.cradle");
  copy_file(kept, bench->path);
  struct store *store = NULL;
  assert_int_equal(store_open_readonly(bench->path, bench->host, &store, &bench->error), STATUS_WORKSPACE);
  assert_non_null(bench->error.next);
}

static void workspace_of_version_2_opens_and_can_be_continued(void **state) {
  struct bench *bench = *state;
  struct store *store = open_kept(bench, "workspace-v2.cradle");
  expect_content(bench, store);
  expect_lists(bench, store);
  expect_head(bench, store);
  set(bench, store, "pump", "scope.connection", choice("direct"));
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(new_workspace_holds_the_same_content),
      bench_test(workspace_of_version_1_opens_and_can_be_continued),
      bench_test(workspace_of_version_1_is_not_read_before_it_is_migrated),
      bench_test(workspace_of_version_2_opens_and_can_be_continued),
  };
  return cmocka_run_group_tests_name("file format", tests, NULL, NULL);
}
