/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks from the parts of a template. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

const char *anchor_of(struct builder *builder, const char *id, const char *subject) {
  if (!id || builder->repeated == 0) return id;
  return arena_printf(builder->arena, "%s:%s", id, builder->thing ? builder->thing->id : subject);
}

static bool is_substance(enum block_kind kind) {
  return kind != BLOCK_HEADING && kind != BLOCK_RULE && kind != BLOCK_PAGE_BREAK && kind != BLOCK_CONTENTS;
}

struct block *block_push(struct builder *builder, enum block_kind kind, const char *id) {
  struct block block = {.kind = kind, .id = id ? id : builder->section_id};
  builder->section_id = NULL;
  builder->pushed++;
  builder->substance += is_substance(kind);
  vec_push(&builder->blocks, block);
  return &builder->blocks.items[builder->blocks.len - 1];
}

/* ---- texts ---- */

static bool is_blank(const struct builder *builder, const run_vec_t *runs) {
  for (size_t i = 0; i < runs->len; i++) {
    const char *text = runs->items[i].text;
    if (text == builder->document_id || text[strspn(text, " \n")]) return false;
  }
  return true;
}

static void push_text(struct builder *builder, const struct part *part, const char *id, const char *cite, run_vec_t *runs) {
  struct block *block = block_push(builder, part->block, id);
  bool leveled = part->block == BLOCK_HEADING || part->block == BLOCK_ITEM;
  block->level = leveled ? part->level : 0;
  block->label = part->label ? part->label : part->block == BLOCK_ITEM ? "•" : NULL;
  block->cite = cite;
  runs_finish(builder, runs, &block->runs, &block->runs_len);
}

/* A long answer that stands alone keeps its paragraphs. */
static void push_paragraphs(struct builder *builder, const struct part *part, const char *id, const char *cite, run_vec_t *runs) {
  struct run whole = runs->items[0];
  vec_free(runs);
  const char *line = whole.text;
  while (*line) {
    size_t len = strcspn(line, "\n");
    if (strspn(line, " ") < len) {
      run_vec_t one = {0};
      struct run run = {.style = whole.style, .text = arena_strndup(builder->arena, line, len), .anchor = whole.anchor};
      vec_push(&one, run);
      push_text(builder, part, id, cite, &one);
      id = cite = NULL;
    }
    line += len + (line[len] == '\n');
  }
}

static void text_emit(struct builder *builder, const struct part *part, const char *subject) {
  run_vec_t runs = {0};
  hash_item(builder, part->label);
  content_emit(builder, &part->content, part->prescribed, subject, &runs);
  const char *cite = content_cite(builder, &part->content, subject);
  const char *id = anchor_of(builder, part->id, subject);
  if (is_blank(builder, &runs) && part->block != BLOCK_SIGNATURE)
    vec_free(&runs);
  else if (part->block == BLOCK_PARAGRAPH && runs.len == 1 && strchr(runs.items[0].text, '\n'))
    push_paragraphs(builder, part, id, cite, &runs);
  else
    push_text(builder, part, id, cite, &runs);
}

/* ---- parts that hold parts ---- */

static void section_emit(struct builder *builder, const struct part *part, const char *subject) {
  if (part->id) builder->section_id = anchor_of(builder, part->id, subject);
  builder->unhashed += part->unapproved;
  parts_emit(builder, &part->body, subject);
  builder->unhashed -= part->unapproved;
  builder->section_id = NULL;
}

/* What the subject or its ancestor answered, if it counts; else NULL. */
static const struct question_state *given_answer(struct builder *builder, const struct question *question, const char *subject) {
  const char *owner = engine_ancestor(builder->engine, subject, question->subject);
  const struct question_state *state = owner ? engine_question(builder->engine, owner, question) : NULL;
  return state && state->asked != TRUTH_FALSE && state->answer == ANSWER_GIVEN ? state : NULL;
}

static void linked_subjects(struct builder *builder, const struct question *link, const char *subject, id_vec_t *ids) {
  const struct question_state *state = given_answer(builder, link, subject);
  if (!state) return;
  const struct value *single = fact_value(state->fact);
  if (single && single->type == VALUE_REF) vec_push(ids, single->text);
  for (size_t i = 0; i < state->fact->elements_len; i++)
    vec_push(ids, state->fact->elements[i].value.text);
}

static void child_subjects(struct builder *builder, const struct range *range, const char *subject, id_vec_t *ids) {
  const char *parent = range->from ? engine_ancestor(builder->engine, subject, range->from) : subject;
  if (!parent) return;
  engine_children(builder->engine, parent, range->of, ids);
  size_t kept = 0;
  for (size_t i = 0; i < ids->len; i++) {
    const struct requirement *requirement = engine_requirement(builder->engine, ids->items[i]);
    if (!range->group || (requirement && id_in_group(requirement->id, range->group))) ids->items[kept++] = ids->items[i];
  }
  ids->len = kept;
}

static bool names(struct builder *builder, const struct question *question, const char *subject, const char *requirement) {
  const struct question_state *state = given_answer(builder, question, subject);
  for (size_t i = 0; state && i < state->fact->elements_len; i++)
    if (str_eq(state->fact->elements[i].value.text, requirement)) return true;
  return false;
}

static void keep_naming(struct builder *builder, const struct question *question, const char *subject, id_vec_t *ids) {
  const struct requirement *requirement = engine_requirement(builder->engine, subject);
  size_t kept = 0;
  for (size_t i = 0; i < ids->len; i++)
    if (names(builder, question, ids->items[i], requirement->id)) ids->items[kept++] = ids->items[i];
  ids->len = kept;
}

static void each_emit(struct builder *builder, const struct part *part, const char *subject) {
  id_vec_t ids = {0};
  if (part->range.link)
    linked_subjects(builder, part->range.link, subject, &ids);
  else
    child_subjects(builder, &part->range, subject, &ids);
  if (part->naming) keep_naming(builder, part->naming, subject, &ids);
  size_t before = builder->pushed;
  const struct thing *outer = builder->thing;
  builder->thing = NULL;
  builder->repeated++;
  for (size_t i = 0; i < ids.len; i++) {
    hash_item(builder, ids.items[i]);
    parts_emit(builder, &part->body, ids.items[i]);
  }
  builder->repeated--;
  builder->thing = outer;
  vec_free(&ids);
  if (builder->pushed == before) parts_emit(builder, &part->otherwise, subject);
}

static void if_emit(struct builder *builder, const struct part *part, const char *subject) {
  bool holds = engine_test(builder->engine, part->when, subject, NULL) == TRUTH_TRUE;
  parts_emit(builder, holds ? &part->body : &part->otherwise, subject);
}

static void plain_emit(struct builder *builder, const struct part *part, const char *subject) {
  (void)subject;
  block_push(builder, part->block, NULL);
}

static void part_emit(struct builder *builder, const struct part *part, const char *subject) {
  static void (*const emit[])(struct builder *, const struct part *, const char *) = {
      [PART_TEXT] = text_emit,       [PART_PLAIN] = plain_emit, [PART_SECTION] = section_emit, [PART_TABLE] = table_emit,
      [PART_LIST] = list_emit,       [PART_ROW] = row_emit,     [PART_EACH] = each_emit,       [PART_IF] = if_emit,
      [PART_REASONS] = reasons_emit, [PART_GAPS] = gaps_emit,   [PART_THINGS] = things_emit,   [PART_MATRIX] = matrix_emit,
  };
  size_t before = builder->substance, pushed = builder->pushed;
  hash_item(builder, part->id);
  emit[part->kind](builder, part, subject);
  bool shows = part->kind == PART_SECTION ? builder->substance > before : builder->pushed > pushed;
  if (part->id && shows) map_put(builder->present, part->id, builder);
}

void parts_emit(struct builder *builder, const part_vec_t *parts, const char *subject) {
  for (size_t i = 0; i < parts->len; i++)
    part_emit(builder, parts->items[i], subject);
}
