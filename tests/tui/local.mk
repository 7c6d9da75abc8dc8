tui_libs = src/tui/libmodel.a $(all_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/tui/test_draw tests/tui/test_files tests/tui/test_interview tests/tui/test_screens tests/tui/test_real_pack tests/tui/test_term
tests_tui_test_draw_SOURCES = tests/tui/test_draw.c
tests_tui_test_draw_LDADD = $(tui_libs)
tests_tui_test_files_SOURCES = tests/tui/test_files.c tests/tui/support.h
tests_tui_test_files_LDADD = $(tui_libs)
tests_tui_test_interview_SOURCES = tests/tui/test_interview.c tests/tui/support.h
tests_tui_test_interview_LDADD = $(tui_libs)
tests_tui_test_screens_SOURCES = tests/tui/test_screens.c tests/tui/support.h
tests_tui_test_screens_LDADD = $(tui_libs)
tests_tui_test_real_pack_SOURCES = tests/tui/test_real_pack.c tests/tui/support.h
tests_tui_test_real_pack_LDADD = $(tui_libs)
tests_tui_test_term_SOURCES = tests/tui/test_term.c
tests_tui_test_term_LDADD = src/tui/libtui.a $(tui_libs)
dist_check_SCRIPTS += tests/tui/tmux_interview.sh
EXTRA_DIST += tests/tui/sample/answers.json tests/tui/sample/letter.xml tests/tui/sample/pack.xml tests/tui/sample/part.xml \
  $(wildcard $(srcdir)/tests/tui/screens/*.keys $(srcdir)/tests/tui/screens/*.screen)
