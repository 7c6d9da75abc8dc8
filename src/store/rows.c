/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the rows of one component list. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* Words of the format for dependencies come from a short table; what a hostile file invents beyond that is not kept. */
enum { MOST_WORDS = 1000 };

struct row_writer {
  struct db *db;
  int64_t list;
  uint64_t rows, components, dependencies, lacking[STORE_GIVEN_BITS];
  uint32_t last; /* highest index */
  struct index_writer *indexes[INDEX_KINDS];
  struct map *words; /* to their number */
  char *from;        /* the last ref that something depended on: nearly always the next one, too */
  uint64_t from_key;
};

/* ---- keys ------------------------------------------------------------------------------------------------------------------------ */

static uint64_t mix_bytes(uint64_t key, const char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++)
    key = (key ^ (unsigned char)bytes[i]) * 0x100000001b3;
  return key;
}

/* 0 means that there is nothing. */
static uint64_t as_key(uint64_t hash) {
  return hash ? hash : 1;
}

static const uint64_t key_start = 0xcbf29ce484222325;

uint64_t row_key(const char *text) {
  return as_key(mix_bytes(key_start, text, strlen(text)));
}

/* "pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH"; an @ right after a slash begins a name. */
struct purl_parts {
  size_t name_len;
  const char *version; /* NULL: none */
  size_t version_len;
  const char *subpath; /* with its #; "" if there is none */
};

static struct purl_parts split_purl(const char *purl) {
  size_t len = strcspn(purl, "?#");
  const char *at = memrchr(purl, '@', len);
  struct purl_parts parts = {.name_len = len, .subpath = purl + strcspn(purl, "#")};
  if (!at || at == purl || at[-1] == '/') return parts;
  parts.name_len = (size_t)(at - purl);
  parts.version = at + 1;
  parts.version_len = len - parts.name_len - 1;
  return parts;
}

static uint64_t package_key(const struct store_component *component) {
  if (component->purl) {
    struct purl_parts parts = split_purl(component->purl);
    return as_key(mix_bytes(mix_bytes(key_start, component->purl, parts.name_len), parts.subpath, strlen(parts.subpath)));
  }
  uint64_t key = key_start;
  if (component->group) key = mix_bytes(mix_bytes(key, component->group, strlen(component->group)), "/", 1);
  return as_key(mix_bytes(key, component->name, strlen(component->name)));
}

char *store_component_identity(const struct store_component *component) {
  if (component->purl) {
    struct purl_parts parts = split_purl(component->purl);
    return mem_printf("%.*s%s", (int)parts.name_len, component->purl, parts.subpath);
  }
  return component->group ? mem_printf("%s/%s", component->group, component->name) : mem_strdup(component->name);
}

static uint64_t version_key(const struct store_component *component) {
  if (component->version) return row_key(component->version);
  struct purl_parts parts = component->purl ? split_purl(component->purl) : (struct purl_parts){0};
  return as_key(mix_bytes(key_start, parts.version ? parts.version : "", parts.version_len));
}

/* ---- adding ---------------------------------------------------------------------------------------------------------------------- */

struct row_writer *row_writer_new(struct db *db) {
  struct row_writer *writer = mem_alloc(sizeof *writer);
  writer->db = db;
  writer->words = map_new();
  db_number(db, &writer->list, "SELECT coalesce(max(id), 0) + 1 FROM component_list", "");
  for (int what = 0; what < INDEX_KINDS; what++)
    writer->indexes[what] = index_writer_new(db, writer->list, (enum index_what)what);
  return writer;
}

void row_writer_free(struct row_writer *writer) {
  if (!writer) return;
  for (int what = 0; what < INDEX_KINDS; what++)
    index_writer_free(writer->indexes[what]);
  map_free(writer->words);
  free(writer->from);
  free(writer);
}

static void insert(struct row_writer *writer, const struct store_component *c) {
  db_run(writer->db,
         "INSERT INTO component (id, place, kind, given, depth, ref, type, package_group, name, version, purl, cpe, supplier, originator,\n"
         "licence, source, hash, model_card, line, line_column, parent)\n"
         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,\n"
         "CASE WHEN ?21 <> 0xffffffff THEN ?1 & ~0xffffffff | ?21 END)",
         "iiiiitttttttttttttiii", writer->list << ROW_LIST_SHIFT | c->index, (int64_t)c->place, (int64_t)c->kind, (int64_t)c->given,
         (int64_t)c->depth, c->ref, c->type, c->group, c->name, c->version, c->purl, c->cpe, c->supplier, c->originator, c->licence,
         c->source, c->hash, c->model_card, (int64_t)c->line, (int64_t)c->column, (int64_t)c->parent);
}

static void count(struct row_writer *writer, const struct store_component *component) {
  if (writer->rows++ == 0 || component->index > writer->last) writer->last = component->index;
  if (component->place != 0) return;
  writer->components++;
  for (int bit = 0; bit < STORE_GIVEN_BITS; bit++)
    writer->lacking[bit] += !(component->given >> bit & 1);
}

static void add_entry(struct row_writer *writer, enum index_what what, uint64_t key, uint64_t other, uint32_t number) {
  index_writer_add(writer->indexes[what], (struct index_entry){key, other, number});
}

void row_writer_component(struct row_writer *writer, const struct store_component *component) {
  insert(writer, component);
  count(writer, component);
  if (component->ref) add_entry(writer, INDEX_REF, row_key(component->ref), 0, component->index);
  if (component->place == 0) add_entry(writer, INDEX_PACKAGE, package_key(component), version_key(component), component->index);
}

static uint64_t from_key(struct row_writer *writer, const char *from) {
  if (!str_eq(writer->from, from)) {
    free(writer->from);
    writer->from = mem_strdup(from);
    writer->from_key = row_key(from);
  }
  return writer->from_key;
}

/* Numbers are from 1; the map holds them as pointers. */
static uint32_t word_number(struct row_writer *writer, const char *word) {
  if (!word) return 0;
  const char *known = map_get(writer->words, word);
  if (known) return (uint32_t)(uintptr_t)known;
  size_t number = map_len(writer->words) + 1;
  if (number > MOST_WORDS) return 0;
  map_put(writer->words, word, (void *)(uintptr_t)number);
  db_run(writer->db, "INSERT INTO component_word (list, number, word) VALUES (?1, ?2, ?3)", "iit", writer->list, (int64_t)number, word);
  return (uint32_t)number;
}

void row_writer_dependency(struct row_writer *writer, const struct store_dependency *dependency) {
  uint64_t from = from_key(writer, dependency->from), to = dependency->to ? row_key(dependency->to) : 0;
  uint32_t label = word_number(writer, dependency->word) << LABEL_KIND_BITS | (uint8_t)dependency->kind;
  add_entry(writer, INDEX_DEPENDENCY, from, to, label);
  if (!to) return;
  add_entry(writer, INDEX_DEPENDENT, to, from, label);
  writer->dependencies++;
}

/* ---- the end --------------------------------------------------------------------------------------------------------------------- */

static void drop_older(struct db *db, const char *hash) {
  int64_t list;
  if (!db_number(db, &list, "SELECT id FROM component_list WHERE hash = ?1", "t", hash)) return;
  db_run(db, "DELETE FROM component WHERE id BETWEEN ?1 AND ?2", "ii", list << ROW_LIST_SHIFT, list << ROW_LIST_SHIFT | UINT32_MAX);
  db_run(db, "DELETE FROM component_lacking WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_index WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_word WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_list WHERE id = ?1", "i", list);
}

static void insert_list(struct row_writer *writer, const struct store_list *list, uint64_t entries) {
  db_run(writer->db,
         "INSERT INTO component_list (id, hash, reader, format, spec_version, name, serial_number, version, timestamp, author, tool,\n"
         "product, given, warnings, components, all_rows, dependencies, entries)\n"
         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
         "ititttttttttiiiiii", writer->list, list->hash, (int64_t)list->reader, list->format, list->spec_version, list->name,
         list->serial_number, list->version, list->timestamp, list->author, list->tool, list->product, (int64_t)list->given,
         (int64_t)list->warnings, (int64_t)writer->components, (int64_t)writer->rows, (int64_t)writer->dependencies, (int64_t)entries);
  for (int bit = 0; bit < STORE_GIVEN_BITS; bit++)
    if (writer->lacking[bit])
      db_run(writer->db, "INSERT INTO component_lacking (list, bit, count) VALUES (?1, ?2, ?3)", "iii", writer->list, (int64_t)bit,
             (int64_t)writer->lacking[bit]);
}

bool row_writer_end(struct row_writer *writer, const struct store_list *list) {
  uint64_t entries = 0;
  for (int what = 0; what < INDEX_KINDS; what++)
    entries += index_writer_end(writer->indexes[what]);
  drop_older(writer->db, list->hash);
  insert_list(writer, list, entries);
  return writer->rows == 0 || writer->rows == (uint64_t)writer->last + 1;
}
