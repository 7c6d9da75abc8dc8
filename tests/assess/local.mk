check_PROGRAMS += tests/assess/test_assess tests/assess/test_both_acts
tests_assess_test_assess_SOURCES = tests/assess/test_assess.c tests/engine/small_pack.h
tests_assess_test_assess_LDADD = src/assess/libassess.a $(engine_test_libs)
tests_assess_test_both_acts_SOURCES = tests/assess/test_both_acts.c tests/engine/small_pack.h
tests_assess_test_both_acts_LDADD = src/assess/libassess.a $(engine_test_libs)
