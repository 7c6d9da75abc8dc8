/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other people's programs that judge our files, in a folder of their own. Tests that need one are skipped where it is not installed. */
#ifndef CRADLE_TESTS_PDF_TOOLS_H
#define CRADLE_TESTS_PDF_TOOLS_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "../layout/sample.h"

#include "skip.h"

#define LIBERATION "/usr/share/fonts/truetype/liberation2/"
#define DEJAVU "/usr/share/fonts/truetype/dejavu/"
#define NEED_TOOL(name)                                                                                                                    \
  do {                                                                                                                                     \
    if (system("command -v " name " >/dev/null 2>&1") != 0) {                                                                              \
      skip_because("%s is not installed", name);                                                                                           \
    }                                                                                                                                      \
  } while (0)
#define NEED_FILE(path)                                                                                                                    \
  do {                                                                                                                                     \
    if (!file_exists(path)) {                                                                                                              \
      skip_because("there is no %s", path);                                                                                                \
    }                                                                                                                                      \
  } while (0)

/* What every test has: a sample document, the fonts, a folder. */
struct bench {
  struct sample sample;
  struct fonts *fonts;
  char folder[128];
};

static inline int bench_open(void **state) {
  struct bench *bench = mem_alloc(sizeof *bench);
  const char *parent = getenv("TMPDIR");
  sample_open(&bench->sample);
  snprintf(bench->folder, sizeof bench->folder, "%s/cradle-pdf-XXXXXX", parent ? parent : "/tmp");
  assert_non_null(mkdtemp(bench->folder));
  assert_int_equal(fonts_load(NULL, &bench->fonts, NULL), STATUS_OK);
  *state = bench;
  return 0;
}

/* The output of a shell command whose first %s is the folder. */
static inline char *PRINTF_LIKE(1, 2) output_of(const char *format, ...) {
  va_list args;
  char *command;
  struct buf text = {0};
  char part[4096];
  va_start(args, format);
  assert_true(vasprintf(&command, format, args) > 0);
  va_end(args);
  FILE *pipe = popen(command, "r");
  assert_non_null(pipe);
  for (size_t len; (len = fread(part, 1, sizeof part, pipe)) > 0;)
    buf_add(&text, part, len);
  int status = pclose(pipe);
  if (status != 0) print_message("%s: status %d\n%s\n", command, status, buf_str(&text));
  free(command);
  assert_int_equal(status, 0);
  buf_puts(&text, "");
  return text.data ? buf_take(&text) : mem_strdup("");
}

static inline int bench_close(void **state) {
  struct bench *bench = *state;
  free(output_of("rm -r '%s'", bench->folder));
  fonts_free(bench->fonts);
  sample_close(&bench->sample);
  free(bench);
  return 0;
}

static inline void save(const struct bench *bench, const char *name, const struct buf *bytes) {
  CLEANUP(mem_freep) char *path = path_join(bench->folder, name);
  assert_int_equal(file_write(path, bytes->data, bytes->len, 0600, NULL), STATUS_OK);
}

static inline void write_pdf(const struct layout *layout, const struct fonts *fonts, struct buf *pdf) {
  CLEANUP(error_clear) struct error error = {0};
  if (pdf_write(layout, fonts, pdf, &error) != STATUS_OK) fail_msg("%s", error.what);
}

/* Lays the sample out with real widths and writes it as `name` into the folder. */
static inline void make_pdf(struct bench *bench, const char *name) {
  struct sample *sample = &bench->sample;
  struct metrics metrics = fonts_metrics(bench->fonts);
  CLEANUP(buf_free) struct buf pdf = {0};
  layout_free(sample->layout);
  sample->layout = NULL;
  sample->document.blocks = sample->blocks.items, sample->document.blocks_len = sample->blocks.len;
  assert_int_equal(layout_build(&sample->document, &metrics, &sample->layout, NULL), STATUS_OK);
  write_pdf(sample->layout, bench->fonts, &pdf);
  save(bench, name, &pdf);
}

static inline struct buf read_pdf(const struct bench *bench, const char *name) {
  CLEANUP(mem_freep) char *path = path_join(bench->folder, name);
  struct buf bytes = {0};
  assert_int_equal(file_read(path, 1 << 28, &bytes, NULL), STATUS_OK);
  return bytes;
}

static inline bool holds(const struct buf *bytes, const char *text) {
  return memmem(bytes->data, bytes->len, text, strlen(text)) != NULL;
}

static inline size_t count_of(const struct buf *bytes, const char *text) {
  size_t count = 0;
  const char *end = bytes->data + bytes->len;
  for (const char *at = bytes->data; (at = memmem(at, (size_t)(end - at), text, strlen(text))); at += strlen(text))
    count++;
  return count;
}

#endif
