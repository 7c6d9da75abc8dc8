/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser compares each attribute of a tag with all others, and reads a tag as a whole: both has to be limited before it begins. */
#include "xml/internal.h"

#include <string.h>

static unsigned lines_in(const char *bytes, size_t len) {
  unsigned lines = 0;
  for (const char *at = bytes, *end = bytes + len; (at = memchr(at, '\n', (size_t)(end - at))); at++)
    lines++;
  return lines;
}

static enum status refuse(const struct guard *guard, const char *bytes, const char *at, const char *next, const char *what,
                          struct error *error) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u", guard->name, 1 + guard->line + lines_in(bytes, (size_t)(at - bytes)));
  return error_set(error, STATUS_INPUT, where, next, "%s", what);
}

static bool is_begin_of(const struct guard *guard, const char *text) {
  return strncmp(guard->opening, text, guard->opening_len) == 0;
}

static bool is_all_of(const struct guard *guard, const char *text) {
  return guard->opening_len == strlen(text) && is_begin_of(guard, text);
}

/* One more byte behind '<'. False: a declaration begins. */
static bool open_markup(struct guard *guard, char byte) {
  guard->opening[guard->opening_len++] = byte;
  if (guard->opening[0] == '?') {
    guard->state = GUARD_INSTRUCTION;
  } else if (guard->opening[0] != '!') {
    guard->state = byte == '>' ? GUARD_TEXT : GUARD_TAG;
    guard->quote = '\0';
    guard->tag_size = guard->attributes = 0;
  } else if (is_all_of(guard, "!--")) {
    guard->state = GUARD_COMMENT;
  } else if (is_all_of(guard, "![CDATA[")) {
    guard->state = GUARD_CDATA;
  } else {
    return is_begin_of(guard, "!--") || is_begin_of(guard, "![CDATA[");
  }
  return true;
}

/* Behind the tag, or the end. */
static const char *skip_tag(struct guard *guard, const char *at, const char *end) {
  const char *start = at;
  char quote = guard->quote;
  for (; at < end; at++) {
    if (quote) {
      at = memchr(at, quote, (size_t)(end - at));
      if (!at) {
        at = end;
        break;
      }
      quote = '\0';
    } else if (*at == '"' || *at == '\'') {
      quote = *at;
    } else if (*at == '=') {
      guard->attributes++;
    } else if (*at == '>') {
      guard->state = GUARD_TEXT;
      at++;
      break;
    }
  }
  guard->quote = quote;
  guard->tag_size += (size_t)(at - start);
  return at;
}

/* The byte before `at`, n bytes back, perhaps of the block before. */
static char before(const struct guard *guard, const char *bytes, const char *at, int n) {
  ptrdiff_t index = at - bytes - n;
  return index >= 0 ? bytes[index] : guard->last[2 + index];
}

/* Behind the comment or the like, which ends with the two bytes and '>', or the end. */
static const char *skip_until(struct guard *guard, const char *bytes, const char *at, const char *end, char first, char second) {
  while ((at = memchr(at, '>', (size_t)(end - at)))) {
    bool closes = before(guard, bytes, at, 1) == second && (!first || before(guard, bytes, at, 2) == first);
    at++;
    if (!closes) continue;
    guard->state = GUARD_TEXT;
    return at;
  }
  return end;
}

static const char *skip_text(struct guard *guard, const char *at, const char *end) {
  at = memchr(at, '<', (size_t)(end - at));
  if (!at) return end;
  guard->state = GUARD_OPENING;
  guard->opening_len = 0;
  return at + 1;
}

static const char *advance(struct guard *guard, const char *bytes, const char *at, const char *end) {
  switch (guard->state) {
  case GUARD_TAG:
    return skip_tag(guard, at, end);
  case GUARD_COMMENT:
    return skip_until(guard, bytes, at, end, '-', '-');
  case GUARD_CDATA:
    return skip_until(guard, bytes, at, end, ']', ']');
  case GUARD_INSTRUCTION:
    return skip_until(guard, bytes, at, end, '\0', '?');
  case GUARD_TEXT:
  case GUARD_OPENING:
    break;
  }
  return skip_text(guard, at, end);
}

static void remember(struct guard *guard, const char *bytes, size_t len) {
  const char *end = bytes + len;
  char last_but_one = before(guard, bytes, end, 2), last = before(guard, bytes, end, 1);
  guard->last[0] = last_but_one;
  guard->last[1] = last;
  guard->line += lines_in(bytes, len);
}

enum status guard_check(struct guard *guard, const char *bytes, size_t len, struct error *error) {
  const char *at = bytes, *end = bytes + len;
  while (at < end) {
    if (guard->state != GUARD_OPENING)
      at = advance(guard, bytes, at, end);
    else if (!open_markup(guard, *at++))
      return refuse(guard, bytes, at, _("Remove the declaration: files with one can read other files or fill the memory."),
                    _("Document type declarations (DOCTYPE) are refused."), error);
    if (guard->tag_size > XML_MAX_TAG)
      return refuse(guard, bytes, at, _("Such files are refused: they can stop the program for minutes."),
                    _("This tag is larger than 256 KiB."), error);
    if (guard->attributes > XML_MAX_ATTRIBUTES)
      return refuse(guard, bytes, at, _("Such files are refused: they can stop the program for minutes."),
                    _("This tag has more than 1000 attributes."), error);
  }
  remember(guard, bytes, len);
  return STATUS_OK;
}
