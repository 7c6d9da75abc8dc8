/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a CycloneDX 1.6 list of COUNT invented components with dependencies to standard output: generate xml|json COUNT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPENDENCIES = 3 };

/* Some digits that look like a hash; the same in every run. */
static void hash_text(unsigned long number, char text[65]) {
  unsigned long long state = number * 2654435761u + 1;
  for (int i = 0; i < 64; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text[i] = "0123456789abcdef"[state >> 60];
  }
  text[64] = '\0';
}

/* The n-th dependency of a component: some earlier one. */
static unsigned long dependency_of(unsigned long number, unsigned long n) {
  return number * (n + 7) % (number + 1);
}

static void write_xml(unsigned long count) {
  char hash[65];
  printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" "
         "serialNumber=\"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\" version=\"1\">\n  <metadata>\n"
         "    <timestamp>2026-05-04T10:00:00Z</timestamp>\n    <component type=\"application\" bom-ref=\"root\">\n"
         "      <name>Example</name>\n      <version>1.0</version>\n    </component>\n  </metadata>\n  <components>\n");
  for (unsigned long i = 0; i < count; i++) {
    hash_text(i, hash);
    printf("    <component type=\"library\" bom-ref=\"pkg:generic/example-%lu@1.%lu\">\n      <supplier><name>Example Supplier "
           "%lu</name></supplier>\n"
           "      <group>org.example</group>\n      <name>example-%lu</name>\n      <version>1.%lu</version>\n"
           "      <hashes><hash alg=\"SHA-256\">%s</hash></hashes>\n      <licenses><license><id>MIT</id></license></licenses>\n"
           "      <purl>pkg:generic/example-%lu@1.%lu</purl>\n    </component>\n",
           i, i % 10, i % 100, i, i % 10, hash, i, i % 10);
  }
  printf("  </components>\n  <dependencies>\n    <dependency ref=\"root\"><dependency ref=\"pkg:generic/example-0@1.0\"/></dependency>\n");
  for (unsigned long i = 0; i < count; i++) {
    printf("    <dependency ref=\"pkg:generic/example-%lu@1.%lu\">\n", i, i % 10);
    for (unsigned long n = 0; n < i % (MOST_DEPENDENCIES + 1); n++)
      printf("      <dependency ref=\"pkg:generic/example-%lu@1.%lu\"/>\n", dependency_of(i, n), dependency_of(i, n) % 10);
    printf("    </dependency>\n");
  }
  printf("  </dependencies>\n</bom>\n");
}

static void write_json(unsigned long count) {
  char hash[65];
  printf("{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n"
         "  \"serialNumber\": \"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\",\n  \"version\": 1,\n  \"metadata\": {\n"
         "    \"timestamp\": \"2026-05-04T10:00:00Z\",\n    \"component\": { \"type\": \"application\", \"bom-ref\": \"root\", "
         "\"name\": \"Example\", \"version\": \"1.0\" }\n  },\n  \"components\": [\n");
  for (unsigned long i = 0; i < count; i++) {
    hash_text(i, hash);
    printf(
        "    {\n      \"type\": \"library\",\n      \"bom-ref\": \"pkg:generic/example-%lu@1.%lu\",\n"
        "      \"supplier\": { \"name\": \"Example Supplier %lu\" },\n      \"group\": \"org.example\",\n      \"name\": \"example-%lu\",\n"
        "      \"version\": \"1.%lu\",\n      \"hashes\": [ { \"alg\": \"SHA-256\", \"content\": \"%s\" } ],\n"
        "      \"licenses\": [ { \"license\": { \"id\": \"MIT\" } } ],\n      \"purl\": \"pkg:generic/example-%lu@1.%lu\"\n    }%s\n",
        i, i % 10, i % 100, i, i % 10, hash, i, i % 10, i + 1 < count ? "," : "");
  }
  printf("  ],\n  \"dependencies\": [\n    { \"ref\": \"root\", \"dependsOn\": [ \"pkg:generic/example-0@1.0\" ] }");
  for (unsigned long i = 0; i < count; i++) {
    printf(",\n    { \"ref\": \"pkg:generic/example-%lu@1.%lu\", \"dependsOn\": [", i, i % 10);
    for (unsigned long n = 0; n < i % (MOST_DEPENDENCIES + 1); n++)
      printf("%s \"pkg:generic/example-%lu@1.%lu\"", n ? "," : "", dependency_of(i, n), dependency_of(i, n) % 10);
    printf(" ] }");
  }
  printf("\n  ]\n}\n");
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  unsigned long count = strtoul(argv[2], NULL, 10);
  if (strcmp(argv[1], "xml") == 0)
    write_xml(count);
  else
    write_json(count);
  return fflush(stdout) ? 1 : 0;
}
