noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES = src/cli/args.c src/cli/assess.c src/cli/cli.c src/cli/cli.h src/cli/edit.c src/cli/help.c src/cli/internal.h \
  src/cli/interview.c src/cli/journal.c src/cli/pack.c src/cli/show.c src/cli/text.c src/cli/value.c src/cli/why.c
EXTRA_DIST += src/cli/README.md
