/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Component lists: what they say, how they differ, what rule sets ask of them. */
#include "app/components.h"
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

enum { COMPONENTS_SHOWN = 100, NAMES_SHOWN = 5, NAME_COLUMNS = 40, VERSION_COLUMNS = 18, STATE_COLUMNS = 18, TITLE_COLUMNS = 36 };

/* ---- one component ---- */

static const char *text_or_dash(const char *text) {
  return text ? text : "-";
}

static void put_component(struct call *call, const struct store_component *component) {
  struct buf *out = call->out;
  buf_puts(out, "  ");
  put_padded(out, app_component_name(component, call->arena), NAME_COLUMNS);
  put_padded(out, text_or_dash(component->version), VERSION_COLUMNS);
  buf_printf(out, "%s\n", text_or_dash(component->licence));
}

static void json_component(struct json_out *out, const struct store_component *component) {
  const char *const members[][2] = {{"ref", component->ref},
                                    {"type", component->type},
                                    {"group", component->group},
                                    {"name", component->name},
                                    {"version", component->version},
                                    {"purl", component->purl},
                                    {"cpe", component->cpe},
                                    {"supplier", component->supplier},
                                    {"maker", component->originator},
                                    {"licence", component->licence},
                                    {"source", component->source},
                                    {"hash", component->hash},
                                    {"model_card", component->model_card}};
  json_out_object(out);
  for (size_t i = 0; i < ARRAY_LEN(members); i++)
    if (members[i][1]) json_member(out, members[i][0], members[i][1]);
  if (component->kind) json_member(out, "kind", app_component_kind(component));
  json_out_key(out, "exact_version");
  json_out_bool(out, app_component_is_exact(component));
  json_out_key(out, "line");
  json_out_number(out, component->line);
  json_out_end(out);
}

static void json_count(struct json_out *out, const char *key, uint64_t number) {
  json_out_key(out, key);
  json_out_number(out, (int64_t)number);
}

/* ---- the list ---- */

static void put_head(struct call *call, const struct store_list *list, const char *subject) {
  CLEANUP(mem_freep) char *title = subject_title(call, subject);
  put_wrapped(call->out, 0, 2, title);
  put_wrapped_format(call->out, 2, 4,
                     trn_ui("%s, version %s: %llu component", "%s, version %s: %llu components", (unsigned long)list->components),
                     list->format, list->spec_version, (unsigned long long)list->components);
  const char *const facts[][2] = {
      {N_("Made on: %s"), list->timestamp}, {N_("Made with: %s"), list->tool}, {N_("Made by: %s"), list->author}};
  for (size_t i = 0; i < ARRAY_LEN(facts); i++)
    if (facts[i][1]) put_wrapped_format(call->out, 2, 4, _(facts[i][0]), facts[i][1]);
  buf_putc(call->out, '\n');
}

static void put_rest(struct call *call, uint64_t shown, uint64_t total) {
  if (shown < total)
    put_wrapped_format(call->out, 2, 2, _("%llu of %llu are shown; --limit shows more."), (unsigned long long)shown,
                       (unsigned long long)total);
}

static void put_ai(struct call *call, const struct store_component *component) {
  struct buf *out = call->out;
  put_wrapped_format(out, 2, 4, "%s: %s %s", app_component_kind(component), app_component_name(component, call->arena),
                     component->version ? component->version : "");
  if (!app_component_is_exact(component)) put_wrapped(out, 4, 4, _("The version is not exact."));
  const char *const facts[][2] = {{N_("Licence: %s"), component->licence},       {N_("Source: %s"), component->source},
                                  {N_("Package URL: %s"), component->purl},      {N_("Hash: %s"), component->hash},
                                  {N_("Model card: %s"), component->model_card}, {N_("Made by: %s"), component->originator}};
  for (size_t i = 0; i < ARRAY_LEN(facts); i++)
    if (facts[i][1]) put_wrapped_format(out, 4, 6, _(facts[i][0]), facts[i][1]);
  if (!component->licence) put_wrapped(out, 4, 4, _("No licence is given."));
  if (!component->source) put_wrapped(out, 4, 4, _("No source is given."));
}

static void put_components(struct call *call, const struct component_query *query, const store_component_vec_t *components,
                           uint64_t total) {
  for (size_t i = 0; i < components->len; i++)
    (query->ai ? put_ai : put_component)(call, &components->items[i]);
  if (!components->len) put_wrapped(call->out, 2, 2, _("There are none."));
  put_rest(call, components->len, total);
}

static void json_list(struct call *call, const struct store_list *list, const store_component_vec_t *components, uint64_t total) {
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "format", list->format);
  json_member(&out, "spec_version", list->spec_version);
  json_member(&out, "sha256", list->hash);
  json_member(&out, "timestamp", list->timestamp);
  json_member(&out, "tool", list->tool);
  json_member(&out, "author", list->author);
  json_member(&out, "product", list->product);
  json_count(&out, "all", list->components);
  json_count(&out, "dependencies", list->dependencies);
  json_count(&out, "warnings", list->warnings);
  json_count(&out, "found", total);
  json_out_key(&out, "components");
  json_out_array(&out);
  for (size_t i = 0; i < components->len; i++)
    json_component(&out, &components->items[i]);
  json_out_end(&out);
  json_finish(&out);
}

static enum status show_list(struct call *call, const char *subject, size_t limit) {
  struct component_query query = {
      .text = call_option(call, "filter"), .ai = call_option(call, "ai") != NULL, .limit = limit ? limit : COMPONENTS_SHOWN};
  const struct store_list *list = NULL;
  store_component_vec_t components = {0};
  uint64_t total = 0;
  enum status status = app_component_list(call->session, subject, call->arena, &list, &call->error);
  if (status == STATUS_OK) status = app_components(call->session, subject, &query, call->arena, &components, &total, &call->error);
  if (status) return status;
  if (call->json) {
    json_list(call, list, &components, total);
  } else {
    put_head(call, list, subject);
    put_components(call, &query, &components, total);
  }
  vec_free(&components);
  return STATUS_OK;
}

/* ---- difference ---- */

static void put_change(struct call *call, const struct component_change *change) {
  const struct store_component *now = change->after ? change->after : change->before;
  const char *name = app_component_name(now, call->arena);
  if (change->before && change->after)
    put_wrapped_format(call->out, 2, 4, "%s %s → %s", name, text_or_dash(change->before->version), text_or_dash(now->version));
  else
    put_wrapped_format(call->out, 2, 4, "%s %s", name, now->version ? now->version : "");
}

static void put_changes(struct call *call, const char *heading, const component_change_vec_t *changes, uint64_t total) {
  if (!total) return;
  CLEANUP(mem_freep) char *text = mem_printf("%s: %llu", heading, (unsigned long long)total);
  put_heading(call->out, text);
  for (size_t i = 0; i < changes->len; i++)
    put_change(call, &changes->items[i]);
  put_rest(call, changes->len, total);
}

static void json_changes(struct json_out *out, const char *key, const component_change_vec_t *changes) {
  json_out_key(out, key);
  json_out_array(out);
  for (size_t i = 0; i < changes->len; i++) {
    const struct component_change *change = &changes->items[i];
    json_out_object(out);
    if (change->before) json_out_key(out, "before"), json_component(out, change->before);
    if (change->after) json_out_key(out, "after"), json_component(out, change->after);
    json_out_end(out);
  }
  json_out_end(out);
}

static void put_difference(struct call *call, const struct component_difference *difference) {
  const struct difference_counts *counts = &difference->counts;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_object(&out);
    json_count(&out, "added_total", counts->added);
    json_count(&out, "removed_total", counts->removed);
    json_count(&out, "changed_total", counts->changed);
    json_count(&out, "same_total", counts->same);
    json_changes(&out, "added", &difference->added);
    json_changes(&out, "removed", &difference->removed);
    json_changes(&out, "changed", &difference->changed);
    json_finish(&out);
    return;
  }
  put_wrapped_format(call->out, 0, 0, _("The same: %llu."), (unsigned long long)counts->same);
  put_changes(call, _("Added"), &difference->added, counts->added);
  put_changes(call, _("Removed"), &difference->removed, counts->removed);
  put_changes(call, _("Another version"), &difference->changed, counts->changed);
}

static enum status find_list(struct call *call, const char *text, const char **ret_list) {
  const struct subject_type *type = pack_subject_type(app_pack(call->app), "component-list");
  if (!type) return call_refuse(call, _("Use a law pack that has them."), _("The law pack knows no component lists."));
  return app_find(call->session, text, type, ret_list, &call->error);
}

static enum status show_difference(struct call *call, const char *subject, size_t limit) {
  const char *other = NULL;
  struct component_difference difference;
  enum status status = find_list(call, call_option(call, "against"), &other);
  if (status == STATUS_OK)
    status =
        app_component_difference(call->session, other, subject, limit ? limit : COMPONENTS_SHOWN, call->arena, &difference, &call->error);
  if (status) return status;
  put_difference(call, &difference);
  component_difference_clear(&difference);
  return STATUS_OK;
}

/* ---- rules ---- */

static const char *state_text(enum rule_state state) {
  switch (state) {
  case RULE_MET:
    return _("met");
  case RULE_NOT_GIVEN:
    return _("not given");
  case RULE_NOT_MET:
    return _("not met");
  case RULE_NOTHING:
    break;
  }
  return _("nothing to judge");
}

static char *names_text(const struct rule_result *result) {
  struct buf names = {0};
  for (size_t i = 0; i < result->names_len; i++)
    buf_printf(&names, "%s%s", i ? ", " : "", result->names[i]);
  if (result->names_len && result->lacking > result->names_len) buf_puts(&names, ", …");
  return buf_take(&names);
}

static void put_result(struct call *call, const struct rule_result *result) {
  struct buf *out = call->out;
  buf_puts(out, "  ");
  put_padded(out, state_text(result->state), STATE_COLUMNS);
  const char *title = pack_text(&result->rule->title, lang_ui());
  if (result->lacking) {
    put_padded(out, title, TITLE_COLUMNS);
    buf_printf(out, _("lacking in %llu of %llu"), (unsigned long long)result->lacking, (unsigned long long)result->asked);
  } else {
    buf_puts(out, title);
  }
  buf_putc(out, '\n');
  CLEANUP(mem_freep) char *names = names_text(result);
  if (names && *names) put_wrapped(out, STATE_COLUMNS + 2, STATE_COLUMNS + 2, names);
}

static void put_rules(struct call *call, const struct rule_report *report) {
  const struct table_row *set = report->set;
  CLEANUP(mem_freep) char *cites = cites_text(&set->cites, lang_ui());
  CLEANUP(mem_freep)
  char *title = mem_printf("%s [%s; %s]", pack_text(&set->title, lang_ui()), label_name(report->label, lang_ui()), cites);
  put_heading(call->out, title);
  put_wrapped(call->out, 2, 2, pack_text(&set->help, lang_ui()));
  for (size_t i = 0; i < report->results.len; i++)
    put_result(call, &report->results.items[i]);
}

static void json_result(struct json_out *out, const struct rule_result *result) {
  json_out_object(out);
  json_member(out, "id", result->rule->id);
  json_member(out, "title", pack_text(&result->rule->title, lang_ui()));
  json_member(out, "scope", result->scope);
  json_member(out, "level", result->level);
  json_member(out, "state", rule_state_name(result->state));
  if (!str_eq(result->scope, "list")) {
    json_count(out, "asked", result->asked);
    json_count(out, "lacking", result->lacking);
    json_out_key(out, "first_lacking");
    json_out_array(out);
    for (size_t i = 0; i < result->names_len; i++)
      json_out_string(out, result->names[i]);
    json_out_end(out);
  }
  json_out_key(out, "sources");
  json_citations(out, &result->rule->cites);
  json_out_end(out);
}

static void json_rules(struct call *call, const rule_report_vec_t *reports) {
  struct json_out out = json_start(call);
  json_out_array(&out);
  for (size_t i = 0; i < reports->len; i++) {
    const struct rule_report *report = &reports->items[i];
    json_out_object(&out);
    json_member(&out, "set", report->set->id);
    json_member(&out, "title", pack_text(&report->set->title, lang_ui()));
    json_member(&out, "label", table_cell(report->set, "label"));
    json_member(&out, "help", pack_text(&report->set->help, lang_ui()));
    json_out_key(&out, "rules");
    json_out_array(&out);
    for (size_t k = 0; k < report->results.len; k++)
      json_result(&out, &report->results.items[k]);
    json_out_end(&out);
    json_out_end(&out);
  }
  json_finish(&out);
}

static enum status show_rules(struct call *call, const char *subject, size_t limit) {
  rule_report_vec_t reports = {0};
  enum status status =
      app_component_rules(call->session, subject, call_argument(call, 2), limit ? limit : NAMES_SHOWN, call->arena, &reports, &call->error);
  if (status) return status;
  if (call->json) json_rules(call, &reports);
  for (size_t i = 0; i < reports.len && !call->json; i++)
    put_rules(call, &reports.items[i]);
  rule_reports_clear(&reports);
  return STATUS_OK;
}

/* ---- the command ---- */

static enum status check_options(struct call *call) {
  bool rules = call_option(call, "rules"), against = call_option(call, "against");
  bool listing = call_option(call, "filter") || call_option(call, "ai");
  if (rules + against + listing > 1)
    return call_refuse(call, _("Leave out all but one."), _("--rules, --against, and --filter or --ai, do not go together."));
  if (call_argument(call, 2) && !rules)
    return call_refuse(call, _("Write: cradle components FILE LIST --rules SET"), _("A rule set is asked for with --rules."));
  return STATUS_OK;
}

enum status do_components(struct call *call) {
  const char *subject = NULL;
  size_t limit = 0;
  enum status status = check_options(call);
  if (status == STATUS_OK) status = read_limit(call, &limit);
  if (status == STATUS_OK) status = find_list(call, call_argument(call, 1), &subject);
  if (status) return status;
  if (call_option(call, "rules")) return show_rules(call, subject, limit);
  if (call_option(call, "against")) return show_difference(call, subject, limit);
  return show_list(call, subject, limit);
}
