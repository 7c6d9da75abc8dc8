/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "packs.h"

static const struct act law = {.id = "cra", .kind = LABEL_LAW, .short_name = {"cra", "CRA"}};
static const struct act guide = {.id = "guidance-cra", .kind = LABEL_GUIDANCE, .short_name = {"guidance-cra", "CRA guidance"}};

static void cite_text_reads_as_lawyers_write(void **state) {
  (void)state;
  const struct {
    struct cite cite;
    const char *text;
  } cases[] = {
      {{.act = &law, .article = "2(2)(a)"}, "CRA Art. 2(2)(a)"},
      {{.act = &law, .annex = "I", .part = "I", .point = "(2)(a)"}, "CRA Annex I Part I point (2)(a)"},
      {{.act = &law, .annex = "III", .class = "I", .point = "6"}, "CRA Annex III Class I point 6"},
      {{.act = &law, .annex = "I", .section = "A", .point = "1"}, "CRA Annex I Section A point 1"},
      {{.act = &law, .annex = "V", .point = "(f)"}, "CRA Annex V point (f)"},
      {{.act = &law, .recital = "12"}, "CRA Recital 12"},
      {{.act = &guide, .example = "30"}, "CRA guidance example 30"},
      {{.act = &guide, .point = "144"}, "CRA guidance point 144"},
      {{.act = &law}, "CRA"},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    CLEANUP(mem_freep) char *text = cite_text(&cases[i].cite, "en");
    assert_string_equal(text, cases[i].text);
  }
}

static void cite_path_is_one_spelling_of_the_place(void **state) {
  (void)state;
  const struct {
    struct cite cite;
    const char *path;
  } cases[] = {
      {{.act = &law, .article = "24"}, "art.24"},
      {{.act = &law, .article = "12(3)(a)"}, "art.12.3.a"},
      {{.act = &law, .article = "32(5a)"}, "art.32.5a"},
      {{.act = &law, .article = "4a(1)(f)"}, "art.4a.1.f"},
      {{.act = &law, .article = "13(3)(b)(viii)"}, "art.13.3.b.viii"},
      {{.act = &law, .annex = "V"}, "anx.v"},
      {{.act = &law, .annex = "V", .point = "(f)"}, "anx.v.f"},
      {{.act = &law, .annex = "VII", .point = "1(a)"}, "anx.vii.1.a"},
      {{.act = &law, .annex = "I", .part = "II"}, "anx.i.part-ii"},
      {{.act = &law, .annex = "I", .part = "I", .point = "(2)(a)"}, "anx.i.part-i.2.a"},
      {{.act = &law, .annex = "III", .class = "I", .point = "6"}, "anx.iii.class-i.6"},
      {{.act = &law, .annex = "I", .section = "A", .point = "1"}, "anx.i.section-a.1"},
      {{.act = &law, .recital = "12"}, "rct.12"},
      {{.act = &guide, .point = "144"}, "144"},
      {{.act = &guide, .point = "4.5.1"}, "4.5.1"},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    CLEANUP(mem_freep) char *path = cite_path(&cases[i].cite);
    assert_non_null(path);
    assert_string_equal(path, cases[i].path);
  }
}

static void cite_path_of_an_act_as_a_whole_or_an_example_is_none(void **state) {
  (void)state;
  assert_null(cite_path(&(struct cite){.act = &law}));
  assert_null(cite_path(&(struct cite){.act = &guide, .example = "30"}));
}

static void cites_text_separates_by_semicolon(void **state) {
  (void)state;
  struct cite cites[] = {{.act = &law, .article = "3(1)"}, {.act = &guide, .point = "8"}};
  CLEANUP(mem_freep) char *text = cites_text(&(cite_vec_t){.items = cites, .len = 2}, "en");
  assert_string_equal(text, "CRA Art. 3(1); CRA guidance point 8");
  CLEANUP(mem_freep) char *none = cites_text(&(cite_vec_t){0}, "en");
  assert_string_equal(none, "");
}

static void label_name_says_how_binding_a_source_is(void **state) {
  (void)state;
  assert_string_equal(label_name(LABEL_LAW, "en"), "law");
  assert_string_equal(label_name(LABEL_GOOD_PRACTICE, "en"), "good practice");
}

/* ---- in another language: a catalogue made by hand ---- */

struct message {
  const char *key, *translation; /* keys sorted, as .mo files want them */
};

static void put32(struct buf *out, uint32_t value) {
  buf_add(out, &value, sizeof value);
}

static void write_catalogue(const char *path, const struct message *messages, uint32_t len) {
  struct buf table = {0}, strings = {0};
  uint32_t first_string = 28 + 16 * len;
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < len; i++) {
      const char *text = pass == 0 ? messages[i].key : messages[i].translation;
      put32(&table, (uint32_t)strlen(text));
      put32(&table, first_string + (uint32_t)strings.len);
      buf_add(&strings, text, strlen(text) + 1);
    }
  struct buf file = {0};
  const uint32_t header[] = {0x950412de, 0, len, 28, 28 + 8 * len, 0, 0};
  buf_add(&file, header, sizeof header);
  buf_add(&file, table.data, table.len);
  buf_add(&file, strings.data, strings.len);
  assert_int_equal(file_write(path, file.data, file.len, 0600, NULL), STATUS_OK);
  buf_free(&table);
  buf_free(&strings);
  buf_free(&file);
}

static const struct message german[] = {
    {"", "Content-Type: text/plain; charset=UTF-8\n"}, {"a\004A", "Fall A"},     {"cite\004Art. %s", "Artikel %s"},
    {"cite\004Recital %s", "Erwägungsgrund"},          {"cite\004law", "Recht"},
};

static void pack_text_and_cite_text_follow_the_language(void **state) {
  (void)state;
  const char *parent = getenv("TMPDIR");
  CLEANUP(mem_freep) char *folder = mem_printf("%s/cradle-lang-XXXXXX", parent ? parent : "/tmp");
  assert_non_null(mkdtemp(folder));
  CLEANUP(mem_freep) char *locale = path_join(folder, "en_CRADLE");
  CLEANUP(mem_freep) char *messages = path_join(locale, "LC_MESSAGES");
  CLEANUP(mem_freep) char *file = path_join(messages, "cradle_de.mo");
  assert_int_equal(mkdir(locale, 0700), 0);
  assert_int_equal(mkdir(messages, 0700), 0);
  write_catalogue(file, german, ARRAY_LEN(german));
  lang_init(folder);

  struct pack *pack = packs_load_good("");
  const struct choice *choice = question_choice(pack_question(pack, "p.kind"), "a");
  assert_string_equal(pack_text(&choice->title, "de"), "Fall A");
  assert_string_equal(pack_text(&choice->title, "en"), "A");
  assert_string_equal(pack_text(&choice->help, "de"), "");
  assert_string_equal(label_name(LABEL_LAW, "de"), "Recht");
  CLEANUP(mem_freep) char *article = cite_text(&(struct cite){.act = &law, .article = "5"}, "de");
  assert_string_equal(article, "CRA Artikel 5");
  CLEANUP(mem_freep) char *without_hole = cite_text(&(struct cite){.act = &law, .recital = "5"}, "de");
  assert_string_equal(without_hole, "CRA Erwägungsgrund5");
  pack_free(pack);

  lang_init(NULL);
  unlink(file);
  rmdir(messages);
  rmdir(locale);
  assert_int_equal(rmdir(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cite_text_reads_as_lawyers_write),
      cmocka_unit_test(cite_path_is_one_spelling_of_the_place),
      cmocka_unit_test(cite_path_of_an_act_as_a_whole_or_an_example_is_none),
      cmocka_unit_test(cites_text_separates_by_semicolon),
      cmocka_unit_test(label_name_says_how_binding_a_source_is),
      cmocka_unit_test_setup_teardown(pack_text_and_cite_text_follow_the_language, packs_setup, packs_teardown),
  };
  return cmocka_run_group_tests_name("texts and citations", tests, NULL, NULL);
}
