check_PROGRAMS += tests/fact/test_snapshot tests/fact/test_value
fact_test_libs = src/fact/libfact.a src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_fact_test_snapshot_SOURCES = tests/fact/test_snapshot.c
tests_fact_test_snapshot_LDADD = $(fact_test_libs)
tests_fact_test_value_SOURCES = tests/fact/test_value.c
tests_fact_test_value_LDADD = $(fact_test_libs)
