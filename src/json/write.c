/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum { MOST_LEVELS = 64, INDENTATION = 2 };

static uint64_t innermost(const struct json_out *out) {
  return (uint64_t)1 << (out->depth - 1);
}

static void new_line(struct json_out *out) {
  if (out->indented) buf_printf(out->buf, "\n%*s", (int)out->depth * INDENTATION, "");
}

/* Whatever has to stand before the next key or element. */
static void begin_item(struct json_out *out) {
  if (out->depth == 0) return;
  if (out->has_items & innermost(out)) buf_putc(out->buf, ',');
  out->has_items |= innermost(out);
  new_line(out);
}

static void begin_value(struct json_out *out) {
  if (!out->after_key) begin_item(out);
  out->after_key = false;
}

static void open_level(struct json_out *out, char bracket, uint64_t is_array) {
  assert(out->depth < MOST_LEVELS);
  begin_value(out);
  buf_putc(out->buf, bracket);
  out->depth++;
  out->has_items &= ~innermost(out);
  out->is_array = (out->is_array & ~innermost(out)) | is_array << (out->depth - 1);
}

void json_out_object(struct json_out *out) {
  open_level(out, '{', 0);
}

void json_out_array(struct json_out *out) {
  open_level(out, '[', 1);
}

void json_out_end(struct json_out *out) {
  assert(out->depth > 0);
  bool is_array = out->is_array & innermost(out), has_items = out->has_items & innermost(out);
  out->depth--;
  if (has_items) new_line(out);
  buf_putc(out->buf, is_array ? ']' : '}');
}

/* Control characters would also speak to the terminal that shows the output. */
static void write_character(struct buf *buf, const char *bytes, size_t len, uint32_t code_point) {
  static const char special[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *found = code_point < 0x80 ? memchr(special, (int)code_point, sizeof special - 1) : NULL;
  if (found)
    buf_printf(buf, "\\%c", letters[found - special]);
  else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
    buf_printf(buf, "\\u%04x", (unsigned)code_point);
  else
    buf_add(buf, bytes, len);
}

static void write_quoted(struct buf *buf, const char *text) {
  static const char replacement[] = "\xEF\xBF\xBD";
  uint32_t code_point;
  buf_putc(buf, '"');
  for (size_t len; (len = utf8_next(text, &code_point)) > 0; text += len) {
    bool broken = len == 1 && code_point == 0xFFFD;
    write_character(buf, broken ? replacement : text, broken ? sizeof replacement - 1 : len, code_point);
  }
  buf_putc(buf, '"');
}

void json_out_key(struct json_out *out, const char *key) {
  begin_item(out);
  write_quoted(out->buf, key);
  buf_puts(out->buf, out->indented ? ": " : ":");
  out->after_key = true;
}

void json_out_string(struct json_out *out, const char *text) {
  if (!text) {
    json_out_null(out);
    return;
  }
  begin_value(out);
  write_quoted(out->buf, text);
}

static void write_plain(struct json_out *out, const char *text) {
  begin_value(out);
  buf_puts(out->buf, text);
}

void json_out_number(struct json_out *out, int64_t number) {
  begin_value(out);
  buf_printf(out->buf, "%" PRId64, number);
}

void json_out_decimal(struct json_out *out, int64_t millionths) {
  CLEANUP(mem_freep) char *text = number_format(millionths);
  write_plain(out, text);
}

void json_out_bool(struct json_out *out, bool boolean) {
  write_plain(out, boolean ? "true" : "false");
}

void json_out_null(struct json_out *out) {
  write_plain(out, "null");
}
