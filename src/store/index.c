/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is looked up by key in the rows of a list: sorted entries in pieces. They are gathered and written in runs, each sorted by itself;
 * who reads merges the runs. So neither memory nor time grows out of proportion with the list, as they would with one row for each entry.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

enum {
  ENTRY = 20,          /* bytes: key, other, number, all big-endian, so that bytes sort like numbers */
  RUN = 1 << 16,       /* entries */
  PIECE = 200 * ENTRY, /* with its row it fills one page of the file */
};

static void put_number(unsigned char *bytes, uint64_t number, int len) {
  for (int i = len - 1; i >= 0; i--, number >>= 8)
    bytes[i] = (unsigned char)number;
}

static uint64_t get_number(const unsigned char *bytes, int len) {
  uint64_t number = 0;
  for (int i = 0; i < len; i++)
    number = number << 8 | bytes[i];
  return number;
}

static void encode(const struct index_entry *entry, unsigned char bytes[ENTRY]) {
  put_number(bytes, entry->key, 8);
  put_number(bytes + 8, entry->other, 8);
  put_number(bytes + 16, entry->number, 4);
}

static struct index_entry decode(const unsigned char bytes[ENTRY]) {
  return (struct index_entry){get_number(bytes, 8), get_number(bytes + 8, 8), (uint32_t)get_number(bytes + 16, 4)};
}

/* ---- writing --------------------------------------------------------------------------------------------------------------------- */

struct index_writer {
  struct db *db;
  int64_t list;
  enum index_what what;
  unsigned char *entries, *spare; /* RUN entries; NULL before the first */
  size_t len;
  int64_t run;
  uint64_t written;
};

struct index_writer *index_writer_new(struct db *db, int64_t list, enum index_what what) {
  struct index_writer *writer = mem_alloc(sizeof *writer);
  *writer = (struct index_writer){.db = db, .list = list, .what = what};
  return writer;
}

void index_writer_free(struct index_writer *writer) {
  if (!writer) return;
  free(writer->entries);
  free(writer->spare);
  free(writer);
}

/* Moves the entries in the order of one byte; entries with the same byte keep their order. False: it is the same in all. */
static bool sort_by_byte(const unsigned char *from, unsigned char *to, size_t len, int byte) {
  size_t places[256] = {0};
  for (size_t i = 0; i < len; i++)
    places[from[i * ENTRY + byte]]++;
  if (places[from[byte]] == len) return false;
  for (size_t value = 0, place = 0; value < 256; value++) {
    size_t count = places[value];
    places[value] = place;
    place += count;
  }
  for (size_t i = 0; i < len; i++)
    memcpy(to + places[from[i * ENTRY + byte]]++ * ENTRY, from + i * ENTRY, ENTRY);
  return true;
}

/* Byte by byte from the last: as quick for hostile entries as for any. */
static void sort(struct index_writer *writer) {
  for (int byte = ENTRY - 1; byte >= 0; byte--) {
    if (!sort_by_byte(writer->entries, writer->spare, writer->len, byte)) continue;
    unsigned char *sorted = writer->spare;
    writer->spare = writer->entries;
    writer->entries = sorted;
  }
}

/* The same entry twice is one; that a ref is listed goes without saying where something stands that it depends on. */
static bool says_nothing_new(const struct index_writer *writer, const unsigned char *entry, const unsigned char *next) {
  bool listed_only = writer->what == INDEX_DEPENDENCY && get_number(entry + 8, 8) == 0;
  return memcmp(entry, next, listed_only ? 8 : ENTRY) == 0;
}

static void thin_out(struct index_writer *writer) {
  size_t kept = 0;
  for (size_t i = 0; i < writer->len; i++) {
    const unsigned char *entry = writer->entries + i * ENTRY;
    if (i + 1 < writer->len && says_nothing_new(writer, entry, entry + ENTRY)) continue;
    memmove(writer->entries + kept++ * ENTRY, entry, ENTRY);
  }
  writer->len = kept;
}

static void write_run(struct index_writer *writer) {
  if (writer->len == 0) return;
  sort(writer);
  thin_out(writer);
  size_t size = writer->len * ENTRY;
  for (size_t at = 0; at < size; at += PIECE) {
    const unsigned char *piece = writer->entries + at;
    db_run(writer->db, "INSERT INTO component_index (list, what, run, first, content) VALUES (?1, ?2, ?3, ?4, ?5)", "iiibb", writer->list,
           (int64_t)writer->what, writer->run, piece, (size_t)ENTRY, piece, size - at < PIECE ? size - at : (size_t)PIECE);
  }
  writer->written += writer->len;
  writer->len = 0;
  writer->run++;
}

void index_writer_add(struct index_writer *writer, struct index_entry entry) {
  if (!writer->entries) {
    writer->entries = mem_alloc((size_t)RUN * ENTRY);
    writer->spare = mem_alloc((size_t)RUN * ENTRY);
  }
  encode(&entry, writer->entries + writer->len++ * ENTRY);
  if (writer->len == RUN) write_run(writer);
}

uint64_t index_writer_end(struct index_writer *writer) {
  write_run(writer);
  return writer->written;
}

/* ---- reading --------------------------------------------------------------------------------------------------------------------- */

struct run {
  int64_t piece; /* id of its row */
  unsigned char content[PIECE];
  size_t len, at; /* bytes; at the end: len 0 */
};

struct index_cursor {
  struct db *db;
  int64_t list;
  enum index_what what;
  VEC(struct run *) runs;
};

/* len 0 if the run does not go on there. */
static void load_piece(struct index_cursor *cursor, size_t number) {
  struct run *run = cursor->runs.items[number];
  run->len = run->at = 0;
  sqlite3_stmt *row = db_query(cursor->db, "SELECT content FROM component_index WHERE id = ?1 AND list = ?2 AND what = ?3 AND run = ?4",
                               "iiii", run->piece, cursor->list, (int64_t)cursor->what, (int64_t)number);
  if (!db_next(cursor->db, row)) return;
  size_t len = (size_t)sqlite3_column_bytes(row, 0);
  if (len > 0 && len <= PIECE && len % ENTRY == 0) {
    memcpy(run->content, sqlite3_column_blob(row, 0), len);
    run->len = len;
  }
  db_stop(row);
}

static void step(struct index_cursor *cursor, size_t number) {
  struct run *run = cursor->runs.items[number];
  run->at += ENTRY;
  if (run->at < run->len) return;
  run->piece++;
  load_piece(cursor, number);
}

static bool find_piece(const struct index_cursor *cursor, size_t number, const unsigned char wanted[ENTRY], int64_t *ret_piece) {
  return db_number(cursor->db, ret_piece,
                   "SELECT id FROM component_index WHERE list = ?1 AND what = ?2 AND run = ?3 AND first <= ?4 ORDER BY first DESC LIMIT 1",
                   "iiib", cursor->list, (int64_t)cursor->what, (int64_t)number, wanted, (size_t)ENTRY) ||
         db_number(cursor->db, ret_piece,
                   "SELECT id FROM component_index WHERE list = ?1 AND what = ?2 AND run = ?3 ORDER BY first LIMIT 1", "iii", cursor->list,
                   (int64_t)cursor->what, (int64_t)number);
}

/* Adds the next run, at the first entry that is not less. False: there are no more. */
static bool open_run(struct index_cursor *cursor, const unsigned char wanted[ENTRY]) {
  int64_t piece;
  size_t number = cursor->runs.len;
  if (!find_piece(cursor, number, wanted, &piece)) return false;
  struct run *run = mem_alloc(sizeof *run);
  run->piece = piece;
  vec_push(&cursor->runs, run);
  load_piece(cursor, number);
  while (run->len > 0 && memcmp(run->content + run->at, wanted, ENTRY) < 0)
    step(cursor, number);
  return true;
}

struct index_cursor *index_open(struct db *db, int64_t list, enum index_what what, uint64_t from_key) {
  struct index_cursor *cursor = mem_alloc(sizeof *cursor);
  unsigned char wanted[ENTRY];
  *cursor = (struct index_cursor){.db = db, .list = list, .what = what};
  encode(&(struct index_entry){.key = from_key}, wanted);
  while (open_run(cursor, wanted))
    ;
  return cursor;
}

void index_close(struct index_cursor *cursor) {
  if (!cursor) return;
  for (size_t i = 0; i < cursor->runs.len; i++)
    free(cursor->runs.items[i]);
  vec_free(&cursor->runs);
  free(cursor);
}

static const unsigned char *entry_of(const struct index_cursor *cursor, size_t number) {
  const struct run *run = cursor->runs.items[number];
  return run->len > 0 ? run->content + run->at : NULL;
}

static const unsigned char *lowest(const struct index_cursor *cursor) {
  const unsigned char *lowest = NULL;
  for (size_t i = 0; i < cursor->runs.len; i++) {
    const unsigned char *entry = entry_of(cursor, i);
    if (entry && (!lowest || memcmp(entry, lowest, ENTRY) < 0)) lowest = entry;
  }
  return lowest;
}

bool index_next(struct index_cursor *cursor, struct index_entry *ret_entry) {
  unsigned char next[ENTRY];
  const unsigned char *found = lowest(cursor);
  if (!found || cursor->db->failed) return false;
  memcpy(next, found, ENTRY);
  for (size_t i = 0; i < cursor->runs.len; i++) {
    const unsigned char *entry = entry_of(cursor, i);
    if (entry && memcmp(entry, next, ENTRY) == 0) step(cursor, i);
  }
  *ret_entry = decode(next);
  return true;
}
