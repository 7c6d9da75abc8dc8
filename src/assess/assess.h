/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * assess: the assessment of one subject: every conclusion on it and its ancestors, every requirement below it with its procedures and gaps,
 * all gaps; its duties; how two acts stand to each other on it; and one-step what-if: which single answer would change a conclusion.
 *
 * May include: base, fact, kb, engine. Pure, as the engine is. Results live in the assessment; the engine must outlive it.
 */
#ifndef CRADLE_ASSESS_H
#define CRADLE_ASSESS_H

#include "engine/engine.h"

/* A requirement record as people and scripts see it. */
struct requirement_state {
  const struct requirement *requirement;
  const char *subject;                       /* "RELEASE/REQUIREMENT" */
  const struct conclusion_state *applicable; /* conclusion `*.applicable` of the record, or NULL */
  const struct conclusion_state *routes;     /* conclusion of type set on the record, or NULL */
  const struct conclusion_state *met;        /* the one named `*.requirement-met` or `*.point` that applies to the record, or NULL */
  const char *status; /* answer to req.status; where nobody is asked for it the value of `met`; "open" if nothing was given or concluded */
  const struct question_state *asked; /* whose answer status is; NULL: `met` stands for it */
  gap_vec_t gaps;
};

struct assessment {
  const char *subject;
  VEC(const struct conclusion_state *)
  conclusions; /* of the subject and its ancestors, in pack order; a nearer one of the same id hides the farther; not-applicable ones are
                  left out */
  VEC(struct requirement_state) requirements; /* if the subject is, or lies below, a parent of requirements */
  gap_vec_t gaps;                             /* around the subject, requirement gaps included */
};
/* Does another catalogue begin with this requirement? before NULL: yes. A catalogue is an annex, a part of one, or an act without annexes.
 */
bool catalogue_begins(const struct requirement *requirement, const struct requirement *before);

struct assessment *assess(struct engine *engine, const char *subject);
void assessment_free(struct assessment *assessment);
bool assessment_has_gaps(const struct assessment *assessment); /* gaps that block final documents, true or unknown */

/* ---- duties ---- */

/* Duties of the subject and its ancestors in the order in which they matter: running, later, open, done, over, not yours; in each as the
 * pack has them. Caller frees. */
void assess_duties(struct engine *engine, const char *subject, duty_vec_t *ret_duties);

/* ---- how two acts stand to each other on one subject ---- */

/* One end of a relation. Without requirement and duty this act asks nothing of the kind. */
struct end_state {
  const struct requirement *requirement; /* or */
  const struct duty *duty;
  const char *subject;                /* the record, or whose duty it is; NULL: it does not exist around the subject */
  const struct conclusion_state *met; /* of the record, as in requirement_state */
  struct duty_state duty_state;
};
/* A subject that the record of an end refers to (its evidence), and which ends it serves. */
struct served {
  const char *subject;
  bool linked_from, linked_to; /* at which end it was entered */
  bool both;                   /* entered once, it counts for both acts */
};
struct relation_state {
  const struct relation *relation;
  struct end_state from, to;
  VEC(struct served) evidence;
};
typedef VEC(struct relation_state) relation_vec_t;
/* The relations of the topic (NULL: all) around a subject, in pack order. relations_free frees. */
void assess_relations(struct engine *engine, const char *subject, const struct topic *topic, relation_vec_t *ret_relations);
void relations_free(relation_vec_t *relations);

/* ---- reach ---- */

/*
 * Can every rule hold: is each question asked under some facts, each value of each conclusion concluded, is each gap, duty, requirement and
 * suggestion there, each duty done? Facts that show it are taken from examples (reach_see), or made up (reach_search: backwards from the
 * rule, chance choosing the way; deterministic). What is left is a rule that can never hold, or one that chance did not hit. Rules that
 * need <gap-free/> are left out. The pack must outlive the reach.
 */
struct reach;
struct reach *reach_new(const struct pack *pack);
void reach_free(struct reach *reach);
/* Everything that holds somewhere in these facts is shown. */
void reach_see(struct reach *reach, struct engine *engine);
/* At most that many trials for each rule that is not shown yet. */
void reach_search(struct reach *reach, size_t trials);
size_t reach_count(const struct reach *reach); /* rules in all */
/* The rules that nothing has shown. Texts live in the reach; the caller frees the vector. */
void reach_left(const struct reach *reach, lint_vec_t *ret_findings);

/* ---- what-if ---- */

/* One answer that would change the result. */
struct what_if {
  struct open_ref ref;
  struct value value;            /* instead of what is answered now */
  enum conclusion_status status; /* then */
  id_vec_t values;               /* then (possible ones if open) */
};
typedef VEC(struct what_if) what_if_vec_t;
/* Tries every other value of every bool, choice and set question that the conclusion's reasons read (at most 400 trials). Strings live in
 * arena; caller frees the vector. */
void assess_what_if(struct engine *engine, const char *subject, const char *conclusion, struct arena *arena, what_if_vec_t *ret_changes);

#endif
