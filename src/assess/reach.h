/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts that are made up so that a rule holds. Inside assess/ only. */
#ifndef CRADLE_ASSESS_REACH_H
#define CRADLE_ASSESS_REACH_H

#include "assess/assess.h"

/* One made-up answer. Elements that must be in a set, and those that must not, while it is built. */
struct made {
  const char *subject;
  const struct question *question;
  VEC(struct value) values;
  id_vec_t without; /* elements that must not be in it; for one answer: what it must not be */
  bool open;        /* nothing may be answered */
};

struct made_subject {
  const char *id;
  const struct subject_type *type;
  const char *parent;
};

/* What was done last, so that it can be taken back when a way turns out to be closed. */
enum deed { DEED_VALUE, DEED_WITHOUT, DEED_OPEN, DEED_SUBJECT };
struct done {
  enum deed deed;
  struct made *made; /* NULL: a subject was added */
};

struct lemmas;

struct world {
  const struct pack *pack;
  struct arena *arena;
  uint64_t random;
  day_t as_of;
  bool supposes; /* the acts that the pack waits for are in force */
  bool failed;   /* two wishes contradict each other: start again */
  unsigned steps;
  struct lemmas *lemmas;
  struct map *made; /* "SUBJECT QUESTION" -> struct made */
  VEC(struct made *) order;
  VEC(struct made_subject) subjects;
  VEC(struct done) trail;
};

/* Where a wish stands: the subject, and those it passed on its way through ranges. */
struct wish_at {
  const char *subject;
  const struct wish_at *outer;
};

void world_begin(struct world *world, const struct pack *pack, uint64_t seed);
void world_end(struct world *world);
uint64_t world_random(struct world *world, uint64_t below);
void world_note(struct world *world, enum deed deed, struct made *made);
/* Takes back everything after that length of the trail. */
void world_rewind(struct world *world, size_t length);
const char *world_add(struct world *world, const char *id, const struct subject_type *type, const char *parent);
struct snapshot *world_snapshot(const struct world *world);

/* A subject of the type: an existing one or a new one with all it belongs to. NULL for requirements without a record. */
const char *world_subject(struct world *world, const struct subject_type *type);
const struct subject_type *world_type(const struct world *world, const char *subject);
const char *world_parent(const struct world *world, const char *subject);
/* A new child of that type. */
const char *world_child(struct world *world, const struct subject_type *type, const char *parent);
/* Some value at random, unless there is one; the first step to settle what is still open. */
void world_guess(struct world *world, const char *subject, const struct question *question);

/* One answer, what an answer is not, and that there is none. */
void world_give(struct world *world, const char *subject, const struct question *question, struct value value);
void world_forbid(struct world *world, const char *subject, const struct question *question, const char *text);
void world_leave_open(struct world *world, const char *subject, const struct question *question);

/* Facts under which a conclusion had a value, from an earlier world. lemma_use: false if none are known; may set world->failed. */
struct lemmas *lemmas_new(void);
void lemmas_free(struct lemmas *lemmas);
void lemma_keep(struct lemmas *lemmas, const struct world *world, const char *subject, const char *conclusion, const char *value);
bool lemma_use(struct world *world, const char *subject, const char *conclusion, const char *value);

/* Make the condition true, or false. world->failed if it cannot be done beside what was wished before. */
void wish(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth);
void wish_asked(struct world *world, const char *subject, const struct question *question);
/* The conclusion has the value; NULL: any day. */
void wish_value(struct world *world, const struct conclusion *conclusion, const char *value, const struct wish_at *at);

#endif
