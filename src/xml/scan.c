/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at the raw bytes before the parser gets them: it knows just enough of XML to tell tags from comments and text. */
#include "xml/internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct scan {
  const char *name;
  const char *at, *end;
  int line; /* of at */
  size_t depth;
  line_vec_t lines;
  struct error *error;
};

static enum status refuse(const struct scan *scan, int line, const char *next, const char *what) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:%d", scan->name, line);
  return error_set(scan->error, STATUS_INPUT, where, next, "%s", what);
}

static void advance(struct scan *scan, const char *to) {
  for (; scan->at < to; scan->at++)
    if (*scan->at == '\n') scan->line++;
}

static bool at_text(const struct scan *scan, const char *text) {
  size_t len = strlen(text);
  return (size_t)(scan->end - scan->at) >= len && memcmp(scan->at, text, len) == 0;
}

/* Passes over what starts here and ends with `close`. */
static enum status skip_until(struct scan *scan, size_t start_len, const char *close) {
  int line = scan->line;
  const char *from = scan->at + start_len;
  const char *found = memmem(from, (size_t)(scan->end - from), close, strlen(close));
  if (!found) return refuse(scan, line, _("Fetch the file again: it may have been cut off."), _("What begins here has no end."));
  advance(scan, found + strlen(close));
  return STATUS_OK;
}

/* End of the tag that starts at `at` ('>' in quotes does not count), or NULL if it is beyond the limits of a tag or of the file. */
static const char *tag_end(const struct scan *scan, size_t *ret_attributes) {
  size_t rest = (size_t)(scan->end - scan->at);
  const char *limit = rest > XML_MAX_TAG ? scan->at + XML_MAX_TAG : scan->end;
  size_t attributes = 0;
  char quote = 0;
  for (const char *at = scan->at; at < limit; at++) {
    if (quote) {
      if (*at == quote) quote = 0;
    } else if (*at == '"' || *at == '\'') {
      quote = *at;
    } else if (*at == '=') {
      attributes++;
    } else if (*at == '>') {
      *ret_attributes = attributes;
      return at;
    }
  }
  return NULL;
}

static enum status refuse_tag(const struct scan *scan) {
  if (scan->end - scan->at > XML_MAX_TAG)
    return refuse(scan, scan->line, _("Such files are refused: they can stop the program for minutes."),
                  _("This tag is larger than 256 KiB."));
  return refuse(scan, scan->line, _("Fetch the file again: it may have been cut off."), _("What begins here has no end."));
}

static enum status scan_start_tag(struct scan *scan) {
  size_t attributes;
  const char *close = tag_end(scan, &attributes);
  if (!close) return refuse_tag(scan);
  if (attributes > XML_MAX_ATTRIBUTES)
    return refuse(scan, scan->line, _("Such files are refused: they can stop the program for minutes."),
                  _("This tag has more than 1000 attributes."));
  vec_push(&scan->lines, scan->line);
  bool empty = close[-1] == '/';
  if (!empty && ++scan->depth > XML_MAX_DEPTH)
    return refuse(scan, scan->line, _("Such files are refused: no known format needs this."),
                  _("Elements are nested deeper than 256 levels."));
  advance(scan, close + 1);
  return STATUS_OK;
}

static enum status scan_end_tag(struct scan *scan) {
  size_t attributes;
  const char *close = tag_end(scan, &attributes);
  if (!close) return refuse_tag(scan);
  if (scan->depth > 0) scan->depth--;
  advance(scan, close + 1);
  return STATUS_OK;
}

static enum status scan_markup(struct scan *scan) {
  if (at_text(scan, "<!--")) return skip_until(scan, 4, "-->");
  if (at_text(scan, "<![CDATA[")) return skip_until(scan, 9, "]]>");
  if (at_text(scan, "<?")) return skip_until(scan, 2, "?>");
  if (at_text(scan, "<!"))
    return refuse(scan, scan->line, _("Remove the declaration: files with one can read other files or fill the memory."),
                  _("Document type declarations (DOCTYPE) are refused."));
  if (at_text(scan, "</")) return scan_end_tag(scan);
  return scan_start_tag(scan);
}

/* The encoding that the XML declaration names, NULL if it names none; caller frees. */
static char *declared_encoding(const char *bytes, size_t len) {
  static const char start[] = "<?xml";
  if (len < sizeof start || memcmp(bytes, start, sizeof start - 1) != 0) return NULL;
  const char *end = memmem(bytes, len, "?>", 2);
  if (!end) return NULL;
  CLEANUP(mem_freep) char *declaration = mem_strndup(bytes, (size_t)(end - bytes));
  const char *found = strstr(declaration, "encoding");
  if (!found) return NULL;
  const char *value = found + strcspn(found, "\"'");
  if (!*value) return NULL;
  value++;
  return mem_strndup(value, strcspn(value, "\"'"));
}

static bool is_utf8_name(const char *encoding) {
  return !encoding || strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "US-ASCII") == 0;
}

/* Line of the first byte that is not UTF-8. */
static int line_of_bad_byte(const char *bytes, size_t len) {
  int line = 1;
  for (const char *at = bytes, *end = bytes + len; at < end;) {
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    size_t line_len = line_end ? (size_t)(line_end - at) + 1 : (size_t)(end - at);
    if (!utf8_valid(at, line_len)) return line;
    at += line_len;
    line++;
  }
  return line;
}

static enum status check_encoding(const struct scan *scan, const char *bytes, size_t len) {
  const char *next = _("Save the file as UTF-8.");
  CLEANUP(mem_freep) char *declared = declared_encoding(bytes, len);
  if (!is_utf8_name(declared)) return refuse(scan, 1, next, _("The file says that its encoding is not UTF-8."));
  if (!utf8_valid(bytes, len)) return refuse(scan, line_of_bad_byte(bytes, len), next, _("The file is not UTF-8 text."));
  return STATUS_OK;
}

static enum status scan_all(struct scan *scan) {
  while (scan->at < scan->end) {
    const char *markup = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
    advance(scan, markup ? markup : scan->end);
    if (!markup) break;
    enum status status = scan_markup(scan);
    if (status) return status;
  }
  return STATUS_OK;
}

enum status scan_xml(const char *bytes, size_t len, const char *name, line_vec_t *ret_lines, struct error *error) {
  struct scan scan = {.name = name, .at = bytes, .end = bytes + len, .line = 1, .error = error};
  if (len > XML_MAX_FILE) return error_set(error, STATUS_INPUT, name, _("Give a smaller file."), _("The file is larger than 64 MiB."));
  if (len == 0) return error_set(error, STATUS_INPUT, name, _("Fetch the file again: it may have been cut off."), _("The file is empty."));
  enum status status = check_encoding(&scan, bytes, len);
  if (!status) status = scan_all(&scan);
  if (status)
    vec_free(&scan.lines);
  else
    *ret_lines = scan.lines;
  return status;
}
