/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that write. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

enum { APPLY_MAX = 64 << 20 };

static void report_ids(struct call *call, const char *const (*members)[2], size_t len) {
  struct json_out out = json_start(call);
  json_out_object(&out);
  for (size_t i = 0; i < len; i++)
    json_member(&out, members[i][0], members[i][1]);
  json_finish(&out);
}

/* What a script needs of a new subject is its id. */
static void report_id(struct call *call, const char *id) {
  const char *const members[][2] = {{"id", id}};
  if (call->json)
    report_ids(call, members, ARRAY_LEN(members));
  else
    buf_printf(call->out, "%s\n", id);
}

/* Silence is success; JSON readers want something to parse. */
static void report_done(struct call *call) {
  if (call->json) report_ids(call, NULL, 0);
}

/* ---- subjects ---- */

enum status do_init(struct call *call) {
  if (call_option(call, "from")) return init_from(call);
  const char *organisation = call_option(call, "organisation");
  if (!organisation) return call_refuse(call, _("Write: cradle init FILE --organisation NAME"), _("The organisation is missing."));
  enum status status =
      session_create(call->app, call_argument(call, 0), organisation, call_option(call, "by"), &call->session, &call->error);
  if (status) return status;
  report_id(call, snapshot_subject_at(session_snapshot(call->session), 0)->id);
  return STATUS_OK;
}

enum status do_demo(struct call *call) {
  id_vec_t paths = {0};
  enum status status = app_demo(call->app, call_argument(call, 0), call->arena, &paths, &call->error);
  if (status) return status;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_out_key(&out, "files");
    json_ids(&out, &paths);
    json_finish(&out);
  } else {
    for (size_t i = 0; i < paths.len; i++)
      buf_printf(call->out, "%s\n", paths.items[i]);
  }
  vec_free(&paths);
  return STATUS_OK;
}

enum status do_add(struct call *call) {
  const char *id = NULL;
  enum status status =
      app_add(call->session, call_argument(call, 1), call_argument(call, 2), call_option(call, "parent"), &id, &call->error);
  if (status == STATUS_OK) report_id(call, id);
  return status;
}

enum status do_archive(struct call *call) {
  enum status status = app_archive(call->session, call->subject, &call->error);
  if (status == STATUS_OK) report_done(call);
  return status;
}

/* ---- answers ---- */

enum status read_answer_text(struct call *call, const struct question *question, const char *text, struct answer *answer) {
  struct value *values = NULL;
  bool file = text[0] == '@' && text[1] && text[1] != '@';
  if (str_starts(text, "@@")) text++;
  enum status status = file ? answer_from_file(call->session, question, text + 1, call->arena, &values, &answer->values_len, &call->error)
                            : answer_parse(call->session, question, text, call->arena, &values, &answer->values_len, &call->error);
  answer->values = values;
  if (status == STATUS_OK || !call->error.what) return status;
  CLEANUP(mem_freep) char *where = mem_printf("%s %s", answer->subject, question->id);
  bool at_question = str_eq(call->error.where, question->id);
  return error_set(&call->error, status, at_question ? where : call->error.where, call->error.next, "%s", call->error.what);
}

static const struct question *find_question(struct call *call, const char *id) {
  const struct question *question = pack_question(app_pack(call->app), id);
  return question && question->subject == engine_type(session_engine(call->session), call->subject) ? question : NULL;
}

/* Exactly one of VALUE and the options that stand for it; --note alone is possible. */
static enum status read_mode(struct call *call, struct answer *answer) {
  const char *text = call_argument(call, 3);
  bool unknown = call_option(call, "unknown"), clear = call_option(call, "clear"), none = call_option(call, "none");
  int given = (text != NULL) + unknown + clear + none;
  answer->note = call_option(call, "note");
  if (given > 1) return call_refuse(call, _("Give one of VALUE, --unknown, --clear and --none."), _("More than one answer is given."));
  if (given == 0 && !answer->note)
    return call_refuse(call, _("Give VALUE, --unknown, --clear, --none or --note."), _("The answer is missing."));
  answer->mode = unknown      ? ANSWER_SAY_UNKNOWN
                 : none       ? ANSWER_SAY_NONE
                 : clear      ? ANSWER_CLEAR
                 : given == 0 ? ANSWER_NOTE_ONLY
                              : ANSWER_VALUE;
  return STATUS_OK;
}

enum status do_set(struct call *call) {
  struct answer answer = {.subject = call->subject, .question = call_argument(call, 2)};
  enum status status = read_mode(call, &answer);
  const struct question *question = find_question(call, answer.question);
  const char *text = call_argument(call, 3);
  /* Where “none” is one of the choices, it is meant. */
  if (status == STATUS_OK && answer.mode == ANSWER_SAY_NONE && question && question_choice(question, "none")) {
    answer.mode = ANSWER_VALUE;
    text = "none";
  }
  /* A question that does not exist is refused below, with what was perhaps meant. */
  if (status == STATUS_OK && answer.mode == ANSWER_VALUE && question) status = read_answer_text(call, question, text, &answer);
  if (status == STATUS_OK) status = app_answer(call->session, &answer, 1, &call->error);
  if (status == STATUS_OK) report_done(call);
  return status;
}

/* ---- apply ---- */

static enum status read_input(struct call *call, struct buf *text) {
  const struct cli *cli = call->cli;
  struct buf line = {0};
  while (cli->read_line && text->len <= APPLY_MAX && cli->read_line(cli->context, call->out, &line)) {
    buf_add(text, buf_str(&line), line.len);
    buf_putc(text, '\n');
    buf_free(&line);
  }
  buf_free(&line);
  return STATUS_OK;
}

static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return mem_strdup(".");
  return mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

enum status do_apply(struct call *call) {
  const char *path = call_argument(call, 1);
  bool standard = str_eq(path, "-");
  CLEANUP(buf_free) struct buf text = {0};
  enum status status = standard ? read_input(call, &text) : app_read_file(call->session, path, APPLY_MAX, &text, &call->error);
  if (status) return status;
  CLEANUP(mem_freep) char *folder = folder_of(path);
  struct map *refs = NULL;
  status =
      app_apply(call->session, buf_str(&text), text.len, standard ? _("standard input") : path, folder, call->arena, &refs, &call->error);
  if (status) return status;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    for (size_t i = 0; i < map_len(refs); i++)
      json_member(&out, map_key_at(refs, i), map_value_at(refs, i));
    json_finish(&out);
  } else {
    for (size_t i = 0; i < map_len(refs); i++)
      buf_printf(call->out, "%s %s\n", map_key_at(refs, i), (const char *)map_value_at(refs, i));
  }
  map_free(refs);
  return STATUS_OK;
}

/* ---- links, undo ---- */

enum status do_link(struct call *call) {
  enum status status = app_link(call->session, call->subject, call_argument(call, 2), call_argument(call, 3), &call->error);
  if (status == STATUS_OK) report_done(call);
  return status;
}

enum status do_unlink(struct call *call) {
  enum status status = app_unlink(call->session, call->subject, call_argument(call, 2), call_argument(call, 3), &call->error);
  if (status == STATUS_OK) report_done(call);
  return status;
}

static void report_step(struct call *call, const char *format, const char *summary) {
  const char *const members[][2] = {{"step", summary}};
  if (call->json)
    report_ids(call, members, ARRAY_LEN(members));
  else
    put_wrapped_format(call->out, 0, 2, format, summary);
}

enum status do_undo(struct call *call) {
  CLEANUP(mem_freep) char *summary = NULL;
  enum status status = app_undo(call->session, &summary, &call->error);
  if (status == STATUS_OK) report_step(call, _("Taken back: %s"), summary);
  return status;
}

enum status do_redo(struct call *call) {
  CLEANUP(mem_freep) char *summary = NULL;
  enum status status = app_redo(call->session, &summary, &call->error);
  if (status == STATUS_OK) report_step(call, _("Done again: %s"), summary);
  return status;
}

/* ---- files ---- */

static enum status read_format(struct call *call, enum render_format *ret_format) {
  static const char *const names[] = {[RENDER_PDF] = "pdf", [RENDER_TEXT] = "text", [RENDER_TRACE] = "trace"};
  const char *wanted = call_option(call, "format");
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (!wanted || str_eq(names[i], wanted)) {
      *ret_format = (enum render_format)i;
      return STATUS_OK;
    }
  return error_set(&call->error, STATUS_USAGE, "--format", _("The formats are pdf, text and trace."), _("There is no format “%s”."),
                   wanted);
}

/* "-o -": the text on standard output, as a draft; nothing is written or recorded. */
static enum status render_to_screen(struct call *call, const struct render *render) {
  if (render->format != RENDER_TEXT || !render->draft)
    return error_set(&call->error, STATUS_USAGE, "-o -", _("Write --draft --format text, or give the name of a file."),
                     _("Only a draft as text can be shown on the screen."));
  CLEANUP(mem_freep) char *text = NULL;
  enum status status = app_preview(call->session, render->subject, render->template, render->lang, &text, &call->error);
  if (status == STATUS_OK) buf_puts(call->out, text);
  return status;
}

static void report_document(struct call *call, const char *path) {
  bool recorded = !store_is_readonly(session_store(call->session));
  if (!call->json) {
    buf_printf(call->out, "%s\n", path);
    if (!recorded) put_wrapped(call->out, 2, 2, _("Not recorded in the journal, since the workspace can only be read."));
    return;
  }
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "file", path);
  json_out_key(&out, "recorded");
  json_out_bool(&out, recorded);
  json_finish(&out);
}

enum status do_render(struct call *call) {
  struct render render = {.subject = call->subject,
                          .template = call_argument(call, 2),
                          .lang = call_option(call, "lang"),
                          .draft = call_option(call, "draft") != NULL,
                          .path = call_option(call, "output"),
                          .replace = call_option(call, "replace") != NULL};
  CLEANUP(mem_freep) char *path = NULL;
  enum status status = read_format(call, &render.format);
  if (status == STATUS_OK && str_eq(render.path, "-")) return render_to_screen(call, &render);
  if (status == STATUS_OK) status = app_render(call->session, &render, &path, &call->error);
  if (status) return status;
  report_document(call, path);
  return STATUS_OK;
}
