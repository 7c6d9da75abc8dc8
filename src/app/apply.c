/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many subjects and answers from one JSON text, all or nothing. */
#include "app/internal.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

struct promise {
  const char *path;
  struct hash hash;
};

struct apply {
  struct plan plan;
  const char *name;             /* of the text, for messages */
  const char *folder;           /* of files */
  struct map *refs;             /* "@ref" to id */
  struct map *lines;            /* subject and question to the answer that was first */
  VEC(struct promise) promises; /* files to store once everything else is known to be right */
  struct error *error;
};

/* ---- the form of the text ---- */

static char *line_of(const struct apply *apply, const struct json *node) {
  return mem_printf("%s:%u", apply->name, json_line(node));
}

static enum status refuse_form(const struct apply *apply, const struct json *node, const char *next, const char *what) {
  CLEANUP(mem_freep) char *where = line_of(apply, node);
  return error_set(apply->error, STATUS_INPUT, where, next, "%s", what);
}

static enum status check_keys(const struct apply *apply, const struct json *object, const char *keys) {
  CLEANUP(mem_freep) char *next = mem_printf(_("These are possible: %s."), keys);
  if (json_type(object) != JSON_OBJECT) return refuse_form(apply, object, next, _("An object is needed here."));
  for (size_t i = 0; i < json_len(object); i++) {
    if (str_in_list(keys, json_key_at(object, i))) continue;
    CLEANUP(mem_freep) char *what = mem_printf(_("The key “%s” has no meaning here."), json_key_at(object, i));
    return refuse_form(apply, json_at(object, i), next, what);
  }
  return STATUS_OK;
}

/* ret_text stays NULL if the key is absent. */
static enum status read_string(const struct apply *apply, const struct json *object, const char *key, bool needed, const char **ret_text) {
  const struct json *node = json_get(object, key);
  if (node ? json_type(node) == JSON_STRING : !needed) {
    *ret_text = json_text(node);
    return STATUS_OK;
  }
  CLEANUP(mem_freep) char *what = mem_printf(_("The key “%s” with a string is needed."), key);
  return refuse_form(apply, node ? node : object, NULL, what);
}

static enum status check_array(const struct apply *apply, const struct json *node) {
  if (!node || json_type(node) == JSON_ARRAY) return STATUS_OK;
  return refuse_form(apply, node, NULL, _("An array is needed here."));
}

/* ---- who is meant ---- */

static enum status unknown_ref(const struct apply *apply, const char *text, struct error *error) {
  id_vec_t refs = {0};
  for (size_t i = 0; i < map_len(apply->refs); i++)
    vec_push(&refs, map_key_at(apply->refs, i));
  CLEANUP(mem_freep) char *next = suggest_sentence(&refs, text, _("A reference is given by “ref” of an entry of “subjects”."));
  vec_free(&refs);
  return error_set(error, STATUS_USAGE, NULL, next, _("There is no reference “%s”."), text);
}

/* "@ref", "@ref/REQUIREMENT", or whatever app_find understands. */
static enum status resolve(struct apply *apply, const char *text, const char **ret_id, struct error *error) {
  if (text[0] != '@') return app_find(apply->plan.session, text, NULL, ret_id, error);
  size_t len = strcspn(text, "/");
  const char *ref = arena_strndup(apply->plan.arena, text, len);
  const char *id = map_get(apply->refs, ref);
  if (!id) return unknown_ref(apply, ref, error);
  const char *whole = text[len] ? arena_printf(apply->plan.arena, "%s%s", id, text + len) : id;
  if (!plan_type(&apply->plan, whole))
    return error_set(error, STATUS_USAGE, NULL, _("Requirement ids look like those that “cradle assess” shows."),
                     _("There is no requirement “%s”."), text + len + 1);
  *ret_id = whole;
  return STATUS_OK;
}

static enum status resolve_type(void *context, const struct subject_type *type, const char *text, const char **ret_id,
                                struct error *error) {
  struct apply *apply = context;
  const char *id = NULL;
  if (text[0] != '@') return app_find(apply->plan.session, text, type, ret_id, error);
  enum status status = resolve(apply, text, &id, error);
  const struct subject_type *is = status ? NULL : plan_type(&apply->plan, id);
  if (is && is != type)
    return error_set(error, STATUS_USAGE, NULL, NULL, _("“%s” is of type “%s”; “%s” is needed."), text, is->id, type->id);
  if (status == STATUS_OK) *ret_id = id;
  return status;
}

/* The same error, said of the place in the text. */
static enum status at_line(const struct apply *apply, const struct json *node, enum status status) {
  if (status == STATUS_OK || !apply->error) return status;
  CLEANUP(mem_freep) char *where = line_of(apply, node);
  return error_set(apply->error, status, where, apply->error->next, "%s", apply->error->what);
}

/* ---- subjects ---- */

struct entry {
  const struct json *node;
  const char *id, *name, *parent;
  const struct subject_type *type;
};
typedef VEC(struct entry) entry_vec_t;

static enum status read_entry(struct apply *apply, const struct json *node, size_t number, size_t of, struct entry *entry) {
  const char *ref = NULL, *type = NULL;
  *entry = (struct entry){.node = node};
  enum status status = check_keys(apply, node, "ref type name parent");
  if (status == STATUS_OK) status = read_string(apply, node, "ref", false, &ref);
  if (status == STATUS_OK) status = read_string(apply, node, "type", true, &type);
  if (status == STATUS_OK) status = read_string(apply, node, "name", true, &entry->name);
  if (status == STATUS_OK) status = read_string(apply, node, "parent", false, &entry->parent);
  if (status) return status;
  status = at_line(apply, node, find_type(apply->plan.session->app->pack, NULL, type, &entry->type, apply->error));
  if (status) return status;
  if (entry->type->implicit) return refuse_form(apply, node, _("Answer its questions."), _("Subjects of this type exist by themselves."));
  if (ref && (ref[0] != '@' || strchr(ref, '/') || !ref[1]))
    return refuse_form(apply, node, NULL, _("A reference begins with @ and has no slash."));
  if (ref && map_get(apply->refs, ref))
    return refuse_form(apply, node, _("Give each subject its own."), _("The reference is given twice."));
  entry->id = plan_id(&apply->plan, entry->type, of == 1 ? 0 : number, of);
  if (ref) map_put(apply->refs, ref, (void *)entry->id);
  return STATUS_OK;
}

/* Without a parent: the only one there can be, of those that exist and those that are being made. */
static enum status only_parent(struct apply *apply, const entry_vec_t *entries, const struct entry *entry, const char **ret_id) {
  const char *only = NULL;
  for (size_t i = 0; i < entries->len; i++) {
    if (entries->items[i].type != entry->type->parent) continue;
    if (only) return refuse_form(apply, entry->node, NULL, _("Say in “parent” which subject it belongs to; more than one is possible."));
    only = entries->items[i].id;
  }
  const char *existing = NULL;
  enum status status = find_only(apply->plan.session, entry->type->parent, &existing, only ? NULL : apply->error);
  if (only && status == STATUS_OK)
    return refuse_form(apply, entry->node, NULL, _("Say in “parent” which subject it belongs to; more than one is possible."));
  *ret_id = only ? only : existing;
  return only ? STATUS_OK : at_line(apply, entry->node, status);
}

static enum status find_parent(struct apply *apply, const entry_vec_t *entries, const struct entry *entry, const char **ret_id) {
  *ret_id = NULL;
  if (entry->parent && !entry->type->parent) return refuse_form(apply, entry->node, NULL, _("Subjects of this type have no parent."));
  if (!entry->type->parent) return STATUS_OK;
  if (!entry->parent) return only_parent(apply, entries, entry, ret_id);
  if (entry->parent[0] != '@')
    return at_line(apply, entry->node, app_find(apply->plan.session, entry->parent, entry->type->parent, ret_id, apply->error));
  *ret_id = map_get(apply->refs, entry->parent);
  if (!*ret_id) return at_line(apply, entry->node, unknown_ref(apply, entry->parent, apply->error));
  for (size_t i = 0; i < entries->len; i++)
    if (entries->items[i].id == *ret_id && entries->items[i].type != entry->type->parent)
      return refuse_form(apply, entry->node, NULL, _("The parent is of another type than this type of subject needs."));
  return STATUS_OK;
}

static size_t depth_of(const struct subject_type *type) {
  size_t depth = 0;
  for (; type->parent; type = type->parent)
    depth++;
  return depth;
}

static enum status plan_entry(struct apply *apply, const entry_vec_t *entries, const struct entry *entry) {
  const char *parent;
  enum status status = find_parent(apply, entries, entry, &parent);
  if (status) return status;
  CLEANUP(mem_freep) char *where = line_of(apply, entry->node);
  plan_subject(&apply->plan, entry->id, entry->type, parent);
  return plan_name(&apply->plan, entry->id, entry->type, entry->name, where, apply->error);
}

static enum status plan_subjects(struct apply *apply, const struct json *list) {
  entry_vec_t entries = {0};
  enum status status = check_array(apply, list);
  for (size_t i = 0; i < json_len(list) && status == STATUS_OK; i++) {
    struct entry entry;
    status = read_entry(apply, json_at(list, i), i + 1, json_len(list), &entry);
    vec_push(&entries, entry);
  }
  /* Whatever their order in the text, what stands above is made first. */
  size_t made = 0;
  for (size_t depth = 0; made < entries.len && status == STATUS_OK; depth++)
    for (size_t i = 0; i < entries.len && status == STATUS_OK; i++) {
      if (depth_of(entries.items[i].type) != depth) continue;
      status = plan_entry(apply, &entries, &entries.items[i]);
      made++;
    }
  vec_free(&entries);
  return status;
}

/* ---- answers ---- */

struct reading {
  struct apply *apply;
  const struct json *node; /* the answer */
  struct parsing parsing;
  struct answer answer;
};

static enum status read_scalar(struct reading *reading, const struct json *value, struct value *ret_value) {
  static const char *const words[] = {[JSON_FALSE] = "no", [JSON_TRUE] = "yes"};
  enum json_type type = json_type(value);
  bool is_bool = type == JSON_TRUE || type == JSON_FALSE;
  enum question_type wanted = reading->parsing.question->type;
  if (is_bool ? wanted != Q_BOOL : type == JSON_NUMBER ? wanted != Q_NUMBER : type != JSON_STRING)
    return error_set(reading->apply->error, STATUS_USAGE, reading->parsing.where, NULL, _("The question takes an answer of type “%s”."),
                     question_type_name(wanted));
  return parse_one(&reading->parsing, is_bool ? words[type] : json_text(value), ret_value, reading->apply->error);
}

static enum status read_array(struct reading *reading, const struct json *array) {
  if (!question_is_multi(reading->parsing.question))
    return error_set(reading->apply->error, STATUS_USAGE, reading->parsing.where, _("Give one value."),
                     _("The question takes one answer, not a set."));
  struct value *values = arena_alloc(reading->apply->plan.arena, (json_len(array) + 1) * sizeof *values);
  enum status status = STATUS_OK;
  for (size_t i = 0; i < json_len(array) && status == STATUS_OK; i++)
    status = read_scalar(reading, json_at(array, i), &values[i]);
  reading->answer.values = values;
  reading->answer.values_len = json_len(array);
  return status;
}

static enum status promise_file(struct reading *reading, const char *path, struct value **ret_values, size_t *ret_len) {
  struct apply *apply = reading->apply;
  struct promise promise = {.path = arena_strdup(apply->plan.arena, path)};
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = app_read_file(apply->plan.session, path, STORE_BLOB_MAX, &content, apply->error);
  if (status) return status;
  hash_of(buf_str(&content), content.len, &promise.hash);
  vec_push(&apply->promises, promise);
  *ret_len = 1;
  return blob_value(&reading->parsing, path, &promise.hash, ret_values, apply->error);
}

static enum status keep_promises(struct apply *apply) {
  enum status status = STATUS_OK;
  for (size_t i = 0; i < apply->promises.len && status == STATUS_OK; i++) {
    const struct promise *promise = &apply->promises.items[i];
    struct hash hash;
    uint64_t size;
    status = store_blob_put_file(apply->plan.session->store, promise->path, &hash, &size, apply->error);
    if (status == STATUS_OK && memcmp(hash.bytes, promise->hash.bytes, HASH_SIZE) != 0)
      status = error_set(apply->error, STATUS_INPUT, promise->path, _("Try again."), _("The file changed while it was read."));
  }
  return status;
}

static enum status read_file(struct reading *reading, const char *path) {
  const char *folder = reading->apply->folder;
  CLEANUP(mem_freep) char *joined = path[0] == '/' || !folder ? mem_strdup(path) : path_join(folder, path);
  struct value *values = NULL;
  bool blob = reading->parsing.question->type == Q_BLOB;
  enum status status = blob ? promise_file(reading, joined, &values, &reading->answer.values_len)
                            : parse_file(&reading->parsing, joined, &values, &reading->answer.values_len, reading->apply->error);
  reading->answer.values = values;
  return status;
}

/* {"unknown": true}, {"none": true}, {"clear": true}, {"file": "path"} */
static enum status read_object(struct reading *reading, const struct json *object) {
  static const struct {
    const char *key;
    enum answer_mode mode;
  } modes[] = {{"unknown", ANSWER_SAY_UNKNOWN}, {"none", ANSWER_SAY_NONE}, {"clear", ANSWER_CLEAR}};
  const struct json *node = json_at(object, 0);
  const char *key = json_len(object) == 1 ? json_key_at(object, 0) : "";
  if (str_eq(key, "file") && json_type(node) == JSON_STRING) return read_file(reading, json_text(node));
  for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
    if (json_type(node) != JSON_TRUE || !str_eq(key, modes[i].key)) continue;
    reading->answer.mode = modes[i].mode;
    return STATUS_OK;
  }
  return error_set(reading->apply->error, STATUS_INPUT, reading->parsing.where,
                   _("An object as value is {\"unknown\": true}, {\"none\": true}, {\"clear\": true} or {\"file\": \"PATH\"}."),
                   _("This object is not a value."));
}

static enum status read_single(struct reading *reading, const struct json *node) {
  struct value *values = arena_alloc(reading->apply->plan.arena, sizeof *values);
  if (json_type(node) == JSON_STRING)
    return parse_answer(&reading->parsing, json_text(node), (struct value **)&reading->answer.values, &reading->answer.values_len,
                        reading->apply->error);
  reading->answer.values = values;
  reading->answer.values_len = 1;
  return read_scalar(reading, node, values);
}

static enum status read_value(struct reading *reading, const struct json *node) {
  switch (json_type(node)) {
  case JSON_ARRAY:
    return read_array(reading, node);
  case JSON_OBJECT:
    return read_object(reading, node);
  case JSON_NULL:
    return error_set(reading->apply->error, STATUS_INPUT, reading->parsing.where,
                     _("Say {\"unknown\": true} or {\"clear\": true}, or leave the answer out."), _("The value is missing."));
  default:
    return read_single(reading, node);
  }
}

static enum status check_once(struct reading *reading) {
  struct apply *apply = reading->apply;
  CLEANUP(mem_freep) char *place = mem_printf("%s\n%s", reading->answer.subject, reading->answer.question);
  const struct json *first = map_get(apply->lines, place);
  map_put(apply->lines, place, (void *)reading->node);
  if (!first) return STATUS_OK;
  return error_set(apply->error, STATUS_USAGE, reading->parsing.where, _("Keep one of the two answers."),
                   _("The question has been answered already on line %u."), json_line(first));
}

static enum status read_answer(struct apply *apply, const struct json *node, const char *language) {
  const char *subject = NULL, *id = NULL, *note = NULL, *lang = NULL;
  struct reading reading = {.apply = apply, .node = node};
  enum status status = check_keys(apply, node, "subject question value note lang");
  if (status == STATUS_OK) status = read_string(apply, node, "subject", true, &subject);
  if (status == STATUS_OK) status = read_string(apply, node, "question", true, &id);
  if (status == STATUS_OK) status = read_string(apply, node, "note", false, &note);
  if (status == STATUS_OK) status = read_string(apply, node, "lang", false, &lang);
  if (status == STATUS_OK) status = at_line(apply, node, resolve(apply, subject, &reading.answer.subject, apply->error));
  if (status) return status;
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u: %s %s", apply->name, json_line(node), subject, id);
  const struct question *question;
  const struct subject_type *type = plan_type(&apply->plan, reading.answer.subject);
  status = find_question(apply->plan.session->app->pack, where, type, id, &question, apply->error);
  if (status) return status;
  reading.answer.question = question->id;
  reading.answer.note = arena_strdup(apply->plan.arena, note);
  reading.parsing = (struct parsing){.session = apply->plan.session,
                                     .question = question,
                                     .arena = apply->plan.arena,
                                     .where = where,
                                     .language = lang ? lang : language,
                                     .find = resolve_type,
                                     .context = apply};
  status = check_once(&reading);
  if (status == STATUS_OK && !json_get(node, "value") && note)
    reading.answer.mode = ANSWER_NOTE_ONLY;
  else if (status == STATUS_OK)
    status = read_value(&reading, json_get(node, "value"));
  if (status == STATUS_OK && reading.answer.mode == ANSWER_SAY_NONE && !question_takes_none(question))
    status = error_set(apply->error, STATUS_USAGE, where, NULL, _("“There is none” is no answer to this question."));
  if (status == STATUS_OK) status = plan_check_note(&apply->plan, question, &reading.answer, where, apply->error);
  if (status == STATUS_OK) status = plan_rename(&apply->plan, question, &reading.answer, where, apply->error);
  if (status == STATUS_OK) plan_answer(&apply->plan, question, &reading.answer);
  return status;
}

static enum status plan_answers(struct apply *apply, const struct json *list, const char *language) {
  enum status status = check_array(apply, list);
  for (size_t i = 0; i < json_len(list) && status == STATUS_OK; i++)
    status = read_answer(apply, json_at(list, i), language);
  return status;
}

/* ---- the whole ---- */

static enum status plan_all(struct apply *apply, const struct json *root, const char **ret_author) {
  const char *language = NULL;
  enum status status = check_keys(apply, root, "as lang subjects answers");
  if (status == STATUS_OK) status = read_string(apply, root, "as", false, ret_author);
  if (status == STATUS_OK) status = read_string(apply, root, "lang", false, &language);
  if (status == STATUS_OK) status = plan_subjects(apply, json_get(root, "subjects"));
  if (status == STATUS_OK) status = plan_answers(apply, json_get(root, "answers"), language ? language : apply->plan.session->language);
  return status;
}

static struct map *copy_refs(const struct map *refs, struct arena *arena) {
  struct map *copy = map_new();
  for (size_t i = 0; i < map_len(refs); i++)
    map_put(copy, map_key_at(refs, i), arena_strdup(arena, map_value_at(refs, i)));
  return copy;
}

enum status app_apply(struct session *session, const char *json, size_t len, const char *name, const char *folder, struct arena *arena,
                      struct map **ret_refs, struct error *error) {
  struct json *root = NULL;
  struct error kept = {0};
  enum status status = json_parse(json, len, name, &json_usual_limits, &root, error);
  if (status) return status;
  struct apply apply = {.name = name, .folder = folder, .refs = map_new(), .lines = map_new(), .error = &kept};
  const char *author = NULL;
  plan_begin(&apply.plan, session);
  status = plan_all(&apply, root, &author);
  if (status == STATUS_OK) status = keep_promises(&apply);
  if (status == STATUS_OK) status = plan_write(&apply.plan, author, &kept);
  if (status == STATUS_OK && ret_refs) *ret_refs = copy_refs(apply.refs, arena);
  if (status) error_set(error, status, kept.where, kept.next, "%s", kept.what);
  error_clear(&kept);
  plan_free(&apply.plan);
  map_free(apply.refs);
  map_free(apply.lines);
  vec_free(&apply.promises);
  json_free(root);
  return status;
}
