/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help and manual page, from the command table alone. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

#ifndef PROGRAM_VERSION
#define PROGRAM_VERSION "0"
#endif

enum { COMMAND_COLUMN = 14, OPTION_COLUMN = 24 };

static char *option_form(const struct option_info *option) {
  struct buf form = {0};
  if (option->letter) buf_printf(&form, "-%c, ", option->letter);
  buf_printf(&form, "--%s", option->name);
  if (option->argument) buf_printf(&form, " %s", option->argument);
  return buf_take(&form);
}

static void put_options(struct buf *out, const struct option_info *options, size_t len) {
  for (size_t i = 0; i < len; i++) {
    CLEANUP(mem_freep) char *form = option_form(&options[i]);
    buf_puts(out, "  ");
    put_padded(out, form, OPTION_COLUMN - 2);
    CLEANUP(buf_free) struct buf text = {0};
    put_wrapped(&text, OPTION_COLUMN, OPTION_COLUMN, _(options[i].help));
    buf_puts(out, buf_str(&text) + OPTION_COLUMN);
  }
}

static void put_exit_statuses(struct buf *out) {
  static const char *const meanings[] = {
      N_("done"),
      N_("done, and the answer is no: gaps remain, a check found something"),
      N_("wrong usage, or a refused value"),
      N_("bad input file"),
      N_("the workspace cannot be opened or written"),
      N_("refused by a rule of law or of the four eyes"),
  };
  for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
    buf_printf(out, "  %zu  %s\n", i, _(meanings[i]));
}

void help_all(struct buf *out) {
  put_wrapped(out, 0, 0,
              _("Cradle leads a product with digital elements from the first question about the Cyber Resilience Act and the AI Act to its "
                "documents."));
  buf_printf(out, "\n%s\n", _("Usage: cradle [FILE.cradle], or cradle COMMAND ..."));
  put_heading(out, _("Commands:"));
  for (enum command_id id = COMMAND_OPEN + 1; id < COMMAND_COUNT; id++) {
    const struct command *command = command_at(id);
    buf_puts(out, "  ");
    put_padded(out, command->name, COMMAND_COLUMN - 2);
    buf_printf(out, "%s\n", _(command->summary));
  }
  put_heading(out, _("Options of all commands:"));
  put_options(out, options_everywhere, options_everywhere_len);
  put_heading(out, _("Exit status:"));
  put_exit_statuses(out);
  put_heading(out, _("“cradle COMMAND --help” says more about a command."));
}

void help_command(const struct command *command, struct buf *out) {
  const char *blank = *command->name ? " " : "";
  buf_printf(out, "cradle%s%s %s%s\n\n", blank, command->name, command->arguments, command->options_len ? _(" [OPTIONS]") : "");
  put_wrapped(out, 0, 0, _(command->help));
  if (!command->options_len) return;
  put_heading(out, _("Options:"));
  put_options(out, command->options, command->options_len);
}

/* ---- manual page ---- */

/* In troff a leading dot and a backslash mean something. */
static void put_troff(struct buf *out, const char *text) {
  for (bool begin = true; *text; text++) {
    if (begin && (*text == '.' || *text == '\'')) buf_puts(out, "\\&");
    begin = *text == '\n';
    if (*text == '\\')
      buf_puts(out, "\\e");
    else if (*text == '-')
      buf_puts(out, "\\-");
    else
      buf_putc(out, *text);
  }
}

static void put_troff_paragraphs(struct buf *out, const char *text) {
  for (const char *end; (end = strstr(text, "\n\n")); text = end + 2) {
    CLEANUP(mem_freep) char *paragraph = mem_strndup(text, (size_t)(end - text));
    put_troff(out, paragraph);
    buf_puts(out, "\n.IP\n");
  }
  put_troff(out, text);
  buf_putc(out, '\n');
}

static void put_manual_options(struct buf *out, const struct option_info *options, size_t len) {
  for (size_t i = 0; i < len; i++) {
    CLEANUP(mem_freep) char *form = option_form(&options[i]);
    buf_puts(out, ".TP\n.B ");
    put_troff(out, form);
    buf_putc(out, '\n');
    put_troff(out, options[i].help);
    buf_putc(out, '\n');
  }
}

static void put_manual_command(struct buf *out, const struct command *command) {
  buf_printf(out, ".TP\n.B cradle %s%s%s\n", command->name, *command->name ? " " : "", command->arguments);
  put_troff_paragraphs(out, command->help);
  if (!command->options_len) return;
  buf_puts(out, ".RS\n");
  put_manual_options(out, command->options, command->options_len);
  buf_puts(out, ".RE\n");
}

void help_manual(struct buf *out) {
  buf_printf(out, ".TH CRADLE 1 \"\" \"cradle %s\" \"User Commands\"\n", PROGRAM_VERSION);
  buf_puts(out, ".SH NAME\ncradle \\- workbench for the Cyber Resilience Act and the AI Act\n");
  buf_puts(out, ".SH SYNOPSIS\n.B cradle\n[FILE.cradle]\n.br\n.B cradle\nCOMMAND [ARGUMENTS] [OPTIONS]\n.SH COMMANDS\n");
  for (enum command_id id = COMMAND_OPEN; id < COMMAND_COUNT; id++)
    put_manual_command(out, command_at(id));
  buf_puts(out, ".SH OPTIONS OF ALL COMMANDS\n");
  put_manual_options(out, options_everywhere, options_everywhere_len);
  buf_puts(out, ".SH EXIT STATUS\n.nf\n");
  put_exit_statuses(out);
  buf_puts(out, ".fi\n.SH ENVIRONMENT\n.TP\n.B CRADLE_DATA\nFolder with data and templates, if they are not beside the program.\n"
                ".TP\n.B CRADLE_USER\nName shown in the journal.\n");
}

enum status do_help(struct call *call) {
  const char *name = call_argument(call, 0);
  const struct command *command = name ? command_find(name) : NULL;
  if (name && !command)
    return error_set(&call->error, STATUS_USAGE, NULL, _("“cradle --help” lists the commands."), _("There is no command “%s”."), name);
  if (command)
    help_command(command, call->out);
  else
    help_all(call->out);
  return STATUS_OK;
}
