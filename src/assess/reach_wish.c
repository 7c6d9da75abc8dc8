/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a condition is made true or false: by making up the answers it reads. Where there are several ways, chance chooses. */
#include <stdlib.h>
#include <string.h>

#include "assess/reach.h"

enum { STEPS_MAX = 3000, PERCENT = 100, REMEMBERED_WAYS = 6 };

static bool chance(struct world *world, unsigned percent) {
  return world_random(world, PERCENT) < percent;
}

static void fail(struct world *world) {
  world->failed = true;
}

/* ---- where a rule reads ---- */

static const char *up(const struct world *world, const char *subject, const struct subject_type *type) {
  while (subject && world_type(world, subject) != type)
    subject = world_parent(world, subject);
  return subject;
}

static const char *bearer(const struct world *world, const struct wish_at *at, const struct subject_type *type) {
  for (; at; at = at->outer) {
    const char *subject = up(world, at->subject, type);
    if (subject) return subject;
  }
  return NULL;
}

static const char *requirement_at(const struct world *world, const struct wish_at *at) {
  for (; at; at = at->outer) {
    const struct subject_type *type = world_type(world, at->subject);
    if (type && type->implicit) return strchr(at->subject, '/') + 1;
  }
  return NULL;
}

/* ---- ways ---- */

/* One of several ways; called again with the next while it fails. */
typedef void way(struct world *world, const void *context, const struct wish_at *at, size_t which);

/* Tries the ways in an order that chance begins, and keeps the first that is open. */
static void try_ways(struct world *world, way *go, const void *context, const struct wish_at *at, size_t count) {
  size_t mark = world->trail.len, first = world_random(world, count);
  for (size_t i = 0; i < count; i++) {
    go(world, context, at, (first + i) % count);
    if (!world->failed) return;
    if (world->steps > STEPS_MAX || i + 1 == count) break;
    world_rewind(world, mark);
    world->failed = false;
  }
  fail(world);
}

/* ---- answers ---- */

static struct made *made_of(struct world *world, const char *subject, const struct question *question) {
  const char *key = arena_printf(world->arena, "%s %s", subject, question->id);
  struct made *made = map_get(world->made, key);
  if (made) return made;
  made = arena_alloc(world->arena, sizeof *made);
  *made = (struct made){.subject = subject, .question = question};
  map_put(world->made, key, made);
  vec_push(&world->order, made);
  return made;
}

static bool excluded(const struct made *made, const char *text) {
  for (size_t i = 0; i < made->without.len; i++)
    if (str_eq(made->without.items[i], text)) return true;
  return false;
}

static bool is_value(const struct value *value, const char *text) {
  CLEANUP(mem_freep) char *own = value_text(value);
  return str_eq(own, text);
}

static struct value value_named(const struct question *question, const char *text) {
  if (str_eq(text, "none")) return value_of(VALUE_NONE, NULL);
  if (question->type == Q_BOOL) return value_bool(str_eq(text, "yes"));
  if (question->type == Q_REFERENCE || question->type == Q_REFERENCES) return value_of(VALUE_REF, text);
  if (question->type == Q_TEXT || question->type == Q_LONG_TEXT) return value_of(VALUE_TEXT, text);
  return value_of(VALUE_CHOICE, text);
}

void world_give(struct world *world, const char *subject, const struct question *question, struct value value) {
  struct made *made = made_of(world, subject, question);
  CLEANUP(mem_freep) char *text = value_text(&value);
  if (made->open || excluded(made, text)) {
    fail(world);
    return;
  }
  bool empty = value.type == VALUE_NONE;
  for (size_t i = 0; i < made->values.len; i++) {
    if (is_value(&made->values.items[i], text)) return;
    if (!question_is_multi(question) || empty || made->values.items[i].type == VALUE_NONE) {
      fail(world);
      return;
    }
  }
  vec_push(&made->values, value);
  world_note(world, DEED_VALUE, made);
}

void world_forbid(struct world *world, const char *subject, const struct question *question, const char *text) {
  struct made *made = made_of(world, subject, question);
  for (size_t i = 0; i < made->values.len; i++)
    if (is_value(&made->values.items[i], text)) fail(world);
  vec_push(&made->without, text);
  world_note(world, DEED_WITHOUT, made);
}

void world_leave_open(struct world *world, const char *subject, const struct question *question) {
  struct made *made = made_of(world, subject, question);
  if (made->values.len > 0) fail(world);
  if (made->open || made->values.len > 0) return;
  made->open = true;
  world_note(world, DEED_OPEN, made);
}

/* ---- guesses ---- */

static day_t some_day(struct world *world) {
  static const char *const days[] = {"2024-06-01", "2026-10-01", "2027-12-10", "2027-12-11", "2028-01-31", "2028-09-01", "2034-01-01"};
  static const int offsets[] = {-4000, -400, -30, -14, -1, 0, 1, 14, 20, 400, 1500, 2200, 4000};
  day_t day = world->as_of;
  if (chance(world, 50)) return day + offsets[world_random(world, ARRAY_LEN(offsets))];
  day_parse(days[world_random(world, ARRAY_LEN(days))], &day);
  return day;
}

static int64_t some_number(struct world *world, const struct question *question) {
  static const int64_t numbers[] = {0, 1, 2, 3, 4, 5, 12, 24, 59, 60, 61, 120};
  int64_t number = numbers[world_random(world, ARRAY_LEN(numbers))] * 1000000;
  if (question->has_min && number < question->min) number = question->min;
  if (question->has_max_number && number > question->max_number) number = question->max_number;
  return number;
}

static struct value some_choice(struct world *world, const struct question *question, const struct made *made) {
  for (int tries = 0; question->choices_len && tries < 30; tries++) {
    const char *id = question->choices[world_random(world, question->choices_len)].id;
    if (!excluded(made, id)) return value_of(VALUE_CHOICE, id);
  }
  return value_of(VALUE_NONE, NULL);
}

static struct value some_value(struct world *world, const struct question *question, const struct made *made) {
  if ((question->none || question->type == Q_SET) && !excluded(made, "none") && chance(world, 25)) return value_of(VALUE_NONE, NULL);
  switch (question->type) {
  case Q_BOOL:
    return value_bool(excluded(made, "no") || (!excluded(made, "yes") && chance(world, 50)));
  case Q_CHOICE:
  case Q_SET:
    return some_choice(world, question, made);
  case Q_NUMBER:
    return value_number(some_number(world, question));
  case Q_DATE:
    return value_date(some_day(world));
  case Q_INSTANT:
    return value_instant((struct instant){.seconds = (int64_t)some_day(world) * 86400});
  case Q_REFERENCE:
  case Q_REFERENCES:
    return value_of(VALUE_REF, world_subject(world, question->of));
  case Q_BLOB:
    return value_of(VALUE_BLOB, "00");
  case Q_TEXT:
  case Q_LONG_TEXT:
    break;
  }
  return value_of(VALUE_TEXT, "Example");
}

void world_guess(struct world *world, const char *subject, const struct question *question) {
  struct made *made = made_of(world, subject, question);
  if (made->values.len > 0 || made->open) return;
  world_give(world, subject, question, some_value(world, question, made));
}

void wish_asked(struct world *world, const char *subject, const struct question *question) {
  struct wish_at at = {.subject = subject};
  if (question->when) wish(world, question->when, &at, true);
}

static void wish_not_asked(struct world *world, const char *subject, const struct question *question) {
  struct wish_at at = {.subject = subject};
  if (question->when)
    wish(world, question->when, &at, false);
  else
    fail(world);
}

/* ---- tests on answers ---- */

struct answer_wish {
  const char *subject;
  const struct question *question;
  const id_vec_t *values;
  const char *own; /* the requirement it stands on, if that is the value */
  bool truth;
};

static void answer_is(struct world *world, const void *context, const struct wish_at *at, size_t which) {
  const struct answer_wish *answer = context;
  (void)at;
  const char *value = answer->own ? answer->own : answer->values->items[which];
  world_give(world, answer->subject, answer->question, value_named(answer->question, value));
  if (!world->failed) wish_asked(world, answer->subject, answer->question);
}

/* By another answer, or by not being asked. */
static void answer_is_not(struct world *world, const void *context, const struct wish_at *at, size_t which) {
  const struct answer_wish *answer = context;
  (void)at;
  if (which == 1) {
    wish_not_asked(world, answer->subject, answer->question);
    return;
  }
  if (answer->own) world_forbid(world, answer->subject, answer->question, answer->own);
  for (size_t i = 0; !answer->own && i < answer->values->len; i++)
    world_forbid(world, answer->subject, answer->question, answer->values->items[i]);
  if (!world->failed) world_guess(world, answer->subject, answer->question);
  if (!world->failed) wish_asked(world, answer->subject, answer->question);
}

static void wish_is(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const struct question *question = condition->question;
  const char *subject = bearer(world, at, question->subject), *own = requirement_at(world, at);
  if (!subject || (condition->of_requirement && !own)) {
    if (truth) fail(world);
    return;
  }
  struct answer_wish answer = {.subject = subject, .question = question, .values = &condition->values, .own = own, .truth = truth};
  if (!condition->of_requirement) answer.own = NULL;
  if (truth)
    try_ways(world, answer_is, &answer, at, answer.own ? 1 : condition->values.len);
  else
    try_ways(world, answer_is_not, &answer, at, question->when ? 2 : 1);
}

static void wish_answered(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const char *subject = bearer(world, at, condition->question->subject);
  if (!subject) {
    if (truth) fail(world);
  } else if (truth) {
    wish_asked(world, subject, condition->question);
    world_guess(world, subject, condition->question);
    if (made_of(world, subject, condition->question)->open) fail(world);
  } else {
    world_leave_open(world, subject, condition->question);
  }
}

/* What the table would list if it were not empty, while the pack is taken to be filled. */
static const char *some_row(struct world *world, const struct condition *condition) {
  const struct table *table = condition->table;
  if (table->rows_len == 0) return world->supposes ? SUPPOSED_ROW : NULL;
  for (int tries = 0; tries < 50; tries++) {
    const struct table_row *row = &table->rows[world_random(world, table->rows_len)];
    const char *cell = condition->column ? table_cell(row, condition->column) : NULL;
    bool fits = !condition->column;
    for (size_t i = 0; cell && i < condition->values.len; i++)
      fits = fits || str_eq(cell, condition->values.items[i]);
    const char *key = table_cell(row, "key");
    if (fits) return condition->question->type == Q_TEXT && key ? key : row->id;
  }
  return NULL;
}

static void wish_listed(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const struct question *question = condition->question;
  const char *subject = question ? bearer(world, at, question->subject) : NULL;
  if (!question) return;
  if (!subject) {
    if (truth) fail(world);
    return;
  }
  wish_asked(world, subject, question);
  if (!truth) {
    world_guess(world, subject, question);
    return;
  }
  const char *row = some_row(world, condition);
  if (row)
    world_give(world, subject, question, value_named(question, row));
  else
    fail(world);
}

/* ---- conclusions ---- */

/* One case decides the conclusion: it holds, and those before it do not. */
static void wish_case(struct world *world, const struct conclusion *conclusion, const struct conclusion_case *which,
                      const struct wish_at *at) {
  if (conclusion->applies) wish(world, conclusion->applies, at, true);
  if (which->when) wish(world, which->when, at, true);
  for (size_t i = 0; conclusion->type != C_SET && i < conclusion->cases_len && &conclusion->cases[i] != which; i++)
    wish(world, conclusion->cases[i].when, at, false);
}

static bool names(const id_vec_t *values, const char *value) {
  for (size_t i = 0; value && i < values->len; i++)
    if (str_eq(values->items[i], value)) return true;
  return false;
}

struct conclusion_wish {
  const struct conclusion *conclusion;
  const id_vec_t *values;
  bool truth;
  bool readings; /* a disputed case will do that has the value as a reading */
};

/* Some value that is wished, from a world in which it came out. */
static bool remembered(struct world *world, const struct conclusion_wish *wished, const struct wish_at *at) {
  const struct conclusion *conclusion = wished->conclusion;
  size_t count = wished->truth ? wished->values->len : conclusion->values_len;
  if (count == 0) return false;
  size_t which = world_random(world, count);
  const char *value = wished->truth ? wished->values->items[which] : conclusion->values[which].id;
  if (!wished->truth && names(wished->values, value)) return false;
  return lemma_use(world, at->subject, conclusion->id, value);
}

/* A case that gives one of the values, or none of them; behind the cases: the conclusion does not apply. */
static void case_gives(struct world *world, const void *context, const struct wish_at *at, size_t which) {
  const struct conclusion_wish *wished = context;
  const struct conclusion *conclusion = wished->conclusion;
  if (which > conclusion->cases_len) {
    if (!remembered(world, wished, at)) fail(world);
    return;
  }
  if (which == conclusion->cases_len) {
    if (wished->truth || !conclusion->applies)
      fail(world);
    else
      wish(world, conclusion->applies, at, false);
    return;
  }
  const struct conclusion_case *way_out = &conclusion->cases[which];
  bool reading = false;
  for (size_t i = 0; i < way_out->readings_len; i++)
    reading = reading || names(wished->values, way_out->readings[i].value);
  bool fits = way_out->disputed ? wished->readings && reading : names(wished->values, way_out->value) == wished->truth;
  if (!fits)
    fail(world);
  else
    wish_case(world, conclusion, way_out, at);
}

void wish_value(struct world *world, const struct conclusion *conclusion, const char *value, const struct wish_at *at) {
  id_vec_t values = {0};
  if (value) vec_push(&values, value);
  struct conclusion_wish wished = {.conclusion = conclusion, .values = &values, .truth = value != NULL, .readings = true};
  try_ways(world, case_gives, &wished, at, conclusion->cases_len);
  vec_free(&values);
}

static void wish_no_collect(struct world *world, const struct conclusion *conclusion, const id_vec_t *values, const struct wish_at *at) {
  for (size_t i = 0; i < conclusion->cases_len; i++)
    if (names(values, conclusion->cases[i].value)) wish(world, conclusion->cases[i].when, at, false);
}

static void wish_concluded(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const struct conclusion *conclusion = NULL;
  const char *subject = NULL;
  for (const struct wish_at *from = at; from && !conclusion; from = from->outer) {
    conclusion = conclusion_near(condition->namesakes, world_type(world, from->subject));
    subject = conclusion ? up(world, from->subject, conclusion->subject) : NULL;
  }
  if (!subject) {
    if (truth) fail(world);
    return;
  }
  struct wish_at there = {.subject = subject};
  struct conclusion_wish wished = {.conclusion = conclusion, .values = &condition->values, .truth = truth, .readings = truth};
  if (!truth && conclusion->type == C_SET)
    wish_no_collect(world, conclusion, &condition->values, &there);
  else
    try_ways(world, case_gives, &wished, &there, conclusion->cases_len + 1 + REMEMBERED_WAYS);
}

/* ---- subjects ---- */

/* Below `subject`: a new one of that type, with what lies between. */
static const char *descend(struct world *world, const char *subject, const struct subject_type *type) {
  if (!type || !subject) return NULL;
  if (world_type(world, subject) == type->parent) return world_child(world, type, subject);
  const char *between = descend(world, subject, type->parent);
  return between ? world_child(world, type, between) : NULL;
}

static bool lies_below(const struct world *world, const char *subject, const char *top) {
  while (subject && !str_eq(subject, top))
    subject = world_parent(world, subject);
  return subject != NULL;
}

static bool in_range(const struct world *world, const struct range *range, const struct made_subject *subject, const char *top) {
  if (subject->type != range->of || !lies_below(world, subject->id, top)) return false;
  return !range->group || id_in_group(strchr(subject->id, '/') + 1, range->group);
}

static const char *record(struct world *world, const char *release, const char *requirement, const struct subject_type *type) {
  const char *id = arena_printf(world->arena, "%s/%s", release, requirement);
  return world_type(world, id) ? id : world_add(world, id, type, release);
}

static const char *related(struct world *world, const struct range *range, const struct wish_at *at) {
  const char *own = requirement_at(world, at), *release = range->of->parent ? bearer(world, at, range->of->parent) : NULL;
  for (int tries = 0; own && release && tries < 400; tries++) {
    const struct relation *relation = pack_relation_at(world->pack, world_random(world, pack_relation_count(world->pack)));
    const struct requirement *from = relation->from.requirement, *to = relation->to.requirement;
    if (!from || !to || !(range->related & (1u << relation->kind))) continue;
    if (str_eq(from->id, own)) return record(world, release, to->id, range->of);
    if (str_eq(to->id, own)) return record(world, release, from->id, range->of);
  }
  return NULL;
}

static const char *linked(struct world *world, const struct range *range, const struct wish_at *at) {
  const char *subject = bearer(world, at, range->link->subject);
  const char *other = subject && range->link->of ? world_subject(world, range->link->of) : NULL;
  if (!other) return NULL;
  wish_asked(world, subject, range->link);
  world_give(world, subject, range->link, value_of(VALUE_REF, other));
  return other;
}

static const char *some_record(struct world *world, const struct range *range, const char *top) {
  for (int tries = 0; tries < 400; tries++) {
    const struct requirement *requirement = pack_requirement_at(world->pack, world_random(world, pack_requirement_count(world->pack)));
    const char *release = up(world, top, range->of->parent);
    if (!release) release = descend(world, top, range->of->parent);
    if (release && (!range->group || id_in_group(requirement->id, range->group))) return record(world, release, requirement->id, range->of);
  }
  return NULL;
}

static const char *top_of(const struct world *world, const struct range *range, const struct wish_at *at) {
  if (range->from) return bearer(world, at, range->from);
  const char *parent = range->of && range->of->parent ? up(world, at->subject, range->of->parent) : NULL;
  return parent ? parent : at->subject;
}

/* A subject of the range: one that is there, or a new one. */
static const char *some_of(struct world *world, const struct range *range, const struct wish_at *at) {
  if (range->related) return related(world, range, at);
  if (range->link) return linked(world, range, at);
  const char *top = top_of(world, range, at);
  if (!top) return NULL;
  if (range->of->implicit) return some_record(world, range, top);
  for (size_t i = 0; chance(world, 80) && i < world->subjects.len; i++)
    if (in_range(world, range, &world->subjects.items[i], top)) return world->subjects.items[i].id;
  return descend(world, top, range->of);
}

static void wish_one(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const char *subject = some_of(world, &condition->range, at);
  struct wish_at inner = {.subject = subject, .outer = at};
  if (!subject)
    fail(world);
  else if (condition->children_len > 0)
    wish(world, condition->children[0], &inner, truth);
}

/* Those that are there: nobody else is made for it. */
static void wish_each(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const struct range *range = &condition->range;
  const char *top = range->related || range->link ? NULL : top_of(world, range, at);
  if (range->link) {
    const char *subject = bearer(world, at, range->link->subject);
    if (subject) made_of(world, subject, range->link);
    return;
  }
  if (!top) return;
  if (range->of->implicit) {
    for (size_t i = 0; i < pack_requirement_count(world->pack); i++) {
      const char *id = pack_requirement_at(world->pack, i)->id, *release = up(world, top, range->of->parent);
      if (release && range->group && id_in_group(id, range->group)) record(world, release, id, range->of);
    }
  }
  for (size_t i = 0; i < world->subjects.len && !world->failed; i++) {
    struct made_subject subject = world->subjects.items[i];
    struct wish_at inner = {.subject = subject.id, .outer = at};
    if (!in_range(world, range, &subject, top)) continue;
    if (condition->children_len == 0)
      fail(world);
    else
      wish(world, condition->children[0], &inner, truth);
  }
}

/* ---- comparisons ---- */

static void wish_term(struct world *world, const struct term *term, const struct wish_at *at) {
  const char *subject = NULL;
  if (++world->steps > STEPS_MAX) fail(world);
  if (world->failed) return;
  if (term->kind == TERM_ANSWER) {
    subject = bearer(world, at, term->question->subject);
    if (!subject) return;
    wish_asked(world, subject, term->question);
    world_guess(world, subject, term->question);
  } else if (term->kind == TERM_CONCLUDED) {
    const struct conclusion *conclusion = conclusion_near(term->namesakes, world_type(world, at->subject));
    subject = conclusion ? up(world, at->subject, conclusion->subject) : NULL;
    struct wish_at there = {.subject = subject};
    if (!subject || conclusion->cases_len == 0) return;
    const struct conclusion_case *which = &conclusion->cases[world_random(world, conclusion->cases_len)];
    wish_case(world, conclusion, which, &there);
    if (which->term) wish_term(world, which->term, &there);
  } else if (term->kind == TERM_COUNT || term->kind == TERM_LATEST || term->kind == TERM_EARLIEST) {
    subject = chance(world, 70) ? some_of(world, &term->range, at) : NULL;
    struct wish_at inner = {.subject = subject, .outer = at};
    if (subject && term->condition) wish(world, term->condition, &inner, true);
    if (subject && term->children_len > 0) wish_term(world, term->children[0], &inner);
  } else {
    for (size_t i = 0; i < term->children_len; i++)
      wish_term(world, term->children[i], at);
  }
}

/* ---- conditions ---- */

static void wish_all(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  for (size_t i = 0; i < condition->children_len && !world->failed; i++)
    wish(world, condition->children[i], at, truth);
}

static void child_holds(struct world *world, const void *context, const struct wish_at *at, size_t which) {
  wish(world, ((const struct condition *)context)->children[which], at, true);
}

static void child_fails(struct world *world, const void *context, const struct wish_at *at, size_t which) {
  wish(world, ((const struct condition *)context)->children[which], at, false);
}

static void wish_some(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  if (condition->children_len == 0)
    fail(world);
  else
    try_ways(world, truth ? child_holds : child_fails, condition, at, condition->children_len);
}

void wish(struct world *world, const struct condition *condition, const struct wish_at *at, bool truth) {
  const struct question *question = condition->question;
  if (++world->steps > STEPS_MAX) fail(world);
  if (world->failed) return;
  switch (condition->kind) {
  case COND_ALL:
    (truth ? wish_all : wish_some)(world, condition, at, truth);
    break;
  case COND_ANY:
    (truth ? wish_some : wish_all)(world, condition, at, truth);
    break;
  case COND_NOT:
    wish(world, condition->children[0], at, !truth);
    break;
  case COND_IS:
    wish_is(world, condition, at, truth);
    break;
  case COND_ASKED: {
    const char *subject = bearer(world, at, question->subject);
    if (subject) (truth ? wish_asked : wish_not_asked)(world, subject, question);
    break;
  }
  case COND_ANSWERED:
    wish_answered(world, condition, at, truth);
    break;
  case COND_CONCLUDED:
    wish_concluded(world, condition, at, truth);
    break;
  case COND_SOME:
    (truth ? wish_one : wish_each)(world, condition, at, truth);
    break;
  case COND_EVERY:
    (truth ? wish_each : wish_one)(world, condition, at, truth);
    break;
  case COND_COMPARE:
    wish_term(world, condition->terms[0], at);
    wish_term(world, condition->terms[1], at);
    break;
  case COND_LISTED:
    wish_listed(world, condition, at, truth);
    break;
  case COND_MEMBER: {
    const char *own = requirement_at(world, at);
    if ((own && id_in_group(own, condition->group)) != truth) fail(world);
    break;
  }
  case COND_IN_FORCE:
  case COND_GAP_FREE:
    break;
  }
}
