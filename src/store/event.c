/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- hashes: every field is preceded by its length, so that no two events have the same bytes ----------------------------------- */

static void add_number(struct hasher *hasher, uint64_t number) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++)
    bytes[i] = (unsigned char)(number >> (56 - 8 * i));
  hasher_add(hasher, bytes, sizeof bytes);
}

static void add_bytes(struct hasher *hasher, const void *bytes, size_t len) {
  add_number(hasher, len);
  hasher_add(hasher, bytes, len);
}

/* Absent is not the same as empty. */
static void add_text(struct hasher *hasher, const char *text) {
  if (text)
    add_bytes(hasher, text, strlen(text));
  else
    add_number(hasher, UINT64_MAX);
}

void record_commitment(const struct record *record, struct hash *ret_hash) {
  struct hasher *hasher = hasher_new();
  hasher_add(hasher, record->salt.data, record->salt.len);
  add_bytes(hasher, record->value.data, record->value.len);
  add_text(hasher, record->note);
  hasher_finish(hasher, ret_hash);
  hasher_free(hasher);
}

void record_hash(const struct record *record, const struct hash *previous, struct hash *ret_hash) {
  struct hasher *hasher = hasher_new();
  add_text(hasher, "cradle event 1");
  hasher_add(hasher, previous->bytes, HASH_SIZE);
  add_text(hasher, record->replica);
  add_number(hasher, (uint64_t)record->sequence);
  add_number(hasher, (uint64_t)record->time);
  add_text(hasher, record->author);
  add_text(hasher, record->group);
  add_text(hasher, record->kind);
  add_text(hasher, record->subject);
  add_text(hasher, record->key);
  add_text(hasher, record->type);
  add_text(hasher, record->parent);
  hasher_add(hasher, record->commitment.bytes, HASH_SIZE);
  add_number(hasher, record->proposed);
  add_text(hasher, record->undoes);
  add_number(hasher, record->replaces_len);
  for (size_t i = 0; i < record->replaces_len; i++)
    add_text(hasher, record->replaces[i]);
  add_number(hasher, record->seen_len);
  for (size_t i = 0; i < record->seen_len; i++) {
    add_text(hasher, record->seen[i].replica);
    add_number(hasher, (uint64_t)record->seen[i].sequence);
    hasher_add(hasher, record->seen[i].hash.bytes, HASH_SIZE);
  }
  hasher_finish(hasher, ret_hash);
  hasher_free(hasher);
}

/* ---- checking ---------------------------------------------------------------------------------------------------------------- */

static bool is_erased(const struct record *record) {
  return !record->value.data && !record->salt.data && !record->note;
}

static bool hash_same(const struct hash *a, const struct hash *b) {
  return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

static bool value_is_sound(const struct record *record) {
  struct hash commitment;
  record_commitment(record, &commitment);
  if (!hash_same(&commitment, &record->commitment) || record->salt.len != SALT_SIZE) return false;
  struct arena *arena = arena_new();
  struct value value;
  bool sound = value_decode(record->value.data, record->value.len, arena, &value);
  arena_free(arena);
  return sound;
}

const char *record_problem(const struct record *record, const struct hash *previous) {
  struct hash hash;
  record_hash(record, previous, &hash);
  CLEANUP(mem_freep) char *id = mem_printf("%s.%lld", record->replica, (long long)record->sequence);
  if (record->malformed || !replica_is_id(record->replica) || !str_eq(id, record->id) || !hash_same(&hash, &record->hash))
    return _("The event, or one before it in its chain, was altered.");
  if (!is_erased(record) && !value_is_sound(record)) return _("The value or the note of the event was altered.");
  return NULL;
}

struct value record_value(const struct record *record, struct arena *arena) {
  struct value value;
  if (record->value.data && value_decode(record->value.data, record->value.len, arena, &value)) return value;
  return value_of(VALUE_REDACTED, NULL);
}

/* ---- reading ----------------------------------------------------------------------------------------------------------------- */

/* A text with a NUL inside would be cut short, and hash like the cut one. */
static const char *text_column(sqlite3_stmt *row, int column, struct arena *arena, bool *malformed) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  if (!text) return NULL;
  size_t len = (size_t)sqlite3_column_bytes(row, column);
  if (!utf8_valid(text, len)) *malformed = true;
  return arena_strndup(arena, text, len);
}

static const char *needed_column(sqlite3_stmt *row, int column, struct arena *arena, bool *malformed) {
  const char *text = text_column(row, column, arena, malformed);
  if (!text) *malformed = true;
  return text ? text : "";
}

static struct bytes bytes_column(sqlite3_stmt *row, int column, struct arena *arena) {
  const void *bytes = sqlite3_column_blob(row, column);
  size_t len = (size_t)sqlite3_column_bytes(row, column);
  if (!bytes) return (struct bytes){0};
  return (struct bytes){memcpy(arena_alloc(arena, len), bytes, len), len};
}

static void read_columns(sqlite3_stmt *row, struct arena *arena, struct record *record) {
  bool *malformed = &record->malformed;
  record->id = needed_column(row, 0, arena, malformed);
  record->replica = needed_column(row, 1, arena, malformed);
  record->sequence = sqlite3_column_int64(row, 2);
  record->time = sqlite3_column_int64(row, 3);
  record->author = needed_column(row, 4, arena, malformed);
  record->group = needed_column(row, 5, arena, malformed);
  record->kind = needed_column(row, 6, arena, malformed);
  record->subject = needed_column(row, 7, arena, malformed);
  record->key = needed_column(row, 8, arena, malformed);
  record->type = text_column(row, 9, arena, malformed);
  record->parent = text_column(row, 10, arena, malformed);
  record->value = bytes_column(row, 11, arena);
  record->salt = bytes_column(row, 12, arena);
  record->note = text_column(row, 13, arena, malformed);
  if (!db_column_hash(row, 14, &record->commitment)) *malformed = true;
  record->proposed = sqlite3_column_int(row, 15) != 0;
  record->undoes = text_column(row, 16, arena, malformed);
  if (!db_column_hash(row, 17, &record->hash)) *malformed = true;
}

static void read_replaces(struct db *db, struct arena *arena, struct record *record) {
  int64_t len = 0;
  if (!db_number(db, &len, "SELECT count(*) FROM replaces WHERE event = ?1", "i", record->arrival) || len == 0) return;
  const char **ids = arena_alloc(arena, (size_t)len * sizeof *ids);
  sqlite3_stmt *row =
      db_query(db, "SELECT o.id FROM replaces AS r JOIN event AS o ON o.arrival = r.replaced WHERE r.event = ?1 ORDER BY o.id", "i",
               record->arrival);
  while (db_next(db, row))
    ids[record->replaces_len++] = needed_column(row, 0, arena, &record->malformed);
  record->replaces = ids;
}

static void read_seen(struct db *db, struct arena *arena, struct record *record) {
  int64_t len = 0;
  if (!db_number(db, &len, "SELECT count(*) FROM seen WHERE replica = ?1 AND sequence = ?2", "ti", record->replica, record->sequence) ||
      len == 0)
    return;
  struct seen_head *seen = arena_alloc(arena, (size_t)len * sizeof *seen);
  sqlite3_stmt *row = db_query(db,
                               "SELECT h.replica, h.sequence, h.hash FROM seen AS s\n"
                               "JOIN event AS h ON h.replica = s.head_replica AND h.sequence = s.head_sequence\n"
                               "WHERE s.replica = ?1 AND s.sequence = ?2 ORDER BY h.replica",
                               "ti", record->replica, record->sequence);
  while (db_next(db, row)) {
    struct seen_head *head = &seen[record->seen_len++];
    head->replica = needed_column(row, 0, arena, &record->malformed);
    head->sequence = sqlite3_column_int64(row, 1);
    if (!db_column_hash(row, 2, &head->hash)) record->malformed = true;
  }
  record->seen = seen;
}

bool record_load(struct db *db, int64_t arrival, struct arena *arena, struct record *ret_record) {
  sqlite3_stmt *row =
      db_query(db,
               "SELECT id, replica, sequence, time, author, group_id, kind, subject, key, type, parent, value, salt, note,\n"
               "commitment, proposed, undoes, hash FROM event WHERE arrival = ?1",
               "i", arrival);
  if (!db_next(db, row)) return false;
  struct record record = {.arrival = arrival};
  read_columns(row, arena, &record);
  db_stop(row);
  read_replaces(db, arena, &record);
  read_seen(db, arena, &record);
  if (db->failed) return false;
  *ret_record = record;
  return true;
}

/* ---- writing ----------------------------------------------------------------------------------------------------------------- */

void record_insert(struct db *db, struct record *record) {
  db_run(db,
         "INSERT INTO event (id, replica, sequence, time, author, group_id, kind, subject, key, type, parent, value, salt, note,\n"
         "commitment, proposed, undoes, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
         "ttiitttttttbbthith", record->id, record->replica, record->sequence, record->time, record->author, record->group, record->kind,
         record->subject, record->key, record->type, record->parent, record->value.data, record->value.len, record->salt.data,
         record->salt.len, record->note, &record->commitment, (int64_t)record->proposed, record->undoes, &record->hash);
  record->arrival = sqlite3_last_insert_rowid(db->handle);
  for (size_t i = 0; i < record->replaces_len; i++)
    db_run(db, "INSERT INTO replaces (event, replaced) VALUES (?1, (SELECT arrival FROM event WHERE id = ?2))", "it", record->arrival,
           record->replaces[i]);
  for (size_t i = 0; i < record->seen_len; i++)
    db_run(db, "INSERT INTO seen (replica, sequence, head_replica, head_sequence) VALUES (?1, ?2, ?3, ?4)", "titi", record->replica,
           record->sequence, record->seen[i].replica, record->seen[i].sequence);
}
