/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout/internal: what the parts of layout share. text.c breaks lines, block.c and table.c turn blocks into strips, page.c puts strips on
 * pages. A strip is a slice of the text column that is never divided: one line of a paragraph, one line of a table row across all its
 * cells.
 */
#ifndef CRADLE_LAYOUT_INTERNAL_H
#define CRADLE_LAYOUT_INTERNAL_H

#include "layout/layout.h"

/* ---- the page ---------------------------------------------------------------------------------------------------------- */

#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 62.0
#define FULL_WIDTH (PAGE_WIDTH - 2 * MARGIN)
#define CITE_WIDTH 95.0
#define CITE_GAP 16.0
#define CITE_X (PAGE_WIDTH - MARGIN - CITE_WIDTH)
#define BODY_TOP 78.0
#define BODY_SIZE 10.0
#define BODY_LEADING 13.5
#define CELL_SIZE 9.0
#define CELL_LEADING 11.7
#define SMALL_SIZE 8.0
#define SMALL_LEADING 10.0
#define RULE_THIN 0.5
#define RULE_THICK 0.9

/* ---- text -------------------------------------------------------------------------------------------------------------- */

struct style {
  enum font font;
  double size;
  enum color color;
};

/* What may happen after a letter; the worse the break looks, the later it is taken. */
enum joint {
  JOINT_NONE,
  JOINT_LETTER,  /* inside a word, only if the word is wider than the line */
  JOINT_SIGN,    /* after / - _ . and the like inside a word wider than the line */
  JOINT_HYPHEN,  /* after a hyphen or slash between words */
  JOINT_SOFT,    /* soft hyphen: invisible unless the line ends here */
  JOINT_BLANK,   /* a blank, which vanishes at the end of the line */
  JOINT_NEWLINE, /* the line ends here */
};

struct letter {
  uint32_t code;
  enum joint joint;
  bool visible;
  struct style style;
  double width;
  const char *anchor;
};

struct line {
  size_t first, end; /* letters */
  double width;
  bool hyphen; /* ends at a soft hyphen, which is then shown */
};

struct text {
  VEC(struct letter) letters;
  VEC(struct line) lines;
};

/* ---- strips ------------------------------------------------------------------------------------------------------------ */

struct strip {
  double before; /* space above, dropped at the top of a page */
  double at_top; /* space above at the top of a page: parts of a divided table row keep clear of the header */
  double height;
  size_t op_first, op_end; /* their y is relative to the top of the strip */
  bool keep;               /* no page break between this strip and the next */
  bool new_page;
  size_t header_first, header_end; /* strips to repeat when a page starts with this one: the table's header rows */
};

struct entry {
  size_t block; /* the heading */
  size_t op;    /* its page number, known only after pagination */
};

#define WIDTHS_KNOWN 0x3000 /* Latin, Greek, Cyrillic, punctuation; rarer letters are asked for again */

struct builder {
  const struct document *document;
  const struct metrics *metrics;
  struct arena *arena;
  struct error *error;
  enum status status;
  char *where; /* the block at work, for errors; in the arena */
  float *widths[FONT_COUNT];

  double width; /* of the text column */
  double after; /* space the last strip wants below */
  bool new_page;
  struct map *anchors; /* ids of blocks */
  size_t *first_strip; /* by block */
  struct text text, cite;
  VEC(struct text) cells;

  VEC(struct op) ops, marks; /* marks: anchors and bookmarks that wait for the next strip */
  VEC(struct strip) strips;
  VEC(struct entry) entries;
};

/* text.c */
void text_clear(struct text *text);
void text_free(struct text *text);
void text_add(struct builder *builder, struct text *text, struct style style, const char *utf8, const char *anchor);
void text_break(struct builder *builder, struct text *text, double width);
/* Adds the operations of a line; returns where it ends. */
double text_set(struct builder *builder, const struct text *text, const struct line *line, double x, double baseline);
double text_width(struct builder *builder, struct style style, const char *utf8);
/* utf8 as it is drawn: without letters that only tell where a line may end, which fonts lack. */
const char *text_visible(struct builder *builder, const char *utf8);
/* utf8 with letters that the font lacks as [U+4E2D]. */
const char *text_spell(struct builder *builder, struct style style, const char *utf8);
/* The longest beginning of utf8 that fits, with an ellipsis if something was cut. */
const char *text_shorten(struct builder *builder, struct style style, const char *utf8, double width);

/* block.c */
extern const struct style STYLE_BODY, STYLE_SMALL;
double baseline_in(double leading, double size);
void op_add(struct builder *builder, struct op op);
void op_text(struct builder *builder, struct style style, double x, double baseline, const char *utf8);
void runs_add(struct builder *builder, struct text *text, struct style base, const struct run *runs, size_t runs_len);
void strip_open(struct builder *builder, double before);
void strip_close(struct builder *builder, double height, bool keep);
void block_set(struct builder *builder, size_t index);

/* contents.c */
const char *heading_anchor(struct builder *builder, size_t block);
char *heading_title(struct builder *builder, const struct block *block);
void contents_set(struct builder *builder, size_t index);

/* table.c */
void table_set(struct builder *builder, const struct block *block);

/* page.c */
void pages_set(struct builder *builder, struct layout *layout);

#endif
