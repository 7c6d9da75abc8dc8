/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of ids and meanings from version to version. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

/* Numbers between dots, without their leading zeros: the longer is the greater. */
static int compare_numbers(const char *a, size_t a_len, const char *b, size_t b_len) {
  for (; a_len > 0 && *a == '0'; a_len--)
    a++;
  for (; b_len > 0 && *b == '0'; b_len--)
    b++;
  if (a_len != b_len) return a_len < b_len ? -1 : 1;
  return strncmp(a, b, a_len);
}

int version_compare(const char *a, const char *b) {
  while (*a || *b) {
    size_t a_len = strcspn(a, "."), b_len = strcspn(b, ".");
    int sign = compare_numbers(a, a_len, b, b_len);
    if (sign != 0) return sign;
    a += a_len + (a[a_len] == '.');
    b += b_len + (b[b_len] == '.');
  }
  return 0;
}

bool question_revised_since(const struct question *question, const char *version) {
  return question->revised && version && version_compare(version, question->revised) < 0;
}

/* An id may have been renamed more than once; the bound is for a table that runs in a circle. */
const char *pack_current_id(const struct pack *pack, const char *id) {
  for (size_t i = 0; i < map_len(pack->renamed); i++) {
    const struct renaming *renaming = map_get(pack->renamed, id);
    if (!renaming) return id;
    id = renaming->to;
  }
  return id;
}

static int newest_first(const void *a, const void *b) {
  const struct renaming *const *x = a, *const *y = b;
  int sign = version_compare((*y)->since, (*x)->since);
  return sign ? sign : strcmp((*x)->from, (*y)->from);
}

id_vec_t read_former_ids(struct loader *loader, const char *id) {
  const struct pack *pack = loader->pack;
  VEC(const struct renaming *) found = {0};
  for (size_t i = 0; i < map_len(pack->renamed); i++) {
    const struct renaming *renaming = map_value_at(pack->renamed, i);
    if (strcmp(pack_current_id(pack, renaming->from), id) == 0) vec_push(&found, renaming);
  }
  if (found.len > 1) qsort(found.items, found.len, sizeof *found.items, newest_first);
  id_vec_t ids = {.items = arena_alloc(loader->arena, (found.len + 1) * sizeof *ids.items)};
  for (size_t i = 0; i < found.len; i++)
    ids.items[ids.len++] = found.items[i]->from;
  vec_free(&found);
  return ids;
}
