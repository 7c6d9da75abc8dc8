/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are imported on the workbench under the real law pack, what they propose, and the law pack when it is a newer one. */
#include "tui/support.h"

#define DATA TOP_SRCDIR "/tests/interop/data/"

static const char answers[] = "{\"as\":\"Ada\",\"subjects\":[{\"ref\":\"@o\",\"type\":\"organisation\",\"name\":\"Works Ltd\"},"
                              "{\"ref\":\"@p\",\"type\":\"product\",\"name\":\"Station\",\"parent\":\"@o\"},"
                              "{\"ref\":\"@r\",\"type\":\"release\",\"name\":\"2.0\",\"parent\":\"@p\"}],\"answers\":[]}";

static void begin(struct bench *bench) {
  bench_begin_with(bench, TOP_SRCDIR "/src");
  view_resize(bench->view, VIEW_MIN_ROWS, VIEW_MIN_COLS);
  bench_apply(bench, "station.cradle", answers);
  bench_open(bench, "station.cradle");
}

static const char to_registers[] = "m<Down><Down><Down><Down><Enter>";

static void import(struct bench *bench, const char *path) {
  view_play(bench->view, "i");
  view_play(bench->view, path);
  view_play(bench->view, "<Enter>");
}

/* ---- import ---- */

static void component_list_is_recognised_and_what_it_tells_is_proposed(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  import(&bench, DATA "station.cdx-1.6.json");
  shows(&bench, "Imported: station.cdx-1.6.json, ");
  shows(&bench, "CycloneDX JSON 1.6, ");
  shows(&bench, "wait for a person.");
  draws_cleanly(&bench);
  view_play(bench.view, "<Esc>");
  shows(&bench, "wait to be stated");
  bench_end(&bench);
}

static void statements_become_vulnerabilities_and_are_stated_together(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  import(&bench, DATA "statements.openvex.json");
  shows(&bench, "OpenVEX: ");
  shows(&bench, "4 new, ");
  view_play(bench.view, "<End><Enter>");
  shows(&bench, "Register | Vulnerabilities | 2.0");
  view_play(bench.view, "<Enter>Y");
  shows(&bench, "were stated. u takes them back.");
  shows(&bench, "[x] Identifier");
  view_play(bench.view, "u");
  shows(&bench, "[~] Identifier");
  bench_end(&bench);
}

static void proposed_answer_is_stated_by_one_key_at_its_question(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  import(&bench, DATA "statements.openvex.json");
  view_play(bench.view, "<Esc>P<Enter>");
  shows(&bench, "[~] This answer is only proposed");
  view_play(bench.view, "<C-y>");
  shows(&bench, "Stated: Identifier");
  bench_end(&bench);
}

static bool is_on_screen(struct bench *bench, const char *text) {
  char *screen = bench_screen(bench);
  bool found = strstr(screen, text) != NULL;
  free(screen);
  return found;
}

static void gaps_of_proposed_answers_are_closed_together(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  import(&bench, DATA "statements.openvex.json");
  view_play(bench.view, "<Esc>g");
  for (int i = 0; i < 500 && !is_on_screen(&bench, "Y State all"); i++)
    view_play(bench.view, "<Down>");
  view_play(bench.view, "Y");
  shows(&bench, "were stated. u takes them back.");
  bench_end(&bench);
}

/* ---- component lists ---- */

static void begin_with_lists(struct bench *bench) {
  begin(bench);
  view_play(bench->view, to_registers);
  import(bench, DATA "nested.cdx-1.6.json");
  import(bench, DATA "station.cdx-1.6.json");
  view_play(bench->view, "<End><Up><Enter>");
  shows(bench, "Register | Component lists | 2.0");
  view_play(bench->view, "<Down>c");
}

static void components_are_listed_filtered_and_shown_whole(void **state) {
  (void)state;
  struct bench bench;
  begin_with_lists(&bench);
  shows(&bench, "Components | Station / 2.0 / station.cdx-1.6.json");
  shows(&bench, "CycloneDX JSON 1.6, ");
  draws_cleanly(&bench);
  view_play(bench.view, "<Enter>");
  shows(&bench, "Version: ");
  view_play(bench.view, "<Esc>/no such letters anywhere<Enter>");
  shows(&bench, "There are none.");
  view_play(bench.view, "/<C-u><Enter>");
  shows_not(&bench, "There are none.");
  view_play(bench.view, "A");
  shows(&bench, "Only models, data sets and frameworks");
  bench_end(&bench);
}

static void rule_sets_say_what_a_list_lacks(void **state) {
  (void)state;
  struct bench bench;
  begin_with_lists(&bench);
  view_play(bench.view, "R");
  shows(&bench, "Rule sets | station.cdx-1.6.json");
  shows(&bench, " met          ");
  draws_cleanly(&bench);
  bench_end(&bench);
}

static void list_is_compared_with_the_only_other_one(void **state) {
  (void)state;
  struct bench bench;
  begin_with_lists(&bench);
  view_play(bench.view, "D");
  shows(&bench, "From Station / 2.0 / nested.cdx-1.6.json to Station / 2.0 /");
  shows(&bench, "Added: 3");
  shows(&bench, "Removed: ");
  bench_end(&bench);
}

static void file_that_cannot_be_read_keeps_the_prompt_and_says_why(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  import(&bench, "/nowhere/at-all.json");
  shows(&bench, "/nowhere/at-all.json");
  shows(&bench, "Path of the file to import");
  view_play(bench.view, "<Esc>");
  shows(&bench, "Registers | Station / 2.0");
  bench_end(&bench);
}

static void count_pictures(void *context, const struct grid *grid) {
  char *text = grid_to_text(grid);
  *(size_t *)context += strstr(text, "Reading station.cdx-1.6.json") != NULL;
  free(text);
}

static void progress_is_shown_while_a_file_is_read(void **state) {
  (void)state;
  struct bench bench;
  size_t pictures = 0;
  begin(&bench);
  view_watch(bench.view, count_pictures, &pictures);
  view_play(bench.view, to_registers);
  import(&bench, DATA "station.cdx-1.6.json");
  assert_true(pictures > 0);
  bench_end(&bench);
}

static void tab_completes_the_path_and_shows_what_is_possible(void **state) {
  (void)state;
  struct bench bench;
  begin(&bench);
  view_play(bench.view, to_registers);
  view_play(bench.view, "i" DATA "station.c<Tab>7.x<Tab>");
  shows(&bench, "station.cdx-1.7.xml");
  view_play(bench.view, "<C-u>" DATA "station.sp<Tab>");
  shows(&bench, "station.spdx-2.2.json  station.spdx-2.3.json");
  view_play(bench.view, "<C-u>" TOP_SRCDIR "/tests/interop/da<Tab>nested<Tab><Enter>");
  shows(&bench, "Imported: nested.cdx-1.6.json");
  bench_end(&bench);
}

static void official_text_is_imported_beside_the_law_pack(void **state) {
  (void)state;
  struct bench bench;
  bench_begin(&bench);
  bench_open_sample(&bench);
  view_play(bench.view, "L");
  shows(&bench, "None was imported yet.");
  import(&bench, TOP_SRCDIR "/tests/lawtext/data/act.en.fmx.xml");
  shows(&bench, "Imported: The law of the tests (English).");
  shows(&bench, "- LAW, English: ");
  bench_end(&bench);
}

/* ---- a newer law pack ---- */

static void replace_in(const char *path, const char *from, const char *to) {
  struct buf content = {0}, changed = {0};
  assert_int_equal(file_read(path, 1 << 20, &content, NULL), STATUS_OK);
  const char *at = strstr(buf_str(&content), from);
  assert_non_null(at);
  buf_printf(&changed, "%.*s%s%s", (int)(at - buf_str(&content)), buf_str(&content), to, at + strlen(from));
  assert_int_equal(file_write(path, buf_str(&changed), changed.len, 0600, NULL), STATUS_OK);
  buf_free(&content);
  buf_free(&changed);
}

/* "Connected" means something else in version 2. */
static void begin_with_news(struct bench *bench) {
  struct error error = {0};
  bench_begin(bench);
  bench_make_sample(bench);
  view_free(bench->view);
  app_free(bench->app);
  replace_in("data/pack.xml", "version=\"1\"", "version=\"2\"");
  replace_in("data/part.xml", "\"scope.connected\" type=\"bool\"", "\"scope.connected\" type=\"bool\" revised=\"2\"");
  if (app_new(bench->host, NULL, &bench->app, &error)) bench_fails(&error);
  bench->view = view_new(bench->app);
  bench_open(bench, "sample.cradle");
}

static void home_says_in_one_line_that_the_law_pack_is_newer(void **state) {
  (void)state;
  struct bench bench;
  begin_with_news(&bench);
  shows(&bench, "L: The law pack is newer, 2: 1 answer is asked again.");
  bench_end(&bench);
}

static void what_changed_is_listed_and_leads_to_what_is_asked_again(void **state) {
  (void)state;
  struct bench bench;
  begin_with_news(&bench);
  view_play(bench.view, "L");
  shows(&bench, "> [~] Aqua Pump: Connected");
  shows(&bench, "- question scope.connected: Connected");
  view_play(bench.view, "<Enter>");
  shows(&bench, "Does the product connect to a network?");
  shows(&bench, "[~] The law pack changed this question");
  view_play(bench.view, "y");
  shows(&bench, "Stated: Connected");
  view_play(bench.view, "<F12><Home><Enter>");
  shows_not(&bench, "asked again");
  bench_end(&bench);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(component_list_is_recognised_and_what_it_tells_is_proposed),
      cmocka_unit_test(statements_become_vulnerabilities_and_are_stated_together),
      cmocka_unit_test(proposed_answer_is_stated_by_one_key_at_its_question),
      cmocka_unit_test(gaps_of_proposed_answers_are_closed_together),
      cmocka_unit_test(components_are_listed_filtered_and_shown_whole),
      cmocka_unit_test(rule_sets_say_what_a_list_lacks),
      cmocka_unit_test(list_is_compared_with_the_only_other_one),
      cmocka_unit_test(file_that_cannot_be_read_keeps_the_prompt_and_says_why),
      cmocka_unit_test(progress_is_shown_while_a_file_is_read),
      cmocka_unit_test(tab_completes_the_path_and_shows_what_is_possible),
      cmocka_unit_test(official_text_is_imported_beside_the_law_pack),
      cmocka_unit_test(home_says_in_one_line_that_the_law_pack_is_newer),
      cmocka_unit_test(what_changed_is_listed_and_leads_to_what_is_asked_again),
  };
  return cmocka_run_group_tests_name("files on the workbench, and a newer law pack", tests, NULL, NULL);
}
