/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What acts demand, by whom, and how they stand to each other: requirements, duties, topics, relations. */
#include "kb/internal.h"

#include <string.h>

/* Position of the name in the list; refuses what is not in it, with a message that has room for it. */
static size_t read_kind(struct loader *loader, const struct xml_node *node, const char *const *names, size_t len, const char *message) {
  const char *name = need_attr(loader, node, "kind");
  for (size_t i = 0; i < len; i++)
    if (strcmp(name, names[i]) == 0) return i;
  refuse(loader, node, message, name);
  return 0;
}

/* ---- requirements ---- */

static struct measure read_measure(struct loader *loader, const struct xml_node *node) {
  const char *id = need_attr(loader, node, "id");
  return (struct measure){
      .id = id,
      .place = read_place(loader, node),
      .cites = read_cites(loader, node),
      .text = read_text(loader, node, "text", id),
      .when = read_condition_in(loader, node, "when"),
  };
}

void load_requirement(struct loader *loader, const struct xml_node *node, struct requirement *requirement) {
  requirement->place = read_place(loader, node);
  requirement->group = need_attr(loader, node, "group");
  requirement->cites = read_cites(loader, node);
  requirement->title = read_text(loader, node, "title", requirement->id);
  requirement->text = read_text(loader, node, "text", requirement->id);
  requirement->help = read_text(loader, node, "help", requirement->id);
  requirement->when = read_condition_in(loader, node, "when");
  requirement->measures = arena_alloc(loader->arena, (count_children(node, "measure") + 1) * sizeof *requirement->measures);
  for (const struct xml_node *child = xml_child(node, "measure"); child; child = xml_next_named(child, "measure"))
    requirement->measures[requirement->measures_len++] = read_measure(loader, child);
}

/* ---- duties ---- */

static const char *const duty_kinds[] = {[DUTY_DUTY] = "duty", [DUTY_RELIEF] = "relief", [DUTY_PENALTY] = "penalty"};

const char *duty_kind_name(enum duty_kind kind, const char *lang) {
  switch (kind) {
  case DUTY_DUTY:
    return tr(lang, "duty", "duty");
  case DUTY_RELIEF:
    return tr(lang, "duty", "relief");
  case DUTY_PENALTY:
    return tr(lang, "duty", "penalty");
  }
  return "";
}

/* The day in the child element of that name; NULL if there is no such child. */
static const struct term *read_day_in(struct loader *loader, const struct xml_node *node, const char *name) {
  const struct xml_node *holder = xml_child(node, name);
  if (!holder) return NULL;
  if (count_nodes(holder) != 1) {
    refuse(loader, holder, _("The element \"%s\" holds exactly one term."), name);
    return NULL;
  }
  const struct term *term = read_term(loader, xml_first(holder));
  if (!loader->status && term_type(term) != TERM_IS_DATE) refuse(loader, xml_first(holder), _("This term is not a date."));
  return term;
}

void load_duty(struct loader *loader, const struct xml_node *node, struct duty *duty) {
  duty->place = read_place(loader, node);
  duty->subject = need_type(loader, node, "subject");
  duty->kind = (enum duty_kind)read_kind(loader, node, duty_kinds, ARRAY_LEN(duty_kinds), _("There is no kind of duty \"%s\"."));
  duty->cites = read_cites(loader, node);
  duty->title = read_text(loader, node, "title", duty->id);
  duty->text = read_text(loader, node, "text", duty->id);
  duty->help = read_text(loader, node, "help", duty->id);
  duty->when = read_condition_in(loader, node, "when");
  duty->from = read_day_in(loader, node, "from");
  duty->until = read_day_in(loader, node, "until");
  duty->done = read_condition_in(loader, node, "done");
}

/* ---- topics and relations ---- */

static const char *const relation_kinds[] = {
    [RELATION_PRESUMED] = "presumed", [RELATION_SHARED] = "shared", [RELATION_PARALLEL] = "parallel", [RELATION_DISTINCT] = "distinct"};

const char *relation_kind_name(enum relation_kind kind, const char *lang) {
  switch (kind) {
  case RELATION_PRESUMED:
    return tr(lang, "relation", "presumed");
  case RELATION_SHARED:
    return tr(lang, "relation", "shared");
  case RELATION_PARALLEL:
    return tr(lang, "relation", "parallel");
  case RELATION_DISTINCT:
    return tr(lang, "relation", "distinct");
  }
  return "";
}

unsigned read_relation_kinds(struct loader *loader, const struct xml_node *node, const char *list) {
  id_vec_t names = read_ids(loader, list);
  unsigned kinds = 0;
  for (size_t i = 0; i < names.len; i++) {
    size_t k = 0;
    while (k < ARRAY_LEN(relation_kinds) && strcmp(relation_kinds[k], names.items[i]) != 0)
      k++;
    if (k == ARRAY_LEN(relation_kinds))
      refuse(loader, node, _("There is no kind of relation \"%s\"."), names.items[i]);
    else
      kinds |= 1u << k;
  }
  return kinds;
}

void load_topic(struct loader *loader, const struct xml_node *node, struct topic *topic) {
  topic->place = read_place(loader, node);
  topic->cites = read_cites(loader, node);
  topic->title = read_text(loader, node, "title", topic->id);
  topic->text = read_text(loader, node, "text", topic->id);
  topic->action = read_text(loader, node, "action", topic->id);
}

static struct relation_end read_end(struct loader *loader, const struct xml_node *node, const char *name) {
  const char *id = read_attr(loader, node, name);
  if (!id) return (struct relation_end){0};
  struct relation_end end = {.requirement = map_get(loader->pack->requirements, id), .duty = map_get(loader->pack->duties, id)};
  if (!end.requirement && !end.duty)
    refuse_id(loader, node, loader->pack->requirements, _("There is no requirement and no duty \"%s\"."), id);
  if (end.requirement && end.duty) refuse(loader, node, _("Both a requirement and a duty are called \"%s\"."), id);
  return end;
}

static void check_ends(struct loader *loader, const struct xml_node *node, enum relation_kind kind) {
  size_t ends = (xml_attr(node, "from") != NULL) + (xml_attr(node, "to") != NULL);
  if (kind == RELATION_DISTINCT && ends != 1)
    refuse(loader, node, _("A relation of the kind \"distinct\" has either \"from\" or \"to\": only one act asks it."));
  if (kind != RELATION_DISTINCT && ends != 2)
    refuse(loader, node, _("A relation of the kind \"%s\" has both \"from\" and \"to\"."), relation_kinds[kind]);
}

void load_relation(struct loader *loader, const struct xml_node *node, struct relation *relation) {
  const char *topic = need_attr(loader, node, "topic");
  relation->place = read_place(loader, node);
  relation->topic = pack_topic(loader->pack, topic);
  if (!relation->topic) refuse_id(loader, node, loader->pack->topics, _("There is no topic \"%s\"."), topic);
  relation->kind =
      (enum relation_kind)read_kind(loader, node, relation_kinds, ARRAY_LEN(relation_kinds), _("There is no kind of relation \"%s\"."));
  relation->from = read_end(loader, node, "from");
  relation->to = read_end(loader, node, "to");
  check_ends(loader, node, relation->kind);
  relation->cites = read_cites(loader, node);
  relation->because = read_text(loader, node, "because", relation->id);
}
