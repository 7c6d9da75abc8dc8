/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CRADLE_XML_INTERNAL_H
#define CRADLE_XML_INTERNAL_H

#include "xml/xml.h"

#include <libxml/tree.h>

enum {
  XML_STREAM_DEPTH = 200,   /* below the parser's own limit */
  XML_STREAM_NAMES = 20000, /* different ones: the parser looks them up ever more slowly */
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

/* Sets the error and is true, if it can say better than the validator what is wrong with an invalid document. */
bool explain_fault(const struct xml_document *document, const struct xml_document *schema, struct error *error);

/* ---- streaming: what happens to bytes before the parser gets them ---- */

/* Turns the bytes of a source to UTF-8, whatever their encoding is. */
struct decoder;
struct decoder *decoder_new(const struct source *source);
void decoder_free(struct decoder *decoder);
/* Gives at least one byte and at most size; none: the end. */
enum status decoder_read(struct decoder *decoder, char *bytes, size_t size, size_t *ret_len, struct error *error);

/* Follows tags, comments and the like through the bytes of a file, and refuses what must not reach the parser. */
struct guard {
  const char *name; /* of the file */
  enum { GUARD_TEXT, GUARD_OPENING, GUARD_TAG, GUARD_COMMENT, GUARD_CDATA, GUARD_INSTRUCTION } state;
  char opening[10]; /* what follows '<', as long as it is not clear what begins */
  size_t opening_len;
  char quote; /* within a tag */
  size_t tag_size, attributes;
  char last[2];  /* bytes before the next block */
  unsigned line; /* from 0 */
};
enum status guard_check(struct guard *guard, const char *bytes, size_t len, struct error *error);

#endif
