/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees of reasons as rows. */
#include "tui/model/internal.h"

#include <stdlib.h>

enum { INDENT = 2, DEPTH_MAX = 12 };

static void add_cites(struct list *list, int item, int indent, const cite_vec_t *cites) {
  if (cites->len == 0) return;
  CLEANUP(mem_freep) char *text = cites_text(cites, lang_ui());
  list_text(list, item, ROLE_QUIET, indent, text);
}

/* A single case is told in the sentence of the conclusion already. */
static void add_cases(struct list *list, const struct conclusion_state *state, int indent) {
  for (size_t i = 0; i < state->cases.len; i++) {
    const struct conclusion_case *one = state->cases.items[i];
    if (state->cases.len > 1 && *one->because.text) list_text(list, NO_ITEM, ROLE_PLAIN, indent, ui_text(&one->because));
    add_cites(list, NO_ITEM, indent, &one->cites);
  }
}

struct tree {
  struct view *view;
  struct list *list;
  open_vec_t *refs;
  struct map *said;  /* the same answer often decides in several places: it is told once */
  const char *title; /* still to be written; NULL: done */
};

static bool first_time(struct tree *tree, const struct reason *reason, const char *sentence) {
  CLEANUP(mem_freep) char *key = mem_printf("%d|%s|%s", reason->kind, reason->subject ? reason->subject : "", sentence);
  if (map_get(tree->said, key)) return false;
  map_put(tree->said, key, tree);
  return true;
}

static bool add_sentence(struct tree *tree, const struct reason *reason, int indent) {
  CLEANUP(mem_freep) char *sentence = reason_sentence(view_engine(tree->view), reason, lang_ui());
  if (!first_time(tree, reason, sentence)) return false;
  if (tree->title) list_heading(tree->list, tree->title);
  tree->title = NULL;
  int item = NO_ITEM;
  if (reason->question) {
    struct open_ref ref = {.subject = reason->subject, .question = reason->question};
    vec_push(tree->refs, ref);
    item = list_item(tree->list);
  }
  list_marked(tree->list, item, reason->truth == TRUTH_UNKNOWN ? ROLE_OPEN : ROLE_PLAIN, indent, "-", sentence);
  if (reason->question) add_cites(tree->list, item, indent + INDENT, &reason->question->cites);
  if (reason->kind == REASON_CONCLUSION) add_cases(tree->list, reason->conclusion, indent + INDENT);
  return true;
}

static void add_tree(struct tree *tree, const struct reason *reason, int depth) {
  bool speaks = reason->kind != REASON_ALL;
  if (speaks && !add_sentence(tree, reason, depth * INDENT)) return;
  for (size_t i = 0; i < reason->children_len && depth < DEPTH_MAX; i++)
    add_tree(tree, reason->children[i], depth + speaks);
}

void reasons_add(struct view *view, struct list *list, const char *title, const struct reason *reason, open_vec_t *refs, struct map *said) {
  if (!reason) return;
  struct tree tree = {.view = view, .list = list, .refs = refs, .said = said, .title = title};
  add_tree(&tree, reason, 0);
}
