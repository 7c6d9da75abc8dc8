/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: the workspace file. One SQLite database that holds an append-only journal of events, the blobs, and projections that can be
 * rebuilt from the journal. The journal is the only truth.
 *
 * May include: base, fact, sqlite3. Knows ids and values, never the law pack.
 *
 * Order of calls: store_create or store_open; store_append / store_blob_put / store_batch_begin / store_snapshot in any order; store_free.
 * Subjects: created by CHANGE_SUBJECT. An id "SUBJECT/REST" is an implicit subject: it exists as soon as SUBJECT does and is never created.
 * Durability: when store_append, store_blob_put, store_batch_commit or store_merge return STATUS_OK, the content survives power loss
 * (journal_mode TRUNCATE, synchronous FULL). On any failure nothing of the call is stored.
 * Failures are STATUS_WORKSPACE unless said otherwise. Nobody may open(2) the file in this process while a store is open on it.
 * Limits: text and note 1 MiB; 10,000 changes in one group; stored file 64 MiB (STORE_BLOB_MAX), 2 GiB where somebody asked for it
 * (STORE_BLOB_ASKED_MAX), in chunks of 1 MiB. A file that stays outside is known by its hash, size and path.
 */
#ifndef CRADLE_STORE_H
#define CRADLE_STORE_H

#include "base/base.h"
#include "fact/fact.h"

#define STORE_TEXT_MAX (1u << 20)
#define STORE_BLOB_MAX (64u << 20)
#define STORE_BLOB_ASKED_MAX (2048u << 20)
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

/* ---- stored files -------------------------------------------------------------------------------------------------------- */

/* Stores bytes (deduplicated by hash). STATUS_USAGE over STORE_BLOB_MAX. From a file: constant memory; STATUS_INPUT if it cannot be
 * read. */
enum status store_blob_put(struct store *store, const void *bytes, size_t len, struct hash *ret_hash, struct error *error);
enum status store_blob_put_file(struct store *store, const char *path, struct hash *ret_hash, uint64_t *ret_size, struct error *error);

struct blob_place {
  uint64_t size;
  bool inside;      /* its content is in the workspace; else only its hash, and the rest says where it lay */
  const char *path; /* outside: absolute, or relative to the folder of the workspace */
  const char *name; /* outside: its name when it was taken */
  int64_t time;     /* outside: ms, when it was taken */
};
/* Of several places outside, the one that was recorded last. */
enum status store_blob_place(struct store *store, const char *hash, struct arena *arena, struct blob_place *ret_place, struct error *error);
enum status store_blob_size(struct store *store, const char *hash, uint64_t *ret_size, struct error *error); /* inside or outside */
/* Reads and re-hashes; an altered file is STATUS_WORKSPACE and names the hash. For a file that lies outside, or is larger than
 * STORE_BLOB_MAX, it is STATUS_WORKSPACE, too, and says where it is. */
enum status store_blob_get(struct store *store, const char *hash, struct buf *ret_content, struct error *error);
/* In pieces, wherever it lies; what outside is missing is STATUS_INPUT. Instead of the end comes a failure if it was altered, so nothing
 * may rest on it before the end. Lives at most as long as the store. */
enum status store_blob_open(struct store *store, const char *hash, struct source *ret_source, struct error *error);
void store_blob_close(struct source *source); /* {0} is a no-op */

/* Called now and then with the bytes of stored files that were read or written so far, by the store_batch_* functions, store_blob_put_file,
 * store_check and store_merge. tell NULL: nobody. */
struct store_progress {
  void (*tell)(void *context, uint64_t bytes);
  void *context;
};
void store_set_progress(struct store *store, struct store_progress progress);

/* ---- stored files, rows and changes in one transaction ----------------------------------------------------------------------- */

/*
 * All of it is stored by store_batch_commit, or nothing. Memory does not grow with files and lists. Meanwhile the store may be asked only
 * for blobs, components and dependencies. After a failure only store_batch_free is left.
 *
 * begin; any number of files: inside or outside, put..., end; any number of lists: list_begin, component and dependency in any order,
 * list_end, before, while or after their file is put, but ended after it; commit; free.
 */
struct store_batch;
enum status store_batch_begin(struct store *store, struct store_batch **ret_batch, struct error *error);
/* Another group, as with store_append, before that of the commit. */
enum status store_batch_append(struct store_batch *batch, const char *author, const struct change *changes, size_t len,
                               struct error *error);
/* The changes are one group as with store_append, or none: then author may be NULL. */
enum status store_batch_commit(struct store_batch *batch, const char *author, const struct change *changes, size_t len, char **ret_group,
                               struct error *error);
void store_batch_free(struct store_batch *batch); /* takes back what was not committed */

/* The file that follows in pieces is kept in the workspace: STATUS_USAGE when it gets longer than max (STORE_BLOB_MAX, or
 * STORE_BLOB_ASKED_MAX). name is only for the error. */
enum status store_batch_file_inside(struct store_batch *batch, uint64_t max, const char *name, struct error *error);
/* It stays where it is: only hash, size, path (absolute, or relative to the folder of the workspace) and name are kept. */
enum status store_batch_file_outside(struct store_batch *batch, const char *path, const char *name, struct error *error);
enum status store_batch_file_put(struct store_batch *batch, const void *bytes, size_t len, struct error *error);
enum status store_batch_file_end(struct store_batch *batch, struct hash *ret_hash, uint64_t *ret_size, struct error *error);

/* ---- component lists: rows made from a stored file ------------------------------------------------------------------------------ */

/* A projection: whoever reads the file makes the rows and says by which version of the reader. They say what the file says; what follows
 * from it is decided elsewhere. Numbers of kinds, places and bits of `given` are the reader's. */

#define STORE_COMPONENT_NONE UINT32_MAX
#define STORE_GIVEN_BITS 32

struct store_component {
  uint32_t index;  /* order in the file, from 0 without gaps, though they may come in any order */
  uint32_t parent; /* index of the one it nests in, or STORE_COMPONENT_NONE */
  unsigned depth;
  int place; /* 0: in the body of the list. Only these are counted, listed and compared; all can be had by index, ref or parent */
  int kind;  /* 0: nothing special */
  uint32_t given;
  const char *ref; /* or NULL; so are all texts but type and name */
  const char *type, *group, *name, *version;
  const char *purl, *cpe;
  const char *supplier, *originator, *licence, *source, *hash, *model_card;
  unsigned line, column;
};
typedef VEC(struct store_component) store_component_vec_t; /* items: vec_free; texts: in the arena */

struct store_dependency {
  const char *from; /* ref */
  const char *to;   /* ref; NULL: `from` is listed, whatever it depends on */
  int kind;
  const char *word; /* or NULL */
};

struct store_list {
  const char *hash; /* of its file */
  int reader;       /* version of what read it; 0: its rows have still to be made */
  const char *format, *spec_version, *name, *serial_number, *version, *timestamp, *author, *tool, *product; /* or NULL */
  uint32_t given;
  uint64_t warnings;
  /* Filled by the store: */
  uint64_t components;                /* in the body */
  uint64_t rows;                      /* with those in other places */
  uint64_t dependencies;              /* that name both ends */
  uint64_t lacking[STORE_GIVEN_BITS]; /* components in the body without that bit of `given` */
};

/* The rows belong to the file that is named at the end; they replace those that it has. One list at a time. */
enum status store_list_begin(struct store_batch *batch, struct error *error);
enum status store_list_component(struct store_batch *batch, const struct store_component *component, struct error *error);
enum status store_list_dependency(struct store_batch *batch, const struct store_dependency *dependency, struct error *error);
/* STATUS_USAGE if there is no such file, or an index is missing. */
enum status store_list_end(struct store_batch *batch, const struct store_list *list, struct error *error);

/* Lists whose rows were made by an older reader, or have still to be made after a merge or store_rebuild: hashes. */
typedef VEC(const char *) store_hash_vec_t;
enum status store_lists_older(struct store *store, int reader, struct arena *arena, store_hash_vec_t *ret_hashes, struct error *error);

/* NULL if the file is no list, or was never read as one. */
enum status store_list(struct store *store, const char *hash, struct arena *arena, const struct store_list **ret_list, struct error *error);

struct component_filter {
  const char *text;  /* in name, group, version, package URL, supplier or licence; ASCII letters of either case; NULL: any */
  int kind;          /* 0: any */
  uint32_t lacking;  /* without any of these bits; 0: whatever is given */
  bool without_node; /* only those of which the list does not say what they depend on */
};
/* In order of the file. The first at or after index `from` that pass the filter (NULL: all), without the first `skip` of them. */
enum status store_components(struct store *store, const char *hash, const struct component_filter *filter, uint32_t from, uint64_t skip,
                             size_t limit, struct arena *arena, store_component_vec_t *ret_components, struct error *error);
enum status store_component_count(struct store *store, const char *hash, const struct component_filter *filter, uint64_t *ret_count,
                                  struct error *error);
/* NULL if there is none. */
enum status store_component_at(struct store *store, const char *hash, uint32_t index, struct arena *arena,
                               const struct store_component **ret_component, struct error *error);
/* NULL if there is none; the first, should there be several. */
enum status store_component_by_ref(struct store *store, const char *hash, const char *ref, struct arena *arena,
                                   const struct store_component **ret_component, struct error *error);
/* Those that nest in it, STORE_COMPONENT_NONE: in none, from that index on. */
enum status store_component_children(struct store *store, const char *hash, uint32_t parent, uint32_t from, size_t limit,
                                     struct arena *arena, store_component_vec_t *ret_components, struct error *error);

/* One end of a dependency. */
struct dependency_end {
  const struct store_component *component; /* NULL: the list has no component with that ref */
  int kind;
  const char *word; /* or NULL */
};
typedef VEC(struct dependency_end) dependency_end_vec_t;
/* What ref depends on; what depends on ref. In an order that stays the same. */
enum status store_dependencies(struct store *store, const char *hash, const char *ref, uint64_t skip, size_t limit, struct arena *arena,
                               dependency_end_vec_t *ret_ends, struct error *error);
enum status store_dependents(struct store *store, const char *hash, const char *ref, uint64_t skip, size_t limit, struct arena *arena,
                             dependency_end_vec_t *ret_ends, struct error *error);

/* What stays the same from version to version: the package URL without version and qualifiers, else group and name. Caller frees. */
char *store_component_identity(const struct store_component *component);
/* The first components in the body with that identity, NULL if there is none. */
enum status store_component_by_identity(struct store *store, const char *hash, const char *identity, struct arena *arena,
                                        const struct store_component **ret_component, struct error *error);

struct list_difference {
  const struct store_component *before, *after; /* NULL: added; NULL: removed; both: only the version changed. Valid during the call */
};
struct difference_counts {
  uint64_t added, removed, changed, same; /* same: different (identity, version) that are in both */
};
/* Calls visit (may be NULL) for each difference, in an order that stays the same; it returns false to stop, and may ask
 * the store. */
enum status store_list_difference(struct store *store, const char *before, const char *after,
                                  bool (*visit)(void *context, const struct list_difference *difference), void *context,
                                  struct difference_counts *ret_counts, struct error *error);

/* Notes on a component are facts on an implicit subject below that of its list: "SUBJECT/" and 16 digits made of its ref. Caller frees. */
char *store_component_subject(const char *list_subject, const char *ref);
/* The way back; NULL if the list has no such component. */
enum status store_component_of_subject(struct store *store, const char *hash, const char *subject, struct arena *arena,
                                       const struct store_component **ret_component, struct error *error);

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
  size_t outside, lists; /* files that lie outside, component lists */
  char head[HASH_TEXT_SIZE];
  VEC(struct finding) findings;
  struct arena *arena;
};
/* Re-reads everything: database integrity, chains and commitments, replaced events exist, projections equal a rebuild, stored files equal
 * their hashes, those outside too (missing or altered ones are findings), lists have as many rows as were made. against (may be NULL): a
 * head printed earlier; a file whose journal does not contain that state is a finding. STATUS_NO with findings. */
enum status store_check(struct store *store, const char *against, struct check_report *ret_report, struct error *error);
void check_report_clear(struct check_report *report);
/* Rebuilds the projections from the journal. Lists whose rows are not all there are then named by store_lists_older. */
enum status store_rebuild(struct store *store, struct error *error);

/* Takes over every event, stored file and place of a file outside of `from` that `store` lacks. Commutative, associative, idempotent (as to
 * snapshots and heads). Nothing is taken from a file whose chains do not check. Rows of lists are not taken over, since nothing vouches for
 * them: store_lists_older names the lists that have to be read. */
enum status store_merge(struct store *store, struct store *from, size_t *ret_new_events, struct error *error);

#endif
