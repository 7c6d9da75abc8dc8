/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands in process, under the small law pack of tests/cli/pack, with fixed clock and ids. */
#ifndef CRADLE_TESTS_CLI_SUPPORT_H
#define CRADLE_TESTS_CLI_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "json/json.h"

#define CLOCK_MS 1795168800000 /* 2026-11-20T10:00:00Z */

struct bench {
  char folder[64];
  char *program; /* beside it data and templates are found */
  struct host *host;
  const char *const *lines; /* of input */
  size_t lines_len;
  const char *meanwhile; /* what another person does before the next line is read */
  struct buf out, err;
};

static struct bench *bench;

static inline void copy_file(const char *from, const char *to_folder, const char *name) {
  struct buf content = {0};
  char *to = mem_printf("%s/%s/%s", bench->folder, to_folder, name);
  assert_int_equal(file_read(from, 1 << 22, &content, NULL), STATUS_OK);
  assert_int_equal(file_write(to, buf_str(&content), content.len, 0600, NULL), STATUS_OK);
  buf_free(&content);
  free(to);
}

static inline void make_folder(const char *name) {
  char *path = path_join(bench->folder, name);
  assert_int_equal(mkdir(path, 0700), 0);
  free(path);
}

static inline const char *bench_env(void *context, const char *name) {
  (void)context;
  bool is_place = str_eq(name, "XDG_STATE_HOME") || str_eq(name, "XDG_DATA_HOME");
  return is_place ? bench->folder : str_eq(name, "CRADLE_USER") ? "Test Person" : NULL;
}

static inline int bench_up(void **state) {
  bench = mem_alloc(sizeof *bench);
  const char *tmp = getenv("TMPDIR");
  snprintf(bench->folder, sizeof bench->folder, "%s/cradle-cli-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
  assert_non_null(mkdtemp(bench->folder));
  make_folder("program");
  make_folder("data");
  make_folder("templates");
  copy_file(TOP_SRCDIR "/data/pack.rng", "data", "pack.rng");
  copy_file(TOP_SRCDIR "/tests/cli/pack/pack.xml", "data", "pack.xml");
  copy_file(TOP_SRCDIR "/tests/cli/pack/law.xml", "data", "law.xml");
  copy_file(TOP_SRCDIR "/templates/template.rng", "templates", "template.rng");
  copy_file(TOP_SRCDIR "/tests/cli/pack/leaflet.xml", "templates", "leaflet.xml");
  bench->program = path_join(bench->folder, "program");
  bench->host = host_fixed_new(CLOCK_MS, 1);
  bench->host->env = bench_env;
  *state = bench;
  return 0;
}

static inline int bench_down(void **state) {
  (void)state;
  char *command = mem_printf("rm -rf '%s'", bench->folder);
  int status = system(command);
  free(command);
  host_free(bench->host);
  buf_free(&bench->out);
  buf_free(&bench->err);
  free(bench->program);
  free(bench);
  return status;
}

static inline char *in_folder(const char *name) {
  return path_join(bench->folder, name);
}

static inline void write_text(const char *name, const char *text) {
  char *path = in_folder(name);
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
  free(path);
}

static inline int cradle(const char *line);

static inline void let_another_act(void) {
  struct buf out = bench->out, err = bench->err;
  const char *line = bench->meanwhile;
  bench->out = bench->err = (struct buf){0};
  bench->meanwhile = NULL;
  assert_int_equal(cradle(line), 0);
  buf_free(&bench->out);
  buf_free(&bench->err);
  bench->out = out;
  bench->err = err;
}

static inline bool next_line(void *context, struct buf *out, struct buf *ret_line) {
  (void)context, (void)out;
  if (!bench->lines_len) return false;
  if (bench->meanwhile) let_another_act();
  buf_puts(ret_line, *bench->lines);
  bench->lines++;
  bench->lines_len--;
  return true;
}

/* The command line as one would type it; words with blanks in single quotes; "%" is the folder of the test. */
static inline int cradle(const char *line) {
  char *argv[24] = {mem_strdup("cradle")};
  int argc = 1;
  while (*line) {
    bool quoted = *line == '\'';
    line += quoted;
    size_t len = strcspn(line, quoted ? "'" : " ");
    struct buf word = {0};
    for (size_t i = 0; i < len; i++) {
      if (line[i] == '%')
        buf_puts(&word, bench->folder);
      else
        buf_putc(&word, line[i]);
    }
    assert_true((size_t)argc < ARRAY_LEN(argv) - 1);
    argv[argc++] = buf_take(&word);
    line += len + (quoted && line[len]);
    line += strspn(line, " ");
  }
  buf_free(&bench->out);
  buf_free(&bench->err);
  struct cli cli = {.host = bench->host, .program_folder = bench->program, .read_line = next_line};
  int status = cli_run(&cli, argc, argv, &bench->out, &bench->err);
  for (int i = 0; i < argc; i++)
    free(argv[i]);
  return status;
}

static inline void runs(const char *line, int status) {
  int found = cradle(line);
  if (found != status) print_error("cradle %s\n%s%s", line, buf_str(&bench->out), buf_str(&bench->err));
  assert_int_equal(found, status);
}

/* One organisation, product and release; ids are the same in each test. */
static inline void make_workspace(void) {
  runs("init %/w.cradle --organisation 'Example GmbH'", 0);
  runs("add %/w.cradle product 'Example Toaster'", 0);
  runs("add %/w.cradle release 1.0", 0);
}

/* ---- a newer law pack ---- */

struct edit {
  const char *from, *to;
};

static inline char *file_text(const char *path) {
  struct buf content = {0};
  assert_int_equal(file_read(path, 1 << 22, &content, NULL), STATUS_OK);
  return buf_take(&content);
}

static inline char *edited(char *text, struct edit edit) {
  const char *at = strstr(text, edit.from);
  assert_non_null(at);
  char *result = mem_printf("%.*s%s%s", (int)(at - text), text, edit.to, at + strlen(edit.from));
  free(text);
  return result;
}

/* Makes the folder of that name with the law pack of the tests, as that version and edited. Caller frees its checksum. */
static inline char *make_pack(const char *name, const char *version, const struct edit *edits, size_t len) {
  char *versions = mem_printf("version=\"%s\"", version), *file = mem_printf("%s/pack.xml", name), *part = mem_printf("%s/law.xml", name);
  char *main_text = edited(file_text(TOP_SRCDIR "/tests/cli/pack/pack.xml"), (struct edit){"version=\"1\"", versions});
  char *law = file_text(TOP_SRCDIR "/tests/cli/pack/law.xml");
  for (size_t i = 0; i < len; i++)
    law = edited(law, edits[i]);
  make_folder(name);
  write_text(file, main_text);
  write_text(part, law);
  struct hasher *hasher = hasher_new();
  hasher_add(hasher, main_text, strlen(main_text));
  hasher_add(hasher, law, strlen(law));
  struct hash hash;
  hasher_finish(hasher, &hash);
  hasher_free(hasher);
  char *checksum = mem_alloc(HASH_TEXT_SIZE), *const done[] = {versions, file, part, main_text, law};
  hash_format(&hash, checksum);
  for (size_t i = 0; i < ARRAY_LEN(done); i++)
    free(done[i]);
  return checksum;
}

static inline char *make_second_pack(void) {
  static const struct edit edits[] = {
      {"<question id=\"product.power\" type=\"choice\"", "<question id=\"product.power\" type=\"choice\" revised=\"2\""},
      {"<question id=\"product.breads\"", "<question id=\"product.loaves\""},
      {"<question id=\"release.degrees\"", "<question id=\"release.heat\""},
      {"<requirement id=\"ex.annex.1\"", "<renamed from=\"product.breads\" to=\"product.loaves\" since=\"2\"/>\n"
                                         "  <retired id=\"release.degrees\" since=\"2\"/>\n\n  <requirement id=\"ex.annex.1\""},
      {"<text>The bread pops up.</text>", "<text>The bread pops up by itself.</text>"},
  };
  return make_pack("second", "2", edits, ARRAY_LEN(edits));
}

#define bench_test(name) cmocka_unit_test_setup_teardown(name, bench_up, bench_down)

#endif
