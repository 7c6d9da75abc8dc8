/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

enum { DECIMALS = 6, LARGEST_WHOLE_DIGITS = 12, MILLION = 1000000 };

/* Adds up to max digits to number; returns how many there were, or -1 if there are more. */
static int read_digits(const char **at, int max, int64_t *number) {
  int count = 0;
  for (; **at >= '0' && **at <= '9'; (*at)++, count++) {
    if (count == max) return -1;
    *number = *number * 10 + (**at - '0');
  }
  return count;
}

bool number_parse(const char *text, int64_t *ret_millionths) {
  bool negative = *text == '-';
  if (negative) text++;
  int64_t number = 0;
  int decimals = 0;
  if (read_digits(&text, LARGEST_WHOLE_DIGITS, &number) < 1) return false;
  if (*text == '.') {
    text++;
    decimals = read_digits(&text, DECIMALS, &number);
    if (decimals < 1) return false;
  }
  if (*text) return false;
  for (; decimals < DECIMALS; decimals++)
    number *= 10;
  *ret_millionths = negative ? -number : number;
  return true;
}

char *number_format(int64_t millionths) {
  uint64_t size = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;
  unsigned long long whole = size / MILLION;
  unsigned fraction = (unsigned)(size % MILLION);
  const char *sign = millionths < 0 ? "-" : "";
  if (fraction == 0) return mem_printf("%s%llu", sign, whole);
  int digits = DECIMALS;
  for (; fraction % 10 == 0; fraction /= 10)
    digits--;
  return mem_printf("%s%llu.%0*u", sign, whole, digits, fraction);
}
