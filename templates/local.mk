templatesdir = $(pkgdatadir)/templates
dist_templates_DATA = templates/README.md templates/template.rng templates/technical-file.xml templates/eu-declaration.xml templates/gap-report.xml templates/cross-map.xml
