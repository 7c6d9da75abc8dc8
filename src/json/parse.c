/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/internal.h"

#include <stdlib.h>
#include <string.h>

const struct json_limits json_usual_limits = {.bytes = (size_t)64 << 20, .depth = 200, .values = 8000000};

/* An array or object that is still open; its items are the pending nodes from first_item on. */
struct frame {
  struct json node;
  size_t first_item;
};

enum expected { EXPECT_VALUE, EXPECT_FIRST_ITEM, EXPECT_SEPARATOR };

struct parser {
  const char *at, *end;
  const char *located; /* line and column belong to this place; it only moves forward */
  unsigned line, column;
  const char *file_name;
  size_t max_depth;
  size_t values_left;
  enum expected expected;
  const char *key; /* of the member whose value comes next */
  VEC(struct frame) frames;
  VEC(struct json) pending; /* complete nodes whose array or object is still open */
  struct buf text;          /* the string that is being decoded */
  struct arena *arena;
  struct error *error;
};

/* ---- places and errors ---- */

static bool begins_character(char c) {
  return ((unsigned char)c & 0xC0) != 0x80;
}

static void locate(struct parser *p) {
  for (; p->located < p->at; p->located++) {
    if (*p->located == '\n') {
      p->line++;
      p->column = 1;
    } else if (begins_character(*p->located)) {
      p->column++;
    }
  }
}

static bool fail_at(struct parser *p, unsigned line, unsigned column, const char *what) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:%u:%u", p->file_name, line, column);
  error_set(p->error, STATUS_INPUT, where, _("Correct the file there, or let the program that wrote it write it again."), "%s", what);
  return false;
}

static bool fail(struct parser *p, const char *what) {
  locate(p);
  return fail_at(p, p->line, p->column, what);
}

/* ---- characters ---- */

/* -1 at the end. */
static int peek(const struct parser *p) {
  return p->at < p->end ? (unsigned char)*p->at : -1;
}

static bool accept(struct parser *p, char c) {
  if (peek(p) != c) return false;
  p->at++;
  return true;
}

static bool accept_word(struct parser *p, const char *word) {
  size_t len = strlen(word);
  if ((size_t)(p->end - p->at) < len || memcmp(p->at, word, len) != 0) return false;
  p->at += len;
  return true;
}

static void skip_blanks(struct parser *p) {
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r'))
    p->at++;
}

/* ---- strings ---- */

static bool read_hex4(struct parser *p, uint32_t *ret_unit) {
  uint32_t unit = 0;
  if (p->end - p->at < 4) return fail(p, _("Four hexadecimal digits are expected behind \\u."));
  for (int i = 0; i < 4; i++) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *digit = memchr(digits, p->at[i], sizeof digits - 1);
    if (!digit) return fail(p, _("Four hexadecimal digits are expected behind \\u."));
    unit = unit << 4 | (uint32_t)((digit - digits) % 16);
  }
  p->at += 4;
  *ret_unit = unit;
  return true;
}

static bool read_unicode_escape(struct parser *p) {
  uint32_t unit, second;
  char encoded[5];
  if (!read_hex4(p, &unit)) return false;
  if (unit == 0) return fail(p, _("The character U+0000 is not allowed in texts."));
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    bool is_first = unit <= 0xDBFF;
    if (!is_first || !accept_word(p, "\\u")) return fail(p, _("This half of a surrogate pair stands alone."));
    if (!read_hex4(p, &second)) return false;
    if (second < 0xDC00 || second > 0xDFFF) return fail(p, _("This half of a surrogate pair stands alone."));
    unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
  }
  utf8_encode(unit, encoded);
  buf_puts(&p->text, encoded);
  return true;
}

static bool read_escape(struct parser *p) {
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (accept(p, 'u')) return read_unicode_escape(p);
  const char *letter = p->at < p->end ? memchr(letters, *p->at, sizeof letters - 1) : NULL;
  if (!letter) return fail(p, _("This is not an escape sequence of JSON."));
  buf_putc(&p->text, meanings[letter - letters]);
  p->at++;
  return true;
}

/* One character outside ASCII. */
static bool read_multibyte(struct parser *p) {
  unsigned char lead = (unsigned char)*p->at;
  size_t len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if ((size_t)(p->end - p->at) < len || !utf8_valid(p->at, len)) return fail(p, _("The text is not valid UTF-8."));
  buf_add(&p->text, p->at, len);
  p->at += len;
  return true;
}

static void read_plain_run(struct parser *p) {
  const char *start = p->at;
  while (p->at < p->end && (unsigned char)*p->at >= 0x20 && (unsigned char)*p->at < 0x80 && *p->at != '"' && *p->at != '\\')
    p->at++;
  buf_add(&p->text, start, (size_t)(p->at - start));
}

/* The opening quote has been read. */
static bool read_string(struct parser *p, const char **ret_text) {
  p->text.len = 0;
  for (;;) {
    read_plain_run(p);
    int c = peek(p);
    if (c < 0) return fail(p, _("The file ends within a text."));
    if (c < 0x20) return fail(p, _("Control characters in texts must be written as escape sequences."));
    if (accept(p, '"')) break;
    if (!(accept(p, '\\') ? read_escape(p) : read_multibyte(p))) return false;
  }
  *ret_text = arena_strndup(p->arena, buf_str(&p->text), p->text.len);
  return true;
}

/* ---- numbers ---- */

static bool accept_digits(struct parser *p) {
  const char *start = p->at;
  while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
    p->at++;
  return p->at > start;
}

static bool read_number(struct parser *p, const char **ret_text) {
  const char *start = p->at;
  accept(p, '-');
  bool valid = accept(p, '0') || accept_digits(p);
  if (valid && accept(p, '.')) valid = accept_digits(p);
  if (valid && (accept(p, 'e') || accept(p, 'E'))) {
    if (!accept(p, '+')) accept(p, '-');
    valid = accept_digits(p);
  }
  int next = peek(p);
  if (!valid || (next >= '0' && next <= '9')) return fail(p, _("This is not a number as JSON writes it."));
  *ret_text = arena_strndup(p->arena, start, (size_t)(p->at - start));
  return true;
}

/* ---- values ---- */

static bool read_literal(struct parser *p, struct json *node) {
  if (accept_word(p, "null"))
    node->type = JSON_NULL;
  else if (accept_word(p, "true"))
    node->type = JSON_TRUE;
  else if (accept_word(p, "false"))
    node->type = JSON_FALSE;
  else
    return fail(p, peek(p) < 0 ? _("The file ends where a value is expected.") : _("A value is expected here."));
  return true;
}

static bool read_scalar(struct parser *p, struct json *node) {
  int c = peek(p);
  if (accept(p, '"')) {
    node->type = JSON_STRING;
    return read_string(p, &node->text);
  }
  if (c == '-' || (c >= '0' && c <= '9')) {
    node->type = JSON_NUMBER;
    return read_number(p, &node->text);
  }
  return read_literal(p, node);
}

static bool open_frame(struct parser *p, struct json node) {
  if (p->frames.len == p->max_depth) return fail_at(p, node.line, node.column, _("The nesting is too deep."));
  p->at++;
  struct frame frame = {.node = node, .first_item = p->pending.len};
  vec_push(&p->frames, frame);
  p->expected = EXPECT_FIRST_ITEM;
  return true;
}

static bool read_value(struct parser *p) {
  if (p->values_left-- == 0) return fail(p, _("The file holds more values than can be read."));
  skip_blanks(p);
  locate(p);
  struct json node = {.line = p->line, .column = p->column, .key = p->key};
  int c = peek(p);
  if (c == '{' || c == '[') {
    node.type = c == '{' ? JSON_OBJECT : JSON_ARRAY;
    return open_frame(p, node);
  }
  if (!read_scalar(p, &node)) return false;
  vec_push(&p->pending, node);
  p->expected = EXPECT_SEPARATOR;
  return true;
}

/* ---- arrays and objects ---- */

static int by_key_then_place(const void *a, const void *b) {
  const struct json *const *x = a, *const *y = b;
  int order = strcmp((*x)->key, (*y)->key);
  return order ? order : (*x > *y) - (*x < *y);
}

static bool refuse_duplicate(struct parser *p, const struct json *member) {
  bool printable = text_first_bad(member->key, strlen(member->key)) < 0;
  if (!printable) return fail_at(p, member->line, member->column, _("A key stands twice in the same object."));
  CLEANUP(mem_freep) char *what = mem_printf(_("The key \"%s\" stands twice in the same object."), member->key);
  return fail_at(p, member->line, member->column, what);
}

/* Sorting keeps objects of a hostile size quick. */
static bool keys_are_unique(struct parser *p, const struct json *members, size_t len) {
  if (len < 2) return true;
  CLEANUP(mem_freep) const struct json **sorted = mem_alloc(len * sizeof *sorted);
  for (size_t i = 0; i < len; i++)
    sorted[i] = &members[i];
  qsort(sorted, len, sizeof *sorted, by_key_then_place);
  for (size_t i = 1; i < len; i++)
    if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0) return refuse_duplicate(p, sorted[i]);
  return true;
}

static bool close_frame(struct parser *p) {
  struct frame frame = p->frames.items[--p->frames.len];
  struct json node = frame.node;
  node.len = p->pending.len - frame.first_item;
  if (node.len > 0) {
    struct json *items = arena_alloc(p->arena, node.len * sizeof *items);
    memcpy(items, p->pending.items + frame.first_item, node.len * sizeof *items);
    node.items = items;
  }
  if (node.type == JSON_OBJECT && !keys_are_unique(p, node.items, node.len)) return false;
  p->pending.len = frame.first_item;
  vec_push(&p->pending, node);
  p->expected = EXPECT_SEPARATOR;
  return true;
}

static bool read_key(struct parser *p) {
  skip_blanks(p);
  if (!accept(p, '"')) return fail(p, _("A key in quotation marks is expected here."));
  if (!read_string(p, &p->key)) return false;
  skip_blanks(p);
  return accept(p, ':') || fail(p, _("A colon is expected behind the key."));
}

static bool read_item(struct parser *p, bool in_object) {
  p->key = NULL;
  return (!in_object || read_key(p)) && read_value(p);
}

/* Within the innermost open array or object: an item, a comma with an item, or the end. */
static bool read_inside(struct parser *p) {
  bool in_object = p->frames.items[p->frames.len - 1].node.type == JSON_OBJECT;
  skip_blanks(p);
  if (accept(p, in_object ? '}' : ']')) return close_frame(p);
  if (p->expected == EXPECT_FIRST_ITEM || accept(p, ',')) return read_item(p, in_object);
  if (peek(p) < 0) return fail(p, _("The file ends before everything that was opened is closed."));
  return fail(p, in_object ? _("A comma or \"}\" is expected here.") : _("A comma or \"]\" is expected here."));
}

static bool read_all(struct parser *p) {
  if (!read_value(p)) return false;
  while (p->frames.len > 0)
    if (!read_inside(p)) return false;
  skip_blanks(p);
  return p->at == p->end || fail(p, _("Nothing may follow the value."));
}

static void skip_byte_order_mark(struct parser *p) {
  if (accept_word(p, "\xEF\xBB\xBF")) p->located = p->at;
}

enum status json_parse(const char *bytes, size_t len, const char *file_name, const struct json_limits *limits, struct json **ret_root,
                       struct error *error) {
  if (len > limits->bytes)
    return error_set(error, STATUS_INPUT, file_name, _("Give a smaller file."), _("The file is larger than the limit of %zu bytes."),
                     limits->bytes);
  if (len == 0) bytes = ""; /* an empty buffer has no bytes at all */
  struct parser p = {.at = bytes,
                     .end = bytes + len,
                     .located = bytes,
                     .line = 1,
                     .column = 1,
                     .file_name = file_name,
                     .max_depth = limits->depth,
                     .values_left = limits->values,
                     .arena = arena_new(),
                     .error = error};
  skip_byte_order_mark(&p);
  bool read = read_all(&p);
  if (read) {
    struct json_tree *tree = mem_alloc(sizeof *tree);
    *tree = (struct json_tree){.root = p.pending.items[0], .arena = p.arena};
    *ret_root = &tree->root;
  } else {
    arena_free(p.arena);
  }
  vec_free(&p.frames);
  vec_free(&p.pending);
  buf_free(&p.text);
  return read ? STATUS_OK : STATUS_INPUT;
}
