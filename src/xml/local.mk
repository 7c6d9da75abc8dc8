noinst_LIBRARIES += src/xml/libxml.a
src_xml_libxml_a_SOURCES = src/xml/xml.h src/xml/internal.h src/xml/decode.c src/xml/explain.c src/xml/guard.c src/xml/load.c src/xml/message.c src/xml/scan.c \
  src/xml/schema.c src/xml/stream.c src/xml/tree.c
EXTRA_DIST += src/xml/README.md
