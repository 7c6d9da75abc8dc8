/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken copies of the samples: every reader ends with an answer, and the answer does not depend on how the bytes come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mutate.h"
#include "support.h"

enum { ROUNDS = 1200 };

static const char *const spices[] = {
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    "\"",
    ",",
    ":",
    "\\ud800",
    "\\u0000",
    "\\",
    "null",
    "1e9999",
    "-",
    "{\"a\":{\"a\":[",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x ",
    "?>",
    "&amp;",
    "&lol;",
    "&#0;",
    "&#x1F600;",
    "\xFF",
    "\xC3",
    "\xF0\x9F",
    "\x01",
    "\r\n",
    "<text>",
    "</text>",
    "Tag:",
    "SPDXID: a",
    "PackageName: x\n",
    "xmlns:x=\"y\"",
    " a='b'",
    "<!DOCTYPE bom [<!ENTITY lol \"x\">]>",
    "encoding=\"UTF-16\"",
    "\"bom-ref\":\"sum\",",
    "<component>",
    "</component>",
};

struct pieces {
  struct source_bytes bytes;
  size_t piece;
};

static enum status read_piece(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  struct pieces *pieces = context;
  const struct source whole = source_of_bytes(&pieces->bytes, "");
  return source_read(&whole, bytes, size < pieces->piece ? size : pieces->piece, ret_len, error);
}

static void add_text(struct buf *out, const char *text) {
  buf_puts(out, text ? text : "-");
  buf_putc(out, ' ');
}

static enum status note_component(void *context, const struct component *component, struct error *error) {
  (void)error;
  const char *const texts[] = {component->ref,    component->type, component->group,     component->name,       component->version,
                               component->purl,   component->cpe,  component->supplier,  component->originator, component->licence,
                               component->source, component->hash, component->model_card};
  for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
    if (texts[i]) assert_true(text_first_bad(texts[i], strlen(texts[i])) < 0);
    add_text(context, texts[i]);
  }
  assert_true(component->parent == COMPONENT_NONE || component->parent < component->index);
  buf_printf(context, "%u %u %x %u:%u\n", component->index, component->depth, component->given, component->line, component->column);
  return STATUS_OK;
}

static enum status note_dependency(void *context, const struct dependency *dependency, struct error *error) {
  (void)error;
  add_text(context, dependency->from);
  add_text(context, dependency->to);
  buf_printf(context, "%d %u\n", (int)dependency->kind, dependency->line);
  return STATUS_OK;
}

/* Everything that comes out, as text. */
static char *trace(const struct buf *content, enum interop_kind kind, size_t piece) {
  struct pieces pieces = {.bytes = {content->data, content->len}, .piece = piece};
  const struct source source = {.name = "list", .read = read_piece, .context = &pieces};
  struct buf out = {0};
  const struct component_sink sink = {.component = note_component, .dependency = note_dependency, .context = &out};
  struct component_list *list = NULL;
  CLEANUP(error_clear) struct error error = {0};
  enum status status = component_list_scan(&source, kind, &sink, &list, &error);
  if (status) {
    assert_int_equal(status, STATUS_INPUT);
    assert_null(list);
    assert_true(str_starts(error.where, "list"));
    buf_printf(&out, "%s %s", error.where, error.what);
  } else {
    assert_true(list->warnings_len <= LIST_WARNINGS_KEPT && list->warnings_len <= list->warnings_total);
    buf_printf(&out, "%zu components, %zu warnings, %x", list->counts.components, list->warnings_total, list->given);
  }
  component_list_free(list);
  return buf_take(&out);
}

static void fuzz(const struct sample *sample, size_t *ret_read) {
  CLEANUP(buf_free) struct buf original = {0};
  load_sample(sample, &original);
  for (uint64_t round = 0; round < ROUNDS; round++) {
    struct buf content = {0};
    buf_add(&content, original.data, original.len);
    mutate(&content, spices, ARRAY_LEN(spices), round);
    interop_recognise(content.data, content.len);
    CLEANUP(mem_freep) char *whole = trace(&content, sample->kind, SIZE_MAX), *pieces = trace(&content, sample->kind, 17);
    if (strcmp(whole, pieces) != 0) fail_msg("%s, round %zu:\n%s\n----\n%s", sample->file, (size_t)round, whole, pieces);
    *ret_read += strstr(whole, " components, ") != NULL;
    buf_free(&content);
  }
}

static void broken_lists_end_with_an_answer(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
    size_t read = 0;
    fuzz(&samples[i], &read);
    /* Otherwise the changes were of one kind only. */
    assert_in_range(read, 1, ROUNDS - 1);
  }
}

/* A list that was cut off must not pass for a shorter one: only tag-value has no end of its own. */
static void lists_cut_off_are_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
    CLEANUP(buf_free) struct buf content = {0};
    load_sample(&samples[i], &content);
    size_t whole = content.len;
    for (size_t part = 0; part < 50; part++) {
      content.len = whole * part / 50;
      CLEANUP(mem_freep) char *result = trace(&content, samples[i].kind, 4096);
      if (samples[i].kind != INTEROP_SPDX2_TAGS && strstr(result, " components, "))
        fail_msg("%s, %zu of 50: %s", samples[i].file, part, result);
    }
  }
}

/* A list of one format given as another. */
static void lists_read_as_another_format_end_with_an_answer(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
    CLEANUP(buf_free) struct buf content = {0};
    load_sample(&samples[i], &content);
    for (int kind = INTEROP_UNKNOWN; kind <= INTEROP_SPDX3_JSON; kind++) {
      CLEANUP(mem_freep) char *result = trace(&content, (enum interop_kind)kind, 4096);
      assert_int_equal(strstr(result, " components, ") != NULL, kind == (int)samples[i].kind);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(broken_lists_end_with_an_answer),
      cmocka_unit_test(lists_cut_off_are_refused),
      cmocka_unit_test(lists_read_as_another_format_end_with_an_answer),
  };
  return cmocka_run_group_tests_name("broken component lists", tests, NULL, NULL);
}
