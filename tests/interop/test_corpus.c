/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that real tools wrote, against counts made by other programs. CRADLE_CORPUS names the folder that holds them. */
#include "interop/interop.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "skip.h"

enum { MOST_COLUMNS = 64 };

struct table_line {
  char *cells[MOST_COLUMNS];
  size_t len;
};

static struct table_line heading;

static void split(char *line, struct table_line *ret_line) {
  ret_line->len = 0;
  for (char *cell; (cell = strsep(&line, "\t"));) {
    assert_true(ret_line->len < MOST_COLUMNS);
    ret_line->cells[ret_line->len++] = cell;
  }
}

static const char *cell(const struct table_line *line, const char *column) {
  for (size_t i = 0; i < heading.len && i < line->len; i++)
    if (strcmp(heading.cells[i], column) == 0) return line->cells[i];
  fail_msg("counts.tsv has no column %s", column);
  return NULL;
}

static void assert_count(const struct table_line *line, const char *column, size_t count) {
  size_t expected = strtoul(cell(line, column), NULL, 10);
  if (count != expected) fail_msg("%s: %s is %zu, not %zu", cell(line, "file"), column, count, expected);
}

static void assert_same_text(const struct table_line *line, const char *column, const char *text) {
  const char *expected = cell(line, column);
  if (!str_eq(text ? text : "-", expected)) fail_msg("%s: %s is %s, not %s", cell(line, "file"), column, text, expected);
}

/* ---- what the sink is given ---- */

struct tally {
  struct map *types, *words; /* from text to a size_t */
  size_t components, in_root, names_outside_ascii;
  char *root_type, *root_name, *root_version;
  const char *format;
  unsigned last_line;
};

static void count_text(struct map *map, const char *text) {
  size_t *count = map_get(map, text);
  if (!count) map_put(map, text, count = mem_alloc(sizeof *count));
  ++*count;
}

static enum status tally_component(void *context, const struct component *component, struct error *error) {
  (void)error;
  struct tally *tally = context;
  if (component->place == COMPONENT_ROOT) {
    tally->root_type = mem_strdup(component->type);
    tally->root_name = mem_strdup(component->name);
    tally->root_version = mem_strdup(component->version);
  }
  tally->in_root += component->place == COMPONENT_IN_ROOT;
  if (component->place != COMPONENT_LISTED) return STATUS_OK;
  tally->components++;
  tally->names_outside_ascii += utf8_count(component->name) != strlen(component->name);
  count_text(tally->types, *component->type ? component->type : "(none)");
  return STATUS_OK;
}

/* A relationship of SPDX 3 may name many elements; here each stands on lines of its own. */
static enum status tally_dependency(void *context, const struct dependency *dependency, struct error *error) {
  (void)error;
  struct tally *tally = context;
  bool is_same = str_eq(tally->format, "spdx3-json") && dependency->line == tally->last_line;
  tally->last_line = dependency->line;
  if (dependency->word && !is_same) count_text(tally->words, dependency->word);
  return STATUS_OK;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "application=1,library=36", sorted, as in the table. */
static char *text_of(const struct map *map) {
  struct buf text = {0};
  size_t len = map_len(map);
  const char **keys = mem_alloc((len + 1) * sizeof *keys);
  for (size_t i = 0; i < len; i++)
    keys[i] = map_key_at(map, i);
  qsort(keys, len, sizeof *keys, by_text);
  for (size_t i = 0; i < len; i++)
    buf_printf(&text, "%s%s=%zu", i ? "," : "", keys[i], *(size_t *)map_get(map, keys[i]));
  free(keys);
  if (text.len == 0) buf_putc(&text, '-');
  return buf_take(&text);
}

static void free_counts(struct map *map) {
  for (size_t i = 0; i < map_len(map); i++)
    free(map_value_at(map, i));
  map_free(map);
}

/* ---- against the table ---- */

static void assert_root(const struct table_line *line, const struct component_list *list, const struct tally *tally) {
  bool is_spdx = str_starts(cell(line, "format"), "spdx");
  assert_same_text(line, "root_type", is_spdx ? "document" : tally->root_type);
  assert_same_text(line, "root_name", is_spdx ? list->name : tally->root_name);
  assert_same_text(line, "root_version", tally->root_version);
}

/* "files=5 snippets=1 ...": what the reader counts of that. */
static void assert_extra(const struct table_line *line, const struct component_list *list, const struct tally *tally) {
  const struct component_counts *counts = &list->counts;
  const struct {
    const char *name;
    size_t count;
  } known[] = {{"files=", counts->files},
               {"snippets=", counts->snippets},
               {"extracted_licences=", counts->extracted_licences},
               {"described=", counts->described},
               {"elements=", counts->elements}};
  CLEANUP(mem_freep) char *words = text_of(tally->words);
  CLEANUP(mem_freep) char *extra = mem_strdup(cell(line, "extra"));
  char *rest = extra;
  for (char *word; (word = strsep(&rest, " "));) {
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
      if (str_starts(word, known[i].name) && known[i].count != strtoul(word + strlen(known[i].name), NULL, 10))
        fail_msg("%s: %s, not %zu", cell(line, "file"), word, known[i].count);
    if (str_starts(word, "relationship_types=")) assert_string_equal(word + strlen("relationship_types="), words);
  }
}

static void assert_as_counted(const struct table_line *line, const struct component_list *list, const struct tally *tally) {
  static const char *const tools_forms[] = {[TOOLS_NONE] = "none", [TOOLS_LIST] = "list", [TOOLS_OBJECT] = "object"};
  const struct component_counts *counts = &list->counts;
  CLEANUP(mem_freep) char *types = text_of(tally->types);
  assert_same_text(line, "spec", list->spec_version);
  assert_same_text(line, "by_type", types);
  assert_root(line, list, tally);
  assert_extra(line, list, tally);
  assert_count(line, "components", counts->components);
  assert_count(line, "components", tally->components);
  assert_count(line, "top_level", counts->top_level);
  assert_count(line, "max_depth", counts->max_depth);
  assert_count(line, "meta_nested", counts->in_root);
  assert_count(line, "meta_nested", tally->in_root);
  assert_count(line, "no_version", counts->no_version);
  assert_count(line, "no_licence", counts->no_licence);
  assert_count(line, "no_supplier", counts->no_supplier);
  assert_count(line, "no_originator", counts->no_originator);
  assert_count(line, "no_purl", counts->no_purl);
  assert_count(line, "no_hash", counts->no_hash);
  assert_count(line, "ml_models", counts->models);
  assert_count(line, "ml_models_all", counts->models_all);
  assert_count(line, "model_cards", counts->model_cards);
  assert_count(line, "model_cards_all", counts->model_cards_all);
  assert_count(line, "datasets", counts->data_sets);
  assert_count(line, "vulnerabilities", counts->vulnerabilities);
  assert_count(line, "dep_nodes", counts->dependency_nodes);
  assert_count(line, "dep_edges", counts->dependency_edges);
  assert_count(line, "services", counts->services);
  assert_count(line, "non_ascii", tally->names_outside_ascii);
  assert_count(line, "dup_refs", counts->repeated_refs);
  if (!str_starts(cell(line, "format"), "spdx")) assert_same_text(line, "tools_form", tools_forms[list->tools_form]);
}

/* ---- files ---- */

static bool ends_with(const char *text, const char *end) {
  size_t len = strlen(text), end_len = strlen(end);
  return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static void unpack(const char *path, struct buf *content) {
  CLEANUP(mem_freep) char *command = mem_printf("gzip -dc '%s'", path);
  char block[4096];
  FILE *pipe = popen(command, "r");
  assert_non_null(pipe);
  for (size_t len; (len = fread(block, 1, sizeof block, pipe)) > 0;)
    buf_add(content, block, len);
  assert_int_equal(pclose(pipe), 0);
}

static enum interop_kind kind_of(const char *format) {
  static const struct {
    const char *format;
    enum interop_kind kind;
  } kinds[] = {{"cyclonedx-xml", INTEROP_CYCLONEDX_XML},
               {"cyclonedx-json", INTEROP_CYCLONEDX_JSON},
               {"spdx-json", INTEROP_SPDX2_JSON},
               {"spdx-tag-value", INTEROP_SPDX2_TAGS},
               {"spdx3-json", INTEROP_SPDX3_JSON}};
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (str_eq(kinds[i].format, format)) return kinds[i].kind;
  return INTEROP_UNKNOWN;
}

static void assert_refused(const struct table_line *line, enum interop_kind kind, enum status status, const struct error *error) {
  assert_int_equal(status, STATUS_INPUT);
  CLEANUP(mem_freep) char *version = mem_printf("version %s of", cell(line, "spec"));
  const char *reason = kind == INTEROP_UNKNOWN ? "not a component list of a known format" : version;
  if (!strstr(error->what, reason)) fail_msg("%s: %s", error->where, error->what);
}

static void check_file(const char *samples, const struct table_line *line) {
  CLEANUP(mem_freep) char *path = path_join(samples, cell(line, "file"));
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct component_list *list = NULL;
  struct tally tally = {.types = map_new(), .words = map_new(), .format = cell(line, "format")};
  if (ends_with(path, ".gz"))
    unpack(path, &content);
  else
    assert_int_equal(file_read(path, (size_t)64 << 20, &content, NULL), STATUS_OK);
  enum interop_kind kind = interop_recognise(content.data, content.len);
  assert_int_equal(kind, kind_of(tally.format));
  struct source_bytes bytes = {content.data, content.len};
  const struct source source = source_of_bytes(&bytes, path);
  const struct component_sink sink = {.component = tally_component, .dependency = tally_dependency, .context = &tally};
  enum status status = component_list_scan(&source, kind, &sink, &list, &error);
  bool is_readable = kind != INTEROP_UNKNOWN && str_in_list("1.4 1.5 1.6 1.7 2.2 2.3 3.0.1", cell(line, "spec"));
  if (!is_readable)
    assert_refused(line, kind, status, &error);
  else if (status)
    fail_msg("%s: %s", error.where, error.what);
  else
    assert_as_counted(line, list, &tally);
  component_list_free(list);
  free_counts(tally.types);
  free_counts(tally.words);
  free(tally.root_type);
  free(tally.root_name);
  free(tally.root_version);
}

static void corpus_counts_are_those_of_other_programs(void **state) {
  (void)state;
  const char *corpus = getenv("CRADLE_CORPUS");
  if (!corpus) {
    skip_because("CRADLE_CORPUS is not set, so the real samples are not there");
  }
  CLEANUP(mem_freep) char *samples = path_join(corpus, "samples");
  CLEANUP(mem_freep) char *table_path = path_join(samples, "counts.tsv");
  CLEANUP(buf_free) struct buf table = {0};
  assert_int_equal(file_read(table_path, 1 << 20, &table, NULL), STATUS_OK);
  char *rest = table.data;
  split(strsep(&rest, "\n"), &heading);
  size_t checked = 0;
  for (char *text; (text = strsep(&rest, "\n")) && *text;) {
    struct table_line line;
    split(text, &line);
    check_file(samples, &line);
    checked++;
  }
  print_message("%zu files checked\n", checked);
  assert_true(checked > 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(corpus_counts_are_those_of_other_programs)};
  return cmocka_run_group_tests_name("component lists of the corpus", tests, NULL, NULL);
}
