/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interop/spdx2.h: SPDX 2, the same for JSON and tag-value. */
#ifndef CRADLE_INTEROP_SPDX2_H
#define CRADLE_INTEROP_SPDX2_H

#include "interop/internal.h"

enum spdx2_place {
  DOCUMENT = 1,
  SPDX_VERSION,
  DOCUMENT_ID,
  DOCUMENT_NAME,
  NAMESPACE,
  CREATION,
  CREATED,
  CREATORS,
  CREATOR,
  PACKAGES,
  PACKAGE_PLACE,
  PACKAGE_ID,
  NAME_OF_PACKAGE,
  VERSION_OF_PACKAGE,
  PACKAGE_SUPPLIER,
  PACKAGE_ORIGINATOR,
  PACKAGE_DOWNLOAD,
  PACKAGE_CONCLUDED,
  PACKAGE_DECLARED,
  PACKAGE_FILE_NAME,
  PACKAGE_PURPOSE,
  CHECKSUMS,
  CHECKSUM,
  CHECKSUM_ALGORITHM,
  CHECKSUM_VALUE,
  EXTERNAL_REFS,
  EXTERNAL_REF,
  EXTERNAL_REF_TYPE,
  EXTERNAL_REF_LOCATOR,
  FILES,
  FILE_PLACE,
  SNIPPETS,
  SNIPPET,
  OTHER_ID,
  EXTRACTED_LICENCES,
  EXTRACTED_LICENCE,
  DESCRIBES,
  DESCRIBES_REF,
  RELATIONSHIPS,
  RELATIONSHIP,
  RELATION_FROM,
  RELATION_TO,
  RELATION_TYPE,
};

struct spdx2 {
  struct reading *reading;
  bool in_package;
  struct draft draft;
  struct buf concluded, declared;
  struct buf algorithm, checksum;   /* of the checksum that is being read */
  struct buf ref_type, ref_locator; /* of the external reference */
  struct buf from, to, relation;    /* of the relationship */
};

void spdx2_begin(struct spdx2 *spdx, struct reading *reading);
void spdx2_free(struct spdx2 *spdx);
/* The places that begin and end something: packages, checksums, ... */
void spdx2_enter(struct spdx2 *spdx, unsigned place);
enum status spdx2_leave(struct spdx2 *spdx, unsigned place);
enum status spdx2_text(struct spdx2 *spdx, unsigned place, const char *text);
enum status spdx2_finish(struct spdx2 *spdx);

#endif
