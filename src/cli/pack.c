/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law pack: what it is, what it rests on, and what is wrong with it. */
#include "cli/internal.h"

#include <stdlib.h>
#include <sys/stat.h>

static void pack_json(struct call *call, const struct pack *pack, const lint_vec_t *findings) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "id", pack_id(pack));
  json_member(&out, "version", pack_version(pack));
  json_member(&out, "law_as_of", law_as_of);
  json_member(&out, "sha256", pack_hash(pack));
  json_member(&out, "folder", pack_where(pack));
  json_out_key(&out, "sources");
  json_out_array(&out);
  for (size_t i = 0; i < pack_act_count(pack); i++) {
    const struct act *act = pack_act_at(pack, i);
    json_out_object(&out);
    json_member(&out, "id", act->id);
    json_member(&out, "title", pack_text(&act->title, lang_ui()));
    json_member(&out, "published", act->published);
    json_member(&out, "address", act->eli);
    json_out_end(&out);
  }
  json_out_end(&out);
  json_out_key(&out, "findings");
  json_out_array(&out);
  for (size_t i = 0; i < findings->len; i++) {
    json_out_object(&out);
    json_member(&out, "file", findings->items[i].place.file);
    json_out_key(&out, "line");
    json_out_number(&out, findings->items[i].place.line);
    json_member(&out, "id", findings->items[i].id);
    json_member(&out, "what", findings->items[i].what);
    json_out_end(&out);
  }
  json_out_end(&out);
  json_finish(&out);
}

static void put_pack(struct call *call, const struct pack *pack) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  buf_printf(call->out, "%s %s\n", pack_id(pack), pack_version(pack));
  buf_printf(call->out, _("Law as of %s\n"), law_as_of);
  buf_printf(call->out, "SHA-256 %s\n", pack_hash(pack));
  put_heading(call->out, _("Sources"));
  for (size_t i = 0; i < pack_act_count(pack); i++) {
    const struct act *act = pack_act_at(pack, i);
    put_wrapped_format(call->out, 2, 4, "%s: %s (%s)", pack_text(&act->short_name, lang_ui()), pack_text(&act->title, lang_ui()),
                       act->published ? act->published : "");
    if (act->eli) put_wrapped(call->out, 4, 4, act->eli);
  }
}

/* With findings the message of the linter names the pack. */
static void put_findings(struct call *call, const struct pack *pack, const lint_vec_t *findings) {
  for (size_t i = 0; i < findings->len; i++) {
    const struct lint_finding *finding = &findings->items[i];
    buf_printf(call->out, "%s:%d: %s: %s\n", finding->place.file, finding->place.line, finding->id ? finding->id : "", finding->what);
  }
  if (!findings->len) buf_printf(call->out, _("%s %s, %s: nothing was found.\n"), pack_id(pack), pack_version(pack), pack_where(pack));
}

static enum status show_pack(struct call *call, const struct pack *pack) {
  lint_vec_t findings = {0};
  bool lint = call_option(call, "lint") != NULL;
  enum status status = lint ? pack_lint(pack, call->arena, &findings, &call->error) : STATUS_OK;
  if (call->json)
    pack_json(call, pack, &findings);
  else if (lint)
    put_findings(call, pack, &findings);
  else
    put_pack(call, pack);
  vec_free(&findings);
  return status;
}

/* ---- a workspace: the law packs it was answered under ---- */

static void json_kept(struct json_out *out, const struct kept_pack *kept) {
  char since[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = kept->since / 1000}, since);
  json_out_object(out);
  json_member(out, "id", kept->id);
  json_member(out, "version", kept->version);
  json_member(out, "law_as_of", kept->law_as_of);
  json_member(out, "sha256", kept->hash);
  json_member(out, "since", since);
  json_member(out, "by", kept->by);
  json_out_end(out);
}

static void kept_json(struct call *call, const kept_pack_vec_t *packs, const struct pack_news *news) {
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "in_use", pack_version(app_pack(call->app)));
  json_out_key(&out, "packs");
  json_out_array(&out);
  for (size_t i = 0; i < packs->len; i++)
    json_kept(&out, &packs->items[i]);
  json_out_end(&out);
  json_out_key(&out, "changes");
  json_pack_changes(&out, &news->changes);
  json_out_key(&out, "asked_again");
  json_again(&out, news);
  json_finish(&out);
}

static void put_kept(struct call *call, const struct kept_pack *kept) {
  char since[INSTANT_TEXT_SIZE];
  instant_format((struct instant){.seconds = kept->since / 1000}, since);
  const char *law_as_of = kept->law_as_of ? kept->law_as_of : "?";
  if (kept->by)
    put_wrapped_format(call->out, 2, 4, _("%1$s %2$s, law as of %3$s; adopted %4$s, first used by %5$s"), kept->id, kept->version,
                       law_as_of, since, app_author_name(call->session, kept->by));
  else
    put_wrapped_format(call->out, 2, 4, _("%1$s %2$s, law as of %3$s; adopted %4$s"), kept->id, kept->version, law_as_of, since);
  buf_printf(call->out, "    SHA-256 %s\n", kept->hash);
}

/* How the law pack in use stands to those of the workspace. */
static void put_relation(struct call *call, const struct pack_news *news) {
  const char *used = pack_version(app_pack(call->app)), *text = NULL;
  if (news->is_older) text = _("The law pack in use, %s, is newer than those of the workspace. It is adopted with the next answer.");
  if (news->is_newer) text = _("The law pack in use, %s, is not the newest of the workspace, so nothing can be written.");
  if (!text) return;
  buf_putc(call->out, '\n');
  put_wrapped_format(call->out, 0, 0, text, used);
}

static void kept_text(struct call *call, const kept_pack_vec_t *packs, const struct pack_news *news) {
  const char *used = pack_version(app_pack(call->app));
  put_wrapped_format(call->out, 0, 2, _("Law pack in use: %s"), used);
  put_heading(call->out, _("Law packs under which the workspace was answered"));
  for (size_t i = 0; i < packs->len; i++)
    put_kept(call, &packs->items[i]);
  if (!packs->len) put_wrapped(call->out, 2, 2, _("None yet: nothing was answered."));
  put_relation(call, news);
  put_pack_changes(call->out, &news->changes);
  put_again(call, news);
}

static enum status show_kept(struct call *call, const char *workspace) {
  kept_pack_vec_t packs = {0};
  struct pack_news news = {0};
  enum status status = session_open_readonly(call->app, workspace, call->as_of, &call->session, &call->error);
  if (status == STATUS_OK) status = session_packs(call->session, call->arena, &packs, &call->error);
  if (status == STATUS_OK) status = session_pack_news(call->session, call->arena, &news, &call->error);
  if (status == STATUS_OK) (call->json ? kept_json : kept_text)(call, &packs, &news);
  vec_free(&packs);
  pack_news_clear(&news);
  return status;
}

/* ---- the command ---- */

static bool is_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static enum status show_folder(struct call *call, const char *folder) {
  struct pack *other = NULL;
  enum status status = app_read_pack(call->app, folder, &other, &call->error);
  if (status == STATUS_OK) status = show_pack(call, other);
  pack_free(other);
  return status;
}

enum status do_pack(struct call *call) {
  const char *source = call_argument(call, 0), *install = call_option(call, "install");
  bool for_install = call_option(call, "checksum") || call_option(call, "yes") || call_option(call, "older");
  if (call_option(call, "restore-previous")) return restore_pack(call);
  if (install && source)
    return call_refuse(call, _("Name it once: cradle pack --install SOURCE."), _("There is too much on the command line."));
  if (install) return install_pack(call, install);
  if (for_install) return call_refuse(call, _("Add --install SOURCE."), _("--checksum, --yes and --older belong to --install."));
  if (!source) return show_pack(call, app_pack(call->app));
  return is_file(source) ? show_kept(call, source) : show_folder(call, source);
}
