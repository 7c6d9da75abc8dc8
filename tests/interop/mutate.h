/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same small changes to a text in every run: each number gives another one. */
#ifndef CRADLE_TESTS_MUTATE_H
#define CRADLE_TESTS_MUTATE_H

#include "base/base.h"

#include <string.h>

static inline size_t mutate_random(uint64_t *state, size_t below) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return below > 0 ? (size_t)(*state >> 33) % below : 0;
}

static inline void mutate_replace(struct buf *text, size_t at, size_t len, const char *bytes, size_t bytes_len) {
  struct buf changed = {0};
  buf_add(&changed, text->data, at);
  buf_add(&changed, bytes, bytes_len);
  buf_add(&changed, text->data + at + len, text->len - at - len);
  buf_free(text);
  *text = changed;
}

static inline void mutate_once(struct buf *text, const char *const *spices, size_t spices_len, uint64_t *state) {
  size_t at = mutate_random(state, text->len), left = text->len - at, span = mutate_random(state, left < 40 ? left + 1 : 40);
  char byte = (char)mutate_random(state, 256);
  CLEANUP(mem_freep) char *copy = mem_alloc(span + 1);
  memcpy(copy, text->data + at, span);
  const char *spice = spices[mutate_random(state, spices_len)];
  switch (mutate_random(state, 6)) {
  case 0:
    if (left > 0) text->data[at] = byte;
    break;
  case 1: /* leave out */
    mutate_replace(text, at, span, "", 0);
    break;
  case 2: /* twice */
    mutate_replace(text, at, 0, copy, span);
    break;
  case 3: /* elsewhere */
    mutate_replace(text, mutate_random(state, text->len), 0, copy, span);
    break;
  case 4:
    mutate_replace(text, at, 0, spice, strlen(spice));
    break;
  default:
    mutate_replace(text, at, span, spice, strlen(spice));
    break;
  }
}

/* One to four changes. */
static inline void mutate(struct buf *text, const char *const *spices, size_t spices_len, uint64_t number) {
  uint64_t state = number * 2654435761u + 99;
  for (size_t changes = 1 + mutate_random(&state, 4); changes > 0 && text->len > 0; changes--)
    mutate_once(text, spices, spices_len, &state);
}

#endif
