/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/support.h"

#include <sqlite3.h>

#include "app/command.h"

/* ---- exit statuses: what scripts go by ---- */

static void exit_status_tells_what_happened(void **state) {
  (void)state;
  make_workspace();
  write_text("bad.json", "{\"answers\": [");
  write_text("noise.cradle", "not a workspace");
  runs("list %/w.cradle", 0);
  runs("assess %/w.cradle 1.0", 1);
  runs("list %/w.cradle --nonsense", 2);
  runs("set %/w.cradle product product.power steam", 2);
  runs("apply %/w.cradle %/bad.json", 3);
  runs("import %/w.cradle product %/missing.txt", 3);
  runs("list %/noise.cradle", 4);
  runs("list %/missing.cradle", 4);
  runs("init %/w.cradle --organisation X", 4);
  runs("render %/w.cradle 1.0 leaflet", 5);
  assert_int_equal(cli_exit_status(STATUS_STALE), 2);
}

static void refused_answer_says_nothing_on_standard_output(void **state) {
  (void)state;
  make_workspace();
  runs("set %/w.cradle product product.power steam --json", 2);
  assert_int_equal(bench->out.len, 0);
  assert_true(str_starts(buf_str(&bench->err), "cradle: "));
}

static void assessment_without_gaps_exits_with_0(void **state) {
  (void)state;
  make_workspace();
  runs("set %/w.cradle product product.toasts no", 0);
  runs("assess %/w.cradle 1.0", 0);
}

static void journal_without_a_printed_head_is_found_by_check(void **state) {
  (void)state;
  make_workspace();
  runs("check %/w.cradle", 0);
  runs("check %/w.cradle --against 0000000000000000000000000000000000000000000000000000000000000000", 1);
  assert_non_null(strstr(buf_str(&bench->out), "0000"));
}

/* ---- JSON ---- */

static const struct json *parsed(const char *line, int status, struct json **ret_root) {
  struct error error = {0};
  runs(line, status);
  enum status outcome = json_parse(buf_str(&bench->out), bench->out.len, line, &json_usual_limits, ret_root, &error);
  if (outcome) print_error("%s\n%s\n", error.what, buf_str(&bench->out));
  error_clear(&error);
  assert_int_equal(outcome, STATUS_OK);
  return *ret_root;
}

static void every_command_answers_in_json_when_asked(void **state) {
  (void)state;
  make_workspace();
  write_text("report.txt", "It did not burn.");
  write_text("answers.json", "{\"subjects\": [{\"ref\": \"@e\", \"type\": \"evidence\", \"name\": \"Photo\"}], \"answers\": []}");
  static const struct {
    const char *line;
    int status;
  } cases[] = {
      {"init %/other.cradle --organisation X --json", 0},
      {"add %/w.cradle release 2.0 --json", 0},
      {"list %/w.cradle --json", 0},
      {"ask %/w.cradle product --all --json", 0},
      {"set %/w.cradle product product.toasts yes --json", 0},
      {"set %/w.cradle product product.breads --none --json", 0},
      {"apply %/w.cradle %/answers.json --json", 0},
      {"link %/w.cradle 1.0/ex.annex.1 req.evidence Photo --json", 0},
      {"ask %/w.cradle 1.0/ex.annex.1 --json", 0},
      {"unlink %/w.cradle 1.0/ex.annex.1 req.evidence Photo --json", 0},
      {"undo %/w.cradle --json", 0},
      {"redo %/w.cradle --json", 0},
      {"assess %/w.cradle 1.0 --json", 1},
      {"why %/w.cradle 1.0 cra.documents-ready --json", 0},
      {"why %/w.cradle 1.0 product.power --json", 0},
      {"why %/w.cradle 1.0 gap.slogan --json", 0},
      {"import %/w.cradle product %/report.txt --json", 0},
      {"render %/w.cradle 1.0 leaflet --draft --format trace -o %/leaflet.txt --json", 0},
      {"archive %/w.cradle Photo --json", 0},
      {"log %/w.cradle --json", 0},
      {"check %/w.cradle --json", 0},
      {"pack --json", 0},
      {"pack %/data --json", 0},
      {"pack %/w.cradle --json", 0},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    struct json *root = NULL;
    assert_non_null(parsed(cases[i].line, cases[i].status, &root));
    json_free(root);
  }
}

static void installing_a_law_pack_can_be_scripted(void **state) {
  (void)state;
  char *checksum = make_second_pack(), *show = mem_printf("pack --install %%/second --checksum %s --json", checksum);
  char *install = mem_printf("%s --yes", show);
  struct json *root = NULL;
  assert_int_equal(json_type(json_get(parsed(show, 0, &root), "installed")), JSON_NULL);
  json_free(root);
  assert_non_null(json_text(json_get(parsed(install, 0, &root), "installed")));
  json_free(root);
  assert_string_equal(json_text(json_get(parsed("pack --json", 0, &root), "version")), "2");
  json_free(root);
  assert_string_equal(json_text(json_get(parsed("pack --restore-previous --json", 0, &root), "version")), "1");
  json_free(root);
  runs("pack --yes", 2);
  runs("pack %/second --install %/second", 2);
  free(checksum);
  free(show);
  free(install);
}

static void linter_names_the_law_pack_it_looked_at(void **state) {
  (void)state;
  char *checksum = make_second_pack(), *install = mem_printf("pack --install %%/second --checksum %s --yes", checksum);
  char *in_use = mem_printf("example 2, %s/cradle/packs/example.pack: nothing was found.\n", bench->folder);
  char *in_folder = mem_printf("example 1, %s/data: nothing was found.\n", bench->folder);
  runs(install, 0);
  runs("pack --lint", 0);
  assert_string_equal(buf_str(&bench->out), in_use);
  runs("pack %/data --lint", 0);
  assert_string_equal(buf_str(&bench->out), in_folder);
  write_text("data/notes.xml", "");
  runs("pack %/data --lint", 1);
  assert_non_null(strstr(buf_str(&bench->out), "data/notes.xml:1: "));
  assert_non_null(strstr(buf_str(&bench->err), "/data: The law pack example 1 has 1 fault."));
  free(in_folder);
  free(in_use);
  free(install);
  free(checksum);
}

static void installed_law_pack_that_broke_can_be_taken_back(void **state) {
  (void)state;
  char *checksum = make_second_pack(), *install = mem_printf("pack --install %%/second --checksum %s --yes", checksum);
  runs(install, 0);
  write_text("cradle/packs/example.pack", "<?xml version=\"1.0\"?>\n<pack id=\"example\" version=\"2\"/>");
  runs("pack", 3);
  assert_non_null(strstr(buf_str(&bench->err), "cradle pack --restore-previous"));
  runs("pack --restore-previous", 0);
  runs("pack", 0);
  free(checksum);
  free(install);
}

static void looking_back_writes_nothing(void **state) {
  (void)state;
  make_workspace();
  char *head = NULL;
  for (int round = 0; round < 2; round++) {
    struct json *root = NULL;
    const char *now = json_text(json_get(parsed("check %/w.cradle --json", 0, &root), "head"));
    if (round) assert_string_equal(now, head);
    free(head);
    head = mem_strdup(now);
    json_free(root);
    runs("assess %/w.cradle 1.0 --pack 1", 1);
    runs("why %/w.cradle 1.0 ex.scope --pack 1", 0);
    runs("render %/w.cradle 1.0 leaflet --draft --format text -o %/old.txt --replace --pack 1", 0);
    runs("set %/w.cradle product product.toasts yes --pack 1", 2);
  }
  free(head);
}

static void answers_in_json_can_be_applied_again(void **state) {
  (void)state;
  make_workspace();
  runs("set %/w.cradle product product.slogan 'Quotes \" and ünïcode'", 0);
  struct json *root = NULL;
  const struct json *questions = json_get(parsed("ask %/w.cradle product --json", 0, &root), "questions");
  const char *slogan = NULL;
  for (size_t i = 0; i < json_len(questions); i++)
    if (str_eq(json_text(json_get(json_at(questions, i), "id")), "product.slogan"))
      slogan = json_text(json_get(json_at(questions, i), "answer"));
  assert_string_equal(slogan, "Quotes \" and ünïcode");
  json_free(root);
}

static void open_conclusion_names_what_is_possible_and_what_decides(void **state) {
  (void)state;
  make_workspace();
  struct json *root = NULL;
  const struct json *conclusions = json_get(parsed("assess %/w.cradle 1.0 --json", 1, &root), "conclusions");
  const struct json *scope = NULL;
  for (size_t i = 0; i < json_len(conclusions); i++)
    if (str_eq(json_text(json_get(json_at(conclusions, i), "id")), "ex.scope")) scope = json_at(conclusions, i);
  assert_string_equal(json_text(json_get(scope, "state")), "open");
  assert_int_equal(json_type(json_get(scope, "value")), JSON_NULL);
  assert_int_equal(json_len(json_get(scope, "possible")), 2);
  assert_string_equal(json_text(json_at(json_get(scope, "open"), 0)), "product.toasts");
  json_free(root);
}

/* ---- input ---- */

static void answers_are_read_from_standard_input(void **state) {
  (void)state;
  make_workspace();
  static const char *const typed[] = {"{\"answers\": [", "{\"subject\": \"product\", \"question\": \"product.toasts\", \"value\": true}]}"};
  bench->lines = typed;
  bench->lines_len = ARRAY_LEN(typed);
  runs("apply %/w.cradle -", 0);
  runs("ask %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), "product.power"));
}

static void text_and_evidence_come_from_files(void **state) {
  (void)state;
  make_workspace();
  write_text("slogan.txt", "Hot.\n");
  write_text("photo.txt", "(a photo)");
  runs("set %/w.cradle product product.slogan @%/slogan.txt", 0);
  runs("add %/w.cradle evidence Photo", 0);
  runs("set %/w.cradle Photo evidence.file @%/photo.txt", 0);
  runs("ask %/w.cradle Photo", 0);
  assert_non_null(strstr(buf_str(&bench->out), "photo.txt"));
  runs("set %/w.cradle product product.slogan @%/nowhere.txt", 3);
  runs("set %/w.cradle product product.toasts @%/slogan.txt", 2);
}

static void interview_ends_with_the_input(void **state) {
  (void)state;
  make_workspace();
  runs("interview %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), "questions that are asked now have been answered"));
}

static void interview_does_not_overwrite_what_another_answered_meanwhile(void **state) {
  static const char *const typed[] = {"yes"};
  (void)state;
  make_workspace();
  bench->lines = typed;
  bench->lines_len = ARRAY_LEN(typed);
  bench->meanwhile = "set %/w.cradle product product.toasts no --by Ben";
  runs("interview %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), "changed meanwhile"));
  assert_non_null(strstr(buf_str(&bench->out), "Answer: No"));
  runs("ask %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), "Answer: No"));
}

static void words_that_look_like_options_can_be_answers(void **state) {
  (void)state;
  make_workspace();
  runs("set %/w.cradle product product.slogan -- --hot--", 0);
  runs("ask %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), "--hot--"));
  runs("set %/w.cradle 1.0 release.degrees -5", 2);
  assert_non_null(strstr(buf_str(&bench->err), "at least 0"));
  runs("set %/w.cradle product product.slogan '@@home, and warm'", 0);
  runs("ask %/w.cradle product", 0);
  assert_non_null(strstr(buf_str(&bench->out), " @home"));
  runs("log --limit=2 %/w.cradle", 0);
  runs("log %/w.cradle --limit 0", 2);
}

static void read_only_workspace_can_be_shown_and_rendered(void **state) {
  (void)state;
  make_workspace();
  char *path = in_folder("w.cradle");
  assert_int_equal(chmod(path, 0400), 0);
  runs("list %/w.cradle", 0);
  runs("assess %/w.cradle 1.0", 1);
  runs("render %/w.cradle 1.0 leaflet --draft --format text -o %/leaflet.txt", 0);
  assert_non_null(strstr(buf_str(&bench->out), "Not recorded"));
  runs("render %/w.cradle 1.0 leaflet --draft --format text -o %/leaflet.txt", 2);
  runs("render %/w.cradle 1.0 leaflet --draft --format text -o %/leaflet.txt --replace --json", 0);
  assert_non_null(strstr(buf_str(&bench->out), "\"recorded\": false"));
  runs("set %/w.cradle product product.toasts yes", 4);
  free(path);
}

/* ---- which front end ---- */

static void workbench_opens_for_a_file_or_nothing(void **state) {
  (void)state;
  static const struct {
    const char *words[4];
    bool opens;
    const char *file;
  } cases[] = {
      {{"cradle"}, true, NULL},
      {{"cradle", "plans.cradle"}, true, "plans.cradle"},
      {{"cradle", "./plans"}, true, "./plans"},
      {{"cradle", "--lang", "de", "plans.cradle"}, true, "plans.cradle"},
      {{"cradle", "list", "plans.cradle"}, false, NULL},
      {{"cradle", "bake"}, false, NULL},
      {{"cradle", "--help"}, false, NULL},
      {{"cradle", "plans.cradle", "--version"}, false, NULL},
      {{"cradle", "--man"}, false, NULL},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    char *argv[4];
    int argc = 0;
    while (argc < 4 && cases[i].words[argc]) {
      argv[argc] = mem_strdup(cases[i].words[argc]);
      argc++;
    }
    const char *file = NULL;
    assert_int_equal(cli_opens_workbench(argc, argv, &file), cases[i].opens);
    if (cases[i].file)
      assert_string_equal(file, cases[i].file);
    else
      assert_null(file);
    while (argc)
      free(argv[--argc]);
  }
}

/* ---- manual ---- */

static void manual_page_names_every_command_and_option(void **state) {
  (void)state;
  runs("--man", 0);
  assert_true(str_starts(buf_str(&bench->out), ".TH CRADLE 1"));
  for (enum command_id id = COMMAND_OPEN + 1; id < COMMAND_COUNT; id++) {
    char *heading = mem_printf(".B cradle %s ", command_at(id)->name);
    assert_non_null(strstr(buf_str(&bench->out), heading));
    free(heading);
  }
  assert_non_null(strstr(buf_str(&bench->out), "\\-\\-against"));
  runs("--version", 0);
  assert_true(str_starts(buf_str(&bench->out), "cradle "));
}

static void help_never_needs_a_workspace_or_law_pack(void **state) {
  (void)state;
  char *path = in_folder("data/pack.xml");
  unlink(path);
  free(path);
  for (enum command_id id = COMMAND_OPEN + 1; id < COMMAND_COUNT; id++) {
    char *line = mem_printf("%s --help", command_at(id)->name);
    runs(line, 0);
    free(line);
  }
  runs("pack", 3);
  assert_non_null(strstr(buf_str(&bench->err), "CRADLE_DATA"));
}

static void tables_that_differ_from_the_journal_are_found_and_made_anew(void **state) {
  (void)state;
  make_workspace();
  char *path = in_folder("w.cradle");
  sqlite3 *database = NULL;
  assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
  assert_int_equal(sqlite3_exec(database, "DELETE FROM live", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(database);
  free(path);
  runs("check %/w.cradle", 1);
  assert_non_null(strstr(buf_str(&bench->out), "--rebuild"));
  runs("check %/w.cradle --rebuild", 0);
  runs("list %/w.cradle", 0);
  assert_non_null(strstr(buf_str(&bench->out), "Example Toaster"));
}

static void count_progress(void *context, const char *text) {
  size_t *counts = context;
  counts[text == NULL]++;
}

static void import_of_a_large_file_shows_how_far_it_is(void **state) {
  (void)state;
  make_workspace();
  char *large = in_folder("large.bin"), *workspace = in_folder("w.cradle");
  size_t counts[2] = {0}; /* shown, taken away */
  struct cli cli = {.host = bench->host, .program_folder = bench->program, .progress = count_progress, .context = counts};
  char words[][8] = {"cradle", "import", "product"};
  char *argv[] = {words[0], words[1], workspace, words[2], large, NULL};
  write_text("large.bin", "x");
  assert_int_equal(cli_run(&cli, 5, argv, &bench->out, &bench->err), 0);
  assert_int_equal(counts[0] + counts[1], 0); /* it is over at once */
  assert_int_equal(truncate(large, 9 << 20), 0);
  assert_int_equal(cli_run(&cli, 5, argv, &bench->out, &bench->err), 0);
  assert_true(counts[0] > 4);
  assert_int_equal(counts[1], 1);
  free(large);
  free(workspace);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      bench_test(exit_status_tells_what_happened),
      bench_test(refused_answer_says_nothing_on_standard_output),
      bench_test(assessment_without_gaps_exits_with_0),
      bench_test(journal_without_a_printed_head_is_found_by_check),
      bench_test(every_command_answers_in_json_when_asked),
      bench_test(installing_a_law_pack_can_be_scripted),
      bench_test(linter_names_the_law_pack_it_looked_at),
      bench_test(installed_law_pack_that_broke_can_be_taken_back),
      bench_test(looking_back_writes_nothing),
      bench_test(answers_in_json_can_be_applied_again),
      bench_test(open_conclusion_names_what_is_possible_and_what_decides),
      bench_test(answers_are_read_from_standard_input),
      bench_test(text_and_evidence_come_from_files),
      bench_test(interview_ends_with_the_input),
      bench_test(interview_does_not_overwrite_what_another_answered_meanwhile),
      bench_test(words_that_look_like_options_can_be_answers),
      bench_test(read_only_workspace_can_be_shown_and_rendered),
      bench_test(workbench_opens_for_a_file_or_nothing),
      bench_test(manual_page_names_every_command_and_option),
      bench_test(help_never_needs_a_workspace_or_law_pack),
      bench_test(tables_that_differ_from_the_journal_are_found_and_made_anew),
      bench_test(import_of_a_large_file_shows_how_far_it_is),
  };
  return cmocka_run_group_tests_name("cli commands", tests, NULL, NULL);
}
