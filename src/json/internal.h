/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CRADLE_JSON_INTERNAL_H
#define CRADLE_JSON_INTERNAL_H

#include "json/json.h"

/* A node of the tree. */
struct json {
  enum json_type type;
  unsigned line, column;
  const char *key; /* NULL unless it is a member of an object */
  size_t len;      /* of items */
  union {
    const char *text;         /* string, number */
    const struct json *items; /* array, object */
  };
};

/* The root comes first, so that the caller's pointer to it is the tree. */
struct json_tree {
  struct json root;
  struct arena *arena;
};

/* The keys of an open object, by hash: a few in a row, many in a table. {0} is empty. */
struct key_set {
  uint64_t *hashes;
  size_t len, cap;
};
bool key_set_add(struct key_set *set, const char *key, size_t len); /* false: it was there */
void key_set_clear(struct key_set *set);
void key_set_free(struct key_set *set);

/* A stream that reads blocks of another size than usual. */
struct json_stream *json_stream_in_blocks(const struct source *source, const struct json_limits *limits, size_t block_size);

#endif
