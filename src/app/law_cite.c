/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what people type to citations: ids of the law pack, or a citation as it is written. */
#include "app/internal.h"
#include "app/law.h"

#include <stdlib.h>
#include <string.h>

/* ---- ids ---- */

static void add_all(cite_vec_t *cites, const cite_vec_t *more) {
  for (size_t i = 0; i < more->len; i++) {
    bool known = false;
    CLEANUP(mem_freep) char *text = cite_text(&more->items[i], NULL);
    for (size_t k = 0; k < cites->len && !known; k++) {
      CLEANUP(mem_freep) char *other = cite_text(&cites->items[k], NULL);
      known = str_eq(text, other);
    }
    if (!known) vec_push(cites, more->items[i]);
  }
}

static void add_conclusions(const struct pack *pack, const char *id, cite_vec_t *cites) {
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (!str_eq(conclusion->id, id)) continue;
    for (size_t k = 0; k < conclusion->cases_len; k++)
      add_all(cites, &conclusion->cases[k].cites);
  }
}

static void cites_of_id(const struct pack *pack, const char *id, cite_vec_t *cites) {
  const struct question *question = pack_question(pack, id);
  const struct requirement *requirement = pack_requirement(pack, id);
  const struct gap *gap = pack_gap(pack, id);
  const struct duty *duty = pack_duty(pack, id);
  const struct topic *topic = pack_topic(pack, id);
  if (question) add_all(cites, &question->cites);
  if (requirement) add_all(cites, &requirement->cites);
  if (gap) add_all(cites, &gap->cites);
  if (duty) add_all(cites, &duty->cites);
  if (topic) add_all(cites, &topic->cites);
  add_conclusions(pack, id, cites);
}

/* ---- citations as they are written ---- */

/* Bytes of `name` at the start of text, in whatever case, and what follows is another word; 0: it does not start so. */
static size_t starts_with_name(const char *text, const char *name) {
  size_t len = name ? strlen(name) : 0;
  if (len == 0 || strlen(text) < len) return 0;
  CLEANUP(mem_freep) char *start = mem_strndup(text, len);
  CLEANUP(mem_freep) char *a = text_fold(start);
  CLEANUP(mem_freep) char *b = text_fold(name);
  return str_eq(a, b) && (text[len] == '\0' || text[len] == ' ') ? len : 0;
}

static const struct act *read_act(const struct pack *pack, const char *text, size_t *ret_len) {
  const struct act *best = NULL;
  *ret_len = 0;
  for (size_t i = 0; i < pack_act_count(pack); i++) {
    const struct act *act = pack_act_at(pack, i);
    const char *const names[] = {act->id, act->short_name.text, pack_text(&act->short_name, lang_ui())};
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
      size_t len = starts_with_name(text, names[k]);
      if (len <= *ret_len) continue;
      *ret_len = len;
      best = act;
    }
  }
  return best;
}

enum cite_part { PLACE_ARTICLE, PLACE_RECITAL, PLACE_ANNEX, PLACE_PART, PLACE_SECTION, PLACE_CLASS, PLACE_POINT, PLACE_NONE };

/* The patterns by which kb/ prints citations, and what else is written for them. */
static const struct {
  enum cite_part place;
  const char *pattern, *word, *path;
} places[] = {
    {PLACE_ARTICLE, "Art. %s", "article", "art."},
    {PLACE_RECITAL, "Recital %s", "recital", "rct."},
    {PLACE_ANNEX, "Annex %s", "annex", "anx."},
    {PLACE_PART, "Part %s", "part", "part-"},
    {PLACE_SECTION, "Section %s", "section", "section-"},
    {PLACE_CLASS, "Class %s", "class", "class-"},
    {PLACE_POINT, "point %s", "points", NULL},
};

static bool is_word_of(const char *word, const char *pattern) {
  size_t len = strcspn(pattern, " .");
  CLEANUP(mem_freep) char *start = mem_strndup(pattern, len);
  CLEANUP(mem_freep) char *wanted = text_fold(start);
  CLEANUP(mem_freep) char *folded = text_fold(word);
  len = strlen(folded);
  if (len > 0 && folded[len - 1] == '.') folded[len - 1] = '\0';
  return str_eq(folded, wanted);
}

static enum cite_part place_of_word(const char *word) {
  for (size_t i = 0; i < ARRAY_LEN(places); i++)
    if (is_word_of(word, places[i].pattern) || is_word_of(word, places[i].word) ||
        is_word_of(word, tr(lang_ui(), "cite", places[i].pattern)))
      return places[i].place;
  return PLACE_NONE;
}

static void put_value(struct cite *cite, enum cite_part place, const char *value) {
  switch (place) {
  case PLACE_ARTICLE:
    cite->article = value;
    break;
  case PLACE_RECITAL:
    cite->recital = value;
    break;
  case PLACE_ANNEX:
    cite->annex = value;
    break;
  case PLACE_PART:
    cite->part = value;
    break;
  case PLACE_SECTION:
    cite->section = value;
    break;
  case PLACE_CLASS:
    cite->class = value;
    break;
  case PLACE_POINT:
  case PLACE_NONE:
    cite->point = value;
    break;
  }
}

/* A value without a word before it: at first an article, then a point. */
static enum cite_part usual_place(const struct cite *cite) {
  return cite->article || cite->annex || cite->recital ? PLACE_POINT : PLACE_ARTICLE;
}

/* "anx.i.part-i.2.a": the steps that name a division become its values, the others numbers. */
static bool read_path(struct cite *cite, const char *text, struct arena *arena) {
  enum cite_part place = PLACE_NONE;
  for (size_t i = 0; i < 3; i++)
    if (str_starts(text, places[i].path)) place = places[i].place, text += strlen(places[i].path);
  if (place == PLACE_NONE) return false;
  size_t len = place == PLACE_ANNEX ? strcspn(text, ".") : strlen(text);
  put_value(cite, place, arena_strndup(arena, text, len));
  text += len + (text[len] == '.');
  for (size_t i = PLACE_PART; i <= PLACE_CLASS; i++) {
    if (!str_starts(text, places[i].path)) continue;
    text += strlen(places[i].path);
    len = strcspn(text, ".");
    put_value(cite, places[i].place, arena_strndup(arena, text, len));
    text += len + (text[len] == '.');
  }
  if (*text) cite->point = arena_strdup(arena, text);
  return true;
}

static bool read_words(struct cite *cite, const char *text, struct arena *arena) {
  enum cite_part place = PLACE_NONE;
  for (const char *at = text + strspn(text, " ,"); *at;) {
    size_t len = strcspn(at, " ,");
    const char *word = arena_strndup(arena, at, len);
    enum cite_part named = place_of_word(word);
    at += len;
    at += strspn(at, " ,");
    if (named != PLACE_NONE) {
      place = named;
      continue;
    }
    enum cite_part target = place == PLACE_NONE ? usual_place(cite) : place;
    bool is_number = strspn(word, "0123456789(") > 0 || target == PLACE_ANNEX || target == PLACE_PART || target == PLACE_SECTION ||
                     target == PLACE_CLASS || target == PLACE_POINT;
    if (!is_number) return false;
    put_value(cite, target, word);
    place = PLACE_NONE;
  }
  return place == PLACE_NONE;
}

enum status app_law_cites(struct session *session, const char *text, struct arena *arena, cite_vec_t *ret_cites, struct error *error) {
  const struct pack *pack = engine_pack(session->engine);
  cite_vec_t cites = {0};
  size_t len;
  cites_of_id(pack, text, &cites);
  struct cite cite = {.act = read_act(pack, text, &len)};
  if (cites.len == 0 && cite.act) {
    const char *rest = text + len + strspn(text + len, " ");
    if (read_path(&cite, rest, arena) || read_words(&cite, rest, arena)) vec_push(&cites, cite);
  }
  if (cites.len == 0)
    return error_set(error, STATUS_USAGE, text, _("Write it like “CRA 13(8)” or “CRA annex I part II 1”, or name the id of a question."),
                     _("This is neither a citation of an act that the law pack knows, nor an id of the law pack."));
  *ret_cites = cites;
  return STATUS_OK;
}
