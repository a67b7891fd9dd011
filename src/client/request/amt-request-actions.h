/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions on a request that open a dialog or send something; enabled by amt_case_decide () whenever the case changes.
 * Those that only move within the page are the page's own. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

/* Adds them to @group. @page: where dialogs open and toasts come from; the actions live as long as it. */
void amt_request_actions_add (GSimpleActionGroup *group, AmtCase *amt_case, GtkWidget *page);
/* Looks anew at what may be done. */
void amt_request_actions_update (GSimpleActionGroup *group, AmtCase *amt_case);
/* (transfer full) (nullable): why the action @name of the group may not be done now; NULL when it may. Those of the page
 * itself need a request only. */
char *amt_request_actions_explain (AmtCase *amt_case, const char *name);

G_END_DECLS
