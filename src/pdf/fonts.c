/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pdf/internal.h"

#define FONT_FILE_MAX ((size_t)32 << 20)
#define TRUETYPE 0x00010000
#define TABLES_START 12
#define TABLE_ENTRY 16
#define BOX_FIRST 0x2610
#define BOX_LAST 0x2612

static const char *const FOLDERS[] = {"/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"};
static const char *const BOX_FOLDER = "/usr/share/fonts/truetype/dejavu";
static const char *const FILES[FACE_COUNT] = {"LiberationSans-Regular.ttf",    "LiberationSans-Bold.ttf",    "LiberationSans-Italic.ttf",
                                              "LiberationSans-BoldItalic.ttf", "LiberationMono-Regular.ttf", "DejaVuSans.ttf"};

/* Letters of the official languages beside A to Z, and the marks that documents use. */
static const char LETTERS[] = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
                              "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĠġĢģĦħĪīĮįĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"
                              "ḂḃḊḋḞḟṀṁṖṗṠṡṪṫẞ"
                              "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωΆΈΉΊΌΎΏΪΫάέήίόύώϊϋΐΰ"
                              "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюяЀЍѐѝ"
                              "‘’‚“”„«»–—…•§€°±×·≤≥\u00A0";

/* ---- widths ------------------------------------------------------------------------------------------------------------ */

static bool is_box(uint32_t code) {
  return code >= BOX_FIRST && code <= BOX_LAST;
}

static bool face_has(const struct face *face, uint32_t code) {
  return face->advance && code < CODE_POINTS && face->advance[code] >= 0;
}

size_t fonts_face(const struct fonts *fonts, enum font font, uint32_t code) {
  if (face_has(&fonts->faces[font], code)) return font;
  if (face_has(&fonts->faces[FONT_REGULAR], code)) return FONT_REGULAR;
  if (is_box(code) && face_has(&fonts->faces[FACE_BOXES], code)) return FACE_BOXES;
  return FACE_NONE;
}

static double fonts_width(void *context, enum font font, double size, const char *text, size_t len) {
  const struct fonts *fonts = context;
  long units = 0;
  uint32_t code;
  for (const char *end = text + len; text < end;) {
    text += utf8_next(text, &code);
    size_t face = fonts_face(fonts, font, code);
    if (face != FACE_NONE) units += fonts->faces[face].advance[code];
  }
  return (double)units * size / 1000;
}

static bool fonts_has(void *context, enum font font, uint32_t code) {
  return fonts_face(context, font, code) != FACE_NONE;
}

struct metrics fonts_metrics(const struct fonts *fonts) {
  return (struct metrics){.width = fonts_width, .has = fonts_has, .context = (void *)fonts};
}

/* Widths as libharu writes them into the file, so that what we measure is what a reader shows. */
static void read_widths(struct face *face, HPDF_FontDef definition) {
  HPDF_TTFontDefAttr attr = definition->attr;
  face->advance = mem_alloc(CODE_POINTS * sizeof(int16_t));
  for (size_t i = 0; i < CODE_POINTS; i++)
    face->advance[i] = -1;
  for (size_t segment = 0; segment < attr->cmap.seg_count_x2 / 2u; segment++)
    for (uint32_t code = attr->cmap.start_count[segment]; code <= attr->cmap.end_count[segment] && code < 0xFFFF; code++) {
      HPDF_UINT16 glyph = HPDF_TTFontDef_GetGlyphid(definition, (HPDF_UINT16)code);
      if (glyph > 0 && glyph < attr->num_glyphs) face->advance[code] = HPDF_TTFontDef_GetGidWidth(definition, glyph);
    }
}

/* ---- files ------------------------------------------------------------------------------------------------------------- */

static uint32_t number_at(const struct buf *file, size_t offset, size_t bytes) {
  uint32_t number = 0;
  for (size_t i = 0; i < bytes; i++)
    number = number << 8 | (unsigned char)file->data[offset + i];
  return number;
}

/* libharu trusts the file: every table must lie inside it, and the outlines must be those of TrueType. */
static bool is_whole_truetype(const struct buf *file) {
  if (file->len < TABLES_START || number_at(file, 0, 4) != TRUETYPE) return false;
  size_t tables = number_at(file, 4, 2);
  bool has_outlines = false;
  if (file->len < TABLES_START + tables * TABLE_ENTRY) return false;
  for (size_t i = 0; i < tables; i++) {
    size_t entry = TABLES_START + i * TABLE_ENTRY;
    if ((uint64_t)number_at(file, entry + 8, 4) + number_at(file, entry + 12, 4) > file->len) return false;
    if (memcmp(file->data + entry, "glyf", 4) == 0) has_outlines = true;
  }
  return has_outlines;
}

static const char *advice(void) {
  return _("Install the package fonts-liberation2 (on newer systems fonts-liberation, version 2 or later).");
}

static enum status load_face(struct face *face, size_t index, const char *folder, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(folder, FILES[index]);
  if (file_read(path, FONT_FILE_MAX, &face->file, NULL) != STATUS_OK)
    return error_set(error, STATUS_INPUT, path, advice(), _("This font cannot be read."));
  CLEANUP(haru_freep) struct haru *haru = haru_new();
  HPDF_FontDef definition = is_whole_truetype(&face->file) ? haru_load_font(haru, &face->file, index) : NULL;
  if (!definition) return error_set(error, STATUS_INPUT, path, advice(), _("This file is not a TrueType font that can be embedded."));
  read_widths(face, definition);
  return STATUS_OK;
}

static enum status check_letters(const struct fonts *fonts, const char *folder, struct error *error) {
  for (size_t i = 0; i < FONT_COUNT; i++) {
    uint32_t code;
    for (const char *text = LETTERS; *text;) {
      size_t len = utf8_next(text, &code);
      if (!face_has(&fonts->faces[i], code)) {
        CLEANUP(mem_freep) char *path = path_join(folder, FILES[i]);
        return error_set(error, STATUS_INPUT, path, advice(), _("This font lacks the letter %.*s of an official language."), (int)len,
                         text);
      }
      text += len;
    }
  }
  return STATUS_OK;
}

static void load_boxes(struct fonts *fonts, const char *folder) {
  struct face *face = &fonts->faces[FACE_BOXES];
  if (load_face(face, FACE_BOXES, folder, NULL) != STATUS_OK) buf_free(&face->file);
}

static enum status load_folder(struct fonts *fonts, const char *folder, struct error *error) {
  for (size_t i = 0; i < FONT_COUNT; i++) {
    enum status status = load_face(&fonts->faces[i], i, folder, error);
    if (status != STATUS_OK) return status;
  }
  enum status status = check_letters(fonts, folder, error);
  if (status != STATUS_OK) return status;
  load_boxes(fonts, folder);
  if (!fonts->faces[FACE_BOXES].advance) load_boxes(fonts, BOX_FOLDER);
  return STATUS_OK;
}

static const char *usual_folder(void) {
  for (size_t i = 0; i < ARRAY_LEN(FOLDERS); i++) {
    CLEANUP(mem_freep) char *path = path_join(FOLDERS[i], FILES[FONT_REGULAR]);
    if (file_exists(path)) return FOLDERS[i];
  }
  return NULL;
}

enum status fonts_load(const char *folder, struct fonts **ret_fonts, struct error *error) {
  if (!folder) folder = usual_folder();
  if (!folder)
    return error_set(error, STATUS_INPUT, FOLDERS[0], advice(), _("The fonts Liberation Sans and Liberation Mono were not found."));
  struct fonts *fonts = mem_alloc(sizeof *fonts);
  enum status status = load_folder(fonts, folder, error);
  if (status == STATUS_OK)
    *ret_fonts = fonts;
  else
    fonts_free(fonts);
  return status;
}

void fonts_free(struct fonts *fonts) {
  if (!fonts) return;
  for (size_t i = 0; i < FACE_COUNT; i++) {
    buf_free(&fonts->faces[i].file);
    free(fonts->faces[i].advance);
  }
  free(fonts);
}
