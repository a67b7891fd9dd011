/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK (4.18) loses what was drawn into a clip without width or height (gtk_snapshot_collect_clip() returns NULL and keeps
 * its reference). Pages of libadwaita that slide over each other are drawn into such clips: the one below, in a frame in
 * which the one above covers all of it. About loses 9 kB so in a third of its turns.
 *
 * So libadwaita finds our function ahead of GTK's, and what is drawn into nothing is drawn invisible instead. GTK's own
 * calls do not come here. */
#include "amt-empty-clips.h"

#include <dlfcn.h>
#include <gtk/gtk.h>

static void (*push_clip) (GtkSnapshot *snapshot, const graphene_rect_t *bounds);

void
gtk_snapshot_push_clip (GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  if (bounds->size.width <= 0 || bounds->size.height <= 0)
    gtk_snapshot_push_opacity (snapshot, 0);
  else
    push_clip (snapshot, bounds);
}

void
amt_empty_clips_mend (void)
{
  *(void **) &push_clip = dlsym (RTLD_NEXT, "gtk_snapshot_push_clip");
  g_assert (push_clip != NULL);
}
