/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lawtext: official texts of law, as EUR-Lex gives them, by article and point.
 *
 * May include: base, xml. Pure: bytes and the name of their file in, a text out. README.md says which files are understood, and what they
 * do not tell.
 */
#ifndef CRADLE_LAWTEXT_H
#define CRADLE_LAWTEXT_H

#include "base/base.h"

enum law_state { LAW_PUBLISHED, LAW_CONSOLIDATED };

/* One paragraph of print. */
struct law_passage {
  const char *mark; /* as printed: "Article 13", "8.", "(a)", "ANNEX I"; NULL: none */
  const char *text; /* "" if only the mark stands there */
  int depth;        /* 0: article, annex or recital itself, 1: its paragraphs, ... */
  bool heading;
};

/* What can be cited. Provisions are nested: what belongs to a paragraph, its points and what follows them, stands in its passages. */
struct law_provision {
  const char *path; /* "art.13.8.a", "anx.i.part-i.2.a", "rct.12" */
  size_t first, len;
};

struct lawtext {
  enum law_state state;
  const char *celex; /* "32024R2847", "02024R2847-20241120"; NULL: neither the file nor its name says it */
  int year, number;  /* of the act: 2024, 2847 */
  char type;         /* 'R', 'L', 'D'; 0: not said */
  const char *language;
  const char *title;
  bool has_date;
  day_t date; /* of publication, or of the consolidated version; with date_of_act the day on which the act was signed */
  bool date_of_act;
  const char *part; /* "": all; "act": without annexes; "anx.iv": this annex alone */
  struct law_passage *passages;
  size_t passages_len;
  struct law_provision *provisions; /* in the order of the text; each path once */
  size_t provisions_len;
  struct map *by_path;
  struct arena *arena;
};

/* STATUS_INPUT with file:line. name: of the file, used in messages and, where the content does not say it, for number and language. */
enum status lawtext_read(const char *bytes, size_t len, const char *name, struct lawtext **ret_law, struct error *error);
void lawtext_free(struct lawtext *law);

/* Is it a wording of the act that EUR-Lex keeps under that number ("32024R2847")? */
bool lawtext_is_of(const struct lawtext *law, const char *celex);
/* The provision, or the nearest one around it (its path is then shorter); NULL if not even the article, annex or recital is there. Of a
 * heading's words Part, Section and Class only the number counts: "anx.iii.class-i" and "anx.iii.part-i" are the same. */
const struct law_provision *lawtext_find(const struct lawtext *law, const char *path);
/* Was that provision found at its own place, not around it? */
bool lawtext_is_exact(const struct law_provision *found, const char *path);

#endif
