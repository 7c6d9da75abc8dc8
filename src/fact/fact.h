/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fact: typed values, changes, and snapshots of what is known. The types that store and engine share.
 *
 * May include: base. Knows neither the file nor the law pack: keys are ids of questions, but nobody here looks them up.
 *
 * A snapshot is immutable once handed out, apart from the builder calls used by the store and by tests. Everything in it lives in its
 * arena.
 */
#ifndef CRADLE_FACT_H
#define CRADLE_FACT_H

#include "base/base.h"

/* ---- values ------------------------------------------------------------------------------------------------------------ */

enum value_type {
  VALUE_CLEARED = 0, /* the answer was taken back: as if never given */
  VALUE_UNKNOWN,     /* answered "unknown" */
  VALUE_NONE,        /* "there is none": an empty set, or a date that does not exist */
  VALUE_BOOL,
  VALUE_CHOICE, /* id of a choice */
  VALUE_TEXT,   /* with language where it reaches a declaration */
  VALUE_NUMBER, /* millionths */
  VALUE_DATE,
  VALUE_INSTANT,
  VALUE_REF,     /* id of a subject */
  VALUE_BLOB,    /* hash of a stored file, in hex; lang holds its file name */
  VALUE_REDACTED /* the content was erased; its commitment stands in the journal. Reads as unknown */
};

struct value {
  enum value_type type;
  bool boolean;
  int64_t number;
  day_t date;
  struct instant instant;
  const char *text; /* choice, text, ref, blob */
  const char *lang; /* text: language or NULL; blob: file name or NULL */
};

struct value value_bool(bool boolean);
struct value value_of(enum value_type type, const char *text); /* choice, text, ref, blob, and those without content (text NULL) */
struct value value_number(int64_t millionths);
struct value value_date(day_t date);
struct value value_instant(struct instant instant);
bool value_equal(const struct value *a, const struct value *b);
int value_compare(const struct value *a, const struct value *b); /* total order, for deterministic listing */
struct value value_copy(struct arena *arena, const struct value *value);
/* "yes", "no", ISO dates, plain numbers, the text itself, "unknown", "none": language-neutral; caller frees. */
char *value_text(const struct value *value);
/* Canonical bytes, the input of commitments: type, then each part with its length. Decoding checks everything. */
void value_encode(const struct value *value, struct buf *buf);
bool value_decode(const void *bytes, size_t len, struct arena *arena, struct value *ret_value);
const char *value_type_name(enum value_type type); /* "bool", "choice", ... stable, used in the file */

/* ---- changes: what a front end asks the store to write -------------------------------------------------------------------- */

enum change_kind {
  CHANGE_SUBJECT, /* creates subject of `type` below `parent` (NULL: root) */
  CHANGE_SET,     /* the one answer to key; replaces all heads */
  CHANGE_ADD,     /* element of a multi-valued key */
  CHANGE_REMOVE,  /* element: replaces every live addition of that value */
  CHANGE_ARCHIVE, /* value: bool */
};

struct change {
  enum change_kind kind;
  const char *subject;
  const char *type;   /* CHANGE_SUBJECT only */
  const char *parent; /* CHANGE_SUBJECT only */
  const char *key;
  struct value value;
  const char *note; /* or NULL */
  bool proposed;    /* carried over or read from a file; a person has yet to state it */
  bool again;       /* stated again: an event even if it reads the same, since the question means something else now */
  /* The heads the writer saw (event ids, sorted). check_seen false: replace whatever is there now. */
  bool check_seen;
  const char *const *seen;
  size_t seen_len;
};

/* ---- snapshots ----------------------------------------------------------------------------------------------------------- */

struct head {
  const char *event; /* id, "REPLICA.SEQUENCE" */
  struct value value;
  const char *author; /* person id or name as given */
  int64_t time;       /* ms; shown, never used to order */
  const char *note;   /* or NULL */
  bool proposed;
  const char *pack; /* version of the law pack under which it was given, or NULL: not known */
};

/*
 * All that is known about one (subject, key). heads: live single answers (more than one with different values: a conflict).
 * elements: live additions, sorted by value, one per distinct value. A set answered "none" or "unknown" has that as its head.
 * A head of VALUE_CLEARED stands there only for its note: the question is open.
 */
struct fact {
  const char *subject;
  const char *key;
  struct head *heads;
  size_t heads_len;
  struct head *elements;
  size_t elements_len;
};

struct subject {
  const char *id;
  const char *type;
  const char *parent; /* NULL for a root */
  int64_t created;
  bool archived;
  bool archive_conflict; /* archived by one, edited by another who did not know */
};

enum answer_state { ANSWER_OPEN, ANSWER_UNKNOWN, ANSWER_CONFLICT, ANSWER_GIVEN };

struct snapshot;
struct snapshot *snapshot_new(void);
void snapshot_free(struct snapshot *snapshot);
/* Builders. Strings are copied. A fact's heads and elements are given whole. */
struct subject *snapshot_add_subject(struct snapshot *snapshot, const char *id, const char *type, const char *parent);
void snapshot_add_head(struct snapshot *snapshot, const char *subject, const char *key, const struct head *head);
void snapshot_add_element(struct snapshot *snapshot, const char *subject, const char *key, const struct head *head);
/* Sorts what the contract above says is sorted; call once after the last builder call. */
void snapshot_finish(struct snapshot *snapshot);

const struct subject *snapshot_subject(const struct snapshot *snapshot, const char *id); /* NULL if there is none */
size_t snapshot_subject_count(const struct snapshot *snapshot);
const struct subject *snapshot_subject_at(const struct snapshot *snapshot, size_t index); /* in order of id */
/* Children of type (NULL: any) that are not archived, in order of creation, then id. Caller frees the vector. parent NULL: roots. */
typedef VEC(const struct subject *) subject_vec_t;
void snapshot_children(const struct snapshot *snapshot, const char *parent, const char *type, subject_vec_t *ret_children);
/* Was the subject, or something it belongs to, archived? */
bool snapshot_archived(const struct snapshot *snapshot, const struct subject *subject);
const struct fact *snapshot_fact(const struct snapshot *snapshot, const char *subject, const char *key); /* NULL: nothing was ever said */
size_t snapshot_fact_count(const struct snapshot *snapshot);
const struct fact *snapshot_fact_at(const struct snapshot *snapshot, size_t index);

enum answer_state fact_state(const struct fact *fact);    /* NULL: open. Elements beside an "unknown"/"none" head are a conflict */
const struct value *fact_value(const struct fact *fact);  /* the single value, or NULL unless ANSWER_GIVEN and single */
bool fact_has(const struct fact *fact, const char *text); /* has an element with that text */
bool fact_proposed(const struct fact *fact);              /* some live head or element is only proposed */

/* A snapshot that reads like base, but for one answer: for what-if. base must outlive it. value VALUE_CLEARED hides the answer;
 * one value is both the answer and the only element, since only the pack knows which the question takes; several are elements. */
struct snapshot *snapshot_with(const struct snapshot *base, const char *subject, const char *key, const struct value *values, size_t len);

#endif
