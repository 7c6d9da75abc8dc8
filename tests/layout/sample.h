/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small documents and questions about their layout, for the tests of layout and pdf. */
#ifndef CRADLE_TESTS_LAYOUT_SAMPLE_H
#define CRADLE_TESTS_LAYOUT_SAMPLE_H

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "layout/layout.h"
#include "pdf/pdf.h"

#define SAMPLE_LEFT 62.0
#define SAMPLE_RIGHT (595.28 - 62.0)
#define SAMPLE_FULL (SAMPLE_RIGHT - SAMPLE_LEFT)

struct sample {
  struct document document;
  VEC(struct block) blocks;
  struct layout *layout;
};

static inline void sample_open(struct sample *sample) {
  *sample = (struct sample){.document = {.kind = "test", .title = "Title", .lang = "en", .arena = arena_new()}};
}

static inline void sample_close(struct sample *sample) {
  layout_free(sample->layout);
  vec_free(&sample->blocks);
  arena_free(sample->document.arena);
}

static inline struct run *sample_run(struct sample *sample, const char *text) {
  struct run *run = arena_alloc(sample->document.arena, sizeof *run);
  run->text = arena_strdup(sample->document.arena, text);
  return run;
}

/* The block is valid until the next one is added. */
static inline struct block *sample_add(struct sample *sample, enum block_kind kind, int level, const char *text) {
  struct block block = {.kind = kind, .level = level};
  if (text) block.runs = sample_run(sample, text), block.runs_len = 1;
  vec_push(&sample->blocks, block);
  return &sample->blocks.items[sample->blocks.len - 1];
}

/* Cells may be set afterwards with sample_cell. */
static inline struct block *sample_table(struct sample *sample, size_t columns, size_t rows, size_t header_rows) {
  struct block *block = sample_add(sample, BLOCK_TABLE, 0, NULL);
  block->columns = columns, block->rows_len = rows, block->header_rows = header_rows;
  block->rows = arena_alloc(sample->document.arena, rows * sizeof *block->rows);
  for (size_t i = 0; i < rows; i++)
    block->rows[i].cells = arena_alloc(sample->document.arena, columns * sizeof(struct cell));
  return block;
}

static inline void sample_cell(struct sample *sample, struct block *block, size_t row, size_t column, const char *text) {
  block->rows[row].cells[column] = (struct cell){sample_run(sample, text), 1};
}

static inline const struct layout *sample_lay(struct sample *sample) {
  struct metrics metrics = trace_metrics();
  layout_free(sample->layout);
  sample->layout = NULL;
  sample->document.blocks = sample->blocks.items;
  sample->document.blocks_len = sample->blocks.len;
  assert_int_equal(layout_build(&sample->document, &metrics, &sample->layout, NULL), STATUS_OK);
  return sample->layout;
}

/* ---- questions --------------------------------------------------------------------------------------------------------- */

static inline bool op_is_content(const struct op *op) {
  return op->kind == OP_TEXT && !op->artifact;
}

/* All content in the order of the operations, lines apart by "|". */
static inline char *page_lines(const struct page *page) {
  struct buf text = {0};
  const struct op *before = NULL;
  for (size_t i = 0; i < page->ops.len; i++) {
    const struct op *op = &page->ops.items[i];
    if (!op_is_content(op)) continue;
    if (before && before->y != op->y) buf_putc(&text, '|');
    buf_puts(&text, op->text);
    before = op;
  }
  buf_puts(&text, "");
  return text.data ? buf_take(&text) : mem_strdup("");
}

static inline double op_width(const struct op *op) {
  struct metrics metrics = trace_metrics();
  return metrics.width(metrics.context, op->font, op->size, op->text, strlen(op->text));
}

/* The page (from 1) whose content has the text, or 0. */
static inline size_t page_with(const struct layout *layout, const char *text) {
  for (size_t i = 0; i < layout->pages.len; i++) {
    CLEANUP(mem_freep) char *lines = page_lines(&layout->pages.items[i]);
    if (strstr(lines, text)) return i + 1;
  }
  return 0;
}

static inline const struct op *find_op(const struct page *page, enum op_kind kind, const char *text) {
  for (size_t i = 0; i < page->ops.len; i++)
    if (page->ops.items[i].kind == kind && (!text || str_eq(page->ops.items[i].text, text))) return &page->ops.items[i];
  return NULL;
}

static inline size_t count_ops(const struct page *page, enum op_kind kind, const char *text) {
  size_t count = 0;
  for (size_t i = 0; i < page->ops.len; i++)
    count += page->ops.items[i].kind == kind && (!text || str_eq(page->ops.items[i].text, text));
  return count;
}

static inline char *repeat(const char *text, size_t times) {
  struct buf all = {0};
  for (size_t i = 0; i < times; i++)
    buf_puts(&all, text);
  return buf_take(&all);
}

#endif
