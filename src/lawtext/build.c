/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages in the order of the print, and the provisions that they make up. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- provisions ---- */

static struct frame *top(struct reader *reader) {
  return reader->frames.len ? &reader->frames.items[reader->frames.len - 1] : NULL;
}

/* A path that comes twice would lead to one of two places: it leads to neither, and a look-up ends in what stands around both. */
static void add_provision(struct reader *reader, struct frame *frame, const char *path) {
  struct map *by_path = reader->law->by_path;
  struct law_provision provision = {.path = arena_strdup(reader->arena, path), .first = reader->passages.len};
  bool taken = map_get(by_path, path) != NULL;
  frame->path = provision.path;
  frame->provision = reader->provisions.len;
  vec_push(&reader->provisions, provision);
  map_put(by_path, path, taken ? (void *)reader : (void *)reader->law);
}

/* What lies around the new provision: the nearest frame that can be cited. */
static const char *path_around(const struct reader *reader) {
  for (size_t i = reader->frames.len; i-- > 0;) {
    const struct frame *frame = &reader->frames.items[i];
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

void reader_open(struct reader *reader, const char *step, const char *mark) {
  const char *around = path_around(reader);
  struct frame frame = {.mark = mark && *mark ? arena_strdup(reader->arena, mark) : NULL};
  if (step && around && !reader->quoted) {
    CLEANUP(mem_freep) char *path = mem_printf("%s.%s", around, step_below(around, step));
    add_provision(reader, &frame, path);
  }
  vec_push(&reader->frames, frame);
}

void reader_open_root(struct reader *reader, const char *kind, const char *step) {
  struct frame frame = {0};
  if (step && !reader->quoted && reader->frames.len == 0) {
    CLEANUP(mem_freep) char *path = mem_printf("%s.%s", kind, step);
    add_provision(reader, &frame, path);
  }
  vec_push(&reader->frames, frame);
}

static void put_passage(struct reader *reader, const char *mark, const char *text, size_t depth, bool heading) {
  struct law_passage passage = {.mark = mark, .text = arena_strdup(reader->arena, text), .depth = (int)depth, .heading = heading};
  vec_push(&reader->passages, passage);
}

/* Marks whose element went straight on to what lies below it. */
static void put_marks(struct reader *reader, size_t frames) {
  for (size_t i = 0; i < frames; i++) {
    struct frame *frame = &reader->frames.items[i];
    if (frame->mark) put_passage(reader, frame->mark, "", i, false);
    frame->mark = NULL;
  }
}

void reader_close(struct reader *reader) {
  put_marks(reader, reader->frames.len);
  const struct frame *frame = top(reader);
  if (frame->path) {
    struct law_provision *provision = &reader->provisions.items[frame->provision];
    provision->len = reader->passages.len - provision->first;
  }
  reader->frames.len--;
}

void reader_close_to(struct reader *reader, size_t depth) {
  while (reader->frames.len > depth)
    reader_close(reader);
}

void reader_heading(struct reader *reader, const char *mark, const char *text) {
  if (mark && !*mark) mark = NULL;
  if (!reader->frames.len || (!*text && !mark)) return;
  put_marks(reader, reader->frames.len);
  struct law_passage *last = reader->passages.len ? &reader->passages.items[reader->passages.len - 1] : NULL;
  bool completes = !mark && last && last->heading && last->mark && !*last->text && last->depth == (int)reader->frames.len - 1;
  if (completes)
    last->text = arena_strdup(reader->arena, text);
  else
    put_passage(reader, arena_strdup(reader->arena, mark), text, reader->frames.len - 1, true);
}

void reader_text(struct reader *reader, const char *text) {
  struct frame *frame = top(reader);
  if (!frame || !*text) return;
  put_marks(reader, reader->frames.len - 1);
  put_passage(reader, frame->mark, text, reader->frames.len - 1, false);
  frame->mark = NULL;
}

void reader_finish(struct reader *reader) {
  struct lawtext *law = reader->law;
  struct map *taken = law->by_path;
  size_t kept = 0;
  reader_close_to(reader, 0);
  law->by_path = map_new();
  for (size_t i = 0; i < reader->provisions.len; i++) {
    struct law_provision *provision = &reader->provisions.items[i];
    if (map_get(taken, provision->path) == law) reader->provisions.items[kept++] = *provision;
  }
  map_free(taken);
  law->provisions_len = kept;
  law->provisions = arena_alloc(reader->arena, (kept + 1) * sizeof *law->provisions);
  law->passages_len = reader->passages.len;
  law->passages = arena_alloc(reader->arena, (law->passages_len + 1) * sizeof *law->passages);
  for (size_t i = 0; i < kept; i++) {
    law->provisions[i] = reader->provisions.items[i];
    map_put(law->by_path, law->provisions[i].path, &law->provisions[i]);
  }
  for (size_t i = 0; i < law->passages_len; i++)
    law->passages[i] = reader->passages.items[i];
}

/* ---- running text ---- */

/* A run of blanks becomes one; a single hard blank stays what it is. */
static size_t read_blanks(const char *text, bool *ret_hard) {
  size_t len = 0, count = 0;
  *ret_hard = false;
  for (;;) {
    uint32_t letter;
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

char *reader_line(const struct reader *reader, const struct node *node) {
  CLEANUP(buf_free) struct buf text = {0};
  reader->add_inline(&text, node);
  return line_of(buf_str(&text));
}

static void flush(struct reader *reader, struct buf *running) {
  CLEANUP(mem_freep) char *line = line_of(buf_str(running));
  reader_text(reader, line);
  running->len = 0;
  if (running->data) *running->data = '\0';
}

void reader_walk(struct reader *reader, const struct node *node) {
  if (!reader->take(reader, node)) reader_flow(reader, node);
}

void reader_flow(struct reader *reader, const struct node *node) {
  struct buf running = {0};
  for (const struct node *child = node->first; child; child = child->next) {
    if (!child->block) {
      reader->add_inline(&running, child);
      continue;
    }
    flush(reader, &running);
    reader_walk(reader, child);
  }
  flush(reader, &running);
  buf_free(&running);
}

void reader_row(struct reader *reader, const struct node *first) {
  struct buf text = {0};
  for (const struct node *cell = first; cell; cell = cell->next) {
    if (!cell->name) continue;
    CLEANUP(mem_freep) char *line = reader_line(reader, cell);
    buf_printf(&text, "%s%s", text.len ? " | " : "", line);
  }
  reader_text(reader, buf_str(&text));
  buf_free(&text);
}
