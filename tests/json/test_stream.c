/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/internal.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char sample[] =
    "\xEF\xBB\xBF{\"a\": [1, -2.50e+3, \"x\\u00e9é\\ud834\\udd1e\", true, false, null, {}, []],\n  \"zażółć\": {\"c\": \"\", "
    "\"a longer text with \\\"quotes\\\", ä, €, 𝄞 and an end\": 0}\n}\n ";

/* Gives the bytes in pieces of a few. */
struct pieces {
  struct source_bytes bytes;
  size_t piece;
};

static enum status read_piece(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  struct pieces *pieces = context;
  const struct source whole = source_of_bytes(&pieces->bytes, "");
  return source_read(&whole, bytes, size < pieces->piece ? size : pieces->piece, ret_len, error);
}

static enum status fail_to_read(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  (void)context, (void)bytes, (void)size, (void)ret_len;
  return error_set(error, STATUS_WORKSPACE, NULL, NULL, "the disk is on fire");
}

static void note_event(struct json_stream *stream, const struct json_event *event, struct buf *out) {
  buf_printf(out, "%d.%d@%u:%u(%s)\n", (int)event->kind, (int)event->type, json_stream_line(stream), json_stream_column(stream),
             event->text ? event->text : "");
  if (event->text) assert_int_equal(strlen(event->text), event->len);
}

/* Events with their places, one a line; then the error. */
static char *trace(const char *bytes, size_t len, size_t piece, size_t block, const struct json_limits *limits) {
  struct pieces pieces = {.bytes = {bytes, len}, .piece = piece};
  const struct source source = {.name = "list.json", .read = read_piece, .context = &pieces};
  struct json_stream *stream = json_stream_in_blocks(&source, limits, block);
  CLEANUP(error_clear) struct error error = {0};
  struct json_event event = {0};
  struct buf out = {0};
  enum status status;
  while ((status = json_stream_next(stream, &event, &error)) == STATUS_OK && event.kind != JSON_FINISHED)
    note_event(stream, &event, &out);
  if (status) buf_printf(&out, "%s %s", error.where, error.what);
  json_stream_free(stream);
  return buf_take(&out);
}

static void stream_gives_events_in_order(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *events = trace("{\"a\":[1],\n\"b\":\"c\"}", 18, 100, 100, &json_usual_limits);
  assert_string_equal(events, "0.6@1:1()\n2.4@1:2(a)\n0.5@1:6()\n3.3@1:7(1)\n1.5@1:8()\n2.4@2:1(b)\n3.4@2:5(c)\n1.6@2:8()\n");
}

static void stream_does_not_depend_on_how_bytes_come(void **state) {
  (void)state;
  size_t len = sizeof sample - 1;
  CLEANUP(mem_freep) char *whole = trace(sample, len, len, 65536, &json_usual_limits);
  assert_non_null(strstr(whole, "a longer text with \"quotes\", ä, €, 𝄞 and an end"));
  for (size_t piece = 1; piece < 20; piece++)
    for (size_t block = 8; block < 80; block += 3) {
      CLEANUP(mem_freep) char *pieces = trace(sample, len, piece, block, &json_usual_limits);
      assert_string_equal(pieces, whole);
    }
}

static void stream_cut_anywhere_fails_at_the_same_place(void **state) {
  (void)state;
  for (size_t len = 0; len < sizeof sample - 4; len++) {
    CLEANUP(mem_freep) char *whole = trace(sample, len, len, 65536, &json_usual_limits);
    CLEANUP(mem_freep) char *pieces = trace(sample, len, 1, 8, &json_usual_limits);
    assert_non_null(strstr(whole, "list.json:"));
    assert_string_equal(pieces, whole);
  }
}

static void stream_limits_the_length_of_texts(void **state) {
  (void)state;
  const struct json_limits limits = {.bytes = 1000, .depth = 9, .values = 99, .text = 5};
  static const char *const long_ones[] = {"[\"123456\"]", "[\"1234\\u00e9\"]", "{\"123456\":1}", "[123456]"};
  for (size_t i = 0; i < ARRAY_LEN(long_ones); i++)
    for (size_t block = 8; block < 100; block += 91) {
      CLEANUP(mem_freep) char *events = trace(long_ones[i], strlen(long_ones[i]), 100, block, &limits);
      assert_non_null(strstr(events, "This text is too long."));
    }
  CLEANUP(mem_freep) char *fits = trace("[\"12345\",12345]", 15, 100, 100, &limits);
  assert_null(strstr(fits, "list.json"));
}

static void stream_limits_the_size_of_the_file(void **state) {
  (void)state;
  const struct json_limits limits = {.bytes = 10, .depth = 9, .values = 99};
  CLEANUP(mem_freep) char *events = trace("[1,2,3,4,5,6,7,8,9]", 19, 3, 8, &limits);
  assert_non_null(strstr(events, "limit of 10 bytes"));
}

static void stream_finds_repeated_keys_among_many(void **state) {
  (void)state;
  struct buf text = {0};
  buf_putc(&text, '{');
  for (int i = 0; i < 1000; i++)
    buf_printf(&text, "\"key-%d\":{\"key-1\":0},", i);
  for (int again = 0; again < 1000; again += 37) {
    struct buf twice = {0};
    buf_add(&twice, text.data, text.len);
    buf_printf(&twice, "\n\"key-%d\":1}", again);
    CLEANUP(mem_freep) char *events = trace(twice.data, twice.len, 4096, 4096, &json_usual_limits);
    assert_non_null(strstr(events, "list.json:2:1 The key"));
    buf_free(&twice);
  }
  buf_free(&text);
}

static void stream_hands_on_what_the_source_fails_with(void **state) {
  (void)state;
  const struct source source = {.name = "list.json", .read = fail_to_read};
  struct json_stream *stream = json_stream_new(&source, &json_usual_limits);
  CLEANUP(error_clear) struct error error = {0};
  struct json_event event;
  assert_int_equal(json_stream_next(stream, &event, &error), STATUS_WORKSPACE);
  assert_string_equal(error.what, "the disk is on fire");
  assert_int_equal(json_stream_next(stream, &event, NULL), STATUS_WORKSPACE);
  json_stream_free(stream);
  json_stream_free(NULL);
}

/* Whatever is changed, removed or doubled: an answer and no invalid access, and pieces are read as the whole is. */
static void stream_survives_thousands_of_broken_texts(void **state) {
  (void)state;
  static const char spice[] = "{}[]\",:\\u0 e-\x80\xC3\xF0\x01";
  char text[2 * sizeof sample];
  uint64_t random = 1;
  for (int round = 0; round < 20000; round++) {
    size_t len = sizeof sample - 1;
    memcpy(text, sample, len);
    for (int changes = 1 + round % 3; changes > 0; changes--) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      size_t at = (random >> 33) % len, kind = (random >> 20) % 3;
      if (kind == 0) text[at] = spice[(random >> 50) % (sizeof spice - 1)];
      if (kind == 1) memmove(text + at, text + at + 1, --len - at);
      if (kind == 2) memmove(text + at + 1, text + at, len++ - at);
    }
    CLEANUP(mem_freep) char *whole = trace(text, len, len, 4096, &json_usual_limits);
    CLEANUP(mem_freep) char *pieces = trace(text, len, 3, 8, &json_usual_limits);
    assert_string_equal(pieces, whole);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stream_gives_events_in_order),
      cmocka_unit_test(stream_does_not_depend_on_how_bytes_come),
      cmocka_unit_test(stream_cut_anywhere_fails_at_the_same_place),
      cmocka_unit_test(stream_limits_the_length_of_texts),
      cmocka_unit_test(stream_limits_the_size_of_the_file),
      cmocka_unit_test(stream_finds_repeated_keys_among_many),
      cmocka_unit_test(stream_hands_on_what_the_source_fails_with),
      cmocka_unit_test(stream_survives_thousands_of_broken_texts),
  };
  return cmocka_run_group_tests_name("reading JSON as events", tests, NULL, NULL);
}
