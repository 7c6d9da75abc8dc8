/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small law pack, small facts and a plain-text dump of documents, for the tests of doc/. */
#ifndef CRADLE_TESTS_DOC_SUPPORT_H
#define CRADLE_TESTS_DOC_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "doc/doc.h"

static const char small_pack[] = "<?xml version='1.0'?><pack id='small' version='1' law-as-of='2026-11-20'><title>Small</title>"
                                 "<file name='part.xml'/></pack>";

static const char small_part[] =
    "<?xml version='1.0'?><pack-part>"
    "<act id='cra' kind='law' short='CRA' published='OJ L, 2024/2847'><title>Cyber Resilience Act</title></act>"
    "<act id='aia' kind='law' short='AI Act' published='OJ L, 2024/1689'><title>AI Act</title></act>"
    "<subject-type id='organisation' name='org.name'><title>Organisation</title><plural>Organisations</plural></subject-type>"
    "<subject-type id='product' parent='organisation' name='product.name'><title>Product</title><plural>Products</plural></subject-type>"
    "<subject-type id='evidence' parent='product' name='evidence.title'><title>Evidence</title><plural>Evidence</plural></subject-type>"
    "<subject-type id='release' parent='product' name='release.version'><title>Release</title><plural>Releases</plural></subject-type>"
    "<subject-type id='risk' parent='release' name='risk.title'><title>Risk</title><plural>Risks</plural></subject-type>"
    "<subject-type id='requirement' parent='release' implicit='yes'><title>Requirement</title><plural>Requirements</plural></subject-type>"
    "<stage id='all'><title>All</title></stage>"
    "<section id='s.org' stage='all' subject='organisation'><title>Organisation</title>"
    "<question id='org.name' type='text'><cite act='cra' "
    "article='13(16)'/><title>Name</title><text>Name?</text><help>H.</help></question></section>"
    "<section id='s.product' stage='all' subject='product'><title>Product</title>"
    "<question id='product.name' type='text'><cite act='cra' article='13(15)'/><title>Product "
    "name</title><text>Name?</text><help>H.</help></question>"
    "<question id='product.connected' type='bool' required='yes'><cite act='cra' "
    "article='2(1)'/><title>Connection</title><text>Connected?</text><help>H.</help></question>"
    "</section>"
    "<section id='s.evidence' stage='all' subject='evidence'><title>Evidence</title>"
    "<question id='evidence.title' type='text'><cite act='cra' "
    "article='31(1)'/><title>Title</title><text>Title?</text><help>H.</help></question>"
    "<question id='evidence.file' type='blob'><cite act='cra' "
    "article='31(1)'/><title>File</title><text>File?</text><help>H.</help></question></section>"
    "<section id='s.release' stage='all' subject='release'><title>Release</title>"
    "<question id='release.version' type='text'><cite act='cra' "
    "article='13(15)'/><title>Version</title><text>Version?</text><help>H.</help></question>"
    "<question id='release.about' type='long-text' required='yes'><cite act='cra' annex='VII' "
    "point='1'/><title>Description</title><text>What?</text><help>H.</help></question>"
    "<question id='release.website' type='text'><cite act='cra' "
    "article='13(16)'/><title>Website</title><text>Where?</text><help>H.</help></question>"
    "<question id='release.kind' type='choice'><cite act='cra' article='3(1)'/><title>Kind</title><text>Kind?</text><help>H.</help>"
    "<choice id='software'><title>Software</title></choice><choice id='hardware'><title>Hardware</title></choice></question>"
    "<question id='release.months' type='number' unit='months'><cite act='cra' "
    "article='13(8)'/><title>Use</title><text>Months?</text><help>H.</help></question>"
    "<question id='release.cover' type='text'><cite act='cra' article='13(8)'/><title>Cover</title><text>Cover?</text><help>H.</help>"
    "<when><is q='release.kind' value='hardware'/></when></question>"
    "<question id='release.object' type='text' language='yes'><cite act='cra' annex='V' "
    "point='4'/><title>Object</title><text>Object?</text><help>H.</help></question>"
    "</section>"
    "<section id='s.risk' stage='all' subject='risk'><title>Risk</title>"
    "<question id='risk.title' type='text'><cite act='cra' "
    "article='13(3)'/><title>Title</title><text>Title?</text><help>H.</help></question>"
    "<question id='risk.calls' type='set'><cite act='cra' "
    "article='13(3)'/><title>Calls for</title><text>Which?</text><help>H.</help><choices requirements='r'/></question></section>"
    "<section id='s.req' stage='all' subject='requirement'><title>Requirement</title>"
    "<question id='req.evidence' type='references' of='evidence'><cite act='cra' "
    "article='31(1)'/><title>Evidence</title><text>Which?</text><help>H.</help></question></section>"
    "<requirement id='r.1' group='r'><cite act='cra' annex='I' part='I' point='1'/><title>First</title><text>First "
    "text.</text><help>H.</help></requirement>"
    "<requirement id='r.2' group='r'><cite act='cra' annex='I' part='I' point='2'/><title>Second</title><text>Second "
    "text.</text><help>H.</help></requirement>"
    "<conclusion id='scope' subject='product' type='choice'><title>Scope</title>"
    "<value id='in'><title>In scope</title></value><value id='out'><title>Out of scope</title></value>"
    "<case id='connected' value='in'><cite act='cra' article='2(1)'/><when><is q='product.connected' value='yes'/></when><because>The "
    "product is connected.</because></case>"
    "<otherwise value='out'><cite act='cra' article='2(1)'/><because>The product is not connected.</because></otherwise></conclusion>"
    "<conclusion id='begun' subject='release' type='choice'><title>Begun</title><value id='yes'><title>Yes</title></value><value "
    "id='no'><title>No</title></value>"
    "<case id='late' value='yes'><cite act='cra' article='71(2)'/><when><compare "
    "op='ge'><as-of/><date>2027-12-11</date></compare></when><because>The day has come.</because></case>"
    "<otherwise value='no'><cite act='cra' article='71(2)'/><because>It has not come.</because></otherwise></conclusion>"
    "<gap id='gap.no-risk' subject='release' blocks='final'><cite act='cra' article='13(2)'/><title>No risk</title>"
    "<when><not><some of='risk'/></not></when><text>Record a risk.</text></gap>"
    "<duty id='d.report' subject='product' kind='duty'><cite act='cra' article='14(1)'/><title>Report</title><text>Report it.</text>"
    "<from><date>2026-09-11</date></from></duty>"
    "<duty id='d.mark' subject='release' kind='duty'><cite act='cra' article='30(1)'/><title>Mark</title><text>Mark it.</text>"
    "<when><is q='product.connected' value='yes'/></when><from><date>2028-06-01</date></from><until><date>2030-01-01</date></until></duty>"
    "<duty id='d.file' subject='release' kind='duty'><cite act='cra' article='31(1)'/><title>File</title><text>Write it.</text>"
    "<done><is q='product.connected' value='yes'/></done></duty>"
    "<duty id='d.fine' subject='product' kind='penalty'><cite act='aia' article='99(4)'/><title>Fine</title><text>Pay.</text></duty>"
    "<topic id='t.1'><cite act='cra' article='1'/><title>Scope</title><text>Both ask.</text><action>Do both.</action></topic>"
    "<topic id='u'><cite act='cra' article='2'/><title>Calls</title><text>Four steps.</text><action>Begin.</action></topic>"
    "<requirement id='ai.9' group='ai'><cite act='aia' "
    "article='9(2)'/><title>Risks</title><text>Manage.</text><help>H.</help></requirement>"
    "<relation id='x.1' topic='t.1' from='r.1' to='ai.9' kind='shared'><cite act='cra' article='3'/><because>Same "
    "tests.</because></relation>"
    "<relation id='x.2' topic='t.1' from='d.report' to='d.fine' kind='parallel'><cite act='cra' article='3'/><because>Two "
    "desks.</because></relation>"
    "<relation id='x.3' topic='t.1' to='ai.9' kind='distinct'><cite act='cra' article='3'/><because>Only one asks.</because></relation>"
    "<table id='dates'><row id='cra.general'><cite act='cra' article='71(2)'/><cell column='from'>2027-12-11</cell><title>The CRA "
    "applies</title></row><row id='aia.general'><cite act='aia' article='113'/><cell column='from'>2026-08-02</cell><title>The AI Act "
    "applies</title></row></table>"
    "</pack-part>";

struct world {
  char *folder, *templates_folder;
  struct pack *pack;
  struct templates *templates;
  struct snapshot *snapshot;
  struct engine *engine;
};

static inline char *source_path(const char *name) {
  return path_join(TOP_SRCDIR, name);
}

static inline void write_text(const char *folder, const char *name, const char *text) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
}

static inline void copy_from_source(const char *source, const char *folder, const char *name) {
  CLEANUP(mem_freep) char *from = source_path(source);
  CLEANUP(buf_free) struct buf content = {0};
  assert_int_equal(file_read(from, 1 << 20, &content, NULL), STATUS_OK);
  write_text(folder, name, buf_str(&content));
}

static inline void remove_folder(const char *folder) {
  CLEANUP(mem_freep) char *command = mem_printf("rm -rf '%s'", folder);
  assert_int_equal(system(command), 0);
}

static inline char *make_folder(const char *parent, const char *name) {
  char *path = path_join(parent, name);
  assert_int_equal(mkdir(path, 0700), 0);
  return path;
}

static inline struct world world_new(void) {
  struct world world = {0};
  struct error error = {0};
  const char *tmp = getenv("TMPDIR");
  world.folder = mem_printf("%s/doc-XXXXXX", tmp ? tmp : "/tmp");
  assert_non_null(mkdtemp(world.folder));
  CLEANUP(mem_freep) char *pack_folder = make_folder(world.folder, "pack");
  world.templates_folder = make_folder(world.folder, "templates");
  write_text(pack_folder, "pack.xml", small_pack);
  write_text(pack_folder, "part.xml", small_part);
  copy_from_source("data/pack.rng", pack_folder, "pack.rng");
  copy_from_source("templates/template.rng", world.templates_folder, "template.rng");
  if (pack_load(pack_folder, NULL, &world.pack, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
  return world;
}

static inline void world_free(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  templates_free(world->templates);
  pack_free(world->pack);
  remove_folder(world->folder);
  free(world->templates_folder);
  free(world->folder);
}

/* Loads `xml` as the only template. */
static inline enum status world_template(struct world *world, const char *xml, struct error *error) {
  write_text(world->templates_folder, "test.xml", xml);
  return templates_load(world->templates_folder, world->pack, &world->templates, error);
}

static inline void must_load(struct world *world, const char *xml) {
  struct error error = {0};
  if (world_template(world, xml, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
}

/* ---- facts ---- */

static inline void say_value(struct world *world, const char *subject, const char *key, struct value value) {
  struct head head = {.event = "a.1", .value = value, .author = "ann"};
  snapshot_add_head(world->snapshot, subject, key, &head);
}

static inline void say_text(struct world *world, const char *subject, const char *key, const char *text) {
  say_value(world, subject, key, value_of(VALUE_TEXT, text));
}

static inline void say_element(struct world *world, const char *subject, const char *key, const char *ref) {
  struct head head = {.event = "a.1", .value = value_of(VALUE_REF, ref), .author = "ann"};
  snapshot_add_element(world->snapshot, subject, key, &head);
}

static inline void say_chosen(struct world *world, const char *subject, const char *key, const char *choice) {
  struct head head = {.event = "a.1", .value = value_of(VALUE_CHOICE, choice), .author = "ann"};
  snapshot_add_element(world->snapshot, subject, key, &head);
}

/* Organisation o, product p, release r; names only. */
static inline void begin_facts(struct world *world) {
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  world->engine = NULL;
  world->snapshot = snapshot_new();
  snapshot_add_subject(world->snapshot, "o", "organisation", NULL);
  snapshot_add_subject(world->snapshot, "p", "product", "o");
  snapshot_add_subject(world->snapshot, "r", "release", "p");
  say_text(world, "o", "org.name", "Example Ltd");
  say_text(world, "p", "product.name", "Thermo");
  say_text(world, "r", "release.version", "2.0");
}

static inline void end_facts(struct world *world) {
  snapshot_finish(world->snapshot);
  world->engine = engine_new(world->pack, world->snapshot, day_make(2028, 1, 1));
}

static inline struct doc_request request_of(const struct world *world) {
  return (struct doc_request){
      .template = templates_at(world->templates, 0), .subject = "r", .lang = "en", .draft = true, .now = 1830297600000};
}

/* ---- dump ---- */

static inline void dump_runs(const struct run *runs, size_t len, struct buf *out) {
  static const char *const marks[] = {[RUN_PLAIN] = "", [RUN_STRONG] = "*", [RUN_EMPHASIS] = "_",   [RUN_CODE] = "`",
                                      [RUN_CITE] = "^", [RUN_FOREIGN] = "", [RUN_PLACEHOLDER] = "!"};
  for (size_t i = 0; i < len; i++) {
    buf_printf(out, "%s%s%s", marks[runs[i].style], runs[i].text, marks[runs[i].style]);
    if (runs[i].anchor) buf_printf(out, "->%s", runs[i].anchor);
  }
}

static inline void dump_table(const struct block *block, struct buf *out) {
  for (size_t r = 0; r < block->rows_len; r++) {
    buf_puts(out, r < block->header_rows ? "\n  =" : "\n  -");
    for (size_t c = 0; c < block->columns; c++) {
      buf_puts(out, " | ");
      dump_runs(block->rows[r].cells[c].runs, block->rows[r].cells[c].runs_len, out);
    }
  }
}

/* One line per block: kind and level, (id), label, text, {citation}. Caller frees. */
static inline char *dump(const struct document *document) {
  static const char *const kinds[] = {
      [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "p",         [BLOCK_ITEM] = "item",
      [BLOCK_TABLE] = "table",     [BLOCK_CONTENTS] = "contents",   [BLOCK_PAGE_BREAK] = "break",
      [BLOCK_RULE] = "rule",       [BLOCK_SIGNATURE] = "signature", [BLOCK_NOTE] = "note",
  };
  struct buf out = {0};
  for (size_t i = 0; i < document->blocks_len; i++) {
    const struct block *block = &document->blocks[i];
    buf_puts(&out, kinds[block->kind]);
    if (block->level) buf_printf(&out, "%d", block->level);
    if (block->id) buf_printf(&out, "(%s)", block->id);
    if (block->label) buf_printf(&out, " %s", block->label);
    if (block->runs_len) buf_putc(&out, ' ');
    dump_runs(block->runs, block->runs_len, &out);
    if (block->cite) buf_printf(&out, " {%s}", block->cite);
    if (block->kind == BLOCK_TABLE) dump_table(block, &out);
    buf_putc(&out, '\n');
  }
  return buf_take(&out);
}

static inline char *build_and_dump(struct world *world, const struct doc_request *request) {
  struct document *document = NULL;
  struct error error = {0};
  if (doc_build(request, world->engine, &document, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
  char *text = dump(document);
  document_free(document);
  return text;
}

#endif
