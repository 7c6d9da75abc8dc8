/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the formats, and what they mean in one vocabulary; package URLs. */
#include "interop/statements.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct word {
  const char *word, *id;
};

static const char *id_of(const struct word *words, size_t len, const char *word) {
  for (size_t i = 0; i < len; i++)
    if (str_eq(words[i].word, word)) return words[i].id;
  return NULL;
}

/* ---- status ---- */

static const char *const status_ids[] = {
    [VULNERABILITY_AFFECTED] = "affected",
    [VULNERABILITY_NOT_AFFECTED] = "not-affected",
    [VULNERABILITY_FIXED] = "fixed",
    [VULNERABILITY_UNDER_INVESTIGATION] = "under-investigation",
};

const char *vulnerability_status_id(enum vulnerability_status status) {
  return status < ARRAY_LEN(status_ids) ? status_ids[status] : NULL;
}

enum vulnerability_status status_of_word(struct statements *reading, struct view at, const char *word) {
  static const struct {
    const char *word;
    enum vulnerability_status status;
  } words[] = {
      /* CycloneDX */
      {"resolved", VULNERABILITY_FIXED},
      {"resolved_with_pedigree", VULNERABILITY_FIXED},
      {"exploitable", VULNERABILITY_AFFECTED},
      {"in_triage", VULNERABILITY_UNDER_INVESTIGATION},
      {"false_positive", VULNERABILITY_NOT_AFFECTED},
      {"not_affected", VULNERABILITY_NOT_AFFECTED},
      /* OpenVEX */
      {"affected", VULNERABILITY_AFFECTED},
      {"fixed", VULNERABILITY_FIXED},
      {"under_investigation", VULNERABILITY_UNDER_INVESTIGATION},
      /* CSAF */
      {"first_affected", VULNERABILITY_AFFECTED},
      {"known_affected", VULNERABILITY_AFFECTED},
      {"last_affected", VULNERABILITY_AFFECTED},
      {"first_fixed", VULNERABILITY_FIXED},
      {"known_not_affected", VULNERABILITY_NOT_AFFECTED},
      {"recommended", VULNERABILITY_NO_STATUS},
  };
  if (!word) return VULNERABILITY_NO_STATUS;
  for (size_t i = 0; i < ARRAY_LEN(words); i++)
    if (str_eq(words[i].word, word)) return words[i].status;
  statements_warn(reading, at, _("The format knows no status “%s”; it counts as not given."), word);
  return VULNERABILITY_NO_STATUS;
}

/* ---- justification ---- */

const char *justification_of_word(struct statements *reading, struct view at, const char *word) {
  static const struct word words[] = {
      /* OpenVEX, CSAF */
      {"component_not_present", "component-not-present"},
      {"vulnerable_code_not_present", "vulnerable-code-not-present"},
      {"vulnerable_code_not_in_execute_path", "vulnerable-code-not-in-execute-path"},
      {"vulnerable_code_cannot_be_controlled_by_adversary", "vulnerable-code-cannot-be-controlled-by-adversary"},
      {"inline_mitigations_already_exist", "inline-mitigations-already-exist"},
      /* CycloneDX */
      {"code_not_present", "vulnerable-code-not-present"},
      {"code_not_reachable", "vulnerable-code-not-in-execute-path"},
      {"requires_configuration", "requires-configuration"},
      {"requires_dependency", "requires-dependency"},
      {"requires_environment", "requires-environment"},
      {"protected_by_compiler", "protected-by-compiler"},
      {"protected_at_runtime", "protected-at-runtime"},
      {"protected_at_perimeter", "protected-at-perimeter"},
      {"protected_by_mitigating_control", "inline-mitigations-already-exist"},
  };
  const char *id = word ? id_of(words, ARRAY_LEN(words), word) : NULL;
  if (word && !id) statements_warn(reading, at, _("The format knows no justification “%s”; it counts as not given."), word);
  return id;
}

/* ---- ratings ---- */

const char *severity_of_word(struct statements *reading, struct view at, const char *word) {
  static const char *const severities[] = {"critical", "high", "medium", "low", "none"};
  static const struct word others[] = {{"info", "none"}, {"unknown", NULL}};
  if (!word) return NULL;
  CLEANUP(mem_freep) char *folded = text_fold(word);
  for (size_t i = 0; i < ARRAY_LEN(severities); i++)
    if (str_eq(folded, severities[i])) return severities[i];
  for (size_t i = 0; i < ARRAY_LEN(others); i++)
    if (str_eq(folded, others[i].word)) return others[i].id;
  statements_warn(reading, at, _("The format knows no severity “%s”; it counts as not given."), word);
  return NULL;
}

void take_score(struct statements *reading, struct view object, const char *key, struct vulnerability_rating *rating) {
  const char *text = take_line(reading, object, key);
  int64_t score;
  if (!text) return;
  rating->has_score = number_parse(text, &score) && score >= 0 && score <= 10000000;
  if (rating->has_score)
    rating->score = score;
  else
    statements_warn(reading, view_get(object, key), _("The score “%.20s” is not a number from 0 to 10; it counts as not given."), text);
}

static int rank_of(const struct vulnerability_rating *rating) {
  static const char *const newest_first[] = {"CVSSv4", "CVSSv31", "CVSSv3", "SSVC", "CVSSv2"};
  int rank = rating->has_score ? 20 : rating->severity ? 10 : 0;
  for (size_t i = 0; i < ARRAY_LEN(newest_first); i++)
    if (str_eq(rating->method, newest_first[i])) return rank + (int)(ARRAY_LEN(newest_first) - i);
  return rank;
}

const struct vulnerability_rating *vulnerability_rating(const struct vulnerability *vulnerability) {
  const struct vulnerability_rating *best = NULL;
  for (size_t i = 0; i < vulnerability->ratings_len; i++) {
    const struct vulnerability_rating *rating = &vulnerability->ratings[i];
    int better = best ? rank_of(rating) - rank_of(best) : 1;
    if (better > 0 || (better == 0 && rating->score > best->score)) best = rating;
  }
  return best;
}

/* ---- package URLs ---- */

bool is_purl(const char *text) {
  return text && strncasecmp(text, "pkg:", 4) == 0;
}

static int hex(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *percent_decoded(struct arena *arena, const char *text, size_t len) {
  char *decoded = arena_strndup(arena, text, len);
  size_t kept = 0;
  for (size_t i = 0; i < len; i++) {
    bool escape = text[i] == '%' && i + 2 < len && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    decoded[kept++] = escape ? (char)(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  decoded[kept] = '\0';
  bool readable = kept == strlen(decoded) && utf8_valid(decoded, kept) && text_first_bad(decoded, kept) < 0;
  return readable ? decoded : arena_strndup(arena, text, len);
}

void names_of_purl(struct arena *arena, const char *purl, const char **name, const char **version) {
  if (!is_purl(purl)) return;
  const char *path = purl + 4 + strspn(purl + 4, "/");
  const char *end = path + strcspn(path, "?#");
  const char *type_end = memchr(path, '/', (size_t)(end - path));
  if (!type_end) return;
  const char *from = type_end + 1, *at = memrchr(from, '@', (size_t)(end - from));
  const char *name_end = at ? at : end;
  if (name_end > from) *name = percent_decoded(arena, from, (size_t)(name_end - from));
  if (at && at + 1 < end) *version = percent_decoded(arena, at + 1, (size_t)(end - at - 1));
}
