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

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "application=1,library=36", sorted, as in the table. */
static char *types_of(const struct component_list *list) {
  struct buf text = {0};
  const char **types = mem_alloc((list->components_len + 1) * sizeof *types);
  for (size_t i = 0; i < list->components_len; i++)
    types[i] = list->components[i]->type;
  qsort(types, list->components_len, sizeof *types, by_text);
  for (size_t i = 0, next; i < list->components_len; i = next) {
    for (next = i; next < list->components_len && strcmp(types[i], types[next]) == 0;)
      next++;
    buf_printf(&text, "%s%s=%zu", i ? "," : "", types[i], next - i);
  }
  free(types);
  if (text.len == 0) buf_putc(&text, '-');
  return buf_take(&text);
}

static size_t names_outside_ascii(const struct component_list *list) {
  size_t count = 0;
  for (size_t i = 0; i < list->components_len; i++)
    count += utf8_count(list->components[i]->name) != strlen(list->components[i]->name);
  return count;
}

static void assert_as_counted(const struct table_line *line, const struct component_list *list) {
  const struct component_counts *counts = &list->counts;
  CLEANUP(mem_freep) char *types = types_of(list);
  assert_same_text(line, "spec", list->spec_version);
  assert_same_text(line, "root_type", list->root ? list->root->type : NULL);
  assert_same_text(line, "root_name", list->root ? list->root->name : NULL);
  assert_same_text(line, "root_version", list->root ? list->root->version : NULL);
  assert_same_text(line, "by_type", types);
  assert_count(line, "components", list->components_len);
  assert_count(line, "top_level", counts->top_level);
  assert_count(line, "max_depth", counts->max_depth);
  assert_count(line, "meta_nested", list->in_root_len);
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
  assert_count(line, "non_ascii", names_outside_ascii(list));
  assert_count(line, "dup_refs", counts->repeated_refs);
}

static void check_file(const char *samples, const struct table_line *line) {
  CLEANUP(mem_freep) char *path = path_join(samples, cell(line, "file"));
  CLEANUP(buf_free) struct buf content = {0};
  struct component_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(file_read(path, (size_t)64 << 20, &content, NULL), STATUS_OK);
  bool is_cyclonedx_json = str_eq(cell(line, "format"), "cyclonedx-json");
  assert_int_equal(interop_recognise(content.data, content.len), is_cyclonedx_json ? INTEROP_CYCLONEDX_JSON : INTEROP_UNKNOWN);
  bool readable = is_cyclonedx_json && str_in_list("1.4 1.5 1.6 1.7", cell(line, "spec"));
  enum status status = component_list_read(content.data, content.len, path, &list, &error);
  if (status != (readable ? STATUS_OK : STATUS_INPUT))
    fail_msg("%s: %s", error.where ? error.where : path, error.what ? error.what : "was read");
  if (readable) assert_as_counted(line, list);
  component_list_free(list);
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
    size_t len = strlen(line.cells[0]);
    if (len > 3 && strcmp(line.cells[0] + len - 3, ".gz") == 0) {
      print_message("%s is compressed: skipped\n", line.cells[0]);
      continue;
    }
    check_file(samples, &line);
    checked += str_eq(cell(&line, "format"), "cyclonedx-json");
  }
  print_message("%zu CycloneDX JSON files checked\n", checked);
  assert_true(checked > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(corpus_counts_are_those_of_other_programs)};
  return cmocka_run_group_tests_name("component lists of the corpus", tests, NULL, NULL);
}
