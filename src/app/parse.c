/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed text to values: everything that a question cannot hold is refused, with what it can hold. */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>

enum { CHOICES_LISTED = 12, SHOWN_COLUMNS = 60 };

static enum status session_find(void *context, const struct subject_type *type, const char *text, const char **ret_id,
                                struct error *error) {
  return app_find(context, text, type, ret_id, error);
}

struct parsing parsing_of_session(struct session *session, const struct question *question, struct arena *arena) {
  return (struct parsing){.session = session,
                          .question = question,
                          .arena = arena,
                          .where = question->id,
                          .language = session->language,
                          .find = session_find,
                          .context = session};
}

static enum status refuse(const struct parsing *parsing, const char *next, const char *what, struct error *error) {
  return error_set(error, STATUS_USAGE, parsing->where, next, "%s", what);
}

/* format shows what was typed, shortened: it may be a whole file. */
static enum status refuse_text(const struct parsing *parsing, const char *next, const char *format, const char *text, struct error *error) {
  size_t shown = utf8_fit(text, SHOWN_COLUMNS);
  CLEANUP(mem_freep) char *start = mem_printf("%.*s%s", (int)shown, text, text[shown] ? "…" : "");
  return error_set(error, STATUS_USAGE, parsing->where, next, format, start);
}

/* ---- one value of each type ---- */

static bool is_word(const char *text, const char *const *words, size_t len) {
  CLEANUP(mem_freep) char *folded = text_fold(text);
  for (size_t i = 0; i < len; i++) {
    CLEANUP(mem_freep) char *word = text_fold(words[i]);
    if (str_eq(folded, word)) return true;
  }
  return false;
}

static enum status parse_bool(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  const char *const yes[] = {"yes", "y", "true", _("yes")}, *const no[] = {"no", "n", "false", _("no")};
  bool is_yes = is_word(text, yes, ARRAY_LEN(yes));
  if (!is_yes && !is_word(text, no, ARRAY_LEN(no)))
    return refuse_text(parsing, _("Answer yes or no."), _("“%s” is neither yes nor no."), text, error);
  *ret_value = value_bool(is_yes);
  return STATUS_OK;
}

static char *list_of_choices(const struct question *question) {
  id_vec_t ids = {0};
  for (size_t i = 0; i < question->choices_len; i++)
    vec_push(&ids, question->choices[i].id);
  char *all = join_ids(&ids);
  vec_free(&ids);
  return all;
}

static enum status refuse_choice(const struct parsing *parsing, const char *text, struct error *error) {
  const struct question *question = parsing->question;
  id_vec_t ids = {0};
  for (size_t i = 0; i < question->choices_len; i++)
    vec_push(&ids, question->choices[i].id);
  CLEANUP(mem_freep) char *all = list_of_choices(question);
  CLEANUP(mem_freep) char *listed = mem_printf(_("The choices are: %s."), all);
  CLEANUP(mem_freep) char *near = suggest_sentence(&ids, text, _("“cradle ask” lists the choices."));
  vec_free(&ids);
  const char *next = question->choices_len <= CHOICES_LISTED ? listed : near;
  return refuse_text(parsing, next, _("“%s” is not one of the choices."), text, error);
}

static enum status parse_choice(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  const struct choice *choice = question_choice(parsing->question, text);
  if (!choice) return refuse_choice(parsing, text, error);
  *ret_value = value_of(VALUE_CHOICE, choice->id);
  return STATUS_OK;
}

enum status check_characters(const char *where, const char *text, size_t len, struct error *error) {
  if (!utf8_valid(text, len))
    return error_set(error, STATUS_USAGE, where, _("Save or type it as UTF-8."), _("The text is not valid UTF-8."));
  long bad = text_first_bad(text, len);
  if (bad >= 0) return error_set(error, STATUS_USAGE, where, _("Remove it."), _("The text has a control character at byte %ld."), bad + 1);
  return STATUS_OK;
}

static enum status parse_text(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  const struct question *question = parsing->question;
  size_t count = utf8_count(text);
  if (count > question->max)
    return error_set(error, STATUS_USAGE, parsing->where, _("Shorten it."), _("The text has %zu characters; %zu are possible."), count,
                     question->max);
  if (question->type == Q_TEXT && strchr(text, '\n'))
    return refuse(parsing, _("Write it on one line."), _("The text has a line break."), error);
  if (question->type == Q_TEXT && strchr(text, '\t')) return refuse(parsing, _("Write a blank instead."), _("The text has a tab."), error);
  *ret_value = value_of(VALUE_TEXT, arena_strdup(parsing->arena, text));
  if (question->language) ret_value->lang = arena_strdup(parsing->arena, parsing->language);
  return STATUS_OK;
}

static enum status check_range(const struct question *question, const char *where, int64_t number, struct error *error) {
  bool small = question->has_min && number < question->min, large = question->has_max_number && number > question->max_number;
  if (!small && !large) return STATUS_OK;
  CLEANUP(mem_freep) char *limit = number_format(small ? question->min : question->max_number);
  return error_set(error, STATUS_USAGE, where, _("Correct the number."),
                   small ? _("The number must be at least %s.") : _("The number must be at most %s."), limit);
}

static bool has_form_of_number(const char *text) {
  text += *text == '-';
  size_t whole = strspn(text, "0123456789");
  if (whole && text[whole] == '.') whole += 1 + strspn(text + whole + 1, "0123456789");
  return whole && text[whole] == '\0' && text[whole - 1] != '.';
}

static enum status parse_number(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  int64_t number;
  if (!number_parse(text, &number) && has_form_of_number(text))
    return refuse(parsing, _("At most 12 digits before the point and 6 behind it are possible."), _("The number has too many digits."),
                  error);
  if (!number_parse(text, &number))
    return refuse_text(parsing, _("Write digits, and a point before decimals: 60 or 7.5."), _("“%s” is not a number."), text, error);
  enum status status = check_range(parsing->question, parsing->where, number, error);
  if (status == STATUS_OK) *ret_value = value_number(number);
  return status;
}

static bool has_form_of_date(const char *text) {
  const char form[] = "dddd-dd-dd";
  for (size_t i = 0; i < sizeof form - 1; i++)
    if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-') return false;
  return text[sizeof form - 1] == '\0';
}

static enum status parse_date(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  day_t day;
  if (parsing->question->none && str_eq(text, "none")) {
    *ret_value = value_of(VALUE_NONE, NULL);
    return STATUS_OK;
  }
  if (day_parse(text, &day)) {
    *ret_value = value_date(day);
    return STATUS_OK;
  }
  if (has_form_of_date(text))
    return refuse_text(parsing, _("Look at a calendar; years run from 1900 to 2200."), _("The day %s does not exist."), text, error);
  const char *next =
      parsing->question->none ? _("Write year, month and day like 2027-12-11, or none.") : _("Write year, month and day like 2027-12-11.");
  return refuse_text(parsing, next, _("“%s” is not a date."), text, error);
}

static enum status parse_instant(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  struct instant instant;
  if (!instant_parse(text, &instant))
    return refuse_text(parsing, _("Write day, time and zone like 2026-09-12T08:00+02:00, or Z for UTC."), _("“%s” is not a point in time."),
                       text, error);
  *ret_value = value_instant(instant);
  return STATUS_OK;
}

static enum status parse_reference(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  struct error reason = {0};
  const char *id;
  enum status status = parsing->find(parsing->context, parsing->question->of, text, &id, &reason);
  if (status == STATUS_OK) {
    const struct subject *subject = snapshot_subject(parsing->session->snapshot, id);
    if (subject && snapshot_archived(parsing->session->snapshot, subject))
      return refuse_text(parsing, _("Name one that is still in use."), _("“%s” has been archived."), text, error);
    *ret_value = value_of(VALUE_REF, arena_strdup(parsing->arena, id));
    return STATUS_OK;
  }
  error_set(error, status, parsing->where, reason.next, "%s", reason.what);
  error_clear(&reason);
  return status;
}

/* Only what is stored already: a file comes in through parse_file. */
static enum status parse_blob(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  struct hash hash;
  uint64_t size;
  if (!hash_parse(text, &hash) || store_blob_size(parsing->session->store, text, &size, NULL))
    return refuse(parsing, _("Give a file: @PATH on the command line, {\"file\": \"PATH\"} in answers."), _("The question takes a file."),
                  error);
  *ret_value = value_of(VALUE_BLOB, arena_strdup(parsing->arena, text));
  return STATUS_OK;
}

enum status parse_one(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error) {
  enum status status = check_characters(parsing->where, text, strlen(text), error);
  if (status) return status;
  switch (parsing->question->type) {
  case Q_BOOL:
    return parse_bool(parsing, text, ret_value, error);
  case Q_CHOICE:
  case Q_SET:
    return parse_choice(parsing, text, ret_value, error);
  case Q_TEXT:
  case Q_LONG_TEXT:
    return parse_text(parsing, text, ret_value, error);
  case Q_NUMBER:
    return parse_number(parsing, text, ret_value, error);
  case Q_DATE:
    return parse_date(parsing, text, ret_value, error);
  case Q_INSTANT:
    return parse_instant(parsing, text, ret_value, error);
  case Q_REFERENCE:
  case Q_REFERENCES:
    return parse_reference(parsing, text, ret_value, error);
  case Q_BLOB:
    break;
  }
  return parse_blob(parsing, text, ret_value, error);
}

/* ---- the whole answer ---- */

static char *trimmed(const char *text, size_t len) {
  while (len && strchr(" \t\n", text[0]))
    text++, len--;
  while (len && strchr(" \t\n", text[len - 1]))
    len--;
  return mem_strndup(text, len);
}

static bool holds(const struct value *values, size_t len, const struct value *value) {
  for (size_t i = 0; i < len; i++)
    if (value_equal(&values[i], value)) return true;
  return false;
}

static enum status parse_elements(const struct parsing *parsing, const char *text, struct value *values, size_t *len, struct error *error) {
  enum status status = STATUS_OK;
  for (const char *rest = text; rest && status == STATUS_OK;) {
    const char *comma = strchr(rest, ',');
    CLEANUP(mem_freep) char *element = trimmed(rest, comma ? (size_t)(comma - rest) : strlen(rest));
    struct value value;
    if (!*element) return refuse(parsing, _("Remove the comma too much."), _("An element between two commas is empty."), error);
    status = parse_one(parsing, element, &value, error);
    if (status == STATUS_OK && !holds(values, *len, &value)) values[(*len)++] = value;
    rest = comma ? comma + 1 : NULL;
  }
  return status;
}

static size_t count_commas(const char *text) {
  size_t count = 0;
  for (; *text; text++)
    count += *text == ',';
  return count;
}

static enum status parse_multi(const struct parsing *parsing, const char *text, struct value **ret_values, size_t *ret_len,
                               struct error *error) {
  CLEANUP(mem_freep) char *whole = trimmed(text, strlen(text));
  struct value *values = arena_alloc(parsing->arena, (count_commas(whole) + 1) * sizeof *values);
  size_t len = 0;
  bool none = str_eq(whole, "none") && !question_choice(parsing->question, "none");
  enum status status = none ? STATUS_OK : parse_elements(parsing, whole, values, &len, error);
  if (status) return status;
  *ret_values = values;
  *ret_len = len;
  return STATUS_OK;
}

enum status parse_answer(const struct parsing *parsing, const char *text, struct value **ret_values, size_t *ret_len, struct error *error) {
  const struct question *question = parsing->question;
  enum status status = check_characters(parsing->where, text, strlen(text), error);
  if (status) return status;
  if (text[strspn(text, " \t\n")] == '\0')
    return refuse(parsing, _("Give an answer, or say that it is unknown, or take the answer back."), _("The answer is empty."), error);
  if (question_is_multi(question)) return parse_multi(parsing, text, ret_values, ret_len, error);
  bool keep = question->type == Q_TEXT || question->type == Q_LONG_TEXT;
  CLEANUP(mem_freep) char *one = keep ? mem_strdup(text) : trimmed(text, strlen(text));
  struct value *value = arena_alloc(parsing->arena, sizeof *value);
  status = parse_one(parsing, one, value, error);
  if (status) return status;
  *ret_values = value;
  *ret_len = 1;
  return STATUS_OK;
}

enum status answer_parse(struct session *session, const struct question *question, const char *text, struct arena *arena,
                         struct value **ret_values, size_t *ret_len, struct error *error) {
  struct parsing parsing = parsing_of_session(session, question, arena);
  return parse_answer(&parsing, text, ret_values, ret_len, error);
}

/* ---- from files ---- */

enum status blob_value(const struct parsing *parsing, const char *path, const struct hash *hash, struct value **ret_values,
                       struct error *error) {
  const char *name = file_name_of(path);
  enum status status = check_characters(parsing->where, name, strlen(name), error);
  if (status) return status;
  char text[HASH_TEXT_SIZE];
  hash_format(hash, text);
  struct value *value = arena_alloc(parsing->arena, sizeof *value);
  *value = value_of(VALUE_BLOB, arena_strdup(parsing->arena, text));
  value->lang = arena_strdup(parsing->arena, name);
  *ret_values = value;
  return STATUS_OK;
}

static enum status store_file(const struct parsing *parsing, const char *path, struct value **ret_values, size_t *ret_len,
                              struct error *error) {
  struct hash hash;
  uint64_t size;
  enum status status = store_blob_put_file(parsing->session->store, path, &hash, &size, error);
  if (status == STATUS_OK) status = blob_value(parsing, path, &hash, ret_values, error);
  if (status == STATUS_OK) *ret_len = 1;
  return status;
}

/* Line ends of other systems, and those after the last line, are not part of the text. */
static void keep_plain_lines(struct buf *content) {
  size_t len = 0;
  for (size_t i = 0; i < content->len; i++)
    if (content->data[i] != '\r' || i + 1 == content->len || content->data[i + 1] != '\n') content->data[len++] = content->data[i];
  while (len && content->data[len - 1] == '\n')
    len--;
  content->len = len;
  if (content->data) content->data[len] = '\0';
}

enum status parse_file(const struct parsing *parsing, const char *path, struct value **ret_values, size_t *ret_len, struct error *error) {
  enum question_type type = parsing->question->type;
  if (type == Q_BLOB) return store_file(parsing, path, ret_values, ret_len, error);
  if (type != Q_TEXT && type != Q_LONG_TEXT) return refuse(parsing, _("Give the answer itself."), _("The question takes no file."), error);
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = app_read_file(parsing->session, path, STORE_TEXT_MAX, &content, error);
  if (status) return status;
  keep_plain_lines(&content);
  status = check_characters(parsing->where, buf_str(&content), content.len, error);
  return status ? status : parse_answer(parsing, buf_str(&content), ret_values, ret_len, error);
}

enum status answer_from_file(struct session *session, const struct question *question, const char *path, struct arena *arena,
                             struct value **ret_values, size_t *ret_len, struct error *error) {
  struct parsing parsing = parsing_of_session(session, question, arena);
  return parse_file(&parsing, path, ret_values, ret_len, error);
}

/* ---- values that a front end made itself ---- */

static enum value_type type_for(enum question_type type) {
  static const enum value_type types[] = {
      [Q_BOOL] = VALUE_BOOL,      [Q_CHOICE] = VALUE_CHOICE,  [Q_SET] = VALUE_CHOICE, [Q_TEXT] = VALUE_TEXT,
      [Q_LONG_TEXT] = VALUE_TEXT, [Q_NUMBER] = VALUE_NUMBER,  [Q_DATE] = VALUE_DATE,  [Q_INSTANT] = VALUE_INSTANT,
      [Q_REFERENCE] = VALUE_REF,  [Q_REFERENCES] = VALUE_REF, [Q_BLOB] = VALUE_BLOB,
  };
  return types[type];
}

bool question_takes_none(const struct question *question) {
  return question_is_multi(question) || question->none;
}

enum status check_value(const struct question *question, const char *where, const struct value *value, struct error *error) {
  bool fits = value->type == type_for(question->type) || (value->type == VALUE_NONE && question->none);
  if (fits && value->type == VALUE_CHOICE) fits = question_choice(question, value->text) != NULL;
  if (fits) return value->type == VALUE_NUMBER ? check_range(question, where, value->number, error) : STATUS_OK;
  return error_set(error, STATUS_USAGE, where, _("Give an answer of the right type."), _("The question takes an answer of type “%s”."),
                   question_type_name(question->type));
}
