/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[200];

static int make_folder(void **state) {
  (void)state;
  const char *base = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/cradle-base-XXXXXX", base ? base : "/tmp");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder); /* fails if a test left something behind */
}

static size_t files_in_folder(void) {
  size_t count = 0;
  DIR *dir = opendir(folder);
  assert_non_null(dir);
  for (struct dirent *entry; (entry = readdir(dir));)
    count += entry->d_name[0] != '.';
  closedir(dir);
  return count;
}

static void hash_is_what_sha256sum_prints(void **state) {
  (void)state;
  struct hash hash, again;
  char text[HASH_TEXT_SIZE];
  hash_of("abc", 3, &hash);
  hash_format(&hash, text);
  assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  struct hasher *hasher = hasher_new();
  hasher_add(hasher, "a", 1);
  hasher_add(hasher, NULL, 0);
  hasher_add(hasher, "bc", 2);
  hasher_finish(hasher, &again);
  hasher_free(hasher);
  assert_memory_equal(hash.bytes, again.bytes, HASH_SIZE);
  assert_true(hash_parse(text, &again));
  assert_memory_equal(hash.bytes, again.bytes, HASH_SIZE);
}

static void hash_refuses_other_spellings(void **state) {
  (void)state;
  struct hash hash;
  assert_false(hash_parse("", &hash));
  assert_false(hash_parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", &hash));
  assert_false(hash_parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a", &hash));
  assert_false(hash_parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag", &hash));
}

static void host_fixed_gives_the_same_run_twice(void **state) {
  (void)state;
  struct host *a = host_fixed_new(1000000, 42), *b = host_fixed_new(1000000, 42), *c = host_fixed_new(1000000, 43);
  assert_int_equal(a->now(a->context), 1000000);
  assert_int_equal(a->now(a->context), 1001000);
  unsigned char x[20], y[20], z[20];
  a->random(a->context, x, sizeof x);
  b->random(b->context, y, sizeof y);
  c->random(c->context, z, sizeof z);
  assert_memory_equal(x, y, sizeof x);
  assert_memory_not_equal(x, z, sizeof x);
  a->random(a->context, y, sizeof y);
  assert_memory_not_equal(x, y, sizeof x);
  assert_null(a->env(a->context, "PATH"));
  host_free(a);
  host_free(b);
  host_free(c);
  host_free(NULL);
}

static int two_hours_east(void *context, int64_t seconds) {
  (void)context, (void)seconds;
  return 120;
}

static void host_today_is_the_day_where_the_user_is(void **state) {
  (void)state;
  int64_t half_past_ten_at_night = (int64_t)day_make(2027, 12, 10) * 86400000 + 22 * 3600000 + 30 * 60000;
  struct host *host = host_fixed_new(half_past_ten_at_night, 1);
  assert_int_equal(host_today(host), day_make(2027, 12, 10));
  host->zone = two_hours_east;
  assert_int_equal(host_today(host), day_make(2027, 12, 11));
  host_free(host);
}

static void host_system_reads_the_machine(void **state) {
  (void)state;
  struct host *host = host_system_new();
  assert_true(host->now(host->context) > (int64_t)day_make(2020, 1, 1) * 86400000);
  unsigned char bytes[32] = {0}, zeros[32] = {0};
  host->random(host->context, bytes, sizeof bytes);
  assert_memory_not_equal(bytes, zeros, sizeof bytes);
  setenv("CRADLE_TEST_HOST", "here", 1);
  assert_string_equal(host->env(host->context, "CRADLE_TEST_HOST"), "here");
  assert_null(host->env(host->context, "CRADLE_TEST_ABSENT"));
  setenv("TZ", "UTC-3", 1);
  struct host *east = host_system_new();
  assert_int_equal(east->zone(east->context, 0), 180);
  unsetenv("TZ");
  host_free(east);
  host_free(host);
}

static void file_write_replaces_whole_and_leaves_nothing_else(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *path = path_join(folder, "answers");
  struct error error = {0};
  struct buf content = {0};
  struct stat info;
  assert_false(file_exists(path));
  assert_int_equal(file_write(path, "first\0x", 7, 0600, &error), STATUS_OK);
  assert_int_equal(file_write(path, "second", 6, 0600, &error), STATUS_OK);
  assert_true(file_exists(path));
  assert_int_equal(stat(path, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0600);
  assert_int_equal(files_in_folder(), 1);
  assert_int_equal(file_read(path, 6, &content, &error), STATUS_OK);
  assert_string_equal(buf_str(&content), "second");
  buf_free(&content);
  unlink(path);
}

/* Renaming over a device would replace it by a file, for everybody on the machine. */
static void file_write_never_replaces_a_device(void **state) {
  (void)state;
  struct error error = {0};
  CLEANUP(mem_freep) char *pipe_name = path_join(folder, "pipe");
  assert_int_equal(mkfifo(pipe_name, 0600), 0);
  assert_int_equal(file_write(pipe_name, "x", 1, 0600, &error), STATUS_WORKSPACE);
  struct stat info;
  assert_int_equal(stat(pipe_name, &info), 0);
  assert_true(S_ISFIFO(info.st_mode));
  unlink(pipe_name);
  error_clear(&error);
}

static void file_write_fails_and_cleans_up(void **state) {
  (void)state;
  struct error error = {0};
  CLEANUP(mem_freep) char *missing = path_join(folder, "absent/answers");
  assert_int_equal(file_write(missing, "x", 1, 0600, &error), STATUS_WORKSPACE);
  assert_string_equal(error.where, missing);
  assert_non_null(error.next);
  CLEANUP(mem_freep) char *occupied = path_join(folder, "occupied");
  assert_int_equal(mkdir(occupied, 0700), 0);
  assert_int_equal(file_write(occupied, "x", 1, 0600, &error), STATUS_WORKSPACE);
  assert_int_equal(files_in_folder(), 1);
  rmdir(occupied);
  error_clear(&error);
}

static void file_read_refuses_too_large_missing_and_special_files(void **state) {
  (void)state;
  struct error error = {0};
  struct buf content = {0};
  CLEANUP(mem_freep) char *path = path_join(folder, "five");
  CLEANUP(mem_freep) char *pipe_path = path_join(folder, "pipe");
  assert_int_equal(file_read(path, 10, &content, &error), STATUS_INPUT);
  assert_int_equal(file_write(path, "12345", 5, 0600, &error), STATUS_OK);
  assert_int_equal(file_read(path, 4, &content, &error), STATUS_INPUT);
  assert_int_equal(file_read(folder, 4096, &content, &error), STATUS_INPUT);
  assert_int_equal(mkfifo(pipe_path, 0600), 0);
  assert_int_equal(file_read(pipe_path, 10, &content, &error), STATUS_INPUT);
  assert_int_equal(file_read("/proc/self/maps", 10, &content, &error), STATUS_INPUT); /* its size reads as 0 */
  assert_null(content.data);
  error_clear(&error);
  unlink(path);
  unlink(pipe_path);
}

static void path_join_puts_one_slash(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *plain = path_join("data", "pack.xml");
  CLEANUP(mem_freep) char *slash = path_join("/", "pack.xml");
  CLEANUP(mem_freep) char *here = path_join("", "pack.xml");
  assert_string_equal(plain, "data/pack.xml");
  assert_string_equal(slash, "/pack.xml");
  assert_string_equal(here, "pack.xml");
}

static void folder_make_makes_those_above_and_never_minds_what_is_there(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *above = path_join(folder, "a");
  CLEANUP(mem_freep) char *path = path_join(above, "b");
  CLEANUP(mem_freep) char *file = path_join(path, "file");
  CLEANUP(mem_freep) char *below_file = path_join(file, "c");
  struct stat info;
  assert_true(folder_make(path));
  assert_true(folder_make(path));
  assert_int_equal(stat(above, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0700);
  assert_int_equal(file_write(file, "x", 1, 0600, NULL), STATUS_OK);
  assert_false(folder_make(file));
  assert_int_equal(errno, ENOTDIR);
  assert_false(folder_make(below_file));
  assert_int_equal(errno, ENOTDIR);
  unlink(file);
  rmdir(path);
  rmdir(above);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hash_is_what_sha256sum_prints),
      cmocka_unit_test(hash_refuses_other_spellings),
      cmocka_unit_test(host_fixed_gives_the_same_run_twice),
      cmocka_unit_test(host_today_is_the_day_where_the_user_is),
      cmocka_unit_test(host_system_reads_the_machine),
      cmocka_unit_test(file_write_replaces_whole_and_leaves_nothing_else),
      cmocka_unit_test(file_write_never_replaces_a_device),
      cmocka_unit_test(file_write_fails_and_cleans_up),
      cmocka_unit_test(file_read_refuses_too_large_missing_and_special_files),
      cmocka_unit_test(path_join_puts_one_slash),
      cmocka_unit_test(folder_make_makes_those_above_and_never_minds_what_is_there),
  };
  return cmocka_run_group_tests_name("hashes, host and files", tests, make_folder, remove_folder);
}
