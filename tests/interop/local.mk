check_PROGRAMS += tests/interop/test_component_list tests/interop/test_corpus tests/interop/test_formats \
  tests/interop/test_fuzz tests/interop/test_hostile
interop_test_libs = src/interop/libinterop.a src/json/libjson.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_interop_test_component_list_SOURCES = tests/interop/test_component_list.c
tests_interop_test_component_list_LDADD = $(interop_test_libs)
tests_interop_test_corpus_SOURCES = tests/interop/test_corpus.c
tests_interop_test_corpus_LDADD = $(interop_test_libs)
tests_interop_test_formats_SOURCES = tests/interop/test_formats.c tests/interop/support.h
tests_interop_test_formats_LDADD = $(interop_test_libs)
tests_interop_test_fuzz_SOURCES = tests/interop/test_fuzz.c tests/interop/mutate.h tests/interop/support.h
tests_interop_test_fuzz_LDADD = $(interop_test_libs)
tests_interop_test_hostile_SOURCES = tests/interop/test_hostile.c
tests_interop_test_hostile_LDADD = $(interop_test_libs)
EXTRA_DIST += tests/interop/data/nested.cdx-1.6.json \
  tests/interop/data/station-2.2.spdx \
  tests/interop/data/station-2.3.spdx \
  tests/interop/data/station.cdx-1.4.json \
  tests/interop/data/station.cdx-1.4.xml \
  tests/interop/data/station.cdx-1.5.json \
  tests/interop/data/station.cdx-1.5.xml \
  tests/interop/data/station.cdx-1.6.json \
  tests/interop/data/station.cdx-1.6.xml \
  tests/interop/data/station.cdx-1.7.json \
  tests/interop/data/station.cdx-1.7.xml \
  tests/interop/data/station.spdx-2.2.json \
  tests/interop/data/station.spdx-2.3.json \
  tests/interop/data/station.spdx-3.0.1.json
