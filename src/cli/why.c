/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why something is concluded, asked or missing, and which single answers would change a conclusion. */
#include "cli/internal.h"

#include <stdlib.h>

enum { DEPTH_MAX = 24, INDENT_MAX = 40 };

struct why {
  struct call *call;
  struct engine *engine;
  struct map *told; /* conclusions whose reasons have been shown */
  struct json_out out;
};

/* ---- one reason ---- */

static const cite_vec_t no_cites;

static const cite_vec_t *cites_of(const struct reason *reason) {
  const struct conclusion_state *state = reason->kind == REASON_CONCLUSION ? reason->conclusion : NULL;
  if (state && state->cases.len) return &state->cases.items[0]->cites;
  if (reason->kind == REASON_GAP && reason->gap) return &reason->gap->cites;
  return reason->question ? &reason->question->cites : &no_cites;
}

static const char *id_of(const struct reason *reason) {
  if (reason->question) return reason->question->id;
  if (reason->kind == REASON_CONCLUSION) return reason->conclusion->conclusion->id;
  if (reason->kind == REASON_GAP && reason->gap) return reason->gap->id;
  return NULL;
}

/* The reasons of a conclusion are told where it is met first. */
static bool tell_children(struct why *why, const struct reason *reason) {
  if (reason->kind != REASON_CONCLUSION) return true;
  CLEANUP(mem_freep) char *name = mem_printf("%s %s", reason->conclusion->subject, reason->conclusion->conclusion->id);
  bool told = map_get(why->told, name) != NULL;
  map_put(why->told, name, why);
  return !told;
}

/* ---- text ---- */

static void put_named(struct why *why, const struct reason *reason, const char *sentence, size_t depth) {
  size_t indent = 2 + 2 * depth < INDENT_MAX ? 2 + 2 * depth : INDENT_MAX;
  CLEANUP(mem_freep) char *cites = cites_text(cites_of(reason), lang_ui());
  const char *id = id_of(reason);
  CLEANUP(mem_freep) char *named = id ? mem_printf("%s [%s]", sentence, id) : mem_strdup(sentence);
  put_wrapped(why->call->out, indent, indent + 2, named);
  if (*cites) put_wrapped_format(why->call->out, indent + 2, indent + 4, "(%s)", cites);
}

static void put_reasons(struct why *why, const struct reason *reason, size_t depth);

/* beside: what has been said at this depth below the same reason; several tests may rest on one answer. */
static void put_reason(struct why *why, const struct reason *reason, size_t depth, struct map *beside) {
  if (reason->kind == REASON_ALL) { /* says nothing itself */
    for (size_t i = 0; i < reason->children_len; i++)
      put_reason(why, reason->children[i], depth, beside);
    return;
  }
  CLEANUP(mem_freep) char *sentence = reason_sentence(why->engine, reason, lang_ui());
  if (map_get(beside, sentence)) return;
  map_put(beside, sentence, why);
  put_named(why, reason, sentence, depth);
  if (depth < DEPTH_MAX && tell_children(why, reason)) put_reasons(why, reason, depth + 1);
}

static void put_reasons(struct why *why, const struct reason *reason, size_t depth) {
  struct map *beside = map_new();
  for (size_t i = 0; i < reason->children_len; i++)
    put_reason(why, reason->children[i], depth, beside);
  map_free(beside);
}

static void put_under(struct why *why, const char *heading, const struct reason *reason) {
  if (!reason) return;
  struct map *beside = map_new();
  if (heading) put_heading(why->call->out, heading);
  put_reason(why, reason, 0, beside);
  map_free(beside);
}

static void put_cases(struct why *why, const struct conclusion_state *state) {
  for (size_t i = 0; i < state->cases.len; i++) {
    CLEANUP(mem_freep) char *cites = cites_text(&state->cases.items[i]->cites, lang_ui());
    const char *because = pack_text(&state->cases.items[i]->because, lang_ui());
    if (*because) put_wrapped_format(why->call->out, 2, 2, "%s (%s)", because, cites);
  }
}

static void put_changes(struct why *why, const struct conclusion_state *state, const what_if_vec_t *changes) {
  struct buf *out = why->call->out;
  if (!changes->len) return;
  put_heading(out, _("These single answers would change it:"));
  for (size_t i = 0; i < changes->len; i++) {
    const struct what_if *change = &changes->items[i];
    struct head head = {.event = "", .value = change->value};
    struct fact fact = {.subject = change->ref.subject, .key = change->ref.question->id, .heads = &head, .heads_len = 1};
    struct conclusion_state then = {.conclusion = state->conclusion, .subject = state->subject, .status = change->status};
    *(change->status == CONCLUDED ? &then.values : &then.possible) = change->values;
    CLEANUP(mem_freep) char *value = value_sentence(why->engine, change->ref.question, &fact, lang_ui());
    CLEANUP(mem_freep) char *result = conclusion_sentence(why->engine, &then, lang_ui());
    put_wrapped_format(out, 2, 4, _("%1$s: %2$s — then %3$s [%4$s]"), pack_text(&change->ref.question->title, lang_ui()), value, result,
                       change->ref.question->id);
  }
}

static void put_conclusion(struct why *why, const struct conclusion_state *state, const what_if_vec_t *changes) {
  struct buf *out = why->call->out;
  CLEANUP(mem_freep) char *subject = subject_title(why->call, state->subject);
  CLEANUP(mem_freep) char *result = conclusion_sentence(why->engine, state, lang_ui());
  put_wrapped(out, 0, 2, subject);
  put_wrapped_format(out, 0, 2, "%s: %s [%s]", pack_text(&state->conclusion->title, lang_ui()), result, state->conclusion->id);
  if (state->status != CONCLUSION_OPEN) put_cases(why, state);
  put_under(why, _("Because:"), state->reason);
  put_under(why, _("Other results are excluded, because:"), state->refuted);
  put_changes(why, state, changes);
}

static void put_question(struct why *why, const struct question_state *state) {
  struct buf *out = why->call->out;
  const struct question *question = state->question;
  static const char *const asked[] = {
      [TRUTH_FALSE] = N_("Not asked."), [TRUTH_TRUE] = N_("Asked."), [TRUTH_UNKNOWN] = N_("It is open whether this is asked.")};
  CLEANUP(mem_freep) char *subject = subject_title(why->call, state->subject);
  CLEANUP(mem_freep) char *cites = cites_text(&question->cites, lang_ui());
  CLEANUP(mem_freep) char *answer = value_sentence(why->engine, question, state->fact, lang_ui());
  put_wrapped(out, 0, 2, subject);
  put_wrapped_format(out, 0, 2, "%s [%s]", pack_text(&question->title, lang_ui()), question->id);
  put_wrapped(out, 2, 2, pack_text(&question->text, lang_ui()));
  put_wrapped(out, 2, 2, pack_text(&question->help, lang_ui()));
  for (size_t i = 0; i < question->examples_len; i++)
    put_wrapped_format(out, 2, 4, _("Example: %s"), pack_text(&question->examples[i], lang_ui()));
  put_wrapped_format(out, 2, 4, "(%s)", cites);
  put_wrapped_format(out, 2, 4, _("Answer: %s"), answer);
  put_heading(out, _(asked[state->asked]));
  put_under(why, NULL, state->asked_reason);
}

static void put_duty(struct why *why, const struct duty_state *state) {
  struct buf *out = why->call->out;
  const struct duty *duty = state->duty;
  CLEANUP(mem_freep) char *subject = subject_title(why->call, state->subject);
  CLEANUP(mem_freep) char *sentence = duty_sentence(state, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(&duty->cites, lang_ui());
  put_wrapped(out, 0, 2, subject);
  put_wrapped_format(out, 0, 2, "%s: %s [%s]", pack_text(&duty->title, lang_ui()), sentence, duty->id);
  put_wrapped(out, 2, 2, pack_text(&duty->text, lang_ui()));
  if (*duty->help.text) put_wrapped(out, 2, 2, pack_text(&duty->help, lang_ui()));
  put_wrapped_format(out, 2, 4, "(%s)", cites);
  put_under(why, _("Who has it:"), state->reason);
  put_under(why, _("Whether it is done:"), state->done_reason);
}

static void put_gap(struct why *why, const struct gap_state *gap) {
  CLEANUP(mem_freep) char *subject = subject_title(why->call, gap->subject);
  bool absent = gap->truth == TRUTH_FALSE;
  CLEANUP(mem_freep) char *text = absent ? mem_strdup(pack_text(&gap->gap->title, lang_ui())) : gap_sentence(why->engine, gap, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(gap->gap ? &gap->gap->cites : &gap->question->cites, lang_ui());
  put_wrapped(why->call->out, 0, 2, subject);
  put_wrapped_format(why->call->out, 2, 2, "%s (%s)", text, cites);
  put_under(why, absent ? _("It does not hold, because:") : _("Because:"), gap->reason);
}

/* ---- JSON ---- */

static void json_reason(struct why *why, const struct reason *reason, int depth) {
  static const char *const truths[] = {[TRUTH_FALSE] = "no", [TRUTH_TRUE] = "yes", [TRUTH_UNKNOWN] = "unknown"};
  if (!reason) {
    json_out_null(&why->out);
    return;
  }
  CLEANUP(mem_freep) char *sentence = reason_sentence(why->engine, reason, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(cites_of(reason), lang_ui());
  json_out_object(&why->out);
  json_member(&why->out, "text", sentence);
  json_member(&why->out, "id", id_of(reason));
  json_member(&why->out, "subject", reason->subject);
  json_member(&why->out, "holds", truths[reason->truth]);
  json_member(&why->out, "cites", cites);
  json_out_key(&why->out, "reasons");
  json_out_array(&why->out);
  bool deeper = depth < DEPTH_MAX && tell_children(why, reason);
  for (size_t i = 0; deeper && i < reason->children_len; i++)
    json_reason(why, reason->children[i], depth + 1);
  json_out_end(&why->out);
  json_out_end(&why->out);
}

static void json_reasons(struct why *why, const char *key, const struct reason *reason) {
  json_out_key(&why->out, key);
  json_reason(why, reason, 0);
}

static void json_changes(struct why *why, const what_if_vec_t *changes) {
  json_out_key(&why->out, "changes");
  json_out_array(&why->out);
  for (size_t i = 0; i < changes->len; i++) {
    const struct what_if *change = &changes->items[i];
    json_out_object(&why->out);
    json_member(&why->out, "subject", change->ref.subject);
    json_member(&why->out, "question", change->ref.question->id);
    json_out_key(&why->out, "value");
    json_value(&why->out, &change->value);
    json_member(&why->out, "state", conclusion_status_name(change->status));
    json_out_key(&why->out, "values");
    json_ids(&why->out, &change->values);
    json_out_end(&why->out);
  }
  json_out_end(&why->out);
}

static void json_begin(struct why *why, const char *kind, const char *id, const char *subject) {
  why->out = json_start(why->call);
  json_out_object(&why->out);
  json_member(&why->out, "kind", kind);
  json_member(&why->out, "id", id);
  json_member(&why->out, "subject", subject);
}

static void json_conclusion(struct why *why, const struct conclusion_state *state, const what_if_vec_t *changes) {
  json_begin(why, "conclusion", state->conclusion->id, state->subject);
  json_member(&why->out, "state", conclusion_status_name(state->status));
  json_out_key(&why->out, "values");
  json_ids(&why->out, &state->values);
  json_out_key(&why->out, "possible");
  json_ids(&why->out, &state->possible);
  json_reasons(why, "because", state->reason);
  json_reasons(why, "excluded", state->refuted);
  json_changes(why, changes);
  json_finish(&why->out);
}

static void json_question(struct why *why, const struct question_state *state) {
  static const char *const truths[] = {[TRUTH_FALSE] = "no", [TRUTH_TRUE] = "yes", [TRUTH_UNKNOWN] = "unknown"};
  json_begin(why, "question", state->question->id, state->subject);
  json_member(&why->out, "asked", truths[state->asked]);
  json_answer(&why->out, state->question, state->fact);
  json_reasons(why, "because", state->asked_reason);
  json_finish(&why->out);
}

static void json_duty(struct why *why, const struct duty_state *state) {
  json_begin(why, "duty", state->duty->id, state->subject);
  json_member(&why->out, "status", duty_status_name(state->status));
  json_reasons(why, "because", state->reason);
  json_reasons(why, "done", state->done_reason);
  json_finish(&why->out);
}

static void json_gap(struct why *why, const char *id, const struct gap_state *gap) {
  CLEANUP(mem_freep) char *text = gap_sentence(why->engine, gap, lang_ui());
  static const char *const truths[] = {[TRUTH_FALSE] = "no", [TRUTH_TRUE] = "yes", [TRUTH_UNKNOWN] = "unknown"};
  json_begin(why, "gap", id, gap->subject);
  json_member(&why->out, "holds", truths[gap->truth]);
  json_member(&why->out, "text", text);
  json_reasons(why, "because", gap->reason);
  json_finish(&why->out);
}

/* ---- what is meant by the id ---- */

static bool tell_conclusion(struct why *why, const char *id) {
  struct call *call = why->call;
  const struct conclusion_state *state = engine_conclusion(why->engine, call->subject, id);
  if (!state) return false;
  what_if_vec_t changes = {0};
  assess_what_if(why->engine, call->subject, id, call->arena, &changes);
  (call->json ? json_conclusion : put_conclusion)(why, state, &changes);
  vec_free(&changes);
  return true;
}

static bool tell_question(struct why *why, const char *id) {
  const struct question *question = pack_question(app_pack(why->call->app), id);
  const char *subject = question ? engine_ancestor(why->engine, why->call->subject, question->subject) : NULL;
  if (!subject) return false;
  (why->call->json ? json_question : put_question)(why, engine_question(why->engine, subject, question));
  return true;
}

static bool tell_duty(struct why *why, const char *id) {
  const struct duty *duty = pack_duty(app_pack(why->call->app), id);
  struct duty_state state;
  if (!duty || !engine_duty(why->engine, why->call->subject, duty, &state)) return false;
  (why->call->json ? json_duty : put_duty)(why, &state);
  return true;
}

/* A gap that engine_gaps leaves out, as it does not hold. */
static bool tell_absent_gap(struct why *why, const char *id) {
  const struct gap *gap = pack_gap(app_pack(why->call->app), id);
  const char *subject = gap ? engine_ancestor(why->engine, why->call->subject, gap->subject) : NULL;
  if (!subject) return false;
  struct gap_state state = {.kind = GAP_RULE, .gap = gap, .subject = subject, .blocks_final = gap->blocks_final};
  state.truth = engine_test(why->engine, gap->when, subject, &state.reason);
  if (why->call->json)
    json_gap(why, id, &state);
  else
    put_gap(why, &state);
  return true;
}

static bool tell_gap(struct why *why, const char *id) {
  gap_vec_t gaps = {0};
  engine_gaps_around(why->engine, why->call->subject, &gaps);
  bool found = false;
  for (size_t i = 0; i < gaps.len && !found; i++) {
    CLEANUP(mem_freep) char *other = gap_id(&gaps.items[i]);
    found = str_eq(other, id);
    if (found && why->call->json)
      json_gap(why, id, &gaps.items[i]);
    else if (found)
      put_gap(why, &gaps.items[i]);
  }
  vec_free(&gaps);
  return found || tell_absent_gap(why, id);
}

static enum status refuse_id(struct call *call, const char *id) {
  const struct gap *gap = pack_gap(app_pack(call->app), id);
  if (gap) {
    const char *type = pack_text(&gap->subject->title, lang_ui());
    return error_set(&call->error, STATUS_USAGE, call->subject, _("“cradle list” shows the subjects; a requirement is named RELEASE/ID."),
                     _("The gap “%s” is not about this subject but about: %s."), id, type);
  }
  return error_set(&call->error, STATUS_USAGE, call->subject,
                   _("“cradle assess” shows the ids of conclusions, “cradle ask” those of questions, “cradle duties” those of duties."),
                   _("There is no conclusion, question, gap or duty “%s” about this subject."), id);
}

enum status do_why(struct call *call) {
  const char *id = call_argument(call, 2);
  struct why why = {.call = call, .engine = session_engine(call->session), .told = map_new()};
  bool told = tell_conclusion(&why, id) || tell_question(&why, id) || tell_gap(&why, id) || tell_duty(&why, id);
  map_free(why.told);
  return told ? STATUS_OK : refuse_id(call, id);
}
