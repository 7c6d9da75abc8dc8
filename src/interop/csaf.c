/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSAF 2.0: for each vulnerability lists of products by status, and remarks that name products or groups of them. */
#include "interop/statements.h"

#include <stdlib.h>
#include <string.h>

struct csaf {
  struct statements *reading;
  struct csaf_products products;
  /* Of the vulnerability that is read: product id to the number of its first statement + 1, and from statement to statement. */
  struct map *first;
  VEC(size_t) next;
};

static const char *const status_lists[] = {"first_affected",     "first_fixed",   "fixed",       "known_affected",
                                           "known_not_affected", "last_affected", "recommended", "under_investigation"};

/* ---- products by status ---- */

static void check_contradiction(struct csaf *csaf, struct view at, const char *id, enum vulnerability_status status) {
  for (size_t i = (size_t)(uintptr_t)map_get(csaf->first, id); i; i = csaf->next.items[i - 1]) {
    enum vulnerability_status other = csaf->reading->statements.items[i - 1].status;
    statements_count_work(csaf->reading, at);
    if (other != status && other != VULNERABILITY_NO_STATUS && status != VULNERABILITY_NO_STATUS) {
      statements_warn(csaf->reading, at, _("Statements about the product “%.60s” contradict each other."), id);
      return;
    }
  }
}

static void add_statement(struct csaf *csaf, struct view at, const char *word) {
  struct statements *reading = csaf->reading;
  const char *id = take_line_of(reading, at);
  if (!id) return;
  struct vulnerability_statement statement = {.ref = id, .word = word, .line = view_line(at), .column = view_column(at)};
  statement.status = status_of_word(reading, at, word);
  csaf_products_name(reading, &csaf->products, at, id, &statement);
  check_contradiction(csaf, at, id, statement.status);
  vec_push(&reading->statements, statement);
  vec_push(&csaf->next, (size_t)(uintptr_t)map_get(csaf->first, id));
  map_put(csaf->first, id, (void *)(uintptr_t)reading->statements.len);
  count_word(reading, reading->states, word);
}

static void read_statuses(struct csaf *csaf, struct view entry) {
  struct view lists = view_get(entry, "product_status");
  if (view_is_there(lists) && !view_is_object(lists))
    statements_refuse(csaf->reading, lists, _("“%s” must be an object."), "product_status");
  for (size_t i = 0; i < ARRAY_LEN(status_lists); i++) {
    struct items ids = items_of(csaf->reading, lists, status_lists[i], "");
    for (struct view id; items_next(&ids, &id);)
      add_statement(csaf, id, status_lists[i]);
  }
}

/* ---- remarks on products ---- */

typedef void remark_fn(struct vulnerability_statement *statement, const void *context);

static void remark_product(struct csaf *csaf, struct view at, const char *id, remark_fn *remark, const void *context) {
  for (size_t i = (size_t)(uintptr_t)map_get(csaf->first, id); i; i = csaf->next.items[i - 1]) {
    statements_count_work(csaf->reading, at);
    if (csaf->reading->status) return;
    remark(&csaf->reading->statements.items[i - 1], context);
  }
}

static void remark_group(struct csaf *csaf, struct view at, const char *id, remark_fn *remark, const void *context) {
  const struct csaf_group *group = map_get(csaf->products.groups, id);
  if (!group) statements_warn(csaf->reading, at, _("The product tree has no group with the id “%.60s”."), id);
  for (size_t i = 0; group && i < group->len && !csaf->reading->status; i++) {
    statements_count_work(csaf->reading, at);
    remark_product(csaf, at, group->ids[i], remark, context);
  }
}

/* A remark that names neither products nor groups is about all of them. */
static void remark_all(struct csaf *csaf, struct view entry, remark_fn *remark, const void *context) {
  struct statements *reading = csaf->reading;
  struct items ids = items_of(reading, entry, "product_ids", ""), groups = items_of(reading, entry, "group_ids", "");
  for (size_t i = 0; ids.len + groups.len == 0 && i < reading->statements.len && !reading->status; i++) {
    statements_count_work(reading, entry);
    remark(&reading->statements.items[i], context);
  }
  for (struct view id; items_next(&ids, &id);) {
    const char *text = take_line_of(reading, id);
    if (text) remark_product(csaf, id, text, remark, context);
  }
  for (struct view id; items_next(&groups, &id);) {
    const char *text = take_line_of(reading, id);
    if (text) remark_group(csaf, id, text, remark, context);
  }
}

struct flag {
  const char *word, *id;
};

static void put_flag(struct vulnerability_statement *statement, const void *context) {
  const struct flag *flag = context;
  if (statement->status != VULNERABILITY_NOT_AFFECTED || statement->justification) return;
  statement->justification_word = flag->word;
  statement->justification = flag->id;
}

static void read_flags(struct csaf *csaf, struct view entry) {
  struct statements *reading = csaf->reading;
  struct items flags = items_of(reading, entry, "flags", "");
  for (struct view node; items_next_object(&flags, &node);) {
    struct flag flag = {.word = take_line(reading, node, "label")};
    reading->list->counts.flags++;
    if (!flag.word) continue;
    flag.id = justification_of_word(reading, view_get(node, "label"), flag.word);
    count_word(reading, reading->justifications, flag.word);
    remark_all(csaf, node, put_flag, &flag);
  }
}

static void put_impact(struct vulnerability_statement *statement, const void *context) {
  if (!statement->impact) statement->impact = context;
}

static void read_threats(struct csaf *csaf, struct view entry) {
  struct statements *reading = csaf->reading;
  struct items threats = items_of(reading, entry, "threats", "");
  for (struct view node; items_next_object(&threats, &node);) {
    const char *details = take_text(reading, node, "details");
    reading->list->counts.threats++;
    if (details && str_eq(take_line(reading, node, "category"), "impact")) remark_all(csaf, node, put_impact, details);
  }
}

struct remediation {
  const char *category, *details;
};

/* What helps most comes first. */
static int rank_of(const char *category) {
  static const char *const order[] = {"vendor_fix", "mitigation", "workaround", "no_fix_planned", "none_available"};
  for (size_t i = 0; i < ARRAY_LEN(order); i++)
    if (str_eq(category, order[i])) return (int)(ARRAY_LEN(order) - i);
  return 0;
}

static void put_remediation(struct vulnerability_statement *statement, const void *context) {
  const struct remediation *remediation = context;
  if (statement->action && rank_of(statement->response) >= rank_of(remediation->category)) return;
  statement->response = remediation->category;
  statement->action = remediation->details;
}

static void read_remediations(struct csaf *csaf, struct view entry) {
  struct statements *reading = csaf->reading;
  struct items remediations = items_of(reading, entry, "remediations", "");
  for (struct view node; items_next_object(&remediations, &node);) {
    struct remediation remediation = {.category = take_line(reading, node, "category"), .details = take_text(reading, node, "details")};
    reading->list->counts.remediations++;
    if (rank_of(remediation.category) == 0)
      statements_warn(reading, node, _("The format knows no remediation “%.40s”."), remediation.category ? remediation.category : "");
    if (remediation.details) remark_all(csaf, node, put_remediation, &remediation);
  }
}

/* ---- scores and texts ---- */

static void add_score(struct statements *reading, struct view cvss, bool version_2) {
  if (!view_is_there(cvss)) return;
  if (!view_is_object(cvss)) {
    statements_warn(reading, cvss, _("A score should be an object and was passed over."));
    return;
  }
  const char *version = take_line(reading, cvss, "version");
  struct vulnerability_rating rating = {.vector = take_line(reading, cvss, "vectorString"), .source = reading->list->author};
  rating.method = version_2 ? "CVSSv2" : str_eq(version, "3.1") ? "CVSSv31" : "CVSSv3";
  rating.severity = severity_of_word(reading, view_get(cvss, "baseSeverity"), take_line(reading, cvss, "baseSeverity"));
  take_score(reading, cvss, "baseScore", &rating);
  vec_push(&reading->ratings, rating);
}

static void read_scores(struct statements *reading, struct view entry) {
  struct items scores = items_of(reading, entry, "scores", "");
  for (struct view node; items_next_object(&scores, &node);) {
    reading->list->counts.scores++;
    add_score(reading, view_get(node, "cvss_v2"), true);
    add_score(reading, view_get(node, "cvss_v3"), false);
  }
}

static void read_notes(struct statements *reading, struct view entry) {
  const char *summary = NULL;
  struct items notes = items_of(reading, entry, "notes", "");
  for (struct view node; items_next_object(&notes, &node);) {
    const char *category = take_line(reading, node, "category");
    if (str_eq(category, "description") && !reading->now.description) reading->now.description = take_text(reading, node, "text");
    if (str_eq(category, "summary") && !summary) summary = take_text(reading, node, "text");
  }
  if (!reading->now.title && summary && utf8_count(summary) <= 200 && !strchr(summary, '\n')) reading->now.title = summary;
  if (!reading->now.description) reading->now.description = summary;
}

/* ---- a vulnerability ---- */

static const char *first_id(struct statements *reading, struct view entry) {
  struct items ids = items_of(reading, entry, "ids", "");
  struct view node;
  return items_next_object(&ids, &node) ? take_line(reading, node, "text") : NULL;
}

static void read_ids(struct statements *reading, struct view entry) {
  struct items ids = items_of(reading, entry, "ids", "");
  for (struct view node; items_next_object(&ids, &node);)
    add_other_id(reading, take_line(reading, node, "text"));
}

static void read_vulnerability(struct csaf *csaf, struct view entry) {
  struct statements *reading = csaf->reading;
  const char *cve = take_line(reading, entry, "cve");
  vulnerability_begin(reading, entry, cve ? cve : first_id(reading, entry));
  read_ids(reading, entry);
  reading->now.source = reading->list->author;
  reading->now.title = take_line(reading, entry, "title");
  reading->now.published = take_line(reading, entry, "release_date");
  reading->now.updated = reading->list->timestamp;
  csaf->first = map_new();
  csaf->next.len = 0;
  read_notes(reading, entry);
  read_scores(reading, entry);
  read_statuses(csaf, entry);
  read_flags(csaf, entry);
  read_threats(csaf, entry);
  read_remediations(csaf, entry);
  map_free(csaf->first);
  vulnerability_end(reading);
}

/* ---- the document ---- */

static void read_document(struct statements *reading, struct view document) {
  struct vulnerability_list *list = reading->list;
  const char *version = take_line(reading, document, "csaf_version");
  if (!view_is_object(document)) {
    statements_refuse(reading, document, _("“%s” must be an object."), "document");
  } else if (!str_eq(version, "2.0")) {
    statements_refuse(reading, view_is_there(view_get(document, "csaf_version")) ? view_get(document, "csaf_version") : document,
                      _("The file is written in version %.20s of CSAF; only 2.0 can be read."), version ? version : "");
  }
  struct view tracking = view_get(document, "tracking");
  list->spec_version = "2.0";
  list->title = take_line(reading, document, "title");
  list->author = take_line_in(reading, document, "publisher", "name");
  list->id = take_line(reading, tracking, "id");
  list->version = take_line(reading, tracking, "version");
  list->timestamp = take_line(reading, tracking, "current_release_date");
  list->state = take_line(reading, tracking, "status");
  struct items revisions = items_of(reading, tracking, "revision_history", "");
  list->counts.revisions = revisions.len;
  if (!list->id) statements_warn(reading, document, _("The document has no id."));
}

void read_csaf(struct statements *reading, struct view root) {
  struct csaf csaf = {.reading = reading};
  struct view document = view_get(root, "document");
  if (!view_is_there(document)) statements_refuse(reading, root, _("The object “%s” is missing."), "document");
  if (reading->status) return;
  read_document(reading, document);
  csaf_products_read(reading, view_get(root, "product_tree"), &csaf.products);
  struct items entries = items_of(reading, root, "vulnerabilities", "");
  for (struct view entry; items_next_object(&entries, &entry);)
    read_vulnerability(&csaf, entry);
  csaf_products_free(&csaf.products);
  vec_free(&csaf.next);
}
