/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lints the law pack in the folder that is named, in $CRADLE_DATA, or in the source tree, and prints what is wrong: one line for each
 * fault. */
#include <stdio.h>
#include <stdlib.h>

#include "kb/kb.h"

static void print_error(const struct error *error) {
  CLEANUP(mem_freep) char *text = error_text(error);
  fprintf(stderr, "%s\n", text);
}

static void print_findings(const lint_vec_t *findings) {
  for (size_t i = 0; i < findings->len; i++) {
    const struct lint_finding *finding = &findings->items[i];
    fprintf(stderr, "%s:%d: %s: %s\n", finding->place.file, finding->place.line, finding->id, finding->what);
  }
}

static enum status lint(const struct pack *pack) {
  struct arena *arena = arena_new();
  lint_vec_t findings = {0};
  enum status status = pack_lint(pack, arena, &findings, NULL);
  print_findings(&findings);
  vec_free(&findings);
  arena_free(arena);
  return status;
}

int main(int argc, char **argv) {
  CLEANUP(mem_freep) char *in_tree = path_join(TOP_SRCDIR, "data");
  const char *folder = argc > 1 ? argv[1] : getenv("CRADLE_DATA");
  CLEANUP(error_clear) struct error error = {0};
  struct pack *pack = NULL;
  lang_init(NULL);
  enum status status = pack_load(folder ? folder : in_tree, NULL, &pack, &error);
  if (status) {
    print_error(&error);
    return (int)status;
  }
  status = lint(pack);
  if (!status)
    printf("%zu questions, %zu requirements, %zu conclusions, %zu gaps, %zu duties, %zu relations: no fault found\n",
           pack_question_count(pack), pack_requirement_count(pack), pack_conclusion_count(pack), pack_gap_count(pack),
           pack_duty_count(pack), pack_relation_count(pack));
  pack_free(pack);
  return (int)status;
}
