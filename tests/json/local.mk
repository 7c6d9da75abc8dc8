check_PROGRAMS += tests/json/test_parse tests/json/test_stream tests/json/test_write
json_test_libs = src/json/libjson.a src/base/libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_json_test_parse_SOURCES = tests/json/test_parse.c
tests_json_test_parse_LDADD = $(json_test_libs)
tests_json_test_write_SOURCES = tests/json/test_write.c
tests_json_test_write_LDADD = $(json_test_libs)
tests_json_test_stream_SOURCES = tests/json/test_stream.c
tests_json_test_stream_LDADD = $(json_test_libs)
