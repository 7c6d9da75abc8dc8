engine_test_libs = src/engine/libengine.a src/kb/libkb.a src/xml/libxml.a src/fact/libfact.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/engine/test_duties tests/engine/test_truth tests/engine/test_rules
tests_engine_test_truth_SOURCES = tests/engine/test_truth.c tests/engine/small_pack.h
tests_engine_test_truth_LDADD = $(engine_test_libs)
tests_engine_test_rules_SOURCES = tests/engine/test_rules.c
tests_engine_test_rules_LDADD = $(engine_test_libs)
tests_engine_test_duties_SOURCES = tests/engine/test_duties.c
tests_engine_test_duties_LDADD = $(engine_test_libs)
