/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of the formats share. */
#ifndef CRADLE_LAWTEXT_INTERNAL_H
#define CRADLE_LAWTEXT_INTERNAL_H

#include "lawtext/lawtext.h"
#include "xml/xml.h"

/* ---- mark.c: numbers, in any language of the Union ---- */

/* "(a)" -> "a", "4.1." -> "4.1", "1 bis." -> "1a", "ба)" -> "ba", "ιβ)" -> "l". NULL: a dash, a quotation, a word. Caller frees. */
char *mark_step(const char *mark);
/* Bytes of the number at the start of a paragraph, "8.", "(8)" or "8a."; 0: it starts with words. */
size_t mark_length(const char *text);
bool is_quoted(const char *mark); /* begins with a quotation mark */
/* "ANNEX IV" and "IV PRIEDAS" -> "iv". NULL: no Roman number is in it. Caller frees. */
char *roman_in(const char *heading);
/* "Part I Requirements", "Section A. List", "2. szakasz" -> "i", "a", "2". NULL: it begins with other words. Caller frees. */
char *number_in(const char *heading);
char *roman_of(int number); /* small letters; caller frees */
/* "004A" -> "4a": numbers that elements bear. Caller frees. */
char *identifier_step(const char *identifier);

/* ---- tree.c: the file without what is not law ---- */

struct node {
  const char *name; /* NULL: text */
  const char *text;
  const struct xml_node *source; /* of elements */
  bool block;                    /* begins a paragraph of its own, or something in it does */
  const struct node *first, *next;
};
/* Elements of a format, names separated by blanks. */
struct vocabulary {
  const char *blocks;   /* begin a paragraph of their own */
  const char *left_out; /* with all they hold */
};
/* Drops passages that a consolidated text marks as deleted. */
enum status tree_make(const struct xml_node *root, const struct vocabulary *words, struct arena *arena, const struct node **ret_root,
                      struct error *error);
bool node_is(const struct node *node, const char *name);
const char *node_attr(const struct node *node, const char *name); /* "" if it is absent */
const struct node *node_child(const struct node *node, const char *name);
/* The first of that name below, in the order of the file. */
const struct node *node_below(const struct node *node, const char *name);

/* ---- build.c: passages and provisions ---- */

struct frame {
  const char *path; /* NULL: cannot be cited */
  size_t provision;
  const char *mark; /* still to be printed */
  bool quoted;      /* from here on it quotes another act */
};
struct builder {
  struct lawtext *law;
  struct arena *arena;
  const char *name;
  VEC(struct law_passage) passages;
  VEC(struct law_provision) provisions;
  VEC(struct frame) frames;
  int quoted; /* within passages that other acts get: nothing in them belongs to this act */
  /* Appends the text of a node that begins no paragraph. */
  void (*add_inline)(struct buf *text, const struct node *node);
  /* Does what the element means; false: it means nothing by itself. */
  bool (*take)(struct builder *builder, const struct node *node);
  int articles, annexes; /* so far */
};
void builder_open(struct builder *builder, const char *step, const char *mark); /* step NULL: cannot be cited */
/* An article, annex or recital. */
void builder_open_root(struct builder *builder, const char *kind, const char *step);
void builder_close(struct builder *builder);
void builder_close_to(struct builder *builder, size_t depth);        /* so many stay open */
void builder_row(struct builder *builder, const struct node *first); /* that cell and those behind it, on one line */
void builder_heading(struct builder *builder, const char *mark, const char *text);
void builder_text(struct builder *builder, const char *text);
/* The children of an element: running text becomes passages, other elements are taken or walked. */
void builder_flow(struct builder *builder, const struct node *node);
void builder_walk(struct builder *builder, const struct node *node);
/* Text of the element on one line. Caller frees. */
char *builder_line(const struct builder *builder, const struct node *node);
char *line_of(const char *text); /* blanks folded, marks of changes left out; caller frees */
void builder_finish(struct builder *builder);

/* ---- formex.c, xhtml.c ---- */

extern const struct vocabulary formex_words, xhtml_words;
enum status formex_read(struct builder *builder, const struct node *root, struct error *error);
void xhtml_read(struct builder *builder, const struct node *root);

/* ---- read.c ---- */

/* "2024/1689" or "1025/2012" in a line. */
bool numbers_in(const char *text, int *ret_first, int *ret_second);
/* "20241120" and "20.11.2024". */
bool compact_day(const char *text, day_t *ret_day);
bool printed_day(const char *text, day_t *ret_day);
void set_celex(struct lawtext *law, const char *celex); /* "32024R2847" or "02024R2847-20241120"; others are passed over */
enum status refuse_text(const struct builder *builder, const struct node *node, struct error *error, const char *next, const char *what);

#endif
