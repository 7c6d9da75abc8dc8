noinst_LIBRARIES += src/fact/libfact.a
src_fact_libfact_a_SOURCES = src/fact/fact.h src/fact/encode.c src/fact/fact.c src/fact/snapshot.c src/fact/value.c
EXTRA_DIST += src/fact/README.md
