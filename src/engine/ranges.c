/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subjects that `some`, `every`, `count`, `latest` and `earliest` run over. */
#include "engine/internal.h"

static void add_linked(struct engine *engine, const struct value *value, node_vec_t *nodes) {
  const struct subject *subject = value->type == VALUE_REF ? snapshot_subject(engine->snapshot, value->text) : NULL;
  bool in_use = subject && !snapshot_archived(engine->snapshot, subject);
  struct node *node = in_use ? node_find(engine, subject->id) : NULL;
  if (node) vec_push(nodes, node);
}

static enum truth linked_nodes(struct engine *engine, const struct question *link, const struct scope *scope, node_vec_t *nodes,
                               const struct reason **ret_reason) {
  struct question_state *state = scope_question(engine, scope, link);
  if (!state) return TRUTH_TRUE;
  enum truth known = state->asked == TRUTH_FALSE ? TRUTH_TRUE : state->asked;
  if (state->asked == TRUTH_TRUE && state->answer != ANSWER_GIVEN) known = TRUTH_UNKNOWN;
  if (ret_reason) *ret_reason = reason_of_question(engine, known, state);
  if (known == TRUTH_UNKNOWN || state->asked == TRUTH_FALSE || !state->fact) return known;
  const struct value *single = fact_value(state->fact);
  if (single) add_linked(engine, single, nodes);
  for (size_t i = 0; !single && i < state->fact->elements_len; i++)
    add_linked(engine, &state->fact->elements[i].value, nodes);
  return known;
}

typedef VEC(const struct requirement *) requirement_vec_t;

/* The requirements to which relations of the kinds lead, in whichever direction. */
static void related_to(const struct pack *pack, const struct requirement *requirement, unsigned kinds, requirement_vec_t *ret_others) {
  for (size_t i = 0; i < pack_relation_count(pack); i++) {
    const struct relation *relation = pack_relation_at(pack, i);
    if (!(kinds & 1u << relation->kind)) continue;
    const struct requirement *from = relation->from.requirement, *to = relation->to.requirement;
    const struct requirement *other = from == requirement ? to : to == requirement ? from : NULL;
    if (other) vec_push(ret_others, other);
  }
}

static bool holds(const requirement_vec_t *requirements, const struct requirement *wanted) {
  for (size_t i = 0; i < requirements->len; i++)
    if (requirements->items[i] == wanted) return true;
  return false;
}

static void related_nodes(struct engine *engine, unsigned kinds, const struct scope *scope, node_vec_t *nodes) {
  struct node *here = scope_requirement_node(scope);
  if (!here) return;
  requirement_vec_t others = {0};
  related_to(engine->pack, here->requirement, kinds, &others);
  if (others.len > 0) node_children(engine, here->parent);
  for (size_t i = 0; others.len > 0 && i < here->parent->children.len; i++) {
    struct node *node = here->parent->children.items[i];
    if (holds(&others, node->requirement)) vec_push(nodes, node);
  }
  vec_free(&others);
}

static void children_nodes(struct engine *engine, const struct range *range, const struct scope *scope, node_vec_t *nodes) {
  struct node *top = range->from ? scope_find(scope, range->from) : scope->node;
  if (!top) return;
  node_vec_t all = {0};
  nodes_below(engine, top, range->of, &all);
  for (size_t i = 0; i < all.len; i++) {
    struct node *node = all.items[i];
    if (!range->group || (node->requirement && id_in_group(node->requirement->id, range->group))) vec_push(nodes, node);
  }
  vec_free(&all);
}

enum truth range_nodes(struct engine *engine, const struct range *range, const struct scope *scope, node_vec_t *ret_nodes,
                       const struct reason **ret_reason) {
  if (range->link) return linked_nodes(engine, range->link, scope, ret_nodes, ret_reason);
  if (range->related)
    related_nodes(engine, range->related, scope, ret_nodes);
  else
    children_nodes(engine, range, scope, ret_nodes);
  return TRUTH_TRUE;
}
