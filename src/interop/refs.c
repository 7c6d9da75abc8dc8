/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many small tables, so that growing one never takes much memory at once. */
#include "interop/internal.h"

#include <stdlib.h>
#include <string.h>

/* Never 0, which marks a free slot. */
uint64_t ref_hash(const char *ref) {
  uint64_t hash = hash64_of(ref, strlen(ref));
  return hash ? hash : 1;
}

static struct ref_bucket *bucket_of(const struct ref_set *set, uint64_t hash) {
  return (struct ref_bucket *)&set->buckets[hash >> 56];
}

/* The slot that holds the hash, or the free one where it belongs. */
static size_t slot_of(const struct ref_bucket *bucket, uint64_t hash) {
  size_t slot = (size_t)((__uint128_t)(hash << 8) * bucket->cap >> 64);
  while (bucket->hashes[slot] && bucket->hashes[slot] != hash)
    slot = slot + 1 < bucket->cap ? slot + 1 : 0;
  return slot;
}

static void put(struct ref_bucket *bucket, uint64_t hash, uint32_t line) {
  size_t slot = slot_of(bucket, hash);
  bucket->hashes[slot] = hash;
  if (bucket->lines) bucket->lines[slot] = line;
  bucket->len++;
}

static void free_bucket(struct ref_bucket *bucket) {
  free(bucket->hashes);
  free(bucket->lines);
}

static void grow(struct ref_bucket *bucket, bool with_lines) {
  struct ref_bucket larger = {.cap = bucket->cap + bucket->cap / 2 + 8};
  larger.hashes = mem_alloc(larger.cap * sizeof *larger.hashes);
  if (with_lines) larger.lines = mem_alloc(larger.cap * sizeof *larger.lines);
  for (size_t i = 0; i < bucket->cap; i++)
    if (bucket->hashes[i]) put(&larger, bucket->hashes[i], with_lines ? bucket->lines[i] : 0);
  free_bucket(bucket);
  *bucket = larger;
}

bool ref_set_has(const struct ref_set *set, uint64_t hash) {
  const struct ref_bucket *bucket = bucket_of(set, hash);
  return bucket->cap > 0 && bucket->hashes[slot_of(bucket, hash)] == hash;
}

bool ref_set_add(struct ref_set *set, uint64_t hash, uint32_t line) {
  struct ref_bucket *bucket = bucket_of(set, hash);
  if (ref_set_has(set, hash)) return false;
  if (bucket->len + 1 >= bucket->cap / 8 * 7) grow(bucket, set->with_lines);
  put(bucket, hash, line);
  set->len++;
  return true;
}

void ref_set_each(const struct ref_set *set, void (*visit)(void *context, uint64_t hash, uint32_t line), void *context) {
  for (size_t b = 0; b < REF_BUCKETS; b++)
    for (size_t i = 0; i < set->buckets[b].cap; i++)
      if (set->buckets[b].hashes[i]) visit(context, set->buckets[b].hashes[i], set->buckets[b].lines ? set->buckets[b].lines[i] : 0);
}

void ref_set_free(struct ref_set *set) {
  for (size_t b = 0; b < REF_BUCKETS; b++)
    free_bucket(&set->buckets[b]);
  *set = (struct ref_set){0};
}
