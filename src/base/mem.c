/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

static void (*exhausted_handler)(void);

void mem_set_exhausted(void (*handler)(void)) {
  exhausted_handler = handler;
}

static _Noreturn void exhausted(void) {
  if (exhausted_handler) exhausted_handler();
  abort();
}

void mem_freep(void *pointer_to_pointer) {
  void **pointer = pointer_to_pointer;
  free(*pointer);
  *pointer = NULL;
}

void *mem_alloc(size_t size) {
  void *block = calloc(1, size ? size : 1);
  if (!block) exhausted();
  return block;
}

void *mem_resize(void *block, size_t size) {
  void *resized = realloc(block, size ? size : 1);
  if (!resized) exhausted();
  return resized;
}

char *mem_strdup(const char *text) {
  return text ? mem_strndup(text, strlen(text)) : NULL;
}

char *mem_strndup(const char *text, size_t len) {
  size_t used = strnlen(text, len);
  char *copy = mem_alloc(used + 1);
  memcpy(copy, text, used);
  return copy;
}

char *mem_vprintf(const char *format, va_list args) {
  char *text;
  if (vasprintf(&text, format, args) < 0) exhausted();
  return text;
}

char *mem_printf(const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *text = mem_vprintf(format, args);
  va_end(args);
  return text;
}

/* ---- arena ---- */

enum { FIRST_CHUNK = 512, LARGEST_CHUNK = 1 << 18 };

struct chunk {
  struct chunk *next;
  size_t used, size;
  _Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
  struct chunk *chunks; /* the one with room comes first */
  size_t next_size;
};

struct arena *arena_new(void) {
  struct arena *arena = mem_alloc(sizeof *arena);
  arena->next_size = FIRST_CHUNK;
  return arena;
}

void arena_free(struct arena *arena) {
  if (!arena) return;
  for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
    next = chunk->next;
    free(chunk);
  }
  free(arena);
}

static struct chunk *chunk_new(size_t size) {
  if (size > SIZE_MAX - sizeof(struct chunk)) exhausted();
  struct chunk *chunk = mem_alloc(sizeof *chunk + size);
  chunk->size = size;
  return chunk;
}

/* A large block gets a chunk of its own behind the first one, so that the room left in the first stays in use. */
static void *alloc_alone(struct arena *arena, size_t size) {
  struct chunk *chunk = chunk_new(size);
  chunk->used = size;
  struct chunk **place = arena->chunks ? &arena->chunks->next : &arena->chunks;
  chunk->next = *place;
  *place = chunk;
  return chunk->bytes;
}

void *arena_alloc(struct arena *arena, size_t size) {
  const size_t align = _Alignof(max_align_t);
  if (size > SIZE_MAX - align) exhausted();
  size = (size + align - 1) / align * align;
  if (size == 0) size = align;
  if (size > LARGEST_CHUNK / 2) return alloc_alone(arena, size);
  struct chunk *chunk = arena->chunks;
  if (!chunk || chunk->size - chunk->used < size) {
    while (arena->next_size < size * 2)
      arena->next_size *= 2;
    chunk = chunk_new(arena->next_size);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    if (arena->next_size < LARGEST_CHUNK) arena->next_size *= 2;
  }
  void *block = chunk->bytes + chunk->used;
  chunk->used += size;
  return block;
}

char *arena_strdup(struct arena *arena, const char *text) {
  return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t len) {
  size_t used = strnlen(text, len);
  char *copy = arena_alloc(arena, used + 1);
  memcpy(copy, text, used);
  return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *text = mem_vprintf(format, args);
  va_end(args);
  return arena_strdup(arena, text);
}
