/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties and relations between two acts in words. */
#include <stdlib.h>

#include "doc/doc.h"

static const char *say(const char *lang, const char *message) {
  return tr(lang, NULL, message);
}

/* ---- duties ---- */

const char *duty_status_title(enum duty_status status, const char *lang) {
  static const char *const titles[] = {
      [DUTY_NOT_YOURS] = N_("Not yours"), [DUTY_OPEN] = N_("Cannot be said yet"),
      [DUTY_LATER] = N_("Later"),         [DUTY_RUNNING] = N_("Running"),
      [DUTY_DONE] = N_("Done"),           [DUTY_OVER] = N_("Over"),
  };
  return say(lang, titles[status]);
}

static bool day_text(const struct value *value, char text[DATE_TEXT_SIZE]) {
  if (value->type != VALUE_DATE) return false;
  day_format(value->date, text);
  return true;
}

/* Nobody fulfils a relief or a fine: it applies. */
static char *running_sentence(const struct duty_state *state, const char *from, const char *until, const char *lang) {
  bool duty = state->duty->kind == DUTY_DUTY;
  if (from && until) return mem_printf(say(lang, duty ? N_("running, %1$s to %2$s") : N_("applies from %1$s to %2$s")), from, until);
  if (from) return mem_printf(say(lang, duty ? N_("running since %s") : N_("applies since %s")), from);
  if (until) return mem_printf(say(lang, duty ? N_("running until %s") : N_("applies until %s")), until);
  return mem_strdup(say(lang, duty ? N_("running") : N_("applies")));
}

char *duty_sentence(const struct duty_state *state, const char *lang) {
  char from_text[DATE_TEXT_SIZE], until_text[DATE_TEXT_SIZE];
  const char *from = day_text(&state->from, from_text) ? from_text : NULL, *until = day_text(&state->until, until_text) ? until_text : NULL;
  switch (state->status) {
  case DUTY_NOT_YOURS:
    return mem_strdup(say(lang, N_("not yours")));
  case DUTY_OPEN:
    return mem_strdup(state->applies == TRUTH_TRUE ? say(lang, N_("yours, from a day that is open")) : say(lang, N_("cannot be said yet")));
  case DUTY_LATER:
    return until ? mem_printf(say(lang, N_("from %1$s to %2$s")), from, until) : mem_printf(say(lang, N_("from %s")), from);
  case DUTY_RUNNING:
    return running_sentence(state, from, until, lang);
  case DUTY_DONE:
    return mem_strdup(say(lang, N_("done")));
  case DUTY_OVER:
    return mem_printf(say(lang, N_("over; last day %s")), until);
  }
  return mem_strdup("");
}

/* ---- relations ---- */

const char *relation_letter(enum relation_kind kind, const char *lang) {
  switch (kind) {
  case RELATION_PRESUMED:
    return tr(lang, "letter of a relation", "P");
  case RELATION_SHARED:
    return tr(lang, "letter of a relation", "S");
  case RELATION_PARALLEL:
    return tr(lang, "letter of a relation", "B");
  case RELATION_DISTINCT:
    return tr(lang, "letter of a relation", "D");
  }
  return "";
}

const char *relation_kind_sentence(enum relation_kind kind, const char *lang) {
  static const char *const sentences[] = {
      [RELATION_PRESUMED] = N_("presumed: meeting the first act is deemed to meet the second"),
      [RELATION_SHARED] = N_("shared: one piece of evidence serves both"),
      [RELATION_PARALLEL] = N_("parallel: both must be done, separately"),
      [RELATION_DISTINCT] = N_("distinct: only one act asks it"),
  };
  return say(lang, sentences[kind]);
}

const cite_vec_t *end_cites(const struct end_state *end) {
  if (end->requirement) return &end->requirement->cites;
  return end->duty ? &end->duty->cites : NULL;
}

const char *end_title(const struct end_state *end, const char *lang) {
  if (end->requirement) return pack_text(&end->requirement->title, lang);
  return end->duty ? pack_text(&end->duty->title, lang) : say(lang, N_("Nothing of the kind"));
}

char *end_sentence(struct engine *engine, const struct end_state *end, const char *lang) {
  if (!end->requirement && !end->duty) return mem_strdup("");
  if (!end->subject) return mem_strdup(say(lang, N_("not here")));
  if (end->duty) return duty_sentence(&end->duty_state, lang);
  return end->met ? conclusion_sentence(engine, end->met, lang) : mem_strdup("");
}

char *served_sentence(struct engine *engine, const struct served *served, const char *lang) {
  const char *name = engine_name(engine, served->subject, lang);
  return served->both ? mem_printf(say(lang, N_("%s (counts for both acts)")), name) : mem_strdup(name);
}

/* ---- requirements ---- */

char *catalogue_title(const struct requirement *requirement, const char *lang) {
  if (requirement->cites.len == 0) return mem_strdup("");
  struct cite cite = requirement->cites.items[0];
  if (!cite.annex) return mem_strdup(pack_text(&cite.act->title, lang));
  cite.point = NULL;
  return cite_text(&cite, lang);
}
