/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading in two passes: first every id gets its (still empty) object, then the objects are filled, so that an element may name another
 * that stands further down or in a later file.
 */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

struct load {
  struct pack *pack;
  struct loader loader;
  documents_t documents; /* pack.xml first */
};

/* ---- first pass: ids ---- */

/* Notes where the id was given; refuses one that was given before. False if it cannot be used. */
static bool claim_id(struct load *load, const struct xml_node *node, const char *id) {
  struct loader *loader = &load->loader;
  const char *key = arena_printf(loader->arena, "%s %s", xml_name(node), id);
  const struct place *first = map_get(load->pack->places, key);
  if (first) refuse(loader, node, _("The %s \"%s\" exists already: %s:%d."), xml_name(node), id, first->file, first->line);
  if (loader->status) return false;
  struct place *place = arena_alloc(loader->arena, sizeof *place);
  *place = read_place(loader, node);
  map_put(load->pack->places, key, place);
  return true;
}

/* A new zeroed object for the element, under its id; NULL after refusing. */
static void *collect_into(struct load *load, const struct xml_node *node, struct map *map, size_t size, const char **ret_id) {
  const char *id = need_attr(&load->loader, node, "id");
  if (!claim_id(load, node, id)) return NULL;
  void *object = arena_alloc(load->loader.arena, size);
  map_put(map, id, object);
  *ret_id = id;
  return object;
}

#define COLLECT(map_name, type)                                                                                                            \
  static void collect_##type(struct load *load, const struct xml_node *node) {                                                             \
    const char *id;                                                                                                                        \
    struct type *object = collect_into(load, node, load->pack->map_name, sizeof *object, &id);                                             \
    if (object) object->id = id;                                                                                                           \
  }
COLLECT(acts, act)
COLLECT(tables, table)
COLLECT(subject_types, subject_type)
COLLECT(stages, stage)
COLLECT(gaps, gap)
COLLECT(duties, duty)
COLLECT(topics, topic)
COLLECT(relations, relation)

static void collect_requirement(struct load *load, const struct xml_node *node) {
  const char *id;
  struct requirement *requirement = collect_into(load, node, load->pack->requirements, sizeof *requirement, &id);
  if (!requirement) return;
  requirement->id = id;
  for (const struct xml_node *child = xml_child(node, "measure"); child; child = xml_next_named(child, "measure"))
    if (!claim_id(load, child, need_attr(&load->loader, child, "id"))) return;
}

static void collect_section(struct load *load, const struct xml_node *node) {
  const char *id;
  struct section *section = collect_into(load, node, load->pack->sections, sizeof *section, &id);
  if (!section) return;
  section->id = id;
  section->questions = arena_alloc(load->loader.arena, (count_children(node, "question") + 1) * sizeof *section->questions);
  for (const struct xml_node *child = xml_child(node, "question"); child; child = xml_next_named(child, "question")) {
    struct question *question = collect_into(load, child, load->pack->questions, sizeof *question, &id);
    if (!question) return;
    question->id = id;
    question->index = map_len(load->pack->questions) - 1;
    section->questions[section->questions_len++] = question;
  }
}

/* The same id may be concluded on several types. */
static void collect_conclusion(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  const char *id = need_attr(loader, node, "id");
  const char *key = arena_printf(loader->arena, "%s %s", id, need_attr(loader, node, "subject"));
  if (!claim_id(load, node, key)) return;
  struct conclusion *conclusion = arena_alloc(loader->arena, sizeof *conclusion);
  conclusion->id = id;
  conclusion->index = map_len(load->pack->conclusions);
  map_put(load->pack->conclusions, key, conclusion);
  struct namesake *namesake = arena_alloc(loader->arena, sizeof *namesake);
  *namesake = (struct namesake){.conclusion = conclusion, .next = map_get(load->pack->conclusion_ids, id)};
  map_put(load->pack->conclusion_ids, id, namesake);
}

static void collect_renamed(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  const char *from = need_attr(loader, node, "from");
  if (map_get(load->pack->renamed, from)) refuse(loader, node, _("The id \"%s\" is renamed twice."), from);
  struct renaming *renaming = arena_alloc(loader->arena, sizeof *renaming);
  *renaming = (struct renaming){.from = from, .to = need_attr(loader, node, "to"), .since = need_attr(loader, node, "since")};
  map_put(load->pack->renamed, from, renaming);
}

static void collect_retired(struct load *load, const struct xml_node *node) {
  const char *id = need_attr(&load->loader, node, "id");
  map_put(load->pack->retired, id, (void *)id);
}

/* ---- second pass: contents ---- */

static void *object_of(const struct map *map, const struct xml_node *node) {
  return map_get(map, xml_attr(node, "id"));
}

static enum label read_kind(struct loader *loader, const struct xml_node *node) {
  static const char *const names[] = {
      [LABEL_LAW] = "law", [LABEL_GUIDANCE] = "guidance", [LABEL_STANDARD] = "standard", [LABEL_GOOD_PRACTICE] = "good-practice"};
  const char *name = need_attr(loader, node, "kind");
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (strcmp(name, names[i]) == 0) return (enum label)i;
  refuse(loader, node, _("There is no kind of act \"%s\"."), name);
  return LABEL_LAW;
}

static void fill_act(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  struct act *act = object_of(load->pack->acts, node);
  act->kind = read_kind(loader, node);
  act->short_name = (struct text){.context = act->id, .text = need_attr(loader, node, "short")};
  act->published = read_attr(loader, node, "published");
  act->eli = read_attr(loader, node, "eli");
  act->celex = read_attr(loader, node, "celex");
  act->title = read_text(loader, node, "title", act->id);
}

static void fill_table(struct load *load, const struct xml_node *node) {
  load_table(&load->loader, node, object_of(load->pack->tables, node));
}

static void fill_subject_type(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  struct subject_type *type = object_of(load->pack->subject_types, node);
  type->implicit = read_yes(node, "implicit");
  if (xml_attr(node, "parent")) type->parent = need_type(loader, node, "parent");
  if (!type->implicit) type->name = need_question(loader, node, "name");
  if (type->implicit && !type->parent) refuse(loader, node, _("An implicit subject type has a parent."));
  if (type_is_or_below(type->parent, type)) refuse(loader, node, _("The subject type \"%s\" lies below itself."), type->id);
  type->title = read_text(loader, node, "title", type->id);
  type->plural = read_text(loader, node, "plural", type->id);
}

static void fill_stage(struct load *load, const struct xml_node *node) {
  struct stage *stage = object_of(load->pack->stages, node);
  stage->title = read_text(&load->loader, node, "title", stage->id);
}

static void fill_requirement(struct load *load, const struct xml_node *node) {
  load_requirement(&load->loader, node, object_of(load->pack->requirements, node));
}

static void fill_section(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  struct section *section = object_of(load->pack->sections, node);
  const char *stage = need_attr(loader, node, "stage");
  section->stage = pack_stage(load->pack, stage);
  if (!section->stage) refuse_id(loader, node, load->pack->stages, _("There is no stage \"%s\"."), stage);
  section->subject = need_type(loader, node, "subject");
  section->title = read_text(loader, node, "title", section->id);
  section->when = read_condition_in(loader, node, "when");
  for (const struct xml_node *child = xml_child(node, "question"); child; child = xml_next_named(child, "question")) {
    struct question *question = object_of(load->pack->questions, child);
    question->section = section;
    question->subject = section->subject;
    question->place = read_place(loader, child);
    load_question(loader, child, section->when, question);
  }
}

static void fill_conclusion(struct load *load, const struct xml_node *node) {
  CLEANUP(mem_freep) char *key = mem_printf("%s %s", xml_attr(node, "id"), xml_attr(node, "subject"));
  struct conclusion *conclusion = map_get(load->pack->conclusions, key);
  conclusion->place = read_place(&load->loader, node);
  conclusion->subject = need_type(&load->loader, node, "subject");
  load_conclusion(&load->loader, node, conclusion);
}

static void fill_gap(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  struct gap *gap = object_of(load->pack->gaps, node);
  gap->place = read_place(loader, node);
  gap->subject = need_type(loader, node, "subject");
  gap->blocks_final = str_eq(need_attr(loader, node, "blocks"), "final");
  gap->cites = read_cites(loader, node);
  gap->title = read_text(loader, node, "title", gap->id);
  gap->text = read_text(loader, node, "text", gap->id);
  gap->when = read_condition_in(loader, node, "when");
  if (!gap->when) refuse(loader, node, _("The element \"%s\" has no condition."), xml_name(node));
}

static void fill_duty(struct load *load, const struct xml_node *node) {
  load_duty(&load->loader, node, object_of(load->pack->duties, node));
}

static void fill_topic(struct load *load, const struct xml_node *node) {
  load_topic(&load->loader, node, object_of(load->pack->topics, node));
}

static void fill_relation(struct load *load, const struct xml_node *node) {
  load_relation(&load->loader, node, object_of(load->pack->relations, node));
}

/* The new id exists, or is itself renamed or retired; the old one does not exist any more. */
static void fill_renamed(struct load *load, const struct xml_node *node) {
  const struct pack *pack = load->pack;
  const char *from = xml_attr(node, "from"), *to = xml_attr(node, "to");
  const struct map *maps[] = {pack->questions,     pack->requirements, pack->conclusion_ids, pack->gaps,
                              pack->subject_types, pack->tables,       pack->acts,           pack->duties,
                              pack->topics,        pack->relations,    pack->renamed,        pack->retired};
  bool found = false;
  for (size_t i = 0; i < ARRAY_LEN(maps); i++)
    found = found || map_get(maps[i], to);
  if (!found) refuse(&load->loader, node, _("\"%s\" is renamed to \"%s\", which does not exist."), from, to);
  if (map_get(pack->questions, from) || map_get(pack->requirements, from))
    refuse(&load->loader, node, _("\"%s\" is renamed, but exists."), from);
}

/* In the order of filling: questions copy their choices from tables and requirements. */
static const struct {
  const char *name;
  void (*collect)(struct load *load, const struct xml_node *node);
  void (*fill)(struct load *load, const struct xml_node *node);
} elements[] = {
    {"act", collect_act, fill_act},
    {"table", collect_table, fill_table},
    {"subject-type", collect_subject_type, fill_subject_type},
    {"stage", collect_stage, fill_stage},
    {"requirement", collect_requirement, fill_requirement},
    {"section", collect_section, fill_section},
    {"conclusion", collect_conclusion, fill_conclusion},
    {"gap", collect_gap, fill_gap},
    {"duty", collect_duty, fill_duty},
    {"topic", collect_topic, fill_topic},
    {"relation", collect_relation, fill_relation},
    {"renamed", collect_renamed, fill_renamed},
    {"retired", collect_retired, NULL},
};

static void collect_element(struct load *load, const struct xml_node *node) {
  for (size_t i = 0; i < ARRAY_LEN(elements); i++) {
    if (!xml_is(node, elements[i].name)) continue;
    elements[i].collect(load, node);
    return;
  }
  refuse_unknown(&load->loader, node);
}

static enum status collect_all(struct load *load) {
  for (size_t i = 1; i < load->documents.len; i++)
    for (const struct xml_node *node = xml_first(xml_root(load->documents.items[i])); node; node = xml_next(node)) {
      collect_element(load, node);
      if (load->loader.status) return load->loader.status;
    }
  return STATUS_OK;
}

static enum status fill_all(struct load *load, const char *name, void (*fill)(struct load *load, const struct xml_node *node)) {
  for (size_t i = 1; i < load->documents.len; i++)
    for (const struct xml_node *node = xml_child(xml_root(load->documents.items[i]), name); node; node = xml_next_named(node, name)) {
      fill(load, node);
      if (load->loader.status) return load->loader.status;
    }
  return STATUS_OK;
}

static enum status fill_elements(struct load *load) {
  enum status status = STATUS_OK;
  for (size_t i = 0; !status && i < ARRAY_LEN(elements); i++)
    if (elements[i].fill) status = fill_all(load, elements[i].name, elements[i].fill);
  return status;
}

/* ---- all together ---- */

static void fill_former_ids(struct load *load) {
  struct pack *pack = load->pack;
  if (map_len(pack->renamed) == 0) return;
  for (size_t i = 0; i < map_len(pack->questions); i++) {
    struct question *question = map_value_at(pack->questions, i);
    question->former = read_former_ids(&load->loader, question->id);
  }
  for (size_t i = 0; i < map_len(pack->requirements); i++) {
    struct requirement *requirement = map_value_at(pack->requirements, i);
    requirement->former = read_former_ids(&load->loader, requirement->id);
  }
}

static void count_by_type(const struct pack *pack) {
  for (size_t i = 0; i < map_len(pack->sections); i++) {
    struct section *section = map_value_at(pack->sections, i);
    struct subject_type *type = map_get(pack->subject_types, section->subject->id);
    section->slot = type->sections_len++;
  }
  for (size_t i = 0; i < map_len(pack->questions); i++) {
    struct question *question = map_value_at(pack->questions, i);
    struct subject_type *type = map_get(pack->subject_types, question->subject->id);
    question->slot = type->questions_len++;
  }
  for (size_t i = 0; i < map_len(pack->conclusions); i++) {
    struct conclusion *conclusion = map_value_at(pack->conclusions, i);
    struct subject_type *type = map_get(pack->subject_types, conclusion->subject->id);
    conclusion->slot = type->conclusions_len++;
  }
}

static void read_pack_attributes(struct load *load, const struct xml_node *root) {
  struct loader *loader = &load->loader;
  load->pack->id = need_attr(loader, root, "id");
  load->pack->version = need_attr(loader, root, "version");
  load->pack->law_as_of = need_day(loader, root, need_attr(loader, root, "law-as-of"));
}

static enum status load_documents(struct load *load) {
  struct pack *pack = load->pack;
  read_pack_attributes(load, xml_root(load->documents.items[0]));
  struct hash hash;
  hash_of(pack->content.data, pack->content.len, &hash);
  hash_format(&hash, pack->hash);
  enum status status = load->loader.status;
  if (!status) status = collect_all(load);
  if (!status) status = fill_elements(load);
  if (status) return status;
  fill_former_ids(load);
  count_by_type(pack);
  return STATUS_OK;
}

static void note_files(struct load *load, const struct pack_source *source) {
  load->pack->where = arena_strdup(load->loader.arena, source->folder);
  for (size_t i = 0; !source->content && i < load->documents.len; i++) {
    const char *path = arena_strdup(load->loader.arena, xml_file(xml_root(load->documents.items[i])));
    map_put(load->pack->files, path, (void *)path);
  }
}

static enum status load_pack(const struct pack_source *source, const char *schema_folder, struct pack **ret_pack, struct error *error) {
  struct load load = {.pack = pack_new()};
  load.loader = (struct loader){.pack = load.pack, .arena = load.pack->arena, .error = error};
  enum status status = read_documents(&load.loader, source, schema_folder, &load.pack->content, &load.documents);
  note_files(&load, source);
  if (!status) status = load_documents(&load);
  for (size_t i = 0; i < load.documents.len; i++)
    xml_free(load.documents.items[i]);
  vec_free(&load.documents);
  if (status)
    pack_free(load.pack);
  else
    *ret_pack = load.pack;
  return status;
}

enum status pack_load(const char *folder, const char *schema_folder, struct pack **ret_pack, struct error *error) {
  struct pack_source source = {.folder = folder};
  return load_pack(&source, schema_folder ? schema_folder : folder, ret_pack, error);
}

enum status pack_load_content(const char *content, size_t len, const char *name, const char *schema_folder, struct pack **ret_pack,
                              struct error *error) {
  struct pack_source source = {.folder = name, .content = content ? content : "", .len = len};
  return load_pack(&source, schema_folder, ret_pack, error);
}
