/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way to read JSON and XML, and what is made of fields that break the rules. */
#include "interop/statements.h"

#include <stdlib.h>
#include <string.h>

enum { WORK_MAX = 20000000 };

bool view_is_there(struct view view) {
  return view.xml || (view.json && json_type(view.json) != JSON_NULL);
}

bool view_is_object(struct view view) {
  return view.xml || json_type(view.json) == JSON_OBJECT;
}

struct view view_get(struct view object, const char *key) {
  if (object.xml) return (struct view){.xml = xml_child(object.xml, key)};
  struct view found = {.json = json_get(object.json, key)};
  return view_is_there(found) ? found : (struct view){0};
}

unsigned view_line(struct view view) {
  return view.xml ? (unsigned)xml_line(view.xml) : json_line(view.json);
}

unsigned view_column(struct view view) {
  return view.xml ? 0 : json_column(view.json);
}

/* ---- refusals and warnings ---- */

void statements_refuse(struct statements *reading, struct view at, const char *format, ...) {
  if (reading->status) return;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  CLEANUP(mem_freep)
  char *where = at.xml ? xml_where(at.xml) : mem_printf("%s:%u:%u", reading->file_name, json_line(at.json), json_column(at.json));
  reading->status = error_set(reading->error, STATUS_INPUT, where,
                              _("Correct the file, or have it written again by a tool that follows the format."), "%s", what);
}

void statements_warn(struct statements *reading, struct view at, const char *format, ...) {
  if (reading->status) return;
  reading->list->warnings_total++;
  if (reading->warnings.len == VULNERABILITY_WARNINGS_KEPT) return;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *text = mem_vprintf(format, args);
  va_end(args);
  struct vulnerability_warning warning = {
      .text = arena_strdup(reading->arena, text), .vulnerability = reading->current, .line = view_line(at), .column = view_column(at)};
  vec_push(&reading->warnings, warning);
}

void statements_count_work(struct statements *reading, struct view at) {
  if (++reading->work > WORK_MAX)
    statements_refuse(reading, at, _("The file refers from one entry to another more often than can be read."));
}

/* ---- texts ---- */

/* What a person can read: other control characters than line breaks and tabs become blanks. NULL if nothing is left. */
static const char *cleaned(struct statements *reading, const char *text) {
  char *copy = arena_strdup(reading->arena, text);
  size_t len = 0;
  for (const char *at = text; *at;) {
    uint32_t point;
    size_t size = utf8_next(at, &point);
    bool control = (point < ' ' && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0);
    if (control && point != '\r') copy[len++] = ' ';
    if (!control) memmove(copy + len, at, size), len += size;
    at += size;
  }
  while (len && strchr(" \t\n", copy[len - 1]))
    len--;
  copy[len] = '\0';
  copy += strspn(copy, " \t\n");
  return *copy ? copy : NULL;
}

static const char *collapsed(struct statements *reading, const char *text) {
  if (!text) return NULL;
  CLEANUP(mem_freep) char *line = text_collapse(text);
  return *line ? arena_strdup(reading->arena, line) : NULL;
}

/* The text as it stands there; numbers are taken as they are written. */
static const char *raw_text(struct statements *reading, struct view view) {
  if (view.xml) return xml_content(view.xml);
  if (json_type(view.json) == JSON_STRING || json_type(view.json) == JSON_NUMBER) return json_text(view.json);
  if (view_is_there(view)) statements_warn(reading, view, _("A text is expected here; what stands there was passed over."));
  return NULL;
}

const char *take_line_of(struct statements *reading, struct view view) {
  const char *text = reading->status ? NULL : raw_text(reading, view);
  return text ? collapsed(reading, cleaned(reading, text)) : NULL;
}

const char *take_line(struct statements *reading, struct view object, const char *key) {
  const char *attribute = object.xml ? xml_attr(object.xml, key) : NULL;
  if (attribute) return collapsed(reading, cleaned(reading, attribute));
  return take_line_of(reading, view_get(object, key));
}

const char *take_text(struct statements *reading, struct view object, const char *key) {
  const char *text = reading->status ? NULL : raw_text(reading, view_get(object, key));
  return text ? cleaned(reading, text) : NULL;
}

const char *take_line_in(struct statements *reading, struct view object, const char *outer, const char *key) {
  struct view inner = view_get(object, outer);
  if (view_is_there(inner) && !view_is_object(inner)) {
    statements_warn(reading, inner, _("“%s” should be an object and was passed over."), outer);
    return NULL;
  }
  return take_line(reading, inner, key);
}

/* ---- lists ---- */

struct items items_of(struct statements *reading, struct view object, const char *key, const char *item) {
  struct items items = {.reading = reading, .list = view_get(object, key), .item = item};
  if (items.list.xml) items.next = xml_child(items.list.xml, item);
  if (items.list.json && json_type(items.list.json) != JSON_ARRAY) statements_refuse(reading, items.list, _("“%s” must be a list."), key);
  items.len = items.list.json ? json_len(items.list.json) : 0;
  return items;
}

bool items_next(struct items *items, struct view *ret_item) {
  if (items->reading->status) return false;
  if (items->next) {
    *ret_item = (struct view){.xml = items->next};
    items->next = xml_next_named(items->next, items->item);
    return true;
  }
  if (items->index >= items->len) return false;
  *ret_item = (struct view){.json = json_at(items->list.json, items->index++)};
  return true;
}

bool items_next_object(struct items *items, struct view *ret_item) {
  if (!items_next(items, ret_item)) return false;
  if (view_is_object(*ret_item)) return true;
  statements_refuse(items->reading, *ret_item, _("Each entry of this list must be an object."));
  return false;
}
