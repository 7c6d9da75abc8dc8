/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements about vulnerabilities in, the workspace and attestations out; under the real law pack. */
#include "cli/support.h"

#define DATA TOP_SRCDIR "/tests/interop/data/"

static int real_up(void **state) {
  int status = bench_up(state);
  free(bench->program);
  bench->program = mem_strdup(TOP_SRCDIR "/src");
  return status;
}

static void says(const char *words) {
  if (!strstr(buf_str(&bench->out), words)) fail_msg("no “%s” in:\n%s", words, buf_str(&bench->out));
}

static void complains(const char *words) {
  if (!strstr(buf_str(&bench->err), words)) fail_msg("no “%s” in:\n%s", words, buf_str(&bench->err));
}

static void import_and_accept_vulnerabilities(void **state) {
  (void)state;
  make_workspace();
  runs("import %/w.cradle 1.0 " DATA "statements.openvex.json", 0);
  says("OpenVEX");
  says("4 new");
  says("cradle accept");
  runs("list %/w.cradle vulnerability", 0);
  says("CVE-2027-0002");
  runs("import %/w.cradle 'Example Toaster' " DATA "kev.json --json", 0);
  says("\"exploited\": 2");
  runs("accept %/w.cradle 1.0", 0);
  says("stated now");
  runs("accept %/w.cradle 1.0 --json", 0);
  says("\"accepted\": 0");
  runs("import %/w.cradle 1.0 " DATA "statements.openvex.json --as evidence --json", 0);
  says("\"kind\": \"evidence\"");
}

static void broken_statements_are_refused_with_their_place(void **state) {
  (void)state;
  make_workspace();
  write_text("broken.json", "{\"@context\": \"https://openvex.dev/ns/v0.2.0\",\n\"statements\": [}");
  runs("import %/w.cradle 1.0 %/broken.json", STATUS_INPUT);
  complains("broken.json:2:16");
}

static void workspace_goes_out_and_comes_back(void **state) {
  (void)state;
  make_workspace();
  runs("import %/w.cradle 1.0 " DATA "statements.openvex.json", 0);
  runs("export %/w.cradle -o %/w.json --files %/files", 0);
  says("files: 1");
  runs("init %/again.cradle --from %/w.json", STATUS_INPUT);
  complains("--files");
  runs("init %/again.cradle --from %/w.json --files %/files", 0);
  runs("check %/again.cradle", 0);
  runs("list %/again.cradle vulnerability", 0);
  says("CVE-2027-0002");
  runs("export %/w.cradle -o %/w.json", STATUS_USAGE);
  complains("--replace");
  runs("export %/w.cradle -o %/w.cradle --replace", STATUS_USAGE);
  runs("export %/w.cradle 'Example Toaster' -o %/w.json --replace", 0);
  runs("init %/again.cradle --from %/w.json --files %/files", STATUS_WORKSPACE);
  runs("init %/other.cradle --from %/w.json --organisation X", STATUS_USAGE);
}

static void attestations_are_json_or_xml(void **state) {
  (void)state;
  make_workspace();
  runs("export %/w.cradle 1.0 --format cyclonedx-attestations", 0);
  says("\"specVersion\": \"1.7\"");
  says("not the EU declaration of conformity");
  runs("export %/w.cradle 1.0 --format cyclonedx-attestations --spec 1.6 -o %/a.xml", 0);
  char *path = in_folder("a.xml"), *text = file_text(path);
  assert_non_null(strstr(text, "http://cyclonedx.org/schema/bom/1.6"));
  free(path);
  free(text);
  runs("export %/w.cradle --format cyclonedx-attestations", STATUS_USAGE);
  runs("export %/w.cradle 1.0 --format oscal", STATUS_USAGE);
  runs("export %/w.cradle 1.0 --format cyclonedx-attestations --spec 2", STATUS_USAGE);
}

#define real_test(name) cmocka_unit_test_setup_teardown(name, real_up, bench_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      real_test(import_and_accept_vulnerabilities),
      real_test(broken_statements_are_refused_with_their_place),
      real_test(workspace_goes_out_and_comes_back),
      real_test(attestations_are_json_or_xml),
  };
  return cmocka_run_group_tests_name("cli export", tests, NULL, NULL);
}
