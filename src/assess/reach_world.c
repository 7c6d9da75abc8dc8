/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The made-up facts themselves. */
#include <stdlib.h>
#include <string.h>

#include "assess/reach.h"

void world_begin(struct world *world, const struct pack *pack, uint64_t seed) {
  *world = (struct world){.pack = pack, .arena = arena_new(), .random = seed * 2654435769u + 1, .made = map_new()};
}

void world_end(struct world *world) {
  for (size_t i = 0; i < world->order.len; i++) {
    vec_free(&world->order.items[i]->values);
    vec_free(&world->order.items[i]->without);
  }
  vec_free(&world->order);
  vec_free(&world->subjects);
  vec_free(&world->trail);
  map_free(world->made);
  arena_free(world->arena);
}

uint64_t world_random(struct world *world, uint64_t below) {
  world->random = world->random * 6364136223846793005u + 1442695040888963407u;
  return below ? (world->random >> 33) % below : 0;
}

/* ---- the way back ---- */

void world_note(struct world *world, enum deed deed, struct made *made) {
  struct done done = {.deed = deed, .made = made};
  vec_push(&world->trail, done);
}

static void take_back(struct world *world, const struct done *done) {
  switch (done->deed) {
  case DEED_VALUE:
    done->made->values.len--;
    break;
  case DEED_WITHOUT:
    done->made->without.len--;
    break;
  case DEED_OPEN:
    done->made->open = false;
    break;
  case DEED_SUBJECT:
    world->subjects.len--;
    break;
  }
}

void world_rewind(struct world *world, size_t length) {
  while (world->trail.len > length)
    take_back(world, &world->trail.items[--world->trail.len]);
}

/* ---- subjects ---- */

static const struct made_subject *find(const struct world *world, const char *id) {
  for (size_t i = 0; i < world->subjects.len; i++)
    if (str_eq(world->subjects.items[i].id, id)) return &world->subjects.items[i];
  return NULL;
}

const struct subject_type *world_type(const struct world *world, const char *subject) {
  const struct made_subject *made = find(world, subject);
  return made ? made->type : NULL;
}

const char *world_parent(const struct world *world, const char *subject) {
  const struct made_subject *made = find(world, subject);
  return made ? made->parent : NULL;
}

const char *world_add(struct world *world, const char *id, const struct subject_type *type, const char *parent) {
  struct made_subject made = {.id = id, .type = type, .parent = parent};
  vec_push(&world->subjects, made);
  world_note(world, DEED_SUBJECT, NULL);
  return id;
}

static const char *record_of(struct world *world, const struct subject_type *type, const char *parent) {
  size_t count = pack_requirement_count(world->pack);
  if (count == 0) return NULL;
  const struct requirement *requirement = pack_requirement_at(world->pack, world_random(world, count));
  const char *id = arena_printf(world->arena, "%s/%s", parent, requirement->id);
  return find(world, id) ? id : world_add(world, id, type, parent);
}

const char *world_child(struct world *world, const struct subject_type *type, const char *parent) {
  if (type->implicit) return record_of(world, type, parent);
  return world_add(world, arena_printf(world->arena, "%s-%zu", type->id, world->subjects.len + 1), type, parent);
}

const char *world_subject(struct world *world, const struct subject_type *type) {
  for (size_t i = 0; !type->implicit && i < world->subjects.len; i++)
    if (world->subjects.items[i].type == type) return world->subjects.items[i].id;
  const char *parent = type->parent ? world_subject(world, type->parent) : NULL;
  return world_child(world, type, parent);
}

/* ---- as a snapshot ---- */

static void say(struct snapshot *snapshot, const struct made *made) {
  struct head head = {.event = "x.1", .author = "x"};
  if (question_is_multi(made->question) && made->values.len > 0 && made->values.items[0].type != VALUE_UNKNOWN) {
    for (size_t i = 0; i < made->values.len; i++) {
      head.value = made->values.items[i];
      snapshot_add_element(snapshot, made->subject, made->question->id, &head);
    }
    return;
  }
  head.value = made->values.len > 0 ? made->values.items[0] : value_of(VALUE_NONE, NULL);
  snapshot_add_head(snapshot, made->subject, made->question->id, &head);
}

/* A set of which only what is not in it was wished is a set, too; any other answer without value was taken back. */
static bool is_said(const struct made *made) {
  if (made->open) return false;
  return made->values.len > 0 || (question_is_multi(made->question) && made->without.len > 0);
}

struct snapshot *world_snapshot(const struct world *world) {
  struct snapshot *snapshot = snapshot_new();
  for (size_t i = 0; i < world->subjects.len; i++) {
    const struct made_subject *subject = &world->subjects.items[i];
    if (!subject->type->implicit) snapshot_add_subject(snapshot, subject->id, subject->type->id, subject->parent);
  }
  for (size_t i = 0; i < world->order.len; i++)
    if (is_said(world->order.items[i])) say(snapshot, world->order.items[i]);
  snapshot_finish(snapshot);
  return snapshot;
}
