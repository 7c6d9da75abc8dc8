/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <stdlib.h>

enum status error_set(struct error *error, enum status status, const char *where, const char *next, const char *format, ...) {
  if (!error) return status;
  va_list args;
  va_start(args, format);
  char *what = mem_vprintf(format, args);
  va_end(args);
  /* The arguments may come from what error held: copy before freeing. */
  struct error fresh = {.status = status, .what = what, .where = mem_strdup(where), .next = mem_strdup(next)};
  error_clear(error);
  *error = fresh;
  return status;
}

void error_clear(struct error *error) {
  free(error->what);
  free(error->where);
  free(error->next);
  *error = (struct error){0};
}

char *error_text(const struct error *error) {
  struct buf text = {0};
  if (error->where) buf_printf(&text, "%s: ", error->where);
  if (error->what) buf_puts(&text, error->what);
  if (error->next) buf_printf(&text, "\n  %s", error->next);
  return buf_take(&text);
}
