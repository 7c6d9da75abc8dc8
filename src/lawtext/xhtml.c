/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XHTML of EUR-Lex: acts as published (lists are tables with the mark in one cell) and consolidated acts (lists are grids). The names of
 * classes are the same in all languages; those of the Official Journal begin with "oj-" since 2023.
 */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary xhtml_words = {
    .blocks = "p div table tbody thead tfoot tr td th ul ol li hr col colgroup head body h1 h2 h3 h4",
    .left_out = "script style",
};

/* ---- elements ---- */

static const char *id_of(const struct node *node) {
  return node_attr(node, "id");
}

static bool has_class(const struct node *node, const char *name) {
  const char *classes = node_attr(node, "class");
  if (str_in_list(classes, name)) return true;
  CLEANUP(mem_freep) char *published = mem_printf("oj-%s", name);
  return str_in_list(classes, published);
}

/* "title-gr-seq-level-1", "oj-ti-grseq-1" */
static bool has_class_like(const struct node *node, const char *start) {
  const char *class = node_attr(node, "class");
  return str_starts(str_starts(class, "oj-") ? class + 3 : class, start);
}

/* The number of a footnote. */
static bool is_note_number(const struct node *node) {
  return node_is(node, "a") && (str_starts(id_of(node), "ntc") || str_starts(id_of(node), "ntr") || str_starts(id_of(node), "src.") ||
                                str_starts(node_attr(node, "href"), "#"));
}

/* "... of the Council (38), the following": nothing stays of the number. */
static void trim_end(struct buf *text) {
  for (;;) {
    bool blank = text->len > 0 && strchr(" \n\r\t", text->data[text->len - 1]);
    bool hard = text->len > 1 && memcmp(text->data + text->len - 2, "\xC2\xA0", 2) == 0;
    if (!blank && !hard) return;
    text->len -= hard ? 2 : 1;
    text->data[text->len] = '\0';
  }
}

static void add_inline(struct buf *text, const struct node *node) {
  if (!node->name) {
    buf_puts(text, node->text);
    return;
  }
  if (is_note_number(node)) {
    trim_end(text);
    return;
  }
  if (node_is(node, "br") || node->block) buf_putc(text, ' ');
  for (const struct node *child = node->first; child; child = child->next)
    add_inline(text, child);
}

/* A copy of the element without its children up to and including `last`. */
static struct node rest_behind(const struct node *node, const struct node *last) {
  struct node rest = *node;
  rest.first = last->next;
  return rest;
}

/* ---- lists ---- */

static void open_point(struct builder *builder, const char *mark) {
  CLEANUP(mem_freep) char *step = mark_step(mark);
  if (is_quoted(mark) && builder->frames.len) builder->frames.items[builder->frames.len - 1].quoted = true;
  builder_open(builder, step, mark);
}

/* Is the cell as short as a mark? */
static char *mark_of(const struct builder *builder, const struct node *cell) {
  enum { MARK_MAX = 16 };
  char *line = builder_line(builder, cell);
  if (utf8_count(line) <= MARK_MAX) return line;
  free(line);
  return NULL;
}

static size_t cells_of(const struct node *row, const struct node **cells, size_t max) {
  size_t len = 0;
  for (const struct node *cell = row->first; cell; cell = cell->next) {
    if (!node_is(cell, "td") && !node_is(cell, "th")) continue;
    if (len < max) cells[len] = cell;
    len++;
  }
  return len;
}

/* A row of a list: an empty cell as indentation perhaps, the mark, the text. */
static bool take_item(struct builder *builder, const struct node *row) {
  const struct node *cells[3];
  size_t len = cells_of(row, cells, ARRAY_LEN(cells));
  if (len < 2 || len > ARRAY_LEN(cells)) return false;
  CLEANUP(mem_freep) char *indent = len == 3 ? mark_of(builder, cells[0]) : mem_strdup("");
  CLEANUP(mem_freep) char *mark = mark_of(builder, cells[len - 2]);
  if (!mark || !indent || *indent) return false;
  open_point(builder, mark);
  builder_flow(builder, cells[len - 1]);
  builder_close(builder);
  return true;
}

/* The mark of a list in the first cell of a table with borders. */
static const struct node *first_row(const struct node *cell) {
  const struct node *table = node_child(cell, "table");
  return table ? node_below(table, "tr") : NULL;
}

/* One cell alone may hold several paragraphs. */
static void put_row(struct builder *builder, const struct node *row) {
  const struct node *cells[1];
  if (cells_of(row, cells, 1) > 1)
    builder_row(builder, row->first);
  else
    builder_flow(builder, row);
}

/* A row whose first cell holds a numbered list is a point; the rows over which that cell extends belong to it. */
static void take_row(struct builder *builder, const struct node *row, int *open_rows) {
  const struct node *cells[1], *inner[2];
  const struct node *list = cells_of(row, cells, 1) > 0 ? first_row(cells[0]) : NULL;
  CLEANUP(mem_freep) char *mark = list && cells_of(list, inner, 2) == 2 ? mark_of(builder, inner[0]) : NULL;
  CLEANUP(mem_freep) char *step = mark ? mark_step(mark) : NULL;
  if (*open_rows > 0 && --*open_rows == 0) builder_close(builder);
  if (!step) {
    put_row(builder, row);
    return;
  }
  if (*open_rows > 0) builder_close(builder);
  open_point(builder, mark);
  builder_flow(builder, inner[1]);
  struct node rest = rest_behind(row, cells[0]);
  builder_flow(builder, &rest);
  *open_rows = atoi(node_attr(cells[0], "rowspan"));
  if (*open_rows < 1) *open_rows = 1;
}

static void take_rows(struct builder *builder, const struct node *node, bool bordered, int *open_rows) {
  for (const struct node *child = node->first; child; child = child->next) {
    if (!node_is(child, "tr"))
      take_rows(builder, child, bordered, open_rows);
    else if (bordered)
      take_row(builder, child, open_rows);
    else if (!take_item(builder, child))
      put_row(builder, child);
  }
}

static void take_table(struct builder *builder, const struct node *node) {
  int open_rows = 0;
  take_rows(builder, node, has_class(node, "table"), &open_rows);
  if (open_rows > 0) builder_close(builder);
}

/* <div class="grid-container"><div class="list grid-list-column-1">(a)</div><div class="grid-list-column-2">... */
static void take_grid(struct builder *builder, const struct node *node) {
  const struct node *first = node_child(node, "div");
  CLEANUP(mem_freep) char *mark = first && has_class(first, "grid-list-column-1") ? mark_of(builder, first) : NULL;
  if (!mark) {
    builder_flow(builder, node);
    return;
  }
  open_point(builder, mark);
  struct node rest = rest_behind(node, first);
  builder_flow(builder, &rest);
  builder_close(builder);
}

/* ---- paragraphs ---- */

/* <div id="013.008"><p>8.   Manufacturers ... */
static bool is_paragraph_id(const char *id) {
  size_t article = strspn(id, "0123456789");
  if (article != 3) return false;
  const char *dot = strchr(id, '.');
  return dot && dot - id <= 5 && strspn(dot + 1, "0123456789") == 3;
}

static void take_published_paragraph(struct builder *builder, const struct node *node) {
  const struct node *first = node_child(node, "p");
  CLEANUP(mem_freep) char *line = first ? builder_line(builder, first) : mem_strdup("");
  CLEANUP(mem_freep) char *mark = mem_strndup(line, mark_length(line));
  CLEANUP(mem_freep) char *step = mark_step(mark);
  if (!step) step = identifier_step(strchr(id_of(node), '.') + 1);
  builder_open(builder, step, mark);
  if (first) {
    CLEANUP(mem_freep) char *text = line_of(line + strlen(mark));
    builder_text(builder, text);
    struct node rest = rest_behind(node, first);
    builder_flow(builder, &rest);
  } else {
    builder_flow(builder, node);
  }
  builder_close(builder);
}

/* <div class="norm"><span class="no-parag">8. </span><div>... */
static const struct node *paragraph_number(const struct node *node) {
  const struct node *span = node_child(node, "span");
  return span && has_class(span, "no-parag") ? span : NULL;
}

/* Its further subparagraphs and lists may stand behind it: it stays open until the next one. */
static void take_consolidated_paragraph(struct builder *builder, const struct node *node, const struct node *number) {
  CLEANUP(mem_freep) char *mark = builder_line(builder, number);
  builder_close_to(builder, 1);
  open_point(builder, mark);
  struct node rest = rest_behind(node, number);
  builder_flow(builder, &rest);
}

/* ---- points of annexes that are not lists: what belongs to them may follow behind them ---- */

static const struct node *next_element(const struct node *node) {
  do
    node = node->next;
  while (node && !node->name);
  return node;
}

static bool is_blank(const struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *line = builder_line(builder, node);
  return !*line;
}

/*
 * Consolidated: <div><p class="norm">(1)<span> </span>Products ...</p></div>
 * Published: <div class="oj-enumeration-spacing"><p>1.</p><p>Hardware ...</p></div>
 * Number and text of such a point.
 */
struct flat_point {
  const struct node *number, *text; /* text: the element with what stands behind the number */
};

static bool is_flat_point(const struct builder *builder, const struct node *node, struct flat_point *point) {
  const struct node *line = node_child(node, "p");
  if (!line) return false;
  bool published = has_class(node, "enumeration-spacing");
  const struct node *number = published ? line : line->first, *behind = number ? number->next : NULL;
  *point = (struct flat_point){.number = number, .text = published ? node : line};
  if (published) return true;
  return number && !number->name && behind && node_is(behind, "span") && is_blank(builder, behind);
}

static bool continues(const char *mark, const struct frame *frame) {
  const char *last = frame->path ? strrchr(frame->path, '.') + 1 : NULL;
  CLEANUP(mem_freep) char *step = mark_step(mark);
  return step && last && str_starts(step, last) && step[strlen(last)] == '.';
}

/* Points stay open for the lists and paragraphs behind them, until the next one or a heading. */
static void take_flat_point(struct builder *builder, const struct flat_point *point, size_t depth) {
  CLEANUP(mem_freep) char *mark = builder_line(builder, point->number);
  struct node rest = rest_behind(point->text, point->number);
  CLEANUP(mem_freep) char *text = builder_line(builder, &rest);
  while (builder->frames.len > depth && !continues(mark, &builder->frames.items[builder->frames.len - 1]))
    builder_close(builder);
  open_point(builder, mark);
  builder_text(builder, text);
}

/* ---- articles, recitals, annexes ---- */

static bool is_group_heading(const struct node *node) {
  return has_class_like(node, "ti-grseq-") || has_class_like(node, "title-gr-seq-level-");
}

static int group_level(const struct node *node) {
  const char *last = strrchr(node_attr(node, "class"), '-');
  return last ? atoi(last + 1) : 1;
}

struct annex {
  size_t groups; /* open ones */
  int levels[8];
  bool titled;
};

static void open_group(struct builder *builder, struct annex *annex, const struct node *node) {
  CLEANUP(mem_freep) char *heading = builder_line(builder, node);
  CLEANUP(mem_freep) char *number = number_in(heading);
  CLEANUP(mem_freep) char *step = number ? mem_printf("part-%s", number) : NULL;
  int level = group_level(node);
  while (annex->groups > 0 && annex->levels[annex->groups - 1] >= level)
    annex->groups--;
  builder_close_to(builder, 1 + annex->groups);
  if (annex->groups < ARRAY_LEN(annex->levels)) {
    builder_open(builder, step, NULL);
    annex->levels[annex->groups++] = level;
  }
  builder_heading(builder, NULL, heading);
}

static void annex_title(struct builder *builder, struct annex *annex, const struct node *node) {
  CLEANUP(mem_freep) char *line = builder_line(builder, node);
  builder_heading(builder, annex->titled ? NULL : line, annex->titled ? line : "");
  annex->titled = true;
}

static void annex_child(struct builder *builder, struct annex *annex, const struct node *node) {
  struct flat_point point;
  if (has_class(node, "doc-ti") || has_class_like(node, "title-annex-")) {
    annex_title(builder, annex, node);
  } else if (is_group_heading(node)) {
    open_group(builder, annex, node);
  } else if (is_flat_point(builder, node, &point)) {
    take_flat_point(builder, &point, 1 + annex->groups);
  } else {
    if (has_class(node, "norm") || has_class(node, "normal")) builder_close_to(builder, 1 + annex->groups);
    builder_walk(builder, node);
  }
}

static void take_annex(struct builder *builder, const struct node *node) {
  struct annex annex = {0};
  const char *step = id_of(node) + strlen("anx_");
  CLEANUP(mem_freep) char *small = mem_strdup(step);
  for (char *at = small; *at; at++)
    if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
  if (strspn(small, "ivx") != strlen(small)) {
    free(small);
    small = roman_of(atoi(step));
  }
  builder_open_root(builder, "anx", small);
  for (const struct node *child = node->first; child; child = child->next)
    if (child->name) annex_child(builder, &annex, child);
  builder_close_to(builder, 0);
}

static bool is_article_title(const struct node *node) {
  return has_class(node, "ti-art") || has_class(node, "title-article-norm");
}

static void article_title(struct builder *builder, const struct node *title, const struct node *subject) {
  CLEANUP(mem_freep) char *mark = builder_line(builder, title);
  CLEANUP(mem_freep) char *text = subject ? builder_line(builder, subject) : mem_strdup("");
  builder_heading(builder, mark, text);
}

static void take_article(struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *step = identifier_step(id_of(node) + strlen("art_"));
  const struct node *title = node->first, *subject;
  struct node rest = *node;
  builder_open_root(builder, "art", step);
  while (title && !is_article_title(title))
    title = title->next;
  if (title) {
    subject = next_element(title);
    bool titled = subject && has_class(subject, "eli-title");
    article_title(builder, title, titled ? subject : NULL);
    rest = rest_behind(node, titled ? subject : title);
  }
  builder_flow(builder, &rest);
  builder_close_to(builder, 0);
}

/* A row with mark and text. */
static void take_recital(struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *step = identifier_step(id_of(node) + strlen("rct_"));
  const struct node *row = node_below(node, "tr"), *cells[2];
  builder_open_root(builder, "rct", step);
  if (row && cells_of(row, cells, 2) == 2) {
    CLEANUP(mem_freep) char *mark = builder_line(builder, cells[0]);
    builder->frames.items[builder->frames.len - 1].mark = arena_strdup(builder->arena, mark);
    builder_flow(builder, cells[1]);
  } else {
    builder_flow(builder, node);
  }
  builder_close(builder);
}

/* ---- what each element is ---- */

static bool is_left_out(const struct node *node) {
  return node_is(node, "head") || has_class(node, "note") || has_class(node, "footnote") || has_class(node, "modref") ||
         has_class(node, "arrow") || has_class(node, "final");
}

/* "art_13", but not "art_13.tit_1" */
static bool is_root_id(const char *id, const char *kind) {
  return str_starts(id, kind) && !strchr(id, '.') && id[strlen(kind)];
}

static bool take_by_id(struct builder *builder, const struct node *node) {
  const char *id = id_of(node);
  bool outside = builder->frames.len == 0;
  if (outside && is_root_id(id, "art_"))
    take_article(builder, node);
  else if (outside && is_root_id(id, "rct_"))
    take_recital(builder, node);
  else if (outside && is_root_id(id, "anx_"))
    take_annex(builder, node);
  else if (!outside && is_paragraph_id(id))
    take_published_paragraph(builder, node);
  else
    return false;
  return true;
}

static bool take(struct builder *builder, const struct node *node) {
  if (is_left_out(node)) return true;
  if (take_by_id(builder, node)) return true;
  const struct node *number = paragraph_number(node);
  if (number && builder->frames.len > 0)
    take_consolidated_paragraph(builder, node, number);
  else if (node_is(node, "table"))
    take_table(builder, node);
  else if (has_class(node, "grid-container"))
    take_grid(builder, node);
  else
    return false;
  return true;
}

/* ---- which act, which wording ---- */

static const struct node *find_class(const struct node *node, const char *name) {
  for (const struct node *child = node->first; child; child = child->next) {
    if (!child->name) continue;
    const struct node *found = has_class(child, name) ? child : find_class(child, name);
    if (found) return found;
  }
  return NULL;
}

static char *line_of_class(const struct builder *builder, const struct node *root, const char *name) {
  const struct node *found = find_class(root, name);
  return found ? builder_line(builder, found) : NULL;
}

/* "02024R2847 — EN — 20.11.2024 — 000.003" */
static void read_reference(struct lawtext *law, const char *reference) {
  static const char dash[] = " \u2014 ";
  const char *language = strstr(reference, dash), *from = language ? strstr(language + strlen(dash), dash) : NULL;
  law->state = LAW_CONSOLIDATED;
  set_celex(law, reference);
  if (!from) return;
  language += strlen(dash);
  law->language = arena_strndup(law->arena, language, (size_t)(from - language));
  from += strlen(dash);
  CLEANUP(mem_freep) char *printed = mem_strndup(from, strspn(from, "0123456789."));
  int year, month, day;
  law->has_date = printed_day(printed, &law->date);
  if (!law->has_date || !law->celex) return;
  day_split(law->date, &year, &month, &day);
  law->celex = arena_printf(law->arena, "%.10s-%04d%02d%02d", law->celex, year, month, day);
}

static void read_head(struct builder *builder, const struct node *root) {
  struct lawtext *law = builder->law;
  CLEANUP(mem_freep) char *language = line_of_class(builder, root, "hd-lg");
  CLEANUP(mem_freep) char *date = line_of_class(builder, root, "hd-date");
  CLEANUP(mem_freep) char *number = line_of_class(builder, root, "hd-uniq");
  if (language) law->language = arena_strdup(builder->arena, language);
  if (date) law->has_date = printed_day(date, &law->date);
  if (number) numbers_in(number, &law->year, &law->number);
  if (!law->year && law->title) numbers_in(law->title, &law->year, &law->number);
}

void xhtml_read(struct builder *builder, const struct node *root) {
  builder->add_inline = add_inline;
  builder->take = take;
  CLEANUP(mem_freep) char *reference = line_of_class(builder, root, "reference");
  CLEANUP(mem_freep) char *title = line_of_class(builder, root, "eli-main-title");
  if (title) builder->law->title = arena_strdup(builder->arena, title);
  if (reference)
    read_reference(builder->law, reference);
  else
    read_head(builder, root);
  builder_flow(builder, root);
}
