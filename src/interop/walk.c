/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML and JSON become the same steps: enter, text, leave. What the table of places does not know is passed over. */
#include "interop/internal.h"
#include "xml/xml.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

enum { ROOT_PLACE = 1 };

static const struct json_limits json_limits = {.bytes = SIZE_MAX, .depth = 200, .values = SIZE_MAX, .text = (size_t)32 << 20};

unsigned walk_find(const struct walk *walk, const char *name) {
  const struct step *step = walk->places[walk_at(walk, 0)].steps;
  for (; step && step->name; step++)
    if (*step->name == *name && strcmp(step->name, name) == 0) return step->place;
  return 0;
}

unsigned walk_at(const struct walk *walk, unsigned outwards) {
  return outwards < walk->depth ? walk->stack[walk->depth - 1 - outwards] : 0;
}

unsigned walk_nearest(const struct walk *walk, const unsigned char *places) {
  for (unsigned depth = walk->depth; depth > 0; depth--)
    if (strchr((const char *)places, walk->stack[depth - 1])) return walk->stack[depth - 1];
  return 0;
}

static enum status enter(struct walk *walk, unsigned place) {
  enum status status = walk->enter(walk->context, place);
  walk->stack[walk->depth++] = (unsigned char)place;
  return status;
}

static enum status leave(struct walk *walk) {
  unsigned place = walk_at(walk, 0);
  walk->depth--;
  return walk->leave(walk->context, place);
}

/* ---- JSON ---- */

struct json_walk {
  struct walk *walk;
  struct json_stream *stream;
  unsigned next;  /* place of the next value; 0: passed over */
  size_t skipped; /* open arrays and objects of what is passed over */
  char key[64];   /* for warnings */
};

static void locate_json(const void *reader, unsigned *ret_line, unsigned *ret_column) {
  const struct json_walk *json = reader;
  *ret_line = json_stream_line(json->stream);
  *ret_column = json_stream_column(json->stream);
}

/* A value of another shape than the format has there. */
static enum status mismatch(struct json_walk *json, const struct place *place) {
  struct walk *walk = json->walk;
  const char *owner = walk->owner(walk->context);
  if (place->flags & PLACE_NEEDED)
    return reading_refuse(walk->reading, owner, _("The field “%s” is not of the kind that the format says."), json->key);
  reading_warn(walk->reading, owner, _("The field “%s” is not of the kind that the format says, and was passed over."), json->key);
  return STATUS_OK;
}

static enum status json_begin(struct json_walk *json, enum json_type type) {
  unsigned next = json->next;
  enum shape shape = type == JSON_OBJECT ? SHAPE_OBJECT : SHAPE_LIST;
  json->next = 0;
  if (json->skipped > 0 || next == 0) {
    json->skipped++;
    return STATUS_OK;
  }
  const struct place *place = &json->walk->places[next];
  if (place->shape != shape && place->shape != SHAPE_ANY) {
    json->skipped++;
    return mismatch(json, place);
  }
  enum status status = enter(json->walk, next);
  if (type == JSON_ARRAY) json->next = walk_find(json->walk, "[]");
  return status;
}

/* Within a list every item stands in the same place. */
static void find_next_item(struct json_walk *json) {
  json->next = json->skipped > 0 ? 0 : walk_find(json->walk, "[]");
}

static enum status json_end(struct json_walk *json) {
  enum status status = STATUS_OK;
  if (json->skipped > 0)
    json->skipped--;
  else
    status = leave(json->walk);
  find_next_item(json);
  return status;
}

static enum status json_scalar(struct json_walk *json, const struct json_event *event) {
  unsigned next = json->next;
  find_next_item(json);
  if (json->skipped > 0 || next == 0 || event->type == JSON_NULL) return STATUS_OK;
  struct walk *walk = json->walk;
  const struct place *place = &walk->places[next];
  if (place->shape != SHAPE_TEXT && place->shape != SHAPE_ANY) return mismatch(json, place);
  if (event->type != JSON_STRING && !(place->flags & PLACE_NUMBER))
    reading_warn(walk->reading, walk->owner(walk->context), _("The field “%s” should be a text."), json->key);
  const char *text = event->text ? event->text : event->type == JSON_TRUE ? "true" : "false";
  return walk->text(walk->context, next, text);
}

static void json_key(struct json_walk *json, const struct json_event *event) {
  json->next = json->skipped > 0 ? 0 : walk_find(json->walk, event->text);
  if (json->next) *stpncpy(json->key, event->text, sizeof json->key - 1) = '\0';
}

static enum status json_step(struct json_walk *json, const struct json_event *event) {
  switch (event->kind) {
  case JSON_BEGIN:
    return json_begin(json, event->type);
  case JSON_END:
    return json_end(json);
  case JSON_SCALAR:
    return json_scalar(json, event);
  case JSON_KEY:
    json_key(json, event);
    break;
  case JSON_FINISHED:
    break;
  }
  return STATUS_OK;
}

enum status walk_json(struct walk *walk, const struct source *source, struct error *error) {
  struct json_walk json = {.walk = walk, .stream = json_stream_new(source, &json_limits), .next = ROOT_PLACE};
  struct json_event event = {0};
  walk->reading->locate = locate_json;
  walk->reading->reader = &json;
  enum status status;
  do {
    status = json_stream_next(json.stream, &event, error);
    if (status == STATUS_OK) status = json_step(&json, &event);
  } while (status == STATUS_OK && event.kind != JSON_FINISHED);
  json_stream_free(json.stream);
  walk->reading->reader = NULL;
  return status;
}

/* ---- XML ---- */

enum { LONGEST_XML_TEXT = 1 << 20 };

struct xml_walk {
  struct walk *walk;
  const char *root, *address;
  size_t skipped; /* open elements of what is passed over */
  struct buf text;
  unsigned text_place; /* of the element whose text is gathered, a SHAPE_TEXT that is open; 0: none */
  unsigned line, column;
};

static void locate_xml(const void *reader, unsigned *ret_line, unsigned *ret_column) {
  const struct xml_walk *xml = reader;
  *ret_line = xml->line;
  *ret_column = xml->column;
}

static enum status add_attributes(struct xml_walk *xml, const struct xml_element *element) {
  struct walk *walk = xml->walk;
  enum status status = STATUS_OK;
  for (size_t i = 0; i < element->attributes_len && status == STATUS_OK; i++) {
    const struct xml_stream_attribute *attribute = &element->attributes[i];
    unsigned place = walk_find(walk, attribute->name);
    if (place == 0 || walk->places[place].shape != SHAPE_TEXT) continue;
    xml->text.len = 0;
    buf_add(&xml->text, attribute->value, attribute->value_len);
    status = walk->text(walk->context, place, buf_str(&xml->text));
  }
  xml->text.len = 0;
  return status;
}

static enum status enter_element(struct xml_walk *xml, unsigned place, const struct xml_element *element) {
  enum status status = enter(xml->walk, place);
  return status ? status : add_attributes(xml, element);
}

static enum status begin_outermost(struct xml_walk *xml, const struct xml_element *element) {
  struct reading *reading = xml->walk->reading;
  size_t len = strlen(xml->address);
  if (strcmp(element->name, xml->root) != 0 || strncmp(element->address, xml->address, len) != 0)
    return reading_refuse(reading, NULL, _("This is no list of the format: the element “%s” in the namespace “%s…” is expected."),
                          xml->root, xml->address);
  reading->list->spec_version = reading_keep(reading, element->address + len);
  return enter_element(xml, ROOT_PLACE, element);
}

static bool is_of_the_format(const struct xml_walk *xml, const struct xml_element *element) {
  return strncmp(element->address, xml->address, strlen(xml->address)) == 0;
}

static enum status begin_element(void *context, const struct xml_element *element, struct error *error) {
  (void)error;
  struct xml_walk *xml = context;
  xml->line = element->line;
  xml->column = element->column;
  if (xml->walk->depth == 0) return begin_outermost(xml, element);
  bool is_known = xml->skipped == 0 && !xml->text_place && is_of_the_format(xml, element);
  unsigned place = is_known ? walk_find(xml->walk, element->name) : 0;
  if (place == 0) {
    xml->skipped++;
    return STATUS_OK;
  }
  xml->text.len = 0;
  if (xml->walk->places[place].shape != SHAPE_TEXT) return enter_element(xml, place, element);
  xml->text_place = place;
  return STATUS_OK;
}

static enum status add_piece(void *context, const char *text, size_t len, struct error *error) {
  (void)error;
  struct xml_walk *xml = context;
  bool wanted = xml->skipped == 0 && (xml->text_place || (xml->walk->places[walk_at(xml->walk, 0)].flags & PLACE_WITH_TEXT));
  if (wanted && xml->text.len + len <= LONGEST_XML_TEXT) buf_add(&xml->text, text, len);
  return STATUS_OK;
}

/* The element that ends is the innermost place, or a text within it. */
static enum status end_element(void *context, struct error *error) {
  (void)error;
  struct xml_walk *xml = context;
  struct walk *walk = xml->walk;
  if (xml->skipped > 0) {
    xml->skipped--;
    return STATUS_OK;
  }
  unsigned place = xml->text_place ? xml->text_place : walk_at(walk, 0);
  bool has_text = xml->text_place || ((walk->places[place].flags & PLACE_WITH_TEXT) && xml->text.len > 0);
  enum status status = has_text ? walk->text(walk->context, place, buf_str(&xml->text)) : STATUS_OK;
  xml->text.len = 0;
  if (!xml->text_place && status == STATUS_OK) status = leave(walk);
  xml->text_place = 0;
  return status;
}

enum status walk_xml(struct walk *walk, const struct source *source, const char *root, const char *address, struct error *error) {
  struct xml_walk xml = {.walk = walk, .root = root, .address = address};
  const struct xml_events events = {.begin = begin_element, .text = add_piece, .end = end_element, .context = &xml};
  walk->reading->locate = locate_xml;
  walk->reading->reader = &xml;
  enum status status = xml_stream(source, &events, error);
  buf_free(&xml.text);
  walk->reading->reader = NULL;
  return status;
}
