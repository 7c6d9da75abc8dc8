/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxml2 reads, but only what the decoder and the guard have let through. */
#include "xml/internal.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32 << 10 };

struct stream {
  const struct source *source;
  const struct xml_events *events;
  struct decoder *decoder;
  struct guard guard;
  char block[BLOCK];
  size_t block_at, block_len;
  xmlParserCtxt *parser;
  VEC(struct xml_stream_attribute) attributes;
  size_t depth;
  enum status status;
  struct error *error;
};

static void stop(struct stream *stream, enum status status) {
  if (!status) return;
  stream->status = status;
  xmlStopParser(stream->parser);
}

/* ---- bytes to the parser ---- */

static enum status next_block(struct stream *stream) {
  stream->block_at = stream->block_len = 0;
  enum status status = decoder_read(stream->decoder, stream->block, BLOCK, &stream->block_len, stream->error);
  return status ? status : guard_check(&stream->guard, stream->block, stream->block_len, stream->error);
}

/* Always as many as are asked for: the parser takes less for the end of what it is reading. */
static int give_bytes(void *context, char *bytes, int size) {
  struct stream *stream = context;
  int given = 0;
  while (given < size && !stream->status) {
    if (stream->block_at == stream->block_len) stream->status = next_block(stream);
    size_t len = stream->block_len - stream->block_at, wanted = (size_t)(size - given);
    if (len == 0) break;
    if (len > wanted) len = wanted;
    memcpy(bytes + given, stream->block + stream->block_at, len);
    stream->block_at += len;
    given += (int)len;
  }
  return stream->status ? -1 : given;
}

/* ---- events from the parser ---- */

static enum status refuse(struct stream *stream, const char *what, const char *reason, const char *next) {
  const xmlParserInput *input = stream->parser->input;
  CLEANUP(mem_freep) char *where = mem_printf("%s:%d:%d", stream->source->name, input ? input->line : 1, input ? input->col : 1);
  return error_set(stream->error, STATUS_INPUT, where, next, what, reason);
}

static enum status check_element(struct stream *stream) {
  const char *next = _("Such files are refused: no known format needs this.");
  if (++stream->depth > XML_STREAM_DEPTH) return refuse(stream, "%s", _("Elements are nested deeper than 200 levels."), next);
  if (xmlDictSize(stream->parser->dict) > XML_STREAM_NAMES)
    return refuse(stream, "%s", _("The file has more than 20000 different names of elements and attributes."), next);
  return STATUS_OK;
}

static void keep_attributes(struct stream *stream, int len, const xmlChar **attributes) {
  stream->attributes.len = 0;
  for (; len > 0; len--, attributes += 5) {
    struct xml_stream_attribute attribute = {(const char *)attributes[0], (const char *)attributes[3],
                                             (size_t)(attributes[4] - attributes[3])};
    if (!attributes[1]) vec_push(&stream->attributes, attribute);
  }
}

static void on_begin(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address, int namespaces_len,
                     const xmlChar **namespaces, int attributes_len, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)namespaces_len, (void)namespaces, (void)defaulted;
  struct stream *stream = context;
  if (stream->status) return;
  stop(stream, check_element(stream));
  if (stream->status) return;
  keep_attributes(stream, attributes_len, attributes);
  const struct xml_element element = {.name = (const char *)name,
                                      .address = address ? (const char *)address : "",
                                      .attributes = stream->attributes.items,
                                      .attributes_len = stream->attributes.len,
                                      .line = (unsigned)stream->parser->input->line,
                                      .column = (unsigned)stream->parser->input->col};
  stop(stream, stream->events->begin(stream->events->context, &element, stream->error));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
  (void)name, (void)prefix, (void)address;
  struct stream *stream = context;
  stream->depth--;
  if (!stream->status) stop(stream, stream->events->end(stream->events->context, stream->error));
}

static void on_text(void *context, const xmlChar *text, int len) {
  struct stream *stream = context;
  if (!stream->status) stop(stream, stream->events->text(stream->events->context, (const char *)text, (size_t)len, stream->error));
}

/* The first error counts: what follows is mostly its consequence. Mere warnings and what is only wrong in namespaces is passed over. */
static void on_error(void *context, xmlErrorPtr found) {
  struct stream *stream = context;
  if (stream->status || found->level < XML_ERR_FATAL) return;
  CLEANUP(mem_freep) char *reason = mem_strndup(found->message ? found->message : "", strcspn(found->message ? found->message : "", "\n"));
  stop(stream, refuse(stream, _("The file is not well-formed XML: %s."), reason, _("Correct the file, or fetch it again.")));
}

/* ---- reading ---- */

static xmlParserCtxt *parser_new(struct stream *stream) {
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                           .startElementNs = on_begin,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .ignorableWhitespace = on_text,
                           .cdataBlock = on_text,
                           .serror = on_error};
  xmlParserCtxt *parser = xmlCreateIOParserCtxt(&handler, stream, give_bytes, NULL, stream, XML_CHAR_ENCODING_NONE);
  /* NOENT: the five entities stand for themselves in attributes, too; there are no others, since the guard lets no DTD through. */
  if (parser) xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
  return parser;
}

static enum status parse(struct stream *stream) {
  stream->parser = parser_new(stream);
  if (!stream->parser) return error_set(stream->error, STATUS_INPUT, stream->source->name, NULL, _("The file cannot be read as XML."));
  xmlParseDocument(stream->parser);
  bool whole = stream->parser->wellFormed && !stream->status;
  enum status status = stream->status;
  if (!whole && !status) status = refuse(stream, "%s", _("The file is not well-formed XML."), _("Correct the file, or fetch it again."));
  xmlFreeDoc(stream->parser->myDoc);
  xmlFreeParserCtxt(stream->parser);
  return status;
}

enum status xml_stream(const struct source *source, const struct xml_events *events, struct error *error) {
  struct stream *stream = mem_alloc(sizeof *stream);
  *stream = (struct stream){.source = source, .events = events, .guard = {.name = source->name}, .error = error};
  stream->decoder = decoder_new(source);
  enum status status = parse(stream);
  decoder_free(stream->decoder);
  vec_free(&stream->attributes);
  free(stream);
  return status;
}
