/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/internal.h"

#define LEVELS 3
#define NUMBER_WIDTH 36.0
#define LABEL_GAP 9.0
#define INDENT 14.0

static const struct style LOOKS[LEVELS] = {{FONT_BOLD, 10, COLOR_INK}, {FONT_REGULAR, 10, COLOR_INK}, {FONT_REGULAR, 9.5, COLOR_INK}};

const char *heading_anchor(struct builder *builder, size_t index) {
  const char *id = builder->document->blocks[index].id;
  return id ? id : arena_printf(builder->arena, "#heading-%zu", index);
}

char *heading_title(struct builder *builder, const struct block *block) {
  CLEANUP(buf_free) struct buf title = {0};
  if (block->label) buf_printf(&title, "%s ", block->label);
  for (size_t i = 0; i < block->runs_len; i++) {
    const char *text = block->runs[i].text;
    uint32_t code;
    for (size_t len; (len = utf8_next(text, &code)) > 0; text += len)
      if (code != 0xAD) buf_add(&title, text, len); /* soft hyphens are for lines only */
  }
  return arena_strdup(builder->arena, buf_str(&title));
}

static bool is_listed(const struct block *block) {
  return block->kind == BLOCK_HEADING && block->level <= LEVELS;
}

static size_t level_of(const struct block *block) {
  return block->level < 1 ? 0 : (size_t)block->level - 1;
}

/* Each level's numbers stand under the titles of the level above. */
struct columns {
  double label[LEVELS], title[LEVELS];
};

static struct columns measure(struct builder *builder, size_t from) {
  const struct document *document = builder->document;
  double widest[LEVELS] = {0};
  for (size_t i = from; i < document->blocks_len; i++) {
    const struct block *block = &document->blocks[i];
    if (!is_listed(block) || !block->label) continue;
    double width = text_width(builder, LOOKS[level_of(block)], block->label) + LABEL_GAP;
    if (width > widest[level_of(block)]) widest[level_of(block)] = width;
  }
  struct columns columns;
  double x = MARGIN;
  for (size_t i = 0; i < LEVELS; i++) {
    columns.label[i] = x;
    columns.title[i] = x + widest[i];
    x += widest[i] > 0 ? widest[i] : INDENT;
  }
  return columns;
}

/* Dots stand at the same places in all lines: they are counted from the right. */
static void set_leader(struct builder *builder, double from, double to, double baseline) {
  struct style style = {FONT_REGULAR, 9, COLOR_MUTED};
  double pitch = text_width(builder, style, " .");
  CLEANUP(buf_free) struct buf dots = {0};
  double x = to;
  while (pitch > 0 && x - pitch > from + 4) {
    buf_puts(&dots, " .");
    x -= pitch;
  }
  if (dots.len == 0) return;
  op_text(builder, style, x, baseline, arena_strdup(builder->arena, dots.data));
  builder->ops.items[builder->ops.len - 1].artifact = true;
}

/* The number's text and place follow when the pages are known. */
static void set_number(struct builder *builder, size_t heading, struct style style, double right, double baseline) {
  vec_push(&builder->entries, ((struct entry){heading, builder->ops.len}));
  op_text(builder, style, right, baseline, "");
}

static void set_entry(struct builder *builder, const struct columns *columns, size_t heading) {
  const struct block *block = &builder->document->blocks[heading];
  size_t level = level_of(block);
  struct style style = LOOKS[level];
  double leading = style.size * 1.45, baseline = baseline_in(leading, style.size), right = MARGIN + builder->width;
  text_clear(&builder->text);
  for (size_t i = 0; i < block->runs_len; i++)
    text_add(builder, &builder->text, style, block->runs[i].text, NULL);
  text_break(builder, &builder->text, right - NUMBER_WIDTH - columns->title[level]);
  size_t lines = builder->text.lines.len;
  for (size_t i = 0; i < lines; i++) {
    strip_open(builder, i == 0 && level == 0 ? 7 : 0);
    if (i == 0 && block->label) op_text(builder, style, columns->label[level], baseline, block->label);
    double end = text_set(builder, &builder->text, &builder->text.lines.items[i], columns->title[level], baseline);
    if (i + 1 == lines) {
      set_leader(builder, end, right - NUMBER_WIDTH / 2 - 4, baseline);
      set_number(builder, heading, style, right, baseline);
    }
    op_add(builder,
           (struct op){.kind = OP_LINK, .x = columns->label[level], .x2 = right, .y2 = leading, .text = heading_anchor(builder, heading)});
    strip_close(builder, leading, i + 1 < lines);
  }
}

void contents_set(struct builder *builder, size_t index) {
  struct columns columns = measure(builder, index);
  for (size_t i = index + 1; i < builder->document->blocks_len; i++)
    if (is_listed(&builder->document->blocks[i])) set_entry(builder, &columns, i);
  builder->after = 12;
}
