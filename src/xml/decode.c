/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML 1.0, appendix F: the first bytes tell how the declaration is written, the declaration tells the encoding. */
#include "xml/internal.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { RAW_BLOCK = 64 << 10, LONGEST_DECLARATION = 1024, LONGEST_NAME = 40 };

struct decoder {
  struct source source;
  char raw[RAW_BLOCK];
  size_t raw_at, raw_len;
  bool started, ended;
  iconv_t converter; /* (iconv_t)-1: the bytes are UTF-8 already */
  char encoding[LONGEST_NAME + 1];
  uint64_t offset; /* of raw[raw_at] in the file */
};

struct decoder *decoder_new(const struct source *source) {
  struct decoder *decoder = mem_alloc(sizeof *decoder);
  decoder->source = *source;
  decoder->converter = (iconv_t)-1;
  return decoder;
}

void decoder_free(struct decoder *decoder) {
  if (!decoder) return;
  if (decoder->converter != (iconv_t)-1) iconv_close(decoder->converter);
  free(decoder);
}

/* Keeps what is left at the front of the block and reads on. */
static enum status fill(struct decoder *decoder, struct error *error) {
  size_t left = decoder->raw_len - decoder->raw_at, got = 0;
  memmove(decoder->raw, decoder->raw + decoder->raw_at, left);
  decoder->raw_at = 0;
  decoder->raw_len = left;
  enum status status = source_read(&decoder->source, decoder->raw + left, RAW_BLOCK - left, &got, error);
  decoder->ended = status == STATUS_OK && got == 0;
  decoder->raw_len += got;
  return status;
}

/* ---- which encoding ---- */

struct signature {
  const char *bytes;
  size_t len, mark; /* mark: bytes to pass over */
  const char *encoding;
  bool is_final; /* whatever is declared */
};

/* Longer ones first. */
static const struct signature signatures[] = {
    {"\x00\x00\xFE\xFF", 4, 4, "UTF-32BE", true},
    {"\xFF\xFE\x00\x00", 4, 4, "UTF-32LE", true},
    {"\x00\x00\x00\x3C", 4, 0, "UTF-32BE", true},
    {"\x3C\x00\x00\x00", 4, 0, "UTF-32LE", true},
    {"\x00\x3C\x00", 3, 0, "UTF-16BE", true},
    {"\x3C\x00", 2, 0, "UTF-16LE", true},
    {"\x4C\x6F\xA7\x94", 4, 0, "IBM1047", false},
    {"\xEF\xBB\xBF", 3, 3, "UTF-8", true},
    {"\xFE\xFF", 2, 2, "UTF-16BE", true},
    {"\xFF\xFE", 2, 2, "UTF-16LE", true},
    {"", 0, 0, "UTF-8", false},
};

static const struct signature *find_signature(const struct decoder *decoder) {
  for (const struct signature *signature = signatures;; signature++)
    if (decoder->raw_len >= signature->len && memcmp(decoder->raw, signature->bytes, signature->len) == 0) return signature;
}

/* The first bytes as text, as far as they can be read; "" if they cannot. */
static void read_declaration(const struct decoder *decoder, const char *encoding, char text[LONGEST_DECLARATION + 1]) {
  char *in = (char *)decoder->raw, *out = text;
  size_t in_left = decoder->raw_len < LONGEST_DECLARATION ? decoder->raw_len : LONGEST_DECLARATION, out_left = LONGEST_DECLARATION;
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter != (iconv_t)-1) {
    iconv(converter, &in, &in_left, &out, &out_left);
    iconv_close(converter);
  }
  *out = '\0';
}

static bool is_name(const char *name, size_t len) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", others[] = "0123456789._-";
  if (len == 0 || len > LONGEST_NAME || !strchr(letters, name[0])) return false;
  for (size_t i = 0; i < len; i++)
    if (!strchr(letters, name[i]) && !strchr(others, name[i])) return false;
  return true;
}

/* Of `<?xml version="1.0" encoding="..."?>`; false if none is declared. What is no name is given as far as it may be shown. */
static bool declared_encoding(const char *text, char name[LONGEST_NAME + 1]) {
  static const char start[] = "<?xml";
  const char *end = strstr(text, "?>");
  const char *found = strstr(text, "encoding");
  if (!str_starts(text, start) || !end || !found || found > end) return false;
  const char *value = found + strcspn(found, "\"'");
  if (value >= end) return false;
  const char quote[] = {*value++, '\0'};
  size_t len = strcspn(value, quote);
  snprintf(name, LONGEST_NAME + 1, "%.*s", (int)(is_name(value, len) ? len : 0), value);
  return true;
}

static bool is_utf8(const char *encoding) {
  return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "US-ASCII") == 0;
}

static bool is_wide(const char *encoding) {
  return strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UTF-32", 6) == 0 || strncasecmp(encoding, "UCS-", 4) == 0 ||
         strncasecmp(encoding, "ISO-10646-UCS", 13) == 0;
}

static enum status refuse_encoding(const struct decoder *decoder, const char *encoding, struct error *error) {
  CLEANUP(mem_freep) char *where = mem_printf("%s:1", decoder->source.name);
  return error_set(error, STATUS_INPUT, where, _("Have the file written in UTF-8."), _("The encoding “%s” of the file cannot be read."),
                   encoding);
}

static enum status choose_encoding(struct decoder *decoder, struct error *error) {
  const struct signature *signature = find_signature(decoder);
  char declaration[LONGEST_DECLARATION + 1], declared[LONGEST_NAME + 1];
  const char *encoding = signature->encoding;
  if (!signature->is_final) {
    read_declaration(decoder, encoding, declaration);
    if (declared_encoding(declaration, declared)) encoding = declared;
    if (!*encoding || is_wide(encoding)) return refuse_encoding(decoder, encoding, error);
  }
  decoder->raw_at = decoder->offset = signature->mark;
  snprintf(decoder->encoding, sizeof decoder->encoding, "%s", encoding);
  if (is_utf8(encoding)) return STATUS_OK;
  decoder->converter = iconv_open("UTF-8", encoding);
  return decoder->converter == (iconv_t)-1 ? refuse_encoding(decoder, encoding, error) : STATUS_OK;
}

static enum status start(struct decoder *decoder, struct error *error) {
  enum status status = STATUS_OK;
  while (!decoder->ended && decoder->raw_len < LONGEST_DECLARATION && status == STATUS_OK)
    status = fill(decoder, error);
  decoder->started = true;
  return status ? status : choose_encoding(decoder, error);
}

/* ---- converting ---- */

static enum status refuse_bytes(const struct decoder *decoder, struct error *error) {
  return error_set(error, STATUS_INPUT, decoder->source.name, _("Have the file written in UTF-8."),
                   _("At byte %llu the file is not valid in its encoding, %s."), (unsigned long long)decoder->offset, decoder->encoding);
}

static enum status convert(struct decoder *decoder, char *bytes, size_t size, size_t *ret_len, struct error *error) {
  char *in = decoder->raw + decoder->raw_at, *out = bytes;
  size_t in_left = decoder->raw_len - decoder->raw_at, out_left = size, before = in_left;
  size_t converted = iconv(decoder->converter, &in, &in_left, &out, &out_left);
  int code = converted == (size_t)-1 ? errno : 0;
  decoder->raw_at += before - in_left;
  decoder->offset += before - in_left;
  *ret_len = size - out_left;
  bool is_cut = code == EINVAL && decoder->ended;
  return *ret_len == 0 && (code == EILSEQ || is_cut) ? refuse_bytes(decoder, error) : STATUS_OK;
}

static enum status copy(struct decoder *decoder, char *bytes, size_t size, size_t *ret_len) {
  size_t len = decoder->raw_len - decoder->raw_at;
  if (len > size) len = size;
  memcpy(bytes, decoder->raw + decoder->raw_at, len);
  decoder->raw_at += len;
  *ret_len = len;
  return STATUS_OK;
}

enum status decoder_read(struct decoder *decoder, char *bytes, size_t size, size_t *ret_len, struct error *error) {
  enum status status = decoder->started ? STATUS_OK : start(decoder, error);
  size_t len = 0;
  while (status == STATUS_OK && len == 0) {
    bool converts = decoder->converter != (iconv_t)-1;
    if (decoder->raw_at < decoder->raw_len)
      status = converts ? convert(decoder, bytes, size, &len, error) : copy(decoder, bytes, size, &len);
    if (status || len > 0) break;
    if (decoder->ended) break;
    status = fill(decoder, error);
  }
  if (status == STATUS_OK) *ret_len = len;
  return status;
}
