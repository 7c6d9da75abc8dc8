/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

/* Open addressing over indexes into the entries, which stay in order of insertion. */
struct entry {
  char *key;
  uint64_t hash;
  void *value;
};

struct map {
  VEC(struct entry) entries;
  uint32_t *slots;  /* index + 1; 0 is free */
  size_t slots_len; /* power of two, at least twice the entries */
};

enum { FIRST_SLOTS = 16 };

/* FNV-1a, with a last mix because only the low bits choose the slot. */
static uint64_t key_hash(const char *key) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (; *key; key++)
    hash = (hash ^ (unsigned char)*key) * 0x100000001b3u;
  return hash ^ (hash >> 32);
}

struct map *map_new(void) {
  return mem_alloc(sizeof(struct map));
}

void map_free(struct map *map) {
  if (!map) return;
  for (size_t i = 0; i < map->entries.len; i++)
    free(map->entries.items[i].key);
  vec_free(&map->entries);
  free(map->slots);
  free(map);
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct map *map, const char *key, uint64_t hash) {
  size_t mask = map->slots_len - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    uint32_t *slot = &map->slots[i];
    if (*slot == 0) return slot;
    const struct entry *entry = &map->entries.items[*slot - 1];
    if (entry->hash == hash && strcmp(entry->key, key) == 0) return slot;
  }
}

static void grow(struct map *map) {
  map->slots_len = map->slots_len ? map->slots_len * 2 : FIRST_SLOTS;
  free(map->slots);
  map->slots = mem_alloc(map->slots_len * sizeof *map->slots);
  for (size_t i = 0; i < map->entries.len; i++) {
    const struct entry *entry = &map->entries.items[i];
    *find_slot(map, entry->key, entry->hash) = (uint32_t)(i + 1);
  }
}

void map_put(struct map *map, const char *key, void *value) {
  if ((map->entries.len + 1) * 2 > map->slots_len) grow(map);
  uint64_t hash = key_hash(key);
  uint32_t *slot = find_slot(map, key, hash);
  if (*slot) {
    map->entries.items[*slot - 1].value = value;
    return;
  }
  struct entry entry = {.key = mem_strdup(key), .hash = hash, .value = value};
  vec_push(&map->entries, entry);
  *slot = (uint32_t)map->entries.len;
}

void *map_get(const struct map *map, const char *key) {
  if (map->slots_len == 0) return NULL;
  uint32_t slot = *find_slot(map, key, key_hash(key));
  return slot ? map->entries.items[slot - 1].value : NULL;
}

size_t map_len(const struct map *map) {
  return map->entries.len;
}

const char *map_key_at(const struct map *map, size_t index) {
  return map->entries.items[index].key;
}

void *map_value_at(const struct map *map, size_t index) {
  return map->entries.items[index].value;
}
