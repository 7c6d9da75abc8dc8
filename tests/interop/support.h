/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The samples of tests/interop/data: one invented weather station, in every format. Include after cmocka.h. */
#ifndef CRADLE_TESTS_INTEROP_SUPPORT_H
#define CRADLE_TESTS_INTEROP_SUPPORT_H

#include "interop/interop.h"

#include <stdlib.h>
#include <string.h>

struct sample {
  const char *file;
  enum interop_kind kind;
  const char *spec_version;
};

static const struct sample samples[] = {
    {"station.cdx-1.4.json", INTEROP_CYCLONEDX_JSON, "1.4"}, /* tools as a list, ASCII with escapes */
    {"station.cdx-1.5.json", INTEROP_CYCLONEDX_JSON, "1.5"}, /* head last, dependencies first, dependsOn before ref */
    {"station.cdx-1.6.json", INTEROP_CYCLONEDX_JSON, "1.6"}, /* one line */
    {"station.cdx-1.7.json", INTEROP_CYCLONEDX_JSON, "1.7"}, /* metadata behind the components */
    {"station.cdx-1.4.xml", INTEROP_CYCLONEDX_XML, "1.4"},   /* metadata last */
    {"station.cdx-1.5.xml", INTEROP_CYCLONEDX_XML, "1.5"},   /* prefixed namespace */
    {"station.cdx-1.6.xml", INTEROP_CYCLONEDX_XML, "1.6"},   /* ISO-8859-1 */
    {"station.cdx-1.7.xml", INTEROP_CYCLONEDX_XML, "1.7"},   /* UTF-16 */
    {"station.spdx-2.2.json", INTEROP_SPDX2_JSON, "2.2"},    {"station.spdx-2.3.json", INTEROP_SPDX2_JSON, "2.3"},
    {"station-2.2.spdx", INTEROP_SPDX2_TAGS, "2.2"}, /* CR LF */
    {"station-2.3.spdx", INTEROP_SPDX2_TAGS, "2.3"},         {"station.spdx-3.0.1.json", INTEROP_SPDX3_JSON, "3.0.1"},
};

static void load_sample(const struct sample *sample, struct buf *ret_content) {
  CLEANUP(mem_freep) char *path = mem_printf("%s/tests/interop/data/%s", TOP_SRCDIR, sample->file);
  assert_int_equal(file_read(path, 1 << 20, ret_content, NULL), STATUS_OK);
}

#endif
