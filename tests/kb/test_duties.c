/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures, duties, topics and relations, and what became of ids and meanings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "packs.h"

#define DUTY(id, inner) "<duty id='" id "' subject='product' kind='duty'>" CITE TITLES inner "</duty>\n"
#define TOPIC "<topic id='topic'>" CITE "<title>Topic</title><text>Text.</text><action>Do it.</action></topic>\n"
#define RELATION(id, ends, kind)                                                                                                           \
  "<relation id='" id "' topic='topic' " ends " kind='" kind "'>" CITE "<because>Because.</because></relation>\n"
#define MEASURE(id, when) "<measure id='" id "'>" CITE "<text>Do it so.</text>" when "</measure>\n"
#define REQUIREMENT(id, inner) "<requirement id='" id "' group='r'>" CITE TITLES "\n" inner "</requirement>\n"
#define TEXT_CONCLUSION CONCLUSION("c", CASE("a", "yes", "<is q='p.yes' value='yes'/>") OTHERWISE("no"))
#define RELATED(kinds) GAP("g", "req", "<some related='" kinds "'/>")

/* ---- sound packs ---- */

static void pack_load_duty_keeps_who_when_and_done(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("<duty id='d' subject='product' kind='relief'>" CITE TITLES "<when><is q='p.yes' value='yes'/></when>"
                                      "<from><cell table='t' row='one' column='from'/></from><until><answer q='p.date'/></until>"
                                      "<done><answered q='p.kind'/></done></duty>" DUTY("e", ""));
  const struct duty *duty = pack_duty(pack, "d");
  assert_int_equal(pack_duty_count(pack), 2);
  assert_ptr_equal(pack_duty_at(pack, 0), duty);
  assert_int_equal(duty->kind, DUTY_RELIEF);
  assert_string_equal(duty_kind_name(duty->kind, "en"), "relief");
  assert_ptr_equal(duty->subject, pack_subject_type(pack, "product"));
  assert_string_equal(duty->title.context, "d");
  assert_int_equal(duty->when->kind, COND_IS);
  assert_int_equal(duty->from->kind, TERM_CELL);
  assert_int_equal(duty->until->kind, TERM_ANSWER);
  assert_int_equal(duty->done->kind, COND_ANSWERED);
  assert_int_equal(duty->place.line, 2);
  const struct duty *plain = pack_duty(pack, "e");
  assert_true(!plain->when && !plain->from && !plain->until && !plain->done);
  assert_null(pack_duty(pack, "f"));
  pack_free(pack);
}

static void pack_load_requirement_keeps_its_measures(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good(REQUIREMENT("r.3", MEASURE("r.3.one", "") MEASURE("r.3.two", "<when><is q='p.yes' value='yes'/></when>")));
  const struct requirement *requirement = pack_requirement(pack, "r.3");
  assert_int_equal(requirement->measures_len, 2);
  assert_string_equal(requirement->measures[0].id, "r.3.one");
  assert_null(requirement->measures[0].when);
  assert_string_equal(requirement->measures[1].text.context, "r.3.two");
  assert_string_equal(requirement->measures[1].text.text, "Do it so.");
  assert_int_equal(requirement->measures[1].cites.len, 1);
  assert_int_equal(requirement->measures[1].when->kind, COND_IS);
  pack_free(pack);
}

static void pack_load_relation_resolves_topic_and_ends(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good(RELATION("one", "from='r.1.a' to='d'", "shared") RELATION("two", "to='r.2'", "distinct") TOPIC DUTY("d", ""));
  assert_int_equal(pack_relation_count(pack), 2);
  const struct relation *one = pack_relation_at(pack, 0), *two = pack_relation_at(pack, 1);
  assert_ptr_equal(one->topic, pack_topic(pack, "topic"));
  assert_string_equal(one->topic->action.text, "Do it.");
  assert_string_equal(one->topic->action.context, "topic");
  assert_ptr_equal(one->from.requirement, pack_requirement(pack, "r.1.a"));
  assert_null(one->from.duty);
  assert_ptr_equal(one->to.duty, pack_duty(pack, "d"));
  assert_string_equal(relation_kind_name(one->kind, "en"), "shared");
  assert_string_equal(one->because.text, "Because.");
  assert_int_equal(two->kind, RELATION_DISTINCT);
  assert_true(!two->from.requirement && !two->from.duty);
  pack_free(pack);
}

static void pack_load_act_keeps_its_number(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("<act id='x' kind='law' short='X' published='OJ' celex='32024R2847'><title>An act</title></act>");
  assert_string_equal(pack_act(pack, "x")->celex, "32024R2847");
  assert_null(pack_act(pack, "law")->celex);
  pack_free(pack);
}

static void pack_load_some_related_keeps_its_kinds(void **state) {
  (void)state;
  struct pack *pack = packs_load_good(RELATED("presumed parallel"));
  const struct range *range = &pack_gap(pack, "g")->when->range;
  assert_int_equal(range->related, 1u << RELATION_PRESUMED | 1u << RELATION_PARALLEL);
  assert_ptr_equal(range->of, pack_subject_type(pack, "req"));
  pack_free(pack);
}

/* ---- refused packs ---- */

static void pack_load_bad_duties_are_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {"<duty id='d' subject='moon' kind='duty'>" CITE TITLES "</duty>", 2, "no subject type \"moon\""},
      {"<duty id='d' subject='product' kind='wish'>" CITE TITLES "</duty>", 2, "duty"},
      {"<duty id='d' subject='product' kind='duty'>" TITLES "</duty>", 2, "title"},
      {DUTY("d", "\n<when><is q='p.nothing' value='yes'/></when>"), 3, "no question \"p.nothing\""},
      {DUTY("d", "\n<done><concluded id='nothing' value='yes'/></done>"), 3, "no conclusion \"nothing\""},
      {DUTY("d", "\n<from><number>12</number></from>"), 3, "not a date"},
      {DUTY("d", "\n<until><cell table='t' row='one' column='size'/></until>"), 3, "not a date"},
      {DUTY("d", "\n<until><answer q='p.number'/></until>"), 3, "not a date"},
      {DUTY("d", "\n<from><cell table='t' row='none' column='from'/></from>"), 3, "no row \"none\""},
      {DUTY("d", "") DUTY("d", ""), 3, "\"d\" exists already"},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_bad_measures_are_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {REQUIREMENT("r.3", "<measure id='m'><text>No citation.</text></measure>"), 3, "text"},
      {REQUIREMENT("r.3", MEASURE("m", "") MEASURE("m", "")), 4, "\"m\" exists already"},
      {REQUIREMENT("r.3", MEASURE("m", "\n<when><is q='p.nothing' value='yes'/></when>")), 4, "no question \"p.nothing\""},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_bad_relations_are_refused(void **state) {
  (void)state;
  static const struct refused cases[] = {
      {RELATION("x", "from='r.1.a' to='r.2'", "shared"), 2, "no topic \"topic\""},
      {TOPIC RELATION("x", "from='r.1.a' to='p.yes'", "shared"), 3, "no requirement and no duty \"p.yes\""},
      {TOPIC RELATION("x", "from='r.nothing' to='r.2'", "shared"), 3, "no requirement and no duty \"r.nothing\""},
      {TOPIC RELATION("x", "from='r.1.a'", "presumed"), 3, "has both \"from\" and \"to\""},
      {TOPIC RELATION("x", "", "distinct"), 3, "either \"from\" or \"to\""},
      {TOPIC RELATION("x", "from='r.1.a' to='r.2'", "distinct"), 3, "either \"from\" or \"to\""},
      {TOPIC RELATION("x", "from='r.1.a' to='r.2'", "akin"), 3, "relation"},
      {TOPIC DUTY("r.2", "") RELATION("x", "from='r.1.a' to='r.2'", "shared"), 4, "Both a requirement and a duty"},
      {RELATED("akin"), 2, "some"},
  };
  ASSERT_REFUSED(cases);
}

static void pack_load_bad_kinds_are_refused_without_help_of_the_schema(void **state) {
  (void)state;
  packs_use_lax_schema();
  static const struct refused cases[] = {
      {"<duty id='d' subject='product' kind='wish'/>", 2, "no kind of duty \"wish\""},
      {DUTY("d", "<from/>"), 2, "exactly one term"},
      {TOPIC "<relation id='x' topic='topic' kind='akin'/>", 3, "no kind of relation \"akin\""},
      {RELATED("shared akin"), 2, "no kind of relation \"akin\""},
      {"<renamed from='p.yes' to='p.kind' since='2'/>", 2, "is renamed, but exists"},
      {"<renamed from='r.2' to='r.1.a' since='2'/>", 2, "is renamed, but exists"},
  };
  ASSERT_REFUSED(cases);
}

/* ---- ids and meanings ---- */

static void pack_load_renamed_questions_and_requirements_know_their_former_ids(void **state) {
  (void)state;
  struct pack *pack =
      packs_load_good("<renamed from='p.first' to='p.second' since='2026.9'/><renamed from='p.second' to='p.yes' since='2026.10'/>"
                      "<renamed from='p.twin' to='p.yes' since='2027'/><renamed from='r.old' to='r.2' since='2026.1'/>");
  const struct question *question = pack_question(pack, "p.yes");
  assert_int_equal(question->former.len, 3);
  assert_string_equal(question->former.items[0], "p.twin");
  assert_string_equal(question->former.items[1], "p.second");
  assert_string_equal(question->former.items[2], "p.first");
  assert_int_equal(pack_question(pack, "p.kind")->former.len, 0);
  assert_ptr_equal(pack_requirement(pack, "r.old"), pack_requirement(pack, "r.2"));
  assert_string_equal(pack_requirement(pack, "r.2")->former.items[0], "r.old");
  pack_free(pack);
}

static void pack_load_ids_renamed_in_a_circle_end(void **state) {
  (void)state;
  struct pack *pack = packs_load_good("<renamed from='p.a' to='p.b' since='1'/><renamed from='p.b' to='p.a' since='2'/>");
  assert_null(pack_question(pack, "p.a"));
  pack_free(pack);
}

static void question_revised_since_compares_numbers_between_dots(void **state) {
  (void)state;
  struct pack *pack = packs_load_good(SECTION("<question id='q' type='bool' revised='2026.10.2'>" CITE TITLES "</question>"));
  const struct question *question = pack_question(pack, "q");
  static const struct {
    const char *version;
    bool revised;
  } cases[] = {{"2026.9.30", true},   {"2026.10", true},     {"2026.10.1", true}, {"2026.10.2", false},
               {"2026.10.02", false}, {"2026.10.11", false}, {"2027", false},     {NULL, false}};
  for (size_t i = 0; i < ARRAY_LEN(cases); i++)
    assert_int_equal(question_revised_since(question, cases[i].version), cases[i].revised);
  assert_false(question_revised_since(pack_question(pack, "p.yes"), "1"));
  pack_free(pack);
}

/* ---- linter ---- */

static void lint_sound_duties_and_relations_have_no_findings(void **state) {
  (void)state;
  assert_clean(TOPIC DUTY("d", "<when><is q='p.yes' value='yes'/></when><from><as-of/></from><done><answered q='p.kind'/></done>")
                   RELATION("x", "from='r.1.a' to='d'", "parallel") RELATION("y", "from='r.1.a' to='r.2'", "presumed")
                       REQUIREMENT("r.3", MEASURE("m", "<when><is q='p.yes' value='yes'/></when>")) RELATED("presumed shared"));
}

static void lint_rules_of_duties_and_measures_are_checked_like_all_others(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {DUTY("d", "\n<when><answered q='release.version'/></when>"), 3, "which is not \"product\" nor above it"},
      {DUTY("d", "\n<done><not><is q='p.hidden' value='yes'/></not></done>"), 3, "stands inside \"not\""},
      {DUTY("d", "\n<from><latest of='evidence'><as-of/></latest></from>"), 3, "are not children of"},
      {TEXT_CONCLUSION DUTY("d", "<until><concluded-value id='c'/></until>"), 6, "is not a date"},
      {DUTY("d", "\n<when><any/></when>"), 2, "nobody's"},
      {DUTY("d", "\n<done><any/></done>"), 2, "can never be fulfilled"},
      {REQUIREMENT("r.3", MEASURE("m", "<when><any/></when>")), 3, "never suggested"},
      {REQUIREMENT("r.3", MEASURE("m", "\n<when><not><is q='p.hidden' value='yes'/></not></when>")), 4, "stands inside \"not\""},
      {REQUIREMENT("r.3", "<when><any/></when>"), 2, "can never exist"},
  };
  ASSERT_FAULTS(cases);
}

static void lint_related_stands_on_a_requirement(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {GAP("g", "product", "\n<some related='shared'/>"), 3, "does not stand on a requirement"},
      {GAP("g", "req", "\n<some related='shared distinct'/>"), 3, "leads nowhere"},
  };
  ASSERT_FAULTS(cases);
}

/* Beside the range the guard holds for this requirement, inside it for the other one. */
static void lint_guard_outside_a_relation_does_not_hold_inside(void **state) {
  (void)state;
  static const char questions[] =
      "<section id='q' stage='s' subject='req'><title>Q</title>"
      "<question id='q.one' type='bool'>" CITE TITLES "</question>" BOOL("q.two", "<is q='q.one' value='yes'/>") "</section>";
  CLEANUP(mem_freep)
  char *part =
      mem_printf("%s%s", questions,
                 GAP("g", "req", "<all><asked q='q.two'/><some related='shared'><not><is q='q.two' value='yes'/></not></some></all>"));
  CLEANUP(mem_freep) char *found = packs_lint(part);
  assert_non_null(strstr(found, "\"q.two\" stands inside \"not\""));
}

static void lint_titles_and_texts_of_duties_and_relations(void **state) {
  (void)state;
  static const struct faulty cases[] = {
      {"<duty id='d' subject='product' kind='duty'>" CITE
       "<title>A title of more than sixty characters does not fit into a list</title><text>T</text></duty>",
       2, "has 62 characters. A list has room for 60"},
      {TOPIC RELATION("x", "from='r.2' to='r.2'", "shared"), 3, "leads back to where it begins"},
  };
  ASSERT_FAULTS(cases);
  packs_use_lax_schema();
  static const struct faulty missing[] = {
      {"<duty id='d' subject='product' kind='duty'>" TITLES "</duty>", 2, "no citation"},
      {"<duty id='d' subject='product' kind='duty'>" CITE "<title>T</title></duty>", 2, "\"text\" is missing"},
      {REQUIREMENT("r.3", "<measure id='m'>" CITE "</measure>"), 3, "\"text\" is missing"},
      {"<topic id='topic'>" CITE "<title>T</title><text>T</text></topic>", 2, "\"action\" is missing"},
      {TOPIC "<relation id='x' topic='topic' from='r.1.a' kind='distinct'><because>B</because></relation>", 3, "no citation"},
  };
  ASSERT_FAULTS(missing);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(pack_load_duty_keeps_who_when_and_done, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_requirement_keeps_its_measures, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_relation_resolves_topic_and_ends, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_act_keeps_its_number, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_some_related_keeps_its_kinds, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_duties_are_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_measures_are_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_relations_are_refused, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_bad_kinds_are_refused_without_help_of_the_schema, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_renamed_questions_and_requirements_know_their_former_ids, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(pack_load_ids_renamed_in_a_circle_end, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(question_revised_since_compares_numbers_between_dots, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(lint_sound_duties_and_relations_have_no_findings, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(lint_rules_of_duties_and_measures_are_checked_like_all_others, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(lint_related_stands_on_a_requirement, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(lint_guard_outside_a_relation_does_not_hold_inside, packs_setup, packs_teardown),
      cmocka_unit_test_setup_teardown(lint_titles_and_texts_of_duties_and_relations, packs_setup, packs_teardown),
  };
  return cmocka_run_group_tests_name("duties and relations of a law pack", tests, NULL, NULL);
}
