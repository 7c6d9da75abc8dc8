/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb: the law pack as an immutable model. data/README.md describes the files and what each element means.
 *
 * May include: base, xml. Knows no facts.
 *
 * Order: pack_load; pack_lint if wanted (tests and `cradle pack --lint`); pack_free. All pointers live in the pack. Every id is resolved at
 * load: a dangling one is an error with file:line and nothing is loaded. Texts are English; pack_text translates.
 */
#ifndef CRADLE_KB_H
#define CRADLE_KB_H

#include "base/base.h"
#include "xml/xml.h"

/* Where an element stands; for messages. */
struct place {
  const char *file;
  int line;
};

/* A translatable text: context is the id of the nearest element with an id (msgctxt), text the collapsed English. Empty text: none was
 * given. */
struct text {
  const char *context;
  const char *text;
};
/* In that language, or English. Borrowed. */
const char *pack_text(const struct text *text, const char *lang);

/* ---- citations ----------------------------------------------------------------------------------------------------------- */

enum label { LABEL_LAW, LABEL_GUIDANCE, LABEL_STANDARD, LABEL_GOOD_PRACTICE };

struct act {
  const char *id;
  enum label kind;
  struct text short_name; /* "CRA": as it is cited */
  const char *published;
  const char *eli;
  const char *celex; /* number under which EUR-Lex keeps the act as published, or NULL */
  struct text title;
};

struct cite {
  const struct act *act;
  const char *article, *annex, *part, *section, *class, *point, *recital, *example; /* as written, or NULL */
  struct place place;
};
typedef VEC(struct cite) cite_vec_t;
/* "CRA Art. 2(2)(a)", "CRA Annex I Part I point (2)(a)", in that language. Caller frees. */
char *cite_text(const struct cite *cite, const char *lang);
/* All of them, separated by "; ". Caller frees. */
char *cites_text(const cite_vec_t *cites, const char *lang);
/*
 * Where in its act the citation points, in one spelling for all: steps separated by dots, letters small, marks dropped:
 * "art.12.3.a", "art.32.5a", "anx.i.part-i.2.a", "anx.iii.class-i.6", "anx.i.section-a.1", "rct.12". NULL: only the act is named, or an
 * example. Caller frees.
 */
char *cite_path(const struct cite *cite);
const char *label_name(enum label label, const char *lang);

/* ---- conditions and terms -------------------------------------------------------------------------------------------------- */

struct question;
struct conclusion;
struct namesake; /* the conclusions of one id, on several subject types; NULL: there are none */
struct table;
struct table_row;
struct subject_type;

typedef VEC(const char *) id_vec_t;

/* What `some`, `every`, `count`, `latest`, `earliest` run over. */
struct range {
  const struct subject_type *of;   /* type of the children, with related that of the requirements; or NULL with link */
  const struct subject_type *from; /* whose children: this ancestor type; NULL: the subject it stands on */
  const char *group;               /* of implicit requirements; NULL: all */
  const struct question *link;     /* the subjects that this reference question names */
  unsigned related;                /* requirements that a relation leads to: bits 1u << enum relation_kind; 0: not this range */
};

enum condition_kind {
  COND_ALL,
  COND_ANY,
  COND_NOT,
  COND_IS,        /* question, values; or question and of_requirement */
  COND_ASKED,     /* question */
  COND_ANSWERED,  /* question */
  COND_CONCLUDED, /* conclusion id, values */
  COND_SOME,      /* range, one child (an empty COND_ALL if none was written) */
  COND_EVERY,
  COND_COMPARE,  /* op, terms[2] */
  COND_LISTED,   /* table; question or row_id; column and values, or column NULL */
  COND_IN_FORCE, /* table, row_id */
  COND_MEMBER,   /* group */
  COND_GAP_FREE,
};
enum compare_op { OP_LT, OP_LE, OP_EQ, OP_NE, OP_GE, OP_GT };

struct term;
struct condition {
  enum condition_kind kind;
  struct place place;
  const struct condition **children;
  size_t children_len;
  const struct question *question;
  bool of_requirement;
  const char *conclusion; /* id; several conclusions may bear it, on different subject types */
  const struct namesake *namesakes;
  id_vec_t values;
  struct range range;
  enum compare_op op;
  const struct term *terms[2];
  const struct table *table;
  const char *row_id;
  const char *column;
  const char *group;
};

enum term_kind {
  TERM_ANSWER,    /* question */
  TERM_CONCLUDED, /* conclusion id */
  TERM_DATE,
  TERM_NUMBER,
  TERM_AS_OF,
  TERM_CELL,  /* table, row_id, column */
  TERM_COUNT, /* range, condition */
  TERM_LATER_OF,
  TERM_EARLIER_OF,
  TERM_ADD,    /* unit, children: date, number */
  TERM_TIMES,  /* children: number, number */
  TERM_LATEST, /* range, child term */
  TERM_EARLIEST,
};
enum unit { UNIT_DAYS, UNIT_MONTHS, UNIT_YEARS };

struct term {
  enum term_kind kind;
  struct place place;
  const struct question *question;
  const char *conclusion;
  const struct namesake *namesakes;
  day_t date;
  int64_t number; /* millionths */
  const struct table *table;
  const struct table_row *row;
  const char *column;
  struct range range;
  const struct condition *condition;
  enum unit unit;
  const struct term **children;
  size_t children_len;
};

/* ---- the pack ---------------------------------------------------------------------------------------------------------------- */

struct subject_type {
  const char *id;
  const struct subject_type *parent; /* NULL: root */
  bool implicit;
  const struct question *name; /* question that holds the name; NULL for implicit types */
  struct text title, plural;
  size_t questions_len, conclusions_len, sections_len; /* how many stand on it */
};

struct stage {
  const char *id;
  struct text title;
};

struct choice {
  const char *id;
  struct text title, help;
};

enum question_type { Q_BOOL, Q_CHOICE, Q_SET, Q_TEXT, Q_LONG_TEXT, Q_NUMBER, Q_DATE, Q_INSTANT, Q_REFERENCE, Q_REFERENCES, Q_BLOB };

struct question {
  const char *id;
  enum question_type type;
  const struct section *section;
  const struct subject_type *subject;
  struct place place;
  bool required, language, none;
  size_t max;                   /* characters */
  bool has_min, has_max_number; /* number */
  int64_t min, max_number;
  const char *unit;              /* or NULL */
  const struct subject_type *of; /* references */
  struct choice *choices;
  size_t choices_len;
  cite_vec_t cites;
  struct text title, text, help;
  struct text *examples;
  size_t examples_len;
  const struct condition *when; /* the section's and its own; NULL: always */
  const char *revised;          /* version of the pack with which its meaning changed, or NULL */
  id_vec_t former;              /* ids it had earlier, newest first */
  size_t index;                 /* position in pack order */
  size_t slot;                  /* position among those of its subject type */
};
/* Was an answer given under that version of the pack given to another meaning of the question? NULL version: not known, so no. */
bool question_revised_since(const struct question *question, const char *version);
bool question_is_multi(const struct question *question);                               /* set, references */
const struct choice *question_choice(const struct question *question, const char *id); /* NULL */
const char *question_type_name(enum question_type type);

struct section {
  const char *id;
  const struct stage *stage;
  const struct subject_type *subject;
  struct text title;
  const struct condition *when; /* part of that of each of its questions; NULL: always */
  const struct question **questions;
  size_t questions_len;
  size_t slot; /* position among those of its subject type */
};

/* A suggestion what can be done for a requirement. */
struct measure {
  const char *id;
  cite_vec_t cites;
  struct text text;
  const struct condition *when; /* on the parent of the requirement; NULL: always */
  struct place place;
};

struct requirement {
  const char *id;
  const char *group;
  cite_vec_t cites;
  struct text title, text, help;
  struct measure *measures;
  size_t measures_len;
  const struct condition *when; /* on the parent; NULL: always there */
  id_vec_t former;              /* ids it had earlier, newest first */
  struct place place;
};
/* Is id in the group (equal, or below it: group "cra.annex-i.1" holds "cra.annex-i.1.2.a")? */
bool id_in_group(const char *id, const char *group);

struct conclusion_case {
  const char *id;
  const char *value;       /* choice, set */
  const struct term *term; /* date */
  cite_vec_t cites;
  const struct condition *when; /* NULL: otherwise */
  struct text because;
  bool disputed;
  struct conclusion_case *readings; /* of a disputed case */
  size_t readings_len;
  struct place place;
};

enum conclusion_type { C_CHOICE, C_SET, C_DATE };

struct conclusion {
  const char *id;
  enum conclusion_type type;
  const struct subject_type *subject;
  struct text title;
  struct choice *values; /* id and title */
  size_t values_len;
  const struct condition *applies; /* NULL: always */
  struct conclusion_case *cases;   /* set: the collects */
  size_t cases_len;
  struct place place;
  size_t index; /* in an order in which each depends only on earlier ones is not promised; evaluate lazily */
  size_t slot;  /* position among those of its subject type */
};

struct gap {
  const char *id;
  const struct subject_type *subject;
  bool blocks_final;
  cite_vec_t cites;
  struct text title, text;
  const struct condition *when;
  struct place place;
};

enum duty_kind { DUTY_DUTY, DUTY_RELIEF, DUTY_PENALTY };
struct duty {
  const char *id;
  const struct subject_type *subject;
  enum duty_kind kind;
  cite_vec_t cites;
  struct text title, text, help;
  const struct condition *when;    /* NULL: everybody's */
  const struct term *from, *until; /* dates; NULL: always, without end */
  const struct condition *done;    /* NULL: not followed */
  struct place place;
};
const char *duty_kind_name(enum duty_kind kind, const char *lang);

/* ---- how two acts stand to each other ---- */

struct topic {
  const char *id;
  cite_vec_t cites;
  struct text title, text, action;
  struct place place;
};

enum relation_kind { RELATION_PRESUMED, RELATION_SHARED, RELATION_PARALLEL, RELATION_DISTINCT };
/* One of requirement and duty; both NULL: this act asks nothing of the kind (distinct). */
struct relation_end {
  const struct requirement *requirement;
  const struct duty *duty;
};
struct relation {
  const char *id;
  const struct topic *topic;
  struct relation_end from, to;
  enum relation_kind kind;
  cite_vec_t cites;
  struct text because;
  struct place place;
};
const char *relation_kind_name(enum relation_kind kind, const char *lang);

struct cell_value {
  const char *column, *text;
};
struct table_row {
  const char *id;
  const struct table *table;
  cite_vec_t cites;
  struct text title, help;
  struct cell_value *cells;
  size_t cells_len;
  const char *key; /* the column "key", case folded and without blanks; NULL: it has none */
  struct place place;
};
struct table {
  const char *id;
  struct table_row *rows;
  size_t rows_len;
};
const struct table_row *table_row(const struct table *table, const char *id); /* NULL */
/* The row of that id, or the one whose column "key" is the text but for case and blanks; NULL. */
const struct table_row *table_row_like(const struct table *table, const char *text);
const char *table_cell(const struct table_row *row, const char *column); /* NULL */

struct pack;
/* Reads pack.xml and what it names, checked against the schema in schema_folder (NULL: the same folder); all or nothing. */
enum status pack_load(const char *folder, const char *schema_folder, struct pack **ret_pack, struct error *error);
/* The same from what pack_content gave: an older pack, kept in a workspace. name is used in messages. */
enum status pack_load_content(const char *content, size_t len, const char *name, const char *schema_folder, struct pack **ret_pack,
                              struct error *error);
void pack_free(struct pack *pack);

const char *pack_id(const struct pack *pack);
const char *pack_version(const struct pack *pack);
day_t pack_law_as_of(const struct pack *pack);
const char *pack_where(const struct pack *pack);         /* folder, or name of the content, that it was read from */
const char *pack_hash(const struct pack *pack);          /* SHA-256 of its content, hex; sha256sum over the files in order repeats it */
const struct buf *pack_content(const struct pack *pack); /* pack.xml and the files it names, one after the other */

/* Look-ups give NULL if there is none; lists are in pack order. */
const struct act *pack_act(const struct pack *pack, const char *id);
const struct table *pack_table(const struct pack *pack, const char *id);
const struct subject_type *pack_subject_type(const struct pack *pack, const char *id);
const struct stage *pack_stage(const struct pack *pack, const char *id);
const struct question *pack_question(const struct pack *pack, const char *id);       /* follows renamed ids */
const struct requirement *pack_requirement(const struct pack *pack, const char *id); /* likewise */
/* The conclusion of that id on that type; NULL if there is none. */
const struct conclusion *pack_conclusion(const struct pack *pack, const char *id, const struct subject_type *type);
bool pack_has_conclusion(const struct pack *pack, const char *id); /* on any type */
const struct gap *pack_gap(const struct pack *pack, const char *id);
const struct duty *pack_duty(const struct pack *pack, const char *id);
const struct topic *pack_topic(const struct pack *pack, const char *id);

#define PACK_LIST(name, type)                                                                                                              \
  size_t pack_##name##_count(const struct pack *pack);                                                                                     \
  const type *pack_##name##_at(const struct pack *pack, size_t index)
PACK_LIST(act, struct act);
PACK_LIST(table, struct table);
PACK_LIST(subject_type, struct subject_type);
PACK_LIST(stage, struct stage);
PACK_LIST(section, struct section);
PACK_LIST(question, struct question);
PACK_LIST(requirement, struct requirement);
PACK_LIST(conclusion, struct conclusion);
PACK_LIST(gap, struct gap);
PACK_LIST(duty, struct duty);
PACK_LIST(topic, struct topic);
PACK_LIST(relation, struct relation);

const struct namesake *pack_namesakes(const struct pack *pack, const char *id);
/* The nearest of type itself and its ancestors that bears the conclusion / that is `wanted`; NULL if none. */
const struct conclusion *conclusion_near(const struct namesake *namesakes, const struct subject_type *type);
const struct conclusion *pack_conclusion_near(const struct pack *pack, const char *id, const struct subject_type *type);
bool type_is_or_below(const struct subject_type *type, const struct subject_type *wanted);

/* Conditions for others than the pack itself (templates): parsed against the pack from an element of the same vocabulary. `on` is the
 * subject type the condition will stand on. */
enum status pack_condition(const struct pack *pack, struct arena *arena, const struct xml_node *element, const struct subject_type *on,
                           const struct condition **ret_condition, struct error *error);
enum status pack_cite(const struct pack *pack, const struct xml_node *element, struct cite *ret_cite, struct error *error);

/* ---- what a newer pack changes ------------------------------------------------------------------------------------------------- */

enum change_what { PACK_ADDED, PACK_REMOVED, PACK_RETIRED, PACK_RENAMED, PACK_REVISED, PACK_REWORDED };
/* One element that differs. PACK_REVISED: the question is asked again. PACK_REWORDED: anything else about it changed. */
struct pack_change {
  enum change_what what;
  const char *kind; /* "question", "conclusion", "requirement", "gap", "duty", "relation", "topic", "row", "act" */
  const char *id;   /* in the newer pack, or the older one's if it is gone */
  const char *was;  /* renamed: its id in the older pack; else NULL */
  const char *title;
};
typedef VEC(struct pack_change) pack_change_vec_t;
/* In the order of the newer pack, what is gone at the end. Texts live in arena; the caller frees the vector. */
void pack_compare(const struct pack *older, const struct pack *newer, const char *lang, struct arena *arena,
                  pack_change_vec_t *ret_changes);

/* ---- "did you mean" ------------------------------------------------------------------------------------------------------------ */

/* Up to three of the candidates that look like text, separated by commas; NULL if none does. Caller frees. */
char *suggest(const id_vec_t *candidates, const char *text);
/* "Did you mean: ...?", or `otherwise` if nothing looks like text. Caller frees. */
char *suggest_sentence(const id_vec_t *candidates, const char *text, const char *otherwise);
char *join_ids(const id_vec_t *ids);

/* ---- lint -------------------------------------------------------------------------------------------------------------------- */

struct lint_finding {
  struct place place;
  const char *id;   /* of the element */
  const char *what; /* sentence */
};
typedef VEC(struct lint_finding) lint_vec_t;
/* What loading does not refuse but must not be released: cycles (named whole), questions that can never be asked, values no case can give,
 * choices nobody reads are fine, missing citations, `not` over a hideable question without `asked` guard, tests on values a question does
 * not have, titles too long for lists, cases behind an unconditional one, texts missing, a question whose subject the rule cannot reach. Of
 * a pack in a folder also: files that pack.xml does not name; citations of what an act does not have, if the folder holds the list
 * provisions.txt. Texts live in `arena`. STATUS_NO with findings. */
enum status pack_lint(const struct pack *pack, struct arena *arena, lint_vec_t *ret_findings, struct error *error);

#endif
