/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks what was written against the public schemas, where these and the tools are there. Include after cmocka.h. */
#ifndef CRADLE_TESTS_INTEROP_SCHEMAS_H
#define CRADLE_TESTS_INTEROP_SCHEMAS_H

#include "base/base.h"
#include "skip.h"

#include <stdlib.h>
#include <sys/wait.h>

static inline int exit_status_of(const char *command) {
  int status = system(command);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline const char *schemas_or_skip(void) {
  const char *corpus = getenv("CRADLE_CORPUS");
  if (!corpus) skip_because("CRADLE_CORPUS is not set, so the public schemas are not there");
  return corpus;
}

static inline void assert_valid_xml(const char *schema, const char *path) {
  const char *corpus = schemas_or_skip();
  if (exit_status_of("xmllint --version >/dev/null 2>&1") != 0) skip_because("xmllint is not installed");
  CLEANUP(mem_freep)
  char *command =
      mem_printf("XML_CATALOG_FILES='%s/schemas/cyclonedx/xmlcatalog.xml' xmllint --nonet --noout --schema '%s/schemas/%s' '%s'", corpus,
                 corpus, schema, path);
  if (exit_status_of(command) != 0) fail_msg("%s is not valid against %s", path, schema);
}

static inline void assert_valid_json_in(const char *folder, const char *schema, const char *path) {
  CLEANUP(mem_freep)
  char *command = mem_printf("python3 '%s/tests/interop/validate.py' '%s/%s' '%s' >&2", TOP_SRCDIR, folder, schema, path);
  int status = exit_status_of(command);
  if (status == 77 || status == 127) skip_because("python3 with jsonschema is not installed");
  if (status != 0) fail_msg("%s is not valid against %s", path, schema);
}

static inline void assert_valid_json(const char *schema, const char *path) {
  CLEANUP(mem_freep) char *folder = mem_printf("%s/schemas", schemas_or_skip());
  assert_valid_json_in(folder, schema, path);
}

#endif
