/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formex 4: one act or annex of the Official Journal, or a consolidated act. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

const struct vocabulary formex_words = {
    .blocks =
        "P LIST ITEM NP PARAG ALINEA ARTICLE DIVISION TITLE TI STI QUOT.S GR.SEQ TBL ROW CELL DLIST DLIST.ITEM DEFINITION CONSID CONTENTS "
        "ANNEX CONS.ANNEX ENACTING.TERMS PREAMBLE FINAL SIGNATURE GR.CONSID VISA",
    .left_out = "NOTE",
};

/* ---- running text ---- */

/* Numbers come without the blanks that print has between thousands. */
static void add_number(struct buf *text, const char *digits) {
  size_t len = strspn(digits, "0123456789");
  bool grouped = len > 4 && !digits[len];
  for (size_t i = 0; digits[i]; i++) {
    if (grouped && i > 0 && (len - i) % 3 == 0) buf_puts(text, "\u00A0");
    buf_putc(text, digits[i]);
  }
}

static void add_quote(struct buf *text, const char *code) {
  char *end, letter[5];
  unsigned long value = strtoul(code, &end, 16);
  bool usable = *code && !*end && value >= 0x20 && value < 0x10000 && (value < 0xD800 || value > 0xDFFF);
  utf8_encode(usable ? (uint32_t)value : '"', letter);
  buf_puts(text, letter);
}

static void add_inline(struct buf *text, const struct node *node) {
  if (!node->name) {
    buf_puts(text, node->text);
  } else if (node_is(node, "QUOT.START") || node_is(node, "QUOT.END")) {
    add_quote(text, node_attr(node, "CODE"));
  } else if (node_is(node, "FT") && str_eq(node_attr(node, "TYPE"), "NUMBER") && node->first && !node->first->name && !node->first->next) {
    add_number(text, node->first->text);
  } else {
    for (const struct node *child = node->first; child; child = child->next) {
      if (child->block && child != node->first) buf_putc(text, ' ');
      add_inline(text, child);
    }
  }
}

static char *line_of_child(const struct builder *builder, const struct node *node, const char *name) {
  const struct node *child = node_child(node, name);
  return child ? builder_line(builder, child) : mem_strdup("");
}

static void flow_without(struct builder *builder, const struct node *node, const char *first, const char *second) {
  struct node rest = *node;
  const struct node *child = node->first;
  while (child && (!child->name || node_is(child, first) || (second && node_is(child, second))))
    child = child->next;
  rest.first = child;
  builder_flow(builder, &rest);
}

/* ---- provisions ---- */

static char *first_digits(const char *text) {
  const char *at = text + strcspn(text, "0123456789");
  size_t len = strspn(at, "0123456789");
  while ((at[len] >= 'a' && at[len] <= 'z') || (at[len] >= 'A' && at[len] <= 'Z'))
    len++;
  CLEANUP(mem_freep) char *number = mem_strndup(at, len);
  return identifier_step(number);
}

/* French begins with “Article premier”. */
static char *article_step(struct builder *builder, const struct node *node, const char *title) {
  char *step = identifier_step(node_attr(node, "IDENTIFIER"));
  if (!step) step = first_digits(title);
  return step || builder->articles > 1 ? step : mem_strdup("1");
}

static void take_article(struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *title = line_of_child(builder, node, "TI.ART");
  CLEANUP(mem_freep) char *subject = line_of_child(builder, node, "STI.ART");
  builder->articles++;
  CLEANUP(mem_freep) char *step = article_step(builder, node, title);
  builder_open_root(builder, "art", step);
  builder_heading(builder, title, subject);
  flow_without(builder, node, "TI.ART", "STI.ART");
  builder_close(builder);
}

static void take_paragraph(struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *mark = line_of_child(builder, node, "NO.PARAG");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  const char *identifier = strrchr(node_attr(node, "IDENTIFIER"), '.');
  if (!step && identifier && !is_quoted(mark)) step = identifier_step(identifier + 1);
  builder_open(builder, step, mark);
  flow_without(builder, node, "NO.PARAG", NULL);
  builder_close(builder);
}

static void take_point(struct builder *builder, const struct node *node) {
  CLEANUP(mem_freep) char *mark = line_of_child(builder, node, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  builder_open(builder, step, mark);
  flow_without(builder, node, "NO.P", NULL);
  builder_close(builder);
}

static void take_recital(struct builder *builder, const struct node *node) {
  const struct node *point = node_child(node, "NP");
  if (!point) return;
  CLEANUP(mem_freep) char *mark = line_of_child(builder, point, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  builder_open_root(builder, "rct", step);
  builder->frames.items[builder->frames.len - 1].mark = arena_strdup(builder->arena, mark);
  flow_without(builder, point, "NO.P", NULL);
  builder_close(builder);
}

static void take_quotation(struct builder *builder, const struct node *node) {
  builder->quoted++;
  builder_flow(builder, node);
  builder->quoted--;
}

/* Part, Section, Class: the words differ, the number counts. */
static void take_group(struct builder *builder, const struct node *node) {
  const struct node *title = node_child(node, "TITLE");
  CLEANUP(mem_freep) char *heading = title ? builder_line(builder, title) : mem_strdup("");
  CLEANUP(mem_freep) char *number = number_in(heading);
  CLEANUP(mem_freep) char *step = number ? mem_printf("part-%s", number) : NULL;
  builder_open(builder, step, NULL);
  builder_heading(builder, NULL, heading);
  flow_without(builder, node, "TITLE", NULL);
  builder_close(builder);
}

/* ---- tables ---- */

/* A row whose first cell is numbered is a point. */
static const struct node *numbered_point(const struct node *cell) {
  const struct node *point = cell ? node_below(cell, "NP") : NULL;
  return point && node_child(point, "NO.P") ? point : NULL;
}

static void take_row(struct builder *builder, const struct node *node) {
  const struct node *cell = node_child(node, "CELL"), *point = numbered_point(cell);
  if (!point) {
    builder_row(builder, node->first);
    return;
  }
  CLEANUP(mem_freep) char *mark = line_of_child(builder, point, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  struct node rest = {.first = cell->next};
  builder_open(builder, step, mark);
  flow_without(builder, point, "NO.P", NULL);
  builder_flow(builder, &rest);
  builder_close(builder);
}

/* ---- annexes ---- */

static char *annex_step(struct builder *builder, const struct node *node, const char *title) {
  char *step = roman_in(title);
  const struct node *sequence = node_below(node, "NO.SEQ");
  CLEANUP(mem_freep) char *place = sequence ? builder_line(builder, sequence) : NULL;
  const char *behind = place ? strchr(place, '.') : NULL;
  if (!step && behind) step = roman_of(atoi(behind + 1));
  return step ? step : roman_of(builder->annexes);
}

static void take_annex(struct builder *builder, const struct node *node) {
  const struct node *title = node_child(node, "TITLE"), *contents = node_child(node, "CONTENTS");
  CLEANUP(mem_freep) char *mark = title ? line_of_child(builder, title, "TI") : mem_strdup("");
  CLEANUP(mem_freep) char *subject = title ? line_of_child(builder, title, "STI") : mem_strdup("");
  builder->annexes++;
  CLEANUP(mem_freep) char *step = annex_step(builder, node, mark);
  builder_open_root(builder, "anx", step);
  builder_heading(builder, mark, subject);
  if (contents) builder_flow(builder, contents);
  builder_close(builder);
}

static void take_nothing(struct builder *builder, const struct node *node) {
  (void)builder, (void)node;
}

static bool take(struct builder *builder, const struct node *node) {
  static const struct {
    const char *name;
    void (*take)(struct builder *builder, const struct node *node);
  } takers[] = {{"ARTICLE", take_article},  {"PARAG", take_paragraph},      {"NP", take_point},        {"CONSID", take_recital},
                {"QUOT.S", take_quotation}, {"GR.SEQ", take_group},         {"ROW", take_row},         {"ANNEX", take_annex},
                {"CONS.ANNEX", take_annex}, {"BIB.INSTANCE", take_nothing}, {"FAM.COMP", take_nothing}};
  for (size_t i = 0; i < ARRAY_LEN(takers); i++) {
    if (!node_is(node, takers[i].name)) continue;
    takers[i].take(builder, node);
    return true;
  }
  return false;
}

/* ---- which act, which wording ---- */

static const char *attr_below(const struct node *root, const char *element, const char *name) {
  const struct node *node = node_below(root, element);
  return node ? node_attr(node, name) : "";
}

static int number_below(const struct builder *builder, const struct node *node, const char *name) {
  const struct node *found = node ? node_below(node, name) : NULL;
  CLEANUP(mem_freep) char *text = found ? builder_line(builder, found) : NULL;
  return text ? atoi(text) : 0;
}

static void read_language(struct builder *builder, const struct node *root) {
  const struct node *language = node_below(root, "LG.DOC");
  CLEANUP(mem_freep) char *text = language ? builder_line(builder, language) : NULL;
  if (text && *text) builder->law->language = arena_strdup(builder->arena, text);
}

static void read_title(struct builder *builder, const struct node *root) {
  const struct node *title = node_child(root, "TITLE");
  CLEANUP(mem_freep) char *text = title ? builder_line(builder, title) : NULL;
  if (text) builder->law->title = arena_strdup(builder->arena, text);
}

/* NO.DOC with YEAR and NO.CURRENT; DATE is the day on which the act was signed. */
static void read_published(struct builder *builder, const struct node *root) {
  struct lawtext *law = builder->law;
  const struct node *about = node_child(root, "BIB.INSTANCE"), *date = about ? node_child(about, "DATE") : NULL;
  law->year = number_below(builder, about, "YEAR");
  law->number = number_below(builder, about, "NO.CURRENT");
  if (date) law->has_date = law->date_of_act = compact_day(node_attr(date, "ISO"), &law->date);
}

/* <INFO.CONSLEG CONSLEG.REF="2024R2847" START.DATE="20241120"/> */
static void read_consolidated(struct builder *builder, const struct node *root) {
  const char *reference = attr_below(root, "INFO.CONSLEG", "CONSLEG.REF"), *from = attr_below(root, "INFO.CONSLEG", "START.DATE");
  CLEANUP(mem_freep) char *celex = *from ? mem_printf("0%s-%s", reference, from) : mem_printf("3%s", reference);
  builder->law->state = LAW_CONSOLIDATED;
  set_celex(builder->law, celex);
}

static const struct node *consolidated_root(const struct node *root) {
  const struct node *inner = node_child(root, "CONS.DOC");
  return inner ? inner : root;
}

enum status formex_read(struct builder *builder, const struct node *root, struct error *error) {
  struct lawtext *law = builder->law;
  builder->add_inline = add_inline;
  builder->take = take;
  if (node_is(root, "DOC"))
    return refuse_text(builder, root, error, _("Give the files that it names, those of the act and of its annexes."),
                       _("This is only the list of the files of an act."));
  bool consolidated = node_is(root, "CONS.ACT");
  if (!consolidated && !node_is(root, "ACT") && !node_is(root, "ANNEX"))
    return refuse_text(builder, root, error, _("Give Formex (ACT, ANNEX, CONS.ACT) or XHTML as EUR-Lex offers it."),
                       _("This is not a text of law in a known format."));
  read_language(builder, root);
  read_title(builder, consolidated ? consolidated_root(root) : root);
  if (consolidated)
    read_consolidated(builder, root);
  else
    read_published(builder, root);
  builder_walk(builder, root);
  law->part = node_is(root, "ACT") ? "act" : "";
  if (node_is(root, "ANNEX") && builder->provisions.len) law->part = builder->provisions.items[0].path;
  return STATUS_OK;
}
