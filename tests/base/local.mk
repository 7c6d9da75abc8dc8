check_PROGRAMS += tests/base/test_date tests/base/test_host tests/base/test_lang tests/base/test_mem tests/base/test_source \
  tests/base/test_text
base_test_libs = src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_base_test_date_SOURCES = tests/base/test_date.c
tests_base_test_date_LDADD = $(base_test_libs)
tests_base_test_host_SOURCES = tests/base/test_host.c
tests_base_test_host_LDADD = $(base_test_libs)
tests_base_test_lang_SOURCES = tests/base/test_lang.c
tests_base_test_lang_LDADD = $(base_test_libs)
tests_base_test_mem_SOURCES = tests/base/test_mem.c
tests_base_test_mem_LDADD = $(base_test_libs)
tests_base_test_text_SOURCES = tests/base/test_text.c
tests_base_test_text_LDADD = $(base_test_libs)
tests_base_test_source_SOURCES = tests/base/test_source.c
tests_base_test_source_LDADD = $(base_test_libs)
