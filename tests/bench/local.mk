# make bench: ratios, side by side in one run. Not a test: it never fails because something was slow.
EXTRA_PROGRAMS += tests/bench/bench
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = $(all_libs)
CLEANFILES += tests/bench/bench

bench: all tests/bench/bench
	rm -rf bench.tmp && $(MKDIR_P) bench.tmp
	tests/bench/bench $(abs_builddir)/src/cradle $(abs_top_srcdir)/data bench.tmp; state=$$?; rm -rf bench.tmp; exit $$state
.PHONY: bench

# The same tests under valgrind; leaks and invalid accesses fail. Programs that start others or measure pixels are left to the plain run.
check-valgrind: $(check_PROGRAMS)
	failed=0; for program in $(valgrind_programs); do \
	  LC_ALL=C.UTF-8 TOP_SRCDIR='$(abs_top_srcdir)' valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,indirect,possible \
	    --errors-for-leak-kinds=definite,indirect,possible ./$$program >$$program.valgrind 2>&1 || { echo "valgrind: $$program"; tail -n 40 $$program.valgrind; failed=1; }; \
	  rm -f $$program.valgrind; done; exit $$failed
.PHONY: check-valgrind
