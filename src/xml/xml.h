/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xml: hardened reading of XML. The only folder that sees libxml2.
 *
 * May include: base, libxml2. No network, no external entities, no DTD at all (refused), limits on size (64 MiB), depth (256) and bytes
 * inside one tag (256 KiB, 1000 attributes). Trees only from UTF-8. Every error is STATUS_INPUT with file:line. The tree is immutable and
 * is our own: no libxml2 type leaks.
 */
#ifndef CRADLE_XML_H
#define CRADLE_XML_H

#include "base/base.h"

struct xml_document;
/* One node: an element, or a piece of text between elements (name NULL). Names are local names, without prefix. Blank text exists only
 * beside other text in the same element ("a <em>b</em> <v/>"); comments and instructions are left out, unless xml_parse_whole read it. */
struct xml_node;

enum status xml_load(const char *path, struct xml_document **ret_document, struct error *error);
/* name is used in messages. */
enum status xml_parse(const char *bytes, size_t len, const char *name, struct xml_document **ret_document, struct error *error);
/* The same for running text: every blank is kept, and processing instructions are nodes, too. */
enum status xml_parse_whole(const char *bytes, size_t len, const char *name, struct xml_document **ret_document, struct error *error);
void xml_free(struct xml_document *document);

/* A RELAX NG schema (XML syntax), compiled once. */
struct xml_schema;
enum status xml_schema_load(const char *path, struct xml_schema **ret_schema, struct error *error);
void xml_schema_free(struct xml_schema *schema);
/* STATUS_INPUT with file:line and what was expected. */
enum status xml_validate(const struct xml_document *document, const struct xml_schema *schema, struct error *error);

const struct xml_node *xml_root(const struct xml_document *document);
const char *xml_file(const struct xml_node *node);
int xml_line(const struct xml_node *node);
char *xml_where(const struct xml_node *node);         /* "file:line", caller frees */
const char *xml_name(const struct xml_node *node);    /* NULL for text and instructions */
const char *xml_text_of(const struct xml_node *node); /* text node: as written; NULL for others */
/* "CLG.MDFO" of an instruction, NULL for others; what stands behind it in the instruction, "" if nothing does. */
const char *xml_instruction(const struct xml_node *node);
const char *xml_instruction_data(const struct xml_node *node);
bool xml_is(const struct xml_node *node, const char *name);
const char *xml_attr(const struct xml_node *node, const char *name); /* NULL if absent */
const struct xml_node *xml_first(const struct xml_node *node);       /* first child node */
const struct xml_node *xml_next(const struct xml_node *node);
const struct xml_node *xml_child(const struct xml_node *node, const char *name); /* first child element of that name, or NULL */
const struct xml_node *xml_next_named(const struct xml_node *node, const char *name);
/* All text below, collapsed; "" if none. Lives as long as the document. */
const char *xml_content(const struct xml_node *node);
/* The content as xgettext extracts it: text collapsed, inline elements as tags with attributes in order. Lives as long as the document. */
const char *xml_message(const struct xml_node *node);

/* ---- streaming --------------------------------------------------------------------------------------------------------- */

/*
 * For files of any length: events from a source, in the memory of a few blocks. The same hardening (limits on one tag and on depth, here
 * 200; no DTD, no entities but the five), but any encoding that the host can convert, and prefixes are resolved: names are local, with
 * the address of their namespace.
 */
struct xml_stream_attribute { /* only those without a prefix */
  const char *name;
  const char *value; /* not terminated */
  size_t value_len;
};

struct xml_element {
  const char *name;
  const char *address; /* of its namespace; "" if it has none */
  const struct xml_stream_attribute *attributes;
  size_t attributes_len;
  unsigned line, column; /* where its start tag ends */
};

/* What is passed is valid during the call. Text comes in any number of pieces. A failure ends the reading with the same status. */
struct xml_events {
  enum status (*begin)(void *context, const struct xml_element *element, struct error *error);
  enum status (*text)(void *context, const char *text, size_t len, struct error *error);
  enum status (*end)(void *context, struct error *error);
  void *context;
};
/* STATUS_INPUT with file:line:column, or what the source or a function failed with. */
enum status xml_stream(const struct source *source, const struct xml_events *events, struct error *error);

#endif
