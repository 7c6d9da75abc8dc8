check_PROGRAMS += tests/layout/test_lines tests/layout/test_pages tests/layout/test_random
layout_test_libs = src/pdf/libpdf.a src/layout/liblayout.a src/base/libbase.a $(HPDF_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
tests_layout_test_lines_SOURCES = tests/layout/test_lines.c tests/layout/sample.h
tests_layout_test_lines_LDADD = $(layout_test_libs)
tests_layout_test_pages_SOURCES = tests/layout/test_pages.c tests/layout/sample.h
tests_layout_test_pages_LDADD = $(layout_test_libs)
tests_layout_test_random_SOURCES = tests/layout/test_random.c tests/layout/sample.h
tests_layout_test_random_LDADD = $(layout_test_libs)
