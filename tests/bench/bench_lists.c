/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading component lists with a million components, side by side with programs that only check the syntax. Time is the median of the
 * rounds, memory the most that one of them took.
 *
 * Arguments: GENERATOR FOLDER COUNT; or: scan FILE, which is how this program measures itself.
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

static void compare(const char *what, const char *file, const char *const other[]) {
  const char *const ours[] = {self, "scan", file, NULL};
  struct cost a[ROUNDS], b[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    a[i] = run(ours, "/dev/null");
    b[i] = run(other, "/dev/null");
    if (!b[i].ran) {
      printf("%-24s skipped: %s is not installed\n", what, other[0]);
      return;
    }
  }
  struct cost mine = median_of(a), theirs = median_of(b);
  printf("%-24s %7.2f s %6ld MiB   %-24s %7.2f s %6ld MiB   ratio of time %5.2f, of memory %5.2f\n", what, mine.seconds, mine.kib / 1024,
         other[0], theirs.seconds, theirs.kib / 1024, mine.seconds / theirs.seconds, (double)mine.kib / (double)theirs.kib);
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
  if (argc != 4) die("usage: bench_lists GENERATOR FOLDER COUNT");
  char *xml = generate(argv[1], argv[2], "xml", argv[3]);
  const char *const lint[] = {"xmllint", "--stream", "--noout", xml, NULL};
  compare("list in XML", xml, lint);
  unlink(xml);
  char *json = generate(argv[1], argv[2], "json", argv[3]);
  const char *const jq[] = {"jq", "length", json, NULL};
  compare("list in JSON", json, jq);
  unlink(json);
  free(xml);
  free(json);
  return 0;
}
