/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan holds the changes of one action: it is complete and checked before the first byte is written. */
#include "app/internal.h"

#include <stdlib.h>
#include <string.h>

enum { STEM_LETTERS = 8 };

void plan_begin(struct plan *plan, struct session *session) {
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* 32, without those that look alike */
  *plan = (struct plan){.session = session, .arena = arena_new(), .created = map_new(), .names = map_new()};
  unsigned char random[STEM_LETTERS];
  session->host->random(session->host->context, random, sizeof random);
  for (size_t i = 0; i < STEM_LETTERS; i++)
    plan->stem[i] = letters[random[i] % (sizeof letters - 1)];
}

void plan_free(struct plan *plan) {
  vec_free(&plan->changes);
  map_free(plan->created);
  map_free(plan->names);
  arena_free(plan->arena);
}

const char *plan_id(struct plan *plan, const struct subject_type *type, size_t number, size_t of) {
  if (number == 0) return arena_printf(plan->arena, "%s-%s", type->id, plan->stem);
  int digits = snprintf(NULL, 0, "%zu", of);
  return arena_printf(plan->arena, "%s-%s-%0*zu", type->id, plan->stem, digits, number);
}

void plan_change(struct plan *plan, enum change_kind kind, const char *subject, const char *key, struct value value, const char *note) {
  struct change change = {.kind = kind, .subject = subject, .key = key, .value = value, .note = note};
  vec_push(&plan->changes, change);
}

void plan_subject(struct plan *plan, const char *id, const struct subject_type *type, const char *parent) {
  struct planned *planned = arena_alloc(plan->arena, sizeof *planned);
  *planned = (struct planned){.id = id, .type = type, .parent = parent};
  map_put(plan->created, id, planned);
  struct change change = {.kind = CHANGE_SUBJECT, .subject = id, .type = type->id, .parent = parent};
  vec_push(&plan->changes, change);
}

/* ---- names: no two alike below one parent ---- */

static const char *name_key(struct plan *plan, const struct subject_type *type, const char *parent, const char *name) {
  CLEANUP(mem_freep) char *plain = text_collapse(name);
  CLEANUP(mem_freep) char *folded = text_fold(plain);
  return arena_printf(plan->arena, "%s\n%s\n%s", type->id, parent ? parent : "", folded);
}

static const struct fact *name_fact(const struct plan *plan, const struct subject_type *type, const char *id) {
  return session_fact(plan->session, id, type->name);
}

static void load_names(struct plan *plan, const struct subject_type *type, const char *parent) {
  const char *loaded = arena_printf(plan->arena, "%s\n%s", type->id, parent ? parent : "");
  if (map_get(plan->names, loaded)) return;
  map_put(plan->names, loaded, plan);
  subject_vec_t children = {0};
  snapshot_children(plan->session->snapshot, parent, type->id, &children);
  for (size_t i = 0; i < children.len; i++) {
    const struct value *name = fact_value(name_fact(plan, type, children.items[i]->id));
    if (name && name->type == VALUE_TEXT) map_put(plan->names, name_key(plan, type, parent, name->text), plan);
  }
  vec_free(&children);
}

bool plan_name_is_free(struct plan *plan, const struct subject_type *type, const char *parent, const char *name) {
  load_names(plan, type, parent);
  return !map_get(plan->names, name_key(plan, type, parent, name));
}

static enum status take_name(struct plan *plan, const struct subject_type *type, const char *parent, const char *name, const char *where,
                             struct error *error) {
  if (!plan_name_is_free(plan, type, parent, name))
    return error_set(error, STATUS_USAGE, where, _("Give another name; capital letters and accents make no difference."),
                     _("The name “%s” is taken by another subject of type “%s” in the same place."), name, type->id);
  map_put(plan->names, name_key(plan, type, parent, name), plan);
  return STATUS_OK;
}

enum status plan_rename(struct plan *plan, const struct question *question, const struct answer *answer, const char *where,
                        struct error *error) {
  const struct subject_type *type = question->subject;
  if (type->name != question || answer->mode != ANSWER_VALUE) return STATUS_OK;
  const struct planned *planned = map_get(plan->created, answer->subject);
  const char *parent = planned ? planned->parent : engine_parent(plan->session->engine, answer->subject);
  const char *name = answer->values[0].text;
  const struct value *now = fact_value(name_fact(plan, type, answer->subject));
  bool same = now && str_eq(name_key(plan, type, parent, now->text), name_key(plan, type, parent, name));
  return same ? STATUS_OK : take_name(plan, type, parent, name, where, error);
}

enum status plan_name(struct plan *plan, const char *id, const struct subject_type *type, const char *name, const char *where,
                      struct error *error) {
  struct parsing parsing = parsing_of_session(plan->session, type->name, plan->arena);
  parsing.where = where;
  struct value *values;
  size_t len;
  const struct planned *planned = map_get(plan->created, id);
  enum status status = parse_answer(&parsing, name, &values, &len, error);
  if (status == STATUS_OK) status = take_name(plan, type, planned->parent, values[0].text, where, error);
  if (status == STATUS_OK) plan_change(plan, CHANGE_SET, id, type->name->id, values[0], NULL);
  return status;
}

const struct subject_type *plan_type(struct plan *plan, const char *id) {
  const struct planned *planned = map_get(plan->created, id);
  if (planned) return planned->type;
  const struct subject_type *type = engine_type(plan->session->engine, id);
  const char *slash = type ? NULL : strchr(id, '/');
  if (!slash) return type;
  const struct planned *parent = map_get(plan->created, arena_strndup(plan->arena, id, (size_t)(slash - id)));
  if (!parent || !pack_requirement(plan->session->app->pack, slash + 1)) return NULL;
  return implicit_below(plan->session->app->pack, parent->type);
}

/* ---- one answer ---- */

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void note_seen(struct plan *plan, const struct fact *seen, struct change *change) {
  bool there = seen && str_eq(seen->subject, change->subject) && str_eq(seen->key, change->key);
  change->check_seen = true;
  size_t len = there ? seen->heads_len + seen->elements_len : 0;
  const char **events = arena_alloc(plan->arena, (len + 1) * sizeof *events);
  for (size_t i = 0; i < len; i++)
    events[i] = arena_strdup(plan->arena, i < seen->heads_len ? seen->heads[i].event : seen->elements[i - seen->heads_len].event);
  if (len > 1) qsort(events, len, sizeof *events, by_text);
  change->seen = events;
  change->seen_len = len;
}

static bool among(const struct value *values, size_t len, const struct value *value) {
  for (size_t i = 0; i < len; i++)
    if (value_equal(&values[i], value)) return true;
  return false;
}

/* Facts given under an id that was renamed since stay where they are, and are read as the answer until there is one under the new id. */
static bool is_here(const struct fact *fact, const char *subject, const struct question *question) {
  return fact && str_eq(fact->subject, subject) && str_eq(fact->key, question->id);
}

/* Changes what stands there, under whatever id. */
static void plan_there(struct plan *plan, enum change_kind kind, const struct question *question, const struct answer *answer,
                       const struct fact *fact, struct value value) {
  const char *subject = fact ? arena_strdup(plan->arena, fact->subject) : answer->subject;
  const char *key = fact ? arena_strdup(plan->arena, fact->key) : question->id;
  plan_change(plan, kind, subject, key, value, answer->note);
}

/* Only proposed, or said when the question meant something else. */
static bool is_open_again(const struct question *question, const struct head *head) {
  return head->proposed || question_revised_since(question, head->pack);
}

/* Said by somebody, and nothing stands against it. */
static bool is_stated(const struct question *question, const struct fact *fact, const struct value *value) {
  for (size_t i = 0; fact && !fact->heads_len && i < fact->elements_len; i++)
    if (!is_open_again(question, &fact->elements[i]) && value_equal(&fact->elements[i].value, value)) return true;
  return false;
}

/* Does somebody say again what was said under another meaning? Then it is written even if it reads the same. */
static bool says_again(const struct question *question, const struct fact *fact) {
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++)
    if (question_revised_since(question, i < fact->heads_len ? fact->heads[i].pack : fact->elements[i - fact->heads_len].pack)) return true;
  return false;
}

/* Only what differs is written, so that two people's elements do not disturb each other. */
static void plan_elements(struct plan *plan, const struct question *question, const struct answer *answer, const struct fact *fact) {
  const struct fact *here = is_here(fact, answer->subject, question) ? fact : NULL;
  for (size_t i = 0; here && i < here->elements_len; i++) {
    struct value value = value_copy(plan->arena, &here->elements[i].value);
    if (!among(answer->values, answer->values_len, &value)) plan_change(plan, CHANGE_REMOVE, answer->subject, question->id, value, NULL);
  }
  for (size_t i = 0; i < answer->values_len; i++)
    if ((i == 0 && answer->note) || !is_stated(question, here, &answer->values[i]))
      plan_change(plan, CHANGE_ADD, answer->subject, question->id, value_copy(plan->arena, &answer->values[i]), i ? NULL : answer->note);
}

enum status plan_check_note(struct plan *plan, const struct question *question, const struct answer *answer, const char *where,
                            struct error *error) {
  const struct fact *fact = session_fact(plan->session, answer->subject, question);
  if (!answer->note) return STATUS_OK;
  if (answer->mode == ANSWER_NOTE_ONLY && fact_state(fact) == ANSWER_CONFLICT)
    return error_set(error, STATUS_USAGE, where, _("Decide first; the remark can be given with the answer."),
                     _("Two answers stand against each other here."));
  return check_characters(where, answer->note, strlen(answer->note), error);
}

/* A remark stands beside an answer: what was answered is said again, with it, and stays proposed if it was. */
static void plan_note(struct plan *plan, const struct question *question, const struct answer *answer, const struct fact *fact) {
  enum change_kind kind = CHANGE_SET;
  struct head none = {.value = value_of(VALUE_CLEARED, NULL)};
  const struct head *head = &none;
  if (fact && fact->heads_len) {
    head = &fact->heads[0];
  } else if (fact && fact->elements_len) {
    kind = CHANGE_ADD;
    head = &fact->elements[0];
  }
  plan_there(plan, kind, question, answer, fact, value_copy(plan->arena, &head->value));
  plan->changes.items[plan->changes.len - 1].proposed = is_open_again(question, head);
}

/* The note that stands there; it stays when the answer changes. */
static const char *note_there(const struct fact *fact) {
  for (size_t i = 0; fact && i < fact->heads_len + fact->elements_len; i++) {
    const struct head *head = i < fact->heads_len ? &fact->heads[i] : &fact->elements[i - fact->heads_len];
    if (head->note && *head->note) return head->note;
  }
  return NULL;
}

void plan_answer(struct plan *plan, const struct question *question, const struct answer *given) {
  const struct fact *fact = session_fact(plan->session, given->subject, question);
  struct answer kept = *given;
  if (!kept.note) kept.note = note_there(fact);
  const struct answer *answer = &kept;
  size_t first = plan->changes.len;
  if (answer->mode == ANSWER_NOTE_ONLY)
    plan_note(plan, question, answer, fact);
  else if (answer->mode == ANSWER_SAY_UNKNOWN)
    plan_change(plan, CHANGE_SET, answer->subject, question->id, value_of(VALUE_UNKNOWN, NULL), answer->note);
  else if (answer->mode == ANSWER_SAY_NONE)
    plan_change(plan, CHANGE_SET, answer->subject, question->id, value_of(VALUE_NONE, NULL), answer->note);
  else if (answer->mode == ANSWER_CLEAR)
    plan_there(plan, CHANGE_SET, question, answer, fact, value_of(VALUE_CLEARED, NULL));
  else if (answer->values_len == 0)
    plan_change(plan, CHANGE_SET, answer->subject, question->id, value_of(VALUE_NONE, NULL), answer->note);
  else if (question_is_multi(question))
    plan_elements(plan, question, answer, fact);
  else
    plan_change(plan, CHANGE_SET, answer->subject, question->id, value_copy(plan->arena, &answer->values[0]), answer->note);
  for (size_t i = first; i < plan->changes.len; i++) {
    struct change *change = &plan->changes.items[i];
    change->again = answer->mode != ANSWER_NOTE_ONLY && says_again(question, fact);
    if (answer->check_seen) note_seen(plan, answer->seen, change);
  }
}

static enum status write_changes(struct plan *plan, const char *person, struct error *error) {
  if (plan->batch) return store_batch_commit(plan->batch, person, plan->changes.items, plan->changes.len, NULL, error);
  return store_append(plan->session->store, person, plan->changes.items, plan->changes.len, NULL, error);
}

/* An import makes rows of its lists itself. */
static bool has_new_list(const struct plan *plan) {
  for (size_t i = 0; !plan->batch && i < plan->changes.len; i++)
    if (str_eq(plan->changes.items[i].key, QUESTION_COMPONENT_FILE)) return true;
  return false;
}

static enum status reload(struct plan *plan, struct error *error) {
  enum status status = session_reload(plan->session, error);
  return status == STATUS_OK && has_new_list(plan) ? session_renew_lists(plan->session, error) : status;
}

enum status plan_write(struct plan *plan, const char *author, struct error *error) {
  struct session *session = plan->session;
  if (plan->changes.len == 0) return session_reload(session, error);
  const char *person;
  enum status status = plan->batch ? adopt_pack_within(session, plan->batch, error) : adopt_pack(session, error);
  if (status == STATUS_OK) status = plan_author(plan, author ? author : session->author, &person, error);
  if (status == STATUS_OK) status = write_changes(plan, person, error);
  if (status == STATUS_OK) return reload(plan, error);
  if (status == STATUS_STALE) session_reload(session, NULL); /* so that the writer can be shown what is there now */
  return status;
}
