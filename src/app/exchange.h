/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * exchange: what comes from and goes to other programs: statements about vulnerabilities, lists of exploited ones, the workspace as JSON,
 * attestations. Part of app; see app/app.h.
 */
#ifndef CRADLE_APP_EXCHANGE_H
#define CRADLE_APP_EXCHANGE_H

#include "app/app.h"

/* ---- statements about vulnerabilities ------------------------------------------------------------------------------------------- */

enum exchange_kind { EXCHANGE_NONE, EXCHANGE_VULNERABILITIES, EXCHANGE_EXPLOITED };
/* By kind ("vulnerabilities", "exploited") or, if that is NULL, by content. A component list that also has vulnerabilities is not one. */
enum exchange_kind app_recognise_exchange(struct session *session, const char *path, const char *kind);

struct vulnerability_report {
  const char *format;   /* "OpenVEX", "CISA KEV", ... */
  const char *evidence; /* subject that keeps the file */
  bool evidence_was_there;
  char hash[HASH_TEXT_SIZE];
  uint64_t size;
  size_t read;                      /* vulnerabilities in components, or entries of the list */
  size_t added, updated, unchanged; /* subjects */
  size_t kept;                      /* answers that a person stated otherwise; they stay */
  size_t exploited; /* subjects that a list of exploited vulnerabilities names, and that are not stated to be exploited yet */
  size_t warnings;
  const char *first_warning; /* with its place, or NULL */
};
/*
 * Vulnerabilities below a release, one for each component, as proposed answers: a person states them (app_accept). What is there already,
 * by id and component, is brought up to date; what a person stated stays. The file is kept as evidence. One step, all or nothing.
 */
enum status app_import_vulnerabilities(struct session *session, const char *subject, const char *path,
                                       struct vulnerability_report *ret_report, struct error *error);
/* Proposes for each vulnerability at or below the subject that is on the list that it is exploited; the list is also asked when
 * vulnerabilities are imported later. */
enum status app_import_exploited(struct session *session, const char *subject, const char *path, struct vulnerability_report *ret_report,
                                 struct error *error);

/* States all proposed answers of the subject and of what lies below it. Answers that contradict each other are left. One step. */
enum status app_accept(struct session *session, const char *subject, size_t *ret_accepted, size_t *ret_left, struct error *error);

/* ---- the workspace as JSON ------------------------------------------------------------------------------------------------------ */

struct export_report {
  size_t subjects, answers, files;
};
/* The whole workspace, or with a subject only what is needed for it: itself, what it belongs to, lies below it, or is named there; no other
 * subject of the same type beside it or beside what it belongs to. data/export says what stands in it. files: a folder that also gets the
 * stored files, named by their SHA-256; NULL: none. */
enum status app_export(struct session *session, const char *subject, const char *files, struct buf *ret_json,
                       struct export_report *ret_report, struct error *error);
/* A new workspace at path from an export; files as above. It reads as the one that was exported, but for times and ids of events. All or
 * nothing: path exists afterwards or not. */
enum status app_create_from(struct app *app, const char *path, const char *export_path, const char *files, struct export_report *ret_report,
                            struct error *error);

/* ---- attestations --------------------------------------------------------------------------------------------------------------- */

/* CycloneDX attestations of a release: what is claimed for each point of Annex I, on which evidence, assessed by whom. spec: "1.6", "1.7".
 */
enum status app_attestations(struct session *session, const char *release, const char *spec, bool as_xml, struct buf *ret_text,
                             struct error *error);

/* Writes a file whole or not at all; the workspace itself and what exists is refused, unless it is to be replaced. */
enum status app_write_file(struct session *session, const char *path, const struct buf *content, bool replace, struct error *error);

#endif
