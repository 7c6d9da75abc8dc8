/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The official text of what is cited, to read. */
#include "app/law.h"
#include "tui/model/internal.h"

#include <stdlib.h>

bool cites_law(const cite_vec_t *cites) {
  for (size_t i = 0; i < cites->len; i++)
    if (cites->items[i].act->kind == LABEL_LAW) return true;
  return false;
}

/* Which file, which wording, and that it is not the last one. */
static void add_file(struct list *list, const struct law_file *file) {
  CLEANUP(mem_freep) char *wording = law_wording_text(file);
  CLEANUP(mem_freep) char *later = law_later_changes(file);
  CLEANUP(mem_freep) char *about = mem_printf("%s: %s", law_language_name(file->language), wording);
  list_text(list, NO_ITEM, ROLE_QUIET, 1, about);
  if (!later) return;
  CLEANUP(mem_freep) char *changed = mem_printf(_("Changed later, which this text does not show: %s."), later);
  list_text(list, NO_ITEM, ROLE_OPEN, 1, changed);
}

static void add_passage(struct list *list, const struct law_passage *passage) {
  enum { DEEPEST = 8 };
  int indent = 1 + 2 * (passage->depth < DEEPEST ? passage->depth : DEEPEST);
  enum role role = passage->heading ? ROLE_HEADING : ROLE_PLAIN;
  if (!passage->mark) {
    list_text(list, NO_ITEM, role, indent, passage->text);
  } else if (passage->heading) {
    CLEANUP(mem_freep) char *line = mem_printf("%s  %s", passage->mark, passage->text);
    list_text(list, NO_ITEM, role, indent, line);
  } else {
    list_marked(list, NO_ITEM, role, indent, passage->mark, passage->text);
  }
}

static void add_quote(struct list *list, const struct law_quote *quote) {
  const char *remark = law_found_text(quote->found);
  list_heading(list, quote->citation);
  if (quote->file) add_file(list, quote->file);
  if (remark) list_text(list, NO_ITEM, ROLE_OPEN, 1, remark);
  if (quote->passages_len) list_blank(list);
  if (quote->heading) add_passage(list, quote->heading);
  for (size_t i = 0; i < quote->passages_len; i++)
    add_passage(list, &quote->passages[i]);
}

void open_law(struct view *view, const cite_vec_t *cites) {
  struct error error = {0};
  struct law_reading *reading = NULL;
  if (app_law_read(view->session, cites, lang_ui(), &reading, &error)) {
    view_fail(view, &error);
    return;
  }
  struct list *list = open_page(view, _("Official text"));
  bool any = false, missing = false;
  for (size_t i = 0; i < reading->quotes.len; i++) {
    add_quote(list, &reading->quotes.items[i]);
    any |= reading->quotes.items[i].file != NULL;
    missing |= reading->quotes.items[i].found == LAW_NOT_IMPORTED;
  }
  if (missing) {
    list_blank(list);
    list_text(list, NO_ITEM, ROLE_PLAIN, 1, _("In the menu, “Law pack” imports official texts."));
  }
  if (any) {
    list_blank(list);
    list_text(list, NO_ITEM, ROLE_QUIET, 1, law_notice());
  }
  law_reading_free(reading);
}

bool conclusion_cites_law(const struct conclusion_state *state) {
  for (size_t i = 0; i < state->cases.len; i++)
    if (cites_law(&state->cases.items[i]->cites)) return true;
  return false;
}

void open_law_of_conclusion(struct view *view, const struct conclusion_state *state) {
  cite_vec_t cites = {0};
  for (size_t i = 0; i < state->cases.len; i++)
    for (size_t k = 0; k < state->cases.items[i]->cites.len; k++)
      vec_push(&cites, state->cases.items[i]->cites.items[k]);
  open_law(view, &cites);
  vec_free(&cites);
}
