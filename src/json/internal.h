/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json/internal.h: the node, shared by the parser and the readers. */
#ifndef CRADLE_JSON_INTERNAL_H
#define CRADLE_JSON_INTERNAL_H

#include "json/json.h"

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

#endif
