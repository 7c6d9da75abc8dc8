/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/internal.h: what the readers of component lists share. */
#ifndef CRADLE_INTEROP_INTERNAL_H
#define CRADLE_INTEROP_INTERNAL_H

#include "interop/interop.h"

/* ---- sets of references, by hash: eight to twelve bytes each ---- */

enum { REF_BUCKETS = 256 };
struct ref_bucket {
  uint64_t *hashes;
  uint32_t *lines; /* only with lines */
  size_t len, cap;
};
struct ref_set {
  bool with_lines;
  size_t len;
  struct ref_bucket buckets[REF_BUCKETS];
};
uint64_t ref_hash(const char *ref);
bool ref_set_add(struct ref_set *set, uint64_t hash, uint32_t line); /* false: it was there */
bool ref_set_has(const struct ref_set *set, uint64_t hash);
void ref_set_each(const struct ref_set *set, void (*visit)(void *context, uint64_t hash, uint32_t line), void *context);
void ref_set_free(struct ref_set *set);

/* ---- one reading of one list, whatever the format ---- */

typedef VEC(struct list_warning) warning_vec_t;

struct reading {
  const struct source *source;
  const struct component_sink *sink;
  struct error *error;
  struct arena *arena; /* of the list */
  struct component_list *list;
  warning_vec_t warnings;
  /* Where the reader is. */
  void (*locate)(const void *reader, unsigned *ret_line, unsigned *ret_column);
  const void *reader;
  uint32_t components_begun;
  struct ref_set refs;       /* of everything that can be depended on */
  struct ref_set missing;    /* named by a dependency before or without being defined; with lines */
  struct ref_set sources;    /* of relationships (SPDX) */
  struct ref_set described;  /* (SPDX) */
  struct ref_set dependents; /* as long as the product is not known */
  uint64_t product;          /* hash of its ref, or 0 */
  bool product_depends;
};

/* Returns STATUS_INPUT. owner is what errors call the component, NULL: the list itself. */
enum status reading_refuse(struct reading *reading, const char *owner, const char *format, ...) PRINTF_LIKE(3, 4);
void reading_warn(struct reading *reading, const char *owner, const char *format, ...) PRINTF_LIKE(3, 4);
enum status reading_refuse_version(struct reading *reading, const char *format_name, const char *version, const char *readable);

/* Adds the text to out: trimmed, cut when it is very long, without control characters (which is warned about); false if it is blank. */
bool reading_tidy(struct reading *reading, const char *owner, const char *text, struct buf *out);
/* The same as a copy for the list; NULL if it is blank. */
const char *reading_keep(struct reading *reading, const char *text);
/* The same, only if nothing is there yet. */
void reading_keep_first(struct reading *reading, const char **text, const char *new_text);
void reading_check_timestamp(struct reading *reading);

/* Something that is no component can be depended on: a service, a file. */
void reading_add_ref(struct reading *reading, const char *ref);
void reading_set_product(struct reading *reading, const char *ref);
enum status reading_add_component(struct reading *reading, const struct component *component);
/* Counts and checks; the caller gives from and to in the order of its kind. */
enum status reading_add_dependency(struct reading *reading, const struct dependency *dependency);
/* What can only be said at the end. */
void reading_finish(struct reading *reading);

/* ---- a component in the making ---- */

enum field {
  FIELD_REF,
  FIELD_TYPE,
  FIELD_GROUP,
  FIELD_NAME,
  FIELD_VERSION,
  FIELD_PURL,
  FIELD_CPE,
  FIELD_SUPPLIER,
  FIELD_MANUFACTURER,
  FIELD_FIRST_AUTHOR,
  FIELD_AUTHOR,
  FIELD_PUBLISHER,
  FIELD_LICENCE,
  FIELD_DISTRIBUTION,
  FIELD_SOURCE_DISTRIBUTION,
  FIELD_REPOSITORY,
  FIELD_HASH,
  FIELD_MODEL_CARD,
  FIELDS,
};

struct draft {
  struct component component; /* without texts until draft_finish */
  struct buf fields[FIELDS];  /* kept for the next component */
};
/* Takes index, place and parent from the reading and the arguments. */
void draft_begin(struct draft *draft, struct reading *reading, const struct draft *parent, enum component_place place);
/* Sets the field, if nothing is there yet, to the text as reading_keep would have it; false if the text is blank. */
bool draft_set(struct draft *draft, struct reading *reading, enum field field, const char *text);
void draft_add_licence(struct draft *draft, struct reading *reading, const char *text);
/* The longest is kept. */
void draft_add_hash(struct draft *draft, struct reading *reading, const char *algorithm, const char *value);
const char *draft_text(const struct draft *draft, enum field field); /* NULL: not given */
/* What errors call it: name, else reference, else NULL. */
const char *draft_label(const struct draft *draft);
/* Texts and the bits that follow from them; valid as long as the draft is not changed. */
const struct component *draft_finish(struct draft *draft);
void draft_free(struct draft *draft);

bool is_exact_version(const char *version, const char *purl);
/* NOASSERTION and NONE give NULL. */
const char *asserted(const char *text);

/* ---- walking through a file by a table of places ---- */

enum shape { SHAPE_TEXT = 1, SHAPE_OBJECT, SHAPE_LIST, SHAPE_ANY };
enum place_flag {
  PLACE_NEEDED = 1 << 0,    /* of another shape: the file is refused, not the field passed over */
  PLACE_WITH_TEXT = 1 << 1, /* in XML the element itself may hold the text */
  PLACE_NUMBER = 1 << 2,    /* may be a number or a truth value */
};
/* The step "[]" leads to the items of a JSON list. */
struct step {
  const char *name;
  unsigned char place;
};
struct place {
  enum shape shape;
  unsigned flags;
  const struct step *steps; /* the last has no name */
};

/* Place 0 is where nothing is read. Lists and objects are entered and left; texts come while the place around them is the innermost. */
struct walk {
  const struct place *places;
  enum status (*enter)(void *context, unsigned place);
  enum status (*text)(void *context, unsigned place, const char *text);
  enum status (*leave)(void *context, unsigned place);
  void *context;
  struct reading *reading;
  const char *(*owner)(const void *context); /* for errors */
  unsigned char stack[256];
  unsigned depth;
};
unsigned walk_find(const struct walk *walk, const char *name); /* from the innermost place; 0: nothing is read there */
unsigned walk_at(const struct walk *walk, unsigned outwards);  /* 0: the innermost place; beyond the outermost: 0 */
/* The innermost of the places in the list, which ends with 0; 0 if none. */
unsigned walk_nearest(const struct walk *walk, const unsigned char *places);
/* Both begin in the outermost place, 1. */
enum status walk_json(struct walk *walk, const struct source *source, struct error *error);
/* The root has this name; its namespace is address and then the version. Sets the version. */
enum status walk_xml(struct walk *walk, const struct source *source, const char *root, const char *address, struct error *error);

/* ---- formats ---- */

enum status read_cyclonedx_json(struct reading *reading);
enum status read_cyclonedx_xml(struct reading *reading);
enum status read_spdx2_json(struct reading *reading);
enum status read_spdx2_tags(struct reading *reading);
enum status read_spdx3_json(struct reading *reading);

#endif
