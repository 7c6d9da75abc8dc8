/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law pack in use: under which ones the workspace was answered, what changed since then, and what is asked again. */
#include "app/law.h"
#include "tui/model/internal.h"

#include <stdlib.h>

struct packs {
  struct list list; /* first: it is a list screen */
  open_vec_t again; /* of the items: first those that are asked again */
  struct arena *arena;
};

static const struct {
  enum change_what what;
  const char *title;
} groups[] = {
    {PACK_REVISED, N_("Means something else now")},
    {PACK_ADDED, N_("New")},
    {PACK_RENAMED, N_("Renamed; what was answered goes on to count")},
    {PACK_RETIRED, N_("No longer used; answers stay in the journal")},
    {PACK_REMOVED, N_("Gone")},
    {PACK_REWORDED, N_("Changed otherwise")},
};

/* ---- one line ---- */

char *pack_news_text(struct view *view, const struct pack_news *news) {
  if (news->is_newer) return mem_printf(_("Answered under a newer law pack, %s: it is only read here."), news->latest.version);
  if (!news->is_older && !news->again.len) return NULL;
  CLEANUP(mem_freep)
  char *again = mem_printf(trn_ui("%zu answer is asked again", "%zu answers are asked again", news->again.len), news->again.len);
  if (!news->is_older) return mem_printf(_("The law pack changed: %s."), again);
  return mem_printf(_("The law pack is newer, %1$s: %2$s."), pack_version(app_pack(view->app)), again);
}

/* ---- the screen ---- */

static void add_kept(struct view *view, struct packs *packs) {
  kept_pack_vec_t kept = {0};
  struct error error = {0};
  struct list *list = &packs->list;
  if (session_packs(view->session, packs->arena, &kept, &error)) view_fail(view, &error);
  if (kept.len) list_heading(list, _("Law packs under which the workspace was answered"));
  for (size_t i = 0; i < kept.len; i++) {
    CLEANUP(mem_freep) char *since = time_text(view, kept.items[i].since);
    CLEANUP(mem_freep) char *law = mem_printf(_("law as of %s"), kept.items[i].law_as_of);
    CLEANUP(mem_freep) char *text = mem_printf(_("%1$s, %2$s, since %3$s"), kept.items[i].version, law, since);
    list_marked(list, NO_ITEM, ROLE_PLAIN, 0, "-", text);
  }
  vec_free(&kept);
}

static void add_again(struct view *view, struct packs *packs, const struct pack_news *news) {
  struct list *list = &packs->list;
  if (!news->again.len) return;
  list_heading(list, _("Asked again, since the question means something else now"));
  for (size_t i = 0; i < news->again.len; i++) {
    const struct open_ref *ref = &news->again.items[i];
    CLEANUP(mem_freep) char *path = ui_path(view, ref->subject);
    CLEANUP(mem_freep) char *text = mem_printf("%s: %s", path, ui_text(&ref->question->title));
    vec_push(&packs->again, *ref);
    list_marked(list, list_item(list), ROLE_OPEN, 0, "[~]", text);
  }
}

static void add_law(struct view *view, struct packs *packs) {
  law_file_vec_t files = {0};
  struct error error = {0};
  if (app_law_files(view->session, packs->arena, &files, &error)) view_fail(view, &error);
  list_heading(&packs->list, _("Official texts of the law"));
  if (!files.len)
    list_text(&packs->list, NO_ITEM, ROLE_QUIET, 0, _("None was imported yet. i imports one; then “o” shows it beside each question."));
  for (size_t i = 0; i < files.len; i++) {
    CLEANUP(mem_freep) char *wording = law_wording_text(&files.items[i]);
    CLEANUP(mem_freep)
    char *text = mem_printf("%s, %s: %s", ui_text(&files.items[i].act->short_name), law_language_name(files.items[i].language), wording);
    list_marked(&packs->list, NO_ITEM, ROLE_PLAIN, 0, "-", text);
  }
  vec_free(&files);
}

static void add_group(struct list *list, const pack_change_vec_t *changes, size_t group) {
  bool first = true;
  for (size_t i = 0; i < changes->len; i++) {
    const struct pack_change *change = &changes->items[i];
    if (change->what != groups[group].what) continue;
    if (first) list_heading(list, _(groups[group].title));
    first = false;
    CLEANUP(mem_freep) char *ids = change->was ? mem_printf("%s -> %s", change->was, change->id) : mem_strdup(change->id);
    CLEANUP(mem_freep) char *text = mem_printf("%s %s: %s", change->kind, ids, change->title ? change->title : "");
    list_marked(list, NO_ITEM, ROLE_PLAIN, 0, "-", text);
  }
}

static void load(struct view *view, void *state) {
  struct packs *packs = state;
  struct list *list = &packs->list;
  struct pack_news news = {0};
  struct error error = {0};
  char as_of[DATE_TEXT_SIZE];
  list_clear(list);
  arena_free(packs->arena);
  packs->arena = arena_new();
  packs->again.len = 0;
  day_format(pack_law_as_of(app_pack(view->app)), as_of);
  CLEANUP(mem_freep) char *used = mem_printf(_("In use: law pack %1$s, law as of %2$s"), pack_version(app_pack(view->app)), as_of);
  list_text(list, NO_ITEM, ROLE_HEADING, 0, used);
  if (session_pack_news(view->session, packs->arena, &news, &error)) {
    view_fail(view, &error);
    return;
  }
  CLEANUP(mem_freep) char *line = pack_news_text(view, &news);
  list_text(list, NO_ITEM, line ? ROLE_OPEN : ROLE_GOOD, 0, line ? line : _("Nothing has to be answered again."));
  if (news.is_older) list_text(list, NO_ITEM, ROLE_QUIET, 0, _("With the first answer the law pack in use is adopted."));
  add_again(view, packs, &news);
  add_kept(view, packs);
  add_law(view, packs);
  for (size_t i = 0; i < ARRAY_LEN(groups); i++)
    add_group(list, &news.changes, i);
  pack_news_clear(&news);
}

static const struct open_ref *selected(const void *state) {
  const struct packs *packs = state;
  size_t at = (size_t)packs->list.selected;
  return at < packs->again.len ? &packs->again.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static void run_open(struct view *view, void *state) {
  open_question_of_stage(view, selected(state));
}

static void run_state(struct view *view, void *state) {
  const struct open_ref *ref = selected(state);
  proposal_state(view, ref, engine_question(view_engine(view), ref->subject, ref->question)->fact);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question that is asked again"), run_open, has_selected},
    {'y', K_NONE, 'y', N_("State"), N_("States the answer under the cursor as it was"), run_state, has_selected},
    {'i', K_NONE, 0, N_("Import"), N_("Imports an official text of the law"), ask_law_file, NULL},
    {0},
};

static void free_packs(void *state) {
  struct packs *packs = state;
  list_free(&packs->list);
  vec_free(&packs->again);
  arena_free(packs->arena);
}

const struct screen packs_screen = {
    .name = N_("Law pack"),
    .state_size = sizeof(struct packs),
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_packs,
};
