/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a file, in words that its author can use. A RELAX NG validator reports where it gave up, which is often the element
 * behind the mistake. This walks an invalid file along the schema and names the attribute, the value or the element. It understands as much
 * of RELAX NG as our schemas use; where it finds nothing the validator's own message has to do. What <documentation> in the schema says
 * about a value is part of the message.
 */
#include "xml/internal.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

enum { USED_MAX = 64 };

struct explain {
  const struct xml_node *grammar;
  struct error *error;
  bool found;
};

typedef VEC(const struct xml_node *) pattern_vec_t;

static void fault(struct explain *explain, const struct xml_node *at, const char *format, ...) PRINTF_LIKE(3, 4);
static void fault(struct explain *explain, const struct xml_node *at, const char *format, ...) {
  if (explain->found) return;
  va_list args;
  va_start(args, format);
  CLEANUP(mem_freep) char *what = mem_vprintf(format, args);
  va_end(args);
  CLEANUP(mem_freep) char *where = xml_where(at);
  error_set(explain->error, STATUS_INPUT, where, _("Compare it with the description of the format."), "%s", what);
  explain->found = true;
}

/* "<question id="x">" or "<question>"; caller frees. */
static char *tag_of(const struct xml_node *node) {
  const char *id = xml_attr(node, "id");
  return id ? mem_printf("<%s id=\"%s\">", node->name, id) : mem_printf("<%s>", node->name);
}

/* ---- patterns ---- */

static bool is_one_of(const struct xml_node *pattern, const char *names) {
  return pattern->name && str_in_list(names, pattern->name);
}

/* The definition of a reference; other patterns stand for themselves. */
static const struct xml_node *resolve(const struct explain *explain, const struct xml_node *pattern) {
  if (!xml_is(pattern, "ref")) return pattern;
  const struct xml_node *define = xml_child(explain->grammar, "define");
  while (define && !str_eq(xml_attr(define, "name"), xml_attr(pattern, "name")))
    define = xml_next_named(define, "define");
  return define ? define : pattern;
}

static void add_name(struct buf *names, const char *name) {
  if (!name) return;
  CLEANUP(mem_freep) char *quoted = mem_printf(", %s,", name);
  CLEANUP(mem_freep) char *all = mem_printf(", %s,", buf_str(names));
  if (!strstr(all, quoted)) buf_printf(names, "%s%s", names->len ? ", " : "", name);
}

static void collect(const struct explain *explain, const struct xml_node *pattern, const char *kind, pattern_vec_t *found) {
  pattern = resolve(explain, pattern);
  if (xml_is(pattern, kind)) vec_push(found, pattern);
  if (is_one_of(pattern, "attribute element")) return;
  for (const struct xml_node *child = pattern->first; child; child = child->next)
    collect(explain, child, kind, found);
}

static void collect_inside(const struct explain *explain, const struct xml_node *element, const char *kind, pattern_vec_t *found) {
  for (const struct xml_node *child = element->first; child; child = child->next)
    collect(explain, child, kind, found);
}

/* ---- values ---- */

static bool fits_pattern(const char *expression, const char *text) {
  regex_t regex;
  CLEANUP(mem_freep) char *anchored = mem_printf("^(%s)$", expression);
  if (regcomp(&regex, anchored, REG_EXTENDED | REG_NOSUB)) return true;
  bool fits = regexec(&regex, text, 0, NULL, 0) == 0;
  regfree(&regex);
  return fits;
}

static bool fits_data(const struct xml_node *data, const char *text) {
  for (const struct xml_node *param = xml_child(data, "param"); param; param = xml_next_named(param, "param")) {
    const char *name = xml_attr(param, "name"), *value = xml_content(param);
    if (str_eq(name, "pattern") && !fits_pattern(value, text)) return false;
    if (str_eq(name, "minLength") && strlen(text) < (size_t)strtoul(value, NULL, 10)) return false;
  }
  return true;
}

static bool fits(const struct explain *explain, const struct xml_node *pattern, const char *text);

static bool fits_all(const struct explain *explain, const struct xml_node *pattern, const char *text) {
  for (const struct xml_node *child = pattern->first; child; child = child->next)
    if (!fits(explain, child, text)) return false;
  return true;
}

static bool fits_any(const struct explain *explain, const struct xml_node *choice, const char *text) {
  for (const struct xml_node *child = choice->first; child; child = child->next)
    if (fits(explain, child, text)) return true;
  return false;
}

static bool fits_words(const struct explain *explain, const struct xml_node *list, const char *text) {
  bool all = true;
  for (text += strspn(text, " "); all && *text; text += strspn(text, " ")) {
    CLEANUP(mem_freep) char *word = mem_strndup(text, strcspn(text, " "));
    all = fits_all(explain, list, word);
    text += strlen(word);
  }
  return all;
}

static bool fits(const struct explain *explain, const struct xml_node *pattern, const char *text) {
  pattern = resolve(explain, pattern);
  if (xml_is(pattern, "value")) return str_eq(xml_content(pattern), text);
  if (xml_is(pattern, "data")) return fits_data(pattern, text);
  if (xml_is(pattern, "choice")) return fits_any(explain, pattern, text);
  if (xml_is(pattern, "list")) return fits_words(explain, pattern, text);
  if (!pattern->name || is_one_of(pattern, "attribute element text empty documentation")) return true;
  return fits_all(explain, pattern, text);
}

static const char *documentation_of(const struct explain *explain, const struct xml_node *pattern) {
  pattern_vec_t found = {0};
  collect_inside(explain, pattern, "documentation", &found);
  const char *text = found.len ? xml_content(found.items[0]) : NULL;
  vec_free(&found);
  return text;
}

static char *values_of(const struct explain *explain, const struct xml_node *pattern) {
  pattern_vec_t found = {0};
  struct buf values = {0};
  collect_inside(explain, pattern, "value", &found);
  for (size_t i = 0; i < found.len; i++)
    add_name(&values, xml_content(found.items[i]));
  vec_free(&found);
  return buf_take(&values);
}

/* ---- attributes ---- */

/* Which attributes of the element a pattern takes, and whether it has all it needs. */
struct taking {
  bool complete;
  uint64_t taken;
};

static size_t attribute_index(const struct xml_node *node, const char *name) {
  size_t i = 0;
  while (i < node->attributes_len && !str_eq(node->attributes[i].name, name))
    i++;
  return i;
}

static size_t count_bits(uint64_t bits) {
  size_t count = 0;
  for (; bits; bits &= bits - 1)
    count++;
  return count;
}

static struct taking take(const struct explain *explain, const struct xml_node *pattern, const struct xml_node *node);

static struct taking take_all(const struct explain *explain, const struct xml_node *pattern, const struct xml_node *node) {
  struct taking all = {.complete = true};
  for (const struct xml_node *child = pattern->first; child; child = child->next) {
    struct taking one = take(explain, child, node);
    all.complete = all.complete && one.complete;
    all.taken |= one.taken;
  }
  return all;
}

static struct taking take_best(const struct explain *explain, const struct xml_node *choice, const struct xml_node *node) {
  struct taking best = {0};
  for (const struct xml_node *child = choice->first; child; child = child->next) {
    struct taking one = take(explain, child, node);
    if (one.complete && (!best.complete || count_bits(one.taken) > count_bits(best.taken))) best = one;
  }
  return best;
}

static struct taking take(const struct explain *explain, const struct xml_node *pattern, const struct xml_node *node) {
  pattern = resolve(explain, pattern);
  if (xml_is(pattern, "attribute")) {
    if (!xml_attr(pattern, "name")) return (struct taking){.complete = true, .taken = UINT64_MAX};
    size_t index = attribute_index(node, xml_attr(pattern, "name"));
    bool there = index < node->attributes_len;
    return (struct taking){.complete = there, .taken = there ? UINT64_C(1) << index : 0};
  }
  if (!pattern->name || is_one_of(pattern, "element documentation")) return (struct taking){.complete = true};
  if (xml_is(pattern, "choice")) return take_best(explain, pattern, node);
  struct taking all = take_all(explain, pattern, node);
  if (is_one_of(pattern, "optional zeroOrMore") && !all.complete) return (struct taking){.complete = true};
  return all;
}

/* The attributes of which the element lacks one: where the first pattern is not complete. */
static void add_lacking(const struct explain *explain, const struct xml_node *pattern, const struct xml_node *node, struct buf *names) {
  pattern = resolve(explain, pattern);
  if (take(explain, pattern, node).complete) return;
  if (xml_is(pattern, "attribute")) add_name(names, xml_attr(pattern, "name"));
  for (const struct xml_node *child = pattern->first; child; child = child->next)
    if (!names->len || xml_is(pattern, "choice")) add_lacking(explain, child, node, names);
}

static void check_value(struct explain *explain, const struct xml_node *pattern, const struct xml_node *node,
                        const struct xml_attribute *attribute) {
  if (fits_all(explain, pattern, attribute->value)) return;
  CLEANUP(mem_freep) char *values = values_of(explain, pattern);
  const char *documentation = documentation_of(explain, pattern);
  if (!*attribute->value)
    fault(explain, node, _("The attribute \"%s\" of <%s> is empty."), attribute->name, node->name);
  else if (*values)
    fault(explain, node, _("%s=\"%s\" is not possible in <%s>. Possible are: %s."), attribute->name, attribute->value, node->name, values);
  else if (documentation)
    fault(explain, node, _("%s=\"%s\" in <%s> is not written as it has to be: %s."), attribute->name, attribute->value, node->name,
          documentation);
}

/* The attribute is not known, or has a value that it cannot have. One name may stand in several patterns: the first decides. */
static void check_attribute(struct explain *explain, const pattern_vec_t *known, const struct xml_node *node,
                            const struct xml_attribute *attribute) {
  CLEANUP(buf_free) struct buf names = {0};
  for (size_t i = 0; i < known->len; i++) {
    const char *name = xml_attr(known->items[i], "name");
    if (!name) return; /* any name will do */
    if (str_eq(name, attribute->name)) {
      check_value(explain, known->items[i], node, attribute);
      return;
    }
    add_name(&names, name);
  }
  CLEANUP(mem_freep) char *tag = tag_of(node);
  if (names.len)
    fault(explain, node, _("%s has no attribute \"%s\". It may have: %s."), tag, attribute->name, buf_str(&names));
  else
    fault(explain, node, _("%s has no attribute \"%s\", nor any other."), tag, attribute->name);
}

static void check_attributes(struct explain *explain, const struct xml_node *element, const struct xml_node *node) {
  if (node->attributes_len > USED_MAX) return;
  pattern_vec_t known = {0};
  collect_inside(explain, element, "attribute", &known);
  for (size_t i = 0; i < node->attributes_len; i++)
    check_attribute(explain, &known, node, &node->attributes[i]);
  vec_free(&known);
  struct taking taking = take_all(explain, element, node);
  CLEANUP(buf_free) struct buf lacking = {0};
  for (const struct xml_node *child = element->first; child; child = child->next)
    if (!lacking.len) add_lacking(explain, child, node, &lacking);
  CLEANUP(mem_freep) char *tag = tag_of(node);
  if (strchr(buf_str(&lacking), ','))
    fault(explain, node, _("%s needs one of the attributes %s."), tag, buf_str(&lacking));
  else if (lacking.len)
    fault(explain, node, _("%s needs the attribute \"%s\"."), tag, buf_str(&lacking));
  for (size_t i = 0; i < node->attributes_len; i++)
    if (!(taking.taken >> i & 1))
      fault(explain, node, _("The attribute \"%s\" of %s cannot stand beside the others, or not without another one."),
            node->attributes[i].name, tag);
}

/* ---- what stands inside ---- */

/* A place in the sequence that an element holds. */
struct slot {
  pattern_vec_t elements; /* one of them */
  bool needed, repeats;
};
typedef VEC(struct slot) slot_vec_t;

static void slots_free(slot_vec_t *slots) {
  for (size_t i = 0; i < slots->len; i++)
    vec_free(&slots->items[i].elements);
  vec_free(slots);
}

/* Where the alternatives are more than single elements their order is not followed. */
static void add_choice_slot(const struct explain *explain, const struct xml_node *choice, struct slot slot, slot_vec_t *slots) {
  for (const struct xml_node *child = choice->first; child; child = child->next) {
    size_t before = slot.elements.len;
    collect(explain, child, "element", &slot.elements);
    size_t added = slot.elements.len - before;
    if (added == 0) slot.needed = false;
    if (added > 1) slot.repeats = true;
  }
  if (slot.elements.len)
    vec_push(slots, slot);
  else
    vec_free(&slot.elements);
}

static void add_slots(const struct explain *explain, const struct xml_node *pattern, struct slot slot, slot_vec_t *slots) {
  pattern = resolve(explain, pattern);
  if (xml_is(pattern, "element")) {
    vec_push(&slot.elements, pattern);
    vec_push(slots, slot);
  } else if (is_one_of(pattern, "choice interleave mixed")) {
    if (!xml_is(pattern, "choice")) slot = (struct slot){.repeats = true};
    add_choice_slot(explain, pattern, slot, slots);
  } else if (pattern->name && !is_one_of(pattern, "attribute documentation")) {
    if (is_one_of(pattern, "optional zeroOrMore")) slot.needed = false;
    if (is_one_of(pattern, "oneOrMore zeroOrMore")) slot.repeats = true;
    for (const struct xml_node *child = pattern->first; child; child = child->next)
      add_slots(explain, child, slot, slots);
  }
}

static const struct xml_node *accepted_by(const struct slot *slot, const struct xml_node *node) {
  for (size_t i = 0; i < slot->elements.len; i++) {
    const char *name = xml_attr(slot->elements.items[i], "name");
    if (!name || xml_is(node, name)) return slot->elements.items[i];
  }
  return NULL;
}

static const struct xml_node *accepted_from(const slot_vec_t *slots, size_t from, const struct xml_node *node) {
  const struct xml_node *accepted = NULL;
  for (size_t i = from; i < slots->len && !accepted; i++)
    accepted = accepted_by(&slots->items[i], node);
  return accepted;
}

static void add_slot_names(const struct slot *slot, struct buf *names) {
  for (size_t i = 0; i < slot->elements.len; i++)
    add_name(names, xml_attr(slot->elements.items[i], "name"));
}

static char *names_of(const slot_vec_t *slots) {
  struct buf names = {0};
  for (size_t i = 0; i < slots->len; i++)
    add_slot_names(&slots->items[i], &names);
  return buf_take(&names);
}

/* What is needed at this place stands further down. */
static bool comes_later(const struct slot *slot, const struct xml_node *node) {
  for (node = node->next; node; node = node->next)
    if (node->name && accepted_by(slot, node)) return true;
  return false;
}

/* before NULL: the element ends without it. */
static void missing(struct explain *explain, const struct slot *slot, const struct xml_node *parent, const struct xml_node *before) {
  CLEANUP(mem_freep) char *tag = tag_of(parent);
  CLEANUP(buf_free) struct buf names = {0};
  add_slot_names(slot, &names);
  if (slot->elements.len > 1)
    fault(explain, parent, _("In %s one of these elements is missing: %s."), tag, buf_str(&names));
  else if (before)
    fault(explain, before, _("<%s> is missing before <%s> in %s."), buf_str(&names), before->name, tag);
  else
    fault(explain, parent, _("<%s> is missing in %s."), buf_str(&names), tag);
}

static void misplaced(struct explain *explain, const slot_vec_t *slots, const struct xml_node *parent, const struct xml_node *node) {
  CLEANUP(mem_freep) char *names = names_of(slots);
  CLEANUP(mem_freep) char *tag = tag_of(parent);
  if (accepted_from(slots, 0, node))
    fault(explain, node, _("<%s> does not stand at its place in %s, or stands there too often. The order is: %s."), node->name, tag, names);
  else if (*names)
    fault(explain, node, _("The element <%s> in %s is not known there. Known are: %s."), node->name, tag, names);
  else
    fault(explain, node, _("The element <%s> in %s is not known there."), node->name, tag);
}

static void check_order(struct explain *explain, const slot_vec_t *slots, const struct xml_node *parent) {
  size_t at = 0, taken = 0;
  for (const struct xml_node *node = parent->first; node && !explain->found; node = node->next) {
    if (!node->name) continue;
    if (!accepted_from(slots, at, node)) misplaced(explain, slots, parent, node);
    for (; at < slots->len; at++, taken = 0) {
      const struct slot *slot = &slots->items[at];
      if (accepted_by(slot, node) && (slot->repeats || !taken)) break;
      if (!slot->needed || taken) continue;
      if (comes_later(slot, node)) misplaced(explain, slots, parent, node);
      missing(explain, slot, parent, node);
    }
    if (at == slots->len) misplaced(explain, slots, parent, node);
    taken++;
  }
  for (; at < slots->len; at++, taken = 0)
    if (slots->items[at].needed && !taken) missing(explain, &slots->items[at], parent, NULL);
}

static void check_text(struct explain *explain, const struct xml_node *element, const struct xml_node *node) {
  const char *text = xml_content(node), *documentation = documentation_of(explain, element);
  if (fits_all(explain, element, text)) return;
  CLEANUP(mem_freep) char *tag = tag_of(node);
  if (!*text)
    fault(explain, node, _("The text of %s is empty."), tag);
  else if (documentation)
    fault(explain, node, _("The text \"%s\" of %s is not written as it has to be: %s."), text, tag, documentation);
}

static bool is_text_pattern(const struct explain *explain, const struct xml_node *element) {
  pattern_vec_t found = {0};
  static const char *const kinds[] = {"text", "data", "value", "list", "mixed"};
  for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
    collect_inside(explain, element, kinds[i], &found);
  bool holds_text = found.len > 0;
  vec_free(&found);
  return holds_text;
}

static void check_stray_text(struct explain *explain, const struct xml_node *node) {
  CLEANUP(mem_freep) char *tag = tag_of(node);
  for (const struct xml_node *child = node->first; child; child = child->next)
    if (!child->name && child->text && child->text[strspn(child->text, " \t\r\n")])
      fault(explain, node, _("There is text between the elements of %s."), tag);
}

/* As deep as elements are nested: scan_xml has limited that. */
static void check_element(struct explain *explain, const struct xml_node *element, const struct xml_node *node) {
  slot_vec_t slots = {0};
  check_attributes(explain, element, node);
  for (const struct xml_node *child = element->first; child; child = child->next)
    add_slots(explain, child, (struct slot){.needed = true}, &slots);
  check_order(explain, &slots, node);
  bool holds_text = is_text_pattern(explain, element);
  if (!holds_text) check_stray_text(explain, node);
  if (holds_text && !slots.len) check_text(explain, element, node);
  for (const struct xml_node *child = node->first; child && !explain->found; child = child->next)
    if (child->name) check_element(explain, accepted_from(&slots, 0, child), child);
  slots_free(&slots);
}

bool explain_fault(const struct xml_document *document, const struct xml_document *schema, struct error *error) {
  struct explain explain = {.grammar = schema->root, .error = error};
  const struct xml_node *start = xml_child(schema->root, "start");
  slot_vec_t slots = {0};
  add_slots(&explain, start ? start : schema->root, (struct slot){.needed = true}, &slots);
  const struct xml_node *element = accepted_from(&slots, 0, document->root);
  if (element) check_element(&explain, element, document->root);
  slots_free(&slots);
  return explain.found;
}
