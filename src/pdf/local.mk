noinst_LIBRARIES += src/pdf/libpdf.a
src_pdf_libpdf_a_SOURCES = \
  src/pdf/pdf.h src/pdf/internal.h \
  src/pdf/draw.c src/pdf/fonts.c src/pdf/haru.c src/pdf/text.c src/pdf/trace.c src/pdf/write.c
EXTRA_DIST += src/pdf/README.md
