/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loaded pack: look-ups and lists. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

#define MAPS_OF(pack)                                                                                                                      \
  {                                                                                                                                        \
    &(pack)->acts, &(pack)->tables, &(pack)->subject_types, &(pack)->stages, &(pack)->sections, &(pack)->questions, &(pack)->requirements, \
        &(pack)->gaps, &(pack)->duties, &(pack)->topics, &(pack)->relations, &(pack)->conclusions, &(pack)->conclusion_ids,                \
        &(pack)->renamed, &(pack)->retired, &(pack)->files, &(pack)->places                                                                \
  }

struct pack *pack_new(void) {
  struct pack *pack = mem_alloc(sizeof *pack);
  pack->arena = arena_new();
  struct map **maps[] = MAPS_OF(pack);
  for (size_t i = 0; i < ARRAY_LEN(maps); i++)
    *maps[i] = map_new();
  return pack;
}

void pack_free(struct pack *pack) {
  if (!pack) return;
  struct map **maps[] = MAPS_OF(pack);
  for (size_t i = 0; i < ARRAY_LEN(maps); i++)
    map_free(*maps[i]);
  arena_free(pack->arena);
  buf_free(&pack->content);
  free(pack);
}

const char *pack_id(const struct pack *pack) {
  return pack->id;
}

const char *pack_version(const struct pack *pack) {
  return pack->version;
}

const char *pack_where(const struct pack *pack) {
  return pack->where;
}

day_t pack_law_as_of(const struct pack *pack) {
  return pack->law_as_of;
}

const char *pack_hash(const struct pack *pack) {
  return pack->hash;
}

const struct buf *pack_content(const struct pack *pack) {
  return &pack->content;
}

#define PACK_LIST_OF(name, names, type)                                                                                                    \
  size_t pack_##name##_count(const struct pack *pack) {                                                                                    \
    return map_len(pack->names);                                                                                                           \
  }                                                                                                                                        \
  const type *pack_##name##_at(const struct pack *pack, size_t index) {                                                                    \
    return map_value_at(pack->names, index);                                                                                               \
  }
PACK_LIST_OF(act, acts, struct act)
PACK_LIST_OF(table, tables, struct table)
PACK_LIST_OF(subject_type, subject_types, struct subject_type)
PACK_LIST_OF(stage, stages, struct stage)
PACK_LIST_OF(section, sections, struct section)
PACK_LIST_OF(question, questions, struct question)
PACK_LIST_OF(requirement, requirements, struct requirement)
PACK_LIST_OF(conclusion, conclusions, struct conclusion)
PACK_LIST_OF(gap, gaps, struct gap)
PACK_LIST_OF(duty, duties, struct duty)
PACK_LIST_OF(topic, topics, struct topic)
PACK_LIST_OF(relation, relations, struct relation)

const struct act *pack_act(const struct pack *pack, const char *id) {
  return map_get(pack->acts, id);
}

const struct table *pack_table(const struct pack *pack, const char *id) {
  return map_get(pack->tables, id);
}

const struct subject_type *pack_subject_type(const struct pack *pack, const char *id) {
  return map_get(pack->subject_types, id);
}

const struct stage *pack_stage(const struct pack *pack, const char *id) {
  return map_get(pack->stages, id);
}

/* What is kept under the id, or under one that it was renamed to. */
static void *find_renamed(const struct pack *pack, const struct map *map, const char *id) {
  void *found = map_get(map, id);
  return found ? found : map_get(map, pack_current_id(pack, id));
}

const struct question *pack_question(const struct pack *pack, const char *id) {
  return find_renamed(pack, pack->questions, id);
}

const struct requirement *pack_requirement(const struct pack *pack, const char *id) {
  return find_renamed(pack, pack->requirements, id);
}

static const struct conclusion *conclusion_on(const struct namesake *namesake, const struct subject_type *type) {
  while (namesake && namesake->conclusion->subject != type)
    namesake = namesake->next;
  return namesake ? namesake->conclusion : NULL;
}

const struct conclusion *pack_conclusion(const struct pack *pack, const char *id, const struct subject_type *type) {
  return conclusion_on(pack_namesakes(pack, id), type);
}

bool pack_has_conclusion(const struct pack *pack, const char *id) {
  return pack_namesakes(pack, id) != NULL;
}

const struct namesake *pack_namesakes(const struct pack *pack, const char *id) {
  return map_get(pack->conclusion_ids, id);
}

const struct conclusion *conclusion_near(const struct namesake *namesakes, const struct subject_type *type) {
  for (; namesakes && type; type = type->parent) {
    const struct conclusion *conclusion = conclusion_on(namesakes, type);
    if (conclusion) return conclusion;
  }
  return NULL;
}

const struct conclusion *pack_conclusion_near(const struct pack *pack, const char *id, const struct subject_type *type) {
  return conclusion_near(pack_namesakes(pack, id), type);
}

const struct gap *pack_gap(const struct pack *pack, const char *id) {
  return map_get(pack->gaps, id);
}

const struct duty *pack_duty(const struct pack *pack, const char *id) {
  return map_get(pack->duties, id);
}

const struct topic *pack_topic(const struct pack *pack, const char *id) {
  return map_get(pack->topics, id);
}

struct place pack_place(const struct pack *pack, const char *kind, const char *id) {
  CLEANUP(mem_freep) char *key = mem_printf("%s %s", kind, id);
  const struct place *place = map_get(pack->places, key);
  return place ? *place : (struct place){0};
}

bool pack_has_group(const struct pack *pack, const char *group) {
  for (size_t i = 0; i < pack_requirement_count(pack); i++)
    if (id_in_group(pack_requirement_at(pack, i)->id, group)) return true;
  return false;
}

const struct subject_type *pack_requirement_type(const struct pack *pack) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (pack_subject_type_at(pack, i)->implicit) return pack_subject_type_at(pack, i);
  return NULL;
}

bool type_is_or_below(const struct subject_type *type, const struct subject_type *wanted) {
  for (; type; type = type->parent)
    if (type == wanted) return true;
  return false;
}

bool id_in_group(const char *id, const char *group) {
  size_t len = strlen(group);
  return strncmp(id, group, len) == 0 && (id[len] == '\0' || id[len] == '.');
}

/* ---- questions and tables ---- */

bool question_is_multi(const struct question *question) {
  return question->type == Q_SET || question->type == Q_REFERENCES;
}

const struct choice *question_choice(const struct question *question, const char *id) {
  for (size_t i = 0; i < question->choices_len; i++)
    if (strcmp(question->choices[i].id, id) == 0) return &question->choices[i];
  return NULL;
}

const struct table_row *table_row(const struct table *table, const char *id) {
  for (size_t i = 0; i < table->rows_len; i++)
    if (strcmp(table->rows[i].id, id) == 0) return &table->rows[i];
  return NULL;
}

char *fold_key(const char *text) {
  char *folded = text_fold(text);
  char *end = folded;
  for (const char *c = folded; *c; c++)
    if (!strchr(" \t\n", *c)) *end++ = *c;
  *end = '\0';
  return folded;
}

const struct table_row *table_row_like(const struct table *table, const char *text) {
  const struct table_row *row = table_row(table, text);
  if (row) return row;
  CLEANUP(mem_freep) char *key = fold_key(text);
  for (size_t i = 0; i < table->rows_len; i++)
    if (str_eq(table->rows[i].key, key)) return &table->rows[i];
  return NULL;
}

const char *table_cell(const struct table_row *row, const char *column) {
  for (size_t i = 0; i < row->cells_len; i++)
    if (strcmp(row->cells[i].column, column) == 0) return row->cells[i].text;
  return NULL;
}
