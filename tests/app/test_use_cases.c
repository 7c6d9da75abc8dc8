/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/support.h"

#include "app/command.h"

/* ---- workspaces ---- */

static void new_workspace_never_replaces_a_file(void **state) {
  struct fixture *fixture = *state;
  struct session *session = NULL;
  char *path = file_with(fixture, "letter.txt", "Dear all");
  fails(fixture, session_create(fixture->app, path, "Example GmbH", NULL, &session, &fixture->error), STATUS_WORKSPACE, "letter.txt");
  struct buf content = {0};
  succeeds(fixture, file_read(path, 100, &content, &fixture->error));
  assert_string_equal(buf_str(&content), "Dear all");
  buf_free(&content);
}

static void workspace_of_a_nameless_organisation_is_refused_before_a_file_is_made(void **state) {
  struct fixture *fixture = *state;
  struct session *session = NULL;
  char *path = in_folder(fixture, "nameless.cradle");
  fails(fixture, session_create(fixture->app, path, "  ", NULL, &session, &fixture->error), STATUS_USAGE,
        "name of the organisation is empty");
  assert_false(file_exists(path));
}

static void refused_name_of_an_organisation_leaves_no_file_behind(void **state) {
  struct fixture *fixture = *state;
  struct session *session = NULL;
  char *path = in_folder(fixture, "two-lines.cradle");
  fails(fixture, session_create(fixture->app, path, "Two\nlines", NULL, &session, &fixture->error), STATUS_USAGE, "line break");
  assert_false(file_exists(path));
  fails(fixture, session_create(fixture->app, path, "Example", "Eve\x1b[31m", &session, &fixture->error), STATUS_USAGE,
        "control character");
  assert_false(file_exists(path));
}

static void read_only_session_shows_but_does_not_write(void **state) {
  struct fixture *fixture = *state;
  session_free(fixture->session);
  fixture->session = NULL;
  succeeds(fixture, session_open_readonly(fixture->app, in_folder(fixture, "test.cradle"), NULL, &fixture->session, &fixture->error));
  assert_string_equal(said(fixture, fixture->organisation, "org.name"), "Example GmbH");
  fails(fixture, say(fixture, fixture->product, "scope.mdr", "yes"), STATUS_WORKSPACE, "reading only");
}

static void as_of_decides_what_is_concluded(void **state) {
  struct fixture *fixture = *state;
  assert_int_equal(session_as_of(fixture->session), day_make(2026, 11, 20));
  session_free(fixture->session);
  fixture->session = NULL;
  day_t day = day_make(2030, 1, 1);
  succeeds(fixture, session_open(fixture->app, in_folder(fixture, "test.cradle"), NULL, &day, &fixture->session, &fixture->error));
  assert_int_equal(engine_as_of(session_engine(fixture->session)), day);
  assert_string_equal(session_author(fixture->session), "unknown person");
}

/* ---- subjects ---- */

static void subject_is_found_by_what_people_call_it(void **state) {
  struct fixture *fixture = *state;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  const struct {
    const char *text, *id;
  } cases[] = {
      {fixture->product, fixture->product},
      {"Example NetGuard", fixture->product},
      {"example netguard", fixture->product},
      {"product", fixture->product},
      {"Example NetGuard/2.0", fixture->release},
      {"2.0", fixture->release},
      {"2.0/cra.annex-i.1.1", record},
      {record, record},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    const char *id = NULL;
    succeeds(fixture, app_find(fixture->session, cases[i].text, NULL, &id, &fixture->error));
    assert_string_equal(id, cases[i].id);
  }
  free(record);
}

static void name_that_two_bear_is_refused_with_both_ids(void **state) {
  struct fixture *fixture = *state;
  const char *id = NULL;
  added(fixture, "product", "Example Cam");
  succeeds(fixture, app_add(fixture->session, "release", "2.0", "Example Cam", &id, &fixture->error));
  fails(fixture, app_find(fixture->session, "2.0", NULL, &id, &fixture->error), STATUS_USAGE, fixture->release);
  fails(fixture, app_find(fixture->session, "release", NULL, &id, &fixture->error), STATUS_USAGE, "(2.0)");
  fails(fixture, app_find(fixture->session, "product", NULL, &id, &fixture->error), STATUS_USAGE, "more than one");
  fails(fixture, app_add(fixture->session, "release", "3.0", NULL, &id, &fixture->error), STATUS_USAGE, "more than one");
  fails(fixture, app_find(fixture->session, "Example NetGard", NULL, &id, &fixture->error), STATUS_USAGE, "Did you mean");
}

static void what_belongs_to_an_archived_subject_is_no_longer_meant(void **state) {
  struct fixture *fixture = *state;
  const char *report = arena_strdup(fixture->arena, added(fixture, "evidence", "Report")), *id = NULL;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, app_archive(fixture->session, fixture->product, &fixture->error));
  fails(fixture, app_find(fixture->session, "2.0", NULL, &id, &fixture->error), STATUS_USAGE, "no subject “2.0”");
  fails(fixture, app_link(fixture->session, record, "req.evidence", report, &fixture->error), STATUS_USAGE, "archived");
  added(fixture, "product", "Successor");
  const char *release = arena_strdup(fixture->arena, added(fixture, "release", "1.0"));
  succeeds(fixture, app_find(fixture->session, "release", NULL, &id, &fixture->error));
  assert_string_equal(id, release);
  free(record);
}

static void path_of_many_parts_is_refused_at_once(void **state) {
  struct fixture *fixture = *state;
  struct buf path = {0};
  const char *id = NULL;
  for (int i = 0; i < 60; i++)
    buf_puts(&path, "a/");
  fails(fixture, app_find(fixture->session, buf_str(&path), NULL, &id, &fixture->error), STATUS_USAGE, "no subject");
  buf_free(&path);
}

static void subject_that_cannot_be_is_not_added(void **state) {
  struct fixture *fixture = *state;
  const char *id = NULL;
  fails(fixture, app_add(fixture->session, "gadget", "X", NULL, &id, &fixture->error), STATUS_USAGE, "organisation, person");
  fails(fixture, app_add(fixture->session, "requirement", "X", NULL, &id, &fixture->error), STATUS_USAGE, "exist by themselves");
  fails(fixture, app_add(fixture->session, "release", "1", fixture->organisation, &id, &fixture->error), STATUS_USAGE,
        "“product” is needed");
  fails(fixture, app_add(fixture->session, "organisation", "X", fixture->product, &id, &fixture->error), STATUS_USAGE, "no parent");
  fails(fixture, app_add(fixture->session, "product", "", NULL, &id, &fixture->error), STATUS_USAGE, "empty");
  fails(fixture, app_add(fixture->session, "product", "A\tB", NULL, &id, &fixture->error), STATUS_USAGE, "tab");
  fails(fixture, app_add(fixture->session, "product", "A\nB", NULL, &id, &fixture->error), STATUS_USAGE, "line break");
  fails(fixture, app_add(fixture->session, "product", "A\033B", NULL, &id, &fixture->error), STATUS_USAGE, "control character");
}

static void name_that_is_taken_below_the_same_parent_is_refused(void **state) {
  struct fixture *fixture = *state;
  const char *id = NULL;
  size_t before = count_events(fixture);
  fails(fixture, app_add(fixture->session, "product", "EXAMPLE  Netguard ", NULL, &id, &fixture->error), STATUS_USAGE, "is taken");
  const char twice[] = "{\"subjects\": [{\"type\": \"product\", \"name\": \"Twin\"}, {\"type\": \"product\", \"name\": \"twin\"}]}";
  fails(fixture, app_apply(fixture->session, twice, sizeof twice - 1, "twice.json", NULL, fixture->arena, NULL, &fixture->error),
        STATUS_USAGE, "twice.json:1: The name “twin” is taken");
  assert_int_equal(count_events(fixture), before);
  const char *cam = added(fixture, "product", "Example Cam");
  succeeds(fixture, app_add(fixture->session, "release", "2.0", cam, &id, &fixture->error));
  succeeds(fixture, app_archive(fixture->session, fixture->release, &fixture->error));
  succeeds(fixture, app_add(fixture->session, "release", "2.0", fixture->product, &id, &fixture->error));
}

static void renaming_to_a_taken_name_is_refused(void **state) {
  struct fixture *fixture = *state;
  const char *cam = added(fixture, "product", "Example Cam");
  fails(fixture, say(fixture, cam, "product.name", "example netguard"), STATUS_USAGE, "is taken");
  succeeds(fixture, say(fixture, cam, "product.name", "example cam"));
  succeeds(fixture, say(fixture, cam, "product.name", "Example Camera"));
  added(fixture, "product", "Example Cam");
}

static void archived_subject_is_no_longer_meant(void **state) {
  struct fixture *fixture = *state;
  const char *report = added(fixture, "evidence", "Report"), *id = NULL;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, app_archive(fixture->session, report, &fixture->error));
  fails(fixture, app_find(fixture->session, "Report", NULL, &id, &fixture->error), STATUS_USAGE, "no subject “Report”");
  fails(fixture, app_link(fixture->session, record, "req.evidence", report, &fixture->error), STATUS_USAGE, "archived");
  fails(fixture, app_archive(fixture->session, record, &fixture->error), STATUS_USAGE, "no such subject");
  free(record);
}

/* ---- files ---- */

static const char small_list[] = "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, \"components\": ["
                                 "{\"type\": \"library\", \"name\": \"example-lib\", \"version\": \"1.2\"},"
                                 "{\"type\": \"machine-learning-model\", \"name\": \"example-model\", \"version\": \"3\"}]}";

static void evidence_for_a_requirement_is_stored_and_linked(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, app_import(fixture->session, record, file_with(fixture, "test report.txt", "passed"), NULL, &report, &fixture->error));
  assert_string_equal(report.kind, "evidence");
  assert_int_equal(report.size, 6);
  assert_string_equal(said(fixture, report.subject, "evidence.title"), "test report.txt");
  assert_string_equal(said(fixture, report.subject, "evidence.file"), report.hash);
  assert_string_equal(snapshot_subject(session_snapshot(fixture->session), report.subject)->parent, fixture->product);
  assert_true(fact_has(fact_of(fixture, record, "req.evidence"), report.subject));
  free(record);
}

static void component_list_is_recognised_and_counted(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  succeeds(fixture,
           app_import(fixture->session, fixture->release, file_with(fixture, "bom.json", small_list), NULL, &report, &fixture->error));
  assert_string_equal(report.kind, "component-list");
  assert_int_equal(report.components, 2);
  assert_string_equal(said(fixture, report.subject, "bom.file"), report.hash);
  succeeds(fixture, app_import(fixture->session, fixture->release, in_folder(fixture, "bom.json"), "evidence", &report, &fixture->error));
  assert_string_equal(report.kind, "evidence");
}

static void same_file_again_is_taken_in_and_said(void **state) {
  struct fixture *fixture = *state;
  struct import_report first, second, changed;
  char *path = file_with(fixture, "report.txt", "passed");
  succeeds(fixture, app_import(fixture->session, fixture->product, path, NULL, &first, &fixture->error));
  assert_null(first.same_as);
  succeeds(fixture, app_import(fixture->session, fixture->product, path, NULL, &second, &fixture->error));
  assert_string_equal(second.same_as, first.subject);
  assert_string_equal(said(fixture, second.subject, "evidence.title"), "report.txt (2)");
  file_with(fixture, "report.txt", "passed again");
  succeeds(fixture, app_import(fixture->session, fixture->product, path, NULL, &changed, &fixture->error));
  assert_null(changed.same_as);
}

static void empty_component_list_can_be_kept_as_evidence(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  char *empty = file_with(fixture, "empty.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": []}");
  succeeds(fixture, app_import(fixture->session, fixture->release, empty, "evidence", &report, &fixture->error));
  assert_string_equal(report.kind, "evidence");
}

static void file_that_does_not_fit_is_not_taken_in(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  char *list = file_with(fixture, "bom.json", small_list), *text = file_with(fixture, "text.txt", "x");
  char *broken =
      file_with(fixture, "broken.json",
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{\"name\": \"a\", \"name\": \"b\"}]}");
  char *empty = file_with(fixture, "empty.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": []}");
  char *torn = file_with(fixture, "torn.json", "{\"bomFormat\": \"CycloneDX\",\n  \"components\": [}");
  char *other = file_with(fixture, "other.json", "{\"packages\": []}");
  size_t before = count_events(fixture);
  fails(fixture, app_import(fixture->session, fixture->release, empty, NULL, &report, &fixture->error), STATUS_INPUT, "no components");
  fails(fixture, app_import(fixture->session, fixture->release, torn, NULL, &report, &fixture->error), STATUS_INPUT, "torn.json:2:18");
  fails(fixture, app_import(fixture->session, fixture->release, torn, "component-list", &report, &fixture->error), STATUS_INPUT,
        "torn.json:2:18");
  fails(fixture, app_import(fixture->session, fixture->release, other, "component-list", &report, &fixture->error), STATUS_INPUT,
        "known format");
  fails(fixture, app_import(fixture->session, fixture->product, list, NULL, &report, &fixture->error), STATUS_USAGE,
        "subject of type “release”");
  fails(fixture, app_import(fixture->session, fixture->organisation, text, NULL, &report, &fixture->error), STATUS_USAGE,
        "subject of type “product”");
  fails(fixture, app_import(fixture->session, fixture->release, text, "component-list", &report, &fixture->error), STATUS_INPUT,
        "known format");
  fails(fixture, app_import(fixture->session, fixture->release, text, "novel", &report, &fixture->error), STATUS_USAGE,
        "no kind of file “novel”");
  fails(fixture, app_import(fixture->session, fixture->release, broken, NULL, &report, &fixture->error), STATUS_INPUT, "broken.json");
  fails(fixture, app_import(fixture->session, fixture->release, "/nowhere", NULL, &report, &fixture->error), STATUS_INPUT, "/nowhere");
  assert_int_equal(count_events(fixture), before);
}

/* ---- documents ---- */

static enum status render(struct fixture *fixture, bool draft, enum render_format format, const char *name) {
  struct render render = {
      .subject = fixture->release, .template = "technical-file", .draft = draft, .format = format, .path = in_folder(fixture, name)};
  char *path = NULL;
  enum status status = app_render(fixture->session, &render, &path, &fixture->error);
  free(path);
  return status;
}

static bool last_event(void *context, const struct event *event) {
  *(char **)context = mem_printf("%s %s", event->key, event->value.text);
  return false;
}

static void workspace_is_not_taken_in_as_a_file_of_its_own(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  char *workspace = in_folder(fixture, "test.cradle");
  size_t before = count_events(fixture);
  fails(fixture, app_import(fixture->session, fixture->product, workspace, NULL, &report, &fixture->error), STATUS_INPUT,
        "workspace itself");
  assert_int_equal(count_events(fixture), before);
}

/* Another person's answer is in the journal, but not in what this session shows. */
static void document_names_the_journal_head_it_was_made_from(void **state) {
  struct fixture *fixture = *state;
  char head[HASH_TEXT_SIZE];
  CLEANUP(mem_freep) char *text = NULL;
  succeeds(fixture, store_head(session_store(fixture->session), head, &fixture->error));
  struct session *other = opened_by(fixture, "Ben");
  struct value no = value_bool(false);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .values = &no, .values_len = 1};
  succeeds(fixture, app_answer(other, &answer, 1, &fixture->error));
  session_free(other);
  succeeds(fixture, app_preview(fixture->session, fixture->release, "technical-file", NULL, &text, &fixture->error));
  assert_non_null(strstr(text, head));
}

/* Readers know neither the name of the program as an author nor the kinds of its records. */
static void history_of_a_document_is_written_for_people(void **state) {
  struct fixture *fixture = *state;
  CLEANUP(mem_freep) char *text = NULL;
  succeeds(fixture, render(fixture, true, RENDER_PDF, "first.pdf"));
  succeeds(fixture, app_preview(fixture->session, fixture->release, "technical-file", NULL, &text, &fixture->error));
  assert_non_null(strstr(text, "The program itself"));
  assert_non_null(strstr(text, "Law pack adopted"));
  assert_non_null(strstr(text, "Document written"));
  assert_null(strstr(text, "pack-adopted"));
}

static void draft_is_written_and_recorded_with_its_hashes(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, render(fixture, true, RENDER_PDF, "draft.pdf"));
  struct buf pdf = {0};
  succeeds(fixture, file_read(in_folder(fixture, "draft.pdf"), 1 << 24, &pdf, &fixture->error));
  assert_memory_equal(pdf.data, "%PDF-", 5);
  struct hash hash;
  char text[HASH_TEXT_SIZE], *record = NULL;
  hash_of(pdf.data, pdf.len, &hash);
  hash_format(&hash, text);
  succeeds(fixture, store_log(session_store(fixture->session), NULL, NULL, true, 0, last_event, &record, &fixture->error));
  assert_non_null(strstr(record, "rendered {"));
  assert_non_null(strstr(record, text));
  assert_non_null(strstr(record, pack_hash(app_pack(fixture->app))));
  free(record);
  buf_free(&pdf);
}

static void final_document_with_gaps_is_refused_and_not_written(void **state) {
  struct fixture *fixture = *state;
  fails(fixture, render(fixture, false, RENDER_PDF, "final.pdf"), STATUS_REFUSED, "gaps remain, and a second person has not approved it");
  assert_false(file_exists(in_folder(fixture, "final.pdf")));
}

static void document_never_replaces_the_workspace(void **state) {
  struct fixture *fixture = *state;
  size_t before = count_events(fixture);
  fails(fixture, render(fixture, true, RENDER_TEXT, "test.cradle"), STATUS_USAGE, "replace the workspace");
  assert_int_equal(count_events(fixture), before);
}

static void document_replaces_an_earlier_document_and_nothing_else(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, render(fixture, true, RENDER_TEXT, "draft.txt"));
  succeeds(fixture, render(fixture, true, RENDER_TEXT, "draft.txt"));
  file_with(fixture, "letter.txt", "Dear Sir or Madam,");
  size_t before = count_events(fixture);
  fails(fixture, render(fixture, true, RENDER_TEXT, "letter.txt"), STATUS_USAGE, "--replace");
  struct buf letter = {0};
  succeeds(fixture, file_read(in_folder(fixture, "letter.txt"), 1 << 10, &letter, &fixture->error));
  assert_string_equal(buf_str(&letter), "Dear Sir or Madam,");
  buf_free(&letter);
  file_with(fixture, "draft.txt", "a draft with remarks by hand");
  fails(fixture, render(fixture, true, RENDER_TEXT, "draft.txt"), STATUS_USAGE, "draft.txt");
  assert_int_equal(count_events(fixture), before);
}

static void document_replaces_any_file_if_that_is_wanted(void **state) {
  struct fixture *fixture = *state;
  char *path = NULL, *letter = file_with(fixture, "letter.txt", "Dear Sir or Madam,");
  struct render render = {
      .subject = fixture->release, .template = "technical-file", .draft = true, .format = RENDER_TEXT, .path = letter, .replace = true};
  succeeds(fixture, app_render(fixture->session, &render, &path, &fixture->error));
  free(path);
  render.path = in_folder(fixture, "test.cradle");
  fails(fixture, app_render(fixture->session, &render, &path, &fixture->error), STATUS_USAGE, "replace the workspace");
}

static void document_never_takes_a_name_that_belongs_to_the_workspace(void **state) {
  struct fixture *fixture = *state;
  fails(fixture, render(fixture, true, RENDER_TEXT, "test.cradle-journal"), STATUS_USAGE, "belongs to the workspace");
  fails(fixture, render(fixture, true, RENDER_TEXT, "./test.cradle-wal"), STATUS_USAGE, "belongs to the workspace");
  succeeds(fixture, render(fixture, true, RENDER_TEXT, "other.cradle-wal"));
}

static void document_about_another_kind_of_subject_or_unknown_is_refused(void **state) {
  struct fixture *fixture = *state;
  char *text = NULL;
  fails(fixture, app_preview(fixture->session, fixture->organisation, "technical-file", NULL, &text, &fixture->error), STATUS_USAGE,
        "type “release”");
  fails(fixture, app_preview(fixture->session, fixture->release, "novel", NULL, &text, &fixture->error), STATUS_USAGE, "technical-file");
  fails(fixture, app_preview(fixture->session, fixture->release, "technical-file", "xx", &text, &fixture->error), STATUS_USAGE,
        "no language “xx”");
}

static void preview_shows_components_of_the_stored_list(void **state) {
  struct fixture *fixture = *state;
  struct import_report report;
  succeeds(fixture, say(fixture, fixture->product, "role.activity", "makes"));
  succeeds(fixture,
           app_import(fixture->session, fixture->release, file_with(fixture, "bom.json", small_list), NULL, &report, &fixture->error));
  char *text = NULL;
  succeeds(fixture, app_preview(fixture->session, report.subject, "technical-file", NULL, &text, &fixture->error));
  assert_non_null(strstr(text, "Example NetGuard"));
  assert_non_null(strstr(text, "example-model"));
  free(text);
}

/* ---- the command table ---- */

static void every_command_explains_itself(void **state) {
  (void)state;
  for (enum command_id id = COMMAND_OPEN; id < COMMAND_COUNT; id++) {
    const struct command *command = command_at(id);
    assert_non_null(command->name);
    assert_true(command->summary && *command->summary && strlen(command->summary) <= 66);
    assert_true(command->help && *command->help);
    assert_int_equal(command_id(command), id);
    if (id != COMMAND_OPEN) assert_ptr_equal(command_find(command->name), command);
    for (size_t i = 0; i < command->options_len; i++)
      assert_true(command->options[i].name && command->options[i].help);
    size_t least, most;
    command_arguments(command, &least, &most);
    assert_true(least <= most);
    if (command->flags & COMMAND_NEEDS_WORKSPACE) assert_true(least >= 1);
    if (command->flags & COMMAND_NEEDS_SUBJECT) assert_true(least >= 2);
  }
  assert_null(command_find(""));
  assert_null(command_find("nothing"));
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(new_workspace_never_replaces_a_file),
      workspace_test(workspace_of_a_nameless_organisation_is_refused_before_a_file_is_made),
      workspace_test(refused_name_of_an_organisation_leaves_no_file_behind),
      workspace_test(read_only_session_shows_but_does_not_write),
      workspace_test(as_of_decides_what_is_concluded),
      workspace_test(subject_is_found_by_what_people_call_it),
      workspace_test(name_that_two_bear_is_refused_with_both_ids),
      workspace_test(what_belongs_to_an_archived_subject_is_no_longer_meant),
      workspace_test(path_of_many_parts_is_refused_at_once),
      workspace_test(subject_that_cannot_be_is_not_added),
      workspace_test(name_that_is_taken_below_the_same_parent_is_refused),
      workspace_test(renaming_to_a_taken_name_is_refused),
      workspace_test(archived_subject_is_no_longer_meant),
      workspace_test(evidence_for_a_requirement_is_stored_and_linked),
      workspace_test(component_list_is_recognised_and_counted),
      workspace_test(same_file_again_is_taken_in_and_said),
      workspace_test(empty_component_list_can_be_kept_as_evidence),
      workspace_test(file_that_does_not_fit_is_not_taken_in),
      workspace_test(workspace_is_not_taken_in_as_a_file_of_its_own),
      workspace_test(document_names_the_journal_head_it_was_made_from),
      workspace_test(history_of_a_document_is_written_for_people),
      workspace_test(draft_is_written_and_recorded_with_its_hashes),
      workspace_test(final_document_with_gaps_is_refused_and_not_written),
      workspace_test(document_never_replaces_the_workspace),
      workspace_test(document_replaces_an_earlier_document_and_nothing_else),
      workspace_test(document_replaces_any_file_if_that_is_wanted),
      workspace_test(document_never_takes_a_name_that_belongs_to_the_workspace),
      workspace_test(document_about_another_kind_of_subject_or_unknown_is_refused),
      workspace_test(preview_shows_components_of_the_stored_list),
      cmocka_unit_test(every_command_explains_itself),
  };
  return cmocka_run_group_tests_name("app use cases", tests, NULL, NULL);
}
