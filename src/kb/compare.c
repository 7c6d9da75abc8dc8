/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a newer pack changes: the files of both are read again, so that every difference is seen, and loading keeps nothing for it. */
#include "kb/internal.h"

#include <string.h>

static const char *const kinds[] = {"act", "row", "question", "requirement", "conclusion", "gap", "duty", "topic", "relation"};
/* Those of the elements above and of sections; the id tells elements apart and is none of their words. */
static const char *const attributes[] = {"kind",     "short",   "published", "eli",    "celex", "stage", "type",
                                         "required", "revised", "language",  "none",   "min",   "max",   "unit",
                                         "of",       "group",   "subject",   "blocks", "topic", "from",  "to"};

struct item {
  const char *kind, *id;
  const char *within; /* the table of a row, the subject type of a conclusion; else "" */
  struct text title;
  const char *words; /* all that it says, in one string */
  bool kept;         /* of the older pack: still there in the newer */
};

/* ---- reading ---- */

struct reading {
  const struct pack *pack;
  struct arena *arena;
  struct map *items; /* by kind, place and id, in pack order */
};

static const char *key_of(struct arena *arena, const char *kind, const char *within, const char *id) {
  return arena_printf(arena, "%s %s %s", kind, within, id);
}

static void add_words(struct buf *words, const struct xml_node *node) {
  for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
    if (xml_attr(node, attributes[i])) buf_printf(words, "%s=\"%s\" ", attributes[i], xml_attr(node, attributes[i]));
}

static struct text title_of(const struct reading *reading, const struct xml_node *node, const char *id) {
  if (xml_is(node, "relation")) return pack_topic(reading->pack, xml_attr(node, "topic"))->title;
  const struct xml_node *title = xml_child(node, "title");
  return (struct text){.context = id, .text = title ? arena_strdup(reading->arena, xml_content(title)) : ""};
}

static void add_item(const struct reading *reading, const struct xml_node *node, const char *within, const struct buf *around) {
  const char *kind = NULL;
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (xml_is(node, kinds[i])) kind = kinds[i];
  if (!kind) return;
  CLEANUP(buf_free) struct buf words = {0};
  buf_puts(&words, buf_str(around));
  add_words(&words, node);
  buf_puts(&words, xml_message(node));
  struct item *item = arena_alloc(reading->arena, sizeof *item);
  item->kind = kind;
  item->id = arena_strdup(reading->arena, xml_attr(node, "id"));
  item->within = arena_strdup(reading->arena, within);
  item->title = title_of(reading, node, item->id);
  item->words = arena_strdup(reading->arena, buf_str(&words));
  map_put(reading->items, key_of(reading->arena, kind, within, item->id), item);
}

/* What a section says is part of each of its questions. */
static void add_section(const struct reading *reading, const struct xml_node *section) {
  CLEANUP(buf_free) struct buf around = {0};
  const struct xml_node *when = xml_child(section, "when");
  add_words(&around, section);
  if (when) buf_puts(&around, xml_message(when));
  for (const struct xml_node *node = xml_child(section, "question"); node; node = xml_next_named(node, "question"))
    add_item(reading, node, "", &around);
}

static void add_element(const struct reading *reading, const struct xml_node *node) {
  static const struct buf nothing;
  if (xml_is(node, "section")) add_section(reading, node);
  for (const struct xml_node *row = xml_child(node, "row"); row; row = xml_next_named(row, "row"))
    add_item(reading, row, xml_attr(node, "id"), &nothing);
  add_item(reading, node, xml_is(node, "conclusion") ? xml_attr(node, "subject") : "", &nothing);
}

/* The files were read before, so they are sound. */
static struct map *read_items(const struct pack *pack, struct arena *arena) {
  struct reading reading = {.pack = pack, .arena = arena, .items = map_new()};
  const struct buf *content = &pack->content;
  for (size_t start = 0, end = 0; start < content->len; start = end) {
    struct xml_document *document = NULL;
    end = file_end(content->data, content->len, start);
    if (xml_parse(content->data + start, end - start, pack->id, &document, NULL)) continue;
    for (const struct xml_node *node = xml_first(xml_root(document)); node; node = xml_next(node))
      add_element(&reading, node);
    xml_free(document);
  }
  return reading.items;
}

/* ---- comparing ---- */

struct comparison {
  const struct pack *older, *newer;
  const char *lang;
  struct arena *arena;
  struct map *before; /* items of the older pack, by what their ids are now */
  pack_change_vec_t *changes;
};

static void add_change(struct comparison *comparison, enum change_what what, const struct item *item, const char *was) {
  struct pack_change change = {.what = what, .kind = item->kind, .id = item->id, .was = was};
  change.title = arena_strdup(comparison->arena, pack_text(&item->title, comparison->lang));
  vec_push(comparison->changes, change);
}

/* An id that both packs hold goes before one that was renamed to it. */
static void index_older(struct comparison *comparison, const struct map *older, const struct map *newer) {
  const struct pack *pack = comparison->newer;
  for (size_t i = 0; i < map_len(older); i++) {
    struct item *item = map_value_at(older, i);
    const char *key = map_key_at(older, i);
    bool same = map_get(newer, key) != NULL;
    if (!same) key = key_of(comparison->arena, item->kind, pack_current_id(pack, item->within), pack_current_id(pack, item->id));
    if (same || !map_get(older, key)) map_put(comparison->before, key, item);
  }
}

static void compare_item(struct comparison *comparison, const char *key, const struct item *item) {
  struct item *before = map_get(comparison->before, key);
  if (!before) {
    add_change(comparison, PACK_ADDED, item, NULL);
    return;
  }
  before->kept = true;
  const struct question *question = strcmp(item->kind, "question") == 0 ? pack_question(comparison->newer, item->id) : NULL;
  if (!str_eq(item->id, before->id)) add_change(comparison, PACK_RENAMED, item, before->id);
  if (question && question_revised_since(question, pack_version(comparison->older)))
    add_change(comparison, PACK_REVISED, item, NULL);
  else if (!str_eq(item->words, before->words))
    add_change(comparison, PACK_REWORDED, item, NULL);
}

static void report_gone(struct comparison *comparison, const struct item *item) {
  const struct map *retired = comparison->newer->retired;
  bool announced = map_get(retired, item->id) || map_get(retired, pack_current_id(comparison->newer, item->id));
  if (!item->kept) add_change(comparison, announced ? PACK_RETIRED : PACK_REMOVED, item, NULL);
}

void pack_compare(const struct pack *older, const struct pack *newer, const char *lang, struct arena *arena,
                  pack_change_vec_t *ret_changes) {
  struct comparison comparison = {
      .older = older, .newer = newer, .lang = lang, .arena = arena, .before = map_new(), .changes = ret_changes};
  struct map *older_items = read_items(older, arena), *newer_items = read_items(newer, arena);
  index_older(&comparison, older_items, newer_items);
  for (size_t i = 0; i < map_len(newer_items); i++)
    compare_item(&comparison, map_key_at(newer_items, i), map_value_at(newer_items, i));
  for (size_t i = 0; i < map_len(older_items); i++)
    report_gone(&comparison, map_value_at(older_items, i));
  map_free(older_items);
  map_free(newer_items);
  map_free(comparison.before);
}
