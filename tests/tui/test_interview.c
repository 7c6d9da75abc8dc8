/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to answers: saved at once, refused with the text kept, taken back, settled. */
#include "tui/support.h"

#include <stdio.h>
#include <sys/stat.h>

#include "skip.h"

static void play(struct bench *bench, const char *script) {
  view_play(bench->view, script);
}

/* As somebody finds it who opens the file later. */
static void stored_is(struct bench *bench, const char *key, const char *expected) {
  struct session *session = NULL;
  struct error error = {0};
  if (session_open_readonly(bench->app, "sample.cradle", NULL, &session, &error)) bench_fails(&error);
  const struct snapshot *snapshot = session_snapshot(session);
  const struct fact *fact = NULL;
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++)
    if (str_eq(snapshot_fact_at(snapshot, i)->key, key)) fact = snapshot_fact_at(snapshot, i);
  struct buf text = {0};
  buf_puts(&text, "");
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    char *value = value_text(&head->value);
    buf_printf(&text, "%s%s%s%s", text.len ? " " : "", value, head->note && *head->note ? "; " : "", head->note ? head->note : "");
    free(value);
  }
  assert_string_equal(buf_str(&text), expected);
  buf_free(&text);
  session_free(session);
}

/* Search finds the question by its title and opens it. */
static void go_to(struct bench *bench, const char *title) {
  char *script = mem_printf("<F12><Home><Enter><F3>%s<Enter>", title);
  play(bench, script);
  free(script);
  shows(bench, title);
}

static void answer_is_stored_before_the_next_question_shows(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "<Down><Space><Enter>");
  stored_is(*state, "scope.areas", "water");
  shows(*state, "When is it placed on the market?");
}

static void answer_marks_the_conclusions_it_changed(void **state) {
  go_to(*state, "Areas of use");
  shows(*state, "  ? Class of the product");
  play(*state, "<Down><Space><Enter>");
  shows(*state, " *= Class of the product               Critical");
}

static void set_without_a_mark_is_not_saved(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "<Enter>");
  shows(*state, "Choose with the arrow keys, then Enter.");
  play(*state, "<Down><Enter>");
  shows(*state, "Mark what applies with the space bar");
  stored_is(*state, "scope.areas", "");
}

static void set_can_be_none_of_these(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "<End><Up><Enter>");
  stored_is(*state, "scope.areas", "none");
  go_to(*state, "Areas of use");
  play(*state, "<Home><Space><Down><Space><Enter>");
  stored_is(*state, "scope.areas", "energy water");
}

static void unknown_is_an_answer_everywhere(void **state) {
  go_to(*state, "Intended purpose");
  play(*state, "<F4>");
  stored_is(*state, "product.purpose", "unknown");
  go_to(*state, "Areas of use");
  play(*state, "U");
  stored_is(*state, "scope.areas", "unknown");
}

static void refused_text_stays_in_the_editor(void **state) {
  go_to(*state, "Placed on the market");
  play(*state, "2027-13-01<Enter>");
  shows(*state, "The day 2027-13-01 does not exist.");
  shows(*state, " > 2027-13-01\n");
  stored_is(*state, "release.placed", "");
  play(*state, "<C-u>2027-12-01<Enter>");
  stored_is(*state, "release.placed", "2027-12-01");
}

static void date_can_be_none(void **state) {
  go_to(*state, "Placed on the market");
  play(*state, "none<Enter>");
  stored_is(*state, "release.placed", "none");
}

static void long_text_keeps_its_lines(void **state) {
  go_to(*state, "Intended purpose");
  play(*state, "It pumps.<Enter>Day and night.<C-s>");
  stored_is(*state, "product.purpose", "It pumps.\nDay and night.");
}

static void unsaved_text_is_not_left_without_warning(void **state) {
  go_to(*state, "Intended purpose");
  play(*state, "Half a sen<Esc>");
  shows(*state, "not saved yet");
  shows(*state, "Half a sen");
  play(*state, "<Esc>");
  shows_not(*state, "Half a sen");
  stored_is(*state, "product.purpose", "");
}

static void unsaved_text_survives_a_look_at_another_screen(void **state) {
  go_to(*state, "Intended purpose");
  play(*state, "Half a sen<F2><Esc>tence<F10>");
  stored_is(*state, "product.purpose", "Half a sentence");
}

static void unsaved_marks_survive_a_look_at_another_screen(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "<Down><Down><Space>w<Esc><Enter>");
  stored_is(*state, "scope.areas", "energy");
}

static void letters_are_text_while_typing_and_commands_elsewhere(void **state) {
  go_to(*state, "Intended purpose");
  play(*state, "quit, next, undo?<F10>");
  stored_is(*state, "product.purpose", "quit, next, undo?");
  assert_false(view_done(((struct bench *)*state)->view));
  play(*state, "<Esc><Esc><Esc>q");
  assert_true(view_done(((struct bench *)*state)->view));
}

static void pasted_text_never_runs_commands(void **state) {
  struct bench *bench = *state;
  for (const char *c = "qqu"; *c; c++)
    view_key(bench->view, (struct key){.code = K_PASTED, .ch = (uint32_t)*c});
  assert_false(view_done(bench->view));
  go_to(bench, "Contact");
  view_key(bench->view, (struct key){.code = K_PASTED, .ch = 'q'});
  assert_false(view_done(bench->view));
}

static void note_is_kept_beside_the_answer(void **state) {
  go_to(*state, "Connected");
  play(*state, "NSee the drawing.<Enter>");
  stored_is(*state, "scope.connected", "yes; See the drawing.");
  shows(*state, "Note: See the drawing.");
}

static void cleared_answer_is_open_again(void **state) {
  go_to(*state, "Connected");
  play(*state, "C");
  shows(*state, "The answer was taken back.");
  stored_is(*state, "scope.connected", "");
  shows_not(*state, "Answered:");
}

static void taking_back_an_open_answer_says_that_there_is_none(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "C");
  shows(*state, "There is no answer to take back.");
}

/* "Areas of use" is passed over: the walk goes on to what follows, and comes back to it only from the top. */
static void next_goes_on_and_not_in_circles(void **state) {
  go_to(*state, "Areas of use");
  for (int i = 0; i < 4; i++) {
    play(*state, "<F6>");
    shows_not(*state, "In which of these areas is the product used?");
  }
}

static void undo_and_redo_go_step_by_step(void **state) {
  go_to(*state, "Connected");
  play(*state, "<Down><Enter>");
  stored_is(*state, "scope.connected", "no");
  play(*state, "<F7>");
  shows(*state, "Undone: Aqua Pump, Connected");
  stored_is(*state, "scope.connected", "yes");
  play(*state, "<C-r>");
  stored_is(*state, "scope.connected", "no");
}

static void reference_can_be_made_on_the_spot(void **state) {
  go_to(*state, "Contact");
  play(*state, "aZoe New<Enter>");
  shows(*state, " > ( ) Zoe New\n");
  play(*state, "<Enter>");
  go_to(*state, "Contact");
  shows(*state, "Answered: Zoe New");
}

static void file_is_taken_into_the_workspace(void **state) {
  struct bench *bench = *state;
  assert_int_equal(file_write("scan.txt", "no findings\n", 12, 0600, NULL), STATUS_OK);
  go_to(bench, "File");
  play(bench, "missing.txt<Enter>");
  shows(bench, "missing.txt");
  stored_is(bench, "evidence.file", "");
  play(bench, "<C-u>scan.txt<Enter>");
  shows(bench, "Saved: File = scan.txt, 12 bytes, SHA-256 af10e9");
  go_to(bench, "File");
  shows(bench, "Answered: scan.txt");
}

/* Bob has the workspace open, too. */
static void answer_elsewhere(struct bench *bench, const char *subject, const char *question, struct value value) {
  struct session *other = NULL;
  struct error error = {0};
  const char *id = NULL;
  if (session_open(bench->app, "sample.cradle", "Bob", NULL, &other, &error)) bench_fails(&error);
  if (app_find(other, subject, NULL, &id, &error)) bench_fails(&error);
  struct answer answer = {.subject = id, .question = question, .values = &value, .values_len = 1};
  if (app_answer(other, &answer, 1, &error)) bench_fails(&error);
  session_free(other);
}

static void stale_answer_is_asked_again_with_the_other_one_shown(void **state) {
  struct bench *bench = *state;
  go_to(bench, "Support");
  play(bench, "24");
  answer_elsewhere(bench, "release", "release.support", value_number(60000000));
  view_key(bench->view, (struct key){.code = K_ENTER}); /* before it was drawn anew */
  shows(bench, "Somebody else has answered meanwhile");
  shows(bench, "Answered: 60 months (Bob");
  shows(bench, " > 24\n");
  stored_is(bench, "release.support", "60");
  play(bench, "<Enter>");
  stored_is(bench, "release.support", "24");
}

static void interview_goes_through_all_stages_to_the_end(void **state) {
  struct bench *bench = *state;
  for (int i = 0; i < 40; i++)
    play(bench, "<F12><Home><Enter>n<F4>");
  play(bench, "<F12><Home><Enter>n");
  shows(bench, "No open question is left");
}

static void resumes_where_it_stopped(void **state) {
  struct bench *bench = *state;
  go_to(bench, "Areas of use");
  play(bench, "<Down><Space><Enter>");
  view_free(bench->view);
  bench->view = view_new(bench->app);
  bench_open(bench, "sample.cradle");
  shows(bench, "n: go on with “Placed on the market”");
  play(bench, "n");
  shows(bench, "When is it placed on the market?");
}

static void draft_is_written_and_recorded(void **state) {
  play(*state, "d<Home>dletter.pdf<Enter>");
  shows(*state, "The draft was written: letter.pdf");
  struct buf pdf = {0};
  assert_int_equal(file_read("letter.pdf", 1 << 24, &pdf, NULL), STATUS_OK);
  assert_memory_equal(buf_str(&pdf), "%PDF-", 5);
  buf_free(&pdf);
  play(*state, "<F12><End><Up><Enter>");
  shows(*state, "Document written");
}

static void workspace_is_created_on_the_start_screen(void **state) {
  struct bench *bench = *state;
  view_free(bench->view);
  bench->view = view_new(bench->app);
  play(bench, "<Down><Enter><C-u>sample.cradle<Enter>");
  shows(bench, "There is such a file already.");
  play(bench, "<C-u>new.cradle<Enter>New Ltd<Enter>");
  assert_true(file_exists("new.cradle"));
  shows(bench, "a: add the first entry of kind “Product” to “New Ltd”");
  play(bench, "aThing<Enter>a2.0<Enter>");
  shows(bench, "Stages: Thing / 2.0");
}

static void empty_workspace_can_be_begun(void **state) {
  struct bench *bench = *state;
  view_free(bench->view);
  bench->view = view_new(bench->app);
  struct session *session = NULL;
  struct error error = {0};
  if (session_create(bench->app, "empty.cradle", NULL, NULL, &session, &error)) bench_fails(&error);
  session_free(session);
  bench_open(bench, "empty.cradle");
  shows(bench, "a: add the first entry of kind “Organisation”");
  play(bench, "nc<Esc>g<Esc>d<Esc>/x<Esc>m<Down><Down><Down><Enter><Esc>m<Down><Down><Down><Down><Enter><Esc>");
  play(bench, "aFirst Ltd<Enter>");
  shows(bench, "Stages: First Ltd");
}

static void workspace_on_a_read_only_medium_can_be_read(void **state) {
  struct bench *bench = *state;
  view_free(bench->view);
  bench->view = view_new(bench->app);
  assert_int_equal(rename("sample.cradle", "read.cradle"), 0);
  assert_int_equal(chmod("read.cradle", 0400), 0);
  if (access("read.cradle", W_OK) == 0) skip_because("the superuser may write everywhere");
  bench_open(bench, "read.cradle");
  shows(bench, "Opened for reading only.");
  go_to(bench, "Connected");
  play(bench, "<Down><Enter>");
  shows(bench, "Does the product connect to a network?");
}

static void small_terminal_waits_for_space(void **state) {
  struct bench *bench = *state;
  view_resize(bench->view, 23, 80);
  shows(bench, "Cradle needs 80x24. This window has 80x23.");
  play(bench, "n");
  view_resize(bench->view, 24, 80);
  shows(bench, "Stages: Aqua Pump / 1.0");
  view_resize(bench->view, 20, 70);
  play(bench, "q");
  assert_true(view_done(bench->view));
}

static void search_ignores_case_and_accents_and_reads_answers(void **state) {
  play(*state, "<F3>PÜMP wörks");
  shows(*state, "Pump Works Ltd: Pump Wo…");
  play(*state, "<C-u>electricity");
  shows(*state, "Law pack      Supply of energy");
  play(*state, "<C-u>nothing like this");
  shows(*state, "Nothing was found.");
}

static void search_goes_to_what_was_pasted_before_it_was_drawn(void **state) {
  struct bench *bench = *state;
  play(bench, "<F3>PÜMP wörks");
  view_play(bench->view, "<C-u>");
  for (const char *letter = "electricity"; *letter; letter++)
    view_key(bench->view, (struct key){.code = K_PASTED, .ch = (uint32_t)*letter});
  play(bench, "<Enter>");
  shows(bench, "Supply of energy");
  shows_not(bench, "Pump Works");
}

static void register_takes_new_entries(void **state) {
  play(*state, "m<Down><Down><Down><Down><Enter><Down><Enter>aReport of the test<Enter>");
  shows(*state, "[x] Title");
  play(*state, "<Esc>");
  shows(*state, "Report of the test");
  play(*state, "xyes<Enter>");
  shows_not(*state, "Report of the test");
}

static void enter_decides_nothing_before_something_is_chosen(void **state) {
  play(*state, "<F12><Home><Enter><F3>Contact<Enter>C");
  play(*state, "<Enter>");
  shows(*state, "Choose with the arrow keys, then Enter.");
  stored_is(*state, "product.contact", "");
  play(*state, "<Down>");
  shows(*state, " > ( ) Ann Other");
}

static void unsaved_marks_are_not_left_by_unknown_without_warning(void **state) {
  go_to(*state, "Areas of use");
  play(*state, "<Down><Space><F4>");
  shows(*state, "not saved yet");
  stored_is(*state, "scope.areas", "");
  play(*state, "<F4>");
  stored_is(*state, "scope.areas", "unknown");
}

static void there_is_none_answers_what_need_not_exist(void **state) {
  go_to(*state, "Placed on the market");
  play(*state, "<F8>");
  stored_is(*state, "release.placed", "none");
  go_to(*state, "Areas of use");
  play(*state, "<F8>");
  stored_is(*state, "scope.areas", "none");
  go_to(*state, "Intended purpose");
  play(*state, "<F8>");
  stored_is(*state, "product.purpose", "");
}

static void what_was_saved_is_said(void **state) {
  go_to(*state, "Support");
  play(*state, "24<Enter>");
  shows(*state, "Saved: Support = 24 months");
}

static void keys_that_work_while_typing_are_shown(void **state) {
  go_to(*state, "Intended purpose");
  shows(*state, "Type your answer:");
  shows(*state, "F10 Save  F4 Unknown  F2 Why  F6 Next  Esc Back  F7 Undo");
}

static void optional_is_only_what_nothing_waits_for(void **state) {
  go_to(*state, "Last check");
  shows(*state, "Last check (optional)");
  go_to(*state, "Contact");
  shows(*state, "Contact (needed)");
}

static void change_made_elsewhere_is_shown(void **state) {
  struct bench *bench = *state;
  go_to(bench, "Connected");
  answer_elsewhere(bench, "product", "scope.connected", value_bool(false));
  shows(bench, "The workspace was changed elsewhere.");
  shows(bench, "Answered: No (Bob");
}

static void next_starts_at_the_stage_under_the_cursor(void **state) {
  play(*state, "<Right><Down>n");
  shows(*state, "In which of these areas is the product used?");
  play(*state, "n");
  shows(*state, "When is it placed on the market?");
  play(*state, "<Esc><Home>n"); /* the cursor is still on the stages */
  shows(*state, "What is the product for?");
}

static void unknown_is_not_counted_as_done(void **state) {
  shows(*state, "Organisation and product        ####.. 5/7     1");
}

static void chain_leads_to_the_entry_and_to_the_question_that_closes_a_hole(void **state) {
  play(*state, "m<Down><Down><Down><Enter>l");
  shows(*state, "Chain | Aqua Pump / 1.0 / No known weaknesses | 3 holes");
  play(*state, "<Down><Down><Enter>");
  shows(*state, "How far is the work on this requirement?");
  play(*state, "<Esc><End><Up><Enter>");
  shows(*state, "Questions | Aqua Pump / 1.0 / Overload");
}

static void chain_goes_on_from_any_entry_in_it(void **state) {
  play(*state, "m<Down><Down><Down><Enter>l<Down><Down><Down>l");
  shows(*state, "Chain | Aqua Pump / 1.0 / Theft of keys");
  play(*state, "<End>l");
  shows(*state, "Chain | Aqua Pump / Report of the scan");
  shows(*state, "What rests on it");
}

static void chain_follows_what_is_answered_and_archived(void **state) {
  play(*state, "m<Down><Down><Down><Down><Enter><End><Enter>l<Down><Down><Down>");
  shows(*state, "Evidence item: Report of the scan");
  play(*state, "<F12><Down><Down><Down><Down><Enter><Down><Enter>xyes<Enter><Esc><Esc>");
  shows(*state, "Chain | Aqua Pump / 1.0 / Theft of keys");
  shows_not(*state, "Evidence item: Report of the scan");
}

static void gap_of_missing_entries_leads_to_their_register(void **state) {
  play(*state, "m<Down><Down><Down><Down><Enter><Down><Enter>xyes<Enter><F12><Home><Enter>");
  play(*state, "g<End><Up><Enter>");
  shows(*state, "Nothing here yet. a adds an entry.");
}

static void entries_of_a_stage_are_added_there(void **state) {
  play(*state, "<Right><Down><Down>");
  shows(*state, "a: add Evidence item");
  play(*state, "aReport of the test<Enter>");
  shows(*state, "[x] Title                                    Report of the test");
  play(*state, "<Esc><Enter><End>");
  shows(*state, "[+] Add: Evidence item                       2 entered");
  play(*state, "<Enter>Second report<Enter>");
  shows(*state, "[x] Title                                    Second report");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      TEST(answer_is_stored_before_the_next_question_shows),
      TEST(answer_marks_the_conclusions_it_changed),
      TEST(set_without_a_mark_is_not_saved),
      TEST(set_can_be_none_of_these),
      TEST(unknown_is_an_answer_everywhere),
      TEST(refused_text_stays_in_the_editor),
      TEST(date_can_be_none),
      TEST(long_text_keeps_its_lines),
      TEST(unsaved_text_is_not_left_without_warning),
      TEST(unsaved_text_survives_a_look_at_another_screen),
      TEST(unsaved_marks_survive_a_look_at_another_screen),
      TEST(letters_are_text_while_typing_and_commands_elsewhere),
      TEST(pasted_text_never_runs_commands),
      TEST(note_is_kept_beside_the_answer),
      TEST(cleared_answer_is_open_again),
      TEST(taking_back_an_open_answer_says_that_there_is_none),
      TEST(next_goes_on_and_not_in_circles),
      TEST(undo_and_redo_go_step_by_step),
      TEST(reference_can_be_made_on_the_spot),
      TEST(file_is_taken_into_the_workspace),
      TEST(stale_answer_is_asked_again_with_the_other_one_shown),
      TEST(interview_goes_through_all_stages_to_the_end),
      TEST(resumes_where_it_stopped),
      TEST(draft_is_written_and_recorded),
      TEST(workspace_is_created_on_the_start_screen),
      TEST(empty_workspace_can_be_begun),
      TEST(workspace_on_a_read_only_medium_can_be_read),
      TEST(small_terminal_waits_for_space),
      TEST(search_ignores_case_and_accents_and_reads_answers),
      TEST(search_goes_to_what_was_pasted_before_it_was_drawn),
      TEST(register_takes_new_entries),
      TEST(enter_decides_nothing_before_something_is_chosen),
      TEST(unsaved_marks_are_not_left_by_unknown_without_warning),
      TEST(there_is_none_answers_what_need_not_exist),
      TEST(what_was_saved_is_said),
      TEST(keys_that_work_while_typing_are_shown),
      TEST(optional_is_only_what_nothing_waits_for),
      TEST(change_made_elsewhere_is_shown),
      TEST(next_starts_at_the_stage_under_the_cursor),
      TEST(unknown_is_not_counted_as_done),
      TEST(chain_leads_to_the_entry_and_to_the_question_that_closes_a_hole),
      TEST(chain_goes_on_from_any_entry_in_it),
      TEST(chain_follows_what_is_answered_and_archived),
      TEST(gap_of_missing_entries_leads_to_their_register),
      TEST(entries_of_a_stage_are_added_there),
  };
  return cmocka_run_group_tests_name("an interview in the workbench", tests, NULL, NULL);
}
