/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The requirement records of a release: applicable, status, procedures, gaps. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct requirements {
  struct list list; /* first: it is a list screen */
};

static const struct requirement_state *state_at(struct view *view, int item) {
  const struct assessment *assessment = view_assessment(view, view->subject);
  return item >= 0 && (size_t)item < assessment->requirements.len ? &assessment->requirements.items[item] : NULL;
}

static char *ids_text(const id_vec_t *ids) {
  struct buf text = {0};
  buf_puts(&text, "");
  for (size_t i = 0; i < ids->len; i++)
    buf_printf(&text, "%s%s", i ? " " : "", ids->items[i]);
  return buf_take(&text);
}

static char *applicable_text(struct view *view, const struct requirement_state *record) {
  if (!record->applicable) return mem_strdup("");
  if (record->applicable->status == CONCLUSION_NOT_APPLICABLE) return mem_strdup("");
  if (record->applicable->status == CONCLUSION_OPEN) return mem_strdup(_("open"));
  return conclusion_sentence(view_engine(view), record->applicable, lang_ui());
}

static char *routes_text(const struct requirement_state *record) {
  if (!record->routes) return mem_strdup("");
  if (record->routes->status == CONCLUSION_OPEN) return mem_strdup(_("open"));
  return ids_text(&record->routes->values);
}

/* The title of the choice that is the record's status; where none is asked for, what is concluded instead. */
char *requirement_status(struct view *view, const struct requirement_state *record) {
  const struct choice *choice = record->asked ? question_choice(record->asked->question, record->status) : NULL;
  if (record->asked && record->asked->asked == TRUTH_FALSE) return mem_strdup(_("not asked"));
  if (record->asked || !record->met) return mem_strdup(choice ? ui_text(&choice->title) : _("open"));
  if (record->met->status == CONCLUSION_OPEN) return mem_strdup(_("open"));
  return conclusion_sentence(view_engine(view), record->met, lang_ui());
}

/* "(2)(a)"; where the requirement stands in an article: "9(2)". */
const char *requirement_point(const struct requirement *requirement) {
  const struct cite *cite = requirement->cites.len ? &requirement->cites.items[0] : NULL;
  const char *point = cite ? (cite->annex ? cite->point : cite->article) : NULL;
  return point ? point : "";
}

static void add_record(struct view *view, struct list *list, const struct requirement_state *record) {
  const struct requirement *requirement = record->requirement;
  bool articles = requirement->cites.len && !requirement->cites.items[0].annex; /* their numbers are longer */
  CLEANUP(mem_freep) char *title = mem_printf("%-*s %s", articles ? 8 : 6, requirement_point(requirement), ui_text(&requirement->title));
  CLEANUP(mem_freep) char *applicable = applicable_text(view, record);
  CLEANUP(mem_freep) char *status = requirement_status(view, record);
  CLEANUP(mem_freep) char *routes = routes_text(record);
  CLEANUP(mem_freep) char *gaps = record->gaps.len ? mem_printf("%4zu", record->gaps.len) : mem_strdup("   -");
  list_cells(list, list_item(list), record->gaps.len ? ROLE_OPEN : ROLE_PLAIN, 0, 5,
             (const char *const[]){title, applicable, status, routes, gaps});
}

/* The annex, or the act, in which it stands, where another begins. */
static void add_heading(struct list *list, const struct requirement *requirement, const struct requirement *before) {
  if (!catalogue_begins(requirement, before)) return;
  CLEANUP(mem_freep) char *text = catalogue_title(requirement, lang_ui());
  list_text(list, NO_ITEM, ROLE_HEADING, 0, text);
}

static void load(struct view *view, void *state) {
  struct list *list = state;
  list_clear(list);
  list_columns(list, 5, (const int[]){0, 7, 14, 10, 4});
  if (!view->subject || !state_at(view, 0)) {
    list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("Choose a release on the home screen: requirements belong to a release."));
    return;
  }
  list_cells(list, NO_ITEM, ROLE_HEADING, 0, 5,
             (const char *const[]){_("Requirement"), _("Applies"), _("Status"), _("Procedures"), _("Gaps")});
  for (int i = 0; state_at(view, i); i++) {
    add_heading(list, state_at(view, i)->requirement, i ? state_at(view, i - 1)->requirement : NULL);
    add_record(view, list, state_at(view, i));
  }
}

static bool has_selected(struct view *view, void *state) {
  return view->subject && state_at(view, ((struct list *)state)->selected);
}

static void run_why(struct view *view, void *state) {
  const struct requirement_state *record = state_at(view, ((struct list *)state)->selected);
  const struct conclusion_state *shown = !record->asked ? record->met : record->routes ? record->routes : record->applicable;
  if (shown) open_why_conclusion(view, shown->subject, shown->conclusion->id);
}

static bool asks_something(struct view *view, const struct scope *scope) {
  open_vec_t refs = {0};
  scope_walk(view, scope, true, &refs);
  bool any = false;
  for (size_t i = 0; i < refs.len && !any; i++)
    any = engine_question(view_engine(view), refs.items[i].subject, refs.items[i].question)->asked != TRUTH_FALSE;
  vec_free(&refs);
  return any;
}

/* Of a point that is only concluded, like one of a document, the reasons say which answers it lacks. */
static void run_open(struct view *view, void *state) {
  const struct requirement_state *record = state_at(view, ((struct list *)state)->selected);
  struct scope scope = {.subject = (char *)record->subject, .alone = true};
  if (record->met && !record->asked && !asks_something(view, &scope))
    run_why(view, state);
  else
    open_questions(view, &scope);
}

static void run_chain(struct view *view, void *state) {
  open_chain(view, state_at(view, ((struct list *)state)->selected)->subject);
}

static bool has_law(struct view *view, void *state) {
  return has_selected(view, state) && cites_law(&state_at(view, ((struct list *)state)->selected)->requirement->cites);
}

static void run_law(struct view *view, void *state) {
  open_law(view, &state_at(view, ((struct list *)state)->selected)->requirement->cites);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Questions"), N_("Opens the questions of the requirement, or what a point of a document rests on"), run_open,
     has_selected},
    {'w', K_F2, 0, N_("Why"), N_("Why these procedures are possible, or why it stands so"), run_why, has_selected},
    {'l', K_NONE, 0, N_("Chain"), N_("The chain: risks, measure, tests, evidence, and its holes"), run_chain, has_selected},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)state;
  return view->subject ? ui_path(view, view->subject) : NULL;
}

static void free_requirements(void *state) {
  list_free(state);
}

const struct screen requirements_screen = {
    .name = N_("Requirements"),
    .state_size = sizeof(struct requirements),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_requirements,
};
