/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file tells about itself and about the product is proposed; a person states it. */
#include "app/import_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void propose(struct plan *plan, const char *subject, const struct question *question, struct value value, const char *note) {
  plan_change(plan, CHANGE_SET, subject, question->id, value_copy(plan->arena, &value), note);
  plan->changes.items[plan->changes.len - 1].proposed = true;
}

/* About a subject that the plan makes, so nothing can be there yet. */
static void propose_if_asked(struct plan *plan, const char *subject, const char *id, struct value value) {
  const struct question *question = pack_question(plan->session->app->pack, id);
  if (!question || question->subject != plan_type(plan, subject)) return;
  if (check_value(question, id, &value, NULL)) return;
  if (value.type == VALUE_TEXT && question->max && utf8_count(value.text) > question->max) return;
  propose(plan, subject, question, value, NULL);
}

/* ---- evidence ---- */

static bool begins_with(const struct intake *intake, const char *bytes, size_t len) {
  return intake->prefix_len >= len && memcmp(intake->prefix, bytes, len) == 0;
}

static bool is_picture(const struct intake *intake) {
  return begins_with(intake, "\x89PNG\r\n\x1A\n", 8) || begins_with(intake, "\xFF\xD8\xFF", 3) || begins_with(intake, "GIF8", 4);
}

/* The last change of the file, where we are. */
static bool day_of_file(const struct host *host, const char *path, day_t *ret_day) {
  struct stat info;
  if (stat(path, &info)) return false;
  int64_t seconds = info.st_mtime;
  int64_t local = seconds + host->zone(host->context, seconds) * INT64_C(60);
  int64_t day = local / 86400 - (local % 86400 < 0);
  if (day < day_make(1900, 1, 1) || day > day_make(2200, 12, 31)) return false;
  *ret_day = (day_t)day;
  return true;
}

/* The person who takes it in, if the workspace knows persons. */
static bool is_person(const struct session *session, const char *id) {
  const struct subject *subject = snapshot_subject(session->snapshot, id);
  return subject && str_eq(subject->type, TYPE_PERSON);
}

void propose_evidence(struct plan *plan, const char *id, const struct intake *intake) {
  struct session *session = plan->session;
  const char *owner = author_id(session);
  day_t day;
  if (is_picture(intake)) propose_if_asked(plan, id, QUESTION_EVIDENCE_KIND, value_of(VALUE_CHOICE, CHOICE_PICTURE));
  if (day_of_file(session->host, intake->path, &day)) propose_if_asked(plan, id, QUESTION_EVIDENCE_DATE, value_date(day));
  if (is_person(session, owner)) propose_if_asked(plan, id, QUESTION_EVIDENCE_OWNER, value_of(VALUE_REF, owner));
}

/* ---- component lists ---- */

void propose_list(struct plan *plan, const char *id, const struct component_list *list) {
  char date[DATE_TEXT_SIZE] = "";
  day_t day;
  if (list->timestamp && strlen(list->timestamp) >= DATE_TEXT_SIZE - 1) memcpy(date, list->timestamp, DATE_TEXT_SIZE - 1);
  if (day_parse(date, &day)) propose_if_asked(plan, id, QUESTION_LIST_DATE, value_date(day));
  if (list->tool) propose_if_asked(plan, id, QUESTION_LIST_TOOL, value_of(VALUE_TEXT, list->tool));
  if (list->given & LIST_TOP_LEVEL) propose_if_asked(plan, id, QUESTION_LIST_TOP_LEVEL, value_bool(true));
}

/* ---- AI ---- */

/* Of the other words of the table, frameworks and services, a list does not tell whether they are for models. */
static enum component_kind kind_of_word(const char *word) {
  return str_eq(word, "model") ? COMPONENT_MODEL : str_eq(word, "data-set") ? COMPONENT_DATA_SET : COMPONENT_PLAIN;
}

static const char *subject_for(struct plan *plan, const struct table_row *row, const struct question *question, const char *parent) {
  const char *id = table_cell(row, "requirement");
  const struct requirement *requirement = id ? pack_requirement(plan->session->app->pack, id) : NULL;
  if (requirement) return arena_printf(plan->arena, "%s/%s", parent, requirement->id);
  return engine_ancestor(plan->session->engine, parent, question->subject);
}

static bool is_planned(const struct plan *plan, const char *subject, const char *key) {
  for (size_t i = 0; i < plan->changes.len; i++)
    if (str_eq(plan->changes.items[i].subject, subject) && str_eq(plan->changes.items[i].key, key)) return true;
  return false;
}

static const char *remark(struct plan *plan, const struct table_row *row, const char *name, char *const *names) {
  CLEANUP(buf_free) struct buf all = {0};
  for (size_t i = 0; i < FOUND_NAMES && names[i]; i++)
    buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
  return arena_printf(plan->arena, "%s (%s): %s", pack_text(&row->title, lang_ui()), name, buf_str(&all));
}

static enum status propose_row(struct plan *plan, const struct table_row *row, const char *parent, const char *remark_text,
                               struct error *error) {
  const char *id = table_cell(row, "question");
  const struct question *question = id ? pack_question(plan->session->app->pack, id) : NULL;
  const char *subject = question ? subject_for(plan, row, question, parent) : NULL;
  if (!subject || plan_type(plan, subject) != question->subject || is_planned(plan, subject, question->id)) return STATUS_OK;
  if (fact_state(session_fact(plan->session, subject, question)) != ANSWER_OPEN) return STATUS_OK;
  struct parsing parsing = parsing_of_session(plan->session, question, plan->arena);
  parsing.where = row->id;
  struct value value;
  enum status status = parse_one(&parsing, table_cell(row, "value"), &value, error);
  if (status == STATUS_OK) propose(plan, subject, question, value, remark_text);
  return status;
}

enum status propose_ai(struct plan *plan, const char *parent, const char *name, const struct found *found, struct error *error) {
  const struct table *table = pack_table(plan->session->app->pack, TABLE_PROPOSALS);
  enum status status = STATUS_OK;
  for (size_t i = 0; table && i < table->rows_len && status == STATUS_OK; i++) {
    const struct table_row *row = &table->rows[i];
    enum component_kind kind = kind_of_word(table_cell(row, "found"));
    if (kind == COMPONENT_PLAIN || !found->counts[kind]) continue;
    status = propose_row(plan, row, parent, remark(plan, row, name, found->names[kind]), error);
  }
  return status;
}
