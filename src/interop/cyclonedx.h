/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/cyclonedx.h: CycloneDX, the same for XML and JSON. */
#ifndef CRADLE_INTEROP_CYCLONEDX_H
#define CRADLE_INTEROP_CYCLONEDX_H

#include "interop/internal.h"

enum cyclonedx_place {
  BOM = 1,
  BOM_FORMAT,
  SPEC_VERSION,
  SERIAL_NUMBER,
  LIST_VERSION,
  METADATA,
  TIMESTAMP,
  TOOLS,
  TOOL_LIST,
  TOOL,
  TOOL_NAME,
  LIFECYCLES,
  LIFECYCLE,
  PHASE,
  AUTHORS,
  AUTHOR,
  AUTHOR_NAME,
  SUPPLIER,
  MANUFACTURER,
  ORGANISATION_NAME,
  CONTACTS,
  CONTACT_DATUM,
  COMPONENTS,
  COMPONENT,
  COMPONENT_FIELD, /* and so on, one for each field up to PUBLISHER */
  REF = COMPONENT_FIELD,
  TYPE,
  GROUP,
  NAME,
  VERSION_PLACE,
  PURL,
  CPE,
  AUTHOR_TEXT,
  PUBLISHER,
  OTHER_IDENTIFIER,
  LICENCES,
  LICENCE_ITEM,
  LICENCE,
  LICENCE_ID,
  LICENCE_NAME,
  EXPRESSION,
  EXPRESSION_DETAILED,
  EXPRESSION_TEXT,
  ACKNOWLEDGEMENT,
  HASHES,
  HASH,
  HASH_ALGORITHM,
  HASH_VALUE,
  REFERENCES,
  REFERENCE,
  REFERENCE_TYPE,
  REFERENCE_URL,
  PROPERTIES,
  PROPERTY,
  PROPERTY_NAME,
  PROPERTY_VALUE,
  MODEL_CARD,
  DEPENDENCIES,
  DEPENDENCY,
  DEPENDENCY_REF,
  DEPENDS_ON,
  DEPENDS_ON_REF,
  PROVIDES,
  PROVIDES_REF,
  COMPOSITIONS,
  COMPOSITION,
  AGGREGATE,
  VULNERABILITIES,
  VULNERABILITY,
  SERVICES,
  SERVICE,
  SERVICE_REF,
};
extern const struct place cyclonedx_places[];

/* What is gathered of a licence, a hash, a reference or a property until it ends. */
struct parts {
  struct buf name, value;
  bool is_identifier; /* of a licence: value is more than a name */
  bool has_sha512;
};

struct cyclonedx {
  struct reading *reading;
  struct walk walk;
  bool is_cyclonedx;        /* JSON: said so */
  const char *makers[3];    /* of the list: author, manufacturer, supplier */
  VEC(struct draft) drafts; /* those beyond open keep their memory */
  size_t open;
  struct parts licence, hash, reference, property;
  uint32_t licence_said; /* COMPONENT_LICENCE_CONCLUDED, _DECLARED or 0 */
  /* The dependency that is being read; its targets wait for its reference. */
  struct buf dependency_ref;
  struct buf targets; /* a letter for the kind and the text, each terminated */
};

struct draft *cyclonedx_draft(const struct cyclonedx *bom); /* the innermost open component, or NULL */
const char *cyclonedx_owner(const struct cyclonedx *bom);

/* Components and what is in them. */
void cyclonedx_begin_component(struct cyclonedx *bom);
enum status cyclonedx_end_component(struct cyclonedx *bom);
void cyclonedx_component_text(struct cyclonedx *bom, unsigned place, const char *text);
void cyclonedx_begin_part(struct cyclonedx *bom, unsigned place);
void cyclonedx_end_part(struct cyclonedx *bom, unsigned place);

/* Dependencies. */
void cyclonedx_begin_dependency(struct cyclonedx *bom);
enum status cyclonedx_end_dependency(struct cyclonedx *bom);
enum status cyclonedx_dependency_text(struct cyclonedx *bom, unsigned place, const char *text);

#endif
