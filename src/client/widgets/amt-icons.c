/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK (4.18 and later) keeps the last hundred icons and loads new ones in threads. A thread that puts its icon among the
 * hundred drops the oldest one, and may drop its last reference. Until that icon has left GTK's table, the main thread can
 * still find it there: "object_ref: assertion '!object_already_finalized' failed", and then the program ends by a NULL
 * pointer. A busy machine is enough for it.
 *
 * So an icon about to be freed in another thread is kept instead, in GTK's table, where it is found again. There are no
 * more of them than the program has icons and sizes. */
#include "amt-icons.h"

#include <gtk/gtk.h>

static GThread *home;
static void (*parent_dispose) (GObject *object);

static void
dispose (GObject *object)
{
  if (g_thread_self () == home)
    parent_dispose (object);
  else
    g_object_ref (object);
}

void
amt_icons_keep (void)
{
  GObjectClass *object_class = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE); /* for good */

  g_return_if_fail (object_class->dispose != dispose);

  home = g_thread_self ();
  parent_dispose = object_class->dispose;
  object_class->dispose = dispose;
}
