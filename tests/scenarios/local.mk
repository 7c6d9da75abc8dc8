check_PROGRAMS += tests/scenarios/run_scenarios
tests_scenarios_run_scenarios_SOURCES = tests/scenarios/run_scenarios.c tests/scenarios/form.c tests/scenarios/form.h
tests_scenarios_run_scenarios_LDADD = $(all_libs) $(CMOCKA_LIBS)
EXTRA_DIST += tests/scenarios/README.md
dist-hook: dist-scenarios
dist-scenarios:
	$(MKDIR_P) $(distdir)/tests/scenarios
	cp $(srcdir)/tests/scenarios/*.json $(distdir)/tests/scenarios
.PHONY: dist-scenarios
