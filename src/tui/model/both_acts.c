/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How two acts stand to each other on the chosen release: topics with their relations, and one relation with both ends. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { KIND_COLS = 9, FROM_COLS_LEAST = 32, OTHER_COLS = 5 };

/* ---- topics and relations ---- */

/* What an item stands for: a topic, or one of its relations. */
struct entry {
  const struct topic *topic;
  const struct relation *relation; /* NULL: the topic */
};

struct both {
  struct list list; /* first: it is a list screen */
  VEC(struct entry) entries;
};

/* Neither end is about this release. */
static bool is_far(const struct relation_state *state) {
  const struct end_state *ends[] = {&state->from, &state->to};
  for (size_t i = 0; i < ARRAY_LEN(ends); i++)
    if (ends[i]->subject && !(ends[i]->duty && ends[i]->duty_state.status == DUTY_NOT_YOURS)) return false;
  return true;
}

static const char *cell_of(const struct end_state *end) {
  return end_cites(end) ? end_title(end, lang_ui()) : "-";
}

static void add_relation(struct both *both, const struct relation_state *state) {
  const char *cells[] = {relation_kind_name(state->relation->kind, lang_ui()), cell_of(&state->from), cell_of(&state->to)};
  struct entry entry = {.topic = state->relation->topic, .relation = state->relation};
  vec_push(&both->entries, entry);
  list_cells(&both->list, list_item(&both->list), is_far(state) ? ROLE_QUIET : ROLE_PLAIN, 0, ARRAY_LEN(cells), cells);
}

static void add_topic(struct both *both, const struct topic *topic, const relation_vec_t *relations) {
  struct entry entry = {.topic = topic};
  if (both->list.rows.len) list_blank(&both->list);
  vec_push(&both->entries, entry);
  list_text(&both->list, list_item(&both->list), ROLE_HEADING, 0, ui_text(&topic->title));
  for (size_t i = 0; i < relations->len; i++)
    if (relations->items[i].relation->topic == topic) add_relation(both, &relations->items[i]);
}

static const char *act_of(const struct end_state *end) {
  const cite_vec_t *cites = end_cites(end);
  return cites && cites->len ? ui_text(&cites->items[0].act->short_name) : NULL;
}

/* The acts, from the first relation that has both ends. */
static void add_acts(struct both *both, const relation_vec_t *relations) {
  for (size_t i = 0; i < relations->len; i++) {
    const char *from = act_of(&relations->items[i].from), *to = act_of(&relations->items[i].to);
    if (!from || !to) continue;
    list_cells(&both->list, NO_ITEM, ROLE_QUIET, 0, 3, (const char *const[]){_("Relation"), from, to});
    return;
  }
}

static bool is_below_release(struct view *view) {
  const struct pack *pack = app_pack(view->app);
  for (size_t i = 0; view->subject && i < pack_subject_type_count(pack); i++) {
    const struct subject_type *type = pack_subject_type_at(pack, i);
    if (type->implicit) return engine_ancestor(view_engine(view), view->subject, type->parent) != NULL;
  }
  return false;
}

static void load(struct view *view, void *state) {
  struct both *both = state;
  const struct pack *pack = app_pack(view->app);
  list_clear(&both->list);
  both->entries.len = 0;
  if (!is_below_release(view)) {
    list_text(&both->list, NO_ITEM, ROLE_PLAIN, 0, _("Choose a release on the home screen: what both acts ask is compared for a release."));
    return;
  }
  relation_vec_t relations = {0};
  assess_relations(view_engine(view), view->subject, NULL, &relations);
  add_acts(both, &relations);
  for (size_t i = 0; i < pack_topic_count(pack); i++)
    add_topic(both, pack_topic_at(pack, i), &relations);
  relations_free(&relations);
}

static void draw(struct view *view, void *state, struct pane pane) {
  (void)view;
  struct both *both = state;
  int half = (pane.cols - KIND_COLS - OTHER_COLS) / 2;
  list_columns(&both->list, 3, (const int[]){KIND_COLS, half > FROM_COLS_LEAST ? half : FROM_COLS_LEAST, 0});
  list_draw(&both->list, pane, true);
}

static const struct entry *selected(const void *state) {
  const struct both *both = state;
  size_t at = (size_t)both->list.selected;
  return at < both->entries.len ? &both->entries.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static const cite_vec_t *cites_of(const struct entry *entry) {
  return entry->relation ? &entry->relation->cites : &entry->topic->cites;
}

static bool has_law(struct view *view, void *state) {
  (void)view;
  return selected(state) && cites_law(cites_of(selected(state)));
}

static void run_law(struct view *view, void *state) {
  open_law(view, cites_of(selected(state)));
}

static void open_topic(struct view *view, const struct topic *topic) {
  CLEANUP(mem_freep) char *cites = cites_text(&topic->cites, lang_ui());
  struct list *list = open_page(view, ui_text(&topic->title));
  list_text(list, NO_ITEM, ROLE_PLAIN, 1, ui_text(&topic->text));
  list_text(list, NO_ITEM, ROLE_QUIET, 1, cites);
  list_blank(list);
  list_text(list, NO_ITEM, ROLE_HEADING, 1, _("What to do"));
  list_text(list, NO_ITEM, ROLE_PLAIN, 1, ui_text(&topic->action));
}

static void run_open(struct view *view, void *state) {
  const struct entry *entry = selected(state);
  if (entry->relation)
    open_relation(view, view->subject, entry->relation);
  else
    open_topic(view, entry->topic);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Open"), N_("Of a relation why it is so, and both ends; of a topic what to do"), run_open, has_selected},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)state;
  return view->subject ? ui_path(view, view->subject) : NULL;
}

static void free_both(void *state) {
  struct both *both = state;
  list_free(&both->list);
  vec_free(&both->entries);
}

const struct screen both_acts_screen = {
    .name = N_("Both acts"),
    .state_size = sizeof(struct both),
    .title = title,
    .load = load,
    .draw = draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_both,
};

/* ---- one relation ---- */

struct relation_page {
  struct list list; /* first: it is a list screen */
  char *subject;
  const struct relation *relation;
  struct end_state ends[2]; /* of the items, those that exist here first; read anew by load */
  size_t ends_len;
};

static enum role end_role(const struct end_state *end) {
  if (!end->subject) return ROLE_QUIET;
  return end->met ? conclusion_role(end->met) : ROLE_PLAIN;
}

static const struct text *text_of(const struct end_state *end) {
  return end->requirement ? &end->requirement->text : &end->duty->text;
}

static void add_end(struct view *view, struct relation_page *page, const struct end_state *end) {
  struct list *list = &page->list;
  const cite_vec_t *cites = end_cites(end);
  if (!cites) {
    list_heading(list, end_title(end, lang_ui()));
    return;
  }
  CLEANUP(mem_freep) char *state = end_sentence(view_engine(view), end, lang_ui());
  CLEANUP(mem_freep) char *where = cites_text(cites, lang_ui());
  list_heading(list, cites->len ? ui_text(&cites->items[0].act->title) : "");
  int item = end->subject ? list_item(list) : NO_ITEM;
  if (end->subject) page->ends[page->ends_len++] = *end;
  CLEANUP(mem_freep)
  char *line = *state ? mem_printf("%s: %s", end_title(end, lang_ui()), state) : mem_strdup(end_title(end, lang_ui()));
  list_text(list, item, end_role(end), 0, line);
  list_text(list, NO_ITEM, ROLE_PLAIN, 2, ui_text(text_of(end)));
  list_text(list, NO_ITEM, ROLE_QUIET, 2, where);
}

static void add_evidence(struct view *view, struct list *list, const struct relation_state *state) {
  if (state->evidence.len) list_heading(list, _("Evidence"));
  for (size_t i = 0; i < state->evidence.len; i++) {
    CLEANUP(mem_freep) char *sentence = served_sentence(view_engine(view), &state->evidence.items[i], lang_ui());
    list_marked(list, NO_ITEM, state->evidence.items[i].both ? ROLE_GOOD : ROLE_PLAIN, 0, "-", sentence);
  }
}

static void show_relation(struct view *view, struct relation_page *page, const struct relation_state *state) {
  struct list *list = &page->list;
  CLEANUP(mem_freep) char *cites = cites_text(&page->relation->cites, lang_ui());
  list_text(list, NO_ITEM, ROLE_HEADING, 0, relation_kind_sentence(page->relation->kind, lang_ui()));
  list_text(list, NO_ITEM, ROLE_PLAIN, 0, ui_text(&page->relation->because));
  list_text(list, NO_ITEM, ROLE_QUIET, 0, cites);
  add_end(view, page, &state->from);
  add_end(view, page, &state->to);
  add_evidence(view, list, state);
}

static void load_page(struct view *view, void *state) {
  struct relation_page *page = state;
  relation_vec_t relations = {0};
  list_clear(&page->list);
  page->ends_len = 0;
  assess_relations(view_engine(view), page->subject, page->relation->topic, &relations);
  for (size_t i = 0; i < relations.len; i++)
    if (relations.items[i].relation == page->relation) show_relation(view, page, &relations.items[i]);
  relations_free(&relations);
}

static const struct end_state *selected_end(const void *state) {
  const struct relation_page *page = state;
  size_t at = (size_t)page->list.selected;
  return at < page->ends_len ? &page->ends[at] : NULL;
}

static bool has_end(struct view *view, void *state) {
  (void)view;
  return selected_end(state) != NULL;
}

static void run_end(struct view *view, void *state) {
  const struct end_state *end = selected_end(state);
  struct scope scope = {.subject = (char *)end->subject, .alone = true};
  if (end->duty)
    open_duty(view, end->subject, end->duty);
  else
    open_questions(view, &scope);
}

static bool has_met(struct view *view, void *state) {
  (void)view;
  const struct end_state *end = selected_end(state);
  return end && end->met;
}

static void run_why(struct view *view, void *state) {
  const struct conclusion_state *met = selected_end(state)->met;
  open_why_conclusion(view, met->subject, met->conclusion->id);
}

static bool page_has_law(struct view *view, void *state) {
  (void)view;
  return cites_law(&((const struct relation_page *)state)->relation->cites);
}

static void run_page_law(struct view *view, void *state) {
  open_law(view, &((const struct relation_page *)state)->relation->cites);
}

static const struct binding page_bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the questions of the requirement under the cursor, or the duty"), run_end, has_end},
    {'w', K_F2, 0, N_("Why"), N_("Why the requirement under the cursor is met or not"), run_why, has_met},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_page_law, page_has_law},
    {0},
};

static char *page_title(struct view *view, void *state) {
  (void)view;
  return mem_strdup(ui_text(&((const struct relation_page *)state)->relation->topic->title));
}

static void free_page(void *state) {
  struct relation_page *page = state;
  list_free(&page->list);
  free(page->subject);
}

const struct screen relation_screen = {
    .name = N_("Relation"),
    .state_size = sizeof(struct relation_page),
    .title = page_title,
    .load = load_page,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = page_bindings,
    .free = free_page,
};

void open_relation(struct view *view, const char *subject, const struct relation *relation) {
  struct relation_page *page = view_push(view, &relation_screen);
  page->subject = mem_strdup(subject);
  page->relation = relation;
}
