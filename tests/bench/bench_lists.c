/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading component lists with a million components, and storing them with file, hash, rows and dependencies, side by side with programs
 * that only check the syntax. Time is the median of the rounds, memory the most that one of them took.
 *
 * Arguments: CRADLE GENERATOR FOLDER COUNT; or: scan FILE, which is how this program measures itself.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "interop/interop.h"

enum { ROUNDS = 3, CANNOT_START = 127 };

extern char **environ;

static const char *self;

static void die(const char *what) {
  fprintf(stderr, "bench_lists: %s\n", what);
  exit(1);
}

/* ---- what is measured ---- */

static enum interop_kind kind_of(const char *path) {
  struct source source;
  char *block = mem_alloc(INTEROP_PREFIX);
  size_t len = 0;
  if (source_open_file(path, &source, NULL)) die("the list cannot be opened");
  source_read(&source, block, INTEROP_PREFIX, &len, NULL);
  enum interop_kind kind = interop_recognise(block, len);
  source_close_file(&source);
  free(block);
  return kind;
}

static enum status count_component(void *context, const struct component *component, struct error *error) {
  (void)error;
  *(size_t *)context += strlen(component->name);
  return STATUS_OK;
}

static enum status count_dependency(void *context, const struct dependency *dependency, struct error *error) {
  (void)error;
  *(size_t *)context += dependency->to != NULL;
  return STATUS_OK;
}

static void scan(const char *path) {
  size_t sum = 0;
  struct source source;
  struct component_list *list = NULL;
  struct error error = {0};
  const struct component_sink sink = {.component = count_component, .dependency = count_dependency, .context = &sum};
  enum interop_kind kind = kind_of(path);
  if (source_open_file(path, &source, &error) || component_list_scan(&source, kind, &sink, &list, &error)) die(error_text(&error));
  if (list->counts.components == 0 || list->warnings_total > 0) die("the list was not read as it is");
  component_list_free(list);
  source_close_file(&source);
}

/* ---- measuring ---- */

struct cost {
  double seconds;
  long kib;
  bool ran;
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct cost run(const char *const arguments[], const char *output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  double start = now();
  pid_t pid = 0;
  int state = 0;
  struct rusage usage = {0};
  bool started = posix_spawnp(&pid, arguments[0], &actions, NULL, (char *const *)arguments, environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  if (!started || wait4(pid, &state, 0, &usage) < 0) return (struct cost){0};
  if (!WIFEXITED(state) || WEXITSTATUS(state) == CANNOT_START) return (struct cost){0};
  if (WEXITSTATUS(state) != 0) die(arguments[0]);
  return (struct cost){.seconds = now() - start, .kib = usage.ru_maxrss, .ran = true};
}

static int by_seconds(const void *a, const void *b) {
  const struct cost *x = a, *y = b;
  return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

static struct cost median_of(struct cost costs[ROUNDS]) {
  long most = 0;
  for (size_t i = 0; i < ROUNDS; i++)
    if (costs[i].kib > most) most = costs[i].kib;
  qsort(costs, ROUNDS, sizeof *costs, by_seconds);
  struct cost median = costs[ROUNDS / 2];
  median.kib = most;
  return median;
}

static void must_run(const char *const arguments[]) {
  if (!run(arguments, "/dev/null").ran) die(arguments[0]);
}

/* before (or NULL) is run before each round and not measured. */
static void compare(const char *what, const char *const before[], const char *const ours[], const char *const other[]) {
  struct cost a[ROUNDS], b[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    if (before) must_run(before);
    a[i] = run(ours, "/dev/null");
    b[i] = run(other, "/dev/null");
    if (!a[i].ran) die(ours[0]);
    if (!b[i].ran) {
      printf("%-24s skipped: %s is not installed\n", what, other[0]);
      return;
    }
  }
  struct cost mine = median_of(a), theirs = median_of(b);
  printf("%-24s %7.2f s %6ld MiB   %-24s %7.2f s %6ld MiB   ratio of time %5.2f, of memory %5.2f\n", what, mine.seconds, mine.kib / 1024,
         other[0], theirs.seconds, theirs.kib / 1024, mine.seconds / theirs.seconds, (double)mine.kib / (double)theirs.kib);
}

/* ---- workspaces ---- */

struct place {
  const char *cradle;
  char *empty, *workspace; /* the first is copied to the second before each round */
};

static struct place place_in(const char *cradle, const char *folder) {
  struct place place = {.cradle = cradle, .empty = path_join(folder, "empty.cradle"), .workspace = path_join(folder, "list.cradle")};
  const char *const steps[][6] = {{cradle, "init", place.empty, "--organisation", "Example GmbH"},
                                  {cradle, "add", place.empty, "product", "Example"},
                                  {cradle, "add", place.empty, "release", "1.0"}};
  setenv("XDG_STATE_HOME", folder, 1);
  for (size_t i = 0; i < ARRAY_LEN(steps); i++)
    must_run(steps[i]);
  return place;
}

static void compare_both(const struct place *place, const char *format, const char *file, const char *const other[]) {
  CLEANUP(mem_freep) char *reading = mem_printf("list in %s, read", format);
  CLEANUP(mem_freep) char *storing = mem_printf("list in %s, stored", format);
  const char *const scanning[] = {self, "scan", file, NULL};
  const char *const copying[] = {"cp", place->empty, place->workspace, NULL};
  const char *const importing[] = {place->cradle, "import", place->workspace, "1.0", file, "--keep-inside", NULL};
  compare(reading, NULL, scanning, other);
  compare(storing, copying, importing, other);
}

static char *generate(const char *generator, const char *folder, const char *format, const char *count) {
  char *path = mem_printf("%s/million.%s", folder, format);
  const char *const arguments[] = {generator, format, count, NULL};
  if (!run(arguments, path).ran) die("the generator cannot be started");
  return path;
}

int main(int argc, char **argv) {
  self = argv[0];
  lang_init(NULL);
  if (argc == 3 && strcmp(argv[1], "scan") == 0) {
    scan(argv[2]);
    return 0;
  }
  if (argc != 5) die("usage: bench_lists CRADLE GENERATOR FOLDER COUNT");
  struct place place = place_in(argv[1], argv[3]);
  char *xml = generate(argv[2], argv[3], "xml", argv[4]);
  const char *const lint[] = {"xmllint", "--stream", "--noout", xml, NULL};
  compare_both(&place, "XML", xml, lint);
  unlink(xml);
  char *json = generate(argv[2], argv[3], "json", argv[4]);
  const char *const jq[] = {"jq", "length", json, NULL};
  compare_both(&place, "JSON", json, jq);
  unlink(json);
  free(xml);
  free(json);
  free(place.empty);
  free(place.workspace);
  return 0;
}
