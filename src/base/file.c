/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 1 << 16, TEMPORARY_NAME_TRIES = 100 };

static void close_fd(const int *fd) {
  if (*fd >= 0) close(*fd);
}

/* ---- reading ---- */

static enum status read_failed(const char *path, int code, struct error *error) {
  return error_set(error, STATUS_INPUT, path, _("Check that the file exists and that you may read it."), _("The file cannot be read: %s."),
                   strerror(code));
}

static enum status too_large(const char *path, size_t max, struct error *error) {
  return error_set(error, STATUS_INPUT, path, _("Give a smaller file."), _("The file is larger than the limit of %zu bytes."), max);
}

/* Reads until the end or until there is one byte more than max. */
static int read_all(int fd, size_t max, struct buf *content) {
  char step[READ_STEP];
  while (content->len <= max) {
    ssize_t got = read(fd, step, sizeof step);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    buf_add(content, step, (size_t)got);
  }
  return 0;
}

enum status file_read(const char *path, size_t max, struct buf *ret_content, struct error *error) {
  /* O_NONBLOCK: a named pipe must not make us wait; it is refused below. */
  CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  if (fd < 0 || fstat(fd, &info) < 0) return read_failed(path, errno, error);
  if (!S_ISREG(info.st_mode)) return error_set(error, STATUS_INPUT, path, _("Give the name of a file."), _("This is not a regular file."));
  if (info.st_size > 0 && (uintmax_t)info.st_size > max) return too_large(path, max, error);
  CLEANUP(buf_free) struct buf content = {0};
  int code = read_all(fd, max, &content);
  if (code) return read_failed(path, code, error);
  if (content.len > max) return too_large(path, max, error);
  *ret_content = content;
  content = (struct buf){0};
  return STATUS_OK;
}

/* ---- writing ---- */

static int write_all(int fd, const char *bytes, size_t len) {
  while (len > 0) {
    ssize_t written = write(fd, bytes, len);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes += written;
    len -= (size_t)written;
  }
  return fsync(fd) < 0 ? errno : 0;
}

/* Creates a new file beside path; the caller frees the name. Returns -1 and sets errno on failure. */
static int open_temporary(const char *path, unsigned mode, char **ret_name) {
  for (int tries = 0; tries < TEMPORARY_NAME_TRIES; tries++) {
    char *name = mem_printf("%s.%08x.tmp", path, (unsigned)randombytes_random());
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd >= 0) {
      *ret_name = name;
      return fd;
    }
    int code = errno;
    free(name);
    errno = code;
    if (code != EEXIST) break;
  }
  return -1;
}

static int sync_folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  CLEANUP(mem_freep) char *folder = !slash ? mem_strdup(".") : mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
  CLEANUP(close_fd) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  if (fsync(fd) == 0 || errno == EINVAL) return 0; /* EINVAL: this file system cannot sync folders */
  return errno;
}

static int replace_file(const char *path, const void *bytes, size_t len, unsigned mode) {
  CLEANUP(mem_freep) char *temporary = NULL;
  int fd = open_temporary(path, mode, &temporary);
  if (fd < 0) return errno;
  int code = write_all(fd, bytes, len);
  if (close(fd) < 0 && !code) code = errno;
  if (!code && rename(temporary, path) < 0) code = errno;
  if (code) {
    unlink(temporary);
    return code;
  }
  return sync_folder_of(path);
}

enum status file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct error *error) {
  struct stat info;
  if (stat(path, &info) == 0 && !S_ISREG(info.st_mode)) /* renaming over a device would replace the device */
    return error_set(error, STATUS_WORKSPACE, path, _("Give the name of a file."), _("This is not a regular file."));
  int code = replace_file(path, bytes, len, mode);
  if (!code) return STATUS_OK;
  return error_set(error, STATUS_WORKSPACE, path,
                   _("Check that the folder exists, that you may write in it and that the disk is not full."),
                   _("The file cannot be written: %s."), strerror(code));
}

bool file_exists(const char *path) {
  return access(path, F_OK) == 0;
}

static bool make_one(const char *folder) {
  struct stat info;
  if (mkdir(folder, 0700) == 0) return true;
  int code = errno;
  bool is_there = stat(folder, &info) == 0;
  if (is_there && S_ISDIR(info.st_mode)) return true;
  errno = is_there ? ENOTDIR : code;
  return false;
}

bool folder_make(const char *path) {
  CLEANUP(mem_freep) char *folder = mem_strdup(path);
  for (char *slash = strchr(folder + strspn(folder, "/"), '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (!make_one(folder)) return false;
    *slash = '/';
  }
  return make_one(folder);
}

char *path_join(const char *folder, const char *name) {
  size_t len = strlen(folder);
  bool separated = len == 0 || folder[len - 1] == '/';
  return mem_printf("%s%s%s", folder, separated ? "" : "/", name);
}
