/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip: word, icon and tint. The tint is a third hint and never the only one. */

#pragma once

#include <adwaita.h>

#include "amt-state.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_TONE_NONE,  /* grey: nobody has to do anything */
  AMT_TONE_TODO,  /* accent */
  AMT_TONE_DONE,  /* success */
  AMT_TONE_SOON,  /* warning */
  AMT_TONE_LATE,  /* error */
  AMT_TONE_PLAIN, /* no ground at all */
} AmtTone;

#define AMT_TYPE_CHIP (amt_chip_get_type ())
G_DECLARE_FINAL_TYPE (AmtChip, amt_chip, AMT, CHIP, GtkWidget)

GtkWidget *amt_chip_new (void);
/* @icon_name: (nullable). A chip whose @text is NULL or empty hides itself. */
void amt_chip_set (AmtChip *self, AmtTone tone, const char *icon_name, const char *text);
void amt_chip_set_state (AmtChip *self, AmtState state);
/* The deadline @due_on (nullable) as seen on @today; see amt-term.h. */
void amt_chip_set_due (AmtChip *self, const char *due_on, const char *today, bool suspended);
const char *amt_chip_get_text (AmtChip *self);

G_END_DECLS
