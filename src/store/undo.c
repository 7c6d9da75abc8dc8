/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Undo is a new group with the inverse of what a group changed: for each answer it touched, the difference between the state before and
 * after it, applied backwards to the state now. One's own is what one wrote under the same name on this replica. Own later groups have been
 * taken back by then, by the order of undo, so if the state now differs from the one after the group, somebody else built on it. Redo is
 * the undo of an undo.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- which group? ------------------------------------------------------------------------------------------------------------------ */

typedef VEC(const char *) name_vec_t;

struct history {
  name_vec_t done;   /* groups that can be undone, latest last */
  name_vec_t undone; /* undo groups that can be redone, latest last */
};

static bool drop_last(name_vec_t *names, const char *name) {
  if (names->len == 0 || !str_eq(names->items[names->len - 1], name)) return false;
  names->len--;
  return true;
}

static void replay(struct history *history, const char *group, const char *undoes) {
  if (!undoes) {
    history->undone.len = 0;
    vec_push(&history->done, group);
  } else if (drop_last(&history->done, undoes)) {
    vec_push(&history->undone, group);
  } else if (drop_last(&history->undone, undoes)) {
    vec_push(&history->done, group);
  }
}

static void load_history(struct writer *writer, struct history *history) {
  struct db *db = &writer->store->db;
  sqlite3_stmt *row = db_query(db,
                               "SELECT group_id, undoes FROM event WHERE replica = ?1 AND author = ?2\n"
                               "AND (kind <> 'meta' OR undoes IS NOT NULL) ORDER BY sequence",
                               "tt", writer->store->replica, writer->author);
  const char *last = NULL;
  while (db_next(db, row)) {
    const char *group = (const char *)sqlite3_column_text(row, 0);
    if (str_eq(group, last)) continue;
    last = arena_strdup(writer->arena, group);
    replay(history, last, arena_strdup(writer->arena, (const char *)sqlite3_column_text(row, 1)));
  }
}

static const char *last_of(const name_vec_t *names) {
  return names->len > 0 ? names->items[names->len - 1] : NULL;
}

/* ---- what did others do since? ------------------------------------------------------------------------------------------------------- */

/* Undo and redo follow each other in one chain. */
static bool is_undone(struct db *db, struct arena *arena, const char *group) {
  bool undone = false;
  for (;; undone = !undone) {
    sqlite3_stmt *row = db_query(db, "SELECT group_id FROM event WHERE undoes = ?1 LIMIT 1", "t", group);
    if (!db_next(db, row)) return undone;
    group = arena_strdup(arena, (const char *)sqlite3_column_text(row, 0));
    db_stop(row);
  }
}

struct other {
  const char *group, *author;
};

/* Who else did something here after `since` that has not been taken back? NULL: nobody. key NULL: all that was said about the subject and
 * its implicit records, and what was made below it. */
static const char *last_other(struct writer *writer, const char *subject, const char *key, int64_t since) {
  struct db *db = &writer->store->db;
  VEC(struct other) others = {0};
  sqlite3_stmt *row = db_query(db,
                               "SELECT DISTINCT group_id, author FROM event\n"
                               "WHERE arrival > ?3 AND undoes IS NULL AND (replica <> ?4 OR author <> ?5) AND\n"
                               "((subject = ?1 AND (?2 IS NULL OR key = ?2)) OR (?2 IS NULL AND parent = ?1) OR\n"
                               "(?2 IS NULL AND substr(subject, 1, length(?1) + 1) = ?1 || '/')) ORDER BY arrival DESC",
                               "ttitt", subject, key, since, writer->store->replica, writer->author);
  while (db_next(db, row)) {
    struct other other = {arena_strdup(writer->arena, (const char *)sqlite3_column_text(row, 0)),
                          arena_strdup(writer->arena, (const char *)sqlite3_column_text(row, 1))};
    vec_push(&others, other);
  }
  const char *author = NULL;
  for (size_t i = 0; i < others.len && !author; i++)
    if (!is_undone(db, writer->arena, others.items[i].group)) author = others.items[i].author;
  vec_free(&others);
  return author;
}

/* ---- the inverse of one answer's change ---------------------------------------------------------------------------------------------- */

static bool has_event(const live_vec_t *in, int64_t arrival) {
  for (size_t i = 0; i < in->len; i++)
    if (in->items[i]->arrival == arrival) return true;
  return false;
}

static const struct live *find_same(const live_vec_t *in, const struct live *what, const live_vec_t *but) {
  for (size_t i = 0; i < in->len; i++)
    if (live_same_content(in->items[i], what) && !has_event(but, in->items[i]->arrival)) return in->items[i];
  return NULL;
}

static void subtract(const live_vec_t *from, const live_vec_t *what, live_vec_t *ret_rest) {
  for (size_t i = 0; i < from->len; i++)
    if (!has_event(what, from->items[i]->arrival)) vec_push(ret_rest, from->items[i]);
}

/* Taken back, or not archived: reads like nothing at all. */
static bool is_blank(const struct live *live) {
  bool not_archived = str_eq(live->kind, "archive") && live->value.type == VALUE_BOOL && !live->value.boolean;
  return live->value.type == VALUE_CLEARED || not_archived;
}

static bool is_answer(const struct live *live) {
  return !live_is_element(live) && !is_blank(live);
}

static size_t count_answers(const live_vec_t *live) {
  size_t count = 0;
  for (size_t i = 0; i < live->len; i++)
    count += is_answer(live->items[i]);
  return count;
}

static bool only_elements(const live_vec_t *live) {
  for (size_t i = 0; i < live->len; i++)
    if (!live_is_element(live->items[i])) return false;
  return true;
}

struct inverse {
  const char *subject, *key;
  int64_t last; /* arrival of the last event of the group */
  live_vec_t before, after, now;
  live_vec_t added;   /* what the group brought and is to go */
  live_vec_t removed; /* what the group took away and is to come back */
  live_vec_t going;   /* what stands for `added` now, and what reads like nothing */
};

static void inverse_free(struct inverse *inverse) {
  live_vec_t *all[] = {&inverse->before, &inverse->after, &inverse->now, &inverse->added, &inverse->removed, &inverse->going};
  for (size_t i = 0; i < ARRAY_LEN(all); i++)
    live_vec_free(all[i]);
}

static bool answers_as_left(const struct inverse *inverse) {
  const live_vec_t none = {0};
  if (count_answers(&inverse->now) != count_answers(&inverse->after)) return false;
  for (size_t i = 0; i < inverse->now.len; i++)
    if (is_answer(inverse->now.items[i]) && !find_same(&inverse->after, inverse->now.items[i], &none)) return false;
  return true;
}

/* What somebody else brought back by taking his own step back is still one's own. */
static bool is_own(struct writer *writer, const struct inverse *inverse, const struct live *live) {
  if (str_eq(live->replica, writer->store->replica) && str_eq(live->author, writer->author)) return true;
  return live->restored && !last_other(writer, inverse->subject, inverse->key, inverse->last);
}

static bool find_going(struct inverse *inverse, struct writer *writer) {
  for (size_t i = 0; i < inverse->added.len; i++) {
    if (is_blank(inverse->added.items[i])) continue;
    const struct live *live = find_same(&inverse->now, inverse->added.items[i], &inverse->going);
    if (!live || !is_own(writer, inverse, live)) return false;
    vec_push(&inverse->going, live);
  }
  for (size_t i = 0; i < inverse->now.len; i++)
    if (is_blank(inverse->now.items[i])) vec_push(&inverse->going, inverse->now.items[i]);
  return true;
}

static bool is_possible(struct inverse *inverse, struct writer *writer) {
  if (!answers_as_left(inverse) || !find_going(inverse, writer)) return false;
  for (size_t i = 0; i < inverse->removed.len; i++) {
    const struct live *live = inverse->removed.items[i];
    if (live->value.type == VALUE_REDACTED) return false;
    if (live_is_element(live) && find_same(&inverse->now, live, &inverse->going)) return false;
  }
  return true;
}

static void bring_back(struct writer *writer, const struct inverse *inverse, const struct live *live, const live_vec_t *replaces) {
  writer_add(writer, &(struct entry){.kind = live->kind,
                                     .subject = inverse->subject,
                                     .key = inverse->key,
                                     .value = live->value,
                                     .note = live->note,
                                     .proposed = live->proposed,
                                     .replaces = replaces});
}

static void take_out_element(struct writer *writer, const struct inverse *inverse, const struct live *live) {
  live_vec_t only = {0};
  vec_push(&only, live);
  writer_add(writer,
             &(struct entry){.kind = "remove", .subject = inverse->subject, .key = inverse->key, .value = live->value, .replaces = &only});
  live_vec_free(&only);
}

static void take_out_answer(struct writer *writer, const struct inverse *inverse, const live_vec_t *answers) {
  bool archive = str_eq(answers->items[0]->kind, "archive");
  writer_add(writer, &(struct entry){.kind = answers->items[0]->kind,
                                     .subject = inverse->subject,
                                     .key = inverse->key,
                                     .value = archive ? value_bool(false) : value_of(VALUE_CLEARED, NULL),
                                     .replaces = answers});
}

/* A former single answer takes the place of all that goes; elements are added and removed one by one. */
static void write_inverse(struct writer *writer, const struct inverse *inverse) {
  live_vec_t answers = {0};
  for (size_t i = 0; i < inverse->going.len; i++)
    if (!live_is_element(inverse->going.items[i])) vec_push(&answers, inverse->going.items[i]);
  bool to_answer = !only_elements(&inverse->removed);
  for (size_t i = 0; i < inverse->removed.len; i++)
    bring_back(writer, inverse, inverse->removed.items[i], to_answer ? &inverse->going : &answers);
  for (size_t i = 0; i < inverse->going.len && !to_answer; i++)
    if (live_is_element(inverse->going.items[i])) take_out_element(writer, inverse, inverse->going.items[i]);
  if (count_answers(&answers) > 0 && inverse->removed.len == 0) take_out_answer(writer, inverse, &answers);
  live_vec_free(&answers);
}

/* ---- a whole group ------------------------------------------------------------------------------------------------------------------- */

static enum status refuse_built_on(const char *subject, const char *key, const char *author, struct error *error) {
  CLEANUP(mem_freep) char *where = key[0] ? mem_printf("%s %s", subject, key) : mem_strdup(subject);
  const char *next = _("Change the answer instead.");
  if (!author)
    return error_set(error, STATUS_REFUSED, where, next, _("This step cannot be taken back: the answer is no longer what it was then."));
  return error_set(error, STATUS_REFUSED, where, next, _("This step cannot be taken back: what %s did since then builds on it."), author);
}

static enum status invert_answer(struct writer *writer, const char *subject, const char *key, int64_t first, int64_t last,
                                 struct error *error) {
  struct db *db = &writer->store->db;
  CLEANUP(inverse_free) struct inverse inverse = {.subject = subject, .key = key, .last = last};
  state_before(db, subject, key, first, writer->arena, &inverse.before);
  state_before(db, subject, key, last + 1, writer->arena, &inverse.after);
  state_now(db, subject, key, writer->arena, &inverse.now);
  subtract(&inverse.after, &inverse.before, &inverse.added);
  subtract(&inverse.before, &inverse.after, &inverse.removed);
  if (!is_possible(&inverse, writer)) return refuse_built_on(subject, key, last_other(writer, subject, key, last), error);
  write_inverse(writer, &inverse);
  return STATUS_OK;
}

static enum status invert_creation(struct writer *writer, const char *subject, int64_t last, struct error *error) {
  struct db *db = &writer->store->db;
  const char *author = last_other(writer, subject, NULL, last);
  if (author) return refuse_built_on(subject, "", author, error);
  live_vec_t now;
  state_now(db, subject, "", writer->arena, &now);
  writer_add(writer, &(struct entry){.kind = "archive", .subject = subject, .value = value_bool(true), .replaces = &now});
  live_vec_free(&now);
  return STATUS_OK;
}

struct touched {
  const char *kind, *subject, *key;
};
typedef VEC(struct touched) touched_vec_t;

/* Latest first. */
static void load_touched(struct db *db, const char *group, struct arena *arena, touched_vec_t *ret_touched) {
  sqlite3_stmt *row =
      db_query(db, "SELECT kind, subject, key FROM event WHERE group_id = ?1 AND kind <> 'meta' ORDER BY arrival DESC", "t", group);
  while (db_next(db, row)) {
    struct touched touched = {arena_strdup(arena, (const char *)sqlite3_column_text(row, 0)),
                              arena_strdup(arena, (const char *)sqlite3_column_text(row, 1)),
                              arena_strdup(arena, (const char *)sqlite3_column_text(row, 2))};
    vec_push(ret_touched, touched);
  }
}

static enum status invert_all(struct writer *writer, const touched_vec_t *touched, int64_t first, int64_t last, struct map *done,
                              struct error *error) {
  enum status status = STATUS_OK;
  for (size_t i = 0; i < touched->len && status == STATUS_OK; i++) {
    const struct touched *place = &touched->items[i];
    if (str_eq(place->kind, "subject")) {
      status = invert_creation(writer, place->subject, last, error);
      continue;
    }
    CLEANUP(mem_freep) char *name = mem_printf("%zu %s%s", strlen(place->subject), place->subject, place->key);
    if (map_get(done, name)) continue;
    map_put(done, name, done);
    status = invert_answer(writer, place->subject, place->key, first, last, error);
  }
  return status;
}

static enum status invert_group(struct writer *writer, const char *group, struct error *error) {
  struct db *db = &writer->store->db;
  int64_t first = 0, last = 0;
  db_number(db, &first, "SELECT min(arrival) FROM event WHERE group_id = ?1", "t", group);
  db_number(db, &last, "SELECT max(arrival) FROM event WHERE group_id = ?1", "t", group);
  touched_vec_t touched = {0};
  load_touched(db, group, writer->arena, &touched);
  struct map *done = map_new();
  writer->undoes = group;
  enum status status = invert_all(writer, &touched, first, last, done, error);
  /* A group that cancelled itself out still has to count as taken back. */
  if (status == STATUS_OK && !writer->group)
    writer_add(writer, &(struct entry){.kind = "meta", .subject = "", .key = "undone", .value = value_of(VALUE_TEXT, group)});
  map_free(done);
  vec_free(&touched);
  return status;
}

/* Somebody who looks for the step on top has to know whose it is. */
static enum status refuse_none(struct writer *writer, const char *none, struct error *error) {
  struct db *db = &writer->store->db;
  sqlite3_stmt *row = db_query(db, "SELECT author FROM event WHERE kind <> 'meta' ORDER BY arrival DESC LIMIT 1", "");
  CLEANUP(mem_freep) char *next = NULL;
  if (db_next(db, row)) {
    const char *last = (const char *)sqlite3_column_text(row, 0);
    if (!str_eq(last, writer->author)) next = mem_printf(_("The last step is one of %s; only its author takes it back."), last);
    db_stop(row);
  }
  return error_set(error, STATUS_REFUSED, NULL, next, none, writer->author);
}

static enum status take_back(struct store *store, const char *author, const char *(*choose)(const struct history *), const char *none,
                             char **ret_group, struct error *error) {
  struct writer writer;
  enum status status = writer_begin(store, author, &writer, error);
  if (status != STATUS_OK) return status;
  struct history history = {0};
  load_history(&writer, &history);
  const char *group = choose(&history);
  vec_free(&history.done);
  vec_free(&history.undone);
  CLEANUP(mem_freep) char *taken = mem_strdup(group);
  status = group ? invert_group(&writer, group, error) : refuse_none(&writer, none, error);
  status = writer_finish(&writer, status, NULL, error);
  if (status == STATUS_OK && ret_group) {
    *ret_group = taken;
    taken = NULL;
  }
  return status;
}

static const char *last_done(const struct history *history) {
  return last_of(&history->done);
}

static const char *last_undone(const struct history *history) {
  return last_of(&history->undone);
}

enum status store_undo(struct store *store, const char *author, char **ret_group, struct error *error) {
  return take_back(store, author, last_done, _("There is no step of %s to take back."), ret_group, error);
}

enum status store_redo(struct store *store, const char *author, char **ret_group, struct error *error) {
  return take_back(store, author, last_undone, _("There is no undone step of %s to do again."), ret_group, error);
}
