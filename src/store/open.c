/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Creating, opening and closing the workspace, and its transactions. */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 2000, HEADER_SIZE = 100, USER_VERSION_AT = 60, APPLICATION_ID_AT = 68 };

/* ---- transactions -------------------------------------------------------------------------------------------------------------- */

void store_rollback(struct store *store) {
  struct db *db = &store->db;
  for (size_t i = 0; i < db->prepared.len; i++)
    sqlite3_reset(db->prepared.items[i].statement);
  if (!sqlite3_get_autocommit(db->handle)) sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  db->failed = SQLITE_OK;
}

static enum status failed(struct store *store, struct error *error) {
  enum status status = db_error(&store->db, error);
  store_rollback(store);
  return status;
}

static enum status refuse_during_batch(struct store *store, struct error *error) {
  return error_set(error, STATUS_USAGE, store_path(store), _("Finish it first."), _("Something is just being stored."));
}

enum status store_begin_read(struct store *store, struct error *error) {
  if (store->in_batch) return refuse_during_batch(store, error);
  return db_script(&store->db, "BEGIN") ? STATUS_OK : failed(store, error);
}

enum status store_begin_write(struct store *store, struct error *error) {
  if (store->readonly)
    return error_set(error, STATUS_WORKSPACE, store_path(store), _("Open it for writing."),
                     _("The workspace was opened for reading only."));
  if (store->in_batch) return refuse_during_batch(store, error);
  return db_script(&store->db, "BEGIN IMMEDIATE") ? STATUS_OK : failed(store, error);
}

enum status store_end_write(struct store *store, enum status status, struct error *error) {
  if (store->db.failed) return failed(store, error);
  if (status != STATUS_OK) {
    store_rollback(store);
    return status;
  }
  if (!db_script(&store->db, "COMMIT")) return failed(store, error);
  store->version++;
  return STATUS_OK;
}

enum status store_end_read(struct store *store, enum status status, struct error *error) {
  if (store->db.failed) return failed(store, error);
  store_rollback(store);
  return status;
}

/* ---- connecting ---------------------------------------------------------------------------------------------------------------- */

static enum status refuse_foreign(const char *path, struct error *error) {
  return error_set(error, STATUS_WORKSPACE, path, _("Give the name of a workspace file; “cradle init” makes one."),
                   _("The file is not a workspace."));
}

static enum status refuse_damaged(const char *path, struct error *error) {
  return error_set(error, STATUS_WORKSPACE, path, _("Take the last good copy of the file."), _("The workspace is damaged."));
}

static enum status refuse_readonly(const char *path, struct error *error) {
  return error_set(error, STATUS_WORKSPACE, path, _("Copy it to a place where you may write, or open it for reading only."),
                   _("The workspace is read-only."));
}

static enum status check_is_file(const char *path, struct stat *ret_info, struct error *error) {
  if (stat(path, ret_info) < 0)
    return error_set(error, STATUS_WORKSPACE, path, _("Check the name, or make a workspace with “cradle init”."),
                     _("The workspace cannot be opened: %s."), strerror(errno));
  if (!S_ISREG(ret_info->st_mode)) return refuse_foreign(path, error);
  return STATUS_OK;
}

/* The journal is made beside the file, so the folder has to be writable, too. The bits are looked at, since they do not stop root. */
static bool may_write(const char *path, const struct stat *info) {
  CLEANUP(mem_freep) char *folder = mem_strdup(path);
  char *slash = strrchr(folder, '/');
  if (slash) slash[slash == folder] = '\0';
  bool marked_readonly = (info->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
  return !marked_readonly && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 &&
         faccessat(AT_FDCWD, slash ? folder : ".", W_OK, AT_EACCESS) == 0;
}

static void connect(struct db *db, const char *path) {
  /* "./" keeps names such as "file:x" or ":memory:" from meaning something to SQLite. */
  CLEANUP(mem_freep) char *plain = path[0] == '/' ? mem_strdup(path) : mem_printf("./%s", path);
  db->path = mem_strdup(path);
  db_fail(db, sqlite3_open_v2(plain, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
  if (db->failed) return;
  sqlite3_extended_result_codes(db->handle, 1);
  sqlite3_busy_timeout(db->handle, BUSY_MS);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
}

static uint32_t big_endian(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Looks at the first bytes before any statement lets SQLite touch, lock or recover the file; through SQLite's own descriptor, since closing
 * another one would drop its locks. */
static enum status check_header(struct db *db, int64_t *ret_version, struct error *error) {
  unsigned char header[HEADER_SIZE];
  sqlite3_file *file = NULL;
  sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (!file || !file->pMethods || file->pMethods->xRead(file, header, HEADER_SIZE, 0) != SQLITE_OK ||
      memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + APPLICATION_ID_AT) != STORE_APPLICATION_ID)
    return refuse_foreign(db->path, error);
  *ret_version = big_endian(header + USER_VERSION_AT);
  if (*ret_version > schema_newest)
    return error_set(error, STATUS_WORKSPACE, db->path, _("Use the newer program."),
                     _("The workspace was written by a newer version of this program (format %lld, this program knows %d)."),
                     (long long)*ret_version, schema_newest);
  return *ret_version > 0 ? STATUS_OK : refuse_damaged(db->path, error);
}

static const char settings[] = "PRAGMA foreign_keys = ON;\n"
                               "PRAGMA temp_store = MEMORY;\n"
                               "PRAGMA synchronous = FULL;\n"
                               "PRAGMA secure_delete = ON;\n"
                               "PRAGMA cell_size_check = ON;\n"
                               "PRAGMA mmap_size = 0;\n";

/* But for the tables that may have gigabytes: these are looked at by store_check and when they are read. */
static bool is_sound(struct db *db) {
  int64_t faults = 1;
  return db_number(db, &faults,
                   "SELECT count(*) FROM sqlite_schema AS s CROSS JOIN pragma_quick_check(s.name) AS c WHERE s.type = 'table'\n"
                   "AND s.name NOT IN ('blob_chunk', 'component', 'component_index') AND c.quick_check <> 'ok'",
                   "") &&
         faults == 0;
}

/* A file that was cut off has fewer pages than it says. */
static bool is_whole(struct db *db) {
  int64_t pages = 0, page_size = 0;
  struct stat info;
  return db_number(db, &pages, "PRAGMA page_count", "") && db_number(db, &page_size, "PRAGMA page_size", "") &&
         stat(db->path, &info) == 0 && info.st_size >= pages * page_size;
}

static enum status quick_check(struct db *db, struct error *error) {
  bool sound = is_whole(db) && is_sound(db);
  if (db->failed) return db_error(db, error);
  return sound ? STATUS_OK : refuse_damaged(db->path, error);
}

static enum status load_workspace_id(struct store *store, struct error *error) {
  sqlite3_stmt *row = db_query(&store->db, "SELECT id FROM workspace", "");
  if (db_next(&store->db, row)) {
    store->workspace = mem_strdup((const char *)sqlite3_column_text(row, 0));
    db_stop(row);
  }
  if (store->db.failed) return db_error(&store->db, error);
  /* It becomes part of a file name of ours. */
  return replica_is_id(store->workspace) ? STATUS_OK : refuse_damaged(store_path(store), error);
}

static struct store *store_new(const struct host *host) {
  struct store *store = mem_alloc(sizeof *store);
  store->host = host;
  return store;
}

/* ---- opening ------------------------------------------------------------------------------------------------------------------- */

static enum status check_lock(struct store *store, struct error *error) {
  enum status status = store_begin_write(store, error);
  if (status == STATUS_OK) store_rollback(store);
  return status;
}

static enum status open_checked(struct store *store, int64_t *ret_version, struct error *error) {
  struct db *db = &store->db;
  enum status status = check_header(db, ret_version, error);
  if (status != STATUS_OK) return status;
  if (!db_script(db, settings)) return db_error(db, error);
  return quick_check(db, error);
}

static enum status open_for_writing(struct store *store, const char *state_folder, struct error *error) {
  struct db *db = &store->db;
  if (db->failed) return db_error(db, error);
  if (sqlite3_db_readonly(db->handle, "main") != 0) return refuse_readonly(db->path, error);
  int64_t version;
  enum status status = open_checked(store, &version, error);
  if (status != STATUS_OK) return status;
  if (!db_script(db, "PRAGMA journal_mode = TRUNCATE")) return db_error(db, error);
  if ((status = check_lock(store, error)) != STATUS_OK) return status;
  schema_migrate(db, (int)version);
  if (db->failed) return db_error(db, error);
  if ((status = load_workspace_id(store, error)) != STATUS_OK) return status;
  store->state_folder = replica_state_folder(store->host, state_folder);
  replica_choose(store);
  return db->failed ? db_error(db, error) : STATUS_OK;
}

static enum status open_for_reading(struct store *store, struct error *error) {
  struct db *db = &store->db;
  if (db->failed) return db_error(db, error);
  int64_t version;
  enum status status = open_checked(store, &version, error);
  if (status != STATUS_OK) return status;
  if (version < schema_newest)
    return error_set(error, STATUS_WORKSPACE, db->path, _("Open it for writing once; this brings it up to date."),
                     _("The workspace was written by an older version of this program."));
  if (!db_script(db, "PRAGMA query_only = ON")) return db_error(db, error);
  return load_workspace_id(store, error);
}

static enum status hand_out(struct store *store, enum status status, struct store **ret_store) {
  if (status == STATUS_OK)
    *ret_store = store;
  else
    store_free(store);
  return status;
}

enum status store_open(const char *path, const struct host *host, const char *state_folder, struct store **ret_store, struct error *error) {
  struct stat info;
  enum status status = check_is_file(path, &info, error);
  if (status != STATUS_OK) return status;
  if (!may_write(path, &info)) return refuse_readonly(path, error);
  struct store *store = store_new(host);
  connect(&store->db, path);
  return hand_out(store, open_for_writing(store, state_folder, error), ret_store);
}

enum status store_open_readonly(const char *path, const struct host *host, struct store **ret_store, struct error *error) {
  struct stat info;
  enum status status = check_is_file(path, &info, error);
  if (status != STATUS_OK) return status;
  struct store *store = store_new(host);
  store->readonly = true;
  connect(&store->db, path); /* may write as far as to take back what a crash left half written */
  return hand_out(store, open_for_reading(store, error), ret_store);
}

/* ---- creating ------------------------------------------------------------------------------------------------------------------ */

static enum status make_file(const char *path, struct error *error) {
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return error_set(error, STATUS_WORKSPACE, path, _("Choose another name or folder."), _("The workspace cannot be created: %s."),
                     strerror(errno));
  close(fd);
  return STATUS_OK;
}

static enum status fill_new(struct store *store, const char *state_folder, struct error *error) {
  struct db *db = &store->db;
  char id[REPLICA_TEXT_SIZE];
  replica_random_id(store->host, id);
  db_script(db, settings);
  db_script(db, "PRAGMA journal_mode = TRUNCATE");
  schema_create(db, id);
  if (db->failed) return db_error(db, error);
  store->workspace = mem_strdup(id);
  store->state_folder = replica_state_folder(store->host, state_folder);
  replica_choose(store);
  return STATUS_OK;
}

enum status store_create(const char *path, const struct host *host, const char *state_folder, struct store **ret_store,
                         struct error *error) {
  enum status status = make_file(path, error);
  if (status != STATUS_OK) return status;
  struct store *store = store_new(host);
  connect(&store->db, path);
  status = hand_out(store, fill_new(store, state_folder, error), ret_store);
  if (status != STATUS_OK) {
    CLEANUP(mem_freep) char *journal = mem_printf("%s-journal", path);
    unlink(journal);
    unlink(path);
  }
  return status;
}

/* ---- the open store ------------------------------------------------------------------------------------------------------------ */

/* Leaves one file behind: TRUNCATE keeps an empty journal, which SQLite deletes when it is told to, unless somebody is just using it. */
static void drop_journal(struct store *store) {
  if (!store->db.handle || store->readonly || !store->workspace) return;
  store_rollback(store);
  sqlite3_busy_timeout(store->db.handle, 0);
  sqlite3_exec(store->db.handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

void store_free(struct store *store) {
  if (!store) return;
  drop_journal(store);
  db_close(&store->db);
  free(store->workspace);
  free(store->state_folder);
  free(store);
}

const char *store_path(const struct store *store) {
  return store->db.path;
}

bool store_is_readonly(const struct store *store) {
  return store->readonly;
}

const char *store_replica(const struct store *store) {
  return store->replica;
}

/* Another program may write to the same file between our own writes. */
uint64_t store_version(const struct store *store) {
  struct db *db = (struct db *)&store->db;
  int64_t others = 0;
  db_number(db, &others, "PRAGMA data_version", "");
  db->failed = SQLITE_OK; /* cannot be told: the next call will say so */
  return store->version << 32 | (uint32_t)others;
}
