noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_SOURCES = \
  src/store/store.h src/store/internal.h \
  src/store/append.c src/store/batch.c src/store/blob.c src/store/check.c src/store/db.c src/store/difference.c \
  src/store/event.c src/store/head.c src/store/index.c src/store/journal_check.c src/store/lists.c src/store/merge.c \
  src/store/open.c src/store/outside.c src/store/redact.c src/store/replica.c src/store/rows.c src/store/schema.c \
  src/store/snapshot.c src/store/standing.c src/store/state.c src/store/undo.c src/store/writer.c
EXTRA_DIST += src/store/README.md
