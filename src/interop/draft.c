/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void draft_begin(struct draft *draft, struct reading *reading, const struct draft *parent, enum component_place place) {
  for (size_t i = 0; i < FIELDS; i++)
    draft->fields[i].len = 0;
  draft->component = (struct component){.index = reading->components_begun++, .parent = COMPONENT_NONE, .depth = 1, .place = place};
  if (place == COMPONENT_ROOT) draft->component.depth = 0;
  if (parent) {
    draft->component.parent = parent->component.index;
    draft->component.depth = parent->component.depth + 1;
  }
  reading->locate(reading->reader, &draft->component.line, &draft->component.column);
}

bool draft_set(struct draft *draft, struct reading *reading, enum field field, const char *text) {
  struct buf *out = &draft->fields[field];
  if (!text) return false;
  return out->len > 0 ? text[strspn(text, " \t\r\n")] != '\0' : reading_tidy(reading, draft_label(draft), text, out);
}

void draft_add_licence(struct draft *draft, struct reading *reading, const char *text) {
  struct buf *out = &draft->fields[FIELD_LICENCE];
  if (text[strspn(text, " \t\r\n")] == '\0') return;
  if (out->len > 0) buf_puts(out, ", ");
  reading_tidy(reading, draft_label(draft), text, out);
}

void draft_add_hash(struct draft *draft, struct reading *reading, const char *algorithm, const char *value) {
  struct buf text = {0};
  if (reading_tidy(reading, draft_label(draft), algorithm, &text)) buf_putc(&text, ':');
  bool is_given = reading_tidy(reading, draft_label(draft), value, &text);
  if (is_given) draft->component.given |= COMPONENT_HASH;
  if (is_given && text.len > draft->fields[FIELD_HASH].len) {
    draft->fields[FIELD_HASH].len = 0;
    buf_add(&draft->fields[FIELD_HASH], text.data, text.len);
  }
  buf_free(&text);
}

const char *draft_text(const struct draft *draft, enum field field) {
  return draft->fields[field].len > 0 ? draft->fields[field].data : NULL;
}

const char *draft_label(const struct draft *draft) {
  const char *name = draft_text(draft, FIELD_NAME);
  return name ? name : draft_text(draft, FIELD_REF);
}

void draft_free(struct draft *draft) {
  for (size_t i = 0; i < FIELDS; i++)
    buf_free(&draft->fields[i]);
}

/* ---- what follows from the texts ---- */

const char *asserted(const char *text) {
  bool is_nothing = !text || strcmp(text, "NOASSERTION") == 0 || strcmp(text, "NONE") == 0;
  return is_nothing ? NULL : text;
}

/* Of "pkg:type/name@version?qualifiers#path"; empty if there is none. */
static bool purl_names_version(const char *purl) {
  char version[128];
  const char *end = purl + strcspn(purl, "?#"), *at = memrchr(purl, '@', (size_t)(end - purl));
  if (!at || (size_t)(end - at) > sizeof version) return false;
  memcpy(version, at + 1, (size_t)(end - at - 1));
  version[end - at - 1] = '\0';
  return is_exact_version(version, NULL);
}

/* A branch or a range names what changes. */
bool is_exact_version(const char *version, const char *purl) {
  static const char *const moving[] = {"main",    "master",  "latest",   "head", "trunk",      "dev",     "develop", "development",
                                       "nightly", "current", "snapshot", "edge", "unreleased", "unknown", "n/a"};
  if (purl && purl_names_version(purl)) return true;
  if (!version || !*version || strpbrk(version, "*^~<>|, ") || str_starts(version, "dev-")) return false;
  for (size_t i = 0; i < ARRAY_LEN(moving); i++)
    if (strcasecmp(version, moving[i]) == 0) return false;
  return true;
}

static const char *first_of(const struct draft *draft, const enum field *fields, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (draft_text(draft, fields[i])) return draft_text(draft, fields[i]);
  return NULL;
}

static uint32_t bits_of(const struct component *component) {
  const struct {
    const char *text;
    uint32_t bit;
  } given[] = {
      {component->version, COMPONENT_VERSION}, {component->supplier, COMPONENT_SUPPLIER},     {component->originator, COMPONENT_ORIGINATOR},
      {component->purl, COMPONENT_IDENTIFIER}, {component->cpe, COMPONENT_IDENTIFIER},        {component->licence, COMPONENT_LICENCE},
      {component->hash, COMPONENT_HASH},       {component->model_card, COMPONENT_MODEL_CARD},
  };
  uint32_t bits = *component->name ? COMPONENT_NAME : 0;
  for (size_t i = 0; i < ARRAY_LEN(given); i++)
    if (given[i].text) bits |= given[i].bit;
  if (is_exact_version(component->version, component->purl)) bits |= COMPONENT_EXACT_VERSION;
  return bits;
}

const struct component *draft_finish(struct draft *draft) {
  static const enum field makers[] = {FIELD_SUPPLIER, FIELD_MANUFACTURER, FIELD_FIRST_AUTHOR, FIELD_AUTHOR, FIELD_PUBLISHER};
  static const enum field sources[] = {FIELD_DISTRIBUTION, FIELD_SOURCE_DISTRIBUTION, FIELD_REPOSITORY};
  struct component *component = &draft->component;
  const char *type = draft_text(draft, FIELD_TYPE), *name = draft_text(draft, FIELD_NAME);
  component->ref = draft_text(draft, FIELD_REF);
  component->type = type ? type : "";
  component->name = name ? name : "";
  component->group = draft_text(draft, FIELD_GROUP);
  component->version = draft_text(draft, FIELD_VERSION);
  component->purl = draft_text(draft, FIELD_PURL);
  component->cpe = draft_text(draft, FIELD_CPE);
  component->supplier = draft_text(draft, FIELD_SUPPLIER);
  component->originator = first_of(draft, makers, ARRAY_LEN(makers));
  component->licence = draft_text(draft, FIELD_LICENCE);
  component->source = first_of(draft, sources, ARRAY_LEN(sources));
  component->hash = draft_text(draft, FIELD_HASH);
  component->model_card = draft_text(draft, FIELD_MODEL_CARD);
  component->given |= bits_of(component);
  return component;
}
