/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files from outside: evidence, and component lists that are recognised as such. */
#include "app/internal.h"
#include "interop/interop.h"

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
enum status app_read_file(struct session *session, const char *path, size_t max, struct buf *ret_content, struct error *error) {
  if (same_file(store_path(session->store), path))
    return error_set(error, STATUS_INPUT, path, _("Give the name of another file."), _("This is the workspace itself."));
  return file_read(path, max, ret_content, error);
}

struct import {
  struct session *session;
  const char *subject; /* as given */
  const char *path;
  struct buf content;
  const struct subject_type *type;
  const struct question *file; /* the question that holds the file */
  size_t components;
};

/* What begins like JSON is read as such: whoever asks for a list learns where it is broken. */
static bool looks_like_json(const struct buf *content) {
  const char *text = buf_str(content);
  if (str_starts(text, "\xEF\xBB\xBF")) text += 3;
  text += strspn(text, " \t\r\n");
  return *text == '{' || *text == '[';
}

static enum status choose_kind(struct import *import, const char *kind, struct error *error) {
  const struct pack *pack = import->session->app->pack;
  bool is_list = interop_recognise(buf_str(&import->content), import->content.len) != INTEROP_UNKNOWN;
  if (!kind) kind = is_list ? TYPE_COMPONENT_LIST : TYPE_EVIDENCE;
  bool as_list = str_eq(kind, TYPE_COMPONENT_LIST);
  if (!as_list && !str_eq(kind, TYPE_EVIDENCE))
    return error_set(
        error, STATUS_USAGE, import->path,
        _("The kinds are evidence and component-list; official texts of the law are imported with “cradle law FILE import INPUT”."),
        _("There is no kind of file “%s”."), kind);
  if (as_list && !looks_like_json(&import->content))
    return error_set(error, STATUS_INPUT, import->path, _("CycloneDX in JSON is understood; import other lists as evidence."),
                     _("The file is not a component list of a known format."));
  import->type = pack_subject_type(pack, kind);
  import->file = pack_question(pack, as_list ? QUESTION_COMPONENT_FILE : QUESTION_EVIDENCE_FILE);
  if (!import->type || !import->file)
    return error_set(error, STATUS_INPUT, import->path, _("Use a law pack that has them."), _("The law pack knows no such files."));
  return STATUS_OK;
}

/* A list that cannot be read is not taken in: nobody could work with it later. */
static enum status read_components(struct import *import, struct error *error) {
  struct component_list *list = NULL;
  if (!str_eq(import->type->id, TYPE_COMPONENT_LIST)) return STATUS_OK;
  enum status status = component_list_read(buf_str(&import->content), import->content.len, file_name_of(import->path), &list, error);
  if (status) return status;
  import->components = list->components_len;
  component_list_free(list);
  if (import->components) return STATUS_OK;
  return error_set(error, STATUS_INPUT, import->path, _("Have the list made again, or keep the file as evidence: --as evidence."),
                   _("The component list has no components."));
}

static enum status find_parent(const struct import *import, const char **ret_parent, struct error *error) {
  const struct subject_type *wanted = import->type->parent;
  const char *parent = engine_ancestor(import->session->engine, import->subject, wanted);
  if (!parent)
    return error_set(error, STATUS_USAGE, import->subject, _("Name such a subject, or one below it."),
                     _("A file of kind “%s” belongs below a subject of type “%s”."), import->type->id, wanted->id);
  *ret_parent = parent;
  return STATUS_OK;
}

/* Evidence that was given for a requirement is tied to it. */
static void plan_link(struct plan *plan, const struct import *import, const char *id) {
  const struct question *link = pack_question(import->session->app->pack, QUESTION_REQUIREMENT_EVIDENCE);
  if (!link || link->of != import->type || engine_type(import->session->engine, import->subject) != link->subject) return;
  const struct fact *fact = session_fact(import->session, import->subject, link);
  VEC(struct value) values = {0};
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    vec_push(&values, fact->elements[i].value);
  struct value evidence = value_of(VALUE_REF, id);
  vec_push(&values, evidence);
  struct answer answer = {.subject = import->subject, .values = values.items, .values_len = values.len};
  plan_answer(plan, link, &answer);
  vec_free(&values);
}

/* Files of one name may well be different ones: "report.pdf (2)". */
static const char *free_name(struct plan *plan, const struct subject_type *type, const char *parent, const char *name) {
  const char *free_one = name;
  for (unsigned number = 2; !plan_name_is_free(plan, type, parent, free_one); number++)
    free_one = arena_printf(plan->arena, "%s (%u)", name, number);
  return free_one;
}

static const char *find_same(const struct import *import, const char *parent, const char *hash) {
  const char *same = NULL;
  subject_vec_t children = {0};
  snapshot_children(import->session->snapshot, parent, import->type->id, &children);
  for (size_t i = 0; i < children.len && !same; i++) {
    const struct value *file = fact_value(session_fact(import->session, children.items[i]->id, import->file));
    if (file && file->type == VALUE_BLOB && str_eq(file->text, hash)) same = arena_strdup(import->session->arena, children.items[i]->id);
  }
  vec_free(&children);
  return same;
}

static enum status write(const struct import *import, const char *parent, struct import_report *report, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, import->session);
  const char *name = file_name_of(import->path), *id = plan_id(&plan, import->type, 0, 1);
  struct parsing parsing = parsing_of_session(import->session, import->file, plan.arena);
  parsing.where = import->path;
  struct value *blob;
  struct hash hash;
  plan_subject(&plan, id, import->type, parent);
  enum status status = plan_name(&plan, id, import->type, free_name(&plan, import->type, parent, name), import->path, error);
  if (status == STATUS_OK) status = store_blob_put(import->session->store, buf_str(&import->content), import->content.len, &hash, error);
  if (status == STATUS_OK) status = blob_value(&parsing, import->path, &hash, &blob, error);
  if (status) return status;
  plan_change(&plan, CHANGE_SET, id, import->file->id, *blob, NULL);
  plan_link(&plan, import, id);
  *report = (struct import_report){.kind = import->type->id,
                                   .subject = arena_strdup(import->session->arena, id),
                                   .size = import->content.len,
                                   .components = import->components};
  hash_format(&hash, report->hash);
  report->same_as = find_same(import, parent, report->hash);
  return plan_write(&plan, NULL, error);
}

enum status app_import(struct session *session, const char *subject, const char *path, const char *kind, struct import_report *ret_report,
                       struct error *error) {
  struct import import = {.session = session, .subject = subject, .path = path};
  const char *parent = NULL;
  enum status status = app_read_file(session, path, STORE_BLOB_MAX, &import.content, error);
  if (status == STATUS_OK) status = choose_kind(&import, kind, error);
  if (status == STATUS_OK) status = find_parent(&import, &parent, error);
  if (status == STATUS_OK) status = read_components(&import, error);
  if (status == STATUS_OK) status = write(&import, parent, ret_report, error);
  buf_free(&import.content);
  return status;
}
