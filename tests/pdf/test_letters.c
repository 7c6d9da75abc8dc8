/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters as ink. The subsetter of libharu 2.3 drops parts of composite letters, and neither text extraction nor validators notice: so
 * letters are drawn in one file, the letters they are made of in another (the same file would keep the parts), and their ink is compared.
 */
#include <stdarg.h>
#include <stddef.h>

#include "tools.h"

#define DPI 144
#define SCALE (DPI / 72.0)
#define SIZE 24.0
#define CELL 44.0
#define PER_ROW 11
#define LEAST_ACCENT 6.0 /* pixels of ink that an accent adds at least */
#define LEAST_BASE 25.0

/* Letters, each followed by the letter that is their larger part. */
static const char PAIRS[] =
    "ÀAÁAÂAÃAÄAÅAĀAĂAĄAÇCĆCĊCČCĎDĐDÈEÉEÊEËEĒEĖEĘEĚEĠGĢGĦHÌIÍIÎIÏIĪIĮIİIĶKĹLĻLĽLŁLÑNŃNŅNŇNÒOÓOÔOÕOÖOŐOŔRŘRŚSŞSŠSȘSŢTŤTȚTÙUÚUÛUÜUŪUŮUŰUŲU"
    "ÝYŸYŹZŻZŽZàaáaâaãaäaåaāaăaąaçcćcċcčcďdđdèeéeêeëeēeėeęeěeġgģgħhìıíıîıïıīıįıķkĺlļlľlłlñnńnņnňnòoóoôoõoöoőoŕrřrśsşsšsșsţtťtțtùuúuûuüu"
    "ūuůuűuųuýyÿyźzżzžzḂBḃbḊDḋdḞFḟfṀMṁmṖPṗpṠSṡsṪTṫt"
    "ΆΑΈΕΉΗΊΙΌΟΎΥΏΩΪΙΫΥάαέεήηίιόούυώωϊιϋυΐιΰυЀЕЍИЙИѐеѝийи";

struct letters {
  char text[8];
  char base[8];
};

static size_t split_pairs(struct letters *letters) {
  size_t count = 0;
  uint32_t code;
  for (const char *text = PAIRS; *text; count++) {
    size_t len = utf8_next(text, &code);
    snprintf(letters[count].text, sizeof letters[count].text, "%.*s", (int)len, text);
    text += len;
    len = utf8_next(text, &code);
    snprintf(letters[count].base, sizeof letters[count].base, "%.*s", (int)len, text);
    text += len;
  }
  return count;
}

/* One letter in each cell of one tall page. */
static void draw_letters(struct bench *bench, enum font font, const struct letters *letters, size_t count, bool bases, const char *name) {
  sample_lay(&bench->sample);
  struct layout *layout = bench->sample.layout;
  struct page *page = &layout->pages.items[0];
  page->ops.len = 0;
  layout->height = CELL * (2.0 + (double)(count / PER_ROW));
  for (size_t i = 0; i < count; i++) {
    struct op op = {.kind = OP_TEXT,
                    .x = 10 + CELL * (double)(i % PER_ROW),
                    .y = CELL * (double)(i / PER_ROW) + 0.75 * CELL,
                    .size = SIZE,
                    .font = font};
    op.text = bases ? letters[i].base : letters[i].text;
    vec_push(&page->ops, op);
  }
  CLEANUP(buf_free) struct buf pdf = {0};
  write_pdf(layout, bench->fonts, &pdf);
  save(bench, name, &pdf);
}

/* ---- ink --------------------------------------------------------------------------------------------------------------- */

struct picture {
  struct buf file;
  const unsigned char *pixels;
  size_t width, height;
};

static void picture_open(const struct bench *bench, const char *name, struct picture *picture) {
  free(output_of("pdftoppm -singlefile -gray -r %d '%s/%s' '%s/%s'", DPI, bench->folder, name, bench->folder, name));
  CLEANUP(mem_freep) char *file = mem_printf("%s.pgm", name);
  int start = 0;
  *picture = (struct picture){.file = read_pdf(bench, file)};
  assert_int_equal(sscanf(picture->file.data, "P5 %zu %zu 255%*c%n", &picture->width, &picture->height, &start), 2);
  picture->pixels = (const unsigned char *)picture->file.data + start;
  assert_int_equal((size_t)start + picture->width * picture->height, picture->file.len);
}

static double ink(const struct picture *picture, double x, double y, double x2, double y2) {
  double sum = 0;
  for (size_t row = (size_t)(y * SCALE); row < (size_t)(y2 * SCALE) && row < picture->height; row++)
    for (size_t column = (size_t)(x * SCALE); column < (size_t)(x2 * SCALE) && column < picture->width; column++)
      sum += (255 - picture->pixels[row * picture->width + column]) / 255.0;
  return sum;
}

static double ink_of_cell(const struct picture *picture, size_t i) {
  double x = 6 + CELL * (double)(i % PER_ROW), y = CELL * (double)(i / PER_ROW);
  return ink(picture, x, y, x + CELL, y + CELL);
}

static void assert_letters_are_whole(struct bench *bench, enum font font) {
  struct letters letters[256];
  struct picture whole, base;
  size_t count = split_pairs(letters), broken = 0;
  draw_letters(bench, font, letters, count, false, "letters.pdf");
  draw_letters(bench, font, letters, count, true, "bases.pdf");
  picture_open(bench, "letters.pdf", &whole);
  picture_open(bench, "bases.pdf", &base);
  assert_in_range(count, 150, ARRAY_LEN(letters));
  for (size_t i = 0; i < count; i++) {
    double ink_whole = ink_of_cell(&whole, i), ink_base = ink_of_cell(&base, i);
    if (ink_base > LEAST_BASE && ink_whole > ink_base + LEAST_ACCENT) continue;
    print_message("font %d: %s has ink %.1f, %s has %.1f\n", (int)font, letters[i].text, ink_whole, letters[i].base, ink_base);
    broken++;
  }
  buf_free(&whole.file);
  buf_free(&base.file);
  assert_int_equal(broken, 0);
}

static void letters_of_all_languages_keep_letter_and_accent(void **state) {
  NEED_TOOL("pdftoppm");
  for (enum font font = 0; font < FONT_COUNT; font++)
    assert_letters_are_whole(*state, font);
}

/* In DejaVu composite letters are made of composite letters: here libharu alone loses letters. */
static void letters_made_of_composite_letters_are_whole(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdftoppm");
  NEED_FILE(DEJAVU "DejaVuSans.ttf");
  static const char *const FILES[] = {"LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic", "LiberationSans-BoldItalic",
                                      "LiberationMono-Regular"};
  for (size_t i = 0; i < ARRAY_LEN(FILES); i++)
    free(output_of("ln -s " DEJAVU "DejaVuSans.ttf '%s/%s.ttf'", bench->folder, FILES[i]));
  fonts_free(bench->fonts);
  assert_int_equal(fonts_load(bench->folder, &bench->fonts, NULL), STATUS_OK);
  assert_letters_are_whole(bench, FONT_REGULAR);
}

static void check_boxes_are_drawn(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdftoppm");
  NEED_FILE(DEJAVU "DejaVuSans.ttf");
  static const struct letters BOXES[] = {{"☐", "☐"}, {"☑", "☐"}, {"☒", "☐"}};
  struct picture picture;
  draw_letters(bench, FONT_REGULAR, BOXES, 3, false, "boxes.pdf");
  picture_open(bench, "boxes.pdf", &picture);
  assert_true(ink_of_cell(&picture, 0) > LEAST_BASE);
  assert_true(ink_of_cell(&picture, 1) > ink_of_cell(&picture, 0) + LEAST_ACCENT);
  assert_true(ink_of_cell(&picture, 2) > ink_of_cell(&picture, 1));
  buf_free(&picture.file);
}

static void text_after_a_letter_of_another_font_goes_on_where_it_ends(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdftotext");
  NEED_FILE(DEJAVU "DejaVuSans.ttf");
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, "before☑after");
  make_pdf(bench, "a.pdf");
  CLEANUP(mem_freep) char *text = output_of("pdftotext -enc UTF-8 '%s/a.pdf' -", bench->folder);
  assert_non_null(strstr(text, "before☑after"));
}

/* ---- watermark --------------------------------------------------------------------------------------------------------- */

static void watermark_lies_light_behind_the_text(void **state) {
  struct bench *bench = *state;
  NEED_TOOL("pdftoppm");
  struct picture plain, marked;
  CLEANUP(mem_freep) char *text = repeat("text text ", 600);
  sample_add(&bench->sample, BLOCK_PARAGRAPH, 0, text);
  make_pdf(bench, "plain.pdf");
  bench->sample.document.watermark = "DRAFT";
  make_pdf(bench, "marked.pdf");
  picture_open(bench, "plain.pdf", &plain);
  picture_open(bench, "marked.pdf", &marked);
  size_t darker = 0, lighter = 0, heavy = 0;
  for (size_t i = 0; i < plain.width * plain.height; i++) {
    darker += marked.pixels[i] < plain.pixels[i];
    lighter += marked.pixels[i] > plain.pixels[i] + 2; /* a letter covered by the watermark */
    heavy += plain.pixels[i] == 255 && marked.pixels[i] < 215;
  }
  assert_true(darker > plain.width * plain.height / 50);
  assert_int_equal(lighter, 0);
  assert_int_equal(heavy, 0);
  buf_free(&plain.file);
  buf_free(&marked.file);
}

#define LETTER_TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      LETTER_TEST(letters_of_all_languages_keep_letter_and_accent),
      LETTER_TEST(letters_made_of_composite_letters_are_whole),
      LETTER_TEST(check_boxes_are_drawn),
      LETTER_TEST(text_after_a_letter_of_another_font_goes_on_where_it_ends),
      LETTER_TEST(watermark_lies_light_behind_the_text),
  };
  return cmocka_run_group_tests_name("every letter is on the paper", tests, NULL, NULL);
}
