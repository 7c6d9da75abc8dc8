/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A skipped test says why; ./bootstrap check repeats it. Include after cmocka.h. */
#ifndef CRADLE_TESTS_SKIP_H
#define CRADLE_TESTS_SKIP_H

#define skip_because(...)                                                                                                                  \
  do {                                                                                                                                     \
    print_message("skipped: " __VA_ARGS__);                                                                                                \
    print_message("\n");                                                                                                                   \
    skip();                                                                                                                                \
  } while (0)

#endif
