/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files made to stop the program: each ends with an answer, in at most 20 times the time of an honest list of the same size, and in at most
 * four times its own size of memory. Memory is only measured without sanitizers, which have a memory of their own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "interop/interop.h"
#include "skip.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER true
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER false
#endif

enum { SIZE = HAS_SANITIZER ? 1 << 20 : 6 << 20, BASE_KIB = 3 << 10, SLACK_MS = 200 };

#define JSON_HEAD "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\","
#define XML_HEAD "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">"
#define SPDX_HEAD "{\"spdxVersion\":\"SPDX-2.3\","
#define GRAPH_HEAD "{\"@context\":\"https://spdx.org/rdf/3.0.1/x\",\"@graph\":[{\"type\":\"CreationInfo\",\"specVersion\":\"3.0.1\"}"

/* ---- making them: a head, something again and again until the size is reached, an end ---- */

static void repeat(struct buf *out, const char *head, const char *format, const char *end) {
  buf_puts(out, head);
  char again[256];
  for (int i = 0; out->len < SIZE; i++) {
    int len = snprintf(again, sizeof again, format, i, i, i);
    buf_add(out, again, (size_t)len);
  }
  buf_puts(out, end);
}

struct hostile {
  const char *name;
  enum interop_kind kind;
  const char *head, *format, *end;
  const char *reason; /* of the refusal; NULL: it is read */
};

static const struct hostile honest[] = {
    {"list", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{\"type\":\"library\",\"name\":\"a\"}",
     ",\n{\"type\":\"library\",\"bom-ref\":\"ref-%d\",\"name\":\"component-%d\",\"version\":\"1.%d\"}", "]}", NULL},
    {"list", INTEROP_CYCLONEDX_XML, XML_HEAD "<components>",
     "<component type=\"library\" bom-ref=\"ref-%d\"><name>component-%d</name><version>1.%d</version></component>\n", "</components></bom>",
     NULL},
    {"list", INTEROP_SPDX2_JSON, SPDX_HEAD "\"packages\":[{\"name\":\"a\",\"SPDXID\":\"SPDXRef-a\"}",
     ",\n{\"SPDXID\":\"SPDXRef-%d\",\"name\":\"component-%d\",\"versionInfo\":\"1.%d\"}", "]}", NULL},
    {"list", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\n", "PackageName: component-%d\nSPDXID: SPDXRef-%d\nPackageVersion: 1.%d\n", "",
     NULL},
    {"list", INTEROP_SPDX3_JSON, GRAPH_HEAD,
     ",\n{\"type\":\"software_Package\",\"spdxId\":\"ref-%d\",\"name\":\"component-%d\",\"software_packageVersion\":\"1.%d\"}", "]}", NULL},
};

static const struct hostile hostiles[] = {
    {"arrays in each other", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":", "[", "", "nesting is too deep"},
    {"objects in each other", INTEROP_CYCLONEDX_JSON, "", "{\"a\":", "", "nesting is too deep"},
    {"components in each other", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[", "{\"name\":\"a\",\"components\":[", "",
     "nesting is too deep"},
    {"a giant text", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{\"type\":\"library\",\"name\":\"", "abcdefgh", "\"}]}", NULL},
    {"a giant text of escapes", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{\"type\":\"library\",\"name\":\"", "\\u001b", "\"}]}",
     NULL},
    {"a giant key", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"", "abcdefgh", "\":1}", NULL},
    {"a text without end", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":\"", "abcdefgh", "", "ends within a text"},
    {"a huge number", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"version\":1", "0", "}", NULL},
    {"a huge exponent", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"version\":1e", "9", "}", NULL},
    {"many keys", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":1", ",\"k%d\":1", "}", NULL},
    {"keys twice, at the end", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":1", ",\"k%d\":1", ",\"k7\":2}", "\"k7\" stands twice"},
    {"short keys in many objects", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":[1", ",{\"a\":1}", "]}", NULL},
    {"one reference for all", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{\"name\":\"a\"}", ",{\"bom-ref\":\"a\",\"name\":\"b\"}",
     "]}", NULL},
    {"nothing but empty components", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{}", ",{}", "]}", NULL},
    {"components of the wrong kind", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{}", ",{\"name\":[]}", "]}", NULL},
    {"dependencies on nothing", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"dependencies\":[{\"ref\":\"a\",\"dependsOn\":[\"a\"", ",\"r%d\"",
     "]}]}", NULL},
    {"dependencies before their reference", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"dependencies\":[{\"dependsOn\":[\"a\"", ",\"r%d\"",
     "],\"ref\":\"a\"}]}", NULL},
    {"licences for one component", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"components\":[{\"name\":\"a\",\"licenses\":[{}",
     ",{\"expression\":\"MIT\"}", "]}]}", NULL},
    {"blanks", INTEROP_CYCLONEDX_JSON, "{", "        ", JSON_HEAD, "key in quotation marks"},
    {"bytes that are not UTF-8", INTEROP_CYCLONEDX_JSON, JSON_HEAD "\"x\":\"", "ab\xC3\xA4", "\xFF\"}", "not valid UTF-8"},

    {"entities in entities", INTEROP_CYCLONEDX_XML, "<!DOCTYPE bom [<!ENTITY a0 \"lol\">", "<!ENTITY a%d \"&a0;&a0;&a0;&a0;\">",
     "]>" XML_HEAD "&a9;</bom>", "DOCTYPE"},
    {"an entity from elsewhere", INTEROP_CYCLONEDX_XML, "<?xml version=\"1.0\"?><!DOCTYPE bom SYSTEM \"file:///etc/passwd\">", "<!-- -->",
     "<bom/>", "DOCTYPE"},
    {"an entity that is not there", INTEROP_CYCLONEDX_XML, XML_HEAD, " text ", "&xxe;</bom>", "well-formed"},
    {"elements in each other", INTEROP_CYCLONEDX_XML, XML_HEAD, "<a>", "", "deeper than 200"},
    {"components in each other", INTEROP_CYCLONEDX_XML, XML_HEAD "<components>", "<component><components>", "", "deeper than 200"},
    {"a giant attribute", INTEROP_CYCLONEDX_XML, XML_HEAD "<components><component type=\"", "abcdefgh", "\"/></components></bom>",
     "256 KiB"},
    {"many attributes", INTEROP_CYCLONEDX_XML, XML_HEAD "<components><component", " a%d=\"\"", "/></components></bom>", "1000 attributes"},
    {"many namespaces", INTEROP_CYCLONEDX_XML, XML_HEAD "<components><component", " xmlns:a%d=\"b\"", "/></components></bom>",
     "1000 attributes"},
    {"a giant name", INTEROP_CYCLONEDX_XML, XML_HEAD "<", "abcdefgh", "/></bom>", "256 KiB"},
    {"a giant text", INTEROP_CYCLONEDX_XML, XML_HEAD "<components><component type=\"library\"><name>", "abcdefgh ",
     "</name></component></components></bom>", NULL},
    {"a giant text of entities", INTEROP_CYCLONEDX_XML, XML_HEAD "<components><component type=\"library\"><name>", "&amp;",
     "</name></component></components></bom>", NULL},
    {"a giant comment", INTEROP_CYCLONEDX_XML, XML_HEAD "<!--", "abcdefgh", "--></bom>", NULL},
    {"a giant section", INTEROP_CYCLONEDX_XML, XML_HEAD "<![CDATA[", "abcdefgh", "]]></bom>", NULL},
    {"a giant instruction", INTEROP_CYCLONEDX_XML, XML_HEAD "<?x ", "abcdefgh", "?></bom>", NULL},
    {"many comments", INTEROP_CYCLONEDX_XML, XML_HEAD, "<!---->", "</bom>", NULL},
    {"empty components", INTEROP_CYCLONEDX_XML, XML_HEAD "<components>", "<component/>", "</components></bom>", NULL},
    {"many names of elements", INTEROP_CYCLONEDX_XML, XML_HEAD, "<n%d/>", "</bom>", "different names"},
    {"dependencies on nothing", INTEROP_CYCLONEDX_XML, XML_HEAD "<dependencies>", "<dependency ref=\"r%d\"/>", "</dependencies></bom>",
     NULL},
    {"a wrong encoding", INTEROP_CYCLONEDX_XML, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" XML_HEAD, "text", "</bom>",
     "encoding “UTF-16”"},
    {"no encoding", INTEROP_CYCLONEDX_XML, "<?xml version=\"1.0\" encoding=\"KLINGON\"?>" XML_HEAD, "text", "</bom>", "encoding “KLINGON”"},
    {"bytes that are not UTF-8", INTEROP_CYCLONEDX_XML, XML_HEAD, "ab\xC3\xA4", "\xFF</bom>", "well-formed"},
    {"bytes that are not what is declared", INTEROP_CYCLONEDX_XML, "<?xml version=\"1.0\" encoding=\"GB18030\"?>" XML_HEAD, "text",
     "\xFF\xFF</bom>", "not valid in its encoding"},

    {"relationships with nobody", INTEROP_SPDX2_JSON, SPDX_HEAD "\"relationships\":[{}", ",{}", "]}", NULL},
    {"relationships of nobody", INTEROP_SPDX2_JSON, SPDX_HEAD "\"relationships\":[{}",
     ",{\"spdxElementId\":\"a%d\",\"relatedSpdxElement\":\"b%d\",\"relationshipType\":\"c%d\"}", "]}", NULL},
    {"empty packages", INTEROP_SPDX2_JSON, SPDX_HEAD "\"packages\":[{}", ",{}", "]}", NULL},
    {"described elements", INTEROP_SPDX2_JSON, SPDX_HEAD "\"documentDescribes\":[\"a\"", ",\"a%d\"", "]}", NULL},
    {"a giant line", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\nPackageName: ", "abcdefgh", "\n",
     HAS_SANITIZER ? NULL : "longer than 4 MiB"},
    {"a text without end", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\nPackageComment: <text>", "abc\n", "", "no end"},
    {"a giant text", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\nPackageComment: <text>", "abc\n", "</text>\n", NULL},
    {"empty lines", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\n", "\n", "", NULL},
    {"unknown relationships", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\n", "Relationship: a%d b%d c%d\n", "", NULL},
    {"no tags", INTEROP_SPDX2_TAGS, "SPDXVersion: SPDX-2.3\n", "abc \n", "", "Tag: value"},

    {"empty elements", INTEROP_SPDX3_JSON, GRAPH_HEAD, ",{}", "]}", NULL},
    {"empty packages", INTEROP_SPDX3_JSON, GRAPH_HEAD, ",{\"type\":\"ai_AIPackage\"}", "]}", NULL},
    {"agents", INTEROP_SPDX3_JSON, GRAPH_HEAD, ",{\"type\":\"Tool\",\"spdxId\":\"t%d\"}", "]}", NULL},
    {"licences of nobody", INTEROP_SPDX3_JSON, GRAPH_HEAD,
     ",{\"type\":\"Relationship\",\"from\":\"a\",\"to\":[\"b%d\"],\"relationshipType\":\"hasConcludedLicense\"}", "]}", NULL},
    {"one relationship with many", INTEROP_SPDX3_JSON,
     GRAPH_HEAD ",{\"type\":\"Relationship\",\"from\":\"a\",\"relationshipType\":\"contains\",\"to\":[\"b\"", ",\"r%d\"", "]}]}", NULL},
};

/* ---- measuring ---- */

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static struct error scan_error;

static enum status scan(const struct buf *content, enum interop_kind kind) {
  struct source_bytes bytes = {content->data, content->len};
  const struct source source = source_of_bytes(&bytes, "list");
  const struct component_sink sink = {0};
  struct component_list *list = NULL;
  error_clear(&scan_error);
  enum status status = component_list_scan(&source, kind, &sink, &list, &scan_error);
  component_list_free(list);
  return status;
}

static double time_of(const struct hostile *hostile) {
  CLEANUP(buf_free) struct buf content = {0};
  repeat(&content, hostile->head, hostile->format, hostile->end);
  double start = now_ms();
  enum status status = scan(&content, hostile->kind);
  double took = now_ms() - start;
  if (hostile->reason && (status != STATUS_INPUT || !strstr(scan_error.what, hostile->reason)))
    fail_msg("%s, %s: %s", interop_kind_name(hostile->kind), hostile->name, status ? scan_error.what : "was read");
  if (!hostile->reason && status) fail_msg("%s, %s: %s", interop_kind_name(hostile->kind), hostile->name, scan_error.what);
  return took;
}

static void hostile_files_end_in_time(void **state) {
  (void)state;
  size_t slow = 0;
  for (size_t i = 0; i < ARRAY_LEN(hostiles); i++) {
    const struct hostile *usual = honest;
    while (usual->kind != hostiles[i].kind)
      usual++;
    double took = time_of(&hostiles[i]);
    /* The honest one is only timed if it matters. */
    bool is_slow = took > SLACK_MS && took > 20 * time_of(usual);
    slow += is_slow;
    if (is_slow) print_error("%s, %s: %.0f ms\n", interop_kind_name(hostiles[i].kind), hostiles[i].name, took);
  }
  assert_int_equal(slow, 0);
}

/* Most memory so far, in KiB. */
static long peak_kib(void) {
  FILE *status = fopen("/proc/self/status", "r");
  char line[256];
  long kib = -1;
  while (status && kib < 0 && fgets(line, sizeof line, status))
    sscanf(line, "VmHWM: %ld", &kib);
  if (status) fclose(status);
  return kib;
}

static bool forget_peak(void) {
  FILE *file = fopen("/proc/self/clear_refs", "w");
  return file && fputs("5", file) >= 0 && fclose(file) == 0;
}

/* In a process of its own: KiB that the scan takes beyond the file itself; -1: cannot be measured. */
static long memory_of(const struct hostile *hostile) {
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    struct buf content = {0};
    repeat(&content, hostile->head, hostile->format, hostile->end);
    long took = -1;
    if (forget_peak()) {
      long before = peak_kib();
      scan(&content, hostile->kind);
      took = peak_kib() - before;
    }
    _exit(write(ends[1], &took, sizeof took) == sizeof took ? 0 : 1);
  }
  long took = -1;
  close(ends[1]);
  assert_int_equal(read(ends[0], &took, sizeof took), sizeof took);
  close(ends[0]);
  int result;
  assert_int_equal(waitpid(child, &result, 0), child);
  assert_int_equal(result, 0);
  return took;
}

static void hostile_files_take_little_memory(void **state) {
  (void)state;
  size_t large = 0;
  if (HAS_SANITIZER) {
    skip_because("sanitizers have a memory of their own");
  }
  for (size_t i = 0; i < ARRAY_LEN(hostiles); i++) {
    long took = memory_of(&hostiles[i]);
    if (took < 0) {
      skip_because("the most memory of a process cannot be measured here");
    }
    bool is_large = took > 3 * SIZE / 1024 + BASE_KIB; /* the file itself is in memory, too */
    large += is_large;
    if (is_large) print_error("%s, %s: %ld KiB\n", interop_kind_name(hostiles[i].kind), hostiles[i].name, took);
  }
  assert_int_equal(large, 0);
  for (size_t i = 0; i < ARRAY_LEN(honest); i++)
    if (honest[i].kind != INTEROP_SPDX3_JSON) assert_in_range(memory_of(&honest[i]), 0, BASE_KIB);
}

static int clear(void **state) {
  (void)state;
  error_clear(&scan_error);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hostile_files_end_in_time),
      cmocka_unit_test(hostile_files_take_little_memory),
  };
  return cmocka_run_group_tests_name("hostile component lists", tests, NULL, clear);
}
