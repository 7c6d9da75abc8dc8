/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which law pack is used, and how a newer one gets there. An installed law pack is one file, its pack.xml and the files that names one
 * after the other, so that it is there whole or not at all, and sha256sum repeats its checksum. The one it replaced stands beside it.
 */
#include "app/internal.h"
#include "xml/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PACK_MAX = STORE_BLOB_MAX, GONE_SHOWN = 5 };

bool version_is_newer(const char *a, const char *b) {
  struct question revised_with_a = {.revised = a};
  return question_revised_since(&revised_with_a, b);
}

/* ---- places ---- */

/* NULL: the environment names none. Caller frees. */
static char *installed_folder(const struct host *host) {
  const char *data_home = host->env(host->context, "XDG_DATA_HOME");
  if (data_home && data_home[0] == '/') return path_join(data_home, "cradle/packs");
  const char *home = host->env(host->context, "HOME");
  return home && home[0] == '/' ? path_join(home, ".local/share/cradle/packs") : NULL;
}

struct installed {
  char *folder; /* NULL: nothing can be installed */
  char *path;   /* the law pack of that id */
  char *previous;
};

static void installed_free(struct installed *installed) {
  free(installed->folder);
  free(installed->path);
  free(installed->previous);
}

static struct installed installed_places(const struct host *host, const char *id) {
  struct installed places = {.folder = strchr(id, '/') ? NULL : installed_folder(host)};
  if (!places.folder) return places;
  CLEANUP(mem_freep) char *name = mem_printf("%s.pack", id);
  CLEANUP(mem_freep) char *previous = mem_printf("%s.previous.pack", id);
  places.path = path_join(places.folder, name);
  places.previous = path_join(places.folder, previous);
  return places;
}

/* ---- id and version alone ---- */

struct pack_label {
  char *id, *version;
};

static void label_free(struct pack_label *label) {
  free(label->id);
  free(label->version);
}

/* Of content that begins with pack.xml; the next file begins with its XML declaration. */
static enum status read_label(const char *content, size_t len, const char *path, struct pack_label *ret_label, struct error *error) {
  static const char declaration[] = "<?xml ";
  const char *second = len ? memmem(content + 1, len - 1, declaration, sizeof declaration - 1) : NULL;
  struct xml_document *document = NULL;
  enum status status = xml_parse(content, second ? (size_t)(second - content) : len, path, &document, error);
  if (status) return status;
  const char *id = xml_attr(xml_root(document), "id"), *version = xml_attr(xml_root(document), "version");
  if (id && version)
    *ret_label = (struct pack_label){mem_strdup(id), mem_strdup(version)};
  else
    status = error_set(error, STATUS_INPUT, path, NULL, _("This is not the beginning of a law pack."));
  xml_free(document);
  return status;
}

static enum status read_own_label(const char *data_folder, struct pack_label *ret_label, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(data_folder, "data/pack.xml");
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = file_read(path, PACK_MAX, &content, error);
  return status ? status : read_label(buf_str(&content), content.len, path, ret_label, error);
}

/* ---- which one is used ---- */

/* Says which file is meant and how to be rid of it. */
static enum status blame(const char *path, const struct error *reason, struct error *error) {
  CLEANUP(mem_freep) char *next = mem_printf(_("“cradle pack --restore-previous” puts back what was used before; or remove %s."), path);
  return error_set(error, STATUS_INPUT, reason->where ? reason->where : path, next, _("The installed law pack cannot be used. %s"),
                   reason->what ? reason->what : "");
}

/* Leaves ret_pack alone if the installed one is not newer. */
static enum status load_newer(const char *path, const struct pack_label *own, const char *schema_folder, struct pack **ret_pack,
                              struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(label_free) struct pack_label label = {0};
  enum status status = file_read(path, PACK_MAX, &content, error);
  if (status == STATUS_OK) status = read_label(buf_str(&content), content.len, path, &label, error);
  if (status || !str_eq(label.id, own->id) || !version_is_newer(label.version, own->version)) return status;
  return pack_load_content(buf_str(&content), content.len, path, schema_folder, ret_pack, error);
}

static enum status load_installed(struct app *app, const struct pack_label *own, const char *schema_folder, struct error *error) {
  CLEANUP(installed_free) struct installed places = installed_places(app->host, own->id);
  if (!places.path || !file_exists(places.path)) return STATUS_OK;
  CLEANUP(error_clear) struct error reason = {0};
  CLEANUP(mem_freep) char *templates = app_templates_folder(app);
  enum status status = load_newer(places.path, own, schema_folder, &app->pack, &reason);
  if (status == STATUS_OK && app->pack) status = templates_load(templates, app->pack, &app->templates, &reason);
  return status ? blame(places.path, &reason, error) : STATUS_OK;
}

enum status packs_load(struct app *app, struct error *error) {
  CLEANUP(mem_freep) char *folder = app_pack_folder(app);
  CLEANUP(label_free) struct pack_label own = {0};
  enum status status = read_own_label(app->data_folder, &own, error);
  if (status) return status;
  app->own_version = mem_strdup(own.version);
  status = load_installed(app, &own, folder, error);
  if (status == STATUS_OK && !app->pack) status = pack_load(folder, NULL, &app->pack, error);
  return status;
}

/* ---- what installing would bring ---- */

void pack_offer_free(struct pack_offer *offer) {
  pack_free(offer->pack);
  vec_free(&offer->changes);
  *offer = (struct pack_offer){0};
}

static enum status take_kept(struct app *app, const char *workspace, const char *checksum, struct buf *ret_content, struct error *error) {
  struct store *store = NULL;
  enum status status = store_open_readonly(workspace, app->host, &store, error);
  if (status == STATUS_OK) status = store_blob_get(store, checksum, ret_content, error);
  store_free(store);
  return status;
}

enum status app_read_pack(const struct app *app, const char *folder, struct pack **ret_pack, struct error *error) {
  CLEANUP(mem_freep) char *schema_folder = app_pack_folder(app);
  return pack_load(folder, schema_folder, ret_pack, error);
}

/* A folder with a law pack, or a workspace that keeps the one of that checksum. */
static enum status load_source(struct app *app, const char *source, const char *checksum, struct pack **ret_pack, struct error *error) {
  CLEANUP(mem_freep) char *schema_folder = app_pack_folder(app);
  struct stat info;
  if (stat(source, &info) < 0 || !S_ISREG(info.st_mode)) return app_read_pack(app, source, ret_pack, error);
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = take_kept(app, source, checksum, &content, error);
  return status ? status : pack_load_content(buf_str(&content), content.len, source, schema_folder, ret_pack, error);
}

static enum status check_checksum(const struct pack *pack, const char *source, const char *checksum, struct error *error) {
  if (str_eq(pack_hash(pack), checksum)) return STATUS_OK;
  return error_set(error, STATUS_INPUT, source, _("Get the law pack and its checksum again from where they are published."),
                   _("The law pack is not the one of that checksum: its own is %s."), pack_hash(pack));
}

static enum status check_version(const struct app *app, const struct pack *pack, bool older, const char *source, struct error *error) {
  const char *version = pack_version(pack), *used = pack_version(app->pack);
  if (!str_eq(pack_id(pack), pack_id(app->pack)))
    return error_set(error, STATUS_USAGE, source, _("To work with another law, name its folder in CRADLE_DATA."),
                     _("“%s” is another law pack than the one in use, “%s”."), pack_id(pack), pack_id(app->pack));
  if (!version_is_newer(version, app->own_version))
    return error_set(error, STATUS_USAGE, source, _("To look back at a workspace under an older law pack, use --pack."),
                     _("The law pack %s would not be used: %s, which comes with the program, is not older."), version, app->own_version);
  if (!older && !version_is_newer(version, used))
    return error_set(error, STATUS_USAGE, source, _("Add --older if you want it all the same."),
                     _("The law pack %s is not newer than the one in use, %s."), version, used);
  return STATUS_OK;
}

/* What the program relies on by id, it found in the pack in use. */
static enum status check_program(struct app *app, const struct pack *pack, const char *source, struct error *error) {
  static const char *const types[] = {TYPE_PERSON, TYPE_EVIDENCE, TYPE_COMPONENT_LIST};
  static const char *const questions[] = {QUESTION_EVIDENCE_FILE, QUESTION_COMPONENT_FILE, QUESTION_REQUIREMENT_EVIDENCE};
  const char *missing = NULL;
  for (size_t i = 0; i < ARRAY_LEN(types); i++)
    if (pack_subject_type(app->pack, types[i]) && !pack_subject_type(pack, types[i])) missing = types[i];
  for (size_t i = 0; i < ARRAY_LEN(questions); i++)
    if (pack_question(app->pack, questions[i]) && !pack_question(pack, questions[i])) missing = questions[i];
  const char *next = _("Install a newer version of the program first.");
  if (missing) return error_set(error, STATUS_INPUT, source, next, _("This program cannot work without “%s”."), missing);
  CLEANUP(mem_freep) char *folder = app_templates_folder(app);
  CLEANUP(error_clear) struct error reason = {0};
  struct templates *templates = NULL;
  if (templates_load(folder, pack, &templates, &reason))
    return error_set(error, STATUS_INPUT, reason.where, next, _("The documents of this program do not fit the law pack. %s"), reason.what);
  templates_free(templates);
  return STATUS_OK;
}

static enum status check_lint(const struct pack *pack, struct arena *arena, struct error *error) {
  lint_vec_t findings = {0};
  enum status status = pack_lint(pack, arena, &findings, NULL);
  if (findings.len) {
    const struct lint_finding *first = &findings.items[0];
    CLEANUP(mem_freep) char *where = mem_printf("%s:%d", first->place.file, first->place.line);
    status = error_set(error, STATUS_INPUT, where, _("“cradle pack FOLDER --lint” shows all of them; tell who published the law pack."),
                       trn_ui("The law pack has %zu mistake: %s", "The law pack has %zu mistakes. The first: %s", findings.len),
                       findings.len, first->what);
  }
  vec_free(&findings);
  return status;
}

/* An id that was released never disappears: answers, documents and citations bear it. */
static enum status check_gone(const pack_change_vec_t *changes, const char *source, struct error *error) {
  CLEANUP(buf_free) struct buf ids = {0};
  size_t gone = 0;
  for (size_t i = 0; i < changes->len; i++) {
    if (changes->items[i].what != PACK_REMOVED) continue;
    if (gone++ < GONE_SHOWN) buf_printf(&ids, "%s%s %s", ids.len ? ", " : "", changes->items[i].kind, changes->items[i].id);
  }
  if (!gone) return STATUS_OK;
  return error_set(error, STATUS_INPUT, source, _("Tell who published the law pack: it has to say what became of them."),
                   trn_ui("%zu id is gone without an entry “renamed” or “retired”: %s",
                          "%zu ids are gone without an entry “renamed” or “retired”, among them: %s", gone),
                   gone, buf_str(&ids));
}

static enum status examine(struct app *app, const struct pack_request *request, const char *checksum, struct arena *arena,
                           struct pack_offer *offer, struct error *error) {
  const struct pack *pack = offer->pack;
  enum status status = check_checksum(pack, request->source, checksum, error);
  offer->in_use = status == STATUS_OK && str_eq(pack_hash(pack), pack_hash(app->pack));
  if (status || offer->in_use) return status;
  status = check_version(app, pack, request->older, request->source, error);
  if (status == STATUS_OK) status = check_program(app, pack, request->source, error);
  if (status == STATUS_OK) status = check_lint(pack, arena, error);
  if (status) return status;
  pack_compare(app->pack, pack, lang_ui(), arena, &offer->changes);
  bool goes_back = version_is_newer(pack_version(app->pack), pack_version(pack));
  return goes_back ? STATUS_OK : check_gone(&offer->changes, request->source, error);
}

enum status app_offer_pack(struct app *app, const struct pack_request *request, struct arena *arena, struct pack_offer *ret_offer,
                           struct error *error) {
  struct hash hash;
  char checksum[HASH_TEXT_SIZE];
  const char *next = _("Add --checksum SHA256. It is published with the law pack; who made the pack reads it with “cradle pack FOLDER”.");
  if (!request->checksum) return error_set(error, STATUS_USAGE, "--checksum", next, _("The checksum of the law pack is missing."));
  if (!hash_parse(request->checksum, &hash))
    return error_set(error, STATUS_USAGE, "--checksum", next, _("A checksum has 64 digits from 0 to f."));
  hash_format(&hash, checksum);
  struct pack_offer offer = {0};
  enum status status = load_source(app, request->source, checksum, &offer.pack, error);
  if (status == STATUS_OK) status = examine(app, request, checksum, arena, &offer, error);
  if (status)
    pack_offer_free(&offer);
  else
    *ret_offer = offer;
  return status;
}

/* ---- installing and taking back ---- */

static enum status refuse_no_place(struct error *error) {
  return error_set(error, STATUS_WORKSPACE, NULL, _("Set HOME, or XDG_DATA_HOME to a folder of yours."),
                   _("There is no folder in which a law pack could be installed."));
}

static enum status make_folder(const char *path, struct error *error) {
  if (folder_make(path)) return STATUS_OK;
  return error_set(error, STATUS_WORKSPACE, path, _("Check that you may write there."), _("The folder cannot be made: %s."),
                   strerror(errno));
}

static enum status copy_file(const char *from, const char *to, struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = file_read(from, PACK_MAX, &content, error);
  return status ? status : file_write(to, buf_str(&content), content.len, 0600, error);
}

/* The former one first: whenever this ends, a whole law pack stands in its place. */
enum status app_install_pack(struct app *app, const struct pack_offer *offer, char **ret_path, struct error *error) {
  CLEANUP(installed_free) struct installed places = installed_places(app->host, pack_id(offer->pack));
  if (!places.folder) return refuse_no_place(error);
  enum status status = make_folder(places.folder, error);
  if (status == STATUS_OK && file_exists(places.path))
    status = copy_file(places.path, places.previous, error);
  else if (status == STATUS_OK)
    unlink(places.previous);
  const struct buf *content = pack_content(offer->pack);
  if (status == STATUS_OK) status = file_write(places.path, content->data, content->len, 0600, error);
  if (status) return status;
  *ret_path = places.path;
  places.path = NULL;
  return STATUS_OK;
}

enum status app_restore_pack(const struct host *host, const char *program_folder, struct error *error) {
  CLEANUP(mem_freep) char *data = app_find_data(host, program_folder);
  CLEANUP(label_free) struct pack_label own = {0};
  enum status status = read_own_label(data, &own, error);
  if (status) return status;
  CLEANUP(installed_free) struct installed places = installed_places(host, own.id);
  if (!places.folder) return refuse_no_place(error);
  if (!file_exists(places.path))
    return error_set(error, STATUS_USAGE, places.path, _("“cradle pack” shows the law pack in use."), _("No law pack was installed."));
  bool earlier = file_exists(places.previous);
  if (earlier) status = copy_file(places.previous, places.path, error);
  if (status) return status;
  const char *spent = earlier ? places.previous : places.path;
  if (unlink(spent) == 0) return STATUS_OK;
  return error_set(error, STATUS_WORKSPACE, spent, _("Check that you may write there."), _("The file cannot be removed: %s."),
                   strerror(errno));
}
