/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree, built from the events. */
#include "json/internal.h"

#include <stdlib.h>
#include <string.h>

/* An array or object that is still open; its items are the pending nodes from first_item on. */
struct open_node {
  struct json node;
  size_t first_item;
};

struct builder {
  struct json_stream *stream;
  struct arena *arena;
  const char *key; /* of the member whose value comes next */
  VEC(struct open_node) open;
  VEC(struct json) pending; /* complete nodes whose array or object is still open */
};

static struct json new_node(struct builder *builder, const struct json_event *event) {
  struct json node = {
      .type = event->type, .line = json_stream_line(builder->stream), .column = json_stream_column(builder->stream), .key = builder->key};
  builder->key = NULL;
  return node;
}

static void add_scalar(struct builder *builder, const struct json_event *event) {
  struct json node = new_node(builder, event);
  if (event->text) node.text = arena_strndup(builder->arena, event->text, event->len);
  vec_push(&builder->pending, node);
}

static void open_node(struct builder *builder, const struct json_event *event) {
  struct open_node open = {.node = new_node(builder, event), .first_item = builder->pending.len};
  vec_push(&builder->open, open);
}

static void close_node(struct builder *builder) {
  const struct open_node open = builder->open.items[--builder->open.len];
  struct json node = open.node;
  node.len = builder->pending.len - open.first_item;
  if (node.len > 0) {
    struct json *items = arena_alloc(builder->arena, node.len * sizeof *items);
    memcpy(items, builder->pending.items + open.first_item, node.len * sizeof *items);
    node.items = items;
  }
  builder->pending.len = open.first_item;
  vec_push(&builder->pending, node);
}

static void add_event(struct builder *builder, const struct json_event *event) {
  switch (event->kind) {
  case JSON_BEGIN:
    open_node(builder, event);
    break;
  case JSON_END:
    close_node(builder);
    break;
  case JSON_KEY:
    builder->key = arena_strndup(builder->arena, event->text, event->len);
    break;
  case JSON_SCALAR:
    add_scalar(builder, event);
    break;
  case JSON_FINISHED:
    break;
  }
}

static enum status build(struct builder *builder, struct error *error) {
  struct json_event event;
  do {
    enum status status = json_stream_next(builder->stream, &event, error);
    if (status) return status;
    add_event(builder, &event);
  } while (event.kind != JSON_FINISHED);
  return STATUS_OK;
}

enum status json_parse(const char *bytes, size_t len, const char *file_name, const struct json_limits *limits, struct json **ret_root,
                       struct error *error) {
  if (len > limits->bytes)
    return error_set(error, STATUS_INPUT, file_name, _("Give a smaller file."), _("The file is larger than the limit of %zu bytes."),
                     limits->bytes);
  struct source_bytes left = {bytes, len};
  const struct source source = source_of_bytes(&left, file_name);
  struct builder builder = {.stream = json_stream_in_blocks(&source, limits, len < 16384 ? len + 1 : 65536), .arena = arena_new()};
  enum status status = build(&builder, error);
  if (status) {
    arena_free(builder.arena);
  } else {
    struct json_tree *tree = mem_alloc(sizeof *tree);
    *tree = (struct json_tree){.root = builder.pending.items[0], .arena = builder.arena};
    *ret_root = &tree->root;
  }
  json_stream_free(builder.stream);
  vec_free(&builder.open);
  vec_free(&builder.pending);
  return status;
}
