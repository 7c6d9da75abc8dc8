/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihood times impact, against a threshold. */
#include "small_pack.h"

#include <stdio.h>

#define NUMBER_QUESTION(id)                                                                                                                \
  "<question id='" id "' type='number'>" CITE "<title>" id "</title><text>How much?</text><help>Why.</help></question>"

static const char body[] = "<section id='p' stage='one' subject='product'><title>P</title>" NUMBER_QUESTION("p.likelihood")
    NUMBER_QUESTION("p.impact") "</section><conclusion id='high' subject='product' type='choice'><title>High</title>"
                                "<value id='yes'><title>Yes</title></value><value id='no'><title>No</title></value>"
                                "<case id='a' value='yes'>" CITE "<when><compare op='ge'><times><answer q='p.likelihood'/>"
                                "<answer q='p.impact'/></times><number>15</number></compare></when>" BECAUSE "</case>"
                                "<otherwise value='no'>" CITE BECAUSE "</otherwise></conclusion>";

static const char *high(const char *likelihood, const char *impact) {
  static char text[16];
  struct pack *pack = small_pack(body);
  struct snapshot *snapshot = small_snapshot();
  int64_t number;
  if (likelihood && number_parse(likelihood, &number)) say(snapshot, "p", "p.likelihood", value_number(number));
  if (impact && number_parse(impact, &number)) say(snapshot, "p", "p.impact", value_number(number));
  snapshot_finish(snapshot);
  day_t as_of;
  assert_true(day_parse("2026-11-20", &as_of));
  struct engine *engine = engine_new(pack, snapshot, as_of);
  snprintf(text, sizeof text, "%s", result(engine, "p", "high"));
  engine_free(engine);
  snapshot_free(snapshot);
  pack_free(pack);
  return text;
}

static void product_of_two_answers_is_compared_and_open_while_one_is_open(void **unused) {
  (void)unused;
  assert_string_equal(high("3", "5"), "yes");
  assert_string_equal(high("3.5", "4"), "no");
  assert_string_equal(high("2.5", "6"), "yes");
  assert_string_equal(high("5", NULL), "open");
  assert_string_equal(high(NULL, "0"), "open");
}

static void product_beyond_all_numbers_is_open_and_not_a_wrong_one(void **unused) {
  (void)unused;
  assert_string_equal(high("9000000000000", "9000000000000"), "open");
  assert_string_equal(high("-9000000000000", "9000000000000"), "open");
  assert_string_equal(high("-3", "5"), "no");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(product_of_two_answers_is_compared_and_open_while_one_is_open),
      cmocka_unit_test(product_beyond_all_numbers_is_open_and_not_a_wrong_one),
  };
  return cmocka_run_group_tests_name("engine: times", tests, NULL, NULL);
}
