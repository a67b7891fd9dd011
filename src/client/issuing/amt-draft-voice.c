/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-draft-voice.h"

#include <glib/gi18n.h>

#include "amt-announce.h"

/* By then the name of the dialog has been heard. */
#define LONG_MS 3000

static void
say_long (gpointer data)
{
  AmtDraftVoice *self = data;

  self->source = 0;
  amt_draft_voice_answer (self, _ ("The draft is being made."));
}

void
amt_draft_voice_start (AmtDraftVoice *self, GtkWidget *dialog)
{
  amt_draft_voice_stop (self);
  self->dialog = dialog;
  self->source = g_timeout_add_once (LONG_MS, say_long, self);
}

void
amt_draft_voice_answer (AmtDraftVoice *self, const char *sentence)
{
  self->told = true;
  amt_announce (self->dialog, sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
amt_draft_voice_finish (AmtDraftVoice *self)
{
  bool told = self->told;

  amt_draft_voice_stop (self);
  if (told)
    amt_announce (self->dialog, _ ("The draft is ready."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
amt_draft_voice_stop (AmtDraftVoice *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->told = false;
}
