/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms: dates and numbers to compare and to conclude. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

static void read_children(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->children = arena_alloc(loader->arena, (count_nodes(element) + 1) * sizeof(const struct term *));
  for (const struct xml_node *child = xml_first(element); child; child = xml_next(child))
    term->children[term->children_len++] = read_term(loader, child);
}

static void expect_children(struct loader *loader, const struct xml_node *element, const struct term *term, size_t len) {
  if (term->children_len != len)
    refuse(loader, element, _("The element \"%s\" holds %zu terms, not %zu."), xml_name(element), len, term->children_len);
}

static void read_answer(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->question = need_question(loader, element, "q");
}

static void read_concluded_value(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->conclusion = need_attr(loader, element, "id");
  term->namesakes = pack_namesakes(loader->pack, term->conclusion);
  if (!term->namesakes) refuse_id(loader, element, loader->pack->conclusion_ids, _("There is no conclusion \"%s\"."), term->conclusion);
}

static void read_date(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->date = need_day(loader, element, xml_content(element));
}

static void read_number(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->number = need_number(loader, element, xml_content(element));
}

static void read_cell(struct loader *loader, const struct xml_node *element, struct term *term) {
  const char *row = need_attr(loader, element, "row");
  term->table = need_table(loader, element);
  term->column = need_attr(loader, element, "column");
  if (!term->table) return;
  term->row = table_row(term->table, row);
  if (!term->row)
    refuse(loader, element, _("The table \"%s\" has no row \"%s\"."), term->table->id, row);
  else if (!table_cell(term->row, term->column))
    refuse(loader, element, _("The row \"%s\" has no column \"%s\"."), row, term->column);
}

static void read_count(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->range = read_range(loader, element);
  if (count_nodes(element) > 1) refuse(loader, element, _("The element \"%s\" holds exactly one condition."), xml_name(element));
  if (xml_first(element)) term->condition = read_condition(loader, xml_first(element));
}

static void read_some_terms(struct loader *loader, const struct xml_node *element, struct term *term) {
  read_children(loader, element, term);
  if (term->children_len == 0) refuse(loader, element, _("The element \"%s\" holds at least one term."), xml_name(element));
}

static void read_add(struct loader *loader, const struct xml_node *element, struct term *term) {
  static const char *const names[] = {"days", "months", "years"};
  const char *unit = need_attr(loader, element, "unit");
  size_t i = 0;
  while (i < ARRAY_LEN(names) && strcmp(unit, names[i]) != 0)
    i++;
  if (i == ARRAY_LEN(names)) refuse(loader, element, _("There is no unit \"%s\"."), unit);
  term->unit = (enum unit)(i % ARRAY_LEN(names));
  read_children(loader, element, term);
  expect_children(loader, element, term, 2);
}

static void read_times(struct loader *loader, const struct xml_node *element, struct term *term) {
  read_children(loader, element, term);
  expect_children(loader, element, term, 2);
}

static void read_extreme(struct loader *loader, const struct xml_node *element, struct term *term) {
  term->range = read_range(loader, element);
  read_children(loader, element, term);
  expect_children(loader, element, term, 1);
}

static const struct {
  const char *name;
  enum term_kind kind;
  void (*read)(struct loader *loader, const struct xml_node *element, struct term *term);
} term_elements[] = {
    {"answer", TERM_ANSWER, read_answer},
    {"concluded-value", TERM_CONCLUDED, read_concluded_value},
    {"date", TERM_DATE, read_date},
    {"number", TERM_NUMBER, read_number},
    {"as-of", TERM_AS_OF, NULL},
    {"cell", TERM_CELL, read_cell},
    {"count", TERM_COUNT, read_count},
    {"later-of", TERM_LATER_OF, read_some_terms},
    {"earlier-of", TERM_EARLIER_OF, read_some_terms},
    {"add", TERM_ADD, read_add},
    {"times", TERM_TIMES, read_times},
    {"latest", TERM_LATEST, read_extreme},
    {"earliest", TERM_EARLIEST, read_extreme},
};

const struct term *read_term(struct loader *loader, const struct xml_node *element) {
  struct term *term = arena_alloc(loader->arena, sizeof *term);
  term->place = read_place(loader, element);
  for (size_t i = 0; i < ARRAY_LEN(term_elements); i++) {
    if (!xml_is(element, term_elements[i].name)) continue;
    term->kind = term_elements[i].kind;
    if (term_elements[i].read) term_elements[i].read(loader, element, term);
    return term;
  }
  refuse_unknown(loader, element);
  return term;
}

/* ---- days and numbers ---- */

static enum term_type answer_type(const struct question *question) {
  return question->type == Q_DATE ? TERM_IS_DATE : question->type == Q_NUMBER ? TERM_IS_NUMBER : TERM_IS_NEITHER;
}

static enum term_type cell_type(const struct term *term) {
  day_t day;
  int64_t number;
  const char *text = table_cell(term->row, term->column);
  return day_parse(text, &day) ? TERM_IS_DATE : number_parse(text, &number) ? TERM_IS_NUMBER : TERM_IS_NEITHER;
}

enum term_type term_type(const struct term *term) {
  switch (term->kind) {
  case TERM_ANSWER:
    return answer_type(term->question);
  case TERM_CELL:
    return cell_type(term);
  case TERM_NUMBER:
  case TERM_COUNT:
  case TERM_TIMES:
    return TERM_IS_NUMBER;
  case TERM_LATER_OF:
  case TERM_EARLIER_OF:
  case TERM_LATEST:
  case TERM_EARLIEST:
    return term_type(term->children[0]);
  case TERM_CONCLUDED:
  case TERM_DATE:
  case TERM_AS_OF:
  case TERM_ADD:
    return TERM_IS_DATE;
  }
  return TERM_IS_NEITHER;
}
