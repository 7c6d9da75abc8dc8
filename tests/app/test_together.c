/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people, or two programs, on one workspace. */
#include "app/support.h"

/* Says no to scope.mdr, as whoever has the session. */
static void say_no(struct fixture *fixture, struct session *session) {
  struct value no = value_bool(false);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .values = &no, .values_len = 1};
  succeeds(fixture, app_answer(session, &answer, 1, &fixture->error));
}

static void refresh_shows_what_another_wrote_and_only_then_something_new(void **state) {
  struct fixture *fixture = *state;
  struct session *other = opened_by(fixture, "Ben");
  bool changed = true;
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  assert_false(changed);
  say_no(fixture, other);
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "");
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  assert_true(changed);
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "no");
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  assert_false(changed);
  session_free(other);
}

static void own_writing_leaves_nothing_to_refresh(void **state) {
  struct fixture *fixture = *state;
  say_no(fixture, fixture->session);
  bool changed = true;
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  assert_false(changed);
}

static void stale_answer_is_refused_and_the_other_one_is_shown(void **state) {
  struct fixture *fixture = *state;
  struct session *other = opened_by(fixture, "Ben");
  say_no(fixture, other);
  session_free(other);
  struct value yes = value_bool(true);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .values = &yes, .values_len = 1, .check_seen = true};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_STALE, "changed meanwhile");
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "no");
}

static void link_does_not_bring_back_what_another_took_out_meanwhile(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "a,b"));
  struct session *other = opened_by(fixture, "Ben");
  succeeds(fixture, app_unlink(other, fixture->product, "aia.prohibited", "a", &fixture->error));
  session_free(other);
  succeeds(fixture, app_link(fixture->session, fixture->product, "aia.prohibited", "c", &fixture->error));
  const struct fact *fact = fact_of(fixture, fixture->product, "aia.prohibited");
  assert_true(!fact_has(fact, "a") && fact_has(fact, "b") && fact_has(fact, "c"));
}

/* Two copies answer differently, and one takes the other's journal over. */
static void remark_alone_does_not_decide_between_two_answers(void **state) {
  struct fixture *fixture = *state;
  struct buf content = {0};
  char *path = in_folder(fixture, "copy.cradle");
  succeeds(fixture, file_read(in_folder(fixture, "test.cradle"), 1 << 24, &content, &fixture->error));
  succeeds(fixture, file_write(path, buf_str(&content), content.len, 0600, &fixture->error));
  buf_free(&content);
  struct session *copy = NULL;
  succeeds(fixture, session_open(fixture->app, path, "Ben", NULL, &copy, &fixture->error));
  succeeds(fixture, say(fixture, fixture->product, "scope.mdr", "yes"));
  say_no(fixture, copy);
  succeeds(fixture, store_merge(session_store(fixture->session), session_store(copy), NULL, &fixture->error));
  session_free(copy);
  bool changed = false;
  succeeds(fixture, session_refresh(fixture->session, &changed, &fixture->error));
  assert_int_equal(fact_state(fact_of(fixture, fixture->product, "scope.mdr")), ANSWER_CONFLICT);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .mode = ANSWER_NOTE_ONLY, .note = "Which one?"};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "Two answers");
  assert_int_equal(fact_state(fact_of(fixture, fixture->product, "scope.mdr")), ANSWER_CONFLICT);
}

static void undo_of_another_person_is_refused_and_changes_nothing(void **state) {
  struct fixture *fixture = *state;
  say_no(fixture, fixture->session);
  size_t before = count_events(fixture);
  struct session *other = opened_by(fixture, "Ben");
  fails(fixture, app_undo(other, NULL, &fixture->error), STATUS_REFUSED, "Test Person");
  session_free(other);
  assert_int_equal(count_events(fixture), before);
}

/* Names can be erased, the journal cannot: it bears ids of persons. */
static bool name_is_no_author(void *context, const struct event *event) {
  assert_string_not_equal(event->author, context);
  return true;
}

static void journal_bears_persons_and_not_names(void **state) {
  struct fixture *fixture = *state;
  struct session *other = opened_by(fixture, "Ben Sample");
  say_no(fixture, other);
  succeeds(fixture, store_log(session_store(other), NULL, NULL, true, 0, name_is_no_author, (void *)"Ben Sample", &fixture->error));
  const char *author = snapshot_fact(session_snapshot(other), fixture->product, "scope.mdr")->heads[0].author;
  assert_string_equal(snapshot_subject(session_snapshot(other), author)->type, "person");
  assert_string_equal(app_author_name(other, author), "Ben Sample");
  session_free(other);
}

static void undo_of_a_first_answer_leaves_its_author_there(void **state) {
  struct fixture *fixture = *state;
  struct session *other = opened_by(fixture, "Ben Sample");
  say_no(fixture, other);
  succeeds(fixture, app_undo(other, NULL, &fixture->error));
  fails(fixture, app_undo(other, NULL, &fixture->error), STATUS_REFUSED, "Ben Sample");
  succeeds(fixture, app_redo(other, NULL, &fixture->error));
  const struct fact *fact = snapshot_fact(session_snapshot(other), fixture->product, "scope.mdr");
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
  session_free(other);
}

static void same_person_is_known_again_by_name_whatever_the_case(void **state) {
  struct fixture *fixture = *state;
  size_t before = snapshot_subject_count(session_snapshot(fixture->session));
  struct session *other = opened_by(fixture, "test person");
  say_no(fixture, other);
  assert_int_equal(snapshot_subject_count(session_snapshot(other)), before);
  session_free(other);
}

static bool find_adopted(void *context, const struct event *event) {
  if (str_eq(event->key, "pack-adopted")) *(size_t *)context += 1;
  return true;
}

static void law_pack_is_kept_once_and_every_writer_says_that_it_is_his(void **state) {
  struct fixture *fixture = *state;
  say_no(fixture, fixture->session);
  const struct pack *pack = app_pack(fixture->app);
  CLEANUP(buf_free) struct buf kept = {0};
  succeeds(fixture, store_blob_get(session_store(fixture->session), pack_hash(pack), &kept, &fixture->error));
  assert_int_equal(kept.len, pack_content(pack)->len);
  struct session *other = opened_by(fixture, "Ben Sample");
  say_no(fixture, other);
  size_t adopted = 0;
  succeeds(fixture, store_log(session_store(other), NULL, NULL, true, 0, find_adopted, &adopted, &fixture->error));
  assert_int_equal(adopted, 2); /* without a memory of its own a host makes a new replica at each opening */
  struct check_report report = {0};
  succeeds(fixture, store_check(session_store(other), NULL, &report, &fixture->error));
  assert_int_equal(report.blobs, 1);
  check_report_clear(&report);
  session_free(other);
}

static void note_on_an_open_question_stays_when_it_is_answered(void **state) {
  struct fixture *fixture = *state;
  struct answer note = {.subject = fixture->product, .question = "scope.mdr", .mode = ANSWER_NOTE_ONLY, .note = "ask the doctor"};
  succeeds(fixture, app_answer(fixture->session, &note, 1, &fixture->error));
  const struct fact *fact = snapshot_fact(session_snapshot(fixture->session), fixture->product, "scope.mdr");
  assert_int_equal(fact_state(fact), ANSWER_OPEN);
  assert_string_equal(fact->heads[0].note, "ask the doctor");
  say_no(fixture, fixture->session);
  fact = snapshot_fact(session_snapshot(fixture->session), fixture->product, "scope.mdr");
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
  assert_int_equal(fact->heads_len, 1);
  assert_string_equal(fact->heads[0].note, "ask the doctor");
}

static bool keep_group(void *context, const struct event *event) {
  *(char **)context = mem_strdup(event->group);
  return false;
}

static void expect_last_step(struct fixture *fixture, const char *expected) {
  char *group = NULL;
  assert_int_equal(store_log(session_store(fixture->session), NULL, NULL, true, 0, keep_group, &group, NULL), STATUS_OK);
  char *words = app_step_text(fixture->session, group, "en");
  assert_string_equal(words, expected);
  free(words);
  free(group);
}

static void step_is_told_in_words_and_so_is_its_undo(void **state) {
  struct fixture *fixture = *state;
  added(fixture, "product", "Example Cam");
  expect_last_step(fixture, "Example Cam: new");
  char *what = NULL;
  succeeds(fixture, app_undo(fixture->session, &what, &fixture->error));
  assert_string_equal(what, "Example Cam: new");
  free(what);
  expect_last_step(fixture, "Taken back: Example Cam: new");
  succeeds(fixture, app_redo(fixture->session, NULL, &fixture->error));
  expect_last_step(fixture, "Done again: Example Cam: new");
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(refresh_shows_what_another_wrote_and_only_then_something_new),
      workspace_test(own_writing_leaves_nothing_to_refresh),
      workspace_test(stale_answer_is_refused_and_the_other_one_is_shown),
      workspace_test(link_does_not_bring_back_what_another_took_out_meanwhile),
      workspace_test(remark_alone_does_not_decide_between_two_answers),
      workspace_test(undo_of_another_person_is_refused_and_changes_nothing),
      workspace_test(journal_bears_persons_and_not_names),
      workspace_test(undo_of_a_first_answer_leaves_its_author_there),
      workspace_test(same_person_is_known_again_by_name_whatever_the_case),
      workspace_test(law_pack_is_kept_once_and_every_writer_says_that_it_is_his),
      workspace_test(note_on_an_open_question_stays_when_it_is_answered),
      workspace_test(step_is_told_in_words_and_so_is_its_undo),
  };
  return cmocka_run_group_tests_name("together", tests, NULL, NULL);
}
