/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files from outside: evidence, component lists, statements about vulnerabilities, official texts of law. */
#include "app/exchange.h"
#include "app/law.h"
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- what was imported ---- */

static const char *file_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void say_proposed(struct view *view, size_t proposed) {
  CLEANUP(mem_freep)
  char *text = mem_printf(
      trn_ui("%zu answer is proposed and waits for a person.", "%zu answers are proposed and wait for a person.", proposed), proposed);
  if (proposed) view_say_also(view, ROLE_GOOD, text);
}

static void say_warnings(struct view *view, size_t count, const char *first) {
  CLEANUP(mem_freep)
  char *text = count == 1 ? mem_printf(_("One warning: %s"), first) : mem_printf(_("%1$zu warnings. The first: %2$s"), count, first);
  if (count) view_say_also(view, ROLE_ERROR, text);
}

static char *list_text_of(const struct import_report *report) {
  CLEANUP(mem_freep) char *components = mem_printf(trn_ui("%zu component", "%zu components", report->components), report->components);
  if (!report->models && !report->data_sets) return mem_printf("%s %s, %s", report->format, report->spec_version, components);
  return mem_printf(_("%1$s %2$s, %3$s, AI models: %4$zu, data sets: %5$zu"), report->format, report->spec_version, components,
                    report->models, report->data_sets);
}

static void say_file(struct view *view, const struct import_report *report) {
  CLEANUP(mem_freep) char *file = stored_file_text(view, file_of(report->path), report->hash);
  CLEANUP(mem_freep) char *said = mem_printf(_("Imported: %s"), file);
  view_say(view, ROLE_GOOD, said);
  if (report->format) {
    CLEANUP(mem_freep) char *list = list_text_of(report);
    view_say_also(view, ROLE_GOOD, list);
  }
  say_proposed(view, report->proposed);
  if (report->same_as) {
    CLEANUP(mem_freep) char *same = mem_printf(_("“%s” holds the same file already."), ui_name(view, report->same_as));
    view_say_also(view, ROLE_GOOD, same);
  }
  if (report->warnings_len) say_warnings(view, report->warnings_total, report->warnings[0]);
}

static void say_vulnerabilities(struct view *view, const struct vulnerability_report *report) {
  bool stated = report->added + report->updated + report->unchanged > 0;
  CLEANUP(mem_freep)
  char *said = stated ? mem_printf(_("%1$s: %2$zu new, %3$zu brought up to date, %4$zu as they were. What was read is only proposed."),
                                   report->format, report->added, report->updated, report->unchanged)
                      : mem_printf(_("%1$s: %2$zu entries were read."), report->format, report->read);
  view_say(view, ROLE_GOOD, said);
  if (report->kept) {
    CLEANUP(mem_freep) char *kept = mem_printf(_("Answers that a person stated otherwise, and that stay: %zu."), report->kept);
    view_say_also(view, ROLE_GOOD, kept);
  }
  if (report->exploited) {
    CLEANUP(mem_freep) char *exploited = mem_printf(_("Known to be exploited, and not stated yet: %zu."), report->exploited);
    view_say_also(view, ROLE_ERROR, exploited);
  }
  say_warnings(view, report->warnings, report->first_warning);
}

/* ---- importing ---- */

static void tell(void *context, const char *path, uint64_t done, uint64_t size) {
  CLEANUP(mem_freep)
  char *text = mem_printf(_("Reading %1$s: %2$u %%"), file_of(path), size ? (unsigned)(done * 100 / size) : 0u);
  view_progress(context, text);
}

static enum status import_file(struct view *view, const char *subject, const char *path, const char *kind, struct error *error) {
  struct import_report report = {0};
  struct import_request request = {
      .subject = subject, .paths = &path, .paths_len = 1, .kind = kind, .progress = {.tell = tell, .context = view}};
  enum status status = app_import_files(view->session, &request, &report, error);
  if (status) return status;
  view_changed(view);
  say_file(view, &report);
  return STATUS_OK;
}

static enum status import_statements(struct view *view, const char *subject, const char *path, enum exchange_kind kind,
                                     struct error *error) {
  struct vulnerability_report report = {0};
  enum status status = kind == EXCHANGE_EXPLOITED ? app_import_exploited(view->session, subject, path, &report, error)
                                                  : app_import_vulnerabilities(view->session, subject, path, &report, error);
  if (status) return status;
  view_changed(view);
  say_vulnerabilities(view, &report);
  return STATUS_OK;
}

bool import_path(struct view *view, const char *subject, const char *typed, const char *kind) {
  struct error error = {0};
  CLEANUP(mem_freep) char *path = view_path(view, typed);
  CLEANUP(mem_freep) char *reading = mem_printf(_("Reading %s"), file_of(path));
  view_progress(view, reading);
  enum exchange_kind statements =
      str_eq(kind, TYPE_VULNERABILITY) ? EXCHANGE_VULNERABILITIES : app_recognise_exchange(view->session, path, kind);
  if (str_eq(kind, TYPE_VULNERABILITY) && app_recognise_exchange(view->session, path, NULL) == EXCHANGE_EXPLOITED)
    statements = EXCHANGE_EXPLOITED;
  enum status status = statements == EXCHANGE_NONE ? import_file(view, subject, path, kind, &error)
                                                   : import_statements(view, subject, path, statements, &error);
  if (status) view_fail(view, &error);
  return status == STATUS_OK;
}

/* ---- official texts ---- */

static bool law_done(struct view *view, void *state, const char *text) {
  (void)state;
  struct error error = {0};
  struct law_file file;
  bool replaced;
  CLEANUP(mem_freep) char *path = view_path(view, text);
  CLEANUP(mem_freep) char *reading = mem_printf(_("Reading %s"), file_of(path));
  view_progress(view, reading);
  if (app_law_import(view->session, path, &file, &replaced, &error)) {
    view_fail(view, &error);
    return false;
  }
  CLEANUP(mem_freep)
  char *said = mem_printf(replaced ? _("Imported: %1$s (%2$s), in place of an earlier file.") : _("Imported: %1$s (%2$s)."),
                          ui_text(&file.act->title), law_language_name(file.language));
  view_changed(view);
  view_say(view, ROLE_GOOD, said);
  return true;
}

void ask_law_file(struct view *view, void *state) {
  (void)state;
  view_ask_path(view, _("Path of the official text, as EUR-Lex gives it (Formex XML or XHTML):"), "", law_done);
}
