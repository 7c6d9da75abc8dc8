/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties in the order in which they matter. */
#include <stdlib.h>

#include "assess/assess.h"

static void take(const duty_vec_t *all, enum duty_status status, duty_vec_t *ret_duties) {
  for (size_t i = 0; i < all->len; i++)
    if (all->items[i].status == status) vec_push(ret_duties, all->items[i]);
}

void assess_duties(struct engine *engine, const char *subject, duty_vec_t *ret_duties) {
  static const enum duty_status order[] = {DUTY_RUNNING, DUTY_LATER, DUTY_OPEN, DUTY_DONE, DUTY_OVER, DUTY_NOT_YOURS};
  duty_vec_t all = {0};
  engine_duties_around(engine, subject, &all);
  for (size_t i = 0; i < ARRAY_LEN(order); i++)
    take(&all, order[i], ret_duties);
  vec_free(&all);
}
