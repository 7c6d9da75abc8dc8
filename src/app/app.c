/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and loads what comes with the program: law pack, templates, fonts. */
#include "app/internal.h"

#include <stdlib.h>

#ifndef PACKAGE_DATA_FOLDER
#define PACKAGE_DATA_FOLDER "/usr/local/share/cradle"
#endif

static bool holds_pack(const char *folder) {
  CLEANUP(mem_freep) char *path = path_join(folder, "data/pack.xml");
  return file_exists(path);
}

/* The folder at that place relative to the program if it holds a law pack; the caller frees; NULL otherwise. */
static char *near_program(const char *program_folder, const char *relative) {
  char *folder = program_folder ? path_join(program_folder, relative) : NULL;
  if (folder && holds_pack(folder)) return folder;
  free(folder);
  return NULL;
}

char *app_find_data(const struct host *host, const char *program_folder) {
  char *in_build_tree = near_program(program_folder, "..");
  if (in_build_tree) return in_build_tree;
  const char *given = host->env(host->context, "CRADLE_DATA");
  if (given && *given) return mem_strdup(given);
  /* An installation may have been moved as a whole, onto a stick for instance. */
  char *installed = near_program(program_folder, "../share/cradle");
  return installed ? installed : mem_strdup(PACKAGE_DATA_FOLDER);
}

static enum status load(struct app *app, struct error *error) {
  if (!holds_pack(app->data_folder))
    return error_set(error, STATUS_INPUT, app->data_folder, _("Install the program again, or name the folder in CRADLE_DATA."),
                     _("The law pack data/pack.xml is not there."));
  enum status status = packs_load(app, error);
  const struct templates *templates;
  return status ? status : app_need_templates(app, &templates, error);
}

char *app_pack_folder(const struct app *app) {
  return path_join(app->data_folder, "data");
}

char *app_templates_folder(const struct app *app) {
  return path_join(app->data_folder, "templates");
}

enum status app_new(const struct host *host, const char *argv0_folder, struct app **ret_app, struct error *error) {
  struct app *app = mem_alloc(sizeof *app);
  app->host = host;
  app->data_folder = app_find_data(host, argv0_folder);
  enum status status = load(app, error);
  if (status == STATUS_OK)
    *ret_app = app;
  else
    app_free(app);
  return status;
}

void app_free(struct app *app) {
  if (!app) return;
  fonts_free(app->fonts);
  templates_free(app->templates);
  pack_free(app->pack);
  free(app->data_folder);
  free(app->own_version);
  free(app->author);
  free(app);
}

void app_set_defaults(struct app *app, const char *author, const day_t *as_of) {
  free(app->author);
  app->author = mem_strdup(author);
  app->has_as_of = as_of != NULL;
  if (as_of) app->as_of = *as_of;
}

enum status app_fonts(struct app *app, const struct fonts **ret_fonts, struct error *error) {
  enum status status = app->fonts ? STATUS_OK : fonts_load(NULL, &app->fonts, error);
  if (status == STATUS_OK) *ret_fonts = app->fonts;
  return status;
}

enum status app_need_templates(struct app *app, const struct templates **ret_templates, struct error *error) {
  CLEANUP(mem_freep) char *folder = app_templates_folder(app);
  enum status status = app->templates ? STATUS_OK : templates_load(folder, app->pack, &app->templates, error);
  if (status == STATUS_OK) *ret_templates = app->templates;
  return status;
}

const struct host *app_host(const struct app *app) {
  return app->host;
}

const struct pack *app_pack(const struct app *app) {
  return app->pack;
}

const struct templates *app_templates(const struct app *app) {
  return app->templates;
}
