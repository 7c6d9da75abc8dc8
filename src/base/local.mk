noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = src/base/base.h src/base/buf.c src/base/date.c src/base/error.c src/base/file.c \
  src/base/hash.c src/base/hash64.c src/base/host.c src/base/lang.c src/base/map.c src/base/mem.c src/base/number.c src/base/source.c src/base/utf8.c
EXTRA_DIST += src/base/README.md
