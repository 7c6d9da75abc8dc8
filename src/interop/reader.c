/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <string.h>

bool reader_refuse(const struct reader *reader, const struct json *at, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u:%u", reader->file_name, json_line(at), json_column(at));
  error_set(reader->error, STATUS_INPUT, where,
            _("Correct the list, or have it written again by a tool that follows CycloneDX 1.4 to 1.7."), "%s", what);
  return false;
}

/* Absent and null give NULL. */
static const struct json *given(const struct json *object, const char *key) {
  const struct json *node = json_get(object, key);
  return json_type(node) == JSON_NULL ? NULL : node;
}

static bool is_blank(const char *text) {
  return text[strspn(text, " \t\r\n")] == '\0';
}

bool reader_text(const struct reader *reader, const struct json *object, const char *key, const char *owner, const char **ret_text) {
  const struct json *node = given(object, key);
  *ret_text = NULL;
  if (!node) return true;
  if (json_type(node) != JSON_STRING) return reader_refuse(reader, node, _("\"%s\": the field \"%s\" must be a text."), owner, key);
  const char *text = json_text(node);
  if (text_first_bad(text, strlen(text)) >= 0)
    return reader_refuse(reader, node, _("\"%s\": the field \"%s\" holds control characters."), owner, key);
  if (!is_blank(text)) *ret_text = arena_strdup(reader->arena, text);
  return true;
}

bool read_array(const struct reader *reader, const struct json *object, const char *key, const char *owner, const struct json **ret_array) {
  const struct json *node = given(object, key);
  *ret_array = node;
  if (!node || json_type(node) == JSON_ARRAY) return true;
  return reader_refuse(reader, node, _("\"%s\": the field \"%s\" must be a list."), owner, key);
}

bool read_object(const struct reader *reader, const struct json *object, const char *key, const char *owner,
                 const struct json **ret_object) {
  const struct json *node = given(object, key);
  *ret_object = node;
  if (!node || json_type(node) == JSON_OBJECT) return true;
  return reader_refuse(reader, node, _("\"%s\": the field \"%s\" must be an object."), owner, key);
}

bool check_object(const struct reader *reader, const struct json *node, const char *list, const char *owner) {
  if (json_type(node) == JSON_OBJECT) return true;
  return reader_refuse(reader, node, _("\"%s\": each entry of \"%s\" must be an object."), owner, list);
}

bool read_name_in(const struct reader *reader, const struct json *object, const char *key, const char *owner, const char **ret_name) {
  const struct json *inner;
  return read_object(reader, object, key, owner, &inner) && reader_text(reader, inner, "name", owner, ret_name);
}

bool read_first_author(const struct reader *reader, const struct json *object, const char *owner, const char **ret_name) {
  const struct json *authors;
  *ret_name = NULL;
  if (!read_array(reader, object, "authors", owner, &authors)) return false;
  for (size_t i = 0; i < json_len(authors) && !*ret_name; i++) {
    const struct json *author = json_at(authors, i);
    if (!check_object(reader, author, "authors", owner) || !reader_text(reader, author, "name", owner, ret_name)) return false;
  }
  return true;
}
