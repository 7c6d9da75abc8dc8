check_PROGRAMS += tests/interop/test_component_list tests/interop/test_corpus
interop_test_libs = src/interop/libinterop.a src/json/libjson.a src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_interop_test_component_list_SOURCES = tests/interop/test_component_list.c
tests_interop_test_component_list_LDADD = $(interop_test_libs)
tests_interop_test_corpus_SOURCES = tests/interop/test_corpus.c
tests_interop_test_corpus_LDADD = $(interop_test_libs)
EXTRA_DIST += tests/interop/data/nested.cdx-1.6.json
