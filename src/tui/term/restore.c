/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves the terminal as it was, whatever ends the program. Handlers call only what is safe in a signal. */
#include "tui/term/internal.h"

#include <signal.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static const int ends[] = {SIGTERM, SIGHUP, SIGINT};
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static struct sigaction old_ends[ARRAY_LEN(ends)], old_crashes[ARRAY_LEN(crashes)];
static volatile sig_atomic_t asked_to_end;
static struct termios modes;
static char sequence[256];
static size_t sequence_len;

static void on_end(int signal_number) {
  (void)signal_number;
  asked_to_end = 1;
}

static void on_crash(int signal_number) {
  ssize_t ignored = write(STDOUT_FILENO, sequence, sequence_len);
  (void)ignored;
  tcsetattr(STDIN_FILENO, TCSANOW, &modes);
  for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
    if (crashes[i] == signal_number) sigaction(signal_number, &old_crashes[i], NULL);
  raise(signal_number);
}

static void take(const int *signals, size_t len, void (*handler)(int), struct sigaction *old) {
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < len; i++)
    sigaction(signals[i], &action, &old[i]);
}

void restore_begin(void) {
  asked_to_end = 0;
  sequence_len = 0;
  tcgetattr(STDIN_FILENO, &modes);
}

static void add(const char *text) {
  if (!text || text == (char *)-1 || sequence_len + strlen(text) > sizeof sequence) return;
  memcpy(sequence + sequence_len, text, strlen(text));
  sequence_len += strlen(text);
}

/* After curses, which takes some of the signals for itself. */
void restore_ready(void) {
  add("\033[?2004l");
  add(tigetstr("sgr0"));
  add(tigetstr("cnorm"));
  add(tigetstr("rmkx"));
  add(tigetstr("rmcup"));
  take(ends, ARRAY_LEN(ends), on_end, old_ends);
  take(crashes, ARRAY_LEN(crashes), on_crash, old_crashes);
}

void restore_end(void) {
  for (size_t i = 0; i < ARRAY_LEN(ends); i++)
    sigaction(ends[i], &old_ends[i], NULL);
  for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
    sigaction(crashes[i], &old_crashes[i], NULL);
}

bool restore_asked_to_end(void) {
  return asked_to_end != 0;
}
