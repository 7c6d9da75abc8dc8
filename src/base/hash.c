/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "a hash is a SHA-256");

struct hasher {
  crypto_hash_sha256_state state;
};

struct hasher *hasher_new(void) {
  struct hasher *hasher = mem_alloc(sizeof *hasher);
  crypto_hash_sha256_init(&hasher->state);
  return hasher;
}

void hasher_free(struct hasher *hasher) {
  free(hasher);
}

void hasher_add(struct hasher *hasher, const void *bytes, size_t len) {
  if (len > 0) crypto_hash_sha256_update(&hasher->state, bytes, len);
}

void hasher_finish(struct hasher *hasher, struct hash *ret_hash) {
  crypto_hash_sha256_final(&hasher->state, ret_hash->bytes);
}

void hash_of(const void *bytes, size_t len, struct hash *ret_hash) {
  struct hasher hasher;
  crypto_hash_sha256_init(&hasher.state);
  hasher_add(&hasher, bytes, len);
  hasher_finish(&hasher, ret_hash);
}

void hash_format(const struct hash *hash, char text[HASH_TEXT_SIZE]) {
  sodium_bin2hex(text, HASH_TEXT_SIZE, hash->bytes, HASH_SIZE);
}

/* Only lower case, as hash_format writes: one hash has one text. */
bool hash_parse(const char *text, struct hash *ret_hash) {
  if (strlen(text) != HASH_TEXT_SIZE - 1 || strspn(text, "0123456789abcdef") != HASH_TEXT_SIZE - 1) return false;
  return sodium_hex2bin(ret_hash->bytes, HASH_SIZE, text, HASH_TEXT_SIZE - 1, NULL, NULL, NULL) == 0;
}
