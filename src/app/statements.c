/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements about vulnerabilities, and lists of exploited ones, become proposed answers below a release. */
#include "app/exchange_internal.h"

#include <stdlib.h>
#include <string.h>

/* Kind of record in the journal for a list of exploited vulnerabilities: its source and its hash. */
#define RECORD_EXPLOITED "exploited-list"
enum { LISTS_ASKED = 4 };

/* ---- which kind of file ---- */

static bool has_components(const struct buf *content, const char *path) {
  struct vulnerability_list *list = NULL;
  bool is_list = vulnerability_list_read(buf_str(content), content->len, path, &list, NULL) == STATUS_OK && list->counts.components > 0;
  vulnerability_list_free(list);
  return is_list;
}

enum exchange_kind app_recognise_exchange(struct session *session, const char *path, const char *kind) {
  if (str_eq(kind, "vulnerabilities")) return EXCHANGE_VULNERABILITIES;
  if (str_eq(kind, "exploited")) return EXCHANGE_EXPLOITED;
  CLEANUP(buf_free) struct buf content = {0};
  if (kind || app_read_file(session, path, STORE_BLOB_MAX, &content, NULL)) return EXCHANGE_NONE;
  enum vulnerability_format format = vulnerability_recognise(buf_str(&content), content.len);
  bool may_be_list = format == VULNERABILITY_CYCLONEDX_JSON || format == VULNERABILITY_CYCLONEDX_XML;
  if (format && !(may_be_list && has_components(&content, path))) return EXCHANGE_VULNERABILITIES;
  return !format && exploited_recognise(buf_str(&content), content.len) ? EXCHANGE_EXPLOITED : EXCHANGE_NONE;
}

/* ---- proposing ---- */

void propose(struct proposals *proposals, const char *subject, const char *id, struct value value, const char *note) {
  const struct question *question = pack_question(proposals->session->app->pack, id);
  if (!question) return;
  const struct fact *fact = session_fact(proposals->session, subject, question);
  enum answer_state state = fact_state(fact);
  const struct value *now = fact_value(fact);
  bool same = now && value_equal(now, &value);
  if (same) return;
  bool stated = state == ANSWER_CONFLICT || (state == ANSWER_GIVEN && !fact_proposed(fact));
  if (stated) {
    proposals->report->kept++;
    return;
  }
  plan_change(&proposals->plan, CHANGE_SET, subject, question->id, value, note);
  proposals->plan.changes.items[proposals->plan.changes.len - 1].proposed = true;
}

/* As much of the text as the question takes. */
static const char *fitting(struct proposals *proposals, const struct question *question, const char *text) {
  CLEANUP(mem_freep) char *line = question->type == Q_TEXT ? text_collapse(text) : mem_strdup(text);
  if (utf8_count(line) <= question->max) return arena_strdup(proposals->plan.arena, line);
  const char *end = line;
  for (size_t i = 0; i + 1 < question->max; i++) {
    uint32_t point;
    end += utf8_next(end, &point);
  }
  return arena_printf(proposals->plan.arena, "%.*s…", (int)(end - line), line);
}

void propose_text(struct proposals *proposals, const char *subject, const char *id, const char *text, const char *note) {
  const struct question *question = pack_question(proposals->session->app->pack, id);
  if (!question || !text || !*text) return;
  propose(proposals, subject, id, value_of(VALUE_TEXT, fitting(proposals, question, text)), note);
}

void propose_choice(struct proposals *proposals, const char *subject, const char *id, const char *choice) {
  const struct question *question = pack_question(proposals->session->app->pack, id);
  if (question && choice && question_choice(question, choice)) propose(proposals, subject, id, value_of(VALUE_CHOICE, choice), NULL);
}

/* ---- the file as evidence ---- */

static const char *find_evidence(const struct proposals *proposals, const char *parent) {
  const struct question *file = pack_question(proposals->session->app->pack, QUESTION_EVIDENCE_FILE);
  const char *found = NULL;
  subject_vec_t children = {0};
  snapshot_children(proposals->session->snapshot, parent, TYPE_EVIDENCE, &children);
  for (size_t i = 0; i < children.len && !found; i++) {
    const struct value *value = fact_value(session_fact(proposals->session, children.items[i]->id, file));
    if (value && value->type == VALUE_BLOB && str_eq(value->text, proposals->report->hash)) found = children.items[i]->id;
  }
  vec_free(&children);
  return found;
}

static const char *free_title(struct proposals *proposals, const struct subject_type *type, const char *parent, const char *name) {
  const char *title = name;
  for (unsigned number = 2; !plan_name_is_free(&proposals->plan, type, parent, title); number++)
    title = arena_printf(proposals->plan.arena, "%s (%u)", name, number);
  return title;
}

static enum status keep_file(struct proposals *proposals, const char *near, struct error *error) {
  struct session *session = proposals->session;
  const struct subject_type *type = pack_subject_type(session->app->pack, TYPE_EVIDENCE);
  const struct question *file = pack_question(session->app->pack, QUESTION_EVIDENCE_FILE);
  const char *parent = type && file ? engine_ancestor(session->engine, near, type->parent) : NULL;
  struct hash hash;
  if (!parent)
    return error_set(error, STATUS_USAGE, near, _("Name a product, or something below one."),
                     _("The file cannot be kept as evidence here."));
  hash_of(buf_str(&proposals->content), proposals->content.len, &hash);
  hash_format(&hash, proposals->report->hash);
  proposals->report->size = proposals->content.len;
  const char *there = find_evidence(proposals, parent);
  proposals->report->evidence_was_there = there != NULL;
  proposals->report->evidence = arena_strdup(session->arena, there);
  if (there) return STATUS_OK;
  const char *id = plan_id(&proposals->plan, type, 0, 1);
  plan_subject(&proposals->plan, id, type, parent);
  enum status status =
      plan_name(&proposals->plan, id, type, free_title(proposals, type, parent, file_name_of(proposals->path)), proposals->path, error);
  struct parsing parsing = parsing_of_session(session, file, proposals->plan.arena);
  parsing.where = proposals->path;
  struct value *blob;
  if (status == STATUS_OK) status = blob_value(&parsing, proposals->path, &hash, &blob, error);
  if (status) return status;
  plan_change(&proposals->plan, CHANGE_SET, id, file->id, *blob, NULL);
  proposals->report->evidence = arena_strdup(session->arena, id);
  return STATUS_OK;
}

static void proposals_free(struct proposals *proposals) {
  plan_free(&proposals->plan);
  buf_free(&proposals->content);
}

static enum status begin(struct proposals *proposals, struct session *session, const char *path, struct vulnerability_report *report,
                         struct error *error) {
  *report = (struct vulnerability_report){0};
  *proposals = (struct proposals){.session = session, .path = path, .report = report};
  plan_begin(&proposals->plan, session);
  proposals->type = pack_subject_type(session->app->pack, TYPE_VULNERABILITY);
  if (!proposals->type || !proposals->type->parent)
    return error_set(error, STATUS_INPUT, path, _("Use a law pack that has them."), _("The law pack knows no vulnerabilities."));
  return app_read_file(session, path, STORE_BLOB_MAX, &proposals->content, error);
}

static enum status put_file(struct proposals *proposals, struct error *error) {
  struct store_batch *batch = proposals->plan.batch;
  struct hash hash;
  if (proposals->report->evidence_was_there) return STATUS_OK;
  enum status status = store_batch_file_inside(batch, STORE_BLOB_MAX, proposals->path, error);
  if (status == STATUS_OK) status = store_batch_file_put(batch, buf_str(&proposals->content), proposals->content.len, error);
  return status ? status : store_batch_file_end(batch, &hash, NULL, error);
}

/* The file and what it says: both or neither. */
static enum status write_with_file(struct proposals *proposals, struct error *error) {
  struct plan *plan = &proposals->plan;
  enum status status = adopt_check(proposals->session, error);
  if (status == STATUS_OK) status = store_batch_begin(proposals->session->store, &plan->batch, error);
  if (status == STATUS_OK) status = put_file(proposals, error);
  if (status == STATUS_OK) status = plan_write(plan, NULL, error);
  store_batch_free(plan->batch);
  plan->batch = NULL;
  return status;
}

static enum status finish(struct proposals *proposals, struct error *error) {
  if (proposals->plan.changes.len >= STORE_GROUP_MAX)
    return error_set(error, STATUS_USAGE, proposals->path, _("Split the file, or leave out what does not concern the release."),
                     _("The file says more (%zu answers) than one step can take in (%u)."), proposals->plan.changes.len, STORE_GROUP_MAX);
  return proposals->plan.changes.len ? write_with_file(proposals, error) : STATUS_OK;
}

/* ---- exploited ---- */

/* Does the list name it, and has nobody said so yet? What a person denied is asked again. */
static bool mark_one(struct proposals *proposals, const char *subject, const struct exploited_list *list, const struct exploited *entry) {
  const struct pack *pack = proposals->session->app->pack;
  const struct question *question = pack_question(pack, "vuln.exploited"), *source = pack_question(pack, "vuln.exploited-source");
  const struct fact *fact = question ? session_fact(proposals->session, subject, question) : NULL;
  const struct value *now = fact_value(fact);
  bool yes = now && now->type == VALUE_BOOL && now->boolean;
  if (!question || (yes && !fact_proposed(fact))) return false;
  if (!yes) plan_change(&proposals->plan, CHANGE_SET, subject, question->id, value_bool(true), NULL);
  if (!yes) proposals->plan.changes.items[proposals->plan.changes.len - 1].proposed = true;
  const char *text =
      arena_printf(proposals->plan.arena, "%s%s%s%s%s%s", entry->source, list->version ? " " : "", list->version ? list->version : "",
                   entry->since ? ", " : "", entry->since ? entry->since : "", entry->ransomware ? ", ransomware" : "");
  if (source) propose_text(proposals, subject, source->id, text, NULL);
  return true;
}

bool mark_exploited(struct proposals *proposals, const char *subject, const char *id, const struct exploited_list *list) {
  const struct exploited *entry = exploited_find(list, id);
  if (!entry || !mark_one(proposals, subject, list, entry)) return false;
  proposals->report->exploited++;
  return true;
}

struct known_lists {
  struct session *session;
  struct exploited_list **lists;
  const char *sources[LISTS_ASKED];
  size_t len;
};

/* Of each source the list that was imported last. */
static bool load_list(void *context, const struct event *event) {
  struct known_lists *known = context;
  const char *end = event->value.type == VALUE_TEXT ? strchr(event->value.text, '\n') : NULL;
  if (!end) return true;
  const char *source = arena_strndup(known->session->arena, event->value.text, (size_t)(end - event->value.text));
  for (size_t i = 0; i < known->len; i++)
    if (str_eq(known->sources[i], source)) return true;
  CLEANUP(buf_free) struct buf content = {0};
  if (store_blob_get(known->session->store, end + 1, &content, NULL)) return true;
  if (exploited_list_read(buf_str(&content), content.len, source, &known->lists[known->len], NULL)) return true;
  known->sources[known->len++] = source;
  return known->len < LISTS_ASKED;
}

static size_t load_lists(struct session *session, struct exploited_list *lists[LISTS_ASKED], struct error *error) {
  struct known_lists known = {.session = session, .lists = lists};
  store_log(session->store, "", RECORD_EXPLOITED, true, 0, load_list, &known, error);
  return known.len;
}

/* ---- the two imports ---- */

static enum status find_release(const struct proposals *proposals, const char *subject, const char **ret_release, struct error *error) {
  const struct subject_type *wanted = proposals->type->parent;
  *ret_release = engine_ancestor(proposals->session->engine, subject, wanted);
  if (*ret_release) return STATUS_OK;
  return error_set(error, STATUS_USAGE, subject, _("Name such a subject, or one below it."),
                   _("Vulnerabilities belong below a subject of type “%s”."), wanted->id);
}

static void tell_warnings(const struct vulnerability_list *list, struct proposals *proposals) {
  proposals->report->warnings = list->warnings_total;
  if (!list->warnings_len) return;
  const struct vulnerability_warning *first = &list->warnings[0];
  CLEANUP(mem_freep) char *column = first->column ? mem_printf(":%u", first->column) : mem_strdup("");
  proposals->report->first_warning =
      arena_printf(proposals->session->arena, "%s:%u%s: %s%s%s", file_name_of(proposals->path), first->line, column,
                   first->vulnerability ? first->vulnerability : "", first->vulnerability ? ": " : "", first->text);
}

static enum status refuse_empty(const struct proposals *proposals, struct error *error) {
  return error_set(error, STATUS_INPUT, proposals->path, _("Keep the file as evidence, if it shall be kept: --as evidence."),
                   _("The file says nothing about vulnerabilities."));
}

static enum status plan_statements(struct proposals *proposals, const char *release, struct error *error) {
  struct vulnerability_list *list = NULL;
  struct exploited_list *lists[LISTS_ASKED];
  enum status status =
      vulnerability_list_read(buf_str(&proposals->content), proposals->content.len, file_name_of(proposals->path), &list, error);
  if (status) return status;
  proposals->report->format = vulnerability_format_name(list->format);
  tell_warnings(list, proposals);
  size_t lists_len = load_lists(proposals->session, lists, NULL);
  status = list->len ? keep_file(proposals, release, error) : refuse_empty(proposals, error);
  if (status == STATUS_OK) status = register_vulnerabilities(proposals, release, list, lists, lists_len, error);
  for (size_t i = 0; i < lists_len; i++)
    exploited_list_free(lists[i]);
  vulnerability_list_free(list);
  return status;
}

enum status app_import_vulnerabilities(struct session *session, const char *subject, const char *path,
                                       struct vulnerability_report *ret_report, struct error *error) {
  CLEANUP(proposals_free) struct proposals proposals;
  struct vulnerability_report report;
  const char *release = NULL;
  enum status status = begin(&proposals, session, path, &report, error);
  if (status == STATUS_OK) status = find_release(&proposals, subject, &release, error);
  if (status == STATUS_OK) status = plan_statements(&proposals, release, error);
  if (status == STATUS_OK) status = finish(&proposals, error);
  if (status == STATUS_OK) *ret_report = report;
  return status;
}

/* All vulnerabilities at the subject or below it. */
static void mark_below(struct proposals *proposals, const char *subject, const struct exploited_list *list) {
  const struct snapshot *snapshot = proposals->session->snapshot;
  for (size_t i = 0; i < snapshot_subject_count(snapshot); i++) {
    const struct subject *each = snapshot_subject_at(snapshot, i);
    if (!str_eq(each->type, TYPE_VULNERABILITY) || snapshot_archived(snapshot, each) || !lies_at_or_below(snapshot, each, subject))
      continue;
    CLEANUP(mem_freep) char *id = vulnerability_public_id(proposals->session, each->id);
    if (id) mark_exploited(proposals, each->id, id, list);
  }
}

static enum status plan_exploited(struct proposals *proposals, const char *subject, char **ret_record, struct error *error) {
  struct exploited_list *list = NULL;
  enum status status =
      exploited_list_read(buf_str(&proposals->content), proposals->content.len, file_name_of(proposals->path), &list, error);
  if (status) return status;
  proposals->report->format = arena_strdup(proposals->session->arena, list->source);
  proposals->report->read = list->len;
  status = keep_file(proposals, subject, error);
  if (status == STATUS_OK) mark_below(proposals, subject, list);
  if (status == STATUS_OK) *ret_record = mem_printf("%s\n%s", list->source, proposals->report->hash);
  exploited_list_free(list);
  return status;
}

enum status app_import_exploited(struct session *session, const char *subject, const char *path, struct vulnerability_report *ret_report,
                                 struct error *error) {
  CLEANUP(proposals_free) struct proposals proposals;
  CLEANUP(mem_freep) char *record = NULL;
  struct vulnerability_report report;
  const char *author;
  enum status status = begin(&proposals, session, path, &report, error);
  if (status == STATUS_OK) status = plan_exploited(&proposals, subject, &record, error);
  if (status == STATUS_OK) status = finish(&proposals, error);
  if (status == STATUS_OK) status = author_ensure(session, &author, error);
  if (status == STATUS_OK) status = store_record(session->store, author, RECORD_EXPLOITED, record, error);
  if (status == STATUS_OK) *ret_report = report;
  return status;
}
