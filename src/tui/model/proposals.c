/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are only proposed: read from files, carried over, or given to a question that means something else now. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- finding them ---- */

bool is_proposed(struct view *view, const struct open_ref *ref) {
  const struct question_state *state = engine_question(view_engine(view), ref->subject, ref->question);
  return state && state->proposed;
}

bool is_asked_again(struct view *view, const struct open_ref *ref) {
  const struct question_state *state = engine_question(view_engine(view), ref->subject, ref->question);
  const struct fact *fact = state && state->proposed ? state->fact : NULL;
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (question_revised_since(ref->question, head->pack)) return true;
  }
  return false;
}

static bool is_in_use(struct view *view, const char *subject) {
  const struct snapshot *snapshot = session_snapshot(view->session);
  const struct subject *found = snapshot_subject(snapshot, subject);
  return found ? !snapshot_archived(snapshot, found) : engine_type(view_engine(view), subject) != NULL;
}

/* At the subject or below it; NULL: anywhere. */
static void find_below(struct view *view, const char *above, open_vec_t *ret_refs) {
  struct engine *engine = view_engine(view);
  const struct snapshot *snapshot = session_snapshot(view->session);
  const struct subject_type *type = above ? engine_type(engine, above) : NULL;
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    struct open_ref ref = {.subject = fact->subject, .question = pack_question(app_pack(view->app), fact->key)};
    if (!ref.question || !is_in_use(view, ref.subject) || !is_proposed(view, &ref)) continue;
    if (!above || str_eq(engine_ancestor(engine, ref.subject, type), above)) vec_push(ret_refs, ref);
  }
}

static int by_subject(const void *a, const void *b) {
  const struct open_ref *one = a, *other = b;
  int order = strcmp(one->subject, other->subject);
  if (order) return order;
  return one->question->index < other->question->index ? -1 : one->question->index > other->question->index;
}

void proposals_find(struct view *view, open_vec_t *ret_refs) {
  find_below(view, NULL, ret_refs);
  if (ret_refs->len) qsort(ret_refs->items, ret_refs->len, sizeof *ret_refs->items, by_subject);
}

bool has_proposals(struct view *view, const char *subject) {
  open_vec_t refs = {0};
  find_below(view, subject, &refs);
  bool any = refs.len > 0;
  vec_free(&refs);
  return any;
}

/* ---- stating them ---- */

static enum answer_mode mode_of(const struct fact *fact) {
  const struct value *value = fact->heads_len ? &fact->heads[0].value : NULL;
  if (value && value->type == VALUE_UNKNOWN) return ANSWER_SAY_UNKNOWN;
  return value && value->type == VALUE_NONE ? ANSWER_SAY_NONE : ANSWER_VALUE;
}

/* What the fact says, to be said again by a person. */
static struct answer answer_as(struct arena *arena, const struct open_ref *ref, const struct fact *seen) {
  size_t len = seen->heads_len + seen->elements_len;
  struct value *values = arena_alloc(arena, (len + 1) * sizeof *values);
  for (size_t i = 0; i < len; i++)
    values[i] = i < seen->heads_len ? seen->heads[i].value : seen->elements[i - seen->heads_len].value;
  bool multi = question_is_multi(ref->question); /* else several said the same */
  return (struct answer){.subject = ref->subject,
                         .question = ref->question->id,
                         .mode = mode_of(seen),
                         .values = values,
                         .values_len = multi || !len ? len : 1,
                         .check_seen = true,
                         .seen = seen};
}

bool proposal_state(struct view *view, const struct open_ref *ref, const struct fact *seen) {
  struct error error = {0};
  if (fact_state(seen) == ANSWER_CONFLICT) {
    view_say(view, ROLE_ERROR, _("Two people answered differently. Answer again to settle it."));
    return false;
  }
  struct arena *arena = arena_new();
  struct answer answer = answer_as(arena, ref, seen);
  enum status status = app_answer(view->session, &answer, 1, &error);
  arena_free(arena);
  view_changed(view);
  CLEANUP(mem_freep) char *text = mem_printf(_("Stated: %s"), ui_text(&ref->question->title));
  if (status)
    view_fail(view, &error);
  else
    view_say(view, ROLE_GOOD, text);
  return status == STATUS_OK;
}

static void say_stated(struct view *view, size_t stated, size_t left) {
  CLEANUP(mem_freep)
  char *text = mem_printf(trn_ui("%zu answer was stated. u takes it back.", "%zu answers were stated. u takes them back.", stated), stated);
  CLEANUP(mem_freep)
  char *others = mem_printf(trn_ui("%zu is contradicted: answer it again.", "%zu are contradicted: answer them again.", left), left);
  view_say(view, ROLE_GOOD, text);
  if (left) view_say_also(view, ROLE_ERROR, others);
}

/* One step, so that it can be taken back as one. */
void proposals_state_all(struct view *view, const char *subject) {
  struct error error = {0};
  open_vec_t refs = {0};
  VEC(struct answer) answers = {0};
  struct arena *arena = arena_new();
  find_below(view, subject, &refs);
  for (size_t i = 0; i < refs.len; i++) {
    const struct fact *fact = engine_question(view_engine(view), refs.items[i].subject, refs.items[i].question)->fact;
    struct answer answer = answer_as(arena, &refs.items[i], fact);
    if (fact_state(fact) != ANSWER_CONFLICT) vec_push(&answers, answer);
  }
  size_t stated = answers.len, left = refs.len - stated;
  enum status status = stated ? app_answer(view->session, answers.items, stated, &error) : STATUS_OK;
  arena_free(arena);
  vec_free(&answers);
  vec_free(&refs);
  view_changed(view);
  if (status)
    view_fail(view, &error);
  else
    say_stated(view, stated, left);
}

/* ---- the screen ---- */

enum { TITLE_PART = 2 };

struct proposals {
  struct list list; /* first: it is a list screen */
  open_vec_t refs;  /* of the items */
};

static void load(struct view *view, void *state) {
  struct proposals *proposals = state;
  struct list *list = &proposals->list;
  list_clear(list);
  list_columns(list, 2, (const int[]){view->grid->cols / TITLE_PART, 0});
  proposals->refs.len = 0;
  proposals_find(view, &proposals->refs);
  if (!proposals->refs.len) list_text(list, NO_ITEM, ROLE_GOOD, 0, _("No answer is only proposed."));
  for (size_t i = 0; i < proposals->refs.len; i++) {
    const struct open_ref *ref = &proposals->refs.items[i];
    const struct question_state *asked = engine_question(view_engine(view), ref->subject, ref->question);
    if (i == 0 || !str_eq(ref->subject, proposals->refs.items[i - 1].subject)) {
      CLEANUP(mem_freep) char *path = ui_path(view, ref->subject);
      list_heading(list, path);
    }
    CLEANUP(mem_freep) char *title = mem_printf("%s %s", question_mark(asked), ui_text(&ref->question->title));
    CLEANUP(mem_freep) char *value = value_sentence(view_engine(view), ref->question, asked->fact, lang_ui());
    list_cells(list, list_item(list), question_role(asked), 0, 2, (const char *const[]){title, value});
  }
}

static const struct open_ref *selected(const void *state) {
  const struct proposals *proposals = state;
  size_t at = (size_t)proposals->list.selected;
  return at < proposals->refs.len ? &proposals->refs.items[at] : NULL;
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

static void run_state_all(struct view *view, void *state) {
  proposals_state_all(view, selected(state)->subject);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Question"), N_("Opens the question, to look at it or to answer otherwise"), run_open, has_selected},
    {'y', K_NONE, 'y', N_("State"), N_("States the proposed answer under the cursor as it is"), run_state, has_selected},
    {'Y', K_NONE, 0, N_("State all"), N_("States all that is proposed for the same subject, and for what lies below it"), run_state_all,
     has_selected},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)view;
  size_t count = ((const struct proposals *)state)->refs.len;
  return count ? mem_printf(trn_ui("%zu waits for a person", "%zu wait for a person", count), count) : NULL;
}

static void free_proposals(void *state) {
  struct proposals *proposals = state;
  list_free(&proposals->list);
  vec_free(&proposals->refs);
}

const struct screen proposals_screen = {
    .name = N_("Proposed answers"),
    .state_size = sizeof(struct proposals),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_proposals,
};
