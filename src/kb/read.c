/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes, texts, citations and references to other elements: what every element is made of. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

static void refuse_with(struct loader *loader, const struct xml_node *at, const char *next, const char *what) {
  CLEANUP(mem_freep) char *where = xml_where(at);
  loader->status = error_set(loader->error, STATUS_INPUT, where, next, "%s", what);
}

void refuse(struct loader *loader, const struct xml_node *at, const char *format, ...) {
  if (loader->status) return;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  refuse_with(loader, at, _("Correct the file; the README of the law pack describes every element."), what);
}

void refuse_id(struct loader *loader, const struct xml_node *at, const struct map *known, const char *format, const char *id) {
  if (loader->status) return;
  id_vec_t ids = {0};
  for (size_t i = 0; i < map_len(known); i++)
    vec_push(&ids, map_key_at(known, i));
  CLEANUP(mem_freep) char *what = mem_printf(format, id);
  CLEANUP(mem_freep)
  char *next = suggest_sentence(&ids, id, _("Correct the id; its file may also be missing in pack.xml, which names all files."));
  vec_free(&ids);
  refuse_with(loader, at, next, what);
}

void refuse_unknown(struct loader *loader, const struct xml_node *at) {
  refuse(loader, at, _("The element \"%s\" is not known here."), xml_name(at) ? xml_name(at) : xml_content(at));
}

const char *read_attr(struct loader *loader, const struct xml_node *node, const char *name) {
  return arena_strdup(loader->arena, xml_attr(node, name));
}

const char *need_attr(struct loader *loader, const struct xml_node *node, const char *name) {
  const char *value = read_attr(loader, node, name);
  if (value && *value) return value;
  refuse(loader, node, _("The element \"%s\" has no attribute \"%s\"."), xml_name(node), name);
  return "";
}

bool read_yes(const struct xml_node *node, const char *name) {
  return str_eq(xml_attr(node, name), "yes");
}

day_t need_day(struct loader *loader, const struct xml_node *at, const char *text) {
  day_t day = 0;
  if (!day_parse(text, &day)) refuse(loader, at, _("\"%s\" is not a date like 2027-12-11."), text);
  return day;
}

int64_t need_number(struct loader *loader, const struct xml_node *at, const char *text) {
  int64_t number = 0;
  if (!number_parse(text, &number)) refuse(loader, at, _("\"%s\" is not a number."), text);
  return number;
}

struct place read_place(struct loader *loader, const struct xml_node *node) {
  return (struct place){.file = arena_strdup(loader->arena, xml_file(node)), .line = xml_line(node)};
}

static size_t count_words(const char *list) {
  size_t count = 0;
  for (list += strspn(list, " \t\n"); *list; list += strspn(list, " \t\n")) {
    list += strcspn(list, " \t\n");
    count++;
  }
  return count;
}

id_vec_t read_ids(struct loader *loader, const char *list) {
  size_t len = count_words(list);
  id_vec_t ids = {.items = arena_alloc(loader->arena, (len + 1) * sizeof *ids.items)};
  const char *at = list;
  while (ids.len < len) {
    at += strspn(at, " \t\n");
    size_t word = strcspn(at, " \t\n");
    ids.items[ids.len++] = arena_strndup(loader->arena, at, word);
    at += word;
  }
  return ids;
}

struct text read_text(struct loader *loader, const struct xml_node *node, const char *name, const char *context) {
  const struct xml_node *child = xml_child(node, name);
  return (struct text){.context = context, .text = child ? arena_strdup(loader->arena, xml_content(child)) : ""};
}

size_t count_children(const struct xml_node *node, const char *name) {
  size_t count = 0;
  for (const struct xml_node *child = xml_child(node, name); child; child = xml_next_named(child, name))
    count++;
  return count;
}

size_t count_nodes(const struct xml_node *node) {
  size_t count = 0;
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child))
    count++;
  return count;
}

/* ---- citations ---- */

void read_cite(struct loader *loader, const struct xml_node *node, struct cite *ret_cite) {
  const char *act = need_attr(loader, node, "act");
  *ret_cite = (struct cite){
      .act = pack_act(loader->pack, act),
      .article = read_attr(loader, node, "article"),
      .annex = read_attr(loader, node, "annex"),
      .part = read_attr(loader, node, "part"),
      .section = read_attr(loader, node, "section"),
      .class = read_attr(loader, node, "class"),
      .point = read_attr(loader, node, "point"),
      .recital = read_attr(loader, node, "recital"),
      .example = read_attr(loader, node, "example"),
      .place = read_place(loader, node),
  };
  if (!ret_cite->act) refuse_id(loader, node, loader->pack->acts, _("There is no act \"%s\"."), act);
}

cite_vec_t read_cites(struct loader *loader, const struct xml_node *node) {
  size_t len = count_children(node, "cite");
  cite_vec_t cites = {.items = arena_alloc(loader->arena, (len + 1) * sizeof *cites.items), .len = len};
  struct cite *cite = cites.items;
  for (const struct xml_node *child = xml_child(node, "cite"); child; child = xml_next_named(child, "cite"))
    read_cite(loader, child, cite++);
  return cites;
}

/* ---- references to other elements ---- */

const struct question *need_question(struct loader *loader, const struct xml_node *node, const char *attribute) {
  const char *id = need_attr(loader, node, attribute);
  const struct question *question = map_get(loader->pack->questions, id);
  if (!question) refuse_id(loader, node, loader->pack->questions, _("There is no question \"%s\"."), id);
  return question;
}

const struct subject_type *need_type(struct loader *loader, const struct xml_node *node, const char *attribute) {
  const char *id = need_attr(loader, node, attribute);
  const struct subject_type *type = pack_subject_type(loader->pack, id);
  if (!type) refuse_id(loader, node, loader->pack->subject_types, _("There is no subject type \"%s\"."), id);
  return type;
}

const struct table *need_table(struct loader *loader, const struct xml_node *node) {
  const char *id = need_attr(loader, node, "table");
  const struct table *table = pack_table(loader->pack, id);
  if (!table) refuse_id(loader, node, loader->pack->tables, _("There is no table \"%s\"."), id);
  return table;
}
