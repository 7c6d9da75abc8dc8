/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about official texts: which wording, which language, what changed later. */
#include "app/law.h"

#include <stdlib.h>
#include <string.h>

static char *printed_day(day_t day) {
  int year, month, number;
  day_split(day, &year, &month, &number);
  return mem_printf("%d.%d.%d", number, month, year);
}

/* The pack's reference names the first publication and, behind semicolons, amendments. */
static char *first_publication(const struct act *act) {
  return act->published ? mem_strndup(act->published, strcspn(act->published, ";")) : NULL;
}

char *law_wording_text(const struct law_file *file) {
  CLEANUP(mem_freep) char *published = first_publication(file->act);
  if (file->state == LAW_PUBLISHED && published) return mem_printf(_("Wording as published: %s."), published);
  if (!file->has_date) return mem_strdup(_("The file does not say of which day the wording is."));
  CLEANUP(mem_freep) char *day = printed_day(file->date);
  if (file->state == LAW_PUBLISHED) return mem_printf(_("Wording of %s, as published."), day);
  return mem_printf(_("Consolidated wording of %s."), day);
}

/* Each ends with its day: "OJ L, 2026/1744, 24.7.2026". */
static bool day_at_end(const char *reference, size_t len, day_t *ret_day) {
  CLEANUP(mem_freep) char *text = mem_strndup(reference, len);
  const char *blank = strrchr(text, ' ');
  int year, month, day;
  char rest;
  if (!blank || sscanf(blank, " %2d.%2d.%4d%c", &day, &month, &year, &rest) != 3) return false;
  CLEANUP(mem_freep) char *iso = mem_printf("%04d-%02d-%02d", year, month, day);
  return day_parse(iso, ret_day);
}

char *law_later_changes(const struct law_file *file) {
  const char *published = file->act->published;
  const char *at = published ? published + strcspn(published, ";") : "";
  struct buf changes = {0};
  while (*at == ';') {
    at += strspn(at, "; ");
    size_t len = strcspn(at, ";");
    day_t day;
    bool later = file->state == LAW_PUBLISHED || (file->has_date && day_at_end(at, len, &day) && day > file->date);
    if (later) buf_printf(&changes, "%s%.*s", changes.len ? "; " : "", (int)len, at);
    at += len;
  }
  return changes.len ? buf_take(&changes) : NULL;
}

char *law_part_text(const char *part) {
  if (!*part) return NULL;
  if (strcmp(part, "act") == 0) return mem_strdup(_("without annexes"));
  CLEANUP(mem_freep) char *annex = mem_strdup(strchr(part, '.') ? strchr(part, '.') + 1 : part);
  for (char *at = annex; *at; at++)
    if (*at >= 'a' && *at <= 'z') *at = (char)(*at - 'a' + 'A');
  return mem_printf(_("only Annex %s"), annex);
}

const char *law_language_name(const char *code) {
  static const struct {
    const char *code, *name;
  } names[] = {{"bg", N_("Bulgarian")}, {"cs", N_("Czech")},    {"da", N_("Danish")},    {"de", N_("German")},  {"el", N_("Greek")},
               {"en", N_("English")},   {"es", N_("Spanish")},  {"et", N_("Estonian")},  {"fi", N_("Finnish")}, {"fr", N_("French")},
               {"ga", N_("Irish")},     {"hr", N_("Croatian")}, {"hu", N_("Hungarian")}, {"it", N_("Italian")}, {"lt", N_("Lithuanian")},
               {"lv", N_("Latvian")},   {"mt", N_("Maltese")},  {"nl", N_("Dutch")},     {"pl", N_("Polish")},  {"pt", N_("Portuguese")},
               {"ro", N_("Romanian")},  {"sk", N_("Slovak")},   {"sl", N_("Slovenian")}, {"sv", N_("Swedish")}};
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (strcmp(names[i].code, code) == 0) return _(names[i].name);
  return code;
}

const char *law_notice(void) {
  return _("Only the Official Journal of the European Union is authentic.");
}

const char *law_found_text(enum law_found found) {
  switch (found) {
  case LAW_FOUND:
    return NULL;
  case LAW_FOUND_AROUND:
    return _("The text has no passage of exactly this number; this is what stands around it.");
  case LAW_NOT_IN_FILES:
    return _("The imported files of the act do not hold this part of it.");
  case LAW_NOT_IMPORTED:
    return _("The official text of this act was not imported yet. Fetch it from EUR-Lex as Formex or XHTML and import it: cradle law FILE "
             "import INPUT");
  case LAW_WHOLE_ACT:
    return _("The act is cited as a whole.");
  }
  return NULL;
}
