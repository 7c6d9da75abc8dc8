/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"

enum { HAS_VERSION = 1, HAS_SUPPLIER = 2 };

/* root; app with two parts, of which the second comes before it ends; a model; two versions of one package. */
static struct store *filled(struct bench *bench, char name[HASH_TEXT_SIZE]) {
  struct store *store = bench_create(bench);
  struct store_component components[] = {
      component(0, "root", "Pump", "2"), component(2, "part-1", "part", "1"),         component(3, "part-2", "part", "2"),
      component(1, "app", "app", NULL),  component(4, "model", "classifier", "main"), component(5, NULL, "no ref 100%", "1"),
  };
  components[0].place = ROOT;
  components[0].depth = 0;
  components[1].parent = components[2].parent = 1;
  components[1].depth = components[2].depth = 2;
  components[1].given = components[2].given = HAS_VERSION | HAS_SUPPLIER;
  components[1].purl = "pkg:npm/part@1";
  components[2].purl = "pkg:npm/part@2";
  components[2].supplier = "Example Oy";
  components[4].kind = MODEL;
  components[4].given = HAS_VERSION;
  static const struct store_dependency dependencies[] = {
      {"root", NULL, 0, NULL},    {"root", "app", 1, NULL},      {"app", "part-1", 1, NULL}, {"app", "part-2", 5, "BUILD_TOOL_OF"},
      {"app", "part-1", 1, NULL}, {"part-2", "part-1", 1, NULL}, {"part-1", NULL, 0, NULL},  {"app", "elsewhere", 1, NULL},
  };
  add_list(bench, store, "a list", 1, components, ARRAY_LEN(components), dependencies, ARRAY_LEN(dependencies), name);
  return store;
}

static void show(struct buf *buf, const struct store_component *component) {
  buf_printf(buf, "%s%u:%s", buf->len ? " " : "", component->index, component->name);
}

static void expect_page(struct bench *bench, struct store *store, const char *name, struct component_filter filter, uint32_t from,
                        uint64_t skip, size_t limit, const char *expected) {
  struct arena *arena = arena_new();
  store_component_vec_t page = {0};
  struct buf buf = {0};
  uint64_t count;
  expect_ok(bench, store_components(store, name, &filter, from, skip, limit, arena, &page, &bench->error));
  for (size_t i = 0; i < page.len; i++)
    show(&buf, &page.items[i]);
  assert_string_equal(buf_str(&buf), expected);
  expect_ok(bench, store_component_count(store, name, &filter, &count, &bench->error));
  if (from == 0 && skip == 0 && limit > page.len) assert_int_equal(count, page.len);
  buf_free(&buf);
  vec_free(&page);
  arena_free(arena);
}

static void expect_children(struct bench *bench, struct store *store, const char *name, uint32_t parent, const char *expected) {
  struct arena *arena = arena_new();
  store_component_vec_t page = {0};
  struct buf buf = {0};
  expect_ok(bench, store_component_children(store, name, parent, 0, 100, arena, &page, &bench->error));
  for (size_t i = 0; i < page.len; i++)
    show(&buf, &page.items[i]);
  assert_string_equal(buf_str(&buf), expected);
  buf_free(&buf);
  vec_free(&page);
  arena_free(arena);
}

typedef enum status (*ends_fn)(struct store *, const char *, const char *, uint64_t, size_t, struct arena *, dependency_end_vec_t *,
                               struct error *);

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, since their order says nothing. */
static void expect_ends(struct bench *bench, struct store *store, const char *name, ends_fn read, const char *ref, const char *expected) {
  struct arena *arena = arena_new();
  dependency_end_vec_t ends = {0};
  VEC(const char *) texts = {0};
  struct buf buf = {0};
  expect_ok(bench, read(store, name, ref, 0, 100, arena, &ends, &bench->error));
  for (size_t i = 0; i < ends.len; i++) {
    const struct dependency_end *end = &ends.items[i];
    vec_push(&texts, arena_printf(arena, "%s/%d/%s", end->component ? end->component->ref : "-", end->kind, end->word ? end->word : "-"));
  }
  if (texts.len > 0) qsort(texts.items, texts.len, sizeof *texts.items, by_text);
  for (size_t i = 0; i < texts.len; i++)
    buf_printf(&buf, "%s%s", i ? " " : "", texts.items[i]);
  assert_string_equal(buf_str(&buf), expected);
  buf_free(&buf);
  vec_free(&texts);
  vec_free(&ends);
  arena_free(arena);
}

static void list_says_what_was_read(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  struct arena *arena = arena_new();
  const struct store_list *list = NULL;
  expect_ok(bench, store_list(store, name, arena, &list, &bench->error));
  assert_string_equal(list->format, "CycloneDX JSON");
  assert_int_equal(list->components, 5);
  assert_int_equal(list->rows, 6);
  assert_int_equal(list->dependencies, 6);
  assert_int_equal(list->lacking[0], 2); /* app, no ref */
  assert_int_equal(list->lacking[1], 3);
  assert_int_equal(list->lacking[31], 5);
  expect_ok(bench, store_list(store, "abc", arena, &list, &bench->error));
  assert_null(list);
  arena_free(arena);
  expect_clean(bench, store);
  store_free(store);
}

static void components_are_found_by_place_ref_and_package(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  struct arena *arena = arena_new();
  const struct store_component *found = NULL;
  expect_ok(bench, store_component_at(store, name, 3, arena, &found, &bench->error));
  assert_string_equal(found->ref, "part-2");
  assert_string_equal(found->supplier, "Example Oy");
  assert_int_equal(found->parent, 1);
  assert_int_equal(found->depth, 2);
  assert_null(found->licence);
  expect_ok(bench, store_component_by_ref(store, name, "root", arena, &found, &bench->error));
  assert_int_equal(found->place, ROOT);
  expect_ok(bench, store_component_by_identity(store, name, "pkg:npm/part", arena, &found, &bench->error));
  assert_string_equal(found->ref, "part-1");
  expect_ok(bench, store_component_by_ref(store, name, "nobody", arena, &found, &bench->error));
  assert_null(found);
  expect_ok(bench, store_component_at(store, name, 6, arena, &found, &bench->error));
  assert_null(found);
  arena_free(arena);
  store_free(store);
}

static void pages_hold_what_passes_the_filter(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  expect_page(bench, store, name, (struct component_filter){0}, 0, 0, 100, "1:app 2:part 3:part 4:classifier 5:no ref 100%");
  expect_page(bench, store, name, (struct component_filter){0}, 0, 1, 2, "2:part 3:part");
  expect_page(bench, store, name, (struct component_filter){0}, 4, 0, 1, "4:classifier");
  expect_page(bench, store, name, (struct component_filter){.text = "PART"}, 0, 0, 100, "2:part 3:part");
  expect_page(bench, store, name, (struct component_filter){.text = "oy"}, 0, 0, 100, "3:part");
  expect_page(bench, store, name, (struct component_filter){.text = "%"}, 0, 0, 100, "5:no ref 100%");
  expect_page(bench, store, name, (struct component_filter){.text = "part_"}, 0, 0, 100, "");
  expect_page(bench, store, name, (struct component_filter){.kind = MODEL}, 0, 0, 100, "4:classifier");
  expect_page(bench, store, name, (struct component_filter){.kind = MODEL, .text = "part"}, 0, 0, 100, "");
  expect_page(bench, store, name, (struct component_filter){.lacking = HAS_SUPPLIER}, 0, 0, 100, "1:app 4:classifier 5:no ref 100%");
  expect_page(bench, store, name, (struct component_filter){.without_node = true}, 0, 0, 100, "4:classifier 5:no ref 100%");
  expect_page(bench, store, "abc", (struct component_filter){0}, 0, 0, 100, "");
  store_free(store);
}

static void nesting_is_kept(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  expect_children(bench, store, name, 1, "2:part 3:part");
  expect_children(bench, store, name, 2, "");
  expect_children(bench, store, name, STORE_COMPONENT_NONE, "0:Pump 1:app 4:classifier 5:no ref 100%");
  store_free(store);
}

static void dependencies_are_known_in_both_directions(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  expect_ends(bench, store, name, store_dependencies, "root", "app/1/-");
  expect_ends(bench, store, name, store_dependencies, "app", "-/1/- part-1/1/- part-2/5/BUILD_TOOL_OF");
  expect_ends(bench, store, name, store_dependencies, "part-1", "");
  expect_ends(bench, store, name, store_dependents, "part-1", "app/1/- part-2/1/-");
  expect_ends(bench, store, name, store_dependents, "elsewhere", "app/1/-");
  expect_ends(bench, store, name, store_dependents, "root", "");
  store_free(store);
}

/* ---- difference --------------------------------------------------------------------------------------------------------------- */

static bool note_difference(void *context, const struct list_difference *difference) {
  struct buf *buf = context;
  const struct store_component *any = difference->before ? difference->before : difference->after;
  buf_printf(buf, "%s %s>%s\n", any->name, difference->before ? difference->before->version : "",
             difference->after ? difference->after->version : "");
  return true;
}

static void expect_difference(struct bench *bench, struct store *store, const char *before, const char *after, const char *const *expected,
                              struct difference_counts counts) {
  struct buf buf = {0};
  struct difference_counts found;
  size_t len = 0;
  expect_ok(bench, store_list_difference(store, before, after, note_difference, &buf, &found, &bench->error));
  for (size_t i = 0; expected[i]; i++) {
    if (!strstr(buf_str(&buf), expected[i])) fail_msg("not found: %s in %s", expected[i], buf_str(&buf));
    len += strlen(expected[i]);
  }
  assert_int_equal(buf.len, len); /* and nothing else */
  assert_memory_equal(&found, &counts, sizeof counts);
  buf_free(&buf);
}

static void difference_names_added_removed_and_changed(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  char before[HASH_TEXT_SIZE], after[HASH_TEXT_SIZE];
  struct store_component old[] = {
      component(0, "r", "Pump", "1"),  component(1, "a", "same", "1"),  component(2, "b", "raised", "1"), component(3, "c", "gone", "1"),
      component(4, "d", "twice", "1"), component(5, "e", "twice", "2"), component(6, "f", "twice", "2"),  component(7, "g", "by-purl", "1"),
  };
  struct store_component new[] = {
      component(0, "r", "Pump", "2"), component(1, "x", "twice", "2"), component(2, "y", "twice", "3"),   component(3, "b", "raised", "2"),
      component(4, "n", "come", "1"), component(5, "a", "same", "1"),  component(6, "g", "renamed", "2"),
  };
  old[0].place = new[0].place = ROOT; /* not compared */
  old[7].purl = "pkg:deb/debian/x@1?arch=amd64";
  new[6].purl = "pkg:deb/debian/x@2?arch=arm64";
  add_list(bench, store, "old", 1, old, ARRAY_LEN(old), NULL, 0, before);
  add_list(bench, store, "new", 1, new, ARRAY_LEN(new), NULL, 0, after);
  static const char *const changes[] = {"raised 1>2\n", "gone 1>\n", "twice 1>3\n", "come >1\n", "by-purl 1>2\n", NULL};
  static const char *const nothing[] = {NULL};
  expect_difference(bench, store, before, after, changes, (struct difference_counts){.added = 1, .removed = 1, .changed = 3, .same = 2});
  expect_difference(bench, store, after, after, nothing, (struct difference_counts){.same = 6});
  assert_int_equal(store_list_difference(store, before, "abc", NULL, NULL, NULL, &bench->error), STATUS_USAGE);
  assert_string_equal(bench->error.where, "abc");
  store_free(store);
}

static void expect_identity(const char *purl, const char *group, const char *expected) {
  struct store_component one = component(0, "r", "name", "1");
  one.purl = purl;
  one.group = group;
  CLEANUP(mem_freep) char *identity = store_component_identity(&one);
  assert_string_equal(identity, expected);
}

static void identity_is_the_package_without_its_version(void **state) {
  (void)state;
  expect_identity("pkg:npm/left-pad@1.0", NULL, "pkg:npm/left-pad");
  expect_identity("pkg:npm/%40scope/x@1.0", NULL, "pkg:npm/%40scope/x");
  expect_identity("pkg:npm/@scope/x@1.0", NULL, "pkg:npm/@scope/x");
  expect_identity("pkg:npm/@scope/x", NULL, "pkg:npm/@scope/x");
  expect_identity("pkg:github/x/y@refs/heads/main", NULL, "pkg:github/x/y");
  expect_identity("pkg:deb/debian/x@1?arch=amd64&v=a@b", NULL, "pkg:deb/debian/x");
  expect_identity("pkg:golang/x/y@v1#sub/z", NULL, "pkg:golang/x/y#sub/z");
  expect_identity("pkg:golang/x/y", NULL, "pkg:golang/x/y");
  expect_identity(NULL, "org.example", "org.example/name");
  expect_identity(NULL, NULL, "name");
}

/* ---- notes -------------------------------------------------------------------------------------------------------------------- */

static void note_on_a_component_finds_it_again(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  make(bench, store, "list-1");
  CLEANUP(mem_freep) char *subject = store_component_subject("list-1", "part-2");
  set(bench, store, subject, "diligence", text("looked at"));
  expect_answer(bench, store, subject, "diligence", "looked at");
  struct arena *arena = arena_new();
  const struct store_component *found = NULL;
  expect_ok(bench, store_component_of_subject(store, name, subject, arena, &found, &bench->error));
  assert_string_equal(found->ref, "part-2");
  static const char *const others[] = {"list-1", "list-1/", "list-1/x", "list-1/0123456789abcdef", "list-1/ffffffffffffffffffff"};
  for (size_t i = 0; i < ARRAY_LEN(others); i++) {
    expect_ok(bench, store_component_of_subject(store, name, others[i], arena, &found, &bench->error));
    assert_null(found);
  }
  arena_free(arena);
  store_free(store);
}

/* ---- made again --------------------------------------------------------------------------------------------------------------- */

static void expect_older(struct bench *bench, struct store *store, int reader, const char *expected) {
  struct arena *arena = arena_new();
  store_hash_vec_t hashes = {0};
  expect_ok(bench, store_lists_older(store, reader, arena, &hashes, &bench->error));
  assert_int_equal(hashes.len, expected ? 1 : 0);
  if (expected) assert_string_equal(hashes.items[0], expected);
  vec_free(&hashes);
  arena_free(arena);
}

static void newer_reader_replaces_the_rows(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name);
  expect_older(bench, store, 1, NULL);
  expect_older(bench, store, 2, name);
  struct store_component only = component(0, "x", "only", "1");
  struct stat before, after;
  add_list(bench, store, "a list", 2, &only, 1, NULL, 0, name);
  stat(bench->path, &before);
  expect_older(bench, store, 2, NULL);
  expect_page(bench, store, name, (struct component_filter){0}, 0, 0, 100, "0:only");
  expect_ends(bench, store, name, store_dependencies, "app", "");
  expect_clean(bench, store);
  add_list(bench, store, "a list", 2, &only, 1, NULL, 0, name);
  stat(bench->path, &after);
  assert_int_equal(before.st_size, after.st_size); /* what was there makes room */
  store_free(store);
}

static void list_with_missing_rows_is_found_and_read_again(void **state) {
  struct bench *bench = *state;
  static const char *const damages[] = {"DELETE FROM component WHERE name = 'app'", "DELETE FROM component_index WHERE what = 3"};
  for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
    char name[HASH_TEXT_SIZE];
    store_free(filled(bench, name));
    raw_ok(bench->path, damages[i]);
    struct store *store = bench_open(bench, bench->path);
    struct check_report report = {0};
    assert_int_equal(store_check(store, NULL, &report, &bench->error), STATUS_NO);
    assert_int_equal(report.findings.len, 1);
    assert_string_equal(report.findings.items[0].where, name);
    assert_int_equal(report.lists, 1);
    check_report_clear(&report);
    expect_older(bench, store, 1, NULL);
    expect_ok(bench, store_rebuild(store, &bench->error));
    expect_older(bench, store, 1, name);
    expect_page(bench, store, name, (struct component_filter){0}, 0, 0, 100, ""); /* half a list is none */
    store_free(store);
    unlink(bench->path);
  }
}

static void gap_in_the_numbers_is_refused(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  char name[HASH_TEXT_SIZE];
  struct store_component components[] = {component(0, "a", "a", "1"), component(2, "b", "b", "1")};
  struct store_batch *batch = batch_begin(bench, store);
  put_text(bench, batch, "content", name);
  expect_ok(bench, store_list_begin(batch, &bench->error));
  for (size_t i = 0; i < ARRAY_LEN(components); i++)
    expect_ok(bench, store_list_component(batch, &components[i], &bench->error));
  struct store_list list = {.hash = name, .reader = 1};
  assert_int_equal(store_list_end(batch, &list, &bench->error), STATUS_USAGE);
  store_batch_free(batch);
  expect_clean(bench, store);
  store_free(store);
}

static void merging_asks_for_lists_to_be_read(void **state) {
  struct bench *bench = *state;
  char name[HASH_TEXT_SIZE];
  struct store *store = filled(bench, name), *other = bench_create_other(bench, "b.cradle");
  expect_ok(bench, store_merge(other, store, NULL, &bench->error));
  expect_older(bench, other, 1, name);
  expect_page(bench, other, name, (struct component_filter){0}, 0, 0, 100, "");
  expect_clean(bench, other);
  struct store_component only = component(0, "x", "only", "1");
  add_list(bench, other, "a list", 1, &only, 1, NULL, 0, name);
  expect_older(bench, other, 1, NULL);
  expect_ok(bench, store_merge(other, store, NULL, &bench->error)); /* what is read stays */
  expect_page(bench, other, name, (struct component_filter){0}, 0, 0, 100, "0:only");
  store_free(other);
  store_free(store);
}

/* ---- more than one run -------------------------------------------------------------------------------------------------------- */

enum { MANY = 70000 };

static void add_many(struct bench *bench, struct store *store, const char *content, int raised, char name[HASH_TEXT_SIZE]) {
  struct store_batch *batch = batch_begin(bench, store);
  put_text(bench, batch, content, name);
  expect_ok(bench, store_list_begin(batch, &bench->error));
  for (uint32_t i = 0; i < MANY; i++) {
    char ref[20], package[20], to[20];
    snprintf(ref, sizeof ref, "r%u", i);
    snprintf(package, sizeof package, "package-%u", i);
    snprintf(to, sizeof to, "r%u", (i * 7919u + 1) % MANY);
    struct store_component one = component(i, ref, package, (int)i < raised ? "2" : "1");
    struct store_dependency node = {ref, NULL, 0, NULL}, edge = {ref, to, 1, NULL};
    expect_ok(bench, store_list_component(batch, &one, &bench->error));
    expect_ok(bench, store_list_dependency(batch, &node, &bench->error));
    if (i % 2) expect_ok(bench, store_list_dependency(batch, &edge, &bench->error));
  }
  struct store_list list = {.hash = name, .reader = 1};
  expect_ok(bench, store_list_end(batch, &list, &bench->error));
  batch_commit(bench, batch);
}

static void long_lists_are_searched_and_compared_like_short_ones(void **state) {
  struct bench *bench = *state;
  struct store *store = bench_create(bench);
  char before[HASH_TEXT_SIZE], after[HASH_TEXT_SIZE];
  add_many(bench, store, "before", 0, before);
  add_many(bench, store, "after", 123, after);
  struct arena *arena = arena_new();
  for (uint32_t i = 1; i < MANY; i += 9998) {
    char ref[20], expected[20];
    const struct store_component *found = NULL;
    snprintf(ref, sizeof ref, "r%u", i);
    expect_ok(bench, store_component_by_ref(store, after, ref, arena, &found, &bench->error));
    assert_int_equal(found->index, i);
    snprintf(expected, sizeof expected, "r%u/1/-", (i * 7919u + 1) % MANY);
    expect_ends(bench, store, after, store_dependencies, ref, i % 2 ? expected : "");
  }
  arena_free(arena);
  struct difference_counts counts;
  uint64_t without;
  expect_ok(bench, store_list_difference(store, before, after, NULL, NULL, &counts, &bench->error));
  assert_int_equal(counts.changed, 123);
  assert_int_equal(counts.same, MANY - 123);
  expect_ok(bench, store_component_count(store, after, &(struct component_filter){.without_node = true}, &without, &bench->error));
  assert_int_equal(without, 0);
  expect_page(bench, store, after, (struct component_filter){0}, 0, MANY - 1, 5, "69999:package-69999");
  expect_clean(bench, store);
  store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      bench_test(list_says_what_was_read),
      bench_test(components_are_found_by_place_ref_and_package),
      bench_test(pages_hold_what_passes_the_filter),
      bench_test(nesting_is_kept),
      bench_test(dependencies_are_known_in_both_directions),
      bench_test(difference_names_added_removed_and_changed),
      cmocka_unit_test(identity_is_the_package_without_its_version),
      bench_test(note_on_a_component_finds_it_again),
      bench_test(newer_reader_replaces_the_rows),
      bench_test(list_with_missing_rows_is_found_and_read_again),
      bench_test(gap_in_the_numbers_is_refused),
      bench_test(merging_asks_for_lists_to_be_read),
      bench_test(long_lists_are_searched_and_compared_like_short_ones),
  };
  return cmocka_run_group_tests_name("component lists", tests, NULL, NULL);
}
