/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of procedures (README.md): two statements, made independently, agree with each other and with the program for every
 * combination of category, standards, free software, delegated act and AI.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/engine.h"

#define FOLDER TOP_SRCDIR "/tests/law/"
enum { LINE_MAX_LEN = 4096, CATEGORIES = 27 };

/* ---- the table ---- */

enum condition_column { CATEGORY, STANDARDS, FOSS, ACT, AI, CONDITION_COUNT };
enum result_column { CLASS, WHOLE, COVERED, UNCOVERED, GOVERNS, RESULT_COUNT };

static const char *const standards_values[] = {"none", "part", "full", NULL};
static const char *const foss_values[] = {"no", "yes", NULL};
static const char *const act_values[] = {"none", "8.1", "27.9", NULL};
static const char *const ai_values[] = {"none", "not-high", "annex-vi", "annex-vii", "sectoral", NULL};
static const char *const result_names[RESULT_COUNT] = {"class", "whole", "covered", "uncovered", "governs"};

struct row {
  const char *cells[CONDITION_COUNT + RESULT_COUNT + 1]; /* the last: articles */
  int line;
};
struct table_of_routes {
  const char *name;
  VEC(struct row) rows;
};

struct combination {
  const char *values[CONDITION_COUNT];
};

static struct arena *arena;
static struct table_of_routes first = {.name = "routes-1.tsv"}, second = {.name = "routes-2.tsv"};
static char categories[CATEGORIES][32];

static void name_categories(void) {
  size_t n = 0;
  snprintf(categories[n++], sizeof categories[0], "none");
  for (int i = 1; i <= 19; i++)
    snprintf(categories[n++], sizeof categories[0], "annex-iii.i.%d", i);
  for (int i = 1; i <= 4; i++)
    snprintf(categories[n++], sizeof categories[0], "annex-iii.ii.%d", i);
  for (int i = 1; i <= 3; i++)
    snprintf(categories[n++], sizeof categories[0], "annex-iv.%d", i);
}

static void read_table(struct table_of_routes *table) {
  CLEANUP(mem_freep) char *path = path_join(FOLDER, table->name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  char text[LINE_MAX_LEN];
  for (int line = 1; fgets(text, sizeof text, file); line++) {
    text[strcspn(text, "\n")] = '\0';
    if (line == 1 || *text == '#' || !*text) continue;
    struct row row = {.line = line};
    char *save = NULL, *copy = arena_strdup(arena, text);
    size_t count = 0;
    for (char *cell = strtok_r(copy, "\t", &save); cell; cell = strtok_r(NULL, "\t", &save)) {
      if (count == ARRAY_LEN(row.cells)) fail_msg("%s:%d: too many columns", table->name, line);
      row.cells[count++] = cell;
    }
    if (count != ARRAY_LEN(row.cells)) fail_msg("%s:%d: %zu columns instead of %zu", table->name, line, count, ARRAY_LEN(row.cells));
    vec_push(&table->rows, row);
  }
  fclose(file);
}

/* "*", or one of the values between commas; a list of the annexes stands for its points. */
static bool cell_holds(const char *cell, const char *value) {
  if (str_eq(cell, "*")) return true;
  size_t value_len = strlen(value);
  for (const char *item = cell; *item; item += strcspn(item, ",")) {
    item += *item == ',';
    size_t len = strcspn(item, ",");
    if (len > value_len || strncmp(item, value, len) != 0) continue;
    if (len == value_len || (strncmp(item, "annex-", 6) == 0 && value[len] == '.')) return true;
  }
  return false;
}

static const struct row *find_row(const struct table_of_routes *table, const struct combination *combination) {
  const struct row *found = NULL;
  for (size_t i = 0; i < table->rows.len; i++) {
    const struct row *row = &table->rows.items[i];
    bool holds = true;
    for (size_t c = 0; c < CONDITION_COUNT; c++)
      holds = holds && cell_holds(row->cells[c], combination->values[c]);
    if (!holds) continue;
    if (found) fail_msg("%s: lines %d and %d both speak of one combination", table->name, found->line, row->line);
    found = row;
  }
  if (!found)
    fail_msg("%s: no row for %s, standards %s, free software %s, act %s, AI %s", table->name, combination->values[CATEGORY],
             combination->values[STANDARDS], combination->values[FOSS], combination->values[ACT], combination->values[AI]);
  return found;
}

/* The column does not apply: there is no covered requirement without standards, and no other one with all of them. */
static bool applies(const struct combination *combination, enum result_column column) {
  if (column == COVERED) return !str_eq(combination->values[STANDARDS], "none");
  if (column == UNCOVERED) return !str_eq(combination->values[STANDARDS], "full");
  return true;
}

/* Sets are written in any order. */
static bool same_set(const char *a, const char *b) {
  if (strlen(a) != strlen(b)) return false;
  for (const char *item = a; *item; item += strcspn(item, ",")) {
    item += *item == ',';
    CLEANUP(mem_freep) char *one = mem_strndup(item, strcspn(item, ","));
    if (!cell_holds(b, one)) return false;
  }
  return true;
}

static size_t for_each_combination(void (*visit)(const struct combination *combination)) {
  size_t count = 0;
  struct combination c;
  for (size_t k = 0; k < CATEGORIES; k++)
    for (const char *const *standards = standards_values; *standards; standards++)
      for (const char *const *foss = foss_values; *foss; foss++)
        for (const char *const *act = act_values; *act; act++)
          for (const char *const *ai = ai_values; *ai; ai++) {
            c = (struct combination){{categories[k], *standards, *foss, *act, *ai}};
            visit(&c);
            count++;
          }
  return count;
}

/* ---- the program ---- */

static struct pack *packs[3]; /* in the order of act_values */

static struct pack *load_with_rows(const char *rows) {
  const char *tmp = getenv("TMPDIR");
  CLEANUP(mem_freep) char *folder = mem_printf("%s/law-routes-XXXXXX", tmp ? tmp : "/tmp");
  assert_non_null(mkdtemp(folder));
  CLEANUP(mem_freep)
  char *command =
      mem_printf("cp " TOP_SRCDIR "/data/*.xml " TOP_SRCDIR "/data/pack.rng '%s' && "
                 "sed -i 's|<table id=.acts-in-force.></table>|<table id=\"acts-in-force\">%s</table>|' '%s/tables-standards.xml'",
                 folder, rows, folder);
  assert_int_equal(system(command), 0);
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(folder, NULL, &pack, &error)) fail_msg("%s: %s", error.where, error.what);
  CLEANUP(mem_freep) char *clean = mem_printf("rm -r '%s'", folder);
  assert_int_equal(system(clean), 0);
  return pack;
}

#define ACT_ROW(id, article)                                                                                                               \
  "<row id=\"" id "\"><cite act=\"cra\" article=\"" article "\"/><cell column=\"from\">2028-01-01</cell><title>Invented act</title></row>"

static void load_packs(void) {
  packs[0] = load_with_rows("");
  packs[1] =
      load_with_rows(ACT_ROW("cra.8.1.annex-iv.1", "8(1)") ACT_ROW("cra.8.1.annex-iv.2", "8(1)") ACT_ROW("cra.8.1.annex-iv.3", "8(1)"));
  packs[2] = load_with_rows(ACT_ROW("cra.27.9", "27(9)"));
}

struct given {
  const char *subject, *question, *values; /* values of a set between blanks; "none" for an empty one */
};

static const struct given always[] = {
    {"p", "role.activity", "makes"},
    {"p", "product.nature", "software"},
    {"p", "scope.offer", "product"},
    {"p", "scope.connection", "direct"},
    {"p", "scope.supply", "commercial"},
    {"p", "scope.mdr", "no"},
    {"p", "scope.ivdr", "no"},
    {"p", "scope.vehicle-2019-2144", "no"},
    {"p", "scope.aviation-certified", "no"},
    {"p", "scope.marine", "no"},
    {"p", "scope.l-category", "no"},
    {"p", "scope.ehr", "no"},
    {"p", "scope.spare-part", "no"},
    {"p", "scope.defence", "no"},
    {"r", "release.first-placed", "2028-09-01"},
    {"r/cra.annex-i.2.1", "req.applicable", "yes"},
    {"s", "std.reference", "EN 99999-1:2028 (invented)"},
    {"s", "std.kind", "harmonised"},
    {"s", "std.cited", "yes"},
    {"s", "std.applied", "full"},
};
static const struct given when_ai[] = {{"p", "aia.role", "provider"},
                                       {"p", "aia.prohibited", "none"},
                                       {"p", "aia.excluded", "none"},
                                       {"p", "aia.profiling", "no"},
                                       {"p", "aia.exception", "none"}};
static const struct given by_ai[][4] = {
    {{"p", "aia.ai-system", "no"}},
    {{"p", "aia.ai-system", "yes"}, {"p", "aia.annex-i", "none"}, {"p", "aia.annex-iii", "none"}},
    {{"p", "aia.ai-system", "yes"}, {"p", "aia.annex-i", "none"}, {"p", "aia.annex-iii", "2"}},
    {{"p", "aia.ai-system", "yes"}, {"p", "aia.annex-i", "none"}, {"p", "aia.annex-iii", "1.a"}, {"p", "aia.standards", "none"}},
    {{"p", "aia.ai-system", "yes"}, {"p", "aia.annex-i", "section-a"}, {"p", "aia.annex-iii", "none"}},
};
static const struct given sectoral[] = {{"p", "aia.safety-component", "yes"}, {"p", "aia.third-party-required", "yes"}};
static const struct given free_software[] = {
    {"p", "foss.licence", "yes"}, {"p", "foss.monetised", "yes"}, {"p", "foss.documentation-public", "yes"}};
static const struct given not_free[] = {{"p", "foss.licence", "no"}};

static void give(struct snapshot *snapshot, const struct pack *pack, const struct given *given, size_t len) {
  for (size_t i = 0; i < len && given[i].subject; i++) {
    const struct question *question = pack_question(pack, given[i].question);
    if (!question) fail_msg("there is no question %s", given[i].question);
    struct head head = {.event = "x.1", .author = "test"};
    const char *text = given[i].values;
    day_t day;
    if (question->type == Q_BOOL)
      head.value = value_bool(str_eq(text, "yes"));
    else if (question->type == Q_DATE && day_parse(text, &day))
      head.value = value_date(day);
    else if (str_eq(text, "none") && question->type == Q_SET)
      head.value = value_of(VALUE_NONE, NULL);
    else
      head.value = value_of(question->type == Q_TEXT ? VALUE_TEXT : VALUE_CHOICE, text);
    if (question->type != Q_SET || head.value.type == VALUE_NONE) {
      snapshot_add_head(snapshot, given[i].subject, question->id, &head);
      continue;
    }
    for (const char *item = text; *item; item += strcspn(item, " ")) {
      item += *item == ' ';
      CLEANUP(mem_freep) char *one = mem_strndup(item, strcspn(item, " "));
      head.value = value_of(VALUE_CHOICE, one);
      snapshot_add_element(snapshot, given[i].subject, question->id, &head);
    }
  }
}

/* ids of all requirements of Annex I, or of the one that counts as covered */
static const char *covered_requirements(const struct pack *pack, const char *standards) {
  if (str_eq(standards, "part")) return "cra.annex-i.1.1";
  const char *all = "";
  for (size_t i = 0; i < pack_requirement_count(pack); i++) {
    const char *id = pack_requirement_at(pack, i)->id;
    if (id_in_group(id, "cra.annex-i")) all = arena_printf(arena, "%s%s%s", all, *all ? " " : "", id);
  }
  return all;
}

static size_t index_of(const char *const *values, const char *value) {
  size_t i = 0;
  while (!str_eq(values[i], value))
    i++;
  return i;
}

static struct snapshot *facts_of(const struct pack *pack, const struct combination *c) {
  struct snapshot *snapshot = snapshot_new();
  snapshot_add_subject(snapshot, "o", "organisation", NULL);
  snapshot_add_subject(snapshot, "p", "product", "o");
  snapshot_add_subject(snapshot, "r", "release", "p");
  give(snapshot, pack, always, ARRAY_LEN(always));
  struct given category = {"p", "class.core-functionality", c->values[CATEGORY]};
  give(snapshot, pack, &category, 1);
  size_t ai = index_of(ai_values, c->values[AI]);
  give(snapshot, pack, by_ai[ai], ARRAY_LEN(by_ai[ai]));
  if (ai > 0) give(snapshot, pack, when_ai, ARRAY_LEN(when_ai));
  if (str_eq(c->values[AI], "sectoral")) give(snapshot, pack, sectoral, ARRAY_LEN(sectoral));
  if (str_eq(c->values[FOSS], "yes"))
    give(snapshot, pack, free_software, ARRAY_LEN(free_software));
  else
    give(snapshot, pack, not_free, ARRAY_LEN(not_free));
  if (!str_eq(c->values[STANDARDS], "none")) {
    snapshot_add_subject(snapshot, "s", "standard", "o");
    struct given covers = {"s", "std.covers", covered_requirements(pack, c->values[STANDARDS])};
    give(snapshot, pack, &covers, 1);
  }
  snapshot_finish(snapshot);
  return snapshot;
}

static const char *concluded(struct engine *engine, const char *subject, const char *id) {
  const struct conclusion_state *state = engine_conclusion(engine, subject, id);
  if (!state) return "no such conclusion";
  if (state->status == CONCLUSION_NOT_APPLICABLE) return "not-applicable";
  if (state->status != CONCLUDED) {
    const char *text = conclusion_status_name(state->status);
    for (size_t i = 0; i < state->open.len; i++)
      text = arena_printf(arena, "%s %s", text, state->open.items[i].question->id);
    return text;
  }
  const char *text = "";
  for (size_t i = 0; i < state->values.len; i++)
    text = arena_printf(arena, "%s%s%s", text, i ? "," : "", state->values.items[i]);
  return text;
}

static size_t failures;

static void compare(const struct combination *c, const char *who, const char *got, const struct row *row, enum result_column column) {
  const char *wanted = row->cells[CONDITION_COUNT + column];
  if (!applies(c, column) || same_set(got, wanted)) return;
  failures++;
  print_error("%s, standards %s, free software %s, act %s, AI %s: %s: %s says \"%s\", line %d of the table \"%s\" (%s)\n",
              c->values[CATEGORY], c->values[STANDARDS], c->values[FOSS], c->values[ACT], c->values[AI], result_names[column], who, got,
              row->line, wanted, row->cells[CONDITION_COUNT + RESULT_COUNT]);
}

static void program_agrees(const struct combination *c) {
  const struct pack *pack = packs[index_of(act_values, c->values[ACT])];
  struct snapshot *snapshot = facts_of(pack, c);
  day_t as_of;
  assert_true(day_parse("2028-09-01", &as_of));
  struct engine *engine = engine_new(pack, snapshot, as_of);
  const struct row *row = find_row(&first, c);
  compare(c, "the program", concluded(engine, "p", "cra.class"), row, CLASS);
  compare(c, "the program", concluded(engine, "r", "cra.routes"), row, WHOLE);
  compare(c, "the program", concluded(engine, "r/cra.annex-i.1.1", "cra.req-routes"), row, COVERED);
  compare(c, "the program", concluded(engine, "r/cra.annex-i.2.1", "cra.req-routes"), row, UNCOVERED);
  compare(c, "the program", concluded(engine, "r", "aia.art12.procedure"), row, GOVERNS);
  engine_free(engine);
  snapshot_free(snapshot);
}

static void statements_agree(const struct combination *c) {
  const struct row *one = find_row(&first, c), *other = find_row(&second, c);
  for (size_t column = 0; column < RESULT_COUNT; column++)
    compare(c, second.name, other->cells[CONDITION_COUNT + column], one, (enum result_column)column);
}

/* ---- the tests ---- */

static int setup(void **state) {
  (void)state;
  arena = arena_new();
  lang_init(NULL);
  name_categories();
  read_table(&first);
  read_table(&second);
  load_packs();
  return 0;
}

static int teardown(void **state) {
  (void)state;
  vec_free(&first.rows);
  vec_free(&second.rows);
  for (size_t i = 0; i < ARRAY_LEN(packs); i++)
    pack_free(packs[i]);
  arena_free(arena);
  return 0;
}

static void both_statements_say_the_same(void **state) {
  (void)state;
  failures = 0;
  assert_int_equal(for_each_combination(statements_agree), CATEGORIES * 3 * 2 * 3 * 5);
  assert_int_equal(failures, 0);
}

static void the_program_says_what_the_statements_say(void **state) {
  (void)state;
  failures = 0;
  assert_int_equal(for_each_combination(program_agrees), CATEGORIES * 3 * 2 * 3 * 5);
  assert_int_equal(failures, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_statements_say_the_same),
      cmocka_unit_test(the_program_says_what_the_statements_say),
  };
  return cmocka_run_group_tests_name("law: procedures", tests, setup, teardown);
}
