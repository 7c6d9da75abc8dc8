/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <locale.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A compiled catalogue, written here so that the test needs no msgfmt. Messages must be sorted. */
struct message {
  const char *original;
  size_t original_len;
  const char *translated;
  size_t translated_len;
};
#define MESSAGE(original, translated)                                                                                                      \
  { original, sizeof(original) - 1, translated, sizeof(translated) - 1 }

static const struct message polish[] = {
    MESSAGE("", "Content-Type: text/plain; charset=UTF-8\n"
                "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"),
    MESSAGE("Scope", "Zakres"),
    MESSAGE("one gap\0%lu gaps", "jedna luka\0%lu luki\0%lu luk"),
    MESSAGE("scope.mdr\004Scope", "Zakres wyrobu"),
};
static const struct message german[] = {
    MESSAGE("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"),
    MESSAGE("Scope", "Geltungsbereich für alle"),
};

static char folder[200];

static void add_number(struct buf *buf, uint32_t number) {
  buf_add(buf, &number, sizeof number);
}

static void write_catalogue(const char *name, const struct message *messages, uint32_t count) {
  enum { HEADER = 28 };
  struct buf mo = {0}, texts = {0};
  uint32_t originals = HEADER, translations = originals + count * 8, first_text = translations + count * 8;
  const uint32_t header[] = {0x950412de, 0, count, originals, translations, 0, first_text};
  buf_add(&mo, header, sizeof header);
  for (uint32_t i = 0; i < count; i++) {
    add_number(&mo, (uint32_t)messages[i].original_len);
    add_number(&mo, first_text + (uint32_t)texts.len);
    buf_add(&texts, messages[i].original, messages[i].original_len + 1);
  }
  for (uint32_t i = 0; i < count; i++) {
    add_number(&mo, (uint32_t)messages[i].translated_len);
    add_number(&mo, first_text + (uint32_t)texts.len);
    buf_add(&texts, messages[i].translated, messages[i].translated_len + 1);
  }
  buf_add(&mo, texts.data, texts.len);
  char *path = mem_printf("%s/en_CRADLE/LC_MESSAGES/%s", folder, name);
  assert_int_equal(file_write(path, mo.data, mo.len, 0600, NULL), STATUS_OK);
  free(path);
  buf_free(&texts);
  buf_free(&mo);
}

static void in_folder(const char *name, int (*action)(const char *path)) {
  char *path = path_join(folder, name);
  action(path);
  free(path);
}

static int make_private_folder(const char *path) {
  return mkdir(path, 0700);
}

static int make_catalogues(void **state) {
  (void)state;
  const char *base = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/cradle-lang-XXXXXX", base ? base : "/tmp");
  if (!mkdtemp(folder)) return -1;
  in_folder("en_CRADLE", make_private_folder);
  in_folder("en_CRADLE/LC_MESSAGES", make_private_folder);
  write_catalogue("cradle_pl.mo", polish, ARRAY_LEN(polish));
  write_catalogue("cradle_de.mo", german, ARRAY_LEN(german));
  lang_init(folder);
  return 0;
}

static int remove_catalogues(void **state) {
  (void)state;
  in_folder("en_CRADLE/LC_MESSAGES/cradle_pl.mo", unlink);
  in_folder("en_CRADLE/LC_MESSAGES/cradle_de.mo", unlink);
  in_folder("en_CRADLE/LC_MESSAGES", rmdir);
  in_folder("en_CRADLE", rmdir);
  return rmdir(folder);
}

static void lang_exists_for_english_and_catalogues_only(void **state) {
  (void)state;
  assert_true(lang_exists("en"));
  assert_true(lang_exists("pl"));
  assert_false(lang_exists("mt"));
  assert_false(lang_exists("../cradle_pl"));
  assert_false(lang_exists(""));
  CLEANUP(mem_freep) char *all = lang_list();
  assert_string_equal(all, "en, de, pl");
}

static void tr_speaks_two_languages_side_by_side(void **state) {
  (void)state;
  assert_string_equal(tr("pl", NULL, "Scope"), "Zakres");
  assert_string_equal(tr("de", NULL, "Scope"), "Geltungsbereich für alle");
  assert_string_equal(tr("pl", "scope.mdr", "Scope"), "Zakres wyrobu");
}

static void tr_without_translation_gives_the_message_itself(void **state) {
  (void)state;
  static const char message[] = "Nobody translated this";
  assert_ptr_equal(tr("pl", NULL, message), message);
  assert_ptr_equal(tr("pl", "some.context", message), message);
  assert_ptr_equal(tr("de", "scope.mdr", message), message);
  assert_ptr_equal(tr("mt", NULL, message), message);
  assert_ptr_equal(tr("en", NULL, message), message);
  assert_ptr_equal(tr(NULL, NULL, message), message);
  assert_string_equal(tr("pl", NULL, ""), "");
}

static void lang_ui_follows_the_choice(void **state) {
  (void)state;
  assert_string_equal(lang_ui(), "en");
  assert_string_equal(tr_ui("Scope"), "Scope");
  lang_set_ui("pl");
  assert_string_equal(lang_ui(), "pl");
  assert_string_equal(tr_ui("Scope"), "Zakres");
  lang_set_ui("de");
  assert_string_equal(tr_ui("Scope"), "Geltungsbereich für alle");
  lang_set_ui("mt");
  assert_string_equal(tr_ui("Scope"), "Scope");
  lang_set_ui("en");
  assert_string_equal(tr_ui("Scope"), "Scope");
}

static void trn_ui_uses_the_plural_rules_of_the_language(void **state) {
  (void)state;
  lang_set_ui("pl");
  assert_string_equal(trn_ui("one gap", "%lu gaps", 1), "jedna luka");
  assert_string_equal(trn_ui("one gap", "%lu gaps", 3), "%lu luki");
  assert_string_equal(trn_ui("one gap", "%lu gaps", 5), "%lu luk");
  lang_set_ui("en");
  assert_string_equal(trn_ui("one gap", "%lu gaps", 1), "one gap");
  assert_string_equal(trn_ui("one gap", "%lu gaps", 0), "%lu gaps");
}

static void lang_init_makes_characters_utf8_and_keeps_the_decimal_point(void **state) {
  (void)state;
  setenv("LC_ALL", "C", 1);
  lang_init(folder);
  assert_int_equal(MB_CUR_MAX > 1, 1);
  assert_string_equal(tr("pl", NULL, "Scope"), "Zakres");
  setenv("LC_ALL", "xx_NOWHERE.UTF-8", 1);
  lang_init(folder);
  assert_int_equal(MB_CUR_MAX > 1, 1);
  unsetenv("LC_ALL");
  setenv("LANG", "C.UTF-8", 1);
  setenv("LC_MESSAGES", "C", 1);
  lang_init(folder);
  assert_string_equal(tr("pl", NULL, "Scope"), "Zakres");
  assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
  unsetenv("LC_MESSAGES");
}

static void lang_init_without_folder_means_english_only(void **state) {
  (void)state;
  lang_set_ui("pl");
  lang_init(NULL);
  assert_false(lang_exists("pl"));
  assert_string_equal(tr("pl", NULL, "Scope"), "Scope");
  assert_string_equal(tr_ui("Scope"), "Scope");
  lang_init(folder);
  assert_string_equal(tr_ui("Scope"), "Zakres");
  lang_set_ui("en");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lang_exists_for_english_and_catalogues_only),
      cmocka_unit_test(tr_speaks_two_languages_side_by_side),
      cmocka_unit_test(tr_without_translation_gives_the_message_itself),
      cmocka_unit_test(lang_ui_follows_the_choice),
      cmocka_unit_test(trn_ui_uses_the_plural_rules_of_the_language),
      cmocka_unit_test(lang_init_makes_characters_utf8_and_keeps_the_decimal_point),
      cmocka_unit_test(lang_init_without_folder_means_english_only),
  };
  return cmocka_run_group_tests_name("languages", tests, make_catalogues, remove_catalogues);
}
