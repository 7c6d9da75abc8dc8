noinst_LIBRARIES += src/app/libapp.a
src_app_libapp_a_SOURCES = src/app/adopt.c src/app/answer.c src/app/app.c src/app/app.h src/app/apply.c src/app/author.c src/app/command.c src/app/command.h src/app/component_rules.c src/app/components.c src/app/components.h \
  src/app/components_internal.h src/app/demo.c \
  src/app/find.c src/app/import.c src/app/import_answers.c src/app/import_internal.h src/app/import_rows.c src/app/import_source.c \
  src/app/internal.h src/app/law.c src/app/law.h src/app/law_cite.c src/app/law_words.c src/app/lists.c src/app/packs.c src/app/parse.c src/app/plan.c src/app/render.c src/app/replace.c src/app/session.c \
  src/app/step.c src/app/verify.c
EXTRA_DIST += src/app/README.md
