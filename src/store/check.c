/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is the whole file what it should be? */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- projections ------------------------------------------------------------------------------------------------------------------- */

void projections_rebuild(struct db *db) {
  db_script(db, "DELETE FROM subject; INSERT INTO subject SELECT * FROM subject_now;\n"
                "DELETE FROM live; INSERT INTO live SELECT * FROM live_now;");
}

enum status store_rebuild(struct store *store, struct error *error) {
  enum status status = store_begin_write(store, error);
  if (status != STATUS_OK) return status;
  projections_rebuild(&store->db);
  lists_distrust(&store->db);
  return store_end_write(store, STATUS_OK, error);
}

void report_rows(struct db *db, struct check_report *report, const char *sql, const char *what) {
  sqlite3_stmt *row = db_query(db, sql, "");
  while (db_next(db, row))
    report_add(report, what, (const char *)sqlite3_column_text(row, 0));
}

static void check_projections(struct db *db, struct check_report *report) {
  report_rows(db, report,
              "SELECT DISTINCT id FROM (SELECT * FROM (SELECT * FROM subject EXCEPT SELECT * FROM subject_now)\n"
              "UNION ALL SELECT * FROM (SELECT * FROM subject_now EXCEPT SELECT * FROM subject))",
              _("The table of subjects differs from the journal; “cradle check --rebuild” makes it anew."));
  report_rows(db, report,
              "SELECT DISTINCT subject || ' ' || key FROM (SELECT * FROM (SELECT * FROM live EXCEPT SELECT * FROM live_now)\n"
              "UNION ALL SELECT * FROM (SELECT * FROM live_now EXCEPT SELECT * FROM live))",
              _("The table of answers differs from the journal; “cradle check --rebuild” makes it anew."));
}

/* ---- database ------------------------------------------------------------------------------------------------------------------------ */

static void check_database(struct db *db, struct check_report *report) {
  sqlite3_stmt *row = db_query(db, "PRAGMA integrity_check(20)", "");
  while (db_next(db, row)) {
    const char *text = (const char *)sqlite3_column_text(row, 0);
    if (!str_eq(text, "ok")) report_add(report, _("The database is damaged."), text);
  }
}

static const char list_schema[] = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1";

/* Puts name -> definition into schema. */
static void load_schema(struct db *db, struct arena *arena, struct map *schema) {
  sqlite3_stmt *row = db_query(db, list_schema, "");
  while (db_next(db, row))
    map_put(schema, (const char *)sqlite3_column_text(row, 0), arena_strdup(arena, (const char *)sqlite3_column_text(row, 1)));
}

static void compare_schemas(const struct map *expected, const struct map *found, struct check_report *report) {
  for (size_t i = 0; i < map_len(expected); i++) {
    const char *name = map_key_at(expected, i);
    if (!str_eq(map_value_at(expected, i), map_get(found, name)))
      report_add(report, _("A table, index or trigger of the file is missing or was altered."), name);
  }
  for (size_t i = 0; i < map_len(found); i++)
    if (!map_get(expected, map_key_at(found, i)))
      report_add(report, _("A table, index or trigger was added to the file."), map_key_at(found, i));
}

/* The triggers protect the journal, so they belong to what is checked: everything is compared with a new, empty workspace. */
static void check_schema(struct db *db, struct check_report *report) {
  struct arena *arena = arena_new();
  struct map *expected = map_new(), *found = map_new();
  struct db empty = {0};
  db_fail(&empty, sqlite3_open_v2(":memory:", &empty.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
  schema_create(&empty, "");
  load_schema(&empty, arena, expected);
  load_schema(db, arena, found);
  db_fail(db, empty.failed);
  compare_schemas(expected, found, report);
  db_close(&empty);
  map_free(expected);
  map_free(found);
  arena_free(arena);
}

/* ---- stored files ----------------------------------------------------------------------------------------------------------------- */

/* An event that names a file is worth little without it. */
static void check_blob_values(struct db *db, struct check_report *report) {
  sqlite3_stmt *row = db_query(db, "SELECT id, value FROM event WHERE kind IN ('set', 'add') AND value IS NOT NULL", "");
  while (db_next(db, row)) {
    struct arena *arena = arena_new();
    struct value value;
    bool is_blob =
        value_decode(sqlite3_column_blob(row, 1), (size_t)sqlite3_column_bytes(row, 1), arena, &value) && value.type == VALUE_BLOB;
    if (is_blob && !blob_is_known(db, value.text))
      report_add(report, _("The stored file that the event names is missing."), (const char *)sqlite3_column_text(row, 0));
    arena_free(arena);
  }
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------- */

static void check_all(struct store *store, const char *against, struct check_report *report) {
  struct db *db = &store->db;
  check_database(db, report);
  check_schema(db, report);
  journal_check(db, report);
  check_projections(db, report);
  blob_check(store, report);
  outside_check(store, report);
  check_blob_values(db, report);
  lists_check(db, report);
  head_now(db, report->head);
  if (against && !head_was(db, against))
    report_add(report, _("The journal never stood at the given head: something is missing, or was altered."), against);
}

/* What cannot even be read is a finding, too. */
static void report_unreadable(struct db *db, struct check_report *report) {
  int code = db->failed & 0xff;
  if (code != SQLITE_CORRUPT && code != SQLITE_NOTADB && code != SQLITE_ERROR) return;
  report_add(report, _("The database is damaged."), sqlite3_errstr(db->failed));
  db->failed = SQLITE_OK;
}

enum status store_check(struct store *store, const char *against, struct check_report *ret_report, struct error *error) {
  struct hash ignored;
  if (against && !hash_parse(against, &ignored))
    return error_set(error, STATUS_USAGE, against, _("Copy it from the document: 64 digits and letters a to f."), _("This is not a head."));
  enum status status = store_begin_read(store, error);
  if (status != STATUS_OK) return status;
  struct check_report report = {.arena = arena_new()};
  check_all(store, against, &report);
  report_unreadable(&store->db, &report);
  status = store_end_read(store, report.findings.len > 0 ? STATUS_NO : STATUS_OK, error);
  if (status == STATUS_OK || status == STATUS_NO)
    *ret_report = report;
  else
    check_report_clear(&report);
  return status;
}

void check_report_clear(struct check_report *report) {
  vec_free(&report->findings);
  arena_free(report->arena);
  *report = (struct check_report){0};
}
