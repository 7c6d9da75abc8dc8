/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open workspace: its journal, and what follows from it now. */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *author_of(const struct host *host, const char *author) {
  static const char *const names[] = {"CRADLE_USER", "USER", "LOGNAME"};
  if (author) return mem_strdup(author);
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    const char *name = host->env(host->context, names[i]);
    if (name && *name && utf8_valid(name, strlen(name))) return mem_strdup(name);
  }
  return mem_strdup("unknown person");
}

static struct session *session_new(struct app *app, const struct host *host, const char *author, const day_t *as_of) {
  struct session *session = mem_alloc(sizeof *session);
  session->app = app;
  session->host = host;
  session->author = author_of(host, author ? author : app->author);
  session->language = mem_strdup(lang_ui());
  session->as_of = as_of ? *as_of : app->has_as_of ? app->as_of : host_today(host);
  session->arena = arena_new();
  return session;
}

void session_free(struct session *session) {
  if (!session) return;
  engine_free(session->engine);
  snapshot_free(session->snapshot);
  store_free(session->store);
  arena_free(session->arena);
  free(session->author);
  free(session->language);
  free(session->adoption);
  free(session);
}

/* Snapshot and head have to be of the same moment: again if somebody wrote in between. */
static enum status read_journal(struct session *session, struct snapshot **ret_snapshot, struct error *error) {
  enum status status;
  do {
    snapshot_free(*ret_snapshot);
    *ret_snapshot = NULL;
    session->version = store_version(session->store); /* first: what is written in between then counts as a change */
    status = store_head(session->store, session->head, error);
    if (status == STATUS_OK) status = store_snapshot(session->store, ret_snapshot, error);
  } while (status == STATUS_OK && store_version(session->store) != session->version);
  return status;
}

enum status session_reload(struct session *session, struct error *error) {
  struct snapshot *snapshot = NULL;
  enum status status = read_journal(session, &snapshot, error);
  if (status) return status;
  engine_free(session->engine);
  snapshot_free(session->snapshot);
  session->snapshot = snapshot;
  session->engine = engine_new(session->app->pack, snapshot, session->as_of);
  return STATUS_OK;
}

enum status session_refresh(struct session *session, bool *ret_changed, struct error *error) {
  *ret_changed = false;
  if (store_version(session->store) == session->version) return STATUS_OK;
  enum status status = session_reload(session, error);
  *ret_changed = status == STATUS_OK;
  return status;
}

/* Hands the session out if all went well so far, otherwise frees it. */
static enum status finish(struct session *session, enum status status, struct session **ret_session) {
  if (status == STATUS_OK)
    *ret_session = session;
  else
    session_free(session);
  return status;
}

/* The workspace belongs to the one thing that nothing else stands above. */
static enum status add_organisation(struct session *session, const char *name, struct error *error) {
  const char *id;
  return app_add(session, root_type(session->app->pack)->id, name, NULL, &id, error);
}

static enum status check_name(const char *name, struct error *error) {
  if (name[strspn(name, " \t\n")] == '\0')
    return error_set(error, STATUS_USAGE, NULL, _("Give the legal name of the organisation."), _("The name of the organisation is empty."));
  return STATUS_OK;
}

enum status session_create_on(struct app *app, const struct host *host, const char *path, const char *organisation, const char *author,
                              const day_t *as_of, struct session **ret_session, struct error *error) {
  enum status status = organisation ? check_name(organisation, error) : STATUS_OK;
  if (status) return status;
  struct session *session = session_new(app, host, author, as_of);
  status = store_create(path, host, NULL, &session->store, error);
  if (status) return finish(session, status, ret_session);
  status = adopt_begin(session, error);
  if (status == STATUS_OK) status = session_reload(session, error);
  if (status == STATUS_OK && organisation) status = add_organisation(session, organisation, error);
  finish(session, status, ret_session);
  if (status) unlink(path); /* half a workspace would stand in the way of the next attempt */
  return status;
}

enum status session_create(struct app *app, const char *path, const char *organisation, const char *author, struct session **ret_session,
                           struct error *error) {
  return session_create_on(app, app->host, path, organisation, author, NULL, ret_session, error);
}

enum status session_open(struct app *app, const char *path, const char *author, const day_t *as_of, struct session **ret_session,
                         struct error *error) {
  struct session *session = session_new(app, app->host, author, as_of);
  enum status status = store_open(path, app->host, NULL, &session->store, error);
  if (status == STATUS_OK) status = adopt_begin(session, error);
  if (status == STATUS_OK) status = session_reload(session, error);
  if (status == STATUS_OK) status = session_renew_lists(session, error);
  return finish(session, status, ret_session);
}

enum status session_open_readonly(struct app *app, const char *path, const day_t *as_of, struct session **ret_session,
                                  struct error *error) {
  struct session *session = session_new(app, app->host, NULL, as_of);
  enum status status = store_open_readonly(path, app->host, &session->store, error);
  if (status == STATUS_OK) adopt_read(session);
  if (status == STATUS_OK) status = session_reload(session, error);
  return finish(session, status, ret_session);
}

struct store *session_store(const struct session *session) {
  return session->store;
}

const char *session_author(const struct session *session) {
  return session->author;
}

day_t session_as_of(const struct session *session) {
  return session->as_of;
}

void session_set_language(struct session *session, const char *lang) {
  char *copy = mem_strdup(lang);
  free(session->language);
  session->language = copy;
}

struct engine *session_engine(struct session *session) {
  return session->engine;
}

const struct snapshot *session_snapshot(const struct session *session) {
  return session->snapshot;
}
