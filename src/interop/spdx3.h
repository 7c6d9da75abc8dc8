/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/spdx3.h: what is held of an SPDX 3 graph until its end. */
#ifndef CRADLE_INTEROP_SPDX3_H
#define CRADLE_INTEROP_SPDX3_H

#include "interop/internal.h"

enum held_field {
  HELD_TYPE,
  HELD_ID,
  HELD_NAME,
  HELD_VERSION,
  HELD_PURL,
  HELD_CPE,
  HELD_DOWNLOAD,
  HELD_SUPPLIER,
  HELD_ORIGINATOR,
  HELD_HASH,
  HELD_FIELDS
};

/* A package, as small as possible: its texts stand one behind the other, each terminated, in the order of held_field. */
struct held_package {
  unsigned line, column;
  uint32_t given;
  enum component_kind kind;
  char texts[];
};

/* What packages refer to: the name of an agent, the expression of a licence, the bits that a file gives its package. */
struct held_thing {
  uint64_t id;
  const char *text;
  uint32_t bits;
};

/* From a package to a licence or to its file. */
struct held_link {
  uint64_t from;
  const char *to;
  uint32_t bits; /* COMPONENT_LICENCE_CONCLUDED, COMPONENT_LICENCE_DECLARED, COMPONENT_HASH_FILE */
};

struct graph {
  VEC(const struct held_package *) packages;
  VEC(struct held_thing) things;
  VEC(struct held_link) links;
};

/* Hands all packages to the sink. */
enum status graph_add_components(struct graph *graph, struct reading *reading);
const struct held_thing *graph_find(const struct graph *graph, const char *id); /* only after graph_sort */
void graph_sort(struct graph *graph);
void graph_free(struct graph *graph);

#endif
