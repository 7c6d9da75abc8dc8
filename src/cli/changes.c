/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a newer law pack changes, and what is asked again because of it. */
#include "cli/internal.h"

#include <stdlib.h>

static const struct {
  enum change_what what;
  const char *name; /* in JSON */
  const char *heading;
} groups[] = {
    {PACK_REVISED, "revised", N_("Means something else now, and is asked again: %zu")},
    {PACK_ADDED, "added", N_("New: %zu")},
    {PACK_RENAMED, "renamed", N_("Renamed; what was answered goes on to count: %zu")},
    {PACK_RETIRED, "retired", N_("No longer used; answers stay in the journal: %zu")},
    {PACK_REMOVED, "removed", N_("Gone: %zu")},
    {PACK_REWORDED, "reworded", N_("Changed otherwise: %zu")},
};

static size_t count(const pack_change_vec_t *changes, enum change_what what) {
  size_t found = 0;
  for (size_t i = 0; i < changes->len; i++)
    found += changes->items[i].what == what;
  return found;
}

static void put_change(struct buf *out, const struct pack_change *change) {
  CLEANUP(mem_freep) char *ids = change->was ? mem_printf("%s -> %s", change->was, change->id) : mem_strdup(change->id);
  put_wrapped_format(out, 2, 4, "%s %s: %s", change->kind, ids, change->title ? change->title : "");
}

void put_pack_changes(struct buf *out, const pack_change_vec_t *changes) {
  for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
    size_t found = count(changes, groups[g].what);
    if (!found) continue;
    CLEANUP(mem_freep) char *heading = mem_printf(_(groups[g].heading), found);
    put_heading(out, heading);
    for (size_t i = 0; i < changes->len; i++)
      if (changes->items[i].what == groups[g].what) put_change(out, &changes->items[i]);
  }
}

static const char *name_of(enum change_what what) {
  for (size_t g = 0; g < ARRAY_LEN(groups); g++)
    if (groups[g].what == what) return groups[g].name;
  return "";
}

void json_pack_changes(struct json_out *out, const pack_change_vec_t *changes) {
  json_out_array(out);
  for (size_t i = 0; i < changes->len; i++) {
    const struct pack_change *change = &changes->items[i];
    json_out_object(out);
    json_member(out, "what", name_of(change->what));
    json_member(out, "kind", change->kind);
    json_member(out, "id", change->id);
    json_member(out, "was", change->was);
    json_member(out, "title", change->title);
    json_out_end(out);
  }
  json_out_end(out);
}

void put_again(struct call *call, const struct pack_news *news) {
  if (!news->again.len) return;
  CLEANUP(mem_freep) char *heading = mem_printf(_("Asked again, since the law pack changed their meaning: %zu"), news->again.len);
  put_heading(call->out, heading);
  for (size_t i = 0; i < news->again.len; i++) {
    const struct open_ref *ref = &news->again.items[i];
    put_wrapped_format(call->out, 2, 4, "%s: %s [%s]", subject_name(call, ref->subject), pack_text(&ref->question->title, lang_ui()),
                       ref->question->id);
  }
}

void json_again(struct json_out *out, const struct pack_news *news) {
  json_out_array(out);
  for (size_t i = 0; i < news->again.len; i++) {
    json_out_object(out);
    json_member(out, "subject", news->again.items[i].subject);
    json_member(out, "question", news->again.items[i].question->id);
    json_out_end(out);
  }
  json_out_end(out);
}
