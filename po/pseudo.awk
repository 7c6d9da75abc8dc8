# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pseudo-language from a .pot file: every text in «guillemets», vowels doubled with an accent, about a third longer. On a screen or page in this
# language, text without guillemets is not translated, and text with several pairs was pasted together. Formats, tags and escapes stay.
# Input: xgettext --no-wrap output.

function pseudo(text,    out, head) {
  out = ""
  while (length(text) > 0) {
    if (match(text, /^\\./) || match(text, /^%([0-9]+\$)?[-+ 0#]*[0-9]*(\.[0-9*]+)?(hh|h|ll|l|z|j|t)?[a-zA-Z%]/) || match(text, /^<[^>]*>/) || match(text, /^&[a-z#0-9]+;/)) {
      out = out substr(text, 1, RLENGTH)
      text = substr(text, RLENGTH + 1)
      continue
    }
    head = substr(text, 1, 1)
    out = out ((head in vowel) ? vowel[head] : head)
    text = substr(text, 2)
  }
  return out
}

# Prints lines of a message as a translation: keyword, then the pieces; the guillemets go around the whole, inside a final \n.
function put(keyword, count, pieces,    i, piece, last) {
  last = count
  for (i = 1; i <= count; i++) {
    piece = pseudo(pieces[i])
    if (i == 1 || (i == 2 && pieces[1] == "")) if (piece != "" && !opened) { piece = "«" piece; opened = 1 }
    if (i == last) { if (sub(/\\n$/, "", piece)) piece = piece "»\\n"; else piece = piece "»" }
    print (i == 1 ? keyword " " : "") "\"" piece "\""
  }
  opened = 0
}

function flush(    i) {
  if (ids == 0) return
  if (ids == 1 && id[1] == "") { print "msgstr \"\""; for (i = 1; i <= heads; i++) print head_line[i] }
  else if (plurals > 0) { put("msgstr[0]", ids, id); put("msgstr[1]", plurals, plural) }
  else put("msgstr", ids, id)
  print ""
  ids = plurals = heads = 0
}

BEGIN {
  n = split("a:aá e:eé i:ií o:oó u:uú A:AÁ E:EÉ I:IÍ O:OÓ U:UÚ", pairs, " ")
  for (i = 1; i <= n; i++) { split(pairs[i], pair, ":"); vowel[pair[1]] = pair[2] }
  state = ""
}
/^#/ { if (state == "str") { flush(); state = "" } print; next }
/^$/ { flush(); state = ""; next }
/^msgctxt / { if (state == "str") flush(); state = "ctxt"; print; next }
/^msgid / { if (state == "str") flush(); state = "id"; print; line = $0; sub(/^msgid "/, "", line); sub(/"$/, "", line); ids = 1; id[1] = line; next }
/^msgid_plural / { state = "plural"; print; line = $0; sub(/^msgid_plural "/, "", line); sub(/"$/, "", line); plurals = 1; plural[1] = line; next }
/^msgstr/ { state = "str"; next }
/^"/ {
  if (state == "str") {
    if (ids == 1 && id[1] == "") {
      line = $0
      sub(/charset=CHARSET/, "charset=UTF-8", line)
      if (line ~ /Plural-Forms/) line = "\"Plural-Forms: nplurals=2; plural=n != 1;\\n\""
      if (line ~ /^"Language: /) line = "\"Language: qps\\n\""
      head_line[++heads] = line
    }
    next
  }
  print
  line = $0
  sub(/^"/, "", line); sub(/"$/, "", line)
  if (state == "id") id[++ids] = line
  if (state == "plural") plural[++plurals] = line
  next
}
END { flush() }
