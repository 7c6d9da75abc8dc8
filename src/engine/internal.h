/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of engine share. */
#ifndef CRADLE_ENGINE_INTERNAL_H
#define CRADLE_ENGINE_INTERNAL_H

#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"

/* A subject as the engine sees it. The arrays are indexed by the slots of its type and filled when first asked for. */
struct node {
  const char *id;
  const struct subject_type *type;
  struct node *parent;
  const struct requirement *requirement; /* implicit subjects */
  const char *name;
  VEC(struct node *) children;
  bool children_known;
  struct question_state **questions;
  struct conclusion_state **conclusions;
  struct section_state *sections;
  gap_vec_t gaps;
  duty_vec_t duties;
  bool gaps_known, duties_known;
};

/* Whether a section is asked at all: found once for all its questions. */
struct section_state {
  bool known;
  enum truth asked;
};

/* A conclusion held at one value, to follow one reading of a dispute to its end. */
struct assumption {
  const char *subject;
  const struct conclusion *conclusion;
  const char *value;
};

struct engine {
  const struct pack *pack;
  const struct snapshot *snapshot;
  day_t as_of;
  bool supposing; /* see engine_new_supposing */
  struct arena *arena;
  struct map *nodes; /* id -> node */
  VEC(struct node *) roots;
  VEC(struct assumption) assumptions;
};

/* Where a rule stands: the subject, and those it passed on its way through ranges. */
struct scope {
  struct node *node;
  const struct scope *outer;
};

struct node *node_find(struct engine *engine, const char *id);
void node_children(struct engine *engine, struct node *node); /* makes node->children complete */
/* The scope's subject or an ancestor, else one of the outer scopes'; NULL. */
struct node *scope_find(const struct scope *scope, const struct subject_type *type);
struct node *scope_requirement_node(const struct scope *scope); /* the nearest subject that stands for a requirement, or NULL */
const struct requirement *scope_requirement(const struct scope *scope);

typedef VEC(struct node *) node_vec_t;
/* All subjects around node, ancestors first: itself, its ancestors, what lies below it, and what lies below its ancestors beside it but for
 * subjects of a kind that stands on the way up (another release, another product). */
void nodes_around(struct engine *engine, struct node *node, node_vec_t *ret_nodes);
void nodes_below(struct engine *engine, struct node *node, const struct subject_type *type, node_vec_t *ret_nodes);

/* What is known about the question, also under ids that it or the requirement had earlier; NULL: nothing was ever said. */
const struct fact *node_fact(struct engine *engine, const struct node *node, const struct question *question);
/* Has some of the answer yet to be stated by a person, or stated again since the question was revised? */
bool answer_proposed(const struct question *question, const struct fact *fact);
struct question_state *node_question(struct engine *engine, struct node *node, const struct question *question);
/* On the nearest subject of the question's type seen from scope; NULL if there is none. */
struct question_state *scope_question(struct engine *engine, const struct scope *scope, const struct question *question);
/* Why the question is asked or not; found when first asked for. */
const struct reason *question_reason(struct engine *engine, struct question_state *state);
struct conclusion_state *node_conclusion(struct engine *engine, struct node *node, const struct conclusion *conclusion);
/* The nearest of the conclusions of one id seen from scope, or NULL. */
struct conclusion_state *scope_conclusion(struct engine *engine, const struct scope *scope, const struct namesake *namesakes);
const gap_vec_t *node_gaps(struct engine *engine, struct node *node);
void gaps_around(struct engine *engine, struct node *node, gap_vec_t *ret_gaps);

enum truth test(struct engine *engine, const struct condition *condition, const struct scope *scope, const struct reason **ret_reason);

/* The subjects a range runs over. TRUTH_UNKNOWN if the link that names them is open; *ret_reason then says why. */
enum truth range_nodes(struct engine *engine, const struct range *range, const struct scope *scope, node_vec_t *ret_nodes,
                       const struct reason **ret_reason);

/* Value of a term. */
enum term_state { TERM_HERE, TERM_ABSENT, TERM_OPEN };
struct term_value {
  enum term_state state;
  bool is_date;
  int64_t number; /* millionths, or days */
  const struct reason *reason;
};
struct term_value term_value(struct engine *engine, const struct term *term, const struct scope *scope);
const char *term_text(struct engine *engine, const struct term_value *value); /* in the engine's arena */

/* Reasons, all in the engine's arena. */
struct reason *reason_new(struct engine *engine, enum reason_kind kind, enum truth truth, const char *subject);
typedef VEC(const struct reason *) reason_vec_t;
/* One reason for several: none gives NULL, one is passed through. Frees the vector. */
const struct reason *reason_join(struct engine *engine, enum truth truth, reason_vec_t *reasons);
void reason_adopt(struct engine *engine, struct reason *reason, reason_vec_t *children); /* frees the vector */
const struct reason *reason_of_question(struct engine *engine, enum truth truth, struct question_state *state);
bool reason_proposed(const struct reason *reason);

void open_add(open_vec_t *open, const char *subject, const struct question *question); /* without repetition */

bool id_list_has(const id_vec_t *ids, const char *id);
void id_list_add(id_vec_t *ids, const char *id); /* without repetition */

static inline enum truth truth_of(bool value) {
  return value ? TRUTH_TRUE : TRUTH_FALSE;
}

#endif
