/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk: the questions around a subject in the order of stages, sections, subjects. */
#include "engine/internal.h"

static void walk_section(struct engine *engine, const struct section *section, const node_vec_t *around, bool with_hidden,
                         open_vec_t *refs) {
  for (size_t n = 0; n < around->len; n++) {
    struct node *node = around->items[n];
    if (node->type != section->subject) continue;
    for (size_t i = 0; i < section->questions_len; i++) {
      const struct question *question = section->questions[i];
      if (!with_hidden && node_question(engine, node, question)->asked != TRUTH_TRUE) continue;
      struct open_ref ref = {.subject = node->id, .question = question};
      vec_push(refs, ref);
    }
  }
}

void engine_walk(struct engine *engine, const char *subject, const struct stage *stage, bool with_hidden, open_vec_t *ret_refs) {
  struct node *node = node_find(engine, subject);
  if (!node) return;
  node_vec_t around = {0};
  nodes_around(engine, node, &around);
  for (size_t s = 0; s < pack_stage_count(engine->pack); s++) {
    const struct stage *one = pack_stage_at(engine->pack, s);
    if (stage && one != stage) continue;
    for (size_t i = 0; i < pack_section_count(engine->pack); i++) {
      const struct section *section = pack_section_at(engine->pack, i);
      if (section->stage == one) walk_section(engine, section, &around, with_hidden, ret_refs);
    }
  }
  vec_free(&around);
}

static const struct question_state *state_of(struct engine *engine, const struct open_ref *ref) {
  return node_question(engine, node_find(engine, ref->subject), ref->question);
}

struct progress engine_progress(struct engine *engine, const char *subject, const struct stage *stage) {
  struct progress progress = {0};
  open_vec_t refs = {0};
  engine_walk(engine, subject, stage, true, &refs);
  for (size_t i = 0; i < refs.len; i++) {
    const struct question_state *state = state_of(engine, &refs.items[i]);
    progress.later += state->asked == TRUTH_UNKNOWN;
    if (state->asked != TRUTH_TRUE) continue;
    progress.asked++;
    progress.answered += state->answer != ANSWER_OPEN;
    progress.unknown += state->answer == ANSWER_UNKNOWN || state->answer == ANSWER_CONFLICT || state->proposed;
  }
  vec_free(&refs);
  return progress;
}

/* The reference at or before which the search starts: the last one in walk order that is not behind `after`. A question that has since been
 * hidden still has its place, so the full walk is searched. */
bool engine_next(struct engine *engine, const char *subject, const struct open_ref *after, struct open_ref *ret_next) {
  open_vec_t refs = {0};
  engine_walk(engine, subject, NULL, true, &refs);
  size_t start = 0;
  for (size_t i = 0; after && i < refs.len; i++)
    if (refs.items[i].question == after->question && str_eq(refs.items[i].subject, after->subject)) start = i + 1;
  bool found = false;
  for (size_t i = 0; i < refs.len && !found; i++) {
    const struct open_ref *ref = &refs.items[(start + i) % refs.len];
    const struct question_state *state = state_of(engine, ref);
    found = state->asked == TRUTH_TRUE && state->answer == ANSWER_OPEN;
    if (found) *ret_next = *ref;
  }
  vec_free(&refs);
  return found;
}
