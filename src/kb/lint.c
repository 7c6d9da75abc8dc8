/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linter's frame, and the conditions that templates bring. */
#include "kb/internal.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const struct lint *lint, const struct lint_finding *finding) {
  for (size_t i = 0; i < lint->findings.len; i++) {
    const struct lint_finding *known = &lint->findings.items[i];
    if (known->place.line == finding->place.line && str_eq(known->place.file, finding->place.file) &&
        strcmp(known->what, finding->what) == 0)
      return true;
  }
  return false;
}

/* A section's condition is part of each of its questions: it is reported once. */
void lint_add(struct lint *lint, struct place place, const char *id, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  struct lint_finding finding = {.place = place, .id = id, .what = what};
  if (is_known(lint, &finding)) return;
  finding.what = arena_strdup(lint->arena, what);
  vec_push(&lint->findings, finding);
}

static void lint_all(struct lint *lint) {
  rule_vec_t rules = {0};
  pack_rules(lint->pack, &rules);
  lint_elements(lint);
  for (size_t i = 0; i < rules.len; i++) {
    lint_rule(lint, &rules.items[i]);
    lint_guards(lint, &rules.items[i]);
  }
  lint_constants(lint);
  lint_cycles(lint, &rules);
  vec_free(&rules);
}

enum status pack_lint(const struct pack *pack, struct arena *arena, lint_vec_t *ret_findings, struct error *error) {
  struct lint lint = {.pack = pack, .arena = arena, .provisions = map_new()};
  enum status status = lint_folder(&lint, error);
  if (!status) lint_all(&lint);
  map_free(lint.provisions);
  *ret_findings = lint.findings;
  if (status || lint.findings.len == 0) return status;
  size_t faults = lint.findings.len;
  const char *next =
      faults > 1 ? _("Correct the first and look again: others may only follow from it.") : _("Correct the file of the pack.");
  return error_set(error, STATUS_NO, pack->where, next,
                   trn_ui("The law pack %s %s has %zu fault.", "The law pack %s %s has %zu faults.", faults), pack->id, pack->version,
                   faults);
}

enum status pack_condition(const struct pack *pack, struct arena *arena, const struct xml_node *element, const struct subject_type *on,
                           const struct condition **ret_condition, struct error *error) {
  struct loader loader = {.pack = pack, .arena = arena, .error = error};
  const struct condition *condition = read_condition(&loader, element);
  if (loader.status) return loader.status;
  struct lint lint = {.pack = pack, .arena = arena};
  struct rule rule = {.kind = "template", .id = xml_name(element), .on = on, .condition = condition};
  lint_rule(&lint, &rule);
  lint_guards(&lint, &rule);
  enum status status = STATUS_OK;
  if (lint.findings.len > 0) {
    const struct lint_finding *first = &lint.findings.items[0];
    CLEANUP(mem_freep) char *where = mem_printf("%s:%d", first->place.file, first->place.line);
    status = error_set(error, STATUS_INPUT, where, _("Correct the condition."), "%s", first->what);
  } else {
    *ret_condition = condition;
  }
  vec_free(&lint.findings);
  return status;
}

enum status pack_cite(const struct pack *pack, const struct xml_node *element, struct cite *ret_cite, struct error *error) {
  /* pack is const for callers; its arena only grows. */
  struct loader loader = {.pack = pack, .arena = pack->arena, .error = error};
  struct cite cite;
  read_cite(&loader, element, &cite);
  if (loader.status) return loader.status;
  *ret_cite = cite;
  return STATUS_OK;
}
