/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are broken, or made to break the reader. */
#include "support.h"

static const char *const folder = TOP_SRCDIR "/tests/lawtext/data";

static void assert_refused(const char *bytes, size_t len, const char *place, const char *words) {
  CLEANUP(error_clear) struct error error = {0};
  struct lawtext *law = NULL;
  assert_int_equal(lawtext_read(bytes, len, "law.xml", &law, &error), STATUS_INPUT);
  assert_null(law);
  assert_non_null(error.next);
  if (!str_eq(error.where, place)) fail_msg("at %s, expected %s: %s", error.where, place, error.what);
  if (!strstr(error.what, words)) fail_msg("“%s” does not say “%s”", error.what, words);
}

static void refuse(const char *text, const char *place, const char *words) {
  assert_refused(text, strlen(text), place, words);
}

static void file_that_is_no_law_is_refused(void **state) {
  (void)state;
  refuse("", "law.xml", "empty");
  refuse("%PDF-1.7", "law.xml:1", "not well-formed");
  refuse("{\"bomFormat\":\"CycloneDX\"}", "law.xml:1", "not well-formed");
  refuse("<bom>\n</bom>", "law.xml:1", "not a text of law");
  refuse("\n<html><body><p>Hello</p></body></html>", "law.xml:2", "no article, annex or recital");
}

static void file_that_is_cut_off_is_refused_at_its_place(void **state) {
  (void)state;
  refuse("<ACT>\n<ENACTING.TERMS>\n<ARTICLE IDENTIFIER=\"001\">", "law.xml:3", "not well-formed");
  refuse("<ACT>\n<ARTICLE IDENTIFIER=\"0", "law.xml:2", "no end");
}

static void entities_and_document_types_are_refused(void **state) {
  (void)state;
  refuse("<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<html>&x;</html>", "law.xml:1", "DOCTYPE");
  refuse("<!DOCTYPE ACT SYSTEM \"act.dtd\">\n<ACT/>", "law.xml:1", "DOCTYPE");
  refuse("<html>\n<!DOCTYPE html><body/></html>", "law.xml:2", "DOCTYPE");
  refuse("<!DOCTYPE html><!DOCTYPE html>\n<html/>", "law.xml:1", "DOCTYPE");
  refuse("<!DOCTYPE html>\n<html>\n<p>&nbsp;</p></html>", "law.xml:3", "not well-formed");
}

static void other_encodings_are_refused(void **state) {
  (void)state;
  refuse("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><ACT/>", "law.xml:1", "UTF-8");
  refuse("<ACT>\n\xE9</ACT>", "law.xml:2", "UTF-8");
  assert_refused("<ACT>\0</ACT>", sizeof "<ACT>\0</ACT>" - 1, "law.xml:1", "UTF-8");
}

static void file_that_does_not_say_language_or_act_is_refused(void **state) {
  (void)state;
  refuse("<html><body>\n<div id=\"art_1\"><p>x</p></div></body></html>", "law.xml:1", "in which language");
  refuse("<html><body><p class=\"oj-hd-lg\">XX</p><div id=\"art_1\"><p>x</p></div></body></html>", "law.xml:1", "in which language");
  refuse("<html><body><p class=\"oj-hd-lg\">EN</p><div id=\"art_1\"><p>x</p></div></body></html>", "law.xml:1", "which act");
}

static void deletion_without_end_is_refused(void **state) {
  (void)state;
  refuse("<CONS.ACT><INFO.CONSLEG CONSLEG.REF=\"2031R4711\" START.DATE=\"20330101\"/>\n<ARTICLE IDENTIFIER=\"001\">"
         "<?CLG.MDFO ID=\"O1\" ACTION=\"DELETED\"?>\nx</ARTICLE></CONS.ACT>",
         "law.xml:2", "no end");
}

static void deep_nesting_is_refused(void **state) {
  (void)state;
  struct buf text = {0};
  for (int i = 0; i < 300; i++)
    buf_puts(&text, "<NP>");
  refuse(buf_str(&text), "law.xml:1", "nested deeper");
  buf_free(&text);
}

/* As deep as allowed, each level numbered: paths stay what they are, and nothing grows without bound. */
static void points_within_points_are_read_as_deep_as_files_may_be(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "<ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC><NO.DOC><YEAR>2031</YEAR><NO.CURRENT>1</NO.CURRENT></NO.DOC></BIB.INSTANCE>"
                  "<ARTICLE IDENTIFIER=\"001\">");
  for (int i = 0; i < 200; i++)
    buf_puts(&text, "<NP><NO.P>(1)</NO.P>");
  buf_puts(&text, "<TXT>x</TXT>");
  for (int i = 0; i < 200; i++)
    buf_puts(&text, "</NP>");
  buf_puts(&text, "</ARTICLE></ACT>");
  struct lawtext *law = NULL;
  assert_int_equal(lawtext_read(buf_str(&text), text.len, "a.xml", &law, NULL), STATUS_OK);
  assert_int_equal(law->provisions_len, 201);
  assert_int_equal(law->passages[law->passages_len - 1].depth, 200);
  lawtext_free(law);
  buf_free(&text);
}

static void many_points_of_the_same_number_are_read_in_good_time(void **state) {
  (void)state;
  struct buf text = {0};
  buf_puts(&text, "<ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC><NO.DOC><YEAR>2031</YEAR><NO.CURRENT>1</NO.CURRENT></NO.DOC></BIB.INSTANCE>"
                  "<ARTICLE IDENTIFIER=\"001\">");
  for (int i = 0; i < 100000; i++)
    buf_puts(&text, "<NP><NO.P>(1)</NO.P></NP>");
  buf_puts(&text, "</ARTICLE></ACT>");
  struct lawtext *law = NULL;
  assert_int_equal(lawtext_read(buf_str(&text), text.len, "a.xml", &law, NULL), STATUS_OK);
  assert_int_equal(law->provisions_len, 1);
  assert_int_equal(law->provisions[0].len, 100000);
  lawtext_free(law);
  buf_free(&text);
}

/* ---- damaged at random, the same way each time ---- */

static uint32_t next_random(uint32_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}

/* Flips a byte, or cuts, doubles or turns around a passage. */
static void damage(struct buf *text, uint32_t *seed) {
  size_t from = next_random(seed) % text->len, len = next_random(seed) % 200;
  if (from + len > text->len) len = text->len - from;
  CLEANUP(buf_free) struct buf passage = {0};
  buf_add(&passage, text->data + from, len);
  switch (next_random(seed) % 4) {
  case 0:
    text->data[from] = "<>/\"=& \n(1a.\xC2"[next_random(seed) % 13];
    break;
  case 1:
    memmove(text->data + from, text->data + from + len, text->len - from - len);
    text->len -= len;
    break;
  case 2:
    buf_add(text, buf_str(&passage), len);
    break;
  default:
    for (size_t i = 0; i < len; i++)
      text->data[from + i] = passage.data[len - 1 - i];
  }
}

static void damaged_files_are_read_or_refused_but_never_crash(void **state) {
  (void)state;
  static const char *const names[] = {"act.en.fmx.xml", "annex.en.fmx.xml", "consolidated.fr.xml", "published.de.xhtml",
                                      "consolidated.bg.html"};
  uint32_t seed = 4711;
  size_t read = 0, refused = 0;
  for (size_t n = 0; n < ARRAY_LEN(names); n++) {
    CLEANUP(mem_freep) char *path = path_join(folder, names[n]);
    CLEANUP(buf_free) struct buf original = {0};
    assert_int_equal(file_read(path, 1 << 20, &original, NULL), STATUS_OK);
    for (int round = 0; round < 300; round++) {
      CLEANUP(buf_free) struct buf text = {0};
      CLEANUP(error_clear) struct error error = {0};
      struct lawtext *law = NULL;
      buf_add(&text, original.data, original.len);
      for (uint32_t times = next_random(&seed) % 3 + 1; times > 0 && text.len > 0; times--)
        damage(&text, &seed);
      enum status status = lawtext_read(buf_str(&text), text.len, names[n], &law, &error);
      if (status == STATUS_OK) {
        read++;
        for (size_t i = 0; i < law->provisions_len; i++)
          assert_true(law->provisions[i].first + law->provisions[i].len <= law->passages_len);
        lawtext_free(law);
      } else {
        refused++;
        assert_int_equal(status, STATUS_INPUT);
        assert_non_null(error.where);
      }
    }
  }
  assert_true(read > 50);
  assert_true(refused > 50);
}

/* Structure that is well-formed but strange: elements of the formats nested at random. */
static void strange_nesting_is_read_or_refused_but_never_crashes(void **state) {
  (void)state;
  static const char *const starts[] = {"<ARTICLE IDENTIFIER=\"001\">",
                                       "<PARAG IDENTIFIER=\"001.001\">",
                                       "<NP>",
                                       "<NO.P>(a)</NO.P><TXT>",
                                       "<GR.SEQ>",
                                       "<QUOT.S>",
                                       "<TBL>",
                                       "<ROW>",
                                       "<CELL>",
                                       "<CONSID>",
                                       "<ANNEX>",
                                       "<TITLE>",
                                       "<FT TYPE=\"NUMBER\">",
                                       "<div id=\"art_1\">",
                                       "<div id=\"001.001\">",
                                       "<div id=\"anx_I\">",
                                       "<div id=\"rct_1\">",
                                       "<table class=\"oj-table\">",
                                       "<table>",
                                       "<tr>",
                                       "<td rowspan=\"3\">",
                                       "<p class=\"norm\">",
                                       "<div class=\"grid-container\">",
                                       "<div class=\"list grid-list-column-1\">",
                                       "<span class=\"no-parag\">",
                                       "<p class=\"oj-ti-grseq-1\">",
                                       "<div class=\"oj-enumeration-spacing\">",
                                       "<p class=\"title-annex-1\">",
                                       "<p class=\"oj-ti-art\">",
                                       "<div class=\"eli-title\">"};
  static const char *const words[] = {"1.", "(a)", "Part I", "‘7.", "text", "", " ", "4.1.", "\u25BAM1", "(", ")"};
  static const char *const ends[] = {"ARTICLE", "PARAG", "NP",  "TXT", "GR.SEQ", "QUOT.S", "TBL", "ROW",   "CELL",  "CONSID",
                                     "ANNEX",   "TITLE", "FT",  "div", "div",    "div",    "div", "table", "table", "tr",
                                     "td",      "p",     "div", "div", "span",   "p",      "div", "p",     "p",     "div"};
  uint32_t seed = 2847;
  for (int round = 0; round < 400; round++) {
    CLEANUP(buf_free) struct buf text = {0};
    size_t open[40], depth = 0;
    bool html = next_random(&seed) % 2;
    buf_puts(&text, html ? "<html>" : "<ACT>");
    buf_puts(&text, html ? "<p class=\"reference\">02031R4711 \u2014 EN \u2014 01.01.2033</p>"
                         : "<BIB.INSTANCE><LG.DOC>EN</LG.DOC><YEAR>2031</YEAR><NO.CURRENT>1</NO.CURRENT></BIB.INSTANCE>");
    for (int step = 0; step < 120; step++) {
      bool closes = depth == ARRAY_LEN(open) || (depth > 0 && next_random(&seed) % 3 == 0);
      if (closes) {
        buf_printf(&text, "</%s>", ends[open[--depth]]);
      } else {
        open[depth] = next_random(&seed) % ARRAY_LEN(starts);
        buf_puts(&text, starts[open[depth++]]);
      }
      buf_puts(&text, words[next_random(&seed) % ARRAY_LEN(words)]);
    }
    while (depth > 0)
      buf_printf(&text, "</%s>", ends[open[--depth]]);
    buf_puts(&text, html ? "</html>" : "</ACT>");
    struct lawtext *law = NULL;
    enum status status = lawtext_read(buf_str(&text), text.len, "x.en.xml", &law, NULL);
    assert_true(status == STATUS_OK || status == STATUS_INPUT);
    lawtext_free(law);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(file_that_is_no_law_is_refused),
      cmocka_unit_test(file_that_is_cut_off_is_refused_at_its_place),
      cmocka_unit_test(entities_and_document_types_are_refused),
      cmocka_unit_test(other_encodings_are_refused),
      cmocka_unit_test(file_that_does_not_say_language_or_act_is_refused),
      cmocka_unit_test(deletion_without_end_is_refused),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(points_within_points_are_read_as_deep_as_files_may_be),
      cmocka_unit_test(many_points_of_the_same_number_are_read_in_good_time),
      cmocka_unit_test(damaged_files_are_read_or_refused_but_never_crash),
      cmocka_unit_test(strange_nesting_is_read_or_refused_but_never_crashes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
