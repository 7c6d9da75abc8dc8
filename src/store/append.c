/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a front end asks for to events. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the store itself refuses ------------------------------------------------------------------------------------------------ */

static enum status refuse(const char *where, const char *what, struct error *error) {
  return error_set(error, STATUS_USAGE, where, NULL, "%s", what);
}

static bool is_named(const char *text) {
  return text && text[0];
}

static bool has_text(enum value_type type) {
  return type == VALUE_CHOICE || type == VALUE_TEXT || type == VALUE_REF || type == VALUE_BLOB;
}

/* What stands behind a slash is implicit (a requirement record of a release): it exists as soon as the subject before the slash does. */
static bool subject_exists(struct db *db, const char *subject) {
  int64_t ignored;
  return db_number(db, &ignored, "SELECT 1 FROM subject WHERE id = substr(?1 || '/', 1, instr(?1 || '/', '/') - 1)", "t", subject);
}

static enum status check_texts(const struct change *change, const char *where, struct error *error) {
  const char *texts[] = {change->subject, change->type, change->parent, change->key, change->note, change->value.text, change->value.lang};
  enum status status = STATUS_OK;
  for (size_t i = 0; i < ARRAY_LEN(texts) && status == STATUS_OK; i++)
    status = text_check(texts[i], where, error);
  return status;
}

static enum status check_value(struct store *store, const struct change *change, const char *where, struct error *error) {
  const struct value *value = &change->value;
  if (value->type == VALUE_REDACTED) return refuse(where, _("An erased value cannot be written."), error);
  if (has_text(value->type) && !value->text) return refuse(where, _("The value has no content."), error);
  if (value->lang && value->type != VALUE_TEXT && value->type != VALUE_BLOB)
    return refuse(where, _("Only texts and files have a language or a file name."), error);
  if (value->type == VALUE_REF && !subject_exists(&store->db, value->text))
    return error_set(error, STATUS_USAGE, where, _("Create it first."), _("There is no subject “%s”."), value->text);
  if (value->type == VALUE_BLOB && !blob_is_known(&store->db, value->text))
    return error_set(error, STATUS_USAGE, where, _("Store the file first."), _("There is no stored file with the hash “%s”."), value->text);
  return STATUS_OK;
}

static enum status check_kind(const struct change *change, const char *where, struct error *error) {
  bool element = change->value.type > VALUE_NONE;
  switch (change->kind) {
  case CHANGE_SUBJECT:
    if (strchr(change->subject, '/')) return refuse(where, _("An id with a slash belongs to a record that exists by itself."), error);
    return is_named(change->type) ? STATUS_OK : refuse(where, _("A subject needs a type."), error);
  case CHANGE_ARCHIVE:
    return change->value.type == VALUE_BOOL ? STATUS_OK : refuse(where, _("Archiving takes yes or no."), error);
  case CHANGE_ADD:
  case CHANGE_REMOVE:
    if (!element) return refuse(where, _("Only a value can be added to a set or removed from it."), error);
    break;
  case CHANGE_SET:
    break;
  }
  return is_named(change->key) ? STATUS_OK : refuse(where, _("An answer needs the id of its question."), error);
}

static enum status check_change(struct store *store, const struct change *change, const char *where, struct error *error) {
  if (!is_named(change->subject)) return refuse(where, _("A change needs a subject."), error);
  enum status status = check_kind(change, where, error);
  if (status == STATUS_OK) status = check_texts(change, where, error);
  if (status != STATUS_OK || change->kind == CHANGE_SUBJECT) return status;
  if (!subject_exists(&store->db, change->subject))
    return error_set(error, STATUS_USAGE, where, _("Create it first."), _("There is no subject “%s”."), change->subject);
  /* What is to be taken out may refer to something that this file never had. */
  return change->kind == CHANGE_REMOVE ? STATUS_OK : check_value(store, change, where, error);
}

/* ---- did the writer see what is there? --------------------------------------------------------------------------------------------- */

static bool is_shown(const struct live *live) {
  return live->value.type != VALUE_CLEARED;
}

static bool id_in(const char *id, const char *const *ids, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (str_eq(ids[i], id)) return true;
  return false;
}

/* Of several live events that say the same, the screen may have shown one. */
static bool saw(const struct change *change, const live_vec_t *now, const struct live *live) {
  for (size_t i = 0; i < now->len; i++) {
    const struct live *other = now->items[i];
    bool same = live_is_element(other) == live_is_element(live) && value_equal(&other->value, &live->value);
    if (same && id_in(other->id, change->seen, change->seen_len)) return true;
  }
  return false;
}

static bool is_live(const live_vec_t *now, const char *id) {
  for (size_t i = 0; i < now->len; i++)
    if (str_eq(now->items[i]->id, id)) return true;
  return false;
}

/* An answer is stale if anything else is there than was seen. Elements do not disturb each other: only an answer in their place does. */
static bool is_stale(const struct change *change, const live_vec_t *now) {
  bool whole = change->kind == CHANGE_SET;
  for (size_t i = 0; i < now->len; i++) {
    const struct live *live = now->items[i];
    if (is_shown(live) && (whole || !live_is_element(live)) && !saw(change, now, live)) return true;
  }
  for (size_t i = 0; whole && i < change->seen_len; i++)
    if (!is_live(now, change->seen[i])) return true;
  return false;
}

static enum status check_seen(struct db *db, const struct change *change, const char *where, struct error *error) {
  if (!change->check_seen || change->kind == CHANGE_SUBJECT || change->kind == CHANGE_ARCHIVE) return STATUS_OK;
  struct arena *arena = arena_new();
  live_vec_t now;
  state_now(db, change->subject, change->key, arena, &now);
  bool stale = is_stale(change, &now);
  live_vec_free(&now);
  arena_free(arena);
  if (!stale) return STATUS_OK;
  return error_set(error, STATUS_STALE, where, _("Look at the new answer and decide again."), _("The answer has changed meanwhile."));
}

/* ---- events ------------------------------------------------------------------------------------------------------------------------- */

static bool no_new_note(const struct change *change, const struct live *live) {
  return !change->note || str_eq(change->note, live->note);
}

static bool says_the_same(const struct change *change, const struct live *live) {
  return value_equal(&change->value, &live->value) && change->proposed == live->proposed && no_new_note(change, live) && !change->again;
}

static void write_event(struct writer *writer, const struct change *change, const char *kind, const live_vec_t *replaces) {
  writer_add(writer, &(struct entry){.kind = kind,
                                     .subject = change->subject,
                                     .key = change->kind == CHANGE_ARCHIVE ? "" : change->key,
                                     .note = change->note,
                                     .value = change->value,
                                     .proposed = change->proposed,
                                     .replaces = replaces});
}

static enum status create_subject(struct writer *writer, const struct change *change, const char *where, struct error *error) {
  struct db *db = &writer->store->db;
  int64_t same;
  if (db_number(db, &same, "SELECT type = ?2 AND parent IS ?3 FROM subject WHERE id = ?1", "ttt", change->subject, change->type,
                change->parent))
    return same ? STATUS_OK : refuse(where, _("The subject exists already, with another type or parent; these never change."), error);
  if (change->parent && !subject_exists(db, change->parent))
    return error_set(error, STATUS_USAGE, where, _("Create it first."), _("There is no subject “%s”."), change->parent);
  writer_add(writer, &(struct entry){.kind = "subject",
                                     .subject = change->subject,
                                     .type = change->type,
                                     .parent = change->parent,
                                     .note = change->note,
                                     .proposed = change->proposed});
  return STATUS_OK;
}

static void set_answer(struct writer *writer, const struct change *change, const live_vec_t *now) {
  bool news = now->len == 0 && (change->value.type != VALUE_CLEARED || change->note);
  for (size_t i = 0; i < now->len && !news; i++)
    news = live_is_element(now->items[i]) || !says_the_same(change, now->items[i]);
  if (news) write_event(writer, change, "set", now);
}

/* An element takes the place of "unknown", "none" and the like, and of the same element said differently. */
static void add_element(struct writer *writer, const struct change *change, const live_vec_t *now) {
  live_vec_t replaced = {0};
  bool news = true;
  for (size_t i = 0; i < now->len; i++) {
    const struct live *live = now->items[i];
    if (live_is_element(live) && says_the_same(change, live)) news = false;
    if (!live_is_element(live) || value_equal(&live->value, &change->value)) vec_push(&replaced, live);
  }
  for (size_t i = 0; i < replaced.len && !news; i++)
    news = !live_is_element(replaced.items[i]) && is_shown(replaced.items[i]);
  if (news) write_event(writer, change, "add", &replaced);
  live_vec_free(&replaced);
}

static void remove_element(struct writer *writer, const struct change *change, const live_vec_t *now) {
  live_vec_t replaced = {0};
  for (size_t i = 0; i < now->len; i++)
    if (live_is_element(now->items[i]) && value_equal(&now->items[i]->value, &change->value)) vec_push(&replaced, now->items[i]);
  if (replaced.len > 0) write_event(writer, change, "remove", &replaced);
  live_vec_free(&replaced);
}

static void archive_subject(struct writer *writer, const struct change *change, const live_vec_t *now) {
  bool news = now->len == 0 && change->value.boolean;
  for (size_t i = 0; i < now->len && !news; i++)
    news = !says_the_same(change, now->items[i]);
  if (!news) news = state_archive_conflict(&writer->store->db, change->subject);
  if (news) write_event(writer, change, "archive", now);
}

static enum status apply(struct writer *writer, const struct change *change, const char *where, struct error *error) {
  enum status status = check_change(writer->store, change, where, error);
  if (status != STATUS_OK) return status;
  if (change->kind == CHANGE_SUBJECT) return create_subject(writer, change, where, error);
  live_vec_t now;
  state_now(&writer->store->db, change->subject, change->kind == CHANGE_ARCHIVE ? "" : change->key, writer->arena, &now);
  switch (change->kind) {
  case CHANGE_SET:
    set_answer(writer, change, &now);
    break;
  case CHANGE_ADD:
    add_element(writer, change, &now);
    break;
  case CHANGE_REMOVE:
    remove_element(writer, change, &now);
    break;
  default:
    archive_subject(writer, change, &now);
  }
  live_vec_free(&now);
  return STATUS_OK;
}

static char *place_of(const struct change *change) {
  const char *subject = change->subject ? change->subject : "";
  return is_named(change->key) ? mem_printf("%s %s", subject, change->key) : mem_strdup(subject);
}

enum status changes_apply(struct writer *writer, const struct change *changes, size_t len, struct error *error) {
  enum status status = STATUS_OK;
  if (len > STORE_GROUP_MAX)
    return error_set(error, STATUS_USAGE, NULL, _("Do it in several steps."), _("One step has at most %u changes."), STORE_GROUP_MAX);
  for (size_t i = 0; i < len && status == STATUS_OK; i++) {
    if (!changes[i].subject || (changes[i].kind != CHANGE_SUBJECT && changes[i].kind != CHANGE_ARCHIVE && !changes[i].key)) continue;
    CLEANUP(mem_freep) char *where = place_of(&changes[i]);
    status = check_seen(&writer->store->db, &changes[i], where, error);
  }
  for (size_t i = 0; i < len && status == STATUS_OK; i++) {
    CLEANUP(mem_freep) char *where = place_of(&changes[i]);
    status = apply(writer, &changes[i], where, error);
  }
  return status;
}

enum status store_append(struct store *store, const char *author, const struct change *changes, size_t len, char **ret_group,
                         struct error *error) {
  struct writer writer;
  enum status status = writer_begin(store, author, &writer, error);
  if (status != STATUS_OK) return status;
  status = changes_apply(&writer, changes, len, error);
  return writer_finish(&writer, status, ret_group, error);
}

enum status store_record(struct store *store, const char *author, const char *kind, const char *text, struct error *error) {
  if (!is_named(kind) || !text) return refuse(NULL, _("A record needs a kind and a text."), error);
  enum status status = text_check(kind, NULL, error);
  if (status == STATUS_OK) status = text_check(text, kind, error);
  struct writer writer;
  if (status == STATUS_OK) status = writer_begin(store, author, &writer, error);
  if (status != STATUS_OK) return status;
  writer_add(&writer, &(struct entry){.kind = "meta", .subject = "", .key = kind, .value = value_of(VALUE_TEXT, text)});
  return writer_finish(&writer, STATUS_OK, NULL, error);
}
