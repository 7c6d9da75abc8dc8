/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole outputs, read by people before they were stored. After a wanted change: run with UPDATE_GOLDENS=1, and read the difference.
 */
#include "cli/support.h"

/* The folder of the test has another name each time. */
static void add_neutral(struct buf *to, const char *text) {
  size_t len = strlen(bench->folder);
  for (const char *found; (found = strstr(text, bench->folder)); text = found + len) {
    buf_add(to, text, (size_t)(found - text));
    buf_puts(to, "FOLDER");
  }
  buf_puts(to, text);
}

static void play(struct buf *screen, const char *const *lines, size_t len) {
  for (size_t i = 0; i < len; i++) {
    int status = cradle(lines[i]);
    buf_printf(screen, "$ cradle %s\n", lines[i]);
    add_neutral(screen, buf_str(&bench->out));
    add_neutral(screen, buf_str(&bench->err));
    if (status) buf_printf(screen, "[exit status %d]\n", status);
    buf_putc(screen, '\n');
  }
}

static void show_difference(const char *expected, const char *found) {
  for (int line = 1; *expected || *found; line++) {
    size_t a = strcspn(expected, "\n"), b = strcspn(found, "\n");
    if (a != b || strncmp(expected, found, a) != 0) {
      print_error("line %d\n  expected: %.*s\n  found:    %.*s\n", line, (int)a, expected, (int)b, found);
      return;
    }
    expected += a + (expected[a] == '\n');
    found += b + (found[b] == '\n');
  }
}

static void assert_expected(const char *name, const struct buf *screen) {
  char *path = mem_printf(TOP_SRCDIR "/tests/cli/%s.expected", name);
  struct buf expected = {0};
  if (getenv("UPDATE_GOLDENS")) assert_int_equal(file_write(path, buf_str(screen), screen->len, 0644, NULL), STATUS_OK);
  assert_int_equal(file_read(path, 1 << 22, &expected, NULL), STATUS_OK);
  bool same = str_eq(buf_str(&expected), buf_str(screen));
  if (!same) {
    print_error("%s\n", path);
    show_difference(buf_str(&expected), buf_str(screen));
  }
  buf_free(&expected);
  free(path);
  assert_true(same);
}

static void assert_screen(const char *name, const char *const *lines, size_t len) {
  struct buf screen = {0};
  play(&screen, lines, len);
  assert_expected(name, &screen);
  buf_free(&screen);
}

static void first_steps_with_a_new_workspace(void **state) {
  (void)state;
  static const char *const lines[] = {
      "init %/w.cradle --organisation 'Example GmbH'",
      "list %/w.cradle",
      "add %/w.cradle product 'Example Toaster'",
      "add %/w.cradle release 1.0 --parent 'Example Toaster'",
      "add %/w.cradle release 2.0",
      "list %/w.cradle",
      "list %/w.cradle release",
      "list %/w.cradle gadget",
      "list %/w.cradle release --json",
  };
  assert_screen("first-steps", lines, ARRAY_LEN(lines));
}

static void answers_and_what_is_asked(void **state) {
  (void)state;
  make_workspace();
  static const char *const lines[] = {
      "ask %/w.cradle product",
      "set %/w.cradle product product.toasts yes --note 'Tried it.' --by 'Another Person'",
      "set %/w.cradle product product.power coal",
      "set %/w.cradle product product.breads white,rye",
      "unlink %/w.cradle product product.breads white",
      "set %/w.cradle product product.slogan 'Golden, every morning, on both sides, whatever the weather, and it pops up by itself.'",
      "set %/w.cradle 1.0 release.placed --none",
      "set %/w.cradle 1.0 release.degrees --unknown",
      "ask %/w.cradle product",
      "ask %/w.cradle product --json",
      "ask %/w.cradle 1.0",
      "set %/w.cradle product product.toasts no",
      "ask %/w.cradle product --all",
      "undo %/w.cradle",
      "redo %/w.cradle",
      "set %/w.cradle 1.0 release.degrees --note 'Ask the laboratory.'",
      "set %/w.cradle product product.slogan --none",
      "log %/w.cradle --limit 8",
      "log %/w.cradle 'Example Toaster'",
  };
  assert_screen("answers", lines, ARRAY_LEN(lines));
}

static void refusals_say_what_where_and_what_next(void **state) {
  (void)state;
  make_workspace();
  write_text("bad.json", "{\"answers\": [\n  {\"subject\": \"product\", \"question\": \"product.power\", \"value\": \"steam\"}]}");
  static const char *const lines[] = {
      "bake",
      "set",
      "set %/w.cradle product product.toasts",
      "set %/w.cradle product product.toasts yes --clear",
      "set %/w.cradle product product.toast yes",
      "set %/w.cradle product product.power steam",
      "set %/w.cradle product release.placed 2027-01-01",
      "set %/w.cradle 1.0 release.placed 2027-02-30",
      "set %/w.cradle 1.0 release.degrees 301",
      "set %/w.cradle 'Example Tooster' product.toasts yes",
      "set %/w.cradle product product.toasts yes --nonsense",
      "set %/w.cradle product product.toasts yes --note",
      "apply %/w.cradle %/bad.json",
      "apply %/w.cradle %/nowhere.json",
      "ask %/nowhere.cradle product",
      "ask %/bad.json product",
      "init %/w.cradle --organisation 'Example GmbH'",
      "init %/x.cradle",
      "why %/w.cradle product ex.taste",
      "render %/w.cradle 1.0 leaflet",
      "render %/w.cradle 1.0 brochure --draft",
      "redo %/w.cradle",
      "list %/w.cradle --as-of 2027-13-01",
      "list %/w.cradle --lang xx",
      "set %/w.cradle product product.toasts --none",
      "set %/w.cradle 1.0 release.degrees 1234567890123456",
      "add %/w.cradle product 'example toaster'",
      "add %/w.cradle release 2.0",
      "assess %/w.cradle release",
      "undo %/w.cradle --by 'Another Person'",
  };
  assert_screen("refusals", lines, ARRAY_LEN(lines));
}

static void assessment_and_its_reasons(void **state) {
  (void)state;
  make_workspace();
  static const char *const lines[] = {
      "assess %/w.cradle 1.0",
      "why %/w.cradle 1.0 ex.scope",
      "set %/w.cradle product product.toasts yes",
      "set %/w.cradle product product.power mains",
      "set %/w.cradle 1.0/ex.annex.1 req.status verified",
      "assess %/w.cradle 1.0",
      "assess %/w.cradle 1.0 --json",
      "why %/w.cradle product ex.scope",
      "why %/w.cradle product ex.scope --json",
      "why %/w.cradle 1.0 product.power",
      "why %/w.cradle 1.0/ex.annex.2 gap.status",
      "why %/w.cradle 1.0/ex.annex.1 gap.status",
      "why %/w.cradle product gap.status",
      "set %/w.cradle 1.0/ex.annex.2 req.status verified",
      "assess %/w.cradle 1.0",
  };
  assert_screen("assessment", lines, ARRAY_LEN(lines));
}

static void duties_and_how_provisions_stand_to_each_other(void **state) {
  (void)state;
  make_workspace();
  write_text("report.txt", "It does not burn.\n");
  static const char *const lines[] = {
      "duties %/w.cradle 1.0",
      "set %/w.cradle product product.toasts yes",
      "set %/w.cradle product product.power mains",
      "set %/w.cradle product product.slogan 'Nicely brown'",
      "duties %/w.cradle 1.0 --all",
      "duties %/w.cradle product --json",
      "duties %/w.cradle 1.0 --as-of 2041-01-01",
      "why %/w.cradle 1.0 duty.label",
      "why %/w.cradle 1.0 duty.slogan --json",
      "import %/w.cradle 1.0/ex.annex.1 %/report.txt",
      "cross-map %/w.cradle 1.0",
      "cross-map %/w.cradle 1.0 --json",
      "cross-map %/w.cradle product",
  };
  assert_screen("duties", lines, ARRAY_LEN(lines));
}

static void interview_line_by_line(void **state) {
  (void)state;
  make_workspace();
  static const char *const typed[] = {"?", "w",  "maybe",      "yes",  "3",       "2", "u", "1", "1, 2",
                                      "n", "=n", "2027-02-30", "none", "unknown", "2", "n", "q"};
  bench->lines = typed;
  bench->lines_len = ARRAY_LEN(typed);
  static const char *const lines[] = {"interview %/w.cradle 1.0", "log %/w.cradle --limit 9"};
  assert_screen("interview", lines, ARRAY_LEN(lines));
}

static void help_for_each_command(void **state) {
  (void)state;
  static const char *const lines[] = {"--help",        "help set", "init --help",  "apply --help", "interview --help",
                                      "render --help", "log -h",   "check --help", "pack --help",  "help bake"};
  assert_screen("help", lines, ARRAY_LEN(lines));
}

static void copy_text(const char *from, const char *name) {
  struct buf content = {0};
  assert_int_equal(file_read(from, 1 << 20, &content, NULL), STATUS_OK);
  write_text(name, buf_str(&content));
  buf_free(&content);
}

static void official_texts_and_what_they_say(void **state) {
  (void)state;
  make_workspace();
  copy_text(TOP_SRCDIR "/tests/lawtext/data/act.en.fmx.xml", "act.en.fmx.xml");
  copy_text(TOP_SRCDIR "/tests/lawtext/data/annex.en.fmx.xml", "annex.en.fmx.xml");
  copy_text(TOP_SRCDIR "/tests/lawtext/data/published.de.xhtml", "act.de.xhtml");
  copy_text(TOP_SRCDIR "/tests/lawtext/data/consolidated.fr.xml", "act.fr.xml");
  copy_text(TOP_SRCDIR "/tests/lawtext/data/manifest.doc.fmx.xml", "manifest.xml");
  write_text("other.xml", "<ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC><YEAR>1999</YEAR><NO.CURRENT>8</NO.CURRENT></BIB.INSTANCE>"
                          "<ARTICLE IDENTIFIER=\"001\"><ALINEA>x</ALINEA></ARTICLE></ACT>");
  static const char *const lines[] = {
      "law %/w.cradle list",
      "law %/w.cradle show EX 2",
      "law %/w.cradle import %/act.en.fmx.xml %/annex.en.fmx.xml %/act.de.xhtml",
      "law %/w.cradle import %/act.fr.xml --json",
      "law %/w.cradle import %/act.en.fmx.xml",
      "law %/w.cradle list",
      "law %/w.cradle show 'EX 2(1)(a)'",
      "law %/w.cradle show ex Art. 2 --lang de",
      "law %/w.cradle show 'EX 2(1)(b)' --lang fr",
      "law %/w.cradle show EX annex II section A point 4",
      "law %/w.cradle show EX anx.i.part-i.1 --lang de --json",
      "law %/w.cradle show EX recital 77",
      "law %/w.cradle show product.power",
      "law %/w.cradle show ex.annex.1",
      "law %/w.cradle show EX",
      "law %/w.cradle show Toaster 5",
      "law %/w.cradle import %/manifest.xml",
      "law %/w.cradle import %/other.xml",
      "law %/w.cradle import",
      "law %/w.cradle burn",
      "import %/w.cradle product %/act.en.fmx.xml --as law-text",
      "log %/w.cradle --limit 3",
      "check %/w.cradle",
  };
  assert_screen("law", lines, ARRAY_LEN(lines));
}

static void files_in_and_documents_out(void **state) {
  (void)state;
  make_workspace();
  write_text("report.txt", "It did not burn.\n");
  write_text("list.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, \"components\": ["
                          "{\"type\": \"library\", \"name\": \"example-spring\", \"version\": \"1.2\"}]}");
  static const char *const lines[] = {
      "import %/w.cradle 1.0/ex.annex.1 %/report.txt",
      "import %/w.cradle 1.0 %/list.json",
      "import %/w.cradle 1.0 %/list.json --as evidence --json",
      "ask %/w.cradle 1.0/ex.annex.1",
      "render %/w.cradle 1.0 leaflet --draft --format text -o %/leaflet.txt",
      "archive %/w.cradle report.txt",
      "list %/w.cradle",
      "log %/w.cradle --limit 3",
      "import %/w.cradle product %/report.txt",
      "render %/w.cradle 1.0 leaflet --draft --format text -o %/leaflet.txt",
      "render %/w.cradle 1.0 leaflet --draft --format text -o %/report.txt",
  };
  assert_screen("files", lines, ARRAY_LEN(lines));
}

#define LIST_HEAD "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, "

static void component_lists_are_shown_compared_and_judged(void **state) {
  (void)state;
  make_workspace();
  write_text("before.json",
             LIST_HEAD "\"components\": [{\"type\": \"library\", \"group\": \"org.example\", \"name\": \"crust\", \"version\": \"1.2\"},"
                       "{\"type\": \"library\", \"name\": \"crumb\"}]}");
  write_text("after.json", LIST_HEAD
             "\"metadata\": {\"timestamp\": \"2026-05-04T10:00:00Z\", \"tools\": [{\"name\": \"lister\"}]}, \"serialNumber\": \"7\","
             "\"components\": [{\"type\": \"library\", \"group\": \"org.example\", \"name\": \"crust\", \"version\": \"1.3\","
             "\"licenses\": [{\"license\": {\"id\": \"MIT\"}}]},"
             "{\"type\": \"machine-learning-model\", \"name\": \"browning\", \"version\": \"main\"}]}");
  static const char *const lines[] = {
      "import %/w.cradle 1.0 %/before.json %/after.json",
      "components %/w.cradle after.json",
      "components %/w.cradle after.json --filter crust --json",
      "components %/w.cradle after.json --ai",
      "components %/w.cradle after.json --against before.json",
      "components %/w.cradle after.json --against before.json --json --limit 1",
      "components %/w.cradle before.json --rules",
      "components %/w.cradle before.json --rules miller --json",
      "components %/w.cradle before.json --rules butcher",
      "components %/w.cradle before.json miller",
      "components %/w.cradle before.json --rules --ai",
      "components %/w.cradle 1.0",
  };
  assert_screen("components", lines, ARRAY_LEN(lines));
}

static void law_pack_is_replaced(void **state) {
  (void)state;
  make_workspace();
  runs("set %/w.cradle product product.toasts yes", 0);
  runs("set %/w.cradle product product.power coal", 0);
  runs("set %/w.cradle product product.breads rye", 0);
  char *checksum = make_second_pack();
  char *show = mem_printf("pack --install %%/second --checksum %s", checksum), *install = mem_printf("%s --yes", show);
  char *from_workspace = mem_printf("pack --install %%/w.cradle --checksum %s --yes --json", checksum);
  const char *const lines[] = {
      "pack --install %/second",
      "pack --install %/second --checksum 0000000000000000000000000000000000000000000000000000000000000000",
      show,
      install,
      "pack %/w.cradle",
      "ask %/w.cradle product",
      "assess %/w.cradle product",
      "set %/w.cradle product product.power coal",
      "pack %/w.cradle --json",
      "ask %/w.cradle product --pack 1",
      "assess %/w.cradle product --pack 0.5",
      install,
      "pack --restore-previous",
      "pack --restore-previous",
      "set %/w.cradle product product.power mains",
      "list %/w.cradle",
      from_workspace,
  };
  assert_screen("pack", lines, ARRAY_LEN(lines));
  free(show);
  free(install);
  free(from_workspace);
  free(checksum);
}

int main(void) {
  lang_init(NULL);
  const struct CMUnitTest tests[] = {
      bench_test(first_steps_with_a_new_workspace),
      bench_test(answers_and_what_is_asked),
      bench_test(refusals_say_what_where_and_what_next),
      bench_test(assessment_and_its_reasons),
      bench_test(duties_and_how_provisions_stand_to_each_other),
      bench_test(interview_line_by_line),
      bench_test(help_for_each_command),
      bench_test(official_texts_and_what_they_say),
      bench_test(files_in_and_documents_out),
      bench_test(component_lists_are_shown_compared_and_judged),
      bench_test(law_pack_is_replaced),
  };
  return cmocka_run_group_tests_name("cli golden", tests, NULL, NULL);
}
