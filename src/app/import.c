/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files from outside: evidence, and component lists that are recognised as such. */
#include "app/import_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *file_name_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

bool same_file(const char *a, const char *b) {
  struct stat of_a, of_b;
  return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* Closing the workspace once more would drop SQLite's locks on it. */
static enum status refuse_workspace(struct session *session, const char *path, struct error *error) {
  if (!same_file(store_path(session->store), path)) return STATUS_OK;
  return error_set(error, STATUS_INPUT, path, _("Give the name of another file."), _("This is the workspace itself."));
}

enum status app_read_file(struct session *session, const char *path, size_t max, struct buf *ret_content, struct error *error) {
  enum status status = refuse_workspace(session, path, error);
  return status ? status : file_read(path, max, ret_content, error);
}

/* ---- one action: any number of files ---- */

struct import {
  struct session *session;
  const struct import_request *request;
  struct plan plan;
  VEC(struct value) evidence; /* new, in the order of the files */
};

/* One file on its way in. */
struct item {
  struct import *import;
  const char *path;
  struct source file;
  struct intake intake;
  const struct subject_type *type;
  const struct question *question; /* that holds the file */
  const char *parent, *id;
  struct component_list *list; /* NULL: evidence */
  struct found found;
  struct hash hash;
  struct import_report *report;
};

static void item_clear(struct item *item) {
  component_list_free(item->list);
  found_clear(&item->found);
  intake_end(&item->intake);
  source_close_file(&item->file);
}

/* ---- what it is, and where it belongs ---- */

static bool is_list(const struct item *item) {
  return str_eq(item->type->id, TYPE_COMPONENT_LIST);
}

static enum status choose_kind(struct item *item, struct error *error) {
  const struct pack *pack = item->import->session->app->pack;
  const char *kind = item->import->request->kind;
  bool recognised = interop_recognise(item->intake.prefix, item->intake.prefix_len) != INTEROP_UNKNOWN;
  if (!kind) kind = recognised ? TYPE_COMPONENT_LIST : TYPE_EVIDENCE;
  bool as_list = str_eq(kind, TYPE_COMPONENT_LIST);
  if (!as_list && !str_eq(kind, TYPE_EVIDENCE))
    return error_set(
        error, STATUS_USAGE, item->path,
        _("The kinds are evidence and component-list; official texts of the law are imported with “cradle law FILE import INPUT”."),
        _("There is no kind of file “%s”."), kind);
  item->type = pack_subject_type(pack, kind);
  item->question = pack_question(pack, as_list ? QUESTION_COMPONENT_FILE : QUESTION_EVIDENCE_FILE);
  if (!item->type || !item->question)
    return error_set(error, STATUS_INPUT, item->path, _("Use a law pack that has them."), _("The law pack knows no such files."));
  return STATUS_OK;
}

static enum status find_parent(struct item *item, struct error *error) {
  const char *subject = item->import->request->subject;
  const struct subject_type *wanted = item->type->parent;
  item->parent = engine_ancestor(item->import->session->engine, subject, wanted);
  if (item->parent) return STATUS_OK;
  return error_set(error, STATUS_USAGE, subject, _("Name such a subject, or one below it."),
                   _("A file of kind “%s” belongs below a subject of type “%s”."), item->type->id, wanted->id);
}

static enum status open_item(struct item *item, struct error *error) {
  struct session *session = item->import->session;
  struct stat info;
  enum status status = refuse_workspace(session, item->path, error);
  if (status == STATUS_OK) status = source_open_file(item->path, &item->file, error);
  if (status) return status;
  item->intake.path = item->path;
  item->intake.progress = item->import->request->progress;
  if (stat(item->path, &info) == 0) item->intake.size = (uint64_t)info.st_size;
  status = intake_begin(&item->intake, &item->file, error);
  if (status == STATUS_OK) status = choose_kind(item, error);
  return status ? status : find_parent(item, error);
}

/* ---- its bytes ---- */

/* Relative to the workspace where it lies in or below its folder, so that both can be moved together. Caller frees. */
static char *place_of_file(const struct session *session, const char *path) {
  CLEANUP(mem_freep) char *full = realpath(path, NULL);
  CLEANUP(mem_freep) char *workspace = realpath(store_path(session->store), NULL);
  if (!full || !workspace) return NULL;
  size_t folder = (size_t)(strrchr(workspace, '/') + 1 - workspace);
  return mem_strdup(strncmp(full, workspace, folder) == 0 ? full + folder : full);
}

static enum status begin_file(struct item *item, struct error *error) {
  struct import *import = item->import;
  const char *name = file_name_of(item->path);
  if (item->intake.size <= STORE_BLOB_MAX || import->request->keep_inside)
    return store_batch_file_inside(import->plan.batch, import->request->keep_inside ? STORE_BLOB_ASKED_MAX : STORE_BLOB_MAX, item->path,
                                   error);
  CLEANUP(mem_freep) char *place = place_of_file(import->session, item->path);
  if (!place)
    return error_set(error, STATUS_INPUT, item->path, _("Check that the file exists and that you may read it."),
                     _("The file cannot be read: %s."), strerror(errno));
  item->report->place = arena_strdup(import->session->arena, place);
  return store_batch_file_outside(import->plan.batch, place, name, error);
}

/* A list that cannot be read is not taken in: nobody could work with it later. */
static enum status refuse_empty(const struct item *item, struct error *error) {
  const struct component_counts *counts = &item->list->counts;
  if (counts->components || counts->in_root || counts->models_all) return STATUS_OK;
  return error_set(error, STATUS_INPUT, item->path, _("Have the list made again, or keep the file as evidence: --as evidence."),
                   _("The component list has no components."));
}

static enum status read_content(struct item *item, struct error *error) {
  struct source source = intake_source(&item->intake);
  if (!is_list(item)) return STATUS_OK;
  enum interop_kind kind = interop_recognise(item->intake.prefix, item->intake.prefix_len);
  enum status status = rows_read(item->import->plan.batch, &source, kind, &item->found, &item->list, error);
  return status ? status : refuse_empty(item, error);
}

static enum status store_item(struct item *item, struct error *error) {
  struct store_batch *batch = item->import->plan.batch;
  item->intake.batch = batch;
  enum status status = begin_file(item, error);
  if (status == STATUS_OK) status = read_content(item, error);
  if (status == STATUS_OK) status = intake_finish(&item->intake, error);
  if (status == STATUS_OK) status = store_batch_file_end(batch, &item->hash, &item->report->size, error);
  if (status) return status;
  hash_format(&item->hash, item->report->hash);
  return item->list ? rows_end(batch, item->report->hash, item->list, error) : STATUS_OK;
}

/* ---- its subject ---- */

/* Files of one name may well be different ones: "report.pdf (2)". */
static const char *free_name(struct plan *plan, const struct item *item) {
  const char *name = file_name_of(item->path), *free_one = name;
  for (unsigned number = 2; !plan_name_is_free(plan, item->type, item->parent, free_one); number++)
    free_one = arena_printf(plan->arena, "%s (%u)", name, number);
  return free_one;
}

static enum status plan_item(struct item *item, size_t number, struct error *error) {
  struct import *import = item->import;
  struct plan *plan = &import->plan;
  size_t of = import->request->paths_len;
  struct parsing parsing = parsing_of_session(import->session, item->question, plan->arena);
  parsing.where = item->path;
  struct value *blob;
  item->id = plan_id(plan, item->type, of > 1 ? number + 1 : 0, of);
  plan_subject(plan, item->id, item->type, item->parent);
  enum status status = plan_name(plan, item->id, item->type, free_name(plan, item), item->path, error);
  if (status == STATUS_OK) status = blob_value(&parsing, item->path, &item->hash, &blob, error);
  if (status) return status;
  plan_change(plan, CHANGE_SET, item->id, item->question->id, *blob, NULL);
  if (!item->list) {
    vec_push(&import->evidence, value_of(VALUE_REF, item->id));
    propose_evidence(plan, item->id, &item->intake);
    return STATUS_OK;
  }
  propose_list(plan, item->id, item->list);
  return propose_ai(plan, item->parent, file_name_of(item->path), &item->found, error);
}

/* Evidence that was given for a requirement is tied to it. */
static void plan_link(struct import *import) {
  const struct question *link = pack_question(import->session->app->pack, QUESTION_REQUIREMENT_EVIDENCE);
  const char *subject = import->request->subject;
  if (!link || !import->evidence.len || engine_type(import->session->engine, subject) != link->subject) return;
  const struct fact *fact = session_fact(import->session, subject, link);
  VEC(struct value) values = {0};
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    vec_push(&values, fact->elements[i].value);
  for (size_t i = 0; i < import->evidence.len; i++)
    vec_push(&values, import->evidence.items[i]);
  struct answer answer = {.subject = subject, .values = values.items, .values_len = values.len};
  plan_answer(&import->plan, link, &answer);
  vec_free(&values);
}

/* ---- what is said about it ---- */

static const char *find_same(const struct item *item, const struct import_report *earlier, size_t earlier_len) {
  const struct session *session = item->import->session;
  const char *same = NULL;
  subject_vec_t children = {0};
  snapshot_children(session->snapshot, item->parent, item->type->id, &children);
  for (size_t i = 0; i < children.len && !same; i++) {
    const struct value *file = fact_value(session_fact(session, children.items[i]->id, item->question));
    if (file && file->type == VALUE_BLOB && str_eq(file->text, item->report->hash))
      same = arena_strdup(session->arena, children.items[i]->id);
  }
  vec_free(&children);
  for (size_t i = 0; i < earlier_len && !same; i++)
    if (str_eq(earlier[i].hash, item->report->hash) && str_eq(earlier[i].kind, item->type->id)) same = earlier[i].subject;
  return same;
}

/* "list.json:3:7: example-lib: what is wrong" */
static const char *warning_text(struct arena *arena, const char *path, const struct list_warning *warning) {
  const char *name = file_name_of(path);
  const char *column = warning->column ? arena_printf(arena, ":%u", warning->column) : "";
  const char *component = warning->component ? arena_printf(arena, "%s: ", warning->component) : "";
  return arena_printf(arena, "%s:%u%s: %s%s", name, warning->line, column, component, warning->text);
}

static void report_list(const struct item *item) {
  struct arena *arena = item->import->session->arena;
  const struct component_list *list = item->list;
  struct import_report *report = item->report;
  const char **warnings = arena_alloc(arena, (list->warnings_len + 1) * sizeof *warnings);
  for (size_t i = 0; i < list->warnings_len; i++)
    warnings[i] = warning_text(arena, item->path, &list->warnings[i]);
  report->format = interop_kind_name(list->kind);
  report->spec_version = arena_strdup(arena, list->spec_version);
  report->components = list->counts.components;
  report->models = item->found.counts[COMPONENT_MODEL];
  report->data_sets = item->found.counts[COMPONENT_DATA_SET];
  report->warnings = warnings;
  report->warnings_len = list->warnings_len;
  report->warnings_total = list->warnings_total;
}

static enum status take_in(struct import *import, size_t number, struct import_report *reports, struct error *error) {
  CLEANUP(item_clear) struct item item = {.import = import, .path = import->request->paths[number], .report = &reports[number]};
  size_t changes = import->plan.changes.len;
  enum status status = open_item(&item, error);
  if (status == STATUS_OK) status = store_item(&item, error);
  if (status == STATUS_OK) status = plan_item(&item, number, error);
  if (status) return status;
  item.report->path = arena_strdup(import->session->arena, item.path);
  item.report->kind = item.type->id;
  item.report->subject = arena_strdup(import->session->arena, item.id);
  item.report->same_as = find_same(&item, reports, number);
  for (size_t i = changes; i < import->plan.changes.len; i++)
    item.report->proposed += import->plan.changes.items[i].proposed;
  if (item.list) report_list(&item);
  return STATUS_OK;
}

static enum status take_all(struct import *import, struct import_report *reports, struct error *error) {
  enum status status = store_batch_begin(import->session->store, &import->plan.batch, error);
  for (size_t i = 0; status == STATUS_OK && i < import->request->paths_len; i++)
    status = take_in(import, i, reports, error);
  if (status) return status;
  plan_link(import);
  return plan_write(&import->plan, NULL, error);
}

enum status app_import_files(struct session *session, const struct import_request *request, struct import_report *ret_reports,
                             struct error *error) {
  struct import import = {.session = session, .request = request};
  struct import_report *reports = mem_alloc((request->paths_len + 1) * sizeof *reports);
  plan_begin(&import.plan, session);
  enum status status = adopt_check(session, error);
  if (status == STATUS_OK) status = take_all(&import, reports, error);
  store_batch_free(import.plan.batch);
  if (status == STATUS_OK) memcpy(ret_reports, reports, request->paths_len * sizeof *reports);
  vec_free(&import.evidence);
  plan_free(&import.plan);
  free(reports);
  return status;
}

enum status app_import(struct session *session, const char *subject, const char *path, const char *kind, struct import_report *ret_report,
                       struct error *error) {
  struct import_request request = {.subject = subject, .paths = &path, .paths_len = 1, .kind = kind};
  return app_import_files(session, &request, ret_report, error);
}
