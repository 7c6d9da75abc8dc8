/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One command from its arguments to its exit status. */
#include "cli/internal.h"

#include <stdlib.h>

#ifndef PROGRAM_VERSION
#define PROGRAM_VERSION "0"
#endif

static enum status do_open(struct call *call) {
  return call_refuse(call, _("“cradle --help” lists the commands."), _("The workbench needs a terminal; name a command."));
}

static do_fn *const runs[COMMAND_COUNT] = {
    [COMMAND_OPEN] = do_open,
    [COMMAND_INIT] = do_init,
    [COMMAND_DEMO] = do_demo,
    [COMMAND_ADD] = do_add,
    [COMMAND_ARCHIVE] = do_archive,
    [COMMAND_LIST] = do_list,
    [COMMAND_ASK] = do_ask,
    [COMMAND_SET] = do_set,
    [COMMAND_APPLY] = do_apply,
    [COMMAND_LINK] = do_link,
    [COMMAND_UNLINK] = do_unlink,
    [COMMAND_UNDO] = do_undo,
    [COMMAND_REDO] = do_redo,
    [COMMAND_INTERVIEW] = do_interview,
    [COMMAND_ASSESS] = do_assess,
    [COMMAND_DUTIES] = do_duties,
    [COMMAND_CROSS_MAP] = do_cross_map,
    [COMMAND_WHY] = do_why,
    [COMMAND_RENDER] = do_render,
    [COMMAND_IMPORT] = do_import_any,
    [COMMAND_ACCEPT] = do_accept,
    [COMMAND_EXPORT] = do_export,
    [COMMAND_COMPONENTS] = do_components,
    [COMMAND_LAW] = do_law,
    [COMMAND_LOG] = do_log,
    [COMMAND_CHECK] = do_check,
    [COMMAND_PACK] = do_pack,
    [COMMAND_HELP] = do_help,
};

int cli_exit_status(enum status status) {
  return status == STATUS_STALE ? STATUS_USAGE : (int)status;
}

void cli_put_error(struct buf *err, const struct error *error) {
  CLEANUP(mem_freep) char *text = error_text(error);
  buf_printf(err, "cradle: %s\n", text);
}

/* ---- the workspace ---- */

/* A rendering is recorded if that is possible, but read-only media can be rendered from, too; and law that is there can be read. */
static bool may_fall_back(const struct call *call) {
  return command_id(call->command) == COMMAND_RENDER || command_id(call->command) == COMMAND_LAW;
}

static enum status open_session(struct call *call) {
  const char *path = call_argument(call, 0), *author = call_option(call, "by");
  bool writes = call->command->flags & COMMAND_WRITES;
  enum status status = STATUS_OK;
  if (writes) status = session_open(call->app, path, author, call->as_of, &call->session, &call->error);
  if (!writes || (status && may_fall_back(call)))
    status = session_open_readonly(call->app, path, call->as_of, &call->session, writes ? NULL : &call->error);
  if (status == STATUS_OK) error_clear(&call->error);
  if (status == STATUS_OK && call_option(call, "lang")) session_set_language(call->session, call_option(call, "lang"));
  return status;
}

/* What works without a law pack, or when the installed one is broken. */
static bool needs_no_app(const struct call *call) {
  return command_id(call->command) == COMMAND_HELP || call_option(call, "restore-previous");
}

static enum status make_app(struct call *call) {
  const char *past = call_option(call, "pack");
  enum status status = app_new(call->cli->host, call->cli->program_folder, &call->app, &call->error);
  if (status == STATUS_OK && past) status = app_look_back(call->app, call_argument(call, 0), past, &call->error);
  return status;
}

/* Whoever only reads has to know, too; whoever writes is refused. */
static void warn_if_behind(struct call *call) {
  if (!call->session || !session_is_behind(call->session)) return;
  CLEANUP(mem_freep)
  char *text =
      mem_printf(_("Note: the workspace is answered under a newer law pack than the one in use, %s; “cradle pack %s” shows which."),
                 pack_version(app_pack(call->app)), call_argument(call, 0));
  buf_printf(call->err, "cradle: %s\n", text);
}

static enum status prepare(struct call *call) {
  enum status status = args_check_count(call);
  if (status == STATUS_OK && !needs_no_app(call)) status = make_app(call);
  if (status == STATUS_OK && call->command->flags & COMMAND_NEEDS_WORKSPACE) status = open_session(call);
  if (status == STATUS_OK && call->command->flags & COMMAND_NEEDS_SUBJECT)
    status = app_find(call->session, call_argument(call, 1), NULL, &call->subject, &call->error);
  if (status == STATUS_OK) warn_if_behind(call);
  return status;
}

/* ---- running ---- */

static bool inform(struct call *call) {
  if (call_option(call, "man"))
    help_manual(call->out);
  else if (call_option(call, "version"))
    buf_printf(call->out, "cradle %s\n", PROGRAM_VERSION);
  else if (call_option(call, "help") && *call->command->name)
    help_command(call->command, call->out);
  else if (call_option(call, "help"))
    help_all(call->out);
  else
    return false;
  return true;
}

static enum status run(struct call *call, int argc, char *const *argv) {
  enum status status = args_parse(argc, argv, call);
  if (status) return status;
  const char *lang = call_option(call, "lang");
  if (lang && lang_exists(lang)) lang_set_ui(lang);
  if (inform(call)) return STATUS_OK;
  status = prepare(call);
  return status ? status : runs[command_id(call->command)](call);
}

int cli_run(const struct cli *cli, int argc, char *const *argv, struct buf *out, struct buf *err) {
  struct call call = {.cli = cli, .out = out, .err = err, .options = map_new(), .arena = arena_new()};
  CLEANUP(mem_freep) char *ui = mem_strdup(lang_ui());
  enum status status = run(&call, argc, argv);
  if (call.error.what && status) cli_put_error(err, &call.error);
  lang_set_ui(ui);
  error_clear(&call.error);
  session_free(call.session);
  app_free(call.app);
  map_free(call.options);
  vec_free(&call.arguments);
  arena_free(call.arena);
  return cli_exit_status(status);
}

enum status cli_set_up_workbench(int argc, char *const *argv, struct app *app, struct error *error) {
  struct call call = {.options = map_new(), .arena = arena_new()};
  enum status status = args_parse(argc, argv, &call);
  const char *lang = call_option(&call, "lang");
  if (status == STATUS_OK) app_set_defaults(app, call_option(&call, "by"), call.as_of);
  if (status == STATUS_OK && lang) lang_set_ui(lang);
  if (status) error_set(error, status, call.error.where, call.error.next, "%s", call.error.what);
  error_clear(&call.error);
  map_free(call.options);
  vec_free(&call.arguments);
  arena_free(call.arena);
  return status;
}
