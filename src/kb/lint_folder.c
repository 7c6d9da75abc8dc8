/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies beside the files of a pack: other files that somebody may take for parts of it, and the list of what the acts have. The list
 * holds one provision a line, "ACT PATH", the path as cite_path spells it. Acts that it does not mention may be cited as one likes.
 */
#include "kb/internal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 16 << 20 };
static const char list_name[] = "provisions.txt";

/* ---- files ---- */

static void look_at_file(struct lint *lint, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(lint->pack->where, name);
  if (!str_eq(strrchr(name, '.'), ".xml") || map_get(lint->pack->files, path)) return;
  struct place place = {.file = arena_strdup(lint->arena, path), .line = 1};
  lint_add(lint, place, lint->pack->id, _("The file is not named in pack.xml: nothing of it is read."));
}

static void look_at_files(struct lint *lint) {
  struct dirent **entries = NULL;
  int count = scandir(lint->pack->where, &entries, NULL, alphasort);
  for (int i = 0; i < count; i++) {
    look_at_file(lint, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
}

/* ---- provisions ---- */

static void add_provision(struct lint *lint, const char *line, size_t len) {
  const char *provision = arena_strndup(lint->arena, line, len);
  const char *act = arena_strndup(lint->arena, line, strcspn(provision, " "));
  map_put(lint->provisions, provision, (void *)provision);
  map_put(lint->provisions, act, (void *)act);
}

static enum status read_provisions(struct lint *lint, struct error *error) {
  CLEANUP(mem_freep) char *path = path_join(lint->pack->where, list_name);
  CLEANUP(buf_free) struct buf text = {0};
  if (!file_exists(path)) return STATUS_OK;
  enum status status = file_read(path, LIST_MAX, &text, error);
  for (const char *line = buf_str(&text); !status && *line;) {
    size_t len = strcspn(line, "\n");
    if (len > 0 && *line != '#') add_provision(lint, line, len);
    line += len + (line[len] == '\n');
  }
  return status;
}

enum status lint_folder(struct lint *lint, struct error *error) {
  if (map_len(lint->pack->files) == 0) return STATUS_OK; /* kept content, in no folder */
  look_at_files(lint);
  return read_provisions(lint, error);
}

/* ---- citations ---- */

/* "9" before "10", "a" before "b". */
static int by_length(const void *a, const void *b) {
  const char *x = *(const char *const *)a, *y = *(const char *const *)b;
  size_t x_len = strlen(x), y_len = strlen(y);
  return x_len != y_len ? (x_len < y_len ? -1 : 1) : strcmp(x, y);
}

/* The next steps below a provision, "part-i, part-ii". */
static char *steps_below(const struct lint *lint, const char *provision) {
  id_vec_t steps = {0};
  size_t len = strlen(provision);
  for (size_t i = 0; i < map_len(lint->provisions); i++) {
    const char *other = map_key_at(lint->provisions, i);
    bool directly_below = strncmp(other, provision, len) == 0 && other[len] == '.' && !strchr(other + len + 1, '.');
    if (directly_below) vec_push(&steps, other + len + 1);
  }
  if (steps.len > 1) qsort(steps.items, steps.len, sizeof *steps.items, by_length);
  char *joined = join_ids(&steps);
  vec_free(&steps);
  return joined;
}

/* Shortens "cra anx.i.2.e" to the longest beginning that exists, "cra anx.i"; false if there is none. */
static bool cut_to_known(const struct lint *lint, char *provision) {
  for (char *dot; (dot = strrchr(provision, '.'));) {
    *dot = '\0';
    if (map_get(lint->provisions, provision)) return true;
  }
  return false;
}

static void refuse_provision(struct lint *lint, const char *id, const struct cite *cite, char *provision) {
  CLEANUP(mem_freep) char *text = cite_text(cite, "en");
  if (!cut_to_known(lint, provision)) {
    lint_add(lint, cite->place, id, _("There is no %s."), text);
    return;
  }
  CLEANUP(mem_freep) char *steps = steps_below(lint, provision);
  if (*steps)
    lint_add(lint, cite->place, id, _("There is no %s. Below \"%s\" the act has: %s."), text, provision, steps);
  else
    lint_add(lint, cite->place, id, _("There is no %s. Below \"%s\" the act has nothing."), text, provision);
}

static void lint_cite(struct lint *lint, const char *id, const struct cite *cite) {
  if (!map_get(lint->provisions, cite->act->id)) return;
  CLEANUP(mem_freep) char *path = cite_path(cite);
  if (!path) {
    lint_add(lint, cite->place, id, _("The citation names no article, annex or recital of %s."), cite->act->short_name.text);
    return;
  }
  CLEANUP(mem_freep) char *provision = mem_printf("%s %s", cite->act->id, path);
  if (!map_get(lint->provisions, provision)) refuse_provision(lint, id, cite, provision);
}

void lint_provisions(struct lint *lint, const char *id, const cite_vec_t *cites) {
  for (size_t i = 0; i < cites->len; i++)
    lint_cite(lint, id, &cites->items[i]);
}
