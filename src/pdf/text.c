/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf.h"

#define COLUMNS 78
#define COLUMN_GAP 2
#define LEAST_COLUMN 3
#define ITEM_STEP 2
#define SIGNATURE_COLUMNS 40

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static bool is_invisible(uint32_t code) {
  return code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

static void add_visible(struct buf *out, const char *text) {
  uint32_t code;
  for (size_t len; (len = utf8_next(text, &code)) > 0; text += len)
    if (!is_invisible(code)) buf_add(out, text, len);
}

static char *runs_text(const struct run *runs, size_t runs_len, const char *cite) {
  struct buf text = {0};
  for (size_t i = 0; i < runs_len; i++)
    add_visible(&text, runs[i].text);
  if (cite && text.len > 0) buf_putc(&text, ' ');
  if (cite) buf_printf(&text, "[%s]", cite);
  buf_puts(&text, "");
  return text.data ? buf_take(&text) : mem_strdup("");
}

static size_t trim(const char *text, size_t len) {
  while (len > 0 && text[len - 1] == ' ')
    len--;
  return len;
}

/* Bytes of the next line of text; *ret_next is where the line after it begins. */
static size_t line_of(const char *text, int columns, const char **ret_next) {
  size_t fits = utf8_fit(text, columns);
  const char *newline = memchr(text, '\n', fits + 1);
  if (newline || !text[fits]) {
    const char *end_of_line = newline ? newline : text + fits;
    *ret_next = end_of_line + (newline != NULL);
    return trim(text, (size_t)(end_of_line - text));
  }
  size_t end = fits;
  while (end > 0 && text[end] != ' ')
    end--;
  uint32_t code;
  if (end == 0) end = fits > 0 ? fits : utf8_next(text, &code);
  *ret_next = text + end + strspn(text + end, " ");
  return trim(text, end);
}

static void put_blanks(struct buf *out, int count) {
  for (int i = 0; i < count; i++)
    buf_putc(out, ' ');
}

static void put_repeated(struct buf *out, char c, int count) {
  for (int i = 0; i < count; i++)
    buf_putc(out, c);
  buf_putc(out, '\n');
}

static void put_wrapped(struct buf *out, const char *text, const char *first, const char *others) {
  const char *prefix = first;
  do {
    const char *next;
    size_t len = line_of(text, COLUMNS - utf8_width(others), &next);
    buf_printf(out, "%s%.*s\n", prefix, (int)len, text);
    text = next;
    prefix = others;
  } while (*text);
}

/* ---- tables ------------------------------------------------------------------------------------------------------------ */

static int column_width(const struct block *block, size_t column) {
  int room = COLUMNS - COLUMN_GAP * (int)(block->columns - 1);
  double share = block->widths ? block->widths[column] : 1.0 / (double)block->columns;
  int width = (int)(share * room);
  return width > LEAST_COLUMN ? width : LEAST_COLUMN;
}

static bool put_row_line(struct buf *out, const struct block *block, const char **rest) {
  bool more = false;
  int pending = 0; /* blanks are written only before more text, so that no line ends with them */
  for (size_t i = 0; i < block->columns; i++) {
    int width = column_width(block, i), used = 0;
    if (*rest[i]) {
      const char *next;
      size_t len = line_of(rest[i], width, &next);
      CLEANUP(mem_freep) char *line = mem_strndup(rest[i], len);
      put_blanks(out, pending);
      buf_puts(out, line);
      used = utf8_width(line);
      pending = 0;
      rest[i] = next;
      more = more || *next;
    }
    pending += width - used + COLUMN_GAP;
  }
  buf_putc(out, '\n');
  return more;
}

static void put_row(struct buf *out, const struct block *block, const struct row *row, bool last_header) {
  char **texts = mem_alloc(block->columns * sizeof *texts);
  const char **rest = mem_alloc(block->columns * sizeof *rest);
  for (size_t i = 0; i < block->columns; i++)
    rest[i] = texts[i] = runs_text(row->cells[i].runs, row->cells[i].runs_len, NULL);
  bool wrapped = false;
  while (put_row_line(out, block, rest))
    wrapped = true;
  if (last_header)
    put_repeated(out, '-', COLUMNS);
  else if (wrapped)
    buf_putc(out, '\n');
  for (size_t i = 0; i < block->columns; i++)
    free(texts[i]);
  free(texts);
  free(rest);
}

static void put_table(struct buf *out, const struct block *block) {
  if (block->columns == 0) return;
  if (block->cite) buf_printf(out, "[%s]\n", block->cite);
  for (size_t i = 0; i < block->rows_len; i++)
    put_row(out, block, &block->rows[i], i + 1 == block->header_rows);
}

/* ---- other blocks ------------------------------------------------------------------------------------------------------ */

static void put_labelled(struct buf *out, const struct block *block, const char *text, int indent) {
  CLEANUP(buf_free) struct buf first = {0}, others = {0};
  put_blanks(&first, indent);
  if (block->label) buf_printf(&first, "%s ", block->label);
  put_blanks(&others, utf8_width(buf_str(&first)));
  put_wrapped(out, text, buf_str(&first), buf_str(&others));
}

static void put_heading(struct buf *out, const struct block *block, const char *text) {
  size_t start = out->len;
  put_labelled(out, block, text, 0);
  if (block->level > 2) return;
  CLEANUP(mem_freep) char *title = mem_strndup(out->data + start, strcspn(out->data + start, "\n"));
  put_repeated(out, block->level == 2 ? '-' : '=', utf8_width(title));
}

static void put_contents(struct buf *out, const struct document *document, const struct block *contents) {
  for (const struct block *block = contents + 1; block < document->blocks + document->blocks_len; block++) {
    if (block->kind != BLOCK_HEADING || block->level > 3) continue;
    CLEANUP(mem_freep) char *text = runs_text(block->runs, block->runs_len, NULL);
    put_labelled(out, block, text, ITEM_STEP * (block->level > 1 ? block->level - 1 : 0));
  }
}

static void put_block(struct buf *out, const struct document *document, const struct block *block) {
  CLEANUP(mem_freep) char *text = runs_text(block->runs, block->runs_len, block->cite);
  switch (block->kind) {
  case BLOCK_HEADING:
    put_heading(out, block, text);
    break;
  case BLOCK_PARAGRAPH:
    put_wrapped(out, text, "", "");
    break;
  case BLOCK_ITEM:
    put_labelled(out, block, text, ITEM_STEP * block->level);
    break;
  case BLOCK_TABLE:
    put_table(out, block);
    break;
  case BLOCK_CONTENTS:
    put_contents(out, document, block);
    break;
  case BLOCK_PAGE_BREAK:
    buf_putc(out, '\f');
    return;
  case BLOCK_RULE:
    put_repeated(out, '-', COLUMNS);
    break;
  case BLOCK_SIGNATURE:
    put_repeated(out, '_', SIGNATURE_COLUMNS);
    put_wrapped(out, text, "", "");
    break;
  case BLOCK_NOTE:
    put_wrapped(out, text, "| ", "| ");
    break;
  }
  bool in_list = block->kind == BLOCK_ITEM && block + 1 < document->blocks + document->blocks_len && block[1].kind == BLOCK_ITEM;
  if (!in_list) buf_putc(out, '\n');
}

void text_write(const struct layout *layout, struct buf *ret_text) {
  const struct document *document = layout->document;
  if (document->watermark) buf_printf(ret_text, "*** %s ***\n\n", document->watermark);
  for (size_t i = 0; i < document->blocks_len; i++)
    put_block(ret_text, document, &document->blocks[i]);
  if (document->footer) put_wrapped(ret_text, document->footer, "", "");
}
