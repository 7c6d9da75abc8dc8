/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file may a document replace? None but an earlier document: a letter of that name could not be brought back. */
#include "app/internal.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool in_same_folder(const char *a, const char *b) {
  CLEANUP(mem_freep) char *folder_of_a = mem_printf("%.*s.", (int)(file_name_of(a) - a), a);
  CLEANUP(mem_freep) char *folder_of_b = mem_printf("%.*s.", (int)(file_name_of(b) - b), b);
  return same_file(folder_of_a, folder_of_b);
}

/* SQLite would take such a file for what a crash left behind. */
static bool belongs_to_workspace(const char *workspace, const char *path) {
  static const char *const endings[] = {"-journal", "-wal", "-shm"};
  const char *name = file_name_of(workspace);
  bool belongs = false;
  for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
    CLEANUP(mem_freep) char *beside = mem_printf("%s%s", name, endings[i]);
    belongs |= str_eq(file_name_of(path), beside);
  }
  return belongs && in_same_folder(workspace, path);
}

struct search {
  char hash[HASH_TEXT_SIZE];
  bool found;
};

static bool visit_rendered(void *context, const struct event *event) {
  struct search *search = context;
  struct json *root = NULL;
  if (event->value.type != VALUE_TEXT) return true;
  if (json_parse(event->value.text, strlen(event->value.text), "", &json_usual_limits, &root, NULL)) return true;
  search->found = str_eq(json_text(json_get(root, "file")), search->hash);
  json_free(root);
  return !search->found;
}

static bool is_recorded_document(struct session *session, const char *path) {
  CLEANUP(buf_free) struct buf content = {0};
  struct search search = {0};
  struct hash hash;
  if (file_read(path, DOCUMENT_MAX, &content, NULL)) return false;
  hash_of(buf_str(&content), content.len, &hash);
  hash_format(&hash, search.hash);
  store_log(session->store, "", RECORD_RENDERED, true, 0, visit_rendered, &search, NULL);
  return search.found;
}

enum status replace_check(struct session *session, const char *path, bool replace, struct error *error) {
  const char *workspace = store_path(session->store);
  struct stat found;
  if (same_file(workspace, path))
    return error_set(error, STATUS_USAGE, path, _("Give another name."), _("The document would replace the workspace itself."));
  if (belongs_to_workspace(workspace, path))
    return error_set(error, STATUS_USAGE, path, _("Give another name."), _("A file of this name belongs to the workspace."));
  if (replace || lstat(path, &found) != 0 || is_recorded_document(session, path)) return STATUS_OK;
  return error_set(error, STATUS_USAGE, path, _("Give another name, or on the command line --replace."),
                   _("The file exists already, and is not a document that this workspace has made."));
}
