/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Circles: questions, conclusions, gaps and requirements that depend on themselves. Each circle is named whole. */
#include "kb/internal.h"

#include <stdlib.h>

struct edge {
  size_t to;
  struct place place; /* of the test */
};

enum color { NEW, OPEN, DONE };

struct node {
  const char *kind, *id;
  VEC(struct edge) edges;
  enum color color;
  size_t taken; /* the edge that is being followed while OPEN */
};

struct graph {
  struct lint *lint;
  VEC(struct node) nodes;
  struct map *by_owner; /* address as text to index + 1 */
  size_t from;          /* the node whose rule is being read */
  VEC(size_t) path;     /* of the search */
};

/* ---- nodes ---- */

static size_t node_of(struct graph *graph, const char *kind, const void *owner, const char *id) {
  CLEANUP(mem_freep) char *key = mem_printf("%p", owner);
  size_t known = (size_t)(uintptr_t)map_get(graph->by_owner, key);
  if (known) return known - 1;
  struct node node = {.kind = kind, .id = id};
  vec_push(&graph->nodes, node);
  map_put(graph->by_owner, key, (void *)(uintptr_t)graph->nodes.len);
  return graph->nodes.len - 1;
}

static void add_edge(struct graph *graph, struct place place, const char *kind, const void *owner, const char *id) {
  struct edge edge = {.to = node_of(graph, kind, owner, id), .place = place};
  vec_push(&graph->nodes.items[graph->from].edges, edge);
}

static void add_question(struct graph *graph, struct place place, const struct question *question) {
  if (question) add_edge(graph, place, "question", question, question->id);
}

static void add_conclusion(struct graph *graph, struct place place, const char *id, const struct subject_type *on) {
  const struct conclusion *conclusion = id ? pack_conclusion_near(graph->lint->pack, id, on) : NULL;
  if (conclusion) add_edge(graph, place, "conclusion", conclusion, conclusion->id);
}

/* Which requirements exist depends on their conditions. */
static void add_range(struct graph *graph, struct place place, const struct range *range) {
  add_question(graph, place, range->link);
  if (!range->of || !range->of->implicit) return;
  for (size_t i = 0; i < pack_requirement_count(graph->lint->pack); i++) {
    const struct requirement *requirement = pack_requirement_at(graph->lint->pack, i);
    if (requirement->when && (!range->group || id_in_group(requirement->id, range->group)))
      add_edge(graph, place, "requirement", requirement, requirement->id);
  }
}

static bool is_around(const struct subject_type *a, const struct subject_type *b) {
  return type_is_or_below(a, b) || type_is_or_below(b, a);
}

/* <gap-free/> looks at every gap that blocks and at every required question, above and below. */
static void add_gaps(struct graph *graph, struct place place, const struct subject_type *on) {
  const struct pack *pack = graph->lint->pack;
  for (size_t i = 0; i < pack_gap_count(pack); i++) {
    const struct gap *gap = pack_gap_at(pack, i);
    if (gap->blocks_final && is_around(gap->subject, on)) add_edge(graph, place, "gap", gap, gap->id);
  }
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    if (question->required && is_around(question->subject, on)) add_question(graph, place, question);
  }
}

static void read_condition_edges(void *context, const struct condition *condition, struct stand stand) {
  struct graph *graph = context;
  add_question(graph, condition->place, condition->question);
  add_conclusion(graph, condition->place, condition->conclusion, stand.on);
  add_range(graph, condition->place, &condition->range);
  if (condition->kind == COND_GAP_FREE) add_gaps(graph, condition->place, stand.on);
}

static void read_term_edges(void *context, const struct term *term, struct stand stand) {
  struct graph *graph = context;
  add_question(graph, term->place, term->question);
  add_conclusion(graph, term->place, term->conclusion, stand.on);
  add_range(graph, term->place, &term->range);
}

static void read_rules(struct graph *graph, const rule_vec_t *rules) {
  struct visitor visitor = {.condition = read_condition_edges, .term = read_term_edges, .context = graph};
  for (size_t i = 0; i < rules->len; i++) {
    const struct rule *rule = &rules->items[i];
    graph->from = node_of(graph, rule->kind, rule->owner, rule->id);
    visit_rule(rule, &visitor);
  }
}

/* ---- the search ---- */

/* "question a (file:3) -> conclusion b (file:7) -> question a": with the place of the test that leads on. */
static void report_circle(struct graph *graph, size_t first) {
  struct buf circle = {0};
  for (size_t i = first; i < graph->path.len; i++) {
    const struct node *node = &graph->nodes.items[graph->path.items[i]];
    struct place place = node->edges.items[node->taken].place;
    buf_printf(&circle, "%s %s (%s:%d) -> ", node->kind, node->id, place.file, place.line);
  }
  const struct node *start = &graph->nodes.items[graph->path.items[first]];
  lint_add(graph->lint, start->edges.items[start->taken].place, start->id, _("This depends on itself in a circle: %s%s %s"),
           buf_str(&circle), start->kind, start->id);
  buf_free(&circle);
}

static size_t position_in_path(const struct graph *graph, size_t node) {
  size_t i = graph->path.len;
  while (graph->path.items[--i] != node)
    ;
  return i;
}

/* As deep as the longest chain of dependences. */
static void search(struct graph *graph, size_t index) {
  struct node *node = &graph->nodes.items[index];
  node->color = OPEN;
  vec_push(&graph->path, index);
  for (node->taken = 0; node->taken < node->edges.len; node->taken++) {
    size_t to = node->edges.items[node->taken].to;
    if (graph->nodes.items[to].color == OPEN) report_circle(graph, position_in_path(graph, to));
    if (graph->nodes.items[to].color == NEW) search(graph, to);
  }
  graph->path.len--;
  node->color = DONE;
}

void lint_cycles(struct lint *lint, const rule_vec_t *rules) {
  struct graph graph = {.lint = lint, .by_owner = map_new()};
  read_rules(&graph, rules);
  for (size_t i = 0; i < graph.nodes.len; i++)
    if (graph.nodes.items[i].color == NEW) search(&graph, i);
  for (size_t i = 0; i < graph.nodes.len; i++)
    vec_free(&graph.nodes.items[i].edges);
  vec_free(&graph.nodes);
  vec_free(&graph.path);
  map_free(graph.by_owner);
}
