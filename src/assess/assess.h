/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * assess: the assessment of one subject: every conclusion on it and its ancestors, every requirement below it with its procedures and gaps,
 * all gaps; and one-step what-if: which single answer would change a conclusion.
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
  const char *status;                        /* answer to req.status, "open" if none was given */
  gap_vec_t gaps;
};

struct assessment {
  const char *subject;
  VEC(const struct conclusion_state *)
  conclusions; /* of the subject and its ancestors, in pack order; a nearer one of the same id hides the farther; not-applicable ones are left out */
  VEC(struct requirement_state) requirements; /* if the subject is, or lies below, a parent of requirements */
  gap_vec_t gaps;                             /* around the subject, requirement gaps included */
};
struct assessment *assess(struct engine *engine, const char *subject);
void assessment_free(struct assessment *assessment);
bool assessment_has_gaps(const struct assessment *assessment); /* gaps that block final documents, true or unknown */

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
