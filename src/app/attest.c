/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is claimed for the points of Annex I, on which evidence, as CycloneDX attestations. */
#include "app/exchange_internal.h"
#include "interop/attestations.h"

#include <stdlib.h>
#include <string.h>

#ifndef PROGRAM_VERSION
#define PROGRAM_VERSION "0"
#endif
#define CATALOGUE "cra.annex-i"

struct attesting {
  struct session *session;
  struct arena *arena;
  struct attestation_document document;
  struct map *evidence; /* subject to reference */
  struct map *groups;   /* path of a citation to reference */
};

/* ---- answers ---- */

static const struct value *answer_on(const struct attesting *attesting, const char *subject, const char *id) {
  const struct question *question = pack_question(attesting->session->app->pack, id);
  const char *place = question ? engine_ancestor(attesting->session->engine, subject, question->subject) : NULL;
  return place ? fact_value(session_fact(attesting->session, place, question)) : NULL;
}

static const char *text_on(const struct attesting *attesting, const char *subject, const char *id) {
  const struct value *value = answer_on(attesting, subject, id);
  return value && value->type == VALUE_TEXT && *value->text ? arena_strdup(attesting->arena, value->text) : NULL;
}

static const char *day_on(const struct attesting *attesting, const char *subject, const char *id) {
  const struct value *value = answer_on(attesting, subject, id);
  char day[DATE_TEXT_SIZE];
  if (!value || value->type != VALUE_DATE) return NULL;
  day_format(value->date, day);
  return arena_printf(attesting->arena, "%sT00:00:00Z", day);
}

static const char *name_of(const struct attesting *attesting, const char *subject) {
  return arena_strdup(attesting->arena, engine_name(attesting->session->engine, subject, lang_ui()));
}

static const char *concluded(const struct attesting *attesting, const char *subject, const char *id) {
  const struct conclusion_state *state = engine_conclusion(attesting->session->engine, subject, id);
  return state && state->status == CONCLUDED && !state->rests_on_proposed && state->values.len == 1 ? state->values.items[0] : NULL;
}

static const char *joined(const struct attesting *attesting, const char *first, const char *second) {
  return first && second ? arena_printf(attesting->arena, "%s\n\n%s", first, second) : first ? first : second;
}

/* ---- requirements ---- */

/* The part of the annex that the point belongs to. */
static const char *group_of(struct attesting *attesting, const struct requirement *requirement) {
  struct cite cite = requirement->cites.items[0];
  if (!cite.point) return NULL;
  cite.point = NULL;
  CLEANUP(mem_freep) char *path = cite_path(&cite);
  if (!path) return NULL;
  const char *known = map_get(attesting->groups, path);
  if (known) return known;
  CLEANUP(mem_freep) char *identifier = cite_text(&cite, lang_ui());
  struct attestation_requirement group = {.ref = arena_strdup(attesting->arena, path),
                                          .identifier = arena_strdup(attesting->arena, identifier)};
  vec_push(&attesting->document.standard.requirements, group);
  map_put(attesting->groups, path, (void *)group.ref);
  return group.ref;
}

static void add_requirement(struct attesting *attesting, const struct requirement *requirement) {
  CLEANUP(mem_freep) char *identifier = cite_text(&requirement->cites.items[0], lang_ui());
  struct attestation_requirement entry = {.ref = requirement->id,
                                          .identifier = arena_strdup(attesting->arena, identifier),
                                          .title = pack_text(&requirement->title, lang_ui()),
                                          .text = pack_text(&requirement->text, lang_ui()),
                                          .parent = group_of(attesting, requirement)};
  vec_push(&attesting->document.standard.requirements, entry);
}

static void fill_standard(struct attesting *attesting, const struct act *act) {
  attesting->document.standard.ref = arena_printf(attesting->arena, "act:%s", act->id);
  attesting->document.standard.name = pack_text(&act->short_name, lang_ui());
  attesting->document.standard.version = act->published ? act->published : "";
  attesting->document.standard.description = pack_text(&act->title, lang_ui());
  attesting->document.standard.owner = _("European Union");
}

/* ---- evidence ---- */

static const char *add_evidence(struct attesting *attesting, const char *subject) {
  const char *known = map_get(attesting->evidence, subject);
  if (known) return known;
  const char *ref = arena_strdup(attesting->arena, subject), *title = name_of(attesting, subject);
  const struct value *file = answer_on(attesting, subject, QUESTION_EVIDENCE_FILE);
  bool has_file = file && file->type == VALUE_BLOB;
  struct attestation_evidence evidence = {.ref = ref,
                                          .description = title,
                                          .created = day_on(attesting, subject, "evidence.date"),
                                          .expires = day_on(attesting, subject, "evidence.expires"),
                                          .author = text_on(attesting, subject, "evidence.author")};
  struct hash hash;
  if (has_file && hash_parse(file->text, &hash)) {
    CLEANUP(mem_freep) char *uri = attestation_uri_of_hash(&hash);
    evidence.description = arena_printf(attesting->arena, "%s; SHA-256 %s", title, file->text);
    evidence.name = arena_strdup(attesting->arena, file->lang ? file->lang : title);
    evidence.url = arena_strdup(attesting->arena, uri);
  }
  vec_push(&attesting->document.evidence, evidence);
  map_put(attesting->evidence, subject, (void *)ref);
  return ref;
}

static void add_evidence_of(struct attesting *attesting, const char *record, struct attestation_claim *claim) {
  const struct question *question = pack_question(attesting->session->app->pack, QUESTION_REQUIREMENT_EVIDENCE);
  const struct fact *fact = question ? session_fact(attesting->session, record, question) : NULL;
  size_t len = fact ? fact->elements_len : 0;
  const char **refs = arena_alloc(attesting->arena, (len + 1) * sizeof *refs);
  for (size_t i = 0; i < len; i++)
    if (!fact->elements[i].proposed && fact->elements[i].value.type == VALUE_REF)
      refs[claim->evidence_len++] = add_evidence(attesting, fact->elements[i].value.text);
  claim->evidence = refs;
}

/* ---- claims ---- */

/* Why the conclusion is as it is, in the words of the law pack. */
static const char *because(const struct conclusion_state *met) {
  return met->cases.len ? pack_text(&met->cases.items[0]->because, lang_ui()) : NULL;
}

/* What rests on proposed answers is not decided. */
static void judge(struct attestation_claim *claim, const struct conclusion_state *met) {
  bool decided = met && met->status == CONCLUDED && !met->rests_on_proposed && met->values.len == 1;
  const char *value = decided ? met->values.items[0] : "";
  if (str_eq(value, "yes")) {
    claim->predicate = _("The product meets this requirement.");
    claim->has_score = true;
    claim->score = 1;
  } else if (str_eq(value, "no")) {
    claim->predicate = _("It is not shown that the product meets this requirement.");
    claim->has_score = true;
  } else if (str_eq(value, "not-applicable")) {
    claim->predicate = _("This requirement is not applicable to the product; therefore there is no score.");
  } else {
    claim->predicate = _("It is not decided yet whether the product meets this requirement; therefore there is no score.");
  }
  if (claim->has_score) claim->rationale = because(met);
}

static void add_claim(struct attesting *attesting, const struct requirement_state *state) {
  struct attestation_claim claim = {.ref = arena_printf(attesting->arena, "claim:%s", state->requirement->id),
                                    .requirement = state->requirement->id};
  judge(&claim, state->met);
  bool left_out = state->met && state->met->status == CONCLUDED && str_eq(state->met->values.items[0], "not-applicable");
  if (left_out)
    claim.reasoning = text_on(attesting, state->subject, "req.justification");
  else
    claim.reasoning =
        joined(attesting, text_on(attesting, state->subject, "req.measure"), text_on(attesting, state->subject, "req.verification"));
  add_evidence_of(attesting, state->subject, &claim);
  vec_push(&attesting->document.claims, claim);
}

/* ---- who ---- */

static void fill_assessor(struct attesting *attesting, const char *release) {
  const char *procedure = concluded(attesting, release, "cra.procedure");
  const char *body = text_on(attesting, release, "procedure.body-name");
  attesting->document.third_party = procedure && str_in_list("b-c h scheme", procedure);
  attesting->document.assessor = !attesting->document.third_party ? attesting->document.manufacturer.name
                                 : body                           ? body
                                                                  : _("a third party that is not named yet");
}

static void fill_affirmation(struct attesting *attesting, const char *release) {
  attesting->document.signatory = text_on(attesting, release, "declaration.signatory");
  attesting->document.signatory_role = text_on(attesting, release, "declaration.function");
  attesting->document.statement =
      _("To the best of our knowledge the claims in this file are true. It is not the EU declaration of conformity.");
}

static const char *component_type(const struct attesting *attesting, const char *release) {
  const struct value *nature = answer_on(attesting, release, "product.nature");
  bool has_hardware = nature && nature->type == VALUE_CHOICE && str_in_list("hardware both", nature->text);
  return has_hardware ? "device" : "application";
}

static void fill_product(struct attesting *attesting, const char *release) {
  const struct pack *pack = attesting->session->app->pack;
  struct engine *engine = attesting->session->engine;
  const char *product = engine_ancestor(engine, release, pack_subject_type(pack, "product"));
  const char *organisation = engine_ancestor(engine, release, root_type(pack));
  attesting->document.product.ref = arena_strdup(attesting->arena, release);
  attesting->document.product.type = component_type(attesting, release);
  attesting->document.product.name = name_of(attesting, product ? product : release);
  attesting->document.product.version = name_of(attesting, release);
  attesting->document.manufacturer.name = name_of(attesting, organisation ? organisation : release);
  const char *website = text_on(attesting, release, "org.website");
  bool is_address = website && (str_starts(website, "https://") || str_starts(website, "http://")) && !strpbrk(website, " <>\"");
  attesting->document.manufacturer.url = is_address ? website : NULL;
  attesting->document.summary =
      arena_printf(attesting->arena,
                   _("Claims of %s about %s %s, with evidence, requirement by requirement. It is not the EU declaration of conformity."),
                   attesting->document.manufacturer.name, attesting->document.product.name, attesting->document.product.version);
}

static const char *new_serial_number(struct attesting *attesting) {
  unsigned char bytes[16];
  attesting->session->host->random(attesting->session->host->context, bytes, sizeof bytes);
  bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40); /* UUID of version 4 */
  bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
  CLEANUP(buf_free) struct buf text = {0};
  for (size_t i = 0; i < sizeof bytes; i++)
    buf_printf(&text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
  return arena_printf(attesting->arena, "urn:uuid:%s", text.data);
}

static const char *now_text(struct attesting *attesting) {
  char text[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = attesting->session->host->now(attesting->session->host->context) / 1000}, text);
  return arena_strdup(attesting->arena, text);
}

/* ---- the whole ---- */

static enum status fill(struct attesting *attesting, const char *release, const char *spec, struct error *error) {
  attesting->document.spec_version = spec;
  attesting->document.serial_number = new_serial_number(attesting);
  attesting->document.timestamp = now_text(attesting);
  attesting->document.tool = "Cradle";
  attesting->document.tool_version = PROGRAM_VERSION;
  fill_product(attesting, release);
  fill_assessor(attesting, release);
  fill_affirmation(attesting, release);
  struct assessment *assessment = assess(attesting->session->engine, release);
  for (size_t i = 0; i < assessment->requirements.len; i++) {
    const struct requirement_state *state = &assessment->requirements.items[i];
    if (!id_in_group(state->requirement->id, CATALOGUE)) continue;
    if (!attesting->document.standard.ref) fill_standard(attesting, state->requirement->cites.items[0].act);
    add_requirement(attesting, state->requirement);
    add_claim(attesting, state);
  }
  assessment_free(assessment);
  if (attesting->document.claims.len) return STATUS_OK;
  return error_set(error, STATUS_REFUSED, release, _("“cradle assess” shows what applies."),
                   _("No requirement for products applies to this release, so there is nothing to attest."));
}

enum status app_attestations(struct session *session, const char *release, const char *spec, bool as_xml, struct buf *ret_text,
                             struct error *error) {
  const struct subject_type *type = engine_type(session->engine, release);
  if (!str_in_list("1.6 1.7", spec))
    return error_set(error, STATUS_USAGE, spec, _("Write 1.6 or 1.7."), _("CycloneDX has attestations in versions 1.6 and 1.7."));
  if (!type || !implicit_below(session->app->pack, type))
    return error_set(error, STATUS_USAGE, release, _("Name a release."), _("Requirements are those of a release."));
  struct attesting attesting = {.session = session, .arena = arena_new(), .evidence = map_new(), .groups = map_new()};
  enum status status = fill(&attesting, release, spec, error);
  if (status == STATUS_OK && as_xml) attestations_write_xml(&attesting.document, ret_text);
  if (status == STATUS_OK && !as_xml) attestations_write_json(&attesting.document, ret_text);
  attestations_clear(&attesting.document);
  map_free(attesting.evidence);
  map_free(attesting.groups);
  arena_free(attesting.arena);
  return status;
}
