/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stored files, rows of lists and changes in one transaction. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

struct outside_writer {
  char *path, *name;
  struct hasher *hasher;
  uint64_t size;
};

struct store_batch {
  struct store *store;
  bool open;   /* the transaction is still to be ended */
  bool broken; /* and can only be taken back */
  bool news;   /* there is something to commit */
  uint64_t bytes;
  struct blob_writer inside;     /* hasher NULL: no such file is under way */
  struct outside_writer outside; /* the same */
  struct row_writer *rows;
};

static void outside_clear(struct outside_writer *outside) {
  free(outside->path);
  free(outside->name);
  hasher_free(outside->hasher);
  *outside = (struct outside_writer){0};
}

enum status store_batch_begin(struct store *store, struct store_batch **ret_batch, struct error *error) {
  enum status status = store_begin_write(store, error);
  if (status != STATUS_OK) return status;
  struct store_batch *batch = mem_alloc(sizeof *batch);
  batch->store = store;
  batch->open = true;
  store->in_batch = true;
  db_script(&store->db, "PRAGMA defer_foreign_keys = ON"); /* chunks come before the row of their file; holds for this transaction */
  *ret_batch = batch;
  return STATUS_OK;
}

/* Ends the transaction as far as the batch goes: whoever calls commits or takes back. */
static void leave(struct store_batch *batch) {
  batch->open = false;
  batch->store->in_batch = false;
}

void store_batch_free(struct store_batch *batch) {
  if (!batch) return;
  if (batch->open) {
    leave(batch);
    store_rollback(batch->store);
  }
  blob_writer_clear(&batch->inside);
  outside_clear(&batch->outside);
  row_writer_free(batch->rows);
  free(batch);
}

/* ---- order of calls -------------------------------------------------------------------------------------------------------------- */

static enum status refuse(struct store_batch *batch, const char *where, const char *what, struct error *error) {
  batch->broken = true;
  return error_set(error, STATUS_USAGE, where, _("Begin anew; nothing of this step was stored."), "%s", what);
}

static enum status check_usable(struct store_batch *batch, bool in_order, struct error *error) {
  if (!batch->open || batch->broken) return refuse(batch, NULL, _("This step has failed already."), error);
  return in_order ? STATUS_OK : refuse(batch, NULL, _("A file or list was not begun, or not ended."), error);
}

/* Every failure is final. */
static enum status outcome(struct store_batch *batch, enum status status, struct error *error) {
  struct db *db = &batch->store->db;
  if (status == STATUS_OK && db->failed) status = db_error(db, error);
  if (status != STATUS_OK) batch->broken = true;
  return status;
}

static bool in_file(const struct store_batch *batch) {
  return batch->inside.hasher || batch->outside.hasher;
}

/* ---- files ----------------------------------------------------------------------------------------------------------------------- */

enum status store_batch_file_inside(struct store_batch *batch, uint64_t max, const char *name, struct error *error) {
  enum status status = check_usable(batch, !in_file(batch), error);
  if (status != STATUS_OK) return status;
  blob_writer_begin(&batch->inside, &batch->store->db, max, name);
  return outcome(batch, STATUS_OK, error);
}

enum status store_batch_file_outside(struct store_batch *batch, const char *path, const char *name, struct error *error) {
  enum status status = check_usable(batch, !in_file(batch), error);
  if (status == STATUS_OK) status = outcome(batch, text_check(path, NULL, error), error);
  if (status == STATUS_OK) status = outcome(batch, text_check(name, path, error), error);
  if (status != STATUS_OK) return status;
  batch->outside = (struct outside_writer){.path = mem_strdup(path), .name = mem_strdup(name), .hasher = hasher_new()};
  return STATUS_OK;
}

enum status store_batch_file_put(struct store_batch *batch, const void *bytes, size_t len, struct error *error) {
  enum status status = check_usable(batch, in_file(batch), error);
  if (status != STATUS_OK) return status;
  if (batch->inside.hasher) {
    status = blob_writer_put(&batch->inside, bytes, len, error);
  } else {
    hasher_add(batch->outside.hasher, bytes, len);
    batch->outside.size += len;
  }
  batch->bytes += len;
  progress_tell(batch->store, batch->bytes);
  return outcome(batch, status, error);
}

static void end_inside(struct store_batch *batch, struct hash *ret_hash, uint64_t *ret_size) {
  if (blob_writer_end(&batch->inside, ret_hash)) batch->news = true;
  *ret_size = batch->inside.size;
  blob_writer_clear(&batch->inside);
}

static void end_outside(struct store_batch *batch, struct hash *ret_hash, uint64_t *ret_size) {
  struct outside_writer *outside = &batch->outside;
  const struct host *host = batch->store->host;
  char name[HASH_TEXT_SIZE];
  hasher_finish(outside->hasher, ret_hash);
  hash_format(ret_hash, name);
  outside_add(&batch->store->db, name, outside->size, outside->path, outside->name, host->now(host->context));
  batch->news = true;
  *ret_size = outside->size;
  outside_clear(outside);
}

enum status store_batch_file_end(struct store_batch *batch, struct hash *ret_hash, uint64_t *ret_size, struct error *error) {
  enum status status = check_usable(batch, in_file(batch), error);
  if (status != STATUS_OK) return status;
  struct hash hash;
  uint64_t size;
  if (batch->inside.hasher)
    end_inside(batch, &hash, &size);
  else
    end_outside(batch, &hash, &size);
  status = outcome(batch, STATUS_OK, error);
  if (status != STATUS_OK) return status;
  *ret_hash = hash;
  if (ret_size) *ret_size = size;
  return STATUS_OK;
}

/* ---- lists ----------------------------------------------------------------------------------------------------------------------- */

enum status store_list_begin(struct store_batch *batch, struct error *error) {
  enum status status = check_usable(batch, !batch->rows, error);
  if (status != STATUS_OK) return status;
  batch->rows = row_writer_new(&batch->store->db);
  batch->news = true;
  return outcome(batch, STATUS_OK, error);
}

enum status store_list_component(struct store_batch *batch, const struct store_component *component, struct error *error) {
  enum status status = check_usable(batch, batch->rows, error);
  if (status != STATUS_OK) return status;
  row_writer_component(batch->rows, component);
  return outcome(batch, STATUS_OK, error);
}

enum status store_list_dependency(struct store_batch *batch, const struct store_dependency *dependency, struct error *error) {
  enum status status = check_usable(batch, batch->rows, error);
  if (status != STATUS_OK) return status;
  row_writer_dependency(batch->rows, dependency);
  return outcome(batch, STATUS_OK, error);
}

enum status store_list_end(struct store_batch *batch, const struct store_list *list, struct error *error) {
  enum status status = check_usable(batch, batch->rows, error);
  if (status != STATUS_OK) return status;
  if (!blob_is_known(&batch->store->db, list->hash)) return refuse(batch, list->hash, _("There is no stored file with that hash."), error);
  bool complete = row_writer_end(batch->rows, list);
  row_writer_free(batch->rows);
  batch->rows = NULL;
  status = outcome(batch, STATUS_OK, error);
  if (status == STATUS_OK && !complete) status = refuse(batch, list->hash, _("The components are not numbered without gaps."), error);
  return status;
}

/* ---- commit ---------------------------------------------------------------------------------------------------------------------- */

/* A file that was there already leaves nothing to commit, and the workspace as small as it was. */
static enum status end_transaction(struct store_batch *batch, enum status status, bool written, struct error *error) {
  struct store *store = batch->store;
  leave(batch);
  if (batch->news || written || status != STATUS_OK || store->db.failed) return store_end_write(store, status, error);
  store_rollback(store);
  return STATUS_OK;
}

enum status store_batch_append(struct store_batch *batch, const char *author, const struct change *changes, size_t len,
                               struct error *error) {
  enum status status = check_usable(batch, !in_file(batch) && !batch->rows, error);
  if (status == STATUS_OK) status = outcome(batch, author_check(author, error), error);
  if (status != STATUS_OK) return status;
  struct writer writer;
  writer_start(batch->store, author, &writer);
  status = changes_apply(&writer, changes, len, error);
  status = writer_seal(&writer, status, error);
  if (writer.group) batch->news = true;
  writer_close(&writer);
  return outcome(batch, status, error);
}

enum status store_batch_commit(struct store_batch *batch, const char *author, const struct change *changes, size_t len, char **ret_group,
                               struct error *error) {
  enum status status = check_usable(batch, !in_file(batch) && !batch->rows, error);
  if (status == STATUS_OK && len > 0) status = outcome(batch, author_check(author, error), error);
  if (status != STATUS_OK) return status;
  if (len == 0) {
    status = end_transaction(batch, STATUS_OK, false, error);
    if (status == STATUS_OK && ret_group) *ret_group = NULL;
    return status;
  }
  struct writer writer;
  writer_start(batch->store, author, &writer);
  status = changes_apply(&writer, changes, len, error);
  status = writer_seal(&writer, status, error);
  status = end_transaction(batch, status, writer.group, error);
  if (status == STATUS_OK && ret_group) *ret_group = mem_strdup(writer.group);
  writer_close(&writer);
  return status;
}

/* ---- progress -------------------------------------------------------------------------------------------------------------------- */

void store_set_progress(struct store *store, struct store_progress progress) {
  store->progress = progress;
}

void progress_tell(struct store *store, uint64_t bytes) {
  if (store->progress.tell) store->progress.tell(store->progress.context, bytes);
}
