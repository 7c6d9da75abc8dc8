/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workspace from an export. Answers are written under the law pack under which they were given, by whom they were given. Where several
 * answers stand against each other, each was given by somebody who did not know of the others: so here too, in a copy that is then merged.
 */
#include "app/exchange_internal.h"
#include "json/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct creating {
  struct app *app;
  const struct host *host; /* its clock never stands still: the order of creation follows from it */
  struct exported *exported;
  const char *files; /* folder */
  struct store *store;
  struct map *late; /* subjects with facts that somebody wrote who did not know that they were archived */
  size_t copies;    /* as many as the most contested answer needs */
};

/* ---- a clock that moves ---- */

struct moving_host {
  struct host host;
  const struct host *under;
  int64_t last;
};

static int64_t moving_now(void *context) {
  struct moving_host *moving = context;
  int64_t now = moving->under->now(moving->under->context);
  moving->last = now > moving->last ? now : moving->last + 1;
  return moving->last;
}
static int moving_zone(void *context, int64_t seconds) {
  const struct host *under = ((struct moving_host *)context)->under;
  return under->zone(under->context, seconds);
}
static void moving_random(void *context, void *bytes, size_t len) {
  const struct host *under = ((struct moving_host *)context)->under;
  under->random(under->context, bytes, len);
}
static const char *moving_env(void *context, const char *name) {
  const struct host *under = ((struct moving_host *)context)->under;
  return under->env(under->context, name);
}

static void moving_host_init(struct moving_host *moving, const struct host *under) {
  *moving =
      (struct moving_host){.under = under, .host = {.now = moving_now, .zone = moving_zone, .random = moving_random, .env = moving_env}};
  moving->host.context = moving;
}

/* ---- groups ---- */

typedef VEC(struct change) change_vec_t;

static enum status append(struct store *store, const char *author, change_vec_t *changes, struct error *error) {
  enum status status = STATUS_OK;
  for (size_t from = 0; from < changes->len && status == STATUS_OK; from += STORE_GROUP_MAX) {
    size_t len = changes->len - from < STORE_GROUP_MAX ? changes->len - from : STORE_GROUP_MAX;
    status = store_append(store, author, changes->items + from, len, NULL, error);
  }
  changes->len = 0;
  return status;
}

/* ---- subjects ---- */

/* What was made in one moment is listed by id. Moments are given in seconds, but the list knows which of two came first. */
static bool same_moment(const struct exported_subject *subject, const struct exported_subject *next) {
  return next && next->created == subject->created && strcmp(subject->id, next->id) < 0;
}

static enum status create_subjects(struct creating *creating, struct error *error) {
  change_vec_t changes = {0};
  enum status status = STATUS_OK;
  const struct exported *exported = creating->exported;
  for (size_t i = 0; i < exported->subjects.len && status == STATUS_OK; i++) {
    const struct exported_subject *subject = &exported->subjects.items[i];
    struct change change = {.kind = CHANGE_SUBJECT, .subject = subject->id, .type = subject->type, .parent = subject->parent};
    vec_push(&changes, change);
    if (!same_moment(subject, i + 1 < exported->subjects.len ? subject + 1 : NULL))
      status = append(creating->store, AUTHOR_PROGRAM, &changes, error);
  }
  vec_free(&changes);
  return status;
}

/* In the main workspace, before the copies part from it, or after that for those that are contested. */
static enum status archive_subjects(struct creating *creating, bool contested, struct error *error) {
  change_vec_t changes = {0};
  for (size_t i = 0; i < creating->exported->subjects.len; i++) {
    const struct exported_subject *subject = &creating->exported->subjects.items[i];
    if (!subject->archived || subject->archive_conflict != contested) continue;
    struct change change = {.kind = CHANGE_ARCHIVE, .subject = subject->id, .value = value_bool(true)};
    vec_push(&changes, change);
  }
  enum status status = append(creating->store, AUTHOR_PROGRAM, &changes, error);
  vec_free(&changes);
  return status;
}

/* ---- files ---- */

static enum status take_file(struct creating *creating, const struct exported_file *file, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(creating->files ? creating->files : ".", file->hash);
  char hash_text[HASH_TEXT_SIZE];
  struct hash hash;
  uint64_t size;
  if (!file->needed) return STATUS_OK;
  if (!creating->files)
    return error_set(error, STATUS_INPUT, file->hash, _("Export with --files FOLDER, and name that folder here with --files."),
                     _("The export names files, but does not hold them."));
  enum status status = store_blob_put_file(creating->store, path, &hash, &size, error);
  if (status) return status;
  hash_format(&hash, hash_text);
  if (!str_eq(hash_text, file->hash) || size != file->size)
    return error_set(error, STATUS_INPUT, path, _("Export the files again."), _("The file is not the one that was exported."));
  return STATUS_OK;
}

static enum status take_files(struct creating *creating, struct error *error) {
  enum status status = STATUS_OK;
  for (size_t i = 0; i < creating->exported->files.len && status == STATUS_OK; i++)
    status = take_file(creating, &creating->exported->files.items[i], error);
  return status;
}

/* ---- answers ---- */

/* The n-th of several answers is written in the n-th copy. All elements are one answer. */
static size_t answers_of(const struct exported_fact *fact) {
  return fact->heads_len + (fact->elements_len > 0);
}

static bool is_late(const struct creating *creating, const struct exported_fact *fact) {
  return map_get(creating->late, fact->subject) == fact;
}

static bool is_contested(const struct creating *creating, const struct exported_fact *fact) {
  return answers_of(fact) > 1 || is_late(creating, fact);
}

static void find_late(struct creating *creating) {
  struct exported *exported = creating->exported;
  struct map *conflicts = map_new();
  for (size_t i = 0; i < exported->subjects.len; i++)
    if (exported->subjects.items[i].archive_conflict) map_put(conflicts, exported->subjects.items[i].id, creating);
  for (size_t i = 0; i < exported->facts.len; i++) {
    struct exported_fact *fact = &exported->facts.items[i];
    if (map_get(conflicts, fact->subject) && !map_get(creating->late, fact->subject)) map_put(creating->late, fact->subject, fact);
    if (is_contested(creating, fact) && answers_of(fact) > creating->copies) creating->copies = answers_of(fact);
  }
  map_free(conflicts);
}

struct writing {
  struct creating *creating;
  struct store *store;
  size_t copy; /* number of the copy; 0: the main workspace, with all that is not contested */
};

/* An erased answer is written as something, and erased again. */
static struct value writable(const struct head *head, bool is_element) {
  if (head->value.type != VALUE_REDACTED) return head->value;
  return is_element ? value_of(VALUE_TEXT, "?") : value_of(VALUE_UNKNOWN, NULL);
}

typedef void visit_fn(void *context, const struct exported_fact *fact, const struct head *head, bool is_element);

/* Every answer that is written in this store at this time. */
static void visit_answers(const struct writing *writing, visit_fn *visit, void *context) {
  const struct creating *creating = writing->creating;
  for (size_t i = 0; i < creating->exported->facts.len; i++) {
    const struct exported_fact *fact = &creating->exported->facts.items[i];
    bool contested = is_contested(creating, fact);
    for (size_t k = 0; k < fact->heads_len; k++)
      if (writing->copy == (contested ? k + 1 : 0)) visit(context, fact, &fact->heads[k], false);
    for (size_t k = 0; k < fact->elements_len; k++)
      if (writing->copy == (contested ? fact->heads_len + 1 : 0)) visit(context, fact, &fact->elements[k], true);
  }
}

/* The answers of one person under one law pack. */
struct collecting {
  struct map *groups; /* law pack and person to struct group */
  struct arena *arena;
};
struct group {
  const char *pack, *author;
  change_vec_t changes;
};

static void collect(void *context, const struct exported_fact *fact, const struct head *head, bool is_element) {
  struct collecting *collecting = context;
  const char *key = arena_printf(collecting->arena, "%s\n%s", head->pack ? head->pack : "", head->author);
  struct group *group = map_get(collecting->groups, key);
  if (!group) {
    group = arena_alloc(collecting->arena, sizeof *group);
    group->pack = head->pack;
    group->author = head->author;
    map_put(collecting->groups, key, group);
  }
  struct change change = {.kind = is_element ? CHANGE_ADD : CHANGE_SET,
                          .subject = fact->subject,
                          .key = fact->question,
                          .value = writable(head, is_element),
                          .note = head->note,
                          .proposed = head->proposed};
  vec_push(&group->changes, change);
}

static enum status append_groups(struct collecting *collecting, struct store *store, const char *pack, struct error *error) {
  enum status status = STATUS_OK;
  for (size_t i = 0; i < map_len(collecting->groups) && status == STATUS_OK; i++) {
    struct group *group = map_value_at(collecting->groups, i);
    if (str_eq(group->pack, pack)) status = append(store, group->author, &group->changes, error);
  }
  return status;
}

/* First what was answered under no law pack that is known, then under one after the other, in the order in which they were adopted. */
static enum status write_answers(const struct writing *writing, struct error *error) {
  const struct exported *exported = writing->creating->exported;
  struct collecting collecting = {.groups = map_new(), .arena = arena_new()};
  visit_answers(writing, collect, &collecting);
  enum status status = append_groups(&collecting, writing->store, NULL, error);
  for (size_t i = 0; i < exported->packs.len && status == STATUS_OK; i++) {
    status = adopt_as(writing->store, &exported->packs.items[i], exported->arena, error);
    if (status == STATUS_OK) status = append_groups(&collecting, writing->store, exported->packs.items[i].version, error);
  }
  for (size_t i = 0; i < map_len(collecting.groups); i++)
    vec_free(&((struct group *)map_value_at(collecting.groups, i))->changes);
  map_free(collecting.groups);
  arena_free(collecting.arena);
  return status;
}

/* ---- erased answers ---- */

struct erasing {
  const struct snapshot *snapshot;
  VEC(const char *) events;
};

static void find_erased(void *context, const struct exported_fact *exported, const struct head *head, bool is_element) {
  struct erasing *erasing = context;
  const struct fact *fact = snapshot_fact(erasing->snapshot, exported->subject, exported->question);
  struct value placeholder = writable(head, is_element);
  if (head->value.type != VALUE_REDACTED || !fact) return;
  const struct head *heads = is_element ? fact->elements : fact->heads;
  for (size_t i = 0; i < (is_element ? fact->elements_len : fact->heads_len); i++)
    if (value_equal(&heads[i].value, &placeholder)) {
      vec_push(&erasing->events, heads[i].event);
      return;
    }
}

static enum status erase_again(const struct writing *writing, struct error *error) {
  struct snapshot *snapshot = NULL;
  enum status status = store_snapshot(writing->store, &snapshot, error);
  if (status) return status;
  struct erasing erasing = {.snapshot = snapshot};
  visit_answers(writing, find_erased, &erasing);
  for (size_t i = 0; i < erasing.events.len && status == STATUS_OK; i++)
    status = store_redact(writing->store, AUTHOR_PROGRAM, erasing.events.items[i], _("It was erased before the export."), error);
  vec_free(&erasing.events);
  snapshot_free(snapshot);
  return status;
}

static enum status write_all(const struct writing *writing, struct error *error) {
  enum status status = write_answers(writing, error);
  return status ? status : erase_again(writing, error);
}

/* ---- copies ---- */

static void remove_workspace(const char *path) {
  CLEANUP(mem_freep) char *journal = mem_printf("%s-journal", path);
  unlink(path);
  unlink(journal);
}

static enum status open_copy(struct creating *creating, const char *path, struct store **ret_copy, struct error *error) {
  size_t ignored;
  enum status status = store_create(path, creating->host, NULL, ret_copy, error);
  return status ? status : store_merge(*ret_copy, creating->store, &ignored, error);
}

/* All copies part from the same state; only then anything contested is written. */
static enum status write_copies(struct creating *creating, char *const *paths, struct store **copies, struct error *error) {
  enum status status = STATUS_OK;
  size_t ignored;
  for (size_t i = 0; i < creating->copies && status == STATUS_OK; i++)
    status = open_copy(creating, paths[i], &copies[i], error);
  for (size_t i = 0; i < creating->copies && status == STATUS_OK; i++) {
    struct writing writing = {.creating = creating, .store = copies[i], .copy = i + 1};
    status = write_all(&writing, error);
  }
  if (status == STATUS_OK) status = archive_subjects(creating, true, error);
  for (size_t i = 0; i < creating->copies && status == STATUS_OK; i++)
    status = store_merge(creating->store, copies[i], &ignored, error);
  return status;
}

static enum status write_contested(struct creating *creating, const char *path, struct error *error) {
  char **paths = mem_alloc((creating->copies + 1) * sizeof *paths);
  struct store **copies = mem_alloc((creating->copies + 1) * sizeof *copies);
  for (size_t i = 0; i < creating->copies; i++)
    paths[i] = mem_printf("%s.%zu", path, i + 1);
  enum status status = creating->copies ? write_copies(creating, paths, copies, error) : STATUS_OK;
  for (size_t i = 0; i < creating->copies; i++) {
    store_free(copies[i]);
    remove_workspace(paths[i]);
    free(paths[i]);
  }
  free(paths);
  free(copies);
  return status;
}

/* ---- the whole ---- */

static enum status write_workspace(struct creating *creating, const char *path, struct error *error) {
  struct writing plain = {.creating = creating};
  enum status status = store_create(path, creating->host, NULL, &creating->store, error);
  if (status) return status;
  plain.store = creating->store;
  find_late(creating);
  status = create_subjects(creating, error);
  if (status == STATUS_OK) status = take_files(creating, error);
  if (status == STATUS_OK) status = write_all(&plain, error);
  if (status == STATUS_OK) status = archive_subjects(creating, false, error);
  if (status == STATUS_OK) status = write_contested(creating, path, error);
  store_free(creating->store);
  return status;
}

/* Makes the rows of component lists, and shows that it can be opened. */
static enum status open_once(struct app *app, const char *path, struct error *error) {
  struct session *session = NULL;
  enum status status = session_open(app, path, AUTHOR_PROGRAM, NULL, &session, error);
  if (status == STATUS_OK) session_free(session);
  return status;
}

/* The name is taken only when the workspace is whole; link refuses one that is taken. */
static enum status put_in_place(const char *from, const char *path, struct error *error) {
  bool placed = link(from, path) == 0;
  bool no_links = !placed && errno != EEXIST && !file_exists(path);
  if (no_links) placed = rename(from, path) == 0;
  if (placed) return STATUS_OK;
  return error_set(error, STATUS_WORKSPACE, path, _("Choose another name or folder."), _("The workspace cannot be created: %s."),
                   strerror(errno));
}

static enum status create(struct app *app, const char *path, const char *files, struct exported *exported, struct error *error) {
  struct moving_host moving;
  moving_host_init(&moving, app->host);
  struct creating creating = {.app = app, .host = &moving.host, .exported = exported, .files = files, .late = map_new()};
  unsigned char random[4];
  app->host->random(app->host->context, random, sizeof random);
  CLEANUP(mem_freep) char *temporary = mem_printf("%s.new-%02x%02x%02x%02x", path, random[0], random[1], random[2], random[3]);
  enum status status = write_workspace(&creating, temporary, error);
  if (status == STATUS_OK) status = open_once(app, temporary, error);
  if (status == STATUS_OK) status = put_in_place(temporary, path, error);
  remove_workspace(temporary);
  map_free(creating.late);
  return status;
}

enum status app_create_from(struct app *app, const char *path, const char *export_path, const char *files, struct export_report *ret_report,
                            struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  struct exported exported = {0};
  if (file_exists(path))
    return error_set(error, STATUS_WORKSPACE, path, _("Choose another name."), _("There is a file of that name already."));
  enum status status = file_read(export_path, json_usual_limits.bytes, &content, error);
  if (status) return status;
  status = exported_read(app, buf_str(&content), content.len, export_path, &exported, error);
  if (status == STATUS_OK) status = create(app, path, files, &exported, error);
  if (status == STATUS_OK)
    *ret_report = (struct export_report){.subjects = exported.subjects.len, .answers = exported.answers, .files = exported.files.len};
  exported_clear(&exported);
  return status;
}
