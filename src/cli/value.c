/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values and answers in JSON. */
#include "cli/internal.h"

#include <stdlib.h>

struct json_out json_start(struct call *call) {
  return (struct json_out){.buf = call->out, .indented = true};
}

void json_finish(struct json_out *out) {
  json_out_end(out);
  buf_putc(out->buf, '\n');
}

void json_citations(struct json_out *out, const cite_vec_t *cites) {
  json_out_array(out);
  for (size_t i = 0; cites && i < cites->len; i++) {
    CLEANUP(mem_freep) char *cite = cite_text(&cites->items[i], lang_ui());
    json_out_string(out, cite);
  }
  json_out_end(out);
}

void json_member(struct json_out *out, const char *key, const char *text) {
  json_out_key(out, key);
  json_out_string(out, text);
}

void json_ids(struct json_out *out, const id_vec_t *ids) {
  json_out_array(out);
  for (size_t i = 0; i < ids->len; i++)
    json_out_string(out, ids->items[i]);
  json_out_end(out);
}

static void json_blob(struct json_out *out, const struct value *value) {
  json_out_object(out);
  json_member(out, "file", value->lang);
  json_member(out, "sha256", value->text);
  json_out_end(out);
}

static void json_mark(struct json_out *out, const char *key) {
  json_out_object(out);
  json_out_key(out, key);
  json_out_bool(out, true);
  json_out_end(out);
}

static void json_unknown(struct json_out *out) {
  json_mark(out, "unknown");
}

/* As “apply” takes them, so that answers can be carried over. */
void json_value(struct json_out *out, const struct value *value) {
  CLEANUP(mem_freep) char *text = NULL;
  switch (value->type) {
  case VALUE_CLEARED:
    json_out_null(out);
    return;
  case VALUE_UNKNOWN:
  case VALUE_REDACTED:
    json_unknown(out);
    return;
  case VALUE_NONE:
    json_mark(out, "none");
    return;
  case VALUE_BOOL:
    json_out_bool(out, value->boolean);
    return;
  case VALUE_NUMBER:
    json_out_decimal(out, value->number);
    return;
  case VALUE_BLOB:
    json_blob(out, value);
    return;
  default:
    text = value_text(value);
    json_out_string(out, text);
  }
}

static void json_heads(struct json_out *out, const struct head *heads, size_t len) {
  for (size_t i = 0; i < len; i++) {
    json_out_object(out);
    json_out_key(out, "value");
    json_value(out, &heads[i].value);
    json_member(out, "author", heads[i].author);
    json_out_end(out);
  }
}

static void json_elements(struct json_out *out, const struct fact *fact) {
  json_out_array(out);
  for (size_t i = 0; i < fact->elements_len; i++)
    json_value(out, &fact->elements[i].value);
  json_out_end(out);
}

static const char *note_of(const struct fact *fact) {
  for (size_t i = 0; i < fact->heads_len; i++)
    if (fact->heads[i].note) return fact->heads[i].note;
  for (size_t i = 0; i < fact->elements_len; i++)
    if (fact->elements[i].note) return fact->elements[i].note;
  return NULL;
}

static void json_given(struct json_out *out, const struct question *question, const struct fact *fact) {
  const struct value *single = fact_value(fact);
  if (!question_is_multi(question) && single)
    json_value(out, single);
  else if (single && single->type == VALUE_UNKNOWN)
    json_unknown(out);
  else
    json_elements(out, fact);
}

/* "answer", and "conflict" where two people disagree. */
void json_answer(struct json_out *out, const struct question *question, const struct fact *fact) {
  enum answer_state state = fact_state(fact);
  json_out_key(out, "answer");
  if (state == ANSWER_UNKNOWN)
    json_unknown(out);
  else if (state == ANSWER_GIVEN)
    json_given(out, question, fact);
  else
    json_out_null(out);
  if (state == ANSWER_CONFLICT) {
    json_out_key(out, "conflict");
    json_out_array(out);
    json_heads(out, fact->heads, fact->heads_len);
    json_heads(out, fact->elements, fact->elements_len);
    json_out_end(out);
  }
  if (fact && note_of(fact)) json_member(out, "note", note_of(fact));
}
