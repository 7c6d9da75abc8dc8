interop_test_libs = src/interop/libinterop.a src/json/libjson.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/interop/test_component_list.c tests/interop/test_corpus.c
EXTRA_DIST += tests/interop/data/nested.cdx-1.6.json
