/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout: from a document (doc/model.h) to pages of positioned operations. Pure: no library, no file, no clock.
 *
 * May include: base, and doc/model.h. Gets the widths of letters through struct metrics, so that any canvas can be used.
 * Units: points (1/72 inch), origin at the top left of the page, y grows downwards. A4 portrait (595.28 x 841.89).
 */
#ifndef CRADLE_LAYOUT_H
#define CRADLE_LAYOUT_H

#include "base/base.h"
#include "doc/model.h"

enum font { FONT_REGULAR, FONT_BOLD, FONT_ITALIC, FONT_BOLD_ITALIC, FONT_MONO, FONT_COUNT };

/* Widths are proportional to the size: layout asks once for each letter and font. */
struct metrics {
  double (*width)(void *context, enum font font, double size, const char *text, size_t len); /* points; valid UTF-8 */
  bool (*has)(void *context, enum font font, uint32_t code_point);
  void *context;
};

enum op_kind {
  OP_TEXT,     /* text at (x, baseline y) */
  OP_LINE,     /* x, y to x2, y2 of thickness size */
  OP_RECT,     /* filled box x, y, x2, y2 */
  OP_LINK,     /* box x, y, x2, y2 leads to anchor `text` */
  OP_ANCHOR,   /* destination `text` at y */
  OP_BOOKMARK, /* outline entry `text` of depth `level` at y */
  OP_WATERMARK /* large grey text across the page, behind everything */
};
enum color { COLOR_INK, COLOR_MUTED, COLOR_ACCENT, COLOR_SHADE, COLOR_WARN, COLOR_RULE };

struct op {
  enum op_kind kind;
  double x, y, x2, y2, size;
  enum font font;
  enum color color;
  int level;
  bool artifact; /* header, footer, rule: not content */
  const char *text;
};

struct page {
  VEC(struct op) ops;
};
struct layout {
  double width, height;
  VEC(struct page) pages;
  const struct document *document;
  struct arena *arena;
};

/* Lays the document out: own line breaking (blank, hyphen, slash, soft hyphen, forced break inside words too wide), tables with repeated
 * header rows and rows split over pages, headings kept with what follows, contents page (headings of levels 1 to 3 that follow it) with
 * page numbers, "page x of y" and the document's footer on every page, watermark on every page of a draft. Every OP_LINK has its OP_ANCHOR:
 * a run whose anchor no block bears is set as plain text. Fails (STATUS_INPUT) only for letters no font has, naming them and the block. The
 * document must outlive the layout. */
enum status layout_build(const struct document *document, const struct metrics *metrics, struct layout **ret_layout, struct error *error);
void layout_free(struct layout *layout);

#endif
