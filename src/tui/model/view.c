/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view: a stack of screens, who gets a key, and the frame around the screen on top. */
#include "tui/model/internal.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_ROWS = 5 };

/* ---- life ---- */

struct view *view_new(struct app *app) {
  struct view *view = mem_alloc(sizeof *view);
  view->app = app;
  view->grid = grid_new(VIEW_MIN_ROWS, VIEW_MIN_COLS);
  view_push(view, &start_screen);
  return view;
}

static void free_instance(struct instance *instance) {
  if (instance->screen->free) instance->screen->free(instance->state);
  free(instance->state);
}

void view_free(struct view *view) {
  if (!view) return;
  for (size_t i = 0; i < view->stack.len; i++)
    free_instance(&view->stack.items[i]);
  vec_free(&view->stack);
  panel_forget(view);
  vec_free(&view->remembered);
  assessment_free(view->assessment);
  session_free(view->session);
  editor_free(&view->prompt.editor);
  grid_free(view->grid);
  free(view->message);
  free(view->subject);
  free(view->last_subject);
  free(view->assessed);
  free(view->prompt.label);
  free(view->prompt.parent);
  free(view);
}

bool view_done(const struct view *view) {
  return view->done;
}

static const char *environment(const struct view *view, const char *name) {
  const struct host *host = app_host(view->app);
  return host->env(host->context, name);
}

bool view_wants_colour(const struct view *view) {
  const char *refused = environment(view, "NO_COLOR");
  return !refused || !*refused;
}

char *view_path(const struct view *view, const char *typed) {
  const char *home = environment(view, "HOME");
  if (!str_starts(typed, "~/") || !home) return mem_strdup(typed);
  return path_join(home, typed + 2);
}

/* ---- the stack ---- */

static struct instance *top(struct view *view) {
  return &view->stack.items[view->stack.len - 1];
}

void *view_push(struct view *view, const struct screen *screen) {
  struct instance instance = {.screen = screen, .state = mem_alloc(screen->state_size)};
  vec_push(&view->stack, instance);
  return instance.state;
}

void view_pop(struct view *view) {
  free_instance(top(view));
  view->stack.len--;
  top(view)->fresh = false;
}

void view_home(struct view *view) {
  while (view->stack.len > 1)
    view_pop(view);
}

void view_changed(struct view *view) {
  assessment_free(view->assessment);
  view->assessment = NULL;
  for (size_t i = 0; i < view->stack.len; i++)
    view->stack.items[i].fresh = false;
}

struct engine *view_engine(struct view *view) {
  return session_engine(view->session);
}

bool view_has_workspace(struct view *view, void *state) {
  (void)state;
  return view->session != NULL;
}

/* A screen whose subject is gone leaves while loading, so that another one is on top then. */
static void load_top(struct view *view) {
  while (!top(view)->fresh) {
    struct instance *instance = top(view);
    instance->fresh = true;
    if (instance->screen->load) instance->screen->load(view, instance->state);
  }
}

/* ---- messages and prompts ---- */

void view_watch(struct view *view, view_show *show, void *context) {
  view->show = show;
  view->show_context = context;
}

/* Over what was drawn last: the workspace cannot be read in the middle of a write. */
void view_progress(struct view *view, const char *text) {
  struct pane line = pane_part(pane_of(view->grid), view->grid->rows - 2, 0, 1, view->grid->cols);
  if (!view->show) return;
  pane_fill_row(pane_part(line, 0, 0, 1, 1), 0, 0, ROLE_HEADING);
  pane_line(pane_part(line, 0, 1, 1, line.cols), 0, ROLE_HEADING, text);
  view->show(view->show_context, view->grid);
}

void view_say(struct view *view, enum role role, const char *text) {
  char *copy = mem_strdup(text);
  free(view->message);
  view->message = copy;
  view->message_role = role;
}

void view_say_also(struct view *view, enum role role, const char *text) {
  bool first = !view->message || !*view->message;
  CLEANUP(mem_freep) char *both = first ? mem_strdup(text) : mem_printf("%s\n%s", view->message, text);
  view_say(view, role, both);
}

void view_fail(struct view *view, struct error *error) {
  struct buf text = {0};
  buf_puts(&text, error->what ? error->what : _("It did not work."));
  if (error->next) buf_printf(&text, "\n%s", error->next);
  view_say(view, ROLE_ERROR, buf_str(&text));
  buf_free(&text);
  error_clear(error);
}

void view_ask(struct view *view, const char *label, const char *initial, prompt_done *done) {
  view->prompt.active = true;
  view->prompt.path = false;
  set_string(&view->prompt.label, label);
  view->prompt.done = done;
  editor_set(&view->prompt.editor, initial, false);
}

void view_ask_path(struct view *view, const char *label, const char *initial, prompt_done *done) {
  view_ask(view, label, initial, done);
  view->prompt.path = true;
}

static void finish_prompt(struct view *view) {
  CLEANUP(mem_freep) char *text = mem_strdup(editor_text(&view->prompt.editor));
  view->prompt.active = false;
  if (!view->prompt.done(view, top(view)->state, text)) view->prompt.active = true;
}

static void prompt_key(struct view *view, struct key key) {
  bool changed;
  if (key.code == K_ESC)
    view->prompt.active = false;
  else if (key.code == K_ENTER)
    finish_prompt(view);
  else if (key.code == K_TAB && view->prompt.path)
    path_complete(view, &view->prompt.editor);
  else
    editor_key(&view->prompt.editor, key, &changed);
}

/* ---- keys ---- */

static bool is_typing(struct view *view) {
  struct instance *instance = top(view);
  return instance->screen->typing && instance->screen->typing(instance->state);
}

static bool matches(const struct binding *binding, struct key key, bool typing) {
  if (key.code == K_CTRL) return binding->ctrl && binding->ctrl == (char)key.ch;
  if (key.code == K_CHAR) return !typing && binding->letter && key.ch == (uint32_t)binding->letter;
  return binding->code != K_NONE && binding->code == key.code;
}

static bool run_binding(struct view *view, const struct binding *bindings, struct key key) {
  struct instance *instance = top(view);
  bool typing = is_typing(view);
  for (const struct binding *binding = bindings; binding && binding->run; binding++) {
    if (!matches(binding, key, typing)) continue;
    if (binding->valid && !binding->valid(view, instance->state)) continue;
    binding->run(view, instance->state);
    return true;
  }
  return false;
}

/* hjkl move where nothing is typed and the letter has no other meaning. */
static struct key as_movement(struct key key) {
  static const struct {
    char letter;
    enum key_code code;
  } moves[] = {{'h', K_LEFT}, {'j', K_DOWN}, {'k', K_UP}, {'l', K_RIGHT}};
  for (size_t i = 0; key.code == K_CHAR && i < ARRAY_LEN(moves); i++)
    if (key.ch == (uint32_t)moves[i].letter) return (struct key){.code = moves[i].code};
  return key;
}

static bool screen_key(struct view *view, struct key key) {
  struct instance *instance = top(view);
  return instance->screen->key && instance->screen->key(view, instance->state, key);
}

static bool too_small(const struct view *view) {
  return view->grid->rows < VIEW_MIN_ROWS || view->grid->cols < VIEW_MIN_COLS;
}

static bool asks_to_quit(struct key key) {
  return (key.code == K_CHAR && key.ch == 'q') || (key.code == K_CTRL && key.ch == 'c');
}

/* A key is about what was drawn last, so nothing is refreshed before it: a write that others overtook is refused as stale. */
void view_key(struct view *view, struct key key) {
  if (view->done) return;
  if (too_small(view)) {
    view->done = asks_to_quit(key);
    return;
  }
  load_top(view);
  view_say(view, ROLE_PLAIN, "");
  if (view->prompt.active) {
    prompt_key(view, key);
    return;
  }
  bool typing = is_typing(view);
  if (key.code == K_PASTED && !typing) return;
  const struct binding *bindings = top(view)->screen->bindings;
  if (screen_key(view, key) || run_binding(view, bindings, key) || run_binding(view, common_bindings, key)) return;
  if (!typing) screen_key(view, as_movement(key));
}

void view_play(struct view *view, const char *script) {
  struct key key;
  while ((script = key_parse(script, &key))) {
    view_draw(view); /* lists learn their height by being drawn */
    view_key(view, key);
  }
}

void view_resize(struct view *view, int rows, int cols) {
  grid_resize(view->grid, rows, cols);
  view_changed(view);
}

/* ---- lists as screens ---- */

void list_screen_draw(struct view *view, void *state, struct pane pane) {
  (void)view;
  list_draw(state, pane, true);
}

bool list_screen_key(struct view *view, void *state, struct key key) {
  (void)view;
  return list_key(state, key);
}

/* ---- the frame ---- */

static void draw_title(struct view *view, struct pane bar) {
  struct instance *instance = top(view);
  CLEANUP(mem_freep) char *title = instance->screen->title ? instance->screen->title(view, instance->state) : NULL;
  pane_fill_row(pane_part(bar, 0, 0, 1, 1), 0, 0, ROLE_BAR);
  int col = 1 + pane_put(bar, 0, 1, bar.cols - 2, ROLE_BAR, _(instance->screen->name));
  if (title && *title && col + 4 < bar.cols) {
    col += pane_put(bar, 0, col, -1, ROLE_BAR, " | ");
    col += pane_put(bar, 0, col, bar.cols - col - 1, ROLE_BAR, title);
  }
  pane_fill_row(bar, 0, col, ROLE_BAR);
}

static int hint_width(const char *keys, const char *label) {
  return utf8_width(keys) + 1 + utf8_width(label) + 2;
}

static int draw_hint(struct pane bar, int col, const char *keys, const char *label) {
  col += pane_put(bar, 0, col, -1, ROLE_KEY, keys) + 1;
  return col + pane_put(bar, 0, col, -1, ROLE_PLAIN, label) + 2;
}

static const char *short_key(const struct binding *binding, bool typing, char letter[2]) {
  letter[0] = binding->letter;
  letter[1] = '\0';
  if (binding->letter == ' ') return typing ? "" : _("Space");
  return binding->letter && !typing ? letter : key_name(binding->code);
}

/* A key of the screen itself hides the common one. */
static bool is_hidden(struct view *view, const struct binding *binding) {
  struct instance *instance = top(view);
  if (binding->valid && !binding->valid(view, instance->state)) return true;
  for (const struct binding *own = instance->screen->bindings; own && own->run && own != binding; own++) {
    bool same = (own->letter && own->letter == binding->letter) || (own->code != K_NONE && own->code == binding->code);
    if (same && !(own->valid && !own->valid(view, instance->state))) return true;
  }
  return false;
}

/* While letters are text, nobody finds out by trying: these stand before the others. */
static bool is_vital_for_typing(const struct binding *binding) {
  static const enum key_code vital[] = {K_ENTER, K_F2, K_F4, K_F6, K_F7, K_F8, K_F10, K_ESC};
  for (size_t i = 0; i < ARRAY_LEN(vital); i++)
    if (binding->code == vital[i]) return true;
  return false;
}

/* As many hints as fit whole, and the help, where all of them stand. */
static int draw_hints(struct view *view, struct pane bar, int col, const struct binding *bindings, bool vital) {
  bool typing = is_typing(view);
  int reserved = hint_width(key_name(K_F1), _("Help"));
  for (const struct binding *binding = bindings; binding && binding->run; binding++) {
    if (!binding->label || is_hidden(view, binding) || (typing && is_vital_for_typing(binding)) != vital) continue;
    char letter[2];
    const char *keys = short_key(binding, typing, letter), *label = _(binding->label);
    if (!*keys || col + hint_width(keys, label) + reserved > bar.cols) continue;
    col = draw_hint(bar, col, keys, label);
  }
  return col;
}

static void draw_keys(struct view *view, struct pane bar) {
  if (view->prompt.active) {
    int col = draw_hint(bar, 1, key_name(K_ENTER), _("Confirm"));
    if (view->prompt.path) col = draw_hint(bar, col, key_name(K_TAB), _("Complete"));
    draw_hint(bar, col, key_name(K_ESC), _("Cancel"));
    return;
  }
  int col = 1;
  for (int vital = is_typing(view); vital >= 0; vital--) {
    col = draw_hints(view, bar, col, top(view)->screen->bindings, vital);
    col = draw_hints(view, bar, col, common_bindings, vital);
  }
  draw_hint(bar, col, is_typing(view) ? key_name(K_F1) : "?", _("Help"));
}

static void draw_message(struct view *view, struct pane *rest) {
  span_vec_t spans = {0};
  text_wrap(view->message, rest->cols - 2, &spans);
  int rows = spans.len < MESSAGE_ROWS ? (int)spans.len : MESSAGE_ROWS;
  struct pane pane = pane_take_bottom(rest, rows);
  for (int i = 0; i < rows; i++) {
    /* What does not fit follows in the last row, where it is cut with an ellipsis. */
    size_t len = i + 1 < rows ? spans.items[i].len : strlen(view->message + spans.items[i].start);
    CLEANUP(mem_freep) char *line = mem_strndup(view->message + spans.items[i].start, len);
    pane_put(pane, i, 1, pane.cols - 2, view->message_role, line);
  }
  vec_free(&spans);
}

static void draw_prompt(struct view *view, struct pane *rest) {
  struct pane pane = pane_take_bottom(rest, 2);
  pane_put(pane, 0, 1, -1, ROLE_HEADING, view->prompt.label);
  editor_draw(&view->prompt.editor, pane_part(pane, 1, 1, 1, pane.cols - 2));
}

static void draw_too_small(struct view *view) {
  struct pane pane = pane_of(view->grid);
  CLEANUP(mem_freep)
  char *text = mem_printf(_("Cradle needs %1$dx%2$d. This window has %3$dx%4$d.\nMake it larger, or quit with q or Ctrl-C."), VIEW_MIN_COLS,
                          VIEW_MIN_ROWS, pane.cols, pane.rows);
  span_vec_t spans = {0};
  text_wrap(text, pane.cols, &spans);
  for (int i = 0; i < (int)spans.len && i < pane.rows; i++) {
    CLEANUP(mem_freep) char *line = mem_strndup(text + spans.items[i].start, spans.items[i].len);
    pane_put(pane, i, 0, -1, ROLE_PLAIN, line);
  }
  vec_free(&spans);
}

/* What others wrote meanwhile. Not below a prompt, whose text is about what was shown when it was opened. */
static void refresh(struct view *view) {
  struct error error = {0};
  bool changed = false;
  if (!view->session || view->prompt.active) return;
  if (session_refresh(view->session, &changed, &error)) view_fail(view, &error);
  if (!changed) return;
  view_changed(view);
  view_say_also(view, ROLE_PLAIN, _("The workspace was changed elsewhere. This is how it is now."));
}

const struct grid *view_draw(struct view *view) {
  grid_clear(view->grid);
  if (too_small(view)) {
    draw_too_small(view);
    return view->grid;
  }
  refresh(view);
  load_top(view);
  struct pane rest = pane_of(view->grid);
  draw_title(view, pane_take_top(&rest, 1));
  draw_keys(view, pane_take_bottom(&rest, 1));
  if (view->prompt.active) draw_prompt(view, &rest);
  if (view->message && *view->message) draw_message(view, &rest);
  struct instance *instance = top(view);
  bool cursor_taken = view->prompt.active;
  int row = view->grid->cursor_row, col = view->grid->cursor_col;
  instance->screen->draw(view, instance->state, rest);
  if (cursor_taken) view->grid->cursor_row = row, view->grid->cursor_col = col;
  return view->grid;
}
