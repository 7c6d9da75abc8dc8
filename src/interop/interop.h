/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interop: foreign formats in. So far: component lists (SBOM, ML-BOM) in CycloneDX JSON 1.4 to 1.7.
 *
 * May include: base, fact, xml, json. What a list says is only reported here; what follows from it is decided elsewhere.
 */
#ifndef CRADLE_INTEROP_H
#define CRADLE_INTEROP_H

#include "base/base.h"

enum interop_kind { INTEROP_UNKNOWN, INTEROP_CYCLONEDX_JSON };

/* By a look at the content, not by name; what is recognised may still be refused when it is read. */
enum interop_kind interop_recognise(const char *bytes, size_t len);

/* ---- component lists ----------------------------------------------------------------------------------------------------- */

/* One entry of a component's licences. Exactly one of id (SPDX), name and expression is given. */
struct licence {
  const char *id, *name, *expression;
  const char *acknowledgement; /* "declared", "concluded" or NULL */
};

/* Texts that are absent or blank are NULL, apart from type and name, which each component has. */
struct component {
  const char *ref;  /* bom-ref */
  const char *type; /* "library", "machine-learning-model", ... */
  const char *group, *name, *version;
  const char *purl, *cpe;
  const char *supplier;
  const char *originator; /* who made it: supplier, manufacturer, an author or the publisher, the first that is given */
  const struct licence *licences;
  size_t licences_len;
  const struct component *parent; /* the component it nests in, or NULL */
  unsigned depth;                 /* 1 at the top of its list; 0 for the root */
  bool is_model, is_data_set;
  bool has_model_card, has_hash;
  unsigned line, column; /* where it begins in the file */
};

/* Counts over `components`, unless said otherwise. */
struct component_counts {
  size_t top_level, max_depth; /* max_depth 1: flat */
  size_t no_version, no_licence, no_supplier, no_originator, no_purl, no_hash;
  size_t models, model_cards, data_sets;
  size_t models_all, model_cards_all; /* with the root and what nests in it */
  size_t repeated_refs;               /* uses of a bom-ref beyond its first, root included */
  size_t vulnerabilities, services;
  size_t dependency_nodes, dependency_edges;
};

/* All in file order; a nested component follows the one it nests in. Everything lives in the list. */
struct component_list {
  const char *spec_version;     /* "1.4" to "1.7" */
  const char *serial_number;    /* or NULL */
  const char *version;          /* of the list, as written; or NULL */
  const char *timestamp;        /* as written; or NULL */
  const char *author;           /* of the list: first author, manufacturer or supplier named in the metadata; or NULL */
  const struct component *root; /* what the list is about (metadata.component), or NULL */
  const struct component *const *components;
  size_t components_len;
  const struct component *const *in_root; /* what nests in the root */
  size_t in_root_len;
  bool root_has_dependencies; /* the list says what the root depends on, if only that it is nothing */
  struct component_counts counts;
};

/* Failure is STATUS_INPUT and says where (file, line, column), which component, and what to do. file_name is only for the error. */
enum status component_list_read(const char *bytes, size_t len, const char *file_name, struct component_list **ret_list,
                                struct error *error);
void component_list_free(struct component_list *list);

#endif
