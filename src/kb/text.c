/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and citations in the language of the reader. */
#include "kb/internal.h"

#include <string.h>

const char *pack_text(const struct text *text, const char *lang) {
  if (!text->text || !*text->text) return "";
  return tr(lang, text->context, text->text);
}

const char *label_name(enum label label, const char *lang) {
  switch (label) {
  case LABEL_LAW:
    return tr(lang, "cite", "law");
  case LABEL_GUIDANCE:
    return tr(lang, "cite", "guidance");
  case LABEL_STANDARD:
    return tr(lang, "cite", "standard");
  case LABEL_GOOD_PRACTICE:
    return tr(lang, "cite", "good practice");
  }
  return "";
}

/* Puts the value, if there is one, in the place of %s. A translation is never used as a format. */
static void add_piece(struct buf *out, const char *pattern, const char *value) {
  if (!value) return;
  const char *hole = strstr(pattern, "%s");
  size_t before = hole ? (size_t)(hole - pattern) : strlen(pattern);
  buf_putc(out, ' ');
  buf_add(out, pattern, before);
  buf_puts(out, value);
  if (hole) buf_puts(out, hole + 2);
}

static void add_cite(struct buf *out, const struct cite *cite, const char *lang) {
  buf_puts(out, pack_text(&cite->act->short_name, lang));
  add_piece(out, tr(lang, "cite", "Art. %s"), cite->article);
  add_piece(out, tr(lang, "cite", "Recital %s"), cite->recital);
  add_piece(out, tr(lang, "cite", "Annex %s"), cite->annex);
  add_piece(out, tr(lang, "cite", "Part %s"), cite->part);
  add_piece(out, tr(lang, "cite", "Section %s"), cite->section);
  add_piece(out, tr(lang, "cite", "Class %s"), cite->class);
  add_piece(out, tr(lang, "cite", "point %s"), cite->point);
  add_piece(out, tr(lang, "cite", "example %s"), cite->example);
}

char *cite_text(const struct cite *cite, const char *lang) {
  struct buf out = {0};
  add_cite(&out, cite, lang);
  return buf_take(&out);
}

char *cites_text(const cite_vec_t *cites, const char *lang) {
  struct buf out = {0};
  for (size_t i = 0; i < cites->len; i++) {
    if (i > 0) buf_puts(&out, "; ");
    add_cite(&out, &cites->items[i], lang);
  }
  return buf_take(&out);
}

/* ---- where a citation points ---- */

/* The prefix and the steps of "12(3)(a)", "1.3", "(2)(a)": what stands between marks. */
static void add_steps(struct buf *out, const char *prefix, const char *written) {
  bool in_step = false;
  if (written && *prefix) buf_printf(out, "%s%s", out->len > 0 ? "." : "", prefix);
  for (const char *c = written; c && *c; c++) {
    bool mark = !((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z'));
    if (!mark && !in_step && out->len > 0 && out->data[out->len - 1] != '-') buf_putc(out, '.');
    if (!mark) buf_putc(out, *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c);
    in_step = !mark;
  }
}

char *cite_path(const struct cite *cite) {
  struct buf out = {0};
  add_steps(&out, "art", cite->article);
  add_steps(&out, "rct", cite->recital);
  add_steps(&out, "anx", cite->annex);
  add_steps(&out, "part-", cite->part);
  add_steps(&out, "section-", cite->section);
  add_steps(&out, "class-", cite->class);
  add_steps(&out, "", cite->point);
  return out.len > 0 ? buf_take(&out) : NULL;
}
