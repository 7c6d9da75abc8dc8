/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of an element as xgettext 0.21 writes it into msgid. Its rules are its own (blanks are trimmed only in the first and the last
 * text, a last text that is all blank stays one blank), so they are followed step by step; tests/xml/test_message.c compares with xgettext
 * itself.
 */
#include "xml/internal.h"

#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\n"

static void add_escaped(struct buf *out, const char *text) {
  for (; *text; text++)
    switch (*text) {
    case '&':
      buf_puts(out, "&amp;");
      break;
    case '<':
      buf_puts(out, "&lt;");
      break;
    case '>':
      buf_puts(out, "&gt;");
      break;
    default:
      buf_putc(out, *text);
    }
}

/* Runs of blanks become one blank, also at both ends. */
static void add_folded(struct buf *out, const char *text) {
  while (*text) {
    size_t blanks = strspn(text, BLANKS);
    if (blanks > 0) buf_putc(out, ' ');
    text += blanks;
    size_t words = strcspn(text, BLANKS);
    buf_add(out, text, words);
    text += words;
  }
}

static size_t len_without_trailing_blanks(const char *text) {
  size_t len = strlen(text);
  while (len > 0 && strchr(BLANKS, text[len - 1]))
    len--;
  return len;
}

static void add_text(struct buf *out, const xmlNode *node) {
  const char *content = (const char *)node->content;
  if (!node->prev) content += strspn(content, BLANKS);
  CLEANUP(buf_free) struct buf folded = {0};
  add_folded(&folded, content);
  size_t len = folded.len;
  if (!node->next) {
    size_t trimmed = len_without_trailing_blanks(buf_str(&folded));
    if (trimmed > 0) len = trimmed;
  }
  CLEANUP(mem_freep) char *text = mem_strndup(buf_str(&folded), len);
  add_escaped(out, text);
}

static void write_attributes(xmlTextWriter *writer, const xmlNode *node) {
  for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
    xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
    xmlTextWriterWriteAttribute(writer, attr->name, value ? value : BAD_CAST "");
    xmlFree(value);
  }
}

static void add_element(struct buf *out, const xmlNode *node) {
  CLEANUP(mem_freep) char *inner = message_of(node);
  xmlBuffer *buffer = xmlBufferCreate();
  xmlTextWriter *writer = xmlNewTextWriterMemory(buffer, 0);
  xmlTextWriterStartElement(writer, node->name);
  write_attributes(writer, node);
  if (*inner) xmlTextWriterWriteRaw(writer, BAD_CAST inner);
  xmlTextWriterEndElement(writer);
  xmlFreeTextWriter(writer);
  add_folded(out, (const char *)xmlBufferContent(buffer));
  xmlBufferFree(buffer);
}

char *message_of(const xmlNode *node) {
  struct buf out = {0};
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      add_element(&out, child);
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      add_text(&out, child);
  return buf_take(&out);
}
