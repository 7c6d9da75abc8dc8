/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of component lists: made when a list is imported, and again when its reader has changed. */
#include "app/import_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- from the reader to the store ---- */

struct row_sink {
  struct store_batch *batch;
  struct found *found;
};

static void note_found(struct found *found, const struct component *component) {
  size_t count = found->counts[component->kind]++;
  if (count < FOUND_NAMES) found->names[component->kind][count] = mem_strdup(component->name);
}

void found_clear(struct found *found) {
  for (size_t kind = 0; kind < FOUND_KINDS; kind++)
    for (size_t i = 0; i < FOUND_NAMES; i++)
      free(found->names[kind][i]);
}

static enum status put_component(void *context, const struct component *component, struct error *error) {
  const struct row_sink *sink = context;
  if (sink->found && component->kind != COMPONENT_PLAIN) note_found(sink->found, component);
  struct store_component row = {.index = component->index,
                                .parent = component->parent,
                                .depth = component->depth,
                                .place = component->place,
                                .kind = component->kind,
                                .given = component->given,
                                .ref = component->ref,
                                .type = component->type,
                                .group = component->group,
                                .name = component->name,
                                .version = component->version,
                                .purl = component->purl,
                                .cpe = component->cpe,
                                .supplier = component->supplier,
                                .originator = component->originator,
                                .licence = component->licence,
                                .source = component->source,
                                .hash = component->hash,
                                .model_card = component->model_card,
                                .line = component->line,
                                .column = component->column};
  return store_list_component(sink->batch, &row, error);
}

static enum status put_dependency(void *context, const struct dependency *dependency, struct error *error) {
  const struct row_sink *sink = context;
  struct store_dependency row = {.from = dependency->from, .to = dependency->to, .kind = dependency->kind, .word = dependency->word};
  return store_list_dependency(sink->batch, &row, error);
}

enum status rows_read(struct store_batch *batch, const struct source *source, enum interop_kind kind, struct found *found,
                      struct component_list **ret_list, struct error *error) {
  _Static_assert(COMPONENT_NONE == STORE_COMPONENT_NONE && COMPONENT_LISTED == 0 && COMPONENT_PLAIN == 0, "reader and store agree");
  struct row_sink rows = {.batch = batch, .found = found};
  const struct component_sink sink = {.component = put_component, .dependency = put_dependency, .context = &rows};
  enum status status = store_list_begin(batch, error);
  return status ? status : component_list_scan(source, kind, &sink, ret_list, error);
}

enum status rows_end(struct store_batch *batch, const char *hash, const struct component_list *list, struct error *error) {
  struct store_list row = {.hash = hash,
                           .reader = COMPONENT_LIST_READER_VERSION,
                           .format = interop_kind_name(list->kind),
                           .spec_version = list->spec_version,
                           .name = list->name,
                           .serial_number = list->serial_number,
                           .version = list->version,
                           .timestamp = list->timestamp,
                           .author = list->author,
                           .tool = list->tool,
                           .product = list->product,
                           .given = list->given,
                           .warnings = list->warnings_total};
  return store_list_end(batch, &row, error);
}

/* ---- again, from the kept file ---- */

static enum status read_again(struct store_batch *batch, const char *hash, struct intake *intake, struct error *error) {
  struct component_list *list = NULL;
  struct source source = intake_source(intake);
  enum status status = rows_read(batch, &source, interop_recognise(intake->prefix, intake->prefix_len), NULL, &list, error);
  if (status == STATUS_OK) status = intake_finish(intake, error); /* only then is it known to be unaltered */
  if (status == STATUS_OK) status = rows_end(batch, hash, list, error);
  if (status == STATUS_OK) status = store_batch_commit(batch, NULL, NULL, 0, NULL, error);
  component_list_free(list);
  return status;
}

static enum status renew(struct store *store, const char *hash, struct error *error) {
  struct store_batch *batch = NULL;
  struct source file = {0};
  CLEANUP(intake_end) struct intake intake = {.path = hash};
  enum status status = store_blob_open(store, hash, &file, error);
  if (status == STATUS_OK) status = intake_begin(&intake, &file, error);
  if (status == STATUS_OK && interop_recognise(intake.prefix, intake.prefix_len) != INTEROP_UNKNOWN) {
    status = store_batch_begin(store, &batch, error);
    if (status == STATUS_OK) status = read_again(batch, hash, &intake, error);
  }
  store_batch_free(batch);
  store_blob_close(&file);
  return status;
}

/* Lists that were answered with a file in another way than by an import. */
static void add_unread(struct session *session, struct arena *arena, store_hash_vec_t *hashes) {
  const struct subject_type *type = pack_subject_type(session->app->pack, TYPE_COMPONENT_LIST);
  const struct question *question = pack_question(session->app->pack, QUESTION_COMPONENT_FILE);
  for (size_t i = 0; type && question && i < snapshot_subject_count(session->snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(session->snapshot, i);
    if (!str_eq(subject->type, type->id) || snapshot_archived(session->snapshot, subject)) continue;
    const struct value *file = fact_value(session_fact(session, subject->id, question));
    const struct store_list *list = NULL;
    if (!file || file->type != VALUE_BLOB || store_list(session->store, file->text, arena, &list, NULL) || list) continue;
    vec_push(hashes, (const char *)arena_strdup(arena, file->text));
  }
}

/* Files that are gone, or are no lists, are left: “cradle check” and the list itself say so. */
enum status session_renew_lists(struct session *session, struct error *error) {
  struct arena *arena = arena_new();
  store_hash_vec_t hashes = {0};
  enum status status = store_lists_older(session->store, COMPONENT_LIST_READER_VERSION, arena, &hashes, error);
  if (status == STATUS_OK) add_unread(session, arena, &hashes);
  for (size_t i = 0; i < hashes.len; i++)
    renew(session->store, hashes.items[i], NULL);
  vec_free(&hashes);
  arena_free(arena);
  return status;
}
