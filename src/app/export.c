/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace, or what belongs to one subject, as JSON; data/export describes the form. */
#include "app/exchange_internal.h"
#include "json/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct export {
  struct session *session;
  struct arena *arena;
  struct map *chosen; /* ids of subjects; NULL: all */
  struct map *files;  /* hash to struct export_file */
  struct json_out out;
  struct export_report report;
};

struct export_file {
  const char *hash;
  uint64_t size;
  struct map *names;
};

/* ---- which subjects ---- */

static bool is_chosen(const struct export *export, const char *subject) {
  if (!export->chosen) return true;
  size_t len = strcspn(subject, "/");
  return map_get(export->chosen, subject[len] ? arena_strndup(export->arena, subject, len) : subject);
}

static const struct subject *subject_of(const struct export *export, const char *id) {
  size_t len = strcspn(id, "/");
  return snapshot_subject(export->session->snapshot, id[len] ? arena_strndup(export->arena, id, len) : id);
}

static bool choose_with_parents(struct export *export, const char *id) {
  bool more = false;
  for (const struct subject *subject = id ? subject_of(export, id) : NULL; subject && !map_get(export->chosen, subject->id);
       subject = subject->parent ? snapshot_subject(export->session->snapshot, subject->parent) : NULL) {
    map_put(export->chosen, subject->id, export);
    more = true;
  }
  return more;
}

/* Does it lie at or below something that stands beside the subject, or beside what the subject belongs to, and is of the same type? */
static bool is_beside(const struct export *export, const struct subject *each, const char *wanted) {
  const struct snapshot *snapshot = export->session->snapshot;
  for (; each; each = each->parent ? snapshot_subject(snapshot, each->parent) : NULL)
    for (const struct subject *above = snapshot_subject(snapshot, wanted); above;
         above = above->parent ? snapshot_subject(snapshot, above->parent) : NULL)
      if (str_eq(each->type, above->type) && str_eq(each->parent, above->parent) && !str_eq(each->id, above->id)) return true;
  return false;
}

static bool choose_named_by(struct export *export, const struct head *head) {
  bool more = head->value.type == VALUE_REF && choose_with_parents(export, head->value.text);
  return choose_with_parents(export, head->author) || more;
}

/* Until nothing is named that is not there. */
static void choose_named(struct export *export) {
  const struct snapshot *snapshot = export->session->snapshot;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
      const struct fact *fact = snapshot_fact_at(snapshot, i);
      if (!is_chosen(export, fact->subject)) continue;
      for (size_t k = 0; k < fact->heads_len; k++)
        more |= choose_named_by(export, &fact->heads[k]);
      for (size_t k = 0; k < fact->elements_len; k++)
        more |= choose_named_by(export, &fact->elements[k]);
    }
  }
}

static void choose(struct export *export, const char *subject) {
  const struct snapshot *snapshot = export->session->snapshot;
  export->chosen = map_new();
  choose_with_parents(export, subject);
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *each = snapshot_subject_at(snapshot, i);
    if (!is_beside(export, each, subject)) choose_with_parents(export, each->id);
  }
  choose_named(export);
}

/* ---- small parts ---- */

static void member(struct export *export, const char *key, const char *text) {
  json_out_key(&export->out, key);
  json_out_string(&export->out, text);
}

static void member_if(struct export *export, const char *key, const char *text) {
  if (text) member(export, key, text);
}

static void mark(struct export *export, const char *key) {
  json_out_key(&export->out, key);
  json_out_bool(&export->out, true);
}

static void instant_member(struct export *export, const char *key, int64_t ms) {
  char text[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = ms / 1000}, text);
  member(export, key, text);
}

static void list(struct export *export, const char *key) {
  json_out_key(&export->out, key);
  json_out_array(&export->out);
}

static void put_pack(struct export *export, const char *id, const char *version, const char *law_as_of, const char *hash) {
  json_out_object(&export->out);
  member(export, "id", id);
  member(export, "version", version);
  member(export, "law_as_of", law_as_of);
  member(export, "sha256", hash);
  json_out_end(&export->out);
}

/* ---- subjects ---- */

static size_t depth_of(const struct snapshot *snapshot, const struct subject *subject) {
  size_t depth = 0;
  for (; subject && subject->parent; subject = snapshot_subject(snapshot, subject->parent))
    depth++;
  return depth;
}

struct ordered {
  const struct subject *subject;
  size_t depth;
};

/* Parents first, then in order of creation. */
static int by_creation(const void *a, const void *b) {
  const struct ordered *x = a, *y = b;
  if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
  if (x->subject->created != y->subject->created) return x->subject->created < y->subject->created ? -1 : 1;
  return strcmp(x->subject->id, y->subject->id);
}

static void put_subjects(struct export *export) {
  const struct snapshot *snapshot = export->session->snapshot;
  VEC(struct ordered) all = {0};
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    struct ordered each = {.subject = snapshot_subject_at(snapshot, i)};
    each.depth = depth_of(snapshot, each.subject);
    if (is_chosen(export, each.subject->id)) vec_push(&all, each);
  }
  if (all.len > 1) qsort(all.items, all.len, sizeof *all.items, by_creation);
  list(export, "subjects");
  for (size_t i = 0; i < all.len; i++) {
    const struct subject *subject = all.items[i].subject;
    json_out_object(&export->out);
    member(export, "id", subject->id);
    member(export, "type", subject->type);
    member_if(export, "parent", subject->parent);
    instant_member(export, "created", subject->created);
    if (subject->archived) mark(export, "archived");
    if (subject->archive_conflict) mark(export, "archive_conflict");
    json_out_end(&export->out);
  }
  json_out_end(&export->out);
  export->report.subjects = all.len;
  vec_free(&all);
}

/* ---- facts ---- */

static void note_file(struct export *export, const struct value *value) {
  struct export_file *file = map_get(export->files, value->text);
  if (!file) {
    file = arena_alloc(export->arena, sizeof *file);
    file->hash = value->text;
    file->names = map_new();
    store_blob_size(export->session->store, value->text, &file->size, NULL);
    map_put(export->files, value->text, file);
  }
  if (value->lang) map_put(file->names, value->lang, file);
}

static void put_text_value(struct export *export, const struct value *value) {
  CLEANUP(mem_freep) char *text = value_text(value);
  member(export, value_type_name(value->type), text);
}

static void put_value(struct export *export, const struct value *value) {
  json_out_object(&export->out);
  switch (value->type) {
  case VALUE_CLEARED:
  case VALUE_UNKNOWN:
  case VALUE_NONE:
  case VALUE_REDACTED:
    mark(export, value_type_name(value->type));
    break;
  case VALUE_BOOL:
    json_out_key(&export->out, value_type_name(value->type));
    json_out_bool(&export->out, value->boolean);
    break;
  case VALUE_NUMBER:
    json_out_key(&export->out, value_type_name(value->type));
    json_out_decimal(&export->out, value->number);
    break;
  case VALUE_TEXT:
    member(export, value_type_name(value->type), value->text);
    member_if(export, "lang", value->lang);
    break;
  case VALUE_BLOB:
    member(export, "file", value->text);
    member_if(export, "name", value->lang);
    note_file(export, value);
    break;
  default:
    put_text_value(export, value);
  }
  json_out_end(&export->out);
}

static int by_content(const void *a, const void *b) {
  const struct head *const *x = a, *const *y = b;
  int order = value_compare(&(*x)->value, &(*y)->value);
  if (order == 0) order = strcmp((*x)->author ? (*x)->author : "", (*y)->author ? (*y)->author : "");
  return order ? order : strcmp((*x)->note ? (*x)->note : "", (*y)->note ? (*y)->note : "");
}

static void put_heads(struct export *export, const char *key, const struct head *heads, size_t len) {
  if (len == 0) return;
  const struct head **sorted = mem_alloc(len * sizeof *sorted);
  for (size_t i = 0; i < len; i++)
    sorted[i] = &heads[i];
  qsort(sorted, len, sizeof *sorted, by_content);
  list(export, key);
  for (size_t i = 0; i < len; i++) {
    json_out_object(&export->out);
    json_out_key(&export->out, "value");
    put_value(export, &sorted[i]->value);
    member(export, "by", sorted[i]->author);
    instant_member(export, "time", sorted[i]->time);
    member_if(export, "note", sorted[i]->note);
    if (sorted[i]->proposed) mark(export, "proposed");
    member_if(export, "law_pack", sorted[i]->pack);
    json_out_end(&export->out);
  }
  json_out_end(&export->out);
  export->report.answers += len;
  free(sorted);
}

static void put_facts(struct export *export) {
  const struct snapshot *snapshot = export->session->snapshot;
  list(export, "facts");
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    if (!is_chosen(export, fact->subject) || fact->heads_len + fact->elements_len == 0) continue;
    json_out_object(&export->out);
    member(export, "subject", fact->subject);
    member(export, "question", fact->key);
    put_heads(export, "answers", fact->heads, fact->heads_len);
    put_heads(export, "elements", fact->elements, fact->elements_len);
    json_out_end(&export->out);
  }
  json_out_end(&export->out);
}

/* ---- law packs and files ---- */

static enum status put_packs(struct export *export, struct error *error) {
  const struct pack *pack = export->session->app->pack;
  char law_as_of[DATE_TEXT_SIZE];
  kept_pack_vec_t packs = {0};
  enum status status = session_packs(export->session, export->arena, &packs, error);
  if (status) return status;
  day_format(pack_law_as_of(pack), law_as_of);
  json_out_key(&export->out, "law_pack");
  put_pack(export, pack_id(pack), pack_version(pack), law_as_of, pack_hash(pack));
  list(export, "law_packs");
  for (size_t i = 0; i < packs.len; i++) {
    const struct kept_pack *kept = &packs.items[i];
    put_pack(export, kept->id, kept->version, kept->law_as_of, kept->hash);
  }
  json_out_end(&export->out);
  vec_free(&packs);
  return STATUS_OK;
}

static int by_hash(const void *a, const void *b) {
  const struct export_file *const *x = a, *const *y = b;
  return strcmp((*x)->hash, (*y)->hash);
}

static void put_file(struct export *export, const struct export_file *file) {
  json_out_object(&export->out);
  member(export, "sha256", file->hash);
  json_out_key(&export->out, "size");
  json_out_number(&export->out, (int64_t)file->size);
  list(export, "names");
  for (size_t i = 0; i < map_len(file->names); i++)
    json_out_string(&export->out, map_key_at(file->names, i));
  json_out_end(&export->out);
  json_out_end(&export->out);
}

static void put_files(struct export *export) {
  size_t len = map_len(export->files);
  const struct export_file **sorted = mem_alloc((len + 1) * sizeof *sorted);
  for (size_t i = 0; i < len; i++)
    sorted[i] = map_value_at(export->files, i);
  qsort(sorted, len, sizeof *sorted, by_hash);
  list(export, "files");
  for (size_t i = 0; i < len; i++)
    put_file(export, sorted[i]);
  json_out_end(&export->out);
  export->report.files = len;
  free(sorted);
}

static enum status write_file(struct export *export, const char *folder, const char *hash, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(folder, hash);
  CLEANUP(buf_free) struct buf content = {0};
  if (file_exists(path)) return STATUS_OK; /* its name says what is in it */
  enum status status = store_blob_get(export->session->store, hash, &content, error);
  return status ? status : file_write(path, buf_str(&content), content.len, 0600, error);
}

static enum status write_files(struct export *export, const char *folder, struct error *error) {
  if (!folder_make(folder))
    return error_set(error, STATUS_WORKSPACE, folder, _("Name another folder."), _("The folder cannot be made: %s."), strerror(errno));
  enum status status = STATUS_OK;
  for (size_t i = 0; i < map_len(export->files) && status == STATUS_OK; i++)
    status = write_file(export, folder, map_key_at(export->files, i), error);
  return status;
}

/* ---- conclusions: for information ---- */

static void put_conclusion(struct export *export, const struct conclusion_state *state) {
  json_out_object(&export->out);
  member(export, "subject", state->subject);
  member(export, "id", state->conclusion->id);
  member(export, "state", conclusion_status_name(state->status));
  list(export, "values");
  for (size_t i = 0; i < state->values.len; i++)
    json_out_string(&export->out, state->values.items[i]);
  json_out_end(&export->out);
  if (state->rests_on_proposed) mark(export, "rests_on_proposed");
  json_out_end(&export->out);
}

static void put_conclusions_on(struct export *export, const char *subject, const struct subject_type *type) {
  const struct pack *pack = export->session->app->pack;
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject != type) continue;
    const struct conclusion_state *state = engine_conclusion(export->session->engine, subject, conclusion->id);
    if (state && state->status != CONCLUSION_NOT_APPLICABLE) put_conclusion(export, state);
  }
}

static void put_conclusions_around(struct export *export, const char *subject) {
  const struct pack *pack = export->session->app->pack;
  const struct subject_type *type = engine_type(export->session->engine, subject);
  if (!type) return;
  put_conclusions_on(export, subject, type);
  const struct subject_type *implicit = implicit_below(pack, type);
  if (!implicit || !implicit->conclusions_len) return;
  id_vec_t records = {0};
  engine_children(export->session->engine, subject, implicit, &records);
  for (size_t i = 0; i < records.len; i++)
    put_conclusions_on(export, records.items[i], implicit);
  vec_free(&records);
}

static void put_conclusions(struct export *export) {
  const struct snapshot *snapshot = export->session->snapshot;
  list(export, "conclusions");
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(snapshot, i);
    if (is_chosen(export, subject->id) && !snapshot_archived(snapshot, subject)) put_conclusions_around(export, subject->id);
  }
  json_out_end(&export->out);
}

/* ---- the whole ---- */

static enum status put_all(struct export *export, const char *subject, const char *files, struct error *error) {
  char as_of[DATE_TEXT_SIZE];
  day_format(export->session->as_of, as_of);
  json_out_object(&export->out);
  member(export, "$schema", EXPORT_SCHEMA);
  member(export, "format", EXPORT_FORMAT);
  json_out_key(&export->out, "version");
  json_out_number(&export->out, EXPORT_VERSION);
  member_if(export, "of", subject);
  member(export, "as_of", as_of);
  member(export, "journal_head", export->session->head);
  enum status status = put_packs(export, error);
  if (status) return status;
  put_subjects(export);
  put_facts(export);
  put_files(export);
  put_conclusions(export);
  json_out_end(&export->out);
  buf_putc(export->out.buf, '\n');
  return files ? write_files(export, files, error) : STATUS_OK;
}

static void free_files(struct map *files) {
  for (size_t i = 0; i < map_len(files); i++)
    map_free(((struct export_file *)map_value_at(files, i))->names);
  map_free(files);
}

enum status app_export(struct session *session, const char *subject, const char *files, struct buf *ret_json,
                       struct export_report *ret_report, struct error *error) {
  struct buf json = {0};
  struct export export = {.session = session, .arena = arena_new(), .files = map_new(), .out = {.buf = &json, .indented = true}};
  if (subject) subject = arena_strndup(export.arena, subject, strcspn(subject, "/"));
  if (subject) choose(&export, subject);
  enum status status = put_all(&export, subject, files, error);
  if (status == STATUS_OK) {
    buf_free(ret_json);
    *ret_json = json;
    *ret_report = export.report;
  } else {
    buf_free(&json);
  }
  free_files(export.files);
  map_free(export.chosen);
  arena_free(export.arena);
  return status;
}

enum status app_write_file(struct session *session, const char *path, const struct buf *content, bool replace, struct error *error) {
  if (same_file(store_path(session->store), path))
    return error_set(error, STATUS_USAGE, path, _("Give the name of another file."), _("This is the workspace itself."));
  if (file_exists(path) && !replace)
    return error_set(error, STATUS_USAGE, path, _("Give another name, or say --replace."), _("There is a file of that name already."));
  return file_write(path, buf_str(content), content->len, 0600, error);
}
