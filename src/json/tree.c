/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/internal.h"

#include <stdlib.h>
#include <string.h>

void json_free(struct json *root) {
  if (!root) return;
  struct json_tree *tree = (struct json_tree *)root;
  arena_free(tree->arena);
  free(tree);
}

enum json_type json_type(const struct json *node) {
  return node ? node->type : JSON_NULL;
}

const char *json_text(const struct json *node) {
  bool has_text = node && (node->type == JSON_STRING || node->type == JSON_NUMBER);
  return has_text ? node->text : NULL;
}

size_t json_len(const struct json *node) {
  return node ? node->len : 0;
}

const struct json *json_at(const struct json *node, size_t index) {
  return index < json_len(node) ? &node->items[index] : NULL;
}

const char *json_key_at(const struct json *object, size_t index) {
  const struct json *member = json_at(object, index);
  return member ? member->key : NULL;
}

const struct json *json_get(const struct json *object, const char *key) {
  if (json_type(object) != JSON_OBJECT) return NULL;
  for (size_t i = 0; i < object->len; i++)
    if (strcmp(object->items[i].key, key) == 0) return &object->items[i];
  return NULL;
}

unsigned json_line(const struct json *node) {
  return node ? node->line : 0;
}

unsigned json_column(const struct json *node) {
  return node ? node->column : 0;
}
