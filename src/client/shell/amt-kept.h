/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the settings keep of one person: whoever comes next at this workstation begins anew. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @user signs in: what another one chose to look at is not kept for them. */
void amt_kept_begin (GSettings *settings, const char *user);
/* Nothing of the last user stays. */
void amt_kept_forget (GSettings *settings);

G_END_DECLS
