/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worked sample: data/demo says what it consists of. */
#include "app/internal.h"
#include "json/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLAN_NAME "demo.json"

enum { PLAN_MAX = 1 << 20, ANSWERS_MAX = 16 << 20 };

struct demo {
  struct app *app;
  char *source; /* data/demo */
  const char *folder;
  struct arena *arena;
  struct json *plan;
  struct host *host;
  struct session *session;
  id_vec_t paths; /* the workspace, then the documents */
};

static void demo_end(struct demo *demo) {
  session_free(demo->session);
  host_free(demo->host);
  json_free(demo->plan);
  free(demo->source);
  vec_free(&demo->paths);
}

static enum status refuse_plan(const struct demo *demo, struct error *error) {
  return error_set(error, STATUS_INPUT, demo->source, _("Install the program again."), _("The description of the sample is not complete."));
}

static enum status read_plan(struct demo *demo, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(demo->source, PLAN_NAME);
  CLEANUP(buf_free) struct buf text = {0};
  enum status status = file_read(path, PLAN_MAX, &text, error);
  return status ? status : json_parse(buf_str(&text), text.len, path, &json_usual_limits, &demo->plan, error);
}

static void add_path(struct demo *demo, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(demo->folder, name ? name : "");
  vec_push(&demo->paths, (const char *)arena_strdup(demo->arena, path));
}

static enum status name_files(struct demo *demo, struct error *error) {
  const struct json *documents = json_get(demo->plan, "documents");
  const char *workspace = json_text(json_get(demo->plan, "workspace"));
  if (!workspace) return refuse_plan(demo, error);
  add_path(demo, workspace);
  for (size_t i = 0; i < json_len(documents); i++) {
    const char *name = json_text(json_get(json_at(documents, i), "file"));
    if (!name) return refuse_plan(demo, error);
    add_path(demo, name);
  }
  for (size_t i = 0; i < demo->paths.len; i++)
    if (file_exists(demo->paths.items[i]))
      return error_set(error, STATUS_USAGE, demo->paths.items[i], _("Give another folder; the sample never replaces a file."),
                       _("The file exists already."));
  return STATUS_OK;
}

static enum status make_folder(const char *folder, struct error *error) {
  if (mkdir(folder, 0777) == 0 || errno == EEXIST) return STATUS_OK;
  return error_set(error, STATUS_WORKSPACE, folder, _("Give a folder in which you may write."), _("The folder cannot be made: %s."),
                   strerror(errno));
}

/* Clock and ids are fixed, so that everybody gets the same sample. */
static enum status begin(struct demo *demo, struct error *error) {
  struct instant clock;
  int64_t seed;
  const char *moment = json_text(json_get(demo->plan, "clock")), *number = json_text(json_get(demo->plan, "seed"));
  if (!moment || !instant_parse(moment, &clock) || !number || !number_parse(number, &seed)) return refuse_plan(demo, error);
  demo->host = host_fixed_new(clock.seconds * 1000, (uint64_t)seed);
  const char *author = json_text(json_get(demo->plan, "author"));
  enum status status = session_create_on(demo->app, demo->host, demo->paths.items[0], NULL, author, NULL, &demo->session, error);
  if (status == STATUS_OK) session_set_language(demo->session, "en");
  return status;
}

static enum status apply_step(struct demo *demo, const char *name, struct error *error) {
  if (!name) return refuse_plan(demo, error);
  CLEANUP(mem_freep) char *path = path_join(demo->source, name);
  CLEANUP(buf_free) struct buf text = {0};
  enum status status = file_read(path, ANSWERS_MAX, &text, error);
  return status ? status : app_apply(demo->session, buf_str(&text), text.len, path, demo->source, demo->arena, NULL, error);
}

static enum status render_document(struct demo *demo, const struct json *document, const char *path, struct error *error) {
  const char *subject = json_text(json_get(document, "subject")), *template = json_text(json_get(document, "document")), *id;
  if (!subject || !template) return refuse_plan(demo, error);
  enum status status = app_find(demo->session, subject, NULL, &id, error);
  if (status) return status;
  CLEANUP(mem_freep) char *written = NULL;
  struct render render = {.subject = id, .template = template, .draft = true, .format = RENDER_PDF, .path = path};
  return app_render(demo->session, &render, &written, error);
}

static enum status fill(struct demo *demo, struct error *error) {
  const struct json *steps = json_get(demo->plan, "answers"), *documents = json_get(demo->plan, "documents");
  enum status status = STATUS_OK;
  for (size_t i = 0; i < json_len(steps) && status == STATUS_OK; i++)
    status = apply_step(demo, json_text(json_at(steps, i)), error);
  for (size_t i = 0; i < json_len(documents) && status == STATUS_OK; i++)
    status = render_document(demo, json_at(documents, i), demo->paths.items[i + 1], error);
  return status;
}

/* Half a sample would stand in the way of the next attempt. */
static void remove_files(struct demo *demo) {
  session_free(demo->session);
  demo->session = NULL;
  for (size_t i = 0; i < demo->paths.len; i++)
    unlink(demo->paths.items[i]);
}

enum status app_demo(struct app *app, const char *folder, struct arena *arena, id_vec_t *ret_paths, struct error *error) {
  CLEANUP(demo_end) struct demo demo = {.app = app, .source = path_join(app->data_folder, "data/demo"), .folder = folder, .arena = arena};
  enum status status = read_plan(&demo, error);
  if (status == STATUS_OK) status = name_files(&demo, error);
  if (status == STATUS_OK) status = make_folder(folder, error);
  if (status) return status;
  status = begin(&demo, error);
  if (status == STATUS_OK) status = fill(&demo, error);
  if (status) {
    remove_files(&demo);
    return status;
  }
  *ret_paths = demo.paths;
  demo.paths.items = NULL;
  demo.paths.len = demo.paths.cap = 0;
  return STATUS_OK;
}
