/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What users care about when the law moves: a newer law pack shows first what it changes, comes whole or not at all, asks again only what
 * means something else, loses nothing, and can be taken back.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"

#define CLOCK_MS 1795168800000 /* 2026-11-20T10:00:00Z */

enum { KILLS = 6 };

struct bench {
  char folder[64];
  char *program, *workspace, *data_home; /* data_home NULL: the environment names no folder of the user */
  struct host *host;
  struct app *app;
  struct session *session;
  struct arena *arena;
  struct error error;
  char *product, *release;
};
static struct bench *bench;

static const char *bench_env(void *context, const char *name) {
  (void)context;
  return str_eq(name, "XDG_STATE_HOME") ? bench->folder : str_eq(name, "XDG_DATA_HOME") ? bench->data_home : NULL;
}

static char *place(const char *name) {
  return arena_printf(bench->arena, "%s/%s", bench->folder, name);
}

static const char *content_of(const char *path) {
  struct buf content = {0};
  assert_int_equal(file_read(path, 1 << 22, &content, NULL), STATUS_OK);
  const char *kept = arena_strdup(bench->arena, buf_str(&content));
  buf_free(&content);
  return kept;
}

static void write_text(const char *path, const char *text) {
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
}

static void succeeds(enum status status) {
  if (status == STATUS_OK) return;
  char *text = error_text(&bench->error);
  print_error("%s\n", text);
  free(text);
  fail();
}

static void fails(enum status status, enum status expected, const char *words) {
  char *text = error_text(&bench->error);
  if (status != expected || !strstr(text, words)) print_error("status %d; expected “%s” in: %s\n", status, words, text);
  assert_int_equal(status, expected);
  assert_non_null(strstr(text, words));
  free(text);
  error_clear(&bench->error);
}

/* ---- law packs: the one of the tests of the command line, changed ---- */

struct edit {
  const char *from, *to;
};

static const char *replaced(const char *text, const struct edit *edit) {
  const char *at = strstr(text, edit->from);
  if (!at) fail_msg("nothing to replace: %s", edit->from);
  return arena_printf(bench->arena, "%.*s%s%s", (int)(at - text), text, edit->to, at + strlen(edit->from));
}

static void write_pack(const char *folder, const char *version, const struct edit *edits, size_t len) {
  const char *main_file = content_of(TOP_SRCDIR "/tests/cli/pack/pack.xml"), *law = content_of(TOP_SRCDIR "/tests/cli/pack/law.xml");
  struct edit versions = {"version=\"1\"", arena_printf(bench->arena, "version=\"%s\"", version)};
  main_file = replaced(main_file, &versions);
  for (size_t i = 0; i < len; i++)
    law = replaced(law, &edits[i]);
  mkdir(folder, 0700);
  write_text(arena_printf(bench->arena, "%s/pack.xml", folder), main_file);
  write_text(arena_printf(bench->arena, "%s/law.xml", folder), law);
}

/* A folder of that name with the law pack of that version. */
static char *make_pack(const char *name, const char *version, const struct edit *edits, size_t len) {
  char *folder = place(name);
  write_pack(folder, version, edits, len);
  return folder;
}

static const char *checksum_of(const char *folder) {
  CLEANUP(buf_free) struct buf all = {0};
  const char *files[] = {"pack.xml", "law.xml"};
  for (size_t i = 0; i < ARRAY_LEN(files); i++)
    buf_puts(&all, content_of(arena_printf(bench->arena, "%s/%s", folder, files[i])));
  struct hash hash;
  hash_of(all.data, all.len, &hash);
  char *text = arena_alloc(bench->arena, HASH_TEXT_SIZE);
  hash_format(&hash, text);
  return text;
}

#define QUESTION_POWER "<question id=\"product.power\" type=\"choice\" required=\"yes\">"
#define QUESTION_BREADS "<question id=\"product.breads\" type=\"set\">"
#define SECTION_REQUIREMENT "<section id=\"requirement\""
#define BEFORE(element, what)                                                                                                              \
  { element, what element }

static const struct edit revised_power = {QUESTION_POWER, "<question id=\"product.power\" type=\"choice\" required=\"yes\" revised=\"2\">"};
static const struct edit revised_breads = {QUESTION_BREADS, "<question id=\"product.breads\" type=\"set\" revised=\"2\">"};
static const struct edit renamed_breads[] = {
    {QUESTION_BREADS, "<question id=\"product.loaves\" type=\"set\">"},
    BEFORE("<requirement id=\"ex.annex.1\"", "<renamed from=\"product.breads\" to=\"product.loaves\" since=\"2\"/>"),
};

/* ---- apps and workspaces ---- */

static enum status start(void) {
  app_free(bench->app);
  bench->app = NULL;
  return app_new(bench->host, bench->program, &bench->app, &bench->error);
}

static void close_session(void) {
  session_free(bench->session);
  bench->session = NULL;
}

static void open_session(void) {
  close_session();
  succeeds(session_open(bench->app, bench->workspace, "Ann", NULL, &bench->session, &bench->error));
}

static void expect_version(const char *version) {
  succeeds(start());
  assert_string_equal(pack_version(app_pack(bench->app)), version);
}

static enum status offer(const char *source, const char *checksum, bool older, struct pack_offer *ret_offer) {
  struct pack_request request = {.source = source, .checksum = checksum, .older = older};
  return app_offer_pack(bench->app, &request, bench->arena, ret_offer, &bench->error);
}

static void install_from(const char *source, const char *checksum, bool older) {
  struct pack_offer offered = {0};
  CLEANUP(mem_freep) char *path = NULL;
  succeeds(offer(source, checksum, older, &offered));
  succeeds(app_install_pack(bench->app, &offered, &path, &bench->error));
  assert_true(str_starts(path, bench->data_home));
  pack_offer_free(&offered);
}

/* Installs it, starts anew and opens the workspace again. */
static void install(const char *folder) {
  close_session();
  install_from(folder, checksum_of(folder), false);
  succeeds(start());
}

static void refused(const char *folder, enum status expected, const char *words) {
  struct pack_offer offered = {0};
  fails(offer(folder, checksum_of(folder), false, &offered), expected, words);
  assert_null(offered.pack);
  expect_version("1");
}

static const struct question *question(const char *id) {
  const struct question *found = pack_question(app_pack(bench->app), id);
  assert_non_null(found);
  return found;
}

static const struct question_state *state_of(const char *subject, const char *id) {
  return engine_question(session_engine(bench->session), subject, question(id));
}

static enum status answer(const char *subject, const char *id, enum answer_mode mode, const char *text, const char *note) {
  struct answer given = {.subject = subject, .question = id, .mode = mode, .note = note, .check_seen = true};
  struct value *values = NULL;
  given.seen = state_of(subject, id)->fact;
  if (text) succeeds(answer_parse(bench->session, question(id), text, bench->arena, &values, &given.values_len, &bench->error));
  given.values = values;
  return app_answer(bench->session, &given, 1, &bench->error);
}

static void say(const char *subject, const char *id, const char *text) {
  succeeds(answer(subject, id, ANSWER_VALUE, text, NULL));
}

/* The elements or the answer, and a question mark if it is only proposed. */
static const char *said(const char *subject, const char *id) {
  const struct question_state *state = state_of(subject, id);
  struct buf text = {0};
  for (size_t i = 0; state->fact && i < state->fact->heads_len + state->fact->elements_len; i++) {
    const struct fact *fact = state->fact;
    CLEANUP(mem_freep)
    char *value = value_text(i < fact->heads_len ? &fact->heads[i].value : &fact->elements[i - fact->heads_len].value);
    buf_printf(&text, "%s%s", i ? " " : "", value);
  }
  if (state->proposed) buf_putc(&text, '?');
  const char *kept = arena_strdup(bench->arena, buf_str(&text));
  buf_free(&text);
  return kept;
}

static void expect_again(const char *expected) {
  struct pack_news news = {0};
  CLEANUP(buf_free) struct buf all = {0};
  succeeds(session_pack_news(bench->session, bench->arena, &news, &bench->error));
  for (size_t i = 0; i < news.again.len; i++)
    buf_printf(&all, "%s%s", i ? " " : "", news.again.items[i].question->id);
  assert_string_equal(buf_str(&all), expected);
  pack_news_clear(&news);
}

static bool count_event(void *context, const struct event *event) {
  (void)event;
  ++*(size_t *)context;
  return true;
}

static size_t count_events(void) {
  size_t count = 0;
  succeeds(store_log(session_store(bench->session), NULL, NULL, false, 0, count_event, &count, &bench->error));
  return count;
}

static char *added(const char *type, const char *name) {
  const char *id;
  succeeds(app_add(bench->session, type, name, NULL, &id, &bench->error));
  return arena_strdup(bench->arena, id);
}

static void make_program(void) {
  const char *folders[] = {"program", "data", "templates"};
  for (size_t i = 0; i < ARRAY_LEN(folders); i++)
    assert_int_equal(mkdir(place(folders[i]), 0700), 0);
  write_pack(place("data"), "1", NULL, 0);
  write_text(place("data/pack.rng"), content_of(TOP_SRCDIR "/data/pack.rng"));
  write_text(place("templates/template.rng"), content_of(TOP_SRCDIR "/templates/template.rng"));
  write_text(place("templates/leaflet.xml"), content_of(TOP_SRCDIR "/tests/cli/pack/leaflet.xml"));
}

static int bench_up(void **state) {
  bench = mem_alloc(sizeof *bench);
  *state = bench;
  const char *tmp = getenv("TMPDIR");
  snprintf(bench->folder, sizeof bench->folder, "%s/cradle-packs-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
  assert_non_null(mkdtemp(bench->folder));
  bench->arena = arena_new();
  bench->program = place("program");
  bench->workspace = place("w.cradle");
  bench->data_home = place("home/data");
  bench->host = host_fixed_new(CLOCK_MS, 1);
  bench->host->env = bench_env;
  make_program();
  succeeds(start());
  succeeds(session_create(bench->app, bench->workspace, "Example GmbH", "Ann", &bench->session, &bench->error));
  bench->product = added("product", "Toaster");
  bench->release = added("release", "1.0");
  say(bench->product, "product.toasts", "yes");
  say(bench->product, "product.power", "coal");
  say(bench->product, "product.breads", "white, rye");
  return 0;
}

static int bench_down(void **state) {
  (void)state;
  close_session();
  app_free(bench->app);
  host_free(bench->host);
  char *command = mem_printf("rm -rf '%s'", bench->folder);
  int status = system(command);
  free(command);
  error_clear(&bench->error);
  arena_free(bench->arena);
  free(bench);
  return status;
}

/* ---- before it is installed ---- */

static void offer_shows_what_changes_and_changes_nothing(void **state) {
  (void)state;
  struct edit edits[] = {revised_power,
                         renamed_breads[0],
                         renamed_breads[1],
                         {"<title>Heat</title><text>", "<title>Heat</title><text>Say it. "},
                         BEFORE("<requirement id=\"ex.annex.1\"",
                                "<requirement id=\"ex.annex.0\" group=\"ex.annex\"><cite act=\"ex\" annex=\"I\" point=\"0\"/><title>It is "
                                "there</title><text>It is.</text><help>Look.</help></requirement>")};
  char *folder = make_pack("newer", "2", edits, ARRAY_LEN(edits));
  struct pack_offer offered = {0};
  succeeds(offer(folder, checksum_of(folder), false, &offered));
  assert_false(offered.in_use);
  static const char *const names[] = {[PACK_ADDED] = "added",     [PACK_REMOVED] = "removed", [PACK_RETIRED] = "retired",
                                      [PACK_RENAMED] = "renamed", [PACK_REVISED] = "revised", [PACK_REWORDED] = "reworded"};
  CLEANUP(buf_free) struct buf all = {0};
  for (size_t i = 0; i < offered.changes.len; i++) {
    const struct pack_change *change = &offered.changes.items[i];
    buf_printf(&all, "%s %s%s%s;", names[change->what], change->was ? change->was : "", change->was ? ">" : "", change->id);
  }
  assert_non_null(strstr(buf_str(&all), "revised product.power;"));
  assert_non_null(strstr(buf_str(&all), "renamed product.breads>product.loaves;"));
  assert_non_null(strstr(buf_str(&all), "reworded release.degrees;"));
  assert_non_null(strstr(buf_str(&all), "added ex.annex.0;"));
  assert_int_equal(offered.changes.len, 4);
  pack_offer_free(&offered);
  assert_false(file_exists(bench->data_home));
  expect_version("1");
}

static void offer_of_the_pack_in_use_says_so(void **state) {
  (void)state;
  struct pack_offer offered = {0};
  succeeds(offer(place("data"), pack_hash(app_pack(bench->app)), false, &offered));
  assert_true(offered.in_use);
  pack_offer_free(&offered);
}

static void pack_with_another_checksum_or_none_is_refused(void **state) {
  (void)state;
  struct pack_offer offered = {0};
  char *folder = make_pack("newer", "2", NULL, 0);
  const char *published = checksum_of(folder);
  fails(offer(folder, NULL, false, &offered), STATUS_USAGE, "The checksum of the law pack is missing");
  fails(offer(folder, "1234", false, &offered), STATUS_USAGE, "64 digits");
  write_text(arena_printf(bench->arena, "%s/law.xml", folder), replaced(content_of(place("newer/law.xml")), &revised_power));
  fails(offer(folder, published, false, &offered), STATUS_INPUT, "not the one of that checksum");
  expect_version("1");
}

static void damaged_pack_is_refused_and_the_old_one_stays(void **state) {
  (void)state;
  struct edit cut = {"</pack-part>", ""};
  refused(make_pack("cut", "2", &cut, 1), STATUS_INPUT, "law.xml");
  struct edit dangling = {"<is q=\"product.toasts\" value=\"yes\"/></when>\n    </question>",
                          "<is q=\"no.such\" value=\"yes\"/></when></question>"};
  refused(make_pack("dangling", "2", &dangling, 1), STATUS_INPUT, "no.such");
  struct edit mistake = {"<is q=\"product.power\" value=\"mains\"/>", "<not><is q=\"product.power\" value=\"mains\"/></not>"};
  refused(make_pack("mistake", "2", &mistake, 1), STATUS_INPUT, "mistake");
  struct pack_offer offered = {0};
  fails(offer(place("nothing"), checksum_of(place("data")), false, &offered), STATUS_INPUT, "nothing/pack.xml");
}

static void id_that_is_gone_needs_an_entry(void **state) {
  (void)state;
  struct edit gone = {"<question id=\"release.degrees\"", "<question id=\"release.heat\""};
  refused(make_pack("gone", "2", &gone, 1), STATUS_INPUT, "question release.degrees");
  struct edit retired[] = {gone, BEFORE("<requirement id=\"ex.annex.1\"", "<retired id=\"release.degrees\" since=\"2\"/>")};
  install(make_pack("retired", "2", retired, ARRAY_LEN(retired)));
  expect_version("2");
}

static void pack_that_the_program_cannot_work_with_is_refused(void **state) {
  (void)state;
  struct edit other[] = {{"<question id=\"product.power\"", "<question id=\"product.drive\""},
                         {"<is q=\"product.power\"", "<is q=\"product.drive\""},
                         {"<is q=\"product.power\"", "<is q=\"product.drive\""},
                         BEFORE("<requirement id=\"ex.annex.1\"", "<retired id=\"product.power\" since=\"2\"/>")};
  refused(make_pack("other", "2", other, ARRAY_LEN(other)), STATUS_INPUT, "do not fit the law pack");
}

/* ---- versions ---- */

static void older_pack_is_not_installed_by_accident(void **state) {
  (void)state;
  char *third = make_pack("third", "3", NULL, 0), *second = make_pack("second", "2.5", NULL, 0);
  struct pack_offer offered = {0};
  install(third);
  fails(offer(second, checksum_of(second), false, &offered), STATUS_USAGE, "--older");
  expect_version("3");
  install_from(second, checksum_of(second), true);
  expect_version("2.5");
  char *zero = make_pack("zero", "0.9", NULL, 0);
  fails(offer(zero, checksum_of(zero), true, &offered), STATUS_USAGE, "would not be used");
}

static void newer_program_brings_its_own_pack_again(void **state) {
  (void)state;
  install(make_pack("second", "2", NULL, 0));
  expect_version("2");
  const char *path = place("home/data/cradle/packs/example.pack");
  write_text(path, arena_printf(bench->arena, "%s<?xml this program no longer understands it", content_of(path)));
  fails(start(), STATUS_INPUT, "example.pack");
  write_pack(place("data"), "3", NULL, 0);
  expect_version("3");
}

static void pack_of_another_law_is_no_newer_version(void **state) {
  (void)state;
  char *folder = make_pack("other", "2", NULL, 0);
  struct edit id = {"id=\"example\"", "id=\"another\""};
  write_text(place("other/pack.xml"), replaced(content_of(place("other/pack.xml")), &id));
  refused(folder, STATUS_USAGE, "CRADLE_DATA");
}

/* ---- installed ---- */

static void pack_is_used_from_the_next_start_and_can_be_taken_back(void **state) {
  (void)state;
  char *second = make_pack("second", "2", NULL, 0), *third = make_pack("third", "3", NULL, 0);
  fails(app_restore_pack(bench->host, bench->program, &bench->error), STATUS_USAGE, "No law pack was installed");
  install(second);
  expect_version("2");
  install(third);
  expect_version("3");
  succeeds(app_restore_pack(bench->host, bench->program, &bench->error));
  expect_version("2");
  succeeds(app_restore_pack(bench->host, bench->program, &bench->error));
  expect_version("1");
}

static void installed_file_repeats_the_checksum(void **state) {
  (void)state;
  char *folder = make_pack("second", "2", NULL, 0);
  install(folder);
  const char *content = content_of(place("home/data/cradle/packs/example.pack"));
  struct hash hash;
  char text[HASH_TEXT_SIZE];
  hash_of(content, strlen(content), &hash);
  hash_format(&hash, text);
  assert_string_equal(text, checksum_of(folder));
}

static void installed_pack_that_broke_is_named_with_the_way_out(void **state) {
  (void)state;
  install(make_pack("second", "2", NULL, 0));
  const char *path = place("home/data/cradle/packs/example.pack"), *content = content_of(path);
  write_text(path, arena_strndup(bench->arena, content, strlen(content) / 2));
  fails(start(), STATUS_INPUT, "cradle pack --restore-previous");
  fails(start(), STATUS_INPUT, path);
  succeeds(app_restore_pack(bench->host, bench->program, &bench->error));
  expect_version("1");
}

static void nothing_is_looked_up_where_the_user_has_no_folder(void **state) {
  (void)state;
  char *second = make_pack("second", "2", NULL, 0), *third = make_pack("third", "3", NULL, 0);
  install(second);
  bench->data_home = NULL;
  expect_version("1");
  struct pack_offer offered = {0};
  CLEANUP(mem_freep) char *path = NULL;
  succeeds(offer(third, checksum_of(third), false, &offered));
  fails(app_install_pack(bench->app, &offered, &path, &bench->error), STATUS_WORKSPACE, "XDG_DATA_HOME");
  pack_offer_free(&offered);
}

static void install_for_ever(const char *const folders[2]) {
  for (unsigned round = 0;; round++) {
    struct pack_offer offered = {0};
    char *path = NULL;
    const char *folder = folders[round % 2];
    if (offer(folder, checksum_of(folder), true, &offered) == STATUS_OK && !offered.in_use)
      app_install_pack(bench->app, &offered, &path, NULL);
    free(path);
    pack_offer_free(&offered);
  }
}

static void end_in_the_middle_leaves_one_of_them_whole(void **state) {
  (void)state;
  const char *const folders[] = {make_pack("second", "2", NULL, 0), make_pack("third", "3", NULL, 0)};
  install(folders[0]);
  for (int i = 0; i < KILLS; i++) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) install_for_ever(folders);
    usleep(20000 + 7000 * (unsigned)i);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    succeeds(start());
    const char *version = pack_version(app_pack(bench->app));
    assert_true(str_eq(version, "2") || str_eq(version, "3"));
    assert_string_equal(pack_hash(app_pack(bench->app)), checksum_of(folders[str_eq(version, "3")]));
  }
}

/* ---- workspaces ---- */

static void revised_question_is_asked_again_and_no_other(void **state) {
  (void)state;
  struct edit edits[] = {revised_power, revised_breads};
  install(make_pack("second", "2", edits, ARRAY_LEN(edits)));
  open_session();
  assert_string_equal(said(bench->product, "product.toasts"), "yes");
  assert_string_equal(said(bench->product, "product.power"), "coal?");
  assert_string_equal(said(bench->product, "product.breads"), "rye white?");
  expect_again("product.power product.breads");
  size_t before = count_events();
  say(bench->product, "product.power", "coal");
  assert_string_equal(said(bench->product, "product.power"), "coal");
  expect_again("product.breads");
  say(bench->product, "product.breads", "white, rye");
  assert_string_equal(said(bench->product, "product.breads"), "rye white");
  expect_again("");
  assert_int_equal(count_events(), before + 4); /* one of them adopts the law pack */
  say(bench->product, "product.power", "coal");
  assert_int_equal(count_events(), before + 4);
}

static void remark_does_not_state_a_revised_answer(void **state) {
  (void)state;
  install(make_pack("second", "2", &revised_power, 1));
  open_session();
  succeeds(answer(bench->product, "product.power", ANSWER_NOTE_ONLY, NULL, "ask the smith"));
  assert_string_equal(said(bench->product, "product.power"), "coal?");
  say(bench->product, "product.power", "coal");
  assert_string_equal(said(bench->product, "product.power"), "coal");
}

static void undo_of_a_repeated_answer_asks_again(void **state) {
  (void)state;
  install(make_pack("second", "2", &revised_power, 1));
  open_session();
  say(bench->product, "product.power", "coal");
  succeeds(app_undo(bench->session, NULL, &bench->error));
  assert_string_equal(said(bench->product, "product.power"), "coal?");
  succeeds(app_redo(bench->session, NULL, &bench->error));
  assert_string_equal(said(bench->product, "product.power"), "coal");
}

static void renamed_question_keeps_its_answer(void **state) {
  (void)state;
  install(make_pack("second", "2", renamed_breads, ARRAY_LEN(renamed_breads)));
  open_session();
  assert_string_equal(said(bench->product, "product.loaves"), "rye white");
  succeeds(app_unlink(bench->session, bench->product, "product.loaves", "rye", &bench->error));
  assert_string_equal(said(bench->product, "product.loaves"), "white");
  succeeds(app_link(bench->session, bench->product, "product.loaves", "rye", &bench->error));
  assert_string_equal(said(bench->product, "product.loaves"), "rye white");
  succeeds(app_undo(bench->session, NULL, &bench->error));
  assert_string_equal(said(bench->product, "product.loaves"), "white");
  succeeds(answer(bench->product, "product.loaves", ANSWER_NOTE_ONLY, NULL, "fresh"));
  assert_string_equal(said(bench->product, "product.loaves"), "white");
  succeeds(answer(bench->product, "product.loaves", ANSWER_CLEAR, NULL, NULL));
  assert_int_equal(state_of(bench->product, "product.loaves")->answer, ANSWER_OPEN);
}

static void renamed_question_is_answered_anew_under_its_new_id(void **state) {
  (void)state;
  install(make_pack("second", "2", renamed_breads, ARRAY_LEN(renamed_breads)));
  open_session();
  say(bench->product, "product.loaves", "white");
  assert_string_equal(said(bench->product, "product.loaves"), "white");
  assert_non_null(snapshot_fact(session_snapshot(bench->session), bench->product, "product.loaves"));
  assert_int_equal(snapshot_fact(session_snapshot(bench->session), bench->product, "product.breads")->elements_len, 2);
  say(bench->product, "product.loaves", "rye");
  assert_string_equal(said(bench->product, "product.loaves"), "rye");
}

static void answers_under_a_retired_id_stay_in_the_journal(void **state) {
  (void)state;
  say(bench->release, "release.degrees", "200");
  struct edit retired[] = {{"<question id=\"release.degrees\"", "<question id=\"release.heat\""},
                           BEFORE("<requirement id=\"ex.annex.1\"", "<retired id=\"release.degrees\" since=\"2\"/>")};
  install(make_pack("second", "2", retired, ARRAY_LEN(retired)));
  open_session();
  say(bench->release, "release.heat", "100");
  size_t count = 0;
  succeeds(store_log(session_store(bench->session), bench->release, "release.degrees", false, 0, count_event, &count, &bench->error));
  assert_int_equal(count, 1);
  assert_int_equal(state_of(bench->release, "release.heat")->answer, ANSWER_GIVEN);
}

static void workspace_says_what_a_newer_pack_brings_until_it_is_adopted(void **state) {
  (void)state;
  install(make_pack("second", "2", &revised_power, 1));
  open_session();
  struct pack_news news = {0};
  succeeds(session_pack_news(bench->session, bench->arena, &news, &bench->error));
  assert_string_equal(news.latest.version, "1");
  assert_true(news.is_older && !news.is_newer);
  assert_int_equal(news.changes.len, 1);
  assert_int_equal(news.changes.items[0].what, PACK_REVISED);
  pack_news_clear(&news);
  say(bench->product, "product.slogan", "Hot.");
  succeeds(session_pack_news(bench->session, bench->arena, &news, &bench->error));
  assert_string_equal(news.latest.version, "2");
  assert_false(news.is_older || news.is_newer);
  assert_int_equal(news.again.len, 1);
  pack_news_clear(&news);
}

static void workspace_lists_its_packs_and_who_first_wrote_under_them(void **state) {
  (void)state;
  install(make_pack("second", "2", NULL, 0));
  succeeds(session_open(bench->app, bench->workspace, "Ben", NULL, &bench->session, &bench->error));
  say(bench->product, "product.slogan", "Hot.");
  kept_pack_vec_t packs = {0};
  succeeds(session_packs(bench->session, bench->arena, &packs, &bench->error));
  assert_int_equal(packs.len, 2);
  assert_string_equal(packs.items[0].version, "1");
  assert_string_equal(packs.items[0].by, "Ann");
  assert_string_equal(packs.items[1].version, "2");
  assert_string_equal(packs.items[1].by, "Ben");
  assert_string_equal(packs.items[1].law_as_of, "2026-11-20");
  assert_string_equal(packs.items[1].hash, pack_hash(app_pack(bench->app)));
  assert_true(packs.items[0].since < packs.items[1].since);
  vec_free(&packs);
}

static void workspace_of_a_newer_pack_is_read_but_not_written(void **state) {
  (void)state;
  install(make_pack("second", "2", &revised_power, 1));
  open_session();
  say(bench->product, "product.power", "mains");
  const char *newer = arena_strdup(bench->arena, pack_hash(app_pack(bench->app)));
  close_session();
  succeeds(app_restore_pack(bench->host, bench->program, &bench->error));
  expect_version("1");
  fails(session_open(bench->app, bench->workspace, "Ann", NULL, &bench->session, &bench->error), STATUS_WORKSPACE,
        "law pack 2, which is newer than the one in use, 1");
  succeeds(session_open_readonly(bench->app, bench->workspace, NULL, &bench->session, &bench->error));
  assert_string_equal(said(bench->product, "product.power"), "mains");
  struct pack_news news = {0};
  succeeds(session_pack_news(bench->session, bench->arena, &news, &bench->error));
  assert_true(news.is_newer && !news.is_older);
  pack_news_clear(&news);
  close_session();
  install_from(bench->workspace, newer, false); /* the workspace brings it along */
  expect_version("2");
  open_session();
  say(bench->product, "product.power", "coal");
}

static void write_is_refused_if_a_colleague_went_on_meanwhile(void **state) {
  (void)state;
  char *folder = make_pack("second", "2", NULL, 0);
  install_from(folder, checksum_of(folder), false);
  struct app *newer = NULL;
  struct session *colleague = NULL;
  succeeds(app_new(bench->host, bench->program, &newer, &bench->error));
  succeeds(session_open(newer, bench->workspace, "Ben", NULL, &colleague, &bench->error));
  struct value slogan = value_of(VALUE_TEXT, "Hot.");
  struct answer given = {.subject = bench->product, .question = "product.slogan", .values = &slogan, .values_len = 1};
  succeeds(app_answer(colleague, &given, 1, &bench->error));
  session_free(colleague);
  app_free(newer);
  size_t before = count_events();
  fails(answer(bench->product, "product.power", ANSWER_VALUE, "mains", NULL), STATUS_WORKSPACE, "newer than the one in use");
  assert_int_equal(count_events(), before);
}

/* ---- looking back ---- */

static void older_document_is_explained_by_the_pack_it_was_made_with(void **state) {
  (void)state;
  struct edit edits[] = {{"<because>The product toasts.</because>", "<because>What toasts, is covered.</because>"}};
  install(make_pack("second", "2", edits, 1));
  open_session();
  say(bench->product, "product.slogan", "Hot.");
  close_session();
  succeeds(app_look_back(bench->app, bench->workspace, "1", &bench->error));
  assert_string_equal(pack_version(app_pack(bench->app)), "1");
  succeeds(session_open_readonly(bench->app, bench->workspace, NULL, &bench->session, &bench->error));
  const struct conclusion_state *scope = engine_conclusion(session_engine(bench->session), bench->product, "ex.scope");
  assert_string_equal(scope->cases.items[0]->because.text, "The product toasts.");
  CLEANUP(mem_freep) char *text = NULL;
  succeeds(app_preview(bench->session, bench->release, "leaflet", "en", &text, &bench->error));
  assert_non_null(strstr(text, "Toaster"));
  close_session();
  fails(session_open(bench->app, bench->workspace, "Ann", NULL, &bench->session, &bench->error), STATUS_USAGE, "one only looks back");
}

static void kept_pack_is_named_by_version_or_checksum(void **state) {
  (void)state;
  const char *hash = arena_strdup(bench->arena, pack_hash(app_pack(bench->app)));
  close_session();
  fails(app_look_back(bench->app, bench->workspace, "7", &bench->error), STATUS_USAGE,
        "It keeps these, with the beginnings of their checksums: 1 (");
  fails(app_look_back(bench->app, bench->workspace, arena_strndup(bench->arena, hash, 3), &bench->error), STATUS_USAGE,
        "keeps no law pack");
  succeeds(app_look_back(bench->app, bench->workspace, arena_strndup(bench->arena, hash, 8), &bench->error));
  succeeds(app_look_back(bench->app, bench->workspace, hash, &bench->error));
}

#define bench_test(name) cmocka_unit_test_setup_teardown(name, bench_up, bench_down)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      bench_test(offer_shows_what_changes_and_changes_nothing),
      bench_test(offer_of_the_pack_in_use_says_so),
      bench_test(pack_with_another_checksum_or_none_is_refused),
      bench_test(damaged_pack_is_refused_and_the_old_one_stays),
      bench_test(id_that_is_gone_needs_an_entry),
      bench_test(pack_that_the_program_cannot_work_with_is_refused),
      bench_test(older_pack_is_not_installed_by_accident),
      bench_test(newer_program_brings_its_own_pack_again),
      bench_test(pack_of_another_law_is_no_newer_version),
      bench_test(pack_is_used_from_the_next_start_and_can_be_taken_back),
      bench_test(installed_file_repeats_the_checksum),
      bench_test(installed_pack_that_broke_is_named_with_the_way_out),
      bench_test(nothing_is_looked_up_where_the_user_has_no_folder),
      bench_test(end_in_the_middle_leaves_one_of_them_whole),
      bench_test(revised_question_is_asked_again_and_no_other),
      bench_test(remark_does_not_state_a_revised_answer),
      bench_test(undo_of_a_repeated_answer_asks_again),
      bench_test(renamed_question_keeps_its_answer),
      bench_test(renamed_question_is_answered_anew_under_its_new_id),
      bench_test(answers_under_a_retired_id_stay_in_the_journal),
      bench_test(workspace_says_what_a_newer_pack_brings_until_it_is_adopted),
      bench_test(workspace_lists_its_packs_and_who_first_wrote_under_them),
      bench_test(workspace_of_a_newer_pack_is_read_but_not_written),
      bench_test(write_is_refused_if_a_colleague_went_on_meanwhile),
      bench_test(older_document_is_explained_by_the_pack_it_was_made_with),
      bench_test(kept_pack_is_named_by_version_or_checksum),
  };
  return cmocka_run_group_tests_name("law packs", tests, NULL, NULL);
}
