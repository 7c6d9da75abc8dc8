/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <string.h>

/*
 * The canonical bytes are a list of parts: the type's name, then the content as text (nothing for a value without content), then for texts
 * and blobs the language or file name if there is one. Each part is its length in four bytes, most significant first, and its bytes.
 */
enum { LENGTH_SIZE = 4, MOST_PARTS = 3 };

static void add_part(struct buf *buf, const char *bytes, size_t len) {
  for (int shift = 24; shift >= 0; shift -= 8)
    buf_putc(buf, (char)(len >> shift));
  buf_add(buf, bytes, len);
}

static void add_text(struct buf *buf, const char *text) {
  add_part(buf, text, strlen(text));
}

static bool has_content(enum value_type type) {
  return type != VALUE_CLEARED && type != VALUE_UNKNOWN && type != VALUE_NONE && type != VALUE_REDACTED;
}

void value_encode(const struct value *value, struct buf *buf) {
  add_text(buf, value_type_name(value->type));
  if (!has_content(value->type)) return;
  CLEANUP(mem_freep) char *text = value_text(value);
  add_text(buf, text);
  if (value->lang) add_text(buf, value->lang);
}

struct part {
  const unsigned char *bytes;
  size_t len;
};

static bool read_part(struct part *rest, struct part *ret_part) {
  if (rest->len < LENGTH_SIZE) return false;
  size_t len = 0;
  for (int i = 0; i < LENGTH_SIZE; i++)
    len = len << 8 | rest->bytes[i];
  if (len > rest->len - LENGTH_SIZE) return false;
  *ret_part = (struct part){rest->bytes + LENGTH_SIZE, len};
  rest->bytes += LENGTH_SIZE + len;
  rest->len -= LENGTH_SIZE + len;
  return true;
}

static bool read_parts(struct part rest, struct part parts[MOST_PARTS], size_t *ret_count) {
  size_t count = 0;
  for (; rest.len > 0; count++)
    if (count == MOST_PARTS || !read_part(&rest, &parts[count])) return false;
  *ret_count = count;
  return true;
}

static bool type_from_name(const char *name, enum value_type *ret_type) {
  for (int type = VALUE_CLEARED; type <= VALUE_REDACTED; type++) {
    if (strcmp(value_type_name((enum value_type)type), name) != 0) continue;
    *ret_type = (enum value_type)type;
    return true;
  }
  return false;
}

static bool read_bool(const char *text, bool *ret_boolean) {
  *ret_boolean = strcmp(text, "yes") == 0;
  return *ret_boolean || strcmp(text, "no") == 0;
}

static bool read_content(const char *text, struct value *value) {
  struct hash hash;
  switch (value->type) {
  case VALUE_BOOL:
    return read_bool(text, &value->boolean);
  case VALUE_NUMBER:
    return number_parse(text, &value->number);
  case VALUE_DATE:
    return day_parse(text, &value->date);
  case VALUE_INSTANT:
    return instant_parse(text, &value->instant);
  case VALUE_BLOB:
    value->text = text;
    return hash_parse(text, &hash);
  default:
    value->text = text;
    return true;
  }
}

static bool is_canonical(const struct value *value, const void *bytes, size_t len) {
  struct buf again = {0};
  value_encode(value, &again);
  bool same = again.len == len && memcmp(again.data, bytes, len) == 0;
  buf_free(&again);
  return same;
}

bool value_decode(const void *bytes, size_t len, struct arena *arena, struct value *ret_value) {
  struct part parts[MOST_PARTS];
  size_t count;
  if (!read_parts((struct part){bytes, len}, parts, &count) || count == 0) return false;
  const char *texts[MOST_PARTS] = {0};
  for (size_t i = 0; i < count; i++) {
    if (!utf8_valid((const char *)parts[i].bytes, parts[i].len)) return false;
    texts[i] = arena_strndup(arena, (const char *)parts[i].bytes, parts[i].len);
  }
  struct value value = {.lang = texts[2]};
  if (!type_from_name(texts[0], &value.type)) return false;
  if (has_content(value.type) != (count > 1)) return false;
  if (texts[1] && !read_content(texts[1], &value)) return false;
  bool may_have_lang = value.type == VALUE_TEXT || value.type == VALUE_BLOB;
  if (value.lang && !may_have_lang) return false;
  if (!is_canonical(&value, bytes, len)) return false; /* e.g. a number with a leading zero */
  *ret_value = value;
  return true;
}
