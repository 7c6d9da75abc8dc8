/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tui/term: shows the grid of tui/model on the terminal and reads keys from it, through ncurses. The only folder that sees curses.
 *
 * May include: base, tui/model, ncursesw.
 */
#ifndef CRADLE_TUI_WORKBENCH_H
#define CRADLE_TUI_WORKBENCH_H

#include "base/base.h"

struct app;
/* Runs the workbench until the user quits or a signal ends it. file NULL: start screen. Returns the exit status; the terminal is as it was
 * before, also after a crash. STATUS_USAGE if there is no terminal. */
int workbench_run(struct app *app, const char *file, struct error *error);

#endif
