/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: rows of the template, and rows that the application hands in. */
#include <stdlib.h>

#include "doc/build.h"

static void cell_take(struct builder *builder, struct cell *cell, run_vec_t *runs) {
  runs_finish(builder, runs, &cell->runs, &cell->runs_len);
}

static struct row row_new(struct builder *builder, size_t columns) {
  return (struct row){.cells = arena_alloc(builder->arena, columns * sizeof(struct cell))};
}

/* A cell has no margin: the citation follows its text. */
static void cell_emit(struct builder *builder, const struct content *content, const char *subject, struct cell *cell) {
  run_vec_t runs = {0};
  content_emit(builder, content, false, subject, &runs);
  const char *cite = content_cite(builder, content, subject);
  if (cite && runs.len) run_add(builder, &runs, RUN_PLAIN, " ");
  if (cite) run_add(builder, &runs, RUN_CITE, cite);
  cell_take(builder, cell, &runs);
}

void row_emit(struct builder *builder, const struct part *part, const char *subject) {
  struct row row = row_new(builder, part->cells.len);
  for (size_t i = 0; i < part->cells.len; i++)
    cell_emit(builder, &part->cells.items[i], subject, &row.cells[i]);
  vec_push(builder->rows, row);
  builder->pushed++;
  builder->substance++;
}

static struct row header_row(struct builder *builder, const struct part *part, const char *subject) {
  struct row row = row_new(builder, part->columns.len);
  for (size_t i = 0; i < part->columns.len; i++) {
    run_vec_t runs = {0};
    content_emit(builder, &part->columns.items[i].title, false, subject, &runs);
    for (size_t r = 0; r < runs.len; r++)
      if (runs.items[r].style == RUN_PLAIN) runs.items[r].style = RUN_STRONG;
    cell_take(builder, &row.cells[i], &runs);
  }
  return row;
}

static void push_table(struct builder *builder, const struct part *part, const char *subject, const row_vec_t *rows) {
  struct block *block = block_push(builder, BLOCK_TABLE, anchor_of(builder, part->id, subject));
  double *widths = arena_alloc(builder->arena, part->columns.len * sizeof *widths);
  for (size_t i = 0; i < part->columns.len; i++)
    widths[i] = part->columns.items[i].share;
  block->columns = part->columns.len;
  block->widths = widths;
  block->header_rows = 1;
  block->rows_len = rows->len;
  block->rows = arena_alloc(builder->arena, rows->len * sizeof *block->rows);
  for (size_t i = 0; i < rows->len; i++)
    block->rows[i] = rows->items[i];
}

/* The table if it has more than its header, else what the template says instead. */
static void finish_table(struct builder *builder, const struct part *part, const char *subject, row_vec_t *rows) {
  if (rows->len > 1)
    push_table(builder, part, subject, rows);
  else
    parts_emit(builder, &part->otherwise, subject);
  vec_free(rows);
}

void table_emit(struct builder *builder, const struct part *part, const char *subject) {
  row_vec_t rows = {0};
  vec_push(&rows, header_row(builder, part, subject));
  builder->rows = &rows;
  parts_emit(builder, &part->body, subject);
  builder->rows = NULL;
  finish_table(builder, part, subject, &rows);
}

/* ---- rows that no answer holds ---- */

static void add_cell_row(struct builder *builder, const struct part *part, enum run_style style, const char *const *cells, size_t cells_len,
                         row_vec_t *rows) {
  struct row row = row_new(builder, part->columns.len);
  for (size_t i = 0; i < part->columns.len && i < cells_len; i++) {
    run_vec_t runs = {0};
    hash_item(builder, cells[i]);
    run_add(builder, &runs, style, cells[i] ? cells[i] : "");
    cell_take(builder, &row.cells[i], &runs);
  }
  vec_push(rows, row);
}

static void add_acts(struct builder *builder, const struct part *part, row_vec_t *rows) {
  const struct pack *pack = engine_pack(builder->engine);
  for (size_t i = 0; i < pack_act_count(pack); i++) {
    const struct act *act = pack_act_at(pack, i);
    const char *cells[] = {pack_text(&act->short_name, builder->lang), pack_text(&act->title, builder->lang), act->published, act->eli};
    if (!builder->cited[i]) continue;
    hash_item(builder, act->id);
    builder->unhashed++; /* the title depends on the language */
    add_cell_row(builder, part, RUN_PLAIN, cells, ARRAY_LEN(cells), rows);
    builder->unhashed--;
  }
}

static void add_given(struct builder *builder, const struct part *part, const char *subject, row_vec_t *rows) {
  for (size_t l = 0; l < builder->request->lists_len; l++) {
    const struct doc_list *list = &builder->request->lists[l];
    if (!str_eq(list->source, part->source) || !str_eq(list->subject, subject)) continue;
    for (size_t i = 0; i < list->rows_len; i++)
      add_cell_row(builder, part, RUN_FOREIGN, list->cells + i * list->columns, list->columns, rows);
  }
}

void list_emit(struct builder *builder, const struct part *part, const char *subject) {
  row_vec_t rows = {0};
  vec_push(&rows, header_row(builder, part, subject));
  hash_item(builder, part->source);
  if (str_eq(part->source, "acts"))
    add_acts(builder, part, &rows);
  else
    add_given(builder, part, subject, &rows);
  finish_table(builder, part, subject, &rows);
}
