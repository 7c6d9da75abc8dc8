noinst_LIBRARIES += src/tui/libmodel.a src/tui/libtui.a
src_tui_libmodel_a_SOURCES = src/tui/model/model.h src/tui/model/draw.h src/tui/model/internal.h src/tui/model/components.h \
  src/tui/model/question.h src/tui/model/answering.c src/tui/model/both_acts.c src/tui/model/chain.c src/tui/model/columns.c \
  src/tui/model/component_pages.c src/tui/model/components.c src/tui/model/conclusions.c src/tui/model/documents.c src/tui/model/duties.c \
  src/tui/model/editor.c src/tui/model/facts.c src/tui/model/gaps.c src/tui/model/grid.c src/tui/model/help.c src/tui/model/home.c \
  src/tui/model/imports.c src/tui/model/keys.c src/tui/model/law.c src/tui/model/links.c src/tui/model/list.c src/tui/model/log.c \
  src/tui/model/options.c src/tui/model/packs.c src/tui/model/panel.c src/tui/model/paths.c src/tui/model/proposals.c \
  src/tui/model/question.c src/tui/model/question_draw.c src/tui/model/questions.c src/tui/model/reasons.c src/tui/model/registers.c \
  src/tui/model/requirements.c src/tui/model/search.c src/tui/model/start.c src/tui/model/suggestions.c src/tui/model/text.c \
  src/tui/model/view.c src/tui/model/why.c
src_tui_libtui_a_SOURCES = src/tui/term/workbench.h src/tui/term/internal.h src/tui/term/input.c src/tui/term/restore.c \
  src/tui/term/show.c src/tui/term/workbench.c
EXTRA_DIST += src/tui/model/README.md src/tui/term/README.md
