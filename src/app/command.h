/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command: the one table of commands. The command line parses by it, help and the manual page are printed from it, the workbench shows it.
 * What a command does on the command line stands in cli/, found by its id: arrows only point down.
 */
#ifndef CRADLE_APP_COMMAND_H
#define CRADLE_APP_COMMAND_H

#include "base/base.h"

enum command_id {
  COMMAND_OPEN,
  COMMAND_INIT,
  COMMAND_DEMO,
  COMMAND_ADD,
  COMMAND_ARCHIVE,
  COMMAND_LIST,
  COMMAND_ASK,
  COMMAND_SET,
  COMMAND_APPLY,
  COMMAND_LINK,
  COMMAND_UNLINK,
  COMMAND_UNDO,
  COMMAND_REDO,
  COMMAND_INTERVIEW,
  COMMAND_ASSESS,
  COMMAND_DUTIES,
  COMMAND_CROSS_MAP,
  COMMAND_WHY,
  COMMAND_RENDER,
  COMMAND_IMPORT,
  COMMAND_COMPONENTS,
  COMMAND_ACCEPT,
  COMMAND_EXPORT,
  COMMAND_LAW,
  COMMAND_LOG,
  COMMAND_CHECK,
  COMMAND_PACK,
  COMMAND_HELP,
  COMMAND_COUNT
};

/* An option, of one command or (options_everywhere) of all. */
struct option_info {
  const char *name;     /* "note": --note */
  char letter;          /* 'o': -o as well; 0: none */
  const char *argument; /* "TEXT"; NULL: the option takes none */
  const char *help;     /* N_() */
};

enum command_flag {
  COMMAND_NEEDS_WORKSPACE = 1, /* the first argument is a workspace that exists */
  COMMAND_WRITES = 2,          /* ... and it is opened for writing */
  COMMAND_NEEDS_SUBJECT = 4,   /* the second argument is a subject of it */
};

struct command {
  const char *name;      /* "" opens the workbench */
  const char *arguments; /* "FILE TYPE NAME"; "[X]" may be left out, "[X...]" stands for any number, "X..." for at least one */
  unsigned flags;
  const char *summary; /* N_(), one line */
  const char *help;    /* N_(), paragraphs separated by an empty line */
  const struct option_info *options;
  size_t options_len;
};

enum command_id command_id(const struct command *command);
const struct command *command_at(enum command_id id); /* the order of ids is the one in which help shows them */
const struct command *command_find(const char *name); /* NULL */
/* How many arguments the pattern demands and allows. */
void command_arguments(const struct command *command, size_t *ret_least, size_t *ret_most);

extern const struct option_info options_everywhere[];
extern const size_t options_everywhere_len;

#endif
