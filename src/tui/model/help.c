/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that work everywhere, the menu, and the help, which is made from the key tables. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the common keys do ---- */

static bool may_leave(struct view *view, void *state) {
  const struct screen *screen = view->stack.items[view->stack.len - 1].screen;
  return !screen->may_leave || screen->may_leave(view, state);
}

static bool has_screen_below(struct view *view, void *state) {
  (void)state;
  return view->stack.len > 1;
}

static void run_back(struct view *view, void *state) {
  if (may_leave(view, state)) view_pop(view);
}

static void run_quit(struct view *view, void *state) {
  (void)state;
  view->done = true;
}

static void run_help(struct view *view, void *state) {
  (void)state;
  open_help(view);
}

static void run_menu(struct view *view, void *state) {
  (void)state;
  view_push(view, &menu_screen);
}

static void run_search(struct view *view, void *state) {
  (void)state;
  view_push(view, &search_screen);
}

typedef enum status take_back(struct session *session, char **ret_what, struct error *error);

static void step(struct view *view, take_back *function, const char *sentence) {
  struct error error = {0};
  CLEANUP(mem_freep) char *what = NULL;
  if (function(view->session, &what, &error)) {
    view_fail(view, &error);
    return;
  }
  view_changed(view);
  CLEANUP(mem_freep) char *text = mem_printf(sentence, what);
  view_say(view, ROLE_PLAIN, text);
}

static void run_undo(struct view *view, void *state) {
  (void)state;
  step(view, app_undo, _("Undone: %s"));
}

static void run_redo(struct view *view, void *state) {
  (void)state;
  step(view, app_redo, _("Done again: %s"));
}

const struct binding common_bindings[] = {
    {0, K_ESC, 0, N_("Back"), N_("Back to the screen before"), run_back, has_screen_below},
    {'n', K_F6, 0, N_("Next open"), N_("Next open question"), go_next_open, view_has_workspace},
    {'m', K_F12, 0, N_("Menu"), N_("All screens"), run_menu, view_has_workspace},
    {'/', K_F3, 0, N_("Search"), N_("Search questions, choices, requirements, answers and texts of the law pack"), run_search,
     view_has_workspace},
    {'q', K_NONE, 'c', N_("Quit"), N_("Quit; everything confirmed is saved already"), run_quit, NULL},
    {'u', K_F7, 0, N_("Undo"), N_("Undo the last change"), run_undo, view_has_workspace},
    {'r', K_NONE, 'r', N_("Redo"), N_("Take back the last undo"), run_redo, view_has_workspace},
    {'?', K_F1, 0, NULL, N_("This help"), run_help, NULL},
    {0},
};

/* ---- the menu ---- */

static void push_conclusions(struct view *view) {
  view_push(view, &conclusions_screen);
}

static void push_requirements(struct view *view) {
  view_push(view, &requirements_screen);
}

static void push_gaps(struct view *view) {
  view_push(view, &gaps_screen);
}

static void push_registers(struct view *view) {
  view_push(view, &registers_screen);
}

static void push_duties(struct view *view) {
  view_push(view, &duties_screen);
}

static void push_both_acts(struct view *view) {
  view_push(view, &both_acts_screen);
}

static void push_proposals(struct view *view) {
  view_push(view, &proposals_screen);
}

static void push_packs(struct view *view) {
  view_push(view, &packs_screen);
}

static void push_documents(struct view *view) {
  view_push(view, &documents_screen);
}

static void push_search(struct view *view) {
  view_push(view, &search_screen);
}

static void push_log(struct view *view) {
  view_push(view, &log_screen);
}

static const struct {
  const char *name, *help;
  void (*open)(struct view *view);
} menu[] = {
    {N_("Stages"), N_("The walk with its progress"), view_home},
    {N_("Conclusions"), N_("What follows from the answers, and why"), push_conclusions},
    {N_("Gaps"), N_("What is missing before documents can be final"), push_gaps},
    {N_("Requirements"), N_("Every requirement with its status and procedures"), push_requirements},
    {N_("Registers"), N_("Evidence, risks, tests, component lists, vulnerabilities"), push_registers},
    {N_("Proposed answers"), N_("Read from files or carried over: to be stated"), push_proposals},
    {N_("Duties"), N_("What the law asks of you, and from when"), push_duties},
    {N_("Both acts"), N_("How the provisions of both acts stand to each other"), push_both_acts},
    {N_("Documents"), N_("Drafts as PDF, preview as text"), push_documents},
    {N_("Search"), N_("Questions, choices, requirements, answers, law"), push_search},
    {N_("Law pack"), N_("Which one is used, what changed, what is asked again"), push_packs},
    {N_("Journal"), N_("Who answered what, and when"), push_log},
    {N_("Help"), N_("Keys and marks"), open_help},
};

static void load_menu(struct view *view, void *state) {
  (void)view;
  struct list *list = state;
  list_clear(list);
  list_columns(list, 2, (const int[]){20, 0});
  for (size_t i = 0; i < ARRAY_LEN(menu); i++)
    list_cells(list, list_item(list), ROLE_PLAIN, 0, 2, (const char *const[]){_(menu[i].name), _(menu[i].help)});
}

static void run_open(struct view *view, void *state) {
  struct list *list = state;
  int selected = list->selected;
  view_pop(view);
  menu[selected].open(view);
}

static const struct binding menu_bindings[] = {
    {0, K_ENTER, 0, N_("Open"), N_("Opens the screen"), run_open, NULL},
    {0},
};

static void free_menu(void *state) {
  list_free(state);
}

const struct screen menu_screen = {
    .name = N_("Menu"),
    .state_size = sizeof(struct list),
    .load = load_menu,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = menu_bindings,
    .free = free_menu,
};

/* ---- the help ---- */

enum { LEFT_COLS = 17 };

static const struct {
  const char *keys, *help;
} moving[] = {
    {N_("Up, Down, j, k"), N_("Move; in a text: up and down a line")},
    {N_("PgUp, PgDn"), N_("A page up or down; beside a question: its explanation")},
    {N_("Home, End"), N_("To the start or the end")},
    {N_("Ctrl-U, Ctrl-W"), N_("While typing: delete all, delete a word")},
};

static const struct {
  const char *mark, *help;
} marks[] = {
    {"[x]", N_("Answered")},
    {"[ ]", N_("Open")},
    {"[?]", N_("Answered “unknown”: stays a gap")},
    {"[~]", N_("Proposed, for example from a file or an earlier release: somebody has to state it")},
    {"[!]", N_("Two people answered differently: answer again to settle it")},
    {"[.]", N_("Not certain yet whether it will be asked")},
    {"[-]", N_("Not asked")},
    {"=", N_("Concluded")},
    {"?", N_("Cannot be concluded yet")},
    {"!", N_("Disputed: the law is unsettled, all readings are shown")},
    {"*", N_("Changed by the last answer")},
    {"!, ?", N_("Before a gap or a hole: it is one; it may be one, because an answer is open")},
    {"~", N_("In a column: only proposed")},
};

static char *binding_keys(const struct binding *binding) {
  struct buf keys = {0};
  if (binding->letter == ' ') buf_puts(&keys, _("Space"));
  if (binding->letter > ' ') buf_putc(&keys, binding->letter);
  if (binding->code != K_NONE) buf_printf(&keys, "%s%s", keys.len ? ", " : "", key_name(binding->code));
  if (binding->ctrl) buf_printf(&keys, "%sCtrl-%c", keys.len ? ", " : "", binding->ctrl - 'a' + 'A');
  buf_puts(&keys, "");
  return buf_take(&keys);
}

static void add_pair(struct list *list, const char *left, const char *right) {
  struct buf padded = {0};
  buf_puts(&padded, left);
  for (int width = utf8_width(left); width < LEFT_COLS; width++)
    buf_putc(&padded, ' ');
  list_marked(list, NO_ITEM, ROLE_PLAIN, 1, buf_str(&padded), right);
  buf_free(&padded);
}

static void add_bindings(struct list *list, const char *title, const struct binding *bindings) {
  if (!bindings) return;
  list_text(list, NO_ITEM, ROLE_HEADING, 1, title);
  for (const struct binding *binding = bindings; binding->run; binding++) {
    CLEANUP(mem_freep) char *keys = binding_keys(binding);
    add_pair(list, keys, _(binding->help));
  }
  list_blank(list);
}

void open_help(struct view *view) {
  const struct screen *screen = view->stack.items[view->stack.len - 1].screen;
  CLEANUP(mem_freep) char *title = mem_printf(_("Help: %s"), _(screen->name));
  struct list *list = open_page(view, title);
  add_bindings(list, _("Keys of this screen"), screen->bindings);
  add_bindings(list, _("Keys of every screen; function keys also work while you type"), common_bindings);
  list_text(list, NO_ITEM, ROLE_HEADING, 1, _("Moving and typing"));
  for (size_t i = 0; i < ARRAY_LEN(moving); i++)
    add_pair(list, _(moving[i].keys), _(moving[i].help));
  list_blank(list);
  list_text(list, NO_ITEM, ROLE_HEADING, 1, _("Marks"));
  for (size_t i = 0; i < ARRAY_LEN(marks); i++)
    add_pair(list, marks[i].mark, _(marks[i].help));
}
