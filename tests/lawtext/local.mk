check_PROGRAMS += tests/lawtext/test_corpus tests/lawtext/test_formats tests/lawtext/test_hostile tests/lawtext/test_pack
lawtext_test_libraries = src/lawtext/liblawtext.a src/kb/libkb.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_lawtext_test_corpus_SOURCES = tests/lawtext/test_corpus.c tests/lawtext/support.h
tests_lawtext_test_corpus_LDADD = $(lawtext_test_libraries)
tests_lawtext_test_formats_SOURCES = tests/lawtext/test_formats.c tests/lawtext/support.h
tests_lawtext_test_formats_LDADD = $(lawtext_test_libraries)
tests_lawtext_test_hostile_SOURCES = tests/lawtext/test_hostile.c tests/lawtext/support.h
tests_lawtext_test_hostile_LDADD = $(lawtext_test_libraries)
tests_lawtext_test_pack_SOURCES = tests/lawtext/test_pack.c tests/lawtext/support.h
tests_lawtext_test_pack_LDADD = $(lawtext_test_libraries)
EXTRA_DIST += tests/lawtext/data/act.en.fmx.xml tests/lawtext/data/annex.en.fmx.xml tests/lawtext/data/consolidated.bg.html \
  tests/lawtext/data/consolidated.fr.xml tests/lawtext/data/manifest.doc.fmx.xml tests/lawtext/data/published.de.xhtml
