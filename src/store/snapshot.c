/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: what is known now, and how it came to be. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- snapshot ------------------------------------------------------------------------------------------------------------------ */

/* Several heads about archiving are a conflict if they differ; erased ones say nothing. */
static void add_subjects(struct db *db, struct snapshot *snapshot) {
  CLEANUP(buf_free) struct buf archived = {0};
  struct value yes = value_bool(true);
  value_encode(&yes, &archived);
  sqlite3_stmt *row = db_query(db,
                               "SELECT s.id, s.type, s.parent, s.created, max(a.value = ?1), min(a.value = ?1) FROM subject AS s\n"
                               "LEFT JOIN live AS l ON l.subject = s.id AND l.key = ''\n"
                               "LEFT JOIN event AS a ON a.arrival = l.event GROUP BY s.id",
                               "b", (const void *)archived.data, archived.len);
  while (db_next(db, row)) {
    const char *id = (const char *)sqlite3_column_text(row, 0);
    struct subject *subject =
        snapshot_add_subject(snapshot, id, (const char *)sqlite3_column_text(row, 1), (const char *)sqlite3_column_text(row, 2));
    subject->created = sqlite3_column_int64(row, 3);
    subject->archived = sqlite3_column_int(row, 4) != 0;
    bool differ = sqlite3_column_int(row, 4) != sqlite3_column_int(row, 5);
    subject->archive_conflict = subject->archived && (differ || state_archive_conflict(db, id));
  }
}

/* What an undo or redo brought back says what it said when it was first written. */
static const char *pack_of(struct db *db, sqlite3_stmt *row, const struct era_list *eras) {
  if (!eras) return NULL;
  if (sqlite3_column_type(row, 11) != SQLITE_NULL) return eras_of_restored(eras, db, sqlite3_column_int64(row, 12));
  return eras_at(eras, (const char *)sqlite3_column_text(row, 9), sqlite3_column_int64(row, 10));
}

static struct head read_head(sqlite3_stmt *row, struct arena *arena) {
  struct head head = {.event = (const char *)sqlite3_column_text(row, 3),
                      .author = (const char *)sqlite3_column_text(row, 5),
                      .time = sqlite3_column_int64(row, 6),
                      .note = (const char *)sqlite3_column_text(row, 7),
                      .proposed = sqlite3_column_int(row, 8) != 0};
  const void *bytes = sqlite3_column_blob(row, 4);
  if (!bytes || !value_decode(bytes, (size_t)sqlite3_column_bytes(row, 4), arena, &head.value)) head.value = value_of(VALUE_REDACTED, NULL);
  return head;
}

static void add_facts(struct store *store, struct snapshot *snapshot) {
  struct db *db = &store->db;
  struct arena *arena = arena_new();
  const struct era_list *eras = eras_load(store, arena);
  sqlite3_stmt *row = db_query(db,
                               "SELECT l.subject, l.key, e.kind, e.id, e.value, e.author, e.time, e.note, e.proposed, e.replica,\n"
                               "e.sequence, e.undoes, e.arrival\n"
                               "FROM live AS l CROSS JOIN event AS e ON e.arrival = l.event ORDER BY l.subject, l.key, l.event",
                               "");
  while (db_next(db, row)) {
    const char *subject = (const char *)sqlite3_column_text(row, 0);
    const char *key = (const char *)sqlite3_column_text(row, 1);
    const char *kind = (const char *)sqlite3_column_text(row, 2);
    struct head head = read_head(row, arena);
    head.pack = pack_of(db, row, eras);
    if (str_eq(kind, "archive")) continue;
    if (str_eq(kind, "add"))
      snapshot_add_element(snapshot, subject, key, &head);
    else if (head.value.type != VALUE_CLEARED || head.note) /* a note may stand beside an open question */
      snapshot_add_head(snapshot, subject, key, &head);
  }
  arena_free(arena);
}

enum status store_snapshot(struct store *store, struct snapshot **ret_snapshot, struct error *error) {
  enum status status = store_begin_read(store, error);
  if (status != STATUS_OK) return status;
  struct snapshot *snapshot = snapshot_new();
  add_subjects(&store->db, snapshot);
  add_facts(store, snapshot);
  status = store_end_read(store, STATUS_OK, error);
  if (status != STATUS_OK) {
    snapshot_free(snapshot);
    return status;
  }
  snapshot_finish(snapshot);
  *ret_snapshot = snapshot;
  return STATUS_OK;
}

/* ---- log ----------------------------------------------------------------------------------------------------------------------- */

typedef VEC(int64_t) arrival_vec_t;

static void load_arrivals(struct db *db, const char *subject, const char *key, bool newest_first, size_t limit,
                          arrival_vec_t *ret_arrivals) {
  int64_t most = limit ? (int64_t)limit : -1;
  /* Two statements each, so that the one with a subject can use its index. */
  const char *of_subject = newest_first
                               ? "SELECT arrival FROM event WHERE subject = ?1 AND (?2 IS NULL OR key = ?2) ORDER BY arrival DESC LIMIT ?3"
                               : "SELECT arrival FROM event WHERE subject = ?1 AND (?2 IS NULL OR key = ?2) ORDER BY arrival LIMIT ?3";
  const char *of_all = newest_first
                           ? "SELECT arrival FROM event WHERE ?1 IS NULL AND (?2 IS NULL OR key = ?2) ORDER BY arrival DESC LIMIT ?3"
                           : "SELECT arrival FROM event WHERE ?1 IS NULL AND (?2 IS NULL OR key = ?2) ORDER BY arrival LIMIT ?3";
  sqlite3_stmt *row = db_query(db, subject ? of_subject : of_all, "tti", subject, key, most);
  while (db_next(db, row))
    vec_push(ret_arrivals, sqlite3_column_int64(row, 0));
}

/* Says the event the same as what it replaces, but for another note? */
static bool is_remark(struct db *db, const struct record *record, const struct value *value) {
  bool answer = str_eq(record->kind, "set") || str_eq(record->kind, "add");
  if (!record->note || !answer) return false;
  int64_t ignored;
  bool differs = db_number(db, &ignored,
                           "SELECT 1 FROM replaces AS r JOIN event AS o ON o.arrival = r.replaced\n"
                           "WHERE r.event = ?1 AND (o.value IS NOT ?2 OR o.proposed <> ?3 OR o.note IS ?4) LIMIT 1",
                           "ibit", record->arrival, record->value.data, record->value.len, (int64_t)record->proposed, record->note);
  return !differs && (record->replaces_len > 0 || value->type == VALUE_CLEARED);
}

static bool visit_event(struct db *db, int64_t arrival, bool (*visit)(void *context, const struct event *event), void *context) {
  struct arena *arena = arena_new();
  struct record record;
  bool go_on = record_load(db, arrival, arena, &record);
  if (go_on) {
    char hash[HASH_TEXT_SIZE];
    hash_format(&record.hash, hash);
    struct event event = {.id = record.id,
                          .replica = record.replica,
                          .sequence = record.sequence,
                          .time = record.time,
                          .author = record.author,
                          .group = record.group,
                          .kind = record.kind,
                          .subject = record.subject,
                          .key = record.key,
                          .value = record_value(&record, arena),
                          .note = record.note,
                          .proposed = record.proposed,
                          .redacted = !record.value.data,
                          .undoes = record.undoes,
                          .replaces = record.replaces,
                          .replaces_len = record.replaces_len,
                          .hash = hash};
    event.remark = is_remark(db, &record, &event.value);
    go_on = visit(context, &event);
  }
  arena_free(arena);
  return go_on;
}

/* No statement is under way while visit runs: it may ask the store, too. */
static enum status visit_events(struct store *store, arrival_vec_t *arrivals, bool (*visit)(void *context, const struct event *event),
                                void *context, struct error *error) {
  for (size_t i = 0; i < arrivals->len; i++)
    if (!visit_event(&store->db, arrivals->items[i], visit, context)) break;
  vec_free(arrivals);
  return store->db.failed ? db_error(&store->db, error) : STATUS_OK;
}

enum status store_log(struct store *store, const char *subject, const char *key, bool newest_first, size_t limit,
                      bool (*visit)(void *context, const struct event *event), void *context, struct error *error) {
  arrival_vec_t arrivals = {0};
  load_arrivals(&store->db, subject, key, newest_first, limit, &arrivals);
  return visit_events(store, &arrivals, visit, context, error);
}

enum status store_log_group(struct store *store, const char *group, bool (*visit)(void *context, const struct event *event), void *context,
                            struct error *error) {
  arrival_vec_t arrivals = {0};
  sqlite3_stmt *row = db_query(&store->db, "SELECT arrival FROM event WHERE group_id = ?1 ORDER BY arrival", "t", group);
  while (db_next(&store->db, row))
    vec_push(&arrivals, sqlite3_column_int64(row, 0));
  return visit_events(store, &arrivals, visit, context, error);
}
