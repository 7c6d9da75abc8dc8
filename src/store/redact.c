/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing what must not be kept: the event stays, and so does its commitment, so that the chain still checks. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* The records of erasures name the erased event in their note, and are themselves never erased. */
void journal_apply_redactions(struct db *db) {
  db_script(db, "UPDATE event SET value = NULL, salt = NULL, note = NULL\n"
                "WHERE value IS NOT NULL AND NOT (kind = 'meta' AND key = 'redacted')\n"
                "AND id IN (SELECT note FROM event WHERE subject = '' AND key = 'redacted' AND kind = 'meta')");
}

static bool can_be_erased(struct db *db, const char *event) {
  int64_t ignored;
  return db_number(db, &ignored, "SELECT 1 FROM event WHERE id = ?1 AND value IS NOT NULL AND NOT (kind = 'meta' AND key = 'redacted')",
                   "t", event);
}

enum status store_redact(struct store *store, const char *author, const char *event, const char *reason, struct error *error) {
  enum status status = text_check(reason, event, error);
  if (status == STATUS_OK) status = text_check(event, NULL, error);
  struct writer writer;
  if (status == STATUS_OK) status = writer_begin(store, author, &writer, error);
  if (status != STATUS_OK) return status;
  if (can_be_erased(&store->db, event)) {
    struct value why = value_of(VALUE_TEXT, reason);
    writer_add(&writer, &(struct entry){.kind = "meta", .subject = "", .key = "redacted", .value = why, .note = event});
    journal_apply_redactions(&store->db);
  } else {
    status = error_set(error, STATUS_USAGE, event, _("Look the event up in the log."),
                       _("There is no such event, or nothing in it that can be erased."));
  }
  return writer_finish(&writer, status, NULL, error);
}
