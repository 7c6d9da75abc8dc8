/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "layout/internal.h"

#define NO_BREAK_HYPHEN 0x2011
#define SOFT_HYPHEN 0xAD
#define ELLIPSIS "\xE2\x80\xA6"
#define UNKNOWN (-1.0f)
#define MISSING (-2.0f)
#define ROUNDING 1e-6

void text_clear(struct text *text) {
  text->letters.len = text->lines.len = 0;
}

void text_free(struct text *text) {
  vec_free(&text->letters);
  vec_free(&text->lines);
}

/* ---- widths ------------------------------------------------------------------------------------------------------------ */

static float ask_width(struct builder *builder, enum font font, uint32_t code) {
  const struct metrics *metrics = builder->metrics;
  char utf8[5];
  if (!metrics->has(metrics->context, font, code)) return MISSING;
  size_t len = utf8_encode(code, utf8);
  return (float)metrics->width(metrics->context, font, 1000, utf8, len);
}

/* Thousandths of the size. */
static float unit_width(struct builder *builder, enum font font, uint32_t code) {
  if (code >= WIDTHS_KNOWN) return ask_width(builder, font, code);
  if (!builder->widths[font]) {
    builder->widths[font] = arena_alloc(builder->arena, WIDTHS_KNOWN * sizeof(float));
    for (size_t i = 0; i < WIDTHS_KNOWN; i++)
      builder->widths[font][i] = UNKNOWN;
  }
  float *known = &builder->widths[font][code];
  if (*known == UNKNOWN) *known = ask_width(builder, font, code);
  return *known;
}

static void report_missing(struct builder *builder, uint32_t code) {
  char utf8[5];
  if (builder->status != STATUS_OK) return;
  utf8_encode(code, utf8);
  builder->status =
      error_set(builder->error, STATUS_INPUT, builder->where, _("Replace the letter in the answer or template it comes from."),
                _("The letter %s (U+%04X) is in none of the fonts."), code < 0x20 ? "?" : utf8, (unsigned)code);
}

static double letter_width(struct builder *builder, struct style style, uint32_t code) {
  float width = unit_width(builder, style.font, code);
  if (width < 0) {
    report_missing(builder, code);
    return 0;
  }
  return (double)width * style.size / 1000;
}

/* ---- letters ----------------------------------------------------------------------------------------------------------- */

static bool is_invisible(uint32_t code) {
  return code == SOFT_HYPHEN || code == '\n' || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

static bool is_blank(uint32_t code) {
  return code == ' ' || (code >= 0x2000 && code <= 0x200A && code != 0x2007);
}

static bool is_digit(uint32_t code) {
  return code >= '0' && code <= '9';
}

static bool is_word(uint32_t code) {
  return is_digit(code) || (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xC0 && code < 0x2000);
}

static bool is_hyphen(uint32_t code) {
  return code == '-' || code == '/' || code == 0x2010 || code == 0x2013 || code == 0x2014;
}

static bool is_sign(uint32_t code) {
  return is_hyphen(code) || (code < 0x80 && code != 0 && strchr("_.:@,;=&?%+~#|\\", (int)code));
}

static enum joint joint_between(uint32_t before, uint32_t code, uint32_t next) {
  if (code == '\n') return JOINT_NEWLINE;
  if (is_blank(code) || code == 0x200B) return JOINT_BLANK;
  if (code == SOFT_HYPHEN) return JOINT_SOFT;
  if (code == NO_BREAK_HYPHEN || code == 0x2060 || code == 0xFEFF || next == 0x2060 || next == 0xFEFF) return JOINT_NONE;
  if (!next || utf8_width_of(next) == 0) return JOINT_NONE; /* a combining mark stays with its letter */
  /* Not inside dates and numbers of acts such as 2024/2847. */
  if (is_hyphen(code) && is_word(before) && is_word(next) && !(is_digit(before) && is_digit(next))) return JOINT_HYPHEN;
  return is_sign(code) ? JOINT_SIGN : JOINT_LETTER;
}

static void join_last(struct text *text, uint32_t next) {
  size_t len = text->letters.len;
  if (len == 0) return;
  struct letter *last = &text->letters.items[len - 1];
  last->joint = joint_between(len > 1 ? last[-1].code : 0, last->code, next);
}

void text_add(struct builder *builder, struct text *text, struct style style, const char *utf8, const char *anchor) {
  uint32_t code;
  for (size_t len; (len = utf8_next(utf8, &code)) > 0; utf8 += len) {
    struct letter letter = {.code = code, .style = style, .anchor = anchor, .visible = !is_invisible(code)};
    join_last(text, code);
    if (letter.visible) letter.width = letter_width(builder, style, code == NO_BREAK_HYPHEN ? '-' : code);
    vec_push(&text->letters, letter);
  }
  join_last(text, 0);
}

static void put_letter(struct buf *utf8, uint32_t code) {
  char bytes[5];
  size_t len = utf8_encode(code == NO_BREAK_HYPHEN ? '-' : code, bytes);
  buf_add(utf8, bytes, len);
}

double text_width(struct builder *builder, struct style style, const char *utf8) {
  double width = 0;
  uint32_t code;
  for (size_t len; (len = utf8_next(utf8, &code)) > 0; utf8 += len)
    if (!is_invisible(code)) width += letter_width(builder, style, code == NO_BREAK_HYPHEN ? '-' : code);
  return width;
}

const char *text_visible(struct builder *builder, const char *utf8) {
  CLEANUP(buf_free) struct buf visible = {0};
  uint32_t code;
  for (size_t len; (len = utf8_next(utf8, &code)) > 0; utf8 += len)
    if (!is_invisible(code)) put_letter(&visible, code);
  return arena_strdup(builder->arena, buf_str(&visible));
}

const char *text_spell(struct builder *builder, struct style style, const char *utf8) {
  struct buf spelt = {0};
  uint32_t code;
  for (size_t len; (len = utf8_next(utf8, &code)) > 0; utf8 += len) {
    if (is_invisible(code) || unit_width(builder, style.font, code) >= 0)
      buf_add(&spelt, utf8, len);
    else
      buf_printf(&spelt, "[U+%04X]", (unsigned)code);
  }
  const char *kept = arena_strdup(builder->arena, buf_str(&spelt));
  buf_free(&spelt);
  return kept;
}

const char *text_shorten(struct builder *builder, struct style style, const char *utf8, double width) {
  utf8 = text_visible(builder, utf8);
  if (text_width(builder, style, utf8) <= width) return utf8;
  double rest = width - text_width(builder, style, ELLIPSIS);
  size_t fits = 0;
  uint32_t code;
  for (size_t len; (len = utf8_next(utf8 + fits, &code)) > 0; fits += len) {
    rest -= letter_width(builder, style, code);
    if (rest < 0) break;
  }
  return arena_printf(builder->arena, "%.*s" ELLIPSIS, (int)fits, utf8);
}

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

static double hyphen_width(struct builder *builder, const struct letter *soft) {
  return letter_width(builder, soft->style, '-');
}

/* The widest line from first that fits, measured up to the first letter that does not. */
struct fit {
  size_t overflow;          /* first letter that does not fit, or the end */
  struct line good;         /* ends at the last break between words */
  size_t next;              /* where the next line starts after good */
  struct line sign, letter; /* end at the last sign or letter inside a word */
  bool has_good, has_sign, has_letter;
};

static bool is_hanging(const struct letter *letter) {
  return letter->joint == JOINT_BLANK || letter->joint == JOINT_NEWLINE;
}

static struct fit fit_line(struct builder *builder, const struct text *text, size_t first, double max) {
  struct fit fit = {0};
  double width = 0, inked = 0;
  size_t i = first, ink_end = first; /* without trailing blanks */
  for (; i < text->letters.len; i++) {
    const struct letter *letter = &text->letters.items[i];
    if (!is_hanging(letter) && width + letter->width > max + ROUNDING) break;
    width += letter->width;
    if (is_hanging(letter)) {
      fit.good = (struct line){first, ink_end, inked, false}, fit.next = i + 1, fit.has_good = true;
      if (letter->joint == JOINT_NEWLINE) break;
      continue;
    }
    inked = width;
    ink_end = i + 1;
    struct line here = {first, i + 1, width, false};
    switch (letter->joint) {
    case JOINT_HYPHEN:
      fit.good = here, fit.next = i + 1, fit.has_good = true;
      break;
    case JOINT_SOFT:
      here.hyphen = true;
      here.width += hyphen_width(builder, letter);
      if (here.width <= max + ROUNDING) fit.good = here, fit.next = i + 1, fit.has_good = true;
      break;
    case JOINT_SIGN:
      fit.sign = here, fit.has_sign = true;
      break;
    case JOINT_LETTER:
      fit.letter = here, fit.has_letter = true;
      break;
    default:
      break;
    }
  }
  fit.overflow = i;
  if (i == text->letters.len) fit.good = (struct line){first, ink_end, inked, false}, fit.next = i, fit.has_good = true;
  return fit;
}

/* Narrower than one letter: the letter with its marks is set all the same, so that nothing is lost. */
static struct line single_letter(const struct text *text, size_t first) {
  struct line line = {first, first, 0, false};
  do
    line.width += text->letters.items[line.end].width;
  while (text->letters.items[line.end++].joint == JOINT_NONE && line.end < text->letters.len);
  return line;
}

static size_t skip_blanks(const struct text *text, size_t next) {
  while (next < text->letters.len && text->letters.items[next].joint == JOINT_BLANK)
    next++;
  return next;
}

void text_break(struct builder *builder, struct text *text, double width) {
  size_t first = 0;
  text->lines.len = 0;
  while (first < text->letters.len) {
    struct fit fit = fit_line(builder, text, first, width);
    bool soft_wrap = fit.overflow < text->letters.len && text->letters.items[fit.overflow].joint != JOINT_NEWLINE;
    struct line line;
    if (fit.has_good && (fit.good.end > first || !soft_wrap)) {
      line = fit.good;
      first = soft_wrap ? skip_blanks(text, fit.next) : fit.next;
    } else {
      line = fit.has_sign && fit.sign.width > width / 2 ? fit.sign : fit.has_letter ? fit.letter : single_letter(text, first);
      first = skip_blanks(text, line.end);
    }
    vec_push(&text->lines, line);
  }
}

/* ---- setting a line ---------------------------------------------------------------------------------------------------- */

static bool same_look(const struct letter *a, const struct letter *b) {
  return a->style.font == b->style.font && a->style.size == b->style.size && a->style.color == b->style.color &&
         str_eq(a->anchor, b->anchor);
}

static void set_link(struct builder *builder, const struct letter *letter, double x, double x2, double baseline) {
  if (!letter->anchor || !map_get(builder->anchors, letter->anchor)) return;
  double size = letter->style.size;
  op_add(builder,
         (struct op){.kind = OP_LINK, .x = x, .x2 = x2, .y = baseline - 0.8 * size, .y2 = baseline + 0.25 * size, .text = letter->anchor});
}

double text_set(struct builder *builder, const struct text *text, const struct line *line, double x, double baseline) {
  CLEANUP(buf_free) struct buf utf8 = {0};
  for (size_t i = line->first; i < line->end;) {
    const struct letter *start = &text->letters.items[i];
    double x2 = x;
    utf8.len = 0;
    for (; i < line->end && same_look(start, &text->letters.items[i]); i++) {
      if (!text->letters.items[i].visible) continue;
      put_letter(&utf8, text->letters.items[i].code);
      x2 += text->letters.items[i].width;
    }
    if (line->hyphen && i == line->end) {
      put_letter(&utf8, '-');
      x2 += hyphen_width(builder, start);
    }
    if (utf8.len == 0) continue;
    op_text(builder, start->style, x, baseline, buf_str(&utf8));
    set_link(builder, start, x, x2, baseline);
    x = x2;
  }
  return x;
}
