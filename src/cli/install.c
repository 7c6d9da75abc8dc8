/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cradle pack --install and --restore-previous: another law pack for all workspaces. */
#include "cli/internal.h"

#include <stdlib.h>

/* format takes id, version and day. */
static void put_version(struct buf *out, const char *format, const struct pack *pack) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  put_wrapped_format(out, 0, 2, format, pack_id(pack), pack_version(pack), law_as_of);
}

/* path NULL: it was only shown. */
static void offer_text(struct call *call, const struct pack_offer *offer, const char *path) {
  put_version(call->out, _("In use: %1$s %2$s, law as of %3$s"), app_pack(call->app));
  put_version(call->out, _("To install: %1$s %2$s, law as of %3$s"), offer->pack);
  buf_printf(call->out, "SHA-256 %s\n", pack_hash(offer->pack));
  put_pack_changes(call->out, &offer->changes);
  if (!offer->changes.len && !offer->in_use) buf_printf(call->out, "\n%s\n", _("It changes nothing that is shown."));
  buf_putc(call->out, '\n');
  if (offer->in_use)
    put_wrapped(call->out, 0, 0, _("It is in use already; there is nothing to install."));
  else if (path)
    buf_printf(call->out, _("Installed: %s\n“cradle pack --restore-previous” takes it back.\n"), path);
  else
    put_wrapped(call->out, 0, 0, _("Nothing was installed. Add --yes to install it."));
}

static void offer_json(struct call *call, const struct pack_offer *offer, const char *path) {
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(offer->pack), law_as_of);
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "id", pack_id(offer->pack));
  json_member(&out, "version", pack_version(offer->pack));
  json_member(&out, "law_as_of", law_as_of);
  json_member(&out, "sha256", pack_hash(offer->pack));
  json_member(&out, "replaces", pack_version(app_pack(call->app)));
  json_out_key(&out, "in_use");
  json_out_bool(&out, offer->in_use);
  json_member(&out, "installed", path);
  json_out_key(&out, "changes");
  json_pack_changes(&out, &offer->changes);
  json_finish(&out);
}

enum status install_pack(struct call *call, const char *source) {
  struct pack_request request = {.source = source, .checksum = call_option(call, "checksum"), .older = call_option(call, "older") != NULL};
  struct pack_offer offer = {0};
  CLEANUP(mem_freep) char *path = NULL;
  enum status status = app_offer_pack(call->app, &request, call->arena, &offer, &call->error);
  if (status == STATUS_OK && call_option(call, "yes") && !offer.in_use) status = app_install_pack(call->app, &offer, &path, &call->error);
  if (status == STATUS_OK) (call->json ? offer_json : offer_text)(call, &offer, path);
  pack_offer_free(&offer);
  return status;
}

enum status restore_pack(struct call *call) {
  enum status status = app_restore_pack(call->cli->host, call->cli->program_folder, &call->error);
  if (status == STATUS_OK) status = app_new(call->cli->host, call->cli->program_folder, &call->app, &call->error);
  if (status) return status;
  if (!call->json) {
    put_version(call->out, _("In use: %1$s %2$s, law as of %3$s"), app_pack(call->app));
    return STATUS_OK;
  }
  struct json_out out = json_start(call);
  json_out_object(&out);
  json_member(&out, "id", pack_id(app_pack(call->app)));
  json_member(&out, "version", pack_version(app_pack(call->app)));
  json_member(&out, "sha256", pack_hash(app_pack(call->app)));
  json_finish(&out);
  return STATUS_OK;
}
