/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void arena_gives_zeroed_aligned_blocks_of_any_size(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (size_t size = 0; size < 5000; size += 37) {
    unsigned char *block = arena_alloc(arena, size);
    assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++)
      assert_int_equal(block[i], 0);
    memset(block, 0xAA, size);
  }
  unsigned char *large = arena_alloc(arena, 1 << 20);
  assert_int_equal(large[(1 << 20) - 1], 0);
  arena_free(arena);
}

static void arena_copies_and_formats_texts(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  assert_null(arena_strdup(arena, NULL));
  assert_string_equal(arena_strdup(arena, "déjà"), "déjà");
  assert_string_equal(arena_strndup(arena, "answer", 3), "ans");
  assert_string_equal(arena_printf(arena, "%s-%d", "release", 12), "release-12");
  arena_free(arena);
  arena_free(NULL);
}

static void mem_texts_are_copied_and_formatted(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *copy = mem_strndup("answer", 3);
  CLEANUP(mem_freep) char *formatted = mem_printf("%s/%05d", copy, 7);
  assert_null(mem_strdup(NULL));
  assert_string_equal(formatted, "ans/00007");
}

static void buf_holds_binary_and_text(void **state) {
  (void)state;
  struct buf buf = {0};
  assert_string_equal(buf_str(&buf), "");
  buf_add(&buf, "a\0b", 3);
  buf_putc(&buf, 'c');
  buf_printf(&buf, "%0*d", 300, 5);
  buf_puts(&buf, "end");
  assert_int_equal(buf.len, 3 + 1 + 300 + 3);
  assert_memory_equal(buf.data, "a\0bc000", 7);
  assert_string_equal(buf.data + buf.len - 4, "5end");
  CLEANUP(mem_freep) char *taken = buf_take(&buf);
  assert_memory_equal(taken, "a\0bc", 4);
  assert_int_equal(buf.len, 0);
  CLEANUP(mem_freep) char *nothing = buf_take(&buf);
  assert_string_equal(nothing, "");
  buf_free(&buf);
  buf_free(NULL);
}

static void vec_grows_and_keeps_its_items(void **state) {
  (void)state;
  VEC(int) numbers = {0};
  for (int i = 0; i < 1000; i++)
    vec_push(&numbers, i * i);
  assert_int_equal(numbers.len, 1000);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(numbers.items[i], i * i);
  vec_free(&numbers);
  assert_null(numbers.items);
}

static void map_finds_replaces_and_keeps_the_order(void **state) {
  (void)state;
  static int values[2000], other;
  struct map *map = map_new();
  assert_null(map_get(map, "none"));
  char key[32];
  for (int i = 0; i < 2000; i++) {
    snprintf(key, sizeof key, "key-%d", i * 7919 % 2000);
    map_put(map, key, &values[i]);
  }
  assert_int_equal(map_len(map), 2000);
  for (int i = 0; i < 2000; i++) {
    snprintf(key, sizeof key, "key-%d", i * 7919 % 2000);
    assert_ptr_equal(map_get(map, key), &values[i]);
    assert_string_equal(map_key_at(map, (size_t)i), key);
    assert_ptr_equal(map_value_at(map, (size_t)i), &values[i]);
  }
  map_put(map, "key-0", &other);
  assert_int_equal(map_len(map), 2000);
  assert_ptr_equal(map_value_at(map, 0), &other);
  assert_null(map_get(map, "key-2000"));
  map_free(map);
  map_free(NULL);
}

static void str_compares_with_null_and_lists(void **state) {
  (void)state;
  assert_true(str_eq(NULL, NULL));
  assert_false(str_eq("", NULL));
  assert_true(str_eq("a", "a"));
  assert_true(str_starts("cra.annex-i.1", "cra.annex-i"));
  assert_false(str_starts("cra", "cra.annex-i"));
  assert_true(str_in_list("direct  indirect\n none", "none"));
  assert_true(str_in_list("direct", "direct"));
  assert_false(str_in_list("indirect", "direct"));
  assert_false(str_in_list("direct", "dir"));
  assert_false(str_in_list("a b", ""));
}

static void error_says_where_what_and_what_next(void **state) {
  (void)state;
  struct error error = {0};
  assert_int_equal(error_set(&error, STATUS_INPUT, "pack.xml:12", "Add it.", "The id \"%s\" is missing.", "x"), STATUS_INPUT);
  CLEANUP(mem_freep) char *text = error_text(&error);
  assert_string_equal(text, "pack.xml:12: The id \"x\" is missing.\n  Add it.");
  assert_int_equal(error_set(&error, STATUS_USAGE, error.where, NULL, "Again: %s", error.what), STATUS_USAGE);
  CLEANUP(mem_freep) char *again = error_text(&error);
  assert_string_equal(again, "pack.xml:12: Again: The id \"x\" is missing.");
  assert_int_equal(error_set(NULL, STATUS_STALE, NULL, NULL, "unheard"), STATUS_STALE);
  error_clear(&error);
  assert_int_equal(error.status, STATUS_OK);
  assert_null(error.what);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arena_gives_zeroed_aligned_blocks_of_any_size),
      cmocka_unit_test(arena_copies_and_formats_texts),
      cmocka_unit_test(mem_texts_are_copied_and_formatted),
      cmocka_unit_test(buf_holds_binary_and_text),
      cmocka_unit_test(vec_grows_and_keeps_its_items),
      cmocka_unit_test(map_finds_replaces_and_keeps_the_order),
      cmocka_unit_test(str_compares_with_null_and_lists),
      cmocka_unit_test(error_says_where_what_and_what_next),
  };
  return cmocka_run_group_tests_name("memory, buffers, maps and errors", tests, NULL, NULL);
}
