/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of documents that no fact holds: the content of component lists, the history of the workspace. */
#include "app/components.h"
#include "app/internal.h"

#include <stdlib.h>

enum { COMPONENT_COLUMNS = 4, HISTORY_COLUMNS = 3, HISTORY_ROWS = 200 };
typedef VEC(const char *) cell_vec_t;

static void push_list(struct arena *arena, list_vec_t *lists, const char *source, const char *subject, size_t columns, cell_vec_t *cells) {
  const char **kept = arena_alloc(arena, (cells->len + 1) * sizeof *kept);
  for (size_t i = 0; i < cells->len; i++)
    kept[i] = cells->items[i];
  struct doc_list list = {
      .source = source, .subject = arena_strdup(arena, subject), .columns = columns, .cells = kept, .rows_len = cells->len / columns};
  vec_push(lists, list);
  vec_free(cells);
}

/* ---- components: name, version, package URL, type ---- */

static void add_components(struct arena *arena, const store_component_vec_t *components, cell_vec_t *cells) {
  for (size_t i = 0; i < components->len; i++) {
    const struct store_component *component = &components->items[i];
    vec_push(cells, app_component_name(component, arena));
    vec_push(cells, component->version);
    vec_push(cells, component->purl);
    vec_push(cells, component->type);
  }
}

/* A file that was not read as a list stays a file: the document names it, without rows. */
static enum status collect_components(struct session *session, const char *id, struct arena *arena, list_vec_t *lists,
                                      struct error *error) {
  struct component_query query = {.limit = SIZE_MAX};
  const struct store_list *list = NULL;
  store_component_vec_t components = {0};
  uint64_t total;
  if (app_component_list(session, id, arena, &list, NULL)) return STATUS_OK;
  enum status status = app_components(session, id, &query, arena, &components, &total, error);
  if (status) return status;
  cell_vec_t cells = {0};
  add_components(arena, &components, &cells);
  push_list(arena, lists, "components", id, COMPONENT_COLUMNS, &cells);
  vec_free(&components);
  return STATUS_OK;
}

static enum status collect_all_components(struct session *session, const char *subject, struct arena *arena, list_vec_t *lists,
                                          struct error *error) {
  const struct subject_type *type = pack_subject_type(session->app->pack, TYPE_COMPONENT_LIST);
  const char *parent = type && type->parent ? engine_ancestor(session->engine, subject, type->parent) : NULL;
  id_vec_t ids = {0};
  if (parent) engine_children(session->engine, parent, type, &ids);
  enum status status = STATUS_OK;
  for (size_t i = 0; i < ids.len && status == STATUS_OK; i++)
    status = collect_components(session, ids.items[i], arena, lists, error);
  vec_free(&ids);
  return status;
}

/* ---- history: when, who, what; one row for each action ---- */

struct history {
  struct session *session;
  struct arena *arena;
  const char *lang;
  cell_vec_t cells;
  const char *group;
};

static const char *who(const struct history *history, const char *author) {
  if (str_eq(author, AUTHOR_PROGRAM)) return tr(history->lang, NULL, N_("The program itself"));
  return app_author_name(history->session, author);
}

static bool visit_event(void *context, const struct event *event) {
  struct history *history = context;
  if (str_eq(history->group, event->group)) return true;
  if (history->cells.len >= HISTORY_ROWS * HISTORY_COLUMNS) return false;
  char when[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = event->time / 1000}, when);
  CLEANUP(mem_freep) char *what = app_step_text(history->session, event->group, history->lang);
  vec_push(&history->cells, (const char *)arena_strdup(history->arena, when));
  vec_push(&history->cells, (const char *)arena_strdup(history->arena, who(history, event->author)));
  vec_push(&history->cells, (const char *)arena_strdup(history->arena, what));
  history->group = arena_strdup(history->arena, event->group);
  return true;
}

static enum status collect_history(struct session *session, const char *subject, const char *lang, struct arena *arena, list_vec_t *lists,
                                   struct error *error) {
  struct history history = {.session = session, .arena = arena, .lang = lang};
  enum status status = store_log(session->store, NULL, NULL, true, 0, visit_event, &history, error);
  push_list(arena, lists, "history", subject, HISTORY_COLUMNS, &history.cells);
  return status;
}

enum status lists_collect(struct session *session, const char *subject, const char *lang, struct arena *arena, list_vec_t *ret_lists,
                          struct error *error) {
  enum status status = collect_all_components(session, subject, arena, ret_lists, error);
  return status ? status : collect_history(session, subject, lang, arena, ret_lists, error);
}
