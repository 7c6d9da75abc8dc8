noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_SOURCES = src/cli/args.c src/cli/assess.c src/cli/changes.c src/cli/cli.c src/cli/cli.h src/cli/components.c src/cli/cross_map.c src/cli/duties.c src/cli/edit.c src/cli/export.c src/cli/help.c src/cli/import.c \
  src/cli/install.c src/cli/internal.h src/cli/interview.c src/cli/journal.c src/cli/law.c src/cli/pack.c src/cli/show.c src/cli/text.c src/cli/value.c src/cli/why.c
EXTRA_DIST += src/cli/README.md

# The manual page is printed by the program itself, from the table of commands.
man1_MANS = cradle.1
CLEANFILES += cradle.1
cradle.1: src/cradle$(EXEEXT)
	$(AM_V_GEN)src/cradle$(EXEEXT) --man > $@.tmp && mv $@.tmp $@
