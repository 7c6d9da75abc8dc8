/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept in the workspace, in chunks, so that no step needs more memory than one chunk. */
#include "store/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool find(struct db *db, const char *hash, int64_t *ret_blob, uint64_t *ret_size) {
  sqlite3_stmt *row = db_query(db, "SELECT id, size FROM blob WHERE hash = ?1", "t", hash);
  if (!db_next(db, row)) return false;
  *ret_blob = sqlite3_column_int64(row, 0);
  *ret_size = (uint64_t)sqlite3_column_int64(row, 1);
  db_stop(row);
  return true;
}

bool blob_is_inside(struct db *db, const char *hash) {
  int64_t blob;
  uint64_t size;
  return find(db, hash, &blob, &size);
}

bool blob_is_known(struct db *db, const char *hash) {
  int64_t ignored;
  return blob_is_inside(db, hash) || db_number(db, &ignored, "SELECT 1 FROM blob_reference WHERE hash = ?1", "t", hash);
}

static void add_blob(struct db *db, int64_t blob, const char *hash, uint64_t size) {
  db_run(db, "INSERT INTO blob (id, hash, size) VALUES (?1, ?2, ?3)", "iti", blob, hash, (int64_t)size);
}

static void add_chunk(struct db *db, int64_t blob, int64_t number, const void *bytes, size_t len) {
  db_run(db, "INSERT INTO blob_chunk (blob, number, content) VALUES (?1, ?2, ?3)", "iib", blob, number, bytes, len);
}

/* ---- writing --------------------------------------------------------------------------------------------------------------------- */

static enum status refuse_large(const char *where, uint64_t max, struct error *error) {
  return error_set(error, STATUS_USAGE, where, _("Keep it outside and record its path, size and hash."),
                   _("The file is larger than %u MiB."), (unsigned)(max >> 20));
}

void blob_writer_begin(struct blob_writer *writer, struct db *db, uint64_t max, const char *name) {
  *writer = (struct blob_writer){.db = db, .max = max, .hasher = hasher_new(), .chunk = mem_alloc(CHUNK_SIZE), .name = mem_strdup(name)};
  db_number(db, &writer->blob, "SELECT coalesce(max(id), 0) + 1 FROM blob", "");
}

static void write_chunk(struct blob_writer *writer) {
  hasher_add(writer->hasher, writer->chunk, writer->chunk_len);
  add_chunk(writer->db, writer->blob, writer->number++, writer->chunk, writer->chunk_len);
  writer->chunk_len = 0;
}

enum status blob_writer_put(struct blob_writer *writer, const void *bytes, size_t len, struct error *error) {
  if (len > writer->max - writer->size) return refuse_large(writer->name, writer->max, error);
  writer->size += len;
  for (const char *at = bytes; len > 0 && !writer->db->failed;) {
    size_t room = CHUNK_SIZE - writer->chunk_len, part = len < room ? len : room;
    memcpy(writer->chunk + writer->chunk_len, at, part);
    writer->chunk_len += part;
    at += part;
    len -= part;
    if (writer->chunk_len == CHUNK_SIZE) write_chunk(writer);
  }
  return STATUS_OK;
}

/* The row of the file comes last, since its hash is known only then. */
bool blob_writer_end(struct blob_writer *writer, struct hash *ret_hash) {
  char name[HASH_TEXT_SIZE];
  if (writer->chunk_len > 0) write_chunk(writer);
  hasher_finish(writer->hasher, ret_hash);
  hash_format(ret_hash, name);
  bool known = blob_is_inside(writer->db, name);
  if (known)
    db_run(writer->db, "DELETE FROM blob_chunk WHERE blob = ?1", "i", writer->blob);
  else
    add_blob(writer->db, writer->blob, name, writer->size);
  return !known;
}

void blob_writer_clear(struct blob_writer *writer) {
  hasher_free(writer->hasher);
  free(writer->chunk);
  free(writer->name);
  *writer = (struct blob_writer){0};
}

/* Calls feed between the beginning and the end of a file. */
static enum status put_file(struct store *store, const char *name, enum status (*feed)(struct store_batch *, void *, struct error *),
                            void *context, struct hash *ret_hash, uint64_t *ret_size, struct error *error) {
  struct store_batch *batch = NULL;
  struct hash hash;
  uint64_t size;
  enum status status = store_batch_begin(store, &batch, error);
  if (status == STATUS_OK) status = store_batch_file_inside(batch, STORE_BLOB_MAX, name, error);
  if (status == STATUS_OK) status = feed(batch, context, error);
  if (status == STATUS_OK) status = store_batch_file_end(batch, &hash, &size, error);
  if (status == STATUS_OK) status = store_batch_commit(batch, NULL, NULL, 0, NULL, error);
  store_batch_free(batch);
  if (status != STATUS_OK) return status;
  *ret_hash = hash;
  if (ret_size) *ret_size = size;
  return STATUS_OK;
}

static enum status feed_bytes(struct store_batch *batch, void *context, struct error *error) {
  const struct bytes *bytes = context;
  return store_batch_file_put(batch, bytes->data, bytes->len, error);
}

enum status store_blob_put(struct store *store, const void *bytes, size_t len, struct hash *ret_hash, struct error *error) {
  return put_file(store, NULL, feed_bytes, &(struct bytes){bytes, len}, ret_hash, NULL, error);
}

static enum status feed_source(struct store_batch *batch, void *context, struct error *error) {
  CLEANUP(mem_freep) char *piece = mem_alloc(CHUNK_SIZE);
  size_t len;
  enum status status;
  while ((status = source_read(context, piece, CHUNK_SIZE, &len, error)) == STATUS_OK && len > 0)
    if ((status = store_batch_file_put(batch, piece, len, error)) != STATUS_OK) break;
  return status;
}

enum status store_blob_put_file(struct store *store, const char *path, struct hash *ret_hash, uint64_t *ret_size, struct error *error) {
  struct source source = {0};
  struct stat info;
  enum status status = outside_open_path(store, path, &source, error);
  if (status != STATUS_OK) return status;
  if (stat(path, &info) == 0 && info.st_size > (off_t)STORE_BLOB_MAX) /* before it is read in vain */
    status = refuse_large(path, STORE_BLOB_MAX, error);
  else
    status = put_file(store, path, feed_source, &source, ret_hash, ret_size, error);
  source_close_file(&source);
  return status;
}

/* ---- reading --------------------------------------------------------------------------------------------------------------------- */

static enum status missing(struct store *store, const char *hash, struct error *error) {
  if (store->db.failed) return db_error(&store->db, error);
  return error_set(error, STATUS_WORKSPACE, hash, _("Merge a copy of the workspace that has it."),
                   _("The workspace holds no file with this hash."));
}

enum status store_blob_place(struct store *store, const char *hash, struct arena *arena, struct blob_place *ret_place,
                             struct error *error) {
  struct blob_place place = {.inside = true};
  int64_t blob;
  if (!find(&store->db, hash, &blob, &place.size) && !outside_find(&store->db, hash, arena, &place)) return missing(store, hash, error);
  *ret_place = place;
  return STATUS_OK;
}

enum status store_blob_size(struct store *store, const char *hash, uint64_t *ret_size, struct error *error) {
  struct arena *arena = arena_new();
  struct blob_place place;
  enum status status = store_blob_place(store, hash, arena, &place, error);
  if (status == STATUS_OK) *ret_size = place.size;
  arena_free(arena);
  return status;
}

/* Calls take (may be NULL) for each chunk in order; true if they are what size and hash say. */
static bool read_blob(struct db *db, int64_t blob, uint64_t size, const struct hash *hash,
                      void (*take)(void *context, int64_t number, const void *bytes, size_t len), void *context) {
  struct hasher *hasher = hasher_new();
  uint64_t total = 0;
  sqlite3_stmt *row = db_query(db, "SELECT number, content FROM blob_chunk WHERE blob = ?1 ORDER BY number", "i", blob);
  while (db_next(db, row)) {
    const void *bytes = sqlite3_column_blob(row, 1);
    size_t len = (size_t)sqlite3_column_bytes(row, 1);
    hasher_add(hasher, bytes, len);
    total += len;
    if (take && len > 0) take(context, sqlite3_column_int64(row, 0), bytes, len);
  }
  struct hash found;
  hasher_finish(hasher, &found);
  hasher_free(hasher);
  return total == size && memcmp(found.bytes, hash->bytes, HASH_SIZE) == 0;
}

static enum status altered(const char *hash, struct error *error) {
  return error_set(error, STATUS_WORKSPACE, hash, _("Check the workspace and take the file from a good copy."),
                   _("The stored file was altered: it no longer has this hash."));
}

static void take_into_buf(void *context, int64_t number, const void *bytes, size_t len) {
  (void)number;
  struct buf *buf = context;
  if (buf->len + len <= STORE_BLOB_MAX) buf_add(buf, bytes, len);
}

/* Not in the workspace, or nowhere. */
static enum status refuse_get(struct store *store, const char *hash, struct error *error) {
  struct arena *arena = arena_new();
  struct blob_place place;
  enum status status;
  if (outside_find(&store->db, hash, arena, &place))
    status = error_set(error, STATUS_WORKSPACE, hash, _("Look at it there."), _("The file lies outside the workspace: %s."), place.path);
  else
    status = missing(store, hash, error);
  arena_free(arena);
  return status;
}

enum status store_blob_get(struct store *store, const char *hash, struct buf *ret_content, struct error *error) {
  struct db *db = &store->db;
  int64_t blob;
  uint64_t size;
  struct hash expected;
  if (!hash_parse(hash, &expected) || !find(db, hash, &blob, &size)) return refuse_get(store, hash, error);
  if (size > STORE_BLOB_MAX) return refuse_large(hash, STORE_BLOB_MAX, error);
  struct buf content = {0};
  bool intact = read_blob(db, blob, size, &expected, take_into_buf, &content);
  if (intact && !db->failed) {
    *ret_content = content;
    return STATUS_OK;
  }
  buf_free(&content);
  return db->failed ? db_error(db, error) : altered(hash, error);
}

/* ---- reading in pieces ----------------------------------------------------------------------------------------------------------- */

struct blob_reader {
  struct store *store;
  char *name;         /* its hash */
  int64_t blob;       /* inside */
  struct source file; /* outside */
  bool is_outside;
  int64_t number;   /* next chunk */
  uint64_t left;    /* of the size that it should have */
  struct hash hash; /* that it should have */
  struct hasher *hasher;
  char *chunk; /* CHUNK_SIZE; inside */
  size_t chunk_len, at;
};

static void load_chunk(struct blob_reader *reader) {
  struct db *db = &reader->store->db;
  reader->chunk_len = reader->at = 0;
  sqlite3_stmt *row = db_query(db, "SELECT content FROM blob_chunk WHERE blob = ?1 AND number = ?2", "ii", reader->blob, reader->number++);
  if (!db_next(db, row)) return;
  size_t len = (size_t)sqlite3_column_bytes(row, 0);
  reader->chunk_len = len < CHUNK_SIZE ? len : CHUNK_SIZE;
  if (len > 0) memcpy(reader->chunk, sqlite3_column_blob(row, 0), reader->chunk_len);
  db_stop(row);
}

static enum status read_inside(struct blob_reader *reader, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  if (reader->at == reader->chunk_len) load_chunk(reader);
  if (reader->store->db.failed) return db_error(&reader->store->db, error);
  size_t there = reader->chunk_len - reader->at, len = size < there ? size : there;
  if (len > 0) memcpy(bytes, reader->chunk + reader->at, len);
  reader->at += len;
  *ret_len = len;
  return STATUS_OK;
}

static enum status check_end(struct blob_reader *reader, struct error *error) {
  struct hash found;
  if (!reader->hasher) return STATUS_OK; /* was found good already */
  hasher_finish(reader->hasher, &found);
  hasher_free(reader->hasher);
  reader->hasher = NULL;
  return reader->left == 0 && memcmp(found.bytes, reader->hash.bytes, HASH_SIZE) == 0 ? STATUS_OK : altered(reader->name, error);
}

static enum status read_piece(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  struct blob_reader *reader = context;
  size_t len = 0;
  enum status status =
      reader->is_outside ? source_read(&reader->file, bytes, size, &len, error) : read_inside(reader, bytes, size, &len, error);
  if (status != STATUS_OK) return status;
  if (len > reader->left) return altered(reader->name, error);
  reader->left -= len;
  if (len > 0)
    hasher_add(reader->hasher, bytes, len);
  else
    status = check_end(reader, error);
  *ret_len = len;
  return status;
}

enum status store_blob_open(struct store *store, const char *hash, struct source *ret_source, struct error *error) {
  struct hash expected;
  struct source file = {0};
  int64_t blob = 0;
  uint64_t size;
  if (!hash_parse(hash, &expected)) return missing(store, hash, error);
  enum status status = store_blob_size(store, hash, &size, error);
  bool is_outside = status == STATUS_OK && !find(&store->db, hash, &blob, &size);
  if (is_outside) status = outside_open(store, hash, &file, error);
  if (status != STATUS_OK) return status;
  struct blob_reader *reader = mem_alloc(sizeof *reader);
  *reader = (struct blob_reader){.store = store,
                                 .name = mem_strdup(hash),
                                 .blob = blob,
                                 .file = file,
                                 .is_outside = is_outside,
                                 .left = size,
                                 .hash = expected,
                                 .hasher = hasher_new(),
                                 .chunk = is_outside ? NULL : mem_alloc(CHUNK_SIZE)};
  *ret_source = (struct source){.name = reader->name, .read = read_piece, .context = reader};
  return STATUS_OK;
}

void store_blob_close(struct source *source) {
  struct blob_reader *reader = source->context;
  *source = (struct source){0};
  if (!reader) return;
  source_close_file(&reader->file);
  hasher_free(reader->hasher);
  free(reader->chunk);
  free(reader->name);
  free(reader);
}

/* ---- merging --------------------------------------------------------------------------------------------------------------------- */

bool hash_is_canonical(const char *text, struct hash *ret_hash) {
  char again[HASH_TEXT_SIZE];
  if (!hash_parse(text, ret_hash)) return false;
  hash_format(ret_hash, again);
  return str_eq(again, text);
}

static void take_into_writer(void *context, int64_t number, const void *bytes, size_t len) {
  (void)number;
  blob_writer_put(context, bytes, len, NULL); /* the limit was looked at */
}

static bool copy_blob(struct db *to, struct db *from, int64_t blob, uint64_t size, const struct hash *hash) {
  struct blob_writer writer;
  struct hash copied;
  if (size > STORE_BLOB_ASKED_MAX) return false;
  blob_writer_begin(&writer, to, STORE_BLOB_ASKED_MAX, NULL);
  bool sound = read_blob(from, blob, size, hash, take_into_writer, &writer);
  if (sound) blob_writer_end(&writer, &copied);
  blob_writer_clear(&writer);
  return sound;
}

bool blob_copy_missing(struct store *to, struct store *from, size_t *ret_copied, char ret_bad[HASH_TEXT_SIZE]) {
  size_t copied = 0;
  uint64_t bytes = 0;
  bool sound = true;
  db_script(&to->db, "PRAGMA defer_foreign_keys = ON");
  sqlite3_stmt *row = db_query(&from->db, "SELECT id, hash, size FROM blob ORDER BY id", "");
  while (sound && db_next(&from->db, row)) {
    const char *name = (const char *)sqlite3_column_text(row, 1);
    uint64_t size = (uint64_t)sqlite3_column_int64(row, 2);
    struct hash hash = {0};
    if (blob_is_inside(&to->db, name)) continue;
    sound = hash_is_canonical(name, &hash) && copy_blob(&to->db, &from->db, sqlite3_column_int64(row, 0), size, &hash);
    copied++;
    progress_tell(to, bytes += size);
    if (!sound) snprintf(ret_bad, HASH_TEXT_SIZE, "%s", name);
  }
  db_stop(row);
  *ret_copied = copied;
  return sound;
}

/* ---- checking -------------------------------------------------------------------------------------------------------------------- */

void blob_check(struct store *store, struct check_report *report) {
  struct db *db = &store->db;
  uint64_t bytes = 0;
  sqlite3_stmt *row = db_query(db, "SELECT id, hash, size FROM blob ORDER BY id", "");
  for (; db_next(db, row); report->blobs++) {
    const char *name = (const char *)sqlite3_column_text(row, 1);
    uint64_t size = (uint64_t)sqlite3_column_int64(row, 2);
    struct hash hash;
    if (!hash_is_canonical(name, &hash) || !read_blob(db, sqlite3_column_int64(row, 0), size, &hash, NULL, NULL))
      report_add(report, _("The stored file was altered: it no longer has this hash."), name);
    progress_tell(store, bytes += size);
  }
  report_rows(db, report, "SELECT DISTINCT blob FROM blob_chunk WHERE blob NOT IN (SELECT id FROM blob)",
              _("There is content that belongs to no stored file."));
}
