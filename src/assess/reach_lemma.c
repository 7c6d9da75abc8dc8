/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts under which a conclusion came out some way are remembered: long chains of conclusions are built from short ones. */
#include <stdlib.h>
#include <string.h>

#include "assess/reach.h"

enum { LEMMAS_MAX = 4 };

struct lemma {
  const char *subject; /* the conclusion's */
  VEC(struct made) facts;
  VEC(struct made_subject) subjects;
};
struct lemma_list {
  size_t count;
  struct lemma items[LEMMAS_MAX];
};
struct lemmas {
  struct arena *arena;
  struct map *by_key; /* "CONCLUSION VALUE" -> struct lemma_list */
};

struct lemmas *lemmas_new(void) {
  struct lemmas *lemmas = mem_alloc(sizeof *lemmas);
  *lemmas = (struct lemmas){.arena = arena_new(), .by_key = map_new()};
  return lemmas;
}

static void lemma_clear(struct lemma *lemma) {
  for (size_t i = 0; i < lemma->facts.len; i++) {
    vec_free(&lemma->facts.items[i].values);
    vec_free(&lemma->facts.items[i].without);
  }
  vec_free(&lemma->facts);
  vec_free(&lemma->subjects);
}

void lemmas_free(struct lemmas *lemmas) {
  for (size_t i = 0; i < map_len(lemmas->by_key); i++) {
    struct lemma_list *list = map_value_at(lemmas->by_key, i);
    for (size_t k = 0; k < list->count; k++)
      lemma_clear(&list->items[k]);
  }
  map_free(lemmas->by_key);
  arena_free(lemmas->arena);
  free(lemmas);
}

static const char *key_of(struct arena *arena, const char *conclusion, const char *value) {
  return arena_printf(arena, "%s %s", conclusion, value);
}

/* ---- remembering ---- */

static struct made copy_fact(struct lemmas *lemmas, const struct made *made) {
  struct made copy = {.subject = arena_strdup(lemmas->arena, made->subject), .question = made->question, .open = made->open};
  for (size_t i = 0; i < made->values.len; i++) {
    struct value value = value_copy(lemmas->arena, &made->values.items[i]);
    vec_push(&copy.values, value);
  }
  for (size_t i = 0; i < made->without.len; i++)
    vec_push(&copy.without, arena_strdup(lemmas->arena, made->without.items[i]));
  return copy;
}

void lemma_keep(struct lemmas *lemmas, const struct world *world, const char *subject, const char *conclusion, const char *value) {
  const char *key = key_of(lemmas->arena, conclusion, value);
  struct lemma_list *list = map_get(lemmas->by_key, key);
  if (!list) {
    list = arena_alloc(lemmas->arena, sizeof *list);
    *list = (struct lemma_list){0};
    map_put(lemmas->by_key, key, list);
  }
  if (list->count == LEMMAS_MAX) return;
  struct lemma *lemma = &list->items[list->count++];
  *lemma = (struct lemma){.subject = arena_strdup(lemmas->arena, subject)};
  for (size_t i = 0; i < world->order.len; i++) {
    struct made copy = copy_fact(lemmas, world->order.items[i]);
    vec_push(&lemma->facts, copy);
  }
  for (size_t i = 0; i < world->subjects.len; i++) {
    struct made_subject made = world->subjects.items[i];
    made.id = arena_strdup(lemmas->arena, made.id);
    made.parent = arena_strdup(lemmas->arena, made.parent);
    vec_push(&lemma->subjects, made);
  }
}

/* ---- using ---- */

static const struct made_subject *subject_in(const struct lemma *lemma, const char *id) {
  for (size_t i = 0; i < lemma->subjects.len; i++)
    if (str_eq(lemma->subjects.items[i].id, id)) return &lemma->subjects.items[i];
  return NULL;
}

/* The subjects from the conclusion's upwards are those of this world; what lies beside them is made anew, once. */
static void put_in_place(struct world *world, const struct lemma *lemma, struct map *places, const char *subject) {
  const char *there = lemma->subject, *here = subject;
  while (there && here) {
    map_put(places, there, (void *)here);
    const struct made_subject *made = subject_in(lemma, there);
    there = made ? made->parent : NULL;
    here = world_parent(world, here);
  }
}

static const char *place_of(struct world *world, const struct lemma *lemma, struct map *places, const char *id) {
  const char *here = map_get(places, id);
  if (here) return here;
  const struct made_subject *made = subject_in(lemma, id);
  const char *parent = made && made->parent ? place_of(world, lemma, places, made->parent) : NULL;
  if (!made || !parent) return NULL;
  if (made->type->implicit) {
    here = arena_printf(world->arena, "%s/%s", parent, strchr(id, '/') + 1);
    if (!world_type(world, here)) world_add(world, here, made->type, parent);
  } else {
    here = world_child(world, made->type, parent);
  }
  map_put(places, id, (void *)here);
  return here;
}

static void take_over(struct world *world, const struct lemma *lemma, const struct made *fact, struct map *places) {
  const char *subject = place_of(world, lemma, places, fact->subject);
  if (!subject) {
    world->failed = true;
    return;
  }
  for (size_t i = 0; i < fact->without.len && !world->failed; i++)
    world_forbid(world, subject, fact->question, arena_strdup(world->arena, fact->without.items[i]));
  for (size_t i = 0; i < fact->values.len && !world->failed; i++) {
    struct value value = value_copy(world->arena, &fact->values.items[i]);
    const char *other = value.type == VALUE_REF ? place_of(world, lemma, places, value.text) : NULL;
    if (other) value.text = other;
    world_give(world, subject, fact->question, value);
  }
  if (fact->open && !world->failed) world_leave_open(world, subject, fact->question);
}

bool lemma_use(struct world *world, const char *subject, const char *conclusion, const char *value) {
  const struct lemma_list *list = map_get(world->lemmas->by_key, key_of(world->arena, conclusion, value));
  if (!list) return false;
  const struct lemma *lemma = &list->items[world_random(world, list->count)];
  struct map *places = map_new();
  put_in_place(world, lemma, places, subject);
  for (size_t i = 0; i < lemma->subjects.len && !world->failed; i++)
    place_of(world, lemma, places, lemma->subjects.items[i].id);
  for (size_t i = 0; i < lemma->facts.len && !world->failed; i++)
    take_over(world, lemma, &lemma->facts.items[i], places);
  map_free(places);
  return true;
}
