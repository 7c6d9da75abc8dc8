/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands inside blocks and cells: words, answers, conclusions, names, dates. One table serves the check at load and the filling. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

typedef enum status (*check_fn)(const struct stand *stand, const struct xml_node *node, struct error *error);
typedef void (*emit_fn)(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs);

/* ---- checks ---- */

static enum status refuse(const struct xml_node *node, const char *next, const char *what, const char *id, struct error *error) {
  CLEANUP(mem_freep) char *where = xml_where(node);
  return error_set(error, STATUS_INPUT, where, next, what, id);
}

static enum status check_nothing(const struct stand *stand, const struct xml_node *node, struct error *error) {
  (void)stand, (void)node, (void)error;
  return STATUS_OK;
}

static enum status check_question(const struct stand *stand, const struct xml_node *node, struct error *error) {
  const char *id = xml_attr(node, "q");
  const struct question *question = pack_question(stand->pack, id);
  if (!question)
    return refuse(node, _("Correct the id, or add the question to the pack."), _("The law pack has no question “%s”."), id, error);
  if (type_is_or_below(stand->on, question->subject)) return STATUS_OK;
  return refuse(node, _("Put it into a for-each over subjects that have this question."), _("The question “%s” cannot be read from here."),
                id, error);
}

static enum status check_hash_of(const struct stand *stand, const struct xml_node *node, struct error *error) {
  enum status status = check_question(stand, node, error);
  if (status) return status;
  const char *id = xml_attr(node, "q");
  if (pack_question(stand->pack, id)->type == Q_BLOB) return STATUS_OK;
  return refuse(node, _("Name a question of type blob."), _("The answer to “%s” is not a file."), id, error);
}

static enum status check_conclusion(const struct stand *stand, const struct xml_node *node, struct error *error) {
  const char *id = xml_attr(node, "id");
  if (pack_conclusion_near(stand->pack, id, stand->on)) return STATUS_OK;
  return refuse(node, _("Use the id of a conclusion on this subject or an ancestor."), _("There is no conclusion “%s” here."), id, error);
}

static enum status check_act(const struct stand *stand, const struct xml_node *node, struct error *error) {
  const char *id = xml_attr(node, "id");
  if (pack_act(stand->pack, id)) return STATUS_OK;
  return refuse(node, _("Use an id from acts.xml."), _("The law pack has no act “%s”."), id, error);
}

static enum status check_requirement(const struct stand *stand, const struct xml_node *node, struct error *error) {
  if (stand->on->implicit) return STATUS_OK;
  return refuse(node, _("Put it into a for-each over requirements."), _("<%s/> needs a requirement to stand on."), xml_name(node), error);
}

static enum status check_cites(const struct stand *stand, const struct xml_node *node, struct error *error) {
  return stand->thing ? STATUS_OK : check_requirement(stand, node, error);
}

/* ---- filling ---- */

/* Words inside the element stand in for what is missing. */
static bool has_words(const struct xml_node *node) {
  return xml_first(node) != NULL;
}

static void emit_strong(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  words_emit(builder, node, subject, style == RUN_PLACEHOLDER ? style : RUN_STRONG, runs);
}

static void emit_em(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  words_emit(builder, node, subject, style == RUN_PLACEHOLDER ? style : RUN_EMPHASIS, runs);
}

/* What is said about a question on the subject or its ancestor. */
struct said {
  const struct question *question;
  const char *subject;
  const struct question_state *state; /* NULL: there is no such subject */
  const struct fact *fact;
};

static struct said said_about(struct builder *builder, const struct xml_node *node, const char *subject) {
  struct said said = {.question = pack_question(engine_pack(builder->engine), xml_attr(node, "q"))};
  said.subject = engine_ancestor(builder->engine, subject, said.question->subject);
  if (said.subject) said.state = engine_question(builder->engine, said.subject, said.question);
  if (said.state) said.fact = said.state->fact;
  hash_item(builder, "answer");
  hash_item(builder, said.question->id);
  hash_item(builder, said.subject);
  hash_fact(builder, said.fact);
  return said;
}

static bool in_other_language(const struct builder *builder, const struct said *said) {
  const struct value *value = fact_value(said->fact);
  return said->question->language && value && value->lang && !str_eq(value->lang, builder->lang);
}

static void emit_missing(struct builder *builder, const struct said *said, const char *format, run_vec_t *runs) {
  CLEANUP(mem_freep) char *text = mem_printf(tr(builder->lang, NULL, format), pack_text(&said->question->title, builder->lang));
  run_placeholder(builder, runs, text, said->subject, pack_text(&said->question->title, lang_ui()));
}

/* True if the answer may be printed as it is; else what stands for it was emitted. */
static bool answer_ready(struct builder *builder, const struct said *said, const struct xml_node *node, const char *subject,
                         enum run_style style, run_vec_t *runs) {
  enum truth asked = said->state ? said->state->asked : TRUTH_UNKNOWN;
  enum answer_state answer = asked == TRUTH_FALSE || !said->state ? ANSWER_OPEN : said->state->answer;
  if (answer == ANSWER_CONFLICT) {
    emit_missing(builder, said, N_("[%s: two answers]"), runs);
  } else if (answer == ANSWER_GIVEN && said->state->proposed) {
    emit_missing(builder, said, N_("[%s: only proposed]"), runs);
  } else if (answer == ANSWER_GIVEN && in_other_language(builder, said)) {
    emit_missing(builder, said, N_("[%s: not written in this language]"), runs);
  } else if (answer == ANSWER_GIVEN) {
    return true;
  } else if (has_words(node) && (asked != TRUTH_TRUE || !said->question->required)) {
    words_emit(builder, node, subject, style, runs);
  } else if (asked == TRUTH_FALSE) {
    run_add(builder, runs, style, tr(builder->lang, NULL, N_("not applicable")));
  } else {
    emit_missing(builder, said, N_("[%s]"), runs);
  }
  return false;
}

static void emit_answer(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  struct said said = said_about(builder, node, subject);
  if (!answer_ready(builder, &said, node, subject, style, runs)) return;
  CLEANUP(mem_freep) char *text = value_sentence(builder->engine, said.question, said.fact, builder->lang);
  run_add(builder, runs, style, text);
}

static void emit_hash_of(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  struct said said = said_about(builder, node, subject);
  if (!answer_ready(builder, &said, node, subject, style, runs)) return;
  const struct value *value = fact_value(said.fact);
  run_add(builder, runs, RUN_CODE, value && value->type == VALUE_BLOB ? value->text : "");
}

static void emit_conclusion(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                            run_vec_t *runs) {
  const struct conclusion_state *state = engine_conclusion(builder->engine, subject, xml_attr(node, "id"));
  hash_conclusion(builder, state);
  if (state->status == CONCLUSION_NOT_APPLICABLE && has_words(node)) {
    words_emit(builder, node, subject, style, runs);
    return;
  }
  CLEANUP(mem_freep) char *text = conclusion_sentence(builder->engine, state, builder->lang);
  if (state->status != CONCLUSION_OPEN) {
    run_add(builder, runs, style, text);
    return;
  }
  bool few = state->possible.len <= 3;
  CLEANUP(mem_freep) char *placeholder = mem_printf("[%s]", few ? text : tr(builder->lang, NULL, N_("open")));
  run_placeholder(builder, runs, placeholder, state->subject, pack_text(&state->conclusion->title, lang_ui()));
}

static void link_last(struct builder *builder, const struct xml_node *node, const char *subject, run_vec_t *runs) {
  const char *to = xml_attr(node, "to");
  if (to && runs->len > 0) runs->items[runs->len - 1].anchor = arena_printf(builder->arena, "%s:%s", to, subject);
}

static void emit_name(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  hash_item(builder, subject);
  hash_item(builder, engine_name(builder->engine, subject, NULL));
  run_add(builder, runs, style, engine_name(builder->engine, subject, builder->lang));
  link_last(builder, node, subject, runs);
}

static void emit_requirement_title(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                                   run_vec_t *runs) {
  const struct requirement *requirement = engine_requirement(builder->engine, subject);
  hash_item(builder, requirement->id);
  run_add(builder, runs, style, pack_text(&requirement->title, builder->lang));
  link_last(builder, node, subject, runs);
}

static void emit_requirement_text(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                                  run_vec_t *runs) {
  (void)node;
  const struct requirement *requirement = engine_requirement(builder->engine, subject);
  hash_item(builder, requirement->id);
  run_add(builder, runs, style, pack_text(&requirement->text, builder->lang));
}

static void emit_requirement_id(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                                run_vec_t *runs) {
  (void)node, (void)style;
  const struct requirement *requirement = engine_requirement(builder->engine, subject);
  hash_item(builder, requirement->id);
  run_add(builder, runs, RUN_CODE, requirement->id);
}

static void emit_act(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  (void)subject;
  const struct act *act = pack_act(engine_pack(builder->engine), xml_attr(node, "id"));
  hash_item(builder, act->id);
  hash_item(builder, act->published);
  CLEANUP(mem_freep) char *text = mem_printf("%s, %s", pack_text(&act->title, builder->lang), act->published);
  run_add(builder, runs, style, text);
}

static void emit_day(struct builder *builder, run_vec_t *runs, enum run_style style, day_t day) {
  char text[DATE_TEXT_SIZE];
  day_format(day, text);
  run_add(builder, runs, style, text);
}

/* "Today" is no part of the statement: the same approved document may be printed tomorrow. */
static void emit_as_of(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  (void)node, (void)subject;
  emit_day(builder, runs, style, engine_as_of(builder->engine));
}

static void emit_date_of_document(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                                  run_vec_t *runs) {
  (void)node, (void)subject;
  const int64_t day_ms = 86400000;
  emit_day(builder, runs, style, (day_t)(builder->request->now / day_ms));
}

static void emit_law_as_of(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                           run_vec_t *runs) {
  (void)node, (void)subject;
  size_t before = runs->len;
  emit_day(builder, runs, style, pack_law_as_of(engine_pack(builder->engine)));
  hash_item(builder, runs->items[before].text);
}

static void emit_pack_version(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                              run_vec_t *runs) {
  (void)node, (void)subject;
  const struct pack *pack = engine_pack(builder->engine);
  CLEANUP(mem_freep) char *text = mem_printf("%s %s", pack_id(pack), pack_version(pack));
  hash_item(builder, text);
  run_add(builder, runs, style, text);
}

/* Known only when all is said: the run points at where it will stand. */
static void emit_document_id(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                             run_vec_t *runs) {
  (void)node, (void)subject, (void)style;
  struct run run = {.style = RUN_CODE, .text = builder->document_id};
  vec_push(runs, run);
}

static void emit_journal_head(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style,
                              run_vec_t *runs) {
  (void)node, (void)subject, (void)style;
  const char *head = builder->request->journal_head;
  run_add(builder, runs, RUN_CODE, head ? head : "–");
}

/* Citations stand beside the block. */
static void emit_nothing(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  (void)builder, (void)node, (void)subject, (void)style, (void)runs;
}

static const struct inline_kind {
  const char *name;
  check_fn check;
  emit_fn emit;
} kinds[] = {
    {"answer", check_question, emit_answer},
    {"hash-of", check_hash_of, emit_hash_of},
    {"conclusion", check_conclusion, emit_conclusion},
    {"act", check_act, emit_act},
    {"name", check_nothing, emit_name},
    {"requirement-title", check_requirement, emit_requirement_title},
    {"requirement-text", check_requirement, emit_requirement_text},
    {"requirement-id", check_requirement, emit_requirement_id},
    {"as-of", check_nothing, emit_as_of},
    {"law-as-of", check_nothing, emit_law_as_of},
    {"pack-version", check_nothing, emit_pack_version},
    {"date-of-document", check_nothing, emit_date_of_document},
    {"document-id", check_nothing, emit_document_id},
    {"journal-head", check_nothing, emit_journal_head},
    {"strong", check_nothing, emit_strong},
    {"em", check_nothing, emit_em},
    {"its", its_check, its_emit},
    {"cites", check_cites, emit_nothing},
    {"cite", check_nothing, emit_nothing},
};

static const struct inline_kind *kind_of(const struct xml_node *node) {
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    if (xml_is(node, kinds[i].name)) return &kinds[i];
  return NULL;
}

enum status inline_check(const struct stand *stand, const struct xml_node *node, struct error *error) {
  enum status status = STATUS_OK;
  for (const struct xml_node *child = xml_first(node); child && !status; child = xml_next(child)) {
    if (!xml_name(child)) continue;
    const struct inline_kind *kind = kind_of(child);
    if (!kind) return refuse(child, NULL, _("<%s> has no meaning inside a block."), xml_name(child), error);
    status = kind->check(stand, child, error);
    if (!status) status = inline_check(stand, child, error);
  }
  return status;
}

/* Blanks between two elements are lost in reading XML, here and in xgettext; so what two neighbours print is always set apart. */
static void element_emit(struct builder *builder, const struct xml_node *node, bool after_element, const char *subject,
                         enum run_style style, run_vec_t *runs) {
  size_t before = runs->len;
  if (after_element && before > 0) run_add(builder, runs, style, " ");
  size_t with_blank = runs->len;
  kind_of(node)->emit(builder, node, subject, style, runs);
  if (runs->len == with_blank) runs->len = before;
}

void words_emit(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  bool after_element = false;
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    if (xml_name(child))
      element_emit(builder, child, after_element, subject, style, runs);
    else
      run_add(builder, runs, style, xml_text_of(child));
    after_element = xml_name(child) != NULL;
  }
}
