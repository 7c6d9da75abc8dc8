/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The product tree of CSAF: products in branches, by full name, as parts of each other; groups. */
#include "interop/statements.h"

#include <stdlib.h>

enum { DEPTH_MAX = 256, CHAIN_MAX = 8 };

struct tree {
  struct statements *reading;
  struct csaf_products *products;
};

/* ---- products ---- */

static struct csaf_product *add_product(struct tree *tree, struct view node) {
  struct statements *reading = tree->reading;
  struct csaf_product *product = arena_alloc(reading->arena, sizeof *product);
  struct view helper = view_get(node, "product_identification_helper");
  if (!view_is_object(node)) {
    statements_refuse(reading, node, _("A product must be an object."));
    return product;
  }
  if (view_is_there(helper) && !view_is_object(helper)) {
    statements_warn(reading, helper, _("“%s” should be an object and was passed over."), "product_identification_helper");
    helper = (struct view){0};
  }
  product->id = take_line(reading, node, "product_id");
  product->name = take_line(reading, node, "name");
  product->purl = take_line(reading, helper, "purl");
  product->cpe = take_line(reading, helper, "cpe");
  if (!product->id)
    statements_refuse(reading, node, _("The product has no id."));
  else if (map_get(tree->products->products, product->id))
    statements_warn(reading, node, _("The product id “%.60s” is used twice; the first one counts."), product->id);
  else
    map_put(tree->products->products, product->id, product);
  return product;
}

/* ---- branches ---- */

/* The version is that of the branch in which the product lies. */
static void read_branches(struct tree *tree, struct view above, const char *version, unsigned depth) {
  struct statements *reading = tree->reading;
  struct items branches = items_of(reading, above, "branches", "");
  for (struct view branch; items_next_object(&branches, &branch);) {
    if (depth == DEPTH_MAX) statements_refuse(reading, branch, _("Branches nest too deeply."));
    const char *category = take_line(reading, branch, "category"), *name = take_line(reading, branch, "name");
    bool is_version = str_eq(category, "product_version") || str_eq(category, "product_version_range");
    const char *here = is_version && name ? name : version;
    if (view_is_there(view_get(branch, "product"))) {
      add_product(tree, view_get(branch, "product"))->version = here;
      reading->list->counts.product_entries++;
    }
    read_branches(tree, branch, here, depth + 1);
  }
}

/* ---- relationships and groups ---- */

static void read_relationship(struct tree *tree, struct view node) {
  struct statements *reading = tree->reading;
  struct view name = view_get(node, "full_product_name");
  reading->list->counts.relationships++;
  if (!view_is_there(name)) {
    statements_warn(reading, node, _("The relationship makes no product."));
    return;
  }
  struct csaf_product *product = add_product(tree, name);
  product->reference = take_line(reading, node, "product_reference");
  product->relates_to = take_line(reading, node, "relates_to_product_reference");
}

static void read_group(struct tree *tree, struct view node) {
  struct statements *reading = tree->reading;
  const char *id = take_line(reading, node, "group_id");
  reading->list->counts.groups++;
  if (!id) statements_warn(reading, node, _("The group has no id."));
  struct csaf_group *group = arena_alloc(reading->arena, sizeof *group);
  struct items ids = items_of(reading, node, "product_ids", "");
  const char **members = arena_alloc(reading->arena, (ids.len + 1) * sizeof *members);
  for (struct view member; items_next(&ids, &member);) {
    const char *product = take_line_of(reading, member);
    if (product) members[group->len++] = product;
  }
  group->ids = members;
  if (id) map_put(tree->products->groups, id, group);
}

void csaf_products_read(struct statements *reading, struct view node, struct csaf_products *products) {
  *products = (struct csaf_products){.products = map_new(), .groups = map_new()};
  struct tree tree = {.reading = reading, .products = products};
  struct view entry;
  if (view_is_there(node) && !view_is_object(node)) statements_refuse(reading, node, _("“%s” must be an object."), "product_tree");
  read_branches(&tree, node, NULL, 1);
  for (struct items names = items_of(reading, node, "full_product_names", ""); items_next_object(&names, &entry);)
    add_product(&tree, entry);
  for (struct items relationships = items_of(reading, node, "relationships", ""); items_next_object(&relationships, &entry);)
    read_relationship(&tree, entry);
  for (struct items groups = items_of(reading, node, "product_groups", ""); items_next_object(&groups, &entry);)
    read_group(&tree, entry);
  reading->list->counts.products = map_len(products->products);
}

void csaf_products_free(struct csaf_products *products) {
  map_free(products->products);
  map_free(products->groups);
}

/* ---- what an id stands for ---- */

static const struct csaf_product *find(const struct csaf_products *products, const char *id) {
  return id ? map_get(products->products, id) : NULL;
}

void csaf_products_name(struct statements *reading, const struct csaf_products *products, struct view at, const char *id,
                        struct vulnerability_statement *statement) {
  const struct csaf_product *product = find(products, id);
  if (!product) {
    statements_warn(reading, at, _("The product tree has no product with the id “%.60s”."), id);
    statement->name = id;
    return;
  }
  const struct csaf_product *whole = find(products, product->relates_to);
  if (whole) statement->product = whole->name;
  statement->purl = product->purl;
  statement->cpe = product->cpe;
  /* Of a part in a whole the part is the component; parts may have parts. */
  for (int i = 0; i < CHAIN_MAX && product->reference; i++) {
    const struct csaf_product *part = find(products, product->reference);
    if (!part) statements_warn(reading, at, _("The product tree has no product with the id “%.60s”."), product->reference);
    if (!part) break;
    product = part;
    if (!statement->purl) statement->purl = product->purl;
    if (!statement->cpe) statement->cpe = product->cpe;
  }
  statement->name = product->name ? product->name : product->id;
  statement->version = product->version;
}
