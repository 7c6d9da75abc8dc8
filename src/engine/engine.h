/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * engine: pure evaluation of (pack, facts, as-of date): is a question asked, is a condition true, what is concluded, and why.
 *
 * May include: base, fact, kb. Reads no clock and no file.
 *
 * An engine is made for one snapshot and thrown away with the next answer: everything is recomputed, nothing is invalidated. Results are
 * computed when first asked for and kept; they live as long as the engine. pack and snapshot must outlive it.
 * Logic is three-valued (data/README.md, "Conditions"): an open answer gives "unknown" with the questions that decide, never a guess.
 */
#ifndef CRADLE_ENGINE_H
#define CRADLE_ENGINE_H

#include "base/base.h"
#include "fact/fact.h"
#include "kb/kb.h"

enum truth { TRUTH_FALSE = 0, TRUTH_TRUE = 1, TRUTH_UNKNOWN = 2 };

/* ---- reasons ---------------------------------------------------------------------------------------------------------------- */

/* Ids, citations and values; sentences are made by doc, tui and cli in an explicit language. */
enum reason_kind {
  REASON_ANSWER,     /* question on subject; state, value */
  REASON_NOT_ASKED,  /* question on subject is not asked; children: why */
  REASON_CONCLUSION, /* conclusion on subject; its result; children: the case's reasons */
  REASON_TABLE,      /* table, row: held or not (truth) */
  REASON_COMPARE,    /* op and both sides as text (left, right) */
  REASON_RANGE,      /* some/every/count over subjects; children: of the deciding ones */
  REASON_ALL,        /* several together */
  REASON_GAP,        /* gap on subject */
};
struct reason {
  enum reason_kind kind;
  enum truth truth; /* of the test this is the reason of */
  const struct condition *condition;
  const char *subject;
  const struct question *question;
  const struct fact *fact;
  const struct conclusion_state *conclusion;
  const struct gap *gap;
  const struct table *table;
  const char *row, *left, *right;
  const struct reason **children;
  size_t children_len;
};

/* One question on one subject that decides something still open. */
struct open_ref {
  const char *subject;
  const struct question *question;
};

/* ---- questions --------------------------------------------------------------------------------------------------------------- */

struct question_state {
  const struct question *question;
  const char *subject;
  enum truth asked;
  const struct reason *asked_reason; /* NULL if always asked */
  bool explained;                    /* for the engine: asked_reason has been looked for */
  enum answer_state answer;
  const struct fact *fact; /* NULL: nothing was ever said */
  bool proposed;
};

/* ---- conclusions ---------------------------------------------------------------------------------------------------------------- */

enum conclusion_status { CONCLUDED, CONCLUSION_OPEN, CONCLUSION_DISPUTED, CONCLUSION_NOT_APPLICABLE };

struct conclusion_state {
  const struct conclusion *conclusion;
  const char *subject;
  enum conclusion_status status;
  enum truth applies;                        /* unknown: the conclusion may turn out not to exist here; its status is then open */
  id_vec_t values;                           /* choice: one; set: all (concluded); date: the ISO date, or none if it does not exist */
  id_vec_t possible;                         /* open, disputed: what it may still be; set: elements not yet decided */
  struct value date;                         /* C_DATE, concluded: VALUE_DATE or VALUE_NONE */
  VEC(const struct conclusion_case *) cases; /* the case(s) that gave the result; disputed: the readings; open: those possible */
  VEC(struct open_ref) open;                 /* questions that decide; without repetition, in pack order */
  const struct reason *reason;               /* why this result */
  const struct reason *refuted;              /* why the cases before it (set: the values left out) do not hold; may be NULL */
  bool rests_on_proposed;                    /* some answer in the reasons is only proposed */
};
const char *conclusion_status_name(enum conclusion_status status); /* "concluded", "open", "disputed", "not-applicable" */

/* ---- gaps ---------------------------------------------------------------------------------------------------------------------- */

enum gap_kind { GAP_RULE, GAP_OPEN_QUESTION, GAP_PROPOSED, GAP_CONFLICT, GAP_ARCHIVED_REFERENCE };
struct gap_state {
  enum gap_kind kind;
  const struct gap *gap;           /* GAP_RULE */
  const struct question *question; /* the others */
  const char *subject;
  enum truth truth; /* TRUE: a gap; UNKNOWN: may be one */
  bool blocks_final;
  const struct reason *reason;
};
typedef VEC(struct gap_state) gap_vec_t;

/* ---- duties ---------------------------------------------------------------------------------------------------------------------- */

enum duty_status {
  DUTY_NOT_YOURS, /* who has it is somebody else */
  DUTY_OPEN,      /* who has it, or from when, cannot be said yet */
  DUTY_LATER,     /* yours, from a day that has not come */
  DUTY_RUNNING,   /* yours now; fulfilment open, not there, or not followed */
  DUTY_DONE,      /* yours now or later, and fulfilled */
  DUTY_OVER,      /* its last day has passed */
};
struct duty_state {
  const struct duty *duty;
  const char *subject;
  enum duty_status status;
  enum truth applies;
  const struct reason *reason; /* of applies; NULL: everybody's */
  struct value from, until;    /* VALUE_DATE; VALUE_NONE: always, without end; VALUE_UNKNOWN */
  bool followed;               /* the pack says when it is fulfilled */
  enum truth done;             /* only if followed */
  const struct reason *done_reason;
};
typedef VEC(struct duty_state) duty_vec_t;
const char *duty_status_name(enum duty_status status); /* "not-yours", "open", "later", "running", "done", "over" */

/* ---- the engine ------------------------------------------------------------------------------------------------------------------- */

struct engine;
struct engine *engine_new(const struct pack *pack, const struct snapshot *snapshot, day_t as_of);
/* For finding out whether a rule can ever hold: acts whose rows the pack waits for are in force, and a table without rows lists
 * SUPPOSED_ROW, with every value in every column. */
struct engine *engine_new_supposing(const struct pack *pack, const struct snapshot *snapshot, day_t as_of);
#define SUPPOSED_ROW "(supposed)"
void engine_free(struct engine *engine);
const struct pack *engine_pack(const struct engine *engine);
const struct snapshot *engine_snapshot(const struct engine *engine);
day_t engine_as_of(const struct engine *engine);

/* Type of a subject, also of implicit ones ("RELEASE/REQUIREMENT"); NULL if there is no such subject. */
const struct subject_type *engine_type(const struct engine *engine, const char *subject);
/* The requirement an implicit subject stands for, or NULL. */
const struct requirement *engine_requirement(const struct engine *engine, const char *subject);
/* The subject itself or its nearest ancestor of that type; NULL if none. Borrowed from the engine. */
const char *engine_ancestor(const struct engine *engine, const char *subject, const struct subject_type *type);
const char *engine_parent(const struct engine *engine, const char *subject);
/* Children of type, implicit ones included (those whose `when` is not false), in order. Caller frees the vector. */
void engine_children(struct engine *engine, const char *parent, const struct subject_type *type, id_vec_t *ret_ids);
/* What people call the subject: the answer to its type's name question, else title of the requirement, else the id. Borrowed. */
const char *engine_name(struct engine *engine, const char *subject, const char *lang);

/* question must belong to the subject's type. */
const struct question_state *engine_question(struct engine *engine, const char *subject, const struct question *question);
/* NULL if neither the subject's type nor an ancestor's bears such a conclusion. Takes the nearest. */
const struct conclusion_state *engine_conclusion(struct engine *engine, const char *subject, const char *id);
/* ret_reason may be NULL. requirement-bound tests read the subject itself. */
enum truth engine_test(struct engine *engine, const struct condition *condition, const char *subject, const struct reason **ret_reason);
/* The open questions behind an unknown reason. Caller frees the vector. */
typedef VEC(struct open_ref) open_vec_t;
void reason_open(const struct reason *reason, open_vec_t *ret_open);

/* Gaps of one subject itself, true and unknown ones, in pack order. Caller frees the vector. */
void engine_gaps(struct engine *engine, const char *subject, gap_vec_t *ret_gaps);
/* Gaps of the subject, its ancestors and everything below it, as <gap-free/> sees them. */
void engine_gaps_around(struct engine *engine, const char *subject, gap_vec_t *ret_gaps);

/* Duties of one subject itself, those that are not yours too, in pack order. Caller frees the vector. */
void engine_duties(struct engine *engine, const char *subject, duty_vec_t *ret_duties);
/* Duties of the subject and its ancestors, outermost first. */
void engine_duties_around(struct engine *engine, const char *subject, duty_vec_t *ret_duties);
/* State of one duty seen from a subject: on the nearest subject of its type. False if there is none. */
bool engine_duty(struct engine *engine, const char *subject, const struct duty *duty, struct duty_state *ret_state);

/* ---- the walk ------------------------------------------------------------------------------------------------------------------------ */

struct progress {
  size_t asked;    /* questions asked now */
  size_t answered; /* of them: answered, also "unknown" */
  size_t unknown;  /* of the answered: "unknown" or in conflict or only proposed */
  size_t later;    /* not yet known whether they will be asked */
};
/* Over the sections of the stage (NULL: all) and the subjects around `subject`: itself, its ancestors, and what lies below it. */
struct progress engine_progress(struct engine *engine, const char *subject, const struct stage *stage);
/* The next asked, open question after (subject, question) in the order of the walk, around `subject`, wrapping once; false if none is open.
 * after NULL: from the start. */
bool engine_next(struct engine *engine, const char *subject, const struct open_ref *after, struct open_ref *ret_next);
/* All (subject, question) pairs of a stage around `subject` in the order of the walk, hidden ones included only if with_hidden. Caller
 * frees. */
void engine_walk(struct engine *engine, const char *subject, const struct stage *stage, bool with_hidden, open_vec_t *ret_refs);

#endif
