/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace as JSON, there and back; attestations. */
#include "app/support.h"

#include "app/exchange.h"
#include "interop/schemas.h"
#include "json/json.h"

#include <sys/stat.h>

#define DATA TOP_SRCDIR "/tests/interop/data/"

/* ---- there and back ---- */

static char *exported(struct fixture *fixture, struct session *session, const char *subject, const char *files) {
  struct buf json = {0};
  struct export_report report;
  succeeds(fixture, app_export(session, subject, files, &json, &report, &fixture->error));
  char *text = arena_strdup(fixture->arena, buf_str(&json));
  buf_free(&json);
  return text;
}

static void created(struct fixture *fixture, const char *json, const char *files, const char *name) {
  struct export_report report;
  succeeds(fixture, app_create_from(fixture->app, in_folder(fixture, name), file_with(fixture, "export.json", json), files, &report,
                                    &fixture->error));
}

static struct session *opened(struct fixture *fixture, const char *name) {
  struct session *session = NULL;
  succeeds(fixture, session_open(fixture->app, in_folder(fixture, name), "Somebody", NULL, &session, &fixture->error));
  return session;
}

/* Lines that say when something was, and of which state of the journal. */
static bool says_when(const char *line) {
  line += strspn(line, " ");
  return str_starts(line, "\"time\": ") || str_starts(line, "\"created\": ") || str_starts(line, "\"journal_head\": ");
}

static void assert_same_but_for_times(char *a, char *b) {
  size_t number = 0;
  for (char *x, *y; (x = strsep(&a, "\n")); number++) {
    y = strsep(&b, "\n");
    if (!y) fail_msg("line %zu is missing: %s", number + 1, x);
    if (!(says_when(x) && says_when(y)) && strcmp(x, y) != 0) fail_msg("line %zu: %s\n instead of: %s", number + 1, y, x);
  }
  assert_null(b);
}

static void assert_round_trip(struct fixture *fixture, struct session *session, const char *subject) {
  char *files = in_folder(fixture, "files");
  char *before = exported(fixture, session, subject, files);
  created(fixture, before, files, "again.cradle");
  struct session *again = opened(fixture, "again.cradle");
  char *after = exported(fixture, again, subject, NULL);
  struct check_report report = {0};
  assert_int_equal(store_check(session_store(again), NULL, &report, &fixture->error), STATUS_OK);
  check_report_clear(&report);
  session_free(again);
  assert_same_but_for_times(before, after);
}

static void sample_workspace_comes_back_as_it_was(void **state) {
  struct fixture *fixture = *state;
  id_vec_t paths = {0};
  struct session *session = NULL;
  const day_t day = day_make(2026, 11, 20);
  succeeds(fixture, app_demo(fixture->app, in_folder(fixture, "demo"), fixture->arena, &paths, &fixture->error));
  succeeds(fixture, session_open(fixture->app, paths.items[0], "Somebody", &day, &session, &fixture->error));
  session_free(fixture->session);
  fixture->session = NULL;
  assert_round_trip(fixture, session, NULL);
  session_free(session);
  vec_free(&paths);
}

static void component_lists_come_back_with_their_rows(void **state) {
  struct fixture *fixture = *state;
  struct import_report report = {0};
  uint64_t count = 0;
  struct store *store = NULL;
  succeeds(fixture, app_import(fixture->session, fixture->release, DATA "statements.cdx-1.6.json", NULL, &report, &fixture->error));
  char *files = in_folder(fixture, "files");
  created(fixture, exported(fixture, fixture->session, NULL, files), files, "again.cradle");
  succeeds(fixture, store_open_readonly(in_folder(fixture, "again.cradle"), fixture->host, &store, &fixture->error));
  succeeds(fixture, store_component_count(store, report.hash, NULL, &count, &fixture->error));
  store_free(store);
  assert_int_equal(count, 2);
}

static struct store *copy_of(struct fixture *fixture, const char *name) {
  struct store *copy = NULL;
  size_t ignored;
  succeeds(fixture, store_create(in_folder(fixture, name), fixture->host, NULL, &copy, &fixture->error));
  succeeds(fixture, store_merge(copy, session_store(fixture->session), &ignored, &fixture->error));
  return copy;
}

static void says_there(struct fixture *fixture, struct store *store, const char *author, struct change change) {
  succeeds(fixture, store_append(store, author, &change, 1, NULL, &fixture->error));
}

static void merged_back(struct fixture *fixture, struct store *copy) {
  size_t ignored;
  bool changed;
  succeeds(fixture, store_merge(session_store(fixture->session), copy, &ignored, &fixture->error));
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  store_free(copy);
}

static void contradicting_answers_come_back_as_such(void **state) {
  struct fixture *fixture = *state;
  struct store *one = copy_of(fixture, "one.cradle"), *two = copy_of(fixture, "two.cradle");
  struct change change = {.kind = CHANGE_SET, .subject = fixture->product, .key = "product.intended-purpose"};
  change.value = value_of(VALUE_TEXT, "As one says");
  change.value.lang = "en";
  change.note = "sure";
  says_there(fixture, one, "person one", change);
  change.value.text = "As two says";
  change.proposed = true;
  says_there(fixture, two, "person two", change);
  merged_back(fixture, one);
  merged_back(fixture, two);
  succeeds(fixture, say(fixture, fixture->product, "product.type", "gateway"));
  assert_int_equal(fact_state(fact_of(fixture, fixture->product, "product.intended-purpose")), ANSWER_CONFLICT);
  assert_round_trip(fixture, fixture->session, NULL);
}

static void erased_and_archived_come_back_as_such(void **state) {
  struct fixture *fixture = *state;
  const char *risk = arena_strdup(fixture->arena, added(fixture, "release", "3.0"));
  succeeds(fixture, say(fixture, fixture->organisation, "org.email", "a@example.com"));
  const char *event = arena_strdup(fixture->arena, fact_of(fixture, fixture->organisation, "org.email")->heads[0].event);
  succeeds(fixture, store_redact(session_store(fixture->session), "somebody", event, "personal", &fixture->error));
  succeeds(fixture, app_archive(fixture->session, risk, &fixture->error));
  assert_int_equal(fact_of(fixture, fixture->organisation, "org.email")->heads[0].value.type, VALUE_REDACTED);
  assert_round_trip(fixture, fixture->session, NULL);
}

static void archived_by_one_and_edited_by_another_comes_back_as_such(void **state) {
  struct fixture *fixture = *state;
  const char *release = arena_strdup(fixture->arena, added(fixture, "release", "3.0"));
  struct store *copy = copy_of(fixture, "one.cradle");
  struct change change = {.kind = CHANGE_SET, .subject = release, .key = "release.version", .value = value_of(VALUE_TEXT, "3.1")};
  says_there(fixture, copy, "person one", change);
  succeeds(fixture, app_archive(fixture->session, release, &fixture->error));
  merged_back(fixture, copy);
  assert_true(snapshot_subject(session_snapshot(fixture->session), release)->archive_conflict);
  assert_round_trip(fixture, fixture->session, NULL);
}

/* The clock of the tests moves a second a time; here everything happens in less. */
static int64_t hasty_now(void *context) {
  static int64_t now = CLOCK_MS;
  (void)context;
  return now += 5;
}

static void order_of_creation_comes_back(void **state) {
  struct fixture *fixture = *state;
  static const char *const names[] = {"9.0", "1.0", "5.0", "3.0", "7.0", "4.0"};
  fixture->host->now = hasty_now;
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    added(fixture, "release", names[i]);
  assert_round_trip(fixture, fixture->session, NULL);
}

static void imported_vulnerabilities_come_back_proposed(void **state) {
  struct fixture *fixture = *state;
  struct vulnerability_report report;
  succeeds(fixture,
           app_import_vulnerabilities(fixture->session, fixture->release, DATA "statements.openvex.json", &report, &fixture->error));
  assert_round_trip(fixture, fixture->session, NULL);
}

/* ---- one product ---- */

static void one_product_leaves_the_others_out(void **state) {
  struct fixture *fixture = *state;
  const char *other = NULL;
  succeeds(fixture, app_add(fixture->session, "product", "Unrelated", NULL, &other, &fixture->error));
  other = arena_strdup(fixture->arena, other);
  char *whole = exported(fixture, fixture->session, NULL, NULL), *part = exported(fixture, fixture->session, fixture->product, NULL);
  assert_non_null(strstr(whole, "Unrelated"));
  assert_null(strstr(part, "Unrelated"));
  assert_null(strstr(part, other));
  assert_non_null(strstr(part, fixture->release));
  assert_non_null(strstr(part, "Example GmbH"));
  assert_round_trip(fixture, fixture->session, fixture->product);
}

/* ---- the form ---- */

static void export_follows_its_schema(void **state) {
  struct fixture *fixture = *state;
  struct vulnerability_report report;
  succeeds(fixture,
           app_import_vulnerabilities(fixture->session, fixture->release, DATA "statements.openvex.json", &report, &fixture->error));
  const char *path = file_with(fixture, "export.json", exported(fixture, fixture->session, NULL, NULL));
  assert_valid_json_in(TOP_SRCDIR "/data/export", "cradle-export-1.schema.json", path);
}

static void file_that_was_changed_is_refused(void **state) {
  struct fixture *fixture = *state;
  static const struct {
    const char *from, *to, *words;
  } changes[] = {
      {"\"version\": 1", "\"version\": 2", "version 2"},
      {"\"format\": \"cradle-export\"", "\"format\": \"other\"", "no export"},
      {"\"facts\": [", "\"extra\": 1, \"facts\": [", "“extra”"},
      {"\"type\": \"product\"", "\"type\": \"prodoct\"", "“prodoct”"},
      {"\"question\": ", "\"qestion\": ", "“qestion”"},
      {"\"text\": \"Example GmbH\"", "\"text\": 7", "must be a text"},
      {"\"text\": \"Example GmbH\"", "\"texts\": \"7\"", "no value"},
      {"\"text\": \"Example GmbH\"", "\"ref\": \"nobody\"", "“nobody”"},
      {"\"text\": \"Example GmbH\"", "\"file\": \"00\"", "SHA-256"},
      {"\"subjects\": [", "\"subjects\": [] , \"facts\": [", "export.json:"},
      {"\"law_packs\": [", "\"law_packs\": [{}, ", "“id”"},
  };
  const char *json = exported(fixture, fixture->session, NULL, NULL);
  for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
    const char *at = strstr(json, changes[i].from);
    if (!at) fail_msg("not there: %s", changes[i].from);
    const char *changed = arena_printf(fixture->arena, "%.*s%s%s", (int)(at - json), json, changes[i].to, at + strlen(changes[i].from));
    struct export_report report;
    fails(fixture,
          app_create_from(fixture->app, in_folder(fixture, "new.cradle"), file_with(fixture, "export.json", changed), NULL, &report,
                          &fixture->error),
          STATUS_INPUT, changes[i].words);
    assert_false(file_exists(in_folder(fixture, "new.cradle")));
  }
}

static void files_have_to_be_there(void **state) {
  struct fixture *fixture = *state;
  struct vulnerability_report imported;
  struct export_report report;
  succeeds(fixture,
           app_import_vulnerabilities(fixture->session, fixture->release, DATA "kev.json", &imported, &fixture->error) == STATUS_INPUT
               ? STATUS_OK
               : STATUS_NO);
  error_clear(&fixture->error);
  succeeds(fixture, app_import_exploited(fixture->session, fixture->product, DATA "kev.json", &imported, &fixture->error));
  char *files = in_folder(fixture, "files"), *new = in_folder(fixture, "new.cradle");
  const char *json = file_with(fixture, "export.json", exported(fixture, fixture->session, NULL, files));
  fails(fixture, app_create_from(fixture->app, new, json, NULL, &report, &fixture->error), STATUS_INPUT, "--files");
  char *kept = path_join(files, imported.hash);
  assert_true(file_exists(kept));
  assert_int_equal(file_write(kept, "other", 5, 0600, NULL), STATUS_OK);
  fails(fixture, app_create_from(fixture->app, new, json, files, &report, &fixture->error), STATUS_INPUT, "not the one");
  assert_false(file_exists(new));
  free(kept);
}

static void existing_workspace_is_never_replaced(void **state) {
  struct fixture *fixture = *state;
  struct export_report report;
  const char *json = file_with(fixture, "export.json", exported(fixture, fixture->session, NULL, NULL));
  fails(fixture, app_create_from(fixture->app, in_folder(fixture, "test.cradle"), json, NULL, &report, &fixture->error), STATUS_WORKSPACE,
        "already");
}

/* Whatever is put into an export, a workspace comes out of it or nothing does. */
static void damaged_exports_make_no_workspace(void **state) {
  struct fixture *fixture = *state;
  const char *json = exported(fixture, fixture->session, NULL, NULL);
  size_t len = strlen(json), made = 0;
  uint64_t random = 7;
  for (int i = 0; i < 60; i++) {
    char *changed = arena_strdup(fixture->arena, json);
    random = random * 6364136223846793005u + 1442695040888963407u;
    changed[(random >> 33) % len] = (char)('!' + (random >> 50) % 90);
    struct export_report report;
    char *path = in_folder(fixture, arena_printf(fixture->arena, "new-%d.cradle", i));
    enum status status = app_create_from(fixture->app, path, file_with(fixture, "export.json", changed), NULL, &report, &fixture->error);
    assert_int_equal(file_exists(path), status == STATUS_OK);
    made += status == STATUS_OK;
  }
  error_clear(&fixture->error);
  assert_true(made < 60);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      workspace_test(sample_workspace_comes_back_as_it_was),
      workspace_test(component_lists_come_back_with_their_rows),
      workspace_test(contradicting_answers_come_back_as_such),
      workspace_test(erased_and_archived_come_back_as_such),
      workspace_test(archived_by_one_and_edited_by_another_comes_back_as_such),
      workspace_test(order_of_creation_comes_back),
      workspace_test(imported_vulnerabilities_come_back_proposed),
      workspace_test(one_product_leaves_the_others_out),
      workspace_test(export_follows_its_schema),
      workspace_test(file_that_was_changed_is_refused),
      workspace_test(files_have_to_be_there),
      workspace_test(existing_workspace_is_never_replaced),
      workspace_test(damaged_exports_make_no_workspace),
  };
  return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
