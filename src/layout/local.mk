noinst_LIBRARIES += src/layout/liblayout.a
src_layout_liblayout_a_SOURCES = \
  src/layout/layout.h src/layout/internal.h \
  src/layout/block.c src/layout/contents.c src/layout/layout.c src/layout/page.c src/layout/table.c src/layout/text.c
EXTRA_DIST += src/layout/README.md
