/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home screen: what is described, and how far the walk around it is. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

enum { TREE_COLS = 23, BAR_CELLS = 6, INDENT = 2, NUMBER_COLS = 3, COUNT_COLS = 7, MANY_QUESTIONS = 1000 };

struct home {
  struct list tree, stages;
  id_vec_t ids; /* of the tree's items; borrowed until the next load */
  bool in_stages;
  bool started; /* the first load chooses where the last person stopped */
  char *news;   /* of the law pack; NULL: none */
  size_t proposed;
};

/* ---- the tree ---- */

static void add_branch(struct view *view, struct home *home, const char *id, int depth) {
  struct engine *engine = view_engine(view);
  const struct pack *pack = engine_pack(engine);
  bool chosen = str_eq(id, view->subject);
  vec_push(&home->ids, id);
  if (chosen && !home->in_stages) home->tree.selected = (int)home->ids.len - 1;
  const struct subject_type *type = engine_type(engine, id);
  enum role role = chosen ? ROLE_HEADING : ROLE_PLAIN;
  list_marked(&home->tree, list_item(&home->tree), role, depth * INDENT, chosen ? "*" : " ", ui_name(view, id));
  for (size_t i = 0; i < pack_subject_type_count(pack); i++) {
    const struct subject_type *below = pack_subject_type_at(pack, i);
    if (below->parent != type || !type_is_branch(pack, below)) continue;
    subject_vec_t children = {0};
    snapshot_children(session_snapshot(view->session), id, below->id, &children);
    for (size_t k = 0; k < children.len; k++)
      add_branch(view, home, children.items[k]->id, depth + 1);
    vec_free(&children);
  }
}

static void load_tree(struct view *view, struct home *home) {
  subject_vec_t roots = {0};
  int selected = home->tree.selected;
  home->ids.len = 0;
  list_clear(&home->tree);
  snapshot_children(session_snapshot(view->session), NULL, NULL, &roots);
  for (size_t i = 0; i < roots.len; i++)
    add_branch(view, home, roots.items[i]->id, 0);
  vec_free(&roots);
  if (home->in_stages) home->tree.selected = selected;
}

/* ---- where the last person stopped ---- */

/* The newest answer of this machine; if it wrote none, the newest of all. */
static bool note_last(void *context, const struct event *event) {
  struct view *view = context;
  struct engine *engine = view_engine(view);
  const struct question *question = event->key ? pack_question(engine_pack(engine), event->key) : NULL;
  bool is_name = question && question->subject->name == question; /* given when a subject was added, out of turn */
  bool is_answer = question && !is_name && event->subject && engine_question(engine, event->subject, question);
  bool own = str_eq(event->replica, store_replica(session_store(view->session)));
  if (is_answer && (own || !view->last_question)) view_remember_last(view, event->subject, question);
  return !(is_answer && own);
}

static const char *branch_of(struct view *view, const char *subject) {
  struct engine *engine = view_engine(view);
  while (subject && !type_is_branch(engine_pack(engine), engine_type(engine, subject)))
    subject = engine_parent(engine, subject);
  return subject;
}

static const char *only_child(struct view *view, const char *subject) {
  const struct pack *pack = app_pack(view->app);
  const char *found = NULL;
  subject_vec_t children = {0};
  snapshot_children(session_snapshot(view->session), subject, NULL, &children);
  for (size_t i = 0; i < children.len; i++) {
    if (!type_is_branch(pack, pack_subject_type(pack, children.items[i]->type))) continue;
    found = found ? "" : children.items[i]->id;
  }
  vec_free(&children);
  return found && *found ? found : NULL;
}

static void choose_start(struct view *view) {
  store_log(session_store(view->session), NULL, NULL, true, 200, note_last, view, NULL);
  const char *start = view->last_subject ? branch_of(view, view->last_subject) : NULL;
  if (!start) start = only_child(view, NULL);
  for (const char *below = start; below; below = only_child(view, below))
    start = below;
  set_string(&view->subject, start);
}

/* ---- the stages ---- */

/* "Unknown" lets the walk go on, but nothing is done by it. */
static size_t done(struct progress progress) {
  return progress.answered - progress.unknown;
}

static void bar(struct progress progress, char text[BAR_CELLS + 1]) {
  size_t full = progress.asked ? done(progress) * BAR_CELLS / progress.asked : 0;
  for (size_t i = 0; i < BAR_CELLS; i++)
    text[i] = i < full ? '#' : '.';
  text[BAR_CELLS] = '\0';
}

static enum role progress_role(struct progress progress) {
  if (progress.asked == 0) return ROLE_QUIET;
  return progress.answered < progress.asked ? ROLE_OPEN : progress.unknown ? ROLE_PLAIN : ROLE_GOOD;
}

static void add_progress(struct list *list, int item, int indent, const char *title, struct progress progress) {
  char drawn[BAR_CELLS + 1];
  bar(progress, drawn);
  CLEANUP(mem_freep) char *count = mem_printf("%zu/%zu", done(progress), progress.asked);
  CLEANUP(mem_freep) char *unknown = progress.unknown ? mem_printf("%zu", progress.unknown) : mem_strdup("");
  list_cells(list, item, progress_role(progress), indent, 4, (const char *const[]){title, drawn, count, unknown});
}

static void load_stages(struct view *view, struct home *home) {
  const struct pack *pack = app_pack(view->app);
  struct list *list = &home->stages;
  list_clear(list);
  if (!view->subject) return;
  struct progress all = engine_progress(view_engine(view), view->subject, NULL);
  list_columns(list, 4, (const int[]){0, BAR_CELLS, all.asked < MANY_QUESTIONS ? COUNT_COLS : COUNT_COLS + 2, 3});
  list_cells(list, NO_ITEM, ROLE_QUIET, NUMBER_COLS, 4, (const char *const[]){_("Stage"), "", _("done"), "?"});
  for (size_t i = 0; i < pack_stage_count(pack); i++) {
    const struct stage *stage = pack_stage_at(pack, i);
    CLEANUP(mem_freep) char *title = mem_printf("%2zu %s", i + 1, ui_text(&stage->title));
    add_progress(list, list_item(list), 0, title, engine_progress(view_engine(view), view->subject, stage));
  }
  list_blank(list);
  add_progress(list, NO_ITEM, NUMBER_COLS, _("All stages"), all);
  if (all.later) {
    CLEANUP(mem_freep)
    char *later = mem_printf(trn_ui("%zu more question depends on answers that are still open.",
                                    "%zu more questions depend on answers that are still open.", all.later),
                             all.later);
    list_text(list, NO_ITEM, ROLE_QUIET, NUMBER_COLS, later);
  }
}

static void load_notices(struct view *view, struct home *home) {
  struct arena *arena = arena_new();
  struct pack_news news = {0};
  open_vec_t proposed = {0};
  free(home->news);
  home->news = session_pack_news(view->session, arena, &news, NULL) == STATUS_OK ? pack_news_text(view, &news) : NULL;
  pack_news_clear(&news);
  arena_free(arena);
  proposals_find(view, &proposed);
  home->proposed = proposed.len;
  vec_free(&proposed);
}

static void load(struct view *view, void *state) {
  struct home *home = state;
  if (view->subject && !engine_type(view_engine(view), view->subject)) set_string(&view->subject, NULL);
  if (!home->started || !view->subject) choose_start(view);
  home->started = true;
  load_tree(view, home);
  load_stages(view, home);
  load_notices(view, home);
}

/* ---- drawing ---- */

static const struct subject_type *addable(struct view *view, const char *above);

/* The first question of the stage under the cursor; of the stage after it, if nothing can be asked there. */
static bool start_of_stage(struct view *view, const struct home *home, struct open_ref *ret_from) {
  const struct pack *pack = app_pack(view->app);
  bool found = false;
  for (size_t i = (size_t)home->stages.selected; home->in_stages && view->subject && i < pack_stage_count(pack) && !found; i++) {
    open_vec_t refs = {0};
    engine_walk(view_engine(view), view->subject, pack_stage_at(pack, i), true, &refs);
    found = refs.len > 0;
    if (found) *ret_from = refs.items[0];
    vec_free(&refs);
  }
  return found;
}

/* Work goes on where it stopped, as long as the same subject is chosen and no stage is. */
static bool stopped_at(struct view *view, struct open_ref *ret_from) {
  const char *branch = view->last_question && view->subject ? branch_of(view, view->last_subject) : NULL;
  if (!branch || !str_eq(engine_ancestor(view_engine(view), view->subject, engine_type(view_engine(view), branch)), branch)) return false;
  *ret_from = (struct open_ref){.subject = view->last_subject, .question = view->last_question};
  return true;
}

static bool place_to_go_on(struct view *view, const struct home *home, struct open_ref *ret_from) {
  return home->in_stages ? start_of_stage(view, home, ret_from) : stopped_at(view, ret_from);
}

static char *hint_next(struct view *view, const struct home *home) {
  if (!view->subject) return mem_strdup("");
  struct open_ref from, next;
  bool open = find_next_open(view, place_to_go_on(view, home, &from) ? &from : NULL, &next);
  return open ? mem_printf(_("n: go on with “%s”"), ui_text(&next.question->title))
              : mem_strdup(_("No open question is left. m: conclusions, gaps and documents"));
}

static struct scope scope_under_cursor(struct view *view, const struct home *home) {
  size_t stage = (size_t)home->stages.selected;
  const struct pack *pack = app_pack(view->app);
  return (struct scope){.subject = view->subject, .stage = stage < pack_stage_count(pack) ? pack_stage_at(pack, stage) : NULL};
}

/* Entries that can be added to the stage under the cursor. */
static void types_under_cursor(struct view *view, const struct home *home, type_vec_t *ret_types) {
  struct scope scope = scope_under_cursor(view, home);
  if (home->in_stages && view->subject) stage_types(view, &scope, ret_types);
}

/* "a: add Component list, Case". NULL: nothing belongs to the stage under the cursor. */
static char *hint_add_entry(struct view *view, const struct home *home) {
  type_vec_t types = {0};
  struct buf names = {0};
  types_under_cursor(view, home, &types);
  for (size_t i = 0; i < types.len; i++)
    buf_printf(&names, "%s%s", i ? ", " : "", ui_text(&types.items[i]->title));
  char *hint = types.len ? mem_printf(_("a: add %s"), buf_str(&names)) : NULL;
  vec_free(&types);
  buf_free(&names);
  return hint;
}

/* Somebody who has just begun does not know yet that products and releases are added here. NULL: nothing to say. */
static char *hint_add_branch(struct view *view) {
  const struct subject_type *type = addable(view, view->subject);
  if (!type) return NULL;
  if (!view->subject) return mem_printf(_("a: add the first entry of kind “%s”"), ui_text(&type->title));
  subject_vec_t children = {0};
  snapshot_children(session_snapshot(view->session), view->subject, type->id, &children);
  bool none = children.len == 0;
  vec_free(&children);
  return none ? mem_printf(_("a: add the first entry of kind “%1$s” to “%2$s”"), ui_text(&type->title), ui_name(view, view->subject))
              : NULL;
}

static void draw_hints(struct view *view, const struct home *home, struct pane pane) {
  CLEANUP(mem_freep) char *next = hint_next(view, home);
  CLEANUP(mem_freep) char *entry = hint_add_entry(view, home);
  CLEANUP(mem_freep) char *branch = hint_add_branch(view);
  const char *add = entry ? entry : branch;
  if (add) pane_put(pane, 0, 1, -1, ROLE_HEADING, add);
  pane_put(pane, 1, 1, -1, ROLE_HEADING, next);
}

static void draw_notice(struct pane *rest, const char *key, const char *text) {
  CLEANUP(mem_freep) char *line = mem_printf("%s: %s", key, text);
  pane_put(pane_take_bottom(rest, 1), 0, 1, -1, ROLE_OPEN, line);
}

static void draw_notices(const struct home *home, struct pane *rest) {
  CLEANUP(mem_freep)
  char *proposed = mem_printf(trn_ui("%zu proposed answer waits to be stated", "%zu proposed answers wait to be stated", home->proposed),
                              home->proposed);
  if (home->proposed) draw_notice(rest, "P", proposed);
  if (home->news) draw_notice(rest, "L", home->news);
}

static void draw(struct view *view, void *state, struct pane pane) {
  struct home *home = state;
  draw_hints(view, home, pane_take_bottom(&pane, 2));
  draw_notices(home, &pane);
  struct pane tree = pane_part(pane, 0, 0, pane.rows, TREE_COLS + (pane.cols - VIEW_MIN_COLS) / 4);
  struct pane stages = pane_part(pane, 0, tree.cols, pane.rows, pane.cols);
  pane_wall(stages, 0);
  stages = pane_part(stages, 0, 1, stages.rows, stages.cols);
  pane_rule(pane_take_top(&tree, 1), 0, _("What is described"));
  CLEANUP(mem_freep) char *path = view->subject ? ui_path(view, view->subject) : mem_strdup("");
  CLEANUP(mem_freep) char *title = mem_printf(_("Stages: %s"), path);
  pane_rule(pane_take_top(&stages, 1), 0, title);
  list_draw(&home->tree, tree, !home->in_stages);
  list_draw(&home->stages, stages, home->in_stages);
}

/* ---- keys ---- */

static bool take_key(struct view *view, void *state, struct key key) {
  struct home *home = state;
  (void)view;
  if (key.code == K_LEFT || key.code == K_RIGHT) {
    home->in_stages = key.code == K_RIGHT;
    return true;
  }
  return list_key(home->in_stages ? &home->stages : &home->tree, key);
}

static void run_open(struct view *view, void *state) {
  struct home *home = state;
  if (!home->in_stages) {
    if ((size_t)home->tree.selected >= home->ids.len) return;
    set_string(&view->subject, home->ids.items[home->tree.selected]);
    home->in_stages = true;
    view_changed(view);
    return;
  }
  struct scope scope = scope_under_cursor(view, home);
  open_questions(view, &scope);
}

static void run_switch(struct view *view, void *state) {
  (void)view;
  struct home *home = state;
  home->in_stages = !home->in_stages;
}

/* The first kind of branch that can stand below it; above NULL: at the root. NULL: none. */
static const struct subject_type *addable(struct view *view, const char *above) {
  const struct pack *pack = app_pack(view->app);
  const struct subject_type *parent = above ? engine_type(view_engine(view), above) : NULL;
  for (size_t i = 0; i < pack_subject_type_count(pack); i++) {
    const struct subject_type *type = pack_subject_type_at(pack, i);
    if (type->parent == parent && type_is_branch(pack, type)) return type;
  }
  return NULL;
}

static const char *under_cursor(const struct home *home) {
  return (size_t)home->tree.selected < home->ids.len ? home->ids.items[home->tree.selected] : NULL;
}

static bool can_add(struct view *view, void *state) {
  type_vec_t types = {0};
  types_under_cursor(view, state, &types);
  bool can = types.len || addable(view, under_cursor(state));
  vec_free(&types);
  return can;
}

static bool add_done(struct view *view, void *state, const char *text) {
  struct home *home = state;
  struct error error = {0};
  const char *id, *above = under_cursor(home);
  if (app_add(view->session, addable(view, above)->id, text, above, &id, &error)) {
    view_fail(view, &error);
    return false;
  }
  set_string(&view->subject, id);
  home->in_stages = false;
  view_changed(view);
  return true;
}

static void add_branch_entry(struct view *view, struct home *home) {
  const struct subject_type *type = addable(view, under_cursor(home));
  CLEANUP(mem_freep) char *label = mem_printf(_("New entry of kind “%s”; its name:"), ui_text(&type->title));
  view_ask(view, label, "", add_done);
}

static void run_add(struct view *view, void *state) {
  struct home *home = state;
  struct scope scope = scope_under_cursor(view, home);
  type_vec_t types = {0};
  types_under_cursor(view, home, &types);
  if (types.len == 1)
    ask_new_entry(view, types.items[0], parent_for(view, view->subject, types.items[0]));
  else if (types.len)
    open_questions_to_add(view, &scope);
  else
    add_branch_entry(view, home);
  vec_free(&types);
}

static void run_next(struct view *view, void *state) {
  struct open_ref from;
  go_next_open_from(view, place_to_go_on(view, state, &from) ? &from : NULL);
}

static void run_conclusions(struct view *view, void *state) {
  (void)state;
  view_push(view, &conclusions_screen);
}

static void run_gaps(struct view *view, void *state) {
  (void)state;
  view_push(view, &gaps_screen);
}

static void run_duties(struct view *view, void *state) {
  (void)state;
  view_push(view, &duties_screen);
}

static void run_both_acts(struct view *view, void *state) {
  (void)state;
  view_push(view, &both_acts_screen);
}

static void run_documents(struct view *view, void *state) {
  (void)state;
  view_push(view, &documents_screen);
}

static void run_proposals(struct view *view, void *state) {
  (void)state;
  view_push(view, &proposals_screen);
}

static void run_packs(struct view *view, void *state) {
  (void)state;
  view_push(view, &packs_screen);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Choose"), N_("Chooses what the stages are about; opens the questions of a stage"), run_open, NULL},
    {0, K_TAB, 0, N_("Other side"), N_("From the tree to the stages and back"), run_switch, NULL},
    {'a', K_NONE, 0, N_("Add"),
     N_("Adds below what is under the cursor: a product, a release; at a stage its entries, like remote elements"), run_add, can_add},
    {'n', K_F6, 0, N_("Next open"), N_("Next open question: from the stage under the cursor on, or from the start"), run_next, NULL},
    {'c', K_NONE, 0, NULL, N_("What follows from the answers"), run_conclusions, NULL},
    {'g', K_NONE, 0, NULL, N_("What is missing"), run_gaps, NULL},
    {'d', K_NONE, 0, NULL, N_("Drafts and previews"), run_documents, NULL},
    {'D', K_NONE, 0, NULL, N_("Duties, reliefs and fines"), run_duties, NULL},
    {'b', K_NONE, 0, NULL, N_("How both acts stand to each other"), run_both_acts, NULL},
    {'P', K_NONE, 0, NULL, N_("Proposed answers, which somebody has to state"), run_proposals, NULL},
    {'L', K_NONE, 0, NULL, N_("The law pack: what changed, and what is asked again"), run_packs, NULL},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)state;
  const char *path = store_path(session_store(view->session)), *slash = strrchr(path, '/');
  char as_of[DATE_TEXT_SIZE];
  day_format(session_as_of(view->session), as_of);
  return mem_printf(_("%1$s | %2$s | as of %3$s"), slash ? slash + 1 : path, session_author(view->session), as_of);
}

static void free_home(void *state) {
  struct home *home = state;
  list_free(&home->tree);
  list_free(&home->stages);
  vec_free(&home->ids);
  free(home->news);
}

const struct screen home_screen = {
    .name = N_("Cradle"),
    .state_size = sizeof(struct home),
    .title = title,
    .load = load,
    .draw = draw,
    .key = take_key,
    .bindings = bindings,
    .free = free_home,
};

void open_home(struct view *view) {
  while (view->stack.len > 1)
    view_pop(view);
  struct instance *bottom = &view->stack.items[0];
  if (bottom->screen->free) bottom->screen->free(bottom->state);
  free(bottom->state);
  *bottom = (struct instance){.screen = &home_screen, .state = mem_alloc(sizeof(struct home))};
}

/* What cannot be written, because of its medium or because somebody else writes in it, can still be read. */
static enum status open_session(struct view *view, const char *file, struct error *error) {
  struct error reason = {0};
  enum status status = session_open(view->app, file, NULL, NULL, &view->session, &reason);
  if (status == STATUS_OK) return STATUS_OK;
  if (session_open_readonly(view->app, file, NULL, &view->session, NULL) == STATUS_OK) {
    CLEANUP(mem_freep) char *text = mem_printf(_("Opened for reading only. %s"), reason.what);
    view_say(view, ROLE_ERROR, text);
    status = STATUS_OK;
  } else {
    error_set(error, status, reason.where, reason.next, "%s", reason.what);
  }
  error_clear(&reason);
  return status;
}

enum status view_open(struct view *view, const char *file, struct error *error) {
  enum status status = open_session(view, file, error);
  if (status == STATUS_OK) open_home(view);
  return status;
}
