/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml/internal.h"

#include <libxml/relaxng.h>
#include <stdlib.h>

struct xml_schema {
  xmlRelaxNG *compiled;
  struct xml_document *document;
};

static void on_schema_error(void *context, xmlErrorPtr error) {
  report_error(context, error);
}

/* The first error that stands somewhere; summaries without a place come before it and say less. */
static void on_validity_error(void *context, xmlErrorPtr error) {
  if (error->node) report_error(context, error);
}

static const struct xml_node *element_of(const xmlNode *source) {
  while (source && source->type != XML_ELEMENT_NODE)
    source = source->parent;
  return source ? source->_private : NULL;
}

/* A schema comes with a pack that may come from anywhere: it must not name further files. */
static const struct xml_node *find_reference(const struct xml_node *node) {
  if (xml_is(node, "include") || xml_is(node, "externalRef")) return node;
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    const struct xml_node *found = find_reference(child);
    if (found) return found;
  }
  return NULL;
}

static enum status refuse_at(const struct xml_node *node, const char *what, struct error *error) {
  CLEANUP(mem_freep) char *where = xml_where(node);
  return error_set(error, STATUS_INPUT, where, NULL, "%s", what);
}

static xmlRelaxNG *compile(const struct xml_document *document, struct report *report) {
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewDocParserCtxt(document->source);
  if (!parser) return NULL;
  xmlRelaxNGSetParserStructuredErrors(parser, on_schema_error, report);
  xmlRelaxNG *compiled = xmlRelaxNGParse(parser);
  xmlRelaxNGFreeParserCtxt(parser);
  return compiled;
}

/* Takes the document if it is a schema. */
static enum status schema_of(struct xml_document *document, struct xml_schema **ret_schema, struct error *error) {
  const struct xml_node *reference = find_reference(xml_root(document));
  if (reference) return refuse_at(reference, _("A schema must not refer to other files."), error);
  CLEANUP(report_clear) struct report report = {0};
  xmlRelaxNG *compiled = compile(document, &report);
  if (!compiled || report.text) {
    xmlRelaxNGFree(compiled);
    CLEANUP(mem_freep) char *where = mem_printf("%s:%d", document->name, report.line > 0 ? report.line : 1);
    return error_set(error, STATUS_INPUT, where, NULL, _("This is not a RELAX NG schema: %s."), report.text ? report.text : "");
  }
  *ret_schema = mem_alloc(sizeof **ret_schema);
  **ret_schema = (struct xml_schema){.compiled = compiled, .document = document};
  return STATUS_OK;
}

enum status xml_schema_load(const char *path, struct xml_schema **ret_schema, struct error *error) {
  struct xml_document *document = NULL;
  enum status status = xml_load(path, &document, error);
  if (status) return status;
  status = schema_of(document, ret_schema, error);
  if (status) xml_free(document);
  return status;
}

void xml_schema_free(struct xml_schema *schema) {
  if (!schema) return;
  xmlRelaxNGFree(schema->compiled);
  xml_free(schema->document);
  free(schema);
}

/* libxml2 names the element at which it gave up; what surrounds it tells the author where to look. */
static enum status refuse_element(const struct xml_node *at, const char *reason, struct error *error) {
  CLEANUP(mem_freep) char *where = xml_where(at);
  const char *next = _("Compare it with the description of the format. The mistake may also stand just before it.");
  const struct xml_node *around = element_of(at->source->parent);
  const char *id = around ? xml_attr(around, "id") : NULL;
  if (id)
    return error_set(error, STATUS_INPUT, where, next, _("The element <%s> in <%s id=\"%s\"> does not follow the schema: %s."), at->name,
                     around->name, id, reason);
  return error_set(error, STATUS_INPUT, where, next, _("The element <%s> does not follow the schema: %s."), at->name, reason);
}

enum status xml_validate(const struct xml_document *document, const struct xml_schema *schema, struct error *error) {
  CLEANUP(report_clear) struct report report = {0};
  xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt(schema->compiled);
  if (!validator) return refuse_at(document->root, _("The schema cannot be used."), error);
  xmlRelaxNGSetValidStructuredErrors(validator, on_validity_error, &report);
  int result = xmlRelaxNGValidateDoc(validator, document->source);
  xmlRelaxNGFreeValidCtxt(validator);
  if (result == 0) return STATUS_OK;
  if (explain_fault(document, schema->document, error)) return STATUS_INPUT;
  const struct xml_node *at = element_of(report.source);
  if (!at) at = document->root;
  return refuse_element(at, report.text ? report.text : _("no reason is known"), error);
}
