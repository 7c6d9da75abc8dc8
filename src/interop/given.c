/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/interop.h"

struct named_bit {
  const char *name;
  uint32_t bit;
};

static const struct named_bit component_bits[] = {
    {"name", COMPONENT_NAME},
    {"version", COMPONENT_VERSION},
    {"exact-version", COMPONENT_EXACT_VERSION},
    {"supplier", COMPONENT_SUPPLIER},
    {"originator", COMPONENT_ORIGINATOR},
    {"creator-contact", COMPONENT_CREATOR_CONTACT},
    {"any-contact", COMPONENT_ANY_CONTACT},
    {"identifier", COMPONENT_IDENTIFIER},
    {"licence-any", COMPONENT_LICENCE},
    {"licence-concluded", COMPONENT_LICENCE_CONCLUDED},
    {"licence-declared", COMPONENT_LICENCE_DECLARED},
    {"hash-any", COMPONENT_HASH},
    {"hash-sha512-of-the-file", COMPONENT_HASH_FILE},
    {"file-name", COMPONENT_FILE_NAME},
    {"executable", COMPONENT_EXECUTABLE},
    {"archive", COMPONENT_ARCHIVE},
    {"structured", COMPONENT_STRUCTURED},
    {"download", COMPONENT_DOWNLOAD},
    {"source-uri", COMPONENT_SOURCE_URI},
    {"model-card", COMPONENT_MODEL_CARD},
};

static const struct named_bit list_bits[] = {
    {"author", LIST_AUTHOR},
    {"author-contact", LIST_AUTHOR_CONTACT},
    {"author-any-contact", LIST_AUTHOR_ANY_CONTACT},
    {"timestamp", LIST_TIMESTAMP},
    {"tool", LIST_TOOL},
    {"lifecycle", LIST_LIFECYCLE},
    {"identity", LIST_IDENTITY},
    {"product", LIST_PRODUCT},
    {"dependencies", LIST_DEPENDENCIES},
    {"top-level", LIST_TOP_LEVEL},
    {"completeness", LIST_COMPLETENESS},
    {"no-vulnerabilities", LIST_NO_VULNERABILITIES},
    {"format-version", LIST_RECENT_FORMAT},
};

static uint32_t find_bit(const struct named_bit *bits, size_t len, const char *name) {
  for (size_t i = 0; i < len; i++)
    if (str_eq(bits[i].name, name)) return bits[i].bit;
  return 0;
}

uint32_t component_given_bit(const char *name) {
  return find_bit(component_bits, ARRAY_LEN(component_bits), name);
}

uint32_t list_given_bit(const char *name) {
  return find_bit(list_bits, ARRAY_LEN(list_bits), name);
}
