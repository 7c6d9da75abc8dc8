/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed from one component list to another: both are walked side by side in the order of their packages. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(uint32_t) number_vec_t;

struct side {
  struct db *db;
  int64_t list;
  struct index_cursor *cursor;
  bool there;
  struct index_entry next; /* package, version, index */
  number_vec_t own;        /* components of one package in a version that only this list has */
};

struct comparison {
  struct db *db;
  struct side before, after;
  bool (*visit)(void *context, const struct list_difference *difference);
  void *context;
  bool stopped;
  struct difference_counts counts;
};

/* ---- walking --------------------------------------------------------------------------------------------------------------------- */

/* A package that is there twice in one version counts once. */
static void advance(struct side *side) {
  struct index_entry last = side->next;
  do
    side->there = index_next(side->cursor, &side->next);
  while (side->there && side->next.key == last.key && side->next.other == last.other);
}

static void start(struct side *side, struct db *db, int64_t list) {
  *side = (struct side){.db = db, .list = list, .cursor = index_open(db, list, INDEX_PACKAGE, 0)};
  advance(side); /* no key is 0 */
}

static bool is_at(const struct side *side, uint64_t package) {
  return side->there && side->next.key == package;
}

static void keep(struct side *side) {
  vec_push(&side->own, side->next.number);
  advance(side);
}

/* Splits the versions of one package into those in both and those in one. */
static void split(struct comparison *comparison, uint64_t package) {
  struct side *before = &comparison->before, *after = &comparison->after;
  before->own.len = after->own.len = 0;
  while (is_at(before, package) || is_at(after, package)) {
    bool both = is_at(before, package) && is_at(after, package);
    if (both && before->next.other == after->next.other) {
      comparison->counts.same++;
      advance(before);
      advance(after);
    } else if (!is_at(after, package) || (both && before->next.other < after->next.other)) {
      keep(before);
    } else {
      keep(after);
    }
  }
}

/* ---- telling
 * ----------------------------------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
  uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
  return (one > other) - (one < other);
}

static const struct store_component *load(const struct side *side, size_t at, struct arena *arena, struct store_component *component) {
  bool found = at < side->own.len && list_component(side->db, side->list, side->own.items[at], arena, component);
  return found ? component : NULL;
}

static void tell(struct comparison *comparison, size_t at) {
  struct arena *arena = arena_new();
  struct store_component before, after;
  struct list_difference difference = {load(&comparison->before, at, arena, &before), load(&comparison->after, at, arena, &after)};
  if (!comparison->db->failed && (difference.before || difference.after))
    comparison->stopped = !comparison->visit(comparison->context, &difference);
  arena_free(arena);
}

/* Of several versions the first in the one file became the first in the other, and so on. */
static void pair(struct comparison *comparison) {
  number_vec_t *gone = &comparison->before.own, *come = &comparison->after.own;
  size_t changed = gone->len < come->len ? gone->len : come->len, all = gone->len + come->len - changed;
  comparison->counts.changed += changed;
  comparison->counts.removed += gone->len - changed;
  comparison->counts.added += come->len - changed;
  if (!comparison->visit) return;
  if (gone->len > 1) qsort(gone->items, gone->len, sizeof *gone->items, by_number);
  if (come->len > 1) qsort(come->items, come->len, sizeof *come->items, by_number);
  for (size_t i = 0; i < all && !comparison->stopped; i++)
    tell(comparison, i);
}

static void compare(struct comparison *comparison) {
  struct side *before = &comparison->before, *after = &comparison->after;
  while ((before->there || after->there) && !comparison->stopped && !comparison->db->failed) {
    bool before_is_next = before->there && (!after->there || before->next.key <= after->next.key);
    split(comparison, before_is_next ? before->next.key : after->next.key);
    pair(comparison);
  }
  index_close(before->cursor);
  index_close(after->cursor);
  vec_free(&before->own);
  vec_free(&after->own);
}

static enum status find_list(struct store *store, const char *hash, int64_t *ret_list, struct error *error) {
  *ret_list = list_id(&store->db, hash);
  if (store->db.failed) return db_error(&store->db, error);
  if (*ret_list) return STATUS_OK;
  return error_set(error, STATUS_USAGE, hash, _("Import it as a component list."), _("There is no component list with that hash."));
}

enum status store_list_difference(struct store *store, const char *before, const char *after,
                                  bool (*visit)(void *context, const struct list_difference *difference), void *context,
                                  struct difference_counts *ret_counts, struct error *error) {
  struct db *db = &store->db;
  struct comparison comparison = {.db = db, .visit = visit, .context = context};
  int64_t old, new;
  enum status status = find_list(store, before, &old, error);
  if (status == STATUS_OK) status = find_list(store, after, &new, error);
  if (status != STATUS_OK) return status;
  start(&comparison.before, db, old);
  start(&comparison.after, db, new);
  compare(&comparison);
  if (db->failed) return db_error(db, error);
  if (ret_counts) *ret_counts = comparison.counts;
  return STATUS_OK;
}
