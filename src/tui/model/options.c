/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers one can choose from: choices, yes and no, subjects; and always "unknown". */
#include "tui/model/question.h"

#include <stdlib.h>
#include <string.h>

static void add(struct asking *asking, enum option_kind kind, struct value value, const char *title, const char *help) {
  struct option option = {
      .kind = kind, .value = value, .title = arena_strdup(asking->arena, title), .help = arena_strdup(asking->arena, help)};
  vec_push(&asking->options, option);
}

static void add_choices(struct asking *asking) {
  for (size_t i = 0; i < asking->question->choices_len; i++) {
    const struct choice *choice = &asking->question->choices[i];
    add(asking, OPTION_VALUE, value_of(VALUE_CHOICE, choice->id), ui_text(&choice->title), ui_text(&choice->help));
  }
}

static void add_subject(struct view *view, struct asking *asking, const char *subject) {
  const char *id = arena_strdup(asking->arena, subject);
  add(asking, OPTION_VALUE, value_of(VALUE_REF, id), ui_name(view, id), "");
}

/* Those beside the subject if it says beside what, else all. */
static void add_subjects(struct view *view, struct asking *asking) {
  const struct subject_type *type = asking->question->of;
  const struct snapshot *snapshot = session_snapshot(view->session);
  const char *parent = parent_for(view, asking->subject, type);
  if (parent) {
    subject_vec_t children = {0};
    snapshot_children(snapshot, parent, type->id, &children);
    for (size_t i = 0; i < children.len; i++)
      add_subject(view, asking, children.items[i]->id);
    vec_free(&children);
    return;
  }
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *subject = snapshot_subject_at(snapshot, i);
    if (!subject->archived && str_eq(subject->type, type->id)) add_subject(view, asking, subject->id);
  }
}

static bool takes_none(const struct question *question) {
  return question_is_multi(question) && !question_choice(question, "none");
}

static bool is_element(const struct fact *fact, const struct value *value) {
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    if (value_equal(&fact->elements[i].value, value)) return true;
  return false;
}

static bool is_answer(const struct fact *fact, const struct option *option) {
  if (is_element(fact, &option->value)) return true;
  for (size_t i = 0; fact && i < fact->heads_len; i++) {
    const struct value *value = &fact->heads[i].value;
    if (option->kind == OPTION_VALUE ? value_equal(value, &option->value) : value->type == option->value.type) return true;
  }
  return false;
}

/* Without an answer nothing is preselected: an Enter out of habit must not decide anything. */
static void select_answer(struct asking *asking) {
  asking->choices.may_rest = true;
  asking->choices.selected = NO_ITEM;
  if (asking->state->answer == ANSWER_CONFLICT) return;
  for (size_t i = asking->options.len; i-- > 0;)
    if (asking->options.items[i].on) asking->choices.selected = (int)i;
}

static void select_made(struct asking *asking) {
  for (size_t i = 0; asking->made && i < asking->options.len; i++)
    if (str_eq(asking->options.items[i].value.text, asking->made)) asking->choices.selected = (int)i;
  set_string(&asking->made, NULL);
}

static bool was_on(const struct option *options, size_t len, const struct value *value) {
  for (size_t i = 0; i < len; i++)
    if (value_equal(&options[i].value, value)) return options[i].on;
  return false;
}

static void add_all(struct view *view, struct asking *asking) {
  const struct question *question = asking->question;
  if (question->type == Q_BOOL) {
    add(asking, OPTION_VALUE, value_bool(true), _("Yes"), "");
    add(asking, OPTION_VALUE, value_bool(false), _("No"), "");
  }
  add_choices(asking);
  if (question->of) add_subjects(view, asking);
  if (takes_none(question)) add(asking, OPTION_NONE, value_of(VALUE_NONE, NULL), _("None of these"), "");
  add(asking, OPTION_UNKNOWN, value_of(VALUE_UNKNOWN, NULL), _("Unknown: not known yet"),
      _("The question stays a gap until it is answered, but the interview goes on."));
}

static void show(struct asking *asking) {
  bool multi = question_is_multi(asking->question);
  list_clear(&asking->choices);
  for (size_t i = 0; i < asking->options.len; i++) {
    const struct option *option = &asking->options.items[i];
    bool box = multi && option->kind == OPTION_VALUE;
    const char *mark = box ? (option->on ? "[x]" : "[ ]") : option->on ? "(x)" : "( )";
    list_marked(&asking->choices, list_item(&asking->choices), ROLE_PLAIN, 0, mark, option->title);
  }
}

void options_load(struct view *view, struct asking *asking) {
  struct option *old = asking->options.items;
  size_t old_len = asking->options.len;
  asking->options.items = NULL;
  asking->options.len = asking->options.cap = 0;
  add_all(view, asking);
  for (size_t i = 0; i < asking->options.len; i++) {
    struct option *option = &asking->options.items[i];
    option->on = asking->dirty ? was_on(old, old_len, &option->value) : is_answer(asking->seen, option);
  }
  free(old);
  if (asking->fresh) select_answer(asking);
  select_made(asking);
  show(asking);
}

const struct option *options_selected(const struct asking *asking) {
  size_t selected = (size_t)asking->choices.selected;
  return selected < asking->options.len ? &asking->options.items[selected] : NULL;
}

bool options_have_none(const struct asking *asking) {
  for (size_t i = 0; i < asking->options.len; i++)
    if (asking->options.items[i].kind == OPTION_NONE) return true;
  return false;
}

/* Elements exclude "none" and "unknown", and the other way round. */
void options_toggle(struct asking *asking) {
  const struct option *selected = options_selected(asking);
  if (!selected) return;
  for (size_t i = 0; i < asking->options.len; i++) {
    struct option *option = &asking->options.items[i];
    if (option == selected)
      option->on = !option->on;
    else if (option->kind != OPTION_VALUE || selected->kind != OPTION_VALUE)
      option->on = false;
  }
  asking->dirty = true;
  asking->warned = false;
  show(asking);
}

static bool holds(const char *text, const char *folded) {
  CLEANUP(mem_freep) char *plain = text_fold(text);
  return strstr(plain, folded) != NULL;
}

bool options_find(struct asking *asking, const char *text) {
  CLEANUP(mem_freep) char *wanted = text_fold(text);
  size_t from = (size_t)(asking->choices.selected + 1);
  for (size_t i = 0; i < asking->options.len; i++) {
    size_t at = (from + i) % asking->options.len;
    const struct option *option = &asking->options.items[at];
    if (!holds(option->title, wanted) && !holds(option->help, wanted)) continue;
    asking->choices.selected = (int)at;
    return true;
  }
  return false;
}
