/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every provision that the law pack cites is found in the official text, where a sample of it is there. */
#include "support.h"

#include <dirent.h>

#include "kb/kb.h"
#include "skip.h"

static const struct {
  const char *act, *file;
} files[] = {
    {"cra", "oj-xhtml-32024R2847.en.xhtml"},
    {"aia", "formex-act-L_202401689EN.000101.fmx.xml"},
    {"aia", "formex-annex-L_202401689EN.013001.fmx.xml"},
    {"aia", "formex-annex-L_202401689EN.013201.fmx.xml"},
    {"aia", "formex-annex-L_202401689EN.013301.fmx.xml"},
    {"impl-2025-2392", "oj-xhtml-32025R2392.en.xhtml"},
};

static const char inserted[] = "put in by Regulation (EU) 2026/1744; the sample is the wording of 2024";
static const char elsewhere[] = "the sample has only Annexes IV, V and VI";
static const char twice[] = "two lists of the paragraph have such a point: the paragraph is shown";
static const char by_2025_327[] = "put in by Regulation (EU) 2025/327";

/* Each with what lies below it. */
static const struct {
  const char *path, *reason;
} exceptions[] = {
    {"aia art.2.13", inserted},  {"aia art.3.14b", inserted}, {"aia art.4.1", inserted},      {"aia art.4.2", inserted},
    {"aia art.4.3", inserted},   {"aia art.4a", inserted},    {"aia art.5.1.ba", inserted},   {"aia art.5.1.bb", inserted},
    {"aia art.5.1a", inserted},  {"aia art.5.1b", inserted},  {"aia art.6.1a", inserted},     {"aia art.6.1b", inserted},
    {"aia art.6.1c", inserted},  {"aia art.25.2", inserted},  {"aia art.42.3", inserted},     {"aia art.99.4.da", inserted},
    {"aia art.99.6a", inserted}, {"aia art.111.4", inserted}, {"aia art.113.c.i", inserted},  {"aia art.113.c.ii", inserted},
    {"aia art.60a", inserted},   {"aia art.75.1", inserted},  {"aia art.75.1a", inserted},    {"aia art.75.1e", inserted},
    {"aia art.75c", inserted},   {"aia art.113.d", inserted}, {"aia art.43.1.a", twice},      {"aia art.43.1.b", twice},
    {"aia anx.i", elsewhere},    {"aia anx.iii", elsewhere},  {"aia anx.vii", elsewhere},     {"aia anx.viii", elsewhere},
    {"aia anx.ix", elsewhere},   {"aia anx.x", elsewhere},    {"aia anx.xi", elsewhere},      {"aia anx.xii", elsewhere},
    {"aia anx.xiii", elsewhere}, {"aia anx.xiv", elsewhere},  {"cra art.32.5a", by_2025_327},
};

struct found {
  struct pack *pack;
  struct lawtext *laws[ARRAY_LEN(files)];
  size_t checked, missing;
};

static bool lies_below(const char *what, const char *path) {
  size_t len = strlen(path);
  return strncmp(what, path, len) == 0 && (!what[len] || what[len] == '.');
}

static const char *exception_of(const char *what) {
  for (size_t i = 0; i < ARRAY_LEN(exceptions); i++)
    if (lies_below(what, exceptions[i].path)) return exceptions[i].reason;
  return NULL;
}

static bool is_there(const struct found *found, const char *act, const char *path) {
  for (size_t i = 0; i < ARRAY_LEN(files); i++) {
    if (!str_eq(files[i].act, act)) continue;
    const struct law_provision *provision = lawtext_find(found->laws[i], path);
    if (provision && lawtext_is_exact(provision, path)) return true;
  }
  return false;
}

static bool has_sample(const char *act) {
  for (size_t i = 0; i < ARRAY_LEN(files); i++)
    if (str_eq(files[i].act, act)) return true;
  return false;
}

static void check(struct found *found, const struct xml_node *node) {
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    struct cite cite;
    if (!xml_name(child)) continue;
    check(found, child);
    if (!xml_is(child, "cite") || pack_cite(found->pack, child, &cite, NULL)) continue;
    CLEANUP(mem_freep) char *path = cite_path(&cite);
    if (!path || !has_sample(cite.act->id)) continue;
    CLEANUP(mem_freep) char *what = mem_printf("%s %s", cite.act->id, path);
    CLEANUP(mem_freep) char *where = xml_where(child);
    found->checked++;
    if (is_there(found, cite.act->id, path) || exception_of(what)) continue;
    print_message("%s: %s is not in the official text\n", where, what);
    found->missing++;
  }
}

static void check_folder(struct found *found, const char *folder) {
  struct dirent **names;
  int count = scandir(folder, &names, NULL, alphasort);
  assert_true(count > 0);
  for (int i = 0; i < count; i++) {
    const char *end = strrchr(names[i]->d_name, '.');
    CLEANUP(mem_freep) char *path = path_join(folder, names[i]->d_name);
    struct xml_document *document = NULL;
    if (str_eq(end, ".xml") && xml_load(path, &document, NULL) == STATUS_OK) check(found, xml_root(document));
    xml_free(document);
    free(names[i]);
  }
  free(names);
}

static void every_citation_of_the_pack_is_found_in_the_official_text(void **state) {
  (void)state;
  const char *corpus = getenv("CRADLE_CORPUS");
  CLEANUP(mem_freep) char *folder = corpus ? path_join(corpus, "law/samples") : NULL;
  if (!folder || !file_exists(folder)) skip_because("CRADLE_CORPUS is not set to a folder with law/samples");
  struct found found = {0};
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(TOP_SRCDIR "/data", NULL, &found.pack, &error)) fail_msg("%s: %s", error.where, error.what);
  for (size_t i = 0; i < ARRAY_LEN(files); i++)
    found.laws[i] = read_law(folder, files[i].file);
  check_folder(&found, TOP_SRCDIR "/data");
  for (size_t i = 0; i < ARRAY_LEN(files); i++)
    lawtext_free(found.laws[i]);
  pack_free(found.pack);
  assert_true(found.checked > 100);
  assert_int_equal(found.missing, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_citation_of_the_pack_is_found_in_the_official_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
