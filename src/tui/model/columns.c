/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is worth seeing of an entry at a glance: what is concluded about it, then what was chosen and on which day, first where its name is
 * asked. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

/* More choices than these are a catalogue: a value out of it says little in a column. */
enum { CHOICES_MOST = 16, COLUMN_COLS = 14 };

/* Kinds of entry whose name alone does not tell them apart. */
static const struct { const char *type, *question; } first[] = {{TYPE_VULNERABILITY, QUESTION_VULNERABLE_COMPONENT}};

static void add(struct columns *columns, struct column column) {
  if (columns->len < COLUMNS_MOST) columns->items[columns->len++] = column;
}

static void add_first(const struct pack *pack, const struct subject_type *type, struct columns *columns) {
  for (size_t i = 0; i < ARRAY_LEN(first); i++) {
    const struct question *question = str_eq(type->id, first[i].type) ? pack_question(pack, first[i].question) : NULL;
    if (question && question->subject == type) add(columns, (struct column){.question = question});
  }
}

static void add_conclusions(const struct pack *pack, const struct subject_type *type, struct columns *columns) {
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    if (conclusion->subject == type && conclusion->type == C_CHOICE) add(columns, (struct column){.conclusion = conclusion});
  }
}

static bool tells_something(const struct question *question) {
  bool chosen = question->type == Q_CHOICE && question->choices_len <= CHOICES_MOST;
  return chosen || question->type == Q_DATE || question->type == Q_INSTANT;
}

static void add_questions(const struct pack *pack, const struct subject_type *type, bool beside_name, struct columns *columns) {
  for (size_t i = 0; i < pack_question_count(pack); i++) {
    const struct question *question = pack_question_at(pack, i);
    bool fits = question->subject == type && (question->section == type->name->section) == beside_name;
    if (fits && tells_something(question)) add(columns, (struct column){.question = question});
  }
}

struct columns columns_of(const struct pack *pack, const struct subject_type *type) {
  struct columns columns = {0};
  if (type->implicit) return columns;
  add_first(pack, type, &columns);
  add_conclusions(pack, type, &columns);
  add_questions(pack, type, true, &columns);
  add_questions(pack, type, false, &columns);
  return columns;
}

const char *column_title(const struct column *column) {
  return ui_text(column->conclusion ? &column->conclusion->title : &column->question->title);
}

static char *concluded_text(const struct conclusion_state *state) {
  if (!state || state->status == CONCLUSION_NOT_APPLICABLE) return mem_strdup("");
  if (state->status == CONCLUSION_DISPUTED) return mem_strdup(_("disputed"));
  if (state->status == CONCLUSION_OPEN || state->values.len == 0) return mem_strdup(_("open"));
  return mem_strdup(conclusion_value_title(state->conclusion, state->values.items[0], lang_ui()));
}

static char *answered_text(struct view *view, const struct question_state *state) {
  if (!state || state->asked == TRUTH_FALSE || state->answer == ANSWER_OPEN) return mem_strdup("");
  if (state->answer == ANSWER_UNKNOWN) return mem_strdup("?");
  if (state->answer == ANSWER_CONFLICT) return mem_strdup("!");
  const struct value *value = fact_value(state->fact);
  char *sentence = value && value->type == VALUE_INSTANT ? value_text(value)
                                                         : value_sentence(view_engine(view), state->question, state->fact, lang_ui());
  if (value && value->type == VALUE_INSTANT) sentence[strcspn(sentence, "T")] = '\0'; /* the day */
  if (!state->proposed) return sentence;
  char *text = mem_printf("~%s", sentence);
  free(sentence);
  return text;
}

char *column_text(struct view *view, const struct column *column, const char *subject) {
  struct engine *engine = view_engine(view);
  if (column->question) return answered_text(view, engine_question(engine, subject, column->question));
  return concluded_text(engine_conclusion(engine, subject, column->conclusion->id));
}

static void append(char **place, const char *before, const char *after) {
  char *both = mem_printf("%s%s%s", before, *before && *after ? ", " : "", after);
  free(*place);
  *place = both;
}

/* Of the columns with something in them the first few: conclusions, then the results, that come after kinds. */
char *brief_text(struct view *view, const char *subject) {
  struct columns columns = columns_of(app_pack(view->app), engine_type(view_engine(view), subject));
  char *concluded = mem_strdup(""), *answered = mem_strdup("");
  for (size_t i = 0, shown = 0; i < columns.len && shown < BRIEF_SHOWN; i++) {
    CLEANUP(mem_freep) char *one = column_text(view, &columns.items[i], subject);
    if (!*one) continue;
    shown++;
    if (columns.items[i].conclusion)
      append(&concluded, concluded, one);
    else
      append(&answered, one, answered);
  }
  append(&concluded, concluded, answered);
  free(answered);
  return concluded;
}

/* ---- tables of entries ---- */

/* 0: no entry has anything to show. */
static int content_width(struct view *view, const struct column *column, const subject_vec_t *subjects) {
  int width = 0;
  for (size_t i = 0; i < subjects->len; i++) {
    CLEANUP(mem_freep) char *text = column_text(view, column, subjects->items[i]->id);
    if (utf8_width(text) > width) width = utf8_width(text);
  }
  return width;
}

static int wanted_width(const struct column *column, int content) {
  int title = utf8_width(column_title(column));
  if (title > COLUMN_COLS) title = COLUMN_COLS;
  return title > content ? title : content;
}

static int lesser(int a, int b) {
  return a < b ? a : b;
}

/* All get an equal part at most; what some of them do not need goes to the others, from the left. */
static void share(struct columns *columns, int cols) {
  int part = columns->len ? cols / (int)columns->len - 1 : 0, spare = cols;
  for (size_t i = 0; i < columns->len; i++)
    spare -= lesser(columns->items[i].width, part) + 1;
  for (size_t i = 0; i < columns->len; i++) {
    int width = lesser(columns->items[i].width, part + (spare > 0 ? spare : 0));
    if (width > part) spare -= width - part;
    columns->items[i].width = width;
  }
}

static int least_width(const struct columns *columns) {
  int width = 0;
  for (size_t i = 0; i < columns->len; i++)
    width += 1 + lesser(columns->items[i].width, COLUMN_COLS);
  return width;
}

struct columns columns_fitting(struct view *view, const struct subject_type *type, const subject_vec_t *subjects, int cols) {
  struct columns all = columns_of(app_pack(view->app), type), fitting = {0};
  for (size_t i = 0; i < all.len && fitting.len < COLUMNS_SHOWN; i++) {
    struct column column = all.items[i];
    int content = content_width(view, &column, subjects);
    column.width = wanted_width(&column, content);
    if (content) add(&fitting, column);
    if (least_width(&fitting) > cols) fitting.len--;
  }
  share(&fitting, cols);
  return fitting;
}
