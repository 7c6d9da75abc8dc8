# Languages. English stands in C, in data/ and in templates/; po/LANG.po translates all three. Catalogues go to locale/en_CRADLE/LC_MESSAGES/cradle_LANG.mo
# (base.h, "languages", says why). The pseudo-language qps is made for the tests.

languages =

pot_sources = $(src_cradle_SOURCES) $(wildcard $(top_srcdir)/src/*/*.c $(top_srcdir)/src/tui/*/*.c)
pot_texts = $(wildcard $(top_srcdir)/data/*.xml $(top_srcdir)/templates/*.xml)
xgettext_flags = --from-code=UTF-8 --no-wrap --package-name=$(PACKAGE_NAME) --package-version=$(PACKAGE_VERSION) --copyright-holder='' --msgid-bugs-address=none

po/cradle.pot: $(pot_sources) $(pot_texts) $(wildcard $(top_srcdir)/po/its/*)
	@$(MKDIR_P) po
	$(AM_V_GEN)cd $(top_srcdir) && $(XGETTEXT) $(xgettext_flags) --language=C --keyword=_ --keyword=N_ --keyword=tr:2c,3 --keyword=trn_ui:1,2 \
	  --add-comments=TRANSLATORS -o '$(abs_builddir)/po/code.pot' $$(find src -name '*.c' | LC_ALL=C sort)
	$(AM_V_at)cd $(top_srcdir) && GETTEXTDATADIRS=po $(XGETTEXT) $(xgettext_flags) -o '$(abs_builddir)/po/texts.pot' data/*.xml templates/*.xml
	$(AM_V_at)msgcat --no-wrap --use-first -o $@ po/code.pot po/texts.pot

locale/en_CRADLE/LC_MESSAGES/cradle_qps.mo: po/cradle.pot po/pseudo.awk
	@$(MKDIR_P) locale/en_CRADLE/LC_MESSAGES
	$(AM_V_GEN)$(AWK) -f $(top_srcdir)/po/pseudo.awk po/cradle.pot >po/qps.po
	$(AM_V_at)$(MSGFMT) -c -o $@ po/qps.po

check_DATA += locale/en_CRADLE/LC_MESSAGES/cradle_qps.mo
CLEANFILES += po/cradle.pot po/code.pot po/texts.pot po/qps.po locale/en_CRADLE/LC_MESSAGES/cradle_qps.mo
EXTRA_DIST += po/pseudo.awk po/README.md $(wildcard $(srcdir)/po/its/*)
