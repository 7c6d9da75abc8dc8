/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set of templates of a folder. */
#include "doc/template.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TEMPLATE_MAX (4u << 20)
#define SCHEMA_NAME "template.rng"

struct templates {
  VEC(struct template *) items;
};

static void content_free(struct content *content) {
  vec_free(&content->cites);
}

static void part_free_vectors(struct part *part) {
  content_free(&part->content);
  for (size_t i = 0; i < part->columns.len; i++)
    content_free(&part->columns.items[i].title);
  for (size_t i = 0; i < part->cells.len; i++)
    content_free(&part->cells.items[i]);
  vec_free(&part->columns);
  vec_free(&part->cells);
  vec_free(&part->body);
  vec_free(&part->otherwise);
}

static void template_free(struct template *template) {
  if (!template) return;
  for (size_t i = 0; i < template->parts.len; i++)
    part_free_vectors(template->parts.items[i]);
  vec_free(&template->parts);
  vec_free(&template->mandatory);
  xml_free(template->xml);
  arena_free(template->arena);
  free(template->id);
  free(template->file);
  free(template);
}

void templates_free(struct templates *templates) {
  if (!templates) return;
  for (size_t i = 0; i < templates->items.len; i++)
    template_free(templates->items.items[i]);
  vec_free(&templates->items);
  free(templates);
}

static enum status read_head(struct template *template, struct error *error) {
  const struct xml_node *root = xml_root(template->xml);
  CLEANUP(mem_freep) char *where = xml_where(root);
  const char *type = xml_attr(root, "subject");
  template->id = mem_strdup(xml_attr(root, "id"));
  template->subject = pack_subject_type(template->pack, type);
  if (!template->subject)
    return error_set(error, STATUS_INPUT, where, _("Use an id from subjects.xml."), _("The law pack has no subject type “%s”."), type);
  template->title = xml_content(xml_child(root, "title"));
  return STATUS_OK;
}

static enum status template_load(const char *path, const struct pack *pack, const struct xml_schema *schema, struct template **ret_template,
                                 struct error *error) {
  struct buf bytes = {0};
  enum status status = file_read(path, TEMPLATE_MAX, &bytes, error);
  if (status) return status;
  struct template *template = mem_alloc(sizeof *template);
  template->pack = pack;
  template->file = mem_strdup(path);
  template->arena = arena_new();
  struct hash hash;
  hash_of(buf_str(&bytes), bytes.len, &hash);
  hash_format(&hash, template->hash);
  status = xml_parse(buf_str(&bytes), bytes.len, path, &template->xml, error);
  buf_free(&bytes);
  if (!status) status = xml_validate(template->xml, schema, error);
  if (!status) status = read_head(template, error);
  if (!status) status = template_read_parts(template, error);
  if (status) {
    template_free(template);
    return status;
  }
  *ret_template = template;
  return STATUS_OK;
}

static bool is_template_name(const char *name) {
  size_t len = strlen(name);
  return len > 4 && strcmp(name + len - 4, ".xml") == 0 && name[0] != '.';
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef VEC(char *) name_vec_t;

static enum status list_folder(const char *folder, name_vec_t *ret_names, struct error *error) {
  DIR *dir = opendir(folder);
  if (!dir) return error_set(error, STATUS_INPUT, folder, NULL, _("The folder of templates cannot be read: %s"), strerror(errno));
  for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
    if (is_template_name(entry->d_name)) vec_push(ret_names, mem_strdup(entry->d_name));
  closedir(dir);
  if (ret_names->len) qsort(ret_names->items, ret_names->len, sizeof *ret_names->items, by_name);
  return STATUS_OK;
}

static void names_free(name_vec_t *names) {
  for (size_t i = 0; i < names->len; i++)
    free(names->items[i]);
  vec_free(names);
}

static enum status add_template(struct templates *templates, const char *folder, const char *name, const struct pack *pack,
                                const struct xml_schema *schema, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  struct template *template = NULL;
  enum status status = template_load(path, pack, schema, &template, error);
  if (status) return status;
  const struct template *twin = templates_find(templates, template->id);
  if (twin) {
    CLEANUP(mem_freep) char *where = xml_where(xml_root(template->xml));
    status = error_set(error, STATUS_INPUT, where, _("Give one of them another id."), _("“%s” already is the id of %s."), template->id,
                       twin->file);
    template_free(template);
    return status;
  }
  vec_push(&templates->items, template);
  return STATUS_OK;
}

static enum status add_all(struct templates *templates, const char *folder, const struct pack *pack, const struct xml_schema *schema,
                           struct error *error) {
  name_vec_t names = {0};
  enum status status = list_folder(folder, &names, error);
  for (size_t i = 0; !status && i < names.len; i++)
    status = add_template(templates, folder, names.items[i], pack, schema, error);
  names_free(&names);
  return status;
}

enum status templates_load(const char *folder, const struct pack *pack, struct templates **ret_templates, struct error *error) {
  CLEANUP(mem_freep) char *schema_path = path_join(folder, SCHEMA_NAME);
  struct xml_schema *schema = NULL;
  enum status status = xml_schema_load(schema_path, &schema, error);
  if (status) return status;
  struct templates *templates = mem_alloc(sizeof *templates);
  status = add_all(templates, folder, pack, schema, error);
  xml_schema_free(schema);
  if (status) {
    templates_free(templates);
    return status;
  }
  *ret_templates = templates;
  return STATUS_OK;
}

size_t templates_count(const struct templates *templates) {
  return templates->items.len;
}

const struct template *templates_at(const struct templates *templates, size_t index) {
  return templates->items.items[index];
}

const struct template *templates_find(const struct templates *templates, const char *id) {
  for (size_t i = 0; i < templates->items.len; i++)
    if (str_eq(templates->items.items[i]->id, id)) return templates->items.items[i];
  return NULL;
}

const char *template_id(const struct template *template) {
  return template->id;
}

const char *template_title(const struct template *template, const char *lang) {
  return tr(lang, template->id, template->title);
}

const struct subject_type *template_subject(const struct template *template) {
  return template->subject;
}

const char *template_hash(const struct template *template) {
  return template->hash;
}
