/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json: strict JSON in and out.
 *
 * May include: base. In: a source becomes events, or a whole text an immutable tree; both come from one parser. Everything doubtful is
 * refused with line and column: text that is not UTF-8, duplicate keys, lone surrogates, the character U+0000, too deep nesting, anything
 * behind the value. Numbers keep the text they were written in. Only a byte order mark at the start is passed over.
 */
#ifndef CRADLE_JSON_H
#define CRADLE_JSON_H

#include "base/base.h"

/* ---- in ------------------------------------------------------------------------------------------------------------------ */

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_limits {
  size_t bytes;
  size_t depth;  /* of arrays and objects within each other */
  size_t values; /* of all kinds together: in a tree each takes about a hundred bytes of memory */
  size_t text;   /* bytes of one string, key or number; 0: only limited by bytes */
};
extern const struct json_limits json_usual_limits; /* 64 MiB, 200 levels, 8 million values */

/* ---- in: events ---- */

/* JSON_BEGIN and JSON_END stand around the items of an array or object, JSON_KEY before the value of a member. */
enum json_event_kind { JSON_BEGIN, JSON_END, JSON_KEY, JSON_SCALAR, JSON_FINISHED };

struct json_event {
  enum json_event_kind kind;
  enum json_type type; /* JSON_STRING for a key */
  const char *text;    /* key and string: decoded; number: as written; otherwise NULL. Valid until the next event */
  size_t len;
};

/* Memory: one block, the longest string, and eight to sixteen bytes for each key of the objects that are open. */
struct json_stream;
struct json_stream *json_stream_new(const struct source *source, const struct json_limits *limits);
void json_stream_free(struct json_stream *stream);
/* STATUS_INPUT, or what the source failed with. After a failure or JSON_FINISHED the stream may only be freed. */
enum status json_stream_next(struct json_stream *stream, struct json_event *ret_event, struct error *error);
/* Where the last event begins. Quick only if asked now and then, or for every event. */
unsigned json_stream_line(struct json_stream *stream);
unsigned json_stream_column(struct json_stream *stream);

/* ---- in: a tree ---- */

/* A node of the tree, borrowed from it. All readers below accept NULL and a node of another type and then answer NULL, 0 or JSON_NULL. */
struct json;

/* Failure is STATUS_INPUT; file_name is only for the error. The root is freed with json_free, the other nodes with it. */
enum status json_parse(const char *bytes, size_t len, const char *file_name, const struct json_limits *limits, struct json **ret_root,
                       struct error *error);
void json_free(struct json *root);

enum json_type json_type(const struct json *node);
const char *json_text(const struct json *node);                    /* of a string, decoded; of a number, as written */
size_t json_len(const struct json *node);                          /* elements of an array, members of an object */
const struct json *json_at(const struct json *node, size_t index); /* element or member */
const char *json_key_at(const struct json *object, size_t index);
const struct json *json_get(const struct json *object, const char *key);
/* Where the node begins, both from 1; columns count characters. */
unsigned json_line(const struct json *node);
unsigned json_column(const struct json *node);

/* ---- out ----------------------------------------------------------------------------------------------------------------- */

/*
 * Writes into a buffer, e.g.: struct json_out out = {.buf = &buf, .indented = true};
 * json_out_object(&out); json_out_key(&out, "gaps"); json_out_number(&out, 3); json_out_end(&out);
 * The caller keeps keys and values in turn and nests at most 64 levels. Nothing has to be freed.
 */
struct json_out {
  struct buf *buf;
  bool indented; /* two blanks a level; otherwise all on one line */
  /* The rest belongs to the writer; zero at the start. One bit a level. */
  unsigned depth;
  uint64_t is_array, has_items;
  bool after_key;
};
void json_out_object(struct json_out *out);
void json_out_array(struct json_out *out);
void json_out_end(struct json_out *out); /* of the innermost object or array */
void json_out_key(struct json_out *out, const char *key);
void json_out_string(struct json_out *out, const char *text); /* NULL gives null; what is not UTF-8 becomes U+FFFD */
void json_out_number(struct json_out *out, int64_t number);
void json_out_decimal(struct json_out *out, int64_t millionths);
void json_out_bool(struct json_out *out, bool boolean);
void json_out_null(struct json_out *out);

#endif
