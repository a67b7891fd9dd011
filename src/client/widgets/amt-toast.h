/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts that can be read to their end: libadwaita's show one line and leave the rest out, ours say what to do in it. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer full): says @text, which is no markup, for as long as reading it takes. */
AdwToast *amt_toast_new (const char *text);
/* Lets the toast @overlay shows now have as many lines as its words need. amt_announce_toast () does it. */
void amt_toast_wrap (AdwToastOverlay *overlay);

G_END_DECLS
