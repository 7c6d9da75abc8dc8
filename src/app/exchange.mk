# Exchange with other programs: statements about vulnerabilities, the workspace as JSON, attestations.
src_app_libapp_a_SOURCES += src/app/exchange.h src/app/exchange_internal.h src/app/accept.c src/app/attest.c src/app/create_from.c \
  src/app/export.c src/app/export_read.c src/app/statements.c src/app/vulnerabilities.c
