/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an element has to have: citations, texts that fit, results that exist. */
#include "kb/internal.h"

#include <string.h>

enum { QUESTION_TITLE_MAX = 40, DUTY_TITLE_MAX = 60 };

static void lint_text(struct lint *lint, struct place place, const char *id, const char *element, const struct text *text) {
  if (!*text->text) lint_add(lint, place, id, _("The element \"%s\" is missing or empty."), element);
}

static void lint_cites(struct lint *lint, struct place place, const char *id, const cite_vec_t *cites) {
  lint_provisions(lint, id, cites);
  if (cites->len == 0)
    lint_add(lint, place, id, _("There is no citation. Everything that is asked, concluded or demanded has at least one."));
}

static void lint_title(struct lint *lint, struct place place, const char *id, const struct text *title, size_t max) {
  size_t len = utf8_count(title->text);
  lint_text(lint, place, id, "title", title);
  if (len > max) lint_add(lint, place, id, _("The title has %zu characters. A list has room for %zu."), len, max);
}

static void lint_question(struct lint *lint, const struct question *question) {
  lint_cites(lint, question->place, question->id, &question->cites);
  lint_title(lint, question->place, question->id, &question->title, QUESTION_TITLE_MAX);
  lint_text(lint, question->place, question->id, "text", &question->text);
  lint_text(lint, question->place, question->id, "help", &question->help);
  for (size_t i = 0; i < question->choices_len; i++)
    if (!*question->choices[i].title.text)
      lint_add(lint, question->place, question->id, _("The choice \"%s\" has no title."), question->choices[i].id);
}

static void lint_requirement(struct lint *lint, const struct requirement *requirement) {
  lint_cites(lint, requirement->place, requirement->id, &requirement->cites);
  lint_text(lint, requirement->place, requirement->id, "title", &requirement->title);
  lint_text(lint, requirement->place, requirement->id, "text", &requirement->text);
  if (!id_in_group(requirement->id, requirement->group))
    lint_add(lint, requirement->place, requirement->id, _("The id does not lie in the group \"%s\": a group is the beginning of the id."),
             requirement->group);
  for (size_t i = 0; i < requirement->measures_len; i++) {
    const struct measure *measure = &requirement->measures[i];
    lint_cites(lint, measure->place, measure->id, &measure->cites);
    lint_text(lint, measure->place, measure->id, "text", &measure->text);
  }
}

static void lint_duty(struct lint *lint, const struct duty *duty) {
  lint_cites(lint, duty->place, duty->id, &duty->cites);
  lint_title(lint, duty->place, duty->id, &duty->title, DUTY_TITLE_MAX);
  lint_text(lint, duty->place, duty->id, "text", &duty->text);
}

/* ---- topics and relations ---- */

static void lint_topic(struct lint *lint, const struct topic *topic) {
  lint_cites(lint, topic->place, topic->id, &topic->cites);
  lint_text(lint, topic->place, topic->id, "title", &topic->title);
  lint_text(lint, topic->place, topic->id, "text", &topic->text);
  lint_text(lint, topic->place, topic->id, "action", &topic->action);
}

static bool same_end(const struct relation_end *a, const struct relation_end *b) {
  return a->requirement == b->requirement && a->duty == b->duty;
}

static void lint_relation(struct lint *lint, const struct relation *relation) {
  lint_cites(lint, relation->place, relation->id, &relation->cites);
  lint_text(lint, relation->place, relation->id, "because", &relation->because);
  if (same_end(&relation->from, &relation->to))
    lint_add(lint, relation->place, relation->id, _("The relation leads back to where it begins."));
}

static void lint_gap(struct lint *lint, const struct gap *gap) {
  lint_cites(lint, gap->place, gap->id, &gap->cites);
  lint_text(lint, gap->place, gap->id, "title", &gap->title);
  lint_text(lint, gap->place, gap->id, "text", &gap->text);
}

/* ---- conclusions ---- */

static void lint_result(struct lint *lint, const struct conclusion *conclusion, const struct conclusion_case *result) {
  lint_text(lint, result->place, conclusion->id, "because", &result->because);
  if (result->value && !conclusion_can_be(conclusion, result->value))
    lint_add(lint, result->place, conclusion->id, _("The value \"%s\" is not among the values of the conclusion."), result->value);
}

static void lint_case(struct lint *lint, const struct conclusion *conclusion, const struct conclusion_case *result) {
  lint_cites(lint, result->place, conclusion->id, &result->cites);
  if (!result->disputed) lint_result(lint, conclusion, result);
  for (size_t i = 0; i < result->readings_len; i++) {
    lint_provisions(lint, conclusion->id, &result->readings[i].cites);
    lint_result(lint, conclusion, &result->readings[i]);
  }
}

static void lint_conclusion(struct lint *lint, const struct conclusion *conclusion) {
  lint_text(lint, conclusion->place, conclusion->id, "title", &conclusion->title);
  for (size_t i = 0; i < conclusion->values_len; i++)
    if (!*conclusion->values[i].title.text)
      lint_add(lint, conclusion->place, conclusion->id, _("The value \"%s\" has no title."), conclusion->values[i].id);
  for (size_t i = 0; i < conclusion->cases_len; i++)
    lint_case(lint, conclusion, &conclusion->cases[i]);
}

/* ---- tables and subjects ---- */

static void lint_table(struct lint *lint, const struct table *table) {
  for (size_t i = 0; i < table->rows_len; i++)
    lint_provisions(lint, table->rows[i].id, &table->rows[i].cites);
}

static void lint_subject_type(struct lint *lint, const struct subject_type *type) {
  struct place place = pack_place(lint->pack, "subject-type", type->id);
  lint_text(lint, place, type->id, "title", &type->title);
  lint_text(lint, place, type->id, "plural", &type->plural);
  if (!type->name) return;
  if (type->name->subject != type)
    lint_add(lint, place, type->id, _("The question \"%s\" cannot hold the name: it belongs to another subject type."), type->name->id);
  if (type->name->type != Q_TEXT)
    lint_add(lint, place, type->id, _("The question \"%s\" cannot hold the name: it is not of the type \"text\"."), type->name->id);
}

static void lint_section(struct lint *lint, const struct section *section) {
  lint_text(lint, pack_place(lint->pack, "section", section->id), section->id, "title", &section->title);
}

void lint_elements(struct lint *lint) {
  const struct pack *pack = lint->pack;
  for (size_t i = 0; i < pack_table_count(pack); i++)
    lint_table(lint, pack_table_at(pack, i));
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    lint_subject_type(lint, pack_subject_type_at(pack, i));
  for (size_t i = 0; i < pack_section_count(pack); i++)
    lint_section(lint, pack_section_at(pack, i));
  for (size_t i = 0; i < pack_question_count(pack); i++)
    lint_question(lint, pack_question_at(pack, i));
  for (size_t i = 0; i < pack_requirement_count(pack); i++)
    lint_requirement(lint, pack_requirement_at(pack, i));
  for (size_t i = 0; i < pack_conclusion_count(pack); i++)
    lint_conclusion(lint, pack_conclusion_at(pack, i));
  for (size_t i = 0; i < pack_gap_count(pack); i++)
    lint_gap(lint, pack_gap_at(pack, i));
  for (size_t i = 0; i < pack_duty_count(pack); i++)
    lint_duty(lint, pack_duty_at(pack, i));
  for (size_t i = 0; i < pack_topic_count(pack); i++)
    lint_topic(lint, pack_topic_at(pack, i));
  for (size_t i = 0; i < pack_relation_count(pack); i++)
    lint_relation(lint, pack_relation_at(pack, i));
}
