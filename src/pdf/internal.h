/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pdf/internal: what the parts of pdf share. fonts.c knows files and widths, haru.c hides the traps of libharu 2.3, draw.c draws a page,
 * write.c makes the document.
 */
#ifndef CRADLE_PDF_INTERNAL_H
#define CRADLE_PDF_INTERNAL_H

#include <hpdf.h>

#include "pdf/pdf.h"

/* ---- fonts ------------------------------------------------------------------------------------------------------------- */

#define FACE_BOXES FONT_COUNT /* after the faces of enum font: the face with the check boxes */
#define FACE_COUNT (FONT_COUNT + 1)
#define FACE_NONE FACE_COUNT
#define CODE_POINTS 0x10000

struct face {
  struct buf file;
  int16_t *advance; /* thousandths of the size by code point; negative if there is no such letter; NULL if the font is not there */
};
struct fonts {
  struct face faces[FACE_COUNT];
};

/* The face that really has the letter, or FACE_NONE. */
size_t fonts_face(const struct fonts *fonts, enum font font, uint32_t code_point);

/* ---- libharu ----------------------------------------------------------------------------------------------------------- */

/* A document of libharu whose first error is kept: later calls only fail because of it. */
struct haru {
  HPDF_Doc doc;
  HPDF_STATUS failure;
};
struct haru *haru_new(void);
void haru_freep(struct haru **haru);
bool haru_ok(struct haru *haru);
/* The font definition belongs to the document. NULL if the bytes are no usable TrueType font. */
HPDF_FontDef haru_load_font(struct haru *haru, const struct buf *file, size_t face);
HPDF_Font haru_font(struct haru *haru, HPDF_FontDef definition);
/* To be called after the last text: marks the parts of composite letters, which the subsetter of libharu drops when nested. */
void haru_close_glyphs(HPDF_FontDef definition, const struct buf *file);
bool haru_save(struct haru *haru, struct buf *ret_bytes);

/* ---- drawing ----------------------------------------------------------------------------------------------------------- */

struct writer {
  const struct layout *layout;
  const struct fonts *fonts;
  struct haru *haru;
  HPDF_FontDef definitions[FACE_COUNT];
  HPDF_Font haru_fonts[FACE_COUNT];
  HPDF_Page *pages;
  struct map *destinations;
  uint32_t missing; /* a letter that no font has, or 0 */
};

/* Draws the page's operations in their order; links to destinations that are not known are left out. */
void page_draw(struct writer *writer, size_t number);

#endif
