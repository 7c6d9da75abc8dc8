/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law pack: what it is, what it rests on, and what is wrong with it. */
#include "cli/internal.h"

#include <stdlib.h>

static void pack_json(struct call *call, const struct pack *pack, const lint_vec_t *findings) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "id", pack_id(pack));
  json_member(&out, "version", pack_version(pack));
  json_member(&out, "law_as_of", law_as_of);
  json_member(&out, "sha256", pack_hash(pack));
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

static void put_findings(struct call *call, const lint_vec_t *findings) {
  for (size_t i = 0; i < findings->len; i++) {
    const struct lint_finding *finding = &findings->items[i];
    buf_printf(call->out, "%s:%d: %s: %s\n", finding->place.file, finding->place.line, finding->id ? finding->id : "", finding->what);
  }
  if (!findings->len) buf_printf(call->out, "%s\n", _("Nothing was found."));
}

static enum status show_pack(struct call *call, const struct pack *pack) {
  lint_vec_t findings = {0};
  bool lint = call_option(call, "lint") != NULL;
  enum status status = lint ? pack_lint(pack, call->arena, &findings, &call->error) : STATUS_OK;
  if (call->json)
    pack_json(call, pack, &findings);
  else if (lint)
    put_findings(call, &findings);
  else
    put_pack(call, pack);
  vec_free(&findings);
  return status;
}

enum status do_pack(struct call *call) {
  const char *folder = call_argument(call, 0);
  if (!folder) return show_pack(call, app_pack(call->app));
  struct pack *other = NULL;
  enum status status = pack_load(folder, NULL, &other, &call->error);
  if (status == STATUS_OK) status = show_pack(call, other);
  pack_free(other);
  return status;
}
