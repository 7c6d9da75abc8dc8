/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/interop.h"
#include "json/json.h"

#include <string.h>

const char *interop_kind_name(enum interop_kind kind) {
  static const char *const names[] = {
      [INTEROP_UNKNOWN] = "",
      [INTEROP_CYCLONEDX_XML] = "CycloneDX XML",
      [INTEROP_CYCLONEDX_JSON] = "CycloneDX JSON",
      [INTEROP_SPDX2_JSON] = "SPDX 2 JSON",
      [INTEROP_SPDX2_TAGS] = "SPDX 2 tag-value",
      [INTEROP_SPDX3_JSON] = "SPDX 3 JSON",
  };
  return names[kind];
}

/* ---- text that may be of any encoding ---- */

static bool holds(const char *bytes, size_t len, const char *text) {
  return memmem(bytes, len, text, strlen(text)) != NULL;
}

/* The bytes without the NULs of UTF-16 and UTF-32: what is looked for is ASCII. */
static void squeeze(const char *bytes, size_t len, struct buf *out) {
  for (size_t i = 0; i < len; i++)
    if (bytes[i]) buf_putc(out, bytes[i]);
}

/* The first element, behind declaration and comments, is a bom of CycloneDX. The address may be cut off. */
static bool is_cyclonedx_xml(const char *bytes, size_t len) {
  CLEANUP(buf_free) struct buf text = {0};
  squeeze(bytes, len, &text);
  const char *at = buf_str(&text);
  while ((at = strchr(at, '<')) && (at[1] == '?' || at[1] == '!')) {
    const char *end = strstr(at, str_starts(at, "<!--") ? "-->" : ">");
    if (!end) return false;
    at = end;
  }
  if (!at) return false;
  size_t tag_len = strcspn(at, ">");
  size_t name_len = strcspn(at + 1, " \t\r\n/>");
  bool is_bom = (name_len == 3 || (name_len > 4 && at[name_len - 3] == ':')) && strncmp(at + name_len - 2, "bom", 3) == 0;
  return is_bom && holds(at, tag_len, "://cyclonedx.org/schema/bom");
}

static bool is_tag_value(const char *bytes, size_t len) {
  static const char tag[] = "SPDXVersion:";
  const char *end = bytes + len;
  if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) bytes += 3;
  while (bytes < end) {
    if ((size_t)(end - bytes) >= sizeof tag - 1 && memcmp(bytes, tag, sizeof tag - 1) == 0) return true;
    const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
    if (!line_end) return false;
    bytes = line_end + 1;
  }
  return false;
}

/* ---- JSON: the members of the outermost object ---- */

struct member {
  const char *key;
  const char *text; /* with which its text begins; NULL: any value */
  enum interop_kind kind;
};

/* What only one format has. */
static const struct member marks[] = {
    {"bomFormat", "CycloneDX", INTEROP_CYCLONEDX_JSON},
    {"spdxVersion", "SPDX-", INTEROP_SPDX2_JSON},
    {"@context", "https://spdx.org/rdf/3.", INTEROP_SPDX3_JSON},
};

/* What speaks for one, if the marks stand beyond what was looked at. */
static const struct member hints[] = {
    {"components", NULL, INTEROP_CYCLONEDX_JSON},
    {"packages", NULL, INTEROP_SPDX2_JSON},
};

static enum interop_kind find_member(const struct member *members, size_t len, const char *key, const char *text) {
  for (size_t i = 0; i < len; i++)
    if (strcmp(members[i].key, key) == 0 && (!members[i].text || (text && str_starts(text, members[i].text)))) return members[i].kind;
  return INTEROP_UNKNOWN;
}

struct look {
  size_t depth;
  char key[32];
  enum interop_kind kind, hint;
};

static void look_at(struct look *look, const struct json_event *event) {
  if (event->kind == JSON_END) look->depth--;
  if (look->depth == 1 && event->kind == JSON_KEY) snprintf(look->key, sizeof look->key, "%s", event->text);
  if (look->depth == 1 && event->kind == JSON_SCALAR && event->text)
    look->kind = find_member(marks, ARRAY_LEN(marks), look->key, event->text);
  if (look->depth == 1 && event->kind == JSON_BEGIN && !look->hint) look->hint = find_member(hints, ARRAY_LEN(hints), look->key, NULL);
  if (event->kind == JSON_BEGIN) look->depth++;
}

/* A file that breaks off within what was looked at, without being longer, is looked at in the same way. */
static enum interop_kind recognise_json(const char *bytes, size_t len) {
  struct source_bytes left = {bytes, len};
  const struct source source = source_of_bytes(&left, "");
  struct json_stream *stream = json_stream_new(&source, &json_usual_limits);
  struct json_event event = {0};
  struct look look = {0};
  bool goes_on = json_stream_next(stream, &event, NULL) == STATUS_OK && event.kind == JSON_BEGIN && event.type == JSON_OBJECT;
  while (goes_on && look.kind == INTEROP_UNKNOWN && event.kind != JSON_FINISHED) {
    look_at(&look, &event);
    goes_on = json_stream_next(stream, &event, NULL) == STATUS_OK;
  }
  json_stream_free(stream);
  if (look.kind != INTEROP_UNKNOWN) return look.kind;
  return len >= INTEROP_PREFIX ? look.hint : INTEROP_UNKNOWN;
}

enum interop_kind interop_recognise(const char *bytes, size_t len) {
  if (len == 0) return INTEROP_UNKNOWN;
  if (len > INTEROP_PREFIX) len = INTEROP_PREFIX;
  enum interop_kind kind = recognise_json(bytes, len);
  if (kind == INTEROP_UNKNOWN && is_cyclonedx_xml(bytes, len)) kind = INTEROP_CYCLONEDX_XML;
  if (kind == INTEROP_UNKNOWN && is_tag_value(bytes, len)) kind = INTEROP_SPDX2_TAGS;
  return kind;
}
