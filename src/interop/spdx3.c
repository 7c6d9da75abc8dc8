/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interop/spdx3.h"

#include <stdlib.h>
#include <string.h>

enum place_name {
  ROOT = 1,
  CONTEXT,
  GRAPH,
  ELEMENT,
  TYPE,
  ID,
  NAME,
  VERSION_PLACE,
  PURL,
  DOWNLOAD,
  SUPPLIER,
  ORIGINATOR,
  INLINE_NAME,
  PURPOSE,
  HASHES,
  HASH,
  HASH_ALGORITHM,
  HASH_VALUE,
  IDENTIFIERS,
  IDENTIFIER,
  IDENTIFIER_TYPE,
  IDENTIFIER_VALUE,
  RELATION_TYPE,
  RELATION_FROM,
  RELATION_TO,
  COMPLETENESS,
  EXPRESSION,
  SPEC_VERSION,
  CREATED,
  CREATED_BY,
  CREATED_USING,
  CREATION_INFO,
  ROOT_ELEMENT,
  SBOM_TYPE,
};

#define STEPS(...)                                                                                                                         \
  (const struct step[]) {                                                                                                                  \
    __VA_ARGS__, {                                                                                                                         \
      NULL, 0                                                                                                                              \
    }                                                                                                                                      \
  }
#define TEXT                                                                                                                               \
  { SHAPE_TEXT, 0, NULL }
/* One text or a list of them; an object in its place is known by its name or identifier. */
#define TEXTS(place)                                                                                                                       \
  { SHAPE_ANY, 0, STEPS({"[]", place}, {"spdxId", place}) }

static const struct place places[] = {
    [ROOT] = {SHAPE_OBJECT, PLACE_NEEDED, STEPS({"@context", CONTEXT}, {"@graph", GRAPH})},
    [CONTEXT] = {SHAPE_ANY, 0, STEPS({"[]", CONTEXT})},
    [GRAPH] = {SHAPE_LIST, PLACE_NEEDED, STEPS({"[]", ELEMENT})},
    [ELEMENT] = {SHAPE_OBJECT, PLACE_NEEDED,
                 STEPS({"type", TYPE}, {"@type", TYPE}, {"spdxId", ID}, {"@id", ID}, {"name", NAME},
                       {"software_packageVersion", VERSION_PLACE}, {"software_packageUrl", PURL}, {"software_downloadLocation", DOWNLOAD},
                       {"suppliedBy", SUPPLIER}, {"originatedBy", ORIGINATOR}, {"software_primaryPurpose", PURPOSE},
                       {"software_additionalPurpose", PURPOSE}, {"verifiedUsing", HASHES}, {"externalIdentifier", IDENTIFIERS},
                       {"relationshipType", RELATION_TYPE}, {"from", RELATION_FROM}, {"to", RELATION_TO}, {"completeness", COMPLETENESS},
                       {"simplelicensing_licenseExpression", EXPRESSION}, {"specVersion", SPEC_VERSION}, {"created", CREATED},
                       {"createdBy", CREATED_BY}, {"createdUsing", CREATED_USING}, {"creationInfo", CREATION_INFO},
                       {"rootElement", ROOT_ELEMENT}, {"software_sbomType", SBOM_TYPE})},
    [TYPE] = TEXT,
    [ID] = TEXT,
    [NAME] = TEXT,
    [VERSION_PLACE] = TEXT,
    [PURL] = TEXT,
    [DOWNLOAD] = TEXT,
    [SUPPLIER] = TEXTS(SUPPLIER),
    [ORIGINATOR] = TEXTS(ORIGINATOR),
    [PURPOSE] = TEXTS(PURPOSE),
    [HASHES] = {SHAPE_LIST, 0, STEPS({"[]", HASH})},
    [HASH] = {SHAPE_OBJECT, 0, STEPS({"algorithm", HASH_ALGORITHM}, {"hashValue", HASH_VALUE})},
    [HASH_ALGORITHM] = TEXT,
    [HASH_VALUE] = TEXT,
    [IDENTIFIERS] = {SHAPE_LIST, 0, STEPS({"[]", IDENTIFIER})},
    [IDENTIFIER] = {SHAPE_OBJECT, 0, STEPS({"externalIdentifierType", IDENTIFIER_TYPE}, {"identifier", IDENTIFIER_VALUE})},
    [IDENTIFIER_TYPE] = TEXT,
    [IDENTIFIER_VALUE] = TEXT,
    [RELATION_TYPE] = TEXT,
    [RELATION_FROM] = TEXTS(RELATION_FROM),
    [RELATION_TO] = TEXTS(RELATION_TO),
    [COMPLETENESS] = TEXT,
    [EXPRESSION] = TEXT,
    [SPEC_VERSION] = TEXT,
    [CREATED] = TEXT,
    [CREATED_BY] = TEXTS(CREATED_BY),
    [CREATED_USING] = TEXTS(CREATED_USING),
    [CREATION_INFO] = {SHAPE_ANY, 0,
                       STEPS({"specVersion", SPEC_VERSION}, {"created", CREATED}, {"createdBy", CREATED_BY},
                             {"createdUsing", CREATED_USING})},
    [ROOT_ELEMENT] = TEXTS(ROOT_ELEMENT),
    [SBOM_TYPE] = TEXTS(SBOM_TYPE),
};

/* The element that is being read. */
struct element {
  unsigned line, column;
  struct buf fields[HELD_FIELDS];
  struct buf relation, from, targets; /* targets: each terminated */
  struct buf completeness, expression, created_by, created_using, root_element, purpose;
  struct buf algorithm, hash, identifier_type, identifier;
  uint32_t given;
};

struct spdx3 {
  struct reading *reading;
  struct walk walk;
  struct element element;
  struct graph graph;
  const char *author, *tool; /* identifiers */
  const char *sbom_root, *document_root;
};

static struct buf *const *element_bufs(struct element *element, size_t *ret_len, struct buf *bufs[HELD_FIELDS + 16]) {
  size_t len = 0;
  for (size_t i = 0; i < HELD_FIELDS; i++)
    bufs[len++] = &element->fields[i];
  struct buf *const others[] = {&element->relation,   &element->from,       &element->targets,       &element->completeness,
                                &element->expression, &element->created_by, &element->created_using, &element->root_element,
                                &element->purpose,    &element->algorithm,  &element->hash,          &element->identifier_type,
                                &element->identifier};
  for (size_t i = 0; i < ARRAY_LEN(others); i++)
    bufs[len++] = others[i];
  *ret_len = len;
  return bufs;
}

static void begin_element(struct spdx3 *spdx) {
  struct element *element = &spdx->element;
  struct buf *bufs[HELD_FIELDS + 16];
  size_t len;
  element_bufs(element, &len, bufs);
  for (size_t i = 0; i < len; i++)
    bufs[i]->len = 0;
  element->given = 0;
  spdx->reading->list->counts.elements++;
  spdx->reading->locate(spdx->reading->reader, &element->line, &element->column);
}

static const char *text_of(const struct buf *buf) {
  return buf->len > 0 ? buf->data : "";
}

static const char *field_of(const struct spdx3 *spdx, enum held_field field) {
  return text_of(&spdx->element.fields[field]);
}

/* ---- elements ---- */

static bool is_type(const struct spdx3 *spdx, const char *types) {
  return str_in_list(types, field_of(spdx, HELD_TYPE));
}

static const char *keep(struct spdx3 *spdx, const char *text) {
  return *text ? arena_strdup(spdx->reading->arena, text) : NULL;
}

static enum component_kind kind_of(const struct spdx3 *spdx) {
  if (is_type(spdx, "ai_AIPackage")) return COMPONENT_MODEL;
  if (is_type(spdx, "dataset_DatasetPackage")) return COMPONENT_DATA_SET;
  return strcmp(text_of(&spdx->element.purpose), "framework") == 0 ? COMPONENT_FRAMEWORK : COMPONENT_PLAIN;
}

static void hold_package(struct spdx3 *spdx) {
  const struct element *element = &spdx->element;
  size_t size = 0;
  for (unsigned i = 0; i < HELD_FIELDS; i++)
    size += element->fields[i].len + 1;
  struct held_package *package = arena_alloc(spdx->reading->arena, sizeof *package + size);
  *package = (struct held_package){.line = element->line, .column = element->column, .given = element->given, .kind = kind_of(spdx)};
  char *at = package->texts;
  for (unsigned i = 0; i < HELD_FIELDS; i++)
    at = stpcpy(at, field_of(spdx, i)) + 1;
  if (*field_of(spdx, HELD_DOWNLOAD)) package->given |= COMPONENT_DOWNLOAD;
  vec_push(&spdx->graph.packages, (const struct held_package *)package);
}

static void hold_thing(struct spdx3 *spdx, const char *text, uint32_t bits) {
  if (!*field_of(spdx, HELD_ID)) return;
  struct held_thing thing = {.id = ref_hash(field_of(spdx, HELD_ID)), .text = keep(spdx, text), .bits = bits};
  vec_push(&spdx->graph.things, thing);
}

static void hold_licence(struct spdx3 *spdx) {
  const char *const names[] = {text_of(&spdx->element.expression), field_of(spdx, HELD_NAME), field_of(spdx, HELD_ID)};
  size_t i = 0;
  while (i + 1 < ARRAY_LEN(names) && !*names[i])
    i++;
  hold_thing(spdx, names[i], 0);
}

static void end_file(struct spdx3 *spdx) {
  spdx->reading->list->counts.files++;
  uint32_t bits = spdx->element.given & (COMPONENT_HASH_FILE | COMPONENT_EXECUTABLE | COMPONENT_ARCHIVE | COMPONENT_STRUCTURED);
  if (*field_of(spdx, HELD_NAME)) bits |= COMPONENT_FILE_NAME;
  hold_thing(spdx, "", bits);
}

/* ---- relationships ---- */

struct relation {
  const char *word;
  enum dependency_kind kind;
  uint32_t link; /* what it says of the package; 0: nothing */
};

static const struct relation relations[] = {
    {"dependsOn", DEPENDENCY_ON, 0},
    {"hasDynamicLink", DEPENDENCY_ON, 0},
    {"hasStaticLink", DEPENDENCY_ON, 0},
    {"hasPrerequisite", DEPENDENCY_ON, 0},
    {"hasOptionalDependency", DEPENDENCY_ON, 0},
    {"hasProvidedDependency", DEPENDENCY_ON, 0},
    {"contains", DEPENDENCY_CONTAINS, 0},
    {"describes", DEPENDENCY_DESCRIBES, 0},
    {"hasConcludedLicense", DEPENDENCY_OTHER, COMPONENT_LICENCE_CONCLUDED},
    {"hasDeclaredLicense", DEPENDENCY_OTHER, COMPONENT_LICENCE_DECLARED},
    {"hasDistributionArtifact", DEPENDENCY_OTHER, COMPONENT_HASH_FILE},
};

static struct relation relation_of(const char *word) {
  for (size_t i = 0; i < ARRAY_LEN(relations); i++)
    if (strcmp(relations[i].word, word) == 0) return relations[i];
  return (struct relation){word, DEPENDENCY_OTHER, 0};
}

static enum status add_dependencies(struct spdx3 *spdx, const struct relation *relation) {
  const struct buf *targets = &spdx->element.targets;
  enum status status = STATUS_OK;
  for (const char *at = targets->data, *end = at + targets->len; at < end && status == STATUS_OK; at += strlen(at) + 1) {
    const struct dependency dependency = {.from = text_of(&spdx->element.from),
                                          .to = at,
                                          .kind = relation->kind,
                                          .word = text_of(&spdx->element.relation),
                                          .line = spdx->element.line};
    status = reading_add_dependency(spdx->reading, &dependency);
  }
  return status;
}

static void hold_link(struct spdx3 *spdx, const struct relation *relation) {
  const char *to = text_of(&spdx->element.targets);
  if (!relation->link || str_in_list("NoneElement NoAssertionElement", to) || strstr(to, "/NoneLicense") ||
      strstr(to, "/NoAssertionLicense"))
    return;
  struct held_link link = {.from = ref_hash(text_of(&spdx->element.from)), .to = keep(spdx, to), .bits = relation->link};
  vec_push(&spdx->graph.links, link);
}

static enum status end_relationship(struct spdx3 *spdx) {
  struct reading *reading = spdx->reading;
  const char *from = text_of(&spdx->element.from), *completeness = text_of(&spdx->element.completeness);
  if (!*from || spdx->element.targets.len == 0 || spdx->element.relation.len == 0) {
    reading_warn(reading, NULL, _("A relationship lacks an element or its type, and was passed over."));
    return STATUS_OK;
  }
  const struct relation relation = relation_of(text_of(&spdx->element.relation));
  reading->list->counts.dependency_edges++;
  if (ref_set_add(&reading->sources, ref_hash(from), 0)) reading->list->counts.dependency_nodes++;
  if (*completeness && strcmp(completeness, "noAssertion") != 0) reading->list->given |= LIST_COMPLETENESS;
  hold_link(spdx, &relation);
  return add_dependencies(spdx, &relation);
}

/* ---- the document ---- */

static void keep_first(struct spdx3 *spdx, const char **text, const char *new_text) {
  if (!*text) *text = keep(spdx, new_text);
}

/* The list goes before the document that holds it. */
static void end_document(struct spdx3 *spdx, bool is_list) {
  struct component_list *list = spdx->reading->list;
  keep_first(spdx, is_list ? &spdx->sbom_root : &spdx->document_root, text_of(&spdx->element.root_element));
  keep_first(spdx, &list->serial_number, field_of(spdx, HELD_ID));
  keep_first(spdx, &list->name, field_of(spdx, HELD_NAME));
}

static enum status end_element(struct spdx3 *spdx) {
  const char *id = field_of(spdx, HELD_ID);
  bool is_package = is_type(spdx, "software_Package ai_AIPackage dataset_DatasetPackage");
  keep_first(spdx, &spdx->author, text_of(&spdx->element.created_by));
  keep_first(spdx, &spdx->tool, text_of(&spdx->element.created_using));
  if (*id && !is_package) reading_add_ref(spdx->reading, id);
  if (is_package)
    hold_package(spdx);
  else if (is_type(spdx, "Relationship LifecycleScopedRelationship"))
    return end_relationship(spdx);
  else if (is_type(spdx, "software_File"))
    end_file(spdx);
  else if (is_type(spdx, "Person Organization SoftwareAgent Agent Tool"))
    hold_thing(spdx, field_of(spdx, HELD_NAME), spdx->element.given & COMPONENT_ANY_CONTACT);
  else if (is_type(spdx, "SpdxDocument"))
    end_document(spdx, false);
  else if (is_type(spdx, "software_Sbom"))
    end_document(spdx, true);
  else if (is_type(spdx, "software_Snippet"))
    spdx->reading->list->counts.snippets++;
  else if (str_starts(field_of(spdx, HELD_TYPE), "security_Vulnerability"))
    spdx->reading->list->counts.vulnerabilities++;
  else if (strstr(field_of(spdx, HELD_TYPE), "licensing_"))
    hold_licence(spdx);
  return STATUS_OK;
}

static enum status set_version(struct spdx3 *spdx, const char *text) {
  struct reading *reading = spdx->reading;
  const char *version = reading->list->spec_version;
  if (version && strcmp(version, text) == 0) return STATUS_OK;
  version = reading_keep(reading, text);
  if (!str_eq(version, "3.0.1")) return reading_refuse_version(reading, "SPDX", version ? version : "?", "2.3, 3.0.1");
  reading->list->spec_version = version;
  return STATUS_OK;
}

static const char *agent_name(const struct spdx3 *spdx, const char *id) {
  const struct held_thing *agent = id ? graph_find(&spdx->graph, id) : NULL;
  return agent && agent->text ? agent->text : id;
}

static enum status finish(struct spdx3 *spdx) {
  struct reading *reading = spdx->reading;
  struct component_list *list = reading->list;
  if (!list->spec_version) return reading_refuse(reading, NULL, _("The list does not say in which version of SPDX it is written."));
  graph_sort(&spdx->graph);
  const struct held_thing *author = spdx->author ? graph_find(&spdx->graph, spdx->author) : NULL;
  if (author && author->bits) list->given |= LIST_AUTHOR_CONTACT | LIST_AUTHOR_ANY_CONTACT;
  list->author = agent_name(spdx, spdx->author);
  list->tool = agent_name(spdx, spdx->tool);
  list->given |= LIST_RECENT_FORMAT;
  if (list->serial_number) list->given |= LIST_IDENTITY;
  reading_set_product(reading, spdx->sbom_root ? spdx->sbom_root : spdx->document_root);
  return graph_add_components(&spdx->graph, reading);
}

/* ---- parts of an element ---- */

static void end_hash(struct spdx3 *spdx) {
  struct element *element = &spdx->element;
  if (element->hash.len == 0) return;
  element->given |= COMPONENT_HASH;
  if (strcmp(text_of(&element->algorithm), "sha512") == 0) element->given |= COMPONENT_HASH_FILE;
  struct buf *kept = &element->fields[HELD_HASH];
  if (element->algorithm.len + 1 + element->hash.len <= kept->len) return;
  kept->len = 0;
  buf_printf(kept, "%s:%s", text_of(&element->algorithm), element->hash.data);
}

static void end_identifier(struct spdx3 *spdx) {
  struct element *element = &spdx->element;
  const char *type = text_of(&element->identifier_type), *value = text_of(&element->identifier);
  if (!*value) return;
  if (str_in_list("email urlScheme", type)) element->given |= COMPONENT_ANY_CONTACT;
  if (str_in_list("swid swhid gitoid", type)) element->given |= COMPONENT_IDENTIFIER;
  struct buf *kept = str_in_list("cpe22 cpe23", type)  ? &element->fields[HELD_CPE]
                     : strcmp(type, "packageUrl") == 0 ? &element->fields[HELD_PURL]
                                                       : NULL;
  if (kept && kept->len == 0) buf_puts(kept, value);
}

static void set_purpose(struct spdx3 *spdx, const char *text) {
  if (strcmp(text, "executable") == 0) spdx->element.given |= COMPONENT_EXECUTABLE;
  if (strcmp(text, "archive") == 0) spdx->element.given |= COMPONENT_ARCHIVE;
  if (str_in_list("container firmware", text)) spdx->element.given |= COMPONENT_STRUCTURED;
}

/* Where a text of the element is gathered; NULL: nowhere. */
static struct buf *buf_of(struct element *element, unsigned place) {
  struct buf *const bufs[] = {
      [TYPE] = &element->fields[HELD_TYPE],
      [ID] = &element->fields[HELD_ID],
      [NAME] = &element->fields[HELD_NAME],
      [VERSION_PLACE] = &element->fields[HELD_VERSION],
      [PURL] = &element->fields[HELD_PURL],
      [DOWNLOAD] = &element->fields[HELD_DOWNLOAD],
      [SUPPLIER] = &element->fields[HELD_SUPPLIER],
      [ORIGINATOR] = &element->fields[HELD_ORIGINATOR],
      [PURPOSE] = &element->purpose,
      [HASH_ALGORITHM] = &element->algorithm,
      [HASH_VALUE] = &element->hash,
      [IDENTIFIER_TYPE] = &element->identifier_type,
      [IDENTIFIER_VALUE] = &element->identifier,
      [RELATION_TYPE] = &element->relation,
      [RELATION_FROM] = &element->from,
      [COMPLETENESS] = &element->completeness,
      [EXPRESSION] = &element->expression,
      [CREATED_BY] = &element->created_by,
      [CREATED_USING] = &element->created_using,
      [ROOT_ELEMENT] = &element->root_element,
  };
  return place < ARRAY_LEN(bufs) ? bufs[place] : NULL;
}

/* ---- steps ---- */

static enum status on_enter(void *context, unsigned place) {
  struct spdx3 *spdx = context;
  if (place == ELEMENT) begin_element(spdx);
  if (place == HASH) spdx->element.algorithm.len = spdx->element.hash.len = 0;
  if (place == IDENTIFIER) spdx->element.identifier_type.len = spdx->element.identifier.len = 0;
  return STATUS_OK;
}

static void add_target(struct spdx3 *spdx, const char *text) {
  if (reading_tidy(spdx->reading, NULL, text, &spdx->element.targets)) buf_putc(&spdx->element.targets, '\0');
}

static enum status on_text(void *context, unsigned place, const char *text) {
  struct spdx3 *spdx = context;
  struct buf *buf = buf_of(&spdx->element, place);
  if (place == SPEC_VERSION) return set_version(spdx, text);
  if (place == RELATION_TO) add_target(spdx, text);
  if (place == PURPOSE) set_purpose(spdx, text);
  if (place == SBOM_TYPE) spdx->reading->list->given |= LIST_LIFECYCLE;
  if (place == CREATED && !spdx->reading->list->timestamp) {
    spdx->reading->list->timestamp = reading_keep(spdx->reading, text);
    reading_check_timestamp(spdx->reading);
  }
  if (buf && buf->len == 0) reading_tidy(spdx->reading, NULL, text, buf);
  return STATUS_OK;
}

static enum status on_leave(void *context, unsigned place) {
  struct spdx3 *spdx = context;
  if (place == HASH) end_hash(spdx);
  if (place == IDENTIFIER) end_identifier(spdx);
  if (place == ELEMENT) return end_element(spdx);
  return place == ROOT ? finish(spdx) : STATUS_OK;
}

static const char *owner(const void *context) {
  const struct spdx3 *spdx = context;
  const char *name = field_of(spdx, HELD_NAME);
  return *name ? name : *field_of(spdx, HELD_ID) ? field_of(spdx, HELD_ID) : NULL;
}

enum status read_spdx3_json(struct reading *reading) {
  struct spdx3 spdx = {.reading = reading};
  spdx.walk = (struct walk){
      .places = places, .enter = on_enter, .text = on_text, .leave = on_leave, .context = &spdx, .reading = reading, .owner = owner};
  enum status status = walk_json(&spdx.walk, reading->source, reading->error);
  struct buf *bufs[HELD_FIELDS + 16];
  size_t len;
  element_bufs(&spdx.element, &len, bufs);
  for (size_t i = 0; i < len; i++)
    buf_free(bufs[i]);
  graph_free(&spdx.graph);
  return status;
}
