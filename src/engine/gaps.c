/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaps: those the pack's rules name, and those that hold for every pack. */
#include "engine/internal.h"

static bool refers_to_archived(const struct engine *engine, const struct fact *fact) {
  if (!fact) return false;
  for (size_t i = 0; i < fact->heads_len + fact->elements_len; i++) {
    const struct value *value = i < fact->heads_len ? &fact->heads[i].value : &fact->elements[i - fact->heads_len].value;
    if (value->type != VALUE_REF) continue;
    const struct subject *subject = snapshot_subject(engine->snapshot, value->text);
    if (!subject || snapshot_archived(engine->snapshot, subject)) return true;
  }
  return false;
}

static void question_gaps(struct engine *engine, struct node *node, const struct question *question, gap_vec_t *gaps) {
  struct question_state *state = node_question(engine, node, question);
  if (state->asked == TRUTH_FALSE) return;
  bool open = state->answer == ANSWER_OPEN || state->answer == ANSWER_UNKNOWN;
  const bool found[] = {
      [GAP_OPEN_QUESTION] = question->required && open,
      [GAP_PROPOSED] = state->proposed,
      [GAP_CONFLICT] = state->answer == ANSWER_CONFLICT,
      [GAP_ARCHIVED_REFERENCE] = refers_to_archived(engine, state->fact),
  };
  static const enum gap_kind order[] = {GAP_OPEN_QUESTION, GAP_CONFLICT, GAP_PROPOSED, GAP_ARCHIVED_REFERENCE};
  for (size_t i = 0; i < ARRAY_LEN(order); i++) {
    if (!found[order[i]]) continue;
    struct gap_state gap = {.kind = order[i], .question = question, .subject = node->id, .truth = state->asked, .blocks_final = true};
    gap.reason = reason_of_question(engine, TRUTH_UNKNOWN, state);
    vec_push(gaps, gap);
  }
}

static void rule_gaps(struct engine *engine, struct node *node, gap_vec_t *gaps) {
  struct scope scope = {.node = node};
  for (size_t i = 0; i < pack_gap_count(engine->pack); i++) {
    const struct gap *gap = pack_gap_at(engine->pack, i);
    if (gap->subject != node->type) continue;
    const struct reason *reason = NULL;
    enum truth truth = test(engine, gap->when, &scope, NULL);
    if (truth == TRUTH_FALSE) continue;
    test(engine, gap->when, &scope, &reason);
    struct gap_state state = {
        .kind = GAP_RULE, .gap = gap, .subject = node->id, .truth = truth, .blocks_final = gap->blocks_final, .reason = reason};
    vec_push(gaps, state);
  }
}

const gap_vec_t *node_gaps(struct engine *engine, struct node *node) {
  if (node->gaps_known) return &node->gaps;
  node->gaps_known = true;
  rule_gaps(engine, node, &node->gaps);
  for (size_t s = 0; s < pack_section_count(engine->pack); s++) {
    const struct section *section = pack_section_at(engine->pack, s);
    for (size_t i = 0; section->subject == node->type && i < section->questions_len; i++)
      question_gaps(engine, node, section->questions[i], &node->gaps);
  }
  return &node->gaps;
}

static void add_gaps(struct engine *engine, struct node *node, gap_vec_t *gaps) {
  const gap_vec_t *own = node_gaps(engine, node);
  for (size_t i = 0; i < own->len; i++)
    vec_push(gaps, own->items[i]);
}

void engine_gaps(struct engine *engine, const char *subject, gap_vec_t *ret_gaps) {
  struct node *node = node_find(engine, subject);
  if (node) add_gaps(engine, node, ret_gaps);
}

void gaps_around(struct engine *engine, struct node *node, gap_vec_t *ret_gaps) {
  node_vec_t around = {0};
  nodes_around(engine, node, &around);
  for (size_t i = 0; i < around.len; i++)
    add_gaps(engine, around.items[i], ret_gaps);
  vec_free(&around);
}

void engine_gaps_around(struct engine *engine, const char *subject, gap_vec_t *ret_gaps) {
  struct node *node = node_find(engine, subject);
  if (node) gaps_around(engine, node, ret_gaps);
}
