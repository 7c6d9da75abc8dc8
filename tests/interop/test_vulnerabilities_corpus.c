/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements that real tools wrote, against counts made by other programs. CRADLE_CORPUS names the folder that holds them. */
#include "interop/vulnerabilities.h"

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

static int by_word(const void *a, const void *b) {
  const struct vulnerability_count *x = a, *y = b;
  return strcmp(x->word, y->word);
}

/* "fixed=1,not_affected=2", sorted, as in the table. */
static char *words_of(const struct vulnerability_count *counts, size_t len) {
  struct buf text = {0};
  struct vulnerability_count *sorted = mem_alloc((len + 1) * sizeof *sorted);
  for (size_t i = 0; i < len; i++)
    sorted[i] = counts[i];
  qsort(sorted, len, sizeof *sorted, by_word);
  for (size_t i = 0; i < len; i++)
    buf_printf(&text, "%s%s=%zu", i ? "," : "", sorted[i].word, sorted[i].count);
  free(sorted);
  if (text.len == 0) buf_putc(&text, '-');
  return buf_take(&text);
}

/* "name=value" among the blank-separated, or comma-separated, words of a cell. */
static void assert_named_count(const struct table_line *line, const char *column, const char *name, size_t count) {
  const char *at = cell(line, column);
  for (; at; at = strpbrk(at, " ,") ? strpbrk(at, " ,") + 1 : NULL) {
    size_t len = strlen(name);
    if (strncmp(at, name, len) != 0 || at[len] != '=') continue;
    size_t expected = strtoul(at + len + 1, NULL, 10);
    if (count != expected) fail_msg("%s: %s is %zu, not %zu", cell(line, "file"), name, count, expected);
    return;
  }
  fail_msg("%s: no %s in %s", cell(line, "file"), name, column);
}

static void assert_extra(const struct table_line *line, const char *text) {
  if (!strstr(cell(line, "extra"), text)) fail_msg("%s: “%s” is not in: %s", cell(line, "file"), text, cell(line, "extra"));
}

static void assert_as_csaf(const struct table_line *line, const struct vulnerability_list *list) {
  const struct vulnerability_counts *counts = &list->counts;
  assert_count(line, "components", counts->products);
  assert_count(line, "top_level", counts->product_entries);
  assert_named_count(line, "by_type", "products", counts->products);
  assert_named_count(line, "by_type", "branch_products", counts->product_entries);
  assert_named_count(line, "by_type", "relationships", counts->relationships);
  assert_named_count(line, "by_type", "groups", counts->groups);
  assert_named_count(line, "extra", "with_cve", counts->with_cve);
  assert_named_count(line, "extra", "remediations", counts->remediations);
  assert_named_count(line, "extra", "threats", counts->threats);
  assert_named_count(line, "extra", "flags", counts->flags);
  assert_named_count(line, "extra", "scores", counts->scores);
  assert_named_count(line, "extra", "revisions", counts->revisions);
  CLEANUP(mem_freep) char *author = mem_printf("publisher=%s status=%s ", list->author, list->state);
  assert_extra(line, author);
  assert_string_equal(cell(line, "root_name"), list->id);
  assert_string_equal(cell(line, "root_version"), list->version);
}

static void assert_as_openvex(const struct table_line *line, const struct vulnerability_list *list) {
  const struct vulnerability_counts *counts = &list->counts;
  assert_count(line, "components", counts->products);
  assert_count(line, "top_level", counts->product_entries);
  assert_named_count(line, "by_type", "distinct_products", counts->products);
  assert_named_count(line, "by_type", "product_entries", counts->product_entries);
  assert_named_count(line, "by_type", "subcomponents", counts->subcomponents);
  assert_named_count(line, "extra", "distinct_vulnerabilities", counts->distinct);
  CLEANUP(mem_freep) char *words = words_of(list->justifications, list->justifications_len);
  CLEANUP(mem_freep) char *extra = mem_printf("justifications=%s author=%s", words, list->author);
  assert_extra(line, extra);
  assert_string_equal(cell(line, "root_name"), list->id);
}

static void check_file(const char *samples, const struct table_line *line) {
  CLEANUP(mem_freep) char *path = path_join(samples, cell(line, "file"));
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct vulnerability_list *list = NULL;
  assert_int_equal(file_read(path, (size_t)64 << 20, &content, NULL), STATUS_OK);
  if (vulnerability_list_read(content.data, content.len, path, &list, &error)) fail_msg("%s: %s", error.where, error.what);
  CLEANUP(mem_freep) char *states = words_of(list->states, list->states_len);
  assert_count(line, "vulnerabilities", list->len);
  assert_string_equal(states, cell(line, "vuln_by_state"));
  if (str_eq(cell(line, "format"), "csaf")) assert_as_csaf(line, list);
  if (str_eq(cell(line, "format"), "openvex")) assert_as_openvex(line, list);
  bool invalid = str_eq(cell(line, "schema_valid"), "no");
  if (invalid != (list->warnings_total > 0))
    fail_msg("%s: %zu warnings: %s", path, list->warnings_total, list->warnings_len ? list->warnings[0].text : "");
  vulnerability_list_free(list);
}

static bool concerns(const struct table_line *line) {
  return str_in_list("csaf openvex", cell(line, "format")) ||
         (str_starts(cell(line, "format"), "cyclonedx") && strtoul(cell(line, "vulnerabilities"), NULL, 10) > 0);
}

static void corpus_counts_are_those_of_other_programs(void **state) {
  (void)state;
  const char *corpus = getenv("CRADLE_CORPUS");
  if (!corpus) skip_because("CRADLE_CORPUS is not set, so the real samples are not there");
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
    if (!concerns(&line)) continue;
    check_file(samples, &line);
    checked++;
  }
  print_message("%zu files with statements about vulnerabilities checked\n", checked);
  assert_true(checked >= 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(corpus_counts_are_those_of_other_programs)};
  return cmocka_run_group_tests_name("statements about vulnerabilities of the corpus", tests, NULL, NULL);
}
