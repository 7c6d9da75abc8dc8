/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files while they are typed: Tab adds what is certain, and shows what is possible. */
#include "tui/model/internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct completion {
  char *folder;       /* where to look */
  const char *prefix; /* how the name begins */
  char *common;       /* how all that fit go on; NULL: none fits */
  struct buf names;
  size_t found;
};

static bool is_folder(const char *folder, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static size_t same_start(const char *a, const char *b) {
  size_t len = 0;
  for (uint32_t one, other; a[len] && b[len];) {
    size_t step = utf8_next(a + len, &one);
    utf8_next(b + len, &other);
    if (one != other || step == 0) break;
    len += step;
  }
  return len;
}

static void add_name(struct completion *completion, const char *name) {
  if (!str_starts(name, completion->prefix) || (name[0] == '.' && completion->prefix[0] != '.')) return;
  char *whole = mem_printf("%s%s", name, is_folder(completion->folder, name) ? "/" : "");
  buf_printf(&completion->names, "%s%s", completion->found++ ? "  " : "", whole);
  if (completion->common) {
    completion->common[same_start(completion->common, whole)] = '\0';
    free(whole);
  } else {
    completion->common = whole;
  }
}

static bool look(struct completion *completion) {
  struct dirent **entries = NULL;
  int count = scandir(completion->folder, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    add_name(completion, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  return completion->found > 0;
}

void path_complete(struct view *view, struct editor *editor) {
  CLEANUP(mem_freep) char *typed = mem_strdup(editor_text(editor));
  CLEANUP(mem_freep) char *path = view_path(view, typed);
  char *slash = strrchr(path, '/'), *typed_slash = strrchr(typed, '/');
  struct completion completion = {.folder = slash ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup("."),
                                  .prefix = slash ? slash + 1 : path};
  if (!look(&completion)) {
    view_say(view, ROLE_ERROR, _("No file begins so."));
  } else {
    size_t kept = typed_slash ? (size_t)(typed_slash - typed) + 1 : 0;
    CLEANUP(mem_freep) char *text = mem_printf("%.*s%s", (int)kept, typed, completion.common);
    editor_set(editor, text, false);
    if (completion.found > 1) view_say(view, ROLE_PLAIN, buf_str(&completion.names));
  }
  buf_free(&completion.names);
  free(completion.common);
  free(completion.folder);
}
