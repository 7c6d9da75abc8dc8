/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From argv to a call, by the command table. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

const char *call_argument(const struct call *call, size_t index) {
  return index < call->arguments.len ? call->arguments.items[index] : NULL;
}

const char *call_option(const struct call *call, const char *name) {
  return map_get(call->options, name);
}

enum status call_refuse(struct call *call, const char *next, const char *what) {
  return error_set(&call->error, STATUS_USAGE, NULL, next, "%s", what);
}

/* ---- which command ---- */

static const char *const manual_option = "--man"; /* for the build: not shown in help */

static bool takes_argument(const char *name) {
  for (size_t i = 0; i < options_everywhere_len; i++)
    if (str_eq(options_everywhere[i].name, name)) return options_everywhere[i].argument != NULL;
  return false;
}

/* The first word that is neither an option nor the argument of an option that stands everywhere; 0 if there is none. */
static int first_word(int argc, char *const *argv) {
  for (int i = 1; i < argc; i++) {
    if (argv[i][0] != '-' || !argv[i][1]) return i;
    if (str_starts(argv[i], "--") && takes_argument(argv[i] + 2)) i++;
  }
  return 0;
}

static bool has_option(int argc, char *const *argv, const char *option) {
  for (int i = 1; i < argc; i++)
    if (str_eq(argv[i], option)) return true;
  return false;
}

static bool asks_for_information(int argc, char *const *argv) {
  return has_option(argc, argv, "--help") || has_option(argc, argv, "-h") || has_option(argc, argv, "--version") ||
         has_option(argc, argv, manual_option);
}

static bool looks_like_workspace(const char *word) {
  const char *end = strrchr(word, '.');
  return str_eq(end, ".cradle") || strchr(word, '/') || file_exists(word);
}

bool cli_opens_workbench(int argc, char *const *argv, const char **ret_file) {
  if (asks_for_information(argc, argv)) return false;
  int word = first_word(argc, argv);
  if (word && (command_find(argv[word]) || !looks_like_workspace(argv[word]))) return false;
  *ret_file = word ? argv[word] : NULL;
  return true;
}

static char *all_commands(void) {
  struct buf names = {0};
  for (enum command_id id = COMMAND_OPEN + 1; id < COMMAND_COUNT; id++)
    buf_printf(&names, "%s%s", names.len ? ", " : "", command_at(id)->name);
  return buf_take(&names);
}

static enum status find_command(int argc, char *const *argv, struct call *call, int *ret_word) {
  int word = first_word(argc, argv);
  call->command = word ? command_find(argv[word]) : command_at(COMMAND_OPEN);
  *ret_word = call->command && word ? word : 0;
  if (call->command) return STATUS_OK;
  if (looks_like_workspace(argv[word])) {
    call->command = command_at(COMMAND_OPEN);
    return STATUS_OK;
  }
  CLEANUP(mem_freep) char *names = all_commands();
  CLEANUP(mem_freep) char *next = mem_printf(_("The commands are: %s."), names);
  return error_set(&call->error, STATUS_USAGE, NULL, next, _("There is no command “%s”."), argv[word]);
}

/* ---- options ---- */

static const struct option_info *search(const struct option_info *options, size_t len, const char *name, size_t name_len) {
  for (size_t i = 0; i < len; i++) {
    bool named = strlen(options[i].name) == name_len && strncmp(options[i].name, name, name_len) == 0;
    if (named) return &options[i];
  }
  return NULL;
}

static const struct option_info *search_letter(const struct option_info *options, size_t len, char letter) {
  for (size_t i = 0; i < len; i++)
    if (options[i].letter == letter) return &options[i];
  return NULL;
}

/* word is "--name", "--name=text" or "-x". */
static const struct option_info *find_option(const struct call *call, const char *word) {
  const struct command *command = call->command;
  const struct option_info *found;
  if (word[1] != '-') {
    if (word[2]) return NULL;
    found = search_letter(command->options, command->options_len, word[1]);
    return found ? found : search_letter(options_everywhere, options_everywhere_len, word[1]);
  }
  size_t len = strcspn(word + 2, "=");
  found = search(command->options, command->options_len, word + 2, len);
  return found ? found : search(options_everywhere, options_everywhere_len, word + 2, len);
}

static enum status refuse_option(struct call *call, const char *word, const char *what) {
  CLEANUP(mem_freep)
  char *next = *call->command->name ? mem_printf(_("“cradle %s --help” shows the options."), call->command->name)
                                    : mem_strdup(_("“cradle --help” shows the options."));
  return error_set(&call->error, STATUS_USAGE, word, next, "%s", what);
}

static enum status read_option(struct call *call, int argc, char *const *argv, int *index) {
  const char *word = argv[*index];
  const struct option_info *option = find_option(call, word);
  if (!option) return refuse_option(call, word, _("There is no such option."));
  const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
  const char *text = "";
  if (option->argument && equals)
    text = equals + 1;
  else if (option->argument && *index + 1 < argc)
    text = argv[++*index];
  else if (option->argument)
    return refuse_option(call, word, _("The option needs a text behind it."));
  else if (equals)
    return refuse_option(call, word, _("The option takes no text."));
  if (map_get(call->options, option->name)) return refuse_option(call, word, _("The option is given twice."));
  map_put(call->options, option->name, (void *)text);
  return STATUS_OK;
}

/* A negative number is no option. */
static bool is_option(const char *word) {
  return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

static enum status read_words(int argc, char *const *argv, int command_word, struct call *call) {
  bool only_arguments = false;
  enum status status = STATUS_OK;
  for (int i = 1; i < argc && status == STATUS_OK; i++) {
    if (i == command_word) continue;
    if (!only_arguments && str_eq(argv[i], "--"))
      only_arguments = true;
    else if (!only_arguments && str_eq(argv[i], manual_option))
      map_put(call->options, "man", (void *)manual_option);
    else if (!only_arguments && is_option(argv[i]))
      status = read_option(call, argc, argv, &i);
    else
      vec_push(&call->arguments, (const char *)argv[i]);
  }
  return status;
}

static enum status refuse_language(struct call *call, const char *lang) {
  CLEANUP(mem_freep) char *all = lang_list();
  CLEANUP(mem_freep) char *next = mem_printf(_("The languages are: %s."), all);
  return error_set(&call->error, STATUS_USAGE, "--lang", next, _("There is no language “%s”."), lang);
}

/* A text for a declaration may be stated, and law be read, in a language that the program itself does not speak. */
static bool states_texts(const struct call *call) {
  enum command_id id = command_id(call->command);
  return id == COMMAND_SET || id == COMMAND_APPLY || id == COMMAND_LAW;
}

static enum status read_everywhere(struct call *call) {
  call->json = call_option(call, "json") != NULL;
  const char *as_of = call_option(call, "as-of"), *lang = call_option(call, "lang"), *by = call_option(call, "by");
  if (as_of && !day_parse(as_of, &call->day)) return refuse_option(call, "--as-of", _("The day does not exist; write it like 2027-12-11."));
  if (as_of) call->as_of = &call->day;
  if (lang && (strlen(lang) < 2 || strspn(lang, "abcdefghijklmnopqrstuvwxyz") != strlen(lang)))
    return refuse_option(call, "--lang", _("A language is named by its letters, such as en or de."));
  if (lang && !lang_exists(lang) && !states_texts(call)) return refuse_language(call, lang);
  if (by && (!*by || !utf8_valid(by, strlen(by))))
    return refuse_option(call, "--by", _("The name of the person is empty or not valid UTF-8."));
  return STATUS_OK;
}

enum status args_parse(int argc, char *const *argv, struct call *call) {
  int word = 0;
  enum status status = find_command(argc, argv, call, &word);
  if (status == STATUS_OK) status = read_words(argc, argv, word, call);
  return status ? status : read_everywhere(call);
}

enum status args_check_count(struct call *call) {
  size_t least, most;
  command_arguments(call->command, &least, &most);
  if (call->arguments.len >= least && call->arguments.len <= most) return STATUS_OK;
  CLEANUP(mem_freep) char *next = mem_printf(_("Write: cradle %s %s"), call->command->name, call->command->arguments);
  return call_refuse(call, next,
                     call->arguments.len < least ? _("Something is missing on the command line.")
                                                 : _("There is too much on the command line."));
}

enum status read_limit(struct call *call, size_t *ret_limit) {
  const char *text = call_option(call, "limit");
  *ret_limit = 0;
  if (!text) return STATUS_OK;
  bool number = *text && strlen(text) < 10 && strspn(text, "0123456789") == strlen(text);
  *ret_limit = number ? strtoul(text, NULL, 10) : 0;
  if (*ret_limit) return STATUS_OK;
  return error_set(&call->error, STATUS_USAGE, "--limit", _("Give a whole number above 0."), _("“%s” is not such a number."), text);
}
