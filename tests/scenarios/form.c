/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct form {
  const char *path;
  const struct pack *pack;
  size_t faults;
};

static void fault(struct form *form, const char *format, ...) PRINTF_LIKE(2, 3);
static void fault(struct form *form, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  print_error("%s: %s\n", form->path, what);
  form->faults++;
}

static void check_keys(struct form *form, const char *where, const struct json *object, const char *known) {
  if (json_type(object) != JSON_OBJECT) fault(form, "“%s” is not an object {…}", where);
  for (size_t i = 0; json_type(object) == JSON_OBJECT && i < json_len(object); i++)
    if (!str_in_list(known, json_key_at(object, i)))
      fault(form, "the key “%s” has no meaning in “%s”; known are: %s", json_key_at(object, i), where, known);
}

/* A date or none at all. */
static void check_day(struct form *form, const char *where, const struct json *text) {
  day_t day;
  if (text && (!json_text(text) || !day_parse(json_text(text), &day))) fault(form, "“%s” is not a date like 2027-12-11", where);
}

/* ---- ids of the law pack ---- */

static const struct question *question_of(struct form *form, const char *where, const char *id) {
  const struct question *question = id ? pack_question(form->pack, id) : NULL;
  if (!question) fault(form, "“%s” names the question “%s”, which does not exist", where, id ? id : "");
  return question;
}

static void check_questions(struct form *form, const char *where, const struct json *list) {
  for (size_t i = 0; i < json_len(list); i++)
    question_of(form, where, json_text(json_at(list, i)));
}

/* On any type of subject. */
static bool conclusion_has(const struct pack *pack, const char *id, const char *value) {
  day_t day;
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (!str_eq(conclusion->id, id)) continue;
    if (conclusion->type == C_DATE && day_parse(value, &day)) return true;
    for (size_t k = 0; k < conclusion->values_len; k++)
      if (str_eq(conclusion->values[k].id, value)) return true;
  }
  return false;
}

static void check_value(struct form *form, const char *id, const char *value) {
  if (!value || !(str_in_list("none not-applicable", value) || conclusion_has(form->pack, id, value)))
    fault(form, "the conclusion “%s” has no value “%s”", id, value ? value : "");
}

static void check_values(struct form *form, const char *id, const struct json *list) {
  for (size_t i = 0; i < json_len(list); i++)
    check_value(form, id, json_text(json_at(list, i)));
}

static bool is_conclusion(struct form *form, const char *id) {
  bool known = pack_has_conclusion(form->pack, id);
  if (!known) fault(form, "the law pack has no conclusion “%s”", id);
  return known;
}

/* "gap.id", or a gap that holds for every pack, "open:question.id". */
static void check_gaps(struct form *form, const char *where, const struct json *list) {
  if (list && json_type(list) != JSON_ARRAY) fault(form, "“%s” is not a list […]", where);
  for (size_t i = 0; i < json_len(list); i++) {
    const char *id = json_text(json_at(list, i)), *colon = id ? strchr(id, ':') : NULL;
    CLEANUP(mem_freep) char *kind = colon ? mem_strndup(id, (size_t)(colon - id)) : NULL;
    if (colon && str_in_list("open proposed conflict archived", kind))
      question_of(form, where, colon + 1);
    else if (!id || !pack_gap(form->pack, id))
      fault(form, "“%s” names the gap “%s”, which does not exist", where, id ? id : "");
  }
}

/* ---- what is expected ---- */

static void check_state(struct form *form, const char *id, const struct json *object) {
  const char *state = json_text(json_get(object, "state"));
  check_keys(form, id, object, "state possible open values");
  if (state && !str_in_list("concluded open disputed not-applicable", state)) fault(form, "“%s” cannot be in the state “%s”", id, state);
  check_values(form, id, json_get(object, "possible"));
  check_values(form, id, json_get(object, "values"));
  check_questions(form, id, json_get(object, "open"));
}

static void check_expectation(struct form *form, const char *id, const struct json *expected) {
  if (!is_conclusion(form, id)) return;
  if (json_type(expected) == JSON_STRING)
    check_value(form, id, json_text(expected));
  else if (json_type(expected) == JSON_ARRAY)
    check_values(form, id, expected);
  else
    check_state(form, id, expected);
}

static void check_forbidden(struct form *form, const char *id, const struct json *forbidden) {
  if (!is_conclusion(form, id)) return;
  if (json_type(forbidden) == JSON_ARRAY)
    check_values(form, id, forbidden);
  else
    check_value(form, id, json_text(forbidden));
}

static void check_because(struct form *form, const char *id, const struct json *questions) {
  if (is_conclusion(form, id)) check_questions(form, id, questions);
}

static void check_requirement(struct form *form, const char *id, const struct json *expected) {
  if (!pack_requirement(form->pack, id)) fault(form, "the law pack has no requirement “%s”", id);
  check_keys(form, id, expected, "routes applicable status gaps no-gaps");
  check_gaps(form, id, json_get(expected, "gaps"));
  check_gaps(form, id, json_get(expected, "no-gaps"));
}

static void check_duty(struct form *form, const char *id, const struct json *expected) {
  const char *status = json_text(json_get(expected, "status"));
  if (!pack_duty(form->pack, id)) fault(form, "the law pack has no duty “%s”", id);
  check_keys(form, id, expected, "status from");
  if (status && !str_in_list("not-yours open later running done over", status)) fault(form, "“%s” cannot have the status “%s”", id, status);
  check_day(form, id, json_get(expected, "from"));
}

static void each(struct form *form, const struct json *root, const char *key,
                 void (*check)(struct form *form, const char *id, const struct json *value)) {
  const struct json *object = json_get(root, key);
  if (object && json_type(object) != JSON_OBJECT) fault(form, "“%s” is not an object {…}", key);
  for (size_t i = 0; json_type(object) == JSON_OBJECT && i < json_len(object); i++)
    check(form, json_key_at(object, i), json_at(object, i));
}

size_t scenario_faults(const char *path, const struct json *root, const struct pack *pack) {
  struct form form = {.path = path, .pack = pack};
  static const char *const texts[] = {"title", "story", "as-of", "assess"}, *const others[] = {"law", "apply"};
  check_keys(&form, "the scenario", root,
             "title law story apply as-of assess expect forbidden because requirements gaps no-gaps duties supposes-acts");
  for (size_t i = 0; i < ARRAY_LEN(texts); i++)
    if (!json_text(json_get(root, texts[i]))) fault(&form, "the key “%s” is missing, or is no text", texts[i]);
  for (size_t i = 0; i < ARRAY_LEN(others); i++)
    if (!json_get(root, others[i])) fault(&form, "the key “%s” is missing", others[i]);
  check_day(&form, "as-of", json_get(root, "as-of"));
  each(&form, root, "expect", check_expectation);
  each(&form, root, "forbidden", check_forbidden);
  each(&form, root, "because", check_because);
  each(&form, root, "requirements", check_requirement);
  each(&form, root, "duties", check_duty);
  check_gaps(&form, "gaps", json_get(root, "gaps"));
  check_gaps(&form, "no-gaps", json_get(root, "no-gaps"));
  return form.faults;
}
