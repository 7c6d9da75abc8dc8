noinst_LIBRARIES += src/kb/libkb.a
src_kb_libkb_a_SOURCES = src/kb/kb.h src/kb/internal.h src/kb/compare.c src/kb/conditions.c src/kb/duties.c src/kb/elements.c src/kb/files.c src/kb/lint.c src/kb/lint_constants.c \
  src/kb/lint_cycles.c src/kb/lint_elements.c src/kb/lint_folder.c src/kb/lint_guards.c src/kb/lint_rules.c src/kb/load.c src/kb/pack.c src/kb/read.c src/kb/renamed.c \
  src/kb/rules.c src/kb/suggest.c src/kb/terms.c src/kb/text.c
EXTRA_DIST += src/kb/README.md
