/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base: strings, vectors, arenas, text, dates, hashes, errors, files and the host.
 *
 * May include: libc, libintl, libunistring, libsodium. Nothing here prints, logs, or knows what a fact is.
 *
 * Memory: allocation never returns NULL. When memory is exhausted the process ends at once (mem_set_exhausted can say so first);
 * this is safe because every confirmed answer is already durable in the journal.
 * Failure: a function that can fail returns `enum status`; its outputs are named ret_* and untouched on failure; the error is
 * the last argument and may be NULL. Ownership: new/load/open/take/copy give it; everything else is borrowed. X_free(NULL) is a no-op.
 */
#ifndef CRADLE_BASE_H
#define CRADLE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define FORMAT_ARG(n) __attribute__((format_arg(n)))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- errors ------------------------------------------------------------------------------------------------------------ */

/* The numbers are the exit statuses of the program (README, "Exit status"), apart from STATUS_STALE, which exits as 2. */
enum status {
  STATUS_OK = 0,
  STATUS_NO = 1,        /* done, and the answer is "no": gaps remain, a check failed */
  STATUS_USAGE = 2,     /* wrong usage, or a refused value */
  STATUS_INPUT = 3,     /* bad input file (law pack, template, component list, answers) */
  STATUS_WORKSPACE = 4, /* the workspace cannot be opened or written */
  STATUS_REFUSED = 5,   /* refused by a rule of law or of the four eyes */
  STATUS_STALE = 6,     /* the answer changed since the writer's screen was drawn: ask again */
};

/* What happened, where (file:line, or subject and question; may be NULL) and what to do next (may be NULL). Sentences, already translated. */
struct error {
  enum status status;
  char *what;
  char *where;
  char *next;
};

/* Fills error (if not NULL, freeing what it held) and returns status, so that callers can `return error_set(...)`. where and next may be NULL. */
enum status error_set(struct error *error, enum status status, const char *where, const char *next, const char *format, ...)
    PRINTF_LIKE(5, 6);
void error_clear(struct error *error); /* frees the texts and zeroes it; also for CLEANUP(error_clear) */
/* "where: what\n  next" as one string the caller frees. */
char *error_text(const struct error *error);

/* ---- memory ------------------------------------------------------------------------------------------------------------ */

void *mem_alloc(size_t size);                /* zeroed */
void *mem_resize(void *block, size_t size);  /* the new part is not zeroed */
char *mem_strdup(const char *text);          /* NULL gives NULL */
char *mem_strndup(const char *text, size_t len);
char *mem_printf(const char *format, ...) PRINTF_LIKE(1, 2);
char *mem_vprintf(const char *format, va_list args) PRINTF_LIKE(1, 0);
void mem_set_exhausted(void (*handler)(void)); /* called before abort() */
void mem_freep(void *pointer_to_pointer);      /* for CLEANUP(mem_freep) char *x */

/* Arena: many allocations, freed together. Everything in it is zeroed and aligned for any type. */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size);
char *arena_strdup(struct arena *arena, const char *text); /* NULL gives NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Growing byte buffer. `data` is always NUL-terminated once something was added (buf_str gives "" before). {0} is an empty buffer. */
struct buf {
  char *data;
  size_t len, cap;
};
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
const char *buf_str(const struct buf *buf);
char *buf_take(struct buf *buf); /* the caller frees; the buffer is empty again */
void buf_free(struct buf *buf);

/* Vector: VEC(type) declares the struct; {0} is empty. */
#define VEC(type) \
  struct { \
    type *items; \
    size_t len, cap; \
  }
#define vec_push(vec, item) \
  ((vec)->items = vec_reserve_((vec)->items, &(vec)->cap, (vec)->len, sizeof *(vec)->items), (void)((vec)->items[(vec)->len++] = (item)))
#define vec_free(vec) (free((vec)->items), (vec)->items = NULL, (vec)->len = (vec)->cap = 0)
void *vec_reserve_(void *items, size_t *cap, size_t len, size_t size);

/* Map from string to pointer, iterated in order of insertion. Keys are copied. Values are borrowed. Deleting is not supported. */
struct map;
struct map *map_new(void);
void map_free(struct map *map);
void map_put(struct map *map, const char *key, void *value); /* replaces */
void *map_get(const struct map *map, const char *key);       /* NULL if absent */
size_t map_len(const struct map *map);
const char *map_key_at(const struct map *map, size_t index);
void *map_value_at(const struct map *map, size_t index);

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *text, const char *prefix);
/* Does the blank-separated list hold the word? */
bool str_in_list(const char *list, const char *word);

/* ---- UTF-8 text -------------------------------------------------------------------------------------------------------- */

bool utf8_valid(const char *text, size_t len); /* strict; no NUL, no surrogates */
/* Decodes one code point of valid text; returns its bytes, 0 at the end. */
size_t utf8_next(const char *text, uint32_t *ret_code_point);
size_t utf8_count(const char *text);                   /* code points */
int utf8_width(const char *text);                      /* terminal columns, as ncurses counts (wcwidth) */
int utf8_width_of(uint32_t code_point);                /* 0, 1, 2; control characters count 0 */
size_t utf8_fit(const char *text, int columns);        /* bytes of the longest prefix not wider; never splits a base from its combining marks */
size_t utf8_encode(uint32_t code_point, char out[5]);  /* bytes written, NUL-terminated */
char *text_fold(const char *text);                     /* for searching: case and accents folded; caller frees */
char *text_collapse(const char *text);                 /* white space runs to one blank, trimmed: as xgettext does; caller frees */
/* Text that a person may have typed: valid UTF-8, no control characters but newline and tab. Returns byte offset of the first offence, or -1. */
long text_first_bad(const char *text, size_t len);

/* ---- dates and numbers ------------------------------------------------------------------------------------------------- */

/* Day: days since 1970-01-01, proleptic Gregorian, years 1900-2200. Instant: seconds since 1970-01-01T00:00Z and the zone it was given in. */
typedef int32_t day_t;
struct instant {
  int64_t seconds;
  int16_t offset_minutes;
};
#define DATE_TEXT_SIZE 11
#define INSTANT_TEXT_SIZE 32
bool day_parse(const char *iso, day_t *ret_day); /* "2027-12-11" only; impossible dates refused */
void day_format(day_t day, char text[DATE_TEXT_SIZE]);
void day_split(day_t day, int *ret_year, int *ret_month, int *ret_day);
day_t day_make(int year, int month, int day);
day_t day_add_months(day_t day, int months); /* the last day of the month if the day does not exist there */
bool instant_parse(const char *iso, struct instant *ret); /* "2026-09-12T08:00:00+02:00", "...Z"; seconds optional; zone required */
void instant_format(struct instant instant, char text[INSTANT_TEXT_SIZE]);

/* Decimal numbers are exact: millionths in 64 bits. */
bool number_parse(const char *text, int64_t *ret_millionths); /* at most 6 decimals and 12 digits before the point */
char *number_format(int64_t millionths);                      /* without trailing zeros; caller frees */

/* ---- hashes ------------------------------------------------------------------------------------------------------------ */

/* SHA-256, since a reader of our documents can recompute it with sha256sum. */
#define HASH_SIZE 32
#define HASH_TEXT_SIZE 65
struct hash {
  unsigned char bytes[HASH_SIZE];
};
struct hasher;
struct hasher *hasher_new(void);
void hasher_free(struct hasher *hasher);
void hasher_add(struct hasher *hasher, const void *bytes, size_t len);
void hasher_finish(struct hasher *hasher, struct hash *ret_hash); /* the hasher may then only be freed */
void hash_of(const void *bytes, size_t len, struct hash *ret_hash);
void hash_format(const struct hash *hash, char text[HASH_TEXT_SIZE]);
bool hash_parse(const char *text, struct hash *ret_hash);
/* For tables in memory only: quick, not secret, and not the same on every machine. */
uint64_t hash64_of(const void *bytes, size_t len);

/* ---- host: all that comes from outside, so that tests and the demo can fix it -------------------------------------------- */

struct host {
  int64_t (*now)(void *context);                              /* milliseconds since 1970, UTC */
  int (*zone)(void *context, int64_t seconds);                /* minutes east of UTC at that moment */
  void (*random)(void *context, void *bytes, size_t len);
  const char *(*env)(void *context, const char *name);        /* NULL if not set */
  void *context;
};
struct host *host_system_new(void);
/* Fixed: the clock starts at start_ms and moves one second per reading; random bytes follow from seed; the environment is empty. */
struct host *host_fixed_new(int64_t start_ms, uint64_t seed);
void host_free(struct host *host);
day_t host_today(const struct host *host); /* in the host's zone */

/* ---- files ------------------------------------------------------------------------------------------------------------- */

/* Reads a regular file of at most max bytes (STATUS_INPUT otherwise). */
enum status file_read(const char *path, size_t max, struct buf *ret_content, struct error *error);
/* Temporary file beside path, fsync, rename, fsync of the folder: path holds all of it or what it held before. mode as for open(2). STATUS_WORKSPACE on failure,
 * also if path is a folder or device. */
enum status file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct error *error);
bool file_exists(const char *path);
char *path_join(const char *folder, const char *name); /* caller frees */
bool folder_make(const char *path); /* with those above it, private to the user; or it is there already. errno says why not */

/* ---- sources: bytes in pieces ------------------------------------------------------------------------------------------ */

struct source {
  const char *name; /* for errors */
  /* Gives at least one byte and at most size; none: the end. */
  enum status (*read)(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error);
  void *context;
};
enum status source_read(const struct source *source, void *bytes, size_t size, size_t *ret_len, struct error *error);

/* Over memory, which has to outlive it: struct source_bytes bytes = {at, len}; struct source source = source_of_bytes(&bytes, "name"); */
struct source_bytes {
  const char *at;
  size_t left;
};
struct source source_of_bytes(struct source_bytes *bytes, const char *name);

/* Over a regular file (STATUS_INPUT otherwise). Never over the workspace: closing it would drop SQLite's locks on it. */
enum status source_open_file(const char *path, struct source *ret_source, struct error *error);
void source_close_file(struct source *source); /* {0} is a no-op */

/* ---- languages --------------------------------------------------------------------------------------------------------- */

/*
 * Texts are translated per language, not per process: a document may be in another language than the screen. Each language is a gettext
 * domain `cradle_LANG` in `FOLDER/en_CRADLE/LC_MESSAGES/`, so it works where only C.UTF-8 is installed.
 * Order: lang_init once at start (main or test), before any tr().
 */
void lang_init(const char *catalogue_folder); /* sets the locale for characters (falls back to C.UTF-8), LANGUAGE and the domains' folder; NULL: English only */
void lang_set_ui(const char *lang);           /* "en", "de", ...; borrowed texts of tr_ui follow it */
const char *lang_ui(void);
bool lang_exists(const char *lang); /* "en", or a catalogue is there */
char *lang_list(void);              /* those that exist: "en, de, pl"; caller frees */
/* Translation of message with context (NULL: none) in lang; English (message itself) if there is none. lang NULL means "en". */
const char *tr(const char *lang, const char *context, const char *message);
const char *tr_ui(const char *message) FORMAT_ARG(1);
const char *trn_ui(const char *one, const char *many, unsigned long n) FORMAT_ARG(1) FORMAT_ARG(2);
/* For C sources: _("text") is extracted and translated to the language of the screen; N_() only marks. */
#define _(message) tr_ui(message)
#define N_(message) (message)

#endif
