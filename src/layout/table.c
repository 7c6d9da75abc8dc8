/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/internal.h"

#define CELL_PADDING 5.0
#define ROW_PADDING 3.5
#define LEAST_COLUMN 26.0
#define WHOLE_ROW 8 /* rows of at most so many lines are not divided */

static const struct style CELL = {FONT_REGULAR, CELL_SIZE, COLOR_INK}, HEAD = {FONT_BOLD, CELL_SIZE, COLOR_ACCENT};

struct grid {
  size_t columns;
  double *x; /* columns + 1 edges */
};

/* Shares of the width, but no column so narrow that letters would not fit. */
static struct grid grid_of(struct builder *builder, const struct block *block) {
  struct grid grid = {block->columns, arena_alloc(builder->arena, (block->columns + 1) * sizeof(double))};
  double least = LEAST_COLUMN * (double)grid.columns < FULL_WIDTH ? LEAST_COLUMN : FULL_WIDTH / (double)grid.columns;
  double sum = 0, slack = FULL_WIDTH - least * (double)grid.columns;
  for (size_t i = 0; i < grid.columns; i++)
    sum += block->widths ? block->widths[i] : 1;
  double excess = 0;
  for (size_t i = 0; i < grid.columns; i++) {
    double width = FULL_WIDTH * (block->widths ? block->widths[i] : 1) / (sum > 0 ? sum : 1);
    grid.x[i + 1] = width > least ? width - least : 0;
    excess += grid.x[i + 1];
  }
  grid.x[0] = MARGIN;
  for (size_t i = 0; i < grid.columns; i++)
    grid.x[i + 1] = grid.x[i] + least + (excess > 0 ? grid.x[i + 1] * slack / excess : 0);
  return grid;
}

static void rule(struct builder *builder, double y, double thickness, enum color color) {
  op_add(
      builder,
      (struct op){
          .kind = OP_LINE, .x = MARGIN, .x2 = MARGIN + FULL_WIDTH, .y = y, .y2 = y, .size = thickness, .color = color, .artifact = true});
}

/* Breaks every cell of the row; returns the lines of the longest. */
static size_t break_cells(struct builder *builder, const struct grid *grid, const struct row *row, struct style style) {
  size_t lines = 1;
  while (builder->cells.len < grid->columns)
    vec_push(&builder->cells, ((struct text){0}));
  for (size_t i = 0; i < grid->columns; i++) {
    struct text *text = &builder->cells.items[i];
    text_clear(text);
    runs_add(builder, text, style, row->cells[i].runs, row->cells[i].runs_len);
    text_break(builder, text, grid->x[i + 1] - grid->x[i] - 2 * CELL_PADDING);
    if (text->lines.len > lines) lines = text->lines.len;
  }
  return lines;
}

/* A header never leaves the first row, and the last row never stands alone on a page. */
static bool row_keeps(size_t line, size_t lines, bool with_next) {
  if (line + 1 == lines) return with_next;
  return lines <= WHOLE_ROW || line == 0 || line + 2 == lines;
}

static void set_row(struct builder *builder, const struct grid *grid, const struct block *block, size_t index, size_t headers) {
  const struct row *row = &block->rows[index];
  bool header = index < headers, last_header = index + 1 == headers, with_next = header || index + 2 == block->rows_len;
  size_t lines = break_cells(builder, grid, row, header ? HEAD : CELL);
  for (size_t i = 0; i < lines; i++) {
    double above = i == 0 ? ROW_PADDING : 0;
    double height = above + CELL_LEADING + (i + 1 == lines ? ROW_PADDING : 0);
    strip_open(builder, 0);
    if (i > 0 && !header) builder->strips.items[builder->strips.len - 1].at_top = ROW_PADDING;
    if (header)
      op_add(builder,
             (struct op){.kind = OP_RECT, .x = MARGIN, .x2 = MARGIN + FULL_WIDTH, .y2 = height, .color = COLOR_SHADE, .artifact = true});
    for (size_t j = 0; j < grid->columns; j++) {
      const struct text *text = &builder->cells.items[j];
      if (i < text->lines.len)
        text_set(builder, text, &text->lines.items[i], grid->x[j] + CELL_PADDING, above + baseline_in(CELL_LEADING, CELL_SIZE));
    }
    if (i + 1 == lines) rule(builder, height, last_header ? RULE_THICK : RULE_THIN, last_header ? COLOR_ACCENT : COLOR_RULE);
    strip_close(builder, height, row_keeps(i, lines, with_next));
  }
}

static void set_cite(struct builder *builder, const char *cite) {
  text_clear(&builder->text);
  text_add(builder, &builder->text, STYLE_SMALL, cite, NULL);
  text_break(builder, &builder->text, FULL_WIDTH);
  for (size_t i = 0; i < builder->text.lines.len; i++) {
    strip_open(builder, 0);
    text_set(builder, &builder->text, &builder->text.lines.items[i], MARGIN, baseline_in(SMALL_LEADING, SMALL_SIZE));
    strip_close(builder, SMALL_LEADING, true);
  }
  builder->after = 3;
}

/* The strips from first on repeat the header rows when they start a page. */
static void repeat_header(struct builder *builder, size_t header, size_t first) {
  for (size_t i = first; i < builder->strips.len; i++) {
    builder->strips.items[i].header_first = header;
    builder->strips.items[i].header_end = first;
  }
}

void table_set(struct builder *builder, const struct block *block) {
  if (block->columns == 0 || block->rows_len == 0) return;
  struct grid grid = grid_of(builder, block);
  size_t headers = block->header_rows < block->rows_len ? block->header_rows : block->rows_len;
  if (builder->after < 6) builder->after = 6;
  if (block->cite) set_cite(builder, block->cite);
  size_t header = builder->strips.len;
  for (size_t i = 0; i < headers; i++)
    set_row(builder, &grid, block, i, headers);
  size_t first = builder->strips.len;
  for (size_t i = headers; i < block->rows_len; i++)
    set_row(builder, &grid, block, i, headers);
  repeat_header(builder, header, first);
  builder->after = 12;
}
