/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the real xgettext extracts, for tests that compare our messages with it. */
#ifndef CRADLE_TESTS_XGETTEXT_H
#define CRADLE_TESTS_XGETTEXT_H

#include "base/base.h"

struct extracted {
  char *context; /* "" if none */
  char *message;
};
typedef VEC(struct extracted) extracted_vec_t;

bool xgettext_exists(void);
/* arguments: words for the shell: how xgettext finds its rules, and the files. False if it fails. Caller frees with extracted_free. */
bool xgettext_run(const char *environment, const char *arguments, extracted_vec_t *ret_extracted);
void extracted_free(extracted_vec_t *extracted);

#endif
