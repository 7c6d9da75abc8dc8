/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser: a block of the source at a time, without recursion. Strings are handed out where they lie if they lie there whole. */
#include "json/internal.h"

#include <stdlib.h>
#include <string.h>

const struct json_limits json_usual_limits = {.bytes = (size_t)64 << 20, .depth = 200, .values = 8000000};

enum { USUAL_BLOCK = 64 << 10, LONGEST_WORD = 8 };

struct frame {
  bool is_object;
  struct key_set keys;
};

enum expected { EXPECT_START, EXPECT_VALUE, EXPECT_FIRST_ITEM, EXPECT_SEPARATOR };

struct place {
  unsigned line, column;
};

struct json_stream {
  struct source source;
  struct json_limits limits;
  char *block;
  size_t block_size;
  char *at, *end;
  bool ended;
  size_t bytes_read, values;
  char *located; /* belongs to place; it only moves forward */
  struct place place;
  char *event_at; /* NULL: event_place is known already */
  struct place event_place;
  enum expected expected;
  VEC(struct frame) frames; /* those beyond depth keep their memory */
  size_t depth;
  struct buf text; /* the string that does not lie in the block as it is */
  struct error *error;
  enum status status;
};

/* ---- places and errors ---- */

static unsigned characters_in(const char *bytes, const char *end) {
  unsigned count = 0;
  for (; bytes < end; bytes++)
    count += ((unsigned char)*bytes & 0xC0) != 0x80;
  return count;
}

static void locate(struct json_stream *s, char *to) {
  for (char *line_end; (line_end = memchr(s->located, '\n', (size_t)(to - s->located))); s->located = line_end + 1) {
    s->place.line++;
    s->place.column = 1;
  }
  s->place.column += characters_in(s->located, to);
  s->located = to;
}

static void locate_event(struct json_stream *s) {
  if (!s->event_at) return;
  locate(s, s->event_at);
  s->event_place = s->place;
  s->event_at = NULL;
}

static bool fail_in(struct json_stream *s, struct place place, const char *what) {
  if (s->status) return false; /* the source has failed: that is the reason */
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u:%u", s->source.name, place.line, place.column);
  s->status =
      error_set(s->error, STATUS_INPUT, where, _("Correct the file there, or let the program that wrote it write it again."), "%s", what);
  return false;
}

static bool fail(struct json_stream *s, const char *what) {
  locate_event(s);
  locate(s, s->at);
  return fail_in(s, s->place, what);
}

/* ---- characters ---- */

static bool too_large(struct json_stream *s) {
  s->status = error_set(s->error, STATUS_INPUT, s->source.name, _("Give a smaller file."),
                        _("The file is larger than the limit of %zu bytes."), s->limits.bytes);
  return false;
}

/* Moves what is left to the front of the block and reads on: at, end and everything that was in the block change. */
static bool read_more(struct json_stream *s) {
  if (s->ended || s->status) return false;
  locate_event(s);
  locate(s, s->at);
  size_t left = (size_t)(s->end - s->at), got = 0;
  memmove(s->block, s->at, left);
  s->at = s->located = s->block;
  s->end = s->block + left;
  s->status = source_read(&s->source, s->end, s->block_size - left, &got, s->error);
  if (s->status) return false;
  s->end += got;
  s->bytes_read += got;
  s->ended = got == 0;
  if (s->bytes_read > s->limits.bytes) return too_large(s);
  return !s->ended;
}

/* Are there so many bytes (few) from at on? */
static bool has(struct json_stream *s, size_t len) {
  while ((size_t)(s->end - s->at) < len)
    if (!read_more(s)) return false;
  return true;
}

/* -1 at the end. */
static int peek(struct json_stream *s) {
  return has(s, 1) ? (unsigned char)*s->at : -1;
}

static bool accept(struct json_stream *s, char c) {
  if (peek(s) != c) return false;
  s->at++;
  return true;
}

static bool accept_word(struct json_stream *s, const char *word) {
  size_t len = strlen(word);
  if (!has(s, len) || memcmp(s->at, word, len) != 0) return false;
  s->at += len;
  return true;
}

static void skip_blanks(struct json_stream *s) {
  do
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r'))
      s->at++;
  while (s->at == s->end && read_more(s));
}

/* ---- strings ---- */

static bool add_text(struct json_stream *s, const char *bytes, size_t len) {
  if (s->limits.text && s->text.len + len > s->limits.text) return fail(s, _("This text is too long."));
  buf_add(&s->text, bytes, len);
  return true;
}

static bool read_hex4(struct json_stream *s, uint32_t *ret_unit) {
  uint32_t unit = 0;
  if (!has(s, 4)) return fail(s, _("Four hexadecimal digits are expected behind \\u."));
  for (int i = 0; i < 4; i++) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = memchr(digits, s->at[i], sizeof digits - 1);
    if (!digit) return fail(s, _("Four hexadecimal digits are expected behind \\u."));
    unit = unit << 4 | (uint32_t)((digit - digits) % 16);
  }
  s->at += 4;
  *ret_unit = unit;
  return true;
}

static bool read_unicode_escape(struct json_stream *s) {
  uint32_t unit, second;
  char encoded[5];
  if (!read_hex4(s, &unit)) return false;
  if (unit == 0) return fail(s, _("The character U+0000 is not allowed in texts."));
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    bool is_first = unit <= 0xDBFF;
    if (!is_first || !accept_word(s, "\\u")) return fail(s, _("This half of a surrogate pair stands alone."));
    if (!read_hex4(s, &second)) return false;
    if (second < 0xDC00 || second > 0xDFFF) return fail(s, _("This half of a surrogate pair stands alone."));
    unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
  }
  return add_text(s, encoded, utf8_encode(unit, encoded));
}

static bool read_escape(struct json_stream *s) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (accept(s, 'u')) return read_unicode_escape(s);
  int c = peek(s);
  const char *letter = c >= 0 ? memchr(letters, c, sizeof letters - 1) : NULL;
  if (!letter) return fail(s, _("This is not an escape sequence of JSON."));
  s->at++;
  return add_text(s, &meanings[letter - letters], 1);
}

static size_t multibyte_len(char lead) {
  unsigned char byte = (unsigned char)lead;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Up to a byte that is not plain: the end of the block, a quote, a backslash, a control character, bad or cut UTF-8. */
static void skip_plain(struct json_stream *s) {
  char *at = s->at;
  while (at < s->end) {
    unsigned char c = (unsigned char)*at;
    if (c >= 0x80) {
      size_t len = multibyte_len(*at);
      if ((size_t)(s->end - at) < len || !utf8_valid(at, len)) break;
      at += len;
    } else if (c >= 0x20 && c != '"' && c != '\\') {
      at++;
    } else {
      break;
    }
  }
  s->at = at;
}

/* At a byte that skip_plain stopped at, not a quote. */
static bool read_special(struct json_stream *s) {
  int c = peek(s);
  if (c < 0) return fail(s, _("The file ends within a text."));
  if (accept(s, '\\')) return read_escape(s);
  if (c < 0x20) return fail(s, _("Control characters in texts must be written as escape sequences."));
  size_t len = multibyte_len(*s->at);
  return (has(s, len) && utf8_valid(s->at, len)) || fail(s, _("The text is not valid UTF-8."));
}

/* The opening quote has been read. The closing one gives way to a NUL. */
static bool read_string(struct json_stream *s, struct json_event *event) {
  s->text.len = 0;
  for (bool in_place = true;; in_place = false) {
    const char *start = s->at;
    skip_plain(s);
    size_t len = (size_t)(s->at - start);
    bool closes = s->at < s->end && *s->at == '"';
    if (closes && in_place) {
      if (s->limits.text && len > s->limits.text) return fail(s, _("This text is too long."));
      *s->at++ = '\0';
      event->text = start;
      event->len = len;
      return true;
    }
    if (!add_text(s, start, len)) return false;
    if (closes) break;
    if (s->at < s->end || !has(s, 1)) {
      if (!read_special(s)) return false;
    }
  }
  s->at++;
  event->text = buf_str(&s->text);
  event->len = s->text.len;
  return true;
}

/* ---- numbers ---- */

static bool take(struct json_stream *s) {
  s->at++;
  return add_text(s, s->at - 1, 1);
}

static bool take_if(struct json_stream *s, char c) {
  return peek(s) == c && take(s);
}

static bool take_digits(struct json_stream *s) {
  size_t before = s->text.len;
  for (int c; (c = peek(s)) >= '0' && c <= '9';)
    if (!take(s)) return false;
  return s->text.len > before;
}

static bool read_number(struct json_stream *s, struct json_event *event) {
  s->text.len = 0;
  take_if(s, '-');
  bool valid = take_if(s, '0') || take_digits(s);
  if (valid && take_if(s, '.')) valid = take_digits(s);
  if (valid && (take_if(s, 'e') || take_if(s, 'E'))) {
    if (!take_if(s, '+')) take_if(s, '-');
    valid = take_digits(s);
  }
  int next = peek(s);
  if (!valid || (next >= '0' && next <= '9')) return fail(s, _("This is not a number as JSON writes it."));
  event->text = buf_str(&s->text);
  event->len = s->text.len;
  return true;
}

/* ---- values ---- */

static bool read_literal(struct json_stream *s, struct json_event *event) {
  if (accept_word(s, "null"))
    event->type = JSON_NULL;
  else if (accept_word(s, "true"))
    event->type = JSON_TRUE;
  else if (accept_word(s, "false"))
    event->type = JSON_FALSE;
  else
    return fail(s, peek(s) < 0 ? _("The file ends where a value is expected.") : _("A value is expected here."));
  return true;
}

static bool read_scalar(struct json_stream *s, struct json_event *event) {
  int c = peek(s);
  event->kind = JSON_SCALAR;
  s->expected = EXPECT_SEPARATOR;
  if (accept(s, '"')) {
    event->type = JSON_STRING;
    return read_string(s, event);
  }
  if (c == '-' || (c >= '0' && c <= '9')) {
    event->type = JSON_NUMBER;
    return read_number(s, event);
  }
  return read_literal(s, event);
}

static bool begin(struct json_stream *s, enum json_type type, struct json_event *event) {
  if (s->depth == s->limits.depth) return fail(s, _("The nesting is too deep."));
  s->at++;
  if (s->depth == s->frames.len) vec_push(&s->frames, (struct frame){0});
  s->frames.items[s->depth++].is_object = type == JSON_OBJECT;
  s->expected = EXPECT_FIRST_ITEM;
  *event = (struct json_event){.kind = JSON_BEGIN, .type = type};
  return true;
}

static bool read_value(struct json_stream *s, struct json_event *event) {
  if (s->values++ == s->limits.values) return fail(s, _("The file holds more values than can be read."));
  skip_blanks(s);
  s->event_at = s->at;
  int c = peek(s);
  if (c == '{' || c == '[') return begin(s, c == '{' ? JSON_OBJECT : JSON_ARRAY, event);
  return read_scalar(s, event);
}

/* ---- arrays and objects ---- */

static bool end(struct json_stream *s, struct json_event *event) {
  struct frame *frame = &s->frames.items[--s->depth];
  key_set_clear(&frame->keys);
  s->expected = EXPECT_SEPARATOR;
  *event = (struct json_event){.kind = JSON_END, .type = frame->is_object ? JSON_OBJECT : JSON_ARRAY};
  return true;
}

static bool refuse_duplicate(struct json_stream *s, const char *key) {
  locate_event(s);
  bool printable = text_first_bad(key, strlen(key)) < 0;
  if (!printable) return fail_in(s, s->event_place, _("A key stands twice in the same object."));
  CLEANUP(mem_freep) char *what = mem_printf(_("The key \"%s\" stands twice in the same object."), key);
  return fail_in(s, s->event_place, what);
}

static bool read_key(struct json_stream *s, struct json_event *event) {
  skip_blanks(s);
  s->event_at = s->at;
  *event = (struct json_event){.kind = JSON_KEY, .type = JSON_STRING};
  if (!accept(s, '"')) return fail(s, _("A key in quotation marks is expected here."));
  if (!read_string(s, event)) return false;
  if (!key_set_add(&s->frames.items[s->depth - 1].keys, event->text, event->len)) return refuse_duplicate(s, event->text);
  s->expected = EXPECT_VALUE;
  return true;
}

/* The colon is only read now: reading on may overwrite the key. */
static bool read_member_value(struct json_stream *s, struct json_event *event) {
  skip_blanks(s);
  return (accept(s, ':') || fail(s, _("A colon is expected behind the key."))) && read_value(s, event);
}

/* Within the innermost open array or object: an item, a comma with an item, or the end. */
static bool read_inside(struct json_stream *s, struct json_event *event) {
  bool in_object = s->frames.items[s->depth - 1].is_object;
  skip_blanks(s);
  s->event_at = s->at;
  if (accept(s, in_object ? '}' : ']')) return end(s, event);
  if (s->expected == EXPECT_FIRST_ITEM || accept(s, ',')) return in_object ? read_key(s, event) : read_value(s, event);
  if (peek(s) < 0) return fail(s, _("The file ends before everything that was opened is closed."));
  return fail(s, in_object ? _("A comma or \"}\" is expected here.") : _("A comma or \"]\" is expected here."));
}

static void skip_byte_order_mark(struct json_stream *s) {
  if (accept_word(s, "\xEF\xBB\xBF")) s->located = s->at;
}

static bool read_next(struct json_stream *s, struct json_event *event) {
  if (s->expected == EXPECT_START) {
    skip_byte_order_mark(s);
    return read_value(s, event);
  }
  if (s->expected == EXPECT_VALUE) return read_member_value(s, event);
  if (s->depth > 0) return read_inside(s, event);
  skip_blanks(s);
  *event = (struct json_event){.kind = JSON_FINISHED};
  return peek(s) < 0 ? s->status == STATUS_OK : fail(s, _("Nothing may follow the value."));
}

enum status json_stream_next(struct json_stream *s, struct json_event *ret_event, struct error *error) {
  struct json_event event = {0};
  s->error = error;
  if (!s->status && read_next(s, &event)) *ret_event = event;
  s->error = NULL;
  return s->status;
}

unsigned json_stream_line(struct json_stream *s) {
  locate_event(s);
  return s->event_place.line;
}

unsigned json_stream_column(struct json_stream *s) {
  locate_event(s);
  return s->event_place.column;
}

/* ---- life ---- */

struct json_stream *json_stream_in_blocks(const struct source *source, const struct json_limits *limits, size_t block_size) {
  struct json_stream *s = mem_alloc(sizeof *s);
  *s = (struct json_stream){.source = *source, .limits = *limits, .place = {1, 1}, .event_place = {1, 1}};
  s->block_size = block_size < LONGEST_WORD ? LONGEST_WORD : block_size;
  s->block = s->at = s->end = s->located = mem_alloc(s->block_size);
  return s;
}

struct json_stream *json_stream_new(const struct source *source, const struct json_limits *limits) {
  return json_stream_in_blocks(source, limits, USUAL_BLOCK);
}

void json_stream_free(struct json_stream *s) {
  if (!s) return;
  for (size_t i = 0; i < s->frames.len; i++)
    key_set_free(&s->frames.items[i].keys);
  vec_free(&s->frames);
  buf_free(&s->text);
  free(s->block);
  free(s);
}
