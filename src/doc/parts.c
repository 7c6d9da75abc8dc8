/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the XML of a template to its parts. What the schema cannot know is checked here against the pack. */
#include <stdlib.h>
#include <string.h>

#include "doc/template.h"

struct reader {
  struct template *template;
  struct map *ids; /* id -> its element */
  struct error *error;
};

/* Where in the template we are. */
struct spot {
  struct stand stand;
  const char *context;
  size_t columns; /* of the table around, 0 outside */
  bool used;      /* inside blocks that are written once and used in several places */
};

static enum status refuse(struct reader *reader, const struct xml_node *node, const char *next, const char *what, const char *id) {
  CLEANUP(mem_freep) char *where = xml_where(node);
  return error_set(reader->error, STATUS_INPUT, where, next, what, id);
}

static enum status read_part(struct reader *reader, const struct xml_node *node, struct spot spot, struct part **ret_part);

/* Reads the parts among the children of node: everything that is no <else>, <when> or <column>. */
static enum status read_children(struct reader *reader, const struct xml_node *node, struct spot spot, part_vec_t *parts) {
  enum status status = STATUS_OK;
  for (const struct xml_node *child = xml_first(node); child && !status; child = xml_next(child)) {
    if (xml_is(child, "else") || xml_is(child, "when") || xml_is(child, "column") || xml_is(child, "title") || xml_is(child, "define"))
      continue;
    struct part *part = NULL;
    status = read_part(reader, child, spot, &part);
    if (!status) vec_push(parts, part);
  }
  return status;
}

static enum status read_body(struct reader *reader, const struct xml_node *node, struct spot inside, struct spot outside,
                             struct part *part) {
  enum status status = read_children(reader, node, inside, &part->body);
  const struct xml_node *otherwise = xml_child(node, "else");
  if (status || !otherwise) return status;
  return read_children(reader, otherwise, outside, &part->otherwise);
}

static enum status read_cites(struct reader *reader, struct content *content) {
  enum status status = STATUS_OK;
  for (const struct xml_node *node = xml_child(content->node, "cite"); node && !status; node = xml_next_named(node, "cite")) {
    struct cite cite;
    status = pack_cite(reader->template->pack, node, &cite, reader->error);
    if (!status) vec_push(&content->cites, cite);
  }
  content->cites_current = xml_child(content->node, "cites") != NULL;
  return status;
}

static enum status read_content(struct reader *reader, const struct xml_node *node, struct spot spot, struct content *content) {
  content->node = node;
  content->context = spot.context;
  enum status status = read_cites(reader, content);
  return status ? status : inline_check(&spot.stand, node, reader->error);
}

static int level_of(const struct xml_node *node) {
  const char *level = xml_attr(node, "level");
  return level ? atoi(level) : 1;
}

static enum status read_text(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  static const struct {
    const char *name;
    enum block_kind block;
  } kinds[] = {
      {"heading", BLOCK_HEADING}, {"p", BLOCK_PARAGRAPH}, {"item", BLOCK_ITEM}, {"note", BLOCK_NOTE}, {"signature", BLOCK_SIGNATURE}};
  part->kind = PART_TEXT;
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (xml_is(node, kinds[i].name)) part->block = kinds[i].block;
  part->level = level_of(node);
  part->label = xml_attr(node, "label");
  return read_content(reader, node, spot, &part->content);
}

static enum status read_plain(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  (void)reader, (void)spot;
  part->kind = PART_PLAIN;
  part->block = xml_is(node, "contents") ? BLOCK_CONTENTS : xml_is(node, "rule") ? BLOCK_RULE : BLOCK_PAGE_BREAK;
  return STATUS_OK;
}

static enum status read_section(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_SECTION;
  part->unapproved = str_eq(xml_attr(node, "approved"), "no");
  return read_children(reader, node, spot, &part->body);
}

static enum status read_columns(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  double sum = 0;
  enum status status = STATUS_OK;
  for (const struct xml_node *child = xml_child(node, "column"); child && !status; child = xml_next_named(child, "column")) {
    struct column column = {.share = strtod(xml_attr(child, "width"), NULL)};
    status = read_content(reader, xml_child(child, "title"), spot, &column.title);
    vec_push(&part->columns, column);
    sum += column.share;
  }
  for (size_t i = 0; i < part->columns.len; i++)
    part->columns.items[i].share /= sum;
  return status;
}

static enum status read_table(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_TABLE;
  enum status status = read_columns(reader, node, spot, part);
  struct spot inside = spot;
  inside.columns = part->columns.len;
  return status ? status : read_body(reader, node, inside, spot, part);
}

static enum status read_list(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_LIST;
  part->source = xml_attr(node, "source");
  enum status status = read_columns(reader, node, spot, part);
  return status ? status : read_body(reader, node, spot, spot, part);
}

static enum status read_row(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_ROW;
  enum status status = STATUS_OK;
  for (const struct xml_node *child = xml_child(node, "cell"); child && !status; child = xml_next_named(child, "cell")) {
    struct content cell = {0};
    status = read_content(reader, child, spot, &cell);
    vec_push(&part->cells, cell);
  }
  if (status || part->cells.len == spot.columns) return status;
  CLEANUP(mem_freep) char *where = xml_where(node);
  return error_set(reader->error, STATUS_INPUT, where, _("Write one cell for each column."),
                   _("The row has %zu cells, its table %zu columns."), part->cells.len, spot.columns);
}

static enum status read_link(struct reader *reader, const struct xml_node *node, struct spot spot, struct range *range) {
  const char *id = xml_attr(node, "link");
  range->link = pack_question(reader->template->pack, id);
  if (!range->link || !range->link->of)
    return refuse(reader, node, _("Name a question whose answers are subjects."), _("“%s” is not a reference question of the law pack."),
                  id);
  if (!type_is_or_below(spot.stand.on, range->link->subject))
    return refuse(reader, node, _("Ask it about a subject that has this question."), _("“%s” cannot be read from here."), id);
  return STATUS_OK;
}

static enum status read_children_range(struct reader *reader, const struct xml_node *node, struct spot spot, struct range *range) {
  const struct pack *pack = reader->template->pack;
  const char *of = xml_attr(node, "of"), *from = xml_attr(node, "from");
  range->of = pack_subject_type(pack, of);
  if (!range->of) return refuse(reader, node, _("Use an id from subjects.xml."), _("The law pack has no subject type “%s”."), of);
  range->from = from ? pack_subject_type(pack, from) : NULL;
  if (from && !range->from)
    return refuse(reader, node, _("Use an id from subjects.xml."), _("The law pack has no subject type “%s”."), from);
  if (from && !type_is_or_below(spot.stand.on, range->from))
    return refuse(reader, node, _("Name an ancestor of the current subject."), _("“%s” cannot be reached from here."), from);
  if (range->of->parent != (from ? range->from : spot.stand.on))
    return refuse(reader, node, _("Name its parent in the attribute “from”."),
                  _("“%s” does not lie directly below the subject it is looked for on."), of);
  range->group = xml_attr(node, "group");
  return STATUS_OK;
}

static enum status read_naming(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  const char *id = xml_attr(node, "naming");
  if (!id) return STATUS_OK;
  part->naming = pack_question(reader->template->pack, id);
  if (!part->naming || part->naming->type != Q_SET || part->naming->subject != part->range.of)
    return refuse(reader, node, _("Name a question of type set on the subjects it runs over."), _("“%s” does not name requirements here."),
                  id);
  if (!spot.stand.on->implicit)
    return refuse(reader, node, _("Put it into a for-each over requirements."), _("<%s naming> needs a requirement around it."),
                  "for-each");
  return STATUS_OK;
}

static enum status read_things(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_THINGS;
  enum status status = things_read(&spot.stand, node, part, reader->error);
  struct spot inside = spot;
  inside.stand.thing = part->thing;
  inside.stand.table = part->table;
  return status ? status : read_body(reader, node, inside, spot, part);
}

static enum status read_each(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  if (things_kind(node)) return read_things(reader, node, spot, part);
  part->kind = PART_EACH;
  bool linked = xml_attr(node, "link") != NULL;
  enum status status = linked ? read_link(reader, node, spot, &part->range) : read_children_range(reader, node, spot, &part->range);
  if (!status) status = read_naming(reader, node, spot, part);
  if (status) return status;
  struct spot inside = spot;
  inside.stand.on = linked ? part->range.link->of : part->range.of;
  inside.stand.thing = THING_NONE;
  return read_body(reader, node, inside, spot, part);
}

static enum status read_if(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_IF;
  const struct xml_node *condition = xml_first(xml_child(node, "when"));
  enum status status =
      pack_condition(reader->template->pack, reader->template->arena, condition, spot.stand.on, &part->when, reader->error);
  return status ? status : read_body(reader, node, spot, spot, part);
}

static enum status read_reasons(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  const char *id = xml_attr(node, "of");
  part->kind = PART_REASONS;
  part->of = pack_conclusion_near(reader->template->pack, id, spot.stand.on);
  if (!part->of)
    return refuse(reader, node, _("Use the id of a conclusion on this subject or an ancestor."), _("There is no conclusion “%s” here."),
                  id);
  return STATUS_OK;
}

static enum status read_matrix(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  (void)reader, (void)spot;
  part->kind = PART_MATRIX;
  part->group = xml_attr(node, "group");
  return STATUS_OK;
}

static enum status read_gaps(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  part->kind = PART_GAPS;
  part->own = xml_attr(node, "own") != NULL;
  return read_body(reader, node, spot, spot, part);
}

static const struct xml_node *definition(const struct reader *reader, const char *id) {
  const struct xml_node *node = xml_child(xml_root(reader->template->xml), "define");
  while (node && !str_eq(xml_attr(node, "id"), id))
    node = xml_next_named(node, "define");
  return node;
}

/* Read anew at each place, for what may stand there depends on the place. */
static enum status read_use(struct reader *reader, const struct xml_node *node, struct spot spot, struct part *part) {
  const char *id = xml_attr(node, "of");
  const struct xml_node *defined = definition(reader, id);
  part->kind = PART_SECTION;
  if (!defined) return refuse(reader, node, _("Write a <define> with this id."), _("The template does not define “%s”."), id);
  if (spot.used) return refuse(reader, node, _("Write the blocks out."), _("“%s” cannot be used inside a definition."), id);
  spot.used = true;
  spot.context = id;
  return read_children(reader, defined, spot, &part->body);
}

static enum status note_id(struct reader *reader, const struct xml_node *node, struct part *part) {
  if (!part->id) return STATUS_OK;
  if (map_get(reader->ids, part->id))
    return refuse(reader, node, _("Give it an id of its own."), _("The id “%s” stands twice in this template."), part->id);
  map_put(reader->ids, part->id, part);
  if (part->mandatory) vec_push(&reader->template->mandatory, part->id);
  return STATUS_OK;
}

static enum status read_part(struct reader *reader, const struct xml_node *node, struct spot spot, struct part **ret_part) {
  static const struct {
    const char *name;
    enum status (*read)(struct reader *, const struct xml_node *, struct spot, struct part *);
  } kinds[] = {
      {"heading", read_text},   {"p", read_text},           {"item", read_text},     {"note", read_text},       {"signature", read_text},
      {"contents", read_plain}, {"page-break", read_plain}, {"rule", read_plain},    {"section", read_section}, {"table", read_table},
      {"list", read_list},      {"row", read_row},          {"for-each", read_each}, {"if", read_if},           {"reasons", read_reasons},
      {"gaps", read_gaps},      {"matrix", read_matrix},    {"use", read_use},
  };
  struct part *part = arena_alloc(reader->template->arena, sizeof *part);
  vec_push(&reader->template->parts, part);
  part->on = spot.stand.on;
  part->id = xml_attr(node, "id");
  part->mandatory = xml_attr(node, "mandatory") != NULL;
  part->prescribed = xml_attr(node, "prescribed") != NULL;
  if (part->id) spot.context = part->id;
  enum status status = spot.used ? STATUS_OK : note_id(reader, node, part);
  if (status) return status;
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (xml_is(node, kinds[i].name)) {
      status = kinds[i].read(reader, node, spot, part);
      if (!status) *ret_part = part;
      return status;
    }
  return refuse(reader, node, NULL, _("A template has no element “%s”."), xml_name(node) ? xml_name(node) : "");
}

enum status template_read_parts(struct template *template, struct error *error) {
  struct reader reader = {.template = template, .ids = map_new(), .error = error};
  struct part *root = arena_alloc(template->arena, sizeof *root);
  vec_push(&template->parts, root);
  root->kind = PART_SECTION;
  root->on = template->subject;
  struct spot spot = {.stand = {.pack = template->pack, .on = template->subject}, .context = template->id};
  enum status status = read_children(&reader, xml_root(template->xml), spot, &root->body);
  map_free(reader.ids);
  if (!status) template->root = root;
  return status;
}
