/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Union of two journals: events are only ever added, so the order in which files are merged does not matter. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

static enum status refuse(struct store *from, const char *where, const char *what, struct error *error) {
  CLEANUP(mem_freep) char *place = where && where[0] ? mem_printf("%s, %s", store_path(from), where) : mem_strdup(store_path(from));
  return error_set(error, STATUS_WORKSPACE, place, _("Check that file; nothing was taken from it."), "%s", what);
}

/* Also run on the own file, so that the right one is blamed. */
static enum status check_sound(struct store *from, struct error *error) {
  struct check_report report = {0};
  journal_check(&from->db, &report);
  enum status status = STATUS_OK;
  if (from->db.failed)
    status = db_error(&from->db, error);
  else if (report.findings.len > 0)
    status = refuse(from, report.findings.items[0].where, report.findings.items[0].what, error);
  check_report_clear(&report);
  return status;
}

/* Two events in the same place of one chain: the chain was continued in two files, or recomputed. */
static enum status check_forks(struct store *store, struct store *from, struct error *error) {
  sqlite3_stmt *row = db_query(&from->db, "SELECT replica, sequence FROM chain", "");
  enum status status = STATUS_OK;
  while (status == STATUS_OK && db_next(&from->db, row)) {
    const char *replica = (const char *)sqlite3_column_text(row, 0);
    int64_t theirs = sqlite3_column_int64(row, 1), ours;
    struct hash a, b;
    const char *hash_at = "SELECT hash FROM event WHERE replica = ?1 AND sequence = ?2";
    if (!db_number(&store->db, &ours, "SELECT max(sequence) FROM event WHERE replica = ?1", "t", replica)) continue;
    int64_t common = ours < theirs ? ours : theirs;
    bool same = db_hash(&store->db, &a, hash_at, "ti", replica, common) && db_hash(&from->db, &b, hash_at, "ti", replica, common) &&
                memcmp(a.bytes, b.bytes, HASH_SIZE) == 0;
    if (!same) status = refuse(from, replica, _("The two files have different events in the same place of one chain."), error);
  }
  db_stop(row);
  return status;
}

static void take_event(struct store *store, struct store *from, int64_t arrival, size_t *taken) {
  struct arena *arena = arena_new();
  struct record record;
  int64_t ignored;
  if (record_load(&from->db, arrival, arena, &record) &&
      !db_number(&store->db, &ignored, "SELECT 1 FROM event WHERE id = ?1", "t", record.id)) {
    record_insert(&store->db, &record);
    (*taken)++;
  }
  arena_free(arena);
}

/* In the order in which the other file got them: what an event builds on comes before it. */
static void take_events(struct store *store, struct store *from, size_t *ret_taken) {
  sqlite3_stmt *row = db_query(&from->db, "SELECT arrival FROM event ORDER BY arrival", "");
  while (db_next(&from->db, row))
    take_event(store, from, sqlite3_column_int64(row, 0), ret_taken);
}

/* Both files may be sound and still not fit together. */
static enum status check_result(struct store *store, struct store *from, struct error *error) {
  struct check_report report = {0};
  journal_check(&store->db, &report);
  enum status status = STATUS_OK;
  if (!store->db.failed && report.findings.len > 0)
    status = refuse(from, report.findings.items[0].where, report.findings.items[0].what, error);
  check_report_clear(&report);
  return status;
}

static enum status take_all(struct store *store, struct store *from, size_t *ret_events, size_t *ret_blobs, struct error *error) {
  char bad[HASH_TEXT_SIZE] = "";
  enum status status = check_sound(store, error);
  if (status == STATUS_OK) status = check_sound(from, error);
  if (status == STATUS_OK) status = check_forks(store, from, error);
  if (status != STATUS_OK) return status;
  if (!blob_copy_missing(store, from, ret_blobs, bad) && !from->db.failed && !store->db.failed)
    return refuse(from, bad, _("A stored file was altered: it no longer has this hash."), error);
  *ret_blobs += outside_copy_missing(&store->db, &from->db) + lists_copy_missing(&store->db, &from->db);
  take_events(store, from, ret_events);
  if (from->db.failed) return db_error(&from->db, error);
  if (*ret_events == 0) return STATUS_OK;
  journal_apply_redactions(&store->db);
  projections_rebuild(&store->db);
  return check_result(store, from, error);
}

enum status store_merge(struct store *store, struct store *from, size_t *ret_new_events, struct error *error) {
  if (store == from) {
    if (ret_new_events) *ret_new_events = 0;
    return STATUS_OK;
  }
  size_t events = 0, blobs = 0;
  enum status status = store_begin_write(store, error);
  if (status != STATUS_OK) return status;
  if ((status = store_begin_read(from, error)) == STATUS_OK) {
    status = take_all(store, from, &events, &blobs, error);
    store_rollback(from);
  }
  bool changed = events > 0 || blobs > 0;
  if (changed || status != STATUS_OK || store->db.failed)
    status = store_end_write(store, status, error);
  else
    store_rollback(store);
  if (status == STATUS_OK && ret_new_events) *ret_new_events = events;
  return status;
}
