/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal, newest first. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 2000 };

struct journal {
  struct list list;  /* first: it is a list screen */
  open_vec_t refs;   /* of the items; question NULL: no answer */
  struct view *view; /* while loading */
};

static char *value_of_event(struct view *view, const struct event *event, const struct question *question) {
  if (event->redacted) return mem_strdup(_("erased"));
  if (str_eq(event->kind, "meta")) return mem_strdup("");
  if (event->value.type == VALUE_CLEARED) return mem_strdup(str_eq(event->kind, "set") ? _("taken back") : "");
  struct head head = {.value = event->value};
  struct fact fact = {.heads = &head, .heads_len = 1};
  CLEANUP(mem_freep) char *text = question ? value_sentence(view_engine(view), question, &fact, lang_ui()) : value_text(&event->value);
  CLEANUP(mem_freep) char *plain = text_collapse(text);
  if (str_eq(event->kind, "add")) return mem_printf("+ %s", plain);
  if (str_eq(event->kind, "remove")) return mem_printf("- %s", plain);
  return mem_strdup(plain);
}

/* What was written when it is no answer. */
static const char *kind_text(const struct event *event) {
  static const struct {
    const char *kind, *text;
  } kinds[] = {{"subject", N_("Added")},
               {"archive", N_("Archived")},
               {"rendered", N_("Document written")},
               {"pack-adopted", N_("Law pack adopted")},
               {"law-text", N_("Official text imported")}};
  const char *kind = str_eq(event->kind, "meta") && event->key ? event->key : event->kind;
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (str_eq(kinds[i].kind, kind)) return _(kinds[i].text);
  return kind;
}

static bool add_event(void *context, const struct event *event) {
  struct journal *journal = context;
  struct view *view = journal->view;
  struct engine *engine = view_engine(view);
  const struct question *question = event->key && *event->key ? pack_question(engine_pack(engine), event->key) : NULL;
  bool known = event->subject && engine_type(engine, event->subject);
  CLEANUP(mem_freep) char *when = time_text(view, event->time);
  CLEANUP(mem_freep) char *value = value_of_event(view, event, question);
  const char *name = known ? ui_name(view, event->subject) : event->subject ? event->subject : "";
  const char *what = question ? ui_text(&question->title) : kind_text(event);
  struct open_ref ref = {.subject = known ? arena_strdup(journal->list.arena, event->subject) : NULL, .question = known ? question : NULL};
  vec_push(&journal->refs, ref);
  list_cells(&journal->list, list_item(&journal->list), event->undoes ? ROLE_QUIET : ROLE_PLAIN, 0, 5,
             (const char *const[]){when, event->author ? app_author_name(view->session, event->author) : "", name, what, value});
  return true;
}

static void load(struct view *view, void *state) {
  struct journal *journal = state;
  struct error error = {0};
  journal->view = view;
  journal->refs.len = 0;
  list_clear(&journal->list);
  list_columns(&journal->list, 5, (const int[]){16, 10, 12, 20, 0});
  if (store_log(session_store(view->session), NULL, NULL, true, SHOWN_MAX, add_event, journal, &error)) view_fail(view, &error);
}

static bool has_question(struct view *view, void *state) {
  (void)view;
  struct journal *journal = state;
  size_t at = (size_t)journal->list.selected;
  if (at >= journal->refs.len) return false;
  const struct open_ref *ref = &journal->refs.items[at];
  return ref->question && engine_question(view_engine(view), ref->subject, ref->question);
}

static void run_open(struct view *view, void *state) {
  struct journal *journal = state;
  open_question_of_stage(view, &journal->refs.items[journal->list.selected]);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question that was answered"), run_open, has_question},
    {0},
};

static void free_journal(void *state) {
  struct journal *journal = state;
  list_free(&journal->list);
  vec_free(&journal->refs);
}

const struct screen log_screen = {
    .name = N_("Journal"),
    .state_size = sizeof(struct journal),
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_journal,
};
