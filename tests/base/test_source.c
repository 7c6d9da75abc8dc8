/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* Everything, in steps of so many bytes. */
static char *read_all(const struct source *source, size_t step) {
  struct buf out = {0};
  char block[64];
  size_t len;
  do {
    assert_int_equal(source_read(source, block, step, &len, NULL), STATUS_OK);
    assert_true(len <= step);
    buf_add(&out, block, len);
  } while (len > 0);
  return buf_take(&out);
}

static void source_over_memory_gives_every_byte_once(void **state) {
  (void)state;
  for (size_t step = 1; step < 20; step++) {
    struct source_bytes bytes = {"some bytes", 10};
    const struct source source = source_of_bytes(&bytes, "name");
    CLEANUP(mem_freep) char *text = read_all(&source, step);
    assert_string_equal(text, "some bytes");
    assert_string_equal(source.name, "name");
  }
  struct source_bytes nothing = {NULL, 0};
  const struct source source = source_of_bytes(&nothing, "name");
  CLEANUP(mem_freep) char *text = read_all(&source, 8);
  assert_string_equal(text, "");
}

static char *new_folder(void) {
  const char *base = getenv("TMPDIR");
  char *folder = mem_printf("%s/source-XXXXXX", base ? base : "/tmp");
  assert_non_null(mkdtemp(folder));
  return folder;
}

static void source_over_a_file_gives_every_byte_once(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *folder = new_folder(), *path = path_join(folder, "file");
  assert_int_equal(file_write(path, "some bytes", 10, 0600, NULL), STATUS_OK);
  struct source source = {0};
  assert_int_equal(source_open_file(path, &source, NULL), STATUS_OK);
  CLEANUP(mem_freep) char *text = read_all(&source, 3);
  assert_string_equal(text, "some bytes");
  assert_string_equal(source.name, path);
  source_close_file(&source);
  source_close_file(&source);
  unlink(path);
  rmdir(folder);
}

static void source_over_what_is_no_file_is_refused_without_waiting(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *folder = new_folder(), *pipe = path_join(folder, "pipe"), *nothing = path_join(folder, "nothing");
  assert_int_equal(mkfifo(pipe, 0600), 0);
  const char *const paths[] = {folder, pipe, nothing};
  for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
    struct source source = {0};
    CLEANUP(error_clear) struct error error = {0};
    assert_int_equal(source_open_file(paths[i], &source, &error), STATUS_INPUT);
    assert_string_equal(error.where, paths[i]);
    assert_null(source.read);
  }
  unlink(pipe);
  rmdir(folder);
}

/* Each bit of a text changes the hash, and texts that differ in length only do, too. */
static void hash64_tells_texts_apart(void **state) {
  (void)state;
  char text[41] = "0123456789abcdefghijklmnopqrstuvwxyz----";
  for (size_t len = 0; len < 40; len++) {
    uint64_t hash = hash64_of(text, len);
    assert_true(hash == hash64_of(text, len));
    assert_false(hash == hash64_of(text, len + 1));
    for (size_t bit = 0; bit < len * 8; bit++) {
      text[bit / 8] ^= (char)(1 << bit % 8);
      assert_false(hash == hash64_of(text, len));
      text[bit / 8] ^= (char)(1 << bit % 8);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(source_over_memory_gives_every_byte_once),
      cmocka_unit_test(source_over_a_file_gives_every_byte_once),
      cmocka_unit_test(source_over_what_is_no_file_is_refused_without_waiting),
      cmocka_unit_test(hash64_tells_texts_apart),
  };
  return cmocka_run_group_tests_name("sources", tests, NULL, NULL);
}
