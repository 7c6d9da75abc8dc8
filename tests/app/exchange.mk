check_PROGRAMS += tests/app/test_attest tests/app/test_export tests/app/test_vulnerabilities
tests_app_test_attest_SOURCES = tests/app/test_attest.c tests/app/support.h tests/interop/schemas.h
tests_app_test_attest_LDADD = $(all_libs) $(CMOCKA_LIBS)
tests_app_test_export_SOURCES = tests/app/test_export.c tests/app/support.h tests/interop/schemas.h
tests_app_test_export_LDADD = $(all_libs) $(CMOCKA_LIBS)
tests_app_test_vulnerabilities_SOURCES = tests/app/test_vulnerabilities.c tests/app/support.h
tests_app_test_vulnerabilities_LDADD = $(all_libs) $(CMOCKA_LIBS)
