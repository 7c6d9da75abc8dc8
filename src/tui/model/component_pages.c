/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Component lists: what rule sets ask of one, and how two differ. */
#include "app/components.h"
#include "tui/model/components.h"

#include <stdlib.h>

enum { NAMES_SHOWN = 5, CHANGES_SHOWN = 500, STATE_COLS = 12 };

/* ---- rules ---- */

static const struct {
  const char *title;
  enum role role;
} states[] = {
    [RULE_MET] = {N_("met"), ROLE_GOOD},
    [RULE_NOT_GIVEN] = {N_("not given"), ROLE_OPEN},
    [RULE_NOT_MET] = {N_("not met"), ROLE_BAD},
    [RULE_NOTHING] = {N_("no case"), ROLE_QUIET},
};

static void add_result(struct list *list, const struct rule_result *result) {
  struct buf mark = {0}, names = {0};
  const char *title = ui_text(&result->rule->title);
  CLEANUP(mem_freep)
  char *text = result->lacking ? mem_printf(_("%1$s: lacking in %2$llu of %3$llu"), title, (unsigned long long)result->lacking,
                                            (unsigned long long)result->asked)
                               : mem_strdup(title);
  buf_puts(&mark, _(states[result->state].title));
  while (utf8_width(buf_str(&mark)) < STATE_COLS)
    buf_putc(&mark, ' ');
  list_marked(list, NO_ITEM, states[result->state].role, 1, buf_str(&mark), text);
  for (size_t i = 0; i < result->names_len; i++)
    buf_printf(&names, "%s%s", i ? ", " : "", result->names[i]);
  if (result->lacking > result->names_len && result->names_len) buf_puts(&names, ", …");
  if (names.len) list_text(list, NO_ITEM, ROLE_QUIET, STATE_COLS + 2, buf_str(&names));
  buf_free(&mark);
  buf_free(&names);
}

static void add_set(struct list *list, const struct rule_report *report) {
  CLEANUP(mem_freep) char *cites = cites_text(&report->set->cites, lang_ui());
  CLEANUP(mem_freep) char *source = mem_printf("%s: %s", label_name(report->label, lang_ui()), cites);
  list_heading(list, ui_text(&report->set->title));
  list_text(list, NO_ITEM, ROLE_QUIET, 1, source);
  list_text(list, NO_ITEM, ROLE_PLAIN, 1, ui_text(&report->set->help));
  for (size_t i = 0; i < report->results.len; i++)
    add_result(list, &report->results.items[i]);
}

void open_component_rules(struct view *view, const char *subject) {
  struct arena *arena = arena_new();
  struct error error = {0};
  rule_report_vec_t reports = {0};
  if (app_component_rules(view->session, subject, NULL, NAMES_SHOWN, arena, &reports, &error)) {
    view_fail(view, &error);
  } else {
    CLEANUP(mem_freep) char *title = mem_printf(_("Rule sets | %s"), ui_name(view, subject));
    struct list *list = open_page(view, title);
    for (size_t i = 0; i < reports.len; i++)
      add_set(list, &reports.items[i]);
  }
  rule_reports_clear(&reports);
  arena_free(arena);
}

/* ---- difference ---- */

static void add_change(struct list *list, struct arena *arena, const struct component_change *change) {
  const struct store_component *now = change->after ? change->after : change->before;
  CLEANUP(mem_freep)
  char *text = change->before && change->after
                   ? mem_printf("%s %s → %s", app_component_name(now, arena), or_dash(change->before->version), or_dash(now->version))
                   : mem_printf("%s %s", app_component_name(now, arena), or_dash(now->version));
  const char *mark = !change->before ? "+" : !change->after ? "-" : "*";
  list_marked(list, NO_ITEM, ROLE_PLAIN, 1, mark, text);
}

static void add_changes(struct list *list, struct arena *arena, const char *title, const component_change_vec_t *changes, uint64_t total) {
  if (!total) return;
  CLEANUP(mem_freep) char *heading = mem_printf("%s: %llu", title, (unsigned long long)total);
  list_heading(list, heading);
  for (size_t i = 0; i < changes->len; i++)
    add_change(list, arena, &changes->items[i]);
  if (changes->len < total) list_text(list, NO_ITEM, ROLE_QUIET, 1, _("The others are not shown."));
}

static void open_difference(struct view *view, const char *before, const char *after) {
  struct arena *arena = arena_new();
  struct error error = {0};
  struct component_difference difference = {0};
  if (app_component_difference(view->session, before, after, CHANGES_SHOWN, arena, &difference, &error)) {
    view_fail(view, &error);
  } else {
    CLEANUP(mem_freep) char *from = ui_path(view, before);
    CLEANUP(mem_freep) char *to = ui_path(view, after);
    CLEANUP(mem_freep) char *title = mem_printf(_("Difference | %s"), ui_name(view, after));
    CLEANUP(mem_freep) char *both = mem_printf(_("From %1$s to %2$s"), from, to);
    CLEANUP(mem_freep) char *same = mem_printf(_("The same: %llu."), (unsigned long long)difference.counts.same);
    struct list *list = open_page(view, title);
    list_text(list, NO_ITEM, ROLE_HEADING, 0, both);
    list_text(list, NO_ITEM, ROLE_QUIET, 0, same);
    add_changes(list, arena, _("Added"), &difference.added, difference.counts.added);
    add_changes(list, arena, _("Removed"), &difference.removed, difference.counts.removed);
    add_changes(list, arena, _("Another version"), &difference.changed, difference.counts.changed);
  }
  component_difference_clear(&difference);
  arena_free(arena);
}

/* ---- with which other list ---- */

struct choosing {
  struct list list; /* first: it is a list screen */
  char *subject;
  id_vec_t others; /* of the items; borrowed until the next load */
};

static void find_lists(struct view *view, const char *subject, bool beside, id_vec_t *ret_others) {
  const struct snapshot *snapshot = session_snapshot(view->session);
  const char *parent = engine_parent(view_engine(view), subject);
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *other = snapshot_subject_at(snapshot, i);
    bool fits = str_eq(other->type, TYPE_COMPONENT_LIST) && !str_eq(other->id, subject) && !snapshot_archived(snapshot, other);
    if (fits && str_eq(other->parent, parent) == beside) vec_push(ret_others, other->id);
  }
}

/* Those of other releases first: mostly an update is compared with what it replaces. */
static void find_others(struct view *view, const char *subject, id_vec_t *ret_others) {
  find_lists(view, subject, false, ret_others);
  find_lists(view, subject, true, ret_others);
}

static void load(struct view *view, void *state) {
  struct choosing *choosing = state;
  list_clear(&choosing->list);
  choosing->others.len = 0;
  find_others(view, choosing->subject, &choosing->others);
  list_text(&choosing->list, NO_ITEM, ROLE_HEADING, 0, _("Since which list?"));
  for (size_t i = 0; i < choosing->others.len; i++) {
    CLEANUP(mem_freep) char *path = ui_path(view, choosing->others.items[i]);
    list_text(&choosing->list, list_item(&choosing->list), ROLE_PLAIN, 0, path);
  }
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  const struct choosing *choosing = state;
  return (size_t)choosing->list.selected < choosing->others.len;
}

static void run_open(struct view *view, void *state) {
  const struct choosing *choosing = state;
  open_difference(view, choosing->others.items[choosing->list.selected], choosing->subject);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Compare"), N_("Shows what is different"), run_open, has_selected},
    {0},
};

static void free_choosing(void *state) {
  struct choosing *choosing = state;
  list_free(&choosing->list);
  vec_free(&choosing->others);
  free(choosing->subject);
}

static const struct screen choosing_screen = {
    .name = N_("Compare"),
    .state_size = sizeof(struct choosing),
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_choosing,
};

void ask_component_difference(struct view *view, const char *subject) {
  id_vec_t others = {0};
  find_others(view, subject, &others);
  if (others.len == 0)
    view_say(view, ROLE_ERROR, _("There is no other component list to compare with. Import one first."));
  else if (others.len == 1)
    open_difference(view, others.items[0], subject);
  else
    ((struct choosing *)view_push(view, &choosing_screen))->subject = mem_strdup(subject);
  vec_free(&others);
}
