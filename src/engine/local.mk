noinst_LIBRARIES += src/engine/libengine.a
src_engine_libengine_a_SOURCES = src/engine/engine.h src/engine/internal.h src/engine/conclusions.c src/engine/conditions.c src/engine/duties.c \
  src/engine/gaps.c src/engine/nodes.c src/engine/questions.c src/engine/ranges.c \
  src/engine/reasons.c src/engine/terms.c src/engine/walk.c
EXTRA_DIST += src/engine/README.md
