/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of text for a screen of 80 columns. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

size_t width_of(const char *text) {
  int width = utf8_width(text);
  return width > 0 ? (size_t)width : 0;
}

static void put_blanks(struct buf *out, size_t count) {
  for (size_t i = 0; i < count; i++)
    buf_putc(out, ' ');
}

void put_padded(struct buf *out, const char *text, size_t columns) {
  buf_puts(out, text);
  size_t width = width_of(text);
  put_blanks(out, width < columns ? columns - width : 1);
}

static void put_paragraph(struct buf *out, size_t first, size_t rest, const char *text, size_t len) {
  size_t column = first;
  bool empty = true;
  put_blanks(out, first);
  for (size_t i = 0; i < len;) {
    size_t word = 0;
    while (i + word < len && text[i + word] != ' ')
      word++;
    CLEANUP(mem_freep) char *copy = mem_strndup(text + i, word);
    size_t width = width_of(copy);
    if (!empty && column + 1 + width > LINE_WIDTH) {
      buf_putc(out, '\n');
      put_blanks(out, rest);
      column = rest;
      empty = true;
    }
    if (!empty) buf_putc(out, ' ');
    column += width + !empty;
    buf_puts(out, copy);
    empty = false;
    i += word;
    while (i < len && text[i] == ' ')
      i++;
  }
  buf_putc(out, '\n');
}

void put_wrapped(struct buf *out, size_t first, size_t rest, const char *text) {
  do {
    size_t len = strcspn(text, "\n");
    if (len)
      put_paragraph(out, first, rest, text, len);
    else
      buf_putc(out, '\n');
    text += len + (text[len] == '\n');
    first = rest;
  } while (*text);
}

void put_wrapped_format(struct buf *out, size_t first, size_t rest, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *text = mem_vprintf(format, args);
  va_end(args);
  put_wrapped(out, first, rest, text);
}

void put_heading(struct buf *out, const char *text) {
  if (out->len) buf_putc(out, '\n');
  put_wrapped(out, 0, 2, text);
}
