/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: the workspace file. One SQLite database that holds an append-only journal of events, the blobs, and projections that can be
 * rebuilt from the journal. The journal is the only truth.
 *
 * May include: base, fact, sqlite3. Knows ids and values, never the law pack.
 *
 * Order of calls: store_create or store_open; store_append / store_blob_put / store_snapshot in any order; store_free.
 * Subjects: created by CHANGE_SUBJECT. An id "SUBJECT/REST" is an implicit subject: it exists as soon as SUBJECT does and is never created.
 * Durability: when store_append, store_blob_put or store_merge return STATUS_OK, the content survives power loss
 * (journal_mode TRUNCATE, synchronous FULL). On any failure nothing of the call is stored.
 * Failures are STATUS_WORKSPACE unless said otherwise. Nobody may open(2) the file in this process while a store is open on it.
 * Limits: text and note 1 MiB; 10,000 changes in one group; blob 64 MiB (STORE_BLOB_MAX), stored in chunks of 1 MiB.
 */
#ifndef CRADLE_STORE_H
#define CRADLE_STORE_H

#include "base/base.h"
#include "fact/fact.h"

#define STORE_TEXT_MAX (1u << 20)
#define STORE_BLOB_MAX (64u << 20)
#define STORE_GROUP_MAX 10000u

struct store;

/* Creates the file (mode 0600); an existing path is refused. state_folder: where this machine remembers which chains it wrote (replica ids
 * live there, outside the file); NULL: $XDG_STATE_HOME/cradle or ~/.local/state/cradle through host->env; where none can be had a new
 * replica is made at each opening. */
enum status store_create(const char *path, const struct host *host, const char *state_folder, struct store **ret_store,
                         struct error *error);
/* Opens for writing. Refuses with a clear reason, the file untouched: missing, not a workspace, newer schema than this program, read-only,
 * locked by another, damaged. An older schema is migrated in numbered transactions. */
enum status store_open(const char *path, const struct host *host, const char *state_folder, struct store **ret_store, struct error *error);
/* Opens for reading only: works on read-only files and media; writes are refused. */
enum status store_open_readonly(const char *path, const struct host *host, struct store **ret_store, struct error *error);
void store_free(struct store *store);
const char *store_path(const struct store *store);
bool store_is_readonly(const struct store *store);
/* This replica's id; the first write of an opening can still change it, if somebody else may continue its chain. "" when read-only. */
const char *store_replica(const struct store *store);

/* Appends one group of events: one action of a user, one undo step. All or nothing. STATUS_STALE if a change says check_seen and the heads
 * differ; STATUS_USAGE for what the store itself refuses (unknown subject or parent, changed type, text over the limit, invalid UTF-8). A
 * change that would alter nothing (same value again, stated the same way, no new note, not `again`) writes no event. ret_group (may be
 * NULL): id of the group, or NULL if nothing was written; caller frees. */
enum status store_append(struct store *store, const char *author, const struct change *changes, size_t len, char **ret_group,
                         struct error *error);

/* Undoes, by a new group, the author's latest group of this replica that is not undone; STATUS_REFUSED if there is none or if somebody else
 * built on it (its heads are no longer the heads). Redo takes back the author's latest undo. ret_group (may be NULL): the group that was
 * taken back; caller frees. */
enum status store_undo(struct store *store, const char *author, char **ret_group, struct error *error);
enum status store_redo(struct store *store, const char *author, char **ret_group, struct error *error);

/* All that is known now. Caller frees. */
enum status store_snapshot(struct store *store, struct snapshot **ret_snapshot, struct error *error);
/* Changes with every append, undo and merge: lets callers notice that a snapshot is old. */
uint64_t store_version(const struct store *store);

/* ---- journal ------------------------------------------------------------------------------------------------------------- */

struct event {
  const char *id; /* REPLICA.SEQUENCE */
  const char *replica;
  int64_t sequence;
  int64_t time; /* ms */
  const char *author;
  const char *group;
  const char *kind;    /* "subject", "set", "add", "remove", "archive", "meta" */
  const char *subject; /* "" for meta */
  const char *key;     /* "" for subject and archive; the kind of record for meta */
  struct value value;
  const char *note;
  bool proposed;
  bool redacted;
  bool remark;                 /* brings nothing but its note: the answer stays as it was, or open */
  const char *undoes;          /* group it takes back, or NULL */
  const char *const *replaces; /* event ids, sorted */
  size_t replaces_len;
  const char *hash; /* of the event, hex */
};
/* Calls visit for every event in the order in which this file got them, or newest first; subject/key NULL: all; limit 0: no limit. visit
 * returns false to stop. */
enum status store_log(struct store *store, const char *subject, const char *key, bool newest_first, size_t limit,
                      bool (*visit)(void *context, const struct event *event), void *context, struct error *error);
/* The same for the events of one group, in the order in which they were written. */
enum status store_log_group(struct store *store, const char *group, bool (*visit)(void *context, const struct event *event), void *context,
                            struct error *error);
/* Hash over the last event hashes of all replicas: printed in documents, accepted by store_check. hex. */
enum status store_head(struct store *store, char ret_head[HASH_TEXT_SIZE], struct error *error);

/* ---- blobs --------------------------------------------------------------------------------------------------------------- */

/* Stores bytes (deduplicated by hash). STATUS_USAGE over STORE_BLOB_MAX. From a file: constant memory; STATUS_INPUT if it cannot be read or
 * changes meanwhile. */
enum status store_blob_put(struct store *store, const void *bytes, size_t len, struct hash *ret_hash, struct error *error);
enum status store_blob_put_file(struct store *store, const char *path, struct hash *ret_hash, uint64_t *ret_size, struct error *error);
enum status store_blob_size(struct store *store, const char *hash, uint64_t *ret_size, struct error *error);
/* Reads and re-hashes; an altered blob is STATUS_WORKSPACE and names the hash. */
enum status store_blob_get(struct store *store, const char *hash, struct buf *ret_content, struct error *error);

/* ---- what belongs to the file rather than to a subject: adopted pack, issued documents, renderings ------------------------------- */

/* Appends a "meta" event: kind e.g. "pack-adopted", "rendered"; text is JSON or plain. */
enum status store_record(struct store *store, const char *author, const char *kind, const char *text, struct error *error);

/*
 * A kind of record that is in force for all that its replica writes after it, until the next of its kind: the adopted law pack. The store
 * knows neither what it says nor which is better. Events that an undo or redo brought back count as written when they were first written.
 */
struct standing {
  const char *kind;
  const char *author, *text;          /* what has to be in force when anything is written here: where another, or none, is, it is recorded
                                         in the same transaction, as a group of its own that undo passes over. text NULL: any will do */
  char *(*version)(const char *text); /* what heads carry as `pack`; NULL: not known. The store frees it */
};
/* Before that nothing is recorded by itself and heads carry no `pack`. What it points to has to outlive the store. */
void store_set_standing(struct store *store, const struct standing *standing);

/* ---- erasure --------------------------------------------------------------------------------------------------------------- */

/* Erases value and note of an event (personal data, a wrong answer) here and, by merging, in other copies. The event, its commitment and a
 * "redacted" record with author and reason stay; the answer then reads VALUE_REDACTED. The bytes of a stored file stay. STATUS_USAGE if
 * there is no such event or it is erased already. */
enum status store_redact(struct store *store, const char *author, const char *event, const char *reason, struct error *error);

/* ---- integrity -------------------------------------------------------------------------------------------------------------- */

struct finding {
  const char *what;  /* translated sentence */
  const char *where; /* event id, blob hash, table, ... */
};
struct check_report {
  size_t events, replicas, blobs;
  char head[HASH_TEXT_SIZE];
  VEC(struct finding) findings;
  struct arena *arena;
};
/* Re-reads everything: database integrity, chains and commitments, replaced events exist, projections equal a rebuild, blobs equal their
 * hashes. against (may be NULL): a head printed earlier; a file whose journal does not contain that state is a finding. STATUS_NO with
 * findings. */
enum status store_check(struct store *store, const char *against, struct check_report *ret_report, struct error *error);
void check_report_clear(struct check_report *report);
/* Rebuilds the projections from the journal. */
enum status store_rebuild(struct store *store, struct error *error);

/* Takes over every event and blob of `from` that `store` lacks. Commutative, associative, idempotent (as to snapshots and heads). Nothing
 * is taken from a file whose chains do not check. */
enum status store_merge(struct store *store, struct store *from, size_t *ret_new_events, struct error *error);

#endif
