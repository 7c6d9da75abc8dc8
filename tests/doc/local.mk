check_PROGRAMS += tests/doc/test_build tests/doc/test_language tests/doc/test_sentence tests/doc/test_shipped tests/doc/test_template tests/doc/test_things
doc_test_libs = src/doc/libdoc.a src/assess/libassess.a src/engine/libengine.a src/kb/libkb.a src/xml/libxml.a src/fact/libfact.a src/base/libbase.a \
  $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_doc_test_build_SOURCES = tests/doc/test_build.c tests/doc/support.h
tests_doc_test_build_LDADD = $(doc_test_libs)
tests_doc_test_language_SOURCES = tests/doc/test_language.c tests/doc/support.h
tests_doc_test_language_LDADD = $(doc_test_libs)
tests_doc_test_sentence_SOURCES = tests/doc/test_sentence.c tests/doc/support.h
tests_doc_test_sentence_LDADD = $(doc_test_libs)
tests_doc_test_shipped_SOURCES = tests/doc/test_shipped.c tests/doc/support.h
tests_doc_test_shipped_LDADD = $(doc_test_libs)
tests_doc_test_template_SOURCES = tests/doc/test_template.c tests/doc/support.h
tests_doc_test_template_LDADD = $(doc_test_libs)
tests_doc_test_things_SOURCES = tests/doc/test_things.c tests/doc/support.h
tests_doc_test_things_LDADD = $(doc_test_libs)
