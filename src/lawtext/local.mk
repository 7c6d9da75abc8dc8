noinst_LIBRARIES += src/lawtext/liblawtext.a
src_lawtext_liblawtext_a_SOURCES = src/lawtext/lawtext.h src/lawtext/internal.h src/lawtext/build.c src/lawtext/formex.c src/lawtext/mark.c \
  src/lawtext/read.c src/lawtext/tree.c src/lawtext/xhtml.c
EXTRA_DIST += src/lawtext/README.md
