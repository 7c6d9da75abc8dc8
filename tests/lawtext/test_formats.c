/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own samples of every format: a law on garden gnomes that does not exist. */
#include "support.h"

static const char *const folder = TOP_SRCDIR "/tests/lawtext/data";

static void assert_day(const struct lawtext *law, const char *expected) {
  char day[DATE_TEXT_SIZE];
  assert_true(law->has_date);
  day_format(law->date, day);
  assert_string_equal(day, expected);
}

static void formex_act_says_what_it_is(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_int_equal(law->state, LAW_PUBLISHED);
  assert_int_equal(law->year, 2031);
  assert_int_equal(law->number, 4711);
  assert_null(law->celex);
  assert_string_equal(law->language, "en");
  assert_string_equal(law->title, "Regulation (EU) 2031/4711 of 4 March 2031 on garden gnomes");
  assert_true(law->date_of_act);
  assert_day(law, "2031-03-04");
  assert_string_equal(law->part, "act");
  assert_int_equal(count_below(law, "art"), 4);
  assert_int_equal(count_below(law, "rct"), 2);
  lawtext_free(law);
}

static void formex_paragraph_comes_with_its_points_and_what_follows_them(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_text(law, "art.2.1",
              "  1. Whoever places a gnome shall:\n    (a) paint it, and:\n      (i) its hat red;\n      (ii) its beard white;\n"
              "    (b) pay up to EUR 15\u00A0000\u00A0000 or 2,5 % in 2031;\n  What follows the list belongs to the paragraph.\n");
  assert_text(law, "art.2.1.a.ii", "      (ii) its beard white;\n");
  assert_text(law, "art.2.1a", "  1a. An inserted paragraph.\n");
  assert_text(law, "rct.2", "(2) Some of them fish:\n  (a) in ponds;\n");
  lawtext_free(law);
}

static void formex_quotation_marks_are_printed_and_footnotes_are_not(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_text(law, "art.1",
              "# Article 1 Definitions\nIn this Regulation:\n  (1) ‘gnome’ means a small clay figure;\n  (2) ‘lawn’ means grass.\n");
  lawtext_free(law);
}

static void formex_what_is_quoted_for_another_act_cannot_be_cited(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_text(law, "art.3", "# Article 3 Amendment\nIn the Act on hedges, the following is added:\n  # ‘Article 9\n    1. Hedges too’.\n");
  assert_null(lawtext_find(law, "art.9"));
  assert_string_equal(lawtext_find(law, "art.3.1")->path, "art.3");
  lawtext_free(law);
}

static void formex_point_that_exists_twice_is_shown_with_what_stands_around_both(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  const struct law_provision *found = lawtext_find(law, "art.2.2.a");
  assert_string_equal(found->path, "art.2.2");
  assert_false(lawtext_is_exact(found, "art.2.2.a"));
  assert_text(law, "art.2.2", "  2. First list:\n    (a) one\n  Second list:\n    (a) another\n");
  lawtext_free(law);
}

static void formex_table_rows_are_lines(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_text(law, "art.3a", "# Article 3a Table\nSize | Fee\nsmall | 1\n");
  lawtext_free(law);
}

static void find_unknown_path_falls_back_to_what_stands_around_it(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "act.en.fmx.xml");
  assert_string_equal(lawtext_find(law, "art.2.1.z.iv")->path, "art.2.1");
  assert_null(lawtext_find(law, "art.77.1"));
  assert_null(lawtext_find(law, "anx.i"));
  assert_null(lawtext_find(law, ""));
  lawtext_free(law);
}

static void formex_annex_divisions_are_found_by_number_whatever_they_are_called(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "annex.en.fmx.xml");
  assert_string_equal(law->part, "anx.ii");
  assert_text(law, "anx.ii.section-a.4", "    4. With tools\n      4.1. a spade\n");
  assert_text(law, "anx.ii.part-a.4.1", "      4.1. a spade\n");
  assert_text(law, "anx.ii.class-2", "  # Class 2: resting poses\n  Resting are:\n    (1) sitting\n    — also asleep\n");
  lawtext_free(law);
}

static void formex_manifest_is_refused_with_what_to_give_instead(void **state) {
  (void)state;
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct lawtext *law = NULL;
  assert_int_equal(file_read(TOP_SRCDIR "/tests/lawtext/data/manifest.doc.fmx.xml", 1 << 20, &content, NULL), STATUS_OK);
  assert_int_equal(lawtext_read(buf_str(&content), content.len, "m.xml", &law, &error), STATUS_INPUT);
  assert_string_equal(error.where, "m.xml:2");
  assert_non_null(strstr(error.next, "annexes"));
  assert_null(law);
}

static void consolidated_formex_old_wording_is_left_out(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "consolidated.fr.xml");
  assert_int_equal(law->state, LAW_CONSOLIDATED);
  assert_string_equal(law->celex, "02031R4711-20330101");
  assert_day(law, "2033-01-01");
  assert_false(law->date_of_act);
  assert_text(law, "art.1", "# Article premier Objet\nLes nains de terre cuite sont libres.\n");
  assert_text(law, "art.2.1", "  1. Il faut :\n    a) peindre ;\n    b) le nouveau point b) ;\n    b bis) un point ajouté.\n");
  assert_null(lawtext_find(law, "art.3"));
  for (size_t i = 0; i < law->passages_len; i++)
    assert_null(strstr(law->passages[i].text, "imbriqué"));
  lawtext_free(law);
}

static void consolidated_formex_french_numbers_are_found_like_english_ones(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "consolidated.fr.xml");
  assert_string_equal(law->title, "Règlement (UE) 2031/4711 sur les nains de jardin");
  assert_text(law, "art.2.1a", "  1 bis. Un paragraphe ajouté.\n");
  assert_text(law, "art.2.1.ba", "    b bis) un point ajouté.\n");
  assert_text(law, "anx.i.part-i.1", "    1) Avec une lampe\n");
  lawtext_free(law);
}

static void published_xhtml_says_what_it_is(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "published.de.xhtml");
  assert_int_equal(law->state, LAW_PUBLISHED);
  assert_int_equal(law->number, 4711);
  assert_string_equal(law->language, "de");
  assert_day(law, "2031-03-05");
  assert_string_equal(law->part, "");
  assert_true(lawtext_is_of(law, "32031R4711"));
  assert_true(lawtext_is_of(law, "32031L4711")); /* the file does not say what kind of act it is */
  assert_false(lawtext_is_of(law, "32031R4712"));
  assert_false(lawtext_is_of(law, NULL));
  lawtext_free(law);
}

static void published_xhtml_lists_are_points(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "published.de.xhtml");
  assert_text(law, "art.1",
              "# Artikel 1 Pflichten\n  (1) Wer einen Zwerg aufstellt,\n    a) bemalt ihn:\n      i) rot;\n    b) pflegt ihn.\n"
              "  Das gilt auch im Winter.\n  (2) Die Farbe ist frei.\n");
  assert_text(law, "art.1.1.a.i", "      i) rot;\n");
  assert_text(law, "rct.1", "(1) Zwerge stehen in Gärten.\n");
  assert_text(law, "art.1a", "# Artikel 1a\nIn einem anderen Gesetz wird angefügt:\n  „7. Zwerge\n  8. Rehe“.\n");
  assert_string_equal(lawtext_find(law, "art.1a.8")->path, "art.1a");
  lawtext_free(law);
}

static void published_xhtml_annexes_have_divisions_and_numbered_rows(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "published.de.xhtml");
  assert_text(law, "anx.i.part-i.1", "    1. Mit Lampe\n");
  assert_text(law, "anx.i.part-ii.1", "    1. Mit Kissen\n");
  assert_text(law, "anx.ii",
              "# ANHANG II ARTEN\nArt | Beschreibung\n  1. Angler\n  Sie angeln.\n  Sie fangen nichts.\n  2. Leser\n  Sie lesen.\n");
  assert_text(law, "anx.ii.1", "  1. Angler\n  Sie angeln.\n  Sie fangen nichts.\n");
  lawtext_free(law);
}

static void consolidated_xhtml_subparagraphs_belong_to_the_paragraph_before(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "consolidated.bg.html");
  assert_string_equal(law->celex, "02031R4711-20330101");
  assert_string_equal(law->language, "bg");
  assert_true(lawtext_is_of(law, "32031R4711"));
  assert_false(lawtext_is_of(law, "32031L4711"));
  assert_text(law, "art.1.1", "  1. Всеки:\n    а) боядисва;\n    ба) пази.\n  Втора алинея.\n    в) и това.\n");
  assert_text(law, "art.1.2", "  2. Нов текст.\n");
  lawtext_free(law);
}

static void consolidated_xhtml_cyrillic_letters_are_found_by_latin_ones(void **state) {
  (void)state;
  struct lawtext *law = read_law(folder, "consolidated.bg.html");
  assert_text(law, "art.1.1.ba", "    ба) пази.\n");
  assert_text(law, "art.1.1.c", "    в) и това.\n");
  assert_text(law, "anx.i.section-a.1", "    (1) С лампа:\n      а) газена\n");
  assert_text(law, "anx.i.section-a.4", "    4. С инструмент\n      4.1. лопата\n      Към точка 4.1.\n");
  lawtext_free(law);
}

static void every_path_is_there_once_and_in_the_order_of_the_text(void **state) {
  (void)state;
  static const char *const names[] = {"act.en.fmx.xml", "annex.en.fmx.xml", "consolidated.fr.xml", "published.de.xhtml",
                                      "consolidated.bg.html"};
  for (size_t n = 0; n < ARRAY_LEN(names); n++) {
    struct lawtext *law = read_law(folder, names[n]);
    assert_int_equal(map_len(law->by_path), law->provisions_len);
    for (size_t i = 1; i < law->provisions_len; i++)
      assert_true(law->provisions[i].first >= law->provisions[i - 1].first);
    lawtext_free(law);
  }
}

/* ---- numbers ---- */

static void point_numbers_of_many_languages_have_one_spelling(void **state) {
  (void)state;
  static const char *const marks[][2] = {{"a)", "a"},         {"(12)", "12"},  {"3.", "3"}, {"3°", "3"},  {"1 a.", "1a"},
                                         {"1.a", "1a"},       {"aa)", "aa"},   {"α)", "a"}, {"στ)", "f"}, {"ια)", "k"},
                                         {"κ)", "t"},         {"1α.", "1a"},   {"з)", "h"}, {"я)", NULL}, {"(iii)", "iii"},
                                         {"5 quater.", "5c"}, {"a ter)", "ab"}};
  for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
    CLEANUP(mem_freep)
    char *file = mem_printf("<html><body><p class=\"reference\">02031R4711 — EN — 01.01.2033</p><div id=\"art_1\"><p class=\"norm\">Text"
                            "</p><table><tr><td>%s</td><td>Point</td></tr></table></div></body></html>",
                            marks[i][0]);
    CLEANUP(mem_freep) char *path = mem_printf("art.1.%s", marks[i][1] ? marks[i][1] : "x");
    struct lawtext *law = NULL;
    assert_int_equal(lawtext_read(file, strlen(file), "a.html", &law, NULL), STATUS_OK);
    if (marks[i][1])
      assert_string_equal(lawtext_find(law, path)->path, path);
    else
      assert_int_equal(law->provisions_len, 1);
    lawtext_free(law);
  }
}

static void annex_numbers_are_found_on_either_side_of_the_word(void **state) {
  (void)state;
  static const char *const titles[][2] = {{"ANNEXE IV", "anx.iv"},   {"IV PRIEDAS", "anx.iv"}, {"IV. MELLÉKLET", "anx.iv"},
                                          {"ПРИЛОЖЕНИЕ Х", "anx.x"}, {"ΠΑΡΑΡΤΗΜΑ Ι", "anx.i"}, {"ANEXO", "anx.iii"}};
  for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
    CLEANUP(mem_freep)
    char *file = mem_printf("<ANNEX><BIB.INSTANCE><LG.DOC>FI</LG.DOC><NO.SEQ>0001.0003</NO.SEQ><NO.DOC><YEAR>2031</YEAR><NO.CURRENT>4711"
                            "</NO.CURRENT></NO.DOC></BIB.INSTANCE><TITLE><TI><P>%s</P></TI></TITLE><CONTENTS><P>x</P></CONTENTS></ANNEX>",
                            titles[i][0]);
    struct lawtext *law = NULL;
    assert_int_equal(lawtext_read(file, strlen(file), "a.xml", &law, NULL), STATUS_OK);
    assert_string_equal(law->part, titles[i][1]);
    lawtext_free(law);
  }
}

static void name_of_the_file_fills_in_what_the_content_does_not_say(void **state) {
  (void)state;
  const char *file = "<html><body><div class=\"eli-subdivision\" id=\"art_1\"><p>x</p></div></body></html>";
  struct lawtext *law = NULL;
  assert_int_equal(lawtext_read(file, strlen(file), "CELEX_32031L4711_FR_TXT.html", &law, NULL), STATUS_OK);
  assert_string_equal(law->celex, "32031L4711");
  assert_string_equal(law->language, "fr");
  assert_true(lawtext_is_of(law, "32031L4711"));
  assert_false(law->has_date);
  lawtext_free(law);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formex_act_says_what_it_is),
      cmocka_unit_test(formex_paragraph_comes_with_its_points_and_what_follows_them),
      cmocka_unit_test(formex_quotation_marks_are_printed_and_footnotes_are_not),
      cmocka_unit_test(formex_what_is_quoted_for_another_act_cannot_be_cited),
      cmocka_unit_test(formex_point_that_exists_twice_is_shown_with_what_stands_around_both),
      cmocka_unit_test(formex_table_rows_are_lines),
      cmocka_unit_test(find_unknown_path_falls_back_to_what_stands_around_it),
      cmocka_unit_test(formex_annex_divisions_are_found_by_number_whatever_they_are_called),
      cmocka_unit_test(formex_manifest_is_refused_with_what_to_give_instead),
      cmocka_unit_test(consolidated_formex_old_wording_is_left_out),
      cmocka_unit_test(consolidated_formex_french_numbers_are_found_like_english_ones),
      cmocka_unit_test(published_xhtml_says_what_it_is),
      cmocka_unit_test(published_xhtml_lists_are_points),
      cmocka_unit_test(published_xhtml_annexes_have_divisions_and_numbered_rows),
      cmocka_unit_test(consolidated_xhtml_subparagraphs_belong_to_the_paragraph_before),
      cmocka_unit_test(consolidated_xhtml_cyrillic_letters_are_found_by_latin_ones),
      cmocka_unit_test(every_path_is_there_once_and_in_the_order_of_the_text),
      cmocka_unit_test(point_numbers_of_many_languages_have_one_spelling),
      cmocka_unit_test(annex_numbers_are_found_on_either_side_of_the_word),
      cmocka_unit_test(name_of_the_file_fills_in_what_the_content_does_not_say),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
