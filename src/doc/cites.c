/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Citations beside blocks: many places in one article or annex are shown as what they have in common. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

enum { SHOWN_ONE_BY_ONE = 3 };

/* ---- what places have in common ---- */

/* Length of the article or annex in "13(3)(b)". */
static size_t number_len(const char *place) {
  return strcspn(place, "(");
}

static bool same_number(const char *a, const char *b) {
  if (!a || !b) return a == b;
  return number_len(a) == number_len(b) && strncmp(a, b, number_len(a)) == 0;
}

static bool same_home(const struct cite *a, const struct cite *b) {
  return a->act == b->act && (a->article || a->annex) && same_number(a->article, b->article) && same_number(a->annex, b->annex);
}

/* May a place end before this letter: does a step end here? */
static bool is_joint(const char *place, size_t at) {
  return place[at] == '\0' || place[at] == '(' || place[at] == '.';
}

/* The steps with which both begin: "13(3)" of "13(3)(a)" and "13(3)(b)". NULL: none. */
static const char *common(struct arena *arena, const char *a, const char *b) {
  if (!a || !b) return NULL;
  size_t kept = 0;
  for (size_t i = 0;; i++) {
    if (is_joint(a, i) && is_joint(b, i)) kept = i;
    if (!a[i] || a[i] != b[i]) break;
  }
  return kept > 0 ? arena_strndup(arena, a, kept) : NULL;
}

static const char *same_or_none(const char *a, const char *b) {
  return str_eq(a, b) ? a : NULL;
}

static struct cite join(struct arena *arena, struct cite a, const struct cite *b) {
  struct cite joined = {.act = a.act, .annex = a.annex, .article = common(arena, a.article, b->article), .place = a.place};
  joined.part = same_or_none(a.part, b->part);
  joined.section = same_or_none(a.section, b->section);
  joined.class = same_or_none(a.class, b->class);
  bool one_list = str_eq(a.part, b->part) && str_eq(a.section, b->section) && str_eq(a.class, b->class);
  if (one_list) joined.point = common(arena, a.point, b->point);
  return joined;
}

/* ---- a list of citations ---- */

static size_t count_at_home(const cite_vec_t *cites, const struct cite *cite, size_t end) {
  size_t count = 0;
  for (size_t i = 0; i < end; i++)
    count += same_home(&cites->items[i], cite);
  return count;
}

static struct cite join_at_home(struct arena *arena, const cite_vec_t *cites, size_t first) {
  struct cite joined = cites->items[first];
  for (size_t i = first + 1; i < cites->len; i++)
    if (same_home(&cites->items[i], &cites->items[first])) joined = join(arena, joined, &cites->items[i]);
  return joined;
}

static void shorten(struct arena *arena, const cite_vec_t *cites, cite_vec_t *ret_short) {
  for (size_t i = 0; i < cites->len; i++) {
    const struct cite *cite = &cites->items[i];
    bool many = count_at_home(cites, cite, cites->len) > SHOWN_ONE_BY_ONE;
    if (!many)
      vec_push(ret_short, *cite);
    else if (count_at_home(cites, cite, i) == 0)
      vec_push(ret_short, join_at_home(arena, cites, i));
  }
}

static void note_act(struct builder *builder, const struct act *act) {
  const struct pack *pack = engine_pack(builder->engine);
  for (size_t i = 0; i < pack_act_count(pack); i++)
    if (pack_act_at(pack, i) == act) builder->cited[i] = true;
}

const char *cites_emit(struct builder *builder, const cite_vec_t *cites) {
  if (cites->len == 0) return NULL;
  cite_vec_t few = {0};
  shorten(builder->arena, cites, &few);
  for (size_t i = 0; i < few.len; i++)
    note_act(builder, few.items[i].act);
  CLEANUP(mem_freep) char *text = cites_text(&few, builder->lang);
  vec_free(&few);
  return arena_strdup(builder->arena, text);
}

/* The provisions on which a question rests; recitals and guidance stand beside the question itself. */
const char *answer_cite(struct builder *builder, const cite_vec_t *cites) {
  cite_vec_t law = {0};
  for (size_t i = 0; i < cites->len; i++)
    if (cites->items[i].act->kind == LABEL_LAW && !cites->items[i].recital) vec_push(&law, cites->items[i]);
  const char *text = cites_emit(builder, law.len > 0 ? &law : cites);
  vec_free(&law);
  return text;
}

/* ---- beside a block ---- */

static const cite_vec_t *current_cites(struct builder *builder, const char *subject) {
  if (builder->thing) return builder->thing->cites;
  const struct requirement *requirement = engine_requirement(builder->engine, subject);
  return requirement ? &requirement->cites : NULL;
}

const char *content_cite(struct builder *builder, const struct content *content, const char *subject) {
  const char *own = cites_emit(builder, &content->cites);
  const cite_vec_t *current = content->cites_current ? current_cites(builder, subject) : NULL;
  const char *of_current = current ? cites_emit(builder, current) : NULL;
  if (!own || !of_current) return own ? own : of_current;
  return arena_printf(builder->arena, "%s; %s", own, of_current);
}
