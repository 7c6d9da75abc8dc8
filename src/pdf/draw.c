/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "pdf/internal.h"

#define PIECE_BYTES 16000 /* strings of libharu end at 65535 bytes, which marks without a width of their own may exceed */

struct rgb {
  float red, green, blue;
};
static const struct rgb COLORS[] = {
    [COLOR_INK] = {0.09f, 0.10f, 0.12f},     [COLOR_MUTED] = {0.40f, 0.42f, 0.46f}, [COLOR_ACCENT] = {0.08f, 0.22f, 0.44f},
    [COLOR_SHADE] = {0.93f, 0.945f, 0.965f}, [COLOR_WARN] = {0.72f, 0.16f, 0.04f},  [COLOR_RULE] = {0.72f, 0.74f, 0.78f},
};
static const struct rgb WATERMARK = {0.91f, 0.915f, 0.925f};

struct canvas {
  struct writer *writer;
  HPDF_Page page;
  double height;
  bool in_text;
};

static void set_fill(struct canvas *canvas, struct rgb color) {
  HPDF_Page_SetRGBFill(canvas->page, color.red, color.green, color.blue);
}

static void begin_text(struct canvas *canvas) {
  if (!canvas->in_text) HPDF_Page_BeginText(canvas->page);
  canvas->in_text = true;
}

static void end_text(struct canvas *canvas) {
  if (canvas->in_text) HPDF_Page_EndText(canvas->page);
  canvas->in_text = false;
}

/* ---- text -------------------------------------------------------------------------------------------------------------- */

/* Fonts are loaded when the first letter needs them. */
static HPDF_Font font_of(struct writer *writer, size_t face) {
  if (!writer->haru_fonts[face]) {
    writer->definitions[face] = haru_load_font(writer->haru, &writer->fonts->faces[face].file, face);
    if (writer->definitions[face]) writer->haru_fonts[face] = haru_font(writer->haru, writer->definitions[face]);
  }
  return writer->haru_fonts[face];
}

/* The beginning of text that one face can draw, short enough for one string. */
static size_t same_face(struct writer *writer, enum font font, const char *text, size_t *ret_face, double *ret_units) {
  size_t bytes = 0, face = FACE_NONE, len;
  uint32_t code;
  for (*ret_units = 0; (len = utf8_next(text + bytes, &code)) > 0; bytes += len) {
    size_t of_letter = fonts_face(writer->fonts, font, code);
    if (of_letter == FACE_NONE) {
      writer->missing = code;
      return 0;
    }
    if (bytes > 0 && (of_letter != face || bytes >= PIECE_BYTES)) break;
    face = of_letter;
    *ret_units += writer->fonts->faces[face].advance[code];
  }
  *ret_face = face;
  return bytes;
}

static bool draw_piece(struct canvas *canvas, const struct op *op, size_t face, double x, const char *text, size_t len) {
  HPDF_Font font = font_of(canvas->writer, face);
  if (!font) return false;
  CLEANUP(mem_freep) char *piece = mem_strndup(text, len);
  begin_text(canvas);
  HPDF_Page_SetFontAndSize(canvas->page, font, (HPDF_REAL)op->size);
  set_fill(canvas, COLORS[op->color]);
  HPDF_Page_TextOut(canvas->page, (HPDF_REAL)x, (HPDF_REAL)(canvas->height - op->y), piece);
  return true;
}

static void draw_text(struct canvas *canvas, const struct op *op) {
  double x = op->x, units;
  size_t face;
  for (const char *text = op->text; *text;) {
    size_t len = same_face(canvas->writer, op->font, text, &face, &units);
    if (len == 0 || !draw_piece(canvas, op, face, x, text, len)) return;
    x += units * op->size / 1000;
    text += len;
  }
}

static void draw_watermark(struct canvas *canvas, const struct op *op) {
  size_t face;
  double units, length = hypot(op->x2 - op->x, op->y2 - op->y);
  if (length <= 0) return;
  HPDF_REAL cosine = (HPDF_REAL)((op->x2 - op->x) / length), sine = (HPDF_REAL)((op->y - op->y2) / length);
  begin_text(canvas);
  set_fill(canvas, WATERMARK);
  HPDF_Page_SetTextMatrix(canvas->page, cosine, sine, -sine, cosine, (HPDF_REAL)op->x, (HPDF_REAL)(canvas->height - op->y));
  for (const char *text = op->text; *text;) {
    size_t len = same_face(canvas->writer, op->font, text, &face, &units);
    HPDF_Font font = len > 0 ? font_of(canvas->writer, face) : NULL;
    if (!font) return;
    CLEANUP(mem_freep) char *piece = mem_strndup(text, len);
    HPDF_Page_SetFontAndSize(canvas->page, font, (HPDF_REAL)op->size);
    HPDF_Page_ShowText(canvas->page, piece);
    text += len;
  }
  end_text(canvas);
}

/* ---- lines, boxes, links ----------------------------------------------------------------------------------------------- */

static void draw_line(struct canvas *canvas, const struct op *op) {
  struct rgb color = COLORS[op->color];
  end_text(canvas);
  HPDF_Page_SetLineWidth(canvas->page, (HPDF_REAL)op->size);
  HPDF_Page_SetRGBStroke(canvas->page, color.red, color.green, color.blue);
  HPDF_Page_MoveTo(canvas->page, (HPDF_REAL)op->x, (HPDF_REAL)(canvas->height - op->y));
  HPDF_Page_LineTo(canvas->page, (HPDF_REAL)op->x2, (HPDF_REAL)(canvas->height - op->y2));
  HPDF_Page_Stroke(canvas->page);
}

static void draw_rect(struct canvas *canvas, const struct op *op) {
  end_text(canvas);
  set_fill(canvas, COLORS[op->color]);
  HPDF_Page_Rectangle(canvas->page, (HPDF_REAL)op->x, (HPDF_REAL)(canvas->height - op->y2), (HPDF_REAL)(op->x2 - op->x),
                      (HPDF_REAL)(op->y2 - op->y));
  HPDF_Page_Fill(canvas->page);
}

static void draw_link(struct canvas *canvas, const struct op *op) {
  HPDF_Destination destination = map_get(canvas->writer->destinations, op->text);
  if (!destination) return;
  HPDF_Rect box = {(HPDF_REAL)op->x, (HPDF_REAL)(canvas->height - op->y2), (HPDF_REAL)op->x2, (HPDF_REAL)(canvas->height - op->y)};
  HPDF_Annotation link = HPDF_Page_CreateLinkAnnot(canvas->page, box, destination);
  if (!link) return;
  HPDF_LinkAnnot_SetBorderStyle(link, 0, 0, 0);
  HPDF_Dict_AddNumber(link, "F", 4); /* printed as it is on the screen */
}

static void draw_op(struct canvas *canvas, const struct op *op) {
  switch (op->kind) {
  case OP_TEXT:
    draw_text(canvas, op);
    break;
  case OP_LINE:
    draw_line(canvas, op);
    break;
  case OP_RECT:
    draw_rect(canvas, op);
    break;
  case OP_LINK:
    draw_link(canvas, op);
    break;
  case OP_WATERMARK:
    draw_watermark(canvas, op);
    break;
  case OP_ANCHOR:
  case OP_BOOKMARK:
    break; /* made before, since links may lead forwards */
  }
}

void page_draw(struct writer *writer, size_t number) {
  const struct page *page = &writer->layout->pages.items[number];
  struct canvas canvas = {.writer = writer, .page = writer->pages[number], .height = writer->layout->height};
  for (size_t i = 0; i < page->ops.len && haru_ok(writer->haru); i++)
    draw_op(&canvas, &page->ops.items[i]);
  end_text(&canvas);
}
