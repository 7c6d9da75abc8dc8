/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <string.h>

/* Both halves of the product: every bit of a and b reaches every bit of the result. */
static uint64_t mix(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash64_of(const void *bytes, size_t len) {
  static const uint64_t start = 0xa0761d6478bd642f, step = 0xe7037ed1a0b428db, last = 0x8ebc6af09c88c6e3;
  const char *at = bytes;
  uint64_t hash = start ^ len, word;
  for (; len >= sizeof word; at += sizeof word, len -= sizeof word) {
    memcpy(&word, at, sizeof word);
    hash = mix(hash ^ word, step);
  }
  word = 0;
  if (len > 0) memcpy(&word, at, len);
  return mix(mix(hash ^ word, step), last);
}
