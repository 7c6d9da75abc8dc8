/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/command.h"

#include <string.h>

const struct option_info options_everywhere[] = {
    {"json", 0, NULL, N_("Answer in JSON.")},
    {"as-of", 0, "DATE", N_("The day on which the law is asked; today if it is left out.")},
    {"by", 0, "PERSON", N_("Who answers, as shown in the journal. Otherwise $CRADLE_USER, then $USER.")},
    {"lang", 0, "LANGUAGE", N_("Language of the output, of documents and of texts for the declaration, such as en or de.")},
    {"help", 'h', NULL, N_("Show help for the command.")},
    {"version", 0, NULL, N_("Show the version of the program.")},
};
const size_t options_everywhere_len = ARRAY_LEN(options_everywhere);

static const struct option_info init_options[] = {
    {"organisation", 0, "NAME", N_("Legal name of the organisation (needed, unless --from is given).")},
    {"from", 0, "EXPORT", N_("Make it from what “cradle export” wrote.")},
    {"files", 0, "FOLDER", N_("Where the stored files of the export are.")}};
static const struct option_info add_options[] = {
    {"parent", 0, "SUBJECT", N_("What the new subject belongs to; may be left out where only one is possible.")}};
#define PACK_OPTION                                                                                                                        \
  {                                                                                                                                        \
    "pack", 0, "VERSION",                                                                                                                  \
        N_("Look back: under an older law pack that the workspace keeps, named by version or checksum. Nothing is written.")               \
  }
static const struct option_info ask_options[] = {{"all", 0, NULL, N_("Also questions that are not asked now.")}, PACK_OPTION};
static const struct option_info assess_options[] = {PACK_OPTION};
static const struct option_info duties_options[] = {{"all", 0, NULL, N_("Also duties of others.")}, PACK_OPTION};
static const struct option_info cross_map_options[] = {PACK_OPTION};
static const struct option_info why_options[] = {PACK_OPTION};
static const struct option_info set_options[] = {
    {"unknown", 0, NULL, N_("The answer is: unknown.")},
    {"clear", 0, NULL, N_("Take the answer back.")},
    {"none", 0, NULL, N_("There is none: an empty set, a date that does not exist, or nothing to say where a text is not required.")},
    {"note", 0, "TEXT", N_("A remark that stands beside the answer.")},
};
static const struct option_info render_options[] = {
    {"output", 'o', "OUT",
     N_("File to write. Otherwise named after product, release and document. With --draft --format text, - shows it on the screen.")},
    {"replace", 0, NULL, N_("Write even over a file that is not a document of this workspace.")},
    {"draft", 0, NULL, N_("A draft with watermark; always possible.")},
    {"format", 0, "FORMAT", N_("pdf (usual), text, or trace (every drawing operation as text, for tests).")},
    PACK_OPTION,
};
static const struct option_info import_options[] = {
    {"as", 0, "KIND", N_("evidence, component-list, vulnerabilities or exploited; otherwise the kind is recognised by the content.")},
    {"keep-inside", 0, NULL, N_("Keep also files over 64 MiB in the workspace, up to 2 GiB; otherwise they stay where they are.")}};
static const struct option_info export_options[] = {
    {"output", 'o', "OUT", N_("File to write; otherwise it is shown on the screen.")},
    {"replace", 0, NULL, N_("Write even over a file that exists.")},
    {"files", 0, "FOLDER", N_("Write the stored files into that folder, too, each named by its SHA-256.")},
    {"format", 0, "FORMAT", N_("json (usual), or cyclonedx-attestations; these are XML if OUT ends in .xml, else JSON.")},
    {"spec", 0, "VERSION", N_("Version of CycloneDX for attestations: 1.6 or 1.7 (usual).")},
};
static const struct option_info components_options[] = {
    {"filter", 0, "TEXT", N_("Only those with TEXT in name, version, package URL, supplier or licence.")},
    {"ai", 0, NULL, N_("Only models, data sets and frameworks, with source, version and licence.")},
    {"limit", 0, "NUMBER", N_("At most that many; otherwise 100, and 5 names for each rule.")},
    {"against", 0, "LIST", N_("What changed from that list to this one.")},
    {"rules", 0, NULL, N_("What rule sets ask of the list, and what it lacks; of SET alone, if one is named.")}};
static const struct option_info log_options[] = {{"limit", 0, "NUMBER", N_("Only that many entries.")}};
static const struct option_info check_options[] = {
    {"against", 0, "HEAD", N_("A journal head printed in a document: the journal must contain that state.")},
    {"rebuild", 0, NULL, N_("First make the tables anew that follow from the journal.")}};
static const struct option_info pack_options[] = {
    {"lint", 0, NULL, N_("Look for mistakes in the law pack.")},
    {"install", 0, "SOURCE", N_("Use a newer law pack from now on: its folder, or a workspace that keeps it.")},
    {"checksum", 0, "SHA256", N_("The checksum that was published with the law pack to install (needed).")},
    {"yes", 0, NULL, N_("Install it; otherwise what it would change is only shown.")},
    {"older", 0, NULL, N_("Install it even if it is not newer than the one in use.")},
    {"restore-previous", 0, NULL, N_("Take the last installation back.")},
};

#define OPTIONS(list) .options = list, .options_len = ARRAY_LEN(list)

static const struct command commands[COMMAND_COUNT] = {
    [COMMAND_OPEN] = {.name = "",
                      .arguments = "[FILE]",
                      .summary = N_("open the workbench"),
                      .help = N_("Opens the workbench, on the workspace FILE if one is named.")},
    [COMMAND_INIT] = {.name = "init",
                      .arguments = "FILE",
                      .summary = N_("new workspace"),
                      OPTIONS(init_options),
                      .help = N_("Makes the workspace FILE with one organisation in it and prints the id of the organisation. An existing "
                                 "file is never replaced.")},
    [COMMAND_DEMO] = {.name = "demo",
                      .arguments = "FOLDER",
                      .summary = N_("sample workspace, with its documents as drafts"),
                      .help = N_("Makes a complete sample workspace in FOLDER and its documents as PDF. Names, body and certificate are "
                                 "invented. Existing files are never replaced.")},
    [COMMAND_ADD] = {.name = "add",
                     .arguments = "FILE TYPE NAME",
                     .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES,
                     .summary = N_("new subject; prints its id"),
                     OPTIONS(add_options),
                     .help = N_("Makes a subject: product, release, risk, evidence, standard, case and so on.")},
    [COMMAND_ARCHIVE] = {.name = "archive",
                         .arguments = "FILE SUBJECT",
                         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                         .summary = N_("put a subject aside"),
                         .help =
                             N_("The subject is no longer shown and no longer counts; nothing is erased. “cradle undo” brings it back.")},
    [COMMAND_LIST] = {.name = "list",
                      .arguments = "FILE [TYPE]",
                      .flags = COMMAND_NEEDS_WORKSPACE,
                      .summary = N_("subjects"),
                      .help = N_("Shows what is described in the workspace: id, type and name.")},
    [COMMAND_ASK] = {.name = "ask",
                     .arguments = "FILE SUBJECT",
                     .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_NEEDS_SUBJECT,
                     .summary = N_("questions that are asked now, with their answers"),
                     OPTIONS(ask_options),
                     .help = N_("Shows the questions about one subject with id, type, choices, state and answer.")},
    [COMMAND_SET] = {.name = "set",
                     .arguments = "FILE SUBJECT QUESTION [VALUE]",
                     .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                     .summary = N_("one answer"),
                     OPTIONS(set_options),
                     .help = N_("VALUE is yes or no, the id of a choice, a text, a number, a date like 2027-12-11, a point in time like "
                                "2026-09-12T08:00Z, or a subject. Elements of a set are separated by commas. @PATH takes a text, or "
                                "evidence, from a file; a text that itself begins with @ is written with two: @@.\n\nWith --note alone the "
                                "answer stays and only the remark changes.")},
    [COMMAND_APPLY] =
        {.name = "apply",
         .arguments = "FILE ANSWERS",
         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES,
         .summary = N_("many subjects and answers at once, all or none"),
         .help =
             N_("ANSWERS is a JSON file, or - for standard input: {\"as\": PERSON, \"subjects\": [{\"ref\": \"@p\", \"type\": \"product\", "
                "\"name\": NAME, \"parent\": SUBJECT}], \"answers\": [{\"subject\": \"@p\", \"question\": ID, \"value\": VALUE, \"note\": "
                "TEXT}]}. A value is a string, number, true or false, an array for sets, {\"unknown\": true}, {\"none\": true}, "
                "{\"clear\": true} or {\"file\": PATH}, where PATH is seen from the folder of ANSWERS. \"lang\" beside \"as\" or in an "
                "answer says in which language texts for the declaration are.\n\nPrints the ids of the new subjects.")},
    [COMMAND_LINK] =
        {.name = "link",
         .arguments = "FILE SUBJECT QUESTION ELEMENT",
         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
         .summary = N_("add an element to a set, such as evidence of a requirement"),
         .help = N_(
             "QUESTION takes a set of choices or of subjects; ELEMENT is the id of a choice, or a subject. What is there already stays.")},
    [COMMAND_UNLINK] = {.name = "unlink",
                        .arguments = "FILE SUBJECT QUESTION ELEMENT",
                        .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                        .summary = N_("take an element out of a set"),
                        .help = N_("The opposite of “cradle link”.")},
    [COMMAND_UNDO] = {.name = "undo",
                      .arguments = "FILE",
                      .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES,
                      .summary = N_("take back one's own last step"),
                      .help = N_("Takes back the last step of the person who asks (--by), written on this machine; steps of others in "
                                 "between stay. One step is one command. Refused (exit status 5), with the name of who wrote since, if "
                                 "somebody else has built on the step, or if there is none.")},
    [COMMAND_REDO] = {.name = "redo",
                      .arguments = "FILE",
                      .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES,
                      .summary = N_("take back one's own last undo"),
                      .help = N_("The opposite of “cradle undo”, by the same rules.")},
    [COMMAND_INTERVIEW] = {.name = "interview",
                           .arguments = "FILE SUBJECT",
                           .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                           .summary = N_("the guided interview, line by line"),
                           .help =
                               N_("Asks what is open about the subject, about what it belongs to, and about what belongs to it, one "
                                  "question a time and without screen control: for screen readers, serial lines and scripts.\n\nInstead of "
                                  "an answer: ? help, w why it is asked, n next (skip), u undo, q quit, unknown. For choices the number or "
                                  "the id. A line that begins with = is taken as answer whatever it says.")},
    [COMMAND_ASSESS] =
        {.name = "assess",
         .arguments = "FILE SUBJECT",
         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_NEEDS_SUBJECT,
         .summary = N_("conclusions with reasons, open questions, gaps, duties"),
         OPTIONS(assess_options),
         .help =
             N_("Includes the conclusions about what the subject belongs to. Exit status 1 while gaps remain that block final documents.")},
    [COMMAND_DUTIES] = {.name = "duties",
                        .arguments = "FILE SUBJECT",
                        .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_NEEDS_SUBJECT,
                        .summary = N_("duties, reliefs and fines that follow from the answers"),
                        OPTIONS(duties_options),
                        .help =
                            N_("Shows those of the subject and of what it belongs to: first what runs today, then what starts later, what "
                               "cannot be said yet, what is done, and what is over. “cradle why” says why one of them is yours.")},
    [COMMAND_CROSS_MAP] = {.name = "cross-map",
                           .arguments = "FILE RELEASE",
                           .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_NEEDS_SUBJECT,
                           .summary = N_("how the two acts stand to each other"),
                           OPTIONS(cross_map_options),
                           .help = N_(
                               "Shows for each topic which provisions of both acts stand beside each other, how they relate and why, how "
                               "each of them stands in this release, and which evidence serves. “cradle render” makes a document of "
                               "it.")},
    [COMMAND_WHY] = {.name = "why",
                     .arguments = "FILE SUBJECT ID",
                     .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_NEEDS_SUBJECT,
                     .summary = N_("why something is concluded or asked, and what would change it"),
                     OPTIONS(why_options),
                     .help =
                         N_("ID is the id of a conclusion, a question, a gap or a duty. Shows the reasons with their citations and, for a "
                            "conclusion, which single answers would change it.")},
    [COMMAND_RENDER] =
        {.name = "render",
         .arguments = "FILE SUBJECT DOCUMENT",
         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
         .summary = N_("a document as PDF or text"),
         OPTIONS(render_options),
         .help = N_("Without --draft a final document is made; it is refused (exit status 5) while something stands against it.\n\n"
                    "An existing file is only replaced if this workspace made it and nobody changed it since. From a workspace that "
                    "cannot be written, drafts are made, too, but not recorded in the journal.")},
    [COMMAND_IMPORT] = {.name = "import",
                        .arguments = "FILE SUBJECT INPUT...",
                        .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                        .summary = N_("take in evidence, component lists, vulnerabilities"),
                        OPTIONS(import_options),
                        .help =
                            N_("The file is kept in the workspace with its hash. Evidence becomes a subject below the product, and is "
                               "linked if SUBJECT is a requirement; a component list becomes a subject below the release. Lists are "
                               "CycloneDX 1.4 to 1.7 in XML or JSON, SPDX 2.3 in JSON or tag-value, SPDX 3.0.1 in JSON.\n\n"
                               "Of a file over 64 MiB only path, size and hash are kept; “cradle check” says if it was moved or "
                               "altered.\n\n"
                               "What a file tells about itself, and what a model in a list means for the product, is proposed: it waits "
                               "for somebody to state it. If one of several files is refused, none is taken in.\n\n"
                               "Statements about vulnerabilities (CycloneDX, OpenVEX, CSAF) become vulnerabilities below the release, as "
                               "proposed answers; importing a newer file brings them up to date. A list of exploited vulnerabilities (KEV "
                               "of CISA or of the EU, EUVD) marks those that are on it. Both are kept as evidence. A component list that "
                               "also has vulnerabilities is imported twice: the second time with --as vulnerabilities.")},
    [COMMAND_ACCEPT] = {.name = "accept",
                        .arguments = "FILE SUBJECT",
                        .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES | COMMAND_NEEDS_SUBJECT,
                        .summary = N_("state all that is only proposed"),
                        .help = N_("What was read from a file, or carried over from an earlier release, is proposed until a person states "
                                   "it. Look at it first (“cradle ask”): with this command you state all of it, about the subject and what "
                                   "lies below it. Answers that contradict each other are left.")},
    [COMMAND_EXPORT] =
        {.name = "export",
         .arguments = "FILE [SUBJECT]",
         .flags = COMMAND_NEEDS_WORKSPACE,
         .summary = N_("the workspace as JSON, or attestations of a release"),
         OPTIONS(export_options),
         .help = N_("Without SUBJECT the whole workspace; with a product or release what belongs to it. “cradle init NEW --from OUT” makes "
                    "a workspace of it again. The README in the folder data/export describes the form, with its JSON Schema.\n\n"
                    "--format cyclonedx-attestations writes what is claimed about a release for each essential requirement, on which "
                    "evidence, and who assessed it. It is not the EU declaration of conformity.")},
    [COMMAND_COMPONENTS] =
        {.name = "components",
         .arguments = "FILE LIST [SET]",
         .flags = COMMAND_NEEDS_WORKSPACE,
         .summary = N_("what a component list says, lacks, or changed"),
         OPTIONS(components_options),
         .help = N_(
             "LIST is a component list that was imported. A version is exact if it names one state: “main” or “latest” does not.\n\n"
             "--against tells packages that were added, removed, or changed their version; a package is the same if its package URL is, "
             "but for the version, or else its group and name.\n\n"
             "--rules shows for each rule set what is met, not given and not met. There is no verdict over a set; each says whom it "
             "binds, and a file cannot show whether what it leaves out exists.")},
    [COMMAND_LAW] =
        {.name = "law",
         .arguments = "FILE ACTION [WHAT...]",
         .flags = COMMAND_NEEDS_WORKSPACE | COMMAND_WRITES,
         .summary = N_("official texts of the law: import them, show what they say"),
         .help = N_(
             "“list” shows which official texts the workspace holds. “import INPUT...” takes in files of EUR-Lex: Formex (the file of "
             "the act and those of its annexes, or a consolidated act) or XHTML, in any language. The act is known by its number. "
             "A file replaces an earlier one of the same part.\n\n"
             "“show CITATION” prints what the law says, such as “CRA 13(8)” or “CRA annex I part II 1”; instead of a citation the id of a "
             "question, requirement, conclusion, gap or duty shows all that it cites. The language is that of --lang, else English, "
             "else what there is. Exit status 1 if none of it was imported.")},
    [COMMAND_LOG] = {.name = "log",
                     .arguments = "FILE [SUBJECT]",
                     .flags = COMMAND_NEEDS_WORKSPACE,
                     .summary = N_("the journal, latest first"),
                     OPTIONS(log_options),
                     .help = N_("Who answered what and when; nothing is ever overwritten. With SUBJECT only what was said about it.")},
    [COMMAND_CHECK] =
        {.name = "check",
         .arguments = "FILE",
         .flags = COMMAND_NEEDS_WORKSPACE,
         .summary = N_("integrity of journal, files and database"),
         OPTIONS(check_options),
         .help = N_(
             "Reads everything again and compares hashes. Exit status 1 if something is found. Without keys a journal that was computed "
             "anew as a whole is found only against a head that is known from elsewhere, such as a printed document: --against.")},
    [COMMAND_PACK] =
        {.name = "pack",
         .arguments = "[SOURCE]",
         .summary = N_("the law pack: version, law as of, sources; install a newer one"),
         OPTIONS(pack_options),
         .help = N_(
             "SOURCE is the folder of another law pack than the one in use, or a workspace: then the law packs under which it was "
             "answered, and what the one in use changes. --lint exits with status 1 if it finds mistakes.\n\n"
             "--install first shows what a newer law pack changes: what is asked again, new, renamed, retired. With --yes it is used "
             "from the next command on, for all workspaces of this user; each adopts it with its next answer. Answers stay; only "
             "questions that came to mean something else are asked again.\n\n"
             "A workspace that was answered under a newer law pack than the one in use is only read.")},
    [COMMAND_HELP] = {.name = "help",
                      .arguments = "[COMMAND]",
                      .summary = N_("this help, or help for one command"),
                      .help = N_("The same as --help.")},
};

const struct command *command_at(enum command_id id) {
  return &commands[id];
}

enum command_id command_id(const struct command *command) {
  return (enum command_id)(command - commands);
}

const struct command *command_find(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (*commands[i].name && strcmp(commands[i].name, name) == 0) return &commands[i];
  return NULL;
}

void command_arguments(const struct command *command, size_t *ret_least, size_t *ret_most) {
  *ret_least = *ret_most = 0;
  for (const char *word = command->arguments; *word; word += strspn(word, " ")) {
    size_t len = strcspn(word, " ");
    *ret_least += *word != '[';
    *ret_most = memmem(word, len, "...", 3) ? SIZE_MAX : *ret_most + 1;
    word += len;
  }
}
