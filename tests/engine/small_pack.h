/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A law pack of a few elements, for tests of one behaviour each. Knows acts "law" and the types organisation, product, release,
 * requirement, standard. */
#ifndef CRADLE_TESTS_SMALL_PACK_H
#define CRADLE_TESTS_SMALL_PACK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/engine.h"

#define SMALL_PACK_DECLARATION "<?xml version='1.0'?>"
#define CITE "<cite act='law' article='1'/>"
#define BOOL_QUESTION(id, extra)                                                                                                           \
  "<question id='" id "' type='bool'>" CITE "<title>" id "</title><text>Is it so?</text><help>Why.</help>" extra "</question>"
#define WHEN(condition) "<when>" condition "</when>"
#define BECAUSE "<because>It is so.</because>"

static const char small_pack_head[] =
    "<pack-part><act id='law' kind='law' short='LAW' published='OJ' eli='http://example.com/law'><title>A law</title></act>"
    "<subject-type id='organisation' name='org.name'><title>Organisation</title><plural>Organisations</plural></subject-type>"
    "<subject-type id='product' parent='organisation' name='product.name'><title>Product</title><plural>Products</plural></subject-type>"
    "<subject-type id='release' parent='product' name='release.version'><title>Release</title><plural>Releases</plural></subject-type>"
    "<subject-type id='requirement' parent='release' implicit='yes'><title>Requirement</title><plural>Requirements</plural></subject-type>"
    "<subject-type id='standard' parent='organisation' "
    "name='std.reference'><title>Standard</title><plural>Standards</plural></subject-type>"
    "<stage id='one'><title>One</title></stage><stage id='two'><title>Two</title></stage>"
    "<section id='names.o' stage='one' subject='organisation'><title>Names</title>"
    "<question id='org.name' type='text'>" CITE "<title>Name</title><text>Name?</text><help>Why.</help></question></section>"
    "<section id='names.p' stage='one' subject='product'><title>Names</title>"
    "<question id='product.name' type='text'>" CITE "<title>Name</title><text>Name?</text><help>Why.</help></question></section>"
    "<section id='names.r' stage='one' subject='release'><title>Names</title>"
    "<question id='release.version' type='text'>" CITE "<title>Name</title><text>Name?</text><help>Why.</help></question></section>"
    "<section id='names.s' stage='one' subject='standard'><title>Names</title>"
    "<question id='std.reference' type='text'>" CITE "<title>Name</title><text>Name?</text><help>Why.</help></question></section>";

static inline void small_pack_write(const char *folder, const char *name, const char *text) {
  char *path = path_join(folder, name);
  assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), STATUS_OK);
  free(path);
}

/* body: more elements of <pack-part>. */
static inline struct pack *small_pack(const char *body) {
  char folder[] = "/tmp/cradle-pack-XXXXXX";
  assert_non_null(mkdtemp(folder));
  struct buf schema = {0};
  assert_int_equal(file_read(TOP_SRCDIR "/data/pack.rng", 1 << 20, &schema, NULL), STATUS_OK);
  small_pack_write(folder, "pack.rng", buf_str(&schema));
  small_pack_write(folder, "pack.xml",
                   SMALL_PACK_DECLARATION
                   "<pack id='small' version='1' law-as-of='2026-11-20'><title>Small</title><file name='part.xml'/></pack>");
  char *part = mem_printf(SMALL_PACK_DECLARATION "%s%s</pack-part>", small_pack_head, body);
  small_pack_write(folder, "part.xml", part);
  struct pack *pack = NULL;
  struct error error = {0};
  enum status status = pack_load(folder, NULL, &pack, &error);
  if (status != STATUS_OK) {
    char *text = error_text(&error);
    print_error("%s\n", text);
    free(text);
  }
  const char *names[] = {"pack.rng", "pack.xml", "part.xml"};
  for (size_t i = 0; i < ARRAY_LEN(names); i++) {
    char *path = path_join(folder, names[i]);
    unlink(path);
    free(path);
  }
  rmdir(folder);
  error_clear(&error);
  buf_free(&schema);
  free(part);
  assert_int_equal(status, STATUS_OK);
  return pack;
}

static inline void say(struct snapshot *snapshot, const char *subject, const char *key, struct value value) {
  struct head head = {.event = "r.1", .value = value, .author = "Test Person"};
  snapshot_add_head(snapshot, subject, key, &head);
}

static inline void say_element(struct snapshot *snapshot, const char *subject, const char *key, const char *choice) {
  struct head head = {.event = "r.1", .value = value_of(VALUE_CHOICE, choice), .author = "Test Person"};
  snapshot_add_element(snapshot, subject, key, &head);
}

/* One organisation "o" with one product "p". */
static inline struct snapshot *small_snapshot(void) {
  struct snapshot *snapshot = snapshot_new();
  snapshot_add_subject(snapshot, "o", "organisation", NULL);
  snapshot_add_subject(snapshot, "p", "product", "o");
  return snapshot;
}

/* The value that is concluded, or the status of what is not. */
static inline const char *result(struct engine *engine, const char *subject, const char *id) {
  const struct conclusion_state *state = engine_conclusion(engine, subject, id);
  assert_non_null(state);
  return state->status == CONCLUDED ? state->values.items[0] : conclusion_status_name(state->status);
}

#endif
