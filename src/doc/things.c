/* SPDX-License-Identifier: GPL-3.0-or-later */
/* for-each over what the law pack holds beside questions: duties, topics, relations, rows of a table; and what stands inside. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

#define BOTH_ACTS "*" /* the template says what it means */

/* ---- reading ---- */

static const char *const duty_kind_ids[] = {[DUTY_DUTY] = "duty", [DUTY_RELIEF] = "relief", [DUTY_PENALTY] = "penalty"};
static const char *const relation_kind_ids[] = {
    [RELATION_PRESUMED] = "presumed", [RELATION_SHARED] = "shared", [RELATION_PARALLEL] = "parallel", [RELATION_DISTINCT] = "distinct"};

static const struct {
  const char *attribute;
  enum thing_kind kind;
} loops[] = {{"duties", THING_DUTY}, {"topics", THING_TOPIC}, {"relations", THING_RELATION}, {"rows", THING_ROW}};

enum thing_kind things_kind(const struct xml_node *node) {
  for (size_t i = 0; i < ARRAY_LEN(loops); i++)
    if (xml_attr(node, loops[i].attribute)) return loops[i].kind;
  return THING_NONE;
}

static enum status refuse(const struct xml_node *node, const char *next, const char *what, const char *id, struct error *error) {
  CLEANUP(mem_freep) char *where = xml_where(node);
  return error_set(error, STATUS_INPUT, where, next, what, id);
}

static bool has_word(const char *list, const char *word) {
  size_t len = strlen(word);
  for (const char *at = list; at && *at; at += strspn(at, " ")) {
    size_t here = strcspn(at, " ");
    if (here == len && strncmp(at, word, len) == 0) return true;
    at += here;
  }
  return false;
}

/* The schema knows the words. */
static unsigned bits_of(const char *list, const char *const *ids, size_t len) {
  unsigned bits = 0;
  for (size_t i = 0; i < len; i++)
    if (has_word(list, ids[i])) bits |= 1u << i;
  return bits;
}

static unsigned states_of(const char *list) {
  unsigned bits = 0;
  for (enum duty_status status = DUTY_NOT_YOURS; status <= DUTY_OVER; status++)
    if (has_word(list, duty_status_name(status))) bits |= 1u << status;
  return bits;
}

enum status things_read(const struct stand *stand, const struct xml_node *node, struct part *part, struct error *error) {
  const char *kinds = xml_attr(node, "kind"), *rows = xml_attr(node, "rows");
  part->thing = things_kind(node);
  part->content.node = node;
  part->kinds = part->thing == THING_DUTY ? bits_of(kinds, duty_kind_ids, ARRAY_LEN(duty_kind_ids))
                                          : bits_of(kinds, relation_kind_ids, ARRAY_LEN(relation_kind_ids));
  part->states = states_of(xml_attr(node, "state"));
  part->group = part->thing == THING_TOPIC ? xml_attr(node, "topics") : xml_attr(node, "group");
  part->own = str_eq(xml_attr(node, "duties"), "own");
  part->of_topic = str_eq(xml_attr(node, "relations"), "topic");
  part->table = rows ? pack_table(stand->pack, rows) : NULL;
  if (rows && !part->table) return refuse(node, NULL, _("The law pack has no table “%s”."), rows, error);
  if (part->of_topic && stand->thing != THING_TOPIC)
    return refuse(node, _("Put it into a for-each over topics."), _("Relations of a %s need one around them."), "topic", error);
  return STATUS_OK;
}

/* ---- what stands inside ---- */

typedef void its_fn(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs);

static void add_text(struct builder *builder, const struct text *text, enum run_style style, run_vec_t *runs) {
  run_add(builder, runs, style, pack_text(text, builder->lang));
}

static void its_number(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  CLEANUP(mem_freep) char *number = mem_printf("%zu", thing->number);
  run_add(builder, runs, style, number);
}

static void duty_title(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->duty->duty->title, style, runs);
}

static void duty_text(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->duty->duty->text, style, runs);
}

static void duty_help(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->duty->duty->help, style, runs);
}

static void duty_kind(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  run_add(builder, runs, style, duty_kind_name(thing->duty->duty->kind, builder->lang));
}

static void duty_state(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  CLEANUP(mem_freep) char *sentence = duty_sentence(thing->duty, builder->lang);
  run_add(builder, runs, style, sentence);
}

static void duty_subject(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  run_add(builder, runs, style, engine_name(builder->engine, thing->duty->subject, builder->lang));
}

static void topic_title(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->topic->title, style, runs);
}

static void topic_text(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->topic->text, style, runs);
}

static void topic_action(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->topic->action, style, runs);
}

static void relation_kind(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  run_add(builder, runs, style, relation_kind_name(thing->relation->relation->kind, builder->lang));
}

static void relation_because(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->relation->relation->because, style, runs);
}

/* Title, where it stands, and how it stands here. */
static void add_end(struct builder *builder, const struct end_state *end, enum run_style style, run_vec_t *runs) {
  CLEANUP(mem_freep) char *state = end_sentence(builder->engine, end, builder->lang);
  const cite_vec_t *cites = end_cites(end);
  if (end->met) hash_conclusion(builder, end->met);
  if (end->duty && end->subject) hash_duty(builder, &end->duty_state);
  run_add(builder, runs, cites ? style : RUN_EMPHASIS, end_title(end, builder->lang));
  if (*state) {
    run_add(builder, runs, style, ": ");
    run_add(builder, runs, RUN_STRONG, state);
  }
  if (!cites || cites->len == 0) return;
  const cite_vec_t first = {.items = cites->items, .len = 1};
  run_add(builder, runs, style, " ");
  run_add(builder, runs, RUN_CITE, cites_emit(builder, &first));
}

static void relation_from(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_end(builder, &thing->relation->from, style, runs);
}

static void relation_to(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_end(builder, &thing->relation->to, style, runs);
}

static void relation_evidence(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  for (size_t i = 0; i < thing->relation->evidence.len; i++) {
    const struct served *served = &thing->relation->evidence.items[i];
    hash_item(builder, served->subject);
    hash_item(builder, engine_name(builder->engine, served->subject, NULL));
    hash_item(builder, served->both ? "both" : "one");
    if (i > 0) run_add(builder, runs, style, "; ");
    run_add(builder, runs, style, engine_name(builder->engine, served->subject, builder->lang));
    if (served->both) run_add(builder, runs, style, BOTH_ACTS);
  }
}

static void row_title(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->row->title, style, runs);
}

static void row_help(struct builder *builder, const struct thing *thing, enum run_style style, run_vec_t *runs) {
  add_text(builder, &thing->row->help, style, runs);
}

static const struct {
  enum thing_kind kind;
  const char *name;
  its_fn *emit;
} parts[] = {
    {THING_DUTY, "title", duty_title},
    {THING_DUTY, "text", duty_text},
    {THING_DUTY, "help", duty_help},
    {THING_DUTY, "kind", duty_kind},
    {THING_DUTY, "state", duty_state},
    {THING_DUTY, "subject", duty_subject},
    {THING_DUTY, "number", its_number},
    {THING_TOPIC, "title", topic_title},
    {THING_TOPIC, "text", topic_text},
    {THING_TOPIC, "action", topic_action},
    {THING_TOPIC, "number", its_number},
    {THING_RELATION, "kind", relation_kind},
    {THING_RELATION, "because", relation_because},
    {THING_RELATION, "from", relation_from},
    {THING_RELATION, "to", relation_to},
    {THING_RELATION, "evidence", relation_evidence},
    {THING_RELATION, "number", its_number},
    {THING_ROW, "title", row_title},
    {THING_ROW, "help", row_help},
    {THING_ROW, "number", its_number},
};

static its_fn *part_of(enum thing_kind kind, const char *name) {
  for (size_t i = 0; i < ARRAY_LEN(parts); i++)
    if (parts[i].kind == kind && str_eq(parts[i].name, name)) return parts[i].emit;
  return NULL;
}

static bool has_column(const struct table *table, const char *name) {
  for (size_t i = 0; table && i < table->rows_len; i++)
    if (table_cell(&table->rows[i], name)) return true;
  return false;
}

enum status its_check(const struct stand *stand, const struct xml_node *node, struct error *error) {
  const char *name = xml_attr(node, "part");
  if (part_of(stand->thing, name) || has_column(stand->table, name)) return STATUS_OK;
  return refuse(node, _("Put it into a for-each over duties, topics, relations or rows that have it."), _("There is no part “%s” here."),
                name, error);
}

void its_emit(struct builder *builder, const struct xml_node *node, const char *subject, enum run_style style, run_vec_t *runs) {
  const struct thing *thing = builder->thing;
  const char *name = xml_attr(node, "part"), *cell = thing->row ? table_cell(thing->row, name) : NULL;
  its_fn *emit = part_of(thing->kind, name);
  size_t before = runs->len;
  hash_item(builder, cell);
  if (emit)
    emit(builder, thing, style, runs);
  else if (cell)
    run_add(builder, runs, style, cell);
  if (runs->len == before) words_emit(builder, node, subject, style, runs);
}

/* ---- running over them ---- */

static void thing_emit(struct builder *builder, const struct part *part, const char *subject, struct thing *thing) {
  const struct thing *outer = builder->thing;
  thing->kind = part->thing;
  thing->number++;
  builder->thing = thing;
  builder->repeated++;
  hash_item(builder, thing->id);
  parts_emit(builder, &part->body, subject);
  builder->repeated--;
  builder->thing = outer;
}

static bool wants(unsigned bits, unsigned bit) {
  return bits == 0 || bits & 1u << bit;
}

static bool wants_duty(const struct part *part, const char *subject, const struct duty_state *state) {
  return wants(part->kinds, state->duty->kind) && (!part->own || str_eq(state->subject, subject));
}

/* What is running today was later yesterday: the hash covers what does not depend on the day, whatever is shown of it. */
static void hash_duties(struct builder *builder, const struct part *part, const char *subject) {
  duty_vec_t duties = {0};
  engine_duties_around(builder->engine, subject, &duties);
  hash_item(builder, xml_message(part->content.node));
  for (size_t i = 0; i < duties.len; i++)
    if (wants_duty(part, subject, &duties.items[i])) hash_duty(builder, &duties.items[i]);
  vec_free(&duties);
}

static void duties_emit(struct builder *builder, const struct part *part, const char *subject) {
  struct thing thing = {0};
  duty_vec_t duties = {0};
  hash_duties(builder, part, subject);
  assess_duties(builder->engine, subject, &duties);
  builder->unhashed++;
  for (size_t i = 0; i < duties.len; i++) {
    const struct duty_state *state = &duties.items[i];
    thing.id = state->duty->id;
    thing.duty = state;
    thing.cites = &state->duty->cites;
    if (wants(part->states, state->status) && wants_duty(part, subject, state)) thing_emit(builder, part, subject, &thing);
  }
  builder->unhashed--;
  vec_free(&duties);
}

static void topics_emit(struct builder *builder, const struct part *part, const char *subject) {
  const struct pack *pack = engine_pack(builder->engine);
  struct thing thing = {0};
  for (size_t i = 0; i < pack_topic_count(pack); i++) {
    const struct topic *topic = pack_topic_at(pack, i);
    thing.id = topic->id;
    thing.topic = topic;
    thing.cites = &topic->cites;
    if (id_in_group(topic->id, part->group)) thing_emit(builder, part, subject, &thing);
  }
}

static void relations_emit(struct builder *builder, const struct part *part, const char *subject) {
  struct thing thing = {0};
  relation_vec_t relations = {0};
  assess_relations(builder->engine, subject, part->of_topic ? builder->thing->topic : NULL, &relations);
  for (size_t i = 0; i < relations.len; i++) {
    const struct relation_state *state = &relations.items[i];
    thing.id = state->relation->id;
    thing.relation = state;
    thing.cites = &state->relation->cites;
    if (wants(part->kinds, state->relation->kind)) thing_emit(builder, part, subject, &thing);
  }
  relations_free(&relations);
}

static void rows_emit(struct builder *builder, const struct part *part, const char *subject) {
  struct thing thing = {0};
  for (size_t i = 0; i < part->table->rows_len; i++) {
    const struct table_row *row = &part->table->rows[i];
    thing.id = row->id;
    thing.row = row;
    thing.cites = &row->cites;
    if (!part->group || id_in_group(row->id, part->group)) thing_emit(builder, part, subject, &thing);
  }
}

void things_emit(struct builder *builder, const struct part *part, const char *subject) {
  static void (*const emit[])(struct builder *, const struct part *, const char *) = {
      [THING_DUTY] = duties_emit, [THING_TOPIC] = topics_emit, [THING_RELATION] = relations_emit, [THING_ROW] = rows_emit};
  size_t before = builder->pushed;
  emit[part->thing](builder, part, subject);
  if (builder->pushed == before) parts_emit(builder, &part->otherwise, subject);
}
