/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/cyclonedx.h"

#include <stdlib.h>
#include <string.h>

#define READABLE_VERSIONS "1.4 1.5 1.6 1.7"

/* ---- dependencies ---- */

enum { KIND_ON = 'd', KIND_PROVIDES = 'p' };

static void keep_target(struct cyclonedx *bom, char kind, const char *text) {
  buf_putc(&bom->targets, kind);
  if (!reading_tidy(bom->reading, NULL, text, &bom->targets))
    bom->targets.len--;
  else
    buf_putc(&bom->targets, '\0');
}

static enum status add_targets(struct cyclonedx *bom) {
  enum status status = STATUS_OK;
  if (bom->targets.len == 0) return status;
  const char *end = bom->targets.data + bom->targets.len;
  for (const char *at = bom->targets.data; at < end && status == STATUS_OK; at += strlen(at) + 1) {
    struct dependency dependency = {
        .from = bom->dependency_ref.data, .to = at + 1, .kind = *at == KIND_ON ? DEPENDENCY_ON : DEPENDENCY_PROVIDES};
    unsigned column;
    bom->reading->locate(bom->reading->reader, &dependency.line, &column);
    bom->reading->list->counts.dependency_edges += *at == KIND_ON;
    status = reading_add_dependency(bom->reading, &dependency);
  }
  bom->targets.len = 0;
  return status;
}

static enum status set_dependency_ref(struct cyclonedx *bom, const char *text) {
  if (bom->dependency_ref.len > 0 || !reading_tidy(bom->reading, NULL, text, &bom->dependency_ref)) return STATUS_OK;
  struct dependency node = {.from = bom->dependency_ref.data, .kind = DEPENDENCY_NODE};
  unsigned column;
  bom->reading->locate(bom->reading->reader, &node.line, &column);
  bom->reading->list->counts.dependency_nodes++;
  enum status status = reading_add_dependency(bom->reading, &node);
  return status ? status : add_targets(bom);
}

void cyclonedx_begin_dependency(struct cyclonedx *bom) {
  bom->dependency_ref.len = bom->targets.len = 0;
}

enum status cyclonedx_dependency_text(struct cyclonedx *bom, unsigned place, const char *text) {
  if (place == DEPENDENCY_REF) return set_dependency_ref(bom, text);
  keep_target(bom, place == DEPENDS_ON_REF ? KIND_ON : KIND_PROVIDES, text);
  return bom->dependency_ref.len > 0 ? add_targets(bom) : STATUS_OK;
}

enum status cyclonedx_end_dependency(struct cyclonedx *bom) {
  if (bom->dependency_ref.len == 0)
    reading_warn(bom->reading, NULL, _("A dependency does not say which component depends, and was passed over."));
  return STATUS_OK;
}

/* ---- head and metadata ---- */

static enum status check_version(struct reading *reading) {
  const char *version = reading->list->spec_version;
  if (!version) return reading_refuse(reading, NULL, _("The list does not say in which version of CycloneDX it is written."));
  if (!str_in_list(READABLE_VERSIONS, version)) return reading_refuse_version(reading, "CycloneDX", version, "1.4, 1.5, 1.6, 1.7");
  if (strcmp(version, "1.6") >= 0) reading->list->given |= LIST_RECENT_FORMAT;
  return STATUS_OK;
}

static bool is_serial_number(const char *text) {
  static const char form[] = "urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (strlen(text) != sizeof form - 1) return false;
  for (size_t i = 0; form[i]; i++)
    if (form[i] == 'x' && i > 8 ? !strchr("0123456789abcdefABCDEF", text[i]) : form[i] != text[i]) return false;
  return true;
}

static enum status head_text(struct cyclonedx *bom, unsigned place, const char *text) {
  struct reading *reading = bom->reading;
  struct component_list *list = reading->list;
  switch (place) {
  case BOM_FORMAT:
    bom->is_cyclonedx = strcmp(text, "CycloneDX") == 0;
    break;
  case SPEC_VERSION:
    reading_keep_first(reading, &list->spec_version, text);
    return check_version(reading);
  case SERIAL_NUMBER:
    reading_keep_first(reading, &list->serial_number, text);
    if (list->serial_number && !is_serial_number(list->serial_number))
      reading_warn(reading, NULL, _("The serial number of the list is not a UUID."));
    break;
  case LIST_VERSION:
    reading_keep_first(reading, &list->version, text);
    break;
  case AGGREGATE:
    if (text[strspn(text, " \t\r\n")] && strcmp(text, "not_specified") != 0) list->given |= LIST_COMPLETENESS;
    break;
  case SERVICE_REF:
    reading_add_ref(reading, text);
    break;
  default:
    break;
  }
  return STATUS_OK;
}

/* The first author goes before an organisation, wherever it stands. */
static void metadata_text(struct cyclonedx *bom, unsigned place, const char *text) {
  static const unsigned char holders[] = {SUPPLIER, MANUFACTURER, AUTHOR, 0};
  struct component_list *list = bom->reading->list;
  switch (place) {
  case TIMESTAMP:
    reading_keep_first(bom->reading, &list->timestamp, text);
    reading_check_timestamp(bom->reading);
    break;
  case TOOL_NAME:
    reading_keep_first(bom->reading, &list->tool, text);
    break;
  case PHASE:
    list->given |= LIST_LIFECYCLE;
    break;
  case AUTHOR_NAME:
    reading_keep_first(bom->reading, &bom->makers[0], text);
    break;
  case ORGANISATION_NAME:
    reading_keep_first(bom->reading, &bom->makers[walk_at(&bom->walk, 0) == MANUFACTURER ? 1 : 2], text);
    break;
  case CONTACT_DATUM:
    list->given |= LIST_AUTHOR_ANY_CONTACT;
    if (walk_nearest(&bom->walk, holders) == MANUFACTURER) list->given |= LIST_AUTHOR_CONTACT;
    break;
  default:
    break;
  }
}

static enum status finish_head(struct cyclonedx *bom) {
  struct component_list *list = bom->reading->list;
  if (!bom->is_cyclonedx)
    return reading_refuse(
        bom->reading, NULL,
        _("This is not a component list in the format CycloneDX: the field “bomFormat” with the text “CycloneDX” is expected."));
  for (size_t i = 0; i < ARRAY_LEN(bom->makers) && !list->author; i++)
    list->author = bom->makers[i];
  if (list->serial_number && list->version) list->given |= LIST_IDENTITY;
  return check_version(bom->reading);
}

/* ---- steps ---- */

static void count_tools(struct cyclonedx *bom, unsigned place) {
  if (walk_at(&bom->walk, 0) == TOOLS) bom->reading->list->tools_form = place == TOOL ? TOOLS_LIST : TOOLS_OBJECT;
}

static void count_service(struct cyclonedx *bom) {
  if (walk_at(&bom->walk, 1) == BOM) bom->reading->list->counts.services++;
}

static enum status on_enter(void *context, unsigned place) {
  struct cyclonedx *bom = context;
  switch (place) {
  case BOM:
    return bom->reading->list->kind == INTEROP_CYCLONEDX_XML ? check_version(bom->reading) : STATUS_OK;
  case COMPONENT:
    cyclonedx_begin_component(bom);
    break;
  case MODEL_CARD:
    cyclonedx_draft(bom)->component.given |= COMPONENT_MODEL_CARD;
    break;
  case DEPENDENCY:
    cyclonedx_begin_dependency(bom);
    break;
  case TOOL:
  case TOOL_LIST:
    count_tools(bom, place);
    break;
  case SERVICE:
    count_service(bom);
    break;
  case VULNERABILITY:
    bom->reading->list->counts.vulnerabilities++;
    break;
  default:
    cyclonedx_begin_part(bom, place);
    break;
  }
  return STATUS_OK;
}

static enum status on_text(void *context, unsigned place, const char *text) {
  struct cyclonedx *bom = context;
  if (place == DEPENDENCY_REF || place == DEPENDS_ON_REF || place == PROVIDES_REF) return cyclonedx_dependency_text(bom, place, text);
  if (cyclonedx_draft(bom))
    cyclonedx_component_text(bom, place, text);
  else if (walk_nearest(&bom->walk, (const unsigned char[]){METADATA, 0}))
    metadata_text(bom, place, text);
  else
    return head_text(bom, place, text);
  return STATUS_OK;
}

static enum status on_leave(void *context, unsigned place) {
  struct cyclonedx *bom = context;
  switch (place) {
  case BOM:
    return finish_head(bom);
  case COMPONENT:
    return cyclonedx_end_component(bom);
  case DEPENDENCY:
    return cyclonedx_end_dependency(bom);
  default:
    cyclonedx_end_part(bom, place);
    return STATUS_OK;
  }
}

static const char *owner(const void *context) {
  return cyclonedx_owner(context);
}

/* ---- reading ---- */

static void begin(struct cyclonedx *bom, struct reading *reading) {
  *bom = (struct cyclonedx){.reading = reading};
  bom->walk = (struct walk){.places = cyclonedx_places,
                            .enter = on_enter,
                            .text = on_text,
                            .leave = on_leave,
                            .context = bom,
                            .reading = reading,
                            .owner = owner};
}

static void end(struct cyclonedx *bom) {
  struct parts *const parts[] = {&bom->licence, &bom->hash, &bom->reference, &bom->property};
  for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
    buf_free(&parts[i]->name);
    buf_free(&parts[i]->value);
  }
  for (size_t i = 0; i < bom->drafts.len; i++)
    draft_free(&bom->drafts.items[i]);
  vec_free(&bom->drafts);
  buf_free(&bom->dependency_ref);
  buf_free(&bom->targets);
}

enum status read_cyclonedx_json(struct reading *reading) {
  struct cyclonedx bom;
  begin(&bom, reading);
  enum status status = walk_json(&bom.walk, reading->source, reading->error);
  end(&bom);
  return status;
}

enum status read_cyclonedx_xml(struct reading *reading) {
  struct cyclonedx bom;
  begin(&bom, reading);
  bom.is_cyclonedx = true;
  enum status status = walk_xml(&bom.walk, reading->source, "bom", "http://cyclonedx.org/schema/bom/", reading->error);
  end(&bom);
  return status;
}
