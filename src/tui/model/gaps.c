/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing around the chosen subject: first what stands in the way of final documents. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct gaps {
  struct list list; /* first: it is a list screen */
  open_vec_t refs;  /* of the items; question NULL: none to jump to */
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

static struct open_ref target_of(const struct gap_state *gap) {
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

static void add_gap(struct view *view, struct gaps *gaps, const struct gap_state *gap) {
  CLEANUP(mem_freep) char *sentence = gap_sentence(view_engine(view), gap, lang_ui());
  int item = list_item(&gaps->list);
  struct open_ref target = target_of(gap);
  vec_push(&gaps->refs, target);
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
  gaps->refs.len = 0;
  if (!view->subject) return;
  const gap_vec_t *all = &view_assessment(view, view->subject)->gaps;
  gaps->blocking = add_group(view, gaps, all, true, _("Stands in the way of final documents"));
  add_group(view, gaps, all, false, _("Warnings"));
  if (all->len == 0) list_text(&gaps->list, NO_ITEM, ROLE_GOOD, 0, _("No gaps."));
}

static bool has_target(struct view *view, void *state) {
  (void)view;
  struct gaps *gaps = state;
  size_t at = (size_t)gaps->list.selected;
  return at < gaps->refs.len && gaps->refs.items[at].question;
}

static void run_open(struct view *view, void *state) {
  struct gaps *gaps = state;
  open_question_of_stage(view, &gaps->refs.items[gaps->list.selected]);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question that closes the gap"), run_open, has_target},
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
  vec_free(&gaps->refs);
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
