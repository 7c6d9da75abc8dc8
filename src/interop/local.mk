noinst_LIBRARIES += src/interop/libinterop.a
src_interop_libinterop_a_SOURCES = src/interop/interop.h src/interop/internal.h src/interop/cyclonedx.c src/interop/cyclonedx.h \
  src/interop/cyclonedx_component.c src/interop/cyclonedx_places.c src/interop/draft.c src/interop/given.c src/interop/list.c \
  src/interop/reading.c src/interop/recognise.c src/interop/refs.c src/interop/spdx2.c src/interop/spdx2.h src/interop/spdx2_json.c \
  src/interop/spdx2_tags.c src/interop/spdx3.c src/interop/spdx3.h src/interop/spdx3_graph.c src/interop/walk.c
EXTRA_DIST += src/interop/README.md
