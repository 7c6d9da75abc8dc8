/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xgettext.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

bool xgettext_exists(void) {
  return system("xgettext --version >/dev/null 2>&1") == 0;
}

static char escaped_char(char c) {
  return c == 'n' ? '\n' : c == 't' ? '\t' : c;
}

/* Appends what stands between the quotes of the line. */
static void add_quoted(struct buf *out, const char *line) {
  const char *at = strchr(line, '"');
  const char *end = strrchr(line, '"');
  for (at++; at < end; at++)
    if (*at == '\\')
      buf_putc(out, escaped_char(*++at));
    else
      buf_putc(out, *at);
}

struct entry {
  struct buf context, message;
  struct buf *current; /* where continuation lines go */
};

static void finish_entry(struct entry *entry, extracted_vec_t *extracted) {
  bool is_header = entry->message.len == 0;
  struct extracted item = {.context = buf_take(&entry->context), .message = buf_take(&entry->message)};
  if (is_header) {
    free(item.context);
    free(item.message);
  } else {
    vec_push(extracted, item);
  }
  entry->current = NULL;
}

static void read_line(struct entry *entry, const char *line, extracted_vec_t *extracted) {
  if (str_starts(line, "msgctxt ")) {
    entry->current = &entry->context;
  } else if (str_starts(line, "msgid ")) {
    entry->current = &entry->message;
  } else if (str_starts(line, "msgstr ")) {
    finish_entry(entry, extracted);
  }
  if (entry->current && strchr(line, '"')) add_quoted(entry->current, line);
}

bool xgettext_run(const char *environment, const char *arguments, extracted_vec_t *ret_extracted) {
  CLEANUP(mem_freep)
  char *command = mem_printf("%s xgettext --from-code=UTF-8 --no-wrap --no-location -o - %s 2>/dev/null", environment, arguments);
  FILE *output = popen(command, "r");
  if (!output) return false;
  extracted_vec_t extracted = {0};
  struct entry entry = {0};
  char *line = NULL;
  size_t cap = 0;
  while (getline(&line, &cap, output) > 0)
    read_line(&entry, line, &extracted);
  free(line);
  int result = pclose(output);
  if (WIFEXITED(result) && WEXITSTATUS(result) == 0) {
    *ret_extracted = extracted;
    return true;
  }
  extracted_free(&extracted);
  return false;
}

void extracted_free(extracted_vec_t *extracted) {
  for (size_t i = 0; i < extracted->len; i++) {
    free(extracted->items[i].context);
    free(extracted->items[i].message);
  }
  vec_free(extracted);
}
