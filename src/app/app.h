/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app: the use cases, the same for every front end, and the one command table (app/command.h).
 *
 * May include: everything below it. Prints nothing. A front end opens a session, calls one use case, and redraws from the session's engine.
 *
 * Order: app_new once (finds and loads pack and templates); session_create / session_open per workspace; use cases; session_free; app_free.
 */
#ifndef CRADLE_APP_H
#define CRADLE_APP_H

#include "assess/assess.h"
#include "doc/doc.h"
#include "store/store.h"

struct app; /* host, pack, templates, fonts (loaded when first needed) */
/* Where data/, templates/ and locale/ are: beside the program (build tree), else $CRADLE_DATA, else where it was installed. Caller frees.
 */
char *app_find_data(const struct host *host, const char *program_folder);
/* data_folder etc.: found beside the program (build tree), else in $CRADLE_DATA, else where installed. argv0_folder: folder of the running
 * program. */
enum status app_new(const struct host *host, const char *argv0_folder, struct app **ret_app, struct error *error);
void app_free(struct app *app);
/* Who writes and which day it is in sessions that do not say so themselves; NULL: the environment, today. */
void app_set_defaults(struct app *app, const char *author, const day_t *as_of);
const struct host *app_host(const struct app *app);
const struct pack *app_pack(const struct app *app);
const struct templates *app_templates(const struct app *app);

/* ---- law packs: which one is used ----------------------------------------------------------------------------------------------- */

/*
 * The law pack in use is the one that comes with the program, or a newer one of the same id that the user installed below
 * $XDG_DATA_HOME/cradle/packs (~/.local/share/cradle/packs). A workspace keeps every law pack under which it was answered.
 */
/* The law pack in a folder, by the schema of this program. The caller frees. */
enum status app_read_pack(const struct app *app, const char *folder, struct pack **ret_pack, struct error *error);
struct pack_request {
  const char *source;   /* folder of a law pack, or a workspace that keeps the one of that checksum */
  const char *checksum; /* SHA-256 of its content, as published */
  bool older;           /* also one that is not newer than the one in use */
};
struct pack_offer {
  struct pack *pack;
  bool in_use;               /* it is the one in use already; there is nothing to install */
  pack_change_vec_t changes; /* what it changes; texts live in arena */
};
/* Examines the law pack and changes nothing. Refused: another checksum, another id, not newer, mistakes, ids gone without an entry, a law
 * pack this program cannot work with. The caller frees the offer. */
enum status app_offer_pack(struct app *app, const struct pack_request *request, struct arena *arena, struct pack_offer *ret_offer,
                           struct error *error);
void pack_offer_free(struct pack_offer *offer);
/* Installs it for apps made from now on, whole or not at all; the one installed before is kept. ret_path: the caller frees. */
enum status app_install_pack(struct app *app, const struct pack_offer *offer, char **ret_path, struct error *error);
/* Puts back what was used before the last installation. Needs no app: it is the way out when the installed law pack does not load. */
enum status app_restore_pack(const struct host *host, const char *program_folder, struct error *error);
/* From now on the app works with the law pack of that version or checksum (or its beginning) that the workspace keeps, and opens workspaces
 * for reading only. Before any session. STATUS_USAGE lists those that are kept. */
enum status app_look_back(struct app *app, const char *workspace, const char *which, struct error *error);

struct session;
/* as_of: NULL for today. organisation: NULL for a workspace without any subject. author: person shown in the journal; NULL: $CRADLE_USER,
 * else $USER, else "unknown person". */
enum status session_create(struct app *app, const char *path, const char *organisation, const char *author, struct session **ret_session,
                           struct error *error);
enum status session_open(struct app *app, const char *path, const char *author, const day_t *as_of, struct session **ret_session,
                         struct error *error);
enum status session_open_readonly(struct app *app, const char *path, const day_t *as_of, struct session **ret_session, struct error *error);
void session_free(struct session *session);
struct store *session_store(const struct session *session);
const char *session_author(const struct session *session); /* the name */
/* Name of the person an event, head or note is by, for showing; the id itself if the name is not known or was erased. Borrowed. */
const char *app_author_name(const struct session *session, const char *author);
day_t session_as_of(const struct session *session);
/* Language in which texts that reach a declaration are given from now on; at first that of the screen. */
void session_set_language(struct session *session, const char *lang);
/* Always of the current journal; a use case that wrote makes a new one, so do not keep what it returned across writes. */
struct engine *session_engine(struct session *session);
const struct snapshot *session_snapshot(const struct session *session);
/* Takes over what other programs wrote into the file meanwhile. If ret_changed, engine and snapshot are new ones. Cheap if nothing changed.
 * A use case that ends with STATUS_STALE has done so already. */
enum status session_refresh(struct session *session, bool *ret_changed, struct error *error);

/* ---- law packs: those of a workspace ---- */

/* A law pack under which the workspace was answered. */
struct kept_pack {
  const char *id, *version, *law_as_of, *hash;
  int64_t since;  /* ms: when it was first adopted */
  const char *by; /* who first wrote under it, as in the journal; NULL: nobody did */
};
typedef VEC(struct kept_pack) kept_pack_vec_t;
/* In the order in which they were adopted. Texts live in arena; the caller frees the vector. */
enum status session_packs(struct session *session, struct arena *arena, kept_pack_vec_t *ret_packs, struct error *error);

struct pack_news {
  struct kept_pack latest;   /* the newest law pack in the workspace, `by` left out; id NULL: it has none yet */
  bool is_newer;             /* ... is newer than the one in use: reading works, writing is refused */
  bool is_older;             /* ... is older: with the first answer the one in use is adopted */
  pack_change_vec_t changes; /* is_older: what the one in use changes; nothing if the kept one can no longer be read */
  open_vec_t again; /* asked again, since their meaning was revised after they were answered; also when nothing is_older any more */
};
/* Is it answered under a newer law pack than the one in use, so that it is only read? */
bool session_is_behind(struct session *session);
/* Subjects live until the next write, other texts in arena. The caller clears it. */
enum status session_pack_news(struct session *session, struct arena *arena, struct pack_news *ret_news, struct error *error);
void pack_news_clear(struct pack_news *news);

/* Which subject is meant: an id, a name that only one has, "PRODUCT/1.0" (name below a name, or a requirement below a release), or a type
 * of which there is only one. type: what it must be, or NULL. STATUS_USAGE names those that could be meant. ret_id lives in the session
 * until the next write. */
enum status app_find(struct session *session, const char *text, const struct subject_type *type, const char **ret_id, struct error *error);

/* ---- answers -------------------------------------------------------------------------------------------------------------- */

/* Turns typed text into a value of the question, or says why not (STATUS_USAGE): type, range, length, UTF-8, impossible date, unknown
 * choice, missing subject. Sets and references: elements separated by commas. "none" where the question allows it. Strings live in arena.
 */
enum status answer_parse(struct session *session, const struct question *question, const char *text, struct arena *arena,
                         struct value **ret_values, size_t *ret_len, struct error *error);

/* The content of a file as answer: text for a text question, the stored file for a file question. */
enum status answer_from_file(struct session *session, const struct question *question, const char *path, struct arena *arena,
                             struct value **ret_values, size_t *ret_len, struct error *error);

enum answer_mode { ANSWER_VALUE, ANSWER_SAY_UNKNOWN, ANSWER_SAY_NONE, ANSWER_CLEAR, ANSWER_NOTE_ONLY };
/* Can "there is none" be the answer? Sets and references; dates whose question says so; texts that are not required. */
bool question_takes_none(const struct question *question);
struct answer {
  const char *subject;
  const char *question;
  enum answer_mode mode;
  const struct value *values; /* one; several or none for sets and references (none: the empty set is stated) */
  size_t values_len;
  const char *note; /* NULL: keep */
  bool check_seen;  /* the writer saw `seen` (the fact it showed; NULL: nothing was answered) and wants STATUS_STALE if it changed */
  const struct fact *seen;
};
/* One group in the journal, durable when it returns. Refused (nothing stored): unknown subject or question, question of another subject
 * type. A hidden question may be answered. */
enum status app_answer(struct session *session, const struct answer *answers, size_t len, struct error *error);
/* Adds or removes one element of a set or of references. */
enum status app_link(struct session *session, const char *subject, const char *question, const char *element, struct error *error);
enum status app_unlink(struct session *session, const char *subject, const char *question, const char *element, struct error *error);
/* ret_id lives in the session until the next write. parent NULL: the only possible one, else refused with the list. */
enum status app_add(struct session *session, const char *type, const char *name, const char *parent, const char **ret_id,
                    struct error *error);
enum status app_archive(struct session *session, const char *subject, struct error *error);
/* JSON text of "apply" (core question ids): all or nothing. ret_refs: "@ref" -> subject id; may be NULL; caller frees map, values live in
 * arena. folder: for {"file": path}. */
enum status app_apply(struct session *session, const char *json, size_t len, const char *name, const char *folder, struct arena *arena,
                      struct map **ret_refs, struct error *error);
/* The author's own last step, or last undo, on this replica; STATUS_REFUSED if there is none or somebody else built on it. ret_what (may be
 * NULL): what the step had done, in words; caller frees. */
enum status app_undo(struct session *session, char **ret_what, struct error *error);
enum status app_redo(struct session *session, char **ret_what, struct error *error);
/* What a group of the journal did, in words: "NetGuard, Intended purpose", "Taken back: ...". Caller frees. */
char *app_step_text(struct session *session, const char *group, const char *lang);

/* Reads an input as file_read does; the workspace itself is refused. */
enum status app_read_file(struct session *session, const char *path, size_t max, struct buf *ret_content, struct error *error);

/* ---- evidence and component lists ----------------------------------------------------------------------------------------------- */

/* Called now and then while a file is read: how much of it. */
struct import_progress {
  void (*tell)(void *context, const char *path, uint64_t done, uint64_t size);
  void *context;
};
struct import_request {
  const char *subject;
  const char *const *paths;
  size_t paths_len;
  const char *kind; /* "evidence", "component-list"; NULL: recognised, for each file */
  bool keep_inside; /* also what is larger than 64 MiB, up to 2 GiB; else only hash, size and place of such a file are kept */
  struct import_progress progress;
};
/* Texts live as long as the session. */
struct import_report {
  const char *path;
  const char *kind;    /* "evidence", "component-list" */
  const char *subject; /* the new subject */
  char hash[HASH_TEXT_SIZE];
  uint64_t size;
  const char *place;   /* where the file stays, from the folder of the workspace; NULL: its content is in the workspace */
  const char *same_as; /* an earlier subject in the same place that holds the same file; NULL: none */
  size_t proposed;     /* answers that wait for somebody to state them */
  /* Component lists: */
  const char *format, *spec_version;    /* "CycloneDX XML", "1.6" */
  size_t components, models, data_sets; /* the last two also in what the list is about */
  const char *const *warnings;          /* the first, with place and component */
  size_t warnings_len, warnings_total;
};
/*
 * Each file is read once, in constant memory, and becomes a subject: evidence below a product, a component list below a release, with rows
 * for its components. What it tells about itself, and what models in it mean for the product, is proposed where nothing was said yet. All
 * files are one step, all or nothing: after a refusal the workspace is what it was.
 */
enum status app_import_files(struct session *session, const struct import_request *request, struct import_report *ret_reports,
                             struct error *error);
/* One file. */
enum status app_import(struct session *session, const char *subject, const char *path, const char *kind, struct import_report *ret_report,
                       struct error *error);
/* Makes rows of component lists that have none, or older ones than this program makes, again from their files. What cannot be read stays as
 * it is. Happens by itself when a session is opened for writing, and when a file is given as an answer. */
enum status session_renew_lists(struct session *session, struct error *error);

/* ---- documents ------------------------------------------------------------------------------------------------------------------ */

enum render_format { RENDER_PDF, RENDER_TEXT, RENDER_TRACE };
struct render {
  const char *subject;
  const char *template;
  const char *lang; /* NULL: "en" */
  bool draft;       /* false: final, refused (STATUS_REFUSED) while something stands against it */
  enum render_format format;
  const char *path; /* NULL: PRODUCT-RELEASE-TEMPLATE.pdf in the current folder */
  bool replace;     /* also a file that is not a rendering of this workspace */
};
/* Refused (STATUS_USAGE) if the path is taken by anything but a document that the journal records, unchanged.
 * Builds, lays out, writes the file whole or not at all, records hash of document, pack, template and journal head in the journal (not in
 * read-only sessions). ret_path: caller frees. */
enum status app_render(struct session *session, const struct render *render, char **ret_path, struct error *error);
/* The document as text, for showing on screen; nothing is written. Caller frees ret_text. */
enum status app_preview(struct session *session, const char *subject, const char *template, const char *lang, char **ret_text,
                        struct error *error);

/* ---- demo ------------------------------------------------------------------------------------------------------------------------- */

/* The sample workspace in folder, with fixed clock and ids, and its documents as drafts. Refused if one of the files exists. ret_paths: the
 * workspace first; strings in arena, the caller frees the vector. */
enum status app_demo(struct app *app, const char *folder, struct arena *arena, id_vec_t *ret_paths, struct error *error);

#endif
