/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pdf/internal.h"

#define TAG "CRADLA" /* its last letter differs by face */
#define TAG_LEN 6

/* ---- documents --------------------------------------------------------------------------------------------------------- */

static void keep_first(HPDF_STATUS code, HPDF_STATUS detail, void *data) {
  struct haru *haru = data;
  (void)detail;
  if (haru->failure == HPDF_OK) haru->failure = code;
}

struct haru *haru_new(void) {
  struct haru *haru = mem_alloc(sizeof *haru);
  haru->doc = HPDF_New(keep_first, haru);
  if (!haru->doc) {
    haru->failure = HPDF_FAILD_TO_ALLOC_MEM;
    return haru;
  }
  HPDF_UseUTFEncodings(haru->doc);
  HPDF_SetCurrentEncoder(haru->doc, "UTF-8");
  HPDF_SetCompressionMode(haru->doc, HPDF_COMP_ALL);
  return haru;
}

void haru_freep(struct haru **haru) {
  if ((*haru)->doc) HPDF_Free((*haru)->doc);
  free(*haru);
}

/* Some calls set the error of the document without telling the handler. */
bool haru_ok(struct haru *haru) {
  if (haru->failure == HPDF_OK && haru->doc) haru->failure = HPDF_GetError(haru->doc);
  return haru->failure == HPDF_OK;
}

bool haru_save(struct haru *haru, struct buf *ret_bytes) {
  if (!haru_ok(haru) || HPDF_SaveToStream(haru->doc) != HPDF_OK || !haru_ok(haru)) return false;
  HPDF_Stream stream = haru->doc->stream;
  for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
    HPDF_UINT len = 0;
    const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, i, &len);
    buf_add(ret_bytes, bytes, len);
  }
  return haru_ok(haru);
}

/* ---- fonts ------------------------------------------------------------------------------------------------------------- */

/* libharu makes "LiberationSans-Bold,Bold" of the font's own name. */
static void repair_name(HPDF_FontDef definition) {
  HPDF_TTFontDefAttr attr = definition->attr;
  definition->base_font[strcspn(definition->base_font, ",")] = '\0';
  attr->base_font[strcspn(attr->base_font, ",")] = '\0';
}

HPDF_FontDef haru_load_font(struct haru *haru, const struct buf *file, size_t face) {
  if (!haru_ok(haru) || file->len == 0) return NULL;
  HPDF_MMgr memory = haru->doc->mmgr;
  HPDF_Stream stream = HPDF_MemStream_New(memory, (HPDF_UINT)file->len);
  if (!stream) return NULL;
  HPDF_Stream_Write(stream, (const HPDF_BYTE *)file->data, (HPDF_UINT)file->len);
  HPDF_FontDef definition = HPDF_TTFontDef_Load(memory, stream, HPDF_TRUE); /* takes the stream, also when it fails */
  if (!definition) return NULL;
  char tag[] = TAG;
  tag[TAG_LEN - 1] = (char)('A' + face);
  repair_name(definition);
  HPDF_TTFontDef_SetTagName(definition, tag);
  if (HPDF_Doc_RegisterFontDef(haru->doc, definition) != HPDF_OK) {
    HPDF_FontDef_Free(definition);
    return NULL;
  }
  return haru_ok(haru) ? definition : NULL;
}

/* libharu writes CID operators where readers look for bfrange, and then guess. */
static void rewrite_to_unicode(HPDF_Dict map) {
  static const char *const NEEDLESS[] = {"Type", "CMapName", "CIDSystemInfo", "WMode"};
  CLEANUP(buf_free) struct buf text = {0};
  buf_puts(&text, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                  "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  /* A range may not cross 256 codes, a block not hold more than 100 ranges; surrogates (D8-DF) are no letters. */
  static const unsigned BLOCKS[][2] = {{0x00, 0x5F}, {0x60, 0xBF}, {0xC0, 0xD7}, {0xE0, 0xFF}};
  for (size_t i = 0; i < ARRAY_LEN(BLOCKS); i++) {
    buf_printf(&text, "%u beginbfrange\n", BLOCKS[i][1] - BLOCKS[i][0] + 1);
    for (unsigned high = BLOCKS[i][0]; high <= BLOCKS[i][1]; high++) {
      unsigned low = high == 0 ? 1 : 0;
      buf_printf(&text, "<%02X%02X> <%02XFF> <%02X%02X>\n", high, low, high, high, low);
    }
    buf_puts(&text, "endbfrange\n");
  }
  buf_puts(&text, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  HPDF_MemStream_FreeData(map->stream);
  HPDF_Stream_Write(map->stream, (const HPDF_BYTE *)text.data, (HPDF_UINT)text.len);
  for (size_t i = 0; i < ARRAY_LEN(NEEDLESS); i++)
    HPDF_Dict_RemoveElement(map, NEEDLESS[i]);
}

HPDF_Font haru_font(struct haru *haru, HPDF_FontDef definition) {
  HPDF_Font font = HPDF_GetFont(haru->doc, definition->base_font, "UTF-8");
  if (!font || !haru_ok(haru)) return NULL;
  rewrite_to_unicode(((HPDF_FontAttr)font->attr)->cmap_stream);
  return haru_ok(haru) ? font : NULL;
}

/* ---- parts of composite letters ---------------------------------------------------------------------------------------- */

#define COMPOSITE (-1)
#define GLYPH_HEADER 10
#define ARGS_ARE_WORDS 0x0001
#define HAS_SCALE 0x0008
#define MORE_PARTS 0x0020
#define HAS_TWO_SCALES 0x0040
#define HAS_MATRIX 0x0080

static unsigned word_at(const struct buf *file, size_t offset) {
  if (offset + 2 > file->len) return 0;
  const unsigned char *bytes = (const unsigned char *)file->data + offset;
  return (unsigned)bytes[0] << 8 | bytes[1];
}

static size_t glyph_offset(const HPDF_TTFontDefAttr attr, size_t glyph) {
  size_t unit = attr->header.index_to_loc_format == 0 ? 2 : 1;
  return attr->glyph_tbl.offsets[glyph] * unit;
}

static size_t part_size(unsigned flags) {
  size_t size = 4 + (flags & ARGS_ARE_WORDS ? 4 : 2);
  if (flags & HAS_SCALE) return size + 2;
  if (flags & HAS_TWO_SCALES) return size + 4;
  return flags & HAS_MATRIX ? size + 8 : size;
}

/* Flags the glyph's parts; says whether one of them was new. */
static bool flag_parts(HPDF_TTFontDefAttr attr, const struct buf *file, size_t glyph) {
  size_t offset = glyph_offset(attr, glyph), end = glyph_offset(attr, glyph + 1);
  if (end < offset + GLYPH_HEADER) return false;
  offset += attr->glyph_tbl.base_offset;
  end += attr->glyph_tbl.base_offset;
  if (end > file->len || (int16_t)word_at(file, offset) != COMPOSITE) return false;
  bool found = false;
  unsigned flags = MORE_PARTS;
  for (offset += GLYPH_HEADER; flags & MORE_PARTS && offset + 4 <= end; offset += part_size(flags)) {
    flags = word_at(file, offset);
    unsigned part = word_at(file, offset + 2);
    if (part >= attr->num_glyphs || attr->glyph_tbl.flgs[part]) continue;
    attr->glyph_tbl.flgs[part] = 1;
    found = true;
  }
  return found;
}

void haru_close_glyphs(HPDF_FontDef definition, const struct buf *file) {
  HPDF_TTFontDefAttr attr = definition->attr;
  for (bool found = true; found;) {
    found = false;
    for (size_t glyph = 0; glyph < attr->num_glyphs; glyph++)
      if (attr->glyph_tbl.flgs[glyph] && flag_parts(attr, file, glyph)) found = true;
  }
}
