/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app/ share. */
#ifndef CRADLE_APP_INTERNAL_H
#define CRADLE_APP_INTERNAL_H

#include "app/app.h"
#include "pdf/pdf.h"

/* Ids of the law pack that the program itself relies on; tests/app holds them against the pack. */
#define TYPE_PERSON "person"
#define TYPE_EVIDENCE "evidence"
#define TYPE_COMPONENT_LIST "component-list"
#define QUESTION_EVIDENCE_FILE "evidence.file"
#define QUESTION_COMPONENT_FILE "bom.file"
#define QUESTION_REQUIREMENT_EVIDENCE "req.evidence"
#define CONCLUSION_READY "cra.documents-ready"
/* Kind of record in the journal for a document that was made. */
#define RECORD_RENDERED "rendered"
/* ... and for the law pack a workspace is answered under. */
#define RECORD_ADOPTED "pack-adopted"
/* ... and for an official text that was imported. */
#define RECORD_LAW_TEXT "law-text"
/* Author of what the program does by itself. */
#define AUTHOR_PROGRAM "cradle"

struct app {
  const struct host *host;
  char *author; /* of sessions that name none; NULL: from the environment */
  bool has_as_of;
  day_t as_of; /* of sessions that name none */
  char *data_folder;
  char *own_version; /* of the law pack that comes with the program */
  struct pack *pack;
  bool looks_back; /* the pack is one that a workspace kept: nothing is written under it */
  struct templates *templates;
  struct fonts *fonts; /* NULL until first needed */
};
enum status app_fonts(struct app *app, const struct fonts **ret_fonts, struct error *error);
/* The templates; the reason if they do not fit a law pack that a workspace kept. */
enum status app_need_templates(struct app *app, const struct templates **ret_templates, struct error *error);
/* Folder of law pack and schema, and of templates, that come with the program. Caller frees. */
char *app_pack_folder(const struct app *app);
char *app_templates_folder(const struct app *app);

struct session {
  struct app *app;
  const struct host *host;
  struct store *store;
  char *author;
  char *language;
  day_t as_of;
  struct snapshot *snapshot;
  struct engine *engine;
  char *adoption;            /* what the journal says when the app's pack is adopted */
  bool adopted;              /* the pack's content is in the workspace; false: not looked yet */
  uint64_t version;          /* of the store, as the snapshot shows it */
  char head[HASH_TEXT_SIZE]; /* of the journal, as the snapshot shows it */
  struct arena *arena;       /* what use cases hand out */
};
/* As session_create, but with another host than the app's: the demo's clock and ids are fixed. */
enum status session_create_on(struct app *app, const struct host *host, const char *path, const char *organisation, const char *author,
                              const day_t *as_of, struct session **ret_session, struct error *error);
/* After each write: snapshot and engine of the journal as it is now. */
enum status session_reload(struct session *session, struct error *error);

/* ---- find.c ---- */

const struct subject_type *root_type(const struct pack *pack);
const struct subject_type *implicit_below(const struct pack *pack, const struct subject_type *parent);
enum status find_type(const struct pack *pack, const char *where, const char *id, const struct subject_type **ret_type,
                      struct error *error);
/* The question of that id for subjects of that type. */
enum status find_question(const struct pack *pack, const char *where, const struct subject_type *type, const char *id,
                          const struct question **ret_question, struct error *error);
/* What is known about a question on a subject, also under ids that it had earlier. NULL: nothing was ever said, or no such subject yet. */
const struct fact *session_fact(const struct session *session, const char *subject, const struct question *question);
/* The only live subject of that type; refused with the list if there is none or more than one. */
enum status find_only(struct session *session, const struct subject_type *type, const char **ret_id, struct error *error);

/* ---- parse.c: text to values ---- */

struct parsing {
  struct session *session;
  const struct question *question;
  struct arena *arena;
  const char *where;
  const char *language;
  /* Who is meant by a reference. */
  enum status (*find)(void *context, const struct subject_type *type, const char *text, const char **ret_id, struct error *error);
  void *context;
};
struct parsing parsing_of_session(struct session *session, const struct question *question, struct arena *arena);
enum status parse_one(const struct parsing *parsing, const char *text, struct value *ret_value, struct error *error);
/* The whole answer: for sets and references the elements, separated by commas. */
enum status parse_answer(const struct parsing *parsing, const char *text, struct value **ret_values, size_t *ret_len, struct error *error);
enum status parse_file(const struct parsing *parsing, const char *path, struct value **ret_values, size_t *ret_len, struct error *error);
/* The stored (or soon to be stored) file as value, with the file's name. */
enum status blob_value(const struct parsing *parsing, const char *path, const struct hash *hash, struct value **ret_values,
                       struct error *error);
/* UTF-8 without control characters but line breaks and tabs? */
enum status check_characters(const char *where, const char *text, size_t len, struct error *error);
/* Is the value one that the question can hold? For callers that made it themselves. */
enum status check_value(const struct question *question, const char *where, const struct value *value, struct error *error);

/* ---- plan.c: changes of one group, built whole before anything is written ---- */

struct planned {
  const char *id;
  const struct subject_type *type;
  const char *parent;
};
struct plan {
  struct session *session;
  struct arena *arena;
  VEC(struct change) changes;
  struct map *created;       /* id to struct planned: subjects and records that this plan makes */
  struct map *names;         /* taken ones, by type, parent and folded name */
  char stem[16];             /* of new ids */
  struct store_batch *batch; /* in whose transaction it is written, with files and rows; NULL: in one of its own */
};
void plan_begin(struct plan *plan, struct session *session);
void plan_free(struct plan *plan);
/* A new id: type and random stem; number 0: the only one of the plan. of: how many there will be, so that ids sort in order of creation. */
const char *plan_id(struct plan *plan, const struct subject_type *type, size_t number, size_t of);
void plan_subject(struct plan *plan, const char *id, const struct subject_type *type, const char *parent);
/* The name of a planned subject; refused if another of its type below the same parent bears it. */
enum status plan_name(struct plan *plan, const char *id, const struct subject_type *type, const char *name, const char *where,
                      struct error *error);
bool plan_name_is_free(struct plan *plan, const struct subject_type *type, const char *parent, const char *name);
/* Refuses an answer that would give a subject a name that is taken. */
enum status plan_rename(struct plan *plan, const struct question *question, const struct answer *answer, const char *where,
                        struct error *error);
/* Type of an existing or planned subject; NULL if there is none. */
const struct subject_type *plan_type(struct plan *plan, const char *id);
/* Refuses a remark with control characters, and one that would decide between two answers. */
enum status plan_check_note(struct plan *plan, const struct question *question, const struct answer *answer, const char *where,
                            struct error *error);
/* answer->question has been looked up. */
void plan_answer(struct plan *plan, const struct question *question, const struct answer *answer);
void plan_change(struct plan *plan, enum change_kind kind, const char *subject, const char *key, struct value value, const char *note);
/* Writes the group and refreshes the session. author NULL: the session's. */
enum status plan_write(struct plan *plan, const char *author, struct error *error);

/* ---- adopt.c ---- */

/* When a session begins to write: the journal will name the app's law pack before anything is written under it. Refused if the workspace
 * is answered under a newer one. */
enum status adopt_begin(struct session *session, struct error *error);
/* For heads of the snapshot to name the pack they were written under. */
void adopt_read(struct session *session);
/* Before each write: keeps the content of the pack. */
enum status adopt_pack(struct session *session, struct error *error);
/* The same in two steps: before a batch begins, and in its transaction. */
enum status adopt_check(struct session *session, struct error *error);
enum status adopt_pack_within(struct session *session, struct store_batch *batch, struct error *error);

/* What is written from now on was answered under that law pack: when a workspace is written again from an export. arena: as the store. */
enum status adopt_as(struct store *store, const struct kept_pack *pack, struct arena *arena, struct error *error);

/* ---- packs.c ---- */

/* Loads the law pack that is used: the newer of the program's own and the one the user installed. */
enum status packs_load(struct app *app, struct error *error);
/* Is version a newer than b? */
bool version_is_newer(const char *a, const char *b);

/* ---- author.c ---- */

/* The person of that name or id, who exists, is planned, or is added: the author of the plan's group. ret_id lives as the plan or the
 * session's snapshot do. */
enum status plan_author(struct plan *plan, const char *author, const char **ret_id, struct error *error);
/* The session's person; the name as given if nothing was written under it yet. Borrowed until the next write. */
const char *author_id(const struct session *session);
/* Puts names in place of ids of persons. */
void author_name_in_error(const struct session *session, struct error *error);
/* Makes the session's person if there is none, for what is recorded without a plan. */
enum status author_ensure(struct session *session, const char **ret_id, struct error *error);

/* ---- step.c ---- */

/* What the group did; of an undo or redo: what the group did that it is about. Caller frees. */
char *step_words(struct session *session, const char *group, const char *lang);

/* ---- replace.c ---- */

#define DOCUMENT_MAX (256u << 20)
/* May a document be written there? replace: also over a file that no record of the journal knows. */
enum status replace_check(struct session *session, const char *path, bool replace, struct error *error);

/* ---- verify.c ---- */

/* Reads the files again that a document about the subject rests on; refused if one is missing or was altered. */
enum status verify_files(struct session *session, const char *subject, struct error *error);

/* ---- lists.c: rows for documents that no fact holds ---- */

typedef VEC(struct doc_list) list_vec_t;
enum status lists_collect(struct session *session, const char *subject, const char *lang, struct arena *arena, list_vec_t *ret_lists,
                          struct error *error);

/* ---- import.c ---- */

bool same_file(const char *a, const char *b);
/* The last part of a path. */
const char *file_name_of(const char *path);

#endif
