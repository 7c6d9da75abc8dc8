/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real law pack on every screen: whatever the texts are, nothing is drawn outside its box or twice, and the keys can be seen; in
 * English and in the pseudo-language, whose texts are a third longer.
 */
#include "tui/support.h"

#include "skip.h"

static const struct { int cols, rows; } sizes[] = {{80, 24}, {100, 30}, {200, 60}};

static const char answers[] =
    "{\"as\":\"Ada\",\"subjects\":[{\"ref\":\"@o\",\"type\":\"organisation\",\"name\":\"Größe & Söhne GmbH\"},"
    "{\"ref\":\"@p\",\"type\":\"product\",\"name\":\"Netzwerkverwaltung für Rechenzentren Ελλάδα 日本\",\"parent\":\"@o\"},"
    "{\"ref\":\"@r\",\"type\":\"release\",\"name\":\"2.0\",\"parent\":\"@p\"},"
    "{\"ref\":\"@e\",\"type\":\"evidence\",\"name\":\"Report\",\"parent\":\"@p\"},"
    "{\"ref\":\"@s\",\"type\":\"standard\",\"name\":\"EN 1\",\"parent\":\"@o\"},"
    "{\"ref\":\"@k\",\"type\":\"risk\",\"name\":\"Theft of keys\",\"parent\":\"@r\"}],"
    "\"answers\":[{\"subject\":\"@p\",\"question\":\"scope.offer\",\"value\":\"product\"},"
    "{\"subject\":\"@p\",\"question\":\"scope.connection\",\"value\":\"direct\"},"
    "{\"subject\":\"@p\",\"question\":\"scope.supply\",\"value\":\"commercial\"},"
    "{\"subject\":\"@p\",\"question\":\"role.activity\",\"value\":\"makes\"},"
    "{\"subject\":\"@p\",\"question\":\"class.core-functionality\",\"value\":\"annex-iii.i.6\"},"
    "{\"subject\":\"@r\",\"question\":\"release.first-placed\",\"value\":\"2028-09-01\"}]}";

/* From home to one screen each. */
static const char *const visits[] = {
    "",
    "<Right><Down><Down><Enter>",
    "<Right><Down><Down><Enter>v<End>",
    "c",
    "cw",
    "D",
    "Dv<End>",
    "D<Enter>",
    "b",
    "b<PgDn><PgDn><Enter>",
    "b<End><Enter><Enter>",
    "c<End>w",
    "g",
    "g<End>",
    "m",
    "m<Down><Down><Down><Enter>",
    "m<Down><Down><Down><Enter><End><Enter>",
    "m<Down><Down><Down><Enter>l",
    "m<Down><Down><Down><Enter>l<End><Enter>",
    "m<Down><Down><Down><Down><Enter>",
    "m<Down><Down><Down><Down><Enter><Down><Down><Down><Down><Down><Down><Down><Enter>l<Down>l",
    "m<Down><Down><Down><Down><Enter><Down><Enter>",
    "m<Down><Down><Down><Down><Enter><Down><Enter>a",
    "L",
    "P",
    "d",
    "dd",
    "dt",
    "d<End>t<PgDn>",
    "/se",
    "m<End><Up><Enter>",
    "m<End><Enter>",
    "n<Tab>",
    "n<F5>",
    "n<Enter>",
    "n<F2>",
};

static void keys_can_be_seen(struct bench *bench, const char *help) {
  char *screen = bench_screen(bench);
  char *end = screen + strlen(screen) - 1;
  *end = '\0';
  const char *bar = strrchr(screen, '\n');
  bool seen = bar && (strstr(bar, help) || strstr(bar, _("Cancel")));
  if (!seen) print_error("no keys in the last row:\n%s\n", screen);
  assert_true(seen);
  free(screen);
}

static void open_real(struct bench *bench, int rows, int cols) {
  bench_begin_with(bench, TOP_SRCDIR "/src");
  view_resize(bench->view, rows, cols);
  bench_apply(bench, "real.cradle", answers);
  bench_open(bench, "real.cradle");
}

static void visit_all(const char *help) {
  for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
    struct bench bench;
    open_real(&bench, sizes[s].rows, sizes[s].cols);
    for (size_t i = 0; i < ARRAY_LEN(visits); i++) {
      view_play(bench.view, visits[i]);
      draws_cleanly(&bench);
      keys_can_be_seen(&bench, help);
      view_play(bench.view, "<Esc><F12><Home><Enter><Left>");
    }
    bench_end(&bench);
  }
}

/* Every question that can be asked, answered "unknown" or by its first choice. */
static void answer_all(const char *answer) {
  struct bench bench;
  open_real(&bench, VIEW_MIN_ROWS, VIEW_MIN_COLS);
  view_play(bench.view, "n");
  char *last = NULL;
  for (int i = 0; i < 1200; i++) {
    draws_cleanly(&bench);
    char *screen = bench_screen(&bench);
    if (str_eq(screen, last)) view_play(bench.view, "<C-u><F4>"); /* what cannot be answered so */
    free(last);
    last = screen;
    view_play(bench.view, answer);
  }
  free(last);
  view_play(bench.view, "<F12><Home><Enter>n");
  shows(&bench, _("No open question is left."));
  bench_end(&bench);
}

static void screens_fit_in_english(void **state) {
  (void)state;
  visit_all("Help");
}

static void screens_fit_in_a_longer_language(void **state) {
  (void)state;
  lang_init(TOP_BUILDDIR "/locale");
  if (!lang_exists("qps")) skip_because("the catalogue of the pseudo-language is not built; make check builds it");
  lang_set_ui("qps");
  visit_all(_("Help"));
  answer_all("<F4>");
  lang_set_ui("en");
}

static void interview_ends_when_all_is_unknown(void **state) {
  (void)state;
  answer_all("<F4>");
}

static void interview_ends_when_the_first_choice_is_taken(void **state) {
  (void)state;
  answer_all("<Home><Enter>");
}

/* ---- suggestions ---- */

static const char to_first_measure[] = "m<Down><Down><Down><Enter><Enter>v<Down><Enter>";

static void measure_question_shows_suggestions_and_takes_one_over(void **state) {
  (void)state;
  struct bench bench;
  open_real(&bench, 40, 120);
  view_play(bench.view, to_first_measure);
  shows(&bench, "Suggestions, never a demand");
  shows(&bench, "good practice: ");
  view_play(bench.view, "Ours.<C-t>");
  shows(&bench, "> Ours.");
  shows(&bench, "Taken over: 1 of ");
  view_play(bench.view, "<F10>");
  shows(&bench, "Saved: Measure");
  bench_end(&bench);
}

/* ---- a question with many answers ---- */

static void long_list_of_answers_gets_room_and_can_be_searched(void **state) {
  (void)state;
  struct bench bench;
  open_real(&bench, VIEW_MIN_ROWS, VIEW_MIN_COLS);
  view_play(bench.view, "/class.core-functionality<Enter>C<Home><Down><Down><Down><Down><Down><Down><Down>");
  char *screen = bench_screen(&bench);
  size_t answers_shown = 0;
  for (const char *mark = screen; (mark = strstr(mark, "( ) ")); mark++)
    answers_shown++;
  assert_true(answers_shown >= 8);
  free(screen);
  view_play(bench.view, "<F3>MICROPROCESSORS<Enter>");
  shows(&bench, "> ( ) Microprocessors");
  view_play(bench.view, "<Enter>");
  shows(&bench, "Saved: Core functionality = Microprocessors");
  bench_end(&bench);
}

static void website_that_does_not_exist_is_none(void **state) {
  (void)state;
  struct bench bench;
  open_real(&bench, VIEW_MIN_ROWS, VIEW_MIN_COLS);
  view_play(bench.view, "/org.website<Enter><F8>");
  shows(&bench, "Saved: Website = none");
  view_play(bench.view, "<F12><Home><Enter>/org.website<Enter>");
  shows(&bench, "Answered: none");
  shows_not(&bench, "> none");
  bench_end(&bench);
}

/* ---- keys at random ---- */

static uint32_t random_next(uint32_t *seed) {
  return *seed = *seed * 1664525u + 1013904223u;
}

static void random_key(struct bench *bench, uint32_t *seed) {
  static const char *const keys[] = {"<Up>",   "<Down>", "<Left>", "<Right>", "<Enter>", "<Enter>", "<Esc>", "<Tab>", "<PgUp>", "<PgDn>",
                                     "<Home>", "<End>",  "<F1>",   "<F2>",    "<F3>",    "<F4>",    "<F5>",  "<F6>",  "<F7>",   "<F8>",
                                     "<F9>",   "<F10>",  "<F11>",  "<F12>",   "<Space>", "<Del>",   "<C-u>", "<C-w>", "é",      "日",
                                     "1",      "a",      "c",      "d",       "g",       "n",       "w",     "l",     "y",      "Y",
                                     "P",      "L",      "v",      "p",       "x",       "i",       "t",     "j",     "k"};
  view_play(bench->view, keys[(random_next(seed) >> 16) % ARRAY_LEN(keys)]);
}

static void random_keys_find_no_way_to_break_a_screen(void **state) {
  (void)state;
  struct bench bench;
  uint32_t seed = 20261120;
  open_real(&bench, VIEW_MIN_ROWS, VIEW_MIN_COLS);
  for (int i = 0; i < 1500; i++) {
    if (i % 50 == 0) view_resize(bench.view, 24 + (int)((random_next(&seed) >> 16) % 30), 80 + (int)((random_next(&seed) >> 16) % 100));
    random_key(&bench, &seed);
    draws_cleanly(&bench);
  }
  assert_false(view_done(bench.view));
  bench_end(&bench);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(screens_fit_in_english),
      cmocka_unit_test(screens_fit_in_a_longer_language),
      cmocka_unit_test(interview_ends_when_all_is_unknown),
      cmocka_unit_test(interview_ends_when_the_first_choice_is_taken),
      cmocka_unit_test(measure_question_shows_suggestions_and_takes_one_over),
      cmocka_unit_test(long_list_of_answers_gets_room_and_can_be_searched),
      cmocka_unit_test(website_that_does_not_exist_is_none),
      cmocka_unit_test(random_keys_find_no_way_to_break_a_screen),
  };
  return cmocka_run_group_tests_name("the real law pack on the screens", tests, NULL, NULL);
}
