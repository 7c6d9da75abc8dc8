/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "pdf/internal.h"

#define PAGES_PER_NODE 16   /* arrays of libharu end at 32767 items */
#define STRING_LETTERS 1000 /* its strings at 65535 bytes */
#define ID_SIZE 16
#define MAX_LEVEL 4
#define OPEN_LEVEL 1
#define DAY_SECONDS 86400

/* The beginning of text, short enough for a string of the document. */
static char *short_string(const char *text) {
  size_t bytes = 0;
  uint32_t code;
  for (size_t letters = 0, len; letters < STRING_LETTERS && (len = utf8_next(text + bytes, &code)) > 0; letters++)
    bytes += len;
  return mem_strndup(text, bytes);
}

/* ---- pages, destinations, bookmarks ------------------------------------------------------------------------------------ */

static void add_pages(struct writer *writer) {
  HPDF_Doc doc = writer->haru->doc;
  size_t count = writer->layout->pages.len;
  writer->pages = mem_alloc((count + 1) * sizeof *writer->pages);
  HPDF_SetPagesConfiguration(doc, PAGES_PER_NODE);
  for (size_t i = 0; i < count && haru_ok(writer->haru); i++) {
    writer->pages[i] = HPDF_AddPage(doc);
    if (!writer->pages[i]) return;
    HPDF_Page_SetWidth(writer->pages[i], (HPDF_REAL)writer->layout->width);
    HPDF_Page_SetHeight(writer->pages[i], (HPDF_REAL)writer->layout->height);
  }
}

/* Zero as zoom keeps the reader's; HPDF_Destination_SetXYZ refuses it. */
static HPDF_Destination destination_at(struct writer *writer, size_t page, const struct op *op) {
  HPDF_Destination destination = HPDF_Page_CreateDestination(writer->pages[page]);
  if (!destination) return NULL;
  HPDF_Array_Clear(destination);
  HPDF_Array_Add(destination, writer->pages[page]);
  HPDF_Array_AddName(destination, "XYZ");
  HPDF_Array_AddReal(destination, 0);
  HPDF_Array_AddReal(destination, (HPDF_REAL)(writer->layout->height - op->y + op->size));
  HPDF_Array_AddNumber(destination, 0);
  return destination;
}

static void add_bookmark(struct writer *writer, size_t page, const struct op *op, HPDF_Outline open[MAX_LEVEL + 1]) {
  HPDF_Doc doc = writer->haru->doc;
  int level = op->level < 1 ? 1 : op->level > MAX_LEVEL ? MAX_LEVEL : op->level;
  HPDF_Outline parent = NULL;
  for (int i = level - 1; i > 0 && !parent; i--)
    parent = open[i];
  CLEANUP(mem_freep) char *title = short_string(op->text);
  HPDF_Outline outline = HPDF_CreateOutline(doc, parent, title, HPDF_GetEncoder(doc, "UTF-8"));
  HPDF_Destination destination = destination_at(writer, page, op);
  if (!outline || !destination) return;
  HPDF_Outline_SetDestination(outline, destination);
  HPDF_Outline_SetOpened(outline, level <= OPEN_LEVEL);
  open[level] = outline;
  for (int i = level + 1; i <= MAX_LEVEL; i++)
    open[i] = NULL;
}

static void add_targets(struct writer *writer) {
  HPDF_Outline open[MAX_LEVEL + 1] = {0};
  for (size_t i = 0; i < writer->layout->pages.len; i++) {
    const struct page *page = &writer->layout->pages.items[i];
    for (size_t j = 0; j < page->ops.len && haru_ok(writer->haru); j++) {
      const struct op *op = &page->ops.items[j];
      if (op->kind == OP_BOOKMARK) add_bookmark(writer, i, op, open);
      if (op->kind == OP_ANCHOR) map_put(writer->destinations, op->text, destination_at(writer, i, op));
    }
  }
  if (open[1]) HPDF_SetPageMode(writer->haru->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* ---- what the document says about itself ------------------------------------------------------------------------------- */

static void set_info(struct writer *writer, HPDF_InfoType type, const char *value) {
  if (!value || !*value) return;
  CLEANUP(mem_freep) char *text = short_string(value);
  HPDF_SetInfoAttr(writer->haru->doc, type, text);
}

static void set_date(struct writer *writer, const char *key) {
  HPDF_Doc doc = writer->haru->doc;
  int64_t seconds = writer->layout->document->time / 1000;
  int64_t day = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;
  if (rest < 0) day--, rest += DAY_SECONDS;
  int year, month, of_month;
  day_split((day_t)day, &year, &month, &of_month);
  CLEANUP(mem_freep)
  char *text =
      mem_printf("D:%04d%02d%02d%02d%02d%02dZ", year, month, of_month, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
  HPDF_Dict_Add(doc->info, key, HPDF_String_New(doc->mmgr, text, NULL));
}

/* libharu would take the clock. */
static void set_id(struct writer *writer) {
  HPDF_Doc doc = writer->haru->doc;
  const struct document *document = writer->layout->document;
  CLEANUP(buf_free) struct buf content = {0};
  trace_write(writer->layout, &content);
  buf_printf(&content, "%s\n%s\n%s\n%lld\n", document->title ? document->title : "", document->author ? document->author : "",
             document->lang ? document->lang : "", (long long)document->time);
  struct hash hash;
  hash_of(content.data, content.len, &hash);
  HPDF_Array id = HPDF_Array_New(doc->mmgr);
  if (!id) return;
  for (int i = 0; i < 2; i++)
    HPDF_Array_Add(id, HPDF_Binary_New(doc->mmgr, hash.bytes, ID_SIZE));
  HPDF_Dict_Add(doc->trailer, "ID", id);
}

static void set_catalog(struct writer *writer) {
  HPDF_Doc doc = writer->haru->doc;
  const char *lang = writer->layout->document->lang;
  doc->pdf_version = HPDF_VER_17;
  HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, lang ? lang : "en", NULL));
  HPDF_Dict preferences = HPDF_Dict_New(doc->mmgr);
  if (!preferences) return;
  HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
  HPDF_Dict_Add(doc->catalog, "ViewerPreferences", preferences);
}

static void describe(struct writer *writer) {
  const struct document *document = writer->layout->document;
  set_info(writer, HPDF_INFO_PRODUCER, "Cradle");
  set_info(writer, HPDF_INFO_TITLE, document->title);
  set_info(writer, HPDF_INFO_SUBJECT, document->subtitle);
  set_info(writer, HPDF_INFO_AUTHOR, document->author);
  if (!haru_ok(writer->haru)) return;
  set_date(writer, "CreationDate");
  set_date(writer, "ModDate");
  set_id(writer);
  set_catalog(writer);
}

/* ---- the whole --------------------------------------------------------------------------------------------------------- */

static void write_all(struct writer *writer) {
  add_pages(writer);
  if (haru_ok(writer->haru)) add_targets(writer);
  for (size_t i = 0; i < writer->layout->pages.len && haru_ok(writer->haru) && !writer->missing; i++)
    page_draw(writer, i);
  if (haru_ok(writer->haru)) describe(writer);
  for (size_t i = 0; i < FACE_COUNT; i++)
    if (writer->definitions[i]) haru_close_glyphs(writer->definitions[i], &writer->fonts->faces[i].file);
}

static enum status finish(struct writer *writer, struct buf *ret_pdf, struct error *error) {
  const char *title = writer->layout->document->title;
  char letter[5];
  if (writer->missing) {
    utf8_encode(writer->missing, letter);
    return error_set(error, STATUS_INPUT, title, _("Replace the letter in the answer or template it comes from."),
                     _("The letter %s (U+%04X) is in none of the fonts."), letter, (unsigned)writer->missing);
  }
  struct buf pdf = {0};
  if (!haru_save(writer->haru, &pdf)) {
    buf_free(&pdf);
    return error_set(error, STATUS_INPUT, title, _("Please report this together with the document's template."),
                     _("The PDF could not be made (libharu error 0x%04lX)."), (unsigned long)writer->haru->failure);
  }
  buf_add(ret_pdf, pdf.data, pdf.len);
  buf_free(&pdf);
  return STATUS_OK;
}

enum status pdf_write(const struct layout *layout, const struct fonts *fonts, struct buf *ret_pdf, struct error *error) {
  CLEANUP(haru_freep) struct haru *haru = haru_new();
  struct writer writer = {.layout = layout, .fonts = fonts, .haru = haru, .destinations = map_new()};
  if (haru_ok(haru)) write_all(&writer);
  enum status status = finish(&writer, ret_pdf, error);
  map_free(writer.destinations);
  free(writer.pages);
  return status;
}
