/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CRADLE_XML_INTERNAL_H
#define CRADLE_XML_INTERNAL_H

#include "xml/xml.h"

#include <libxml/tree.h>

enum {
  XML_MAX_FILE = 64 << 20,
  XML_MAX_TAG = 256 << 10,
  XML_MAX_ATTRIBUTES = 1000, /* the parser compares each with all others */
  XML_MAX_DEPTH = 256,
};

struct xml_attribute {
  const char *name, *value;
};

struct xml_node {
  struct xml_document *document;
  const char *name;        /* NULL: text or instruction */
  const char *instruction; /* NULL: none */
  const char *text;        /* of an instruction: what stands behind its name */
  int line;
  struct xml_attribute *attributes;
  size_t attributes_len;
  const struct xml_node *first, *next;
  xmlNode *source;
  const char *content, *message; /* made when first asked for */
};

struct xml_document {
  struct arena *arena;
  const char *name;
  xmlDoc *source; /* kept: schemas are checked on it. The _private of an element is our node */
  struct xml_node *root;
};

/* Line of each start tag in the order of the file. The parser itself forgets lines past 65535 and reports the end of a tag. */
typedef VEC(int) line_vec_t;

/* Refuses what must not reach the parser: document types, encodings other than UTF-8, too much of anything. Caller frees the lines. */
enum status scan_xml(const char *bytes, size_t len, const char *name, line_vec_t *ret_lines, struct error *error);

char *message_of(const xmlNode *node); /* caller frees */

/* First error that libxml2 reports, and where. */
struct report {
  char *text;         /* without line end; NULL: none */
  int line;           /* as the parser counts */
  const void *source; /* xmlNode or NULL */
};
void report_error(struct report *report, const xmlError *error);
void report_clear(struct report *report);

#endif
