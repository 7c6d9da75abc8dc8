/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Are the files that a document rests on still what was taken in? */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 256 << 10, NAMED = 5 };

/* ---- which files ---- */

/* The subject itself, or what it belongs to. */
static bool in_chain(const struct session *session, const char *subject, const char *id) {
  for (; subject; subject = engine_parent(session->engine, subject))
    if (str_eq(subject, id)) return true;
  return false;
}

/* The member of the chain right below `above`: the product below the organisation. NULL: above is the end of the chain. */
static const struct subject *next_in_chain(const struct session *session, const char *subject, const char *above) {
  const char *below = NULL;
  for (; subject && !str_eq(subject, above); subject = engine_parent(session->engine, subject))
    below = subject;
  return below ? snapshot_subject(session->snapshot, below) : NULL;
}

/* What lies below the subject counts, and what it shares with others of its kind: the evidence of its product, not other releases. */
static bool counts_for(const struct session *session, const char *subject, const struct subject *owner) {
  const struct subject *at = owner, *from = NULL;
  while (at && !in_chain(session, subject, at->id)) {
    from = at;
    at = at->parent ? snapshot_subject(session->snapshot, at->parent) : NULL;
  }
  if (!at) return false;
  const struct subject *next = from ? next_in_chain(session, subject, at->id) : NULL;
  return !next || !str_eq(next->type, from->type);
}

/* Of "release/requirement" the release. */
static const struct subject *owner_of(const struct session *session, const char *id) {
  CLEANUP(mem_freep) char *plain = mem_strndup(id, strcspn(id, "/"));
  return snapshot_subject(session->snapshot, plain);
}

/* ---- reading them again ---- */

struct verifying {
  struct session *session;
  struct map *seen; /* hashes */
  struct buf names;
  size_t bad;
};

static bool is_sound(struct store *store, const char *hash) {
  struct source source = {0};
  CLEANUP(mem_freep) char *piece = mem_alloc(PIECE);
  enum status status = store_blob_open(store, hash, &source, NULL);
  for (size_t len = 1; status == STATUS_OK && len > 0;)
    status = source_read(&source, piece, PIECE, &len, NULL);
  store_blob_close(&source);
  return status == STATUS_OK;
}

static void verify_value(struct verifying *verifying, const struct fact *fact, const struct value *value) {
  if (value->type != VALUE_BLOB || map_get(verifying->seen, value->text)) return;
  map_put(verifying->seen, value->text, verifying);
  if (is_sound(verifying->session->store, value->text)) return;
  if (verifying->bad++ < NAMED)
    buf_printf(&verifying->names, "%s%s (%s)", verifying->bad > 1 ? ", " : "", value->lang ? value->lang : value->text, fact->subject);
  else if (verifying->bad == NAMED + 1)
    buf_puts(&verifying->names, ", …");
}

static void verify_all(struct verifying *verifying, const char *subject) {
  const struct snapshot *snapshot = verifying->session->snapshot;
  for (size_t i = 0; i < snapshot_fact_count(snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(snapshot, i);
    const struct subject *owner = owner_of(verifying->session, fact->subject);
    if (!owner || snapshot_archived(snapshot, owner) || !counts_for(verifying->session, subject, owner)) continue;
    for (size_t k = 0; k < fact->heads_len + fact->elements_len; k++)
      verify_value(verifying, fact, k < fact->heads_len ? &fact->heads[k].value : &fact->elements[k - fact->heads_len].value);
  }
}

enum status verify_files(struct session *session, const char *subject, struct error *error) {
  struct verifying verifying = {.session = session, .seen = map_new()};
  verify_all(&verifying, subject);
  enum status status = STATUS_OK;
  if (verifying.bad)
    status = error_set(error, STATUS_REFUSED, subject, _("Put them back where they were, or import them again; “cradle check” says where."),
                       trn_ui("A final document is not possible: %zu file is missing or was altered: %s.",
                              "A final document is not possible: %zu files are missing or were altered: %s.", verifying.bad),
                       verifying.bad, buf_str(&verifying.names));
  buf_free(&verifying.names);
  map_free(verifying.seen);
  return status;
}
