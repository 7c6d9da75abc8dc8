/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of vulnerabilities of a release: one subject for each vulnerability in each component. */
#include "app/exchange_internal.h"

#include <stdlib.h>
#include <string.h>

/* One vulnerability in one component, as the file says. */
struct entry {
  const struct vulnerability *vulnerability;
  const struct vulnerability_statement *statement;
  const char *component; /* name and version, or NULL */
};
typedef VEC(struct entry) entry_vec_t;

struct registration {
  struct proposals *proposals;
  const char *release;
  struct arena *arena; /* of the plan */
  struct map *known;   /* id and component to subject, of those that are there */
  entry_vec_t entries;
  struct map *places; /* id and component to number of the entry + 1 */
  size_t number;      /* of the next new one */
};

/* ---- names ---- */

/* Two subjects below one release cannot bear the same name: behind the id stands the component where that is needed. */
static char *public_part(const char *name) {
  const char *bracket = strstr(name, " (");
  return bracket ? mem_strndup(name, (size_t)(bracket - name)) : mem_strdup(name);
}

static const struct value *answer_to(struct session *session, const char *subject, const char *id) {
  const struct question *question = pack_question(session->app->pack, id);
  const struct fact *fact = question ? session_fact(session, subject, question) : NULL;
  const struct value *value = fact_value(fact);
  return value && value->type == VALUE_TEXT ? value : NULL;
}

char *vulnerability_public_id(struct session *session, const char *subject) {
  const struct value *name = answer_to(session, subject, "vuln.id");
  return name ? public_part(name->text) : NULL;
}

static const char *key_of(struct arena *arena, const char *id, const char *component) {
  CLEANUP(mem_freep) char *plain = text_collapse(component ? component : "");
  CLEANUP(mem_freep) char *folded = text_fold(plain);
  return arena_printf(arena, "%s\n%s", id, folded);
}

static void remember_known(struct registration *registration) {
  struct session *session = registration->proposals->session;
  subject_vec_t children = {0};
  snapshot_children(session->snapshot, registration->release, TYPE_VULNERABILITY, &children);
  for (size_t i = 0; i < children.len; i++) {
    const char *subject = children.items[i]->id;
    CLEANUP(mem_freep) char *id = vulnerability_public_id(session, subject);
    if (!id) continue;
    const struct value *purl = answer_to(session, subject, "vuln.component-purl"),
                       *component = answer_to(session, subject, "vuln.component");
    if (purl) map_put(registration->known, key_of(registration->arena, id, purl->text), (void *)subject);
    if (component) map_put(registration->known, key_of(registration->arena, id, component->text), (void *)subject);
    if (!purl && !component) map_put(registration->known, key_of(registration->arena, id, NULL), (void *)subject);
  }
  vec_free(&children);
}

static const char *find_known(const struct registration *registration, const struct entry *entry) {
  const char *id = entry->vulnerability->id, *found = NULL;
  if (entry->statement->purl) found = map_get(registration->known, key_of(registration->arena, id, entry->statement->purl));
  if (found) return found;
  found = map_get(registration->known, key_of(registration->arena, id, entry->component));
  bool is_other = found && entry->statement->purl && answer_to(registration->proposals->session, found, "vuln.component-purl");
  return is_other ? NULL : found;
}

/* ---- entries ---- */

static const char *component_text(struct arena *arena, const struct vulnerability_statement *statement) {
  const char *name = statement->name ? statement->name : statement->ref, *version = statement->version;
  bool has_version = name && version && strstr(name, version);
  return name && version && !has_version ? arena_printf(arena, "%s %s", name, version) : name;
}

/* Of several statements about one component the one that asks for most counts; of those the first. */
static int urgency(enum vulnerability_status status) {
  static const int order[] = {[VULNERABILITY_AFFECTED] = 4,
                              [VULNERABILITY_UNDER_INVESTIGATION] = 3,
                              [VULNERABILITY_NO_STATUS] = 2,
                              [VULNERABILITY_NOT_AFFECTED] = 1,
                              [VULNERABILITY_FIXED] = 0};
  return order[status];
}

static void add_entry(struct registration *registration, const struct vulnerability *vulnerability,
                      const struct vulnerability_statement *statement) {
  struct entry entry = {vulnerability, statement, component_text(registration->arena, statement)};
  const char *key = key_of(registration->arena, vulnerability->id, statement->purl ? statement->purl : entry.component);
  size_t there = (size_t)(uintptr_t)map_get(registration->places, key);
  if (!there) {
    vec_push(&registration->entries, entry);
    map_put(registration->places, key, (void *)(uintptr_t)registration->entries.len);
  } else if (urgency(statement->status) > urgency(registration->entries.items[there - 1].statement->status)) {
    registration->entries.items[there - 1] = entry;
  }
}

/* ---- answers ---- */

static const char *joined(struct arena *arena, const char *first, const char *between, const char *second) {
  return first && second ? arena_printf(arena, "%s%s%s", first, between, second) : first ? first : second;
}

static const char *title_of(struct arena *arena, const struct vulnerability *vulnerability) {
  const char *description = vulnerability->description;
  if (vulnerability->title || !description) return vulnerability->title;
  size_t end = strcspn(description, "\n");
  const char *sentence = memmem(description, end, ". ", 2);
  return arena_strndup(arena, description, sentence ? (size_t)(sentence - description) + 1 : end);
}

static const char *other_ids(struct arena *arena, const struct vulnerability *vulnerability) {
  CLEANUP(buf_free) struct buf text = {0};
  for (size_t i = 0; i < vulnerability->other_ids_len && text.len < 1000; i++)
    buf_printf(&text, "%s%s", i ? ", " : "", vulnerability->other_ids[i]);
  return text.len ? arena_strdup(arena, text.data) : NULL;
}

/* What the author of the file did or advises; a person decides. */
static const char *decision_of(const struct vulnerability_statement *statement) {
  if (!statement->response) return NULL;
  if (str_in_list("update vendor_fix", statement->response)) return "fix";
  return str_in_list("workaround_available workaround mitigation", statement->response) ? "mitigate" : NULL;
}

static void propose_rating(struct proposals *proposals, const char *subject, const struct vulnerability *vulnerability) {
  const struct vulnerability_rating *rating = vulnerability_rating(vulnerability);
  if (!rating) return;
  propose_choice(proposals, subject, "vuln.severity", rating->severity);
  if (rating->has_score) propose(proposals, subject, "vuln.score", value_number(rating->score), NULL);
  propose_text(proposals, subject, "vuln.vector", rating->vector, NULL);
}

static void propose_status(struct proposals *proposals, const char *subject, const struct vulnerability_statement *statement) {
  enum vulnerability_status status = statement->status;
  propose_choice(proposals, subject, "vuln.status", vulnerability_status_id(status));
  if (status == VULNERABILITY_NOT_AFFECTED) propose_choice(proposals, subject, "vuln.justification", statement->justification);
  if (status == VULNERABILITY_AFFECTED) propose_choice(proposals, subject, "vuln.decision", decision_of(statement));
  if (status == VULNERABILITY_AFFECTED || status == VULNERABILITY_NOT_AFFECTED)
    propose_text(proposals, subject, "vuln.reasoning", joined(proposals->plan.arena, statement->impact, "\n\n", statement->action), NULL);
}

/* Known at the latest since it was read. */
static void propose_day(struct proposals *proposals, const char *subject) {
  const struct question *question = pack_question(proposals->session->app->pack, "vuln.known-since");
  if (question && fact_state(session_fact(proposals->session, subject, question)) == ANSWER_OPEN)
    propose(proposals, subject, question->id, value_date(host_today(proposals->session->host)), NULL);
}

static void propose_answers(struct proposals *proposals, const char *subject, const struct entry *entry) {
  const struct vulnerability *vulnerability = entry->vulnerability;
  propose_text(proposals, subject, "vuln.title", title_of(proposals->plan.arena, vulnerability),
               other_ids(proposals->plan.arena, vulnerability));
  propose_text(proposals, subject, "vuln.source", vulnerability->source, NULL);
  propose_text(proposals, subject, "vuln.component", entry->component, NULL);
  propose_text(proposals, subject, "vuln.component-purl", entry->statement->purl, NULL);
  propose_rating(proposals, subject, vulnerability);
  propose_status(proposals, subject, entry->statement);
  propose_day(proposals, subject);
}

/* ---- subjects ---- */

static const char *name_of(struct registration *registration, const struct entry *entry) {
  struct plan *plan = &registration->proposals->plan;
  const struct subject_type *type = registration->proposals->type;
  const char *id = entry->vulnerability->id, *name = id;
  if (plan_name_is_free(plan, type, registration->release, name)) return name;
  const char *component = entry->component ? entry->component : entry->statement->purl;
  name = component ? arena_printf(plan->arena, "%s (%s)", id, component) : id;
  for (unsigned number = 2; !plan_name_is_free(plan, type, registration->release, name); number++)
    name = arena_printf(plan->arena, "%s (%s%s%u)", id, component ? component : "", component ? ", " : "", number);
  return name;
}

static enum status make_subject(struct registration *registration, const struct entry *entry, const char **ret_subject,
                                struct error *error) {
  struct proposals *proposals = registration->proposals;
  struct plan *plan = &proposals->plan;
  const char *subject = plan_id(plan, proposals->type, ++registration->number, registration->entries.len);
  plan_subject(plan, subject, proposals->type, registration->release);
  enum status status = plan_name(plan, subject, proposals->type, name_of(registration, entry), proposals->path, error);
  if (status) return status;
  plan->changes.items[plan->changes.len - 1].proposed = true;
  *ret_subject = subject;
  return STATUS_OK;
}

static enum status register_entry(struct registration *registration, const struct entry *entry, struct exploited_list *const *exploited,
                                  size_t exploited_len, struct error *error) {
  struct proposals *proposals = registration->proposals;
  const char *subject = find_known(registration, entry);
  bool is_new = !subject;
  enum status status = is_new ? make_subject(registration, entry, &subject, error) : STATUS_OK;
  if (status) return status;
  size_t before = proposals->plan.changes.len;
  propose_answers(proposals, subject, entry);
  bool marked = false;
  for (size_t i = 0; i < exploited_len && !marked; i++)
    marked = mark_exploited(proposals, subject, entry->vulnerability->id, exploited[i]);
  bool changed = proposals->plan.changes.len > before;
  if (is_new || changed) propose_text(proposals, subject, "vuln.list", proposals->report->hash, NULL);
  proposals->report->added += is_new;
  proposals->report->updated += !is_new && changed;
  proposals->report->unchanged += !is_new && !changed;
  return STATUS_OK;
}

enum status register_vulnerabilities(struct proposals *proposals, const char *release, const struct vulnerability_list *list,
                                     struct exploited_list *const *exploited, size_t exploited_len, struct error *error) {
  struct registration registration = {
      .proposals = proposals, .release = release, .arena = proposals->plan.arena, .known = map_new(), .places = map_new()};
  remember_known(&registration);
  for (size_t i = 0; i < list->len; i++)
    for (size_t k = 0; k < list->items[i].statements_len; k++)
      add_entry(&registration, &list->items[i], &list->items[i].statements[k]);
  proposals->report->read = registration.entries.len;
  enum status status = STATUS_OK;
  for (size_t i = 0; i < registration.entries.len && status == STATUS_OK; i++)
    status = register_entry(&registration, &registration.entries.items[i], exploited, exploited_len, error);
  map_free(registration.known);
  map_free(registration.places);
  vec_free(&registration.entries);
  return status;
}
