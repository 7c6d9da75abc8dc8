/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties, reliefs and fines around a subject. */
#include "cli/internal.h"

#include <stdlib.h>

/* ---- JSON ---- */

static void json_day(struct json_out *out, const char *key, const struct value *value) {
  char text[DATE_TEXT_SIZE];
  bool day = value->type == VALUE_DATE;
  if (day) day_format(value->date, text);
  json_member(out, key, day ? text : NULL);
}

static void json_done(struct json_out *out, const struct duty_state *state) {
  json_out_key(out, "done");
  if (state->followed && state->done != TRUTH_UNKNOWN)
    json_out_bool(out, state->done == TRUTH_TRUE);
  else
    json_out_null(out);
}

static void json_one(struct json_out *out, const struct duty_state *state) {
  static const char *const kinds[] = {[DUTY_DUTY] = "duty", [DUTY_RELIEF] = "relief", [DUTY_PENALTY] = "penalty"};
  json_out_object(out);
  json_member(out, "id", state->duty->id);
  json_member(out, "kind", kinds[state->duty->kind]);
  json_member(out, "subject", state->subject);
  json_member(out, "title", pack_text(&state->duty->title, lang_ui()));
  json_member(out, "status", duty_status_name(state->status));
  json_day(out, "from", &state->from);
  json_day(out, "until", &state->until);
  json_done(out, state);
  json_out_key(out, "citations");
  json_citations(out, &state->duty->cites);
  json_out_end(out);
}

void json_duties(struct call *call, struct json_out *out, bool all) {
  duty_vec_t duties = {0};
  assess_duties(session_engine(call->session), call->subject, &duties);
  json_out_array(out);
  for (size_t i = 0; i < duties.len; i++)
    if (all || duties.items[i].status != DUTY_NOT_YOURS) json_one(out, &duties.items[i]);
  json_out_end(out);
  vec_free(&duties);
}

/* ---- text ---- */

/* A duty needs no word for its kind. */
static char *title_of(const struct duty_state *state) {
  const char *title = pack_text(&state->duty->title, lang_ui());
  if (state->duty->kind == DUTY_DUTY) return mem_strdup(title);
  return mem_printf("%s (%s)", title, duty_kind_name(state->duty->kind, lang_ui()));
}

static void put_one(struct call *call, const struct duty_state *state) {
  CLEANUP(mem_freep) char *title = title_of(state);
  CLEANUP(mem_freep) char *sentence = duty_sentence(state, lang_ui());
  CLEANUP(mem_freep) char *cites = cites_text(&state->duty->cites, lang_ui());
  put_wrapped_format(call->out, 2, 4, "%s: %s [%s]", title, sentence, state->duty->id);
  put_wrapped_format(call->out, 4, 6, "(%s)", cites);
}

static void put_all(struct call *call, const duty_vec_t *duties, bool all) {
  CLEANUP(mem_freep) char *title = subject_title(call, call->subject);
  char as_of[DATE_TEXT_SIZE];
  day_format(session_as_of(call->session), as_of);
  put_wrapped(call->out, 0, 2, title);
  put_wrapped_format(call->out, 0, 2, _("As of %s."), as_of);
  bool none = duties->len == 0 || (!all && duties->items[0].status == DUTY_NOT_YOURS);
  if (none) buf_printf(call->out, "%s\n", _("There is nothing yet."));
  for (size_t i = 0; i < duties->len; i++) {
    const struct duty_state *state = &duties->items[i];
    if (!all && state->status == DUTY_NOT_YOURS) break; /* they come last */
    if (i == 0 || state[-1].status != state->status) put_heading(call->out, duty_status_title(state->status, lang_ui()));
    put_one(call, state);
  }
}

/* One line and the first citation: an assessment is long enough. */
static void put_short(struct call *call, const struct duty_state *state) {
  CLEANUP(mem_freep) char *title = title_of(state);
  CLEANUP(mem_freep) char *sentence = duty_sentence(state, lang_ui());
  CLEANUP(mem_freep) char *cite = state->duty->cites.len ? cite_text(&state->duty->cites.items[0], lang_ui()) : mem_strdup("");
  put_wrapped_format(call->out, 2, 4, "%s: %s (%s)", title, sentence, cite);
}

static size_t count(const duty_vec_t *duties, enum duty_status status) {
  size_t found = 0;
  for (size_t i = 0; i < duties->len; i++)
    found += duties->items[i].status == status;
  return found;
}

void put_duties_short(struct call *call) {
  duty_vec_t duties = {0};
  assess_duties(session_engine(call->session), call->subject, &duties);
  size_t yours = duties.len - count(&duties, DUTY_NOT_YOURS), done = count(&duties, DUTY_DONE) + count(&duties, DUTY_OVER);
  CLEANUP(mem_freep) char *title = mem_printf(_("Duties, reliefs and fines: %zu"), yours);
  if (yours) put_heading(call->out, title);
  for (size_t i = 0; i < yours - done; i++)
    put_short(call, &duties.items[i]);
  if (done)
    put_wrapped_format(
        call->out, 2, 4,
        trn_ui("%zu more is done or over; “cradle duties” shows it.", "%zu more are done or over; “cradle duties” shows them.", done),
        done);
  vec_free(&duties);
}

enum status do_duties(struct call *call) {
  bool all = call_option(call, "all") != NULL;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_member(&out, "subject", call->subject);
    json_out_key(&out, "duties");
    json_duties(call, &out, all);
    json_finish(&out);
    return STATUS_OK;
  }
  duty_vec_t duties = {0};
  assess_duties(session_engine(call->session), call->subject, &duties);
  put_all(call, &duties, all);
  vec_free(&duties);
  return STATUS_OK;
}
