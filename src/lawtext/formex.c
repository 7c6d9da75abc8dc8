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

static char *line_of_child(const struct reader *reader, const struct node *node, const char *name) {
  const struct node *child = node_child(node, name);
  return child ? reader_line(reader, child) : mem_strdup("");
}

static void flow_without(struct reader *reader, const struct node *node, const char *first, const char *second) {
  struct node rest = *node;
  const struct node *child = node->first;
  while (child && (!child->name || node_is(child, first) || (second && node_is(child, second))))
    child = child->next;
  rest.first = child;
  reader_flow(reader, &rest);
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
static char *article_step(struct reader *reader, const struct node *node, const char *title) {
  char *step = identifier_step(node_attr(node, "IDENTIFIER"));
  if (!step) step = first_digits(title);
  return step || reader->articles > 1 ? step : mem_strdup("1");
}

static void take_article(struct reader *reader, const struct node *node) {
  CLEANUP(mem_freep) char *title = line_of_child(reader, node, "TI.ART");
  CLEANUP(mem_freep) char *subject = line_of_child(reader, node, "STI.ART");
  reader->articles++;
  CLEANUP(mem_freep) char *step = article_step(reader, node, title);
  reader_open_root(reader, "art", step);
  reader_heading(reader, title, subject);
  flow_without(reader, node, "TI.ART", "STI.ART");
  reader_close(reader);
}

static void take_paragraph(struct reader *reader, const struct node *node) {
  CLEANUP(mem_freep) char *mark = line_of_child(reader, node, "NO.PARAG");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  const char *identifier = strrchr(node_attr(node, "IDENTIFIER"), '.');
  if (!step && identifier && !is_quoted(mark)) step = identifier_step(identifier + 1);
  reader_open(reader, step, mark);
  flow_without(reader, node, "NO.PARAG", NULL);
  reader_close(reader);
}

static void take_point(struct reader *reader, const struct node *node) {
  CLEANUP(mem_freep) char *mark = line_of_child(reader, node, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  reader_open(reader, step, mark);
  flow_without(reader, node, "NO.P", NULL);
  reader_close(reader);
}

static void take_recital(struct reader *reader, const struct node *node) {
  const struct node *point = node_child(node, "NP");
  if (!point) return;
  CLEANUP(mem_freep) char *mark = line_of_child(reader, point, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  reader_open_root(reader, "rct", step);
  reader->frames.items[reader->frames.len - 1].mark = arena_strdup(reader->arena, mark);
  flow_without(reader, point, "NO.P", NULL);
  reader_close(reader);
}

static void take_quotation(struct reader *reader, const struct node *node) {
  reader->quoted++;
  reader_flow(reader, node);
  reader->quoted--;
}

/* Part, Section, Class: the words differ, the number counts. */
static void take_group(struct reader *reader, const struct node *node) {
  const struct node *title = node_child(node, "TITLE");
  CLEANUP(mem_freep) char *heading = title ? reader_line(reader, title) : mem_strdup("");
  CLEANUP(mem_freep) char *number = number_in(heading);
  CLEANUP(mem_freep) char *step = number ? mem_printf("part-%s", number) : NULL;
  reader_open(reader, step, NULL);
  reader_heading(reader, NULL, heading);
  flow_without(reader, node, "TITLE", NULL);
  reader_close(reader);
}

/* ---- tables ---- */

/* A row whose first cell is numbered is a point. */
static const struct node *numbered_point(const struct node *cell) {
  const struct node *point = cell ? node_below(cell, "NP") : NULL;
  return point && node_child(point, "NO.P") ? point : NULL;
}

static void take_row(struct reader *reader, const struct node *node) {
  const struct node *cell = node_child(node, "CELL"), *point = numbered_point(cell);
  if (!point) {
    reader_row(reader, node->first);
    return;
  }
  CLEANUP(mem_freep) char *mark = line_of_child(reader, point, "NO.P");
  CLEANUP(mem_freep) char *step = mark_step(mark);
  struct node rest = {.first = cell->next};
  reader_open(reader, step, mark);
  flow_without(reader, point, "NO.P", NULL);
  reader_flow(reader, &rest);
  reader_close(reader);
}

/* ---- annexes ---- */

static char *annex_step(struct reader *reader, const struct node *node, const char *title) {
  char *step = roman_in(title);
  const struct node *sequence = node_below(node, "NO.SEQ");
  CLEANUP(mem_freep) char *place = sequence ? reader_line(reader, sequence) : NULL;
  const char *behind = place ? strchr(place, '.') : NULL;
  if (!step && behind) step = roman_of(atoi(behind + 1));
  return step ? step : roman_of(reader->annexes);
}

static void take_annex(struct reader *reader, const struct node *node) {
  const struct node *title = node_child(node, "TITLE"), *contents = node_child(node, "CONTENTS");
  CLEANUP(mem_freep) char *mark = title ? line_of_child(reader, title, "TI") : mem_strdup("");
  CLEANUP(mem_freep) char *subject = title ? line_of_child(reader, title, "STI") : mem_strdup("");
  reader->annexes++;
  CLEANUP(mem_freep) char *step = annex_step(reader, node, mark);
  reader_open_root(reader, "anx", step);
  reader_heading(reader, mark, subject);
  if (contents) reader_flow(reader, contents);
  reader_close(reader);
}

static void take_nothing(struct reader *reader, const struct node *node) {
  (void)reader, (void)node;
}

static bool take(struct reader *reader, const struct node *node) {
  static const struct {
    const char *name;
    void (*take)(struct reader *reader, const struct node *node);
  } takers[] = {{"ARTICLE", take_article},  {"PARAG", take_paragraph},      {"NP", take_point},        {"CONSID", take_recital},
                {"QUOT.S", take_quotation}, {"GR.SEQ", take_group},         {"ROW", take_row},         {"ANNEX", take_annex},
                {"CONS.ANNEX", take_annex}, {"BIB.INSTANCE", take_nothing}, {"FAM.COMP", take_nothing}};
  for (size_t i = 0; i < ARRAY_LEN(takers); i++) {
    if (!node_is(node, takers[i].name)) continue;
    takers[i].take(reader, node);
    return true;
  }
  return false;
}

/* ---- which act, which wording ---- */

static const char *attr_below(const struct node *root, const char *element, const char *name) {
  const struct node *node = node_below(root, element);
  return node ? node_attr(node, name) : "";
}

static int number_below(const struct reader *reader, const struct node *node, const char *name) {
  const struct node *found = node ? node_below(node, name) : NULL;
  CLEANUP(mem_freep) char *text = found ? reader_line(reader, found) : NULL;
  return text ? atoi(text) : 0;
}

static void read_language(struct reader *reader, const struct node *root) {
  const struct node *language = node_below(root, "LG.DOC");
  CLEANUP(mem_freep) char *text = language ? reader_line(reader, language) : NULL;
  if (text && *text) reader->law->language = arena_strdup(reader->arena, text);
}

static void read_title(struct reader *reader, const struct node *root) {
  const struct node *title = node_child(root, "TITLE");
  CLEANUP(mem_freep) char *text = title ? reader_line(reader, title) : NULL;
  if (text) reader->law->title = arena_strdup(reader->arena, text);
}

/* NO.DOC with YEAR and NO.CURRENT; DATE is the day on which the act was signed. */
static void read_published(struct reader *reader, const struct node *root) {
  struct lawtext *law = reader->law;
  const struct node *about = node_child(root, "BIB.INSTANCE"), *date = about ? node_child(about, "DATE") : NULL;
  law->year = number_below(reader, about, "YEAR");
  law->number = number_below(reader, about, "NO.CURRENT");
  if (date) law->has_date = law->date_of_act = compact_day(node_attr(date, "ISO"), &law->date);
}

/* <INFO.CONSLEG CONSLEG.REF="2024R2847" START.DATE="20241120"/> */
static void read_consolidated(struct reader *reader, const struct node *root) {
  const char *reference = attr_below(root, "INFO.CONSLEG", "CONSLEG.REF"), *from = attr_below(root, "INFO.CONSLEG", "START.DATE");
  CLEANUP(mem_freep) char *celex = *from ? mem_printf("0%s-%s", reference, from) : mem_printf("3%s", reference);
  reader->law->state = LAW_CONSOLIDATED;
  set_celex(reader->law, celex);
}

static const struct node *consolidated_root(const struct node *root) {
  const struct node *inner = node_child(root, "CONS.DOC");
  return inner ? inner : root;
}

enum status formex_read(struct reader *reader, const struct node *root, struct error *error) {
  struct lawtext *law = reader->law;
  reader->add_inline = add_inline;
  reader->take = take;
  if (node_is(root, "DOC"))
    return refuse_text(reader, root, error, _("Give the files that it names, those of the act and of its annexes."),
                       _("This is only the list of the files of an act."));
  bool consolidated = node_is(root, "CONS.ACT");
  if (!consolidated && !node_is(root, "ACT") && !node_is(root, "ANNEX"))
    return refuse_text(reader, root, error, _("Give Formex (ACT, ANNEX, CONS.ACT) or XHTML as EUR-Lex offers it."),
                       _("This is not a text of law in a known format."));
  read_language(reader, root);
  read_title(reader, consolidated ? consolidated_root(root) : root);
  if (consolidated)
    read_consolidated(reader, root);
  else
    read_published(reader, root);
  reader_walk(reader, root);
  law->part = node_is(root, "ACT") ? "act" : "";
  if (node_is(root, "ANNEX") && reader->provisions.len) law->part = reader->provisions.items[0].path;
  return STATUS_OK;
}
