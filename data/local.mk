# The law pack. A new file is named here, for the installation, and in pack.xml, for the program.
packdir = $(pkgdatadir)/data
dist_pack_DATA = data/README.md data/pack.rng \
  data/acts.xml \
  data/conclusions-ai.xml \
  data/conclusions-class.xml \
  data/conclusions-duties.xml \
  data/conclusions-procedure.xml \
  data/conclusions-ready.xml \
  data/conclusions-scope.xml \
  data/pack.xml \
  data/questions-ai.xml \
  data/questions-annex-i.xml \
  data/questions-class.xml \
  data/questions-organisation.xml \
  data/questions-product.xml \
  data/questions-registers.xml \
  data/questions-release.xml \
  data/questions-scope.xml \
  data/requirements-annex-i.xml \
  data/subjects.xml \
  data/tables.xml
include data/demo/local.mk
