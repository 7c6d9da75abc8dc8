/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editor for one line or several. The cursor is a place between letters; a letter is moved over and deleted with its marks. */
#include "tui/model/draw.h"

#include <stdlib.h>
#include <string.h>

void editor_set(struct editor *editor, const char *text, bool multi) {
  buf_free(&editor->text);
  *editor = (struct editor){.multi = multi};
  buf_puts(&editor->text, text);
  editor->cursor = editor->text.len;
}

void editor_free(struct editor *editor) {
  buf_free(&editor->text);
}

const char *editor_text(const struct editor *editor) {
  return buf_str(&editor->text);
}

/* ---- places ---- */

static size_t place_after(const struct editor *editor, size_t place) {
  int width;
  return place + cluster_next(editor_text(editor) + place, &width);
}

static size_t place_before(const struct editor *editor, size_t place) {
  size_t before = 0;
  for (size_t at = 0; at < place; at = place_after(editor, at))
    before = at;
  return before;
}

static void wrap(const struct editor *editor, int cols, span_vec_t *spans) {
  if (editor->multi)
    text_wrap(editor_text(editor), cols, spans);
  else
    vec_push(spans, ((struct span){.len = editor->text.len}));
}

static size_t line_of(const span_vec_t *spans, size_t place) {
  size_t line = 0;
  while (line + 1 < spans->len && spans->items[line + 1].start <= place)
    line++;
  return line;
}

static int column_of(const struct editor *editor, const struct span *span, size_t place) {
  const char *text = editor_text(editor) + span->start;
  int column = 0, width;
  for (size_t at = 0, len; span->start + at < place && (len = cluster_next(text + at, &width)) > 0; at += len)
    column += width;
  return column;
}

static size_t place_at(const struct editor *editor, const struct span *span, int column) {
  const char *text = editor_text(editor) + span->start;
  size_t at = 0;
  int width;
  for (size_t len; at < span->len && (len = cluster_next(text + at, &width)) > 0 && (column -= width) >= 0;)
    at += len;
  return span->start + at;
}

static void move_line(struct editor *editor, int step) {
  span_vec_t spans = {0};
  wrap(editor, editor->cols, &spans);
  size_t line = line_of(&spans, editor->cursor);
  bool possible = step < 0 ? line > 0 : line + 1 < spans.len;
  if (possible) editor->cursor = place_at(editor, &spans.items[line + (size_t)step], column_of(editor, &spans.items[line], editor->cursor));
  vec_free(&spans);
}

static void move_to_border(struct editor *editor, bool end) {
  span_vec_t spans = {0};
  wrap(editor, editor->cols, &spans);
  const struct span *span = &spans.items[line_of(&spans, editor->cursor)];
  editor->cursor = span->start + (end ? span->len : 0);
  vec_free(&spans);
}

/* ---- changes ---- */

static void replace(struct editor *editor, size_t from, size_t to, const char *text) {
  struct buf changed = {0};
  buf_add(&changed, editor_text(editor), from);
  buf_puts(&changed, text);
  buf_puts(&changed, editor_text(editor) + to);
  buf_free(&editor->text);
  editor->text = changed;
  editor->cursor = from + strlen(text);
}

static bool insert(struct editor *editor, uint32_t code_point) {
  bool line_break = code_point == '\n' && editor->multi;
  if (code_point == '\n' || code_point == '\t') code_point = line_break ? '\n' : ' ';
  if (code_point < 0x20 && !line_break) return false;
  char text[5];
  utf8_encode(code_point, text);
  if (text_first_bad(text, strlen(text)) >= 0) return false;
  replace(editor, editor->cursor, editor->cursor, text);
  return true;
}

static bool erase(struct editor *editor, size_t from, size_t to) {
  if (from == to) return false;
  replace(editor, from, to, "");
  return true;
}

static size_t word_before(const struct editor *editor) {
  const char *text = editor_text(editor);
  size_t at = editor->cursor;
  while (at > 0 && text[at - 1] == ' ')
    at--;
  while (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n')
    at--;
  return at;
}

static bool control(struct editor *editor, uint32_t letter, bool *ret_changed) {
  switch (letter) {
  case 'a':
    move_to_border(editor, false);
    return true;
  case 'e':
    move_to_border(editor, true);
    return true;
  case 'u':
    *ret_changed = erase(editor, 0, editor->text.len);
    return true;
  case 'w':
    *ret_changed = erase(editor, word_before(editor), editor->cursor);
    return true;
  default:
    return false;
  }
}

bool editor_key(struct editor *editor, struct key key, bool *ret_changed) {
  *ret_changed = false;
  switch (key.code) {
  case K_CHAR:
  case K_PASTED:
    *ret_changed = insert(editor, key.ch);
    return true;
  case K_CTRL:
    return control(editor, key.ch, ret_changed);
  case K_ENTER:
    if (editor->multi) *ret_changed = insert(editor, '\n');
    return editor->multi;
  case K_UP:
  case K_DOWN:
    if (editor->multi) move_line(editor, key.code == K_UP ? -1 : 1);
    return editor->multi;
  case K_LEFT:
    editor->cursor = place_before(editor, editor->cursor);
    return true;
  case K_RIGHT:
    editor->cursor = place_after(editor, editor->cursor);
    return true;
  case K_HOME:
  case K_END:
    move_to_border(editor, key.code == K_END);
    return true;
  case K_BACKSPACE:
    *ret_changed = erase(editor, place_before(editor, editor->cursor), editor->cursor);
    return true;
  case K_DELETE:
    *ret_changed = erase(editor, editor->cursor, place_after(editor, editor->cursor));
    return true;
  default:
    return false;
  }
}

/* ---- drawing ---- */

int editor_height(const struct editor *editor, int cols) {
  span_vec_t spans = {0};
  wrap(editor, cols - 1, &spans);
  int height = (int)spans.len;
  vec_free(&spans);
  return height;
}

static void draw_part(const struct editor *editor, struct span span, struct pane pane, int row) {
  CLEANUP(mem_freep) char *text = mem_strndup(editor_text(editor) + span.start, span.len);
  pane_line(pane, row, ROLE_INPUT, text);
}

/* The part of the line around the cursor. */
static void draw_one_line(struct editor *editor, struct pane pane) {
  struct span all = {.len = editor->text.len};
  int column = column_of(editor, &all, editor->cursor), room = pane.cols - 1;
  if (column < editor->top) editor->top = column;
  if (column > editor->top + room) editor->top = column - room;
  struct span shown = {.start = place_at(editor, &all, editor->top)};
  shown.len = utf8_fit(editor_text(editor) + shown.start, pane.cols);
  draw_part(editor, shown, pane, 0);
  pane_cursor(pane, 0, column_of(editor, &shown, editor->cursor));
}

static void draw_lines(struct editor *editor, struct pane pane) {
  span_vec_t spans = {0};
  wrap(editor, editor->cols, &spans);
  int line = (int)line_of(&spans, editor->cursor);
  if (line < editor->top) editor->top = line;
  if (line >= editor->top + pane.rows) editor->top = line - pane.rows + 1;
  for (int i = 0; i < pane.rows; i++) {
    size_t at = (size_t)(editor->top + i);
    draw_part(editor, at < spans.len ? spans.items[at] : (struct span){0}, pane, i);
  }
  int column = column_of(editor, &spans.items[line], editor->cursor);
  pane_cursor(pane, line - editor->top, column < pane.cols ? column : pane.cols - 1);
  vec_free(&spans);
}

void editor_draw(struct editor *editor, struct pane pane) {
  if (pane.rows == 0 || pane.cols < 2) return;
  editor->cols = pane.cols - 1;
  editor->multi ? draw_lines(editor, pane) : draw_one_line(editor, pane);
}
