/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "layout/internal.h"

static bool has_citations(const struct document *document) {
  for (size_t i = 0; i < document->blocks_len; i++)
    if (document->blocks[i].cite) return true;
  return false;
}

static void collect_anchors(struct builder *builder) {
  const struct document *document = builder->document;
  for (size_t i = 0; i < document->blocks_len; i++)
    if (document->blocks[i].id) map_put(builder->anchors, document->blocks[i].id, &document->blocks[i]);
}

static void set_blocks(struct builder *builder) {
  size_t blocks = builder->document->blocks_len;
  builder->first_strip = arena_alloc(builder->arena, (blocks + 1) * sizeof(size_t));
  for (size_t i = 0; i < blocks && builder->status == STATUS_OK; i++)
    block_set(builder, i);
  if (builder->marks.len > 0) { /* of blocks at the end that have no text */
    strip_open(builder, 0);
    strip_close(builder, 0, false);
  }
}

static void builder_free(struct builder *builder) {
  map_free(builder->anchors);
  text_free(&builder->text);
  text_free(&builder->cite);
  for (size_t i = 0; i < builder->cells.len; i++)
    text_free(&builder->cells.items[i]);
  vec_free(&builder->cells);
  vec_free(&builder->ops);
  vec_free(&builder->marks);
  vec_free(&builder->strips);
  vec_free(&builder->entries);
}

enum status layout_build(const struct document *document, const struct metrics *metrics, struct layout **ret_layout, struct error *error) {
  struct layout *layout = mem_alloc(sizeof *layout);
  layout->width = PAGE_WIDTH;
  layout->height = PAGE_HEIGHT;
  layout->document = document;
  layout->arena = arena_new();
  struct builder builder = {.document = document, .metrics = metrics, .arena = layout->arena, .error = error, .anchors = map_new()};
  builder.width = has_citations(document) ? FULL_WIDTH - CITE_WIDTH - CITE_GAP : FULL_WIDTH;
  collect_anchors(&builder);
  set_blocks(&builder);
  if (builder.status == STATUS_OK) pages_set(&builder, layout);
  enum status status = builder.status;
  builder_free(&builder);
  if (status == STATUS_OK)
    *ret_layout = layout;
  else
    layout_free(layout);
  return status;
}

void layout_free(struct layout *layout) {
  if (!layout) return;
  for (size_t i = 0; i < layout->pages.len; i++)
    vec_free(&layout->pages.items[i].ops);
  vec_free(&layout->pages);
  arena_free(layout->arena);
  free(layout);
}
