/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables, questions and conclusions: the elements with an inner life. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 200, LONG_TEXT_MAX = 20000 };

/* ---- tables ---- */

static void read_row(struct loader *loader, const struct xml_node *node, struct table *table) {
  struct table_row *row = &table->rows[table->rows_len];
  const char *id = need_attr(loader, node, "id");
  if (table_row(table, id)) refuse(loader, node, _("The table \"%s\" has a row \"%s\" already."), table->id, id);
  *row = (struct table_row){.id = id, .table = table, .place = read_place(loader, node)};
  row->cites = read_cites(loader, node);
  row->title = read_text(loader, node, "title", id);
  row->help = read_text(loader, node, "help", id);
  row->cells = arena_alloc(loader->arena, (count_children(node, "cell") + 1) * sizeof *row->cells);
  for (const struct xml_node *cell = xml_child(node, "cell"); cell; cell = xml_next_named(cell, "cell")) {
    const char *column = need_attr(loader, cell, "column");
    if (table_cell(row, column)) refuse(loader, cell, _("The row \"%s\" has a column \"%s\" already."), id, column);
    row->cells[row->cells_len++] = (struct cell_value){.column = column, .text = arena_strdup(loader->arena, xml_content(cell))};
  }
  CLEANUP(mem_freep) char *key = table_cell(row, "key") ? fold_key(table_cell(row, "key")) : NULL;
  row->key = arena_strdup(loader->arena, key);
  table->rows_len++;
}

void load_table(struct loader *loader, const struct xml_node *node, struct table *table) {
  table->rows = arena_alloc(loader->arena, (count_children(node, "row") + 1) * sizeof *table->rows);
  for (const struct xml_node *row = xml_child(node, "row"); row; row = xml_next_named(row, "row"))
    read_row(loader, row, table);
}

/* ---- questions ---- */

/* Names of the types and the attributes that belong to each. */
static const struct {
  const char *name, *attributes;
} question_types[] = {
    [Q_BOOL] = {"bool", ""},
    [Q_CHOICE] = {"choice", ""},
    [Q_SET] = {"set", ""},
    [Q_TEXT] = {"text", "max language none"},
    [Q_LONG_TEXT] = {"long-text", "max language none"},
    [Q_NUMBER] = {"number", "min max unit"},
    [Q_DATE] = {"date", "none"},
    [Q_INSTANT] = {"instant", ""},
    [Q_REFERENCE] = {"reference", "of"},
    [Q_REFERENCES] = {"references", "of"},
    [Q_BLOB] = {"blob", ""},
};

const char *question_type_name(enum question_type type) {
  return question_types[type].name;
}

static enum question_type read_type(struct loader *loader, const struct xml_node *node) {
  const char *name = need_attr(loader, node, "type");
  for (size_t i = 0; i < ARRAY_LEN(question_types); i++)
    if (strcmp(name, question_types[i].name) == 0) return (enum question_type)i;
  refuse(loader, node, _("There is no question type \"%s\"."), name);
  return Q_TEXT;
}

static void refuse_foreign_attributes(struct loader *loader, const struct xml_node *node, enum question_type type) {
  static const char *const names[] = {"min", "max", "unit", "language", "none", "of"};
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (xml_attr(node, names[i]) && !str_in_list(question_types[type].attributes, names[i]))
      refuse(loader, node, _("A question of the type \"%s\" has no attribute \"%s\"."), question_types[type].name, names[i]);
}

static void read_limits(struct loader *loader, const struct xml_node *node, struct question *question) {
  const char *min = read_attr(loader, node, "min");
  const char *max = read_attr(loader, node, "max");
  if (question->type == Q_NUMBER) {
    question->has_min = min != NULL;
    question->has_max_number = max != NULL;
    if (min) question->min = need_number(loader, node, min);
    if (max) question->max_number = need_number(loader, node, max);
  } else {
    question->max = question->type == Q_LONG_TEXT ? LONG_TEXT_MAX : TEXT_MAX;
    if (max) question->max = (size_t)(need_number(loader, node, max) / 1000000);
  }
}

typedef VEC(struct choice) choice_vec_t;

static void add_choice(struct loader *loader, const struct xml_node *at, choice_vec_t *choices, struct choice choice) {
  for (size_t i = 0; i < choices->len; i++)
    if (strcmp(choices->items[i].id, choice.id) == 0) refuse(loader, at, _("The choice \"%s\" exists already."), choice.id);
  vec_push(choices, choice);
}

static void add_table_choices(struct loader *loader, const struct xml_node *node, choice_vec_t *choices) {
  const struct table *table = need_table(loader, node);
  for (size_t i = 0; table && i < table->rows_len; i++) {
    const struct table_row *row = &table->rows[i];
    add_choice(loader, node, choices, (struct choice){.id = row->id, .title = row->title, .help = row->help});
  }
}

static void add_requirement_choices(struct loader *loader, const struct xml_node *node, choice_vec_t *choices) {
  const char *group = need_attr(loader, node, "requirements");
  if (!pack_has_group(loader->pack, group)) refuse(loader, node, _("No requirement lies in the group \"%s\"."), group);
  for (size_t i = 0; i < pack_requirement_count(loader->pack); i++) {
    const struct requirement *requirement = pack_requirement_at(loader->pack, i);
    if (!id_in_group(requirement->id, group)) continue;
    add_choice(loader, node, choices, (struct choice){.id = requirement->id, .title = requirement->title, .help = requirement->text});
  }
}

static struct choice read_choice(struct loader *loader, const struct xml_node *node) {
  const char *id = need_attr(loader, node, "id");
  return (struct choice){.id = id, .title = read_text(loader, node, "title", id), .help = read_text(loader, node, "help", id)};
}

static void read_choices(struct loader *loader, const struct xml_node *node, struct question *question) {
  choice_vec_t choices = {0};
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child))
    if (xml_is(child, "choice"))
      add_choice(loader, child, &choices, read_choice(loader, child));
    else if (xml_is(child, "choices") && xml_attr(child, "table"))
      add_table_choices(loader, child, &choices);
    else if (xml_is(child, "choices"))
      add_requirement_choices(loader, child, &choices);
  bool wanted = question->type == Q_CHOICE || question->type == Q_SET;
  if (wanted && choices.len == 0) refuse(loader, node, _("The question has no choices."));
  if (!wanted && choices.len > 0)
    refuse(loader, node, _("A question of the type \"%s\" has no choices."), question_types[question->type].name);
  question->choices = arena_alloc(loader->arena, (choices.len + 1) * sizeof *question->choices);
  if (choices.len > 0) memcpy(question->choices, choices.items, choices.len * sizeof *question->choices);
  question->choices_len = choices.len;
  vec_free(&choices);
}

static void read_examples(struct loader *loader, const struct xml_node *node, struct question *question) {
  question->examples = arena_alloc(loader->arena, (count_children(node, "example") + 1) * sizeof *question->examples);
  for (const struct xml_node *example = xml_child(node, "example"); example; example = xml_next_named(example, "example"))
    question->examples[question->examples_len++] = read_text(loader, example, "text", question->id);
}

static const struct condition *both(struct loader *loader, const struct condition *first, const struct condition *second) {
  if (!first || !second) return first ? first : second;
  struct condition *all = arena_alloc(loader->arena, sizeof *all);
  *all = (struct condition){.kind = COND_ALL, .place = second->place, .children_len = 2};
  all->children = arena_alloc(loader->arena, 2 * sizeof(const struct condition *));
  all->children[0] = first;
  all->children[1] = second;
  return all;
}

void load_question(struct loader *loader, const struct xml_node *node, const struct condition *section_when, struct question *question) {
  question->type = read_type(loader, node);
  refuse_foreign_attributes(loader, node, question->type);
  question->required = read_yes(node, "required");
  question->language = read_yes(node, "language");
  question->none = read_yes(node, "none");
  question->unit = read_attr(loader, node, "unit");
  question->revised = read_attr(loader, node, "revised");
  read_limits(loader, node, question);
  if (question->type == Q_REFERENCE || question->type == Q_REFERENCES) question->of = need_type(loader, node, "of");
  read_choices(loader, node, question);
  read_examples(loader, node, question);
  question->cites = read_cites(loader, node);
  question->title = read_text(loader, node, "title", question->id);
  question->text = read_text(loader, node, "text", question->id);
  question->help = read_text(loader, node, "help", question->id);
  question->when = both(loader, section_when, read_condition_in(loader, node, "when"));
}

/* ---- conclusions ---- */

/* The elements that give a result in each type. */
static const struct {
  const char *name, *cases;
} conclusion_types[] = {
    [C_CHOICE] = {"choice", "case disputed otherwise"},
    [C_SET] = {"set", "collect"},
    [C_DATE] = {"date", "case disputed otherwise"},
};

static enum conclusion_type read_conclusion_type(struct loader *loader, const struct xml_node *node) {
  const char *name = need_attr(loader, node, "type");
  for (size_t i = 0; i < ARRAY_LEN(conclusion_types); i++)
    if (strcmp(name, conclusion_types[i].name) == 0) return (enum conclusion_type)i;
  refuse(loader, node, _("There is no conclusion type \"%s\"."), name);
  return C_CHOICE;
}

static void read_values(struct loader *loader, const struct xml_node *node, struct conclusion *conclusion) {
  choice_vec_t values = {0};
  for (const struct xml_node *value = xml_child(node, "value"); value; value = xml_next_named(value, "value"))
    add_choice(loader, value, &values, read_choice(loader, value));
  if (conclusion->type == C_DATE && values.len > 0) refuse(loader, node, _("A conclusion of the type \"date\" has no values."));
  conclusion->values = arena_alloc(loader->arena, (values.len + 1) * sizeof *conclusion->values);
  if (values.len > 0) memcpy(conclusion->values, values.items, values.len * sizeof *conclusion->values);
  conclusion->values_len = values.len;
  vec_free(&values);
}

static const struct term *read_case_term(struct loader *loader, const struct xml_node *node) {
  const struct xml_node *holder = xml_child(node, "term");
  if (holder && count_nodes(holder) == 1) return read_term(loader, xml_first(holder));
  refuse(loader, node, _("In a conclusion of the type \"date\" this element holds one term."));
  return NULL;
}

/* What a case, a collect, a reading or otherwise gives: a value or a term. */
static void read_result(struct loader *loader, const struct xml_node *node, enum conclusion_type type, struct conclusion_case *result) {
  if (type == C_DATE)
    result->term = read_case_term(loader, node);
  else
    result->value = need_attr(loader, node, "value");
  if (type == C_DATE && xml_attr(node, "value")) refuse(loader, node, _("A conclusion of the type \"date\" has no values."));
  if (type != C_DATE && xml_child(node, "term")) refuse(loader, node, _("Only a conclusion of the type \"date\" has terms."));
}

static void read_readings(struct loader *loader, const struct xml_node *node, enum conclusion_type type, struct conclusion_case *disputed) {
  disputed->disputed = true;
  disputed->readings = arena_alloc(loader->arena, (count_children(node, "reading") + 1) * sizeof *disputed->readings);
  for (const struct xml_node *child = xml_child(node, "reading"); child; child = xml_next_named(child, "reading")) {
    struct conclusion_case *reading = &disputed->readings[disputed->readings_len++];
    reading->id = need_attr(loader, child, "id");
    reading->place = read_place(loader, child);
    reading->cites = read_cites(loader, child);
    reading->because = read_text(loader, child, "because", reading->id);
    read_result(loader, child, type, reading);
  }
  if (disputed->readings_len < 2) refuse(loader, node, _("A disputed case has at least two readings."));
}

static void read_case(struct loader *loader, const struct xml_node *node, struct conclusion *conclusion) {
  bool otherwise = xml_is(node, "otherwise");
  struct conclusion_case *read = &conclusion->cases[conclusion->cases_len];
  read->place = read_place(loader, node);
  read->id = otherwise ? "otherwise" : need_attr(loader, node, "id");
  for (size_t i = 0; i < conclusion->cases_len; i++)
    if (strcmp(conclusion->cases[i].id, read->id) == 0) refuse(loader, node, _("The conclusion has a case \"%s\" already."), read->id);
  read->cites = read_cites(loader, node);
  read->because = read_text(loader, node, "because", otherwise ? conclusion->id : read->id);
  read->when = read_condition_in(loader, node, "when");
  if (!otherwise && !read->when) refuse(loader, node, _("The element \"%s\" has no condition."), xml_name(node));
  if (xml_is(node, "disputed"))
    read_readings(loader, node, conclusion->type, read);
  else
    read_result(loader, node, conclusion->type, read);
  conclusion->cases_len++;
}

static bool is_case(const struct xml_node *node) {
  return xml_name(node) && str_in_list("case disputed collect otherwise", xml_name(node));
}

static void read_cases(struct loader *loader, const struct xml_node *node, struct conclusion *conclusion) {
  const struct xml_node *last = NULL;
  conclusion->cases = arena_alloc(loader->arena, (count_nodes(node) + 1) * sizeof *conclusion->cases);
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    if (!is_case(child)) continue;
    if (!str_in_list(conclusion_types[conclusion->type].cases, xml_name(child)))
      refuse(loader, child, _("A conclusion of the type \"%s\" has no element \"%s\"."), conclusion_types[conclusion->type].name,
             xml_name(child));
    if (last && xml_is(last, "otherwise")) refuse(loader, child, _("Nothing may follow \"otherwise\"."));
    read_case(loader, child, conclusion);
    last = child;
  }
  if (conclusion->type != C_SET && !(last && xml_is(last, "otherwise")))
    refuse(loader, node, _("The conclusion does not end in \"otherwise\"."));
}

void load_conclusion(struct loader *loader, const struct xml_node *node, struct conclusion *conclusion) {
  conclusion->title = read_text(loader, node, "title", conclusion->id);
  conclusion->type = read_conclusion_type(loader, node);
  read_values(loader, node, conclusion);
  conclusion->applies = read_condition_in(loader, node, "applies");
  read_cases(loader, node, conclusion);
}
