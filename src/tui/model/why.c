/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why: of a conclusion its chain of reasons and what would change it; of a question why it is asked and what waits for it. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct why {
  struct list list; /* first: it is a list screen */
  char *subject;
  char *conclusion; /* or */
  const struct question *question;
  open_vec_t refs; /* of the items: questions to jump to */
};

static int add_ref(struct why *why, const char *subject, const struct question *question) {
  struct open_ref ref = {.subject = subject, .question = question};
  vec_push(&why->refs, ref);
  return list_item(&why->list);
}

/* ---- a conclusion ---- */

static const char *value_title(const struct conclusion *conclusion, const char *value) {
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (str_eq(conclusion->values[i].id, value)) return ui_text(&conclusion->values[i].title);
  return str_eq(value, "none") ? _("none") : value;
}

/* Of one case; several possible ones or readings each say which result they stand for. */
static void add_case(struct why *why, const struct conclusion *conclusion, const struct conclusion_case *one, bool several) {
  CLEANUP(mem_freep) char *cites = cites_text(&one->cites, lang_ui());
  const char *because = ui_text(&one->because);
  if (several && one->value) {
    CLEANUP(mem_freep) char *text = mem_printf("%s: %s", value_title(conclusion, one->value), because);
    list_marked(&why->list, NO_ITEM, ROLE_PLAIN, 2, "-", text);
  } else if (*because) {
    list_text(&why->list, NO_ITEM, ROLE_PLAIN, 2, because);
  }
  if (*cites) list_text(&why->list, NO_ITEM, ROLE_QUIET, several ? 4 : 2, cites);
}

static void add_result(struct view *view, struct why *why, const struct conclusion_state *state) {
  CLEANUP(mem_freep) char *sentence = conclusion_sentence(view_engine(view), state, lang_ui());
  list_marked(&why->list, NO_ITEM, ROLE_HEADING, 0, conclusion_mark(state), sentence);
  bool several = state->cases.len > 1;
  if (several && state->status == CONCLUSION_OPEN) list_heading(&why->list, _("Possible results"));
  if (several && state->status == CONCLUSION_DISPUTED) list_heading(&why->list, _("Readings of the law"));
  for (size_t i = 0; i < state->cases.len; i++)
    add_case(why, state->conclusion, state->cases.items[i], several);
}

static void add_open(struct view *view, struct why *why, const struct conclusion_state *state) {
  if (state->open.len == 0) return;
  list_heading(&why->list, _("Open questions that decide"));
  for (size_t i = 0; i < state->open.len; i++) {
    const struct open_ref *ref = &state->open.items[i];
    CLEANUP(mem_freep) char *text = mem_printf("%s (%s)", ui_text(&ref->question->title), ui_name(view, ref->subject));
    list_marked(&why->list, add_ref(why, ref->subject, ref->question), ROLE_OPEN, 0, "[ ]", text);
  }
}

static char *results_text(const struct conclusion *conclusion, const struct what_if *change) {
  struct buf text = {0};
  for (size_t i = 0; i < change->values.len; i++)
    buf_printf(&text, "%s%s", i ? ", " : "", value_title(conclusion, change->values.items[i]));
  if (change->values.len == 0) buf_puts(&text, change->status == CONCLUSION_NOT_APPLICABLE ? _("not applicable") : _("none"));
  return buf_take(&text);
}

static const char *change_sentence(enum conclusion_status status) {
  if (status == CONCLUSION_OPEN) return _("If “%1$s” were “%2$s”, it would be open: %3$s");
  if (status == CONCLUSION_DISPUTED) return _("If “%1$s” were “%2$s”, it would be disputed: %3$s");
  return _("If “%1$s” were “%2$s”: %3$s");
}

static void add_change(struct view *view, struct why *why, const struct conclusion *conclusion, const struct what_if *change) {
  struct head head = {.value = change->value};
  struct fact fact = {.heads = &head, .heads_len = 1};
  const struct question *question = change->ref.question;
  CLEANUP(mem_freep) char *value = value_sentence(view_engine(view), question, &fact, lang_ui());
  CLEANUP(mem_freep) char *results = results_text(conclusion, change);
  CLEANUP(mem_freep) char *text = mem_printf(change_sentence(change->status), ui_text(&question->title), value, results);
  list_marked(&why->list, add_ref(why, change->ref.subject, question), ROLE_PLAIN, 0, "-", text);
}

static void add_changes(struct view *view, struct why *why, const struct conclusion_state *state) {
  struct arena *arena = arena_new();
  what_if_vec_t changes = {0};
  assess_what_if(view_engine(view), state->subject, state->conclusion->id, arena, &changes);
  if (changes.len) list_heading(&why->list, _("Single answers that would change this"));
  for (size_t i = 0; i < changes.len; i++)
    add_change(view, why, state->conclusion, &changes.items[i]);
  vec_free(&changes);
  arena_free(arena);
}

static void load_conclusion(struct view *view, struct why *why) {
  const struct conclusion_state *state = engine_conclusion(view_engine(view), why->subject, why->conclusion);
  if (!state) {
    view_pop(view);
    return;
  }
  add_result(view, why, state);
  add_open(view, why, state);
  struct map *said = map_new();
  reasons_add(view, &why->list, _("Because"), state->reason, &why->refs, said);
  reasons_add(view, &why->list, _("Why not something else"), state->refuted, &why->refs, said);
  map_free(said);
  add_changes(view, why, state);
}

/* ---- a question ---- */

static void add_waiting(struct view *view, struct why *why) {
  const struct assessment *assessment = view_assessment(view, view->subject ? view->subject : why->subject);
  bool first = true;
  for (size_t i = 0; i < assessment->conclusions.len; i++) {
    const struct conclusion_state *state = assessment->conclusions.items[i];
    size_t at = 0;
    while (at < state->open.len && state->open.items[at].question != why->question)
      at++;
    if (at == state->open.len) continue;
    if (first) list_heading(&why->list, _("Conclusions that wait for the answer"));
    first = false;
    list_marked(&why->list, NO_ITEM, ROLE_OPEN, 0, conclusion_mark(state), ui_text(&state->conclusion->title));
  }
}

static void load_question(struct view *view, struct why *why) {
  const struct question_state *state = engine_question(view_engine(view), why->subject, why->question);
  if (!state) {
    view_pop(view);
    return;
  }
  const char *const titles[] = {[TRUTH_FALSE] = _("It is not asked"),
                                [TRUTH_TRUE] = _("It is asked"),
                                [TRUTH_UNKNOWN] = _("It is not certain yet whether it is asked")};
  CLEANUP(mem_freep) char *cites = cites_text(&why->question->cites, lang_ui());
  list_text(&why->list, NO_ITEM, ROLE_HEADING, 0, ui_text(&why->question->text));
  if (*cites) list_text(&why->list, NO_ITEM, ROLE_QUIET, 0, cites);
  if (*why->question->help.text) list_text(&why->list, NO_ITEM, ROLE_PLAIN, 0, ui_text(&why->question->help));
  if (state->asked_reason) {
    struct map *said = map_new();
    reasons_add(view, &why->list, titles[state->asked], state->asked_reason, &why->refs, said);
    map_free(said);
  } else {
    list_heading(&why->list, _("It is always asked"));
  }
  add_waiting(view, why);
}

/* ---- the screen ---- */

static void load(struct view *view, void *state) {
  struct why *why = state;
  list_clear(&why->list);
  why->refs.len = 0;
  if (why->conclusion)
    load_conclusion(view, why);
  else
    load_question(view, why);
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  struct why *why = state;
  return (size_t)why->list.selected < why->refs.len;
}

static void run_open(struct view *view, void *state) {
  struct why *why = state;
  open_question_of_stage(view, &why->refs.items[why->list.selected]);
}

static const struct conclusion_state *conclusion_of(struct view *view, const struct why *why) {
  return why->conclusion ? engine_conclusion(view_engine(view), why->subject, why->conclusion) : NULL;
}

static bool has_law(struct view *view, void *state) {
  const struct why *why = state;
  const struct conclusion_state *conclusion = conclusion_of(view, why);
  return why->question ? cites_law(&why->question->cites) : conclusion && conclusion_cites_law(conclusion);
}

static void run_law(struct view *view, void *state) {
  const struct why *why = state;
  if (why->question)
    open_law(view, &why->question->cites);
  else
    open_law_of_conclusion(view, conclusion_of(view, why));
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the question under the cursor"), run_open, has_selected},
    {'o', K_NONE, 'o', N_("Law"), N_("The official text of what is cited, if it was imported"), run_law, has_law},
    {0},
};

static char *title(struct view *view, void *state) {
  struct why *why = state;
  const struct conclusion_state *conclusion = conclusion_of(view, why);
  if (why->question) return mem_strdup(ui_text(&why->question->title));
  return conclusion ? mem_strdup(ui_text(&conclusion->conclusion->title)) : NULL;
}

static void free_why(void *state) {
  struct why *why = state;
  list_free(&why->list);
  vec_free(&why->refs);
  free(why->subject);
  free(why->conclusion);
}

const struct screen why_screen = {
    .name = N_("Why"),
    .state_size = sizeof(struct why),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_why,
};

void open_why_conclusion(struct view *view, const char *subject, const char *conclusion) {
  struct why *why = view_push(view, &why_screen);
  why->subject = mem_strdup(subject);
  why->conclusion = mem_strdup(conclusion);
}

void open_why_question(struct view *view, const char *subject, const struct question *question) {
  struct why *why = view_push(view, &why_screen);
  why->subject = mem_strdup(subject);
  why->question = question;
}
