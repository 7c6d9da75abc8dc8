/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing into a box of the grid, scrollable lists, and the editor: what screens are made of. */
#ifndef CRADLE_TUI_DRAW_H
#define CRADLE_TUI_DRAW_H

#include "tui/model/model.h"

/* ---- boxes --------------------------------------------------------------------------------------------------------------- */

/* A box of the grid. Whatever is drawn stays inside; text that does not fit ends in an ellipsis. */
struct pane {
  struct grid *grid;
  int row, col, rows, cols;
};
struct pane pane_of(struct grid *grid);
struct pane pane_part(struct pane pane, int row, int col, int rows, int cols); /* cut to the pane */
struct pane pane_take_top(struct pane *pane, int rows);                        /* cuts a part off; the pane keeps the rest */
struct pane pane_take_bottom(struct pane *pane, int rows);
struct pane pane_take_right(struct pane *pane, int cols);
/* Writes text in at most `cols` columns from col on (cols < 0: up to the border). Returns the columns used. */
int pane_put(struct pane pane, int row, int col, int cols, enum role role, const char *text);
void pane_fill_row(struct pane pane, int row, int col, enum role role);      /* blanks up to the border */
void pane_line(struct pane pane, int row, enum role role, const char *text); /* text, then blanks */
void pane_rule(struct pane pane, int row, const char *title);                /* a horizontal line with a title in it */
void pane_wall(struct pane pane, int col);                                   /* a vertical line */
void pane_cursor(struct pane pane, int row, int col);

/* One letter with its marks: bytes and columns. 0 at the end. Control characters count as one blank. */
size_t cluster_next(const char *text, int *ret_width);
/* Lines of text in so many columns: broken at blanks and line breaks, inside a word only if the word is wider than the line. */
struct span {
  size_t start, len;
};
typedef VEC(struct span) span_vec_t;
void text_wrap(const char *text, int cols, span_vec_t *spans);

/* ---- lists --------------------------------------------------------------------------------------------------------------- */

/*
 * Rows of text, some of them items that can be selected. An item may have several rows. Without items the list scrolls by lines. Rows are
 * wrapped when drawn; rows with cells are tables: one line each, columns as set.
 */
enum { LIST_CELLS = 6, NO_ITEM = -1 };
struct list_row {
  int item;
  enum role role;
  int indent;
  const char *text;              /* wrapped; lines after the first stand under the text behind its mark */
  int hang;                      /* columns of the mark and its blank */
  size_t mark;                   /* its bytes */
  const char *cells[LIST_CELLS]; /* of a table row; text is NULL then */
};
struct list_line {
  size_t row;
  struct span span;
  bool first;
};
struct list {
  struct arena *arena;
  VEC(struct list_row) rows;
  int columns[LIST_CELLS]; /* widths; 0: what is left over */
  int columns_len;
  int items, selected;
  bool may_rest;   /* selected may be NO_ITEM: nothing is preselected, the first movement begins at the first */
  int top, height; /* first line shown, lines shown when drawn last */
  int cols;        /* for which `lines` were made; 0: none */
  VEC(struct list_line) lines;
};
void list_clear(struct list *list); /* the selection stays; also makes a zeroed list usable */
void list_free(struct list *list);
int list_item(struct list *list); /* a new item for the rows that follow */
void list_text(struct list *list, int item, enum role role, int indent, const char *text);
/* "mark text": further lines stand under the text. */
void list_marked(struct list *list, int item, enum role role, int indent, const char *mark, const char *text);
void list_cells(struct list *list, int item, enum role role, int indent, size_t len, const char *const *cells);
void list_blank(struct list *list);
void list_heading(struct list *list, const char *title); /* after a blank line, unless it is the first */
void list_columns(struct list *list, size_t len, const int *widths);
bool list_key(struct list *list, struct key key); /* true: was a movement */
int list_height(struct list *list, int cols);     /* lines needed */
void list_draw(struct list *list, struct pane pane, bool focused);

/* ---- the editor ------------------------------------------------------------------------------------------------------------ */

struct editor {
  struct buf text;
  size_t cursor;
  bool multi; /* several lines */
  int top;    /* first line shown; one-line: first column shown */
  int cols;   /* when drawn last */
};
void editor_set(struct editor *editor, const char *text, bool multi); /* cursor at the end */
void editor_free(struct editor *editor);
const char *editor_text(const struct editor *editor);
bool editor_key(struct editor *editor, struct key key, bool *ret_changed); /* true: was for the editor */
void editor_draw(struct editor *editor, struct pane pane);
int editor_height(const struct editor *editor, int cols); /* lines needed */

#endif
