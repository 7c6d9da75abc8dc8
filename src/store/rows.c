/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing the rows of one component list. What is looked up by key is gathered and written in sorted runs: each run goes through a table
 * once from its beginning to its end, so that neither memory nor time grows out of proportion with the list.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

enum { RUN = 1 << 17 };

struct ref_entry {
  int64_t ref;
  uint32_t number;
};
struct identity_entry {
  int64_t identity, version;
  uint32_t number;
};
struct edge {
  int64_t ref, target;
  int kind;
  const char *word;
};

struct row_writer {
  struct db *db;
  int64_t list;
  uint64_t rows, components, dependencies, lacking[STORE_GIVEN_BITS];
  uint32_t last; /* highest index */
  VEC(struct ref_entry) refs;
  VEC(struct identity_entry) identities;
  VEC(struct edge) edges;
  struct arena *words; /* of the edges */
  char *from;          /* the last ref that something depended on: nearly always the next one, too */
  int64_t from_key;
};

/* ---- keys ------------------------------------------------------------------------------------------------------------------------------
 */

static uint64_t mix_bytes(uint64_t key, const char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++)
    key = (key ^ (unsigned char)bytes[i]) * 0x100000001b3;
  return key;
}

/* 0 means that there is nothing. */
static int64_t as_key(uint64_t hash) {
  return hash ? (int64_t)hash : 1;
}

static const uint64_t key_start = 0xcbf29ce484222325;

int64_t row_key(const char *text) {
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

int64_t row_identity(const struct store_component *component) {
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

int64_t row_version(const struct store_component *component) {
  if (component->version) return row_key(component->version);
  struct purl_parts parts = component->purl ? split_purl(component->purl) : (struct purl_parts){0};
  return as_key(mix_bytes(key_start, parts.version ? parts.version : "", parts.version_len));
}

/* ---- runs ------------------------------------------------------------------------------------------------------------------------------
 */

static int compare_numbers(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

static int by_ref(const void *a, const void *b) {
  const struct ref_entry *one = a, *other = b;
  int order = compare_numbers(one->ref, other->ref);
  return order ? order : compare_numbers(one->number, other->number);
}

static void flush_refs(struct row_writer *writer) {
  qsort(writer->refs.items, writer->refs.len, sizeof *writer->refs.items, by_ref);
  for (size_t i = 0; i < writer->refs.len; i++)
    db_run(writer->db, "INSERT INTO component_ref (list, ref, number) VALUES (?1, ?2, ?3)", "iii", writer->list, writer->refs.items[i].ref,
           (int64_t)writer->refs.items[i].number);
  writer->refs.len = 0;
}

static int by_identity(const void *a, const void *b) {
  const struct identity_entry *one = a, *other = b;
  int order = compare_numbers(one->identity, other->identity);
  if (!order) order = compare_numbers(one->version, other->version);
  return order ? order : compare_numbers(one->number, other->number);
}

static void flush_identities(struct row_writer *writer) {
  qsort(writer->identities.items, writer->identities.len, sizeof *writer->identities.items, by_identity);
  for (size_t i = 0; i < writer->identities.len; i++) {
    const struct identity_entry *entry = &writer->identities.items[i];
    db_run(writer->db, "INSERT INTO component_identity (list, identity, version, number) VALUES (?1, ?2, ?3, ?4)", "iiii", writer->list,
           entry->identity, entry->version, (int64_t)entry->number);
  }
  writer->identities.len = 0;
}

static int by_label(const struct edge *one, const struct edge *other) {
  return one->kind != other->kind ? compare_numbers(one->kind, other->kind) : strcmp(one->word, other->word);
}

static int by_source(const void *a, const void *b) {
  const struct edge *one = a, *other = b;
  int order = compare_numbers(one->ref, other->ref);
  if (!order) order = compare_numbers(one->target, other->target);
  return order ? order : by_label(one, other);
}

static int by_target(const void *a, const void *b) {
  const struct edge *one = a, *other = b;
  int order = compare_numbers(one->target, other->target);
  if (!order) order = compare_numbers(one->ref, other->ref);
  return order ? order : by_label(one, other);
}

/* That a ref is listed goes without saying where something stands that it depends on. */
static bool says_more(const struct edge *edges, size_t len, size_t at) {
  const struct edge *edge = &edges[at];
  if (edge->target) return true;
  bool before = at > 0 && edges[at - 1].ref == edge->ref;
  bool after = at + 1 < len && edges[at + 1].ref == edge->ref;
  return !before && !after;
}

static void flush_edges(struct row_writer *writer) {
  struct edge *edges = writer->edges.items;
  size_t len = writer->edges.len;
  qsort(edges, len, sizeof *edges, by_source);
  for (size_t i = 0; i < len; i++)
    if (says_more(edges, len, i))
      db_run(writer->db, "INSERT OR IGNORE INTO dependency (list, ref, target, kind, word) VALUES (?1, ?2, ?3, ?4, ?5)", "iiiit",
             writer->list, edges[i].ref, edges[i].target, (int64_t)edges[i].kind, edges[i].word);
  qsort(edges, len, sizeof *edges, by_target);
  for (size_t i = 0; i < len; i++) {
    if (!edges[i].target) continue;
    db_run(writer->db, "INSERT OR IGNORE INTO dependent (list, target, ref, kind, word) VALUES (?1, ?2, ?3, ?4, ?5)", "iiiit", writer->list,
           edges[i].target, edges[i].ref, (int64_t)edges[i].kind, edges[i].word);
    writer->dependencies += (uint64_t)sqlite3_changes64(writer->db->handle);
  }
  writer->edges.len = 0;
  arena_free(writer->words);
  writer->words = arena_new();
}

/* ---- adding ----------------------------------------------------------------------------------------------------------------------------
 */

struct row_writer *row_writer_new(struct db *db) {
  struct row_writer *writer = mem_alloc(sizeof *writer);
  writer->db = db;
  writer->words = arena_new();
  db_number(db, &writer->list, "SELECT coalesce(max(id), 0) + 1 FROM component_list", "");
  return writer;
}

void row_writer_free(struct row_writer *writer) {
  if (!writer) return;
  vec_free(&writer->refs);
  vec_free(&writer->identities);
  vec_free(&writer->edges);
  arena_free(writer->words);
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

void row_writer_component(struct row_writer *writer, const struct store_component *component) {
  insert(writer, component);
  if (component->ref) {
    struct ref_entry entry = {row_key(component->ref), component->index};
    vec_push(&writer->refs, entry);
    if (writer->refs.len == RUN) flush_refs(writer);
  }
  count(writer, component);
  if (component->place != 0) return;
  struct identity_entry entry = {row_identity(component), row_version(component), component->index};
  vec_push(&writer->identities, entry);
  if (writer->identities.len == RUN) flush_identities(writer);
}

static int64_t from_key(struct row_writer *writer, const char *from) {
  if (!str_eq(writer->from, from)) {
    free(writer->from);
    writer->from = mem_strdup(from);
    writer->from_key = row_key(from);
  }
  return writer->from_key;
}

void row_writer_dependency(struct row_writer *writer, const struct store_dependency *dependency) {
  struct edge edge = {.ref = from_key(writer, dependency->from),
                      .target = dependency->to ? row_key(dependency->to) : 0,
                      .kind = dependency->kind,
                      .word = dependency->word ? arena_strdup(writer->words, dependency->word) : ""};
  vec_push(&writer->edges, edge);
  if (writer->edges.len == RUN) flush_edges(writer);
}

/* ---- the end ---------------------------------------------------------------------------------------------------------------------------
 */

static void drop_older(struct db *db, const char *hash) {
  int64_t list;
  if (!db_number(db, &list, "SELECT id FROM component_list WHERE hash = ?1", "t", hash)) return;
  db_run(db, "DELETE FROM component WHERE id BETWEEN ?1 AND ?2", "ii", list << ROW_LIST_SHIFT, (list + 1) << ROW_LIST_SHIFT);
  db_run(db, "DELETE FROM component_ref WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_identity WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_lacking WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM dependency WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM dependent WHERE list = ?1", "i", list);
  db_run(db, "DELETE FROM component_list WHERE id = ?1", "i", list);
}

static void insert_list(struct row_writer *writer, const struct store_list *list) {
  db_run(writer->db,
         "INSERT INTO component_list (id, hash, reader, format, spec_version, name, serial_number, version, timestamp, author, tool,\n"
         "product, given, warnings, components, all_rows, dependencies)\n"
         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
         "ititttttttttiiiii", writer->list, list->hash, (int64_t)list->reader, list->format, list->spec_version, list->name,
         list->serial_number, list->version, list->timestamp, list->author, list->tool, list->product, (int64_t)list->given,
         (int64_t)list->warnings, (int64_t)writer->components, (int64_t)writer->rows, (int64_t)writer->dependencies);
  for (int bit = 0; bit < STORE_GIVEN_BITS; bit++)
    if (writer->lacking[bit])
      db_run(writer->db, "INSERT INTO component_lacking (list, bit, count) VALUES (?1, ?2, ?3)", "iii", writer->list, (int64_t)bit,
             (int64_t)writer->lacking[bit]);
}

bool row_writer_end(struct row_writer *writer, const struct store_list *list) {
  flush_refs(writer);
  flush_identities(writer);
  flush_edges(writer);
  drop_older(writer->db, list->hash);
  insert_list(writer, list);
  return writer->rows == 0 || writer->rows == (uint64_t)writer->last + 1;
}
