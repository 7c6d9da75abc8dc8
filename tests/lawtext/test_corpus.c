/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What EUR-Lex really gives. CRADLE_CORPUS names the folder that holds law/samples; numbers were counted in the files with grep. */
#include "support.h"

#include "skip.h"

static char *samples(void) {
  const char *corpus = getenv("CRADLE_CORPUS");
  return corpus ? path_join(corpus, "law/samples") : NULL;
}

static struct lawtext *read_sample(const char *name) {
  CLEANUP(mem_freep) char *folder = samples();
  return read_law(folder, name);
}

static const char *const cra_files[] = {"formex-consolidated-CL2024R2847EN0000030.0001.xml", "oj-xhtml-32024R2847.en.xhtml",
                                        "consolidated-xhtml-02024R2847-20241120.en.html"};
static const char aia_file[] = "formex-act-L_202401689EN.000101.fmx.xml";

#define NEED_CORPUS()                                                                                                                      \
  CLEANUP(mem_freep) char *folder_of_samples = samples();                                                                                  \
  if (!folder_of_samples || !file_exists(folder_of_samples)) skip_because("CRADLE_CORPUS is not set to a folder with law/samples")

static void assert_counts(const struct lawtext *law, const char *name, const char *const *paths, const size_t *counts, size_t len) {
  for (size_t i = 0; i < len; i++) {
    size_t count = count_below(law, paths[i]);
    if (count != counts[i]) fail_msg("%s: below %s are %zu, not %zu", name, paths[i], count, counts[i]);
  }
}

static void cyber_resilience_act_is_the_same_in_every_format(void **state) {
  (void)state;
  NEED_CORPUS();
  static const char *const paths[] = {
      "art",    "anx",    "art.2",   "art.2.2",        "art.3",         "art.13", "art.14",   "art.14.2",       "art.14.7",        "art.32",
      "art.64", "art.71", "anx.i",   "anx.i.part-i.2", "anx.i.part-ii", "anx.ii", "anx.ii.8", "anx.iii.part-i", "anx.iii.part-ii", "anx.iv",
      "anx.v",  "anx.vi", "anx.vii", "anx.vii.2",      "anx.viii"};
  static const size_t counts[] = {71, 8, 8, 3, 51, 25, 10, 3, 4, 6, 10, 2, 2, 13, 8, 9, 6, 19, 4, 3, 8, 0, 8, 3, 4};
  for (size_t i = 0; i < ARRAY_LEN(cra_files); i++) {
    struct lawtext *law = read_sample(cra_files[i]);
    assert_counts(law, cra_files[i], paths, counts, ARRAY_LEN(paths));
    assert_true(lawtext_is_of(law, "32024R2847"));
    assert_string_equal(law->language, "en");
    assert_string_equal(law->part, "");
    lawtext_free(law);
  }
}

/* Hard blanks differ from format to format. Caller frees. */
static char *plain_at(const struct lawtext *law, const char *path) {
  CLEANUP(mem_freep) char *text = text_at(law, path);
  struct buf plain = {0};
  for (const char *at = text; *at; at += str_starts(at, "\u00A0") ? 2 : 1)
    buf_putc(&plain, str_starts(at, "\u00A0") ? ' ' : *at);
  return buf_take(&plain);
}

static void consolidated_acts_in_formex_and_xhtml_have_the_same_text(void **state) {
  (void)state;
  NEED_CORPUS();
  struct lawtext *formex = read_sample(cra_files[0]), *xhtml = read_sample(cra_files[2]);
  assert_string_equal(formex->celex, "02024R2847-20241120");
  assert_string_equal(xhtml->celex, formex->celex);
  assert_int_equal(xhtml->date, formex->date);
  assert_int_equal(xhtml->provisions_len, formex->provisions_len);
  for (size_t i = 0; i < formex->provisions_len; i++) {
    const char *path = formex->provisions[i].path;
    CLEANUP(mem_freep) char *one = plain_at(formex, path);
    CLEANUP(mem_freep) char *other = plain_at(xhtml, path);
    assert_string_equal(one, other);
  }
  lawtext_free(formex);
  lawtext_free(xhtml);
}

static void assert_says(const struct lawtext *law, const char *path, const char *words) {
  CLEANUP(mem_freep) char *text = plain_at(law, path);
  if (!strstr(text, words)) fail_msg("%s does not say “%s” but: %s", path, words, text);
}

static void assert_does_not_say(const struct lawtext *law, const char *words) {
  for (size_t i = 0; i < law->passages_len; i++)
    if (strstr(law->passages[i].text, words)) fail_msg("“%s” is in: %s", words, law->passages[i].text);
}

static void cyber_resilience_act_says_what_it_says(void **state) {
  (void)state;
  NEED_CORPUS();
  for (size_t i = 0; i < ARRAY_LEN(cra_files); i++) {
    struct lawtext *law = read_sample(cra_files[i]);
    assert_says(law, "art.13", "# Article 13 Obligations of manufacturers\n");
    assert_says(law, "art.13.8", "8. Manufacturers shall ensure, when placing a product");
    assert_says(law, "art.13.8", "the support period shall be at least five years");
    assert_says(law, "art.2.5", "\n  The Commission is empowered to adopt delegated acts");
    assert_says(law, "art.2.2.a", "    (a) Regulation (EU) 2017/745;\n");
    assert_says(law, "anx.iii.class-i.6", "    6. Network management systems\n");
    assert_says(law, "anx.i.part-i.2.j",
                "      (j) be designed, developed and produced to limit attack surfaces, including external interfaces;\n");
    assert_says(law, "anx.viii.part-i.4", "\n      4.1. The manufacturer shall affix the CE marking");
    assert_does_not_say(law, "\u25BA");
    assert_does_not_say(law, "\u25BC");
    lawtext_free(law);
  }
}

/* The corrigenda of 2025 changed it. */
static void consolidated_act_has_the_corrected_words_only(void **state) {
  (void)state;
  NEED_CORPUS();
  struct lawtext *published = read_sample(cra_files[1]), *consolidated = read_sample(cra_files[0]);
  assert_says(published, "art.64.10", "By way of derogation from paragraphs 3 to 9,");
  assert_says(consolidated, "art.64.10", "By way of derogation from paragraphs 2 to 9,");
  assert_does_not_say(consolidated, "derogation from paragraphs 3 to 9");
  assert_int_equal(count_below(published, "rct"), 130);
  lawtext_free(published);
  lawtext_free(consolidated);
}

static void ai_act_has_its_articles_recitals_and_points(void **state) {
  (void)state;
  NEED_CORPUS();
  static const char *const paths[] = {"art", "rct", "anx", "art.3", "art.5", "art.5.1", "art.6", "art.9", "art.50", "art.99", "art.5.1.h"};
  static const size_t counts[] = {113, 180, 0, 68, 8, 8, 8, 10, 7, 11, 3};
  struct lawtext *law = read_sample(aia_file);
  assert_counts(law, aia_file, paths, counts, ARRAY_LEN(paths));
  assert_string_equal(law->part, "act");
  assert_true(lawtext_is_of(law, "32024R1689"));
  assert_says(law, "art.99.3", "EUR 35 000 000");
  assert_says(law, "art.3.1", "(1) ‘AI system’ means a machine-based system");
  assert_says(law, "rct.12", "(12) The notion of ‘AI system’");
  lawtext_free(law);
}

static void ai_act_annex_files_are_parts_of_it(void **state) {
  (void)state;
  NEED_CORPUS();
  static const struct {
    const char *name, *part;
    size_t points;
  } files[] = {{"formex-annex-L_202401689EN.013001.fmx.xml", "anx.iv", 9},
               {"formex-annex-L_202401689EN.013201.fmx.xml", "anx.v", 8},
               {"formex-annex-L_202401689EN.013301.fmx.xml", "anx.vi", 4}};
  for (size_t i = 0; i < ARRAY_LEN(files); i++) {
    struct lawtext *law = read_sample(files[i].name);
    assert_string_equal(law->part, files[i].part);
    assert_int_equal(count_below(law, files[i].part), files[i].points);
    assert_true(lawtext_is_of(law, "32024R1689"));
    lawtext_free(law);
  }
}

static void technical_descriptions_stand_with_their_categories(void **state) {
  (void)state;
  NEED_CORPUS();
  static const char *const paths[] = {"art", "rct", "anx.i", "anx.i.part-i", "anx.i.part-ii", "anx.ii"};
  static const size_t counts[] = {3, 9, 2, 19, 4, 3};
  struct lawtext *law = read_sample("oj-xhtml-32025R2392.en.xhtml");
  assert_counts(law, "2025/2392", paths, counts, ARRAY_LEN(paths));
  assert_says(law, "anx.i.class-i.6", "6. Network management systems\n");
  assert_says(law, "anx.i.class-i.6", "Products with digital elements that manage connected network elements");
  assert_says(law, "anx.ii.3", "Smartcards or similar devices are secure elements integrated into a carrier material");
  lawtext_free(law);
}

static void manifest_is_refused(void **state) {
  (void)state;
  NEED_CORPUS();
  CLEANUP(mem_freep) char *path = path_join(folder_of_samples, "formex-doc-L_202401689EN.doc.fmx.xml");
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct lawtext *law = NULL;
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  assert_int_equal(lawtext_read(buf_str(&content), content.len, "doc.xml", &law, &error), STATUS_INPUT);
  assert_non_null(strstr(error.what, "list of the files"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cyber_resilience_act_is_the_same_in_every_format),
      cmocka_unit_test(consolidated_acts_in_formex_and_xhtml_have_the_same_text),
      cmocka_unit_test(cyber_resilience_act_says_what_it_says),
      cmocka_unit_test(consolidated_act_has_the_corrected_words_only),
      cmocka_unit_test(ai_act_has_its_articles_recitals_and_points),
      cmocka_unit_test(ai_act_annex_files_are_parts_of_it),
      cmocka_unit_test(technical_descriptions_stand_with_their_categories),
      cmocka_unit_test(manifest_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
