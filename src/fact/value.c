/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <string.h>

static const char *const type_names[] = {
    [VALUE_CLEARED] = "cleared", [VALUE_UNKNOWN] = "unknown", [VALUE_NONE] = "none",     [VALUE_BOOL] = "bool",
    [VALUE_CHOICE] = "choice",   [VALUE_TEXT] = "text",       [VALUE_NUMBER] = "number", [VALUE_DATE] = "date",
    [VALUE_INSTANT] = "instant", [VALUE_REF] = "ref",         [VALUE_BLOB] = "blob",     [VALUE_REDACTED] = "redacted",
};

const char *value_type_name(enum value_type type) {
  return type_names[type];
}

struct value value_of(enum value_type type, const char *text) {
  return (struct value){.type = type, .text = text};
}

struct value value_bool(bool boolean) {
  return (struct value){.type = VALUE_BOOL, .boolean = boolean};
}

struct value value_number(int64_t millionths) {
  return (struct value){.type = VALUE_NUMBER, .number = millionths};
}

struct value value_date(day_t date) {
  return (struct value){.type = VALUE_DATE, .date = date};
}

struct value value_instant(struct instant instant) {
  return (struct value){.type = VALUE_INSTANT, .instant = instant};
}

static int compare_numbers(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

static int compare_texts(const char *a, const char *b) {
  if (!a || !b) return (a != NULL) - (b != NULL);
  return strcmp(a, b);
}

int value_compare(const struct value *a, const struct value *b) {
  if (a->type != b->type) return compare_numbers(a->type, b->type);
  int order = 0;
  switch (a->type) {
  case VALUE_CLEARED:
  case VALUE_UNKNOWN:
  case VALUE_NONE:
  case VALUE_REDACTED:
    return 0;
  case VALUE_BOOL:
    return compare_numbers(a->boolean, b->boolean);
  case VALUE_NUMBER:
    return compare_numbers(a->number, b->number);
  case VALUE_DATE:
    return compare_numbers(a->date, b->date);
  case VALUE_INSTANT:
    order = compare_numbers(a->instant.seconds, b->instant.seconds);
    return order ? order : compare_numbers(a->instant.offset_minutes, b->instant.offset_minutes);
  case VALUE_CHOICE:
  case VALUE_TEXT:
  case VALUE_REF:
  case VALUE_BLOB:
    order = compare_texts(a->text, b->text);
    return order ? order : compare_texts(a->lang, b->lang);
  }
  return 0;
}

bool value_equal(const struct value *a, const struct value *b) {
  return value_compare(a, b) == 0;
}

struct value value_copy(struct arena *arena, const struct value *value) {
  struct value copy = *value;
  copy.text = arena_strdup(arena, value->text);
  copy.lang = arena_strdup(arena, value->lang);
  return copy;
}

static char *date_text(day_t date) {
  char text[DATE_TEXT_SIZE];
  day_format(date, text);
  return mem_strdup(text);
}

static char *instant_text(struct instant instant) {
  char text[INSTANT_TEXT_SIZE];
  instant_format(instant, text);
  return mem_strdup(text);
}

char *value_text(const struct value *value) {
  switch (value->type) {
  case VALUE_CLEARED:
    return mem_strdup("");
  case VALUE_UNKNOWN:
  case VALUE_NONE:
  case VALUE_REDACTED:
    return mem_strdup(value_type_name(value->type));
  case VALUE_BOOL:
    return mem_strdup(value->boolean ? "yes" : "no");
  case VALUE_NUMBER:
    return number_format(value->number);
  case VALUE_DATE:
    return date_text(value->date);
  case VALUE_INSTANT:
    return instant_text(value->instant);
  case VALUE_CHOICE:
  case VALUE_TEXT:
  case VALUE_REF:
  case VALUE_BLOB:
    break;
  }
  return mem_strdup(value->text ? value->text : "");
}
