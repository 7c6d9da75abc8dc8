/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing an answer, and going on from there. */
#include "tui/model/question.h"

#include <stdlib.h>
#include <string.h>

const char *question_panel_subject(struct view *view, const struct asking *asking) {
  struct engine *engine = view_engine(view);
  const char *above = view->subject ? engine_ancestor(engine, view->subject, asking->question->subject) : NULL;
  return str_eq(above, asking->subject) ? view->subject : asking->subject;
}

void question_set(struct asking *asking, const char *subject, const struct question *question) {
  set_string(&asking->subject, subject);
  asking->question = question;
  asking->dirty = asking->warned = false;
  asking->fresh = true;
  asking->taken = 0;
  asking->help.top = asking->panel.top = 0;
}

/* ---- writing ---- */

/* The session shows the answer of the others already. What was typed stays. */
static void show_stale(struct view *view) {
  view_changed(view);
  view_say(view, ROLE_ERROR, _("Somebody else has answered meanwhile: compare with the answer shown now, then answer again."));
}

static bool write_answer(struct view *view, struct asking *asking, struct answer answer) {
  struct error error = {0};
  answer.subject = asking->subject;
  answer.question = asking->question->id;
  answer.check_seen = true;
  answer.seen = asking->seen;
  panel_remember(view, question_panel_subject(view, asking));
  enum status status = app_answer(view->session, &answer, 1, &error);
  if (status == STATUS_STALE) {
    error_clear(&error);
    show_stale(view);
  } else if (status) {
    view_fail(view, &error);
  } else {
    asking->dirty = asking->warned = false;
    view_changed(view);
  }
  return status == STATUS_OK;
}

enum { SAID_COLS = 60 };

/* The first line, cut. Caller frees. */
static char *shorten(const char *text) {
  size_t line = strcspn(text, "\n"), fits = utf8_fit(text, SAID_COLS);
  if (fits < line) line = fits;
  return text[line] ? mem_printf("%.*s…", (int)line, text) : mem_strdup(text);
}

/* Name, size and the start of the hash, to compare with the file at hand. NULL: not stored here. */
static char *file_text(struct view *view, const struct fact *fact) {
  const struct value *value = fact_value(fact);
  return value && value->type == VALUE_BLOB ? stored_file_text(view, value->lang, value->text) : NULL;
}

static void say_saved(struct view *view, const struct asking *asking) {
  const struct fact *fact = engine_question(view_engine(view), asking->subject, asking->question)->fact;
  CLEANUP(mem_freep) char *sentence = value_sentence(view_engine(view), asking->question, fact, lang_ui());
  CLEANUP(mem_freep) char *file = file_text(view, fact);
  CLEANUP(mem_freep) char *value = shorten(file ? file : sentence);
  CLEANUP(mem_freep) char *text = mem_printf(_("Saved: %1$s = %2$s"), ui_text(&asking->question->title), value);
  view_say(view, ROLE_GOOD, text);
}

static void write_and_go_on(struct view *view, struct asking *asking, struct answer answer) {
  if (!write_answer(view, asking, answer)) return;
  say_saved(view, asking);
  question_go_on(view, asking);
}

static void write_values(struct view *view, struct asking *asking, const struct value *values, size_t len) {
  write_and_go_on(view, asking, (struct answer){.mode = ANSWER_VALUE, .values = values, .values_len = len});
}

static void write_unknown(struct view *view, struct asking *asking) {
  write_and_go_on(view, asking, (struct answer){.mode = ANSWER_SAY_UNKNOWN});
}

void answer_say_unknown(struct view *view, void *state) {
  if (question_may_leave(view, state)) write_unknown(view, state);
}

static void write_none(struct view *view, struct asking *asking) {
  write_and_go_on(view, asking, (struct answer){.mode = ANSWER_SAY_NONE});
}

void answer_say_none(struct view *view, void *state) {
  if (question_may_leave(view, state)) write_none(view, state);
}

void answer_clear(struct view *view, void *state) {
  struct asking *asking = state;
  if (!question_may_leave(view, state)) return;
  asking->dirty = false;
  if (asking->state->answer == ANSWER_OPEN)
    view_say(view, ROLE_PLAIN, _("There is no answer to take back."));
  else if (write_answer(view, asking, (struct answer){.mode = ANSWER_CLEAR}))
    view_say(view, ROLE_PLAIN, _("The answer was taken back."));
}

/* ---- what is chosen ---- */

static void write_checked(struct view *view, struct asking *asking) {
  VEC(struct value) values = {0};
  for (size_t i = 0; i < asking->options.len; i++)
    if (asking->options.items[i].on && asking->options.items[i].kind == OPTION_VALUE) vec_push(&values, asking->options.items[i].value);
  if (values.len)
    write_values(view, asking, values.items, values.len);
  else
    view_say(view, ROLE_ERROR, _("Mark what applies with the space bar, or choose “None of these”."));
  vec_free(&values);
}

/* "Unknown" and "none" stand alone; marks elsewhere would be lost. */
static void answer_alone(struct view *view, struct asking *asking, const struct option *option) {
  if (!option->on && !question_may_leave(view, asking)) return;
  if (option->kind == OPTION_NONE)
    write_none(view, asking);
  else
    write_unknown(view, asking);
}

static void answer_chosen(struct view *view, struct asking *asking) {
  const struct option *option = options_selected(asking);
  if (!option)
    view_say(view, ROLE_ERROR, _("Choose with the arrow keys, then Enter."));
  else if (option->kind != OPTION_VALUE)
    answer_alone(view, asking, option);
  else if (question_is_multi(asking->question))
    write_checked(view, asking);
  else
    write_values(view, asking, &option->value, 1);
}

/* ---- what is typed ---- */

static enum status parse_typed(struct view *view, struct asking *asking, struct arena *arena, struct value **values, size_t *len,
                               struct error *error) {
  const char *text = editor_text(&asking->editor);
  if (asking->question->type != Q_BLOB || !*text) return answer_parse(view->session, asking->question, text, arena, values, len, error);
  CLEANUP(mem_freep) char *path = view_path(view, text);
  return answer_from_file(view->session, asking->question, path, arena, values, len, error);
}

static void answer_typed(struct view *view, struct asking *asking) {
  const struct value *value = fact_value(asking->seen);
  bool keeps = value && !asking->dirty && !question_can_type(asking->question, value);
  if (keeps) {
    question_go_on(view, asking);
    return;
  }
  struct arena *arena = arena_new();
  struct value *values = NULL;
  size_t len = 0;
  struct error error = {0};
  if (parse_typed(view, asking, arena, &values, &len, &error))
    view_fail(view, &error);
  else
    write_values(view, asking, values, len);
  arena_free(arena);
}

void answer_run(struct view *view, void *state) {
  struct asking *asking = state;
  if (question_is_typed(asking->question))
    answer_typed(view, asking);
  else
    answer_chosen(view, asking);
}

/* ---- looking for an answer ---- */

static bool find_done(struct view *view, void *state, const char *text) {
  struct asking *asking = state;
  if (*text) set_string(&asking->find, text); /* an empty search goes on with the last one */
  if (asking->find && options_find(asking, asking->find))
    question_load_help(asking);
  else
    view_say(view, ROLE_ERROR, _("No answer holds these words."));
  return true;
}

void answer_ask_find(struct view *view, void *state) {
  (void)state;
  view_ask(view, _("Find in this list:"), "", find_done);
}

/* ---- notes and new subjects ---- */

const char *question_note(const struct fact *fact) {
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (head->note && *head->note) return head->note;
  }
  return "";
}

static bool note_done(struct view *view, void *state, const char *text) {
  if (write_answer(view, state, (struct answer){.mode = ANSWER_NOTE_ONLY, .note = text}))
    view_say(view, ROLE_PLAIN, _("The note was saved."));
  return true;
}

void answer_ask_note(struct view *view, void *state) {
  struct asking *asking = state;
  view_ask(view, _("Note beside the answer:"), question_note(asking->seen), note_done);
}

static bool subject_done(struct view *view, void *state, const char *text) {
  struct asking *asking = state;
  struct error error = {0};
  const char *id;
  if (app_add(view->session, asking->question->of->id, text, parent_for(view, asking->subject, asking->question->of), &id, &error)) {
    view_fail(view, &error);
    return false;
  }
  set_string(&asking->made, id);
  view_changed(view);
  return true;
}

void answer_ask_new_subject(struct view *view, void *state) {
  (void)state;
  view_ask(view, _("Name of the new entry:"), "", subject_done);
}

/* ---- going on ---- */

/* Within the scope, from the question on. */
static bool next_in_scope(struct view *view, const struct asking *asking, struct open_ref *ret_next) {
  open_vec_t refs = {0};
  scope_walk(view, &asking->scope, true, &refs);
  size_t here = refs_find(&refs, asking->subject, asking->question);
  bool found = false;
  size_t steps = asking->scope.alone ? refs.len : refs.len - here - 1; /* a record is gone through in circles, the walk goes on */
  for (size_t i = 1; here < refs.len && i <= steps && !found; i++) {
    const struct open_ref *ref = &refs.items[(here + i) % refs.len];
    bool same = ref->question == asking->question && str_eq(ref->subject, asking->subject);
    found = !same && question_is_open(view, ref);
    if (found) *ret_next = *ref;
  }
  vec_free(&refs);
  return found;
}

static void say_about(struct view *view, const char *sentence, const char *name) {
  CLEANUP(mem_freep) char *text = mem_printf(sentence, name);
  view_say_also(view, ROLE_GOOD, text);
}

static void leave(struct view *view, struct asking *asking) {
  if (asking->scope.alone)
    say_about(view, _("No open question is left for “%s”."), ui_name(view, asking->scope.subject));
  else
    view_say_also(view, ROLE_GOOD, _("No open question is left here."));
  view_pop(view);
}

void question_go_on(struct view *view, struct asking *asking) {
  struct open_ref next, here = {.subject = asking->subject, .question = asking->question};
  view_remember_last(view, asking->subject, asking->question);
  bool found = next_in_scope(view, asking, &next);
  if (!found && !asking->scope.alone && engine_next(view_engine(view), asking->scope.subject, &here, &next)) {
    found = next.question != asking->question || !str_eq(next.subject, asking->subject);
    if (found && asking->scope.stage && asking->scope.stage != next.question->section->stage) {
      say_about(view, _("“%s” has no open question left."), ui_text(&asking->scope.stage->title));
      asking->scope.stage = next.question->section->stage;
    }
  }
  if (!found) {
    leave(view, asking);
    return;
  }
  question_set(asking, next.subject, next.question);
  view_changed(view);
}
