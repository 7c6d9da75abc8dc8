/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void db_fail(struct db *db, int code) {
  if (db->failed == SQLITE_OK) db->failed = code;
}

static sqlite3_stmt *prepared(struct db *db, const char *sql) {
  for (size_t i = 0; i < db->prepared.len; i++)
    if (db->prepared.items[i].sql == sql) return db->prepared.items[i].statement;
  struct prepared new = {.sql = sql};
  int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &new.statement, NULL);
  if (code != SQLITE_OK) {
    db_fail(db, code);
    return NULL;
  }
  vec_push(&db->prepared, new);
  return new.statement;
}

static int bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, size_t len) {
  return bytes ? sqlite3_bind_blob64(statement, place, bytes, len, SQLITE_STATIC) : sqlite3_bind_null(statement, place);
}

static void bind_all(struct db *db, sqlite3_stmt *statement, const char *types, va_list arguments) {
  for (int place = 1; types[place - 1]; place++) {
    int code = SQLITE_MISUSE;
    switch (types[place - 1]) {
    case 't':
      code = sqlite3_bind_text(statement, place, va_arg(arguments, const char *), -1, SQLITE_STATIC);
      break;
    case 'i':
      code = sqlite3_bind_int64(statement, place, va_arg(arguments, int64_t));
      break;
    case 'h':
      code = bind_bytes(statement, place, va_arg(arguments, const struct hash *)->bytes, HASH_SIZE);
      break;
    case 'b': {
      const void *bytes = va_arg(arguments, const void *);
      code = bind_bytes(statement, place, bytes, va_arg(arguments, size_t));
      break;
    }
    }
    if (code != SQLITE_OK) db_fail(db, code);
  }
}

static sqlite3_stmt *query(struct db *db, const char *sql, const char *types, va_list arguments) {
  if (db->failed) return NULL;
  sqlite3_stmt *statement = prepared(db, sql);
  if (!statement) return NULL;
  sqlite3_reset(statement);
  bind_all(db, statement, types, arguments);
  return statement;
}

sqlite3_stmt *db_query(struct db *db, const char *sql, const char *types, ...) {
  va_list arguments;
  va_start(arguments, types);
  sqlite3_stmt *statement = query(db, sql, types, arguments);
  va_end(arguments);
  return statement;
}

bool db_next(struct db *db, sqlite3_stmt *statement) {
  if (!statement) return false;
  if (!db->failed) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) db_fail(db, code);
  }
  sqlite3_reset(statement);
  return false;
}

void db_stop(sqlite3_stmt *statement) {
  sqlite3_reset(statement);
}

void db_run(struct db *db, const char *sql, const char *types, ...) {
  va_list arguments;
  va_start(arguments, types);
  sqlite3_stmt *statement = query(db, sql, types, arguments);
  va_end(arguments);
  while (db_next(db, statement))
    ;
}

bool db_number(struct db *db, int64_t *ret_number, const char *sql, const char *types, ...) {
  va_list arguments;
  va_start(arguments, types);
  sqlite3_stmt *statement = query(db, sql, types, arguments);
  va_end(arguments);
  if (!db_next(db, statement)) return false;
  bool known = sqlite3_column_type(statement, 0) != SQLITE_NULL;
  if (known) *ret_number = sqlite3_column_int64(statement, 0);
  db_stop(statement);
  return known;
}

bool db_hash(struct db *db, struct hash *ret_hash, const char *sql, const char *types, ...) {
  va_list arguments;
  va_start(arguments, types);
  sqlite3_stmt *statement = query(db, sql, types, arguments);
  va_end(arguments);
  if (!db_next(db, statement)) return false;
  bool known = db_column_hash(statement, 0, ret_hash);
  db_stop(statement);
  return known;
}

bool db_column_hash(sqlite3_stmt *statement, int column, struct hash *ret_hash) {
  const void *bytes = sqlite3_column_blob(statement, column);
  if (!bytes || sqlite3_column_bytes(statement, column) != HASH_SIZE) return false;
  memcpy(ret_hash->bytes, bytes, HASH_SIZE);
  return true;
}

bool db_script(struct db *db, const char *sql) {
  if (!db->failed) db_fail(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
  return !db->failed;
}

/* A quota or a limit on the size of files is to the user what a full disk is. */
static bool is_out_of_room(const struct db *db) {
  static const int files[] = {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER};
  bool out = false;
  for (size_t i = 0; i < ARRAY_LEN(files) && db->failed == SQLITE_IOERR_WRITE; i++) {
    sqlite3_file *file = NULL;
    int code = 0;
    sqlite3_file_control(db->handle, "main", files[i], &file);
    if (file && file->pMethods) file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code);
    out |= code == ENOSPC || code == EDQUOT || code == EFBIG;
  }
  return out;
}

enum status db_error(struct db *db, struct error *error) {
  int code = is_out_of_room(db) ? SQLITE_FULL : db->failed;
  db->failed = SQLITE_OK;
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return error_set(error, STATUS_WORKSPACE, db->path, _("Close the other program and try again."),
                     _("The workspace is locked by another program."));
  case SQLITE_FULL:
    return error_set(error, STATUS_WORKSPACE, db->path, _("Make room and try again; nothing of this step was stored."),
                     _("There is no room left for the workspace on its disk."));
  case SQLITE_READONLY:
    return error_set(error, STATUS_WORKSPACE, db->path, _("Copy it to a place where you may write."), _("The workspace is read-only."));
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return error_set(error, STATUS_WORKSPACE, db->path, _("Take the last good copy of the file."), _("The workspace is damaged."));
  case SQLITE_NOMEM:
    return error_set(error, STATUS_WORKSPACE, db->path, NULL, _("There is not enough memory."));
  default:
    return error_set(error, STATUS_WORKSPACE, db->path, _("Check the disk and the rights of the file; nothing of this step was stored."),
                     _("The workspace could not be read or written (%s)."), sqlite3_errstr(code));
  }
}

void db_close(struct db *db) {
  for (size_t i = 0; i < db->prepared.len; i++)
    sqlite3_finalize(db->prepared.items[i].statement);
  vec_free(&db->prepared);
  sqlite3_close(db->handle);
  free(db->path);
  *db = (struct db){0};
}
