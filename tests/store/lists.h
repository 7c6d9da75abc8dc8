/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Component lists for tests of store/. */
#ifndef STORE_TEST_LISTS_H
#define STORE_TEST_LISTS_H

#include "support.h"

enum { PLAIN, MODEL };
enum { BODY, ROOT };

static inline struct store_batch *batch_begin(struct bench *bench, struct store *store) {
  struct store_batch *batch = NULL;
  expect_ok(bench, store_batch_begin(store, &batch, &bench->error));
  return batch;
}

static inline void batch_commit(struct bench *bench, struct store_batch *batch) {
  expect_ok(bench, store_batch_commit(batch, NULL, NULL, 0, NULL, &bench->error));
  store_batch_free(batch);
}

static inline void put_text(struct bench *bench, struct store_batch *batch, const char *content, char name[HASH_TEXT_SIZE]) {
  struct hash hash;
  expect_ok(bench, store_batch_file_inside(batch, STORE_BLOB_MAX, "list.json", &bench->error));
  expect_ok(bench, store_batch_file_put(batch, content, strlen(content), &bench->error));
  expect_ok(bench, store_batch_file_end(batch, &hash, NULL, &bench->error));
  hash_format(&hash, name);
}

static inline struct store_component component(uint32_t index, const char *ref, const char *name, const char *version) {
  return (struct store_component){
      .index = index, .parent = STORE_COMPONENT_NONE, .depth = 1, .ref = ref, .type = "library", .name = name, .version = version};
}

/* The content of the file does not matter here: only its hash does. */
static inline void add_list(struct bench *bench, struct store *store, const char *content, int reader,
                            const struct store_component *components, size_t components_len, const struct store_dependency *dependencies,
                            size_t dependencies_len, char name[HASH_TEXT_SIZE]) {
  struct store_batch *batch = batch_begin(bench, store);
  put_text(bench, batch, content, name);
  expect_ok(bench, store_list_begin(batch, &bench->error));
  for (size_t i = 0; i < components_len; i++)
    expect_ok(bench, store_list_component(batch, &components[i], &bench->error));
  for (size_t i = 0; i < dependencies_len; i++)
    expect_ok(bench, store_list_dependency(batch, &dependencies[i], &bench->error));
  struct store_list list = {.hash = name, .reader = reader, .format = "CycloneDX JSON"};
  expect_ok(bench, store_list_end(batch, &list, &bench->error));
  batch_commit(bench, batch);
}

#endif
