/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The duties around the chosen subject, and one of them with its reasons. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { DAY_COLS = 10 };

/* ---- the list ---- */

struct duties {
  struct list list; /* first: it is a list screen */
  duty_vec_t items; /* of the engine; read anew by load */
  bool all;         /* also those of others */
  size_t running;
};

static const char *mark_of(const struct duty_state *state) {
  if (state->duty->kind != DUTY_DUTY) return "-  "; /* nobody has to do anything */
  switch (state->status) {
  case DUTY_RUNNING:
    return "[ ]";
  case DUTY_LATER:
    return "[.]";
  case DUTY_OPEN:
    return "[?]";
  case DUTY_DONE:
    return "[x]";
  default:
    return "[-]";
  }
}

static enum role role_of(const struct duty_state *state) {
  switch (state->status) {
  case DUTY_OPEN:
    return ROLE_OPEN;
  case DUTY_DONE:
    return ROLE_GOOD;
  case DUTY_RUNNING:
  case DUTY_LATER:
    return ROLE_PLAIN;
  default:
    return ROLE_QUIET;
  }
}

static char *day_text(const struct value *value) {
  char text[DATE_TEXT_SIZE] = "";
  if (value->type == VALUE_DATE) day_format(value->date, text);
  return mem_strdup(value->type == VALUE_UNKNOWN ? _("open") : text);
}

static void add_duty(struct list *list, const struct duty_state *state) {
  bool duty = state->duty->kind == DUTY_DUTY;
  CLEANUP(mem_freep)
  char *title =
      mem_printf(duty ? "%s %s" : "%s %s (%s)", mark_of(state), ui_text(&state->duty->title), duty_kind_name(state->duty->kind, lang_ui()));
  CLEANUP(mem_freep) char *from = day_text(&state->from);
  CLEANUP(mem_freep) char *until = day_text(&state->until);
  list_cells(list, list_item(list), role_of(state), 0, 3, (const char *const[]){title, from, until});
}

static void add_group(struct duties *duties, enum duty_status status) {
  bool first = true;
  for (size_t i = 0; i < duties->items.len; i++) {
    if (duties->items.items[i].status != status) continue;
    if (first) list_heading(&duties->list, duty_status_title(status, lang_ui()));
    first = false;
    add_duty(&duties->list, &duties->items.items[i]);
  }
}

static void drop_others(duty_vec_t *duties) {
  while (duties->len && duties->items[duties->len - 1].status == DUTY_NOT_YOURS) /* they come last */
    duties->len--;
}

static size_t count_running(const duty_vec_t *duties) {
  size_t count = 0;
  for (size_t i = 0; i < duties->len; i++)
    count += duties->items[i].status == DUTY_RUNNING && duties->items[i].duty->kind == DUTY_DUTY;
  return count;
}

static void load(struct view *view, void *state) {
  static const enum duty_status order[] = {DUTY_RUNNING, DUTY_LATER, DUTY_OPEN, DUTY_DONE, DUTY_OVER, DUTY_NOT_YOURS};
  struct duties *duties = state;
  list_clear(&duties->list);
  list_columns(&duties->list, 3, (const int[]){0, DAY_COLS, DAY_COLS});
  duties->items.len = 0;
  if (view->subject) assess_duties(view_engine(view), view->subject, &duties->items);
  if (!duties->all) drop_others(&duties->items);
  duties->running = count_running(&duties->items);
  if (duties->items.len == 0) {
    list_text(&duties->list, NO_ITEM, ROLE_PLAIN, 0, _("No duty follows from the answers so far."));
    return;
  }
  list_cells(&duties->list, NO_ITEM, ROLE_QUIET, 0, 3, (const char *const[]){_("Duty, relief or fine"), _("From"), _("Until")});
  for (size_t i = 0; i < ARRAY_LEN(order); i++)
    add_group(duties, order[i]);
}

static const struct duty_state *selected(void *state) {
  const struct duties *duties = state;
  size_t at = (size_t)duties->list.selected;
  return at < duties->items.len ? &duties->items.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static void run_open(struct view *view, void *state) {
  const struct duty_state *one = selected(state);
  open_duty(view, one->subject, one->duty);
}

static void run_all(struct view *view, void *state) {
  struct duties *duties = state;
  duties->all = !duties->all;
  view_changed(view);
}

static bool has_law(struct view *view, void *state) {
  (void)view;
  return selected(state) && cites_law(&selected(state)->duty->cites);
}

static void run_law(struct view *view, void *state) {
  open_law(view, &selected(state)->duty->cites);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Open"), N_("What has to be done, why it is yours, and whether it is done"), run_open, has_selected},
    {'v', K_NONE, 0, N_("Others"), N_("Shows also the duties of others, or hides them again"), run_all, NULL},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  const struct duties *duties = state;
  if (!view->subject) return NULL;
  CLEANUP(mem_freep) char *path = ui_path(view, view->subject);
  return mem_printf(trn_ui("%s | %zu runs now", "%s | %zu run now", duties->running), path, duties->running);
}

static void free_duties(void *state) {
  struct duties *duties = state;
  list_free(&duties->list);
  vec_free(&duties->items);
}

const struct screen duties_screen = {
    .name = N_("Duties"),
    .state_size = sizeof(struct duties),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_duties,
};

/* ---- one duty ---- */

struct duty_page {
  struct list list; /* first: it is a list screen */
  char *subject;
  const struct duty *duty;
  open_vec_t refs; /* of the items: questions to jump to */
};

static void load_page(struct view *view, void *state) {
  struct duty_page *page = state;
  struct list *list = &page->list;
  struct duty_state duty;
  list_clear(list);
  page->refs.len = 0;
  if (!engine_duty(view_engine(view), page->subject, page->duty, &duty)) { /* the subject went away with an undo */
    view_pop(view);
    return;
  }
  CLEANUP(mem_freep) char *sentence = duty_sentence(&duty, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(&page->duty->cites, lang_ui());
  list_marked(list, NO_ITEM, ROLE_HEADING, 0, mark_of(&duty), sentence);
  list_text(list, NO_ITEM, ROLE_PLAIN, 0, ui_text(&page->duty->text));
  if (*page->duty->help.text) list_text(list, NO_ITEM, ROLE_QUIET, 0, ui_text(&page->duty->help));
  list_text(list, NO_ITEM, ROLE_QUIET, 0, cites);
  struct map *said = map_new();
  if (!duty.reason) list_heading(list, _("Everybody has it"));
  reasons_add(view, list, duty.status == DUTY_NOT_YOURS ? _("Why it is not yours") : _("Who has it"), duty.reason, &page->refs, said);
  if (!duty.followed && page->duty->kind == DUTY_DUTY) list_heading(list, _("Nothing is asked that could show whether it is done"));
  reasons_add(view, list, _("Whether it is done"), duty.done_reason, &page->refs, said);
  map_free(said);
}

static bool has_question(struct view *view, void *state) {
  (void)view;
  const struct duty_page *page = state;
  return (size_t)page->list.selected < page->refs.len;
}

static void run_question(struct view *view, void *state) {
  const struct duty_page *page = state;
  open_question_of_stage(view, &page->refs.items[page->list.selected]);
}

static bool page_has_law(struct view *view, void *state) {
  (void)view;
  return cites_law(&((const struct duty_page *)state)->duty->cites);
}

static void run_page_law(struct view *view, void *state) {
  open_law(view, &((const struct duty_page *)state)->duty->cites);
}

static const struct binding page_bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question under the cursor"), run_question, has_question},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_page_law, page_has_law},
    {0},
};

static char *page_title(struct view *view, void *state) {
  (void)view;
  return mem_strdup(ui_text(&((const struct duty_page *)state)->duty->title));
}

static void free_page(void *state) {
  struct duty_page *page = state;
  list_free(&page->list);
  vec_free(&page->refs);
  free(page->subject);
}

const struct screen duty_screen = {
    .name = N_("Duty"),
    .state_size = sizeof(struct duty_page),
    .title = page_title,
    .load = load_page,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = page_bindings,
    .free = free_page,
};

void open_duty(struct view *view, const char *subject, const struct duty *duty) {
  struct duty_page *page = view_push(view, &duty_screen);
  page->subject = mem_strdup(subject);
  page->duty = duty;
}
