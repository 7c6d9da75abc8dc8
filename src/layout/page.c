/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "layout/internal.h"

#define HEADER_BASELINE 46.0
#define HEADER_RULE 53.0
#define FOOTER_BOTTOM 36.0
#define FOOTER_GAP 20.0
#define FOOTER_ROOM 110.0 /* for "Page x of y" */
#define COVER_SINK 150.0
#define COVER_SHARE 0.5
#define WATERMARK_SHARE 0.7 /* of the diagonal */
#define WATERMARK_SIZE 130.0

static const struct style FOOT = {FONT_REGULAR, 7.5, COLOR_MUTED};
static const struct style WATERMARK = {FONT_BOLD, 1, COLOR_SHADE};

struct place {
  size_t strip, page;
  double y;
  bool repeated;
};

struct pager {
  struct builder *builder;
  VEC(struct place) places;
  struct text footer;
  size_t page;
  double y, bottom;
  bool used; /* the page bears more than repeated header rows */
};

/* ---- which strip on which page ----------------------------------------------------------------------------------------- */

static const struct strip *strip_at(const struct pager *pager, size_t i) {
  return &pager->builder->strips.items[i];
}

static void put(struct pager *pager, size_t i, bool repeated) {
  const struct strip *strip = strip_at(pager, i);
  pager->y += pager->used ? strip->before : strip->at_top;
  vec_push(&pager->places, ((struct place){i, pager->page, pager->y, repeated}));
  pager->y += strip->height;
  pager->used = pager->used || !repeated;
}

static double height_of(const struct pager *pager, size_t first, size_t end) {
  double height = 0;
  for (size_t i = first; i < end; i++)
    height += strip_at(pager, i)->height + (i > first || pager->used ? strip_at(pager, i)->before : 0);
  return height;
}

static bool fits(const struct pager *pager, size_t first, size_t end) {
  return pager->y + height_of(pager, first, end) <= pager->bottom + 0.01;
}

/* Header rows that would leave less than half of the page are not repeated. */
static void start_page(struct pager *pager, size_t next) {
  const struct strip *strip = strip_at(pager, next);
  pager->page++;
  pager->y = BODY_TOP;
  pager->used = false;
  if (height_of(pager, strip->header_first, strip->header_end) > (pager->bottom - BODY_TOP) / 2) return;
  for (size_t i = strip->header_first; i < strip->header_end; i++)
    put(pager, i, true);
}

static size_t chain_end(const struct pager *pager, size_t first) {
  const struct builder *builder = pager->builder;
  while (builder->strips.items[first].keep && first + 1 < builder->strips.len && !builder->strips.items[first + 1].new_page)
    first++;
  return first + 1;
}

static void place_strips(struct pager *pager) {
  for (size_t i = 0; i < pager->builder->strips.len;) {
    size_t end = chain_end(pager, i);
    if (pager->used && (strip_at(pager, i)->new_page || !fits(pager, i, end))) start_page(pager, i);
    bool whole = fits(pager, i, end); /* else the chain is longer than a page */
    for (; i < end; i++) {
      if (!whole && pager->used && !fits(pager, i, i + 1)) start_page(pager, i);
      put(pager, i, false);
    }
  }
}

/* A title page is what a document that begins with a heading sets before the first page break, if it is short. */
static double cover_sink(const struct pager *pager) {
  const struct builder *builder = pager->builder;
  const struct document *document = builder->document;
  if (document->blocks_len == 0 || document->blocks[0].kind != BLOCK_HEADING || document->blocks[0].level != 1) return 0;
  for (size_t i = 1; i < builder->strips.len; i++)
    if (builder->strips.items[i].new_page) return height_of(pager, 0, i) < (pager->bottom - BODY_TOP) * COVER_SHARE ? COVER_SINK : 0;
  return 0;
}

/* ---- page numbers in the contents -------------------------------------------------------------------------------------- */

static void number_entries(struct pager *pager) {
  struct builder *builder = pager->builder;
  CLEANUP(mem_freep) size_t *page_of = mem_alloc((builder->strips.len + 1) * sizeof *page_of);
  for (size_t i = 0; i < pager->places.len; i++)
    if (!pager->places.items[i].repeated) page_of[pager->places.items[i].strip] = pager->places.items[i].page;
  for (size_t i = 0; i < builder->entries.len; i++) {
    const struct entry *entry = &builder->entries.items[i];
    struct op *op = &builder->ops.items[entry->op];
    op->text = arena_printf(builder->arena, "%zu", page_of[builder->first_strip[entry->block]] + 1);
    op->x -= text_width(builder, (struct style){op->font, op->size, op->color}, op->text);
  }
}

/* ---- operations of a page ---------------------------------------------------------------------------------------------- */

/* Boxes that meet become one: slices of a shaded box would show seams. */
static bool join_rect(struct page *page, const struct op *op) {
  for (size_t i = page->ops.len; i > 0; i--) {
    struct op *above = &page->ops.items[i - 1];
    if (above->kind != OP_RECT || above->color != op->color || above->x != op->x || above->x2 != op->x2) continue;
    if (fabs(above->y2 - op->y) > 0.01) return false;
    above->y2 = op->y2;
    return true;
  }
  return false;
}

static void draw(struct page *page, struct op op, double y) {
  op.y += y;
  op.y2 += y;
  if (op.kind == OP_RECT && join_rect(page, &op)) return;
  vec_push(&page->ops, op);
}

static void draw_strip(struct pager *pager, struct page *page, const struct place *place) {
  const struct strip *strip = strip_at(pager, place->strip);
  for (size_t i = strip->op_first; i < strip->op_end; i++) {
    struct op op = pager->builder->ops.items[i];
    if (place->repeated && (op.kind == OP_ANCHOR || op.kind == OP_BOOKMARK)) continue;
    op.artifact = op.artifact || place->repeated;
    draw(page, op, place->y);
  }
}

/* The newest operations of the builder go to the page, as something that is not content. */
static void draw_artifacts(struct builder *builder, struct page *page, size_t first) {
  for (size_t i = first; i < builder->ops.len; i++) {
    builder->ops.items[i].artifact = true;
    draw(page, builder->ops.items[i], 0);
  }
  builder->ops.len = first;
}

static void draw_watermark(struct builder *builder, struct page *page) {
  const char *text = builder->document->watermark;
  if (!text || !*text) return;
  double diagonal = hypot(PAGE_WIDTH, PAGE_HEIGHT), unit = text_width(builder, WATERMARK, text);
  double size = unit > 0 ? WATERMARK_SHARE * diagonal / unit : WATERMARK_SIZE;
  if (size > WATERMARK_SIZE) size = WATERMARK_SIZE;
  double dx = PAGE_WIDTH / diagonal, dy = -PAGE_HEIGHT / diagonal; /* upwards along the diagonal */
  double half = unit * size / 2, drop = 0.35 * size;               /* the letters' middle lies on the diagonal */
  double x = PAGE_WIDTH / 2 - dy * drop, y = PAGE_HEIGHT / 2 + dx * drop;
  struct op op = {.kind = OP_WATERMARK, .x = x - dx * half, .y = y - dy * half, .x2 = x + dx * half, .y2 = y + dy * half};
  op.size = size, op.font = WATERMARK.font, op.color = WATERMARK.color, op.text = text_visible(builder, text), op.artifact = true;
  draw(page, op, 0);
}

static void draw_rule(struct builder *builder, double y) {
  op_add(builder,
         (struct op){.kind = OP_LINE, .x = MARGIN, .x2 = MARGIN + FULL_WIDTH, .y = y, .y2 = y, .size = RULE_THIN, .color = COLOR_RULE});
}

static void draw_header(struct builder *builder, struct page *page) {
  const struct document *document = builder->document;
  size_t first = builder->ops.len;
  double room = FULL_WIDTH;
  if (document->subtitle) {
    const char *subtitle = text_shorten(builder, FOOT, document->subtitle, FULL_WIDTH / 2 - 8);
    double width = text_width(builder, FOOT, subtitle);
    op_text(builder, FOOT, MARGIN + FULL_WIDTH - width, HEADER_BASELINE, subtitle);
    room -= width + 16;
  }
  if (document->title) op_text(builder, FOOT, MARGIN, HEADER_BASELINE, text_shorten(builder, FOOT, document->title, room));
  draw_rule(builder, HEADER_RULE);
  draw_artifacts(builder, page, first);
}

static double footer_top(const struct pager *pager) {
  size_t lines = pager->footer.lines.len > 0 ? pager->footer.lines.len : 1;
  return PAGE_HEIGHT - FOOTER_BOTTOM - SMALL_LEADING * (double)lines;
}

static void draw_footer(struct pager *pager, struct page *page, size_t number) {
  struct builder *builder = pager->builder;
  size_t first = builder->ops.len;
  double top = footer_top(pager);
  draw_rule(builder, top - 5);
  for (size_t i = 0; i < pager->footer.lines.len; i++)
    text_set(builder, &pager->footer, &pager->footer.lines.items[i], MARGIN,
             top + SMALL_LEADING * (double)i + baseline_in(SMALL_LEADING, FOOT.size));
  char *text = arena_printf(builder->arena, tr(builder->document->lang, "layout", N_("Page %zu of %zu")), number, pager->page + 1);
  op_text(builder, FOOT, MARGIN + FULL_WIDTH - text_width(builder, FOOT, text), top + baseline_in(SMALL_LEADING, FOOT.size), text);
  draw_artifacts(builder, page, first);
}

static void break_footer(struct pager *pager) {
  struct builder *builder = pager->builder;
  builder->where = arena_strdup(builder->arena, _("title or footer of the document"));
  if (builder->document->footer) text_add(builder, &pager->footer, FOOT, builder->document->footer, NULL);
  text_break(builder, &pager->footer, FULL_WIDTH - FOOTER_ROOM);
  pager->bottom = footer_top(pager) - FOOTER_GAP;
}

static void draw_pages(struct pager *pager, struct layout *layout) {
  size_t next = 0;
  for (size_t number = 0; number <= pager->page; number++) {
    struct page page = {0};
    draw_watermark(pager->builder, &page);
    if (number > 0) draw_header(pager->builder, &page);
    for (; next < pager->places.len && pager->places.items[next].page == number; next++)
      draw_strip(pager, &page, &pager->places.items[next]);
    draw_footer(pager, &page, number + 1);
    vec_push(&layout->pages, page);
  }
}

void pages_set(struct builder *builder, struct layout *layout) {
  struct pager pager = {.builder = builder};
  break_footer(&pager);
  pager.y = BODY_TOP + cover_sink(&pager);
  place_strips(&pager);
  number_entries(&pager);
  draw_pages(&pager, layout);
  text_free(&pager.footer);
  vec_free(&pager.places);
}
