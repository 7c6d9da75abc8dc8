/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <stdlib.h>
#include <string.h>

/* The list comes first, so that the caller's pointer to it is the whole. */
struct owned_list {
  struct component_list list;
  const struct component *const *in_root;
  size_t in_root_len;
  bool root_has_dependencies;
  struct arena *arena;
};

void component_list_free(struct component_list *list) {
  if (!list) return;
  struct owned_list *owned = (struct owned_list *)list;
  arena_free(owned->arena);
  free(owned);
}

/* ---- head and metadata ---- */

static bool read_format(const struct reader *reader, const struct json *bom, struct component_list *list) {
  if (!str_eq(json_text(json_get(bom, "bomFormat")), "CycloneDX"))
    return reader_refuse(
        reader, bom,
        _("This is not a component list in the format CycloneDX: the field \"bomFormat\" with the text \"CycloneDX\" is expected."));
  if (!reader_text(reader, bom, "specVersion", "bom", &list->spec_version)) return false;
  if (!list->spec_version) return reader_refuse(reader, bom, _("The list does not say in which version of CycloneDX it is written."));
  if (str_in_list(CYCLONEDX_VERSIONS, list->spec_version)) return true;
  return reader_refuse(reader, json_get(bom, "specVersion"),
                       _("The list is written in version %s of CycloneDX; only 1.4 to 1.7 can be read."), list->spec_version);
}

static bool read_head(const struct reader *reader, const struct json *bom, struct component_list *list) {
  const char *version = json_text(json_get(bom, "version"));
  list->version = arena_strdup(reader->arena, version && text_first_bad(version, strlen(version)) < 0 ? version : NULL);
  return read_format(reader, bom, list) && reader_text(reader, bom, "serialNumber", "bom", &list->serial_number);
}

static bool read_author(const struct reader *reader, const struct json *metadata, const char **ret_author) {
  static const char *const organisations[] = {"manufacturer", "manufacture", "supplier"}; /* the second: up to 1.5 */
  if (!read_first_author(reader, metadata, "metadata", ret_author)) return false;
  for (size_t i = 0; i < ARRAY_LEN(organisations) && !*ret_author; i++)
    if (!read_name_in(reader, metadata, organisations[i], "metadata", ret_author)) return false;
  return true;
}

static const struct component *const *keep(const struct reader *reader, const struct component *const *items, size_t len) {
  const struct component **kept = arena_alloc(reader->arena, len * sizeof *kept);
  if (len > 0) memcpy(kept, items, len * sizeof *kept);
  return kept;
}

static bool read_root(const struct reader *reader, const struct json *metadata, struct component_list *list) {
  const struct json *root;
  component_vec_t components = {0};
  if (!read_object(reader, metadata, "component", "metadata", &root)) return false;
  if (!root) return true;
  bool read = read_component(reader, root, 1, NULL, 0, &components);
  if (read) {
    list->root = components.items[0];
    ((struct owned_list *)list)->in_root_len = components.len - 1;
    ((struct owned_list *)list)->in_root = keep(reader, components.items + 1, ((struct owned_list *)list)->in_root_len);
  }
  vec_free(&components);
  return read;
}

static bool read_metadata(const struct reader *reader, const struct json *bom, struct component_list *list) {
  const struct json *metadata;
  return read_object(reader, bom, "metadata", "bom", &metadata) &&
         reader_text(reader, metadata, "timestamp", "metadata", &list->timestamp) && read_author(reader, metadata, &list->author) &&
         read_root(reader, metadata, list);
}

/* ---- components ---- */

static void count_all(const struct component *component, struct component_counts *counts) {
  counts->models_all += component->kind == COMPONENT_MODEL;
  counts->model_cards_all += (component->given & COMPONENT_MODEL_CARD) != 0;
}

static void count_listed(const struct component *component, struct component_counts *counts) {
  counts->top_level += component->depth == 1;
  if (component->depth > counts->max_depth) counts->max_depth = component->depth;
  counts->no_version += !component->version;
  counts->no_licence += !component->licence;
  counts->no_supplier += !component->supplier;
  counts->no_originator += !component->originator;
  counts->no_purl += !component->purl;
  counts->no_hash += !(component->given & COMPONENT_HASH);
  counts->models += component->kind == COMPONENT_MODEL;
  counts->model_cards += (component->given & COMPONENT_MODEL_CARD) != 0;
  counts->data_sets += component->kind == COMPONENT_DATA_SET;
}

static void count_ref(struct map *refs, const struct component *component, struct component_counts *counts) {
  if (!component->ref) return;
  if (map_get(refs, component->ref))
    counts->repeated_refs++;
  else
    map_put(refs, component->ref, (void *)component->ref);
}

static void count_components(struct component_list *list) {
  struct component_counts *counts = &list->counts;
  struct map *refs = map_new();
  if (list->root) {
    count_all(list->root, counts);
    count_ref(refs, list->root, counts);
  }
  for (size_t i = 0; i < ((struct owned_list *)list)->in_root_len; i++) {
    count_all(((struct owned_list *)list)->in_root[i], counts);
    count_ref(refs, ((struct owned_list *)list)->in_root[i], counts);
  }
  for (size_t i = 0; i < list->components_len; i++) {
    count_all(list->components[i], counts);
    count_ref(refs, list->components[i], counts);
    count_listed(list->components[i], counts);
  }
  map_free(refs);
}

static bool read_components(const struct reader *reader, const struct json *bom, struct component_list *list) {
  const struct json *array;
  component_vec_t components = {0};
  if (!read_array(reader, bom, "components", "bom", &array)) return false;
  bool read = true;
  for (size_t i = 0; read && i < json_len(array); i++)
    read = read_component(reader, json_at(array, i), i + 1, NULL, 1, &components);
  if (read) {
    list->components_len = components.len;
    list->components = keep(reader, components.items, components.len);
  }
  vec_free(&components);
  return read;
}

/* ---- the rest ---- */

static bool read_dependencies(const struct reader *reader, const struct json *bom, struct component_list *list) {
  const struct json *dependencies, *depends_on;
  if (!read_array(reader, bom, "dependencies", "bom", &dependencies)) return false;
  for (size_t i = 0; i < json_len(dependencies); i++) {
    const struct json *dependency = json_at(dependencies, i);
    if (!check_object(reader, dependency, "dependencies", "bom")) return false;
    const char *ref = json_text(json_get(dependency, "ref"));
    if (!ref) return reader_refuse(reader, dependency, _("This dependency does not say which component depends."));
    if (!read_array(reader, dependency, "dependsOn", "dependencies", &depends_on)) return false;
    list->counts.dependency_nodes++;
    list->counts.dependency_edges += json_len(depends_on);
    if (list->root && str_eq(list->root->ref, ref)) ((struct owned_list *)list)->root_has_dependencies = true;
  }
  return true;
}

static bool count_others(const struct reader *reader, const struct json *bom, struct component_list *list) {
  const struct json *vulnerabilities, *services;
  if (!read_array(reader, bom, "vulnerabilities", "bom", &vulnerabilities) || !read_array(reader, bom, "services", "bom", &services))
    return false;
  list->counts.vulnerabilities = json_len(vulnerabilities);
  list->counts.services = json_len(services);
  return true;
}

static bool read_bom(const struct reader *reader, const struct json *bom, struct component_list *list) {
  bool read = read_head(reader, bom, list) && read_metadata(reader, bom, list) && read_components(reader, bom, list) &&
              read_dependencies(reader, bom, list) && count_others(reader, bom, list);
  if (read) count_components(list);
  return read;
}

enum status component_list_read(const char *bytes, size_t len, const char *file_name, struct component_list **ret_list,
                                struct error *error) {
  struct json *bom;
  enum status status = json_parse(bytes, len, file_name, &json_usual_limits, &bom, error);
  if (status != STATUS_OK) return status;
  struct owned_list *owned = mem_alloc(sizeof *owned);
  owned->arena = arena_new();
  const struct reader reader = {.file_name = file_name, .arena = owned->arena, .error = error};
  bool read = read_bom(&reader, bom, &owned->list);
  json_free(bom);
  if (!read) {
    component_list_free(&owned->list);
    return STATUS_INPUT;
  }
  *ret_list = &owned->list;
  return STATUS_OK;
}
