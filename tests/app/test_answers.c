/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/support.h"

/* ---- what can be typed ---- */

struct typed {
  const char *question, *text, *outcome;
};

static enum status parse(struct fixture *fixture, const char *question, const char *text, struct value **ret_values, size_t *ret_len) {
  return answer_parse(fixture->session, question_of(fixture, question), text, fixture->arena, ret_values, ret_len, &fixture->error);
}

static void answer_of_each_type_is_understood(void **state) {
  struct fixture *fixture = *state;
  static const struct typed cases[] = {
      {"scope.mdr", "yes", "yes"},
      {"scope.mdr", " No ", "no"},
      {"scope.mdr", "false", "no"},
      {"scope.connection", "direct", "direct"},
      {"scope.connection", " indirect ", "indirect"},
      {"product.name", "Ünïcode 名", "Ünïcode 名"},
      {"product.intended-purpose", "Two\nlines", "Two\nlines"},
      {"support.expected-use", "60", "60"},
      {"support.expected-use", "7.5", "7.5"},
      {"support.end", "2028-02-29", "2028-02-29"},
      {"release.substantially-modified", "none", "none"},
      {"case.aware-at", "2026-09-12T08:00+02:00", "2026-09-12T08:00:00+02:00"},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    struct value *values;
    size_t len;
    succeeds(fixture, parse(fixture, cases[i].question, cases[i].text, &values, &len));
    assert_int_equal(len, 1);
    char *text = value_text(&values[0]);
    assert_string_equal(text, cases[i].outcome);
    free(text);
  }
}

static void answer_that_cannot_be_is_refused_with_what_could_be(void **state) {
  struct fixture *fixture = *state;
  static const struct typed cases[] = {
      {"scope.mdr", "maybe", "neither yes nor no"},
      {"scope.mdr", "", "empty"},
      {"scope.mdr", "  ", "empty"},
      {"scope.connection", "drect", "direct, indirect, none"},
      {"scope.connection", "direct,none", "not one of the choices"},
      {"class.core-functionality", "annex-iii.i.66", "annex-iii.i.6"},
      {"product.name", "two\nlines", "one line"},
      {"product.name", "bell\a", "control character at byte 5"},
      {"product.name", "\xff\xfe", "not valid UTF-8"},
      {"org.country", "DEU", "3 characters; 2"},
      {"support.expected-use", "sixty", "not a number"},
      {"support.expected-use", "0", "at least 1"},
      {"support.expected-use", "1e3", "not a number"},
      {"support.expected-use", "1234567890123", "too many digits"},
      {"product.name", "a\tb", "has a tab"},
      {"risk.impact", "6", "at most 5"},
      {"support.end", "2027-02-30", "2027-02-30 does not exist"},
      {"support.end", "2027-2-3", "not a date"},
      {"support.end", "none", "not a date"},
      {"case.aware-at", "2026-09-12T08:00", "or Z for UTC"},
      {"case.aware-at", "2026-09-12", "point in time"},
      {"aia.prohibited", "a,zz", "not one of the choices"},
      {"aia.prohibited", "a,,b", "between two commas"},
      {"evidence.file", "report.pdf", "takes a file"},
      {"req.evidence", "nowhere", "no subject “nowhere”"},
      {"req.evidence", "Example NetGuard", "of type “evidence”"},
  };
  for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
    struct value *values;
    size_t len;
    fails(fixture, parse(fixture, cases[i].question, cases[i].text, &values, &len), STATUS_USAGE, cases[i].outcome);
  }
}

static void text_at_the_limit_is_taken_and_one_more_is_not(void **state) {
  struct fixture *fixture = *state;
  size_t max = question_of(fixture, "product.name")->max;
  struct buf text = {0};
  for (size_t i = 0; i < max; i++)
    buf_puts(&text, "ü");
  succeeds(fixture, say(fixture, fixture->product, "product.name", buf_str(&text)));
  buf_puts(&text, "x");
  fails(fixture, say(fixture, fixture->product, "product.name", buf_str(&text)), STATUS_USAGE, "characters");
  buf_free(&text);
}

static void set_is_taken_apart_at_commas_and_none_is_empty(void **state) {
  struct fixture *fixture = *state;
  struct value *values;
  size_t len;
  succeeds(fixture, parse(fixture, "aia.prohibited", "a, b,a", &values, &len));
  assert_int_equal(len, 2);
  assert_string_equal(values[1].text, "b");
  succeeds(fixture, parse(fixture, "aia.prohibited", "none", &values, &len));
  assert_int_equal(len, 0);
}

static void text_for_the_declaration_carries_its_language(void **state) {
  struct fixture *fixture = *state;
  session_set_language(fixture->session, "de");
  succeeds(fixture, say(fixture, fixture->release, "declaration.place", "Beispielstadt"));
  assert_string_equal(fact_of(fixture, fixture->release, "declaration.place")->heads[0].value.lang, "de");
  succeeds(fixture, say(fixture, fixture->product, "product.type", "Software"));
  assert_null(fact_of(fixture, fixture->product, "product.type")->heads[0].value.lang);
}

static void text_file_of_another_system_becomes_plain_text(void **state) {
  struct fixture *fixture = *state;
  struct value *values;
  size_t len;
  char *path = file_with(fixture, "purpose.txt", "One.\r\nTwo.\r\n\r\n");
  succeeds(fixture, answer_from_file(fixture->session, question_of(fixture, "product.intended-purpose"), path, fixture->arena, &values,
                                     &len, &fixture->error));
  assert_string_equal(values[0].text, "One.\nTwo.");
  fails(fixture,
        answer_from_file(fixture->session, question_of(fixture, "scope.mdr"), path, fixture->arena, &values, &len, &fixture->error),
        STATUS_USAGE, "takes no file");
  fails(
      fixture,
      answer_from_file(fixture->session, question_of(fixture, "product.type"), "/nowhere", fixture->arena, &values, &len, &fixture->error),
      STATUS_INPUT, "/nowhere");
}

/* ---- what is stored ---- */

static void answer_to_a_misspelt_question_is_refused_with_a_suggestion(void **state) {
  struct fixture *fixture = *state;
  struct value yes = value_bool(true);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdrr", .values = &yes, .values_len = 1};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "Did you mean: scope.mdr");
}

static void answer_about_the_wrong_kind_of_subject_is_refused(void **state) {
  struct fixture *fixture = *state;
  fails(fixture, say(fixture, fixture->release, "scope.mdr", "yes"), STATUS_USAGE, "about subjects of type “product”, not “release”");
  fails(fixture, say(fixture, "product-nobody", "scope.mdr", "yes"), STATUS_USAGE, "no subject “product-nobody”");
}

static void value_of_the_wrong_type_is_refused(void **state) {
  struct fixture *fixture = *state;
  struct value number = value_number(1000000), other = value_of(VALUE_CHOICE, "sideways"), low = value_number(0);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .values = &number, .values_len = 1};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "type “bool”");
  answer = (struct answer){.subject = fixture->product, .question = "scope.connection", .values = &other, .values_len = 1};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "type “choice”");
  answer = (struct answer){.subject = fixture->release, .question = "support.expected-use", .values = &low, .values_len = 1};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "at least 1");
  answer = (struct answer){.subject = fixture->product, .question = "scope.connection", .values = &other};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "one answer, not 0");
}

static enum status say_none(struct fixture *fixture, const char *subject, const char *question) {
  struct answer answer = {.subject = subject, .question = question, .mode = ANSWER_SAY_NONE};
  return app_answer(fixture->session, &answer, 1, &fixture->error);
}

static void none_is_an_answer_where_nothing_has_to_be_said(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say_none(fixture, fixture->product, "product.identification"));
  assert_string_equal(said(fixture, fixture->product, "product.identification"), "none");
  assert_int_equal(fact_of(fixture, fixture->product, "product.identification")->heads[0].value.type, VALUE_NONE);
  succeeds(fixture, say_none(fixture, fixture->product, "aia.prohibited"));
  fails(fixture, say_none(fixture, fixture->product, "scope.mdr"), STATUS_USAGE, "no answer to this question");
  fails(fixture, say_none(fixture, fixture->product, "product.name"), STATUS_USAGE, "no answer to this question");
}

static void one_bad_answer_of_several_stores_none(void **state) {
  struct fixture *fixture = *state;
  struct value yes = value_bool(true);
  struct answer answers[] = {{.subject = fixture->product, .question = "scope.mdr", .values = &yes, .values_len = 1},
                             {.subject = fixture->product, .question = "scope.nothing", .values = &yes, .values_len = 1}};
  size_t before = count_events(fixture);
  fails(fixture, app_answer(fixture->session, answers, 2, &fixture->error), STATUS_USAGE, "scope.nothing");
  assert_int_equal(count_events(fixture), before);
}

static void answer_on_a_screen_that_is_out_of_date_is_stale(void **state) {
  struct fixture *fixture = *state;
  struct value yes = value_bool(true), no = value_bool(false);
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .values = &yes, .values_len = 1, .check_seen = true};
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  answer.values = &no; /* still thinks that nothing was answered */
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_STALE, "changed meanwhile");
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "yes");
  answer.seen = fact_of(fixture, fixture->product, "scope.mdr");
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "no");
}

static void new_set_writes_only_what_differs(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "a,b"));
  size_t before = count_events(fixture);
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "b,c"));
  assert_int_equal(count_events(fixture), before + 2);
  const struct fact *fact = fact_of(fixture, fixture->product, "aia.prohibited");
  assert_int_equal(fact->elements_len, 2);
  assert_true(fact_has(fact, "b") && fact_has(fact, "c"));
}

static void empty_set_replaces_elements_and_is_an_answer(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "a"));
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "none"));
  const struct fact *fact = fact_of(fixture, fixture->product, "aia.prohibited");
  assert_int_equal(fact->elements_len, 0);
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
}

static void unknown_and_clear_take_a_set_back(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "aia.prohibited", "a"));
  struct answer answer = {.subject = fixture->product, .question = "aia.prohibited", .mode = ANSWER_SAY_UNKNOWN};
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  assert_int_equal(fact_state(fact_of(fixture, fixture->product, "aia.prohibited")), ANSWER_UNKNOWN);
  answer.mode = ANSWER_CLEAR;
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  assert_int_equal(fact_state(fact_of(fixture, fixture->product, "aia.prohibited")), ANSWER_OPEN);
}

static void note_alone_keeps_the_answer(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "scope.mdr", "no"));
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .mode = ANSWER_NOTE_ONLY, .note = "checked twice"};
  succeeds(fixture, app_answer(fixture->session, &answer, 1, &fixture->error));
  const struct fact *fact = fact_of(fixture, fixture->product, "scope.mdr");
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "no");
  assert_string_equal(fact->heads[0].note, "checked twice");
}

static void remark_with_a_control_character_is_refused(void **state) {
  struct fixture *fixture = *state;
  struct answer answer = {.subject = fixture->product, .question = "scope.mdr", .mode = ANSWER_SAY_UNKNOWN, .note = "\x1b[2J"};
  fails(fixture, app_answer(fixture->session, &answer, 1, &fixture->error), STATUS_USAGE, "control character");
  assert_null(fact_of(fixture, fixture->product, "scope.mdr"));
}

static void requirement_is_answered_without_being_made(void **state) {
  struct fixture *fixture = *state;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, say(fixture, record, "req.status", "verified"));
  assert_string_equal(said(fixture, record, "req.status"), "verified");
  const struct question_state *question = engine_question(session_engine(fixture->session), record, question_of(fixture, "req.status"));
  assert_int_equal(question->answer, ANSWER_GIVEN);
  free(record);
}

static void requirement_can_be_answered_again_after_undo(void **state) {
  struct fixture *fixture = *state;
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, say(fixture, record, "req.status", "verified"));
  succeeds(fixture, app_undo(fixture->session, NULL, &fixture->error));
  assert_string_equal(said(fixture, record, "req.status"), "");
  succeeds(fixture, say(fixture, record, "req.status", "open"));
  assert_string_equal(said(fixture, record, "req.status"), "open");
  free(record);
}

static void undo_takes_back_the_last_step_and_redo_does_it_again(void **state) {
  struct fixture *fixture = *state;
  succeeds(fixture, say(fixture, fixture->product, "scope.mdr", "no"));
  succeeds(fixture, say(fixture, fixture->product, "scope.mdr", "yes"));
  char *summary = NULL;
  succeeds(fixture, app_undo(fixture->session, &summary, &fixture->error));
  CLEANUP(mem_freep) char *expected = mem_printf("Example NetGuard, %s", pack_text(&question_of(fixture, "scope.mdr")->title, "en"));
  assert_string_equal(summary, expected);
  free(summary);
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "no");
  succeeds(fixture, app_redo(fixture->session, NULL, &fixture->error));
  assert_string_equal(said(fixture, fixture->product, "scope.mdr"), "yes");
  fails(fixture, app_redo(fixture->session, NULL, &fixture->error), STATUS_REFUSED, "do again");
}

static void link_adds_to_what_is_there_and_unlink_takes_one_out(void **state) {
  struct fixture *fixture = *state;
  const char *first = added(fixture, "evidence", "Test report");
  const char *second = added(fixture, "evidence", "Review");
  char *record = mem_printf("%s/cra.annex-i.1.1", fixture->release);
  succeeds(fixture, app_link(fixture->session, record, "req.evidence", first, &fixture->error));
  succeeds(fixture, app_link(fixture->session, record, "req.evidence", "Review", &fixture->error));
  const struct fact *fact = fact_of(fixture, record, "req.evidence");
  assert_true(fact_has(fact, first) && fact_has(fact, second));
  succeeds(fixture, app_unlink(fixture->session, record, "req.evidence", first, &fixture->error));
  fact = fact_of(fixture, record, "req.evidence");
  assert_true(!fact_has(fact, first) && fact_has(fact, second));
  fails(fixture, app_unlink(fixture->session, record, "req.evidence", first, &fixture->error), STATUS_USAGE, "not linked");
  fails(fixture, app_link(fixture->session, fixture->product, "scope.mdr", "yes", &fixture->error), STATUS_USAGE, "one answer, not a set");
  free(record);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(answer_of_each_type_is_understood),
      workspace_test(answer_that_cannot_be_is_refused_with_what_could_be),
      workspace_test(text_at_the_limit_is_taken_and_one_more_is_not),
      workspace_test(set_is_taken_apart_at_commas_and_none_is_empty),
      workspace_test(text_for_the_declaration_carries_its_language),
      workspace_test(text_file_of_another_system_becomes_plain_text),
      workspace_test(answer_to_a_misspelt_question_is_refused_with_a_suggestion),
      workspace_test(answer_about_the_wrong_kind_of_subject_is_refused),
      workspace_test(value_of_the_wrong_type_is_refused),
      workspace_test(none_is_an_answer_where_nothing_has_to_be_said),
      workspace_test(one_bad_answer_of_several_stores_none),
      workspace_test(answer_on_a_screen_that_is_out_of_date_is_stale),
      workspace_test(new_set_writes_only_what_differs),
      workspace_test(empty_set_replaces_elements_and_is_an_answer),
      workspace_test(unknown_and_clear_take_a_set_back),
      workspace_test(note_alone_keeps_the_answer),
      workspace_test(remark_with_a_control_character_is_refused),
      workspace_test(requirement_is_answered_without_being_made),
      workspace_test(requirement_can_be_answered_again_after_undo),
      workspace_test(undo_takes_back_the_last_step_and_redo_does_it_again),
      workspace_test(link_adds_to_what_is_there_and_unlink_takes_one_out),
  };
  return cmocka_run_group_tests_name("app answers", tests, NULL, NULL);
}
