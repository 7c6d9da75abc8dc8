/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guided interview, line by line: for screen readers, serial lines and scripts. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

struct interview {
  struct call *call;
  struct open_ref at; /* the question shown; its subject lives in the call's arena */
  VEC(struct open_ref) answered;
  struct map *skipped;
  const struct section *section;
  const char *subject; /* shown last */
};

static struct engine *engine_of(const struct interview *interview) {
  return session_engine(interview->call->session);
}

static char *key_of(const struct open_ref *ref) {
  return mem_printf("%s %s", ref->subject, ref->question->id);
}

static bool is_skipped(const struct interview *interview, const struct open_ref *ref) {
  CLEANUP(mem_freep) char *key = key_of(ref);
  return map_get(interview->skipped, key) != NULL;
}

static bool same_place(const struct open_ref *a, const struct open_ref *b) {
  return a->question == b->question && str_eq(a->subject, b->subject);
}

/* The next open question that was not skipped. */
static bool go_on(struct interview *interview) {
  struct open_ref next, after = interview->at, first = {0};
  while (engine_next(engine_of(interview), interview->call->subject, after.question ? &after : NULL, &next)) {
    if (!is_skipped(interview, &next)) {
      interview->at = (struct open_ref){.subject = arena_strdup(interview->call->arena, next.subject), .question = next.question};
      return true;
    }
    if (first.question && same_place(&first, &next)) return false;
    if (!first.question) first = next;
    after = next;
  }
  return false;
}

/* ---- showing ---- */

/* Where an id is a number itself, numbers would mean two things. */
static bool has_numbers(const struct question *question) {
  for (size_t i = 0; i < question->choices_len; i++)
    if (question->choices[i].id[strspn(question->choices[i].id, "0123456789")] == '\0') return false;
  return question->choices_len > 0;
}

static void show_choices(struct interview *interview) {
  const struct question *question = interview->at.question;
  bool numbers = has_numbers(question);
  for (size_t i = 0; i < question->choices_len; i++) {
    const struct choice *choice = &question->choices[i];
    CLEANUP(mem_freep) char *label = numbers ? mem_printf("%zu", i + 1) : mem_strdup(choice->id);
    put_wrapped_format(interview->call->out, 4, 8, "%s. %s [%s]", label, pack_text(&choice->title, lang_ui()), choice->id);
  }
}

static const char *form_of(const struct question *question) {
  switch (question->type) {
  case Q_BOOL:
    return _("yes or no (n alone is next)");
  case Q_CHOICE:
    return has_numbers(question) ? _("a number or an id") : _("an id");
  case Q_SET:
    return has_numbers(question) ? _("numbers or ids with commas between them, or none") : _("ids with commas between them, or none");
  case Q_NUMBER:
    return _("a number");
  case Q_DATE:
    return question->none ? _("a day like 2027-12-11, or none") : _("a day like 2027-12-11");
  case Q_INSTANT:
    return _("a point in time like 2026-09-12T08:00+02:00");
  case Q_REFERENCE:
    return _("a subject");
  case Q_REFERENCES:
    return _("subjects with commas between them, or none");
  case Q_BLOB:
    return _("a file as @PATH");
  case Q_TEXT:
  case Q_LONG_TEXT:
    break;
  }
  return _("a text, or @PATH to take it from a file");
}

static void show_question(struct interview *interview) {
  struct call *call = interview->call;
  const struct question *question = interview->at.question;
  if (!str_eq(interview->subject, interview->at.subject) || interview->section != question->section) {
    CLEANUP(mem_freep) char *subject = subject_title(call, interview->at.subject);
    CLEANUP(mem_freep) char *heading = mem_printf("%s. %s", subject, pack_text(&question->section->title, lang_ui()));
    put_heading(call->out, heading);
  }
  interview->subject = interview->at.subject;
  interview->section = question->section;
  buf_putc(call->out, '\n');
  put_wrapped_format(call->out, 0, 2, "%s [%s]", pack_text(&question->title, lang_ui()), question->id);
  put_wrapped(call->out, 2, 2, pack_text(&question->text, lang_ui()));
  show_choices(interview);
  put_wrapped_format(call->out, 2, 2, _("Answer: %s."), form_of(question));
}

static void show_help(struct interview *interview) {
  struct buf *out = interview->call->out;
  const struct question *question = interview->at.question;
  put_wrapped(out, 2, 2, pack_text(&question->help, lang_ui()));
  for (size_t i = 0; i < question->examples_len; i++)
    put_wrapped_format(out, 2, 4, _("Example: %s"), pack_text(&question->examples[i], lang_ui()));
  for (size_t i = 0; i < question->choices_len; i++) {
    const char *help = pack_text(&question->choices[i].help, lang_ui());
    if (*help) put_wrapped_format(out, 4, 6, "%s: %s", pack_text(&question->choices[i].title, lang_ui()), help);
  }
  put_wrapped(out, 2, 2,
              _("Instead of an answer: ? help, w why, n next, u undo, q quit, unknown. A line that begins with = is taken as answer."));
}

static void put_reasons(struct interview *interview, const struct reason *reason, size_t indent) {
  if (!reason || indent > 12) return;
  CLEANUP(mem_freep) char *sentence = reason_sentence(engine_of(interview), reason, lang_ui());
  put_wrapped(interview->call->out, indent, indent + 2, sentence);
  for (size_t i = 0; reason->kind != REASON_CONCLUSION && i < reason->children_len; i++)
    put_reasons(interview, reason->children[i], indent + 2);
}

static void show_why(struct interview *interview) {
  const struct question *question = interview->at.question;
  const struct question_state *state = engine_question(engine_of(interview), interview->at.subject, question);
  CLEANUP(mem_freep) char *cites = cites_text(&question->cites, lang_ui());
  put_wrapped_format(interview->call->out, 2, 4, _("It rests on: %s"), cites);
  if (state->asked_reason)
    put_reasons(interview, state->asked_reason, 2);
  else
    put_wrapped(interview->call->out, 2, 2, _("It is always asked."));
}

/* ---- answering ---- */

static void show_error(struct interview *interview) {
  struct call *call = interview->call;
  put_wrapped(call->out, 2, 2, call->error.what ? call->error.what : "");
  if (call->error.next) put_wrapped(call->out, 2, 2, call->error.next);
  error_clear(&call->error);
}

/* "1, 3" into the ids of the choices; what is not a number of a choice stays as it is. */
static char *with_ids(const struct question *question, const char *text) {
  struct buf ids = {0};
  while (*text) {
    size_t blanks = strspn(text, " ,"), len = strcspn(text + blanks, " ,");
    buf_add(&ids, text, blanks);
    text += blanks;
    CLEANUP(mem_freep) char *word = mem_strndup(text, len);
    size_t number = len && len < 4 && strspn(word, "0123456789") == len ? strtoul(word, NULL, 10) : 0;
    buf_puts(&ids, number && number <= question->choices_len ? question->choices[number - 1].id : word);
    text += len;
  }
  return buf_take(&ids);
}

/* What is known there, also under an id that the question had earlier. */
static const struct fact *fact_at(struct interview *interview) {
  return engine_question(engine_of(interview), interview->at.subject, interview->at.question)->fact;
}

static enum status answer(struct interview *interview, const char *text, bool literal) {
  struct call *call = interview->call;
  const struct question *question = interview->at.question;
  struct answer answer = {.subject = interview->at.subject, .question = question->id, .check_seen = true, .seen = fact_at(interview)};
  if (!literal && str_eq(text, "unknown")) {
    answer.mode = ANSWER_SAY_UNKNOWN;
    return app_answer(call->session, &answer, 1, &call->error);
  }
  CLEANUP(mem_freep) char *ids = !literal && has_numbers(question) ? with_ids(question, text) : mem_strdup(text);
  struct value *values = NULL;
  enum status status;
  if (literal) {
    status = answer_parse(call->session, question, ids, call->arena, &values, &answer.values_len, &call->error);
    answer.values = values;
  } else {
    status = read_answer_text(call, question, ids, &answer);
  }
  return status ? status : app_answer(call->session, &answer, 1, &call->error);
}

static void show_answer(struct interview *interview) {
  const struct question *question = interview->at.question;
  CLEANUP(mem_freep) char *value = value_sentence(engine_of(interview), question, fact_at(interview), lang_ui());
  put_wrapped_format(interview->call->out, 2, 4, _("Answer: %s"), value);
}

static bool take_answer(struct interview *interview, const char *text) {
  bool literal = text[0] == '=';
  enum status status = answer(interview, text + literal, literal);
  if (status) {
    show_error(interview);
    if (status == STATUS_STALE) show_answer(interview);
    return false;
  }
  vec_push(&interview->answered, interview->at);
  return true;
}

/* Back to the question whose answer was taken back. */
static void undo(struct interview *interview) {
  struct call *call = interview->call;
  if (!interview->answered.len) {
    put_wrapped(call->out, 2, 2, _("Nothing was answered in this interview yet."));
    return;
  }
  if (app_undo(call->session, NULL, &call->error)) {
    show_error(interview);
    return;
  }
  interview->at = interview->answered.items[--interview->answered.len];
  show_question(interview);
}

enum step { STEP_ASK_AGAIN, STEP_GO_ON, STEP_QUIT };

static enum step skip(struct interview *interview) {
  CLEANUP(mem_freep) char *key = key_of(&interview->at);
  map_put(interview->skipped, key, interview);
  return STEP_GO_ON;
}

static enum step take_line(struct interview *interview, const char *line) {
  if (str_eq(line, "q")) return STEP_QUIT;
  if (str_eq(line, "n") || !*line) return skip(interview);
  if (str_eq(line, "?"))
    show_help(interview);
  else if (str_eq(line, "w"))
    show_why(interview);
  else if (str_eq(line, "u"))
    undo(interview);
  else if (take_answer(interview, line))
    return STEP_GO_ON;
  return STEP_ASK_AGAIN;
}

static bool read_trimmed(struct interview *interview, struct buf *line) {
  const struct cli *cli = interview->call->cli;
  buf_puts(interview->call->out, "> ");
  buf_free(line);
  if (!cli->read_line || !cli->read_line(cli->context, interview->call->out, line)) return false;
  while (line->len && strchr(" \t\r", line->data[line->len - 1]))
    line->data[--line->len] = '\0';
  return true;
}

/* Asks one question until it is answered or left; false: the end. */
static bool ask_one(struct interview *interview) {
  CLEANUP(buf_free) struct buf line = {0};
  show_question(interview);
  enum step step = STEP_ASK_AGAIN;
  while (step == STEP_ASK_AGAIN) {
    if (!read_trimmed(interview, &line)) return false;
    step = take_line(interview, buf_str(&line));
  }
  return step == STEP_GO_ON;
}

enum status do_interview(struct call *call) {
  struct interview interview = {.call = call, .skipped = map_new()};
  bool more = true;
  put_wrapped(call->out, 0, 0, _("Answer, or type ? for help, w for why it is asked, n for next, u for undo, q to quit."));
  while (more && go_on(&interview))
    more = ask_one(&interview);
  struct progress progress = engine_progress(session_engine(call->session), call->subject, NULL);
  buf_putc(call->out, '\n');
  put_wrapped_format(call->out, 0, 2, _("%zu of %zu questions that are asked now have been answered."), progress.answered, progress.asked);
  vec_free(&interview.answered);
  map_free(interview.skipped);
  return STATUS_OK;
}
