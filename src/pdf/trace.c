/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/pdf.h"

static const char *const FONT_NAMES[] = {"regular", "bold", "italic", "bold-italic", "mono"};
static const char *const COLOR_NAMES[] = {"ink", "muted", "accent", "shade", "warn", "rule"};

static double trace_width(void *context, enum font font, double size, const char *text, size_t len) {
  (void)context, (void)font;
  int columns = 0;
  uint32_t code;
  for (const char *end = text + len; text < end; text += utf8_next(text, &code)) {
    utf8_next(text, &code);
    columns += utf8_width_of(code);
  }
  return columns * size / 2;
}

static bool trace_has(void *context, enum font font, uint32_t code) {
  (void)context, (void)font;
  return code >= 0x20 && code != 0x7F && code < 0x10000;
}

struct metrics trace_metrics(void) {
  return (struct metrics){.width = trace_width, .has = trace_has};
}

static void trace_op(const struct op *op, struct buf *text) {
  switch (op->kind) {
  case OP_TEXT:
    buf_printf(text, "text %.1f %.1f %s %.1f %s", op->x, op->y, FONT_NAMES[op->font], op->size, COLOR_NAMES[op->color]);
    break;
  case OP_LINE:
    buf_printf(text, "line %.1f %.1f %.1f %.1f %.1f %s", op->x, op->y, op->x2, op->y2, op->size, COLOR_NAMES[op->color]);
    break;
  case OP_RECT:
    buf_printf(text, "rect %.1f %.1f %.1f %.1f %s", op->x, op->y, op->x2, op->y2, COLOR_NAMES[op->color]);
    break;
  case OP_LINK:
    buf_printf(text, "link %.1f %.1f %.1f %.1f", op->x, op->y, op->x2, op->y2);
    break;
  case OP_ANCHOR:
    buf_printf(text, "anchor %.1f", op->y);
    break;
  case OP_BOOKMARK:
    buf_printf(text, "bookmark %.1f level %d", op->y, op->level);
    break;
  case OP_WATERMARK:
    buf_printf(text, "watermark %.1f %.1f %.1f %.1f %.1f", op->x, op->y, op->x2, op->y2, op->size);
    break;
  }
  if (op->artifact) buf_puts(text, " artifact");
  if (op->text) buf_printf(text, " | %s", op->text);
  buf_putc(text, '\n');
}

void trace_write(const struct layout *layout, struct buf *ret_text) {
  for (size_t i = 0; i < layout->pages.len; i++) {
    const struct page *page = &layout->pages.items[i];
    buf_printf(ret_text, "page %zu\n", i + 1);
    for (size_t j = 0; j < page->ops.len; j++)
      trace_op(&page->ops.items[j], ret_text);
  }
}
