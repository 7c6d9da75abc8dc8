/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages in the order of the print, and the provisions that they make up. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- provisions ---- */

static struct frame *top(struct builder *builder) {
  return builder->frames.len ? &builder->frames.items[builder->frames.len - 1] : NULL;
}

/* A path that comes twice would lead to one of two places: it leads to neither, and a look-up ends in what stands around both. */
static void add_provision(struct builder *builder, struct frame *frame, const char *path) {
  struct map *by_path = builder->law->by_path;
  struct law_provision provision = {.path = arena_strdup(builder->arena, path), .first = builder->passages.len};
  bool taken = map_get(by_path, path) != NULL;
  frame->path = provision.path;
  frame->provision = builder->provisions.len;
  vec_push(&builder->provisions, provision);
  map_put(by_path, path, taken ? (void *)builder : (void *)builder->law);
}

/* What lies around the new provision: the nearest frame that can be cited. */
static const char *path_around(const struct builder *builder) {
  for (size_t i = builder->frames.len; i-- > 0;) {
    const struct frame *frame = &builder->frames.items[i];
    if (frame->quoted) return NULL;
    if (frame->path) return frame->path;
  }
  return NULL;
}

/* Point 4.1 within point 4 is its point 1. */
static const char *step_below(const char *around, const char *step) {
  const char *last = strrchr(around, '.') + 1;
  size_t len = strlen(last);
  return strncmp(step, last, len) == 0 && step[len] == '.' ? step + len + 1 : step;
}

void builder_open(struct builder *builder, const char *step, const char *mark) {
  const char *around = path_around(builder);
  struct frame frame = {.mark = mark && *mark ? arena_strdup(builder->arena, mark) : NULL};
  if (step && around && !builder->quoted) {
    CLEANUP(mem_freep) char *path = mem_printf("%s.%s", around, step_below(around, step));
    add_provision(builder, &frame, path);
  }
  vec_push(&builder->frames, frame);
}

void builder_open_root(struct builder *builder, const char *kind, const char *step) {
  struct frame frame = {0};
  if (step && !builder->quoted && builder->frames.len == 0) {
    CLEANUP(mem_freep) char *path = mem_printf("%s.%s", kind, step);
    add_provision(builder, &frame, path);
  }
  vec_push(&builder->frames, frame);
}

static void put_passage(struct builder *builder, const char *mark, const char *text, size_t depth, bool heading) {
  struct law_passage passage = {.mark = mark, .text = arena_strdup(builder->arena, text), .depth = (int)depth, .heading = heading};
  vec_push(&builder->passages, passage);
}

/* Marks whose element went straight on to what lies below it. */
static void put_marks(struct builder *builder, size_t frames) {
  for (size_t i = 0; i < frames; i++) {
    struct frame *frame = &builder->frames.items[i];
    if (frame->mark) put_passage(builder, frame->mark, "", i, false);
    frame->mark = NULL;
  }
}

void builder_close(struct builder *builder) {
  put_marks(builder, builder->frames.len);
  const struct frame *frame = top(builder);
  if (frame->path) {
    struct law_provision *provision = &builder->provisions.items[frame->provision];
    provision->len = builder->passages.len - provision->first;
  }
  builder->frames.len--;
}

void builder_close_to(struct builder *builder, size_t depth) {
  while (builder->frames.len > depth)
    builder_close(builder);
}

void builder_heading(struct builder *builder, const char *mark, const char *text) {
  if (mark && !*mark) mark = NULL;
  if (!builder->frames.len || (!*text && !mark)) return;
  put_marks(builder, builder->frames.len);
  struct law_passage *last = builder->passages.len ? &builder->passages.items[builder->passages.len - 1] : NULL;
  bool completes = !mark && last && last->heading && last->mark && !*last->text && last->depth == (int)builder->frames.len - 1;
  if (completes)
    last->text = arena_strdup(builder->arena, text);
  else
    put_passage(builder, arena_strdup(builder->arena, mark), text, builder->frames.len - 1, true);
}

void builder_text(struct builder *builder, const char *text) {
  struct frame *frame = top(builder);
  if (!frame || !*text) return;
  put_marks(builder, builder->frames.len - 1);
  put_passage(builder, frame->mark, text, builder->frames.len - 1, false);
  frame->mark = NULL;
}

void builder_finish(struct builder *builder) {
  struct lawtext *law = builder->law;
  struct map *taken = law->by_path;
  size_t kept = 0;
  builder_close_to(builder, 0);
  law->by_path = map_new();
  for (size_t i = 0; i < builder->provisions.len; i++) {
    struct law_provision *provision = &builder->provisions.items[i];
    if (map_get(taken, provision->path) == law) builder->provisions.items[kept++] = *provision;
  }
  map_free(taken);
  law->provisions_len = kept;
  law->provisions = arena_alloc(builder->arena, (kept + 1) * sizeof *law->provisions);
  law->passages_len = builder->passages.len;
  law->passages = arena_alloc(builder->arena, (law->passages_len + 1) * sizeof *law->passages);
  for (size_t i = 0; i < kept; i++) {
    law->provisions[i] = builder->provisions.items[i];
    map_put(law->by_path, law->provisions[i].path, &law->provisions[i]);
  }
  for (size_t i = 0; i < law->passages_len; i++)
    law->passages[i] = builder->passages.items[i];
}

/* ---- running text ---- */

/* A run of blanks becomes one; a single hard blank stays what it is. */
static size_t read_blanks(const char *text, bool *ret_hard) {
  size_t len = 0, count = 0;
  *ret_hard = false;
  for (;;) {
    uint32_t letter = 0;
    size_t bytes = utf8_next(text + len, &letter);
    bool hard = letter == 0xA0 || letter == 0x202F;
    if (!bytes || !(hard || letter == ' ' || (letter >= 9 && letter <= 13) || (letter >= 0x2002 && letter <= 0x200A))) break;
    *ret_hard = hard && count == 0;
    len += bytes;
    count++;
  }
  if (count != 1) *ret_hard = false;
  return len;
}

/* Consolidated texts point out changes: "►C1 ... ◄", "▼B". */
static size_t change_mark_length(const char *text) {
  if (str_starts(text, "\u25C4")) return 3;
  if (!str_starts(text, "\u25BA") && !str_starts(text, "\u25BC")) return 0;
  return 3 + strspn(text + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/* Brackets that held the number of a footnote. */
static size_t empty_brackets_length(const char *text) {
  bool hard;
  if (*text != '(') return 0;
  size_t len = 1 + read_blanks(text + 1, &hard);
  return text[len] == ')' ? len + 1 : 0;
}

static bool ends_in_blank(const struct buf *line) {
  return line->len == 0 || line->data[line->len - 1] == ' ' || (line->len > 1 && memcmp(line->data + line->len - 2, "\xC2\xA0", 2) == 0);
}

static void trim_end(struct buf *line) {
  while (line->len > 0 && ends_in_blank(line))
    line->len -= line->data[line->len - 1] == ' ' ? 1 : 2;
  if (line->data) line->data[line->len] = '\0';
}

char *line_of(const char *text) {
  struct buf line = {0};
  while (*text) {
    bool hard;
    size_t len = change_mark_length(text);
    if (!len && (len = empty_brackets_length(text)) > 0) trim_end(&line);
    if (len) {
      text += len;
      continue;
    }
    len = read_blanks(text, &hard);
    if (len && !ends_in_blank(&line)) buf_puts(&line, hard ? "\xC2\xA0" : " ");
    text += len;
    if (!len) buf_putc(&line, *text++);
  }
  trim_end(&line);
  return line.data ? buf_take(&line) : mem_strdup("");
}

char *builder_line(const struct builder *builder, const struct node *node) {
  CLEANUP(buf_free) struct buf text = {0};
  builder->add_inline(&text, node);
  return line_of(buf_str(&text));
}

static void flush(struct builder *builder, struct buf *running) {
  CLEANUP(mem_freep) char *line = line_of(buf_str(running));
  builder_text(builder, line);
  running->len = 0;
  if (running->data) *running->data = '\0';
}

void builder_walk(struct builder *builder, const struct node *node) {
  if (!builder->take(builder, node)) builder_flow(builder, node);
}

void builder_flow(struct builder *builder, const struct node *node) {
  struct buf running = {0};
  for (const struct node *child = node->first; child; child = child->next) {
    if (!child->block) {
      builder->add_inline(&running, child);
      continue;
    }
    flush(builder, &running);
    builder_walk(builder, child);
  }
  flush(builder, &running);
  buf_free(&running);
}

void builder_row(struct builder *builder, const struct node *first) {
  struct buf text = {0};
  for (const struct node *cell = first; cell; cell = cell->next) {
    if (!cell->name) continue;
    CLEANUP(mem_freep) char *line = builder_line(builder, cell);
    buf_printf(&text, "%s%s", text.len ? " | " : "", line);
  }
  builder_text(builder, buf_str(&text));
  buf_free(&text);
}
