#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The real program in a real terminal of 80x24: a workspace is created, questions are answered, a draft is on the disk at the end; and whatever ends the
# program leaves the terminal as it was. Waits for what it expects to see, never for time.
set -eu
command -v tmux >/dev/null || { echo "skipped: tmux is not installed"; exit 77; }
program=${TOP_BUILDDIR:-.}/src/cradle
[ -x "$program" ] || { echo "skipped: there is no $program"; exit 77; }
program=$(cd "$(dirname "$program")" && pwd)/cradle

folder=$(mktemp -d "${TMPDIR:-/tmp}/cradle-tmux-XXXXXX")
TMUX_TMPDIR=$folder # its sockets go with it
export TMUX_TMPDIR
terminals=0
terminal="tmux -L cradle-$$-$terminals -f /dev/null"
trap '$terminal kill-server 2>/dev/null || :; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

screen() { $terminal capture-pane -p; }
press() { $terminal send-keys "$@"; }
type() { $terminal send-keys -l "$1"; }

# Up to 20 seconds, also on a slow machine.
sees() {
  tries=400
  until screen | grep -qF -- "$1"; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
      echo "expected \"$1\" on:"
      screen
      exit 1
    fi
    sleep 0.05
  done
}

# $1: arguments of the program. The shell behind it says how it ended, and whether the terminal echoes as before.
start() {
  cat >"$folder/run.sh" <<END
cd "$folder"
stty -g >before
env -u LANGUAGE LC_ALL=C.UTF-8 HOME="$folder" XDG_STATE_HOME="$folder/state" CRADLE_USER=Eve LINES=50 COLUMNS=60 ASAN_OPTIONS=detect_leaks=0 "$program" $1
status=\$?
stty -g >after
cmp -s before after && echo "terminal restored, status \$status" || echo "terminal NOT restored, status \$status"
cat
END
  $terminal kill-server 2>/dev/null || :
  terminals=$((terminals + 1)) # a server that is still ending refuses new sessions
  terminal="tmux -L cradle-$$-$terminals -f /dev/null"
  $terminal new-session -d -x 80 -y 24 "sh '$folder/run.sh'"
}

answer_text() { sees "$1"; type "$2"; press Enter; }

echo "from nothing to a draft"
start ""
sees "Create a workspace"
press Down Enter
sees "Path of the new workspace:"
press C-u
type "company.cradle"
press Enter
answer_text "Legal name of the organisation:" "Pumpenwerke Größ GmbH"
sees "add the first entry of kind"
type "a"
answer_text "its name:" "Netzwächter"
sees "Stages: Netzwächter"
type "a"
answer_text "its name:" "2.0"
sees "Stages: Netzwächter / 2.0"

type "/"
sees "Search for:"
type "scope.offer"
sees "1 found"
press Enter
sees "/ What is offered"
press Enter
sees "Choose with the arrow keys, then Enter."
press Down Enter
sees "/ Component"
press Down Enter
sees "/ Data connection"
press Down Enter
sees "/ How it is supplied"
press Down Enter
sees "*? Scope of the CRA"
type "m"
sees "The walk with its progress"
press Home Enter
sees "Stages: Netzwächter / 2.0"
type "/"
sees "Search for:"
type "product.intended-purpose"
sees "1 found"
press Enter
sees "/ Intended purpose"
$terminal set-buffer "It watches networks,
quietly."
$terminal paste-buffer -p
sees "quietly."
press C-s
sees "What follows"
press F12
sees "The walk with its progress"
press Home Enter
sees "Stages: Netzwächter / 2.0"
type "/"
sees "Search for:"
type "release.first-placed"
sees "1 found"
press Enter
sees "/ First placed on the market"
type "2028-02-30"
press Enter
sees "The day 2028-02-30 does not exist."
press C-u
type "2028-09-01"
press Enter
sees "What follows for Netzwächter / 2.0"
press F12
sees "The walk with its progress"
press Home Enter
sees "Stages: Netzwächter / 2.0"

echo "what others answer appears without a key"
CRADLE_USER=Bob "$program" set "$folder/company.cradle" 2.0 release.first-placed 2028-10-01 >/dev/null
sees "The workspace was changed elsewhere."

echo "the window changes its size"
$terminal resize-window -x 60 -y 20
sees "Cradle needs 80x24. This window has 60x20."
$terminal resize-window -x 120 -y 40
sees "Stages: Netzwächter / 2.0"
$terminal resize-window -x 80 -y 24
sees "? Help"

type "d"
sees "EU declaration of conformity"
type "d"
sees "Path of the PDF"
type "draft.pdf"
press Enter
sees "The draft was written: draft.pdf"
[ "$(head -c 5 "$folder/draft.pdf")" = "%PDF-" ] || { echo "no PDF"; exit 1; }
press Escape
sees "Stages:"
type "q"
sees "terminal restored, status 0"

echo "resumes, and survives signals"
for signal in TERM HUP INT SEGV; do
  start company.cradle
  sees "Stages: Netzwächter / 2.0"
  kill -s "$signal" "$($terminal list-panes -F '#{pane_pid}' | xargs pgrep -P)"
  sees "terminal restored, status"
done

echo "an interview of a few questions was saved"
"$program" check "$folder/company.cradle" >/dev/null
"$program" ask "$folder/company.cradle" Netzwächter --all | grep -q "quietly."
