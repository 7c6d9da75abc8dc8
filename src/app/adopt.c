/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The law packs under which a workspace was answered are kept in it: as stored files, and as entries of the journal. Each replica says in
 * its own chain under which it writes, so that every answer bears the version under which it was given.
 */
#include "app/internal.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

enum { BEGINNING_OF_HASH = 8 };

/* ---- entries of the journal ---- */

static char *text_of(const struct kept_pack *pack) {
  const char *const members[][2] = {
      {"pack", pack->id}, {"version", pack->version}, {"law-as-of", pack->law_as_of}, {"sha-256", pack->hash}};
  struct buf text = {0};
  struct json_out out = {.buf = &text};
  json_out_object(&out);
  for (size_t i = 0; i < ARRAY_LEN(members); i++) {
    json_out_key(&out, members[i][0]);
    json_out_string(&out, members[i][1]);
  }
  json_out_end(&out);
  return buf_take(&text);
}

static char *adoption_text(const struct pack *pack) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  return text_of(
      &(struct kept_pack){.id = pack_id(pack), .version = pack_version(pack), .law_as_of = law_as_of, .hash = pack_hash(pack)});
}

/* False if it is not what text_of makes. */
static bool read_adoption(const char *text, struct arena *arena, struct kept_pack *ret_kept) {
  struct json *root = NULL;
  if (json_parse(text, strlen(text), "", &json_usual_limits, &root, NULL)) return false;
  *ret_kept = (struct kept_pack){.id = arena_strdup(arena, json_text(json_get(root, "pack"))),
                                 .version = arena_strdup(arena, json_text(json_get(root, "version"))),
                                 .law_as_of = arena_strdup(arena, json_text(json_get(root, "law-as-of"))),
                                 .hash = arena_strdup(arena, json_text(json_get(root, "sha-256")))};
  json_free(root);
  return ret_kept->id && ret_kept->version && ret_kept->hash;
}

static char *adopted_version(const char *text) {
  struct arena *arena = arena_new();
  struct kept_pack kept;
  char *version = read_adoption(text, arena, &kept) ? mem_strdup(kept.version) : NULL;
  arena_free(arena);
  return version;
}

/* ---- what the workspace keeps ---- */

struct listing {
  struct arena *arena;
  kept_pack_vec_t packs;
  struct map *writing; /* replica to what it last adopted */
};

static struct kept_pack *find_hash(kept_pack_vec_t *packs, const char *hash) {
  for (size_t i = 0; i < packs->len; i++)
    if (str_eq(packs->items[i].hash, hash)) return &packs->items[i];
  return NULL;
}

/* Every replica says so for itself; the first one counts. */
static bool list_adoption(void *context, const struct event *event) {
  struct listing *listing = context;
  struct kept_pack kept;
  if (!str_eq(event->kind, "meta") || event->value.type != VALUE_TEXT || !read_adoption(event->value.text, listing->arena, &kept))
    return true;
  kept.since = event->time;
  if (!find_hash(&listing->packs, kept.hash)) vec_push(&listing->packs, kept);
  return true;
}

static enum status list_packs(struct store *store, struct arena *arena, kept_pack_vec_t *ret_packs, struct error *error) {
  struct listing listing = {.arena = arena};
  enum status status = store_log(store, "", RECORD_ADOPTED, false, 0, list_adoption, &listing, error);
  *ret_packs = listing.packs;
  return status;
}

static bool note_writer(void *context, const struct event *event) {
  struct listing *listing = context;
  struct kept_pack kept, *found;
  if (str_eq(event->kind, "meta") && str_eq(event->key, RECORD_ADOPTED)) {
    bool known = event->value.type == VALUE_TEXT && read_adoption(event->value.text, listing->arena, &kept);
    map_put(listing->writing, event->replica, known ? (void *)kept.hash : NULL);
  } else if ((found = find_hash(&listing->packs, map_get(listing->writing, event->replica))) && !found->by) {
    found->by = arena_strdup(listing->arena, event->author);
  }
  return true;
}

enum status session_packs(struct session *session, struct arena *arena, kept_pack_vec_t *ret_packs, struct error *error) {
  struct listing listing = {.arena = arena, .writing = map_new()};
  enum status status = list_packs(session->store, arena, &listing.packs, error);
  if (status == STATUS_OK) status = store_log(session->store, NULL, NULL, false, 0, note_writer, &listing, error);
  map_free(listing.writing);
  *ret_packs = listing.packs;
  return status;
}

/* The newest of the same law as the pack in use; what is answered under another law says nothing about versions. */
static enum status find_latest(struct session *session, struct arena *arena, struct kept_pack *ret_latest, struct error *error) {
  kept_pack_vec_t packs = {0};
  enum status status = list_packs(session->store, arena, &packs, error);
  struct kept_pack latest = {0};
  for (size_t i = 0; i < packs.len; i++) {
    const struct kept_pack *kept = &packs.items[i];
    if (!str_eq(kept->id, pack_id(session->app->pack))) continue;
    if (!latest.id || !version_is_newer(latest.version, kept->version)) latest = *kept;
  }
  vec_free(&packs);
  *ret_latest = latest;
  return status;
}

/* ---- adopting ---- */

/* Of the workspace, if it is newer than the one in use; otherwise its id is NULL. */
static enum status find_newer(struct session *session, struct arena *arena, struct kept_pack *ret_newer, struct error *error) {
  struct kept_pack latest = {0};
  enum status status = find_latest(session, arena, &latest, error);
  bool is_newer = latest.id && version_is_newer(latest.version, pack_version(session->app->pack));
  *ret_newer = is_newer ? latest : (struct kept_pack){0};
  return status;
}

bool session_is_behind(struct session *session) {
  struct arena *arena = arena_new();
  struct kept_pack newer;
  find_newer(session, arena, &newer, NULL);
  arena_free(arena);
  return newer.id && !session->app->looks_back;
}

static enum status refuse_older(struct session *session, struct error *error) {
  struct arena *arena = arena_new();
  struct kept_pack newer;
  enum status status = find_newer(session, arena, &newer, error);
  if (status == STATUS_OK && newer.id) {
    const char *path = store_path(session->store);
    CLEANUP(mem_freep)
    char *next =
        mem_printf(_("Install the newer one, which the workspace keeps: cradle pack --install %s --checksum SHA256, with the checksum "
                     "that was published. Reading is possible without."),
                   path);
    status = error_set(error, STATUS_WORKSPACE, path, next,
                       _("The workspace is answered under law pack %s, which is newer than the one in use, %s."), newer.version,
                       pack_version(session->app->pack));
  }
  arena_free(arena);
  return status;
}

static enum status refuse_past(struct session *session, struct error *error) {
  return error_set(error, STATUS_USAGE, "--pack", _("Leave --pack out."),
                   _("Nothing is written under law pack %s: with --pack one only looks back."), pack_version(session->app->pack));
}

void adopt_read(struct session *session) {
  struct standing standing = {.kind = RECORD_ADOPTED, .author = AUTHOR_PROGRAM, .text = session->adoption, .version = adopted_version};
  store_set_standing(session->store, &standing);
}

enum status adopt_begin(struct session *session, struct error *error) {
  enum status status = session->app->looks_back ? refuse_past(session, error) : refuse_older(session, error);
  if (status) return status;
  session->adoption = adoption_text(session->app->pack);
  adopt_read(session);
  return STATUS_OK;
}

enum status adopt_as(struct store *store, const struct kept_pack *pack, struct arena *arena, struct error *error) {
  CLEANUP(mem_freep) char *text = text_of(pack);
  struct standing standing = {
      .kind = RECORD_ADOPTED, .author = AUTHOR_PROGRAM, .text = arena_strdup(arena, text), .version = adopted_version};
  store_set_standing(store, &standing);
  return store_record(store, AUTHOR_PROGRAM, RECORD_ADOPTED, text, error);
}

enum status adopt_pack(struct session *session, struct error *error) {
  enum status status = refuse_older(session, error); /* somebody else may have gone on meanwhile */
  if (status || session->adopted) return status;
  const struct buf *content = pack_content(session->app->pack);
  struct hash hash;
  status = store_blob_put(session->store, content->data, content->len, &hash, error);
  session->adopted = status == STATUS_OK;
  return status;
}

enum status adopt_check(struct session *session, struct error *error) {
  return refuse_older(session, error);
}

/* Whether the batch will be committed is not known here, so that the pack does not count as kept. */
enum status adopt_pack_within(struct session *session, struct store_batch *batch, struct error *error) {
  if (session->adopted) return STATUS_OK;
  const struct buf *content = pack_content(session->app->pack);
  struct hash hash;
  enum status status = store_batch_file_inside(batch, STORE_BLOB_MAX, pack_id(session->app->pack), error);
  if (status == STATUS_OK) status = store_batch_file_put(batch, content->data, content->len, error);
  return status ? status : store_batch_file_end(batch, &hash, NULL, error);
}

/* ---- looking back ---- */

static bool is_meant(const struct kept_pack *kept, const char *which) {
  return str_eq(kept->version, which) || (strlen(which) >= BEGINNING_OF_HASH && str_starts(kept->hash, which));
}

static enum status refuse_unknown(const kept_pack_vec_t *packs, const char *workspace, const char *which, struct error *error) {
  CLEANUP(buf_free) struct buf list = {0};
  for (size_t i = 0; i < packs->len; i++)
    buf_printf(&list, "%s%s (%.*s)", i ? ", " : "", packs->items[i].version, BEGINNING_OF_HASH, packs->items[i].hash);
  CLEANUP(mem_freep) char *next = mem_printf(_("It keeps these, with the beginnings of their checksums: %s."), buf_str(&list));
  return error_set(error, STATUS_USAGE, workspace, packs->len ? next : _("Nothing was answered in it yet."),
                   _("The workspace keeps no law pack “%s”."), which);
}

static enum status load_kept(struct app *app, struct store *store, const struct kept_pack *kept, struct pack **ret_pack,
                             struct error *error) {
  CLEANUP(mem_freep) char *schema_folder = app_pack_folder(app);
  CLEANUP(mem_freep) char *name = mem_printf("%s, %s %s", store_path(store), kept->id, kept->version);
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = store_blob_get(store, kept->hash, &content, error);
  return status ? status : pack_load_content(buf_str(&content), content.len, name, schema_folder, ret_pack, error);
}

/* Of several with one version, the one adopted last. */
static enum status load_meant(struct app *app, struct store *store, const char *which, struct pack **ret_pack, struct error *error) {
  struct arena *arena = arena_new();
  kept_pack_vec_t packs = {0};
  const struct kept_pack *meant = NULL;
  enum status status = list_packs(store, arena, &packs, error);
  for (size_t i = 0; i < packs.len; i++)
    if (is_meant(&packs.items[i], which)) meant = &packs.items[i];
  if (status == STATUS_OK)
    status = meant ? load_kept(app, store, meant, ret_pack, error) : refuse_unknown(&packs, store_path(store), which, error);
  vec_free(&packs);
  arena_free(arena);
  return status;
}

enum status app_look_back(struct app *app, const char *workspace, const char *which, struct error *error) {
  struct store *store = NULL;
  struct pack *pack = NULL;
  enum status status = store_open_readonly(workspace, app->host, &store, error);
  if (status == STATUS_OK) status = load_meant(app, store, which, &pack, error);
  store_free(store);
  if (status) return status;
  templates_free(app->templates);
  app->templates = NULL; /* they may not fit; only documents need them */
  pack_free(app->pack);
  app->pack = pack;
  app->looks_back = true;
  return STATUS_OK;
}

/* ---- what the pack in use changes ---- */

static bool is_revised(const struct question_state *state) {
  const struct fact *fact = state->fact;
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (question_revised_since(state->question, head->pack)) return state->proposed;
  }
  return false;
}

static void find_again(struct session *session, open_vec_t *ret_again) {
  subject_vec_t roots = {0};
  snapshot_children(session->snapshot, NULL, NULL, &roots);
  for (size_t i = 0; i < roots.len; i++) {
    open_vec_t all = {0};
    engine_walk(session->engine, roots.items[i]->id, NULL, false, &all);
    for (size_t k = 0; k < all.len; k++) {
      const struct open_ref *ref = &all.items[k];
      if (ref->question->revised && is_revised(engine_question(session->engine, ref->subject, ref->question))) vec_push(ret_again, *ref);
    }
    vec_free(&all);
  }
  vec_free(&roots);
}

static void compare_with(struct session *session, const struct kept_pack *kept, struct arena *arena, pack_change_vec_t *ret_changes) {
  struct pack *older = NULL;
  if (load_kept(session->app, session->store, kept, &older, NULL)) return;
  pack_compare(older, session->app->pack, lang_ui(), arena, ret_changes);
  pack_free(older);
}

enum status session_pack_news(struct session *session, struct arena *arena, struct pack_news *ret_news, struct error *error) {
  struct pack_news news = {0};
  enum status status = find_latest(session, arena, &news.latest, error);
  if (status) return status;
  const char *used = pack_version(session->app->pack);
  news.is_newer = news.latest.id && version_is_newer(news.latest.version, used);
  news.is_older = news.latest.id && version_is_newer(used, news.latest.version);
  if (news.is_older) compare_with(session, &news.latest, arena, &news.changes);
  find_again(session, &news.again);
  *ret_news = news;
  return STATUS_OK;
}

void pack_news_clear(struct pack_news *news) {
  vec_free(&news->changes);
  vec_free(&news->again);
}
