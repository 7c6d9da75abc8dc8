/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loading in two passes: first every id gets its (still empty) object, then the objects are filled, so that an element may name another
 * that stands further down or in a later file.
 */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 16 << 20 };

struct load {
  struct pack *pack;
  struct loader loader;
  VEC(struct xml_document *) documents; /* in pack order, without pack.xml */
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
COLLECT(requirements, requirement)
COLLECT(gaps, gap)

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
  map_put(load->pack->conclusion_ids, id, conclusion);
}

static void collect_renamed(struct load *load, const struct xml_node *node) {
  const char *from = need_attr(&load->loader, node, "from");
  if (map_get(load->pack->renamed, from)) refuse(&load->loader, node, _("The id \"%s\" is renamed twice."), from);
  map_put(load->pack->renamed, from, (void *)need_attr(&load->loader, node, "to"));
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
  struct loader *loader = &load->loader;
  struct requirement *requirement = object_of(load->pack->requirements, node);
  requirement->place = read_place(loader, node);
  requirement->group = need_attr(loader, node, "group");
  requirement->cites = read_cites(loader, node);
  requirement->title = read_text(loader, node, "title", requirement->id);
  requirement->text = read_text(loader, node, "text", requirement->id);
  requirement->help = read_text(loader, node, "help", requirement->id);
  requirement->when = read_condition_in(loader, node, "when");
}

static void fill_section(struct load *load, const struct xml_node *node) {
  struct loader *loader = &load->loader;
  struct section *section = object_of(load->pack->sections, node);
  const char *stage = need_attr(loader, node, "stage");
  section->stage = pack_stage(load->pack, stage);
  if (!section->stage) refuse(loader, node, _("There is no stage \"%s\"."), stage);
  section->subject = need_type(loader, node, "subject");
  section->title = read_text(loader, node, "title", section->id);
  const struct condition *when = read_condition_in(loader, node, "when");
  for (const struct xml_node *child = xml_child(node, "question"); child; child = xml_next_named(child, "question")) {
    struct question *question = object_of(load->pack->questions, child);
    question->section = section;
    question->subject = section->subject;
    question->place = read_place(loader, child);
    load_question(loader, child, when, question);
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

/* The new id exists, or is itself renamed or retired; the old one does not exist any more. */
static void fill_renamed(struct load *load, const struct xml_node *node) {
  const struct pack *pack = load->pack;
  const char *from = xml_attr(node, "from"), *to = xml_attr(node, "to");
  const struct map *maps[] = {pack->questions, pack->requirements, pack->conclusion_ids, pack->gaps,   pack->subject_types,
                              pack->tables,    pack->acts,         pack->renamed,        pack->retired};
  bool found = false;
  for (size_t i = 0; i < ARRAY_LEN(maps); i++)
    found = found || map_get(maps[i], to);
  if (!found) refuse(&load->loader, node, _("\"%s\" is renamed to \"%s\", which does not exist."), from, to);
  if (map_get(pack->questions, from)) refuse(&load->loader, node, _("\"%s\" is renamed, but exists."), from);
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
  for (size_t i = 0; i < load->documents.len; i++)
    for (const struct xml_node *node = xml_first(xml_root(load->documents.items[i])); node; node = xml_next(node)) {
      collect_element(load, node);
      if (load->loader.status) return load->loader.status;
    }
  return STATUS_OK;
}

static enum status fill_all(struct load *load, const char *name, void (*fill)(struct load *load, const struct xml_node *node)) {
  for (size_t i = 0; i < load->documents.len; i++)
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

/* ---- files ---- */

static enum status load_file(const char *folder, const char *name, const struct xml_schema *schema, struct buf *all,
                             struct xml_document **ret_document, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  CLEANUP(buf_free) struct buf content = {0};
  struct xml_document *document = NULL;
  enum status status = file_read(path, MAX_FILE, &content, error);
  if (!status) status = xml_parse(buf_str(&content), content.len, path, &document, error);
  if (!status) status = xml_validate(document, schema, error);
  if (status) {
    xml_free(document);
    return status;
  }
  buf_add(all, content.data, content.len);
  *ret_document = document;
  return STATUS_OK;
}

static enum status load_part(struct load *load, const char *folder, const struct xml_node *entry, const struct xml_schema *schema) {
  const char *name = need_attr(&load->loader, entry, "name");
  if (strchr(name, '/')) refuse(&load->loader, entry, _("A law pack holds all its files in one folder."));
  if (load->loader.status) return load->loader.status;
  struct xml_document *document = NULL;
  enum status status = load_file(folder, name, schema, &load->pack->content, &document, load->loader.error);
  if (status) return status;
  vec_push(&load->documents, document);
  if (!xml_is(xml_root(document), "pack-part")) refuse_unknown(&load->loader, xml_root(document));
  return load->loader.status;
}

static void read_pack_attributes(struct load *load, const struct xml_node *root) {
  struct loader *loader = &load->loader;
  if (!xml_is(root, "pack")) refuse_unknown(loader, root);
  load->pack->id = need_attr(loader, root, "id");
  load->pack->version = need_attr(loader, root, "version");
  load->pack->law_as_of = need_day(loader, root, need_attr(loader, root, "law-as-of"));
}

/* Reads pack.xml and the files it names, and keeps their bytes in this order. */
static enum status load_files(struct load *load, const char *folder, const struct xml_schema *schema) {
  struct xml_document *main_file = NULL;
  enum status status = load_file(folder, "pack.xml", schema, &load->pack->content, &main_file, load->loader.error);
  if (status) return status;
  read_pack_attributes(load, xml_root(main_file));
  status = load->loader.status;
  for (const struct xml_node *entry = xml_child(xml_root(main_file), "file"); !status && entry; entry = xml_next_named(entry, "file"))
    status = load_part(load, folder, entry, schema);
  xml_free(main_file);
  return status;
}

enum status pack_load(const char *folder, struct pack **ret_pack, struct error *error) {
  CLEANUP(mem_freep) char *schema_path = path_join(folder, "pack.rng");
  struct xml_schema *schema = NULL;
  enum status status = xml_schema_load(schema_path, &schema, error);
  if (status) return status;
  struct load load = {.pack = pack_new()};
  load.loader = (struct loader){.pack = load.pack, .arena = load.pack->arena, .error = error};
  status = load_files(&load, folder, schema);
  struct hash hash;
  hash_of(load.pack->content.data, load.pack->content.len, &hash);
  hash_format(&hash, load.pack->hash);
  if (!status) status = collect_all(&load);
  if (!status) status = fill_elements(&load);
  for (size_t i = 0; i < load.documents.len; i++)
    xml_free(load.documents.items[i]);
  vec_free(&load.documents);
  xml_schema_free(schema);
  if (status)
    pack_free(load.pack);
  else
    *ret_pack = load.pack;
  return status;
}
