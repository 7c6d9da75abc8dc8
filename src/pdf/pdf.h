/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pdf: canvases that draw a layout. libharu writes PDF; trace prints every operation as text, so that documents are tested as text.
 *
 * May include: base, layout (and with it doc/model.h), libharu. The only folder that sees libharu. Every call of libharu is checked: its
 * errors stick.
 *
 * Order: fonts_load once; layout_build with fonts_metrics; pdf_write or trace_write.
 */
#ifndef CRADLE_PDF_H
#define CRADLE_PDF_H

#include "base/base.h"
#include "layout/layout.h"

struct fonts;
/* Finds Liberation Sans and Mono in folder (NULL: the usual folders of Debian) and checks that they hold the letters of the 24 official
 * languages. A letter that Mono, bold or italic lacks is taken from Sans Regular; check boxes (U+2610-2612) from DejaVu Sans if it is
 * there. */
enum status fonts_load(const char *folder, struct fonts **ret_fonts, struct error *error);
void fonts_free(struct fonts *fonts);
struct metrics fonts_metrics(const struct fonts *fonts); /* borrowed from fonts */
/* Metrics without fonts: every letter half an em wide (combining marks 0, wide ones 1 em); for trace tests. */
struct metrics trace_metrics(void);

/* The PDF as bytes: embedded subsetted fonts with all parts of composite letters, right ToUnicode maps, links, bookmarks, /Lang, title;
 * dates and /ID from the document alone, so the same document gives the same bytes. Fails (STATUS_INPUT) if the layout was made with other
 * metrics and holds a letter that no font has, or if it goes beyond what PDF can hold. */
enum status pdf_write(const struct layout *layout, const struct fonts *fonts, struct buf *ret_pdf, struct error *error);
/* One line an operation, grouped by page; coordinates with one decimal. */
void trace_write(const struct layout *layout, struct buf *ret_text);
/* The document as plain text for people: headings, paragraphs, tables as aligned columns, page breaks as form feeds. */
void text_write(const struct layout *layout, struct buf *ret_text);

#endif
