/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files to attach: made here, so that nothing foreign is carried along. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): one page that says @text (ASCII without parentheses). */
GBytes *amtd_demo_pdf (const char *text);
/* (transfer full): a grey picture like a scan, @seed varies it. */
GBytes *amtd_demo_png (guint seed);

G_END_DECLS
