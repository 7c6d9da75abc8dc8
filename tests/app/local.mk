check_PROGRAMS += tests/app/test_answers tests/app/test_apply tests/app/test_use_cases
tests_app_test_answers_SOURCES = tests/app/test_answers.c tests/app/support.h
tests_app_test_answers_LDADD = $(all_libs) $(CMOCKA_LIBS)
tests_app_test_apply_SOURCES = tests/app/test_apply.c tests/app/support.h
tests_app_test_apply_LDADD = $(all_libs) $(CMOCKA_LIBS)
tests_app_test_use_cases_SOURCES = tests/app/test_use_cases.c tests/app/support.h
tests_app_test_use_cases_LDADD = $(all_libs) $(CMOCKA_LIBS)
