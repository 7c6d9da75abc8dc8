/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screens share: the stack, key tables, messages, prompts, and the workspace that is open. */
#ifndef CRADLE_TUI_INTERNAL_H
#define CRADLE_TUI_INTERNAL_H

#include "app/app.h"
#include "tui/model/draw.h"

/* Ids of the law pack that screens know, each for what no other kind of entry has. */
#define TYPE_VULNERABILITY "vulnerability"
#define QUESTION_VULNERABLE_COMPONENT "vuln.component"
#define TYPE_COMPONENT_LIST "component-list"

/* ---- key tables ---------------------------------------------------------------------------------------------------------- */

/* One row is the key, its hint at the bottom, and its line in the help. */
struct binding {
  char letter;        /* 0: none; only while nothing is typed */
  enum key_code code; /* works always */
  char ctrl;          /* with K_CTRL */
  const char *label;  /* N_(), short: the key bar; NULL: not shown there */
  const char *help;   /* N_(), one sentence */
  void (*run)(struct view *view, void *state);
  bool (*valid)(struct view *view, void *state); /* NULL: always */
};
const char *key_name(enum key_code code);
extern const struct binding common_bindings[];

/* ---- screens ------------------------------------------------------------------------------------------------------------- */

struct screen {
  const char *name; /* N_() */
  size_t state_size;
  /* Right of the name in the title bar; NULL: nothing. Caller frees. */
  char *(*title)(struct view *view, void *state);
  /* Before the first drawing, and after whatever changed the facts or came back to this screen: reads the workspace anew. */
  void (*load)(struct view *view, void *state);
  void (*draw)(struct view *view, void *state, struct pane pane);
  bool (*key)(struct view *view, void *state, struct key key); /* before the bindings; true: taken. May be NULL */
  bool (*typing)(const void *state);                           /* NULL: letters are commands here */
  const struct binding *bindings;                              /* ends with an empty row; may be NULL */
  /* May text that was typed get lost? False keeps the screen. NULL: yes. */
  bool (*may_leave)(struct view *view, void *state);
  void (*free)(void *state);
};
extern const struct screen start_screen, home_screen, menu_screen, questions_screen, question_screen, requirements_screen,
    conclusions_screen, why_screen, duties_screen, duty_screen, both_acts_screen, relation_screen, chain_screen, gaps_screen,
    registers_screen, register_screen, proposals_screen, packs_screen, components_screen, documents_screen, text_screen, search_screen,
    log_screen;

struct instance {
  const struct screen *screen;
  void *state;
  bool fresh; /* loaded since the last change */
};

/* Most screens are one list: it is the first member of their state, and these are their functions. */
void list_screen_draw(struct view *view, void *state, struct pane pane);
bool list_screen_key(struct view *view, void *state, struct key key);

/* ---- the view ------------------------------------------------------------------------------------------------------------ */

typedef bool prompt_done(struct view *view, void *state, const char *text); /* false: keeps the prompt, the message says why */
struct prompt {
  bool active;
  bool path; /* Tab completes names of files */
  char *label;
  struct editor editor;
  prompt_done *done;
  const struct subject_type *type; /* of the new entry that is named here, and below what it will stand */
  char *parent;
};

/* A conclusion as it read before the last answer. */
struct remembered {
  char *id, *sentence;
};

struct view {
  struct app *app;
  view_show *show; /* NULL: nobody watches */
  void *show_context;
  struct session *session; /* NULL on the start screen */
  struct grid *grid;
  VEC(struct instance) stack;
  bool done;
  char *message;
  enum role message_role;
  struct prompt prompt;
  char *subject;      /* chosen on the home screen */
  char *last_subject; /* of the question last shown or answered; NULL: none */
  const struct question *last_question;
  struct assessment *assessment; /* of `assessed`, until facts change */
  char *assessed;
  VEC(struct remembered) remembered;
};

void *view_push(struct view *view, const struct screen *screen); /* its zeroed state */
void view_pop(struct view *view);
/* As if all other screens had been left: only the home screen stays. */
void view_home(struct view *view);
struct engine *view_engine(struct view *view);
void view_changed(struct view *view); /* after every write: what was derived is forgotten, every screen loads anew */
bool view_has_workspace(struct view *view, void *state);

void view_say(struct view *view, enum role role, const char *text);      /* text is copied */
void view_say_also(struct view *view, enum role role, const char *text); /* below what was said already */
void view_fail(struct view *view, struct error *error);                  /* shows and clears it */
void view_ask(struct view *view, const char *label, const char *initial, prompt_done *done);
void view_ask_path(struct view *view, const char *label, const char *initial, prompt_done *done);
void view_progress(struct view *view, const char *text); /* in the status line at once, while the program is busy */
/* A path that was typed: "~/" is the home folder. Caller frees. */
char *view_path(const struct view *view, const char *typed);

/* ---- facts.c: what several screens say about the workspace ------------------------------------------------------------------ */

const char *ui_text(const struct text *text);
void set_string(char **place, const char *text);
/* "Gateway / 2.0": names from below the root on. Caller frees. */
char *ui_path(struct view *view, const char *subject);
const char *ui_name(struct view *view, const char *subject);
/* "report.pdf, 5120 bytes, SHA-256 1f2e3d4c5b6a…". Caller frees. */
char *stored_file_text(struct view *view, const char *name, const char *hash);
/* Mark and word of a state; the mark is ASCII. */
const char *question_mark(const struct question_state *state);
enum role question_role(const struct question_state *state);
const char *conclusion_mark(const struct conclusion_state *state);
enum role conclusion_role(const struct conclusion_state *state);
/* How far the work on a requirement is. Caller frees. */
char *requirement_status(struct view *view, const struct requirement_state *record);
const char *requirement_point(const struct requirement *requirement); /* "(2)(a)"; in an article "9(2)" */
char *time_text(const struct view *view, int64_t milliseconds);       /* "2026-11-20 14:05", where the user is. Caller frees */
/* Of the subject; kept until facts change. */
const struct assessment *view_assessment(struct view *view, const char *subject);
void view_remember_last(struct view *view, const char *subject, const struct question *question);
/* How a requirement is met, or a risk is treated: "*.measure". */
bool question_asks_for_measure(const struct question *question);
bool conclusion_waits_for(const struct conclusion_state *state, const struct open_ref *ref);
/* Required, or a gap of its subject or a conclusion about the chosen one rests on its answer. */
bool question_is_needed(struct view *view, const struct open_ref *ref);
/* Types whose subjects form the tree of the home screen (they have children that are made by people), and those of registers. */
bool type_is_branch(const struct pack *pack, const struct subject_type *type);
bool type_is_register(const struct pack *pack, const struct subject_type *type);
/* Below which subject new ones of that type would stand, seen from `subject`; NULL: none is chosen. */
const char *parent_for(struct view *view, const char *subject, const struct subject_type *type);

typedef VEC(const struct subject_type *) type_vec_t;

/* Questions one after another: those of a stage around a subject, or those of one subject alone. */
struct scope {
  char *subject;
  const struct stage *stage; /* NULL: all */
  bool alone;
};
void scope_set(struct scope *scope, const char *subject, const struct stage *stage, bool alone);
void scope_walk(struct view *view, const struct scope *scope, bool with_hidden, open_vec_t *ret_refs);
bool question_is_open(struct view *view, const struct open_ref *ref); /* asked and not answered */
/* Index of (subject, question), or the length. */
size_t refs_find(const open_vec_t *refs, const char *subject, const struct question *question);

/* Kinds of register whose questions belong to the stage, and of which there can be entries around the subject. Caller frees. */
void stage_types(struct view *view, const struct scope *scope, type_vec_t *ret_types);

/* ---- columns.c: an entry at a glance ------------------------------------------------------------------------------------------- */

enum { COLUMNS_MOST = 12, COLUMNS_SHOWN = 4, BRIEF_SHOWN = 3 };
struct column {
  const struct conclusion *conclusion; /* or */
  const struct question *question;
  int width;
};
struct columns {
  struct column items[COLUMNS_MOST];
  size_t len;
};
struct columns columns_of(const struct pack *pack, const struct subject_type *type);
/* Those that hold something and fit into so many columns of the screen beside each other, with their widths. */
struct columns columns_fitting(struct view *view, const struct subject_type *type, const subject_vec_t *subjects, int cols);
const char *column_title(const struct column *column);
/* "" if there is nothing to show; "~" before what is only proposed. Caller frees. */
char *column_text(struct view *view, const struct column *column, const char *subject);
char *brief_text(struct view *view, const char *subject); /* "High, Low, Reduce". Caller frees */

/* ---- links.c: what an entry refers to, and what refers to it --------------------------------------------------------------------- */

struct link {
  const char *subject;             /* at the other end */
  const struct question *question; /* whose answer names the one or the other */
};
typedef VEC(struct link) link_vec_t;
/* By references, and by sets whose choices are requirements; in pack order of the questions, each subject once. Ids live in the arena or
 * until facts change. */
void links_from(struct view *view, struct arena *arena, const char *subject, link_vec_t *ret_links);
void links_to(struct view *view, struct arena *arena, const char *subject, link_vec_t *ret_links);
bool type_has_links(const struct pack *pack, const struct subject_type *type);

/* ---- panel.c: the conclusions beside a question -------------------------------------------------------------------------------- */

/* Before a write: how conclusions of the subject read, to mark afterwards what it changed. */
void panel_remember(struct view *view, const char *subject);
void panel_forget(struct view *view);
bool panel_changed(struct view *view, const struct conclusion_state *state);
/* Conclusions whole: changed ones, those that wait for this question, those about its subject, then the others. */
void panel_load(struct view *view, struct list *list, const char *subject, const struct open_ref *question);
/* The same, one line each. */
void strip_load(struct view *view, struct list *list, const char *subject, const struct open_ref *question);

/* ---- opening screens -------------------------------------------------------------------------------------------------------------- */

void open_question(struct view *view, const struct scope *scope, const char *subject, const struct question *question);
void open_question_of_stage(struct view *view, const struct open_ref *ref); /* within its stage around the chosen subject */
void open_questions(struct view *view, const struct scope *scope);
void open_questions_to_add(struct view *view, const struct scope *scope); /* the cursor stands where entries are added */
void open_why_conclusion(struct view *view, const char *subject, const char *conclusion);
void open_why_question(struct view *view, const char *subject, const struct question *question);
void open_duty(struct view *view, const char *subject, const struct duty *duty);
void open_relation(struct view *view, const char *subject, const struct relation *relation); /* as it stands on the subject */
void open_register(struct view *view, const struct subject_type *type, const char *parent);
/* Asks for the name of a new entry and opens its questions. */
void ask_new_entry(struct view *view, const struct subject_type *type, const char *parent);
/* The official text of what is cited. */
void open_law(struct view *view, const cite_vec_t *cites);
void open_chain(struct view *view, const char *subject);
void open_components(struct view *view, const char *subject); /* what the component list says */
bool conclusion_cites_law(const struct conclusion_state *state);
void open_law_of_conclusion(struct view *view, const struct conclusion_state *state);
bool cites_law(const cite_vec_t *cites); /* not only guidance or good practice */
void open_text(struct view *view, const char *title, const char *text);
struct list *open_page(struct view *view, const char *title); /* to be filled with rows */
void open_help(struct view *view);
void open_home(struct view *view);
/* The first open question around the chosen subject from `from` on, itself included, wrapping once. from NULL: from the start. */
bool find_next_open(struct view *view, const struct open_ref *from, struct open_ref *ret_next);
/* Opens it; says so if there is none. */
void go_next_open_from(struct view *view, const struct open_ref *from);
void go_next_open(struct view *view, void *state); /* from the start */

/* ---- imports.c, paths.c ----------------------------------------------------------------------------------------------------------------
 */

/* kind: type of the register, NULL: recognised by the content. False: the message says why not. */
bool import_path(struct view *view, const char *subject, const char *typed, const char *kind);
void ask_law_file(struct view *view, void *state);
void path_complete(struct view *view, struct editor *editor);

/* ---- proposals.c: answers that are only proposed ------------------------------------------------------------------------------------ */

bool is_proposed(struct view *view, const struct open_ref *ref);
/* Proposed because the law pack changed the meaning of the question after it was answered? */
bool is_asked_again(struct view *view, const struct open_ref *ref);
void proposals_find(struct view *view, open_vec_t *ret_refs); /* in the whole workspace, subject by subject */
bool has_proposals(struct view *view, const char *subject);   /* at it or below it */
/* States what `seen` proposes as it is; false: the message says why not. */
bool proposal_state(struct view *view, const struct open_ref *ref, const struct fact *seen);
void proposals_state_all(struct view *view, const char *subject); /* and what lies below it */

/* ---- packs.c --------------------------------------------------------------------------------------------------------------------------
 */

/* One line; NULL: nothing is new. Caller frees. */
char *pack_news_text(struct view *view, const struct pack_news *news);

/* ---- gaps.c: where a gap leads ---------------------------------------------------------------------------------------------------- */

struct gap_target {
  const char *subject;             /* which has the gap */
  const struct subject_type *type; /* a register whose entries are missing; NULL: none */
  const char *parent;
  struct open_ref ref;     /* question NULL: none to jump to */
  const cite_vec_t *cites; /* of the gap, or of the question that is open */
};
struct gap_target gap_target_of(struct view *view, const struct gap_state *gap);
bool gap_target_leads(const struct gap_target *target);
void open_gap_target(struct view *view, const struct gap_target *target);

/* ---- reasons.c ---------------------------------------------------------------------------------------------------------------------- */

/* The tree of reasons as rows below the title; questions in it are items, pushed to refs in the same order. What was said already (keys of
 * `said`) is left out, with the title if nothing remains. */
void reasons_add(struct view *view, struct list *list, const char *title, const struct reason *reason, open_vec_t *refs, struct map *said);

#endif
