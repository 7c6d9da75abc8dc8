/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrollable lists of rows, some of them items that can be selected. */
#include "tui/model/draw.h"

#include <stdlib.h>
#include <string.h>

/* Left of the rows a column for the mark of the selection, right of them one for the arrows. */
enum { MARK_COLS = 2, ARROW_COLS = 1 };

void list_clear(struct list *list) {
  arena_free(list->arena);
  list->arena = arena_new();
  list->rows.len = 0;
  list->items = 0;
  list->cols = 0;
}

void list_free(struct list *list) {
  arena_free(list->arena);
  vec_free(&list->rows);
  vec_free(&list->lines);
  *list = (struct list){0};
}

int list_item(struct list *list) {
  return list->items++;
}

static void push_row(struct list *list, struct list_row row) {
  vec_push(&list->rows, row);
  list->cols = 0;
}

void list_text(struct list *list, int item, enum role role, int indent, const char *text) {
  push_row(list, (struct list_row){.item = item, .role = role, .indent = indent, .text = arena_strdup(list->arena, text)});
}

void list_marked(struct list *list, int item, enum role role, int indent, const char *mark, const char *text) {
  const char *both = arena_printf(list->arena, "%s %s", mark, text);
  push_row(list, (struct list_row){
                     .item = item, .role = role, .indent = indent, .text = both, .hang = utf8_width(mark) + 1, .mark = strlen(mark) + 1});
}

void list_cells(struct list *list, int item, enum role role, int indent, size_t len, const char *const *cells) {
  struct list_row row = {.item = item, .role = role, .indent = indent};
  for (size_t i = 0; i < len && i < LIST_CELLS; i++)
    row.cells[i] = arena_strdup(list->arena, cells[i]);
  push_row(list, row);
}

void list_blank(struct list *list) {
  list_text(list, NO_ITEM, ROLE_PLAIN, 0, "");
}

void list_heading(struct list *list, const char *title) {
  if (list->rows.len) list_blank(list);
  list_text(list, NO_ITEM, ROLE_HEADING, 0, title);
}

void list_columns(struct list *list, size_t len, const int *widths) {
  list->columns_len = (int)len;
  memcpy(list->columns, widths, len * sizeof *widths);
}

/* ---- lines ---- */

static void push_line(struct list *list, size_t row, struct span span, bool first) {
  struct list_line line = {.row = row, .span = span, .first = first};
  vec_push(&list->lines, line);
}

static void wrap_row(struct list *list, size_t index, int cols) {
  const struct list_row *row = &list->rows.items[index];
  if (!row->text) {
    push_line(list, index, (struct span){0}, true);
    return;
  }
  span_vec_t spans = {0};
  text_wrap(row->text + row->mark, cols - row->indent - row->hang, &spans);
  for (size_t i = 0; i < spans.len; i++) {
    struct span span = spans.items[i];
    span.start += row->mark;
    push_line(list, index, span, i == 0);
  }
  vec_free(&spans);
}

static int margins(const struct list *list) {
  return (list->items > 0 ? MARK_COLS : 0) + ARROW_COLS;
}

static void lay_out(struct list *list, int cols) {
  if (list->cols == cols) return;
  list->cols = cols;
  list->lines.len = 0;
  for (size_t i = 0; i < list->rows.len; i++)
    wrap_row(list, i, cols - margins(list));
}

int list_height(struct list *list, int cols) {
  lay_out(list, cols);
  return (int)list->lines.len;
}

/* ---- moving ---- */

static int within(int value, int low, int high) {
  if (value > high) value = high;
  return value < low ? low : value;
}

static void scroll(struct list *list, int lines) {
  list->top = within(list->top + lines, 0, (int)list->lines.len - list->height);
}

static void select_by(struct list *list, int step) {
  list->selected = within(list->selected + step, 0, list->items - 1);
}

/* The item that stands about a page further. */
static void select_page(struct list *list, int direction) {
  int lines = 0, page = list->height > 1 ? list->height - 1 : 1;
  int item = list->selected;
  size_t at = 0;
  while (at < list->lines.len && list->rows.items[list->lines.items[at].row].item != item)
    at++;
  for (; lines < page && at < list->lines.len; lines++, at += (size_t)direction) {
    int here = list->rows.items[list->lines.items[at].row].item;
    if (here != NO_ITEM) item = here;
    if (direction < 0 && at == 0) break;
  }
  bool at_end = direction > 0 ? at >= list->lines.len : at == 0;
  list->selected = at_end ? (direction > 0 ? list->items - 1 : 0) : item;
}

bool list_key(struct list *list, struct key key) {
  bool items = list->items > 0;
  int page = list->height > 1 ? list->height - 1 : 1;
  switch (key.code) {
  case K_UP:
  case K_DOWN:
    items ? select_by(list, key.code == K_UP ? -1 : 1) : scroll(list, key.code == K_UP ? -1 : 1);
    return true;
  case K_PAGE_UP:
  case K_PAGE_DOWN:
    items ? select_page(list, key.code == K_PAGE_UP ? -1 : 1) : scroll(list, key.code == K_PAGE_UP ? -page : page);
    return true;
  case K_HOME:
  case K_END:
    items ? select_by(list, key.code == K_HOME ? -list->items : list->items)
          : scroll(list, key.code == K_HOME ? -(int)list->lines.len : (int)list->lines.len);
    return true;
  default:
    return false;
  }
}

/* ---- drawing ---- */

static void show_selected(struct list *list, int rows) {
  if (list->items == 0) return;
  int first = -1, last = -1;
  for (int i = 0; i < (int)list->lines.len; i++) {
    if (list->rows.items[list->lines.items[i].row].item != list->selected) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return;
  if (list->selected == 0 && last < rows) first = 0; /* the headings above the first item */
  if (last >= list->top + rows) list->top = last - rows + 1;
  if (first < list->top) list->top = first;
}

static int left_over(const struct list *list, int cols) {
  int rest = cols;
  for (int i = 0; i < list->columns_len; i++)
    rest -= list->columns[i] + (i > 0);
  return rest > 0 ? rest : 0;
}

static void draw_cells(const struct list *list, const struct list_row *row, struct pane pane, int line, enum role role) {
  int rest = left_over(list, pane.cols), at = 0;
  for (int i = 0; i < list->columns_len && at < pane.cols; i++) {
    int width = list->columns[i] ? list->columns[i] : rest, indent = i == 0 ? row->indent : 0;
    struct pane cell = pane_part(pane, line, at, 1, width + 1);
    struct pane text = pane_part(cell, 0, indent, 1, width - indent);
    pane_fill_row(pane_part(cell, 0, 0, 1, indent), 0, 0, role);
    int used = row->cells[i] ? pane_put(text, 0, 0, -1, role, row->cells[i]) : 0;
    pane_fill_row(cell, 0, indent + used, role);
    at += width + 1;
  }
  if (at < pane.cols) pane_fill_row(pane_part(pane, line, 0, 1, pane.cols), 0, at, role);
}

static void draw_text(const struct list_row *row, const struct list_line *line, struct pane pane, int at, enum role role) {
  CLEANUP(mem_freep) char *mark = mem_strndup(row->text, line->first ? row->mark : 0);
  CLEANUP(mem_freep) char *text = mem_strndup(row->text + line->span.start, line->span.len);
  int col = row->indent;
  pane_fill_row(pane_part(pane, at, 0, 1, col), 0, 0, role);
  if (*mark)
    col += pane_put(pane, at, col, -1, role, mark);
  else
    for (int i = 0; i < row->hang; i++)
      col += pane_put(pane, at, col, 1, role, " ");
  col += *text ? pane_put(pane, at, col, -1, role, text) : 0;
  pane_fill_row(pane, at, col, role);
}

/* The cursor stands at the selection, where screen readers and braille lines look. */
static void draw_line(const struct list *list, const struct list_line *line, struct pane pane, int at, bool focused) {
  const struct list_row *row = &list->rows.items[line->row];
  bool selected = row->item != NO_ITEM && row->item == list->selected;
  enum role role = selected && focused ? ROLE_SELECTED : row->role;
  if (selected && focused && line->first) pane_cursor(pane, at, 0);
  if (list->items > 0) {
    pane_put(pane, at, 0, MARK_COLS, role, selected && focused && line->first ? "> " : "  ");
    pane = pane_part(pane, 0, MARK_COLS, pane.rows, pane.cols);
  }
  if (row->text)
    draw_text(row, line, pane, at, role);
  else
    draw_cells(list, row, pane, at, role);
}

void list_draw(struct list *list, struct pane pane, bool focused) {
  lay_out(list, pane.cols);
  list->height = pane.rows;
  bool rests = list->may_rest && list->selected < 0;
  if (!rests) list->selected = within(list->selected, 0, list->items - 1);
  if (rests && focused) pane_cursor(pane, 0, 0);
  scroll(list, 0);
  show_selected(list, pane.rows);
  struct pane text = pane, arrows = pane_take_right(&text, ARROW_COLS);
  for (int i = 0; i < pane.rows && list->top + i < (int)list->lines.len; i++)
    draw_line(list, &list->lines.items[list->top + i], text, i, focused);
  if (pane.rows == 0 || pane.cols <= ARROW_COLS) return;
  bool below = list->top + pane.rows < (int)list->lines.len;
  if (list->top > 0) pane_put(arrows, 0, 0, 1, ROLE_KEY, "↑");
  if (below && (pane.rows > 1 || list->top == 0)) pane_put(arrows, pane.rows - 1, 0, 1, ROLE_KEY, "↓");
}
