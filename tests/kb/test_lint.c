/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault that loads but must not be released: found once, at its line, in words; and what only looks like it is not reported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "packs.h"

static void lint_sound_pack_has_no_findings(void **state) {
  (void)state;
  assert_clean("");
  assert_clean(CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no"))
                   GAP("g", "req", "<concluded id='c' value='no'/>"));
}

/* ---- reach ---- */

static void lint_question_that_cannot_be_reached_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {GAP("g", "org", "\n<is q='p.yes' value='yes'/>"), 3, "\"p.yes\" belongs to \"product\""},
      {GAP("g", "evidence", "<asked q='p.yes'/>"), 2, "\"p.yes\" belongs to \"product\""},
      {GAP("g", "org", "<listed table='t' q='p.kind'/>"), 2, "\"p.kind\" belongs to"},
      {GAP("g", "org", "<compare op='lt'><as-of/><answer q='p.date'/></compare>"), 2, "\"p.date\" belongs to"},
      {GAP("g", "product", "<some of='release'><is q='evidence.covers' value='none'/></some>"), 2, "\"evidence.covers\" belongs to"},
      {GAP("g", "org", "<some link='p.links'/>"), 2, "\"p.links\" belongs to"},
      {GAP("g", "product", "<some of='req'/>"), 2, "not children of \"product\""},
      {GAP("g", "product", "<some of='req' from='release'/>"), 2, "\"release\" is not above \"product\""},
      {GAP("g", "product", "<some of='release' group='r'/>"), 2, "Only requirements have groups"},
      {GAP("g", "product", "<some link='p.kind'/>"), 2, "does not refer to subjects"},
      {GAP("g", "product", "<member group='r.1'/>"), 2, "does not stand on a requirement"},
      {GAP("g", "product", "<some link='p.links'><is q='evidence.covers' value-of='requirement'/></some>"), 2,
       "does not stand on a requirement"},
      {CONCLUSION("c", OTHERWISE("no")) GAP("g", "org", "<concluded id='c' value='no'/>"), 5, "\"c\" does not exist on \"org\""},
  };
  for (size_t i = 0; i + 1 < ARRAY_LEN(cases); i++)
    assert_fault(&cases[i]);
  CLEANUP(mem_freep) char *found = packs_lint(cases[ARRAY_LEN(cases) - 1].part);
  assert_non_null(strstr(found, "part.xml:5: g: The conclusion \"c\" does not exist on \"org\""));
}

static void lint_what_can_be_reached_is_accepted(void **state) {
  (void)state;
  assert_clean(GAP("g1", "release", "<is q='p.yes' value='yes'/>"));
  assert_clean(GAP("g2", "req", "<some of='evidence' from='org'><is q='evidence.covers' value-of='requirement'/></some>"));
  assert_clean(GAP("g3", "req", "<some link='p.links'><is q='evidence.covers' value-of='requirement'/></some>"));
  assert_clean(GAP("g4", "release", "<every of='req' group='r.1'><all><member group='r.1'/><is q='p.kind' value='a'/></all></every>"));
  assert_clean(
      GAP("g5", "product", "<compare op='gt'><count of='release'><answered q='release.version'/></count><number>1</number></compare>"));
}

/* ---- values and types ---- */

static void lint_values_that_cannot_be_are_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {GAP("g", "product", "<is q='p.kind' value='a c'/>"), 2, "\"p.kind\" can never be \"c\""},
      {GAP("g", "product", "<is q='p.yes' value='no true'/>"), 2, "\"p.yes\" can never be \"true\""},
      {GAP("g", "product", "<is q='p.set' value='none nothing'/>"), 2, "\"p.set\" can never be \"nothing\""},
      {GAP("g", "req", "<is q='p.links' value-of='requirement'/>"), 2, "not of the type \"set\""},
      {GAP("g", "product", "<listed table='t' q='p.kind' column='colour' value='red'/>"), 2,
       "No row of the table \"t\" has a column \"colour\""},
  };
  ASSERT_FAULTS(cases);
  assert_clean(
      GAP("g", "product", "<any><is q='p.set' value='none one x'/><is q='p.date' value='none'/><is q='p.links' value='none'/></any>"));
}

static void lint_value_that_no_conclusion_has_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no"))
           GAP("g", "product", "<concluded id='c' value='no maybe'/>"),
       6, "\"c\" on \"product\" can never be \"maybe\""},
      {CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") CASE("b", "maybe", "<is q='p.yes' value='no'/>") OTHERWISE("no")), 4,
       "\"maybe\" is not among the values"},
      {"<conclusion id='c' subject='product' type='set'><title>T</title><value id='a'><title>A</title></value>"
       "<collect id='x' value='a'>" CITE "<when><all/></when><because>B.</because></collect>\n"
       "<collect id='y' value='b'>" CITE "<when><all/></when><because>B.</because></collect></conclusion>",
       3, "\"b\" is not among the values"},
  };
  ASSERT_FAULTS(cases);
}

#define COMPARE(terms) GAP("g", "product", "<compare op='lt'>" terms "</compare>")
#define DATE_CONCLUSION(term)                                                                                                              \
  "<conclusion id='d' subject='product' type='date'><title>T</title>"                                                                      \
  "<otherwise>" CITE "<term>" term "</term><because>B.</because></otherwise></conclusion>\n"

static void lint_dates_and_numbers_do_not_mix(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {COMPARE("<as-of/>\n<number>3</number>"), 3, "cannot be compared"},
      {COMPARE("<as-of/><later-of><as-of/>\n<answer q='p.number'/></later-of>"), 3, "cannot be compared"},
      {COMPARE("<as-of/><answer q='p.number'/>"), 2, "cannot be compared"},
      {COMPARE("<as-of/><add unit='days'><number>1</number><number>1</number></add>"), 2, "not a date"},
      {COMPARE("<as-of/><add unit='days'><as-of/><as-of/></add>"), 2, "not a number"},
      {COMPARE("<number>1</number><times><number>2</number><as-of/></times>"), 2, "not a number"},
      {COMPARE("<as-of/><cell table='t' row='one' column='size'/>"), 2, "cannot be compared"},
      {DATE_CONCLUSION("<number>1</number>"), 2, "not a date"},
  };
  ASSERT_FAULTS(cases);
  assert_clean(COMPARE("<answer q='p.number'/><cell table='t' row='one' column='size'/>"));
  assert_clean(COMPARE("<later-of><answer q='p.date'/><cell table='t' row='one' column='from'/></later-of><as-of/>"));
  assert_clean(DATE_CONCLUSION("<add unit='years'><answer q='p.date'/><number>10</number></add>")
                   COMPARE("<concluded-value id='d'/><as-of/>"));
}

static void lint_terms_without_a_date_or_number_are_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {COMPARE("<answer q='p.kind'/><answer q='p.kind'/>"), 2, "neither a date nor a number"},
      {COMPARE("<cell table='t' row='one' column='word'/><cell table='t' row='one' column='word'/>"), 2, "The cell is neither"},
      {CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no")) COMPARE("<concluded-value id='c'/><as-of/>"), 6,
       "\"c\" is not a date"},
  };
  ASSERT_FAULTS(cases);
}

/* ---- guards ---- */

static void lint_not_over_hideable_question_needs_a_guard(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {GAP("g", "product", "<not>\n<is q='p.hidden' value='yes'/></not>"), 3, "\"p.hidden\" stands inside \"not\""},
      {GAP("g", "product", "<any><asked q='p.hidden'/><not><is q='p.hidden' value='yes'/></not></any>"), 2, "stands inside \"not\""},
      {GAP("g", "product", "<all><asked q='p.yes'/><not><is q='p.hidden' value='yes'/></not></all>"), 2, "stands inside \"not\""},
      {GAP("g", "product", "<not><all><is q='p.hidden' value='yes'/><is q='p.kind' value='a'/></all></not>"), 2, "stands inside \"not\""},
      {GAP("g", "product", "<all><is q='p.yes' value='yes'/><not><not><is q='p.hidden' value='yes'/></not></not></all>"), 2,
       "stands inside \"not\""},
      {GAP("g", "product",
           "<compare op='gt'><count of='release'><not><is q='p.hidden' value='yes'/></not></count><number>1</number></compare>"),
       2, "stands inside \"not\""},
      {GAP("g", "org", "<some of='product'><not><is q='p.hidden' value='yes'/></not></some>"), 2, "stands inside \"not\""},
      {SECTION("<question id='x' type='text'>" CITE TITLES "<when><is q='p.yes' value='yes'/></when></question>\n")
           GAP("g", "product", "<not><listed table='t' q='x'/></not>"),
       5, "\"x\" stands inside"},
  };
  ASSERT_FAULTS(cases);
}

/* The advice is right where the question is tested. */
static void lint_guard_is_advised_where_it_helps(void **state) {
  (void)state;
#define LINKED(condition) "<some of='product'>" condition "</some>"
  static const struct faulty cases[] = {
      {GAP("g", "org", "<not>" LINKED("<is q='p.hidden' value='yes'/>") "</not>"), 2, "beside it in an \"all\", both inside the \"some\"."},
      {GAP("g", "org", LINKED("<not><is q='p.hidden' value='yes'/></not>")), 2, "beside the \"not\" in an \"all\"."},
      {GAP("g", "org", "<not>" LINKED("<not><is q='p.hidden' value='yes'/></not>") "</not>"), 2, "beside the \"not\""},
  };
  ASSERT_FAULTS(cases);
  assert_clean(GAP("g", "org", "<not>" LINKED("<all><asked q='p.hidden'/><is q='p.hidden' value='yes'/></all>") "</not>"));
  assert_clean(GAP("g", "org", LINKED("<all><asked q='p.hidden'/><not><is q='p.hidden' value='yes'/></not></all>")));
}

static void lint_guarded_not_is_accepted(void **state) {
  (void)state;
  assert_clean(GAP("g", "product", "<all><asked q='p.hidden'/><not><is q='p.hidden' value='yes'/></not></all>"));
  assert_clean(GAP("g", "product", "<all><answered q='p.hidden'/><any><not><is q='p.hidden' value='yes'/></not></any></all>"));
  assert_clean(GAP("g", "product", "<not><all><asked q='p.hidden'/><is q='p.hidden' value='yes'/></all></not>"));
  assert_clean(GAP("g", "product", "<not><is q='p.yes' value='yes'/></not>"));
  assert_clean(GAP("g", "release", "<all><asked q='p.hidden'/><every of='req'><not><is q='p.hidden' value='yes'/></not></every></all>"));
  assert_clean(GAP("g", "product", "<all><is q='p.set' value='one'/><not><is q='p.set' value='x'/></not></all>"));
}

/* Where the question's own condition holds it is asked: the other questions of a section need no guard for it. */
static void lint_condition_of_the_section_is_a_guard(void **state) {
  (void)state;
  assert_clean("<section id='x' stage='s' subject='product'><title>X</title><when><is q='p.yes' value='yes'/></when>"
               "<question id='x.1' type='bool'>" CITE TITLES
               "</question>" BOOL("x.2", "<not><is q='x.1' value='yes'/></not>") "</section>");
}

/* Another subject's answer is another answer. */
static void lint_guard_outside_a_range_does_not_hold_for_its_subjects(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {"<section id='x' stage='s' subject='evidence'><title>X</title>" BOOL("e", "<answered q='evidence.title'/>") "</section>" GAP(
           "g", "evidence", "<all><asked q='e'/><some of='evidence' from='org'><not><is q='e' value='yes'/></not></some></all>"),
       3, "\"e\" stands inside"},
  };
  ASSERT_FAULTS(cases);
}

/* ---- never ---- */

static void lint_question_that_is_never_asked_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {SECTION(BOOL("x", "<any/>")), 3, "x: The question can never be asked"},
      {SECTION(BOOL("x", "<all><is q='p.kind' value='a'/><is q='p.kind' value='b'/></all>")), 3, "can never be asked"},
      {SECTION(BOOL("x", "<all><is q='p.yes' value='yes'/><all><not><is q='p.yes' value='yes'/></not></all></all>")), 3,
       "can never be asked"},
      {SECTION(BOOL("x", "<not><all/></not>")), 3, "can never be asked"},
      {SECTION(BOOL("x", "<some of='release'><any/></some>")), 3, "can never be asked"},
  };
  ASSERT_FAULTS(cases);
  assert_clean(SECTION(BOOL("x", "<all><is q='p.set' value='one'/><is q='p.set' value='two'/></all>")));
  assert_clean(SECTION(BOOL("x", "<all><is q='p.kind' value='a b'/><not><is q='p.kind' value='a'/></not></all>")));
}

static void lint_question_behind_one_never_asked_is_found_too(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *found = packs_lint(SECTION(BOOL("x", "<is q='y' value='yes'/>") BOOL("y", "<any/>")));
  assert_non_null(strstr(found, "part.xml:3: x: The question can never be asked"));
  assert_non_null(strstr(found, "part.xml:4: y: The question can never be asked"));
}

static void lint_cases_that_are_never_true_or_reached_are_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {CONCLUSION("c", CASE("a", "yes", "<any/>") CASE("b", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no")), 3,
       "\"a\" can never be true"},
      {GAP("g", "product", "<any/>"), 2, "can never appear"},
      {CONCLUSION("c", "<applies><any/></applies>" CASE("b", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no")), 2, "never applies"},
  };
  ASSERT_FAULTS(cases);
  CLEANUP(mem_freep)
  char *found = packs_lint(CONCLUSION("c", CASE("a", "yes", "<all/>") CASE("b", "no", "<is q='p.yes' value='yes'/>") OTHERWISE("no")));
  assert_non_null(strstr(found, "part.xml:4: c: The case \"b\" is never reached: \"a\" before it is always true."));
  assert_non_null(strstr(found, "part.xml:5: c: The case \"otherwise\" is never reached"));
}

#define YES "<is q='p.yes' value='yes'/>"

static void lint_case_outside_of_what_the_conclusion_applies_to_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {CONCLUSION("c", "<applies>" YES "</applies>" CASE("a", "yes", "<is q='p.kind' value='a'/>")
                           CASE("b", "yes", "<is q='p.yes' value='no'/>") OTHERWISE("no")),
       4, "\"b\" can never be true where the conclusion applies"},
  };
  ASSERT_FAULTS(cases);
}

static void lint_two_cases_with_one_condition_are_found(void **state) {
  (void)state;
#define SMALL(number) "<all>" YES "<compare op='lt'><answer q='p.number'/><number>" number "</number></compare></all>"
  static const struct faulty cases[] = {
      {CONCLUSION("c", CASE("a", "yes", SMALL("3")) CASE("b", "no", SMALL("3")) OTHERWISE("no")), 4,
       "\"b\" is never reached: \"a\" before it has the same condition"},
  };
  ASSERT_FAULTS(cases);
  assert_clean(CONCLUSION("c", CASE("a", "yes", SMALL("3")) CASE("b", "no", SMALL("4")) OTHERWISE("no")));
}

static void lint_comparisons_that_answers_do_not_change_are_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {GAP("g", "product", "<compare op='lt'><number>5</number><number>3</number></compare>"), 2, "can never appear"},
      {GAP("g", "product", "<not><compare op='le'><date>2027-01-01</date><date>2027-01-01</date></compare></not>"), 2, "can never appear"},
  };
  ASSERT_FAULTS(cases);
}

static void lint_value_that_no_case_gives_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {CONCLUSION("c", OTHERWISE("no")), 2, "No case can give the value \"yes\""},
      {"<conclusion id='c' subject='product' type='set'><title>T</title><value id='a'><title>A</title></value><value "
       "id='b'><title>B</title></value>"
       "<collect id='x' value='a'>" CITE "<when><all/></when><because>B.</because></collect></conclusion>",
       2, "No case can give the value \"b\""},
  };
  ASSERT_FAULTS(cases);
  assert_clean(CONCLUSION("c", "<disputed id='d'>" CITE
                               "<when><is q='p.yes' value='yes'/></when><reading id='r1' value='yes'><because>B.</because></reading>"
                               "<reading id='r2' value='no'><because>B.</because></reading></disputed>" OTHERWISE("no")));
}

/* ---- what elements must have ---- */

static void lint_long_titles_are_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {SECTION("<question id='x' type='bool'>" CITE
               "<title>Forty-one letters, which is one too many.</title><text>T</text><help>H</help></question>\n"),
       3, "The title has 41 characters"},
  };
  ASSERT_FAULTS(cases);
  assert_clean(SECTION("<question id='x' type='bool'>" CITE
                       "<title>Forty letters, none of them one to much.</title><text>T</text><help>H</help></question>\n"));
  assert_clean(SECTION("<question id='x' type='bool'>" CITE
                       "<title>äääääääääääääääääääääääääääääääääääääääß</title><text>T</text><help>H</help></question>\n"));
}

static void lint_missing_citations_and_texts_are_found_without_help_of_the_schema(void **state) {
  (void)state;
  packs_use_lax_schema();
  static const struct faulty cases[] = {
      {SECTION("<question id='x' type='bool'>" TITLES "</question>"), 3, "no citation"},
      {SECTION("<question id='x' type='bool'>" CITE "<title>T</title><text>T</text></question>"), 3, "\"help\" is missing"},
      {SECTION("<question id='x' type='choice'>" CITE TITLES "<choice id='a'/></question>"), 3, "choice \"a\" has no title"},
      {"<requirement id='r.3' group='r'>" TITLES "</requirement>", 2, "no citation"},
      {GAP("g", "product", "<is q='p.yes' value='yes'/></when><text/><when>"), 2, "\"text\" is missing"},
      {CONCLUSION("c", "<case id='a' value='yes'><when><is q='p.yes' value='yes'/></when><because>B.</because></case>" OTHERWISE("no")), 3,
       "no citation"},
      {CONCLUSION("c", "<case id='a' value='yes'>" CITE "<when><is q='p.yes' value='yes'/></when></case>" OTHERWISE("no")), 3,
       "\"because\" is missing"},
  };
  ASSERT_FAULTS(cases);
}

static void lint_requirement_outside_its_group_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {"<requirement id='q.1' group='r'>" CITE TITLES "</requirement>", 2, "does not lie in the group \"r\""}};
  ASSERT_FAULTS(cases);
}

static void lint_name_of_another_type_is_found(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {"<subject-type id='moon' parent='org' name='org.name'><title>M</title><plural>M</plural></subject-type>", 2,
       "belongs to another subject type"},
  };
  ASSERT_FAULTS(cases);
}

/* ---- what lies beside the pack ---- */

static void lint_citations_of_what_the_act_does_not_have_are_found(void **state) {
  (void)state;
  packs_write_file("provisions.txt", "law art.1\nlaw art.2\nlaw art.2.1\nlaw art.2.1.a\nlaw anx.i\nlaw anx.i.part-i.1\n");
#define CITING(cite) SECTION("<question id='x' type='bool'>\n" cite TITLES "</question>")
  static const struct faulty cases[] = {
      {CITING("<cite act='law' article='99'/>"), 4, "x: There is no LAW Art. 99."},
      {CITING("<cite act='law' article='2(3)'/>"), 4, "There is no LAW Art. 2(3). Below \"law art.2\" the act has: 1."},
      {CITING("<cite act='law' article='2(1)(a)(i)'/>"), 4, "Below \"law art.2.1.a\" the act has nothing."},
      {CITING("<cite act='law' annex='II'/>"), 4, "There is no LAW Annex II."},
      {CITING("<cite act='law' recital='1'/>"), 4, "There is no LAW Recital 1."},
      {CITING("<cite act='law'/>"), 4, "names no article, annex or recital of LAW"},
      {"<table id='u'><row id='r'>\n<cite act='law' article='3'/></row></table>", 3, "r: There is no LAW Art. 3."},
      {"<requirement id='r.3' group='r'>" CITE TITLES
       "<measure id='m'>\n<cite act='law' article='4'/><text>T</text></measure></requirement>",
       3, "m: There is no LAW Art. 4."},
      {CONCLUSION("c",
                  "<disputed id='d'>" CITE "<when>" YES "</when><reading id='r1' value='yes'>\n<cite act='law' article='5'/>"
                  "<because>B.</because></reading><reading id='r2' value='no'><because>B.</because></reading></disputed>" OTHERWISE("no")),
       4, "c: There is no LAW Art. 5."},
  };
  ASSERT_FAULTS(cases);
  assert_clean(CITING("<cite act='law' article='2(1)(a)'/>"));
  assert_clean(CITING("<cite act='guide'/>"));
  assert_clean(CITING("<cite act='guide' point='77'/>"));
}

static void lint_file_that_nobody_reads_is_found(void **state) {
  (void)state;
  packs_write_xml("extra.xml", "<pack-part/>");
  CLEANUP(mem_freep) char *found = packs_lint("");
  assert_string_equal(found, "extra.xml:1: test: The file is not named in pack.xml: nothing of it is read.\n");
}

/* ---- circles ---- */

static void lint_circle_over_questions_conclusions_and_gaps_is_named_whole(void **state) {
  (void)state;
  CLEANUP(mem_freep)
  char *found = packs_lint(SECTION(BOOL("x", "\n<concluded id='c' value='yes'/>")) CONCLUSION(
      "c", CASE("a", "yes", "\n<is q='y' value='yes'/>")
               OTHERWISE("no")) "<section id='z' stage='s' subject='product'><title>Z</title>" BOOL("y", "<answered q='x'/>") "</section>");
  assert_string_equal(found, "part.xml:4: x: This depends on itself in a circle: question x (part.xml:4) -> conclusion c (part.xml:8) -> "
                             "question y (part.xml:11) -> question x\n");
}

static void lint_conclusion_that_reads_itself_is_found(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *found = packs_lint(CONCLUSION("c", CASE("a", "yes", "<concluded id='c' value='no'/>") OTHERWISE("no")));
  assert_non_null(strstr(found, "-> conclusion c\n"));
}

static void lint_conclusion_that_reads_its_namesake_above_is_no_circle(void **state) {
  (void)state;
  assert_clean(CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE(
                                   "no")) "<conclusion id='k' subject='product' type='choice'><title>T</title><value "
                                          "id='no'><title>N</title></value>" CASE("a", "no", "<concluded id='c' value='yes'/>") OTHERWISE(
                                              "no") "</conclusion>"
                                                    "<conclusion id='c' subject='release' type='choice'><title>T</title><value "
                                                    "id='no'><title>N</title></value>" CASE("a", "no", "<concluded id='k' value='no'/>")
                                                        OTHERWISE("no") "</conclusion>");
}

static void lint_conclusion_inside_some_is_that_of_the_child(void **state) {
  (void)state;
  CLEANUP(mem_freep)
  char *found = packs_lint(CONCLUSION("c", CASE("a", "yes", "<some of='release'><concluded id='k' value='no'/></some>") OTHERWISE(
                                               "no")) "<conclusion id='k' subject='release' type='choice'><title>T</title><value "
                                                      "id='no'><title>N</title></value>" CASE("a", "no", "<concluded id='c' value='yes'/>")
                                                          OTHERWISE("no") "</conclusion>");
  assert_non_null(strstr(found, "-> conclusion k ("));
  assert_non_null(strstr(found, "-> conclusion c\n"));
}

static void lint_gap_free_depends_on_gaps_and_required_questions(void **state) {
  (void)state;
  CLEANUP(mem_freep)
  char *through_gap =
      packs_lint(CONCLUSION("c", CASE("a", "yes", "<gap-free/>") OTHERWISE("no")) GAP("g", "release", "<concluded id='c' value='no'/>"));
  assert_non_null(strstr(through_gap, "-> gap g ("));
  CLEANUP(mem_freep)
  char *through_question = packs_lint(CONCLUSION("c", CASE("a", "yes", "<gap-free/>") OTHERWISE("no")) SECTION(
      "<question id='x' type='bool' required='yes'>" CITE TITLES "<when><concluded id='c' value='no'/></when></question>"));
  assert_non_null(strstr(through_question, "-> question x\n"));
  assert_clean(CONCLUSION("c", CASE("a", "yes", "<gap-free/>")
                                   OTHERWISE("no")) "<gap id='g' subject='release' blocks='none'>" CITE
                                                    "<title>T</title><when><concluded id='c' value='no'/></when><text>T</text></gap>");
}

static void lint_circle_through_the_existence_of_requirements_is_found(void **state) {
  (void)state;
  CLEANUP(mem_freep)
  char *found =
      packs_lint("<requirement id='r.3' group='r'>" CITE TITLES "<when><concluded id='c' value='yes'/></when></requirement>"
                 "<conclusion id='c' subject='release' type='choice'><title>T</title><value id='yes'><title>Y</title></value>" CASE(
                     "a", "yes", "<some of='req' group='r'/>") OTHERWISE("yes") "</conclusion>");
  assert_non_null(strstr(found, "requirement r.3 ("));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, packs_setup, packs_teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(lint_sound_pack_has_no_findings),
      TEST(lint_question_that_cannot_be_reached_is_found),
      TEST(lint_what_can_be_reached_is_accepted),
      TEST(lint_values_that_cannot_be_are_found),
      TEST(lint_value_that_no_conclusion_has_is_found),
      TEST(lint_dates_and_numbers_do_not_mix),
      TEST(lint_terms_without_a_date_or_number_are_found),
      TEST(lint_not_over_hideable_question_needs_a_guard),
      TEST(lint_guard_is_advised_where_it_helps),
      TEST(lint_guarded_not_is_accepted),
      TEST(lint_condition_of_the_section_is_a_guard),
      TEST(lint_guard_outside_a_range_does_not_hold_for_its_subjects),
      TEST(lint_question_that_is_never_asked_is_found),
      TEST(lint_question_behind_one_never_asked_is_found_too),
      TEST(lint_cases_that_are_never_true_or_reached_are_found),
      TEST(lint_case_outside_of_what_the_conclusion_applies_to_is_found),
      TEST(lint_two_cases_with_one_condition_are_found),
      TEST(lint_comparisons_that_answers_do_not_change_are_found),
      TEST(lint_value_that_no_case_gives_is_found),
      TEST(lint_long_titles_are_found),
      TEST(lint_missing_citations_and_texts_are_found_without_help_of_the_schema),
      TEST(lint_requirement_outside_its_group_is_found),
      TEST(lint_name_of_another_type_is_found),
      TEST(lint_citations_of_what_the_act_does_not_have_are_found),
      TEST(lint_file_that_nobody_reads_is_found),
      TEST(lint_circle_over_questions_conclusions_and_gaps_is_named_whole),
      TEST(lint_conclusion_that_reads_itself_is_found),
      TEST(lint_conclusion_that_reads_its_namesake_above_is_no_circle),
      TEST(lint_conclusion_inside_some_is_that_of_the_child),
      TEST(lint_gap_free_depends_on_gaps_and_required_questions),
      TEST(lint_circle_through_the_existence_of_requirements_is_found),
  };
  return cmocka_run_group_tests_name("linting a law pack", tests, NULL, NULL);
}
