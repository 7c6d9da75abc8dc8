/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two keys of one hash count as the same: only a file made for that has such keys, and it is refused. */
#include "json/internal.h"

#include <stdlib.h>
#include <string.h>

enum { ROW = 32 };

static bool add_to_row(struct key_set *set, uint64_t hash) {
  for (size_t i = 0; i < set->len; i++)
    if (set->hashes[i] == hash) return false;
  set->hashes[set->len++] = hash;
  return true;
}

/* A free slot holds 0. */
static bool add_to_table(struct key_set *set, uint64_t hash) {
  size_t slot = hash & (set->cap - 1);
  for (; set->hashes[slot]; slot = (slot + 1) & (set->cap - 1))
    if (set->hashes[slot] == hash) return false;
  set->hashes[slot] = hash;
  set->len++;
  return true;
}

static void grow(struct key_set *set) {
  struct key_set larger = {.cap = set->cap * 2};
  larger.hashes = mem_alloc(larger.cap * sizeof *larger.hashes);
  for (size_t i = 0; i < set->cap; i++)
    if (set->hashes[i]) add_to_table(&larger, set->hashes[i]);
  key_set_free(set);
  *set = larger;
}

bool key_set_add(struct key_set *set, const char *key, size_t len) {
  uint64_t hash = hash64_of(key, len);
  if (hash == 0) hash = 1;
  if (set->cap == 0) *set = (struct key_set){.hashes = mem_alloc(ROW * sizeof *set->hashes), .cap = ROW};
  if (set->cap == ROW && set->len < ROW) return add_to_row(set, hash);
  if (set->cap == ROW || set->len >= set->cap / 4 * 3) grow(set);
  return add_to_table(set, hash);
}

/* A row is kept for the next object of the same depth. */
void key_set_clear(struct key_set *set) {
  if (set->cap > ROW) key_set_free(set);
  set->len = 0;
}

void key_set_free(struct key_set *set) {
  free(set->hashes);
  *set = (struct key_set){0};
}
