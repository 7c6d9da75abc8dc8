/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * law: official texts that were imported into a workspace, and what they say at a citation.
 *
 * Each import is a stored file and a record in the journal. A file replaces an earlier one of the same act, language, state and part;
 * annexes that come as files of their own add to the act.
 */
#ifndef CRADLE_LAW_H
#define CRADLE_LAW_H

#include "app/app.h"
#include "lawtext/lawtext.h"

struct law_file {
  const struct act *act;
  const char *language;
  enum law_state state;
  const char *celex; /* as the file says it; NULL: it does not */
  bool has_date;
  day_t date;
  const char *part; /* as in struct lawtext */
  const char *hash, *name;
};
typedef VEC(struct law_file) law_file_vec_t;

/* Reads the file whole before anything is kept. STATUS_INPUT: no text of law that can be read, or of an act that the law pack does not
 * cite. Texts of ret_file live in the session. */
enum status app_law_import(struct session *session, const char *path, struct law_file *ret_file, bool *ret_replaced, struct error *error);
/* What is there now, acts in the order of the law pack, the newest wording first. Texts live in arena; the caller frees the vector. */
enum status app_law_files(struct session *session, struct arena *arena, law_file_vec_t *ret_files, struct error *error);

/* "Consolidated wording of 20.11.2024." or "Wording as published: OJ L, 2024/1689, 12.7.2024." Caller frees. */
char *law_wording_text(const struct law_file *file);
/* What changed the act later, as far as the law pack knows: "OJ L, 2026/1744, 24.7.2026". NULL: nothing. Caller frees. */
char *law_later_changes(const struct law_file *file);
/* "act without annexes", "annex iv", ... of a file that holds only a part; NULL: it holds all. Caller frees. */
char *law_part_text(const char *part);
/* "English". In English as all texts that are not translated; the code itself if it is none of the 24. */
const char *law_language_name(const char *code);
/* Shown with every text. */
const char *law_notice(void);

/* ---- what the law says at a citation ---- */

enum law_found {
  LAW_FOUND,        /* at its place */
  LAW_FOUND_AROUND, /* not itself, but what stands around it */
  LAW_NOT_IN_FILES, /* the act is there, this part of it is not */
  LAW_NOT_IMPORTED, /* nothing of the act is there */
  LAW_WHOLE_ACT,    /* the citation names no provision */
};
/* A sentence for what is not found at its place; NULL for LAW_FOUND. */
const char *law_found_text(enum law_found found);
struct law_quote {
  const struct act *act;
  const char *citation; /* "CRA Art. 13(8)" */
  enum law_found found;
  const struct law_file *file;       /* if found */
  const struct law_passage *heading; /* of the article or annex, unless it is among the passages; NULL: none */
  const struct law_passage *passages;
  size_t passages_len;
};
/* Quotes in the order of the citations; law of the acts only (no guidance). Everything in it lives as long as the reading. */
struct law_reading {
  VEC(struct law_quote) quotes;
  law_file_vec_t files;
  VEC(struct lawtext *) laws; /* of the files; NULL: not read yet */
  struct arena *arena;
};
/* lang: wanted first; then English, then what there is. */
enum status app_law_read(struct session *session, const cite_vec_t *cites, const char *lang, struct law_reading **ret_reading,
                         struct error *error);
void law_reading_free(struct law_reading *reading);

/* What is meant: the id of a question, requirement, conclusion, gap, duty or topic, or a citation like "CRA 13(8)", "AI Act Annex IV point
 * 2(b)", "CRA anx.i.part-i.2.a". STATUS_USAGE otherwise. Texts live in arena; the caller frees the vector. */
enum status app_law_cites(struct session *session, const char *text, struct arena *arena, cite_vec_t *ret_cites, struct error *error);

#endif
