/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as a whole, in the language of the document. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

/* The tags of a message, sorted, so that a translation may move them but neither lose nor invent one. */
typedef VEC(char *) tag_vec_t;

static void collect_tags(const struct xml_node *node, tag_vec_t *tags) {
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    if (!xml_name(child)) continue;
    const char *q = xml_attr(child, "q"), *id = xml_attr(child, "id"), *to = xml_attr(child, "to"), *part = xml_attr(child, "part");
    vec_push(tags, mem_printf("%s %s %s %s %s", xml_name(child), q ? q : "", id ? id : "", to ? to : "", part ? part : ""));
    collect_tags(child, tags);
  }
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *tags_of(const struct xml_node *node) {
  tag_vec_t tags = {0};
  struct buf text = {0};
  collect_tags(node, &tags);
  if (tags.len) qsort(tags.items, tags.len, sizeof *tags.items, by_text);
  for (size_t i = 0; i < tags.len; i++) {
    buf_puts(&text, tags.items[i]);
    buf_putc(&text, '\n');
    free(tags.items[i]);
  }
  vec_free(&tags);
  return buf_take(&text);
}

static bool same_tags(const struct xml_node *a, const struct xml_node *b) {
  CLEANUP(mem_freep) char *tags_a = tags_of(a);
  CLEANUP(mem_freep) char *tags_b = tags_of(b);
  return str_eq(tags_a, tags_b);
}

/* Parsed once per document; NULL if it is not well-formed. */
static struct xml_document *parse_words(struct builder *builder, const char *message) {
  struct xml_document *parsed = map_get(builder->translations, message);
  if (parsed) return parsed;
  CLEANUP(mem_freep) char *words = mem_printf("<words>%s</words>", message);
  if (xml_parse(words, strlen(words), "", &parsed, NULL)) return NULL;
  map_put(builder->translations, message, parsed);
  return parsed;
}

static const struct xml_node *translated_words(struct builder *builder, const struct content *content, const char *message,
                                               const struct xml_node *english) {
  if (!*xml_content(content->node)) return english;
  const char *translation = tr(builder->lang, content->context, message);
  if (str_eq(translation, message)) return NULL;
  struct xml_document *parsed = parse_words(builder, translation);
  return parsed && same_tags(xml_root(parsed), english) ? xml_root(parsed) : NULL;
}

void content_emit(struct builder *builder, const struct content *content, bool prescribed, const char *subject, run_vec_t *runs) {
  const char *message = xml_message(content->node);
  hash_item(builder, message);
  struct xml_document *parsed = parse_words(builder, message);
  const struct xml_node *english = parsed ? xml_root(parsed) : content->node;
  const struct xml_node *words = str_eq(builder->lang, "en") ? english : translated_words(builder, content, message, english);
  if (words || !prescribed) {
    words_emit(builder, words ? words : english, subject, RUN_PLAIN, runs);
    runs_trim(builder, runs);
    return;
  }
  run_placeholder(builder, runs, tr(builder->lang, NULL, N_("[wording of the law in this language is missing]")), subject,
                  _("the wording that the law prescribes, in this language"));
  run_add(builder, runs, RUN_PLAIN, " ");
  words_emit(builder, english, subject, RUN_PLACEHOLDER, runs);
}
