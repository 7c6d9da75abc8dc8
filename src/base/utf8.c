/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>
#include <wchar.h>

bool str_eq(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

bool str_starts(const char *text, const char *prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_in_list(const char *list, const char *word) {
  static const char blanks[] = " \t\r\n";
  size_t word_len = strlen(word);
  if (word_len == 0) return false;
  for (const char *at = list + strspn(list, blanks); *at; at += strspn(at, blanks)) {
    size_t len = strcspn(at, blanks);
    if (len == word_len && memcmp(at, word, len) == 0) return true;
    at += len;
  }
  return false;
}

bool utf8_valid(const char *text, size_t len) {
  return len == 0 || (!memchr(text, '\0', len) && !u8_check((const uint8_t *)text, len));
}

size_t utf8_next(const char *text, uint32_t *ret_code_point) {
  ucs4_t code_point;
  int len = u8_strmbtouc(&code_point, (const uint8_t *)text);
  if (len == 0) return 0;
  if (len < 0) { /* only if the caller did not check: go on behind the byte */
    *ret_code_point = 0xFFFD;
    return 1;
  }
  *ret_code_point = code_point;
  return (size_t)len;
}

size_t utf8_count(const char *text) {
  size_t count = 0;
  uint32_t code_point;
  for (size_t len; (len = utf8_next(text, &code_point)) > 0; text += len)
    count++;
  return count;
}

/* Unknown to the C library: unassigned, or the locale is not yet a UTF-8 one. */
static int width_without_locale(uint32_t code_point) {
  int width = uc_width(code_point, "UTF-8");
  return width > 0 ? width : 0;
}

int utf8_width_of(uint32_t code_point) {
  int width = wcwidth((wchar_t)code_point);
  return width >= 0 ? width : width_without_locale(code_point);
}

int utf8_width(const char *text) {
  int width = 0;
  uint32_t code_point;
  for (size_t len; (len = utf8_next(text, &code_point)) > 0; text += len)
    width += utf8_width_of(code_point);
  return width;
}

/* Combining marks are 0 wide, so they always fit behind their base. */
size_t utf8_fit(const char *text, int columns) {
  size_t fits = 0;
  uint32_t code_point;
  for (size_t len; (len = utf8_next(text + fits, &code_point)) > 0; fits += len) {
    columns -= utf8_width_of(code_point);
    if (columns < 0) break;
  }
  return fits;
}

size_t utf8_encode(uint32_t code_point, char out[5]) {
  int len = u8_uctomb((uint8_t *)out, code_point, 4);
  if (len < 0) len = u8_uctomb((uint8_t *)out, 0xFFFD, 4);
  out[len] = '\0';
  return (size_t)len;
}

/* Letters that Unicode does not take apart, but that people search for without their stroke. */
static const struct {
  uint32_t letter;
  const char *plain;
} plain_letters[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
};

static const char *plain_letter(uint32_t code_point) {
  for (size_t i = 0; i < ARRAY_LEN(plain_letters); i++)
    if (plain_letters[i].letter == code_point) return plain_letters[i].plain;
  return NULL;
}

static void add_folded(struct buf *buf, const char *bytes, size_t len, uint32_t code_point) {
  const char *plain = plain_letter(code_point);
  if (plain)
    buf_puts(buf, plain);
  else if (!uc_is_general_category(code_point, UC_NON_SPACING_MARK))
    buf_add(buf, bytes, len);
}

char *text_fold(const char *text) {
  size_t folded_len = 0;
  uint8_t *folded = u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFKD, NULL, &folded_len);
  if (!folded) return mem_strdup(text); /* not UTF-8: as it is */
  char *decomposed = mem_strndup((const char *)folded, folded_len);
  free(folded);
  struct buf plain = {0};
  uint32_t code_point;
  for (size_t len, at = 0; (len = utf8_next(decomposed + at, &code_point)) > 0; at += len)
    add_folded(&plain, decomposed + at, len, code_point);
  free(decomposed);
  return buf_take(&plain);
}

char *text_collapse(const char *text) {
  static const char blanks[] = " \t\r\n";
  struct buf collapsed = {0};
  for (const char *at = text + strspn(text, blanks); *at; at += strspn(at, blanks)) {
    size_t len = strcspn(at, blanks);
    if (collapsed.len > 0) buf_putc(&collapsed, ' ');
    buf_add(&collapsed, at, len);
    at += len;
  }
  return buf_take(&collapsed);
}

static bool is_control(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

long text_first_bad(const char *text, size_t len) {
  for (size_t at = 0; at < len;) {
    ucs4_t code_point;
    int step = u8_mbtoucr(&code_point, (const uint8_t *)text + at, len - at);
    bool allowed = step > 0 && (code_point == '\n' || code_point == '\t' || !is_control(code_point));
    if (!allowed) return (long)at;
    at += (size_t)step;
  }
  return -1;
}
