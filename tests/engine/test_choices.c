/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered with a choice that the law pack does not have. */
#include "small_pack.h"

#define CHOICE(id) "<choice id='" id "'><title>" id "</title></choice>"
#define TEXTS(id) CITE "<title>" id "</title><text>Which?</text><help>Why.</help>"

static const char body[] =
    "<section id='p' stage='one' subject='product'><title>P</title><question id='p.class' type='choice'>" TEXTS("p.class") CHOICE("low")
        CHOICE("high") "</question><question id='p.parts' type='set'>" TEXTS("p.parts") CHOICE("a")
            CHOICE("b") "</question></section>"
                        "<conclusion id='risky' subject='product' type='choice'><title>Risky</title>"
                        "<value id='yes'><title>Yes</title></value><value id='no'><title>No</title></value>"
                        "<case id='a' value='yes'>" CITE
                        "<when><any><is q='p.class' value='high'/><is q='p.parts' value='b'/></any></when>" BECAUSE "</case>"
                        "<otherwise value='no'>" CITE BECAUSE "</otherwise></conclusion>";

static void assert_risky(const char *class, const char *part, const char *wanted) {
  struct pack *pack = small_pack(body);
  struct snapshot *snapshot = small_snapshot();
  say(snapshot, "p", "p.class", value_of(VALUE_CHOICE, class));
  say_element(snapshot, "p", "p.parts", part);
  snapshot_finish(snapshot);
  struct engine *engine = engine_new(pack, snapshot, 0);
  assert_string_equal(result(engine, "p", "risky"), wanted);
  engine_free(engine);
  snapshot_free(snapshot);
  pack_free(pack);
}

/* Else a class that was dropped from the list would read as "not one of the listed ones". */
static void choice_that_the_pack_does_not_have_is_open_and_no_other_choice(void **unused) {
  (void)unused;
  assert_risky("low", "a", "no");
  assert_risky("withdrawn", "a", "open");
  assert_risky("low", "withdrawn", "open");
  assert_risky("withdrawn", "b", "yes");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(choice_that_the_pack_does_not_have_is_open_and_no_other_choice)};
  return cmocka_run_group_tests_name("engine: choices", tests, NULL, NULL);
}
