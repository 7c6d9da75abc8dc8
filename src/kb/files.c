/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a pack: from a folder, or out of the content that an earlier load kept. Each file begins with an XML declaration and holds
 * no second one, so the content falls into files again.
 */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 16 << 20 };
static const char declaration[] = "<?xml ";
static const size_t declaration_len = sizeof declaration - 1;

struct reader {
  const struct pack_source *source;
  size_t taken; /* bytes of the source's content that have been read */
  const struct xml_schema *schema;
  struct loader *loader;
  struct buf *content;
  documents_t *documents;
};

size_t file_end(const char *content, size_t len, size_t start) {
  const char *next = start < len ? memmem(content + start + 1, len - start - 1, declaration, declaration_len) : NULL;
  return next ? (size_t)(next - content) : len;
}

static enum status refuse_bytes(struct reader *reader, const char *path, const char *bytes, size_t at, const char *what) {
  int line = 1;
  for (size_t i = 0; i < at; i++)
    line += bytes[i] == '\n';
  CLEANUP(mem_freep) char *where = mem_printf("%s:%d", path, line);
  const char *next = _("Let every file of the law pack begin with one line like <?xml version=\"1.0\" encoding=\"UTF-8\"?>.");
  return error_set(reader->loader->error, STATUS_INPUT, where, next, "%s", what);
}

static enum status check_declaration(struct reader *reader, const char *path, const struct buf *bytes) {
  const char *text = buf_str(bytes);
  if (!str_starts(text, declaration)) return refuse_bytes(reader, path, text, 0, _("The file does not begin with an XML declaration."));
  size_t second = file_end(text, bytes->len, 0);
  if (second < bytes->len) return refuse_bytes(reader, path, text, second, _("The file holds a second XML declaration."));
  return STATUS_OK;
}

static enum status take_bytes(struct reader *reader, const char *path, struct buf *ret_bytes) {
  const struct pack_source *source = reader->source;
  if (!source->content) return file_read(path, MAX_FILE, ret_bytes, reader->loader->error);
  if (reader->taken == source->len)
    return error_set(reader->loader->error, STATUS_INPUT, path, NULL, _("The kept law pack ends before this file."));
  size_t end = file_end(source->content, source->len, reader->taken);
  buf_add(ret_bytes, source->content + reader->taken, end - reader->taken);
  reader->taken = end;
  return STATUS_OK;
}

/* Appends the document of that name. */
static enum status read_document(struct reader *reader, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(reader->source->folder, name);
  CLEANUP(buf_free) struct buf bytes = {0};
  struct xml_document *document = NULL;
  enum status status = take_bytes(reader, path, &bytes);
  if (!status) status = check_declaration(reader, path, &bytes);
  if (!status) status = xml_parse(buf_str(&bytes), bytes.len, path, &document, reader->loader->error);
  if (status) return status;
  vec_push(reader->documents, document);
  buf_add(reader->content, bytes.data, bytes.len);
  return xml_validate(document, reader->schema, reader->loader->error);
}

static enum status read_part(struct reader *reader, const struct xml_node *entry) {
  struct loader *loader = reader->loader;
  const char *name = need_attr(loader, entry, "name");
  if (strchr(name, '/')) refuse(loader, entry, _("A law pack holds all its files in one folder."));
  enum status status = loader->status ? loader->status : read_document(reader, name);
  if (status) return status;
  const struct xml_node *root = xml_root(reader->documents->items[reader->documents->len - 1]);
  if (!xml_is(root, "pack-part")) refuse_unknown(loader, root);
  return loader->status;
}

static enum status read_all(struct reader *reader) {
  enum status status = read_document(reader, "pack.xml");
  if (status) return status;
  const struct xml_node *root = xml_root(reader->documents->items[0]);
  if (!xml_is(root, "pack")) refuse_unknown(reader->loader, root);
  status = reader->loader->status;
  for (const struct xml_node *entry = xml_child(root, "file"); !status && entry; entry = xml_next_named(entry, "file"))
    status = read_part(reader, entry);
  if (!status && reader->taken < reader->source->len)
    status = error_set(reader->loader->error, STATUS_INPUT, reader->source->folder, NULL,
                       _("The kept law pack holds more files than its pack.xml names."));
  return status;
}

enum status read_documents(struct loader *loader, const struct pack_source *source, const char *schema_folder, struct buf *ret_content,
                           documents_t *ret_documents) {
  CLEANUP(mem_freep) char *schema_path = path_join(schema_folder, "pack.rng");
  struct xml_schema *schema = NULL;
  enum status status = xml_schema_load(schema_path, &schema, loader->error);
  if (status) return status;
  struct reader reader = {.source = source, .schema = schema, .loader = loader, .content = ret_content, .documents = ret_documents};
  status = read_all(&reader);
  xml_schema_free(schema);
  return status;
}
