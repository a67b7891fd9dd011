/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_PREFERENCES_DIALOG (amt_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtPreferencesDialog, amt_preferences_dialog, AMT, PREFERENCES_DIALOG, AdwPreferencesDialog)

/* @settings: of org.amtsstube.Amtsstube; every change holds at once. */
AdwDialog *amt_preferences_dialog_new (GSettings *settings);

G_END_DECLS
