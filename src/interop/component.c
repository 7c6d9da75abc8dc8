/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <string.h>

enum { LABEL_COLUMNS = 60 };

/* All types that one of the versions knows. */
static const char known_types[] = "application framework library container platform operating-system device device-driver firmware file "
                                  "machine-learning-model data cryptographic-asset";

static bool is_printable(const char *text) {
  return text && *text && text_first_bad(text, strlen(text)) < 0;
}

/* What errors call the component: its name, else its reference, else its number. Caller frees. */
static char *label_of(const struct json *node, size_t number) {
  const char *label = json_text(json_get(node, "name"));
  if (!is_printable(label)) label = json_text(json_get(node, "bom-ref"));
  if (!is_printable(label)) return mem_printf("#%zu", number);
  return mem_strndup(label, utf8_fit(label, LABEL_COLUMNS));
}

/* ---- licences ---- */

struct licence {
  const char *id, *name, *expression;
  const char *acknowledgement;
};

static bool read_licence(const struct reader *reader, const struct json *entry, const char *owner, struct licence *ret_licence) {
  const struct json *inner;
  struct licence licence = {0};
  if (!check_object(reader, entry, "licenses", owner) || !read_object(reader, entry, "license", owner, &inner)) return false;
  const struct json *acknowledging = inner ? inner : entry;
  if (!reader_text(reader, inner, "id", owner, &licence.id) || !reader_text(reader, inner, "name", owner, &licence.name)) return false;
  if (!reader_text(reader, entry, "expression", owner, &licence.expression)) return false;
  if (!reader_text(reader, acknowledging, "acknowledgement", owner, &licence.acknowledgement)) return false;
  if (licence.id) licence.name = NULL;
  if (licence.id || licence.name) licence.expression = NULL;
  *ret_licence = licence;
  return true;
}

static bool read_licences(const struct reader *reader, const struct json *node, const char *owner, struct component *component) {
  const struct json *entries;
  if (!read_array(reader, node, "licenses", owner, &entries)) return false;
  for (size_t i = 0; i < json_len(entries); i++) {
    struct licence licence;
    if (!read_licence(reader, json_at(entries, i), owner, &licence)) return false;
    const char *text = licence.id ? licence.id : licence.name ? licence.name : licence.expression;
    if (text) component->licence = component->licence ? arena_printf(reader->arena, "%s, %s", component->licence, text) : text;
  }
  return true;
}

/* ---- the component ---- */

static bool read_identity(const struct reader *reader, const struct json *node, const char *owner, struct component *component) {
  const struct {
    const char *key;
    const char **text;
  } fields[] = {
      {"type", &component->type}, {"bom-ref", &component->ref},     {"group", &component->group}, {"name", &component->name},
      {"purl", &component->purl}, {"version", &component->version}, {"cpe", &component->cpe},
  };
  for (size_t i = 0; i < ARRAY_LEN(fields); i++)
    if (!reader_text(reader, node, fields[i].key, owner, fields[i].text)) return false;
  if (!component->type) return reader_refuse(reader, node, _("\"%s\": this component has no type."), owner);
  if (!str_in_list(known_types, component->type))
    return reader_refuse(reader, json_get(node, "type"), _("\"%s\": CycloneDX knows no type of components \"%s\"."), owner,
                         component->type);
  if (!component->name) return reader_refuse(reader, node, _("\"%s\": this component has no name."), owner);
  if (str_eq(component->type, "machine-learning-model")) component->kind = COMPONENT_MODEL;
  if (str_eq(component->type, "data")) component->kind = COMPONENT_DATA_SET;
  return true;
}

static const char *first_given(const char *const *texts, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (texts[i]) return texts[i];
  return NULL;
}

static bool read_makers(const struct reader *reader, const struct json *node, const char *owner, struct component *component) {
  const char *manufacturer, *first_author, *author, *publisher;
  bool read = read_name_in(reader, node, "supplier", owner, &component->supplier) &&
              read_name_in(reader, node, "manufacturer", owner, &manufacturer) && read_first_author(reader, node, owner, &first_author) &&
              reader_text(reader, node, "author", owner, &author) && reader_text(reader, node, "publisher", owner, &publisher);
  if (!read) return false;
  const char *const makers[] = {component->supplier, manufacturer, first_author, author, publisher};
  component->originator = first_given(makers, ARRAY_LEN(makers));
  return true;
}

static bool read_extras(const struct reader *reader, const struct json *node, const char *owner, struct component *component) {
  const struct json *hashes, *model_card;
  if (!read_array(reader, node, "hashes", owner, &hashes) || !read_object(reader, node, "modelCard", owner, &model_card)) return false;
  if (json_len(hashes) > 0) component->given |= COMPONENT_HASH;
  if (model_card) component->given |= COMPONENT_MODEL_CARD;
  return true;
}

bool read_component(const struct reader *reader, const struct json *node, size_t number, const struct component *parent, unsigned depth,
                    component_vec_t *components) {
  CLEANUP(mem_freep) char *owner = label_of(node, number);
  if (!check_object(reader, node, "components", owner)) return false;
  struct component *component = arena_alloc(reader->arena, sizeof *component);
  component->parent = parent ? parent->index : COMPONENT_NONE;
  component->index = (uint32_t)components->len;
  component->depth = depth;
  component->line = json_line(node);
  component->column = json_column(node);
  const struct json *nested;
  bool read = read_identity(reader, node, owner, component) && read_makers(reader, node, owner, component) &&
              read_licences(reader, node, owner, component) && read_extras(reader, node, owner, component) &&
              read_array(reader, node, "components", owner, &nested);
  if (!read) return false;
  vec_push(components, component);
  for (size_t i = 0; i < json_len(nested); i++)
    if (!read_component(reader, json_at(nested, i), i + 1, component, depth + 1, components)) return false;
  return true;
}
