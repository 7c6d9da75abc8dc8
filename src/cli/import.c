/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files from outside. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- progress ---- */

enum { MEBIBYTE = 1 << 20, WORTH_SHOWING = 8 * MEBIBYTE };

struct watch {
  struct call *call;
  uint64_t shown; /* MiB */
};

static void tell(void *context, const char *path, uint64_t done, uint64_t size) {
  struct watch *watch = context;
  const struct cli *cli = watch->call->cli;
  if (size < WORTH_SHOWING || done / MEBIBYTE == watch->shown) return;
  watch->shown = done / MEBIBYTE;
  const char *slash = strrchr(path, '/');
  CLEANUP(mem_freep)
  char *text = mem_printf(_("%s: %llu of %llu MiB"), slash ? slash + 1 : path, (unsigned long long)watch->shown,
                          (unsigned long long)(size / MEBIBYTE));
  cli->progress(cli->context, text);
}

/* ---- JSON ---- */

static void json_count(struct json_out *out, const char *key, uint64_t number) {
  json_out_key(out, key);
  json_out_number(out, (int64_t)number);
}

static void json_list_report(struct json_out *out, const struct import_report *report) {
  json_member(out, "format", report->format);
  json_member(out, "spec_version", report->spec_version);
  json_count(out, "components", report->components);
  json_count(out, "models", report->models);
  json_count(out, "data_sets", report->data_sets);
  json_count(out, "warnings_total", report->warnings_total);
  json_out_key(out, "warnings");
  json_out_array(out);
  for (size_t i = 0; i < report->warnings_len; i++)
    json_out_string(out, report->warnings[i]);
  json_out_end(out);
}

static void json_report(struct json_out *out, const struct import_report *report) {
  json_out_object(out);
  json_member(out, "id", report->subject);
  json_member(out, "kind", report->kind);
  json_member(out, "sha256", report->hash);
  json_count(out, "size", report->size);
  if (report->place) json_member(out, "outside", report->place);
  if (report->format) json_list_report(out, report);
  json_count(out, "proposed", report->proposed);
  if (report->same_as) json_member(out, "same-as", report->same_as);
  json_out_end(out);
}

/* One object for one file, as scripts know it; a list for several. */
static void put_json(struct call *call, const struct import_report *reports, size_t len) {
  struct json_out out = json_start(call);
  if (len > 1) json_out_array(&out);
  for (size_t i = 0; i < len; i++)
    json_report(&out, &reports[i]);
  if (len > 1) json_out_end(&out);
  buf_putc(call->out, '\n');
}

/* ---- text ---- */

static void put_special(struct call *call, const struct import_report *report) {
  CLEANUP(buf_free) struct buf line = {0};
  buf_printf(&line, trn_ui("%zu component", "%zu components", report->components), report->components);
  if (report->models) buf_printf(&line, trn_ui(", %zu model", ", %zu models", report->models), report->models);
  if (report->data_sets) buf_printf(&line, trn_ui(", %zu data set", ", %zu data sets", report->data_sets), report->data_sets);
  put_wrapped_format(call->out, 2, 4, _("%s, version %s: %s"), report->format, report->spec_version, buf_str(&line));
}

static void put_warnings(struct call *call, const struct import_report *report) {
  if (!report->warnings_total) return;
  put_wrapped_format(call->out, 2, 4,
                     trn_ui("The list breaks the rules of its format in %zu place:",
                            "The list breaks the rules of its format in %zu places:", report->warnings_total),
                     report->warnings_total);
  for (size_t i = 0; i < report->warnings_len; i++)
    put_wrapped(call->out, 4, 6, report->warnings[i]);
  if (report->warnings_total > report->warnings_len) put_wrapped(call->out, 4, 6, _("The others are not shown."));
}

static void put_report(struct call *call, const struct import_report *report) {
  buf_printf(call->out, "%s %s\n", report->subject, report->kind);
  buf_printf(call->out, "  SHA-256 %s\n", report->hash);
  if (report->place)
    put_wrapped_format(call->out, 2, 2,
                       _("The file is larger than 64 MiB and stays where it is, %s: the workspace keeps only its path, size and hash. With "
                         "--keep-inside its content is kept, too."),
                       report->place);
  if (report->format) put_special(call, report);
  put_warnings(call, report);
  if (report->proposed)
    put_wrapped_format(call->out, 2, 2,
                       trn_ui("%zu answer is proposed, and waits for somebody to state it.",
                              "%zu answers are proposed, and wait for somebody to state them.", report->proposed),
                       report->proposed);
  if (!report->same_as) return;
  CLEANUP(mem_freep) char *same = subject_title(call, report->same_as);
  put_wrapped_format(call->out, 2, 2, _("The same file is there already: %s."), same);
}

/* ---- the command ---- */

enum status do_import(struct call *call) {
  struct watch watch = {.call = call};
  struct import_request request = {.subject = call->subject,
                                   .paths = call->arguments.items + 2,
                                   .paths_len = call->arguments.len - 2,
                                   .kind = call_option(call, "as"),
                                   .keep_inside = call_option(call, "keep-inside") != NULL};
  if (call->cli->progress) request.progress = (struct import_progress){.tell = tell, .context = &watch};
  struct import_report *reports = arena_alloc(call->arena, request.paths_len * sizeof *reports);
  enum status status = app_import_files(call->session, &request, reports, &call->error);
  if (watch.shown) call->cli->progress(call->cli->context, NULL);
  if (status) return status;
  if (call->json) put_json(call, reports, request.paths_len);
  for (size_t i = 0; i < request.paths_len && !call->json; i++)
    put_report(call, &reports[i]);
  return STATUS_OK;
}
