/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict reading of an export: what is not known, missing, said twice or points nowhere is refused. */
#include "app/exchange_internal.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

struct reading {
  const struct app *app;
  const char *name;
  struct exported *exported;
  struct map *subjects; /* id to struct exported_subject's number + 1 */
  struct map *files;    /* hash to number + 1 */
  struct map *facts;    /* subject and question */
  struct error *error;
  enum status status;
};

void exported_clear(struct exported *exported) {
  vec_free(&exported->packs);
  vec_free(&exported->subjects);
  vec_free(&exported->facts);
  vec_free(&exported->files);
  arena_free(exported->arena);
  *exported = (struct exported){0};
}

/* ---- refusals; after the first nothing more is read ---- */

static void refuse(struct reading *reading, const struct json *at, const char *format, ...) PRINTF_LIKE(3, 4);
static void refuse(struct reading *reading, const struct json *at, const char *format, ...) {
  if (reading->status) return;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u:%u", reading->name, json_line(at), json_column(at));
  reading->status =
      error_set(reading->error, STATUS_INPUT, where, _("Export the workspace again, and do not change the file."), "%s", what);
}

static bool check_object(struct reading *reading, const struct json *node, const char *keys) {
  if (json_type(node) != JSON_OBJECT) refuse(reading, node, _("An object is needed here."));
  for (size_t i = 0; i < json_len(node) && !reading->status; i++)
    if (!str_in_list(keys, json_key_at(node, i)))
      refuse(reading, json_at(node, i), _("The key “%s” has no meaning here."), json_key_at(node, i));
  return !reading->status;
}

static const char *optional(struct reading *reading, const struct json *object, const char *key) {
  const struct json *node = json_get(object, key);
  if (!node) return NULL;
  const char *text = json_type(node) == JSON_STRING ? json_text(node) : NULL;
  if (!text || text_first_bad(text, strlen(text)) >= 0) refuse(reading, node, _("“%s” must be a text without control characters."), key);
  return reading->status ? NULL : arena_strdup(reading->exported->arena, text);
}

static const char *needed(struct reading *reading, const struct json *object, const char *key) {
  const char *text = optional(reading, object, key);
  if (!text || !*text) refuse(reading, object, _("The key “%s” with a text is needed."), key);
  return reading->status ? NULL : text;
}

static bool flag(struct reading *reading, const struct json *object, const char *key) {
  const struct json *node = json_get(object, key);
  if (node && json_type(node) != JSON_TRUE && json_type(node) != JSON_FALSE) refuse(reading, node, _("“%s” must be true or false."), key);
  return json_type(node) == JSON_TRUE;
}

static const struct json *array(struct reading *reading, const struct json *object, const char *key) {
  const struct json *node = json_get(object, key);
  if (json_type(node) != JSON_ARRAY) refuse(reading, node ? node : object, _("The list “%s” is needed."), key);
  return reading->status ? NULL : node;
}

static const char *hash_text(struct reading *reading, const struct json *object, const char *key) {
  const char *text = needed(reading, object, key);
  struct hash hash;
  char canonical[HASH_TEXT_SIZE];
  bool good = text && hash_parse(text, &hash);
  if (good) hash_format(&hash, canonical);
  if (!good || !str_eq(text, canonical)) refuse(reading, object, _("“%s” must be a SHA-256 in small letters."), key);
  return reading->status ? NULL : text;
}

static int64_t time_ms(struct reading *reading, const struct json *object, const char *key) {
  const char *text = needed(reading, object, key);
  struct instant instant = {0};
  if (text && !instant_parse(text, &instant)) refuse(reading, object, _("“%s” must be a point in time."), key);
  return instant.seconds * 1000;
}

/* ---- law packs, files ---- */

static void read_packs(struct reading *reading, const struct json *root) {
  const struct json *list = array(reading, root, "law_packs");
  for (size_t i = 0; i < json_len(list) && !reading->status; i++) {
    const struct json *node = json_at(list, i);
    struct kept_pack pack = {0};
    if (!check_object(reading, node, "id version law_as_of sha256")) return;
    pack.id = needed(reading, node, "id");
    pack.version = needed(reading, node, "version");
    pack.law_as_of = needed(reading, node, "law_as_of");
    pack.hash = hash_text(reading, node, "sha256");
    if (reading->status) return;
    const struct pack *used = reading->app->pack;
    if (str_eq(pack.id, pack_id(used)) && version_is_newer(pack.version, pack_version(used)))
      refuse(reading, node, _("The workspace was answered under law pack %s, which is newer than the one in use, %s."), pack.version,
             pack_version(used));
    vec_push(&reading->exported->packs, pack);
  }
}

static void read_files(struct reading *reading, const struct json *root) {
  const struct json *list = array(reading, root, "files");
  for (size_t i = 0; i < json_len(list) && !reading->status; i++) {
    const struct json *node = json_at(list, i);
    struct exported_file file = {0};
    int64_t size = -1;
    if (!check_object(reading, node, "sha256 size names")) return;
    file.hash = hash_text(reading, node, "sha256");
    array(reading, node, "names");
    const char *text = json_type(json_get(node, "size")) == JSON_NUMBER ? json_text(json_get(node, "size")) : "";
    char *end = NULL;
    size = strtoll(text, &end, 10);
    if (!*text || *end || size < 0) refuse(reading, node, _("“%s” must be a number."), "size");
    if (file.hash && map_get(reading->files, file.hash)) refuse(reading, node, _("The file is named twice."));
    if (reading->status) return;
    file.size = (uint64_t)size;
    vec_push(&reading->exported->files, file);
    map_put(reading->files, file.hash, (void *)(uintptr_t)reading->exported->files.len);
  }
}

/* ---- subjects ---- */

static const struct exported_subject *find_subject(const struct reading *reading, const char *id) {
  size_t number = (size_t)(uintptr_t)map_get(reading->subjects, id);
  return number ? &reading->exported->subjects.items[number - 1] : NULL;
}

static void check_subject(struct reading *reading, const struct json *node, const struct exported_subject *subject) {
  const struct subject_type *type = pack_subject_type(reading->app->pack, subject->type);
  const struct exported_subject *parent = subject->parent ? find_subject(reading, subject->parent) : NULL;
  if (strchr(subject->id, '/') || strchr(subject->id, '\n')) refuse(reading, node, _("“%s” is no id of a subject."), subject->id);
  if (find_subject(reading, subject->id)) refuse(reading, node, _("The subject “%s” is there twice."), subject->id);
  if (!type || type->implicit) {
    refuse(reading, node, _("The law pack in use knows no type of subject “%s”."), subject->type);
    return;
  }
  if (!type->parent != !subject->parent) refuse(reading, node, _("A subject of type “%s” has another place."), type->id);
  if (subject->parent && !parent)
    refuse(reading, node, _("The subject “%s”, to which it belongs, is not there before it."), subject->parent);
  if (parent && type->parent && !str_eq(parent->type, type->parent->id))
    refuse(reading, node, _("A subject of type “%s” does not belong to one of type “%s”."), type->id, parent->type);
}

static void read_subjects(struct reading *reading, const struct json *root) {
  const struct json *list = array(reading, root, "subjects");
  for (size_t i = 0; i < json_len(list) && !reading->status; i++) {
    const struct json *node = json_at(list, i);
    struct exported_subject subject = {0};
    if (!check_object(reading, node, "id type parent created archived archive_conflict")) return;
    subject.id = needed(reading, node, "id");
    subject.type = needed(reading, node, "type");
    subject.parent = optional(reading, node, "parent");
    subject.created = time_ms(reading, node, "created");
    subject.archived = flag(reading, node, "archived");
    subject.archive_conflict = flag(reading, node, "archive_conflict");
    if (!reading->status) check_subject(reading, node, &subject);
    if (reading->status) return;
    vec_push(&reading->exported->subjects, subject);
    map_put(reading->subjects, subject.id, (void *)(uintptr_t)reading->exported->subjects.len);
  }
}

/* "release-1", or "release-1/REQUIREMENT". */
static void check_known(struct reading *reading, const struct json *at, const char *id) {
  size_t len = strcspn(id, "/");
  if (!find_subject(reading, id[len] ? arena_strndup(reading->exported->arena, id, len) : id))
    refuse(reading, at, _("There is no subject “%s”."), id);
}

/* ---- values ---- */

static struct value read_mark(struct reading *reading, const struct json *object, enum value_type type) {
  if (!flag(reading, object, value_type_name(type))) refuse(reading, object, _("“%s” must be true."), value_type_name(type));
  return value_of(type, NULL);
}

static struct value read_number(struct reading *reading, const struct json *object) {
  const struct json *node = json_get(object, "number");
  int64_t number = 0;
  if (json_type(node) != JSON_NUMBER || !number_parse(json_text(node), &number))
    refuse(reading, object, _("“%s” must be a number."), "number");
  return value_number(number);
}

static struct value read_day(struct reading *reading, const struct json *object) {
  const char *text = needed(reading, object, "date");
  day_t day = 0;
  if (text && !day_parse(text, &day)) refuse(reading, object, _("“%s” must be a day."), "date");
  return value_date(day);
}

static struct value read_instant(struct reading *reading, const struct json *object) {
  const char *text = needed(reading, object, "instant");
  struct instant instant = {0};
  if (text && !instant_parse(text, &instant)) refuse(reading, object, _("“%s” must be a point in time."), "instant");
  return value_instant(instant);
}

static struct value read_file_value(struct reading *reading, const struct json *object) {
  struct value value = value_of(VALUE_BLOB, hash_text(reading, object, "file"));
  value.lang = optional(reading, object, "name");
  size_t number = value.text ? (size_t)(uintptr_t)map_get(reading->files, value.text) : 0;
  if (value.text && !number) refuse(reading, object, _("The file is not in the list “%s”."), "files");
  if (number) reading->exported->files.items[number - 1].needed = true;
  return value;
}

static struct value read_reference(struct reading *reading, const struct json *object) {
  struct value value = value_of(VALUE_REF, needed(reading, object, "ref"));
  if (value.text) check_known(reading, object, value.text);
  return value;
}

static struct value read_text_value(struct reading *reading, const struct json *object) {
  struct value value = value_of(VALUE_TEXT, optional(reading, object, "text"));
  value.lang = optional(reading, object, "lang");
  return value;
}

static struct value read_value(struct reading *reading, const struct json *object) {
  static const enum value_type marks[] = {VALUE_CLEARED, VALUE_UNKNOWN, VALUE_NONE, VALUE_REDACTED};
  const char *key = json_type(object) == JSON_OBJECT && json_len(object) ? json_key_at(object, 0) : "";
  size_t most = str_in_list("text file", key) ? 2 : 1;
  if (json_len(object) > most || (json_len(object) == 2 && !str_eq(json_key_at(object, 1), str_eq(key, "text") ? "lang" : "name")))
    refuse(reading, object, _("This is no value."));
  for (size_t i = 0; i < ARRAY_LEN(marks); i++)
    if (str_eq(key, value_type_name(marks[i]))) return read_mark(reading, object, marks[i]);
  if (str_eq(key, "bool")) return value_bool(flag(reading, object, "bool"));
  if (str_eq(key, "choice")) return value_of(VALUE_CHOICE, needed(reading, object, "choice"));
  if (str_eq(key, "text")) return read_text_value(reading, object);
  if (str_eq(key, "number")) return read_number(reading, object);
  if (str_eq(key, "date")) return read_day(reading, object);
  if (str_eq(key, "instant")) return read_instant(reading, object);
  if (str_eq(key, "ref")) return read_reference(reading, object);
  if (str_eq(key, "file")) return read_file_value(reading, object);
  refuse(reading, object, _("This is no value."));
  return value_of(VALUE_UNKNOWN, NULL);
}

/* ---- facts ---- */

static void check_pack(struct reading *reading, const struct json *node, const char *version) {
  for (size_t i = 0; i < reading->exported->packs.len; i++)
    if (str_eq(reading->exported->packs.items[i].version, version)) return;
  refuse(reading, node, _("Law pack %s is not in the list “%s”."), version, "law_packs");
}

static void read_heads(struct reading *reading, const struct json *fact, const char *key, struct head **ret_heads, size_t *ret_len) {
  if (!json_get(fact, key)) return;
  const struct json *list = array(reading, fact, key);
  struct head *heads = arena_alloc(reading->exported->arena, (json_len(list) + 1) * sizeof *heads);
  for (size_t i = 0; i < json_len(list) && !reading->status; i++) {
    const struct json *node = json_at(list, i);
    if (!check_object(reading, node, "value by time note proposed law_pack")) return;
    time_ms(reading, node, "time");
    heads[i] = (struct head){.value = read_value(reading, json_get(node, "value")),
                             .author = needed(reading, node, "by"),
                             .note = optional(reading, node, "note"),
                             .proposed = flag(reading, node, "proposed"),
                             .pack = optional(reading, node, "law_pack")};
    if (heads[i].pack) check_pack(reading, node, heads[i].pack);
  }
  *ret_heads = heads;
  *ret_len = json_len(list);
  reading->exported->answers += json_len(list);
}

static void read_facts(struct reading *reading, const struct json *root) {
  const struct json *list = array(reading, root, "facts");
  for (size_t i = 0; i < json_len(list) && !reading->status; i++) {
    const struct json *node = json_at(list, i);
    struct exported_fact fact = {0};
    if (!check_object(reading, node, "subject question answers elements")) return;
    fact.subject = needed(reading, node, "subject");
    fact.question = needed(reading, node, "question");
    if (reading->status) return;
    check_known(reading, node, fact.subject);
    read_heads(reading, node, "answers", &fact.heads, &fact.heads_len);
    read_heads(reading, node, "elements", &fact.elements, &fact.elements_len);
    const char *place = arena_printf(reading->exported->arena, "%s\n%s", fact.subject, fact.question);
    if (map_get(reading->facts, place)) refuse(reading, node, _("The question is answered twice."));
    if (fact.heads_len + fact.elements_len == 0) refuse(reading, node, _("The question is not answered."));
    for (size_t k = 0; k < fact.elements_len; k++)
      if (fact.elements[k].value.type <= VALUE_NONE) refuse(reading, node, _("This is no element of a set."));
    map_put(reading->facts, place, reading);
    vec_push(&reading->exported->facts, fact);
  }
}

/* ---- the whole ---- */

static void read_head_of_file(struct reading *reading, const struct json *root) {
  check_object(reading, root, "$schema format version of as_of journal_head law_pack law_packs subjects facts files conclusions");
  const char *format = needed(reading, root, "format");
  if (format && !str_eq(format, EXPORT_FORMAT)) refuse(reading, root, _("This is no export of a workspace."));
  const char *version = json_text(json_get(root, "version"));
  if (!str_eq(version, "1")) refuse(reading, root, _("The export is of version %.20s; only 1 can be read."), version ? version : "");
  optional(reading, root, "of");
  optional(reading, root, "as_of");
  optional(reading, root, "journal_head");
  array(reading, root, "conclusions");
}

enum status exported_read(const struct app *app, const char *bytes, size_t len, const char *name, struct exported *ret_exported,
                          struct error *error) {
  struct json *root = NULL;
  *ret_exported = (struct exported){.arena = arena_new()};
  struct reading reading = {
      .app = app, .name = name, .exported = ret_exported, .subjects = map_new(), .files = map_new(), .facts = map_new(), .error = error};
  reading.status = json_parse(bytes, len, name, &json_usual_limits, &root, error);
  if (!reading.status) read_head_of_file(&reading, root);
  if (!reading.status) read_packs(&reading, root);
  if (!reading.status) read_files(&reading, root);
  if (!reading.status) read_subjects(&reading, root);
  if (!reading.status) read_facts(&reading, root);
  if (!reading.status && ret_exported->subjects.len == 0) refuse(&reading, root, _("The export has no subjects."));
  json_free(root);
  map_free(reading.subjects);
  map_free(reading.files);
  map_free(reading.facts);
  return reading.status;
}
