/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the terminal. What is pasted is told apart from what is typed, so that pasted text never runs commands. */
#include "tui/term/internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

enum { ESCAPE_WAIT_MS = 25, ESC = 27, DEL = 127 };

static bool pasting;

static void send(const char *sequence) {
  fputs(sequence, stdout);
  fflush(stdout);
}

/* Ctrl-S saves; it must not stop the output, as it does on terminals by default. */
static void take_ctrl_s(void) {
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)IXON;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
  def_prog_mode();
}

void input_begin(void) {
  pasting = false;
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(ESCAPE_WAIT_MS);
  take_ctrl_s();
  define_key("\033[200~", PASTE_BEGINS);
  define_key("\033[201~", PASTE_ENDS);
  send("\033[?2004h");
}

void input_end(void) {
  send("\033[?2004l");
}

static const struct {
  int curses;
  enum key_code code;
} codes[] = {
    {KEY_UP, K_UP},       {KEY_DOWN, K_DOWN},    {KEY_LEFT, K_LEFT},           {KEY_RIGHT, K_RIGHT},
    {KEY_HOME, K_HOME},   {KEY_END, K_END},      {KEY_PPAGE, K_PAGE_UP},       {KEY_NPAGE, K_PAGE_DOWN},
    {KEY_ENTER, K_ENTER}, {KEY_BTAB, K_BACKTAB}, {KEY_BACKSPACE, K_BACKSPACE}, {KEY_DC, K_DELETE},
};

static enum input function_key(int code, struct key *ret_key) {
  if (code == KEY_RESIZE) return INPUT_RESIZED;
  if (code == PASTE_BEGINS || code == PASTE_ENDS) {
    pasting = code == PASTE_BEGINS;
    return INPUT_NOTHING;
  }
  if (pasting) return INPUT_NOTHING; /* the bytes of a key within the text */
  if (code >= KEY_F(1) && code <= KEY_F(12)) {
    *ret_key = (struct key){.code = (enum key_code)(K_F1 + code - KEY_F(1))};
    return INPUT_KEY;
  }
  for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
    if (codes[i].curses != code) continue;
    *ret_key = (struct key){.code = codes[i].code};
    return INPUT_KEY;
  }
  return INPUT_NOTHING;
}

static struct key pasted(wint_t letter) {
  return (struct key){.code = K_PASTED, .ch = letter == '\r' ? '\n' : (uint32_t)letter};
}

static struct key typed(wint_t letter) {
  switch (letter) {
  case '\r':
  case '\n':
    return (struct key){.code = K_ENTER};
  case '\t':
    return (struct key){.code = K_TAB};
  case '\b':
  case DEL:
    return (struct key){.code = K_BACKSPACE};
  case ESC:
    return (struct key){.code = K_ESC};
  default:
    break;
  }
  if (letter > 0 && letter <= 26) return (struct key){.code = K_CTRL, .ch = 'a' + (uint32_t)letter - 1};
  return (struct key){.code = K_CHAR, .ch = (uint32_t)letter};
}

/* Curses may hold letters that it read already, while it looked for the end of a sequence. */
static bool curses_holds_key(void) {
  wint_t letter = 0;
  timeout(0);
  int kind = get_wch(&letter);
  timeout(-1);
  if (kind == KEY_CODE_YES) ungetch((int)letter);
  if (kind == OK) unget_wch((wchar_t)letter);
  return kind != ERR;
}

/* A signal ends the wait, too, so that the loop sees it. A paste whose end got lost is over when nothing came for the whole wait. */
bool input_comes(int milliseconds) {
  struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
  if (curses_holds_key()) return true;
  int ready = poll(&terminal, 1, milliseconds);
  if (ready == 0 && milliseconds > 0) pasting = false;
  return ready > 0;
}

bool input_paste_goes_on(void) {
  return pasting && input_comes(0);
}

enum input input_read(struct key *ret_key) {
  wint_t letter = 0;
  errno = 0;
  int kind = get_wch(&letter);
  if (kind == KEY_CODE_YES) return function_key((int)letter, ret_key);
  if (kind == ERR) return errno == EINTR ? INPUT_NOTHING : INPUT_ENDED;
  *ret_key = pasting ? pasted(letter) : typed(letter);
  return INPUT_KEY;
}
