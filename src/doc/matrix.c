/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The requirements of one act against the articles of another: one letter for each kind of relation. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

/* More columns would leave no room for the title of the point. */
enum { COLUMNS_MOST = 10, LABEL_SHARE = 9 };

struct article {
  char *number; /* "15" of "15(5)" */
  const struct act *act;
  bool beside_group; /* some point of the group is related to it */
};
typedef VEC(struct article) article_vec_t;

struct matrix {
  struct builder *builder;
  const char *group;
  relation_vec_t relations;
  article_vec_t articles;
};

/* ---- articles of the other act ---- */

static const struct cite *article_of(const struct end_state *end) {
  const cite_vec_t *cites = end_cites(end);
  for (size_t i = 0; cites && i < cites->len; i++)
    if (cites->items[i].article && cites->items[i].act == cites->items[0].act) return &cites->items[i];
  return NULL;
}

static size_t number_len(const char *article) {
  return strcspn(article, "(");
}

static bool is_in(const struct article *article, const struct end_state *end) {
  const struct cite *cite = article_of(end);
  return cite && cite->act == article->act && number_len(cite->article) == strlen(article->number) &&
         strncmp(cite->article, article->number, number_len(cite->article)) == 0;
}

/* Those beside points of the group first. */
static int by_number(const void *a, const void *b) {
  const struct article *x = a, *y = b;
  int i = atoi(x->number), k = atoi(y->number);
  if (x->beside_group != y->beside_group) return x->beside_group ? -1 : 1;
  return i == k ? strcmp(x->number, y->number) : i - k;
}

static bool in_group(const struct matrix *matrix, const struct end_state *end) {
  return end->requirement && id_in_group(end->requirement->id, matrix->group);
}

/* The article of this end, added if it is new; NULL: it stands in none. */
static struct article *article_at(struct matrix *matrix, const struct end_state *end) {
  for (size_t i = 0; i < matrix->articles.len; i++)
    if (is_in(&matrix->articles.items[i], end)) return &matrix->articles.items[i];
  const struct cite *cite = article_of(end);
  if (!cite) return NULL;
  struct article article = {.number = mem_strndup(cite->article, number_len(cite->article)), .act = cite->act};
  vec_push(&matrix->articles, article);
  return &matrix->articles.items[matrix->articles.len - 1];
}

static void collect_articles(struct matrix *matrix) {
  for (size_t i = 0; i < matrix->relations.len; i++) {
    const struct relation_state *state = &matrix->relations.items[i];
    struct article *article = article_at(matrix, &state->to);
    if (article && in_group(matrix, &state->from)) article->beside_group = true;
  }
  if (matrix->articles.len) qsort(matrix->articles.items, matrix->articles.len, sizeof *matrix->articles.items, by_number);
}

/* ---- cells ---- */

/* Does the relation belong to the row of this requirement? NULL: the row of all that is no point of the group. */
static bool in_row(const struct matrix *matrix, const struct relation_state *state, const struct requirement *row) {
  return row ? state->from.requirement == row : !in_group(matrix, &state->from);
}

static unsigned kinds_at(const struct matrix *matrix, const struct requirement *row, const struct article *article) {
  unsigned kinds = 0;
  for (size_t i = 0; i < matrix->relations.len; i++) {
    const struct relation_state *state = &matrix->relations.items[i];
    if (in_row(matrix, state, row) && is_in(article, &state->to)) kinds |= 1u << state->relation->kind;
  }
  return kinds;
}

static void fill(struct builder *builder, struct cell *cell, enum run_style style, const char *text) {
  run_vec_t runs = {0};
  run_add(builder, &runs, style, text);
  runs_finish(builder, &runs, &cell->runs, &cell->runs_len);
}

static void fill_kinds(struct builder *builder, struct cell *cell, unsigned kinds) {
  CLEANUP(buf_free) struct buf letters = {0};
  buf_puts(&letters, "");
  for (enum relation_kind kind = 0; kind <= RELATION_DISTINCT; kind++)
    if (kinds & 1u << kind) buf_puts(&letters, relation_letter(kind, builder->lang));
  hash_item(builder, buf_str(&letters));
  fill(builder, cell, RUN_PLAIN, buf_str(&letters));
}

/* "(2)(a) No known exploitable vulnerabilities" */
static void fill_label(struct builder *builder, struct cell *cell, const struct requirement *row) {
  if (!row) {
    fill(builder, cell, RUN_PLAIN, tr(builder->lang, NULL, N_("Other provisions, or none")));
    return;
  }
  const struct cite *cite = row->cites.len ? &row->cites.items[0] : NULL;
  const char *title = pack_text(&row->title, builder->lang);
  CLEANUP(mem_freep)
  char *label = mem_printf("%s%s%s %s", cite && cite->part ? cite->part : "", cite && cite->part ? " " : "",
                           cite && cite->point ? cite->point : "", title);
  hash_item(builder, row->id);
  fill(builder, cell, RUN_PLAIN, label);
}

/* ---- tables ---- */

static struct row row_of(const struct matrix *matrix, const struct requirement *requirement, size_t first, size_t columns) {
  struct builder *builder = matrix->builder;
  struct row row = {.cells = arena_alloc(builder->arena, (columns + 1) * sizeof(struct cell))};
  fill_label(builder, &row.cells[0], requirement);
  for (size_t i = 0; i < columns; i++)
    fill_kinds(builder, &row.cells[i + 1], kinds_at(matrix, requirement, &matrix->articles.items[first + i]));
  return row;
}

static struct row header_of(const struct matrix *matrix, size_t first, size_t columns) {
  struct builder *builder = matrix->builder;
  struct row row = {.cells = arena_alloc(builder->arena, (columns + 1) * sizeof(struct cell))};
  CLEANUP(mem_freep)
  char *title =
      mem_printf(tr(builder->lang, NULL, N_("Articles of: %s")), pack_text(&matrix->articles.items[first].act->short_name, builder->lang));
  fill(builder, &row.cells[0], RUN_STRONG, title);
  for (size_t i = 0; i < columns; i++)
    fill(builder, &row.cells[i + 1], RUN_STRONG, matrix->articles.items[first + i].number);
  return row;
}

static void widths_set(struct builder *builder, struct block *block) {
  double *widths = arena_alloc(builder->arena, block->columns * sizeof *widths), sum = LABEL_SHARE + (double)(block->columns - 1);
  widths[0] = LABEL_SHARE / sum;
  for (size_t i = 1; i < block->columns; i++)
    widths[i] = 1 / sum;
  block->widths = widths;
}

static void table_push(const struct matrix *matrix, const char *id, size_t first, size_t columns) {
  struct builder *builder = matrix->builder;
  const struct pack *pack = engine_pack(builder->engine);
  VEC(struct row) rows = {0};
  vec_push(&rows, header_of(matrix, first, columns));
  for (size_t i = 0; matrix->articles.items[first].beside_group && i < pack_requirement_count(pack); i++) {
    const struct requirement *requirement = pack_requirement_at(pack, i);
    if (id_in_group(requirement->id, matrix->group)) vec_push(&rows, row_of(matrix, requirement, first, columns));
  }
  vec_push(&rows, row_of(matrix, NULL, first, columns));
  struct block *block = block_push(builder, BLOCK_TABLE, id);
  block->columns = columns + 1;
  block->header_rows = 1;
  widths_set(builder, block);
  block->rows_len = rows.len;
  block->rows = arena_alloc(builder->arena, rows.len * sizeof *block->rows);
  memcpy(block->rows, rows.items, rows.len * sizeof *block->rows);
  vec_free(&rows);
}

static void legend_push(struct builder *builder) {
  for (enum relation_kind kind = 0; kind <= RELATION_DISTINCT; kind++) {
    run_vec_t runs = {0};
    run_add(builder, &runs, RUN_PLAIN, relation_kind_sentence(kind, builder->lang));
    struct block *block = block_push(builder, BLOCK_ITEM, NULL);
    block->level = 1;
    block->label = relation_letter(kind, builder->lang);
    runs_finish(builder, &runs, &block->runs, &block->runs_len);
  }
}

/* Tables of about the same width over the articles from first to end. */
static void tables_push(const struct matrix *matrix, const char *id, size_t first, size_t end) {
  size_t columns = end - first, tables = (columns + COLUMNS_MOST - 1) / COLUMNS_MOST;
  for (size_t i = 0; i < tables; i++) {
    size_t here = first + columns * i / tables, next = first + columns * (i + 1) / tables;
    table_push(matrix, i == 0 ? id : NULL, here, next - here);
  }
}

void matrix_emit(struct builder *builder, const struct part *part, const char *subject) {
  struct matrix matrix = {.builder = builder, .group = part->group};
  assess_relations(builder->engine, subject, NULL, &matrix.relations);
  collect_articles(&matrix);
  size_t beside = 0;
  while (beside < matrix.articles.len && matrix.articles.items[beside].beside_group)
    beside++;
  legend_push(builder);
  tables_push(&matrix, part->id, 0, beside);
  tables_push(&matrix, NULL, beside, matrix.articles.len);
  for (size_t i = 0; i < matrix.articles.len; i++)
    free(matrix.articles.items[i].number);
  vec_free(&matrix.articles);
  relations_free(&matrix.relations);
}
