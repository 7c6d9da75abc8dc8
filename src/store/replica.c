/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which chain may this machine continue? Each replica has one writer, ever. A machine remembers, outside the workspace, the last event of
 * each chain that it wrote or was about to write. Only a chain that ends in the file exactly as remembered is continued; a copied or
 * restored file, or a crash between remembering and committing, leads to a new replica.
 */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { MOST_REMEMBERED = 64, MOST_STATE_BYTES = 1 << 16 };

struct memory {
  char replica[REPLICA_TEXT_SIZE];
  char hash[HASH_TEXT_SIZE];
};
typedef VEC(struct memory) memory_vec_t;

char *replica_state_folder(const struct host *host, const char *state_folder) {
  if (state_folder) return mem_strdup(state_folder);
  const char *state_home = host->env(host->context, "XDG_STATE_HOME");
  if (state_home && state_home[0] == '/') return path_join(state_home, "cradle");
  const char *home = host->env(host->context, "HOME");
  return home && home[0] == '/' ? path_join(home, ".local/state/cradle") : NULL;
}

void replica_random_id(const struct host *host, char text[REPLICA_TEXT_SIZE]) {
  unsigned char bytes[(REPLICA_TEXT_SIZE - 1) / 2];
  host->random(host->context, bytes, sizeof bytes);
  for (size_t i = 0; i < sizeof bytes; i++)
    snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

bool replica_is_id(const char *text) {
  return text && strlen(text) == REPLICA_TEXT_SIZE - 1 && strspn(text, "0123456789abcdef") == REPLICA_TEXT_SIZE - 1;
}

bool replica_last_event(struct store *store, const char *replica, int64_t *ret_sequence, struct hash *ret_hash) {
  if (!db_number(&store->db, ret_sequence, "SELECT max(sequence) FROM event WHERE replica = ?1", "t", replica)) return false;
  return db_hash(&store->db, ret_hash, "SELECT hash FROM event WHERE replica = ?1 AND sequence = ?2", "ti", replica, *ret_sequence);
}

/* ---- what is remembered: lines of "REPLICA HASH", the latest first ------------------------------------------------------------- */

static char *state_path(const struct store *store, const char *ending) {
  CLEANUP(mem_freep) char *name = mem_printf("%s%s", store->workspace, ending);
  return path_join(store->state_folder, name);
}

static void load_memories(const struct store *store, memory_vec_t *ret_memories) {
  CLEANUP(mem_freep) char *path = state_path(store, "");
  CLEANUP(buf_free) struct buf content = {0};
  memory_vec_t memories = {0};
  if (file_exists(path) && file_read(path, MOST_STATE_BYTES, &content, NULL) == STATUS_OK) {
    const size_t line = REPLICA_TEXT_SIZE + HASH_TEXT_SIZE; /* a blank and a line feed instead of the two NULs */
    for (size_t at = 0; at + line <= content.len; at += line) {
      struct memory memory = {0};
      memcpy(memory.replica, content.data + at, REPLICA_TEXT_SIZE - 1);
      memcpy(memory.hash, content.data + at + REPLICA_TEXT_SIZE, HASH_TEXT_SIZE - 1);
      vec_push(&memories, memory);
    }
  }
  *ret_memories = memories;
}

static const char *remembered_hash(const memory_vec_t *memories, const char *replica) {
  for (size_t i = 0; i < memories->len; i++)
    if (str_eq(memories->items[i].replica, replica)) return memories->items[i].hash;
  return NULL;
}

static bool last_hash_text(struct store *store, const char *replica, char text[HASH_TEXT_SIZE]) {
  int64_t sequence;
  struct hash hash;
  if (!replica_last_event(store, replica, &sequence, &hash)) return false;
  hash_format(&hash, text);
  return true;
}

static bool chain_is_as_remembered(struct store *store, const memory_vec_t *memories, const char *replica) {
  char text[HASH_TEXT_SIZE];
  const char *remembered = remembered_hash(memories, replica);
  bool written = last_hash_text(store, replica, text);
  return written ? str_eq(remembered, text) : !remembered;
}

/* ---- choosing ------------------------------------------------------------------------------------------------------------------ */

/* A fixed host repeats its random numbers: never take an id that the file knows already. */
static void make_new(struct store *store) {
  int64_t ignored;
  do
    replica_random_id(store->host, store->replica);
  while (db_number(&store->db, &ignored, "SELECT 1 FROM event WHERE replica = ?1", "t", store->replica));
}

void replica_choose(struct store *store) {
  memory_vec_t memories = {0};
  if (store->state_folder) load_memories(store, &memories);
  for (size_t i = 0; i < memories.len && !store->replica[0]; i++) {
    char text[HASH_TEXT_SIZE];
    const struct memory *memory = &memories.items[i];
    if (last_hash_text(store, memory->replica, text) && str_eq(text, memory->hash))
      memcpy(store->replica, memory->replica, REPLICA_TEXT_SIZE);
  }
  vec_free(&memories);
  if (!store->replica[0]) make_new(store);
}

static int take_lock(const struct store *store) {
  if (!store->state_folder || !folder_make(store->state_folder)) return -1;
  CLEANUP(mem_freep) char *path = state_path(store, ".lock");
  int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return -1;
  int code;
  while ((code = flock(lock, LOCK_EX)) < 0 && errno == EINTR)
    ;
  if (code == 0) return lock;
  close(lock);
  return -1;
}

int replica_claim(struct store *store) {
  if (store->detached) return -1;
  int lock = take_lock(store);
  if (lock < 0) {
    store->detached = true;
    make_new(store);
    return -1;
  }
  memory_vec_t memories;
  load_memories(store, &memories);
  if (!chain_is_as_remembered(store, &memories, store->replica)) make_new(store);
  vec_free(&memories);
  return lock;
}

enum status replica_remember(struct store *store, const struct hash *last, struct error *error) {
  if (store->detached) return STATUS_OK;
  memory_vec_t memories;
  load_memories(store, &memories);
  CLEANUP(buf_free) struct buf content = {0};
  char text[HASH_TEXT_SIZE];
  hash_format(last, text);
  buf_printf(&content, "%s %s\n", store->replica, text);
  for (size_t i = 0, kept = 1; i < memories.len && kept < MOST_REMEMBERED; i++) {
    if (str_eq(memories.items[i].replica, store->replica)) continue;
    buf_printf(&content, "%s %s\n", memories.items[i].replica, memories.items[i].hash);
    kept++;
  }
  vec_free(&memories);
  CLEANUP(mem_freep) char *path = state_path(store, "");
  return file_write(path, content.data, content.len, 0600, error);
}

void replica_release(int lock) {
  if (lock >= 0) close(lock);
}
