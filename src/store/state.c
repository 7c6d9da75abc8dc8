/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer consists of, now or as it stood earlier. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

static const struct live *read_live(sqlite3_stmt *row, struct arena *arena) {
  struct live *live = arena_alloc(arena, sizeof *live);
  live->arrival = sqlite3_column_int64(row, 0);
  live->id = arena_strdup(arena, (const char *)sqlite3_column_text(row, 1));
  live->replica = arena_strdup(arena, (const char *)sqlite3_column_text(row, 2));
  live->kind = arena_strdup(arena, (const char *)sqlite3_column_text(row, 3));
  const void *encoded = sqlite3_column_blob(row, 4);
  size_t len = (size_t)sqlite3_column_bytes(row, 4);
  if (encoded) live->encoded = (struct bytes){memcpy(arena_alloc(arena, len), encoded, len), len};
  if (!encoded || !value_decode(encoded, len, arena, &live->value)) live->value = value_of(VALUE_REDACTED, NULL);
  live->note = arena_strdup(arena, (const char *)sqlite3_column_text(row, 5));
  live->proposed = sqlite3_column_int(row, 6) != 0;
  live->author = arena_strdup(arena, (const char *)sqlite3_column_text(row, 7));
  live->restored = sqlite3_column_type(row, 8) != SQLITE_NULL;
  return live;
}

static void read_all(struct db *db, sqlite3_stmt *row, struct arena *arena, live_vec_t *ret_live) {
  live_vec_t live = {0};
  while (db_next(db, row))
    vec_push(&live, read_live(row, arena));
  *ret_live = live;
}

void state_now(struct db *db, const char *subject, const char *key, struct arena *arena, live_vec_t *ret_live) {
  sqlite3_stmt *row = db_query(db,
                               "SELECT e.arrival, e.id, e.replica, e.kind, e.value, e.note, e.proposed, e.author, e.undoes FROM live AS l\n"
                               "JOIN event AS e ON e.arrival = l.event WHERE l.subject = ?1 AND l.key = ?2 ORDER BY e.id",
                               "tt", subject, key);
  read_all(db, row, arena, ret_live);
}

void state_before(struct db *db, const char *subject, const char *key, int64_t arrival, struct arena *arena, live_vec_t *ret_live) {
  sqlite3_stmt *row =
      db_query(db,
               "SELECT e.arrival, e.id, e.replica, e.kind, e.value, e.note, e.proposed, e.author, e.undoes FROM event AS e\n"
               "WHERE e.subject = ?1 AND e.key = ?2 AND e.kind IN ('set', 'add', 'archive') AND e.arrival < ?3\n"
               "AND NOT EXISTS (SELECT 1 FROM replaces AS r WHERE r.replaced = e.arrival AND r.event < ?3) ORDER BY e.id",
               "tti", subject, key, arrival);
  read_all(db, row, arena, ret_live);
}

void live_vec_free(live_vec_t *live) {
  vec_free(live);
}

bool live_is_element(const struct live *live) {
  return str_eq(live->kind, "add");
}

bool live_same_content(const struct live *a, const struct live *b) {
  return str_eq(a->kind, b->kind) && value_equal(&a->value, &b->value) && str_eq(a->note, b->note) && a->proposed == b->proposed;
}

bool state_archive_conflict(struct db *db, const char *subject) {
  CLEANUP(buf_free) struct buf archived = {0};
  struct value yes = value_bool(true);
  value_encode(&yes, &archived);
  int64_t ignored;
  /* Neither had the archiving seen the edit, nor the edit the archiving. */
  return db_number(db, &ignored,
                   "SELECT 1 FROM live AS l\n"
                   "CROSS JOIN event AS a ON a.arrival = l.event AND a.value = ?1\n"
                   "CROSS JOIN event AS e ON e.subject >= l.subject AND e.subject < l.subject || '0'\n" /* '0' follows '/' */
                   "AND (e.subject = l.subject OR e.subject > l.subject || '/')\n"                      /* its implicit records */
                   "AND e.kind IN ('set', 'add', 'remove') AND e.replica <> a.replica\n"
                   "WHERE l.subject = ?2 AND l.key = ''\n"
                   "AND NOT EXISTS (SELECT 1 FROM seen WHERE replica = a.replica AND head_replica = e.replica\n"
                   "  AND sequence <= a.sequence AND head_sequence >= e.sequence)\n"
                   "AND NOT EXISTS (SELECT 1 FROM seen WHERE replica = e.replica AND head_replica = a.replica\n"
                   "  AND sequence <= e.sequence AND head_sequence >= a.sequence) LIMIT 1",
                   "bt", (const void *)archived.data, archived.len, subject);
}
