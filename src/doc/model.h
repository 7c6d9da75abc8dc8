/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * doc/model: the document model: blocks and runs, without any notion of pages. Shared by doc (which builds it), layout and tests.
 *
 * May include: base. Everything lives in the document's arena. Text is valid UTF-8 without control characters.
 */
#ifndef CRADLE_DOC_MODEL_H
#define CRADLE_DOC_MODEL_H

#include "base/base.h"

enum run_style {
  RUN_PLAIN,
  RUN_STRONG,
  RUN_EMPHASIS,
  RUN_CODE,        /* ids, hashes: monospaced */
  RUN_CITE,        /* citation of law: small, muted */
  RUN_FOREIGN,     /* words from a file of somebody else: letters that no font has are printed as [U+4E2D] instead of failing */
  RUN_PLACEHOLDER, /* something that is still missing: visible in drafts, impossible in final documents */
};

struct run {
  enum run_style style;
  const char *text;
  const char *anchor; /* link target, or NULL */
};

enum block_kind {
  BLOCK_HEADING,   /* level 1..4, numbered by doc if wanted; becomes contents entry and bookmark */
  BLOCK_PARAGRAPH, /* runs; cite: citation shown beside the paragraph, in the margin column, or NULL */
  BLOCK_ITEM,      /* list item of level 1..3 with a label ("1.", "(a)", "•") */
  BLOCK_TABLE,
  BLOCK_CONTENTS, /* the contents are set here */
  BLOCK_PAGE_BREAK,
  BLOCK_RULE,
  BLOCK_SIGNATURE, /* a line to sign on, with the caption in runs */
  BLOCK_NOTE,      /* boxed remark (law notice, working translation, ...) */
};

struct cell {
  struct run *runs;
  size_t runs_len;
};
struct row {
  struct cell *cells; /* as many as the table has columns */
};

struct block {
  enum block_kind kind;
  int level;
  const char *id;    /* anchor; stable, language-neutral; or NULL */
  const char *label; /* item label or heading number; or NULL */
  const char *cite;  /* citation beside the statement, e.g. "CRA Art. 31(1)"; or NULL */
  struct run *runs;
  size_t runs_len;
  /* table */
  size_t columns;
  const double *widths; /* shares of the width, sum 1 */
  struct row *rows;     /* the first header_rows are repeated on every page */
  size_t rows_len, header_rows;
};

struct document {
  const char *kind; /* "technical-file", ... */
  const char *title;
  const char *subtitle;  /* product and release */
  const char *author;    /* the manufacturer */
  const char *lang;      /* "en", ... */
  const char *footer;    /* document id, law as of, pack version: on every page */
  const char *watermark; /* "DRAFT", translated; NULL for final documents */
  const char *id;        /* document id: hash of the model, hex, shortened for print */
  int64_t time;          /* ms; the date printed and put into the PDF; from the case, never from a clock inside doc/ */
  bool has_placeholder;
  struct block *blocks;
  size_t blocks_len;
  struct arena *arena;
};

void document_free(struct document *document);

#endif
