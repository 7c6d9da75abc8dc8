/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fact/fact.h"

#include <stdlib.h>
#include <string.h>

/* All that hangs on one id. Implicit subjects have facts, but no subject. */
struct node {
  struct subject *subject;
  struct map *facts; /* by key; NULL: none */
  VEC(struct subject *) children;
};

/* An overlay has a base and one fact of its own; everything else is read from the base. */
struct snapshot {
  struct arena *arena;
  struct map *nodes; /* by subject id */
  struct node roots;
  VEC(struct subject *) subjects;
  VEC(struct fact *) facts;
  const struct snapshot *base;
  const char *changed_subject, *changed_key;
  struct fact *changed; /* NULL: the answer is hidden */
  size_t changed_at;    /* where the fact stands, or belongs, in the order of the base */
  bool replaces;        /* the base has the fact, too */
};

struct snapshot *snapshot_new(void) {
  struct snapshot *snapshot = mem_alloc(sizeof *snapshot);
  snapshot->arena = arena_new();
  snapshot->nodes = map_new();
  return snapshot;
}

void snapshot_free(struct snapshot *snapshot) {
  if (!snapshot) return;
  for (size_t i = 0; snapshot->nodes && i < map_len(snapshot->nodes); i++) {
    struct node *node = map_value_at(snapshot->nodes, i);
    map_free(node->facts);
    vec_free(&node->children);
  }
  map_free(snapshot->nodes);
  vec_free(&snapshot->roots.children);
  vec_free(&snapshot->subjects);
  vec_free(&snapshot->facts);
  arena_free(snapshot->arena);
  free(snapshot);
}

/* ---- building ---- */

static struct node *node_of(struct snapshot *snapshot, const char *id) {
  struct node *node = map_get(snapshot->nodes, id);
  if (!node) {
    node = arena_alloc(snapshot->arena, sizeof *node);
    map_put(snapshot->nodes, id, node);
  }
  return node;
}

struct subject *snapshot_add_subject(struct snapshot *snapshot, const char *id, const char *type, const char *parent) {
  struct node *node = node_of(snapshot, id);
  if (node->subject) return node->subject;
  struct subject *subject = arena_alloc(snapshot->arena, sizeof *subject);
  subject->id = arena_strdup(snapshot->arena, id);
  subject->type = arena_strdup(snapshot->arena, type);
  subject->parent = arena_strdup(snapshot->arena, parent);
  node->subject = subject;
  struct node *above = parent ? node_of(snapshot, parent) : &snapshot->roots;
  vec_push(&above->children, subject);
  vec_push(&snapshot->subjects, subject);
  return subject;
}

static struct fact *fact_of(struct snapshot *snapshot, const char *subject, const char *key) {
  struct node *node = node_of(snapshot, subject);
  if (!node->facts) node->facts = map_new();
  struct fact *fact = map_get(node->facts, key);
  if (fact) return fact;
  fact = arena_alloc(snapshot->arena, sizeof *fact);
  fact->subject = arena_strdup(snapshot->arena, subject);
  fact->key = arena_strdup(snapshot->arena, key);
  map_put(node->facts, key, fact);
  vec_push(&snapshot->facts, fact);
  return fact;
}

/* The capacity is the power of two that holds len, so it need not be stored. */
static void push_head(struct arena *arena, struct head **heads, size_t *len, const struct head *head) {
  bool full = (*len & (*len - 1)) == 0;
  if (full) {
    struct head *larger = arena_alloc(arena, (*len ? *len * 2 : 1) * sizeof *larger);
    if (*len > 0) memcpy(larger, *heads, *len * sizeof *larger);
    *heads = larger;
  }
  (*heads)[(*len)++] = (struct head){
      .event = arena_strdup(arena, head->event ? head->event : ""),
      .value = value_copy(arena, &head->value),
      .author = arena_strdup(arena, head->author),
      .time = head->time,
      .note = arena_strdup(arena, head->note),
      .proposed = head->proposed,
      .pack = arena_strdup(arena, head->pack),
  };
}

void snapshot_add_head(struct snapshot *snapshot, const char *subject, const char *key, const struct head *head) {
  struct fact *fact = fact_of(snapshot, subject, key);
  push_head(snapshot->arena, &fact->heads, &fact->heads_len, head);
}

void snapshot_add_element(struct snapshot *snapshot, const char *subject, const char *key, const struct head *head) {
  struct fact *fact = fact_of(snapshot, subject, key);
  push_head(snapshot->arena, &fact->elements, &fact->elements_len, head);
}

/* ---- sorting ---- */

static int by_event(const void *a, const void *b) {
  return strcmp(((const struct head *)a)->event, ((const struct head *)b)->event);
}

/* Of the same value, what somebody stated comes before what is only proposed, and the latest law pack before older ones. */
static int by_value(const void *a, const void *b) {
  const struct head *x = a, *y = b;
  int order = value_compare(&x->value, &y->value);
  if (order == 0) order = x->proposed - y->proposed;
  if (order == 0) order = strverscmp(y->pack ? y->pack : "", x->pack ? x->pack : "");
  return order ? order : by_event(a, b);
}

static void sort_heads(struct head *heads, size_t len, int (*order)(const void *, const void *)) {
  if (len > 1) qsort(heads, len, sizeof *heads, order);
}

static void keep_first_of_each_value(struct fact *fact) {
  size_t kept = 0;
  for (size_t i = 0; i < fact->elements_len; i++)
    if (kept == 0 || !value_equal(&fact->elements[kept - 1].value, &fact->elements[i].value)) fact->elements[kept++] = fact->elements[i];
  fact->elements_len = kept;
}

static int by_id(const void *a, const void *b) {
  const struct subject *const *x = a, *const *y = b;
  return strcmp((*x)->id, (*y)->id);
}

static int by_creation(const void *a, const void *b) {
  const struct subject *const *x = a, *const *y = b;
  if ((*x)->created != (*y)->created) return (*x)->created < (*y)->created ? -1 : 1;
  return by_id(a, b);
}

static int compare_place(const char *subject, const char *key, const struct fact *fact) {
  int order = strcmp(subject, fact->subject);
  return order ? order : strcmp(key, fact->key);
}

static int by_place(const void *a, const void *b) {
  const struct fact *const *x = a, *const *y = b;
  return compare_place((*x)->subject, (*x)->key, *y);
}

static void sort_children(struct node *node) {
  if (node->children.len > 1) qsort(node->children.items, node->children.len, sizeof *node->children.items, by_creation);
}

void snapshot_finish(struct snapshot *snapshot) {
  for (size_t i = 0; i < snapshot->facts.len; i++) {
    struct fact *fact = snapshot->facts.items[i];
    sort_heads(fact->heads, fact->heads_len, by_event);
    sort_heads(fact->elements, fact->elements_len, by_value);
    keep_first_of_each_value(fact);
  }
  for (size_t i = 0; i < map_len(snapshot->nodes); i++)
    sort_children(map_value_at(snapshot->nodes, i));
  sort_children(&snapshot->roots);
  if (snapshot->subjects.len > 1) qsort(snapshot->subjects.items, snapshot->subjects.len, sizeof *snapshot->subjects.items, by_id);
  if (snapshot->facts.len > 1) qsort(snapshot->facts.items, snapshot->facts.len, sizeof *snapshot->facts.items, by_place);
}

/* ---- reading ---- */

/* What an overlay does not change is read from the snapshot at the bottom. */
static const struct snapshot *bottom(const struct snapshot *snapshot) {
  while (snapshot->base)
    snapshot = snapshot->base;
  return snapshot;
}

const struct subject *snapshot_subject(const struct snapshot *snapshot, const char *id) {
  const struct node *node = map_get(bottom(snapshot)->nodes, id);
  return node ? node->subject : NULL;
}

bool snapshot_archived(const struct snapshot *snapshot, const struct subject *subject) {
  while (subject && !subject->archived)
    subject = subject->parent ? snapshot_subject(snapshot, subject->parent) : NULL;
  return subject != NULL;
}

size_t snapshot_subject_count(const struct snapshot *snapshot) {
  return bottom(snapshot)->subjects.len;
}

const struct subject *snapshot_subject_at(const struct snapshot *snapshot, size_t index) {
  return bottom(snapshot)->subjects.items[index];
}

void snapshot_children(const struct snapshot *snapshot, const char *parent, const char *type, subject_vec_t *ret_children) {
  snapshot = bottom(snapshot);
  const struct node *node = parent ? map_get(snapshot->nodes, parent) : &snapshot->roots;
  subject_vec_t children = {0};
  for (size_t i = 0; node && i < node->children.len; i++) {
    const struct subject *child = node->children.items[i];
    if (!child->archived && (!type || strcmp(child->type, type) == 0)) vec_push(&children, child);
  }
  *ret_children = children;
}

const struct fact *snapshot_fact(const struct snapshot *snapshot, const char *subject, const char *key) {
  for (; snapshot->base; snapshot = snapshot->base)
    if (strcmp(snapshot->changed_key, key) == 0 && strcmp(snapshot->changed_subject, subject) == 0) return snapshot->changed;
  const struct node *node = map_get(snapshot->nodes, subject);
  return node && node->facts ? map_get(node->facts, key) : NULL;
}

size_t snapshot_fact_count(const struct snapshot *snapshot) {
  if (!snapshot->base) return snapshot->facts.len;
  return snapshot_fact_count(snapshot->base) - snapshot->replaces + (snapshot->changed != NULL);
}

const struct fact *snapshot_fact_at(const struct snapshot *snapshot, size_t index) {
  if (!snapshot->base) return snapshot->facts.items[index];
  if (index < snapshot->changed_at) return snapshot_fact_at(snapshot->base, index);
  if (snapshot->changed && index == snapshot->changed_at) return snapshot->changed;
  return snapshot_fact_at(snapshot->base, index + snapshot->replaces - (snapshot->changed != NULL));
}

/* ---- what-if ---- */

/* The index of the first fact that does not stand before (subject, key). */
static size_t place_of(const struct snapshot *snapshot, const char *subject, const char *key) {
  size_t low = 0, high = snapshot_fact_count(snapshot);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_place(subject, key, snapshot_fact_at(snapshot, middle)) > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool can_be_element(enum value_type type) {
  return type == VALUE_CHOICE || type == VALUE_TEXT || type == VALUE_REF || type == VALUE_BLOB;
}

/* One value is both the answer and the only element: only the pack knows which of the two the question takes. */
static struct fact *supposed_fact(struct snapshot *overlay, const struct value *values, size_t len) {
  if (len == 0 || values[0].type == VALUE_CLEARED) return NULL;
  struct fact *fact = arena_alloc(overlay->arena, sizeof *fact);
  fact->subject = overlay->changed_subject;
  fact->key = overlay->changed_key;
  for (size_t i = 0; i < len; i++) {
    struct head head = {.event = "", .value = values[i]};
    if (len == 1) push_head(overlay->arena, &fact->heads, &fact->heads_len, &head);
    if (can_be_element(head.value.type)) push_head(overlay->arena, &fact->elements, &fact->elements_len, &head);
  }
  sort_heads(fact->elements, fact->elements_len, by_value);
  keep_first_of_each_value(fact);
  return fact;
}

struct snapshot *snapshot_with(const struct snapshot *base, const char *subject, const char *key, const struct value *values, size_t len) {
  struct snapshot *overlay = mem_alloc(sizeof *overlay);
  overlay->arena = arena_new();
  overlay->base = base;
  overlay->changed_subject = arena_strdup(overlay->arena, subject);
  overlay->changed_key = arena_strdup(overlay->arena, key);
  overlay->changed = supposed_fact(overlay, values, len);
  overlay->changed_at = place_of(base, subject, key);
  overlay->replaces = snapshot_fact(base, subject, key) != NULL;
  return overlay;
}
