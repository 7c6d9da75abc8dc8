/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over the document; an emitter makes JSON or XML of it. The order is that of the XML schema. */
#include "interop/attestations.h"
#include "json/json.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16 };

struct emitter {
  bool is_xml;
  struct buf *buf;
  struct json_out json;
  const char *open[DEPTH_MAX]; /* XML: elements to close; NULL: a list without an element of its own */
  size_t depth;
};

/* ---- XML ---- */

static void put_escaped(struct buf *buf, const char *text) {
  for (; *text; text++) {
    switch (*text) {
    case '&':
      buf_puts(buf, "&amp;");
      break;
    case '<':
      buf_puts(buf, "&lt;");
      break;
    case '>':
      buf_puts(buf, "&gt;");
      break;
    case '"':
      buf_puts(buf, "&quot;");
      break;
    default:
      if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t') buf_putc(buf, *text);
    }
  }
}

static void put_attribute(struct buf *buf, const char *name, const char *value) {
  if (!value) return;
  buf_printf(buf, " %s=\"", name);
  put_escaped(buf, value);
  buf_putc(buf, '"');
}

static void indent(struct emitter *emitter) {
  for (size_t i = 0; i < emitter->depth; i++)
    if (emitter->open[i]) buf_puts(emitter->buf, "  ");
}

static void xml_open(struct emitter *emitter, const char *name, const char *type, const char *ref) {
  if (name) {
    indent(emitter);
    buf_printf(emitter->buf, "<%s", name);
    put_attribute(emitter->buf, "type", type);
    put_attribute(emitter->buf, "bom-ref", ref);
    buf_puts(emitter->buf, ">\n");
  }
  emitter->open[emitter->depth++] = name;
}

static void xml_close(struct emitter *emitter) {
  const char *name = emitter->open[--emitter->depth];
  if (!name) return;
  indent(emitter);
  buf_printf(emitter->buf, "</%s>\n", name);
}

static void xml_leaf(struct emitter *emitter, const char *name, const char *text) {
  indent(emitter);
  buf_printf(emitter->buf, "<%s>", name);
  put_escaped(emitter->buf, text);
  buf_printf(emitter->buf, "</%s>\n", name);
}

/* ---- both ---- */

static void end(struct emitter *emitter) {
  if (emitter->is_xml)
    xml_close(emitter);
  else
    json_out_end(&emitter->json);
}

/* A member of the object that is open. */
static void text(struct emitter *emitter, const char *name, const char *value) {
  if (!value) return;
  if (emitter->is_xml) {
    xml_leaf(emitter, name, value);
  } else {
    json_out_key(&emitter->json, name);
    json_out_string(&emitter->json, value);
  }
}

static void begin_attributes(struct emitter *emitter, const char *type, const char *ref) {
  if (emitter->is_xml) return;
  text(emitter, "type", type);
  text(emitter, "bom-ref", ref);
}

static void begin_object(struct emitter *emitter, const char *name, const char *type, const char *ref) {
  if (emitter->is_xml) {
    xml_open(emitter, name, type, ref);
  } else {
    json_out_key(&emitter->json, name);
    json_out_object(&emitter->json);
  }
  begin_attributes(emitter, type, ref);
}

/* XML: the element around the items, NULL if they stand without one. */
static void begin_list(struct emitter *emitter, const char *name, const char *element) {
  if (emitter->is_xml) {
    xml_open(emitter, element, NULL, NULL);
  } else {
    json_out_key(&emitter->json, name);
    json_out_array(&emitter->json);
  }
}

static void begin_item(struct emitter *emitter, const char *element, const char *type, const char *ref) {
  if (emitter->is_xml)
    xml_open(emitter, element, type, ref);
  else
    json_out_object(&emitter->json);
  begin_attributes(emitter, type, ref);
}

static void item_text(struct emitter *emitter, const char *element, const char *value) {
  if (emitter->is_xml)
    xml_leaf(emitter, element, value);
  else
    json_out_string(&emitter->json, value);
}

static void boolean(struct emitter *emitter, const char *name, bool value) {
  if (emitter->is_xml) {
    xml_leaf(emitter, name, value ? "true" : "false");
  } else {
    json_out_key(&emitter->json, name);
    json_out_bool(&emitter->json, value);
  }
}

static void number(struct emitter *emitter, const char *name, int value) {
  if (emitter->is_xml) {
    xml_leaf(emitter, name, value ? "1" : "0");
  } else {
    json_out_key(&emitter->json, name);
    json_out_number(&emitter->json, value);
  }
}

/* ---- parts of the document ---- */

static void put_organisation(struct emitter *emitter, const char *name, const struct attestation_organisation *organisation) {
  begin_object(emitter, name, NULL, NULL);
  text(emitter, "name", organisation->name);
  if (organisation->url) {
    begin_list(emitter, "url", NULL);
    item_text(emitter, "url", organisation->url);
    end(emitter);
  }
  end(emitter);
}

static void put_metadata(struct emitter *emitter, const struct attestation_document *document) {
  begin_object(emitter, "metadata", NULL, NULL);
  text(emitter, "timestamp", document->timestamp);
  begin_object(emitter, "tools", NULL, NULL);
  begin_list(emitter, "components", "components");
  begin_item(emitter, "component", "application", NULL);
  text(emitter, "name", document->tool);
  text(emitter, "version", document->tool_version);
  end(emitter);
  end(emitter);
  end(emitter);
  begin_object(emitter, "component", document->product.type, NULL);
  text(emitter, "name", document->product.name);
  text(emitter, "version", document->product.version);
  end(emitter);
  put_organisation(emitter, "manufacturer", &document->manufacturer);
  end(emitter);
}

static void put_assessor(struct emitter *emitter, const struct attestation_document *document) {
  const struct attestation_organisation organisation = {.name = document->assessor};
  begin_list(emitter, "assessors", "assessors");
  begin_item(emitter, "assessor", NULL, "assessor");
  boolean(emitter, "thirdParty", document->third_party);
  put_organisation(emitter, "organization", &organisation);
  end(emitter);
  end(emitter);
}

static void put_mapping(struct emitter *emitter, const struct attestation_claim *claim) {
  begin_item(emitter, "map", NULL, NULL);
  text(emitter, "requirement", claim->requirement);
  begin_list(emitter, "claims", "claims");
  item_text(emitter, "claim", claim->ref);
  end(emitter);
  if (claim->has_score) {
    begin_object(emitter, "conformance", NULL, NULL);
    number(emitter, "score", claim->score);
    text(emitter, "rationale", claim->rationale);
    end(emitter);
  }
  end(emitter);
}

static void put_attestation(struct emitter *emitter, const struct attestation_document *document) {
  begin_list(emitter, "attestations", "attestations");
  begin_item(emitter, "attestation", NULL, NULL);
  text(emitter, "summary", document->summary);
  text(emitter, "assessor", "assessor");
  begin_list(emitter, "map", NULL);
  for (size_t i = 0; i < document->claims.len; i++)
    put_mapping(emitter, &document->claims.items[i]);
  end(emitter);
  end(emitter);
  end(emitter);
}

static void put_claim(struct emitter *emitter, const struct attestation_document *document, const struct attestation_claim *claim) {
  begin_item(emitter, "claim", NULL, claim->ref);
  text(emitter, "target", document->product.ref);
  text(emitter, "predicate", claim->predicate);
  text(emitter, "reasoning", claim->reasoning);
  begin_list(emitter, "evidence", NULL);
  for (size_t i = 0; i < claim->evidence_len; i++)
    item_text(emitter, "evidence", claim->evidence[i]);
  end(emitter);
  end(emitter);
}

static void put_data(struct emitter *emitter, const struct attestation_evidence *evidence) {
  begin_list(emitter, "data", NULL);
  begin_item(emitter, "data", NULL, NULL);
  text(emitter, "name", evidence->name);
  begin_object(emitter, "contents", NULL, NULL);
  text(emitter, "url", evidence->url);
  end(emitter);
  end(emitter);
  end(emitter);
}

static void put_evidence(struct emitter *emitter, const struct attestation_evidence *evidence) {
  begin_item(emitter, "evidence", NULL, evidence->ref);
  text(emitter, "description", evidence->description);
  if (evidence->name && evidence->url) put_data(emitter, evidence);
  text(emitter, "created", evidence->created);
  text(emitter, "expires", evidence->expires);
  if (evidence->author) {
    begin_object(emitter, "author", NULL, NULL);
    text(emitter, "name", evidence->author);
    end(emitter);
  }
  end(emitter);
}

static void put_target(struct emitter *emitter, const struct attestation_document *document) {
  begin_object(emitter, "targets", NULL, NULL);
  begin_list(emitter, "components", "components");
  begin_item(emitter, "component", document->product.type, document->product.ref);
  text(emitter, "name", document->product.name);
  text(emitter, "version", document->product.version);
  end(emitter);
  end(emitter);
  end(emitter);
}

/* The JSON schema wants a signature, or the organisation with a reference to somewhere outside. */
static void put_affirmation(struct emitter *emitter, const struct attestation_document *document) {
  const char *url = document->manufacturer.url;
  if (!document->signatory || !url) return;
  begin_object(emitter, "affirmation", NULL, NULL);
  text(emitter, "statement", document->statement);
  begin_list(emitter, "signatories", "signatories");
  begin_item(emitter, "signatory", NULL, NULL);
  text(emitter, "name", document->signatory);
  text(emitter, "role", document->signatory_role);
  put_organisation(emitter, "organization", &document->manufacturer);
  begin_object(emitter, "externalReference", "website", NULL);
  text(emitter, "url", url);
  end(emitter);
  end(emitter);
  end(emitter);
  end(emitter);
}

static void put_declarations(struct emitter *emitter, const struct attestation_document *document) {
  begin_object(emitter, "declarations", NULL, NULL);
  put_assessor(emitter, document);
  put_attestation(emitter, document);
  begin_list(emitter, "claims", "claims");
  for (size_t i = 0; i < document->claims.len; i++)
    put_claim(emitter, document, &document->claims.items[i]);
  end(emitter);
  begin_list(emitter, "evidence", "evidence");
  for (size_t i = 0; i < document->evidence.len; i++)
    put_evidence(emitter, &document->evidence.items[i]);
  end(emitter);
  put_target(emitter, document);
  put_affirmation(emitter, document);
  end(emitter);
}

static void put_requirement(struct emitter *emitter, const struct attestation_requirement *requirement) {
  begin_item(emitter, "requirement", NULL, requirement->ref);
  text(emitter, "identifier", requirement->identifier);
  text(emitter, "title", requirement->title);
  text(emitter, "text", requirement->text);
  text(emitter, "parent", requirement->parent);
  end(emitter);
}

static void put_definitions(struct emitter *emitter, const struct attestation_document *document) {
  begin_object(emitter, "definitions", NULL, NULL);
  begin_list(emitter, "standards", "standards");
  begin_item(emitter, "standard", NULL, document->standard.ref);
  text(emitter, "name", document->standard.name);
  text(emitter, "version", document->standard.version);
  text(emitter, "description", document->standard.description);
  text(emitter, "owner", document->standard.owner);
  begin_list(emitter, "requirements", "requirements");
  for (size_t i = 0; i < document->standard.requirements.len; i++)
    put_requirement(emitter, &document->standard.requirements.items[i]);
  end(emitter);
  end(emitter);
  end(emitter);
  end(emitter);
}

static void put_parts(struct emitter *emitter, const struct attestation_document *document) {
  put_metadata(emitter, document);
  put_declarations(emitter, document);
  put_definitions(emitter, document);
}

/* ---- the whole ---- */

void attestations_write_json(const struct attestation_document *document, struct buf *buf) {
  struct emitter emitter = {.buf = buf, .json = {.buf = buf, .indented = true}};
  json_out_object(&emitter.json);
  CLEANUP(mem_freep) char *schema = mem_printf("http://cyclonedx.org/schema/bom-%s.schema.json", document->spec_version);
  text(&emitter, "$schema", schema);
  text(&emitter, "bomFormat", "CycloneDX");
  text(&emitter, "specVersion", document->spec_version);
  text(&emitter, "serialNumber", document->serial_number);
  number(&emitter, "version", 1);
  put_parts(&emitter, document);
  json_out_end(&emitter.json);
  buf_putc(buf, '\n');
}

void attestations_write_xml(const struct attestation_document *document, struct buf *buf) {
  struct emitter emitter = {.is_xml = true, .buf = buf, .open = {"bom"}, .depth = 1};
  buf_puts(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  buf_printf(buf, "<bom xmlns=\"http://cyclonedx.org/schema/bom/%s\"", document->spec_version);
  put_attribute(buf, "serialNumber", document->serial_number);
  put_attribute(buf, "version", "1");
  buf_puts(buf, ">\n");
  put_parts(&emitter, document);
  xml_close(&emitter);
}

void attestations_clear(struct attestation_document *document) {
  vec_free(&document->standard.requirements);
  vec_free(&document->evidence);
  vec_free(&document->claims);
}

char *attestation_uri_of_hash(const struct hash *hash) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  struct buf uri = {0};
  buf_puts(&uri, "ni:///sha-256;");
  unsigned bits = 0, held = 0;
  for (size_t i = 0; i < HASH_SIZE; i++) {
    held = held << 8 | hash->bytes[i];
    for (bits += 8; bits >= 6; bits -= 6)
      buf_putc(&uri, letters[held >> (bits - 6) & 63]);
  }
  if (bits) buf_putc(&uri, letters[held << (6 - bits) & 63]);
  return buf_take(&uri);
}
