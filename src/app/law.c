/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official texts: kept as files of the workspace, looked up by citation. */
#include "app/law.h"
#include "app/internal.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- records ---- */

static const char *state_name(enum law_state state) {
  return state == LAW_CONSOLIDATED ? "consolidated" : "published";
}

static char *record_text(const struct law_file *file) {
  char day[DATE_TEXT_SIZE] = "";
  if (file->has_date) day_format(file->date, day);
  const char *const members[][2] = {{"act", file->act->id},
                                    {"language", file->language},
                                    {"state", state_name(file->state)},
                                    {"celex", file->celex},
                                    {"date", day},
                                    {"part", file->part},
                                    {"sha-256", file->hash},
                                    {"name", file->name}};
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

struct listing {
  const struct pack *pack;
  struct arena *arena;
  law_file_vec_t *files;
};

static const char *member(const struct listing *listing, const struct json *record, const char *key) {
  return arena_strdup(listing->arena, json_text(json_get(record, key)));
}

static bool is_same_place(const struct law_file *a, const struct law_file *b) {
  return a->act == b->act && a->state == b->state && str_eq(a->language, b->language) && str_eq(a->part, b->part);
}

static bool is_listed(const law_file_vec_t *files, const struct law_file *file) {
  for (size_t i = 0; i < files->len; i++)
    if (is_same_place(&files->items[i], file)) return true;
  return false;
}

/* Newest first: what is listed already replaces what comes now. A record that says too little, or names an act that the pack does not know
 * any more, is passed over. */
static bool add_record(void *context, const struct event *event) {
  const struct listing *listing = context;
  struct json *record = NULL;
  bool is_record = str_eq(event->kind, "meta") && str_eq(event->key, RECORD_LAW_TEXT) && event->value.type == VALUE_TEXT;
  if (!is_record || json_parse(event->value.text, strlen(event->value.text), "", &json_usual_limits, &record, NULL)) return true;
  const char *act = json_text(json_get(record, "act")), *state = json_text(json_get(record, "state"));
  const char *date = json_text(json_get(record, "date"));
  struct law_file file = {.act = act ? pack_act(listing->pack, act) : NULL,
                          .language = member(listing, record, "language"),
                          .state = str_eq(state, "consolidated") ? LAW_CONSOLIDATED : LAW_PUBLISHED,
                          .celex = member(listing, record, "celex"),
                          .part = member(listing, record, "part"),
                          .hash = member(listing, record, "sha-256"),
                          .name = member(listing, record, "name")};
  file.has_date = date && day_parse(date, &file.date);
  bool whole = file.act && file.language && file.part && file.hash && file.name;
  if (whole && !is_listed(listing->files, &file)) vec_push(listing->files, file);
  json_free(record);
  return true;
}

static int place_of_act(const struct pack *pack, const struct act *act) {
  int place = 0;
  while (pack_act_at(pack, (size_t)place) != act)
    place++;
  return place;
}

/* A consolidated text carries the corrections made since, also where it bears the day of publication. */
static bool is_newer(const struct law_file *file, const struct law_file *other) {
  if (file->date != other->date) return file->date > other->date;
  return file->state == LAW_CONSOLIDATED && other->state != LAW_CONSOLIDATED;
}

/* Acts as in the pack; the newest wording first; what was imported later first. */
static void sort_files(const struct pack *pack, law_file_vec_t *files) {
  for (size_t i = 1; i < files->len; i++) {
    struct law_file file = files->items[i];
    int place = place_of_act(pack, file.act);
    size_t at = i;
    for (; at > 0; at--) {
      const struct law_file *before = &files->items[at - 1];
      int other = place_of_act(pack, before->act);
      if (other < place || (other == place && !is_newer(&file, before))) break;
      files->items[at] = *before;
    }
    files->items[at] = file;
  }
}

enum status app_law_files(struct session *session, struct arena *arena, law_file_vec_t *ret_files, struct error *error) {
  law_file_vec_t files = {0};
  struct listing listing = {.pack = engine_pack(session->engine), .arena = arena, .files = &files};
  enum status status = store_log(session->store, "", RECORD_LAW_TEXT, true, 0, add_record, &listing, error);
  if (status) {
    vec_free(&files);
    return status;
  }
  sort_files(listing.pack, &files);
  *ret_files = files;
  return STATUS_OK;
}

/* ---- import ---- */

static const struct act *act_of(const struct pack *pack, const struct lawtext *law) {
  for (size_t i = 0; i < pack_act_count(pack); i++)
    if (lawtext_is_of(law, pack_act_at(pack, i)->celex)) return pack_act_at(pack, i);
  return NULL;
}

static enum status describe(struct session *session, const struct lawtext *law, const char *path, struct law_file *file,
                            struct error *error) {
  struct arena *arena = session->arena;
  const struct act *act = act_of(engine_pack(session->engine), law);
  if (!act)
    return error_set(error, STATUS_INPUT, path, _("Import texts of acts that “cradle pack” lists."),
                     _("The law pack cites no act with the number %1$d/%2$d."), law->year, law->number);
  *file = (struct law_file){.act = act,
                            .language = arena_strdup(arena, law->language),
                            .state = law->state,
                            .celex = arena_strdup(arena, law->celex),
                            .has_date = law->has_date,
                            .date = law->date,
                            .part = arena_strdup(arena, law->part),
                            .name = arena_strdup(arena, file_name_of(path))};
  return STATUS_OK;
}

static enum status keep(struct session *session, const struct buf *content, struct law_file *file, struct error *error) {
  struct hash hash;
  char hash_text[HASH_TEXT_SIZE];
  const char *author;
  enum status status = store_blob_put(session->store, buf_str(content), content->len, &hash, error);
  if (status) return status;
  hash_format(&hash, hash_text);
  file->hash = arena_strdup(session->arena, hash_text);
  CLEANUP(mem_freep) char *text = record_text(file);
  status = author_ensure(session, &author, error);
  if (status == STATUS_OK) status = store_record(session->store, author, RECORD_LAW_TEXT, text, error);
  return status ? status : session_reload(session, error);
}

enum status app_law_import(struct session *session, const char *path, struct law_file *ret_file, bool *ret_replaced, struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  struct lawtext *law = NULL;
  struct law_file file = {0};
  law_file_vec_t before = {0};
  enum status status = app_read_file(session, path, STORE_BLOB_MAX, &content, error);
  if (status == STATUS_OK) status = lawtext_read(buf_str(&content), content.len, file_name_of(path), &law, error);
  if (status) return status;
  status = describe(session, law, path, &file, error);
  lawtext_free(law);
  if (status == STATUS_OK) status = app_law_files(session, session->arena, &before, error);
  bool replaced = status == STATUS_OK && is_listed(&before, &file);
  vec_free(&before);
  if (status == STATUS_OK) status = keep(session, &content, &file, error);
  if (status) return status;
  *ret_file = file;
  *ret_replaced = replaced;
  return STATUS_OK;
}

/* ---- what the law says at a citation ---- */

static enum status read_file_of(struct session *session, struct law_reading *reading, size_t index, struct error *error) {
  const struct law_file *file = &reading->files.items[index];
  CLEANUP(buf_free) struct buf content = {0};
  if (reading->laws.items[index]) return STATUS_OK;
  enum status status = store_blob_get(session->store, file->hash, &content, error);
  if (status == STATUS_OK) status = lawtext_read(buf_str(&content), content.len, file->name, &reading->laws.items[index], error);
  return status;
}

static int language_rank(const struct law_file *file, const char *lang) {
  if (str_eq(file->language, lang)) return 0;
  return str_eq(file->language, "en") ? 1 : 2;
}

static void take_passages(struct law_quote *quote, const struct lawtext *law, const struct law_provision *provision) {
  CLEANUP(mem_freep) char *root = mem_strdup(provision->path);
  char *dot = strchr(root, '.');
  dot = dot ? strchr(dot + 1, '.') : NULL;
  if (dot) *dot = '\0';
  const struct law_passage *heading = &law->passages[lawtext_find(law, root)->first];
  quote->passages = &law->passages[provision->first];
  quote->passages_len = provision->len;
  quote->heading = dot && heading->heading ? heading : NULL;
}

static enum status look_into(struct session *session, struct law_reading *reading, size_t index, const char *path, struct law_quote *quote,
                             struct error *error) {
  enum status status = read_file_of(session, reading, index, error);
  if (status) return status;
  const struct lawtext *law = reading->laws.items[index];
  const struct law_provision *provision = lawtext_find(law, path);
  if (!provision) {
    quote->found = LAW_NOT_IN_FILES;
    return STATUS_OK;
  }
  quote->found = lawtext_is_exact(provision, path) ? LAW_FOUND : LAW_FOUND_AROUND;
  quote->file = &reading->files.items[index];
  take_passages(quote, law, provision);
  return STATUS_OK;
}

/* The first file, by language and then by age of the wording, that holds the article, annex or recital. */
static enum status look_up(struct session *session, struct law_reading *reading, const char *lang, const char *path,
                           struct law_quote *quote, struct error *error) {
  for (int rank = 0; rank <= 2; rank++)
    for (size_t i = 0; i < reading->files.len; i++) {
      const struct law_file *file = &reading->files.items[i];
      if (file->act != quote->act || language_rank(file, lang) != rank) continue;
      enum status status = look_into(session, reading, i, path, quote, error);
      if (status || quote->file) return status;
    }
  return STATUS_OK;
}

static enum status add_quote(struct session *session, struct law_reading *reading, const struct cite *cite, const char *lang,
                             struct error *error) {
  CLEANUP(mem_freep) char *citation = cite_text(cite, lang_ui());
  CLEANUP(mem_freep) char *path = cite_path(cite);
  struct law_quote quote = {.act = cite->act, .citation = arena_strdup(reading->arena, citation)};
  quote.found = path ? LAW_NOT_IMPORTED : LAW_WHOLE_ACT;
  enum status status = path ? look_up(session, reading, lang, path, &quote, error) : STATUS_OK;
  if (status == STATUS_OK) vec_push(&reading->quotes, quote);
  return status;
}

enum status app_law_read(struct session *session, const cite_vec_t *cites, const char *lang, struct law_reading **ret_reading,
                         struct error *error) {
  struct arena *arena = arena_new();
  struct law_reading *reading = arena_alloc(arena, sizeof *reading);
  reading->arena = arena;
  enum status status = app_law_files(session, arena, &reading->files, error);
  for (size_t i = 0; i < reading->files.len; i++)
    vec_push(&reading->laws, (struct lawtext *)NULL);
  for (size_t i = 0; i < cites->len && status == STATUS_OK; i++)
    if (cites->items[i].act->kind == LABEL_LAW) status = add_quote(session, reading, &cites->items[i], lang, error);
  if (status)
    law_reading_free(reading);
  else
    *ret_reading = reading;
  return status;
}

void law_reading_free(struct law_reading *reading) {
  if (!reading) return;
  for (size_t i = 0; i < reading->laws.len; i++)
    lawtext_free(reading->laws.items[i]);
  vec_free(&reading->laws);
  vec_free(&reading->files);
  vec_free(&reading->quotes);
  arena_free(reading->arena);
}
