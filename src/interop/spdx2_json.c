/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/spdx2.h"

#include <stdlib.h>

#define STEPS(...)                                                                                                                         \
  (const struct step[]) {                                                                                                                  \
    __VA_ARGS__, {                                                                                                                         \
      NULL, 0                                                                                                                              \
    }                                                                                                                                      \
  }
#define OBJECT(...)                                                                                                                        \
  { SHAPE_OBJECT, 0, STEPS(__VA_ARGS__) }
#define NEEDED_OBJECT(...)                                                                                                                 \
  { SHAPE_OBJECT, PLACE_NEEDED, STEPS(__VA_ARGS__) }
#define LIST(place)                                                                                                                        \
  { SHAPE_LIST, 0, STEPS({"[]", place}) }
#define NEEDED_LIST(place)                                                                                                                 \
  { SHAPE_LIST, PLACE_NEEDED, STEPS({"[]", place}) }
#define TEXT                                                                                                                               \
  { SHAPE_TEXT, 0, NULL }

static const struct place places[] = {
    [DOCUMENT] = NEEDED_OBJECT({"spdxVersion", SPDX_VERSION}, {"SPDXID", DOCUMENT_ID}, {"name", DOCUMENT_NAME},
                               {"documentNamespace", NAMESPACE}, {"creationInfo", CREATION}, {"packages", PACKAGES}, {"files", FILES},
                               {"snippets", SNIPPETS}, {"hasExtractedLicensingInfos", EXTRACTED_LICENCES}, {"documentDescribes", DESCRIBES},
                               {"relationships", RELATIONSHIPS}),
    [SPDX_VERSION] = TEXT,
    [DOCUMENT_ID] = TEXT,
    [DOCUMENT_NAME] = TEXT,
    [NAMESPACE] = TEXT,
    [CREATION] = OBJECT({"created", CREATED}, {"creators", CREATORS}),
    [CREATED] = TEXT,
    [CREATORS] = LIST(CREATOR),
    [CREATOR] = TEXT,
    [PACKAGES] = NEEDED_LIST(PACKAGE_PLACE),
    [PACKAGE_PLACE] = NEEDED_OBJECT({"SPDXID", PACKAGE_ID}, {"name", NAME_OF_PACKAGE}, {"versionInfo", VERSION_OF_PACKAGE},
                                    {"supplier", PACKAGE_SUPPLIER}, {"originator", PACKAGE_ORIGINATOR},
                                    {"downloadLocation", PACKAGE_DOWNLOAD}, {"licenseConcluded", PACKAGE_CONCLUDED},
                                    {"licenseDeclared", PACKAGE_DECLARED}, {"packageFileName", PACKAGE_FILE_NAME},
                                    {"primaryPackagePurpose", PACKAGE_PURPOSE}, {"checksums", CHECKSUMS}, {"externalRefs", EXTERNAL_REFS}),
    [PACKAGE_ID] = TEXT,
    [NAME_OF_PACKAGE] = TEXT,
    [VERSION_OF_PACKAGE] = TEXT,
    [PACKAGE_SUPPLIER] = TEXT,
    [PACKAGE_ORIGINATOR] = TEXT,
    [PACKAGE_DOWNLOAD] = TEXT,
    [PACKAGE_CONCLUDED] = TEXT,
    [PACKAGE_DECLARED] = TEXT,
    [PACKAGE_FILE_NAME] = TEXT,
    [PACKAGE_PURPOSE] = TEXT,
    [CHECKSUMS] = LIST(CHECKSUM),
    [CHECKSUM] = OBJECT({"algorithm", CHECKSUM_ALGORITHM}, {"checksumValue", CHECKSUM_VALUE}),
    [CHECKSUM_ALGORITHM] = TEXT,
    [CHECKSUM_VALUE] = TEXT,
    [EXTERNAL_REFS] = LIST(EXTERNAL_REF),
    [EXTERNAL_REF] = OBJECT({"referenceType", EXTERNAL_REF_TYPE}, {"referenceLocator", EXTERNAL_REF_LOCATOR}),
    [EXTERNAL_REF_TYPE] = TEXT,
    [EXTERNAL_REF_LOCATOR] = TEXT,
    [FILES] = LIST(FILE_PLACE),
    [FILE_PLACE] = OBJECT({"SPDXID", OTHER_ID}),
    [SNIPPETS] = LIST(SNIPPET),
    [SNIPPET] = OBJECT({"SPDXID", OTHER_ID}),
    [OTHER_ID] = TEXT,
    [EXTRACTED_LICENCES] = LIST(EXTRACTED_LICENCE),
    [EXTRACTED_LICENCE] = {SHAPE_OBJECT, 0, NULL},
    [DESCRIBES] = LIST(DESCRIBES_REF),
    [DESCRIBES_REF] = TEXT,
    [RELATIONSHIPS] = NEEDED_LIST(RELATIONSHIP),
    [RELATIONSHIP] =
        NEEDED_OBJECT({"spdxElementId", RELATION_FROM}, {"relatedSpdxElement", RELATION_TO}, {"relationshipType", RELATION_TYPE}),
    [RELATION_FROM] = TEXT,
    [RELATION_TO] = TEXT,
    [RELATION_TYPE] = TEXT,
};

static enum status on_enter(void *context, unsigned place) {
  spdx2_enter(context, place);
  return STATUS_OK;
}

static enum status on_text(void *context, unsigned place, const char *text) {
  return spdx2_text(context, place, text);
}

static enum status on_leave(void *context, unsigned place) {
  return place == DOCUMENT ? spdx2_finish(context) : spdx2_leave(context, place);
}

static const char *owner(const void *context) {
  const struct spdx2 *spdx = context;
  return spdx->in_package ? draft_label(&spdx->draft) : NULL;
}

enum status read_spdx2_json(struct reading *reading) {
  struct spdx2 spdx;
  spdx2_begin(&spdx, reading);
  struct walk walk = {
      .places = places, .enter = on_enter, .text = on_text, .leave = on_leave, .context = &spdx, .reading = reading, .owner = owner};
  enum status status = walk_json(&walk, reading->source, reading->error);
  spdx2_free(&spdx);
  return status;
}
