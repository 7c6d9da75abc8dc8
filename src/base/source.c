/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum status source_read(const struct source *source, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  return source->read(source->context, bytes, size, ret_len, error);
}

/* ---- memory ---- */

static enum status read_bytes(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  (void)error;
  struct source_bytes *left = context;
  size_t len = size < left->left ? size : left->left;
  if (len > 0) {
    memcpy(bytes, left->at, len);
    left->at += len;
    left->left -= len;
  }
  *ret_len = len;
  return STATUS_OK;
}

struct source source_of_bytes(struct source_bytes *bytes, const char *name) {
  return (struct source){.name = name, .read = read_bytes, .context = bytes};
}

/* ---- files ---- */

struct open_file {
  int fd;
  char *path;
};

static enum status read_failed(const char *path, int code, struct error *error) {
  return error_set(error, STATUS_INPUT, path, _("Check that the file exists and that you may read it."), _("The file cannot be read: %s."),
                   strerror(code));
}

static enum status read_file(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  const struct open_file *file = context;
  ssize_t got;
  do
    got = read(file->fd, bytes, size);
  while (got < 0 && errno == EINTR);
  if (got < 0) return read_failed(file->path, errno, error);
  *ret_len = (size_t)got;
  return STATUS_OK;
}

enum status source_open_file(const char *path, struct source *ret_source, struct error *error) {
  /* O_NONBLOCK: a named pipe must not make us wait; it is refused below. */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  if (fd < 0) return read_failed(path, errno, error);
  if (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode)) {
    close(fd);
    return error_set(error, STATUS_INPUT, path, _("Give the name of a file."), _("This is not a regular file."));
  }
  struct open_file *file = mem_alloc(sizeof *file);
  *file = (struct open_file){.fd = fd, .path = mem_strdup(path)};
  *ret_source = (struct source){.name = file->path, .read = read_file, .context = file};
  return STATUS_OK;
}

void source_close_file(struct source *source) {
  struct open_file *file = source->context;
  if (file) {
    close(file->fd);
    free(file->path);
    free(file);
  }
  *source = (struct source){0};
}
