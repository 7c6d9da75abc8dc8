/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cli: the command line. Arguments into use cases of app/, results into lines or JSON.
 *
 * May include: app, json, doc, store, assess, engine, kb, fact, base. Prints nothing itself: output goes into buffers, so that tests call
 * commands in process. What a command accepts stands in app/command.c.
 */
#ifndef CRADLE_CLI_H
#define CRADLE_CLI_H

#include "base/base.h"

struct app;
struct cli {
  const struct host *host;
  const char *program_folder; /* data are looked for beside it; may be NULL */
  /* One line of input without its end; false at the end of input. What was put out so far is shown first: read_line takes it from out. */
  bool (*read_line)(void *context, struct buf *out, struct buf *ret_line);
  /* Shows what is going on in place of what it showed before, while a command runs; NULL: nothing any more. May be NULL: nobody watches. */
  void (*progress)(void *context, const char *text);
  void *context;
};

/* Runs one command; returns the exit status (README.md). argv[0] is the name of the program. */
int cli_run(const struct cli *cli, int argc, char *const *argv, struct buf *out, struct buf *err);

/* Does the command line ask for the workbench? ret_file: the workspace to open it on, or NULL. */
bool cli_opens_workbench(int argc, char *const *argv, const char **ret_file);

/* The options that count for the workbench: --by and --as-of are set on app, --lang for the screen. A wrong one is STATUS_USAGE. */
enum status cli_set_up_workbench(int argc, char *const *argv, struct app *app, struct error *error);

/* "cradle: where: what", and what to do next on a line of its own. */
void cli_put_error(struct buf *err, const struct error *error);
int cli_exit_status(enum status status);

#endif
