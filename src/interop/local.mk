noinst_LIBRARIES += src/interop/libinterop.a
src_interop_libinterop_a_SOURCES = src/interop/interop.h src/interop/internal.h src/interop/component.c src/interop/cyclonedx.c \
  src/interop/reader.c src/interop/recognise.c
EXTRA_DIST += src/interop/README.md
