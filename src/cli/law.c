/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official texts: which there are, taking in more of them, and what they say at a citation. */
#include "app/law.h"
#include "cli/internal.h"

#include <stdlib.h>

/* ---- which there are ---- */

static void json_file(struct json_out *out, const struct law_file *file) {
  char day[DATE_TEXT_SIZE];
  if (file->has_date) day_format(file->date, day);
  CLEANUP(mem_freep) char *later = law_later_changes(file);
  json_member(out, "act", file->act->id);
  json_member(out, "language", file->language);
  json_member(out, "state", file->state == LAW_CONSOLIDATED ? "consolidated" : "published");
  json_member(out, "celex", file->celex);
  json_member(out, "date", file->has_date ? day : NULL);
  json_member(out, "part", file->part);
  json_member(out, "later", later);
  json_member(out, "file", file->name);
  json_member(out, "sha256", file->hash);
}

/* "CRA, English, without annexes" */
static char *file_title(const struct law_file *file) {
  CLEANUP(mem_freep) char *part = law_part_text(file->part);
  const char *act = pack_text(&file->act->short_name, lang_ui()), *language = law_language_name(file->language);
  return part ? mem_printf("%s, %s, %s", act, language, part) : mem_printf("%s, %s", act, language);
}

/* Which wording the file has, and that it is not the last one. */
static void put_wording(struct call *call, size_t indent, const struct law_file *file) {
  CLEANUP(mem_freep) char *wording = law_wording_text(file);
  CLEANUP(mem_freep) char *later = law_later_changes(file);
  put_wrapped(call->out, indent, indent, wording);
  if (later) put_wrapped_format(call->out, indent, indent, _("Changed later, which this text does not show: %s."), later);
}

static void put_file(struct call *call, const struct law_file *file) {
  CLEANUP(mem_freep) char *title = file_title(file);
  put_wrapped_format(call->out, 0, 2, "%s (%s)", title, file->name);
  put_wording(call, 2, file);
}

static enum status list_files(struct call *call) {
  law_file_vec_t files = {0};
  enum status status = app_law_files(call->session, call->arena, &files, &call->error);
  if (status) return status;
  if (call->json) {
    struct json_out out = json_start(call);
    json_out_array(&out);
    for (size_t i = 0; i < files.len; i++) {
      json_out_object(&out);
      json_file(&out, &files.items[i]);
      json_out_end(&out);
    }
    json_finish(&out);
  } else {
    for (size_t i = 0; i < files.len; i++)
      put_file(call, &files.items[i]);
    if (!files.len) put_wrapped(call->out, 0, 0, _("No official text was imported yet."));
    if (files.len) put_wrapped(call->out, 0, 0, law_notice());
  }
  vec_free(&files);
  return STATUS_OK;
}

/* ---- taking in ---- */

/* Files before a broken one stay: each is complete by itself. */
static enum status import_files(struct call *call) {
  enum status status = STATUS_OK;
  struct json_out out = call->json ? json_start(call) : (struct json_out){0};
  if (!call_argument(call, 2)) return call_refuse(call, _("Write: cradle law FILE import INPUT..."), _("No file is named."));
  if (call->json) json_out_array(&out);
  for (size_t i = 2; status == STATUS_OK && call_argument(call, i); i++) {
    struct law_file file;
    bool replaced;
    status = app_law_import(call->session, call_argument(call, i), &file, &replaced, &call->error);
    if (status) break;
    if (call->json) {
      json_out_object(&out);
      json_file(&out, &file);
      json_out_key(&out, "replaced");
      json_out_bool(&out, replaced);
      json_out_end(&out);
    } else {
      put_file(call, &file);
      if (replaced) put_wrapped(call->out, 2, 2, _("It replaces an earlier import."));
    }
  }
  if (!call->json) return status;
  json_finish(&out);
  return status;
}

/* ---- showing ---- */

static const char *found_name(enum law_found found) {
  static const char *const names[] = {[LAW_FOUND] = "found",
                                      [LAW_FOUND_AROUND] = "around",
                                      [LAW_NOT_IN_FILES] = "not-in-files",
                                      [LAW_NOT_IMPORTED] = "not-imported",
                                      [LAW_WHOLE_ACT] = "whole-act"};
  return names[found];
}

static void json_passage(struct json_out *out, const struct law_passage *passage) {
  json_out_object(out);
  json_member(out, "mark", passage->mark);
  json_member(out, "text", passage->text);
  json_out_key(out, "depth");
  json_out_number(out, passage->depth);
  json_out_key(out, "heading");
  json_out_bool(out, passage->heading);
  json_out_end(out);
}

static void json_quote(struct json_out *out, const struct law_quote *quote) {
  json_out_object(out);
  json_member(out, "citation", quote->citation);
  json_member(out, "found", found_name(quote->found));
  if (quote->file) json_file(out, quote->file);
  json_out_key(out, "passages");
  json_out_array(out);
  if (quote->heading) json_passage(out, quote->heading);
  for (size_t i = 0; i < quote->passages_len; i++)
    json_passage(out, &quote->passages[i]);
  json_out_end(out);
  json_out_end(out);
}

static void put_passage(struct call *call, const struct law_passage *passage) {
  size_t indent = 2 + 2 * (size_t)(passage->depth < 10 ? passage->depth : 10);
  size_t hang = passage->mark && !passage->heading ? width_of(passage->mark) + 1 : 0;
  CLEANUP(mem_freep) char *text = mem_printf("%s%s%s", passage->mark ? passage->mark : "", passage->mark ? " " : "", passage->text);
  put_wrapped(call->out, indent, indent + hang, text);
}

static void put_quote(struct call *call, const struct law_quote *quote) {
  const char *remark = law_found_text(quote->found);
  put_heading(call->out, quote->citation);
  if (quote->file) {
    CLEANUP(mem_freep) char *title = file_title(quote->file);
    put_wrapped_format(call->out, 2, 2, "%s (%s)", title, quote->file->name);
    put_wording(call, 2, quote->file);
  }
  if (remark) put_wrapped(call->out, 2, 2, remark);
  if (quote->passages_len) buf_putc(call->out, '\n');
  if (quote->heading) put_passage(call, quote->heading);
  for (size_t i = 0; i < quote->passages_len; i++)
    put_passage(call, &quote->passages[i]);
}

static void put_reading(struct call *call, const struct law_reading *reading) {
  bool any = false;
  for (size_t i = 0; i < reading->quotes.len; i++) {
    put_quote(call, &reading->quotes.items[i]);
    any |= reading->quotes.items[i].file != NULL;
  }
  if (!reading->quotes.len) put_wrapped(call->out, 0, 0, _("It cites no law."));
  if (any) put_heading(call->out, law_notice());
}

static void json_reading(struct call *call, const struct law_reading *reading) {
  struct json_out out = json_start(call);
  json_out_array(&out);
  for (size_t i = 0; i < reading->quotes.len; i++)
    json_quote(&out, &reading->quotes.items[i]);
  json_finish(&out);
}

/* The words of a citation may come as one argument or as several. */
static char *joined_words(struct call *call) {
  struct buf text = {0};
  for (size_t i = 2; call_argument(call, i); i++)
    buf_printf(&text, "%s%s", text.len ? " " : "", call_argument(call, i));
  return text.data ? buf_take(&text) : mem_strdup("");
}

/* Exit status 1 if nothing could be shown. */
static enum status show_law(struct call *call) {
  CLEANUP(mem_freep) char *text = joined_words(call);
  const char *lang = call_option(call, "lang");
  cite_vec_t cites = {0};
  struct law_reading *reading = NULL;
  enum status status = app_law_cites(call->session, text, call->arena, &cites, &call->error);
  if (status == STATUS_OK) status = app_law_read(call->session, &cites, lang ? lang : lang_ui(), &reading, &call->error);
  vec_free(&cites);
  if (status) return status;
  if (call->json)
    json_reading(call, reading);
  else
    put_reading(call, reading);
  bool any = false;
  for (size_t i = 0; i < reading->quotes.len; i++)
    any |= reading->quotes.items[i].file != NULL;
  law_reading_free(reading);
  return any ? STATUS_OK : STATUS_NO;
}

enum status do_law(struct call *call) {
  static const struct {
    const char *name;
    enum status (*run)(struct call *call);
  } actions[] = {{"list", list_files}, {"import", import_files}, {"show", show_law}};
  const char *action = call_argument(call, 1);
  for (size_t i = 0; i < ARRAY_LEN(actions); i++)
    if (str_eq(actions[i].name, action)) return actions[i].run(call);
  return error_set(&call->error, STATUS_USAGE, action, _("The actions are: list, import, show."), _("There is no such action."));
}
