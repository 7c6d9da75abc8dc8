/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture of each screen: screens/NAME.keys says what is pressed, screens/NAME.screen what is shown then. UPDATE_GOLDENS=1 writes the
 * pictures anew; read the difference before you keep it. Lines of a script: "# remark", "@size COLSxROWS", "@workspace none", "@law"
 * (the official text was imported), else keys (model.h).
 */
#include "tui/support.h"

#include <dirent.h>
#include <stdio.h>

#define SCREENS TOP_SRCDIR "/tests/tui/screens"

static char *file_of(const char *name, const char *ending) {
  return mem_printf(SCREENS "/%s.%s", name, ending);
}

static char *read_whole(const char *path) {
  struct buf content = {0};
  enum status status = file_read(path, 1 << 20, &content, NULL);
  return status ? NULL : buf_take(&content);
}

static void run_line(struct bench *bench, const char *line) {
  int rows, cols;
  if (*line == '#' || *line == '\0') return;
  if (sscanf(line, "@size %dx%d", &cols, &rows) == 2)
    view_resize(bench->view, rows, cols);
  else if (*line != '@')
    view_play(bench->view, line);
}

static void run_script(struct bench *bench, char *script) {
  if (strstr(script, "@law"))
    bench_open_sample_with_law(bench);
  else if (!strstr(script, "@workspace none"))
    bench_open_sample(bench);
  char *rest = NULL;
  for (char *line = strtok_r(script, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
    run_line(bench, line);
}

static void looks_as_recorded(void **state) {
  const char *name = *state;
  char *script_path = file_of(name, "keys"), *screen_path = file_of(name, "screen");
  char *script = read_whole(script_path);
  assert_non_null(script);
  struct bench bench;
  bench_begin(&bench);
  run_script(&bench, script);
  draws_cleanly(&bench);
  char *shown = bench_screen(&bench);
  if (getenv("UPDATE_GOLDENS")) assert_int_equal(file_write(screen_path, shown, strlen(shown), 0644, NULL), STATUS_OK);
  char *expected = read_whole(screen_path);
  bench_end(&bench);
  if (!str_eq(shown, expected)) print_error("%s is not what is shown now:\n%s\n", screen_path, shown);
  assert_true(str_eq(shown, expected));
  free(shown);
  free(expected);
  free(script);
  free(script_path);
  free(screen_path);
}

static int is_script(const struct dirent *entry) {
  const char *dot = strrchr(entry->d_name, '.');
  return str_eq(dot, ".keys");
}

int main(void) {
  lang_init(NULL);
  struct dirent **entries = NULL;
  int count = scandir(SCREENS, &entries, is_script, alphasort);
  if (count <= 0) return 1;
  struct CMUnitTest *tests = mem_alloc((size_t)count * sizeof *tests);
  for (int i = 0; i < count; i++) {
    char *name = mem_strndup(entries[i]->d_name, strlen(entries[i]->d_name) - strlen(".keys"));
    tests[i] = (struct CMUnitTest){.name = name, .test_func = looks_as_recorded, .initial_state = name};
    free(entries[i]);
  }
  free(entries);
  int failed = _cmocka_run_group_tests("pictures of the screens", tests, (size_t)count, NULL, NULL);
  for (int i = 0; i < count; i++)
    free((char *)tests[i].name);
  free(tests);
  return failed;
}
