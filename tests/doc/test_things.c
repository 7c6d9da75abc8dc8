/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties, topics, relations and rows of tables in documents. */
#include "support.h"

#define BEGIN "<template id='t' subject='release'><title>T</title>"
#define END "</template>"
#define COLUMNS "<column width='1'><title>A</title></column><column width='1'><title>B</title></column>"

static int setup(void **state) {
  static struct world world;
  world = world_new();
  begin_facts(&world);
  *state = &world;
  return 0;
}

static int teardown(void **state) {
  world_free(*state);
  return 0;
}

static void load_body(struct world *world, const char *body) {
  CLEANUP(mem_freep) char *xml = mem_printf("%s%s%s", BEGIN, body, END);
  must_load(world, xml);
}

static void shows(struct world *world, const char *body, const char *expected) {
  load_body(world, body);
  end_facts(world);
  struct doc_request request = request_of(world);
  CLEANUP(mem_freep) char *text = build_and_dump(world, &request);
  assert_string_equal(text, expected);
}

static void refused(struct world *world, const char *body, const char *words) {
  CLEANUP(error_clear) struct error error = {0};
  CLEANUP(mem_freep) char *xml = mem_printf("%s\n%s%s", BEGIN, body, END);
  assert_int_equal(world_template(world, xml, &error), STATUS_INPUT);
  CLEANUP(mem_freep) char *text = error_text(&error);
  if (!strstr(text, "test.xml:2") || !strstr(text, words)) fail_msg("expected line 2 and “%s” in: %s", words, text);
}

/* ---- duties ---- */

static void document_lists_duties_with_their_state_and_citation(void **state) {
  struct world *world = *state;
  say_value(world, "p", "product.connected", value_bool(true));
  shows(world,
        "<table id='a'>" COLUMNS "<for-each duties='around' kind='duty' state='running later done'><row><cell><its part='number'/> <its "
        "part='title'/><cites/></cell><cell><its part='state'/></cell></row></for-each></table>",
        "table(a)\n  = | *A* | *B*\n"
        "  - | 1 Report ^CRA Art. 14(1)^ | running since 2026-09-11\n"
        "  - | 2 Mark ^CRA Art. 30(1)^ | from 2028-06-01 to 2030-01-01\n"
        "  - | 3 File ^CRA Art. 31(1)^ | done\n");
}

static void document_shows_of_duties_only_what_is_asked_for(void **state) {
  shows(*state,
        "<for-each duties='own' kind='duty' state='open'><item id='duty'><its part='title'/> (<its part='subject'/>): <its "
        "part='text'/></item></for-each>"
        "<for-each duties='around' kind='penalty'><item><its part='kind'/>: <its part='title'/>, <its part='state'/></item></for-each>"
        "<for-each duties='around' kind='relief'><p>A</p><else><p>No relief.</p></else></for-each>",
        "item1(duty:d.mark) • Mark (2.0): Mark it.\nitem1 • penalty: Fine, applies\np No relief.\n");
}

static char *hash_on(struct world *world, day_t day) {
  struct hash hash;
  char text[HASH_TEXT_SIZE];
  engine_free(world->engine);
  world->engine = engine_new(world->pack, world->snapshot, day);
  struct doc_request request = request_of(world);
  assert_int_equal(doc_hash(&request, world->engine, &hash, NULL), STATUS_OK);
  hash_format(&hash, text);
  return mem_strdup(text);
}

static const char duty_list[] =
    "<for-each duties='around' state='running later'><item><its part='title'/>: <its part='state'/></item></for-each>";

static void hash_is_equal_when_only_the_day_made_a_duty_run(void **state) {
  struct world *world = *state;
  load_body(world, duty_list);
  say_value(world, "p", "product.connected", value_bool(true));
  end_facts(world);
  CLEANUP(mem_freep) char *before = hash_on(world, day_make(2028, 5, 31));
  CLEANUP(mem_freep) char *after = hash_on(world, day_make(2031, 6, 1));
  assert_string_equal(before, after);
}

static void hash_differs_when_somebody_else_has_the_duty(void **state) {
  struct world *world = *state;
  load_body(world, duty_list);
  say_value(world, "p", "product.connected", value_bool(true));
  end_facts(world);
  CLEANUP(mem_freep) char *with = hash_on(world, day_make(2028, 1, 1));
  begin_facts(world);
  say_value(world, "p", "product.connected", value_bool(false));
  end_facts(world);
  CLEANUP(mem_freep) char *without = hash_on(world, day_make(2028, 1, 1));
  assert_string_not_equal(with, without);
}

/* ---- topics and relations ---- */

static void document_shows_topics_with_their_relations_and_evidence(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "e", "evidence", "p");
  say_text(world, "e", "evidence.title", "Report");
  say_element(world, "r/r.1", "req.evidence", "e");
  shows(world,
        "<for-each topics='t'><heading level='2'><its part='number'/>. <its part='title'/></heading><p><cites/><its part='text'/> <its "
        "part='action'/></p><for-each relations='topic'><item><its part='kind'/>: <its part='from'/> | <its part='to'/> | <its "
        "part='because'/> <its part='evidence'>–</its></item></for-each></for-each>",
        "heading2 1. Scope\np Both ask. Do both. {CRA Art. 1}\n"
        "item1 • shared: First ^CRA Annex I Part I point 1^ | Risks ^AI Act Art. 9(2)^ | Same tests. Report*\n"
        "item1 • parallel: Report: *running since 2026-09-11* ^CRA Art. 14(1)^ | Fine: *applies* ^AI Act Art. 99(4)^ | Two desks. –\n"
        "item1 • distinct: _Nothing of the kind_ | Risks ^AI Act Art. 9(2)^ | Only one asks. –\n");
}

static void document_shows_relations_of_a_kind_and_rows_of_a_group(void **state) {
  shows(*state,
        "<for-each relations='all' kind='distinct parallel'><item><its part='because'/></item></for-each>"
        "<for-each topics='u'><p><its part='title'/></p></for-each>"
        "<for-each rows='dates' group='aia'><p><cites/><its part='from'/> <its part='title'/></p></for-each>",
        "item1 • Two desks.\nitem1 • Only one asks.\np Calls\np 2026-08-02 The AI Act applies {AI Act Art. 113}\n");
}

static void matrix_shows_a_letter_for_each_kind_and_a_row_for_the_rest(void **state) {
  shows(*state, "<matrix id='m' group='r'/>",
        "item1 P presumed: meeting the first act is deemed to meet the second\nitem1 S shared: one piece of evidence serves both\n"
        "item1 B parallel: both must be done, separately\nitem1 D distinct: only one act asks it\n"
        "table(m)\n  = | *Articles of: AI Act* | *9*\n  - | I 1 First | S\n  - | I 2 Second | \n  - | Other provisions, or none | D\n"
        "table\n  = | *Articles of: AI Act* | *99*\n  - | Other provisions, or none | B\n");
}

/* ---- mistakes ---- */

static void part_that_the_thing_does_not_have_is_refused(void **state) {
  refused(*state, "<p><its part='title'/></p>", "title");
  refused(*state, "<for-each topics='t'><p><its part='because'/></p></for-each>", "because");
  refused(*state, "<for-each rows='dates'><p><its part='until'/></p></for-each>", "until");
}

static void loop_over_what_is_not_there_is_refused(void **state) {
  refused(*state, "<for-each rows='nothing'><p>A</p></for-each>", "nothing");
  refused(*state, "<for-each relations='topic'><p>A</p></for-each>", "topic");
  refused(*state, "<for-each duties='around' state='sleeping'><p>A</p></for-each>", "for-each");
}

static void condition_with_nothing_but_else_is_for_what_is_not_surely_so(void **state) {
  shows(*state, "<if><when><is q='product.connected' value='yes'/></when><else><p>Not surely connected.</p></else></if>",
        "p Not surely connected.\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(document_lists_duties_with_their_state_and_citation),
      TEST(document_shows_of_duties_only_what_is_asked_for),
      TEST(hash_is_equal_when_only_the_day_made_a_duty_run),
      TEST(hash_differs_when_somebody_else_has_the_duty),
      TEST(document_shows_topics_with_their_relations_and_evidence),
      TEST(document_shows_relations_of_a_kind_and_rows_of_a_group),
      TEST(matrix_shows_a_letter_for_each_kind_and_a_row_for_the_rest),
      TEST(part_that_the_thing_does_not_have_is_refused),
      TEST(loop_over_what_is_not_there_is_refused),
      TEST(condition_with_nothing_but_else_is_for_what_is_not_surely_so),
  };
  return cmocka_run_group_tests_name("duties and relations in documents", tests, NULL, NULL);
}
