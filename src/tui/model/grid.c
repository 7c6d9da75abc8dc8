/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of cells, and drawing into a box of it. */
#include "tui/model/draw.h"

#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "…"

/* ---- cells ---- */

struct grid *grid_new(int rows, int cols) {
  struct grid *grid = mem_alloc(sizeof *grid);
  grid_resize(grid, rows, cols);
  return grid;
}

void grid_free(struct grid *grid) {
  if (!grid) return;
  free(grid->cells);
  free(grid);
}

void grid_resize(struct grid *grid, int rows, int cols) {
  free(grid->cells);
  grid->rows = rows > 0 ? rows : 1;
  grid->cols = cols > 0 ? cols : 1;
  grid->cells = mem_alloc((size_t)grid->rows * (size_t)grid->cols * sizeof *grid->cells);
  grid_clear(grid);
}

void grid_clear(struct grid *grid) {
  for (int i = 0; i < grid->rows * grid->cols; i++)
    grid->cells[i] = (struct grid_cell){.text = " ", .width = 1};
  grid->cursor_row = grid->cursor_col = -1;
  grid->outside = grid->overlaps = 0;
}

const struct grid_cell *grid_at(const struct grid *grid, int row, int col) {
  return &grid->cells[row * grid->cols + col];
}

static void row_to_text(const struct grid *grid, int row, struct buf *text) {
  size_t end = text->len;
  for (int col = 0; col < grid->cols; col++) {
    const struct grid_cell *cell = grid_at(grid, row, col);
    buf_puts(text, cell->text);
    if (!str_eq(cell->text, " ") && cell->width > 0) end = text->len;
  }
  text->len = end;
  buf_putc(text, '\n');
}

char *grid_to_text(const struct grid *grid) {
  struct buf text = {0};
  for (int row = 0; row < grid->rows; row++)
    row_to_text(grid, row, &text);
  return buf_take(&text);
}

/* ---- letters ---- */

static bool is_control(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

size_t cluster_next(const char *text, int *ret_width) {
  uint32_t code_point;
  size_t len = utf8_next(text, &code_point);
  if (len == 0) return 0;
  int width = utf8_width_of(code_point);
  *ret_width = width > 0 ? width : 1; /* a control character, or a mark without a letter */
  if (is_control(code_point)) return len;
  for (size_t step; (step = utf8_next(text + len, &code_point)) > 0; len += step)
    if (is_control(code_point) || utf8_width_of(code_point) > 0) break;
  return len;
}

static int text_width(const char *text) {
  int width = 0, step;
  for (size_t len; (len = cluster_next(text, &step)) > 0; text += len)
    width += step;
  return width;
}

/* ---- boxes ---- */

struct pane pane_of(struct grid *grid) {
  return (struct pane){.grid = grid, .rows = grid->rows, .cols = grid->cols};
}

static int within(int value, int low, int high) {
  return value < low ? low : value > high ? high : value;
}

struct pane pane_part(struct pane pane, int row, int col, int rows, int cols) {
  row = within(row, 0, pane.rows);
  col = within(col, 0, pane.cols);
  return (struct pane){.grid = pane.grid,
                       .row = pane.row + row,
                       .col = pane.col + col,
                       .rows = within(rows, 0, pane.rows - row),
                       .cols = within(cols, 0, pane.cols - col)};
}

struct pane pane_take_top(struct pane *pane, int rows) {
  struct pane top = pane_part(*pane, 0, 0, rows, pane->cols);
  *pane = pane_part(*pane, top.rows, 0, pane->rows, pane->cols);
  return top;
}

struct pane pane_take_bottom(struct pane *pane, int rows) {
  rows = within(rows, 0, pane->rows);
  struct pane bottom = pane_part(*pane, pane->rows - rows, 0, rows, pane->cols);
  *pane = pane_part(*pane, 0, 0, pane->rows - rows, pane->cols);
  return bottom;
}

struct pane pane_take_right(struct pane *pane, int cols) {
  cols = within(cols, 0, pane->cols);
  struct pane right = pane_part(*pane, 0, pane->cols - cols, pane->rows, cols);
  *pane = pane_part(*pane, 0, 0, pane->rows, pane->cols - cols);
  return right;
}

static struct grid_cell *write_cell(struct pane pane, int row, int col, enum role role) {
  struct grid_cell *cell = &pane.grid->cells[(pane.row + row) * pane.grid->cols + pane.col + col];
  pane.grid->overlaps += cell->written;
  *cell = (struct grid_cell){.role = (unsigned char)role, .written = true};
  return cell;
}

/* Bytes of a letter with as many of its marks as there is room for. */
static size_t fitting(const char *text, size_t len, size_t room) {
  uint32_t code_point;
  size_t fits = 0, step = utf8_next(text, &code_point);
  for (; fits + step <= (len < room ? len : room) && step > 0; step = utf8_next(text + fits, &code_point))
    fits += step;
  return fits;
}

static void write_cluster(struct pane pane, int row, int col, enum role role, const char *text, size_t len, int width) {
  struct grid_cell *cell = write_cell(pane, row, col, role);
  cell->width = (unsigned char)width;
  uint32_t first;
  utf8_next(text, &first);
  bool bare = is_control(first) || utf8_width_of(first) == 0;
  if (bare) cell->text[0] = ' ';
  if (!is_control(first)) memcpy(cell->text + bare, text, fitting(text, len, sizeof cell->text - 1 - bare));
  if (width == 2) write_cell(pane, row, col + 1, role);
}

int pane_put(struct pane pane, int row, int col, int cols, enum role role, const char *text) {
  if (row < 0 || row >= pane.rows || col < 0 || col >= pane.cols) {
    pane.grid->outside += *text != '\0';
    return 0;
  }
  int room = pane.cols - col;
  if (cols >= 0 && cols < room) room = cols;
  bool cut = text_width(text) > room;
  if (cut) room--;
  int used = 0, width;
  for (size_t len; (len = cluster_next(text, &width)) > 0 && used + width <= room; text += len, used += width)
    write_cluster(pane, row, col + used, role, text, len, width);
  if (cut && room >= 0) write_cluster(pane, row, col + used++, role, ELLIPSIS, strlen(ELLIPSIS), 1);
  return used;
}

void pane_fill_row(struct pane pane, int row, int col, enum role role) {
  for (; col < pane.cols; col++)
    write_cluster(pane, row, col, role, " ", 1, 1);
}

void pane_line(struct pane pane, int row, enum role role, const char *text) {
  pane_fill_row(pane, row, pane_put(pane, row, 0, -1, role, text), role);
}

void pane_rule(struct pane pane, int row, const char *title) {
  int col = pane_put(pane, row, 0, -1, ROLE_QUIET, "── ");
  if (*title) {
    col += pane_put(pane, row, col, pane.cols - col, ROLE_HEADING, title);
    if (col < pane.cols) col += pane_put(pane, row, col, 1, ROLE_QUIET, " ");
  }
  while (col < pane.cols)
    col += pane_put(pane, row, col, 1, ROLE_QUIET, "─");
}

void pane_wall(struct pane pane, int col) {
  for (int row = 0; row < pane.rows; row++)
    pane_put(pane, row, col, 1, ROLE_QUIET, "│");
}

void pane_cursor(struct pane pane, int row, int col) {
  if (row < 0 || row >= pane.rows || col < 0 || col >= pane.cols) return;
  pane.grid->cursor_row = pane.row + row;
  pane.grid->cursor_col = pane.col + col;
}

/* ---- wrapping ---- */

/* Bytes of the text that go on one line. *ret_next: where the next line starts; *ret_more: there is one. */
static size_t wrap_one(const char *text, int cols, size_t *ret_next, bool *ret_more) {
  size_t at = 0, blank = 0, len;
  int used = 0, width;
  for (; (len = cluster_next(text + at, &width)) > 0 && text[at] != '\n'; at += len, used += width) {
    if (text[at] == ' ') blank = at;
    if (used + width > cols) break;
  }
  if (len == 0 || text[at] == '\n') {
    *ret_next = at + len;
    *ret_more = len > 0;
    return at;
  }
  if (at == 0) at = len; /* wider than the line: at least one letter, or it would never end */
  size_t end = blank > 0 ? blank : at;
  *ret_next = end + strspn(text + end, " ");
  *ret_more = text[*ret_next] != '\0';
  return end;
}

void text_wrap(const char *text, int cols, span_vec_t *spans) {
  bool more = true;
  for (size_t at = 0, next; more; at += next) {
    struct span span = {.start = at, .len = wrap_one(text + at, cols > 0 ? cols : 1, &next, &more)};
    vec_push(spans, span);
  }
}
