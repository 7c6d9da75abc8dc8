packdir = $(pkgdatadir)/data
dist_pack_DATA = data/README.md data/pack.rng data/pack.xml
