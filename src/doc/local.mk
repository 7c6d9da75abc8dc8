noinst_LIBRARIES += src/doc/libdoc.a
src_doc_libdoc_a_SOURCES = src/doc/doc.h src/doc/model.h src/doc/build.h src/doc/template.h src/doc/blocks.c src/doc/build.c src/doc/cites.c src/doc/hash.c \
  src/doc/inline.c src/doc/matrix.c src/doc/model.c src/doc/parts.c src/doc/reasons.c src/doc/runs.c src/doc/sentence.c src/doc/state.c \
  src/doc/table.c src/doc/template.c src/doc/things.c src/doc/translate.c
EXTRA_DIST += src/doc/README.md
