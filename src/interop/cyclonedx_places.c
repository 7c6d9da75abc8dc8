/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where what stands: names of members in JSON, of elements and attributes in XML, which are nearly the same. "[]" are the items of a JSON
 * list; in XML they are elements of a name of their own.
 */
#include "interop/cyclonedx.h"

#define STEPS(...)                                                                                                                         \
  (const struct step[]) {                                                                                                                  \
    __VA_ARGS__, {                                                                                                                         \
      NULL, 0                                                                                                                              \
    }                                                                                                                                      \
  }
#define OBJECT(...)                                                                                                                        \
  { SHAPE_OBJECT, 0, STEPS(__VA_ARGS__) }
#define NEEDED_OBJECT(...)                                                                                                                 \
  { SHAPE_OBJECT, PLACE_NEEDED, STEPS(__VA_ARGS__) }
#define LIST(...)                                                                                                                          \
  { SHAPE_LIST, 0, STEPS(__VA_ARGS__) }
#define NEEDED_LIST(...)                                                                                                                   \
  { SHAPE_LIST, PLACE_NEEDED, STEPS(__VA_ARGS__) }
#define TEXT                                                                                                                               \
  { SHAPE_TEXT, 0, NULL }

const struct place cyclonedx_places[] = {
    [BOM] = NEEDED_OBJECT({"bomFormat", BOM_FORMAT}, {"specVersion", SPEC_VERSION}, {"serialNumber", SERIAL_NUMBER},
                          {"version", LIST_VERSION}, {"metadata", METADATA}, {"components", COMPONENTS}, {"dependencies", DEPENDENCIES},
                          {"compositions", COMPOSITIONS}, {"vulnerabilities", VULNERABILITIES}, {"services", SERVICES}),
    [BOM_FORMAT] = TEXT,
    [SPEC_VERSION] = TEXT,
    [SERIAL_NUMBER] = TEXT,
    [LIST_VERSION] = {SHAPE_TEXT, PLACE_NUMBER, NULL},

    [METADATA] = NEEDED_OBJECT({"timestamp", TIMESTAMP}, {"tools", TOOLS}, {"lifecycles", LIFECYCLES}, {"authors", AUTHORS},
                               {"component", COMPONENT}, {"supplier", SUPPLIER}, {"manufacturer", MANUFACTURER},
                               {"manufacture", MANUFACTURER} /* up to 1.5 */),
    [TIMESTAMP] = TEXT,
    [TOOLS] = {SHAPE_ANY, 0, STEPS({"[]", TOOL}, {"tool", TOOL}, {"components", TOOL_LIST}, {"services", TOOL_LIST})},
    [TOOL_LIST] = LIST({"[]", TOOL}, {"component", TOOL}, {"service", TOOL}),
    [TOOL] = OBJECT({"name", TOOL_NAME}),
    [TOOL_NAME] = TEXT,
    [LIFECYCLES] = LIST({"[]", LIFECYCLE}, {"lifecycle", LIFECYCLE}),
    [LIFECYCLE] = OBJECT({"phase", PHASE}, {"name", PHASE}),
    [PHASE] = TEXT,
    [AUTHORS] = LIST({"[]", AUTHOR}, {"author", AUTHOR}),
    [AUTHOR] = OBJECT({"name", AUTHOR_NAME}, {"email", CONTACT_DATUM}),
    [AUTHOR_NAME] = TEXT,
    [SUPPLIER] = OBJECT({"name", ORGANISATION_NAME}, {"url", CONTACT_DATUM}, {"contact", CONTACTS}),
    [MANUFACTURER] = OBJECT({"name", ORGANISATION_NAME}, {"url", CONTACT_DATUM}, {"contact", CONTACTS}),
    [ORGANISATION_NAME] = TEXT,
    [CONTACTS] = {SHAPE_ANY, 0, STEPS({"[]", CONTACTS}, {"email", CONTACT_DATUM})},
    [CONTACT_DATUM] = {SHAPE_ANY, PLACE_WITH_TEXT, STEPS({"[]", CONTACT_DATUM})},

    [COMPONENTS] = NEEDED_LIST({"[]", COMPONENT}, {"component", COMPONENT}),
    [COMPONENT] =
        NEEDED_OBJECT({"type", TYPE}, {"bom-ref", REF}, {"group", GROUP}, {"name", NAME}, {"version", VERSION_PLACE}, {"purl", PURL},
                      {"cpe", CPE}, {"supplier", SUPPLIER}, {"manufacturer", MANUFACTURER}, {"authors", AUTHORS}, {"author", AUTHOR_TEXT},
                      {"publisher", PUBLISHER}, {"licenses", LICENCES}, {"hashes", HASHES}, {"externalReferences", REFERENCES},
                      {"properties", PROPERTIES}, {"modelCard", MODEL_CARD}, {"swid", OTHER_IDENTIFIER}, {"swhid", OTHER_IDENTIFIER},
                      {"omniborId", OTHER_IDENTIFIER}, {"components", COMPONENTS}),
    [REF] = TEXT,
    [TYPE] = TEXT,
    [GROUP] = TEXT,
    [NAME] = TEXT,
    [VERSION_PLACE] = TEXT,
    [PURL] = TEXT,
    [CPE] = TEXT,
    [AUTHOR_TEXT] = TEXT,
    [PUBLISHER] = TEXT,
    [OTHER_IDENTIFIER] = {SHAPE_ANY, PLACE_WITH_TEXT, STEPS({"[]", OTHER_IDENTIFIER}, {"tagId", OTHER_IDENTIFIER})},

    [LICENCES] = LIST({"[]", LICENCE_ITEM}, {"license", LICENCE}, {"expression", EXPRESSION}, {"expression-detailed", EXPRESSION_DETAILED}),
    [LICENCE_ITEM] = OBJECT({"license", LICENCE}, {"expression", EXPRESSION}, {"acknowledgement", ACKNOWLEDGEMENT}),
    [LICENCE] = OBJECT({"id", LICENCE_ID}, {"name", LICENCE_NAME}, {"acknowledgement", ACKNOWLEDGEMENT}),
    [LICENCE_ID] = TEXT,
    [LICENCE_NAME] = TEXT,
    [EXPRESSION] = {SHAPE_ANY, PLACE_WITH_TEXT, STEPS({"acknowledgement", ACKNOWLEDGEMENT})},
    [EXPRESSION_DETAILED] = OBJECT({"expression", EXPRESSION_TEXT}, {"acknowledgement", ACKNOWLEDGEMENT}),
    [EXPRESSION_TEXT] = TEXT,
    [ACKNOWLEDGEMENT] = TEXT,
    [HASHES] = LIST({"[]", HASH}, {"hash", HASH}),
    [HASH] = {SHAPE_OBJECT, PLACE_WITH_TEXT, STEPS({"alg", HASH_ALGORITHM}, {"content", HASH_VALUE})},
    [HASH_ALGORITHM] = TEXT,
    [HASH_VALUE] = TEXT,
    [REFERENCES] = LIST({"[]", REFERENCE}, {"reference", REFERENCE}),
    [REFERENCE] = OBJECT({"type", REFERENCE_TYPE}, {"url", REFERENCE_URL}, {"hashes", HASHES}),
    [REFERENCE_TYPE] = TEXT,
    [REFERENCE_URL] = TEXT,
    [PROPERTIES] = LIST({"[]", PROPERTY}, {"property", PROPERTY}),
    [PROPERTY] = {SHAPE_OBJECT, PLACE_WITH_TEXT, STEPS({"name", PROPERTY_NAME}, {"value", PROPERTY_VALUE})},
    [PROPERTY_NAME] = TEXT,
    [PROPERTY_VALUE] = TEXT,
    [MODEL_CARD] = {SHAPE_OBJECT, 0, NULL},

    [DEPENDENCIES] = NEEDED_LIST({"[]", DEPENDENCY}, {"dependency", DEPENDENCY}),
    [DEPENDENCY] = NEEDED_OBJECT({"ref", DEPENDENCY_REF}, {"dependsOn", DEPENDS_ON}, {"dependency", DEPENDS_ON}, {"provides", PROVIDES}),
    [DEPENDENCY_REF] = TEXT,
    [DEPENDS_ON] = LIST({"[]", DEPENDS_ON_REF}, {"ref", DEPENDS_ON_REF}),
    [DEPENDS_ON_REF] = TEXT,
    [PROVIDES] = LIST({"[]", PROVIDES_REF}, {"ref", PROVIDES_REF}),
    [PROVIDES_REF] = TEXT,
    [COMPOSITIONS] = LIST({"[]", COMPOSITION}, {"composition", COMPOSITION}),
    [COMPOSITION] = OBJECT({"aggregate", AGGREGATE}),
    [AGGREGATE] = TEXT,
    [VULNERABILITIES] = LIST({"[]", VULNERABILITY}, {"vulnerability", VULNERABILITY}),
    [VULNERABILITY] = {SHAPE_OBJECT, 0, NULL},
    [SERVICES] = LIST({"[]", SERVICE}, {"service", SERVICE}),
    [SERVICE] = OBJECT({"bom-ref", SERVICE_REF}, {"services", SERVICES}),
    [SERVICE_REF] = TEXT,
};
