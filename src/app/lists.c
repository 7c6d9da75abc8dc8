/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of documents that no fact holds: the content of component lists, the history of the workspace. */
#include "app/internal.h"
#include "interop/interop.h"

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

static char *component_name(struct arena *arena, const struct component *component) {
  return component->group ? arena_printf(arena, "%s/%s", component->group, component->name) : arena_strdup(arena, component->name);
}

static void add_components(struct arena *arena, const struct component *const *components, size_t len, cell_vec_t *cells) {
  for (size_t i = 0; i < len; i++) {
    vec_push(cells, (const char *)component_name(arena, components[i]));
    vec_push(cells, (const char *)arena_strdup(arena, components[i]->version));
    vec_push(cells, (const char *)arena_strdup(arena, components[i]->purl));
    vec_push(cells, (const char *)arena_strdup(arena, components[i]->type));
  }
}

/* A list of a format that is not understood stays a file: the document names it, without rows. */
static enum status collect_components(struct session *session, const char *id, struct arena *arena, list_vec_t *lists,
                                      struct error *error) {
  const struct question *question = pack_question(session->app->pack, QUESTION_COMPONENT_FILE);
  const struct value *file = question ? fact_value(session_fact(session, id, question)) : NULL;
  if (!file || file->type != VALUE_BLOB) return STATUS_OK;
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = store_blob_get(session->store, file->text, &content, error);
  if (status || interop_recognise(buf_str(&content), content.len) == INTEROP_UNKNOWN) return status;
  struct component_list *list = NULL;
  status = component_list_read(buf_str(&content), content.len, file->lang ? file->lang : id, &list, error);
  if (status) return status;
  cell_vec_t cells = {0};
  add_components(arena, list->components, list->components_len, &cells);
  push_list(arena, lists, "components", id, COMPONENT_COLUMNS, &cells);
  component_list_free(list);
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

static bool visit_event(void *context, const struct event *event) {
  struct history *history = context;
  if (str_eq(history->group, event->group)) return true;
  if (history->cells.len >= HISTORY_ROWS * HISTORY_COLUMNS) return false;
  char when[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = event->time / 1000}, when);
  CLEANUP(mem_freep) char *what = app_step_text(history->session, event->group, history->lang);
  vec_push(&history->cells, (const char *)arena_strdup(history->arena, when));
  vec_push(&history->cells, (const char *)arena_strdup(history->arena, app_author_name(history->session, event->author)));
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
