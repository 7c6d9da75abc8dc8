/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers beside the walk: evidence, risks, standards, component lists, cases, people. */
#include "tui/model/internal.h"

#include <stdlib.h>

/* ---- all registers ---- */

struct registers {
  struct list list;                       /* first: it is a list screen */
  VEC(const struct subject_type *) types; /* of the items */
};

static void add_type(struct view *view, struct registers *registers, const struct subject_type *type) {
  const char *parent = view->subject ? parent_for(view, view->subject, type) : NULL;
  CLEANUP(mem_freep) char *count = NULL;
  if (parent) {
    subject_vec_t entries = {0};
    snapshot_children(session_snapshot(view->session), parent, type->id, &entries);
    count = mem_printf("%4zu", entries.len);
    vec_free(&entries);
  }
  CLEANUP(mem_freep)
  char *where = parent ? mem_strdup(ui_name(view, parent)) : mem_printf(_("choose on the home screen: %s"), ui_text(&type->parent->title));
  vec_push(&registers->types, type);
  list_cells(&registers->list, list_item(&registers->list), parent ? ROLE_PLAIN : ROLE_QUIET, 0, 3,
             (const char *const[]){ui_text(&type->plural), count ? count : "   -", where});
}

static void load_registers(struct view *view, void *state) {
  struct registers *registers = state;
  const struct pack *pack = app_pack(view->app);
  list_clear(&registers->list);
  list_columns(&registers->list, 3, (const int[]){36, 5, 0});
  registers->types.len = 0;
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (type_is_register(pack, pack_subject_type_at(pack, i))) add_type(view, registers, pack_subject_type_at(pack, i));
}

static const char *selected_parent(struct view *view, const struct registers *registers) {
  size_t at = (size_t)registers->list.selected;
  return view->subject && at < registers->types.len ? parent_for(view, view->subject, registers->types.items[at]) : NULL;
}

static bool has_parent(struct view *view, void *state) {
  return selected_parent(view, state) != NULL;
}

static void run_open_register(struct view *view, void *state) {
  struct registers *registers = state;
  open_register(view, registers->types.items[registers->list.selected], selected_parent(view, registers));
}

static bool any_import_done(struct view *view, void *state, const char *text) {
  (void)state;
  return import_path(view, view->subject, text, NULL);
}

static void run_any_import(struct view *view, void *state) {
  (void)state;
  CLEANUP(mem_freep) char *path = ui_path(view, view->subject);
  CLEANUP(mem_freep) char *label = mem_printf(_("Path of the file to import for “%s”:"), path);
  view_ask_path(view, label, "", any_import_done);
}

static bool has_chosen(struct view *view, void *state) {
  (void)state;
  return view->subject != NULL;
}

static const struct binding registers_bindings[] = {
    {0, K_ENTER, 0, N_("Open"), N_("Opens the register"), run_open_register, has_parent},
    {'i', K_NONE, 0, N_("Import"), N_("Imports a file: component list, vulnerabilities, a list of exploited ones; any other as evidence"),
     run_any_import, has_chosen},
    {0},
};

static char *registers_title(struct view *view, void *state) {
  (void)state;
  return view->subject ? ui_path(view, view->subject) : NULL;
}

static void free_registers(void *state) {
  struct registers *registers = state;
  list_free(&registers->list);
  vec_free(&registers->types);
}

const struct screen registers_screen = {
    .name = N_("Registers"),
    .state_size = sizeof(struct registers),
    .title = registers_title,
    .load = load_registers,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = registers_bindings,
    .free = free_registers,
};

/* ---- one register ---- */

struct entries {
  struct list list; /* first: it is a list screen */
  const struct subject_type *type;
  char *parent;
  subject_vec_t subjects; /* of the items; borrowed until the next load */
};

/* Beside the columns: the margins of the list, the number of gaps, and room for the name. */
enum { GAPS_COLS = 4, MARGIN_COLS = 4, NAME_COLS_LEAST = 24, NAME_PART = 3 };

static struct columns set_columns(struct view *view, struct entries *entries) {
  int cols = view->grid->cols - MARGIN_COLS - GAPS_COLS - 1, name = view->grid->cols / NAME_PART;
  struct columns columns =
      columns_fitting(view, entries->type, &entries->subjects, cols - (name > NAME_COLS_LEAST ? name : NAME_COLS_LEAST));
  int widths[LIST_CELLS] = {0};
  for (size_t i = 0; i < columns.len; i++)
    widths[i + 1] = columns.items[i].width;
  widths[columns.len + 1] = GAPS_COLS;
  list_columns(&entries->list, columns.len + 2, widths);
  return columns;
}

/* Titles of columns are often longer than what stands below them: they get two rows. */
static void add_header(struct entries *entries, const struct columns *columns) {
  struct list *list = &entries->list;
  const char *upper[LIST_CELLS] = {ui_text(&entries->type->title)}, *lower[LIST_CELLS] = {0};
  bool two = false;
  for (size_t i = 0; i < columns->len; i++) {
    const char *title = column_title(&columns->items[i]);
    span_vec_t spans = {0};
    text_wrap(title, columns->items[i].width, &spans);
    upper[i + 1] = arena_strndup(list->arena, title, spans.items[0].len);
    if (spans.len > 1) lower[i + 1] = title + spans.items[1].start;
    two |= spans.len > 1;
    vec_free(&spans);
  }
  upper[columns->len + 1] = _("Gaps");
  list_cells(list, NO_ITEM, ROLE_HEADING, 0, columns->len + 2, upper);
  if (two) list_cells(list, NO_ITEM, ROLE_HEADING, 0, columns->len + 2, lower);
}

static void add_entry(struct view *view, struct entries *entries, const struct columns *columns, const char *id) {
  char *cells[LIST_CELLS] = {mem_strdup(ui_name(view, id))};
  gap_vec_t gaps = {0};
  engine_gaps(view_engine(view), id, &gaps);
  for (size_t i = 0; i < columns->len; i++)
    cells[i + 1] = column_text(view, &columns->items[i], id);
  cells[columns->len + 1] = gaps.len ? mem_printf("%4zu", gaps.len) : mem_strdup("   -");
  list_cells(&entries->list, list_item(&entries->list), gaps.len ? ROLE_OPEN : ROLE_PLAIN, 0, columns->len + 2, (const char *const *)cells);
  for (size_t i = 0; i < LIST_CELLS; i++)
    free(cells[i]);
  vec_free(&gaps);
}

static void load_entries(struct view *view, void *state) {
  struct entries *entries = state;
  struct list *list = &entries->list;
  vec_free(&entries->subjects);
  list_clear(list);
  snapshot_children(session_snapshot(view->session), entries->parent, entries->type->id, &entries->subjects);
  if (!entries->subjects.len) {
    list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("Nothing here yet. a adds an entry."));
    return;
  }
  struct columns columns = set_columns(view, entries);
  add_header(entries, &columns);
  for (size_t i = 0; i < entries->subjects.len; i++)
    add_entry(view, entries, &columns, entries->subjects.items[i]->id);
}

static const char *selected_entry(const struct entries *entries) {
  size_t at = (size_t)entries->list.selected;
  return at < entries->subjects.len ? entries->subjects.items[at]->id : NULL;
}

static bool has_entry(struct view *view, void *state) {
  (void)view;
  return selected_entry(state) != NULL;
}

static void run_open_entry(struct view *view, void *state) {
  struct scope scope = {.subject = (char *)selected_entry(state), .alone = true};
  open_questions(view, &scope);
}

static bool has_chain(struct view *view, void *state) {
  const struct entries *entries = state;
  return selected_entry(state) && type_has_links(app_pack(view->app), entries->type);
}

static void run_chain(struct view *view, void *state) {
  open_chain(view, selected_entry(state));
}

static bool is_component_list(struct view *view, void *state) {
  (void)view;
  const struct entries *entries = state;
  return selected_entry(state) && str_eq(entries->type->id, TYPE_COMPONENT_LIST);
}

static void run_components(struct view *view, void *state) {
  open_components(view, selected_entry(state));
}

static bool can_state_all(struct view *view, void *state) {
  return selected_entry(state) && has_proposals(view, selected_entry(state));
}

static void run_state_all(struct view *view, void *state) {
  proposals_state_all(view, selected_entry(state));
}

static bool make_entry(struct view *view, const char *name) {
  struct prompt *prompt = &view->prompt;
  struct error error = {0};
  const char *id;
  if (app_add(view->session, prompt->type->id, name, prompt->parent, &id, &error)) {
    view_fail(view, &error);
    return false;
  }
  struct scope scope = {.subject = (char *)id, .alone = true};
  view_changed(view);
  open_questions(view, &scope);
  return true;
}

static bool new_entry_done(struct view *view, void *state, const char *text) {
  (void)state;
  return make_entry(view, text);
}

/* Here the cursor follows the new entry. */
static bool add_done(struct view *view, void *state, const char *text) {
  struct entries *entries = state;
  int place = (int)entries->subjects.len;
  if (!make_entry(view, text)) return false;
  entries->list.selected = place;
  return true;
}

static void ask_name(struct view *view, const struct subject_type *type, const char *parent, prompt_done *done) {
  CLEANUP(mem_freep) char *label = mem_printf(_("New entry of kind “%s”; its name:"), ui_text(&type->title));
  view->prompt.type = type;
  set_string(&view->prompt.parent, parent);
  view_ask(view, label, "", done);
}

void ask_new_entry(struct view *view, const struct subject_type *type, const char *parent) {
  ask_name(view, type, parent, new_entry_done);
}

static void run_add(struct view *view, void *state) {
  struct entries *entries = state;
  ask_name(view, entries->type, entries->parent, add_done);
}

static const char *kind_of_files(struct view *view, const struct subject_type *type);

static bool import_done(struct view *view, void *state, const char *text) {
  struct entries *entries = state;
  return import_path(view, entries->parent, text, kind_of_files(view, entries->type));
}

static void run_import(struct view *view, void *state) {
  (void)state;
  view_ask_path(view, _("Path of the file to import:"), "", import_done);
}

/* Entries that are made from a file have a question that holds it; vulnerabilities are read from files that name many. NULL: neither. */
static const char *kind_of_files(struct view *view, const struct subject_type *type) {
  const struct pack *pack = app_pack(view->app);
  for (size_t i = 0; i < pack_question_count(pack); i++)
    if (pack_question_at(pack, i)->subject == type && pack_question_at(pack, i)->type == Q_BLOB) return type->id;
  return str_eq(type->id, TYPE_VULNERABILITY) ? type->id : NULL;
}

static bool holds_files(struct view *view, void *state) {
  return kind_of_files(view, ((const struct entries *)state)->type) != NULL;
}

static bool archive_done(struct view *view, void *state, const char *text) {
  struct error error = {0};
  if (!str_eq(text, _("yes"))) return true;
  if (app_archive(view->session, selected_entry(state), &error)) {
    view_fail(view, &error);
    return true;
  }
  view_changed(view);
  view_say(view, ROLE_PLAIN, _("Archived. u takes it back."));
  return true;
}

static void run_archive(struct view *view, void *state) {
  CLEANUP(mem_freep)
  char *label = mem_printf(_("Archive “%1$s”? Type “%2$s” to do it:"), ui_name(view, selected_entry(state)), _("yes"));
  view_ask(view, label, "", archive_done);
}

static const struct binding entries_bindings[] = {
    {0, K_ENTER, 0, N_("Questions"), N_("Opens the questions of the entry"), run_open_entry, has_entry},
    {'l', K_NONE, 0, N_("Chain"), N_("The chain around the entry: what it rests on, what rests on it, and holes"), run_chain, has_chain},
    {'c', K_NONE, 0, N_("Components"), N_("What the component list says, what rules ask of it, and differences"), run_components,
     is_component_list},
    {'Y', K_NONE, 0, N_("State all"), N_("States all that is proposed for the entry"), run_state_all, can_state_all},
    {'a', K_NONE, 0, N_("Add"), N_("Adds an entry"), run_add, NULL},
    {'i', K_NONE, 0, N_("Import"), N_("Makes an entry from a file"), run_import, holds_files},
    {'x', K_NONE, 0, N_("Archive"), N_("Archives the entry: it is kept, but not used any more"), run_archive, has_entry},
    {0},
};

static char *entries_title(struct view *view, void *state) {
  struct entries *entries = state;
  return mem_printf("%s | %s", ui_text(&entries->type->plural), ui_name(view, entries->parent));
}

static void free_entries(void *state) {
  struct entries *entries = state;
  list_free(&entries->list);
  vec_free(&entries->subjects);
  free(entries->parent);
}

const struct screen register_screen = {
    .name = N_("Register"),
    .state_size = sizeof(struct entries),
    .title = entries_title,
    .load = load_entries,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = entries_bindings,
    .free = free_entries,
};

void open_register(struct view *view, const struct subject_type *type, const char *parent) {
  struct entries *entries = view_push(view, &register_screen);
  entries->type = type;
  entries->parent = mem_strdup(parent);
}
