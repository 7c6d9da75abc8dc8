/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "packs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char pack_file[] = "<pack id='test' version='2026.1' law-as-of='2026-11-20'><title>Test</title>\n"
                                "<file name='base.xml'/>\n<file name='part.xml'/></pack>";

static const char base_file[] =
    "<pack-part>\n"
    "<act id='law' kind='law' short='LAW' published='OJ L 1' eli='http://example.com/law'><title>The law</title></act>\n"
    "<act id='guide' kind='guidance' short='Guide' published='2026'><title>The guide</title></act>\n"
    "<subject-type id='org' name='org.name'><title>Organisation</title><plural>Organisations</plural></subject-type>\n"
    "<subject-type id='evidence' parent='org' name='evidence.title'><title>Evidence</title><plural>Evidence</plural></subject-type>\n"
    "<subject-type id='product' parent='org' name='product.name'><title>Product</title><plural>Products</plural></subject-type>\n"
    "<subject-type id='release' parent='product' name='release.version'><title>Release</title><plural>Releases</plural></subject-type>\n"
    "<subject-type id='req' parent='release' implicit='yes'><title>Requirement</title><plural>Requirements</plural></subject-type>\n"
    "<stage id='s'><title>Stage</title></stage>\n"
    "<table id='t'><row id='one'>" CITE "<cell column='from'>2027-12-11</cell><cell column='size'>12</cell><cell column='word'>big</cell>"
    "<title>One</title></row><row id='two'><title>Two</title></row></table>\n"
    "<requirement id='r.1.a' group='r.1'>" CITE TITLES "</requirement>\n"
    "<requirement id='r.1.b' group='r.1'>" CITE TITLES "</requirement>\n"
    "<requirement id='r.2' group='r'>" CITE TITLES "</requirement>\n"
    "<section id='base.org' stage='s' subject='org'><title>Organisation</title>\n"
    "<question id='org.name' type='text'>" CITE TITLES "</question></section>\n"
    "<section id='base.evidence' stage='s' subject='evidence'><title>Evidence</title>\n"
    "<question id='evidence.title' type='text'>" CITE TITLES "</question>\n"
    "<question id='evidence.covers' type='set'>" CITE TITLES "<choices requirements='r.1'/></question></section>\n"
    "<section id='base.release' stage='s' subject='release'><title>Release</title>\n"
    "<question id='release.version' type='text'>" CITE TITLES "</question></section>\n"
    "<section id='base.product' stage='s' subject='product'><title>Product</title>\n"
    "<question id='product.name' type='text' max='80' language='yes' required='yes'>" CITE TITLES "</question>\n"
    "<question id='p.yes' type='bool'>" CITE TITLES "</question>\n"
    "<question id='p.kind' type='choice'>" CITE TITLES
    "<choice id='a'><title>A</title></choice><choice id='b'><title>B</title></choice></question>\n"
    "<question id='p.set' type='set'>" CITE TITLES "<choices table='t'/><choice id='x'><title>X</title></choice></question>\n"
    "<question id='p.hidden' type='bool'>" CITE TITLES "<when><is q='p.yes' value='yes'/></when></question>\n"
    "<question id='p.date' type='date' none='yes'>" CITE TITLES "</question>\n"
    "<question id='p.number' type='number' min='-1.5' max='60' unit='months'>" CITE TITLES
    "<example><text>Say 12.</text></example></question>\n"
    "<question id='p.links' type='references' of='evidence'>" CITE TITLES "</question>\n"
    "</section>\n"
    "</pack-part>";

static const char lax_schema[] =
    "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='any'/></start><define name='any'><element><anyName/>"
    "<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name='any'/></choice></zeroOrMore></element></define></grammar>";

static const char *const file_names[] = {"pack.xml", "pack.rng", "base.xml", "part.xml", "extra.xml", "provisions.txt"};
static char *folder;

char *packs_data_folder(void) {
  return path_join(TOP_SRCDIR, "data");
}

void packs_write_file(const char *name, const char *text) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
}

void packs_write_xml(const char *name, const char *text) {
  CLEANUP(mem_freep) char *whole = mem_printf(DECLARATION "%s", text);
  packs_write_file(name, whole);
}

static void use_real_schema(void) {
  CLEANUP(mem_freep) char *data = packs_data_folder();
  CLEANUP(mem_freep) char *path = path_join(data, "pack.rng");
  CLEANUP(buf_free) struct buf schema = {0};
  assert_int_equal(file_read(path, 1 << 20, &schema, NULL), STATUS_OK);
  packs_write_file("pack.rng", buf_str(&schema));
}

void packs_use_lax_schema(void) {
  packs_write_file("pack.rng", lax_schema);
}

int packs_setup(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  folder = mem_printf("%s/cradle-pack-XXXXXX", parent ? parent : "/tmp");
  if (!mkdtemp(folder)) return -1;
  packs_write_xml("pack.xml", pack_file);
  packs_write_xml("base.xml", base_file);
  use_real_schema();
  return 0;
}

int packs_teardown(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(file_names); i++) {
    CLEANUP(mem_freep) char *path = path_join(folder, file_names[i]);
    unlink(path);
  }
  int failed = rmdir(folder);
  free(folder);
  return failed;
}

const char *packs_write(const char *part) {
  CLEANUP(mem_freep) char *text = mem_printf("<pack-part>\n%s</pack-part>", part);
  packs_write_xml("part.xml", text);
  return folder;
}

enum status packs_load(const char *part, struct pack **ret_pack, struct error *error) {
  return pack_load(packs_write(part), NULL, ret_pack, error);
}

struct pack *packs_load_good(const char *part) {
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  if (packs_load(part, &pack, &error)) fail_msg("%s: %s", error.where, error.what);
  return pack;
}

/* ---- packs with faults ---- */

void assert_pack_refused(const struct refused *refused) {
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(packs_load(refused->part, &pack, &error), STATUS_INPUT);
  assert_null(pack);
  CLEANUP(mem_freep) char *place = mem_printf("part.xml:%d", refused->line);
  if (!strstr(error.where, place) || !strstr(error.what, refused->what))
    fail_msg("%s: \"%s\", but wanted %s: \"%s\"", error.where, error.what, place, refused->what);
}

static void add_without(struct buf *out, const char *text, const char *unwanted) {
  const char *found;
  for (; (found = strstr(text, unwanted)); text = found + strlen(unwanted))
    buf_add(out, text, (size_t)(found - text));
  buf_puts(out, text);
}

static char *all_findings(const lint_vec_t *findings) {
  CLEANUP(mem_freep) char *prefix = mem_printf("%s/", folder);
  struct buf text = {0};
  for (size_t i = 0; i < findings->len; i++) {
    const struct lint_finding *finding = &findings->items[i];
    CLEANUP(mem_freep) char *line = mem_printf("%s:%d: %s: %s\n", finding->place.file, finding->place.line, finding->id, finding->what);
    add_without(&text, line, prefix);
  }
  return buf_take(&text);
}

char *packs_lint(const char *part) {
  struct pack *pack = packs_load_good(part);
  struct arena *arena = arena_new();
  lint_vec_t findings = {0};
  enum status status = pack_lint(pack, arena, &findings, NULL);
  assert_int_equal(status, findings.len > 0 ? STATUS_NO : STATUS_OK);
  char *text = all_findings(&findings);
  vec_free(&findings);
  arena_free(arena);
  pack_free(pack);
  return text;
}

void assert_clean(const char *part) {
  CLEANUP(mem_freep) char *found = packs_lint(part);
  assert_string_equal(found, "");
}

void assert_fault(const struct faulty *faulty) {
  CLEANUP(mem_freep) char *found = packs_lint(faulty->part);
  CLEANUP(mem_freep) char *start = mem_printf("part.xml:%d: ", faulty->line);
  bool one = strchr(found, '\n') && !strchr(strchr(found, '\n') + 1, '\n');
  if (!one || !str_starts(found, start) || !strstr(found, faulty->what))
    fail_msg("wanted %s\"%s\", found:\n%s", start, faulty->what, found);
}
