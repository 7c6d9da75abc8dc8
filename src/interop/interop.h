/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interop: foreign formats in. Component lists (SBOM, ML-BOM): CycloneDX 1.4 to 1.7 in XML and JSON, SPDX 2.3 in JSON and tag-value (2.2
 * with a warning), SPDX 3.0.1 in JSON.
 *
 * May include: base, fact, xml, json. What a list says is only reported here; what follows from it is decided elsewhere. A list is read in
 * one go from a source and handed on piece by piece, so that its length does not matter; SPDX 3 is a graph in any order and is held until
 * its end.
 */
#ifndef CRADLE_INTEROP_H
#define CRADLE_INTEROP_H

#include "base/base.h"

enum interop_kind {
  INTEROP_UNKNOWN,
  INTEROP_CYCLONEDX_XML,
  INTEROP_CYCLONEDX_JSON,
  INTEROP_SPDX2_JSON,
  INTEROP_SPDX2_TAGS,
  INTEROP_SPDX3_JSON,
};

/* As many first bytes as recognition may need; more are not looked at. */
enum { INTEROP_PREFIX = 64 << 10 };

/* By a look at the first bytes, not by name; what is recognised may still be refused when it is read, e.g. for its version. */
enum interop_kind interop_recognise(const char *bytes, size_t len);
const char *interop_kind_name(enum interop_kind kind); /* "CycloneDX XML", "SPDX 3 JSON", ... */

/* ---- what is given --------------------------------------------------------------------------------------------------------- */

/* Elements that rule sets ask for, as bits. NOASSERTION, NONE, "unknown" as a licence and blank texts count as not given. */
enum component_given {
  COMPONENT_NAME = 1 << 0,
  COMPONENT_VERSION = 1 << 1,
  COMPONENT_EXACT_VERSION = 1 << 2, /* names one state: not "main", "latest" and the like; or its package URL does */
  COMPONENT_SUPPLIER = 1 << 3,
  COMPONENT_ORIGINATOR = 1 << 4,      /* supplier, manufacturer, author or publisher: any */
  COMPONENT_CREATOR_CONTACT = 1 << 5, /* e-mail or URL of who made it: manufacturer (CycloneDX), originator (SPDX) */
  COMPONENT_ANY_CONTACT = 1 << 6,     /* e-mail or URL of any of them */
  COMPONENT_IDENTIFIER = 1 << 7,      /* purl, CPE, SWID, SWHID or OmniBOR */
  COMPONENT_LICENCE = 1 << 8,         /* any */
  COMPONENT_LICENCE_CONCLUDED = 1 << 9,
  COMPONENT_LICENCE_DECLARED = 1 << 10,
  COMPONENT_HASH = 1 << 11,      /* of the component itself, any algorithm */
  COMPONENT_HASH_FILE = 1 << 12, /* SHA-512 of the file that is delivered */
  COMPONENT_FILE_NAME = 1 << 13,
  COMPONENT_EXECUTABLE = 1 << 14, /* said whether it is one; the same for the next two */
  COMPONENT_ARCHIVE = 1 << 15,
  COMPONENT_STRUCTURED = 1 << 16,
  COMPONENT_DOWNLOAD = 1 << 17,
  COMPONENT_SOURCE_URI = 1 << 18,
  COMPONENT_MODEL_CARD = 1 << 19,
};

enum list_given {
  LIST_AUTHOR = 1 << 0,
  LIST_AUTHOR_CONTACT = 1 << 1,     /* e-mail or URL of the manufacturer of the list (CycloneDX), of its creator (SPDX) */
  LIST_AUTHOR_ANY_CONTACT = 1 << 2, /* of any author, manufacturer or supplier in the metadata */
  LIST_TIMESTAMP = 1 << 3,
  LIST_TOOL = 1 << 4,
  LIST_LIFECYCLE = 1 << 5,
  LIST_IDENTITY = 1 << 6,      /* serial number and version; document namespace; identifier of the list */
  LIST_PRODUCT = 1 << 7,       /* what it is about */
  LIST_DEPENDENCIES = 1 << 8,  /* any */
  LIST_TOP_LEVEL = 1 << 9,     /* it says what the product depends on or contains, if only that it is nothing */
  LIST_COMPLETENESS = 1 << 10, /* it says how complete it is */
  LIST_NO_VULNERABILITIES = 1 << 11,
  LIST_RECENT_FORMAT = 1 << 12, /* CycloneDX from 1.6, SPDX from 3.0.1 */
};

/* For rule sets kept as data: "name", "licence-concluded", ...; 0 if there is no such element. */
uint32_t component_given_bit(const char *name);
uint32_t list_given_bit(const char *name);

/* ---- components ------------------------------------------------------------------------------------------------------------ */

#define COMPONENT_NONE UINT32_MAX

/* Where in the list: in its body, or what the list is about (CycloneDX: metadata.component) and what nests in that. */
enum component_place { COMPONENT_LISTED, COMPONENT_ROOT, COMPONENT_IN_ROOT };
enum component_kind { COMPONENT_PLAIN, COMPONENT_MODEL, COMPONENT_DATA_SET, COMPONENT_FRAMEWORK };

/* Texts that are absent or blank are NULL, apart from type and name, which are then "". No text holds control characters. */
struct component {
  uint32_t index;  /* order in which components begin in the file, from 0, wherever they stand */
  uint32_t parent; /* index of the component it nests in, or COMPONENT_NONE */
  unsigned depth;  /* 1 at the top of its list; 0 for the root */
  enum component_place place;
  enum component_kind kind;
  uint32_t given;   /* bits of component_given */
  const char *ref;  /* bom-ref, SPDXID, spdxId */
  const char *type; /* "library", "machine-learning-model", "SOURCE", "ai_AIPackage", ... */
  const char *group, *name, *version;
  const char *purl, *cpe;
  const char *supplier;
  const char *originator; /* who made it: supplier, manufacturer, an author or the publisher, the first that is given */
  const char *licence;    /* expression, identifier or names, several joined with ", " */
  const char *source;     /* where it is had: distribution, source or repository */
  const char *hash;       /* "SHA-256:ABCD": the longest */
  const char *model_card; /* its address, if it has one */
  unsigned line, column;  /* where it begins in the file; 0 where the format has no columns */
};

enum dependency_kind {
  DEPENDENCY_NODE,     /* `from` is listed, whatever it depends on: to is NULL */
  DEPENDENCY_ON,       /* from depends on to */
  DEPENDENCY_CONTAINS, /* from contains to */
  DEPENDENCY_PROVIDES, /* from implements to */
  DEPENDENCY_DESCRIBES,
  DEPENDENCY_OTHER, /* as the word says */
};

/* From and to are turned so that the kind fits ("CONTAINED_BY"); word is as written (SPDX), else NULL. */
struct dependency {
  const char *from, *to;
  enum dependency_kind kind;
  const char *word;
  unsigned line;
};

/*
 * Called for each component when it ends (so nested ones come before those they nest in) and for each dependency. What is passed is
 * valid during the call. A failure ends the reading with the same status. Either function may be NULL.
 */
struct component_sink {
  enum status (*component)(void *context, const struct component *component, struct error *error);
  enum status (*dependency)(void *context, const struct dependency *dependency, struct error *error);
  void *context;
};

/* ---- lists ----------------------------------------------------------------------------------------------------------------- */

enum tools_form { TOOLS_NONE, TOOLS_LIST, TOOLS_OBJECT };

/* Counts over COMPONENT_LISTED, unless said otherwise. */
struct component_counts {
  size_t components;
  size_t in_root;              /* what nests in the root, the root itself not counted */
  size_t top_level, max_depth; /* max_depth 1: flat */
  size_t no_version, no_licence, no_supplier, no_originator, no_purl, no_hash;
  size_t models, model_cards, data_sets;
  size_t models_all, model_cards_all; /* with the root and what nests in it */
  size_t repeated_refs;               /* uses of a ref beyond its first, root included */
  size_t vulnerabilities, services;
  size_t dependency_nodes, dependency_edges;             /* SPDX: sources of relationships, relationships */
  size_t files, snippets, extracted_licences, described; /* SPDX */
  size_t elements;                                       /* SPDX 3 */
};

/* What breaks the rules of the format without making the list unreadable. */
struct list_warning {
  const char *text;      /* sentence, translated */
  const char *component; /* name or reference; NULL: the list itself */
  unsigned line, column; /* column 0: unknown */
};

enum { LIST_WARNINGS_KEPT = 50 };

struct component_list {
  enum interop_kind kind;
  const char *spec_version;  /* "1.4" to "1.7", "2.2", "2.3", "3.0.1" */
  const char *name;          /* of the document (SPDX), or NULL */
  const char *serial_number; /* or namespace, or identifier; or NULL */
  const char *version;       /* of the list, as written; or NULL */
  const char *timestamp;     /* as written; or NULL */
  const char *author;        /* of the list: first author, manufacturer or supplier named in the metadata; or NULL */
  const char *tool;          /* the first; or NULL */
  const char *product;       /* ref of what the list is about: the root, or the first described element; or NULL */
  enum tools_form tools_form;
  uint32_t given; /* bits of list_given */
  struct component_counts counts;
  size_t warnings_total;
  const struct list_warning *warnings; /* the first LIST_WARNINGS_KEPT */
  size_t warnings_len;
  /* Only after component_list_read: */
  const struct component *root;              /* CycloneDX: metadata.component; or NULL */
  const struct component *const *components; /* COMPONENT_LISTED, in the order in which they begin */
  size_t components_len;
};

/* Changes with what readers make of a file, so that rows can be made again from the stored file. */
enum { COMPONENT_LIST_READER_VERSION = 1 };

/*
 * Failure is STATUS_INPUT and says where (file, line, column), which component, and what to do; or what the source or the sink failed
 * with. After a failure whatever the sink was given is void.
 */
enum status component_list_scan(const struct source *source, enum interop_kind kind, const struct component_sink *sink,
                                struct component_list **ret_list, struct error *error);
/* All of it in memory, of any kind; file_name is only for the error. */
enum status component_list_read(const char *bytes, size_t len, const char *file_name, struct component_list **ret_list,
                                struct error *error);
void component_list_free(struct component_list *list);

#endif
