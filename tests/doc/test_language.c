/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents in another language. The catalogue is made by the real gettext tools: every message is its English text with « before it. */
#include "support.h"

#include "skip.h"

#define TEMPLATE_RULES "po/its/cradle-template.its"

static const char letter[] =
    "<template id='letter' subject='release'>\n"
    "  <title>A  letter</title>\n"
    "  <section id='s'>\n"
    "    <heading level='1'>Start &amp; end</heading>\n"
    "    <p>\n      <cite act='cra' article='13(2)'/>\n      The product\n      <strong>is <answer q='product.name'/></strong>, "
    "<em>soft</em> <answer q='release.website'>no\n"
    "      website</answer> &lt;here&gt;.\n    </p>\n"
    "    <p><answer q='product.name'/></p>\n"
    "    <p id='own'>Own id</p>\n"
    "    <table><column width='1'><title>Head</title></column><row><cell>Version <answer q='release.version'/></cell></row></table>\n"
    "  </section>\n"
    "  <item>Item</item><note>Note</note><signature>Signed</signature>\n"
    "</template>\n";

static const char letter_in_english[] = "heading1(s) Start & end\n"
                                        "p The product *is Thermo*, _soft_ no website <here>. {CRA Art. 13(2)}\n"
                                        "p Thermo\n"
                                        "p(own) Own id\n"
                                        "table\n  = | *Head*\n  - | Version 2.0\n"
                                        "item1 • Item\nnote Note\nsignature Signed\n";

static const char letter_in_pseudo[] = "heading1(s) «Start & end\n"
                                       "p «The product *is Thermo*, _soft_ no website <here>. {CRA Art. 13(2)}\n"
                                       "p Thermo\n"
                                       "p(own) «Own id\n"
                                       "table\n  = | *«Head*\n  - | «Version 2.0\n"
                                       "item1 • «Item\nnote «Note\nsignature «Signed\n";

static int setup(void **state) {
  static struct world world;
  if (system("xgettext --version >/dev/null 2>&1 && msgfmt --version >/dev/null 2>&1") != 0)
    skip_because("xgettext or msgfmt is not installed");
  world = world_new();
  begin_facts(&world);
  end_facts(&world);
  *state = &world;
  return 0;
}

static int teardown(void **state) {
  lang_init(NULL);
  if (*state) world_free(*state);
  return 0;
}

/* Extracts the template, translates with the sed script, and makes the catalogue of language xx known. */
static void translate(struct world *world, const char *sed) {
  CLEANUP(mem_freep)
  char *command = mem_printf(
      "cd '%s' && mkdir -p en_CRADLE/LC_MESSAGES && xgettext --from-code=UTF-8 --its='%s/%s' -o t.pot templates/test.xml"
      " && sed -i 's/charset=CHARSET/charset=UTF-8/' t.pot && msgen t.pot | msgfilter --keep-header sed -e '%s' 2>/dev/null > t.po"
      " && msgfmt -o en_CRADLE/LC_MESSAGES/cradle_xx.mo t.po",
      world->folder, TOP_SRCDIR, TEMPLATE_RULES, sed);
  assert_int_equal(system(command), 0);
  lang_init(world->folder);
  assert_true(lang_exists("xx"));
}

static char *text_in(struct world *world, const char *lang) {
  struct doc_request request = request_of(world);
  request.lang = lang;
  return build_and_dump(world, &request);
}

static void document_is_translated_by_what_xgettext_extracts(void **state) {
  struct world *world = *state;
  must_load(world, letter);
  translate(world, "1s/^\\(<cite[^>]*> *\\)\\{0,1\\}/\\1«/");
  CLEANUP(mem_freep) char *english = text_in(world, "en");
  CLEANUP(mem_freep) char *pseudo = text_in(world, "xx");
  assert_string_equal(english, letter_in_english);
  assert_string_equal(pseudo, letter_in_pseudo);
  assert_string_equal(template_title(templates_at(world->templates, 0), "xx"), "«A letter");
}

static void hash_is_equal_in_two_languages(void **state) {
  struct world *world = *state;
  must_load(world, letter);
  translate(world, "1s/^/«/");
  struct hash english, pseudo;
  struct doc_request request = request_of(world);
  assert_int_equal(doc_hash(&request, world->engine, &english, NULL), STATUS_OK);
  request.lang = "xx";
  assert_int_equal(doc_hash(&request, world->engine, &pseudo, NULL), STATUS_OK);
  assert_memory_equal(english.bytes, pseudo.bytes, sizeof english.bytes);
}

static void translation_that_loses_a_tag_is_not_used(void **state) {
  struct world *world = *state;
  must_load(
      world,
      "<template id='l' subject='release'><title>T</title><p>Of <answer q='product.name'/></p><p>Of <strong>it</strong></p></template>");
  translate(world, "s/<answer[^>]*>/what/; s/<.strong>//");
  CLEANUP(mem_freep) char *text = text_in(world, "xx");
  assert_string_equal(text, "p Of Thermo\np Of *it*\n");
}

static void translation_may_move_its_tags(void **state) {
  struct world *world = *state;
  must_load(world,
            "<template id='l' subject='release'><title>T</title><p>Of <answer q='product.name'/> and <strong>it</strong></p></template>");
  translate(world, "s/Of \\(<answer[^>]*>\\) and \\(<.*\\)/\\2 und \\1/");
  CLEANUP(mem_freep) char *text = text_in(world, "xx");
  assert_string_equal(text, "p *it* und Thermo\n");
}

static void prescribed_wording_without_translation_stops_the_final_document(void **state) {
  struct world *world = *state;
  must_load(world, "<template id='l' subject='release'><title>T</title><p prescribed='yes'>Sole responsibility.</p></template>");
  struct doc_request request = request_of(world);
  request.draft = false;
  request.lang = "zz";
  struct document *document = NULL;
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(doc_build(&request, world->engine, &document, &error), STATUS_REFUSED);
  assert_non_null(strstr(error.what, "wording"));
  request.lang = "en";
  assert_int_equal(doc_build(&request, world->engine, &document, NULL), STATUS_OK);
  document_free(document);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(document_is_translated_by_what_xgettext_extracts),
      TEST(hash_is_equal_in_two_languages),
      TEST(translation_that_loses_a_tag_is_not_used),
      TEST(translation_may_move_its_tags),
      TEST(prescribed_wording_without_translation_stops_the_final_document),
  };
  return cmocka_run_group_tests_name("documents speak other languages", tests, NULL, NULL);
}
