/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CRADLE_TUI_TERM_INTERNAL_H
#define CRADLE_TUI_TERM_INTERNAL_H

#include <curses.h>

#include "tui/model/model.h"

/* show.c */
void show_begin(bool colour);
void show_grid(const struct grid *grid);

/* input.c */
enum { PASTE_BEGINS = KEY_MAX + 1, PASTE_ENDS = KEY_MAX + 2 }; /* as keys of curses */
enum input { INPUT_KEY, INPUT_RESIZED, INPUT_NOTHING, INPUT_ENDED };
void input_begin(void);
void input_end(void);
/* Waits for something to read; false: nothing came within that time, or a signal did. */
bool input_comes(int milliseconds);
enum input input_read(struct key *ret_key);
bool input_paste_goes_on(void); /* more of a pasted text waits: drawing each of its letters would take seconds */

/* restore.c */
void restore_begin(void); /* before curses starts: remembers the terminal */
void restore_ready(void); /* after curses started: what to send when the program crashes; takes the signals */
void restore_end(void);   /* signals as they were */
bool restore_asked_to_end(void);

#endif
