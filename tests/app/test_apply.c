/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/support.h"

static enum status apply_with(struct fixture *fixture, const char *json, struct map **ret_refs) {
  return app_apply(fixture->session, json, strlen(json), "answers.json", fixture->folder, fixture->arena, ret_refs, &fixture->error);
}

static enum status apply(struct fixture *fixture, const char *json) {
  return apply_with(fixture, json, NULL);
}

static const char two_releases[] =
    "{\"as\": \"Somebody Else\",\n"
    " \"subjects\": [{\"ref\": \"@r\", \"type\": \"release\", \"name\": \"3.0\", \"parent\": \"@p\"},\n"
    "  {\"ref\": \"@p\", \"type\": \"product\", \"name\": \"Example Cam\"},\n"
    "  {\"ref\": \"@e\", \"type\": \"evidence\", \"name\": \"Report\", \"parent\": \"@p\"}],\n"
    " \"answers\": [{\"subject\": \"@p\", \"question\": \"scope.mdr\", \"value\": false, \"note\": \"no purpose\"},\n"
    "  {\"subject\": \"@p\", \"question\": \"aia.prohibited\", \"value\": [\"a\", \"c\"]},\n"
    "  {\"subject\": \"@p\", \"question\": \"product.identification\", \"value\": {\"none\": true}},\n"
    "  {\"subject\": \"@p\", \"question\": \"scope.ehr\", \"value\": {\"unknown\": true}},\n"
    "  {\"subject\": \"@r\", \"question\": \"support.expected-use\", \"value\": 84},\n"
    "  {\"subject\": \"@r/cra.annex-i.1.1\", \"question\": \"req.evidence\", \"value\": [\"@e\"]},\n"
    "  {\"subject\": \"Example NetGuard\", \"question\": \"scope.connection\", \"value\": \"direct\"}]}\n";

static void subjects_and_answers_of_all_kinds_arrive_in_one_step(void **state) {
  struct fixture *fixture = *state;
  struct map *refs = NULL;
  succeeds(fixture, apply_with(fixture, two_releases, &refs));
  const char *product = map_get(refs, "@p"), *release = map_get(refs, "@r");
  assert_string_equal(said(fixture, product, "product.name"), "Example Cam");
  assert_string_equal(said(fixture, product, "scope.mdr"), "no");
  assert_string_equal(fact_of(fixture, product, "scope.mdr")->heads[0].note, "no purpose");
  const char *author = fact_of(fixture, product, "scope.mdr")->heads[0].author;
  assert_string_equal(engine_type(session_engine(fixture->session), author)->id, "person");
  assert_string_equal(app_author_name(fixture->session, author), "Somebody Else");
  assert_true(fact_has(fact_of(fixture, product, "aia.prohibited"), "c"));
  assert_int_equal(fact_state(fact_of(fixture, product, "scope.ehr")), ANSWER_UNKNOWN);
  assert_int_equal(fact_of(fixture, product, "product.identification")->heads[0].value.type, VALUE_NONE);
  assert_string_equal(said(fixture, release, "support.expected-use"), "84");
  char *record = mem_printf("%s/cra.annex-i.1.1", release);
  assert_true(fact_has(fact_of(fixture, record, "req.evidence"), map_get(refs, "@e")));
  assert_string_equal(said(fixture, fixture->product, "scope.connection"), "direct");
  assert_string_equal(snapshot_subject(session_snapshot(fixture->session), release)->parent, product);
  free(record);
  map_free(refs);
}

static void one_undo_by_who_is_named_takes_all_of_it_back(void **state) {
  struct fixture *fixture = *state;
  struct map *refs = NULL;
  session_free(fixture->session);
  fixture->session = opened_by(fixture, "Somebody Else");
  succeeds(fixture, apply_with(fixture, two_releases, &refs));
  succeeds(fixture, app_undo(fixture->session, NULL, &fixture->error));
  assert_true(snapshot_subject(session_snapshot(fixture->session), map_get(refs, "@r"))->archived);
  assert_string_equal(said(fixture, fixture->product, "scope.connection"), "");
  map_free(refs);
}

struct refusal {
  const char *json;
  enum status status;
  const char *words;
};

#define GOOD "{\"subject\": \"product\", \"question\": \"scope.mdr\", \"value\": true},\n"
#define ANSWERS(bad) "{\"answers\": [\n" GOOD bad "]}"
#define SUBJECTS(bad) "{\"subjects\": [{\"ref\": \"@n\", \"type\": \"product\", \"name\": \"New\"},\n" bad "], \"answers\": []}"

static const struct refusal refusals[] = {
    {"{\"answers\": [", STATUS_INPUT, "answers.json"},
    {"[]", STATUS_INPUT, "object is needed"},
    {"{\"answer\": []}", STATUS_INPUT, "“answer” has no meaning"},
    {"{\"answers\": {}}", STATUS_INPUT, "array is needed"},
    {ANSWERS("{\"subject\": \"product\", \"value\": true}"), STATUS_INPUT, "answers.json:3: The key “question”"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.ehr\"}"), STATUS_INPUT, "product scope.ehr: The value is missing"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.ehr\", \"value\": null}"), STATUS_INPUT, "value is missing"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.ehr\", \"value\": {\"clear\": false}}"), STATUS_INPUT, "not a value"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.ehr\", \"value\": 1}"), STATUS_USAGE,
     "answers.json:3: product scope.ehr: The question takes an answer of type “bool”"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.supply\", \"value\": true}"), STATUS_USAGE, "type “choice”"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.supply\", \"value\": \"comercial\"}"), STATUS_USAGE, "commercial, own-use"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.supply\", \"value\": [\"commercial\"]}"), STATUS_USAGE,
     "one answer, not a set"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"aia.prohibited\", \"value\": [\"a\", true]}"), STATUS_USAGE, "type “set”"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"aia.prohibitd\", \"value\": []}"), STATUS_USAGE, "Did you mean: aia.prohibited"},
    {ANSWERS("{\"subject\": \"release\", \"question\": \"support.end\", \"value\": \"2031-11-31\"}"), STATUS_USAGE, "does not exist"},
    {ANSWERS("{\"subject\": \"@x\", \"question\": \"scope.ehr\", \"value\": true}"), STATUS_USAGE,
     "answers.json:3: There is no reference “@x”"},
    {ANSWERS("{\"subject\": \"nobody\", \"question\": \"scope.ehr\", \"value\": true}"), STATUS_USAGE,
     "answers.json:3: There is no subject “nobody”"},
    {ANSWERS("{\"subject\": \"release\", \"question\": \"scope.ehr\", \"value\": true}"), STATUS_USAGE, "type “product”, not “release”"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"scope.mdr\", \"value\": false}"), STATUS_USAGE, "answered already on line 2"},
    {ANSWERS("{\"subject\": \"product\", \"question\": \"product.type\", \"value\": {\"file\": \"nowhere.txt\"}}"), STATUS_INPUT,
     "nowhere.txt"},
    {SUBJECTS("{\"ref\": \"@n\", \"type\": \"product\", \"name\": \"Again\"}"), STATUS_INPUT,
     "answers.json:2: The reference is given twice"},
    {SUBJECTS("{\"ref\": \"n\", \"type\": \"product\", \"name\": \"Again\"}"), STATUS_INPUT, "begins with @"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"prodct\", \"name\": \"Again\"}"), STATUS_USAGE,
     "answers.json:2: There is no type of subject “prodct”"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"requirement\", \"name\": \"Again\"}"), STATUS_INPUT, "exist by themselves"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"release\", \"name\": \"1\"}"), STATUS_INPUT, "more than one is possible"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"risk\", \"name\": \"1\", \"parent\": \"@n\"}"), STATUS_INPUT, "parent is of another type"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"risk\", \"name\": \"1\", \"parent\": \"@k\"}"), STATUS_USAGE, "no reference “@k”"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"organisation\", \"name\": \"1\", \"parent\": \"@n\"}"), STATUS_INPUT, "have no parent"},
    {SUBJECTS("{\"ref\": \"@m\", \"type\": \"product\", \"name\": \"\"}"), STATUS_USAGE, "answers.json:2: The answer is empty"},
    {"{\"subjects\": [{\"ref\": \"@r\", \"type\": \"release\", \"name\": \"9\"}], \"answers\": [\n"
     "{\"subject\": \"@r/cra.annex-i.9\", \"question\": \"req.status\", \"value\": \"open\"}]}",
     STATUS_USAGE, "no requirement “cra.annex-i.9”"},
};

static void mistake_anywhere_is_named_with_its_line_and_nothing_is_stored(void **state) {
  struct fixture *fixture = *state;
  size_t before = count_events(fixture), subjects = snapshot_subject_count(session_snapshot(fixture->session));
  for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
    fails(fixture, apply(fixture, refusals[i].json), refusals[i].status, refusals[i].words);
  assert_int_equal(count_events(fixture), before);
  assert_int_equal(snapshot_subject_count(session_snapshot(fixture->session)), subjects);
}

static void files_are_seen_from_the_folder_of_the_answers(void **state) {
  struct fixture *fixture = *state;
  file_with(fixture, "report.txt", "All tests passed.\n");
  struct map *refs = NULL;
  succeeds(fixture,
           apply_with(fixture,
                      "{\"subjects\": [{\"ref\": \"@e\", \"type\": \"evidence\", \"name\": \"Report\"}],"
                      "\"answers\": [{\"subject\": \"@e\", \"question\": \"evidence.file\", \"value\": {\"file\": \"report.txt\"}},"
                      "{\"subject\": \"product\", \"question\": \"product.intended-purpose\", \"value\": {\"file\": \"report.txt\"}}]}",
                      &refs));
  assert_string_equal(said(fixture, fixture->product, "product.intended-purpose"), "All tests passed.");
  const struct head *head = &fact_of(fixture, map_get(refs, "@e"), "evidence.file")->heads[0];
  assert_string_equal(head->value.lang, "report.txt");
  struct buf content = {0};
  succeeds(fixture, store_blob_get(session_store(fixture->session), head->value.text, &content, &fixture->error));
  assert_string_equal(buf_str(&content), "All tests passed.\n");
  buf_free(&content);
  map_free(refs);
}

static void file_of_a_refused_apply_is_not_kept(void **state) {
  struct fixture *fixture = *state;
  file_with(fixture, "secret.txt", "not to be stored");
  fails(fixture,
        apply(fixture, "{\"subjects\": [{\"ref\": \"@e\", \"type\": \"evidence\", \"name\": \"Report\"}],"
                       "\"answers\": [{\"subject\": \"@e\", \"question\": \"evidence.file\", \"value\": {\"file\": \"secret.txt\"}},"
                       "{\"subject\": \"@e\", \"question\": \"evidence.kind\", \"value\": \"wrong\"}]}"),
        STATUS_USAGE, "not one of the choices");
  struct hash hash;
  char text[HASH_TEXT_SIZE];
  uint64_t size;
  hash_of("not to be stored", strlen("not to be stored"), &hash);
  hash_format(&hash, text);
  assert_int_not_equal(store_blob_size(session_store(fixture->session), text, &size, NULL), STATUS_OK);
}

static void same_answers_again_change_nothing(void **state) {
  struct fixture *fixture = *state;
  static const char json[] = "{\"answers\": [{\"subject\": \"product\", \"question\": \"aia.prohibited\", \"value\": [\"b\", \"a\"]},"
                             "{\"subject\": \"product\", \"question\": \"scope.mdr\", \"value\": \"no\"}]}";
  succeeds(fixture, apply(fixture, json));
  size_t before = count_events(fixture);
  succeeds(fixture, apply(fixture, json));
  assert_int_equal(count_events(fixture), before);
}

static void subjects_keep_the_order_in_which_they_were_given(void **state) {
  struct fixture *fixture = *state;
  struct buf json = {0};
  buf_puts(&json, "{\"subjects\": [");
  for (int i = 0; i < 25; i++)
    buf_printf(&json, "%s{\"type\": \"risk\", \"name\": \"Risk %d\"}", i ? "," : "", i);
  buf_puts(&json, "]}");
  succeeds(fixture, apply(fixture, buf_str(&json)));
  buf_free(&json);
  id_vec_t risks = {0};
  engine_children(session_engine(fixture->session), fixture->release, pack_subject_type(app_pack(fixture->app), "risk"), &risks);
  assert_int_equal(risks.len, 25);
  for (size_t i = 0; i < risks.len; i++) {
    char *name = mem_printf("Risk %zu", i);
    assert_string_equal(said(fixture, risks.items[i], "risk.title"), name);
    free(name);
  }
  vec_free(&risks);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      workspace_test(subjects_and_answers_of_all_kinds_arrive_in_one_step),
      workspace_test(one_undo_by_who_is_named_takes_all_of_it_back),
      workspace_test(mistake_anywhere_is_named_with_its_line_and_nothing_is_stored),
      workspace_test(files_are_seen_from_the_folder_of_the_answers),
      workspace_test(file_of_a_refused_apply_is_not_kept),
      workspace_test(same_answers_again_change_nothing),
      workspace_test(subjects_keep_the_order_in_which_they_were_given),
  };
  return cmocka_run_group_tests_name("app apply", tests, NULL, NULL);
}
