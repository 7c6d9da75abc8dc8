/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official texts in a workspace under the real law pack. */
#include "app/support.h"

#include "app/law.h"
#include "skip.h"

/* A sample of tests/lawtext, made a text of the act with the number 2024/2847. Path of the new file. */
static const char *sample_as(struct fixture *fixture, const char *sample, const char *name) {
  static const char *const pairs[][2] = {{"4711", "2847"}, {"2031", "2024"}};
  struct buf content = {0}, changed = {0};
  CLEANUP(mem_freep) char *path = path_join(TOP_SRCDIR "/tests/lawtext/data", sample);
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  for (const char *at = buf_str(&content); *at;) {
    size_t pair = 0;
    while (pair < ARRAY_LEN(pairs) && !str_starts(at, pairs[pair][0]))
      pair++;
    if (pair < ARRAY_LEN(pairs)) {
      buf_puts(&changed, pairs[pair][1]);
      at += 4;
    } else {
      buf_putc(&changed, *at++);
    }
  }
  const char *made = file_with(fixture, name, buf_str(&changed));
  buf_free(&content);
  buf_free(&changed);
  return made;
}

static struct law_file imported(struct fixture *fixture, const char *path, bool *ret_replaced) {
  struct law_file file;
  succeeds(fixture, app_law_import(fixture->session, path, &file, ret_replaced, &fixture->error));
  return file;
}

static struct law_reading *reading_of(struct fixture *fixture, const char *citation, const char *lang) {
  cite_vec_t cites = {0};
  struct law_reading *reading = NULL;
  succeeds(fixture, app_law_cites(fixture->session, citation, fixture->arena, &cites, &fixture->error));
  succeeds(fixture, app_law_read(fixture->session, &cites, lang, &reading, &fixture->error));
  vec_free(&cites);
  return reading;
}

static void shows_law(struct fixture *fixture, const char *citation, const char *lang, enum law_found found, const char *words) {
  struct law_reading *reading = reading_of(fixture, citation, lang);
  assert_int_equal(reading->quotes.len, 1);
  const struct law_quote *quote = &reading->quotes.items[0];
  assert_int_equal(quote->found, found);
  if (words) {
    assert_true(quote->passages_len > 0);
    assert_string_equal(quote->passages[0].text, words);
  }
  law_reading_free(reading);
}

static void text_is_shown_in_the_wanted_language_else_in_english_else_in_any(void **state) {
  struct fixture *fixture = *state;
  bool replaced;
  imported(fixture, sample_as(fixture, "consolidated.fr.xml", "fr.xml"), &replaced);
  shows_law(fixture, "CRA 2(1a)", "de", LAW_FOUND, "Un paragraphe ajouté.");
  imported(fixture, sample_as(fixture, "act.en.fmx.xml", "en.xml"), &replaced);
  shows_law(fixture, "CRA 2(1a)", "de", LAW_FOUND, "An inserted paragraph.");
  shows_law(fixture, "CRA 2(1a)", "fr", LAW_FOUND, "Un paragraphe ajouté.");
}

static void annex_file_adds_to_the_act(void **state) {
  struct fixture *fixture = *state;
  bool replaced;
  struct law_file file = imported(fixture, sample_as(fixture, "annex.en.fmx.xml", "annex.xml"), &replaced);
  assert_string_equal(file.act->id, "cra");
  assert_string_equal(file.part, "anx.ii");
  shows_law(fixture, "CRA 2", "en", LAW_NOT_IN_FILES, NULL);
  imported(fixture, sample_as(fixture, "act.en.fmx.xml", "en.xml"), &replaced);
  assert_false(replaced);
  shows_law(fixture, "CRA 2(1a)", "en", LAW_FOUND, "An inserted paragraph.");
  shows_law(fixture, "CRA annex II section A 1", "en", LAW_FOUND, "With a lamp");
}

static void newer_wording_is_shown_before_an_older_one_whenever_it_was_imported(void **state) {
  struct fixture *fixture = *state;
  bool replaced;
  const char *german = sample_as(fixture, "published.de.xhtml", "de.xhtml");
  imported(fixture, sample_as(fixture, "consolidated.fr.xml", "fr.xml"), &replaced);
  imported(fixture, german, &replaced);
  shows_law(fixture, "CRA annex I part I point 1", "it", LAW_FOUND, "Avec une lampe");
}

static void file_of_the_same_part_replaces_the_earlier_one(void **state) {
  struct fixture *fixture = *state;
  bool replaced;
  law_file_vec_t files = {0};
  const char *path = sample_as(fixture, "act.en.fmx.xml", "en.xml");
  imported(fixture, path, &replaced);
  assert_false(replaced);
  imported(fixture, path, &replaced);
  assert_true(replaced);
  succeeds(fixture, app_law_files(fixture->session, fixture->arena, &files, &fixture->error));
  assert_int_equal(files.len, 1);
  vec_free(&files);
}

static void broken_or_foreign_file_leaves_nothing_behind(void **state) {
  struct fixture *fixture = *state;
  struct law_file file;
  bool replaced;
  law_file_vec_t files = {0};
  char before[HASH_TEXT_SIZE], after[HASH_TEXT_SIZE];
  assert_int_equal(store_head(session_store(fixture->session), before, NULL), STATUS_OK);
  fails(fixture, app_law_import(fixture->session, file_with(fixture, "a.xml", "<ACT>"), &file, &replaced, &fixture->error), STATUS_INPUT,
        "a.xml:1");
  fails(fixture, app_law_import(fixture->session, TOP_SRCDIR "/tests/lawtext/data/act.en.fmx.xml", &file, &replaced, &fixture->error),
        STATUS_INPUT, "2031/4711");
  assert_int_equal(store_head(session_store(fixture->session), after, NULL), STATUS_OK);
  assert_string_equal(before, after);
  succeeds(fixture, app_law_files(fixture->session, fixture->arena, &files, &fixture->error));
  assert_int_equal(files.len, 0);
  vec_free(&files);
}

static void wording_says_its_day_and_what_came_later(void **state) {
  struct fixture *fixture = *state;
  const struct act *act = pack_act(app_pack(fixture->app), "aia");
  struct law_file file = {.act = act, .state = LAW_PUBLISHED, .part = ""};
  CLEANUP(mem_freep) char *wording = law_wording_text(&file);
  CLEANUP(mem_freep) char *later = law_later_changes(&file);
  assert_string_equal(wording, "Wording as published: OJ L, 2024/1689, 12.7.2024.");
  assert_string_equal(later, "OJ L, 2026/1744, 24.7.2026");
  file.state = LAW_CONSOLIDATED;
  file.has_date = day_parse("2026-07-27", &file.date);
  CLEANUP(mem_freep) char *newest = law_wording_text(&file);
  assert_string_equal(newest, "Consolidated wording of 27.7.2026.");
  assert_null(law_later_changes(&file));
}

static void citations_are_understood_as_people_write_them(void **state) {
  struct fixture *fixture = *state;
  static const char *const texts[][2] = {{"CRA 13(8)", "art.13.8"},
                                         {"cra Art. 13(8)", "art.13.8"},
                                         {"CRA article 13(8)", "art.13.8"},
                                         {"AI Act 5(1)(h)", "art.5.1.h"},
                                         {"CRA recital 12", "rct.12"},
                                         {"CRA Annex I Part I point (2)(a)", "anx.i.part-i.2.a"},
                                         {"CRA Annex III, Class I, point 6", "anx.iii.class-i.6"},
                                         {"CRA annex vii 2(a)", "anx.vii.2.a"},
                                         {"CRA anx.i.part-ii.1", "anx.i.part-ii.1"},
                                         {"cra art.13.8", "art.13.8"}};
  for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
    cite_vec_t cites = {0};
    succeeds(fixture, app_law_cites(fixture->session, texts[i][0], fixture->arena, &cites, &fixture->error));
    assert_int_equal(cites.len, 1);
    CLEANUP(mem_freep) char *path = cite_path(&cites.items[0]);
    assert_string_equal(path, texts[i][1]);
    vec_free(&cites);
  }
  cite_vec_t cites = {0};
  fails(fixture, app_law_cites(fixture->session, "CRA nonsense", fixture->arena, &cites, &fixture->error), STATUS_USAGE, "neither");
}

static void real_text_is_quoted_for_a_requirement(void **state) {
  struct fixture *fixture = *state;
  const char *corpus = getenv("CRADLE_CORPUS");
  CLEANUP(mem_freep) char *folder = corpus ? path_join(corpus, "law/samples") : NULL;
  if (!folder || !file_exists(folder)) skip_because("CRADLE_CORPUS is not set to a folder with law/samples");
  CLEANUP(mem_freep) char *path = path_join(folder, "formex-consolidated-CL2024R2847EN0000030.0001.xml");
  bool replaced;
  struct law_file file = imported(fixture, path, &replaced);
  assert_string_equal(file.celex, "02024R2847-20241120");
  shows_law(fixture, "CRA annex III class I point 6", "en", LAW_FOUND, "Network management systems");
  struct law_reading *reading = reading_of(fixture, "cra.annex-i.1.2.a", "en");
  assert_int_equal(reading->quotes.items[0].found, LAW_FOUND);
  assert_string_equal(reading->quotes.items[0].heading->text, "ESSENTIAL CYBERSECURITY REQUIREMENTS");
  law_reading_free(reading);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(text_is_shown_in_the_wanted_language_else_in_english_else_in_any, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(annex_file_adds_to_the_act, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(newer_wording_is_shown_before_an_older_one_whenever_it_was_imported, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(file_of_the_same_part_replaces_the_earlier_one, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(broken_or_foreign_file_leaves_nothing_behind, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(wording_says_its_day_and_what_came_later, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(citations_are_understood_as_people_write_them, workspace_up, workspace_down),
      cmocka_unit_test_setup_teardown(real_text_is_quoted_for_a_requirement, workspace_up, workspace_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
