/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the journal hold together? */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

void report_add(struct check_report *report, const char *what, const char *where) {
  if (!report->arena) report->arena = arena_new();
  struct finding finding = {arena_strdup(report->arena, what), arena_strdup(report->arena, where ? where : "")};
  vec_push(&report->findings, finding);
}

/* ---- references: each query lists the events of which the sentence is true --------------------------------------------------------- */

struct rule {
  const char *sql, *finding;
};
static const struct rule rules[] = {
    {"SELECT id FROM event AS e WHERE sequence > 1\n"
     "AND NOT EXISTS (SELECT 1 FROM event AS p WHERE p.replica = e.replica AND p.sequence = e.sequence - 1)",
     N_("The event before this one in its chain is missing.")},
    {"SELECT id FROM event WHERE substr(group_id, 1, length(replica) + 3) <> replica || '.g.'",
     N_("The event belongs to a group of another replica.")},
    {"SELECT e.id FROM replaces AS r JOIN event AS e ON e.arrival = r.event LEFT JOIN event AS o ON o.arrival = r.replaced\n"
     "WHERE o.id IS NULL OR r.replaced >= r.event OR o.subject <> e.subject OR o.key <> e.key OR o.kind NOT IN ('set', 'add', 'archive')",
     N_("The event replaces something that it cannot replace.")},
    {"SELECT s.replica || '.' || s.sequence FROM seen AS s\n"
     "LEFT JOIN event AS e ON e.replica = s.replica AND e.sequence = s.sequence\n"
     "LEFT JOIN event AS h ON h.replica = s.head_replica AND h.sequence = s.head_sequence\n"
     "WHERE e.id IS NULL OR h.id IS NULL OR h.arrival >= e.arrival",
     N_("The event has seen an event that is not there.")},
    {"SELECT id FROM event AS e WHERE kind NOT IN ('subject', 'meta') AND NOT EXISTS\n"
     "(SELECT 1 FROM event AS c WHERE c.subject = substr(e.subject || '/', 1, instr(e.subject || '/', '/') - 1)\n"
     "AND c.key = '' AND c.kind = 'subject' AND c.arrival < e.arrival)",
     N_("The event is about a subject that is not there.")},
    {"SELECT id FROM event AS e WHERE parent IS NOT NULL AND NOT EXISTS\n"
     "(SELECT 1 FROM event AS c WHERE c.subject = e.parent AND c.key = '' AND c.kind = 'subject' AND c.arrival < e.arrival)",
     N_("The parent of the subject is not there.")},
    {"SELECT e.id FROM event AS e JOIN event AS o ON o.subject = e.subject AND o.key = '' AND o.kind = 'subject'\n"
     "WHERE e.kind = 'subject' AND o.arrival < e.arrival AND (o.type <> e.type OR o.parent IS NOT e.parent)",
     N_("The subject was created twice, with different types or parents.")},
    {"SELECT id FROM event AS e WHERE value IS NULL AND NOT EXISTS\n"
     "(SELECT 1 FROM event AS r WHERE r.subject = '' AND r.key = 'redacted' AND r.kind = 'meta' AND r.note = e.id)",
     N_("The value was erased, and nothing says who erased it.")},
};

static void check_rules(struct db *db, struct check_report *report) {
  for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
    sqlite3_stmt *row = db_query(db, rules[i].sql, "");
    while (db_next(db, row))
      report_add(report, _(rules[i].finding), (const char *)sqlite3_column_text(row, 0));
  }
}

/* ---- chains ----------------------------------------------------------------------------------------------------------------------------
 */

/* After a broken link the chain is followed from what stands there, so that each alteration is one finding. */
static void check_chains(struct db *db, struct check_report *report) {
  char replica[REPLICA_TEXT_SIZE] = "";
  struct hash previous = {0};
  sqlite3_stmt *row = db_query(db, "SELECT arrival FROM event ORDER BY replica, sequence", "");
  while (db_next(db, row)) {
    struct arena *arena = arena_new();
    struct record record;
    if (record_load(db, sqlite3_column_int64(row, 0), arena, &record)) {
      if (!str_eq(record.replica, replica)) {
        snprintf(replica, sizeof replica, "%s", record.replica);
        previous = (struct hash){0};
        report->replicas++;
      }
      const char *problem = record_problem(&record, &previous);
      if (problem) report_add(report, problem, record.id);
      previous = record.hash;
      report->events++;
    }
    arena_free(arena);
  }
}

void journal_check(struct db *db, struct check_report *report) {
  check_chains(db, report);
  check_rules(db, report);
}
