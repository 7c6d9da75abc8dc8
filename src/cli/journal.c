/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal and its integrity: log, check. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- log ---- */

struct log {
  struct call *call;
  struct json_out out;
  char *group; /* shown last */
};

static void json_event(struct json_out *out, const struct event *event) {
  char time[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = event->time / 1000}, time);
  json_out_object(out);
  json_member(out, "id", event->id);
  json_member(out, "time", time);
  json_member(out, "author", event->author);
  json_member(out, "group", event->group);
  json_member(out, "kind", event->kind);
  json_member(out, "subject", event->subject);
  json_member(out, "key", event->key);
  json_out_key(out, "value");
  json_value(out, &event->value);
  json_member(out, "note", event->note);
  json_out_key(out, "proposed");
  json_out_bool(out, event->proposed);
  json_out_key(out, "redacted");
  json_out_bool(out, event->redacted);
  json_member(out, "undoes", event->undoes);
  json_member(out, "hash", event->hash);
  json_out_end(out);
}

static bool visit_json(void *context, const struct event *event) {
  struct log *log = context;
  json_event(&log->out, event);
  return true;
}

static char *event_value(struct log *log, const struct question *question, const struct event *event) {
  struct head head = {.event = event->id, .value = event->value};
  struct fact fact = {.subject = event->subject, .key = event->key, .heads = &head, .heads_len = 1};
  if (event->redacted) return mem_strdup(_("erased"));
  if (event->remark) return mem_strdup(_("note"));
  if (question) return value_sentence(session_engine(log->call->session), question, &fact, lang_ui());
  return value_text(&event->value);
}

/* What app_render recorded. */
static char *rendered_text(struct log *log, const struct event *event) {
  struct json *root = NULL;
  if (json_parse(event->value.text, strlen(event->value.text), "", &json_usual_limits, &root, NULL)) return mem_strdup(event->value.text);
  const char *template = json_text(json_get(root, "template")), *subject = json_text(json_get(root, "subject"));
  const char *state = json_text(json_get(root, "state")), *file = json_text(json_get(root, "file"));
  char *text = mem_printf("%s, %s (%s), SHA-256 %s", subject ? subject_name(log->call, subject) : "", template ? template : "",
                          state ? state : "", file ? file : "");
  json_free(root);
  return text;
}

/* What was recorded when the law pack was adopted. */
static char *adopted_text(const struct event *event) {
  struct json *root = NULL;
  if (json_parse(event->value.text, strlen(event->value.text), "", &json_usual_limits, &root, NULL)) return mem_strdup(event->value.text);
  const char *pack = json_text(json_get(root, "pack")), *version = json_text(json_get(root, "version")),
             *hash = json_text(json_get(root, "sha-256"));
  char *text = mem_printf(_("law pack adopted: %s %s, SHA-256 %s"), pack ? pack : "", version ? version : "", hash ? hash : "");
  json_free(root);
  return text;
}

/* What app_law_import recorded. */
static char *law_text(const struct event *event) {
  struct json *root = NULL;
  if (json_parse(event->value.text, strlen(event->value.text), "", &json_usual_limits, &root, NULL)) return mem_strdup(event->value.text);
  const char *act = json_text(json_get(root, "act")), *language = json_text(json_get(root, "language")),
             *name = json_text(json_get(root, "name")), *hash = json_text(json_get(root, "sha-256"));
  char *text = mem_printf(_("official text imported: %s (%s), %s, SHA-256 %s"), act ? act : "", language ? language : "", name ? name : "",
                          hash ? hash : "");
  json_free(root);
  return text;
}

static char *meta_text(struct log *log, const struct event *event, const char *value) {
  bool is_text = event->value.type == VALUE_TEXT;
  if (is_text && str_eq(event->key, "rendered")) return rendered_text(log, event);
  if (is_text && str_eq(event->key, "pack-adopted")) return adopted_text(event);
  if (is_text && str_eq(event->key, "law-text")) return law_text(event);
  return mem_printf("%s: %s", event->key, value);
}

static char *event_text(struct log *log, const struct event *event) {
  const char *subject = subject_name(log->call, event->subject);
  const struct question *question = event->key ? pack_question(app_pack(log->call->app), event->key) : NULL;
  CLEANUP(mem_freep) char *value = event_value(log, question, event);
  if (str_eq(event->kind, "subject")) return mem_printf(_("%s: new"), subject);
  if (str_eq(event->kind, "archive")) return mem_printf(event->value.boolean ? _("%s: archived") : _("%s: no longer archived"), subject);
  if (str_eq(event->kind, "meta")) return meta_text(log, event, value);
  if (str_eq(event->kind, "add")) return mem_printf(_("%s, %s: %s added"), subject, event->key, value);
  if (str_eq(event->kind, "remove")) return mem_printf(_("%s, %s: %s removed"), subject, event->key, value);
  return mem_printf("%s, %s: %s", subject, event->key, value);
}

static bool visit_text(void *context, const struct event *event) {
  struct log *log = context;
  struct buf *out = log->call->out;
  if (!str_eq(log->group, event->group)) {
    char time[INSTANT_TEXT_SIZE];
    instant_format((struct instant){.seconds = event->time / 1000}, time);
    put_wrapped_format(out, 0, 2, "%s %s", time, app_author_name(log->call->session, event->author));
    if (event->undoes) {
      CLEANUP(mem_freep) char *step = app_step_text(log->call->session, event->group, lang_ui());
      put_wrapped(out, 2, 4, step);
    }
    free(log->group);
    log->group = mem_strdup(event->group);
  }
  CLEANUP(mem_freep) char *text = event_text(log, event);
  put_wrapped(out, 2, 4, text);
  if (event->note) put_wrapped_format(out, 4, 6, _("Note: %s"), event->note);
  return true;
}

enum status do_log(struct call *call) {
  const char *subject = call_argument(call, 1), *id = NULL;
  size_t limit;
  enum status status = read_limit(call, &limit);
  if (status == STATUS_OK && subject) status = app_find(call->session, subject, NULL, &id, &call->error);
  if (status) return status;
  struct log log = {.call = call, .out = json_start(call)};
  if (call->json) json_out_array(&log.out);
  status = store_log(session_store(call->session), id, NULL, true, limit, call->json ? visit_json : visit_text, &log, &call->error);
  if (call->json) json_finish(&log.out);
  free(log.group);
  return status;
}

/* ---- check ---- */

static void check_json(struct call *call, const struct check_report *report) {
  const struct {
    const char *key;
    size_t count;
  } counts[] = {{"events", report->events}, {"replicas", report->replicas}, {"blobs", report->blobs}};
  struct json_out out = json_start(call);
  json_out_object(&out);
  for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
    json_out_key(&out, counts[i].key);
    json_out_number(&out, (int64_t)counts[i].count);
  }
  json_member(&out, "head", report->head);
  json_out_key(&out, "findings");
  json_out_array(&out);
  for (size_t i = 0; i < report->findings.len; i++) {
    json_out_object(&out);
    json_member(&out, "where", report->findings.items[i].where);
    json_member(&out, "what", report->findings.items[i].what);
    json_out_end(&out);
  }
  json_out_end(&out);
  json_finish(&out);
}

static void check_text(struct call *call, const struct check_report *report) {
  struct buf *out = call->out;
  put_wrapped_format(out, 0, 2, _("Entries of the journal: %zu; copies of the workspace that wrote them: %zu; files: %zu."), report->events,
                     report->replicas, report->blobs);
  buf_printf(out, _("Journal head: %s\n"), report->head);
  for (size_t i = 0; i < report->findings.len; i++)
    put_wrapped_format(out, 0, 2, "%s: %s", report->findings.items[i].where, report->findings.items[i].what);
  if (!report->findings.len) buf_printf(out, "%s\n", _("Nothing was found."));
}

/* The workspace was opened for reading; only this needs more. Rows of lists are made when a session begins to write, if it may. */
static enum status rebuild(struct call *call) {
  struct store *store = NULL;
  enum status status = store_open(call_argument(call, 0), app_host(call->app), NULL, &store, &call->error);
  if (status == STATUS_OK) status = store_rebuild(store, &call->error);
  store_free(store);
  struct session *session = NULL;
  if (status == STATUS_OK) session_open(call->app, call_argument(call, 0), NULL, call->as_of, &session, NULL);
  session_free(session);
  return status;
}

enum status do_check(struct call *call) {
  struct check_report report = {0};
  enum status status = call_option(call, "rebuild") ? rebuild(call) : STATUS_OK;
  if (status == STATUS_OK) status = store_check(session_store(call->session), call_option(call, "against"), &report, &call->error);
  if (status == STATUS_OK || status == STATUS_NO) (call->json ? check_json : check_text)(call, &report);
  check_report_clear(&report);
  return status;
}
