# SPDX-License-Identifier: GPL-3.0-or-later
# The numbered provisions of acts, one "FILE path" a line, the path as cite_path() spells it, from texts in Markdown: "## Article 12",
# "## ANNEX I", "### Part I", "### Class I", "### Section A"; numbers and points stand under what is indented less.
function emit(path) { if (!((act, path) in seen)) { seen[act, path] = 1; print act, path } }
function clean(token) { token = tolower(token); gsub(/[^0-9a-z.]/, "", token); sub(/\.$/, "", token); return token }
function root(path) { base = path; depth = 0; emit(path) }
function under(indent, token,    path, i) {
  while (depth && (indents[depth] >= indent || (token ~ /\./ && tokens[depth] ~ /^[0-9]/))) depth--
  depth++
  indents[depth] = indent
  tokens[depth] = token
  path = base
  for (i = 1; i <= depth; i++) path = path "." tokens[i]
  emit(path)
}
FNR == 1 { act = FILENAME; sub(/.*\//, "", act); sub(/\..*/, "", act); base = "" }
/^## Recital / { root("rct." clean($3)); base = ""; next }
/^## Article / { root("art." clean($3)); next }
/^## ANNEX/ { annex = "anx" ($3 ~ /^[IVX]/ ? "." clean($3) : ""); root(annex); next }
/^### (Part|Class|Section) / { root(annex "." tolower($2) "-" clean($3)); next }
/^####? [0-9a-z]+\. / { under(-1, clean($2)); next }
/^##? / { base = ""; next }
base == "" || /^#/ { next }
$1 ~ /^[0-9]+[a-z]?\.$/ || $1 ~ /^[0-9]+(\.[0-9]+)+\.?$/ || $1 ~ /^\([0-9a-z]+\)$/ { match($0, /^ */); under(RLENGTH, clean($1)) }
