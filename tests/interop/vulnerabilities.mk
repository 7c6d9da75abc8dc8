vulnerability_test_libs = src/interop/libinterop.a src/json/libjson.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/interop/test_attestations tests/interop/test_vulnerabilities tests/interop/test_vulnerabilities_corpus
tests_interop_test_attestations_SOURCES = tests/interop/test_attestations.c tests/interop/schemas.h
tests_interop_test_attestations_LDADD = $(vulnerability_test_libs)
tests_interop_test_vulnerabilities_SOURCES = tests/interop/test_vulnerabilities.c
tests_interop_test_vulnerabilities_LDADD = $(vulnerability_test_libs)
tests_interop_test_vulnerabilities_corpus_SOURCES = tests/interop/test_vulnerabilities_corpus.c
tests_interop_test_vulnerabilities_corpus_LDADD = $(vulnerability_test_libs)
EXTRA_DIST += tests/interop/validate.py tests/interop/data/advisory.csaf.json tests/interop/data/eukev.json tests/interop/data/euvd-dump.json \
  tests/interop/data/euvd-search.json tests/interop/data/kev.json tests/interop/data/statements.cdx-1.5.xml \
  tests/interop/data/statements.cdx-1.6.json tests/interop/data/statements.openvex.json
