/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every citation exists in the law, and every provision that concerns the users of the program is carried by something: a question, a
 * rule, a duty, a requirement, or a field of a document. README.md says what the lists hold.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kb/kb.h"
#include "skip.h"

#define FOLDER TOP_SRCDIR "/tests/law/"
#define PROVISIONS TOP_SRCDIR "/data/provisions.txt"
enum { EXCEPTIONS_MAX = 15, LINE_MAX_LEN = 4096 };

static struct pack *pack;
static struct map *provisions; /* "ACT PATH" -> itself: what the law has */
static struct map *carried;    /* "ACT PATH" -> where it is cited by something that carries */
static struct arena *arena;

/* ---- what is cited ---- */

struct cited {
  const char *what; /* "cra art.13.8" */
  const char *where, *by;
};
static VEC(struct cited) all;

static const char *key_of(const struct cite *cite) {
  char *path = cite_path(cite);
  const char *key = path ? arena_printf(arena, "%s %s", cite->act->id, path) : NULL;
  free(path);
  return key;
}

static void collect(const struct xml_node *node) {
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    if (!xml_name(child)) continue;
    collect(child);
    if (!xml_is(child, "cite")) continue;
    struct cite cite;
    CLEANUP(error_clear) struct error error = {0};
    CLEANUP(mem_freep) char *where = xml_where(child);
    if (pack_cite(pack, child, &cite, &error)) fail_msg("%s: %s", where, error.what);
    const char *key = key_of(&cite);
    if (!key) continue;
    struct cited cited = {.what = key, .where = arena_strdup(arena, where), .by = arena_strdup(arena, xml_name(node))};
    vec_push(&all, cited);
  }
}

static void collect_folder(const char *folder) {
  struct dirent **names;
  int count = scandir(folder, &names, NULL, alphasort);
  assert_true(count > 0);
  for (int i = 0; i < count; i++) {
    const char *dot = strrchr(names[i]->d_name, '.');
    if (dot && str_eq(dot, ".xml")) {
      CLEANUP(mem_freep) char *path = path_join(folder, names[i]->d_name);
      struct xml_document *document;
      CLEANUP(error_clear) struct error error = {0};
      if (xml_load(path, &document, &error)) fail_msg("%s: %s", path, error.what);
      collect(xml_root(document));
      xml_free(document);
    }
    free(names[i]);
  }
  free(names);
}

/* A row of a table, a topic or a suggestion may cite, but nobody is asked, told or bound by it. */
static bool carries(const char *element) {
  return str_in_list("question requirement case collect disputed reading otherwise gap duty "
                     "p item note heading cell row",
                     element);
}

/* ---- lists ---- */

static void each_line(const char *path, void (*line)(char *text, const char *where)) {
  FILE *file = fopen(path, "r");
  if (!file) fail_msg("%s cannot be read", path);
  char text[LINE_MAX_LEN];
  for (int number = 1; fgets(text, sizeof text, file); number++) {
    text[strcspn(text, "\n")] = '\0';
    CLEANUP(mem_freep) char *where = mem_printf("%s:%d", path, number);
    if (*text && *text != '#') line(text, where);
  }
  fclose(file);
}

static void add_provision(char *text, const char *where) {
  (void)where;
  const char *key = arena_strdup(arena, text);
  map_put(provisions, key, (void *)key);
}

static int setup(void **state) {
  (void)state;
  arena = arena_new();
  provisions = map_new();
  carried = map_new();
  lang_init(NULL);
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(TOP_SRCDIR "/data", NULL, &pack, &error)) fail_msg("%s: %s", error.where, error.what);
  each_line(PROVISIONS, add_provision);
  collect_folder(TOP_SRCDIR "/data");
  collect_folder(TOP_SRCDIR "/templates");
  for (size_t i = 0; i < all.len; i++)
    if (carries(all.items[i].by)) map_put(carried, all.items[i].what, (void *)all.items[i].where);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  vec_free(&all);
  map_free(provisions);
  map_free(carried);
  pack_free(pack);
  arena_free(arena);
  return 0;
}

/* ---- the tests ---- */

static bool act_is_listed(const char *key) {
  CLEANUP(mem_freep) char *act = mem_strndup(key, strcspn(key, " "));
  return str_in_list("cra aia aia-omnibus impl-2025-2392 deleg-2026-881 deleg-2025-1535", act);
}

static void each_citation_names_a_provision_that_the_act_has(void **state) {
  (void)state;
  size_t wrong = 0;
  for (size_t i = 0; i < all.len; i++) {
    if (!act_is_listed(all.items[i].what) || map_get(provisions, all.items[i].what)) continue;
    print_error("%s: there is no such provision: %s\n", all.items[i].where, all.items[i].what);
    wrong++;
  }
  assert_int_equal(wrong, 0);
  assert_true(all.len > 1000);
}

struct span {
  const char *act, *prefix;
};
/* What the program promises to cover. */
static const struct span promised[] = {
    {"cra", "art.2"},    {"cra", "art.3"},   {"cra", "art.4"},  {"cra", "art.7"},  {"cra", "art.8"},   {"cra", "art.12"},
    {"cra", "art.13"},   {"cra", "art.14"},  {"cra", "art.18"}, {"cra", "art.19"}, {"cra", "art.20"},  {"cra", "art.21"},
    {"cra", "art.22"},   {"cra", "art.23"},  {"cra", "art.24"}, {"cra", "art.27"}, {"cra", "art.28"},  {"cra", "art.29"},
    {"cra", "art.30"},   {"cra", "art.31"},  {"cra", "art.32"}, {"cra", "art.69"}, {"cra", "anx.i"},   {"cra", "anx.ii"},
    {"cra", "anx.iii"},  {"cra", "anx.iv"},  {"cra", "anx.v"},  {"cra", "anx.vi"}, {"cra", "anx.vii"}, {"cra", "anx.viii"},
    {"aia", "art.2"},    {"aia", "art.3.1"}, {"aia", "art.5"},  {"aia", "art.6"},  {"aia", "art.8"},   {"aia", "art.9"},
    {"aia", "art.10"},   {"aia", "art.11"},  {"aia", "art.12"}, {"aia", "art.13"}, {"aia", "art.14"},  {"aia", "art.15"},
    {"aia", "art.16"},   {"aia", "art.17"},  {"aia", "art.18"}, {"aia", "art.19"}, {"aia", "art.20"},  {"aia", "art.21"},
    {"aia", "art.22"},   {"aia", "art.23"},  {"aia", "art.24"}, {"aia", "art.25"}, {"aia", "art.26"},  {"aia", "art.27"},
    {"aia", "art.42"},   {"aia", "art.43"},  {"aia", "art.47"}, {"aia", "art.48"}, {"aia", "art.49"},  {"aia", "art.50"},
    {"aia", "art.53"},   {"aia", "art.54"},  {"aia", "art.55"}, {"aia", "art.72"}, {"aia", "art.73"},  {"aia", "art.111"},
    {"aia", "art.113"},  {"aia", "anx.iii"}, {"aia", "anx.iv"}, {"aia", "anx.v"},  {"aia", "anx.vi"},  {"aia", "anx.vii"},
    {"aia", "anx.viii"},
};

static bool lies_in(const char *path, const char *prefix) {
  size_t len = strlen(prefix);
  return strncmp(path, prefix, len) == 0 && (path[len] == '\0' || path[len] == '.');
}

static bool is_promised(const char *key) {
  for (size_t i = 0; i < ARRAY_LEN(promised); i++) {
    size_t len = strlen(promised[i].act);
    if (strncmp(key, promised[i].act, len) == 0 && key[len] == ' ' && lies_in(key + len + 1, promised[i].prefix)) return true;
  }
  return false;
}

static bool has_parts(const char *key) {
  for (size_t i = 0; i < map_len(provisions); i++) {
    const char *other = map_key_at(provisions, i);
    if (strlen(other) > strlen(key) && lies_in(other, key)) return true;
  }
  return false;
}

static size_t exception_count;
static struct map *excepted;

/* "CRA-ACT PATH[ PATH...]: reason" */
static void add_exception(char *text, const char *where) {
  char *colon = strchr(text, ':');
  if (!colon || strlen(colon) < 20) fail_msg("%s: an exception needs its reason", where);
  *colon = '\0';
  exception_count++;
  char *save = NULL, *act = strtok_r(text, " ", &save);
  for (char *path = strtok_r(NULL, " ", &save); path; path = strtok_r(NULL, " ", &save)) {
    const char *key = arena_printf(arena, "%s %s", act, path);
    if (!map_get(provisions, key)) fail_msg("%s: there is no such provision: %s", where, key);
    if (map_get(carried, key)) fail_msg("%s: %s is carried (%s) and needs no exception", where, key, (const char *)map_get(carried, key));
    map_put(excepted, key, (void *)key);
  }
}

static void each_promised_provision_is_carried(void **state) {
  (void)state;
  size_t missing = 0, leaves = 0;
  excepted = map_new();
  each_line(FOLDER "exceptions.txt", add_exception);
  assert_true(exception_count <= EXCEPTIONS_MAX);
  for (size_t i = 0; i < map_len(provisions); i++) {
    const char *key = map_key_at(provisions, i);
    if (!is_promised(key) || has_parts(key)) continue;
    leaves++;
    if (map_get(carried, key) || map_get(excepted, key)) continue;
    print_error("not carried by anything: %s\n", key);
    missing++;
  }
  map_free(excepted);
  print_message("%zu paragraphs and points, %zu exceptions\n", leaves, exception_count);
  assert_int_equal(missing, 0);
  assert_true(leaves > 700);
}

/* The list that the repository carries is the list of the law text. */
static void the_list_of_provisions_is_that_of_the_law(void **state) {
  (void)state;
  const char *corpus = getenv("CRADLE_CORPUS");
  if (!corpus) skip_because("CRADLE_CORPUS is not set");
  CLEANUP(mem_freep)
  char *command = mem_printf("sh '%s/list-provisions.sh' '%s/law' | diff -u '%s' - >&2", FOLDER, corpus, PROVISIONS);
  assert_int_equal(system(command), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_citation_names_a_provision_that_the_act_has),
      cmocka_unit_test(each_promised_provision_is_carried),
      cmocka_unit_test(the_list_of_provisions_is_that_of_the_law),
  };
  return cmocka_run_group_tests_name("law: citations", tests, setup, teardown);
}
