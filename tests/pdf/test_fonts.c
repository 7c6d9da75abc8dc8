/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>

#include "tools.h"

static const char *const FILES[] = {"LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf",
                                    "LiberationSans-BoldItalic.ttf", "LiberationMono-Regular.ttf"};

/* Fills the folder with good fonts, but leaves out `name`, which the test makes itself. */
static void link_fonts(const struct bench *bench, const char *name) {
  for (size_t i = 0; i < ARRAY_LEN(FILES); i++)
    if (!str_eq(FILES[i], name)) free(output_of("ln -sf " LIBERATION "%s '%s/'", FILES[i], bench->folder));
}

/* A good font as bytes. */
static struct buf read_font(const char *name) {
  struct buf bytes = {0};
  CLEANUP(mem_freep) char *path = mem_printf(LIBERATION "%s", name);
  assert_int_equal(file_read(path, 1 << 24, &bytes, NULL), STATUS_OK);
  return bytes;
}

static void assert_refused(const struct bench *bench, const char *where, const char *what) {
  CLEANUP(error_clear) struct error error = {0};
  struct fonts *fonts = NULL;
  assert_int_equal(fonts_load(bench->folder, &fonts, &error), STATUS_INPUT);
  assert_null(fonts);
  assert_non_null(strstr(error.where, where));
  assert_non_null(strstr(error.what, what));
}

static bool has(const struct bench *bench, enum font font, uint32_t code) {
  struct metrics metrics = fonts_metrics(bench->fonts);
  return metrics.has(metrics.context, font, code);
}

static double width(const struct bench *bench, enum font font, double size, const char *text) {
  struct metrics metrics = fonts_metrics(bench->fonts);
  return metrics.width(metrics.context, font, size, text, strlen(text));
}

static void widths_are_those_of_liberation(void **state) {
  /* whole thousandths, since that is what libharu writes into the file */
  assert_float_equal(width(*state, FONT_REGULAR, 10, "A"), 6.66, 0.001);
  assert_float_equal(width(*state, FONT_BOLD, 10, "A"), 7.22, 0.001);
  assert_float_equal(width(*state, FONT_MONO, 10, "iW"), 12.0, 0.001);
  assert_float_equal(width(*state, FONT_REGULAR, 20, "Ав"), 2 * width(*state, FONT_REGULAR, 10, "Ав"), 0.001);
}

static void letters_beyond_the_fonts_are_not_there(void **state) {
  assert_true(has(*state, FONT_MONO, 'A'));
  assert_false(has(*state, FONT_REGULAR, 0x4E2D));
  assert_false(has(*state, FONT_REGULAR, 0x1F600)); /* above U+FFFF libharu prints a blank */
  assert_false(has(*state, FONT_REGULAR, 0x2011));
  assert_false(has(*state, FONT_REGULAR, '\t'));
}

static void thin_blank_that_mono_lacks_comes_from_sans(void **state) {
  assert_true(has(*state, FONT_MONO, 0x2009));
  assert_float_equal(width(*state, FONT_MONO, 10, "\u2009"), width(*state, FONT_REGULAR, 10, "\u2009"), 0.001);
}

static void check_boxes_come_from_dejavu(void **state) {
  NEED_FILE(DEJAVU "DejaVuSans.ttf");
  for (uint32_t code = 0x2610; code <= 0x2612; code++)
    assert_true(has(*state, FONT_BOLD, code));
  assert_false(has(*state, FONT_REGULAR, 0x2613));
  assert_true(width(*state, FONT_REGULAR, 10, "☐") > 5);
}

static void missing_folder_tells_which_package_to_install(void **state) {
  const struct bench *bench = *state;
  CLEANUP(error_clear) struct error error = {0};
  struct fonts *fonts = NULL;
  assert_int_equal(fonts_load(bench->folder, &fonts, &error), STATUS_INPUT);
  assert_null(fonts);
  assert_non_null(strstr(error.where, bench->folder));
  assert_non_null(strstr(error.next, "fonts-liberation2"));
}

static void font_with_postscript_outlines_is_refused(void **state) {
  const struct bench *bench = *state;
  NEED_FILE(LIBERATION "LiberationSans-Regular.ttf");
  link_fonts(bench, FILES[1]);
  struct buf bytes = read_font(FILES[1]);
  char *outlines = memmem(bytes.data, 400, "glyf", 4);
  assert_non_null(outlines);
  memcpy(outlines, "CFF ", 4);
  save(bench, FILES[1], &bytes);
  buf_free(&bytes);
  assert_refused(bench, FILES[1], "TrueType");
}

static void font_cut_short_is_refused(void **state) {
  const struct bench *bench = *state;
  static const size_t LENGTHS[] = {0, 3, 12, 300, 5000, 300000};
  for (size_t i = 0; i < ARRAY_LEN(LENGTHS); i++) {
    NEED_FILE(LIBERATION "LiberationSans-Regular.ttf");
    link_fonts(bench, FILES[4]);
    struct buf bytes = read_font(FILES[4]);
    bytes.len = LENGTHS[i];
    save(bench, FILES[4], &bytes);
    buf_free(&bytes);
    assert_refused(bench, FILES[4], "TrueType");
  }
}

static void font_without_a_letter_of_a_language_is_refused(void **state) {
  const struct bench *bench = *state;
  NEED_FILE(DEJAVU "DejaVuSansMono.ttf");
  link_fonts(bench, FILES[4]);
  free(output_of("ln -s " DEJAVU "DejaVuSansMono.ttf '%s/%s'", bench->folder, FILES[4]));
  assert_refused(bench, FILES[4], "ẞ");
}

static void whole_folder_of_fonts_is_taken(void **state) {
  const struct bench *bench = *state;
  NEED_FILE(LIBERATION "LiberationSans-Regular.ttf");
  link_fonts(bench, NULL);
  struct fonts *fonts = NULL;
  assert_int_equal(fonts_load(bench->folder, &fonts, NULL), STATUS_OK);
  fonts_free(fonts);
}

#define FONT_TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      FONT_TEST(widths_are_those_of_liberation),
      FONT_TEST(letters_beyond_the_fonts_are_not_there),
      FONT_TEST(thin_blank_that_mono_lacks_comes_from_sans),
      FONT_TEST(check_boxes_come_from_dejavu),
      FONT_TEST(missing_folder_tells_which_package_to_install),
      FONT_TEST(font_with_postscript_outlines_is_refused),
      FONT_TEST(font_cut_short_is_refused),
      FONT_TEST(font_without_a_letter_of_a_language_is_refused),
      FONT_TEST(whole_folder_of_fonts_is_taken),
  };
  return cmocka_run_group_tests_name("fonts are found, measured and refused when unfit", tests, NULL, NULL);
}
