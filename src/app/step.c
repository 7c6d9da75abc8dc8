/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one step did, in words. */
#include "app/internal.h"

#include <stdlib.h>

struct step {
  struct session *session;
  struct arena *arena;
  const char *kind, *subject, *key, *undoes; /* of its first event; kind NULL: there is none */
  bool yes;                                  /* that event says yes */
  const char *name;                          /* of the subject, if the step made it */
  size_t events, others;                     /* others: about something else than the first */
};

static void read_first(struct step *step, const struct event *event) {
  step->kind = arena_strdup(step->arena, event->kind);
  step->subject = arena_strdup(step->arena, event->subject);
  step->key = arena_strdup(step->arena, event->key);
  step->undoes = arena_strdup(step->arena, event->undoes);
  step->yes = event->value.type == VALUE_BOOL && event->value.boolean;
}

/* What is said about a new subject belongs to making it. */
static bool belongs_to_first(const struct step *step, const struct event *event) {
  return str_eq(step->subject, event->subject) && (str_eq(step->kind, "subject") || str_eq(step->key, event->key));
}

static bool visit_event(void *context, const struct event *event) {
  struct step *step = context;
  if (!step->kind) read_first(step, event);
  const struct question *question = pack_question(step->session->app->pack, event->key);
  bool is_name = question && question->subject->name == question && event->value.type == VALUE_TEXT;
  if (is_name && str_eq(step->kind, "subject") && str_eq(step->subject, event->subject))
    step->name = arena_strdup(step->arena, event->value.text);
  step->events++;
  step->others += !belongs_to_first(step, event);
  return true;
}

/* What the program wrote down beside answers. */
static const char *record_words(const char *kind, const char *lang) {
  static const struct {
    const char *kind, *words;
  } records[] = {
      {RECORD_RENDERED, N_("Document written")}, {RECORD_ADOPTED, N_("Law pack adopted")}, {RECORD_LAW_TEXT, N_("Official text imported")}};
  for (size_t i = 0; i < ARRAY_LEN(records); i++)
    if (str_eq(records[i].kind, kind)) return tr(lang, NULL, records[i].words);
  return kind;
}

static char *words_of_first(const struct step *step, const char *lang) {
  if (!step->kind) return mem_strdup("");
  if (str_eq(step->kind, "meta")) return mem_strdup(record_words(step->key, lang));
  const char *name = step->name ? step->name : engine_name(step->session->engine, step->subject, lang);
  if (str_eq(step->kind, "subject")) return mem_printf(tr(lang, NULL, N_("%s: new")), name);
  if (str_eq(step->kind, "archive"))
    return mem_printf(step->yes ? tr(lang, NULL, N_("%s: archived")) : tr(lang, NULL, N_("%s: no longer archived")), name);
  const struct question *question = pack_question(step->session->app->pack, step->key);
  return mem_printf("%s, %s", name, question ? pack_text(&question->title, lang) : step->key);
}

static char *words_of(const struct step *step, const char *lang) {
  CLEANUP(mem_freep) char *first = words_of_first(step, lang);
  if (!step->others) return mem_strdup(first);
  return mem_printf(tr(lang, NULL, N_("%s, and more: %zu changes in one step")), first, step->events);
}

static void read_step(struct session *session, const char *group, struct arena *arena, struct step *ret_step) {
  *ret_step = (struct step){.session = session, .arena = arena};
  store_log_group(session->store, group, visit_event, ret_step, NULL);
}

static char *describe(struct session *session, const char *group, const char *lang, bool *ret_taken_back, bool *ret_again) {
  struct arena *arena = arena_new();
  struct step step;
  read_step(session, group, arena, &step);
  *ret_taken_back = *ret_again = false;
  while (step.undoes) {
    *ret_again = *ret_taken_back;
    *ret_taken_back = !*ret_taken_back;
    read_step(session, step.undoes, arena, &step);
  }
  char *words = words_of(&step, lang);
  arena_free(arena);
  return words;
}

char *step_words(struct session *session, const char *group, const char *lang) {
  bool taken_back, again;
  return describe(session, group, lang, &taken_back, &again);
}

char *app_step_text(struct session *session, const char *group, const char *lang) {
  bool taken_back, again;
  CLEANUP(mem_freep) char *words = describe(session, group, lang, &taken_back, &again);
  if (taken_back) return mem_printf(tr(lang, NULL, N_("Taken back: %s")), words);
  if (again) return mem_printf(tr(lang, NULL, N_("Done again: %s")), words);
  return mem_strdup(words);
}
