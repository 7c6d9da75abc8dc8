check_PROGRAMS += tests/law/test_citations
tests_law_test_citations_SOURCES = tests/law/test_citations.c
tests_law_test_citations_LDADD = src/kb/libkb.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/law/README.md tests/law/provisions.awk tests/law/list-provisions.sh tests/law/exceptions.txt \
  tests/law/routes-1.tsv
check_PROGRAMS += tests/law/test_routes
tests_law_test_routes_SOURCES = tests/law/test_routes.c
tests_law_test_routes_LDADD = src/engine/libengine.a src/kb/libkb.a src/xml/libxml.a src/fact/libfact.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) \
  $(CMOCKA_LIBS)
EXTRA_DIST += tests/law/routes-2.tsv
check_PROGRAMS += tests/law/test_slips
tests_law_test_slips_SOURCES = tests/law/test_slips.c
tests_law_test_slips_LDADD = src/kb/libkb.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/law/errors.md
