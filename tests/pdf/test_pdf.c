/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file as others see it. Each trap of libharu 2.3 that we know has its test here or in test_letters.c. */
#include <stdarg.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tools.h"

#define BEYOND_ARRAYS 33000 /* arrays of libharu end at 32767 */

/* One line of each official language. */
static const char *const LINES[] = {
    "Всеки производител гарантира киберсигурността на продукта.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Fabrikanten sørger for, at æblegrød er på bordet.",
    "Größe, Straße, Übermaß, ẞ.",
    "Ο κατασκευαστής διασφαλίζει: Ά Έ Ή Ί Ό Ύ Ώ ϊ ϋ ΐ ΰ ς.",
    "The manufacturer’s “secure by default” – 10 €.",
    "El fabricante garantizará la ciberseguridad: ¿qué? ¡año!",
    "Tootja tagab: õ ä ö ü š ž.",
    "Valmistajan on varmistettava: ä ö å.",
    "Le fabricant s’assure : œuvre, où, ça, « île ».",
    "Ḃ ḃ Ċ ċ Ḋ ḋ Ḟ ḟ Ġ ġ Ṁ ṁ Ṗ ṗ Ṡ ṡ Ṫ ṫ fáilte",
    "Proizvođač osigurava: č ć đ š ž.",
    "Árvíztűrő tükörfúrógép.",
    "Il fabbricante è tenuto: perché, più, città.",
    "Gamintojas užtikrina: ąčęėįšųūž.",
    "Ražotājs nodrošina: āčēģīķļņšūž.",
    "Il-manifattur għandu: ċ ġ ħ ż à.",
    "De fabrikant zorgt: één, coördinatie.",
    "Zażółć gęślą jaźń.",
    "O fabricante assegura: ã õ ç â ê.",
    "Producătorul: ă â î ș ț Ș Ț.",
    "Výrobca zabezpečí: ľ ĺ ŕ ô ä.",
    "Proizvajalec zagotovi: č š ž.",
    "Tillverkaren ska säkerställa: å ä ö.",
};

static void add_lines(struct sample *sample) {
  for (size_t i = 0; i < ARRAY_LEN(LINES); i++)
    sample_add(sample, BLOCK_PARAGRAPH, 0, LINES[i])->runs[0].style = (enum run_style)(i % 4);
}

/* Headings, contents, links, a table, notes, a watermark: all that a document may hold. */
static void add_everything(struct sample *sample) {
  sample->document.title = "Оценка на риска", sample->document.subtitle = "Router ☑", sample->document.author = "Ωμέγα ΑΕ";
  sample->document.lang = "bg", sample->document.footer = "Document 1", sample->document.watermark = "ПРОЕКТ";
  sample->document.time = INT64_C(1828483200000);
  sample_add(sample, BLOCK_HEADING, 1, "Contents");
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "Оценка на риска")->id = "risk";
  sample_add(sample, BLOCK_HEADING, 2, "Εκτίμηση κινδύνου")->label = "1.1";
  sample_add(sample, BLOCK_PARAGRAPH, 0, "see risk")->runs[0].anchor = "risk";
  sample_add(sample, BLOCK_NOTE, 0, "note")->cite = "CRA Art. 13";
  sample_add(sample, BLOCK_HEADING, 4, "Jump");
  struct block *block = sample_table(sample, 2, 90, 1);
  for (size_t i = 0; i < 90; i++)
    sample_cell(sample, block, i, i % 2, "☐ cell");
  sample_add(sample, BLOCK_SIGNATURE, 0, "Name");
}

/* ---- validity ---------------------------------------------------------------------------------------------------------- */

static void file_passes_qpdf_check(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("qpdf");
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *report = output_of("qpdf --check '%s/a.pdf' 2>&1", bench->folder);
  assert_non_null(strstr(report, "PDF Version: 1.7"));
  assert_non_null(strstr(report, "No syntax or stream encoding errors"));
  assert_null(strstr(report, "WARNING"));
}

static void mutool_and_poppler_read_it_without_a_word(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("mutool");
  NEED_TOOL("pdftoppm");
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep)
  char *mupdf = output_of("mutool draw -F txt -o /dev/null '%s/a.pdf' 2>&1 | grep -Ev '^page .*pdf|ICC support' | cat", bench->folder);
  CLEANUP(mem_freep) char *poppler = output_of("pdftoppm -r 20 '%s/a.pdf' '%s/p' 2>&1", bench->folder, bench->folder);
  assert_string_equal(mupdf, "");
  assert_string_equal(poppler, "");
}

static void all_fonts_are_embedded_subsets_with_unicode(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdffonts");
  add_everything(&bench->sample);
  add_lines(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *list = output_of("pdffonts '%s/a.pdf' | tail -n +3", bench->folder);
  size_t fonts = 0;
  for (char *line = strtok(list, "\n"); line; line = strtok(NULL, "\n"), fonts++) {
    assert_non_null(strstr(line, "yes yes yes"));
    assert_non_null(strstr(line, "CRADL"));
    assert_null(strstr(line, ","));
  }
  assert_in_range(fonts, 4, 6);
}

static void unused_fonts_are_not_embedded(void **state) {
  struct bench *bench = *state;
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, "plain");
  make_pdf(bench, "a.pdf");
  CLEANUP(buf_free) struct buf pdf = read_pdf(bench, "a.pdf");
  assert_int_equal(count_of(&pdf, "/FontFile2"), 1);
  assert_true(pdf.len < 60000);
}

/* ---- text comes back --------------------------------------------------------------------------------------------------- */

static void assert_lines_come_back(const char *text) {
  for (size_t i = 0; i < ARRAY_LEN(LINES); i++)
    if (!strstr(text, LINES[i])) fail_msg("lost: %s", LINES[i]);
}

static void text_of_all_languages_comes_back_from_pdftotext(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdftotext");
  add_lines(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *text = output_of("pdftotext -enc UTF-8 -layout '%s/a.pdf' - 2>&1", bench->folder);
  assert_lines_come_back(text);
}

static void text_of_all_languages_comes_back_from_mutool(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("mutool");
  add_lines(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *text = output_of("mutool draw -F txt '%s/a.pdf' 2>/dev/null", bench->folder);
  assert_lines_come_back(text);
}

static void to_unicode_uses_ranges_not_cid_operators(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("qpdf");
  add_lines(&bench->sample);
  make_pdf(bench, "a.pdf");
  free(output_of("qpdf --qdf --object-streams=disable '%s/a.pdf' '%s/b.pdf'", bench->folder, bench->folder));
  CLEANUP(buf_free) struct buf pdf = read_pdf(bench, "b.pdf");
  assert_true(holds(&pdf, "beginbfrange"));
  assert_true(holds(&pdf, "<0400> <04FF> <0400>"));
  assert_false(holds(&pdf, "<D800>"));
  assert_false(holds(&pdf, "begincidrange"));
  assert_false(holds(&pdf, "beginnotdefrange"));
}

/* ---- what the file says about itself ------------------------------------------------------------------------------------ */

static void title_author_language_and_date_are_those_of_the_document(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdfinfo");
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *info = output_of("TZ=UTC pdfinfo -isodates -enc UTF-8 '%s/a.pdf'", bench->folder);
  static const char *const EXPECTED[] = {"Оценка на риска\n",
                                         "Ωμέγα ΑΕ\n",
                                         "Router ☑\n",
                                         "Producer:        Cradle\n",
                                         "CreationDate:    2027-12-11T00:00:00Z\n",
                                         "ModDate:         2027-12-11T00:00:00Z\n",
                                         "Page size:       595.28 x 841.89 pts (A4)\n"};
  for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
    if (!strstr(info, EXPECTED[i])) fail_msg("%s is not in\n%s", EXPECTED[i], info);
  CLEANUP(buf_free) struct buf pdf = read_pdf(bench, "a.pdf");
  assert_true(holds(&pdf, "/Lang (bg)"));
  assert_true(holds(&pdf, "/DisplayDocTitle true"));
}

static void bookmarks_in_cyrillic_and_greek_come_back_nested(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("mutool");
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *outline = output_of("mutool show '%s/a.pdf' outline 2>&1", bench->folder);
  CLEANUP(mem_freep) char *depths = output_of("mutool show '%s/a.pdf' outline | tr -cd '\\t\\n' | tr '\\t' 't'", bench->folder);
  assert_non_null(strstr(outline, "\"Оценка на риска\""));
  assert_non_null(strstr(outline, "\"1.1 Εκτίμηση κινδύνου\""));
  assert_string_equal(depths, "tt\ntt\nttt\ntttt\n"); /* a tab before the page number, too; from level 2 to 4 is one step */
}

static void links_lead_to_their_targets(void **state) {
  struct bench *bench = *state;
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  CLEANUP(buf_free) struct buf pdf = read_pdf(bench, "a.pdf");
  assert_int_equal(count_of(&pdf, "/Subtype /Link"), 3); /* two contents entries of level 1 and 2, one run */
  assert_true(count_of(&pdf, "/XYZ") >= 4);
  assert_false(holds(&pdf, "/AA"));
}

/* ---- the same document, the same bytes ---------------------------------------------------------------------------------- */

static void same_document_gives_same_bytes(void **state) {
  struct bench *bench = *state;
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  sleep(1); /* another second on the clock */
  make_pdf(bench, "b.pdf");
  CLEANUP(buf_free) struct buf a = read_pdf(bench, "a.pdf"), b = read_pdf(bench, "b.pdf");
  assert_int_equal(a.len, b.len);
  assert_memory_equal(a.data, b.data, a.len);
}

static char *file_id(const struct buf *pdf) {
  const char *id = memmem(pdf->data, pdf->len, "/ID", 3);
  assert_non_null(id);
  return mem_strndup(id, 80);
}

static void other_content_gives_other_id(void **state) {
  struct bench *bench = *state;
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, "one");
  make_pdf(bench, "a.pdf");
  bench->sample.blocks.items[0].runs[0].text = "two";
  make_pdf(bench, "b.pdf");
  CLEANUP(buf_free) struct buf a = read_pdf(bench, "a.pdf"), b = read_pdf(bench, "b.pdf");
  CLEANUP(mem_freep) char *first = file_id(&a), *second = file_id(&b);
  assert_string_not_equal(first, second);
}

/* ---- limits and failures ------------------------------------------------------------------------------------------------ */

static void failure_is_reported_and_does_not_stick(void **state) {
  struct bench *bench = *state;
  CLEANUP(error_clear) struct error error = {0};
  CLEANUP(buf_free) struct buf pdf = {0};
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, "text");
  make_pdf(bench, "a.pdf");
  bench->sample.layout->width = 20000; /* PDF pages end at 14400 */
  assert_int_equal(pdf_write(bench->sample.layout, bench->fonts, &pdf, &error), STATUS_INPUT);
  assert_int_equal(pdf.len, 0);
  assert_non_null(strstr(error.what, "libharu"));
  bench->sample.layout->width = 595.28;
  assert_int_equal(pdf_write(bench->sample.layout, bench->fonts, &pdf, &error), STATUS_OK);
  assert_true(pdf.len > 1000);
}

static void letter_that_no_font_has_is_refused_not_printed_as_a_box(void **state) {
  struct bench *bench = *state;
  CLEANUP(error_clear) struct error error = {0};
  CLEANUP(buf_free) struct buf pdf = {0};
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, "a 中 letter");
  assert_int_equal(pdf_write(sample_lay(&bench->sample), bench->fonts, &pdf, &error), STATUS_INPUT);
  assert_int_equal(pdf.len, 0);
  assert_non_null(strstr(error.what, "U+4E2D"));
}

static void add_op(struct page *page, struct op op) {
  vec_push(&page->ops, op);
}

/* A layout of our own making on `pages` pages. */
static void own_layout(struct bench *bench, size_t pages) {
  sample_lay(&bench->sample);
  struct layout *layout = bench->sample.layout;
  vec_free(&layout->pages.items[0].ops);
  layout->pages.len = 0;
  for (size_t i = 0; i < pages; i++)
    vec_push(&layout->pages, ((struct page){0}));
}

static void save_layout(const struct bench *bench, const char *name) {
  CLEANUP(buf_free) struct buf pdf = {0};
  write_pdf(bench->sample.layout, bench->fonts, &pdf);
  save(bench, name, &pdf);
}

static void bookmarks_and_anchors_may_exceed_the_arrays_of_libharu(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("qpdf");
  own_layout(bench, 1);
  for (size_t i = 0; i < BEYOND_ARRAYS; i++) {
    char *name = arena_printf(bench->sample.layout->arena, "%zu", i);
    add_op(&bench->sample.layout->pages.items[0], (struct op){.kind = OP_BOOKMARK, .y = 100, .level = 1, .text = name});
    add_op(&bench->sample.layout->pages.items[0], (struct op){.kind = OP_ANCHOR, .y = 100, .text = name});
  }
  save_layout(bench, "a.pdf");
  CLEANUP(mem_freep) char *report = output_of("qpdf --check '%s/a.pdf' 2>&1", bench->folder);
  assert_non_null(strstr(report, "No syntax"));
}

static void pages_may_exceed_the_arrays_of_libharu(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("qpdf");
  own_layout(bench, BEYOND_ARRAYS);
  save_layout(bench, "a.pdf");
  CLEANUP(mem_freep) char *pages = output_of("qpdf --show-npages '%s/a.pdf' 2>&1", bench->folder);
  assert_int_equal(atoi(pages), BEYOND_ARRAYS);
}

static void strings_longer_than_pdf_allows_are_cut_between_letters(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdfinfo");
  CLEANUP(mem_freep) char *title = repeat("жe", 40000);
  bench->sample.document.title = title;
  sample_add(&bench->sample, BLOCK_HEADING, 1, title);
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *info = output_of("pdfinfo -enc UTF-8 '%s/a.pdf' | grep Title", bench->folder);
  CLEANUP(mem_freep) char *expected = repeat("жe", 500);
  assert_non_null(strstr(info, expected));
}

static void letter_with_more_marks_than_a_string_of_libharu_holds_is_printed(void **state) {
  struct bench *bench = *state;
  CLEANUP(mem_freep) char *marks = repeat("\u0301", 40000);
  CLEANUP(mem_freep) char *text = mem_printf("a%s", marks);
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, text);
  make_pdf(bench, "a.pdf"); /* fails where libharu does */
}

static void writing_needs_no_file(void **state) {
  struct bench *bench = *state;
  add_everything(&bench->sample);
  make_pdf(bench, "a.pdf");
  pid_t child = fork();
  if (child == 0) {
    struct buf pdf = {0};
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){0, 0}); /* nothing can be opened any more */
    bool opened = fopen("/dev/null", "r") != NULL;
    _exit(opened || pdf_write(bench->sample.layout, bench->fonts, &pdf, NULL) != STATUS_OK);
  }
  int status = 1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
}

#define PDF_TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      PDF_TEST(file_passes_qpdf_check),
      PDF_TEST(mutool_and_poppler_read_it_without_a_word),
      PDF_TEST(all_fonts_are_embedded_subsets_with_unicode),
      PDF_TEST(unused_fonts_are_not_embedded),
      PDF_TEST(text_of_all_languages_comes_back_from_pdftotext),
      PDF_TEST(text_of_all_languages_comes_back_from_mutool),
      PDF_TEST(to_unicode_uses_ranges_not_cid_operators),
      PDF_TEST(title_author_language_and_date_are_those_of_the_document),
      PDF_TEST(bookmarks_in_cyrillic_and_greek_come_back_nested),
      PDF_TEST(links_lead_to_their_targets),
      PDF_TEST(same_document_gives_same_bytes),
      PDF_TEST(other_content_gives_other_id),
      PDF_TEST(failure_is_reported_and_does_not_stick),
      PDF_TEST(letter_that_no_font_has_is_refused_not_printed_as_a_box),
      PDF_TEST(bookmarks_and_anchors_may_exceed_the_arrays_of_libharu),
      PDF_TEST(pages_may_exceed_the_arrays_of_libharu),
      PDF_TEST(strings_longer_than_pdf_allows_are_cut_between_letters),
      PDF_TEST(letter_with_more_marks_than_a_string_of_libharu_holds_is_printed),
      PDF_TEST(writing_needs_no_file),
  };
  return cmocka_run_group_tests_name("the PDF is sound, readable and the same every time", tests, NULL, NULL);
}
