/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/internal.h: what the readers of foreign lists share. */
#ifndef CRADLE_INTEROP_INTERNAL_H
#define CRADLE_INTEROP_INTERNAL_H

#include "interop/interop.h"
#include "json/json.h"

#define CYCLONEDX_VERSIONS "1.4 1.5 1.6 1.7"

struct reader {
  const char *file_name;
  struct arena *arena; /* of the list: what is read outlives the JSON tree */
  struct error *error;
};

typedef VEC(const struct component *) component_vec_t;

/*
 * The readers of fields return false when they refused the field; owner is what the error calls the thing that has it. Absent, null and
 * blank are the same: nothing is given.
 */
bool reader_refuse(const struct reader *reader, const struct json *at, const char *format, ...) PRINTF_LIKE(3, 4);
bool reader_text(const struct reader *reader, const struct json *object, const char *key, const char *owner, const char **ret_text);
bool read_array(const struct reader *reader, const struct json *object, const char *key, const char *owner, const struct json **ret_array);
bool read_object(const struct reader *reader, const struct json *object, const char *key, const char *owner,
                 const struct json **ret_object);
bool check_object(const struct reader *reader, const struct json *node, const char *list, const char *owner);
/* The name in an object like {"supplier": {"name": "..."}}. */
bool read_name_in(const struct reader *reader, const struct json *object, const char *key, const char *owner, const char **ret_name);
/* The first name in a list of persons. */
bool read_first_author(const struct reader *reader, const struct json *object, const char *owner, const char **ret_name);

/* Reads a component and all that nests in it to the end of the vector. number counts from 1 in its list, for errors. */
bool read_component(const struct reader *reader, const struct json *node, size_t number, const struct component *parent, unsigned depth,
                    component_vec_t *components);

#endif
