noinst_LIBRARIES += src/assess/libassess.a
src_assess_libassess_a_SOURCES = src/assess/assess.h src/assess/internal.h src/assess/assess.c src/assess/duties.c \
  src/assess/reach.h src/assess/reach.c src/assess/reach_lemma.c src/assess/reach_wish.c src/assess/reach_world.c \
  src/assess/relations.c src/assess/what_if.c
EXTRA_DIST += src/assess/README.md
