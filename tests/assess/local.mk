check_PROGRAMS += tests/assess/test_assess
tests_assess_test_assess_SOURCES = tests/assess/test_assess.c tests/engine/small_pack.h
tests_assess_test_assess_LDADD = src/assess/libassess.a $(engine_test_libs)
