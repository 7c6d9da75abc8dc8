/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything the command line says can be translated: in the pseudo-language qps every message wears «guillemets», so letters outside of
 * them that are not data, ids or names of commands and options are text that no translator would ever see.
 */
#include <ctype.h>

#include "app/command.h"
#include "support.h"

#include "skip.h"

/* Names people gave, units of measure, and ids. */
static const char *const allowed[] = {"cradle",  "Example", "Toaster", "GmbH",    "Test",   "Person", "SHA",
                                      "UTC",     "CRA",     "FILE",    "COMMAND", "json",   "open",   "organisation",
                                      "product", "release", "yes",     "person",  "toaster"};

static bool is_word(char c) {
  return isalnum((unsigned char)c) || strchr("._/@:=#%-[]<>&", c);
}

static bool is_same(const char *name, const char *word, size_t len) {
  return strlen(name) == len && strncmp(name, word, len) == 0;
}

/* "SUBJECT" in "FILE SUBJECT [QUESTION]". */
static bool is_in(const char *pattern, const char *word, size_t len) {
  static const char between[] = " [].";
  for (const char *at = pattern; at && *(at += strspn(at, between));) {
    size_t name = strcspn(at, between);
    if (name == len && strncmp(at, word, len) == 0) return true;
    at += name;
  }
  return false;
}

static bool is_argument(const struct option_info *options, size_t options_len, const char *word, size_t len) {
  for (size_t i = 0; i < options_len; i++)
    if (is_in(options[i].argument, word, len)) return true;
  return false;
}

static bool is_command(const char *word, size_t len) {
  for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
    const struct command *command = command_at(id);
    if (is_same(command->name, word, len) || is_in(command->arguments, word, len)) return true;
    if (is_argument(command->options, command->options_len, word, len)) return true;
  }
  return is_argument(options_everywhere, options_everywhere_len, word, len);
}

static bool is_name(const char *word, size_t len) {
  for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
    if (is_same(allowed[i], word, len)) return true;
  return is_command(word, len);
}

/* Ids, paths, dates, options and codes hold something beside letters; plain words of three letters and more are suspicious. */
static bool is_plain(const char *word, size_t len) {
  size_t letters = 0;
  for (size_t i = 0; i < len; i++)
    letters += isalpha((unsigned char)word[i]) != 0;
  return letters == len && len >= 3;
}

static void assert_translated(const char *text) {
  int depth = 0;
  for (const char *p = text; *p;) {
    if (strncmp(p, "«", 2) == 0 || strncmp(p, "»", 2) == 0) {
      depth += strncmp(p, "«", 2) == 0 ? 1 : -1;
      p += 2;
      continue;
    }
    size_t len = 0;
    while (p[len] && is_word(p[len]))
      len++;
    if (depth == 0 && len > 0 && is_plain(p, len) && !is_name(p, len)) fail_msg("“%.*s” is not translated in:\n%s", (int)len, p, text);
    p += len > 0 ? len : 1;
  }
  assert_int_equal(depth, 0);
}

/* Under the real law pack, whose texts are in the catalogue. */
static void says(const char *line, int status) {
  runs(line, status);
  assert_translated(buf_str(&bench->out));
  assert_translated(buf_str(&bench->err));
}

static int setup(void **state) {
  lang_init(TOP_BUILDDIR "/locale");
  bench_up(state);
  free(bench->program);
  bench->program = mem_strdup(TOP_SRCDIR "/src");
  return 0;
}

static int teardown(void **state) {
  lang_set_ui("en");
  return bench_down(state);
}

static void help_is_translated(void **state) {
  (void)state;
  if (!lang_exists("qps")) skip_because("the catalogue of the pseudo-language is not built; make check builds it");
  says("--help --lang qps", 0);
  says("render --help --lang qps", 0);
  says("apply --help --lang qps", 0);
}

static void answers_and_conclusions_are_translated(void **state) {
  (void)state;
  if (!lang_exists("qps")) skip_because("the catalogue of the pseudo-language is not built; make check builds it");
  make_workspace();
  runs("set %/w.cradle product role.activity makes", 0);
  runs("set %/w.cradle product scope.offer product", 0);
  runs("set %/w.cradle product scope.connection --unknown", 0);
  says("list %/w.cradle --lang qps", 0);
  says("ask %/w.cradle product --all --lang qps", 0);
  says("assess %/w.cradle release --lang qps", 1);
  says("why %/w.cradle product cra.coverage --lang qps", 0);
  says("why %/w.cradle product scope.connection --lang qps", 0);
  says("log %/w.cradle --lang qps", 0);
  says("check %/w.cradle --lang qps", 0);
  says("undo %/w.cradle --lang qps", 0);
}

static void refusals_are_translated(void **state) {
  (void)state;
  if (!lang_exists("qps")) skip_because("the catalogue of the pseudo-language is not built; make check builds it");
  make_workspace();
  says("set %/w.cradle product scope.connecton direct --lang qps", 2);
  says("set %/w.cradle product scope.connection sideways --lang qps", 2);
  says("set %/w.cradle release release.first-placed 2027-02-30 --lang qps", 2);
  says("set %/w.cradle nobody product.name X --lang qps", 2);
  says("list %/missing.cradle --lang qps", 4);
  says("render %/w.cradle release eu-declaration -o %/x.pdf --lang qps", 5);
  says("init %/w.cradle --organisation X --lang qps", 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(help_is_translated, setup, teardown),
      cmocka_unit_test_setup_teardown(answers_and_conclusions_are_translated, setup, teardown),
      cmocka_unit_test_setup_teardown(refusals_are_translated, setup, teardown),
  };
  return cmocka_run_group_tests_name("the language of the command line", tests, NULL, NULL);
}
