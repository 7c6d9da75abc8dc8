/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: open a workspace or create one. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { OPEN, CREATE };

struct start {
  struct list list; /* first: it is a list screen */
  char *path;       /* of the workspace to create, while its name is asked for */
};

static void load(struct view *view, void *state) {
  struct list *list = state;
  char as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(app_pack(view->app)), as_of);
  CLEANUP(mem_freep) char *law = mem_printf(_("Law pack %1$s, law as of %2$s"), pack_version(app_pack(view->app)), as_of);
  list_clear(list);
  list_blank(list);
  list_text(list, NO_ITEM, ROLE_HEADING, 0, _("From the first question to the technical file and the declaration of conformity."));
  list_text(list, NO_ITEM, ROLE_QUIET, 0, law);
  list_text(list, NO_ITEM, ROLE_QUIET, 0,
            _("No network. All answers are kept in one file, saved as you give them. This is no legal advice."));
  list_blank(list);
  list_text(list, list_item(list), ROLE_PLAIN, 0, _("Open a workspace"));
  list_text(list, list_item(list), ROLE_PLAIN, 0, _("Create a workspace"));
}

static bool open_done(struct view *view, void *state, const char *text) {
  (void)state;
  struct error error = {0};
  CLEANUP(mem_freep) char *path = view_path(view, text);
  if (view_open(view, path, &error) == STATUS_OK) return true;
  view_fail(view, &error);
  return false;
}

static bool name_done(struct view *view, void *state, const char *text) {
  struct start *start = state;
  struct error error = {0};
  struct session *session = NULL;
  if (session_create(view->app, start->path, text, NULL, &session, &error)) {
    view_fail(view, &error);
    return false;
  }
  view->session = session;
  open_home(view);
  return true;
}

static bool path_done(struct view *view, void *state, const char *text) {
  struct start *start = state;
  free(start->path);
  start->path = view_path(view, text);
  if (file_exists(start->path)) {
    view_say(view, ROLE_ERROR, _("There is such a file already. Give another path, or cancel and open it."));
    return false;
  }
  view_ask(view, _("Legal name of the organisation:"), "", name_done);
  return true;
}

static void run_choose(struct view *view, void *state) {
  struct list *list = state;
  if (list->selected == OPEN)
    view_ask_path(view, _("Path of the workspace:"), "", open_done);
  else
    view_ask_path(view, _("Path of the new workspace:"), "company.cradle", path_done);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Choose"), N_("Opens or creates a workspace"), run_choose, NULL},
    {0},
};

static void free_start(void *state) {
  struct start *start = state;
  list_free(&start->list);
  free(start->path);
}

const struct screen start_screen = {
    .name = N_("Cradle"),
    .state_size = sizeof(struct start),
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_start,
};
