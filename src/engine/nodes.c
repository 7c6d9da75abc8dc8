/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects as the engine sees them: the stored ones, and the implicit ones that the pack's requirements make. */
#include "engine/internal.h"

static struct node *node_new(struct engine *engine, const char *id, const struct subject_type *type, struct node *parent) {
  struct node *node = arena_alloc(engine->arena, sizeof *node);
  node->id = id;
  node->type = type;
  node->parent = parent;
  node->questions = arena_alloc(engine->arena, type->questions_len * sizeof *node->questions + 1);
  node->conclusions = arena_alloc(engine->arena, type->conclusions_len * sizeof *node->conclusions + 1);
  node->sections = arena_alloc(engine->arena, type->sections_len * sizeof *node->sections + 1);
  map_put(engine->nodes, id, node);
  return node;
}

/* A stored subject of a type the pack knows; subjects of other types (from another pack) are passed over. */
static struct node *node_of_stored(struct engine *engine, const struct subject *subject) {
  struct node *node = map_get(engine->nodes, subject->id);
  if (node) return node;
  const struct subject_type *type = pack_subject_type(engine->pack, subject->type);
  if (!type || type->implicit) return NULL;
  const struct subject *parent = subject->parent ? snapshot_subject(engine->snapshot, subject->parent) : NULL;
  struct node *above = parent ? node_of_stored(engine, parent) : NULL;
  if (parent && !above) return NULL;
  return node_new(engine, subject->id, type, above);
}

static struct node *node_of_requirement(struct engine *engine, struct node *parent, const struct subject_type *type,
                                        const struct requirement *requirement) {
  const char *id = arena_printf(engine->arena, "%s/%s", parent->id, requirement->id);
  struct node *node = map_get(engine->nodes, id);
  if (node) return node;
  node = node_new(engine, id, type, parent);
  node->requirement = requirement;
  return node;
}

static const struct subject_type *implicit_below(const struct engine *engine, const struct subject_type *type) {
  for (size_t i = 0; i < pack_subject_type_count(engine->pack); i++) {
    const struct subject_type *candidate = pack_subject_type_at(engine->pack, i);
    if (candidate->implicit && candidate->parent == type) return candidate;
  }
  return NULL;
}

struct node *node_find(struct engine *engine, const char *id) {
  struct node *node = map_get(engine->nodes, id);
  if (node) return node;
  const struct subject *stored = snapshot_subject(engine->snapshot, id);
  if (stored) return node_of_stored(engine, stored);
  const char *slash = strchr(id, '/');
  if (!slash) return NULL;
  char *parent_id = mem_strndup(id, (size_t)(slash - id));
  struct node *parent = node_find(engine, parent_id);
  free(parent_id);
  const struct requirement *requirement = parent ? pack_requirement(engine->pack, slash + 1) : NULL;
  const struct subject_type *type = requirement ? implicit_below(engine, parent->type) : NULL;
  return type ? node_of_requirement(engine, parent, type, requirement) : NULL;
}

void node_children(struct engine *engine, struct node *node) {
  if (node->children_known) return;
  node->children_known = true;
  subject_vec_t stored = {0};
  snapshot_children(engine->snapshot, node->id, NULL, &stored);
  for (size_t i = 0; i < stored.len; i++) {
    struct node *child = node_of_stored(engine, stored.items[i]);
    if (child) vec_push(&node->children, child);
  }
  vec_free(&stored);
  const struct subject_type *implicit = implicit_below(engine, node->type);
  if (!implicit) return;
  struct scope scope = {.node = node};
  for (size_t i = 0; i < pack_requirement_count(engine->pack); i++) {
    const struct requirement *requirement = pack_requirement_at(engine->pack, i);
    if (requirement->when && test(engine, requirement->when, &scope, NULL) == TRUTH_FALSE) continue;
    struct node *child = node_of_requirement(engine, node, implicit, requirement);
    vec_push(&node->children, child);
  }
}

struct node *scope_find(const struct scope *scope, const struct subject_type *type) {
  for (; scope; scope = scope->outer)
    for (struct node *node = scope->node; node; node = node->parent)
      if (node->type == type) return node;
  return NULL;
}

struct node *scope_requirement_node(const struct scope *scope) {
  for (; scope; scope = scope->outer)
    if (scope->node->requirement) return scope->node;
  return NULL;
}

const struct requirement *scope_requirement(const struct scope *scope) {
  const struct node *node = scope_requirement_node(scope);
  return node ? node->requirement : NULL;
}

void nodes_below(struct engine *engine, struct node *node, const struct subject_type *type, node_vec_t *ret_nodes) {
  node_children(engine, node);
  for (size_t i = 0; i < node->children.len; i++) {
    struct node *child = node->children.items[i];
    if (!type || child->type == type) vec_push(ret_nodes, child);
    if (!type || type_is_or_below(type->parent, child->type)) nodes_below(engine, child, type, ret_nodes);
  }
}

/* node, then what lies below it, leaving out subjects of type `except` directly below. */
static void add_with_side(struct engine *engine, struct node *node, const struct subject_type *except, node_vec_t *nodes) {
  vec_push(nodes, node);
  node_children(engine, node);
  for (size_t i = 0; i < node->children.len; i++) {
    struct node *child = node->children.items[i];
    if (child->type == except) continue;
    vec_push(nodes, child);
    nodes_below(engine, child, NULL, nodes);
  }
}

void nodes_around(struct engine *engine, struct node *node, node_vec_t *ret_nodes) {
  node_vec_t chain = {0};
  for (struct node *n = node; n; n = n->parent)
    vec_push(&chain, n);
  for (size_t i = chain.len; i-- > 0;)
    add_with_side(engine, chain.items[i], i > 0 ? chain.items[i - 1]->type : NULL, ret_nodes);
  vec_free(&chain);
}

/* ---- public ---- */

struct engine *engine_new(const struct pack *pack, const struct snapshot *snapshot, day_t as_of) {
  struct engine *engine = mem_alloc(sizeof *engine);
  engine->pack = pack;
  engine->snapshot = snapshot;
  engine->as_of = as_of;
  engine->arena = arena_new();
  engine->nodes = map_new();
  return engine;
}

struct engine *engine_new_supposing(const struct pack *pack, const struct snapshot *snapshot, day_t as_of) {
  struct engine *engine = engine_new(pack, snapshot, as_of);
  engine->supposing = true;
  return engine;
}

static void conclusion_state_clear(struct conclusion_state *state) {
  if (!state) return;
  vec_free(&state->values);
  vec_free(&state->possible);
  vec_free(&state->cases);
  vec_free(&state->open);
}

void engine_free(struct engine *engine) {
  if (!engine) return;
  for (size_t i = 0; i < map_len(engine->nodes); i++) {
    struct node *node = map_value_at(engine->nodes, i);
    for (size_t j = 0; j < node->type->conclusions_len; j++)
      conclusion_state_clear(node->conclusions[j]);
    vec_free(&node->children);
    vec_free(&node->gaps);
    vec_free(&node->duties);
  }
  map_free(engine->nodes);
  vec_free(&engine->roots);
  vec_free(&engine->assumptions);
  arena_free(engine->arena);
  free(engine);
}

const struct pack *engine_pack(const struct engine *engine) {
  return engine->pack;
}

const struct snapshot *engine_snapshot(const struct engine *engine) {
  return engine->snapshot;
}

day_t engine_as_of(const struct engine *engine) {
  return engine->as_of;
}

/* Finding a node only fills caches, so callers may see the engine as constant. */
static struct node *node_of(const struct engine *engine, const char *id) {
  return node_find((struct engine *)engine, id);
}

const struct subject_type *engine_type(const struct engine *engine, const char *subject) {
  struct node *node = node_of(engine, subject);
  return node ? node->type : NULL;
}

const struct requirement *engine_requirement(const struct engine *engine, const char *subject) {
  struct node *node = node_of(engine, subject);
  return node ? node->requirement : NULL;
}

const char *engine_parent(const struct engine *engine, const char *subject) {
  struct node *node = node_of(engine, subject);
  return node && node->parent ? node->parent->id : NULL;
}

const char *engine_ancestor(const struct engine *engine, const char *subject, const struct subject_type *type) {
  struct node *node = node_of(engine, subject);
  struct scope scope = {.node = node};
  struct node *found = node ? scope_find(&scope, type) : NULL;
  return found ? found->id : NULL;
}

void engine_children(struct engine *engine, const char *parent, const struct subject_type *type, id_vec_t *ret_ids) {
  struct node *node = node_find(engine, parent);
  if (!node) return;
  node_children(engine, node);
  for (size_t i = 0; i < node->children.len; i++)
    if (!type || node->children.items[i]->type == type) vec_push(ret_ids, node->children.items[i]->id);
}

const char *engine_name(struct engine *engine, const char *subject, const char *lang) {
  struct node *node = node_find(engine, subject);
  if (!node) return subject;
  if (node->requirement) return pack_text(&node->requirement->title, lang);
  const struct question *question = node->type->name;
  const struct fact *fact = question ? node_fact(engine, node, question) : NULL;
  const struct value *value = fact_value(fact);
  return value && value->type == VALUE_TEXT && *value->text ? value->text : subject;
}
