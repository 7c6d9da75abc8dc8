/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml/xml.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char sample[] =
    "<?xml version=\"1.0\"?>\n<!-- ü -->\n<a:list xmlns:a=\"urn:a\" xmlns=\"urn:b\" a:x=\"no\" y='&lt;1&#38;2&amp;3>'>\n"
    "  <item><![CDATA[<b>]]>Prüf&amp;sum&#x20AC;me</item><?do nothing?><a:e/>\n</a:list>\n";

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

struct trace {
  struct buf out;
  size_t events, fail_after; /* 0: never */
};

static enum status fail_if_due(struct trace *trace, struct error *error) {
  return ++trace->events == trace->fail_after ? error_set(error, STATUS_WORKSPACE, NULL, NULL, "enough") : STATUS_OK;
}

static enum status note_begin(void *context, const struct xml_element *element, struct error *error) {
  struct trace *trace = context;
  buf_printf(&trace->out, "<{%s}%s", element->address, element->name);
  for (size_t i = 0; i < element->attributes_len; i++)
    buf_printf(&trace->out, " %s=[%.*s]", element->attributes[i].name, (int)element->attributes[i].value_len, element->attributes[i].value);
  buf_printf(&trace->out, "@%u>", element->line);
  return fail_if_due(trace, error);
}

static enum status note_text(void *context, const char *text, size_t len, struct error *error) {
  struct trace *trace = context;
  (void)error;
  buf_add(&trace->out, text, len);
  return STATUS_OK;
}

static enum status note_end(void *context, struct error *error) {
  struct trace *trace = context;
  buf_puts(&trace->out, "</>");
  return fail_if_due(trace, error);
}

static enum status stream(const char *bytes, size_t len, size_t piece, struct trace *trace, struct error *error) {
  struct pieces pieces = {.bytes = {bytes, len}, .piece = piece};
  const struct source source = {.name = "list.xml", .read = read_piece, .context = &pieces};
  const struct xml_events events = {.begin = note_begin, .text = note_text, .end = note_end, .context = trace};
  return xml_stream(&source, &events, error);
}

/* Events, then the error. */
static char *trace_of(const char *bytes, size_t len, size_t piece) {
  struct trace trace = {0};
  CLEANUP(error_clear) struct error error = {0};
  if (stream(bytes, len, piece, &trace, &error)) buf_printf(&trace.out, "\n%s %s", error.where, error.what);
  return buf_take(&trace.out);
}

static void assert_refused(const char *text, const char *where, const char *mentions) {
  struct trace trace = {0};
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(stream(text, strlen(text), 4096, &trace, &error), STATUS_INPUT);
  assert_string_equal(error.where, where);
  if (!strstr(error.what, mentions)) fail_msg("%s does not mention %s", error.what, mentions);
  assert_non_null(error.next);
  buf_free(&trace.out);
}

static const char expected[] = "<{urn:a}list y=[<1&2&3>]@3>\n  <{urn:b}item@4><b>Prüf&sum€me</><{urn:a}e@4></>\n</>";

static void stream_gives_elements_and_texts_in_order(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *events = trace_of(sample, sizeof sample - 1, 4096);
  assert_string_equal(events, expected);
}

static void stream_does_not_depend_on_how_bytes_come(void **state) {
  (void)state;
  for (size_t piece = 1; piece < sizeof sample; piece++) {
    CLEANUP(mem_freep) char *events = trace_of(sample, sizeof sample - 1, piece);
    assert_string_equal(events, expected);
  }
}

/* The text in another encoding, with or without a byte order mark. */
static void convert(const char *text, const char *encoding, const char *mark, size_t mark_len, struct buf *out) {
  char converted[2048], *in = (char *)text, *at = converted;
  size_t in_left = strlen(text), left = sizeof converted;
  iconv_t converter = iconv_open(encoding, "UTF-8");
  assert_true(converter != (iconv_t)-1);
  assert_int_not_equal(iconv(converter, &in, &in_left, &at, &left), (size_t)-1);
  iconv_close(converter);
  buf_add(out, mark, mark_len);
  buf_add(out, converted, sizeof converted - left);
}

static void stream_reads_any_encoding(void **state) {
  (void)state;
  static const struct {
    const char *name, *encoding, *mark;
    size_t mark_len;
  } encodings[] = {
      {"UTF-8", "UTF-8", "\xEF\xBB\xBF", 3},     {"utf-8", "UTF-8", "", 0},     {"UTF-16", "UTF-16LE", "\xFF\xFE", 2},
      {"UTF-16", "UTF-16BE", "\xFE\xFF", 2},     {"UTF-16", "UTF-16LE", "", 0}, {"UTF-16", "UTF-16BE", "", 0},
      {"UTF-32", "UTF-32LE", "\xFF\xFE\0\0", 4}, {"UCS-4", "UTF-32BE", "", 0},  {"ISO-8859-1", "ISO-8859-1", "", 0},
      {"windows-1252", "CP1252", "", 0},         {"IBM037", "IBM037", "", 0},   {"GB18030", "GB18030", "", 0},
  };
  for (size_t i = 0; i < ARRAY_LEN(encodings); i++) {
    CLEANUP(mem_freep) char *text = mem_printf("<?xml version=\"1.0\" encoding='%s' ?>\n<a b=\"\u00fc\">\u00fc</a>", encodings[i].name);
    struct buf bytes = {0};
    convert(text, encodings[i].encoding, encodings[i].mark, encodings[i].mark_len, &bytes);
    for (size_t piece = 1; piece < 5000; piece = piece * 3 + 1) {
      CLEANUP(mem_freep) char *events = trace_of(bytes.data, bytes.len, piece);
      if (strcmp(events, "<{}a b=[ü]@2>ü</>") != 0) fail_msg("%s: %s", encodings[i].encoding, events);
    }
    buf_free(&bytes);
  }
}

static void stream_refuses_encodings_that_are_not_what_they_say(void **state) {
  (void)state;
  assert_refused("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "list.xml:1", "“UTF-16”");
  assert_refused("<?xml version=\"1.0\" encoding=\"KLINGON\"?><a/>", "list.xml:1", "“KLINGON”");
  assert_refused("<?xml version=\"1.0\" encoding=\"../../x\"?><a/>", "list.xml:1", "encoding");
  assert_refused("<?xml version=\"1.0\" encoding=\"GB18030\"?><a>\xFF\xFF</a>", "list.xml", "At byte 43");
  assert_refused("<a>\n\xFC</a>", "list.xml:2:1", "UTF-8");
  CLEANUP(mem_freep) char *half = trace_of("\xFF\xFE<\0a\0/\0>", 9, 4096);
  assert_non_null(strstr(half, "At byte 8"));
}

static void stream_refuses_what_can_harm(void **state) {
  (void)state;
  assert_refused("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>", "list.xml:1", "DOCTYPE");
  assert_refused("<a>\n<!ELEMENT b>\n</a>", "list.xml:2", "DOCTYPE");
  assert_refused("<a>\n&b;</a>", "list.xml:2:4", "Entity 'b'");
  struct buf deep = {0}, wide = {0}, large = {0}, names = {0};
  for (int i = 0; i < 300; i++)
    buf_puts(&deep, "<a>\n");
  assert_refused(deep.data, "list.xml:201:3", "200 levels");
  buf_puts(&wide, "\n<a");
  for (int i = 0; i <= 1000; i++)
    buf_printf(&wide, " a%d=''", i);
  assert_refused(wide.data, "list.xml:2", "1000 attributes");
  buf_puts(&large, "\n\n<a b='");
  while (large.len < 300 << 10)
    buf_puts(&large, "xxxxxxxx");
  assert_refused(large.data, "list.xml:3", "256 KiB");
  buf_puts(&names, "<a>");
  for (int i = 0; i < 30000; i++)
    buf_printf(&names, "<n%d/>", i);
  CLEANUP(mem_freep) char *many = trace_of(names.data, names.len, 4096);
  assert_non_null(strstr(many, "20000 different names"));
  buf_free(&deep);
  buf_free(&wide);
  buf_free(&large);
  buf_free(&names);
}

static void stream_knows_what_is_no_tag(void **state) {
  (void)state;
  static const char text[] = "<a><!-- <!DOCTYPE x> - -> --><?p <!DOCTYPE x> ? >?><![CDATA[<!DOCTYPE x> ]] ]>]]><b c=\">'\"/></a>";
  for (size_t piece = 1; piece < sizeof text; piece++) {
    CLEANUP(mem_freep) char *events = trace_of(text, sizeof text - 1, piece);
    assert_string_equal(events, "<{}a@1><!DOCTYPE x> ]] ]><{}b c=[>']@1></></>");
  }
  struct buf comment = {0};
  buf_puts(&comment, "<a><!--");
  for (int i = 0; i < 2000; i++)
    buf_printf(&comment, " x%d=''", i);
  buf_puts(&comment, "--></a>");
  CLEANUP(mem_freep) char *events = trace_of(comment.data, comment.len, 4096);
  assert_string_equal(events, "<{}a@1></>");
  buf_free(&comment);
}

static void stream_refuses_what_is_cut_off(void **state) {
  (void)state;
  for (size_t len = 0; len + 2 < sizeof sample; len++) {
    CLEANUP(mem_freep) char *whole = trace_of(sample, len, 4096), *pieces = trace_of(sample, len, 5);
    assert_non_null(strstr(whole, "\nlist.xml:"));
    assert_string_equal(whole, pieces);
  }
}

static void stream_ends_when_the_reader_has_enough(void **state) {
  (void)state;
  for (size_t events = 1; events <= 6; events++) {
    struct trace trace = {.fail_after = events};
    CLEANUP(error_clear) struct error error = {0};
    assert_int_equal(stream(sample, sizeof sample - 1, 4096, &trace, &error), STATUS_WORKSPACE);
    assert_string_equal(error.what, "enough");
    assert_int_equal(trace.events, events);
    buf_free(&trace.out);
  }
}

static enum status fail_to_read(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  (void)context, (void)bytes, (void)size, (void)ret_len;
  return error_set(error, STATUS_WORKSPACE, NULL, NULL, "the disk is on fire");
}

static void stream_hands_on_what_the_source_fails_with(void **state) {
  (void)state;
  const struct source source = {.name = "list.xml", .read = fail_to_read};
  struct trace trace = {0};
  const struct xml_events events = {.begin = note_begin, .text = note_text, .end = note_end, .context = &trace};
  CLEANUP(error_clear) struct error error = {0};
  assert_int_equal(xml_stream(&source, &events, &error), STATUS_WORKSPACE);
  assert_string_equal(error.what, "the disk is on fire");
}

/* Whatever is changed, removed or doubled: an answer and no invalid access, and pieces are read as the whole is. */
static void stream_survives_thousands_of_broken_texts(void **state) {
  (void)state;
  static const char spice[] = "<>/!?-[]&;\"'= \x80\xC3\xF0\x01:a";
  char text[2 * sizeof sample];
  uint64_t random = 1;
  for (int round = 0; round < 10000; round++) {
    size_t len = sizeof sample - 1;
    memcpy(text, sample, len);
    for (int changes = 1 + round % 3; changes > 0; changes--) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      size_t at = (random >> 33) % len, kind = (random >> 20) % 3;
      if (kind == 0) text[at] = spice[(random >> 50) % (sizeof spice - 1)];
      if (kind == 1) memmove(text + at, text + at + 1, --len - at);
      if (kind == 2) memmove(text + at + 1, text + at, len++ - at);
    }
    CLEANUP(mem_freep) char *whole = trace_of(text, len, len), *pieces = trace_of(text, len, 3);
    assert_string_equal(pieces, whole);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stream_gives_elements_and_texts_in_order),
      cmocka_unit_test(stream_does_not_depend_on_how_bytes_come),
      cmocka_unit_test(stream_reads_any_encoding),
      cmocka_unit_test(stream_refuses_encodings_that_are_not_what_they_say),
      cmocka_unit_test(stream_refuses_what_can_harm),
      cmocka_unit_test(stream_knows_what_is_no_tag),
      cmocka_unit_test(stream_refuses_what_is_cut_off),
      cmocka_unit_test(stream_ends_when_the_reader_has_enough),
      cmocka_unit_test(stream_hands_on_what_the_source_fails_with),
      cmocka_unit_test(stream_survives_thousands_of_broken_texts),
  };
  return cmocka_run_group_tests_name("reading XML as events", tests, NULL, NULL);
}
