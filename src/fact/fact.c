/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <string.h>

/* The first head that says something; one that was taken back may stand there for its note. NULL: none. */
static const struct head *first_answer(const struct fact *fact) {
  for (size_t i = 0; i < fact->heads_len; i++)
    if (fact->heads[i].value.type != VALUE_CLEARED) return &fact->heads[i];
  return NULL;
}

static bool heads_differ(const struct fact *fact, const struct head *first) {
  for (size_t i = 0; first && i < fact->heads_len; i++)
    if (fact->heads[i].value.type != VALUE_CLEARED && !value_equal(&first->value, &fact->heads[i].value)) return true;
  return false;
}

/* A redacted element may have been anything: what the set holds is no longer known. */
static bool has_redacted_element(const struct fact *fact) {
  for (size_t i = 0; i < fact->elements_len; i++)
    if (fact->elements[i].value.type == VALUE_REDACTED) return true;
  return false;
}

static enum answer_state elements_state(const struct fact *fact) {
  if (fact->elements_len == 0) return ANSWER_OPEN;
  return has_redacted_element(fact) ? ANSWER_UNKNOWN : ANSWER_GIVEN;
}

enum answer_state fact_state(const struct fact *fact) {
  if (!fact) return ANSWER_OPEN;
  const struct head *first = first_answer(fact);
  if (heads_differ(fact, first)) return ANSWER_CONFLICT;
  enum value_type type = first ? first->value.type : VALUE_CLEARED;
  bool beside_elements = fact->elements_len > 0;
  switch (type) {
  case VALUE_CLEARED:
    return elements_state(fact);
  case VALUE_UNKNOWN:
  case VALUE_REDACTED:
    return beside_elements ? ANSWER_CONFLICT : ANSWER_UNKNOWN;
  case VALUE_NONE:
    return beside_elements ? ANSWER_CONFLICT : ANSWER_GIVEN;
  default:
    return ANSWER_GIVEN;
  }
}

const struct value *fact_value(const struct fact *fact) {
  if (fact_state(fact) != ANSWER_GIVEN) return NULL;
  const struct head *first = first_answer(fact);
  return first ? &first->value : NULL;
}

bool fact_has(const struct fact *fact, const char *text) {
  for (size_t i = 0; fact && i < fact->elements_len; i++)
    if (str_eq(fact->elements[i].value.text, text)) return true;
  return false;
}

/* Stated by somebody else in the same words counts as stated. */
static bool only_proposed(const struct head *heads, size_t len, const struct value *value) {
  for (size_t i = 0; i < len; i++)
    if (!heads[i].proposed && value_equal(&heads[i].value, value)) return false;
  return true;
}

static bool any_only_proposed(const struct head *heads, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (heads[i].proposed && only_proposed(heads, len, &heads[i].value)) return true;
  return false;
}

bool fact_proposed(const struct fact *fact) {
  if (!fact) return false;
  return any_only_proposed(fact->heads, fact->heads_len) || any_only_proposed(fact->elements, fact->elements_len);
}
