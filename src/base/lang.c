/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <dirent.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/*
 * gettext looks for a catalogue by the locale, but the locale of a document's language is rarely installed. So there is one locale that
 * exists only as a folder name, chosen through LANGUAGE, and each language is a domain in it.
 */
#define PSEUDO_LOCALE "en_CRADLE"
#define CATALOGUE_BEGIN "cradle_"
#define CATALOGUE_END ".mo"
#define FALLBACK_LOCALE "C.UTF-8"

struct language {
  char *name;
  char *domain; /* NULL: no catalogue, English */
};

static char *folder; /* NULL: English only */
static VEC(struct language) languages;
static char *ui_name;
static const char *ui_domain;

static bool is_utf8_locale(void) {
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void set_locale(void) {
  if (!setlocale(LC_ALL, "") || !is_utf8_locale()) setlocale(LC_ALL, FALLBACK_LOCALE);
  setlocale(LC_NUMERIC, "C");
  /* Under "C" gettext ignores LANGUAGE. */
  const char *messages = setlocale(LC_MESSAGES, NULL);
  if (str_eq(messages, "C") || str_eq(messages, "POSIX")) setlocale(LC_MESSAGES, FALLBACK_LOCALE);
  setenv("LANGUAGE", PSEUDO_LOCALE, 1);
}

static void forget_languages(void) {
  for (size_t i = 0; i < languages.len; i++) {
    free(languages.items[i].name);
    free(languages.items[i].domain);
  }
  vec_free(&languages);
}

void lang_init(const char *catalogue_folder) {
  set_locale();
  forget_languages();
  char *copy = mem_strdup(catalogue_folder);
  free(folder);
  folder = copy;
  char *ui = mem_strdup(lang_ui());
  lang_set_ui(ui);
  free(ui);
}

/* A language becomes part of a file name. */
static bool is_language_name(const char *lang) {
  return *lang && strspn(lang, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(lang);
}

static bool is_english(const char *lang) {
  return !lang || strcmp(lang, "en") == 0;
}

bool lang_exists(const char *lang) {
  if (is_english(lang)) return true;
  if (!folder || !is_language_name(lang)) return false;
  CLEANUP(mem_freep) char *path = mem_printf("%s/" PSEUDO_LOCALE "/LC_MESSAGES/" CATALOGUE_BEGIN "%s" CATALOGUE_END, folder, lang);
  return file_exists(path);
}

/* "cradle_de.mo" */
static int is_catalogue(const struct dirent *entry) {
  size_t len = strlen(entry->d_name), around = strlen(CATALOGUE_BEGIN CATALOGUE_END);
  return str_starts(entry->d_name, CATALOGUE_BEGIN) && len > around && str_eq(entry->d_name + len - strlen(CATALOGUE_END), CATALOGUE_END);
}

char *lang_list(void) {
  struct buf list = {0};
  buf_puts(&list, "en");
  CLEANUP(mem_freep) char *path = folder ? mem_printf("%s/" PSEUDO_LOCALE "/LC_MESSAGES", folder) : NULL;
  struct dirent **entries = NULL;
  int len = path ? scandir(path, &entries, is_catalogue, alphasort) : 0;
  for (int i = 0; i < len; i++) {
    const char *name = entries[i]->d_name + strlen(CATALOGUE_BEGIN);
    buf_printf(&list, ", %.*s", (int)(strlen(name) - strlen(CATALOGUE_END)), name);
    free(entries[i]);
  }
  free(entries);
  return buf_take(&list);
}

static char *bind_domain(const char *lang) {
  if (!lang_exists(lang)) return NULL;
  char *domain = mem_printf(CATALOGUE_BEGIN "%s", lang);
  bindtextdomain(domain, folder);
  bind_textdomain_codeset(domain, "UTF-8");
  return domain;
}

/* The domain of the language, NULL for English; bound at its first use. */
static const char *domain_of(const char *lang) {
  if (is_english(lang)) return NULL;
  for (size_t i = 0; i < languages.len; i++)
    if (strcmp(languages.items[i].name, lang) == 0) return languages.items[i].domain;
  struct language language = {.name = mem_strdup(lang), .domain = bind_domain(lang)};
  vec_push(&languages, language);
  return language.domain;
}

void lang_set_ui(const char *lang) {
  char *name = mem_strdup(lang ? lang : "en");
  free(ui_name);
  ui_name = name;
  ui_domain = domain_of(name);
}

const char *lang_ui(void) {
  return ui_name ? ui_name : "en";
}

/* gettext gives the file's header for the empty text. */
static bool translatable(const char *domain, const char *message) {
  return domain && *message;
}

const char *tr(const char *lang, const char *context, const char *message) {
  const char *domain = domain_of(lang);
  if (!translatable(domain, message)) return message;
  if (!context) return dgettext(domain, message);
  CLEANUP(mem_freep) char *key = mem_printf("%s\004%s", context, message);
  const char *translated = dgettext(domain, key);
  return translated == key ? message : translated;
}

const char *tr_ui(const char *message) {
  return translatable(ui_domain, message) ? dgettext(ui_domain, message) : message;
}

const char *trn_ui(const char *one, const char *many, unsigned long n) {
  if (!ui_domain) return n == 1 ? one : many;
  return dngettext(ui_domain, one, many, n);
}
