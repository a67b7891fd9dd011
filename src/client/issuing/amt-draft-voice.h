/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of the wait for a draft to who does not see it. What is announced cuts short what a screen reader is just
 * saying of the dialog that opened, so a draft that comes soon is not spoken of. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

typedef struct
{
  GtkWidget *dialog;
  unsigned source; /* until the wait is long */
  bool told;       /* that the draft is not there yet */
} AmtDraftVoice;

/* @dialog: outlives the wait, or ends it by amt_draft_voice_stop (). */
void amt_draft_voice_start (AmtDraftVoice *self, GtkWidget *dialog);
/* Somebody could not go on because of it: says so, and the draft when it is there. */
void amt_draft_voice_answer (AmtDraftVoice *self, const char *sentence);
/* The draft is there. */
void amt_draft_voice_finish (AmtDraftVoice *self);
void amt_draft_voice_stop (AmtDraftVoice *self);
