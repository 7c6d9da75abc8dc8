/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors that summaries and tools make and that no scenario can show: a wrong date, a wrong article, a category in the wrong list.
 * errors.md lists them with those that scenarios exclude. What is expected was written from the law.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kb/kb.h"

enum { LIST_MAX = 1 << 20, ERRORS_MIN = 100 };

static struct pack *pack;
static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new();
  lang_init(NULL);
  CLEANUP(error_clear) struct error error = {0};
  if (pack_load(TOP_SRCDIR "/data", NULL, &pack, &error)) fail_msg("%s: %s", error.where, error.what);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  pack_free(pack);
  arena_free(arena);
  return 0;
}

static const char *content_of(const char *path) {
  CLEANUP(buf_free) struct buf text = {0};
  CLEANUP(error_clear) struct error error = {0};
  if (file_read(path, LIST_MAX, &text, &error)) fail_msg("%s: %s", path, error.what);
  return arena_strdup(arena, buf_str(&text));
}

/* ---- dates ---- */

struct day_of_law {
  const char *row, *day; /* row of the table of dates */
};
static const struct day_of_law days[] = {
    {"cra.published", "2024-11-20"},           /* OJ L, 2024/2847, 20.11.2024 */
    {"cra.in-force", "2024-12-10"},            /* CRA 71(1): twentieth day after */
    {"cra.delegated-act-14-9", "2025-12-11"},  /* CRA 14(9) */
    {"cra.notified-bodies", "2026-06-11"},     /* CRA 71(2): Chapter IV */
    {"cra.reporting", "2026-09-11"},           /* CRA 71(2): Article 14 */
    {"cra.general", "2027-12-11"},             /* CRA 71(2) */
    {"cra.fines", "2027-12-11"},               /* CRA 71(2): Article 64 is not named */
    {"cra.stewards-reporting", "2027-12-11"},  /* CRA 71(2): Article 24 is not named */
    {"cra.other-certificates", "2028-06-11"},  /* CRA 69(1) */
    {"cra.report-platform", "2028-09-11"},     /* CRA 70(2) */
    {"cra.review", "2030-12-11"},              /* CRA 70(1) */
    {"impl-2025-2392.in-force", "2025-12-21"}, /* OJ 1.12.2025, twentieth day after */
    {"deleg-2025-1535.in-force", "2025-11-18"},
    {"deleg-2026-881.in-force", "2026-05-10"},
    {"ehds.art-32-5a", "2027-03-26"},       /* EHDS 105 */
    {"aia.in-force", "2024-08-01"},         /* AIA 113 */
    {"aia.prohibited", "2025-02-02"},       /* AIA 113(a) */
    {"aia.gpai", "2025-08-02"},             /* AIA 113(b) */
    {"aia.omnibus", "2026-07-27"},          /* Regulation (EU) 2026/1744, 4: third day after 24.7.2026; AIA 113(d) */
    {"aia.general", "2026-08-02"},          /* AIA 113 */
    {"aia.prohibited-2", "2026-12-02"},     /* AIA 113(a) */
    {"aia.art-50-2-legacy", "2026-12-02"},  /* AIA 111(4) */
    {"aia.gpai-legacy", "2027-08-02"},      /* AIA 111(3) */
    {"aia.2-13", "2027-08-02"},             /* AIA 2(13) */
    {"aia.pmm-guidance", "2027-09-02"},     /* AIA 72(3) */
    {"aia.annex-iii", "2027-12-02"},        /* AIA 113(c)(i) */
    {"aia.bodies-section-a", "2028-01-28"}, /* AIA 43(3) */
    {"aia.annex-i", "2028-08-02"},          /* AIA 113(c)(ii) */
    {"aia.public-authorities", "2030-08-02"},
    {"aia.large-scale", "2030-12-31"}, /* AIA 111(1) */
};

static const struct table *table_of(const char *id) {
  const struct table *table = pack_table(pack, id);
  if (!table) fail_msg("there is no table %s", id);
  return table;
}

/* Phases, early starts and repeals that the acts do not know would be further rows. */
static void dates_are_those_of_the_acts(void **state) {
  (void)state;
  const struct table *dates = table_of("dates");
  for (size_t i = 0; i < ARRAY_LEN(days); i++) {
    const struct table_row *row = table_row(dates, days[i].row);
    if (!row) fail_msg("there is no date %s", days[i].row);
    const char *day = table_cell(row, "from");
    if (!day || !str_eq(day, days[i].day)) fail_msg("%s is %s, not %s", days[i].row, days[i].day, day ? day : "empty");
  }
  for (size_t i = 0; i < dates->rows_len; i++) {
    bool known = false;
    for (size_t k = 0; k < ARRAY_LEN(days); k++)
      known = known || str_eq(days[k].row, dates->rows[i].id);
    if (!known) fail_msg("the date %s is not stated here: read its article and add it", dates->rows[i].id);
  }
}

/* Which row a duty waits for. */
static void duties_begin_with_the_day_of_their_article(void **state) {
  (void)state;
  static const struct day_of_law begins[] = {
      {"duty.cra.14.1", "cra.reporting"},
      {"duty.cra.14.2.c", "cra.reporting"},
      {"duty.cra.14.3", "cra.reporting"},
      {"duty.cra.14.8", "cra.reporting"},
      {"duty.cra.13.6", "cra.general"},
      {"duty.cra.15", "cra.general"},
      {"duty.cra.24.1", "cra.general"},
      {"duty.cra.24.3.vulnerabilities", "cra.stewards-reporting"},
      {"duty.cra.24.3.incidents", "cra.stewards-reporting"},
      {"duty.cra.24.3.users", "cra.stewards-reporting"},
      {"duty.cra.64.2", "cra.fines"},
      {"duty.cra.64.10.b", "cra.fines"},
  };
  for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
    const struct duty *duty = pack_duty(pack, begins[i].row);
    if (!duty || !duty->from || duty->from->kind != TERM_CELL) fail_msg("%s has no day from the table of dates", begins[i].row);
    assert_string_equal(duty->from->row->id, begins[i].day);
  }
}

/* ---- citations ---- */

typedef VEC(const char *) paths_t; /* "cra art.13.8" */

static void add_cites(paths_t *paths, const cite_vec_t *cites) {
  for (size_t i = 0; i < cites->len; i++) {
    CLEANUP(mem_freep) char *path = cite_path(&cites->items[i]);
    if (path) vec_push(paths, arena_printf(arena, "%s %s", cites->items[i].act->id, path));
  }
}

/* What an element of that id cites, with the cases of a conclusion. */
static paths_t cited_by(const char *id) {
  paths_t paths = {0};
  const struct question *question = pack_question(pack, id);
  const struct requirement *requirement = pack_requirement(pack, id);
  const struct duty *duty = pack_duty(pack, id);
  const struct gap *gap = pack_gap(pack, id);
  const struct table_row *date = table_row(table_of("dates"), id);
  if (question) add_cites(&paths, &question->cites);
  if (requirement) add_cites(&paths, &requirement->cites);
  if (duty) add_cites(&paths, &duty->cites);
  if (gap) add_cites(&paths, &gap->cites);
  if (date) add_cites(&paths, &date->cites);
  for (size_t i = 0; i < pack_conclusion_count(pack); i++) {
    const struct conclusion *conclusion = pack_conclusion_at(pack, i);
    for (size_t k = 0; str_eq(conclusion->id, id) && k < conclusion->cases_len; k++)
      add_cites(&paths, &conclusion->cases[k].cites);
  }
  if (paths.len == 0) fail_msg("%s cites nothing or does not exist", id);
  return paths;
}

/* Equal to the provision, or inside of it. */
static bool lies_in(const char *path, const char *provision) {
  size_t len = strlen(provision);
  return strncmp(path, provision, len) == 0 && (path[len] == '\0' || path[len] == '.');
}

static bool cites_in(const paths_t *paths, const char *provision) {
  for (size_t i = 0; i < paths->len; i++)
    if (lies_in(paths->items[i], provision)) return true;
  return false;
}

struct subject_of_law {
  const char *id, *right, *wrong, *also_wrong;
};
static const struct subject_of_law subjects[] = {
    {"manufacturer.representative", "cra art.18.1", "cra art.22", "cra art.25"},
    {"duty.cra.18.1", "cra art.18.1", "cra art.22", "cra art.25"},
    {"duty.cra.22.1", "cra art.22.1", "cra art.18", NULL},
    {"duty.cra.25", "cra art.25", "cra art.18", NULL},
    {"cra.retention", "cra art.13.13", "cra art.13.15", "cra art.13.3"},
    {"duty.cra.13.13", "cra art.13.13", "cra art.13.15", "cra art.13.3"},
    {"scope.testing-unfinished", "cra art.4.3", "cra art.21", "cra art.2.1"},
    {"scope.testing-sign", "cra art.4.3", "cra art.21", "cra art.2.1"},
    {"scope.mdr", "cra art.2.2.a", "cra art.2.5", NULL},
    {"scope.ivdr", "cra art.2.2.b", "cra art.2.5", NULL},
    {"scope.vehicle-2019-2144", "cra art.2.2.c", "cra art.2.5", NULL},
    {"scope.aviation-certified", "cra art.2.3", "cra art.2.5", NULL},
    {"scope.marine", "cra art.2.4", "cra art.2.5", NULL},
    {"scope.l-category", "cra art.2.5", "cra art.2.2", NULL},
    {"scope.spare-part", "cra art.2.6", "cra art.2.2", NULL},
    {"scope.defence", "cra art.2.7", "cra art.2.2", NULL},
    {"release.first-placed", "cra art.3.21", "cra art.3.20", NULL},
    {"release.substantially-modified", "cra art.3.30", "cra art.3.4", NULL},
    {"role.substantial-modification", "cra art.3.30", "cra art.3.4", NULL},
    {"duty.cra.13.21", "cra art.13.21", "cra art.35", NULL},
    {"duty.cra.54.5", "cra art.54.5", "cra art.35", NULL},
    {"duty.cra.13.2", "cra art.13.2", "cra art.10", NULL},
    {"duty.cra.14.1", "cra art.14.1", "cra art.11", NULL},
    {"duty.cra.32.1", "cra art.32.1", "cra art.24", NULL},
    {"duty.cra.13.12.declaration", "cra art.28.1", "cra art.13.8", "cra art.20"},
    {"duty.cra.13.12.documentation", "cra art.31.1", "cra art.13.3", "cra anx.ii"},
    {"duty.cra.31.2", "cra art.31.2", "cra art.13.14", "cra anx.ii"},
    {"duty.cra.13.18", "cra anx.ii", "cra anx.vii", NULL},
    {"cra.annex-vii.3", "cra anx.vii.3", "cra anx.v", NULL},
    {"cra.annex-vii.4", "cra anx.vii.4", "cra anx.v", NULL},
    {"duty.cra.13.19", "cra art.13.19", "cra anx.v", NULL},
    {"foss.documentation-public", "cra art.32.5", "cra art.32.2", NULL},
    {"steward.policy", "cra art.24.1", "aia art.54", NULL},
    {"duty.cra.24.1", "cra art.24.1", "aia art.54", NULL},
    {"duty.aia.54", "aia art.54.1", "cra art.24", NULL},
    {"duty.aia.73", "aia art.73.2", "aia art.62", "cra art.14"},
    {"duty.aia.43", "aia art.43.2", "cra art.32", NULL},
    {"duty.aia.49.1", "aia art.49.1", "cra art.13", NULL},
    {"cra.class", "cra art.7.1", "cra art.6", NULL},
};

static void subjects_are_cited_with_their_own_article(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
    const struct subject_of_law *subject = &subjects[i];
    paths_t paths = cited_by(subject->id);
    if (!cites_in(&paths, subject->right)) fail_msg("%s does not cite %s", subject->id, subject->right);
    if (cites_in(&paths, subject->wrong)) fail_msg("%s cites %s", subject->id, subject->wrong);
    if (subject->also_wrong && cites_in(&paths, subject->also_wrong)) fail_msg("%s cites %s", subject->id, subject->also_wrong);
    vec_free(&paths);
  }
}

static void a_representative_is_optional(void **state) {
  (void)state;
  const struct duty *duty = pack_duty(pack, "duty.cra.18.1");
  const struct question *question = pack_question(pack, "manufacturer.representative");
  assert_true(duty && duty->kind == DUTY_RELIEF);
  assert_true(question && !question->required);
  for (size_t i = 0; i < pack_gap_count(pack); i++) {
    const struct gap *gap = pack_gap_at(pack, i);
    for (size_t k = 0; k < gap->cites.len; k++) {
      CLEANUP(mem_freep) char *path = cite_path(&gap->cites.items[k]);
      if (gap->blocks_final && path && str_eq(gap->cites.items[k].act->id, "cra") && str_eq(path, "art.18.1"))
        fail_msg("%s blocks because of Article 18(1)", gap->id);
    }
  }
}

/* Articles 10 and 11 of the proposal became 13 and 14; those of the Act are about skills and general product safety. */
static void no_duty_has_an_article_of_the_proposal(void **state) {
  (void)state;
  for (size_t i = 0; i < pack_duty_count(pack); i++) {
    const char *id = pack_duty_at(pack, i)->id;
    paths_t paths = cited_by(id);
    if (cites_in(&paths, "cra art.10") || cites_in(&paths, "cra art.11")) fail_msg("%s cites an article of the proposal", id);
    vec_free(&paths);
  }
}

static void clocks_of_other_acts_are_no_duty_here(void **state) {
  (void)state;
  for (size_t i = 0; i < pack_duty_count(pack); i++) {
    const struct duty *duty = pack_duty_at(pack, i);
    for (size_t k = 0; k < duty->cites.len; k++)
      if (str_in_list("dora-2022-2554 nis2-2022-2555", duty->cites.items[k].act->id)) fail_msg("%s cites another act", duty->id);
  }
}

/* "duty.cra.13.8.reasons" rests on Article 13(8), "duty.cra.14.2" on 14(2)(a) and so on. */
static void duties_cite_the_article_they_are_named_after(void **state) {
  (void)state;
  static const char *const acts[] = {"cra", "aia"};
  size_t seen = 0;
  for (size_t i = 0; i < pack_duty_count(pack); i++) {
    const struct duty *duty = pack_duty_at(pack, i);
    const char *rest = strchr(duty->id, '.');
    for (size_t k = 0; k < ARRAY_LEN(acts); k++) {
      if (!lies_in(rest + 1, acts[k])) continue;
      const char *number = rest + 1 + strlen(acts[k]) + 1;
      size_t digits = strspn(number, "0123456789");
      if (digits == 0) continue;
      paths_t paths = cited_by(duty->id);
      const char *article = arena_printf(arena, "%s art.%.*s", acts[k], (int)digits, number);
      if (!cites_in(&paths, article) && !cites_in(&paths, arena_printf(arena, "%sa", article)))
        fail_msg("%s does not cite %s", duty->id, article);
      vec_free(&paths);
      seen++;
    }
  }
  assert_true(seen > 150);
}

/* ---- requirements and categories ---- */

struct point {
  const char *id, *provision, *word; /* a word of the provision that must occur in our title or text */
};
static const struct point points[] = {
    {"cra.annex-i.1.1", "cra anx.i.part-i.1", "appropriate"},
    {"cra.annex-i.1.2.a", "cra anx.i.part-i.2.a", "exploitable"},
    {"cra.annex-i.1.2.b", "cra anx.i.part-i.2.b", "default"},
    {"cra.annex-i.1.2.c", "cra anx.i.part-i.2.c", "updates"},
    {"cra.annex-i.1.2.d", "cra anx.i.part-i.2.d", "access"},
    {"cra.annex-i.1.2.e", "cra anx.i.part-i.2.e", "confidentiality"},
    {"cra.annex-i.1.2.f", "cra anx.i.part-i.2.f", "integrity"},
    {"cra.annex-i.1.2.g", "cra anx.i.part-i.2.g", "minimisation"},
    {"cra.annex-i.1.2.h", "cra anx.i.part-i.2.h", "availability"},
    {"cra.annex-i.1.2.i", "cra anx.i.part-i.2.i", "other"},
    {"cra.annex-i.1.2.j", "cra anx.i.part-i.2.j", "attack surface"},
    {"cra.annex-i.1.2.k", "cra anx.i.part-i.2.k", "incident"},
    {"cra.annex-i.1.2.l", "cra anx.i.part-i.2.l", "monitoring"},
    {"cra.annex-i.1.2.m", "cra anx.i.part-i.2.m", "remov"},
    {"cra.annex-i.2.1", "cra anx.i.part-ii.1", "components"},
    {"cra.annex-i.2.2", "cra anx.i.part-ii.2", "without delay"},
    {"cra.annex-i.2.3", "cra anx.i.part-ii.3", "tests"},
    {"cra.annex-i.2.4", "cra anx.i.part-ii.4", "fixed"},
    {"cra.annex-i.2.5", "cra anx.i.part-ii.5", "disclosure"},
    {"cra.annex-i.2.6", "cra anx.i.part-ii.6", "contact"},
    {"cra.annex-i.2.7", "cra anx.i.part-ii.7", "distribut"},
    {"cra.annex-i.2.8", "cra anx.i.part-ii.8", "free"},
};
static const struct point categories[] = {
    {"annex-iii.i.1", "cra anx.iii.class-i.1", "identity"},
    {"annex-iii.i.2", "cra anx.iii.class-i.2", "browser"},
    {"annex-iii.i.3", "cra anx.iii.class-i.3", "password"},
    {"annex-iii.i.4", "cra anx.iii.class-i.4", "malware"},
    {"annex-iii.i.5", "cra anx.iii.class-i.5", "vpn"},
    {"annex-iii.i.6", "cra anx.iii.class-i.6", "network management"},
    {"annex-iii.i.7", "cra anx.iii.class-i.7", "event management"},
    {"annex-iii.i.8", "cra anx.iii.class-i.8", "boot manager"},
    {"annex-iii.i.9", "cra anx.iii.class-i.9", "public key"},
    {"annex-iii.i.10", "cra anx.iii.class-i.10", "network interface"},
    {"annex-iii.i.11", "cra anx.iii.class-i.11", "operating system"},
    {"annex-iii.i.12", "cra anx.iii.class-i.12", "router"},
    {"annex-iii.i.13", "cra anx.iii.class-i.13", "microprocessor"},
    {"annex-iii.i.14", "cra anx.iii.class-i.14", "microcontroller"},
    {"annex-iii.i.15", "cra anx.iii.class-i.15", "fpga"},
    {"annex-iii.i.16", "cra anx.iii.class-i.16", "assistant"},
    {"annex-iii.i.17", "cra anx.iii.class-i.17", "smart home"},
    {"annex-iii.i.18", "cra anx.iii.class-i.18", "toy"},
    {"annex-iii.i.19", "cra anx.iii.class-i.19", "wearable"},
    {"annex-iii.ii.1", "cra anx.iii.class-ii.1", "hypervisor"},
    {"annex-iii.ii.2", "cra anx.iii.class-ii.2", "firewall"},
    {"annex-iii.ii.3", "cra anx.iii.class-ii.3", "tamper-resistant microprocessor"},
    {"annex-iii.ii.4", "cra anx.iii.class-ii.4", "tamper-resistant microcontroller"},
    {"annex-iv.1", "cra anx.iv.1", "security box"},
    {"annex-iv.2", "cra anx.iv.2", "smart meter gateway"},
    {"annex-iv.3", "cra anx.iv.3", "smartcard"},
};

static const char *small_letters(const char *text) {
  char *copy = arena_strdup(arena, text);
  for (char *c = copy; *c; c++)
    if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
  return copy;
}

static void has_word(const char *id, const struct text *title, const struct text *text, const char *word) {
  const char *words = small_letters(arena_printf(arena, "%s %s", pack_text(title, "en"), pack_text(text, "en")));
  if (!strstr(words, word)) fail_msg("%s does not speak of “%s”: %s", id, word, words);
}

static void annex_i_has_its_22_points_in_the_order_of_the_law(void **state) {
  (void)state;
  size_t count = 0;
  for (size_t i = 0; i < pack_requirement_count(pack); i++) {
    const struct requirement *requirement = pack_requirement_at(pack, i);
    if (!id_in_group(requirement->id, "cra.annex-i")) continue;
    assert_true(count < ARRAY_LEN(points));
    const struct point *point = &points[count++];
    assert_string_equal(requirement->id, point->id);
    paths_t paths = cited_by(point->id);
    if (!str_eq(paths.items[0], point->provision)) fail_msg("%s begins with %s, not %s", point->id, paths.items[0], point->provision);
    for (size_t k = 0; k < ARRAY_LEN(points); k++)
      if (!str_eq(points[k].id, point->id) && cites_in(&paths, points[k].provision))
        fail_msg("%s cites the point %s", point->id, points[k].id);
    has_word(point->id, &requirement->title, &requirement->text, point->word);
    vec_free(&paths);
  }
  assert_int_equal(count, 1 + 13 + 8);
}

static void only_requirements_are_assessed(void **state) {
  (void)state;
  static const char *const groups[] = {"cra.annex-i", "cra.annex-ii", "cra.annex-vii"};
  for (size_t i = 0; i < pack_requirement_count(pack); i++) {
    const char *id = pack_requirement_at(pack, i)->id;
    bool known = str_starts(id, "aia.art-");
    for (size_t k = 0; k < ARRAY_LEN(groups); k++)
      known = known || id_in_group(id, groups[k]);
    if (!known) fail_msg("%s is no requirement of the law", id);
  }
}

static const char *class_of(const char *category) {
  if (id_in_group(category, "annex-iii.i")) return "important-i";
  return id_in_group(category, "annex-iii.ii") ? "important-ii" : "critical";
}

static void annexes_iii_and_iv_have_their_26_categories(void **state) {
  (void)state;
  const struct table *table = table_of("categories");
  assert_int_equal(table->rows_len, 19 + 4 + 3);
  assert_int_equal(ARRAY_LEN(categories), 19 + 4 + 3);
  for (size_t i = 0; i < table->rows_len; i++) {
    const struct table_row *row = &table->rows[i];
    const struct point *point = &categories[i];
    assert_string_equal(row->id, point->id);
    paths_t paths = {0};
    add_cites(&paths, &row->cites);
    if (!cites_in(&paths, point->provision)) fail_msg("%s does not cite %s", row->id, point->provision);
    assert_string_equal(table_cell(row, "class"), class_of(row->id));
    has_word(row->id, &row->title, &row->title, point->word);
    vec_free(&paths);
  }
}

static void annexes_have_no_more_points_than_the_law(void **state) {
  (void)state;
  static const char *const invented[] = {"cra anx.i.part-i.3",     "cra anx.i.part-i.14",    "cra anx.i.part-ii.9", "cra anx.ii.10",
                                         "cra anx.iii.class-i.20", "cra anx.iii.class-ii.5", "cra anx.iv.4",        "cra anx.v.9",
                                         "cra anx.vii.9",          "cra anx.vii.10"};
  const char *list = content_of(TOP_SRCDIR "/data/provisions.txt");
  for (size_t i = 0; i < ARRAY_LEN(invented); i++)
    if (strstr(list, arena_printf(arena, "\n%s\n", invented[i]))) fail_msg("%s does not exist", invented[i]);
  assert_non_null(strstr(list, "\ncra anx.vii.8\n"));
}

static void annex_i_of_the_ai_act_does_not_name_the_cra(void **state) {
  (void)state;
  const struct question *lists[] = {pack_question(pack, "aia.annex-i-acts-a"), pack_question(pack, "aia.annex-i-acts-b")};
  static const char *const first[] = {"2", "13"}, *const last[] = {"12", "21"}; /* point 1, machinery, moved to 21 */
  for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
    assert_non_null(lists[i]);
    assert_string_equal(lists[i]->choices[0].id, first[i]);
    assert_string_equal(lists[i]->choices[lists[i]->choices_len - 1].id, last[i]);
    for (size_t k = 0; k < lists[i]->choices_len; k++)
      assert_null(strstr(pack_text(&lists[i]->choices[k].title, "en"), "2024/2847"));
  }
}

/* ---- what is said in words ---- */

struct wording {
  const char *duty, *words, *not_words;
};
static const struct wording wordings[] = {
    {"duty.cra.14.2.a", "24 hours", "72"},
    {"duty.cra.14.2.b", "72 hours", NULL},
    {"duty.cra.14.2.c", "measure is available", "one month"},
    {"duty.cra.14.4.a", "24 hours", "72"},
    {"duty.cra.14.4.b", "72 hours", NULL},
    {"duty.cra.14.4.c", "notification", "14 days"},
    {"duty.cra.18.1", "may appoint", "must"},
    {"duty.cra.13.13", "support period", NULL},
    {"duty.cra.13.8.period", "five years", NULL},
    {"duty.cra.13.24", "top-level", "spdx"},
    {"duty.cra.64.2", "whichever is higher", "lower"},
    {"duty.cra.64.3", "whichever is higher", "lower"},
    {"duty.cra.64.4", "whichever is higher", "lower"},
    {"duty.cra.64.10.a", "2 to 9", "3 to 9"},
    {"duty.cra.64.10.b", "2 to 9", "3 to 9"},
    {"penalty.aia.99.3.sme", "whichever is lower", "higher"},
    {"penalty.aia.99.4.lower", "whichever is lower", "higher"},
    {"penalty.aia.99.5.lower", "whichever is lower", "higher"},
    {"duty.aia.18", "ten years after", NULL},
    {"duty.aia.73", "15 days", "72 hours"},
};

/* The second word must not stand in the text; the help may name the error. */
static void duties_say_what_the_law_says(void **state) {
  (void)state;
  for (size_t i = 0; i < ARRAY_LEN(wordings); i++) {
    const struct duty *duty = pack_duty(pack, wordings[i].duty);
    if (!duty) fail_msg("there is no duty %s", wordings[i].duty);
    const char *text = small_letters(pack_text(&duty->text, "en"));
    const char *all = arena_printf(arena, "%s %s", text, small_letters(pack_text(&duty->help, "en")));
    if (!strstr(all, wordings[i].words)) fail_msg("%s does not say “%s”", duty->id, wordings[i].words);
    if (wordings[i].not_words && strstr(text, wordings[i].not_words)) fail_msg("%s says “%s”", duty->id, wordings[i].not_words);
  }
}

static void the_law_asks_little_of_a_component_list(void **state) {
  (void)state;
  const struct table *rules = table_of("sbom-rules");
  size_t count = 0;
  for (size_t i = 0; i < rules->rows_len; i++) {
    const struct table_row *row = &rules->rows[i];
    if (!str_eq(table_cell(row, "set"), "cra")) continue;
    count++;
    /* No particular format, no hashes, no licences, no dependencies below the top level. */
    if (!str_in_list("format-version product top-level name", table_cell(row, "element"))) fail_msg("%s is not in the law", row->id);
  }
  assert_true(count > 0);
}

/* ---- standards, acts, relations ---- */

static void no_standard_of_another_act_gives_presumption(void **state) {
  (void)state;
  static const char *const others[] = {"EN 18031-1:2024", "EN 18031-2:2024",  "EN 18031-3:2024", "EN 303 645",
                                       "ETSI EN 303 645", "EN IEC 62443-4-2", "ISO/IEC 27001"};
  const struct table *cited = table_of("cited-standards"), *known = table_of("known-specifications");
  for (size_t i = 0; i < ARRAY_LEN(others); i++) {
    if (table_row_like(cited, others[i])) fail_msg("%s is not cited for the CRA", others[i]);
    const struct table_row *row = table_row_like(known, others[i]);
    if (!row || !str_eq(table_cell(row, "effect"), "other-act")) fail_msg("%s has to be known as of another act", others[i]);
  }
}

/* A pack of a later day may know such acts; then this test is to be changed with the pack. */
static void acts_that_do_not_exist_are_not_in_force(void **state) {
  (void)state;
  if (pack_law_as_of(pack) > day_make(2026, 11, 20)) return;
  assert_int_equal(table_of("acts-in-force")->rows_len, 0);
  assert_int_equal(table_of("cited-standards")->rows_len, 0);
}

static void acts_are_what_they_are(void **state) {
  (void)state;
  static const struct {
    const char *id, *published;
    enum label kind;
  } acts[] = {
      {"cra", "OJ L, 2024/2847, 20.11.2024", LABEL_LAW},
      {"aia-omnibus", "OJ L, 2026/1744, 24.7.2026", LABEL_LAW}, /* adopted law, no proposal */
      {"guidance-cra", NULL, LABEL_GUIDANCE},
      {"faq-cra", NULL, LABEL_GUIDANCE},
  };
  for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
    const struct act *act = pack_act(pack, acts[i].id);
    assert_non_null(act);
    assert_int_equal(act->kind, acts[i].kind);
    if (acts[i].published) assert_string_equal(act->published, acts[i].published);
  }
}

static void both_acts_are_related_in_nine_topics(void **state) {
  (void)state;
  for (int number = 1; number <= 9; number++) {
    const struct topic *topic = pack_topic(pack, arena_printf(arena, "cross.topic.%d", number));
    assert_non_null(topic);
    size_t count = 0;
    for (size_t i = 0; i < pack_relation_count(pack); i++)
      count += pack_relation_at(pack, i)->topic == topic;
    if (count == 0) fail_msg("%s relates nothing", topic->id);
  }
}

/* ---- the declaration ---- */

struct place_of_answer {
  const char *question, *section;
  size_t found;
};

/* Counts the answers by the section they stand in, and the sections of Annex V. */
static void walk(const struct xml_node *node, const char *section, struct place_of_answer *places, size_t len, size_t *ret_points) {
  for (const struct xml_node *child = xml_first(node); child; child = xml_next(child)) {
    const char *name = xml_name(child);
    if (!name) continue;
    const char *inside = section;
    if (xml_is(child, "section") && xml_attr(child, "id")) {
      inside = xml_attr(child, "id");
      *ret_points += str_starts(inside, "annex-v.");
    }
    if (str_in_list("image picture logo", name)) fail_msg("the declaration shows a picture, as if it bore the CE marking");
    for (size_t i = 0; xml_is(child, "answer") && i < len; i++) {
      if (!str_eq(xml_attr(child, "q"), places[i].question)) continue;
      if (!str_eq(inside, places[i].section)) fail_msg("%s stands in %s", places[i].question, inside);
      places[i].found++;
    }
    walk(child, inside, places, len, ret_points);
  }
}

static void the_declaration_has_the_points_of_annex_v_and_no_others(void **state) {
  (void)state;
  struct place_of_answer places[] = {
      {"product.name", "annex-v.1", 0},
      {"procedure.certificate", "annex-v.7", 0},
      {"support.end", "annex-v.8", 0},
      {"declaration.place", "annex-v.signature", 0},
      {"declaration.function", "annex-v.signature", 0},
  };
  struct xml_document *document;
  CLEANUP(error_clear) struct error error = {0};
  if (xml_load(TOP_SRCDIR "/templates/eu-declaration.xml", &document, &error)) fail_msg("%s: %s", error.where, error.what);
  size_t sections = 0;
  walk(xml_root(document), "", places, ARRAY_LEN(places), &sections);
  xml_free(document);
  assert_int_equal(sections, 8 + 1);
  for (size_t i = 0; i < ARRAY_LEN(places); i++)
    if (places[i].found == 0) fail_msg("%s is missing", places[i].question);
  const char *text = content_of(TOP_SRCDIR "/templates/eu-declaration.xml");
  assert_non_null(strstr(text, "under the sole responsibility of the provider."));
  assert_non_null(strstr(text, "essential cybersecurity requirements"));
  assert_null(strstr(text, "(EU) .../"));
  assert_null(strstr(text, "(EU) …/"));
}

/* ---- the list ---- */

/* `scenarios/NAME.json`, `law/NAME.c`: files below tests/ */
static size_t check_files(const char *cell, int line) {
  size_t count = 0;
  for (const char *mark = strchr(cell, '`'); mark; mark = strchr(mark, '`')) {
    size_t len = strcspn(++mark, "`");
    const char *name = arena_strndup(arena, mark, len);
    const char *path = arena_printf(arena, TOP_SRCDIR "/tests/%s", name);
    if (!file_exists(path)) fail_msg("errors.md:%d: there is no %s", line, name);
    count++;
    mark += len;
    if (*mark) mark++;
  }
  return count;
}

static void each_error_has_a_case_or_a_reason(void **state) {
  (void)state;
  char *save = NULL, *text = arena_strdup(arena, content_of(TOP_SRCDIR "/tests/law/errors.md"));
  size_t rows = 0, none = 0;
  int number = 0;
  for (char *line = text, *next; line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    number++;
    if (strncmp(line, "| ", 2) != 0) continue;
    const char *cells[4] = {0};
    size_t count = 0;
    for (char *cell = strtok_r(line + 1, "|", &save); cell && count < 4; cell = strtok_r(NULL, "|", &save))
      cells[count++] = cell;
    if (count != 3) fail_msg("errors.md:%d: %zu columns instead of 3", number, count);
    if (strstr(cells[2], " Case ")) continue;
    rows++;
    if (check_files(cells[2], number) > 0) continue;
    none++;
    if (!str_starts(cells[2], " none: ")) fail_msg("errors.md:%d: neither a file nor a reason", number);
  }
  print_message("%zu errors, %zu without a case\n", rows, none);
  assert_true(rows > ERRORS_MIN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_those_of_the_acts),
      cmocka_unit_test(duties_begin_with_the_day_of_their_article),
      cmocka_unit_test(subjects_are_cited_with_their_own_article),
      cmocka_unit_test(a_representative_is_optional),
      cmocka_unit_test(no_duty_has_an_article_of_the_proposal),
      cmocka_unit_test(clocks_of_other_acts_are_no_duty_here),
      cmocka_unit_test(duties_cite_the_article_they_are_named_after),
      cmocka_unit_test(annex_i_has_its_22_points_in_the_order_of_the_law),
      cmocka_unit_test(only_requirements_are_assessed),
      cmocka_unit_test(annexes_iii_and_iv_have_their_26_categories),
      cmocka_unit_test(annexes_have_no_more_points_than_the_law),
      cmocka_unit_test(annex_i_of_the_ai_act_does_not_name_the_cra),
      cmocka_unit_test(duties_say_what_the_law_says),
      cmocka_unit_test(the_law_asks_little_of_a_component_list),
      cmocka_unit_test(no_standard_of_another_act_gives_presumption),
      cmocka_unit_test(acts_that_do_not_exist_are_not_in_force),
      cmocka_unit_test(acts_are_what_they_are),
      cmocka_unit_test(both_acts_are_related_in_nine_topics),
      cmocka_unit_test(the_declaration_has_the_points_of_annex_v_and_no_others),
      cmocka_unit_test(each_error_has_a_case_or_a_reason),
  };
  return cmocka_run_group_tests_name("law: errors of others", tests, setup, teardown);
}
