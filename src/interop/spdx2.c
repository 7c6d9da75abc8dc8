/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/spdx2.h"

#include <stdlib.h>
#include <string.h>

static const char known_purposes[] =
    "OTHER INSTALL ARCHIVE FIRMWARE APPLICATION FRAMEWORK LIBRARY CONTAINER SOURCE DEVICE OPERATING-SYSTEM "
    "OPERATING_SYSTEM FILE";

void spdx2_begin(struct spdx2 *spdx, struct reading *reading) {
  *spdx = (struct spdx2){.reading = reading};
}

void spdx2_free(struct spdx2 *spdx) {
  struct buf *const bufs[] = {&spdx->concluded,   &spdx->declared, &spdx->algorithm, &spdx->checksum, &spdx->ref_type,
                              &spdx->ref_locator, &spdx->from,     &spdx->to,        &spdx->relation};
  for (size_t i = 0; i < ARRAY_LEN(bufs); i++)
    buf_free(bufs[i]);
  draft_free(&spdx->draft);
}

static const char *owner(const struct spdx2 *spdx) {
  return spdx->in_package ? draft_label(&spdx->draft) : NULL;
}

static void put(struct spdx2 *spdx, struct buf *buf, const char *text) {
  buf->len = 0;
  reading_tidy(spdx->reading, owner(spdx), text, buf);
}

/* ---- the document ---- */

static enum status set_version(struct spdx2 *spdx, const char *text) {
  struct reading *reading = spdx->reading;
  if (!str_starts(text, "SPDX-")) return reading_refuse(reading, NULL, _("The field “SPDXVersion” should be “SPDX-2.3”."));
  const char *version = reading_keep(reading, text + strlen("SPDX-"));
  if (!version || !str_in_list("2.2 2.2.1 2.2.2 2.3 2.3.1", version))
    return reading_refuse_version(reading, "SPDX", version ? version : "?", "2.3, 3.0.1");
  if (str_starts(version, "2.2")) reading_warn(reading, NULL, _("The list is written in SPDX 2.2; it is read as SPDX 2.3."));
  if (!reading->list->spec_version) reading->list->spec_version = version;
  return STATUS_OK;
}

struct party {
  const char *name; /* not terminated */
  size_t len;
  bool has_contact;
};

/* "Organization: Name (address)" */
static bool read_party(const char *text, struct party *ret_party) {
  static const char *const kinds[] = {"Organization:", "Person:"};
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
    if (!str_starts(text, kinds[i])) continue;
    const char *name = text + strlen(kinds[i]);
    name += strspn(name, " \t");
    const char *address = strrchr(name, '(');
    size_t len = address && address[strcspn(address, ")")] ? (size_t)(address - name) : strlen(name);
    *ret_party = (struct party){name, len, len < strlen(name) && strcspn(address + 1, " )") > 0};
    return true;
  }
  return false;
}

static void add_creator(struct spdx2 *spdx, const char *text) {
  struct component_list *list = spdx->reading->list;
  struct party party;
  if (str_starts(text, "Tool:")) {
    reading_keep_first(spdx->reading, &list->tool, text + strlen("Tool:"));
  } else if (read_party(text, &party)) {
    CLEANUP(mem_freep) char *name = mem_strndup(party.name, party.len);
    reading_keep_first(spdx->reading, &list->author, name);
    if (party.has_contact) list->given |= LIST_AUTHOR_CONTACT | LIST_AUTHOR_ANY_CONTACT;
  } else {
    reading_warn(spdx->reading, NULL, _("A creator of the list is neither a person, an organisation nor a tool."));
  }
}

static void add_described(struct spdx2 *spdx, const char *ref) {
  if (ref_set_add(&spdx->reading->described, ref_hash(ref), 0)) spdx->reading->list->counts.described++;
  reading_set_product(spdx->reading, ref);
}

/* ---- packages ---- */

static void set_maker(struct spdx2 *spdx, const char *text, enum field field) {
  struct party party;
  if (!asserted(text)) return;
  if (!read_party(text, &party)) {
    reading_warn(spdx->reading, owner(spdx), _("A maker is neither a person nor an organisation."));
    draft_set(&spdx->draft, spdx->reading, field, text);
    return;
  }
  CLEANUP(mem_freep) char *name = mem_strndup(party.name, party.len);
  draft_set(&spdx->draft, spdx->reading, field, name);
  if (!party.has_contact) return;
  spdx->draft.component.given |= COMPONENT_ANY_CONTACT;
  if (field == FIELD_MANUFACTURER) spdx->draft.component.given |= COMPONENT_CREATOR_CONTACT;
}

static void set_download(struct spdx2 *spdx, const char *text) {
  if (asserted(text) && draft_set(&spdx->draft, spdx->reading, FIELD_DISTRIBUTION, text)) spdx->draft.component.given |= COMPONENT_DOWNLOAD;
}

static void set_purpose(struct spdx2 *spdx, const char *text) {
  draft_set(&spdx->draft, spdx->reading, FIELD_TYPE, text);
  if (!str_in_list(known_purposes, text)) reading_warn(spdx->reading, owner(spdx), _("SPDX knows no purpose of packages “%s”."), text);
  if (strcmp(text, "FRAMEWORK") == 0) spdx->draft.component.kind = COMPONENT_FRAMEWORK;
}

/* SPDX has the checksum of the file that the package is. */
static void add_checksum(struct spdx2 *spdx) {
  if (spdx->checksum.len == 0) return;
  draft_add_hash(&spdx->draft, spdx->reading, buf_str(&spdx->algorithm), buf_str(&spdx->checksum));
  if (strcmp(buf_str(&spdx->algorithm), "SHA512") == 0) spdx->draft.component.given |= COMPONENT_HASH_FILE;
}

static void add_external_ref(struct spdx2 *spdx) {
  const char *type = spdx->ref_type.len > 0 ? spdx->ref_type.data : "", *locator = spdx->ref_locator.len > 0 ? spdx->ref_locator.data : "";
  if (strcmp(type, "purl") == 0)
    draft_set(&spdx->draft, spdx->reading, FIELD_PURL, locator);
  else if (strcmp(type, "cpe23Type") == 0 || strcmp(type, "cpe22Type") == 0)
    draft_set(&spdx->draft, spdx->reading, FIELD_CPE, locator);
  else if (*locator && str_in_list("swid swh gitoid", type))
    spdx->draft.component.given |= COMPONENT_IDENTIFIER;
}

static void begin_package(struct spdx2 *spdx) {
  draft_begin(&spdx->draft, spdx->reading, NULL, COMPONENT_LISTED);
  spdx->concluded.len = spdx->declared.len = 0;
  spdx->in_package = true;
}

/* NONE is a statement, but no licence. */
static void set_licences(struct spdx2 *spdx) {
  const char *concluded = spdx->concluded.len > 0 ? asserted(spdx->concluded.data) : NULL;
  const char *declared = spdx->declared.len > 0 ? asserted(spdx->declared.data) : NULL;
  if (concluded) spdx->draft.component.given |= COMPONENT_LICENCE_CONCLUDED;
  if (declared) spdx->draft.component.given |= COMPONENT_LICENCE_DECLARED;
  if (concluded || declared) draft_add_licence(&spdx->draft, spdx->reading, concluded ? concluded : declared);
}

static enum status end_package(struct spdx2 *spdx) {
  set_licences(spdx);
  spdx->in_package = false;
  if (!draft_text(&spdx->draft, FIELD_REF))
    reading_warn(spdx->reading, draft_label(&spdx->draft), _("The package has no SPDX identifier."));
  return reading_add_component(spdx->reading, draft_finish(&spdx->draft));
}

/* ---- relationships ---- */

struct relation {
  const char *word;
  enum dependency_kind kind;
  bool is_turned; /* the second element depends on, or contains, the first */
};

static const struct relation relations[] = {
    {"DESCRIBES", DEPENDENCY_DESCRIBES, false},
    {"DESCRIBED_BY", DEPENDENCY_DESCRIBES, true},
    {"CONTAINS", DEPENDENCY_CONTAINS, false},
    {"CONTAINED_BY", DEPENDENCY_CONTAINS, true},
    {"DEPENDS_ON", DEPENDENCY_ON, false},
    {"DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"RUNTIME_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"OPTIONAL_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"PROVIDED_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"BUILD_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"DEV_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"TEST_DEPENDENCY_OF", DEPENDENCY_ON, true},
    {"HAS_PREREQUISITE", DEPENDENCY_ON, false},
    {"PREREQUISITE_FOR", DEPENDENCY_ON, true},
    {"DYNAMIC_LINK", DEPENDENCY_ON, false},
    {"STATIC_LINK", DEPENDENCY_ON, false},
};

static const char other_relations[] =
    "VARIANT_OF COPY_OF PATCH_FOR DATA_FILE_OF OPTIONAL_COMPONENT_OF ANCESTOR_OF GENERATES FILE_ADDED REQUIREMENT_DESCRIPTION_FOR "
    "METAFILE_OF "
    "DEPENDENCY_MANIFEST_OF PATCH_APPLIED TEST_OF TEST_TOOL_OF SPECIFICATION_FOR FILE_MODIFIED DISTRIBUTION_ARTIFACT AMENDS "
    "DOCUMENTATION_OF "
    "GENERATED_FROM OTHER BUILD_TOOL_OF TEST_CASE_OF PACKAGE_OF DESCENDANT_OF FILE_DELETED EXPANDED_FROM_ARCHIVE DEV_TOOL_OF EXAMPLE_OF";

static struct relation relation_of(struct spdx2 *spdx, const char *word) {
  for (size_t i = 0; i < ARRAY_LEN(relations); i++)
    if (strcmp(relations[i].word, word) == 0) return relations[i];
  if (!str_in_list(other_relations, word)) reading_warn(spdx->reading, NULL, _("SPDX knows no relationship “%s”."), word);
  return (struct relation){word, DEPENDENCY_OTHER, false};
}

static enum status add_relationship(struct spdx2 *spdx) {
  struct reading *reading = spdx->reading;
  if (spdx->from.len == 0 || spdx->to.len == 0 || spdx->relation.len == 0) {
    reading_warn(reading, NULL, _("A relationship lacks an element or its type, and was passed over."));
    return STATUS_OK;
  }
  const struct relation relation = relation_of(spdx, spdx->relation.data);
  struct dependency dependency = {.from = relation.is_turned ? spdx->to.data : spdx->from.data,
                                  .to = relation.is_turned ? spdx->from.data : spdx->to.data,
                                  .kind = relation.kind,
                                  .word = spdx->relation.data};
  unsigned column;
  reading->locate(reading->reader, &dependency.line, &column);
  reading->list->counts.dependency_edges++;
  if (ref_set_add(&reading->sources, ref_hash(spdx->from.data), 0)) reading->list->counts.dependency_nodes++;
  if (relation.kind == DEPENDENCY_DESCRIBES) add_described(spdx, dependency.to);
  return reading_add_dependency(reading, &dependency);
}

/* ---- steps ---- */

void spdx2_enter(struct spdx2 *spdx, unsigned place) {
  struct component_counts *counts = &spdx->reading->list->counts;
  switch (place) {
  case PACKAGE_PLACE:
    begin_package(spdx);
    break;
  case CHECKSUM:
    spdx->algorithm.len = spdx->checksum.len = 0;
    break;
  case EXTERNAL_REF:
    spdx->ref_type.len = spdx->ref_locator.len = 0;
    break;
  case RELATIONSHIP:
    spdx->from.len = spdx->to.len = spdx->relation.len = 0;
    break;
  case FILE_PLACE:
    counts->files++;
    break;
  case SNIPPET:
    counts->snippets++;
    break;
  case EXTRACTED_LICENCE:
    counts->extracted_licences++;
    break;
  default:
    break;
  }
}

enum status spdx2_leave(struct spdx2 *spdx, unsigned place) {
  if (place == PACKAGE_PLACE) return end_package(spdx);
  if (place == RELATIONSHIP) return add_relationship(spdx);
  if (place == CHECKSUM) add_checksum(spdx);
  if (place == EXTERNAL_REF) add_external_ref(spdx);
  return STATUS_OK;
}

static void package_text(struct spdx2 *spdx, unsigned place, const char *text) {
  struct draft *draft = &spdx->draft;
  switch (place) {
  case PACKAGE_ID:
    draft_set(draft, spdx->reading, FIELD_REF, text);
    break;
  case NAME_OF_PACKAGE:
    draft_set(draft, spdx->reading, FIELD_NAME, text);
    break;
  case VERSION_OF_PACKAGE:
    if (asserted(text)) draft_set(draft, spdx->reading, FIELD_VERSION, text);
    break;
  case PACKAGE_SUPPLIER:
    set_maker(spdx, text, FIELD_SUPPLIER);
    break;
  case PACKAGE_ORIGINATOR:
    set_maker(spdx, text, FIELD_MANUFACTURER);
    break;
  case PACKAGE_DOWNLOAD:
    set_download(spdx, text);
    break;
  case PACKAGE_CONCLUDED:
    put(spdx, &spdx->concluded, text);
    break;
  case PACKAGE_DECLARED:
    put(spdx, &spdx->declared, text);
    break;
  case PACKAGE_FILE_NAME:
    if (*text) draft->component.given |= COMPONENT_FILE_NAME;
    break;
  case PACKAGE_PURPOSE:
    set_purpose(spdx, text);
    break;
  default:
    break;
  }
}

/* Where the text of a part is gathered until the part ends. */
static struct buf *part_text(struct spdx2 *spdx, unsigned place) {
  switch (place) {
  case CHECKSUM_ALGORITHM:
    return &spdx->algorithm;
  case CHECKSUM_VALUE:
    return &spdx->checksum;
  case EXTERNAL_REF_TYPE:
    return &spdx->ref_type;
  case EXTERNAL_REF_LOCATOR:
    return &spdx->ref_locator;
  case RELATION_FROM:
    return &spdx->from;
  case RELATION_TO:
    return &spdx->to;
  case RELATION_TYPE:
    return &spdx->relation;
  default:
    return NULL;
  }
}

enum status spdx2_text(struct spdx2 *spdx, unsigned place, const char *text) {
  struct component_list *list = spdx->reading->list;
  struct buf *part = part_text(spdx, place);
  if (part) {
    put(spdx, part, text);
    return STATUS_OK;
  }
  switch (place) {
  case SPDX_VERSION:
    return set_version(spdx, text);
  case DOCUMENT_NAME:
    reading_keep_first(spdx->reading, &list->name, text);
    break;
  case NAMESPACE:
    reading_keep_first(spdx->reading, &list->serial_number, text);
    break;
  case CREATED:
    reading_keep_first(spdx->reading, &list->timestamp, text);
    reading_check_timestamp(spdx->reading);
    break;
  case CREATOR:
    add_creator(spdx, text);
    break;
  case DESCRIBES_REF:
    add_described(spdx, text);
    break;
  case DOCUMENT_ID:
  case OTHER_ID:
    reading_add_ref(spdx->reading, text);
    break;
  default:
    package_text(spdx, place, text);
    break;
  }
  return STATUS_OK;
}

enum status spdx2_finish(struct spdx2 *spdx) {
  struct component_list *list = spdx->reading->list;
  if (!list->spec_version) return reading_refuse(spdx->reading, NULL, _("The list does not say in which version of SPDX it is written."));
  if (list->serial_number) list->given |= LIST_IDENTITY;
  return STATUS_OK;
}
