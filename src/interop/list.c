/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <stdlib.h>
#include <string.h>

/* The list comes first, so that the caller's pointer to it is the whole. */
struct owned_list {
  struct component_list list;
  struct arena *arena;
};

static struct owned_list *list_new(enum interop_kind kind) {
  struct owned_list *owned = mem_alloc(sizeof *owned);
  owned->arena = arena_new();
  owned->list.kind = kind;
  return owned;
}

void component_list_free(struct component_list *list) {
  if (!list) return;
  struct owned_list *owned = (struct owned_list *)list;
  arena_free(owned->arena);
  free(owned);
}

/* ---- scanning ---- */

static enum status refuse_kind(struct reading *reading) {
  return error_set(reading->error, STATUS_INPUT, reading->source->name,
                   _("CycloneDX (XML, JSON) and SPDX (JSON, tag-value) can be read; keep other files as evidence."),
                   _("The file is not a component list of a known format."));
}

static enum status read_kind(struct reading *reading) {
  switch (reading->list->kind) {
  case INTEROP_CYCLONEDX_XML:
    return read_cyclonedx_xml(reading);
  case INTEROP_CYCLONEDX_JSON:
    return read_cyclonedx_json(reading);
  case INTEROP_SPDX2_JSON:
    return read_spdx2_json(reading);
  case INTEROP_SPDX2_TAGS:
    return read_spdx2_tags(reading);
  case INTEROP_SPDX3_JSON:
    return read_spdx3_json(reading);
  case INTEROP_UNKNOWN:
    break;
  }
  return refuse_kind(reading);
}

static void keep_warnings(struct reading *reading) {
  size_t len = reading->warnings.len;
  struct list_warning *kept = arena_alloc(reading->arena, (len + 1) * sizeof *kept);
  if (len > 0) memcpy(kept, reading->warnings.items, len * sizeof *kept);
  reading->list->warnings = kept;
  reading->list->warnings_len = len;
}

static void end_reading(struct reading *reading) {
  struct ref_set *const sets[] = {&reading->refs, &reading->missing, &reading->sources, &reading->described, &reading->dependents};
  for (size_t i = 0; i < ARRAY_LEN(sets); i++)
    ref_set_free(sets[i]);
  vec_free(&reading->warnings);
  free(reading);
}

static enum status scan(const struct source *source, const struct component_sink *sink, struct owned_list *owned, struct error *error) {
  struct reading *reading = mem_alloc(sizeof *reading);
  *reading = (struct reading){.source = source, .sink = sink, .error = error, .arena = owned->arena, .list = &owned->list};
  reading->missing.with_lines = true;
  enum status status = read_kind(reading);
  if (status == STATUS_OK) {
    reading_finish(reading);
    keep_warnings(reading);
  }
  end_reading(reading);
  return status;
}

enum status component_list_scan(const struct source *source, enum interop_kind kind, const struct component_sink *sink,
                                struct component_list **ret_list, struct error *error) {
  struct owned_list *owned = list_new(kind);
  enum status status = scan(source, sink, owned, error);
  if (status)
    component_list_free(&owned->list);
  else
    *ret_list = &owned->list;
  return status;
}

/* ---- all of it in memory ---- */

struct gathered {
  struct arena *arena;
  VEC(const struct component *) components; /* as they end */
  const struct component *root;
};

static enum status gather(void *context, const struct component *component, struct error *error) {
  (void)error;
  struct gathered *gathered = context;
  if (component->place == COMPONENT_IN_ROOT) return STATUS_OK;
  struct component *copy = arena_alloc(gathered->arena, sizeof *copy);
  *copy = *component;
  const char **const texts[] = {&copy->ref,    &copy->type, &copy->group,     &copy->name,       &copy->version,
                                &copy->purl,   &copy->cpe,  &copy->supplier,  &copy->originator, &copy->licence,
                                &copy->source, &copy->hash, &copy->model_card};
  for (size_t i = 0; i < ARRAY_LEN(texts); i++)
    *texts[i] = arena_strdup(gathered->arena, *texts[i]);
  if (copy->place == COMPONENT_ROOT)
    gathered->root = copy;
  else
    vec_push(&gathered->components, (const struct component *)copy);
  return STATUS_OK;
}

static int by_index(const void *a, const void *b) {
  const struct component *const *x = a, *const *y = b;
  return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

static void keep_components(struct owned_list *owned, const struct gathered *gathered) {
  size_t len = gathered->components.len;
  const struct component **kept = arena_alloc(owned->arena, (len + 1) * sizeof *kept);
  if (len > 0) memcpy(kept, gathered->components.items, len * sizeof *kept);
  qsort(kept, len, sizeof *kept, by_index);
  owned->list.root = gathered->root;
  owned->list.components = kept;
  owned->list.components_len = len;
}

enum status component_list_read(const char *bytes, size_t len, const char *file_name, struct component_list **ret_list,
                                struct error *error) {
  struct source_bytes left = {bytes, len};
  const struct source source = source_of_bytes(&left, file_name);
  struct owned_list *owned = list_new(interop_recognise(bytes, len < INTEROP_PREFIX ? len : INTEROP_PREFIX));
  struct gathered gathered = {.arena = owned->arena};
  const struct component_sink sink = {.component = gather, .context = &gathered};
  enum status status = scan(&source, &sink, owned, error);
  if (status) {
    component_list_free(&owned->list);
  } else {
    keep_components(owned, &gathered);
    *ret_list = &owned->list;
  }
  vec_free(&gathered.components);
  return status;
}
