/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/interop.h"

#include <string.h>

struct span {
  const char *at, *end;
};

static void skip_blanks(struct span *span) {
  while (span->at < span->end && strchr(" \t\r\n", *span->at) && *span->at)
    span->at++;
}

static bool accept(struct span *span, const char *text) {
  size_t len = strlen(text);
  if ((size_t)(span->end - span->at) < len || memcmp(span->at, text, len) != 0) return false;
  span->at += len;
  return true;
}

static bool is_json_object(struct span span) {
  accept(&span, "\xEF\xBB\xBF"); /* byte order mark */
  skip_blanks(&span);
  return accept(&span, "{");
}

/* Is there this key with this text anywhere? It may stand behind a long list. */
static bool has_member(struct span span, const char *quoted_key, const char *quoted_text) {
  size_t key_len = strlen(quoted_key);
  for (const char *found; (found = memmem(span.at, (size_t)(span.end - span.at), quoted_key, key_len));) {
    span.at = found + key_len;
    struct span after = span;
    skip_blanks(&after);
    if (!accept(&after, ":")) continue;
    skip_blanks(&after);
    if (accept(&after, quoted_text)) return true;
  }
  return false;
}

enum interop_kind interop_recognise(const char *bytes, size_t len) {
  if (len == 0) return INTEROP_UNKNOWN;
  struct span span = {bytes, bytes + len};
  bool is_cyclonedx = is_json_object(span) && has_member(span, "\"bomFormat\"", "\"CycloneDX\"");
  return is_cyclonedx ? INTEROP_CYCLONEDX_JSON : INTEROP_UNKNOWN;
}
