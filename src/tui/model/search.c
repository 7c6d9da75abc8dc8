/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search without regard to case and accents: questions with their choices and answers, requirements, conclusions, tables of the law pack.
 */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

enum { KIND_COLS = 13, TITLE_COLS = 34 };

/* Something that can be found. Its texts live in the arena. */
struct entry {
  const char *kind, *title, *detail; /* shown */
  const char *folded_title, *folded; /* searched */
  const char *subject;
  const struct question *question;
  const char *conclusion;
  const struct table_row *row;
};

struct search {
  struct list list;
  struct editor editor;
  struct arena *arena;
  VEC(struct entry) entries;
  VEC(const struct entry *) found; /* the items */
  bool stale;                      /* these are of other words: searching after each letter of a long paste would take minutes */
};

/* ---- what there is ---- */

static void add(struct search *search, struct entry entry, const struct buf *text) {
  CLEANUP(mem_freep) char *folded = text_fold(buf_str(text));
  entry.folded = arena_strdup(search->arena, folded);
  CLEANUP(mem_freep) char *folded_title = text_fold(entry.title);
  entry.folded_title = arena_strdup(search->arena, folded_title);
  entry.title = arena_strdup(search->arena, entry.title);
  entry.detail = arena_strdup(search->arena, entry.detail);
  entry.subject = arena_strdup(search->arena, entry.subject);
  vec_push(&search->entries, entry);
}

static void add_question(struct view *view, struct search *search, const struct open_ref *ref) {
  const struct question *question = ref->question;
  const struct question_state *state = engine_question(view_engine(view), ref->subject, question);
  CLEANUP(mem_freep)
  char *answer = state->answer == ANSWER_OPEN ? mem_strdup("") : value_sentence(view_engine(view), question, state->fact, lang_ui());
  CLEANUP(mem_freep)
  char *detail = mem_printf("%s %s%s%s", question_mark(state), ui_name(view, ref->subject), *answer ? ": " : "", answer);
  struct buf text = {0};
  buf_printf(&text, "%s\n%s\n%s\n%s\n%s", question->id, ui_text(&question->title), ui_text(&question->text), ui_text(&question->help),
             answer);
  for (size_t i = 0; i < question->choices_len; i++)
    buf_printf(&text, "\n%s\n%s", ui_text(&question->choices[i].title), ui_text(&question->choices[i].help));
  add(search,
      (struct entry){
          .kind = _("Question"), .title = ui_text(&question->title), .detail = detail, .subject = ref->subject, .question = question},
      &text);
  buf_free(&text);
}

static void add_requirement(struct search *search, const struct requirement_state *record) {
  const struct requirement *requirement = record->requirement;
  struct buf text = {0};
  buf_printf(&text, "%s\n%s\n%s\n%s", requirement->id, ui_text(&requirement->title), ui_text(&requirement->text),
             ui_text(&requirement->help));
  add(search,
      (struct entry){.kind = _("Requirement"),
                     .title = ui_text(&requirement->title),
                     .detail = ui_text(&requirement->text),
                     .subject = record->subject},
      &text);
  buf_free(&text);
}

static void add_conclusion(struct view *view, struct search *search, const struct conclusion_state *state) {
  CLEANUP(mem_freep) char *sentence = conclusion_sentence(view_engine(view), state, lang_ui());
  struct buf text = {0};
  buf_printf(&text, "%s\n%s\n%s", state->conclusion->id, ui_text(&state->conclusion->title), sentence);
  add(search,
      (struct entry){.kind = _("Conclusion"),
                     .title = ui_text(&state->conclusion->title),
                     .detail = sentence,
                     .subject = state->subject,
                     .conclusion = state->conclusion->id},
      &text);
  buf_free(&text);
}

static void add_row(struct search *search, const struct table_row *row) {
  if (!*row->title.text) return;
  CLEANUP(mem_freep) char *cites = cites_text(&row->cites, lang_ui());
  struct buf text = {0};
  buf_printf(&text, "%s\n%s\n%s\n%s", row->id, ui_text(&row->title), ui_text(&row->help), cites);
  add(search, (struct entry){.kind = _("Law pack"), .title = ui_text(&row->title), .detail = cites, .row = row}, &text);
  buf_free(&text);
}

static void collect(struct view *view, struct search *search) {
  const struct pack *pack = app_pack(view->app);
  if (view->subject) {
    open_vec_t refs = {0};
    engine_walk(view_engine(view), view->subject, NULL, true, &refs);
    for (size_t i = 0; i < refs.len; i++)
      add_question(view, search, &refs.items[i]);
    vec_free(&refs);
    const struct assessment *assessment = view_assessment(view, view->subject);
    for (size_t i = 0; i < assessment->conclusions.len; i++)
      add_conclusion(view, search, assessment->conclusions.items[i]);
    for (size_t i = 0; i < assessment->requirements.len; i++)
      add_requirement(search, &assessment->requirements.items[i]);
  }
  for (size_t i = 0; i < pack_table_count(pack); i++)
    for (size_t k = 0; k < pack_table_at(pack, i)->rows_len; k++)
      add_row(search, &pack_table_at(pack, i)->rows[k]);
}

/* ---- finding ---- */

/* Every word has to be there. */
static bool holds_words(const char *folded, const char *words) {
  for (const char *at = words + strspn(words, " "); *at; at += strspn(at, " ")) {
    size_t len = strcspn(at, " ");
    CLEANUP(mem_freep) char *word = mem_strndup(at, len);
    if (!strstr(folded, word)) return false;
    at += len;
  }
  return true;
}

static void find_all(struct search *search, const char *words, bool in_title) {
  struct list *list = &search->list;
  for (size_t i = 0; i < search->entries.len; i++) {
    const struct entry *entry = &search->entries.items[i];
    if (!holds_words(entry->folded, words) || holds_words(entry->folded_title, words) != in_title) continue;
    vec_push(&search->found, entry);
    list_cells(list, list_item(list), ROLE_PLAIN, 0, 3, (const char *const[]){entry->kind, entry->title, entry->detail});
  }
}

/* What bears the words in its title comes first. */
static void find(struct search *search) {
  CLEANUP(mem_freep) char *words = text_fold(editor_text(&search->editor));
  struct list *list = &search->list;
  list_clear(list);
  list_columns(list, 3, (const int[]){KIND_COLS, TITLE_COLS, 0});
  search->found.len = 0;
  search->stale = false;
  if (words[strspn(words, " ")] == '\0') {
    list_text(list, NO_ITEM, ROLE_QUIET, 0, _("Type words; all of them have to be found. Case and accents do not matter."));
    return;
  }
  find_all(search, words, true);
  find_all(search, words, false);
  if (search->found.len == 0) list_text(list, NO_ITEM, ROLE_PLAIN, 0, _("Nothing was found."));
}

static void find_if_stale(struct search *search) {
  if (search->stale) find(search);
}

static void load(struct view *view, void *state) {
  struct search *search = state;
  arena_free(search->arena);
  search->arena = arena_new();
  search->entries.len = 0;
  collect(view, search);
  find(search);
}

/* ---- the screen ---- */

static void draw(struct view *view, void *state, struct pane pane) {
  struct search *search = state;
  (void)view;
  find_if_stale(search);
  struct pane line = pane_take_top(&pane, 2);
  int col = 1 + pane_put(line, 0, 1, -1, ROLE_HEADING, _("Search for:")) + 1;
  editor_draw(&search->editor, pane_part(line, 0, col, 1, line.cols - col - 1));
  list_draw(&search->list, pane, true);
}

static bool take_key(struct view *view, void *state, struct key key) {
  struct search *search = state;
  (void)view;
  bool in_text = key.code == K_HOME || key.code == K_END, changed;
  if (key.code != K_PASTED) find_if_stale(search);
  if (!in_text && list_key(&search->list, key)) return true;
  bool taken = editor_key(&search->editor, key, &changed);
  if (changed) {
    search->list.selected = 0;
    search->stale = true;
  }
  return taken;
}

static bool typing(const void *state) {
  (void)state;
  return true;
}

static bool has_found(struct view *view, void *state) {
  (void)view;
  struct search *search = state;
  return (size_t)search->list.selected < search->found.len;
}

static void run_open(struct view *view, void *state) {
  struct search *search = state;
  const struct entry *entry = search->found.items[search->list.selected];
  struct open_ref ref = {.subject = entry->subject, .question = entry->question};
  struct scope scope = {.subject = (char *)entry->subject, .alone = true};
  if (entry->question)
    open_question_of_stage(view, &ref);
  else if (entry->conclusion)
    open_why_conclusion(view, entry->subject, entry->conclusion);
  else if (entry->row)
    open_text(view, entry->title, *entry->row->help.text ? ui_text(&entry->row->help) : entry->title);
  else
    open_questions(view, &scope);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens what the cursor is on"), run_open, has_found},
    {0},
};

static char *title(struct view *view, void *state) {
  struct search *search = state;
  (void)view;
  find_if_stale(search);
  return search->found.len ? mem_printf(trn_ui("%zu found", "%zu found", search->found.len), search->found.len) : NULL;
}

static void free_search(void *state) {
  struct search *search = state;
  list_free(&search->list);
  editor_free(&search->editor);
  arena_free(search->arena);
  vec_free(&search->entries);
  vec_free(&search->found);
}

const struct screen search_screen = {
    .name = N_("Search"),
    .state_size = sizeof(struct search),
    .title = title,
    .load = load,
    .draw = draw,
    .key = take_key,
    .typing = typing,
    .bindings = bindings,
    .free = free_search,
};
