/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of component lists, for people. */
#include "app/components_internal.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 500 };

/* ---- one list ---- */

static enum status refuse_unread(const char *list, const struct value *file, struct error *error) {
  if (!file)
    return error_set(error, STATUS_USAGE, list, _("Import it: cradle import FILE RELEASE INPUT"), _("The component list has no file."));
  return error_set(error, STATUS_INPUT, list,
                   _("“cradle check FILE --rebuild” reads it again. If that does not help, it is not a list in a known format, or a file "
                     "outside the workspace that is gone."),
                   _("The file of the component list was not read."));
}

static const char *file_of(const struct session *session, const char *list, const struct value **ret_value) {
  const struct question *question = pack_question(session->app->pack, QUESTION_COMPONENT_FILE);
  const struct value *file = question ? fact_value(session_fact(session, list, question)) : NULL;
  *ret_value = file && file->type == VALUE_BLOB ? file : NULL;
  return *ret_value ? file->text : NULL;
}

enum status app_component_list(struct session *session, const char *list, struct arena *arena, const struct store_list **ret_list,
                               struct error *error) {
  const struct value *file;
  const char *hash = file_of(session, list, &file);
  const struct store_list *found = NULL;
  enum status status = hash ? store_list(session->store, hash, arena, &found, error) : STATUS_OK;
  if (status) return status;
  if (!found || !found->reader) return refuse_unread(list, file, error);
  *ret_list = found;
  return STATUS_OK;
}

const char *app_component_kind(const struct store_component *component) {
  static const char *const names[] = {
      [COMPONENT_PLAIN] = "", [COMPONENT_MODEL] = "model", [COMPONENT_DATA_SET] = "data-set", [COMPONENT_FRAMEWORK] = "framework"};
  return component->kind >= 0 && (size_t)component->kind < ARRAY_LEN(names) ? names[component->kind] : "";
}

bool app_component_is_exact(const struct store_component *component) {
  return component->given & COMPONENT_EXACT_VERSION;
}

const char *app_component_name(const struct store_component *component, struct arena *arena) {
  return component->group ? arena_printf(arena, "%s/%s", component->group, component->name) : component->name;
}

/* ---- many components, a page at a time ---- */

/* Which: those that pass the filter, or if that is NULL those that nest in parent. */
struct selection {
  const struct component_filter *filter;
  uint32_t parent;
};

static enum status read_page(struct store *store, const struct store_list *list, const struct selection *selection, uint32_t from,
                             struct arena *arena, store_component_vec_t *ret_page, struct error *error) {
  if (selection->filter) return store_components(store, list->hash, selection->filter, from, 0, PAGE, arena, ret_page, error);
  return store_component_children(store, list->hash, selection->parent, from, PAGE, arena, ret_page, error);
}

/* ret_next: where the next page begins; STORE_COMPONENT_NONE: there is none, or visit had enough. */
static void visit_page(const store_component_vec_t *page, component_fn *visit, void *context, uint32_t *ret_next) {
  *ret_next = STORE_COMPONENT_NONE;
  for (size_t i = 0; i < page->len; i++)
    if (!visit(context, &page->items[i])) return;
  if (page->len == PAGE) *ret_next = page->items[PAGE - 1].index + 1;
}

static enum status walk(struct store *store, const struct store_list *list, const struct selection *selection, component_fn *visit,
                        void *context, struct error *error) {
  enum status status = STATUS_OK;
  for (uint32_t from = 0; status == STATUS_OK && from != STORE_COMPONENT_NONE;) {
    struct arena *arena = arena_new();
    store_component_vec_t page = {0};
    status = read_page(store, list, selection, from, arena, &page, error);
    visit_page(&page, visit, context, &from);
    vec_free(&page);
    arena_free(arena);
  }
  return status;
}

enum status components_of_kind(struct store *store, const struct store_list *list, int kind, component_fn *visit, void *context,
                               struct error *error) {
  struct component_filter filter = {.kind = kind};
  struct selection selection = {.filter = &filter};
  return walk(store, list, &selection, visit, context, error);
}

/* ---- what the list is about, and what nests in it ---- */

struct beside {
  component_fn *visit;
  void *context;
  bool enough;
  VEC(uint32_t) open; /* whose children are still to be visited */
};

static bool visit_one(void *context, const struct store_component *component) {
  struct beside *beside = context;
  beside->enough = !beside->visit(beside->context, component);
  vec_push(&beside->open, component->index);
  return !beside->enough;
}

static bool visit_root(void *context, const struct store_component *component) {
  if (component->place != COMPONENT_ROOT) return true;
  visit_one(context, component);
  return false;
}

enum status components_beside(struct store *store, const struct store_list *list, component_fn *visit, void *context, struct error *error) {
  struct beside beside = {.visit = visit, .context = context};
  struct selection selection = {.parent = STORE_COMPONENT_NONE};
  enum status status = list->rows > list->components ? walk(store, list, &selection, visit_root, &beside, error) : STATUS_OK;
  while (status == STATUS_OK && beside.open.len > 0 && !beside.enough) {
    selection.parent = beside.open.items[--beside.open.len];
    status = walk(store, list, &selection, visit_one, &beside, error);
  }
  vec_free(&beside.open);
  return status;
}

/* ---- the first of them ---- */

struct collecting {
  struct arena *arena;
  size_t limit;
  int kind; /* 0: any */
  store_component_vec_t *components;
  uint64_t total;
};

static struct store_component copy_of(const struct store_component *component, struct arena *arena) {
  struct store_component copy = *component;
  const char **const texts[] = {&copy.ref,      &copy.type,       &copy.group,   &copy.name,   &copy.version, &copy.purl,      &copy.cpe,
                                &copy.supplier, &copy.originator, &copy.licence, &copy.source, &copy.hash,    &copy.model_card};
  for (size_t i = 0; i < ARRAY_LEN(texts); i++)
    *texts[i] = arena_strdup(arena, *texts[i]);
  return copy;
}

static bool collect(void *context, const struct store_component *component) {
  struct collecting *collecting = context;
  if (collecting->kind && component->kind != collecting->kind) return true;
  if (collecting->total++ < collecting->limit) vec_push(collecting->components, copy_of(component, collecting->arena));
  return true;
}

static enum status collect_ai(struct store *store, const struct store_list *list, const char *text, struct collecting *collecting,
                              struct error *error) {
  enum status status = STATUS_OK;
  for (int kind = COMPONENT_MODEL; kind <= COMPONENT_FRAMEWORK && status == STATUS_OK; kind++) {
    struct component_filter filter = {.kind = kind, .text = text};
    struct selection selection = {.filter = &filter};
    collecting->kind = kind;
    if (!text) status = components_beside(store, list, collect, collecting, error);
    if (status == STATUS_OK) status = walk(store, list, &selection, collect, collecting, error);
  }
  return status;
}

enum status app_components(struct session *session, const char *list, const struct component_query *query, struct arena *arena,
                           store_component_vec_t *ret_components, uint64_t *ret_total, struct error *error) {
  const struct store_list *row = NULL;
  store_component_vec_t components = {0};
  struct collecting collecting = {.arena = arena, .limit = query->limit, .components = &components};
  struct component_filter filter = {.text = query->text};
  enum status status = app_component_list(session, list, arena, &row, error);
  if (status) return status;
  if (query->ai) {
    status = collect_ai(session->store, row, query->text, &collecting, error);
  } else {
    status = store_component_count(session->store, row->hash, query->text ? &filter : NULL, &collecting.total, error);
    if (status == STATUS_OK) status = store_components(session->store, row->hash, &filter, 0, 0, query->limit, arena, &components, error);
  }
  if (status) {
    vec_free(&components);
    return status;
  }
  *ret_components = components;
  *ret_total = collecting.total;
  return STATUS_OK;
}

/* ---- difference ---- */

struct comparing {
  struct arena *arena;
  size_t limit;
  struct component_difference *difference;
};

static const struct store_component *kept(const struct store_component *component, struct arena *arena) {
  if (!component) return NULL;
  struct store_component *copy = arena_alloc(arena, sizeof *copy);
  *copy = copy_of(component, arena);
  return copy;
}

static bool keep_change(void *context, const struct list_difference *found) {
  struct comparing *comparing = context;
  struct component_difference *difference = comparing->difference;
  component_change_vec_t *changes = !found->before ? &difference->added : !found->after ? &difference->removed : &difference->changed;
  if (changes->len >= comparing->limit) return true;
  struct component_change change = {kept(found->before, comparing->arena), kept(found->after, comparing->arena)};
  vec_push(changes, change);
  return true;
}

static int by_name(const void *a, const void *b) {
  const struct component_change *x = a, *y = b;
  const struct store_component *one = x->after ? x->after : x->before, *other = y->after ? y->after : y->before;
  int order = strcmp(one->group ? one->group : "", other->group ? other->group : "");
  if (order == 0) order = strcmp(one->name, other->name);
  return order ? order : (one->index > other->index) - (one->index < other->index);
}

static void sort(component_change_vec_t *changes) {
  if (changes->len > 1) qsort(changes->items, changes->len, sizeof *changes->items, by_name);
}

enum status app_component_difference(struct session *session, const char *before, const char *after, size_t limit, struct arena *arena,
                                     struct component_difference *ret_difference, struct error *error) {
  struct component_difference difference = {0};
  struct comparing comparing = {.arena = arena, .limit = limit, .difference = &difference};
  const struct store_list *old = NULL, *new = NULL;
  enum status status = app_component_list(session, before, arena, &old, error);
  if (status == STATUS_OK) status = app_component_list(session, after, arena, &new, error);
  if (status == STATUS_OK)
    status = store_list_difference(session->store, old->hash, new->hash, keep_change, &comparing, &difference.counts, error);
  if (status) {
    component_difference_clear(&difference);
    return status;
  }
  sort(&difference.added);
  sort(&difference.removed);
  sort(&difference.changed);
  *ret_difference = difference;
  return STATUS_OK;
}

void component_difference_clear(struct component_difference *difference) {
  vec_free(&difference->added);
  vec_free(&difference->removed);
  vec_free(&difference->changed);
}
