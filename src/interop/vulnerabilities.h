/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements about vulnerabilities: CycloneDX 1.4 to 1.7 (JSON, XML), OpenVEX 0.2.0, CSAF 2.0; and offline lists of exploited
 * vulnerabilities: CISA KEV, EU KEV and exports of the EUVD (JSON).
 *
 * May include: base, xml, json. What a file says is only reported here; what follows from it is decided elsewhere. Texts live in the list.
 * Files over 64 MiB are refused. What breaks the rules of its format without being unreadable is a warning; all else is STATUS_INPUT with
 * file:line:column (XML: file:line).
 */
#ifndef CRADLE_INTEROP_VULNERABILITIES_H
#define CRADLE_INTEROP_VULNERABILITIES_H

#include "base/base.h"

/* ---- statements ------------------------------------------------------------------------------------------------------------ */

enum vulnerability_format {
  VULNERABILITY_FORMAT_NONE,
  VULNERABILITY_CYCLONEDX_JSON,
  VULNERABILITY_CYCLONEDX_XML,
  VULNERABILITY_OPENVEX,
  VULNERABILITY_CSAF,
};
/* By content, not by name. CycloneDX only if it has a list of vulnerabilities; it may be a component list all the same. */
enum vulnerability_format vulnerability_recognise(const char *bytes, size_t len);
const char *vulnerability_format_name(enum vulnerability_format format); /* "OpenVEX", ... */

/* What all formats distinguish. */
enum vulnerability_status {
  VULNERABILITY_NO_STATUS,
  VULNERABILITY_AFFECTED,
  VULNERABILITY_NOT_AFFECTED,
  VULNERABILITY_FIXED,
  VULNERABILITY_UNDER_INVESTIGATION,
};
const char *vulnerability_status_id(enum vulnerability_status status); /* "affected", "not-affected", ...; NULL for no status */

struct vulnerability_rating {
  const char *source, *method, *vector; /* or NULL */
  const char *severity;                 /* "critical", "high", "medium", "low", "none"; or NULL */
  bool has_score;
  int64_t score; /* millionths, 0 to 10 */
};

/* What is said about one product or component. Texts may be NULL. */
struct vulnerability_statement {
  const char *ref;        /* as the file names it: bom-ref, BOM-Link, product id, @id */
  const char *name;       /* of the component; with what stands before it in its package URL */
  const char *version;    /* of the component */
  const char *purl, *cpe; /* of the component */
  const char *product;    /* of which it is a part, by name; or what the file is about */
  enum vulnerability_status status;
  const char *word;          /* the status in the format's own word */
  const char *justification; /* one id for all formats: "vulnerable-code-not-present", ... */
  const char *justification_word;
  const char *impact;   /* why it is not affected, or what it means */
  const char *action;   /* what to do about it */
  const char *response; /* in the format's own word: "update", "vendor_fix", ... */
  unsigned line, column;
};

struct vulnerability {
  const char *id;               /* the public one, if there are several; never NULL */
  const char *const *other_ids; /* references, aliases */
  size_t other_ids_len;
  const char *source; /* who published it */
  const char *title, *description;
  const char *published, *updated; /* as written */
  const struct vulnerability_rating *ratings;
  size_t ratings_len;
  const struct vulnerability_statement *statements; /* at least one */
  size_t statements_len;
  unsigned line, column;
};
/* The one to show: the newest way of scoring, then the highest score; NULL without any. */
const struct vulnerability_rating *vulnerability_rating(const struct vulnerability *vulnerability);

struct vulnerability_count {
  const char *word; /* "(none)" */
  size_t count;
};
struct vulnerability_counts {
  size_t statements; /* of all vulnerabilities together */
  size_t distinct;   /* different ids */
  size_t components; /* CycloneDX: in the body of the list; with any it is a component list, too */
  size_t with_cve;
  size_t products;              /* CSAF: different ids in its product tree; OpenVEX: different products */
  size_t product_entries;       /* CSAF: products in branches; OpenVEX: products named in statements */
  size_t subcomponents;         /* OpenVEX */
  size_t relationships, groups; /* CSAF, so is the rest */
  size_t remediations, threats, flags, scores, revisions;
};

struct vulnerability_warning {
  const char *text;          /* sentence, translated */
  const char *vulnerability; /* or NULL: the file itself */
  unsigned line, column;     /* column 0: unknown */
};
enum { VULNERABILITY_WARNINGS_KEPT = 50 };

struct vulnerability_list {
  enum vulnerability_format format;
  const char *spec_version;
  const char *id, *version, *title; /* of the document; or NULL */
  const char *author, *timestamp;   /* or NULL */
  const char *state;                /* CSAF: "draft", "interim", "final" */
  size_t len;
  const struct vulnerability *items; /* OpenVEX: one for each statement of the file */
  struct vulnerability_counts counts;
  /* In the format's own words, in order of first use. CycloneDX: of vulnerabilities; OpenVEX: of statements; CSAF: of products in them. */
  const struct vulnerability_count *states, *justifications;
  size_t states_len, justifications_len;
  size_t warnings_total;
  const struct vulnerability_warning *warnings; /* the first VULNERABILITY_WARNINGS_KEPT */
  size_t warnings_len;
};
enum status vulnerability_list_read(const char *bytes, size_t len, const char *file_name, struct vulnerability_list **ret_list,
                                    struct error *error);
void vulnerability_list_free(struct vulnerability_list *list);

/* ---- lists of exploited vulnerabilities ------------------------------------------------------------------------------------ */

struct exploited {
  const char *id;     /* CVE if there is one */
  const char *since;  /* day, "2021-12-10", or NULL: when it was put on the list, or since when it is exploited */
  const char *source; /* "CISA KEV", "EU KEV", "EUVD" */
  bool ransomware;    /* used in campaigns with ransomware, as far as known */
};
struct exploited_list {
  const char *source;             /* "CISA KEV", "EU KEV", "EUVD" */
  const char *version, *released; /* or NULL */
  size_t len;
  size_t passed_over; /* entries that do not say that they are exploited, or have no id */
};
bool exploited_recognise(const char *bytes, size_t len);
enum status exploited_list_read(const char *bytes, size_t len, const char *file_name, struct exploited_list **ret_list,
                                struct error *error);
void exploited_list_free(struct exploited_list *list);
/* By any of its ids, capital letters or not; NULL if it is not on the list. */
const struct exploited *exploited_find(const struct exploited_list *list, const char *id);

#endif
