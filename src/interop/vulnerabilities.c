/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of statements about vulnerabilities: which format, building, counting. */
#include "interop/statements.h"

#include <stdlib.h>
#include <string.h>

/* The list comes first, so that the caller's pointer to it is the whole. */
struct owned_statements {
  struct vulnerability_list list;
  struct arena *arena;
};

void vulnerability_list_free(struct vulnerability_list *list) {
  if (!list) return;
  arena_free(((struct owned_statements *)list)->arena);
  free(list);
}

/* ---- which format ---- */

const char *vulnerability_format_name(enum vulnerability_format format) {
  static const char *const names[] = {
      [VULNERABILITY_FORMAT_NONE] = "",
      [VULNERABILITY_CYCLONEDX_JSON] = "CycloneDX JSON",
      [VULNERABILITY_CYCLONEDX_XML] = "CycloneDX XML",
      [VULNERABILITY_OPENVEX] = "OpenVEX",
      [VULNERABILITY_CSAF] = "CSAF",
  };
  return names[format];
}

static bool has(const char *bytes, size_t len, const char *text) {
  return memmem(bytes, len, text, strlen(text)) != NULL;
}

static char first_sign(const char *bytes, size_t len) {
  size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < len && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r'))
    at++;
  return at < len ? bytes[at] : '\0';
}

enum vulnerability_format vulnerability_recognise(const char *bytes, size_t len) {
  char first = first_sign(bytes, len);
  if (first == '<') {
    bool is_list = has(bytes, len, "cyclonedx.org/schema/bom/") && has(bytes, len, "vulnerabilities");
    return is_list ? VULNERABILITY_CYCLONEDX_XML : VULNERABILITY_FORMAT_NONE;
  }
  if (first != '{') return VULNERABILITY_FORMAT_NONE;
  if (has(bytes, len, "\"csaf_version\"")) return VULNERABILITY_CSAF;
  if (has(bytes, len, "\"https://openvex.dev/ns")) return VULNERABILITY_OPENVEX;
  bool is_list = has(bytes, len, "\"bomFormat\"") && has(bytes, len, "\"CycloneDX\"") && has(bytes, len, "\"vulnerabilities\"");
  return is_list ? VULNERABILITY_CYCLONEDX_JSON : VULNERABILITY_FORMAT_NONE;
}

/* ---- counting ---- */

void count_word(struct statements *reading, struct map *counts, const char *word) {
  struct vulnerability_count *count = map_get(counts, word);
  if (!count) {
    count = arena_alloc(reading->arena, sizeof *count);
    count->word = arena_strdup(reading->arena, word);
    map_put(counts, word, count);
  }
  count->count++;
}

static const struct vulnerability_count *counts_of(struct arena *arena, const struct map *counts) {
  struct vulnerability_count *kept = arena_alloc(arena, (map_len(counts) + 1) * sizeof *kept);
  for (size_t i = 0; i < map_len(counts); i++)
    kept[i] = *(const struct vulnerability_count *)map_value_at(counts, i);
  return kept;
}

/* ---- building ---- */

static bool is_cve(const char *id) {
  return id && str_starts(id, "CVE-");
}

void vulnerability_begin(struct statements *reading, struct view at, const char *id) {
  reading->statements.len = reading->ratings.len = reading->other_ids.len = 0;
  reading->now = (struct vulnerability){.line = view_line(at), .column = view_column(at)};
  reading->now.id = id;
  if (!id) {
    reading->now.id = arena_printf(reading->arena, "#%zu", reading->items.len + 1);
    reading->current = reading->now.id;
    statements_warn(reading, at, _("The vulnerability has no id; it is called by its number."));
  }
  reading->current = reading->now.id;
}

void add_other_id(struct statements *reading, const char *id) {
  if (id && !str_eq(id, reading->now.id)) vec_push(&reading->other_ids, id);
}

/* The id by which the lists of exploited vulnerabilities know it is the one it is called by. */
static void prefer_cve(struct statements *reading) {
  size_t cves = 0, at = 0;
  for (size_t i = 0; i < reading->other_ids.len; i++)
    if (is_cve(reading->other_ids.items[i])) cves++, at = i;
  if (is_cve(reading->now.id) || cves != 1) return;
  const char *other = reading->other_ids.items[at];
  reading->other_ids.items[at] = reading->now.id;
  reading->now.id = other;
}

#define KEEP(vec, arena)                                                                                                                   \
  memcpy(arena_alloc(arena, ((vec)->len + 1) * sizeof *(vec)->items), (vec)->items, (vec)->len * sizeof *(vec)->items)

void vulnerability_end(struct statements *reading) {
  if (reading->status) return;
  if (reading->statements.len == 0) {
    struct vulnerability_statement nothing = {.line = reading->now.line, .column = reading->now.column};
    vec_push(&reading->statements, nothing);
  }
  prefer_cve(reading);
  struct vulnerability *now = &reading->now;
  now->statements = KEEP(&reading->statements, reading->arena);
  now->statements_len = reading->statements.len;
  now->ratings_len = reading->ratings.len;
  if (now->ratings_len) now->ratings = KEEP(&reading->ratings, reading->arena);
  now->other_ids_len = reading->other_ids.len;
  if (now->other_ids_len) now->other_ids = KEEP(&reading->other_ids, reading->arena);
  vec_push(&reading->items, *now);
  struct vulnerability_counts *counts = &reading->list->counts;
  counts->statements += now->statements_len;
  counts->with_cve += is_cve(now->id);
  if (!map_get(reading->ids, now->id)) map_put(reading->ids, now->id, reading);
  reading->current = NULL;
}

/* ---- the whole ---- */

static void finish(struct statements *reading) {
  struct vulnerability_list *list = reading->list;
  list->len = reading->items.len;
  if (list->len) list->items = KEEP(&reading->items, reading->arena);
  list->warnings_len = reading->warnings.len;
  if (list->warnings_len) list->warnings = KEEP(&reading->warnings, reading->arena);
  list->states = counts_of(reading->arena, reading->states);
  list->states_len = map_len(reading->states);
  list->justifications = counts_of(reading->arena, reading->justifications);
  list->justifications_len = map_len(reading->justifications);
  list->counts.distinct = map_len(reading->ids);
}

/* Fewer values than usual, since each may become a statement. */
static const struct json_limits limits = {.bytes = 64u << 20, .depth = 200, .values = 2000000};

static void read_json(struct statements *reading, const char *bytes, size_t len) {
  struct json *root = NULL;
  reading->status = json_parse(bytes, len, reading->file_name, &limits, &root, reading->error);
  struct view view = {.json = root};
  if (reading->status == STATUS_OK && !view_is_object(view)) statements_refuse(reading, view, _("The file must hold an object."));
  if (reading->status == STATUS_OK && reading->list->format == VULNERABILITY_CSAF) read_csaf(reading, view);
  if (reading->status == STATUS_OK && reading->list->format == VULNERABILITY_OPENVEX) read_openvex(reading, view);
  if (reading->status == STATUS_OK && reading->list->format == VULNERABILITY_CYCLONEDX_JSON)
    read_cyclonedx_vulnerabilities(reading, view, take_line(reading, view, "specVersion"));
  json_free(root);
}

/* The trees of XML have no namespaces, but the address of this one ends with the version. */
static const char *version_in_address(struct arena *arena, const char *bytes, size_t len) {
  static const char address[] = "http://cyclonedx.org/schema/bom/";
  const char *found = memmem(bytes, len, address, sizeof address - 1);
  if (!found) return NULL;
  found += sizeof address - 1;
  size_t most = (size_t)(bytes + len - found), size = 0;
  while (size < most && size < 8 && ((found[size] >= '0' && found[size] <= '9') || found[size] == '.'))
    size++;
  return arena_strndup(arena, found, size);
}

static void read_xml(struct statements *reading, const char *bytes, size_t len) {
  struct xml_document *document = NULL;
  reading->status = xml_parse(bytes, len, reading->file_name, &document, reading->error);
  if (reading->status == STATUS_OK) {
    struct view root = {.xml = xml_root(document)};
    if (!xml_is(root.xml, "bom")) statements_refuse(reading, root, _("The element “bom” of CycloneDX is expected."));
    read_cyclonedx_vulnerabilities(reading, root, version_in_address(reading->arena, bytes, len));
  }
  xml_free(document);
}

static enum status refuse_format(const char *file_name, struct error *error) {
  return error_set(error, STATUS_INPUT, file_name, _("CycloneDX 1.4 to 1.7 (JSON, XML), OpenVEX 0.2.0 and CSAF 2.0 are understood."),
                   _("The file holds no statements about vulnerabilities in a known format."));
}

enum status vulnerability_list_read(const char *bytes, size_t len, const char *file_name, struct vulnerability_list **ret_list,
                                    struct error *error) {
  enum vulnerability_format format = vulnerability_recognise(bytes, len);
  if (format == VULNERABILITY_FORMAT_NONE) return refuse_format(file_name, error);
  struct owned_statements *owned = mem_alloc(sizeof *owned);
  owned->arena = arena_new();
  owned->list.format = format;
  struct statements reading = {.file_name = file_name,
                               .arena = owned->arena,
                               .error = error,
                               .list = &owned->list,
                               .states = map_new(),
                               .justifications = map_new(),
                               .ids = map_new()};
  if (format == VULNERABILITY_CYCLONEDX_XML)
    read_xml(&reading, bytes, len);
  else
    read_json(&reading, bytes, len);
  if (reading.status == STATUS_OK) finish(&reading);
  vec_free(&reading.items);
  vec_free(&reading.warnings);
  vec_free(&reading.statements);
  vec_free(&reading.ratings);
  vec_free(&reading.other_ids);
  map_free(reading.states);
  map_free(reading.justifications);
  map_free(reading.ids);
  if (reading.status)
    vulnerability_list_free(&owned->list);
  else
    *ret_list = &owned->list;
  return reading.status;
}
