/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that lie outside the workspace: it knows their hash, size and where they were. */
#include "store/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void outside_add(struct db *db, const char *hash, uint64_t size, const char *path, const char *name, int64_t time) {
  int64_t ignored;
  if (db_number(db, &ignored, "SELECT 1 FROM blob_reference WHERE hash = ?1 AND path = ?2", "tt", hash, path)) return;
  db_run(db, "INSERT INTO blob_reference (hash, path, size, name, time) VALUES (?1, ?2, ?3, ?4, ?5)", "ttiti", hash, path, (int64_t)size,
         name, time);
}

typedef VEC(struct blob_place) place_vec_t;

/* The latest first. */
static void load_places(struct db *db, const char *hash, struct arena *arena, place_vec_t *ret_places) {
  sqlite3_stmt *row = db_query(db, "SELECT size, path, name, time FROM blob_reference WHERE hash = ?1 ORDER BY time DESC, path", "t", hash);
  while (db_next(db, row)) {
    struct blob_place place = {.size = (uint64_t)sqlite3_column_int64(row, 0),
                               .path = arena_strdup(arena, (const char *)sqlite3_column_text(row, 1)),
                               .name = arena_strdup(arena, (const char *)sqlite3_column_text(row, 2)),
                               .time = sqlite3_column_int64(row, 3)};
    vec_push(ret_places, place);
  }
}

bool outside_find(struct db *db, const char *hash, struct arena *arena, struct blob_place *ret_place) {
  place_vec_t places = {0};
  load_places(db, hash, arena, &places);
  bool found = places.len > 0;
  if (found) *ret_place = places.items[0];
  vec_free(&places);
  return found;
}

/* ---- opening --------------------------------------------------------------------------------------------------------------------- */

static char *full_path(const struct store *store, const char *path) {
  const char *slash = strrchr(store_path(store), '/');
  if (path[0] == '/' || !slash) return mem_strdup(path);
  CLEANUP(mem_freep) char *folder = mem_strndup(store_path(store), (size_t)(slash + 1 - store_path(store)));
  return path_join(folder, path);
}

static bool is_workspace_itself(const struct store *store, const struct stat *info) {
  struct stat own;
  return stat(store_path(store), &own) == 0 && own.st_dev == info->st_dev && own.st_ino == info->st_ino;
}

enum status outside_open_path(struct store *store, const char *path, struct source *ret_source, struct error *error) {
  struct stat info;
  if (stat(path, &info) < 0)
    return error_set(error, STATUS_INPUT, path, _("Check that the file exists and that you may read it."),
                     _("The file cannot be read: %s."), strerror(errno));
  if (!S_ISREG(info.st_mode) || is_workspace_itself(store, &info))
    return error_set(error, STATUS_INPUT, path, _("Give the name of another file."), _("This cannot be stored as a file."));
  return source_open_file(path, ret_source, error);
}

/* Of several places the first where there is a file of that size. */
static bool open_any(struct store *store, const place_vec_t *places, struct source *ret_source) {
  for (size_t i = 0; i < places->len; i++) {
    CLEANUP(mem_freep) char *path = full_path(store, places->items[i].path);
    struct stat info;
    if (stat(path, &info) == 0 && (uint64_t)info.st_size == places->items[i].size &&
        outside_open_path(store, path, ret_source, NULL) == STATUS_OK)
      return true;
  }
  return false;
}

enum status outside_open(struct store *store, const char *hash, struct source *ret_source, struct error *error) {
  struct arena *arena = arena_new();
  place_vec_t places = {0};
  load_places(&store->db, hash, arena, &places);
  enum status status = STATUS_OK;
  if (store->db.failed)
    status = db_error(&store->db, error);
  else if (!open_any(store, &places, ret_source))
    status = error_set(error, STATUS_INPUT, places.len ? places.items[0].path : hash, _("Put it back there, or import it again."),
                       _("The file lies outside the workspace, and is no longer there, or not the same."));
  vec_free(&places);
  arena_free(arena);
  return status;
}

/* ---- merging --------------------------------------------------------------------------------------------------------------------- */

size_t outside_copy_missing(struct db *to, struct db *from) {
  int64_t before = 0, after = 0;
  db_number(to, &before, "SELECT count(*) FROM blob_reference", "");
  sqlite3_stmt *row = db_query(from, "SELECT hash, size, path, name, time FROM blob_reference ORDER BY hash, path", "");
  while (db_next(from, row)) {
    const char *hash = (const char *)sqlite3_column_text(row, 0);
    struct hash ignored;
    if (hash_is_canonical(hash, &ignored))
      outside_add(to, hash, (uint64_t)sqlite3_column_int64(row, 1), (const char *)sqlite3_column_text(row, 2),
                  (const char *)sqlite3_column_text(row, 3), sqlite3_column_int64(row, 4));
  }
  db_number(to, &after, "SELECT count(*) FROM blob_reference", "");
  return (size_t)(after - before);
}

/* ---- checking -------------------------------------------------------------------------------------------------------------------- */

/* Read to its end, so that it is hashed. */
static enum status read_through(struct store *store, const char *hash, uint64_t *bytes) {
  struct source source = {0};
  CLEANUP(mem_freep) char *piece = mem_alloc(CHUNK_SIZE);
  size_t len = 0;
  enum status status = store_blob_open(store, hash, &source, NULL);
  while (status == STATUS_OK && (status = source_read(&source, piece, CHUNK_SIZE, &len, NULL)) == STATUS_OK && len > 0)
    progress_tell(store, *bytes += len);
  store_blob_close(&source);
  return status;
}

static void check_one(struct store *store, const char *hash, uint64_t *bytes, struct check_report *report) {
  struct arena *arena = arena_new();
  struct blob_place place = {0};
  enum status status = read_through(store, hash, bytes);
  if (status != STATUS_OK && outside_find(&store->db, hash, arena, &place)) {
    CLEANUP(mem_freep) char *path = full_path(store, place.path);
    report_add(report,
               file_exists(path) ? _("The file that lies outside was altered: it is not the one that was imported.")
                                 : _("The file that lies outside is not there."),
               place.path);
  }
  arena_free(arena);
}

void outside_check(struct store *store, struct check_report *report) {
  struct db *db = &store->db;
  struct arena *arena = arena_new();
  uint64_t bytes = 0;
  store_hash_vec_t hashes = {0};
  sqlite3_stmt *row = db_query(db, "SELECT DISTINCT hash FROM blob_reference WHERE hash NOT IN (SELECT hash FROM blob)", "");
  while (db_next(db, row))
    vec_push(&hashes, arena_strdup(arena, (const char *)sqlite3_column_text(row, 0)));
  for (size_t i = 0; i < hashes.len; i++)
    check_one(store, hashes.items[i], &bytes, report);
  report->outside = hashes.len;
  vec_free(&hashes);
  arena_free(arena);
}
