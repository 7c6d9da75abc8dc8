/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Did you mean": ids that look like what was typed. */
#include "kb/kb.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 3, LENGTH_MAX = 200, FAR = 1000 };

static size_t smallest(size_t a, size_t b, size_t c) {
  size_t least = a < b ? a : b;
  return least < c ? least : c;
}

/* Letters to change, add or drop. */
static size_t distance(const char *a, const char *b) {
  size_t a_len = strlen(a), b_len = strlen(b);
  if (a_len > LENGTH_MAX || b_len > LENGTH_MAX) return FAR;
  size_t row[LENGTH_MAX + 1];
  for (size_t j = 0; j <= b_len; j++)
    row[j] = j;
  for (size_t i = 1; i <= a_len; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b_len; j++) {
      size_t above = row[j];
      row[j] = smallest(row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[b_len];
}

/* "sp-800-88" and "nist-800-88": most of it is the same from the end. */
static bool ends_alike(const char *candidate, const char *text) {
  size_t a = strlen(candidate), b = strlen(text), same = 0;
  while (same < a && same < b && candidate[a - 1 - same] == text[b - 1 - same])
    same++;
  return same >= 4 && same * 3 >= b * 2;
}

/* Smaller is nearer; FAR: does not look like it. */
static size_t unlikeness(const char *candidate, const char *text) {
  size_t len = strlen(text), changes = distance(candidate, text);
  size_t allowed = len / 6 + 1;
  if (changes <= allowed) return changes;
  return (len >= 3 && strstr(candidate, text)) || ends_alike(candidate, text) ? allowed + 1 : FAR;
}

struct match {
  size_t unlikeness, index;
  const char *id;
};

static int by_likeness(const void *a, const void *b) {
  const struct match *x = a, *y = b;
  if (x->unlikeness != y->unlikeness) return x->unlikeness < y->unlikeness ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

char *join_ids(const id_vec_t *ids) {
  struct buf text = {0};
  for (size_t i = 0; i < ids->len; i++)
    buf_printf(&text, "%s%s", i ? ", " : "", ids->items[i]);
  return buf_take(&text);
}

char *suggest(const id_vec_t *candidates, const char *text) {
  CLEANUP(mem_freep) char *wanted = text_fold(text);
  VEC(struct match) matches = {0};
  for (size_t i = 0; i < candidates->len; i++) {
    CLEANUP(mem_freep) char *folded = text_fold(candidates->items[i]);
    struct match match = {.unlikeness = unlikeness(folded, wanted), .index = i, .id = candidates->items[i]};
    if (match.unlikeness < FAR) vec_push(&matches, match);
  }
  if (matches.len > 1) qsort(matches.items, matches.len, sizeof *matches.items, by_likeness);
  id_vec_t shown = {0};
  for (size_t i = 0; i < matches.len && i < SHOWN_MAX; i++)
    if (matches.items[i].unlikeness <= matches.items[0].unlikeness + 1) vec_push(&shown, matches.items[i].id);
  char *joined = shown.len ? join_ids(&shown) : NULL;
  vec_free(&shown);
  vec_free(&matches);
  return joined;
}

char *suggest_sentence(const id_vec_t *candidates, const char *text, const char *otherwise) {
  CLEANUP(mem_freep) char *near = suggest(candidates, text);
  return near ? mem_printf(_("Did you mean: %s?"), near) : mem_strdup(otherwise);
}
