#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists the provisions of the acts whose texts lie in the folder that is named: "ACT PATH" a line.
set -eu
export LC_ALL=C
here=$(dirname "$0")
{
  for pair in cra:cra-2024-2847 aia:ai-act-2024-1689 aia-omnibus:omnibus-ai-2026-1744 impl-2025-2392:impl-2025-2392 \
    deleg-2026-881:deleg-2026-881 deleg-2025-1535:deleg-2025-1535; do
    awk -f "$here/provisions.awk" "$1/${pair#*:}.en.md" | sed "s/^[^ ]*/${pair%%:*}/"
  done
  # Inserted by Article 104 of Regulation (EU) 2025/327; not in the consolidated text yet.
  echo "cra art.32.5a"
} | sort -u
