/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question screen: one question, its answer, and what follows from it. */
#include "tui/model/question.h"

#include <stdlib.h>
#include <string.h>

bool question_is_typed(const struct question *question) {
  switch (question->type) {
  case Q_TEXT:
  case Q_LONG_TEXT:
  case Q_NUMBER:
  case Q_DATE:
  case Q_INSTANT:
  case Q_BLOB:
    return true;
  default:
    return false;
  }
}

/* ---- loading ---- */

static struct head *copy_heads(struct arena *arena, const struct head *heads, size_t len) {
  struct head *copies = arena_alloc(arena, (len + 1) * sizeof *copies);
  for (size_t i = 0; i < len; i++)
    copies[i] = (struct head){.event = arena_strdup(arena, heads[i].event),
                              .value = value_copy(arena, &heads[i].value),
                              .author = arena_strdup(arena, heads[i].author),
                              .time = heads[i].time,
                              .note = arena_strdup(arena, heads[i].note),
                              .proposed = heads[i].proposed};
  return copies;
}

static struct fact *copy_fact(struct arena *arena, const struct fact *fact) {
  if (!fact) return NULL;
  struct fact *copy = arena_alloc(arena, sizeof *copy);
  *copy = (struct fact){.subject = arena_strdup(arena, fact->subject),
                        .key = arena_strdup(arena, fact->key),
                        .heads = copy_heads(arena, fact->heads, fact->heads_len),
                        .heads_len = fact->heads_len,
                        .elements = copy_heads(arena, fact->elements, fact->elements_len),
                        .elements_len = fact->elements_len};
  return copy;
}

/* One line: all citations stand in the answer to "why". */
static void add_cites(struct list *list, const struct question *question) {
  if (question->cites.len == 0) return;
  CLEANUP(mem_freep) char *cites = cites_text(&question->cites, lang_ui());
  CLEANUP(mem_freep) char *text = mem_printf("%s: %s", label_name(question->cites.items[0].act->kind, lang_ui()), cites);
  list_columns(list, 1, (const int[]){0});
  list_cells(list, NO_ITEM, ROLE_QUIET, 0, 1, (const char *const[]){text});
}

static void load_head(struct view *view, struct asking *asking) {
  const struct question *question = asking->question;
  struct list *list = &asking->head;
  const char *place_text = asking->needed ? _("%1$s / %2$s (needed)") : _("%1$s / %2$s (optional)");
  CLEANUP(mem_freep) char *place = mem_printf(place_text, ui_text(&question->section->title), ui_text(&question->title));
  list_clear(list);
  list_text(list, NO_ITEM, ROLE_QUIET, 0, place);
  list_text(list, NO_ITEM, ROLE_HEADING, 0, ui_text(&question->text));
  const struct requirement *requirement = engine_requirement(view_engine(view), asking->subject);
  if (requirement) list_text(list, NO_ITEM, ROLE_PLAIN, 0, ui_text(&requirement->text));
  add_cites(list, question);
}

static const struct head *newest_head(const struct fact *fact) {
  const struct head *newest = NULL;
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (head->value.type != VALUE_CLEARED && (!newest || head->time >= newest->time)) newest = head;
  }
  return newest;
}

/* What is chosen out of many is marked below: here its number is enough. */
static char *answer_in_short(struct view *view, const struct asking *asking) {
  size_t chosen = asking->seen->elements_len;
  if (chosen > 1) return mem_printf(trn_ui("%zu chosen", "%zu chosen", chosen), chosen);
  return value_sentence(view_engine(view), asking->question, asking->seen, lang_ui());
}

static void show_answer(struct view *view, struct asking *asking) {
  const struct head *head = newest_head(asking->seen);
  if (!head) return;
  CLEANUP(mem_freep) char *value = answer_in_short(view, asking);
  CLEANUP(mem_freep) char *when = time_text(view, head->time);
  CLEANUP(mem_freep) char *text = mem_printf(_("Answered: %1$s (%2$s, %3$s)"), value, app_author_name(view->session, head->author), when);
  list_text(&asking->about, NO_ITEM, ROLE_GOOD, 0, text);
}

static void show_note(struct asking *asking) {
  const char *words = question_note(asking->seen);
  CLEANUP(mem_freep) char *note = mem_printf(_("Note: %s"), words);
  if (*words) list_text(&asking->about, NO_ITEM, ROLE_PLAIN, 0, note);
}

static const char *proposed_text(struct view *view, const struct asking *asking) {
  struct open_ref ref = {.subject = asking->subject, .question = asking->question};
  bool typed = question_is_typed(asking->question);
  if (is_asked_again(view, &ref))
    return typed ? _("The law pack changed this question after it was answered: Ctrl-Y states the answer as it is, or answer anew.")
                 : _("The law pack changed this question after it was answered: y states the answer as it is, or answer anew.");
  return typed ? _("This answer is only proposed: Ctrl-Y states it as it is, or answer anew.")
               : _("This answer is only proposed: y states it as it is, or answer anew.");
}

static void load_about(struct view *view, struct asking *asking) {
  struct list *list = &asking->about;
  list_clear(list);
  if (asking->state->asked == TRUTH_FALSE)
    list_marked(list, NO_ITEM, ROLE_OPEN, 0, "[-]", _("Not asked at the moment; an answer is kept and counts when it is asked."));
  if (asking->state->asked == TRUTH_UNKNOWN)
    list_marked(list, NO_ITEM, ROLE_OPEN, 0, "[.]", _("Not certain yet whether this has to be answered."));
  if (asking->state->answer == ANSWER_CONFLICT)
    list_marked(list, NO_ITEM, ROLE_BAD, 0, "[!]", _("Two people answered differently. Answer again to settle it."));
  if (asking->state->proposed) list_marked(list, NO_ITEM, ROLE_OPEN, 0, "[~]", proposed_text(view, asking));
  show_answer(view, asking);
  show_note(asking);
}

/* Files, and "there is none" where a typed "none" would be a text, stand above the editor only. */
bool question_can_type(const struct question *question, const struct value *value) {
  if (question->type == Q_BLOB) return false;
  return value->type != VALUE_NONE || question->type == Q_DATE;
}

/* What the editor shows before something is typed. */
static char *stored_text(const struct asking *asking) {
  const struct value *value = fact_value(asking->seen);
  bool shown = value && question_can_type(asking->question, value);
  return shown ? value_text(value) : mem_strdup("");
}

static void load_editor(struct asking *asking) {
  CLEANUP(mem_freep) char *text = stored_text(asking);
  editor_set(&asking->editor, text, asking->question->type == Q_LONG_TEXT);
}

static void load_position(struct view *view, struct asking *asking) {
  open_vec_t refs = {0};
  scope_walk(view, &asking->scope, false, &refs);
  asking->position = refs_find(&refs, asking->subject, asking->question) + 1;
  asking->total = refs.len;
  vec_free(&refs);
}

static const char *newest_event(const struct fact *fact) {
  const struct head *head = newest_head(fact);
  return head ? head->event : NULL;
}

/* What was typed or marked and not saved stays. */
static void load(struct view *view, void *state) {
  struct asking *asking = state;
  asking->state = engine_question(view_engine(view), asking->subject, asking->question);
  if (!asking->state) { /* the subject went away with an undo */
    view_pop(view);
    return;
  }
  view_remember_last(view, asking->subject, asking->question);
  struct open_ref ref = {.subject = asking->subject, .question = asking->question};
  asking->needed = question_is_needed(view, &ref);
  struct arena *old = asking->arena;
  asking->arena = arena_new();
  if (!str_eq(newest_event(asking->seen), newest_event(asking->state->fact))) asking->fresh |= !asking->dirty;
  asking->seen = copy_fact(asking->arena, asking->state->fact);
  load_head(view, asking);
  load_about(view, asking);
  load_position(view, asking);
  bool typed = question_is_typed(asking->question);
  if (!typed) options_load(view, asking);
  if (typed && !asking->dirty) load_editor(asking);
  suggestions_load(view, asking);
  question_load_help(asking);
  panel_load(view, &asking->panel, question_panel_subject(view, asking), &ref);
  strip_load(view, &asking->strip, question_panel_subject(view, asking), &ref);
  asking->fresh = false;
  arena_free(old);
}

/* ---- keys ---- */

static bool is_typing(const void *state) {
  return question_is_typed(((const struct asking *)state)->question);
}

static bool key_for_options(struct view *view, struct asking *asking, struct key key) {
  if (key.code == K_CHAR && key.ch == ' ') {
    if (!question_is_multi(asking->question)) return true;
    if (options_selected(asking))
      options_toggle(asking);
    else
      view_say(view, ROLE_ERROR, _("Choose with the arrow keys, then mark with the space bar."));
    return true;
  }
  if (!list_key(&asking->choices, key)) return false;
  question_load_help(asking);
  return true;
}

static bool key_for_editor(struct asking *asking, struct key key) {
  bool changed = false;
  bool taken = editor_key(&asking->editor, key, &changed);
  if (!changed) return taken;
  CLEANUP(mem_freep) char *stored = stored_text(asking);
  asking->dirty = !str_eq(stored, editor_text(&asking->editor));
  asking->warned = false;
  return taken;
}

static bool take_key(struct view *view, void *state, struct key key) {
  struct asking *asking = state;
  if (key.code == K_PAGE_UP || key.code == K_PAGE_DOWN) {
    struct list *list = asking->panel_only ? &asking->panel : &asking->help;
    return list_key(list, key);
  }
  return is_typing(state) ? key_for_editor(asking, key) : key_for_options(view, asking, key);
}

bool question_may_leave(struct view *view, void *state) {
  struct asking *asking = state;
  if (!asking->dirty || asking->warned) return true;
  asking->warned = true;
  view_say(view, ROLE_ERROR, _("The answer is not saved yet. The same key again leaves without saving."));
  return false;
}

/* ---- moving on without answering ---- */

static void run_next(struct view *view, void *state) {
  if (question_may_leave(view, state)) question_go_on(view, state);
}

static void run_previous(struct view *view, void *state) {
  struct asking *asking = state;
  if (!question_may_leave(view, state)) return;
  open_vec_t refs = {0};
  scope_walk(view, &asking->scope, false, &refs);
  size_t here = refs_find(&refs, asking->subject, asking->question);
  if (here > 0 && here <= refs.len) {
    question_set(asking, refs.items[here - 1].subject, refs.items[here - 1].question);
    view_changed(view);
  } else {
    view_say(view, ROLE_PLAIN, _("This is the first question here."));
  }
  vec_free(&refs);
}

static void run_panel(struct view *view, void *state) {
  (void)view;
  struct asking *asking = state;
  asking->panel_only = !asking->panel_only;
}

static void run_why(struct view *view, void *state) {
  struct asking *asking = state;
  open_why_question(view, asking->subject, asking->question);
}

static bool is_long(struct view *view, void *state) {
  (void)view;
  return ((struct asking *)state)->question->type == Q_LONG_TEXT;
}

static bool is_short(struct view *view, void *state) {
  return !is_long(view, state);
}

static bool is_set(struct view *view, void *state) {
  (void)view;
  return question_is_multi(((struct asking *)state)->question);
}

static bool is_reference(struct view *view, void *state) {
  (void)view;
  return ((struct asking *)state)->question->of != NULL;
}

enum { MANY_OPTIONS = 10 };

static bool is_long_list(struct view *view, void *state) {
  (void)view;
  const struct asking *asking = state;
  return !question_is_typed(asking->question) && asking->options.len >= MANY_OPTIONS;
}

static bool can_be_none(struct view *view, void *state) {
  (void)view;
  const struct asking *asking = state;
  return question_is_typed(asking->question) ? question_takes_none(asking->question) : options_have_none(asking);
}

static bool is_narrow(struct view *view, void *state) {
  (void)state;
  return view->grid->cols < 100;
}

static void run_toggle(struct view *view, void *state) {
  (void)view;
  options_toggle(state);
}

static bool has_law(struct view *view, void *state) {
  (void)view;
  return cites_law(&((const struct asking *)state)->question->cites);
}

static void run_law(struct view *view, void *state) {
  open_law(view, &((const struct asking *)state)->question->cites);
}

static bool can_state(struct view *view, void *state) {
  (void)view;
  return ((const struct asking *)state)->state->proposed;
}

static void run_state(struct view *view, void *state) {
  struct asking *asking = state;
  struct open_ref ref = {.subject = asking->subject, .question = asking->question};
  if (!question_may_leave(view, state)) return;
  panel_remember(view, question_panel_subject(view, asking));
  asking->dirty = false;
  if (proposal_state(view, &ref, asking->seen)) question_go_on(view, asking);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Save"), N_("Saves the answer and goes on to the next open question"), answer_run, is_short},
    {0, K_F10, 's', N_("Save"), N_("Saves the text and goes on to the next open question"), answer_run, is_long},
    {'y', K_NONE, 'y', N_("State"), N_("States the proposed answer as it is and goes on"), run_state, can_state},
    {' ', K_NONE, 0, N_("Mark"), N_("Marks or unmarks what the cursor is on"), run_toggle, is_set},
    {'a', K_NONE, 0, N_("Add"), N_("Adds a new entry to choose from"), answer_ask_new_subject, is_reference},
    {'/', K_F3, 0, N_("Find"), N_("Finds an answer in this list by a part of its name"), answer_ask_find, is_long_list},
    {'U', K_F4, 0, N_("Unknown"), N_("Answers “unknown” and goes on"), answer_say_unknown, NULL},
    {'w', K_F2, 0, N_("Why"), N_("Why this is asked, and which conclusions wait for it"), run_why, NULL},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0, K_NONE, 't', N_("Take"), N_("Takes the next suggestion over into the text"), suggestions_take_next, suggestions_left},
    {0, K_TAB, 0, N_("Follows"), N_("Shows all that follows, or the question again"), run_panel, is_narrow},
    {'n', K_F6, 0, N_("Next"), N_("Next open question, without answering this one"), run_next, NULL},
    {'p', K_F11, 0, N_("Previous"), N_("The question before"), run_previous, NULL},
    {0, K_F8, 0, N_("None"), N_("Answers that there is none, and goes on"), answer_say_none, can_be_none},
    {'N', K_F5, 0, N_("Note"), N_("A note beside the answer"), answer_ask_note, NULL},
    {'C', K_F9, 0, N_("Clear"), N_("Takes the answer back, as if it had never been given"), answer_clear, NULL},
    {0},
};

/* ---- the screen ---- */

static char *title(struct view *view, void *state) {
  struct asking *asking = state;
  CLEANUP(mem_freep) char *path = ui_path(view, asking->subject);
  const char *stage = ui_text(&asking->question->section->stage->title);
  if (asking->position > asking->total) return mem_printf("%s | %s", path, stage);
  return mem_printf(_("%1$zu of %2$zu | %3$s | %4$s"), asking->position, asking->total, path, stage);
}

static void free_asking(void *state) {
  struct asking *asking = state;
  arena_free(asking->arena);
  list_free(&asking->head);
  list_free(&asking->about);
  list_free(&asking->help);
  list_free(&asking->choices);
  list_free(&asking->panel);
  list_free(&asking->strip);
  vec_free(&asking->options);
  vec_free(&asking->suggestions);
  editor_free(&asking->editor);
  free(asking->scope.subject);
  free(asking->subject);
  free(asking->made);
  free(asking->find);
}

const struct screen question_screen = {
    .name = N_("Question"),
    .state_size = sizeof(struct asking),
    .title = title,
    .load = load,
    .draw = question_draw,
    .key = take_key,
    .typing = is_typing,
    .bindings = bindings,
    .may_leave = question_may_leave,
    .free = free_asking,
};

void open_question(struct view *view, const struct scope *scope, const char *subject, const struct question *question) {
  struct asking *asking = view_push(view, &question_screen);
  scope_set(&asking->scope, scope->subject, scope->stage, scope->alone);
  question_set(asking, subject, question);
}

void open_question_of_stage(struct view *view, const struct open_ref *ref) {
  struct scope scope = {.stage = ref->question->section->stage};
  struct engine *engine = view_engine(view);
  const struct subject_type *type = ref->question->subject;
  bool around = view->subject && (str_eq(engine_ancestor(engine, view->subject, type), ref->subject) ||
                                  str_eq(engine_ancestor(engine, ref->subject, engine_type(engine, view->subject)), view->subject));
  scope.subject = (char *)(around ? view->subject : ref->subject);
  open_question(view, &scope, ref->subject, ref->question);
}

bool find_next_open(struct view *view, const struct open_ref *from, struct open_ref *ret_next) {
  if (!view->subject) return false;
  if (!from || !question_is_open(view, from)) return engine_next(view_engine(view), view->subject, from, ret_next);
  *ret_next = *from;
  return true;
}

void go_next_open_from(struct view *view, const struct open_ref *from) {
  struct open_ref next;
  if (find_next_open(view, from, &next))
    open_question_of_stage(view, &next);
  else
    view_say(view, ROLE_GOOD, _("No open question is left."));
}

void go_next_open(struct view *view, void *state) {
  (void)state;
  go_next_open_from(view, NULL);
}
