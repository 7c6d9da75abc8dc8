/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables. Comments inside a statement are kept in the file, so that it explains itself to whoever opens it in fifty years. */
#include "store/internal.h"

#define APPEND_ONLY(table)                                                                                                                 \
  "CREATE TRIGGER " table "_is_never_deleted BEFORE DELETE ON " table "\n"                                                                 \
  "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"
#define UNCHANGEABLE(table)                                                                                                                \
  "CREATE TRIGGER " table "_is_never_changed BEFORE UPDATE ON " table "\n"                                                                 \
  "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"
/* INSERT OR REPLACE would get past the two above. */
#define ONCE(table, same)                                                                                                                  \
  "CREATE TRIGGER " table "_is_never_replaced BEFORE INSERT ON " table "\n"                                                                \
  "WHEN EXISTS (SELECT 1 FROM " table " AS o WHERE " same ")\n"                                                                            \
  "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"

/* clang-format off */
static const char schema_1[] =
    "CREATE TABLE workspace ( -- one row\n"
    "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
    "  id TEXT NOT NULL -- the same in every copy\n"
    ") STRICT;\n"

    "CREATE TABLE event ( -- the journal: rows are added, never changed; only value, salt and note may be erased\n"
    "  arrival INTEGER PRIMARY KEY, -- order in which this file got it; differs between copies\n"
    "  id TEXT NOT NULL UNIQUE CHECK (id = replica || '.' || sequence),\n"
    "  replica TEXT NOT NULL, -- who wrote it: one chain per replica\n"
    "  sequence INTEGER NOT NULL CHECK (sequence > 0), -- place in the chain, from 1 without gaps\n"
    "  time INTEGER NOT NULL, -- milliseconds since 1970, UTC; shown, never used to order\n"
    "  author TEXT NOT NULL,\n"
    "  group_id TEXT NOT NULL, -- one action of a user, one undo step\n"
    "  kind TEXT NOT NULL CHECK (kind IN ('subject', 'set', 'add', 'remove', 'archive', 'meta')),\n"
    "  subject TEXT NOT NULL, -- '' for meta\n"
    "  key TEXT NOT NULL, -- '' for subject and archive\n"
    "  type TEXT CHECK ((type IS NOT NULL) = (kind = 'subject')),\n"
    "  parent TEXT CHECK (parent IS NULL OR kind = 'subject'),\n"
    "  value BLOB, -- canonical bytes; NULL: erased\n"
    "  salt BLOB,\n"
    "  note TEXT,\n"
    "  commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256 of salt, value and note\n"
    "  proposed INTEGER NOT NULL CHECK (proposed IN (0, 1)),\n"
    "  undoes TEXT, -- the group that this one takes back\n"
    "  hash BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 of the hash before it in the chain and all columns above but arrival,\n"
    "                                                -- value, salt and note, then replaces and seen\n"
    "  UNIQUE (replica, sequence)\n"
    ") STRICT;\n"
    "CREATE INDEX event_by_place ON event (subject, key);\n"
    "CREATE INDEX event_by_group ON event (group_id);\n"

    "CREATE TABLE replaces ( -- an event is live while no event replaces it\n"
    "  event INTEGER NOT NULL REFERENCES event (arrival),\n"
    "  replaced INTEGER NOT NULL REFERENCES event (arrival),\n"
    "  PRIMARY KEY (event, replaced)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX replaces_by_replaced ON replaces (replaced, event);\n"

    "CREATE TABLE seen ( -- heads of other replicas that an event's writer knew and its earlier events had not known\n"
    "  replica TEXT NOT NULL,\n"
    "  sequence INTEGER NOT NULL,\n"
    "  head_replica TEXT NOT NULL CHECK (head_replica <> replica),\n"
    "  head_sequence INTEGER NOT NULL,\n"
    "  PRIMARY KEY (replica, sequence, head_replica),\n"
    "  UNIQUE (replica, head_replica, head_sequence),\n"
    "  FOREIGN KEY (replica, sequence) REFERENCES event (replica, sequence),\n"
    "  FOREIGN KEY (head_replica, head_sequence) REFERENCES event (replica, sequence)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE blob (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  hash TEXT NOT NULL UNIQUE, -- SHA-256 of the content, hex\n"
    "  size INTEGER NOT NULL CHECK (size >= 0)\n"
    ") STRICT;\n"
    "CREATE TABLE blob_chunk ( -- 1 MiB each, but for the last\n"
    "  blob INTEGER NOT NULL REFERENCES blob (id),\n"
    "  number INTEGER NOT NULL, -- from 0\n"
    "  content BLOB NOT NULL,\n"
    "  PRIMARY KEY (blob, number)\n"
    ") STRICT;\n"

    "CREATE TABLE subject ( -- projection of the journal: can be rebuilt at any time\n"
    "  id TEXT PRIMARY KEY,\n"
    "  type TEXT NOT NULL,\n"
    "  parent TEXT,\n"
    "  created INTEGER NOT NULL,\n"
    "  event INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE live ( -- projection of the journal: can be rebuilt at any time\n"
    "  subject TEXT NOT NULL,\n"
    "  key TEXT NOT NULL,\n"
    "  event INTEGER NOT NULL,\n"
    "  PRIMARY KEY (subject, key, event)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE VIEW subject_now AS -- what the table subject has to hold\n"
    "  SELECT subject AS id, type, parent, time AS created, arrival AS event FROM event AS e\n"
    "  WHERE kind = 'subject' AND NOT EXISTS\n"
    "    (SELECT 1 FROM event AS o WHERE o.subject = e.subject AND o.key = '' AND o.kind = 'subject' AND o.id < e.id);\n"
    "CREATE VIEW live_now AS -- what the table live has to hold\n"
    "  SELECT subject, key, arrival AS event FROM event\n"
    "  WHERE kind IN ('set', 'add', 'archive') AND NOT EXISTS (SELECT 1 FROM replaces WHERE replaced = arrival);\n"
    "CREATE VIEW chain AS -- the last event of each replica\n"
    "  WITH RECURSIVE name (replica) AS (\n"
    "    SELECT min(replica) FROM event\n"
    "    UNION ALL SELECT (SELECT min(e.replica) FROM event AS e WHERE e.replica > name.replica) FROM name WHERE name.replica IS NOT NULL)\n"
    "  SELECT e.replica, e.sequence, e.hash FROM name JOIN event AS e ON e.replica = name.replica\n"
    "    AND e.sequence = (SELECT max(m.sequence) FROM event AS m WHERE m.replica = name.replica);\n"

    APPEND_ONLY("workspace") UNCHANGEABLE("workspace") ONCE("workspace", "o.only = NEW.only")
    APPEND_ONLY("event") ONCE("event", "o.id = NEW.id OR o.arrival = NEW.arrival")
    "CREATE TRIGGER event_is_never_changed BEFORE UPDATE OF arrival, id, replica, sequence, time, author, group_id, kind, subject, key, type,\n"
    "  parent, commitment, proposed, undoes, hash ON event\n"
    "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"
    "CREATE TRIGGER event_is_only_erased BEFORE UPDATE OF value, salt, note ON event\n"
    "WHEN NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.note IS NOT NULL\n"
    "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"
    APPEND_ONLY("replaces") UNCHANGEABLE("replaces")
    APPEND_ONLY("seen") UNCHANGEABLE("seen")
    ONCE("seen", "o.replica = NEW.replica AND o.sequence = NEW.sequence AND o.head_replica = NEW.head_replica")
    APPEND_ONLY("blob") UNCHANGEABLE("blob") ONCE("blob", "o.id = NEW.id OR o.hash = NEW.hash")
    APPEND_ONLY("blob_chunk") UNCHANGEABLE("blob_chunk") ONCE("blob_chunk", "o.blob = NEW.blob AND o.number = NEW.number")
    "PRAGMA application_id = 0x4372646c;\n" /* STORE_APPLICATION_ID */
    "PRAGMA user_version = 1;\n";

/* Files outside, and component lists. */
static const char schema_2[] =
    "CREATE TABLE blob_reference ( -- a file that lies outside: all that is known of it\n"
    "  hash TEXT NOT NULL, -- SHA-256 of the content, hex\n"
    "  path TEXT NOT NULL, -- absolute, or relative to the folder of this file\n"
    "  size INTEGER NOT NULL CHECK (size >= 0),\n"
    "  name TEXT NOT NULL, -- its name when it was taken\n"
    "  time INTEGER NOT NULL, -- milliseconds since 1970, UTC: when it was taken\n"
    "  PRIMARY KEY (hash, path)\n"
    ") STRICT, WITHOUT ROWID;\n"
    APPEND_ONLY("blob_reference") UNCHANGEABLE("blob_reference")
    ONCE("blob_reference", "o.hash = NEW.hash AND o.path = NEW.path")

    /* A file gets its row last, when its hash is known; if it is there already, its chunks go again. */
    "DROP TRIGGER blob_chunk_is_never_deleted;\n"
    "CREATE TRIGGER blob_chunk_is_never_deleted BEFORE DELETE ON blob_chunk\n"
    "WHEN EXISTS (SELECT 1 FROM blob AS b WHERE b.id = OLD.blob)\n"
    "BEGIN SELECT RAISE(ABORT, 'what is in the journal stays'); END;\n"

    "CREATE TABLE component_list ( -- like all tables below, made from a stored file: can be made again at any time\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  hash TEXT NOT NULL UNIQUE, -- of the file\n"
    "  reader INTEGER NOT NULL, -- version of what read the file; 0: not yet read here\n"
    "  format TEXT, spec_version TEXT, name TEXT, serial_number TEXT, version TEXT, timestamp TEXT, author TEXT, tool TEXT, product TEXT,\n"
    "  given INTEGER NOT NULL, -- bits\n"
    "  warnings INTEGER NOT NULL,\n"
    "  components INTEGER NOT NULL, -- with place 0\n"
    "  all_rows INTEGER NOT NULL, -- of the table component\n"
    "  dependencies INTEGER NOT NULL,\n"
    "  entries INTEGER NOT NULL -- in the table component_index\n"
    ") STRICT;\n"
    "CREATE TABLE component_lacking ( -- in how many components with place 0 a bit of given is not set\n"
    "  list INTEGER NOT NULL,\n"
    "  bit INTEGER NOT NULL,\n"
    "  count INTEGER NOT NULL,\n"
    "  PRIMARY KEY (list, bit)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE component (\n"
    "  id INTEGER PRIMARY KEY, -- list * 2^32 + order in the file, from 0\n"
    "  place INTEGER NOT NULL, -- 0: in the body of the list\n"
    "  kind INTEGER NOT NULL, -- 0: nothing special\n"
    "  given INTEGER NOT NULL, -- bits\n"
    "  parent INTEGER, -- id of the component it nests in\n"
    "  depth INTEGER NOT NULL,\n"
    "  ref TEXT, type TEXT NOT NULL, package_group TEXT, name TEXT NOT NULL, version TEXT, purl TEXT, cpe TEXT,\n"
    "  supplier TEXT, originator TEXT, licence TEXT, source TEXT, hash TEXT, model_card TEXT,\n"
    "  line INTEGER NOT NULL, line_column INTEGER NOT NULL -- where it begins in the file; 0: not known\n"
    ") STRICT;\n"
    "CREATE INDEX component_by_parent ON component (parent) WHERE parent IS NOT NULL;\n"
    "CREATE INDEX component_by_kind ON component (kind) WHERE kind <> 0;\n"
    "CREATE TABLE component_index ( -- what is looked up by key: sorted runs, cut into pieces with consecutive ids\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  list INTEGER NOT NULL,\n"
    "  what INTEGER NOT NULL, -- 0: ref, 0, order in the file; 1: package, version, order in the file; 2: ref, ref that it depends on or 0,\n"
    "                         -- label; 3: the same the other way round, without 0. Label: kind + 256 * word\n"
    "  run INTEGER NOT NULL, -- from 0\n"
    "  first BLOB NOT NULL, -- the first entry\n"
    "  content BLOB NOT NULL -- entries of 8 + 8 + 4 bytes, big-endian; texts as FNV-1a with 64 bits, 1 instead of 0\n"
    ") STRICT;\n"
    "CREATE INDEX component_index_by_first ON component_index (list, what, run, first);\n"
    "CREATE TABLE component_word ( -- words of the format for dependencies\n"
    "  list INTEGER NOT NULL,\n"
    "  number INTEGER NOT NULL, -- from 1\n"
    "  word TEXT NOT NULL,\n"
    "  PRIMARY KEY (list, number)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "PRAGMA user_version = 2;\n";
/* clang-format on */

/* Step n leads from version n to version n + 1 and sets it. A released step never changes. */
static const char *const steps[] = {schema_1, schema_2};
const int schema_newest = ARRAY_LEN(steps);

static void begin(struct db *db) {
  db_script(db, "BEGIN IMMEDIATE");
}

static void commit(struct db *db) {
  db_script(db, "COMMIT");
  if (!sqlite3_get_autocommit(db->handle)) sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

void schema_create(struct db *db, const char *workspace) {
  begin(db);
  for (int step = 0; step < schema_newest; step++)
    db_script(db, steps[step]);
  db_run(db, "INSERT INTO workspace (only, id) VALUES (1, ?1)", "t", workspace);
  commit(db);
}

void schema_migrate(struct db *db, int from) {
  for (int step = from; step < schema_newest; step++) {
    begin(db);
    db_script(db, steps[step]);
    commit(db);
  }
}
