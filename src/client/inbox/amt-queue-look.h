/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a queue is called and shown, and what its list says when it is empty. */

#pragma once

#include "amt-query.h"

G_BEGIN_DECLS

typedef struct
{
  AmtQueue queue;
  const char *title; /* untranslated */
  const char *icon_name;
  const char *empty_title; /* untranslated */
  const char *empty_text;  /* untranslated */
  bool counted;            /* finished ones have no counter: nobody has to do anything */
} AmtQueueLook;

/* In the order of the sidebar and of the keys Ctrl+4 …; ends with a NULL title. */
extern const AmtQueueLook amt_queue_looks[];

const AmtQueueLook *amt_queue_look (AmtQueue queue);

G_END_DECLS
