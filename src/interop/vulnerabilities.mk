# Statements about vulnerabilities, lists of exploited ones, attestations.
src_interop_libinterop_a_SOURCES += src/interop/attestations.h src/interop/vulnerabilities.h src/interop/statements.h src/interop/attestations.c src/interop/csaf.c src/interop/csaf_products.c \
  src/interop/cyclonedx_vulnerabilities.c src/interop/exploited.c src/interop/openvex.c src/interop/statement_view.c \
  src/interop/statement_words.c src/interop/vulnerabilities.c
