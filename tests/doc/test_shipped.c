/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped templates over the shipped law pack. */
#include "support.h"

static int setup(void **state) {
  static struct world world;
  world = (struct world){0};
  CLEANUP(mem_freep) char *data = source_path("data");
  CLEANUP(mem_freep) char *folder = source_path("templates");
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(data, NULL, &world.pack, &error) || templates_load(folder, world.pack, &world.templates, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
  begin_facts(&world);
  *state = &world;
  return 0;
}

static int teardown(void **state) {
  struct world *world = *state;
  engine_free(world->engine);
  snapshot_free(world->snapshot);
  templates_free(world->templates);
  pack_free(world->pack);
  return 0;
}

static struct document *draft_of(struct world *world, const char *id) {
  struct doc_request request = request_of(world);
  request.template = templates_find(world->templates, id);
  struct document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  if (doc_build(&request, world->engine, &document, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s", text);
  }
  return document;
}

/* The anchors stand in the document in this order. */
static void has_in_order(const struct document *document, const char *const *ids, size_t len) {
  size_t found = 0;
  for (size_t i = 0; i < document->blocks_len && found < len; i++)
    if (str_eq(document->blocks[i].id, ids[found])) found++;
  if (found < len) fail_msg("“%s” is missing or in the wrong place", ids[found]);
}

static void has_text(struct world *world, const char *id, const char *words) {
  struct document *document = draft_of(world, id);
  CLEANUP(mem_freep) char *text = dump(document);
  document_free(document);
  if (!strstr(text, words)) fail_msg("“%s” is missing in %s:\n%s", words, id, text);
}

static void has_not_text(struct world *world, const char *id, const char *words) {
  struct document *document = draft_of(world, id);
  CLEANUP(mem_freep) char *text = dump(document);
  document_free(document);
  if (strstr(text, words)) fail_msg("“%s” does not belong in %s:\n%s", words, id, text);
}

/* ---- what every release has ---- */

static void declaration_keeps_the_order_of_annex_v(void **state) {
  static const char *const ids[] = {"annex-v.1", "annex-v.2", "annex-v.3", "annex-v.4",        "annex-v.5",
                                    "annex-v.6", "annex-v.7", "annex-v.8", "annex-v.signature"};
  struct world *world = *state;
  end_facts(world);
  struct document *document = draft_of(world, "eu-declaration");
  has_in_order(document, ids, ARRAY_LEN(ids));
  document_free(document);
}

static void declaration_uses_the_wording_of_the_official_journal(void **state) {
  static const char *const wording[] = {
      "Name and type and any additional information enabling the unique identification of the product with digital elements\n",
      "Name and address of the manufacturer or its authorised representative\n",
      "is issued under the sole responsibility of the provider.",
      "Object of the declaration (identification of the product with digital elements allowing traceability, which may include a "
      "photograph, where "
      "appropriate)\n",
      "The object of the declaration described above is in conformity with the relevant Union harmonisation legislation:",
      "References to any relevant harmonised standards used or any other common specification or cybersecurity certification in relation "
      "to which "
      "conformity is declared\n",
      "Where applicable, the name and number of the notified body, a description of the conformity assessment procedure performed and "
      "identification "
      "of the certificate issued\n",
      "8. Additional information:\n",
      "Signed for and on behalf of: Example Ltd",
      "(place and date of issue): ",
      "(name, function) (signature): ",
      "Regulation (EU) 2024/2847 (Cyber Resilience Act), OJ L, 2024/2847, 20.11.2024",
      "no legal advice",
  };
  struct world *world = *state;
  end_facts(world);
  for (size_t i = 0; i < ARRAY_LEN(wording); i++)
    has_text(world, "eu-declaration", wording[i]);
}

static void technical_file_keeps_the_order_of_annex_vii(void **state) {
  static const char *const ids[] = {"annex-vii.1", "annex-vii.2", "annex-vii.3", "annex-vii.4",  "annex-vii.5",
                                    "annex-vii.6", "annex-vii.7", "annex-vii.8", "requirements", "scope",
                                    "procedure",   "ai-act",      "evidence",    "open-points",  "applied-law"};
  struct world *world = *state;
  end_facts(world);
  struct document *document = draft_of(world, "technical-file");
  has_in_order(document, ids, ARRAY_LEN(ids));
  document_free(document);
}

static void technical_file_lists_all_requirements_of_annex_i(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct document *document = draft_of(world, "technical-file");
  size_t rows = 0;
  for (size_t i = 0; i < document->blocks_len; i++)
    if (str_eq(document->blocks[i].id, "matrix")) rows = document->blocks[i].rows_len - document->blocks[i].header_rows;
  assert_int_equal(rows, 22);
  document_free(document);
}

static void every_document_says_that_it_is_no_legal_advice(void **state) {
  struct world *world = *state;
  end_facts(world);
  for (size_t i = 0; i < templates_count(world->templates); i++)
    has_text(world, template_id(templates_at(world->templates, i)), "no legal advice");
}

static void final_documents_of_an_empty_release_are_refused(void **state) {
  struct world *world = *state;
  end_facts(world);
  struct doc_request request = request_of(world);
  request.draft = false;
  for (size_t i = 0; i < templates_count(world->templates); i++) {
    request.template = templates_at(world->templates, i);
    struct document *document = NULL;
    assert_int_equal(doc_build(&request, world->engine, &document, NULL), STATUS_REFUSED);
  }
}

/* ---- what depends on answers ---- */

static void choose(struct world *world, const char *subject, const char *key, const char *choice) {
  say_value(world, subject, key, value_of(VALUE_CHOICE, choice));
}

static void none(struct world *world, const char *subject, const char *key) {
  say_value(world, subject, key, value_of(VALUE_NONE, NULL));
}

/* A product of this category in scope. */
static void say_in_scope_as(struct world *world, const char *category) {
  static const char *const no[] = {
      "scope.mdr", "scope.ivdr",     "scope.vehicle-2019-2144", "scope.aviation-certified",      "scope.marine", "scope.l-category",
      "scope.ehr", "role.own-brand", "role.makes-available",    "role.substantial-modification", "foss.licence", "declaration.other-acts"};
  for (size_t i = 0; i < ARRAY_LEN(no); i++)
    say_value(world, str_starts(no[i], "declaration") ? "r" : "p", no[i], value_bool(false));
  choose(world, "p", "role.activity", "makes");
  choose(world, "p", "scope.offer", "product");
  choose(world, "p", "scope.connection", "direct");
  choose(world, "p", "scope.supply", "commercial");
  choose(world, "p", "scope.spare-part", "no");
  choose(world, "p", "scope.defence", "no");
  choose(world, "p", "class.core-functionality", category);
  say_value(world, "r", "release.first-placed", value_date(day_make(2028, 3, 1)));
  none(world, "r", "release.last-placed");
  none(world, "r", "release.substantially-modified");
}

/* A network management system: important, class I. */
static void say_in_scope(struct world *world) {
  say_in_scope_as(world, "annex-iii.i.6");
}

/* A high-risk AI system of Annex III point 2. */
static void say_high_risk(struct world *world) {
  say_value(world, "p", "aia.ai-system", value_bool(true));
  choose(world, "p", "aia.role", "provider");
  none(world, "p", "aia.excluded");
  none(world, "p", "aia.prohibited");
  choose(world, "p", "aia.annex-i", "none");
  say_chosen(world, "p", "aia.annex-iii", "2");
  say_value(world, "p", "aia.profiling", value_bool(false));
  none(world, "p", "aia.exception");
  say_value(world, "p", "aia.art-15-shown", value_bool(true));
}

static const char article_12[] =
    "The achievement of the level of cybersecurity protection required under Article 15 of Regulation (EU) 2024/1689";
static const char article_47[] = "This single declaration also is the EU declaration of conformity under Article 47";

static void declaration_of_a_high_risk_system_serves_both_acts(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  say_value(world, "r", "declaration.ai-requirements-met", value_bool(true));
  say_value(world, "r", "declaration.ai-personal-data", value_bool(true));
  end_facts(world);
  has_text(world, "eu-declaration", article_12);
  has_text(world, "eu-declaration", article_47);
  has_text(world, "eu-declaration", "Regulation (EU) 2024/1689 (Artificial Intelligence Act)");
  has_text(world, "eu-declaration", "meets the requirements set out in Chapter III, Section 2");
  has_text(world, "eu-declaration", "Directive (EU) 2016/680");
}

/* AI Act Art. 47(2) and (4): who states it answers for it, so it is never assumed. */
static void declaration_states_nothing_under_the_ai_act_that_nobody_answered(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  end_facts(world);
  has_not_text(world, "eu-declaration", "meets the requirements set out in Chapter III");
  has_not_text(world, "eu-declaration", "2016/680");
  has_text(world, "eu-declaration", "![AI Act requirements met]!");
}

static void declaration_without_ai_names_no_ai_act(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_value(world, "p", "aia.ai-system", value_bool(false));
  end_facts(world);
  has_not_text(world, "eu-declaration", "2024/1689");
  has_text(world, "eu-declaration", "No other Union act requires an EU declaration of conformity for it.");
}

static void declaration_names_a_notified_body_only_if_one_took_part(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  choose(world, "r", "procedure.chosen", "b-c");
  say_text(world, "r", "procedure.body-name", "Prüfhaus");
  say_text(world, "r", "procedure.body-number", "9999");
  end_facts(world);
  has_text(world, "eu-declaration", "Notified body: Prüfhaus, number 9999");
  has_not_text(world, "eu-declaration", "No notified body took part");
}

static void say_standard(struct world *world, bool cited) {
  say_in_scope(world);
  snapshot_add_subject(world->snapshot, "s", "standard", "o");
  say_text(world, "s", "std.reference", "EN 99999:2027");
  choose(world, "s", "std.kind", "harmonised");
  say_value(world, "s", "std.cited", value_bool(cited));
  choose(world, "s", "std.applied", "full");
  say_element(world, "r", "release.standards", "s");
  end_facts(world);
}

/* Annex V point 6 with Art. 27(1): only what is published gives presumption. */
static void declaration_names_no_standard_that_is_not_published(void **state) {
  struct world *world = *state;
  say_standard(world, false);
  has_text(world, "eu-declaration", "No published harmonised standard");
}

static void declaration_warns_of_a_publication_that_the_table_does_not_know(void **state) {
  struct world *world = *state;
  say_standard(world, true);
  has_text(world, "eu-declaration", "The list of this law pack does not hold it.");
}

static void technical_file_warns_of_a_standard_that_the_table_does_not_know(void **state) {
  struct world *world = *state;
  say_standard(world, true);
  has_text(world, "technical-file", "Publication not known to this pack.");
}

/* ---- what is open is no statement ---- */

static void nothing_answered_means_nothing_stated(void **state) {
  static const struct {
    const char *id, *words;
  } statements[] = {
      {"eu-declaration", "No notified body took part"},
      {"eu-declaration", "No other Union act"},
      {"eu-declaration", "No published harmonised standard"},
      {"eu-declaration", "identify the product"},
      {"eu-declaration", ": none"},
      {"eu-declaration", "None "},
      {"technical-file", "accompan"},
      {"technical-file", "was taken into account"},
      {"technical-file", "The product is software"},
      {"technical-file", "the remaining risk is low"},
      {"technical-file", "not provided"},
      {"technical-file", ": none"},
      {"technical-file", ": all"},
      {"technical-file", "No harmonised standard"},
  };
  struct world *world = *state;
  end_facts(world);
  for (size_t i = 0; i < ARRAY_LEN(statements); i++)
    has_not_text(world, statements[i].id, statements[i].words);
}

static void declaration_shows_every_open_answer_as_a_gap(void **state) {
  static const char *const places[] = {"Further identification: ![Further identification]!",
                                       "Type, batch or serial number: ![Type, batch or serial number]!", "![Additional information]!",
                                       "![Standards applied]!", "Procedure: !["};
  struct world *world = *state;
  say_in_scope(world);
  end_facts(world);
  for (size_t i = 0; i < ARRAY_LEN(places); i++)
    has_text(world, "eu-declaration", places[i]);
}

/* The words inside <answer> also stand for what is open: so they may say no more than that. */
static void words_are_neutral(const struct xml_node *node) {
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    if (!xml_name(child)) continue;
    bool answer = xml_is(child, "answer") || xml_is(child, "hash-of");
    const char *words = answer ? xml_content(child) : "";
    if (*words && !str_eq(words, "not stated") && !str_eq(words, "–"))
      fail_msg("line %d: “%s” would state something while the answer is open", xml_line(child), words);
    words_are_neutral(child);
  }
}

static void words_for_open_answers_state_nothing(void **state) {
  static const char *const files[] = {"templates/eu-declaration.xml", "templates/technical-file.xml", "templates/gap-report.xml",
                                      "templates/cross-map.xml"};
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(files); i++) {
    CLEANUP(mem_freep) char *path = source_path(files[i]);
    struct xml_document *xml = NULL;
    assert_int_equal(xml_load(path, &xml, NULL), STATUS_OK);
    words_are_neutral(xml_root(xml));
    xml_free(xml);
  }
}

static void declaration_says_that_no_body_took_part_only_with_an_allowed_procedure(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  choose(world, "r", "procedure.chosen", "a"); /* class I without standards: not open */
  end_facts(world);
  has_not_text(world, "eu-declaration", "No notified body took part");
}

static void declaration_of_internal_control_says_that_no_body_took_part(void **state) {
  struct world *world = *state;
  say_in_scope_as(world, "none");
  choose(world, "r", "procedure.chosen", "a");
  end_facts(world);
  has_text(world, "eu-declaration", "No notified body took part under Regulation (EU) 2024/2847. Procedure: Internal control (module A)");
}

static void declaration_keeps_silent_about_a_standard_of_which_nothing_is_known(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  snapshot_add_subject(world->snapshot, "s", "standard", "o");
  say_text(world, "s", "std.reference", "EN 99999:2027");
  say_element(world, "r", "release.standards", "s");
  end_facts(world);
  has_not_text(world, "eu-declaration", "No published harmonised standard");
  has_text(world, "eu-declaration", "| EN 99999:2027 | ![open]! | ![Applied]!");
}

/* ---- procedures ---- */

static void technical_file_says_once_which_procedures_are_open_to_all(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  none(world, "r", "release.standards");
  end_facts(world);
  has_text(world, "technical-file", "Procedures open for each of them that applies: EU-type examination");
  has_not_text(world, "technical-file", "*Procedures open*");
}

static void technical_file_names_procedures_for_each_requirement_where_they_differ(void **state) {
  struct world *world = *state;
  snapshot_add_subject(world->snapshot, "s", "standard", "o");
  say_in_scope(world);
  say_text(world, "s", "std.reference", "EN 99999:2027");
  choose(world, "s", "std.kind", "harmonised");
  say_value(world, "s", "std.cited", value_bool(true));
  choose(world, "s", "std.applied", "full");
  say_chosen(world, "s", "std.covers", "cra.annex-i.2.1");
  say_element(world, "r", "release.standards", "s");
  end_facts(world);
  has_text(world, "technical-file", "*Procedures open*");
  has_text(world, "technical-file", "| Module A, Modules B and C, Module H\n");
  has_text(world, "technical-file", "| Modules B and C, Module H\n");
  has_not_text(world, "technical-file", "Procedures open for each of them that applies");
}

static void technical_file_shows_scope_and_class_with_their_reasons(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  end_facts(world);
  has_text(world, "technical-file", "| Important, class I\n");
  has_text(world, "technical-file", "Class of the product: Important, class I.");
}

static void technical_file_says_what_each_document_gains_for_a_requirement(void **state) {
  struct world *world = *state;
  say_chosen(world, "s", "std.covers", "cra.annex-i.2.1");
  say_standard(world, true);
  has_text(world, "technical-file", "Presumption of conformity: For the whole requirement");
  has_text(world, "technical-file", "Effect: Harmonised standard, cited");
  has_text(world, "technical-file", "Requirements covered in part: –");
}

static void declaration_lists_a_document_with_its_effect(void **state) {
  struct world *world = *state;
  say_standard(world, true);
  has_text(world, "eu-declaration", "| EN 99999:2027 | Harmonised standard, cited | In full |");
}

/* ---- the registers ---- */

static void say_number(struct world *world, const char *subject, const char *key, int64_t number) {
  say_value(world, subject, key, value_number(number * 1000000));
}

static struct value file_of(const char *name) {
  struct value file = value_of(VALUE_BLOB, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  file.lang = name;
  return file;
}

/* An asset, a risk to it, a test of the measure and its report, all for protection from unauthorised access. */
static void say_chain(struct world *world) {
  static const char *const subjects[][3] = {{"as", "asset", "r"}, {"k", "risk", "r"}, {"t", "test", "r"}, {"e", "evidence", "p"}};
  static const char *const texts[][3] = {{"as", "asset.name", "Signing key"}, {"k", "risk.title", "Key stolen"},
                                         {"k", "risk.measure", "A vault"},    {"t", "test.title", "Break-in"},
                                         {"t", "test.build", "rc4"},          {"e", "evidence.title", "Report on the break-in"}};
  for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
    snapshot_add_subject(world->snapshot, subjects[i][0], subjects[i][1], subjects[i][2]);
  for (size_t i = 0; i < ARRAY_LEN(texts); i++)
    say_text(world, texts[i][0], texts[i][1], texts[i][2]);
  say_number(world, "k", "risk.likelihood", 4);
  say_number(world, "k", "risk.impact", 4);
  say_number(world, "k", "risk.residual-likelihood", 1);
  say_number(world, "k", "risk.residual-impact", 4);
  choose(world, "k", "risk.treatment", "reduce");
  choose(world, "k", "risk.residual", "low");
  choose(world, "t", "test.result", "passed");
  say_value(world, "t", "test.date", value_date(day_make(2027, 5, 1)));
  say_value(world, "e", "evidence.file", file_of("break-in.pdf"));
  say_element(world, "k", "risk.assets", "as");
  say_element(world, "k", "risk.tests", "t");
  say_element(world, "t", "test.evidence", "e");
  say_element(world, "r/cra.annex-i.1.2.d", "req.evidence", "e");
  say_value(world, "r/cra.annex-i.1.2.d", "req.applicable", value_bool(true));
  say_chosen(world, "k", "risk.requirements", "cra.annex-i.1.2.d");
  say_chosen(world, "t", "test.requirements", "cra.annex-i.1.2.d");
}

static void technical_file_shows_each_risk_with_all_that_belongs_to_it(void **state) {
  static const char *const words[] = {"| Likelihood 1 | Rare: ",
                                      "| Low | likelihood times impact is at most 5",
                                      "| Signing key",
                                      "| 4 × 4 | High | Reduce | 1 × 4 | Low",
                                      "| Assets concerned | Signing key",
                                      "| Before measures | Likelihood 4 × impact 4: *High*",
                                      "| Measures | A vault",
                                      "| After measures | Likelihood 1 × impact 4: *Low*; judged: Low",
                                      "| Tests | Break-in\n"};
  struct world *world = *state;
  say_in_scope(world);
  say_chain(world);
  end_facts(world);
  for (size_t i = 0; i < ARRAY_LEN(words); i++)
    has_text(world, "technical-file", words[i]);
}

static void technical_file_shows_each_test_with_its_report(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_chain(world);
  end_facts(world);
  has_text(world, "technical-file", "| Build tested | rc4");
  has_text(world, "technical-file", "| Result | *Passed*");
  has_text(world, "technical-file", "| Report | Report on the break-in, file break-in.pdf, made by not stated, not stated: *Current*");
}

static size_t rows_of(struct world *world, const char *id, const char *block_id) {
  struct document *document = draft_of(world, id);
  size_t rows = 0;
  for (size_t i = 0; i < document->blocks_len; i++)
    if (str_eq(document->blocks[i].id, block_id)) rows = document->blocks[i].rows_len - document->blocks[i].header_rows;
  document_free(document);
  return rows;
}

static void technical_file_leads_from_a_requirement_to_its_risks_tests_and_evidence(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_chain(world);
  end_facts(world);
  assert_int_equal(rows_of(world, "technical-file", "requirement.chain:r/cra.annex-i.1.2.d"), 3);
  assert_int_equal(rows_of(world, "technical-file", "requirement.chain:r/cra.annex-i.1.2.e"), 0);
  has_text(world, "technical-file", "High; remaining: Low");
  has_text(world, "technical-file", "| Evidence | Report on the break-in, break-in.pdf | Current, –");
}

static void technical_file_shows_vulnerabilities_and_components_of_third_parties(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  snapshot_add_subject(world->snapshot, "v", "vulnerability", "r");
  snapshot_add_subject(world->snapshot, "sp", "supplier-part", "p");
  say_text(world, "v", "vuln.id", "EX-1");
  choose(world, "v", "vuln.severity", "high");
  choose(world, "v", "vuln.status", "not-affected");
  choose(world, "v", "vuln.justification", "vulnerable-code-not-present");
  say_text(world, "sp", "part.name", "example-tls");
  choose(world, "sp", "part.result", "suitable");
  end_facts(world);
  has_text(world, "technical-file", "*EX-1*");
  has_text(world, "technical-file", "| High | Not affected");
  has_text(world, "technical-file", "Justification: Vulnerable code not present");
  has_text(world, "technical-file", "*example-tls*");
  has_text(world, "technical-file", "| Suitable");
}

static void technical_file_of_an_ai_system_keeps_the_order_of_annex_iv(void **state) {
  static const char *const titles[] = {"IV.1 General description", "IV.2 Elements of the system", "IV.3 Monitoring",
                                       "IV.4 Performance metrics", "IV.5 Risk management",        "IV.6 Changes",
                                       "IV.7 Standards",           "IV.8 EU declaration",         "IV.9 Performance after placing"};
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  say_text(world, "r/aia.art-10.2", "aireq.measure", "Data are counted twice");
  end_facts(world);
  struct document *document = draft_of(world, "technical-file");
  CLEANUP(mem_freep) char *text = dump(document);
  document_free(document);
  const char *at = text;
  for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
    at = strstr(at, titles[i]);
    if (!at) fail_msg("“%s” is missing or in the wrong place", titles[i]);
  }
  assert_non_null(strstr(text, "Measure: Data are counted twice"));
}

/* The pack does not require these answers: where they are open, nothing is said, and no final document is refused for them. */
static void records_of_the_ai_act_that_are_open_hold_nothing_up(void **state) {
  static const char *const parts[] = {"![Met and shown", "![Own evidence", "![At least one current item"};
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  end_facts(world);
  has_text(world, "technical-file", "State of the work: not stated");
  for (size_t i = 0; i < ARRAY_LEN(parts); i++)
    has_not_text(world, "technical-file", parts[i]);
}

/* A question on each of 24 uses rests on 24 points: the margin names the list. */
static void answers_in_reasons_do_not_fill_the_margin(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  end_facts(world);
  has_text(world, "technical-file", "Uses listed in Annex III: 2 Critical infrastructure {AI Act Art. 6(2); AI Act Annex III}");
  has_text(world, "technical-file", "Role under the AI Act: Provider {AI Act Art. 2(1); AI Act Art. 3}");
}

/* ---- duties, and both acts ---- */

static void gap_report_lists_duties_that_run_apart_from_those_done(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  end_facts(world);
  has_text(world, "gap-report", "| Report severe incidents ^");
  has_text(world, "gap-report", "table(duties.fines)");
  has_not_text(world, "technical-file", "table(duties)");
}

static void gap_report_shows_each_point_of_annex_ii_and_vii(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  end_facts(world);
  struct document *document = draft_of(world, "gap-report");
  size_t rows = 0, wanted = 0;
  for (size_t i = 0; i < document->blocks_len; i++)
    if (str_eq(document->blocks[i].id, "document-points")) rows = document->blocks[i].rows_len - document->blocks[i].header_rows;
  for (size_t i = 0; i < pack_requirement_count(world->pack); i++) {
    const char *id = pack_requirement_at(world->pack, i)->id;
    wanted += id_in_group(id, "cra.annex-ii") || id_in_group(id, "cra.annex-vii");
  }
  assert_true(wanted >= 17);
  assert_int_equal(rows, wanted);
  document_free(document);
}

/* Nine topics and the calls to action, each relation of the pack once, every point of Annex I in the matrix. */
static void cross_map_shows_the_nine_topics_every_relation_and_the_matrix(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_high_risk(world);
  end_facts(world);
  struct document *document = draft_of(world, "cross-map");
  size_t topics = 0, relations = 0, matrix = 0;
  for (size_t i = 0; i < document->blocks_len; i++) {
    const struct block *block = &document->blocks[i];
    if (block->id && str_starts(block->id, "topic:")) topics++;
    if (block->id && str_starts(block->id, "relations:")) relations += block->rows_len - block->header_rows;
    if (str_eq(block->id, "matrix.annex-i")) matrix = block->rows_len - block->header_rows;
  }
  assert_int_equal(topics, 9);
  assert_int_equal(relations, pack_relation_count(world->pack));
  assert_int_equal(matrix, 22 + 1);
  document_free(document);
  has_text(world, "cross-map", "First: build security into the life cycle of the AI");
  has_text(world, "cross-map", "| 2027-12-11 | The CRA applies");
  has_text(world, "cross-map", "| 2026-08-02 | The AI Act applies");
}

static void cross_map_flags_other_law_with_the_reason(void **state) {
  struct world *world = *state;
  say_in_scope(world);
  say_value(world, "p", "nb.radio", value_bool(true));
  end_facts(world);
  has_text(world, "cross-map", "*Radio equipment*: ");
}

/* ---- when the law moves ---- */

static const char act_for_gateways[] = "<table id='acts-in-force'><row id='cra.8.1.annex-iv.2'><cite act='cra' article='8(1)'/>"
                                       "<cell column='from'>2027-12-11</cell><title>Invented act</title></row></table>";

/* The law pack as it would be with an act under Art. 8(1) for smart meter gateways. */
static struct pack *pack_with_act(void) {
  const char *tmp = getenv("TMPDIR");
  CLEANUP(mem_freep) char *folder = mem_printf("%s/doc-law-XXXXXX", tmp ? tmp : "/tmp");
  assert_non_null(mkdtemp(folder));
  CLEANUP(mem_freep) char *data = source_path("data");
  CLEANUP(mem_freep)
  char *command =
      mem_printf("cp '%s'/*.xml '%s'/pack.rng '%s' && sed -i \"s|<table id=.acts-in-force.></table>|%s|\" '%s'/tables-standards.xml", data,
                 data, folder, act_for_gateways, folder);
  assert_int_equal(system(command), 0);
  struct pack *pack = NULL;
  CLEANUP(error_clear) struct error error = {0};
  enum status status = pack_load(folder, NULL, &pack, &error);
  remove_folder(folder);
  if (status) fail_msg("%s", error.what);
  return pack;
}

static void routes_are(struct world *world, const char *category, const char *expected) {
  begin_facts(world);
  say_in_scope_as(world, category);
  end_facts(world);
  CLEANUP(mem_freep) char *routes = conclusion_sentence(world->engine, engine_conclusion(world->engine, "p", "cra.class-routes"), "en");
  assert_string_equal(routes, expected);
}

static void act_that_demands_a_certificate_concerns_its_category_only(void **state) {
  struct world *world = *state;
  templates_free(world->templates);
  pack_free(world->pack);
  world->templates = NULL;
  world->pack = pack_with_act();
  routes_are(world, "annex-iv.2", "European certification scheme");
  routes_are(world, "annex-iv.3", "EU-type examination (modules B and C), Full quality assurance (module H)");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(declaration_keeps_the_order_of_annex_v),
      TEST(declaration_uses_the_wording_of_the_official_journal),
      TEST(technical_file_keeps_the_order_of_annex_vii),
      TEST(technical_file_lists_all_requirements_of_annex_i),
      TEST(every_document_says_that_it_is_no_legal_advice),
      TEST(final_documents_of_an_empty_release_are_refused),
      TEST(declaration_of_a_high_risk_system_serves_both_acts),
      TEST(declaration_states_nothing_under_the_ai_act_that_nobody_answered),
      TEST(declaration_without_ai_names_no_ai_act),
      TEST(declaration_names_a_notified_body_only_if_one_took_part),
      TEST(declaration_names_no_standard_that_is_not_published),
      TEST(declaration_warns_of_a_publication_that_the_table_does_not_know),
      TEST(technical_file_warns_of_a_standard_that_the_table_does_not_know),
      TEST(nothing_answered_means_nothing_stated),
      TEST(declaration_shows_every_open_answer_as_a_gap),
      TEST(words_for_open_answers_state_nothing),
      TEST(declaration_says_that_no_body_took_part_only_with_an_allowed_procedure),
      TEST(declaration_of_internal_control_says_that_no_body_took_part),
      TEST(declaration_keeps_silent_about_a_standard_of_which_nothing_is_known),
      TEST(technical_file_says_once_which_procedures_are_open_to_all),
      TEST(technical_file_names_procedures_for_each_requirement_where_they_differ),
      TEST(technical_file_shows_scope_and_class_with_their_reasons),
      TEST(technical_file_says_what_each_document_gains_for_a_requirement),
      TEST(declaration_lists_a_document_with_its_effect),
      TEST(technical_file_shows_each_risk_with_all_that_belongs_to_it),
      TEST(technical_file_shows_each_test_with_its_report),
      TEST(technical_file_leads_from_a_requirement_to_its_risks_tests_and_evidence),
      TEST(technical_file_shows_vulnerabilities_and_components_of_third_parties),
      TEST(technical_file_of_an_ai_system_keeps_the_order_of_annex_iv),
      TEST(records_of_the_ai_act_that_are_open_hold_nothing_up),
      TEST(answers_in_reasons_do_not_fill_the_margin),
      TEST(gap_report_lists_duties_that_run_apart_from_those_done),
      TEST(gap_report_shows_each_point_of_annex_ii_and_vii),
      TEST(cross_map_shows_the_nine_topics_every_relation_and_the_matrix),
      TEST(cross_map_flags_other_law_with_the_reason),
      TEST(act_that_demands_a_certificate_concerns_its_category_only),
  };
  return cmocka_run_group_tests_name("the shipped documents", tests, NULL, NULL);
}
