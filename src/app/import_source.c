/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file on its way in: what its reader takes is stored in the same pass. */
#include "app/import_internal.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 256 << 10 };

static enum status fill_prefix(struct intake *intake, struct error *error) {
  enum status status = STATUS_OK;
  size_t len = 1;
  while (status == STATUS_OK && len > 0 && intake->prefix_len < INTEROP_PREFIX) {
    status = source_read(&intake->from, intake->prefix + intake->prefix_len, INTEROP_PREFIX - intake->prefix_len, &len, error);
    if (status == STATUS_OK) intake->prefix_len += len;
  }
  return status;
}

enum status intake_begin(struct intake *intake, const struct source *from, struct error *error) {
  intake->from = *from;
  intake->prefix = mem_alloc(INTEROP_PREFIX);
  return fill_prefix(intake, error);
}

void intake_end(struct intake *intake) {
  free(intake->prefix);
}

static enum status take(struct intake *intake, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  size_t left = intake->prefix_len - intake->prefix_given;
  if (left == 0) return source_read(&intake->from, bytes, size, ret_len, error);
  size_t len = left < size ? left : size;
  memcpy(bytes, intake->prefix + intake->prefix_given, len);
  intake->prefix_given += len;
  *ret_len = len;
  return STATUS_OK;
}

static enum status read_and_store(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  struct intake *intake = context;
  enum status status = take(intake, bytes, size, ret_len, error);
  if (status == STATUS_OK && intake->batch && *ret_len > 0) status = store_batch_file_put(intake->batch, bytes, *ret_len, error);
  if (status) return status;
  intake->done += *ret_len;
  if (intake->progress.tell) intake->progress.tell(intake->progress.context, intake->path, intake->done, intake->size);
  return STATUS_OK;
}

struct source intake_source(struct intake *intake) {
  return (struct source){.name = intake->path, .read = read_and_store, .context = intake};
}

enum status intake_finish(struct intake *intake, struct error *error) {
  CLEANUP(mem_freep) char *piece = mem_alloc(PIECE);
  enum status status = STATUS_OK;
  for (size_t len = 1; status == STATUS_OK && len > 0;)
    status = read_and_store(intake, piece, PIECE, &len, error);
  return status;
}
