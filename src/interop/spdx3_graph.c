/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, licences and files of packages are elements of their own, anywhere in the file: they are brought together at its end. */
#include "interop/spdx3.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b) {
  const struct held_thing *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

static int by_from(const void *a, const void *b) {
  const struct held_link *x = a, *y = b;
  return (x->from > y->from) - (x->from < y->from);
}

void graph_sort(struct graph *graph) {
  if (graph->things.len > 0) qsort(graph->things.items, graph->things.len, sizeof *graph->things.items, by_id);
  if (graph->links.len > 0) qsort(graph->links.items, graph->links.len, sizeof *graph->links.items, by_from);
}

const struct held_thing *graph_find(const struct graph *graph, const char *id) {
  const struct held_thing key = {.id = ref_hash(id)};
  if (graph->things.len == 0) return NULL;
  return bsearch(&key, graph->things.items, graph->things.len, sizeof key, by_id);
}

static size_t first_link(const struct graph *graph, uint64_t from) {
  size_t low = 0, high = graph->links.len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (graph->links.items[middle].from < from)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What is not in the file is called by its identifier. */
static const char *name_of(const struct held_thing *thing, const char *id) {
  return thing && thing->text ? thing->text : id;
}

static void set_maker(const struct graph *graph, struct reading *reading, struct draft *draft, enum field field, const char *id) {
  if (!*id) return;
  const struct held_thing *agent = graph_find(graph, id);
  draft_set(draft, reading, field, name_of(agent, id));
  if (!agent || !(agent->bits & COMPONENT_ANY_CONTACT)) return;
  draft->component.given |= COMPONENT_ANY_CONTACT;
  if (field == FIELD_MANUFACTURER) draft->component.given |= COMPONENT_CREATOR_CONTACT;
}

/* "https://spdx.org/licenses/MIT" is MIT. */
static const char *licence_name(const struct held_thing *thing, const char *id) {
  static const char known[] = "spdx.org/licenses/";
  const char *name = name_of(thing, id), *found = strstr(name, known);
  return found ? found + sizeof known - 1 : name;
}

/* The concluded licence goes before the declared one. */
static void set_linked(const struct graph *graph, struct reading *reading, struct draft *draft, const char *id) {
  uint64_t from = ref_hash(id);
  const char *concluded = NULL, *declared = NULL;
  for (size_t i = first_link(graph, from); i < graph->links.len && graph->links.items[i].from == from; i++) {
    const struct held_link *link = &graph->links.items[i];
    const struct held_thing *thing = graph_find(graph, link->to);
    if (link->bits == COMPONENT_HASH_FILE) {
      draft->component.given |= thing ? thing->bits : 0;
      continue;
    }
    const char *text = licence_name(thing, link->to);
    if (link->bits == COMPONENT_LICENCE_CONCLUDED) concluded = text;
    if (link->bits == COMPONENT_LICENCE_DECLARED) declared = text;
    draft->component.given |= link->bits;
  }
  if (concluded || declared) draft_add_licence(draft, reading, concluded ? concluded : declared);
}

static void set_texts(const struct graph *graph, struct reading *reading, struct draft *draft, const struct held_package *package) {
  static const enum field fields[HELD_FIELDS] = {[HELD_TYPE] = FIELD_TYPE,
                                                 [HELD_ID] = FIELD_REF,
                                                 [HELD_NAME] = FIELD_NAME,
                                                 [HELD_VERSION] = FIELD_VERSION,
                                                 [HELD_PURL] = FIELD_PURL,
                                                 [HELD_CPE] = FIELD_CPE,
                                                 [HELD_DOWNLOAD] = FIELD_DISTRIBUTION,
                                                 [HELD_SUPPLIER] = FIELD_SUPPLIER,
                                                 [HELD_HASH] = FIELD_HASH,
                                                 [HELD_ORIGINATOR] = FIELD_MANUFACTURER};
  const char *at = package->texts;
  for (unsigned i = 0; i < HELD_FIELDS; i++, at += strlen(at) + 1) {
    if (i == HELD_ID) set_linked(graph, reading, draft, at);
    if (i == HELD_SUPPLIER || i == HELD_ORIGINATOR)
      set_maker(graph, reading, draft, fields[i], at);
    else
      draft_set(draft, reading, fields[i], at);
  }
}

enum status graph_add_components(struct graph *graph, struct reading *reading) {
  struct draft draft = {0};
  enum status status = STATUS_OK;
  for (size_t i = 0; i < graph->packages.len && status == STATUS_OK; i++) {
    const struct held_package *package = graph->packages.items[i];
    draft_begin(&draft, reading, NULL, COMPONENT_LISTED);
    draft.component.line = package->line;
    draft.component.column = package->column;
    draft.component.given = package->given;
    draft.component.kind = package->kind;
    set_texts(graph, reading, &draft, package);
    status = reading_add_component(reading, draft_finish(&draft));
  }
  draft_free(&draft);
  return status;
}

void graph_free(struct graph *graph) {
  vec_free(&graph->packages);
  vec_free(&graph->things);
  vec_free(&graph->links);
}
