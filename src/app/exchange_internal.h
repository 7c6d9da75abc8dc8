/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app/ for exchange with other programs share. */
#ifndef CRADLE_APP_EXCHANGE_INTERNAL_H
#define CRADLE_APP_EXCHANGE_INTERNAL_H

#include "app/exchange.h"
#include "app/internal.h"
#include "interop/vulnerabilities.h"

#define TYPE_VULNERABILITY "vulnerability"

/* ---- export.c, create_from.c ---- */

#define EXPORT_SCHEMA "cradle-export-1.schema.json"
#define EXPORT_FORMAT "cradle-export"
enum { EXPORT_VERSION = 1 };

/* ---- export_read.c: an export, checked ---- */

struct exported_subject {
  const char *id, *type, *parent;
  int64_t created; /* only for the order of creation */
  bool archived, archive_conflict;
};
struct exported_fact {
  const char *subject, *question;
  struct head *heads, *elements; /* event and time are not filled */
  size_t heads_len, elements_len;
};
struct exported_file {
  const char *hash;
  uint64_t size;
  bool needed; /* an answer holds it */
};
struct exported {
  struct arena *arena;
  VEC(struct kept_pack) packs; /* since and by are not filled */
  VEC(struct exported_subject) subjects;
  VEC(struct exported_fact) facts;
  VEC(struct exported_file) files;
  size_t answers;
};
/* STATUS_INPUT with file:line:column. Whatever the outcome, exported_clear frees. */
enum status exported_read(const struct app *app, const char *bytes, size_t len, const char *name, struct exported *ret_exported,
                          struct error *error);
void exported_clear(struct exported *exported);

/* ---- statements.c: proposed answers from a file ---- */

struct proposals {
  struct session *session;
  const char *path;
  const struct subject_type *type; /* vulnerability */
  struct buf content;
  struct plan plan;
  struct vulnerability_report *report;
};
/* What is open or only proposed is proposed; what a person stated otherwise stays and is counted. */
void propose(struct proposals *proposals, const char *subject, const char *question, struct value value, const char *note);
void propose_text(struct proposals *proposals, const char *subject, const char *question, const char *text, const char *note);
void propose_choice(struct proposals *proposals, const char *subject, const char *question, const char *choice);
/* If the list has the id. */
bool mark_exploited(struct proposals *proposals, const char *subject, const char *id, const struct exploited_list *list);

/* ---- vulnerabilities.c: the register of a release ---- */

enum status register_vulnerabilities(struct proposals *proposals, const char *release, const struct vulnerability_list *list,
                                     struct exploited_list *const *exploited, size_t exploited_len, struct error *error);
/* "CVE-2027-1", without what tells it from the same one in another component. NULL: it has none. Caller frees. */
char *vulnerability_public_id(struct session *session, const char *subject);

/* ---- accept.c ---- */

bool lies_at_or_below(const struct snapshot *snapshot, const struct subject *subject, const char *above);

#endif
