/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screens about component lists share. */
#ifndef CRADLE_TUI_COMPONENTS_H
#define CRADLE_TUI_COMPONENTS_H

#include "tui/model/internal.h"

const char *or_dash(const char *text);

/* component_pages.c */
void open_component_rules(struct view *view, const char *subject);
/* Asks with which other list to compare; at once if there is only one. */
void ask_component_difference(struct view *view, const char *subject);

#endif
