/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small packs for tests: a sound base of acts, subjects and questions, and beside it the part that a test writes. */
#ifndef CRADLE_TESTS_PACKS_H
#define CRADLE_TESTS_PACKS_H

#include "kb/kb.h"

#define DECLARATION "<?xml version='1.0'?>"
#define CITE "<cite act='law' article='1'/>"
#define TITLES "<title>Title</title><text>Text.</text><help>Help.</help>"
#define SECTION(questions) "<section id='part' stage='s' subject='product'><title>Part</title>\n" questions "</section>\n"
#define BOOL(id, when) "<question id='" id "' type='bool'>" CITE TITLES "<when>" when "</when></question>\n"
#define CASE(id, value, when) "<case id='" id "' value='" value "'>" CITE "<when>" when "</when><because>Because.</because></case>\n"
#define OTHERWISE(value) "<otherwise value='" value "'>" CITE "<because>Because.</because></otherwise>\n"
#define CONCLUSION(id, cases)                                                                                                              \
  "<conclusion id='" id "' subject='product' type='choice'><title>Title</title>"                                                           \
  "<value id='yes'><title>Yes</title></value><value id='no'><title>No</title></value>\n" cases "</conclusion>\n"
#define GAP(id, subject, when)                                                                                                             \
  "<gap id='" id "' subject='" subject "' blocks='final'>" CITE "<title>Title</title><when>" when "</when><text>Text.</text></gap>\n"

int packs_setup(void **state);
int packs_teardown(void **state);

/* The folder of the pack whose part.xml is <pack-part>, a line end, part, </pack-part>: the first line of part is line 2. */
const char *packs_write(const char *part);
void packs_write_file(const char *name, const char *text);
/* The same after an XML declaration, in the same line. */
void packs_write_xml(const char *name, const char *text);
/* A schema that accepts everything, to see what the loader and the linter do without it. */
void packs_use_lax_schema(void);
enum status packs_load(const char *part, struct pack **ret_pack, struct error *error);
struct pack *packs_load_good(const char *part); /* fails the test if it does not load */
char *packs_data_folder(void);                  /* the real pack; caller frees */

/* ---- packs with faults ---- */

struct refused {
  const char *part;
  int line;
  const char *what;
};
/* Loading fails at that line of part.xml, with words that hold `what`. */
void assert_pack_refused(const struct refused *refused);
#define ASSERT_REFUSED(cases)                                                                                                              \
  for (size_t i = 0; i < ARRAY_LEN(cases); i++)                                                                                            \
  assert_pack_refused(&(cases)[i])

struct faulty {
  const char *part;
  int line;
  const char *what; /* the only finding */
};
/* The findings as text, without folders; caller frees. */
char *packs_lint(const char *part);
void assert_fault(const struct faulty *faulty);
void assert_clean(const char *part);
#define ASSERT_FAULTS(cases)                                                                                                               \
  for (size_t i = 0; i < ARRAY_LEN(cases); i++)                                                                                            \
  assert_fault(&(cases)[i])

#endif
