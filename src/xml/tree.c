/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml/internal.h"

#include <stdlib.h>
#include <string.h>

const struct xml_node *xml_root(const struct xml_document *document) {
  return document->root;
}

const char *xml_file(const struct xml_node *node) {
  return node->document->name;
}

int xml_line(const struct xml_node *node) {
  return node->line;
}

char *xml_where(const struct xml_node *node) {
  return mem_printf("%s:%d", xml_file(node), node->line);
}

const char *xml_name(const struct xml_node *node) {
  return node->name;
}

const char *xml_text_of(const struct xml_node *node) {
  return node->instruction ? NULL : node->text;
}

const char *xml_instruction(const struct xml_node *node) {
  return node->instruction;
}

const char *xml_instruction_data(const struct xml_node *node) {
  return node->instruction ? node->text : NULL;
}

bool xml_is(const struct xml_node *node, const char *name) {
  return str_eq(node->name, name);
}

const char *xml_attr(const struct xml_node *node, const char *name) {
  for (size_t i = 0; i < node->attributes_len; i++)
    if (strcmp(node->attributes[i].name, name) == 0) return node->attributes[i].value;
  return NULL;
}

const struct xml_node *xml_first(const struct xml_node *node) {
  return node->first;
}

const struct xml_node *xml_next(const struct xml_node *node) {
  return node->next;
}

static const struct xml_node *find_named(const struct xml_node *node, const char *name) {
  while (node && !xml_is(node, name))
    node = node->next;
  return node;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name) {
  return find_named(node->first, name);
}

const struct xml_node *xml_next_named(const struct xml_node *node, const char *name) {
  return find_named(node->next, name);
}

/* Blank text between inline elements counts here, so it is libxml2's tree that is read. */
static void add_text(struct buf *text, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      add_text(text, child);
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      buf_puts(text, (const char *)child->content);
}

static char *collapsed_text(const struct xml_node *node) {
  CLEANUP(buf_free) struct buf text = {0};
  if (node->name)
    add_text(&text, node->source);
  else if (!node->instruction)
    buf_puts(&text, node->text);
  return text_collapse(buf_str(&text));
}

const char *xml_content(const struct xml_node *node) {
  if (!node->content) {
    CLEANUP(mem_freep) char *content = collapsed_text(node);
    ((struct xml_node *)node)->content = arena_strdup(node->document->arena, content);
  }
  return node->content;
}

const char *xml_message(const struct xml_node *node) {
  if (!node->message) {
    CLEANUP(mem_freep) char *message = node->name ? message_of(node->source) : collapsed_text(node);
    ((struct xml_node *)node)->message = arena_strdup(node->document->arena, message);
  }
  return node->message;
}
