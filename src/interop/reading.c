/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_TEXT = 64 << 10, LABEL_COLUMNS = 60 };

/* ---- refusing and warning ---- */

static char *place_text(const struct reading *reading) {
  unsigned line = 0, column = 0;
  reading->locate(reading->reader, &line, &column);
  return column ? mem_printf("%s:%u:%u", reading->source->name, line, column) : mem_printf("%s:%u", reading->source->name, line);
}

/* Short, and fit to be shown. Caller frees. */
static char *label_text(const char *owner) {
  return mem_strndup(owner, utf8_fit(owner, LABEL_COLUMNS));
}

static const char *what_next(const struct reading *reading) {
  bool is_cyclonedx = reading->list->kind == INTEROP_CYCLONEDX_JSON || reading->list->kind == INTEROP_CYCLONEDX_XML;
  return is_cyclonedx ? _("Correct the list, or have it written again by a tool that follows CycloneDX 1.4 to 1.7.")
                      : _("Correct the list, or have it written again by a tool that follows SPDX 2.3 or 3.0.1.");
}

enum status reading_refuse(struct reading *reading, const char *owner, const char *format, ...) {
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  CLEANUP(mem_freep) char *where = place_text(reading);
  if (!owner) return error_set(reading->error, STATUS_INPUT, where, what_next(reading), "%s", what);
  CLEANUP(mem_freep) char *label = label_text(owner);
  return error_set(reading->error, STATUS_INPUT, where, what_next(reading), _("Component “%s”: %s"), label, what);
}

enum status reading_refuse_version(struct reading *reading, const char *format_name, const char *version, const char *readable) {
  return reading_refuse(reading, NULL, _("The list is written in version %s of %s; only %s can be read."), version, format_name, readable);
}

static void add_warning(struct reading *reading, const char *owner, unsigned line, unsigned column, const char *text) {
  CLEANUP(mem_freep) char *label = owner ? label_text(owner) : NULL;
  struct list_warning warning = {
      .text = arena_strdup(reading->arena, text), .component = arena_strdup(reading->arena, label), .line = line, .column = column};
  vec_push(&reading->warnings, warning);
}

/* Texts are only made for those that are kept: a list may have millions. */
void reading_warn(struct reading *reading, const char *owner, const char *format, ...) {
  if (reading->list->warnings_total++ >= LIST_WARNINGS_KEPT) return;
  unsigned line = 0, column = 0;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *text = mem_vprintf(format, args);
  va_end(args);
  reading->locate(reading->reader, &line, &column);
  add_warning(reading, owner, line, column, text);
}

/* ---- texts ---- */

static bool is_blank_byte(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static void trim(const char **text, size_t *len) {
  while (*len > 0 && is_blank_byte(**text))
    (*text)++, (*len)--;
  while (*len > 0 && is_blank_byte((*text)[*len - 1]))
    (*len)--;
}

static size_t plain_len(const char *text, size_t len) {
  size_t plain = 0;
  while (plain < len && text[plain] >= 0x20 && text[plain] < 0x7F)
    plain++;
  return plain;
}

/* Line ends and tabs become blanks, other control characters question marks. */
static bool tidy(char *text, size_t len) {
  size_t from = plain_len(text, len);
  if (from == len) return true;
  for (size_t i = from; i < len; i++)
    if (is_blank_byte(text[i])) text[i] = ' ';
  bool clean = true;
  for (long bad; (bad = text_first_bad(text + from, len - from)) >= 0; clean = false) {
    from += (size_t)bad;
    bool is_two_bytes = (unsigned char)text[from] == 0xC2; /* U+0080 to U+009F */
    text[from++] = '?';
    if (is_two_bytes) text[from++] = '?';
  }
  return clean;
}

static size_t cut(const char *text, size_t len) {
  if (len <= LONGEST_TEXT) return len;
  len = LONGEST_TEXT;
  while (((unsigned char)text[len] & 0xC0) == 0x80)
    len--;
  return len;
}

bool reading_tidy(struct reading *reading, const char *owner, const char *text, struct buf *out) {
  size_t len = strlen(text);
  trim(&text, &len);
  size_t kept = cut(text, len);
  size_t before = out->len;
  buf_add(out, text, kept);
  if (!tidy(out->data + before, kept)) reading_warn(reading, owner, _("A text holds control characters; they are shown as “?”."));
  if (kept < len) reading_warn(reading, owner, _("A text is longer than 64 KiB; only its beginning is kept."));
  return kept > 0;
}

const char *reading_keep(struct reading *reading, const char *text) {
  CLEANUP(buf_free) struct buf out = {0};
  return reading_tidy(reading, NULL, text, &out) ? arena_strndup(reading->arena, out.data, out.len) : NULL;
}

void reading_keep_first(struct reading *reading, const char **text, const char *new_text) {
  if (!*text) *text = reading_keep(reading, new_text);
}

/* Fractions of seconds are legal, and of no use here. */
void reading_check_timestamp(struct reading *reading) {
  struct instant instant;
  const char *timestamp = reading->list->timestamp;
  if (!timestamp) return;
  CLEANUP(mem_freep) char *whole = mem_strdup(timestamp);
  char *fraction = strchr(whole, '.');
  if (fraction) {
    const char *rest = fraction + 1 + strspn(fraction + 1, "0123456789");
    memmove(fraction, rest, strlen(rest) + 1);
  }
  if (!instant_parse(whole, &instant)) reading_warn(reading, NULL, _("The time of the list is not written as ISO 8601 has it."));
}

/* ---- references ---- */

void reading_add_ref(struct reading *reading, const char *ref) {
  ref_set_add(&reading->refs, ref_hash(ref), 0);
}

void reading_set_product(struct reading *reading, const char *ref) {
  if (reading->product || !ref) return;
  reading->list->product = arena_strdup(reading->arena, ref);
  reading->product = ref_hash(ref);
  if (ref_set_has(&reading->dependents, reading->product)) reading->product_depends = true;
}

/* What lies in other files cannot be looked up here. */
static bool is_elsewhere(const char *ref) {
  return str_starts(ref, "urn:cdx:") || str_starts(ref, "DocumentRef-") || !asserted(ref);
}

static void expect_ref(struct reading *reading, const char *ref, unsigned line) {
  uint64_t hash = ref_hash(ref);
  if (!ref_set_has(&reading->refs, hash) && !is_elsewhere(ref)) ref_set_add(&reading->missing, hash, line);
}

static void warn_if_missing(void *context, uint64_t hash, uint32_t line) {
  struct reading *reading = context;
  if (ref_set_has(&reading->refs, hash) || reading->list->warnings_total++ >= LIST_WARNINGS_KEPT) return;
  add_warning(reading, NULL, line, 0, _("A dependency names something that the list does not hold."));
}

/* ---- components ---- */

static void count_listed(const struct component *component, struct component_counts *counts) {
  counts->components++;
  counts->top_level += component->depth == 1;
  if (component->depth > counts->max_depth) counts->max_depth = component->depth;
  counts->no_version += !component->version;
  counts->no_licence += !(component->given & COMPONENT_LICENCE);
  counts->no_supplier += !(component->given & COMPONENT_SUPPLIER);
  counts->no_originator += !(component->given & COMPONENT_ORIGINATOR);
  counts->no_purl += !component->purl;
  counts->no_hash += !(component->given & COMPONENT_HASH);
  counts->models += component->kind == COMPONENT_MODEL;
  counts->model_cards += (component->given & COMPONENT_MODEL_CARD) != 0;
  counts->data_sets += component->kind == COMPONENT_DATA_SET;
}

enum status reading_add_component(struct reading *reading, const struct component *component) {
  struct component_counts *counts = &reading->list->counts;
  const char *label = *component->name ? component->name : component->ref;
  if (!*component->name) reading_warn(reading, label, _("The component has no name."));
  if (component->ref && !ref_set_add(&reading->refs, ref_hash(component->ref), 0)) {
    counts->repeated_refs++;
    reading_warn(reading, label, _("Another component has the same reference."));
  }
  counts->in_root += component->place == COMPONENT_IN_ROOT;
  counts->models_all += component->kind == COMPONENT_MODEL;
  counts->model_cards_all += (component->given & COMPONENT_MODEL_CARD) != 0;
  if (component->place == COMPONENT_LISTED) count_listed(component, counts);
  const struct component_sink *sink = reading->sink;
  return sink->component ? sink->component(sink->context, component, reading->error) : STATUS_OK;
}

/* ---- dependencies ---- */

static void note_dependent(struct reading *reading, const struct dependency *dependency) {
  if (dependency->kind == DEPENDENCY_OTHER || dependency->kind == DEPENDENCY_DESCRIBES || dependency->kind == DEPENDENCY_PROVIDES) return;
  uint64_t hash = ref_hash(dependency->from);
  if (!reading->product) ref_set_add(&reading->dependents, hash, 0);
  if (reading->product == hash) reading->product_depends = true;
}

enum status reading_add_dependency(struct reading *reading, const struct dependency *dependency) {
  expect_ref(reading, dependency->from, dependency->line);
  if (dependency->to) expect_ref(reading, dependency->to, dependency->line);
  note_dependent(reading, dependency);
  const struct component_sink *sink = reading->sink;
  return sink->dependency ? sink->dependency(sink->context, dependency, reading->error) : STATUS_OK;
}

/* ---- the end ---- */

void reading_finish(struct reading *reading) {
  struct component_list *list = reading->list;
  ref_set_each(&reading->missing, warn_if_missing, reading);
  if (list->product) list->given |= LIST_PRODUCT;
  if (list->author) list->given |= LIST_AUTHOR;
  if (list->timestamp) list->given |= LIST_TIMESTAMP;
  if (list->tool) list->given |= LIST_TOOL;
  if (list->counts.dependency_nodes > 0) list->given |= LIST_DEPENDENCIES;
  if (reading->product_depends) list->given |= LIST_TOP_LEVEL;
  if (list->counts.vulnerabilities == 0) list->given |= LIST_NO_VULNERABILITIES;
}
