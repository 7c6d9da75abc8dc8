/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of keys, in scripts and on the screen. */
#include "tui/model/internal.h"

#include <string.h>

/* The first name is shown on the screen. */
static const struct {
  const char *name;
  enum key_code code;
} names[] = {
    {N_("Enter"), K_ENTER},
    {N_("Esc"), K_ESC},
    {N_("Tab"), K_TAB},
    {N_("Up"), K_UP},
    {N_("Down"), K_DOWN},
    {N_("Left"), K_LEFT},
    {N_("Right"), K_RIGHT},
    {N_("Home"), K_HOME},
    {N_("End"), K_END},
    {N_("PgUp"), K_PAGE_UP},
    {N_("PgDn"), K_PAGE_DOWN},
    {N_("Backspace"), K_BACKSPACE},
    {N_("Del"), K_DELETE},
    {N_("Shift-Tab"), K_BACKTAB},
    {"F1", K_F1},
    {"F2", K_F2},
    {"F3", K_F3},
    {"F4", K_F4},
    {"F5", K_F5},
    {"F6", K_F6},
    {"F7", K_F7},
    {"F8", K_F8},
    {"F9", K_F9},
    {"F10", K_F10},
    {"F11", K_F11},
    {"F12", K_F12},
};

static bool named(const char *name, size_t len, struct key *ret_key) {
  if (len == 3 && strncmp(name, "C-", 2) == 0) {
    *ret_key = (struct key){.code = K_CTRL, .ch = (uint32_t)name[2]};
    return true;
  }
  if (len == 2 && strncmp(name, "lt", len) == 0) {
    *ret_key = (struct key){.code = K_CHAR, .ch = '<'};
    return true;
  }
  if (len == 5 && strncmp(name, "Space", len) == 0) {
    *ret_key = (struct key){.code = K_CHAR, .ch = ' '};
    return true;
  }
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    if (strlen(names[i].name) != len || strncmp(names[i].name, name, len) != 0) continue;
    *ret_key = (struct key){.code = names[i].code};
    return true;
  }
  return false;
}

const char *key_parse(const char *script, struct key *ret_key) {
  script += strspn(script, "\r\n");
  if (!*script) return NULL;
  if (*script == '<') {
    const char *end = strchr(script, '>');
    return end && named(script + 1, (size_t)(end - script - 1), ret_key) ? end + 1 : NULL;
  }
  *ret_key = (struct key){.code = K_CHAR};
  return script + utf8_next(script, &ret_key->ch);
}

const char *key_name(enum key_code code) {
  for (size_t i = 0; i < ARRAY_LEN(names); i++)
    if (names[i].code == code) return _(names[i].name);
  return "";
}
