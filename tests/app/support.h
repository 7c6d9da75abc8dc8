/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace with one organisation, product and release under the real law pack, in a folder of its own, with fixed clock and ids. */
#ifndef CRADLE_TESTS_APP_SUPPORT_H
#define CRADLE_TESTS_APP_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"

#define CLOCK_MS 1795168800000 /* 2026-11-20T10:00:00Z */

struct fixture {
  char folder[64];
  struct host *host;
  struct app *app;
  struct session *session;
  struct arena *arena;
  struct error error;
  const char *organisation, *product, *release;
};

static inline char *in_folder(struct fixture *fixture, const char *name) {
  return arena_printf(fixture->arena, "%s/%s", fixture->folder, name);
}

static inline char *file_with(struct fixture *fixture, const char *name, const char *text) {
  char *path = in_folder(fixture, name);
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
  return path;
}

static inline void succeeds(struct fixture *fixture, enum status status) {
  if (status != STATUS_OK) {
    char *text = error_text(&fixture->error);
    print_error("%s\n", text);
    free(text);
  }
  assert_int_equal(status, STATUS_OK);
}

/* The whole error, as it is shown, has to hold the words. */
static inline void fails(struct fixture *fixture, enum status status, enum status expected, const char *words) {
  assert_int_equal(status, expected);
  char *text = error_text(&fixture->error);
  if (!strstr(text, words)) print_error("expected “%s” in: %s\n", words, text);
  assert_non_null(strstr(text, words));
  free(text);
  error_clear(&fixture->error);
}

static inline const char *added(struct fixture *fixture, const char *type, const char *name) {
  const char *id = NULL;
  succeeds(fixture, app_add(fixture->session, type, name, NULL, &id, &fixture->error));
  return id;
}

static inline int workspace_up(void **state) {
  struct fixture *fixture = mem_alloc(sizeof *fixture);
  const char *tmp = getenv("TMPDIR");
  snprintf(fixture->folder, sizeof fixture->folder, "%s/cradle-app-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
  assert_non_null(mkdtemp(fixture->folder));
  fixture->arena = arena_new();
  fixture->host = host_fixed_new(CLOCK_MS, 1);
  succeeds(fixture, app_new(fixture->host, TOP_SRCDIR "/src", &fixture->app, &fixture->error));
  succeeds(fixture, session_create(fixture->app, in_folder(fixture, "test.cradle"), "Example GmbH", "Test Person", &fixture->session,
                                   &fixture->error));
  succeeds(fixture, app_find(fixture->session, "organisation", NULL, &fixture->organisation, &fixture->error));
  fixture->organisation = arena_strdup(fixture->arena, fixture->organisation); /* a test may open another session */
  fixture->product = arena_strdup(fixture->arena, added(fixture, "product", "Example NetGuard"));
  fixture->release = arena_strdup(fixture->arena, added(fixture, "release", "2.0"));
  *state = fixture;
  return 0;
}

static inline int workspace_down(void **state) {
  struct fixture *fixture = *state;
  session_free(fixture->session);
  app_free(fixture->app);
  host_free(fixture->host);
  char *command = mem_printf("rm -rf '%s'", fixture->folder);
  int status = system(command);
  free(command);
  error_clear(&fixture->error);
  arena_free(fixture->arena);
  free(fixture);
  return status;
}

/* The workspace of the fixture, as another person opens it beside; the caller frees. */
static inline struct session *opened_by(struct fixture *fixture, const char *author) {
  struct session *session = NULL;
  succeeds(fixture, session_open(fixture->app, in_folder(fixture, "test.cradle"), author, NULL, &session, &fixture->error));
  return session;
}

static inline const struct question *question_of(struct fixture *fixture, const char *id) {
  const struct question *question = pack_question(app_pack(fixture->app), id);
  assert_non_null(question);
  return question;
}

static inline const struct fact *fact_of(struct fixture *fixture, const char *subject, const char *question) {
  return snapshot_fact(session_snapshot(fixture->session), subject, question);
}

static inline enum status say(struct fixture *fixture, const char *subject, const char *question, const char *text) {
  struct answer answer = {.subject = subject, .question = question};
  struct value *values = NULL;
  enum status status =
      answer_parse(fixture->session, question_of(fixture, question), text, fixture->arena, &values, &answer.values_len, &fixture->error);
  answer.values = values;
  return status ? status : app_answer(fixture->session, &answer, 1, &fixture->error);
}

/* The answer as text; "" if there is none. Freed with the fixture. */
static inline const char *said(struct fixture *fixture, const char *subject, const char *question) {
  const struct value *value = fact_value(fact_of(fixture, subject, question));
  if (!value) return "";
  char *text = value_text(value);
  const char *kept = arena_strdup(fixture->arena, text);
  free(text);
  return kept;
}

static inline bool count_event(void *context, const struct event *event) {
  (void)event;
  ++*(size_t *)context;
  return true;
}

static inline size_t count_events(struct fixture *fixture) {
  size_t count = 0;
  assert_int_equal(store_log(session_store(fixture->session), NULL, NULL, false, 0, count_event, &count, NULL), STATUS_OK);
  return count;
}

#define workspace_test(name) cmocka_unit_test_setup_teardown(name, workspace_up, workspace_down)

#endif
