/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language-neutral model: ids, values and English texts of the template, each with its length. */
#include "doc/build.h"

#include <string.h>

static void hash_bytes(struct builder *builder, const void *bytes, size_t len) {
  if (builder->unhashed > 0) return;
  uint64_t size = len;
  unsigned char prefix[8];
  for (int i = 0; i < 8; i++)
    prefix[i] = (unsigned char)(size >> (56 - 8 * i));
  hasher_add(builder->hasher, prefix, sizeof prefix);
  hasher_add(builder->hasher, bytes, len);
}

void hash_item(struct builder *builder, const char *text) {
  hash_bytes(builder, text ? text : "", text ? strlen(text) : 0);
}

static void hash_number(struct builder *builder, size_t number) {
  CLEANUP(mem_freep) char *text = mem_printf("%zu", number);
  hash_item(builder, text);
}

/* The name of a referenced subject stands in the text, so it counts. */
static void hash_head(struct builder *builder, const struct head *head) {
  CLEANUP(buf_free) struct buf bytes = {0};
  value_encode(&head->value, &bytes);
  hash_bytes(builder, buf_str(&bytes), bytes.len);
  hash_item(builder, head->proposed ? "proposed" : "stated");
  if (head->value.type == VALUE_REF) hash_item(builder, engine_name(builder->engine, head->value.text, NULL));
}

void hash_fact(struct builder *builder, const struct fact *fact) {
  if (!fact) {
    hash_item(builder, "open");
    return;
  }
  hash_item(builder, "fact");
  hash_item(builder, fact->subject);
  hash_item(builder, fact->key);
  hash_number(builder, fact->heads_len);
  for (size_t i = 0; i < fact->heads_len; i++)
    hash_head(builder, &fact->heads[i]);
  hash_number(builder, fact->elements_len);
  for (size_t i = 0; i < fact->elements_len; i++)
    hash_head(builder, &fact->elements[i]);
}

static void hash_ids(struct builder *builder, const id_vec_t *ids) {
  hash_number(builder, ids->len);
  for (size_t i = 0; i < ids->len; i++)
    hash_item(builder, ids->items[i]);
}

void hash_conclusion(struct builder *builder, const struct conclusion_state *state) {
  hash_item(builder, "conclusion");
  hash_item(builder, state->conclusion->id);
  hash_item(builder, state->subject);
  hash_item(builder, conclusion_status_name(state->status));
  hash_ids(builder, &state->values);
  hash_ids(builder, &state->possible);
  hash_number(builder, state->cases.len);
  for (size_t i = 0; i < state->cases.len; i++)
    hash_item(builder, state->cases.items[i]->id);
}

/* The two sides of a comparison are left out: one may be "today", and what else they hold stands in the reasons below. */
void hash_reason(struct builder *builder, const struct reason *reason) {
  hash_item(builder, "reason");
  hash_number(builder, reason->kind);
  hash_number(builder, reason->truth);
  hash_item(builder, reason->subject);
  hash_item(builder, reason->question ? reason->question->id : NULL);
  if (reason->question) hash_fact(builder, reason->fact);
  if (reason->conclusion) hash_conclusion(builder, reason->conclusion);
  hash_item(builder, reason->gap ? reason->gap->id : NULL);
  hash_item(builder, reason->table ? reason->table->id : NULL);
  hash_item(builder, reason->row);
}

void hash_gap(struct builder *builder, const struct gap_state *gap) {
  hash_item(builder, "gap");
  hash_number(builder, gap->kind);
  hash_number(builder, gap->truth);
  hash_item(builder, gap->subject);
  hash_item(builder, gap->gap ? gap->gap->id : gap->question->id);
}

static void hash_day(struct builder *builder, const struct value *value) {
  CLEANUP(buf_free) struct buf bytes = {0};
  value_encode(value, &bytes);
  hash_bytes(builder, buf_str(&bytes), bytes.len);
}

void hash_duty(struct builder *builder, const struct duty_state *state) {
  hash_item(builder, "duty");
  hash_item(builder, state->duty->id);
  hash_item(builder, state->subject);
  hash_number(builder, state->applies);
  hash_day(builder, &state->from);
  hash_day(builder, &state->until);
  hash_number(builder, state->followed ? state->done : TRUTH_UNKNOWN);
}
