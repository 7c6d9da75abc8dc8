/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST_CAPACITY = 64 };

static void make_room(struct buf *buf, size_t len) {
  size_t needed = buf->len + len + 1;
  if (needed <= len) needed = SIZE_MAX; /* overflow: mem_resize cannot give that much */
  if (needed <= buf->cap) return;
  size_t cap = buf->cap > SIZE_MAX / 2 ? SIZE_MAX : buf->cap * 2;
  if (cap < needed) cap = needed;
  if (cap < SMALLEST_CAPACITY) cap = SMALLEST_CAPACITY;
  buf->data = mem_resize(buf->data, cap);
  buf->cap = cap;
}

void buf_add(struct buf *buf, const void *bytes, size_t len) {
  make_room(buf, len);
  if (len > 0) memcpy(buf->data + buf->len, bytes, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text) {
  buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c) {
  buf_add(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *text = mem_vprintf(format, args);
  va_end(args);
  buf_puts(buf, text);
}

const char *buf_str(const struct buf *buf) {
  return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf) {
  char *data = buf->data ? buf->data : mem_strdup("");
  *buf = (struct buf){0};
  return data;
}

void buf_free(struct buf *buf) {
  if (!buf) return;
  free(buf->data);
  *buf = (struct buf){0};
}

void *vec_reserve_(void *items, size_t *cap, size_t len, size_t size) {
  if (len < *cap) return items;
  size_t wanted = *cap ? *cap * 2 : 8;
  if (wanted > SIZE_MAX / size) wanted = SIZE_MAX / size;
  items = mem_resize(items, wanted * size);
  *cap = wanted;
  return items;
}
