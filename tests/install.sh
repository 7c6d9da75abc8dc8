#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An installation that was moved as a whole, as it travels on a stick, finds its data and runs.
set -eu
top=${TOP_BUILDDIR:?run by make check}
folder=$(mktemp -d "${TMPDIR:-/tmp}/cradle-install-XXXXXX")
trap 'rm -rf "$folder"' EXIT
make -C "$top" --no-print-directory -s install DESTDIR="$folder/first" prefix=/opt/cradle >/dev/null 2>&1
mv "$folder/first/opt/cradle" "$folder/moved"
HOME=$folder "$folder/moved/bin/cradle" pack >"$folder/pack.txt"
grep -q '^Law as of 20' "$folder/pack.txt"
HOME=$folder "$folder/moved/bin/cradle" demo "$folder/demo" >/dev/null
test -s "$folder/demo/technical-file-2.0.pdf"
HOME=$folder "$folder/moved/bin/cradle" check "$folder/demo/sample.cradle" >/dev/null
test -s "$folder/moved/share/man/man1/cradle.1"
