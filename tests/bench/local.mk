# make bench: ratios, side by side in one run. Not a test: it never fails because something was slow.
EXTRA_PROGRAMS += tests/bench/bench tests/bench/bench_lists tests/bench/generate
tests_bench_bench_SOURCES = tests/bench/bench.c
tests_bench_bench_LDADD = $(all_libs)
tests_bench_bench_lists_SOURCES = tests/bench/bench_lists.c
tests_bench_bench_lists_LDADD = src/interop/libinterop.a src/json/libjson.a src/xml/libxml.a src/base/libbase.a $(XML_LIBS) $(BASE_LIBS)
tests_bench_generate_SOURCES = tests/bench/generate.c
CLEANFILES += tests/bench/bench tests/bench/bench_lists tests/bench/generate

# It has to compile with everything else.
check-local: tests/bench/bench$(EXEEXT) tests/bench/bench_lists$(EXEEXT) tests/bench/generate$(EXEEXT)

bench: all bench-lists tests/bench/bench$(EXEEXT)
	rm -rf bench.tmp && $(MKDIR_P) bench.tmp
	tests/bench/bench $(abs_builddir)/src/cradle $(abs_top_srcdir)/data bench.tmp; state=$$?; rm -rf bench.tmp; exit $$state
.PHONY: bench

# Lists of a million components: some gigabytes, made and removed in TMPDIR.
bench-lists: src/cradle$(EXEEXT) tests/bench/bench_lists$(EXEEXT) tests/bench/generate$(EXEEXT)
	folder=$$(mktemp -d) && tests/bench/bench_lists $(abs_builddir)/src/cradle $(abs_builddir)/tests/bench/generate $$folder 1000000; state=$$?; rm -rf $$folder; exit $$state
.PHONY: bench-lists

# Left to the plain run and to the sanitizers: programs that start others, measure pixels, repeat the same thing thousands of times, or
# work on the whole sample, which takes minutes here.
valgrind_programs = $(filter-out tests/pdf/test_letters% tests/pdf/test_pdf% tests/store/test_crash% tests/layout/test_random% tests/xml/test_message% \
  tests/app/test_import% tests/interop/test_fuzz% tests/interop/test_hostile% tests/doc/test_language% tests/kb/test_data% tests/scenarios/% \
  tests/law/test_routes% tests/app/test_attest% tests/app/test_demo% tests/app/test_export% tests/app/test_packs% tests/app/test_use_cases% \
  tests/cli/test_export% tests/doc/test_shipped% tests/tui/test_real_pack%,$(check_PROGRAMS))

# The same tests under valgrind; leaks and invalid accesses fail. Programs that start others or measure pixels are left to the plain run.
check-valgrind: $(check_PROGRAMS)
	TOP_SRCDIR='$(abs_top_srcdir)'; export TOP_SRCDIR; LC_ALL=C.UTF-8; export LC_ALL; \
	printf '%s\n' $(valgrind_programs) | xargs -P 2 -I '{}' sh -c 'valgrind -q --error-exitcode=9 --leak-check=full \
	  --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect,possible ./{} >{}.valgrind 2>&1 && rm {}.valgrind || \
	  { echo "valgrind: {}"; tail -n 40 {}.valgrind; exit 255; }'
.PHONY: check-valgrind
