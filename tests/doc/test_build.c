/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define BEGIN "<template id='t' subject='release'><title>Title of T</title>"
#define END "</template>"

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

static void shows(struct world *world, const char *body, const char *expected) {
  CLEANUP(mem_freep) char *xml = mem_printf("%s%s%s", BEGIN, body, END);
  must_load(world, xml);
  end_facts(world);
  struct doc_request request = request_of(world);
  CLEANUP(mem_freep) char *text = build_and_dump(world, &request);
  assert_string_equal(text, expected);
}

/* ---- blocks ---- */

static void document_shows_each_kind_of_block(void **state) {
  shows(*state,
        "<section id='first'><heading level='1' label='1'>Start</heading><p>Plain <strong>bold</strong> <em>soft</em></p></section>"
        "<item level='2' label='(a)'>An item</item><item>With bullet</item><note>Mind this.</note>"
        "<contents/><page-break/><rule/><signature>Signed</signature>",
        "heading1(first) 1 Start\n"
        "p Plain *bold* _soft_\n"
        "item2 (a) An item\n"
        "item1 • With bullet\n"
        "note Mind this.\n"
        "contents\nbreak\nrule\n"
        "signature Signed\n");
}

static void document_shows_citations_beside_blocks_and_inside_cells(void **state) {
  shows(*state,
        "<p><cite act='cra' article='13(2)'/><cite act='aia' annex='V' point='4'/>Text</p>"
        "<table><column width='1'><title>A</title></column><row><cell>B<cite act='cra' article='2'/></cell></row></table>",
        "p Text {CRA Art. 13(2); AI Act Annex V point 4}\n"
        "table\n  = | *A*\n  - | B ^CRA Art. 2^\n");
}

static void document_keeps_blanks_between_answers(void **state) {
  shows(*state, "<p><answer q='product.name'/> <answer q='release.version'/></p>", "p Thermo 2.0\n");
}

static void document_keeps_the_paragraphs_of_a_long_answer(void **state) {
  struct world *world = *state;
  say_text(world, "r", "release.about", "First.\n\nSecond\tpart.");
  shows(
      world,
      "<p id='about'><cite act='cra' annex='VII' point='1'/><answer q='release.about'/></p><item>About: <answer q='release.about'/></item>",
      "p(about) First. {CRA Annex VII point 1}\n"
      "p Second part.\n"
      "item1 • About: First.  Second part.\n");
}

/* ---- ranges and conditions ---- */

static void document_repeats_blocks_and_rows_for_each_child(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "k1", "risk", "r");
  snapshot_add_subject(world->snapshot, "k2", "risk", "r");
  say_text(world, "k1", "risk.title", "Theft");
  say_text(world, "k2", "risk.title", "Fire");
  shows(world,
        "<for-each of='risk'><p id='risk'>Risk: <answer q='risk.title'/> of <answer q='product.name'/></p></for-each>"
        "<table id='list'><column width='3'><title>Risk</title></column><for-each of='risk'><row><cell><name "
        "to='risk'/></cell></row></for-each></table>",
        "p(risk:k1) Risk: Theft of Thermo\n"
        "p(risk:k2) Risk: Fire of Thermo\n"
        "table(list)\n  = | *Risk*\n  - | Theft->risk:k1\n  - | Fire->risk:k2\n");
}

static void document_says_what_stands_instead_of_nothing(void **state) {
  shows(*state,
        "<for-each of='risk'><p>A</p><else><p>No risk.</p></else></for-each>"
        "<table><column width='1'><title>A</title></column><for-each of='risk'><row><cell>B</cell></row></for-each><else><p>No "
        "table.</p></else></table>"
        "<list source='components'><column width='1'><title>A</title></column><else><p>No list.</p></else></list>"
        "<if><when><is q='product.connected' value='yes'/></when><p>Yes</p><else><p>Unknown is not true.</p></else></if>",
        "p No risk.\np No table.\np No list.\np Unknown is not true.\n");
}

static void document_runs_over_requirements_of_a_group(void **state) {
  shows(*state,
        "<for-each of='requirement' group='r.2'><heading level='2'><requirement-title/></heading>"
        "<p><cites/><requirement-id/>: <requirement-text/></p></for-each>",
        "heading2 Second\np `r.2`: Second text. {CRA Annex I Part I point 2}\n");
}

static void requirement_shows_the_risks_that_name_it(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "k1", "risk", "r");
  snapshot_add_subject(world->snapshot, "k2", "risk", "r");
  say_text(world, "k1", "risk.title", "Theft");
  say_text(world, "k2", "risk.title", "Fire");
  say_chosen(world, "k1", "risk.calls", "r.2");
  say_chosen(world, "k2", "risk.calls", "r.1");
  say_chosen(world, "k2", "risk.calls", "r.2");
  shows(world,
        "<for-each of='requirement' group='r'><p><requirement-title/></p><for-each of='risk' from='release' naming='risk.calls'>"
        "<item><name/></item></for-each></for-each>",
        "p First\nitem1 • Fire\np Second\nitem1 • Theft\nitem1 • Fire\n");
}

static void document_shows_what_is_defined_once_in_several_places(void **state) {
  shows(*state,
        "<define id='record'><heading id='record.title' level='2'><requirement-title/></heading><p><requirement-text/></p></define>"
        "<for-each of='requirement' group='r.2'><use of='record'/></for-each><p>Between</p>"
        "<for-each of='requirement' group='r.1'><use of='record'/></for-each>",
        "heading2(record.title:r/r.2) Second\np Second text.\np Between\nheading2(record.title:r/r.1) First\np First text.\n");
}

/* Four places or more are too many to be read in the margin. */
static void many_citations_of_one_article_are_shown_as_what_they_share(void **state) {
  shows(*state,
        "<p><cite act='cra' article='13(2)(a)'/><cite act='cra' article='13(2)(b)'/><cite act='cra' article='13(2)(c)'/>A</p>"
        "<p><cite act='cra' article='13(2)(a)'/><cite act='aia' annex='III' point='1'/><cite act='cra' article='13(2)(b)'/>"
        "<cite act='cra' article='13(2)(c)(i)'/><cite act='cra' article='13(2)(ba)'/>B</p>"
        "<p><cite act='cra' article='3(12)'/><cite act='cra' article='3(13)'/><cite act='cra' article='3(19)'/><cite act='cra' "
        "article='3(1)'/>C</p>"
        "<p><cite act='aia' annex='III' point='1(a)'/><cite act='aia' annex='III' point='1(b)'/><cite act='aia' annex='III' "
        "point='12'/><cite act='aia' annex='III' point='1(c)'/>D</p>"
        "<p><cite act='cra' annex='I' part='I' point='(2)(a)'/><cite act='cra' annex='I' part='I' point='(2)(b)'/><cite act='cra' "
        "annex='I' part='I' point='(2)(c)'/><cite act='cra' annex='I' part='I' point='(2)(d)'/>E</p>",
        "p A {CRA Art. 13(2)(a); CRA Art. 13(2)(b); CRA Art. 13(2)(c)}\n"
        "p B {CRA Art. 13(2); AI Act Annex III point 1}\n"
        "p C {CRA Art. 3}\np D {AI Act Annex III}\np E {CRA Annex I Part I point (2)}\n");
}

static void document_runs_over_linked_subjects_and_shows_their_hashes(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "e", "evidence", "p");
  say_text(world, "e", "evidence.title", "Report");
  struct value file = value_of(VALUE_BLOB, HASH_A);
  file.lang = "report.pdf";
  say_value(world, "e", "evidence.file", file);
  say_element(world, "r/r.1", "req.evidence", "e");
  shows(world,
        "<for-each of='requirement'><p><name/>: <answer q='req.evidence'>none</answer></p><for-each link='req.evidence'>"
        "<p><name/>, <answer q='evidence.file'/>, <hash-of q='evidence.file'/></p></for-each></for-each>",
        "p First: Report\np Report, report.pdf, `" HASH_A "`\np Second: none\np Risks: none\n");
}

static void document_shows_rows_that_the_program_hands_in(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<list id='c' source='components'><column width='1'><title>Name</title></column><column "
                         "width='1'><title>Version</title></column></list>" END);
  end_facts(world);
  const char *cells[] = {"libx", "1.2", "liby", NULL};
  struct doc_list lists[] = {{.source = "components", .subject = "other", .columns = 2, .cells = cells, .rows_len = 1},
                             {.source = "components", .subject = "r", .columns = 2, .cells = cells, .rows_len = 2}};
  struct doc_request request = request_of(world);
  request.lists = lists;
  request.lists_len = 2;
  CLEANUP(mem_freep) char *text = build_and_dump(world, &request);
  assert_string_equal(text, "table(c)\n  = | *Name* | *Version*\n  - | libx | 1.2\n  - | liby | \n");
}

static void document_lists_the_acts_it_cites(void **state) {
  shows(*state,
        "<p><cite act='aia' article='5'/>Text</p><list source='acts'><column width='1'><title>Act</title></column><column "
        "width='1'><title>Title</title></column>"
        "<column width='1'><title>Published</title></column></list><p><act id='cra'/></p>",
        "p Text {AI Act Art. 5}\n"
        "table\n  = | *Act* | *Title* | *Published*\n  - | AI Act | AI Act | OJ L, 2024/1689\n"
        "p Cyber Resilience Act, OJ L, 2024/2847\n");
}

/* ---- answers and conclusions ---- */

static void document_shows_open_answers_as_placeholders(void **state) {
  struct world *world = *state;
  say_value(world, "p", "product.connected", value_of(VALUE_UNKNOWN, NULL));
  shows(world,
        "<p><answer q='release.about'/></p><p><answer q='product.connected'>words do not help</answer></p><p><answer "
        "q='release.website'>no website</answer></p>"
        "<p><conclusion id='scope'/></p>",
        "p ![Description]!\np ![Connection]!\np no website\np ![open: In scope / Out of scope]!\n");
}

static void document_shows_hidden_answers_as_not_applicable(void **state) {
  struct world *world = *state;
  say_value(world, "r", "release.kind", value_of(VALUE_CHOICE, "software"));
  say_text(world, "r", "release.cover", "Steel");
  shows(world, "<p><answer q='release.cover'/></p><p><answer q='release.cover'>none</answer></p><p><answer q='release.kind'/></p>",
        "p not applicable\np none\np Software\n");
}

static void document_marks_proposed_answers_as_placeholders(void **state) {
  struct world *world = *state;
  struct head head = {.event = "a.2", .value = value_of(VALUE_TEXT, "Guess"), .author = "ann", .proposed = true};
  snapshot_add_head(world->snapshot, "r", "release.about", &head);
  shows(world, "<p><answer q='release.about'/></p>", "p ![Description: only proposed]!\n");
}

static void document_wants_declared_texts_in_its_own_language(void **state) {
  struct world *world = *state;
  struct value object = value_of(VALUE_TEXT, "Gerät");
  object.lang = "de";
  say_value(world, "r", "release.object", object);
  shows(world, "<p><answer q='release.object'/></p>", "p ![Object: not written in this language]!\n");
  struct doc_request request = request_of(world);
  request.lang = "de";
  CLEANUP(mem_freep) char *text = build_and_dump(world, &request);
  assert_string_equal(text, "p Gerät\n");
}

static void document_gives_the_reasons_of_a_conclusion_with_citations(void **state) {
  struct world *world = *state;
  say_value(world, "p", "product.connected", value_bool(true));
  shows(world, "<p><conclusion id='scope'/></p><reasons of='scope'/>",
        "p In scope\n"
        "item1 • Scope: In scope. The product is connected. {CRA Art. 2(1)}\n"
        "item2 – Connection: Yes {CRA Art. 2(1)}\n");
}

static void document_lists_open_points_with_citations(void **state) {
  struct world *world = *state;
  say_text(world, "r", "release.about", "All.");
  shows(world, "<gaps/><gaps own='yes'/><for-each of='requirement'><gaps own='yes'><else><p>Nothing open.</p></else></gaps></for-each>",
        "item1 • *Thermo*: “Connection” has to be answered. {CRA Art. 2(1)}\n"
        "item1 • *2.0*: No risk. Record a risk. {CRA Art. 13(2)}\n"
        "item1 • No risk. Record a risk. {CRA Art. 13(2)}\n"
        "p Nothing open.\np Nothing open.\np Nothing open.\n");
}

/* ---- the document as a whole ---- */

static void document_bears_titles_dates_and_its_id(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p><document-id/></p><p><date-of-document/> <as-of/> <law-as-of/> <pack-version/></p><p><journal-head/></p>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  request.journal_head = "abc";
  struct document *document = NULL;
  assert_int_equal(doc_build(&request, world->engine, &document, NULL), STATUS_OK);
  assert_string_equal(document->kind, "t");
  assert_string_equal(document->title, "Title of T");
  assert_string_equal(document->subtitle, "Thermo 2.0");
  assert_string_equal(document->author, "Example Ltd");
  assert_string_equal(document->watermark, "DRAFT");
  assert_int_equal(document->time, request.now);
  struct hash hash;
  char hex[HASH_TEXT_SIZE];
  assert_int_equal(doc_hash(&request, world->engine, &hash, NULL), STATUS_OK);
  hash_format(&hash, hex);
  assert_string_equal(document->id, hex);
  CLEANUP(mem_freep) char *footer = mem_printf("Document %.16s · assessed for 2028-01-01 · law as of 2026-11-20 · law pack 1", hex);
  assert_string_equal(document->footer, footer);
  CLEANUP(mem_freep) char *expected = mem_printf("p `%s`\np 2028-01-01 2028-01-01 2026-11-20 small 1\np `abc`\n", hex);
  CLEANUP(mem_freep) char *text = dump(document);
  assert_string_equal(text, expected);
  document_free(document);
}

static void final_document_refuses_a_placeholder_and_names_it(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p><answer q='release.about'/></p>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  request.draft = false;
  struct document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(doc_build(&request, world->engine, &document, &error), STATUS_REFUSED);
  assert_null(document);
  assert_non_null(strstr(error.what, "Description"));
  assert_string_equal(error.where, "2.0");
}

static void final_document_refuses_an_empty_mandatory_part_and_names_it(void **state) {
  struct world *world = *state;
  must_load(
      world, BEGIN
      "<section id='annex-v.6' mandatory='yes'><heading level='1'>Six</heading><for-each of='risk'><p>A</p></for-each></section>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  request.draft = false;
  struct document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(doc_build(&request, world->engine, &document, &error), STATUS_REFUSED);
  assert_non_null(strstr(error.what, "annex-v.6"));
}

static void final_document_without_gaps_bears_no_watermark(void **state) {
  struct world *world = *state;
  say_text(world, "r", "release.about", "All.");
  must_load(world, BEGIN "<section id='s' mandatory='yes'><p><answer q='release.about'/></p></section>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  request.draft = false;
  struct document *document = NULL;
  assert_int_equal(doc_build(&request, world->engine, &document, NULL), STATUS_OK);
  assert_null(document->watermark);
  assert_false(document->has_placeholder);
  document_free(document);
}

static void document_about_another_kind_of_subject_is_refused(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p>A</p>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  request.subject = "p";
  struct document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(doc_build(&request, world->engine, &document, &error), STATUS_USAGE);
  assert_non_null(strstr(error.next, "Release"));
  request.subject = "nobody";
  assert_int_equal(doc_build(&request, world->engine, &document, NULL), STATUS_USAGE);
}

/* ---- hash ---- */

static char *hash_text(struct world *world, const struct doc_request *request) {
  struct hash hash;
  char text[HASH_TEXT_SIZE];
  assert_int_equal(doc_hash(request, world->engine, &hash, NULL), STATUS_OK);
  hash_format(&hash, text);
  return mem_strdup(text);
}

static void hash_is_equal_on_another_day_and_as_final_document(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p><answer q='release.about'/></p><p><date-of-document/> <as-of/> <journal-head/> <document-id/></p>"
                         "<reasons of='begun'/><section id='s' approved='no'><list source='history'><column "
                         "width='1'><title>A</title></column></list></section>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  CLEANUP(mem_freep) char *first = hash_text(world, &request);
  const char *cells[] = {"approved"};
  struct doc_list list = {.source = "history", .subject = "r", .columns = 1, .cells = cells, .rows_len = 1};
  request.now += 86400000;
  request.journal_head = "f00";
  request.draft = false;
  request.lists = &list;
  request.lists_len = 1;
  engine_free(world->engine);
  world->engine = engine_new(world->pack, world->snapshot, day_make(2029, 5, 5));
  CLEANUP(mem_freep) char *second = hash_text(world, &request);
  assert_string_equal(first, second);
}

/* Hash of the body with what `change` says about the release. */
static char *hash_with(struct world *world, void (*change)(struct world *world)) {
  begin_facts(world);
  snapshot_add_subject(world->snapshot, "e", "evidence", "p");
  say_text(world, "e", "evidence.title", "Report");
  change(world);
  end_facts(world);
  struct doc_request request = request_of(world);
  return hash_text(world, &request);
}

static void change_nothing(struct world *world) {
  (void)world;
}
static void change_shown_answer(struct world *world) {
  say_text(world, "r", "release.about", "Else.");
}
static void change_unshown_answer(struct world *world) {
  say_text(world, "r", "release.website", "https://example.org");
}
static void change_evidence_file(struct world *world) {
  say_value(world, "e", "evidence.file", value_of(VALUE_BLOB, HASH_A));
}
static void change_conclusion(struct world *world) {
  say_value(world, "p", "product.connected", value_bool(true));
}
static void change_risk_name(struct world *world) {
  snapshot_add_subject(world->snapshot, "k", "risk", "r");
  say_text(world, "k", "risk.title", "Theft");
}

static void hash_differs_when_what_is_shown_differs_and_only_then(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p><answer q='release.about'/><conclusion id='scope'/></p><for-each of='evidence' from='product'><p><hash-of "
                         "q='evidence.file'/></p></for-each>"
                         "<for-each of='risk'><p><name/></p></for-each>" END);
  void (*const changes[])(struct world *) = {change_shown_answer, change_evidence_file, change_conclusion, change_risk_name};
  CLEANUP(mem_freep) char *before = hash_with(world, change_nothing);
  for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
    CLEANUP(mem_freep) char *after = hash_with(world, changes[i]);
    assert_string_not_equal(before, after);
  }
  CLEANUP(mem_freep) char *unshown = hash_with(world, change_unshown_answer);
  assert_string_equal(before, unshown);
}

static void document_is_the_same_each_time(void **state) {
  struct world *world = *state;
  must_load(world, BEGIN "<p><document-id/></p><gaps/><for-each of='requirement'><p><name/></p></for-each>" END);
  end_facts(world);
  struct doc_request request = request_of(world);
  CLEANUP(mem_freep) char *first = build_and_dump(world, &request);
  CLEANUP(mem_freep) char *second = build_and_dump(world, &request);
  assert_string_equal(first, second);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(requirement_shows_the_risks_that_name_it),
      TEST(document_shows_what_is_defined_once_in_several_places),
      TEST(many_citations_of_one_article_are_shown_as_what_they_share),
      TEST(document_shows_each_kind_of_block),
      TEST(document_shows_citations_beside_blocks_and_inside_cells),
      TEST(document_keeps_blanks_between_answers),
      TEST(document_keeps_the_paragraphs_of_a_long_answer),
      TEST(document_repeats_blocks_and_rows_for_each_child),
      TEST(document_says_what_stands_instead_of_nothing),
      TEST(document_runs_over_requirements_of_a_group),
      TEST(document_runs_over_linked_subjects_and_shows_their_hashes),
      TEST(document_shows_rows_that_the_program_hands_in),
      TEST(document_lists_the_acts_it_cites),
      TEST(document_shows_open_answers_as_placeholders),
      TEST(document_shows_hidden_answers_as_not_applicable),
      TEST(document_marks_proposed_answers_as_placeholders),
      TEST(document_wants_declared_texts_in_its_own_language),
      TEST(document_gives_the_reasons_of_a_conclusion_with_citations),
      TEST(document_lists_open_points_with_citations),
      TEST(document_bears_titles_dates_and_its_id),
      TEST(final_document_refuses_a_placeholder_and_names_it),
      TEST(final_document_refuses_an_empty_mandatory_part_and_names_it),
      TEST(final_document_without_gaps_bears_no_watermark),
      TEST(document_about_another_kind_of_subject_is_refused),
      TEST(hash_is_equal_on_another_day_and_as_final_document),
      TEST(hash_differs_when_what_is_shown_differs_and_only_then),
      TEST(document_is_the_same_each_time),
  };
  return cmocka_run_group_tests_name("a document says what facts and templates say", tests, NULL, NULL);
}
