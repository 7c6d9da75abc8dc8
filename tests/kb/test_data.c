/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real law pack: it loads, the linter is content, and every text of it is found by translators under the context that we look it up
 * with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../xml/xgettext.h"
#include "kb/kb.h"

#include "skip.h"

static struct pack *pack;

static int load_pack(void **state) {
  (void)state;
  CLEANUP(mem_freep) char *folder = path_join(TOP_SRCDIR, "data");
  CLEANUP(error_clear) struct error error = {0};
  if (!pack_load(folder, NULL, &pack, &error)) return 0;
  CLEANUP(mem_freep) char *text = error_text(&error);
  print_error("%s\n", text);
  return -1;
}

static int free_pack(void **state) {
  (void)state;
  pack_free(pack);
  return 0;
}

static void real_pack_has_no_faults(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  lint_vec_t findings = {0};
  enum status status = pack_lint(pack, arena, &findings, NULL);
  for (size_t i = 0; i < findings.len; i++)
    print_error("%s:%d: %s: %s\n", findings.items[i].place.file, findings.items[i].place.line, findings.items[i].id,
                findings.items[i].what);
  vec_free(&findings);
  arena_free(arena);
  assert_int_equal(status, STATUS_OK);
}

/* ---- texts ---- */

typedef VEC(const struct text *) text_vec_t;

static void add_text(text_vec_t *texts, const struct text *text) {
  if (*text->text) vec_push(texts, text);
}

static void add_choices(text_vec_t *texts, const struct choice *choices, size_t len) {
  for (size_t i = 0; i < len; i++) {
    add_text(texts, &choices[i].title);
    add_text(texts, &choices[i].help);
  }
}

static void add_questions(text_vec_t *texts) {
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    add_text(texts, &question->title);
    add_text(texts, &question->text);
    add_text(texts, &question->help);
    add_choices(texts, question->choices, question->choices_len);
    for (size_t k = 0; k < question->examples_len; k++)
      add_text(texts, &question->examples[k]);
  }
}

static void add_conclusions(text_vec_t *texts) {
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    add_text(texts, &conclusion->title);
    add_choices(texts, conclusion->values, conclusion->values_len);
    for (size_t k = 0; k < conclusion->cases_len; k++) {
      const struct conclusion_case *result = &conclusion->cases[k];
      if (!result->disputed) add_text(texts, &result->because);
      for (size_t r = 0; r < result->readings_len; r++)
        add_text(texts, &result->readings[r].because);
    }
  }
}

static void add_others(text_vec_t *texts) {
  for (size_t i = 0; i < pack_act_count(pack); i++) {
    add_text(texts, &pack_act_at(pack, i)->title);
    add_text(texts, &pack_act_at(pack, i)->short_name);
  }
  for (size_t i = 0; i < pack_stage_count(pack); i++)
    add_text(texts, &pack_stage_at(pack, i)->title);
  for (size_t i = 0; i < pack_section_count(pack); i++)
    add_text(texts, &pack_section_at(pack, i)->title);
  for (size_t i = 0; i < pack_subject_type_count(pack); i++) {
    add_text(texts, &pack_subject_type_at(pack, i)->title);
    add_text(texts, &pack_subject_type_at(pack, i)->plural);
  }
  for (size_t i = 0; i < pack_requirement_count(pack); i++) {
    add_text(texts, &pack_requirement_at(pack, i)->title);
    add_text(texts, &pack_requirement_at(pack, i)->text);
    add_text(texts, &pack_requirement_at(pack, i)->help);
    for (size_t k = 0; k < pack_requirement_at(pack, i)->measures_len; k++)
      add_text(texts, &pack_requirement_at(pack, i)->measures[k].text);
  }
  for (size_t i = 0; i < pack_gap_count(pack); i++) {
    add_text(texts, &pack_gap_at(pack, i)->title);
    add_text(texts, &pack_gap_at(pack, i)->text);
  }
  for (size_t i = 0; i < pack_table_count(pack); i++)
    for (size_t k = 0; k < pack_table_at(pack, i)->rows_len; k++) {
      add_text(texts, &pack_table_at(pack, i)->rows[k].title);
      add_text(texts, &pack_table_at(pack, i)->rows[k].help);
    }
}

static void add_duties_and_relations(text_vec_t *texts) {
  for (size_t i = 0; i < pack_duty_count(pack); i++) {
    add_text(texts, &pack_duty_at(pack, i)->title);
    add_text(texts, &pack_duty_at(pack, i)->text);
    add_text(texts, &pack_duty_at(pack, i)->help);
  }
  for (size_t i = 0; i < pack_topic_count(pack); i++) {
    add_text(texts, &pack_topic_at(pack, i)->title);
    add_text(texts, &pack_topic_at(pack, i)->text);
    add_text(texts, &pack_topic_at(pack, i)->action);
  }
  for (size_t i = 0; i < pack_relation_count(pack); i++)
    add_text(texts, &pack_relation_at(pack, i)->because);
}

static void put_key(struct map *keys, const char *context, const char *message) {
  CLEANUP(mem_freep) char *key = mem_printf("[%s] %s", context, message);
  map_put(keys, key, keys);
}

static struct map *our_keys(void) {
  text_vec_t texts = {0};
  add_questions(&texts);
  add_conclusions(&texts);
  add_others(&texts);
  add_duties_and_relations(&texts);
  struct map *keys = map_new();
  for (size_t i = 0; i < texts.len; i++)
    put_key(keys, texts.items[i]->context, texts.items[i]->text);
  vec_free(&texts);
  return keys;
}

static struct map *extracted_keys(void) {
  CLEANUP(mem_freep) char *rules = mem_printf("GETTEXTDATADIRS='%s/po'", TOP_SRCDIR);
  CLEANUP(mem_freep) char *files = mem_printf("'%s/data'/*.xml", TOP_SRCDIR);
  CLEANUP(extracted_free) extracted_vec_t extracted = {0};
  assert_true(xgettext_run(rules, files, &extracted));
  struct map *keys = map_new();
  for (size_t i = 0; i < extracted.len; i++)
    put_key(keys, extracted.items[i].context, extracted.items[i].message);
  return keys;
}

/* The model leaves it out; people who open pack.xml read it. */
static void put_pack_title(struct map *keys) {
  CLEANUP(mem_freep) char *path = mem_printf("%s/data/pack.xml", TOP_SRCDIR);
  struct xml_document *document = NULL;
  assert_int_equal(xml_load(path, &document, NULL), STATUS_OK);
  put_key(keys, pack_id(pack), xml_content(xml_child(xml_root(document), "title")));
  xml_free(document);
}

static size_t print_missing(const struct map *wanted, const struct map *present, const char *verdict) {
  size_t missing = 0;
  for (size_t i = 0; i < map_len(wanted); i++) {
    if (map_get(present, map_key_at(wanted, i))) continue;
    print_error("%s: %s\n", verdict, map_key_at(wanted, i));
    missing++;
  }
  return missing;
}

static void real_pack_texts_have_the_contexts_that_xgettext_extracts(void **state) {
  (void)state;
  if (!xgettext_exists()) skip_because("xgettext is not installed");
  struct map *ours = our_keys(), *extracted = extracted_keys();
  put_pack_title(ours);
  size_t missing = print_missing(ours, extracted, "not extracted") + print_missing(extracted, ours, "extracted, but not in the model");
  map_free(ours);
  map_free(extracted);
  assert_int_equal(missing, 0);
}

/* ---- citations ---- */

/* Steps of small letters and digits; only classes, parts and sections keep their dash. */
static bool is_path(const char *path) {
  for (const char *step = path; *step; step += strcspn(step, ".")) {
    if (step > path && *step++ != '.') return false;
    size_t len = strspn(step, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (len == 0 || (step[len] && step[len] != '.')) return false;
  }
  return *path != '\0';
}

static void real_pack_citations_have_paths(void **state) {
  (void)state;
  size_t seen = 0;
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const cite_vec_t *cites = &pack_question_at(pack, i)->cites;
    for (size_t k = 0; k < cites->len; k++) {
      const struct cite *cite = &cites->items[k];
      CLEANUP(mem_freep) char *path = cite_path(cite);
      bool has_place = cite->article || cite->annex || cite->recital || cite->point;
      if (has_place ? !path || !is_path(path) : path != NULL) fail_msg("%s: %s", pack_question_at(pack, i)->id, path);
      seen++;
    }
  }
  assert_true(seen > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(real_pack_has_no_faults),
      cmocka_unit_test(real_pack_citations_have_paths),
      cmocka_unit_test(real_pack_texts_have_the_contexts_that_xgettext_extracts),
  };
  return cmocka_run_group_tests_name("the real law pack", tests, load_pack, free_pack);
}
