# make bench: ratios, side by side in one run. Not a test: it never fails because something was slow.
EXTRA_PROGRAMS += tests/bench/bench
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = $(all_libs)
CLEANFILES += tests/bench/bench

# It has to compile with everything else.
check-local: tests/bench/bench$(EXEEXT)

bench: all tests/bench/bench$(EXEEXT)
	rm -rf bench.tmp && $(MKDIR_P) bench.tmp
	tests/bench/bench $(abs_builddir)/src/cradle $(abs_top_srcdir)/data bench.tmp; state=$$?; rm -rf bench.tmp; exit $$state
.PHONY: bench

# Left to the plain run and to the sanitizers: programs that start others, measure pixels, or repeat the same thing thousands of times.
valgrind_programs = $(filter-out tests/pdf/test_letters% tests/pdf/test_pdf% tests/store/test_crash% tests/layout/test_random% tests/xml/test_message% \
  tests/doc/test_language% tests/kb/test_data% tests/scenarios/%,$(check_PROGRAMS))

# The same tests under valgrind; leaks and invalid accesses fail. Programs that start others or measure pixels are left to the plain run.
check-valgrind: $(check_PROGRAMS)
	TOP_SRCDIR='$(abs_top_srcdir)'; export TOP_SRCDIR; LC_ALL=C.UTF-8; export LC_ALL; \
	printf '%s\n' $(valgrind_programs) | xargs -P 2 -I '{}' sh -c 'valgrind -q --error-exitcode=9 --leak-check=full \
	  --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect,possible ./{} >{}.valgrind 2>&1 && rm {}.valgrind || \
	  { echo "valgrind: {}"; tail -n 40 {}.valgrind; exit 255; }'
.PHONY: check-valgrind
