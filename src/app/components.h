/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * components: what component lists say, how two of them differ, and what rule sets ask of them. Part of app; see app/app.h.
 *
 * A list is a subject of type component-list. Texts and rows live in the arena, vectors are the caller's.
 */
#ifndef CRADLE_APP_COMPONENTS_H
#define CRADLE_APP_COMPONENTS_H

#include "app/app.h"

/* Refused, with what to do, if the list has no file or its file was not read. */
enum status app_component_list(struct session *session, const char *list, struct arena *arena, const struct store_list **ret_list,
                               struct error *error);

/* "model", "data-set", "framework"; "" for all others. Whether a framework is one for models, lists do not tell. */
const char *app_component_kind(const struct store_component *component);
/* Does its version name one state? "main", "latest" and no version do not. */
bool app_component_is_exact(const struct store_component *component);
/* "group/name", or the name alone. */
const char *app_component_name(const struct store_component *component, struct arena *arena);

struct component_query {
  const char *text; /* in names, versions, package URLs, suppliers, licences; NULL: any */
  bool ai;          /* only models, data sets and frameworks, by kind; also what the list is about */
  size_t limit;
};
/* The first that fit, and how many there are. */
enum status app_components(struct session *session, const char *list, const struct component_query *query, struct arena *arena,
                           store_component_vec_t *ret_components, uint64_t *ret_total, struct error *error);

/* ---- difference ------------------------------------------------------------------------------------------------------------------ */

struct component_change {
  const struct store_component *before, *after; /* one NULL: added, removed */
};
typedef VEC(struct component_change) component_change_vec_t;
struct component_difference {
  struct difference_counts counts;
  component_change_vec_t added, removed, changed; /* at most `limit` of each, by name */
};
/* From one list to another. What stays the same is the package without its version, else group and name. */
enum status app_component_difference(struct session *session, const char *before, const char *after, size_t limit, struct arena *arena,
                                     struct component_difference *ret_difference, struct error *error);
void component_difference_clear(struct component_difference *difference);

/* ---- rules ----------------------------------------------------------------------------------------------------------------------- */

/* Not given: absence is no fault, or the file cannot tell. Nothing: there is nothing that the rule is about. */
enum rule_state { RULE_MET, RULE_NOT_GIVEN, RULE_NOT_MET, RULE_NOTHING };
const char *rule_state_name(enum rule_state state); /* "met", "not-given", "not-met", "nothing": stable */

struct rule_result {
  const struct table_row *rule; /* title, help, citations */
  const char *scope, *level;    /* as in the pack */
  enum rule_state state;
  uint64_t asked, lacking;  /* components; 0 and 0 where the rule is about the list */
  const char *const *names; /* the first that lack it */
  size_t names_len;
};
struct rule_report {
  const struct table_row *set; /* title; the help says whom it binds */
  enum label label;
  VEC(struct rule_result) results;
};
typedef VEC(struct rule_report) rule_report_vec_t;
/* Of one set, or of all (set NULL). There is no verdict over a set: each says only what it asks. names: at most that many for each rule. */
enum status app_component_rules(struct session *session, const char *list, const char *set, size_t names, struct arena *arena,
                                rule_report_vec_t *ret_reports, struct error *error);
void rule_reports_clear(rule_report_vec_t *reports);

#endif
