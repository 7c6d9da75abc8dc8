/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents: built, laid out, written whole or not at all, and recorded in the journal. */
#include "app/internal.h"
#include "layout/layout.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

/* One rendering on its way. */
struct job {
  struct session *session;
  const struct template *template;
  const char *subject;
  struct arena *arena;
  list_vec_t lists;
  char head[HASH_TEXT_SIZE];
  struct doc_request request;
  struct document *document;
  struct layout *layout;
};

static void job_end(struct job *job) {
  layout_free(job->layout);
  document_free(job->document);
  vec_free(&job->lists);
  arena_free(job->arena);
}

static enum status find_template(const struct templates *templates, const char *id, const struct template **ret_template,
                                 struct error *error) {
  const struct template *template = templates_find(templates, id);
  if (template) {
    *ret_template = template;
    return STATUS_OK;
  }
  id_vec_t ids = {0};
  for (size_t i = 0; i < templates_count(templates); i++)
    vec_push(&ids, template_id(templates_at(templates, i)));
  CLEANUP(mem_freep) char *all = join_ids(&ids);
  CLEANUP(mem_freep) char *next = mem_printf(_("The documents are: %s."), all);
  vec_free(&ids);
  return error_set(error, STATUS_USAGE, NULL, next, _("There is no document “%s”."), id);
}

static enum status check_language(const char *lang, struct error *error) {
  if (lang_exists(lang)) return STATUS_OK;
  CLEANUP(mem_freep) char *all = lang_list();
  CLEANUP(mem_freep) char *next = mem_printf(_("The languages are: %s."), all);
  return error_set(error, STATUS_USAGE, NULL, next, _("There is no language “%s”."), lang);
}

/* A document about a release can be asked for from anything below the release. */
static enum status find_subject(struct job *job, const char *subject, struct error *error) {
  const struct subject_type *wanted = template_subject(job->template);
  job->subject = engine_ancestor(job->session->engine, subject, wanted);
  if (job->subject) return STATUS_OK;
  return error_set(error, STATUS_USAGE, subject, _("“cradle list” shows the subjects with their types."),
                   _("The document “%s” is about a subject of type “%s”."), template_id(job->template), wanted->id);
}

static enum status job_begin(struct job *job, const char *subject, const char *template, const char *lang, bool draft,
                             struct error *error) {
  struct session *session = job->session;
  job->arena = arena_new();
  if (!lang) lang = "en";
  const struct templates *templates;
  enum status status = app_need_templates(session->app, &templates, error);
  if (status == STATUS_OK) status = find_template(templates, template, &job->template, error);
  if (status == STATUS_OK) status = check_language(lang, error);
  if (status == STATUS_OK) status = find_subject(job, subject, error);
  memcpy(job->head, session->head, sizeof job->head); /* what others wrote since is not in the document */
  if (status == STATUS_OK) status = lists_collect(session, job->subject, lang, job->arena, &job->lists, error);
  job->request = (struct doc_request){.template = job->template,
                                      .subject = job->subject,
                                      .lang = lang,
                                      .draft = draft,
                                      .now = session->host->now(session->host->context),
                                      .journal_head = job->head,
                                      .lists = job->lists.items,
                                      .lists_len = job->lists.len};
  return status;
}

static enum status lay_out(struct job *job, struct metrics metrics, struct error *error) {
  enum status status = doc_build(&job->request, job->session->engine, &job->document, error);
  return status ? status : layout_build(job->document, &metrics, &job->layout, error);
}

/* ---- what stands against a final document ---- */

static size_t count_blocking(struct session *session, const char *subject) {
  gap_vec_t gaps = {0};
  engine_gaps_around(session->engine, subject, &gaps);
  size_t count = 0;
  for (size_t i = 0; i < gaps.len; i++)
    count += gaps.items[i].blocks_final;
  vec_free(&gaps);
  return count;
}

static bool is_ready(struct session *session, const char *subject) {
  const struct conclusion_state *state = engine_conclusion(session->engine, subject, CONCLUSION_READY);
  return state && state->status == CONCLUDED && state->values.len == 1 && str_eq(state->values.items[0], "yes");
}

/* Approvals cannot be recorded yet, so every final document is refused; the reasons say how far away it is. */
static enum status refuse_final(const struct job *job, struct error *error) {
  size_t gaps = count_blocking(job->session, job->subject);
  if (gaps || !is_ready(job->session, job->subject))
    return error_set(error, STATUS_REFUSED, job->subject, _("“cradle assess” lists the gaps; a draft is always possible with --draft."),
                     trn_ui("A final document is not possible: %zu gap remains, and a second person has not approved it.",
                            "A final document is not possible: %zu gaps remain, and a second person has not approved it.", gaps),
                     gaps);
  return error_set(error, STATUS_REFUSED, job->subject, _("Make a draft with --draft."),
                   _("A final document is not possible: a second person has not approved it."));
}

/* ---- output ---- */

static void add_name_part(struct buf *name, const char *part) {
  if (name->len) buf_putc(name, '-');
  for (; *part; part++) {
    bool plain = (*part >= '0' && *part <= '9') || (*part >= 'A' && *part <= 'Z') || (*part >= 'a' && *part <= 'z') || *part == '.' ||
                 (*part & 0x80);
    if (plain)
      buf_putc(name, *part);
    else if (name->len && name->data[name->len - 1] != '-')
      buf_putc(name, '-');
  }
}

static void add_names(struct job *job, const char *subject, struct buf *name) {
  const char *parent = engine_parent(job->session->engine, subject);
  if (parent && engine_parent(job->session->engine, parent)) add_names(job, parent, name);
  add_name_part(name, engine_name(job->session->engine, subject, "en"));
}

/* Names of product and release, then the document: those above the subject, but for the organisation. */
static char *default_path(struct job *job, enum render_format format) {
  struct buf name = {0};
  add_names(job, job->subject, &name);
  add_name_part(&name, template_id(job->template));
  buf_puts(&name, format == RENDER_PDF ? ".pdf" : ".txt");
  return buf_take(&name);
}

static enum status produce(struct job *job, enum render_format format, struct buf *out, struct error *error) {
  if (format != RENDER_PDF) {
    enum status status = lay_out(job, trace_metrics(), error);
    if (status) return status;
    if (format == RENDER_TEXT)
      text_write(job->layout, out);
    else
      trace_write(job->layout, out);
    return STATUS_OK;
  }
  const struct fonts *fonts = NULL;
  enum status status = app_fonts(job->session->app, &fonts, error);
  if (status == STATUS_OK) status = lay_out(job, fonts_metrics(fonts), error);
  return status ? status : pdf_write(job->layout, fonts, out, error);
}

static enum status record(struct job *job, const struct render *render, const struct buf *file, struct error *error) {
  char document[HASH_TEXT_SIZE], content[HASH_TEXT_SIZE];
  struct hash hash;
  enum status status = doc_hash(&job->request, job->session->engine, &hash, error);
  if (status) return status;
  hash_format(&hash, document);
  hash_of(file->data, file->len, &hash);
  hash_format(&hash, content);
  const char *const members[][2] = {{"template", template_id(job->template)},
                                    {"subject", job->subject},
                                    {"lang", job->request.lang},
                                    {"state", render->draft ? "draft" : "final"},
                                    {"document", document},
                                    {"file", content},
                                    {"pack", pack_hash(job->session->app->pack)},
                                    {"template-hash", template_hash(job->template)},
                                    {"head", job->head}};
  CLEANUP(buf_free) struct buf text = {0};
  struct json_out out = {.buf = &text};
  json_out_object(&out);
  for (size_t i = 0; i < ARRAY_LEN(members); i++) {
    json_out_key(&out, members[i][0]);
    json_out_string(&out, members[i][1]);
  }
  json_out_end(&out);
  const char *author;
  status = author_ensure(job->session, &author, error);
  if (status == STATUS_OK) status = store_record(job->session->store, author, RECORD_RENDERED, buf_str(&text), error);
  return status ? status : session_reload(job->session, error);
}

static enum status write_out(struct job *job, const struct render *render, char **ret_path, struct error *error) {
  CLEANUP(mem_freep) char *path = render->path ? mem_strdup(render->path) : default_path(job, render->format);
  CLEANUP(buf_free) struct buf out = {0};
  enum status status = produce(job, render->format, &out, error);
  if (status == STATUS_OK) status = replace_check(job->session, path, render->replace, error);
  if (status == STATUS_OK) status = file_write(path, buf_str(&out), out.len, 0644, error);
  if (status == STATUS_OK && !store_is_readonly(job->session->store)) status = record(job, render, &out, error);
  if (status) return status;
  *ret_path = path;
  path = NULL;
  return STATUS_OK;
}

enum status app_render(struct session *session, const struct render *render, char **ret_path, struct error *error) {
  CLEANUP(job_end) struct job job = {.session = session};
  enum status status = job_begin(&job, render->subject, render->template, render->lang, render->draft, error);
  if (status == STATUS_OK && !render->draft) status = verify_files(session, job.subject, error);
  if (status == STATUS_OK && !render->draft) status = refuse_final(&job, error);
  return status ? status : write_out(&job, render, ret_path, error);
}

enum status app_preview(struct session *session, const char *subject, const char *template, const char *lang, char **ret_text,
                        struct error *error) {
  CLEANUP(job_end) struct job job = {.session = session};
  struct buf out = {0};
  enum status status = job_begin(&job, subject, template, lang, true, error);
  if (status == STATUS_OK) status = produce(&job, RENDER_TEXT, &out, error);
  if (status == STATUS_OK)
    *ret_text = buf_take(&out);
  else
    buf_free(&out);
  return status;
}
