/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing around the chosen subject: first what stands in the way of final documents. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct gaps {
  struct list list;               /* first: it is a list screen */
  VEC(struct gap_target) targets; /* of the items */
  size_t blocking;
};

/* The first open question behind the gap, else the first answer it rests on. */
static const struct question *find_question(const struct reason *reason, const char **ret_subject) {
  if (!reason) return NULL;
  if (reason->question) {
    *ret_subject = reason->subject;
    return reason->question;
  }
  for (size_t i = 0; i < reason->children_len; i++) {
    const struct question *found = find_question(reason->children[i], ret_subject);
    if (found) return found;
  }
  return NULL;
}

static struct open_ref question_of(const struct gap_state *gap) {
  struct open_ref target = {.subject = gap->subject, .question = gap->question};
  if (target.question) return target;
  open_vec_t open = {0};
  if (gap->reason) reason_open(gap->reason, &open);
  if (open.len)
    target = open.items[0];
  else
    target.question = find_question(gap->reason, &target.subject);
  vec_free(&open);
  return target;
}

static bool is_empty(struct view *view, const char *parent, const struct subject_type *type) {
  subject_vec_t entries = {0};
  snapshot_children(session_snapshot(view->session), parent, type->id, &entries);
  bool empty = entries.len == 0;
  vec_free(&entries);
  return empty;
}

/* The kind of entry of which the condition wants some and there is none. */
static const struct subject_type *find_missing(struct view *view, const char *subject, const struct condition *condition) {
  const struct subject_type *type = condition->kind == COND_SOME ? condition->range.of : NULL;
  const char *parent = type && type_is_register(app_pack(view->app), type) ? parent_for(view, subject, type) : NULL;
  if (parent && is_empty(view, parent, type)) return type;
  for (size_t i = 0; condition->kind != COND_SOME && i < condition->children_len; i++) {
    const struct subject_type *found = find_missing(view, subject, condition->children[i]);
    if (found) return found;
  }
  return NULL;
}

struct gap_target gap_target_of(struct view *view, const struct gap_state *gap) {
  const struct subject_type *type = gap->gap ? find_missing(view, gap->subject, gap->gap->when) : NULL;
  return (struct gap_target){.subject = gap->subject,
                             .type = type,
                             .parent = type ? parent_for(view, gap->subject, type) : NULL,
                             .ref = question_of(gap),
                             .cites = gap->gap ? &gap->gap->cites : &gap->question->cites};
}

bool gap_target_leads(const struct gap_target *target) {
  return target->type || target->ref.question;
}

void open_gap_target(struct view *view, const struct gap_target *target) {
  if (target->type)
    open_register(view, target->type, target->parent);
  else
    open_question_of_stage(view, &target->ref);
}

static void add_gap(struct view *view, struct gaps *gaps, const struct gap_state *gap) {
  CLEANUP(mem_freep) char *sentence = gap_sentence(view_engine(view), gap, lang_ui());
  int item = list_item(&gaps->list);
  struct gap_target target = gap_target_of(view, gap);
  vec_push(&gaps->targets, target);
  list_marked(&gaps->list, item, gap->blocks_final ? ROLE_BAD : ROLE_OPEN, 0, gap->truth == TRUTH_TRUE ? "!" : "?", sentence);
}

/* A heading for each subject whose gaps stand together. */
static void add_subject(struct view *view, struct gaps *gaps, const struct gap_state *gap, const struct gap_state *before) {
  if (before && str_eq(before->subject, gap->subject)) return;
  CLEANUP(mem_freep) char *path = ui_path(view, gap->subject);
  list_text(&gaps->list, NO_ITEM, ROLE_QUIET, 0, path);
}

static size_t add_group(struct view *view, struct gaps *gaps, const gap_vec_t *all, bool blocking, const char *title) {
  size_t count = 0;
  const struct gap_state *before = NULL;
  for (size_t i = 0; i < all->len; i++) {
    const struct gap_state *gap = &all->items[i];
    if (gap->blocks_final != blocking) continue;
    if (count++ == 0) list_heading(&gaps->list, title);
    add_subject(view, gaps, gap, before);
    add_gap(view, gaps, gap);
    before = gap;
  }
  return count;
}

static void load(struct view *view, void *state) {
  struct gaps *gaps = state;
  list_clear(&gaps->list);
  gaps->targets.len = 0;
  if (!view->subject) return;
  const gap_vec_t *all = &view_assessment(view, view->subject)->gaps;
  gaps->blocking = add_group(view, gaps, all, true, _("Stands in the way of final documents"));
  add_group(view, gaps, all, false, _("Warnings"));
  if (all->len == 0) list_text(&gaps->list, NO_ITEM, ROLE_GOOD, 0, _("No gaps."));
}

static const struct gap_target *selected(const struct gaps *gaps) {
  size_t at = (size_t)gaps->list.selected;
  return at < gaps->targets.len ? &gaps->targets.items[at] : NULL;
}

static bool has_target(struct view *view, void *state) {
  (void)view;
  const struct gap_target *target = selected(state);
  return target && gap_target_leads(target);
}

static void run_open(struct view *view, void *state) {
  open_gap_target(view, selected(state));
}

static bool can_state(struct view *view, void *state) {
  const struct gap_target *target = selected(state);
  return target && !target->type && target->ref.question && is_proposed(view, &target->ref);
}

static void run_state(struct view *view, void *state) {
  const struct open_ref *ref = &selected(state)->ref;
  proposal_state(view, ref, engine_question(view_engine(view), ref->subject, ref->question)->fact);
}

static void run_state_all(struct view *view, void *state) {
  proposals_state_all(view, selected(state)->subject);
}

static bool has_chain(struct view *view, void *state) {
  const struct gap_target *target = selected(state);
  const char *subject = target ? target->subject : NULL;
  return subject && type_has_links(app_pack(view->app), engine_type(view_engine(view), subject));
}

static void run_chain(struct view *view, void *state) {
  open_chain(view, selected(state)->subject);
}

static bool has_law(struct view *view, void *state) {
  (void)view;
  const struct gap_target *target = selected(state);
  return target && cites_law(target->cites);
}

static void run_law(struct view *view, void *state) {
  open_law(view, selected(state)->cites);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question that closes the gap, or the register whose entries are missing"), run_open,
     has_target},
    {'y', K_NONE, 'y', N_("State"), N_("States the proposed answer as it is"), run_state, can_state},
    {'Y', K_NONE, 0, N_("State all"), N_("States all that is proposed for the same subject"), run_state_all, can_state},
    {'l', K_NONE, 0, N_("Chain"), N_("The chain around what has the gap: risks, measure, tests, evidence"), run_chain, has_chain},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  struct gaps *gaps = state;
  if (!view->subject) return NULL;
  CLEANUP(mem_freep) char *path = ui_path(view, view->subject);
  return mem_printf(trn_ui("%s | %zu stands in the way", "%s | %zu stand in the way", gaps->blocking), path, gaps->blocking);
}

static void free_gaps(void *state) {
  struct gaps *gaps = state;
  list_free(&gaps->list);
  vec_free(&gaps->targets);
}

const struct screen gaps_screen = {
    .name = N_("Gaps"),
    .state_size = sizeof(struct gaps),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_gaps,
};
