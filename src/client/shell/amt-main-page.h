/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody signed in sees: queues and teams, the inbox, the request. */

#pragma once

#include "amt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_MAIN_PAGE (amt_main_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtMainPage, amt_main_page, AMT, MAIN_PAGE, AdwBreakpointBin)

/* Signal "signed-out": the server no longer takes the token; "removed": one is no longer with the office. */
GtkWidget *amt_main_page_new (AmtDesk *desk, GSettings *settings);
/* Puts its actions (amt-action-table.h) on the window; taken away again with the page. */
void amt_main_page_add_actions (AmtMainPage *self, AdwApplicationWindow *window);
/* Shows a request and selects its row, if the list has it. */
void amt_main_page_open_request (AmtMainPage *self, const char *request_id);
AmtDesk *amt_main_page_get_desk (AmtMainPage *self);

G_END_DECLS
