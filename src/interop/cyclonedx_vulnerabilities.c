/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of vulnerabilities of CycloneDX, with the components that it refers to. */
#include "interop/statements.h"

#include <string.h>

#define VERSIONS "1.4 1.5 1.6 1.7"
enum { DEPTH_MAX = 256 };

/* What is known about a component that a vulnerability may refer to. */
struct referred {
  const char *name, *version, *purl, *cpe;
};

struct bom {
  struct statements *reading;
  struct map *referred; /* bom-ref to struct referred */
  size_t remembered;    /* with or without reference */
  const char *product;  /* what the file is about */
};

/* ---- components ---- */

static const char *joined(struct statements *reading, const char *before, const char *between, const char *after) {
  return before && after ? arena_printf(reading->arena, "%s%s%s", before, between, after) : after ? after : before;
}

static struct referred *remember(struct bom *bom, struct view component) {
  struct statements *reading = bom->reading;
  struct referred *referred = arena_alloc(reading->arena, sizeof *referred);
  const char *ref = take_line(reading, component, "bom-ref"), *group = take_line(reading, component, "group");
  *referred = (struct referred){.name = joined(reading, group, "/", take_line(reading, component, "name")),
                                .version = take_line(reading, component, "version"),
                                .purl = take_line(reading, component, "purl"),
                                .cpe = take_line(reading, component, "cpe")};
  if (ref) map_put(bom->referred, ref, referred);
  bom->remembered++;
  return referred;
}

static void remember_all(struct bom *bom, struct view object, const char *key, const char *item, unsigned depth) {
  struct items items = items_of(bom->reading, object, key, item);
  for (struct view component; items_next_object(&items, &component);) {
    if (depth == DEPTH_MAX) statements_refuse(bom->reading, component, _("Components nest too deeply."));
    remember(bom, component);
    remember_all(bom, component, key, item, depth + 1);
  }
}

static void remember_components(struct bom *bom, struct view root) {
  struct view product = view_get(view_get(root, "metadata"), "component");
  if (view_is_there(product) && !view_is_object(product))
    statements_refuse(bom->reading, product, _("“%s” must be an object."), "component");
  if (view_is_there(product)) {
    const struct referred *about = remember(bom, product);
    bom->product = joined(bom->reading, about->name, " ", about->version);
    remember_all(bom, product, "components", "component", 1);
  }
  size_t before = bom->remembered;
  remember_all(bom, root, "components", "component", 1);
  bom->reading->list->counts.components = bom->remembered - before;
  remember_all(bom, root, "services", "service", 1);
}

/* ---- what is affected ---- */

/* A reference into another list, "urn:cdx:UUID/1#pkg%3A...", says at least what stands behind the sign. */
static const char *own_part(struct statements *reading, const char *ref) {
  const char *sign = str_starts(ref, "urn:cdx:") ? strchr(ref, '#') : NULL;
  return sign ? percent_decoded(reading->arena, sign + 1, strlen(sign + 1)) : ref;
}

static void name_component(struct bom *bom, struct view at, struct vulnerability_statement *statement) {
  struct statements *reading = bom->reading;
  const char *own = own_part(reading, statement->ref);
  const struct referred *referred = map_get(bom->referred, statement->ref);
  if (!referred) referred = map_get(bom->referred, own);
  if (referred) {
    statement->name = referred->name;
    statement->version = referred->version;
    statement->purl = referred->purl;
    statement->cpe = referred->cpe;
  }
  if (!statement->purl && is_purl(own)) statement->purl = own;
  if (!statement->name) names_of_purl(reading->arena, statement->purl, &statement->name, &statement->version);
  if (!referred && !statement->purl && own == statement->ref)
    statements_warn(reading, at, _("The file has no component with the reference “%.60s”."), own);
}

/* The first version that is not said to be unaffected; a range in its own words. */
static void read_versions(struct statements *reading, struct view target, struct vulnerability_statement *statement) {
  struct items versions = items_of(reading, target, "versions", "version");
  for (struct view entry; items_next_object(&versions, &entry);) {
    const char *word = take_line(reading, entry, "status"), *version = take_line(reading, entry, "version");
    if (word && !str_in_list("affected unaffected unknown", word))
      statements_warn(reading, view_get(entry, "status"), _("The format knows no status “%s” of versions."), word);
    if (!version) version = take_line(reading, entry, "range");
    if (!statement->version && version && !str_eq(word, "unaffected")) statement->version = version;
  }
}

static void read_affects(struct bom *bom, struct view vulnerability, const struct vulnerability_statement *said) {
  struct statements *reading = bom->reading;
  struct items targets = items_of(reading, vulnerability, "affects", "target");
  for (struct view target; items_next_object(&targets, &target);) {
    struct vulnerability_statement statement = *said;
    statement.line = view_line(target);
    statement.column = view_column(target);
    statement.product = bom->product;
    statement.ref = take_line(reading, target, "ref");
    if (statement.ref)
      name_component(bom, target, &statement);
    else
      statements_warn(reading, target, _("It is not said which component is affected."));
    read_versions(reading, target, &statement);
    vec_push(&reading->statements, statement);
  }
}

/* ---- a vulnerability ---- */

static void read_analysis(struct statements *reading, struct view vulnerability, struct vulnerability_statement *said) {
  struct view analysis = view_get(vulnerability, "analysis");
  if (view_is_there(analysis) && !view_is_object(analysis)) statements_refuse(reading, analysis, _("“%s” must be an object."), "analysis");
  said->word = take_line(reading, analysis, "state");
  said->status = status_of_word(reading, view_get(analysis, "state"), said->word);
  said->justification_word = take_line(reading, analysis, "justification");
  said->justification = justification_of_word(reading, view_get(analysis, "justification"), said->justification_word);
  said->impact = take_text(reading, analysis, "detail");
  struct items responses =
      analysis.xml ? items_of(reading, analysis, "responses", "response") : items_of(reading, analysis, "response", "");
  for (struct view response; items_next(&responses, &response);)
    if (!said->response) said->response = take_line_of(reading, response);
  count_word(reading, reading->states, said->word ? said->word : "(none)");
  if (said->justification_word) count_word(reading, reading->justifications, said->justification_word);
}

static void read_ratings(struct statements *reading, struct view vulnerability) {
  struct items ratings = items_of(reading, vulnerability, "ratings", "rating");
  for (struct view entry; items_next_object(&ratings, &entry);) {
    struct vulnerability_rating rating = {.source = take_line_in(reading, entry, "source", "name"),
                                          .method = take_line(reading, entry, "method"),
                                          .vector = take_line(reading, entry, "vector")};
    rating.severity = severity_of_word(reading, view_get(entry, "severity"), take_line(reading, entry, "severity"));
    take_score(reading, entry, "score", &rating);
    vec_push(&reading->ratings, rating);
  }
}

static void read_references(struct statements *reading, struct view vulnerability) {
  struct items references = items_of(reading, vulnerability, "references", "reference");
  for (struct view reference; items_next_object(&references, &reference);)
    add_other_id(reading, take_line(reading, reference, "id"));
}

static void read_vulnerability(struct bom *bom, struct view entry) {
  struct statements *reading = bom->reading;
  const char *id = take_line(reading, entry, "id"), *ref = take_line(reading, entry, "bom-ref");
  struct vulnerability_statement said = {.line = view_line(entry), .column = view_column(entry)};
  vulnerability_begin(reading, entry, id ? id : ref);
  reading->now.source = take_line_in(reading, entry, "source", "name");
  reading->now.description = take_text(reading, entry, "description");
  reading->now.published = take_line(reading, entry, "published");
  reading->now.updated = take_line(reading, entry, "updated");
  read_analysis(reading, entry, &said);
  const char *workaround = take_text(reading, entry, "workaround");
  said.action = take_text(reading, entry, "recommendation");
  if (!said.action) said.action = workaround;
  read_ratings(reading, entry);
  read_references(reading, entry);
  read_affects(bom, entry, &said);
  if (reading->statements.len == 0) vec_push(&reading->statements, said);
  vulnerability_end(reading);
}

/* ---- the file ---- */

static bool is_serial_number(const char *text) {
  static const char form[] = "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (strlen(text) != sizeof form - 1) return false;
  for (size_t i = 0; form[i]; i++)
    if (form[i] == 'x' && i > 8 ? !strchr("0123456789abcdefABCDEF", text[i]) : form[i] != text[i]) return false;
  return true;
}

static void check_version(struct statements *reading, struct view root, const char *spec_version) {
  if (root.json && !str_eq(take_line(reading, root, "bomFormat"), "CycloneDX"))
    statements_refuse(reading, root, _("The field “bomFormat” with the text “CycloneDX” is expected."));
  if (!spec_version || !*spec_version)
    statements_refuse(reading, root, _("The file does not say in which version of CycloneDX it is written."));
  else if (!str_in_list(VERSIONS, spec_version))
    statements_refuse(reading, root, _("The file is written in version %.20s of CycloneDX; vulnerabilities are read from 1.4 to 1.7."),
                      spec_version);
}

void read_cyclonedx_vulnerabilities(struct statements *reading, struct view root, const char *spec_version) {
  check_version(reading, root, spec_version);
  if (reading->status) return;
  struct vulnerability_list *list = reading->list;
  list->spec_version = spec_version;
  list->id = take_line(reading, root, "serialNumber");
  list->version = take_line(reading, root, "version");
  list->timestamp = take_line(reading, view_get(root, "metadata"), "timestamp");
  if (list->id && !is_serial_number(list->id)) statements_warn(reading, root, _("The serial number is not a UUID."));
  struct bom bom = {.reading = reading, .referred = map_new()};
  remember_components(&bom, root);
  struct items entries = items_of(reading, root, "vulnerabilities", "vulnerability");
  for (struct view entry; items_next_object(&entries, &entry);)
    read_vulnerability(&bom, entry);
  list->title = bom.product;
  map_free(bom.referred);
}
