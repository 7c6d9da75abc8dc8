/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app/ for component lists share. */
#ifndef CRADLE_APP_COMPONENTS_INTERNAL_H
#define CRADLE_APP_COMPONENTS_INTERNAL_H

#include "app/components.h"
#include "app/internal.h"
#include "interop/interop.h"

#define TABLE_RULE_SETS "sbom-rule-sets"
#define TABLE_RULES "sbom-rules"

/* Valid during the call; false: enough. */
typedef bool component_fn(void *context, const struct store_component *component);
enum status components_of_kind(struct store *store, const struct store_list *list, int kind, component_fn *visit, void *context,
                               struct error *error);
/* What the list is about, and what nests in it: neither is in the body of the list. */
enum status components_beside(struct store *store, const struct store_list *list, component_fn *visit, void *context, struct error *error);

#endif
