# Every check program is a test; every script in TESTS too. The environment is pinned once, here.
TEST_EXTENSIONS = .sh
AM_TESTS_ENVIRONMENT = LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ; unset LINES COLUMNS LANGUAGE CRADLE_DATA CRADLE_USER; \
  XDG_DATA_HOME='$(abs_top_builddir)/tests/no-data-of-the-user'; export XDG_DATA_HOME; \
  TOP_SRCDIR='$(abs_top_srcdir)'; export TOP_SRCDIR; TOP_BUILDDIR='$(abs_top_builddir)'; export TOP_BUILDDIR;
AM_CPPFLAGS += -DTOP_SRCDIR=\"$(abs_top_srcdir)\" -DTOP_BUILDDIR=\"$(abs_top_builddir)\"
TESTS = $(check_PROGRAMS) $(dist_check_SCRIPTS)

dist_check_SCRIPTS += tests/architecture.sh tests/install.sh

include tests/base/local.mk
include tests/fact/local.mk
include tests/xml/local.mk
include tests/kb/local.mk
include tests/lawtext/local.mk
include tests/engine/local.mk
include tests/assess/local.mk
include tests/store/local.mk
include tests/json/local.mk
include tests/interop/local.mk
include tests/interop/vulnerabilities.mk
include tests/doc/local.mk
include tests/layout/local.mk
include tests/pdf/local.mk
include tests/app/local.mk
include tests/app/exchange.mk
include tests/cli/local.mk
include tests/tui/local.mk
include tests/law/local.mk
include tests/scenarios/local.mk
include tests/bench/local.mk
