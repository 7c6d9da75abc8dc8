/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packs that are kept whole and read again, and what a newer pack changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "packs.h"

/* ---- content ---- */

static enum status load_content(const char *content, struct pack **ret_pack, struct error *error) {
  return pack_load_content(content, strlen(content), "kept", packs_write(""), ret_pack, error);
}

static void pack_load_content_reads_what_was_kept(void **state) {
  (void)state;
  struct pack *pack = packs_load_good(GAP("g", "product", "<is q='p.yes' value='yes'/>")), *again = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(load_content(buf_str(pack_content(pack)), &again, &error), STATUS_OK);
  assert_string_equal(pack_hash(again), pack_hash(pack));
  assert_int_equal(pack_content(again)->len, pack_content(pack)->len);
  assert_int_equal(pack_question_count(again), pack_question_count(pack));
  assert_string_equal(pack_gap(again, "g")->place.file, "kept/part.xml");
  assert_int_equal(pack_gap(again, "g")->place.line, 2);
  pack_free(pack);
  pack_free(again);
}

static void assert_content_refused(const char *content, const char *where, const char *what) {
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(load_content(content, &pack, &error), STATUS_INPUT);
  assert_null(pack);
  if (!strstr(error.where, where) || !strstr(error.what, what)) fail_msg("%s: \"%s\"", error.where, error.what);
}

#define PACK(files) DECLARATION "<pack id='a' version='1' law-as-of='2026-02-20'><title>A</title>" files "</pack>"

static void pack_load_content_that_is_no_pack_is_refused(void **state) {
  (void)state;
  assert_content_refused("", "kept/pack.xml", "ends before");
  assert_content_refused("words", "kept/pack.xml:1", "does not begin with an XML declaration");
  assert_content_refused(PACK("<file name='one.xml'/>"), "kept/one.xml", "ends before");
  assert_content_refused(PACK("<file name='one.xml'/>") DECLARATION "<pack-part/>\n" DECLARATION "<pack-part/>", "kept", "more files");
  assert_content_refused(PACK("<file name='one.xml'/>") DECLARATION "<pack-part>\n<stage id='s'/></pack-part>", "kept/one.xml:2", "stage");
}

static void pack_load_file_without_or_with_two_declarations_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *text, *where, *what;
  } cases[] = {
      {"<pack-part/>", "part.xml:1", "does not begin"},
      {"\n" DECLARATION "<pack-part/>", "part.xml:1", "does not begin"},
      {DECLARATION "<pack-part>\n<!-- not another\n" DECLARATION " -->\n</pack-part>", "part.xml:3", "second XML declaration"},
  };
  const char *folder = packs_write("");
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    struct pack *pack = NULL;
    CLEANUP(error_clear) struct error error = {0};
    packs_write_file("part.xml", cases[i].text);
    assert_int_equal(pack_load(folder, NULL, &pack, &error), STATUS_INPUT);
    if (!strstr(error.where, cases[i].where) || !strstr(error.what, cases[i].what)) fail_msg("%s: %s", error.where, error.what);
  }
}

static void pack_load_takes_the_schema_from_another_folder(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *data = packs_data_folder();
  const char *folder = packs_write("");
  struct pack *pack = NULL;
  packs_write_file("pack.rng", "<grammar/>");
  assert_int_equal(pack_load(folder, NULL, &pack, NULL), STATUS_INPUT);
  assert_int_equal(pack_load(folder, data, &pack, NULL), STATUS_OK);
  pack_free(pack);
}

/* ---- comparing ---- */

/* "WHAT KIND ID WAS TITLE" a line; caller frees. */
static char *changes_between(const char *older_part, const char *newer_part) {
  static const char *const names[] = {"added", "removed", "retired", "renamed", "revised", "reworded"};
  struct pack *older = packs_load_good(older_part), *newer = packs_load_good(newer_part);
  struct arena *arena = arena_new();
  pack_change_vec_t changes = {0};
  struct buf text = {0};
  pack_compare(older, newer, "en", arena, &changes);
  for (size_t i = 0; i < changes.len; i++) {
    const struct pack_change *change = &changes.items[i];
    buf_printf(&text, "%s %s %s %s %s\n", names[change->what], change->kind, change->id, change->was ? change->was : "-", change->title);
  }
  vec_free(&changes);
  arena_free(arena);
  pack_free(older);
  pack_free(newer);
  return buf_take(&text);
}

static void assert_changes(const char *older_part, const char *newer_part, const char *wanted) {
  CLEANUP(mem_freep) char *found = changes_between(older_part, newer_part);
  if (!str_eq(found ? found : "", wanted)) fail_msg("wanted:\n%sfound:\n%s", wanted, found);
}

#define YES "<is q='p.yes' value='yes'/>"
#define NO "<is q='p.yes' value='no'/>"
#define QUESTION(id, extra, text)                                                                                                          \
  SECTION("<question id='" id "' type='bool'" extra ">" CITE "<title>Title</title><text>" text "</text><help>Help.</help></question>")
#define TOPIC(title) "<topic id='topic'>" CITE "<title>" title "</title><text>Text.</text><action>Do it.</action></topic>"
#define RELATION(kind) "<relation id='x' topic='topic' from='r.1.a' to='r.2' kind='" kind "'>" CITE "<because>Because.</because></relation>"
#define DUTY(from) "<duty id='d' subject='product' kind='duty'>" CITE TITLES "<from><date>" from "</date></from></duty>"

static void pack_compare_same_words_are_no_change(void **state) {
  (void)state;
  assert_changes("", "", "");
  assert_changes(GAP("g", "product", YES) DUTY("2027-01-01"), DUTY("2027-01-01") "<!-- moved -->\n\n" GAP("g", "product", "\n  " YES "\n"),
                 "");
}

static void pack_compare_new_and_gone_elements_are_named_once(void **state) {
  (void)state;
  assert_changes("", GAP("g", "product", YES) CONCLUSION("c", OTHERWISE("no")), "added gap g - Title\nadded conclusion c - Title\n");
  assert_changes(GAP("g", "product", YES) QUESTION("q", "", "So?"), GAP("h", "product", YES) "<retired id='q' since='2026.2'/>",
                 "added gap h - Title\nremoved gap g - Title\nretired question q - Title\n");
}

static void pack_compare_any_difference_is_seen(void **state) {
  (void)state;
  assert_changes(GAP("g", "product", YES), GAP("g", "product", NO), "reworded gap g - Title\n");
  assert_changes(GAP("g", "product", YES), GAP("g", "release", YES), "reworded gap g - Title\n");
  assert_changes(CONCLUSION("c", CASE("a", "yes", YES) OTHERWISE("no")), CONCLUSION("c", CASE("a", "yes", NO) OTHERWISE("no")),
                 "reworded conclusion c - Title\n");
  assert_changes(DUTY("2027-01-01"), DUTY("2027-01-02"), "reworded duty d - Title\n");
  assert_changes(TOPIC("Old") RELATION("shared"), TOPIC("New") RELATION("parallel"),
                 "reworded topic topic - New\nreworded relation x - New\n");
  assert_changes("<table id='u'><row id='r'><title>Old</title></row></table>", "<table id='u'><row id='r'><title>New</title></row></table>",
                 "reworded row r - New\n");
  assert_changes("<act id='x' kind='law' short='X' published='OJ'><title>Act</title></act>",
                 "<act id='x' kind='law' short='X' published='OJ' celex='32024R2847'><title>Act</title></act>", "reworded act x - Act\n");
  assert_changes("<requirement id='r.3' group='r'>" CITE TITLES "</requirement>",
                 "<requirement id='r.3' group='r'>" CITE TITLES "<measure id='m'>" CITE "<text>Do it.</text></measure></requirement>",
                 "reworded requirement r.3 - Title\n");
}

static void pack_compare_condition_of_a_section_is_that_of_its_questions(void **state) {
  (void)state;
  assert_changes(SECTION("<when>" YES "</when><question id='q' type='bool'>" CITE TITLES "</question>"),
                 SECTION("<when>" NO "</when><question id='q' type='bool'>" CITE TITLES "</question>"), "reworded question q - Title\n");
}

static void pack_compare_same_id_on_two_types_is_two_conclusions(void **state) {
  (void)state;
  static const char on_release[] = "<conclusion id='c' subject='release' type='choice'><title>On release</title>"
                                   "<value id='no'><title>No</title></value>" OTHERWISE("no") "</conclusion>";
  CLEANUP(mem_freep) char *both = mem_printf("%s%s", CONCLUSION("c", OTHERWISE("no")), on_release);
  assert_changes(CONCLUSION("c", OTHERWISE("no")), both, "added conclusion c - On release\n");
}

/* The packs of these tests have the version 2026.1. */
static void pack_compare_revised_question_is_asked_again(void **state) {
  (void)state;
  assert_changes(QUESTION("q", "", "So?"), QUESTION("q", "", "Is it so?"), "reworded question q - Title\n");
  assert_changes(QUESTION("q", "", "So?"), QUESTION("q", " revised='2026.2'", "Is it so?"), "revised question q - Title\n");
  assert_changes(QUESTION("q", "", "So?"), QUESTION("q", " revised='2026.1'", "Is it so?"), "reworded question q - Title\n");
}

static void pack_compare_renamed_elements_are_followed(void **state) {
  (void)state;
  assert_changes(QUESTION("q", "", "So?"), QUESTION("n", "", "So?") "<renamed from='q' to='n' since='2026.2'/>",
                 "renamed question n q Title\n");
  assert_changes(
      QUESTION("q", "", "So?"),
      QUESTION("n", " revised='2026.3'", "So?") "<renamed from='q' to='m' since='2026.2'/><renamed from='m' to='n' since='2026.3'/>",
      "renamed question n q Title\nrevised question n - Title\n");
  assert_changes(GAP("g", "product", YES), GAP("h", "product", NO) "<renamed from='g' to='h' since='2026.2'/>",
                 "renamed gap h g Title\nreworded gap h - Title\n");
  assert_changes(QUESTION("q", "", "So?"), "<renamed from='q' to='n' since='2026.2'/><retired id='n' since='2026.3'/>",
                 "retired question q - Title\n");
}

/* Two questions became one: the one that keeps its id is not renamed. */
static void pack_compare_question_that_went_into_another_is_gone(void **state) {
  (void)state;
  assert_changes(QUESTION("q", "", "So?"), "<renamed from='q' to='p.yes' since='2026.2'/>", "removed question q - Title\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(pack_load_content_reads_what_was_kept, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_content_that_is_no_pack_is_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_file_without_or_with_two_declarations_is_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_takes_the_schema_from_another_folder, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_same_words_are_no_change, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_new_and_gone_elements_are_named_once, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_any_difference_is_seen, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_condition_of_a_section_is_that_of_its_questions, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_same_id_on_two_types_is_two_conclusions, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_revised_question_is_asked_again, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_renamed_elements_are_followed, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_compare_question_that_went_into_another_is_gone, packs_setup, packs_teardown),
  };
  return cmocka_run_group_tests_name("packs that are kept and compared", tests, NULL, NULL);
}
