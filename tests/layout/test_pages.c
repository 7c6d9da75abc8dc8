/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on which page: headings, contents, tables, citations, header, footer, watermark. */
#include <stdarg.h>
#include <stddef.h>

#include "sample.h"

#define MANY 400

static int open_sample(void **state) {
  struct sample *sample = mem_alloc(sizeof *sample);
  sample_open(sample);
  *state = sample;
  return 0;
}

static int close_sample(void **state) {
  sample_close(*state);
  free(*state);
  return 0;
}

/* Fills about `lines` lines of a page. */
static void fill(struct sample *sample, size_t lines) {
  CLEANUP(mem_freep) char *text = repeat("filler\n", lines);
  text[strlen(text) - 1] = '\0';
  sample_add(sample, BLOCK_PARAGRAPH, 0, text);
}

/* ---- blocks on pages --------------------------------------------------------------------------------------------------- */

static void document_without_blocks_is_one_page(void **state) {
  const struct layout *layout = sample_lay(*state);
  assert_int_equal(layout->pages.len, 1);
  assert_non_null(find_op(&layout->pages.items[0], OP_TEXT, "Page 1 of 1"));
}

static void heading_is_never_last_on_a_page(void **state) {
  struct sample *sample = *state;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    sample_add(sample, BLOCK_HEADING, 2, "Heading");
    sample_add(sample, BLOCK_HEADING, 3, "Below");
    sample_add(sample, BLOCK_PARAGRAPH, 0, "first\nsecond\nthird\nfourth");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "Heading"), page_with(layout, "Below"));
    assert_int_equal(page_with(layout, "Heading"), page_with(layout, "second"));
  }
}

static void paragraph_keeps_two_lines_at_both_sides_of_a_page_break(void **state) {
  struct sample *sample = *state;
  size_t divided = 0;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    sample_add(sample, BLOCK_PARAGRAPH, 0, "first\nsecond\nthird\nfourth\nfifth");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "first"), page_with(layout, "second"));
    assert_int_equal(page_with(layout, "fourth"), page_with(layout, "fifth"));
    divided += page_with(layout, "first") != page_with(layout, "fifth");
  }
  assert_true(divided > 0);
}

static void page_break_starts_a_page_but_never_an_empty_one(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "one");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "two");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(layout->pages.len, 2);
  assert_int_equal(page_with(layout, "one"), 1);
  assert_int_equal(page_with(layout, "two"), 2);
}

static void page_break_wins_over_a_heading_that_wants_company(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 1, "alone");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "next");
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(page_with(layout, "alone"), 1);
  assert_int_equal(page_with(layout, "next"), 2);
}

static void signature_stays_with_its_caption_and_the_text_above(void **state) {
  struct sample *sample = *state;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    sample_add(sample, BLOCK_PARAGRAPH, 0, "Signed for and on behalf of");
    sample_add(sample, BLOCK_SIGNATURE, 0, "Name\nFunction");
    const struct layout *layout = sample_lay(sample);
    size_t page = page_with(layout, "Signed for");
    assert_int_equal(page, page_with(layout, "Name"));
    assert_int_equal(page, page_with(layout, "Function"));
    const struct op *line = NULL;
    for (size_t i = 0; i < layout->pages.items[page - 1].ops.len; i++) {
      const struct op *op = &layout->pages.items[page - 1].ops.items[i];
      if (op->kind == OP_LINE && op->color == COLOR_INK) line = op;
    }
    assert_non_null(line);
    assert_true(line->y < find_op(&layout->pages.items[page - 1], OP_TEXT, "Name")->y);
  }
}

static void chain_longer_than_a_page_is_divided_all_the_same(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *text = repeat("line\n", 200);
  sample_add(sample, BLOCK_HEADING, 1, text);
  const struct layout *layout = sample_lay(sample);
  size_t count = 0;
  for (size_t i = 0; i < layout->pages.len; i++)
    count += count_ops(&layout->pages.items[i], OP_TEXT, "line");
  assert_int_equal(count, 200);
  assert_true(layout->pages.len >= 5);
}

static void list_item_hangs_behind_its_label(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_ITEM, 1, "first\nmore")->label = "(a)";
  sample_add(sample, BLOCK_ITEM, 2, "inner")->label = "•";
  const struct page *page = &sample_lay(sample)->pages.items[0];
  const struct op *label = find_op(page, OP_TEXT, "(a)"), *text = find_op(page, OP_TEXT, "first"), *more = find_op(page, OP_TEXT, "more");
  assert_float_equal(label->y, text->y, 0.001);
  assert_float_equal(text->x, more->x, 0.001);
  assert_true(text->x >= label->x + op_width(label));
  assert_true(find_op(page, OP_TEXT, "•")->x > label->x);
}

static void note_is_one_box_behind_its_text(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_NOTE, 0, "one\ntwo\nthree");
  const struct page *page = &sample_lay(sample)->pages.items[0];
  assert_int_equal(count_ops(page, OP_RECT, NULL), 2); /* the shade and the bar, not slices */
  const struct op *box = find_op(page, OP_RECT, NULL);
  assert_true(box < find_op(page, OP_TEXT, "one"));
  assert_true(box->y < find_op(page, OP_TEXT, "one")->y - 8 && box->y2 > find_op(page, OP_TEXT, "three")->y);
  assert_true(box->artifact);
}

/* ---- citations --------------------------------------------------------------------------------------------------------- */

static void citation_stands_in_the_margin_beside_the_first_line(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *text = repeat("word ", 60);
  sample_add(sample, BLOCK_PARAGRAPH, 0, text)->cite = "CRA Art. 31(1), Annex VII, point 2(a), point 3";
  const struct page *page = &sample_lay(sample)->pages.items[0];
  double first_y = 0;
  for (size_t i = 0; i < page->ops.len; i++) {
    const struct op *op = &page->ops.items[i];
    if (!op_is_content(op)) continue;
    if (!first_y) first_y = op->y;
    if (op->color == COLOR_MUTED)
      assert_true(op->x >= SAMPLE_RIGHT - 95.1 && op->x + op_width(op) <= SAMPLE_RIGHT + 0.01);
    else
      assert_true(op->x + op_width(op) < SAMPLE_RIGHT - 95);
  }
  assert_float_equal(find_op(page, OP_TEXT, "CRA Art. 31(1), Annex")->y, first_y, 0.001);
}

static void citation_longer_than_its_paragraph_pushes_the_next_one_down(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "short")->cite = "one\ntwo\nthree\nfour\nfive";
  sample_add(sample, BLOCK_PARAGRAPH, 0, "next")->cite = "other";
  const struct page *page = &sample_lay(sample)->pages.items[0];
  assert_true(find_op(page, OP_TEXT, "next")->y > find_op(page, OP_TEXT, "five")->y + 8);
  assert_float_equal(find_op(page, OP_TEXT, "next")->y, find_op(page, OP_TEXT, "other")->y, 0.001);
}

static void text_uses_the_whole_width_where_nothing_is_cited(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *text = repeat("word ", 60);
  sample_add(sample, BLOCK_PARAGRAPH, 0, text);
  const struct page *page = &sample_lay(sample)->pages.items[0];
  double right = 0;
  for (size_t i = 0; i < page->ops.len; i++)
    if (op_is_content(&page->ops.items[i]))
      right = right > page->ops.items[i].x + op_width(&page->ops.items[i]) ? right : page->ops.items[i].x + op_width(&page->ops.items[i]);
  assert_true(right > SAMPLE_RIGHT - 30 && right <= SAMPLE_RIGHT);
}

/* ---- tables ------------------------------------------------------------------------------------------------------------ */

static void number_rows(struct sample *sample, struct block *block) {
  for (size_t i = block->header_rows; i < block->rows_len; i++) {
    CLEANUP(mem_freep) char *text = mem_printf("row %zu.", i);
    sample_cell(sample, block, i, 0, text);
  }
}

static void table_repeats_header_rows_on_every_page(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_table(sample, 2, 200, 2);
  sample_cell(sample, block, 0, 0, "Head");
  sample_cell(sample, block, 1, 1, "Second head");
  number_rows(sample, block);
  const struct layout *layout = sample_lay(sample);
  assert_true(layout->pages.len >= 4);
  for (size_t i = 0; i < layout->pages.len; i++) {
    const struct page *page = &layout->pages.items[i];
    assert_int_equal(count_ops(page, OP_TEXT, "Head"), 1);
    assert_int_equal(count_ops(page, OP_TEXT, "Second head"), 1);
    assert_int_equal(find_op(page, OP_TEXT, "Head")->artifact, i > 0); /* repeated rows are no content */
  }
  assert_int_equal(page_with(layout, "row 2."), 1);
  assert_int_equal(page_with(layout, "row 199."), layout->pages.len);
}

static void table_header_is_never_alone_at_the_end_of_a_page(void **state) {
  struct sample *sample = *state;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    struct block *block = sample_table(sample, 1, 3, 1);
    sample_cell(sample, block, 0, 0, "Head");
    sample_cell(sample, block, 1, 0, "body\nmore");
    sample_cell(sample, block, 2, 0, "last");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "Head"), page_with(layout, "more"));
  }
}

static void table_row_of_few_lines_is_not_divided(void **state) {
  struct sample *sample = *state;
  for (size_t lines = 35; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    struct block *block = sample_table(sample, 1, 1, 0);
    sample_cell(sample, block, 0, 0, "1st\n2nd\n3rd\n4th\n5th\n6th\n7th\n8th");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "1st"), page_with(layout, "8th"));
  }
}

/* A heading, text of so many lines at first, and a table with rows of one line and then of two. */
static void add_record(struct sample *sample, size_t lines, size_t rows) {
  static const size_t paragraphs[] = {1, 2, 2, 1, 1, 1, 1};
  sample_add(sample, BLOCK_HEADING, 2, "Heading");
  fill(sample, lines);
  for (size_t i = 0; i < ARRAY_LEN(paragraphs); i++)
    fill(sample, paragraphs[i]);
  struct block *block = sample_table(sample, 1, rows, 1);
  for (size_t i = 0; i < rows; i++)
    sample_cell(sample, block, i, 0, i < 3 ? "row" : i == 3 ? "1st\n2nd" : "3rd\n4th");
}

/* The row ends a hundredth of a point below the last place: either it fits as a whole, or not at all. */
static void table_row_that_just_fits_is_not_divided(void **state) {
  struct sample *sample = *state;
  add_record(sample, 2, 5);
  add_record(sample, 3, 6);
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(count_ops(&layout->pages.items[0], OP_TEXT, "1st"), count_ops(&layout->pages.items[0], OP_TEXT, "2nd"));
}

static void table_stands_with_the_paragraph_and_the_heading_that_lead_to_it(void **state) {
  struct sample *sample = *state;
  size_t together = 0;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    sample_add(sample, BLOCK_HEADING, 2, "Heading");
    sample_add(sample, BLOCK_PARAGRAPH, 0, "Lead");
    struct block *block = sample_table(sample, 1, 60, 1);
    sample_cell(sample, block, 0, 0, "Head");
    for (size_t i = 1; i < 60; i++)
      sample_cell(sample, block, i, 0, i == 1 ? "First" : "row");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "Heading"), page_with(layout, "First"));
    together += page_with(layout, "Heading") == page_with(layout, "filler");
  }
  assert_true(together > 10); /* the table is not moved for its own length */
}

static void last_row_of_a_table_is_never_alone_on_a_page(void **state) {
  struct sample *sample = *state;
  size_t divided = 0;
  for (size_t lines = 30; lines < 60; lines++) {
    sample->blocks.len = 0;
    fill(sample, lines);
    struct block *block = sample_table(sample, 1, 4, 1);
    sample_cell(sample, block, 0, 0, "Head");
    sample_cell(sample, block, 1, 0, "1st");
    sample_cell(sample, block, 2, 0, "2nd");
    sample_cell(sample, block, 3, 0, "3rd");
    const struct layout *layout = sample_lay(sample);
    assert_int_equal(page_with(layout, "2nd"), page_with(layout, "3rd"));
    divided += page_with(layout, "1st") != page_with(layout, "3rd");
  }
  assert_true(divided > 0);
}

static void table_row_longer_than_a_page_is_divided_with_its_header(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_table(sample, 2, 2, 1);
  sample_cell(sample, block, 0, 0, "Head");
  CLEANUP(mem_freep) char *text = repeat("line\n", 150);
  sample_cell(sample, block, 1, 1, text);
  const struct layout *layout = sample_lay(sample);
  size_t lines = 0;
  assert_true(layout->pages.len >= 3);
  for (size_t i = 0; i < layout->pages.len; i++) {
    const struct page *page = &layout->pages.items[i];
    const struct op *head = find_op(page, OP_TEXT, "Head"), *line = find_op(page, OP_TEXT, "line");
    assert_true(head && line && line->y > head->y + 10);
    lines += count_ops(page, OP_TEXT, "line");
  }
  assert_int_equal(lines, 150);
}

static void table_header_taller_than_half_a_page_is_not_repeated(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_table(sample, 1, 90, 1);
  CLEANUP(mem_freep) char *text = repeat("head\n", 40);
  sample_cell(sample, block, 0, 0, text);
  number_rows(sample, block);
  const struct layout *layout = sample_lay(sample);
  size_t heads = 0;
  for (size_t i = 0; i < layout->pages.len; i++)
    heads += count_ops(&layout->pages.items[i], OP_TEXT, "head");
  assert_int_equal(heads, 40);
  assert_int_equal(page_with(layout, "row 89."), layout->pages.len);
}

static void table_cell_never_reaches_the_next_column(void **state) {
  struct sample *sample = *state;
  static const double widths[] = {0.01, 0.2, 0.79};
  CLEANUP(mem_freep) char *hash = repeat("0123456789abcdef", 4);
  struct block *block = sample_table(sample, 3, 1, 0);
  block->widths = widths;
  for (size_t i = 0; i < 3; i++)
    sample_cell(sample, block, 0, i, hash);
  const struct page *page = &sample_lay(sample)->pages.items[0];
  double left[3] = {1000, 1000, 1000}, right[3] = {0};
  /* The first line of the cells tells the columns. */
  size_t column = 0;
  for (size_t i = 0; i < page->ops.len; i++) {
    const struct op *op = &page->ops.items[i];
    if (!op_is_content(op)) continue;
    if (column < 3) left[column++] = op->x;
    for (size_t j = 0; j < 3; j++)
      if (op->x == left[j] && op->x + op_width(op) > right[j]) right[j] = op->x + op_width(op);
  }
  assert_true(left[0] > SAMPLE_LEFT && right[0] < left[1] && right[1] < left[2] && right[2] < SAMPLE_RIGHT);
  assert_true(left[1] - left[0] >= 25); /* a share of 1 % is not taken literally */
}

static void table_with_citation_is_headed_by_it(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_table(sample, 1, 1, 0);
  sample_cell(sample, block, 0, 0, "cell");
  block->cite = "CRA Annex I";
  const struct page *page = &sample_lay(sample)->pages.items[0];
  assert_true(find_op(page, OP_TEXT, "CRA Annex I")->y < find_op(page, OP_TEXT, "cell")->y);
}

/* ---- contents, links, bookmarks ---------------------------------------------------------------------------------------- */

static size_t anchor_page(const struct layout *layout, const char *anchor) {
  for (size_t i = 0; i < layout->pages.len; i++)
    if (find_op(&layout->pages.items[i], OP_ANCHOR, anchor)) return i + 1;
  return 0;
}

/* Every entry's number equals the page its link leads to, and is set flush right. Returns how many there are. */
static size_t check_entries(const struct layout *layout) {
  size_t entries = 0;
  for (size_t i = 0; i < layout->pages.len; i++)
    for (size_t j = 1; j < layout->pages.items[i].ops.len; j++) {
      const struct op *link = &layout->pages.items[i].ops.items[j], *number = link - 1;
      if (link->kind != OP_LINK || number->kind != OP_TEXT || number->text[0] < '0' || number->text[0] > '9') continue;
      assert_int_equal(strtoul(number->text, NULL, 10), anchor_page(layout, link->text));
      assert_float_equal(number->x + op_width(number), SAMPLE_RIGHT, 0.01);
      entries++;
    }
  return entries;
}

static void contents_show_the_pages_of_the_headings(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 1, "Cover");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "Contents");
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  for (size_t i = 0; i < MANY; i++) { /* so many that the contents themselves take pages */
    CLEANUP(mem_freep) char *title = mem_printf("Chapter %zu.", i);
    sample_add(sample, BLOCK_HEADING, 1 + (int)(i % 4), title);
    if (i % 3 == 0) fill(sample, i % 17 + 2);
  }
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(check_entries(layout), MANY - MANY / 4); /* level 4 is not listed */
}

static void contents_leave_out_what_stands_before_them(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 1, "Cover");
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "Listed");
  const struct page *page = &sample_lay(sample)->pages.items[0];
  assert_int_equal(count_ops(page, OP_TEXT, "Cover"), 1);
  assert_int_equal(count_ops(page, OP_TEXT, "Listed"), 2);
}

static void contents_wrap_long_titles_before_the_number(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  CLEANUP(mem_freep) char *title = repeat("title ", 60);
  sample_add(sample, BLOCK_HEADING, 1, title);
  const struct layout *layout = sample_lay(sample);
  const struct page *page = &layout->pages.items[0];
  assert_int_equal(check_entries(layout), 1);
  for (size_t i = 0; i < page->ops.len && page->ops.items[i].kind != OP_BOOKMARK; i++) {
    const struct op *op = &page->ops.items[i];
    if (op->kind == OP_TEXT && str_starts(op->text, "title")) assert_true(op->x + op_width(op) <= SAMPLE_RIGHT - 36);
  }
}

static void contents_have_dotted_leaders(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "A");
  sample_add(sample, BLOCK_HEADING, 1, "Longer");
  const struct page *page = &sample_lay(sample)->pages.items[0];
  double ends[2] = {0};
  size_t leaders = 0;
  for (size_t i = 0; i < page->ops.len && leaders < 2; i++) {
    const struct op *op = &page->ops.items[i];
    if (op->kind == OP_TEXT && str_starts(op->text, " . . .")) ends[leaders++] = op->x + op_width(op);
  }
  assert_int_equal(leaders, 2);
  assert_float_equal(ends[0], ends[1], 0.001);
}

static double no_width(void *context, enum font font, double size, const char *text, size_t len) {
  (void)context, (void)font, (void)size, (void)text, (void)len;
  return 0;
}

static void contents_need_no_width_of_dots(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_CONTENTS, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "Heading");
  sample->document.blocks = sample->blocks.items, sample->document.blocks_len = sample->blocks.len;
  struct metrics metrics = trace_metrics();
  metrics.width = no_width;
  assert_int_equal(layout_build(&sample->document, &metrics, &sample->layout, NULL), STATUS_OK);
}

static void heading_gives_bookmark_with_label_and_level(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 3, "Pur\u00ADpose")->label = "1.2.3";
  const struct op *bookmark = find_op(&sample_lay(sample)->pages.items[0], OP_BOOKMARK, NULL);
  assert_string_equal(bookmark->text, "1.2.3 Purpose");
  assert_int_equal(bookmark->level, 3);
}

static void run_with_anchor_links_to_the_block(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_add(sample, BLOCK_PARAGRAPH, 0, "see there");
  block->runs[0].anchor = "there";
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "here it is")->id = "there";
  const struct layout *layout = sample_lay(sample);
  const struct op *text = find_op(&layout->pages.items[0], OP_TEXT, "see there");
  const struct op *link = find_op(&layout->pages.items[0], OP_LINK, "there");
  assert_non_null(link);
  assert_true(link->x <= text->x && link->x2 >= text->x + op_width(text) && link->y < text->y && link->y2 > text->y);
  assert_int_equal(anchor_page(layout, "there"), 2);
}

static void run_with_unknown_anchor_is_plain_text(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "see nowhere")->runs[0].anchor = "nowhere";
  const struct page *page = &sample_lay(sample)->pages.items[0];
  assert_int_equal(count_ops(page, OP_LINK, NULL), 0);
  assert_int_equal(find_op(page, OP_TEXT, "see nowhere")->color, COLOR_INK);
}

static void block_without_text_keeps_its_anchor(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "see")->runs[0].anchor = "empty";
  sample_add(sample, BLOCK_PARAGRAPH, 0, NULL)->id = "empty";
  assert_int_equal(anchor_page(sample_lay(sample), "empty"), 1);
}

/* ---- header, footer, cover, watermark ---------------------------------------------------------------------------------- */

static void footer_counts_pages_on_every_page(void **state) {
  struct sample *sample = *state;
  sample->document.footer = "Document 4711";
  fill(sample, 130);
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(layout->pages.len, 3);
  for (size_t i = 0; i < 3; i++) {
    CLEANUP(mem_freep) char *text = mem_printf("Page %zu of 3", i + 1);
    const struct op *count = find_op(&layout->pages.items[i], OP_TEXT, text);
    assert_non_null(count);
    assert_true(count->artifact);
    assert_float_equal(count->x + op_width(count), SAMPLE_RIGHT, 0.001);
    assert_non_null(find_op(&layout->pages.items[i], OP_TEXT, "Document 4711"));
  }
}

static void footer_of_many_lines_moves_the_text_up(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *footer = repeat("line\n", 12);
  sample->document.footer = footer;
  fill(sample, 130);
  const struct layout *layout = sample_lay(sample);
  double top = find_op(&layout->pages.items[0], OP_TEXT, "line")->y;
  for (size_t i = 0; i < layout->pages.items[0].ops.len; i++) {
    const struct op *op = &layout->pages.items[0].ops.items[i];
    if (op->kind == OP_TEXT) assert_true(op->y < layout->height - 30);
    if (op_is_content(op)) assert_true(op->y < top - 15);
  }
}

static void header_names_the_document_from_the_second_page(void **state) {
  struct sample *sample = *state;
  CLEANUP(mem_freep) char *title = repeat("long title ", 40);
  sample->document.title = title, sample->document.subtitle = "Router 2.1";
  fill(sample, 130);
  const struct layout *layout = sample_lay(sample);
  assert_null(find_op(&layout->pages.items[0], OP_TEXT, "Router 2.1"));
  const struct op *subtitle = find_op(&layout->pages.items[1], OP_TEXT, "Router 2.1"), *header = NULL;
  for (size_t i = 0; i < layout->pages.items[1].ops.len; i++)
    if (layout->pages.items[1].ops.items[i].text && str_starts(layout->pages.items[1].ops.items[i].text, "long title"))
      header = &layout->pages.items[1].ops.items[i];
  assert_true(subtitle && header && header->artifact);
  assert_true(header->x + op_width(header) < subtitle->x); /* shortened */
  assert_non_null(strstr(header->text, "…"));
}

static void header_and_labels_leave_out_letters_that_only_tell_where_to_break(void **state) {
  struct sample *sample = *state;
  sample->document.title = "Tech\u00ADnical file", sample->document.subtitle = "Rou\u200Bter\u2060 2\u20111";
  fill(sample, 130);
  sample_add(sample, BLOCK_PARAGRAPH, 0, "last");
  sample_add(sample, BLOCK_ITEM, 1, "item")->label = "a\u2060)";
  const struct layout *layout = sample_lay(sample);
  assert_non_null(find_op(&layout->pages.items[1], OP_TEXT, "Technical file"));
  assert_non_null(find_op(&layout->pages.items[1], OP_TEXT, "Router 2-1"));
  assert_non_null(find_op(&layout->pages.items[layout->pages.len - 1], OP_TEXT, "a)"));
}

static void cover_title_stands_lower_than_other_headings(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_HEADING, 1, "Cover");
  sample_add(sample, BLOCK_PAGE_BREAK, 0, NULL);
  sample_add(sample, BLOCK_HEADING, 1, "Chapter");
  const struct layout *layout = sample_lay(sample);
  assert_true(find_op(&layout->pages.items[0], OP_TEXT, "Cover")->y > find_op(&layout->pages.items[1], OP_TEXT, "Chapter")->y + 100);
}

static void watermark_is_first_on_every_page_of_a_draft(void **state) {
  struct sample *sample = *state;
  sample->document.watermark = "ПРОЕКТ";
  fill(sample, 100);
  const struct layout *layout = sample_lay(sample);
  for (size_t i = 0; i < layout->pages.len; i++) {
    const struct op *op = &layout->pages.items[i].ops.items[0];
    assert_int_equal(op->kind, OP_WATERMARK);
    assert_string_equal(op->text, "ПРОЕКТ");
    assert_true(op->x > 0 && op->x2 < layout->width && op->y2 > 0 && op->y < layout->height && op->size > 40);
  }
  sample->document.watermark = NULL;
  assert_int_equal(count_ops(&sample_lay(sample)->pages.items[0], OP_WATERMARK, NULL), 0);
}

/* ---- letters no font has ----------------------------------------------------------------------------------------------- */

static void assert_missing(struct sample *sample, const char *what, const char *where) {
  CLEANUP(error_clear) struct error error = {0};
  struct metrics metrics = trace_metrics();
  struct layout *layout = NULL;
  sample->document.blocks = sample->blocks.items, sample->document.blocks_len = sample->blocks.len;
  assert_int_equal(layout_build(&sample->document, &metrics, &layout, &error), STATUS_INPUT);
  assert_null(layout);
  assert_non_null(strstr(error.what, what));
  assert_non_null(strstr(error.where, where));
  assert_non_null(error.next);
}

static void letter_that_no_font_has_is_named_with_its_block(void **state) {
  struct sample *sample = *state;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "fine");
  struct block *block = sample_add(sample, BLOCK_PARAGRAPH, 0, "a \U0001F600 face");
  block->id = "answer-7";
  assert_missing(sample, "U+1F600", "block 2 (answer-7)");
}

static void letter_is_found_in_cells_labels_citations_and_footer(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_table(sample, 1, 1, 0);
  sample_cell(sample, block, 0, 0, "\U0001F600");
  assert_missing(sample, "U+1F600", "block 1");
  sample->blocks.len = 0;
  sample_add(sample, BLOCK_ITEM, 1, "item")->label = "\U0001F600";
  assert_missing(sample, "U+1F600", "block 1");
  sample->blocks.len = 0;
  sample_add(sample, BLOCK_PARAGRAPH, 0, "text")->cite = "\U0001F600";
  assert_missing(sample, "U+1F600", "block 1");
  sample->blocks.len = 0;
  sample->document.footer = "\U0001F600";
  assert_missing(sample, "U+1F600", "footer");
}

static void letter_of_a_foreign_file_is_spelt_and_not_refused(void **state) {
  struct sample *sample = *state;
  struct block *block = sample_add(sample, BLOCK_PARAGRAPH, 0, "lib\U0001F600");
  block->runs[0].style = RUN_FOREIGN;
  const struct layout *layout = sample_lay(sample);
  assert_int_equal(count_ops(&layout->pages.items[0], OP_TEXT, "lib[U+1F600]"), 1);
}

/* ---- all of a small document ------------------------------------------------------------------------------------------- */

static const char GOLDEN[] = "page 1\n"
                             "watermark 241.0 579.9 428.6 314.5 130.0 artifact | DRAFT\n"
                             "bookmark 78.0 level 1 | 1 Purpose\n"
                             "anchor 78.0 | purpose\n"
                             "text 62.0 97.5 bold 20.0 accent | 1\n"
                             "text 86.0 97.5 bold 20.0 accent | Purpose\n"
                             "text 62.0 123.2 regular 10.0 ink | A product.\n"
                             "text 438.3 123.2 regular 8.0 muted | CRA Art. 3(1)\n"
                             "text 62.0 143.8 regular 10.0 ink | (a)\n"
                             "text 83.0 143.8 regular 10.0 ink | an item\n"
                             "rect 62.0 153.0 533.3 171.7 shade artifact\n"
                             "text 67.0 165.5 bold 9.0 accent | Key\n"
                             "text 302.6 165.5 bold 9.0 accent | Value\n"
                             "line 62.0 171.7 533.3 171.7 0.9 accent artifact\n"
                             "text 67.0 184.2 regular 9.0 ink | name\n"
                             "text 302.6 184.2 regular 9.0 ink | two\n"
                             "text 302.6 195.9 regular 9.0 ink | lines\n"
                             "line 62.0 202.1 533.3 202.1 0.5 rule artifact\n"
                             "rect 62.0 214.1 422.3 241.6 shade artifact\n"
                             "rect 62.0 214.1 64.5 241.6 accent artifact\n"
                             "text 73.5 231.3 regular 10.0 ink | A note.\n"
                             "line 62.0 254.1 422.3 254.1 0.5 rule artifact\n"
                             "line 62.0 304.6 292.0 304.6 0.6 ink artifact\n"
                             "text 62.0 316.6 regular 9.0 ink | Name\n"
                             "line 62.0 790.9 533.3 790.9 0.5 rule artifact\n"
                             "text 62.0 803.5 regular 7.5 muted artifact | Document 1\n"
                             "text 492.0 803.5 regular 7.5 muted artifact | Page 1 of 1\n";

static void small_document_is_laid_out_as_read_and_agreed(void **state) {
  struct sample *sample = *state;
  sample->document.footer = "Document 1", sample->document.watermark = "DRAFT";
  struct block *block = sample_add(sample, BLOCK_HEADING, 1, "Purpose");
  block->id = "purpose", block->label = "1";
  sample_add(sample, BLOCK_PARAGRAPH, 0, "A product.")->cite = "CRA Art. 3(1)";
  sample_add(sample, BLOCK_ITEM, 1, "an item")->label = "(a)";
  block = sample_table(sample, 2, 2, 1);
  sample_cell(sample, block, 0, 0, "Key"), sample_cell(sample, block, 0, 1, "Value");
  sample_cell(sample, block, 1, 0, "name"), sample_cell(sample, block, 1, 1, "two\nlines");
  sample_add(sample, BLOCK_NOTE, 0, "A note.");
  sample_add(sample, BLOCK_RULE, 0, NULL);
  sample_add(sample, BLOCK_SIGNATURE, 0, "Name");
  CLEANUP(buf_free) struct buf trace = {0};
  trace_write(sample_lay(sample), &trace);
  assert_string_equal(trace.data, GOLDEN);
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, open_sample, close_sample)

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      PAGE_TEST(document_without_blocks_is_one_page),
      PAGE_TEST(heading_is_never_last_on_a_page),
      PAGE_TEST(paragraph_keeps_two_lines_at_both_sides_of_a_page_break),
      PAGE_TEST(page_break_starts_a_page_but_never_an_empty_one),
      PAGE_TEST(page_break_wins_over_a_heading_that_wants_company),
      PAGE_TEST(signature_stays_with_its_caption_and_the_text_above),
      PAGE_TEST(chain_longer_than_a_page_is_divided_all_the_same),
      PAGE_TEST(list_item_hangs_behind_its_label),
      PAGE_TEST(note_is_one_box_behind_its_text),
      PAGE_TEST(citation_stands_in_the_margin_beside_the_first_line),
      PAGE_TEST(citation_longer_than_its_paragraph_pushes_the_next_one_down),
      PAGE_TEST(text_uses_the_whole_width_where_nothing_is_cited),
      PAGE_TEST(table_repeats_header_rows_on_every_page),
      PAGE_TEST(table_header_is_never_alone_at_the_end_of_a_page),
      PAGE_TEST(table_row_of_few_lines_is_not_divided),
      PAGE_TEST(table_row_that_just_fits_is_not_divided),
      PAGE_TEST(last_row_of_a_table_is_never_alone_on_a_page),
      PAGE_TEST(table_stands_with_the_paragraph_and_the_heading_that_lead_to_it),
      PAGE_TEST(table_row_longer_than_a_page_is_divided_with_its_header),
      PAGE_TEST(table_header_taller_than_half_a_page_is_not_repeated),
      PAGE_TEST(table_cell_never_reaches_the_next_column),
      PAGE_TEST(table_with_citation_is_headed_by_it),
      PAGE_TEST(contents_show_the_pages_of_the_headings),
      PAGE_TEST(contents_leave_out_what_stands_before_them),
      PAGE_TEST(contents_wrap_long_titles_before_the_number),
      PAGE_TEST(contents_have_dotted_leaders),
      PAGE_TEST(contents_need_no_width_of_dots),
      PAGE_TEST(heading_gives_bookmark_with_label_and_level),
      PAGE_TEST(run_with_anchor_links_to_the_block),
      PAGE_TEST(run_with_unknown_anchor_is_plain_text),
      PAGE_TEST(block_without_text_keeps_its_anchor),
      PAGE_TEST(footer_counts_pages_on_every_page),
      PAGE_TEST(footer_of_many_lines_moves_the_text_up),
      PAGE_TEST(header_names_the_document_from_the_second_page),
      PAGE_TEST(header_and_labels_leave_out_letters_that_only_tell_where_to_break),
      PAGE_TEST(cover_title_stands_lower_than_other_headings),
      PAGE_TEST(watermark_is_first_on_every_page_of_a_draft),
      PAGE_TEST(letter_that_no_font_has_is_named_with_its_block),
      PAGE_TEST(letter_is_found_in_cells_labels_citations_and_footer),
      PAGE_TEST(letter_of_a_foreign_file_is_spelt_and_not_refused),
      PAGE_TEST(small_document_is_laid_out_as_read_and_agreed),
  };
  return cmocka_run_group_tests_name("blocks are placed on pages as a careful typist would", tests, NULL, NULL);
}
