/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make bench: every figure is a ratio of two things measured side by side in this run, so that it means the same on any machine. Rounds
 * alternate between the two; the median of each is compared. Prints a table and never fails because something was slow.
 *
 * Arguments: the program, the folder of the law pack, a scratch folder (made and removed by the makefile).
 */
#include <hpdf.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#define ROUNDS 15

extern char **environ;

static const char *program, *data_folder, *scratch;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what) {
  fprintf(stderr, "bench: %s\n", what);
  exit(1);
}

static void check(enum status status, struct error *error) {
  if (status == STATUS_OK) return;
  char *text = error_text(error);
  die(text);
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t len) {
  qsort(values, len, sizeof *values, by_value);
  return values[len / 2];
}

/* Runs a command without output and gives the seconds it took. */
static double run(const char *const arguments[]) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
  double start = now();
  pid_t pid = 0;
  if (posix_spawnp(&pid, arguments[0], &actions, NULL, (char *const *)arguments, environ) != 0) die(arguments[0]);
  int state = 0;
  waitpid(pid, &state, 0);
  posix_spawn_file_actions_destroy(&actions);
  return now() - start;
}

static void report(const char *what, const char *against, double ours, double theirs) {
  printf("%-42s %9.3f ms   %-46s %9.3f ms   ratio %7.2f\n", what, ours * 1e3, against, theirs * 1e3, ours / theirs);
}

/* ---- start-up ---- */

static void bench_start(const char *workspace) {
  const char *ours[] = {program, "list", workspace, NULL};
  const char *theirs[] = {"sqlite3", "-readonly", workspace, "select count(*) from sqlite_master", NULL};
  double a[ROUNDS], b[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    a[i] = run(ours);
    b[i] = run(theirs);
  }
  report("start, open, list subjects", "sqlite3: start, open, one select", median(a, ROUNDS), median(b, ROUNDS));
}

/* ---- one answer ---- */

static void answer_once(struct session *session, const char *product, size_t round) {
  char text[300];
  snprintf(text, sizeof text,
           "An intended purpose of usual length, number %zu: supervises the cooling of a data centre and informs its operators.", round);
  struct value value = value_of(VALUE_TEXT, text);
  struct answer answer = {
      .subject = product, .question = "product.intended-purpose", .mode = ANSWER_VALUE, .values = &value, .values_len = 1};
  struct error error = {0};
  check(app_answer(session, &answer, 1, &error), &error);
}

/* A bare transaction of the same size and mode: one row of the bytes that an event takes, TRUNCATE journal, FULL synchronous. */
static void insert_once(sqlite3 *database, size_t round) {
  char text[700];
  memset(text, 'x', sizeof text - 1);
  snprintf(text, sizeof text, "%zu", round);
  sqlite3_stmt *statement = NULL;
  if (sqlite3_exec(database, "begin immediate", NULL, NULL, NULL) != SQLITE_OK) die(sqlite3_errmsg(database));
  sqlite3_prepare_v2(database, "insert into t(body) values(?)", -1, &statement, NULL);
  sqlite3_bind_blob(statement, 1, text, sizeof text, SQLITE_STATIC);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (sqlite3_exec(database, "commit", NULL, NULL, NULL) != SQLITE_OK) die(sqlite3_errmsg(database));
}

static sqlite3 *bare_database(void) {
  char *path = path_join(scratch, "bare.db");
  sqlite3 *database = NULL;
  if (sqlite3_open(path, &database) != SQLITE_OK) die("cannot make the bare database");
  sqlite3_exec(database, "pragma journal_mode=truncate; pragma synchronous=full; pragma temp_store=memory; create table t(body blob)", NULL,
               NULL, NULL);
  free(path);
  return database;
}

static const char *first_of(struct session *session, const char *type) {
  const struct snapshot *snapshot = session_snapshot(session);
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++)
    if (str_eq(snapshot_subject_at(snapshot, i)->type, type)) return snapshot_subject_at(snapshot, i)->id;
  die("the sample workspace lacks a subject");
  return NULL;
}

static void bench_answer(struct session *session) {
  char *product = mem_strdup(first_of(session, "product"));
  sqlite3 *bare = bare_database();
  double a[ROUNDS * 4], b[ROUNDS * 4];
  for (size_t i = 0; i < ARRAY_LEN(a); i++) {
    double start = now();
    answer_once(session, product, i);
    a[i] = now() - start;
    start = now();
    insert_once(bare, i);
    b[i] = now() - start;
  }
  sqlite3_close(bare);
  report("one answer: checked, durable, re-read", "bare SQLite transaction, same size and mode", median(a, ARRAY_LEN(a)),
         median(b, ARRAY_LEN(b)));
  free(product);
}

/* ---- pack and evaluation ---- */

static double load_pack(void) {
  struct pack *pack = NULL;
  struct error error = {0};
  double start = now();
  check(pack_load(data_folder, NULL, &pack, &error), &error);
  double took = now() - start;
  pack_free(pack);
  return took;
}

/* xmllint over the same files, schema included, as a user would run it. */
static double lint_files(void) {
  char *command = mem_printf("cd '%s' && exec xmllint --noout --nonet --relaxng pack.rng *.xml", data_folder);
  const char *arguments[] = {"sh", "-c", command, NULL};
  double took = run(arguments);
  free(command);
  return took;
}

/* All that is derived around one subject: every question, conclusion, requirement, gap, duty, and how far the walk is. */
static void evaluate_around(struct engine *engine, const char *subject) {
  duty_vec_t duties = {0};
  assessment_free(assess(engine, subject));
  assess_duties(engine, subject, &duties);
  engine_progress(engine, subject, NULL);
  vec_free(&duties);
}

static double evaluate(struct session *session) {
  struct engine *engine = session_engine(session);
  const struct snapshot *snapshot = engine_snapshot(engine);
  double start = now();
  struct engine *fresh = engine_new(engine_pack(engine), snapshot, engine_as_of(engine));
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++)
    if (str_eq(snapshot_subject_at(snapshot, i)->type, "release")) evaluate_around(fresh, snapshot_subject_at(snapshot, i)->id);
  engine_free(fresh);
  return now() - start;
}

static void bench_pack(struct session *session) {
  double load[ROUNDS], lint[ROUNDS], evaluation[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    load[i] = load_pack();
    lint[i] = lint_files();
    evaluation[i] = evaluate(session);
  }
  double loaded = median(load, ROUNDS);
  report("load and check the law pack", "xmllint --relaxng on the same files", loaded, median(lint, ROUNDS));
  report("re-evaluation of the whole sample", "loading the law pack", median(evaluation, ROUNDS), loaded);
}

/* ---- pages ---- */

/* The plainest use of libharu: pages of text in one embedded font, as dense as ours. */
static double plain_pages(size_t pages, size_t lines, size_t letters) {
  static const char path[] = "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf";
  char line[256] = {0};
  memset(line, 'n', letters < sizeof line ? letters : sizeof line - 1);
  double start = now();
  HPDF_Doc document = HPDF_New(NULL, NULL);
  HPDF_UseUTFEncodings(document);
  HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
  const char *name = HPDF_LoadTTFontFromFile(document, path, HPDF_TRUE);
  if (!name) die("Liberation Sans is missing: install fonts-liberation2");
  HPDF_Font font = HPDF_GetFont(document, name, "UTF-8");
  for (size_t p = 0; p < pages; p++) {
    HPDF_Page page = HPDF_AddPage(document);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, 10);
    for (size_t i = 0; i < lines; i++)
      HPDF_Page_TextOut(page, 60, (HPDF_REAL)(800.0 - 14.0 * (double)(i % 50)), line);
    HPDF_Page_EndText(page);
  }
  HPDF_SaveToStream(document);
  double took = now() - start;
  HPDF_Free(document);
  return took;
}

static void bench_pages(struct app *app, struct session *session) {
  struct error error = {0};
  struct doc_request request = {.template = templates_find(app_templates(app), "technical-file"),
                                .subject = first_of(session, "release"),
                                .lang = "en",
                                .draft = true,
                                .journal_head = "0000"};
  struct fonts *fonts = NULL;
  check(fonts_load(NULL, &fonts, &error), &error);
  struct metrics metrics = fonts_metrics(fonts);
  double a[ROUNDS], b[ROUNDS];
  size_t pages = 0, texts = 0, letters = 0;
  for (size_t i = 0; i < ROUNDS; i++) {
    double start = now();
    struct document *document = NULL;
    struct layout *layout = NULL;
    struct buf pdf = {0};
    check(doc_build(&request, session_engine(session), &document, &error), &error);
    check(layout_build(document, &metrics, &layout, &error), &error);
    check(pdf_write(layout, fonts, &pdf, &error), &error);
    a[i] = now() - start;
    pages = layout->pages.len;
    texts = letters = 0;
    for (size_t p = 0; p < pages; p++)
      for (size_t k = 0; k < layout->pages.items[p].ops.len; k++) {
        const struct op *op = &layout->pages.items[p].ops.items[k];
        if (op->kind != OP_TEXT) continue;
        texts++;
        letters += utf8_count(op->text);
      }
    buf_free(&pdf);
    layout_free(layout);
    document_free(document);
    b[i] = plain_pages(pages, texts / pages, letters / texts);
  }
  fonts_free(fonts);
  double ours = median(a, ROUNDS), theirs = median(b, ROUNDS);
  char what[64];
  snprintf(what, sizeof what, "technical file to PDF, %zu pages", pages);
  report(what, "plain libharu loop, same pages and text", ours, theirs);
  printf("pages per second: %.0f against %.0f\n", (double)pages / ours, (double)pages / theirs);
}

int main(int argc, char **argv) {
  if (argc != 4) die("usage: bench PROGRAM DATA-FOLDER SCRATCH-FOLDER");
  program = argv[1];
  data_folder = argv[2];
  scratch = argv[3];
  lang_init(NULL);
  struct error error = {0};
  struct host *host = host_fixed_new(1763629200000, 7);
  struct app *app = NULL;
  char *program_folder = mem_strdup(program);
  *strrchr(program_folder, '/') = '\0';
  check(app_new(host, program_folder, &app, &error), &error);
  struct arena *arena = arena_new();
  id_vec_t paths = {0};
  check(app_demo(app, scratch, arena, &paths, &error), &error);
  const char *path = paths.items[0];
  bench_start(path);
  struct session *session = NULL;
  check(session_open(app, path, "Bench Person", NULL, &session, &error), &error);
  bench_pack(session);
  bench_pages(app, session);
  bench_answer(session);
  session_free(session);
  app_free(app);
  host_free(host);
  vec_free(&paths);
  arena_free(arena);
  free(program_folder);
  return 0;
}
