/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/cyclonedx.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* All that one of the versions knows. */
static const char known_types[] = "application framework library container platform operating-system device device-driver firmware file "
                                  "machine-learning-model data cryptographic-asset";
static const char known_algorithms[] = "MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-384 SHA3-512 BLAKE2b-256 BLAKE2b-384 "
                                       "BLAKE2b-512 BLAKE3 Streebog-256 Streebog-512";

struct draft *cyclonedx_draft(const struct cyclonedx *bom) {
  return bom->open > 0 ? &bom->drafts.items[bom->open - 1] : NULL;
}

const char *cyclonedx_owner(const struct cyclonedx *bom) {
  const struct draft *draft = cyclonedx_draft(bom);
  return draft ? draft_label(draft) : NULL;
}

/* ---- the component ---- */

void cyclonedx_begin_component(struct cyclonedx *bom) {
  bool is_root = walk_at(&bom->walk, 0) == METADATA;
  if (bom->open == bom->drafts.len) vec_push(&bom->drafts, (struct draft){0});
  struct draft *draft = &bom->drafts.items[bom->open], *parent = cyclonedx_draft(bom);
  enum component_place place = COMPONENT_LISTED;
  if (is_root)
    place = COMPONENT_ROOT;
  else if (parent && parent->component.place != COMPONENT_LISTED)
    place = COMPONENT_IN_ROOT;
  draft_begin(draft, bom->reading, parent, place);
  bom->open++;
}

static void check_type(struct cyclonedx *bom, const struct draft *draft) {
  const char *type = draft_text(draft, FIELD_TYPE);
  if (!type)
    reading_warn(bom->reading, draft_label(draft), _("The component has no type."));
  else if (!str_in_list(known_types, type))
    reading_warn(bom->reading, draft_label(draft), _("CycloneDX knows no type of components “%s”."), type);
}

static enum component_kind kind_of(const char *type) {
  if (str_eq(type, "machine-learning-model")) return COMPONENT_MODEL;
  if (str_eq(type, "data")) return COMPONENT_DATA_SET;
  return str_eq(type, "framework") ? COMPONENT_FRAMEWORK : COMPONENT_PLAIN;
}

enum status cyclonedx_end_component(struct cyclonedx *bom) {
  struct draft *draft = cyclonedx_draft(bom);
  check_type(bom, draft);
  draft->component.kind = kind_of(draft_text(draft, FIELD_TYPE));
  const struct component *component = draft_finish(draft);
  bom->open--;
  if (component->place == COMPONENT_ROOT) {
    bom->reading->list->given |= LIST_PRODUCT;
    reading_set_product(bom->reading, component->ref);
  }
  return reading_add_component(bom->reading, component);
}

/* ---- what is gathered until it ends ---- */

static struct parts *parts_of(struct cyclonedx *bom, unsigned place) {
  switch (place) {
  case LICENCE_ITEM:
  case LICENCE:
  case EXPRESSION:
  case EXPRESSION_DETAILED:
    return &bom->licence;
  case HASH:
    return &bom->hash;
  case REFERENCE:
    return &bom->reference;
  case PROPERTY:
    return &bom->property;
  default:
    return NULL;
  }
}

/* A JSON item and the licence in it are one. */
static bool is_inside_item(const struct cyclonedx *bom, unsigned place) {
  return place != LICENCE_ITEM && parts_of((struct cyclonedx *)bom, place) == &bom->licence && walk_at(&bom->walk, 0) == LICENCE_ITEM;
}

void cyclonedx_begin_part(struct cyclonedx *bom, unsigned place) {
  struct parts *parts = parts_of(bom, place);
  if (!parts || is_inside_item(bom, place)) return;
  parts->name.len = parts->value.len = 0;
  parts->is_identifier = parts->has_sha512 = false;
  if (parts == &bom->licence) bom->licence_said = 0;
}

static void put(struct buf *buf, const char *text) {
  buf->len = 0;
  buf_puts(buf, text);
}

static const char *got(const struct buf *buf) {
  return buf->len > 0 ? buf->data : "";
}

static void end_licence(struct cyclonedx *bom, struct draft *draft) {
  const char *text = got(&bom->licence.value);
  if (strcasecmp(text, "unknown") == 0 || !asserted(text)) return;
  size_t before = draft->fields[FIELD_LICENCE].len;
  draft_add_licence(draft, bom->reading, text);
  if (draft->fields[FIELD_LICENCE].len > before) draft->component.given |= bom->licence_said;
}

/* Hashes of the component, and of the file that a reference leads to. */
static void end_hash(struct cyclonedx *bom, struct draft *draft) {
  const char *algorithm = got(&bom->hash.name), *value = got(&bom->hash.value);
  if (!str_in_list(known_algorithms, algorithm))
    reading_warn(bom->reading, draft_label(draft), _("CycloneDX does not know this kind of hash."));
  if (walk_nearest(&bom->walk, (const unsigned char[]){COMPONENT, REFERENCE, 0}) == COMPONENT)
    draft_add_hash(draft, bom->reading, algorithm, value);
  else if (strcmp(algorithm, "SHA-512") == 0 && *value)
    bom->reference.has_sha512 = true;
}

static void end_reference(struct cyclonedx *bom, struct draft *draft) {
  static const struct {
    const char *type;
    enum field field;
    uint32_t bit;
  } known[] = {
      {"distribution", FIELD_DISTRIBUTION, COMPONENT_DOWNLOAD},
      {"source-distribution", FIELD_SOURCE_DISTRIBUTION, COMPONENT_SOURCE_URI},
      {"vcs", FIELD_REPOSITORY, 0},
      {"model-card", FIELD_MODEL_CARD, 0},
  };
  const char *type = got(&bom->reference.name);
  for (size_t i = 0; i < ARRAY_LEN(known); i++)
    if (strcmp(type, known[i].type) == 0 && draft_set(draft, bom->reading, known[i].field, got(&bom->reference.value)))
      draft->component.given |= known[i].bit;
  if (bom->reference.has_sha512 && strcmp(type, "distribution") == 0) draft->component.given |= COMPONENT_HASH_FILE;
}

/* As BSI TR-03183-2 has them. */
static void end_property(struct cyclonedx *bom, struct draft *draft) {
  static const struct {
    const char *name;
    uint32_t bit;
  } known[] = {
      {"bsi:component:filename", COMPONENT_FILE_NAME},
      {"bsi:component:executable", COMPONENT_EXECUTABLE},
      {"bsi:component:archive", COMPONENT_ARCHIVE},
      {"bsi:component:structured", COMPONENT_STRUCTURED},
  };
  const char *value = got(&bom->property.value);
  for (size_t i = 0; i < ARRAY_LEN(known); i++)
    if (value[strspn(value, " \t\r\n")] && strcmp(got(&bom->property.name), known[i].name) == 0) draft->component.given |= known[i].bit;
}

void cyclonedx_end_part(struct cyclonedx *bom, unsigned place) {
  struct draft *draft = cyclonedx_draft(bom);
  const struct parts *parts = parts_of(bom, place);
  if (!draft || !parts || is_inside_item(bom, place)) return;
  if (parts == &bom->licence)
    end_licence(bom, draft);
  else if (parts == &bom->hash)
    end_hash(bom, draft);
  else if (parts == &bom->reference)
    end_reference(bom, draft);
  else
    end_property(bom, draft);
}

/* ---- texts ---- */

/* An identifier or expression goes before a name. */
static void licence_text(struct cyclonedx *bom, const char *text, bool is_identifier) {
  bool is_blank = text[strspn(text, " \t\r\n")] == '\0';
  if (is_blank || (bom->licence.is_identifier && !is_identifier)) return;
  put(&bom->licence.value, text);
  bom->licence.is_identifier = is_identifier;
}

static void part_text(struct cyclonedx *bom, unsigned place, const char *text) {
  switch (place) {
  case LICENCE_ID:
  case EXPRESSION:
  case EXPRESSION_TEXT:
    licence_text(bom, text, true);
    break;
  case LICENCE_NAME:
    licence_text(bom, text, false);
    break;
  case ACKNOWLEDGEMENT:
    if (strcmp(text, "concluded") == 0) bom->licence_said = COMPONENT_LICENCE_CONCLUDED;
    if (strcmp(text, "declared") == 0) bom->licence_said = COMPONENT_LICENCE_DECLARED;
    break;
  case HASH_ALGORITHM:
    put(&bom->hash.name, text);
    break;
  case HASH:
  case HASH_VALUE:
    put(&bom->hash.value, text);
    break;
  case REFERENCE_TYPE:
    put(&bom->reference.name, text);
    break;
  case REFERENCE_URL:
    put(&bom->reference.value, text);
    break;
  case PROPERTY_NAME:
    put(&bom->property.name, text);
    break;
  case PROPERTY:
  case PROPERTY_VALUE:
    put(&bom->property.value, text);
    break;
  default:
    break;
  }
}

static void contact(const struct cyclonedx *bom, struct draft *draft, const char *text) {
  static const unsigned char holders[] = {SUPPLIER, MANUFACTURER, AUTHOR, 0};
  if (text[strspn(text, " \t\r\n")] == '\0') return;
  draft->component.given |= COMPONENT_ANY_CONTACT;
  if (walk_nearest(&bom->walk, holders) == MANUFACTURER) draft->component.given |= COMPONENT_CREATOR_CONTACT;
}

void cyclonedx_component_text(struct cyclonedx *bom, unsigned place, const char *text) {
  static const enum field fields[] = {FIELD_REF,  FIELD_TYPE, FIELD_GROUP,  FIELD_NAME,     FIELD_VERSION,
                                      FIELD_PURL, FIELD_CPE,  FIELD_AUTHOR, FIELD_PUBLISHER};
  struct draft *draft = cyclonedx_draft(bom);
  if (place >= COMPONENT_FIELD && place <= PUBLISHER)
    draft_set(draft, bom->reading, fields[place - COMPONENT_FIELD], text);
  else if (place == ORGANISATION_NAME)
    draft_set(draft, bom->reading, walk_at(&bom->walk, 0) == SUPPLIER ? FIELD_SUPPLIER : FIELD_MANUFACTURER, text);
  else if (place == AUTHOR_NAME)
    draft_set(draft, bom->reading, FIELD_FIRST_AUTHOR, text);
  else if (place == CONTACT_DATUM)
    contact(bom, draft, text);
  else if (place == OTHER_IDENTIFIER && text[strspn(text, " \t\r\n")])
    draft->component.given |= COMPONENT_IDENTIFIER;
  else
    part_text(bom, place, text);
}
