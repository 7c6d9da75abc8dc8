/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs: clean text for the model, and placeholders. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

/* Line ends stay for now: runs_finish and the paragraphs of long answers deal with them. */
static char *clean(struct arena *arena, const char *text) {
  char *copy = arena_strdup(arena, text);
  for (char *c = copy; *c; c++)
    if (((unsigned char)*c < ' ' && *c != '\n') || *c == 0x7f) *c = ' ';
  return copy;
}

void run_add(struct builder *builder, run_vec_t *runs, enum run_style style, const char *text) {
  if (!*text) return;
  struct run run = {.style = style, .text = clean(builder->arena, text)};
  vec_push(runs, run);
}

void run_placeholder(struct builder *builder, run_vec_t *runs, const char *text, const char *subject, const char *what) {
  run_add(builder, runs, RUN_PLACEHOLDER, text);
  builder->document->has_placeholder = true;
  if (builder->missing) return;
  builder->missing = mem_strdup(what);
  builder->missing_on = mem_strdup(subject ? engine_name(builder->engine, subject, lang_ui()) : "");
}

void runs_trim(const struct builder *builder, run_vec_t *runs) {
  if (runs->len == 0) return;
  struct run *first = &runs->items[0], *last = &runs->items[runs->len - 1];
  if (first->text != builder->document_id) first->text += strspn(first->text, " ");
  if (last->text == builder->document_id) return;
  size_t len = strlen(last->text);
  while (len > 0 && last->text[len - 1] == ' ')
    len--;
  last->text = arena_strndup(builder->arena, last->text, len);
}

static bool same_kind(const struct run *a, const struct run *b) {
  return a->style == b->style && !a->anchor && !b->anchor;
}

/* The neighbour's text is joined, unless it is the document id, which is not known yet. */
static bool joins(const struct builder *builder, const struct run *a, const struct run *b) {
  return same_kind(a, b) && a->text != builder->document_id && b->text != builder->document_id;
}

static void join_neighbours(struct builder *builder, run_vec_t *runs) {
  size_t kept = 0;
  for (size_t i = 1; i < runs->len; i++) {
    struct run *last = &runs->items[kept];
    if (joins(builder, last, &runs->items[i]))
      last->text = arena_printf(builder->arena, "%s%s", last->text, runs->items[i].text);
    else
      runs->items[++kept] = runs->items[i];
  }
  if (runs->len) runs->len = kept + 1;
}

static void lines_to_blanks(struct builder *builder, run_vec_t *runs) {
  for (size_t i = 0; i < runs->len; i++) {
    if (runs->items[i].text == builder->document_id) continue;
    for (char *c = (char *)runs->items[i].text; *c; c++)
      if (*c == '\n') *c = ' ';
  }
}

void runs_finish(struct builder *builder, run_vec_t *runs, struct run **ret_runs, size_t *ret_len) {
  lines_to_blanks(builder, runs);
  join_neighbours(builder, runs);
  *ret_len = runs->len;
  *ret_runs = arena_alloc(builder->arena, runs->len * sizeof **ret_runs + 1);
  for (size_t i = 0; i < runs->len; i++)
    (*ret_runs)[i] = runs->items[i];
  vec_free(runs);
}
