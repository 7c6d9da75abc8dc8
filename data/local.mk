# The law pack. A new file is named here, for the installation, and in pack.xml, for the program.
packdir = $(pkgdatadir)/data
dist_pack_DATA = data/README.md data/pack.rng data/provisions.txt \
  data/acts.xml \
  data/conclusions-ai-duties.xml \
  data/conclusions-ai.xml \
  data/conclusions-class.xml \
  data/conclusions-documents.xml \
  data/conclusions-duties.xml \
  data/conclusions-evidence.xml \
  data/conclusions-neighbours.xml \
  data/conclusions-procedure.xml \
  data/conclusions-ready.xml \
  data/conclusions-risk.xml \
  data/conclusions-scope.xml \
  data/conclusions-vulnerabilities.xml \
  data/cross-map.xml \
  data/duties-aia.xml \
  data/duties-cra.xml \
  data/duties-modules.xml \
  data/pack.xml \
  data/questions-ai-duties.xml \
  data/questions-ai-security.xml \
  data/questions-ai.xml \
  data/questions-annex-i.xml \
  data/questions-class.xml \
  data/questions-duties.xml \
  data/questions-neighbours.xml \
  data/questions-organisation.xml \
  data/questions-product.xml \
  data/questions-registers.xml \
  data/questions-release.xml \
  data/questions-risk.xml \
  data/questions-scope.xml \
  data/questions-tests.xml \
  data/questions-vulnerabilities.xml \
  data/requirements-aia.xml \
  data/requirements-annex-i.xml \
  data/requirements-documents.xml \
  data/sbom-rules.xml \
  data/subjects.xml \
  data/tables-categories.xml \
  data/tables-dates.xml \
  data/tables-proposals.xml \
  data/tables-standards.xml \
  data/tables-states.xml \
  data/tables-threats.xml
include data/demo/local.mk
