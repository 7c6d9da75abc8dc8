/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appends one group of events to this replica's chain. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

enum status text_check(const char *text, const char *where, struct error *error) {
  if (!text) return STATUS_OK;
  size_t len = strlen(text);
  if (len > STORE_TEXT_MAX)
    return error_set(error, STATUS_USAGE, where, _("Store it as a file, or shorten it."), _("The text is longer than 1 MiB."));
  if (!utf8_valid(text, len)) return error_set(error, STATUS_USAGE, where, _("Convert it to UTF-8."), _("The text is not valid UTF-8."));
  return STATUS_OK;
}

enum status author_check(const char *author, struct error *error) {
  if (!author || !author[0])
    return error_set(error, STATUS_USAGE, NULL, _("Say who is writing."), _("Nothing can be written without an author."));
  return text_check(author, NULL, error);
}

enum status writer_begin(struct store *store, const char *author, struct writer *writer, struct error *error) {
  enum status status = author_check(author, error);
  if (status == STATUS_OK) status = store_begin_write(store, error);
  if (status == STATUS_OK) writer_start(store, author, writer);
  return status;
}

void writer_start(struct store *store, const char *author, struct writer *writer) {
  *writer = (struct writer){.store = store, .arena = arena_new(), .author = author, .time = store->host->now(store->host->context)};
  writer->lock = replica_claim(store);
  replica_last_event(store, store->replica, &writer->last_sequence, &writer->last);
  writer->before = writer->last;
}

/* ---- adding -------------------------------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void name_replaced(struct arena *arena, struct record *record, const live_vec_t *replaces) {
  if (!replaces || replaces->len == 0) return;
  const char **ids = arena_alloc(arena, replaces->len * sizeof *ids);
  for (size_t i = 0; i < replaces->len; i++)
    ids[i] = replaces->items[i]->id;
  qsort(ids, replaces->len, sizeof *ids, by_text);
  record->replaces = ids;
  record->replaces_len = replaces->len;
}

/* Only the first event of a group can have seen anything new. */
static void name_seen(struct db *db, struct arena *arena, struct record *record) {
  VEC(struct seen_head) seen = {0};
  sqlite3_stmt *row = db_query(db,
                               "SELECT replica, sequence, hash FROM chain WHERE replica <> ?1 AND NOT EXISTS (SELECT 1 FROM seen AS s\n"
                               "WHERE s.replica = ?1 AND s.head_replica = chain.replica AND s.head_sequence = chain.sequence)\n"
                               "ORDER BY replica",
                               "t", record->replica);
  while (db_next(db, row)) {
    struct seen_head head = {.replica = arena_strdup(arena, (const char *)sqlite3_column_text(row, 0)),
                             .sequence = sqlite3_column_int64(row, 1)};
    db_column_hash(row, 2, &head.hash);
    vec_push(&seen, head);
  }
  if (seen.len > 0) {
    record->seen = memcpy(arena_alloc(arena, seen.len * sizeof *seen.items), seen.items, seen.len * sizeof *seen.items);
    record->seen_len = seen.len;
  }
  vec_free(&seen);
}

static void seal(struct writer *writer, struct record *record) {
  unsigned char *salt = arena_alloc(writer->arena, SALT_SIZE);
  writer->store->host->random(writer->store->host->context, salt, SALT_SIZE);
  record->salt = (struct bytes){salt, SALT_SIZE};
  record_commitment(record, &record->commitment);
  record_hash(record, &writer->last, &record->hash);
}

static void project(struct db *db, const struct record *record, const live_vec_t *replaces) {
  for (size_t i = 0; replaces && i < replaces->len; i++)
    db_run(db, "DELETE FROM live WHERE subject = ?1 AND key = ?2 AND event = ?3", "tti", record->subject, record->key,
           replaces->items[i]->arrival);
  if (str_eq(record->kind, "subject"))
    db_run(db, "INSERT INTO subject (id, type, parent, created, event) VALUES (?1, ?2, ?3, ?4, ?5)", "tttii", record->subject, record->type,
           record->parent, record->time, record->arrival);
  else if (!str_eq(record->kind, "remove") && !str_eq(record->kind, "meta"))
    db_run(db, "INSERT INTO live (subject, key, event) VALUES (?1, ?2, ?3)", "tti", record->subject, record->key, record->arrival);
}

static void add_event(struct writer *writer, const struct entry *entry, const char *author, const char *undoes) {
  struct db *db = &writer->store->db;
  struct arena *arena = writer->arena;
  int64_t sequence = writer->last_sequence + 1;
  bool first = !writer->group;
  if (first) writer->group = arena_printf(arena, "%s.g.%lld", writer->store->replica, (long long)sequence);
  CLEANUP(buf_free) struct buf encoded = {0};
  value_encode(&entry->value, &encoded);
  struct record record = {.id = arena_printf(arena, "%s.%lld", writer->store->replica, (long long)sequence),
                          .replica = writer->store->replica,
                          .sequence = sequence,
                          .time = writer->time,
                          .author = author,
                          .group = writer->group,
                          .kind = entry->kind,
                          .subject = entry->subject,
                          .key = entry->key ? entry->key : "",
                          .type = entry->type,
                          .parent = entry->parent,
                          .value = {encoded.data, encoded.len},
                          .note = entry->note,
                          .proposed = entry->proposed,
                          .undoes = undoes};
  name_replaced(arena, &record, entry->replaces);
  if (first) name_seen(db, arena, &record);
  seal(writer, &record);
  record_insert(db, &record);
  project(db, &record, entry->replaces);
  if (!writer->first_arrival) writer->first_arrival = record.arrival;
  writer->last_sequence = sequence;
  writer->last = record.hash;
}

/* A group of its own: nobody's step, so nobody takes it back. */
static void add_standing(struct writer *writer) {
  const struct standing *standing = &writer->store->standing;
  struct entry entry = {.kind = "meta", .subject = "", .key = standing->kind, .value = value_of(VALUE_TEXT, standing->text)};
  add_event(writer, &entry, standing->author, NULL);
  writer->group = NULL;
}

void writer_add(struct writer *writer, const struct entry *entry) {
  if (writer->store->db.failed) return;
  if (!writer->group && !standing_holds(writer->store)) add_standing(writer);
  add_event(writer, entry, writer->author, writer->undoes);
}

/* ---- finishing ----------------------------------------------------------------------------------------------------------------- */

/* What the file holds now has to hash to what was meant to be written. */
static enum status read_again(const struct writer *writer, struct error *error) {
  struct db *db = &writer->store->db;
  struct hash previous = writer->before;
  const char *problem = NULL;
  int64_t arrival = writer->first_arrival;
  for (; !problem; arrival++) {
    struct arena *arena = arena_new();
    struct record record;
    bool found = record_load(db, arrival, arena, &record);
    if (found) problem = record_problem(&record, &previous);
    if (found) previous = record.hash;
    arena_free(arena);
    if (!found) break;
  }
  if (db->failed) return db_error(db, error);
  if (problem || memcmp(previous.bytes, writer->last.bytes, HASH_SIZE) != 0)
    return error_set(error, STATUS_WORKSPACE, db->path, _("Check the disk; nothing of this step was stored."),
                     _("What was written reads back differently."));
  return STATUS_OK;
}

enum status writer_seal(struct writer *writer, enum status status, struct error *error) {
  struct store *store = writer->store;
  if (status == STATUS_OK && store->db.failed) status = db_error(&store->db, error);
  if (!writer->group) return status;
  if (status == STATUS_OK) status = read_again(writer, error);
  if (status == STATUS_OK) status = replica_remember(store, &writer->last, error);
  return status;
}

void writer_close(struct writer *writer) {
  replica_release(writer->lock);
  arena_free(writer->arena);
}

enum status writer_finish(struct writer *writer, enum status status, char **ret_group, struct error *error) {
  status = writer_seal(writer, status, error);
  if (writer->group)
    status = store_end_write(writer->store, status, error);
  else
    store_rollback(writer->store);
  if (status == STATUS_OK && ret_group) *ret_group = mem_strdup(writer->group);
  writer_close(writer);
  return status;
}
