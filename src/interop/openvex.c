/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenVEX 0.2.0: each statement is about one vulnerability and the products it names. */
#include "interop/statements.h"

#include <string.h>

#define CONTEXT "https://openvex.dev/ns/v0.2.0"

static const char document_keys[] = "@context @id author role timestamp last_updated version tooling statements supplier";
static const char statement_keys[] = "@id version vulnerability timestamp last_updated products status supplier status_notes justification "
                                     "impact_statement action_statement action_statement_timestamp";

/* Members that the format does not know are passed over, but said. */
static void check_keys(struct statements *reading, struct view object, const char *known) {
  for (size_t i = 0; i < json_len(object.json); i++)
    if (!str_in_list(known, json_key_at(object.json, i)))
      statements_warn(reading, (struct view){.json = json_at(object.json, i)}, _("The format knows no field “%.60s”; it was passed over."),
                      json_key_at(object.json, i));
}

/* ---- products ---- */

struct document {
  struct statements *reading;
  struct map *products; /* ids, to count different ones */
};

static void read_identity(struct statements *reading, struct view thing, struct vulnerability_statement *statement) {
  struct view identifiers = view_get(thing, "identifiers");
  if (view_is_there(identifiers) && !view_is_object(identifiers)) {
    statements_warn(reading, identifiers, _("“%s” should be an object and was passed over."), "identifiers");
    identifiers = (struct view){0};
  }
  statement->line = view_line(thing);
  statement->column = view_column(thing);
  statement->ref = take_line(reading, thing, "@id");
  statement->purl = take_line(reading, identifiers, "purl");
  if (!statement->purl && is_purl(statement->ref)) statement->purl = statement->ref;
  statement->cpe = take_line(reading, identifiers, "cpe23");
  if (!statement->cpe) statement->cpe = take_line(reading, identifiers, "cpe22");
  if (!statement->ref) statement->ref = statement->purl ? statement->purl : statement->cpe;
  statement->name = statement->ref;
  names_of_purl(reading->arena, statement->purl, &statement->name, &statement->version);
  if (!statement->ref) statements_warn(reading, thing, _("It is not said which component is meant."));
}

static void read_product(struct document *document, struct view product, const struct vulnerability_statement *said) {
  struct statements *reading = document->reading;
  struct vulnerability_statement whole = *said;
  read_identity(reading, product, &whole);
  reading->list->counts.product_entries++;
  if (whole.ref && !map_get(document->products, whole.ref)) map_put(document->products, whole.ref, document);
  struct items parts = items_of(reading, product, "subcomponents", "");
  size_t count = 0;
  for (struct view part; items_next_object(&parts, &part); count++) {
    struct vulnerability_statement statement = *said;
    read_identity(reading, part, &statement);
    statement.product = whole.ref;
    vec_push(&reading->statements, statement);
  }
  reading->list->counts.subcomponents += count;
  if (count == 0) vec_push(&reading->statements, whole);
}

/* ---- statements ---- */

static void read_status(struct statements *reading, struct view entry, struct vulnerability_statement *said) {
  said->word = take_line(reading, entry, "status");
  said->status = status_of_word(reading, view_get(entry, "status"), said->word);
  said->justification_word = take_line(reading, entry, "justification");
  said->justification = justification_of_word(reading, view_get(entry, "justification"), said->justification_word);
  said->impact = take_text(reading, entry, "impact_statement");
  said->action = take_text(reading, entry, "action_statement");
  if (!said->word) statements_warn(reading, entry, _("The statement has no status."));
  if (said->status == VULNERABILITY_NOT_AFFECTED && !said->justification_word && !said->impact)
    statements_warn(reading, entry, _("“not_affected” needs a justification or an impact statement."));
  if (said->status == VULNERABILITY_AFFECTED && !said->action) statements_warn(reading, entry, _("“affected” needs an action statement."));
  if (!said->impact) said->impact = take_text(reading, entry, "status_notes");
  count_word(reading, reading->states, said->word ? said->word : "(none)");
  if (said->justification_word) count_word(reading, reading->justifications, said->justification_word);
}

static void read_aliases(struct statements *reading, struct view vulnerability) {
  struct items aliases = items_of(reading, vulnerability, "aliases", "");
  for (struct view alias; items_next(&aliases, &alias);)
    add_other_id(reading, take_line_of(reading, alias));
}

static void read_statement(struct document *document, struct view entry) {
  struct statements *reading = document->reading;
  struct view vulnerability = view_get(entry, "vulnerability");
  if (!view_is_object(vulnerability)) {
    statements_refuse(reading, view_is_there(vulnerability) ? vulnerability : entry,
                      _("The statement does not say in an object “vulnerability” what it is about."));
    return;
  }
  const char *name = take_line(reading, vulnerability, "name"), *id = take_line(reading, vulnerability, "@id");
  struct vulnerability_statement said = {0};
  vulnerability_begin(reading, entry, name ? name : id);
  check_keys(reading, entry, statement_keys);
  reading->now.source = reading->list->author;
  reading->now.description = take_text(reading, vulnerability, "description");
  reading->now.published = take_line(reading, entry, "timestamp");
  if (!reading->now.published) reading->now.published = reading->list->timestamp;
  reading->now.updated = take_line(reading, entry, "last_updated");
  read_aliases(reading, vulnerability);
  read_status(reading, entry, &said);
  struct items products = items_of(reading, entry, "products", "");
  for (struct view product; items_next_object(&products, &product);)
    read_product(document, product, &said);
  if (reading->statements.len == 0) {
    statements_warn(reading, entry, _("The statement names no product."));
    said.line = view_line(entry);
    said.column = view_column(entry);
    vec_push(&reading->statements, said);
  }
  vulnerability_end(reading);
}

void read_openvex(struct statements *reading, struct view root) {
  struct vulnerability_list *list = reading->list;
  const char *context = take_line(reading, root, "@context");
  if (!str_eq(context, CONTEXT)) {
    statements_refuse(reading, root, _("The file is written in “%.80s”; OpenVEX is read in version 0.2.0: “%s”."), context ? context : "",
                      CONTEXT);
    return;
  }
  list->spec_version = "0.2.0";
  list->id = take_line(reading, root, "@id");
  list->version = take_line(reading, root, "version");
  list->author = take_line(reading, root, "author");
  list->timestamp = take_line(reading, root, "timestamp");
  check_keys(reading, root, document_keys);
  if (!list->author) statements_warn(reading, root, _("It is not said who is the author."));
  if (!view_is_there(view_get(root, "statements"))) statements_refuse(reading, root, _("The list “%s” is missing."), "statements");
  struct document document = {.reading = reading, .products = map_new()};
  struct items entries = items_of(reading, root, "statements", "");
  for (struct view entry; items_next_object(&entries, &entry);)
    read_statement(&document, entry);
  list->counts.products = map_len(document.products);
  map_free(document.products);
}
