/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assessment of one subject, as text and as JSON. */
#include "cli/internal.h"

#include <stdlib.h>

/* ---- what a conclusion rests on ---- */

static bool has_id(const id_vec_t *ids, const char *id) {
  for (size_t i = 0; i < ids->len; i++)
    if (str_eq(ids->items[i], id)) return true;
  return false;
}

static void add_id(id_vec_t *ids, const char *id) {
  if (!has_id(ids, id)) vec_push(ids, id);
}

enum { DEPTH_MAX = 40 };

/* The questions whose answers were read on the way to the result. */
static void add_questions(const struct reason *reason, id_vec_t *ids, int depth) {
  if (!reason || depth > DEPTH_MAX) return;
  if (reason->question) add_id(ids, reason->question->id);
  if (reason->kind == REASON_CONCLUSION) {
    add_questions(reason->conclusion->reason, ids, depth + 1);
    add_questions(reason->conclusion->refuted, ids, depth + 1);
    return;
  }
  for (size_t i = 0; i < reason->children_len; i++)
    add_questions(reason->children[i], ids, depth + 1);
}

static void because_of(const struct conclusion_state *state, id_vec_t *ids) {
  add_questions(state->reason, ids, 0);
  add_questions(state->refuted, ids, 0);
}

static void open_of(const struct conclusion_state *state, id_vec_t *ids) {
  for (size_t i = 0; i < state->open.len; i++)
    add_id(ids, state->open.items[i].question->id);
}

/* ---- JSON ---- */

static void json_result(struct json_out *out, const struct conclusion_state *state) {
  json_out_key(out, "value");
  if (state->conclusion->type == C_SET)
    json_ids(out, &state->values);
  else if (state->status != CONCLUDED)
    json_out_null(out);
  else
    json_out_string(out, state->values.len ? state->values.items[0] : "none");
}

static void json_cites(struct json_out *out, const struct conclusion_state *state) {
  json_out_key(out, "cites");
  json_out_array(out);
  for (size_t i = 0; i < state->cases.len; i++)
    for (size_t k = 0; k < state->cases.items[i]->cites.len; k++) {
      CLEANUP(mem_freep) char *cite = cite_text(&state->cases.items[i]->cites.items[k], lang_ui());
      json_out_string(out, cite);
    }
  json_out_end(out);
}

static void json_conclusion(struct json_out *out, const struct conclusion_state *state) {
  id_vec_t because = {0}, open = {0};
  because_of(state, &because);
  open_of(state, &open);
  json_out_object(out);
  json_member(out, "id", state->conclusion->id);
  json_result(out, state);
  json_member(out, "state", conclusion_status_name(state->status));
  json_out_key(out, "because");
  json_ids(out, &because);
  json_out_key(out, "possible");
  json_ids(out, &state->possible);
  json_out_key(out, "open");
  json_ids(out, &open);
  json_member(out, "subject", state->subject);
  json_cites(out, state);
  json_out_end(out);
  vec_free(&because);
  vec_free(&open);
}

static void json_gap_ids(struct json_out *out, const gap_vec_t *gaps) {
  struct map *seen = map_new();
  json_out_array(out);
  for (size_t i = 0; i < gaps->len; i++) {
    CLEANUP(mem_freep) char *id = gap_id(&gaps->items[i]);
    if (!map_get(seen, id)) json_out_string(out, id);
    map_put(seen, id, seen);
  }
  json_out_end(out);
  map_free(seen);
}

static const char *applicable_word(const struct requirement_state *record) {
  const struct conclusion_state *state = record->applicable;
  if (!state || state->status == CONCLUSION_NOT_APPLICABLE) return NULL;
  return state->status == CONCLUDED && state->values.len ? state->values.items[0] : conclusion_status_name(state->status);
}

static void json_requirement(struct json_out *out, const struct requirement_state *record) {
  static const id_vec_t none = {0};
  json_out_object(out);
  json_member(out, "id", record->requirement->id);
  json_member(out, "applicable", applicable_word(record));
  json_member(out, "status", record->status);
  json_out_key(out, "routes");
  json_ids(out, record->routes ? &record->routes->values : &none);
  json_out_key(out, "gaps");
  json_gap_ids(out, &record->gaps);
  json_out_end(out);
}

static void json_gap(struct call *call, struct json_out *out, const struct gap_state *gap) {
  CLEANUP(mem_freep) char *id = gap_id(gap);
  CLEANUP(mem_freep) char *text = gap_sentence(session_engine(call->session), gap, lang_ui());
  json_out_object(out);
  json_member(out, "id", id);
  json_member(out, "subject", gap->subject);
  json_out_key(out, "blocks");
  json_out_bool(out, gap->blocks_final);
  json_out_key(out, "certain");
  json_out_bool(out, gap->truth == TRUTH_TRUE);
  json_member(out, "text", text);
  json_out_end(out);
}

static void assess_json(struct call *call, const struct assessment *assessment, const struct pack_news *news) {
  const struct pack *pack = app_pack(call->app);
  char law_as_of[DATE_TEXT_SIZE], as_of[DATE_TEXT_SIZE];
  CLEANUP(mem_freep) char *name = mem_printf("%s %s", pack_id(pack), pack_version(pack));
  day_format(pack_law_as_of(pack), law_as_of);
  day_format(session_as_of(call->session), as_of);
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "subject", call->subject);
  json_member(&out, "pack", name);
  json_member(&out, "law_as_of", law_as_of);
  json_member(&out, "as_of", as_of);
  json_out_key(&out, "conclusions");
  json_out_array(&out);
  for (size_t i = 0; i < assessment->conclusions.len; i++)
    json_conclusion(&out, assessment->conclusions.items[i]);
  json_out_end(&out);
  json_out_key(&out, "requirements");
  json_out_array(&out);
  for (size_t i = 0; i < assessment->requirements.len; i++)
    json_requirement(&out, &assessment->requirements.items[i]);
  json_out_end(&out);
  json_out_key(&out, "gaps");
  json_gap_ids(&out, &assessment->gaps);
  json_out_key(&out, "gap_details");
  json_out_array(&out);
  for (size_t i = 0; i < assessment->gaps.len; i++)
    json_gap(call, &out, &assessment->gaps.items[i]);
  json_out_end(&out);
  json_out_key(&out, "duties");
  json_duties(call, &out, false);
  json_out_key(&out, "asked_again");
  json_again(&out, news);
  json_finish(&out);
}

/* ---- text ---- */

static void put_case(struct call *call, const struct conclusion_case *one) {
  const char *because = pack_text(&one->because, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(&one->cites, lang_ui());
  if (*because) put_wrapped(call->out, 6, 6, because);
  if (*cites) put_wrapped_format(call->out, 6, 8, "(%s)", cites);
}

static void put_conclusion(struct call *call, const struct conclusion_state *state) {
  CLEANUP(mem_freep) char *result = conclusion_sentence(session_engine(call->session), state, lang_ui());
  put_wrapped_format(call->out, 2, 4, "%s: %s [%s]", pack_text(&state->conclusion->title, lang_ui()), result, state->conclusion->id);
  for (size_t i = 0; state->status != CONCLUSION_OPEN && i < state->cases.len; i++)
    put_case(call, state->cases.items[i]);
  id_vec_t open = {0};
  open_of(state, &open);
  CLEANUP(buf_free) struct buf ids = {0};
  for (size_t i = 0; i < open.len; i++)
    buf_printf(&ids, "%s%s", i ? ", " : "", open.items[i]);
  if (open.len) put_wrapped_format(call->out, 6, 8, _("Open: %s"), buf_str(&ids));
  vec_free(&open);
}

static size_t widest_id(const struct assessment *assessment) {
  size_t widest = 0;
  for (size_t i = 0; i < assessment->requirements.len; i++) {
    size_t width = width_of(assessment->requirements.items[i].requirement->id);
    if (width > widest) widest = width;
  }
  return widest;
}

/* Ids, since the titles of several procedures do not fit on a line. */
static void put_routes(struct buf *out, const struct conclusion_state *routes) {
  if (!routes || routes->status == CONCLUSION_NOT_APPLICABLE) return;
  for (size_t i = 0; i < routes->values.len; i++)
    buf_printf(out, "%s%s", i ? ", " : "", routes->values.items[i]);
  if (routes->status != CONCLUDED) buf_printf(out, "%s%s", routes->values.len ? ", " : "", _("open"));
}

static size_t count_catalogues(const struct assessment *assessment) {
  size_t count = 0;
  for (size_t i = 0; i < assessment->requirements.len; i++) {
    const struct requirement_state *record = &assessment->requirements.items[i];
    count += catalogue_begins(record->requirement, i ? record[-1].requirement : NULL);
  }
  return count;
}

static void put_catalogue(struct call *call, const struct requirement *requirement, const struct requirement *before) {
  if (!catalogue_begins(requirement, before)) return;
  CLEANUP(mem_freep) char *title = catalogue_title(requirement, lang_ui());
  put_wrapped(call->out, 1, 3, title);
}

static void put_requirements(struct call *call, const struct assessment *assessment) {
  size_t widest = widest_id(assessment);
  bool several = count_catalogues(assessment) > 1;
  if (!assessment->requirements.len) return;
  put_heading(call->out, _("Requirements: applicable, state, gaps, procedures"));
  for (size_t i = 0; i < assessment->requirements.len; i++) {
    const struct requirement_state *record = &assessment->requirements.items[i];
    const char *applicable = applicable_word(record);
    if (several) put_catalogue(call, record->requirement, i ? record[-1].requirement : NULL);
    CLEANUP(mem_freep) char *gaps = mem_printf("%2zu", record->gaps.len);
    CLEANUP(buf_free) struct buf routes = {0};
    put_routes(&routes, record->routes);
    CLEANUP(buf_free) struct buf line = {0};
    put_padded(&line, record->requirement->id, widest + 2);
    put_padded(&line, applicable ? applicable : "-", 6);
    put_padded(&line, record->status, 15);
    buf_printf(call->out, "  %s%s%s%s\n", buf_str(&line), gaps, routes.len ? "  " : "", buf_str(&routes));
  }
}

static size_t count_gaps(const gap_vec_t *gaps, bool blocking, enum truth truth) {
  size_t count = 0;
  for (size_t i = 0; i < gaps->len; i++)
    count += gaps->items[i].blocks_final == blocking && gaps->items[i].truth == truth;
  return count;
}

/* What is surely missing, one by one; what cannot be judged yet only as a number: it follows from the open questions above. */
static void put_gaps(struct call *call, const gap_vec_t *gaps, bool blocking, const char *heading) {
  size_t sure = count_gaps(gaps, blocking, TRUTH_TRUE), unsure = count_gaps(gaps, blocking, TRUTH_UNKNOWN);
  if (!sure && !unsure) return;
  CLEANUP(mem_freep) char *title = mem_printf(heading, sure);
  put_heading(call->out, title);
  for (size_t i = 0; i < gaps->len; i++) {
    const struct gap_state *gap = &gaps->items[i];
    if (gap->blocks_final != blocking || gap->truth != TRUTH_TRUE) continue;
    CLEANUP(mem_freep) char *id = gap_id(gap);
    CLEANUP(mem_freep) char *text = gap_sentence(session_engine(call->session), gap, lang_ui());
    put_wrapped_format(call->out, 2, 4, "%s: %s [%s]", subject_name(call, gap->subject), text, id);
  }
  if (unsure)
    put_wrapped_format(call->out, 2, 4,
                       trn_ui("%zu more cannot be judged yet, because an answer is open.",
                              "%zu more cannot be judged yet, because answers are open.", unsure),
                       unsure);
}

static void assess_text(struct call *call, const struct assessment *assessment, const struct pack_news *news) {
  const struct pack *pack = app_pack(call->app);
  char law_as_of[DATE_TEXT_SIZE], as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  day_format(session_as_of(call->session), as_of);
  CLEANUP(mem_freep) char *title = subject_title(call, call->subject);
  put_wrapped(call->out, 0, 2, title);
  put_wrapped_format(call->out, 0, 2, _("As of %s; law pack %s %s, law as of %s."), as_of, pack_id(pack), pack_version(pack), law_as_of);
  put_again(call, news);
  put_heading(call->out, _("Conclusions"));
  for (size_t i = 0; i < assessment->conclusions.len; i++)
    put_conclusion(call, assessment->conclusions.items[i]);
  put_requirements(call, assessment);
  put_gaps(call, &assessment->gaps, true, _("Gaps that block final documents: %zu"));
  put_gaps(call, &assessment->gaps, false, _("Remarks: %zu"));
  put_duties_short(call);
}

enum status do_assess(struct call *call) {
  struct pack_news news = {0};
  enum status status = session_pack_news(call->session, call->arena, &news, &call->error);
  if (status) return status;
  struct assessment *assessment = assess(session_engine(call->session), call->subject);
  (call->json ? assess_json : assess_text)(call, assessment, &news);
  bool gaps = assessment_has_gaps(assessment);
  assessment_free(assessment);
  pack_news_clear(&news);
  return gaps ? STATUS_NO : STATUS_OK;
}
