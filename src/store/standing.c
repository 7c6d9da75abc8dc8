/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are in force for what comes after them in their chain: which one was it when an event was written? */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

void store_set_standing(struct store *store, const struct standing *standing) {
  store->standing = *standing;
}

bool standing_holds(struct store *store) {
  const struct standing *standing = &store->standing;
  if (!standing->kind || !standing->text) return true;
  CLEANUP(buf_free) struct buf wanted = {0};
  struct value value = value_of(VALUE_TEXT, standing->text);
  value_encode(&value, &wanted);
  int64_t same = 0;
  db_number(&store->db, &same,
            "SELECT value IS ?3 FROM event WHERE subject = '' AND key = ?1 AND kind = 'meta' AND replica = ?2\n"
            "ORDER BY sequence DESC LIMIT 1",
            "ttb", standing->kind, store->replica, (const void *)wanted.data, wanted.len);
  return same != 0;
}

/* ---- looking up ---- */

struct era {
  const char *replica;
  int64_t from; /* sequence of the record */
  const char *version;
};
struct era_list {
  struct era *eras; /* by replica and sequence */
  size_t len;
};

static const char *read_version(const struct standing *standing, sqlite3_stmt *row, struct arena *arena) {
  const void *bytes = sqlite3_column_blob(row, 2);
  struct value value;
  bool readable = bytes && value_decode(bytes, (size_t)sqlite3_column_bytes(row, 2), arena, &value) && value.type == VALUE_TEXT;
  CLEANUP(mem_freep) char *version = readable ? standing->version(value.text) : NULL;
  return arena_strdup(arena, version);
}

struct era_list *eras_load(struct store *store, struct arena *arena) {
  const struct standing *standing = &store->standing;
  if (!standing->kind || !standing->version) return NULL;
  VEC(struct era) eras = {0};
  sqlite3_stmt *row = db_query(&store->db,
                               "SELECT replica, sequence, value FROM event WHERE subject = '' AND key = ?1 AND kind = 'meta'\n"
                               "ORDER BY replica, sequence",
                               "t", standing->kind);
  while (db_next(&store->db, row)) {
    struct era era = {.replica = arena_strdup(arena, (const char *)sqlite3_column_text(row, 0)),
                      .from = sqlite3_column_int64(row, 1),
                      .version = read_version(standing, row, arena)};
    vec_push(&eras, era);
  }
  struct era_list *list = NULL;
  if (eras.len > 0) {
    list = arena_alloc(arena, sizeof *list);
    list->eras = memcpy(arena_alloc(arena, eras.len * sizeof *eras.items), eras.items, eras.len * sizeof *eras.items);
    list->len = eras.len;
  }
  vec_free(&eras);
  return list;
}

static bool is_after(const struct era *era, const char *replica, int64_t sequence) {
  int order = strcmp(era->replica, replica);
  return order ? order > 0 : era->from > sequence;
}

const char *eras_at(const struct era_list *eras, const char *replica, int64_t sequence) {
  size_t low = 0, high = eras ? eras->len : 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_after(&eras->eras[middle], replica, sequence))
      high = middle;
    else
      low = middle + 1;
  }
  const struct era *last = low > 0 ? &eras->eras[low - 1] : NULL;
  return last && str_eq(last->replica, replica) ? last->version : NULL;
}

/* The event that the undone group had replaced and this one says again; its own arrival if there is none. */
static int64_t origin_of(struct db *db, int64_t arrival) {
  int64_t origin;
  bool found = db_number(db, &origin,
                         "SELECT max(o.arrival) FROM event AS e JOIN event AS g ON g.group_id = e.undoes\n"
                         "JOIN replaces AS r ON r.event = g.arrival JOIN event AS o ON o.arrival = r.replaced\n"
                         "WHERE e.arrival = ?1 AND o.subject = e.subject AND o.key = e.key AND o.kind = e.kind AND o.value IS e.value\n"
                         "AND o.proposed = e.proposed AND o.arrival < e.arrival",
                         "i", arrival);
  return found ? origin : arrival;
}

const char *eras_of_restored(const struct era_list *eras, struct db *db, int64_t arrival) {
  if (!eras) return NULL;
  for (int64_t origin = origin_of(db, arrival); origin != arrival; origin = origin_of(db, arrival))
    arrival = origin;
  sqlite3_stmt *row = db_query(db, "SELECT replica, sequence FROM event WHERE arrival = ?1", "i", arrival);
  if (!db_next(db, row)) return NULL;
  const char *version = eras_at(eras, (const char *)sqlite3_column_text(row, 0), sqlite3_column_int64(row, 1));
  db_stop(row);
  return version;
}
