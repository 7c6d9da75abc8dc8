/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of cli/ share. */
#ifndef CRADLE_CLI_INTERNAL_H
#define CRADLE_CLI_INTERNAL_H

#include "app/app.h"
#include "app/command.h"
#include "cli/cli.h"
#include "json/json.h"

/* One call of a command, with everything it may need. */
struct call {
  const struct cli *cli;
  const struct command *command;
  VEC(const char *) arguments; /* without the command itself */
  struct map *options;         /* given ones: name to text ("" if the option takes none) */
  struct buf *out, *err;
  bool json;
  const day_t *as_of; /* NULL: today */
  day_t day;
  struct app *app;
  struct session *session; /* commands on a workspace */
  const char *subject;     /* commands on a subject: its id */
  struct arena *arena;
  struct error error;
};
typedef enum status do_fn(struct call *call);

const char *call_argument(const struct call *call, size_t index);   /* NULL if it was not given */
const char *call_option(const struct call *call, const char *name); /* NULL if it was not given */
enum status call_refuse(struct call *call, const char *next, const char *what);

/* ---- args.c ---- */

/* Fills command, arguments, options. */
enum status args_parse(int argc, char *const *argv, struct call *call);
enum status args_check_count(struct call *call);
/* Of --limit; 0: it is not given. */
enum status read_limit(struct call *call, size_t *ret_limit);

/* ---- help.c ---- */

void help_all(struct buf *out);
void help_command(const struct command *command, struct buf *out);
void help_manual(struct buf *out);

/* ---- text.c: lines of 80 columns ---- */

enum { LINE_WIDTH = 80 };
/* Wraps text at blanks; the first line is indented by `first`, the others by `rest`. Ends with a line break. */
void put_wrapped(struct buf *out, size_t first, size_t rest, const char *text);
void put_wrapped_format(struct buf *out, size_t first, size_t rest, const char *format, ...) PRINTF_LIKE(4, 5);
void put_heading(struct buf *out, const char *text);
/* The text, and blanks up to that many columns. */
void put_padded(struct buf *out, const char *text, size_t columns);
size_t width_of(const char *text);

/* ---- show.c ---- */

const char *subject_name(struct call *call, const char *subject);
/* "Release 2.0 (release-1)" */
char *subject_title(struct call *call, const char *subject);
/* "open:scope.mdr" for gaps of the program's own, the id for those of the pack. Caller frees. */
char *gap_id(const struct gap_state *gap);

/* ---- duties.c ---- */

/* After the gaps of an assessment: what runs, starts later or cannot be said yet one by one, the rest as numbers. */
void put_duties_short(struct call *call);
void json_duties(struct call *call, struct json_out *out, bool all);

/* ---- value.c: values in JSON ---- */

void json_value(struct json_out *out, const struct value *value);
void json_answer(struct json_out *out, const struct question *question, const struct fact *fact);
void json_ids(struct json_out *out, const id_vec_t *ids);
void json_citations(struct json_out *out, const cite_vec_t *cites);
void json_member(struct json_out *out, const char *key, const char *text);
struct json_out json_start(struct call *call);
void json_finish(struct json_out *out);

/* ---- changes.c: what a newer law pack changes ---- */

/* By what happens to them, what is asked again first. */
void put_pack_changes(struct buf *out, const pack_change_vec_t *changes);
void json_pack_changes(struct json_out *out, const pack_change_vec_t *changes);
/* Questions that are asked again. */
void put_again(struct call *call, const struct pack_news *news);
void json_again(struct json_out *out, const struct pack_news *news);

/* ---- install.c ---- */

enum status install_pack(struct call *call, const char *source);
enum status restore_pack(struct call *call);

/* ---- reading an answer as it is typed: @PATH, or text ---- */

enum status read_answer_text(struct call *call, const struct question *question, const char *text, struct answer *answer);

/* ---- export.c ---- */

/* A workspace from an export. */
enum status init_from(struct call *call);

/* ---- commands ---- */

do_fn do_init, do_demo, do_add, do_archive, do_list, do_ask, do_set, do_apply, do_link, do_unlink, do_undo, do_redo, do_interview,
    do_assess, do_duties, do_cross_map, do_why, do_render, do_import, do_import_any, do_components, do_accept, do_export, do_law, do_log,
    do_check, do_pack, do_help;

#endif
