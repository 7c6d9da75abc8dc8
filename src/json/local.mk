noinst_LIBRARIES += src/json/libjson.a
src_json_libjson_a_SOURCES = src/json/json.h src/json/internal.h src/json/keys.c src/json/parse.c src/json/stream.c src/json/tree.c src/json/write.c
EXTRA_DIST += src/json/README.md
