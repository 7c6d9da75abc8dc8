/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which format a file has, and the look-up in what was read. */
#include "lawtext/internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- numbers and days ---- */

static bool read_number(const char *text, size_t digits, int *ret_number) {
  int number = 0;
  for (size_t i = 0; i < digits; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    number = number * 10 + (text[i] - '0');
  }
  *ret_number = number;
  return true;
}

static bool make_day(int year, int month, int day, day_t *ret_day) {
  char iso[32];
  snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
  return day_parse(iso, ret_day);
}

bool compact_day(const char *text, day_t *ret_day) {
  int year, month, day;
  return strspn(text, "0123456789") == 8 && read_number(text, 4, &year) && read_number(text + 4, 2, &month) &&
         read_number(text + 6, 2, &day) && make_day(year, month, day, ret_day);
}

bool printed_day(const char *text, day_t *ret_day) {
  int parts[3];
  for (int i = 0; i < 3; i++) {
    size_t len = strspn(text, "0123456789");
    if (len == 0 || len > 4 || !read_number(text, len, &parts[i])) return false;
    text += len;
    if (i < 2 && *text++ != '.') return false;
  }
  return make_day(parts[2], parts[1], parts[0], ret_day);
}

bool numbers_in(const char *text, int *ret_first, int *ret_second) {
  for (const char *at = text; (at += strcspn(at, "0123456789")), *at;) {
    size_t len = strspn(at, "0123456789"), second = at[len] == '/' ? strspn(at + len + 1, "0123456789") : 0;
    bool found = len <= 4 && second >= 1 && second <= 4 && (len == 4 || second == 4);
    if (found) return read_number(at, len, ret_first) && read_number(at + len + 1, second, ret_second);
    at += len;
  }
  return false;
}

/* Sector, year, type, number: "32024R2847". Bytes read. */
static size_t read_celex(const char *text, int *ret_year, char *ret_type, int *ret_number) {
  bool whole = (text[0] == '0' || text[0] == '3') && strspn(text + 1, "0123456789") == 4 && text[5] >= 'A' && text[5] <= 'Z' &&
               strspn(text + 6, "0123456789") == 4;
  if (!whole) return 0;
  *ret_type = text[5];
  return read_number(text + 1, 4, ret_year) && read_number(text + 6, 4, ret_number) ? 10 : 0;
}

void set_celex(struct lawtext *law, const char *celex) {
  size_t len = read_celex(celex, &law->year, &law->type, &law->number);
  if (!len) return;
  if (celex[len] == '-' && compact_day(celex + len + 1, &law->date)) {
    law->has_date = true;
    law->date_of_act = false;
    law->state = LAW_CONSOLIDATED;
    len += 9;
  }
  law->celex = arena_strndup(law->arena, celex, len);
}

/* ---- what only the name of the file says ---- */

static void celex_from_name(struct lawtext *law, const char *name) {
  for (const char *at = name; *at && !law->celex; at++)
    if (at == name || at[-1] < '0' || at[-1] > '9') set_celex(law, at);
}

/* "L_202402847EN.000101", "x.en.xhtml", "CELEX_32024R2847_EN_TXT" */
static void language_from_name(struct lawtext *law, const char *name) {
  for (const char *at = name; strlen(at) >= 4; at++) {
    bool before = strchr("._0123456789", at[0]) != NULL, behind = strchr("._", at[3]) != NULL;
    if (!before || !behind) continue;
    char language[3] = {at[1], at[2], 0};
    bool letters = strspn(language, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 || strspn(language, "abcdefghijklmnopqrstuvwxyz") == 2;
    if (!letters) continue;
    law->language = arena_strdup(law->arena, language);
    return;
  }
}

static const char languages[] = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv";

static bool settle_language(struct lawtext *law) {
  if (!law->language || strlen(law->language) != 2) return false;
  char *language = arena_strdup(law->arena, law->language);
  for (char *at = language; *at; at++)
    if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
  law->language = language;
  return str_in_list(languages, language);
}

/* ---- reading ---- */

enum status refuse_text(const struct builder *builder, const struct node *node, struct error *error, const char *next, const char *what) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:%d", builder->name, xml_line(node->source));
  return error_set(error, STATUS_INPUT, where, next, "%s", what);
}

/* Blanks out a plain <!DOCTYPE html ...>, as EUR-Lex writes it: one that declares nothing itself. All others are left for xml/ to refuse.
 */
static void cut_doctype(char *bytes, size_t len) {
  static const char start[] = "<!DOCTYPE html";
  char *at = bytes, *end = bytes + len;
  while (at < end && (at = memchr(at, '<', (size_t)(end - at))) && (size_t)(end - at) > sizeof start) {
    bool instruction = at[1] == '?';
    char *close = memchr(at, '>', (size_t)(end - at));
    if (!close) return;
    if (instruction) {
      at = close + 1;
      continue;
    }
    if (strncasecmp(at, start, sizeof start - 1) != 0 || memchr(at, '[', (size_t)(close - at))) return;
    for (; at <= close; at++)
      if (*at != '\n') *at = ' ';
    return;
  }
}

static enum status check_result(const struct builder *builder, const struct node *root, struct error *error) {
  struct lawtext *law = builder->law;
  if (builder->provisions.len == 0)
    return refuse_text(builder, root, error, _("Give Formex or XHTML as EUR-Lex offers it."),
                       _("There is no article, annex or recital in the file."));
  if (!settle_language(law))
    return refuse_text(builder, root, error, _("Keep the name that EUR-Lex gave the file, such as L_202402847EN.000101.fmx.xml."),
                       _("The file does not say in which language of the Union it is."));
  if (law->year && law->number) return STATUS_OK;
  return refuse_text(builder, root, error, _("Name the file after the act, such as 32024R2847.en.xhtml."),
                     _("The file does not say which act it holds."));
}

static enum status read_root(struct builder *builder, const struct xml_node *xml, struct error *error) {
  struct lawtext *law = builder->law;
  bool html = xml_is(xml, "html");
  const struct node *root;
  enum status status = tree_make(xml, html ? &xhtml_words : &formex_words, builder->arena, &root, error);
  if (status == STATUS_OK && html)
    xhtml_read(builder, root);
  else if (status == STATUS_OK)
    status = formex_read(builder, root, error);
  if (status) return status;
  if (!law->celex) celex_from_name(law, builder->name);
  if (!law->language) language_from_name(law, builder->name);
  if (!law->title) law->title = "";
  return check_result(builder, root, error);
}

enum status lawtext_read(const char *bytes, size_t len, const char *name, struct lawtext **ret_law, struct error *error) {
  struct arena *arena = arena_new();
  struct lawtext *law = arena_alloc(arena, sizeof *law);
  *law = (struct lawtext){.arena = arena, .part = "", .by_path = map_new()};
  struct builder builder = {.law = law, .arena = arena, .name = name};
  struct xml_document *document = NULL;
  CLEANUP(buf_free) struct buf copy = {0}; /* the bytes may hold zeros */
  buf_add(&copy, bytes, len);
  if (len > 0) cut_doctype(copy.data, len);
  enum status status = xml_parse_whole(buf_str(&copy), len, name, &document, error);
  if (status == STATUS_OK) status = read_root(&builder, xml_root(document), error);
  builder_finish(&builder);
  vec_free(&builder.passages);
  vec_free(&builder.provisions);
  vec_free(&builder.frames);
  xml_free(document);
  if (status)
    lawtext_free(law);
  else
    *ret_law = law;
  return status;
}

void lawtext_free(struct lawtext *law) {
  if (!law) return;
  map_free(law->by_path);
  arena_free(law->arena);
}

/* ---- look-up ---- */

bool lawtext_is_of(const struct lawtext *law, const char *celex) {
  int year, number;
  char type;
  if (!celex || !read_celex(celex, &year, &type, &number)) return false;
  bool same = year == law->year && number == law->number;
  bool turned = law->type == 0 && year == law->number && number == law->year; /* "No 1025/2012" */
  return (same || turned) && (law->type == 0 || law->type == type);
}

/* Every kind of division is "part-" here. Caller frees. */
static char *plain_path(const char *path) {
  static const char *const kinds[] = {"section-", "class-", "chapter-", "title-"};
  struct buf plain = {0};
  for (const char *at = path; *at;) {
    size_t len = strcspn(at, ".");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
      if (str_starts(at, kinds[i])) {
        buf_puts(&plain, "part-");
        at += strlen(kinds[i]);
        len -= strlen(kinds[i]);
      }
    buf_add(&plain, at, len);
    at += len;
    if (*at) buf_putc(&plain, *at++);
  }
  return plain.data ? buf_take(&plain) : mem_strdup("");
}

const struct law_provision *lawtext_find(const struct lawtext *law, const char *path) {
  CLEANUP(mem_freep) char *at = plain_path(path);
  for (;;) {
    const struct law_provision *found = map_get(law->by_path, at);
    if (found) return found;
    char *last = strrchr(at, '.');
    if (!last) return NULL;
    *last = '\0';
  }
}

bool lawtext_is_exact(const struct law_provision *found, const char *path) {
  CLEANUP(mem_freep) char *plain = plain_path(path);
  return str_eq(found->path, plain);
}
