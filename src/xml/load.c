/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml/internal.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

/* ---- what libxml2 reports ---- */

/* Only the first: what follows is mostly its consequence. */
void report_error(struct report *report, const xmlError *error) {
  if (report->text) return;
  const char *message = error->message ? error->message : "";
  report->text = mem_strndup(message, strcspn(message, "\n"));
  report->line = error->line;
  report->source = error->node;
}

void report_clear(struct report *report) {
  free(report->text);
  *report = (struct report){0};
}

static void on_parse_error(void *context, xmlErrorPtr error) {
  const xmlParserCtxt *parser = context;
  report_error(parser->_private, error);
}

/* ---- from libxml2's tree to ours ---- */

struct convert {
  struct xml_document *document;
  const line_vec_t *lines;
  bool whole; /* with every blank, and instructions */
  size_t elements;
};

static bool is_blank(const char *text) {
  return text[strspn(text, " \t\r\n")] == '\0';
}

static struct xml_node *new_node(struct xml_document *document, xmlNode *source) {
  struct xml_node *node = arena_alloc(document->arena, sizeof *node);
  node->document = document;
  node->source = source;
  return node;
}

static void convert_attributes(struct xml_node *node) {
  struct arena *arena = node->document->arena;
  for (const xmlAttr *attr = node->source->properties; attr; attr = attr->next)
    node->attributes_len++;
  node->attributes = arena_alloc(arena, node->attributes_len * sizeof *node->attributes);
  struct xml_attribute *out = node->attributes;
  for (const xmlAttr *attr = node->source->properties; attr; attr = attr->next, out++) {
    xmlChar *value = xmlNodeListGetString(node->source->doc, attr->children, 1);
    out->name = (const char *)attr->name;
    out->value = arena_strdup(arena, value ? (const char *)value : "");
    xmlFree(value);
  }
}

static bool is_text(const xmlNode *source) {
  return source->type == XML_TEXT_NODE || source->type == XML_CDATA_SECTION_NODE;
}

/* Does the element hold words itself? Then blanks between its inline elements count, too. */
static bool holds_text(const xmlNode *element) {
  for (const xmlNode *child = element->children; child; child = child->next)
    if (is_text(child) && !is_blank((const char *)child->content)) return true;
  return false;
}

static struct xml_node *convert_text(struct convert *convert, xmlNode *source, int line) {
  struct xml_node *node = new_node(convert->document, source);
  node->text = (const char *)source->content;
  node->line = line;
  return node;
}

static struct xml_node *convert_instruction(struct convert *convert, xmlNode *source, int line) {
  struct xml_node *node = convert_text(convert, source, line);
  node->instruction = (const char *)source->name;
  if (!node->text) node->text = "";
  return node;
}

static struct xml_node *convert_element(struct convert *convert, xmlNode *source);

static void convert_children(struct convert *convert, struct xml_node *node) {
  bool with_text = convert->whole || holds_text(node->source);
  const struct xml_node **tail = &node->first;
  for (xmlNode *child = node->source->children; child; child = child->next) {
    struct xml_node *converted = NULL;
    if (child->type == XML_ELEMENT_NODE)
      converted = convert_element(convert, child);
    else if (with_text && is_text(child))
      converted = convert_text(convert, child, node->line);
    else if (convert->whole && child->type == XML_PI_NODE)
      converted = convert_instruction(convert, child, node->line);
    if (!converted) continue;
    *tail = converted;
    tail = &converted->next;
  }
}

/* As deep as elements are nested: scan_xml has limited that. */
static struct xml_node *convert_element(struct convert *convert, xmlNode *source) {
  struct xml_node *node = new_node(convert->document, source);
  source->_private = node;
  node->name = (const char *)source->name;
  node->line = convert->elements < convert->lines->len ? convert->lines->items[convert->elements] : 0;
  convert->elements++;
  convert_attributes(node);
  convert_children(convert, node);
  return node;
}

/* ---- parsing ---- */

static enum status parse_failed(const struct report *report, const char *name, struct error *error) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:%d", name, report->line > 0 ? report->line : 1);
  return error_set(error, STATUS_INPUT, where, _("Correct the file, or fetch it again."), _("The file is not well-formed XML: %s."),
                   report->text ? report->text : _("no reason is known"));
}

static xmlDoc *parse(const char *bytes, size_t len, const char *name, int options, struct report *report) {
  xmlParserCtxt *parser = xmlNewParserCtxt();
  if (!parser) return NULL;
  parser->_private = report;
  parser->sax->serror = on_parse_error;
  xmlDoc *source = xmlCtxtReadMemory(parser, bytes, (int)len, name, "UTF-8", XML_PARSE_NONET | options);
  bool whole = parser->wellFormed && !report->text;
  xmlFreeParserCtxt(parser);
  if (whole) return source;
  xmlFreeDoc(source);
  return NULL;
}

static struct xml_document *document_new(xmlDoc *source, const char *name, const line_vec_t *lines, bool whole) {
  struct arena *arena = arena_new();
  struct xml_document *document = arena_alloc(arena, sizeof *document);
  *document = (struct xml_document){.arena = arena, .name = arena_strdup(arena, name), .source = source};
  struct convert convert = {.document = document, .lines = lines, .whole = whole};
  document->root = convert_element(&convert, xmlDocGetRootElement(source));
  return document;
}

static enum status read_document(const char *bytes, size_t len, const char *name, bool whole, struct xml_document **ret_document,
                                 struct error *error) {
  line_vec_t lines = {0};
  enum status status = scan_xml(bytes, len, name, &lines, error);
  if (status) return status;
  CLEANUP(report_clear) struct report report = {0};
  /* NOBLANKS as xgettext does, or messages would differ. */
  xmlDoc *source = parse(bytes, len, name, whole ? 0 : XML_PARSE_NOBLANKS, &report);
  if (source)
    *ret_document = document_new(source, name, &lines, whole);
  else
    status = parse_failed(&report, name, error);
  vec_free(&lines);
  return status;
}

enum status xml_parse(const char *bytes, size_t len, const char *name, struct xml_document **ret_document, struct error *error) {
  return read_document(bytes, len, name, false, ret_document, error);
}

enum status xml_parse_whole(const char *bytes, size_t len, const char *name, struct xml_document **ret_document, struct error *error) {
  return read_document(bytes, len, name, true, ret_document, error);
}

enum status xml_load(const char *path, struct xml_document **ret_document, struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  enum status status = file_read(path, XML_MAX_FILE, &content, error);
  if (status) return status;
  return xml_parse(buf_str(&content), content.len, path, ret_document, error);
}

void xml_free(struct xml_document *document) {
  if (!document) return;
  xmlFreeDoc(document->source);
  arena_free(document->arena);
}
