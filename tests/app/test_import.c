/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence and component lists: what is kept, what is proposed, and that a refusal leaves nothing. */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "app/components.h"
#include "skip.h"

#define HEAD "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, "
#define METADATA                                                                                                                           \
  "\"metadata\": {\"timestamp\": \"2026-05-04T10:00:00Z\", \"tools\": {\"components\": [{\"type\": \"application\", \"name\": "            \
  "\"lister\"}]}, \"component\": {\"type\": \"application\", \"bom-ref\": \"root\", \"name\": \"NetGuard\"}}, "
#define LIBRARY "{\"type\": \"library\", \"bom-ref\": \"lib\", \"name\": \"example-lib\", \"version\": \"1.2\"}"
#define MODEL "{\"type\": \"machine-learning-model\", \"bom-ref\": \"model\", \"name\": \"example-model\", \"version\": \"main\"}"

static const char whole_list[] =
    HEAD METADATA "\"components\": [" LIBRARY "], \"dependencies\": [{\"ref\": \"root\", \"dependsOn\": [\"lib\"]}]}";
static const char model_list[] = HEAD "\"components\": [" LIBRARY "," MODEL "]}";

/* ---- the workspace as it was ---- */

struct before {
  char head[HASH_TEXT_SIZE];
  off_t size;
};

static off_t size_of(const char *path) {
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  return info.st_size;
}

static struct before remember(struct fixture *fixture, struct session *session) {
  struct before before;
  succeeds(fixture, store_head(session_store(session), before.head, &fixture->error));
  before.size = size_of(in_folder(fixture, "test.cradle"));
  return before;
}

static void assert_unchanged(struct fixture *fixture, struct session *session, const struct before *before) {
  struct before now = remember(fixture, session);
  assert_string_equal(now.head, before->head);
  assert_int_equal(now.size, before->size);
}

static enum status import_as(struct fixture *fixture, const char *path, const char *kind, struct import_report *ret_report) {
  return app_import(fixture->session, fixture->release, path, kind, ret_report, &fixture->error);
}

static struct import_report imported(struct fixture *fixture, const char *path) {
  struct import_report report;
  succeeds(fixture, import_as(fixture, path, NULL, &report));
  return report;
}

static bool is_proposed(struct fixture *fixture, const char *subject, const char *question) {
  return fact_proposed(fact_of(fixture, subject, question));
}

/* ---- several files ---- */

static void several_files_are_one_step(void **state) {
  struct fixture *fixture = *state;
  char *record = arena_printf(fixture->arena, "%s/cra.annex-i.1.1", fixture->release);
  const char *paths[] = {file_with(fixture, "a.txt", "passed"), file_with(fixture, "bom.json", whole_list),
                         file_with(fixture, "b.txt", "passed")};
  struct import_request request = {.subject = record, .paths = paths, .paths_len = ARRAY_LEN(paths)};
  struct import_report reports[ARRAY_LEN(paths)];
  succeeds(fixture, app_import_files(fixture->session, &request, reports, &fixture->error));
  assert_string_equal(reports[0].kind, "evidence");
  assert_string_equal(reports[1].kind, "component-list");
  assert_null(reports[0].same_as);
  assert_string_equal(reports[2].same_as, reports[0].subject);
  assert_true(fact_has(fact_of(fixture, record, "req.evidence"), reports[0].subject));
  assert_true(fact_has(fact_of(fixture, record, "req.evidence"), reports[2].subject));
  succeeds(fixture, app_undo(fixture->session, NULL, &fixture->error));
  const struct snapshot *snapshot = session_snapshot(fixture->session);
  assert_true(snapshot_archived(snapshot, snapshot_subject(snapshot, reports[1].subject)));
  assert_int_equal(fact_state(fact_of(fixture, record, "req.evidence")), ANSWER_OPEN);
}

static void one_refused_file_of_several_leaves_nothing(void **state) {
  struct fixture *fixture = *state;
  const char *paths[] = {file_with(fixture, "bom.json", whole_list), file_with(fixture, "torn.json", HEAD "\"components\": [" LIBRARY)};
  struct import_request request = {.subject = fixture->release, .paths = paths, .paths_len = ARRAY_LEN(paths)};
  struct import_report reports[ARRAY_LEN(paths)];
  struct before before = remember(fixture, fixture->session);
  fails(fixture, app_import_files(fixture->session, &request, reports, &fixture->error), STATUS_INPUT, "torn.json:1:");
  assert_unchanged(fixture, fixture->session, &before);
  imported(fixture, paths[0]); /* the session is as usable as before */
}

static void refusal_leaves_no_trace_of_a_new_person(void **state) {
  struct fixture *fixture = *state;
  struct session *other = opened_by(fixture, "New Person");
  struct before before = remember(fixture, other);
  struct import_report report;
  char *empty = file_with(fixture, "empty.json", HEAD "\"components\": []}");
  fails(fixture, app_import(other, fixture->release, empty, NULL, &report, &fixture->error), STATUS_INPUT, "no components");
  assert_unchanged(fixture, other, &before);
  succeeds(fixture, app_import(other, fixture->release, empty, "evidence", &report, &fixture->error));
  succeeds(fixture, app_undo(other, NULL, &fixture->error)); /* undo does not take its author away */
  session_free(other);
}

/* ---- killed ---- */

enum { MANY = 60000 };

static char *long_list(struct fixture *fixture) {
  struct buf text = {0};
  buf_puts(&text, HEAD "\"components\": [");
  for (int i = 0; i < MANY; i++)
    buf_printf(
        &text,
        "%s{\"type\": \"library\", \"bom-ref\": \"pkg:generic/example-%d@1\", \"name\": \"example-%d\", \"version\": \"1\", \"purl\": "
        "\"pkg:generic/example-%d@1\"}",
        i ? "," : "", i, i, i);
  buf_puts(&text, "]}");
  char *path = file_with(fixture, "long.json", buf_str(&text));
  buf_free(&text);
  return path;
}

static void die_at_the_end(void *context, const char *path, uint64_t done, uint64_t size) {
  (void)context, (void)path;
  if (done * 10 > size * 9) kill(getpid(), SIGKILL);
}

static void import_and_die(struct fixture *fixture, const char *path) {
  struct session *session = NULL;
  struct import_report report;
  struct import_request request = {.subject = fixture->release, .paths = &path, .paths_len = 1, .progress = {.tell = die_at_the_end}};
  if (session_open(fixture->app, in_folder(fixture, "test.cradle"), "Test Person", NULL, &session, NULL) == STATUS_OK)
    app_import_files(session, &request, &report, NULL);
  _exit(1);
}

static void killed_import_leaves_nothing(void **state) {
  struct fixture *fixture = *state;
  char *path = long_list(fixture);
  struct before before = remember(fixture, fixture->session);
  session_free(fixture->session);
  fixture->session = NULL;
  pid_t child = fork();
  if (child == 0) import_and_die(fixture, path);
  int how = 0;
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
  fixture->session = opened_by(fixture, "Test Person");
  assert_unchanged(fixture, fixture->session, &before);
  struct check_report check = {0};
  succeeds(fixture, store_check(session_store(fixture->session), NULL, &check, &fixture->error));
  assert_int_equal(check.lists, 0);
  check_report_clear(&check);
  assert_int_equal(imported(fixture, path).components, MANY);
}

/* ---- large files ---- */

static char *large_file(struct fixture *fixture) {
  char *path = file_with(fixture, "large.bin", "x");
  assert_int_equal(truncate(path, (off_t)STORE_BLOB_MAX + 1), 0);
  return path;
}

static void file_over_64_mib_stays_where_it_is(void **state) {
  struct fixture *fixture = *state;
  char *path = large_file(fixture);
  struct import_report report = imported(fixture, path);
  assert_string_equal(report.place, "large.bin");
  assert_int_equal(report.size, STORE_BLOB_MAX + 1);
  assert_true(size_of(in_folder(fixture, "test.cradle")) < (off_t)(STORE_BLOB_MAX / 2));
  struct check_report check = {0};
  succeeds(fixture, store_check(session_store(fixture->session), NULL, &check, &fixture->error));
  assert_int_equal(check.outside, 1);
  check_report_clear(&check);
}

static void assert_final_names(struct fixture *fixture, const char *name) {
  struct render render = {.subject = fixture->release, .template = "technical-file", .path = in_folder(fixture, "final.pdf")};
  char *path = NULL;
  fails(fixture, app_render(fixture->session, &render, &path, &fixture->error), STATUS_REFUSED, name);
}

static void altered_or_missing_file_is_named_by_check_and_final_documents(void **state) {
  struct fixture *fixture = *state;
  char *path = large_file(fixture);
  imported(fixture, path);
  assert_final_names(fixture, "gaps remain");
  int file = open(path, O_WRONLY);
  assert_int_equal(pwrite(file, "y", 1, 1000), 1);
  close(file);
  struct check_report check = {0};
  assert_int_equal(store_check(session_store(fixture->session), NULL, &check, NULL), STATUS_NO);
  assert_int_equal(check.findings.len, 1);
  assert_string_equal(check.findings.items[0].where, "large.bin");
  check_report_clear(&check);
  assert_final_names(fixture, "large.bin");
  assert_int_equal(unlink(path), 0);
  assert_final_names(fixture, "large.bin");
}

static void files_of_other_products_do_not_hold_up_a_document(void **state) {
  struct fixture *fixture = *state;
  const char *other = arena_strdup(fixture->arena, added(fixture, "product", "Another"));
  struct import_report report;
  char *path = large_file(fixture);
  succeeds(fixture, app_import(fixture->session, other, path, NULL, &report, &fixture->error));
  assert_int_equal(unlink(path), 0);
  assert_final_names(fixture, "gaps remain");
}

static void large_file_is_kept_inside_if_asked(void **state) {
  struct fixture *fixture = *state;
  const char *path = large_file(fixture);
  struct import_report report;
  struct import_request request = {.subject = fixture->product, .paths = &path, .paths_len = 1, .keep_inside = true};
  succeeds(fixture, app_import_files(fixture->session, &request, &report, &fixture->error));
  assert_null(report.place);
  struct blob_place place;
  succeeds(fixture, store_blob_place(session_store(fixture->session), report.hash, fixture->arena, &place, &fixture->error));
  assert_true(place.inside);
  assert_int_equal(place.size, STORE_BLOB_MAX + 1);
}

/* ---- what files tell ---- */

static void evidence_proposes_date_owner_and_kind(void **state) {
  struct fixture *fixture = *state;
  char *path = file_with(fixture, "plan.png", "\x89PNG\r\n\x1A\n");
  struct timespec times[2] = {{.tv_sec = 1793750400}, {.tv_sec = 1793750400}}; /* 2026-11-04 */
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
  struct import_report report = imported(fixture, path);
  assert_string_equal(said(fixture, report.subject, "evidence.date"), "2026-11-04");
  assert_string_equal(said(fixture, report.subject, "evidence.kind"), "picture");
  assert_string_equal(app_author_name(fixture->session, said(fixture, report.subject, "evidence.owner")), "Test Person");
  assert_true(is_proposed(fixture, report.subject, "evidence.date"));
  assert_true(is_proposed(fixture, report.subject, "evidence.kind"));
  assert_true(is_proposed(fixture, report.subject, "evidence.owner"));
  assert_int_equal(report.proposed, 3);
  assert_false(is_proposed(fixture, report.subject, "evidence.title"));
}

static void list_proposes_what_it_says_about_itself(void **state) {
  struct fixture *fixture = *state;
  struct import_report report = imported(fixture, file_with(fixture, "bom.json", whole_list));
  assert_string_equal(said(fixture, report.subject, "bom.date"), "2026-05-04");
  assert_string_equal(said(fixture, report.subject, "bom.made-by"), "lister");
  assert_string_equal(said(fixture, report.subject, "bom.top-level"), "yes");
  assert_true(is_proposed(fixture, report.subject, "bom.top-level"));
  struct import_report silent = imported(fixture, file_with(fixture, "silent.json", HEAD "\"components\": [" LIBRARY "]}"));
  assert_string_equal(said(fixture, silent.subject, "bom.top-level"), "");
  assert_int_equal(silent.proposed, 0);
}

static size_t count_proposed(struct fixture *fixture) {
  gap_vec_t gaps = {0};
  engine_gaps_around(session_engine(fixture->session), fixture->release, &gaps);
  size_t count = 0;
  for (size_t i = 0; i < gaps.len; i++)
    count += gaps.items[i].kind == GAP_PROPOSED && gaps.items[i].blocks_final;
  vec_free(&gaps);
  return count;
}

static void model_proposes_answers_until_they_are_stated(void **state) {
  struct fixture *fixture = *state;
  char *record = arena_printf(fixture->arena, "%s/cra.annex-i.2.1", fixture->release);
  struct import_report report = imported(fixture, file_with(fixture, "bom.json", model_list));
  assert_int_equal(report.models, 1);
  assert_string_equal(said(fixture, fixture->product, "aia.ai-system"), "yes");
  assert_true(is_proposed(fixture, fixture->product, "aia.ai-system"));
  assert_true(is_proposed(fixture, record, "aisec.components"));
  assert_non_null(strstr(fact_of(fixture, fixture->product, "aia.ai-system")->heads[0].note, "example-model"));
  size_t proposed = count_proposed(fixture);
  assert_true(proposed > 0);
  succeeds(fixture, say(fixture, fixture->product, "aia.ai-system", "yes"));
  assert_false(is_proposed(fixture, fixture->product, "aia.ai-system"));
  imported(fixture, file_with(fixture, "again.json", model_list));
  assert_false(is_proposed(fixture, fixture->product, "aia.ai-system"));
}

static void model_proposes_nothing_against_what_was_stated(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "aia.ai-system", "no"));
  size_t before = count_proposed(fixture);
  imported(fixture, file_with(fixture, "bom.json", model_list));
  assert_string_equal(said(fixture, fixture->product, "aia.ai-system"), "no");
  assert_int_equal(count_proposed(fixture), before);
}

static void framework_proposes_nothing(void **state) {
  struct fixture *fixture = *state;
  imported(fixture, file_with(fixture, "bom.json", HEAD "\"components\": [{\"type\": \"framework\", \"name\": \"example-web\"}]}"));
  assert_string_equal(said(fixture, fixture->product, "aia.ai-system"), "");
}

static void list_against_its_schema_is_taken_in_with_warnings(void **state) {
  struct fixture *fixture = *state;
  char *path = file_with(fixture, "odd.json", HEAD "\"serialNumber\": \"not a uuid\",\n\"components\": [" LIBRARY "," LIBRARY "]}");
  struct import_report report = imported(fixture, path);
  assert_int_equal(report.components, 2);
  assert_true(report.warnings_total >= 2);
  assert_int_equal(report.warnings_len, report.warnings_total);
  assert_memory_equal(report.warnings[0], "odd.json:1:", strlen("odd.json:1:"));
}

static void more_warnings_than_are_kept_are_counted(void **state) {
  struct fixture *fixture = *state;
  struct buf text = {0};
  buf_puts(&text, HEAD "\"components\": [" LIBRARY);
  for (int i = 0; i < 70; i++)
    buf_puts(&text, ",\n" LIBRARY);
  buf_puts(&text, "]}");
  struct import_report report = imported(fixture, file_with(fixture, "odd.json", buf_str(&text)));
  buf_free(&text);
  assert_int_equal(report.warnings_total, 70);
  assert_int_equal(report.warnings_len, 50);
}

/* ---- rows again ---- */

static uint64_t rows_of(struct fixture *fixture, const char *list) {
  const struct store_list *row = NULL;
  succeeds(fixture, app_component_list(fixture->session, list, fixture->arena, &row, &fixture->error));
  return row->rows;
}

static void list_given_as_an_answer_is_read(void **state) {
  struct fixture *fixture = *state;
  const char *list = arena_strdup(fixture->arena, added(fixture, "component-list", "firmware"));
  struct answer answer = {.subject = list, .question = "bom.file"};
  struct value *values = NULL;
  succeeds(fixture, answer_from_file(fixture->session, question_of(fixture, "bom.file"), file_with(fixture, "bom.json", whole_list),
                                     fixture->arena, &values, &answer.values_len, &fixture->error));
  answer.values = values;
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  assert_int_equal(rows_of(fixture, list), 2);
}

/* Rows as an older reader has left them. */
static void spoil_rows(struct fixture *fixture, const char *hash) {
  struct store_batch *batch = NULL;
  struct store_list list = {.hash = hash};
  struct store_component component = {.parent = STORE_COMPONENT_NONE, .type = "library", .name = "stale"};
  succeeds(fixture, store_batch_begin(session_store(fixture->session), &batch, &fixture->error));
  succeeds(fixture, store_list_begin(batch, &fixture->error));
  succeeds(fixture, store_list_component(batch, &component, &fixture->error));
  succeeds(fixture, store_list_end(batch, &list, &fixture->error));
  succeeds(fixture, store_batch_commit(batch, NULL, NULL, 0, NULL, &fixture->error));
  store_batch_free(batch);
}

static void older_rows_are_made_again_when_somebody_writes(void **state) {
  struct fixture *fixture = *state;
  const struct store_list *row = NULL;
  struct import_report report = imported(fixture, file_with(fixture, "bom.json", whole_list));
  const char *list = arena_strdup(fixture->arena, report.subject);
  spoil_rows(fixture, report.hash);
  fails(fixture, app_component_list(fixture->session, list, fixture->arena, &row, &fixture->error), STATUS_INPUT, "--rebuild");
  session_free(fixture->session);
  fixture->session = opened_by(fixture, "Test Person");
  assert_int_equal(rows_of(fixture, list), 2);
}

static void list_whose_file_is_gone_does_not_stop_the_session(void **state) {
  struct fixture *fixture = *state;
  const struct store_list *row = NULL;
  const char *list = arena_strdup(fixture->arena, added(fixture, "component-list", "firmware"));
  fails(fixture, app_component_list(fixture->session, list, fixture->arena, &row, &fixture->error), STATUS_USAGE, "has no file");
  struct answer answer = {.subject = list, .question = "bom.file"};
  struct value *values = NULL;
  succeeds(fixture, answer_from_file(fixture->session, question_of(fixture, "bom.file"), file_with(fixture, "a.txt", "no list"),
                                     fixture->arena, &values, &answer.values_len, &fixture->error));
  answer.values = values;
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  fails(fixture, app_component_list(fixture->session, list, fixture->arena, &row, &fixture->error), STATUS_INPUT, "was not read");
  session_free(opened_by(fixture, "Test Person"));
}

/* ---- real files ---- */

struct sample {
  char *file, *format, *spec;
  size_t components, models;
};

static char *column(char *line, size_t number) {
  for (; number > 0; number--)
    line += strcspn(line, "\t") + 1;
  return mem_strndup(line, strcspn(line, "\t\n"));
}

static size_t column_number(const char *heading, const char *name) {
  size_t number = 0;
  for (const char *at = heading; *at && *at != '\n'; at += strcspn(at, "\t\n"), at += *at == '\t', number++)
    if (strncmp(at, name, strlen(name)) == 0 && strchr("\t\n", at[strlen(name)])) return number;
  fail_msg("counts.tsv has no column %s", name);
  return 0;
}

static size_t count_in(char *line, const char *heading, const char *name) {
  char *text = column(line, column_number(heading, name));
  size_t count = strtoul(text, NULL, 10);
  free(text);
  return count;
}

static char *unpacked(struct fixture *fixture, const char *path, const char *file) {
  if (!strstr(file, ".gz")) return arena_strdup(fixture->arena, path);
  char *plain = in_folder(fixture, "unpacked");
  char *command = mem_printf("gzip -dc '%s' >'%s'", path, plain);
  assert_int_equal(system(command), 0);
  free(command);
  return plain;
}

static bool is_readable(const struct sample *sample) {
  static const char *const specs[] = {"1.4", "1.5", "1.6", "1.7", "2.2", "2.3", "3.0.1"};
  bool list = str_starts(sample->format, "cyclonedx") || str_starts(sample->format, "spdx");
  for (size_t i = 0; list && i < ARRAY_LEN(specs); i++)
    if (str_eq(sample->spec, specs[i])) return sample->components || sample->models;
  return false;
}

static void import_sample(struct fixture *fixture, const char *folder, const struct sample *sample) {
  char *path = mem_printf("%s/%s", folder, sample->file);
  char *plain = unpacked(fixture, path, sample->file);
  struct before before = remember(fixture, fixture->session);
  struct import_report report;
  enum status status = import_as(fixture, plain, "component-list", &report);
  if (is_readable(sample)) {
    succeeds(fixture, status);
    if (report.components != sample->components) fail_msg("%s: %zu, not %zu", sample->file, report.components, sample->components);
    const struct store_list *row = NULL;
    succeeds(fixture, app_component_list(fixture->session, report.subject, fixture->arena, &row, &fixture->error));
    assert_int_equal(row->components, sample->components);
  } else {
    if (status != STATUS_INPUT) fail_msg("%s: taken in", sample->file);
    error_clear(&fixture->error);
    assert_unchanged(fixture, fixture->session, &before);
  }
  free(path);
}

static void samples_are_taken_in_with_their_components_or_refused(void **state) {
  struct fixture *fixture = *state;
  const char *corpus = getenv("CRADLE_CORPUS");
  if (!corpus) skip_because("CRADLE_CORPUS is not set");
  char *folder = arena_printf(fixture->arena, "%s/samples", corpus), *table = arena_printf(fixture->arena, "%s/counts.tsv", folder);
  struct buf text = {0};
  succeeds(fixture, file_read(table, 1 << 20, &text, &fixture->error));
  const char *heading = buf_str(&text);
  size_t tried = 0;
  for (char *line = strchr(text.data, '\n') + 1; *line; line = strchr(line, '\n') + 1, tried++) {
    struct sample sample = {.file = column(line, 0),
                            .format = column(line, 1),
                            .spec = column(line, 2),
                            .components = count_in(line, heading, "components"),
                            .models = count_in(line, heading, "ml_models_all")};
    import_sample(fixture, folder, &sample);
    free(sample.file);
    free(sample.format);
    free(sample.spec);
  }
  assert_true(tried > 30);
  buf_free(&text);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(several_files_are_one_step),
      workspace_test(one_refused_file_of_several_leaves_nothing),
      workspace_test(refusal_leaves_no_trace_of_a_new_person),
      workspace_test(killed_import_leaves_nothing),
      workspace_test(file_over_64_mib_stays_where_it_is),
      workspace_test(altered_or_missing_file_is_named_by_check_and_final_documents),
      workspace_test(files_of_other_products_do_not_hold_up_a_document),
      workspace_test(large_file_is_kept_inside_if_asked),
      workspace_test(evidence_proposes_date_owner_and_kind),
      workspace_test(list_proposes_what_it_says_about_itself),
      workspace_test(model_proposes_answers_until_they_are_stated),
      workspace_test(model_proposes_nothing_against_what_was_stated),
      workspace_test(framework_proposes_nothing),
      workspace_test(list_against_its_schema_is_taken_in_with_warnings),
      workspace_test(more_warnings_than_are_kept_are_counted),
      workspace_test(list_given_as_an_answer_is_read),
      workspace_test(older_rows_are_made_again_when_somebody_writes),
      workspace_test(list_whose_file_is_gone_does_not_stop_the_session),
      workspace_test(samples_are_taken_in_with_their_components_or_refused),
  };
  return cmocka_run_group_tests_name("files from outside", tests, NULL, NULL);
}
