/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of a stage or of one subject, with their state and answer. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { TITLE_COLS = 44 };

struct questions {
  struct list list; /* first: it is a list screen */
  struct scope scope;
  open_vec_t refs;  /* of the items; borrowed from the engine until the next load */
  type_vec_t types; /* of the items after them: entries of these can be added */
  bool with_hidden;
  bool to_add;        /* not loaded yet: the cursor shall stand at the first of the types */
  char *last_subject; /* as the view had them when the list was loaded last */
  const struct question *last_question;
};

static void add_heading(struct view *view, struct questions *questions, const struct open_ref *ref, const struct open_ref *before) {
  const struct section *section = ref->question->section;
  if (before && before->question->section == section && str_eq(before->subject, ref->subject)) return;
  CLEANUP(mem_freep) char *path = ui_path(view, ref->subject);
  CLEANUP(mem_freep) char *text = mem_printf("%s (%s)", ui_text(&section->title), path);
  if (before) list_blank(&questions->list);
  list_text(&questions->list, NO_ITEM, ROLE_HEADING, 0, text);
}

static void add_question(struct view *view, struct questions *questions, const struct open_ref *ref) {
  const struct question_state *state = engine_question(view_engine(view), ref->subject, ref->question);
  CLEANUP(mem_freep) char *title = mem_printf("%s %s", question_mark(state), ui_text(&ref->question->title));
  CLEANUP(mem_freep)
  char *answer = state->answer == ANSWER_OPEN ? mem_strdup(question_is_needed(view, ref) ? "" : _("optional"))
                                              : value_sentence(view_engine(view), ref->question, state->fact, lang_ui());
  list_cells(&questions->list, list_item(&questions->list), question_role(state), 0, 2, (const char *const[]){title, answer});
}

/* The cursor goes to the question that was shown last, once. */
static void follow_last(struct view *view, struct questions *questions) {
  size_t last = refs_find(&questions->refs, view->last_subject, view->last_question);
  bool same = questions->last_question == view->last_question && str_eq(questions->last_subject, view->last_subject);
  if (last < questions->refs.len && !same) questions->list.selected = (int)last;
  set_string(&questions->last_subject, view->last_subject);
  questions->last_question = view->last_question;
}

/* ---- entries of kinds that belong to the stage ---- */

static void add_types(struct view *view, struct questions *questions) {
  struct list *list = &questions->list;
  questions->types.len = 0;
  stage_types(view, &questions->scope, &questions->types);
  if (questions->types.len) list_heading(list, _("Entries that belong here"));
  for (size_t i = 0; i < questions->types.len; i++) {
    const struct subject_type *type = questions->types.items[i];
    subject_vec_t entries = {0};
    snapshot_children(session_snapshot(view->session), parent_for(view, questions->scope.subject, type), type->id, &entries);
    CLEANUP(mem_freep) char *title = mem_printf(_("[+] Add: %s"), ui_text(&type->title));
    CLEANUP(mem_freep) char *count = mem_printf(trn_ui("%lu entered", "%lu entered", entries.len), (unsigned long)entries.len);
    list_cells(list, list_item(list), ROLE_PLAIN, 0, 2, (const char *const[]){title, entries.len ? count : _("none entered yet")});
    vec_free(&entries);
  }
}

/* ---- loading ---- */

static void load(struct view *view, void *state) {
  struct questions *questions = state;
  struct list *list = &questions->list;
  if (!engine_type(view_engine(view), questions->scope.subject)) {
    view_pop(view);
    return;
  }
  questions->refs.len = 0;
  scope_walk(view, &questions->scope, questions->with_hidden, &questions->refs);
  list_clear(list);
  list_columns(list, 2, (const int[]){TITLE_COLS, 0});
  for (size_t i = 0; i < questions->refs.len; i++) {
    add_heading(view, questions, &questions->refs.items[i], i ? &questions->refs.items[i - 1] : NULL);
    add_question(view, questions, &questions->refs.items[i]);
  }
  add_types(view, questions);
  if (questions->refs.len == 0) list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("Nothing is asked here now. v shows what is not asked."));
  follow_last(view, questions);
  if (questions->to_add) list->selected = (int)questions->refs.len;
  questions->to_add = false;
}

static const struct open_ref *selected(const struct questions *questions) {
  size_t at = (size_t)questions->list.selected;
  return at < questions->refs.len ? &questions->refs.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static const struct subject_type *selected_type(const struct questions *questions) {
  size_t at = (size_t)questions->list.selected - questions->refs.len;
  return at < questions->types.len ? questions->types.items[at] : NULL;
}

static bool has_item(struct view *view, void *state) {
  (void)view;
  return selected(state) || selected_type(state);
}

static bool can_add(struct view *view, void *state) {
  (void)view;
  return ((struct questions *)state)->types.len > 0;
}

/* Of several kinds the cursor chooses one. */
static void run_add(struct view *view, void *state) {
  struct questions *questions = state;
  const struct subject_type *type = selected_type(questions);
  if (!type && questions->types.len == 1) type = questions->types.items[0];
  if (type) {
    ask_new_entry(view, type, parent_for(view, questions->scope.subject, type));
    return;
  }
  questions->list.selected = (int)questions->refs.len;
}

static void run_open(struct view *view, void *state) {
  struct questions *questions = state;
  const struct open_ref *ref = selected(questions);
  if (ref)
    open_question(view, &questions->scope, ref->subject, ref->question);
  else
    run_add(view, state);
}

/* Here from the cursor on, else anywhere. */
static void run_next(struct view *view, void *state) {
  struct questions *questions = state;
  size_t from = selected(questions) ? (size_t)questions->list.selected : 0;
  for (size_t i = 0; i < questions->refs.len; i++) {
    const struct open_ref *ref = &questions->refs.items[(from + i) % questions->refs.len];
    if (!question_is_open(view, ref)) continue;
    open_question(view, &questions->scope, ref->subject, ref->question);
    return;
  }
  go_next_open(view, NULL);
}

static void run_why(struct view *view, void *state) {
  const struct open_ref *ref = selected(state);
  open_why_question(view, ref->subject, ref->question);
}

static void run_hidden(struct view *view, void *state) {
  struct questions *questions = state;
  const struct open_ref *ref = selected(questions);
  if (ref) view_remember_last(view, ref->subject, ref->question); /* the cursor stays with its question */
  questions->last_question = NULL;
  questions->with_hidden = !questions->with_hidden;
  view_changed(view);
}

static bool has_law(struct view *view, void *state) {
  (void)view;
  const struct open_ref *ref = selected(state);
  return ref && cites_law(&ref->question->cites);
}

static void run_law(struct view *view, void *state) {
  open_law(view, &selected(state)->question->cites);
}

static bool has_chain(struct view *view, void *state) {
  const struct questions *questions = state;
  return questions->scope.alone && type_has_links(app_pack(view->app), engine_type(view_engine(view), questions->scope.subject));
}

static void run_chain(struct view *view, void *state) {
  open_chain(view, ((const struct questions *)state)->scope.subject);
}

static bool is_component_list(struct view *view, void *state) {
  const struct questions *questions = state;
  const struct subject_type *type = engine_type(view_engine(view), questions->scope.subject);
  return questions->scope.alone && str_eq(type->id, TYPE_COMPONENT_LIST);
}

static void run_components(struct view *view, void *state) {
  open_components(view, ((const struct questions *)state)->scope.subject);
}

static bool can_state(struct view *view, void *state) {
  const struct open_ref *ref = selected(state);
  return ref && is_proposed(view, ref);
}

static void run_state(struct view *view, void *state) {
  const struct open_ref *ref = selected(state);
  proposal_state(view, ref, engine_question(view_engine(view), ref->subject, ref->question)->fact);
}

static bool can_state_all(struct view *view, void *state) {
  const struct questions *questions = state;
  return questions->scope.alone && has_proposals(view, questions->scope.subject);
}

static void run_state_all(struct view *view, void *state) {
  proposals_state_all(view, ((const struct questions *)state)->scope.subject);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Answer"), N_("Opens the question, or adds an entry of that kind"), run_open, has_item},
    {'y', K_NONE, 'y', N_("State"), N_("States the proposed answer under the cursor as it is"), run_state, can_state},
    {'Y', K_NONE, 0, N_("State all"), N_("States all that is proposed for this subject, and for what lies below it"), run_state_all,
     can_state_all},
    {'a', K_NONE, 0, N_("Add"), N_("Adds an entry that belongs to this stage"), run_add, can_add},
    {'n', K_F6, 0, N_("Next open"), N_("Next open question, from the cursor on"), run_next, NULL},
    {'w', K_F2, 0, N_("Why"), N_("Why this is asked"), run_why, has_selected},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {'c', K_NONE, 0, N_("Components"), N_("What the component list says"), run_components, is_component_list},
    {'l', K_NONE, 0, N_("Chain"), N_("The chain around the entry: what it rests on, what rests on it, and holes"), run_chain, has_chain},
    {'v', K_NONE, 0, N_("Not asked"), N_("Shows or hides questions that are not asked now"), run_hidden, NULL},
    {0},
};

static char *title(struct view *view, void *state) {
  struct questions *questions = state;
  CLEANUP(mem_freep) char *path = ui_path(view, questions->scope.subject);
  if (!questions->scope.stage) return mem_strdup(path);
  return mem_printf("%s | %s", ui_text(&questions->scope.stage->title), path);
}

static void free_questions(void *state) {
  struct questions *questions = state;
  list_free(&questions->list);
  vec_free(&questions->refs);
  vec_free(&questions->types);
  free(questions->scope.subject);
  free(questions->last_subject);
}

const struct screen questions_screen = {
    .name = N_("Questions"),
    .state_size = sizeof(struct questions),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_questions,
};

void open_questions(struct view *view, const struct scope *scope) {
  struct questions *questions = view_push(view, &questions_screen);
  scope_set(&questions->scope, scope->subject, scope->stage, scope->alone);
}

void open_questions_to_add(struct view *view, const struct scope *scope) {
  struct questions *questions = view_push(view, &questions_screen);
  scope_set(&questions->scope, scope->subject, scope->stage, scope->alone);
  questions->to_add = true;
}
