/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to and comes from other programs: export, init --from, statements about vulnerabilities, accept. */
#include "app/exchange.h"
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

static void json_count(struct json_out *out, const char *key, size_t count) {
  json_out_key(out, key);
  json_out_number(out, (int64_t)count);
}

static void report_export(struct call *call, const char *path, const struct export_report *report) {
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_member(&out, "file", path);
    json_count(&out, "subjects", report->subjects);
    json_count(&out, "answers", report->answers);
    json_count(&out, "files", report->files);
    json_finish(&out);
    return;
  }
  buf_printf(call->out, "%s\n", path);
  put_wrapped_format(call->out, 2, 2, _("Subjects: %zu, answers: %zu, files: %zu."), report->subjects, report->answers, report->files);
}

/* ---- export ---- */

/* To the file that is named, or to standard output. */
static enum status put_out(struct call *call, const struct buf *content, const struct export_report *report) {
  const char *path = call_option(call, "output");
  if (!path || str_eq(path, "-")) {
    buf_add(call->out, content->data, content->len);
    return STATUS_OK;
  }
  enum status status = app_write_file(call->session, path, content, call_option(call, "replace"), &call->error);
  if (status == STATUS_OK && report) report_export(call, path, report);
  if (status == STATUS_OK && !report && call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_member(&out, "file", path);
    json_finish(&out);
  } else if (status == STATUS_OK && !report) {
    buf_printf(call->out, "%s\n", path);
  }
  return status;
}

static enum status find_subject(struct call *call) {
  const char *text = call_argument(call, 1);
  return text ? app_find(call->session, text, NULL, &call->subject, &call->error) : STATUS_OK;
}

static enum status export_workspace(struct call *call) {
  CLEANUP(buf_free) struct buf json = {0};
  struct export_report report;
  enum status status = app_export(call->session, call->subject, call_option(call, "files"), &json, &report, &call->error);
  return status ? status : put_out(call, &json, &report);
}

static enum status export_attestations(struct call *call) {
  CLEANUP(buf_free) struct buf text = {0};
  const char *spec = call_option(call, "spec"), *path = call_option(call, "output");
  if (!call->subject)
    return call_refuse(call, _("Write: cradle export FILE RELEASE --format cyclonedx-attestations"), _("The release is missing."));
  size_t len = path ? strlen(path) : 0;
  bool as_xml = len > 4 && str_eq(path + len - 4, ".xml");
  enum status status = app_attestations(call->session, call->subject, spec ? spec : "1.7", as_xml, &text, &call->error);
  return status ? status : put_out(call, &text, NULL);
}

enum status do_export(struct call *call) {
  const char *format = call_option(call, "format");
  enum status status = find_subject(call);
  if (status) return status;
  if (!format || str_eq(format, "json")) return export_workspace(call);
  if (str_eq(format, "cyclonedx-attestations")) return export_attestations(call);
  return error_set(&call->error, STATUS_USAGE, "--format", _("The formats are json and cyclonedx-attestations."),
                   _("There is no format “%s”."), format);
}

enum status init_from(struct call *call) {
  struct export_report report;
  const char *path = call_argument(call, 0);
  if (call_option(call, "organisation"))
    return call_refuse(call, _("Leave one of them out."), _("--organisation and --from exclude each other."));
  enum status status = app_create_from(call->app, path, call_option(call, "from"), call_option(call, "files"), &report, &call->error);
  if (status == STATUS_OK) report_export(call, path, &report);
  return status;
}

/* ---- import of statements about vulnerabilities ---- */

static void report_json(struct call *call, const char *kind, const struct vulnerability_report *report) {
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "id", report->evidence);
  json_member(&out, "kind", kind);
  json_member(&out, "format", report->format);
  json_member(&out, "sha256", report->hash);
  json_count(&out, "size", report->size);
  json_count(&out, "read", report->read);
  json_count(&out, "added", report->added);
  json_count(&out, "updated", report->updated);
  json_count(&out, "unchanged", report->unchanged);
  json_count(&out, "kept", report->kept);
  json_count(&out, "exploited", report->exploited);
  json_count(&out, "warnings", report->warnings);
  json_finish(&out);
}

static void put_report(struct call *call, const char *kind, const struct vulnerability_report *report) {
  buf_printf(call->out, "%s %s\n", report->evidence, kind);
  buf_printf(call->out, "  %s, SHA-256 %s\n", report->format, report->hash);
  if (report->added + report->updated + report->unchanged > 0)
    put_wrapped_format(call->out, 2, 2, _("Vulnerabilities in components: %zu new, %zu brought up to date, %zu as they were."),
                       report->added, report->updated, report->unchanged);
  else
    put_wrapped_format(call->out, 2, 2, _("Entries of the list: %zu."), report->read);
  if (report->kept) put_wrapped_format(call->out, 2, 2, _("Answers that a person stated otherwise, and that stay: %zu."), report->kept);
  if (report->exploited) put_wrapped_format(call->out, 2, 2, _("Known to be exploited, and not stated yet: %zu."), report->exploited);
  if (report->warnings) put_wrapped_format(call->out, 2, 2, _("Warnings: %zu. The first: %s"), report->warnings, report->first_warning);
  put_wrapped(call->out, 2, 2, _("What was read is only proposed. Look at it and state it; “cradle accept” states all of it."));
}

static enum status import_statements(struct call *call, enum exchange_kind kind) {
  static const char *const names[] = {[EXCHANGE_VULNERABILITIES] = "vulnerabilities", [EXCHANGE_EXPLOITED] = "exploited"};
  struct vulnerability_report report;
  const char *path = call_argument(call, 2);
  enum status status = kind == EXCHANGE_EXPLOITED ? app_import_exploited(call->session, call->subject, path, &report, &call->error)
                                                  : app_import_vulnerabilities(call->session, call->subject, path, &report, &call->error);
  if (status) return status;
  if (call->json)
    report_json(call, names[kind], &report);
  else
    put_report(call, names[kind], &report);
  return STATUS_OK;
}

/* One file of a kind of its own; everything else goes the usual way. */
enum status do_import_any(struct call *call) {
  enum exchange_kind kind = EXCHANGE_NONE;
  if (!call_argument(call, 3)) kind = app_recognise_exchange(call->session, call_argument(call, 2), call_option(call, "as"));
  return kind == EXCHANGE_NONE ? do_import(call) : import_statements(call, kind);
}

/* ---- accept ---- */

enum status do_accept(struct call *call) {
  size_t accepted, left;
  enum status status = app_accept(call->session, call->subject, &accepted, &left, &call->error);
  if (status) return status;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_count(&out, "accepted", accepted);
    json_count(&out, "left", left);
    json_finish(&out);
    return STATUS_OK;
  }
  put_wrapped_format(call->out, 0, 0, trn_ui("%zu proposed answer is stated now.", "%zu proposed answers are stated now.", accepted),
                     accepted);
  if (left) put_wrapped_format(call->out, 0, 0, _("Answers that contradict each other were left: %zu. Decide them one by one."), left);
  return STATUS_OK;
}
