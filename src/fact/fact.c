/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <string.h>

static bool heads_differ(const struct fact *fact) {
  for (size_t i = 1; i < fact->heads_len; i++)
    if (!value_equal(&fact->heads[0].value, &fact->heads[i].value)) return true;
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
  if (heads_differ(fact)) return ANSWER_CONFLICT;
  enum value_type type = fact->heads_len > 0 ? fact->heads[0].value.type : VALUE_CLEARED;
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
  if (fact_state(fact) != ANSWER_GIVEN || fact->heads_len == 0) return NULL;
  const struct value *value = &fact->heads[0].value;
  return value->type == VALUE_CLEARED ? NULL : value;
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
