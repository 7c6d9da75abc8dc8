/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a scenario written as README.md says, with ids and values that the law pack has? A misspelt one would expect nothing. */
#ifndef CRADLE_TESTS_FORM_H
#define CRADLE_TESTS_FORM_H

#include "kb/kb.h"
#include "json/json.h"

/* Prints what is wrong; gives the number of faults. */
size_t scenario_faults(const char *path, const struct json *root, const struct pack *pack);

#endif
