/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law pack under which a workspace was answered is kept in it: as a stored file, and as an entry of the journal. */
#include "app/internal.h"
#include "json/json.h"

#include <string.h>

static bool note_newest(void *context, const struct event *event) {
  struct buf *newest = context;
  if (!str_eq(event->kind, "meta") || !str_eq(event->key, RECORD_ADOPTED) || event->value.type != VALUE_TEXT) return true;
  buf_puts(newest, event->value.text);
  return false;
}

static bool is_adopted(struct session *session) {
  CLEANUP(buf_free) struct buf newest = {0};
  store_log(session->store, NULL, NULL, true, 0, note_newest, &newest, NULL);
  return strstr(buf_str(&newest), pack_hash(session->app->pack)) != NULL;
}

enum status adopt_pack(struct session *session, struct error *error) {
  if (session->adopted || is_adopted(session)) {
    session->adopted = true;
    return STATUS_OK;
  }
  const struct pack *pack = session->app->pack;
  const struct buf *content = pack_content(pack);
  struct hash hash;
  enum status status = store_blob_put(session->store, content->data, content->len, &hash, error);
  if (status) return status;
  char law_as_of[DATE_TEXT_SIZE];
  day_format(pack_law_as_of(pack), law_as_of);
  const char *const members[][2] = {
      {"pack", pack_id(pack)}, {"version", pack_version(pack)}, {"law-as-of", law_as_of}, {"sha-256", pack_hash(pack)}};
  CLEANUP(buf_free) struct buf text = {0};
  struct json_out out = {.buf = &text};
  json_out_object(&out);
  for (size_t i = 0; i < ARRAY_LEN(members); i++) {
    json_out_key(&out, members[i][0]);
    json_out_string(&out, members[i][1]);
  }
  json_out_end(&out);
  status = store_record(session->store, AUTHOR_PROGRAM, RECORD_ADOPTED, buf_str(&text), error);
  session->adopted = status == STATUS_OK;
  return status;
}
