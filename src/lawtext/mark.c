/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of provisions as 24 languages print them, brought to one spelling. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_MAX = 6, STEP_MAX = 24 };

/* ---- letters ---- */

/* Bulgarian counts by its own alphabet. */
static const uint32_t bulgarian[] = {0x430, 0x431, 0x432, 0x433, 0x434, 0x435, 0x436, 0x437, 0x438, 0x439, 0x43A, 0x43B, 0x43C,
                                     0x43D, 0x43E, 0x43F, 0x440, 0x441, 0x442, 0x443, 0x444, 0x445, 0x446, 0x447, 0x448, 0x449};

static int bulgarian_index(uint32_t letter) {
  for (int i = 0; i < (int)ARRAY_LEN(bulgarian); i++)
    if (bulgarian[i] == letter) return i + 1;
  return 0;
}

/* Greek counts with numerals: α to ε, στ for 6, ζ η θ, then ι with units behind it, κ. */
static int greek_unit(uint32_t letter) {
  static const uint32_t units[] = {0x3B1, 0x3B2, 0x3B3, 0x3B4, 0x3B5, 0, 0x3B6, 0x3B7, 0x3B8};
  for (int i = 0; i < (int)ARRAY_LEN(units); i++)
    if (units[i] && units[i] == letter) return i + 1;
  return 0;
}

static size_t greek_small(const char *text, int *ret_value) {
  uint32_t first = 0, second = 0;
  size_t len = utf8_next(text, &first), more = len ? utf8_next(text + len, &second) : 0;
  *ret_value = greek_unit(first);
  if (*ret_value) return len;
  if ((first != 0x3C3 && first != 0x3C2) || second != 0x3C4) return 0;
  *ret_value = 6;
  return len + more;
}

static size_t greek_numeral(const char *text, int *ret_value) {
  uint32_t letter = 0;
  size_t len = utf8_next(text, &letter);
  int tens = letter == 0x3B9 ? 10 : letter == 0x3BA ? 20 : 0, units = 0;
  if (!tens) return greek_small(text, ret_value);
  len += greek_small(text + len, &units);
  *ret_value = tens + units;
  return len;
}

static char small(char letter) {
  return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_letter(char letter) {
  return small(letter) >= 'a' && small(letter) <= 'z';
}

static bool is_digit(char digit) {
  return digit >= '0' && digit <= '9';
}

/* One letter, as one of a to z; bytes read, 0 if it is none. */
static size_t read_letter(const char *text, char *ret_letter) {
  if (is_letter(*text)) {
    *ret_letter = small(*text);
    return 1;
  }
  uint32_t letter = 0;
  size_t len = utf8_next(text, &letter);
  int index = len ? bulgarian_index(letter) : 0;
  if (!index && letter >= 0x3B1 && letter <= 0x3C9) len = greek_numeral(text, &index);
  if (index < 1 || index > 26) return 0;
  *ret_letter = (char)('a' + index - 1);
  return len;
}

/* What stands between two: in French, Spanish and others "1 bis" is what English calls 1a. */
static const char *const adverbs[] = {"bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"};

static size_t read_adverb(const char *text, char *ret_letter) {
  for (size_t i = 0; i < ARRAY_LEN(adverbs); i++) {
    size_t len = strlen(adverbs[i]);
    if (strncmp(text, adverbs[i], len) != 0 || is_letter(text[len])) continue;
    *ret_letter = (char)('a' + i);
    return len;
  }
  return 0;
}

static size_t read_letters(const char *text, struct buf *step) {
  size_t at = 0, count = 0;
  char letter;
  size_t len = read_adverb(text, &letter);
  if (len) {
    buf_putc(step, letter);
    return len;
  }
  while ((len = read_letter(text + at, &letter)) > 0 && count <= LETTERS_MAX) {
    buf_putc(step, letter);
    at += len;
    count++;
  }
  return count <= LETTERS_MAX ? at : 0;
}

/* ---- Roman numbers ---- */

enum { ROMAN_MAX = 39 };

char *roman_of(int number) {
  static const char *const units[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
  if (number < 1 || number > ROMAN_MAX) return NULL;
  struct buf roman = {0};
  for (int tens = 0; tens < number / 10; tens++)
    buf_putc(&roman, 'x');
  buf_puts(&roman, units[number % 10]);
  return buf_take(&roman);
}

/* ---- marks ---- */

static size_t blank_length(const char *text) {
  if (*text == ' ' || *text == '\t' || *text == '\n') return 1;
  return str_starts(text, "\xC2\xA0") ? 2 : 0;
}

static const char *skip_blanks(const char *text) {
  for (size_t len; (len = blank_length(text)) > 0;)
    text += len;
  return text;
}

static const char *read_digits(const char *at, struct buf *step) {
  while (is_digit(*at))
    buf_putc(step, *at++);
  return at;
}

/* "4.1" */
static const char *read_numbers(const char *at, struct buf *step) {
  at = read_digits(at, step);
  while (*at == '.' && is_digit(at[1])) {
    buf_putc(step, '.');
    at = read_digits(at + 1, step);
  }
  return at;
}

bool is_quoted(const char *mark) {
  static const char *const quotes[] = {"\"", "'", "\u2018", "\u2019", "\u201A", "\u201B", "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"};
  for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
    if (str_starts(mark, quotes[i])) return true;
  return false;
}

/* Behind the number or letter: what was put in later. */
static const char *read_insertion(const char *at, struct buf *step) {
  const char *next = skip_blanks(at);
  if (next == at && (*at == '.' || *at == '-')) next++; /* "1.a" */
  return next + read_letters(next, step);
}

/* Letters count up to two of them, or as a Roman number; what is longer is a word. */
static bool is_word(const char *letters) {
  if (strlen(letters) <= 2) return false;
  for (int number = 1; number <= ROMAN_MAX; number++) {
    CLEANUP(mem_freep) char *roman = roman_of(number);
    if (str_eq(roman, letters)) return false;
  }
  return true;
}

/* Signs behind a mark, to its end? */
static bool is_end(const char *at) {
  at += strspn(at, ".)]:;,");
  if (str_starts(at, "\u00B0") || str_starts(at, "\u00BA")) at += 2;
  return !*skip_blanks(at + strspn(at, ".)"));
}

char *mark_step(const char *mark) {
  CLEANUP(buf_free) struct buf step = {0};
  const char *at = skip_blanks(mark);
  if (*at == '(' || *at == '[') at = skip_blanks(at + 1);
  if (is_digit(*at)) {
    at = read_numbers(at, &step);
  } else {
    at += read_letters(at, &step);
    if (is_word(buf_str(&step))) return NULL;
  }
  if (step.len == 0) return NULL;
  at = read_insertion(at, &step);
  return is_end(at) && step.len <= STEP_MAX ? buf_take(&step) : NULL;
}

size_t mark_length(const char *text) {
  CLEANUP(buf_free) struct buf ignored = {0};
  bool bracket = *text == '(';
  const char *at = text + bracket;
  if (!is_digit(*at)) return 0;
  at = read_digits(at, &ignored);
  at += read_letters(at, &ignored);
  if (bracket ? *at != ')' : *at != '.' && *at != ')') return 0;
  at++;
  return blank_length(at) || !*at ? (size_t)(at - text) : 0;
}

char *identifier_step(const char *identifier) {
  CLEANUP(buf_free) struct buf step = {0};
  const char *at = read_digits(identifier + strspn(identifier, "0"), &step);
  if (step.len == 0) return NULL;
  at += read_letters(at, &step);
  return *at || step.len > STEP_MAX ? NULL : buf_take(&step);
}

/* ---- numbers of headings ---- */

/* Capitals of other alphabets that look like these are written for them. */
static char capital(uint32_t letter) {
  static const struct {
    uint32_t letter;
    char latin;
  } twins[] = {{0x399, 'I'}, {0x406, 'I'}, {0x3A7, 'X'}, {0x425, 'X'}};
  for (size_t i = 0; i < ARRAY_LEN(twins); i++)
    if (twins[i].letter == letter) return twins[i].latin;
  return letter < 0x80 ? (char)letter : 0;
}

static char *roman_word(const char *word) {
  char letters[8] = "";
  size_t len = 0;
  uint32_t letter = 0;
  for (size_t step; (step = utf8_next(word, &letter)) > 0; word += step) {
    char one = capital(letter);
    if (len + 1 >= sizeof letters || !one || !strchr("IVX", one)) return NULL;
    letters[len++] = small(one);
  }
  for (int number = 1; number <= ROMAN_MAX; number++) {
    char *roman = roman_of(number);
    if (str_eq(roman, letters)) return roman;
    free(roman);
  }
  return NULL;
}

static char *digits_word(const char *word) {
  size_t len = strspn(word, "0123456789");
  return len > 0 && len < 4 && !word[len] ? mem_strdup(word) : NULL;
}

static uint32_t lower(uint32_t letter) {
  bool has_small = (letter >= 'A' && letter <= 'Z') || (letter >= 0x391 && letter <= 0x3A9) || (letter >= 0x410 && letter <= 0x42F);
  return has_small ? letter + 0x20 : letter;
}

/* A capital alone. */
static char *letter_word(const char *word) {
  uint32_t letter = 0;
  char text[5] = "", found;
  size_t len = utf8_next(word, &letter);
  if (!len || word[len] || lower(letter) == letter) return NULL;
  utf8_encode(lower(letter), text);
  return read_letter(text, &found) ? mem_strndup(&found, 1) : NULL;
}

/* Copies the next word without the signs around it; the rest of the heading, NULL at its end. */
static const char *next_word(const char *heading, struct buf *word) {
  static const char *const dashes[] = {"\u2013", "\u2014"};
  heading = skip_blanks(heading);
  if (!*heading) return NULL;
  while (*heading && !blank_length(heading)) {
    size_t dash = str_starts(heading, dashes[0]) || str_starts(heading, dashes[1]) ? strlen(dashes[0]) : 0;
    if (dash || strchr(".:-()", *heading)) return heading + (dash ? dash : 1);
    buf_putc(word, *heading++);
  }
  return heading;
}

typedef char *number_reader(const char *word);

static char *first_number(const char *heading, size_t words, number_reader *const *readers, size_t len) {
  for (const char *at = heading; at && words > 0;) {
    CLEANUP(buf_free) struct buf word = {0};
    at = next_word(at, &word);
    if (word.len == 0) continue;
    words--;
    for (size_t i = 0; i < len; i++) {
      char *number = readers[i](buf_str(&word));
      if (number) return number;
    }
  }
  return NULL;
}

char *roman_in(const char *heading) {
  static number_reader *const readers[] = {roman_word};
  return first_number(heading, 6, readers, ARRAY_LEN(readers));
}

char *number_in(const char *heading) {
  static number_reader *const readers[] = {roman_word, digits_word, letter_word};
  return first_number(heading, 2, readers, ARRAY_LEN(readers));
}
