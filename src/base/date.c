/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, DAYS_OF_400_YEARS = 146097, DAYS_TO_1970 = 719468, LARGEST_OFFSET = 14 * 60 };

static int floor_div(int a, int b) {
  return a / b - (a % b < 0);
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap);
}

/* Both conversions count years from March, so that the leap day comes last (proleptic Gregorian, eras of 400 years). */
day_t day_make(int year, int month, int day) {
  int march_year = year - (month <= 2);
  int era = floor_div(march_year, 400);
  int year_of_era = march_year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_OF_400_YEARS + day_of_era - DAYS_TO_1970;
}

void day_split(day_t day, int *ret_year, int *ret_month, int *ret_day) {
  int shifted = day + DAYS_TO_1970;
  int era = floor_div(shifted, DAYS_OF_400_YEARS);
  int day_of_era = shifted - era * DAYS_OF_400_YEARS;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int march_month = (5 * day_of_year + 2) / 153;
  int month = march_month + (march_month < 10 ? 3 : -9);
  *ret_year = year_of_era + era * 400 + (month <= 2);
  *ret_month = month;
  *ret_day = day_of_year - (153 * march_month + 2) / 5 + 1;
}

day_t day_add_months(day_t day, int months) {
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  int total = year * 12 + (month - 1) + months;
  year = floor_div(total, 12);
  month = total - year * 12 + 1;
  int last = days_in_month(year, month);
  return day_make(year, month, day_of_month < last ? day_of_month : last);
}

/* Reads exactly count digits and moves on. */
static bool read_digits(const char **at, int count, int *ret_number) {
  int number = 0;
  for (int i = 0; i < count; i++) {
    char c = (*at)[i];
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  *at += count;
  *ret_number = number;
  return true;
}

static bool read_char(const char **at, char c) {
  if (**at != c) return false;
  (*at)++;
  return true;
}

static bool read_day(const char **at, day_t *ret_day) {
  int year, month, day;
  bool read =
      read_digits(at, 4, &year) && read_char(at, '-') && read_digits(at, 2, &month) && read_char(at, '-') && read_digits(at, 2, &day);
  if (!read || year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  if (day < 1 || day > days_in_month(year, month)) return false;
  *ret_day = day_make(year, month, day);
  return true;
}

bool day_parse(const char *iso, day_t *ret_day) {
  day_t day;
  if (!read_day(&iso, &day) || *iso) return false;
  *ret_day = day;
  return true;
}

static char *write_digits(char *at, int number, int count) {
  for (int i = count - 1; i >= 0; i--, number /= 10)
    at[i] = (char)('0' + number % 10);
  return at + count;
}

static char *write_day(char *at, day_t day) {
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  at = write_digits(at, year, 4);
  *at++ = '-';
  at = write_digits(at, month, 2);
  *at++ = '-';
  return write_digits(at, day_of_month, 2);
}

void day_format(day_t day, char text[DATE_TEXT_SIZE]) {
  *write_day(text, day) = '\0';
}

static bool read_zone(const char **at, int *ret_offset) {
  if (read_char(at, 'Z')) {
    *ret_offset = 0;
    return true;
  }
  bool west = **at == '-';
  if (!west && **at != '+') return false;
  (*at)++;
  int hours, minutes;
  if (!read_digits(at, 2, &hours) || !read_char(at, ':') || !read_digits(at, 2, &minutes)) return false;
  int offset = hours * 60 + minutes;
  if (minutes > 59 || offset > LARGEST_OFFSET) return false;
  *ret_offset = west ? -offset : offset;
  return true;
}

bool instant_parse(const char *iso, struct instant *ret) {
  day_t day;
  int hour, minute, second = 0, offset;
  if (!read_day(&iso, &day) || !read_char(&iso, 'T')) return false;
  if (!read_digits(&iso, 2, &hour) || !read_char(&iso, ':') || !read_digits(&iso, 2, &minute)) return false;
  if (read_char(&iso, ':') && !read_digits(&iso, 2, &second)) return false;
  if (!read_zone(&iso, &offset) || *iso) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  *ret = (struct instant){
      .seconds = (int64_t)day * 86400 + hour * 3600 + (minute - offset) * 60 + second,
      .offset_minutes = (int16_t)offset,
  };
  return true;
}

void instant_format(struct instant instant, char text[INSTANT_TEXT_SIZE]) {
  int64_t local = instant.seconds + (int64_t)instant.offset_minutes * 60;
  int64_t day = local / 86400 - (local % 86400 < 0);
  int second = (int)(local - day * 86400);
  char *at = write_day(text, (day_t)day);
  *at++ = 'T';
  at = write_digits(at, second / 3600, 2);
  *at++ = ':';
  at = write_digits(at, second / 60 % 60, 2);
  *at++ = ':';
  at = write_digits(at, second % 60, 2);
  if (instant.offset_minutes == 0) {
    *at++ = 'Z';
  } else {
    int offset = instant.offset_minutes;
    *at++ = offset < 0 ? '-' : '+';
    if (offset < 0) offset = -offset;
    at = write_digits(at, offset / 60, 2);
    *at++ = ':';
    at = write_digits(at, offset % 60, 2);
  }
  *at = '\0';
}
