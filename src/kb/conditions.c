/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions: from elements to the model. What they mean is said in data/README.md. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

struct range read_range(struct loader *loader, const struct xml_node *element) {
  struct range range = {0};
  if (xml_attr(element, "link")) {
    range.link = need_question(loader, element, "link");
    return range;
  }
  if (xml_attr(element, "related")) {
    range.related = read_relation_kinds(loader, element, need_attr(loader, element, "related"));
    range.of = pack_requirement_type(loader->pack);
    if (!range.of) refuse(loader, element, _("The pack has no subject type for its requirements."));
    return range;
  }
  range.of = need_type(loader, element, "of");
  if (xml_attr(element, "from")) range.from = need_type(loader, element, "from");
  range.group = read_attr(loader, element, "group");
  if (range.group && !pack_has_group(loader->pack, range.group))
    refuse(loader, element, _("No requirement lies in the group \"%s\"."), range.group);
  return range;
}

static void read_children(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->children = arena_alloc(loader->arena, (count_nodes(element) + 1) * sizeof(const struct condition *));
  for (const struct xml_node *child = xml_first(element); child; child = xml_next(child))
    condition->children[condition->children_len++] = read_condition(loader, child);
}

static void read_one_child(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  if (count_nodes(element) != 1) refuse(loader, element, _("The element \"%s\" holds exactly one condition."), xml_name(element));
  read_children(loader, element, condition);
}

static void read_is(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->question = need_question(loader, element, "q");
  condition->of_requirement = str_eq(xml_attr(element, "value-of"), "requirement");
  if (!condition->of_requirement) condition->values = read_ids(loader, need_attr(loader, element, "value"));
}

static void read_question(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->question = need_question(loader, element, "q");
}

static void read_concluded(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->conclusion = need_attr(loader, element, "id");
  condition->values = read_ids(loader, need_attr(loader, element, "value"));
  condition->namesakes = pack_namesakes(loader->pack, condition->conclusion);
  if (!condition->namesakes)
    refuse_id(loader, element, loader->pack->conclusion_ids, _("There is no conclusion \"%s\"."), condition->conclusion);
}

static const struct condition *always(struct loader *loader, const struct xml_node *element) {
  struct condition *condition = arena_alloc(loader->arena, sizeof *condition);
  *condition = (struct condition){.kind = COND_ALL, .place = read_place(loader, element)};
  return condition;
}

static void read_some(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->range = read_range(loader, element);
  if (xml_first(element)) {
    read_one_child(loader, element, condition);
    return;
  }
  condition->children = arena_alloc(loader->arena, sizeof(const struct condition *));
  condition->children[0] = always(loader, element);
  condition->children_len = 1;
}

static void read_every(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->range = read_range(loader, element);
  read_one_child(loader, element, condition);
}

static void read_op(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  static const char *const names[] = {"lt", "le", "eq", "ne", "ge", "gt"};
  const char *name = need_attr(loader, element, "op");
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    if (strcmp(name, names[i]) != 0) continue;
    condition->op = (enum compare_op)i;
    return;
  }
  refuse(loader, element, _("There is no comparison \"%s\"."), name);
}

static void read_compare(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  read_op(loader, element, condition);
  if (count_nodes(element) != 2) {
    refuse(loader, element, _("A comparison holds exactly two terms."));
    return;
  }
  const struct xml_node *left = xml_first(element);
  condition->terms[0] = read_term(loader, left);
  condition->terms[1] = read_term(loader, xml_next(left));
}

static void read_listed(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->table = need_table(loader, element);
  if (xml_attr(element, "q"))
    condition->question = need_question(loader, element, "q");
  else
    condition->row_id = need_attr(loader, element, "row");
  if (!xml_attr(element, "column")) return;
  condition->column = need_attr(loader, element, "column");
  condition->values = read_ids(loader, need_attr(loader, element, "value"));
}

static void read_in_force(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->table = need_table(loader, element);
  condition->row_id = need_attr(loader, element, "row");
}

static void read_member(struct loader *loader, const struct xml_node *element, struct condition *condition) {
  condition->group = need_attr(loader, element, "group");
  if (!pack_has_group(loader->pack, condition->group))
    refuse(loader, element, _("No requirement lies in the group \"%s\"."), condition->group);
}

static const struct {
  const char *name;
  enum condition_kind kind;
  void (*read)(struct loader *loader, const struct xml_node *element, struct condition *condition);
} condition_elements[] = {
    {"all", COND_ALL, read_children},
    {"any", COND_ANY, read_children},
    {"not", COND_NOT, read_one_child},
    {"is", COND_IS, read_is},
    {"asked", COND_ASKED, read_question},
    {"answered", COND_ANSWERED, read_question},
    {"concluded", COND_CONCLUDED, read_concluded},
    {"some", COND_SOME, read_some},
    {"every", COND_EVERY, read_every},
    {"compare", COND_COMPARE, read_compare},
    {"listed", COND_LISTED, read_listed},
    {"in-force", COND_IN_FORCE, read_in_force},
    {"member", COND_MEMBER, read_member},
    {"gap-free", COND_GAP_FREE, NULL},
};

const struct condition *read_condition(struct loader *loader, const struct xml_node *element) {
  struct condition *condition = arena_alloc(loader->arena, sizeof *condition);
  condition->place = read_place(loader, element);
  for (size_t i = 0; i < ARRAY_LEN(condition_elements); i++) {
    if (!xml_is(element, condition_elements[i].name)) continue;
    condition->kind = condition_elements[i].kind;
    if (condition_elements[i].read) condition_elements[i].read(loader, element, condition);
    return condition;
  }
  refuse_unknown(loader, element);
  return condition;
}

const struct condition *read_condition_in(struct loader *loader, const struct xml_node *node, const char *name) {
  const struct xml_node *holder = xml_child(node, name);
  if (!holder) return NULL;
  if (count_nodes(holder) != 1) {
    refuse(loader, holder, _("The element \"%s\" holds exactly one condition."), name);
    return NULL;
  }
  return read_condition(loader, xml_first(holder));
}
