/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How two acts stand to each other: topics, relations with both ends, evidence. */
#include "cli/internal.h"

#include <stdlib.h>

/* ---- JSON ---- */

static const char *const kind_ids[] = {
    [RELATION_PRESUMED] = "presumed", [RELATION_SHARED] = "shared", [RELATION_PARALLEL] = "parallel", [RELATION_DISTINCT] = "distinct"};

static const char *state_id(const struct end_state *end) {
  if (!end->subject) return NULL;
  if (end->duty) return duty_status_name(end->duty_state.status);
  if (!end->met) return NULL;
  return end->met->status == CONCLUDED && end->met->values.len ? end->met->values.items[0] : conclusion_status_name(end->met->status);
}

static void json_end(struct json_out *out, const char *key, const struct end_state *end) {
  json_out_key(out, key);
  if (!end->requirement && !end->duty) {
    json_out_null(out);
    return;
  }
  json_out_object(out);
  json_member(out, "kind", end->requirement ? "requirement" : "duty");
  json_member(out, "id", end->requirement ? end->requirement->id : end->duty->id);
  json_member(out, "title", end_title(end, lang_ui()));
  json_member(out, "subject", end->subject);
  json_member(out, "state", state_id(end));
  json_out_key(out, "citations");
  json_citations(out, end_cites(end));
  json_out_end(out);
}

static void json_evidence(struct call *call, struct json_out *out, const struct served *served) {
  json_out_object(out);
  json_member(out, "subject", served->subject);
  json_member(out, "name", subject_name(call, served->subject));
  json_out_key(out, "from");
  json_out_bool(out, served->linked_from);
  json_out_key(out, "to");
  json_out_bool(out, served->linked_to);
  json_out_key(out, "both");
  json_out_bool(out, served->both);
  json_out_end(out);
}

static void json_relation(struct call *call, struct json_out *out, const struct relation_state *state) {
  json_out_object(out);
  json_member(out, "id", state->relation->id);
  json_member(out, "kind", kind_ids[state->relation->kind]);
  json_end(out, "from", &state->from);
  json_end(out, "to", &state->to);
  json_member(out, "because", pack_text(&state->relation->because, lang_ui()));
  json_out_key(out, "citations");
  json_citations(out, &state->relation->cites);
  json_out_key(out, "evidence");
  json_out_array(out);
  for (size_t i = 0; i < state->evidence.len; i++)
    json_evidence(call, out, &state->evidence.items[i]);
  json_out_end(out);
  json_out_end(out);
}

static void json_topic(struct call *call, struct json_out *out, const struct topic *topic, const relation_vec_t *relations) {
  json_out_object(out);
  json_member(out, "id", topic->id);
  json_member(out, "title", pack_text(&topic->title, lang_ui()));
  json_member(out, "text", pack_text(&topic->text, lang_ui()));
  json_member(out, "action", pack_text(&topic->action, lang_ui()));
  json_out_key(out, "citations");
  json_citations(out, &topic->cites);
  json_out_key(out, "relations");
  json_out_array(out);
  for (size_t i = 0; i < relations->len; i++)
    if (relations->items[i].relation->topic == topic) json_relation(call, out, &relations->items[i]);
  json_out_end(out);
  json_out_end(out);
}

static void map_json(struct call *call, const relation_vec_t *relations) {
  const struct pack *pack = app_pack(call->app);
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "subject", call->subject);
  json_out_key(&out, "topics");
  json_out_array(&out);
  for (size_t i = 0; i < pack_topic_count(pack); i++)
    json_topic(call, &out, pack_topic_at(pack, i), relations);
  json_out_end(&out);
  json_finish(&out);
}

/* ---- text ---- */

/* "Title: state (first citation)" */
static char *end_line(struct call *call, const struct end_state *end) {
  const cite_vec_t *cites = end_cites(end);
  CLEANUP(mem_freep) char *state = end_sentence(session_engine(call->session), end, lang_ui());
  CLEANUP(mem_freep) char *cite = cites && cites->len ? cite_text(&cites->items[0], lang_ui()) : NULL;
  const char *title = end_title(end, lang_ui());
  if (!cite) return mem_strdup(title);
  return *state ? mem_printf("%s: %s (%s)", title, state, cite) : mem_printf("%s (%s)", title, cite);
}

static void put_evidence(struct call *call, const struct relation_state *state) {
  CLEANUP(buf_free) struct buf names = {0};
  for (size_t i = 0; i < state->evidence.len; i++) {
    CLEANUP(mem_freep) char *name = served_sentence(session_engine(call->session), &state->evidence.items[i], lang_ui());
    buf_printf(&names, "%s%s", i ? "; " : "", name);
  }
  if (names.len) put_wrapped_format(call->out, 6, 8, _("Evidence: %s"), buf_str(&names));
}

static void put_relation(struct call *call, const struct relation_state *state) {
  CLEANUP(mem_freep) char *from = end_line(call, &state->from);
  CLEANUP(mem_freep) char *to = end_line(call, &state->to);
  const char *kind = relation_kind_name(state->relation->kind, lang_ui());
  put_wrapped_format(call->out, 2, 4, "%s -- %s", from, to);
  put_wrapped_format(call->out, 6, 8, "%s: %s", kind, pack_text(&state->relation->because, lang_ui()));
  put_evidence(call, state);
}

static void put_topic(struct call *call, const struct topic *topic, const relation_vec_t *relations) {
  put_heading(call->out, pack_text(&topic->title, lang_ui()));
  put_wrapped(call->out, 2, 2, pack_text(&topic->text, lang_ui()));
  put_wrapped_format(call->out, 2, 2, _("What to do: %s"), pack_text(&topic->action, lang_ui()));
  bool first = true;
  for (size_t i = 0; i < relations->len; i++) {
    if (relations->items[i].relation->topic != topic) continue;
    if (first) buf_putc(call->out, '\n');
    first = false;
    put_relation(call, &relations->items[i]);
  }
}

static void map_text(struct call *call, const relation_vec_t *relations) {
  const struct pack *pack = app_pack(call->app);
  CLEANUP(mem_freep) char *title = subject_title(call, call->subject);
  put_wrapped(call->out, 0, 2, title);
  for (size_t i = 0; i < pack_topic_count(pack); i++)
    put_topic(call, pack_topic_at(pack, i), relations);
}

/* Requirements stand below this type. */
static const struct subject_type *type_with_requirements(const struct pack *pack) {
  for (size_t i = 0; i < pack_subject_type_count(pack); i++)
    if (pack_subject_type_at(pack, i)->implicit) return pack_subject_type_at(pack, i)->parent;
  return NULL;
}

enum status do_cross_map(struct call *call) {
  struct engine *engine = session_engine(call->session);
  const struct subject_type *type = type_with_requirements(app_pack(call->app));
  if (!type || !engine_ancestor(engine, call->subject, type))
    return call_refuse(call, _("“cradle list” shows the releases."), _("The map is about a release."));
  relation_vec_t relations = {0};
  assess_relations(engine, call->subject, NULL, &relations);
  (call->json ? map_json : map_text)(call, &relations);
  relations_free(&relations);
  return STATUS_OK;
}
