# The form in which a workspace is exported.
exportdir = $(pkgdatadir)/data/export
dist_export_DATA = data/export/README.md data/export/cradle-export-1.schema.json
