/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "layout/internal.h"

#define ITEM_STEP 18.0
#define ITEM_HANG 18.0
#define NOTE_PADDING 9.0
#define NOTE_BAR 2.5
#define SIGNATURE_SPACE 42.0
#define SIGNATURE_WIDTH 230.0
#define EXCERPT 60

const struct style STYLE_BODY = {FONT_REGULAR, BODY_SIZE, COLOR_INK};
const struct style STYLE_SMALL = {FONT_REGULAR, SMALL_SIZE, COLOR_MUTED};

/* How the lines of a block are set. */
struct flow {
  struct style style;
  double x, width, leading;
  double before, after;
  double pad; /* above the first and below the last line */
  const char *label;
  double label_x;
  const char *cite;
  bool shaded, whole, keep_with_next;
};

double baseline_in(double leading, double size) {
  return leading / 2 + 0.35 * size;
}

void op_add(struct builder *builder, struct op op) {
  vec_push(&builder->ops, op);
}

void op_text(struct builder *builder, struct style style, double x, double baseline, const char *utf8) {
  op_add(builder, (struct op){.kind = OP_TEXT,
                              .x = x,
                              .y = baseline,
                              .size = style.size,
                              .font = style.font,
                              .color = style.color,
                              .text = text_visible(builder, utf8)});
}

/* ---- runs -------------------------------------------------------------------------------------------------------------- */

static bool is_bold(struct style style) {
  return style.font == FONT_BOLD || style.font == FONT_BOLD_ITALIC;
}

static struct style run_style(struct style base, enum run_style style) {
  switch (style) {
  case RUN_PLAIN:
  case RUN_FOREIGN:
    break;
  case RUN_STRONG:
    base.font = FONT_BOLD;
    break;
  case RUN_EMPHASIS:
    base.font = is_bold(base) ? FONT_BOLD_ITALIC : FONT_ITALIC;
    break;
  case RUN_CODE:
    base.font = FONT_MONO, base.size *= 0.9;
    break;
  case RUN_CITE:
    base.font = FONT_REGULAR, base.size *= 0.85, base.color = COLOR_MUTED;
    break;
  case RUN_PLACEHOLDER:
    base.font = FONT_BOLD, base.color = COLOR_WARN;
    break;
  }
  return base;
}

void runs_add(struct builder *builder, struct text *text, struct style base, const struct run *runs, size_t runs_len) {
  for (size_t i = 0; i < runs_len; i++) {
    struct style style = run_style(base, runs[i].style);
    if (runs[i].anchor && map_get(builder->anchors, runs[i].anchor) && style.color == COLOR_INK) style.color = COLOR_ACCENT;
    const char *words = runs[i].style == RUN_FOREIGN ? text_spell(builder, style, runs[i].text) : runs[i].text;
    text_add(builder, text, style, words, runs[i].anchor);
  }
}

/* ---- strips ------------------------------------------------------------------------------------------------------------ */

static double larger(double a, double b) {
  return a > b ? a : b;
}

/* Anchors and bookmarks sit at the top of the next strip, so that a block without text does not lose its own. */
static void mark(struct builder *builder, struct op op) {
  op.x = MARGIN;
  vec_push(&builder->marks, op);
}

void strip_open(struct builder *builder, double before) {
  struct strip strip = {.before = larger(before, builder->after), .op_first = builder->ops.len, .new_page = builder->new_page};
  builder->after = 0;
  builder->new_page = false;
  vec_push(&builder->strips, strip);
  for (size_t i = 0; i < builder->marks.len; i++)
    op_add(builder, builder->marks.items[i]);
  builder->marks.len = 0;
}

void strip_close(struct builder *builder, double height, bool keep) {
  struct strip *strip = &builder->strips.items[builder->strips.len - 1];
  strip->height = height;
  strip->keep = keep;
  strip->op_end = builder->ops.len;
}

static void keep_last_strip(struct builder *builder) {
  if (builder->strips.len > 0 && !builder->new_page) builder->strips.items[builder->strips.len - 1].keep = true;
}

/* ---- text in lines, with a citation beside it -------------------------------------------------------------------------- */

static size_t larger_count(size_t a, size_t b) {
  return a > b ? a : b;
}

/* The citation's lines are closer than the text's: those whose baseline lies in this strip belong to it. */
static size_t set_cite(struct builder *builder, const struct flow *flow, size_t next, double top, double bottom) {
  const struct text *cite = &builder->cite;
  double first = flow->pad + baseline_in(flow->leading, flow->style.size);
  for (; next < cite->lines.len; next++) {
    double baseline = first + SMALL_LEADING * (double)next;
    if (baseline > bottom) break;
    text_set(builder, cite, &cite->lines.items[next], CITE_X, baseline - top);
  }
  return next;
}

static void set_box(struct builder *builder, const struct flow *flow, double height) {
  if (!flow->shaded) return;
  double left = flow->x - NOTE_PADDING - NOTE_BAR;
  op_add(builder,
         (struct op){
             .kind = OP_RECT, .x = left, .x2 = flow->x + flow->width + NOTE_PADDING, .y2 = height, .color = COLOR_SHADE, .artifact = true});
  op_add(builder, (struct op){.kind = OP_RECT, .x = left, .x2 = left + NOTE_BAR, .y2 = height, .color = COLOR_ACCENT, .artifact = true});
}

/* At least two lines stay together at either side of a page break, and lines beside the citation stay with it. */
static bool keeps(const struct flow *flow, size_t line, size_t lines, bool cite_goes_on) {
  if (line + 1 == lines) return flow->keep_with_next || cite_goes_on;
  return flow->whole || cite_goes_on || line == 0 || line + 2 == lines;
}

static void break_cite(struct builder *builder, const struct flow *flow) {
  text_clear(&builder->cite);
  if (!flow->cite) return;
  text_add(builder, &builder->cite, STYLE_SMALL, flow->cite, NULL);
  text_break(builder, &builder->cite, CITE_WIDTH);
}

static void set_flow(struct builder *builder, const struct flow *flow) {
  struct text *text = &builder->text;
  text_break(builder, text, flow->width);
  break_cite(builder, flow);
  size_t lines = larger_count(text->lines.len, flow->label ? 1 : 0), next_cite = 0;
  double top = 0;
  for (size_t i = 0; i < lines; i++) {
    double above = i == 0 ? flow->pad : 0;
    double height = above + flow->leading + (i + 1 == lines ? flow->pad : 0);
    double baseline = above + baseline_in(flow->leading, flow->style.size);
    strip_open(builder, i == 0 ? flow->before : 0);
    set_box(builder, flow, height);
    if (i == 0 && flow->label) op_text(builder, flow->style, flow->label_x, baseline, flow->label);
    if (i < text->lines.len) text_set(builder, text, &text->lines.items[i], flow->x, baseline);
    next_cite = set_cite(builder, flow, next_cite, top, top + height);
    strip_close(builder, height, keeps(flow, i, lines, next_cite < builder->cite.lines.len));
    top += height;
  }
  while (next_cite < builder->cite.lines.len) {
    strip_open(builder, 0);
    next_cite = set_cite(builder, flow, next_cite, top, top + SMALL_LEADING);
    strip_close(builder, SMALL_LEADING, flow->keep_with_next || next_cite < builder->cite.lines.len);
    top += SMALL_LEADING;
  }
  builder->after = flow->after;
}

static void add_runs(struct builder *builder, struct style style, const struct block *block) {
  text_clear(&builder->text);
  runs_add(builder, &builder->text, style, block->runs, block->runs_len);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------------ */

struct heading_look {
  double size, leading, before, after;
};
static const struct heading_look HEADINGS[] = {{20, 25, 30, 10}, {14, 18, 22, 7}, {11.5, 15, 16, 5}, {10, 13.5, 12, 3}};

static void set_heading(struct builder *builder, const struct block *block, size_t index) {
  size_t level = block->level < 1 ? 1 : block->level > 4 ? 4 : (size_t)block->level;
  const struct heading_look *look = &HEADINGS[level - 1];
  struct flow flow = {.style = {FONT_BOLD, look->size, COLOR_ACCENT}, .x = MARGIN, .width = builder->width, .leading = look->leading};
  flow.before = look->before, flow.after = look->after;
  flow.label = block->label, flow.label_x = MARGIN, flow.cite = block->cite;
  flow.whole = flow.keep_with_next = true;
  if (block->label) {
    double hang = text_width(builder, flow.style, block->label) + 0.7 * look->size;
    flow.x += hang, flow.width -= hang;
  }
  add_runs(builder, flow.style, block);
  mark(builder, (struct op){.kind = OP_BOOKMARK, .level = (int)level, .text = heading_title(builder, block)});
  mark(builder, (struct op){.kind = OP_ANCHOR, .text = heading_anchor(builder, index)});
  set_flow(builder, &flow);
}

static void set_paragraph(struct builder *builder, const struct block *block) {
  struct flow flow = {.style = STYLE_BODY, .x = MARGIN, .width = builder->width, .leading = BODY_LEADING, .after = 7, .cite = block->cite};
  add_runs(builder, STYLE_BODY, block);
  set_flow(builder, &flow);
}

static void set_item(struct builder *builder, const struct block *block) {
  double indent = ITEM_STEP * (block->level > 1 ? (block->level > 3 ? 2 : block->level - 1) : 0);
  double hang = block->label ? larger(ITEM_HANG, text_width(builder, STYLE_BODY, block->label) + 6) : ITEM_HANG;
  struct flow flow = {.style = STYLE_BODY, .leading = BODY_LEADING, .after = 4, .cite = block->cite};
  flow.label = block->label, flow.label_x = MARGIN + indent;
  flow.x = flow.label_x + hang, flow.width = builder->width - indent - hang;
  add_runs(builder, STYLE_BODY, block);
  set_flow(builder, &flow);
}

static void set_note(struct builder *builder, const struct block *block) {
  double left = NOTE_BAR + NOTE_PADDING;
  struct flow flow = {.style = STYLE_BODY, .x = MARGIN + left, .width = builder->width - left - NOTE_PADDING, .leading = BODY_LEADING};
  flow.before = 10, flow.after = 12, flow.pad = NOTE_PADDING - 2, flow.cite = block->cite, flow.shaded = true;
  add_runs(builder, STYLE_BODY, block);
  flow.whole = builder->text.letters.len < 600;
  set_flow(builder, &flow);
}

/* The line to sign on never stands alone on a page, and its caption never leaves it. */
static void set_signature(struct builder *builder, const struct block *block) {
  struct style style = {FONT_REGULAR, CELL_SIZE, COLOR_INK};
  struct flow flow = {
      .style = style, .x = MARGIN, .width = SIGNATURE_WIDTH, .leading = CELL_LEADING, .before = 3, .after = 14, .whole = true};
  keep_last_strip(builder);
  strip_open(builder, 0);
  op_add(builder, (struct op){.kind = OP_LINE,
                              .x = MARGIN,
                              .x2 = MARGIN + SIGNATURE_WIDTH,
                              .y = SIGNATURE_SPACE,
                              .y2 = SIGNATURE_SPACE,
                              .size = 0.6,
                              .artifact = true});
  strip_close(builder, SIGNATURE_SPACE, block->runs_len > 0);
  add_runs(builder, style, block);
  set_flow(builder, &flow);
}

static void set_rule(struct builder *builder) {
  strip_open(builder, 8);
  op_add(builder, (struct op){.kind = OP_LINE,
                              .x = MARGIN,
                              .x2 = MARGIN + builder->width,
                              .y = 0.5,
                              .y2 = 0.5,
                              .size = RULE_THIN,
                              .color = COLOR_RULE,
                              .artifact = true});
  strip_close(builder, 1, false);
  builder->after = 8;
}

/* ---- one block --------------------------------------------------------------------------------------------------------- */

static char *excerpt(struct builder *builder, const struct block *block) {
  const char *text = block->runs_len > 0 ? block->runs[0].text : "";
  return arena_printf(builder->arena, "%.*s", (int)utf8_fit(text, EXCERPT), text);
}

static char *name_of(struct builder *builder, size_t index) {
  const struct block *block = &builder->document->blocks[index];
  char *text = excerpt(builder, block);
  if (block->id && *text) return arena_printf(builder->arena, _("block %zu (%s): %s"), index + 1, block->id, text);
  if (block->id) return arena_printf(builder->arena, _("block %zu (%s)"), index + 1, block->id);
  return arena_printf(builder->arena, _("block %zu: %s"), index + 1, text);
}

void block_set(struct builder *builder, size_t index) {
  const struct block *block = &builder->document->blocks[index];
  builder->where = name_of(builder, index);
  builder->first_strip[index] = builder->strips.len;
  if (block->id && block->kind != BLOCK_HEADING) mark(builder, (struct op){.kind = OP_ANCHOR, .text = block->id});
  switch (block->kind) {
  case BLOCK_HEADING:
    set_heading(builder, block, index);
    break;
  case BLOCK_PARAGRAPH:
    set_paragraph(builder, block);
    break;
  case BLOCK_ITEM:
    set_item(builder, block);
    break;
  case BLOCK_TABLE:
    if (index > 0 && builder->document->blocks[index - 1].kind == BLOCK_PARAGRAPH) keep_last_strip(builder); /* it leads to the table */
    table_set(builder, block);
    break;
  case BLOCK_CONTENTS:
    contents_set(builder, index);
    break;
  case BLOCK_PAGE_BREAK:
    builder->new_page = builder->strips.len > 0;
    break;
  case BLOCK_RULE:
    set_rule(builder);
    break;
  case BLOCK_SIGNATURE:
    set_signature(builder, block);
    break;
  case BLOCK_NOTE:
    set_note(builder, block);
    break;
  }
}
