/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app/ for evidence and component lists share. */
#ifndef CRADLE_APP_IMPORT_INTERNAL_H
#define CRADLE_APP_IMPORT_INTERNAL_H

#include "app/internal.h"
#include "interop/interop.h"

/* Ids of the law pack that imports answer; where the pack has no such question, nothing is said. */
#define QUESTION_EVIDENCE_KIND "evidence.kind"
#define QUESTION_EVIDENCE_DATE "evidence.date"
#define QUESTION_EVIDENCE_OWNER "evidence.owner"
#define QUESTION_LIST_DATE "bom.date"
#define QUESTION_LIST_TOOL "bom.made-by"
#define QUESTION_LIST_TOP_LEVEL "bom.top-level"
#define CHOICE_PICTURE "picture"
#define TABLE_PROPOSALS "proposals"

/* ---- import_source.c: a file is read once, by whoever needs its bytes ---- */

struct intake {
  struct source from;
  struct store_batch *batch; /* stores what is read; NULL: nobody does */
  struct import_progress progress;
  const char *path;
  uint64_t size, done;
  char *prefix; /* the first bytes, read before anybody asked for them */
  size_t prefix_len, prefix_given;
};
/* Takes over `from`, which the caller closes. */
enum status intake_begin(struct intake *intake, const struct source *from, struct error *error);
void intake_end(struct intake *intake);
/* What is read from it is stored as well. Lives as long as the intake. */
struct source intake_source(struct intake *intake);
/* To the end, whoever stopped before. */
enum status intake_finish(struct intake *intake, struct error *error);

/* ---- import_rows.c: rows of a component list ---- */

enum { FOUND_KINDS = COMPONENT_FRAMEWORK + 1, FOUND_NAMES = 3 };
/* Components of special kinds, wherever they stand in the list. */
struct found {
  size_t counts[FOUND_KINDS];
  char *names[FOUND_KINDS][FOUND_NAMES]; /* of the first */
};
void found_clear(struct found *found);

/* Reads the list into rows of the batch; rows_end says whose they are. found may be NULL. */
enum status rows_read(struct store_batch *batch, const struct source *source, enum interop_kind kind, struct found *found,
                      struct component_list **ret_list, struct error *error);
enum status rows_end(struct store_batch *batch, const char *hash, const struct component_list *list, struct error *error);

/* ---- import_answers.c: what files propose ---- */

void propose_evidence(struct plan *plan, const char *id, const struct intake *intake);
void propose_list(struct plan *plan, const char *id, const struct component_list *list);
/* By the pack's table of proposals: for what the list belongs to. name: of the list, for the remark. */
enum status propose_ai(struct plan *plan, const char *parent, const char *name, const struct found *found, struct error *error);

#endif
