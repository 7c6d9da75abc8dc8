/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A consolidated file keeps the wording that no longer holds, between two instructions. It is left out here, before anybody reads it. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

/* A passage marked as deleted that has begun and not ended. */
struct deletion {
  char *id;
  const struct xml_node *parent; /* for messages */
};

struct make {
  struct arena *arena;
  const struct vocabulary *words;
  VEC(struct deletion) open;
};

/* Value of NAME="value" in an instruction; NULL if it has none. Caller frees. */
static char *instruction_value(const char *data, const char *name) {
  size_t len = strlen(name);
  for (const char *at = data; (at = strstr(at, name)) != NULL; at += len) {
    bool alone = at == data || at[-1] == ' ';
    char quote = at[len] == '=' ? at[len + 1] : 0;
    if (!alone || (quote != '"' && quote != '\'')) continue;
    const char *value = at + len + 2, *end = strchr(value, quote);
    return end ? mem_strndup(value, (size_t)(end - value)) : NULL;
  }
  return NULL;
}

static void begin_deletion(struct make *make, const char *data, const struct xml_node *parent) {
  CLEANUP(mem_freep) char *action = instruction_value(data, "ACTION");
  struct deletion deletion = {.parent = parent};
  if (!str_eq(action, "DELETED")) return;
  deletion.id = instruction_value(data, "ID");
  vec_push(&make->open, deletion);
}

static void end_deletion(struct make *make, const char *data) {
  CLEANUP(mem_freep) char *id = instruction_value(data, "IDREF");
  for (size_t i = make->open.len; i-- > 0;) {
    if (!str_eq(make->open.items[i].id, id)) continue;
    free(make->open.items[i].id);
    make->open.len--;
    memmove(&make->open.items[i], &make->open.items[i + 1], (make->open.len - i) * sizeof *make->open.items);
    return;
  }
}

static void follow_instruction(struct make *make, const struct xml_node *instruction, const struct xml_node *parent) {
  if (str_eq(xml_instruction(instruction), "CLG.MDFO")) begin_deletion(make, xml_instruction_data(instruction), parent);
  if (str_eq(xml_instruction(instruction), "CLG.MDFC")) end_deletion(make, xml_instruction_data(instruction));
}

static struct node *make_text(struct make *make, const struct xml_node *source) {
  if (make->open.len > 0) return NULL;
  struct node *node = arena_alloc(make->arena, sizeof *node);
  node->text = xml_text_of(source);
  return node;
}

static struct node *make_element(struct make *make, const struct xml_node *source);

static struct node *make_node(struct make *make, const struct xml_node *source, const struct xml_node *parent) {
  if (xml_name(source)) return make_element(make, source);
  if (!xml_instruction(source)) return make_text(make, source);
  follow_instruction(make, source, parent);
  return NULL;
}

static struct node *make_element(struct make *make, const struct xml_node *source) {
  bool begins_deleted = make->open.len > 0;
  struct node *node = arena_alloc(make->arena, sizeof *node);
  node->name = xml_name(source);
  node->source = source;
  node->block = str_in_list(make->words->blocks, node->name);
  const struct node **tail = &node->first;
  for (const struct xml_node *child = xml_first(source); child; child = xml_next(child)) {
    struct node *made = make_node(make, child, source);
    if (!made) continue;
    node->block |= made->block;
    *tail = made;
    tail = &made->next;
  }
  return (begins_deleted && !node->first) || str_in_list(make->words->left_out, node->name) ? NULL : node;
}

static enum status refuse_deletion(const struct deletion *deletion, struct error *error) {
  CLEANUP(mem_freep) char *where = xml_where(deletion->parent);
  return error_set(error, STATUS_INPUT, where, _("Fetch the file again."), _("A passage that is marked as deleted has no end."));
}

enum status tree_make(const struct xml_node *root, const struct vocabulary *words, struct arena *arena, const struct node **ret_root,
                      struct error *error) {
  struct make make = {.arena = arena, .words = words};
  enum status status = STATUS_OK;
  *ret_root = make_element(&make, root);
  if (make.open.len > 0) status = refuse_deletion(&make.open.items[0], error);
  for (size_t i = 0; i < make.open.len; i++)
    free(make.open.items[i].id);
  vec_free(&make.open);
  return status;
}

bool node_is(const struct node *node, const char *name) {
  return str_eq(node->name, name);
}

const char *node_attr(const struct node *node, const char *name) {
  const char *value = node->source ? xml_attr(node->source, name) : NULL;
  return value ? value : "";
}

const struct node *node_child(const struct node *node, const char *name) {
  for (const struct node *child = node->first; child; child = child->next)
    if (node_is(child, name)) return child;
  return NULL;
}

const struct node *node_below(const struct node *node, const char *name) {
  for (const struct node *child = node->first; child; child = child->next) {
    if (node_is(child, name)) return child;
    const struct node *found = node_below(child, name);
    if (found) return found;
  }
  return NULL;
}
