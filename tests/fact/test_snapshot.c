/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct head stated(const char *event, struct value value) {
  return (struct head){.event = event, .value = value, .author = "anna"};
}

static struct head proposed(const char *event, struct value value) {
  return (struct head){.event = event, .value = value, .author = "import", .proposed = true};
}

static void say(struct snapshot *snapshot, const char *key, struct head head) {
  snapshot_add_head(snapshot, "product-1", key, &head);
}

static void add(struct snapshot *snapshot, const char *key, struct head head) {
  snapshot_add_element(snapshot, "product-1", key, &head);
}

static enum answer_state state_of(const struct snapshot *snapshot, const char *key) {
  return fact_state(snapshot_fact(snapshot, "product-1", key));
}

static const struct value *value_at(const struct snapshot *snapshot, const char *key) {
  return fact_value(snapshot_fact(snapshot, "product-1", key));
}

static bool is_proposed(const struct snapshot *snapshot, const char *key) {
  return fact_proposed(snapshot_fact(snapshot, "product-1", key));
}

/* ---- answers ---- */

static void answer_state_follows_the_heads(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  say(s, "given", stated("a.1", value_bool(true)));
  say(s, "twice", stated("a.2", value_bool(true)));
  say(s, "twice", stated("b.1", value_bool(true)));
  say(s, "conflict", stated("a.3", value_bool(true)));
  say(s, "conflict", stated("b.2", value_bool(false)));
  say(s, "unknown", stated("a.4", value_of(VALUE_UNKNOWN, NULL)));
  say(s, "redacted", stated("a.5", value_of(VALUE_REDACTED, NULL)));
  say(s, "none", stated("a.6", value_of(VALUE_NONE, NULL)));
  say(s, "cleared", stated("a.7", value_of(VALUE_CLEARED, NULL)));
  say(s, "cleared or not", stated("a.8", value_of(VALUE_CLEARED, NULL)));
  say(s, "cleared or not", stated("b.8", value_bool(true)));
  snapshot_finish(s);
  assert_int_equal(state_of(s, "given"), ANSWER_GIVEN);
  assert_true(value_at(s, "given")->boolean);
  assert_int_equal(state_of(s, "twice"), ANSWER_GIVEN);
  assert_int_equal(state_of(s, "conflict"), ANSWER_CONFLICT);
  assert_null(value_at(s, "conflict"));
  assert_int_equal(state_of(s, "unknown"), ANSWER_UNKNOWN);
  assert_null(value_at(s, "unknown"));
  assert_int_equal(state_of(s, "redacted"), ANSWER_UNKNOWN);
  assert_int_equal(state_of(s, "none"), ANSWER_GIVEN);
  assert_int_equal(value_at(s, "none")->type, VALUE_NONE);
  assert_int_equal(state_of(s, "cleared"), ANSWER_OPEN);
  assert_null(value_at(s, "cleared"));
  assert_int_equal(state_of(s, "cleared or not"), ANSWER_GIVEN); /* a note beside an open question disagrees with nobody */
  assert_int_equal(state_of(s, "never asked"), ANSWER_OPEN);
  assert_null(value_at(s, "never asked"));
  snapshot_free(s);
}

static void answer_set_is_sorted_and_each_value_stands_once(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  add(s, "links", stated("a.1", value_of(VALUE_REF, "evidence-3")));
  add(s, "links", proposed("a.2", value_of(VALUE_REF, "evidence-1")));
  add(s, "links", stated("b.9", value_of(VALUE_REF, "evidence-1")));
  add(s, "links", stated("a.3", value_of(VALUE_REF, "evidence-2")));
  snapshot_finish(s);
  const struct fact *fact = snapshot_fact(s, "product-1", "links");
  assert_int_equal(fact->elements_len, 3);
  assert_string_equal(fact->elements[0].value.text, "evidence-1");
  assert_string_equal(fact->elements[0].event, "b.9"); /* the stated one stays */
  assert_string_equal(fact->elements[2].value.text, "evidence-3");
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
  assert_null(fact_value(fact));
  assert_true(fact_has(fact, "evidence-2"));
  assert_false(fact_has(fact, "evidence-4"));
  assert_false(fact_has(NULL, "evidence-2"));
  snapshot_free(s);
}

static void answer_set_element_counts_as_said_under_the_latest_law_pack(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  const char *packs[] = {NULL, "2026.9", "2026.11", "2026.10"};
  for (size_t i = 0; i < ARRAY_LEN(packs); i++) {
    struct head head = stated("a.1", value_of(VALUE_REF, "evidence-1"));
    head.pack = packs[i];
    add(s, "links", head);
  }
  snapshot_finish(s);
  const struct fact *fact = snapshot_fact(s, "product-1", "links");
  assert_int_equal(fact->elements_len, 1);
  assert_string_equal(fact->elements[0].pack, "2026.11");
  snapshot_free(s);
}

static void answer_set_beside_none_or_unknown_is_a_conflict(void **state) {
  (void)state;
  static const enum value_type types[] = {VALUE_NONE, VALUE_UNKNOWN, VALUE_CLEARED};
  static const enum answer_state expected[] = {ANSWER_CONFLICT, ANSWER_CONFLICT, ANSWER_GIVEN};
  for (size_t i = 0; i < ARRAY_LEN(types); i++) {
    struct snapshot *s = snapshot_new();
    add(s, "links", stated("a.1", value_of(VALUE_REF, "evidence-3")));
    say(s, "links", stated("b.1", value_of(types[i], NULL)));
    snapshot_finish(s);
    assert_int_equal(state_of(s, "links"), expected[i]);
    snapshot_free(s);
  }
}

static void answer_set_with_a_redacted_element_is_unknown(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  add(s, "links", stated("a.1", value_of(VALUE_REF, "evidence-3")));
  add(s, "links", stated("a.2", value_of(VALUE_REDACTED, NULL)));
  snapshot_finish(s);
  assert_int_equal(state_of(s, "links"), ANSWER_UNKNOWN);
  snapshot_free(s);
}

static void answer_is_proposed_until_somebody_states_it(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  say(s, "carried", proposed("a.1", value_bool(true)));
  say(s, "stated too", proposed("a.2", value_bool(true)));
  say(s, "stated too", stated("b.1", value_bool(true)));
  say(s, "stated otherwise", proposed("a.3", value_bool(true)));
  say(s, "stated otherwise", stated("b.2", value_bool(false)));
  add(s, "links", stated("a.4", value_of(VALUE_REF, "evidence-1")));
  add(s, "links", proposed("a.5", value_of(VALUE_REF, "evidence-2")));
  snapshot_finish(s);
  assert_true(is_proposed(s, "carried"));
  assert_false(is_proposed(s, "stated too"));
  assert_true(is_proposed(s, "stated otherwise"));
  assert_true(is_proposed(s, "links"));
  assert_false(is_proposed(s, "never asked"));
  snapshot_free(s);
}

/* ---- subjects ---- */

static void add_created(struct snapshot *s, const char *id, const char *type, const char *parent, int64_t created) {
  snapshot_add_subject(s, id, type, parent)->created = created;
}

static void assert_children(const struct snapshot *s, const char *parent, const char *type, const char *expected) {
  subject_vec_t children;
  struct buf ids = {0};
  snapshot_children(s, parent, type, &children);
  for (size_t i = 0; i < children.len; i++)
    buf_printf(&ids, "%s ", children.items[i]->id);
  assert_string_equal(buf_str(&ids), expected);
  vec_free(&children);
  buf_free(&ids);
}

static void snapshot_children_come_in_order_of_creation(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  add_created(s, "r2", "release", "p1", 30); /* before its parent */
  add_created(s, "p1", "product", "o1", 20);
  add_created(s, "o1", "organisation", NULL, 10);
  add_created(s, "r1", "release", "p1", 40);
  add_created(s, "x1", "person", "p1", 25);
  add_created(s, "r0", "release", "p1", 30);
  add_created(s, "r9", "release", "p1", 5);
  snapshot_add_subject(s, "r9", "release", "p1")->archived = true; /* the same subject */
  snapshot_finish(s);
  assert_children(s, "p1", "release", "r0 r2 r1 ");
  assert_children(s, "p1", NULL, "x1 r0 r2 r1 ");
  assert_children(s, NULL, NULL, "o1 ");
  assert_children(s, "r1", NULL, "");
  assert_children(s, "nobody", NULL, "");
  assert_int_equal(snapshot_subject_count(s), 7);
  assert_string_equal(snapshot_subject_at(s, 0)->id, "o1");
  assert_string_equal(snapshot_subject_at(s, 6)->id, "x1");
  assert_string_equal(snapshot_subject(s, "p1")->parent, "o1");
  assert_null(snapshot_subject(s, "nobody"));
  snapshot_free(s);
  snapshot_free(NULL);
}

static void snapshot_keeps_facts_of_implicit_subjects(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  struct head head = stated("a.1", value_of(VALUE_CHOICE, "met"));
  snapshot_add_head(s, "release-1/cra.annex-i.1.1", "req.status", &head);
  snapshot_finish(s);
  assert_null(snapshot_subject(s, "release-1/cra.annex-i.1.1"));
  assert_int_equal(snapshot_subject_count(s), 0);
  assert_string_equal(fact_value(snapshot_fact(s, "release-1/cra.annex-i.1.1", "req.status"))->text, "met");
  snapshot_free(s);
}

static void snapshot_copies_what_it_is_given(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  char event[] = "a.1", text[] = "met", author[] = "anna", note[] = "why", key[] = "req.status";
  struct head head = {.event = event, .value = value_of(VALUE_CHOICE, text), .author = author, .note = note, .time = 5};
  say(s, key, head);
  event[0] = text[0] = author[0] = note[0] = key[0] = 'X';
  snapshot_finish(s);
  const struct head *kept = snapshot_fact(s, "product-1", "req.status")->heads;
  assert_string_equal(kept->event, "a.1");
  assert_string_equal(kept->value.text, "met");
  assert_string_equal(kept->author, "anna");
  assert_string_equal(kept->note, "why");
  assert_int_equal(kept->time, 5);
  snapshot_free(s);
}

enum { MANY = 20000 };

static void snapshot_of_many_thousand_facts_stays_quick(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  char id[32];
  snapshot_add_subject(s, "p1", "product", NULL);
  for (int i = 0; i < MANY; i++) {
    snprintf(id, sizeof id, "component-%05d", (i * 7919) % MANY);
    snapshot_add_subject(s, id, "component", "p1")->created = i;
    struct head head = stated("a.1", value_number(i));
    snapshot_add_head(s, id, "component.note", &head);
    snapshot_add_head(s, "p1", id, &head);
  }
  snapshot_finish(s);
  subject_vec_t children;
  snapshot_children(s, "p1", "component", &children);
  assert_int_equal(children.len, MANY);
  for (int i = 0; i < MANY; i++) {
    assert_int_equal(children.items[i]->created, i);
    assert_int_equal(fact_value(snapshot_fact(s, children.items[i]->id, "component.note"))->number, i);
    assert_int_equal(fact_value(snapshot_fact(s, "p1", children.items[i]->id))->number, i);
  }
  vec_free(&children);
  assert_int_equal(snapshot_fact_count(s), 2 * MANY);
  snapshot_free(s);
}

/* ---- what-if ---- */

static struct snapshot *three_facts(void) {
  struct snapshot *s = snapshot_new();
  snapshot_add_subject(s, "product-1", "product", NULL);
  say(s, "c", stated("a.1", value_bool(true)));
  say(s, "e", stated("a.2", value_bool(true)));
  say(s, "g", stated("a.3", value_bool(true)));
  snapshot_finish(s);
  return s;
}

static void assert_keys(const struct snapshot *s, const char *expected) {
  struct buf keys = {0};
  for (size_t i = 0; i < snapshot_fact_count(s); i++)
    buf_puts(&keys, snapshot_fact_at(s, i)->key);
  assert_string_equal(buf_str(&keys), expected);
  buf_free(&keys);
}

static void assert_overlay_keys(const struct snapshot *base, const char *key, struct value value, const char *expected) {
  struct snapshot *overlay = snapshot_with(base, "product-1", key, &value, 1);
  assert_keys(overlay, expected);
  snapshot_free(overlay);
}

static void whatif_changes_one_answer_and_nothing_else(void **state) {
  (void)state;
  struct snapshot *base = three_facts();
  struct value no = value_bool(false);
  struct snapshot *overlay = snapshot_with(base, "product-1", "e", &no, 1);
  assert_false(value_at(overlay, "e")->boolean);
  assert_true(value_at(overlay, "c")->boolean);
  assert_true(value_at(base, "e")->boolean);
  assert_null(snapshot_fact(overlay, "product-2", "e"));
  assert_non_null(snapshot_subject(overlay, "product-1"));
  assert_int_equal(snapshot_subject_count(overlay), 1);
  assert_children(overlay, NULL, "product", "product-1 ");
  snapshot_free(overlay);
  snapshot_free(base);
}

static void whatif_lists_facts_in_the_same_order(void **state) {
  (void)state;
  struct snapshot *base = three_facts();
  struct value yes = value_bool(true), cleared = value_of(VALUE_CLEARED, NULL);
  assert_overlay_keys(base, "e", yes, "ceg");
  assert_overlay_keys(base, "a", yes, "aceg");
  assert_overlay_keys(base, "d", yes, "cdeg");
  assert_overlay_keys(base, "h", yes, "cegh");
  assert_overlay_keys(base, "c", cleared, "eg");
  assert_overlay_keys(base, "g", cleared, "ce");
  assert_overlay_keys(base, "z", cleared, "ceg");
  snapshot_free(base);
}

static void whatif_stacks_on_whatif(void **state) {
  (void)state;
  struct snapshot *base = three_facts();
  struct value no = value_bool(false), cleared = value_of(VALUE_CLEARED, NULL);
  struct snapshot *first = snapshot_with(base, "product-1", "d", &no, 1);
  struct snapshot *second = snapshot_with(first, "product-1", "e", &cleared, 1);
  struct snapshot *third = snapshot_with(second, "product-1", "d", &cleared, 1);
  assert_keys(second, "cdg");
  assert_null(snapshot_fact(second, "product-1", "e"));
  assert_keys(third, "cg");
  assert_keys(first, "cdeg");
  snapshot_free(third);
  snapshot_free(second);
  snapshot_free(first);
  snapshot_free(base);
}

static void whatif_serves_single_answers_and_sets(void **state) {
  (void)state;
  struct snapshot *base = three_facts();
  const struct value choices[] = {value_of(VALUE_CHOICE, "b"), value_of(VALUE_CHOICE, "a"), value_of(VALUE_CHOICE, "b")};
  struct snapshot *one = snapshot_with(base, "product-1", "e", choices, 1);
  const struct fact *fact = snapshot_fact(one, "product-1", "e");
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
  assert_string_equal(fact_value(fact)->text, "b");
  assert_true(fact_has(fact, "b"));
  snapshot_free(one);
  struct snapshot *several = snapshot_with(base, "product-1", "e", choices, 3);
  fact = snapshot_fact(several, "product-1", "e");
  assert_int_equal(fact_state(fact), ANSWER_GIVEN);
  assert_int_equal(fact->elements_len, 2);
  assert_true(fact_has(fact, "a"));
  assert_false(fact_has(fact, "c"));
  snapshot_free(several);
  snapshot_free(base);
}

static void subject_below_an_archived_one_counts_as_archived(void **state) {
  (void)state;
  struct snapshot *s = snapshot_new();
  snapshot_add_subject(s, "o", "organisation", NULL);
  snapshot_add_subject(s, "p", "product", "o")->archived = true;
  snapshot_add_subject(s, "r", "release", "p");
  snapshot_finish(s);
  assert_false(snapshot_archived(s, snapshot_subject(s, "o")));
  assert_true(snapshot_archived(s, snapshot_subject(s, "p")));
  assert_true(snapshot_archived(s, snapshot_subject(s, "r")));
  assert_false(snapshot_archived(s, NULL));
  snapshot_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(subject_below_an_archived_one_counts_as_archived),
      cmocka_unit_test(answer_state_follows_the_heads),
      cmocka_unit_test(answer_set_is_sorted_and_each_value_stands_once),
      cmocka_unit_test(answer_set_element_counts_as_said_under_the_latest_law_pack),
      cmocka_unit_test(answer_set_beside_none_or_unknown_is_a_conflict),
      cmocka_unit_test(answer_set_with_a_redacted_element_is_unknown),
      cmocka_unit_test(answer_is_proposed_until_somebody_states_it),
      cmocka_unit_test(snapshot_children_come_in_order_of_creation),
      cmocka_unit_test(snapshot_keeps_facts_of_implicit_subjects),
      cmocka_unit_test(snapshot_copies_what_it_is_given),
      cmocka_unit_test(snapshot_of_many_thousand_facts_stays_quick),
      cmocka_unit_test(whatif_changes_one_answer_and_nothing_else),
      cmocka_unit_test(whatif_lists_facts_in_the_same_order),
      cmocka_unit_test(whatif_stacks_on_whatif),
      cmocka_unit_test(whatif_serves_single_answers_and_sets),
  };
  return cmocka_run_group_tests_name("snapshots and answers", tests, NULL, NULL);
}
