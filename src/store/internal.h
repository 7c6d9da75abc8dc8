/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of store/ share. */
#ifndef CRADLE_STORE_INTERNAL_H
#define CRADLE_STORE_INTERNAL_H

#include "store/store.h"

#include <sqlite3.h>

#define REPLICA_TEXT_SIZE 17 /* 16 hex digits */
#define SALT_SIZE 16
#define CHUNK_SIZE (1u << 20)

/* ---- db.c: SQLite without repetition --------------------------------------------------------------------------------------- */

struct prepared {
  const char *sql;
  sqlite3_stmt *statement;
};

/* The first failure sticks in `failed` and turns every later call into a no-op, so that callers check once, at the end. */
struct db {
  sqlite3 *handle;
  char *path;
  int failed;
  VEC(struct prepared) prepared;
};

/* Statements are kept for the next use: sql must be a literal. types names the arguments to bind: t text, i int64_t,
 * b bytes and size_t, h struct hash *; texts and bytes may be NULL. */
sqlite3_stmt *db_query(struct db *db, const char *sql, const char *types, ...);
bool db_next(struct db *db, sqlite3_stmt *statement); /* false: no more rows, or failed */
void db_stop(sqlite3_stmt *statement);                /* to leave a query before its last row */
void db_run(struct db *db, const char *sql, const char *types, ...);
/* The first column of the first row; false if there is none. */
bool db_number(struct db *db, int64_t *ret_number, const char *sql, const char *types, ...);
bool db_hash(struct db *db, struct hash *ret_hash, const char *sql, const char *types, ...);
bool db_column_hash(sqlite3_stmt *statement, int column, struct hash *ret_hash);
bool db_script(struct db *db, const char *sql);
void db_fail(struct db *db, int code);
enum status db_error(struct db *db, struct error *error); /* says what failed and forgets it */
void db_close(struct db *db);

/* ---- schema.c -------------------------------------------------------------------------------------------------------------- */

#define STORE_APPLICATION_ID 0x4372646c /* "Crdl" */
extern const int schema_newest;
void schema_create(struct db *db, const char *workspace); /* in an empty file, in one transaction */
void schema_migrate(struct db *db, int from);             /* each step in a transaction of its own */

/* ---- open.c ---------------------------------------------------------------------------------------------------------------- */

struct store {
  struct db db;
  const struct host *host;
  char *workspace; /* id of the workspace, the same in all copies */
  bool readonly;
  uint64_t version;
  char replica[REPLICA_TEXT_SIZE];
  char *state_folder;       /* NULL: nothing is remembered on this machine */
  bool detached;            /* this replica is not, or no longer, remembered: it ends with this opening */
  struct standing standing; /* kind NULL: none was set */
  bool in_batch;            /* a transaction is under way that only the batch may end */
  struct store_progress progress;
};

enum status store_begin_read(struct store *store, struct error *error);
enum status store_begin_write(struct store *store, struct error *error);
/* Commits if status is STATUS_OK and nothing failed, otherwise takes everything back. */
enum status store_end_write(struct store *store, enum status status, struct error *error);
enum status store_end_read(struct store *store, enum status status, struct error *error);
void store_rollback(struct store *store);

/* ---- replica.c: which chain this machine may continue ------------------------------------------------------------------------ */

char *replica_state_folder(const struct host *host, const char *state_folder); /* NULL: none can be had; caller frees */
void replica_random_id(const struct host *host, char text[REPLICA_TEXT_SIZE]);
bool replica_is_id(const char *text);
void replica_choose(struct store *store);
/* Within the transaction that will write: makes sure that nobody else continues the chain, or changes to a new replica. Returns a lock to
 * be handed to replica_release, or -1. */
int replica_claim(struct store *store);
/* Before the commit: a crash in between costs the replica id, never forks the chain. */
enum status replica_remember(struct store *store, const struct hash *last, struct error *error);
void replica_release(int lock);
bool replica_last_event(struct store *store, const char *replica, int64_t *ret_sequence, struct hash *ret_hash);

/* ---- event.c: one event as it stands in the file ------------------------------------------------------------------------------ */

struct bytes {
  const void *data; /* NULL: erased */
  size_t len;
};
struct seen_head {
  const char *replica;
  int64_t sequence;
  struct hash hash;
};
struct record {
  int64_t arrival;
  const char *id, *replica;
  int64_t sequence, time;
  const char *author, *group, *kind;
  const char *subject, *key; /* "" where there is none */
  const char *type, *parent; /* of a new subject */
  struct bytes value, salt;
  const char *note;
  struct hash commitment;
  bool proposed;
  const char *undoes;
  struct hash hash;
  const char *const *replaces; /* ids, sorted */
  size_t replaces_len;
  const struct seen_head *seen; /* heads of other replicas that the replica's earlier events had not seen, by replica */
  size_t seen_len;
  bool malformed; /* not something that this program writes */
};

bool record_load(struct db *db, int64_t arrival, struct arena *arena, struct record *ret_record);
void record_insert(struct db *db, struct record *record);
void record_commitment(const struct record *record, struct hash *ret_hash);
void record_hash(const struct record *record, const struct hash *previous, struct hash *ret_hash);
/* What is wrong with the event, given the hash of the one before it in its chain; NULL: nothing. */
const char *record_problem(const struct record *record, const struct hash *previous);
/* VALUE_REDACTED if it was erased. */
struct value record_value(const struct record *record, struct arena *arena);

/* ---- state.c: what an answer consists of -------------------------------------------------------------------------------------- */

struct live {
  int64_t arrival;
  const char *id, *replica, *kind, *author;
  struct bytes encoded;
  struct value value;
  const char *note;
  bool proposed;
  bool restored; /* by an undo or a redo */
};
typedef VEC(const struct live *) live_vec_t;

/* Live events of (subject, key), by id; the second as things stood before `arrival`. */
void state_now(struct db *db, const char *subject, const char *key, struct arena *arena, live_vec_t *ret_live);
void state_before(struct db *db, const char *subject, const char *key, int64_t arrival, struct arena *arena, live_vec_t *ret_live);
void live_vec_free(live_vec_t *live);
bool live_is_element(const struct live *live);
bool live_same_content(const struct live *a, const struct live *b);
/* Was it archived by one, and edited by another who did not know? */
bool state_archive_conflict(struct db *db, const char *subject);

/* ---- standing.c: records that are in force for what comes after them in their chain -------------------------------------------------- */

/* Is the record that the store was told of in force at the end of this replica's chain, or none asked for? */
bool standing_holds(struct store *store);
struct era_list;
/* All records of the kind, for looking up; NULL if there are none. */
struct era_list *eras_load(struct store *store, struct arena *arena);
/* Version of the record in force at that place; NULL: none, or not known. */
const char *eras_at(const struct era_list *eras, const char *replica, int64_t sequence);
/* The same for an event that an undo or redo wrote: where what it brought back was first written. */
const char *eras_of_restored(const struct era_list *eras, struct db *db, int64_t arrival);

/* ---- writer.c: one group of events --------------------------------------------------------------------------------------------- */

struct writer {
  struct store *store;
  struct arena *arena;
  const char *author, *undoes;
  const char *group; /* NULL: nothing was written yet */
  int64_t time, last_sequence, first_arrival;
  struct hash before, last;
  int lock;
};
struct entry {
  const char *kind, *subject, *key, *type, *parent, *note;
  struct value value;
  bool proposed;
  const live_vec_t *replaces; /* may be NULL */
};

/* After STATUS_OK, and only then, writer_finish has to be called: it commits if status is STATUS_OK. */
enum status writer_begin(struct store *store, const char *author, struct writer *writer, struct error *error);
/* The same within a transaction of somebody else, who ends it between writer_seal and writer_close. */
void writer_start(struct store *store, const char *author, struct writer *writer);
enum status writer_seal(struct writer *writer, enum status status, struct error *error);
void writer_close(struct writer *writer);
void writer_add(struct writer *writer, const struct entry *entry);
enum status writer_finish(struct writer *writer, enum status status, char **ret_group, struct error *error);
enum status author_check(const char *author, struct error *error);
/* append.c. All are compared with what was there before the first is written: a group does not outdate itself. */
enum status changes_apply(struct writer *writer, const struct change *changes, size_t len, struct error *error);
/* UTF-8 of acceptable length? what names the text in the refusal. */
enum status text_check(const char *text, const char *where, struct error *error);

/* ---- head.c, journal_check.c, check.c ---------------------------------------------------------------------------------------------- */

void head_now(struct db *db, char ret_head[HASH_TEXT_SIZE]);
bool head_was(struct db *db, const char *head); /* did the journal ever stand at this head? */

void report_add(struct check_report *report, const char *what, const char *where);
/* Adds what for each row of the query; its first column says where. */
void report_rows(struct db *db, struct check_report *report, const char *sql, const char *what);
/* Chains, commitments and references of the journal, without projections and stored files. */
void journal_check(struct db *db, struct check_report *report);
void journal_apply_redactions(struct db *db);
void projections_rebuild(struct db *db);

/* ---- blob.c: files inside ------------------------------------------------------------------------------------------------------------ */

/* A file on its way into the workspace, in the transaction of somebody else. */
struct blob_writer {
  struct db *db;
  int64_t blob, number; /* id, next chunk */
  uint64_t size, max;
  struct hasher *hasher;
  char *chunk; /* CHUNK_SIZE */
  size_t chunk_len;
  char *name; /* for errors; may be NULL */
};
void blob_writer_begin(struct blob_writer *writer, struct db *db, uint64_t max, const char *name);
enum status blob_writer_put(struct blob_writer *writer, const void *bytes, size_t len, struct error *error);
/* false: the file is there already, and nothing was added. */
bool blob_writer_end(struct blob_writer *writer, struct hash *ret_hash);
void blob_writer_clear(struct blob_writer *writer);

bool hash_is_canonical(const char *text, struct hash *ret_hash); /* lower case */
bool blob_is_inside(struct db *db, const char *hash);
bool blob_is_known(struct db *db, const char *hash); /* inside or outside */
/* Copies what `to` lacks; false (and `ret_bad` names it) if a blob is altered. */
bool blob_copy_missing(struct store *to, struct store *from, size_t *ret_copied, char ret_bad[HASH_TEXT_SIZE]);
void blob_check(struct store *store, struct check_report *report);

/* ---- outside.c: files that lie elsewhere ----------------------------------------------------------------------------------------------
 */

void outside_add(struct db *db, const char *hash, uint64_t size, const char *path, const char *name, int64_t time); /* once */
/* The place that was recorded last. */
bool outside_find(struct db *db, const char *hash, struct arena *arena, struct blob_place *ret_place);
/* Opens it where it is reachable. */
enum status outside_open(struct store *store, const char *hash, struct source *ret_source, struct error *error);
/* STATUS_INPUT if the path leads to the workspace itself: closing it once more would drop the locks on it. */
enum status outside_open_path(struct store *store, const char *path, struct source *ret_source, struct error *error);
size_t outside_copy_missing(struct db *to, struct db *from);
void outside_check(struct store *store, struct check_report *report);

void progress_tell(struct store *store, uint64_t bytes);

/* ---- index.c: what is looked up by key in the rows of a list
 * ------------------------------------------------------------------------------ */

enum index_what { INDEX_REF, INDEX_PACKAGE, INDEX_DEPENDENCY, INDEX_DEPENDENT };
enum { INDEX_KINDS = 4 };

struct index_entry {
  uint64_t key, other;
  uint32_t number;
};

struct index_writer;
struct index_writer *index_writer_new(struct db *db, int64_t list, enum index_what what);
void index_writer_add(struct index_writer *writer, struct index_entry entry);
uint64_t index_writer_end(struct index_writer *writer); /* entries that were written; the same entry twice may count once */
void index_writer_free(struct index_writer *writer);

/* In order, each entry once. The store may be asked anything meanwhile. */
struct index_cursor;
struct index_cursor *index_open(struct db *db, int64_t list, enum index_what what, uint64_t from_key);
bool index_next(struct index_cursor *cursor, struct index_entry *ret_entry);
void index_close(struct index_cursor *cursor);

/* ---- rows.c, lists.c: rows of component lists ------------------------------------------------------------------------------------------
 */

#define ROW_LIST_SHIFT 32 /* id of a component: list << ROW_LIST_SHIFT | index */
#define LABEL_KIND_BITS 8 /* label of a dependency: word << LABEL_KIND_BITS | kind */

uint64_t row_key(const char *text); /* FNV-1a; never 0 */

struct row_writer;
struct row_writer *row_writer_new(struct db *db);
void row_writer_component(struct row_writer *writer, const struct store_component *component);
void row_writer_dependency(struct row_writer *writer, const struct store_dependency *dependency);
/* false: an index is missing. */
bool row_writer_end(struct row_writer *writer, const struct store_list *list);
void row_writer_free(struct row_writer *writer);

/* 0: there are no rows of that file. */
int64_t list_id(struct db *db, const char *hash);
bool list_component(struct db *db, int64_t list, uint32_t index, struct arena *arena, struct store_component *ret_component);
size_t lists_copy_missing(struct db *to, struct db *from); /* only that they are lists: nothing vouches for the rows */
void lists_check(struct db *db, struct check_report *report);
void lists_distrust(struct db *db); /* those whose rows are not all there have to be read again */

#endif
