/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of "Tag: value"; a value between <text> and </text> may take many. Packages, files and the like begin with a tag of their own. */
#include "interop/spdx2.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 << 10, LONGEST_LINE = 4 << 20, LONGEST_TAG = 40 };

struct tags {
  struct reading *reading;
  struct spdx2 spdx;
  char block[BLOCK];
  size_t at, len;
  bool ended;
  struct buf line;  /* without its end */
  struct buf value; /* of a text over many lines */
  unsigned number;  /* of the line */
  unsigned section; /* PACKAGE_PLACE, FILE_PLACE, ... or DOCUMENT */
};

static void locate(const void *reader, unsigned *ret_line, unsigned *ret_column) {
  const struct tags *tags = reader;
  *ret_line = tags->number;
  *ret_column = 0;
}

/* ---- lines ---- */

static enum status fill(struct tags *tags) {
  tags->at = tags->len = 0;
  enum status status = source_read(tags->reading->source, tags->block, BLOCK, &tags->len, tags->reading->error);
  tags->ended = status == STATUS_OK && tags->len == 0;
  return status;
}

/* Adds to the line what the block has of it; true when the line is whole. */
static bool take_line(struct tags *tags) {
  const char *start = tags->block + tags->at, *end = memchr(start, '\n', tags->len - tags->at);
  size_t len = end ? (size_t)(end - start) : tags->len - tags->at;
  buf_add(&tags->line, start, len);
  tags->at += len + (end != NULL);
  return end != NULL;
}

static enum status check_line(struct tags *tags) {
  if (tags->line.len > 0 && tags->line.data[tags->line.len - 1] == '\r') tags->line.data[--tags->line.len] = '\0';
  if (tags->line.len == 0 || utf8_valid(tags->line.data, tags->line.len)) return STATUS_OK;
  return reading_refuse(tags->reading, NULL, _("The text is not valid UTF-8."));
}

/* ret_is_there is false at the end of the file. */
static enum status next_line(struct tags *tags, bool *ret_is_there) {
  bool is_whole = false;
  tags->line.len = 0;
  tags->number++;
  while (!is_whole) {
    enum status status = tags->at < tags->len || tags->ended ? STATUS_OK : fill(tags);
    if (status) return status;
    if (tags->ended) break;
    is_whole = take_line(tags);
    if (tags->line.len > LONGEST_LINE) return reading_refuse(tags->reading, NULL, _("This line is longer than 4 MiB."));
  }
  *ret_is_there = is_whole || tags->line.len > 0;
  return check_line(tags);
}

static const char *line_text(const struct tags *tags) {
  return tags->line.len > 0 ? tags->line.data : "";
}

/* ---- tags ---- */

struct tag {
  const char *name;
  unsigned place;
};

/* Those that begin something. */
static const struct tag sections[] = {
    {"PackageName", PACKAGE_PLACE},
    {"FileName", FILE_PLACE},
    {"SnippetSPDXID", SNIPPET},
    {"LicenseID", EXTRACTED_LICENCE},
};

static const struct tag fields[] = {
    {"SPDXVersion", SPDX_VERSION},
    {"DocumentName", DOCUMENT_NAME},
    {"DocumentNamespace", NAMESPACE},
    {"Created", CREATED},
    {"Creator", CREATOR},
    {"PackageName", NAME_OF_PACKAGE},
    {"PackageVersion", VERSION_OF_PACKAGE},
    {"PackageSupplier", PACKAGE_SUPPLIER},
    {"PackageOriginator", PACKAGE_ORIGINATOR},
    {"PackageDownloadLocation", PACKAGE_DOWNLOAD},
    {"PackageLicenseConcluded", PACKAGE_CONCLUDED},
    {"PackageLicenseDeclared", PACKAGE_DECLARED},
    {"PackageFileName", PACKAGE_FILE_NAME},
    {"PrimaryPackagePurpose", PACKAGE_PURPOSE},
    {"PackageChecksum", CHECKSUM},
    {"ExternalRef", EXTERNAL_REF},
    {"Relationship", RELATIONSHIP},
    {"SnippetSPDXID", OTHER_ID},
};

static unsigned find_tag(const struct tag *tags, size_t len, const char *name) {
  for (size_t i = 0; i < len; i++)
    if (strcmp(tags[i].name, name) == 0) return tags[i].place;
  return 0;
}

static enum status end_section(struct tags *tags) {
  enum status status = tags->section == PACKAGE_PLACE ? spdx2_leave(&tags->spdx, PACKAGE_PLACE) : STATUS_OK;
  tags->section = DOCUMENT;
  return status;
}

static enum status begin_section(struct tags *tags, unsigned section) {
  enum status status = end_section(tags);
  tags->section = section;
  spdx2_enter(&tags->spdx, section);
  return status;
}

/* Words of one line, in order, as texts of these places; what follows the last belongs to it. */
static enum status add_words(struct tags *tags, unsigned place, const unsigned *places, size_t len, const char *separators, char *value) {
  spdx2_enter(&tags->spdx, place);
  for (size_t i = 0; i < len; i++) {
    value += strspn(value, separators);
    size_t word = i + 1 < len ? strcspn(value, separators) : strlen(value);
    bool is_more = value[word] != '\0';
    value[word] = '\0';
    spdx2_text(&tags->spdx, places[i], value);
    value += word + is_more;
  }
  return spdx2_leave(&tags->spdx, place);
}

static enum status add_value(struct tags *tags, unsigned place, char *value) {
  static const unsigned checksum[] = {CHECKSUM_ALGORITHM, CHECKSUM_VALUE};
  static const unsigned relationship[] = {RELATION_FROM, RELATION_TYPE, RELATION_TO};
  static const unsigned external_ref[] = {EXTERNAL_REFS, EXTERNAL_REF_TYPE, EXTERNAL_REF_LOCATOR};
  bool is_of_package = place >= PACKAGE_ID && place <= EXTERNAL_REF_LOCATOR;
  if (is_of_package && tags->section != PACKAGE_PLACE) return STATUS_OK;
  if (place == CHECKSUM) return add_words(tags, place, checksum, ARRAY_LEN(checksum), ": \t", value);
  if (place == RELATIONSHIP) return add_words(tags, place, relationship, ARRAY_LEN(relationship), " \t", value);
  if (place == EXTERNAL_REF) return add_words(tags, place, external_ref, ARRAY_LEN(external_ref), " \t", value);
  return spdx2_text(&tags->spdx, place, value);
}

/* The same tag names the document, a package, a file. */
static unsigned place_of_id(const struct tags *tags) {
  if (tags->section == PACKAGE_PLACE) return PACKAGE_ID;
  return tags->section == DOCUMENT ? DOCUMENT_ID : OTHER_ID;
}

static enum status add_tag(struct tags *tags, const char *name, char *value) {
  unsigned section = find_tag(sections, ARRAY_LEN(sections), name);
  enum status status = section ? begin_section(tags, section) : STATUS_OK;
  unsigned place = strcmp(name, "SPDXID") == 0 ? place_of_id(tags) : find_tag(fields, ARRAY_LEN(fields), name);
  return status || !place ? status : add_value(tags, place, value);
}

/* ---- values ---- */

static const char text_begins[] = "<text>", text_ends[] = "</text>";

/* Adds to the value, up to the end of the text; true if it ends here. What is far too long is passed over. */
static bool add_piece(struct tags *tags, const char *piece) {
  const char *end = strstr(piece, text_ends);
  size_t len = end ? (size_t)(end - piece) : strlen(piece);
  if (tags->value.len + len <= LONGEST_LINE) buf_add(&tags->value, piece, len);
  return end != NULL;
}

/* Reads on until the line that ends the text. */
static enum status gather_text(struct tags *tags, const char *start) {
  unsigned first = tags->number;
  tags->value.len = 0;
  for (bool ends = add_piece(tags, start); !ends; ends = add_piece(tags, line_text(tags))) {
    bool is_there = true;
    enum status status = next_line(tags, &is_there);
    if (status) return status;
    if (!is_there) {
      tags->number = first;
      return reading_refuse(tags->reading, NULL, _("The text that begins here has no end."));
    }
    add_piece(tags, "\n");
  }
  return STATUS_OK;
}

static bool is_tag_byte(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* Copies the tag of the line; 0 if it has none. */
static size_t tag_len(const char *line, char tag[LONGEST_TAG + 1]) {
  size_t len = 0;
  while (is_tag_byte(line[len]) && len < LONGEST_TAG)
    len++;
  memcpy(tag, line, len);
  tag[len] = '\0';
  return line[len] == ':' ? len : 0;
}

static enum status read_line(struct tags *tags) {
  char tag[LONGEST_TAG + 1];
  if (tags->line.len == 0) return STATUS_OK;
  char *line = tags->line.data;
  line += strspn(line, " \t");
  if (!*line || *line == '#') return STATUS_OK;
  size_t len = tag_len(line, tag);
  if (len == 0) return reading_refuse(tags->reading, NULL, _("A line of the form “Tag: value” is expected here."));
  char *value = line + len + 1;
  value += strspn(value, " \t");
  if (!str_starts(value, text_begins)) return add_tag(tags, tag, value);
  enum status status = gather_text(tags, value + strlen(text_begins));
  return status ? status : add_tag(tags, tag, tags->value.data);
}

/* ---- the file ---- */

static void skip_byte_order_mark(struct tags *tags) {
  if (tags->number == 1 && str_starts(line_text(tags), "\xEF\xBB\xBF")) {
    memmove(tags->line.data, tags->line.data + 3, tags->line.len - 2);
    tags->line.len -= 3;
  }
}

static enum status read_lines(struct tags *tags) {
  bool is_there = true;
  enum status status = next_line(tags, &is_there);
  while (status == STATUS_OK && is_there) {
    skip_byte_order_mark(tags);
    status = read_line(tags);
    if (status == STATUS_OK) status = next_line(tags, &is_there);
  }
  if (status == STATUS_OK) status = end_section(tags);
  return status ? status : spdx2_finish(&tags->spdx);
}

enum status read_spdx2_tags(struct reading *reading) {
  struct tags *tags = mem_alloc(sizeof *tags);
  *tags = (struct tags){.reading = reading, .section = DOCUMENT};
  spdx2_begin(&tags->spdx, reading);
  reading->locate = locate;
  reading->reader = tags;
  enum status status = read_lines(tags);
  reading->reader = NULL;
  spdx2_free(&tags->spdx);
  buf_free(&tags->line);
  buf_free(&tags->value);
  free(tags);
  return status;
}
