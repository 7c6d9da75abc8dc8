/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "packs.h"

/* ---- a sound pack ---- */

static void pack_load_good_pack_has_its_elements_in_order(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("");
  assert_string_equal(pack_id(pack), "test");
  assert_string_equal(pack_version(pack), "2026.1");
  char day[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), day);
  assert_string_equal(day, "2026-11-20");
  assert_int_equal(pack_question_count(pack), 12);
  assert_string_equal(pack_question_at(pack, 0)->id, "org.name");
  assert_int_equal(pack_question_at(pack, 11)->index, 11);
  assert_int_equal(pack_requirement_count(pack), 3);
  assert_string_equal(pack_section_at(pack, 3)->id, "base.product");
  assert_null(pack_question(pack, "p.nothing"));
  assert_null(pack_gap(pack, "p.yes"));
  pack_free(pack);
}

static void pack_load_question_keeps_type_limits_and_texts(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("");
  const struct question *name = pack_question(pack, "product.name");
  assert_int_equal(name->type, Q_TEXT);
  assert_int_equal(name->max, 80);
  assert_true(name->required && name->language);
  assert_ptr_equal(name->subject, pack_subject_type(pack, "product"));
  assert_ptr_equal(pack_subject_type(pack, "product")->name, name);
  const struct question *number = pack_question(pack, "p.number");
  assert_true(number->has_min && number->has_max_number);
  assert_int_equal(number->min, -1500000);
  assert_int_equal(number->max_number, 60000000);
  assert_string_equal(number->unit, "months");
  assert_string_equal(number->examples[0].text, "Say 12.");
  assert_string_equal(number->examples[0].context, "p.number");
  assert_int_equal(pack_question(pack, "org.name")->max, 200);
  assert_true(pack_question(pack, "p.date")->none);
  assert_ptr_equal(pack_question(pack, "p.links")->of, pack_subject_type(pack, "evidence"));
  pack_free(pack);
}

static void pack_load_choices_come_from_tables_requirements_and_elements(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("");
  const struct question *set = pack_question(pack, "p.set");
  assert_int_equal(set->choices_len, 3);
  assert_string_equal(set->choices[0].id, "one");
  assert_string_equal(set->choices[0].title.text, "One");
  assert_string_equal(question_choice(set, "x")->title.context, "x");
  assert_null(question_choice(set, "y"));
  const struct question *covers = pack_question(pack, "evidence.covers");
  assert_int_equal(covers->choices_len, 2);
  assert_string_equal(covers->choices[1].id, "r.1.b");
  pack_free(pack);
}

static void pack_load_section_condition_joins_that_of_its_questions(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good("<section id='x' stage='s' subject='product'><title>X</title><when><is q='p.yes' value='yes'/></when>"
                      "<question id='x.1' type='bool'>" CITE TITLES "</question>" BOOL("x.2", "<answered q='p.kind'/>") "</section>");
  assert_int_equal(pack_question(pack, "x.1")->when->kind, COND_IS);
  const struct condition *when = pack_question(pack, "x.2")->when;
  assert_int_equal(when->kind, COND_ALL);
  assert_int_equal(when->children_len, 2);
  assert_int_equal(when->children[1]->kind, COND_ANSWERED);
  assert_null(pack_question(pack, "p.yes")->when);
  pack_free(pack);
}

static void pack_load_conclusion_keeps_cases_readings_and_otherwise(void **state) {
  (void)state;
  struct pack *pack = packs_load_good(CONCLUSION(
      "c", "<disputed id='d'>" CITE "<when><is q='p.yes' value='yes'/></when><reading id='r1' value='yes'><because>One.</because></reading>"
           "<reading id='r2' value='no'><because>Two.</because></reading></disputed>" OTHERWISE("no")));
  const struct conclusion *conclusion = pack_conclusion(pack, "c", pack_subject_type(pack, "product"));
  assert_int_equal(conclusion->cases_len, 2);
  assert_true(conclusion->cases[0].disputed);
  assert_int_equal(conclusion->cases[0].readings_len, 2);
  assert_string_equal(conclusion->cases[0].readings[1].because.context, "r2");
  assert_null(conclusion->cases[1].when);
  assert_string_equal(conclusion->cases[1].because.context, "c");
  pack_free(pack);
}

static void pack_conclusion_near_takes_the_nearest_type(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good(CONCLUSION("c", OTHERWISE("no")) "<conclusion id='c' subject='release' type='choice'><title>T</title>"
                                                       "<value id='no'><title>No</title></value>" OTHERWISE("no") "</conclusion>");
  const struct subject_type *product = pack_subject_type(pack, "product"), *requirement = pack_subject_type(pack, "req");
  assert_string_equal(pack_conclusion_near(pack, "c", requirement)->subject->id, "release");
  assert_string_equal(pack_conclusion_near(pack, "c", product)->subject->id, "product");
  assert_null(pack_conclusion_near(pack, "c", pack_subject_type(pack, "org")));
  assert_true(pack_has_conclusion(pack, "c"));
  assert_false(pack_has_conclusion(pack, "d"));
  pack_free(pack);
}

static void pack_load_table_cells_are_found_by_row_and_column(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("");
  const struct table *table = pack_table(pack, "t");
  assert_string_equal(table_cell(table_row(table, "one"), "from"), "2027-12-11");
  assert_null(table_cell(table_row(table, "two"), "from"));
  assert_null(table_row(table, "three"));
  pack_free(pack);
}

static void pack_question_follows_renamed_ids(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good("<renamed from='p.oldest' to='p.older' since='2026.2'/><renamed from='p.older' to='p.yes' since='2026.3'/>"
                      "<retired id='p.gone' since='2026.3'/>");
  assert_string_equal(pack_question(pack, "p.oldest")->id, "p.yes");
  assert_null(pack_question(pack, "p.gone"));
  pack_free(pack);
}

static void pack_hash_is_that_of_the_files_one_after_the_other(void **state) {
  (void)state;
  struct pack *one = packs_load_good(""), *again = packs_load_good(""), *other = packs_load_good("<!-- changed -->");
  assert_int_equal(strlen(pack_hash(one)), 64);
  assert_string_equal(pack_hash(one), pack_hash(again));
  assert_string_not_equal(pack_hash(one), pack_hash(other));
  struct buf all = {0};
  const char *names[] = {"pack.xml", "base.xml", "part.xml"};
  const char *folder = packs_write("<!-- changed -->");
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    CLEANUP(mem_freep) char *path = path_join(folder, names[i]);
    CLEANUP(buf_free) struct buf content = {0};
    assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
    buf_add(&all, content.data, content.len);
  }
  struct hash hash;
  char text[HASH_TEXT_SIZE];
  hash_of(all.data, all.len, &hash);
  hash_format(&hash, text);
  assert_string_equal(pack_hash(other), text);
  buf_free(&all);
  pack_free(one);
  pack_free(again);
  pack_free(other);
}

static void id_in_group_ends_at_dots(void **state) {
  (void)state;
  assert_true(id_in_group("cra.annex-i.1.2.a", "cra.annex-i.1"));
  assert_true(id_in_group("cra.annex-i.1", "cra.annex-i.1"));
  assert_false(id_in_group("cra.annex-i.10", "cra.annex-i.1"));
  assert_false(id_in_group("cra", "cra.annex-i"));
}

/* ---- refused packs ---- */

static void pack_load_what_the_schema_forbids_is_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {"<rule id='x'/>", 2, "The element <rule> in <pack-part> is not known there. Known are: act, table,"},
      {"<stage id='x' colour='red'><title>X</title></stage>", 2, "<stage id=\"x\"> has no attribute \"colour\". It may have: id."},
      {"\n<stage id='Upper'><title>X</title></stage>", 3, "id=\"Upper\" in <stage> is not written as it has to be: small letters"},
      {"<stage id='x'/>", 2, "<title> is missing in <stage id=\"x\">."},
      {SECTION("<question id='x' type='bool'>" TITLES "</question>"), 3, "<cite> is missing before <title> in <question id=\"x\">."},
      {SECTION("<question id='x' type='maybe'>" CITE TITLES "</question>"), 3,
       "type=\"maybe\" is not possible in <question>. Possible are: bool, choice, set,"},
      {SECTION("<question id='x' type='bool'>\n<cite act='law' article='Two'/>" TITLES "</question>"), 4,
       "article=\"Two\" in <cite> is not written as it has to be: number, paragraph"},
      {SECTION("<question id='x' type='bool'><cite act='law' article='Annex I Part I'/>" TITLES "</question>"), 3, "an annex annex=\"I\""},
      {SECTION("<question id='x' type='bool'><cite act='law' article='1' recital='2'/>" TITLES "</question>"), 3,
       "The attribute \"recital\" of <cite> cannot stand beside"},
      {SECTION("<question id='x' type='bool'>" CITE "<title/><text>T</text><help>H</help></question>"), 3, "The text of <title> is empty."},
      {GAP("g", "product", "<and/>"), 2, "The element <and> in <when> is not known there. Known are: all, any, not,"},
      {GAP("g", "product", "<all/><all/>"), 2, "<all> does not stand at its place in <when>, or stands there too often."},
      {GAP("g", "product", "<is q='p.yes'/>"), 2, "<is> needs one of the attributes value, value-of."},
      {GAP("g", "product", "<is value='yes'/>"), 2, "<is> needs the attribute \"q\"."},
      {GAP("g", "product", "<not/>"), 2, "In <not> one of these elements is missing: all, any, not,"},
      {GAP("g", "product", "<some of='release' related='shared likewise'/>"), 2, "Possible are: presumed, shared, parallel, distinct."},
      {GAP("g", "product", "<gap-free>x</gap-free>"), 2, "There is text between the elements of <gap-free>."},
      {CONCLUSION("c", CASE("A b", "yes", "<all/>") OTHERWISE("no")), 3, "id=\"A b\" in <case> is not written"},
      {CONCLUSION("c", "<otherwise value='no'><because>B.</because></otherwise>"), 3, "<cite> is missing before <because> in <otherwise>."},
      {SECTION("<question id='x' type='bool'>" CITE "<title>T</title><help>H</help><text>T</text></question>"), 3,
       "<help> does not stand at its place in <question id=\"x\">, or stands there too often. The order is: cite, title, text, help,"},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_dangling_ids_are_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {GAP("g", "product", "\n<is q='p.none' value='yes'/>"), 3, "no question \"p.none\""},
      {GAP("g", "product", "<asked q='p.none'/>"), 2, "no question \"p.none\""},
      {GAP("g", "planet", "<all/>"), 2, "no subject type \"planet\""},
      {GAP("g", "product", "<concluded id='c' value='yes'/>"), 2, "no conclusion \"c\""},
      {GAP("g", "product", "<some of='moon'/>"), 2, "no subject type \"moon\""},
      {GAP("g", "product", "<some link='p.none'/>"), 2, "no question \"p.none\""},
      {GAP("g", "req", "<member group='r.3'/>"), 2, "group \"r.3\""},
      {GAP("g", "release", "<some of='req' group='q'/>"), 2, "group \"q\""},
      {GAP("g", "product", "<listed table='none' q='p.kind'/>"), 2, "no table \"none\""},
      {GAP("g", "product", "<compare op='lt'><as-of/>\n<cell table='t' row='three' column='from'/></compare>"), 3, "no row \"three\""},
      {GAP("g", "product", "<compare op='lt'><as-of/><cell table='t' row='one' column='to'/></compare>"), 2, "no column \"to\""},
      {GAP("g", "product", "<compare op='lt'><as-of/><concluded-value id='c'/></compare>"), 2, "no conclusion \"c\""},
      {"<section id='x' stage='later' subject='product'><title>X</title>" BOOL("x.1", "<all/>") "</section>", 2, "no stage \"later\""},
      {SECTION("<question id='x' type='bool'>\n<cite act='lex' article='1'/>" TITLES "</question>"), 4, "no act \"lex\""},
      {SECTION("<question id='x' type='choice'>" CITE TITLES "<choices table='none'/></question>"), 3, "no table \"none\""},
      {SECTION("<question id='x' type='set'>" CITE TITLES "<choices requirements='q'/></question>"), 3, "group \"q\""},
      {SECTION("<question id='x' type='reference' of='moon'>" CITE TITLES "</question>"), 3, "no subject type \"moon\""},
      {"<subject-type id='moon' parent='planet' name='org.name'><title>M</title><plural>M</plural></subject-type>", 2, "\"planet\""},
      {"<subject-type id='moon' name='moon.name'><title>M</title><plural>M</plural></subject-type>", 2, "no question \"moon.name\""},
      {"<renamed from='p.old' to='p.none' since='1'/>", 2, "\"p.none\", which does not exist"},
      {"<renamed from='p.yes' to='p.kind' since='1'/>", 2, "\"p.yes\" is renamed, but exists"},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_ids_given_twice_are_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {SECTION(BOOL("p.yes", "<all/>")), 3, "question \"p.yes\" exists already"},
      {"<stage id='x'><title>X</title></stage>\n<stage id='x'><title>X</title></stage>", 3, "part.xml:2"},
      {CONCLUSION("c", OTHERWISE("no")) CONCLUSION("c", OTHERWISE("no")), 5, "conclusion \"c product\" exists already"},
      {CONCLUSION("c", CASE("a", "yes", "<all/>") CASE("a", "no", "<all/>") OTHERWISE("no")), 4, "case \"a\" already"},
      {SECTION("<question id='x' type='choice'>" CITE TITLES
               "<choice id='a'><title>A</title></choice>\n<choice id='a'><title>A</title></choice></question>"),
       4, "choice \"a\" exists already"},
      {"<table id='u'><row id='a'/>\n<row id='a'/></table>", 3, "row \"a\" already"},
      {"<table id='u'><row id='a'><cell column='b'>1</cell>\n<cell column='b'>2</cell></row></table>", 3, "column \"b\" already"},
      {"<renamed from='p.old' to='p.yes' since='1'/>\n<renamed from='p.old' to='p.kind' since='1'/>", 3, "renamed twice"},
  };
  ASSERT_REFUSED(cases);
}

#define DATE_CONCLUSION(inner) "<conclusion id='c' subject='product' type='date'><title>T</title>\n" inner "</conclusion>"
#define OTHERWISE_TERM "<otherwise>" CITE "<term><as-of/></term><because>B.</because></otherwise>"

static void pack_load_what_does_not_fit_the_type_is_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {SECTION("<question id='x' type='choice'>" CITE TITLES "</question>"), 3, "no choices"},
      {SECTION("<question id='x' type='bool'>" CITE TITLES "<choice id='a'><title>A</title></choice></question>"), 3,
       "\"bool\" has no choices"},
      {SECTION("<question id='x' type='bool' max='3'>" CITE TITLES "</question>"), 3, "no attribute \"max\""},
      {SECTION("<question id='x' type='bool' none='yes'>" CITE TITLES "</question>"), 3, "no attribute \"none\""},
      {SECTION("<question id='x' type='reference'>" CITE TITLES "</question>"), 3, "no attribute \"of\""},
      {CONCLUSION("c", CASE("a", "yes", "<all/>")), 2, "does not end in \"otherwise\""},
      {CONCLUSION("c", OTHERWISE("no") CASE("a", "yes", "<all/>")), 4, "Nothing may follow \"otherwise\""},
      {CONCLUSION("c", "<collect id='a' value='yes'>" CITE "<when><all/></when><because>B.</because></collect>" OTHERWISE("no")), 3,
       "no element \"collect\""},
      {CONCLUSION("c", "<otherwise>" CITE "<because>B.</because></otherwise>"), 3, "no attribute \"value\""},
      {CONCLUSION("c", "<otherwise value='no'>" CITE "<term><as-of/></term><because>B.</because></otherwise>"), 3,
       "Only a conclusion of the type \"date\""},
      {CONCLUSION("c", "<disputed id='d'>" CITE
                       "<when><all/></when><reading id='r' value='no'><because>B.</because></reading></disputed>" OTHERWISE("no")),
       3, "at least two readings"},
      {DATE_CONCLUSION("<value id='a'><title>A</title></value>" OTHERWISE_TERM), 2, "has no values"},
      {DATE_CONCLUSION(OTHERWISE("no")), 3, "holds one term"},
      {DATE_CONCLUSION("<collect id='a' value='yes'>" CITE "<when><all/></when><because>B.</because></collect>"), 3,
       "no element \"collect\""},
      {"<subject-type id='moon' implicit='yes'><title>M</title><plural>M</plural></subject-type>", 2, "has a parent"},
      {"<subject-type id='moon' parent='sun' name='org.name'><title>M</title><plural>M</plural></subject-type>\n"
       "<subject-type id='sun' parent='moon' name='org.name'><title>M</title><plural>M</plural></subject-type>",
       3, "lies below itself"},
      {GAP("g", "product", "<compare op='lt'><as-of/>\n<date>2027-02-30</date></compare>"), 3, "not a date"},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_hostile_part_is_refused(void **state) {
  (void)state;
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  const char *folder = packs_write("");
  packs_write_xml("part.xml", "<!DOCTYPE pack-part [<!ENTITY a 'b'>]>\n<pack-part/>");
  assert_int_equal(pack_load(folder, NULL, &pack, &error), STATUS_INPUT);
  assert_non_null(strstr(error.where, "part.xml:1"));
  assert_non_null(strstr(error.what, "DOCTYPE"));
}

static void assert_pack_file_refused(const char *text, const char *where, const char *what) {
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  const char *folder = packs_write("");
  packs_use_lax_schema();
  packs_write_xml("pack.xml", text);
  assert_int_equal(pack_load(folder, NULL, &pack, &error), STATUS_INPUT);
  assert_null(pack);
  if (!strstr(error.where, where) || !strstr(error.what, what)) fail_msg("%s: \"%s\"", error.where, error.what);
}

/* A pack may bring a schema that lets everything pass: the loader itself must stand that. */
static void pack_load_bad_main_file_is_refused_without_help_of_the_schema(void **state) {
  (void)state;
  assert_pack_file_refused("<pack id='a' version='1' law-as-of='2026-02-30'/>", "pack.xml:1", "not a date");
  assert_pack_file_refused("<pack version='1' law-as-of='2026-02-20'/>", "pack.xml:1", "no attribute \"id\"");
  assert_pack_file_refused("<pack id='a' version='1' law-as-of='2026-02-20'>\n<file name='../part.xml'/></pack>", "pack.xml:2",
                           "one folder");
  assert_pack_file_refused("<pack id='a' version='1' law-as-of='2026-02-20'>\n<file name='gone.xml'/></pack>", "gone.xml",
                           "cannot be read");
  assert_pack_file_refused("<pack id='a' version='1' law-as-of='2026-02-20'>\n<file name='pack.xml'/></pack>", "pack.xml:1",
                           "not known here");
  assert_pack_file_refused("<pack-part/>", "pack.xml:1", "not known here");
}

static void pack_load_bad_elements_are_refused_without_help_of_the_schema(void **state) {
  (void)state;
  packs_use_lax_schema();
  static const struct refused cases[] = {
      {"<rule id='x'/>", 2, "\"rule\" is not known"},
      {"words", 1, "\"words\" is not known"},
      {"<stage/>", 2, "no attribute \"id\""},
      {"<act id='x' kind='rumour' short='X'/>", 2, "no kind of act \"rumour\""},
      {"<gap id='g' subject='product' blocks='final'/>", 2, "has no condition"},
      {GAP("g", "product", "<all/><all/>"), 2, "exactly one condition"},
      {GAP("g", "product", "<not/>"), 2, "exactly one condition"},
      {GAP("g", "product", "<and/>"), 2, "\"and\" is not known"},
      {GAP("g", "product", "words"), 2, "\"words\" is not known"},
      {GAP("g", "product", "<is q='p.yes'/>"), 2, "no attribute \"value\""},
      {GAP("g", "product", "<compare op='lt'><as-of/></compare>"), 2, "exactly two terms"},
      {GAP("g", "product", "<compare op='near'><as-of/><as-of/></compare>"), 2, "no comparison \"near\""},
      {GAP("g", "product", "<compare op='lt'><as-of/><add unit='eons'><as-of/><number>1</number></add></compare>"), 2, "no unit \"eons\""},
      {GAP("g", "product", "<compare op='lt'><as-of/><add unit='days'><as-of/></add></compare>"), 2, "2 terms"},
      {GAP("g", "product", "<compare op='lt'><as-of/><later-of/></compare>"), 2, "at least one term"},
      {GAP("g", "product", "<compare op='lt'><as-of/><number>many</number></compare>"), 2, "not a number"},
      {GAP("g", "product", "<compare op='lt'><as-of/><today/></compare>"), 2, "\"today\" is not known"},
      {GAP("g", "product", "<compare op='lt'><number>1</number><count of='release'><all/><all/></count></compare>"), 2,
       "exactly one condition"},
      {SECTION("<question id='x' type='maybe'/>"), 3, "no question type \"maybe\""},
      {"<conclusion id='c' subject='product' type='maybe'/>", 2, "no conclusion type \"maybe\""},
      {CONCLUSION("c", "<case id='a' value='yes'/>" OTHERWISE("no")), 3, "has no condition"},
  };
  ASSERT_REFUSED(cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(pack_load_good_pack_has_its_elements_in_order, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_question_keeps_type_limits_and_texts, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_choices_come_from_tables_requirements_and_elements, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_section_condition_joins_that_of_its_questions, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_conclusion_keeps_cases_readings_and_otherwise, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_conclusion_near_takes_the_nearest_type, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_table_cells_are_found_by_row_and_column, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_question_follows_renamed_ids, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_hash_is_that_of_the_files_one_after_the_other, packs_setup, packs_teardown),
      cmocka_unit_test(id_in_group_ends_at_dots),
      cmocka_unit_test_setup_teardown(pack_load_what_the_schema_forbids_is_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_dangling_ids_are_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_ids_given_twice_are_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_what_does_not_fit_the_type_is_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_hostile_part_is_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_main_file_is_refused_without_help_of_the_schema, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_elements_are_refused_without_help_of_the_schema, packs_setup, packs_teardown),
  };
  return cmocka_run_group_tests_name("loading a law pack", tests, NULL, NULL);
}
