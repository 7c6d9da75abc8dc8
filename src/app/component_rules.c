/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rule sets ask of a component list, by the tables of the law pack. */
#include "app/components_internal.h"

#include <stdlib.h>
#include <string.h>

const char *rule_state_name(enum rule_state state) {
  static const char *const names[] = {
      [RULE_MET] = "met", [RULE_NOT_GIVEN] = "not-given", [RULE_NOT_MET] = "not-met", [RULE_NOTHING] = "nothing"};
  return names[state];
}

/* ---- elements: words of the pack that are not those of the reader ---- */

/* About the list. */
struct list_element {
  const char *word, *given; /* given NULL: whatever can be read has it */
  bool silent;              /* absence tells nothing: it cannot be judged */
};
static const struct list_element list_elements[] = {
    {"format-version", NULL, false},
    {"recent-format", "format-version", false},
    {"top-level", "top-level", true},
};

static bool has_source(const struct store_component *component) {
  return component->source != NULL;
}

enum { SHORT_COMMIT = 7 };

/* Of a commit or of content: nothing else keeps its meaning. */
static bool is_digest(const char *version) {
  const char *colon = strchr(version, ':');
  const char *digits = colon ? colon + 1 : version;
  size_t len = strspn(digits, "0123456789abcdefABCDEF");
  bool number = strspn(digits, "0123456789") == len && len < 40;
  return len >= SHORT_COMMIT && !number && (!digits[len] || strchr("?#", digits[len]));
}

static bool is_pinned(const struct store_component *component) {
  const char *purl_version = component->purl ? strrchr(component->purl, '@') : NULL;
  return component->given & COMPONENT_HASH || (component->version && is_digest(component->version)) ||
         (purl_version && is_digest(purl_version + 1));
}

/* About components, or those of one kind. */
struct component_element {
  const char *word, *given;
  enum component_kind kind;                             /* COMPONENT_PLAIN: all */
  bool (*has)(const struct store_component *component); /* NULL: the reader has said so */
};
static const struct component_element component_elements[] = {
    {"hash-sha512", "hash-sha512-of-the-file", COMPONENT_PLAIN, NULL}, {"supplier", "originator", COMPONENT_PLAIN, NULL},
    {"model-version-exact", NULL, COMPONENT_MODEL, is_pinned},         {"model-source", NULL, COMPONENT_MODEL, has_source},
    {"model-licence", "licence-any", COMPONENT_MODEL, NULL},           {"model-card", "model-card", COMPONENT_MODEL, NULL},
    {"data-set-source", NULL, COMPONENT_DATA_SET, has_source},         {"data-set-licence", "licence-any", COMPONENT_DATA_SET, NULL},
};
/* Only the dependencies tell. */
static const char element_in_dependencies[] = "in-dependencies";

/* ---- one rule ---- */

struct judging {
  struct store *store;
  const struct store_list *list;
  struct arena *arena;
  size_t names_max;
  struct rule_result *result;
  const char **names;
  const struct component_element *element;
  uint32_t bit;
};

static enum rule_state state_of_absence(const char *level) {
  return str_eq(level, "must") || str_eq(level, "must-not") ? RULE_NOT_MET : RULE_NOT_GIVEN;
}

static enum status judge_list(struct judging *judging, const char *element) {
  struct list_element as_it_is = {element, element, false};
  const struct list_element *found = &as_it_is;
  for (size_t i = 0; i < ARRAY_LEN(list_elements); i++)
    if (str_eq(list_elements[i].word, element)) found = &list_elements[i];
  uint32_t bit = found->given ? list_given_bit(found->given) : 0;
  bool given = !found->given || judging->list->given & bit;
  bool untold = !given && (found->silent || !bit); /* !bit: a word of a later law pack */
  judging->result->state = given ? RULE_MET : untold ? RULE_NOT_GIVEN : state_of_absence(judging->result->level);
  return STATUS_OK;
}

static void name_it(struct judging *judging, const struct store_component *component) {
  struct rule_result *result = judging->result;
  if (result->names_len >= judging->names_max) return;
  const char *name = app_component_name(component, judging->arena);
  if (!*name) name = component->ref ? component->ref : "?";
  judging->names[result->names_len++] =
      component->version ? arena_printf(judging->arena, "%s %s", name, component->version) : arena_strdup(judging->arena, name);
}

static bool judge_one(void *context, const struct store_component *component) {
  struct judging *judging = context;
  const struct component_element *element = judging->element;
  if (element->kind && component->kind != (int)element->kind) return true;
  bool given = element->has ? element->has(component) : component->given & judging->bit;
  judging->result->asked++;
  if (given) return true;
  judging->result->lacking++;
  name_it(judging, component);
  return true;
}

/* Their number is known; only names are looked up. */
static enum status judge_body(struct judging *judging, const struct component_filter *filter, uint64_t lacking, struct error *error) {
  store_component_vec_t first = {0};
  judging->result->asked += judging->list->components;
  judging->result->lacking += lacking;
  size_t left = judging->names_max - judging->result->names_len;
  if (!lacking || !left) return STATUS_OK;
  enum status status = store_components(judging->store, judging->list->hash, filter, 0, 0, left, judging->arena, &first, error);
  for (size_t i = 0; i < first.len; i++)
    name_it(judging, &first.items[i]);
  vec_free(&first);
  return status;
}

static uint64_t lacking_in_body(const struct store_list *list, uint32_t bit) {
  for (int i = 0; i < STORE_GIVEN_BITS; i++)
    if (bit == UINT32_C(1) << i) return list->lacking[i];
  return 0;
}

static enum status judge_places(struct judging *judging, struct error *error) {
  struct component_filter filter = {.without_node = true};
  uint64_t lacking = 0;
  enum status status = store_component_count(judging->store, judging->list->hash, &filter, &lacking, error);
  return status ? status : judge_body(judging, &filter, lacking, error);
}

static enum status judge_components(struct judging *judging, const char *element, struct error *error) {
  struct component_element as_it_is = {element, element, COMPONENT_PLAIN, NULL};
  const struct component_element *found = &as_it_is;
  if (str_eq(element, element_in_dependencies)) return judge_places(judging, error);
  for (size_t i = 0; i < ARRAY_LEN(component_elements); i++)
    if (str_eq(component_elements[i].word, element)) found = &component_elements[i];
  judging->element = found;
  judging->bit = found->given ? component_given_bit(found->given) : 0;
  if (!found->has && !judging->bit) return STATUS_OK; /* a word of a later law pack: it cannot be judged here */
  enum status status = components_beside(judging->store, judging->list, judge_one, judging, error);
  if (status) return status;
  if (found->kind) return components_of_kind(judging->store, judging->list, (int)found->kind, judge_one, judging, error);
  struct component_filter filter = {.lacking = judging->bit};
  return judge_body(judging, &filter, lacking_in_body(judging->list, judging->bit), error);
}

static enum status judge(struct judging *judging, const struct table_row *rule, struct error *error) {
  struct rule_result *result = judging->result;
  *result = (struct rule_result){.rule = rule, .scope = table_cell(rule, "scope"), .level = table_cell(rule, "level")};
  const char *element = table_cell(rule, "element");
  if (str_eq(result->scope, "list")) return judge_list(judging, element);
  judging->names = arena_alloc(judging->arena, (judging->names_max + 1) * sizeof *judging->names);
  enum status status = judge_components(judging, element, error);
  result->names = judging->names;
  result->state = !result->asked ? RULE_NOTHING : !result->lacking ? RULE_MET : state_of_absence(result->level);
  return status;
}

/* ---- sets ---- */

static enum label label_of(const struct table_row *set) {
  static const char *const words[] = {
      [LABEL_LAW] = "law", [LABEL_GUIDANCE] = "guidance", [LABEL_STANDARD] = "standard", [LABEL_GOOD_PRACTICE] = "good-practice"};
  for (size_t i = 0; i < ARRAY_LEN(words); i++)
    if (str_eq(table_cell(set, "label"), words[i])) return (enum label)i;
  return LABEL_GOOD_PRACTICE;
}

static enum status judge_set(struct judging *judging, const struct pack *pack, const struct table_row *set, rule_report_vec_t *reports,
                             struct error *error) {
  const struct table *rules = pack_table(pack, TABLE_RULES);
  struct rule_report report = {.set = set, .label = label_of(set)};
  enum status status = STATUS_OK;
  for (size_t i = 0; rules && i < rules->rows_len && status == STATUS_OK; i++) {
    if (!str_eq(table_cell(&rules->rows[i], "set"), set->id)) continue;
    struct rule_result result;
    judging->result = &result;
    status = judge(judging, &rules->rows[i], error);
    vec_push(&report.results, result);
  }
  vec_push(reports, report);
  return status;
}

static enum status refuse_set(const struct table *sets, const char *set, struct error *error) {
  id_vec_t ids = {0};
  for (size_t i = 0; sets && i < sets->rows_len; i++)
    vec_push(&ids, sets->rows[i].id);
  CLEANUP(mem_freep) char *all = join_ids(&ids);
  CLEANUP(mem_freep) char *next = ids.len ? mem_printf(_("The rule sets are: %s."), all) : mem_strdup(_("Use a law pack that has them."));
  vec_free(&ids);
  if (!set) return error_set(error, STATUS_USAGE, NULL, next, _("The law pack has no rule sets for component lists."));
  return error_set(error, STATUS_USAGE, NULL, next, _("There is no rule set “%s”."), set);
}

enum status app_component_rules(struct session *session, const char *list, const char *set, size_t names, struct arena *arena,
                                rule_report_vec_t *ret_reports, struct error *error) {
  const struct pack *pack = session->app->pack;
  const struct table *sets = pack_table(pack, TABLE_RULE_SETS);
  struct judging judging = {.store = session->store, .arena = arena, .names_max = names};
  rule_report_vec_t reports = {0};
  if (!sets || (set && !table_row(sets, set))) return refuse_set(sets, set, error);
  enum status status = app_component_list(session, list, arena, &judging.list, error);
  for (size_t i = 0; i < sets->rows_len && status == STATUS_OK; i++)
    if (!set || str_eq(sets->rows[i].id, set)) status = judge_set(&judging, pack, &sets->rows[i], &reports, error);
  if (status == STATUS_OK)
    *ret_reports = reports;
  else
    rule_reports_clear(&reports);
  return status;
}

void rule_reports_clear(rule_report_vec_t *reports) {
  for (size_t i = 0; i < reports->len; i++)
    vec_free(&reports->items[i].results);
  vec_free(reports);
}
