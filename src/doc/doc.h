/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doc: XML templates filled from subjects, facts and conclusions into a document model (doc/model.h).
 *
 * May include: base, fact, xml, kb, engine, assess. Writes no file, knows no page. templates/README.md describes the elements of a
 * template.
 *
 * Order: templates_load once per pack; doc_build for each document. The model is language-neutral where it counts: doc_hash covers ids,
 * values, evidence hashes and texts of answers, not the language, the approval block or the date of rendering.
 */
#ifndef CRADLE_DOC_H
#define CRADLE_DOC_H

#include "assess/assess.h"
#include "doc/model.h"

struct template;
struct templates;
/* Reads every *.xml of folder against template.rng and the pack; all or nothing; errors with file:line. Keeps `pack`. */
enum status templates_load(const char *folder, const struct pack *pack, struct templates **ret_templates, struct error *error);
void templates_free(struct templates *templates);
size_t templates_count(const struct templates *templates);
const struct template *templates_at(const struct templates *templates, size_t index);
const struct template *templates_find(const struct templates *templates, const char *id); /* NULL */
const char *template_id(const struct template *template);
const char *template_title(const struct template *template, const char *lang);
const struct subject_type *template_subject(const struct template *template); /* the type of subject it is about */
const char *template_hash(const struct template *template);                   /* of its file, hex */

/* Rows that no fact holds: the content of an imported component list, the journal. The app fills them; <list source="components"> shows
 * them. */
struct doc_list {
  const char *source;  /* "components", "history" */
  const char *subject; /* to which it belongs */
  size_t columns;
  const char *const *cells; /* rows_len * columns, row by row */
  size_t rows_len;
};

struct doc_request {
  const struct template *template;
  const char *subject;
  const char *lang;
  bool draft;               /* watermark; placeholders allowed */
  int64_t now;              /* ms: date printed in the document */
  const char *journal_head; /* hex */
  const struct doc_list *lists;
  size_t lists_len;
};
/* STATUS_USAGE if the subject is not of the template's type; STATUS_REFUSED for a final document (draft false) with a placeholder or
 * without a mandatory block, naming it. Caller frees. */
enum status doc_build(const struct doc_request *request, struct engine *engine, struct document **ret_document, struct error *error);
/* SHA-256 over the language-neutral model. */
enum status doc_hash(const struct doc_request *request, struct engine *engine, struct hash *ret_hash, struct error *error);

/* Sentences for reasons, used by all front ends so that they speak alike. Caller frees. */
char *reason_sentence(struct engine *engine, const struct reason *reason, const char *lang); /* one reason, without its children */
char *value_sentence(struct engine *engine, const struct question *question, const struct fact *fact,
                     const char *lang); /* "Yes", choice titles, dates, names of subjects */
char *conclusion_sentence(struct engine *engine, const struct conclusion_state *state,
                          const char *lang); /* "In scope", "open: In scope or Out of scope", ... */
const char *conclusion_value_title(const struct conclusion *conclusion, const char *value, const char *lang);
char *gap_sentence(struct engine *engine, const struct gap_state *gap, const char *lang);

/* Duties and relations. What is a char * is freed by the caller. */
const char *duty_status_title(enum duty_status status, const char *lang);                    /* "Running": heading of a list */
char *duty_sentence(const struct duty_state *state, const char *lang);                       /* "running since 2026-09-11" */
const char *relation_letter(enum relation_kind kind, const char *lang);                      /* for a matrix */
const char *relation_kind_sentence(enum relation_kind kind, const char *lang);               /* "shared: one piece of ..." */
const char *end_title(const struct end_state *end, const char *lang);                        /* of its requirement or duty */
const cite_vec_t *end_cites(const struct end_state *end);                                    /* NULL: the end is empty */
char *end_sentence(struct engine *engine, const struct end_state *end, const char *lang);    /* how it stands; "" if it is empty */
char *served_sentence(struct engine *engine, const struct served *served, const char *lang); /* "Report (counts for both acts)" */
char *catalogue_title(const struct requirement *requirement,
                      const char *lang); /* "CRA Annex I Part I"; without annex the title of the act */

#endif
