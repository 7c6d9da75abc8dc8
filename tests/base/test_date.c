/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void assert_months(const char *from, int months, const char *expected) {
  day_t day;
  char text[DATE_TEXT_SIZE];
  assert_true(day_parse(from, &day));
  day_format(day_add_months(day, months), text);
  assert_string_equal(text, expected);
}

static void assert_number(const char *text, int64_t millionths, const char *written) {
  int64_t number = 0;
  assert_true(number_parse(text, &number));
  assert_int_equal(number, millionths);
  CLEANUP(mem_freep) char *formatted = number_format(number);
  assert_string_equal(formatted, written);
}

static void day_reads_and_writes_every_day_of_three_centuries(void **state) {
  (void)state;
  day_t first = day_make(1900, 1, 1), last = day_make(2200, 12, 31);
  assert_int_equal(day_make(1970, 1, 1), 0);
  assert_int_equal(day_make(2000, 3, 1), 11017);
  assert_int_equal(last - first + 1, 109938); /* 301 years, 73 of them leap years: 1900, 2100 and 2200 are none */
  for (day_t day = first; day <= last; day++) {
    char text[DATE_TEXT_SIZE];
    day_t again = first - 1;
    day_format(day, text);
    assert_true(day_parse(text, &again));
    assert_int_equal(again, day);
  }
}

static void day_refuses_impossible_and_sloppy_dates(void **state) {
  (void)state;
  static const char *const bad[] = {"2027-02-29", "1900-02-29",        "2027-13-01",  "2027-00-10", "2027-04-31", "2027-1-1",
                                    "27-01-01",   "2027-12-11 ",       " 2027-12-11", "2027/12/11", "1899-12-31", "2201-01-01",
                                    "",           "2027-12-11T00:00Z", "2027-12-0x"};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
    day_t day = 4711;
    assert_false(day_parse(bad[i], &day));
    assert_int_equal(day, 4711);
  }
}

static void day_add_months_stays_in_the_month(void **state) {
  (void)state;
  assert_months("2027-12-11", 60, "2032-12-11");
  assert_months("2024-01-31", 1, "2024-02-29");
  assert_months("2023-01-31", 1, "2023-02-28");
  assert_months("2024-02-29", 12, "2025-02-28");
  assert_months("2024-03-31", -1, "2024-02-29");
  assert_months("2024-01-15", -13, "2022-12-15");
}

static void instant_keeps_moment_and_zone(void **state) {
  (void)state;
  struct instant instant;
  char text[INSTANT_TEXT_SIZE];
  assert_true(instant_parse("2026-09-12T08:00:00+02:00", &instant));
  assert_int_equal(instant.seconds, (int64_t)day_make(2026, 9, 12) * 86400 + 6 * 3600);
  assert_int_equal(instant.offset_minutes, 120);
  instant_format(instant, text);
  assert_string_equal(text, "2026-09-12T08:00:00+02:00");
  assert_true(instant_parse("1969-12-31T19:30-04:30", &instant));
  assert_int_equal(instant.seconds, 0);
  instant_format(instant, text);
  assert_string_equal(text, "1969-12-31T19:30:00-04:30");
  assert_true(instant_parse("1960-01-01T23:59:59Z", &instant));
  instant_format(instant, text);
  assert_string_equal(text, "1960-01-01T23:59:59Z");
}

static void instant_refuses_a_missing_zone_and_impossible_times(void **state) {
  (void)state;
  static const char *const bad[] = {
      "2026-09-12T08:00:00",      "2026-09-12T24:00:00Z",      "2026-09-12T08:60Z",     "2026-09-12T08:00:60Z", "2026-09-12 08:00:00Z",
      "2026-09-12T08:00:00+0200", "2026-09-12T08:00:00+15:00", "2026-09-12T08:00:00Zx", "2026-02-30T08:00:00Z", "2026-09-12"};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
    struct instant instant = {.seconds = 4711};
    assert_false(instant_parse(bad[i], &instant));
    assert_int_equal(instant.seconds, 4711);
  }
}

static void number_is_exact_and_without_trailing_zeros(void **state) {
  (void)state;
  assert_number("0", 0, "0");
  assert_number("60", 60000000, "60");
  assert_number("0.1", 100000, "0.1");
  assert_number("-12.340", -12340000, "-12.34");
  assert_number("-0.000001", -1, "-0.000001");
  assert_number("999999999999.999999", 999999999999999999, "999999999999.999999");
  assert_number("-0", 0, "0");
  CLEANUP(mem_freep) char *smallest = number_format(INT64_MIN);
  assert_string_equal(smallest, "-9223372036854.775808");
}

static void number_refuses_what_it_cannot_hold(void **state) {
  (void)state;
  static const char *const bad[] = {"", "-", ".5", "5.", "1.0000001", "1000000000000", "1e3", "+1", " 1", "1,5", "--1", "0x1"};
  for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
    int64_t number = 4711;
    assert_false(number_parse(bad[i], &number));
    assert_int_equal(number, 4711);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(day_reads_and_writes_every_day_of_three_centuries),
      cmocka_unit_test(day_refuses_impossible_and_sloppy_dates),
      cmocka_unit_test(day_add_months_stays_in_the_month),
      cmocka_unit_test(instant_keeps_moment_and_zone),
      cmocka_unit_test(instant_refuses_a_missing_zone_and_impossible_times),
      cmocka_unit_test(number_is_exact_and_without_trailing_zeros),
      cmocka_unit_test(number_refuses_what_it_cannot_hold),
  };
  return cmocka_run_group_tests_name("dates and numbers", tests, NULL, NULL);
}
