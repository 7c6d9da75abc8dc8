/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A head stands for a whole journal: the hash over the last event of each replica, in the order of their ids.
 *
 * Was the journal ever in the state of a given head? Tried are all states in which a head can have been printed: after each arrival in this
 * file, and, for the files of others, right after and right before each event as its writer knew the journal then.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

struct tip {
  const char *replica; /* NULL: nothing of this replica is known */
  struct hash hash;
};

static void head_of(const struct tip *tips, size_t len, struct hash *ret_hash) {
  struct hasher *hasher = hasher_new();
  for (size_t i = 0; i < len; i++) {
    if (!tips[i].replica) continue;
    hasher_add(hasher, tips[i].replica, strlen(tips[i].replica) + 1);
    hasher_add(hasher, tips[i].hash.bytes, HASH_SIZE);
  }
  hasher_finish(hasher, ret_hash);
  hasher_free(hasher);
}

void head_now(struct db *db, char ret_head[HASH_TEXT_SIZE]) {
  VEC(struct tip) tips = {0};
  struct arena *arena = arena_new();
  sqlite3_stmt *row = db_query(db, "SELECT replica, hash FROM chain ORDER BY replica", "");
  while (db_next(db, row)) {
    struct tip tip = {.replica = arena_strdup(arena, (const char *)sqlite3_column_text(row, 0))};
    db_column_hash(row, 1, &tip.hash);
    vec_push(&tips, tip);
  }
  struct hash hash;
  head_of(tips.items, tips.len, &hash);
  hash_format(&hash, ret_head);
  arena_free(arena);
  vec_free(&tips);
}

enum status store_head(struct store *store, char ret_head[HASH_TEXT_SIZE], struct error *error) {
  char head[HASH_TEXT_SIZE];
  head_now(&store->db, head);
  if (store->db.failed) return db_error(&store->db, error);
  memcpy(ret_head, head, HASH_TEXT_SIZE);
  return STATUS_OK;
}

/* ---- earlier heads --------------------------------------------------------------------------------------------------------------- */

struct past {
  const char **replicas; /* sorted */
  size_t len;
  struct tip *arrived; /* [len]: what this file had */
  struct tip *known;   /* [len * len]: what each replica knew when it wrote its latest event */
  struct hash wanted;
  bool found;
};

static size_t index_of(const struct past *past, const char *replica) {
  size_t low = 0, high = past->len;
  while (low + 1 < high) {
    size_t middle = (low + high) / 2;
    if (strcmp(past->replicas[middle], replica) <= 0)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void compare(struct past *past, const struct tip *tips) {
  struct hash hash;
  head_of(tips, past->len, &hash);
  if (memcmp(hash.bytes, past->wanted.bytes, HASH_SIZE) == 0) past->found = true;
}

static void set_tip(struct past *past, struct tip *tips, const char *replica, const struct hash *hash) {
  size_t at = index_of(past, replica);
  tips[at] = (struct tip){past->replicas[at], *hash};
}

static void learn(struct past *past, struct tip *known, struct db *db, const char *replica, int64_t sequence) {
  sqlite3_stmt *row = db_query(db,
                               "SELECT h.replica, h.hash FROM seen AS s\n"
                               "JOIN event AS h ON h.replica = s.head_replica AND h.sequence = s.head_sequence\n"
                               "WHERE s.replica = ?1 AND s.sequence = ?2",
                               "ti", replica, sequence);
  bool learned = false;
  struct hash hash;
  for (; db_next(db, row); learned = true)
    if (db_column_hash(row, 1, &hash)) set_tip(past, known, (const char *)sqlite3_column_text(row, 0), &hash);
  if (learned) compare(past, known);
}

static void walk(struct past *past, struct db *db) {
  sqlite3_stmt *row = db_query(db, "SELECT replica, sequence, hash FROM event ORDER BY arrival", "");
  while (!past->found && db_next(db, row)) {
    const char *replica = (const char *)sqlite3_column_text(row, 0);
    struct hash hash = {0};
    db_column_hash(row, 2, &hash);
    struct tip *known = past->known + index_of(past, replica) * past->len;
    learn(past, known, db, replica, sqlite3_column_int64(row, 1));
    set_tip(past, known, replica, &hash);
    set_tip(past, past->arrived, replica, &hash);
    compare(past, known);
    compare(past, past->arrived);
  }
  db_stop(row);
}

static void load_replicas(struct past *past, struct db *db, struct arena *arena) {
  VEC(const char *) names = {0};
  sqlite3_stmt *row = db_query(db, "SELECT replica FROM chain ORDER BY replica", "");
  while (db_next(db, row))
    vec_push(&names, arena_strdup(arena, (const char *)sqlite3_column_text(row, 0)));
  past->replicas = names.items;
  past->len = names.len;
}

bool head_was(struct db *db, const char *head) {
  struct past past = {0};
  if (!hash_parse(head, &past.wanted)) return false;
  struct arena *arena = arena_new();
  load_replicas(&past, db, arena);
  past.arrived = mem_alloc((past.len + 1) * sizeof *past.arrived);
  past.known = mem_alloc((past.len * past.len + 1) * sizeof *past.known);
  compare(&past, past.arrived); /* before the first event */
  walk(&past, db);
  free(past.replicas);
  free(past.arrived);
  free(past.known);
  arena_free(arena);
  return past.found;
}
