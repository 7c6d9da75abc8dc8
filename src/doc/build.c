/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document from a template: one pass makes the model and the hash over what it says. */
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

enum { PRINTED_ID = 16 };

static void builder_start(struct builder *builder, const struct doc_request *request, struct engine *engine) {
  struct arena *arena = arena_new();
  builder->request = request;
  builder->engine = engine;
  builder->lang = request->lang ? request->lang : "en";
  builder->arena = arena;
  builder->document = arena_alloc(arena, sizeof *builder->document);
  builder->document->arena = arena;
  builder->document_id = arena_alloc(arena, HASH_TEXT_SIZE);
  builder->present = map_new();
  builder->told = map_new();
  builder->translations = map_new();
  builder->hasher = hasher_new();
  builder->cited = mem_alloc(pack_act_count(engine_pack(engine)) * sizeof *builder->cited + 1);
}

/* All but the document. */
static void builder_stop(struct builder *builder) {
  for (size_t i = 0; i < map_len(builder->translations); i++)
    xml_free(map_value_at(builder->translations, i));
  map_free(builder->translations);
  map_free(builder->present);
  map_free(builder->told);
  hasher_free(builder->hasher);
  vec_free(&builder->blocks);
  free(builder->cited);
  free(builder->missing);
  free(builder->missing_on);
}

/* "Product Release": the names from below the root down to the subject. */
static char *subtitle_of(struct engine *engine, const char *subject, const char *lang) {
  const char *parent = engine_parent(engine, subject);
  const char *name = engine_name(engine, subject, lang);
  if (!parent || !engine_parent(engine, parent)) return mem_strdup(name);
  CLEANUP(mem_freep) char *above = subtitle_of(engine, parent, lang);
  return mem_printf("%s %s", above, name);
}

static const char *root_of(struct engine *engine, const char *subject) {
  const char *parent = engine_parent(engine, subject);
  return parent ? root_of(engine, parent) : subject;
}

static const char *footer_of(struct builder *builder) {
  const struct pack *pack = engine_pack(builder->engine);
  char law[DATE_TEXT_SIZE], as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law);
  day_format(engine_as_of(builder->engine), as_of);
  return arena_printf(builder->arena, tr(builder->lang, NULL, N_("Document %.*s · assessed for %s · law as of %s · law pack %s")),
                      PRINTED_ID, builder->document_id, as_of, law, pack_version(pack));
}

static void fill_head(struct builder *builder) {
  const struct doc_request *request = builder->request;
  struct document *document = builder->document;
  CLEANUP(mem_freep) char *subtitle = subtitle_of(builder->engine, request->subject, builder->lang);
  document->kind = arena_strdup(builder->arena, request->template->id);
  document->title = arena_strdup(builder->arena, template_title(request->template, builder->lang));
  document->subtitle = arena_strdup(builder->arena, subtitle);
  document->author = arena_strdup(builder->arena, engine_name(builder->engine, root_of(builder->engine, request->subject), builder->lang));
  document->lang = arena_strdup(builder->arena, builder->lang);
  document->watermark = request->draft ? arena_strdup(builder->arena, tr(builder->lang, NULL, N_("DRAFT"))) : NULL;
  document->time = request->now;
  document->id = builder->document_id;
  document->footer = footer_of(builder);
}

static void fill_blocks(struct builder *builder) {
  struct document *document = builder->document;
  document->blocks_len = builder->blocks.len;
  document->blocks = arena_alloc(builder->arena, builder->blocks.len * sizeof *document->blocks + 1);
  for (size_t i = 0; i < builder->blocks.len; i++)
    document->blocks[i] = builder->blocks.items[i];
}

static enum status check_final(struct builder *builder, struct error *error) {
  const struct template *template = builder->request->template;
  const char *subject = builder->request->subject;
  if (builder->missing)
    return error_set(error, STATUS_REFUSED, builder->missing_on, _("Answer it, or make a draft."), _("No final document: “%s” is missing."),
                     builder->missing);
  for (size_t i = 0; i < template->mandatory.len; i++)
    if (!map_get(builder->present, template->mandatory.items[i]))
      return error_set(error, STATUS_REFUSED, engine_name(builder->engine, subject, lang_ui()),
                       _("Give the answers that fill it, or make a draft."), _("No final document: its mandatory part “%s” is empty."),
                       template->mandatory.items[i]);
  return STATUS_OK;
}

static enum status check_subject(const struct doc_request *request, struct engine *engine, struct error *error) {
  const struct subject_type *type = engine_type(engine, request->subject);
  if (type == request->template->subject) return STATUS_OK;
  CLEANUP(mem_freep)
  char *next = mem_printf(_("Name a subject of the type “%s”."), pack_text(&request->template->subject->title, lang_ui()));
  return error_set(error, STATUS_USAGE, request->subject, next, _("The document “%s” is not about such a subject."), request->template->id);
}

static enum status build(const struct doc_request *request, struct engine *engine, struct builder *builder, struct hash *ret_hash,
                         struct error *error) {
  enum status status = check_subject(request, engine, error);
  if (status) return status;
  builder_start(builder, request, engine);
  hash_item(builder, request->template->id);
  hash_item(builder, request->subject);
  parts_emit(builder, &request->template->root->body, request->subject);
  hasher_finish(builder->hasher, ret_hash);
  hash_format(ret_hash, builder->document_id);
  return STATUS_OK;
}

enum status doc_build(const struct doc_request *request, struct engine *engine, struct document **ret_document, struct error *error) {
  struct builder builder = {0};
  struct hash hash;
  enum status status = build(request, engine, &builder, &hash, error);
  if (status) return status;
  fill_head(&builder);
  fill_blocks(&builder);
  if (!request->draft) status = check_final(&builder, error);
  builder_stop(&builder);
  if (status)
    document_free(builder.document);
  else
    *ret_document = builder.document;
  return status;
}

enum status doc_hash(const struct doc_request *request, struct engine *engine, struct hash *ret_hash, struct error *error) {
  struct builder builder = {0};
  struct hash hash;
  enum status status = build(request, engine, &builder, &hash, error);
  if (status) return status;
  builder_stop(&builder);
  document_free(builder.document);
  *ret_hash = hash;
  return STATUS_OK;
}
