/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbench without a terminal, in a folder of its own, with fixed clock and ids. */
#ifndef CRADLE_TESTS_TUI_SUPPORT_H
#define CRADLE_TESTS_TUI_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/law.h"
#include "tui/model/model.h"

#define CLOCK_MS 1795168800000 /* 2026-11-20T10:00:00Z */
#define SAMPLE_FOLDER TOP_SRCDIR "/tests/tui/sample"

struct bench {
  char folder[64]; /* the current one while the bench stands */
  struct host *host;
  struct app *app;
  struct view *view;
};

static inline const char *bench_env(void *context, const char *name) {
  (void)context;
  if (str_eq(name, "CRADLE_DATA")) return ".";
  return str_eq(name, "CRADLE_USER") ? "Eve" : NULL;
}

static inline void bench_fails(const struct error *error) {
  char *text = error_text(error);
  print_error("%s\n", text);
  free(text);
  fail();
}

static inline void bench_copy(const char *from, const char *to) {
  struct buf content = {0};
  assert_int_equal(file_read(from, 1 << 20, &content, NULL), STATUS_OK);
  assert_int_equal(file_write(to, buf_str(&content), content.len, 0600, NULL), STATUS_OK);
  buf_free(&content);
}

/* The law pack of the tests, as the program would find it. */
static inline void bench_lay_out_sample(void) {
  assert_int_equal(system("mkdir data templates"), 0);
  bench_copy(SAMPLE_FOLDER "/pack.xml", "data/pack.xml");
  bench_copy(SAMPLE_FOLDER "/part.xml", "data/part.xml");
  bench_copy(TOP_SRCDIR "/data/pack.rng", "data/pack.rng");
  bench_copy(SAMPLE_FOLDER "/letter.xml", "templates/letter.xml");
  bench_copy(TOP_SRCDIR "/templates/template.rng", "templates/template.rng");
}

static inline void bench_apply(struct bench *bench, const char *path, const char *json) {
  struct session *session = NULL;
  struct error error = {0};
  struct arena *arena = arena_new();
  if (session_create(bench->app, path, NULL, "Ada", &session, &error)) bench_fails(&error);
  if (app_apply(session, json, strlen(json), "answers", ".", arena, NULL, &error)) bench_fails(&error);
  session_free(session);
  arena_free(arena);
}

/* program_folder NULL: the law pack of the tests. */
static inline void bench_begin_with(struct bench *bench, const char *program_folder) {
  *bench = (struct bench){.folder = "/tmp/cradle-tui-XXXXXX"};
  assert_non_null(mkdtemp(bench->folder));
  assert_int_equal(chdir(bench->folder), 0);
  bench->host = host_fixed_new(CLOCK_MS, 1);
  bench->host->env = bench_env;
  struct error error = {0};
  if (!program_folder) bench_lay_out_sample();
  if (app_new(bench->host, program_folder, &bench->app, &error)) bench_fails(&error);
  bench->view = view_new(bench->app);
}

static inline void bench_begin(struct bench *bench) {
  bench_begin_with(bench, NULL);
}

static inline void bench_open(struct bench *bench, const char *path) {
  struct error error = {0};
  if (view_open(bench->view, path, &error)) bench_fails(&error);
}

static inline void bench_make_sample(struct bench *bench) {
  struct buf json = {0};
  assert_int_equal(file_read(SAMPLE_FOLDER "/answers.json", 1 << 20, &json, NULL), STATUS_OK);
  bench_apply(bench, "sample.cradle", buf_str(&json));
  buf_free(&json);
}

/* Opens the sample workspace. */
static inline void bench_open_sample(struct bench *bench) {
  bench_make_sample(bench);
  bench_open(bench, "sample.cradle");
}

/* The same with the official text of its law. */
static inline void bench_open_sample_with_law(struct bench *bench) {
  struct session *session = NULL;
  struct error error = {0};
  struct law_file file;
  bool replaced;
  bench_make_sample(bench);
  if (session_open(bench->app, "sample.cradle", "Ada", NULL, &session, &error)) bench_fails(&error);
  if (app_law_import(session, TOP_SRCDIR "/tests/lawtext/data/act.en.fmx.xml", &file, &replaced, &error)) bench_fails(&error);
  session_free(session);
  bench_open(bench, "sample.cradle");
}

static inline void bench_end(struct bench *bench) {
  view_free(bench->view);
  app_free(bench->app);
  host_free(bench->host);
  assert_int_equal(chdir("/"), 0);
  char *command = mem_printf("rm -r '%s'", bench->folder);
  assert_int_equal(system(command), 0);
  free(command);
}

static inline int bench_setup(void **state) {
  struct bench *bench = mem_alloc(sizeof *bench);
  bench_begin(bench);
  bench_open_sample(bench);
  *state = bench;
  return 0;
}

static inline int bench_teardown(void **state) {
  bench_end(*state);
  free(*state);
  return 0;
}

/* What is on the screen now. Caller frees. */
static inline char *bench_screen(struct bench *bench) {
  return grid_to_text(view_draw(bench->view));
}

static inline void shows(struct bench *bench, const char *text) {
  char *screen = bench_screen(bench);
  if (!strstr(screen, text)) print_error("expected “%s” on:\n%s\n", text, screen);
  assert_non_null(strstr(screen, text));
  free(screen);
}

static inline void shows_not(struct bench *bench, const char *text) {
  char *screen = bench_screen(bench);
  if (strstr(screen, text)) print_error("did not expect “%s” on:\n%s\n", text, screen);
  assert_null(strstr(screen, text));
  free(screen);
}

/* Nothing outside its box, nothing drawn twice. */
static inline void draws_cleanly(struct bench *bench) {
  const struct grid *grid = view_draw(bench->view);
  if (grid->outside || grid->overlaps) {
    char *screen = grid_to_text(grid);
    print_error("%zu outside, %zu twice:\n%s\n", grid->outside, grid->overlaps, screen);
    free(screen);
  }
  assert_int_equal(grid->outside, 0);
  assert_int_equal(grid->overlaps, 0);
}

#endif
