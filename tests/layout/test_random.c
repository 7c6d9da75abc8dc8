/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random documents: whatever they hold, nothing is lost, nothing overlaps, nothing leaves its page. */
#include <stdarg.h>
#include <stddef.h>

#include "sample.h"

#define DOCUMENTS 150
#define LETTER_KINDS 0x600
#define TOP 60.0

static uint64_t seed;

static unsigned pick(unsigned below) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(seed >> 33) % below;
}

/* Words of all lengths; hashes; Greek and Cyrillic; signs; blanks that do not break. No hyphen, so that those of soft hyphens can be told.
 */
static void add_word(struct buf *text) {
  static const char *const PARTS[] = {"a",        "law",      "Sicherheit", "κίνδυνος",        "безопасност",
                                      "ġdid",     "x\u00A0y", "31(1)",      "pkg:deb/x_y@1.2", "sof\u00ADtwa\u00ADre",
                                      "2024/2847"};
  if (pick(12) == 0)
    for (unsigned i = pick(150); i > 0; i--)
      buf_putc(text, (char)('0' + pick(10)));
  else
    buf_puts(text, PARTS[pick(ARRAY_LEN(PARTS))]);
}

static char *random_text(unsigned most_words) {
  struct buf text = {0};
  for (unsigned i = pick(most_words + 1); i > 0; i--) {
    add_word(&text);
    buf_putc(&text, ' ');
  }
  buf_puts(&text, "");
  return text.data ? buf_take(&text) : mem_strdup("");
}

static void add_random_table(struct sample *sample) {
  struct block *block = sample_table(sample, 1 + pick(6), 1 + pick(25), pick(3));
  double *widths = arena_alloc(sample->document.arena, block->columns * sizeof *widths);
  for (size_t i = 0; i < block->columns; i++)
    widths[i] = (1 + pick(9)) / 10.0;
  block->widths = pick(3) ? widths : NULL;
  for (size_t i = 0; i < block->rows_len; i++)
    for (size_t j = 0; j < block->columns; j++) {
      CLEANUP(mem_freep) char *text = random_text(pick(20) ? 8 : 300);
      sample_cell(sample, block, i, j, text);
    }
}

static void add_random_block(struct sample *sample) {
  static const enum block_kind KINDS[] = {BLOCK_HEADING, BLOCK_PARAGRAPH,  BLOCK_PARAGRAPH, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_ITEM,
                                          BLOCK_TABLE,   BLOCK_PAGE_BREAK, BLOCK_RULE,      BLOCK_SIGNATURE, BLOCK_NOTE};
  enum block_kind kind = KINDS[pick(ARRAY_LEN(KINDS))];
  if (kind == BLOCK_TABLE) {
    add_random_table(sample);
    return;
  }
  CLEANUP(mem_freep) char *text = random_text(kind == BLOCK_HEADING ? 12 : 90);
  struct block *block = sample_add(sample, kind, 1 + (int)pick(4), text);
  block->runs[0].style = (enum run_style)pick(RUN_PLACEHOLDER + 1);
  if (pick(3) == 0 && (kind == BLOCK_ITEM || kind == BLOCK_HEADING)) block->label = "1.2";
  if (pick(3) == 0 && kind != BLOCK_PAGE_BREAK && kind != BLOCK_RULE && kind != BLOCK_SIGNATURE) {
    CLEANUP(mem_freep) char *cite = random_text(pick(10) ? 8 : 60);
    block->cite = arena_strdup(sample->document.arena, cite);
  }
}

/* ---- nothing is lost --------------------------------------------------------------------------------------------------- */

static void count_letters(const char *text, long counts[LETTER_KINDS], long sign) {
  uint32_t code;
  if (!text) return;
  for (size_t len; (len = utf8_next(text, &code)) > 0; text += len)
    if (code != ' ' && code != 0xAD && code != '-' && code < LETTER_KINDS) counts[code] += sign;
}

static void count_runs(const struct run *runs, size_t len, long counts[LETTER_KINDS]) {
  for (size_t i = 0; i < len; i++)
    count_letters(runs[i].text, counts, 1);
}

static bool shows_text(const struct block *block) {
  return block->kind != BLOCK_PAGE_BREAK && block->kind != BLOCK_RULE;
}

static void assert_no_letter_lost(const struct sample *sample) {
  long counts[LETTER_KINDS] = {0};
  for (size_t i = 0; i < sample->blocks.len; i++) {
    const struct block *block = &sample->blocks.items[i];
    if (!shows_text(block)) continue;
    count_runs(block->runs, block->runs_len, counts);
    count_letters(block->label, counts, 1);
    count_letters(block->cite, counts, 1);
    for (size_t j = 0; j < block->rows_len; j++)
      for (size_t k = 0; k < block->columns; k++)
        count_runs(block->rows[j].cells[k].runs, block->rows[j].cells[k].runs_len, counts);
  }
  for (size_t i = 0; i < sample->layout->pages.len; i++)
    for (size_t j = 0; j < sample->layout->pages.items[i].ops.len; j++)
      if (op_is_content(&sample->layout->pages.items[i].ops.items[j]))
        count_letters(sample->layout->pages.items[i].ops.items[j].text, counts, -1);
  for (size_t i = 0; i < LETTER_KINDS; i++)
    assert_int_equal(counts[i], 0);
}

/* ---- nothing overlaps, nothing leaves the page -------------------------------------------------------------------------- */

static void assert_inside(const struct layout *layout, const struct op *op) {
  assert_true(op->x >= SAMPLE_LEFT - 0.01);
  assert_true(op->x + op_width(op) <= SAMPLE_RIGHT + 0.01);
  assert_true(op->y - 0.7 * op->size >= TOP);
  assert_true(op->y <= layout->height - 66);
}

static bool overlap(const struct op *a, const struct op *b) {
  return a->x < b->x + op_width(b) - 0.01 && b->x < a->x + op_width(a) - 0.01 && a->y - 0.55 * a->size < b->y &&
         b->y - 0.55 * b->size < a->y;
}

static void assert_page_is_sound(const struct layout *layout, const struct page *page) {
  for (size_t i = 0; i < page->ops.len; i++) {
    const struct op *op = &page->ops.items[i];
    if (op_is_content(op)) assert_inside(layout, op);
    for (size_t j = 0; j < i; j++)
      if (op->kind == OP_TEXT && page->ops.items[j].kind == OP_TEXT) assert_false(overlap(op, &page->ops.items[j]));
  }
}

static void random_documents_are_laid_out_soundly(void **state) {
  (void)state;
  for (unsigned i = 0; i < DOCUMENTS; i++) {
    struct sample sample;
    seed = i;
    sample_open(&sample);
    for (unsigned j = 1 + pick(25); j > 0; j--)
      add_random_block(&sample);
    const struct layout *layout = sample_lay(&sample);
    assert_no_letter_lost(&sample);
    for (size_t j = 0; j < layout->pages.len; j++)
      assert_page_is_sound(layout, &layout->pages.items[j]);
    sample_close(&sample);
  }
}

static void same_document_gives_same_layout(void **state) {
  (void)state;
  struct sample sample;
  seed = 4711;
  sample_open(&sample);
  for (unsigned i = 0; i < 30; i++)
    add_random_block(&sample);
  CLEANUP(buf_free) struct buf first = {0}, second = {0};
  trace_write(sample_lay(&sample), &first);
  trace_write(sample_lay(&sample), &second);
  assert_string_equal(first.data, second.data);
  sample_close(&sample);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_documents_are_laid_out_soundly),
      cmocka_unit_test(same_document_gives_same_layout),
  };
  return cmocka_run_group_tests_name("any document keeps its letters and its margins", tests, NULL, NULL);
}
