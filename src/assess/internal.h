/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of assess/ share. */
#ifndef CRADLE_ASSESS_INTERNAL_H
#define CRADLE_ASSESS_INTERNAL_H

#include "assess/assess.h"

/* The conclusion that says whether the requirement of the record is met; NULL if none applies. */
const struct conclusion_state *record_met(struct engine *engine, const char *record);

#endif
