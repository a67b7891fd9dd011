/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @server: (nullable): its name and version, for reports of defects. */
AdwDialog *amt_about_dialog_new (const char *server);

G_END_DECLS
