#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the arrows of ARCHITECTURE.md: which folder may include which, and which folder alone may see which library.
# Fails on every new edge; to allow one, change the table here and the picture there in one commit.
set -eu
cd "${TOP_SRCDIR:-.}"

allowed() {
  case $1 in
    base) echo "base" ;;
    fact) echo "fact base" ;;
    xml) echo "xml base" ;;
    kb) echo "kb xml base" ;;
    lawtext) echo "lawtext xml base" ;;
    engine) echo "engine kb fact base" ;;
    assess) echo "assess engine kb fact base" ;;
    store) echo "store fact base" ;;
    json) echo "json base" ;;
    interop) echo "interop json xml fact base" ;;
    doc) echo "doc assess engine kb xml fact base" ;;
    layout) echo "layout doc/model.h base" ;;
    pdf) echo "pdf layout doc/model.h base" ;;
    app) echo "app pdf layout doc interop json lawtext store assess engine kb xml fact base" ;;
    cli) echo "cli app json doc store assess engine kb fact base" ;;
    tui/model) echo "tui/model app doc store assess engine kb fact base" ;;
    tui/term) echo "tui/term tui/model base" ;;
    main) echo "cli tui/term tui/model app base" ;;
    *) return 1 ;;
  esac
}

# library pattern -> the only folders that may include it
library_of() {
  case $1 in
    libxml/*) echo xml ;;
    sqlite3.h) echo store ;;
    hpdf*.h) echo pdf ;;
    curses.h | ncurses*.h | ncursesw/* | panel.h) echo tui/term ;;
    sodium.h | sodium/*) echo base ;;
    unistd.h) echo any ;;
    uni*.h) echo base ;;
    libintl.h) echo base ;;
    *) echo any ;;
  esac
}

folder_of() {
  case $1 in
    src/main.c) echo main ;;
    src/tui/model/*) echo tui/model ;;
    src/tui/term/*) echo tui/term ;;
    *) rest=${1#src/} && echo "${rest%%/*}" ;;
  esac
}

failed=0
checked=0
for file in $(find src -name '*.c' -o -name '*.h' | sort); do
  folder=$(folder_of "$file")
  if ! list=$(allowed "$folder"); then
    echo "$file: folder $folder is not in the table of tests/architecture.sh"
    failed=$((failed + 1))
    continue
  fi
  for include in $(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' "$file"); do
    checked=$((checked + 1))
    case $include in */*) target=$(folder_of "src/$include") ;; *) target=$folder ;; esac
    case " $list " in
      *" $target "* | *" $include "*) ;;
      *) echo "$file: must not include \"$include\" ($folder may include: $list)" && failed=$((failed + 1)) ;;
    esac
  done
  for include in $(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*<\([^>]*\)>.*/\1/p' "$file"); do
    checked=$((checked + 1))
    only=$(library_of "$include")
    [ "$only" = any ] && continue
    case " $only " in
      *" $folder "*) ;;
      *) echo "$file: only $only may include <$include>" && failed=$((failed + 1)) ;;
    esac
  done
done

# No law in C: no article numbers or act names in code outside comments and the fixed ids of conclusions used by tests.
for file in $(find src -name '*.c' | sort); do
  if grep -nE '"[^"]*(Art\. ?[0-9]|Article [0-9]|Annex [IVX]+|2024/2847|2024/1689|annex-iii\.|scope\.mdr)' "$file"; then
    echo "$file: law stands in data/, not in C"
    failed=$((failed + 1))
  fi
done

[ "$checked" -gt 100 ] || { echo "only $checked includes seen: the test does not see the sources"; exit 1; }
echo "$checked includes checked, $failed against the architecture"
[ "$failed" -eq 0 ]
