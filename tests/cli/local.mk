check_PROGRAMS += tests/cli/test_commands tests/cli/test_export tests/cli/test_golden tests/cli/test_language
tests_cli_test_commands_SOURCES = tests/cli/test_commands.c tests/cli/support.h
tests_cli_test_commands_LDADD = src/cli/libcli.a $(all_libs) $(CMOCKA_LIBS)
tests_cli_test_export_SOURCES = tests/cli/test_export.c tests/cli/support.h
tests_cli_test_export_LDADD = src/cli/libcli.a $(all_libs) $(CMOCKA_LIBS)
tests_cli_test_golden_SOURCES = tests/cli/test_golden.c tests/cli/support.h
tests_cli_test_golden_LDADD = src/cli/libcli.a $(all_libs) $(CMOCKA_LIBS)
tests_cli_test_language_SOURCES = tests/cli/test_language.c tests/cli/support.h
tests_cli_test_language_LDADD = src/cli/libcli.a $(all_libs) $(CMOCKA_LIBS)
EXTRA_DIST += tests/cli/pack/law.xml tests/cli/pack/leaflet.xml tests/cli/pack/pack.xml \
  tests/cli/answers.expected tests/cli/assessment.expected tests/cli/components.expected tests/cli/duties.expected tests/cli/files.expected tests/cli/first-steps.expected tests/cli/help.expected tests/cli/law.expected \
  tests/cli/interview.expected tests/cli/pack.expected tests/cli/refusals.expected
