/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a component list says: its components, with a filter, models and data sets apart, and one of them whole. */
#include "app/components.h"
#include "tui/model/components.h"

#include <stdlib.h>

enum { SHOWN_FIRST = 500, SHOWN_TIMES = 4, VERSION_PART = 5, LICENCE_PART = 4, ENDS_SHOWN = 50 };

struct components {
  struct list list; /* first: it is a list screen */
  char *subject;
  char *filter; /* NULL: all */
  bool ai;
  size_t limit;
  uint64_t total;
  const struct store_list *about;
  store_component_vec_t rows; /* of the items */
  struct arena *arena;
};

const char *or_dash(const char *text) {
  return text && *text ? text : "-";
}

/* ---- the list ---- */

static void add_about(struct components *components) {
  const struct store_list *about = components->about;
  CLEANUP(mem_freep)
  char *text = mem_printf(trn_ui("%1$s %2$s, %3$llu component", "%1$s %2$s, %3$llu components", (unsigned long)about->components),
                          about->format, or_dash(about->spec_version), (unsigned long long)about->components);
  list_text(&components->list, NO_ITEM, ROLE_PLAIN, 0, text);
  if (about->timestamp || about->tool) {
    CLEANUP(mem_freep) char *made = mem_printf(_("Made on %1$s with %2$s"), or_dash(about->timestamp), or_dash(about->tool));
    list_text(&components->list, NO_ITEM, ROLE_QUIET, 0, made);
  }
  if (components->filter) {
    CLEANUP(mem_freep) char *filter = mem_printf(_("With “%s”; Enter at an empty filter shows all."), components->filter);
    list_text(&components->list, NO_ITEM, ROLE_OPEN, 0, filter);
  }
  if (components->ai) list_text(&components->list, NO_ITEM, ROLE_OPEN, 0, _("Only models, data sets and frameworks; A shows all."));
}

static void add_component(struct components *components, const struct store_component *row) {
  const char *kind = app_component_kind(row), *name = app_component_name(row, components->arena);
  CLEANUP(mem_freep) char *title = *kind ? mem_printf("%s: %s", kind, name) : mem_strdup(name);
  CLEANUP(mem_freep) char *version = mem_printf("%s%s", or_dash(row->version), app_component_is_exact(row) ? "" : " !");
  list_cells(&components->list, list_item(&components->list), app_component_is_exact(row) ? ROLE_PLAIN : ROLE_OPEN, 0, 3,
             (const char *const[]){title, version, or_dash(row->licence)});
}

static void add_rows(struct components *components) {
  struct list *list = &components->list;
  if (components->rows.len)
    list_cells(list, NO_ITEM, ROLE_HEADING, 0, 3, (const char *const[]){_("Component"), _("Version"), _("Licence")});
  else
    list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("There are none."));
  for (size_t i = 0; i < components->rows.len; i++)
    add_component(components, &components->rows.items[i]);
  if (components->rows.len == components->total) return;
  CLEANUP(mem_freep)
  char *more =
      mem_printf(_("%1$zu of %2$llu are shown; Enter here shows more."), components->rows.len, (unsigned long long)components->total);
  list_text(list, list_item(list), ROLE_OPEN, 0, more);
}

static void load(struct view *view, void *state) {
  struct components *components = state;
  struct component_query query = {.text = components->filter, .ai = components->ai, .limit = components->limit};
  struct error error = {0};
  int cols = view->grid->cols;
  arena_free(components->arena);
  components->arena = arena_new();
  vec_free(&components->rows);
  list_clear(&components->list);
  list_columns(&components->list, 3, (const int[]){0, cols / VERSION_PART, cols / LICENCE_PART});
  enum status status = app_component_list(view->session, components->subject, components->arena, &components->about, &error);
  if (status == STATUS_OK)
    status = app_components(view->session, components->subject, &query, components->arena, &components->rows, &components->total, &error);
  if (status) {
    view_fail(view, &error);
    view_pop(view);
    return;
  }
  add_about(components);
  add_rows(components);
}

/* ---- one component ---- */

static void add_fact(struct list *list, const char *sentence, const char *value) {
  if (!value) return;
  CLEANUP(mem_freep) char *text = mem_printf(sentence, value);
  list_text(list, NO_ITEM, ROLE_PLAIN, 1, text);
}

typedef enum status find_ends(struct store *store, const char *hash, const char *ref, uint64_t skip, size_t limit, struct arena *arena,
                              dependency_end_vec_t *ret_ends, struct error *error);

static void add_ends(struct view *view, struct components *components, struct list *list, const char *ref, find_ends *find,
                     const char *title) {
  dependency_end_vec_t ends = {0};
  struct error error = {0};
  if (find(session_store(view->session), components->about->hash, ref, 0, ENDS_SHOWN, components->arena, &ends, &error))
    view_fail(view, &error);
  for (size_t i = 0; i < ends.len; i++) {
    const struct store_component *end = ends.items[i].component;
    if (i == 0) list_heading(list, title);
    CLEANUP(mem_freep)
    char *text = end ? mem_printf("%s %s", app_component_name(end, components->arena), or_dash(end->version))
                     : mem_strdup(_("a component that the list does not have"));
    list_marked(list, NO_ITEM, ROLE_PLAIN, 1, "-", text);
  }
  if (ends.len == ENDS_SHOWN) list_text(list, NO_ITEM, ROLE_QUIET, 1, _("The others are not shown."));
  vec_free(&ends);
}

static void open_component(struct view *view, struct components *components, const struct store_component *row) {
  struct list *list = open_page(view, app_component_name(row, components->arena));
  CLEANUP(mem_freep) char *place = mem_printf(_("In the file: line %u"), row->line);
  add_fact(list, _("Version: %s"), or_dash(row->version));
  if (!app_component_is_exact(row)) list_text(list, NO_ITEM, ROLE_OPEN, 1, _("The version does not name one state."));
  add_fact(list, _("Kind: %s"), row->type);
  add_fact(list, _("Licence: %s"), or_dash(row->licence));
  add_fact(list, _("Supplier: %s"), row->supplier);
  add_fact(list, _("Made by: %s"), row->originator);
  add_fact(list, _("Package URL: %s"), row->purl);
  add_fact(list, _("CPE: %s"), row->cpe);
  add_fact(list, _("Source: %s"), row->source);
  add_fact(list, _("Hash: %s"), row->hash);
  add_fact(list, _("Model card: %s"), row->model_card);
  if (row->line) list_text(list, NO_ITEM, ROLE_QUIET, 1, place);
  if (!row->ref) return;
  add_ends(view, components, list, row->ref, store_dependencies, _("Depends on"));
  add_ends(view, components, list, row->ref, store_dependents, _("Used by"));
}

/* ---- keys ---- */

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return ((const struct components *)state)->list.items > 0;
}

static void run_open(struct view *view, void *state) {
  struct components *components = state;
  size_t at = (size_t)components->list.selected;
  if (at < components->rows.len) {
    open_component(view, components, &components->rows.items[at]);
    return;
  }
  components->limit *= SHOWN_TIMES;
  view_changed(view);
}

static bool filter_done(struct view *view, void *state, const char *text) {
  struct components *components = state;
  free(components->filter);
  components->filter = *text ? mem_strdup(text) : NULL;
  components->list.selected = 0;
  view_changed(view);
  return true;
}

static void run_filter(struct view *view, void *state) {
  const struct components *components = state;
  view_ask(view, _("Only components with these letters in name, version, package URL, supplier or licence:"),
           components->filter ? components->filter : "", filter_done);
}

static void run_ai(struct view *view, void *state) {
  struct components *components = state;
  components->ai = !components->ai;
  components->list.selected = 0;
  view_changed(view);
}

static void run_rules(struct view *view, void *state) {
  open_component_rules(view, ((const struct components *)state)->subject);
}

static void run_difference(struct view *view, void *state) {
  ask_component_difference(view, ((const struct components *)state)->subject);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Open"), N_("All that the list says about the component, with its dependencies"), run_open, has_selected},
    {'/', K_F3, 0, N_("Filter"), N_("Shows only components with some letters"), run_filter, NULL},
    {'A', K_NONE, 0, N_("AI"), N_("Shows only models, data sets and frameworks, or all again"), run_ai, NULL},
    {'R', K_NONE, 0, N_("Rules"), N_("What rule sets ask of the list: met, not given, not met"), run_rules, NULL},
    {'D', K_NONE, 0, N_("Difference"), N_("What is new, gone and of another version since another list"), run_difference, NULL},
    {0},
};

static char *title(struct view *view, void *state) {
  return ui_path(view, ((const struct components *)state)->subject);
}

static void free_components(void *state) {
  struct components *components = state;
  list_free(&components->list);
  vec_free(&components->rows);
  arena_free(components->arena);
  free(components->subject);
  free(components->filter);
}

const struct screen components_screen = {
    .name = N_("Components"),
    .state_size = sizeof(struct components),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_components,
};

void open_components(struct view *view, const char *subject) {
  struct components *components = view_push(view, &components_screen);
  components->subject = mem_strdup(subject);
  components->limit = SHOWN_FIRST;
}
