/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents about the chosen subject and what lies around it: drafts as PDF, previews as text. */
#include "tui/model/internal.h"

#include <stdlib.h>

struct document_ref {
  const struct template *template;
  char *subject;
};
struct documents {
  struct list list;              /* first: it is a list screen */
  VEC(struct document_ref) refs; /* of the items */
};

static void forget(struct documents *documents) {
  for (size_t i = 0; i < documents->refs.len; i++)
    free(documents->refs.items[i].subject);
  documents->refs.len = 0;
}

static void add_document(struct view *view, struct documents *documents, const struct template *template, const char *subject) {
  struct document_ref ref = {.template = template, .subject = mem_strdup(subject)};
  vec_push(&documents->refs, ref);
  CLEANUP(mem_freep) char *path = ui_path(view, subject);
  list_cells(&documents->list, list_item(&documents->list), ROLE_PLAIN, 0, 2,
             (const char *const[]){template_title(template, lang_ui()), path});
}

static void add_below(struct view *view, struct documents *documents, const struct template *template, const char *above) {
  subject_vec_t children = {0};
  snapshot_children(session_snapshot(view->session), above, NULL, &children);
  for (size_t i = 0; i < children.len; i++) {
    if (str_eq(children.items[i]->type, template_subject(template)->id))
      add_document(view, documents, template, children.items[i]->id);
    else
      add_below(view, documents, template, children.items[i]->id);
  }
  vec_free(&children);
}

static void load(struct view *view, void *state) {
  struct documents *documents = state;
  const struct templates *templates = app_templates(view->app);
  forget(documents);
  list_clear(&documents->list);
  list_columns(&documents->list, 2, (const int[]){46, 0});
  for (size_t i = 0; view->subject && i < templates_count(templates); i++) {
    const struct template *template = templates_at(templates, i);
    const char *above = engine_ancestor(view_engine(view), view->subject, template_subject(template));
    if (above)
      add_document(view, documents, template, above);
    else
      add_below(view, documents, template, view->subject);
  }
  if (documents->refs.len == 0)
    list_text(&documents->list, NO_ITEM, ROLE_PLAIN, 0,
              _("No document is possible here yet. Add a product and a release on the home screen."));
}

static const struct document_ref *selected(struct documents *documents) {
  size_t at = (size_t)documents->list.selected;
  return at < documents->refs.len ? &documents->refs.items[at] : NULL;
}

static bool has_selected(struct view *view, void *state) {
  (void)view;
  return selected(state) != NULL;
}

static bool draft_done(struct view *view, void *state, const char *text) {
  const struct document_ref *ref = selected(state);
  struct error error = {0};
  CLEANUP(mem_freep) char *path = *text ? view_path(view, text) : NULL;
  CLEANUP(mem_freep) char *written = NULL;
  struct render render = {.subject = ref->subject, .template = template_id(ref->template), .lang = lang_ui(), .draft = true, .path = path};
  if (app_render(view->session, &render, &written, &error)) {
    view_fail(view, &error);
    return false;
  }
  CLEANUP(mem_freep) char *said = mem_printf(_("The draft was written: %s"), written);
  view_changed(view);
  view_say(view, ROLE_GOOD, said);
  return true;
}

static void run_draft(struct view *view, void *state) {
  (void)state;
  view_ask_path(view, _("Path of the PDF (empty: in this folder, named after product and document):"), "", draft_done);
}

static void run_preview(struct view *view, void *state) {
  const struct document_ref *ref = selected(state);
  struct error error = {0};
  CLEANUP(mem_freep) char *text = NULL;
  if (app_preview(view->session, ref->subject, template_id(ref->template), lang_ui(), &text, &error)) {
    view_fail(view, &error);
    return;
  }
  open_text(view, template_title(ref->template, lang_ui()), text);
}

static const struct binding bindings[] = {
    {'t', K_ENTER, 0, N_("Text"), N_("Shows the document as text"), run_preview, has_selected},
    {'d', K_NONE, 0, N_("Draft as PDF"), N_("Writes the document as PDF, marked as draft"), run_draft, has_selected},
    {0},
};

static char *title(struct view *view, void *state) {
  (void)state;
  return view->subject ? ui_path(view, view->subject) : NULL;
}

static void free_documents(void *state) {
  struct documents *documents = state;
  forget(documents);
  vec_free(&documents->refs);
  list_free(&documents->list);
}

const struct screen documents_screen = {
    .name = N_("Documents"),
    .state_size = sizeof(struct documents),
    .title = title,
    .load = load,
    .draw = list_screen_draw,
    .key = list_screen_key,
    .bindings = bindings,
    .free = free_documents,
};
