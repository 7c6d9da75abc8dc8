/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stating what was only proposed. */
#include "app/exchange_internal.h"

#include <string.h>

bool lies_at_or_below(const struct snapshot *snapshot, const struct subject *subject, const char *above) {
  while (subject && !str_eq(subject->id, above))
    subject = subject->parent ? snapshot_subject(snapshot, subject->parent) : NULL;
  return subject != NULL;
}

/* Implicit subjects belong to the one before the slash. */
static bool concerns(const struct snapshot *snapshot, struct arena *arena, const struct fact *fact, const char *above) {
  if (str_eq(fact->subject, above)) return true;
  size_t len = strcspn(fact->subject, "/");
  const char *id = fact->subject[len] ? arena_strndup(arena, fact->subject, len) : fact->subject;
  const struct subject *subject = snapshot_subject(snapshot, id);
  return subject && !snapshot_archived(snapshot, subject) && lies_at_or_below(snapshot, subject, above);
}

static void state(struct plan *plan, enum change_kind kind, const struct fact *fact, const struct head *head) {
  const char *subject = arena_strdup(plan->arena, fact->subject), *key = arena_strdup(plan->arena, fact->key);
  plan_change(plan, kind, subject, key, value_copy(plan->arena, &head->value), arena_strdup(plan->arena, head->note));
}

static bool can_be_stated(const struct head *head) {
  return head->proposed && head->value.type != VALUE_CLEARED && head->value.type != VALUE_REDACTED;
}

static void accept_fact(struct plan *plan, const struct fact *fact, size_t *accepted, size_t *left) {
  bool contradicts = fact_state(fact) == ANSWER_CONFLICT;
  size_t before = plan->changes.len, open = 0;
  for (size_t i = 0; i < fact->heads_len + fact->elements_len; i++) {
    bool is_head = i < fact->heads_len;
    const struct head *head = is_head ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (!can_be_stated(head)) continue;
    open++;
    if (!contradicts) state(plan, is_head ? CHANGE_SET : CHANGE_ADD, fact, head);
    if (is_head) break; /* several heads that say the same */
  }
  *accepted += plan->changes.len > before;
  *left += contradicts && open;
}

enum status app_accept(struct session *session, const char *subject, size_t *ret_accepted, size_t *ret_left, struct error *error) {
  CLEANUP(plan_free) struct plan plan;
  plan_begin(&plan, session);
  size_t accepted = 0, left = 0;
  for (size_t i = 0; i < snapshot_fact_count(session->snapshot); i++) {
    const struct fact *fact = snapshot_fact_at(session->snapshot, i);
    if (fact_proposed(fact) && concerns(session->snapshot, plan.arena, fact, subject)) accept_fact(&plan, fact, &accepted, &left);
  }
  if (plan.changes.len >= STORE_GROUP_MAX)
    return error_set(error, STATUS_USAGE, subject, _("Accept what lies below it one by one."),
                     _("More is proposed (%zu answers) than one step can take in (%u)."), plan.changes.len, STORE_GROUP_MAX);
  enum status status = plan_write(&plan, NULL, error);
  if (status) return status;
  *ret_accepted = accepted;
  *ret_left = left;
  return STATUS_OK;
}
