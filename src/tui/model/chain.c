/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chain around an entry: from a requirement over risks, measures and tests to evidence, and back. References lead down to what proves
 * something; requirements stand between those that name them.
 */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 3, INDENT = 2, BRIEF_PART = 3, BRIEF_COLS_LEAST = 32 };

struct item {
  const char *subject;      /* or */
  struct open_ref question; /* or */
  struct gap_target gap;
};

struct chain {
  struct list list; /* first: it is a list screen */
  char *subject;
  VEC(struct item) items; /* of the list */
  struct arena *arena;    /* of what they hold */
  size_t holes;
};

/* One walk from the entry, down to its proofs or up to what rests on it. */
struct walk {
  struct view *view;
  struct chain *chain;
  bool up;
  const char *path[DEPTH_MOST + 1]; /* what is above a row, not to go in circles */
};

static const struct subject_type *type_of(struct view *view, const char *subject) {
  return engine_type(view_engine(view), subject);
}

/* ---- rows ---- */

static int push_item(struct chain *chain, struct item item) {
  vec_push(&chain->items, item);
  return list_item(&chain->list);
}

/* "High, Low, Reduce"; of a requirement how far the work is. */
static char *state_text(struct view *view, const char *subject) {
  const struct assessment *assessment = view_assessment(view, view->subject ? view->subject : subject);
  for (size_t i = 0; i < assessment->requirements.len; i++)
    if (str_eq(assessment->requirements.items[i].subject, subject)) return requirement_status(view, &assessment->requirements.items[i]);
  return brief_text(view, subject);
}

static char *title_of(struct view *view, const char *subject) {
  const struct requirement *requirement = engine_requirement(view_engine(view), subject);
  if (requirement) return mem_printf("%s %s", requirement_point(requirement), ui_text(&requirement->title));
  return mem_printf("%s: %s", ui_text(&type_of(view, subject)->title), ui_name(view, subject));
}

static void add_row(struct view *view, struct chain *chain, const char *subject, int depth, const char *state) {
  CLEANUP(mem_freep) char *title = title_of(view, subject);
  list_cells(&chain->list, push_item(chain, (struct item){.subject = subject}), depth ? ROLE_PLAIN : ROLE_HEADING, depth * INDENT, 2,
             (const char *const[]){title, state});
}

/* How what is written about the measure begins: less than two lines. */
static char *beginning(const struct view *view, const char *words) {
  size_t line = strcspn(words, "\n"), fits = utf8_fit(words, view->grid->cols * 3 / 2);
  if (fits < line) line = fits;
  return words[line] ? mem_printf("%.*s…", (int)line, words) : mem_strdup(words);
}

static void add_measure(struct view *view, struct chain *chain, const char *subject, int depth) {
  const struct subject_type *type = type_of(view, subject);
  for (size_t i = 0; i < pack_question_count(app_pack(view->app)); i++) {
    const struct question *question = pack_question_at(app_pack(view->app), i);
    if (question->subject != type || !question_asks_for_measure(question)) continue;
    const struct question_state *state = engine_question(view_engine(view), subject, question);
    if (state->asked == TRUTH_FALSE || state->answer != ANSWER_GIVEN) continue;
    CLEANUP(mem_freep) char *words = value_sentence(view_engine(view), question, state->fact, lang_ui());
    CLEANUP(mem_freep) char *start = beginning(view, words);
    CLEANUP(mem_freep) char *text = mem_printf("%s: %s", ui_text(&question->title), start);
    struct item item = {.question = {.subject = subject, .question = question}};
    list_text(&chain->list, push_item(chain, item), ROLE_QUIET, depth * INDENT, text);
  }
}

static void add_holes(struct view *view, struct chain *chain, const char *subject, int depth) {
  gap_vec_t gaps = {0};
  engine_gaps(view_engine(view), subject, &gaps);
  for (size_t i = 0; i < gaps.len; i++) {
    const struct gap_state *gap = &gaps.items[i];
    CLEANUP(mem_freep) char *sentence = gap_sentence(view_engine(view), gap, lang_ui());
    struct item item = {.gap = gap_target_of(view, gap)};
    list_marked(&chain->list, push_item(chain, item), gap->blocks_final ? ROLE_BAD : ROLE_OPEN, depth * INDENT,
                gap->truth == TRUTH_TRUE ? "!" : "?", sentence);
    chain->holes++;
  }
  vec_free(&gaps);
}

/* ---- the walk ---- */

static bool is_requirement(struct view *view, const char *subject) {
  return engine_requirement(view_engine(view), subject) != NULL;
}

static void keep(link_vec_t *links, const link_vec_t *found, bool sets) {
  for (size_t i = 0; i < found->len; i++)
    if ((found->items[i].question->type == Q_SET) == sets) vec_push(links, found->items[i]);
}

/*
 * What stands next in that direction. Sets of requirements are followed from the entry the walk began with, from requirements, and
 * upwards, where a requirement is the end.
 */
static void next_links(const struct walk *walk, const char *subject, int depth, link_vec_t *ret_links) {
  link_vec_t from = {0}, to = {0};
  bool requirement = is_requirement(walk->view, subject);
  links_from(walk->view, walk->chain->arena, subject, &from);
  links_to(walk->view, walk->chain->arena, subject, &to);
  if (walk->up) {
    if (depth > 0 && !requirement) keep(ret_links, &from, true);
    keep(ret_links, &to, false);
  } else {
    if (requirement) keep(ret_links, &to, true);
    if (depth == 0) keep(ret_links, &from, true);
    keep(ret_links, &from, false);
  }
  vec_free(&from);
  vec_free(&to);
}

/* Deeper than the first step only what is one of several matters, no owner, and nothing of the kind the walk began with. */
static bool is_followed(const struct walk *walk, const struct link *link, int depth) {
  const struct subject_type *type = type_of(walk->view, link->subject);
  for (int i = 0; i < depth; i++)
    if (str_eq(walk->path[i], link->subject)) return false;
  if (depth <= 1) return true;
  bool branch = type_is_branch(app_pack(walk->view->app), type);
  return question_is_multi(link->question) && !branch && type != type_of(walk->view, walk->path[0]);
}

static void walk_from(struct walk *walk, const char *subject, int depth);

static void walk_to(struct walk *walk, const struct link *link, int depth) {
  const char *subject = link->subject;
  if (!is_followed(walk, link, depth)) return;
  if (type_is_branch(app_pack(walk->view->app), type_of(walk->view, subject))) {
    add_row(walk->view, walk->chain, subject, depth, ui_text(&link->question->title));
    return;
  }
  CLEANUP(mem_freep) char *state = state_text(walk->view, subject);
  add_row(walk->view, walk->chain, subject, depth, state);
  if (!walk->up) {
    add_measure(walk->view, walk->chain, subject, depth + 1);
    add_holes(walk->view, walk->chain, subject, depth + 1);
  }
  walk_from(walk, subject, depth);
}

static void walk_from(struct walk *walk, const char *subject, int depth) {
  link_vec_t links = {0};
  if (depth >= DEPTH_MOST) return;
  walk->path[depth] = subject;
  next_links(walk, subject, depth, &links);
  for (size_t i = 0; i < links.len; i++)
    walk_to(walk, &links.items[i], depth + 1);
  vec_free(&links);
}

static void add_part(struct view *view, struct chain *chain, bool up, const char *title) {
  struct walk walk = {.view = view, .chain = chain, .up = up};
  size_t before = chain->items.len, rows = chain->list.rows.len;
  list_heading(&chain->list, title);
  walk_from(&walk, chain->subject, 0);
  if (chain->items.len > before) return;
  if (up)
    chain->list.rows.len = rows;
  else
    list_text(&chain->list, NO_ITEM, ROLE_QUIET, INDENT, _("nothing yet"));
}

static void load(struct view *view, void *state) {
  struct chain *chain = state;
  int brief = view->grid->cols / BRIEF_PART;
  arena_free(chain->arena);
  chain->arena = arena_new();
  chain->items.len = chain->holes = 0;
  list_clear(&chain->list);
  list_columns(&chain->list, 2, (const int[]){0, brief > BRIEF_COLS_LEAST ? brief : BRIEF_COLS_LEAST});
  if (!type_of(view, chain->subject)) { /* it went away with an undo */
    view_pop(view);
    return;
  }
  CLEANUP(mem_freep) char *own = state_text(view, chain->subject);
  add_row(view, chain, chain->subject, 0, own);
  add_measure(view, chain, chain->subject, 1);
  add_holes(view, chain, chain->subject, 1);
  add_part(view, chain, false, _("What it rests on"));
  add_part(view, chain, true, _("What rests on it"));
}

/* ---- keys ---- */

static const struct item *selected(const void *state) {
  const struct chain *chain = state;
  size_t at = (size_t)chain->list.selected;
  return at < chain->items.len ? &chain->items.items[at] : NULL;
}

static bool leads(struct view *view, void *state) {
  (void)view;
  const struct item *item = selected(state);
  return item && (item->subject || item->question.question || gap_target_leads(&item->gap));
}

static void run_open(struct view *view, void *state) {
  const struct item *item = selected(state);
  struct scope scope = {.subject = (char *)item->subject, .alone = true};
  if (item->subject)
    open_questions(view, &scope);
  else if (item->question.question)
    open_question_of_stage(view, &item->question);
  else
    open_gap_target(view, &item->gap);
}

static bool is_another(struct view *view, void *state) {
  (void)view;
  const struct chain *chain = state;
  const struct item *item = selected(state);
  return item && item->subject && !str_eq(item->subject, chain->subject);
}

static void run_chain(struct view *view, void *state) {
  open_chain(view, selected(state)->subject);
}

static const struct binding bindings[] = {
    {0, K_ENTER, 0, N_("Go to"), N_("Opens the questions of the entry under the cursor, or the question that closes the gap"), run_open,
     leads},
    {'l', K_NONE, 0, N_("Chain"), N_("The chain around the entry under the cursor"), run_chain, is_another},
    {0},
};

static char *title(struct view *view, void *state) {
  const struct chain *chain = state;
  CLEANUP(mem_freep) char *path = ui_path(view, chain->subject);
  if (chain->holes == 0) return mem_strdup(path);
  return mem_printf(trn_ui("%s | %zu hole", "%s | %zu holes", chain->holes), path, chain->holes);
}

static void free_chain(void *state) {
  struct chain *chain = state;
  list_free(&chain->list);
  vec_free(&chain->items);
  arena_free(chain->arena);
  free(chain->subject);
}

const struct screen chain_screen = {
    .name = N_("Chain"),
    .state_size = sizeof(struct chain),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_chain,
};

void open_chain(struct view *view, const char *subject) {
  struct chain *chain = view_push(view, &chain_screen);
  chain->subject = mem_strdup(subject);
}
