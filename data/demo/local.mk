# The worked sample: demo.json says what it consists of.
demodir = $(pkgdatadir)/data/demo
dist_demo_DATA = data/demo/README.md data/demo/ai.json data/demo/answers.json data/demo/demo.json data/demo/engineering.json data/demo/risks.json
demofilesdir = $(demodir)/files
dist_demofiles_DATA = \
  data/demo/files/administrator-guide-security.txt \
  data/demo/files/adversarial-tests-2026.09.txt \
  data/demo/files/ai-documentation-2.0.txt \
  data/demo/files/architecture-2.0.txt \
  data/demo/files/component-checks-2026.txt \
  data/demo/files/components-1.0.cdx.json \
  data/demo/files/components-2.0.cdx.json \
  data/demo/files/eu-type-examination-certificate.txt \
  data/demo/files/functional-tests-2.0.txt \
  data/demo/files/operator-trial-2.0.txt \
  data/demo/files/penetration-test-2.0.txt \
  data/demo/files/post-market-plan.txt \
  data/demo/files/quality-management.txt \
  data/demo/files/record-test-2.0.txt \
  data/demo/files/recordings-data-sheet-2026.08.txt \
  data/demo/files/release-checklist-2.0.txt \
  data/demo/files/risk-workshop.txt \
  data/demo/files/robustness-tests-2.0.txt \
  data/demo/files/shutdown-model-evaluation.txt \
  data/demo/files/static-analysis-2.0.txt \
  data/demo/files/update-test-2.0.txt \
  data/demo/files/vulnerability-handling-review-2026.txt \
  data/demo/files/vulnerability-handling.txt \
  data/demo/files/vulnerability-scan-2.0.txt
