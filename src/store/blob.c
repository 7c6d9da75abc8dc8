/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept in the workspace, in chunks, so that no step needs more memory than one chunk. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool find(struct db *db, const char *hash, int64_t *ret_blob, uint64_t *ret_size) {
  sqlite3_stmt *row = db_query(db, "SELECT id, size FROM blob WHERE hash = ?1", "t", hash);
  if (!db_next(db, row)) return false;
  *ret_blob = sqlite3_column_int64(row, 0);
  *ret_size = (uint64_t)sqlite3_column_int64(row, 1);
  db_stop(row);
  return true;
}

bool blob_exists(struct db *db, const char *hash) {
  int64_t blob;
  uint64_t size;
  return find(db, hash, &blob, &size);
}

static int64_t add_blob(struct db *db, const char *hash, uint64_t size) {
  db_run(db, "INSERT INTO blob (hash, size) VALUES (?1, ?2)", "ti", hash, (int64_t)size);
  return sqlite3_last_insert_rowid(db->handle);
}

static void add_chunk(struct db *db, int64_t blob, int64_t number, const void *bytes, size_t len) {
  db_run(db, "INSERT INTO blob_chunk (blob, number, content) VALUES (?1, ?2, ?3)", "iib", blob, number, bytes, len);
}

static enum status refuse_large(const char *where, struct error *error) {
  return error_set(error, STATUS_USAGE, where, _("Keep it outside and record its path, size and hash."),
                   _("The file is larger than %u MiB."), STORE_BLOB_MAX >> 20);
}

/* ---- from memory ----------------------------------------------------------------------------------------------------------------- */

enum status store_blob_put(struct store *store, const void *bytes, size_t len, struct hash *ret_hash, struct error *error) {
  if (len > STORE_BLOB_MAX) return refuse_large(NULL, error);
  struct hash hash;
  char name[HASH_TEXT_SIZE];
  hash_of(bytes, len, &hash);
  hash_format(&hash, name);
  struct db *db = &store->db;
  enum status status = store_begin_write(store, error);
  if (status != STATUS_OK) return status;
  if (!blob_exists(db, name)) {
    int64_t blob = add_blob(db, name, len), number = 0;
    for (size_t at = 0; at < len; at += CHUNK_SIZE)
      add_chunk(db, blob, number++, (const char *)bytes + at, len - at < CHUNK_SIZE ? len - at : CHUNK_SIZE);
  }
  status = store_end_write(store, STATUS_OK, error);
  if (status == STATUS_OK) *ret_hash = hash;
  return status;
}

/* ---- from a file ------------------------------------------------------------------------------------------------------------------- */

static void close_fd(const int *fd) {
  if (*fd >= 0) close(*fd);
}

static enum status unreadable(const char *path, int code, struct error *error) {
  return error_set(error, STATUS_INPUT, path, _("Check that the file exists and that you may read it."), _("The file cannot be read: %s."),
                   strerror(code));
}

static bool is_workspace_itself(const struct store *store, const struct stat *info) {
  struct stat own;
  return stat(store_path(store), &own) == 0 && own.st_dev == info->st_dev && own.st_ino == info->st_ino;
}

/* The kind of file is looked at before it is opened: closing the workspace once more would drop the locks on it. */
static enum status open_source(const struct store *store, const char *path, int *ret_fd, struct error *error) {
  struct stat info;
  if (stat(path, &info) < 0) return unreadable(path, errno, error);
  if (!S_ISREG(info.st_mode) || is_workspace_itself(store, &info))
    return error_set(error, STATUS_INPUT, path, _("Give the name of another file."), _("This cannot be stored as a file."));
  if (info.st_size > (off_t)STORE_BLOB_MAX) return refuse_large(path, error);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return unreadable(path, errno, error);
  *ret_fd = fd;
  return STATUS_OK;
}

/* One chunk, or what is left; -1 and errno on failure. */
static ssize_t read_chunk(int fd, char *chunk) {
  size_t len = 0;
  while (len < CHUNK_SIZE) {
    ssize_t got = read(fd, chunk + len, CHUNK_SIZE - len);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    len += (size_t)got;
  }
  return (ssize_t)len;
}

struct input {
  const char *path;
  int fd;
  char *chunk; /* CHUNK_SIZE */
  struct hash hash;
  uint64_t size;
};

/* Hashes the whole file; with db, stores its chunks, too. */
static enum status read_source(struct input *source, struct db *db, int64_t blob, struct error *error) {
  if (lseek(source->fd, 0, SEEK_SET) < 0) return unreadable(source->path, errno, error);
  struct hasher *hasher = hasher_new();
  ssize_t len;
  source->size = 0;
  for (int64_t number = 0; (len = read_chunk(source->fd, source->chunk)) > 0 && source->size <= STORE_BLOB_MAX; number++) {
    hasher_add(hasher, source->chunk, (size_t)len);
    source->size += (uint64_t)len;
    if (db) add_chunk(db, blob, number, source->chunk, (size_t)len);
  }
  int code = len < 0 ? errno : 0;
  hasher_finish(hasher, &source->hash);
  hasher_free(hasher);
  if (code) return unreadable(source->path, code, error);
  return source->size > STORE_BLOB_MAX ? refuse_large(source->path, error) : STATUS_OK;
}

static enum status store_source(struct store *store, struct input *source, struct error *error) {
  struct db *db = &store->db;
  struct hash first = source->hash;
  char name[HASH_TEXT_SIZE];
  hash_format(&first, name);
  enum status status = store_begin_write(store, error);
  if (status != STATUS_OK) return status;
  if (!blob_exists(db, name)) {
    status = read_source(source, db, add_blob(db, name, source->size), error);
    if (status == STATUS_OK && memcmp(first.bytes, source->hash.bytes, HASH_SIZE) != 0)
      status = error_set(error, STATUS_INPUT, source->path, _("Try again when it is complete."), _("The file changed while it was read."));
  }
  return store_end_write(store, status, error);
}

enum status store_blob_put_file(struct store *store, const char *path, struct hash *ret_hash, uint64_t *ret_size, struct error *error) {
  CLEANUP(close_fd) int fd = -1;
  enum status status = open_source(store, path, &fd, error);
  if (status != STATUS_OK) return status;
  CLEANUP(mem_freep) char *chunk = mem_alloc(CHUNK_SIZE);
  struct input source = {.path = path, .fd = fd, .chunk = chunk};
  status = read_source(&source, NULL, 0, error);
  if (status == STATUS_OK) status = store_source(store, &source, error);
  if (status != STATUS_OK) return status;
  *ret_hash = source.hash;
  if (ret_size) *ret_size = source.size;
  return STATUS_OK;
}

/* ---- reading ----------------------------------------------------------------------------------------------------------------------- */

static enum status missing(struct store *store, const char *hash, struct error *error) {
  if (store->db.failed) return db_error(&store->db, error);
  return error_set(error, STATUS_WORKSPACE, hash, _("Merge a copy of the workspace that has it."),
                   _("The workspace holds no file with this hash."));
}

enum status store_blob_size(struct store *store, const char *hash, uint64_t *ret_size, struct error *error) {
  int64_t blob;
  return find(&store->db, hash, &blob, ret_size) ? STATUS_OK : missing(store, hash, error);
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

bool blob_is_intact(struct db *db, int64_t blob, uint64_t size, const struct hash *hash) {
  return read_blob(db, blob, size, hash, NULL, NULL);
}

static void take_into_buf(void *context, int64_t number, const void *bytes, size_t len) {
  (void)number;
  struct buf *buf = context;
  if (buf->len + len <= STORE_BLOB_MAX) buf_add(buf, bytes, len);
}

enum status store_blob_get(struct store *store, const char *hash, struct buf *ret_content, struct error *error) {
  struct db *db = &store->db;
  int64_t blob;
  uint64_t size;
  struct hash expected;
  if (!hash_parse(hash, &expected) || !find(db, hash, &blob, &size)) return missing(store, hash, error);
  struct buf content = {0};
  bool intact = read_blob(db, blob, size, &expected, take_into_buf, &content);
  if (intact && !db->failed) {
    *ret_content = content;
    return STATUS_OK;
  }
  buf_free(&content);
  if (db->failed) return db_error(db, error);
  return error_set(error, STATUS_WORKSPACE, hash, _("Check the workspace and take the file from a good copy."),
                   _("The stored file was altered: it no longer has this hash."));
}

/* ---- merging ----------------------------------------------------------------------------------------------------------------------- */

bool hash_is_canonical(const char *text, struct hash *ret_hash) {
  char again[HASH_TEXT_SIZE];
  if (!hash_parse(text, ret_hash)) return false;
  hash_format(ret_hash, again);
  return str_eq(again, text);
}

struct copy {
  struct db *to;
  int64_t blob;
};

static void take_into_db(void *context, int64_t number, const void *bytes, size_t len) {
  const struct copy *copy = context;
  add_chunk(copy->to, copy->blob, number, bytes, len);
}

bool blob_copy_missing(struct db *to, struct db *from, size_t *ret_copied, char ret_bad[HASH_TEXT_SIZE]) {
  size_t copied = 0;
  bool sound = true;
  sqlite3_stmt *row = db_query(from, "SELECT id, hash, size FROM blob ORDER BY id", "");
  while (sound && db_next(from, row)) {
    const char *name = (const char *)sqlite3_column_text(row, 1);
    uint64_t size = (uint64_t)sqlite3_column_int64(row, 2);
    struct hash hash = {0};
    if (blob_exists(to, name)) continue;
    sound = hash_is_canonical(name, &hash) && size <= STORE_BLOB_MAX;
    if (sound) {
      struct copy copy = {to, add_blob(to, name, size)};
      sound = read_blob(from, sqlite3_column_int64(row, 0), size, &hash, take_into_db, &copy);
      copied++;
    }
    if (!sound) snprintf(ret_bad, HASH_TEXT_SIZE, "%s", name);
  }
  db_stop(row);
  *ret_copied = copied;
  return sound;
}
