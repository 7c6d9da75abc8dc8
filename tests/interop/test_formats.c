/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same list in every format and version gives the same rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

struct pieces {
  struct source_bytes bytes;
  size_t piece;
};

static enum status read_piece(void *context, void *bytes, size_t size, size_t *ret_len, struct error *error) {
  struct pieces *pieces = context;
  const struct source whole = source_of_bytes(&pieces->bytes, "");
  return source_read(&whole, bytes, size < pieces->piece ? size : pieces->piece, ret_len, error);
}

/* What all formats can say of the station, one line each, in the order of what is given. */
struct rows {
  struct buf components, dependencies;
  size_t calls, fail_after; /* 0: never */
};

static void add_text(struct buf *out, const char *name, const char *text) {
  if (text) buf_printf(out, " %s=%s", name, text);
}

static enum status fail_if_due(struct rows *rows, struct error *error) {
  rows->calls++;
  return rows->calls == rows->fail_after ? error_set(error, STATUS_WORKSPACE, NULL, NULL, "the disk is full") : STATUS_OK;
}

static enum status add_component(void *context, const struct component *component, struct error *error) {
  struct rows *rows = context;
  struct buf *out = &rows->components;
  static const char *const shared[] = {"Prüfsumme", "libregen", "Forecast"};
  for (size_t i = 0; i < ARRAY_LEN(shared); i++) {
    if (strcmp(component->name, shared[i]) != 0) continue;
    const char *hash = component->hash ? strchr(component->hash, ':') : NULL;
    buf_puts(out, component->name);
    add_text(out, "version", component->version);
    add_text(out, "purl", component->purl);
    add_text(out, "supplier", component->supplier);
    add_text(out, "originator", component->originator);
    add_text(out, "licence", strstr(component->licence ? component->licence : "", "House") ? "House" : component->licence);
    add_text(out, "source", component->source);
    add_text(out, "hash", hash);
    add_text(out, "exact", component->given & COMPONENT_EXACT_VERSION ? "yes" : "no");
    buf_putc(out, '\n');
    assert_int_not_equal(component->line, 0);
  }
  return fail_if_due(rows, error);
}

static const char *short_ref(const char *ref) {
  const char *prefix = strrchr(ref, '/');
  return prefix ? prefix + 1 : str_starts(ref, "SPDXRef-") ? ref + 8 : ref;
}

static enum status add_dependency(void *context, const struct dependency *dependency, struct error *error) {
  struct rows *rows = context;
  if (dependency->kind == DEPENDENCY_ON || dependency->kind == DEPENDENCY_CONTAINS)
    buf_printf(&rows->dependencies, "%s>%s ", short_ref(dependency->from), short_ref(dependency->to));
  return fail_if_due(rows, error);
}

static enum status scan_sample(const struct sample *sample, size_t piece, struct rows *rows, struct component_list **ret_list,
                               struct error *error) {
  CLEANUP(buf_free) struct buf content = {0};
  load_sample(sample, &content);
  assert_int_equal(interop_recognise(content.data, content.len), sample->kind);
  struct pieces pieces = {.bytes = {content.data, content.len}, .piece = piece};
  const struct source source = {.name = sample->file, .read = read_piece, .context = &pieces};
  const struct component_sink sink = {.component = add_component, .dependency = add_dependency, .context = rows};
  return component_list_scan(&source, sample->kind, &sink, ret_list, error);
}

static char *line_with(const struct buf *rows, const char *name) {
  const char *line = strstr(buf_str(rows), name);
  return line ? mem_strndup(line, strcspn(line, "\n")) : mem_strdup("");
}

static void assert_line(const struct sample *sample, const struct rows *rows, const char *name, const char *expected) {
  CLEANUP(mem_freep) char *line = line_with(&rows->components, name);
  if (strcmp(line, expected) != 0) fail_msg("%s: %s\ninstead of: %s", sample->file, line, expected);
}

static void free_rows(struct rows *rows) {
  buf_free(&rows->components);
  buf_free(&rows->dependencies);
}

static void formats_give_the_same_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++)
    for (size_t piece = 1; piece <= 100000; piece = piece * 7 + 3) {
      struct rows rows = {0};
      struct component_list *list = NULL;
      CLEANUP(error_clear) struct error error = {0};
      if (scan_sample(&samples[i], piece, &rows, &list, &error)) fail_msg("%s: %s", error.where, error.what);
      assert_string_equal(list->spec_version, samples[i].spec_version);
      assert_line(&samples[i], &rows, "Prüfsumme",
                  "Prüfsumme version=1.2.0 purl=pkg:generic/pruefsumme@1.2.0 supplier=Example Software originator=Example Software "
                  "licence=MIT hash=:abababababababababababababababababababababababababababababababab exact=yes");
      assert_line(&samples[i], &rows, "libregen", "libregen version=main exact=no");
      assert_line(
          &samples[i], &rows, "Forecast",
          "Forecast version=b1946ac92492 originator=Jan Kowalski licence=House source=https://models.example.com/forecast exact=yes");
      assert_string_equal(buf_str(&rows.dependencies), "station>sum station>model sum>rain ");
      component_list_free(list);
      free_rows(&rows);
    }
}

static void formats_give_the_same_head(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
    struct rows rows = {0};
    struct component_list *list = NULL;
    assert_int_equal(scan_sample(&samples[i], 4096, &rows, &list, NULL), STATUS_OK);
    assert_string_equal(list->author, "Maja Nowak");
    assert_true(str_starts(list->tool, "listmaker"));
    assert_string_equal(short_ref(list->product), "station");
    assert_true(str_starts(list->timestamp, "2026-03-01T09:30:00"));
    uint32_t all = LIST_AUTHOR | LIST_AUTHOR_ANY_CONTACT | LIST_TIMESTAMP | LIST_TOOL | LIST_IDENTITY | LIST_PRODUCT | LIST_DEPENDENCIES |
                   LIST_TOP_LEVEL | LIST_NO_VULNERABILITIES;
    if ((list->given & all) != all) fail_msg("%s: %x", samples[i].file, list->given);
    bool is_recent = str_in_list("1.6 1.7 3.0.1", list->spec_version), is_complete = str_in_list("1.7 3.0.1", list->spec_version);
    assert_int_equal((list->given & LIST_RECENT_FORMAT) != 0, is_recent);
    assert_int_equal((list->given & LIST_COMPLETENESS) != 0, is_complete);
    bool is_old_spdx = str_eq(list->spec_version, "2.2");
    if (list->warnings_total != is_old_spdx)
      fail_msg("%s: %zu warnings, %s", samples[i].file, list->warnings_total, list->warnings[0].text);
    component_list_free(list);
    free_rows(&rows);
  }
}

static void formats_that_know_models_say_so(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
    struct rows rows = {0};
    struct component_list *list = NULL;
    assert_int_equal(scan_sample(&samples[i], 4096, &rows, &list, NULL), STATUS_OK);
    bool knows_models = str_in_list("1.5 1.6 1.7 3.0.1", list->spec_version), is_cyclonedx = str_starts(list->spec_version, "1.");
    assert_int_equal(list->counts.models, knows_models);
    assert_int_equal(list->counts.model_cards, knows_models && is_cyclonedx);
    assert_int_equal(list->counts.data_sets, str_eq(list->spec_version, "3.0.1"));
    assert_int_equal(list->counts.in_root, is_cyclonedx);
    assert_int_equal(list->tools_form, !is_cyclonedx ? TOOLS_NONE : str_eq(list->spec_version, "1.4") ? TOOLS_LIST : TOOLS_OBJECT);
    component_list_free(list);
    free_rows(&rows);
  }
}

static void formats_hand_on_the_failure_of_the_sink(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(samples); i++)
    for (size_t fail_after = 1; fail_after <= 7; fail_after++) {
      struct rows rows = {.fail_after = fail_after};
      struct component_list *list = NULL;
      CLEANUP(error_clear) struct error error = {0};
      assert_int_equal(scan_sample(&samples[i], 4096, &rows, &list, &error), STATUS_WORKSPACE);
      assert_string_equal(error.what, "the disk is full");
      assert_int_equal(rows.calls, fail_after);
      assert_null(list);
      free_rows(&rows);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formats_give_the_same_rows),
      cmocka_unit_test(formats_give_the_same_head),
      cmocka_unit_test(formats_that_know_models_say_so),
      cmocka_unit_test(formats_hand_on_the_failure_of_the_sink),
  };
  return cmocka_run_group_tests_name("component lists in every format", tests, NULL, NULL);
}
