/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CycloneDX attestations (1.6, 1.7) out, in JSON and XML: requirement, claim, evidence, assessor, affirmation in one file.
 *
 * May include: base, json. Whoever fills the document decides what is claimed; here it only gets the form that the schemas demand. Texts
 * may be NULL where it says so; references (ref) are unique in the document.
 */
#ifndef CRADLE_INTEROP_ATTESTATIONS_H
#define CRADLE_INTEROP_ATTESTATIONS_H

#include "base/base.h"

struct attestation_requirement {
  const char *ref, *identifier;
  const char *title, *text; /* or NULL */
  const char *parent;       /* ref, or NULL */
};

struct attestation_evidence {
  const char *ref, *description;
  const char *name;              /* of the file; NULL: there is none */
  const char *url;               /* where it is had, or what it is, as URI; or NULL */
  const char *created, *expires; /* date and time with zone, or NULL */
  const char *author;            /* or NULL */
};

struct attestation_claim {
  const char *ref, *requirement; /* refs */
  const char *predicate;
  const char *reasoning;       /* or NULL */
  const char *const *evidence; /* refs */
  size_t evidence_len;
  bool has_score;        /* false: not applicable, or not known yet; the predicate says which */
  int score;             /* 0 or 1 */
  const char *rationale; /* of the score, or NULL */
};

struct attestation_organisation {
  const char *name;
  const char *url; /* or NULL */
};

struct attestation_document {
  const char *spec_version;  /* "1.6" or "1.7" */
  const char *serial_number; /* "urn:uuid:..." */
  const char *timestamp;     /* date and time with zone */
  const char *tool, *tool_version;
  struct {
    const char *ref, *type, *name, *version; /* type: "application", "device", ... */
  } product;
  struct attestation_organisation manufacturer;
  struct {
    const char *ref, *name, *version, *description, *owner;
    VEC(struct attestation_requirement) requirements; /* parents before children */
  } standard;
  VEC(struct attestation_evidence) evidence;
  VEC(struct attestation_claim) claims;
  const char *summary;
  bool third_party;
  const char *assessor;       /* name */
  const char *statement;      /* of the affirmation */
  const char *signatory;      /* name; NULL: nobody affirms, and there is no affirmation */
  const char *signatory_role; /* or NULL */
};

void attestations_write_json(const struct attestation_document *document, struct buf *buf);
void attestations_write_xml(const struct attestation_document *document, struct buf *buf);
void attestations_clear(struct attestation_document *document); /* frees the vectors */

/* The name of a content by its SHA-256 as URI (RFC 6920): "ni:///sha-256;...". Caller frees. */
char *attestation_uri_of_hash(const struct hash *hash);

#endif
