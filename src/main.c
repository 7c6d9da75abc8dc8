/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: builds the host, sets the language, picks a front end. */
#include "app/app.h"
#include "cli/cli.h"
#include "tui/term/workbench.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Folder of the running program; the caller frees; NULL if it cannot be had. */
static char *program_folder(void) {
  char path[PATH_MAX];
  ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
  if (len <= 0) return NULL;
  path[len] = '\0';
  char *slash = strrchr(path, '/');
  if (!slash) return NULL;
  *slash = '\0';
  return mem_strdup(path);
}

static const char *env(const struct host *host, const char *name) {
  const char *text = host->env(host->context, name);
  return text && *text ? text : NULL;
}

/* "de" of "de_AT.UTF-8:en"; NULL for none. The caller frees. */
static char *wanted_language(const struct host *host) {
  static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    const char *text = env(host, names[i]);
    size_t len = text ? strcspn(text, "_.@:") : 0;
    if (text) return len >= 2 && strncmp(text, "POSIX", len) != 0 ? mem_strndup(text, len) : NULL;
  }
  return NULL;
}

static void say_exhausted(void) {
  static const char message[] = "cradle: Memory is exhausted. Every confirmed answer is stored.\n";
  ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
  (void)ignored;
}

static void show(struct buf *text, FILE *to) {
  fwrite(buf_str(text), 1, text->len, to);
  fflush(to);
  buf_free(text);
}

static bool read_line(void *context, struct buf *out, struct buf *ret_line) {
  (void)context;
  show(out, stdout);
  char *line = NULL;
  size_t cap = 0;
  ssize_t len = getline(&line, &cap, stdin);
  if (len > 0 && line[len - 1] == '\n') len--;
  if (len >= 0) buf_add(ret_line, line, (size_t)len);
  free(line);
  return len >= 0;
}

/* In the last line of the terminal. */
static void progress(void *context, const char *text) {
  (void)context;
  fprintf(stderr, "\r\033[K%s", text ? text : "");
  fflush(stderr);
}

static int run_command_line(const struct host *host, const char *folder, int argc, char **argv) {
  struct cli cli = {.host = host, .program_folder = folder, .read_line = read_line};
  if (isatty(STDERR_FILENO)) cli.progress = progress;
  struct buf out = {0}, err = {0};
  int status = cli_run(&cli, argc, argv, &out, &err);
  show(&out, stdout);
  show(&err, stderr);
  if (!ferror(stdout)) return status;
  fputs(_("cradle: The output could not be written.\n"), stderr);
  return STATUS_WORKSPACE;
}

static int run_workbench(const struct host *host, const char *folder, const char *file, int argc, char **argv) {
  struct error error = {0};
  struct app *app = NULL;
  int status = app_new(host, folder, &app, &error);
  if (status == STATUS_OK) status = cli_set_up_workbench(argc, argv, app, &error);
  if (status == STATUS_OK) status = workbench_run(app, file, &error);
  app_free(app);
  if (status == STATUS_OK) return STATUS_OK;
  struct buf text = {0};
  cli_put_error(&text, &error);
  show(&text, stderr);
  error_clear(&error);
  return cli_exit_status((enum status)status);
}

int main(int argc, char **argv) {
  mem_set_exhausted(say_exhausted);
  struct host *host = host_system_new();
  CLEANUP(mem_freep) char *folder = program_folder();
  CLEANUP(mem_freep) char *data = app_find_data(host, folder);
  CLEANUP(mem_freep) char *catalogues = path_join(data, "locale");
  CLEANUP(mem_freep) char *lang = wanted_language(host); /* lang_init changes LANGUAGE */
  lang_init(catalogues);
  if (lang && lang_exists(lang)) lang_set_ui(lang);
  const char *file = NULL;
  int status =
      cli_opens_workbench(argc, argv, &file) ? run_workbench(host, folder, file, argc, argv) : run_command_line(host, folder, argc, argv);
  host_free(host);
  return status;
}
