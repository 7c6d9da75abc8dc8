/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "doc/model.h"

#include <stdlib.h>

void document_free(struct document *document) {
  if (document) arena_free(document->arena);
}
