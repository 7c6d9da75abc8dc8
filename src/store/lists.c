/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the rows of component lists. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                                                            \
  "id, place, kind, given, parent, depth, ref, type, package_group, name, version, purl, cpe, supplier, originator, licence, source,\n"    \
  "hash, model_card, line, line_column"

static int64_t row_id(int64_t list, uint32_t index) {
  return list << ROW_LIST_SHIFT | index;
}

static const char *text_at(sqlite3_stmt *row, int column, struct arena *arena) {
  return arena_strdup(arena, (const char *)sqlite3_column_text(row, column));
}

static struct store_component read_component(sqlite3_stmt *row, struct arena *arena) {
  bool nested = sqlite3_column_type(row, 4) != SQLITE_NULL;
  return (struct store_component){.index = (uint32_t)sqlite3_column_int64(row, 0),
                                  .place = sqlite3_column_int(row, 1),
                                  .kind = sqlite3_column_int(row, 2),
                                  .given = (uint32_t)sqlite3_column_int64(row, 3),
                                  .parent = nested ? (uint32_t)sqlite3_column_int64(row, 4) : STORE_COMPONENT_NONE,
                                  .depth = (unsigned)sqlite3_column_int64(row, 5),
                                  .ref = text_at(row, 6, arena),
                                  .type = text_at(row, 7, arena),
                                  .group = text_at(row, 8, arena),
                                  .name = text_at(row, 9, arena),
                                  .version = text_at(row, 10, arena),
                                  .purl = text_at(row, 11, arena),
                                  .cpe = text_at(row, 12, arena),
                                  .supplier = text_at(row, 13, arena),
                                  .originator = text_at(row, 14, arena),
                                  .licence = text_at(row, 15, arena),
                                  .source = text_at(row, 16, arena),
                                  .hash = text_at(row, 17, arena),
                                  .model_card = text_at(row, 18, arena),
                                  .line = (unsigned)sqlite3_column_int64(row, 19),
                                  .column = (unsigned)sqlite3_column_int64(row, 20)};
}

static enum status outcome(struct store *store, struct error *error) {
  return store->db.failed ? db_error(&store->db, error) : STATUS_OK;
}

/* ---- lists ----------------------------------------------------------------------------------------------------------------------- */

int64_t list_id(struct db *db, const char *hash) {
  int64_t list = 0;
  db_number(db, &list, "SELECT id FROM component_list WHERE hash = ?1 AND reader > 0", "t", hash);
  return list;
}

static void read_lacking(struct db *db, int64_t id, struct store_list *list) {
  sqlite3_stmt *row = db_query(db, "SELECT bit, count FROM component_lacking WHERE list = ?1", "i", id);
  while (db_next(db, row)) {
    int bit = sqlite3_column_int(row, 0);
    if (bit >= 0 && bit < STORE_GIVEN_BITS) list->lacking[bit] = (uint64_t)sqlite3_column_int64(row, 1);
  }
}

enum status store_list(struct store *store, const char *hash, struct arena *arena, const struct store_list **ret_list,
                       struct error *error) {
  struct db *db = &store->db;
  struct store_list *list = NULL;
  sqlite3_stmt *row = db_query(db,
                               "SELECT id, hash, reader, format, spec_version, name, serial_number, version, timestamp, author, tool,\n"
                               "product, given, warnings, components, all_rows, dependencies FROM component_list WHERE hash = ?1",
                               "t", hash);
  if (db_next(db, row)) {
    list = arena_alloc(arena, sizeof *list);
    *list = (struct store_list){.hash = text_at(row, 1, arena),
                                .reader = sqlite3_column_int(row, 2),
                                .format = text_at(row, 3, arena),
                                .spec_version = text_at(row, 4, arena),
                                .name = text_at(row, 5, arena),
                                .serial_number = text_at(row, 6, arena),
                                .version = text_at(row, 7, arena),
                                .timestamp = text_at(row, 8, arena),
                                .author = text_at(row, 9, arena),
                                .tool = text_at(row, 10, arena),
                                .product = text_at(row, 11, arena),
                                .given = (uint32_t)sqlite3_column_int64(row, 12),
                                .warnings = (uint64_t)sqlite3_column_int64(row, 13),
                                .components = (uint64_t)sqlite3_column_int64(row, 14),
                                .rows = (uint64_t)sqlite3_column_int64(row, 15),
                                .dependencies = (uint64_t)sqlite3_column_int64(row, 16)};
    int64_t id = sqlite3_column_int64(row, 0);
    db_stop(row);
    read_lacking(db, id, list);
  }
  enum status status = outcome(store, error);
  if (status == STATUS_OK) *ret_list = list;
  return status;
}

enum status store_lists_older(struct store *store, int reader, struct arena *arena, store_hash_vec_t *ret_hashes, struct error *error) {
  store_hash_vec_t hashes = {0};
  sqlite3_stmt *row = db_query(&store->db, "SELECT hash FROM component_list WHERE reader < ?1 ORDER BY id", "i", (int64_t)reader);
  while (db_next(&store->db, row))
    vec_push(&hashes, text_at(row, 0, arena));
  enum status status = outcome(store, error);
  if (status == STATUS_OK)
    *ret_hashes = hashes;
  else
    vec_free(&hashes);
  return status;
}

/* ---- one component --------------------------------------------------------------------------------------------------------------- */

bool list_component(struct db *db, int64_t list, uint32_t index, struct arena *arena, struct store_component *ret_component) {
  sqlite3_stmt *row = db_query(db, "SELECT " COLUMNS " FROM component WHERE id = ?1", "i", row_id(list, index));
  if (!db_next(db, row)) return false;
  *ret_component = read_component(row, arena);
  db_stop(row);
  return true;
}

static enum status hand_out(struct store *store, bool found, const struct store_component *component, struct arena *arena,
                            const struct store_component **ret_component, struct error *error) {
  enum status status = outcome(store, error);
  if (status != STATUS_OK) return status;
  *ret_component = found ? memcpy(arena_alloc(arena, sizeof *component), component, sizeof *component) : NULL;
  return STATUS_OK;
}

enum status store_component_at(struct store *store, const char *hash, uint32_t index, struct arena *arena,
                               const struct store_component **ret_component, struct error *error) {
  struct db *db = &store->db;
  struct store_component component = {0};
  int64_t list = list_id(db, hash);
  bool found = list && list_component(db, list, index, arena, &component);
  return hand_out(store, found, &component, arena, ret_component, error);
}

/* ref NULL: the key is all that is known. */
static bool find_by_key(struct db *db, int64_t list, uint64_t key, const char *ref, struct arena *arena,
                        struct store_component *ret_component) {
  bool found = false;
  struct index_entry entry;
  struct index_cursor *cursor = index_open(db, list, INDEX_REF, key);
  while (!found && index_next(cursor, &entry) && entry.key == key)
    found = list_component(db, list, entry.number, arena, ret_component) && (!ref || str_eq(ret_component->ref, ref));
  index_close(cursor);
  return found;
}

enum status store_component_by_ref(struct store *store, const char *hash, const char *ref, struct arena *arena,
                                   const struct store_component **ret_component, struct error *error) {
  struct db *db = &store->db;
  struct store_component component = {0};
  int64_t list = list_id(db, hash);
  bool found = list && find_by_key(db, list, row_key(ref), ref, arena, &component);
  return hand_out(store, found, &component, arena, ret_component, error);
}

static bool has_identity(const struct store_component *component, const char *identity) {
  CLEANUP(mem_freep) char *own = store_component_identity(component);
  return str_eq(own, identity);
}

/* The lowest index, whatever the version. */
static bool find_package(struct db *db, int64_t list, uint64_t key, uint32_t *ret_index) {
  bool found = false;
  struct index_entry entry;
  struct index_cursor *cursor = index_open(db, list, INDEX_PACKAGE, key);
  for (; index_next(cursor, &entry) && entry.key == key; found = true)
    if (!found || entry.number < *ret_index) *ret_index = entry.number;
  index_close(cursor);
  return found;
}

enum status store_component_by_identity(struct store *store, const char *hash, const char *identity, struct arena *arena,
                                        const struct store_component **ret_component, struct error *error) {
  struct db *db = &store->db;
  struct store_component component = {0};
  int64_t list = list_id(db, hash);
  uint32_t index = 0;
  bool found = list && find_package(db, list, row_key(identity), &index) && list_component(db, list, index, arena, &component) &&
               has_identity(&component, identity);
  return hand_out(store, found, &component, arena, ret_component, error);
}

/* ---- notes ----------------------------------------------------------------------------------------------------------------------- */

char *store_component_subject(const char *list_subject, const char *ref) {
  return mem_printf("%s/%016llx", list_subject, (unsigned long long)row_key(ref));
}

enum status store_component_of_subject(struct store *store, const char *hash, const char *subject, struct arena *arena,
                                       const struct store_component **ret_component, struct error *error) {
  struct db *db = &store->db;
  struct store_component component = {0};
  const char *slash = strchr(subject, '/');
  char *end = NULL;
  uint64_t key = slash ? strtoull(slash + 1, &end, 16) : 0;
  int64_t list = list_id(db, hash);
  bool found = list && key && !*end && find_by_key(db, list, key, NULL, arena, &component);
  return hand_out(store, found, &component, arena, ret_component, error);
}

/* ---- pages ----------------------------------------------------------------------------------------------------------------------- */

static char *pattern_of(const char *text) {
  struct buf pattern = {0};
  if (!text) return NULL;
  buf_putc(&pattern, '%');
  for (; *text; text++) {
    if (strchr("%_\\", *text)) buf_putc(&pattern, '\\');
    buf_putc(&pattern, *text);
  }
  buf_putc(&pattern, '%');
  return buf_take(&pattern);
}

#define FILTERED                                                                                                                           \
  "FROM component WHERE id BETWEEN ?1 AND ?2 AND place = 0 AND given & ?3 = 0 AND (?4 IS NULL OR name LIKE ?4 ESCAPE '\\'\n"               \
  "OR package_group LIKE ?4 ESCAPE '\\' OR version LIKE ?4 ESCAPE '\\' OR purl LIKE ?4 ESCAPE '\\' OR supplier LIKE ?4 ESCAPE '\\'\n"      \
  "OR licence LIKE ?4 ESCAPE '\\')"

/* A statement of its own for those of a kind: they are few, and have an index. */
static sqlite3_stmt *query_filtered(struct db *db, int64_t list, const struct component_filter *filter, const char *pattern,
                                    uint32_t from) {
  int64_t first = row_id(list, from), last = row_id(list, UINT32_MAX), lacking = filter->lacking;
  if (filter->kind)
    return db_query(db, "SELECT " COLUMNS " " FILTERED " AND kind = ?5 AND kind <> 0 ORDER BY id", "iiiti", first, last, lacking, pattern,
                    (int64_t)filter->kind);
  return db_query(db, "SELECT " COLUMNS " " FILTERED " ORDER BY id", "iiit", first, last, lacking, pattern);
}

/* One bit for each component of which the list says what it depends on: both indexes are walked side by side. Caller frees. */
static unsigned char *find_nodes(struct db *db, int64_t list) {
  int64_t last = row_id(list, 0);
  db_number(db, &last, "SELECT max(id) FROM component WHERE id BETWEEN ?1 AND ?2", "ii", row_id(list, 0), row_id(list, UINT32_MAX));
  uint32_t last_index = (uint32_t)last;
  unsigned char *nodes = mem_alloc((size_t)last_index / 8 + 1);
  struct index_cursor *refs = index_open(db, list, INDEX_REF, 0), *edges = index_open(db, list, INDEX_DEPENDENCY, 0);
  struct index_entry ref, edge = {0};
  bool more = true;
  while (index_next(refs, &ref)) {
    while (more && edge.key < ref.key)
      more = index_next(edges, &edge);
    if (more && edge.key == ref.key && ref.number <= last_index) nodes[ref.number / 8] |= (unsigned char)(1 << ref.number % 8);
  }
  index_close(refs);
  index_close(edges);
  return nodes;
}

static bool is_node(const unsigned char *nodes, sqlite3_stmt *row) {
  uint32_t index = (uint32_t)sqlite3_column_int64(row, 0);
  return nodes && nodes[index / 8] >> index % 8 & 1;
}

/* Calls take for each that passes, until it returns false. */
static void walk(struct db *db, int64_t list, const struct component_filter *filter, uint32_t from,
                 bool (*take)(void *context, sqlite3_stmt *row), void *context) {
  static const struct component_filter all = {0};
  if (!filter) filter = &all;
  CLEANUP(mem_freep) char *pattern = pattern_of(filter->text);
  CLEANUP(mem_freep) unsigned char *nodes = filter->without_node ? find_nodes(db, list) : NULL;
  sqlite3_stmt *row = query_filtered(db, list, filter, pattern, from);
  while (db_next(db, row))
    if (!is_node(nodes, row) && !take(context, row)) break;
  db_stop(row);
}

struct page {
  struct arena *arena;
  uint64_t skip;
  size_t limit;
  store_component_vec_t components;
};

static bool take_into_page(void *context, sqlite3_stmt *row) {
  struct page *page = context;
  if (page->skip > 0) {
    page->skip--;
    return true;
  }
  vec_push(&page->components, read_component(row, page->arena));
  return page->components.len < page->limit;
}

static enum status hand_out_page(struct store *store, struct page *page, store_component_vec_t *ret_components, struct error *error) {
  enum status status = outcome(store, error);
  if (status == STATUS_OK)
    *ret_components = page->components;
  else
    vec_free(&page->components);
  return status;
}

enum status store_components(struct store *store, const char *hash, const struct component_filter *filter, uint32_t from, uint64_t skip,
                             size_t limit, struct arena *arena, store_component_vec_t *ret_components, struct error *error) {
  struct db *db = &store->db;
  struct page page = {.arena = arena, .skip = skip, .limit = limit};
  int64_t list = list_id(db, hash);
  if (list && limit > 0) walk(db, list, filter, from, take_into_page, &page);
  return hand_out_page(store, &page, ret_components, error);
}

enum status store_component_children(struct store *store, const char *hash, uint32_t parent, uint32_t from, size_t limit,
                                     struct arena *arena, store_component_vec_t *ret_components, struct error *error) {
  struct db *db = &store->db;
  struct page page = {.arena = arena};
  int64_t list = list_id(db, hash), first = row_id(list, from), last = row_id(list, UINT32_MAX);
  sqlite3_stmt *row =
      parent == STORE_COMPONENT_NONE
          ? db_query(db, "SELECT " COLUMNS " FROM component WHERE id BETWEEN ?1 AND ?2 AND parent IS NULL ORDER BY id LIMIT ?3", "iii",
                     first, last, (int64_t)limit)
          : db_query(db, "SELECT " COLUMNS " FROM component WHERE parent = ?4 AND id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3", "iiii", first,
                     last, (int64_t)limit, row_id(list, parent));
  while (db_next(db, row))
    take_into_page(&page, row);
  return hand_out_page(store, &page, ret_components, error);
}

static bool count_row(void *context, sqlite3_stmt *row) {
  (void)row;
  ++*(uint64_t *)context;
  return true;
}

enum status store_component_count(struct store *store, const char *hash, const struct component_filter *filter, uint64_t *ret_count,
                                  struct error *error) {
  struct db *db = &store->db;
  int64_t list = list_id(db, hash), components = 0;
  uint64_t count = 0;
  if (!filter) {
    db_number(db, &components, "SELECT components FROM component_list WHERE id = ?1", "i", list);
    count = (uint64_t)components;
  } else if (list) {
    walk(db, list, filter, 0, count_row, &count);
  }
  enum status status = outcome(store, error);
  if (status == STATUS_OK) *ret_count = count;
  return status;
}

/* ---- dependencies
 * ------------------------------------------------------------------------------------------------------------------------ */

static const char *word_of(struct db *db, int64_t list, uint32_t label, struct arena *arena) {
  const char *word = NULL;
  if (!(label >> LABEL_KIND_BITS)) return NULL;
  sqlite3_stmt *row =
      db_query(db, "SELECT word FROM component_word WHERE list = ?1 AND number = ?2", "ii", list, (int64_t)(label >> LABEL_KIND_BITS));
  if (db_next(db, row)) word = text_at(row, 0, arena);
  db_stop(row);
  return word;
}

static struct dependency_end read_end(struct db *db, int64_t list, const struct index_entry *entry, struct arena *arena) {
  struct store_component *component = arena_alloc(arena, sizeof *component);
  bool found = find_by_key(db, list, entry->other, NULL, arena, component);
  return (struct dependency_end){.component = found ? component : NULL,
                                 .kind = (int)(entry->number & ((1u << LABEL_KIND_BITS) - 1)),
                                 .word = word_of(db, list, entry->number, arena)};
}

static enum status read_ends(struct store *store, const char *hash, enum index_what what, const char *ref, uint64_t skip, size_t limit,
                             struct arena *arena, dependency_end_vec_t *ret_ends, struct error *error) {
  struct db *db = &store->db;
  dependency_end_vec_t ends = {0};
  int64_t list = list_id(db, hash);
  uint64_t key = row_key(ref);
  struct index_entry entry;
  struct index_cursor *cursor = index_open(db, list, what, key);
  while (ends.len < limit && index_next(cursor, &entry) && entry.key == key) {
    if (!entry.other) continue;
    if (skip > 0)
      skip--;
    else
      vec_push(&ends, read_end(db, list, &entry, arena));
  }
  index_close(cursor);
  enum status status = outcome(store, error);
  if (status == STATUS_OK)
    *ret_ends = ends;
  else
    vec_free(&ends);
  return status;
}

enum status store_dependencies(struct store *store, const char *hash, const char *ref, uint64_t skip, size_t limit, struct arena *arena,
                               dependency_end_vec_t *ret_ends, struct error *error) {
  return read_ends(store, hash, INDEX_DEPENDENCY, ref, skip, limit, arena, ret_ends, error);
}

enum status store_dependents(struct store *store, const char *hash, const char *ref, uint64_t skip, size_t limit, struct arena *arena,
                             dependency_end_vec_t *ret_ends, struct error *error) {
  return read_ends(store, hash, INDEX_DEPENDENT, ref, skip, limit, arena, ret_ends, error);
}

/* ---- merging and checking
 * ---------------------------------------------------------------------------------------------------------------- */

size_t lists_copy_missing(struct db *to, struct db *from) {
  size_t copied = 0;
  sqlite3_stmt *row = db_query(from, "SELECT hash FROM component_list ORDER BY id", "");
  while (db_next(from, row)) {
    const char *hash = (const char *)sqlite3_column_text(row, 0);
    int64_t ignored;
    if (!blob_is_known(to, hash) || db_number(to, &ignored, "SELECT 1 FROM component_list WHERE hash = ?1", "t", hash)) continue;
    db_run(to,
           "INSERT INTO component_list (hash, reader, given, warnings, components, all_rows, dependencies, entries)\n"
           "VALUES (?1, 0, 0, 0, 0, 0, 0, 0)",
           "t", hash);
    copied++;
  }
  return copied;
}

/* Lists with other rows than were made for them. */
#define INCOMPLETE                                                                                                                         \
  "component_list AS l WHERE reader > 0 AND (\n"                                                                                           \
  "all_rows <> (SELECT count(*) FROM component WHERE id BETWEEN l.id << 32 AND (l.id << 32) + 0xffffffff)\n"                               \
  "OR entries <> (SELECT total(length(content)) / 20 FROM component_index WHERE list = l.id))"

void lists_check(struct db *db, struct check_report *report) {
  int64_t lists = 0;
  db_number(db, &lists, "SELECT count(*) FROM component_list", "");
  report->lists = (size_t)lists;
  report_rows(db, report, "SELECT hash FROM " INCOMPLETE,
              _("The rows of the component list are not as many as were made from its file; “cradle check --rebuild” makes them anew."));
  report_rows(db, report,
              "SELECT hash FROM component_list WHERE hash NOT IN (SELECT hash FROM blob) AND hash NOT IN (SELECT hash FROM blob_reference)",
              _("There is a component list without its file."));
  report_rows(db, report, "SELECT 'component' WHERE (SELECT count(*) FROM component) > (SELECT total(all_rows) FROM component_list)",
              _("There are rows that belong to no component list."));
}

void lists_distrust(struct db *db) {
  db_run(db, "UPDATE component_list SET reader = 0 WHERE hash IN (SELECT hash FROM " INCOMPLETE ")", "");
}
