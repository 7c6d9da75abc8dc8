/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers, conclusions, reasons and gaps in words. Each text is a whole sentence or the value alone. */
#include <stdlib.h>

#include "doc/doc.h"

/* More possible results than these are counted and not named. */
enum { LISTED_MAX = 6 };

/* A sentence of the program itself, in the language asked for. */
static const char *say(const char *lang, const char *message) {
  return tr(lang, NULL, message);
}

/* ---- values ---- */

static char *unit_sentence(const char *number, const char *unit, const char *lang) {
  if (!unit) return mem_strdup(number);
  if (str_eq(unit, "days")) return mem_printf(say(lang, N_("%s days")), number);
  if (str_eq(unit, "months")) return mem_printf(say(lang, N_("%s months")), number);
  if (str_eq(unit, "years")) return mem_printf(say(lang, N_("%s years")), number);
  return mem_printf("%s %s", number, unit);
}

static char *number_sentence(const struct question *question, int64_t number, const char *lang) {
  CLEANUP(mem_freep) char *text = number_format(number);
  return unit_sentence(text, question->unit, lang);
}

static char *one_value(struct engine *engine, const struct question *question, const struct value *value, const char *lang) {
  const struct choice *choice;
  switch (value->type) {
  case VALUE_BOOL:
    return mem_strdup(value->boolean ? say(lang, N_("Yes")) : say(lang, N_("No")));
  case VALUE_CHOICE:
    choice = question_choice(question, value->text);
    return mem_strdup(choice ? pack_text(&choice->title, lang) : value->text);
  case VALUE_NUMBER:
    return number_sentence(question, value->number, lang);
  case VALUE_REF:
    return mem_strdup(engine_name(engine, value->text, lang));
  case VALUE_BLOB:
    return mem_strdup(value->lang ? value->lang : value->text);
  case VALUE_NONE:
    return mem_strdup(say(lang, N_("none")));
  case VALUE_UNKNOWN:
    return mem_strdup(say(lang, N_("unknown")));
  case VALUE_REDACTED:
    return mem_strdup(say(lang, N_("erased")));
  default:
    return value_text(value);
  }
}

static char *join_values(struct engine *engine, const struct question *question, const struct head *heads, size_t len,
                         const char *separator, const char *lang) {
  struct buf text = {0};
  for (size_t i = 0; i < len; i++) {
    CLEANUP(mem_freep) char *one = one_value(engine, question, &heads[i].value, lang);
    if (i > 0) buf_puts(&text, separator);
    buf_puts(&text, one);
  }
  return buf_take(&text);
}

static char *conflict_sentence(struct engine *engine, const struct question *question, const struct fact *fact, const char *lang) {
  CLEANUP(mem_freep) char *heads = join_values(engine, question, fact->heads, fact->heads_len, " / ", lang);
  CLEANUP(mem_freep) char *elements = join_values(engine, question, fact->elements, fact->elements_len, ", ", lang);
  CLEANUP(mem_freep) char *all = fact->elements_len ? mem_printf("%s / %s", heads, elements) : mem_strdup(heads);
  return mem_printf(say(lang, N_("two answers: %s")), all);
}

char *value_sentence(struct engine *engine, const struct question *question, const struct fact *fact, const char *lang) {
  switch (fact_state(fact)) {
  case ANSWER_OPEN:
    return mem_strdup(say(lang, N_("not answered")));
  case ANSWER_UNKNOWN:
    return mem_strdup(say(lang, N_("unknown")));
  case ANSWER_CONFLICT:
    return conflict_sentence(engine, question, fact, lang);
  case ANSWER_GIVEN:
    break;
  }
  const struct value *single = fact_value(fact);
  if (single) return one_value(engine, question, single, lang);
  return join_values(engine, question, fact->elements, fact->elements_len, ", ", lang);
}

/* ---- conclusions ---- */

const char *conclusion_value_title(const struct conclusion *conclusion, const char *value, const char *lang) {
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (str_eq(conclusion->values[i].id, value)) return pack_text(&conclusion->values[i].title, lang);
  return str_eq(value, "none") ? say(lang, N_("none")) : value;
}

static char *join_results(const struct conclusion *conclusion, const id_vec_t *values, const char *separator, const char *lang) {
  struct buf text = {0};
  for (size_t i = 0; i < values->len; i++) {
    if (i > 0) buf_puts(&text, separator);
    buf_puts(&text, conclusion_value_title(conclusion, values->items[i], lang));
  }
  return buf_take(&text);
}

static char *open_sentence(const struct conclusion_state *state, const char *lang) {
  CLEANUP(mem_freep) char *possible = join_results(state->conclusion, &state->possible, " / ", lang);
  CLEANUP(mem_freep) char *sure = join_results(state->conclusion, &state->values, ", ", lang);
  bool disputed = state->status == CONCLUSION_DISPUTED;
  if (state->possible.len > LISTED_MAX && state->values.len == 0)
    return mem_printf(disputed ? say(lang, N_("disputed: %zu results are possible")) : say(lang, N_("open: %zu results are possible")),
                      state->possible.len);
  if (state->possible.len == 0) return mem_strdup(disputed ? say(lang, N_("disputed")) : say(lang, N_("open")));
  if (state->values.len == 0) return mem_printf(disputed ? say(lang, N_("disputed: %s")) : say(lang, N_("open: %s")), possible);
  return mem_printf(disputed ? say(lang, N_("%1$s; disputed: %2$s")) : say(lang, N_("%1$s; open: %2$s")), sure, possible);
}

char *conclusion_sentence(struct engine *engine, const struct conclusion_state *state, const char *lang) {
  (void)engine;
  switch (state->status) {
  case CONCLUSION_NOT_APPLICABLE:
    return mem_strdup(say(lang, N_("not applicable")));
  case CONCLUSION_OPEN:
  case CONCLUSION_DISPUTED:
    return open_sentence(state, lang);
  case CONCLUDED:
    break;
  }
  if (state->values.len == 0) return mem_strdup(say(lang, N_("none")));
  return join_results(state->conclusion, &state->values, ", ", lang);
}

/* ---- reasons ---- */

/* With several subjects of a type side by side, a sentence must say which one is meant. */
static bool has_siblings(struct engine *engine, const char *subject) {
  const struct subject_type *type = engine_type(engine, subject);
  if (!type) return false;
  if (type->implicit) return true;
  subject_vec_t twins = {0};
  snapshot_children(engine_snapshot(engine), engine_parent(engine, subject), type->id, &twins);
  bool several = twins.len > 1;
  vec_free(&twins);
  return several;
}

/* "Title", or "Title (subject)" where there are several. */
static char *title_on(struct engine *engine, const struct text *title, const char *subject, const char *lang) {
  const char *words = pack_text(title, lang);
  return has_siblings(engine, subject) ? mem_printf("%s (%s)", words, engine_name(engine, subject, lang)) : mem_strdup(words);
}

static char *answer_reason(struct engine *engine, const struct reason *reason, const char *lang) {
  CLEANUP(mem_freep) char *title = title_on(engine, &reason->question->title, reason->subject, lang);
  CLEANUP(mem_freep) char *value = value_sentence(engine, reason->question, reason->fact, lang);
  return mem_printf("%s: %s", title, value);
}

static char *not_asked_reason(struct engine *engine, const struct reason *reason, const char *lang) {
  CLEANUP(mem_freep) char *title = title_on(engine, &reason->question->title, reason->subject, lang);
  if (reason->truth == TRUTH_UNKNOWN) return mem_printf(say(lang, N_("%s: it is open whether this is asked")), title);
  return mem_printf(say(lang, N_("%s: not asked")), title);
}

static char *conclusion_reason(struct engine *engine, const struct reason *reason, const char *lang) {
  const struct conclusion_state *state = reason->conclusion;
  CLEANUP(mem_freep) char *title = title_on(engine, &state->conclusion->title, state->subject, lang);
  CLEANUP(mem_freep) char *value = conclusion_sentence(engine, state, lang);
  bool single = state->status == CONCLUDED && state->cases.len == 1 && *state->cases.items[0]->because.text;
  if (!single) return mem_printf("%s: %s", title, value);
  return mem_printf("%s: %s. %s", title, value, pack_text(&state->cases.items[0]->because, lang));
}

/* A cell that a comparison reads: "The CRA applies: from 2027-12-11". */
static char *cell_reason(const char *what, const struct table_row *row, const char *lang) {
  const char *from = row ? table_cell(row, "from") : NULL;
  return from ? mem_printf(say(lang, N_("%1$s: from %2$s")), what, from) : mem_strdup(what);
}

static char *in_force_reason(const struct reason *reason, const char *what, const char *lang) {
  if (reason->truth == TRUTH_TRUE) return mem_printf(say(lang, N_("The law pack holds “%s” as being in force.")), what);
  return mem_printf(say(lang, N_("The law pack does not hold “%s” as being in force.")), what);
}

static char *listed_reason(const struct reason *reason, const char *what, const char *lang) {
  const id_vec_t *values = &reason->condition->values;
  const char *heading = reason->condition->column && values->len == 1 ? values->items[0] : reason->table->id;
  switch (reason->truth) {
  case TRUTH_TRUE:
    return mem_printf(say(lang, N_("“%1$s” is listed in the law pack under “%2$s”.")), what, heading);
  case TRUTH_FALSE:
    return mem_printf(say(lang, N_("“%1$s” is not listed in the law pack under “%2$s”.")), what, heading);
  case TRUTH_UNKNOWN:
    break;
  }
  return mem_printf(say(lang, N_("It is open what is to be looked up in the law pack under “%s”.")), heading);
}

static char *table_reason(const struct reason *reason, const char *lang) {
  const struct table_row *row = reason->row ? table_row(reason->table, reason->row) : NULL;
  const char *id = reason->row ? reason->row : "";
  const char *what = row && *row->title.text ? pack_text(&row->title, lang) : id;
  if (!reason->condition) return cell_reason(what, row, lang);
  return reason->condition->kind == COND_IN_FORCE ? in_force_reason(reason, what, lang) : listed_reason(reason, what, lang);
}

static bool is_day(const char *text) {
  day_t day;
  return day_parse(text, &day);
}

static char *compare_reason(const struct reason *reason, const char *lang) {
  static const char *const of_days[] = {
      [OP_LT] = N_("%1$s is before %2$s."), [OP_LE] = N_("%1$s is not after %2$s."),  [OP_EQ] = N_("%1$s is the same day as %2$s."),
      [OP_NE] = N_("%1$s is not %2$s."),    [OP_GE] = N_("%1$s is not before %2$s."), [OP_GT] = N_("%1$s is after %2$s."),
  };
  static const char *const of_numbers[] = {
      [OP_LT] = N_("%1$s is less than %2$s."),   [OP_LE] = N_("%1$s is at most %2$s."),  [OP_EQ] = N_("%1$s equals %2$s."),
      [OP_NE] = N_("%1$s does not equal %2$s."), [OP_GE] = N_("%1$s is at least %2$s."), [OP_GT] = N_("%1$s is greater than %2$s."),
  };
  static const enum compare_op opposite[] = {
      [OP_LT] = OP_GE, [OP_LE] = OP_GT, [OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_GE] = OP_LT, [OP_GT] = OP_LE,
  };
  bool known = reason->truth != TRUTH_UNKNOWN && reason->condition && reason->left && reason->right;
  if (!known) return mem_strdup(say(lang, N_("Two values cannot be compared yet, because an answer is open.")));
  const char *none = say(lang, N_("none"));
  const char *left = str_eq(reason->left, "none") ? none : reason->left, *right = str_eq(reason->right, "none") ? none : reason->right;
  if (left == none || right == none) return mem_printf(say(lang, N_("“%1$s” and “%2$s” cannot be compared.")), left, right);
  enum compare_op op = reason->truth == TRUTH_TRUE ? reason->condition->op : opposite[reason->condition->op];
  const char *const *words = is_day(left) && is_day(right) ? of_days : of_numbers;
  return mem_printf(say(lang, words[op]), left, right);
}

static char *range_reason(const struct reason *reason, const char *lang) {
  const struct range *range = &reason->condition->range;
  const char *list = range->link ? pack_text(&range->link->title, lang) : range->of ? pack_text(&range->of->plural, lang) : "";
  bool every = reason->condition->kind == COND_EVERY;
  switch (reason->truth) {
  case TRUTH_TRUE:
    return mem_printf(
        every ? say(lang, N_("Each of “%s” meets the condition.")) : say(lang, N_("At least one of “%s” meets the condition.")), list);
  case TRUTH_FALSE:
    return mem_printf(every ? say(lang, N_("Not each of “%s” meets the condition.")) : say(lang, N_("None of “%s” meets the condition.")),
                      list);
  case TRUTH_UNKNOWN:
    break;
  }
  return mem_printf(say(lang, N_("It is open whether “%s” meet the condition.")), list);
}

char *reason_sentence(struct engine *engine, const struct reason *reason, const char *lang) {
  switch (reason->kind) {
  case REASON_ANSWER:
    return answer_reason(engine, reason, lang);
  case REASON_NOT_ASKED:
    return not_asked_reason(engine, reason, lang);
  case REASON_CONCLUSION:
    return conclusion_reason(engine, reason, lang);
  case REASON_TABLE:
    return table_reason(reason, lang);
  case REASON_COMPARE:
    return compare_reason(reason, lang);
  case REASON_RANGE:
    return range_reason(reason, lang);
  case REASON_GAP:
    return mem_printf(say(lang, N_("Open point: %s")), reason->gap ? pack_text(&reason->gap->title, lang) : "");
  case REASON_ALL:
    break;
  }
  return mem_strdup(say(lang, N_("These together:")));
}

/* ---- gaps ---- */

static char *rule_gap(const struct gap_state *gap, const char *lang) {
  const char *title = pack_text(&gap->gap->title, lang), *text = pack_text(&gap->gap->text, lang);
  if (gap->truth == TRUTH_UNKNOWN)
    return mem_printf(say(lang, N_("%1$s (cannot be said yet, because an answer is open). %2$s")), title, text);
  return mem_printf("%s. %s", title, text);
}

char *gap_sentence(struct engine *engine, const struct gap_state *gap, const char *lang) {
  (void)engine;
  switch (gap->kind) {
  case GAP_RULE:
    return rule_gap(gap, lang);
  case GAP_OPEN_QUESTION:
    if (gap->truth == TRUTH_UNKNOWN)
      return mem_printf(say(lang, N_("“%s” may have to be answered.")), pack_text(&gap->question->title, lang));
    return mem_printf(say(lang, N_("“%s” has to be answered.")), pack_text(&gap->question->title, lang));
  case GAP_PROPOSED:
    return mem_printf(say(lang, N_("The answer to “%s” is only proposed: somebody has to state it.")),
                      pack_text(&gap->question->title, lang));
  case GAP_CONFLICT:
    return mem_printf(say(lang, N_("“%s” was answered in two ways: one has to be chosen.")), pack_text(&gap->question->title, lang));
  case GAP_ARCHIVED_REFERENCE:
    return mem_printf(say(lang, N_("The answer to “%s” names something that was archived.")), pack_text(&gap->question->title, lang));
  }
  return mem_strdup("");
}
