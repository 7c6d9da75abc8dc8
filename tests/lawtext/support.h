/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_LAWTEXT_SUPPORT_H
#define TESTS_LAWTEXT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "lawtext/lawtext.h"

static inline struct lawtext *read_law(const char *folder, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(folder, name);
  CLEANUP(buf_free) struct buf content = {0};
  CLEANUP(error_clear) struct error error = {0};
  struct lawtext *law = NULL;
  if (file_read(path, 64u << 20, &content, &error) || lawtext_read(buf_str(&content), content.len, name, &law, &error)) {
    CLEANUP(mem_freep) char *text = error_text(&error);
    fail_msg("%s: %s", name, text);
  }
  return law;
}

static inline char *law_text(const struct lawtext *law, const struct law_provision *provision) {
  struct buf text = {0};
  for (size_t i = provision->first; i < provision->first + provision->len; i++) {
    const struct law_passage *passage = &law->passages[i];
    for (int depth = 0; depth < passage->depth; depth++)
      buf_puts(&text, "  ");
    buf_printf(&text, "%s%s%s%s\n", passage->heading ? "# " : "", passage->mark ? passage->mark : "",
               passage->mark && *passage->text ? " " : "", passage->text);
  }
  return text.data ? buf_take(&text) : mem_strdup("");
}

/* The text at exactly that path. Caller frees. */
static inline char *text_at(const struct lawtext *law, const char *path) {
  const struct law_provision *found = lawtext_find(law, path);
  if (!found || !lawtext_is_exact(found, path)) fail_msg("%s is not there; nearest: %s", path, found ? found->path : "nothing");
  return law_text(law, found);
}

static inline void assert_text(const struct lawtext *law, const char *path, const char *expected) {
  CLEANUP(mem_freep) char *text = text_at(law, path);
  assert_string_equal(text, expected);
}

/* How many provisions stand right below that path; "art": articles. */
static inline size_t count_below(const struct lawtext *law, const char *path) {
  size_t count = 0, len = strlen(path);
  for (size_t i = 0; i < law->provisions_len; i++) {
    const char *at = law->provisions[i].path;
    count += strncmp(at, path, len) == 0 && at[len] == '.' && !strchr(at + len + 1, '.');
  }
  return count;
}

#endif
